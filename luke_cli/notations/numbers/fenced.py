"""Statements of fences: lines of code and configuration, leaves of YAML and JSON, contracts."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from luke_cli.docs.document import Fence
from luke_cli.docs.markdown import plain
from luke_cli.notations.loose_json import read_json
from luke_cli.notations.numbers.named_values import UNNAMED, Named, beside, named_lines
from luke_cli.notations.numbers.statement import Statement, sentences
from luke_cli.notations.trees import Items, Leaf, Mapping, Tree, read_yaml, text_of, walk
from luke_cli.spec.facts import Authority

_CODE: Final = frozenset(
    """
    python py javascript js typescript ts java kotlin go rust php ruby properties ini toml env
    dotenv bash sh shell dockerfile docker nginx hcl terraform conf cfg csharp
    """.split()
)
_OF_VALUES: Final = frozenset(("components", "definitions", "schema", "example", "examples"))
"""Keys of an API contract below which single values are described."""
_A_WORD: Final = re.compile(r"[\w./+-]{1,40}|https?://[\w.*:-]{1,80}")
_TOLD_IN_CODE: Final = re.compile(
    r"jsonrenderer|clamav|bcrypt|argon2|scrypt|pbkdf2|prometheus|opentelemetry|origins?|types|"
    r"(?:login|username)_?(?:by|field)|"
    r"extensions|formats|mime",
    re.IGNORECASE,
)
_PROGRAMS: Final = frozenset(
    "python py javascript js typescript ts java kotlin go rust php ruby bash sh shell csharp".split()
)
_CONFIGURES: Final = re.compile(
    r"\bconfig\w*|\bsettings?\b|\w+(?:Settings|Config|Options|Properties)\b|\bparameters? of\b|\benvironment\b|"
    r"\benv\b|\bproperties\b|einstellung|konfigur|ajustes|paramètres|umgebung",
    re.IGNORECASE,
)
_COMMENT: Final = re.compile(r"(?:#|//|/?\*+|--|<!--|;)\s?")
"""How a line begins that tells of the code below, and is none."""
_MESSAGE: Final = re.compile(
    r"[\"“]([A-Z][^\"“”\n]{0,120}?\b(?:must|at least|at most|no more than|not longer|up to|only|minimum|maximum)\b[^\"“”\n]{1,120})[\"”]"
)
_DRAWING: Final = re.compile(r"[─│┌┐└┘├┤┬┴┼═║╔╗╚╝▼▲►◄]")


def of_fence(fence: Fence) -> Iterator[Statement]:
    """Yield what configuration, code and messages in a fence say."""
    if fence.language in _CODE:
        yield from _lines(fence, is_code=True)
        return
    start = fence.text.lstrip()[:1]
    if start in ("{", "["):
        offset = len(fence.text) - len(fence.text.lstrip())
        tree = read_json(fence.text[offset:], fence.line + fence.text.count("\n", 0, offset))
        if tree is not None:
            yield from _of_tree(fence, tree)
    elif fence.language in ("yaml", "yml") or (fence.language == "" and _is_yaml(fence.text)):
        for tree in read_yaml(fence.text, fence.line)[0]:
            yield from _of_tree(fence, tree)
    elif not _DRAWING.search(fence.text):
        yield from _lines(fence, is_code=False)


def quoted_in(fence: Fence) -> Iterator[Statement]:
    """Yield the messages that a scenario quotes: `"A password has at least 10 characters"`."""
    for index, line in enumerate(fence.text.split("\n")):
        for match in _MESSAGE.finditer(line[:1000]):
            yield Statement(
                file=fence.span.file,
                line=fence.line + index,
                text=plain(match[1]),
                section=fence.section,
                authority=Authority.PROSE,
                lead=fence.lead,
            )


def _of_tree(fence: Fence, tree: Tree) -> Iterator[Statement]:
    is_api = isinstance(tree, Mapping) and any(
        tree.get(key) is not None for key in ("openapi", "swagger", "paths")
    )
    if is_api:
        yield from _descriptions(fence, tree)
        return
    is_told = not fence.text.lstrip().startswith(("{", "[")) or _configures(fence)
    for one in _leaves(fence, tree, ()):
        yield replace(one, named=Named(one.keys, one.value)) if is_told and one.keys else one


def _descriptions(fence: Fence, api: Tree) -> Iterator[Statement]:
    """Yield what an API contract says in words of itself and of its operations."""
    for keys, tree in walk(api):
        if not isinstance(tree, Mapping) or _OF_VALUES.intersection(keys):
            continue
        path = next(((key,) for key in keys if key.startswith("/")), ())
        for told in (tree.get("summary"), tree.get("description")):
            if isinstance(told, Leaf):
                whole = Statement(
                    file=fence.span.file,
                    line=told.line,
                    text=plain(told.text.replace("\n", " "))[:2000],
                    section=(*fence.section, *path),
                    authority=Authority.PROSE,
                    lead=text_of(tree.get("summary")),
                    keys=path,
                )
                yield from sentences(whole)


def _configures(fence: Fence) -> bool:
    """Tell whether a fence of code or JSON is configuration, and no message and no algorithm."""
    above = " / ".join((*fence.section[-2:], fence.lead[-200:], fence.text[:400]))
    return bool(_CONFIGURES.search(above))


def _is_constant(named: Named) -> bool:
    """Tell whether a name in code is that of a constant: `MAX_LOGIN_ATTEMPTS`."""
    return bool(named.names) and bool(re.fullmatch(r"[A-Z][A-Z0-9_]{2,}", named.names[-1]))


def _is_yaml(text: str) -> bool:
    lines = [line for line in text.split("\n") if line.strip()]
    fitting = sum(1 for line in lines if re.match(r"\s*(?:-\s+)?[\w./-]+:(?:\s|$)", line))
    return len(lines) > 1 and fitting == len(lines)


def _lines(fence: Fence, *, is_code: bool) -> Iterator[Statement]:
    lines = list(named_lines(fence.text.split("\n")))
    is_told = fence.language not in _PROGRAMS or _configures(fence)
    lines = [(line, named if is_told or _is_constant(named) else UNNAMED) for line, named in lines]
    alike = beside([named for _, named in lines])
    for index, (line, named) in enumerate(lines):
        if (
            len(line) < 400
            and line.strip()
            and (not is_code or re.search(r"\d", line) or _TOLD_IN_CODE.search(line))
        ):
            yield Statement(
                file=fence.span.file,
                line=fence.line + index,
                text=plain(line.strip()) if not is_code else line.strip(),
                section=fence.section,
                authority=_authority(line.strip(), is_code=is_code),
                lead=fence.lead,
                is_code=is_code,
                named=named,
                siblings={key: (value, fence.line) for key, value in alike[index].items()},
            )


def _authority(line: str, *, is_code: bool) -> Authority:
    """Return how much a line says: a comment is a sentence, as are those around the code."""
    if not is_code:
        return Authority.LIST
    return Authority.PROSE if _COMMENT.match(line) else Authority.CODE


def _leaves(fence: Fence, tree: Tree, keys: tuple[str, ...]) -> Iterator[Statement]:
    if isinstance(tree, Mapping):
        near = {
            p.key: (p.value.text, p.value.line) for p in tree.pairs if isinstance(p.value, Leaf)
        }
        for pair in tree.pairs:
            if isinstance(pair.value, Leaf):
                yield _leaf(fence, pair.value, (*keys, pair.key), near)
            else:
                yield from _leaves(fence, pair.value, (*keys, pair.key))
    elif isinstance(tree, Items):
        names = [
            item for item in tree.items if isinstance(item, Leaf) and _A_WORD.fullmatch(item.text)
        ]
        if len(names) == len(tree.items) > 1:
            joined = Leaf(names[0].line, ", ".join(name.text for name in names[:40]))
            yield _leaf(fence, joined, keys, {})
            return
        for item in tree.items:
            if isinstance(item, Leaf):
                yield _leaf(fence, item, keys, {})
            else:
                yield from _leaves(fence, item, keys)


def _leaf(
    fence: Fence, leaf: Leaf, keys: tuple[str, ...], siblings: dict[str, tuple[str, int]]
) -> Statement:
    text = f"{keys[-1]}: {leaf.text}" if keys else leaf.text
    return Statement(
        file=fence.span.file,
        line=leaf.line,
        text=plain(text.replace("\n", " "))[:500],
        section=fence.section,
        authority=Authority.CODE,
        lead=fence.lead,
        keys=keys,
        value=leaf.text,
        siblings=siblings,
    )

"""Single statements of a document: a sentence, a cell, a key with its value, a line of code."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final

from luke_cli.docs.document import Document, Fence, Heading, Item, Paragraph, Quote, Table
from luke_cli.docs.markdown import plain
from luke_cli.notations.loose_json import read_json
from luke_cli.notations.numbers.number_words import WORD
from luke_cli.notations.said import Said, said_of
from luke_cli.notations.trees import Items, Leaf, Mapping, Tree, read_yaml
from luke_cli.source import Span
from luke_cli.spec.facts import Authority

_CODE: Final = frozenset(
    """
    python py javascript js typescript ts java kotlin go rust php ruby properties ini toml env
    dotenv bash sh shell dockerfile docker nginx hcl terraform conf cfg csharp
    """.split()
)
_NOT_READ: Final = frozenset(
    """
    sql mermaid plantuml puml dart swift css scss html jsx tsx vue graphql prisma dbml diff
    http svg xml gherkin
    """.split()
)
_A_NUMBER: Final = re.compile(
    rf"\d|\b{WORD}\b|\b(?:an?|une?|una|eine[rmn]?)\s+(?:minut|hour|day|week|month|year|stund|tag|"
    r"woche|monat|jahr|heure|jour|semaine|mois|hora|d[ií]a|semana|mes\b|año|an\b)",
    re.IGNORECASE,
)
_A_WORD: Final = re.compile(r"[\w./+-]{1,40}")
_TOLD_IN_CODE: Final = re.compile(
    r"jsonrenderer|clamav|bcrypt|argon2|prometheus|opentelemetry|origins?", re.IGNORECASE
)
_DRAWING: Final = re.compile(r"[─│┌┐└┘├┤┬┴┼═║╔╗╚╝▼▲►◄]")
_NOT_BUILT: Final = re.compile(
    r"\b(?:roadmap|timeline|milestones?|sprints?|(?:implementation|development|"
    r"project) (?:phases?|plan|schedule|roadmap)|incident|severity|bug|defects?|"
    r"support plan|pricing|budget|risk assessment|success metrics|business metrics|kpis?|"
    r"typography|animations?|spacing|palette|colou?rs?|breakpoints?|responsive|glossary|"
    r"changelog|personas?)\b",
    re.IGNORECASE,
)


_SENTENCE: Final = re.compile(
    r"(?<!\bmax)(?<!\bmin)(?<!\bapprox)(?<!\bno)(?<!\bca)(?<!\bvs)(?<!\bincl)(?<!e\.g)(?<!i\.e)"
    r"(?<!z\.B)(?<!\betc)(?<!\bbzw)[.!?]\s+(?=[\"'`*(]*[^\W_])|(?<=\dmin)\.\s+(?=[A-Z])|"
    r"(?<=\d min)\.\s+(?=[A-Z])|。",
    re.IGNORECASE,
)
"""The end of a sentence; behind an abbreviation there is none."""
_GENERIC: Final = re.compile(
    r": (?:values?|defaults?|default values?|settings?|limits?|targets?|wert|vorgabe|valor|valeur|значение|值|値|값)$",
    re.IGNORECASE,
)
"""The header of a column that says nothing of what its cells are about."""
_VARIABLE: Final = re.compile(r"^`?[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+`?(?=:|$)")
"""A row of a table of variables configures the program, as a line of code does."""
_FOLLOWS: Final = re.compile(r"(?:they|it|these|this|those|each|both|such)\b", re.IGNORECASE)
"""A sentence that goes on with what the one before is about."""


@dataclass(frozen=True)
class Statement:
    """Some words with a number or a fact about configuration in them."""

    file: str
    line: int
    text: str
    """One line; newlines became blanks."""
    section: tuple[str, ...]
    authority: Authority
    lead: str = ""
    keys: tuple[str, ...] = ()
    """Of YAML and JSON: the keys above the value, itself last."""
    value: str = ""
    """Of YAML and JSON."""
    siblings: dict[str, tuple[str, int]] = field(default_factory=dict)
    newlines: tuple[int, ...] = ()
    is_code: bool = False

    def place(self, offset: int = 0) -> Span:
        """Return the line of a position of the text."""
        return Span(self.file, self.line + sum(1 for at in self.newlines if at < offset))

    @cached_property
    def has_number(self) -> bool:
        """Tell whether there is a number in digits or words."""
        return bool(_A_NUMBER.search(self.text))

    @cached_property
    def around(self) -> str:
        """The headings and words above, lower case."""
        return " / ".join((*self.section[-3:], self.lead[-200:], *self.keys[:-1])).lower()

    @cached_property
    def lower(self) -> str:
        """The words, lower case, of the same length."""
        lowered = self.text.lower()
        return lowered if len(lowered) == len(self.text) else self.text


def statements(document: Document) -> Iterator[Statement]:
    """Yield the statements of a document that may configure something, in order."""
    for block in document.blocks:
        if any(_NOT_BUILT.search(heading) for heading in block.section[-2:]) and not isinstance(
            block, Fence
        ):
            continue
        if isinstance(block, Paragraph | Item | Quote | Table):
            for said in said_of(block):
                yield from _sentences(
                    _of_words(said, is_listed=not isinstance(block, Paragraph | Quote))
                )
        elif isinstance(block, Heading):
            continue
        elif isinstance(block, Fence) and block.language not in _NOT_READ:
            yield from _of_fence(block)


def _of_words(said: Said, *, is_listed: bool) -> Statement:
    label = f"{_GENERIC.sub('', said.label)}: " if said.label else ""
    text = label + said.text.replace("\n", " ")
    return Statement(
        file=said.file,
        line=said.line,
        text=text[:2000],
        section=said.section,
        authority=_authority(said, is_listed=is_listed),
        lead=said.lead,
        newlines=tuple(len(label) + m.start() for m in re.finditer("\n", said.text)),
    )


def _authority(said: Said, *, is_listed: bool) -> Authority:
    if _VARIABLE.search(said.label):
        return Authority.CODE
    return Authority.LIST if is_listed else Authority.PROSE


def _sentences(whole: Statement) -> Iterator[Statement]:
    """Cut a statement into its sentences: what one of them is about says nothing of the next."""
    start, before = 0, ""
    for end in (*(m.end() for m in _SENTENCE.finditer(whole.text)), len(whole.text)):
        text = whole.text[start:end].rstrip()
        if text:
            follows = bool(_FOLLOWS.match(text))
            yield replace(
                whole,
                text=text,
                line=whole.line + sum(1 for at in whole.newlines if at < start),
                lead=f"{whole.lead} {before}" if follows else whole.lead,
                newlines=tuple(at - start for at in whole.newlines if at >= start),
            )
            before = text
        start = end


def _of_fence(fence: Fence) -> Iterator[Statement]:
    if fence.language in _CODE:
        yield from _lines(fence, is_code=True)
        return
    start = fence.text.lstrip()[:1]
    if start in ("{", "["):
        offset = len(fence.text) - len(fence.text.lstrip())
        tree = read_json(fence.text[offset:], fence.line + fence.text.count("\n", 0, offset))
        if tree is not None:
            yield from _leaves(fence, tree, ())
    elif fence.language in ("yaml", "yml") or (fence.language == "" and _is_yaml(fence.text)):
        for tree in read_yaml(fence.text, fence.line)[0]:
            if not (
                isinstance(tree, Mapping)
                and (tree.get("openapi") or tree.get("swagger") or tree.get("paths"))
            ):
                yield from _leaves(fence, tree, ())
    elif not _DRAWING.search(fence.text):
        yield from _lines(fence, is_code=False)


def _is_yaml(text: str) -> bool:
    lines = [line for line in text.split("\n") if line.strip()]
    fitting = sum(1 for line in lines if re.match(r"\s*(?:-\s+)?[\w./-]+:(?:\s|$)", line))
    return len(lines) > 1 and fitting == len(lines)


def _lines(fence: Fence, *, is_code: bool) -> Iterator[Statement]:
    for index, line in enumerate(fence.text.split("\n")):
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
                authority=Authority.CODE if is_code else Authority.LIST,
                lead=fence.lead,
                is_code=is_code,
            )


def _leaves(fence: Fence, tree: Tree, keys: tuple[str, ...]) -> Iterator[Statement]:
    if isinstance(tree, Mapping):
        beside = {
            p.key: (p.value.text, p.value.line) for p in tree.pairs if isinstance(p.value, Leaf)
        }
        for pair in tree.pairs:
            if isinstance(pair.value, Leaf):
                yield _leaf(fence, pair.value, (*keys, pair.key), beside)
            else:
                yield from _leaves(fence, pair.value, (*keys, pair.key))
    elif isinstance(tree, Items):
        words = [
            item for item in tree.items if isinstance(item, Leaf) and _A_WORD.fullmatch(item.text)
        ]
        if len(words) == len(tree.items) > 1:
            joined = Leaf(words[0].line, ", ".join(word.text for word in words[:40]))
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

"""The maps of roles and rights in code, with the names of constants in place of what they stand for.

ROLE_PERMISSIONS = {Role.CLERK: [Permission.PARCEL_READ]}      CLERK(Set.of(PARCEL_READ))
class Permission(StrEnum): PARCEL_READ = "parcel:read"         MANAGER: [...ROLE_PERMISSIONS.CLERK]
"""

import re
from collections.abc import Iterator
from collections.abc import Mapping as Map
from dataclasses import dataclass
from itertools import islice
from typing import Final

from luke_cli.docs.document import Fence
from luke_cli.names import snake
from luke_cli.notations.literals import read_literal
from luke_cli.notations.permission_verbs import action_of
from luke_cli.notations.trees import Items, Leaf, Mapping, Pair, Tree, items_of, walk

LANGUAGES: Final = frozenset(
    """
    python py javascript js jsx typescript ts tsx java kotlin kt csharp cs go golang php ruby rb
    rust rs swift scala elixir ex dart rego opa
    """.split()
)
"""Of fences that hold code."""
_MAP: Final = re.compile(
    r"(?<![\w$])(?P<name>[\w$]*(?:role|permission|rbac|acl|abilit|privileg|grant|polic|rights|access)[\w$]*)[\"']?\s*"
    r"(?:(?::(?!:)\s*(?!=)|\(\))[^=\n{]{0,100}?)?\s*(?::?=(?![=>])|=>|\bby lazy)\s*"
    r"(?:new\s*\(\)|map\[[\w.]+\](?:\[\]|map\[\w+\])*[\w.]*|(?:new|readonly|mapOf|dict|frozenset|(?:\w+\.)*(?:of|ofEntries|freeze)|Map|Dictionary|\w*Map|\w*Of|%|&)\b|%|"
    r"<[^>\n]{0,80}>|\s){0,6}(?=[\[({])",
    re.IGNORECASE,
)
_ENUM: Final = re.compile(
    r"\benum\s+(?:class\s+)?(?P<name>\w*(?:role|user_?type)\w*)\b[^{;]{0,120}(?=\{)|"
    r"\bmatch\s+(?:self|\w*role\w*)\s*(?=\{)",
    re.IGNORECASE,
)
_NAMED: Final = re.compile(
    r"(?<![\w.])(?P<name>[A-Za-z_]\w{2,50})\s*(?:(?::\s*\w+\s*)?=|:|\()\s*[\"'](?P<text>[A-Za-z*][\w-]*[:.][\w:.*-]+)[\"']"
)
_SET: Final = re.compile(
    r"^[ \t]*(?:(?:export|public|private|static|final|const|let|var|val|def|readonly)\s+)*(?:[\w<>\[\]]+\s+)??"
    r"(?P<name>[A-Z_]{3,40})\s*(?::[^=\n]{0,60})?\s*=\s*(?:new\s+)?(?:[\w.]+(?:<[^>\n]{0,40}>)?\s*)?(?=[\[({])",
    re.MULTILINE,
)
_CLASS: Final = re.compile(r"(?:[A-Z]\w*|\w*[Rr]oles?|\w*[Pp]erms?(?:issions?)?)(?:\.|::)")
_SPREAD: Final = re.compile(r"^(?:\.\.\.|\*{1,2})")
_MEMBER: Final = re.compile(r"(?P<map>\w+)(?:\[(?P<key>[\w.]+)\]|(?:\.|::)(?P<member>\w+))")
_KINDS: Final = frozenset("can perm perms permission permissions scope".split())
_MOST: Final = 12


@dataclass(frozen=True, slots=True)
class _Names:
    """What the constants of a fence stand for."""

    strings: Map[str, str]
    sets: Map[str, Tree]
    of: str = ""
    """The map that is read: who has what another role has names it."""


def maps_of(fence: Fence) -> Iterator[Tree]:
    """Yield the maps of a fence of code that are called after roles or rights."""
    names = _Names(
        {match["name"]: match["text"] for match in _NAMED.finditer(fence.text)}, _sets(fence)
    )
    for match in _starts(fence.text)[:_MOST]:
        tree = read_literal(fence.text, match.end(), fence.line)
        if tree is not None:
            own = _Names(names.strings, names.sets, match.groupdict().get("name") or "")
            yield _cleaned(tree, own)


def _starts(text: str) -> list[re.Match[str]]:
    found = [*islice(_MAP.finditer(text), _MOST), *islice(_ENUM.finditer(text), _MOST)]
    return sorted(found, key=lambda match: match.start())


def _sets(fence: Fence) -> dict[str, Tree]:
    found: dict[str, Tree] = {}
    for match in islice(_SET.finditer(fence.text), _MOST):
        tree = read_literal(fence.text, match.end(), fence.line)
        if isinstance(tree, Items):
            found[match["name"]] = tree
    return found


def _cleaned(tree: Tree, names: _Names) -> Tree:
    if isinstance(tree, Mapping):
        pairs = (Pair(_bare(p.key), p.line, _value(p.value, names)) for p in tree.pairs)
        return Mapping(tree.line, tuple(pairs))
    if isinstance(tree, Items):
        return Items(tree.line, tuple(one for item in tree.items for one in _item(item, names)))
    return _leaf(tree, names)


def _value(tree: Tree, names: _Names) -> Tree:
    """Return what stands behind a key; a list that takes over those of others says so."""
    cleaned = _cleaned(tree, names)
    leaves = () if isinstance(cleaned, Mapping) else (one for _, one in walk(tree))
    above = [one for leaf in leaves if isinstance(leaf, Leaf) for one in _taken(leaf, names)]
    if not above:
        return cleaned
    inherited = Items(tree.line, tuple(Leaf(tree.line, name) for name in above))
    own = Items(tree.line, items_of(cleaned))
    return Mapping(
        tree.line,
        (Pair("inherits", tree.line, inherited), Pair("permissions", tree.line, own)),
    )


def _item(tree: Tree, names: _Names) -> Iterator[Tree]:
    if not isinstance(tree, Leaf):
        yield _cleaned(tree, names)
        return
    bare = tree.text if tree.quoted or tree.text == "*" else _SPREAD.sub("", tree.text)
    known = None if tree.quoted else names.sets.get(bare)
    if known is not None:
        yield from (_leaf(leaf, names) for leaf in items_of(known) if isinstance(leaf, Leaf))
    elif bare == tree.text and not any(_taken(tree, names)):
        yield _leaf(tree, names)


def _taken(leaf: Leaf, names: _Names) -> Iterator[str]:
    """Yield the role whose rights a value takes over: `...PERMISSIONS.clerk`."""
    match = _MEMBER.fullmatch(_SPREAD.sub("", leaf.text)) if not leaf.quoted else None
    if match and match["map"] == names.of:
        yield _bare(match["key"] or match["member"])


def _leaf(leaf: Leaf, names: _Names) -> Leaf:
    """Return a constant as the text that it stands for, or in words: `parcel_read`."""
    if leaf.quoted or not re.fullmatch(r":?[\w.:]+", leaf.text):
        return leaf
    bare = _bare(leaf.text.lstrip(":"))
    text = names.strings.get(bare, bare)
    return Leaf(
        leaf.line, _spelled(text) if "_" in text or re.search(r"[a-z][A-Z]", text) else text
    )


def _spelled(name: str) -> str:
    """Return a constant as a right; of one whose verb nobody knows the last word is the verb."""
    words = [word for word in snake(name).split("_") if word not in _KINDS]
    said = "_".join(words)
    verbs = (words[0], words[-1], words[-2]) if len(words) > 1 else ()
    return (
        said if not verbs or any(map(action_of, verbs)) else f"{'_'.join(words[:-1])}:{words[-1]}"
    )


def _bare(name: str) -> str:
    """Return a member without what it is a member of: `CLERK` of `Role.CLERK`."""
    match = _CLASS.match(name)
    return name[match.end() :] if match and match.end() < len(name) else name

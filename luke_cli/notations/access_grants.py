"""The rights that a value of YAML or JSON grants, in every form that they are written in.

[tasks:read, tasks:create_own]     {tasks: [read, create], users: read}     tasks:delete: false
{resource: tasks, actions: [read], scope: own}     {allow: [...], deny: [tasks:delete]}
"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from luke_cli.notations.permission_words import Right, named_right, right_of
from luke_cli.notations.trees import Items, Leaf, Mapping, Pair, Tree, items_of, pairs_of, text_of

GRANTS: Final = re.compile(
    r"(?:permissions?|can|allow(?:ed)?|grants?|rights|scopes|privileges|capabilities|access|"
    r"actions|abilities)$",
    re.IGNORECASE,
)
_DENIES: Final = re.compile(
    r"(?:den(?:y|ied|ies)|cannot|forbidden|restrictions?|not_allowed|excluded?)$", re.IGNORECASE
)
_DESCRIBES: Final = re.compile(
    r"description|comment|summary|title|label|level|id|name|display_?name|inherits?.*|extends?|"
    r"scope|priority|is_.*|default",
    re.IGNORECASE,
)
_NO: Final = frozenset(("false", "no", "none", "deny", "denied", ""))


class Grant(NamedTuple):
    """A right that a role has, or is denied."""

    right: Right
    line: int
    allowed: bool


def grants_of(tree: Tree) -> Iterator[Grant]:
    """Yield the rights of a role, from all that stands below its name."""
    if not isinstance(tree, Mapping):
        yield from _listed(tree, allowed=True)
        return
    granting = [pair for pair in tree.pairs if GRANTS.fullmatch(pair.key)]
    for pair in granting:
        yield from _listed(pair.value, allowed=True)
    for pair in tree.pairs:
        if _DENIES.fullmatch(pair.key):
            yield from _listed(pair.value, allowed=False)
        elif not granting and not _DESCRIBES.fullmatch(pair.key):
            yield from _by_resource(pair, allowed=True)


def texts_of(tree: Tree) -> list[str]:
    """Return the texts of a list, or of a leaf that holds one."""
    if isinstance(tree, Leaf):
        return [text for text in re.split(r"\s*,\s*", tree.text) if text]
    return [text_of(item) for item in items_of(tree) if text_of(item)]


def has_rights(tree: Tree) -> bool:
    """Tell whether most items of a list are rights."""
    if isinstance(tree, Mapping):
        return bool(tree.pairs)
    texts = texts_of(tree)
    rights = [text for text in texts if _is_right(text)]
    return bool(rights) and len(rights) * 2 > len(texts)


def _is_right(text: str) -> bool:
    is_string = right_of(text) is not None and re.search(r"[:.]", text) is not None
    return text == "*" or is_string or named_right(text) is not None


def _listed(tree: Tree, *, allowed: bool) -> Iterator[Grant]:
    for leaf in tree.items if isinstance(tree, Items) else (tree,):
        if isinstance(leaf, Mapping):
            yield from _mapped(leaf, allowed=allowed)
        for text in re.split(r"\s*,\s*", text_of(leaf)):
            right = right_of(text) or named_right(text.replace(" ", "_"))
            if right is not None:
                yield Grant(right, leaf.line, allowed)


def _mapped(tree: Mapping, *, allowed: bool) -> Iterator[Grant]:
    resource = text_of(tree.get("resource")) or text_of(tree.get("subject"))
    actions = [p for p in tree.pairs if re.fullmatch(r"actions?|operations?|verbs?", p.key)]
    if not resource or not actions:
        for pair in tree.pairs:
            yield from _by_resource(pair, allowed=allowed)
        return
    scope = _scope(text_of(tree.get("scope")))
    for text in texts_of(actions[0].value):
        yield Grant(Right(resource, text.lower(), scope), tree.line, allowed)


def _by_resource(pair: Pair, *, allowed: bool) -> Iterator[Grant]:
    """Read `expenses: [create, read_own]`, `users: read`, `tasks: {read: own, delete: false}`."""
    string = right_of(pair.key) if re.search(r"[:.]", pair.key) else None
    if string is not None:
        text = text_of(pair.value).lower()
        scoped = Right(string.resource, string.action, _scope(text) or string.scope)
        yield Grant(scoped, pair.line, allowed and (text not in _NO or not text))
        return
    for inner in pairs_of(pair.value):
        text = text_of(inner.value).lower()
        right = right_of(f"{pair.key}:{inner.key}")
        if right is not None:
            scoped = Right(right.resource, right.action, _scope(text) or right.scope)
            yield Grant(scoped, inner.line, allowed and text not in _NO)
    for leaf in items_of(pair.value) if isinstance(pair.value, Items) else (pair.value,):
        for text in re.split(r"[\s,/|]+", text_of(leaf)):
            is_word = bool(text) and text.lower() not in ("true", "false")
            right = right_of(f"{pair.key}:{text}") if is_word else None
            if right is not None:
                yield Grant(right, leaf.line, allowed)


def _scope(text: str) -> str:
    word = text.strip().lower()
    right = right_of(f"x:read_{word}") if re.fullmatch(r"[a-z]+", word) else None
    return right.scope if right else ""

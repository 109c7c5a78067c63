"""The rights that a value of YAML or JSON grants, in every form that they are written in.

[tasks:read, tasks:create_own]     {tasks: [read, create], users: read}     tasks:delete: false
{resource: tasks, actions: [read], scope: own}     {allow: [...], deny: [tasks:delete]}
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final, NamedTuple

from luke_cli.notations.conditions import ways
from luke_cli.notations.marks import mark_of, scope_named
from luke_cli.notations.permission_lists import listed
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
_NO: Final = frozenset(("no", "none", "deny", "denied", "never", "null", "nothing", "~", "-"))
_NO_EFFECT: Final = re.compile(r"deny|denied|forbid(?:den)?|block(?:ed)?|false|no", re.IGNORECASE)
_MEANINGS: Final = tuple(
    (name, re.compile(form, re.IGNORECASE))
    for name, form in (
        ("what", r"resources?(?:_?types?)?|subjects?|objects?|entit(?:y|ies)|targets?|models?"),
        ("do", r"actions?|operations?|verbs?|can|may|allow(?:ed)?|permissions?|privileges?"),
        ("effect", r"effect|access|decision"),
        ("reach", r"scope|reach|ownership|possession|level|(?:only_?)?own(?:er|ed)?(?:_?only)?"),
        ("if", r"conditions?|when|if|where|constraints?|filters?|restrict\w*"),
    )
)
"""What a key says in a mapping that is one statement about rights."""
_NARROW: Final = re.compile(r"(?P<thing>[A-Za-z][\w-]*)[.:](?P<reach>[a-z]+)", re.IGNORECASE)
"""`order.own`, a thing as far as a role reaches."""


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
    if any(isinstance(item, Mapping) and stated_rights(item) for item in items_of(tree)):
        return True
    rights = [text for text in texts if _is_right(text)]
    return bool(rights) and len(rights) * 2 > len(texts)


def _is_right(text: str) -> bool:
    is_string = right_of(text) is not None and re.search(r"[:.]", text) is not None
    return text == "*" or is_string or named_right(text) is not None


def _listed(tree: Tree, *, allowed: bool) -> Iterator[Grant]:
    for leaf in tree.items if isinstance(tree, Items) else (tree,):
        if isinstance(leaf, Mapping):
            yield from _mapped(leaf, allowed=allowed)
        for text in re.split(r"\s*,\s*(?![^()]*\))", text_of(leaf)):
            right = right_of(text) or named_right(text.replace(" ", "_"))
            if right is not None:
                yield Grant(right, leaf.line, allowed)


def _mapped(tree: Mapping, *, allowed: bool) -> Iterator[Grant]:
    stated = stated_rights(tree)
    if stated is not None:
        yield from (Grant(one.right, one.line, allowed and one.allowed) for one in stated)
        return
    for pair in tree.pairs:
        yield from _by_resource(pair, allowed=allowed)


def stated_rights(tree: Mapping, resource: str = "") -> list[Grant] | None:
    """Read `{resource: tasks, actions: [read], scope: own}`; None if a mapping is no such thing."""
    of = {meaning: pair for pair in tree.pairs if (meaning := _meaning(pair.key))}
    things = texts_of(of["what"].value) if "what" in of else [resource] if resource else []
    if "do" not in of:
        return None
    texts = texts_of(of["do"].value)
    strings = [right for text in texts if (right := _string(text))]
    if not (things or strings):
        return None
    scope = _reach_of(of)
    denied = "effect" in of and _NO_EFFECT.fullmatch(text_of(of["effect"].value)) is not None
    if scope is None or (denied and scope):
        # Whatever else limits a right is not known here: nobody gets it, nobody loses it.
        return []
    rights = strings if strings and not things else _each(things, texts)
    return [
        Grant(Right(r.resource, r.action, scope or r.scope), of["do"].line, not denied)
        for r in rights
    ]


def _each(things: list[str], texts: list[str]) -> list[Right]:
    found = [right_of(f"{thing}:{text}") for thing in things for text in texts]
    return [right for right in found if right is not None]


def _reach_of(of: dict[str, Pair]) -> str | None:
    """Return how far a statement reaches, "" if it does not say, None if that is not understood."""
    scope = ""
    for meaning in ("reach", "if"):
        pair = of.get(meaning)
        if pair is None or not text_of(pair.value) + str(pairs_of(pair.value) or ""):
            continue
        told = condition(pair)
        if told is None:
            return None
        scope = told if told and scope != "own" else scope
    return scope


def condition(pair: Pair) -> str | None:
    """Return the scope of `scope: own`, `if: doc.author_id == user.id`, `own: true`; None if unknown."""
    parts = [f"{inner.key}: {text_of(inner.value)}" for inner in pairs_of(pair.value)]
    text = " && ".join(parts) if parts else text_of(pair.value)
    text = re.sub(r"[$#{]*\{+\s*([\w.]+)\s*\}+", r"\1", text).strip()
    if re.fullmatch(r"(?:only_?)?own(?:er|ed)?(?:_?only)?", pair.key, re.IGNORECASE):
        text = "own" if text.lower() in ("true", "yes") else text
        text = "all" if text.lower() in ("false", "no") else text
    if re.fullmatch(r"[\w -]{1,40}", text):
        mark = mark_of(text)
        plain = mark is not None and mark.allowed and not mark.actions
        return scope_named(text) or ("" if plain and mark and mark.certain else None)
    found = ways(text)
    return found[0].scope if len(found) == 1 and not found[0].roles else None


def _by_resource(pair: Pair, *, allowed: bool) -> Iterator[Grant]:
    """Read `expenses: [create, read_own]`, `users.own: read`, `tasks: {read: own, delete: false}`."""
    narrow = _NARROW.fullmatch(pair.key)
    if narrow and (reach := scope_named(narrow["reach"])) and not isinstance(pair.value, Mapping):
        rights = (right for word in texts_of(pair.value) for right in _verbs(narrow["thing"], word))
        yield from (Grant(replace(one, scope=reach), pair.line, allowed) for one in rights)
        return
    string = _string(pair.key)
    if string is not None:
        yield from _reaching(string, pair, allowed=allowed)
        return
    for inner in pairs_of(pair.value):
        right = right_of(f"{pair.key}:{inner.key}")
        if right is not None:
            yield from _reaching(right, inner, allowed=allowed)
    for leaf in items_of(pair.value) if isinstance(pair.value, Items) else (pair.value,):
        if isinstance(leaf, Mapping) and isinstance(pair.value, Items):
            stated = stated_rights(leaf, pair.key) or []
            yield from (Grant(one.right, one.line, allowed and one.allowed) for one in stated)
        for right in _verbs(pair.key, text_of(leaf)):
            yield Grant(right, leaf.line, allowed)


def _reaching(right: Right, pair: Pair, *, allowed: bool) -> Iterator[Grant]:
    """Read what stands behind a right: yes, no, how far, or a condition."""
    text = text_of(pair.value)
    mark = mark_of(text) if isinstance(pair.value, Leaf) and text else None
    whole = texts_of(pair.value) in (["*"], [])
    if whole and not isinstance(pair.value, Mapping):
        yield Grant(right, pair.line, allowed)
    elif mark is not None and not mark.allowed:
        yield Grant(right, pair.line, allowed=False)
    elif (scope := condition(pair)) is not None:
        yield Grant(Right(right.resource, right.action, scope or right.scope), pair.line, allowed)


def _verbs(resource: str, text: str) -> Iterator[Right]:
    """Yield the rights to a resource that words name: `read own, create`, `update_own`, `read|list`."""
    bare = text.strip().removeprefix(":")
    if not bare or bare.lower() in ("true", "false", *_NO):
        return
    parts = re.split(r"[\s,/|]+", bare)
    if len(parts) > 1 and any(scope_named(part.strip("()")) for part in parts):
        yield from listed(bare, resource, is_sure=True)
        return
    for part in parts:
        right = right_of(f"{resource}:{part.removeprefix(':')}") or next(
            iter(listed(part, resource, is_sure=True)), None
        )
        if right is not None:
            yield right


def _string(text: str) -> Right | None:
    return right_of(text) if re.search(r"[:.]", text) else None


def _meaning(key: str) -> str:
    return next((name for name, form in _MEANINGS if form.fullmatch(key)), "")

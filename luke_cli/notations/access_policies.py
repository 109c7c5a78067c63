"""Structured rights that do not stand below a role: statements that name it, and rights first.

- role: clerk                      parcel:                          parcel:read: [clerk, courier(own)]
  resource: parcel                   read: [clerk, courier(own)]
  actions: [read, create]            create: clerk
"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from luke_cli.names import snake
from luke_cli.notations.access_grants import Grant, condition, stated_rights, texts_of
from luke_cli.notations.marks import actions_named
from luke_cli.notations.permission_cells import roles_in
from luke_cli.notations.permission_verbs import action_of
from luke_cli.notations.permission_words import Right, right_of
from luke_cli.notations.role_words import is_role_word
from luke_cli.notations.trees import Items, Leaf, Mapping, Pair, Tree, items_of, pairs_of, text_of

_WHO: Final = re.compile(
    r"(?:user_?)?(?:roles?|groups?)(?:_?names?)?|subjects?|principals?|who|grantees?|actors?"
    r"|granted_?to|allowed_?(?:roles?|for|to)",
    re.IGNORECASE,
)
_ROLES_OF: Final = re.compile(
    r"(?:allowed_?)?roles?|granted_?to|allow(?:ed)?(?:_?(?:for|to))?|who|grantees?|by",
    re.IGNORECASE,
)
"""The key in a right below which those stand who have it."""
_NAME: Final = re.compile(r"[A-Za-z][\w -]{1,40}")
_STRING: Final = re.compile(r"[A-Za-z][\w-]*[:.](?:[A-Za-z][\w-]*|\*)(?:[:.][A-Za-z][\w-]*)?")
_NOBODY: Final = frozenset(
    ("true", "false", "yes", "no", "none", "nobody", "*", "own", "team", "all")
)


class Held(NamedTuple):
    """A right and who has it, or is denied it."""

    role: str
    grant: Grant


def statement(tree: Mapping) -> list[Held] | None:
    """Read a mapping that says for itself who may do what to which thing; None if it is no such one."""
    who = next((pair for pair in tree.pairs if _WHO.fullmatch(pair.key)), None)
    if who is None:
        return None
    rest = Mapping(tree.line, tuple(pair for pair in tree.pairs if pair is not who))
    names = [name for name in texts_of(who.value) if _NAME.fullmatch(name)]
    stated = stated_rights(rest)
    if stated is None:
        return None
    return [Held(name, grant) for grant in stated for name in names]


def rights_first(tree: Tree, known: frozenset[str]) -> list[Held]:
    """Read rights below which those stand who have them; nothing where that is not plain."""
    found: list[Held] = []
    for pair in pairs_of(tree):
        if _STRING.fullmatch(pair.key):
            right = right_of(pair.key)
            found += _holders(right, pair) if right else ()
            continue
        inner = pairs_of(pair.value)
        if not inner or not all(is_action(one.key) for one in inner):
            return []
        for one in inner:
            right = right_of(f"{pair.key}:{one.key}")
            found += _holders(right, one) if right else ()
    names = {held.role for held in found}
    usual = [name for name in names if is_role_word(name) or name.lower() in known]
    by_string = any(_STRING.fullmatch(pair.key) for pair in pairs_of(tree))
    return found if usual or by_string else []


def is_action(key: str) -> bool:
    """Tell whether a key names something that is done."""
    word = re.split(r"[:._]", snake(key) or key)[0]
    return bool(key == "*" or actions_named(word) or action_of(word))


def grants_actions(tree: Tree) -> bool:
    """Tell whether a value maps things to what may be done to them, as the value of a role does."""
    inner = [pair for one in (tree, *items_of(tree)) for pair in pairs_of(one)]
    if not inner or any(is_action(pair.key) and not _is_thing(pair.value) for pair in inner):
        return False
    words = [word for pair in inner for word in _words(pair.value)]
    usual = [word for word in words if is_action(word.split("_")[0].strip("()"))]
    return bool(words) and 2 * len(usual) > len(words)


def _is_thing(value: Tree) -> bool:
    """Tell whether what a key maps to are actions, so that it is a thing however it is called."""
    words = [*_words(value)]
    return bool(words) and all(is_action(word.split("_")[0]) for word in words)


def _words(value: Tree) -> Iterator[str]:
    if isinstance(value, Mapping):
        yield from (pair.key for pair in value.pairs)
    elif isinstance(value, Leaf):
        yield from re.split(r"[\s,/|]+", value.text.strip())
    else:
        for item in value.items:
            actions = [p.value for p in pairs_of(item) if re.fullmatch(r"actions?", p.key)]
            yield from texts_of(actions[0]) if actions else [text_of(item) or "?"]


def _holders(right: Right, pair: Pair) -> Iterator[Held]:
    """Yield who has a right: `[clerk, courier(own)]`, `{roles: [clerk]}`, `[{role: courier, scope: own}]`."""
    value = pair.value
    if isinstance(value, Mapping):
        of = next((one for one in value.pairs if _ROLES_OF.fullmatch(one.key)), None)
        others = [one for one in value.pairs if one is not of]
        described = all(re.fullmatch(r"desc\w*|comment|summary|title|label", o.key) for o in others)
        if of is not None and described:
            yield from _holders(right, of)
            return
        yield from _scoped_holders(right, value)
        return
    for leaf in items_of(value) if isinstance(value, Items) else (value,):
        if isinstance(leaf, Mapping):
            yield from _one_holder(right, leaf)
        for role, scope in roles_in(text_of(leaf)) if isinstance(leaf, Leaf) else ():
            if role and role.lower() not in _NOBODY:
                yield Held(role, Grant(_reaching(right, scope), leaf.line, allowed=True))


def _scoped_holders(right: Right, tree: Mapping) -> Iterator[Held]:
    """Read `{clerk: all, courier: own}`."""
    for pair in tree.pairs:
        scope = condition(pair)
        denied = text_of(pair.value).lower() in ("false", "no", "none", "deny", "never")
        if _NAME.fullmatch(pair.key) and (denied or scope is not None):
            yield Held(
                pair.key, Grant(_reaching(right, scope or ""), pair.line, allowed=not denied)
            )


def _one_holder(right: Right, tree: Mapping) -> Iterator[Held]:
    """Read `{role: courier, scope: own}`."""
    who = next((pair for pair in tree.pairs if _WHO.fullmatch(pair.key)), None)
    scopes = [condition(pair) for pair in tree.pairs if pair is not who]
    if who is not None and all(scope is not None for scope in scopes):
        scope = next((scope for scope in scopes if scope), "")
        for name in texts_of(who.value):
            yield Held(name, Grant(_reaching(right, scope), tree.line, allowed=True))


def _reaching(right: Right, scope: str) -> Right:
    return Right(right.resource, right.action, scope or right.scope)

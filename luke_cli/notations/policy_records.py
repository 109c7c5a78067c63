"""Rights that records of a policy file state, in YAML or JSON.

rules:                                          [{"role": "clerk", "entity": "bill",
  - resource: bill                                "can": ["read", "pay"], "scope": "own"}]
    actions: [read, pay]
    roles: [clerk, manager]                     - subject: clerk
    scope: own                                    deny: delete
"""

import re
from collections.abc import Iterator
from typing import Final

from luke_cli.notations.marks import scope_in
from luke_cli.notations.permission_words import Right
from luke_cli.notations.policy_said import Above, Policy, action_named, resource_named
from luke_cli.notations.trees import (
    Items,
    Leaf,
    Mapping,
    Tree,
    items_of,
    read_yaml,
    text_of,
    walk,
)

_LANGUAGES: Final = frozenset("yaml yml json jsonc json5".split()) | {""}
_THING: Final = ("resource", "resources", "entity", "entities", "object", "objects", "on", "thing")
_ACTS: Final = (
    "actions",
    "action",
    "verbs",
    "verb",
    "can",
    "allow",
    "allowed",
    "permissions",
    "operations",
)
_NOT: Final = ("deny", "denied", "cannot", "forbid", "forbidden")
_WHO: Final = (
    "roles",
    "role",
    "subjects",
    "subject",
    "who",
    "principals",
    "principal",
    "for",
    "grantees",
)
_SCOPE: Final = ("scope", "ownership", "condition", "conditions", "where", "if", "only")
_DENIES: Final = re.compile(r"deny|denied|forbid|forbidden|false", re.IGNORECASE)
_NAME: Final = re.compile(r"[A-Za-z*][\w*-]{0,40}(?:[ -][A-Za-z][\w-]{0,20}){0,2}")
_MOST: Final = 40_000
"""Characters of a text: a longer one is no policy that somebody wrote."""


def read(language: str, text: str, _known: frozenset[str]) -> Iterator[Policy | Above]:
    """Yield what the records of a text allow and deny."""
    if (
        language not in _LANGUAGES
        or len(text) > _MOST
        or not re.search(r"\brole|\bsubject|\bwho\b|\bprincipal", text)
    ):
        return
    trees, _ = read_yaml(text, 0)
    for tree in trees:
        for _, below in walk(tree):
            if isinstance(below, Items):
                for item in below.items:
                    yield from _record(item)


def _record(item: Tree) -> Iterator[Policy]:
    """Yield what one record says; nothing where it does not name who, what and which thing."""
    if not isinstance(item, Mapping):
        return
    who, things = _words(item, _WHO), _words(item, _THING)
    effect = text_of(item.get("effect") or item.get("allow")) or "allow"
    reach = " ".join(_words(item, _SCOPE, whole=False))
    scope = scope_in(reach)
    if not who or not things or (reach and not scope):
        # What else limits a right is not known here: nobody gets it.
        return
    for keys, allowed in ((_ACTS, True), (_NOT, False)):
        for act in _words(item, keys):
            if act.lower() in ("true", "false"):
                continue
            for role in who:
                for thing in things:
                    right = Right(
                        resource_named(thing), action_named(act), scope if allowed else ""
                    )
                    is_allowed = allowed and not _DENIES.fullmatch(effect)
                    yield Policy(role, right, item.line, is_allowed)


def _words(item: Mapping, keys: tuple[str, ...], *, whole: bool = True) -> list[str]:
    """Return the names below the first of some keys: of a list, or of one value."""
    value = next((pair.value for pair in item.pairs if pair.key.lower() in keys), None)
    leaves = [value] if isinstance(value, Leaf) else items_of(value)
    texts = [text_of(one).strip() for one in leaves]
    parts = [part for text in texts for part in re.split(r"\s*,\s*", text) if part]
    fitting = not whole or all(_NAME.fullmatch(part) for part in parts)
    return parts if fitting else []

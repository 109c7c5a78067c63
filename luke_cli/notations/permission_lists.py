"""Lists of verbs, each with how far it reaches: `read own, cancel (own); stay: create, hand over`.

A verb of such a list may be any word: what stands beside `read` and `create` is an action, too.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from luke_cli.names import snake
from luke_cli.notations.marks import actions_named, mark_of, scope_in, scope_named
from luke_cli.notations.permission_verbs import USUAL, action_of
from luke_cli.notations.permission_words import Right

_NOTHING: Final = re.compile(r"\W*(?:none|nothing|no|n/?a)?\W*", re.IGNORECASE)
_LEAD: Final = re.compile(
    r"^(?:(?:and\s+)?(?:in addition|additionally|also|further|moreover|plus|besides|as well)"
    r"(?:\s+to\s+(?:that|this|these))?|only|nothing\s+(?:but|except|other\s+than|beyond))\b[\s,:]*",
    re.IGNORECASE,
)
_SEGMENT: Final = re.compile(r"\s*(?:;|<br\s*/?>|[•·]|\n|(?<=\))\.\s)\s*")
_THING: Final = re.compile(
    r"(?P<thing>[^\W\d][\w-]*(?: [^\W\d][\w-]*){0,2})\s*(?::|=|→|->)\s+(?=\w)"
)
_ITEM: Final = re.compile(
    r"\s*(?:,\s*(?:(?:and|und|y|et)\b)?|/|\+|&|\band\b|\bund\b|\by\b|\bet\b)\s*(?![^()\[\]]*[)\]])"
)
_VERB: Final = re.compile(
    r"(?P<verb>[^\W\d][\w-]{0,30}(?:\s(?:back|out|off|over|up|down|in))?)"
    r"(?:\s*(?P<open>[(\[@]\s*)(?P<inside>[^()\[\]]{1,60}?)\s*[)\]]?"
    r"|\s*[:/-]?\s+(?P<bare>(?:only\s+)?(?:their\s+|his\s+|her\s+|the\s+|of\s+)*"
    r"(?:own|self|mine|team|any|all)(?:\s+(?:one|ones|only|records?|rows?|entries))?))?",
    re.IGNORECASE,
)
_LETTERS: Final = re.compile(
    r"[CRUDLW]{1,5}(?:\([^()]{1,40}\))?(?:\s+[CRUDLW]{1,5}(?:\([^()]{1,40}\))?)+"
)
_GROUP: Final = re.compile(r"[CRUDLW]{1,5}")
_THEIRS: Final = re.compile(
    r"\b(?:their|his|her|they|he|she|themselves|himself|herself|caller|belong\w*)\b", re.IGNORECASE
)
"""Words that say whose things something is about; then it is never everybody's."""
_MOST: Final = 24
_LONGEST: Final = 2600
"""Characters of so many verbs with their brackets; a longer text is no list."""


def listed(text: str, resource: str = "", *, is_sure: bool = False) -> tuple[Right, ...]:
    """Read a text that is nothing but lists of verbs, each for a thing; () if it is anything else.

    `resource`: what the verbs are about where the text does not say it.
    `is_sure`: the text is known to be about rights, so that no verb of it needs to be usual.
    """
    found: list[Right] = []
    thing = resource
    for segment in _SEGMENT.split(text.strip(" .*`")):
        part = _LEAD.sub("", segment.strip(" .,*`"))
        named = _THING.match(part)
        thing = named["thing"] if named else thing
        rights = tuple(_verbs(part[named.end() :] if named else part, thing))
        if not rights and part and not _NOTHING.fullmatch(part):
            return ()
        found += rights
    known = is_sure or any(right.scope or action_of(right.action) for right in found)
    return tuple(found) if known and len(found) <= _MOST * 4 else ()


def is_listed(text: str) -> bool:
    """Tell whether a cell is a list of verbs."""
    return bool(listed(text, "x"))


def reach_told(text: str) -> str:
    """Return how far words reach: a scope that they name, or what somebody made or has."""
    return scope_named(text) or scope_in(text) or ("own" if _THEIRS.search(text) else "")


def _verbs(text: str, thing: str) -> Iterator[Right]:
    """Yield the rights of one list; nothing where one of its items is no verb."""
    if not thing or not text.strip() or len(text) > _LONGEST:
        return
    matches = [_VERB.fullmatch(item.strip(" *`'\"")) for item in _items(text)]
    known = [match for match in matches if match and not scope_named(match["verb"])]
    if len(known) != len(matches) or len(known) > _MOST:
        return
    scopes = [reach_told(match["inside"] or match["bare"] or "") for match in known]
    if scopes[-1] and not any(scopes[:-1]) and known[-1]["bare"] and not _are_groups(known):
        # `read, update own`: nobody can tell that it is the last alone, so it is each of them.
        scopes = [scopes[-1]] * len(scopes)
    for match, scope in zip(known, _spread(text, scopes), strict=True):
        yield from (Right(thing, action, scope) for action in actions_in(match["verb"]))


def _are_groups(matches: Iterable[re.Match[str]]) -> bool:
    """Tell whether letters stand in groups: `CR, U own` sets those apart that reach less far."""
    verbs = [match["verb"] for match in matches]
    return all(map(_GROUP.fullmatch, verbs)) and any(len(verb) > 1 for verb in verbs)


def _items(text: str) -> list[str]:
    return re.split(r"\s+(?=[A-Z])", text) if _LETTERS.fullmatch(text) else _ITEM.split(text)


def _spread(text: str, scopes: list[str]) -> list[str]:
    """Return scopes; what `read and update (own)` says of the last is said of the one before."""
    if _LETTERS.fullmatch(text):
        return scopes
    joints = [joint.strip() for joint in _ITEM.findall(text)]
    scope = ""
    found: list[str] = []
    for one, joint in zip(reversed(scopes), ["", *reversed(joints)], strict=True):
        scope = one or (scope if joint and joint not in (",", "/", "+") else "")
        found.append(scope)
    return found[::-1]


def actions_in(verb: str) -> tuple[str, ...]:
    """Return what a verb or a group of letters allows: what is usual, else a step of this name."""
    mark = mark_of(verb) if _GROUP.fullmatch(verb) else None
    if mark is not None and mark.actions:
        return mark.actions
    usual = actions_named(verb)
    return usual if usual and set(usual) <= USUAL else (snake(verb),)

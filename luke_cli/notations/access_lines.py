"""Rights in lines that name the thing first.

course: read; enrolment: create, read (own), cancel      proposal read and update, own only
"""

import re
from typing import Final

from luke_cli.notations.marks import scope_named
from luke_cli.notations.permission_verbs import ACTIONS, USUAL, action_of
from luke_cli.notations.permission_words import Right

_LINE: Final = re.compile(
    r"\W*(?:in addition\s+|plus\s+|also\s+)?(?P<thing>[A-Za-z]\w*(?:[ -]\w+)??)"
    r"(?:\s*(?P<colon>[:：])\s*|\s+)(?P<verbs>[a-z].*)",
    re.DOTALL,
)
_PART: Final = re.compile(
    r"(?:and\s+)?(?P<verb>[a-z]+(?:[_-][a-z]+)*)(?:\s+(?P<whose>own|team|all|any))?"
    r"(?:\s*\((?P<inside>[^()]{1,40})\))?",
    re.IGNORECASE,
)
_REACH: Final = re.compile(
    r"(?:only\s+)?(?:their\s+|his\s+|her\s+)?(?P<whose>own|team|branch|department)(?:\s+ones?|\s+\w+s)?"
    r"(?:\s+only)?|for\s+(?:their\s+)?(?P<own>own)\s+\w+",
    re.IGNORECASE,
)
_SPLIT: Final = re.compile(r"\s*(?:[,/&+]|\band\b)\s*(?![^()]*\))")
_NO_VERBS: Final = frozenset("none nothing all no any everything own".split())
_THINGS: Final = frozenset(
    "can may only never no not everything the a an their his her full complete unrestricted unlimited".split()
)


def _named(verb: str) -> str:
    """Return the usual name of what any thing has, and a step as it is called here."""
    action = ACTIONS.get(verb, verb)
    return action if action in USUAL else verb


def thing_first(text: str) -> tuple[Right, ...]:
    """Return the rights of `proposal: read, update own`; none where it is a sentence."""
    match = _LINE.fullmatch(" ".join(text.strip(" .;`").replace("`", "").split()))
    if match is None:
        return ()
    thing, colon = match["thing"], bool(match["colon"])
    first = thing.partition(" ")[0].lower()
    named = first.endswith("ing") or re.match(r"(?:read|create)\b", match["verbs"])
    is_verb = action_of(first) and not named
    if first in _THINGS or (is_verb and not colon):
        return ()
    found: list[Right] = []
    reach = ""
    for part in filter(None, _SPLIT.split(match["verbs"])):
        narrow = _REACH.fullmatch(part)
        if narrow:
            reach = scope_named(narrow["whose"] or narrow["own"])
            continue
        one = _PART.fullmatch(part)
        is_verb = one is not None and (colon or one["verb"].lower() in ACTIONS)
        if one is None or not is_verb or one["verb"].lower() in _NO_VERBS:
            return ()
        verb = one["verb"].lower()
        scope = scope_named(one["whose"] or one["inside"] or "")
        if one["inside"] and not scope:
            # What else limits a right is not known here: nobody gets it.
            continue
        found.append(Right(thing, _named(verb), scope))
    # `read and update, own only` narrows what stands before it, all of it.
    return tuple(Right(r.resource, r.action, r.scope or reach) for r in found) if found else ()

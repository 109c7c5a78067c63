"""Rights that code grants by calls, in the branch of a role: CASL and CanCan.

if (user.role === 'clerk') {                       if user.clerk?
  can(['read', 'create'], 'Parcel');                 can [:read, :create], Parcel
  cannot('delete', 'Parcel');                        can :update, Parcel, clerk_id: user.id
}                                                  end
"""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

from luke_cli.notations.conditions import Way, both, split, ways
from luke_cli.notations.permission_words import Right
from luke_cli.notations.policy_branches import Branches
from luke_cli.notations.policy_said import Above, Policy, action_named, by_ways, resource_named

_LANGUAGES: Final = frozenset("javascript js jsx typescript ts tsx ruby rb php python py".split())
_DEFINES: Final = re.compile(
    r"\b(?:AbilityBuilder|defineAbilit\w+|CanCan|Ability\b|abilit(?:y|ies)\b|cannot\b)",
    re.IGNORECASE,
)
_CALL: Final = re.compile(
    r"(?P<before>^[ \t]*|[{;:>)][ \t]*)(?:(?:\w+|this)\.)?(?P<verb>can|cannot|allow|forbid)"
    r"(?:\s*(?P<open>\()|[ \t]+(?=[:\[]))",
    re.MULTILINE,
)
_COMMA: Final = re.compile(",")
_NAME: Final = re.compile(r"[A-Za-z][\w.-]*")
_IF: Final = re.compile(r"[ \t]+(?P<word>if|unless)[ \t]+(?P<condition>[^\n]+)$")
_BLOCK: Final = re.compile(r"[ \t]*(?:do|\{)[ \t]*\|[^|\n]*\|(?P<rest>.*)$", re.DOTALL)
_MOST: Final = 400


def read(language: str, text: str, known: frozenset[str]) -> Iterator[Policy | Above]:
    """Yield what the calls of a text grant."""
    if language not in _LANGUAGES or not _DEFINES.search(text):
        return
    is_ruby = language in ("ruby", "rb")
    branches = Branches(text, known, is_ruby=is_ruby)
    for match in islice(_CALL.finditer(text), _MOST):
        line = text.count("\n", 0, match.start("verb"))
        if match["open"]:
            at = match.end() - 1
            end = branches.closes.get(at, at)
            inner = text[at + 1 : end]
        else:
            inner = _line(text, match.end())
        found = branches.at(match.start("verb"))
        yield from _granted(inner, found, line, denied=match["verb"] in ("cannot", "forbid"))


def _line(text: str, start: int) -> str:
    """Return the rest of a call of Ruby: its line, those that a comma joins, and a short block."""
    lines = text[start : start + 600].split("\n")
    end = 1
    while end < len(lines) and lines[end - 1].rstrip().endswith((",", "{")):
        end += 1
    if re.search(r"\bdo\b\s*\|[^|]*\|\s*$", lines[end - 1]) and len(lines) > end:
        end += 1
    return "\n".join(lines[:end])


def _granted(inner: str, found: tuple[Way, ...], line: int, *, denied: bool) -> Iterator[Policy]:
    modifier = _IF.search(inner)
    if modifier:
        told = ways(modifier["condition"]) if modifier["word"] == "if" else ()
        found = tuple(one for a in found for b in told if (one := both(a, b)))
        inner = inner[: modifier.start()]
    block = _BLOCK.search(inner)
    parts = [part.strip() for part in split(inner[: block.start()] if block else inner, _COMMA)]
    if len(parts) < 2:
        return
    limits = [*parts[2:], *([block["rest"].strip().rstrip("}")] if block else [])]
    limit = _limit(limits)
    if limit is None or (denied and (limit.scope or limits)):
        # What else limits a right is not known here: nobody gets it, nobody loses it.
        return
    rights = [
        Right(resource_named(thing), action_named(action))
        for thing in _names(parts[1])
        for action in _names(parts[0])
    ]
    limited = [one for way in found if (one := both(way, limit))]
    for policy in by_ways(limited, rights, line):
        yield policy._replace(allowed=not denied)


def _names(text: str) -> list[str]:
    return _NAME.findall(re.sub(r"%i(?=\[)|\bas\s+\w+", " ", text))


def _limit(parts: list[str]) -> Way | None:
    """Return how far conditions let a call reach; None where they are not understood."""
    bare = [re.sub(r"^\{|\}$", "", part.strip()).strip() for part in parts]
    found = ways(" && ".join(part for part in bare if part)) if any(bare) else (Way(()),)
    return found[0] if len(found) == 1 else None

"""Roles that have the rights of others, in sentences.

A supervisor may do everything that a picker may.      The admin inherits all rights of the editor.
Supervisor (everything a picker does, plus corrections)
"""

import re
from collections.abc import Iterator
from typing import Final

from luke_cli.notations.role_words import role_name

_INHERITS: Final = re.compile(
    r"\b(?:an?\s+|the\s+|every\s+)?(?P<who>[A-Za-z][\w -]{2,30}?)\s+(?:"
    r"inherits?\s+(?:everything|all(?:\s+\w+){0,2}|the\s+\w+)?\s*(?:from|of)?|"
    r"(?:can|may|is\s+allowed\s+to)\s+(?:also\s+)?(?:do\s+)?(?:everything|all|anything|whatever)"
    r"(?:\s+that|\s+which)?|"
    r"has\s+(?:all|every|the)\s+(?:the\s+)?(?:rights?|permissions?|privileges|access)\s+(?:of|from)|"
    r"extends)\s+(?:an?\s+|the\s+|every\s+)?(?P<above>[A-Za-z][\w-]*(?:\s[\w-]+)??)"
    r"(?=\s+(?:can|may|does|has|is)\b|\s*[.,;:(]|\s*$|\s+(?:and|plus)\b)",
    re.IGNORECASE,
)
_EVERYTHING_OF: Final = re.compile(
    r"\b(?:everything|all|anything|whatever)\s+(?:that\s+|which\s+|what\s+|of\s+)?(?:an?\s+|the\s+)?"
    r"(?P<above>[A-Za-z][\w-]*(?:\s[\w-]+)??)\s+(?:can|may|does|do|has)\b|"
    r"\beverything\s+(?:of|from)\s+(?:an?\s+|the\s+)?(?P<all_of>[A-Za-z][\w-]*(?:\s[\w-]+)??)"
    r"(?=\s*[,.;:(]|\s*$|\s+(?:and|plus)\b)|"
    r"\b(?:on top of|in addition to|besides|beyond|plus)\s+(?:all\s+)?(?:the\s+rights\s+of\s+(?:an?\s+|the\s+)?"
    r"(?P<of>[A-Za-z][\w-]*(?:\s[\w-]+)?)|(?:the\s+|an?\s+)?(?P<whose>[A-Za-z][\w-]*(?:\s[\w-]+)?)['’]s?"
    r"\s+(?:own\s+)?(?:rights|permissions))|"
    r"\b(?:same as|like|inherits(?: from)?|extends)\s+(?:an?\s+|the\s+)?"
    r"(?P<same>[A-Za-z][\w-]*)\b",
    re.IGNORECASE,
)
_MAY_ALL: Final = re.compile(
    r"\W*(?:(?:may|can|is\s+allowed\s+to|has)\s+(?:do\s+)?(?:everything|anything|all)"
    r"|everything\s+(?:of|from|an?|the)|on\s+top\s+of)\b",
    re.IGNORECASE,
)


def inheritances(text: str) -> Iterator[tuple[str, str, int]]:
    """Yield who inherits from whom, and where in the text it is said."""
    for match in _INHERITS.finditer(text):
        yield role_name(match["who"]), role_name(match["above"]), match.start("who")


def inherited_from(description: str) -> str:
    """Return the role whose rights a role has by its description; "" if it names none."""
    match = _EVERYTHING_OF.search(description)
    found = next((one for one in match.groups() if one), "") if match else ""
    return role_name(found)


def inherited_below(text: str) -> str:
    """Return the role that a line below the heading of another names: `may do all a clerk may`."""
    return inherited_from(text) if _MAY_ALL.match(text) else ""

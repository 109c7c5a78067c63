"""What the words beside an input say that it starts with.

filter paper is the default        default: agar        agar (default), sand, clay        sand is preselected
off by default                     preset to 1          starts as draft                   initially agar
"""

import re
from typing import Final

_VALUE: Final = r"[`'\"“]?(?P<value>[\w.+-]+(?:[ ][\w.+-]+){0,2}?)[`'\"”]?"
_FORMS: Final = (
    re.compile(
        rf"(?:the\s+)?{_VALUE}\s+(?:(?:is|as|being)\s+)?(?:the\s+default(?:\s+value|\s+choice)?|pre-?(?:selected|set|filled|chosen)|"
        r"(?:selected|chosen|set|checked|ticked)\s+(?:at\s+first|by\s+default|in\s+advance))",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?:(?:the\s+)?(?:default|preset|initial)(?:\s+(?:value|choice|state))?\s*(?:is|to|[:=])?\s+|defaults\s+to\s+|default\s*[:=]\s*|"
        rf"pre-?(?:selected|set|filled)\s*(?:to|with|is|[:=])\s*|initially\s+|(?:starts|begins)\s+(?:as|at|with)\s+){_VALUE}",
        re.IGNORECASE,
    ),
    re.compile(rf"{_VALUE}\s+(?:by\s+default|at\s+first|initially)", re.IGNORECASE),
    re.compile(rf"{_VALUE}\s*\((?:the\s+)?(?:default|preselected|preset)\)", re.IGNORECASE),
)
_CLAUSE: Final = re.compile(r"[,;.]\s+|\s[–—|/-]\s|\s+(?:and|or)\s+(?=\S+\s+\(default)")
_HEAD: Final = re.compile(
    r"(?:defaults?|presets?|initial|initially|pre-?(?:selected|set|filled)|starts?\s+(?:as|with|at))"
    r"(?:\s+(?:value|choice|state))?",
    re.IGNORECASE,
)
_NOTHING: Final = frozenset(
    "today now none empty blank nothing null current yesterday tomorrow - – — n/a auto generated the last a an no not"
    " required optional".split()
)
_ON: Final = frozenset("on yes checked ticked true enabled".split())
_OFF: Final = frozenset("off no unchecked unticked false disabled".split())
_MOST_TEXT: Final = 300


def default_in(text: str) -> str:
    """Return the value that words say an input starts with; "" if they say none."""
    for clause in _CLAUSE.split(text[:_MOST_TEXT]):
        bare = clause.strip(" .:")
        for form in _FORMS:
            match = form.fullmatch(bare)
            if match is not None:
                return _usual(match["value"])
    return ""


def is_of_defaults(head: str) -> bool:
    """Tell whether a column says what fields start with."""
    return _HEAD.fullmatch(head.strip()) is not None


def default_below(head: str, cell: str) -> str:
    """Return what a column of defaults says in a cell."""
    if not is_of_defaults(head):
        return ""
    value = re.fullmatch(_VALUE, cell.strip(" .`"))
    return _usual(value["value"]) if value else ""


def _usual(value: str) -> str:
    word = value.lower().strip()
    if not word[:1].isalnum() or " or " in word:
        return ""  # `starts with + or 0` says what a text looks like
    if word.split(" ")[0] in _NOTHING and word not in _OFF:
        return ""
    return "true" if word in _ON else "false" if word in _OFF else value

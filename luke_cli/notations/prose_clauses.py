"""Parts of a list that are clauses, and the name of what each one says.

whether it is vegetarian -> is vegetarian           when it was placed -> placed at
the day on which it was received -> received on     the date until which it is valid -> valid until
which child -> child                                a scan of the certificate -> certificate
"""

import re
from typing import Final

_IT: Final = r"(?:it|he|she|they|(?:the|an?|each|every|this)\s+[a-z-]+(?:\s+[a-z-]+)?)"
_IS: Final = r"(?:is|are|was|were|has\s+been|have\s+been|can\s+be|may\s+be|will\s+be|should\s+be)"
_MARK: Final = r"(?:(?:mark|flag|note|tick|sign|information|info)\s+)?"
_STILL: Final = r"(?:already\s+|still\s+|currently\s+)?"
_COPY: Final = r"(?:scan|copy|photo|photograph|picture|image)"
_SOME: Final = r"(?:one|two|at\s+least\s+one|up\s+to\s+\w+|\d+)"
_CLAUSES: Final = tuple(
    (re.compile(rf"\W*(?:an?\s+|the\s+)?{pattern}", re.IGNORECASE), name)
    for pattern, name in (
        (rf"{_MARK}(?:whether|if)\s+{_IT}\s+{_IS}\s+{_STILL}(?P<a>[a-z-]+)\W*$", "is {a}"),
        (rf"(?:whether|if)\s+{_IT}\s+(?P<a>[a-z]+s)\s+(?P<b>[a-z-]+)\W*$", "{a} {b}"),
        (rf"(?:(?:date|time|moment)\s+)?when\s+{_IT}\s+{_IS}\s+(?P<a>[a-z-]+)\b.*$", "{a} at"),
        (
            rf"(?:date|day)\s+(?:until|till|up\s+to)\s+which\s+{_IT}\s+{_IS}\s+(?P<a>[a-z-]+)\W*$",
            "{a} until",
        ),
        (
            rf"(?:date|day)\s+(?:from|since)\s+which\s+{_IT}\s+{_IS}\s+(?P<a>[a-z-]+)\W*$",
            "{a} from",
        ),
        (
            rf"(?:date|day)\s+(?:(?:on\s+which|that)\s+)?{_IT}\s+{_IS}\s+(?P<a>[a-z-]+)\b.*$",
            "{a} on",
        ),
        (
            rf"(?:time|moment)\s+(?:(?:at\s+which|that)\s+)?{_IT}\s+{_IS}\s+(?P<a>[a-z-]+)\b.*$",
            "{a} at",
        ),
        (r"which\s+(?P<a>[a-z-]+(?:\s+[a-z-]+)?)\W*$", "{a}"),
        (rf"year\s+(?:(?:in\s+which|that)\s+)?{_IT}\s+{_IS}\s+(?P<a>[a-z-]+)\W*$", "{a} in"),
        (r"(?:for\s+)?how\s+(?:much|many)\s+(?P<a>[a-z-]+)\b.*$", "{a}"),
        (r"who\s+(?P<a>[a-z]+ed)\b.*$", "{a} by"),
        (r"(?:in|at|on)\s+which\s+(?P<a>[a-z-]+)\W*$", "{a}"),
        (rf"{_COPY}\s+of\s+(?:the|an?|its|their)\s+(?P<a>[a-z-]+)\W*$", "{a}"),
        (
            r"(?P<a>[a-z-]+(?:\s+[a-z-]+)?)\s+(?:in|with|by|for|to|from|under|through)\s+which\b.*$",
            "{a}",
        ),
        (
            r"(?:belongs?|belonging)\s+to\s+(?:exactly\s+)?(?:one|an?|the)\s+(?P<a>[a-z-]+)\W*$",
            "{a}",
        ),
        (rf"{_SOME}\s+(?:to|or)\s+(?:more|many|\w+)\s+(?P<a>[a-z-]+)\W*$", "{a}"),
    )
)
_ASIDE: Final = re.compile(
    r"\W*(?:which|that|who)\s+(?:is|are|was|must|has|can|may)\b", re.IGNORECASE
)
_UNNAMED: Final = re.compile(
    r"\W*(?:who|what|where|how|why|since|whether)\s+\w+\s+\w+\b", re.IGNORECASE
)
_PEOPLE: Final = frozenset("of in on at for the a an to as it he she they".split())


def clause_name(part: str) -> str:
    """Return the name that a clause gives to what it says; "" if it is none of these."""
    for pattern, name in _CLAUSES:
        match = pattern.match(part[:200])
        if match is not None and match["a"].lower() not in _PEOPLE:
            return name.format(**match.groupdict()).lower()
    return ""


def is_aside(part: str) -> bool:
    """Tell whether a part says something of the one before: `which is unique`."""
    return _ASIDE.match(part) is not None


def is_unnamed(part: str) -> bool:
    """Tell whether a part says what one has without a name for it: `who to call at night`."""
    return not clause_name(part) and _UNNAMED.match(part) is not None

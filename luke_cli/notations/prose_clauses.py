"""Parts of a list that are clauses, and the name of what each one says.

whether it is vegetarian -> is vegetarian           when it was placed -> placed at
the day on which it was received -> received on     the date until which it is valid -> valid until
which child -> child                                a scan of the certificate -> certificate
"""

import re
from typing import Final

_IT: Final = r"(?:it|he|she|they|we|i|one|some(?:one|body)|people|(?:the|an?|each|every|this|that)\s+[a-z-]+(?:\s+[a-z-]+)??)"
_IS: Final = r"(?:is|are|was|were|has\s+been|have\s+been|can\s+be|may\s+be|will\s+be|should\s+be)"
_MARK: Final = r"(?:(?:mark|flag|note|tick|sign|information|info)\s+)?"
_STILL: Final = r"(?:already\s+|still\s+|currently\s+)?"
_COPY: Final = r"(?:scan|copy|photo|photograph|picture|image)"
_SOME: Final = r"(?:one|two|at\s+least\s+one|up\s+to\s+\w+|\d+)"
_LY: Final = r"(?:(?:[a-z]+ly|first|last|then)\s+)?"
_OUT: Final = r"(?:\s+(?:in|out|back|up|off|away|over))?"
_DONE: Final = (
    rf"(?P<a>(?:[a-z]{{2,}}ed|[a-z]{{3,}}s|came|left|began|went|took|got|ran|rang|fell|broke|met|sent|gave|bought|"
    rf"sold|found|lost|died|won|wrote){_OUT})\b"
)
"""What something does or did; `is` is told apart."""
_DID: Final = "did made wrote gave took found brought sent led held drew sold bought drove".split()
_DOERS: Final = dict(
    zip(
        _DID,
        "done made written given taken found brought sent led held drawn sold bought driven".split(),
        strict=True,
    )
)
_DEGREES: Final = {
    "often": "frequency",
    "urgent": "urgency",
    "long": "duration",
    "heavy": "weight",
    "big": "size",
    "large": "size",
    "old": "age",
    "deep": "depth",
    "high": "height",
    "tall": "height",
    "wide": "width",
    "bad": "severity",
    "severe": "severity",
    "serious": "severity",
    "expensive": "price",
    "far": "distance",
    "important": "importance",
    "difficult": "difficulty",
    "hard": "difficulty",
}
"""What `how long` asks for."""
_CLAUSES: Final = tuple(
    (re.compile(rf"\W*(?:an?\s+|the\s+)?{pattern}", re.IGNORECASE), name)
    for pattern, name in (
        (
            rf"{_MARK}(?:whether|if)\s+{_IT}\s+(?:(?:is|are|was|were)\s+(?:allowed|able|permitted)\s+to|can|may)\s+(?P<a>(?!be\b)[a-z-]+)\b.*$",
            "may {a}",
        ),
        (
            rf"{_MARK}(?:whether|if)\s+{_IT}\s+{_IS}\s+{_STILL}(?:[a-z]+ed\s+as\s+)?(?P<a>[a-z-]+)\W*$",
            "is {a}",
        ),
        (
            rf"{_MARK}(?:whether|if)\s+{_IT}\s+{_IS}\s+an?\s+(?P<a>[a-z-]+(?:\s+[a-z-]+)?)\W*$",
            "is {a}",
        ),
        (
            rf"(?:and\s+)?(?:{_MARK}(?:whether|if)\s+)?it\s+is\s+(?:either\s+)?(?P<a>[a-z-]+)\s+or\s+not\W*$",
            "is {a}",
        ),
        (
            rf"{_MARK}(?:whether|if)\s+there\s+are\s+(?:any\s+)?(?P<a>[a-z-]+s|children|people)\W*$",
            "has {a}",
        ),
        (
            rf"{_MARK}(?:whether|if)\s+there\s+is\s+(?:an?|any)\s+(?P<a>[a-z-]+(?:\s(?!on\b|in\b|at\b)[a-z-]+)?)(?:\s+(?:on|in|at|for|with)\s.*)?\W*$",
            "has {a}",
        ),
        (
            rf"{_MARK}(?:whether|if)\s+(?:the|an?)\s+(?P<b>[a-z-]+)\s+of\s+[a-z0-9 ]+?\s+{_IS}\s+{_STILL}(?P<a>[a-z-]+)\W*$",
            "{b} {a}",
        ),
        (
            rf"{_MARK}(?:whether|if)\s+(?:the|an?)\s+(?P<a>[a-z-]+(?:\s[a-z-]+)?)\s+would\s+(?:also\s+)?(?:do|suffice|be\s+enough|be\s+all\s+right)\W*$",
            "{a} ok",
        ),
        (rf"{_MARK}(?:whether|if)\s+(?:it|(?:the|this)\s+[a-z-]+)\s+(?P<a>[a-z]+ed)\W*$", "is {a}"),
        (
            rf"{_MARK}(?:whether|if)\s+{_IT}\s+(?:has\s+|have\s+)?(?P<a>[a-z]+ed)\s+(?:it|them)\b.*$",
            "is {a}",
        ),
        (rf"{_MARK}(?:whether|if)\s+{_IT}\s+(?:has\s+|have\s+)?(?P<a>[a-z]+ed)\b.*$", "has {a}"),
        (rf"(?:whether|if)\s+{_IT}\s+(?:has|have)\s+(?:an?\s+)?(?P<a>[a-z-]+)\W*$", "has {a}"),
        (rf"(?:whether|if)\s+{_IT}\s+(?P<a>[a-z]+s)\s+(?P<b>[a-z-]+)\W*$", "{a} {b}"),
        (
            r"(?:(?:date|day|time)\s+)?when\s+the\s+next\s+(?:[a-z-]+\s+)?(?P<a>is)\s+due\W*$",
            "next due on",
        ),
        (
            rf"(?:date\s+|day\s+)?(?:when|(?:by|on)\s+which)\s+{_IT}\s+(?P<a>is|are|falls)\s+due\W*$",
            "due on",
        ),
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
            rf"(?:date|day)\s+(?:(?:on\s+which|that)\s+)?{_IT}\s+(?:{_IS}|must\s+be|needs\s+to\s+be)\s+(?:to\s+be\s+)?(?P<a>[a-z-]+)\s+(?P<b>again|next)\W*$",
            "{a} {b} on",
        ),
        (
            rf"(?:date|day)\s+(?:(?:on\s+which|that)\s+)?{_IT}\s+{_IS}\s+(?P<a>[a-z-]+{_OUT})\b.*$",
            "{a} on",
        ),
        (
            rf"(?:time|moment|hour)\s+(?:(?:at\s+which|that)\s+)?{_IT}\s+{_IS}\s+(?P<a>[a-z-]+{_OUT})\b.*$",
            "{a} at",
        ),
        (rf"(?:date|day)\s+(?:(?:on\s+which|that|when)\s+)?{_IT}\s+{_LY}{_DONE}.*$", "{a} on"),
        (
            rf"(?:(?:time|moment|hour)\s+(?:(?:at\s+which|that|when)\s+)?|when\s+){_IT}\s+{_LY}{_DONE}.*$",
            "{a} at",
        ),
        (rf"year\s+(?:(?:in\s+which|that|when)\s+)?{_IT}\s+{_LY}{_DONE}.*$", "{a} in"),
        (r"which\s+(?P<a>[a-z-]+(?:\s+[a-z-]+)?)\W*$", "{a}"),
        (
            rf"(?:which|what)\s+(?P<a>[a-z-]+)\s+{_IT}\s+(?:is|are|was|has|have|needs?|wants?|belongs?|[a-z]+ed)\b.*$",
            "{a}",
        ),
        (rf"year\s+(?:(?:in\s+which|that)\s+)?{_IT}\s+{_IS}\s+(?P<a>[a-z-]+)\W*$", "{a} in"),
        (r"(?:for\s+)?how\s+many\s+(?P<a>[a-z-]+)\b.*$", "number of {a}"),
        (
            r"number\s+of\s+(?P<a>[a-z-]+)\s+(?:[a-z]+ed|taken|given|left|sold|held|made|won)\b.*$",
            "number of {a}",
        ),
        (rf"(?:whether|if)\s+{_IT}\s+{_IS}\s+on\s+(?P<a>[a-z-]+)\W*$", "is on {a}"),
        (
            r"(?:large|big|small|long|free|wide|empty)?\s*(?:field|box|area|input|space|line)\s+for\s+(?:the|its|their|an?)\s+(?P<a>[a-z-]+)\W*$",
            "{a}",
        ),
        (r"how\s+much\s+(?:it|this|that)\s+(?P<a>cost|costs|is|was)\b.*$", "price"),
        (r"(?:for\s+)?how\s+much\s+(?P<a>[a-z-]+)\b.*$", "{a}"),
        (rf"(?:for\s+)?how\s+(?P<a>{'|'.join(_DEGREES)})\s+{_IT}(?:\s+[a-z]+){{1,2}}\W*$", "{a}"),
        (
            rf"where\s+{_IT}\s+(?P<a>is|are|stands?|lies?|hangs?|lives?|belongs?|was|were|happened|happens|took)\b.*$",
            "location",
        ),
        (
            r"what\s+(?:exactly\s+)?(?P<a>happened|(?:is|was|has\s+been|needs\s+to\s+be|must\s+be)\s+(?:done|wrong|broken|found|missing|needed|seen))\W*$",
            "description",
        ),
        (
            r"what\s+(?:was|is|has\s+been)\s+(?P<a>paid|charged|agreed|spent|donated|collected)\W*$",
            "amount {a}",
        ),
        (
            rf"(?:by\s+which\s+(?:day|date)|by\s+when)\s+{_IT}\s+(?P<a>has\s+to|have\s+to|must|should|is\s+to|needs?\s+to)\b.*$",
            "due on",
        ),
        (rf"from\s+which\s+(?:day|date)\s+{_IT}\s+(?P<a>[a-z]+s)\W*$", "{a} from"),
        (
            rf"(?:until|till|to)\s+which\s+(?:day|date)\s+{_IT}\s+(?P<a>[a-z]+s)\W*$",
            "{a} until",
        ),
        (
            r"(?:somebody|someone|a\s+person)\s+who\s+is\s+(?:its|the|their)\s+(?P<a>[a-z-]+)\W*$",
            "{a}",
        ),
        (r"(?P<a>since)\s+when\W*$", "{a}"),
        (r"how\s+(?:it|the\s+money)\s+(?:(?:is|was)\s+)?(?P<a>came|comes|paid|sent)\W*$", "method"),
        (r"who\s+(?P<a>[a-z]+?)e?s\s+(?:it|them)\W*$", "{a}er"),
        (rf"who\s+(?P<a>[a-z]+ed|{'|'.join(_DID)})\b.*$", "{a} by"),
        (rf"(?:in|at|on)\s+which\s+(?P<a>[a-z-]+)(?:\s+{_IT}\s+[a-z]+)?\W*$", "{a}"),
        (rf"{_COPY}\s+of\s+(?:the|an?|its|their)\s+(?P<a>[a-z-]+)\W*$", "{a}"),
        (
            r"(?:lines?|words?|few\s+(?:words|lines)|sentences?|notes?|anything|something|information)\s+(?:about|on)\s+(?:(?:the|any|its|their)\s+)?(?P<a>[a-z-]+(?:\s+(?!if|when|that|in|of|for)[a-z-]+)?)\b.*$",
            "{a}",
        ),
        (
            r"(?:colou?red\s+|small\s+)?(?:stripe|dot|pill|badge|icon|mark|bar|label|chip|flag|tick)\s+(?:for|with|of|showing|that\s+shows)\s+(?:the|its|their)\s+(?P<a>[a-z-]+)\W*$",
            "{a}",
        ),
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
_FLAG: Final = re.compile(
    r"^\W*(?:an?\s+|the\s+)?(?:flag|mark|tick|box|note|sign|field|check\s?box)\s+(?:(?:that|which)\s+)?(?:says|saying|tells|telling|shows|showing|for)\s+(?=whether\b|if\b)",
    re.IGNORECASE,
)
_HINT: Final = re.compile(
    r"\b(?:since|until|till|who|by|from|whether|if|when|which|who|how|what|where|about|of|on|for|with|showing|shows|belong\w*|one|two|at|up|\d+|day|date|time|moment|"
    r"year|hour|either)\b",
    re.IGNORECASE,
)
"""One of these stands in each clause."""
_ASIDE: Final = re.compile(
    r"\W*(?:the\s+(?:ones?|others?)\b|(?:normally|usually|mostly|typically|about|roughly|at\s+the\s+moment|currently)\s+\w|(?:which|that|who)\s+(?:is|are|was|must|has|can|may)\b|"
    r"(?:if|when|where)\s+(?:they|he|she|it|you|we|there|one|somebody|the\s+[a-z]+)\s+(?:like|likes|want|wants|wish|wishes|have|has|is|are)\b|"
    r"(?:for|with|of|in)\s+(?:those|these|some|most|the\s+others?|others)\b)",
    re.IGNORECASE,
)
_UNNAMED: Final = re.compile(
    r"\W*(?:who|what|where|how|why|since|whether)\s+\w+\s+\w+\b", re.IGNORECASE
)
_PEOPLE: Final = frozenset("of in on at for the a an to as it he she they".split())


def clause_name(part: str) -> str:
    """Return the name that a clause gives to what it says; "" if it is none of these."""
    if not _HINT.search(part[:200]):
        return ""
    part = _FLAG.sub("", part)
    for pattern, name in _CLAUSES:
        match = pattern.match(part[:200])
        if match is not None and match["a"].lower() not in _PEOPLE:
            said = {key: value.lower() for key, value in match.groupdict().items()}
            said["a"] = _DEGREES.get(said["a"], _DOERS.get(said["a"], said["a"]))
            return name.format(**said)
    return ""


def is_aside(part: str) -> bool:
    """Tell whether a part says something of the one before: `which is unique`."""
    return _ASIDE.match(part) is not None


def is_unnamed(part: str) -> bool:
    """Tell whether a part says what one has without a name for it: `who to call at night`."""
    return not clause_name(part) and _UNNAMED.match(part) is not None

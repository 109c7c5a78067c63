"""Sentences that say whether a number is whole, a day has a time, and that a value is no number.

The price of a seat can have cents.        `hours_asked` is a decimal number, quarter hours are normal.
The weight is stored as an integer.        Weight: whole kilograms, no decimals
Tooth: free text such as "13-15"             The start is a date and a time.
"""

import re
from collections.abc import Iterator
from typing import Final

from luke_cli.notations.rule_words import Rule, Said
from luke_cli.spec.model import TypeName

_PARTS: Final = r"(?:cents|pence|decimals?|decimal places?|fractions?|rappen|halves|a fraction|digits? (?:after|behind) the (?:point|comma))"
_WHOLE: Final = re.compile(
    r"(?:(?:is|are)\s+|(?:must|should|can only|may only|will)\s+be\s+)?(?:always\s+|only\s+)?(?:stored\s+as\s+|given\s+(?:as|in)\s+|"
    r"kept\s+as\s+|counted\s+in\s+|in\s+|entered\s+(?:as|in)\s+)?(?:an?\s+)?(?:(?:positive\s+)?integers?|whole\s+[a-z]+)\b|"
    rf"(?:has|have|takes?|allows?|accepts?)\s+no\s+{_PARTS}|(?:cannot|can\s+not|can['’]t|must\s+not|may\s+not|does\s+not|do\s+not)\s+have\s+(?:any\s+)?{_PARTS}|no\s+{_PARTS}$|"
    rf"(?:(?:is|are)\s+(?:given|entered|kept|stored|shown|recorded|measured)\s+)?(?:without|with\s+no)\s+(?:any\s+)?{_PARTS}",
    re.IGNORECASE,
)
_PARTED: Final = re.compile(
    r"(?:(?:is|are)\s+|(?:must|should|can|may|will)\s+be\s+)(?:always\s+|also\s+)?(?:stored\s+as\s+|given\s+(?:as|in)\s+|kept\s+as\s+|"
    r"entered\s+(?:as|with)\s+)?(?:an?\s+)?(?:decimals?(?:\s+numbers?)?|fractions?|fractional)\b|"
    r"(?:(?:is|are)\s+)(?:given|stored|entered|kept|recorded|measured)\s+(?:with|to|in)\s+(?:\w+\s+)?(?:decimals?|decimal places|tenths|"
    r"hundredths|halves|quarters)\b|"
    r"(?:can|may)\s+be\s+\d+\.\d+\b|(?:is|are)\s+(?:given|entered|kept|recorded|measured|stored)\s+in\s+(?:half|quarter)\s|"
    rf"(?:can|may|must)\s+(?:also\s+)?have\s+(?:\w+\s+)?{_PARTS}|(?:has|have|takes?|allows?|accepts?)\s+(?:\w+\s+)?(?:cents|pence|decimals|decimal\s+places)\b",
    re.IGNORECASE,
)
_SUBJECT: Final = re.compile(
    r"^(?:(?:the|an?|each|every|all)\s+)?(?P<field>[A-Za-z][\w'’-]*(?:\s[\w'’-]+){0,5}?)(?:\s+\((?P<code>\w+)\))?\s*"
    r"(?:(?P<colon>:|,|\s[–—-]\s)\s*(?=(?:the\s+|an?\s+|only\s+)*(?:dates?|days?|date-?time|time-?stamps?|exact|full|calendar|pick|choose|select|enter)\b)|"
    r"(?::|,|\s[–—-]\s)?\s*(?=(?:is|are|has|have|can|cannot|may|must|should|will|does|do|takes?|allows?|accepts?|carries|carry|needs?|holds?|keeps?|contains?|"
    r"integers?|whole|no)\b))",
    re.IGNORECASE,
)
_MOST_TEXT: Final = 200
_CLAUSE: Final = re.compile(r"[,;(]\s*|\s[–—]\s")


_CLOCK: Final = (
    r"(?:clock(?:\s+time)?|time(?:\s+of\s+(?:the\s+)?day)?|hours?(?:\s+and\s+minutes?)?|minutes?)"
)
_VERB: Final = (
    r"(?:(?:pick|choose|select|enter|give|set|show)s?\s+|(?:(?:is|are)\s+)?(?:stored|kept|saved|recorded|shown|entered|given|noted|picked|chosen|written|sent)\s+(?:as|with|to|down\s+to|in)\s+|"
    r"(?:is|are|has|have|carries|carry|holds?|keeps?|contains?|needs?|takes?|accepts?|must\s+(?:have|be)|should\s+(?:have|be))\s+)?"
)
_DAY: Final = re.compile(
    rf"{_VERB}(?:only\s+)?(?:(?:an?|the)\s+)?(?:plain\s+|calendar\s+|pure\s+|full\s+|whole\s+)?(?:date|day)s?(?:\s+picker)?,?\s+[(]?(?:without|with\s+no|and\s+no|not|no)\s+"
    rf"(?:an?\s+|any\s+|the\s+)?{_CLOCK}|{_VERB}(?:an?\s+|the\s+)?(?:plain|pure|calendar|bare)\s+(?:date|day)s?\b|"
    rf"(?:has|have|carries|carry|needs?|takes?)\s+no\s+{_CLOCK}\b|{_VERB}(?:(?:an?|the)\s+)?(?:calendar\s+)?(?:date|day)s?\s+only\b|"
    r"(?:is|are)\s+(?:only\s+)?(?:an?\s+)?(?:calendar|whole|full)\s+days?\b"
    r"|only\s+(?:an?\s+|the\s+)?(?:date|day)\b|(?:calendar|date(?:\s+|-)?picker)(?!\s+(?:and|with|\+|&)\s+(?:an?\s+)?(?:time|clock|hour))\b",
    re.IGNORECASE,
)
_MOMENT: Final = re.compile(
    rf"{_VERB}(?:an?\s+|the\s+|its\s+)?(?:exact\s+|full\s+)?(?:(?:date|day)\s*(?:and|with|\+|&|/|plus)\s*(?:an?\s+|the\s+|its\s+)?{_CLOCK}|"
    r"time-?stamps?|date-?time(?:\s+picker)?|points?\s+in\s+time)\b|"
    rf"{_VERB}(?:an?\s+|the\s+|its\s+)?exact\s+(?:time|minute|second|moment)\b|"
    rf"(?:(?:is|are)\s+)?(?:stored|kept|saved|recorded|shown|entered|given|noted)\s+(?:with\s+(?:the\s+|an?\s+|its\s+)?{_CLOCK}|(?:down\s+)?to\s+the\s+(?:minute|second|hour))|"
    r"(?:has|have|carries|carry)\s+(?:an?\s+|the\s+)?(?:time\s+of\s+(?:the\s+)?day|time\s+too|hours?\s+and\s+(?:the\s+)?minutes?)",
    re.IGNORECASE,
)


_TEXT: Final = re.compile(
    r"(?:(?:is|are|can\s+be|may\s+be)\s+)?(?:entered\s+as\s+|given\s+(?:as|in)\s+|stored\s+as\s+|written\s+(?:as|in)\s+|kept\s+as\s+)?(?:an?\s+)?"
    r"(?:free|open|arbitrary|any)(?:[ -]form)?[ -]text\b|(?:is|are)\s+(?:an?\s+)?(?:words?|letters?|letter\s+grades?|text)\b(?!\s+(?:with|of|from)\b)",
    re.IGNORECASE,
)
_ONE_DECIMAL: Final = re.compile(
    r"(?:an?\s+)?(?:number|value|amount|figure|decimal)s?,?\s+(?:(?:with|to|up\s+to|and)\s+)?(?:an?\s+|one|two|three|\d)\s*(?:decimals?|digits?\s+(?:after|behind)|places?)",
    re.IGNORECASE,
)


_FREE: Final = re.compile(
    r"(?:(?:is|are)\s+)?(?:an?\s+)?(?:freetext|free\s+(?:input|words)|words|text(?:\s+and|\s+or)\s+numbers|"
    r"letters\s+(?:and|or)\s+(?:digits|numbers))\b",
    re.IGNORECASE,
)
"""What no number can hold."""


def kind_of(text: str) -> TypeName | None:
    """Return what words say of a value: `integer, whole euros`; None if nothing."""
    parts = (part.strip() for part in _CLAUSE.split(text[:_MOST_TEXT]))
    return next((kind for part in parts if (kind := _kind_of(part)) is not None), None)


def _kind_of(text: str) -> TypeName | None:
    if _WHOLE.match(text):
        return TypeName.INTEGER
    if _TEXT.match(text):
        return TypeName.TEXT
    if _PARTED.match(text) or _ONE_DECIMAL.match(text):
        return TypeName.DECIMAL
    if _FREE.match(text):
        return TypeName.TEXT
    if _DAY.match(text):
        return TypeName.DATE
    return TypeName.DATETIME if _MOMENT.match(text) else None


def read_kinds(text: str) -> Iterator[Said]:
    """Yield what a sentence says of the parts of a number."""
    subject = _SUBJECT.match(text[:_MOST_TEXT])
    kind = kind_of(text[subject.end() : _MOST_TEXT]) if subject else None
    if subject is not None and kind is not None:
        yield Said(Rule(kind=kind), "", subject["code"] or subject["field"])

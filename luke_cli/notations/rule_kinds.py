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
    r"(?P<colon>:|,|\s[–—-]\s)?\s*(?=(?:is|are|has|have|can|cannot|may|must|should|will|does|do|takes?|allows?|accepts?|integers?|whole|no)\b)",
    re.IGNORECASE,
)
_MOST_TEXT: Final = 200
_CLAUSE: Final = re.compile(r"[,;(]\s*|\s[–—]\s")


_DAY: Final = re.compile(
    r"(?:is|are)\s+(?:only\s+)?an?\s+(?:plain\s+|calendar\s+|pure\s+)?(?:date|day)s?,?\s+(?:without|with\s+no|and\s+no|not|no)\s+(?:an?\s+|any\s+)?(?:time|hour|clock)|"
    r"(?:has|have|carries|carry|needs?|takes?)\s+no\s+(?:time|hour)\b|(?:(?:is|are)\s+)?(?:an?\s+)?(?:date|day)s?\s+only\b|"
    r"only\s+(?:an?\s+|the\s+)?(?:date|day)\b|(?:calendar|date(?:\s+|-)?picker)(?!\s+(?:and|with|\+|&)\s+(?:an?\s+)?(?:time|clock|hour))\b",
    re.IGNORECASE,
)
_MOMENT: Final = re.compile(
    r"(?:(?:is|are|has|have)\s+)?(?:an?\s+|the\s+)?(?:date\s*(?:and|with|\+|&)\s*(?:an?\s+|the\s+)?(?:time|hour)|timestamp|date-?time)\b|"
    r"(?:has|have|carries|carry)\s+(?:an?\s+|the\s+)?(?:time\s+of\s+(?:the\s+)?day|time\s+too|hour\s+and\s+minute)",
    re.IGNORECASE,
)


_FREE: Final = re.compile(
    r"(?:(?:is|are)\s+)?(?:an?\s+|any\s+)?(?:free[- ]?(?:form\s+)?text|any\s+text|free\s+(?:input|words)|words|text(?:\s+and|\s+or)\s+numbers|"
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
    if _PARTED.match(text):
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

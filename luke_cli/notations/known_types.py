"""What kind of value a sentence with marks (see `known_marks`) says that a field has.

⟨L0⟩ are chosen with a date-time picker      ⟨L0⟩ is stored in whole cents      ⟨L0⟩: date of the last visit
"""

import re
from collections.abc import Iterator
from typing import Final

from luke_cli.notations.rule_words import Rule
from luke_cli.spec.model import TypeName

_NEAR: Final = r"⟨L(?P<fields>[\d ]+)⟩(?P<between>[^.;⟨]{0,50}?)"
_KINDS: Final = tuple(
    (kind, re.compile(rf"{_NEAR}(?:{pattern})", re.IGNORECASE))
    for kind, pattern in (
        (
            TypeName.DATETIME,
            (
                r"\b(?:date[- ]?time\b|date\s*(?:and|&|\+|plus)\s*(?:the\s+|a\s+)?(?:time|hour)\b|time-?stamps?\b|to\s+the\s+(?:minute|second)\b|"
                r"day\s+and\s+(?:time|hour)\b|exact\s+time\b|hours?\s+and\s+(?:the\s+)?minutes?\b)"
            ),
        ),
        (
            TypeName.DATE,
            r"\b(?:(?:date|day)\s+only\b|only\s+(?:a|the)\s+(?:date|day)\b|(?:without|no)\s+(?:a\s+|any\s+)?time(?:\s+of\s+day)?\b|calendar\s+days?\b|whole\s+days?\b)",
        ),
        (
            TypeName.INTEGER,
            (
                r"\b(?:whole\s+(?:number|kilo\w*|\w+s|pence|cent)\b|(?:sequential|positive|plain|auto-?increment\w*)?\s*integers?\b|"
                r"(?:no|without)\s+(?:decimals?|fractions?|cents)\b|(?:is|are)\s+(?:always\s+)?an?\s+number\s+(?:between|from)\b|auto-?increment\w*|(?<!and )(?<!and a )(?<!with a )(?<!plus a )(?:running|sequential)\s+numbers?\b)"
            ),
        ),
        (
            TypeName.DECIMAL,
            (
                r"\b(?:(?:may|can|might|could|(?:is|are)\s+(?:often|sometimes|usually))\s+(?:also\s+|well\s+|even\s+)*(?:be|have|contain|carry)\s+"
                r"(?:an?\s+)?(?:fractions?|half|halves|decimals?|broken|parts?\s+of)\b|(?:one|two|three|[1-4])\s+(?:decimals?|decimal\s+places|digits\s+(?:after|behind))\b|decimal\s+numbers?\b|fractional\b|(?:accepts?|takes?|allows?|permits?)\s+(?:also\s+)?(?:halves|fractions|decimals|half\s+\w+s|quarters)\b|"
                r"quarter\s+hours\b|(?:half|quarter)[\s-](?:stars?|points?|hours?|minutes?|days?|units?|steps?)\b|"
                r"in\s+steps\s+of\s+(?:an?\s+|one\s+)?(?:half|quarter|tenth|hundredth|0\.\d+|½)\b|(?:may|can|might)\s+(?:also\s+)?be\s+\d+\.\d+(?!\.\d))"
            ),
        ),
        (TypeName.UUID, r"\b(?:uuids?|guids?)\b"),
        (
            TypeName.TEXT,
            (
                r"(?:\bfree(?:[ -]form)?[ -]text\b|\b(?:is|are)\s+(?:always\s+|given\s+as\s+|written\s+as\s+|stored\s+as\s+)?(?:an?\s+)?(?:letters?|words?)\b|"
                r"\b(?:cannot|can\s+never|must\s+not|is\s+never|are\s+never|never)\s+(?:be\s+)?(?:stored\s+as\s+|kept\s+as\s+|given\s+as\s+)?(?:an?\s+)?numbers?\b)"
            ),
        ),
    )
)
_DATED: Final = re.compile(
    r"⟨L(?P<fields>[\d ]+)⟩\s*(?::|=|is|[–—-])\s+(?:an?\s+|the\s+)?(?:date|day)\s+(?:of|on|when|picker)\b",
    re.IGNORECASE,
)
_SHOWN: Final = re.compile(
    r"\b(?:shown|show|displayed|display|format\w*|column|chart|sorted|rounded\s+for)\b",
    re.IGNORECASE,
)
_NOT: Final = re.compile(r"\b(?:not|no|never|instead\s+of|rather\s+than)\s*$", re.IGNORECASE)


_BROKEN: Final = re.compile(
    r"⟨L(?P<fields>[\d ]+)⟩[^.;⟨]{0,50}?\b(?:(?:may|can|might)\s+(?:also\s+)?be|(?:for\s+(?:instance|example)|such\s+as|e\.g\.|like|say),?)\s+"
    r"\d+\.\d+(?!\.?\d)|"
    r"⟨L(?P<of>[\d ]+)⟩\s+of\s+\d+\.\d+(?!\.?\d)\s+(?:is|are|must\s+be)\s+(?:also\s+|perfectly\s+|just\s+as\s+)?"
    r"(?:valid|fine|ok|okay|allowed|possible|accepted|normal|usual|ordinary|common|kept|stored)\b",
    re.IGNORECASE,
)
"""A number with decimals as an example."""


_WORDED: Final = re.compile(
    r"⟨L(?P<fields>[\d ]+)⟩[^.;⟨]{0,60}?\b(?:for\s+(?:instance|example)|such\s+as|e\.g\.|like|text)\s*[:,]?\s*"
    r"[\"“«‘]\s*(?!\d+(?:[.,]\d+)?[a-z%°]{1,3}\s*[\"”»’])(?!\d{4}-\d\d)(?=[\w+-]*[^\W\d_])[\w+-]{1,20}\s*[\"”»’]",
    re.IGNORECASE,
)
"""An example that is no number: `"12r-14v"`."""


def kinds_in(text: str) -> Iterator[tuple[Rule, str]]:
    """Yield the kinds of values with the numbers of the fields that have them."""
    if _SHOWN.search(text):
        return
    if dated := _DATED.search(text):
        yield Rule(kind=TypeName.DATE), dated["fields"]
        return
    for kind, form in _KINDS:
        match = form.search(text)
        if match is not None and not _NOT.search(match["between"]):
            yield Rule(kind=kind), match["fields"]
            return
    if broken := _BROKEN.search(text):
        yield Rule(kind=TypeName.DECIMAL), broken["fields"] or broken["of"]
    elif worded := _WORDED.search(text):
        yield Rule(kind=TypeName.TEXT), worded["fields"]

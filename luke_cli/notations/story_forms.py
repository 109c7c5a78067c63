"""The words of stories in several languages, and the ids that documents give their requirements.

As a member, I want to borrow a book so that I can read it.      US-3      FR-2.1      NFR-7
"""

import re
from dataclasses import dataclass
from typing import Final

from luke_cli.notations.permission_verbs import action_of
from luke_cli.source import Span
from luke_cli.spec.facts import Authority, RequirementFact

ID: Final = re.compile(
    r"""^\W*(?P<id>
        (?:US|FR|NFR|REQ|AC|BR|UC|SR|TR|PR|DR|IR|SEC|PERF|STORY|EPIC|FEAT|RULE|RF|RNF|HU
    |CA|STK|FUNC)
        (?:[-_.][A-Z]{2,8})?[-_. ]?\d{1,4}(?:[.-]\d{1,3}){0,3}[a-z]?
      | [RFSNQ]-\d{1,4}(?:\.\d{1,3})* | [RFSN]\d{1,3}(?:\.\d{1,3})*(?=\s*[:.)–—]\s))
    (?![\w.])\s*(?:\([^()]{1,20}\)\s*)?[\])*_`]*\s*[:.)–—|-]*\s*""",
    re.VERBOSE,
)
_STORY: Final = re.compile(
    r"""\b(?:As|Acting\ as)\s+(?:(?:an?|the)\s+|(?!(?:an?|the|before|usual|always|soon|long|far|well|such|per|for|of|we
    |i|you|they|shown|above|below|\w+ed)\b))
    (?P<role>[^,.;:\n]{2,60}?)\s*,?\s+(?:I|we)\s+
    (?:want(?:\s+to)?|would\s+like(?:\s+to)?|need(?:\s+to)?|can|could
    |should\s+be\s+able\s+to|must\s+be\s+able\s+to|wish(?:\s+to)?|am\s+able\s+to
    |expect(?:\s+to)?|['’]d\s+like(?:\s+to)?)\s+
    (?P<goal>.+?)(?:[\s,;]+(?:so\s+that|so\s+(?=(?:I|we|they|the|that|my|it|our|users?
    |employees?|managers?|\w+s?\b))|in\s+order\s+to|because)\s*(?P<reason>.+))?$""",
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
_PLAINLY: Final = re.compile(
    r"""\W*As\s+(?:(?:an?|the)\s+)?(?!(?:before|usual|always|soon|long|far|well|such|per|for|of|we|i|you|they
    |said|shown|above|below|\w+ed)\b)(?P<role>[A-Za-z][\w-]*(?:\s[\w-]+){0,2}?),?\s+I\s+
    (?P<goal>(?P<verb>[a-z]+)\s.+?)(?:[\s,;]+(?:so\s+that|in\s+order\s+to|because)\s*(?P<reason>.+))?$""",
    re.VERBOSE | re.DOTALL,
)
"""As instructor I see my courses."""
_FOREIGN: Final = (
    re.compile(
        r"\bAls\s+(?P<role>[^,\n]{2,60}?)\s*,?\s+(?:möchte|will|muss|kann|"
        r"brauche)\s+ich\s+(?P<goal>.+?)(?:[\s,]+(?:damit|um|sodass)\s+(?P<reason>.+))?$",
        re.IGNORECASE | re.DOTALL,
    ),
    re.compile(
        r"\bComo\s+(?:un[ao]?\s+|uma?\s+)?(?P<role>[^,\n]{2,60}?)\s*,?\s+(?:eu\s+)?(?:quiero|"
        r"quero|necesito|preciso|deseo|desejo|puedo|posso)\s+(?P<goal>.+?)(?:[\s,]+(?:para"
        r"(?:\s+que)?|a\s+fin\s+de|a\s+fim\s+de)\s+(?P<reason>.+))?$",
        re.IGNORECASE | re.DOTALL,
    ),
    re.compile(
        r"\bEn\s+tant\s+qu(?:e\s+|['’])(?P<role>[^,\n]{2,60}?)\s*,?\s+je\s+(?:veux|souhaite|"
        r"dois|peux|voudrais)\s+(?P<goal>.+?)(?:[\s,]+(?:afin\s+(?:de|que)|"
        r"pour(?:\s+que)?)\s+(?P<reason>.+))?$",
        re.IGNORECASE | re.DOTALL,
    ),
    re.compile(
        r"\bSebagai\s+(?:seorang\s+)?(?P<role>[^,\n]{2,60}?)\s*,\s*saya\s+(?:ingin|mau|dapat|"
        r"bisa|perlu)\s+(?P<goal>.+?)(?:[\s,]+(?:agar|supaya|sehingga|"
        r"untuk)\s+(?P<reason>.+))?$",
        re.IGNORECASE | re.DOTALL,
    ),
    re.compile(
        r"\bКак\s+(?P<role>[^,\n]{2,60}?)\s*,\s*я\s+(?:хочу|могу|должен|"
        r"должна)\s+(?P<goal>.+?)(?:[\s,]+чтобы\s+(?P<reason>.+))?$",
        re.IGNORECASE | re.DOTALL,
    ),
    re.compile(
        r"作为(?:一名|一个)?(?P<role>[^，,]{1,30})[，,]\s*我(?:想|希望|想要|需要|可以|"
        r"能够)(?P<goal>.+?)(?:[，,]\s*(?:以便|从而|这样)(?P<reason>.+))?$",
        re.DOTALL,
    ),
)
STORY_HINT: Final = re.compile(r"\b(?:as|als|como|en tant qu\w*|sebagai|как)\b|作为", re.IGNORECASE)
CRITERIA: Final = re.compile(
    r"accept(?:ance)?[ _-]?criteri|\bcriteria\b|definition of done|"
    r"conditions of satisfaction|akzeptanzkriteri|criterios? de aceptaci|"
    r"critères? d['’]acceptation|critérios? de aceita|kriteria penerimaan|критери|验收标准|"
    r"受け入れ条件|인수 조건",
    re.IGNORECASE,
)
"""Words above acceptance criteria."""


@dataclass(frozen=True, slots=True)
class Story:
    """A story and where it stands in its text."""

    start: int
    end: int
    role: str
    goal: str
    reason: str


def numbered(text: str) -> tuple[str, str]:
    """Return the id at the start of a text ("" if none), and the rest."""
    match = ID.match(text)
    return (match["id"].strip(), text[match.end() :]) if match else ("", text)


def story_in(text: str) -> Story | None:
    """Return the story that a text tells."""
    text = text[:1500]
    if not STORY_HINT.search(text):
        return None
    for pattern in (_STORY, *_FOREIGN, _PLAINLY):
        match = (
            pattern.search(text) if pattern is not _PLAINLY else pattern.match(numbered(text)[1])
        )
        if match is not None and pattern is _PLAINLY and not action_of(match["verb"]):
            continue
        if match is not None and match.start() <= 60:
            reason = match["reason"] or ""
            return Story(match.start(), match.end(), match["role"], match["goal"], reason)
    return None


def requirement(
    kind: str, text: str, place: Span, section: tuple[str, ...], number: str = ""
) -> RequirementFact:
    """Return a requirement in one line."""
    return RequirementFact(
        place=place,
        authority=Authority.PROSE,
        section=section,
        kind=kind,
        text=one_line(text),
        id=number,
    )


def one_line(text: str) -> str:
    """Return text without line ends and marks around."""
    return " ".join(text.split()).strip(" *_`\"'“”")

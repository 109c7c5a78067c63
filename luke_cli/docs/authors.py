"""Whose document it is, where its name does not say: what a designer writes is about screens.

# Laboratory tablet        ## Start a test        Scan the code, then:    | What | How it is entered |
"""

import re
from pathlib import PurePosixPath
from typing import Final

from luke_cli.docs.document import Document, Fence, Heading, Item, Paragraph, Quote, Table

DESIGNER: Final = "web designer"
_NAMED: Final = (
    (
        "security engineer",
        re.compile(r"\b(?:security|rights|permissions?|roles?|access)\b", re.IGNORECASE),
    ),
    (
        "product owner",
        re.compile(r"\b(?:prd|vision|brief|requirements?|stories)\b|\bproduct$", re.IGNORECASE),
    ),
)
"""What else a document may be called."""
_DEVICE: Final = re.compile(
    r"\b(?:screens?|UI|UX|GUI|wireframes?|mock-?ups?|tablets?|phones?|smartphones?|mobile|browser|apps?|kiosk|desks?|desktop|console|"
    r"portal|dashboards?|front-?end|handhelds?|terminals?|displays?|web ?site|pages|back ?office)\b",
    re.IGNORECASE,
)
"""What a document about screens is called after."""
_SEEN: Final = re.compile(
    r"\b(?:buttons?|forms?|drop-?downs?|tabs?|tap(?:s|ped)?|clicks?|swipes?|scrolls?|chips?|badges?|icons?|screens?|dialogs?|"
    r"pop-?ups?|toasts?|side ?bar|navigation|sliders?|switch|check ?box(?:es)?|pickers?|tiles?|cards?|colou?rs?|font|layout|"
    r"list of|table with|shows?|shown|preselected|placeholder|input fields?)\b",
    re.IGNORECASE,
)
_FORMAL: Final = re.compile(
    r"\b(?:sql|prisma|dbml|graphql|openapi|swagger|erDiagram|classDiagram|stateDiagram|CREATE TABLE|(?-i:class [A-Z]\w*))\b",
    re.IGNORECASE,
)
_CALL: Final = re.compile(r"\b(?:GET|POST|PUT|PATCH|DELETE)\s+`?/")
_TYPED: Final = re.compile(r"(?:data ?)?types?", re.IGNORECASE)
"""The header of a column of a table of fields."""
_SURE: Final = re.compile(r"\b(?:screens?|UI|UX|wireframes?|mock-?ups?)\b", re.IGNORECASE)
_CONVINCING: Final = 4
"""Different words of screens; of a document whose name is sure, half of that."""
_FEW: Final = 2
"""Signs of a model in passing; a table of fields is more than that."""
_CALLS: Final = 8
"""Calls that the screens of one document make; what has more describes an interface of programs."""


def author_of(document: Document) -> str:
    """Return the role of who wrote a document: the one that its name gives, or by what it is about."""
    if document.owner:
        return document.owner
    name = re.sub(r"[-_.]", " ", PurePosixPath(document.name).stem)
    named = next((owner for owner, form in _NAMED if form.search(name)), "")
    if named and not _SURE.search(name):
        return named
    titles = [b.text for b in document.blocks if isinstance(b, Heading) and b.level == 1][:1]
    if any(_DEVICE.search(text) for text in (name, *titles)):
        seen, formal = _signs(document)
        sure = bool(_SURE.search(name)) and seen * 2 >= _CONVINCING
        if sure or (seen >= _CONVINCING and formal <= _FEW):
            return DESIGNER
    return named


def _signs(document: Document) -> tuple[int, int]:
    """Return how many words of screens there are, and signs of a model."""
    seen: set[str] = set()
    formal = calls = 0
    for block in document.blocks:
        text = _text(block)
        seen |= {match[0].lower() for match in _SEEN.finditer(text)}
        calls += len(_CALL.findall(text))
        formal += len(_FORMAL.findall(text))
        is_typed = isinstance(block, Table) and any(
            _TYPED.fullmatch(head.strip(" *`")) for head in block.header
        )
        formal += _FEW + 1 if is_typed else 0
    return len(seen), formal + (_FEW + 1 if calls > _CALLS else 0)


def _text(block: object) -> str:
    if isinstance(block, Table):
        return "\n".join(" | ".join(row.cells) for row in block.rows)
    if isinstance(block, Fence):
        return f"{block.language}\n{block.text}"
    return block.text if isinstance(block, Heading | Item | Paragraph | Quote) else ""

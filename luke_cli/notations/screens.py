"""What screens offer: filters, sorting, search, bulk actions, exports, uploads, buttons.

- **Filters**: Date range, amount range, employee        **Bulk Actions:**
- **Sort Options**: Date submitted, amount               - Checkbox selection
- Pagination with page size options (10, 25, 50, 100)    - Primary: "Approve" (green)
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from luke_cli.docs.document import Block, Document, Fence, Heading
from luke_cli.docs.markdown import plain
from luke_cli.notations.context import is_client_side
from luke_cli.notations.said import Said, said_of
from luke_cli.source import Diagnostic, Span
from luke_cli.spec.facts import Authority, Fact, ScreenFact

_LABELS: Final = (
    (
        "bulk",
        re.compile(r"(?:bulk|batch|mass|multi-?select)\s*(?:actions?|operations?)?", re.IGNORECASE),
    ),
    (
        "filter",
        re.compile(
            r"(?:\w+\s+){0,2}(?:filters?|filter (?:options|by|bar|chips)|filtering|filterable by)",
            re.IGNORECASE,
        ),
    ),
    (
        "sort",
        re.compile(
            r"(?:\w+\s+){0,2}(?:sort(?:ing)?|sort (?:options|by|order)|sortable(?: by|"
            r" columns)?|order by)",
            re.IGNORECASE,
        ),
    ),
    (
        "search",
        re.compile(
            r"(?:\w+\s+){0,2}(?:search|search (?:by|bar|fields?|box|in)|searchable(?: by|"
            r" fields?)?|quick search)",
            re.IGNORECASE,
        ),
    ),
    (
        "export",
        re.compile(
            r"(?:\w+\s+){0,1}(?:export|exports|export (?:options|formats?|as|to|buttons?)|"
            r"download (?:as|options))",
            re.IGNORECASE,
        ),
    ),
    (
        "action",
        re.compile(
            r"(?:\w+\s+){0,2}(?:actions?|action buttons?|buttons?|row actions|quick actions?|"
            r"swipe actions|context menu|cta|ctas)(?:\s*\([^()]*\))?",
            re.IGNORECASE,
        ),
    ),
    (
        "page",
        re.compile(
            r"(?:page sizes?|rows per page|items per page|pagination)(?: options)?", re.IGNORECASE
        ),
    ),
)
_SENTENCES: Final = (
    (
        "filter",
        re.compile(
            r"\b(?:filter(?:ed|able|ing|s)?|narrow(?:ed)?)\s+(?:the list\s+|"
            r"\w+\s+)?by\s+(?P<words>[^.;\n]+)",
            re.IGNORECASE,
        ),
    ),
    (
        "sort",
        re.compile(
            r"\b(?:sort(?:ed|able|ing|s)?|order(?:ed)?)\s+(?:\w+\s+)?by\s+(?P<words>[^.;\n]+)",
            re.IGNORECASE,
        ),
    ),
    (
        "search",
        re.compile(
            r"\bsearch(?:ed|able|ing|es)?\s+(?:\w+\s+)?(?:by|across|in|on)\s+(?P<words>[^.;\n]+)",
            re.IGNORECASE,
        ),
    ),
    (
        "export",
        re.compile(
            r"\bexport(?:ed|able|ing|s)?\s+(?:\w+\s+){0,3}?(?:to|as|in)\s+(?P<words>(?:PDF|CSV|"
            r"Excel|XLSX?|JSON|PNG|SVG)[^.;\n]*)",
            re.IGNORECASE,
        ),
    ),
    (
        "page",
        re.compile(
            r"\b(?:page size(?: options)?s?|pagination|per page|"
            r"rows per page)\b[^.;\n]*?\(?(?P<words>\d{1,4}(?:\s*[,/]\s*\d{1,4})*)"
            r"|\b(?P<number>\d{1,4})\s+(?:rows?\s+|items?\s+|entries\s+|results?\s+)?(?:per|a)\s+page\b",
            re.IGNORECASE,
        ),
    ),
)
_MENTIONS: Final = (
    (
        "search",
        re.compile(
            r"\bsearch (?:bar|box|field|input|button|and filter)\b|"
            r"\badvanced filtering and search\b",
            re.IGNORECASE,
        ),
    ),
    (
        "upload",
        re.compile(
            r"\b(?:upload|drag[- ]and[- ]drop|file picker|attach(?:ment)?s?)\b", re.IGNORECASE
        ),
    ),
    ("offline", re.compile(r"\boffline\b", re.IGNORECASE)),
    ("page", re.compile(r"\b(?:pagination|infinite scroll|load more|paginated)\b", re.IGNORECASE)),
    (
        "export",
        re.compile(
            r"\bexport\b|\b(?:CSV|Excel|XLSX?|PDF)[ -]download\b|"
            r"\bdownload(?:s|ed|able)?\s+(?:\w+\s+){0,3}?(?:as|in)\s+(?:an?\s+)?(?:CSV|Excel|XLSX?|PDF)\b",
            re.IGNORECASE,
        ),
    ),
    ("bulk", re.compile(r"\b(?:bulk|batch|select all|multi-?select)\b", re.IGNORECASE)),
)
_BUTTON: Final = re.compile(
    r"""["“]([A-Z][\w /+-]{1,30})["”](?=[^.\n]{0,40}\b(?:button|cta|action|link)\b|\s*\()
    | \b(?:primary|secondary|tertiary|button|cta)\s*:\s*["“]([A-Z][\w /+-]{1,30})["”]
    | \b(?:buttons?|actions?|links?)\s+["“]([A-Z][\w /+-]{1,30})["”]""",
    re.IGNORECASE | re.VERBOSE,
)
_BUTTONS: Final = re.compile(
    r"\b[Bb]uttons?\s+(?P<list>[A-Z][\w -]{1,30}?(?:(?:,|,?\s+and|,?\s+or)\s+[A-Z][\w -]{1,30}?){0,8})(?=[.;,)\n]|$)"
)
"""`buttons Confirm, Check in`"""
_DESIGN: Final = re.compile(r"(?:^|[/-])UI\b|\bUX\b|screens|wireframe", re.IGNORECASE)
_SCREEN: Final = re.compile(
    r"\b(?:screens?|user interfaces?|ui|wireframes?|mock-?ups?)\b", re.IGNORECASE
)
_TITLED: Final = re.compile(
    r"\b(?:screen|page|view|list|form|details?|dialog|modal|sheet|dashboard|board|calendar|editor|picker|"
    r"overview|profile|inbox|queue|wizard|map)s?\b",
    re.IGNORECASE,
)
"""A heading that names a screen."""
_SHOWS: Final = re.compile(
    r"\W*(?:table|list|cards?|columns|grid|rows)\b(?:\s*:|\s+(?:of|with|showing)\b)", re.IGNORECASE
)
"""`Table: room, start, status`: its heading is a screen, whatever it is called."""
_TITLE: Final = re.compile(
    r"\W*(?:title|heading|header|subtitle|placeholder|message|value|label)s?\s*:", re.IGNORECASE
)
_MEASURE: Final = re.compile(r"\d(?:px|dp|pt|rem|ms|em)\b")
_LABEL: Final = re.compile(
    r"^\W*(?P<label>[A-Za-z][\w /&-]{1,40}?(?:\s*\([^()]*\))?)\s*[:：]\s*(?P<rest>.*)$", re.DOTALL
)


_END: Final = re.compile(r"(?<=[.;!?])\s+")


def recognise(document: Document) -> Iterable[Fact | Diagnostic]:
    """Read the documents of the designers, and what others write below headings about screens."""
    if document.owner == "qa-tester":
        return
    is_design = is_client_side(document.owner) or bool(_DESIGN.search(document.name))
    for block in document.blocks:
        if isinstance(block, Heading):
            if is_design and len(block.section) > 1 and _TITLED.search(block.text):
                yield _fact(next(said_of(block)), "show", (), 0)
            continue
        if not (is_design or _is_screen(block.section)):
            continue
        is_sketch = isinstance(block, Fence) and block.language in ("", "text", "txt", "yaml")
        for said in _lines(block) if is_sketch else said_of(block):
            for sentence in _sentences(said):
                yield from _said(sentence, is_design=is_design)


def _is_screen(section: tuple[str, ...]) -> bool:
    return any(_SCREEN.search(heading) for heading in section[1:][-3:] or section)


def _lines(fence: Block) -> Iterator[Said]:
    """Yield the lines of a sketch; a line that ends with a colon is the lead of those below it."""
    lead, indent = "", 0
    if not isinstance(fence, Fence):
        return
    for index, line in enumerate(fence.text.split("\n")):
        text = plain(line.strip(" \t-*•│|"))
        if not text:
            continue
        here = len(line) - len(line.lstrip())
        if here <= indent:
            lead = ""
        yield Said(fence.span.file, fence.line + index, text, line, fence.section, lead, depth=0)
        if text.endswith(":"):
            lead, indent = text, here


def _sentences(said: Said) -> Iterator[Said]:
    """Yield the sentences of a paragraph: each may have a label of its own, `Filter: size.`."""
    if said.depth is not None or said.label:
        yield said
        return
    start = 0
    for end in [*(match.end() for match in _END.finditer(said.text)), len(said.text)]:
        text = said.text[start:end]
        if text.strip():
            line = said.line + said.text.count("\n", 0, start + len(text) - len(text.lstrip()))
            yield replace(said, line=line, text=text.strip())
        start = end


def _said(said: Said, *, is_design: bool) -> Iterator[Fact]:
    labelled = list(_labelled(said))
    yield from labelled
    if is_design and _SHOWS.match(said.text) and len(said.section) > 1:
        yield _fact(said, "show", (), 0)
    kinds = {fact.kind for fact in labelled}
    for kind, pattern in _SENTENCES:
        match = pattern.search(said.text)
        if match is not None and kind not in kinds:
            kinds.add(kind)
            told = match["words"] or match.groupdict().get("number") or ""
            yield _fact(said, kind, _items(told), match.start())
    buttons = _buttons(said)
    if buttons and "action" not in kinds:
        yield _fact(said, "action", buttons, 0)
    if kinds or not said.section or not is_design or said.text.rstrip().endswith(":"):
        return
    for kind, pattern in _MENTIONS:
        match = pattern.search(said.text)
        if match is not None and len(said.text) < 160:
            yield _fact(said, kind, (" ".join(said.text.split()).rstrip(".:"),), match.start())
            return


def _labelled(said: Said) -> Iterator[ScreenFact]:
    """Read `Filters: a, b` and the bullets below `Filters:`."""
    match = _LABEL.match(said.text)
    if match is not None:
        kind = _kind(match["label"])
        words = _items(match["rest"])
        if kind and words:
            yield _fact(said, kind, words, 0)
            return
    lead = re.sub(r"\s*\([^()]*\)", "", said.lead.rpartition("\n")[2]).strip(" :*")
    kind = _kind(lead)
    if (
        kind
        and said.depth is not None
        and said.text
        and (kind != "action" or _BUTTON.search(said.text) or len(said.text.split()) <= 6)
    ):
        buttons = _buttons(said)
        yield _fact(said, kind, buttons or (" ".join(said.text.split()).rstrip("."),), 0)


def _buttons(said: Said) -> tuple[str, ...]:
    if _TITLE.match(said.text):
        return ()
    listed = (word for match in _BUTTONS.finditer(said.text) for word in _items(match["list"]))
    quoted = (a or b or c for a, b, c in _BUTTON.findall(said.text))
    return tuple(dict.fromkeys((*quoted, *listed)))


def _kind(label: str) -> str:
    label = re.sub(r"\s*\([^()]*\)", "", label).strip()
    return next((kind for kind, pattern in _LABELS if pattern.fullmatch(label)), "")


def _items(text: str) -> tuple[str, ...]:
    text = re.sub(
        r"\([^()]*\)", lambda m: m[0] if re.fullmatch(r"\([\d, /]+\)", m[0]) else "", text
    )
    if _MEASURE.search(text):
        return ()
    text = re.split(r"\s+and\s+(?:sort|filter|search|group|export)", text)[0]
    parts = re.split(r"\s*[,;|•]\s*|\s+/\s+|\s+(?:and|or)\s+|\n", text)
    words = (
        re.sub(r"^(?:(?:and|or)\s+)?(?:by\s+)?", "", part).strip(' .()"“”`*') for part in parts
    )
    return tuple(dict.fromkeys(word for word in words if word and len(word) <= 60))


def _fact(said: Said, kind: str, words: tuple[str, ...], offset: int) -> ScreenFact:
    place = said.place(offset)
    return ScreenFact(
        place=Span(place.file, place.line),
        authority=Authority.PROSE,
        section=said.section,
        screen=said.section[-1] if said.section else "",
        kind=kind,
        words=words,
    )

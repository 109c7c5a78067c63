"""Indexes, and what is unique together, in words and tables beside the fields of a thing.

Unique: (show_id, row, number)      - UNIQUE (hall_id, starts_at)        **Indexes**: `status`, (due_on, status)
`row` and `number` are unique together      composite index on `shows` (`hall_id`, `starts_at`)
**seats**: id, row, number - unique (show_id, row)

## Indexes
- `loans(book_id, status)`          | Table | Columns      | Type   |
- `users.email` (unique)            | seats | show_id, row | unique |

Whose they are and whether there are such fields is for others to say: what means none is no index.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from luke_cli.docs.document import Block, Document, Heading, Item, Paragraph, Table
from luke_cli.docs.markdown import plain
from luke_cli.notations.context import entity_name, is_client_side
from luke_cli.notations.field_flags import is_yes
from luke_cli.source import Diagnostic, Span
from luke_cli.spec.facts import Authority, Fact, IndexFact

_NAME: Final = r"[A-Za-z_]\w*"
_COLUMN: Final = rf"{_NAME}(?:\s+(?:asc|desc)\b)?"
_LIST: Final = rf"{_COLUMN}(?:\s*[,+&]\s*{_COLUMN})*"
_INSIDE: Final = rf"\(\s*(?P<columns>{_LIST})\s*\)"
_JOINED: Final = rf"(?P<columns>{_NAME}(?:\s*(?:,|\+|and|&|/)\s*{_NAME})+)"
_PARTS: Final = rf"(?:\(\s*{_LIST}\s*\)|{_COLUMN})"
_SORTS: Final = (
    r"(?:composite|compound|combined|multi-?column|b-?tree|covering|secondary|non-unique)\s+"
)
_NOUN: Final = r"(?:\s+(?:keys?|constraints?|index(?:es)?|indices|pairs?|combinations?))?"
_END: Final = r"\s*(?:$|[-–—]\s|\(|(?:for|to|so|because|as|supports?|speeds?|used)\b)"
_ABOUT: Final = re.compile(r"\bind(?:ex(?:es|ing)?|ices)\b|\bunique(?:ness)?\b", re.IGNORECASE)
_UNIQUE: Final = re.compile(r"\bunique(?:ness)?\b", re.IGNORECASE)
_NOT_UNIQUE: Final = re.compile(r"\b(?:non|not)[ -]unique\b", re.IGNORECASE)
_SOME: Final = re.compile(
    r"\bwhere\b|\bpartial\b|\bonly\b|\bGIN\b|\bGiST\b|\bfull[- ]text\b|\btrigram\b", re.IGNORECASE
)
"""An index of some rows or of another sort than a tree needs more than its columns."""
_TOLD: Final = (
    # `unique index on seats (show_id, row)`, `idx_start on shows(starts_at DESC)`
    (
        rf"\b(?P<kind>(?:unique\s+)?(?:{_SORTS})*(?:ind(?:ex|ices)|indexes|constraint|key)|(?:idx|ix|uq|uk|ux)_\w+:?)\s+(?:{_NAME}\s+)?"
        rf"on\s+(?:the\s+)?(?:table\s+)?(?P<entity>{_NAME})\s*{_INSIDE}"
    ),
    # `unique (a, b)`, `primary key: (a, b)`
    rf"(?<![\w-])(?P<kind>unique{_NOUN}|(?:composite\s+)?primary\s+key|pk|composite\s+(?:key|index))\s*(?:on\s+|:\s*|=\s*)?{_INSIDE}",
    # `(a, b) must be unique`, `(a, b) unique`
    rf"^{_INSIDE}\s*(?:[:–—-]\s*)?(?:(?:is|are|must\s+be)\s+)?(?P<kind>unique)\b",
    # `a and b are unique together`, `the combination of a and b is unique`
    (
        rf"{_JOINED}\s+(?:(?:is|are|must\s+be)\s+)?(?P<kind>jointly\s+unique|"
        r"unique\s+(?:together|in\s+combination|as\s+a\s+(?:pair|whole)|combined))\b"
    ),
    rf"\b(?:combination|pair)\s+(?:of\s+)?\(?{_JOINED}\)?\s+(?:is|are|must\s+be)\s+(?P<kind>unique)\b",
)
_LISTED: Final = re.compile(
    rf"(?P<kind>(?:unique\s+)?(?:{_SORTS})*(?:index(?:es)?|indices|indexed(?:\s+(?:by|columns|fields))?)|unique{_NOUN}|composite\s+key)"
    rf"\s*(?::\s*|(?:on|over|by)\s*:?\s+)(?P<parts>{_PARTS}(?:\s*(?:,|;|and)\s*{_PARTS})*){_END}",
    re.IGNORECASE,
)
"""`Indexes: status, (due_on, status)`, `index on starts_at`"""
_CALLED: Final = re.compile(rf"(?P<entity>{_NAME})\s*{_INSIDE}(?P<rest>.*)", re.IGNORECASE)
_DOTTED: Final = re.compile(rf"(?P<entity>{_NAME})\.(?P<columns>{_NAME})(?P<rest>\b.*)")
_INLINE: Final = re.compile(r"\W*(?:\*\*|__|`)(?P<name>[A-Za-z][\w ]{0,40})(?:\*\*|__|`)\s*[:–—-]")
_FORMS: Final = tuple(re.compile(form, re.IGNORECASE) for form in _TOLD)
_SENTENCE: Final = re.compile(r"[.;]\s+(?=[A-Z(`*])|\n")
_WHOSE: Final = re.compile(r"\W*(?:table|entity|model|collection)s?\W*", re.IGNORECASE)
_ON: Final = re.compile(
    r"\W*(?:columns?|fields?|keys?|on|index(?:es)?|indexed\s+(?:columns?|fields?))\W*",
    re.IGNORECASE,
)
_HOW: Final = re.compile(
    r"\W*(?:type|kind|unique\??|options?|properties|notes?|constraints?)\W*", re.IGNORECASE
)
_LONGEST: Final = 4_000


def recognise(document: Document) -> Iterator[Fact | Diagnostic]:
    """Find indexes in the sentences, bullets and tables of a document."""
    if is_client_side(document.owner):
        return
    headings: list[Heading] = []
    parents: list[Item] = []
    for block in document.blocks:
        if isinstance(block, Heading):
            headings = [one for one in headings if one.level < block.level] + [block]
        if not isinstance(block, Item):
            parents = []
        if isinstance(block, Item):
            parents = [one for one in parents if one.depth < block.depth]
            yield from _in_text(block, block.lead, _owner(headings, parents))
            parents.append(block)
        elif isinstance(block, Paragraph):
            yield from _in_text(block, "", _owner(headings, ()))
        elif isinstance(block, Table) and _is_about(block, block.lead):
            yield from _in_table(block, _owner(headings, ()))


def _owner(headings: Sequence[Heading], parents: Sequence[Item]) -> str:
    """Return the nearest name above; "" if there is none."""
    above = [re.split(r"[:：]|\s[-–—]\s", one.text, maxsplit=1)[0] for one in reversed(parents)]
    above += [one.text for one in reversed(headings)]
    return next((name for text in above if (name := entity_name(text))), "")


def _is_about(block: Block, lead: str, form: re.Pattern[str] = _ABOUT) -> bool:
    """Tell whether the place speaks of indexes, or of what else a form finds."""
    last = lead.rpartition("\n")[2]
    return any(form.search(text[:200]) for text in (*block.section[-1:], last))


def _in_text(block: Item | Paragraph, lead: str, owner: str) -> Iterator[Fact]:
    if len(block.text) > _LONGEST:
        return
    is_place = _is_about(block, lead)
    is_unique = _is_about(block, lead, _UNIQUE)
    start = 0
    for end in (*(match.start() for match in _SENTENCE.finditer(block.text)), len(block.text)):
        written, before = block.text[start:end], block.text[:start]
        line = block.span.line + block.text.count("\n", 0, start + 1)
        start = end + 1
        inline = _INLINE.match(written)
        owner = (entity_name(inline["name"]) if inline else "") or owner
        text = re.sub(r"[`*]", "", written).strip(" .\n-+•")
        if before.count("(") > before.count(")"):
            continue  # inside of a relation in one line, which says it itself
        if is_place or _ABOUT.search(text) or "key" in text.lower():
            at = Span(block.span.file, line)
            yield from _in_sentence(block, at, text, owner, is_place=is_place, is_unique=is_unique)


def _in_sentence(
    block: Block, at: Span, text: str, owner: str, *, is_place: bool, is_unique: bool
) -> Iterator[Fact]:
    if _SOME.search(text):
        return
    for form in _FORMS:
        for match in form.finditer(text):
            if text.count("(", 0, match.start()) == text.count(")", 0, match.start()):
                named = match.groupdict().get("entity") or owner
                yield _index(block, at, named, match["columns"], match["kind"])
                return
    if listed := _LISTED.match(text):
        yield from _parts(block, at, owner, listed)
    elif is_place and (called := _CALLED.fullmatch(text) or _DOTTED.fullmatch(text)):
        kind = "unique" if is_unique or _UNIQUE.search(called["rest"]) else ""
        kind = "" if _NOT_UNIQUE.search(called["rest"]) else kind
        yield _index(block, at, called["entity"], called["columns"], kind)


def _parts(block: Block, at: Span, owner: str, listed: re.Match[str]) -> Iterator[Fact]:
    """Yield an index for each part of a list; `index on a, b` is one of two columns."""
    parts = re.findall(r"\([^()]*\)|[^,;()]+", re.sub(r"\s+and\s+", ", ", listed["parts"]))
    parts = [part.strip(" ()") for part in parts if part.strip(" ()")]
    kind = listed["kind"].lower()
    is_one = "(" not in listed["parts"] and re.search(r"(?:index|key|constraint|unique)$", kind)
    for columns in [", ".join(parts)] if is_one else parts:
        yield _index(block, at, owner, columns, kind)


def _in_table(table: Table, owner: str) -> Iterator[Fact]:
    heads = [plain(cell) for cell in table.header]
    whose = next((at for at, head in enumerate(heads) if _WHOSE.fullmatch(head)), None)
    on = [at for at, head in enumerate(heads) if _ON.fullmatch(head)]
    if not on:
        return
    how = [at for at, head in enumerate(heads) if _HOW.fullmatch(head)]
    for row in table.rows:
        text = re.sub(r"[`*]", "", row.cells[on[-1]]).strip()
        match = _CALLED.fullmatch(text) or re.fullmatch(rf"\(?\s*(?P<columns>{_LIST})\s*\)?", text)
        if match is None or any(map(_SOME.search, row.cells)):
            continue
        named = match.groupdict().get("entity") or ""
        said = named or (
            re.sub(r"[`*]", "", row.cells[whose]).strip() if whose is not None else owner
        )
        unique = any(_is_unique(heads[at], row.cells[at]) for at in how)
        at = Span(table.span.file, row.line)
        yield _index(table, at, said, match["columns"], "unique" if unique else "")


def _is_unique(head: str, cell: str) -> bool:
    if _UNIQUE.search(head):
        return is_yes(plain(cell).strip()) or bool(_UNIQUE.fullmatch(cell.strip()))
    return bool(_UNIQUE.search(cell)) and not _NOT_UNIQUE.search(cell)


def _index(block: Block, at: Span, owner: str, columns: str, kind: str) -> IndexFact:
    said = kind.lower()
    names = (part.split() for part in re.split(r"\s*(?:,|\+|&|/|\band\b)\s*", columns))
    return IndexFact(
        place=at,
        authority=Authority.LIST,
        section=block.section,
        entity=owner,
        columns=tuple((words[0], words[-1].lower() == "desc") for words in names if words),
        kind="key" if "primary" in said or said == "pk" else _kind(said),
    )


def _kind(said: str) -> str:
    is_unique = ("unique" in said and "non-unique" not in said) or said.startswith(
        ("uq", "uk", "ux")
    )
    return "unique" if is_unique or said == "composite key" else "btree"

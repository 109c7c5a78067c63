"""Relations in one line each: a name, and its columns in brackets.

loan (id uuid pk, book_id -> book, due_on date not null, state enum(open, back), unique(book_id, due_on))
Reader(_id_, name, joined_on date, branch_id FK branches)            - in a paragraph, a list or a fence
"""

import re
from collections.abc import Iterator
from typing import Final

from luke_cli.docs.document import Block, Document, Fence, Item, Paragraph
from luke_cli.names import singular, snake
from luke_cli.notations.context import about_data, entity_name, is_client_side
from luke_cli.notations.field_facts import entity_fact, field_facts
from luke_cli.notations.field_phrases import read_phrase
from luke_cli.notations.phrase import Phrase, split_outside
from luke_cli.source import Diagnostic, Span
from luke_cli.spec.facts import Authority, Fact, IndexFact

_HEAD: Final = re.compile(r"\s*(?:[-*+•]\s+)?[`*_]*([A-Za-z]\w{1,40})[`*_]*\s*\((?=\S)")
_WHOLE: Final = re.compile(
    r"(?P<kind>unique|primary\s+key|pk|index|key)\s*\((?P<columns>[\w\s,]+)\)", re.IGNORECASE
)
_ACTION: Final = re.compile(
    r"(?:get|set|list|find|create|add|update|delete|remove|fetch|send|is|has|on|handle|validate|"
    r"calculate|compute|check|save|load|make|do|run)(?=[A-Z_])|[a-z]+[A-Z]"
)
"""`create_loan(book, date)` is a function."""
_CHECKED: Final = re.compile(r"\bcheck\s+(?=-?\d)", re.IGNORECASE)
_LANGUAGES: Final = frozenset(("", "text", "txt", "plaintext", "plain", "none"))
_LONGEST: Final = 4_000
_TYPED: Final = 0.6


def recognise(document: Document) -> Iterator[Fact | Diagnostic]:
    """Find relations in one line each."""
    if is_client_side(document.owner):
        return
    for block in document.blocks:
        if isinstance(block, Paragraph | Item):
            yield from _in(block, block.text, block.span.line)
        elif isinstance(block, Fence) and block.language in _LANGUAGES:
            yield from _in(block, block.text, block.line)


def _in(block: Block, text: str, line: int) -> Iterator[Fact]:
    if "(" not in text or about_data(block.section) is False:
        return
    lines = text.split("\n")
    at = 0
    while at < len(lines):
        found, taken = _statement(lines, at)
        if found:
            yield from _relation(block, found, Span(block.span.file, line + at))
        at += taken


def _statement(lines: list[str], start: int) -> tuple[str, int]:
    """Return a head with all that its brackets hold, and how many lines that takes."""
    if not _HEAD.match(lines[start]):
        return "", 1
    text, taken = "", 0
    for line in lines[start:]:
        text, taken = f"{text}{line}\n", taken + 1
        depth = text.count("(") - text.count(")")
        if depth <= 0 or len(text) > _LONGEST or not line.strip():
            break
    return (text if depth == 0 else ""), taken


def _relation(block: Block, text: str, place: Span) -> Iterator[Fact]:
    head = _HEAD.match(text)
    closed = text.rstrip().rstrip(".;`*_ ")
    if head is None or not closed.endswith(")") or _ACTION.match(head[1]):
        return
    name = entity_name(head[1])
    inside = _CHECKED.sub("", closed[head.end() : -1])
    parts = [" ".join(part.split()) for part in split_outside(inside, ",;")]
    whole = [match for part in parts if (match := _WHOLE.fullmatch(part))]
    phrases = [p for part in parts if not _WHOLE.fullmatch(part) and (p := read_phrase(part))]
    if not name or len(phrases) + len(whole) < len(parts) or len(phrases) < 2:
        return
    if not _is_stored(name, phrases, whole, about=bool(about_data(block.section))):
        return
    yield entity_fact(name, place, block.section)
    for phrase in phrases:
        yield from field_facts(name, phrase, place, block.section)
    for match in whole:
        yield _index(block, name, match, place)


def _is_stored(
    name: str, phrases: list[Phrase], whole: list[re.Match[str]], *, about: bool
) -> bool:
    """Tell a relation from a call: it has a key, and types, references or a data model around."""
    keys = {"id", "_id", "uuid", f"{singular(snake(name))}_id"}
    keyed = any(p.key or snake(p.names[0]) in keys for p in phrases)
    keyed = keyed or any(match["kind"].lower().startswith("p") for match in whole)
    typed = [p for p in phrases if p.type is not None or p.target]
    return keyed and (len(typed) >= _TYPED * len(phrases) or about)


def _index(block: Block, name: str, match: re.Match[str], place: Span) -> IndexFact:
    kind = match["kind"].lower()
    return IndexFact(
        place=place,
        authority=Authority.LIST,
        section=block.section,
        entity=name,
        columns=tuple((column.strip(), False) for column in match["columns"].split(",")),
        kind="unique" if kind == "unique" else "key" if kind.startswith("p") else "btree",
    )

"""Fields in bullets and in fences, below the name of what they belong to.

    #### Loan                              - **Loan**: id, book_id, due_date, status (open,
    returned)
    - id (UUID)
    - email (unique)                       ```
    - `priority` (enum: low, high)         Loan
    - status: draft | sent | paid          - id: UUID
                                           - due_date: date, required
                                           ```

Colors, layouts, figures, environment variables and the bodies of requests are lists too. Bullets
are
taken only where the headings speak of data, or where the bullets themselves have types.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from luke_cli.docs.document import Block, Document, Fence, Heading, Item, Paragraph
from luke_cli.docs.markdown import plain
from luke_cli.notations.context import (
    about_data,
    entity_in_lead,
    entity_name,
    is_client_side,
    table_name,
)
from luke_cli.notations.enums import ENUM_NAME, SAYS_ENUM, named_enum
from luke_cli.notations.field_facts import entity_fact, field_facts
from luke_cli.notations.field_phrases import Phrase, _split, read_phrase
from luke_cli.source import Diagnostic, Span
from luke_cli.spec.facts import Fact

_PLAIN_FENCES: Final = frozenset(
    ("", "text", "txt", "plaintext", "plain", "none", "yaml", "yml", "model", "schema")
)
_OBJECT_FENCES: Final = frozenset(("json", "jsonc", "json5", "javascript", "js"))
_ENTRY: Final = re.compile(
    r"^\s*[\"']?(\w+)[\"']?\s*:\s*((?:\"[^\"]*\"|'[^']*'|[^/{\[]|"
    r"\[[^\]]*\])*)[{\[]?\s*(?://\s*(.*))?$"
)
_BULLET: Final = re.compile(r"^(\s*)(?:[-*+•‣◦▪]\s+|[├└│─┬\s]*[├└]─*\s*)(.*)$")
_HEADER: Final = re.compile(
    r"^\s*(?:(?:table|entity|model|class|type|collection|struct|"
    r"object)\s+)?([A-Za-z_][\w ]{0,40}?)\s*"
    r"(?:\([a-z_]+\))?\s*(?:[:{]|:\s*\{|\{|table|entity|model)?\s*$",
    re.IGNORECASE,
)
_INLINE: Final = re.compile(
    r"^\s*(?:[-*+•]\s+)?[`*_]{0,4}([A-Za-z_][\w ]{0,40}?)[`*_]{0,4}\s*"
    r"(?:(?:[:：]|\s[-–—]|→)\s*[`*_]{0,4}\s*(?P<rest>.*)|\((?P<inside>.*)\)\s*[.;]?\s*)$",
    re.DOTALL,
)
_VERB: Final = re.compile(
    r"^(?:(?:it\s+)?(?:stores?|contains?|has|have|holds?|includes?|with|fields?|attributes?|"
    r"columns?|keeps?|tracks?|records?|"
    r"key fields|main fields)\s*:?\s+)+(?:an?\s+|the\s+)?",
    re.IGNORECASE,
)
_IDENT_NAME: Final = re.compile(
    r"[a-z_][A-Za-z0-9_]*|[A-Z][A-Z0-9]*_[A-Z0-9_]+|[A-Z][a-z0-9]+(?:[A-Z][a-z0-9]*)*|[A-Z]{2,}"
)
_COLUMNS: Final = re.compile(
    r"\b(?:key |notable |main |important |other )?(?:columns?|fields?|"
    r"attributes?)\b(?:\s+\w+)?\s*:\s*(?P<list>`.*)",
    re.IGNORECASE | re.DOTALL,
)
_ABOUT_FIELDS: Final = re.compile(
    r"\W*(?:.*\b)?(?:fields|attributes|columns|properties)\b", re.IGNORECASE
)
_OTHER_LISTS: Final = re.compile(
    r"\b(?:index(?:es)?|indices|relation(?:ship)?s?|rules?|constraints?|methods?|operations?|"
    r"actions?|endpoints?|"
    r"permissions?|validations?|notes?|behaviou?rs?|invariants?|queries|responsibilit\w+|"
    r"features?|examples?|transitions?|"
    r"triggers?|hooks?|effects?|use cases?|logic|access|assumptions?|policies|events?|parameters?|"
    r"request|response|"
    r"filters?|benefits?|steps?|goals?|requirements?|criteria|stories|challenges|considerations?|"
    r"services?)\W*$",
    re.IGNORECASE,
)
_ARROW: Final = re.compile(
    r"`(\w+)`?\s*(?:→|->)\s*`?(?!ON\b)(\w+)(?:\((\w+)\))?(?:\s+ON DELETE (CASCADE|SET NULL|"
    r"RESTRICT))?"
)


@dataclass(frozen=True, slots=True)
class Line:
    """A candidate for a field."""

    text: str
    line: int
    end_line: int
    phrase: Phrase | None


@dataclass(frozen=True, slots=True)
class Above:
    """The heading and the paragraph that stand above a list."""

    heading: Heading | None = None
    paragraph: Paragraph | None = None

    def place_of(self, lead: str, otherwise: Span) -> Span:
        """Return the place of a lead: its last line."""
        if self.paragraph is None or self.paragraph.text.strip() != lead:
            return otherwise
        return Span(self.paragraph.span.file, self.paragraph.span.end_line)


def recognise(document: Document) -> Iterator[Fact | Diagnostic]:
    """Find entities and fields in the lists of a document."""
    if is_client_side(document.owner):
        return
    above = Above()
    for is_items, run in groupby(document.blocks, key=lambda block: isinstance(block, Item)):
        blocks = list(run)
        if is_items:
            yield from _in_items([item for item in blocks if isinstance(item, Item)], above)
            continue
        for block in blocks:
            if isinstance(block, Heading):
                above = Above(block)
            elif isinstance(block, Fence) and block.language in _PLAIN_FENCES:
                yield from _in_fence(block, above)
            elif isinstance(block, Fence) and block.language in _OBJECT_FENCES:
                yield from _in_object(block, above)
            elif isinstance(block, Paragraph):
                above = Above(above.heading, block)
                yield from _in_paragraph(block, above.heading)


def _in_items(items: Sequence[Item], above: Above) -> Iterator[Fact]:
    """Each list is a group; a nested one belongs to the item above it."""
    inline = {number: facts for number, item in enumerate(items) if (facts := _inline_item(item))}
    groups: dict[tuple[object, ...], list[Item]] = {}
    parents: dict[tuple[object, ...], Item | None] = {}
    stack: list[tuple[Item, int]] = []
    for number, item in enumerate(items):
        while stack and stack[-1][0].depth >= item.depth:
            stack.pop()
        parent = stack[-1] if stack else None
        key = (parent[1] if parent else -1, item.depth, item.lead, item.ordered)
        if number not in inline:
            groups.setdefault(key, []).append(item)
            parents[key] = parent[0] if parent else None
        stack.append((item, number))
    for key, group in groups.items():
        yield from _in_group(group, parents[key], above)
    for facts in inline.values():
        yield from facts


def _inline_item(item: Item) -> list[Fact]:
    return list(_inline_entity(item, item.text, item.span.line))


def _in_group(group: Sequence[Item], parent: Item | None, above: Above) -> Iterator[Fact]:
    first = group[0]
    name, place = _owner(first, parent, above)
    if not name or _is_enum(first, parent):
        return
    about = about_data(first.section)
    lines = [
        Line(i.text, i.span.line, i.span.end_line, read_phrase(_first_line(i.text), loose=True))
        for i in group
    ]
    if _are_fields(lines, about=about):
        yield from _facts(name, place, lines, first, None if parent else above.heading)


def _is_enum(block: Item | Fence, parent: Item | None) -> bool:
    texts = (*block.section[-1:], block.lead.rpartition("\n")[2], parent.text if parent else "")
    return any(SAYS_ENUM.search(text) for text in texts)


def _first_line(text: str) -> str:
    return " ".join(text.split("\n"))


def _owner(block: Item | Fence, parent: Item | None, above: Above) -> tuple[str, Span]:
    """Return the entity that a list is about, and where it is named."""
    if parent is not None:
        head = re.split(r"[:：]|\s[-–—]\s|\s*\(", parent.text, maxsplit=1)[0]
        name = entity_name(head) if len(plain(head).split()) <= 4 else ""
        if name and not _is_plain_lower(name, parent.text):
            return name, parent.span
        if name or not _ABOUT_FIELDS.match(parent.text):
            return "", parent.span
    elif block.lead:
        if (name := entity_in_lead(block.lead)) and not _OTHER_LISTS.search(name):
            return name, above.place_of(block.lead, block.span)
        last = block.lead.rpartition("\n")[2]
        if _OTHER_LISTS.search(last[-80:]) and not _ABOUT_FIELDS.search(last):
            return "", block.span
    if above.heading is None or above.heading.section != block.section:
        return "", block.span
    return entity_name(above.heading.text), above.heading.span


def _is_plain_lower(name: str, text: str) -> bool:
    return name[0].islower() and "`" not in text and "_" not in name


def _are_fields(lines: Sequence[Line], *, about: bool | None) -> bool:
    """Tell a list of fields from any other list."""
    if about is False:
        return False
    phrases = [line.phrase for line in lines if line.phrase is not None]
    good = [p for p in phrases if _is_field_like(p)]
    typed = [p for p in good if p.is_typed or p.known]
    names = [n for p in phrases for n in p.names]
    if any(re.fullmatch(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+", n) for n in names) and not about:
        return False
    if about:
        return len(good) >= max(1, 0.6 * len(lines)) and (len(good) > 1 or bool(typed))
    coded = [p for p in typed if all(_IDENT_NAME.fullmatch(name) for name in p.names)]
    return len(coded) >= 2 and len(coded) >= 0.6 * len(lines)


def _is_field_like(phrase: Phrase) -> bool:
    if all(_IDENT_NAME.fullmatch(name) for name in phrase.names):
        if phrase.known or phrase.type_text:
            return True
        is_code = any("_" in n or re.search(r"[a-z][A-Z]", n) for n in phrase.names)
        return is_code or (phrase.names[0][0].islower() and len(phrase.comment.split()) < 16)
    return bool(phrase.is_typed and phrase.known)


def _facts(
    name: str, place: Span, lines: Sequence[Line], block: Block, heading: Heading | None
) -> Iterator[Fact]:
    named = heading.text if heading is not None else ""
    yield entity_fact(name, place, block.section, table=table_name(named))
    for line in lines:
        if line.phrase is not None and _is_field_like(line.phrase):
            end = line.end_line if line.end_line > line.line else 0
            at = Span(block.span.file, line.line, end)
            yield from field_facts(name, line.phrase, at, block.section)


def _inline_entity(block: Block, text: str, line: int) -> Iterator[Fact]:
    """`**Loan**: id, book_id, due_date` where the headings speak of data."""
    if not about_data(block.section) or SAYS_ENUM.search(
        " ".join((*block.section[-1:], text[:80]))
    ):
        return
    match = _INLINE.fullmatch(_first_line(text))
    if match is None:
        return
    name = entity_name(match[1])
    rest = _VERB.sub("", match["rest"] or match["inside"] or "").rstrip(".")
    parts = [part.strip().removeprefix("and ") for part in _split(rest, ",;")]
    is_marked = bool(re.match(r"\s*(?:[-*+•]\s+)?[`*_]", text))
    has_key = any(re.match(r"`?(?:id|\w+_id)\b", part) for part in parts)
    is_title = name[:1].isupper() or is_marked
    if ENUM_NAME.search(name) and named_enum(text)[0]:
        return
    if not name or not is_title or not (is_marked or has_key) or len(parts) < 2:
        return
    phrases = [read_phrase(part) for part in parts]
    good = [p for p in phrases if p is not None and _is_inline_field(p)]
    if len(good) < 0.8 * len(parts):
        return
    place = Span(block.span.file, line)
    yield entity_fact(name, place, block.section)
    for phrase in good:
        yield from field_facts(name, phrase, place, block.section)


def _is_inline_field(phrase: Phrase) -> bool:
    return len(phrase.names) == 1 and bool(re.fullmatch(r"[a-z_][A-Za-z0-9_]*", phrase.names[0]))


def _in_paragraph(block: Paragraph, heading: Heading | None) -> Iterator[Fact]:
    """`Columns: `a`, `b` (JSONB)` below a heading that names a table."""
    if not about_data(block.section) or heading is None or heading.section != block.section:
        return
    name = entity_name(heading.text)
    if not name or "`" not in block.text:
        return
    facts: list[Fact] = []
    for match in _ARROW.finditer(block.text):
        line = block.span.line + block.text.count("\n", 0, match.start())
        phrase = Phrase((match[1],), target=match[2], on_delete=(match[4] or "").lower())
        facts += field_facts(name, phrase, Span(block.span.file, line), block.section)
    columns = _COLUMNS.search(block.text)
    if columns is not None:
        facts += _listed(block, name, columns["list"], columns.start("list"))
    if facts:
        yield entity_fact(name, heading.span, block.section, table=table_name(heading.text))
        yield from facts


def _listed(block: Paragraph, name: str, text: str, start: int) -> Iterator[Fact]:
    end = re.search(r"\.\s|\n\*\*|\*\*\w", text)
    text = text[: end.start()] if end else text
    offset = 0
    for part in _split(text, ","):
        lead = len(part) - len(part.lstrip())
        line = block.span.line + block.text.count("\n", 0, start + offset + lead)
        offset += len(part) + 1
        match = re.match(
            r"\s*(?:and\s+|both\s+)?((?:`\w+`\s*[/+&]\s*)*`\w+`(?:\s*\(.*\))?)", part, re.DOTALL
        )
        phrase = read_phrase(_first_line(match[1])) if match else None
        if phrase is not None:
            yield from field_facts(name, phrase, Span(block.span.file, line), block.section)


def _in_fence(fence: Fence, above: Above) -> Iterator[Fact]:
    about = about_data(fence.section)
    if about is False or not fence.text.strip():
        return
    for header, header_line, lines in _groups(fence):
        if header:
            name, place = entity_name(header), Span(fence.span.file, header_line)
        else:
            name, place = _owner(fence, None, above)
        if name and lines and _are_fields(lines, about=about):
            yield from _facts(name, place, lines, fence, None if header else above.heading)
    if about:
        for offset, text in enumerate(fence.text.split("\n")):
            if re.match(r"[A-Za-z]\w*\s*[:(].*,", text):
                yield from _inline_entity(fence, text, fence.line + offset)


def _in_object(fence: Fence, above: Above) -> Iterator[Fact]:
    """`{ "id": "uuid", "total": "decimal" }`: an object whose values are types."""
    if not about_data(fence.section) or not fence.text.lstrip().startswith("{"):
        return
    name, place = _owner(fence, None, above)
    lines, depth = [], 0
    for offset, text in enumerate(fence.text.split("\n")):
        match = _ENTRY.match(text)
        if depth == 1 and match is not None:
            comment = f"; {match[3].strip()}" if match[3] else ""
            value = match[2].strip().rstrip(",").strip("\"'")
            value = re.sub(r"\bDate\b", "datetime", value)
            phrase = read_phrase(f"{match[1]}: {value or 'object'}{comment}")
            lines.append(Line(text, fence.line + offset, fence.line + offset, phrase))
        bare = re.sub(r"//.*$|\"[^\"]*\"", "", text)
        depth += sum(map(bare.count, "{[")) - sum(map(bare.count, "}]"))
    typed = [line for line in lines if line.phrase and line.phrase.is_typed]
    if name and len(lines) > 1 and len(typed) >= 0.6 * len(lines):
        yield from _facts(name, place, lines, fence, above.heading)


def _groups(fence: Fence) -> Iterator[tuple[str, int, list[Line]]]:
    """Split a fence into headers and the field lines below each."""
    header, header_line, lines = "", fence.line, []
    for offset, text in enumerate(fence.text.split("\n")):
        number = fence.line + offset
        bare = text.strip().rstrip(",")
        if not bare or not re.search(r"[A-Za-z]", bare) or bare.startswith(("#", "//", "--")):
            continue
        bullet = _BULLET.match(text)
        is_indented = text[:1] in " \t"
        title = None if bullet or (is_indented and header) else _HEADER.match(text)
        if title is not None and read_phrase(bare) is not None and not _opens_group(fence, offset):
            title = None
        if title is not None:
            if lines:
                yield header, header_line, lines
            header, header_line, lines = title[1].strip(), number, []
        else:
            inner = bullet[2] if bullet else bare
            lines.append(Line(inner, number, number, read_phrase(inner, loose=bool(bullet))))
    if lines:
        yield header, header_line, lines


def _opens_group(fence: Fence, offset: int) -> bool:
    """A name alone is a title if what follows it is indented or has bullets."""
    rest = fence.text.split("\n")[offset + 1 : offset + 4]
    following = next(
        (line for line in rest if line.strip() and not re.fullmatch(r"\W+", line.strip())), ""
    )
    return bool(_BULLET.match(following)) or following[:1] in (" ", "\t")

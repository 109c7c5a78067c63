"""Fields in plain fences, below the name of what they belong to, and in objects of types.

    Loan                         Shelf {                      { "id": "uuid",
    - id: uuid                     code: text unique            "total": "decimal(8,2)",
    - due_date: date, required     room_id: uuid -> rooms       "lent_at": "datetime" }
                                 }
Where a fence has no name in it, the heading or the paragraph above names the entity.
"""

import re
from collections.abc import Iterator
from typing import Final

from luke_cli.docs.document import Document, Fence
from luke_cli.notations.context import about_data, entity_name, is_client_side
from luke_cli.notations.field_groups import (
    Line,
    are_fields,
    group_facts,
    inline_entity,
    owner_of,
)
from luke_cli.notations.field_phrases import read_phrase
from luke_cli.notations.json_schema import is_schema
from luke_cli.notations.openapi import is_described
from luke_cli.notations.owners import ABOUT_FIELDS, Above, Owner
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


def recognise(document: Document) -> Iterator[Fact | Diagnostic]:
    """Find entities and fields in the plain fences of a document."""
    if is_client_side(document.owner):
        return
    above = Above()
    for block in document.blocks:
        above = above.below(block)
        if isinstance(block, Fence) and block.language in _PLAIN_FENCES:
            yield from _in_fence(block, above)
        elif isinstance(block, Fence) and block.language in _OBJECT_FENCES:
            yield from _in_object(block, above)


def _in_fence(fence: Fence, above: Above) -> Iterator[Fact]:
    about = about_data(fence.section)
    if about is False or not fence.text.strip() or _is_of_words(fence) or is_described(fence):
        return
    for header, header_line, lines in _groups(fence):
        place = Span(fence.span.file, header_line)
        owner = Owner(entity_name(header), place) if header else owner_of(fence, None, above)
        if owner.name and lines and are_fields(lines, about=about):
            yield from group_facts(owner, lines, fence)
    if about:
        for offset, text in enumerate(fence.text.split("\n")):
            if re.match(r"[A-Za-z]\w*\s*[:(].*,", text):
                yield from inline_entity(fence, text, fence.line + offset)


def _is_of_words(fence: Fence) -> bool:
    """Tell whether a fence holds words alone, and nobody calls them fields: names, or values."""
    lines = [line.strip().rstrip(",") for line in fence.text.split("\n") if line.strip()]
    about = ABOUT_FIELDS.search(fence.lead.rpartition("\n")[2])
    return not about and all(re.fullmatch(r"[\w-]+", line) for line in lines)


def _in_object(fence: Fence, above: Above) -> Iterator[Fact]:
    """`{ "id": "uuid", "total": "decimal" }`: an object whose values are types."""
    is_object = fence.text.lstrip().startswith("{") and not is_schema(fence.text)
    if not about_data(fence.section) or not is_object:
        return
    owner = owner_of(fence, None, above)
    lines, depth = [], 0
    for offset, text in enumerate(fence.text.split("\n")):
        match = _ENTRY.match(text)
        if depth == 1 and match is not None:
            comment = f"; {match[3].strip()}" if match[3] else ""
            value = match[2].strip().rstrip(",").strip("\"'")
            value = re.sub(r"\bDate\b", "datetime", value)
            is_nested = not value or re.search(r"[{\[]\s*[{\"]|[{\[]$", text)
            phrase = read_phrase(f"{match[1]}: {'object' if is_nested else value}{comment}")
            lines.append(Line(text, fence.line + offset, fence.line + offset, phrase))
        bare = re.sub(r"//.*$|\"[^\"]*\"", "", text)
        depth += sum(map(bare.count, "{[")) - sum(map(bare.count, "}]"))
    typed = [line for line in lines if line.phrase and line.phrase.is_typed]
    if owner.name and len(lines) > 1 and len(typed) >= 0.6 * len(lines):
        yield from group_facts(owner, lines, fence)


def _groups(fence: Fence) -> Iterator[tuple[str, int, list[Line]]]:
    """Split a fence into headers and the field lines below each."""
    header, header_line = "", fence.line
    lines: list[Line] = []
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
    """Tell whether a name alone is a title: what follows is indented or has bullets."""
    rest = fence.text.split("\n")[offset + 1 : offset + 4]
    following = next(
        (line for line in rest if line.strip() and not re.fullmatch(r"\W+", line.strip())), ""
    )
    return bool(_BULLET.match(following)) or following[:1] in (" ", "\t")

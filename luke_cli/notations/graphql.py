"""GraphQL object types that stand for stored things, and enums.

    type Loan {
      id: ID!
      book: Book!
      status: LoanStatus! @deprecated
      remarks: [Remark!]!
      dueDate: Date
    }
    enum LoanStatus { OPEN RETURNED }

`Query`, `Mutation`, `Subscription`, inputs, connections, edges, payloads and types without an `id`
are how the API looks, not what is stored.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from luke_cli.docs.document import Document, Fence
from luke_cli.notations.braces import Braced, Line, read_braced
from luke_cli.notations.class_names import is_stored_name
from luke_cli.notations.context import is_client_side
from luke_cli.notations.defaults import canonical
from luke_cli.notations.types import Reading, read_code_type
from luke_cli.source import Diagnostic, Span
from luke_cli.spec.facts import Authority, EntityFact, EnumFact, Fact, FieldFact

_HEAD: Final = re.compile(
    r"(?:extend\s+)?(type|enum|input|interface|union|schema)\b\s*(\w*)([^{}]*)$"
)
_FIELD: Final = re.compile(
    r"(\w+)\s*(\([^()]*\))?\s*:\s*([\[\]\w!]+)\s*(?:=\s*([^@\s]+))?\s*(@.*)?$"
)
_DIRECTIVE: Final = re.compile(r"@(\w+)\(([^()]*)\)")
_DEFAULT: Final = re.compile(
    r"@default(?:Value)?\(\s*(?:\w+\s*:\s*)?(\"[^\"]*\"|[^()\s]+)\s*\)", re.IGNORECASE
)
_COUNTED: Final = re.compile(
    r"\b(?:bigint|bigserial|serial|integer|int(?:4|8)?|auto-?increment\w*|identity)\b",
    re.IGNORECASE,
)
"""Beside an `ID` that is a number in the database."""
_BOUND: Final = re.compile(r"(\w+)\s*:\s*(-?\d{1,12}(?:\.\d{1,6})?)")
_LOOKS_LIKE_GRAPHQL: Final = re.compile(r"^\s*(?:type|enum|input)\s+\w+[^\n={]*\{", re.MULTILINE)
_ROOTS: Final = frozenset(("Query", "Mutation", "Subscription"))


def recognise(document: Document) -> Iterator[Fact | Diagnostic]:
    """Find the object types and enums of GraphQL schemas."""
    if is_client_side(document.owner):
        return
    for block in document.blocks:
        if isinstance(block, Fence) and _is_graphql(block):
            yield from _read(block)


def _is_graphql(fence: Fence) -> bool:
    if fence.language in ("graphql", "gql", "graphqls", "sdl"):
        return True
    return fence.language == "" and bool(
        _LOOKS_LIKE_GRAPHQL.search(fence.text)
        and re.search(r":\s*\[?(?:ID|String|Int)!?", fence.text)
    )


def _read(fence: Fence) -> Iterator[Fact]:
    for block in read_braced(_without_hash_comments(fence.text), fence.line, _HEAD):
        head = _HEAD.match(block.head)
        if head is not None and head[1] == "enum":
            yield from _enum(fence, block, head[2])
        elif head is not None and head[1] == "type" and head[2] not in _ROOTS:
            yield from _type(fence, block, head[2])


def _without_hash_comments(text: str) -> str:
    return re.sub(r"#(?![0-9A-Fa-f]{6}\b)([^\n]*)", r"//\1", text)


def _enum(fence: Fence, block: Braced, name: str) -> Iterator[Fact]:
    texts = [re.sub(r"@.*", "", line.text) for line in block.lines]
    values = tuple(
        dict.fromkeys(w for text in texts for w in re.findall(r"\w+", re.sub(r'".*?"', "", text)))
    )
    if values:
        yield EnumFact(
            place=Span(fence.span.file, block.line),
            authority=Authority.CODE,
            section=fence.section,
            name=name,
            values=values,
        )


def _fields(block: Braced) -> Iterator[tuple[re.Match[str], Line]]:
    for line in block.lines:
        for part in (
            re.split(r",\s*(?=\w+\s*:)", line.text) if "(" not in line.text else [line.text]
        ):
            match = _FIELD.match(part.strip().rstrip(","))
            if match is not None and line.depth == 0:
                yield match, line


def _type(fence: Fence, block: Braced, name: str) -> Iterator[Fact]:
    fields = list(_fields(block))
    extends = block.head.lstrip().startswith("extend")
    has_id = extends or any(m[3].startswith("ID") or m[1] in ("id", "_id") for m, _ in fields)
    if not has_id or not is_stored_name(name, keyed=not extends):
        return
    yield EntityFact(
        place=Span(fence.span.file, block.line),
        authority=Authority.CODE,
        section=fence.section,
        name=name,
        comment=block.comment,
    )
    for match, line in fields:
        if not match[2]:
            yield _field(fence, name, match, line)


def _bounds(directives: str) -> dict[str, int | str]:
    """Read `@constraint(maxLength: 80, min: 1)`, `@length(max: 80)` and `@range(min: 1)`."""
    found: dict[str, int | str] = {}
    for name, inside in _DIRECTIVE.findall(directives):
        sizes = name.lower() in ("length", "size", "stringlength")
        for key, value in _BOUND.findall(inside):
            word = key.lower()
            if word in ("maxlength", "minlength") or (sizes and word in ("max", "min")):
                found[f"{word[:3]}_length"] = int(value.partition(".")[0])
            elif word in ("max", "min") and name.lower() in ("constraint", "range", "value"):
                found["maximum" if word == "max" else "minimum"] = value
    return found


def _field(fence: Fence, entity: str, match: re.Match[str], line: Line) -> FieldFact:
    reading = _read_type(match[3], line.comment)
    bounds = _bounds(match[5] or "")
    told = _DEFAULT.search(match[5] or "")
    fact = _plain(fence, entity, match, line, reading)
    return replace(
        fact,
        default=fact.default or canonical(told[1] if told else "", reading.type),
        min_length=_whole(bounds.get("min_length")),
        max_length=_whole(bounds.get("max_length")),
        minimum=str(bounds.get("minimum", "")),
        maximum=str(bounds.get("maximum", "")),
    )


def _read_type(written: str, comment: str) -> Reading:
    """Read a type; that of an `ID` may be told beside it: `id: ID!  # bigint inside`."""
    counted = _COUNTED.search(comment) if written.strip("!") == "ID" else None
    return read_code_type(counted[0].lower() if counted else written)


def _whole(value: int | str | None) -> int | None:
    return value if isinstance(value, int) else None


def _plain(
    fence: Fence, entity: str, match: re.Match[str], line: Line, reading: Reading
) -> FieldFact:
    return FieldFact(
        place=Span(fence.span.file, line.line),
        authority=Authority.CODE,
        section=fence.section,
        entity=entity,
        name=match[1],
        type=reading.type,
        type_text=re.sub(r"[\[\]!]", "", match[3]),
        required=None if reading.many else match[3].endswith("!"),
        unique=True if match[5] and "@unique" in match[5] else None,
        default=canonical(match[4] or "", reading.type),
        many=reading.many,
        comment=line.comment,
    )

"""Structs of Rust: sqlx, SeaORM, Diesel, serde, validator.

#[derive(sqlx::FromRow)]
pub struct Loan {
    pub id: Uuid,
    #[validate(length(min = 2, max = 80))]
    pub title: String,
    pub due_on: Option<NaiveDate>,
    pub state: LoanState,
}
#[sqlx(type_name = "loan_state", rename_all = "snake_case")]
pub enum LoanState { Open, Returned }
diesel::table! { loans (id) { id -> Int4, title -> Varchar, note -> Nullable<Text>, } }
"""

import re
from collections.abc import Callable, Iterator
from typing import Final

from luke_cli.docs.document import Document, Fence
from luke_cli.names import snake
from luke_cli.notations.braces import Braced, read_braced
from luke_cli.notations.class_names import bare_name
from luke_cli.notations.defaults import canonical
from luke_cli.notations.members import (
    Member,
    entity_fact,
    enum_fact,
    fences_of,
    field_fact,
    is_stored,
)
from luke_cli.notations.types import Reading, read_code_type
from luke_cli.source import Diagnostic
from luke_cli.spec.facts import Authority, Fact
from luke_cli.spec.model import Type, TypeName

_LANGUAGES: Final = frozenset(("rust", "rs"))
_LOOKS_LIKE: Final = re.compile(r"\b(?:struct|enum)\s+\w+|\btable!\s*\{")
_HEAD: Final = re.compile(
    r"(?:#\[[^\n]*\]\s*)*(?:pub(?:\([^)]*\))?\s+)?(struct|enum)\s+(\w+)(?:<[^>]*>)?\s*$"
    r"|(?:\w+::)?(table)!\s*$"
)
_FIELD: Final = re.compile(r"(?:pub(?:\([^)]*\))?\s+)(?:r#)?([a-z_]\w*)\s*:\s*(.+?),?$")
_VARIANT: Final = re.compile(r"(?:#\[[^\]]*\]\s*)?([A-Z]\w*)\s*(?:=\s*[^,]+)?$")
_ATTRIBUTE: Final = re.compile(r"#\[(.*)\]$")
_TABLE: Final = re.compile(r"(\w+)\s*(?:\(([\w, ]+)\))?\s*\{?$")
_COLUMN: Final = re.compile(r"(\w+)\s*->\s*(.+?),?$")
_MAPPED: Final = re.compile(
    r"\bFromRow\b|\bQueryable\b|\bInsertable\b|DeriveEntityModel|table_name"
)
_WORDS: Final = {
    "NaiveDate": TypeName.DATE,
    "NaiveTime": TypeName.TIME,
    "NaiveDateTime": TypeName.DATETIME,
    "PrimitiveDateTime": TypeName.DATETIME,
    "OffsetDateTime": TypeName.DATETIME,
    "DateTimeUtc": TypeName.DATETIME,
    "DateTimeWithTimeZone": TypeName.DATETIME,
    "Value": TypeName.JSON,
    "&'static str": TypeName.STRING,
    "Vec<u8>": TypeName.BYTES,
}
_SPELLED: Final[dict[str, Callable[[str], str]]] = {
    "snake_case": snake,
    "lowercase": str.lower,
    "UPPERCASE": str.upper,
}
_DIESEL: Final = {"Int2": "int", "Int4": "int", "Int8": "bigint", "Bool": "bool"}


def recognise(document: Document) -> Iterator[Fact | Diagnostic]:
    """Find the stored structs, the tables and the enums in the Rust of a document."""
    for fence in fences_of(document, _LANGUAGES, _LOOKS_LIKE):
        above = _attributes_above(fence)
        for block in read_braced(fence.text, fence.line, _HEAD):
            head = _HEAD.match(block.head)
            if head is None:
                continue
            marks = above.get(block.line, "") + block.head
            if head[3]:
                yield from _diesel(fence, block)
            elif head[1] == "enum":
                yield from _enum(fence, block, head[2], marks)
            else:
                yield from _struct(fence, block, head[2], marks)


def _attributes_above(fence: Fence) -> dict[int, str]:
    """Return the attributes that stand on the lines above a line."""
    found: dict[int, str] = {}
    held: list[str] = []
    for number, text in enumerate(fence.text.split("\n"), fence.line):
        bare = text.strip()
        if held and not bare.startswith("#["):
            found[number] = " ".join(held)
        held = [*held, bare] if bare.startswith("#[") else []
    return found


def _enum(fence: Fence, block: Braced, name: str, marks: str) -> Iterator[Fact]:
    parts = [part for line in block.lines for part in line.text.split(",")]
    variants = [match[1] for part in parts if (match := _VARIANT.match(part.strip()))]
    holds = any("(" in part and "#[" not in part for part in parts)
    if len(variants) < 2 or holds or name.endswith("Error"):
        return
    style = re.search(r"rename_all\s*=\s*\"([\w-]+)\"", marks)
    change = _SPELLED.get(style[1]) if style else None
    yield enum_fact(fence, name, [change(v) if change else v for v in variants], block.line)


def _struct(fence: Fence, block: Braced, name: str, marks: str) -> Iterator[Fact]:
    above = _attributes_above(fence)
    members = [
        member
        for line in block.lines
        if line.depth == 0 and (match := _FIELD.match(line.text))
        for member in [_member(match, line.line, above.get(line.line, ""), line.comment)]
        if member is not None
    ]
    table = re.search(r"table_name\s*=\s*\"?(\w+)", marks)
    mapped = bool(_MAPPED.search(marks))
    if name == "Model" and table is not None:
        name = table[1]
    has_id = any(member.name in ("id", "uuid") for member in members)
    if not members or not is_stored(name, fence.section, mapped=mapped, has_id=has_id):
        return
    entity = bare_name(name)
    yield entity_fact(fence, entity, block.line, table=table[1] if table else "")
    for member in members:
        yield field_fact(fence, entity, member)


def _member(match: re.Match[str], line: int, marks: str, comment: str) -> Member | None:
    if re.search(r"(?:sqlx|serde)\([^)]*\bskip\b|sea_orm\(ignore", marks):
        return None
    reading = _reading(match[2])
    word = re.sub(r"^(?:Option|Vec)<|>$", "", match[2]).rpartition("::")[2]
    renamed = re.search(r"(?:sqlx|sea_orm)\([^)]*(?:rename|column_name)\s*=\s*\"(\w+)\"", marks)
    member = Member(
        renamed[1] if renamed else match[1],
        line,
        line,
        type=reading.type,
        type_text=word,
        many=reading.many,
        required=reading.required is not False if not reading.many else None,
        key="primary_key" in marks,
        unique=True if re.search(r"sea_orm\([^)]*\bunique\b", marks) else None,
        comment=comment,
    )
    default = re.search(r"default_value\s*=\s*(\"[^\"]*\"|[\w.]+)", marks)
    member.default = canonical(default[1], member.type) if default else ""
    sizes = dict(re.findall(r"\b(min|max)\s*=\s*(\d{1,9})", marks))
    if "length" in marks:
        member.min_length = int(sizes["min"]) if "min" in sizes else None
        member.max_length = int(sizes["max"]) if "max" in sizes else None
    elif "range" in marks:
        member.minimum, member.maximum = sizes.get("min", ""), sizes.get("max", "")
    if re.search(r"validate\([^)]*\bemail\b", marks):
        member.type = Type(TypeName.EMAIL)
    return member


def _reading(text: str) -> Reading:
    text = text.strip()
    optional = re.fullmatch(r"Option<(.+)>", text)
    if optional is not None:
        inner = _reading(optional[1])
        return Reading(inner.type, many=inner.many, required=False)
    bare = re.sub(r"\b(?:\w+::)+", "", text)
    if bare.startswith("DateTime<"):
        return Reading(Type(TypeName.DATETIME))
    name = _WORDS.get(bare)
    return Reading(Type(name)) if name else read_code_type(bare)


def _diesel(fence: Fence, block: Braced) -> Iterator[Fact]:
    table, keys = "", ("id",)
    for line in block.lines:
        head, column = _TABLE.match(line.text), _COLUMN.match(line.text)
        if line.depth == 0 and head is not None:
            table, keys = head[1], tuple(re.findall(r"\w+", head[2] or "id"))
            yield entity_fact(fence, table, line.line, table=table, authority=Authority.SCHEMA)
        elif table and column is not None:
            nullable = re.fullmatch(r"Nullable<(.+)>", column[2])
            word = nullable[1] if nullable else column[2]
            of = read_code_type(_DIESEL.get(word, word)).type
            is_key = column[1] in keys
            member = Member(column[1], line.line, line.line, of, word, required=not nullable)
            member.key = is_key and len(keys) == 1
            yield field_fact(fence, table, member, Authority.SCHEMA)

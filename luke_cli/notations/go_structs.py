"""Structs of Go with tags of GORM, sqlx, Bun, JSON and of validators.

type Loan struct {
    gorm.Model
    ID      uuid.UUID  `gorm:"type:uuid;primaryKey;default:gen_random_uuid()" json:"id"`
    Title   string     `gorm:"size:80;not null;uniqueIndex" validate:"required,min=3"`
    BookID  uint64     `db:"book_id"`
    Book    Book       `gorm:"foreignKey:BookID;constraint:OnDelete:CASCADE"`
    DueAt   *time.Time // a pointer may be nil
    State   LoanState  `gorm:"type:varchar(12);default:open"`
}
type LoanState string
const ( Open LoanState = "open"; Returned LoanState = "returned" )

A struct of which neither a mapper nor an `ID` is known, and one that is not exported, is not stored.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from luke_cli.docs.document import Document, Fence
from luke_cli.names import snake
from luke_cli.notations.braces import Braced, Line, read_braced
from luke_cli.notations.class_names import bare_name
from luke_cli.notations.go_enums import enums_of
from luke_cli.notations.go_tags import MAPPERS, qualify, tags_of
from luke_cli.notations.go_types import read_go_type
from luke_cli.notations.members import (
    Member,
    entity_fact,
    enum_fact,
    fences_of,
    field_fact,
    index_fact,
    is_stored,
)
from luke_cli.source import Diagnostic
from luke_cli.spec.facts import Fact
from luke_cli.spec.model import Type, TypeName

_LANGUAGES: Final = frozenset(("go", "golang", ""))
_HEAD: Final = re.compile(r"(?:type\s*\(\s*)?(?:type\s+)?(\w+)(?:\[[^\]]*\])?\s+struct$")
_LOOKS_LIKE: Final = re.compile(
    r"^\s*(?:type\s+)?\w+\s+struct\s*\{|^type \w+ string\b", re.MULTILINE
)
_FIELD: Final = re.compile(
    r"([A-Z]\w*(?:\s*,\s*[A-Z]\w*)*)\s+([^\s`]+(?:\s*\{\s*\})?)\s*(`[^`]*`)?"
)
_EMBEDDED: Final = re.compile(r"\*?(?:(\w+)\.)?([A-Z]\w*)\s*(`[^`]*`)?$")
_TABLE: Final = re.compile(
    r"func\s*\(\s*\w*\s*\*?(\w+)\s*\)\s*TableName\(\)\s*string\s*\{\s*return\s*[\"`](?:\w+\.)?(\w+)"
)
_BUN_TABLE: Final = re.compile(r"(?:bun|pg):\"(?:table:|name:)?(\w+)")
_MODEL: Final = (("ID", "uint"), ("CreatedAt", "time.Time"), ("UpdatedAt", "time.Time"))
_MOST_BASES: Final = 8


@dataclass(frozen=True, slots=True)
class _Known:
    """What the Go of a document says of the names that its structs use."""

    structs: Mapping[str, Braced]
    enums: Mapping[str, tuple[str, ...]]
    tables: Mapping[str, str]


@dataclass(slots=True)
class _Column:
    """A field of a struct, and what its tags say beside the type."""

    member: Member
    mapped: bool
    unique_with: str = ""
    points: str = ""
    """The struct that stands there."""
    foreign_key: str = ""
    far: bool = False


def recognise(document: Document) -> Iterator[Fact | Diagnostic]:
    """Find the stored structs of Go in a document, and its typed constants."""
    fences = [*fences_of(document, _LANGUAGES, _LOOKS_LIKE)]
    blocks = [(f, b) for f in fences for b in read_braced(f.text, f.line, _HEAD)]
    known = _Known(
        {_name(block): block for _, block in blocks},
        {name: values for f in fences for name, values, _ in enums_of(f.text)},
        {name: table for f in fences for name, table in _TABLE.findall(f.text)},
    )
    for fence in fences:
        for name, values, offset in enums_of(fence.text):
            yield enum_fact(fence, name, values, fence.line + offset)
    for fence, block in blocks:
        yield from _struct(fence, block, known)


def _name(block: Braced) -> str:
    head = _HEAD.match(block.head)
    return head[1] if head else ""


def _struct(fence: Fence, block: Braced, known: _Known) -> Iterator[Fact]:
    name = _name(block)
    columns = list(_columns(block, known, 0))
    table = known.tables.get(name, "") or _bun_table(block)
    mapped = bool(table) or any(column.mapped for column in columns)
    has_id = any(column.member.name.lower() in ("id", "_id", "uuid") for column in columns)
    named = name[:1].isupper() and is_stored(name, fence.section, mapped=mapped, has_id=has_id)
    if not named or not columns:
        return
    head = _HEAD.match(block.head)
    line = block.line + block.head[: head.start(1) if head else 0].count("\n")
    entity = bare_name(name)
    yield entity_fact(fence, entity, line, table=table, comment=block.comment)
    says_null = any(column.member.required and column.mapped for column in columns)
    pointed = {column.foreign_key or f"{column.points}_id": column for column in columns}
    for column in columns:
        if column.points:
            continue
        _refer(column.member, pointed)
        if says_null and column.member.required is None:
            column.member.required = False
        yield field_fact(fence, entity, column.member)
    yield from _unique_together(fence, entity, columns)


def _refer(member: Member, pointed: Mapping[str, _Column]) -> None:
    """Let `BookID` refer to what the field `Book` beside it is."""
    key = snake(member.name)
    of = pointed.get(key)
    if of is not None and not of.far:
        member.target = member.target or of.member.type_text
        member.on_delete = of.member.on_delete


def _unique_together(fence: Fence, entity: str, columns: list[_Column]) -> Iterator[Fact]:
    names = dict.fromkeys(column.unique_with for column in columns if column.unique_with)
    for name in names:
        together = [column.member for column in columns if column.unique_with == name]
        if len(together) > 1:
            unique = [member.name for member in together]
            yield index_fact(fence, entity, unique, together[0].line, kind="unique")


def _bun_table(block: Braced) -> str:
    found = (_BUN_TABLE.search(line.text) for line in block.lines if "BaseModel" in line.text)
    return next((match[1] for match in found if match), "")


def _columns(block: Braced, known: _Known, level: int) -> Iterator[_Column]:
    """Read the fields of a struct, those of embedded ones included."""
    for line in block.lines:
        if line.depth:
            continue
        field = _FIELD.match(line.text)
        embedded = _EMBEDDED.match(line.text)
        if embedded is not None:
            base = known.structs.get(embedded[2])
            if embedded[1] == "gorm" and embedded[2] == "Model":
                yield from _gorm_model(line)
            elif base is not None and base is not block and level < _MOST_BASES:
                yield from _columns(base, known, level + 1)
        elif field is not None and not field[2].startswith(("func", "chan", "interface")):
            for name in re.split(r"\s*,\s*", field[1]):
                yield from _column(name, field[2], field[3] or "", line, known)


def _gorm_model(line: Line) -> Iterator[_Column]:
    for name, word in _MODEL:
        reading = read_go_type(word)
        member = Member(snake(name), line.line, line.line, reading.type, required=True)
        member.key = member.generated = name == "ID"
        yield _Column(member, mapped=False)


def _column(name: str, word: str, quoted: str, line: Line, known: _Known) -> Iterator[_Column]:
    tags = tags_of(quoted)
    column = tags.name or snake(name)
    if tags.is_left_out:
        return
    reading = read_go_type(word)
    bare = re.sub(r"^[\[\]*]+", "", word).rpartition(".")[2]
    member = Member(column, line.line, line.line, reading.type, bare, comment=line.comment)
    member.many = reading.many
    member.required = False if reading.required is False else None
    if bare in known.enums:
        member.type, member.values = Type(TypeName.ENUM, enum=bare), ()
    found = _Column(member, mapped=bool(tags.said.keys() & MAPPERS))
    found.unique_with = qualify(member, tags)
    if bare in known.structs and member.type is None and "type" not in tags.gorm:
        is_far = "many2many" in tags.gorm or word.startswith("[]")
        found.points, found.far = snake(name), is_far
        found.foreign_key = snake(tags.gorm.get("foreignkey", ""))
    if (member.required is None and not found.mapped and "omitempty" not in quoted) or (
        member.required is None and not tags.gorm and tags.said.keys() & MAPPERS
    ):
        member.required = True
    yield found

"""TypeScript: interfaces, object types, enums, unions and decorated classes.

    interface Loan {
      id: string;
      dueDate?: Date;
      status: 'open' | 'returned';
      remarks: Remark[];
    }
    enum LoanStatus { Open = 'open', Returned = 'returned' }
    type Role = 'member' | 'librarian';

    @Entity('loans')
    class Loan {
      @PrimaryGeneratedColumn('uuid') id: string;
      @Column({ type: 'varchar', length: 20, nullable: true }) note?: string;
      @ManyToOne(() => Member, { onDelete: 'CASCADE' }) member: Member;
    }

Props, state, requests and responses are not stored, nor is what only a client knows.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from luke_cli.docs.document import Document, Fence
from luke_cli.names import snake
from luke_cli.notations.braces import Braced, read_braced
from luke_cli.notations.class_names import bare_name, is_stored_name
from luke_cli.notations.context import about_data, is_client_side
from luke_cli.notations.defaults import canonical
from luke_cli.notations.field_phrases import qualify
from luke_cli.notations.phrase import TEXTS, Phrase
from luke_cli.notations.types import Reading, read_code_type, read_type
from luke_cli.notations.typescript_aliases import NARROWER, aliases_of
from luke_cli.notations.typescript_members import Member, members_of
from luke_cli.source import Diagnostic, Span
from luke_cli.spec.facts import Authority, EntityFact, EnumFact, Fact, FieldFact
from luke_cli.spec.model import Type, TypeName

_LANGUAGES: Final = frozenset("typescript ts tsx javascript js".split())
_HEAD: Final = re.compile(
    r"^(?:.*[\s;)])?(?:export\s+)?(?:default\s+)?(?:declare\s+)?(?:abstract\s+)?(?:const\s+)?"
    r"(interface|class|enum|type)\s+(\w+)(?:<[^{}]*>)?\s*(?:extends\s+([\w\s,.<>]+))?(?:implements\s+[\w\s,.<>]+)?\s*(=?)\s*(?:[\w<>]+\s*&\s*)*$",
    re.DOTALL,
)
_COMMENT: Final = re.compile(r"//[^\n]*")
_UNION: Final = re.compile(
    r"^(?:export\s+)?type\s+(\w+)\s*=\s*\|?\s*((?:['\"][^'\"\n]*['\"]\s*\|?;?\s*(?://[^\n]*\s*\|?\s*)?)+);?",
    re.MULTILINE,
)
_ENUM_MEMBER: Final = re.compile(r"(\w+)\s*(?:=\s*(?:'([^']*)'|\"([^\"]*)\"|[\w.-]+))?")
_CLIENT: Final = re.compile(
    r"use(?:State|Effect|Query|Selector)\b|React\.|from ['\"]react|(?<!\w)<\w+[ />]|@Component\b|"
    r"createSlice|ReactNode|JSX\."
)
_LONG: Final = 8
"""Words of a comment that explains and bounds nothing."""
_PART: Final = re.compile(r"(\w+)\[['\"](\w+)['\"]\](.*)$", re.DOTALL)
_POINTS: Final = re.compile(r"\W*(?:->|→|refers to|references|FK(?: to)?)\s+`?(\w+)`?(?:\.\w+)?")
_DAY: Final = re.compile(
    r"(?:[a-z]On|_on|[dD]ate|[dD]ay|[bB]irthday|From|Until|_from|_until)$|^(?:date|day)$"
)
_ID: Final = re.compile(r"^_?id$|Id$|_id$")
_OF_EVERY_ROW: Final = frozenset(
    "id _id uuid version revision created_at created_on created_by updated_at updated_on updated_by "
    "modified_at deleted_at created updated".split()
)
_COLUMNS: Final = frozenset(
    "Column PrimaryGeneratedColumn PrimaryColumn CreateDateColumn UpdateDateColumn "
    "DeleteDateColumn VersionColumn ManyToOne OneToOne OneToMany ManyToMany Property PrimaryKey "
    "Prop Enum Index JoinColumn "
    "ObjectIdColumn".split()
)
_FAR_SIDES: Final = frozenset(("OneToMany", "ManyToMany"))


def recognise(document: Document) -> Iterator[Fact | Diagnostic]:
    """Find interfaces, classes and enums of TypeScript that stand for stored things."""
    if is_client_side(document.owner):
        return
    fences = [
        block
        for block in document.blocks
        if isinstance(block, Fence)
        and block.language in _LANGUAGES
        and not _CLIENT.search(block.text)
    ]
    heads = [(block, head) for fence in fences for block, head in _blocks(fence)]
    bases = {head[2]: block for block, head in heads}
    extended = frozenset(name for _, head in heads for name in re.findall(r"\w+", head[3] or ""))
    known = Known(aliases_of(fences), bases, extended)
    for fence in fences:
        yield from _read(fence, known)


@dataclass(frozen=True, slots=True)
class Known:
    """What the TypeScript of a document says of names that its interfaces use."""

    aliases: Mapping[str, Type]
    bases: Mapping[str, Braced]
    extended: frozenset[str]
    """Interfaces that others extend."""


def _blocks(fence: Fence) -> list[tuple[Braced, re.Match[str]]]:
    return [
        (block, head)
        for block in read_braced(fence.text, fence.line, _HEAD)
        if (head := _HEAD.match(block.head))
    ]


def _read(fence: Fence, known: Known) -> Iterator[Fact]:
    for match in _UNION.finditer(fence.text):
        values = tuple(
            dict.fromkeys(re.findall(r"['\"]([^'\"\n]*)['\"]", _COMMENT.sub("", match[2])))
        )
        line = fence.line + fence.text.count("\n", 0, match.start())
        if len(values) > 1:
            yield _enum_fact(fence, match[1], values, line)
    for block, head in _blocks(fence):
        if head[1] == "enum":
            yield from _enum(fence, block, head[2])
        elif head[1] != "type" or head[4]:
            yield from _entity(fence, block, head, known)


def _enum_fact(fence: Fence, name: str, values: tuple[str, ...], line: int) -> EnumFact:
    return EnumFact(
        place=Span(fence.span.file, line),
        authority=Authority.CODE,
        section=fence.section,
        name=name,
        values=values,
    )


def _enum(fence: Fence, block: Braced, name: str) -> Iterator[Fact]:
    values = []
    for line in block.lines:
        for part in line.text.split(","):
            match = _ENUM_MEMBER.match(part.strip())
            if match is not None:
                values.append(match[2] or match[3] or match[1])
    if values:
        yield _enum_fact(fence, name, tuple(dict.fromkeys(values)), _head_line(block, name))


def _head_line(block: Braced, name: str) -> int:
    del name
    return block.line


def _with_inherited(block: Braced, above: str | None, known: Known) -> list[Member]:
    """Return the members of an interface after those of all that it extends, each name once."""
    members = list(members_of(block))
    seen = {id(block)}
    waiting = re.split(r"\s*,\s*", above or "")
    while waiting:
        base = known.bases.get(waiting.pop(0).strip())
        if base is None or id(base) in seen:
            continue
        seen.add(id(base))
        own = {member.name for member in members}
        members = [m for m in members_of(base) if m.name not in own] + members
        head = _HEAD.match(base.head)
        waiting += re.split(r"\s*,\s*", (head[3] if head else "") or "")
    return members


def _is_a_base(members: Iterable[Member]) -> bool:
    """Tell whether an interface that others extend has no key, or only what every row has."""
    names = {snake(member.name) for member in members}
    return names.isdisjoint(("id", "_id", "uuid")) or names <= _OF_EVERY_ROW


def _entity(fence: Fence, block: Braced, head: re.Match[str], known: Known) -> Iterator[Fact]:
    members = _with_inherited(block, head[3], known)
    table = re.search(
        r"@(?:Entity|Table|Schema)\(\s*(?:\{[^}]*?(?:name|tableName|"
        r"collection)\s*:\s*)?['\"](\w+)['\"]",
        block.head,
    )
    is_mapped = "@Entity" in block.head or any(m.decorators.keys() & _COLUMNS for m in members)
    if not members or not _is_stored(head[2], members, fence.section, is_mapped=is_mapped):
        return
    if head[2] in known.extended and _is_a_base(members):
        return
    name = bare_name(head[2], head[3] or "")
    yield EntityFact(
        place=Span(fence.span.file, block.line + block.head[: head.start(1)].count("\n")),
        authority=Authority.CODE,
        section=fence.section,
        name=name,
        table=table[1] if table else "",
        comment=block.comment,
    )
    for member in members:
        if not member.decorators.keys() & _FAR_SIDES or "[]" not in member.type_text:
            yield _field(fence, name, member, known)


def _is_stored(
    name: str, members: Sequence[Member], section: tuple[str, ...], *, is_mapped: bool
) -> bool:
    if is_mapped:
        return not name.startswith(("Base", "Abstract"))
    about = about_data(section)
    has_id = any(
        m.name in ("id", "_id", "uuid") or m.name == f"{name[:1].lower()}{name[1:]}Id"
        for m in members
    )
    if about is False or not is_stored_name(name, keyed=has_id):
        return False
    return has_id or (
        bool(about) and any(m.name.endswith(("Id", "_id", "At", "_at")) for m in members)
    )


def _field(fence: Fence, entity: str, member: Member, known: Known) -> FieldFact:
    part = _PART.match(member.type_text)
    if part is not None:
        member = _typed_like(member, part, known)
    values = tuple(dict.fromkeys(re.findall(r"'([^']*)'|\"([^\"]*)\"", member.type_text)))
    literals = tuple(a or b for a, b in values)
    bare = re.sub(r"\s*\|\s*(?:null|undefined)\b", "", member.type_text)
    reading = (
        Reading(Type(TypeName.ENUM))
        if literals and "{" not in bare
        else _narrowed(_reading(member.name, bare, known), member)
    )
    is_optional = member.mark == "?" or bare != member.type_text
    keys = member.decorators.keys()
    is_key = bool(keys & {"PrimaryGeneratedColumn", "PrimaryColumn", "PrimaryKey"})
    of, generated = _column_type(member, reading)
    target = member.type_text if keys & {"ManyToOne", "OneToOne"} else ""
    target = re.sub(r"\s*\|\s*null|[\[\]]", "", target) or _pointed(member)
    default = member.option("default") or member.default
    default = "now()" if keys & {"CreateDateColumn", "UpdateDateColumn"} else canonical(default, of)
    on_delete = member.option("onDelete").lower()
    bounds = Phrase((member.name,))
    if of is not None and of.name in TEXTS:
        # `max 60` of a text is a number of characters.
        bounds.reading = Reading(of)
    if len(member.comment.split()) < _LONG:
        qualify(bounds, member.comment)
    return FieldFact(
        place=Span(fence.span.file, member.line),
        authority=Authority.CODE,
        section=fence.section,
        entity=entity,
        name=member.option("name") or member.name,
        type=Type(TypeName.REF, target=target) if target else of,
        type_text=re.sub(r"\[\]$", "", bare.strip()) if not literals else "",
        required=_required(member, is_optional=is_optional),
        unique=True if member.option("unique") == "true" else None,
        key=is_key,
        generated=generated,
        default=default,
        values=literals if "{" not in bare else (),
        target=target,
        on_delete={"no action": "restrict"}.get(on_delete, on_delete),
        many=reading.many,
        minimum=bounds.minimum,
        maximum=bounds.maximum,
        min_length=bounds.min_length,
        max_length=bounds.max_length,
        comment=member.comment,
    )


def _narrowed(reading: Reading, member: Member) -> Reading:
    """Read `string; // ISO datetime` and `number; // integer 0-10`: TypeScript has no such types."""
    if reading.type is None or reading.many or reading.type.name not in NARROWER:
        return reading
    first = re.split(r"[,;:.(]|\s[-–—→]|\s\d", member.comment, maxsplit=1)[0].strip()
    if first.lower() in ("iso date", "iso-date") and _DAY.search(member.name):
        first = "date"
    said = read_code_type(first)
    fits = said.type is not None and said.type.name in NARROWER[reading.type.name]
    return replace(reading, type=said.type) if fits and said.word != "id" else reading


def _typed_like(member: Member, part: re.Match[str], known: Known) -> Member:
    """Read `Member['id']`: a reference to a member, or the type of another field of it."""
    like = known.bases.get(part[1])
    others = members_of(like) if like else ()
    other = next((one for one in others if one.name == part[2]), None)
    if part[2] in ("id", "_id", "uuid") or other is None or _PART.match(other.type_text):
        comment = f"-> {part[1]}"
        return replace(member, type_text="string" + part[3], comment=comment)
    return replace(member, type_text=other.type_text + part[3])


def _pointed(member: Member) -> str:
    """Return what a comment points at, `-> Zone` or `→ zones.id`."""
    found = _POINTS.match(member.comment)
    return found[1] if found else ""


def _required(member: Member, *, is_optional: bool) -> bool | None:
    nullable = member.option("nullable")
    if nullable:
        return nullable != "true"
    return not is_optional


def _reading(name: str, text: str, known: Known) -> Reading:
    alias = known.aliases.get(text.strip())
    if alias is not None:
        return Reading(alias, word=text.strip())
    if text.strip() == "number" and _ID.search(name):
        return Reading(Type(TypeName.INTEGER), word="number")
    if text.strip() == "Date":
        return Reading(Type(TypeName.DATETIME))
    if text.strip() == "Date[]":
        return Reading(Type(TypeName.DATETIME), many=True)
    if text.strip().startswith("{"):
        return Reading(Type(TypeName.JSON), many=text.strip().endswith("[]"))
    return read_code_type(text)


def _column_type(member: Member, reading: Reading) -> tuple[Type | None, bool]:
    """Return the column type of the decorators, which say more than `string`."""
    generated = "PrimaryGeneratedColumn" in member.decorators
    for name, inside in member.decorators.items():
        first = re.match(r"\(\s*['\"](\w[\w ]*)['\"]", inside)
        word = member.option("type") or (first[1] if first else "")
        if name not in _COLUMNS or not word or word in ("increment", "rowid"):
            continue
        sizes = [
            s
            for s in (member.option("length"), member.option("precision"), member.option("scale"))
            if s
        ]
        column = read_type(word + (f"({','.join(sizes)})" if sizes else ""))
        if word == "enum" or column.type is None:
            return replace(Type(TypeName.ENUM), enum=member.option("enum")), generated
        return column.type, generated and word != "uuid"
    length = member.option("length")
    if reading.type is not None and reading.type.name is TypeName.STRING and length.isdigit():
        return replace(reading.type, length=int(length)), generated
    return (
        Type(TypeName.INTEGER) if generated and reading.word == "number" else reading.type
    ), generated

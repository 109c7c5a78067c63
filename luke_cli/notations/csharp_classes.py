"""Classes and records of C#: Entity Framework, data annotations.

[Table("loans")]
[Index(nameof(Code), IsUnique = true)]
public class Loan
{
    [Key] public Guid Id { get; set; }
    [Required, MaxLength(80)] public string Title { get; set; } = null!;
    [Column(TypeName = "decimal(8,2)")] public decimal? Fee { get; set; }
    public Guid BookId { get; set; }
    public virtual Book Book { get; set; }
    public LoanState State { get; set; } = LoanState.Open;
    public ICollection<Remark> Remarks { get; set; } = new List<Remark>();
}
public record Shelf(Guid Id, [MaxLength(12)] string Code, string? Note);
public enum LoanState { Open = 0, Returned = 1 }
"""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from luke_cli.docs.document import Document, Fence
from luke_cli.names import snake
from luke_cli.notations.class_bodies import Body, Statement, read_bodies
from luke_cli.notations.class_names import bare_name
from luke_cli.notations.csharp_marks import attributes_of, qualify
from luke_cli.notations.defaults import canonical
from luke_cli.notations.members import (
    Member,
    entity_fact,
    enum_fact,
    fences_of,
    field_fact,
    index_fact,
    is_stored,
)
from luke_cli.notations.types import Reading, read_code_type
from luke_cli.source import Diagnostic
from luke_cli.spec.facts import Fact
from luke_cli.spec.model import Type, TypeName

_LANGUAGES: Final = frozenset(("csharp", "cs", "c#", "dotnet"))
_LOOKS_LIKE: Final = re.compile(r"\b(?:class|record|enum)\s+\w+")
_FIELD: Final = re.compile(
    r"(?:public\s+|required\s+|virtual\s+|override\s+|sealed\s+|internal\s+)*"
    r"(?P<type>[A-Za-z][\w.]*(?:<[\w.<>,?\s]*>)?(?:\[\])?)(?P<null>\?)?\s+(?P<name>[A-Z]\w*)\s*"
    r"(?:\{[^{}]*\}\s*)?(?:=\s*(?P<default>.*))?",
    re.DOTALL,
)
_LIST: Final = re.compile(
    r"(?:I?Collection|I?List|HashSet|ISet|IEnumerable|IReadOnlyList)<([^<>]*)>"
)
_SETS: Final = re.compile(r"\bDbSet<(\w+)>\s+(\w+)")
_WORDS: Final = {
    "DateTime": TypeName.DATETIME,
    "DateTimeOffset": TypeName.DATETIME,
    "DateOnly": TypeName.DATE,
    "TimeOnly": TypeName.TIME,
    "TimeSpan": TypeName.DURATION,
    "JsonDocument": TypeName.JSON,
    "byte[]": TypeName.BYTES,
    "char": TypeName.STRING,
    "Uri": TypeName.URL,
    "ObjectId": TypeName.STRING,
}
_MOST_BASES: Final = 8
_Known = Mapping[str, Body]


def recognise(document: Document) -> Iterator[Fact | Diagnostic]:
    """Find the stored classes, records and enums in the C# of a document."""
    fences = [*fences_of(document, _LANGUAGES, _LOOKS_LIKE)]
    bodies = [(f, body) for f in fences for body in read_bodies(f.text, f.line)]
    known = {body.name: body for _, body in bodies}
    sets = {name for fence in fences for name, _ in _SETS.findall(fence.text)}
    keyed = any(map(_is_keyed, known.values()))
    for fence, body in bodies:
        if body.is_enum:
            yield from _enum(fence, body)
        elif body.head["kind"] != "interface" and "abstract" not in body.before:
            yield from _entity(fence, body, known, in_set=body.name in sets, keyed=keyed)


def _enum(fence: Fence, body: Body) -> Iterator[Fact]:
    text = ",".join(statement.text for statement in body.statements)
    names = (re.match(r"(?:\[[^\]]*\]\s*)?(\w+)", part.strip()) for part in text.split(","))
    values = [name[1] for name in names if name]
    if values:
        yield enum_fact(fence, body.name, values, body.line)


def _entity(
    fence: Fence, body: Body, known: _Known, *, in_set: bool, keyed: bool
) -> Iterator[Fact]:
    """Read a class; `keyed`: others of the documents have keys."""
    marks = attributes_of(body.before)[0]
    read = _joined(list(_members(body, known, 0)))
    stored = [member for member, _ in read if not member.is_django]
    mapped = in_set or "Table" in marks or any(member.is_mapped for member, _ in read)
    has_id = any(map(_is_key, stored))
    is_keyed = in_set or "Table" in marks or has_id
    named = is_stored(body.name, fence.section, mapped=mapped and is_keyed, has_id=has_id)
    if not stored or not named or "Owned" in marks or "Keyless" in marks:
        return
    if not (is_keyed or mapped) and [*body.parameters()] and keyed:
        # Where others have keys, `record DueRow(string Title, int DaysLeft)` is what is shown.
        return
    entity = bare_name(body.name)
    table = re.search(r"\"(\w+)\"", marks.get("Table", ""))
    comment = re.sub(r"</?\w+>", "", body.comment).strip()
    yield entity_fact(fence, entity, body.line, table=table[1] if table else "", comment=comment)
    points = {target: of for of, target in read if target}
    for member in stored:
        of = points.get(snake(member.name))
        member.target = member.target or (of.type_text if of is not None else "")
        yield field_fact(fence, entity, member)
    if "Index" in marks:
        columns = re.findall(r"nameof\((?:\w+\.)?(\w+)\)|\"(\w+)\"", marks["Index"])
        kind = "unique" if re.search(r"IsUnique\s*=\s*true", marks["Index"]) else "btree"
        names = [first or second for first, second in columns]
        if names:
            yield index_fact(fence, entity, names, body.line, kind=kind)


def _is_key(member: Member) -> bool:
    return member.key or member.name.lower() == "id"


def _is_keyed(body: Body) -> bool:
    return any(_is_key(member) for member, _ in _members(body, {}, 0))


def _joined(read: list[tuple[Member, str]]) -> list[tuple[Member, str]]:
    """Join keys with the property that `[ForeignKey(nameof(Owner))]` says they stand for."""
    navigated = {member.name: member for member, _ in read if _is_reference(member)}
    for member, _ in read:
        other = navigated.get(member.target)
        if other is not None and not _is_reference(member):
            member.target = other.type_text
            other.is_django = True
    return read


def _is_reference(member: Member) -> bool:
    return member.type is not None and member.type.name is TypeName.REF


def _members(body: Body, known: _Known, level: int) -> Iterator[tuple[Member, str]]:
    """Read the properties, and of those that stand for other classes the key that they go by."""
    for name in body.bases:
        base = known.get(name)
        if base is not None and base is not body and level < _MOST_BASES:
            yield from _members(base, known, level + 1)
    statements = [s for s in body.statements if re.search(r"\bget\b|=>|public\s", s.text)]
    own = [*body.parameters(), *statements]
    names = {match[1] for s in own if (match := re.search(r"(\w+)\s*(?:\{[^{}]*\}|$)", s.text))}
    for statement in own:
        found = _member(statement, known, names)
        if found is not None:
            yield found


def _member(statement: Statement, known: _Known, names: set[str]) -> tuple[Member, str] | None:
    marks, text = attributes_of(statement.text)
    match = _FIELD.fullmatch(text)
    is_left_out = "NotMapped" in marks or "=>" in text or re.search(r"\bstatic\b|\bconst\b", text)
    if match is None or is_left_out or match["type"] in ("class", "return", "event"):
        return None
    listed = _LIST.fullmatch(match["type"])
    word = listed[1] if listed else match["type"]
    reading = _reading(word)
    if listed and reading.type is None and not (word in known and known[word].is_enum):
        return None
    name = match["name"]
    member = Member(
        name,
        statement.line_of(name),
        statement.end,
        type=reading.type,
        type_text=word.rpartition(".")[2],
        many=bool(listed) or reading.many,
        comment=statement.comment,
        required=not match["null"] if not listed else None,
    )
    default = (match["default"] or "").removesuffix("!").strip()
    default = re.sub(r"(?<=\d)[mMfFdDlL]$", "", default)
    is_now = re.fullmatch(r"DateTime(?:Offset)?\.(?:Utc)?Now", default)
    empty = default in ("string.Empty", '""', "default", "null")
    member.default = "now()" if is_now else "" if empty else canonical(default, member.type)
    qualify(member, marks)
    is_class = word in known and not known[word].is_enum
    if reading.type is None and not listed and (is_class or "virtual" in text):
        return _pointing(member, marks, names)
    said = _said_key(marks)
    if said and (said in names or said in known):
        member.target = said
    return member, ""


def _pointing(member: Member, marks: dict[str, str], names: set[str]) -> tuple[Member, str]:
    """Read `public Book Book { get; set; }`: what `BookId` refers to, or a reference itself."""
    key = _said_key(marks) or f"{member.name}Id"
    member.type = Type(TypeName.REF, target=member.type_text)
    member.target = member.type_text
    if key in names:
        member.is_django = True
        return member, snake(key)
    return member, ""


def _said_key(marks: dict[str, str]) -> str:
    """Return what `[ForeignKey(nameof(Owner))]` and `[ForeignKey("Owner")]` name."""
    said = re.search(r"nameof\((?:\w+\.)?(\w+)\)|\"(\w+)\"", marks.get("ForeignKey", ""))
    return (said[1] or said[2]) if said else ""


def _reading(word: str) -> Reading:
    name = _WORDS.get(word.removeprefix("System."))
    return Reading(Type(name)) if name else read_code_type(word)

"""Entities of Java and Kotlin: JPA, Spring Data, Bean Validation, Lombok.

@Entity @Table(name = "loans")
public class Loan extends BaseEntity {
    @Id @GeneratedValue private UUID id;
    @Column(name = "due_on", nullable = false) private LocalDate dueOn;
    @ManyToOne(optional = false) @JoinColumn(name = "book_id") private Book book;
    @Enumerated(EnumType.STRING) private LoanState state = LoanState.OPEN;
}
@Entity
class Shelf(@Id val id: Long? = null, @Column(length = 12) var code: String, var note: String?)
enum class LoanState { OPEN, RETURNED }
"""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from luke_cli.docs.document import Document, Fence
from luke_cli.names import snake
from luke_cli.notations.class_bodies import Body, Statement, marks_of, read_bodies
from luke_cli.notations.class_names import bare_name
from luke_cli.notations.defaults import canonical
from luke_cli.notations.jvm_marks import FAR_SIDES, POINTERS, option, qualify
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
from luke_cli.source import Diagnostic, Span
from luke_cli.spec.facts import Authority, Fact, RelationFact
from luke_cli.spec.model import Type, TypeName

_LANGUAGES: Final = frozenset(("java", "kotlin", "kt", "groovy", ""))
_LOOKS_LIKE: Final = re.compile(
    r"@Entity\b|@Document\b|@Table\b|\bclass\s+\w+|\benum\s+\w+|\brecord\s+\w+", re.MULTILINE
)
_BARE: Final = re.compile(r"@Entity\b|\bdata class \w+\(|\bpublic (?:class|enum|record) \w+")
_STORED: Final = frozenset(("Entity", "Document", "MappedSuperclass", "Table", "RedisHash"))
_JAVA: Final = re.compile(
    r"(?:(?:private|protected|public|final)\s+)*(?P<type>[A-Za-z][\w.]*(?:\s*<[\w.<>,?\s]*>)?(?:\[\])?)"
    r"\s+(?P<name>[a-z_]\w*)\s*(?:=\s*(?P<default>.*))?",
    re.DOTALL,
)
_KOTLIN: Final = re.compile(
    r"(?:(?:private|protected|public|internal|lateinit|override|open)\s+)*(?:val|var)\s+"
    r"(?P<name>\w+)\s*:\s*(?P<type>[A-Za-z][\w.]*(?:\s*<[\w.<>,?\s*]*>)?)(?P<null>\?)?"
    r"\s*(?:=\s*(?P<default>.*))?",
    re.DOTALL,
)
_CLIENT: Final = re.compile(r"@Composable|\bViewModel\(|extends State<|@Parcelize|StateFlow")
_PRIMITIVES: Final = frozenset("int long short byte boolean double float char".split())
_SPECIAL: Final = {
    "Date": TypeName.DATETIME,
    "byte[]": TypeName.BYTES,
    "Byte[]": TypeName.BYTES,
    "ByteArray": TypeName.BYTES,
    "char": TypeName.STRING,
    "Char": TypeName.STRING,
    "JsonNode": TypeName.JSON,
    "ObjectId": TypeName.STRING,
    "Year": TypeName.INTEGER,
    "kotlin.uuid.Uuid": TypeName.UUID,
    "Uuid": TypeName.UUID,
}
_NUMBERS: Final = {"BigDecimal.ZERO": "0", "BigDecimal.ONE": "1", "BigDecimal.TEN": "10"}
_UNIQUE: Final = re.compile(r"@UniqueConstraint\s*\(([^()]*)\)")
_MOST_BASES: Final = 8


def recognise(document: Document) -> Iterator[Fact | Diagnostic]:
    """Find the entities and enums in the Java and the Kotlin of a document."""
    fences = [
        fence
        for fence in fences_of(document, _LANGUAGES, _LOOKS_LIKE)
        if (fence.language or _BARE.search(fence.text)) and not _CLIENT.search(fence.text)
    ]
    bodies = [(fence, body) for fence in fences for body in _bodies(fence)]
    known = {body.name: body for _, body in bodies}
    for fence, body in bodies:
        if body.is_enum:
            values = _constants(body)
            if values:
                yield enum_fact(fence, body.name, values, body.line)
        elif body.head["kind"] != "interface":
            yield from _entity(fence, body, known)


def _bodies(fence: Fence) -> list[Body]:
    by_line = fence.language in ("kotlin", "kt") or bool(re.search(r"\b(?:val|var) ", fence.text))
    return read_bodies(fence.text, fence.line, by_line=by_line)


def _constants(body: Body) -> list[str]:
    """Return the names of an enum; what stands in brackets behind them is of the program."""
    text = ",".join(s.text for s in body.statements[:1] or ())
    if body.statements and body.statements[0].text.rstrip().endswith(","):
        text = ",".join(s.text for s in body.statements)
    text = re.sub(r"\((?:[^()]|\([^()]*\))*\)", "", text)
    names = (re.fullmatch(r"(?:@\w+\s*)?([A-Za-z]\w*)", part.strip()) for part in text.split(","))
    return [name[1] for name in names if name]


def _entity(fence: Fence, body: Body, known: Mapping[str, Body]) -> Iterator[Fact]:
    marks = marks_of(body.before)[0]
    if "Embeddable" in marks or "MappedSuperclass" in marks or "abstract" in body.before:
        return
    statements = list(_statements(body, known, 0))
    read = [(s, found) for s in statements if (found := _member(s, known)) is not None]
    mapped = bool(marks.keys() & _STORED) or any(found.is_mapped for _, found in read)
    has_id = any(found.key or found.name in ("id", "uuid") for _, found in read)
    if not read or not is_stored(body.name, fence.section, mapped=mapped, has_id=has_id):
        return
    entity = bare_name(body.name, "Document" if "Document" in marks else "")
    table = option(marks.get("Table", ""), "name") or option(marks.get("Document", ""), "")
    yield entity_fact(fence, entity, body.line, table=table, comment=body.comment)
    says_null = any(found.required and found.is_mapped for _, found in read)
    for statement, found in read:
        if found.type_text in FAR_SIDES:
            if found.type_text == "ManyToMany":
                yield _many_to_many(fence, entity, statement, found)
            continue
        if found.required is None and says_null and not found.default:
            found.required = False
        yield field_fact(fence, entity, found)
    for inside in _UNIQUE.findall(body.before):
        columns = re.findall(r"\"(\w+)\"", inside.partition("columnNames")[2].partition("}")[0])
        if columns:
            yield index_fact(fence, entity, columns, body.line, kind="unique")


def _statements(body: Body, known: Mapping[str, Body], level: int) -> Iterator[Statement]:
    """Read the fields of a class, those of its bases in the document included."""
    for name in body.bases:
        base = known.get(name)
        if base is not None and base is not body and level < _MOST_BASES:
            yield from _statements(base, known, level + 1)
    yield from body.parameters()
    yield from body.statements


def _member(statement: Statement, known: Mapping[str, Body]) -> Member | None:
    marks, text = marks_of(statement.text)
    java, kotlin = _JAVA.fullmatch(text), _KOTLIN.fullmatch(text)
    match = kotlin or java
    if match is None or "Transient" in marks or match["type"] in ("return", "package", "import"):
        return None
    word = match["type"].strip()
    reading = _reading(word)
    pointer = marks.keys() & POINTERS
    column = option(marks.get("JoinColumn", ""), "name") or option(marks.get("Column", ""), "name")
    column = column or option(marks.get("Field", ""), "")
    name = column or match["name"]
    member = Member(
        name,
        statement.line_of(match["name"], column, snake(match["name"])),
        statement.end,
        type=reading.type,
        type_text=re.sub(r".*<\s*(?:\?\s*extends\s+)?|>", "", word) if reading.many else word,
        many=reading.many,
        comment=statement.comment,
    )
    member.required = _required(word, kotlin)
    default = match["default"] or ""
    member.default = canonical(_NUMBERS.get(default.strip(), default), member.type)
    far = marks.keys() & FAR_SIDES
    if far:
        member.target, member.type_text = member.type_text, next(iter(far))
        return None if "mappedBy" in marks[member.type_text] else member
    if pointer:
        member.target = word
        member.type = Type(TypeName.REF, target=word)
        if not column:
            member.name = match["name"]
    elif member.type is None and word in known and not known[word].is_enum:
        return None
    qualify(member, marks)
    return member


def _required(word: str, kotlin: re.Match[str] | None) -> bool | None:
    if kotlin is not None:
        return not kotlin["null"]
    return True if word in _PRIMITIVES else None


def _reading(word: str) -> Reading:
    special = _SPECIAL.get(word)
    return Reading(Type(special)) if special else read_code_type(word)


def _many_to_many(fence: Fence, entity: str, statement: Statement, member: Member) -> Fact:
    return RelationFact(
        place=Span(fence.span.file, statement.end),
        authority=Authority.CODE,
        section=fence.section,
        entity=entity,
        target=bare_name(member.target),
        kind="many-to-many",
    )

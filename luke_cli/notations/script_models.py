"""Models of Mongoose and Sequelize.

const loanSchema = new Schema({
  title: { type: String, required: true, maxlength: 80 },
  book: { type: Schema.Types.ObjectId, ref: 'Book' },
  labels: [String],
}, { timestamps: true });
const Plot = sequelize.define('Plot', {
  code: { type: DataTypes.STRING(12), allowNull: false, unique: true },
  kind: DataTypes.ENUM('sunny', 'shady'),
}, { tableName: 'plots' });
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from luke_cli.docs.document import Document, Fence
from luke_cli.notations.class_names import bare_name, is_stored_name
from luke_cli.notations.defaults import canonical
from luke_cli.notations.members import Member, entity_fact, fences_of, field_fact
from luke_cli.notations.script_objects import Entry, all_quoted, entries_of, options_of, quoted
from luke_cli.notations.types import Reading, read_code_type
from luke_cli.source import Diagnostic
from luke_cli.spec.facts import Fact
from luke_cli.spec.model import Type, TypeName

_LANGUAGES: Final = frozenset("javascript js typescript ts mjs".split())
_OPEN: Final = re.compile(
    r"(?:(?P<var>\w+)(?:\s*:\s*[\w<>.]+)?\s*=\s*)?new\s+(?:mongoose\.)?Schema(?:<[^({]*>)?\(\s*(?=\{)|"
    r"\.define(?:<[^({]*>)?\(\s*['\"](?P<defined>\w+)['\"]\s*,\s*(?=\{)|"
    r"(?P<class>\b[A-Z]\w*)\.init\(\s*(?=\{)"
)
_LOOKS_LIKE: Final = re.compile(r"new\s+(?:mongoose\.)?Schema\b|\.define\b|\.init\(")
_MODEL: Final = re.compile(r"\bmodel(?:<[^(]*>)?\(\s*['\"](\w+)['\"]\s*,\s*(\w+)")
_NAMESPACES: Final = re.compile(
    r"\b(?:mongoose\.)?(?:Schema\.)?(?:Types|DataTypes|Sequelize|DataType)\.|\bmongoose\.Schema\."
)
_WORDS: Final = {
    "Date": TypeName.DATETIME,
    "DATE": TypeName.DATETIME,
    "NOW": TypeName.DATETIME,
    "DATEONLY": TypeName.DATE,
    "Mixed": TypeName.JSON,
    "Object": TypeName.JSON,
    "Map": TypeName.JSON,
    "Number": TypeName.FLOAT,
    "ObjectId": TypeName.STRING,
}
_DEFAULTS: Final = {"UUIDV4": "uuid()", "UUIDV1": "uuid()", "NOW": "now()", "Date.now": "now()"}
_DELETES: Final = {"cascade": "cascade", "set null": "set null", "restrict": "restrict"}
_NUMBER: Final = re.compile(r"\[?\s*(-?\d{1,12}(?:\.\d{1,6})?)\b")
_MOMENTS: Final = ("createdAt", "updatedAt")


def recognise(document: Document) -> Iterator[Fact | Diagnostic]:
    """Find the models of Mongoose and Sequelize in a document."""
    fences = [*fences_of(document, _LANGUAGES, _LOOKS_LIKE)]
    names = {var: name for f in fences for name, var in _MODEL.findall(f.text)}
    for fence in fences:
        for opened in _OPEN.finditer(fence.text):
            yield from _model(fence, opened, names)


def _model(fence: Fence, opened: re.Match[str], names: dict[str, str]) -> Iterator[Fact]:
    line = fence.line + fence.text.count("\n", 0, opened.start())
    at = fence.line + fence.text.count("\n", 0, opened.end())
    entries, behind = entries_of(fence.text[opened.end() :], at)
    options = options_of(behind.lstrip(", \n"))
    var = opened["var"] or ""
    name = opened["defined"] or opened["class"] or names.get(var, "")
    name = name or re.sub(r"_?Schema$", "", var)
    name = bare_name(name[:1].upper() + name[1:])
    members = [m for entry in entries if (m := _member(entry)) is not None]
    is_part = options.get("_id") == "false" or not is_stored_name(name, keyed=True)
    is_model = opened["class"] is None or "DataTypes" in fence.text or "Sequelize" in fence.text
    if not members or not name or is_part or not is_model:
        return
    table = quoted(options.get("tableName", "") or options.get("collection", ""))
    yield entity_fact(fence, name, line, table=table)
    says_null = any(member.required for member in members)
    for member in members:
        if says_null and member.required is None and not (member.default or member.many):
            member.required = False
        yield field_fact(fence, name, member)
    if options.get("timestamps") == "true":
        end = members[-1].end_line
        offset = fence.text.split("\n")[end - fence.line :]
        said = next((n for n, t in enumerate(offset, end) if "timestamps" in t), end)
        for moment in _MOMENTS:
            of = Type(TypeName.DATETIME)
            yield field_fact(fence, name, Member(moment, said, said, of, default="now()"))


def _member(entry: Entry) -> Member | None:
    value, many = _unlisted(entry.value)
    said = options_of(value)
    kind = said.get("type", "" if said else value)
    if said and "type" not in said:
        kind = "Object"
    kind, inner = _unlisted(kind)
    array = re.fullmatch(r"(?:\w+\.)*ARRAY\((.*)\)", kind)
    kind, many = (array[1], True) if array else (kind, many or inner)
    nested = options_of(kind)
    said = {**nested, **said} if nested else said
    kind = nested.get("type", "Object") if nested else kind
    if "VIRTUAL" in kind or entry.key.startswith("$"):
        return None
    reading = _reading(kind)
    member = Member(
        quoted(said.get("field", "")) or entry.key,
        entry.line,
        entry.end,
        type=reading.type,
        type_text=_NAMESPACES.sub("", kind) if reading.type is None else "",
        many=many,
        values=reading.values,
        comment=entry.comment,
    )
    if member.type is None and not re.fullmatch(r"\w+", member.type_text):
        return None
    _flags(member, said)
    _limits(member, said)
    _target(member, said)
    return member


def _unlisted(value: str) -> tuple[str, bool]:
    value = value.strip()
    is_list = value.startswith("[") and value.endswith("]")
    return (value[1:-1].strip(), True) if is_list else (value, False)


def _reading(kind: str) -> Reading:
    word = _NAMESPACES.sub("", kind).strip()
    if word.startswith("ENUM"):
        return Reading(Type(TypeName.ENUM), values=all_quoted(word))
    name = _WORDS.get(word.partition("(")[0])
    return Reading(Type(name)) if name else read_code_type(word)


def _flags(member: Member, said: dict[str, str]) -> None:
    needed = said.get("required", "").lstrip("[ ")
    if said.get("allowNull") in ("true", "false"):
        member.required = said["allowNull"] == "false"
    elif needed:
        member.required = needed.startswith("true")
    if said.get("primaryKey") == "true":
        member.key = member.required = True
    member.generated = said.get("autoIncrement") == "true"
    unique = said.get("unique", "false")
    member.unique = True if unique == "true" or unique.startswith("[true") else None
    default = said.get("defaultValue", "") or said.get("default", "")
    bare = _NAMESPACES.sub("", default).strip()
    bare = re.sub(r"^\(\)\s*=>\s*|\(\)$", "", bare)
    member.default = _DEFAULTS.get(bare) or canonical(bare, member.type)
    if "enum" in said:
        member.values = all_quoted(said["enum"]) or member.values


def _limits(member: Member, said: dict[str, str]) -> None:
    said = {
        key.lower(): value
        for key, value in {**options_of(said.get("validate", "")), **said}.items()
    }
    found = {key: m[1] for key, value in said.items() if (m := _NUMBER.match(value))}
    sizes = re.findall(r"\d{1,9}", said.get("len", ""))
    least, most = found.get("minlength", ""), found.get("maxlength", "")
    if len(sizes) == 2:
        least, most = sizes
    member.min_length = int(least) if least.isdigit() else None
    member.max_length = int(most) if most.isdigit() else None
    of = member.type
    if of is not None and of.name is TypeName.STRING and of.length is None and member.max_length:
        member.type = replace(of, length=member.max_length)
        member.max_length = None
    if "isemail" in said and of is not None and of.length is None:
        member.type = Type(TypeName.EMAIL)
    member.minimum, member.maximum = found.get("min", ""), found.get("max", "")


def _target(member: Member, said: dict[str, str]) -> None:
    references = said.get("references", "")
    model = options_of(references).get("model", references)
    named = re.search(r"['\"]?(\w+)['\"]?", said.get("ref", "") or model)
    if named is not None:
        member.target = named[1]
        member.on_delete = _DELETES.get(quoted(said.get("onDelete", "")).lower(), "")

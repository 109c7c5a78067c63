"""Prisma schemas.

model Loan {
  id        String     @id @default(uuid()) @db.Uuid
  book      Book       @relation(fields: [bookId], references: [id], onDelete: Cascade)
  bookId    String     @map("book_id")
  status    LoanStatus @default(OPEN)
  remarks   Remark[]
  @@unique([bookId, memberId])
  @@map("loans")
}
enum LoanStatus { OPEN RETURNED }
"""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from luke_cli.docs.document import Document, Fence
from luke_cli.notations.braces import Braced, Line, read_braced
from luke_cli.notations.defaults import canonical
from luke_cli.notations.types import read_type
from luke_cli.source import Diagnostic, Span
from luke_cli.spec.facts import (
    Authority,
    EntityFact,
    EnumFact,
    Fact,
    FieldFact,
    IndexFact,
    RelationFact,
)
from luke_cli.spec.model import Type, TypeName

_HEAD: Final = re.compile(r"(model|enum|type|view|datasource|generator)\s+(\w+)\s*$")
_FIELD: Final = re.compile(r"(\w+)\s+(\w+(?:\(\"[^\"]*\"\))?)(\[\])?(\?)?\s*(.*)$")
_ATTRIBUTE: Final = re.compile(
    r"@{1,2}([\w.]+)(?:\(((?:[^()\"]|\"[^\"]*\"|\((?:[^()\"]|\"[^\"]*\"|\([^()]*\))*\))*)\))?"
)
_LIST: Final = re.compile(r"\[([^\]]*)\]")
_SCALARS: Final = {
    "String": Type(TypeName.STRING),
    "Int": Type(TypeName.INTEGER),
    "BigInt": Type(TypeName.BIGINT),
    "Float": Type(TypeName.FLOAT),
    "Decimal": Type(TypeName.DECIMAL),
    "Boolean": Type(TypeName.BOOLEAN),
    "DateTime": Type(TypeName.DATETIME),
    "Json": Type(TypeName.JSON),
    "Bytes": Type(TypeName.BYTES),
}
_DELETES: Final = {
    "Cascade": "cascade",
    "Restrict": "restrict",
    "NoAction": "restrict",
    "SetNull": "set null",
}
_LOOKS_LIKE_PRISMA: Final = re.compile(r"^model\s+\w+\s*\{", re.MULTILINE)


def recognise(document: Document) -> Iterator[Fact | Diagnostic]:
    """Find the models and enums of Prisma schemas."""
    for block in document.blocks:
        if isinstance(block, Fence) and _is_prisma(block):
            yield from _read(block)


def _is_prisma(fence: Fence) -> bool:
    if fence.language == "prisma":
        return True
    return (
        fence.language in ("", "text")
        and bool(_LOOKS_LIKE_PRISMA.search(fence.text))
        and "@" in fence.text
    )


def _read(fence: Fence) -> Iterator[Fact]:
    blocks = list(read_braced(fence.text, fence.line, _HEAD))
    models = {}
    for block in blocks:
        head = _HEAD.match(block.head)
        if head is not None and head[1] == "model":
            models[head[2]] = block
    for block in blocks:
        head = _HEAD.match(block.head)
        if head is not None and head[1] == "enum":
            yield from _enum(fence, block, head[2])
        elif head is not None and head[1] == "model":
            yield from _model(fence, block, head[2], models)


def _enum(fence: Fence, block: Braced, name: str) -> Iterator[Fact]:
    texts = [
        re.sub(r"@.*", "", line.text) for line in block.lines if not line.text.startswith("@@")
    ]
    values = tuple(dict.fromkeys(word for text in texts for word in text.split()))
    if values:
        yield EnumFact(
            place=Span(fence.span.file, block.line),
            authority=Authority.SCHEMA,
            section=fence.section,
            name=name,
            values=values,
        )


def _attributes(text: str) -> dict[str, str]:
    return {match[1]: match[2] or "" for match in _ATTRIBUTE.finditer(text)}


def _model(fence: Fence, block: Braced, name: str, models: Mapping[str, Braced]) -> Iterator[Fact]:
    whole = [_attributes(line.text) for line in block.lines if line.text.startswith("@@")]
    if any("ignore" in attributes for attributes in whole):
        return
    table = next((a["map"].strip("\"' ").removeprefix('name: "') for a in whole if "map" in a), "")
    yield EntityFact(
        place=Span(fence.span.file, block.line),
        authority=Authority.SCHEMA,
        section=fence.section,
        name=name,
        table=table,
    )
    references = _references(block)
    columns = _column_names(block)
    for line in block.lines:
        if line.text.startswith("@@"):
            yield from _index(fence, name, line, columns)
        elif line.depth == 0:
            yield from _field(fence, name, line, references, models)


def _column_names(block: Braced) -> dict[str, str]:
    """Map the fields that `@map` gives another column name."""
    found = {}
    for line in block.lines:
        match = _FIELD.match(line.text)
        mapped = _attributes(match[5]).get("map") if match else None
        if match is not None and mapped:
            found[match[1]] = mapped.replace("name:", "").strip("\"' ")
    return found


def _references(block: Braced) -> dict[str, tuple[str, str]]:
    """Return model and on-delete by the field that carries the key."""
    found = {}
    for line in block.lines:
        match = _FIELD.match(line.text)
        relation = _attributes(match[5]).get("relation", "") if match else ""
        fields = re.search(r"fields:\s*\[([^\]]*)\]", relation)
        if match is not None and fields is not None:
            action = re.search(r"onDelete:\s*(\w+)", relation)
            names = [name.strip() for name in fields[1].split(",")]
            found[names[-1]] = (match[2], _DELETES.get(action[1], "") if action else "")
    return found


def _field(
    fence: Fence,
    model: str,
    line: Line,
    references: Mapping[str, tuple[str, str]],
    models: Mapping[str, Braced],
) -> Iterator[Fact]:
    match = _FIELD.match(line.text)
    if match is None:
        return
    name, word, is_list, is_optional, rest = match.groups()
    attributes = _attributes(rest)
    if word in models or "relation" in attributes:
        if is_list:
            yield from _relation(fence, model, word, models.get(word), line)
        return
    of = _native(word, attributes)
    target, on_delete = references.get(name, ("", ""))
    default = attributes.get("default", "")
    yield FieldFact(
        place=Span(fence.span.file, line.line),
        authority=Authority.SCHEMA,
        section=fence.section,
        entity=model,
        name=attributes.get("map", name).replace("name:", "").strip("\"' "),
        type=of,
        type_text=word,
        required=not is_optional if not is_list else None,
        unique=True if "unique" in attributes else None,
        key="id" in attributes,
        generated=default.startswith(("autoincrement", "sequence")),
        default=_default(default, of, attributes),
        target=target,
        on_delete=on_delete,
        many=bool(is_list),
        comment=line.comment,
    )


def _default(text: str, of: Type | None, attributes: Mapping[str, str]) -> str:
    if "updatedAt" in attributes and not text:
        return "now()"
    if text.startswith("autoincrement"):
        return ""
    bare = text.strip()
    if of is None and re.fullmatch(r"\w+", bare):
        return canonical(f'"{bare}"')
    return canonical(bare, of)


def _native(word: str, attributes: Mapping[str, str]) -> Type | None:
    """`@db.VarChar(255)` says more than `String`."""
    for name, inside in attributes.items():
        if name.startswith("db."):
            reading = read_type(name[3:] + (f"({inside})" if inside else ""))
            if reading.type is not None:
                return reading.type
    if word.startswith("Unsupported"):
        return read_type(word.partition('"')[2].rstrip('")')).type
    return _SCALARS.get(word)


def _relation(
    fence: Fence, model: str, other: str, there: Braced | None, line: Line
) -> Iterator[Fact]:
    members = [_FIELD.match(one.text) for one in there.lines] if there else []
    is_both = any(m[2] == model and m[3] for m in members if m)
    if is_both and other < model:
        return
    yield RelationFact(
        place=Span(fence.span.file, line.line),
        authority=Authority.SCHEMA,
        section=fence.section,
        entity=model,
        target=other,
        kind="many-to-many" if is_both else "one-to-many",
    )


def _index(fence: Fence, model: str, line: Line, names: Mapping[str, str]) -> Iterator[Fact]:
    kinds = {"unique": "unique", "id": "key", "index": "btree", "fulltext": "search"}
    for attribute, inside in _attributes(line.text).items():
        listed = _LIST.search(inside)
        if attribute not in kinds or listed is None:
            continue
        columns = []
        for part in re.findall(r"\w+(?:\([^()]*\))?", listed[1]):
            column = part.partition("(")[0]
            columns.append((names.get(column, column), "Desc" in part))
        named = re.search(r"(?:name|map):\s*\"([^\"]+)\"", inside)
        yield IndexFact(
            place=Span(fence.span.file, line.line),
            authority=Authority.SCHEMA,
            section=fence.section,
            entity=model,
            columns=tuple(columns),
            name=named[1] if named else "",
            kind=kinds[attribute],
        )

"""Tables of Drizzle and object schemas of Zod.

export const loans = pgTable('loans', {
  id: uuid('id').primaryKey().defaultRandom(),
  bookId: integer('book_id').notNull().references(() => books.id, { onDelete: 'cascade' }),
  state: loanState('state').default('open'),
});
export const loanState = pgEnum('loan_state', ['open', 'returned']);
export const Plot = z.object({ id: z.string().uuid(), row: z.string().min(2).max(12).optional() });

A schema of Zod is stored where a heading says so, or where it has an `id`.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from luke_cli.docs.document import Document, Fence
from luke_cli.notations.defaults import canonical
from luke_cli.notations.members import (
    Member,
    entity_fact,
    enum_fact,
    fences_of,
    field_fact,
    is_stored,
)
from luke_cli.notations.script_objects import (
    Call,
    Entry,
    all_quoted,
    chain_of,
    entries_of,
    options_of,
    quoted,
)
from luke_cli.notations.types import read_code_type, read_type
from luke_cli.source import Diagnostic
from luke_cli.spec.facts import Authority, EntityFact, Fact
from luke_cli.spec.model import Type, TypeName

_LANGUAGES: Final = frozenset("javascript js typescript ts mjs".split())
_LOOKS_LIKE: Final = re.compile(r"\w+Table\(|\bz\.(?:object|enum)\(|\w+Enum\(")
_TABLE: Final = re.compile(
    r"(?:(?P<var>\w+)\s*=\s*)?\b(?:pg|mysql|sqlite|singlestore|\w+\.)[tT]able\(\s*['\"](?P<name>\w+)['\"]\s*,\s*"
    r"(?:\(?\w*\)?\s*=>\s*\(\s*)?(?=\{)"
)
_ENUM: Final = re.compile(
    r"(?:(?P<var>\w+)\s*=\s*)?(?:(?:\w+\.)?(?:pg|mysql)Enum\(\s*['\"](?P<name>\w+)['\"]\s*,|z\.enum\()\s*"
    r"\[(?P<values>[^\]]*)\]"
)
_ZOD: Final = re.compile(r"(?P<var>\b[A-Za-z]\w*)\s*=\s*z\s*\.(?:strictO|o)bject\(\s*(?=\{)")
_CHECKS: Final = re.compile(r"\b(?:validat|schema|form|zod|input)", re.IGNORECASE)
"""Headings of what is checked on its way in."""
_WORDS: Final = {
    "serial": TypeName.INTEGER,
    "bigserial": TypeName.BIGINT,
    "timestamp": TypeName.DATETIME,
    "datetime": TypeName.DATETIME,
    "doublePrecision": TypeName.FLOAT,
    "int": TypeName.INTEGER,
    "bigint": TypeName.BIGINT,
    "cuid": TypeName.STRING,
    "iso": TypeName.DATETIME,
    "record": TypeName.JSON,
    "object": TypeName.JSON,
    "unknown": TypeName.JSON,
    "nativeEnum": TypeName.ENUM,
}
_FORMATS: Final = frozenset(("uuid", "email", "url", "datetime", "int", "date", "bigint"))
_BOUNDS: Final = {"min": "minimum", "gte": "minimum", "max": "maximum", "lte": "maximum"}
_OPEN_BOUNDS: Final = {"gt": "over", "lt": "under"}
_TEXTS: Final = (TypeName.STRING, TypeName.TEXT, TypeName.EMAIL, TypeName.URL)
_DEFAULTS: Final = {"defaultNow": "now()", "defaultRandom": "uuid()"}


def recognise(document: Document) -> Iterator[Fact | Diagnostic]:
    """Find the tables of Drizzle and the schemas of Zod in a document."""
    fences = [*fences_of(document, _LANGUAGES, _LOOKS_LIKE)]
    enums: dict[str, str] = {}
    for fence in fences:
        for match in _ENUM.finditer(fence.text):
            name = match["name"] or re.sub(r"Schema$|Enum$", "", match["var"] or "")
            values = all_quoted(match["values"])
            if name and values:
                enums[match["var"] or name] = name
                yield enum_fact(fence, name, values, _line(fence, match.start()))
    tables = {m["var"]: m["name"] for f in fences for m in _TABLE.finditer(f.text)}
    for fence in fences:
        for match in _TABLE.finditer(fence.text):
            yield from _table(fence, match, tables, enums)
        for match in _ZOD.finditer(fence.text):
            yield from _object(fence, match, enums)


def defined_lines(document: Document) -> frozenset[int]:
    """Return the lines on which a schema or a table is defined that stands for what is stored."""
    found = recognise(document)
    return frozenset(one.place.line for one in found if isinstance(one, EntityFact))


def _line(fence: Fence, position: int) -> int:
    return fence.line + fence.text.count("\n", 0, position)


def _table(
    fence: Fence, match: re.Match[str], tables: dict[str, str], enums: dict[str, str]
) -> Iterator[Fact]:
    name = match["name"]
    entries, _ = entries_of(fence.text[match.end() :], _line(fence, match.end()))
    authority = Authority.SCHEMA
    line = _line(fence, match.start())
    yield entity_fact(fence, name, line, table=name, authority=authority)
    for entry in entries:
        calls = chain_of(entry.value)
        if not calls or entry.value.startswith("..."):
            continue
        calls = calls[1:] if calls[0].name in ("t", "p", "d") and not calls[0].inside else calls
        member = _column(entry, calls, enums)
        target = re.search(r"=>\s*(\w+)\.", member.target)
        member.target = tables.get(target[1], target[1]) if target else ""
        yield field_fact(fence, name, member, authority)


def _column(entry: Entry, calls: list[Call], enums: dict[str, str]) -> Member:
    first, said = calls[0], {call.name: call.inside for call in calls[1:]}
    options = options_of(first.inside[max(first.inside.find("{"), 0) :])
    named = first.inside if re.match(r"['\"`]", first.inside) else ""
    member = Member(quoted(named) or entry.key, entry.line, entry.end, comment=entry.comment)
    sizes = [options[k] for k in ("length", "precision", "scale") if options.get(k, "").isdigit()]
    word = first.name
    if word in enums:
        member.type, member.type_text = Type(TypeName.ENUM, enum=enums[word]), enums[word]
    elif "enum" in options:
        member.type, member.values = Type(TypeName.ENUM), all_quoted(options["enum"])
    elif word in _WORDS:
        member.type = Type(_WORDS[word])
    else:
        sized = sizes if word in ("varchar", "char", "numeric", "decimal", "text") else []
        member.type = read_type(word + (f"({','.join(sized)})" if sized else "")).type
        member.type_text = "" if member.type else word
    if quoted(options.get("mode", "")) in ("boolean", "timestamp", "json"):
        member.type = read_type(quoted(options["mode"])).type
    member.key = "primaryKey" in said
    member.generated = word in ("serial", "bigserial") or "generatedAlwaysAsIdentity" in said
    member.required = "notNull" in said or member.key or word in ("serial", "bigserial")
    member.unique = True if "unique" in said else None
    member.many = "array" in said
    member.default = next((_DEFAULTS[name] for name in said if name in _DEFAULTS), "")
    default = re.sub(r"sql`([^`]*)`", r"\1", said.get("default", ""))
    member.default = member.default or canonical(default, member.type)
    references = said.get("references", "")
    member.target = references.partition("{")[0]
    on_delete = re.search(r"onDelete:\s*['\"]([\w ]+)['\"]", references)
    member.on_delete = on_delete[1].replace("no action", "restrict") if on_delete else ""
    return member


def _object(fence: Fence, match: re.Match[str], enums: dict[str, str]) -> Iterator[Fact]:
    name = re.sub(r"_?[sS]chema$", "", match["var"])
    name = name[:1].upper() + name[1:]
    entries, _ = entries_of(fence.text[match.end() :], _line(fence, match.end()))
    has_id = any(entry.key in ("id", "_id", "uuid") for entry in entries)
    is_check = not has_id and bool(_CHECKS.search(" ".join(fence.section[-1:])))
    if not entries or is_check or not is_stored(name, fence.section, mapped=False, has_id=has_id):
        return
    yield entity_fact(fence, name, _line(fence, match.start()))
    for entry in entries:
        calls = chain_of(entry.value)
        if calls:
            yield field_fact(fence, name, _checked(entry, calls, enums))


def _checked(entry: Entry, calls: list[Call], enums: dict[str, str]) -> Member:
    names = [call.name for call in calls]
    member = Member(entry.key, entry.line, entry.end, comment=entry.comment)
    member.required = not {"optional", "nullable", "nullish"} & set(names)
    is_own = calls[0].name in enums
    first = next((c for c in calls if c.name not in ("z", "coerce")), calls[0])
    if first.name == "array":
        member.many, member.required = True, None
        inner = chain_of(first.inside)
        first = next((c for c in inner if c.name not in ("z", "coerce")), first)
        names += [call.name for call in inner]
        is_own = first.name in enums
    if is_own:
        member.type, member.type_text = Type(TypeName.ENUM, enum=enums[first.name]), first.name
    elif first.name in ("enum", "literal"):
        member.type, member.values = Type(TypeName.ENUM), all_quoted(first.inside)
    elif first.name == "date":
        member.type = Type(TypeName.DATETIME)
    else:
        name = _WORDS.get(first.name)
        member.type = Type(name) if name else read_code_type(first.name).type
        member.type_text = "" if member.type else re.sub(r"Schema$", "", first.name)
    for call in calls:
        _rule(member, call)
    return member


def _rule(member: Member, call: Call) -> None:
    number = re.match(r"\s*(-?\d{1,12}(?:\.\d{1,6})?)", call.inside)
    of = member.type
    if call.name in _FORMATS and of is not None and of.name in (TypeName.STRING, TypeName.FLOAT):
        member.type = Type(_WORDS.get(call.name) or TypeName(call.name))
    elif call.name in ("positive", "nonnegative"):
        setattr(member, "over" if call.name == "positive" else "minimum", "0")
    elif call.name == "default":
        member.default = canonical(call.inside, of)
    elif number is None or member.many:
        return
    elif of is not None and of.name in _TEXTS:
        _length(member, call.name, number[1])
    else:
        field = _BOUNDS.get(call.name) or _OPEN_BOUNDS.get(call.name)
        if field:
            setattr(member, field, number[1])


def _length(member: Member, name: str, number: str) -> None:
    if not number.isdigit() or name not in ("min", "max", "length"):
        return
    if name in ("min", "length"):
        member.min_length = int(number)
    of = member.type
    if name in ("max", "length") and of is not None and of.name is TypeName.STRING:
        member.type = replace(of, length=int(number))
    elif name in ("max", "length"):
        member.max_length = int(number)

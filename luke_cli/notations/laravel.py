"""Migrations of Laravel.

Schema::create('loans', function (Blueprint $table) {
    $table->id();
    $table->foreignId('book_id')->constrained()->cascadeOnDelete();
    $table->string('title', 80)->nullable()->unique();
    $table->enum('state', ['open', 'returned'])->default('open');
    $table->unique(['book_id', 'title']);
    $table->timestamps();
});
"""

import re
from collections.abc import Iterator
from typing import Final

from luke_cli.docs.document import Document, Fence
from luke_cli.names import plural, snake
from luke_cli.notations.defaults import canonical
from luke_cli.notations.members import (
    Member,
    entity_fact,
    fences_of,
    field_fact,
    index_fact,
)
from luke_cli.notations.phrase import bracketed, split_outside
from luke_cli.notations.types import enum_values, read_type
from luke_cli.source import Diagnostic
from luke_cli.spec.facts import Authority, Fact
from luke_cli.spec.model import Type, TypeName

_LANGUAGES: Final = frozenset(("php", "laravel", ""))
_LOOKS_LIKE: Final = re.compile(r"Schema::(?:create|table)\(")
_PIECE: Final = re.compile(
    r"Schema::(?P<verb>create|table)\(\s*['\"](?P<table>\w+)['\"]|"
    r"\$(?:table|t)(?P<chain>\s*->(?:[^;'\"]|'[^'\n]*'|\"[^\"\n]*\")*);(?:[ \t]*(?://|\#)(?P<note>[^\n]*))?"
)
_CALL: Final = re.compile(r"\s*->\s*(\w+)\s*(?=\()")
_IDS: Final = frozenset(("id", "bigIncrements", "increments", "uuidPrimary"))
_TYPES: Final = {
    "foreignId": TypeName.BIGINT,
    "foreignUuid": TypeName.UUID,
    "foreignUlid": TypeName.STRING,
    "unsignedBigInteger": TypeName.BIGINT,
    "unsignedInteger": TypeName.INTEGER,
    "unsignedSmallInteger": TypeName.INTEGER,
    "unsignedTinyInteger": TypeName.INTEGER,
    "tinyInteger": TypeName.INTEGER,
    "mediumInteger": TypeName.INTEGER,
    "dateTimeTz": TypeName.DATETIME,
    "timestampTz": TypeName.DATETIME,
    "unsignedDecimal": TypeName.DECIMAL,
    "mediumText": TypeName.TEXT,
    "longText": TypeName.TEXT,
    "macAddress": TypeName.STRING,
    "ipAddress": TypeName.STRING,
}
_MOMENTS: Final = {
    "timestamps": ("created_at", "updated_at"),
    "timestampsTz": ("created_at", "updated_at"),
    "softDeletes": ("deleted_at",),
    "softDeletesTz": ("deleted_at",),
}
_DELETES: Final = {
    "cascadeondelete": "cascade",
    "nullondelete": "set null",
    "restrictondelete": "restrict",
    "cascade": "cascade",
    "set null": "set null",
    "restrict": "restrict",
}
_FOREIGN: Final = ("foreignId", "foreignUuid", "foreignUlid", "foreignIdFor")
_LONGEST: Final = 2000
"""Characters of a chain that are read."""
_Calls = dict[str, list[str]]


def recognise(document: Document) -> Iterator[Fact | Diagnostic]:
    """Find the tables of Laravel in a document."""
    for fence in fences_of(document, _LANGUAGES, _LOOKS_LIKE):
        table, line, at = "", fence.line, 0
        for match in _PIECE.finditer(fence.text):
            line += fence.text.count("\n", at, match.start())
            at = match.start()
            if match["verb"]:
                table = match["table"]
                yield entity_fact(
                    fence,
                    table,
                    line,
                    table=table,
                    authority=Authority.SCHEMA,
                    partial=match["verb"] == "table",
                )
            elif table:
                yield from _statement(fence, table, match, line)


def _statement(fence: Fence, table: str, match: re.Match[str], line: int) -> Iterator[Fact]:
    calls = _calls(match["chain"][:_LONGEST])
    first = next(iter(calls), "")
    given = calls.get(first, [])
    if first in ("unique", "index", "primary"):
        columns = re.findall(r"['\"](\w+)['\"]", given[0]) if given else []
        kind = {"unique": "unique", "primary": "key"}.get(first, "btree")
        if columns:
            yield index_fact(fence, table, columns, line, kind=kind, authority=Authority.SCHEMA)
        return
    for member in _members(first, given, calls, line):
        member.end_line = line + match["chain"].rstrip().count("\n")
        member.comment = member.comment or (match["note"] or "").strip()
        yield field_fact(fence, table, member, Authority.SCHEMA)


def _calls(chain: str) -> _Calls:
    """Return the calls of a chain by name, with what they are given."""
    found: _Calls = {}
    while match := _CALL.match(chain):
        inside, chain = bracketed(chain[match.end() :])
        found[match[1]] = [part.strip() for part in split_outside(inside, ",") if part.strip()]
    return found


def _members(first: str, given: list[str], calls: _Calls, line: int) -> Iterator[Member]:
    name = _text(given[0]) if given else ""
    if first in _MOMENTS:
        for moment in _MOMENTS[first]:
            yield Member(moment, line, line, type=Type(TypeName.DATETIME), required=False)
    elif first in ("morphs", "uuidMorphs", "nullableMorphs"):
        needed = first != "nullableMorphs"
        of = Type(TypeName.UUID if first == "uuidMorphs" else TypeName.BIGINT)
        yield Member(f"{name}_type", line, line, type=Type(TypeName.STRING), required=needed)
        yield Member(f"{name}_id", line, line, type=of, required=needed)
    elif first in _IDS:
        key = Member(name or "id", line, line, type=Type(TypeName.BIGINT), required=True)
        key.key = key.generated = True
        yield key
    elif first == "foreign" and name:
        member = Member(name, line, line)
        _refer(member, calls)
        yield member
    elif first == "foreignIdFor" and given:
        target = given[0].partition("::")[0].rpartition("\\")[2]
        yield _column(f"{snake(target)}_id", first, given[1:], calls, line)
    elif (name or first in ("uuid", "ulid")) and not first.startswith(("drop", "rename")):
        yield _column(name or first, first, given[1:], calls, line)


def _text(text: str) -> str:
    found = re.fullmatch(r"['\"]([^'\"]*)['\"]", text.strip())
    return found[1] if found else ""


def _column(name: str, word: str, given: list[str], calls: _Calls, line: int) -> Member:
    member = Member(name, line, line, required="nullable" not in calls, type_text=word)
    if word in ("enum", "set") and given:
        member.type, member.values = Type(TypeName.ENUM), enum_values(given[0])
        member.many = word == "set"
    elif word in _TYPES or word == "foreignIdFor":
        member.type = Type(_TYPES.get(word, TypeName.BIGINT))
    else:
        sizes = [one.rpartition(":")[2].strip() for one in given]
        numbers = [one for one in sizes if one.isdigit()]
        sized = numbers if word in ("string", "char", "decimal") else []
        member.type = read_type(word + (f"({','.join(sized)})" if sized else "")).type
    member.key = "primary" in calls
    member.unique = True if "unique" in calls else None
    if "useCurrent" in calls:
        member.default = "now()"
    elif calls.get("default"):
        raw = re.sub(r"DB::raw\(['\"](.*)['\"]\)", r"\1", calls["default"][0])
        member.default = canonical(raw, member.type)
    if calls.get("comment"):
        member.comment = _text(calls["comment"][0])
    if word in _FOREIGN or "references" in calls:
        _refer(member, calls)
    return member


def _refer(member: Member, calls: _Calls) -> None:
    """Read `->constrained('books')` and `->references('id')->on('books')`."""
    named = next((calls[key] for key in ("on", "constrained") if calls.get(key)), [])
    target = _text(named[0].rpartition(":")[2]) if named else ""
    member.target = target or plural(member.name.removesuffix("_id"))
    said = [key.lower() for key in calls] + [_text(one) for one in calls.get("onDelete", [])]
    member.on_delete = next((_DELETES[word] for word in said if word in _DELETES), "")

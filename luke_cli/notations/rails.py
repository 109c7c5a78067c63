"""Tables of Rails: `schema.rb` and migrations.

create_table "loans", id: :uuid, force: :cascade do |t|
  t.references :member, null: false, foreign_key: { on_delete: :cascade }
  t.string :title, limit: 80, null: false
  t.decimal "fee", precision: 8, scale: 2, default: "0.0"
  t.index ["member_id", "title"], unique: true
  t.timestamps
end
add_column :loans, :note, :text        add_index :loans, :title, unique: true
add_foreign_key "loans", "users", column: "clerk_id", on_delete: :restrict
create_enum "loan_state", ["open", "returned"]
"""

import re
from collections.abc import Iterator
from typing import Final

from luke_cli.docs.document import Document, Fence
from luke_cli.names import plural, singular, snake
from luke_cli.notations.defaults import canonical
from luke_cli.notations.members import (
    Member,
    entity_fact,
    enum_fact,
    fences_of,
    field_fact,
    index_fact,
)
from luke_cli.notations.ruby_lines import (
    LANGUAGES,
    Call,
    arguments,
    bare,
    listed,
    options,
    ruby_calls,
)
from luke_cli.notations.types import read_type
from luke_cli.source import Diagnostic
from luke_cli.spec.facts import Authority, Fact
from luke_cli.spec.model import Type, TypeName

_TABLE: Final = re.compile(r"(create_table|change_table|create_join_table)[ (]\s*(.*?)\)?\s*do\b")
_LOOKS_LIKE: Final = re.compile(
    r"^\s*(?:create_table|change_table|create_join_table|add_column|add_index|add_reference|"
    r"add_foreign_key|create_enum)\b",
    re.MULTILINE,
)
_COLUMN: Final = re.compile(r"t\.(\w+!?)(?:\s+|\(|$)(.*)")
_OUTSIDE: Final = re.compile(
    r"(add_column|add_reference|add_belongs_to|add_index|add_foreign_key|create_enum)[ (]\s*(.*)"
)
_MOMENTS: Final = ("created_at", "updated_at")
_DELETES: Final = {
    "cascade": "cascade",
    "restrict": "restrict",
    "nullify": "set null",
    "destroy": "cascade",
    "delete_all": "cascade",
}
_KEY: Final = Type(TypeName.BIGINT)


def recognise(document: Document) -> Iterator[Fact | Diagnostic]:
    """Find the tables of Rails in a document."""
    for fence in fences_of(document, LANGUAGES, _LOOKS_LIKE):
        yield from _read(fence)


def _read(fence: Fence) -> Iterator[Fact]:
    table = ""
    for call in ruby_calls(fence.text, fence.line):
        opened = _TABLE.match(call.text)
        column = _COLUMN.match(call.text) if table else None
        outside = _OUTSIDE.match(call.text)
        if opened is not None:
            table, facts = _opened(fence, call, opened)
            yield from facts
        elif column is not None:
            yield from _in_table(fence, table, call, column)
        elif outside is not None:
            yield from _outside(fence, call, outside)


def _opened(fence: Fence, call: Call, opened: re.Match[str]) -> tuple[str, list[Fact]]:
    placed, named = arguments(opened[2])
    name = bare(placed[0]) if placed else ""
    if opened[1] == "create_join_table":
        names = [bare(one) for one in placed[:2]]
        name = bare(named.get("table_name", "")) or "_".join(sorted(names))
        found: list[Fact] = [entity_fact(fence, name, call.line, table=name, authority=_SCHEMA)]
        keys = [_reference(one, {"null": "false"}, call) for one in map(singular, names)]
        return name, [*found, *(field_fact(fence, name, key, _SCHEMA) for key in keys)]
    if not name:
        return "", []
    is_new = opened[1] == "create_table"
    entity = entity_fact(fence, name, call.line, table=name, authority=_SCHEMA, partial=not is_new)
    if not is_new or named.get("id") == "false":
        return name, [entity]
    word = bare(named.get("id", ""))
    of = read_type(word).type if word else _KEY
    key = Member(
        bare(named.get("primary_key", "")) or "id",
        call.line,
        call.line,
        type=of,
        type_text=word,
        required=True,
        key=True,
        generated=not word or word in ("bigint", "integer", "serial", "bigserial"),
    )
    return name, [entity, field_fact(fence, name, key, _SCHEMA)]


_SCHEMA: Final = Authority.SCHEMA


def _in_table(fence: Fence, table: str, call: Call, column: re.Match[str]) -> Iterator[Fact]:
    placed, named = arguments(column[2])
    if column[1] == "index":
        yield from _index(fence, table, call, placed, named)
    elif column[1] == "timestamps":
        for name in _MOMENTS:
            moment = _member(name, "datetime", {"null": named.get("null", "false")}, call)
            yield field_fact(fence, table, moment, _SCHEMA)
    elif column[1] == "column" and len(placed) > 1:
        yield from _columns(fence, table, call, bare(placed[1]), placed[:1], named)
    elif column[1] not in ("check_constraint", "foreign_key", "remove", "rename", "change"):
        yield from _columns(fence, table, call, column[1], placed, named)


def _columns(
    fence: Fence, table: str, call: Call, word: str, placed: list[str], named: dict[str, str]
) -> Iterator[Fact]:
    for name in filter(None, map(bare, placed)):
        if word in ("references", "belongs_to"):
            yield field_fact(fence, table, _reference(name, named, call), _SCHEMA)
            if "polymorphic" in named:
                kind = _member(f"{name}_type", "string", {"null": named.get("null", "")}, call)
                yield field_fact(fence, table, kind, _SCHEMA)
        else:
            yield field_fact(fence, table, _member(name, word, named, call), _SCHEMA)
        index = named.get("index", "")
        if "unique" in options(index):
            column = f"{name}_id" if word in ("references", "belongs_to") else name
            yield index_fact(fence, table, [column], call.line, kind="unique", authority=_SCHEMA)


def _member(name: str, word: str, named: dict[str, str], call: Call) -> Member:
    sizes = [named[k] for k in ("precision", "scale") if named.get(k, "").isdigit()]
    limit = named.get("limit", "")
    is_sized = word in ("string", "text", "citext", "varchar", "char") and limit.isdigit()
    sized = [limit] if is_sized else sizes if word in ("decimal", "numeric") else []
    reading = read_type(word + (f"({','.join(sized)})" if sized else ""))
    of = reading.type
    if word == "integer" and limit == "8":
        of = Type(TypeName.BIGINT)
    enum = bare(named.get("enum_type", "")) or bare(named.get("enum", ""))
    if word == "enum" and enum:
        of = Type(TypeName.ENUM, enum=enum)
    default = named.get("default", "")
    lazy = re.fullmatch(r"->\s*\{\s*[\"'](.*)[\"']\s*\}", default)
    return Member(
        name,
        call.line,
        call.end,
        type=of,
        type_text=enum or word,
        required=named.get("null") == "false",
        key=named.get("primary_key") == "true",
        default=canonical(lazy[1] if lazy else default.replace("nil", "null"), of),
        many=named.get("array") == "true",
        comment=named.get("comment", "").strip("'\"") or call.comment,
    )


def _reference(name: str, named: dict[str, str], call: Call) -> Member:
    """Read `t.references :clerk, foreign_key: { to_table: :users, on_delete: :cascade }`."""
    key = options(named.get("foreign_key", ""))
    target = "" if "polymorphic" in named else bare(key.get("to_table", "")) or plural(snake(name))
    word = bare(named.get("type", "")) or "bigint"
    return Member(
        f"{name}_id",
        call.line,
        call.end,
        type=read_type(word).type,
        type_text=word,
        required=named.get("null") == "false",
        target=target,
        on_delete=_DELETES.get(bare(key.get("on_delete", "")), ""),
        comment=named.get("comment", "").strip("'\"") or call.comment,
    )


def _index(
    fence: Fence, table: str, call: Call, placed: list[str], named: dict[str, str]
) -> Iterator[Fact]:
    columns = listed(placed[0]) or (bare(placed[0]),) if placed else ()
    if columns and all(columns) and "where" not in named:
        kind = "unique" if named.get("unique") == "true" else "btree"
        yield index_fact(fence, table, columns, call.line, kind=kind, authority=_SCHEMA)


def _outside(fence: Fence, call: Call, found: re.Match[str]) -> Iterator[Fact]:
    placed, named = arguments(found[2])
    table = bare(placed[0]) if placed else ""
    if not table or len(placed) < 2:
        return
    if found[1] == "create_enum":
        values = listed(placed[1])
        if values:
            yield enum_fact(fence, table, values, call.line, _SCHEMA)
    elif found[1] == "add_index":
        yield from _index(fence, table, call, placed[1:], named)
    elif found[1] == "add_foreign_key":
        yield _foreign_key(fence, call, table, bare(placed[1]), named)
    else:
        yield entity_fact(fence, table, call.line, table=table, authority=_SCHEMA, partial=True)
        is_column = found[1] == "add_column" and len(placed) > 2
        word = bare(placed[2]) if is_column else "references"
        yield from _columns(fence, table, call, word, placed[1:2], named)


def _foreign_key(fence: Fence, call: Call, table: str, target: str, named: dict[str, str]) -> Fact:
    column = bare(named.get("column", "")) or f"{singular(target)}_id"
    on_delete = _DELETES.get(bare(named.get("on_delete", "")), "")
    member = Member(column, call.line, call.end, target=target, on_delete=on_delete)
    return field_fact(fence, table, member, _SCHEMA)

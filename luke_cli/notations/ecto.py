"""Schemas, changesets and migrations of Ecto (Elixir).

schema "loans" do
  field :state, Ecto.Enum, values: [:open, :returned], default: :open
  belongs_to :clerk, Library.User, foreign_key: :clerk_id
  timestamps(type: :utc_datetime)
end
loan |> validate_required([:title]) |> validate_length(:title, min: 2, max: 80)

create table(:loans) do
  add :title, :string, size: 80, null: false
  add :book_id, references(:books, on_delete: :delete_all), null: false
end
create unique_index(:loans, [:book_id, :day])
"""

import re
from collections.abc import Iterator
from typing import Final

from luke_cli.docs.document import Document, Fence
from luke_cli.notations.defaults import canonical
from luke_cli.notations.members import (
    Member,
    entity_fact,
    fences_of,
    field_fact,
    index_fact,
)
from luke_cli.notations.phrase import bracketed
from luke_cli.notations.ruby_lines import Call, arguments, bare, listed, ruby_calls
from luke_cli.notations.types import read_type
from luke_cli.source import Diagnostic
from luke_cli.spec.facts import Authority, Fact
from luke_cli.spec.model import Type, TypeName

_LANGUAGES: Final = frozenset(("elixir", "ex", "exs", ""))
_LOOKS_LIKE: Final = re.compile(
    r"^\s*(?:schema\s+\"\w+\"\s+do|(?:create|alter)\s*\(?\s*table\(|create\s+(?:unique_)?index\()",
    re.MULTILINE,
)
_SCHEMA: Final = re.compile(r"schema\s+\"(\w+)\"\s+do\b")
_TABLE: Final = re.compile(r"(create|alter)\s*\(?\s*table\(:?\"?(\w+)\"?(.*?)\)+\s+do\b")
_INDEX: Final = re.compile(r"create\s*\(?\s*(unique_index|index)\((.*)\)")
_MODULE: Final = re.compile(r"defmodule\s+(?:\w+\.)*(\w+)\s+do\b")
_KEY: Final = re.compile(r"@primary_key\s+\{:(\w+),\s*([\w.:]+)")
_FIELD: Final = re.compile(r"(field|belongs_to|add|timestamps)(?:[ (]+|$)(.*?)\)?$")
_CHECK: Final = re.compile(
    r"\b(validate_required|validate_length|validate_number|validate_inclusion|unique_constraint)\s*(?=\()"
)
_WORDS: Final = {
    "binary_id": TypeName.UUID,
    "Ecto.UUID": TypeName.UUID,
    "utc_datetime": TypeName.DATETIME,
    "utc_datetime_usec": TypeName.DATETIME,
    "naive_datetime": TypeName.DATETIME,
    "naive_datetime_usec": TypeName.DATETIME,
    "Ecto.Enum": TypeName.ENUM,
    "map": TypeName.JSON,
    "id": TypeName.BIGINT,
}
_DELETES: Final = {"delete_all": "cascade", "nilify_all": "set null", "restrict": "restrict"}
_BOUNDS: Final = {
    "greater_than": "over",
    "greater_than_or_equal_to": "minimum",
    "less_than": "under",
    "less_than_or_equal_to": "maximum",
}


def recognise(document: Document) -> Iterator[Fact | Diagnostic]:
    """Find the schemas and tables of Ecto in a document."""
    for fence in fences_of(document, _LANGUAGES, _LOOKS_LIKE):
        yield from _Reader(fence).read()


class _Reader:
    """Knows the module, and the table, that is open."""

    def __init__(self, fence: Fence) -> None:
        self.fence = fence
        self.module = self.entity = ""
        self.key: tuple[str, str, int] | None = None
        self.authority = Authority.CODE

    def read(self) -> Iterator[Fact]:
        for call in ruby_calls(self.fence.text, self.fence.line):
            module, key = _MODULE.match(call.text), _KEY.match(call.text)
            schema, table = _SCHEMA.match(call.text), _TABLE.match(call.text)
            if module is not None:
                self.module, self.entity, self.key = module[1], "", None
            elif key is not None:
                self.key = key[1], key[2], call.line
            elif schema is not None:
                yield from self.schema(call, schema[1])
            elif table is not None:
                yield from self.table(call, table)
            else:
                yield from self.inside(call)

    def schema(self, call: Call, table: str) -> Iterator[Fact]:
        self.entity, self.authority = self.module or table, Authority.CODE
        yield entity_fact(self.fence, self.entity, call.line, table=table)
        name, word, line = self.key or ("id", "id", call.line)
        yield self.field(_key(name, word, line))

    def table(self, call: Call, table: re.Match[str]) -> Iterator[Fact]:
        self.entity, self.authority = table[2], Authority.SCHEMA
        is_new = table[1] == "create"
        yield entity_fact(
            self.fence,
            table[2],
            call.line,
            table=table[2],
            authority=self.authority,
            partial=not is_new,
        )
        if is_new and "primary_key: false" not in table[3]:
            yield self.field(_key("id", "id", call.line))

    def field(self, member: Member) -> Fact:
        return field_fact(self.fence, self.entity, member, self.authority)

    def inside(self, call: Call) -> Iterator[Fact]:
        index = _INDEX.match(call.text)
        found = _FIELD.match(call.text)
        if index is not None:
            yield from self.index(call, index)
        elif self.entity and found is not None and found[1] == "timestamps":
            for name in ("inserted_at", "updated_at"):
                yield self.field(
                    Member(name, call.line, call.end, Type(TypeName.DATETIME), required=True)
                )
        elif self.entity and found is not None:
            placed, named = arguments(found[2])
            member = _member(found[1], placed, named, call)
            if member is not None:
                yield self.field(member)
        elif self.entity:
            yield from self.checks(call)

    def index(self, call: Call, index: re.Match[str]) -> Iterator[Fact]:
        placed, named = arguments(index[2])
        columns = listed(placed[1]) if len(placed) > 1 else ()
        if columns and "where" not in named:
            kind = "unique" if index[1] == "unique_index" else "btree"
            yield index_fact(
                self.fence,
                bare(placed[0]),
                columns,
                call.line,
                kind=kind,
                authority=Authority.SCHEMA,
            )

    def checks(self, call: Call) -> Iterator[Fact]:
        for match in _CHECK.finditer(call.text):
            placed, named = arguments(bracketed(call.text[match.end() :])[0])
            placed = [one for one in placed if one[:1] in ":[~"]
            names = listed(placed[0]) or (bare(placed[0]),) if placed else ()
            for name in filter(None, names):
                yield self.field(_checked(match[1], name, placed, named, call))


def _key(name: str, word: str, line: int) -> Member:
    of = Type(_WORDS.get(word.strip(":"), TypeName.BIGINT))
    generated = of.name is TypeName.BIGINT
    return Member(name, line, line, of, word, required=True, key=True, generated=generated)


def _type(text: str) -> tuple[Type | None, bool]:
    inner = re.fullmatch(r"\{:array,\s*([^}]*)\}", text)
    word = (inner[1] if inner else text).strip().removeprefix(":")
    name = _WORDS.get(word)
    return (Type(name) if name else read_type(word).type), inner is not None


def _member(word: str, placed: list[str], named: dict[str, str], call: Call) -> Member | None:
    name = bare(placed[0]) if placed else ""
    if not name or named.get("virtual") == "true":
        return None
    member = Member(name, call.line, call.end, comment=call.comment)
    second = placed[1] if len(placed) > 1 else "string"
    if named.get("null") in ("true", "false"):
        member.required = named["null"] == "false"
    elif word == "add":
        member.required = False
    if word == "belongs_to":
        member.name = bare(named.get("foreign_key", "")) or f"{name}_id"
        member.target = second.rpartition(".")[2]
        member.type = Type(TypeName.REF, target=member.target)
        return member
    references = re.match(r"references\((.*)\)$", second)
    if references is not None:
        table, options = arguments(references[1])
        member.target = bare(table[0]) if table else ""
        member.on_delete = _DELETES.get(bare(options.get("on_delete", "")), "")
        member.type = _type(options.get("type", ":id"))[0]
        return member
    sizes = [named[key] for key in ("size", "precision", "scale") if named.get(key, "").isdigit()]
    member.type, member.many = _type(second)
    if sizes and second in (":string", ":decimal", ":numeric"):
        member.type = read_type(f"{second[1:]}({','.join(sizes)})").type
    member.values = listed(named.get("values", ""))
    member.key = named.get("primary_key") == "true"
    default = named.get("default", "").replace("nil", "null")
    is_name = default.startswith(":")
    member.default = canonical(f'"{bare(default)}"' if is_name else default, member.type)
    return member


def _checked(word: str, name: str, placed: list[str], named: dict[str, str], call: Call) -> Member:
    member = Member(name, call.line, call.end)
    if word == "validate_required":
        member.required = True
    elif word == "unique_constraint":
        member.unique = True
    elif word == "validate_inclusion" and len(placed) > 1:
        member.values = listed(placed[1].replace("~w", "%w").replace(")a", ")"))
    elif word == "validate_length":
        least, most, exact = (named.get(key, "") for key in ("min", "max", "is"))
        member.min_length = _whole(least or exact)
        member.max_length = _whole(most or exact)
    for key, bound in _BOUNDS.items():
        if re.fullmatch(r"-?\d{1,12}(?:\.\d{1,6})?", named.get(key, "")):
            setattr(member, bound, named[key])
    return member


def _whole(text: str) -> int | None:
    return int(text) if re.fullmatch(r"\d{1,9}", text) else None

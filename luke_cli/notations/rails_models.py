"""Models of Rails: belongings, enums and validations.

class Loan < ApplicationRecord
  belongs_to :clerk, class_name: "User", optional: true
  has_and_belongs_to_many :labels
  enum :status, { open: 0, returned: 1 }, default: :open
  validates :title, presence: true, length: { maximum: 80 }, uniqueness: { scope: :member_id }
  validates :copies, numericality: { only_integer: true, greater_than: 0 }
  attribute :note, :text
end
"""

import re
from collections.abc import Iterator
from typing import Final

from luke_cli.docs.document import Document, Fence
from luke_cli.names import pascal, singular
from luke_cli.notations.defaults import canonical
from luke_cli.notations.members import Member, entity_fact, fences_of, field_fact, index_fact
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
from luke_cli.source import Diagnostic, Span
from luke_cli.spec.facts import Authority, Fact, RelationFact
from luke_cli.spec.model import Type, TypeName

_CLASS: Final = re.compile(
    r"class\s+(?:\w+::)*(\w+)\s*<\s*(?:::)?(ApplicationRecord|ActiveRecord::Base)\b"
)
_OTHER: Final = re.compile(r"class\s+\w+|module\s+\w+")
_CALL: Final = re.compile(
    r"(belongs_to|has_and_belongs_to_many|enum|validates|validates_presence_of|"
    r"validates_uniqueness_of|attribute|self\.table_name)(?:\s+|\(|\s*=\s*)(.*)"
)
_CONSTANT: Final = re.compile(r"([A-Z][A-Z\d_]*)\s*=\s*(.*)")
_HIDDEN: Final = frozenset(
    ("password", "password_confirmation", "current_password", "terms", "terms_of_service")
)
"""What a form asks and no column keeps."""
_BOUNDS: Final = {
    "greater_than": "over",
    "greater_than_or_equal_to": "minimum",
    "less_than": "under",
    "less_than_or_equal_to": "maximum",
}
_RANGE: Final = re.compile(r"\(?(-?\d[\d_.]*?)\.\.(-?\d[\d_.]*)\)?")


def recognise(document: Document) -> Iterator[Fact | Diagnostic]:
    """Find the models of Rails in a document."""
    for fence in fences_of(document, LANGUAGES, _CLASS):
        yield from _read(fence)


def _read(fence: Fence) -> Iterator[Fact]:
    name, lists = "", dict[str, tuple[str, ...]]()
    for call in ruby_calls(fence.text, fence.line):
        opened = _CLASS.match(call.text)
        said = _CALL.match(call.text) if name else None
        constant = _CONSTANT.match(call.text)
        if opened is not None:
            name = "" if opened[1] == "ApplicationRecord" else opened[1]
            if name:
                yield entity_fact(fence, name, call.line)
        elif _OTHER.match(call.text):
            name = ""
        elif constant is not None:
            lists[constant[1]] = listed(constant[2])
        elif said is not None:
            yield from _said(fence, name, call, said, lists)


def _said(
    fence: Fence,
    entity: str,
    call: Call,
    said: re.Match[str],
    lists: dict[str, tuple[str, ...]],
) -> Iterator[Fact]:
    placed, named = arguments(said[2])
    members: list[Member] = []
    if said[1] == "belongs_to":
        members = [_belonging(placed, named, call)]
    elif said[1] == "has_and_belongs_to_many" and placed:
        yield _many_to_many(fence, entity, call, bare(placed[0]), named)
    elif said[1] == "enum":
        members = list(_enums(placed, named, call, lists))
    elif said[1] == "attribute" and len(placed) > 1:
        word = bare(placed[1])
        of = read_type(word).type
        default = canonical(named.get("default", ""), of)
        members = [Member(bare(placed[0]), call.line, call.end, of, word, default=default)]
    elif said[1].startswith("validates"):
        names = [one for one in map(bare, placed) if one and one not in _HIDDEN]
        if said[1] == "validates_presence_of":
            named["presence"] = "true"
        elif said[1] == "validates_uniqueness_of":
            named["uniqueness"] = "true" if "scope" not in named else f"{{ {said[2]} }}"
        members = [_validated(name, named, call, lists) for name in names]
        yield from _together(fence, entity, call, names, named)
    for member in members:
        if member.name:
            yield field_fact(fence, entity, member)


def _belonging(placed: list[str], named: dict[str, str], call: Call) -> Member:
    name = bare(placed[0]) if placed else ""
    target = "" if "polymorphic" in named else bare(named.get("class_name", "")) or pascal(name)
    return Member(
        (bare(named.get("foreign_key", "")) or f"{name}_id") if name else "",
        call.line,
        call.end,
        type=Type(TypeName.REF, target=target) if target else None,
        required=named.get("optional") != "true",
        target=target,
        comment=call.comment,
    )


def _many_to_many(fence: Fence, entity: str, call: Call, name: str, named: dict[str, str]) -> Fact:
    return RelationFact(
        place=Span(fence.span.file, call.line),
        authority=Authority.CODE,
        section=fence.section,
        entity=entity,
        target=bare(named.get("class_name", "")) or pascal(singular(name)),
        kind="many-to-many",
    )


def _enums(
    placed: list[str], named: dict[str, str], call: Call, lists: dict[str, tuple[str, ...]]
) -> Iterator[Member]:
    """Read `enum :status, {...}`, `enum status: [...]` and `enum :status, a: 0, b: 1`."""
    default = named.pop("default", "") or named.pop("_default", "")
    if placed:
        values = _values(placed[1], lists) if len(placed) > 1 else ()
        sole = tuple(key for key, value in named.items() if value.isdigit())
        pairs = [(bare(placed[0]), values or sole)]
    else:
        pairs = [(name, _values(text, lists)) for name, text in named.items()]
    for name, values in pairs:
        if len(values) > 1:
            of = Type(TypeName.ENUM)
            yield Member(
                name,
                call.line,
                call.end,
                type=of,
                default=canonical(f'"{bare(default)}"', of) if bare(default) else "",
                values=values,
            )


def _values(text: str, lists: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    first = text.removeprefix("->").strip("() ").partition(".")[0]
    return listed(text) or lists.get(first, ())


def _validated(
    name: str, named: dict[str, str], call: Call, lists: dict[str, tuple[str, ...]]
) -> Member:
    member = Member(name, call.line, call.end, comment=call.comment)
    nothing = named.get("allow_nil") == "true" or named.get("allow_blank") == "true"
    if "presence" in named and named["presence"] != "false":
        member.required = not nothing and "if" not in named and "on" not in named
        member.required = member.required or None
    if "uniqueness" in named and "scope" not in options(named["uniqueness"]):
        member.unique = True
    length = options(named.get("length", ""))
    sizes = _RANGE.search(length.get("in", "") or length.get("within", ""))
    least, most = (sizes[1], sizes[2]) if sizes else ("", "")
    exact = length.get("is", "")
    member.min_length = _whole(length.get("minimum", "") or least or exact)
    member.max_length = _whole(length.get("maximum", "") or most or exact)
    inclusion = options(named.get("inclusion", "")).get("in", named.get("inclusion", ""))
    if "true" not in inclusion and "false" not in inclusion:
        member.values = _values(inclusion, lists)
    _number(member, named.get("numericality", ""))
    return member


def _number(member: Member, text: str) -> None:
    if not text or text == "false":
        return
    said = options(text)
    whole = said.get("only_integer") == "true" or "only_integer" in text
    member.type = Type(TypeName.INTEGER if whole else TypeName.DECIMAL)
    for key, field in _BOUNDS.items():
        number = said.get(key, "").replace("_", "")
        if re.fullmatch(r"-?\d{1,12}(?:\.\d{1,6})?", number):
            setattr(member, field, number)
    within = _RANGE.search(said.get("in", ""))
    if within is not None:
        member.minimum, member.maximum = within[1].replace("_", ""), within[2].replace("_", "")


def _whole(text: str) -> int | None:
    return int(text) if re.fullmatch(r"\d{1,9}", text.replace("_", "")) else None


def _together(
    fence: Fence, entity: str, call: Call, names: list[str], named: dict[str, str]
) -> Iterator[Fact]:
    """Read `uniqueness: { scope: :member_id }`: unique together."""
    scope = options(named.get("uniqueness", "")).get("scope", "")
    columns = listed(scope) or ((bare(scope),) if bare(scope) else ())
    for name in names if columns else ():
        yield index_fact(fence, entity, [name, *columns], call.line, kind="unique")

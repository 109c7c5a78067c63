"""Models of Pydantic that check fields that are defined elsewhere.

class DogCreate(BaseModel):
    name: str = Field(min_length=1, max_length=60)
    size: Literal["small", "large"]
    breed: str | None = None

class DogUpdate(BaseModel): ...      # says nothing of what is required

A model that is stored is read as such elsewhere.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from luke_cli.docs.document import Document, Fence
from luke_cli.notations import python_classes
from luke_cli.notations.checked_names import checked
from luke_cli.notations.members import Member
from luke_cli.notations.python_classes import Class, classes_in, is_python, members_of
from luke_cli.notations.python_django import ENUM_BASES, values_of
from luke_cli.notations.rule_words import Rule
from luke_cli.source import Diagnostic
from luke_cli.spec.facts import EntityFact, Fact
from luke_cli.spec.model import TypeName

_BASES: Final = frozenset(("BaseModel", "SQLModel", "CamelModel"))
_KINDS: Final = {
    TypeName.DECIMAL: TypeName.FLOAT,
    TypeName.BIGINT: TypeName.INTEGER,
    TypeName.TEXT: TypeName.STRING,
    TypeName.EMAIL: TypeName.STRING,
    TypeName.URL: TypeName.STRING,
}
_SAID: Final = (
    *(TypeName.STRING, TypeName.INTEGER, TypeName.FLOAT, TypeName.BOOLEAN),
    *(TypeName.DATE, TypeName.DATETIME, TypeName.UUID),
)
_MOST_BASES: Final = 8


def recognise(document: Document) -> Iterator[Fact | Diagnostic]:
    """Find what models of Pydantic say of fields."""
    fences = [block for block in document.blocks if isinstance(block, Fence) and is_python(block)]
    read = [(fence, found) for fence in fences for found in classes_in(fence)]
    known = {found.node.name: found for _, found in read}
    if not any(_is_model(found, known) for found in known.values()):
        return
    lists = {
        name: values_of(found.node)
        for name, found in known.items()
        if set(found.bases) & ENUM_BASES
    }
    stored = {
        one.place.line for one in python_classes.recognise(document) if isinstance(one, EntityFact)
    }
    told: set[Fact] = set()
    for fence, found in read:
        of = checked(fence, found.node.name)
        if of is None or found.line in stored or not _is_model(found, known):
            continue
        members = members_of(found, known, set())
        rules = ((one.name, _rule(one, lists), one.line) for one in members if not one.many)
        # What a base says, it says once.
        facts = [fact for fact in of.facts(fence, rules) if fact not in told]
        told.update(facts)
        yield from facts


def _is_model(found: Class, known: Mapping[str, Class], level: int = 0) -> bool:
    """Tell whether a class is a model of Pydantic that is no table, also by its bases in the document."""
    if found.keyword("table") or level > _MOST_BASES:
        return False
    above = (known[base] for base in found.bases if base in known and known[base] is not found)
    return bool(_BASES & set(found.bases)) or any(_is_model(one, known, level + 1) for one in above)


def _rule(member: Member, lists: Mapping[str, tuple[str, ...]]) -> Rule:
    values = member.values or lists.get(member.type_text, ())
    of = member.type
    kind = _KINDS.get(of.name, of.name) if of else None
    length = of.length if of else None
    return Rule(
        required=None if member.default and member.required is not False else member.required,
        min_length=member.min_length,
        max_length=member.max_length or length,
        minimum=member.minimum,
        maximum=member.maximum,
        default=member.default.strip('"') if member.default != "now()" else "",
        values=values if len(values) > 1 else (),
        kind=kind if kind in _SAID and not values and not member.pattern else None,
    )

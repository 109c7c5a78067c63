"""Changes of a plan, drawn at random: what a team does to its data model over the months."""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace

from hypothesis import strategies as st

from luke_cli.backend.generate import revisions_of
from luke_cli.backend.revisions.values import Revised
from luke_cli.spec.model import (
    Assumption,
    Condition,
    Entity,
    Enum,
    Field,
    FieldRole,
    Index,
    Role,
    Spec,
    State,
    Trait,
    Type,
    TypeName,
)
from luke_cli.spec.normal import normal
from tests.revisions.databases import files_of

KEY = Field("id", Type(TypeName.UUID), required=True, role=FieldRole.KEY)
FIRST = normal(
    Spec(
        "Shop",
        entities=(
            Entity(
                "User",
                "users",
                (Trait("account"),),
                (
                    KEY,
                    Field("email", Type(TypeName.EMAIL), required=True, unique=True),
                    Field("role", Type(TypeName.ENUM, enum="UserRole"), required=True),
                ),
            ),
            Entity(
                "Item",
                "items",
                (Trait("timestamps"),),
                (
                    KEY,
                    Field("owner_id", Type(TypeName.REF, target="User"), required=True),
                    Field("title", Type(TypeName.STRING, length=80), required=True),
                    Field("price", Type(TypeName.DECIMAL, precision=9, scale=2), over="0"),
                    Field("state", Type(TypeName.ENUM, enum="State"), default='"open"'),
                ),
            ),
            Entity("Tag", "tags", (), (KEY, Field("name", Type(TypeName.STRING, length=40)))),
        ),
        enums=(Enum("UserRole", ("admin", "member")), Enum("State", ("open", "done", "lost"))),
        indexes=(Index("idx_items", "Item", (("owner_id", False), ("price", True))),),
        roles=(Role("admin"), Role("member")),
    )
)
NAMES = ("amount", "note", "code", "due_on", "weight", "flag", "kind", "rank")
TABLES = ("Box", "Shelf", "Label")


@dataclass(frozen=True)
class Change:
    """What a person does to a plan."""

    says: str
    do: Callable[[Spec], Spec | None]
    """None where there is nothing to do it to."""

    def __repr__(self) -> str:
        return self.says


TYPES = st.one_of(
    st.sampled_from(
        [Type(n) for n in TypeName if n not in (TypeName.ENUM, TypeName.REF, TypeName.FILE)]
    ),
    st.integers(1, 60).map(lambda n: Type(TypeName.STRING, length=n)),
    st.tuples(st.integers(6, 12), st.integers(0, 3)).map(
        lambda n: Type(TypeName.DECIMAL, precision=n[0], scale=n[1])
    ),
    st.just(Type(TypeName.ENUM, enum="State")),
    st.sampled_from(["User", "Tag"]).map(lambda name: Type(TypeName.REF, target=name)),
)
NUMERIC = (TypeName.INTEGER, TypeName.BIGINT, TypeName.DECIMAL, TypeName.FLOAT)
ALIKE = (TypeName.BOOLEAN, TypeName.ENUM, TypeName.JSON, TypeName.REF, TypeName.BYTES)
"""Types of which rows cannot each have another value, or that no index takes."""


@st.composite
def fields(draw: st.DrawFn, name: str) -> Field:
    kind = draw(TYPES)
    made = Field(name, kind, required=draw(st.booleans()))
    if kind.name in NUMERIC:
        low = draw(st.sampled_from(["", "0", "1"]))
        made = replace(made, minimum=low, maximum=draw(st.sampled_from(["", "50"])))
    default = {TypeName.INTEGER: "2", TypeName.BOOLEAN: "true", TypeName.ENUM: '"done"'}
    if draw(st.booleans()):
        made = replace(made, default=default.get(kind.name, ""))
    if kind.name not in ALIKE and draw(st.integers(0, 4)) == 0:
        made = replace(made, indexed=True)
    return made


def on_field(draw: st.DrawFn, change: Callable[[Field], Field | None], says: str) -> Change:
    at, entity = draw(st.integers(0, 9)), draw(st.sampled_from(["Item", "Tag", "User", *TABLES]))

    def do(spec: Spec) -> Spec | None:
        one = spec.entity(entity)
        mine = [f for f in one.fields if _is_free(f)] if one else []
        if one is None or not mine:
            return None
        old = mine[at % len(mine)]
        new = change(old)
        if new == old:
            return None
        fields_now = tuple(new if f is old else f for f in one.fields if new or f is not old)
        return _with(spec, replace(one, fields=tuple(f for f in fields_now if f)))

    return Change(f"{says} of {entity}, {at}", do)


def _is_free(field: Field) -> bool:
    return field.role is None and field.name not in ("email", "role") and not field.implied


def _with(spec: Spec, entity: Entity) -> Spec:
    entities = tuple(entity if one.name == entity.name else one for one in spec.entities)
    names = {field.name for field in entity.fields}
    kept = tuple(
        i for i in spec.indexes if i.entity != entity.name or {n for n, _ in i.columns} <= names
    )
    return replace(spec, entities=entities, indexes=kept)


@st.composite
def changes(draw: st.DrawFn) -> Change:
    return draw(draw(st.sampled_from([of() for of in KINDS])))


@st.composite
def adds(draw: st.DrawFn) -> Change:
    field = draw(fields(draw(st.sampled_from(NAMES))))
    entity, at = draw(st.sampled_from(["Item", "Tag", *TABLES])), draw(st.integers(1, 4))

    def do(spec: Spec) -> Spec | None:
        one = spec.entity(entity)
        if one is None or one.field(field.name):
            return None
        return _with(spec, replace(one, fields=(*one.fields[:at], field, *one.fields[at:])))

    return Change(f"add {entity}.{field.name} {field.type.name} {field.required}", do)


@st.composite
def drops(draw: st.DrawFn) -> Change:
    return on_field(draw, lambda _: None, "drop a field")


@st.composite
def retypes(draw: st.DrawFn) -> Change:
    model = draw(fields("x"))

    def change(field: Field) -> Field:
        return replace(model, name=field.name, required=field.required)

    return on_field(draw, change, f"make {model.type.name} {model.type.length}")


@st.composite
def needs(draw: st.DrawFn) -> Change:
    return on_field(draw, lambda f: replace(f, required=not f.required), "require or not")


@st.composite
def marks(draw: st.DrawFn) -> Change:
    def change(field: Field) -> Field:
        if field.type.name in ALIKE:
            return field
        if field.name == "title":
            return replace(field, unique=not field.unique)
        return replace(field, indexed=not field.indexed)

    return on_field(draw, change, "index or not")


@st.composite
def deletes(draw: st.DrawFn) -> Change:
    def change(field: Field) -> Field:
        is_cascade = field.on_delete == "cascade"
        return (
            replace(field, on_delete="" if is_cascade else "cascade")
            if field.type.target
            else field
        )

    return on_field(draw, change, "on delete")


@st.composite
def renames(draw: st.DrawFn) -> Change:
    name = draw(st.sampled_from(NAMES))
    entity, at = draw(st.sampled_from(["Item", "Tag", *TABLES])), draw(st.integers(0, 9))

    def do(spec: Spec) -> Spec | None:
        one = spec.entity(entity)
        mine = [f for f in one.fields if _is_free(f)] if one else []
        if one is None or not mine or one.field(name):
            return None
        old = mine[at % len(mine)]
        now = tuple(replace(f, name=name, was=f.name) if f is old else f for f in one.fields)
        return _with(spec, replace(one, fields=now))

    return Change(f"rename a field of {entity} to {name}, {at}", do)


@st.composite
def values(draw: st.DrawFn) -> Change:
    what, name = draw(st.sampled_from(["add", "drop", "call"])), draw(st.sampled_from("abcdef"))

    def do(spec: Spec) -> Spec | None:
        enum = spec.enum("State")
        if enum is None or name in enum.values:
            return None
        now = {
            "add": (*enum.values, name),
            "drop": enum.values if len(enum.values) < 3 else (*enum.values[:1], *enum.values[2:]),
            "call": (*enum.values[:-1], name),
        }[what]
        lost = set(enum.values) - set(now)
        used = {f.default.strip('"') for e in spec.entities for f in e.fields}
        if lost & used or now == enum.values:
            return None
        enums = tuple(replace(e, values=now) if e.name == "State" else e for e in spec.enums)
        return replace(spec, enums=enums)

    return Change(f"{what} a value {name}", do)


@st.composite
def entities(draw: st.DrawFn) -> Change:
    name, field = draw(st.sampled_from(TABLES)), draw(fields("note"))
    is_join = draw(st.booleans())

    def do(spec: Spec) -> Spec | None:
        if spec.entity(name):
            rest = tuple(e for e in spec.entities if e.name != name)
            return replace(
                spec, entities=rest, indexes=tuple(i for i in spec.indexes if i.entity != name)
            )
        refs = tuple(
            Field(
                f"{e.lower()}_id", Type(TypeName.REF, target=e), required=True, on_delete="cascade"
            )
            for e in ("Item", "Tag")
        )
        made = (
            Entity(name, f"{name.lower()}s", (Trait("join"),), refs)
            if is_join
            else Entity(name, f"{name.lower()}s", (), (KEY, field))
        )
        return replace(spec, entities=(*spec.entities, made))

    return Change(f"add or drop {name}", do)


@st.composite
def tables(draw: st.DrawFn) -> Change:
    name = draw(st.sampled_from(["Item", "Tag", "User"]))

    def do(spec: Spec) -> Spec | None:
        one = spec.entity(name)
        return one and _with(spec, replace(one, table=f"{one.table.removesuffix('_x')}_x"))

    return Change(f"another table of {name}", do)


@st.composite
def indexes(draw: st.DrawFn) -> Change:
    entity, down = draw(st.sampled_from(["Item", "Tag"])), draw(st.booleans())
    is_part = draw(st.booleans())

    def do(spec: Spec) -> Spec | None:
        name = f"idx_{entity.lower()}_own"
        if any(i.name == name for i in spec.indexes):
            return replace(spec, indexes=tuple(i for i in spec.indexes if i.name != name))
        one = spec.entity(entity)
        mine = [f for f in one.fields if f.type.name not in ALIKE and f.role is None] if one else []
        if not mine:
            return None
        where = (Condition(mine[0].name, "is not null"),) if is_part else ()
        columns = tuple((f.name, down) for f in mine[:2])
        return replace(spec, indexes=(*spec.indexes, Index(name, entity, columns, where=where)))

    return Change(f"add or drop an index of {entity}", do)


KINDS = (adds, drops, retypes, needs, marks, deletes, renames, values, entities, tables, indexes)


def agreed(spec: Spec, texts: dict[str, str]) -> Revised:
    """Return the next revision of a plan in which a person accepts all that is asked."""
    revised = revisions_of(spec, files_of(texts))
    yes = tuple(replace(one, state=State.ACCEPTED) for one in revised.asks)
    if not yes:
        return revised
    asked: tuple[Assumption, ...] = (*spec.assumptions, *yes)
    return revisions_of(replace(spec, assumptions=asked), files_of(texts))


def text(value: object) -> str:
    """Return a value so that two of them compare, whatever a database makes of it."""
    return json.dumps(value, default=str, sort_keys=True)

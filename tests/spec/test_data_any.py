"""Whatever is claimed, the data is linked: no claim makes a pass raise or leaves a loose end."""

import keyword

from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel
from sqlalchemy.orm import DeclarativeBase

from luke_cli.source import Span
from luke_cli.spec.facts import (
    Authority,
    BodyFact,
    EndpointFact,
    EntityFact,
    EnumFact,
    Fact,
    FieldFact,
    IndexFact,
    RelationFact,
    RoleFact,
    WorkflowFact,
)
from luke_cli.spec.model import Entity, FieldRole, Spec, Type, TypeName
from luke_cli.spec.resolve import resolve

WORDS = st.one_of(
    st.sampled_from(
        "user Users account customer tenant tenant_id organization_id user_id owner_id created_by "
        "loan Loans loan_id LoanItem loan_items t_loan AppUser app_users id uuid parent_id version "
        "status role password password_hash email token created_at deleted_at file_name file_size "
        "metadata class None Access access_record access model_x model_dump model_config json a_1b A1b 1st été 名前 🦄 _ - "
        "name title tags category categories category_id users_id profile Profile".split()
    ),
    st.text(max_size=6),
)
THINGS = st.one_of(
    st.sampled_from("User users customer loan Loans loan_item LoanItems category tenant".split()),
    st.sampled_from("app_users access access_record a_1b A1b Profile 名前 metadata".split()),
    WORDS,
)
"""Few, so that claims about the same thing meet."""
RARELY = st.sampled_from([False, False, False, True])
NUMBER = st.sampled_from(["", "0", "1", "-1", "1e9", "nan", "x"])
LENGTH = st.sampled_from([None, 0, 1, 255])
NAMES = st.lists(WORDS, max_size=3).map(tuple)
WHERE = {
    "place": st.builds(Span, st.sampled_from(["PRD.md", "DESIGN.md", "x.md"]), st.integers(1, 40)),
    "authority": st.sampled_from(Authority),
}
TYPES = st.one_of(
    st.none(),
    st.builds(Type, st.sampled_from(TypeName), length=LENGTH),
    st.builds(Type, st.just(TypeName.REF), target=WORDS),
    st.builds(Type, st.just(TypeName.ENUM), enum=WORDS, values=NAMES),
)
MAYBE = st.sampled_from([None, True, False])
KINDS = st.sampled_from(["one-to-many", "many-to-one", "one-to-one", "many-to-many", "?"])
PATHS = st.lists(THINGS.map(lambda w: w.replace("/", "")), max_size=3).map(
    lambda words: "".join(f"/{w}/{{x}}" for w in words[:-1]) + f"/{words[-1] if words else ''}"
)
FACT: st.SearchStrategy[Fact] = st.one_of(
    st.builds(
        EntityFact,
        name=THINGS,
        table=st.one_of(st.just(""), THINGS),
        partial=st.booleans(),
        append_only=st.booleans(),
        **WHERE,
    ),
    st.builds(
        FieldFact,
        entity=THINGS,
        name=WORDS,
        type=TYPES,
        type_text=st.one_of(st.just(""), WORDS),
        required=MAYBE,
        unique=MAYBE,
        key=st.booleans(),
        generated=st.booleans(),
        expression=st.one_of(st.just(""), WORDS),
        default=st.sampled_from(["", '"draft"', "now()", "1", "true", "{}", '"']),
        values=NAMES,
        target=st.one_of(st.just(""), THINGS),
        on_delete=st.sampled_from(["", "CASCADE", "SET NULL", "set_null", "?"]),
        minimum=NUMBER,
        maximum=NUMBER,
        over=NUMBER,
        min_length=LENGTH,
        max_length=LENGTH,
        many=st.booleans(),
        **WHERE,
    ),
    st.builds(EnumFact, name=WORDS, values=NAMES, **WHERE),
    st.builds(
        IndexFact,
        entity=THINGS,
        columns=st.lists(st.tuples(WORDS, st.booleans()), max_size=3).map(tuple),
        name=st.one_of(st.just(""), WORDS),
        kind=st.sampled_from(["btree", "unique", "key", "search"]),
        **WHERE,
    ),
    st.builds(
        RelationFact,
        entity=THINGS,
        target=THINGS,
        kind=KINDS,
        field=st.one_of(st.just(""), WORDS),
        required=MAYBE,
        **WHERE,
    ),
    st.builds(WorkflowFact, entity=THINGS, source=WORDS, target=WORDS, **WHERE),
    st.builds(RoleFact, name=WORDS, **WHERE),
    st.builds(
        EndpointFact,
        method=st.sampled_from(["POST", "GET"]),
        path=PATHS,
        upload=st.booleans(),
        **WHERE,
    ),
    st.builds(
        BodyFact,
        method=st.sampled_from(["POST", "PUT"]),
        path=PATHS,
        direction=st.just("request"),
        name=WORDS,
        required=MAYBE,
        **WHERE,
    ),
)


COLUMN = st.one_of(
    THINGS.map(lambda thing: f"{thing}_id"),
    st.sampled_from("id user_id owner_id created_by parent_id email password status name".split()),
    WORDS,
)
PLAIN = st.sampled_from([TypeName.UUID, TypeName.INTEGER, TypeName.STRING, TypeName.DATETIME])


@st.composite
def worlds(draw: st.DrawFn) -> list[Fact]:
    """Draw a few things with fields that refer to each other, and whatever else is claimed."""
    facts: list[Fact] = []
    for name in draw(st.lists(THINGS, min_size=1, max_size=5)):
        where = {"place": draw(WHERE["place"]), "authority": draw(WHERE["authority"])}
        table = draw(st.sampled_from(["", name, f"{name}s"]))
        facts.append(EntityFact(name=name, table=table, append_only=draw(RARELY), **where))
        for column in draw(st.lists(COLUMN, max_size=5)):
            facts.append(
                FieldFact(
                    entity=name,
                    name=column,
                    type=draw(st.one_of(PLAIN.map(Type), TYPES)),
                    required=draw(MAYBE),
                    key=draw(RARELY),
                    target=draw(st.one_of(st.just(""), st.just(""), THINGS)),
                    on_delete=draw(st.sampled_from(["", "CASCADE", "SET NULL"])),
                    **where,
                )
            )
        columns = [f.name for f in facts if isinstance(f, FieldFact) and f.entity == name]
        if columns:
            some = draw(st.lists(st.sampled_from(columns), min_size=1, max_size=2, unique=True))
            kind = draw(st.sampled_from(["btree", "unique", "key", "search"]))
            on = tuple((column, False) for column in some)
            facts.append(IndexFact(entity=name, columns=on, kind=kind, **where))
    return [*facts, *draw(st.lists(FACT, max_size=15))]


def loose_ends(spec: Spec) -> list[str]:
    """Return what refers to nothing, and what two things are called."""
    entities = {entity.name for entity in spec.entities}
    enums = {enum.name for enum in spec.enums}
    reasons = {one.name for one in (*spec.decisions, *spec.assumptions, *spec.questions)}
    found = []
    for entity in spec.entities:
        found += [f"{entity.name}: {trait}" for trait in subjects(entity) - entities]
        for field in entity.fields:
            place = f"{entity.name}.{field.name}"
            if field.type.name is TypeName.REF and field.type.target not in entities:
                found.append(f"{place} -> {field.type.target}")
            if field.type.name is TypeName.ENUM and field.type.enum not in enums:
                found.append(f"{place}: {field.type.enum}")
            if not set(field.basis) <= reasons | {"default"}:
                found.append(f"{place}: {field.basis}")
    for index in spec.indexes:
        owner = spec.entity(index.entity)
        if owner is None or not all(owner.field(name) for name, _ in index.columns):
            found.append(index.name)
    return found + twice(spec)


def subjects(entity: Entity) -> set[str]:
    """Return the entities that the traits name; fields that they name are there."""
    for trait in entity.traits:
        if trait.name in ("owner", "tree", "append-only"):
            assert entity.field(trait.subject), trait
    return {t.subject for t in entity.traits if t.name in ("part of", "file of")}


def twice(spec: Spec) -> list[str]:
    found = []
    for names in (
        [e.name for e in spec.entities],
        [e.table for e in spec.entities],
        [*(e.name for e in spec.enums), *(e.name for e in spec.entities)],
        [i.name for i in spec.indexes],
        [d.name for d in spec.decisions],
        [a.name for a in spec.assumptions],
        *([f"{e.name}.{f.name}" for f in e.fields] for e in spec.entities),
    ):
        found += sorted({name for name in names if names.count(name) > 1})
    return found


@settings(max_examples=200)
@given(worlds())
def test_any_claims_about_data_are_linked(facts: list[Fact]):
    """Every reference, enum, trait and reason names something that is there, once."""
    assert loose_ends(resolve(facts, []).spec) == []


@settings(max_examples=200)
@given(worlds())
def test_any_claims_about_data_can_be_built(facts: list[Fact]):
    """One account, one key a row (two where rows join), names that Python leaves free."""
    spec = resolve(facts, []).spec
    assert sum(1 for entity in spec.entities if entity.trait("account")) == 1
    for entity in spec.entities:
        keys = [field for field in entity.fields if field.role is FieldRole.KEY]
        assert len(keys) == (2 if entity.trait("join") else 1), entity
        for name in (entity.name, entity.table, *(field.name for field in entity.fields)):
            assert name.isidentifier()
            assert name.isascii()
            assert not keyword.iskeyword(name)
        columns = {field.name for field in entity.fields}
        assert not columns & {*dir(DeclarativeBase), *dir(BaseModel)}
        assert all(enum.values for enum in spec.enums)


@settings(max_examples=100)
@given(worlds())
def test_no_row_waits_for_one_that_waits_for_it(facts: list[Fact]):
    """Following required references always comes to an end."""
    spec = resolve(facts, []).spec
    needs = {
        e.name: {f.type.target for f in e.fields if f.required and f.type.target}
        for e in spec.entities
    }
    while ready := {name for name, needed in needs.items() if not needed & needs.keys()}:
        needs = {name: needed for name, needed in needs.items() if name not in ready}
    assert needs == {}


@settings(max_examples=30)
@given(worlds())
def test_the_same_claims_about_data_mean_the_same(facts: list[Fact]):
    """Nothing depends on what is not in the documents."""
    assert resolve(facts, []) == resolve(tuple(facts), [])

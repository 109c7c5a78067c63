"""A changed plan: the next revision, what it says, and what it asks."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from luke_cli.backend.generate import revisions_of
from luke_cli.backend.revisions.read import read
from luke_cli.backend.revisions.values import Files, Revised
from luke_cli.spec.model import Entity, Enum, Field, Index, Spec, State, Type, TypeName
from luke_cli.trace.code import item_at
from tests.revisions.changes import FIRST, KEY, agreed
from tests.revisions.databases import files_of, schema_of_files, written

BEFORE = written(revisions_of(FIRST, Files()))


def changed(entity: str, change: Callable[[Field], Field | None], field: str) -> Spec:
    """Return the first plan with another field, or without it."""
    one = FIRST.entity(entity)
    assert one is not None
    fields = (change(f) if f.name == field else f for f in one.fields)
    now = replace(one, fields=tuple(f for f in fields if f))
    rest = tuple(now if e is one else e for e in FIRST.entities)
    return replace(
        FIRST, entities=rest, indexes=() if now.field("price") is None else FIRST.indexes
    )


def with_field(field: Field, *, entity: str = "Tag") -> Spec:
    one = FIRST.entity(entity)
    assert one is not None
    now = replace(one, fields=(*one.fields, field))
    return replace(FIRST, entities=tuple(now if e is one else e for e in FIRST.entities))


def codes(revised: Revised) -> list[str]:
    return sorted({found.code for found in revised.diagnostics})


def upgrade_of(revised: Revised) -> str:
    assert revised.next is not None
    return "\n".join(revised.next.upgrade)


def test_the_same_plan_has_no_next_revision():
    again = revisions_of(FIRST, files_of(BEFORE))
    assert (again.next, again.kept, again.diagnostics) == (None, BEFORE, ())


def test_a_new_field_is_one_column():
    """The name of the revision is its number and what it does: no clock, no chance."""
    spec = with_field(Field("color", Type(TypeName.STRING, length=7)))
    revised = revisions_of(spec, files_of(BEFORE))
    assert revised.next is not None
    assert revised.next.path == "migrations/versions/0002_add_tags_color.py"
    assert (revised.next.id, revised.next.follows) == ("'0002_add_tags_color'", "'0001'")
    assert upgrade_of(revised) == (
        'with op.batch_alter_table("tags") as batch:\n'
        '    batch.add_column(sa.Column("color", sa.String(7), nullable=True))'
    )
    assert revised.diagnostics == ()


def test_a_required_field_gets_its_default_in_rows_that_are_there():
    spec = with_field(
        Field("rank", Type(TypeName.INTEGER), required=True, default="3", minimum="1")
    )
    revised = revisions_of(spec, files_of(BEFORE))
    assert 'values({"rank": 3})' in upgrade_of(revised)
    assert revised.diagnostics == ()


def test_a_value_that_nobody_stated_is_said():
    """The nearest to zero that the rules allow."""
    spec = with_field(Field("rank", Type(TypeName.INTEGER), required=True, minimum="1"))
    revised = revisions_of(spec, files_of(BEFORE))
    assert 'values({"rank": 1})' in upgrade_of(revised)
    assert codes(revised) == ["LK-S102"]


LOSING = {
    "a dropped column": (changed("Item", lambda _: None, "price"), "drop-items-price"),
    "a dropped table": (
        replace(FIRST, entities=FIRST.entities[:2]),
        "drop-tags",
    ),
    "a shorter text": (
        changed("Item", lambda f: replace(f, type=Type(TypeName.STRING, length=9)), "title"),
        "narrow-items-title",
    ),
    "another type": (
        changed("Tag", lambda f: replace(f, type=Type(TypeName.INTEGER)), "name"),
        "narrow-tags-name",
    ),
    "a bound": (
        changed("Item", lambda f: replace(f, maximum="100"), "price"),
        "narrow-items-price",
    ),
    "a value of an enum": (
        replace(FIRST, enums=(FIRST.enums[0], replace(FIRST.enums[1], values=("open", "done")))),
        "narrow-items-state",
    ),
    "a reference that every row needs": (
        with_field(Field("user_id", Type(TypeName.REF, target="User"), required=True)),
        "give-tags-user-id",
    ),
}


@pytest.mark.parametrize(("spec", "slug"), LOSING.values(), ids=LOSING)
def test_what_is_lost_waits_for_a_person(spec, slug):
    """Nothing is written before; accepted in the plan, it is."""
    revised = revisions_of(spec, files_of(BEFORE))
    assert revised.is_blocked
    assert revised.next is None
    assert [one.name for one in revised.asks] == [f"A-0002-{slug}"]
    assert [one.state for one in revised.asks] == [State.BLOCKING]
    assert agreed(spec, BEFORE).next is not None


@pytest.mark.parametrize(
    "name", [TypeName.BIGINT, TypeName.FLOAT, TypeName.DURATION, TypeName.BYTES, TypeName.DATETIME]
)
def test_a_loss_names_types_as_the_plan_does(name):
    spec = changed("Tag", lambda f: replace(f, type=Type(name)), "name")
    (asked,) = revisions_of(spec, files_of(BEFORE)).asks
    assert asked.proposal.startswith(f"string(40) becomes {name}: ")


def test_an_agreement_holds_for_one_revision():
    """What was dropped, added again and is to be dropped again is asked again."""
    without = changed("Tag", lambda _: None, "name")
    second = agreed(without, BEFORE)
    texts = written(second)
    texts = written(revisions_of(FIRST, files_of(texts)))
    yes = tuple(
        replace(one, state=State.ACCEPTED) for one in revisions_of(without, files_of(BEFORE)).asks
    )
    again = revisions_of(replace(without, assumptions=yes), files_of(texts))
    assert [(one.name, one.state) for one in again.asks] == [
        ("A-0002-drop-tags-name", State.ACCEPTED),
        ("A-0004-drop-tags-name", State.BLOCKING),
    ]


WIDER = {
    "a longer text": changed(
        "Item", lambda f: replace(f, type=Type(TypeName.STRING, length=200)), "title"
    ),
    "a bound that goes": changed("Item", lambda f: replace(f, over=""), "price"),
    "more digits": changed(
        "Item", lambda f: replace(f, type=Type(TypeName.DECIMAL, precision=12, scale=3)), "price"
    ),
    "another value": replace(
        FIRST, enums=(FIRST.enums[0], replace(FIRST.enums[1], values=("open", "done", "lost", "x")))
    ),
    "an index": replace(
        FIRST, indexes=(*FIRST.indexes, Index("idx_tags", "Tag", (("name", True),)))
    ),
}


@pytest.mark.parametrize("spec", WIDER.values(), ids=WIDER)
def test_what_loses_nothing_asks_nothing(spec):
    revised = revisions_of(spec, files_of(BEFORE))
    assert (revised.asks, revised.diagnostics) == ((), ())
    assert revised.next is not None


def test_a_row_that_says_what_it_was_is_a_rename():
    spec = changed("Tag", lambda f: replace(f, name="label", was="name"), "name")
    revised = revisions_of(spec, files_of(BEFORE))
    assert 'batch.alter_column("name"' in upgrade_of(revised)
    assert 'new_column_name="label"' in upgrade_of(revised)
    assert revised.diagnostics == ()


def with_states(*values: str, **was: str) -> Spec:
    rest = tuple(one for one in FIRST.enums if one.name != "State")
    return replace(FIRST, enums=(*rest, Enum("State", values, was=tuple(was.items()))))


def test_values_that_say_what_they_were_are_called_so_in_rows():
    """Any number of them, wherever they stand now; the way back has the old ones."""
    spec = with_states("lost", "new", "over", new="open", over="done")
    revised = revisions_of(spec, files_of(BEFORE))
    assert (revised.asks, revised.diagnostics) == ((), ())
    assert revised.next is not None
    for way, old, new in (
        (revised.next.upgrade, "open", "new"),
        (revised.next.upgrade, "done", "over"),
        (revised.next.downgrade, "new", "open"),
        (revised.next.downgrade, "over", "done"),
    ):
        said = f"SET state = '{new}' WHERE state = '{old}'"
        assert any(said in line for line in way)


def test_a_value_that_goes_beside_one_that_is_called_another_name_is_asked():
    """What a rename says holds for itself only; nor is a value that is still there renamed."""
    for spec in (
        with_states("new", "over", new="open", over="done"),
        with_states("open", "new", new="open"),
    ):
        asks = revisions_of(spec, files_of(BEFORE)).asks
        assert [one.name for one in asks] == ["A-0002-narrow-items-state"]


def test_a_field_at_the_same_place_is_a_rename_and_is_said():
    spec = changed("Tag", lambda f: replace(f, name="label"), "name")
    revised = revisions_of(spec, files_of(BEFORE))
    assert 'new_column_name="label"' in upgrade_of(revised)
    assert codes(revised) == ["LK-S103"]


def test_a_rename_that_is_not_clear_is_asked():
    """Two came, one went: nothing is guessed."""
    spec = changed("Tag", lambda f: replace(f, name="label"), "name")
    tag = spec.entity("Tag")
    assert tag is not None
    two = replace(tag, fields=(*tag.fields, replace(tag.fields[-1], name="color")))
    spec = replace(spec, entities=tuple(two if e is tag else e for e in spec.entities))
    revised = revisions_of(spec, files_of(BEFORE))
    assert codes(revised) == ["LK-S104"]
    assert "`label was name`" in revised.diagnostics[0].hint


def test_a_table_of_another_name_keeps_its_rows():
    tag = FIRST.entity("Tag")
    assert tag is not None
    renamed = replace(tag, name="Label", table="labels", was="Tag")
    spec = replace(FIRST, entities=(*FIRST.entities[:2], renamed))
    revised = revisions_of(spec, files_of(BEFORE))
    key = 'op.execute("ALTER TABLE labels RENAME CONSTRAINT pk_tags TO pk_labels")'
    assert upgrade_of(revised).split("\n") == [
        'op.rename_table("tags", "labels")',
        'if op.get_bind().dialect.name == "postgresql":',
        f"    {key}",
    ]
    assert revised.diagnostics == ()
    after = schema_of_files(written(revised)).table("labels")
    assert after is not None
    assert after.constraint("pk_labels") is not None


def test_another_key_is_left_to_a_person():
    keyed = Entity("Tag", "tags", (), (replace(KEY, type=Type(TypeName.INTEGER)), *TAG_REST))
    spec = replace(FIRST, entities=(*FIRST.entities[:2], keyed))
    assert "LK-S106" in codes(revisions_of(spec, files_of(BEFORE)))


TAG_REST = FIRST.entities[2].fields[1:]
EDITED = "    op.execute(\"UPDATE tags SET name = 'x'\")\n\n\ndef downgrade"


def test_an_edited_revision_stays_as_it_is():
    """What luke wrote counts for what comes next, whatever a person did in it."""
    ((path, text),) = BEFORE.items()
    edited = text.replace("\n\ndef downgrade", EDITED, 1)
    files = Files({path: edited}, {path: (text,)})
    spec = with_field(Field("color", Type(TypeName.STRING, length=7)))
    revised = revisions_of(spec, files)
    assert revised.kept == {path: text}
    assert revised.next == revisions_of(spec, files_of(BEFORE)).next


OWN = '''
"""A person's own revision, as Alembic writes it."""

import sqlalchemy as sa
from alembic import op

revision: str = "ab12"
down_revision: str | None = "0001"


def upgrade() -> None:
    with op.batch_alter_table("tags", schema=None) as batch_op:
        batch_op.add_column(sa.Column("shade", sa.String(length=9), nullable=True))
    op.create_index("ix_own", "items", ["title"], unique=False)
'''


def test_a_revision_of_a_person_is_followed_and_its_columns_stay():
    files = Files({**BEFORE, "migrations/versions/ab12_own.py": OWN}, files_of(BEFORE).written)
    assert revisions_of(FIRST, files).next is None
    revised = revisions_of(with_field(Field("color", Type(TypeName.TEXT))), files)
    assert revised.next is not None
    assert revised.next.follows == "'ab12'"
    assert "shade" not in upgrade_of(revised)
    assert revised.kept == BEFORE


def test_a_revision_reads_back_as_the_schema_it_leads_to():
    spec = with_field(Field("color", Type(TypeName.STRING, length=7), required=True))
    texts = written(revisions_of(spec, files_of(BEFORE)))
    fresh = schema_of_files(written(revisions_of(spec, Files())))
    for table in fresh.tables:
        now = schema_of_files(texts).table(table.name)
        assert now is not None
        assert (set(now.columns), set(now.constraints)) == (
            set(table.columns),
            set(table.constraints),
        )


def test_a_revision_of_an_earlier_luke_is_understood():
    """An enum was a type of its own then."""
    text = (
        'revision = "0001"\ndown_revision = None\n\ndef upgrade():\n'
        '    op.create_table("t", sa.Column("s", sa.Enum("a", "b", name="st", length=32)))\n'
    )
    found = read(text)
    assert found is not None
    (step,) = found.steps
    (check,) = step.table.constraints
    assert (check.name, check.condition) == ("ck_t_st", "s IN ('a', 'b')")


def test_a_line_of_a_revision_is_about_a_field():
    """`luke why` knows within which table a batch is."""
    spec = with_field(Field("color", Type(TypeName.STRING, length=7)))
    texts = written(revisions_of(spec, files_of(BEFORE)))
    (path,) = texts.keys() - BEFORE.keys()
    lines = texts[path].split("\n")
    line = next(number for number, text in enumerate(lines, 1) if "batch.add_column" in text)
    assert item_at(path, texts[path], line, spec) == "Tag.color"
    assert item_at(path, texts[path], line - 1, spec) == "Tag"


STAY = (
    Field("starts_on", Type(TypeName.DATE)),
    Field("ends_on", Type(TypeName.DATE)),
)


def staying(*fields: Field) -> Spec:
    """Return the first plan, a tag of which has more fields."""
    one = FIRST.entity("Tag")
    assert one is not None
    now = replace(one, fields=(*one.fields, *fields))
    return replace(FIRST, entities=tuple(now if e is one else e for e in FIRST.entities))


def test_fields_that_are_to_be_compared_are_a_check():
    """Rows that are there may not keep it: it is said, and the database has the last word."""
    first = written(revisions_of(staying(*STAY), Files()))
    later = replace(STAY[1], at_least=("starts_on",))
    revised = revisions_of(staying(STAY[0], later), files_of(first))
    assert codes(revised) == ["LK-S109"]
    assert upgrade_of(revised) == (
        'with op.batch_alter_table("tags") as batch:\n'
        "    batch.create_check_constraint("
        'op.f("ck_tags_ends_on_vs_starts_on"), "ends_on >= starts_on")'
    )
    there = {**first, **written(revised)}
    strict = revisions_of(staying(STAY[0], replace(STAY[1], above=("starts_on",))), files_of(there))
    assert codes(strict) == ["LK-S109"]
    assert "drop_constraint" in upgrade_of(strict)
    loose = revisions_of(staying(*STAY), files_of(there))
    assert codes(loose) == []
    assert "drop_constraint" in upgrade_of(loose)


def test_a_comparison_follows_the_names_of_its_fields():
    """What it asks of the rows is the same: nothing is found."""
    pair = (STAY[0], replace(STAY[1], above=("starts_on",)))
    first = written(revisions_of(staying(*pair), Files()))
    now = (
        replace(STAY[0], name="begins_on", was="starts_on"),
        replace(pair[1], above=("begins_on",)),
    )
    revised = revisions_of(staying(*now), files_of(first))
    assert codes(revised) == []
    assert 'op.f("ck_tags_ends_on_vs_begins_on"), "ends_on > begins_on"' in upgrade_of(revised)
    there = {**first, **written(revised)}
    assert revisions_of(staying(*now), files_of(there)).next is None

"""A person's own revision: what Alembic lets one write is read, and nothing in it stops luke."""

from dataclasses import replace

import pytest

from luke_cli.backend.generate import revisions_of
from luke_cli.backend.revisions.read import read
from luke_cli.backend.revisions.values import Files
from tests.revisions.changes import FIRST
from tests.revisions.databases import files_of
from tests.revisions.test_revise import BEFORE, changed

HEAD = 'revision = "ab12"\ndown_revision = "0001"\n\n\ndef upgrade():\n'
SAME = {
    "the arguments by name": (
        'op.create_unique_constraint(constraint_name="uq_tags_name", table_name="tags", columns=["name"])',
        'op.create_unique_constraint("uq_tags_name", "tags", ["name"])',
    ),
    "some of them": (
        'op.create_foreign_key("fk", "a", "b", local_cols=["x"], remote_cols=["y"])',
        'op.create_foreign_key("fk", "a", "b", ["x"], ["y"])',
    ),
    "the table at its place": (
        'op.drop_index("ix_tags_name", "tags")',
        'op.drop_index("ix_tags_name", table_name="tags")',
    ),
    "a batch under a name of its own": (
        'with op.batch_alter_table("tags") as tags:\n        tags.drop_constraint("uq_tags_name")',
        'op.drop_constraint("uq_tags_name", "tags")',
    ),
    "a batch, and another table within": (
        'with op.batch_alter_table("tags") as batch:\n        op.drop_column("items", "title")',
        'op.drop_column("items", "title")',
    ),
    "a column by name": (
        'op.add_column("tags", column=sa.Column(name="a", type_=sa.Text()))',
        'op.add_column("tags", sa.Column("a", sa.Text()))',
    ),
}


def steps(line):
    found = read(f"{HEAD}    {line}\n")
    assert found is not None
    return found.steps


@pytest.mark.parametrize(("line", "same"), SAME.values(), ids=SAME)
def test_two_ways_to_write_a_step(line, same):
    assert steps(line) == steps(same)
    assert len(steps(line)) == 1


@pytest.mark.parametrize(
    "line",
    [
        'op.create_unique_constraint("uq", "tags", COLUMNS)',
        "op.create_table(*PARTS)",
        "op.rename_table(OLD, NEW)",
        'op.create_check_constraint("ck", "tags", sa.column("n") > 1)',
        'op.add_column("tags", sa.Column("c", sa.Enum(Color, name="color")))',
        "op.drop_column()",
    ],
)
def test_what_only_running_it_could_tell_is_left_alone(line):
    assert steps(line) == ()


def test_a_part_of_a_table_that_cannot_be_read_hides_no_other():
    (step,) = steps(
        'op.create_table("t", sa.Column("a", sa.Text()), sa.ForeignKeyConstraint(MINE, THEIRS))'
    )
    assert [column.name for column in step.table.columns] == ["a"]
    assert step.table.constraints == ()


def test_a_rename_of_a_persons_own_changes_nothing_else():
    """It says neither the type nor whether the column may be empty."""
    own = f'{HEAD}    op.alter_column("tags", "name", new_column_name="label")\n'
    files = Files({**BEFORE, "migrations/versions/ab12_own.py": own}, files_of(BEFORE).written)
    for required in (False, True):
        spec = changed("Tag", lambda f, r=required: replace(f, name="label", required=r), "name")
        revised = revisions_of(replace(spec, indexes=FIRST.indexes), files)
        assert (revised.next is not None) is required

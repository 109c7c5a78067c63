"""Every filter and every order that a list offers has an index."""

import pytest

from luke_cli import assets
from luke_cli.backend.views.tables import table_of
from luke_cli.plan import parse
from luke_cli.spec.model import Spec, TypeName
from tests.backend.specs import LABORATORY

PLAN = assets.examples() / "taskboard/app/design/BACKEND-DEV.md"


def _indexed(spec: Spec, name: str) -> set[tuple[str, ...]]:
    """Return the columns that an index, a uniqueness or a reference finds rows by."""
    entity = spec.entity(name)
    assert entity is not None
    table = table_of(spec, entity)
    single = {(f.name,) for f in entity.fields if f.unique or f.type.name is TypeName.REF}
    composite = {tuple(c.removesuffix(" DESC") for c in index.columns) for index in table.indexes}
    return single | composite | set(table.uniques)


@pytest.mark.parametrize("spec", [parse(PLAN.read_text(encoding="utf-8")), LABORATORY])
def test_what_a_list_offers_is_indexed(spec: Spec) -> None:
    asked = [
        (operation.group, name)
        for operation in spec.operations
        for parameter in spec.parameters_of(operation.name)
        if parameter.means in ("filter", "sort") and parameter.operator != "contains"
        for name in parameter.fields
    ]
    assert asked
    for group, name in asked:
        entity = next(one for one in spec.entities if one.name.lower() == group.replace("_", ""))
        keyed = [field.name for field in entity.fields if field.role == "key"]
        firsts = {columns[:2] for columns in _indexed(spec, entity.name)}
        assert name in keyed or any(name in first for first in firsts), (entity.name, name)


def test_many_rows_of_one_state_come_in_the_order_of_the_list() -> None:
    spec = parse(PLAN.read_text(encoding="utf-8"))
    assert ("status", "created_at") in _indexed(spec, "Task")


def test_what_is_searched_has_an_index_of_its_words() -> None:
    """Not of what only some may read: whoever searches would learn of it."""
    sample = LABORATORY.entity("Sample")
    assert sample is not None
    table = table_of(LABORATORY, sample)
    found = [(index.name, index.columns) for index in table.indexes if index.is_of_words]
    assert found == [("ix_samples_title_notes_words", ("title", "notes"))]

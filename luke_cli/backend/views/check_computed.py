"""Derives the tests of members that are counted: what an answer says is what the tables hold."""

from collections.abc import Iterator
from typing import Final

from luke_cli.backend.code import literal
from luke_cli.backend.views.bodies import Reader, model_of, reference_code
from luke_cli.backend.views.checks import CountedChecks
from luke_cli.backend.views.world import World
from luke_cli.spec.computed import Computed, sources_of
from luke_cli.spec.model import Entity, FieldRole, TypeName

_READ: Final = {
    TypeName.BOOLEAN: "bool",
    TypeName.INTEGER: "int",
    TypeName.BIGINT: "int",
    TypeName.DECIMAL: "Decimal",
    TypeName.FLOAT: "float",
}
"""What a member is compared as with what the tables hold, by its type."""


def counted_checks(world: World, entity: Entity, of: Reader) -> Iterator[CountedChecks]:
    """Yield the test of each counted member that a caller sees; the row is called `row`."""
    for field, source in sources_of(world.spec, entity):
        yield CountedChecks(
            name=literal(field.name),
            words=field.name,
            statement=_statement(world, source, of),
            read=_READ[field.type.name],
        )


def _statement(world: World, source: Computed, of: Reader) -> str:
    part = model_of(source.part)
    conditions = [f"{part}.{source.by.name} == row"]
    gone = next((f.name for f in source.part.fields if f.role is FieldRole.DELETED), "")
    if gone:
        conditions.append(f"{part}.{gone}.is_(None)")
    account = world.spec.account
    if source.mine and account:
        caller = reference_code(world, account, of)
        conditions.append(f"{part}.{source.mine.name} == {caller}")
    counted = f"func.sum({part}.{source.summed.name})" if source.summed else "func.count()"
    return f"select({counted}).select_from({part}).where({', '.join(conditions)})"

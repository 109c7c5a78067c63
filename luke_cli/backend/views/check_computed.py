"""Derives the tests of members that are counted: what an answer says is what the tables hold."""

from collections.abc import Iterator

from luke_cli.backend.code import literal
from luke_cli.backend.views.bodies import Reader, model_of, reference_code
from luke_cli.backend.views.checks import CountedChecks
from luke_cli.backend.views.world import World
from luke_cli.spec.computed import Computed, sources_of
from luke_cli.spec.model import NUMBERS, WHOLE, Entity, FieldRole, TypeName


def counted_checks(world: World, entity: Entity, of: Reader) -> Iterator[CountedChecks]:
    """Yield the test of each counted member that a caller sees; the row is called `row`."""
    for field, source in sources_of(world.spec, entity):
        decimal = field.type.name in NUMBERS and field.type.name not in WHOLE
        yield CountedChecks(
            name=literal(field.name),
            words=field.name,
            statement=_statement(world, source, of),
            read="Decimal" if decimal and field.type.name is TypeName.DECIMAL else type_of(source),
        )


def type_of(source: Computed) -> str:
    """Return the Python type that a number of rows, or whether there are any, is compared as."""
    return "bool" if source.mine else "int" if source.summed is None else "float"


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

"""How the generated tests write the rows of their world, one function a table."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Final

from luke_cli.backend.code import literal
from luke_cli.backend.compared import hours_of, sample_of, spaced, within
from luke_cli.backend.samples import STRINGS, bounds, code, lengths
from luke_cli.backend.views.belonging import Team, TeamBy, insertion_order
from luke_cli.backend.views.columns import key_of
from luke_cli.backend.views.passwords import password_view
from luke_cli.backend.views.ready import first_state, settled, states_for
from luke_cli.backend.views.states import state_fields
from luke_cli.backend.views.world import Held, World, enum_values, thing, unique_groups
from luke_cli.spec.model import Entity, Field, FieldRole, Kind, TypeName
from luke_cli.spec.verification import verified_field, verifies

_ROOM: Final = 1_000
"""Numbers in a row that a field must leave room for to be counted through."""
_FEW: Final = 3


@dataclass(frozen=True, slots=True)
class ColumnView:
    """A column of a row; both are Python."""

    name: str
    code: str
    """In terms of `row`: its name, holder, tenant and number."""


@dataclass(frozen=True, slots=True)
class RowsView:
    """The rows of one entity."""

    entity: str
    """Its class."""
    function: str
    words: str
    """For example `expense categories`."""
    places: str
    """Python: an iterable of `Place`."""
    columns: tuple[ColumnView, ...]
    parameters: str
    arguments: str

    @property
    def row(self) -> str:
        """The name of a place in the loop, as far as it is used."""
        return "row" if any("row." in column.code for column in self.columns) else "_"


def rows_views(world: World) -> tuple[RowsView, ...]:
    """Return the rows of all entities, those first that others point at."""
    order = insertion_order(world.spec)
    earlier: list[str] = []
    views = []
    for entity in order:
        views.append(_rows(world, entity, tuple(earlier)))
        earlier.append(entity.name)
    return tuple(views)


def row_key(entity: Entity, name: str) -> str:
    """Return the key of a row as Python; `name` is Python, too."""
    field = key_of(entity)
    if field.type.name in (TypeName.INTEGER, TypeName.BIGINT):
        return f"number({name})"
    if field.type.name in STRINGS:
        return f"code({name}, {lengths(field)[1]})"
    return f"key({name})"


def _rows(world: World, entity: Entity, earlier: tuple[str, ...]) -> RowsView:
    since = password_view(world.spec, entity).changed_at if entity is world.account else ""
    columns = [
        ColumnView(literal(field.name), _column(world, entity, field, earlier))
        for field in entity.fields
        if not (field.computed or field.name == since)
    ]
    hashed = any(column.code == "password_hash" for column in columns)
    return RowsView(
        entity=f"models.{entity.name}",
        function=f"rows_of_{entity.table}",
        words=thing(entity),
        places=_places(world, entity),
        columns=tuple(columns),
        parameters="password_hash: str" if hashed else "",
        arguments="password_hash" if hashed else "",
    )


def _places(world: World, entity: Entity) -> str:
    if entity is world.account:
        return "themselves(PEOPLE)"
    if entity is world.tenant:
        return "themselves(TENANTS)"
    holders = {Held.PERSON: "PEOPLE", Held.TENANT: "TENANTS", Held.NOBODY: '("",)'}
    function = "pairs" if world.spared(entity) else "singles"
    more = {world.team.group: ", TEAMS", world.team.join: ", MEMBERSHIPS"}.get(entity.name, "")
    return f"{function}({literal(thing(entity))}, {holders[world.placed(entity)]}{more})"


def _column(world: World, entity: Entity, field: Field, earlier: tuple[str, ...]) -> str:
    by_role = _by_role(world, entity, field)
    if by_role is not None:
        return by_role
    if entity is world.account and (special := _of_account(world, field)):
        return special
    if field.type.name is TypeName.REF:
        return _reference(world, entity, field, earlier)
    if field.name in state_fields(world.spec, entity):
        return _state(world, entity, field)
    moved = field.name in _moved(world, entity) and not field.required
    return settled(world, entity, field) or ("None" if moved else _varied(world, entity, field))


def _by_role(world: World, entity: Entity, field: Field) -> str | None:
    if field.role is FieldRole.KEY and field.type.name is TypeName.REF:
        return None
    moment = "NOON + timedelta(minutes=row.nth)"
    forms: dict[FieldRole | None, str] = {
        FieldRole.KEY: row_key(entity, "row.name"),
        FieldRole.OWNER: row_key(world.account, "row.holder"),
        FieldRole.LOCK: "1",
        FieldRole.CREATED: moment,
        FieldRole.UPDATED: moment,
        FieldRole.DELETED: "None",
    }
    if world.tenant:
        forms[FieldRole.TENANT] = row_key(world.tenant, "row.tenant")
    return forms.get(field.role)


def _of_account(world: World, field: Field) -> str | None:
    special = {
        world.spec.setting("login_by") or "email": "login_of(row.name)",
        "password_hash": "password_hash",
        "is_active": "True",
    }
    verified = verified_field(world.account) if verifies(world.spec) else None
    if verified is not None:
        special[verified.name] = "True" if verified.type.name is TypeName.BOOLEAN else "NOON"
    if world.spec.roles:
        special["role"] = "ROLE_OF[row.name]"
    if field.name == world.team.field and world.team.by is not TeamBy.JOIN:
        special[field.name] = _teamed(world, world.team)
    return special.get(field.name)


def _teamed(world: World, team: Team) -> str:
    if team.by is TeamBy.MANAGER:
        leader = row_key(world.account, "LEADER_OF[row.name]")
        return f"{leader} if row.name in LEADER_OF else None"
    group = _entity(world, team.group)
    return row_key(group, f"TEAM_OF.get(row.name, {_name_of(world, Held.PERSON, group)})")


def _entity(world: World, name: str) -> Entity:
    return next(entity for entity in world.spec.entities if entity.name == name)


def _reference(world: World, entity: Entity, field: Field, earlier: tuple[str, ...]) -> str:
    target = world.spec.entity(field.type.target)
    if target is None or (target.name not in earlier and not field.required):
        return "None"
    name = _name_of(world, world.placed(entity), target)
    if entity.name == world.team.join:
        joined = {world.team.field: "MEMBER_OF", world.team.group_field: "TEAM_OF"}
        if field.name in joined:
            name = f"{joined[field.name]}.get(row.name, {name})"
    return row_key(target, name)


def _name_of(world: World, held: Held, target: Entity) -> str:
    """Return the name of the row that a row points at, as Python in terms of `row`."""
    if target is world.tenant:
        return "row.tenant"
    words = thing(target)
    wanted = world.placed(target)
    if wanted is Held.NOBODY:
        return literal(words)
    if wanted is Held.TENANT:
        return f'f"{words} of {{row.tenant}}"'
    holder = "row.holder" if held is Held.PERSON else "row.somebody"
    return holder if target is world.account else f'f"{words} of {{{holder}}}"'


def _state(world: World, entity: Entity, field: Field) -> str:
    first = literal(first_state(world, entity, field))
    if not world.spared(entity):
        return first
    # What is to spare is what a test removes.
    values = states_for(world, entity, field, Kind.DELETE) or enum_values(world, field)
    return f"{_cycle(values)} if row.spare else {first}"


def _moved(world: World, entity: Entity) -> frozenset[str]:
    """Return the fields that transitions fill."""
    own = [t for t in world.spec.transitions if t.entity == entity.name]
    effects = {effect.field for t in own for effect in t.effects}
    return frozenset(effects | {need for t in own for need in t.needs})


def _varied(world: World, entity: Entity, field: Field) -> str:
    rows = len(world.holders(entity)) * (2 if world.spared(entity) else 1)
    rows += len(world.people) if entity.name in (world.team.group, world.team.join) else 0
    unique = any(field in group for group in unique_groups(world.spec, entity))
    counted = _counted(world, entity, field)
    if counted is not None:
        return counted
    values = enum_values(world, field)
    count = rows if unique else _FEW
    found = [sample_of(world.spec, entity, field, values, nth=nth) for nth in range(count)]
    good = list(dict.fromkeys(map(code, (value for value in found if value is not None))))
    if not good:
        return '"x"' if field.required else "None"
    return _cycle_code(good)


def _counted(world: World, entity: Entity, field: Field) -> str | None:
    """Return a value that grows with the number of the row, if the rules leave room for that."""
    name = field.type.name
    if name in (TypeName.INTEGER, TypeName.BIGINT, TypeName.DECIMAL, TypeName.FLOAT):
        return _counted_number(within(entity, field))
    if name in STRINGS:
        return _counted_text(field)
    days, minutes = _later(world, entity, field)
    first, hours = hours_of(entity, field)
    forms: dict[TypeName, str] = {
        TypeName.BOOLEAN: "row.nth % 2 == 0",
        TypeName.DATE: f"DAY + timedelta(days={days})",
        TypeName.DATETIME: f"NOON + timedelta(days={days})",
        TypeName.TIME: f"time({f'{first} + ' if first else ''}row.nth % {hours}, 30)",
        TypeName.DURATION: f"timedelta(minutes={90 + minutes} + row.nth)",
        TypeName.UUID: f'key(f"{field.name} of {{row.name}}")',
        TypeName.JSON: '{"nth": row.nth}',
        TypeName.BYTES: "str(row.nth).encode()",
    }
    return forms.get(name)


def _later(world: World, entity: Entity, field: Field) -> tuple[str, int]:
    """Return by how many days, as Python, and minutes a field is later than the first of all rows."""
    by, turn = spaced(world.spec, entity, field)
    days = f"{turn} * row.nth" if turn > 1 else "row.nth"
    return f"{by.days} + {days}" if by else days, by // timedelta(minutes=1)


def _counted_number(field: Field) -> str | None:
    low, high = bounds(field)
    start = max(low, Decimal(10))
    if high - start < _ROOM:
        return None
    first = int(start) + (1 if int(start) < start else 0)
    number = f"{first} + row.nth"
    form: dict[TypeName, Callable[[str], str]] = {
        TypeName.DECIMAL: lambda text: f"Decimal({text})",
        TypeName.FLOAT: lambda text: f"float({text})",
    }
    return form.get(field.type.name, str)(number)


def _counted_text(field: Field) -> str | None:
    shortest, longest = lengths(field)
    words = field.name.replace("_", " ").capitalize()
    forms = {
        TypeName.EMAIL: "somebody{row.nth}@example.com",
        TypeName.URL: "https://example.com/{row.nth}",
        TypeName.SLUG: f"{field.name.replace('_', '-')}-{{row.nth}}",
    }
    form = forms.get(field.type.name, f"{words} {{row.nth}}")
    length = len(form) - len("{row.nth}")
    if field.pattern or longest < length + _FEW or shortest > length + 1:
        return None
    return f'f"{form}"'


def _cycle(values: tuple[str, ...]) -> str:
    return _cycle_code([literal(value) for value in values])


def _cycle_code(items: list[str]) -> str:
    if len(items) == 1:
        return items[0]
    return f"({', '.join(items)})[row.nth % {len(items)}]"

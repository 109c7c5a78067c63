"""What the templates may see of the conditions that a row has to meet before it is changed."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from luke_cli.backend.code import literal
from luke_cli.backend.naming import member_of, module_of
from luke_cli.backend.views.columns import role_enum_of
from luke_cli.backend.views.moments import timedelta_code
from luke_cli.spec.guards import counted_by, other_field, part_of, states_in
from luke_cli.spec.heirs import with_heirs
from luke_cli.spec.leads import is_lead, lead_of, told_guard
from luke_cli.spec.model import Entity, Field, FieldRole, Guard, Spec, TypeName

_SIGNS = {"=": "==", "<>": "!="}
_TEXTS = (TypeName.STRING, TypeName.TEXT, TypeName.EMAIL, TypeName.URL, TypeName.SLUG)


@dataclass(frozen=True, slots=True)
class FreedView:
    """Those who need not meet a condition."""

    name: str
    """The parameter of the statement that says so."""
    roles: tuple[str, ...]

    @property
    def keyword(self) -> str:
        """What tells the statement of a caller whether it is one of them."""
        told = f"in {{{', '.join(self.roles)}}}" if self.roles[1:] else f"is {self.roles[0]}"
        return f"{self.name}=access.principal.role {told}"


@dataclass(frozen=True, slots=True)
class GuardView:
    """A condition; all Python."""

    text: str
    """As the plan says it, in quotes."""
    condition: str
    freed: FreedView | None
    moment: str
    """What tells the statement from when on a row is late enough; "" without that."""
    parts: tuple[tuple[str, str], ...]
    """Models that the condition is about beside that of the row, each with its module."""


@dataclass(frozen=True, slots=True)
class GuardsView:
    """The conditions of an operation."""

    name: str
    """Of the constant."""
    guards: tuple[GuardView, ...]

    @property
    def bound(self) -> tuple[str, ...]:
        """What tells the statement of a caller, and of the moment, each once."""
        freed = (guard.freed.keyword for guard in self.guards if guard.freed)
        moments = (guard.moment for guard in self.guards if guard.moment)
        return tuple(dict.fromkeys((*moments, *freed)))


def guards_view(
    spec: Spec, entity: Entity, function: str, operations: Iterable[str]
) -> GuardsView | None:
    """Return the conditions of the function that serves some operations; None if there are none."""
    guards = dict.fromkeys(guard for name in operations for guard in spec.guards_of(name))
    views = tuple(_guard(spec, entity, guard) for guard in guards)
    return GuardsView(f"_{function.strip('_').upper()}_GUARDS", views) if views else None


def _guard(spec: Spec, entity: Entity, guard: Guard) -> GuardView:
    condition = _condition(spec, entity, guard)
    out = _freed(spec, guard) if guard.role else None
    part = spec.entity(part_of(guard))
    return GuardView(
        text=literal(told_guard(spec, guard)),
        condition=f"or_({condition}, bindparam({literal(out.name)}, type_=Boolean()))"
        if out
        else condition,
        freed=out,
        moment=_moment(spec, entity, guard),
        parts=((part.name, module_of(part)),) if part else (),
    )


def _freed(spec: Spec, guard: Guard) -> FreedView | None:
    account = spec.account
    enum = role_enum_of(account) if account else "Role"
    roles = tuple(f"{enum}.{member_of(role)}" for role in with_heirs(spec, [guard.role]))
    return FreedView(f"_{guard.role}", roles)


def _moment(spec: Spec, entity: Entity, guard: Guard) -> str:
    """Return the moment from which on a row is late enough, as an argument; "" if none is asked for."""
    if not is_lead(guard):
        return ""
    moment = f"now() + {timedelta_code(lead_of(spec, guard))}"
    return (
        f"{_lead(spec, entity, guard)}={f'({moment}).date()' if _is_day(entity, guard) else moment}"
    )


def _lead(spec: Spec, entity: Entity, guard: Guard) -> str:
    """Return the name of the parameter that tells that moment."""
    day = "_day" if _is_day(entity, guard) else ""
    return f"_in_{lead_of(spec, guard).replace(' ', '_')}{day}"


def _is_day(entity: Entity, guard: Guard) -> bool:
    field = entity.field(guard.of)
    return field is not None and field.type.name is TypeName.DATE


def _condition(spec: Spec, entity: Entity, guard: Guard) -> str:
    part = spec.entity(part_of(guard))
    if part is not None:
        return _count(entity, part, guard)
    field = entity.field(guard.of)
    column = f"{entity.name}.{guard.of}"
    if field is None:
        return column
    if guard.sign.endswith("set"):
        return _is_set(column, field, there=guard.sign == "is set")
    if guard.sign == "in":
        values = ", ".join(_value(field, json.dumps(state)) for state in states_in(guard))
        return f"{column}.in_(({values},))"
    other = other_field(entity, guard)
    if not other and field.type.name is TypeName.BOOLEAN:
        true = (guard.value == "true") is (guard.sign == "=")
        return f"{column}.is_({true})"
    if is_lead(guard):
        value = f"bindparam({literal(_lead(spec, entity, guard))})"
    else:
        value = f"{entity.name}.{other}" if other else _value(field, guard.value)
    return f"{column} {_SIGNS.get(guard.sign, guard.sign)} {value}"


def _is_set(column: str, field: Field, *, there: bool) -> str:
    if field.type.name in _TEXTS:
        # An empty text is as good as none.
        return f'{column} != ""' if there else f'func.coalesce({column}, "") == ""'
    return f"{column}.is_not(None)" if there else f"{column}.is_(None)"


def _value(field: Field, value: str) -> str:
    if field.type.enum:
        return f"{field.type.enum}.{member_of(json.loads(value))}"
    if field.type.name is TypeName.DECIMAL:
        return f"Decimal({value})" if value.lstrip("-").isdigit() else f'Decimal("{value}")'
    return literal(json.loads(value))


def _count(entity: Entity, part: Entity, guard: Guard) -> str:
    key = next(f.name for f in entity.fields if f.role is FieldRole.KEY)
    gone = next((f.name for f in part.fields if f.role is FieldRole.DELETED), "")
    there = f", {part.name}.{gone}.is_(None)" if gone else ""
    mine = f"{part.name}.{counted_by(part, entity)} == {entity.name}.{key}{there}"
    counted = f"select(func.count()).select_from({part.name}).where({mine})"
    return f"{counted}.correlate({entity.name}).scalar_subquery() {guard.sign} {guard.value}"

"""What the templates may see of a step of a workflow."""

from dataclasses import dataclass

from luke_cli.backend.naming import member_of, module_of
from luke_cli.backend.views.belonging import reference_to
from luke_cli.backend.views.columns import owner_of
from luke_cli.backend.views.guards import GuardsView, guards_view
from luke_cli.backend.views.operations import (
    OperationView,
)
from luke_cli.backend.views.parents import changed_rows
from luke_cli.backend.views.schemas import (
    MemberView,
    taken_type,
)
from luke_cli.spec.model import (
    Effect,
    Entity,
    Field,
    FieldRole,
    Kind,
    Spec,
    Transition,
    TypeName,
)
from luke_cli.spec.overlaps import may_meet, overlaps_of


@dataclass(frozen=True, slots=True)
class SetView:
    """A column and the value that the server gives it; both are Python."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class WrittenView:
    """The row that a transition writes to a part."""

    model: str
    module: str
    parent: str
    values: tuple[SetView, ...]
    position: str
    """The field that counts the rows; "" if none."""


@dataclass(frozen=True, slots=True)
class TransitionView:
    """A transition, beside its operation."""

    operation: OperationView
    statement: str
    """Function that makes the UPDATE."""
    field: str
    origins: tuple[str, ...]
    target: str
    values: tuple[SetView, ...]
    """What the statement sets, beyond the state."""
    four_eyes: bool
    body: tuple[MemberView, ...]
    stored: tuple[str, ...]
    """Members of the body that the entity keeps."""
    written: WrittenView | None
    guards: GuardsView | None
    meets: bool
    """It may lead to a time that another row has taken."""
    rows: str
    """The function of `scopes.py` that tells which rows it moves."""

    @property
    def moment(self) -> bool:
        """Its statement sets a moment."""
        return any('"_now"' in value.value for value in self.values)

    @property
    def day(self) -> bool:
        """Its statement sets a day."""
        return any('"_today"' in value.value for value in self.values)


def transitions_of(
    spec: Spec, entity: Entity, views: tuple[OperationView, ...]
) -> list[TransitionView]:
    """Return the steps of the workflows of an entity."""
    found = []
    for view in views:
        transition = spec.transition(view.name)
        field = entity.field(transition.field) if transition else None
        if view.kind == Kind.TRANSITION and transition and field:
            found.append(_transition(spec, entity, view, transition, field))
    return found


def _transition(
    spec: Spec, entity: Entity, view: OperationView, transition: Transition, field: Field
) -> TransitionView:
    enum = field.type.enum
    needs = [need for need in transition.needs if need != "not owner"]
    writes = next((e for e in transition.effects if e.writes_entity), None)
    part = spec.entity(writes.writes_entity) if writes else None
    return TransitionView(
        operation=view,
        statement=f"_{view.function}",
        field=field.name,
        origins=tuple(f"{enum}.{member_of(origin)}" for origin in transition.origins),
        target=f"{enum}.{member_of(transition.target)}",
        values=tuple(set_view(entity, e) for e in transition.effects if entity.field(e.field)),
        four_eyes="not owner" in transition.needs and bool(owner_of(entity)),
        body=tuple(_needed(spec, entity, part, need) for need in needs),
        stored=tuple(need for need in needs if entity.field(need)),
        written=_written(spec, entity, part, writes, needs) if part and writes else None,
        guards=guards_view(spec, entity, view.function, (view.name,)),
        meets=any(may_meet(one, transition) for one in overlaps_of(spec, entity)),
        rows=changed_rows(spec, entity, (view.name,)),
    )


def _needed(spec: Spec, entity: Entity, part: Entity | None, need: str) -> MemberView:
    field = entity.field(need) or (part.field(need) if part else None)
    text = "Annotated[Line, Field(min_length=1, max_length=2_000)]"
    return MemberView(need, taken_type(spec, field) if field and not _is_text(field) else text)


def _is_text(field: Field) -> bool:
    return field.type.name in (TypeName.TEXT, TypeName.STRING) and not field.pattern


def set_view(
    entity: Entity,
    effect: Effect,
    *,
    now: str = 'bindparam("_now")',
    today: str = 'bindparam("_today")',
) -> SetView:
    """Return the column that an effect sets; `now` and `today` are the Python of the moment."""
    values = {
        "now()": now,
        "today()": today,
        "me": 'bindparam("_caller")',
        "null": "None",
        "true": "True",
        "false": "False",
    }
    field = entity.field(effect.field)
    if field and field.type.enum and effect.value.startswith('"'):
        return SetView(effect.field, f"{field.type.enum}.{member_of(effect.value.strip(chr(34)))}")
    if field and field.type.name is TypeName.DATE and effect.value == "now()":
        return SetView(effect.field, today)
    return SetView(effect.field, values.get(effect.value, effect.value or "None"))


def _written(
    spec: Spec, entity: Entity, part: Entity, effect: Effect, needs: list[str]
) -> WrittenView | None:
    parent = reference_to(part, entity)
    if parent is None:
        return None
    values = []
    position = ""
    for field in part.fields:
        value = _part_value(spec, part, field, effect, needs)
        if field is not parent and value:
            values.append(SetView(field.name, value))
        if field.required and field.name in ("sequence_order", "sequence", "position", "step"):
            position = field.name
    return WrittenView(part.name, module_of(part), parent.name, tuple(values), position)


def _part_value(spec: Spec, part: Entity, field: Field, effect: Effect, needs: list[str]) -> str:
    account = next(e for e in spec.entities if e.trait("account"))
    enum = spec.enum(field.type.enum)
    if field.role is FieldRole.TENANT:
        return "access.principal.tenant_id"
    if field is reference_to(part, account):
        return "access.principal.user_id"
    if enum and effect.writes_value in enum.values:
        return f"{enum.name}.{member_of(effect.writes_value)}"
    if field.name in needs:
        return f"body.{field.name}"
    if field.name in (f"{effect.writes_value}_at", "decided_at") and not field.role:
        return "now()"
    return ""

"""What the templates of the generated tests may see: the world, and the matrix of rights."""

from dataclasses import dataclass

from luke_cli.backend.code import literal
from luke_cli.backend.views.belonging import TeamBy
from luke_cli.backend.views.bodies import (
    PASSWORD_CODE,
    MemberView,
    Reader,
    model_of,
    name_code,
    row_name,
)
from luke_cli.backend.views.calls import (
    WHOEVER,
    Call,
    below_of,
    call_of,
    four_eyes,
    reaches_of,
)
from luke_cli.backend.views.check_files import form_code
from luke_cli.backend.views.check_inbox import ToldCells, told_cells
from luke_cli.backend.views.check_owners import WayCheck, way_checks
from luke_cli.backend.views.columns import key_of
from luke_cli.backend.views.files import FileSample
from luke_cli.backend.views.logins import login_code
from luke_cli.backend.views.passwords import password_view
from luke_cli.backend.views.paths import entity_of
from luke_cli.backend.views.policies import shows_anybody
from luke_cli.backend.views.ready import step_values
from luke_cli.backend.views.rows import RowsView, row_key, rows_views
from luke_cli.backend.views.trails import action_column, leaves_entry
from luke_cli.backend.views.world import BYSTANDER, TENANTS, Person, World
from luke_cli.spec.model import Kind, Operation


@dataclass(frozen=True, slots=True)
class PersonView:
    """Somebody; all Python literals."""

    name: str
    role: str
    tenant: str


@dataclass(frozen=True, slots=True)
class FolderView:
    """Where the files of an entity are kept; words, not Python."""

    name: str
    key: str
    rows: str
    """The function that returns the rows."""


@dataclass(frozen=True, slots=True)
class WorldView:
    """The module `world.py`; all but the flags and the introduction is Python."""

    introduction: tuple[str, ...]
    password: str
    people: tuple[PersonView, ...]
    tenants: str
    bystander: str
    leaders: str
    teams: str
    team_of: str
    memberships: str
    member_of: str
    login: str
    account_key: str
    tables: tuple[RowsView, ...]
    file_folders: tuple[FolderView, ...]
    uses_somebody: bool
    uses_numbers: bool
    uses_codes: bool


@dataclass(frozen=True, slots=True)
class OwnerView:
    """Whose row lies just within a reach."""

    reach: str
    name: str


@dataclass(frozen=True, slots=True)
class CallView:
    """One entry of the table of calls; all but the flags is Python."""

    operation: str
    method: str
    of: str
    path: str
    success: int
    by: str
    body: tuple[MemberView, ...]
    bodied: bool
    """A body is sent, though it may be empty."""
    given: str
    """A statement that puts the row into the state that the call needs."""
    given_of: str
    if_match: bool
    file: bool
    form: str
    """The fields that come with the file; "" if none do."""
    four_eyes: bool
    tangled: bool
    below: str
    blind: str
    trails: bool | None
    """Its success leaves an entry in the trail; None leaves that to who writes the operation."""
    whose: str


@dataclass(frozen=True, slots=True)
class AccessView:
    """The module `test_access.py`."""

    rights: tuple[str, ...]
    calls: tuple[CallView, ...]
    owners: tuple[OwnerView, ...]
    world_names: str
    prepared: bool
    """Some calls need a row in another state."""
    tenants: bool
    locks: bool
    four_eyes: bool
    uploads: bool
    forms: bool
    nested: bool
    tangled: str
    """A set: the statuses of calls whose outcome hangs on other rows; "" if there are none."""
    blind: bool
    file: str
    somebody: str
    visits: str
    """A list: the operations that show something to anybody; "" if there are none."""
    trail: str
    """The column that names what was done; "" without a trail."""
    free: bool
    """Of some calls nobody knows yet whether they leave an entry."""
    told: ToldCells | None
    """None if nobody is told of anything."""
    ways: tuple[WayCheck, ...]


def world_view(world: World) -> WorldView:
    """Return what `world.py` says."""
    tables = rows_views(world)
    code = " ".join(column.code for rows in tables for column in rows.columns)
    return WorldView(
        introduction=_introduction(world),
        password=literal(password_view(world.spec, world.account).sample),
        people=tuple(map(_person, world.people)),
        tenants=_tuple(world.tenants) if world.tenant else "",
        bystander=literal(BYSTANDER),
        leaders=_leaders(world),
        teams=_teams(world),
        team_of=_team_of(world),
        memberships=_memberships(world),
        member_of=_member_of(world),
        login=login_code(world),
        account_key=row_key(world.account, "name"),
        tables=tables,
        file_folders=tuple(
            FolderView(entity.table, key_of(entity).name, f"rows_of_{entity.table}")
            for entity in world.spec.entities
            if entity.trait("file of")
        ),
        uses_somebody="row.somebody" in code,
        uses_numbers="number(" in code,
        uses_codes="code(" in code,
    )


def access_view(world: World, file: FileSample) -> AccessView:
    """Return what `test_access.py` says."""
    visits = [operation for operation in world.spec.operations if shows_anybody(operation)]
    operations = [*_with_rights(world), *visits]
    called = [call_of(world, operation) for operation in operations]
    calls = tuple(_call(world, call) for call in called)
    names = ["PEOPLE", *(["TENANT_OF"] if world.tenant else [])]
    ways = tuple(way for one in operations for way in way_checks(world, one))
    code = " ".join(call.path + " ".join(m.code for m in call.body) for call in calls)
    code += " ".join(way.given for way in ways)
    names += [name for name in ("code", "key", "number") if f"{name}(" in code]
    names += [PASSWORD_CODE] if PASSWORD_CODE in code else []
    return AccessView(
        rights=_rights(world),
        calls=calls,
        owners=_owners(world),
        world_names=", ".join(names),
        prepared=any(call.given for call in calls),
        tenants=world.tenant is not None,
        locks=any(call.if_match for call in calls),
        four_eyes=any(call.four_eyes for call in calls),
        uploads=any(call.file for call in calls),
        forms=any(call.form for call in calls),
        nested=any(call.below for call in calls),
        tangled=_tangled(called),
        blind=any(call.blind for call in calls),
        file=f"({file.name}, {file.content}, {file.media_type})",
        somebody=literal(world.roles[0]),
        visits=_names(visits),
        trail=action_column(world.spec),
        free=any(call.trails is None for call in calls),
        told=told_cells(world),
        ways=ways,
    )


def _tangled(called: list[Call]) -> str:
    found = [call.operation.status for call in called if call.tangled]
    statuses = sorted({201, 204, 409, *filter(None, found)})
    return f"{{{', '.join(map(str, statuses))}}}" if found else ""


def _names(operations: list[Operation]) -> str:
    return f"[{', '.join(literal(one.name) for one in operations)}]" if operations else ""


def _call(world: World, call: Call) -> CallView:
    operation = call.operation
    entity = entity_of(world.spec, operation)
    given = _given(world, call)
    below = below_of(world, operation)
    by = "by" if any("{by." in m.code for m in call.body) else "_"
    return CallView(
        operation=literal(operation.name),
        method=literal(operation.method),
        of="of" if "of.person" in call.path or "of.tenant" in call.path else "_",
        path=call.path,
        success=call.success,
        by=by,
        body=call.body,
        bodied=bool(call.body) or operation.kind in (Kind.CREATE, Kind.UPDATE),
        given=given,
        given_of="of" if "{of." in given else "_",
        if_match=call.if_match,
        file=call.file,
        form=form_code(world, entity, Reader("", "")) if call.file and entity else "",
        four_eyes=four_eyes(world, operation),
        tangled=call.tangled,
        below=literal(below.name) if below else "",
        blind=literal(" ".join(call.blind)) if call.blind else "",
        trails=leaves_entry(world.spec, operation),
        whose=literal(" ".join(call.whose)) if call.whose else "",
    )


def _given(world: World, call: Call) -> str:
    entity = entity_of(world.spec, call.operation)
    values = step_values(world, call.operation)
    if entity is None or not values:
        return ""
    found = row_key(entity, name_code(row_name(world, entity, WHOEVER), "'"))
    key = f"{model_of(entity)}.{key_of(entity).name} == {found}"
    return f"update({model_of(entity)}).where({key}).values({values})"


def _with_rights(world: World) -> list[Operation]:
    """Return the operations that ask who is calling."""
    asking = (o for o in world.spec.operations if o.group != "auth" and not shows_anybody(o))
    return [operation for operation in asking if reaches_of(world, operation)]


def _rights(world: World) -> tuple[str, ...]:
    lines = [("operation", *world.roles)]
    for operation in _with_rights(world):
        reaches = reaches_of(world, operation)
        lines.append((operation.name, *(reaches.get(role, "-") for role in world.roles)))
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return tuple("  ".join(map(str.ljust, line, widths)).rstrip() for line in lines)


def _owners(world: World) -> tuple[OwnerView, ...]:
    names = {"own": "{role}", "team": "teammate of {role}", "tenant": "colleague"}
    names["all"] = "stranger" if world.tenant else "colleague"
    if not world.tenant:
        del names["tenant"]
    return tuple(OwnerView(literal(reach), literal(name)) for reach, name in names.items())


def _introduction(world: World) -> tuple[str, ...]:
    home = [person.name for person in world.people if person.tenant in ("", TENANTS[0])]
    if not world.tenant:
        return (f"people: {', '.join(home)}",)
    abroad = [person.name for person in world.people if person.tenant == TENANTS[1]]
    return (f"{TENANTS[0]}: {', '.join(home)}", f"{TENANTS[1]}: {', '.join(abroad)}")


def _person(person: Person) -> PersonView:
    return PersonView(literal(person.name), literal(person.role), literal(person.tenant))


def _tuple(names: tuple[str, ...]) -> str:
    return f"({', '.join(map(literal, names))},)"


def _dict(items: dict[str, str]) -> str:
    return "{" + ", ".join(f"{literal(k)}: {literal(v)}" for k, v in items.items()) + "}"


def _leaders(world: World) -> str:
    led = {person.name: person.leader for person in world.people if person.leader}
    return _dict(led) if world.team.by is TeamBy.MANAGER else ""


def _pairs(pairs: tuple[tuple[str, str], ...]) -> str:
    return "(" + "".join(f"({literal(a)}, {literal(b)}), " for a, b in pairs) + ")"


def _teams(world: World) -> str:
    group = world.spec.entity(world.team.group) if world.team.group else None
    return _pairs(world.team_rows(group)) if group else ""


def _team_of(world: World) -> str:
    by_member = world.team.by is TeamBy.GROUP
    found = world.memberships.items()
    return _dict({m if by_member else name: f"team of {leader}" for name, (m, leader) in found})


def _memberships(world: World) -> str:
    join = world.spec.entity(world.team.join) if world.team.join else None
    return _pairs(world.team_rows(join)) if join else ""


def _member_of(world: World) -> str:
    return _dict({name: member for name, (member, _) in world.memberships.items()})

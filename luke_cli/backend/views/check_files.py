"""Derives the tests of uploads, downloads and many-to-many links."""

from dataclasses import dataclass, replace

from luke_cli.backend.code import literal
from luke_cli.backend.naming import module_of
from luke_cli.backend.views.actors import actor_of, can
from luke_cli.backend.views.belonging import reference_to
from luke_cli.backend.views.bodies import Reader, body_of, model_of, reference_code
from luke_cli.backend.views.calls import path_code
from luke_cli.backend.views.checks import UploadChecks
from luke_cli.backend.views.columns import key_of
from luke_cli.backend.views.entities import entity_view
from luke_cli.backend.views.paths import parameters_of
from luke_cli.backend.views.rows import row_key
from luke_cli.backend.views.trails import action_column
from luke_cli.backend.views.uploads import FileView, told_fields
from luke_cli.backend.views.world import World
from luke_cli.names import snake
from luke_cli.spec.model import Entity, Kind, Operation
from luke_cli.spec.statuses import success


@dataclass(frozen=True, slots=True)
class LinkChecks:
    """The tests of an attach or a detach."""

    verb: str
    """A word, not Python."""
    method: str
    caller: str
    path: str
    success: int
    model: str
    pair: str
    """Two conditions."""
    paired: bool
    """The world has the pair that is to be made."""
    does: str
    """A word, not Python."""
    before: int
    after: int
    again: int
    """Status of the second call."""
    member: str
    """What the refusal of a row that does not exist names; "" if it is 404."""
    nothing: str
    """The same with a second row that does not exist."""
    operation: str
    trail: str
    """The column of the trail that names what was done; "" without a trail."""


def upload_checks(world: World, entity: Entity, operation: Operation) -> UploadChecks | None:
    """Return the tests of an upload and of the download of what was uploaded."""
    actor = actor_of(world, operation)
    file = entity_view(world.spec, entity).file
    if actor is None or file is None:
        return None
    download = _of_kind(world, operation, Kind.DOWNLOAD)
    nothing = elsewhere(world, operation)
    me = Reader(actor.name, world.tenant_of(actor.name))
    down = download is not None and can(world, download, replace(actor, of=me))
    return UploadChecks(
        verb=snake(operation.verb),
        caller=literal(actor.name),
        path=path_code(world, operation, actor.of),
        success=success(operation),
        shown=_shown(entity, file),
        key=key_of(entity).name,
        stored=f"f\"{module_of(entity)}/{{created['{key_of(entity).name}']}}\"",
        download=_uploaded(world, entity, download) if download and down else "",
        nothing=nothing,
        typed=bool(file.media_type),
        data=_data(world, entity, me),
        kept=_kept(world, entity, operation, actor.of) if file.replaces else "",
    )


def _kept(world: World, entity: Entity, operation: Operation, of: Reader) -> str:
    """Return the statement that counts the files of the row that an upload is below."""
    above = [p.entity for p in parameters_of(world.spec, operation) if p.entity]
    field = reference_to(entity, above[-1]) if above else None
    if field is None:
        return ""
    model, row = model_of(entity), reference_code(world, above[-1], of)
    return f"select(func.count()).select_from({model}).where({model}.{field.name} == {row})"


def _data(world: World, entity: Entity, of: Reader) -> str:
    """Return the fields that come with a file, as a keyword of a call; "" if there are none."""
    form = form_code(world, entity, of)
    return f", data={form}" if form else ""


def form_code(world: World, entity: Entity, of: Reader) -> str:
    """Return the fields that come with a file, as a dictionary in Python; "" if there are none."""
    members = body_of(world, entity, told_fields(world.spec, entity), of)
    told = ", ".join(f"{member.name}: {member.code}" for member in members)
    return f"{{{told}}}" if told else ""


def link_checks(world: World, entity: Entity, operation: Operation) -> LinkChecks | None:
    """Return the tests of an attach or a detach."""
    actor = actor_of(world, operation)
    rows = [parameter for parameter in parameters_of(world.spec, operation) if parameter.entity]
    other = rows[-1].entity if len(rows) == 2 else None
    join = join_of(world, entity, other) if other else None
    if actor is None or other is None or join is None:
        return None
    attach = operation.kind is Kind.ATTACH
    spare = attach and world.spared(other)
    here, there = reference_to(join, entity), reference_to(join, other)
    one = reference_code(world, entity, actor.of)
    two = reference_code(world, other, actor.of, spare=spare)
    path = path_code(world, operation, actor.of)
    gone = path.replace(
        f"{{{reference_code(world, other, actor.of, spare=spare, quote=chr(39))}}}",
        "{" + row_key(other, "'nothing'") + "}",
    )
    return LinkChecks(
        verb=snake(operation.verb),
        method=operation.method.lower(),
        caller=literal(actor.name),
        path=path,
        success=success(operation),
        model=model_of(join),
        pair=f"{model_of(join)}.{here.name} == {one}, {model_of(join)}.{there.name} == {two}"
        if here and there
        else "",
        paired=attach and not spare,
        does="makes" if attach else "ends",
        before=0 if attach else 1,
        after=1 if attach else 0,
        again=success(operation) if attach else 404,
        member=literal(there.name) if attach and there else "",
        nothing=gone,
        operation=literal(operation.name),
        trail=action_column(world.spec),
    )


def _of_kind(world: World, operation: Operation, kind: Kind) -> Operation | None:
    group = operation.group
    return next((o for o in world.spec.operations_of(group) if o.kind is kind), None)


def join_of(world: World, one: Entity, other: Entity) -> Entity | None:
    """Return the many-to-many between two entities."""
    joins = (entity for entity in world.spec.entities if entity.trait("join"))
    return next((j for j in joins if reference_to(j, one) and reference_to(j, other)), None)


def _shown(entity: Entity, file: FileView) -> tuple[tuple[str, str], ...]:
    """Return what the answer tells of the file, as names and Python."""
    told = [(file.name, "NAME"), (file.size, "len(CONTENT)"), (file.media_type, "MEDIA_TYPE")]
    return tuple((literal(name), value) for name, value in told if name and entity.field(name))


def _uploaded(world: World, entity: Entity, download: Operation) -> str:
    """Return the path of the download of a new file, in terms of `created`."""
    path = path_code(world, download, Reader("", ""))
    inside = reference_code(world, entity, Reader("", ""), quote="'")
    return path.replace(f"{{{inside}}}", f"{{created['{key_of(entity).name}']}}")


def elsewhere(world: World, operation: Operation) -> str:
    """Return the path of the operation below a parent that does not exist."""
    found = [p.entity for p in parameters_of(world.spec, operation) if p.entity]
    if not found:
        return ""
    path = path_code(world, operation, Reader("", ""))
    inside = reference_code(world, found[-1], Reader("", ""), quote="'")
    return path.replace(f"{{{inside}}}", "{" + row_key(found[-1], "'nothing'") + "}")

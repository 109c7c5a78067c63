"""Derives the tests of who is told: each operation by its good path, against what the plan says."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from luke_cli.backend.code import literal
from luke_cli.backend.naming import module_of
from luke_cli.backend.views.actors import Actor, actor_of
from luke_cli.backend.views.application import ApplicationView
from luke_cli.backend.views.bodies import MemberView, model_of, reference_code
from luke_cli.backend.views.calls import call_of, path_code
from luke_cli.backend.views.check_files import form_code
from luke_cli.backend.views.check_hooked import HookedView, fits, hooked, reading_path
from luke_cli.backend.views.columns import key_of
from luke_cli.backend.views.files import FileSample
from luke_cli.backend.views.ready import step_values
from luke_cli.backend.views.rows import row_key
from luke_cli.backend.views.webhooks import HooksView
from luke_cli.backend.views.world import World
from luke_cli.names import snake
from luke_cli.spec.inbox import CHANNEL as IN_APP
from luke_cli.spec.model import Entity, Kind, Operation, TypeName
from luke_cli.spec.notifications import (
    ROLE,
    account_address,
    address_of,
    leads_somewhere,
    readers_of,
    subject_of,
)
from luke_cli.spec.webhooks import CHANNEL as WEBHOOK

_MADE: tuple[Kind, ...] = (Kind.CREATE, Kind.UPLOAD)


@dataclass(frozen=True, slots=True)
class WhoView:
    """Who is told over one channel; all Python but the flag."""

    follows: tuple[str, ...]
    """The hops from the row to an address or an account, one recipient each."""
    readers: tuple[tuple[str, str], ...]
    """A role, and where its people may read the row, in terms of `row`."""
    some: bool
    """Somebody is told for sure."""


@dataclass(frozen=True, slots=True)
class ToldView:
    """The good path of an operation; all Python but the flags and the name."""

    name: str
    event: str
    caller: str
    method: str
    path: str
    keywords: str
    """What is sent."""
    body: tuple[MemberView, ...]
    prepared: tuple[str, ...]
    """Statements that come before the call."""
    made: bool
    gone: bool
    row: str
    """Its key, in terms of `answer` if the call makes it."""
    mail: WhoView | None
    """Who gets mail; None if nobody does."""
    inbox: WhoView | None
    """Who finds it in the application; None if nobody does."""
    hook: HookedView | None
    """Who gets a webhook; None if nobody does."""
    again: bool
    """A second call is refused."""
    state: str
    """The column that a step changes; "" if none."""
    key: str
    service: str

    @property
    def some(self) -> bool:
        """Somebody is told for sure."""
        return self.hook is not None or any(who.some for who in self.whos)

    @property
    def whos(self) -> tuple[WhoView, ...]:
        """Those who are told, channel by channel."""
        return tuple(who for who in (self.mail, self.inbox) if who)


@dataclass(frozen=True, slots=True)
class ToldChecks:
    """The module `test_telling.py`."""

    told: tuple[ToldView, ...]
    sure: ToldView | None
    """An operation on a row that there is, of which somebody is told for sure."""
    step: ToldView | None
    """So, and a step of a workflow."""
    inactive: str
    """What keeps accounts from signing in, as a keyword; "" if nothing does or others are told, too."""
    account: str
    account_key: str
    address: str
    person_key: str
    """The key of the account of a person, in terms of `name`."""
    uploads: bool
    file: str
    mails: bool
    queued: bool
    hooks: HooksView | None
    subscriptions: str
    """The model of those who subscribe; "" if nobody does."""
    fits: str
    """What makes them subscribe to everything, as keywords."""
    inbox: str
    """The column that says whose a notice is; "" if there are none."""

    @property
    def followed(self) -> bool:
        """Some recipient is found by following references."""
        return any(who.follows for one in self.told for who in one.whos)

    @property
    def sees(self) -> bool:
        """Some recipient is told only of what they may read."""
        owned = self.hooks and self.hooks.subscriptions and self.hooks.subscriptions.owner
        return self.readers or bool(owned)

    @property
    def readers(self) -> bool:
        """Some recipient is a role."""
        return any(who.readers for one in self.told for who in one.whos)


def told_checks(world: World, app: ApplicationView, file: FileSample) -> ToldChecks | None:
    """Return the tests of who is told; None if nobody is."""
    address = account_address(world.account)
    if app.tells is None:
        return None
    told = tuple(_told(world))
    to = app.tells.hooks.subscriptions if app.tells.hooks else None
    sure = [one for one in told if one.some and not one.made]
    return ToldChecks(
        told=told,
        sure=next(iter(sure), None),
        step=next((one for one in sure if one.state), None),
        inactive=_inactive(world, app, sure[0]) if sure else "",
        account=model_of(world.account),
        account_key=key_of(world.account).name,
        address=address.name if address else "",
        person_key=row_key(world.account, "name"),
        uploads=any("files=" in one.keywords for one in told),
        file=f"({file.name}, {file.content}, {file.media_type})",
        mails=app.tells.mails,
        queued=app.tells.queued,
        hooks=app.tells.hooks,
        subscriptions=f"models.{to.model}" if to else "",
        fits=fits(world) if to else "",
        inbox=f"models.{app.tells.inbox.model}.{app.tells.inbox.owner}" if app.tells.inbox else "",
    )


def _inactive(world: World, app: ApplicationView, sure: ToldView) -> str:
    """Return what makes accounts unable to sign in, if all that are told are accounts."""
    if sure.hook is not None:
        return ""
    follows = (hops for who in sure.whos for hops in who.follows)
    accounts = all(hops.count(f"({model_of(world.account)}.") for hops in follows)
    return f"{app.account.active}=False" if app.account.active and accounts else ""


def _told(world: World) -> Iterator[ToldView]:
    for operation in world.spec.operations:
        entity = subject_of(world.spec, operation)
        actor = actor_of(world, operation)
        told = world.spec.notifications_of(operation.name)
        if told and entity and actor and not call_of(world, operation).tangled:
            yield _view(world, operation, entity, actor)


def _view(world: World, operation: Operation, entity: Entity, actor: Actor) -> ToldView:
    made = operation.kind in _MADE
    key = key_of(entity)
    row = reference_code(world, entity, actor.of, spare=operation.kind is Kind.DELETE)
    fresh = f"answer.json()[{literal(key.name)}]"
    told = world.spec.notifications_of(operation.name)
    found = {
        one.channel: [to for to in one.to if leads_somewhere(world.spec, operation, one, to)]
        for one in told
    }
    people = (to for channel, each in found.items() if channel != WEBHOOK for to in each)
    paths = dict.fromkeys(to for to in people if not to.startswith(ROLE))
    step = world.spec.transition(operation.name)
    fills = tuple(_fill(world, entity, actor, list(paths))) if not made else ()
    return ToldView(
        name=snake(operation.name.replace(".", "_")),
        event=literal(operation.name),
        caller=literal(actor.name),
        method=operation.method.lower(),
        path=path_code(world, operation, actor.of),
        keywords=_keywords(world, operation, entity, actor),
        body=_body(world, operation, actor),
        prepared=(*_given(world, operation, entity, row), *fills),
        made=made,
        gone=operation.kind is Kind.DELETE,
        row=(f"UUID({fresh})" if key.type.name is TypeName.UUID else fresh) if made else row,
        mail=_who(world, operation, actor, "mail", found.get("mail", ())),
        inbox=_who(world, operation, actor, IN_APP, found.get(IN_APP, ())),
        hook=hooked(world, operation, actor, found.get(WEBHOOK, ())),
        again=step is not None and step.target not in step.origins,
        state=f"{model_of(entity)}.{step.field}" if step else "",
        key=f"{model_of(entity)}.{key.name}",
        service=f"backend.{module_of(entity)}.service",
    )


def _who(
    world: World, operation: Operation, actor: Actor, channel: str, to: Sequence[str]
) -> WhoView | None:
    entity = subject_of(world.spec, operation)
    if entity is None or not to:
        return None
    paths = [one for one in to if not one.startswith(ROLE)]
    roles = [one.removeprefix(ROLE) for one in to if one.startswith(ROLE)]
    reaches = readers_of(world.spec, operation)
    wide = [role for role in roles if reaches[role] in ("tenant", "all")]
    return WhoView(
        follows=tuple(_hops(world, entity, path, channel) for path in paths),
        readers=tuple(_reader(world, entity, actor, role) for role in roles),
        some=bool(wide) or (bool(paths) and operation.kind not in _MADE),
    )


def _keywords(world: World, operation: Operation, entity: Entity, actor: Actor) -> str:
    call = call_of(world, operation)
    sent = []
    if call.body or operation.kind in (Kind.CREATE, Kind.UPDATE):
        sent.append("json=body")
    if call.if_match:
        sent.append('headers={"If-Match": \'"1"\'}')
    if call.file:
        sent.append("files=FILE")
        form = form_code(world, entity, actor.of)
        sent += [f"data={form}"] if form else []
    return "".join(f", {one}" for one in sent)


def _body(world: World, operation: Operation, actor: Actor) -> tuple[MemberView, ...]:
    me = {"{by.person}": actor.name, "{by.tenant}": world.tenant_of(actor.name)}
    members = call_of(world, operation).body
    for written, meant in me.items():
        members = tuple(replace(one, code=one.code.replace(written, meant)) for one in members)
    # What names one person is no f-string any more.
    named = ((one, one.code.replace('(f"', '("')) for one in members)
    return tuple(one if "{" in code else replace(one, code=code) for one, code in named)


def _given(world: World, operation: Operation, entity: Entity, row: str) -> Iterator[str]:
    """Yield a statement that puts the row into the state that a step needs."""
    values = step_values(world, operation)
    if values:
        there = f"{model_of(entity)}.{key_of(entity).name} == {row}"
        yield f"update({model_of(entity)}).where({there}).values({values})"


def _fill(world: World, entity: Entity, actor: Actor, paths: list[str]) -> Iterator[str]:
    """Yield statements by which every path leads somewhere."""
    for path in paths:
        address = address_of(world.spec, entity, path)
        if address is None:
            continue
        at = entity
        for field in address.references:
            target = next(e for e in world.spec.entities if e.name == field.type.target)
            if not field.required:
                yield _filled(at, field.name, _somebody(world, target, actor))
            at = target
        if not address.field.required:
            yield _filled(at, address.field.name, '"told@example.com"')


def _filled(entity: Entity, name: str, value: str) -> str:
    model = model_of(entity)
    return f"update({model}).where({model}.{name}.is_(None)).values({name}={value})"


def _somebody(world: World, target: Entity, actor: Actor) -> str:
    """Return a row that something may refer to: of accounts another one than whose the row is."""
    if target is not world.account:
        return reference_code(world, target, actor.of)
    tenant = world.tenant_of(actor.of.person)
    others = (p.name for p in world.people if p.name != actor.of.person and p.tenant == tenant)
    return row_key(target, literal(next(others, actor.of.person)))


def _hops(world: World, entity: Entity, path: str, channel: str) -> str:
    address = address_of(world.spec, entity, path)
    if address is None:
        return "()"
    hops = []
    at = entity
    last = key_of(address.holder) if channel == IN_APP else address.field
    for field in (*address.references, last):
        hops.append(f"({model_of(at)}.{field.name}, {model_of(at)}.{key_of(at).name})")
        at = world.spec.entity(field.type.target) or at
    return f"({', '.join(hops)},)"


def _reader(world: World, entity: Entity, actor: Actor, role: str) -> tuple[str, str]:
    """Return a role, and the path at which its people read the row."""
    return literal(role), reading_path(world, entity, actor)

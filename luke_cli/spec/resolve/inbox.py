"""Notices within the application: where they are kept, and how somebody says that they were read.

GET /notifications                  The member gets an in-app notification when a loan is approved.
POST /notifications/{id}/read       - Bell with the unread notifications
POST /notifications/read-all
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from luke_cli.names import snake
from luke_cli.spec.facts import NotificationFact
from luke_cli.spec.inbox import CHANNEL, TRAIT, keeps
from luke_cli.spec.model import (
    Assumption,
    Entity,
    Field,
    FieldRole,
    Kind,
    Operation,
    Question,
    Sources,
    Spec,
    Trait,
    Type,
    TypeName,
    Visibility,
)
from luke_cli.spec.resolve.drafts import Draft
from luke_cli.spec.resolve.ownership import account_of
from luke_cli.spec.resolve.path_meaning import collection
from luke_cli.spec.resolve.said import Line, Said
from luke_cli.spec.traits import implied_fields

_NAME: Final = "Notification"
_TABLE: Final = "notifications"
_ASSUMPTION: Final = "A-inbox"
_CALLED: Final = re.compile(r"(?:Notification|InboxMessage|InboxItem|InboxEntry)$")
_SHOWN: Final = re.compile(
    r"\bbell\b|\bin-app notifications?\b|\bunread notifications?\b"
    r"|\bnotifications? (?:cent(?:er|re)|list|feed|inbox|panel|drawer|dropdown|page|screen)\b"
    r"|\b(?:list|feed|overview) of (?:\w+ ){0,2}notifications\b",
    re.IGNORECASE,
)
_UNWANTED: Final = re.compile(
    r"\b(?:no|not|without|later|out of scope|won't|future|phase \d|push)\b", re.IGNORECASE
)
_ONE: Final = re.compile(
    r"^/(?P<rows>[\w-]+)/\{\w+\}/(?:mark-)?(?:as-)?(?:read|seen)$", re.IGNORECASE
)
_ALL: Final = re.compile(
    r"^/(?P<rows>[\w-]+)/(?:mark-)?(?:all-)?(?:as-)?(?:read|seen)(?:-all)?$", re.IGNORECASE
)
_METHODS: Final = ("POST", "PATCH", "PUT")


def shows_notices(said: Said) -> tuple[Line, ...]:
    """Return the lines that show notices in a list of the application."""
    lines = said.mentions(_SHOWN)
    return tuple(line for line in lines if not _UNWANTED.search(line.text))


def with_inbox(said: Said, spec: Spec) -> Spec:
    """Return a spec that has where to keep notices, if somebody is told within the application."""
    told = said.of(NotificationFact)
    shown = shows_notices(said)
    asked = [f for f in told if f.channel == CHANNEL or (shown and not f.channel)]
    account = account_of(spec)
    if not asked or account is None:
        return spec
    named = [entity for entity in spec.entities if _CALLED.search(entity.name)]
    fitting = next((one for one in named if keeps(spec.entities, one)), None)
    if fitting is not None:
        marked = replace(fitting, traits=(*fitting.traits, Trait(TRAIT)))
        entities = tuple(marked if one is fitting else one for one in spec.entities)
        return replace(spec, entities=entities)
    sources = said.sources((*asked, *shown))
    if named:
        return replace(spec, questions=(*spec.questions, _question(named[0], sources)))
    return _made(spec, account, sources)


def _question(entity: Entity, sources: Sources) -> Question:
    return Question(
        name="Q-inbox",
        about=entity.name,
        meanwhile=f"Which fields of {entity.name} say whose it is, what it says and whether it was read?"
        " Nobody is told within the application.",
        ask="architect",
        sources=(*entity.sources[:1], *sources[:1]),
    )


def _made(spec: Spec, account: Entity, sources: Sources) -> Spec:
    assumption = Assumption(
        name=_ASSUMPTION,
        about=_NAME,
        proposal="a row for everybody who is told, written with the change; its owner lists them and says"
        " that one was read, or all",
        why="notifications within the application are asked for, and no document defines their rows",
        sources=sources,
    )
    return replace(
        spec,
        entities=(*spec.entities, _entity(account, sources)),
        assumptions=(*spec.assumptions, assumption),
    )


def _entity(account: Entity, sources: Sources) -> Entity:
    owner = f"{snake(account.name)}_id"
    tenant = next((field for field in account.fields if field.role is FieldRole.TENANT), None)
    apart = (Trait("tenant"),) if tenant else ()
    traits = (*apart, Trait("owner", owner), Trait("created"), Trait(TRAIT))
    kept_by = (tenant.type.target, tenant.name) if tenant else ("", "")
    implied = implied_fields(traits, *kept_by)
    first = [field for field in implied if field.role is not FieldRole.CREATED]
    last = [field for field in implied if field.role is FieldRole.CREATED]
    word = Type(TypeName.STRING, length=150)
    whose = replace(
        _field(owner, Type(TypeName.REF, target=account.name), indexed=True),
        role=FieldRole.OWNER,
        on_delete="cascade",
    )
    fields = (
        whose,
        _field("event", word),
        _field("row_id", Type(TypeName.STRING, length=255)),
        _field("title", word),
        _field("message", Type(TypeName.STRING, length=500)),
        replace(_field("is_read", Type(TypeName.BOOLEAN)), default="false"),
    )
    return Entity(_NAME, _TABLE, traits, (*first, *fields, *last), sources, (_ASSUMPTION,))


def _field(name: str, kind: Type, *, indexed: bool = False) -> Field:
    return Field(
        name,
        kind,
        required=True,
        indexed=indexed,
        visibility=Visibility.READ_ONLY,
        basis=(_ASSUMPTION,),
    )


def with_marks(spec: Spec, drafts: Sequence[Draft]) -> tuple[Draft, ...]:
    """Say which operations tell that notices were read, and add what the documents leave out."""
    entity = next((one for one in spec.entities if one.trait(TRAIT)), None)
    if entity is None:
        return tuple(drafts)
    found = [_marking(entity, draft) for draft in drafts]
    there = {"{" in d.operation.path for d in found if d.operation.kind is Kind.MARK}
    return (*found, *_missing(entity, there, found))


def _marking(entity: Entity, draft: Draft) -> Draft:
    one = draft.operation
    path = _ONE.match(one.path) or _ALL.match(one.path)
    if path is None or one.method not in _METHODS or one.kind is Kind.AUTH:
        return draft
    if snake(path["rows"]) not in (entity.table, snake(collection(entity))):
        return draft
    group = snake(entity.name)
    verb = "mark_read" if "{" in one.path else "mark_all_read"
    marks = replace(one, name=f"{group}.{verb}", kind=Kind.MARK, basis=())
    return replace(
        draft, operation=marks, entity=entity, resource=group, action="update", parent=None
    )


def _missing(entity: Entity, there: set[bool], drafts: Iterable[Draft]) -> Iterator[Draft]:
    group = snake(entity.name)
    lists = (
        d.operation.path
        for d in drafts
        if d.operation.name == f"{group}.list" and "{" not in d.operation.path
    )
    path = next(lists, f"/{collection(entity)}")
    made = (
        (True, "mark_read", f"{path}/{{id}}/read"),
        (False, "mark_all_read", f"{path}/read-all"),
    )
    for is_one, verb, place in made:
        if is_one not in there:
            operation = Operation(
                f"{group}.{verb}", "POST", place, Kind.MARK, (), basis=("default",)
            )
            yield Draft(operation, entity, group, "update")

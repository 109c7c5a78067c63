"""An audit trail that the documents ask for and do not define: what keeps it, as an assumption.

Audit entries are kept for 10 years.   ->   AuditEntry, append-only
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from luke_cli.names import kebab
from luke_cli.spec.due import due_trouble, required_actor
from luke_cli.spec.facts import SettingFact
from luke_cli.spec.model import (
    Assumption,
    Entity,
    Field,
    FieldRole,
    Question,
    Sources,
    Spec,
    Trait,
    Transition,
    Type,
    TypeName,
    Visibility,
)
from luke_cli.spec.resolve.ownership import account_of, tenant_of
from luke_cli.spec.resolve.said import Line, Said
from luke_cli.spec.trail import SETTINGS, is_keeper, trail_of
from luke_cli.spec.traits import implied_fields

_NAME: Final = "AuditEntry"
_TABLE: Final = "audit_entries"
_ASSUMPTION: Final = "A-audit-entry"
_MOMENT: Final = "occurred_at"
_CALLED: Final = re.compile(r"Audit")
_WANTED: Final = re.compile(
    r"\b(?:written|recorded|logged) (?:to|into|in) (?:an?|the) (?:audit )?(?:trail|log|history|"
    r"journal)\b.*\b(?:cannot|never|append|immutable)"
    r"|\baudit (?:trail|log)s? (?:of|for) (?:all|every|each|any|user|admin)"
    r"|\b(?:every|each|all) (?:change|write)s?\b.{0,60}\baudit(?:ed\b| (?:log|trail))",
    re.IGNORECASE,
)
_STATUS_KEPT: Final = re.compile(
    r"\b(?:every|each|all) (?:changes?|transitions?|moves?) of (?:the |its |a )?(?:status|state)\b[^.;]{0,40}\b"
    r"(?:is|are|gets?|must be) (?:kept|recorded|logged|stored)"
    r"|\b(?:status|state) (?:changes|history|transitions)\b[^.;]{0,20}\b(?:is|are|must be) (?:kept|recorded|logged|stored)"
    r"|\b(?:keeps?|kept|records?|logs?|stores?|maintains?|audits?)\b (?:an? |the )?(?:full |complete |whole )?"
    r"(?:history|log|record|trail)? ?(?:of )?(?:(?:all|every|each|the) )?(?:status|state) (?:changes?|transitions?|history)\b"
    r"|\b(?:audits?|records?|logs?|keeps?|stores?) who (?:has )?(?:changed|moved|set) (?:the |a |its )?(?:status|state)\b",
    re.IGNORECASE,
)
"""Each step of a workflow leaves who took it, when, and from where to where: an entry of a trail."""
_OWN_HISTORY: Final = re.compile(r"(?:from|old|previous|prior)_(?:status|state)")
"""A field of a table that the documents have for that."""
_AUDIT: Final = re.compile(r"\baudit", re.IGNORECASE)
_LOOKS: Final = re.compile(
    r"\b(?:each|every|all) (?:look|view|read|access)(?:e?s|ing)?\b|\bwho (?:looked|read|viewed|saw|accessed)\b",
    re.IGNORECASE,
)
_ELSEWHERE: Final = re.compile(
    r"\b(?:entr(?:y|ies)|trail|log|history|journal)\b[^.]{0,80}\b(?:written|kept|filled|recorded)\s+by\s+"
    r"(?:an?\s+|the\s+)?(?:database\s+)?triggers?\b"
    r"|\b(?:audit|trail|log|history|journal|store)\b[^.]{0,60}\b(?:application|app|backend|api)\s+"
    r"(?:cannot|can't|can\s+not|may\s+not|must\s+not|never)\s+(?:even\s+)?(?:reads?|sees?|reach(?:es)?)\b",
    re.IGNORECASE,
)
"""Words about a trail that something else than the backend writes."""
_UNWANTED: Final = re.compile(
    r"\b(?:no|not|without|later|out of scope|won't|future|phase \d)\b", re.IGNORECASE
)


def with_trail(said: Said, spec: Spec) -> Spec:
    """Return a spec that has where to write the trail, if the documents ask for one."""
    asked = _asked(said, spec)
    if not asked or any(is_keeper(spec.entities, entity) for entity in spec.entities):
        return spec
    sources = said.sources(asked)
    elsewhere = said.mentions(_ELSEWHERE)
    if elsewhere:
        return replace(
            spec, questions=(*spec.questions, _of_others(said.sources((*elsewhere, *asked))))
        )
    named = next((entity for entity in spec.entities if _CALLED.search(entity.name)), None)
    if named is not None:
        return replace(spec, questions=(*spec.questions, _question(named, sources)))
    entity = _entity(spec, sources)
    assumption = Assumption(
        name=_ASSUMPTION,
        about=_NAME,
        proposal="each change that somebody signed in makes is written to it, in its transaction",
        why="an audit trail or a history of states is asked for, and no document defines its rows",
        sources=sources,
    )
    looks = [line for line in said.mentions(_LOOKS) if _AUDIT.search(line.text)]
    return replace(
        spec,
        entities=(*spec.entities, entity),
        assumptions=(*spec.assumptions, assumption),
        questions=(*spec.questions, *((_of_looks(said.sources(looks)),) if looks else ())),
    )


def with_nobody(spec: Spec) -> Spec:
    """Return a spec whose trail takes entries of nobody, if time takes a step: it has no account.

    What time cannot take all the same is asked for.
    """
    if spec.timed:
        spec = with_entries_of_nobody(spec, [step.operation for step in spec.timed])
    lost = {
        step.operation: trouble
        for step in spec.timed
        if (entity := spec.entity(step.entity)) and (trouble := due_trouble(spec, entity, step))
    }
    questions = (
        _of_time(step, lost[step.operation]) for step in spec.timed if step.operation in lost
    )
    return replace(
        spec,
        transitions=tuple(one for one in spec.transitions if one.operation not in lost),
        questions=(*spec.questions, *questions),
    )


def with_entries_of_nobody(spec: Spec, alone: Iterable[str]) -> Spec:
    """Return a spec whose trail, if it has one, takes entries of what time does."""
    trail, actor = trail_of(spec), required_actor(spec)
    if trail is None or actor is None:
        return spec
    keeper = trail.entity
    assumption = Assumption(
        name=f"A-{kebab(keeper.name)}-nobody",
        about=f"{keeper.name}.{actor.name}",
        proposal=f"not required: {', '.join(alone)} has no account",
        why="time takes a step or deletes rows, and every change is written to the trail",
        sources=actor.sources,
    )
    basis = tuple(dict.fromkeys((*actor.basis, assumption.name)))
    nobody = replace(actor, required=False, basis=basis)
    fields = tuple(nobody if field is actor else field for field in keeper.fields)
    changed = replace(keeper, fields=fields)
    entities = tuple(changed if entity is keeper else entity for entity in spec.entities)
    return replace(spec, entities=entities, assumptions=(*spec.assumptions, assumption))


def _of_time(step: Transition, trouble: str) -> Question:
    return Question(
        name=f"Q-{kebab(step.operation.replace('.', '-'))}-due",
        about=f"{step.entity}.{step.field}",
        meanwhile=f"What takes `{step.operation}` when it is due? Nothing: {trouble}.",
        ask="architect",
        sources=step.sources,
    )


def _of_others(sources: Sources) -> Question:
    return Question(
        name="Q-audit-elsewhere",
        about="audit",
        meanwhile="What writes the trail that the backend does not reach? No part of the backend does.",
        ask="architect",
        sources=sources,
    )


def _of_looks(sources: Sources) -> Question:
    return Question(
        name="Q-audit-looks",
        about=_NAME,
        meanwhile="Whose looks at which rows are written down? None: only changes are.",
        ask="security engineer",
        sources=sources,
    )


def _asked(said: Said, spec: Spec) -> list[SettingFact | Line]:
    """Return where the documents ask for a trail, also by asking for the history of a state."""
    kept = [fact for fact in said.of(SettingFact) if fact.key.partition(".")[0] in SETTINGS]
    lines = [line for line in said.mentions(_WANTED) if not _UNWANTED.search(line.text)]
    own = any(_OWN_HISTORY.fullmatch(field.name) for e in spec.entities for field in e.fields)
    steps = () if own else said.mentions(_STATUS_KEPT)
    wanted = (line for line in steps if not _UNWANTED.search(line.text) and line not in lines)
    return [*kept, *lines, *wanted]


def _question(entity: Entity, sources: Sources) -> Question:
    return Question(
        name="Q-audit-entries",
        about=entity.name,
        meanwhile=f"Which field of {entity.name} says who, what and which row? Nothing is written.",
        ask="security engineer",
        sources=(*entity.sources[:1], *sources[:1]),
    )


def _entity(spec: Spec, sources: Sources) -> Entity:
    tenant = tenant_of(spec)
    apart = _tenant_field(spec) if tenant else None
    traits = (*((Trait("tenant"),) if apart else ()), Trait("append-only", _MOMENT))
    implied = implied_fields(traits, tenant.name if tenant else "", apart.name if apart else "")
    first = [field for field in implied if field.name != _MOMENT]
    last = [field for field in implied if field.name == _MOMENT]
    return Entity(
        name=_NAME,
        table=_TABLE,
        traits=traits,
        fields=(*first, *_fields(spec), *last),
        sources=sources,
        basis=(_ASSUMPTION,),
    )


def _tenant_field(spec: Spec) -> Field | None:
    account = account_of(spec)
    fields = account.fields if account else ()
    return next((field for field in fields if field.role is FieldRole.TENANT), None)


def _fields(spec: Spec) -> tuple[Field, ...]:
    """Return what an entry says; without foreign keys, it outlives what it is about."""
    account = account_of(spec)
    keys = [field for field in (account.fields if account else ()) if field.role is FieldRole.KEY]
    key = Type(keys[0].type.name, keys[0].type.length) if keys else Type(TypeName.UUID)
    text, word = Type(TypeName.STRING, length=255), Type(TypeName.STRING, length=100)
    return (
        _field("actor_id", key, indexed=True, required=True),
        _field("action", word, indexed=True, required=True),
        _field("subject", word, required=True),
        _field("row_id", text, indexed=True, required=True),
        _field("before", Type(TypeName.JSON)),
        _field("after", Type(TypeName.JSON)),
        _field("request_id", Type(TypeName.STRING, length=64)),
    )


def _field(name: str, kind: Type, *, required: bool = False, indexed: bool = False) -> Field:
    return Field(
        name,
        kind,
        required=required,
        indexed=indexed,
        visibility=Visibility.READ_ONLY,
        basis=(_ASSUMPTION,),
    )

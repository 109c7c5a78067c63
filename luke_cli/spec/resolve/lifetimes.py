"""Rows that time deletes, where a limit of the documents says how long they are kept.

Drafts are deleted after 30 days.             Claim: kept limit.claim.draft_retention after created_at
                                              where status = draft
Closed claims are deleted 2 years after closing.
| What | How long |  | Raw readings | 60 days |

The number stays in the setting. From when the time is counted is assumed where nobody says; where
it is counted from something that no row keeps, it is a question, and nothing is deleted.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from luke_cli.names import kebab, snake
from luke_cli.spec.lifetimes import Forgotten, Lifetime, forgetting_trouble, kept_trait
from luke_cli.spec.model import (
    Assumption,
    Condition,
    Entity,
    FieldRole,
    Question,
    Setting,
    Spec,
)
from luke_cli.spec.resolve.kinds_of_rows import DELETED, kind_of
from luke_cli.spec.resolve.said import Line, Said
from luke_cli.spec.resolve.timed_words import AMOUNT, Told, duration, since_of, told_time
from luke_cli.spec.resolve.trail import with_entries_of_nobody
from luke_cli.spec.settings import LIMIT
from luke_cli.spec.values import seconds

_NAME: Final = re.compile(
    rf"{LIMIT}\.(?P<entity>[a-z0-9_]+)\.(?:(?P<kind>[a-z0-9_]+)_)?retention", re.ASCII
)
_DELETES: Final = re.compile(
    r"\b(?:delet|eras|purg|remov|destroy|wip(?:e|ing)|discard|shred|vanish|disappear|thrown away)\w*",
    re.IGNORECASE,
)
_GONE: Final = r"be (?:automatically )?(?:delet|eras|purg|remov|destroy)"
_LEAST: Final = re.compile(
    r"\b(?:at least|minimum|min\.|no less|not less|no fewer|"
    rf"(?:not|never|cannot|can't) {_GONE}|must(?! {_GONE}))",
    re.IGNORECASE,
)
"""What is kept so long at least, or not deleted before, nobody asks to be deleted."""
_CHANGED: Final = re.compile(
    r"\b(?:last\s+)?(?:changed?|edit\w*|modif\w*|touched|activity|inactiv\w*|updated?)\b",
    re.IGNORECASE,
)
_OLDER: Final = re.compile(r"\bolder than\b", re.IGNORECASE)
"""As old as since it was made."""
_STATEMENT: Final = re.compile(r"(?<=[.;!?])\s+")


@dataclass(frozen=True, slots=True)
class _Since:
    field: str
    assumed: bool


@dataclass(frozen=True, slots=True)
class _Claim:
    """What a limit says of the rows of an entity."""

    setting: Setting
    entity: Entity
    lifetime: Lifetime | None
    trouble: str
    """Why nothing is deleted; "" if rows are."""
    assumed: tuple[str, ...] = ()
    """What no document says."""


def with_lifetimes(said: Said, spec: Spec) -> Spec:
    """Return a spec whose entities say which of their rows time deletes."""
    claims = tuple(_claims(said, spec))
    told = [Forgotten(one.entity, one.lifetime).name for one in claims if one.lifetime]
    spec = with_entries_of_nobody(spec, told) if told else spec
    for claim in claims:
        spec = _with_claim(spec, claim)
    return spec


def _claims(said: Said, spec: Spec) -> Iterator[_Claim]:
    for setting in spec.settings:
        named = _NAME.fullmatch(setting.name)
        found = (e for e in spec.entities if named and snake(e.name) == named["entity"])
        entity = next(found, None)
        places = ((source.file, source.line) for source in setting.sources)
        lines = tuple(line for place in places for line in said.at(*place)) if entity else ()
        text = next(_statements(lines, setting), "")
        if named and entity and text and not _LEAST.search(text):
            yield _claim(spec, setting, entity, named["kind"] or "", text)


def _claim(spec: Spec, setting: Setting, entity: Entity, kind: str, text: str) -> _Claim:
    condition = kind_of(spec, entity, kind) if kind else None
    if kind and condition is None:
        return _Claim(setting, entity, None, f"nothing in a row says that it is {kind}")
    since = _since(spec, entity, text, condition)
    if since is None:
        return _Claim(setting, entity, None, "no row keeps from when the time is counted")
    where = (condition,) if condition and kind != DELETED else ()
    lifetime = Lifetime(setting.name, since.field, where)
    return _Claim(setting, entity, lifetime, "", tuple(_assumed(text, since)))


def _with_claim(spec: Spec, claim: _Claim) -> Spec:
    entity = spec.entity(claim.entity.name) or claim.entity
    lifetime = claim.lifetime
    trouble = forgetting_trouble(spec, Forgotten(entity, lifetime)) if lifetime else claim.trouble
    if lifetime is None or trouble:
        return _asked(spec, claim, trouble)
    kept = replace(entity, traits=(*entity.traits, kept_trait(lifetime)))
    entities = tuple(kept if one is entity else one for one in spec.entities)
    assumptions = (_assumption(claim, lifetime),) if claim.assumed else ()
    return replace(spec, entities=entities, assumptions=(*spec.assumptions, *assumptions))


def _assumption(claim: _Claim, lifetime: Lifetime) -> Assumption:
    return Assumption(
        name=f"A-{_id_of(claim.setting)}",
        about=f"{claim.entity.name}.{lifetime.since}",
        proposal=f"rows are deleted {claim.setting.value} after `{lifetime.since}`",
        why=f"no document says {' or '.join(claim.assumed)}",
        sources=claim.setting.sources,
    )


def _id_of(setting: Setting) -> str:
    return kebab(setting.name.removeprefix(f"{LIMIT}.").replace(".", "-"))


def _statements(lines: tuple[Line, ...], setting: Setting) -> Iterator[str]:
    """Yield the sentences that state the time of a setting."""
    for line in lines:
        for text in _STATEMENT.split(line.text):
            amounts = re.finditer(AMOUNT, text, re.IGNORECASE)
            if any(_is_value(duration(amount[0]), setting) for amount in amounts):
                yield text


def _is_value(told: str, setting: Setting) -> bool:
    return bool(told) and seconds(told) == seconds(setting.value)


def _assumed(told: str, since: _Since) -> Iterator[str]:
    if not _DELETES.search(told):
        yield "that rows are deleted when they need not be kept any longer"
    if since.assumed:
        yield "from when the time is counted"


def _since(spec: Spec, entity: Entity, text: str, condition: Condition | None) -> _Since | None:
    """Return from when a time is counted; None if it is said, and no row keeps it."""
    roles = {field.role: field.name for field in entity.fields if field.role}
    if condition and condition.field == roles.get(FieldRole.DELETED):
        return _Since(condition.field, assumed=False)
    told = told_time(text) or Told("", "")
    state = (condition.value,) if condition and condition.sign == "=" else ()
    named = since_of(entity, told, state)
    if named is not None and not named.assumed:
        return _Since(named.field, assumed=False)
    updated = roles.get(FieldRole.UPDATED, "")
    if updated and _CHANGED.search(text):
        return _Since(updated, assumed=False)
    created = roles.get(FieldRole.CREATED, "")
    if created and _OLDER.search(text):
        return _Since(created, assumed=False)
    of_kind = _since_of_kind(spec, entity, condition)
    if told.since:
        return None if not of_kind else _Since(of_kind, assumed=True)
    usual = of_kind or _usual(spec, entity, condition, roles)
    return _Since(usual, assumed=True) if usual else None


def _since_of_kind(spec: Spec, entity: Entity, condition: Condition | None) -> str:
    """Return the moment at which rows became what they are: what a step sets; "" if none does."""
    if condition is None:
        return ""
    if condition.sign == "is not null":
        return condition.field
    stamps = (
        effect.field
        for step in spec.transitions
        if step.entity == entity.name and step.target == condition.value
        for effect in step.effects
        if effect.value in ("now()", "today()")
    )
    own = (f"{condition.value}{end}" for end in ("_at", "_on", "_date"))
    return next(stamps, next((name for name in own if entity.field(name)), ""))


def _usual(
    spec: Spec, entity: Entity, condition: Condition | None, roles: dict[FieldRole, str]
) -> str:
    """Return when a row was made, or changed last if it has not been what it is since then."""
    moved = condition is not None and any(
        step.entity == entity.name and step.target == condition.value for step in spec.transitions
    )
    return roles.get(FieldRole.UPDATED if moved else FieldRole.CREATED, "")


def _asked(spec: Spec, claim: _Claim, trouble: str) -> Spec:
    question = Question(
        name=f"Q-{_id_of(claim.setting)}",
        about=claim.entity.name,
        meanwhile=f"Which rows does `{claim.setting.name}` delete, and when? None: {trouble}.",
        ask="architect",
        sources=claim.setting.sources,
    )
    return replace(spec, questions=(*spec.questions, question))

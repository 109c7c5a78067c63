"""What nobody thought of: who decides for the one on top, how many decide, who is left out."""

import re
from collections.abc import Iterator
from typing import Final

from luke_cli.names import kebab, snake
from luke_cli.spec.model import Entity, Field, Permission, Question, Spec, TypeName
from luke_cli.spec.resolve.lookups import entity_of
from luke_cli.spec.resolve.ownership import account_of
from luke_cli.spec.resolve.verbs import JUDGES

_ORDINAL: Final = re.compile(r"(?:^|_)(?:sequence|level|step|stage|order|position)(?:_|$)")


def resolve_gaps(spec: Spec) -> tuple[Question, ...]:
    """Return questions that follow from what the documents say and leave out."""
    return (*_top_approver(spec), *_chains(spec), *_left_out(spec), *_unseen(spec))


def _top_approver(spec: Spec) -> Iterator[Question]:
    """Ask who decides about the rows of those who report to nobody."""
    account = account_of(spec)
    owner, _, name = spec.setting("team_by").partition(".")
    field = account.field(name) if account and owner == account.name else None
    if account is None or field is None or field.required or field.type.target != account.name:
        return
    for step in spec.transitions:
        verb = step.operation.partition(".")[2]
        right = _right(spec, step.operation)
        only_team = right is not None and {scope for _, scope in right.scopes} == {"team"}
        if verb in JUDGES and only_team:
            thing = snake(step.entity).replace("_", " ")
            yield Question(
                name="Q-top-approver",
                about=step.operation,
                meanwhile=f"Who decides about the {thing} of somebody without `{field.name}`? "
                "Nobody: it waits.",
                ask="product owner",
                sources=(*field.sources[:1], *(right.sources[:1] if right else ())),
            )
            return


def _right(spec: Spec, operation: str) -> Permission | None:
    found = spec.operation(operation)
    names = found.permissions if found else ()
    return next((right for right in spec.permissions if right.name in names), None)


def _chains(spec: Spec) -> Iterator[Question]:
    """Ask how many have to agree, where the record of a step is numbered."""
    for step in spec.transitions:
        for effect in step.effects:
            record = entity_of(spec, effect.writes_entity) if effect.writes_entity else None
            field = (
                next((f for f in record.fields if _is_ordinal(f.name)), None) if record else None
            )
            if record and field and field.type.name in (TypeName.INTEGER, TypeName.BIGINT):
                thing = snake(record.name).replace("_", " ")
                yield Question(
                    name=f"Q-{kebab(record.name)}-chain",
                    about=step.operation,
                    meanwhile=f"How many times {thing} in a row, and by whom? One is enough; "
                    f"`{field.name}` counts them.",
                    ask="product owner",
                    sources=field.sources[:2],
                )
                return


def _is_ordinal(name: str) -> bool:
    return bool(_ORDINAL.search(name))


def _left_out(spec: Spec) -> Iterator[Question]:
    """Ask whether roles without the right to begin a workflow are meant to have none."""
    moved = {step.entity for step in spec.transitions}
    rights = {right.name: right for right in spec.permissions}
    for entity in spec.entities:
        owned = entity.name in moved and entity.trait("owner")
        right = rights.get(f"{snake(entity.name)}:create") if owned else None
        if right is None or not right.sources or not right.scopes:
            continue
        held = dict(right.scopes)
        missing = [role.name for role in spec.roles if role.name not in held]
        if missing:
            who = " and ".join(missing)
            thing = snake(entity.name).replace("_", " ")
            yield Question(
                name=f"Q-{kebab(entity.name)}-creators",
                about=right.name,
                meanwhile=f"May {who} have a row of {thing} of their own? No: no right says so.",
                ask="security engineer",
                sources=right.sources[:1],
            )


def _unseen(spec: Spec) -> Iterator[Question]:
    """Ask how somebody names a row of another thing that they may not read."""
    rights = {right.name: right for right in spec.permissions}
    for entity in spec.entities:
        right = rights.get(f"{snake(entity.name)}:create")
        for field in entity.fields if right else ():
            target = entity_of(spec, field.type.target) if field.type.target else None
            read = rights.get(f"{snake(target.name)}:read") if target else None
            if right is None or target is None or read is None or not _guarded(field, target):
                continue
            seen = {role for role, _ in read.scopes}
            narrow = [role for role, scope in right.scopes if scope in ("own", "team")]
            blind = [role for role in narrow if role not in seen]
            if blind:
                thing, named = (snake(one.name).replace("_", " ") for one in (entity, target))
                yield Question(
                    name=f"Q-{kebab(entity.name)}-{kebab(target.name)}",
                    about=right.name,
                    meanwhile=f"How does {' or '.join(blind)} choose the {named} of a new {thing}, "
                    f"without a right to read it? They cannot: 422.",
                    ask="security engineer",
                    sources=(*field.sources[:1], *right.sources[:1]),
                )


def _guarded(field: Field, target: Entity) -> bool:
    """Tell whether a body has to name a row that only some may see, and that nobody owns."""
    plain = field.required and field.role is None
    part = target.trait("part of") or target.trait("file of")
    return plain and part is not None and not target.trait("owner")

"""What the mentions of a thing say together: an entity, its fields, what it belongs to."""

import re
from collections.abc import Container, Iterator, Mapping
from typing import Final

from luke_cli.names import pascal, singular, snake
from luke_cli.spec.facts import (
    Authority,
    EntityFact,
    Fact,
    FieldFact,
    MentionFact,
    RelationFact,
    RuleFact,
    WorkflowFact,
)
from luke_cli.spec.model import Type, TypeName
from luke_cli.spec.resolve.said import Said
from luke_cli.spec.resolve.things import key_of

_SPELLINGS: Final = dict.fromkeys(
    "e_mail e_mail_address email_address mail_address e_mail_adresse mailadresse adresse_e_mail adresse_email courriel "
    "adresse_mail correo correo_electronico".split(),
    "email",
)
_SAME: Final = {
    **_SPELLINGS,
    "phone_number": "phone",
    "telephone": "phone",
    "telephone_number": "phone",
    "state": "status",
}
_COUNTED: Final = re.compile(r"(?:number|count|amount|total) |(?:home|away) \w+s$", re.IGNORECASE)
"""How many there are is a number: `number of dishes`."""
_DAY: Final = re.compile(r"(?:.*_)?day")
_FEWEST: Final = 2
"""Steps that make a workflow."""
_MOST: Final = 12
"""Fields of a thing; a longer list is a sentence that was misread."""


def states_of(said: Said, key: str) -> Iterator[FieldFact]:
    """Give a thing the states that a sentence lists: `A problem is open, in progress or closed`."""
    listed = said.trusted(rule for rule in said.of(RuleFact) if rule.values and _about(rule) == key)
    told: list[tuple[Fact, tuple[str, ...]]] = [(rule, rule.values) for rule in listed]
    steps = steps_of(said, key)
    ends = [state for step in steps for state in (step.source, step.target)]
    told += [(steps[0], tuple(dict.fromkeys(map(snake, ends))))] if steps else []
    for fact, values in told[:1]:
        yield FieldFact(
            place=fact.place,
            authority=fact.authority,
            section=fact.section,
            entity=pascal(key),
            name="status",
            values=values,
        )


def steps_of(said: Said, key: str) -> list[WorkflowFact]:
    """Return the steps of a thing if they make a workflow."""
    steps = [
        step
        for step in said.of(WorkflowFact)
        if step.source and step.target and key_of(step.entity) == key
    ]
    return steps if len({(snake(s.source), snake(s.target)) for s in steps}) >= _FEWEST else []


def _about(rule: RuleFact) -> str:
    """Return the key of the thing whose states a rule may list."""
    if not rule.entity:
        return key_of(rule.field)
    return key_of(rule.entity) if rule.field.lower() in ("status", "state") else ""


def facts_of(
    key: str,
    found: list[MentionFact],
    kept: Mapping[str, list[MentionFact]],
    people: Container[str],
) -> Iterator[Fact]:
    """Yield the entity of some mentions, with its fields and relations."""
    name = pascal(key)
    first = found[0]
    yield EntityFact(place=first.place, authority=Authority.PROSE, section=first.section, name=name)
    fields = list(_fields(key, found))[:_MOST]
    sure = {field for mention in found if mention.defined for field in mention.fields}
    for field, mention in fields:
        other = key_of(field.rpartition(" ")[2])
        if other in kept and other != key and not _COUNTED.match(field):
            must = other in people or field in sure
            yield from _reference(mention, name, field, required=must)
        elif key_of(field) in people:
            yield _field(mention, name, f"{snake(field)}_id", target="user")
        else:
            values = dict(mention.values).get(field, ())
            plain = snake(field).removesuffix("_yes_no")
            yield _field(mention, name, _SPELLINGS.get(plain, plain), values=values)
    if key in people and not {"user", "account"} & {key_of(one) for one, _ in fields}:
        # Who does something signs in: what is kept of one goes with an account.
        yield _field(first, name, "user_id", target="user", required=True)
    yield from _as_file(name, found)
    if not any(mention.fields or mention.action == "upload" for mention in found):
        yield _field(first, name, "name", required=True)
    owned = next((mention for mention in found if mention.scope == "own"), None)
    if owned:
        yield _field(owned, name, "owner_id", target="user", required=True)
    for mention in found:
        above = key_of(mention.within) if mention.within else ""
        if above in kept and above != key:
            must = mention.made or mention.defined
            yield _relation(mention, name, pascal(above), required=must)


def _reference(mention: MentionFact, entity: str, field: str, *, required: bool) -> Iterator[Fact]:
    """Yield what refers to another thing: `pitch`, and `home team` by a name of its own."""
    if singular(snake(field)) != snake(field):
        return
    head, _, last = field.rpartition(" ")
    if not head:
        yield _relation(mention, entity, pascal(key_of(last)), required=required)
    elif " of " not in field:
        yield _field(mention, entity, f"{snake(field)}_id", target=pascal(key_of(last)))


def _as_file(name: str, found: list[MentionFact]) -> Iterator[FieldFact]:
    """Describe what is uploaded: its name, its type and its size."""
    uploaded = next((mention for mention in found if mention.action == "upload"), None)
    if uploaded:
        for field in ("file_name", "mime_type", "file_size"):
            yield _field(uploaded, name, field, required=True)


def _field(
    mention: MentionFact,
    entity: str,
    name: str,
    *,
    target: str = "",
    required: bool | None = None,
    values: tuple[str, ...] = (),
) -> FieldFact:
    return FieldFact(
        place=mention.place,
        authority=Authority.PROSE,
        section=mention.section,
        entity=entity,
        name=name,
        type=Type(TypeName.DATE) if _DAY.fullmatch(name) and not values else None,
        target=target,
        required=required,
        values=values,
    )


def _fields(key: str, found: list[MentionFact]) -> Iterator[tuple[str, MentionFact]]:
    """Yield what one has, each once by whatever name: `phone` and `phone number`, `wet` and `is wet`."""
    seen: dict[str, tuple[str, MentionFact]] = {}
    for mention in found:
        for field in mention.fields:
            plain = _plain(key, field)
            if not plain or plain in ("id", "etc"):
                continue
            kept = seen.setdefault(plain, (field, mention))
            has_values = field in dict(mention.values) and kept[0] not in dict(kept[1].values)
            if has_values or snake(field).startswith("is_"):
                seen[plain] = (field, mention)
    yield from seen.values()


def _plain(key: str, field: str) -> str:
    """Return what all names of a field have in common."""
    name = snake(field)
    name = name.removeprefix("is_").removesuffix("_yes_no")
    name = name.removeprefix(f"{key}_")
    return _SAME.get(name, name)


def _relation(
    mention: MentionFact, entity: str, target: str, *, required: bool = False
) -> RelationFact:
    return RelationFact(
        place=mention.place,
        authority=Authority.PROSE,
        section=mention.section,
        entity=entity,
        target=target,
        kind="many-to-one",
        required=required or None,
    )

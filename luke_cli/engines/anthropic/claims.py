"""From a proposal to an ordinary fact: what it says has to have the form of what luke knows."""

import re
from collections.abc import Callable, Mapping
from typing import Final

from luke_cli.engines.anthropic.forms import Proposal
from luke_cli.plan.cells import CellError
from luke_cli.plan.cells_types import TYPE
from luke_cli.plan.link_values import setting_trouble
from luke_cli.source import Span
from luke_cli.spec.facts import (
    Authority,
    EndpointFact,
    EntityFact,
    Fact,
    FieldFact,
    NotificationFact,
    ParameterFact,
    PermissionFact,
    RelationFact,
    RequirementFact,
    RoleFact,
    SettingFact,
    WorkflowFact,
)
from luke_cli.spec.model import Setting, Type
from luke_cli.spec.values import is_value

_NAME: Final = re.compile(r"[A-Za-z][A-Za-z0-9_ -]{0,59}")
_PATH: Final = re.compile(r"/[A-Za-z0-9_{}./-]{0,199}")
_WORDS: Final = re.compile(r"[^\x00-\x1f\x7f]{1,300}")
_ACTION: Final = re.compile(r"[A-Za-z][A-Za-z0-9_ -]{0,59}|\*")
_BOUND: Final = re.compile(r"-?\d{1,15}(?:\.\d{1,6})?")
_FLAGS: Final = {"yes": True, "no": False, "": None}
_WORD_MEMBERS: Final = frozenset(["text", "event", "told", "summary", "value", "type"])


class MalformedError(Exception):
    """A proposal has not the form of a fact; the text says what is wrong with it."""


def fact_of(proposal: Proposal, place: Span) -> Fact:
    """Return a proposal as a fact; raises MalformedError."""
    for name, value in proposal.said.items():
        for text in value if isinstance(value, list) else [value]:
            _check(name, " ".join(text.split()))
    return _MAKERS[proposal.kind](proposal, place)


def _check(name: str, text: str) -> None:
    forms = {"path": _PATH, "action": _ACTION, "minimum": _BOUND, "maximum": _BOUND}
    form = forms.get(name, _WORDS if name in _WORD_MEMBERS else _NAME)
    if text and not form.fullmatch(text):
        raise MalformedError(f"`{text[:60]}` cannot be a {name}")


def _name(proposal: Proposal, member: str) -> str:
    text = proposal.text(member)
    if not text:
        raise MalformedError(f"it has no {member}")
    return text


def _type(proposal: Proposal) -> Type | None:
    text = proposal.text("type")
    if not text:
        return None
    try:
        kind = TYPE.read(text)
    except CellError:
        raise MalformedError(f"`{text[:60]}` is no type") from None
    if kind.enum:
        raise MalformedError(f"`{text[:60]}` is no type; its values are to be listed")
    return kind


def _entity(proposal: Proposal, place: Span) -> Fact:
    return EntityFact(place=place, authority=Authority.MODEL, name=_name(proposal, "name"))


def _field(proposal: Proposal, place: Span) -> Fact:
    kind = _type(proposal)
    is_plain = kind is not None and not kind.values and not kind.target
    return FieldFact(
        place=place,
        authority=Authority.MODEL,
        entity=_name(proposal, "entity"),
        name=_name(proposal, "name"),
        type=kind if is_plain else None,
        target=kind.target if kind else "",
        required=_FLAGS[proposal.said["required"]],
        unique=_FLAGS[proposal.said["unique"]],
        values=proposal.texts("values") or (kind.values if kind else ()),
        minimum=proposal.text("minimum"),
        maximum=proposal.text("maximum"),
    )


def _relation(proposal: Proposal, place: Span) -> Fact:
    return RelationFact(
        place=place,
        authority=Authority.MODEL,
        entity=_name(proposal, "entity"),
        target=_name(proposal, "target"),
        kind=proposal.said["cardinality"],
    )


def _endpoint(proposal: Proposal, place: Span) -> Fact:
    return EndpointFact(
        place=place,
        authority=Authority.MODEL,
        method=proposal.said["method"],
        path=_name(proposal, "path"),
        summary=proposal.text("summary"),
        roles=proposal.texts("roles"),
    )


def _parameter(proposal: Proposal, place: Span) -> Fact:
    return ParameterFact(
        place=place,
        authority=Authority.MODEL,
        method=proposal.said["method"],
        path=_name(proposal, "path"),
        name=_name(proposal, "name"),
        type=_type(proposal),
    )


def _role(proposal: Proposal, place: Span) -> Fact:
    return RoleFact(
        place=place,
        authority=Authority.MODEL,
        name=_name(proposal, "name"),
        inherits=proposal.texts("inherits"),
    )


def _right(proposal: Proposal, place: Span) -> Fact:
    return PermissionFact(
        place=place,
        authority=Authority.MODEL,
        role=_name(proposal, "role"),
        resource=_name(proposal, "resource"),
        action=_name(proposal, "action"),
        scope=proposal.said["scope"],
    )


def _step(proposal: Proposal, place: Span) -> Fact:
    return WorkflowFact(
        place=place,
        authority=Authority.MODEL,
        entity=_name(proposal, "entity"),
        source=proposal.text("source"),
        target=_name(proposal, "target"),
        action=proposal.text("action"),
        roles=proposal.texts("roles"),
    )


def _setting(proposal: Proposal, place: Span) -> Fact:
    key, value = proposal.said["key"], _name(proposal, "value")
    if not is_value(value) or setting_trouble(Setting(key, value)):
        raise MalformedError(f"`{value[:60]}` is no value of {key}")
    return SettingFact(place=place, authority=Authority.MODEL, key=key, value=value)


def _requirement(proposal: Proposal, place: Span) -> Fact:
    return RequirementFact(
        place=place,
        authority=Authority.MODEL,
        kind=proposal.said["type"],
        text=_name(proposal, "text"),
    )


def _notification(proposal: Proposal, place: Span) -> Fact:
    return NotificationFact(
        place=place,
        authority=Authority.MODEL,
        event=_name(proposal, "event"),
        told=_name(proposal, "told"),
        channel=proposal.said["channel"],
    )


_MAKERS: Final[Mapping[str, Callable[[Proposal, Span], Fact]]] = {
    "entity": _entity,
    "field": _field,
    "relation": _relation,
    "endpoint": _endpoint,
    "parameter": _parameter,
    "role": _role,
    "right": _right,
    "step": _step,
    "setting": _setting,
    "requirement": _requirement,
    "notification": _notification,
}

"""What a step sets, where the documents say it outright.

approved_by = current user      approval_date := now      reject_count = 0     clear rejection_reason
When a claim is approved, approved_by is set to the current user and approved_at to now.
"""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Final

from luke_cli.names import snake
from luke_cli.spec.model import WHOLE, Effect, Entity, Field, Spec, TypeName
from luke_cli.spec.resolve.guard_sentences import Act
from luke_cli.spec.resolve.lookups import entity_of, enum_of

_WHEN: Final = re.compile(
    r"(?:when|once|whenever|on|upon|after|as soon as)\s+(?P<act>[^,]{3,60}),\s+(?P<sets>.+)",
    re.IGNORECASE,
)
_SETS: Final = re.compile(
    r"(?P<act>.{3,60}?)\s+(?P<sets>(?:sets|resets|clears|stamps|records)\s+.+)", re.IGNORECASE
)
_ANOTHER: Final = re.compile(r"\b(?:an?|the|each|every|any)\s+\w", re.IGNORECASE)
_ASSIGNED: Final = re.compile(r"(?P<field>[\w -]{2,40}?)\s*(?::=|←|<-|=)\s*(?P<value>.+)")
_SET_TO: Final = re.compile(
    r"(?:(?:sets?|resets?|stamps?)\s+)?(?:(?:the|its)\s+)?(?P<field>[\w-]{2,40}(?: [\w-]+)??)\s+(?:(?:is|are|gets|must be)\s+)?(?:(?:set|reset|stamped)\s+)?"
    r"(?:to|with)\s+(?P<value>.+)",
    re.IGNORECASE,
)
_CLEARED: Final = re.compile(
    r"(?:(?:clears?|empties|resets?)\s+(?:(?:the|its)\s+)?(?P<field>[\w-]{2,40}(?: [\w-]+)?)|"
    r"(?:(?:the|its)\s+)?(?P<of>[\w-]{2,40}(?: [\w-]+)??)\s+(?:is|are)\s+(?:cleared|emptied|reset))",
    re.IGNORECASE,
)
_NOW: Final = re.compile(
    r"(?:the\s+)?(?:current\s+|server\s+)?(?:now(?:\(\))?|time(?:stamp)?|date(?: and time)?|moment|today(?:\(\))?|current_timestamp)",
    re.IGNORECASE,
)
_ME: Final = re.compile(
    r"(?:the\s+)?(?:current(?:ly logged[- ]in)?|acting|calling|logged[- ]in|signed[- ]in|authenticated)[\s_]user(?:'s id|_id|\.id)?|"
    r"(?:the\s+)?(?:caller|actor|approver|reviewer|rejecter|submitter)|me|whoever (?:does|did) (?:it|so)",
    re.IGNORECASE,
)
_NONE: Final = re.compile(r"null|none|nothing|empty|nil", re.IGNORECASE)


def told_effects(spec: Spec, entity: Entity, text: str, state: str) -> tuple[Effect, ...]:
    """Return what a text says that a step sets, beside the field of its state."""
    parts = re.split(r"\s*(?:;|,|\band\b|&)\s*", " ".join(re.sub(r"[`*]", "", text).split()))
    found = (_effect(spec, entity, part.strip(" .")) for part in parts)
    return tuple(effect for effect in found if effect and effect.field != state)


def sentence_effects(spec: Spec, act: Act, sentence: str, state: str) -> tuple[Effect, ...]:
    """Return what a sentence about a step says that it sets."""
    text = " ".join(re.sub(r"[`*]", "", sentence).strip(" .;:!-").split())
    for form in (_WHEN, _SETS):
        match = form.fullmatch(text)
        if match is None or not act.is_in(match["act"]):
            continue
        if act.names_thing(text) or not _ANOTHER.search(match["act"]):
            return told_effects(spec, act.entity, match["sets"], state)
    return ()


def merged(told: Iterable[Effect], usual: Iterable[Effect]) -> Iterator[Effect]:
    """Yield the usual effects of a step, each as it is told where it is."""
    said = {effect.field: effect for effect in told}
    for effect in usual:
        yield said.pop(effect.field, effect) if effect.field else effect
    yield from said.values()


def _effect(spec: Spec, entity: Entity, text: str) -> Effect | None:
    cleared = _CLEARED.fullmatch(text)
    if cleared is not None:
        field = entity.field(snake(cleared["field"] or cleared["of"]))
        value = _cleared(field, text) if field else ""
        return Effect(field.name, value) if field and value else None
    match = _ASSIGNED.fullmatch(text) or _SET_TO.fullmatch(text)
    field = entity.field(snake(match["field"])) if match else None
    if match is None or field is None or field.role is not None or field.computed:
        return None
    value = _value(spec, field, match["value"].strip())
    return Effect(field.name, value) if value else None


def _cleared(field: Field, text: str) -> str:
    """Return what a field is reset to, its default, or cleared to; "" if that cannot be told."""
    if field.role is not None or field.computed:
        return ""
    if field.type.name in WHOLE and field.default.isdigit() and "reset" in text.lower():
        return field.default
    if field.type.name in WHOLE and (field.required or field.default == "0"):
        return "0"
    return "" if field.required else "null"


def _value(spec: Spec, field: Field, text: str) -> str:
    """Return the value of an effect as canonical text; "" if the field cannot have it."""
    kind = field.type.name
    if kind in (TypeName.DATE, TypeName.DATETIME) and _NOW.fullmatch(text):
        return "today()" if kind is TypeName.DATE else "now()"
    target = entity_of(spec, field.type.target) if kind is TypeName.REF else None
    if target is not None and target.trait("account") and _ME.fullmatch(text):
        return "me"
    if _NONE.fullmatch(text):
        return "" if field.required else "null"
    if kind in WHOLE:
        return text if re.fullmatch(r"-?\d{1,9}", text) else ""
    if kind is TypeName.BOOLEAN:
        return {"true": "true", "false": "false", "yes": "true", "no": "false"}.get(
            text.lower(), ""
        )
    enum = enum_of(spec, field.type.enum)
    word = snake(text.strip("\"'"))
    return json.dumps(word) if enum and word in enum.values else ""

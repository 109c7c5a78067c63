"""How long before a moment something may still, or already, be done, where a limit says it.

A lesson can be cancelled up to 24 hours before it starts, staff at any time.
limit.lesson.cancel_notice = 24 h     lesson.cancel: starts_at >= now() + limit.lesson.cancel_notice or role staff

Bookings can be made up to 30 days in advance, and at least 2 hours before they start.
limit.booking.make_ahead_max = 30 d       booking.create: starts_at <= now() + limit.booking.make_ahead_max
limit.booking.make_notice = 2 h           booking.create: starts_at >= now() + limit.booking.make_notice

The number stays in the setting. What says from when on something may be done, or names a moment
that no row keeps, asks nothing; nor does what only costs something from then on.
"""

import re
from collections.abc import Iterator
from typing import Final

from luke_cli.names import last_word, plural, snake
from luke_cli.spec.leads import MOMENTS, lead_of
from luke_cli.spec.model import Entity, FieldRole, Guard, Kind, Operation, Setting, Spec
from luke_cli.spec.resolve.period_names import is_start
from luke_cli.spec.resolve.role_names import known
from luke_cli.spec.resolve.said import Line, Said
from luke_cli.spec.resolve.timed_words import Told, since_of
from luke_cli.spec.settings import LIMIT
from luke_cli.spec.windows import LEAST, MOST, window_trouble

_NAME: Final = re.compile(
    rf"{LIMIT}\.(?P<entity>[a-z0-9_]+)\.(?P<verb>[a-z0-9_]+)_(?P<end>notice|ahead_max)", re.ASCII
)
_UNTIL: Final = re.compile(
    r"\b(?:up to|until|till|at least|at the latest|no later than|not later than|less than|notice|deadline)\b",
    re.IGNORECASE,
)
_MODAL: Final = re.compile(
    r"\b(?:can|may|must|has to|have to|cannot|can't|never|not|only|possible|allowed|permitted|notice|deadline)\b",
    re.IGNORECASE,
)
_ELSE: Final = re.compile(
    r"\b(?:free|fees?|charge\w*|bill\w*|refund\w*|costs?|price|penalt\w*|unless|except|otherwise|after(?:wards| that)|"
    r"thereafter|(?<!no )(?<!not )later)\b",
    re.IGNORECASE,
)
"""What becomes of it after that: then it is not refused."""
_BEFORE: Final = re.compile(
    r"\b(?:before|prior to|ahead of|in advance of)\s+(?:(?:the|its|their|an?)\s+)?(?P<moment>[\w -]{2,40})",
    re.IGNORECASE,
)
_START: Final = re.compile(
    r"start|begin|pick-?_?up|check-?_?in|departure|departs|leaves|takes place", re.IGNORECASE
)
_EXEMPT: Final = re.compile(
    r"(?:[,;.:(\u2013\u2014-]|\band\b|\bbut\b)\s*(?:the\s+|an?\s+|all\s+)?(?P<who>[a-z][a-z -]{1,30}?)\s+"
    r"(?:(?:can|may)\s+)?(?:(?:do\s+so|cancel|do\s+it|change)\s+(?:it\s+|them\s+)?)?"
    r"(?:at\s+any\s+time|any\s?time|always)",
    re.IGNORECASE,
)
_KINDS: Final = {
    Kind.UPDATE: ("change", "edit", "update", "modify", "move", "reschedule", "amend"),
    Kind.DELETE: ("cancel", "delete", "remove", "withdraw"),
}
"""What a verb is that no step has."""
_MAKES: Final = tuple(
    "make create book reserve request order register schedule plan start begin".split()
)
"""What is done when a row is made."""
_STEM: Final = 4
"""Letters that an act and its rows have in common: `book` makes a Booking."""


def notice_guards(said: Said, spec: Spec) -> Iterator[tuple[str, Guard, tuple[Line, ...]]]:
    """Yield an operation, how long before a moment it may be called, and the lines that say so."""
    for setting in spec.settings:
        named = _NAME.fullmatch(setting.name)
        found = (e for e in spec.entities if named and snake(e.name) == named["entity"])
        entity = next(found, None)
        operation = _operation(spec, entity, named["verb"]) if entity and named else None
        lines = _lines(said, setting)
        text = " ".join(line.text for line in lines)
        if (
            named is None
            or entity is None
            or operation is None
            or not _is_refusal(text, named["end"])
        ):
            continue
        made = operation.kind is Kind.CREATE
        if not made and named["end"] != "notice":
            continue
        asked = next((e for e in spec.entities if snake(e.name) == operation.group), entity)
        field, roles = _moment(asked, text), _exempt(spec, text)
        sign = MOST if named["end"] != "notice" else LEAST
        guard = Guard(field, sign, f"now() + {setting.name}", "".join(roles[:1]))
        of = asked.field(field)
        trouble = window_trouble(spec, of, guard) if made and of else ""
        if field and not roles[1:] and lead_of(spec, guard) and not trouble:
            yield operation.name, guard, lines


def _is_refusal(text: str, end: str) -> bool:
    """Tell whether a text says that something is not done beyond an end, and nothing else of it."""
    ends = end != "notice" or _UNTIL.search(text)
    return bool(ends and _MODAL.search(text)) and not _ELSE.search(text)


def _lines(said: Said, setting: Setting) -> tuple[Line, ...]:
    """Return what stands where a setting is stated."""
    places = ((source.file, source.line) for source in setting.sources)
    return tuple(line for place in places for line in said.at(*place))


def _operation(spec: Spec, entity: Entity, verb: str) -> Operation | None:
    """Return the operation that a verb means: a step, else a change or a removal."""
    own = spec.operations_of(snake(entity.name))
    step = next((o for o in own if o.verb == verb), None)
    if step is not None:
        return step if step.kind in (Kind.TRANSITION, *_KINDS) else None
    if verb in _MAKES:
        return _maker(spec, entity, verb)
    kinds = [kind for kind, verbs in _KINDS.items() if verb in verbs]
    return next((o for o in own if o.kind in kinds), None)


def _maker(spec: Spec, entity: Entity, verb: str) -> Operation | None:
    """Return what makes the rows that a verb is about: a booking, also where a room is booked."""
    taking = [
        other
        for other in spec.entities
        if last_word(other.name).startswith(verb[:_STEM])
        and any(field.type.target == entity.name for field in other.fields)
    ]
    of = taking[0] if len(taking) == 1 else entity
    own = spec.operations_of(snake(of.name))
    return next((o for o in own if o.kind is Kind.CREATE), None)


def _moment(entity: Entity, text: str) -> str:
    """Return the field that a text says it is before; "" if no row keeps it."""
    match = _BEFORE.search(text)
    words = match["moment"] if match else ""
    since = since_of(entity, Told("1 d", words), ()) if words else None
    named = entity.field(since.field) if since and not since.assumed else None
    if named is not None and named.role is not FieldRole.CREATED:
        return named.name
    short = last_word(entity.name)
    things = ("it", "they", short, plural(short), snake(entity.name).replace("_", " "))
    if words and not (_START.search(words) or words.lower().split()[0] in things):
        return ""
    own = (f for f in entity.fields if not (f.role or f.computed))
    moments = [f.name for f in own if f.type.name in MOMENTS]
    starts = [name for name in moments if is_start(name)] or ([] if words else moments)
    return starts[0] if len(starts) == 1 else ""


def _exempt(spec: Spec, text: str) -> tuple[str, ...]:
    """Return the roles of which a text says that they may do it whenever they like."""
    names = tuple(role.name for role in spec.roles)
    said = (known(names, match["who"].strip()) for match in _EXEMPT.finditer(text))
    return tuple(dict.fromkeys(name for found in said for name in found))

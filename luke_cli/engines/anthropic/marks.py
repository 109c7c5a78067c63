"""What of a spec comes from a model: each such row names an assumption, which says where it was read."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, Final, TypeVar

from luke_cli.engines.anthropic.judge import ASSUMED, Accepted
from luke_cli.names import kebab, snake
from luke_cli.source import Span
from luke_cli.spec.model import (
    Assumption,
    Contract,
    Decision,
    Entity,
    Enum,
    Field,
    Index,
    Notification,
    Operation,
    Parameter,
    Permission,
    Requirement,
    Role,
    Setting,
    Source,
    Spec,
    Transition,
)

T = TypeVar("T")

_LISTS: Final = (
    "enums",
    "indexes",
    "roles",
    "permissions",
    "operations",
    "parameters",
    "contracts",
    "transitions",
    "notifications",
    "settings",
    "requirements",
)
"""What of a spec has sources and a basis, beside entities and their fields."""
_KINDS: Final[Mapping[type, tuple[str, ...]]] = {
    Entity: ("entity", "field", "relation"),
    Field: ("field", "relation", "step"),
    Enum: ("field",),
    Index: ("field", "relation"),
    Role: ("role", "right"),
    Permission: ("right", "endpoint"),
    Operation: ("endpoint", "step", "entity"),
    Parameter: ("parameter",),
    Contract: ("endpoint", "parameter"),
    Transition: ("step",),
    Notification: ("notification",),
    Setting: ("setting",),
    Requirement: ("requirement",),
}
"""Kinds of proposals that an item of the spec can come from."""
_QUOTED: Final = 120


@dataclass(frozen=True, slots=True)
class Marked:
    """A spec that says what of it comes from a model, and the proposals that have changed it."""

    spec: Spec
    telling: tuple[Accepted, ...]


def marked(before: Spec, after: Spec, accepted: Sequence[Accepted]) -> Marked:
    """Return the spec of all facts with its marks; `before` is that of what luke has read itself."""
    by_source: dict[Source, list[Accepted]] = {}
    for one in accepted:
        by_source.setdefault(_source(one.fact.place), []).append(one)
    marks = _Marks(by_source, frozenset(_items(before)))
    lists: dict[str, Any] = {name: tuple(map(marks.item, getattr(after, name))) for name in _LISTS}
    entities = tuple(marks.entity(entity) for entity in after.entities)
    spec = replace(after, entities=entities, **lists)
    for decision in after.decisions:
        marks.decision(decision)
    told = marks.told()
    spec = replace(spec, assumptions=(*spec.assumptions, *told.values()))
    telling = tuple(one for one in accepted if id(one) in told)
    return Marked(_without_sources(spec), telling)


class _Marks:
    """The assumptions that rows have named so far."""

    def __init__(self, by_source: Mapping[Source, list[Accepted]], known: frozenset[Any]) -> None:
        self._by_source = by_source
        self._known = known
        self._rows: dict[int, Assumption] = {}

    def told(self) -> Mapping[int, Assumption]:
        """Return the assumptions, by the identity of what they are about."""
        return self._rows

    def entity(self, entity: Entity) -> Entity:
        """Return an entity whose new fields, and itself if it is new, name their assumption."""
        shown = replace(
            entity,
            fields=tuple(
                self.item(field, f"{entity.name}.{field.name}") for field in entity.fields
            ),
        )
        bare = replace(entity, fields=())
        return replace(shown, basis=self.item(bare, entity.name).basis)

    def item(self, item: T, about: str = "") -> T:
        """Return an item that was not there before with the names of its assumptions."""
        held: Any = item
        key = (about, item) if about else item
        if key in self._known:
            return item
        about = about or _about(held)
        cited = [one for source in held.sources for one in self._by_source.get(source, ())]
        names = [self._row(one, about) for one in _meant(held, about, cited)]
        basis = tuple(dict.fromkeys((*held.basis, *names)))
        return replace(held, basis=basis)  # type: ignore[no-any-return]

    def decision(self, decision: Decision) -> None:
        """Name the assumptions of a contradiction that was not there before."""
        if decision not in self._known:
            sides = (decision.taken, *decision.aside)
            cited = (self._by_source.get(one, ()) for side in sides for one in side.sources)
            for one in (accepted for found in cited for accepted in found):
                self._row(one, decision.about)

    def _row(self, one: Accepted, about: str) -> str:
        if id(one) not in self._rows:
            taken = {row.name for row in self._rows.values()}
            self._rows[id(one)] = _assumption(one, about, taken)
        return self._rows[id(one)].name


def _meant(item: Any, about: str, cited: Sequence[Accepted]) -> Sequence[Accepted]:
    """Return those proposals of a line that an item is of: a line may tell of several things."""
    kinds = _KINDS.get(type(item), ())
    alike = [one for one in cited if one.proposal.kind in kinds]
    name = snake(about.rpartition(".")[2])
    named = [one for one in alike if name in map(snake, _texts(one.proposal.said))]
    return named or alike


def _texts(said: Mapping[str, Any]) -> Iterable[str]:
    return (value for value in said.values() if isinstance(value, str))


def _items(spec: Spec) -> Iterable[Any]:
    for entity in spec.entities:
        yield entity.name, replace(entity, fields=())
        yield from ((f"{entity.name}.{field.name}", field) for field in entity.fields)
    for name in (*_LISTS, "decisions"):
        yield from getattr(spec, name)


def _about(item: Any) -> str:
    if hasattr(item, "operation"):
        return f"{item.operation}"
    return f"{item.name}"


def _assumption(one: Accepted, about: str, taken: set[str]) -> Assumption:
    stem = f"A-model-{kebab(snake(about.replace('.', '_').replace(':', '_')))}"
    names = (stem, *(f"{stem}-{number}" for number in range(2, len(taken) + 3)))
    name = next(name for name in names if name not in taken)
    said = [_shown(value) for value in one.proposal.said.values()]
    place = one.fact.place
    quote = " ".join(one.proposal.quote.split())[:_QUOTED]
    why = (
        "a model proposes it, no document says so"
        if one.is_assumed
        else f'a model has read it in {place.file}:{place.line}: "{quote}"'
    )
    sources = () if one.is_assumed else (_source(place),)
    proposal = f"{one.proposal.kind} {', '.join(filter(None, said))}"
    return Assumption(name=name, about=about, proposal=proposal, why=why, sources=sources)


def _shown(value: Any) -> str:
    return " ".join((", ".join(value) if isinstance(value, list) else str(value)).split())


def _source(place: Span) -> Source:
    end = place.end_line if place.end_line > place.line else 0
    return Source(place.file, place.line, end)


def _without_sources(value: Any) -> Any:
    """Return a value that does not cite what no document says."""
    if isinstance(value, tuple):
        kept = (one for one in value if not (isinstance(one, Source) and one.file == ASSUMED))
        return tuple(_without_sources(one) for one in kept if one != ASSUMED)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    changed = {one.name: _without_sources(getattr(value, one.name)) for one in fields(value)}
    return replace(value, **changed)

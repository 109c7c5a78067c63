"""The members of a body as a tree: `summary.total` and `lines[].amount` are parts of others."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from luke_cli.spec.model import Member, Type


@dataclass(frozen=True, slots=True)
class Part:
    """A member that holds a value, or others."""

    name: str
    many: bool
    """A list of them."""
    required: bool
    """One that holds others is required where one of these is."""
    type: Type | None
    """None where it holds others."""
    parts: tuple["Part", ...] = ()


def parts_of(members: Iterable[Member]) -> tuple[Part, ...]:
    """Return members as a tree, each where its first word is."""
    groups: dict[str, list[Member]] = {}
    for member in members:
        groups.setdefault(member.name.partition(".")[0], []).append(member)
    return tuple(part for word, found in groups.items() for part in _parts(word, found))


def _parts(word: str, members: list[Member]) -> Iterable[Part]:
    yield from (Part(m.name, m.many, m.required, m.type) for m in members if m.name == word)
    inner = [replace(m, name=m.name.partition(".")[2]) for m in members if m.name != word]
    if inner:
        required = any(member.required for member in inner)
        name = word.removesuffix("[]")
        yield Part(name, name != word, required, None, parts_of(inner))


def twins(members: Iterable[Member]) -> Iterable[str]:
    """Yield the names that several members of one place have: `total` beside `total.net`."""
    yield from _twins(parts_of(members), "")


def _twins(parts: Iterable[Part], above: str) -> Iterable[str]:
    seen: set[str] = set()
    for part in parts:
        place = f"{above}{part.name}"
        if part.name in seen:
            yield place
        seen.add(part.name)
        yield from _twins(part.parts, f"{place}[]." if part.many else f"{place}.")

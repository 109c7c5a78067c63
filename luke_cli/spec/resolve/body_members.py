"""The members of a body as documents show them, those within others included.

{"summary": {"total": 12}, "lines": [{"note": "x"}]}    summary.total: integer, lines[].note: string(255)
{"by_day": {"2026-01-02": 12}}                          by_day: json, because a key that is no name is data
"""

from collections.abc import Iterable, Iterator, Sequence

from luke_cli.names import snake
from luke_cli.spec.facts import BodyFact
from luke_cli.spec.model import Member, Spec, Type, TypeName

_Said = tuple[tuple[str, ...], BodyFact]
"""The words of a dotted name, each in snake_case with `[]` behind a list, and who says so."""


def members_of(spec: Spec, said: Iterable[tuple[str, BodyFact]]) -> tuple[Member, ...]:
    """Return the members of a body, each with the name that its claim has there; the first one holds."""
    words = [(tuple(map(_spelled, name.split("."))), fact) for name, fact in said]
    named = [(path, fact) for path, fact in words if path[0].removesuffix("[]")[:1].isalpha()]
    return tuple(_members(spec, named, ()))


def _spelled(word: str) -> str:
    return snake(word.removesuffix("[]")) + ("[]" if word.endswith("[]") else "")


def _members(spec: Spec, said: Sequence[_Said], above: tuple[str, ...]) -> Iterator[Member]:
    """Yield the members of one place, and those within them."""
    depth = len(above)
    places: dict[str, list[_Said]] = {}
    for path, fact in said:
        places.setdefault(path[depth].removesuffix("[]"), []).append((path, fact))
    for name, found in places.items():
        inner = [(path, fact) for path, fact in found if len(path) > depth + 1]
        many = any(path[depth].endswith("[]") for path, _ in found)
        if inner and _is_open(spec, [path[depth + 1] for path, _ in inner]):
            needed = any(fact.required is not False for _, fact in inner)
            whole = Type(TypeName.JSON)
            yield Member(".".join((*above, name)), whole, required=needed, many=many)
        elif inner:
            here = (*above, f"{name}[]" if many else name)
            yield from _members(spec, [((*here, *path[depth + 1 :]), f) for path, f in inner], here)
        else:
            fact = found[0][1]
            required = fact.required is not False
            yield Member(".".join((*above, name)), _plain(fact.type), required=required, many=many)


def _is_open(spec: Spec, words: Iterable[str]) -> bool:
    """Tell whether keys are data: no names, or values of a list, of which an example shows some."""
    names = {word.removesuffix("[]") for word in words}
    if not all(name[:1].isalpha() for name in names):
        return True
    return len(names) > 1 and any(names <= {snake(v) for v in enum.values} for enum in spec.enums)


def _plain(kind: Type | None) -> Type:
    if kind is None:
        return Type(TypeName.JSON)
    if kind.name is TypeName.REF:
        return Type(TypeName.UUID) if not kind.target else Type(TypeName.JSON)
    if kind.name is TypeName.ENUM:
        values = tuple(dict.fromkeys(filter(None, map(snake, kind.values))))
        return Type(TypeName.ENUM, values=values) if values else Type(TypeName.STRING, length=255)
    if kind.name is TypeName.DECIMAL and kind.precision is None:
        return Type(TypeName.DECIMAL, precision=14, scale=2)
    if kind.name is TypeName.STRING and kind.length is None:
        return Type(TypeName.STRING, length=255)
    return kind

"""What the people of the generated tests sign in with."""

from typing import Final

from luke_cli.backend.code import literal
from luke_cli.backend.patterns import example_of, matches
from luke_cli.backend.views.world import World
from luke_cli.spec.model import Field, TypeName

_SEPARATORS: Final = (".", "_", "-", "")


def login_code(world: World) -> str:
    """Return what somebody signs in with, as Python in terms of `name`."""
    field = world.account.field(world.spec.setting("login_by") or "email")
    if field is None or field.type.name is TypeName.EMAIL or field.name == "email":
        # As a request writes it: an address is kept in small letters.
        return "f\"{name.replace(' ', '.').lower()}@example.com\""
    names = [person.name for person in world.people]
    for separator in _SEPARATORS:
        if all(_fits(field, name.replace(" ", separator)) for name in names):
            return f'name.replace(" ", {literal(separator)})'
    return f"{_texts(field, len(names))}[PEOPLE.index(name)]"


def _fits(field: Field, text: str) -> bool:
    longest = field.type.length or 255
    return (field.min_length or 0) <= len(text) <= longest and (
        not field.pattern or matches(field.pattern, text)
    )


def _texts(field: Field, count: int) -> str:
    shortest, longest = field.min_length or 0, field.type.length or 255
    pattern = field.pattern or f"[a-z]{{{max(shortest, min(6, longest))}}}"
    found = [example_of(pattern, shortest, longest, nth=nth) for nth in range(count)]
    return f"({', '.join(literal(text or '') for text in found)},)"

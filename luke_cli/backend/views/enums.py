"""What the templates may see of closed lists of values."""

import re
from dataclasses import dataclass
from typing import Final

from luke_cli.backend.code import literal
from luke_cli.backend.naming import member_of
from luke_cli.spec.model import Enum

_SECRET: Final = re.compile(
    r"(?:^|_)(?:PAS+WO?R?D|PASS(?:PHRASE)?|PWD|TOKEN|SECRETE?)(?:$|_)", re.IGNORECASE
)
_NO_SECRET: Final = "  # noqa: S105  # nosec B105 - a value of a list"  # noqa: S105
"""A result that is called `PASS` looks like a password to linters."""


@dataclass(frozen=True, slots=True)
class EnumView:
    """A closed list of values."""

    name: str
    members: tuple[tuple[str, str], ...]
    """Name and value, the value in quotes."""


def enum_view(enum: Enum) -> EnumView:
    """Return what the templates see of a closed list of values."""
    members = {member_of(value): literal(value) for value in enum.values}
    told = {name: f"{value}{_NO_SECRET}" for name, value in members.items() if _SECRET.search(name)}
    return EnumView(enum.name, tuple((members | told).items()))

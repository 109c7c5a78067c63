"""What the manual says of one thing that luke can be asked for."""

from collections.abc import Mapping
from typing import NamedTuple


class Said(NamedTuple):
    """A command line, and what it does."""

    call: str
    does: str


class Page(NamedTuple):
    """A page of the manual."""

    name: str
    """The verb, or the phase."""
    calls: tuple[Said, ...]
    """How it is asked for, the first one best; all of them stand in `luke --help`."""
    usage: str
    about: tuple[str, ...]
    """Paragraphs."""
    options: str
    """The flags that belong to it, without dashes."""
    exits: Mapping[int, str]
    """What exit codes mean here; 7, 130 and 143 are the same everywhere."""
    examples: tuple[Said, ...]


class Flag(NamedTuple):
    """An option as the command line knows it."""

    names: tuple[str, ...]
    """With dashes, the long one first."""
    value: str
    """What is shown for its value; "" if it takes none."""
    says: str

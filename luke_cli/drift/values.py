"""What is compared: facts that luke's text states, and those that stand there."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from luke_cli.source import Diagnostic


class Fact(NamedTuple):
    """Something that a file states."""

    name: str
    """The same in every version of the file: `POST /tasks`, `tasks.title`, `task:create`."""
    value: str
    line: int
    """1-based."""
    inside: str = ""
    """The name of the fact that it is a part of, as a condition is of a statement."""
    by: str = ""
    """The function that serves a route."""


Placed = tuple[str, Fact]
"""A fact and its file."""
Stated = Mapping[str, Sequence[Placed]]
"""Facts by name: two refusals of a function have one."""


class Compared(NamedTuple):
    """Some files as luke makes them beside what stands there."""

    wanted: Stated
    """What luke's texts state, and the code may lack."""
    found: Stated
    written: Mapping[str, str]
    """Luke's texts of the files that `wanted` is in."""
    unread: Sequence[Diagnostic] = ()
    """Files whose facts nobody can know."""

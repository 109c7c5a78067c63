"""What a check of a proof came to."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Failure:
    """One thing that does not hold."""

    what: str
    """A test as pytest names it, an operation of the plan, or a tool."""
    said: str
    about: str = ""
    """The item of the plan that it is about, "" if it is about no single one."""


@dataclass(frozen=True, slots=True)
class Check:
    """One line of a proof."""

    name: str
    said: str
    """What was found, in words and counts."""
    counts: Mapping[str, int] = field(default_factory=dict)
    failures: tuple[Failure, ...] = ()

    @property
    def passed(self) -> bool:
        """Tell whether nothing failed."""
        return not self.failures

"""A change between two plans, and what it means for clients and for data."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final, NamedTuple

from luke_cli.spec.model import Sources, Spec


class Sign(StrEnum):
    """Whether something came, went or became something else."""

    ADDED = "+"
    REMOVED = "-"
    CHANGED = "~"


class Data(StrEnum):
    """What a change asks of the rows that are there."""

    NONE = ""
    SAFE = "safe"
    """A migration of the schema; every row stays as it is."""
    NEEDED = "needed"
    """Somebody has to say what becomes of some rows."""
    LOST = "lost"
    """The migration drops values."""


class Verdict(NamedTuple):
    """What a change means."""

    breaks: str = ""
    """What clients notice who change nothing; "" if they need not."""
    migration: str = ""
    """What the migration does; "" if there is none."""
    data: Data = Data.NONE


FINE: Final = Verdict()


class Pair(NamedTuple):
    """Something as it was and as it is, and the plans around it."""

    name: str
    before: Any
    """None if it is new."""
    after: Any
    """None if it is gone."""
    old: Spec
    new: Spec


@dataclass(frozen=True, slots=True)
class Change:
    """One line of a comparison."""

    sign: Sign
    kind: str
    """The word of its kind: `entity`, `field`, `access`, ..."""
    name: str
    said: str
    """What it is, was, or has become: `decimal(10,2) -> decimal(12,2)`."""
    verdict: Verdict = FINE
    sources: Sources = ()
    """What the documents say of it: of what is gone, what they said."""

    @property
    def matters(self) -> bool:
        """Tell whether somebody outside of the code has to do something."""
        return bool(self.verdict.breaks) or self.verdict.data in (Data.NEEDED, Data.LOST)

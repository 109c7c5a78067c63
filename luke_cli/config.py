"""How a run was asked for: the options of the command line and the words of the environment."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, NamedTuple

TEXT: Final = "text"
_MAGIC: Final = frozenset("*?[")
"""What makes a pattern of a path."""
FORMATS: Final = (TEXT, "json", "markdown", "github", "sarif", "junit")


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelOptions:
    """What the engine of a language model may be told; None and "" are not given."""

    model: str = ""
    effort: str = ""
    max_usd: float | None = None
    max_tokens: int | None = None
    max_minutes: float | None = None
    max_turns: int | None = None
    batch: bool = False
    """Questions are put into batches, which later calls collect."""
    record: Path | None = None
    """Every exchange is kept in this folder."""
    replay: Path | None = None
    """Every answer is taken from this folder."""
    sharers: int = 1
    """So many projects share the dollars and tokens."""


class Shard(NamedTuple):
    """One of the parts that the projects of a call are split into, each for another machine."""

    number: int
    """From 1."""
    of: int
    """Parts in all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What every verb may be told."""

    roots: tuple[str, ...] = ()
    """The projects, and patterns of them; none is the nearest folder upwards with `app/design`."""
    jobs: int | None = None
    """So many of several projects are worked on at once; None is one for each core."""
    shard: Shard | None = None
    """The part of the projects that is this machine's."""
    engine: str = "template"
    model: ModelOptions = ModelOptions()
    agent: str = ""
    check: bool = False
    """Tell what would change, write nothing."""
    dry_run: bool = False
    """Show what would change as a diff, write nothing."""
    strict: bool = False
    """A contradiction that nobody decided ends the design phase with exit code 3."""
    max_assumptions: int | None = None
    """So many assumptions may be not accepted; None is any number."""
    frozen: bool = False
    """The design phase may decide nothing that the plan does not hold."""
    prose: bool = False
    """The design phase has a model write an overview of the plan."""
    accept: str = ""
    """Findings that are recorded as looked at: `all`, a code, a `FILE:LINE` or a fingerprint."""
    empty: bool = False
    """`init` makes documents with headings and hints only."""
    verify: bool = False
    """Prove what the develop phase has written."""
    commit: bool = False
    """Commit what a phase has written."""
    format: str = TEXT
    """What is on stdout: `text`, or one of `FORMATS`."""
    against: str = ""
    """The revision that `diff` compares with; "" is the last commit, or luke's last run."""
    quiet: bool = False
    verbose: bool = False
    color: bool = True
    phases: tuple[str, ...] = ()
    """The phase flags that were given, without dashes."""
    words: tuple[str, ...] = field(default=())

    @property
    def is_several(self) -> bool:
        """Tell whether several projects are asked for, even if a pattern may match only one."""
        patterns = any(_MAGIC & set(root) for root in self.roots)
        return patterns or len(self.roots) > 1 or self.shard is not None

    @property
    def writes(self) -> bool:
        """Tell whether the run may change the project."""
        return not (self.check or self.dry_run)


def wants_color(given: bool, environ: Mapping[str, str] = os.environ) -> bool:
    """Tell whether colour is welcome.

    Source: no-color.org.
    """
    return given and not environ.get("NO_COLOR") and environ.get("TERM") != "dumb"


def wants_traceback(verbose: bool, environ: Mapping[str, str] = os.environ) -> bool:
    """Tell whether a bug of luke is shown in full."""
    return verbose or bool(environ.get("LUKE_DEBUG"))

"""How a run was asked for: the options of the command line and the words of the environment."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

TEXT: Final = "text"
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
    record: Path | None = None
    """Every exchange is kept in this folder."""
    replay: Path | None = None
    """Every answer is taken from this folder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What every verb may be told."""

    root: Path | None = None
    """The project; None is the nearest folder upwards that has `app/design`."""
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

"""Reasons to stop, each with the exit code that a pipeline sees."""

from collections.abc import Iterable, Sequence
from enum import IntEnum
from typing import Final

from luke_cli.source import Diagnostic
from luke_cli.usage import NOTHING


class Exit(IntEnum):
    """Exit codes; the same in every output format."""

    CLEAN = 0
    FINDINGS = 1
    """Stale, drift, or a failed check."""
    USAGE = 2
    """The command line, the configuration or an input cannot be used as it is."""
    DECIDE = 3
    """A person must decide: conflict markers, or a decision marked blocking."""
    BUDGET = 4
    """A limit of what a run may spend is reached."""
    PROVIDER = 5
    """The provider of the model refuses, or cannot be reached."""
    UNPROVEN = 6
    """The generated backend failed its proof."""
    BUG = 7
    INTERRUPTED = 130
    TERMINATED = 143


_STRENGTH: Final = (
    Exit.TERMINATED,
    Exit.INTERRUPTED,
    # What could not be looked at: nothing is known of it, the best and the worst alike.
    Exit.BUG,
    Exit.USAGE,
    Exit.PROVIDER,
    Exit.BUDGET,
    # What was looked at: where a person must decide, no proof is of use; what fails its proof
    # matters more than what only has to be made again.
    Exit.DECIDE,
    Exit.UNPROVEN,
    Exit.FINDINGS,
    Exit.CLEAN,
)
"""Which exit code speaks for several, the strongest first."""


def strongest(codes: Iterable[Exit]) -> Exit:
    """Return the exit code of several outcomes together; nothing at all is clean."""
    return min(codes, key=_STRENGTH.index, default=Exit.CLEAN)


class EndedError(BaseException):
    """Somebody asked the process to end, by Ctrl-C or a signal."""

    def __init__(self, exit_code: Exit) -> None:
        super().__init__(exit_code)
        self.exit_code = exit_code


class LukeError(Exception):
    """The run cannot go on; `diagnostics` say why."""

    exit_code = Exit.USAGE

    def __init__(
        self, message: str, *, hint: str = "", diagnostics: Sequence[Diagnostic] = ()
    ) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.diagnostics = tuple(diagnostics)
        self.usage = NOTHING


class UsageError(LukeError):
    """What was asked for is not clear, or a file that it needs is missing."""


def unexpected(verb: str, rest: str) -> UsageError:
    """Return the error that a verb knows nothing of the words behind it."""
    name = verb.rpartition(" ")[2]
    return UsageError(f"`{rest}` is not expected behind `luke {verb}`", hint=f"luke help {name}")


class PlanError(LukeError):
    """BACKEND-DEV.md cannot be read; the report names every bad cell."""


class DecisionNeededError(LukeError):
    """A person must decide first."""

    exit_code = Exit.DECIDE


class BudgetError(LukeError):
    """The run may not spend more."""

    exit_code = Exit.BUDGET


class ProviderError(LukeError):
    """The provider of the model does not answer, or refuses to."""

    exit_code = Exit.PROVIDER

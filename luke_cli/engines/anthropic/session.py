"""A run with a model: what was answered before is not asked again, and nothing beyond the budget.

An answer is looked for in the record to repeat, or in the record to keep and the journal of the
project; only then it is asked for, and kept before it is used: a killed run pays nothing twice.
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from luke_cli.engines.anthropic.batch import Batch
from luke_cli.engines.anthropic.budget import Budget
from luke_cli.engines.anthropic.client import Client
from luke_cli.engines.anthropic.exchange import Reply, Request
from luke_cli.engines.anthropic.redact import redacted_in
from luke_cli.engines.anthropic.retry import persistently
from luke_cli.engines.anthropic.settings import Settings
from luke_cli.engines.anthropic.tape import Tape, recorded
from luke_cli.errors import UsageError
from luke_cli.usage import Usage

JOURNAL: Final = "app/.luke/journal"


class UnaskedError(Exception):
    """Nothing is sent in this run, and nobody answered this before."""


@dataclass
class Session:
    """Where a run asks."""

    settings: Settings
    tapes: tuple[Tape, ...]
    """Where answers are looked for and kept; the journal is the last."""
    sends: bool
    client: Client
    budget: Budget
    repeated: int = 0
    _asked: set[str] = field(default_factory=set)
    _batch: Batch | None = None
    _void: list[str] = field(default_factory=list)
    """Tasks of a batch that came to nothing; while others wait, they are not begun again."""

    @property
    def usage(self) -> Usage:
        """What the run has used so far."""
        return self.budget.spent + Usage(model=self.settings.model, repeated=self.repeated)

    def exchange(self, request: Request) -> Reply:
        """Return the answer to a request.

        Raises: UnaskedError where nothing may be sent; PostponedError where it is put into a batch;
            BudgetError; ProviderError; UsageError.
        """
        reply = self.known(request)
        if reply is None:
            came = self._taken(request) if self.settings.batch else self._sent(request)
            # Without secrets before it is used: a run that repeats it sees the same.
            reply = Reply(redacted_in(came.content), came.stop, self.budget.add(came.usage))
        else:
            self.repeated += 1
        self._keep(request, reply)
        return reply

    def known(self, request: Request) -> Reply | None:
        """Return the answer that was given before, None if it is to be asked for.

        Raises: UnaskedError where nothing may be sent; UsageError where a record lacks it.
        """
        reply = next(filter(None, (tape.find(request) for tape in self.tapes)), None)
        if reply is None and self.settings.replay is not None:
            raise UsageError(
                f"the record has no answer for `{request.task}`: what it was asked has changed",
                hint=f"--record {self.settings.replay} asks for what is missing",
            )
        if reply is None and not self.sends:
            raise UnaskedError(request.task)
        return reply

    def forget(self, task: str) -> None:
        """Let a task that came to nothing be asked anew in the next run; a record keeps it."""
        if self.sends and self.settings.replay is None:
            self._void.append(task)
            if not self.settings.batch:
                self._forgotten()

    def settle(self) -> None:
        """End a phase: what is postponed is put into a batch.

        Raises: WaitingError if something is; ProviderError; UsageError.
        """
        if self._batch is not None:
            self._batch.post()
        self._forgotten()

    def _forgotten(self) -> None:
        for task in self._void:
            self.tapes[-1].forget(task)
        self._void.clear()

    def _taken(self, request: Request) -> Reply:
        if self._batch is None:
            name = f"batch-{request.task.partition(' ')[0]}.json"
            self._batch = Batch(self.tapes[-1].folder / name, self.client, self.budget)
        return self._batch.take(request)

    def _sent(self, request: Request) -> Reply:
        if not self._asked:
            counted = self.client.count(request, left_s=self.budget.left_s)
            if counted is not None:
                self.budget.calibrate(request, counted)
        self._asked.add(request.key)
        return persistently(lambda: self._once(request), self.budget)

    def _once(self, request: Request) -> Reply:
        allowed = self.budget.allowed(request)
        return self.client.send(request, max_tokens=allowed, left_s=self.budget.left_s)

    def _keep(self, request: Request, reply: Reply) -> None:
        if self.sends and self.settings.replay is None:
            for tape in self.tapes:
                tape.add(request, reply)


def session_of(settings: Settings, root: Path, *, sends: bool) -> Session:
    """Return a session of a project; raises UsageError if its record is missing."""
    if settings.replay is not None:
        tapes: tuple[Tape, ...] = (recorded(settings.replay),)
    else:
        kept = (Tape(settings.record),) if settings.record is not None else ()
        tapes = (*kept, Tape(root / JOURNAL))
    client, budget = Client(settings.base_url), Budget(settings)
    return Session(settings, tapes, sends, client, budget)

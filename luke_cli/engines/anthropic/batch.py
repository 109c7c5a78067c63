"""Questions that the provider answers in its own time, for half the price: one batch a round.

    first call    puts every question that can be put by now into one batch, and ends
    next call     collects what was answered, goes on with it, and puts what follows from it

    batch-develop.json    {"schema": "luke.batch/1", "id": "msgbatch_...", "round": 2, "behind": "",
                           "asked": {"KEY": "develop trip.export"}, "again": {"KEY": 1}}

A question is named by the key of its exchange, in the batch as in the journal. A round is written
down before it is put, without an id: if its id never comes, the batch is looked for by its keys
among those that are newer than `behind`, so that nothing is paid twice.
"""

import json
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path
from typing import Any, Final, TypeVar

from luke_cli.engines.anthropic.budget import Budget
from luke_cli.engines.anthropic.client import Client
from luke_cli.engines.anthropic.exchange import Reply, Request
from luke_cli.engines.anthropic.failures import BusyError
from luke_cli.engines.anthropic.retry import ATTEMPTS, persistently
from luke_cli.errors import BudgetError, LukeError, ProviderError, UsageError

T = TypeVar("T")

SCHEMA: Final = "luke.batch/1"


class WaitingError(BudgetError):
    """Answers are still to come: the run is to be called again."""


class PostponedError(Exception):
    """A question goes into the batch of this call."""


@dataclass(frozen=True, slots=True)
class Round:
    """What is with the provider."""

    id: str = ""
    number: int = 0
    asked: Mapping[str, str] = field(default_factory=dict)
    """Keys, each with its task."""
    again: Mapping[str, int] = field(default_factory=dict)
    """How often a question came back without an answer."""
    behind: str = ""
    """The batch that was the newest one before this was put."""

    @property
    def is_lost(self) -> bool:
        """It may have been put, and its id never came."""
        return bool(self.asked) and not self.id


@dataclass
class Batch:
    """The rounds of one phase of a project."""

    path: Path
    client: Client
    budget: Budget
    queued: dict[str, tuple[Request, int]] = field(default_factory=dict)
    """By key, each with the tokens that its answer may have."""
    _round: Round | None = None
    _came: dict[str, Reply | BusyError | LukeError] = field(default_factory=dict)

    def take(self, request: Request) -> Reply:
        """Return the answer that came with the last round.

        Raises: PostponedError where it is asked now; WaitingError while none has come; LukeError.
        """
        now = self._collected()
        came = self._came.get(request.key)
        if isinstance(came, Reply):
            return came
        if isinstance(came, LukeError):
            self._drop(request.key)
            raise came
        if isinstance(came, BusyError) and now.again.get(request.key, 0) + 1 >= ATTEMPTS:
            self._drop(request.key)
            raise ProviderError(
                f"{came.what}, in {ATTEMPTS} batches in a row", hint="call it again later"
            )
        if request.key not in self.queued:
            self.queued[request.key] = (request, self.budget.reserve(request))
        raise PostponedError(request.task)

    def post(self) -> None:
        """Put what is queued into a batch, and say so by WaitingError; nothing queued ends them."""
        before = self._round or Round()
        if not self.queued:
            self.path.unlink(missing_ok=True)
            return
        behind = self._asking(lambda left_s: self.client.newest_batch(left_s=left_s))
        lost = {key for key, came in self._came.items() if isinstance(came, BusyError)}
        intent = Round(
            number=before.number + 1,
            asked={key: request.task for key, (request, _) in self.queued.items()},
            again={key: before.again.get(key, 0) + 1 for key in self.queued if key in lost},
            behind=behind,
        )
        _write(self.path, intent)
        now = replace(intent, id=self._put(intent))
        _write(self.path, now)
        raise _waiting(now, f"{len(now.asked)} questions are put")

    def _put(self, intent: Round) -> str:
        """Put a batch; where the answer to that is lost, it is looked for before it is put again."""
        attempts = count()

        def once(left_s: float) -> str:
            name = self._sought(intent, left_s) if next(attempts) else ""
            return name or self.client.post(self.queued, left_s=left_s)

        return self._asking(once)

    def _sought(self, now: Round, left_s: float) -> str:
        """Return the id of the batch that holds a round, "" if there is none; raises WaitingError."""
        name = self.client.find_batch(now.asked, now.behind, left_s=left_s)
        if name is None:
            raise _waiting(
                now, f"{len(now.asked)} questions may be put, in a batch that is not answered"
            )
        return name

    def _asking(self, ask: Callable[[float], T]) -> T:
        return persistently(lambda: ask(self.budget.left_s), self.budget)

    def _collected(self) -> Round:
        """Return the last round, once it is answered; raises WaitingError."""
        if self._round is None:
            now = _read(self.path)
            if now.is_lost:
                now = self._found(now)
            if now.id:
                name = now.id
                model = self.budget.settings.model
                came = self._asking(lambda left_s: self.client.collect(name, model, left_s=left_s))
                if came is None:
                    raise _waiting(now, f"{len(now.asked)} questions are not answered yet")
                self._came = {key: one for key, one in came.items() if key in now.asked}
            self._round = now
        return self._round

    def _found(self, now: Round) -> Round:
        """Return a round with its id; one that was never put is as if nobody had wanted it."""
        name = self._asking(lambda left_s: self._sought(now, left_s))
        if not name:
            return Round(number=now.number - 1, again=now.again)
        found = replace(now, id=name)
        _write(self.path, found)
        return found

    def _drop(self, key: str) -> None:
        """Forget a failure, so that the next call asks again; what else came stays."""
        if self._round is not None:
            asked = {one: task for one, task in self._round.asked.items() if one != key}
            _write(self.path, replace(self._round, asked=asked))


def _waiting(now: Round, what: str) -> WaitingError:
    return WaitingError(
        f"{what}: round {now.number}, batch {now.id or 'of unknown name'}; nothing is written until the last answer is there",
        hint="call the same again later, with --batch: it collects what is answered and goes on",
    )


def _read(path: Path) -> Round:
    if not path.is_file():
        return Round()
    try:
        kept: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return Round(
            kept["id"], kept["round"], kept["asked"], kept["again"], kept.get("behind", "")
        )
    except (ValueError, KeyError, TypeError):
        raise UsageError(
            f"{path.name} holds what luke did not write", hint="delete the file"
        ) from None


def _write(path: Path, now: Round) -> None:
    told = {"id": now.id, "round": now.number, "behind": now.behind}
    told |= {"asked": now.asked, "again": now.again}
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(".new")
    with beside.open("w", encoding="utf-8") as file:
        file.write(json.dumps({"schema": SCHEMA, **told}, sort_keys=True) + "\n")
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)

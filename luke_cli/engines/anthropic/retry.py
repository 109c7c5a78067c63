"""Asking again: with patience that grows, as the provider asks, and never beyond the time."""

import random
import time
from collections.abc import Callable
from typing import Final, TypeVar

from luke_cli.engines.anthropic.budget import Budget
from luke_cli.engines.anthropic.failures import BusyError
from luke_cli.errors import ProviderError

T = TypeVar("T")

ATTEMPTS: Final = 6
_FIRST_S: Final = 0.5
_LONGEST_S: Final = 30.0


def persistently(send: Callable[[], T], budget: Budget) -> T:
    """Return what `send` returns, asking again while the provider is busy.

    Raises: ProviderError after six attempts; BudgetError where the wait would outlast the run.
    """
    for attempt in range(ATTEMPTS):
        try:
            return send()
        except BusyError as busy:
            if busy.usage.requests:
                budget.add(busy.usage)
            last = busy
            if attempt == ATTEMPTS - 1:
                break
            _wait(_delay_s(busy, attempt), budget)
    raise ProviderError(
        f"{last.what}, {ATTEMPTS} times in a row",
        hint=f"{last.do}; what is answered stands in the journal and is not paid again",
    )


def _delay_s(busy: BusyError, attempt: int) -> float:
    if busy.retry_after_s is not None:
        return busy.retry_after_s
    # Full jitter: many runs that fail at once must not come back at once. No output depends on it.
    return random.uniform(0, min(_LONGEST_S, _FIRST_S * 2**attempt))  # noqa: S311


def _wait(delay_s: float, budget: Budget) -> None:
    if delay_s >= budget.left_s:
        raise budget.reached(f"{budget.settings.limits.minutes:g} minutes", "--max-minutes")
    time.sleep(delay_s)

"""What a run may spend, looked at before each request: never more than that is begun."""

import time
from dataclasses import dataclass, field, replace
from typing import Final

from luke_cli.engines.anthropic.exchange import Request
from luke_cli.engines.anthropic.prices import Price, cost_usd, price_of
from luke_cli.engines.anthropic.settings import Settings
from luke_cli.errors import BudgetError
from luke_cli.usage import NOTHING, Usage

_BYTES_PER_TOKEN: Final = 3.0
"""Fewer than texts have: an estimate that is too high stops early, one too low spends too much."""
_LEAST_OUTPUT: Final = 512
"""Tokens below which no answer is worth asking for."""
_MILLION: Final = 1_000_000


@dataclass
class Budget:
    """What is spent, and what may still be."""

    settings: Settings
    spent: Usage = NOTHING
    reserved: Usage = NOTHING
    """What questions may use at most that are put together."""
    bytes_per_token: float = _BYTES_PER_TOKEN
    began_s: float = field(default_factory=time.monotonic)

    @property
    def left_s(self) -> float:
        """Seconds that are left."""
        return self.settings.limits.minutes * 60 - (time.monotonic() - self.began_s)

    def tokens_of(self, request: Request) -> int:
        """Return about how many tokens a request has."""
        return int(request.size_bytes / self.bytes_per_token) + 1

    def calibrate(self, request: Request, tokens: int) -> None:
        """Learn from the count of the provider how many bytes a token has."""
        self.bytes_per_token = min(request.size_bytes / max(tokens, 1), 8.0)

    def allowed(self, request: Request) -> int:
        """Return how many tokens the answer to a request may have; raises BudgetError."""
        limits = self.settings.limits
        taken, held = self.tokens_of(request), self.spent + self.reserved
        if self.left_s <= 0:
            raise self.reached(f"{limits.minutes:g} minutes", "--max-minutes")
        if held.requests >= limits.turns:
            raise self.reached(f"{limits.turns} requests", "--max-turns")
        price = price_of(self.settings.bands, taken)
        usd = limits.usd - held.cost_usd - _dearest(price) * taken / _MILLION
        allowed = request.max_tokens
        if 0 <= usd < allowed * price.output / _MILLION:
            allowed = int(usd / price.output * _MILLION)
        if usd < 0 or allowed < min(_LEAST_OUTPUT, request.max_tokens):
            raise self.reached(f"${limits.usd:g}", "--max-usd")
        if limits.tokens is not None:
            allowed = min(allowed, limits.tokens - held.tokens - taken)
            if allowed < min(_LEAST_OUTPUT, request.max_tokens):
                raise self.reached(f"{limits.tokens:,} tokens", "--max-tokens")
        return allowed

    def reserve(self, request: Request) -> int:
        """Return how many tokens an answer may have, and hold what it costs at most; raises BudgetError."""
        allowed, taken = self.allowed(request), self.tokens_of(request)
        price = price_of(self.settings.bands, taken)
        usd = (_dearest(price) * taken + price.output * allowed) / _MILLION
        self.reserved += Usage(requests=1, input_tokens=taken, output_tokens=allowed, cost_usd=usd)
        return allowed

    def add(self, usage: Usage) -> Usage:
        """Count what an answer has used; return it with its price."""
        priced = replace(usage, cost_usd=cost_usd(self.settings.bands, usage))
        self.spent += priced
        return priced

    def reached(self, what: str, option: str) -> BudgetError:
        """Return the error that says which limit ends the run."""
        return BudgetError(
            f"the next request could go beyond {what}, which is what this run may use; "
            f"${self.spent.cost_usd:.2f} are spent on {self.spent.requests} answers",
            hint=f"{option} raises it; what is answered stands in the journal and is not paid again",
        )


def _dearest(price: Price) -> float:
    return max(price.input, price.cache_write)

"""What questions would cost at most, told before any of them is put."""

from collections.abc import Sequence

from luke_cli.engines.anthropic.exchange import Request
from luke_cli.engines.anthropic.prices import cost_usd
from luke_cli.engines.anthropic.session import Session
from luke_cli.usage import NOTHING, Usage


def estimated(session: Session, requests: Sequence[Request]) -> str:
    """Say how much there is to ask, and what it costs at most.

    The documents are written to the cache by the first request and read from it by the others.
    """
    bands, budget = session.settings.bands, session.budget
    total = NOTHING
    for number, request in enumerate(requests):
        taken = budget.tokens_of(request)
        shared = min(taken, int(len(request.prefix.encode()) / budget.bytes_per_token))
        used = Usage(
            requests=1,
            input_tokens=taken - shared,
            cache_write_tokens=0 if number else shared,
            cache_read_tokens=shared if number else 0,
            output_tokens=request.max_tokens,
        )
        total += used + Usage(cost_usd=cost_usd(bands, used))
    cached = total.cache_read_tokens
    taken = total.input_tokens + total.cache_write_tokens + cached
    return (
        f"{len(requests)} questions would be put: about {taken:,} tokens in ({cached:,} cached), at"
        f" most {total.output_tokens:,} out, at most ${total.cost_usd:.2f}; nothing is sent"
    )

"""What models cost: one dated table, which a person's configuration extends or overrules."""

import difflib
from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from luke_cli.usage import Usage

PRICED_ON: Final = "2026-11"
"""Source: platform.claude.com/docs/en/about-claude/pricing."""

_MILLION: Final = 1_000_000


class Price(NamedTuple):
    """USD per million tokens, for prompts of more than `above` tokens."""

    input: float
    output: float
    cache_write: float
    """Kept for five minutes."""
    cache_read: float
    above: int = 0


Prices = Mapping[str, tuple[Price, ...]]
"""By model; several for a model whose long prompts cost more, the shortest first."""

PRICES: Final[Prices] = {
    "claude-fable-5-1": (Price(10, 50, 12.5, 0.25),),
    "claude-haiku-5-5": (Price(0.1, 0.5, 0.125, 0.01), Price(0.5, 2.5, 0.625, 0.05, 100_000)),
    "claude-opus-5": (Price(5, 25, 6.25, 0.5),),
    "claude-opus-5-5": (Price(4, 20, 5, 0.2),),
    "claude-sonnet-5": (Price(2, 10, 2.5, 0.2),),
    "claude-sonnet-5-5": (Price(2, 10, 2.5, 0.1),),
}


def nearest(model: str, known: Iterable[str]) -> list[str]:
    """Return at most three other names that are like that of a model, the likest first."""
    others = [name for name in known if name != model]
    return difflib.get_close_matches(model, others, n=3, cutoff=0.4)


def halved(bands: tuple[Price, ...]) -> tuple[Price, ...]:
    """Return what the same costs in a batch."""
    return tuple(
        Price(
            input=one.input / 2,
            output=one.output / 2,
            cache_write=one.cache_write / 2,
            cache_read=one.cache_read / 2,
            above=one.above,
        )
        for one in bands
    )


def price_of(bands: tuple[Price, ...], prompt_tokens: int) -> Price:
    """Return the price that holds for a prompt of that length."""
    return [band for band in bands if band.above <= prompt_tokens][-1]


def cost_usd(bands: tuple[Price, ...], usage: Usage) -> float:
    """Return what one answered request costs."""
    taken = usage.input_tokens + usage.cache_write_tokens + usage.cache_read_tokens
    price = price_of(bands, taken)
    return (
        usage.input_tokens * price.input
        + usage.cache_write_tokens * price.cache_write
        + usage.cache_read_tokens * price.cache_read
        + usage.output_tokens * price.output
    ) / _MILLION

"""Which model is asked and how much it may cost: options first, then environment, configuration.

    ~/.config/luke/config.toml        LUKE_CONFIG names another file
        [model]
        name = "claude-opus-5-5"
        effort = "high"
        base_url = "https://gateway.example.com"
        max_usd = 2.5
        [prices."a-model-of-ours"]
        input = 1.0
        output = 5.0

The configuration is a person's, never the project's: a file that comes with a clone must not say
where a key is sent, or how much is spent.
"""

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from luke_cli.config import ModelOptions
from luke_cli.engines.anthropic.prices import PRICED_ON, PRICES, Price, halved, nearest
from luke_cli.errors import UsageError

DEFAULT_MODEL: Final = "claude-sonnet-5-5"
EFFORTS: Final = ("low", "medium", "high", "xhigh", "max")
_WRITE_FACTOR: Final = 1.25
"""What a token costs that is written to the cache, where a price does not say."""
_READ_FACTOR: Final = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a run may spend; it ends with exit code 4 before it would spend more."""

    usd: float = 5.0
    tokens: int | None = None
    """In and out, cached ones included; None is any number."""
    minutes: float = 30.0
    turns: int = 100
    """Requests that the provider answers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How a model is asked."""

    model: str
    bands: tuple[Price, ...]
    effort: str = ""
    """"" leaves it to the model."""
    batch: bool = False
    """Questions are put together and answered later, for half the price."""
    base_url: str = ""
    """"" is that of the environment, else the provider's own."""
    limits: Limits = Limits()
    record: Path | None = None
    """Where every exchange is kept."""
    replay: Path | None = None
    """Where every answer is taken from; nothing is sent."""


def settings_of(options: ModelOptions, environ: Mapping[str, str]) -> Settings:
    """Return how a model is asked; raises UsageError."""
    given = _configured(environ)
    known = _table(given, "model")
    model = options.model or environ.get("LUKE_MODEL") or _text(known, "name") or DEFAULT_MODEL
    effort = options.effort or environ.get("LUKE_EFFORT") or _text(known, "effort")
    if effort and effort not in EFFORTS:
        raise UsageError(f"there is no effort `{effort}`", hint=f"one of {', '.join(EFFORTS)}")
    bands = _bands(model, _table(given, "prices"))
    return Settings(
        model=model,
        bands=halved(bands) if options.batch else bands,
        batch=options.batch,
        effort=effort,
        base_url="" if environ.get("ANTHROPIC_BASE_URL") else _text(known, "base_url"),
        limits=_limits(options, known),
        record=options.record,
        replay=options.replay,
    )


def _limits(options: ModelOptions, known: Mapping[str, Any]) -> Limits:
    usual = Limits()
    minutes = _first(options.max_minutes, _number(known, "max_minutes"))
    usd = _first(options.max_usd, _number(known, "max_usd"))
    turns = _first(options.max_turns, _number(known, "max_turns"))
    tokens = _first(options.max_tokens, _number(known, "max_tokens"))
    return Limits(
        # What several projects share is shared evenly, so that no order and no number of
        # processes decides which of them gets it.
        usd=(usual.usd if usd is None else usd) / options.sharers,
        tokens=None if tokens is None else int(tokens) // options.sharers,
        minutes=usual.minutes if minutes is None else minutes,
        turns=usual.turns if turns is None else int(turns),
    )


def _bands(model: str, own: Mapping[str, Any]) -> tuple[Price, ...]:
    prices = {**PRICES, **{name: (_price(name, own),) for name in own}}
    if model in prices:
        return prices[model]
    near = nearest(model, prices)
    meant = f"did you mean {', '.join(near)}?" if near else f"known: {', '.join(sorted(prices))}"
    raise UsageError(
        f"nothing is known of the model `{model}`, not what it costs either",
        hint=f'{meant}\nprices of {PRICED_ON}; add yours below [prices."{model}"] in {_NAMED}',
    )


def _price(name: str, own: Mapping[str, Any]) -> Price:
    table = _table(own, name)
    numbers = {key: _number(table, key) for key in ("input", "output", "cache_write", "cache_read")}
    taken, given = numbers["input"], numbers["output"]
    if taken is None or given is None:
        raise UsageError(f'[prices."{name}"] in {_NAMED} lacks `input` or `output`, in USD')
    write, read = numbers["cache_write"], numbers["cache_read"]
    return Price(
        taken,
        given,
        taken * _WRITE_FACTOR if write is None else write,
        taken * _READ_FACTOR if read is None else read,
    )


_NAMED: Final = "~/.config/luke/config.toml"


def _configured(environ: Mapping[str, str]) -> Mapping[str, Any]:
    named = environ.get("LUKE_CONFIG")
    home = environ.get("XDG_CONFIG_HOME") or str(Path(environ.get("HOME", "/nowhere")) / ".config")
    path = Path(named) if named else Path(home) / "luke/config.toml"
    if not named and not path.is_file():
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        told = error.strerror if isinstance(error, OSError) else error
        raise UsageError(f"the configuration cannot be read: {told}", hint=str(path)) from None


def _table(given: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    found = given.get(key, {})
    if not isinstance(found, dict):
        raise UsageError(f"`{key}` in {_NAMED} is no table")
    return found


def _text(known: Mapping[str, Any], key: str) -> str:
    found = known.get(key, "")
    if not isinstance(found, str):
        raise UsageError(f"`{key}` in {_NAMED} is no text")
    return found


def _number(known: Mapping[str, Any], key: str) -> float | None:
    found = known.get(key)
    if found is None:
        return None
    if isinstance(found, bool) or not isinstance(found, int | float) or not 0 <= found < math.inf:
        raise UsageError(f"`{key}` in {_NAMED} is no number of at least 0")
    return found


def _first(given: float | None, known: float | None) -> float | None:
    return known if given is None else given

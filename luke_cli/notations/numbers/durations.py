"""Durations and what they are of: token lifetimes, lockout, caches, retention, targets."""

import re
from collections.abc import Iterator
from typing import Final

from luke_cli.names import snake
from luke_cli.notations.numbers.duration_subjects import (
    CONTEXTS,
    KEPT,
    OTHERS,
    RETAINED,
    SUBJECTS,
)
from luke_cli.notations.numbers.growth import GROWS
from luke_cli.notations.numbers.holdings import held
from luke_cli.notations.numbers.quantities import Quantity, duration, durations, of_seconds
from luke_cli.notations.numbers.statement import Statement

Found = tuple[str, str, int]
"""Key, canonical value, position in the text."""

_MAXIMUM_S: Final = {
    "export_time_max": 3600,
    "processing_max": 3600,
    "db_pool_timeout": 3600,
    "request_timeout": 600,
}
_SECONDS: Final = {"ms": 0.001, "s": 1, "min": 60, "h": 3600, "d": 86400, "y": 31536000}
_BARE: Final = re.compile(
    r"(?P<key>[A-Za-z_]*(?:(?:token|session|access|refresh|reset|invit\w*|verif\w*|lock\w*|idle|cache|timeout|retention|window)s?_"
    r"(?:ms|seconds?|secs?|minutes?|mins?|hours?|days?)\b|expir\w*|ttl|time_?to_?live|max_?age|time_?out|recycle|lifetime|"
    r"duration|validity|rotation|retention)[A-Za-z_]*)[\"'`]?\s*(?::\s*(?:int|float|"
    r"str))?\s*[:=,(]\s*[\"']?(?:\w+\([\"']\w+[\"'],\s*)?(?P<number>\d{1,9})\b"
    r"(?!\s*[\w%*.])",
    re.IGNORECASE,
)
_MAKER: Final = re.compile(
    r"(?:^|_|(?<=[a-z]))(?P<unit>milliseconds?|ms|seconds?|secs?|minutes?|mins?|hours?|days?)$",
    re.IGNORECASE,
)
_PRODUCT: Final = re.compile(
    r"(?P<key>[A-Za-z_]*(?:expir|ttl|max_?age|lifetime|"
    r"duration)\w*)[\"']?\s*[:=]\s*(?P<factors>\d+(?:\s*\*\s*\d+)+)",
    re.IGNORECASE,
)
_PROCESSED: Final = re.compile(
    r"(receipt|image|file|document|upload|photo|video)s?[ _-](?:processing|upload|scanning)"
)
_AGO: Final = re.compile(r"\s*(?:ago|earl(?:y|ier)|beforehand|in advance|ahead)\b")
_ATTEMPTS_IN: Final = re.compile(
    r"(?:attempts|failures|log-?ins|passwords|tries|\w*versuchen?|intentos|tentatives)\s+"
    r"(?:in a row\s+)?(?:within|in|inside|during|innerhalb(?: von)?|binnen|en|dans)\s+"
    r"(?:the last |an? )?$"
)
_SIGNING_IN: Final = re.compile(
    r"lock[ _-]?out|account|user|log-?in|sign|passw|attempt|auth|fail|credential|secur|wrong|"
    r"konto|nutzer|anmeld|kennw|sperr|cuenta|intento|compte|tentativ|cool"
)
_AT_MOST: Final = re.compile(
    r"(?:\bup to|\bat most|\bmax(?:imum|\.)?(?: of)?|\bno more than|\blimited to|\bcapped at|\bcap of|"
    r"\buntil)[ :]*(?:an? )?$"
)
_EVERY: Final = re.compile(r"\b(?:every|each|within|alle|cada|tous les)\s*$")
_KEY: Final = re.compile(r"\bidempotency[- ]keys?\b")
_KEY_KEPT: Final = re.compile(
    r"\b(?:keys?|answers?|responses?|results?)\b[^.;]{0,40}"
    r"\b(?:kept|keeps?|stor\w+|valid|expir\w+|remember\w*|lives?|cached|forgotten|replayed)\b"
)
_INLINE_GROUP: Final = re.compile(
    r"""^["'](?P<name>\w+)["']\s*:\s*\{[^{}]*["']ttl["']\s*:\s*(?P<number>\d+)"""
)


def read(statement: Statement) -> Iterator[Found]:
    """Yield the durations of a statement that configure something."""
    text = statement.lower
    found = [*durations(statement.text), *_bare(statement)]
    for quantity in found:
        key = _subject(text, quantity, found) or _from_context(statement, text)
        if not key or not fits(key, quantity.value) or _is_not(key, text):
            continue
        if _AGO.match(text, quantity.end) or (
            key == "lockout_time" and _is_no_lockout(statement, quantity)
        ):
            continue
        if key == "lockout_time" and _is_longest(text, quantity):
            key = "lockout_time_max"
        if key == "processing_max":
            nouns = _PROCESSED.findall(text)
            key = f"processing_max.{nouns[-1]}" if nouns else key
        group = f"{key}{held(statement, quantity, found)}" if key == "cache_ttl" else key
        yield group, quantity.value, quantity.start
    inline = _INLINE_GROUP.match(statement.text)
    if inline is not None and re.search("cach", f"{statement.around} {text}"):
        yield (
            f"cache_ttl.{snake(inline['name'])}",
            of_seconds(int(inline["number"])),
            inline.start("number"),
        )


def _is_no_lockout(statement: Statement, quantity: Quantity) -> bool:
    """Tell whether something else is locked, or attempts are counted: `5 logins in 15 minutes`."""
    whole = f"{statement.lower} {statement.around} {' '.join(statement.keys).lower()}"
    is_window = _ATTEMPTS_IN.search(statement.lower[max(0, quantity.start - 60) : quantity.start])
    return bool(is_window) or not _SIGNING_IN.search(whole)


def _is_longest(text: str, quantity: Quantity) -> bool:
    """Tell whether a lock that grows ends its growth there: `it doubles, up to 24 hours`."""
    return bool(GROWS.search(text) and _AT_MOST.search(text[: quantity.start]))


def _is_not(key: str, text: str) -> bool:
    pattern = OTHERS.get(key)
    return pattern is not None and bool(pattern.search(text))


def _bare(statement: Statement) -> Iterator[Quantity]:
    """Yield the numbers whose key says the unit, or that are seconds by custom."""
    if not (
        statement.is_code
        or statement.keys
        or re.match(r"[\"'`]?[A-Za-z_]+[\"'`]?\s*[:=]\s*\d", statement.text)
    ):
        return
    for match in _BARE.finditer(statement.text):
        unit = _MAKER.search(match["key"])
        is_kept = "retention" in match["key"].lower()
        named = unit["unit"].lower() if unit else "days" if is_kept else "seconds"
        short = {"m": "min", "h": "h", "d": "d"}.get(named[0], "s")
        short = "ms" if named.startswith(("ms", "milli")) else short
        value = (
            of_seconds(int(match["number"])) if short == "s" else duration(match["number"], short)
        )
        yield Quantity(value, match.start("number"), match.end("number"))
    for match in _PRODUCT.finditer(statement.text):
        product = 1
        for factor in match["factors"].split("*"):
            product *= int(factor.strip()[:9])
        seconds = (
            product / 1000
            if product % 1000 == 0
            and product >= 600_000
            and match["factors"].rstrip().endswith("1000")
            else product
        )
        yield Quantity(of_seconds(seconds), match.start("factors"), match.end("factors"))


def _subject(text: str, quantity: Quantity, all_found: list[Quantity]) -> str:
    """Return what a duration is of: the nearest words before it in its sentence, else behind it."""
    start = max((m.end() for m in re.finditer(r"[.;!?]\s", text[: quantity.start])), default=0)
    best: tuple[int, int, str] | None = None
    for rank, (key, pattern) in enumerate(SUBJECTS):
        if not fits(key, quantity.value) or _is_not(key, text):
            continue
        for match in pattern.finditer(text, start, quantity.start):
            candidate = (match.end(), -rank, key)
            best = candidate if best is None or candidate[:2] > best[:2] else best
    if best is None or best[2].endswith("_retention"):
        kept = _kept(text, start, quantity)
        if kept:
            return kept
    after = _behind(text, quantity, all_found)
    if after is not None and (best is None or after[0] or after[1] == "session_idle"):
        return after[1]
    return best[2] if best is not None else ""


def _kept(text: str, start: int, quantity: Quantity) -> str:
    """Return what is kept that long: `backups of the database are held for 30 days`."""
    end = min(len(text), quantity.end + 40)
    stop = re.search(r"[.;!?]\s|,\s", text[quantity.end : end])
    end = quantity.end + stop.start() if stop else end
    if not KEPT.search(text, start, end) or _EVERY.search(text, start, quantity.start):
        return ""
    before = [
        (match.end(), key)
        for key, pattern in RETAINED
        for match in pattern.finditer(text, start, quantity.start)
    ]
    key = max(before)[1] if before else ""
    return key if key and fits(key, quantity.value) and not _is_not(key, text) else ""


def _behind(text: str, quantity: Quantity, all_found: list[Quantity]) -> tuple[bool, str] | None:
    """Return whether the words directly behind say it (`15-minute tokens`), and what they say."""
    end = min((q.start for q in all_found if q.start > quantity.end), default=len(text))
    stop = re.search(r"[.;!?]\s|,\s(?:so|because|while|which|but)\b", text[quantity.end : end])
    end = min(end, quantity.end + (stop.start() if stop else 40), quantity.end + 40)
    found = [
        (match.start(), rank, key)
        for rank, (key, pattern) in enumerate(SUBJECTS)
        if (match := pattern.search(text, quantity.end, end))
    ]
    if not found:
        return None
    at, _, key = min(found)
    return bool(re.fullmatch(r"[\s-]{0,2}(?:of |for )?", text[quantity.end : at])), key


def _from_context(statement: Statement, text: str) -> str:
    for key, around, words in CONTEXTS:
        if (
            around.search(statement.around)
            and words.search(text)
            and (key != "cache_ttl" or _is_cache_row(statement))
        ):
            return key
    # The key is named in the sentence before: `Clients send an Idempotency-Key. Keys live for a day.`
    return "idempotency_ttl" if _KEY.search(text) and _KEY_KEPT.search(text) else ""


def _is_cache_row(statement: Statement) -> bool:
    """`User profile: 5 minutes` below a heading about caching is a time to live."""
    near = " / ".join((*statement.section[-1:], statement.lead, *statement.keys)).lower()
    return (
        bool(re.search(r"\bcach\w*|\bttls?\b", near))
        and len(statement.text) < 100
        and not re.search(
            r"launch|load|response|auto-?save|interval|poll|retry|within", statement.lower
        )
    )


def fits(key: str, value: str) -> bool:
    """Tell whether a setting can be so long: no token lives for seconds, no log for minutes."""
    digits, unit = value.split(" ")
    seconds = float(digits) * _SECONDS[unit]
    if seconds <= 0 or seconds > _MAXIMUM_S.get(key, 3.2e9):
        return False
    if key in (
        "access_token_ttl",
        "refresh_token_ttl",
        "lockout_time",
        "session_idle",
        "reset_token_ttl",
    ):
        return seconds >= 10
    return not (key.endswith(("retention", "max_age", "rotation")) and seconds < 3600)

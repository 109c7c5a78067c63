"""Percentages that are promised or watched: availability, coverage, error rates; recovery times."""

import re
from collections.abc import Iterator
from typing import Final

from luke_cli.notations.numbers.durations import Found
from luke_cli.notations.numbers.quantities import durations, percents
from luke_cli.notations.numbers.statement import Statement

_PERCENT_KEYS: Final = (
    (
        "scale_at",
        re.compile(r"(?:auto-?)?scal(?:e|es|ing)[ -]?(?:out|up)?\b.{0,30}(?:above|at|over|when|>)"),
    ),
    (
        "alert_error_rate_increase",
        re.compile(r"error[ _-]rates?[ _-](?:increase|spike|above|>)|increase in error rate"),
    ),
    (
        "alert_latency_increase",
        re.compile(
            r"(?:response[ _-]time|latency)[ _-](?:degradation|increase|spike)|(?:degradation|"
            r"increase) in (?:response time|latency)"
        ),
    ),
    (
        "mutation_score_min",
        re.compile(r"mutation(?:[ _-]testing)?[ _-]score|mutation (?:testing|coverage)"),
    ),
    (
        "coverage_min",
        re.compile(
            r"(?:code|test|unit|line|statement|unit[ _-]test|backend|overall|"
            r"minimum)?[ _-]?(?:test[ _-])?coverage|testabdeckung|cobertura|couverture|cakupan|"
            r"покрыти"
        ),
    ),
    ("error_rate_max", re.compile(r"error[ _-]rates?|fehlerrate|tasa de error|5xx")),
    (
        "availability_min",
        re.compile(
            r"\bup-?time\b|\b(?:is|are|be|stays?) (?:up|reachable|online)\b|availab\w+|verfügbarkeit|disponib\w+|ketersediaan|доступность|可用性|"
            r"稼働率|\bsla\b"
        ),
    ),
)
_NOT_PERCENT: Final = {
    "coverage_min": re.compile(
        r"endpoint|story|stories|browser|device|feature|automation|branch|requirement|market|"
        r"screen|insurance"
    ),
    "error_rate_max": re.compile(r"data entry|reduce|ocr|human|typing|increase"),
    "availability_min": re.compile(r"drop|target of|alert|below"),
}


def read(statement: Statement) -> Iterator[Found]:
    """Yield the percentages of a statement."""
    text = statement.lower
    for quantity in percents(statement.text):
        before = text[: quantity.start]
        after = text[quantity.end : quantity.end + 40]
        found = [
            (-m.end(), key)
            for key, pattern in _PERCENT_KEYS
            for m in list(pattern.finditer(before))[-1:]
        ]
        found = found or [
            (m.start(), key) for key, pattern in _PERCENT_KEYS for m in [pattern.search(after)] if m
        ]
        if not found:
            continue
        key = min(found, key=lambda item: item[0])[1]
        unwanted = _NOT_PERCENT.get(key)
        if unwanted is not None and unwanted.search(f"{text} {' '.join(statement.keys)}".lower()):
            continue
        value = float(quantity.value.split(" ")[0])
        if (
            (key == "availability_min" and value < 90)
            or (key == "error_rate_max" and value > 20)
            or (key == "coverage_min" and value < 20)
        ):
            continue
        yield key, quantity.value, quantity.start


def recovery(statement: Statement) -> dict[str, tuple[str, int]]:
    """Return the recovery time (`rto`) and recovery point (`rpo`) of a statement."""
    text = statement.lower
    found: dict[str, tuple[str, int]] = {}
    if "rto" not in text and "rpo" not in text and "recovery" not in text:
        return found
    quantities = list(durations(statement.text))
    for name, pattern in (
        ("rto", r"\brto\b|recovery[ _]time(?:[ _]objective)?"),
        ("rpo", r"\brpo\b|recovery[ _]point(?:[ _]objective)?"),
    ):
        for match in re.finditer(pattern, text):
            after = [q for q in quantities if 0 <= q.start - match.end() < 25]
            before = [q for q in quantities if 0 <= match.start() - q.end < 4]
            if after or before:
                nearest = (after or before)[0]
                found[name] = (nearest.value, nearest.start)
                break
    return found

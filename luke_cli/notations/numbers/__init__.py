"""Numbers with units, and words, that configure the backend.

- Short-lived access tokens (15 minutes)          - Account lockout after 5 failed attempts
- 100 requests/minute per user                    - Maximum file size: 10MB (JPEG, PNG, PDF)
- Burst capacity of 200 requests                  "pool_size": 20,    # connections
| Global rate limit | 300 requests / 15 min per IP |      limit: 5/minute
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from luke_cli.docs.document import Document, Fence
from luke_cli.notations.context import is_client_side
from luke_cli.notations.numbers import (
    counts,
    durations,
    files,
    latency,
    rates,
    shares,
    words,
)
from luke_cli.notations.numbers.durations import Found
from luke_cli.notations.numbers.statements import Statement, statements
from luke_cli.source import Diagnostic, Span
from luke_cli.spec.facts import Authority, Fact, SettingFact
from luke_cli.spec.values import is_value

_READERS: Final = (
    durations.read,
    latency.read,
    rates.read,
    counts.read,
    files.read,
    shares.read,
    words.read,
)
_OF_CLIENTS: Final = frozenset(
    ("page_size", "page_size_max", "upload_types", "upload_max_size", "upload_max_pixels")
)
_OF_TESTS: Final = (
    "rate_limit",
    "session_idle",
    "mfa_",
    "coverage",
    "mutation",
    "latency",
    "throughput",
    "error_rate",
    "concurrent",
    "availability",
    "alert_",
    "export_time",
    "processing_max",
    "lockout",
    "access_token",
    "refresh_",
    "token_",
    "upload_",
)


def recognise(document: Document) -> Iterable[Fact | Diagnostic]:
    """Read the settings of a document; every statement is a fact of its own."""
    said = list(statements(document))
    found = [(s, key, value, at) for s in said for key, value, at in _found(s)]
    found += _bursts(found, said)
    found += [*_joined(said), *_targets(said)]
    facts = [
        _fact(s, key, value, s.place(at))
        for s, key, value, at in found
        if _is_of(document, key) and is_value(value)
    ]
    facts += _express(document)
    return sorted(dict.fromkeys(facts), key=lambda fact: fact.place)


def _found(statement: Statement) -> Iterator[Found]:
    seen: set[tuple[str, str]] = set()
    for reader in _READERS if statement.has_number else (words.read, files.types):
        for key, value, at in reader(statement):
            if (key, value) not in seen:
                seen.add((key, value))
                yield key, value, at


def _is_of(document: Document, key: str) -> bool:
    if document.owner == "qa-tester":
        return key.startswith(_OF_TESTS)
    return not is_client_side(document.owner) or key in _OF_CLIENTS


def _fact(statement: Statement, key: str, value: str, place: Span) -> SettingFact:
    return SettingFact(
        place=place, authority=statement.authority, section=statement.section, key=key, value=value
    )


_Placed = tuple[Statement, str, str, int]


def _bursts(found: list[_Placed], said: Sequence[Statement]) -> list[_Placed]:
    """Join `Burst capacity of 200` with the rate for users beside it; both lines then say so."""
    more: list[_Placed] = []
    for statement in said:
        burst = rates.burst(statement)
        if burst is None:
            continue
        near = [
            i
            for i, f in enumerate(found)
            if _is_beside(f[0], statement) and f[1].startswith("rate_limit")
        ]
        chosen = next(
            (
                i
                for i in near
                if found[i][1] == "rate_limit" or found[i][1].startswith("rate_limit@")
            ),
            near[0] if near else None,
        )
        if chosen is not None:
            rate, key, value, at = found[chosen]
            if " burst " not in value:
                head, _, per = value.partition(" per ")
                value = f"{head} burst {burst[0]}" + (f" per {per}" if per else "")
                found[chosen] = (rate, key, value, at)
            more.append((statement, key, value, burst[1]))
    return more


def _is_beside(one: Statement, other: Statement) -> bool:
    if other.keys:
        return one.keys[:-1] == other.keys[:-1] and abs(one.line - other.line) < 10
    return one.section == other.section and one.lead == other.lead


def _joined(said: Sequence[Statement]) -> Iterator[_Placed]:
    """Join what a list says line by line: second factors, recovery time and point."""
    yield from _second_factors(said)
    recovered = [(s, parts) for s in said if (parts := shares.recovery(s))]
    for statement, parts in recovered:
        beside = {
            name: found[0]
            for other, more in recovered
            if other.section == statement.section
            for name, found in more.items()
        }
        own = {name: found[0] for name, found in parts.items()}
        whole = beside | own
        if "rto" in whole:
            value = ", ".join(whole[name] for name in ("rto", "rpo") if name in whole)
            yield statement, "recovery_max", value, min(at for _, at in parts.values())


def _second_factors(said: Sequence[Statement]) -> Iterator[_Placed]:
    named = [(s, *words.mfa_methods(s)) for s in said]
    for statement, methods, at in named:
        if methods:
            whole = [
                m
                for other, more, _ in named
                if _is_beside(other, statement) and statement.lead
                for m in more
            ] or methods
            yield statement, "mfa_methods", ", ".join(dict.fromkeys(whole)), at


def _targets(said: Sequence[Statement]) -> Iterator[_Placed]:
    """Join the utilisation targets of an autoscaler: cpu, then memory."""
    found = [s for s in said if s.keys[-1:] == ("averageUtilization",) and s.value.isdecimal()]
    for statement in found:
        together = [
            s for s in found if s.section == statement.section and abs(s.line - statement.line) < 40
        ]
        yield statement, "scale_at", ", ".join(f"{int(s.value)} %" for s in together), 0


def _express(document: Document) -> list[SettingFact]:
    facts: list[SettingFact] = []
    for block in document.blocks:
        if isinstance(block, Fence) and re.search(r"window_?ms", block.text, re.IGNORECASE):
            for value, at in rates.express(block.text):
                place = Span(block.span.file, block.line + block.text.count("\n", 0, at))
                facts.append(
                    SettingFact(
                        place=place,
                        authority=Authority.CODE,
                        section=block.section,
                        key="rate_limit",
                        value=f"{value} per address",
                    )
                )
    return facts

"""Numbers with units, and words, that configure the backend.

- Short-lived access tokens (15 minutes)          - Account lockout after 5 failed attempts
- 100 requests/minute per user                    - Maximum file size: 10MB (JPEG, PNG, PDF)
- Burst capacity of 200 requests                  "pool_size": 20,    # connections
| Global rate limit | 300 requests / 15 min per IP |      limit: 5/minute
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from luke_cli.docs.document import Document, Fence
from luke_cli.notations.context import is_client_side
from luke_cli.notations.numbers import (
    counts,
    durations,
    files,
    growth,
    latency,
    names,
    password_rules,
    rates,
    shares,
    words,
)
from luke_cli.notations.numbers.durations import Found
from luke_cli.notations.numbers.lists import joined, with_bursts
from luke_cli.notations.numbers.statement import Statement
from luke_cli.notations.numbers.statements import statements
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
    password_rules.read,
    growth.read,
)
_WITHOUT_NUMBERS: Final = (words.read, password_rules.read, growth.read, files.types)
_OF_CLIENTS: Final = frozenset(
    (
        "page_size",
        "page_size_max",
        "upload_types",
        "upload_max_size",
        "upload_max_pixels",
        "access_token_ttl",
        "refresh_token_ttl",
        "session_idle",
        "reset_token_ttl",
        "verify_token_ttl",
        "invite_token_ttl",
        "password_min_length",
        "password_max_length",
        "lockout_attempts",
        "lockout_time",
    )
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

_FIRST: Final = re.compile(
    r"\b(?:first|limit|take|page_?size|per_?page)\s*:\s*Int!?\s*=\s*(?P<n>[1-9]\d{0,3})\b",
    re.IGNORECASE,
)


def recognise(document: Document) -> Iterable[Fact | Diagnostic]:
    """Read the settings of a document; every statement is a fact of its own."""
    said = list(statements(document))
    found = [(s, key, value, at) for s in said for key, value, at in settings_in(s)]
    found = [*with_bursts(found, said), *joined(said)]
    facts = [
        _fact(s, key, value, s.place(at))
        for s, key, value, at in found
        if _is_of(document, key) and is_value(value)
    ]
    facts += [*_express(document), *_graphql(document)]
    return sorted(dict.fromkeys(facts), key=lambda fact: fact.place)


def settings_in(statement: Statement) -> Iterator[Found]:
    """Yield the settings of a statement: each a key, a canonical value and where it stands."""
    named = list(names.read(statement))
    if named:
        yield from named
        return
    seen: set[tuple[str, str]] = set()
    for reader in _READERS if statement.has_number else _WITHOUT_NUMBERS:
        for key, value, at in reader(statement):
            if (key, value) not in seen:
                seen.add((key, value))
                yield key, value, at
    if not seen:
        yield from names.by_label(statement)


def _is_of(document: Document, key: str) -> bool:
    if document.owner == "qa-tester":
        return key.startswith(_OF_TESTS)
    return not is_client_side(document.owner) or key in _OF_CLIENTS


def _fact(statement: Statement, key: str, value: str, place: Span) -> SettingFact:
    return SettingFact(
        place=place, authority=statement.authority, section=statement.section, key=key, value=value
    )


def _graphql(document: Document) -> Iterator[SettingFact]:
    """Read how many rows a query gives where it is not asked for a number."""
    for block in document.blocks:
        if isinstance(block, Fence) and block.language in ("graphql", "gql"):
            for match in _FIRST.finditer(block.text):
                line = block.line + block.text.count("\n", 0, match.start())
                place = Span(block.span.file, line)
                yield SettingFact(
                    place=place,
                    authority=Authority.CODE,
                    section=block.section,
                    key="page_size",
                    value=match["n"],
                )


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

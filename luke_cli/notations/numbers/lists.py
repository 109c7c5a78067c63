"""What a list says only as a whole: a rate with its burst, second factors, recovery, scaling."""

import json
import re
from collections.abc import Iterator, Sequence
from typing import Final

from luke_cli.notations.numbers import rates, shares, words
from luke_cli.notations.numbers.statement import Statement

Placed = tuple[Statement, str, str, int]
"""Statement, key, value, position in its text."""
_ORIGIN: Final = re.compile(r"https?://[\w.*:-]{1,200}/?")
_ORIGINS: Final = re.compile(r"\bcors\b|\bcross[- ]origin|\borigins?\b")
_List = tuple[tuple[str, ...], str, tuple[str, ...]]


def with_bursts(found: Sequence[Placed], said: Sequence[Statement]) -> list[Placed]:
    """Join `Burst capacity of 200` with the rate beside it; both lines then say so."""
    bursts = [(s, burst) for s in said if (burst := rates.burst(s)) is not None]
    if not bursts:
        return list(found)
    whole, chosen = list(found), _rate_of_lists(found)
    for statement, (count, at) in bursts:
        index = chosen.get(_list_of(statement))
        if index is None:
            continue
        rate, key, value, position = whole[index]
        if " burst " not in value:
            head, _, per = value.partition(" per ")
            value = f"{head} burst {count}" + (f" per {per}" if per else "")
            whole[index] = (rate, key, value, position)
        whole.append((statement, key, value, at))
    return whole


def joined(said: Sequence[Statement]) -> Iterator[Placed]:
    """Yield the settings whose value is made of several lines, once for each line."""
    yield from _second_factors(said)
    yield from _recovery(said)
    yield from _scaling(said)
    yield from _origins(said)


def _list_of(statement: Statement) -> _List:
    return statement.section, statement.lead, statement.keys[:-1]


def _rate_of_lists(found: Sequence[Placed]) -> dict[_List, int]:
    """Return the rate of each list that a burst belongs to: that for users before others."""
    chosen: dict[_List, int] = {}
    for index, (statement, key, _, _) in enumerate(found):
        if key.startswith("rate_limit"):
            before = chosen.setdefault(_list_of(statement), index)
            is_plain = key == "rate_limit" or key.startswith("rate_limit@")
            if is_plain and found[before][1] not in ("rate_limit", key):
                chosen[_list_of(statement)] = index
    return chosen


def _second_factors(said: Sequence[Statement]) -> Iterator[Placed]:
    named = [(s, *found) for s in said if (found := words.mfa_methods(s))[0]]
    whole: dict[_List, dict[str, None]] = {}
    for statement, methods, _ in named:
        whole.setdefault(_list_of(statement), {}).update(dict.fromkeys(methods))
    for statement, methods, at in named:
        together = whole[_list_of(statement)] if statement.lead else dict.fromkeys(methods)
        yield statement, "mfa_methods", ", ".join(together), at


def _recovery(said: Sequence[Statement]) -> Iterator[Placed]:
    """Join recovery time and recovery point of a section."""
    named = [(s, parts) for s in said if (parts := shares.recovery(s))]
    whole: dict[tuple[str, ...], dict[str, str]] = {}
    for statement, parts in named:
        whole.setdefault(statement.section, {}).update({k: v for k, (v, _) in parts.items()})
    for statement, parts in named:
        both = whole[statement.section] | {k: v for k, (v, _) in parts.items()}
        if "rto" in both:
            value = ", ".join(both[name] for name in ("rto", "rpo") if name in both)
            yield statement, "recovery_max", value, min(at for _, at in parts.values())


def _scaling(said: Sequence[Statement]) -> Iterator[Placed]:
    """Join the utilisation targets of an autoscaler: cpu, then memory."""
    found = [s for s in said if s.keys[-1:] == ("averageUtilization",) and s.value.isdecimal()]
    whole: dict[tuple[str, ...], list[str]] = {}
    for statement in found:
        whole.setdefault(statement.section, []).append(f"{int(statement.value[:9])} %")
    for statement in found:
        yield statement, "scale_at", ", ".join(whole[statement.section][:4]), 0


def _origins(said: Sequence[Statement]) -> Iterator[Placed]:
    """Join the addresses of a list of origins, one a line."""
    found = [
        s for s in said if not s.keys and _ORIGIN.fullmatch(s.text) and _ORIGINS.search(s.around)
    ]
    whole: dict[_List, dict[str, None]] = {}
    for statement in found:
        origin = json.dumps(statement.text.rstrip("/"))
        whole.setdefault(_list_of(statement), {})[origin] = None
    for statement in found:
        yield statement, "cors_origins", ", ".join(whole[_list_of(statement)]), 0

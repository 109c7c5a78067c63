"""Settings that say by their name what they are: variables, properties, YAML, rows of a table.

PASSWORD_MIN_LENGTH=11     lockout:            | Parameter                    | Value    |
UPLOAD_MAX_MB=7              attempts: 6       | Failed logins before lockout | 4        |
                             duration: 25m     | Cache lifetime (zones)       | 10 min   |
"""

import json
import re
from collections.abc import Callable, Iterator
from math import prod
from typing import Final

from luke_cli.notations.numbers.durations import Found, fits
from luke_cli.notations.numbers.files import types_in
from luke_cli.notations.numbers.holdings import held_by_name
from luke_cli.notations.numbers.name_rules import NAMES, NameRule
from luke_cli.notations.numbers.quantities import (
    duration,
    durations,
    number,
    of_bytes,
    of_seconds,
    sizes,
)
from luke_cli.notations.numbers.statement import Statement

_ELSEWHERE: Final = re.compile(
    r"\b(?:examples?|samples?|tests?|dev|development|local|staging|mocks?|fixtures?|seed|alerts?|"
    r"alarms?|old|previous|legacy)\b"
)
"""A name of something that is not what runs, or only watched."""
_COUNT: Final = re.compile(
    r"(?:max(?:imum|\.)? |min(?:imum|\.)? |up to |at (?:least|most) |>=? ?|≥ ?|<=? ?|≤ ?)?"
    r"(?P<number>\d{1,3}(?:[,_]\d{3})+|\d{1,9})\+?"
    r"(?: (?!in\b|per\b|an?\b|every\b|within\b|or\b|of\b|x\b)[a-z][a-z-]*){0,2}(?:,? ?\([^()]{0,60}\)|[,;/] .{0,60})?"
)
_TIME_WORD: Final = re.compile(
    r"\b(?:(?P<ms>milliseconds?|millis|ms)|(?P<s>seconds?|secs?|s)|(?P<min>minutes?|mins?)|"
    r"(?P<h>hours?|hrs?)|(?P<d>days?)|(?P<w>weeks?)|(?P<mo>months?)|(?P<y>years?))\b"
)
_SIZE_WORD: Final = re.compile(r"\b(?P<unit>kb|mb|gb|kib|mib|gib|bytes?)\b")
_BARE: Final = re.compile(r"\d{1,11}")
_HASH: Final = re.compile(r"(?i)(?:^|[^a-z])(bcrypt|argon2(?:id|i|d)?|scrypt|pbkdf2)")
_ORIGIN: Final = re.compile(r"https?://[\w.*:-]*[\w*]")
_LONGEST: Final = 200
_FACTORS: Final = ("totp", "sms", "email", "push", "webauthn", "hardware")
_AROUND: Final = re.compile(r"[\s(~≤<=]*(?:max\.?|up to|at most|after|every|about)?[\s(]*")
_BESIDE: Final = re.compile(
    r"[\s.)]*(?:\([^()]{0,80}\)|,? ?(?:then|and then) .{0,80}|[a-z -]{0,30})?[\s.]*"
)


def read(statement: Statement) -> Iterator[Found]:
    """Yield what the name of a value in configuration says; nothing where it has none."""
    yield from _by_name(statement, statement.name, statement.named.value)


def by_label(statement: Statement) -> Iterator[Found]:
    """Yield what the words before a value say: a row of a table of parameters, `Words: value`."""
    label, colon, value = statement.text.partition(": ")
    is_told = not (statement.keys or statement.is_code)
    if colon and is_told and not statement.name and len(label) <= 60 and len(value) <= 120:
        words = re.sub(r"[^a-z0-9]+", " ", label.lower()).strip()
        if len(words.split(" ")) <= 8:
            yield from _by_name(statement, words, value)


def _by_name(statement: Statement, name: str, value: str) -> Iterator[Found]:
    if not name or not value or len(name) > _LONGEST or len(value) > 5 * _LONGEST:
        return
    if _ELSEWHERE.search(name):
        return
    for rule in NAMES:
        if rule.pattern.search(name) and not (rule.unless and rule.unless.search(name)):
            found = _FORMS[rule.form](rule, name, statement, value.strip())
            if found:
                held = held_by_name(name) if rule.key == "cache_ttl" else ""
                yield rule.key + held, found, 0
                return


def _count(rule: NameRule, _: str, __: Statement, value: str) -> str:
    match = _COUNT.fullmatch(value.lower().rstrip("."))
    if match is None or next(durations(value), None) or next(sizes(value), None):
        return ""
    found = number(match["number"])
    return found if rule.low <= int(found) <= rule.high else ""


def _duration(rule: NameRule, name: str, statement: Statement, value: str) -> str:
    product = _factors_of(value)
    if product:
        found = of_seconds(product / 1000 if value.endswith("1000") else product)
    elif _BARE.fullmatch(value):
        found = _bare(rule.key, name, statement.named.remark.lower(), value)
    else:
        first = next(durations(value), None)
        is_whole = first is not None and (
            _AROUND.fullmatch(value[: first.start].lower())
            and _BESIDE.fullmatch(value[first.end :].lower())
        )
        found = first.value if first and is_whole else ""
    return found if found and fits(rule.key, found) else ""


def _bare(key: str, name: str, remark: str, digits: str) -> str:
    """Return a number whose unit its name or a comment says; seconds by custom."""
    match = next(reversed(list(_TIME_WORD.finditer(name))), None)
    match = match or _TIME_WORD.match(remark.removeprefix("in "))
    unit = match.lastgroup if match else "d" if key.endswith(("retention", "max_age")) else "s"
    if unit == "ms":
        return of_seconds(int(digits) / 1000)
    if unit == "s":
        return of_seconds(int(digits)) if match or int(digits) >= 60 else ""
    return duration(digits, unit or "s") if int(digits) else ""


def _size(_: NameRule, name: str, statement: Statement, value: str) -> str:
    if _BARE.fullmatch(value):
        unit = _SIZE_WORD.search(name) or _SIZE_WORD.match(statement.named.remark.lower())
        if unit is None or unit["unit"].startswith("byte"):
            return of_bytes(value) if len(value) > 3 else ""
        return f"{number(value)} {unit['unit'][0].upper()}B"
    if product := _factors_of(value):
        return of_bytes(str(product))
    first = next(sizes(value), None)
    if first is not None and _BESIDE.fullmatch(value[first.end :].lower()):
        return first.value if _AROUND.fullmatch(value[: first.start].lower()) else ""
    short = re.fullmatch(r"(?i)(\d{1,5}) ?([kmg])", value)
    return f"{number(short[1])} {short[2].upper()}B" if short else ""


def _factors_of(value: str) -> int:
    """Return `2400` for `60 * 40`; 0 for what is no product."""
    if not re.fullmatch(r"\d{1,9}(?:\s?\*\s?\d{1,9}){1,4}", value):
        return 0
    return prod(int(factor) for factor in value.split("*"))


def _types(_: NameRule, __: str, ___: Statement, value: str) -> str:
    return ", ".join(types_in(value))


def _origins(_: NameRule, __: str, ___: Statement, value: str) -> str:
    found = dict.fromkeys(_ORIGIN.findall(value))
    return ", ".join(json.dumps(origin) for origin in found)


def _hash(_: NameRule, __: str, ___: Statement, value: str) -> str:
    match = _HASH.search(value) if len(value) < 80 else None
    found = match[1].lower() if match else ""
    return "argon2id" if found == "argon2" else found


def _login(_: NameRule, __: str, ___: Statement, value: str) -> str:
    found = value.lower().replace("-", "").replace("_", "")
    return {"email": "email", "emailaddress": "email", "username": "username"}.get(found, "")


def _factors(_: NameRule, __: str, ___: Statement, value: str) -> str:
    parts = [p for p in re.split(r"[\s,/|+\[\]\"']+|\b(?:and|or)\b", value.lower()) if p]
    found = [part for part in parts if part in _FACTORS]
    return ", ".join(dict.fromkeys(found)) if len(found) == len(parts) else ""


_FORMS: Final[dict[str, Callable[[NameRule, str, Statement, str], str]]] = {
    "count": _count,
    "duration": _duration,
    "size": _size,
    "types": _types,
    "origins": _origins,
    "hash": _hash,
    "login": _login,
    "factors": _factors,
}

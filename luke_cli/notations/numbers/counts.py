"""Counts that configure something: attempts, characters, page sizes, replicas, users."""

import re
from collections.abc import Iterator
from typing import Final

from luke_cli.notations.numbers.count_rules import RULES
from luke_cli.notations.numbers.durations import Found
from luke_cli.notations.numbers.number_words import WORD, digits_of
from luke_cli.notations.numbers.quantities import large, number
from luke_cli.notations.numbers.statement import Statement

_HINT: Final = re.compile(
    r"lock|attempt|failures|failed|tries|versuch|intento|percobaan|tentativ|попыт|passw|"
    r"char|zeichen|caracter|karakter|caractère|символ|page|limit|"
    r"at a time|at once|in one go|pagin|pagine|seite|p[áa]gina|times|\dmal|mal\b|fois|veces|wrong|falsch|pool|connections? to|overflow|replica|instance|pods|capacity|port|expose|size|take|on :|on \d|(?:more than|above|over|beyond) \d|\blists? \w+"
)
_NEAR: Final = 24
"""Characters around a number of users that tell whether it is one."""
_CONCURRENT: Final = re.compile(
    r"(?P<n>\d[\d,.]*\s?[kKmM]?)\+?[\s_]*(?:concurrent|simultaneous|parallel|gleichzeitige|"
    r"usuarios concurrentes)[\s_]*(?:active\s+)?(?:users?|sessions?|connections?|nutzer|"
    rf"benutzer)?|(?P<l>\d[\d,.]*\s?[kK]?|\b{WORD}\b)\s+(?:[^\W\d]\w*,?\s+){{0,6}}"
    r"(?:users?|people|persons?|active|online|working|signed[ -]in|logged[ -]in)\s+(?:and\s+\w+\s+)?"
    r"(?:(?!not\b|never\b)[a-z]+\s+){0,8}"
    r"(?:concurrently|simultaneously|at the same time|at once|in parallel|gleichzeitig)|"
    r"(?P<k>\d[\d,.]*\s?[kK]?)\s+(?:users?|people|persons?|staff|members|visitors)\s+(?:are\s+)?online\b|"
    r"(?:concurrent|simultaneous)[\s_]users?\W{1,4}(?P<m>\d[\d,.]*\s?[kKmM]?)\b|"
    r"(?:users?|people|persons?)\s+(?:[a-z]+\s+){0,4}(?:at\s+the\s+same\s+time|at\s+once|concurrently|"
    r"simultaneously|online)(?::[^:\d]{1,30})?\W{1,4}(?P<j>\d[\d,.]*\s?[kKmM]?)\b"
)
_USERS: Final = re.compile(r"(?P<n>\d[\d,.]*[kKmM]?)[\s_]*users\b")
_OPTIONS: Final = re.compile(
    r"(?:page size|rows per page|items per page|per page)(?: options?|"
    r" choices?)?\D{0,6}(?P<list>\d{1,4}(?:\s*[,/]\s*\d{1,4})+)",
    re.IGNORECASE,
)


def read(statement: Statement) -> Iterator[Found]:
    """Yield the counts of a statement."""
    yield from _by_rule(statement)
    yield from _users(statement)
    yield from _options(statement)


def _by_rule(statement: Statement) -> Iterator[Found]:
    whole = f"{statement.text} {statement.around}"
    if not _HINT.search(statement.lower) and not (statement.keys and _HINT.search(whole)):
        return
    seen: set[tuple[str, int]] = set()
    found: list[Found] = []
    for rule in RULES:
        if rule.key == "port" and _is_other_port(statement.keys):
            continue
        if rule.unless is not None and rule.unless.search(statement.text):
            continue
        if rule.needs is not None and not rule.needs.search(whole):
            continue
        for match in rule.pattern.finditer(statement.text):
            value = number(match["n"])
            at = match.start("n")
            if (
                not value.isdecimal()
                or not rule.low <= int(value) <= rule.high
                or (rule.key, at) in seen
            ):
                continue
            seen.add((rule.key, at))
            found.append((rule.key, value, at))
    # `max. page size 200` has a page size in it; one number says one thing.
    most = {at for key, _, at in found if key == "page_size_max"}
    yield from (one for one in found if one[0] != "page_size" or one[2] not in most)


def _is_other_port(keys: tuple[str, ...]) -> bool:
    """Tell whether `port` is that of a load balancer or a probe."""
    if keys[-1:] != ("port",):
        return False
    return any(key == "ports" or key.endswith("Probe") or key == "httpGet" for key in keys)


def _users(statement: Statement) -> Iterator[Found]:
    match = _CONCURRENT.search(statement.lower)
    if match is None and any("concurrent" in key for key in statement.keys):
        match = _USERS.search(statement.lower)
    if match is None:
        return
    around = statement.lower[max(0, match.start() - _NEAR) : match.end() + _NEAR]
    if re.search(r"upload|request|connection pool|session limit|max_?connections", around):
        return
    groups = match.groupdict()
    written = next((groups[name] for name in ("n", "m", "l", "k", "j") if groups.get(name)), "")
    value = digits_of(written) or large(written)
    if (
        value
        and int(value) > 1
        and (
            groups.get("l")
            or groups.get("k")
            or groups.get("j")
            or re.search(r"user|session", statement.lower + " ".join(statement.keys))
        )
    ):
        yield "concurrent_users", value, match.start()


def _options(statement: Statement) -> Iterator[Found]:
    match = _OPTIONS.search(statement.text)
    if match is not None:
        options = re.findall(r"\d+", match["list"])
        yield "page_size", options[0], match.start("list")
        yield "page_size_max", max(options, key=int), match.start("list")

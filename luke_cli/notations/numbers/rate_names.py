"""Rates whose parts stand apart, or whose name says for whom they are.

default: {requests: 150, per: 1m, key: user}     LOGIN_RATE_LIMIT_PER_MINUTE=5     THROTTLE_USER=150/min
"""

import re
from typing import Final

from luke_cli.names import words
from luke_cli.notations.numbers.quantities import durations, of_seconds
from luke_cli.notations.numbers.statement import Statement

_RATED: Final = re.compile(
    r"\brates?\b|\bratelimit\w*|\bthrottl\w*|\blimiter\b|\blimits\b|\bquotas?\b"
)
_COUNT: Final = re.compile(
    r"\b(?:requests?|limit|max|count|points|calls|rate|attempts|hits|average|amount|allowed)$"
)
_WINDOW: Final = re.compile(
    r"(?:per|window|period|interval|duration|ttl|time|time ?frame|every|within|unit)"
    r"(?: (?:size|length|in))?(?: (?P<unit>ms|seconds?|secs?|minutes?|mins?|hours?|days?))?"
)
_SCOPE: Final = re.compile(
    r"(?:key|by|who|whom|scope|per|for|key by|limit by|group by|key generator|per key|subject)"
)
_IN_NAME: Final = re.compile(
    r"\bper (?P<unit>second|sec|minute|min|hour|day)\b|\b(?P<short>rpm|rps)\b"
)
_COUNTED: Final = re.compile(
    r"\b(?:requests?|calls|peticiones|llamadas|anfragen|aufrufe|requ[eê]tes|appels|requisi[cç][oõ]es|richieste|chiamate)\b"
    r".*\b(?:per|por|pro|je|par|al|each)\b.*\b(?:(?P<s>second|segundo|sekunde|seconde|secondo)|(?P<min>minut[eo])"
    r"|(?P<h>hour|hora|stunde|heure|ora)|(?P<d>day|d[ií]a|tag|jour|giorno))\b"
)
"""`Requests per user and minute`, in whatever language."""
_UNITS: Final = {"second": "s", "sec": "s", "minute": "min", "min": "min", "hour": "h", "day": "d"}
_WORDS: Final = re.compile(r"(?:(?P<count>\d{1,4}) )?(?P<unit>seconds?|minutes?|min|hours?|days?)")
_KEY: Final = re.compile(r"[{,(\s][\"']?(?P<key>\w{1,40})[\"']?\s*[:=]\s*[\"']?$")
_WHOM: Final = (
    ("anonymous", re.compile(r"\b(?:anon\w*|guests?|unauthenticated)\b")),
    (
        "per user",
        re.compile(
            r"\b(?:users?|accounts?|members?|customers?|clients?|sessions?|authenticated|sub|cuenta|(?:be)?nutzer|konto|"
            r"utilisateurs?|compte|usu[aá]rios?|utent[ei])\b"
        ),
    ),
    ("per ip", re.compile(r"\b(?:ips?|address(?:es)?|hosts?|addr)\b")),
    ("per tenant", re.compile(r"\b(?:tenants?|orgs?|organi[sz]ations?|workspaces?)\b")),
)
_LONGEST_S: Final = 86400


def by_parts(statement: Statement) -> str:
    """Return the rate that a count and the window beside it, or in its name, make."""
    name = statement.name
    if told := _told(statement):
        return told
    digits = statement.named.value.replace("_", "").replace(",", "")
    if not re.fullmatch(r"[1-9]\d{0,6}", digits) or not _RATED.search(name):
        return ""
    match = _IN_NAME.search(name)
    if match is not None:
        short = {"rpm": "min", "rps": "s"}.get(match["short"] or "")
        return f"{digits}/{short or _UNITS[match['unit']]}"
    if not _COUNT.search(name):
        return ""
    windows = [_window(key, text) for key, (text, _) in statement.siblings.items()]
    window = next((one for one in windows if one), "")
    return f"{digits}/{window}" if window else ""


def _told(statement: Statement) -> str:
    """Return the rate of a row or a line whose label says in which time: `Requests per user and minute`."""
    label, _, value = statement.lower.rpartition(":")
    counted = _COUNTED.search(label)
    digits = re.sub(r"(?<=\d)[.,_ ](?=\d{3}\b)", "", value.strip())
    if counted is None or not re.fullmatch(r"[1-9]\d{0,6}", digits):
        return ""
    return f"{digits}/{counted.lastgroup}"


def whom(statement: Statement, at: int) -> str:
    """Return for whom a rate is as its name, or a key beside it, says: `per user`; "" if not."""
    own = _KEY.search(statement.text, max(0, at - 60), at) if statement.name else None
    beside = [
        " ".join(words(text))
        for key, (text, _) in statement.siblings.items()
        if _SCOPE.fullmatch(" ".join(words(key))) and not _window(key, text)
    ]
    for text in (" ".join(words(own["key"])) if own else "", *beside, statement.name):
        found = [said for said, pattern in _WHOM if pattern.search(text)]
        if found:
            return found[0]
    return ""


def _window(key: str, text: str) -> str:
    """Return `15 min` or `min` for the window that a key and its value say."""
    match = _WINDOW.fullmatch(" ".join(words(key)))
    if match is None:
        return ""
    value = text.strip().lower()
    unit = match["unit"]
    if re.fullmatch(r"\d{1,8}", value) and (unit or int(value) >= 10):
        ms = unit == "ms" or (not unit and int(value) >= 10_000)
        factor = 1 if not unit or ms or unit[0] == "s" else {"m": 60, "h": 3600}.get(unit[0], 86400)
        return _named(int(value) * factor / (1000 if ms else 1))
    spelled = _WORDS.fullmatch(value)
    if spelled is not None and not spelled["count"]:
        return _UNITS[spelled["unit"].rstrip("s")]
    first = next(durations(text), None)
    return _plain(first.value) if first and first.start == 0 and first.end == len(text) else ""


def _named(seconds: float) -> str:
    if seconds != int(seconds) or not 1 <= seconds <= _LONGEST_S:
        return ""
    return _plain(of_seconds(seconds))


def _plain(text: str) -> str:
    """Return `min` for `1 min`; "" for a window that no rate has."""
    count, _, unit = text.partition(" ")
    if unit not in ("s", "min", "h", "d") or not count.isdecimal():
        return ""
    return unit if count == "1" else text

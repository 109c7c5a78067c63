"""Numbers with units in running text, and their canonical text (see `spec/values.py`).

15 minutes   7d   24-hour   30 menit   10MB   2 MiB   99.9%   300 request / 15 menit   100 rps
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from luke_cli.notations.numbers.number_words import WORD, digits_of

NUMBER: Final = rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d{{1,9}}(?:\.\d{{1,3}})?|\b{WORD}\b)"
_UNITS: Final = {
    "ms": r"ms|milliseconds?|millis|msecs?",
    "s": r"(?-i:s)|secs?|seconds?|sekunden?|segundos?|secondes?|detik|секунд\w*|秒钟?|초",
    "min": r"(?-i:m)|mins?|minutes?|minuten?|minutos?|menit|минут\w*|分钟|分間|分|분",
    "h": r"(?-i:h)|hrs?|hours?|stunden?|horas?|heures?|jam|час\w*|小时|時間|시간",
    "d": r"(?-i:d)|days?|tage?n?|d[ií]as?|jours?|hari|день|дня|дней|天|日間|日|일",
    "w": r"(?-i:w)|wks?|weeks?|wochen?|semanas?|semaines?|minggu|недел\w+|周|週間|주",
    "mo": r"months?|monate?n?|mes(?:es)?|mois|bulan|месяц\w*|个月|ヶ月|か月|개월",
    "y": r"(?-i:y)|yrs?|years?|jahre?n?|a[ñn]os?|ans|tahun|лет|года?|年|년",
}
_UNIT: Final = "|".join(f"(?P<u_{name}>{pattern})" for name, pattern in _UNITS.items())
_DURATION: Final = re.compile(
    rf"(?<![\d.,$€£#/:-])(?P<number>{NUMBER})[\s_-]{{0,2}}(?:{_UNIT})(?![A-Za-z\d])", re.IGNORECASE
)
_ARTICLE: Final = re.compile(
    r"\b(?:for|after|within|lasts?|lives?|lived|gilt|during|für|nach|pour|après|pendant|durante|tras|por)\s+"
    rf"(?P<number>half\s+an?|a\s+quarter\s+of\s+an?|an?|une?|una|eine[rmn]?)\s+(?:{_UNIT})(?![A-Za-z\d])",
    re.IGNORECASE,
)
"""`works for an hour`; `3 requests an hour` is a rate."""
_STATUSES: Final = re.compile(r"[1-5]\d\ds")
"""`401s` are several answers."""
_TIMEDELTA: Final = re.compile(
    r"(?:timedelta|Duration|of)\(\s*(?P<unit>milliseconds|seconds|minutes|hours|days|"
    r"weeks)\s*[=:]\s*(?P<number>\d{1,6})\s*\)"
)
_SIZE: Final = re.compile(
    rf"(?<![\d.,])(?P<number>{NUMBER})[\s_-]?(?P<unit>[KMG]i?B|[kmg]b|bytes?|"
    rf"(?-i:[KMG]o)|(?-i:[KMG])B?)(?![A-Za-z])",
    re.IGNORECASE,
)
_PERCENT: Final = re.compile(
    r"(?<![\d.,])(?P<number>\d{1,3}(?:[.,]\d{1,4})?)\s?(?:%|percent\b|per cent\b|prozent\b)"
)
_WINDOW: Final = (
    r"second|sec|(?-i:s)|minute|min|(?-i:m)|hour|hr|(?-i:h)|day|(?-i:d)|menit|jam|"
    r"detik|hari|minuten?|minuto|hora|d[ií]a|heure|jour|stunde|tag|sekunde|минуту?|час|"
    r"секунду?|分钟|小时|秒|分|時間|분|시간|초"
)
_WHAT: Final = (
    r"requests?|reqs?|calls?|attempts?|tries|operations?|ops|messages?|emails?|uploads?|"
    r"search(?:es)?|quer(?:y|ies)|logins?|log-ins?|sign-?ins?|exports?|transactions?|hits|anfragen|"
    r"peticiones|solicitudes|requêtes|requisições|permintaan|запрос\w*|попыт\w*|次请求|次|リクエスト|회"
)
_RATE: Final = re.compile(
    rf"""(?<![\d.,$€£])(?P<number>{NUMBER})\+?[\s_]*(?:(?:api|http|login|sign-in|failed|write|read
    |password[ ]reset|otp|auth)[\s_]+)?(?:(?P<what>{_WHAT})(?![A-Za-z])[\s_]*|(?P<cjk>次请求|次
    |リクエスト|回|회))?
    (?:/|per\b|(?<=_)per(?=_)|every\b|an?\b|each\b|in\b|within\b|pro\b|je\b|por\b|cada\b
    |par\b|в\b|每|,\s*per\b)[\s_]*(?P<count>\d{{1,4}})?[\s_-]*(?P<unit>{_WINDOW})(?:s|es|en
    |n)?(?![A-Za-z])""",
    re.IGNORECASE | re.VERBOSE,
)
_RPS: Final = re.compile(
    rf"(?<![\d.,])(?P<number>{NUMBER})\+?[\s_]*(?P<unit>rps|qps|tps|rpm|req/s|r/s|r/m)\b",
    re.IGNORECASE,
)
_SECONDS: Final = {"s": 1, "min": 60, "h": 3600, "d": 86400}


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with a unit and where it stands in the text."""

    value: str
    """Canonical."""
    start: int
    end: int
    what: str = ""
    """Of a rate: what is counted."""


def number(text: str) -> str:
    """Return a number in digits: `1,000` -> `1000`, `five` -> `5`."""
    text = text.strip().lower().replace(",", "").replace("_", "")
    if spelled := digits_of(text):
        return spelled
    whole, dot, fraction = text.partition(".")
    fraction = fraction.rstrip("0")
    return (whole.lstrip("0") or "0") + (dot + fraction if fraction else "")


def large(text: str) -> str:
    """Return `10000` for `10K`, `10,000` and `10k+`."""
    match = re.fullmatch(r"([\d.,_ ]+?)\s*([kKmM])?\+?", text.strip())
    if match is None:
        return ""
    digits = number(match[1].replace(" ", ""))
    if not re.fullmatch(r"\d+(\.\d+)?", digits):
        return ""
    factor = {"k": 1000, "m": 1_000_000}.get((match[2] or "").lower(), 1)
    return str(int(float(digits) * factor))


def durations(text: str) -> Iterator[Quantity]:
    """Yield the durations in a text; the end of a range like `0-15 minutes` is none."""
    for match in _DURATION.finditer(text):
        if _STATUSES.fullmatch(match[0]):
            continue
        unit = next(name for name in _UNITS if match[f"u_{name}"])
        digits = number(match["number"])
        yield Quantity(duration(digits, unit), match.start(), match.end())
    for match in _ARTICLE.finditer(text):
        unit = next(name for name in _UNITS if match[f"u_{name}"])
        yield Quantity(_of_article(match["number"], unit), match.start("number"), match.end())
    for match in _TIMEDELTA.finditer(text):
        unit = {
            "milliseconds": "ms",
            "seconds": "s",
            "minutes": "min",
            "hours": "h",
            "days": "d",
            "weeks": "w",
        }[match["unit"]]
        yield Quantity(duration(match["number"], unit), match.start(), match.end())


def _of_article(words: str, unit: str) -> str:
    """Return `1 h` for `an hour`, `30 min` for `half an hour`."""
    if "quarter" in words.lower():
        return {"min": "15 s", "h": "15 min", "d": "6 h"}.get(unit, duration("0.25", unit))
    if not words.lower().startswith("half"):
        return duration("1", unit)
    half = {"min": "30 s", "h": "30 min", "d": "12 h", "y": "182 d"}
    return half.get(unit, duration("0.5", unit))


def duration(digits: str, unit: str) -> str:
    """Return a duration in a canonical unit; weeks and months become days."""
    if unit == "w":
        return f"{number(f'{float(digits) * 7:.2f}')} d"
    if unit == "mo":
        days = float(digits) / 12 * 365 if float(digits) % 12 == 0 else float(digits) * 30
        return f"{number(f'{days:.2f}')} d"
    if unit == "s" and digits.isdecimal() and int(digits) and int(digits) % 60 == 0:
        return of_seconds(int(digits))
    return f"{digits} {unit}"


def of_seconds(count: float) -> str:
    """Return a duration in the largest unit that divides it."""
    if count < 1 or count != int(count):
        return f"{number(f'{count * 1000:.0f}')} ms"
    for unit in ("d", "h", "min"):
        if count % _SECONDS[unit] == 0:
            return f"{int(count) // _SECONDS[unit]} {unit}"
    return f"{int(count)} s"


def sizes(text: str) -> Iterator[Quantity]:
    """Yield the sizes in a text; MiB is MB."""
    for match in _SIZE.finditer(text):
        letter = match["unit"][0].upper()
        if letter == "B":
            value = _of_bytes(number(match["number"]))
        elif len(match["unit"]) == 1:
            continue
        else:
            value = f"{number(match['number'])} {letter}B"
        yield Quantity(value, match.start(), match.end())


def _of_bytes(digits: str) -> str:
    count = int(float(digits))
    for unit, factor in (("GB", 1024**3), ("MB", 1024**2), ("KB", 1024)):
        if count and count % factor == 0:
            return f"{count // factor} {unit}"
    return f"{count} B"


def of_bytes(digits: str) -> str:
    """Return a size of so many bytes in the largest unit that divides it."""
    return _of_bytes(digits)


def percents(text: str) -> Iterator[Quantity]:
    """Yield the percentages in a text."""
    for match in _PERCENT.finditer(text):
        digits = match["number"].replace(",", ".")  # `99,9 %` is no thousand
        yield Quantity(f"{number(digits)} %", match.start(), match.end())


def rates(text: str) -> Iterator[Quantity]:
    """Yield the rates in a text, without whom they hold for."""
    for match in _RATE.finditer(text):
        unit = _window(match["unit"])
        digits = number(match["number"])
        if "." not in digits:
            count = f"{match['count']} " if match["count"] and match["count"] != "1" else ""
            what = match["what"] or match["cjk"] or ""
            yield Quantity(f"{digits}/{count}{unit}", match.start(), match.end(), what.lower())
    for match in _RPS.finditer(text):
        unit = "min" if match["unit"].lower() in ("rpm", "r/m") else "s"
        if "." not in number(match["number"]):
            yield Quantity(
                f"{number(match['number'])}/{unit}", match.start(), match.end(), "requests"
            )


def _window(word: str) -> str:
    for name in ("s", "min", "h", "d"):
        if re.fullmatch(rf"(?:{_UNITS[name]})", word, re.IGNORECASE) or re.fullmatch(
            rf"(?:{_UNITS[name]})", word + "s", re.IGNORECASE
        ):
            return name
    return {
        "m": "min",
        "sekunde": "s",
        "stunde": "h",
        "tag": "d",
        "минуту": "min",
        "секунду": "s",
    }.get(word.lower(), "min")

"""Response times that are promised: 200 ms for 95 % of requests, p99 below a second."""

import re
from collections.abc import Iterator
from typing import Final

from luke_cli.notations.numbers.durations import Found
from luke_cli.notations.numbers.quantities import durations
from luke_cli.notations.numbers.statement import Statement

_ABOUT: Final = re.compile(
    r"response[ _-]?times?|\blatency\b|\bp9[059]\b|9[059](?:th|\.)?[ _-]?(?:percentile|"
    r"perzentil)|response_time_9[059]th|(?:api|server|endpoint|"
    r"backend)\b.{0,20}\b(?:respon\w+|calls)|respon(?:d|ds|ses?)\b|\banswers?\b|\brequests?\b[^.;]{0,40}\b(?:takes?|finish\w*|completed?|answered|served|handled|returned)\b|antworten\b|antwortzeit|"
    r"tiempo de respuesta|temps de réponse|waktu respons|время ответа"
)
_NOT: Final = re.compile(
    r"page|\bload(?:s|ing)? time|launch|screen|camera|app start|chart|render|interactive|"
    r"paint|transition|animation|quer(?:y|ies)|incident|support|data_access|gdpr|ticket|"
    r"severity|mean time|resolution|degradation|websocket|cold start|increase|cache hit|"
    r"upload|\bimage|notification|search index"
)
_CUT_OFF: Final = re.compile(
    r"\b(?:longer|more|slower) than\b[^.;]*\b(?:abort|cut off|cancel|kill|stopp?|ended|time-?out|times? out|50[34])"
)
"""A request that takes so long is given up: no promise."""
_MARK: Final = re.compile(
    r"p(?P<p>9[059]|50)\b|(?P<n>9[059]|50)(?:th|\.)?[ _-]?(?:percentile|perzentil|%|th)|"
    r"(?P<m>9[059]|50)\s?(?:%|per ?cent\b|(?:out )?of (?:100|a hundred)\b)|\b(?P<word>average|median|mean)\b"
)

_BESIDE: Final = re.compile(r"[\s(]*(?:(?:for|at|in|of|on|@|bei|für)[\s(]+)?(?:the\s+)?")
_SPELLED: Final = re.compile(r"\bninety[- ](five|nine)(?=\s+per ?cent\b)")


def read(statement: Statement) -> Iterator[Found]:
    """Yield the latency targets of a statement."""
    text = _SPELLED.sub(_in_digits, statement.lower)
    about = f"{text} {' '.join(statement.keys)}".lower()
    if not _ABOUT.search(about) or (_NOT.search(text) and not re.search(r"\bapi\b", text)):
        return
    if re.search(
        r"severity|incident|gdpr|p0|mobile_app|web_dashboard",
        f"{about} {' '.join(statement.section[-1:])}".lower(),
    ):
        return
    given_up = [match.span() for match in _CUT_OFF.finditer(text)]
    for quantity in durations(statement.text):
        if any(start <= quantity.start < end for start, end in given_up):
            continue
        number, unit = quantity.value.split(" ")
        if unit not in ("ms", "s") or (unit == "s" and float(number) > 60):
            continue
        percentile = _percentile(text, quantity.start, quantity.end)
        if percentile in ("95", "90", ""):
            yield "latency_p95_max", quantity.value, quantity.start
        elif percentile == "99":
            yield "latency_p99_max", quantity.value, quantity.start


def _in_digits(match: re.Match[str]) -> str:
    """Return `95` for `ninety-five`, of the same length."""
    return {"five": "95", "nine": "99"}[match[1]].rjust(len(match[0]))


def _percentile(text: str, start: int, end: int) -> str:
    """Return the percentile that a duration is for; "50" for an average."""
    marks = list(_MARK.finditer(text))
    behind = [m for m in marks if m.start() >= end and _BESIDE.fullmatch(text[end : m.start()])]
    before = [m for m in marks if m.end() <= start]
    match = behind[0] if behind else before[-1] if before else next(iter(marks), None)
    if match is None:
        return ""
    return "50" if match["word"] else match["p"] or match["n"] or match["m"]

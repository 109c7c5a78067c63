"""Limits that a team states in its own words, of which luke has no setting.

An offer expires after two days.              A member can hold at most 50 shares.
A booking lasts four hours at the most.       A lesson can be cancelled up to 24 hours before it starts.
Claims are deleted 7 years after payment.     A loan can be renewed twice.

Whatever else sentences tell of times and numbers are figures, see `figures`.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from luke_cli.docs.document import Document
from luke_cli.notations.figures import UNITS, figures_of
from luke_cli.notations.limit_forms import COUNTS, FEWER, FORMS, Form, Limit
from luke_cli.notations.limit_names import named_limit
from luke_cli.notations.limit_words import Abstract, abstracted, base_verb, is_limiting
from luke_cli.notations.numbers import settings_in
from luke_cli.notations.numbers.statement import Statement
from luke_cli.notations.numbers.statements import statements
from luke_cli.source import Diagnostic, Span
from luke_cli.spec.facts import Fact, FigureFact, LimitFact

_TWICE: Final = re.compile(r"\b(?:once|twice)\b", re.IGNORECASE)
_ENDED: Final = re.compile(
    r"\b(?:expire|lapse|cancel|withdr[ae]w|return|falls? back|tak(?:es?|en) back|goes? back|releas|frees?\b|freed|void|"
    r"dropp|clos|offered to|declin|discard|given back|handed back|sold|auction)\w*"
)
_TOLD: Final = re.compile(r"\b(?:remind|notif|warn|alert|escalat|mail|ring|call)\w*")
_OPENING: Final = frozenset(
    "book reserve plan make request order register create schedule start begin".split()
)
"""What may be done only so early; what undoes it, only so late."""
_AT_MOST: Final = ("up to", "at most", "no more than", "not more than", "more than")
_HAVE: Final = frozenset("have has hold holds own owns keep keeps get gets possess with".split())
_WINDOWS: Final = {"day": "d", "week": "7 d", "month": "30 d", "year": "365 d", "hour": "h"}
_PER: Final = re.compile(
    r" (?:per|an?|each|every|in an?|on one|in one) (day|week|month|year|hour)\b"
)
_REFUSED: Final = re.compile(r"\b(?:refus|reject|not |cannot|block|409|422|impossible|until)")
_CONDITION: Final = re.compile(
    r"\b(?:unless|except|otherwise|instead|exception|apart from|whoever|during (?:the )?(?:first|summer|winter|season|school)|"
    r"on (?:week-?ends?|holidays)|in (?:the )?(?:first|summer|winter)|premium|free plan|pilot)\b"
)
_BREAKS: Final = re.compile(
    r"[,;:()|/–—?!]|\.(?=\s)|(?<![\w-])(?:the|an?|each|every|any|all|no|one|in|of|for|to|and|or|but|that|which|who|when|if|then|than|as|"
    r"by|with|from|on|at|because|since|while|until|our|your|its|their|this|these|such|so|where|new|ein|eine|der|die|das|un|une|"
    r"una|el|la|le|les|los|las|chaque|cada|jede[rsn]?|toda|tout|toute)(?![\w'-])"
)
_TAIL: Final = re.compile(
    r"(?:\s|^)(?:can|may|must|shall|should|will|not|never|always|also|only|then|is|are|be|has|have|do|does|did|been|automatically|"
    r"cannot|still|now|normally|usually|therefore|again|it|he|she|they|we|you|one|everybody|anybody|nobody|everyone|anyone|"
    r"someone|somebody|persons?|people|personas?|personnes?|user|users|allowed|to)$"
)
_ID: Final = re.compile(r"^[a-z]{0,4}-?\d+(?:\.\d+)*[.:]?\s+")
"""What numbers a requirement: `NFR-5`."""
_NARROWING: Final = ("who", "which", "that", "whose", "where", "when", "if")
_NARROWED: Final = "?"
"""The subject of what is said of some of them only."""
_PLACED: Final = re.compile(
    r"\b(?P<by>of|in|on|at|to|for|from|by|with|without|within)\s+"
    r"(?:(?:the|an?|each|every|any|all|this|these|those|our|its|their)\s+)*$"
)
"""What stands before a noun that says where, whose or what for something is."""
_NEXT: Final = re.compile(
    r",? (?:then )?(?:the|an?|this|its) (?P<what>[a-z-]+(?: [a-z-]+)?) (?:is|are|expires?|lapses?|goes|falls|becomes)\b"
)
_LONGEST_NAME: Final = 3


def recognise(document: Document) -> Iterable[Fact | Diagnostic]:
    """Read the limits that a document states, in sentences and by their names, and other figures."""
    for statement in statements(document):
        if statement.has_number or _TWICE.search(statement.text):
            yield from _stated(statement)


def _stated(statement: Statement) -> Iterator[LimitFact | FigureFact]:
    named = named_limit(statement)
    said = abstracted(statement.text)
    is_told = not (statement.is_code or statement.keys or _CONDITION.search(said.text))
    told = (
        [
            one
            for one in _limits(said)
            if one.subject != _NARROWED and is_limiting(said.value(one.value))
        ]
        if is_told
        else []
    )
    figures = tuple(figures_of(statement, said)) if is_told else ()
    if not (named or told or figures):
        return
    found = tuple(settings_in(statement))
    read = {value for _, value, _ in found}
    purged = {value for key, value, _ in found if key == "soft_delete_retention"}
    yield from (one for one in figures if one.value not in read)
    if named and not told and named.value not in read:
        yield _fact(statement, statement.place(), named)
    for limit in told:
        # Of a kind of rows that are purged the setting of deleted rows says nothing.
        known = read - purged if limit.measure == "retention" and limit.subject else read
        if (value := said.value(limit.value)) not in known:
            place = statement.place(said.start(limit.value))
            yield _fact(statement, place, limit._replace(value=value))


def _fact(statement: Statement, place: Span, limit: Limit) -> LimitFact:
    return LimitFact(
        place=place,
        authority=statement.authority,
        section=statement.section,
        **limit._asdict(),
    )


def _limits(said: Abstract) -> Iterator[Limit]:
    """Yield what a sentence limits, each quantity once: the first form that fits says it."""
    seen: set[str] = set()
    for limit in (*_measured(said.text), *_counted(said.text)):
        if limit.value not in seen:
            seen.add(limit.value)
            yield limit


def _measured(text: str) -> Iterator[Limit]:
    for form in FORMS:
        for match in form.pattern.finditer(text):
            if form.is_left and not _is_ended(text[: match.start()] + text[match.end() :]):
                continue
            groups = match.groupdict()
            verb = base_verb(groups.get("verb") or "")
            measure = form.measure
            if measure == "notice" and verb in _OPENING and groups.get("til") in _AT_MOST:
                measure = "ahead"
            yield Limit(measure, match["value"], _subject(form, text, match), verb, "", form.bound)


def _is_ended(rest: str) -> bool:
    """Tell whether something ends that nobody has answered: that a reminder goes out ends nothing."""
    return _ENDED.search(rest) is not None and not _TOLD.search(rest)


def _subject(form: Form, text: str, match: re.Match[str]) -> str:
    if "what" in form.pattern.groupindex:
        return _named(match["what"] or "")
    before = _before(text, match)
    is_named = before not in ("", _NARROWED)
    if form.measure == "retention" and is_named and (below := _below(text, match, before)):
        return below
    return before or (_behind(text, match) if form.is_left else "")


def _counted(text: str) -> Iterator[Limit]:
    for form in COUNTS:
        for match in form.pattern.finditer(text):
            if not _is_thing(match["what"]):
                continue
            holder = match.groupdict().get("subject")
            verb = base_verb(match.groupdict().get("verb") or "")
            verb = "" if verb in _HAVE or form.bound == "min" else verb
            window = _PER.match(text, match.end())
            yield Limit(
                form.measure,
                match["value"],
                _named(holder) if holder else _before(text, match),
                match["what"],
                verb,
                form.bound,
                _WINDOWS[window[1]] if window else "",
            )
    for match in FEWER.finditer(text):
        if _REFUSED.search(text) and _is_thing(match["what"]):
            yield Limit("count", match["value"], "", match["what"], bound="min")


def _is_thing(words: str) -> bool:
    """Tell whether words are of what somebody has, and no unit."""
    parts = words.split()
    return parts[0] not in UNITS and parts[-1] not in UNITS


def _before(text: str, match: re.Match[str]) -> str:
    """Return the noun in front of what is said of it; "" if it is none."""
    breaks = list(_BREAKS.finditer(text, 0, match.start()))
    words = text[breaks[-1].end() if breaks else 0 : match.start()].strip()
    while (shorter := _TAIL.sub("", words).strip()) != words:
        words = shorter
    if words and breaks and breaks[-1][0] in _NARROWING:
        # `Cards of singers who have left` are some of them.
        return _NARROWED
    return _named(words)


def _below(text: str, match: re.Match[str], noun: str) -> str:
    """Return what is said of something that a noun only places: `drafts of claims`; "" if it is the noun."""
    start = text.rindex(noun, 0, match.start())
    placed = _PLACED.search(text, 0, start)
    if placed is None:
        return ""
    head = _named(text[: placed.start()].strip()) if placed["by"] == "of" else ""
    return f"{head} of {noun}" if head else _NARROWED


def _behind(text: str, match: re.Match[str]) -> str:
    """Return the noun of which the next clause says what happens: `the reservation is released`."""
    found = _NEXT.match(text, match.end())
    return _named(found["what"]) if found else ""


def _named(words: str) -> str:
    """Return a noun of at most three words; "" for what is none."""
    plain = _ID.sub("", _BREAKS.split(words)[-1].strip())
    plain = "" if _TAIL.fullmatch(plain) else plain
    return plain if 0 < len(plain.split()) <= _LONGEST_NAME and re.match(r"[a-z]", plain) else ""

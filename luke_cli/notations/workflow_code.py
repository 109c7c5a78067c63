"""Workflows in the words of state machine libraries: AASM, Spring, Stateless, tables of triples.

event :submit do                                       .Configure(State.Draft)
  transitions from: [:draft, :back], to: :sent             .Permit(Trigger.Submit, State.Sent)
end                                                    (State::Draft, Event::Submit) => State::Sent
.source(DRAFT).target(SENT).event(SUBMIT)              ["submit", "draft", "sent"]
submit = draft.to(sent)                                INSERT INTO transitions (from_state, ...)
"""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Final

CodedStep = tuple[int, str, str, str]
"""Where it stands, from which state, to which, and what is done, perhaps with who does it."""

_WORD: Final = r"[:\"'`]*(?:[A-Za-z_]\w*(?:\.|::)){0,3}[A-Za-z_][\w-]*[\"'`]*"
_MANY: Final = rf"(?:[\[(]\s*{_WORD}(?:\s*,\s*{_WORD}){{0,20}}\s*[\])]|{_WORD})"
_EVENT: Final = re.compile(r"\bevent[ (]+:(?P<act>\w+)")
_FROM_TO: Final = re.compile(rf"\btransitions?[ (]+from:\s*(?P<many>{_MANY})\s*,\s*to:\s*:(\w+)")
_LEADS: Final = re.compile(
    rf"\btransitions?[ (]+(?!from\b)(?P<many>{_MANY})\s*(?:=>\s*:?|(?<!:):\s*:)(?P<to>\w+)"
)
_SOURCE: Final = re.compile(rf"\.source\(\s*(?P<from>{_WORD})\s*\)")
_TARGET: Final = re.compile(rf"\.target\(\s*(?P<to>{_WORD})\s*\)")
_FIRED: Final = re.compile(rf"\.event\(\s*(?P<act>{_WORD})\s*\)")
_CONFIGURE: Final = re.compile(rf"\.?\bConfigure\(\s*(?P<from>{_WORD})\s*\)")
_PERMIT: Final = re.compile(rf"\.Permit(?:If)?\(\s*(?P<act>{_WORD})\s*,\s*(?P<to>{_WORD})")
_PAIR: Final = re.compile(
    rf"\(\s*(?P<one>{_WORD})\s*,\s*(?P<other>{_WORD})\s*\)\s*(?:=>|:|->)\s*(?:(?:Some|Ok)\()?"
    rf"(?P<to>{_WORD})"
)
_TRIPLE: Final = re.compile(
    r"[\[(]\s*[\"'](?P<act>\w+)[\"']\s*,\s*(?P<many>[\"']\w+[\"']|[\[(][\w\s,\"']{1,200}[\])])"
    r"\s*,\s*[\"'](?P<to>\w+)[\"']\s*[,\])]"
)
_SENDS: Final = re.compile(r"\b(?P<from>\w+)\.to\(\s*(?P<to>\w+)")
_ASSIGNS: Final = re.compile(r"^\s*(\w+)\s*=")
_INSERT: Final = re.compile(
    r"INSERT\s+INTO\s+[\w.\"`]*transitions?[\"`]?\s*\((?P<columns>[\w\s,\"`]{5,400})\)\s*VALUES",
    re.IGNORECASE,
)
_COLUMNS: Final = (
    *("from|source|old", "to(?:_|$)|target|new", "action|event|name|trigger"),
    r"(?:\w+_)?(?:role|actor|by)$|who",
)
_VALUES: Final = re.compile(r"\(([^()]{3,300})\)\s*[,;]?")
_WIDE: Final = 400
_MOST: Final = 200


def coded_steps(text: str) -> list[CodedStep]:
    """Return the steps that a fence writes in the way of a library; [] if it uses none."""
    for form in _FORMS:
        if found := list(islice(form(text), _MOST)):
            return found
    return []


def bare_words(text: str) -> list[str]:
    """Return `returned` for `LoanStatus.RETURNED`, and each of several."""
    parts = (re.split(r"\.|::", part.strip("[](){}\"'`: \n\t"))[-1] for part in text.split(","))
    return [bare for part in parts if (bare := part.strip("[](){}\"'`: \n\t"))]


def _word(text: str) -> str:
    return "".join(bare_words(text)[:1])


def _said(text: str) -> str:
    bare = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", _word(text))
    return bare.replace("_", " ").lower()


def _parts(pattern: re.Pattern[str], text: str) -> Iterator[tuple[re.Match[str], int]]:
    """Yield what opens a part, and where the next one begins."""
    found = list(islice(pattern.finditer(text), _MOST))
    for number, one in enumerate(found):
        following = found[number + 1].start() if number + 1 < len(found) else len(text)
        yield one, following


def _ruby(text: str) -> Iterator[CodedStep]:
    for event, end in _parts(_EVENT, text):
        for form in (_FROM_TO, _LEADS):
            for step in form.finditer(text, event.end(), end):
                for source in bare_words(step["many"]):
                    yield step.start(), source, step[2], _said(event["act"])


def _spring(text: str) -> Iterator[CodedStep]:
    for source, following in _parts(_SOURCE, text):
        end = min(following, source.end() + _WIDE)
        target, fired = (
            _TARGET.search(text, source.end(), end),
            _FIRED.search(text, source.end(), end),
        )
        if target is not None:
            act = _said(fired["act"]) if fired else ""
            yield source.start(), _word(source["from"]), _word(target["to"]), act


def _stateless(text: str) -> Iterator[CodedStep]:
    for state, end in _parts(_CONFIGURE, text):
        for step in _PERMIT.finditer(text, state.end(), end):
            yield step.start(), _word(state["from"]), _word(step["to"]), _said(step["act"])


def _pairs(text: str) -> Iterator[CodedStep]:
    """`("draft", "submit"): "sent"`: of the pair, what is a target elsewhere too is the state."""
    found = list(islice(_PAIR.finditer(text), _MOST))
    targets = {word for step in found for word in bare_words(step["to"])}
    hits = [sum(_word(step[one]) in targets for step in found) for one in ("one", "other")]
    source, act = ("one", "other") if hits[0] >= hits[1] else ("other", "one")
    for step in found if max(hits, default=0) else ():
        yield step.start(), _word(step[source]), _word(step["to"]), _said(step[act])


def _triples(text: str) -> Iterator[CodedStep]:
    if "transitions" not in text.lower():
        return
    for step in _TRIPLE.finditer(text):
        for source in bare_words(step["many"]):
            yield step.start(), source, step["to"], _said(step["act"])


def _python(text: str) -> Iterator[CodedStep]:
    if "StateMachine" not in text:
        return
    position = 0
    for line in text.split("\n"):
        act = _ASSIGNS.match(line)
        for step in _SENDS.finditer(line):
            yield position + step.start(), step["from"], step["to"], _said(act[1]) if act else ""
        position += len(line) + 1


def _inserts(text: str) -> Iterator[CodedStep]:
    for insert, following in _parts(_INSERT, text):
        columns = [column.strip(' \n\t"`').lower() for column in insert["columns"].split(",")]
        source, target, act, role = (_which(columns, part) for part in _COLUMNS)
        end = text.find(";", insert.end(), following)
        for row in _VALUES.finditer(text, insert.end(), end if end >= 0 else following):
            cells = [cell.strip(" \n\t'\"") for cell in row[1].split(",")]
            if source is None or target is None or len(cells) != len(columns):
                continue
            said = _said(cells[act]) if act is not None else ""
            who = f" ({cells[role]})" if role is not None else ""
            yield row.start(), cells[source], cells[target], said + who


def _which(columns: Sequence[str], pattern: str) -> int | None:
    return next((i for i, column in enumerate(columns) if re.match(pattern, column)), None)


_FORMS: Final[tuple[Callable[[str], Iterator[CodedStep]], ...]] = (
    _ruby,
    _spring,
    _stateless,
    _inserts,
    _triples,
    _python,
    _pairs,
)

"""Steps of a workflow that a scenario tells.

Given an invoice that is open            Given a repair with the status "new"
When the bookkeeper marks it as paid     When the host takes the repair
Then it leaves the list                  Then the status of the repair is "in_progress"
"""

import re
from collections.abc import Container, Iterator
from typing import Final

from luke_cli.docs.document import Document
from luke_cli.names import singular
from luke_cli.notations.states import Where, folded, is_done, is_state, transition_fact
from luke_cli.notations.workflow_scenario_lines import Clause, Scenario, scenarios
from luke_cli.spec.facts import WorkflowFact

_QUOTED: Final = re.compile(
    r"[\"“”«»`]([A-Za-z][\w -]{0,40}?)[\"“”«»`]|(?<=\s)'([A-Za-z][\w -]{0,40}?)'"
)
_NOT: Final = re.compile(
    r"\b(?:not|never|no longer|cannot|still|remains?|stays?)\b|n['’]t\b", re.IGNORECASE
)
_ART: Final = r"(?:an?|the|my|our|their|his|her|this|that|one|each|any)\s+"
_NOUN: Final = r"(?P<thing>[a-z][\w-]*(?:\s[a-z][\w-]*)?)"
_STATE: Final = r"(?P<state>(?:(?:in|on|under)\s)?[a-z][\w-]*(?:(?<=ed)\s(?:up|out|off)(?![\w-]))?)"
_ROW: Final = rf"(?P<row>{_STATE}(?:(?:,?\s+or|,)\s+[a-z][\w-]*)*)"
_WORD: Final = r"(?:status|state|stage|phase)"
_TURNS: Final = (
    r"(?:becomes?|(?:is\s+|are\s+|be\s+|been\s+|gets\s+)?(?:now\s+)?(?:changed|moved|set|switched|turned)\s+(?:in)?to|"
    r"(?:is\s+|are\s+|be\s+|been\s+|gets\s+)?(?:now\s+)?marked\s+as|(?:changes?|moves?|turns?|switches|goes|transitions)"
    r"\s+(?:from\s+[\w-]+\s+)?(?:in)?to|enters)"
)
_IS: Final = rf"(?:(?:should|must|will|shall)\s+(?:now\s+|have\s+)?)?(?P<how>{_TURNS}|has\s+been|is|are|be|been|has|gets)(?:\s+now)?"
_SAYS_STATUS: Final = (
    re.compile(
        rf"\b{_ART}{_NOUN}(?:\s+[\w#-]+)?\s+(?:(?:that|which|should|must|will|now)\s+)*(?:has|have|with|in|at|"
        rf"is\s+in|is\s+at|be\s+in|moves?\s+to|goes\s+to|changes\s+to|gets|enters|returns\s+to|whose)\s+(?:an?\s+|the\s+|"
        rf"its\s+)?(?:now\s+)?(?:new\s+)?{_WORD}\s+(?:is\s+|of\s+|[:=]\s*)?{_ROW}",
        re.IGNORECASE,
    ),
    re.compile(rf"\b{_WORD}\s+of\s+{_ART}{_NOUN}(?:\s+#?\d+)?\s+{_IS}\s+{_ROW}", re.IGNORECASE),
    re.compile(
        rf"\b(?:{_ART})?(?P<thing>(?!whose\b|that\b|which\b)[a-z][\w-]*)(?:['’]s)?\s+{_WORD}\s+(?:{_IS}|=)\s+{_ROW}",
        re.IGNORECASE,
    ),
    re.compile(rf"^(?P<thing>){_WORD}\s+(?:{_IS}|=)\s+{_ROW}", re.IGNORECASE),
    re.compile(
        rf"\b(?:{_ART}(?P<thing>[a-z][\w-]*)|it)\s+(?:that\s+|which\s+)?(?:is\s+(?:now\s+)?in|should\s+be\s+in|moves?\s+to|"
        rf"goes\s+to|enters|has|in)\s+(?:an?\s+|the\s+)?{_ROW}\s+{_WORD}\b",
        re.IGNORECASE,
    ),
)
"""The word `status` stands beside the state, so that any word may be one."""
_COUNTED: Final = r"(?:(?<=becomes\s)an?\s+|(?<=become\s)an?\s+)?"
"""`The order becomes a backlog`: a noun is a state as well."""
_IS_STATE: Final = (
    re.compile(
        rf"\b{_ART}(?P<thing>[a-z][\w-]*(?:\s[a-z][\w-]*)?)\s+(?:that\s+|which\s+)?{_IS}\s+{_COUNTED}{_ROW}",
        re.IGNORECASE,
    ),
    re.compile(rf"\b(?:it|they)\s+{_IS}\s+{_COUNTED}{_ROW}", re.IGNORECASE),
    re.compile(rf"\b{_ART}{_STATE}\s+(?P<thing>[a-z][\w-]*)", re.IGNORECASE),
)
_IN: Final = re.compile(
    rf"\b(?:{_ART}(?P<thing>[a-z][\w-]*)|it|they)\s+(?:(?:that|which)\s+)?(?:(?:is|are|be|stands|goes|comes)\s+)?(?:(?:now|back|again)\s+)*"
    rf"in(?:to)?\s+{_ROW}",
    re.IGNORECASE,
)
"""`an album in "proofing"`, `it is back in "editing"`: only a name that is listed or quoted is a state."""
_BACK: Final = re.compile(
    rf"\b(?:it|they)\s+(?:is|are|goes|moves)\s+(?:back\s+(?:to\s+)?|again\s+){_ROW}", re.IGNORECASE
)
_MARKS: Final = re.compile(
    rf"\b(?:marks?|sets?|moves?|puts?)\s+(?:it|them|(?:the|that|my)\s+(?P<thing>[a-z][\w-]*))\s+"
    rf"(?:as|to|into|back\s+to)\s+{_ROW}",
    re.IGNORECASE,
)
_ACT: Final = re.compile(
    r"^(?:an?|the|i|my|our)(?:\s+[a-z]+){0,2}?\s+(?P<verb>[a-z]{3,})\s+(?:it|them|(?:the|that|this|an?|my)\s+"
    r"(?P<thing>[a-z][\w-]*))(?:\s+(?P<particle>back|out|in|up|off|over|on))?\b",
    re.IGNORECASE,
)
_CHOICE: Final = re.compile(
    r"\b(?:chooses?|clicks?|taps?|presses|press|selects?|hits?)\s+(?:on\s+)?(?:the\s+)?[\"“'`]"
    r"(?P<verb>[a-z]+(?:[ _-][a-z]+)?)[\"”'`]",
    re.IGNORECASE,
)
_NO_ACT: Final = frozenset(
    "open see view click tap press select choose hit try want attempt visit make set mark move put get have use "
    "find load fill enter look look watch give take send call ask receive wait hand".split()
)
"""Words that name no step by themselves, or only with what follows."""
_NO_STATE: Final = frozenset(
    "the a an its not one same again valid correct updated changed visible shown code able with and or but for "
    "to by in on at of as".split()
)
_NO_NOUN: Final = frozenset(
    "the a an that which whose it its they now already still is has should must will shall".split()
)
_NO_THING: Final = frozenset(
    "response api button server screen reply http status state stage phase".split()
)


def scenario_steps(
    document: Document, known: Container[str] = frozenset()
) -> Iterator[WorkflowFact]:
    """Yield what leads from the state of `Given` to the one of `When` or `Then`."""
    for scenario in scenarios(document):
        yield from _steps(scenario, known)


def _steps(scenario: Scenario, known: Container[str]) -> Iterator[WorkflowFact]:
    things: dict[str, list[str]] = {}
    acts: list[tuple[str, str]] = []
    part = ""
    for clause in scenario.clauses:
        last = next(reversed(things), "")
        before, part = part, clause.part
        if part == "given":
            things.update(_said(clause, last, known))
            continue
        if part == "when":
            acts = [] if before != "when" else acts
            acts += filter(None, [_act(clause.text)])
        for thing, targets in _said(clause, last, known):
            sources = things.get(thing, [])
            if len(targets) != 1 or targets[0] in sources or not sources:
                continue
            if len({verb for verb, _ in acts}) > 1 and part == "then":
                # `When she offers it, and he accepts it`: two steps, and one state between.
                del things[thing]
                continue
            verb, whose = acts[-1] if acts else ("", "")
            label = verb if whose in ("", thing) else ""
            where = Where(clause.place, scenario.section, thing)
            for source in things.pop(thing):
                yield transition_fact(where, source, targets[0], label)


def _said(clause: Clause, it: str, known: Container[str]) -> Iterator[tuple[str, list[str]]]:
    """Yield each thing with its states: `an invoice that is open`, `a confirmed order`."""
    text, quoted = _unquoted(clause.text)
    names = quoted | {word for word in re.findall(r"\w+", text.lower()) if word in known}
    found: dict[str, list[str]] = {}
    for part in re.split(
        r",\s+(?=(?:and|but|which|so)\b)|\s+(?:and|but)\s+(?=(?:an?|the|it|its)\s)", text
    ):
        if _NOT.search(part):
            continue
        for form in (*_SAYS_STATUS, _MARKS, _IN, _BACK, *_IS_STATE):
            if form is _IS_STATE[2] and clause.part != "given":
                continue
            is_said = form in _SAYS_STATUS
            for match in form.finditer(part):
                thing = _thing(match.groupdict().get("thing") or "", it)
                states = _states(match, names, is_said=is_said)
                states = [s for s in states if s in names] if form is _IN else states
                if thing and states and thing not in _NO_THING:
                    found.setdefault(thing, states)
    yield from found.items()


def _thing(said: str, it: str) -> str:
    """Return the thing; `it` is the last thing that has a state."""
    words = [word for word in said.lower().split() if word not in _NO_NOUN]
    return words[-1] if words else it


def _states(match: re.Match[str], quoted: frozenset[str], *, is_said: bool) -> list[str]:
    """Return the states of a match: usual ones, quoted ones, and others where it speaks of a status."""
    found = match.groupdict()
    said = (found.get("row") or match["state"]).lower()
    words = [_spelled(word) for word in re.split(r",?\s+or\s+|,\s*", said)]
    first = words[0]
    is_turned = re.fullmatch(_TURNS, found.get("how") or "", re.IGNORECASE) is not None
    is_other = (is_said and first not in _NO_STATE) or (is_turned and is_done(first))
    bare = re.sub(r"(?<=ed) (?:up|out|off)$", "", first)
    if not (is_state(bare) or first in quoted or is_other):
        return []
    return [first, *(other for other in words[1:] if is_state(other) or other in quoted)]


def _spelled(word: str) -> str:
    """Write `no-show` as the state that it is."""
    return folded(word) if "-" in word and is_state(word) else word


def _unquoted(text: str) -> tuple[str, frozenset[str]]:
    """Write `"In Progress"` as one word, and tell which words were quoted."""
    quoted: set[str] = set()

    def word(match: re.Match[str]) -> str:
        said = folded(match[1] or match[2])
        quoted.add(said)
        return said

    return _QUOTED.sub(word, text), frozenset(quoted)


def _act(text: str) -> tuple[str, str] | None:
    """Return the verb of `the host hands the repair back`, and what it is done to."""
    choice = _CHOICE.search(text)
    if choice is not None:
        return choice["verb"].lower(), ""
    match = _ACT.match(text)
    if match is None or _NOT.search(text):
        return None
    said = match["verb"].lower()
    verb = said if text.lower().startswith("i ") else singular(said)
    if verb in _NO_ACT and not match["particle"]:
        return None
    particle = f" {match['particle'].lower()}" if match["particle"] else ""
    return verb + particle, (match["thing"] or "").lower()

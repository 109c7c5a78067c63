"""Workflows that are drawn with arrows in a line: `Order: Draft → Submitted (submit) → Approved | Rejected`."""

import re
from collections.abc import Container, Iterator, Sequence
from typing import Final

from luke_cli.docs.document import Block, Item, Paragraph
from luke_cli.docs.markdown import plain
from luke_cli.names import singular
from luke_cli.notations.states import (
    FLOW,
    STATE_NAME,
    STATUS,
    Where,
    context_of,
    entity_of,
    folded,
    is_done,
    is_state,
    transition_fact,
    whose,
)
from luke_cli.source import Span
from luke_cli.spec.facts import WorkflowFact

_ARROW: Final = re.compile(
    r"\s*(?:-{1,3}\s*[\[(]?(?P<label>[A-Za-z]\w{0,30}(?:[ -]\w{1,30}){0,6}?(?:\s*(?:/|\([^()\n]{1,40}\)|,)[\w ]{0,40})?)[\])]?\s*-{1,3}>|"
    r"-{1,3}\s*[\[(](?:(?P<inside>[A-Za-z]\w*(?:[ -]\w+){0,2})|[^()\[\]\n]{1,60})[\])]\s*-{1,3}>|"
    r"→\s*[\[(](?P<middle>[A-Za-z][\w ]*?)[\])]\s*→|"
    r"[→⟶➔➜⇒»]|=+>|[-─]+[>►▶])\s*"
)
_TO: Final = r"(?:[→⟶➔➜⇒]|[-=─]+[>►▶])"
_FAN: Final = re.compile(
    rf"[-*•\s]*`?(?P<source>[A-Za-z][\w-]*(?: [\w-]+){{0,2}}?)`?\s*:?\s*(?P<targets>{_TO}\s*`?[\w -]+`?(?:\s*(?:[,;]|\bor\b|\band\b)\s*{_TO}\s*`?[\w -]+`?)+)\.?"
)
"""`draft: -> published, -> cancelled`: each arrow starts from the same state."""
_SAID: Final = re.compile(
    r"(?P<whose>.{2,60}?\b(?:status(?:es)?|states?|life ?cycle|workflow)|"
    r"(?:an?|the|each|every) [a-z]+(?: [a-z]+)?(?= (?:goes|runs|moves|passes) ))\s+"
    r"(?:(?:runs?|goes|moves|flows?|changes|passes|is|are)\s+)?(?:from\s+)?(?=[A-Za-z])",
    re.IGNORECASE,
)
_AGAIN: Final = re.compile(r",\s*(?:or\s+|and\s+)?([A-Za-z]\w*)(?=\s*(?:[→⟶➔➜⇒»]|[-=─]+[>►▶]))")
_END: Final = re.compile(r"(?<=[\w)])[.!?]\s+(?=[A-Z])")
_ALSO: Final = re.compile(r"^\s*(?:(?:also|or|and|then|but|later|finally|from)\s+)+", re.IGNORECASE)
_SUBJECT: Final = re.compile(
    r"(?:^|[.!?]\s+)(?:(?:An?|The|Each|Every)\s+)?(?!(?:It|They|This|That|These|Those|There|We|All|Both|Status|States?|"
    r"Flow|Path|Workflow|Order of)\b)([A-Za-z][a-z-]+)\s+(?:is|are|has|have|runs?|works?|lives?)\b"
)
_MARKED: Final = (
    r"(?:`[^`\n]{2,40}`|\*{1,2}[^*\n]{2,40}\*{1,2}|(?<!\w)_[^_\n]{2,40}_(?!\w)|\"[^\"\n]{2,40}\")"
)
_MARKED_RUN: Final = re.compile(
    rf"(?:{_MARKED}\s*(?:[/|,]|,?\s*\b(?:or|and)\b)\s*){{0,6}}{_MARKED}(?:\s*(?:[→⟶➔➜⇒]|[-=]+>)\s*{_MARKED}(?:\s*(?:[/|,]|,?\s*\bor\b)\s*{_MARKED}(?!\s*(?:[→⟶➔➜⇒]|[-=]+>)))*)+"
)
"""`` `open` → `sent` → `paid` `` in a sentence."""
_TITLE: Final = r"\w+(?: (?:status|states?))?"
_END_OF_SENTENCE: Final = re.compile(r"[.;!?](?:\s|$)")
_WHO: Final = (
    r"(?:the\s+|an?\s+)?(?P<who>[a-z]+(?: [a-z]+)?)(?:\s+only)?(?=\s*(?:[,.;:)]|\band\b|$))"
)
_BY: Final = re.compile(rf"\s*[,(]?\s*(?:done |only )?by\s+{_WHO}", re.IGNORECASE)
_BY_ALL: Final = re.compile(rf"\b(?:both|all|each)(?: \w+)? by\s+{_WHO}", re.IGNORECASE)
HAS_ARROW: Final = re.compile(r"[→⟶➔➜⇒►▶]|[-=]>")
_WHEN: Final = re.compile(r"^(?:on|when|via|once)\s+")
_NOT_STATES: Final = re.compile(
    r"\b(?:screen|page|dashboard|form|button|tap|click|api|database|db|gateway|server|client|"
    r"browser|service|cache|queue|user|users?|admin|manager|employee|frontend|backend|app|"
    r"controller|repository|redis|postgres\w*|login|home|view|list|modal|menu|cloud|network|load "
    r"balancer|token|request|response|true|false|null|void|string|int|boolean)\b",
    re.IGNORECASE,
)


def is_fan(text: str) -> bool:
    """Tell whether each arrow of a line starts from the same state: `draft: -> sent, -> lost`."""
    return _FAN.fullmatch(text.strip()) is not None


def in_chain(block: Block, text: str, place: Span, known: Container[str]) -> Iterator[WorkflowFact]:
    """Read `Order: Draft → Submitted (submit) → Approved | Rejected`, and `draft: -> sent, -> lost`."""
    if fan := _FAN.fullmatch(text.strip()):
        for target in re.split(rf"\s*(?:,|;|\bor\b|\band\b)?\s*{_TO}\s*", fan["targets"])[1:]:
            yield from in_chain(
                block, f"`{fan['source'].strip()}` → `{target.strip(' `.')}`", place, known
            )
        return
    for whose_they_are, chain in _chains(text):
        prefix = whose_they_are
        nodes, labels, last = _nodes(chain)
        if is_state(prefix) and len(nodes) > 1 and not any(map(is_state, nodes[0])):
            # `New: an agent takes it → Open`
            prefix, nodes[0] = "", [prefix]
        states = [state for node in nodes for state in node]
        context = (prefix, *context_of(block))
        is_marked = all(f"`{state}`" in text for state in states)
        if len(nodes) < 2 or not _are_states(states, known, context, is_marked=is_marked):
            continue
        subject = whose(prefix) or _subject(block, text)
        where = Where(place, block.section, subject or entity_of(block, prefix))
        for number, label in enumerate(labels):
            text_of = _label(label, last if number == len(labels) - 1 else "")
            for source in nodes[number]:
                for target in nodes[number + 1]:
                    if source != target:
                        yield transition_fact(where, source, target, text_of)


def _label(label: str, behind: str) -> str:
    """Return what is said of an arrow; of `(clerk): hands it out` both."""
    deed = _WHEN.sub("", behind)
    is_who = deed == behind and re.fullmatch(r"\(?[A-Za-z][\w ,/]{1,60}\)?", label)
    return f"{behind} ({label.strip('()')})" if behind and is_who else label or deed


def _subject(block: Block, text: str) -> str:
    """Return what the sentences before a chain speak of: `Bills are simpler. In short: a → b`."""
    first = HAS_ARROW.search(text)
    if first is None or not isinstance(block, Paragraph | Item):
        return ""
    spoken = [m[1] for m in _SUBJECT.finditer(text[: first.start()])]
    return singular(spoken[-1].lower()) if spoken else ""


def _chains(text: str) -> Iterator[tuple[str, str]]:
    """Cut out what has arrows: code spans by themselves, else the line behind its prefix."""
    ticked = [span for span in re.findall(r"`([^`]+)`", text) if HAS_ARROW.search(span)]
    if ticked:
        outside = re.sub(r"`[^`]+`.*$", "", text)
        yield from ((outside.strip(" :-*(") if len(ticked) == 1 else "", span) for span in ticked)
        return
    runs = list(_MARKED_RUN.finditer(text))
    if _are_apart(text, runs):
        yield from _marked(text, runs)
        return
    bare = plain(re.sub(r"`", "", text)).strip().lstrip("-*•0123456789.) ")
    first = HAS_ARROW.search(bare)
    bare = bare[_start_of(bare, first.start()) :] if first else bare
    first = HAS_ARROW.search(bare)
    colon = bare.find(":")
    prefix = ""
    if first is not None and 0 <= colon < first.start() and len(bare[:colon].split()) < 7:
        prefix, bare = bare[:colon], bare[colon + 1 :].strip()
    elif first is not None and (said := _SAID.match(bare[: first.start()])):
        prefix = re.sub(r"^(?:an?|each|every)\s", "", said["whose"], flags=re.IGNORECASE)
        bare = bare[said.end() :]
    yield from ((prefix, part) for part in _apart(bare))


def _marked(text: str, runs: Sequence[re.Match[str]]) -> Iterator[tuple[str, str]]:
    """Cut the chains of marked words out of a text: ``the desk does `open` → `lent`, then ...``."""
    for number, run in enumerate(runs):
        following = runs[number + 1].start() if number + 1 < len(runs) else len(text)
        end = _END_OF_SENTENCE.search(text, run.end())
        stop = end.start() if end else len(text)
        by = _BY.match(text, run.end(), min(following, stop)) or _BY_ALL.search(
            text, run.end(), stop
        )
        raw = text[_start_of(text, run.start()) : run.start()].rstrip()
        before = raw.strip(" :-*(`")
        is_named = number == 0 and raw.endswith(":") and re.fullmatch(_TITLE, before)
        prefix = before if is_named else "status" if STATUS.search(before) else ""
        bare = re.sub(r"[`*\"]|(?<!\w)_|_(?!\w)", "", run[0]).replace(" and ", ", ")
        yield prefix, f"{bare} by {by['who']}" if by else bare


def _are_apart(text: str, runs: Sequence[re.Match[str]]) -> bool:
    """Tell whether all arrows of a text are between marked words, with other words around them."""
    arrows = sum(len(HAS_ARROW.findall(run[0])) for run in runs)
    if not runs or arrows < len(HAS_ARROW.findall(text)):
        return False
    return len(runs) > 1 or not re.match(r"\s*[:(\[–—-]", text[runs[0].end() :])


def _start_of(text: str, end: int) -> int:
    """Return where the sentence begins that a place is in."""
    return max((match.end() for match in _END.finditer(text, 0, end)), default=0)


def _apart(text: str) -> Iterator[str]:
    """Split `a → b; a → c` and `a → b, or a → c`: a state that comes again begins a new chain."""
    for said in (piece for part in text.split(";") for piece in _END.split(part)):
        part = _ALSO.sub("", said)
        start = 0
        for match in _AGAIN.finditer(part):
            before = part[start : match.start()]
            if HAS_ARROW.search(before) and re.search(rf"\b{re.escape(match[1])}\b", before):
                yield before
                start = match.start(1)
        yield part[start:]


def _nodes(chain: str) -> tuple[list[list[str]], list[str], str]:
    """Return the states at each place of a chain, the label of each arrow, and the rest."""
    parts, labels, position = [], [], 0
    for match in _ARROW.finditer(chain):
        parts.append(chain[position : match.start()])
        labels.append(match["label"] or match["inside"] or match["middle"] or "")
        position = match.end()
    tail, behind = _tail(chain[position:])
    parts.append(tail)
    nodes = []
    for number, part in enumerate(parts):
        bare, inside = _without_brackets(part)
        nodes.append(
            [
                state.strip(" `'\"*.,;")
                for state in re.split(r"\s*(?:\||/|,|\bor\b)\s*", bare.strip("[](){} "))
            ]
        )
        if inside and number and not labels[number - 1]:
            labels[number - 1] = inside
    ends = nodes[-1]
    if any(map(is_state, ends)):
        # `sent → paid, only by a clerk`: what is no state is a remark.
        nodes[-1] = [end for end in ends if is_state(end) or " " not in end]
    return [[s for s in node if s] for node in nodes], labels, behind


def _tail(text: str) -> tuple[str, str]:
    match = re.match(
        r"((?:\([^()\n]*\)|[^:—–(])*?)\s*(?::|\s[-—–]\s|\s(?=(?:on|when|after|if|by|via|once)\b))\s*(.*)$",
        text,
    )
    if match is None:
        return text.split(". ", maxsplit=1)[0], ""
    return match[1], match[2].rstrip(".")


def _without_brackets(text: str) -> tuple[str, str]:
    match = re.search(r"\(([^()]*)\)", text)
    if match is None:
        return text, ""
    inside = match[1].strip()
    is_actor = re.fullmatch(r"[A-Z][a-z]+(?: [A-Z]?[a-z]+)?", inside) and not inside.endswith("s")
    is_condition = re.search(r"\b(?:required|mandatory)\b", inside)
    return text[: match.start()] + text[
        match.end() :
    ], f"({inside})" if is_actor or is_condition else inside


def _are_states(
    states: Sequence[str], said: Container[str], context: Sequence[str], *, is_marked: bool
) -> bool:
    if not states or not all(STATE_NAME.fullmatch(state) for state in states):
        return False
    if any(_NOT_STATES.search(s) and not (is_state(s) or folded(s) in said) for s in states):
        return False
    about = " ".join(context)
    is_flow = bool(STATUS.search(about) or FLOW.search(about))
    fitting = [s for s in states if is_state(s) or folded(s) in said or (is_flow and is_done(s))]
    known = len(fitting) / len(states)
    if STATUS.search(about):
        return known >= 0.2 or all(len(state.split()) <= 2 for state in states)
    return known >= (0.5 if is_marked else 0.51 if FLOW.search(about) else 0.66)

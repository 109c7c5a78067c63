"""Status workflows in sentences, lists and fences.

    Draft -> Submitted -> Approved | Rejected        `pending` -> `paid`: the customer pays
    An order moves from pending to confirmed.        Order status: pending, paid, shipped
    open → returned; open → lost                     Open and late loans may be written_off.

    Open → Returned → Closed                         ### Loan statuses
             └→ Lost                                 - **Open**: the book is out

Arrows also lead from screen to screen and from server to server: they are taken where the heading
speaks of a status, or where the words are usual names of states.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from luke_cli.docs.document import Block, Document, Fence, Item, Paragraph
from luke_cli.docs.markdown import plain
from luke_cli.notations.context import about_data, is_client_side
from luke_cli.notations.enums import listed_values
from luke_cli.notations.states import (
    FLOW,
    STATE_NAME,
    STATUS,
    Where,
    context_of,
    entity_of,
    folded,
    is_state,
    state_fact,
    transition_fact,
    whose,
)
from luke_cli.notations.workflow_sentences import once, recognise_in
from luke_cli.source import Diagnostic, Span
from luke_cli.spec.facts import Authority, Fact

_ARROW: Final = re.compile(
    r"\s*(?:-{1,3}\s*[\[(]?(?P<label>[A-Za-z][\w ]*?)[\])]?\s*-{1,3}>|"
    r"→\s*[\[(](?P<middle>[A-Za-z][\w ]*?)[\])]\s*→|"
    r"[→⟶➔➜⇒»]|=+>|[-─]+[>►▶])\s*"
)
_SAID: Final = re.compile(
    r"(?P<whose>.{2,60}?\b(?:status(?:es)?|states?|life ?cycle|workflow)|"
    r"(?:an?|the|each|every) [a-z]+(?: [a-z]+)?(?= (?:goes|runs|moves|passes) ))\s+"
    r"(?:(?:runs?|goes|moves|flows?|changes|passes|is|are)\s+)?(?:from\s+)?(?=[A-Za-z])",
    re.IGNORECASE,
)
_AGAIN: Final = re.compile(r",\s*(?:or\s+|and\s+)?([A-Za-z]\w*)(?=\s*(?:[→⟶➔➜⇒»]|[-=─]+[>►▶]))")
_MAX_LINE: Final = 2000
_HAS_ARROW: Final = re.compile(r"[→⟶➔➜⇒►▶]|[-=]>")
_NOT_STATES: Final = re.compile(
    r"\b(?:screen|page|dashboard|form|button|tap|click|api|database|db|gateway|server|client|"
    r"browser|service|cache|queue|user|users?|admin|manager|employee|frontend|backend|app|"
    r"controller|repository|redis|postgres\w*|login|home|view|list|modal|menu|cloud|network|load "
    r"balancer|token|request|response|true|false|null|void|string|int|boolean)\b",
    re.IGNORECASE,
)
_LISTED: Final = re.compile(
    r"\b(?P<head>status(?:es)?|states?)\b(?P<between>[^.:;()\n]{0,40})(?:[:：]\s*|\(|\b(?:is|are|"
    r"be|can "
    r"be|one of|include)\s+(?:one of\s+)?)"
    r"(?P<list>[`'\"*A-Za-z][^().;\n]{3,160})",
    re.IGNORECASE,
)
_NAMED: Final = re.compile(r"\W*\*\*(\w+)\*\*\s*:")
_VALUES: Final = re.compile(
    r"\b(?:status|state)\b[`*]*\s*(?:\([^()\n]*\)\s*)?[:(|—–-]+\s*(?:enum\W+)?([^()\n]{3,200})",
    re.IGNORECASE,
)
_WORD: Final = r"[`'\"*]{0,3}([A-Za-z][\w-]*(?: [A-Z][\w-]*)?)[`'\"*]{0,3}"
_FROM_TO: Final = re.compile(rf"\bfrom\s+{_WORD}\s+(?:back\s+)?(?:in)?to\s+{_WORD}")
_MOVES: Final = re.compile(
    r"\b(?:an?|the|each|every)\s+([A-Za-z][\w-]*(?: [a-z][\w-]*)?)\s+(?:\w+\s+)?"
    r"(?:goes|moves|changes|passes|turns|switches|transitions|advances)\s+(?=from\b)",
    re.IGNORECASE,
)
_MAY_BE: Final = re.compile(
    r"(?:^|[.;,]\s+)(?:only\s+|an?\s+|the\s+|all\s+|any\s+)?"
    r"(?P<states>[`'\"*]*\w+[`'\"*]*(?:\s*(?:,|,?\s*\band\b|,?\s*\bor\b)\s*[`'\"*]*\w+[`'\"*]*){0,4})\s+"
    r"(?P<things>[a-z][\w-]*(?: [a-z][\w-]*)?)\s+(?:may|can|could)\s+(?:also\s+|still\s+|only\s+)?be\s+"
    r"(?P<state>[`'\"*]*\w+[`'\"*]*)",
    re.IGNORECASE,
)


def recognise(document: Document) -> Iterator[Fact | Diagnostic]:
    """Find states and the steps between them."""
    if is_client_side(document.owner):
        return
    statuses: list[Item] = []
    known = _known_states(document)
    for block in document.blocks:
        if isinstance(block, Item) and (not statuses or _same_list(statuses[-1], block)):
            statuses.append(block)
        else:
            yield from _in_status_list(statuses)
            statuses = [block] if isinstance(block, Item) else []
        if isinstance(block, Fence) and block.language in (
            "",
            "text",
            "txt",
            "plaintext",
            "none",
        ):
            yield from _in_fence(block, known)
        elif isinstance(block, Paragraph | Item):
            yield from once((*_in_prose(block, known), *recognise_in(block, known)))
    yield from _in_status_list(statuses)


def _known_states(document: Document) -> frozenset[str]:
    """Collect the words that the document lists as values of a status."""
    known: set[str] = set()
    for block in document.blocks:
        text = getattr(block, "text", "")
        for match in _VALUES.finditer(text) if "stat" in text.lower() else ():
            known.update(map(folded, listed_values(match[1])))
    return frozenset(known)


def _same_list(one: Item, other: Item) -> bool:
    return one.section == other.section and one.lead == other.lead and one.depth == other.depth


def _in_prose(block: Paragraph | Item, known: frozenset[str]) -> Iterator[Fact]:
    for offset, text in enumerate(block.text.split("\n")):
        place = Span(block.span.file, block.span.line + offset)
        if len(text) > _MAX_LINE:
            continue
        if _HAS_ARROW.search(text):
            yield from _in_chain(block, text, place, known)
        elif STATUS.search(text) or _MOVES.search(text):
            yield from _listed(block, text, place)
            yield from _from_to(block, text, place)
        yield from _may_be(block, text, place)


def _in_fence(fence: Fence, known: frozenset[str]) -> Iterator[Fact]:
    above: list[tuple[int, int, str]] = []
    for offset, line in enumerate(fence.text.split("\n")):
        place = Span(fence.span.file, fence.line + offset)
        branch = re.match(r"^(\s*)[└├╰|\\]+[─-]*[>►▶→]?\s*(?=[A-Za-z])", line)
        text = line
        if branch is not None and above:
            source = _above(above, len(branch[1]))
            text = f"{branch[1]}{source} → {line[branch.end() :]}"
        if len(text) < _MAX_LINE and _HAS_ARROW.search(text):
            yield from _in_chain(fence, text, place, known)
            if branch is None:
                above = [
                    (m.start(), m.end(), m[0])
                    for m in re.finditer(r"[A-Za-z][\w]*(?: [A-Za-z]\w*)*", text)
                ]


def _above(nodes: Sequence[tuple[int, int, str]], column: int) -> str:
    covering = [node for node in nodes if node[0] - 2 <= column <= node[1] + 1]
    return (covering or [min(nodes, key=lambda node: abs(node[0] - column))])[0][2]


def _in_chain(block: Block, text: str, place: Span, known: frozenset[str]) -> Iterator[Fact]:
    """Read `Order: Draft → Submitted (submit) → Approved | Rejected`."""
    for prefix, chain in _chains(text):
        nodes, labels, last = _nodes(chain)
        states = [state for node in nodes for state in node]
        if len(nodes) < 2 or not _are_states(states, known, (prefix, *context_of(block))):
            continue
        where = Where(place, block.section, entity_of(block, prefix))
        for number, label in enumerate(labels):
            text_of = label or (last if number == len(labels) - 1 else "")
            for source in nodes[number]:
                for target in nodes[number + 1]:
                    if source != target:
                        yield transition_fact(where, source, target, text_of)


def _chains(text: str) -> Iterator[tuple[str, str]]:
    """Cut out what has arrows: code spans by themselves, else the line behind its prefix."""
    ticked = [span for span in re.findall(r"`([^`]+)`", text) if _HAS_ARROW.search(span)]
    if ticked:
        outside = re.sub(r"`[^`]+`.*$", "", text)
        yield from ((outside.strip(" :-*(") if len(ticked) == 1 else "", span) for span in ticked)
        return
    bare = plain(re.sub(r"`", "", text)).strip().lstrip("-*•0123456789.) ")
    first = _HAS_ARROW.search(bare)
    colon = bare.find(":")
    prefix = ""
    if first is not None and 0 <= colon < first.start() and len(bare[:colon].split()) < 7:
        prefix, bare = bare[:colon], bare[colon + 1 :].strip()
    elif first is not None and (said := _SAID.match(bare[: first.start()])):
        prefix = re.sub(r"^(?:an?|each|every)\s", "", said["whose"], flags=re.IGNORECASE)
        bare = bare[said.end() :]
    yield from ((prefix, part) for part in _apart(bare))


def _apart(text: str) -> Iterator[str]:
    """Split `a → b; a → c` and `a → b, or a → c`: a state that comes again begins a new chain."""
    for part in text.split(";"):
        start = 0
        for match in _AGAIN.finditer(part):
            before = part[start : match.start()]
            if _HAS_ARROW.search(before) and re.search(rf"\b{re.escape(match[1])}\b", before):
                yield before
                start = match.start(1)
        yield part[start:]


def _nodes(chain: str) -> tuple[list[list[str]], list[str], str]:
    """Return the states at each place of a chain, the label of each arrow, and the rest."""
    parts, labels, position = [], [], 0
    for match in _ARROW.finditer(chain):
        parts.append(chain[position : match.start()])
        labels.append(match["label"] or match["middle"] or "")
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
    return [[s for s in node if s] for node in nodes], labels, behind


def _tail(text: str) -> tuple[str, str]:
    match = re.match(
        r"([^:—–]*?)\s*(?::|\s[-—–]\s|\s(?=(?:on|when|after|if|by|via|once)\b))\s*(.*)$", text
    )
    if match is None:
        return text.split(". ", maxsplit=1)[0], ""
    return match[1], re.sub(r"^(?:on|when|via|once)\s+", "", match[2]).rstrip(".")


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


def _are_states(states: Sequence[str], said: frozenset[str], context: Sequence[str]) -> bool:
    if not states or not all(STATE_NAME.fullmatch(state) for state in states):
        return False
    if any(_NOT_STATES.search(s) for s in states):
        return False
    about = " ".join(context)
    is_flow = bool(STATUS.search(about) or FLOW.search(about))
    fitting = [s for s in states if is_state(s) or folded(s) in said or (is_flow and _is_done(s))]
    known = len(fitting) / len(states)
    if STATUS.search(about):
        return known >= 0.2 or all(len(state.split()) <= 2 for state in states)
    return known >= (0.51 if FLOW.search(about) else 0.66)


def _is_done(word: str) -> bool:
    """Tell whether a word is a participle, as most names of states are: `berthed`."""
    return bool(re.fullmatch(r"[A-Za-z_]{3,}ed", word))


def _listed(block: Paragraph | Item, text: str, place: Span) -> Iterator[Fact]:
    """`Order status: pending, paid, shipped` and `status updates (Submitted, Approved)`."""
    bare = re.sub(r"\*{1,2}|(?<!\w)_{1,2}|_{1,2}(?!\w)", "", text)
    match = _LISTED.search(bare)
    if match is None:
        return
    if about_data(block.section) and re.match(r"\s*(?:\(|[:：])", bare[match.end("head") :]):
        return
    values = re.split(
        r"\s*(?:,|/|\||→)\s*(?:or\s+|and\s+)?|\s+(?:or|and)\s+", match["list"].replace("`", "")
    )
    values = [value.strip(" '\".") for value in values if value.strip(" '\".")]
    if len(values) < 2 or not all(STATE_NAME.fullmatch(value) for value in values):
        return
    if sum(map(is_state, values)) < 0.5 * len(values):
        return
    entity = whose(bare[: match.start()].strip(" -*:")) if match.start() else ""
    named = _NAMED.match(text)
    entity = named[1] if named else entity or entity_of(block)
    where = Where(place, block.section, entity)
    for value in dict.fromkeys(values):
        yield state_fact(where, value)


def _from_to(block: Paragraph | Item, text: str, place: Span) -> Iterator[Fact]:
    moves = _MOVES.search(text)
    said = entity_of(block)
    subject = moves[1] if moves and folded(moves[1]) != folded(said) else said
    where = Where(place, block.section, subject)
    for match in _FROM_TO.finditer(text):
        ends = match.groups()
        if all(map(is_state, ends)) or (moves and any(map(is_state, ends)) and _both_done(ends)):
            yield transition_fact(where, match[1], match[2], "")


def _both_done(words: Iterable[str]) -> bool:
    return all(is_state(word) or _is_done(word) for word in words)


def _may_be(block: Paragraph | Item, text: str, place: Span) -> Iterator[Fact]:
    """`open and assigned shifts may be cancelled`."""
    for match in _MAY_BE.finditer(text):
        sources = [s.strip("`'\"* ") for s in re.split(r",|\band\b|\bor\b", match["states"])]
        target = match["state"].strip("`'\"*")
        if is_state(target) and all(map(is_state, sources)):
            where = Where(place, block.section, match["things"])
            for source in sources:
                yield transition_fact(where, source, target, "")


def _in_status_list(items: Sequence[Item]) -> Iterator[Fact]:
    """Read a list of states below a heading or lead that says so."""
    if len(items) < 2 or not any(STATUS.search(text) for text in context_of(items[0])[:2]):
        return
    names = [
        re.split(r"\s*[:：(]|\s+[-–—=→]", plain(item.text), maxsplit=1)[0].strip("` ")
        for item in items
    ]
    if not all(STATE_NAME.fullmatch(name) for name in names) or any(
        _HAS_ARROW.search(i.text) for i in items
    ):
        return
    if sum(map(is_state, names)) < 0.5 * len(names):
        return
    for item, name in zip(items, names, strict=True):
        where = Where(Span(item.span.file, item.span.line), item.section, entity_of(item))
        yield replace(state_fact(where, name), authority=Authority.LIST)

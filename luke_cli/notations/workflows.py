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
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from luke_cli.docs.document import Document, Fence, Item, Paragraph, Table
from luke_cli.docs.markdown import plain
from luke_cli.notations.context import about_data, is_client_side
from luke_cli.notations.enums import listed_values
from luke_cli.notations.states import (
    STATE_NAME,
    STATUS,
    Where,
    are_switched,
    context_of,
    entity_of,
    folded,
    is_done,
    is_state,
    state_fact,
    transition_fact,
    whose,
)
from luke_cli.notations.workflow_chains import HAS_ARROW, in_chain
from luke_cli.notations.workflow_endpoints import steps_of_endpoints
from luke_cli.notations.workflow_flowcharts import steps_in_flowchart
from luke_cli.notations.workflow_forms import ACT, NEVER, SENTENCE
from luke_cli.notations.workflow_lists import steps_in_item, steps_in_order, steps_in_paragraph
from luke_cli.notations.workflow_machines import machine_steps
from luke_cli.notations.workflow_maps import steps_in_code
from luke_cli.notations.workflow_members import steps_of_members
from luke_cli.notations.workflow_places import placed_steps
from luke_cli.notations.workflow_scenario_lines import is_scenario
from luke_cli.notations.workflow_scenarios import scenario_steps
from luke_cli.notations.workflow_sentences import once, recognise_in, whole
from luke_cli.notations.workflow_told import told_steps
from luke_cli.source import Diagnostic, Span
from luke_cli.spec.facts import Authority, Fact, WorkflowFact

_FAR: Final = re.compile(r"(?<=\w)\s{2,}(?=[A-Za-z(])")
_JOINT: Final = re.compile(r"^(\s*[+┴][-─+┴]*)[>►▶→]\s*(?=[A-Za-z])")
"""A line that several states of the line above it lead into: `+-----+----> discarded`."""
_LED: Final = re.compile(r"\s*(?:[→⟶➔➜⇒]|[-=]+>)\s*(?=[A-Za-z`*])")
"""A line that begins with an arrow, below the state that it leads from."""
_ALONE: Final = re.compile(r"\s*[`*]{0,3}([A-Za-z]\w*(?: [a-z]\w*)?)[`*]{0,3}\s*:?\s*")
_MAX_LINE: Final = 2000
_ANGLE: Final = re.compile(r"(?<=[\w`*])\s+>\s+(?=[A-Za-z`*])")
_ANGLES: Final = re.compile(r"[\w`*]\s+>\s+[A-Za-z`*][^>]{1,40}[\w`*]\s+>\s+[A-Za-z`*]")
"""`draft > sent > paid`, not `a > b`."""
_LISTED: Final = re.compile(
    r"\b(?P<head>status(?:es)?|states?)\b(?P<between>[^.:;()\n]{0,40})(?:[:：]\s*|\(|\b(?:is|are|"
    r"be|can be|one of|include)\s+(?:(?:therefore|thus|hence|then)\s+)?(?:one of\s+)?)"
    r"(?P<list>[`'\"*A-Za-z][^().;\n]{3,160})",
    re.IGNORECASE,
)
_NAMED: Final = re.compile(r"\W*\*\*(\w+)\*\*\s*:")
_OF: Final = re.compile(r"\bof\s+(?:an?|the|each|every)\s+([A-Za-z][\w-]*(?: [a-z][\w-]*)?)\s*$")
_VALUES: Final = re.compile(
    r"\b(?:status|state)\b[`*]*\s*(?:\([^()\n]*\)\s*)?[:(|—–-]+\s*(?:enum\W+)?([^()\n]{3,200})",
    re.IGNORECASE,
)
_TYPE: Final = re.compile(
    r"(?:status|state|stage)\b\s*(?:AS\s+ENUM\s*\(|IN\s*\(|=|\{)\s*\|?([\w\s,|'\"]{5,600})",
    re.IGNORECASE,
)
_IS_STATUS: Final = re.compile(r"[`*\s]*(?:\w+_)?(?:status|state|stage)[`*\s]*", re.IGNORECASE)
_ENUM: Final = re.compile(r"^\s*`?enum`?\W+", re.IGNORECASE)
_WORD: Final = r"[`'\"*]{0,3}([A-Za-z][\w-]*(?: [A-Z][\w-]*)?)[`'\"*]{0,3}"
_FROM_TO: Final = re.compile(rf"\bfrom\s+{_WORD}\s+(?:back\s+)?(?:in)?to\s+{_WORD}")
_FIELD: Final = re.compile(
    r"\W*(?:\w+_)?(?:status|state|stage)\W*(?:(?:enum|string|text|varchar)\b.{0,60})?$",
    re.IGNORECASE,
)
"""`status: enum, default new` above a list of its values."""
_MARKED_ENDS: Final = re.compile(
    r"\bfrom\s+(?:`[\w -]{2,30}`\s+(?:back\s+)?(?:in)?to\s+`[\w -]{2,30}`|"
    r"\*{1,2}[\w -]{2,30}\*{1,2}\s+(?:back\s+)?(?:in)?to\s+\*{1,2}[\w -]{2,30}\*)"
)
_MOVES: Final = re.compile(
    r"\b(?:an?|the|each|every)\s+([A-Za-z][\w-]*(?: (?!(?:it|they|this|that|which)\b)[a-z][\w-]*)?)\s+"
    r"(?:(?!(?:it|they|this|that|which)\b)\w+\s+)?(?:goes|moves|changes|passes|turns|switches|transitions|advances)\s+(?=from\b)",
    re.IGNORECASE,
)
_MAY_BE: Final = re.compile(
    r"(?:^|[.;,]\s+)(?:only\s+|an?\s+|the\s+|all\s+|any\s+)?"
    r"(?P<states>[`'\"*]*\w+[`'\"*]*(?:\s*(?:,|,?\s*\band\b|,?\s*\bor\b)\s*[`'\"*]*\w+[`'\"*]*){0,4})\s+"
    r"(?P<things>[a-z][\w-]*(?: [a-z][\w-]*)?)\s+(?:may|can|could)\s+(?:also\s+|still\s+|only\s+)?be\s+"
    r"(?P<state>[`'\"*]*\w+[`'\"*]*)",
    re.IGNORECASE,
)

_FIELD_OF: Final = re.compile(
    r"[`*_]{0,3}[a-z_]\w*[`*_]{0,3}\s*[:(,–—-]\s*(?:.{0,40}\b)?(?:enum|string|varchar|text|one of)\b",
    re.IGNORECASE,
)
"""`status: enum, default draft`"""


def recognise(
    document: Document, elsewhere: frozenset[str] = frozenset()
) -> Iterator[Fact | Diagnostic]:
    """Find states and the steps between them; `elsewhere`: states that other documents list."""
    if not is_client_side(document.owner):
        known = _known_states(document) | elsewhere
        document = _joined(document, known)
        told = once(
            (
                *scenario_steps(document, known),
                *_recognise(document, known),
                *placed_steps(document, known),
                *steps_of_members(document, known),
                *steps_of_endpoints(document, known),
                *told_steps(document, frozenset(known)),
            )
        )
        yield from whole(tuple(told))


def _joined(document: Document, states: Iterable[str]) -> Document:
    """Write states of several words as one word, in as many characters: `in_review`."""
    several = sorted((state for state in states if "_" in state), key=len, reverse=True)
    if not several:
        return document
    spelled = "|".join(state.replace("_", "[ _-]") for state in several)
    pattern = re.compile(rf"\b(?:{spelled})\b", re.IGNORECASE)

    def joined(match: re.Match[str]) -> str:
        return re.sub(r"[ -]", "_", match[0])

    blocks = (
        replace(block, text=pattern.sub(joined, block.text))
        if isinstance(block, Paragraph | Item)
        else block
        for block in document.blocks
    )
    return replace(document, blocks=tuple(blocks))


def _recognise(document: Document, known: set[str]) -> Iterator[Fact]:
    statuses: list[Item] = []

    def noted(facts: Iterable[Fact]) -> Iterator[Fact]:
        """Take what one paragraph calls a state for a state in those below it."""
        for fact in facts:
            if isinstance(fact, WorkflowFact):
                known.update(map(folded, filter(None, (fact.source, fact.target))))
            yield fact

    for block in document.blocks:
        if isinstance(block, Item) and (not statuses or _same_list(statuses[-1], block)):
            statuses.append(block)
        else:
            yield from noted(_in_list(statuses))
            statuses = [block] if isinstance(block, Item) else []
        if isinstance(block, Fence) and block.language in (
            "",
            "text",
            "txt",
            "plaintext",
            "none",
        ):
            yield from _in_fence(block, known)
        if isinstance(block, Fence):
            machine = list(machine_steps(block))
            yield from machine or steps_in_code(block)
            yield from steps_in_flowchart(block)
        if isinstance(block, Paragraph | Item):
            yield from noted(_in_prose(block, known))
            yield from steps_in_paragraph(block) if isinstance(block, Paragraph) else ()
            yield from () if is_scenario(block) else noted(recognise_in(block, known))
    yield from _in_list(statuses)


def _in_list(items: Sequence[Item]) -> Iterator[Fact]:
    yield from _in_status_list(items)
    yield from steps_in_order(items)
    for item in items:
        yield from steps_in_item(item)


def _known_states(document: Document) -> set[str]:
    """Collect the words that the document lists as values of a status."""
    known: set[str] = set()
    for block in document.blocks:
        text = getattr(block, "text", "")
        for match in _VALUES.finditer(text) if "stat" in text.lower() else ():
            known.update(map(folded, listed_values(match[1])))
        for match in _TYPE.finditer(text) if isinstance(block, Fence) else ():
            known.update(map(folded, listed_values(re.sub(r"\s*\n\s*", ",", match[1].strip()))))
        for row in block.rows if isinstance(block, Table) else ():
            if any(_IS_STATUS.fullmatch(cell) for cell in row.cells[:2]):
                listed = (listed_values(_ENUM.sub("", cell)) for cell in row.cells)
                known.update(folded(value) for values in listed for value in values)
    return known


def _same_list(one: Item, other: Item) -> bool:
    return one.section == other.section and one.lead == other.lead and one.depth == other.depth


def _in_prose(block: Paragraph | Item, known: Container[str]) -> Iterator[Fact]:
    source = ""
    for offset, text in enumerate(block.text.split("\n")):
        place = Span(block.span.file, block.span.line + offset)
        if len(text) > _MAX_LINE:
            continue
        if _ANGLES.search(text):
            text = _ANGLE.sub(" → ", text)  # noqa: PLW2901
        if _LED.match(text) and source:
            text = f"`{source}` {text.strip()}"  # noqa: PLW2901
        bare = _ALONE.fullmatch(text)
        source = bare[1] if bare else source if _LED.search(text) else ""
        if HAS_ARROW.search(text):
            yield from in_chain(block, text, place, known)
        elif STATUS.search(text) or _MOVES.search(text) or _MARKED_ENDS.search(text):
            yield from _listed(block, text, place)
            yield from _from_to(block, text, place)
        yield from _may_be(block, text, place)


def _in_fence(fence: Fence, known: Container[str]) -> Iterator[Fact]:
    above: list[tuple[int, int, str]] = []
    for offset, line in enumerate(fence.text.split("\n")):
        place = Span(fence.span.file, fence.line + offset)
        branch = re.match(r"^(\s*)[└├╰|\\]+[─-]*[>►▶→]?\s*(?=[A-Za-z])", line)
        text = _uncommented(line)
        joint = _JOINT.match(line)
        if joint is not None and above:
            sources = [_above(above, at) for at, mark in enumerate(joint[1]) if mark in "+┴"]
            for source in dict.fromkeys(sources):
                yield from in_chain(
                    fence, f"{source} → {line[joint.end() :].strip()}", place, known
                )
            continue
        if branch is not None and above:
            source = _above(above, len(branch[1]))
            text = f"{branch[1]}{source} → {line[branch.end() :]}"
        if len(text) < _MAX_LINE and HAS_ARROW.search(text):
            yield from in_chain(fence, text, place, known)
            if branch is None:
                above = [
                    (m.start(), m.end(), m[0])
                    for m in re.finditer(r"[A-Za-z][\w]*(?: [A-Za-z]\w*)*", text)
                ]


def _uncommented(line: str) -> str:
    """Cut off what stands far behind an arrow and its end: `booked --> missed      by a night job`."""
    parts = _FAR.split(line.rstrip(), maxsplit=1)
    is_comment = len(parts) > 1 and HAS_ARROW.search(parts[0]) and not HAS_ARROW.search(parts[1])
    return parts[0] if is_comment else line


def _above(nodes: Sequence[tuple[int, int, str]], column: int) -> str:
    covering = [node for node in nodes if node[0] - 2 <= column <= node[1] + 1]
    return (covering or [min(nodes, key=lambda node: abs(node[0] - column))])[0][2]


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
    owner = _OF.search(match["between"])
    entity = owner[1] if owner and not entity else entity
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
        is_said = moves is not None and all(is_state(end) or is_done(end) for end in ends)
        is_said = is_said or _MARKED_ENDS.match(text, match.start()) is not None
        sentence = max((m.end() for m in SENTENCE.finditer(text, 0, match.start())), default=0)
        is_denied = NEVER.search(text, sentence, match.start()) is not None
        is_step = all(map(is_state, ends)) or (is_said and any(map(is_state, ends)))
        is_control = are_switched(ends) and not any(map(STATUS.search, (text, *context_of(block))))
        if is_step and not is_denied and not is_control:
            yield transition_fact(where, match[1], match[2], "")


def _may_be(block: Paragraph | Item, text: str, place: Span) -> Iterator[Fact]:
    """`open and assigned shifts may be cancelled`."""
    act = ACT.search(text)
    for match in _MAY_BE.finditer(text):
        if act is not None and act.end() == match.end():
            continue
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
    if items[0].depth and _FIELD_OF.match(items[0].lead):
        # The values of a field of the entity above: its list of fields says so.
        return
    names = [
        re.split(r"\s*[:：(]|\s+[-–—=→]", plain(item.text), maxsplit=1)[0].strip("` ")
        for item in items
    ]
    if not all(STATE_NAME.fullmatch(name) for name in names) or any(
        HAS_ARROW.search(i.text) for i in items
    ):
        return
    is_field = _FIELD.match(items[0].lead.rpartition("\n")[2]) is not None
    if sum(map(is_state, names)) < 0.5 * len(names) and not is_field:
        return
    for item, name in zip(items, names, strict=True):
        where = Where(Span(item.span.file, item.span.line), item.section, entity_of(item))
        yield replace(state_fact(where, name), authority=Authority.LIST)

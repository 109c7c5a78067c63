"""Status workflows in sentences, lists, fences and tables.

    Draft -> Submitted -> Approved | Rejected        `pending` → `paid`: the customer pays
    An order moves from pending to confirmed.        Order status: pending, paid, shipped
                                                     Live status updates (Submitted, Approved)
    | From | To | Action | Role |                    ### Loan statuses
    |------|----|--------|------|                    - **Open**: the book is out
    | Open | Returned | return | Librarian |         - **Returned**: the book is back

Arrows also lead from screen to screen and from server to server: they are taken where the heading
speaks of a status, or where the words are usual names of states.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from luke_cli.docs.document import Block, Document, Fence, Item, Paragraph, Table
from luke_cli.docs.markdown import plain
from luke_cli.notations.context import about_data, is_client_side
from luke_cli.notations.enums import listed_values
from luke_cli.notations.states import (
    folded,
    is_state,
    read_label,
    state_fact,
    transition_fact,
    whose,
)
from luke_cli.source import Diagnostic, Span
from luke_cli.spec.facts import Authority, Fact, WorkflowFact

_ARROW: Final = re.compile(
    r"\s*(?:-{1,3}\s*[\[(]?(?P<label>[A-Za-z][\w ]*?)[\])]?\s*-{1,3}>|"
    r"→\s*[\[(](?P<middle>[A-Za-z][\w ]*?)[\])]\s*→|"
    r"[→⟶➔➜⇒»]|=+>|[-─]+[>►▶])\s*"
)
_HAS_ARROW: Final = re.compile(r"[→⟶➔➜⇒►▶]|[-=]>")
_STATUS: Final = re.compile(
    r"\b(?:status(?:es)?|states?|state[- ]machine|life ?-?cycles?|transitions?|statusübergänge|"
    r"zustände?|estados?|statuts?|"
    r"состояни\w*|статус\w*)\b|状态|狀態|ステータス|状態|상태",
    re.IGNORECASE,
)
_FLOW: Final = re.compile(
    r"\b(?:work ?-?flows?|process(?:es)?|flows?|stages?|pipeline|progress)\b", re.IGNORECASE
)
_NODE: Final = re.compile(r"[A-Za-z][\w'-]*(?:[ ][\w'-]+){0,2}")
_NOT_STATES: Final = re.compile(
    r"\b(?:screen|page|dashboard|form|button|tap|click|api|database|db|gateway|server|client|"
    r"browser|service|cache|queue|"
    r"user|users?|admin|manager|employee|frontend|backend|app|controller|repository|redis|"
    r"postgres\w*|login|home|"
    r"view|list|modal|menu|cloud|network|load balancer|token|request|response|true|false|null|"
    r"void|string|int|boolean)\b",
    re.IGNORECASE,
)
_LISTED: Final = re.compile(
    r"\b(?:status(?:es)?|states?)\b(?P<between>[^.:;()\n]{0,40})(?:[:：]\s*|\(|\b(?:is|are|be|can "
    r"be|one of|include)\s+(?:one of\s+)?)"
    r"(?P<list>[`'\"*A-Za-z][^().;\n]{3,160})",
    re.IGNORECASE,
)
_VALUES: Final = re.compile(
    r"\b(?:status|state)\b[`*]*\s*(?:\([^()\n]*\)\s*)?[:(|—–-]+\s*(?:enum\W+)?([^()\n]{3,200})",
    re.IGNORECASE,
)
_FROM_TO: Final = re.compile(
    r"\bfrom\s+[`'\"*]{0,3}([A-Za-z][\w-]*(?: [A-Z][\w-]*)?)[`'\"*]{0,3}\s+(?:back\s+)?(?:in)?to\s+[`'\"*]{0,3}([A-Za-z][\w-]*(?: [A-Z][\w-]*)?)[`'\"*]{0,3}",
)
_FROM: Final = re.compile(
    r"from(?: (?:state|status))?|(?:current|source|old|initial|start) (?:state|status)|von|desde|"
    r"de|из|従|从|변경 ?전|state|status",
    re.IGNORECASE,
)
_TO: Final = re.compile(
    r"to(?: (?:state|status))?|(?:next|target|new|end|resulting) (?:states?|status(?:es)?)|nach|"
    r"hacia|a|vers|para|в|到|변경 ?후|(?:allowed|possible|valid) (?:transitions?|next states?)|"
    r"transitions? to|next",
    re.IGNORECASE,
)
_ACTION: Final = re.compile(
    r"actions?|events?|triggers?|transitions?|aktion|ereignis|acción|evento|ação|événement|"
    r"действие|событие|动作|事件|操作|アクション|イベント|동작|이벤트",
    re.IGNORECASE,
)
_ROLE: Final = re.compile(
    r"roles?|actors?|by|who|performed by|allowed roles?|permitted roles?|rolle|wer|rol|quién|"
    r"papel|rôle|роль|кто|角色|役割|ロール|역할",
    re.IGNORECASE,
)
_GUARD: Final = re.compile(
    r"conditions?|guards?|requires?|requirements?|rules?|notes?|needs?|bedingung|condición|"
    r"условие|条件|조건",
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
        if isinstance(block, Table):
            yield from _in_table(block)
        elif isinstance(block, Fence) and block.language in (
            "",
            "text",
            "txt",
            "plaintext",
            "none",
        ):
            yield from _in_fence(block, known)
        elif isinstance(block, Paragraph | Item):
            yield from _in_prose(block, known)
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


def _context(block: Block) -> tuple[str, ...]:
    lead = getattr(block, "lead", "").rpartition("\n")[2]
    return (lead, *reversed(block.section[-2:])) if lead else tuple(reversed(block.section[-2:]))


def _entity(block: Block, prefix: str = "") -> str:
    """Return whose states they are: said in the line, in the lead, or in a heading about states."""
    if prefix and (name := whose(prefix)):
        return name
    texts = [text for text in _context(block) if _STATUS.search(text) or _FLOW.search(text)]
    texts += list(block.section[-1:])
    return next((name for name in map(whose, texts) if name), "")


def _in_prose(block: Paragraph | Item, known: frozenset[str]) -> Iterator[Fact]:
    for offset, text in enumerate(block.text.split("\n")):
        place = Span(block.span.file, block.span.line + offset)
        if _HAS_ARROW.search(text):
            yield from _in_chain(block, text, place, known)
        elif _STATUS.search(text):
            yield from _listed(block, text, place)
            yield from _from_to(block, text, place)


def _in_fence(fence: Fence, known: frozenset[str]) -> Iterator[Fact]:
    above: list[tuple[int, int, str]] = []
    for offset, text in enumerate(fence.text.split("\n")):
        place = Span(fence.span.file, fence.line + offset)
        branch = re.match(r"^(\s*)[└├╰|\\]+[─-]*[>►▶→]?\s*(?=[A-Za-z])", text)
        if branch is not None and above:
            source = _above(above, len(branch[1]))
            text = " " * len(branch[1]) + source + " → " + text[branch.end() :]
        if _HAS_ARROW.search(text):
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
        if len(nodes) < 2 or not _are_states(states, known, (prefix, *_context(block))):
            continue
        entity = _entity(block, prefix)
        for number, label in enumerate(labels):
            text_of = label or (last if number == len(labels) - 1 else "")
            for source in nodes[number]:
                for target in nodes[number + 1]:
                    if source != target:
                        yield _step(place, block, entity, source, target, text_of)


def _step(
    place: Span, block: Block, entity: str, source: str, target: str, label: str
) -> WorkflowFact:
    return transition_fact(place, block.section, entity, source, target, label)


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
    if first is not None and 0 <= colon < first.start() and len(bare[:colon].split()) < 7:
        yield bare[:colon], bare[colon + 1 :].strip()
    else:
        yield "", bare


def _nodes(chain: str) -> tuple[list[list[str]], list[str], str]:
    """Return the states at each place of a chain, the label of each arrow, and what stands behind."""
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
    is_actor = is_actor or re.search(r"\b(?:required|mandatory)\b", inside)
    return text[: match.start()] + text[match.end() :], f"({inside})" if is_actor else inside


def _are_states(states: Sequence[str], said: frozenset[str], context: Sequence[str]) -> bool:
    if not states or not all(_NODE.fullmatch(state) for state in states):
        return False
    if any(_NOT_STATES.search(s) for s in states):
        return False
    known = sum(is_state(state) or folded(state) in said for state in states) / len(states)
    about = " ".join(context)
    if _STATUS.search(about):
        return known >= 0.2 or all(len(state.split()) <= 2 for state in states)
    return known >= (0.51 if _FLOW.search(about) else 0.67)


def _listed(block: Paragraph | Item, text: str, place: Span) -> Iterator[Fact]:
    """`Order status: pending, paid, shipped` and `status updates (Submitted, Approved)`."""
    bare = re.sub(r"[*_]{1,2}", "", text)
    match = _LISTED.search(bare)
    if match is None:
        return
    if about_data(block.section):
        return
    values = re.split(
        r"\s*(?:,|/|\||→)\s*(?:or\s+|and\s+)?|\s+(?:or|and)\s+", match["list"].replace("`", "")
    )
    values = [value.strip(" '\".") for value in values if value.strip(" '\".")]
    if len(values) < 2 or not all(_NODE.fullmatch(value) for value in values):
        return
    if sum(map(is_state, values)) < 0.5 * len(values):
        return
    entity = whose(bare[: match.start()].strip(" -*:")) if match.start() else ""
    for value in dict.fromkeys(values):
        yield state_fact(place, block.section, entity or _entity(block), value)


def _from_to(block: Paragraph | Item, text: str, place: Span) -> Iterator[Fact]:
    for match in _FROM_TO.finditer(text):
        if is_state(match[1]) and is_state(match[2]):
            yield transition_fact(place, block.section, _entity(block), match[1], match[2], "")


def _in_status_list(items: Sequence[Item]) -> Iterator[Fact]:
    """A list of states below a heading or lead that says so."""
    if len(items) < 2 or not any(_STATUS.search(text) for text in _context(items[0])[:2]):
        return
    names = [
        re.split(r"\s*[:：(]|\s+[-–—=→]", plain(item.text), maxsplit=1)[0].strip("` ")
        for item in items
    ]
    if not all(_NODE.fullmatch(name) for name in names) or any(
        _HAS_ARROW.search(i.text) for i in items
    ):
        return
    if sum(map(is_state, names)) < 0.5 * len(names):
        return
    for item, name in zip(items, names, strict=True):
        place = Span(item.span.file, item.span.line)
        yield replace(
            state_fact(place, item.section, _entity(item), name), authority=Authority.LIST
        )


def _in_table(table: Table) -> Iterator[Fact]:
    """A table with a column of states to come from and one of states to go to."""
    heads = [plain(cell).strip("` ") for cell in table.header]

    def find(pattern: re.Pattern[str], *taken: int | None) -> int | None:
        return next(
            (i for i, h in enumerate(heads) if i not in taken and pattern.fullmatch(h)), None
        )

    source, target = find(_FROM), None
    target = find(_TO, source)
    if source is None or target is None:
        return
    action = find(_ACTION, source, target)
    role, guard = find(_ROLE, source, target, action), find(_GUARD, source, target, action)
    rows = [
        (row, _cell_states(row.cells[source]), _cell_states(row.cells[target]))
        for row in table.rows
    ]
    states = [state for _, here, there in rows for state in (*here, *there)]
    is_said = any(_STATUS.search(text) or _FLOW.search(text) for text in (*_context(table), *heads))
    if not states or not (is_said or sum(map(is_state, states)) >= 0.5 * len(states)):
        return
    for row, here, there in rows:
        place = Span(table.span.file, row.line)
        cells = [row.cells[i] if i is not None else "" for i in (action, role, guard)]
        for one in here or [""]:
            for other in there:
                yield _row_fact(place, table, one, other, cells)


def _cell_states(cell: str) -> list[str]:
    bare = re.sub(r"\([^()]*\)|`|\*", "", plain(cell))
    parts = [part.strip() for part in re.split(r"[,/|;、]|\bor\b|<br\s*/?>", bare)]
    return [
        part
        for part in parts
        if _NODE.fullmatch(part)
        and part.lower() not in ("any", "all", "none", "start", "new entity", "end")
    ]


def _row_fact(
    place: Span, table: Table, source: str, target: str, cells: Sequence[str]
) -> WorkflowFact:
    action, roles, needs = read_label(cells[0].replace("`", ""))
    said = [
        part.strip()
        for part in re.split(r"[,/;]|\bor\b|\band\b|<br\s*/?>", plain(cells[1]).replace("`", ""))
    ]
    _, _, guards = read_label(f"x ({plain(cells[2])})" if cells[2] else "")
    return WorkflowFact(
        place=place,
        authority=Authority.LIST,
        section=table.section,
        entity=_entity(table),
        source=source,
        target=target,
        action=action,
        roles=tuple(
            dict.fromkeys((*(s for s in said if re.fullmatch(r"[A-Za-z][\w ]*", s)), *roles))
        ),
        needs=(*needs, *(guard for guard in guards if guard not in needs)),
    )

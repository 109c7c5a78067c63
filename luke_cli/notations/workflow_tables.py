"""Tables of the steps of a workflow.

| From | To | Action | Role | Condition |
|------|----|--------|------|-----------|
| Open | Returned | return | Librarian | comment required |
| Open, Late | Lost | mark lost | Admin, Librarian | |
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from luke_cli.docs.document import Document, Table
from luke_cli.docs.markdown import plain
from luke_cli.names import singular
from luke_cli.notations.context import is_client_side
from luke_cli.notations.states import (
    FLOW,
    STATE_NAME,
    STATUS,
    context_of,
    entity_of,
    folded,
    is_state,
    read_label,
)
from luke_cli.notations.workflow_chains import HAS_ARROW, in_chain
from luke_cli.source import Diagnostic, Span
from luke_cli.spec.facts import Authority, Fact, WorkflowFact

_FROM: Final = re.compile(
    r"from(?: (?:state|status))?|(?:current|source|old|initial|start) (?:state|status)|von|desde|"
    r"de|из|従|从|변경 ?전|state|status",
    re.IGNORECASE,
)
_TO: Final = re.compile(
    r"to(?: (?:state|status))?|(?:next|target|new|end|resulting) (?:states?|status(?:es)?)|nach|"
    r"hacia|a|vers|para|в|到|변경 ?후|(?:allowed|possible|valid) (?:transitions?|next states?)|"
    r"transitions? to|next|(?:may|can) (?:become|go to|change to|move to)|becomes?|goes to|"
    r"followed by|then|successors?|folgestatus|nächster status|puede pasar a|devient|"
    r"следующ\w+ (?:статус|состояни\w+)|次の状態|다음 상태|下一状态",
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
_CROSS: Final = re.compile(r"^$|\bfrom\b|[\\/↓→]|\bstat(?:e|us)\b|\bvon\b|\bde\b", re.IGNORECASE)
_MARK: Final = re.compile(
    r"(?:x|y|yes|✓|✔️?|✅|☑️?|●|•|ok|allowed|[A-Za-z ]{3,30}(?<!not allowed)(?<!never)(?<!none))",
    re.IGNORECASE,
)
_ROUTE: Final = re.compile(
    r"/(?P<things>[a-z][\w-]*)/[{:<]\w+[}>]?(?:/(?P<verb>[a-z][a-z-]*))?/?[`\s]*$"
)
_LONGEST: Final = 300
_GUARD: Final = re.compile(
    r"conditions?|guards?|requires?|requirements?|rules?|notes?|needs?|bedingung|condición|"
    r"условие|条件|조건",
    re.IGNORECASE,
)


def recognise(document: Document) -> Iterator[Fact | Diagnostic]:
    """Find the steps in the tables of a document."""
    if is_client_side(document.owner):
        return
    for block in document.blocks:
        if isinstance(block, Table):
            yield from _in_table(block)
            yield from _in_matrix(block)
            yield from _in_cells(block)


def _in_matrix(table: Table) -> Iterator[Fact]:
    """Read a table with a row for each state to come from, and a column for each to go to."""
    heads = [plain(cell).strip("`* ") for cell in table.header]
    firsts = [plain(row.cells[0]).strip("`* ") for row in table.rows]
    states = [*heads[1:], *firsts]
    shared = set(map(folded, heads[1:])) & set(map(folded, firsts))
    usual = sum(map(is_state, states))
    is_crossed = len(shared) > 1 and _CROSS.search(heads[0]) is not None
    if not is_crossed or usual * 2 < len(states) or not all(map(STATE_NAME.fullmatch, states)):
        return
    for row, source in zip(table.rows, firsts, strict=True):
        place = Span(table.span.file, row.line)
        for target, cell in zip(heads[1:], row.cells[1:], strict=True):
            said = plain(cell).strip("`* ")
            if folded(source) != folded(target) and _MARK.fullmatch(said):
                action = (
                    said if re.fullmatch(r"(?!yes$|allowed$)[a-z]{3,}(?: [a-z]+)?", said) else ""
                )
                yield _row_fact(place, table, source, target, (action, "", ""))


def _in_cells(table: Table) -> Iterator[Fact]:
    """Read `draft → sent` in a cell: of the endpoint, or of the field `status`, of its row."""
    for row in table.rows:
        cells = [cell for cell in row.cells if HAS_ARROW.search(cell) and len(cell) <= _LONGEST]
        route = (
            next((m for cell in row.cells if (m := _ROUTE.search(cell))), None) if cells else None
        )
        place = Span(table.span.file, row.line)
        for cell in cells:
            for fact in in_chain(table, cell, place, frozenset()):
                if route is None:
                    yield fact
                    continue
                entity = singular(route["things"].replace("-", "_"))
                verb = (route["verb"] or "").replace("-", " ")
                yield replace(fact, entity=entity, action=verb or fact.action)


def _in_table(table: Table) -> Iterator[Fact]:
    """Read a table with a column of states to come from and one of states to go to."""
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
    is_said = any(STATUS.search(text) or FLOW.search(text) for text in (*context_of(table), *heads))
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
        if STATE_NAME.fullmatch(part)
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
        entity=entity_of(table),
        source=source,
        target=target,
        action=action,
        roles=tuple(
            dict.fromkeys((*(s for s in said if re.fullmatch(r"[A-Za-z][\w ]*", s)), *roles))
        ),
        needs=(*needs, *(guard for guard in guards if guard not in needs)),
    )

"""Tables of the steps of a workflow.

| From | To | Action | Role | Condition |
|------|----|--------|------|-----------|
| Open | Returned | return | Librarian | comment required |
| Open, Late | Lost | mark lost | Admin, Librarian | |
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from luke_cli.docs.document import Document, Row, Table
from luke_cli.docs.markdown import plain
from luke_cli.names import singular
from luke_cli.notations.context import is_client_side
from luke_cli.notations.role_words import is_role_word
from luke_cli.notations.states import (
    FLOW,
    STATE_NAME,
    STATUS,
    context_of,
    folded,
    is_state,
    read_label,
    role_said,
)
from luke_cli.notations.workflow_chains import HAS_ARROW, in_chain
from luke_cli.notations.workflow_matrix import in_matrix
from luke_cli.notations.workflow_rows import row_fact, without_note
from luke_cli.source import Diagnostic, Span
from luke_cli.spec.facts import Fact, WorkflowFact

_FROM: Final = re.compile(
    r"from(?: (?:states?|status(?:es)?))?|(?:current|source|old|initial|start|prior|previous|existing|"
    r"present) (?:state|status)|(?:state|status) (?:before|now)|source|before|von|desde|depuis|partenza|"
    r"(?:estado|zustand|status|état|etat|stato) (?:(?:de )?origen|origem|di origine|d['’]origine|actual|inicial|initial|atual|attuale|iniziale|de départ|anterior)|da|de|из|従|从|변경 ?전|state|status",
    re.IGNORECASE,
)
_TO: Final = re.compile(
    r"to(?: (?:states?|status(?:es)?))?|(?:next|target|new|end|resulting|following|later) "
    r"(?:states?|status(?:es)?)|(?:state|status) (?:after|next)|target|after|leads to|results? in|nach|"
    r"hacia|hasta|a|à|vers|até|verso|para|(?:estado|état|stato) (?:de )?(?:siguiente|final|destino|nuevo|suivant|d['’]arrivée|seguinte|novo|nuovo|finale)|"
    r"nuevo estado|nouvel état|novo estado|nuovo stato|в|到|변경 ?후|(?:allowed|possible|valid) (?:transitions?|next states?)|"
    r"transitions? to|next|(?:may|can) (?:become|go to|change to|move to)|becomes?|goes to|"
    r"followed by|then|successors?|folgestatus|nächster status|puede pasar a|devient|"
    r"следующ\w+ (?:статус|состояни\w+)|次の状態|다음 상태|下一状态",
    re.IGNORECASE,
)
_ACTION: Final = re.compile(
    r"actions?|events?|triggers?|transitions?|verb|commands?|operations?|steps?|via|aktion|ereignis|schritt|vorgang|übergang|acción|paso|suceso|transición|évènement|étape|evento|azione|passo|passaggio|ação|événement|"
    r"действие|событие|动作|事件|操作|アクション|イベント|동작|이벤트",
    re.IGNORECASE,
)
_ROLE: Final = re.compile(
    r"roles?|actors?|by|who|(?:perform|execut|trigger|start|mov|tak)(?:ed|en) by|(?:by )?whom|by role|"
    r"who (?:may|can|does it|acts|moves it|decides)|(?:allowed|permitted|required) (?:roles?|for)|"
    r"responsible|rolle|wer(?: darf)?|durch|rol|quién(?: puede)?|por quién|quem|qui|par|chi|ruolo|perfil|profil|"
    r"papel|rôle|роль|кто|角色|役割|ロール|역할",
    re.IGNORECASE,
)
_ROUTE: Final = re.compile(
    r"/(?P<things>[a-z][\w-]*)/[{:<]\w+[}>]?(?:/(?P<verb>[a-z][a-z-]*))?/?[`\s]*$"
)
_REQUIRED: Final = re.compile(
    r"(?:required|mandatory|needed|compulsory)(?: (?:fields?|inputs?|data|parameters?|attributes?|information|body))?|"
    r"(?:fields?|inputs?|parameters?) (?:required|needed)|inputs?|body|payload|pflichtfelder|campos obligatorios|"
    r"champs obligatoires|datos obligatorios|campos obrigatórios|campi obbligatori",
    re.IGNORECASE,
)
_EFFECT: Final = re.compile(
    r"(?:side[- ])?effects?|sets|(?:fields? )?set|updates|outcome|(?:on|upon) (?:success|transition)|"
    r"post-?conditions?|consequences?|system action|wirkung|folgen?|effets?|efectos?|efeitos?|effetti|effetto",
    re.IGNORECASE,
)
_ASKS: Final = re.compile(
    r"(?:pre-?)?conditions?|guards?|requires?|requirements?|rules?|only if|when|if|bedingung(?:en)?|voraussetzung(?:en)?|"
    r"condici(?:ón|ones)|condiç(?:ão|ões)|condizion[ei]",
    re.IGNORECASE,
)
"""Titles below which a cell is a condition, where others hold notes as well."""
_NOTHING: Final = re.compile(r"[-–—\s]*|none|n/?a|nothing|always|any", re.IGNORECASE)
_LONGEST: Final = 300
_ANY: Final = re.compile(
    r"(?:\*|(?:any|all|every|each)\b)(?:\s+(?:other|open|active|state|status|states|statuses))*"
    r"(?:\W+(?:except|but|other than|besides|apart from)(?:\s+for)?\s+(?P<but>.{1,80}))?",
    re.IGNORECASE,
)
_THING: Final = re.compile(
    r"entity|object|resource|thing|model|record|document|aggregate|machine|workflow|entität|objekt|"
    r"entidad|entidade|entité",
    re.IGNORECASE,
)
_GUARD: Final = re.compile(
    r"(?:pre-?)?conditions?|guards?|requires?|requirements?|rules?|notes?|needs?|remarks?|comments?|"
    r"bedingung|condición|"
    r"условие|条件|조건",
    re.IGNORECASE,
)


def recognise(
    document: Document, known: frozenset[str] = frozenset()
) -> Iterator[Fact | Diagnostic]:
    """Find the steps in the tables of a document; `known`: states that the documents list."""
    if is_client_side(document.owner):
        return
    for block in document.blocks:
        if isinstance(block, Table):
            yield from _in_table(block)
            yield from in_matrix(document, block)
            yield from _in_cells(block, known)


def _in_cells(table: Table, known: frozenset[str]) -> Iterator[Fact]:
    """Read `draft → sent` in a cell: of the endpoint, or of the field `status`, of its row."""
    columns = _columns(table)
    for row in table.rows:
        cells = [cell for cell in row.cells if HAS_ARROW.search(cell) and len(cell) <= _LONGEST]
        route = (
            next((m for cell in row.cells if (m := _ROUTE.search(cell))), None) if cells else None
        )
        place = Span(table.span.file, row.line)
        beside = columns.beside(row)
        for cell in cells:
            for fact in in_chain(table, cell, place, known):
                if route is None:
                    yield _completed(fact, row_fact(place, table, "", "", beside), cell in beside)
                    continue
                entity = singular(route["things"].replace("-", "_"))
                verb = (route["verb"] or "").replace("-", " ")
                yield replace(fact, entity=entity, action=verb or fact.action)


def _completed(step: WorkflowFact, beside: WorkflowFact, is_within: bool) -> WorkflowFact:
    """Add what the other cells of its row say to a step that is drawn in one cell."""
    if is_within:
        return step
    return replace(
        step,
        action=step.action or beside.action,
        roles=step.roles or beside.roles,
        needs=step.needs or beside.needs,
    )


@dataclass(frozen=True, slots=True)
class _Columns:
    """Which columns of a table say what."""

    asks: bool
    """The guard is a condition, and no note."""
    source: int | None
    target: int | None
    action: int | None
    role: int | None
    guard: int | None
    thing: int | None
    required: int | None
    effect: int | None

    def beside(self, row: Row) -> list[str]:
        """Return what is done in a row, by whom, and what for."""
        return [row.cells[i] if i is not None else "" for i in (self.action, self.role, self.guard)]

    def asked(self, fact: WorkflowFact, row: Row) -> WorkflowFact:
        """Add what a step demands, asks of its row and sets."""
        needs = _named_fields(self._cell(row, self.required))
        parts = _parts(self._cell(row, self.guard)) if self.asks else ()
        sent = [one for part in parts for one in _sent(part)]
        return replace(
            fact,
            needs=tuple(dict.fromkeys((*fact.needs, *needs, *sent))),
            conditions=tuple(p for p in parts if not (_sent(p) or is_role_word(role_said(p)))),
            effects=_parts(self._cell(row, self.effect)),
        )

    def _cell(self, row: Row, index: int | None) -> str:
        return row.cells[index] if index is not None else ""


def _columns(table: Table) -> _Columns:
    heads = [plain(cell).strip("`* ") for cell in table.header]
    taken: list[int | None] = []
    for pattern in (_FROM, _TO, _ACTION, _ROLE, _GUARD, _THING, _REQUIRED, _EFFECT):
        found = (i for i, h in enumerate(heads) if i not in taken and pattern.fullmatch(h))
        taken.append(next(found, None))
    guard = taken[4]
    asks = guard is not None and bool(_ASKS.fullmatch(heads[guard]))
    return _Columns(asks, *taken)


def _named_fields(cell: str) -> tuple[str, ...]:
    """Return the fields that a cell lists: `reason, comment (text)`."""
    bare = re.sub(r"\([^()]*\)|[`*]", " ", plain(cell))
    parts = (part.strip() for part in re.split(r"[,/;&+]|\band\b|<br\s*/?>", bare))
    named = (part for part in parts if re.fullmatch(r"[A-Za-z][\w -]{0,40}", part))
    return tuple(part for part in named if not _NOTHING.fullmatch(part))


def _sent(condition: str) -> tuple[str, ...]:
    """Return what comes with a request, where a condition is about that: `a reason is given`."""
    return read_label(f"x ({condition})")[2] or read_label(f"x, {condition}")[2]


def _parts(cell: str) -> tuple[str, ...]:
    """Return what a cell says, parted at semicolons and breaks of lines."""
    parts = (plain(part).replace("`", "").strip(" .") for part in re.split(r";|<br\s*/?>", cell))
    return tuple(part for part in parts if not _NOTHING.fullmatch(part))


def _in_table(table: Table) -> Iterator[Fact]:
    """Read a table with a column of states to come from and one of states to go to."""
    columns = _columns(table)
    if columns.source is None or columns.target is None:
        return
    rows = [
        (row, _cell_states(row.cells[columns.source]), _cell_states(row.cells[columns.target]))
        for row in table.rows
    ]
    sources = list(dict.fromkeys(state for _, here, _ in rows for state in here))
    targets = list(dict.fromkeys(state for _, _, there in rows for state in there))
    if not targets or not _are_states(table, columns, sources, targets):
        return
    for row, here, there in rows:
        place = Span(table.span.file, row.line)
        here = here or _all_but(row.cells[columns.source], sources)  # noqa: PLW2901
        for one in here or [""]:
            for other in there:
                if folded(one) != folded(other):
                    fact = columns.asked(
                        row_fact(place, table, one, other, columns.beside(row)), row
                    )
                    thing = (
                        without_note(row.cells[columns.thing]) if columns.thing is not None else ""
                    )
                    yield replace(fact, entity=thing or fact.entity)


def _are_states(
    table: Table, columns: _Columns, sources: Sequence[str], targets: Sequence[str]
) -> bool:
    states = [*sources, *targets]
    about = (*context_of(table), *map(plain, table.header))
    if any(STATUS.search(text) or FLOW.search(text) for text in about):
        return True
    if sum(map(is_state, states)) >= 0.5 * len(states):
        return True
    # Where one step leads on to the next, and somebody takes it, the words are states.
    leads_on = set(map(folded, sources)) & set(map(folded, targets))
    is_taken = columns.action is not None or columns.role is not None
    return is_taken and len(leads_on) > (0 if all(map(str.islower, states)) else 1)


def _all_but(cell: str, states: Sequence[str]) -> list[str]:
    """Return the states that `any` or `all except closed` means: those that can be left."""
    match = _ANY.fullmatch(without_note(cell))
    left_out = set(map(folded, _cell_states(match["but"] or ""))) if match else set()
    return [state for state in states if folded(state) not in left_out] if match else []


def _cell_states(cell: str) -> list[str]:
    bare = re.sub(r"\([^()]*\)|`|\*(?=\w)", "", plain(cell))
    parts = [without_note(part) for part in re.split(r"[,/|;、·•]|\bor\b|\band\b|<br\s*/?>", bare)]
    return [
        part
        for part in parts
        if STATE_NAME.fullmatch(part)
        and not _ANY.fullmatch(part)
        and part.lower() not in ("none", "start", "new entity", "end", "nothing", "n/a")
    ]

r"""Tables with a row for each state, and a column for each state or for each act.

| from \ to | draft | sent |        | state | submit | approve  |
|-----------|-------|------|        |-------|--------|----------|
| draft     |       | A ¹  |        | draft | sent   | -        |
| sent      | C     |      |        | sent  | -      | approved |

A author, C clerk
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from luke_cli.docs.document import Document, Table
from luke_cli.docs.markdown import plain
from luke_cli.notations.permission_verbs import action_of
from luke_cli.notations.states import FLOW, STATE_NAME, STATUS, context_of, folded, is_state
from luke_cli.notations.workflow_legends import legend_of
from luke_cli.notations.workflow_rows import row_fact, without_note
from luke_cli.source import Span
from luke_cli.spec.facts import Fact

_CROSS: Final = re.compile(r"^$|\bfrom\b|[\\/↓→]|\bstat(?:e|us)\b|\bvon\b|\bde\b", re.IGNORECASE)
_SAYS_STATE: Final = re.compile(r"\bfrom\b.*\bto\b|\bstat(?:e|us)\b", re.IGNORECASE)
_ACTS: Final = re.compile(
    r"\b(?:events?|actions?|triggers?|commands?|input|verb|act)\b", re.IGNORECASE
)
_YES: Final = re.compile(r"x|y|yes|✓|✔️?|✅|☑️?|●|•|○|◯|ok|allowed|possible", re.IGNORECASE)
_NO: Final = re.compile(
    r"\W*|n|no|none|never|n/?a|f|false|not\b.*|(?:im|not )possible|forbidden|invalid|same|ignored?|"
    r"error|denied|\d+",
    re.IGNORECASE,
)
_LETTERS: Final = re.compile(r"[A-Z][A-Za-z]{0,2}(?:\s*[,/+& ]\s*[A-Z][A-Za-z]{0,2})*")
_WORDS: Final = re.compile(r"[A-Za-z][\w -]{1,29}(?:\s*\([^()]{1,60}\))?")
_ACT: Final = re.compile(r"[A-Za-z][\w-]*(?:[ ][\w-]+){0,2}(?:\s*\([^()]{1,40}\))?")


def in_matrix(document: Document, table: Table) -> Iterator[Fact]:
    """Read the steps of a table with a row for each state."""
    heads = [without_note(cell) for cell in table.header]
    firsts = [without_note(row.cells[0]) for row in table.rows]
    if len(heads) < 2 or not firsts or not all(map(STATE_NAME.fullmatch, firsts)):
        return
    if _is_crossed(table, heads, firsts):
        yield from _across(table, heads, firsts, legend_of(document, table))
    elif targets := _reached(table, heads, firsts):
        for row, source in zip(table.rows, firsts, strict=True):
            place = Span(table.span.file, row.line)
            for act, cell in zip(heads[1:], row.cells[1:], strict=True):
                target = without_note(re.sub(r"\([^()]*\)", "", plain(cell)))
                if folded(target) in targets and folded(target) != folded(source):
                    yield row_fact(place, table, source, target, (act, "", ""))


def _is_crossed(table: Table, heads: Sequence[str], firsts: Sequence[str]) -> bool:
    """Tell whether rows and columns are the same states."""
    names = [*heads[1:], *firsts]
    shared = set(map(folded, heads[1:])) & set(map(folded, firsts))
    is_square = len(shared) > 1 and _CROSS.search(heads[0]) is not None
    if not is_square or not all(map(STATE_NAME.fullmatch, names)):
        return False
    about = (heads[0], *context_of(table))
    is_said = any(map(STATUS.search, about)) and len(shared) * 2 >= len(firsts)
    is_flow = _SAYS_STATE.search(heads[0]) is not None and any(map(FLOW.search, about))
    return is_said or is_flow or sum(map(is_state, names)) * 2 >= len(names)


def _across(
    table: Table, heads: Sequence[str], firsts: Sequence[str], legend: Mapping[str, str]
) -> Iterator[Fact]:
    for row, source in zip(table.rows, firsts, strict=True):
        place = Span(table.span.file, row.line)
        for target, cell in zip(heads[1:], row.cells[1:], strict=True):
            said = _cell(without_note(cell), legend)
            if folded(source) != folded(target) and said is not None:
                yield row_fact(place, table, source, target, (*said, ""))


def _cell(text: str, legend: Mapping[str, str]) -> tuple[str, str] | None:
    """Return what is done and by whom; None if there is no step."""
    if legend and _LETTERS.fullmatch(text):
        said = [legend.get(letter, "") for letter in re.split(r"\s*[,/+& ]\s*", text)]
        if all(said):
            return _meant(said)
    first, _, rest = text.partition(" ")
    if _YES.fullmatch(first):
        return "", rest.strip("()[] ")
    if _NO.fullmatch(text):
        return None
    if re.fullmatch(r"[A-Z]{1,2}", text):
        return "", ""
    parts = re.split(r"\s*(?:[,/;&+]|\bor\b)\s*", text)
    if not all(map(_WORDS.fullmatch, parts)):
        return None
    bare, _, _ = text.partition("(")
    is_act = text[0].islower() and len(bare.split()) <= 2 and len(parts) == 1
    return (text, "") if is_act else _meant(parts)


def _meant(said: Sequence[str]) -> tuple[str, str] | None:
    """Sort the words of a legend: who takes the step, or what is done."""
    if any(_NO.fullmatch(words) for words in said):
        return None
    rest = [words for words in said if not _YES.fullmatch(words)]
    acts = [words for words in rest if action_of(words.split()[0].lower())]
    return " ".join(acts[:1]), ", ".join(words for words in rest if words not in acts)


def _reached(table: Table, heads: Sequence[str], firsts: Sequence[str]) -> frozenset[str]:
    """Return the states in the cells of a table with a column for each act; () if it is none."""
    cells = [
        folded(without_note(re.sub(r"\([^()]*\)", "", plain(cell))))
        for row in table.rows
        for cell in row.cells[1:]
    ]
    filled = [cell for cell in cells if cell and not _NO.fullmatch(cell)]
    rows = set(map(folded, firsts))
    known = [cell for cell in filled if cell in rows or is_state(cell)]
    is_said = _ACTS.search(heads[0]) or any(map(STATUS.search, (heads[0], *context_of(table))))
    is_like = len(set(filled) & rows) > 1 and len(known) == len(filled)
    if not (is_said and is_like) or not all(map(_ACT.fullmatch, heads[1:])):
        return frozenset()
    usual = any(is_state(head) or folded(head) in rows for head in heads[1:])
    return frozenset() if usual else frozenset(filled)

"""A row or a cell of a table that is a step: who takes it, what is done, what it needs."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from luke_cli.docs.document import Table
from luke_cli.docs.markdown import plain
from luke_cli.notations.states import entity_of, read_label, role_said
from luke_cli.source import Span
from luke_cli.spec.facts import Authority, WorkflowFact

_FOOTNOTE: Final = re.compile(
    r"(?:\s*(?:[¹²³⁰⁴-⁹†‡§]|\[\^?\w{1,3}\]|\^\d{1,2}\^?|<sup>[^<]{1,5}</sup>|(?<=[\w`])\*{1,3}|\(\d{1,2}\)))+$"
)


def without_note(cell: str) -> str:
    """Return the words of a cell without marks of footnotes and of emphasis."""
    return _FOOTNOTE.sub("", plain(cell).strip("`* ")).strip("`* ")


def row_fact(
    place: Span, table: Table, source: str, target: str, cells: Sequence[str]
) -> WorkflowFact:
    """Say that a state follows another; `cells` are what is done, by whom, and what for."""
    action, roles, needs = read_label(without_note(cells[0]).replace("`", ""))
    _, _, guards = read_label(f"x ({plain(cells[2])})" if cells[2] else "")
    return WorkflowFact(
        place=place,
        authority=Authority.LIST,
        section=table.section,
        entity=entity_of(table),
        source=source,
        target=target,
        action=action,
        roles=tuple(dict.fromkeys((*roles_in(cells[1]), *roles))),
        needs=(*needs, *(guard for guard in guards if guard not in needs)),
    )


def roles_in(cell: str) -> Iterable[str]:
    """Return the roles that a cell names: `Admin, Clerk (own)`."""
    bare = re.sub(r"\([^()]*\)", " ", plain(cell).replace("`", ""))
    parts = re.split(r"[,/;&+|]|\bor\b|\band\b|<br\s*/?>", bare)
    return filter(None, (role_said(without_note(part)) for part in parts))

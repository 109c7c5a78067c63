"""Tables that are drawn in a fence: with pipes, with lines, in AsciiDoc.

| Field | Type |      +-------+------+      |===               ┌───────┬──────┐
|-------|------|      | Field | Type |      |Field |Type       │ Field │ Type │
| id    | uuid |      +-------+------+      |id                ├───────┼──────┤
                      | id    | uuid |      |uuid              │ id    │ uuid │
"""

import re
from collections.abc import Sequence
from typing import Final

from luke_cli.docs.document import Row

LANGUAGES: Final = frozenset(
    "text txt plaintext plain none table ascii asciidoc adoc asciidoctor rst org".split()
) | {""}
"""Of fences that may hold a drawn table."""
_RULE: Final = re.compile(r"[\s|+:=─━═┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬┏┓┗┛┣┫┳┻╋│┃║-]+")
_ASCIIDOC: Final = re.compile(r"\|={3,}")
_ATTRIBUTES: Final = re.compile(r"\[[^\[\]]*\]|\.[A-Z][^\n]*")
_PIPE: Final = re.compile(r"(?<!\\)\|")
_BAR: Final = re.compile("[│┃║]")
_ASCIIDOC_CELL: Final = re.compile(r"(?:^|(?<=\s))(?:\d+[+*])?[aehlmsd<>^.]{0,3}\|")
_LEAST: Final = 2


def rows_of(text: str, first_line: int) -> tuple[Row, ...]:
    """Return the rows of a text that is a table and nothing else, its head first; else ().

    `first_line`: the line of the text in its file.
    """
    lines = [(first_line + at, line.strip()) for at, line in enumerate(text.split("\n"))]
    lines = [(at, line) for at, line in lines if line and not _ATTRIBUTES.fullmatch(line)]
    if len(lines) > _LEAST and all(_ASCIIDOC.fullmatch(lines[at][1]) for at in (0, -1)):
        return _asciidoc(lines[1:-1])
    rules = [at for at, (_, line) in enumerate(lines) if _RULE.fullmatch(line)]
    if not rules:
        return ()
    drawn = [Row(cells=_cells(line), line=at) for at, line in lines if not _RULE.fullmatch(line)]
    widths = {len(row.cells) for row in drawn}
    whole = len(drawn) >= _LEAST and len(widths) == 1 and min(widths) >= _LEAST
    return tuple(_joined(drawn, lines)) if whole else ()


def _cells(line: str) -> tuple[str, ...]:
    line = _BAR.sub("|", line)
    parts = _PIPE.split(line.strip().removeprefix("|"))
    if not parts[-1].strip():
        parts.pop()
    return tuple(part.strip().replace(r"\|", "|") for part in parts)


def _joined(drawn: Sequence[Row], lines: Sequence[tuple[int, str]]) -> list[Row]:
    """Return rows; where lines stand between the rows of a table, all between two are one row."""
    ruled = [at for at, line in lines if _RULE.fullmatch(line)]
    if len(ruled) < len(drawn) or len(ruled) <= _LEAST + 1:
        return [*drawn]
    rows: list[Row] = []
    for row in drawn:
        above = rows[-1] if rows else None
        if above is None or any(above.line < at < row.line for at in ruled):
            rows.append(row)
        else:
            joined = (f"{a} {b}".strip() for a, b in zip(above.cells, row.cells, strict=True))
            rows[-1] = Row(cells=tuple(joined), line=above.line)
    return rows


def _asciidoc(lines: Sequence[tuple[int, str]]) -> tuple[Row, ...]:
    """Read cells that follow each other; the first line has as many as a row."""
    cells: list[tuple[int, str]] = []
    width = 0
    for at, line in lines:
        if not _ASCIIDOC_CELL.match(line):
            if not cells:
                return ()
            cells[-1] = cells[-1][0], f"{cells[-1][1]} {line}"
            continue
        cells += [(at, cell.strip()) for cell in _ASCIIDOC_CELL.split(line)[1:]]
        width = width or len(cells)
    if width < _LEAST or len(cells) % width:
        return ()
    parts = [cells[at : at + width] for at in range(0, len(cells), width)]
    return tuple(Row(cells=tuple(text for _, text in row), line=row[0][0]) for row in parts)

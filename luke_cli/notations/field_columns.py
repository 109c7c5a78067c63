"""Which column of a table of fields means what: by its header, or else by what stands in it.

    | Attribute | Kind of value | Needed? | Remarks |      | In the JSON | Stored as | M/O |
    |-----------|---------------|---------|---------|      |-------------|-----------|-----|
    | due_on    | date          | yes     |         |      | due_on      | date      | M   |

Headers that nobody knows stand over migrations, messages of others and figures too: there the
first column must hold names of code, and one column types, in a section that speaks of data.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from luke_cli.docs.document import Row, Table
from luke_cli.docs.markdown import plain
from luke_cli.notations import header_words as words
from luke_cli.notations.context import about_data
from luke_cli.notations.field_flags import Flags, flags_of, says_itself
from luke_cli.notations.type_cells import is_type_cell

MEANINGS: Final = (
    words.TYPE,
    words.REQUIRED,
    words.NULLABLE,
    words.UNIQUE,
    words.KEY,
    words.DEFAULT,
    words.LENGTH,
    words.CONSTRAINTS,
    words.VALUES,
    words.TARGET,
)
"""What a column says of a field, beside its name and a description."""
_CODE: Final = re.compile(r"[a-z_]\w*(?:\.\w+)?\??(?:\s*[,/&]\s*[a-z_]\w*)*", re.ASCII)
_MARKS: Final = re.compile(r"\s*(?:\((?:PK|FK|pk|fk)\)|🔑|\*)\s*")
_SPEAKS: Final = re.compile(
    r"^[\W\d]*(?:(?:the|our|all|main|core|key|stored)\s+)*(?:data|records?|storage|things|nouns|objects|resources|"
    r"concepts|information model|dictionary|persisten\w+|daten(?:haltung|katalog|felder)?|datos|données|dados|dati|"
    r"(?:what|things|data|everything)\s+(?:that\s+)?(?:we|is|are|gets?)\s+(?:stor\w+|keep|kept|save|saved|remember|"
    r"know|hold|held)|(?:logical|physical|storage|conceptual)\s+model)\W*$",
    re.IGNORECASE,
)
"""A heading over stored things, of which lists and sentences say too little to be taken for fields."""
_ELSEWHERE: Final = re.compile(
    r"\b(?:old|new|legacy|former|previous(?:ly)?|goes\s+to|maps?\s+to|mapped|mapping|becomes|migrat\w+|import\w*|"
    r"export\w*|excel|spreadsheet|csv|xml|edifact|payload|webhook|request|response|message|event|partner|provider|"
    r"vendor|third[ -]party|widget|control|input|screen|label|metric|kpi|header|query|env\w*|variable|claim|cookie|"
    r"früher|bisher\w*|neu\w*|wird\s+zu|antes|nuev\w*|ancien\w*|nouveau)\b",
    re.IGNORECASE,
)
"""What headers say over fields of something else."""
_FOREIGN: Final = re.compile(
    r"\b(?:old|legacy|former|previous|migration|mapping|imports?|exports?|excel|spreadsheet|csv|xml|edifact|payloads?|"
    r"webhooks?|responses?|from\s+the\s+(?:provider|vendor|partner|bank)|had\s+before|altbestand|altsystem)\b",
    re.IGNORECASE,
)
"""What a heading of several words says over fields of something else; one word names a thing."""
_MOST: Final = 0.6
"""Of the cells of a column of types are readable, at least."""
_WIDE: Final = 3
"""A table of more columns may have one that nobody knows."""
_FIRST: Final = 3
"""Columns that may hold the names."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column of a table means what; the first column of a meaning counts."""

    of: dict[str, int]
    flags: Flags | None = None
    """How the column of what must be given is to be read."""
    is_known: bool = False
    """Its headers, or its place and its cells, say that it is about what is stored."""

    def cell(self, row: Row, meaning: str) -> str:
        """Return the cell of a row, "" if the table has no such column."""
        index = self.of.get(meaning)
        return row.cells[index].strip() if index is not None and index < len(row.cells) else ""


def columns_of(table: Table) -> Columns:
    """Give each column one meaning."""
    found = [words.meanings(cell) for cell in table.header]
    of = _by_header(found)
    may_be = _may_be_stored(table)
    if may_be:
        _add_by_content(table, found, of)
    unknown = sum(1 for i, m in enumerate(found) if not m and i not in of.values())
    is_placed = bool(about_data(table.section)) or (
        may_be and _speaks_of_data(table.section) and _are_codes(table, of.get(words.NAME, 0))
    )
    is_known = is_placed or unknown == 0 or (unknown == 1 and len(table.header) > _WIDE)
    return Columns(of, _flags(table, of), is_known)


def _speaks_of_data(section: tuple[str, ...]) -> bool:
    """Tell whether a table below these headings may say what is stored."""
    about = about_data(section)
    return about if about is not None else any(_SPEAKS.search(text) for text in section)


def _by_header(found: Sequence[frozenset[str]]) -> dict[str, int]:
    """Give each column a meaning of its header; a name comes before anything else."""
    of: dict[str, int] = {}
    name = next((i for i, m in enumerate(found) if words.NAME in m), None)
    if name is not None:
        of[words.NAME] = name
    for index, meanings in enumerate(found):
        if index == name:
            continue
        for meaning in (words.ENTITY, *MEANINGS, words.DESCRIPTION, words.EXAMPLE):
            if meaning in meanings and meaning not in of:
                of[meaning] = index
                break
    return of


def _may_be_stored(table: Table) -> bool:
    heading = " ".join(table.section[-1:])
    is_foreign = " " in heading.lstrip("0123456789. ") and _FOREIGN.search(heading)
    is_named = any(map(_ELSEWHERE.search, table.header))
    return about_data(table.section) is not False and not is_foreign and not is_named


def _add_by_content(table: Table, found: Sequence[frozenset[str]], of: dict[str, int]) -> None:
    """Add what the cells tell."""
    name = of.get(words.NAME, _names(table, found))
    if name is None or (words.NAME not in of and not _speaks_of_data(table.section)):
        return
    free = [
        i
        for i, m in enumerate(found)
        if i != name and not m & {*MEANINGS, words.ENTITY, words.EXAMPLE}
    ]
    types = of.get(words.TYPE, _types(table, free))
    if words.NAME not in of and (types is None or not _is_typed(table, types)):
        return
    if not _speaks_of_data(table.section) and not _has_key(table, name):
        return
    if types is not None:
        of.update({meaning: -1 for meaning, index in of.items() if index in (name, types)})
        of.update({words.NAME: name, words.TYPE: types})
    for meaning in [meaning for meaning, index in of.items() if index < 0]:
        del of[meaning]
    _add_others(table, [i for i in free if not found[i] and i not in of.values()], of)


def _add_others(table: Table, free: Sequence[int], of: dict[str, int]) -> None:
    """Add the column of what must be given, if its cells say so, and the words behind all else."""
    rest = list(free)
    if not of.keys() & {words.REQUIRED, words.NULLABLE}:
        flag = next((i for i in rest if says_itself(_cells(table, i))), None)
        if flag is not None:
            of[words.REQUIRED] = flag
            rest.remove(flag)
    if (
        words.TYPE in of
        and words.DESCRIPTION not in of
        and len(rest) == 1
        and any(re.search(r"[^\W\d]", cell) for cell in _cells(table, rest[0]))
    ):
        of[words.DESCRIPTION] = rest[0]


def _names(table: Table, found: Sequence[frozenset[str]]) -> int | None:
    """Return the first column of which the cells are names as code has them."""
    for index, meanings in enumerate(found[:_FIRST]):
        cells = _cells(table, index)
        if words.ENTITY in meanings or all(re.fullmatch(r"\W*\d*\W*", cell) for cell in cells):
            continue
        return index if _are_codes(table, index) and len(set(cells)) == len(cells) else None
    return None


def _are_codes(table: Table, index: int) -> bool:
    cells = [_MARKS.sub("", cell) for cell in _cells(table, index)]
    return sum(1 for cell in cells if _CODE.fullmatch(cell)) >= 0.9 * len(cells)


def _types(table: Table, free: Sequence[int]) -> int | None:
    """Return the column that has most types."""
    shares = [(_share(table, index), -index) for index in free]
    share, index = max(shares, default=(0.0, 0))
    return -index if share >= _MOST else None


def _is_typed(table: Table, index: int) -> bool:
    return len(table.rows) > 1 and _share(table, index) >= _MOST


def _has_key(table: Table, index: int) -> bool:
    """Tell whether a name is that of a key: what others send has few."""
    return any(re.fullmatch(r"(?:\w+_)?u?u?id", cell.lower()) for cell in _cells(table, index))


def _share(table: Table, index: int) -> float:
    cells = _cells(table, index)
    return sum(map(is_type_cell, cells)) / len(cells) if cells else 0.0


def _cells(table: Table, index: int) -> list[str]:
    return [plain(row.cells[index]).strip() for row in table.rows if index < len(row.cells)]


def _flags(table: Table, of: dict[str, int]) -> Flags | None:
    is_inverted = words.REQUIRED not in of
    index = of.get(words.NULLABLE if is_inverted else words.REQUIRED)
    return None if index is None else flags_of(_cells(table, index), is_inverted=is_inverted)

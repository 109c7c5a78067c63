"""Tables of constraints: each row names a field that a diagram or a schema defines.

| Field        | Req. | Length / range | Default | Unique | Values, remark |
|--------------|:----:|----------------|---------|:------:|----------------|
| crate.label  | yes  | 2 to 40        |         | yes    | lower case     |
| crate.kind   | yes  |                | box     |        | box, bag, tub  |
| crate.weight | no   | > 0            |         |        |                |

The headers may say anything: what no header tells, the cells do.
"""

import re
from collections.abc import Callable, Iterator
from typing import Final

from luke_cli.docs.document import Row, Table
from luke_cli.docs.markdown import plain
from luke_cli.notations import header_words as words
from luke_cli.notations.context import about_data
from luke_cli.notations.defaults import canonical
from luke_cli.notations.field_flags import Flags, flags_of, is_yes
from luke_cli.notations.field_phrases import ticked_values, values_in
from luke_cli.notations.numbers.quantities import number
from luke_cli.notations.rule_cells import read_cell
from luke_cli.notations.rule_choices import choices_of
from luke_cli.notations.rule_words import Rule, Ruled, joined

DOTTED: Final = re.compile(r"[A-Za-z]\w*(?:\.|::|->)[a-z]\w*", re.ASCII)
"""`crate.label`"""
_MOST: Final = 0.8
"""Of the rows name a field, at least."""
_N: Final = r"[-−]?(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+(?:[.,]\d+)?)"
_RANGE: Final = re.compile(
    rf"(?:(?:range|length|len|between|from|in)\W+)?(?P<open>[\[(])?(?P<low>{_N})"
    r"\s*(?:to|and|bis|hasta|à|a|\.\.\.?|…|[-–—]|≤\s*\w+\s*≤|<=\s*\w+\s*<=|(?(open)[,;]|;))\s*"
    rf"(?P<high>{_N})(?(open)[\])])",
    re.IGNORECASE,
)
_EXACT: Final = re.compile(
    rf"(?:exactly|always|fixed|genau|=|==|len(?:gth)?\s*[:=]?)\s*(?P<n>{_N})", re.IGNORECASE
)
_BEYOND: Final = re.compile(
    rf"(?:(?P<over>>|(?:more|greater|higher|larger)\s+than|above|over)|(?P<under><|(?:less|smaller|lower)\s+than|below|under))\s*(?P<n>{_N})",
    re.IGNORECASE,
)
_NO: Final = re.compile(r"\W*(?:no|n|not\s+unique|false)\W*", re.IGNORECASE)
_WORD: Final = re.compile(r"[A-Za-z][\w-]*")
_HEADS: Final = re.compile(r"\s*(?:[,/&+;]|\band\b|\bund\b|\bor\b)\s*")
_SAYS: Final = (
    words.REQUIRED,
    words.NULLABLE,
    words.UNIQUE,
    words.DEFAULT,
    words.VALUES,
    words.TYPE,
)
_FEWEST: Final = 2


def constraints_of(table: Table) -> Iterator[Ruled]:
    """Yield what the rows of a table of constraints say; nothing if it is another table."""
    if len(table.header) < _FEWEST or not _may_constrain(table):
        return
    names = [plain(row.cells[0]).strip("` *") if row.cells else "" for row in table.rows]
    named = [name for name in names if DOTTED.fullmatch(name)]
    if len(named) < _FEWEST or len(named) < _MOST * len(names):
        return
    readers = [_reader(table, column) for column in range(1, len(table.header))]
    for name, row in zip(names, table.rows, strict=True):
        rule = _rule(row, readers) if DOTTED.fullmatch(name) else Rule()
        if rule != Rule():
            yield Ruled(re.sub(r"::|->", ".", name), rule, row.line)


def _may_constrain(table: Table) -> bool:
    """Tell a table that may be about fields from one of messages, metrics and settings."""
    about = about_data(table.section)
    first, *others = (words.meanings(head) for head in table.header)
    is_named = bool(first & {words.NAME, words.ENTITY})
    is_message = about is False and any(words.TYPE in meanings for meanings in others)
    return (is_named and not is_message) or bool(about)


_Reader = Callable[[str], Rule | None]


def _rule(row: Row, readers: list[_Reader]) -> Rule:
    rule = Rule()
    for read, cell in zip(readers, row.cells[1:], strict=False):
        rule = joined(rule, read(cell.strip()))
    return rule


def _reader(table: Table, column: int) -> _Reader:
    """Return what reads the cells of a column."""
    head = plain(table.header[column]).strip(" *:")
    found = [words.meanings(part) for part in (head, *_HEADS.split(head))]
    meaning = next((one for one in _SAYS if any(one in meanings for meanings in found)), "")
    if meaning in (words.REQUIRED, words.NULLABLE):
        cells = [plain(row.cells[column]).strip() for row in table.rows if len(row.cells) > column]
        flags = flags_of(cells, is_inverted=meaning == words.NULLABLE)
        return lambda cell: _needed(flags, cell)
    readers: dict[str, _Reader] = {
        words.UNIQUE: lambda cell: _unique(plain(cell).strip()),
        words.DEFAULT: lambda cell: Rule(default=canonical(plain(cell))),
        words.VALUES: lambda cell: _bounded(cell) or _listed(cell, is_told=True),
        words.TYPE: lambda _: None,
    }
    return readers.get(meaning, lambda cell: _bounded(cell) or _listed(cell, is_told=False))


def _unique(text: str) -> Rule | None:
    """Read `yes` and `no`; an empty cell and a dash say nothing."""
    is_said = is_yes(text)
    return Rule(unique=is_said) if is_said or _NO.fullmatch(text) else None


def _needed(flags: Flags, cell: str) -> Rule | None:
    text = plain(cell).strip()
    said = flags.required(text)
    # `yes, once paid`: what holds in one case only says nothing of the rows.
    return Rule(required=said) if said is not None and "," not in text else None


def _bounded(cell: str) -> Rule | None:
    """Read bounds, of which only the field tells whether they count characters."""
    text = plain(cell).strip(" .")
    between, exact, beyond = (form.fullmatch(text) for form in (_RANGE, _EXACT, _BEYOND))
    if between is not None:
        low, high = _number(between["low"]), _number(between["high"])
        return Rule(minimum=low, maximum=high) if float(low) <= float(high) else None
    if exact is not None:
        return Rule(minimum=_number(exact["n"]), maximum=_number(exact["n"]))
    if beyond is not None:
        bound = _number(beyond["n"])
        return Rule(over=bound) if beyond["over"] else Rule(under=bound)
    return None


def _number(text: str) -> str:
    """Return a number in digits: `1,000` is a thousand, `0,5` a half."""
    return number(re.sub(r",(?!\d{3}(?!\d))", ".", text.replace("−", "-")))


def _listed(cell: str, *, is_told: bool) -> Rule:
    """Read the words of a cell; a bare list of words is one of values where the header says so."""
    text = plain(cell).strip()
    first = text.partition(";")[0].strip()
    values = ticked_values(cell.partition(";")[0]) or choices_of(first)
    if not values and is_told:
        values = tuple(one for one in values_in(first) if _WORD.fullmatch(one))
        values = values if len(values) == len(values_in(first)) else ()
    return read_cell(cell, values)

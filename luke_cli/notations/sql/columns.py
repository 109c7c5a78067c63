"""A column of CREATE TABLE or ALTER TABLE, with the constraints that stand beside it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from luke_cli.notations.defaults import canonical
from luke_cli.notations.phrase import TEXTS
from luke_cli.notations.sql.checks import Bound, read_check
from luke_cli.notations.sql.tokens import Token, group, joined, name_at, opens
from luke_cli.notations.types import Reading, read_sql_type
from luke_cli.notations.value_comments import values_beside

_CONSTRAINTS: Final = frozenset(
    "NOT NULL DEFAULT PRIMARY UNIQUE KEY CHECK REFERENCES CONSTRAINT GENERATED AS COLLATE CHARSET "
    "AUTO_INCREMENT AUTOINCREMENT IDENTITY COMMENT ON ENCODE STORED VIRTUAL FOREIGN ROWGUIDCOL "
    "VISIBLE INVISIBLE DEFERRABLE INITIALLY SPARSE USING ENFORCED PERSISTED INDEX".split()
)
_ACTIONS: Final = {
    "CASCADE": "cascade",
    "RESTRICT": "restrict",
    "SET NULL": "set null",
    "NO ACTION": "restrict",
    "SET DEFAULT": "set default",
}


@dataclass(slots=True)
class Column:
    """What the statement says about one column; filled while it is read."""

    name: str
    line: int
    end_line: int
    reading: Reading = field(default_factory=lambda: Reading(None))
    type_text: str = ""
    required: bool | None = None
    unique: bool | None = None
    key: bool = False
    generated: bool = False
    expression: str = ""
    default: str = ""
    values: tuple[str, ...] = ()
    target: str = ""
    on_delete: str = ""
    minimum: str = ""
    maximum: str = ""
    over: str = ""
    under: str = ""
    min_length: int | None = None
    max_length: int | None = None
    pattern: str = ""
    comment: str = ""
    left_over: list[tuple[int, str]] = field(default_factory=list)
    """Conditions that a field cannot carry, with their lines."""
    compared: list[tuple[int, Bound]] = field(default_factory=list)
    """Conditions that compare two columns, with their lines."""

    def apply(self, bound: Bound) -> None:
        """Take over what a condition says."""
        for name in ("minimum", "maximum", "over", "under", "pattern", "values"):
            setattr(self, name, getattr(bound, name) or getattr(self, name))
        for name in ("min_length", "max_length"):
            value = getattr(bound, name)
            setattr(self, name, getattr(self, name) if value is None else value)


def read_column(tokens: Sequence[Token]) -> Column:
    """Read `name TYPE constraint ...`; words that mean nothing here are passed over."""
    column = Column(tokens[0].text, tokens[0].line, tokens[-1].line)
    position = _type_end(tokens)
    column.type_text = joined(tokens[1:position])
    column.reading = read_sql_type(column.type_text)
    column.generated = column.reading.generated
    column.values = column.reading.values
    if column.reading.generated:
        column.required = True
    read_constraints(column, tokens, position)
    if column.required is None:
        column.required = False
    is_count = column.reading.unsigned and not column.name.lower().endswith("id")
    if is_count and not column.generated and not column.minimum and not column.over:
        column.minimum = "0"
    return column


def _type_end(tokens: Sequence[Token]) -> int:
    position = 1
    while position < len(tokens):
        token = tokens[position]
        if position > 1 and token.upper == "CHARACTER":
            break
        if token.upper in _CONSTRAINTS or token.kind in ("string", "number"):
            break
        position = group(tokens, position)[1] if opens(tokens, position) else position + 1
    return position


def read_constraints(column: Column, tokens: Sequence[Token], position: int) -> None:
    """Read the constraints from `position` on into the column."""
    while position < len(tokens):
        read = _READERS.get(tokens[position].upper)
        position = position + 1 if read is None else read(column, tokens, position)


def add_comment(column: Column, comment: str) -> None:
    """Keep the comment beside a column; a bare list of words in it is the values."""
    column.comment = column.comment or comment
    of = column.reading.type
    if not column.values and of is not None and of.name in TEXTS:
        column.values = values_beside(column.name, comment)


def _not(column: Column, tokens: Sequence[Token], position: int) -> int:
    if position + 1 < len(tokens) and tokens[position + 1].upper == "NULL":
        column.required = True
    return position + 2


def _null(column: Column, _: Sequence[Token], position: int) -> int:
    column.required = False if column.required is None else column.required
    return position + 1


def _default(column: Column, tokens: Sequence[Token], position: int) -> int:
    start = position + 1
    end = start
    while end < len(tokens) and (end == start or tokens[end].upper not in _CONSTRAINTS):
        end = group(tokens, end)[1] if opens(tokens, end) else end + 1
    text = joined(tokens[start:end])
    if text.lower().startswith(("nextval(", "next value for")):
        column.generated = True
    else:
        column.default = canonical(text, column.reading.type)
    return end


def _primary(column: Column, tokens: Sequence[Token], position: int) -> int:
    column.key, column.required = True, True
    is_pair = position + 1 < len(tokens) and tokens[position + 1].upper == "KEY"
    return position + 1 + is_pair


def _unique(column: Column, tokens: Sequence[Token], position: int) -> int:
    column.unique = True
    is_pair = position + 1 < len(tokens) and tokens[position + 1].upper == "KEY"
    return position + 1 + is_pair


def _check(column: Column, tokens: Sequence[Token], position: int) -> int:
    if not opens(tokens, position + 1):
        return position + 1
    inner, end, _ = group(tokens, position + 1)
    for bound in read_check(inner):
        if bound.other:
            column.compared.append((tokens[position].line, bound))
        elif bound.column.lower() in (column.name.lower(), "value"):
            column.apply(bound)
        else:
            column.left_over.append((tokens[position].line, bound.text or joined(inner)))
    return end


def _references(column: Column, tokens: Sequence[Token], position: int) -> int:
    column.target, column.on_delete, end = reference(tokens, position)
    return end


def reference(tokens: Sequence[Token], position: int) -> tuple[str, str, int]:
    """Read `REFERENCES table (column) ON DELETE action`: table, action, position behind it."""
    target, position = name_at(tokens, position + 1)
    if opens(tokens, position):
        position = group(tokens, position)[1]
    on_delete = ""
    while position + 2 < len(tokens) and tokens[position].upper == "ON":
        event = tokens[position + 1].upper
        action = tokens[position + 2].upper
        position += 3
        if action in ("SET", "NO") and position < len(tokens):
            action += " " + tokens[position].upper
            position += 1
        if event == "DELETE":
            on_delete = _ACTIONS.get(action, "")
    return target, on_delete, position


def _generated(column: Column, tokens: Sequence[Token], position: int) -> int:
    end = position + 1
    while end < len(tokens) and tokens[end].upper in ("ALWAYS", "BY", "DEFAULT"):
        end += 1
    return _as(column, tokens, end)


def _as(column: Column, tokens: Sequence[Token], position: int) -> int:
    following = position + 1
    column.generated = True
    if following < len(tokens) and tokens[following].upper == "IDENTITY":
        column.required = True
        following += 1
        return group(tokens, following)[1] if opens(tokens, following) else following
    if not opens(tokens, following):
        return following
    inner, end, _ = group(tokens, following)
    column.expression = joined(inner)
    return end


def _identity(column: Column, tokens: Sequence[Token], position: int) -> int:
    column.generated, column.required = True, True
    return group(tokens, position + 1)[1] if opens(tokens, position + 1) else position + 1


def _comment(column: Column, tokens: Sequence[Token], position: int) -> int:
    if position + 1 < len(tokens) and tokens[position + 1].kind == "string":
        add_comment(column, tokens[position + 1].text)
        return position + 2
    return position + 1


def _skip_two(_: Column, __: Sequence[Token], position: int) -> int:
    return position + 2


_READERS: Final[dict[str, Callable[[Column, Sequence[Token], int], int]]] = {
    "NOT": _not,
    "NULL": _null,
    "DEFAULT": _default,
    "PRIMARY": _primary,
    "UNIQUE": _unique,
    "CHECK": _check,
    "REFERENCES": _references,
    "GENERATED": _generated,
    "AS": _as,
    "AUTO_INCREMENT": _identity,
    "AUTOINCREMENT": _identity,
    "IDENTITY": _identity,
    "COMMENT": _comment,
    "COLLATE": _skip_two,
    "CONSTRAINT": _skip_two,
}

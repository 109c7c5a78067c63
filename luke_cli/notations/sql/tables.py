"""CREATE TABLE: its elements, one by one, whatever separates them."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from luke_cli.notations.sql.checks import Bound, read_check
from luke_cli.notations.sql.columns import (
    Column,
    add_comment,
    read_column,
    reference,
)
from luke_cli.notations.sql.exclusions import read_exclusion
from luke_cli.notations.sql.tokens import Comment, Token, group, joined, name_at, opens, split
from luke_cli.notations.types import is_type
from luke_cli.spec.comparisons import unkept

Columns = tuple[tuple[str, bool], ...]
"""Column or expression, and whether descending."""

_TABLE_WORDS: Final = frozenset("PRIMARY UNIQUE FOREIGN CHECK EXCLUDE LIKE INDEX KEY".split())
_KEYWORDS: Final = _TABLE_WORDS | frozenset(
    "CONSTRAINT FULLTEXT SPATIAL PERIOD INHERITS FAMILY NOT NULL DEFAULT REFERENCES ON AND OR "
    "GENERATED AS COLLATE COMMENT AUTO_INCREMENT IDENTITY MATCH DEFERRABLE WITH USING".split()
)


@dataclass(slots=True)
class Keys:
    """A composite key, a composite uniqueness or an index."""

    columns: Columns
    line: int
    name: str = ""
    kind: str = "btree"
    where: Sequence[Token] = ()
    """The condition of the rows that it holds; none for all."""


@dataclass(slots=True)
class TableBody:
    """What stands in the parentheses; filled while it is read."""

    columns: list[Column] = field(default_factory=list)
    keys: list[Keys] = field(default_factory=list)
    findings: list[tuple[str, int, str]] = field(default_factory=list)
    """Code, line and message."""
    compared: list[tuple[int, Bound]] = field(default_factory=list)
    """Conditions that compare two columns, with their lines."""
    has_like: bool = False

    def column(self, name: str) -> Column | None:
        """Return the column of that name."""
        return next((c for c in self.columns if c.name.lower() == name.lower()), None)


def read_body(tokens: Sequence[Token], beside: Mapping[int, Comment]) -> TableBody:
    """Read the elements of a table; `beside` has the comment beside each line."""
    body = TableBody()
    for element in _elements(tokens, body):
        if element[0].kind == "dots" or not element[0].is_name:
            message = (
                "something is left out here" if element[0].kind == "dots" else "not understood"
            )
            body.findings.append(("LK-N101", element[0].line, f"{message}: {_short(element)}"))
        elif _is_constraint(element):
            _read_constraint(body, element)
        else:
            _read_column(body, element, beside)
    return body


def _short(tokens: Sequence[Token]) -> str:
    text = joined(tokens)
    return text if len(text) < 60 else text[:57] + "..."


def _elements(tokens: Sequence[Token], body: TableBody) -> Iterator[tuple[Token, ...]]:
    for part in split(tokens, ","):
        for element in _split_lines(part, body):
            dots = [t for t in element if t.kind == "dots"]
            if dots and element[0].kind != "dots":
                body.findings.append(("LK-N101", dots[0].line, "something is left out here: ..."))
            rest = tuple(t for t in element if t.kind != "dots")
            if rest or element:
                yield rest or element


def _split_lines(part: tuple[Token, ...], body: TableBody) -> Iterator[tuple[Token, ...]]:
    """Split where a line starts a column or a constraint though no comma ends the one above."""
    start = depth = 0
    for position, token in enumerate(part):
        if position > start and depth == 0 and token.first and _starts_element(part, position):
            if part[position - 1].kind != "dots" and part[start].kind != "dots":
                message = f"a comma is missing before {token.text}"
                body.findings.append(("LK-N102", part[position - 1].line, message))
            yield part[start:position]
            start = position
        if token.kind == "mark":
            depth += {"(": 1, ")": -1}.get(token.text, 0)
    if start < len(part):
        yield part[start:]


def _starts_element(part: Sequence[Token], position: int) -> bool:
    token = part[position]
    following = part[position + 1] if position + 1 < len(part) else None
    if token.kind == "dots" or part[position - 1].kind == "dots":
        return True
    if following is None or not token.is_name:
        return False
    if token.upper in ("PRIMARY", "FOREIGN"):
        return opens(part, position + 2)
    if token.upper == "UNIQUE":
        return opens(part, position + 1)
    if token.upper in _KEYWORDS:
        return False
    return following.is_name and is_type(following.text)


def _is_constraint(element: Sequence[Token]) -> bool:
    word = element[0].upper
    following = element[1] if len(element) > 1 else None
    if word == "CONSTRAINT":
        is_said = len(element) > 2 and element[2].upper in _TABLE_WORDS
        return following is not None and (is_said or not is_type(following.text))
    if word in ("PRIMARY", "FOREIGN"):
        return following is not None and following.upper == "KEY"
    if word in ("CHECK", "EXCLUDE", "UNIQUE", "INDEX", "KEY", "FULLTEXT", "SPATIAL", "FAMILY"):
        return following is None or opens(element, 1) or not is_type(following.text)
    return word in ("LIKE", "PERIOD") and following is not None and not is_type(following.text)


def _read_column(body: TableBody, element: Sequence[Token], beside: Mapping[int, Comment]) -> None:
    column = read_column(element)
    comment = beside.get(column.end_line)
    if comment is not None:
        add_comment(column, comment.text)
    body.findings += [("LK-N105", line, unkept(text)) for line, text in column.left_over]
    body.compared += column.compared
    body.columns.append(column)


def _read_constraint(body: TableBody, element: Sequence[Token]) -> None:
    position, name = 0, ""
    if element[0].upper == "CONSTRAINT":
        is_named = len(element) > 1 and element[1].upper not in _TABLE_WORDS
        name = element[1].text if is_named else ""
        position = 1 + is_named
    while position < len(element) and element[position].upper == "CONSTRAINT":
        position += 1
    word = element[position].upper if position < len(element) else ""
    read = _READERS.get(word)
    if read is not None:
        read(body, element, position, name)


def read_constraint_on(names: Sequence[str], element: Sequence[Token]) -> TableBody:
    """Read a constraint of ALTER TABLE; only the columns that it says something about remain."""
    line = element[0].line
    body = TableBody(columns=[Column(name, line, 0) for name in names])
    _read_constraint(body, element)
    body.columns = [column for column in body.columns if column != Column(column.name, line, 0)]
    return body


def key_columns(tokens: Sequence[Token]) -> Columns:
    """Read `a, lower(b) DESC, c(10)` of a key or an index."""
    return tuple(_key_column(part) for part in split(tokens, ",") if part)


def _key_column(part: Sequence[Token]) -> tuple[str, bool]:
    descending = any(token.upper == "DESC" for token in part[1:])
    if len(part) == 1 or not opens(part, 1):
        if part[0].is_name:
            return part[0].text, descending
    elif part[0].is_name and re.fullmatch(r"\(\d+\)", joined(part[1:4])):
        return part[0].text, descending
    text = joined(part)
    return re.sub(
        r"\s+(?:ASC|DESC|NULLS\s+(?:FIRST|LAST)|\w+_ops)\b.*$", "", text, flags=re.IGNORECASE
    ), descending


def _columns_from(element: Sequence[Token], position: int) -> tuple[Columns, str, int]:
    """Find the parentheses from `position` on: columns, the name before them, position behind."""
    name = ""
    while position < len(element) and not opens(element, position):
        token = element[position]
        if token.is_name and token.upper not in (
            "KEY",
            "INDEX",
            "CLUSTERED",
            "NONCLUSTERED",
            "USING",
        ):
            name = token.text
        position += 1
    inner, end, _ = group(element, position) if position < len(element) else ((), position, True)
    return key_columns(inner), name, end


def _primary(body: TableBody, element: Sequence[Token], position: int, name: str) -> None:
    columns, _, _ = _columns_from(element, position + 1)
    for column_name, _ in columns:
        column = body.column(column_name)
        if column is not None:
            column.required = True
            column.key = column.key or len(columns) == 1
    if len(columns) > 1:
        body.keys.append(Keys(columns, element[0].line, name, "key"))


def _unique(body: TableBody, element: Sequence[Token], position: int, name: str) -> None:
    columns, inner_name, _ = _columns_from(element, position + 1)
    column = body.column(columns[0][0]) if len(columns) == 1 else None
    if column is not None:
        column.unique = True
    elif columns:
        body.keys.append(Keys(columns, element[0].line, name or inner_name, "unique"))


def _foreign(body: TableBody, element: Sequence[Token], position: int, _name: str) -> None:
    columns, _, end = _columns_from(element, position + 1)
    while end < len(element) and element[end].upper != "REFERENCES":
        end += 1
    if end == len(element):
        return
    target, on_delete, _ = reference(element, end)
    column = body.column(referring_column(columns, element, end))
    if column is not None:
        column.target, column.on_delete = target, on_delete


def referring_column(columns: Columns, element: Sequence[Token], references: int) -> str:
    """Return the column that carries a foreign key; of a composite one, that which means `id`."""
    _, position = name_at(element, references + 1)
    if len(columns) > 1 and opens(element, position):
        there = key_columns(group(element, position)[0])
        pairs = [
            here
            for (here, _), (other, _) in zip(columns, there, strict=False)
            if other.lower() == "id"
        ]
        if pairs:
            return pairs[0]
    return columns[-1][0] if columns else ""


def _check(body: TableBody, element: Sequence[Token], position: int, _name: str) -> None:
    if not opens(element, position + 1):
        return
    inner, _, _ = group(element, position + 1)
    for bound in read_check(inner):
        column = body.column(bound.column) if bound.column else None
        if bound.other:
            body.compared.append((element[0].line, bound))
        elif column is not None:
            column.apply(bound)
        else:
            text = bound.text or joined(inner)
            body.findings.append(("LK-N105", element[0].line, unkept(text)))


def _index(body: TableBody, element: Sequence[Token], position: int, _name: str) -> None:
    columns, name, _ = _columns_from(element, position + 1)
    kind = "search" if element[position].upper == "FULLTEXT" else "btree"
    if columns:
        body.keys.append(Keys(columns, element[0].line, name, kind))


def _exclude(body: TableBody, element: Sequence[Token], position: int, name: str) -> None:
    read = read_exclusion(element, position + 1)
    if read is None:
        body.findings.append(("LK-N105", element[0].line, unkept(joined(element))))
    else:
        body.keys.append(Keys(read.columns, element[0].line, name, read.kind, read.where))


def _like(body: TableBody, _element: Sequence[Token], _position: int, _name: str) -> None:
    body.has_like = True


_READERS: Final[dict[str, Callable[[TableBody, Sequence[Token], int, str], None]]] = {
    "PRIMARY": _primary,
    "UNIQUE": _unique,
    "FOREIGN": _foreign,
    "CHECK": _check,
    "EXCLUDE": _exclude,
    "INDEX": _index,
    "KEY": _index,
    "FULLTEXT": _index,
    "LIKE": _like,
}

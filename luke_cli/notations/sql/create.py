"""CREATE TABLE, TYPE, DOMAIN and INDEX."""

from collections.abc import Callable, Sequence
from typing import Final

from luke_cli.notations.sql.columns import read_column
from luke_cli.notations.sql.said import Said
from luke_cli.notations.sql.tables import Keys, key_columns, read_body
from luke_cli.notations.sql.tokens import Token, group, name_at, opens

_BEFORE: Final = frozenset(
    "CREATE OR REPLACE UNLOGGED GLOBAL LOCAL UNIQUE FULLTEXT SPATIAL CLUSTERED NONCLUSTERED".split()
)
_SEARCH_METHODS: Final = frozenset(("GIN", "GIST", "RUM"))


def create(said: Said, tokens: Sequence[Token]) -> None:
    """Read a statement that creates something."""
    words = [token.upper for token in tokens[:8]]
    start = next((i for i, word in enumerate(words) if word not in _BEFORE), len(words))
    read = _READERS.get(words[start]) if start < len(words) else None
    if read is not None:
        read(said, tokens, start + 1)


def behind_if_exists(tokens: Sequence[Token], position: int) -> int:
    """Return the position behind `IF NOT EXISTS`."""
    skipped = ("IF", "NOT", "EXISTS", "CONCURRENTLY", "ONLY")
    while position < len(tokens) and tokens[position].upper in skipped:
        position += 1
    return position


def _table(said: Said, tokens: Sequence[Token], position: int) -> None:
    name, position = name_at(tokens, behind_if_exists(tokens, position))
    is_temporary = tokens[position - 1].text.startswith("#")
    if not name or is_temporary or not opens(tokens, position):
        return
    inner, end, is_closed = group(tokens, position)
    body = read_body(inner, said.beside)
    if not body.columns:
        return
    line = tokens[0].line
    said.entity(name, line, inner[-1].line, _table_comment(tokens[end:]))
    for column in body.columns:
        said.column(name, column)
    for keys in body.keys:
        said.index(name, keys)
    for at, bound in body.compared:
        said.comparison(name, bound, at)
    for code, at, message in body.findings:
        said.find(code, at, message)
    if not is_closed:
        said.find("LK-N104", line, "the table is never closed with )")


def _table_comment(tail: Sequence[Token]) -> str:
    for position, token in enumerate(tail):
        if token.upper == "COMMENT":
            return next((t.text for t in tail[position : position + 3] if t.kind == "string"), "")
    return ""


def _type(said: Said, tokens: Sequence[Token], position: int) -> None:
    name, position = name_at(tokens, behind_if_exists(tokens, position))
    is_enum = [t.upper for t in tokens[position : position + 2]] == ["AS", "ENUM"]
    if not is_enum or not opens(tokens, position + 2):
        return
    inner, _, _ = group(tokens, position + 2)
    values = tuple(dict.fromkeys(t.text for t in inner if t.kind in ("string", "quoted")))
    said.enums[name.lower()] = values
    if values:
        said.enum(name, values, tokens[0].line)


def _domain(said: Said, tokens: Sequence[Token], position: int) -> None:
    name, position = name_at(tokens, position)
    position += position < len(tokens) and tokens[position].upper == "AS"
    if position < len(tokens):
        named = Token("word", name, tokens[0].line, first=False)
        said.domains[name.lower()] = read_column((named, *tokens[position:]))


def _index(said: Said, tokens: Sequence[Token], position: int) -> None:
    words = [token.upper for token in tokens]
    if "ON" not in words[position:]:
        return
    on = words.index("ON", position)
    at = behind_if_exists(tokens, position)
    name = name_at(tokens, at)[0] if at < on else ""
    entity, after = name_at(tokens, behind_if_exists(tokens, on + 1))
    method = (
        words[after + 1] if words[after : after + 1] == ["USING"] and after + 1 < len(words) else ""
    )
    start = next((i for i in range(after, len(tokens)) if opens(tokens, i)), len(tokens))
    inner, end, _ = group(tokens, start) if start < len(tokens) else ((), start, True)
    columns = key_columns(inner)
    where = words.index("WHERE", end) if "WHERE" in words[end:] else len(tokens)
    is_search = method in _SEARCH_METHODS or words[1] == "FULLTEXT"
    kind = "unique" if "UNIQUE" in words[:3] else "search" if is_search else "btree"
    if entity and columns:
        said.index(entity, Keys(columns, tokens[0].line, name, kind, tokens[where + 1 :]))


_READERS: Final[dict[str, Callable[[Said, Sequence[Token], int], None]]] = {
    "TABLE": _table,
    "TYPE": _type,
    "DOMAIN": _domain,
    "INDEX": _index,
}

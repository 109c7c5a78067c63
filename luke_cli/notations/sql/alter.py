"""ALTER TABLE, ALTER TYPE and COMMENT ON."""

from collections.abc import Sequence

from luke_cli.notations.sql.columns import Column, read_column
from luke_cli.notations.sql.create import behind_if_exists
from luke_cli.notations.sql.said import Said
from luke_cli.notations.sql.tables import read_body, read_constraint_on
from luke_cli.notations.sql.tokens import Token, group, name_at, opens, split


def alter(said: Said, tokens: Sequence[Token]) -> None:
    """Read a statement that changes a table or a type."""
    kind = tokens[1].upper if len(tokens) > 1 else ""
    if kind == "TYPE":
        _alter_type(said, tokens)
    elif kind == "TABLE":
        entity, position = name_at(tokens, behind_if_exists(tokens, 2))
        before = len(said.facts)
        for action in split(tokens[position:], ","):
            if action and entity:
                _alter_table(said, entity, action)
        if len(said.facts) > before:
            said.partial(entity, tokens[0].line, before)


def _alter_table(said: Said, entity: str, action: Sequence[Token]) -> None:
    words = [token.upper for token in action]
    position = 1
    while position < len(words) and words[position] in ("COLUMN", "IF", "NOT", "EXISTS"):
        position += 1
    rest = action[position:]
    if not rest:
        return
    if words[0] == "ADD":
        _add(said, entity, group(rest, 0)[0] if opens(rest, 0) else rest)
    elif words[0] == "MODIFY":
        said.column(entity, read_column(rest))
    elif words[0] == "CHANGE" and len(rest) > 1:
        said.column(entity, read_column(rest[1:]))
    elif words[0] == "ALTER":
        _alter_column(said, entity, rest)


def _add(said: Said, entity: str, element: Sequence[Token]) -> None:
    if not element:
        return
    body = read_body(element, said.beside)
    if not body.columns:
        names = (*said.columns_of(entity), *(t.text for t in element if t.is_name))
        body = read_constraint_on(tuple(dict.fromkeys(names)), element)
    for column in body.columns:
        said.column(entity, column)
    for keys in body.keys:
        said.index(entity, keys)
    for at, bound in body.compared:
        said.comparison(entity, bound, at)


def _alter_column(said: Said, entity: str, rest: Sequence[Token]) -> None:
    words = [token.upper for token in rest]
    if words[1:3] == ["SET", "NOT"]:
        said.column(entity, Column(rest[0].text, rest[0].line, 0, required=True))
        return
    skips = {("TYPE",): 2, ("SET", "DATA"): 4, ("SET", "DEFAULT"): 2}
    skip = next((n for head, n in skips.items() if tuple(words[1 : len(head) + 1]) == head), 0)
    if skip and skip < len(rest):
        column = read_column((rest[0], *rest[skip:]))
        column.required = None
        said.column(entity, column)


def _alter_type(said: Said, tokens: Sequence[Token]) -> None:
    name, position = name_at(tokens, 2)
    added = tuple(t.text for t in tokens[position:] if t.kind == "string")
    if [t.upper for t in tokens[position : position + 2]] != ["ADD", "VALUE"] or not added:
        return
    kept = said.enums if name.lower() in said.enums else said.added
    kept[name.lower()] = (*kept.get(name.lower(), ()), added[0])


def comment_on(said: Said, tokens: Sequence[Token]) -> None:
    """Give the text of COMMENT ON to the table or column that it is about."""
    texts = [t.text for t in tokens if t.kind == "string"]
    names = [t.text.lower() for t in tokens[3:] if t.is_name and t.upper != "IS"]
    size = {"TABLE": 1, "COLUMN": 2}.get(tokens[2].upper if len(tokens) > 2 else "", 0)
    if texts and size and len(names) >= size:
        said.comments[tuple(names[-size:])] = texts[-1]

"""SQL DDL in fences and files.

    CREATE TYPE order_status AS ENUM ('open', 'sent');
    CREATE TABLE orders (
        id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
        customer_id UUID NOT NULL REFERENCES customers(id) ON DELETE CASCADE,
        total DECIMAL(12,2) NOT NULL CHECK (total >= 0),   -- with tax
        ...
    );
    CREATE UNIQUE INDEX idx_orders ON orders (customer_id, created_at DESC);
    ALTER TABLE orders ADD COLUMN note TEXT;

The reader is our own and works on tokens, for three reasons that a parser of one dialect cannot
give: a missing comma or `...` costs one diagnostic and not the statement; PostgreSQL, MySQL, SQLite
and SQL Server may stand side by side without a guess at the dialect; every column keeps its line.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from luke_cli.docs.document import Document, Fence
from luke_cli.notations.sql.columns import Column, read_column, reference
from luke_cli.notations.sql.tables import (
    Columns,
    Keys,
    TableBody,
    key_columns,
    read_body,
    referring_column,
)
from luke_cli.notations.sql.tokens import (
    Comment,
    Script,
    Token,
    group,
    joined,
    name_at,
    opens,
    read_script,
    split,
)
from luke_cli.source import Diagnostic, Severity, Span
from luke_cli.spec.facts import Authority, EntityFact, EnumFact, Fact, FieldFact, IndexFact

LANGUAGES: Final = frozenset(
    "sql ddl postgres postgresql pgsql psql plpgsql plsql mysql mariadb sqlite sqlite3 tsql mssql "
    "oracle "
    "cockroachdb duckdb".split()
)
_PLAIN: Final = frozenset(("", "text", "txt", "plaintext", "plain", "none"))
_LOOKS_LIKE_SQL: Final = re.compile(
    r"^[ \t]*(?:CREATE\s+(?:\w+\s+)?(?:TABLE|TYPE)|ALTER\s+TABLE)\s", re.IGNORECASE | re.MULTILINE
)
_APPEND_ONLY: Final = re.compile(
    r"append[- _]only|event[- _](?:store|sourc)|immutable|audit[- _](?:log|trail|event)|"
    r"write[- _]once"
    r"|insert[- _]only|never (?:be )?(?:updated|changed|modified)",
    re.IGNORECASE,
)
_IS_CODE: Final = re.compile(r";|\b(?:CREATE|ALTER|DROP)\s+(?:TABLE|TYPE|INDEX)\b", re.IGNORECASE)
_SILENT: Final = frozenset(
    "SELECT INSERT UPDATE DELETE DROP GRANT REVOKE SET BEGIN COMMIT ROLLBACK START USE GO PRAGMA "
    "LOCK ANALYZE "
    "VACUUM EXPLAIN WITH DO CALL EXEC EXECUTE IF END DECLARE LOAD COPY REFRESH TRUNCATE MERGE "
    "RETURN RAISE "
    "FOR WHILE LOOP ELSE ELSIF CLUSTER REINDEX SHOW DESCRIBE PRINT VALUES SAVEPOINT RESET NOTIFY "
    "LISTEN "
    "PREPARE DEALLOCATE EXCEPTION PERFORM DELIMITER SOURCE ATTACH".split()
)
_TYPES: Final = frozenset("TYPE".split())


def recognise(document: Document) -> Iterator[Fact | Diagnostic]:
    """Find the tables, enums and indexes of the SQL in a document."""
    for block in document.blocks:
        if isinstance(block, Fence) and _is_sql(block):
            yield from _Reader(block).read()


def _is_sql(fence: Fence) -> bool:
    return fence.language in LANGUAGES or (
        fence.language in _PLAIN and bool(_LOOKS_LIKE_SQL.search(fence.text))
    )


class _Reader:
    """Reads one fence; the comments in it and its domains are its state."""

    def __init__(self, fence: Fence) -> None:
        self.fence = fence
        self.script: Script = read_script(fence.text, fence.line)
        self.beside = {c.line: c for c in self.script.comments if c.beside}
        self.above = {c.line: c.text for c in self.script.comments if not c.beside}
        self.tables = sum(map(_creates_table, self.script.statements))
        self.enums: dict[str, tuple[str, ...]] = {}
        self.domains: dict[str, Column] = {}
        self.said: list[Fact | Diagnostic] = []

    def read(self) -> list[Fact | Diagnostic]:
        """Read every statement, then give the comments of COMMENT ON to what they are about."""
        for statement in self.script.statements:
            self._statement(statement)
        return self.said

    def _statement(self, tokens: Sequence[Token]) -> None:
        words = [token.upper for token in tokens[:8]]
        if words[0] in ("CREATE", "TABLE"):
            self._create(tokens, words)
        elif words[0] == "ALTER":
            self._alter(tokens, words)
        elif words[0] == "COMMENT":
            self._comment_on(tokens)
        elif words[0] not in _SILENT and self.fence.language in LANGUAGES:
            text = joined(tokens[:8])[:60]
            self._find(
                "LK-N103", tokens[0].line, f"no statement that luke knows: {text}", Severity.NOTE
            )

    def _create(self, tokens: Sequence[Token], words: Sequence[str]) -> None:
        skipped = (
            "CREATE",
            "OR",
            "REPLACE",
            "UNLOGGED",
            "GLOBAL",
            "LOCAL",
            "UNIQUE",
            "FULLTEXT",
            "SPATIAL",
        )
        skipped += ("CLUSTERED", "NONCLUSTERED")
        start = next((i for i, word in enumerate(words) if word not in skipped), len(words))
        create = _CREATES.get(words[start]) if start < len(words) else None
        if create is not None:
            create(self, tokens, start + 1)

    def _place(self, line: int, end_line: int = 0) -> Span:
        return Span(self.fence.span.file, line, end_line if end_line > line else 0)

    def _find(self, code: str, line: int, message: str, severity: Severity) -> None:
        self.said.append(Diagnostic(code, severity, message, self._place(line)))

    def _table(self, tokens: Sequence[Token], position: int) -> None:
        name, position = name_at(tokens, _behind_if_not_exists(tokens, position))
        if not name or not opens(tokens, position):
            return
        inner, end, closed = group(tokens, position)
        body = read_body(inner, self.beside)
        if not body.columns:
            return
        line = tokens[0].line
        self.said.append(
            EntityFact(
                **self._origin(line),
                name=name,
                table=name,
                append_only=self._is_append_only(name, line, inner),
                comment=_table_comment(tokens[end:]) or self._comment_above(line),
            )
        )
        for column in body.columns:
            self._domain_of(column)
            self._field(name, column)
        self._keys(name, body.keys)
        self._findings(body, line, closed=closed)

    def _findings(self, body: TableBody, line: int, *, closed: bool) -> None:
        for code, at, message in body.findings:
            severity = Severity.NOTE if code == "LK-N105" else Severity.WARNING
            self._find(code, at, message, severity)
        if not closed:
            self._find("LK-N104", line, "the table is never closed with )", Severity.WARNING)

    def _origin(self, line: int, end_line: int = 0) -> dict[str, object]:
        return {
            "place": self._place(line, end_line),
            "authority": Authority.SCHEMA,
            "section": self.fence.section,
        }

    def _is_append_only(self, name: str, line: int, inner: Sequence[Token]) -> bool:
        last = inner[-1].line if inner else line
        own = [self.above[at] for at in range(line, last + 1) if at in self.above]
        comment = self._comment_above(line)
        if any(_APPEND_ONLY.search(text) for text in (name, comment, *own)):
            return True
        context = (*self.fence.section[-1:], self.fence.lead)
        return self.tables == 1 and any(_APPEND_ONLY.search(text) for text in context)

    def _comment_above(self, line: int) -> str:
        texts = []
        while line - 1 in self.above:
            line -= 1
            texts.append(self.above[line])
        said = " ".join(reversed(texts))
        return "" if len(texts) > 5 or _IS_CODE.search(said) else said

    def _field(self, entity: str, column: Column) -> None:
        type_ = column.reading.type
        self.said.append(
            FieldFact(
                **self._origin(column.line, column.end_line),
                entity=entity,
                name=column.name,
                type=type_,
                type_text=column.type_text,
                required=column.required,
                unique=column.unique,
                key=column.key,
                generated=column.generated,
                expression=column.expression,
                default=column.default,
                values=column.values,
                target=column.target,
                on_delete=column.on_delete,
                minimum=column.minimum,
                maximum=column.maximum,
                over=column.over,
                under=column.under,
                min_length=column.min_length,
                max_length=column.max_length,
                pattern=column.pattern,
                many=column.reading.many,
                comment=column.comment,
            )
        )

    def _domain_of(self, column: Column) -> None:
        domain = self.domains.get(column.reading.word.lower())
        if domain is None or column.reading.type is not None:
            return
        column.reading = domain.reading
        for name in (
            "minimum",
            "maximum",
            "over",
            "under",
            "pattern",
            "values",
            "min_length",
            "max_length",
        ):
            setattr(column, name, getattr(column, name) or getattr(domain, name))
        column.required = column.required or bool(domain.required)

    def _keys(self, entity: str, keys: Sequence[Keys]) -> None:
        for key in keys:
            self._index_fact(entity, key.columns, key.line, key.name, key.kind)

    def _index_fact(self, entity: str, columns: Columns, line: int, name: str, kind: str) -> None:
        self.said.append(
            IndexFact(**self._origin(line), entity=entity, columns=columns, name=name, kind=kind)
        )

    def _type(self, tokens: Sequence[Token], position: int) -> None:
        name, position = name_at(tokens, _behind_if_not_exists(tokens, position))
        is_enum = [t.upper for t in tokens[position : position + 2]] == ["AS", "ENUM"]
        if not is_enum or not opens(tokens, position + 2):
            return
        inner, _, _ = group(tokens, position + 2)
        values = tuple(dict.fromkeys(t.text for t in inner if t.kind in ("string", "quoted")))
        self.enums[name.lower()] = values
        if values:
            self.said.append(EnumFact(**self._origin(tokens[0].line), name=name, values=values))

    def _domain(self, tokens: Sequence[Token], position: int) -> None:
        name, position = name_at(tokens, position)
        position += position < len(tokens) and tokens[position].upper == "AS"
        if position < len(tokens):
            named = Token("word", name, tokens[0].line, False)
            self.domains[name.lower()] = read_column((named, *tokens[position:]))

    def _index(self, tokens: Sequence[Token], position: int) -> None:
        words = [token.upper for token in tokens]
        if "ON" not in words[position:]:
            return
        on = words.index("ON", position)
        name, _ = name_at(tokens, _behind_if_not_exists(tokens, position))
        name = (
            ""
            if tokens[position].upper in ("ON", "CONCURRENTLY") and name.upper() == "ON"
            else name
        )
        entity, after = name_at(tokens, on + 1)
        method = words[after + 1] if after + 1 < len(words) and words[after] == "USING" else ""
        start = next((i for i in range(after, len(tokens)) if opens(tokens, i)), len(tokens))
        columns = key_columns(group(tokens, start)[0]) if start < len(tokens) else ()
        is_search = method in ("GIN", "GIST", "RUM") or words[1] == "FULLTEXT"
        kind = "unique" if "UNIQUE" in words[:3] else "search" if is_search else "btree"
        if entity and columns:
            self._index_fact(entity, columns, tokens[0].line, name, kind)

    def _alter(self, tokens: Sequence[Token], words: Sequence[str]) -> None:
        if words[1:2] == ["TYPE"]:
            self._alter_type(tokens)
        if words[1:2] != ["TABLE"]:
            return
        position = 2
        while position < len(tokens) and tokens[position].upper in ("IF", "EXISTS", "ONLY"):
            position += 1
        entity, position = name_at(tokens, position)
        before = len(self.said)
        for action in split(tokens[position:], ","):
            if action:
                self._alter_action(entity, action)
        if len(self.said) > before:
            partial = EntityFact(
                **self._origin(tokens[0].line), name=entity, table=entity, partial=True
            )
            self.said.insert(before, partial)

    def _alter_action(self, entity: str, action: Sequence[Token]) -> None:
        words = [token.upper for token in action]
        position = 1
        while position < len(words) and words[position] in ("COLUMN", "IF", "NOT", "EXISTS"):
            position += 1
        rest = action[position:]
        if not rest:
            return
        if words[0] in ("ALTER", "MODIFY", "CHANGE"):
            self._alter_column(entity, words[0], rest)
        elif words[0] == "ADD":
            rest = group(rest, 0)[0] if opens(rest, 0) else rest
            self._add(entity, rest)

    def _add(self, entity: str, element: Sequence[Token]) -> None:
        known = [column for column in self._known(entity)]
        body = read_body(element, self.beside)
        if body.columns and element[0].is_name:
            for column in body.columns:
                self._domain_of(column)
                self._field(entity, column)
            self._keys(entity, body.keys)
            return
        stub = _constraint_on_stubs(element, known)
        for column in stub.columns:
            self._field(entity, column)
        self._keys(entity, stub.keys)

    def _known(self, entity: str) -> Iterator[str]:
        for fact in self.said:
            if isinstance(fact, FieldFact) and fact.entity.lower() == entity.lower():
                yield fact.name

    def _alter_column(self, entity: str, verb: str, rest: Sequence[Token]) -> None:
        words = [token.upper for token in rest]
        if verb == "CHANGE":
            self._field(entity, read_column(rest[1:]))
        elif verb == "MODIFY":
            self._field(entity, read_column(rest))
        elif words[1:3] == ["SET", "NOT"]:
            self._field(entity, Column(rest[0].text, rest[0].line, 0, required=True))
        elif words[1:2] == ["TYPE"] or words[1:4] == ["SET", "DATA", "TYPE"]:
            skip = 2 if words[1] == "TYPE" else 4
            column = read_column((rest[0], *rest[skip:]))
            column.required = None
            self._field(entity, column)
        elif words[1:3] == ["SET", "DEFAULT"]:
            column = read_column((rest[0], *rest[2:]))
            column.required = None
            self._field(entity, column)

    def _alter_type(self, tokens: Sequence[Token]) -> None:
        name, position = name_at(tokens, 2)
        added = tuple(t.text for t in tokens[position:] if t.kind == "string")
        if [t.upper for t in tokens[position : position + 2]] == ["ADD", "VALUE"] and added:
            values = (*self.enums.get(name.lower(), ()), added[0])
            self.enums[name.lower()] = values
            for index, fact in enumerate(self.said):
                if isinstance(fact, EnumFact) and fact.name.lower() == name.lower():
                    self.said[index] = replace(fact, values=values)

    def _comment_on(self, tokens: Sequence[Token]) -> None:
        texts = [t.text for t in tokens if t.kind == "string"]
        names = [t.text.lower() for t in tokens[3:] if t.is_name and t.upper != "IS"]
        if not texts or not names:
            return
        for index, fact in enumerate(self.said):
            if isinstance(fact, EntityFact) and tokens[2].upper == "TABLE":
                if fact.name.lower() == names[-1] and not fact.partial:
                    self.said[index] = replace(fact, comment=texts[-1])
            elif isinstance(fact, FieldFact) and tokens[2].upper == "COLUMN":
                if [fact.entity.lower(), fact.name.lower()] == names[-2:]:
                    self.said[index] = replace(fact, comment=texts[-1])


_CREATES: Final[dict[str, Callable[[_Reader, Sequence[Token], int], None]]] = {
    "TABLE": _Reader._table,
    "TYPE": _Reader._type,
    "DOMAIN": _Reader._domain,
    "INDEX": _Reader._index,
}


def _creates_table(tokens: Sequence[Token]) -> bool:
    words = [token.upper for token in tokens[:8]]
    return words[0] == "CREATE" and "TABLE" in words[1:4] and "OF" not in words[4:8]


def _behind_if_not_exists(tokens: Sequence[Token], position: int) -> int:
    while position < len(tokens) and tokens[position].upper in (
        "IF",
        "NOT",
        "EXISTS",
        "CONCURRENTLY",
    ):
        position += 1
    return position


def _table_comment(tail: Sequence[Token]) -> str:
    for position, token in enumerate(tail):
        if token.upper == "COMMENT":
            return next((t.text for t in tail[position : position + 3] if t.kind == "string"), "")
    return ""


def _constraint_on_stubs(element: Sequence[Token], known: Sequence[str]) -> TableBody:
    """Read a constraint of ALTER TABLE on columns that stand elsewhere."""
    names = dict.fromkeys((*known, *(t.text for t in element if t.is_name)))
    line = element[0].line
    body = TableBody(columns=[Column(name, line, 0) for name in names])
    said = [repr(column) for column in body.columns]
    from luke_cli.notations.sql.tables import _read_constraint

    _read_constraint(body, element)
    changed = [c for c, before in zip(body.columns, said, strict=True) if repr(c) != before]
    return TableBody(columns=changed, keys=body.keys)

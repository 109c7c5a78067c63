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
from collections.abc import Iterator, Sequence
from typing import Final

from luke_cli.docs.document import Document, Fence
from luke_cli.notations.sql.alter import alter, comment_on
from luke_cli.notations.sql.create import create
from luke_cli.notations.sql.said import Said
from luke_cli.notations.sql.tokens import Token, joined
from luke_cli.source import Diagnostic
from luke_cli.spec.facts import Fact

_LANGUAGES: Final = frozenset(
    """
    sql ddl postgres postgresql pgsql psql plpgsql plsql mysql mariadb sqlite sqlite3 tsql mssql
    oracle cockroachdb duckdb
    """.split()
)
_PLAIN: Final = frozenset(("", "text", "txt", "plaintext", "plain", "none"))
_LOOKS_LIKE_SQL: Final = re.compile(
    r"^[ \t]*(?:CREATE\s+(?:\w+\s+)?(?:TABLE|TYPE)|ALTER\s+TABLE)\s", re.IGNORECASE | re.MULTILINE
)
_SILENT: Final = frozenset(
    """
    SELECT INSERT UPDATE DELETE DROP GRANT REVOKE SET BEGIN COMMIT ROLLBACK START USE GO PRAGMA LOCK
    ANALYZE VACUUM EXPLAIN WITH DO CALL EXEC EXECUTE IF END DECLARE LOAD COPY REFRESH TRUNCATE MERGE
    RETURN RAISE FOR WHILE LOOP ELSE ELSIF CLUSTER REINDEX SHOW DESCRIBE PRINT VALUES SAVEPOINT
    RESET NOTIFY LISTEN PREPARE DEALLOCATE EXCEPTION PERFORM DELIMITER SOURCE ATTACH
    """.split()
)
"""Statements that say nothing about tables."""


def recognise(document: Document) -> Iterator[Fact | Diagnostic]:
    """Find the tables, enums and indexes of the SQL in a document."""
    read: list[Said] = []
    for block in document.blocks:
        if isinstance(block, Fence) and _is_sql(block):
            said = Said(block)
            for statement in said.script.statements:
                _read(said, statement)
            read.append(said)
    added = [said.added for said in read if said.added]
    for said in read:
        for one in added:
            said.extend(one)
        yield from said.finished()


def _is_sql(fence: Fence) -> bool:
    return fence.language in _LANGUAGES or (
        fence.language in _PLAIN and bool(_LOOKS_LIKE_SQL.search(fence.text))
    )


def _read(said: Said, tokens: Sequence[Token]) -> None:
    word = tokens[0].upper
    if word in ("CREATE", "TABLE"):
        create(said, tokens)
    elif word == "ALTER":
        alter(said, tokens)
    elif word == "COMMENT":
        comment_on(said, tokens)
    elif word not in _SILENT and said.fence.language in _LANGUAGES:
        text = joined(tokens[:8])[:60]
        said.find("LK-N103", tokens[0].line, f"no statement that luke knows: {text}")

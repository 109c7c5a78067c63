"""Tables of SQLAlchemy that have no class.

loan_tags = Table(
"loan_tags",
Base.metadata,
Column("loan_id", ForeignKey("loans.id"), primary_key=True),
Column("tag_id", ForeignKey("tags.id"), primary_key=True),
)
"""

import ast
import re
import textwrap
import warnings
from collections.abc import Iterator
from typing import Final

from luke_cli.docs.document import Document, Fence
from luke_cli.notations.context import is_client_side
from luke_cli.notations.members import field_fact
from luke_cli.notations.python_classes import LANGUAGES
from luke_cli.notations.python_fields import read_column
from luke_cli.source import Diagnostic, Span
from luke_cli.spec.facts import Authority, EntityFact, Fact

_START: Final = re.compile(r"^\w+\s*(?::[^=\n]+)?=\s*(?:\w+\.)*Table\(", re.MULTILINE)
_END: Final = re.compile(r"^\)", re.MULTILINE)


def recognise(document: Document) -> Iterator[Fact | Diagnostic]:
    """Find the tables in the Python of a document."""
    if is_client_side(document.owner):
        return
    for block in document.blocks:
        if isinstance(block, Fence) and (not block.language or block.language in LANGUAGES):
            yield from _in_fence(block)


def _in_fence(fence: Fence) -> Iterator[Fact]:
    text = textwrap.dedent(fence.text)
    for match in _START.finditer(text):
        end = _END.search(text, match.end())
        line = text.find("\n", match.end())
        call = _call(text[match.start() : end.end() if end else line if line >= 0 else len(text)])
        if call is not None and call.args and isinstance(call.args[0], ast.Constant):
            start = fence.line - 1 + text.count("\n", 0, match.start())
            yield from _table(fence, call, str(call.args[0].value), start)


def _call(text: str) -> ast.Call | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            body = ast.parse(text).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    value = getattr(body[0], "value", None) if body else None
    return value if isinstance(value, ast.Call) else None


def _table(fence: Fence, call: ast.Call, name: str, start: int) -> Iterator[Fact]:
    columns = [read_column(argument, start) for argument in call.args[1:]]
    fields = [column for column in columns if column is not None and column.name]
    if not fields:
        return
    yield EntityFact(
        place=Span(fence.span.file, start + call.lineno),
        authority=Authority.CODE,
        section=fence.section,
        name=name,
        table=name,
    )
    for field in fields:
        yield field_fact(fence, name, field)

"""Bytes of a design document to blocks, each with its exact lines.

Markdown becomes headings, paragraphs, list items, tables, fences and quotes; HTML and comments
are not content. A file in another notation (`schema.sql`, `openapi.yaml`) is one fence.
"""

import re
from pathlib import PurePosixPath
from typing import Final

from luke_cli.docs.document import Document, Fence
from luke_cli.docs.inline import plain
from luke_cli.docs.walk import Reader
from luke_cli.source import Diagnostic, Severity, Span

__all__ = ["LANGUAGES", "decode", "plain", "read"]

LANGUAGES: Final = {
    ".sql": "sql",
    ".ddl": "sql",
    ".prisma": "prisma",
    ".dbml": "dbml",
    ".graphql": "graphql",
    ".graphqls": "graphql",
    ".gql": "graphql",
    ".yaml": "yaml",
    ".yml": "yaml",
    ".json": "json",
    ".mmd": "mermaid",
    ".puml": "plantuml",
}
"""Language of a file that is not Markdown, by its suffix."""
_FRONT_MATTER: Final = re.compile(r"---[ \t]*\n(?:[^\n]*\n){0,200}?(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
_BIDI: Final = re.compile("[\u202a-\u202e\u2066-\u2069]")


def decode(data: bytes, name: str) -> tuple[str, tuple[Diagnostic, ...]]:
    r"""Return the text of a file with `\n` line ends, whatever wrote it.

    Shape: no BOM, no NUL; bytes that are no UTF-8 are read as Latin-1, and a diagnostic says so.
    """
    text, found = _decode(data, name)
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        found += (_warning("LK-D113", "NUL characters are left out", Span(name, line)),)
        text = text.replace("\0", "")
    bidi = _BIDI.search(text)
    if bidi is not None:
        line = text.count("\n", 0, bidi.start()) + 1
        message = "characters that change the writing direction can hide what a line says"
        found += (_warning("LK-D114", message, Span(name, line)),)
    return text.replace("\r\n", "\n").replace("\r", "\n"), found


def read(text: str, *, name: str, owner: str) -> tuple[Document, tuple[Diagnostic, ...]]:
    """Split a document into blocks.

    Shape: blocks in order, their lines 1-based and exact; `name` is the POSIX path below
    `app/design` and its suffix tells Markdown from other notations.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
    lines = text.split("\n")
    count = len(lines) - (lines[-1] == "")
    language = LANGUAGES.get(PurePosixPath(name).suffix.lower())
    if language is not None:
        fence = Fence(span=Span(name, 1, max(count, 1)), language=language, text=text, line=1)
        return Document(name=name, owner=owner, line_count=count, blocks=(fence,)), ()
    reader = Reader(name, _without_front_matter(text).split("\n"))
    blocks = tuple(reader.blocks())
    document = Document(name=name, owner=owner, line_count=count, blocks=blocks)
    return document, tuple(reader.found)


def _decode(data: bytes, name: str) -> tuple[str, tuple[Diagnostic, ...]]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        found = _warning("LK-D111", "the file is UTF-16, UTF-8 is expected", Span(name, 1))
        return data.decode("utf-16", errors="replace"), (found,)
    try:
        return data.decode("utf-8-sig"), ()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = "the file is not UTF-8, it is read as Latin-1"
        return data.decode("latin-1"), (_warning("LK-D112", message, Span(name, line)),)


def _warning(code: str, message: str, place: Span) -> Diagnostic:
    return Diagnostic(code, Severity.WARNING, message, place)


def _without_front_matter(text: str) -> str:
    match = _FRONT_MATTER.match(text)
    if match is None or ":" not in match[0]:
        return text
    return "\n" * match[0].count("\n") + text[match.end() :]

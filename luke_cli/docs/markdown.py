"""Bytes of a design document to blocks, each with its exact lines.

Markdown becomes headings, paragraphs, list items, tables, fences and quotes; HTML and comments
are not content. A file in another notation (`schema.sql`, `openapi.yaml`) is one fence.
"""

import html
import re
from collections.abc import Generator, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from pathlib import PurePosixPath
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.token import Token

from luke_cli.docs.document import (
    Block,
    Document,
    Fence,
    Heading,
    Item,
    Paragraph,
    Quote,
    Row,
    Table,
)
from luke_cli.source import Diagnostic, Severity, Span

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

_MAX_NESTING: Final = 60
_MAX_UNCLOSED: Final = 50
_ABOUT_MARKDOWN: Final = ("markdown", "md", "mdx")
_FENCE: Final = re.compile(r"[ \t]*(`{3,}|~{3,})[ \t]*[A-Za-z][\w+#-]*[ \t]*")
_HEADING: Final = re.compile(r"#{1,6}[ \t]+\S")
_FRONT_MATTER: Final = re.compile(r"---[ \t]*\n(?:[^\n]*\n){0,200}?(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
_MAX_MARKUP: Final = 4000
"""Characters of a text in which markup is looked for: unclosed marks cost quadratic time."""
_TASK: Final = re.compile(r"\[([ xX])\]\s+")
_LINK: Final = re.compile(r"!?\[([^\[\]]*)\](?:\([^()]*\)|\[[^\[\]]*\])")
_TAG: Final = re.compile(r"</?[A-Za-z][^<>]*>")
_EMPHASIS: Final = re.compile(r"(\*{1,3}|(?<!\w)_{1,3}|~~|`+)(?=\S)([^\n]+?)(?<=\S)\1(?!\w)")
_BIDI: Final = re.compile("[\u202a-\u202e\u2066-\u2069]")


_Step = Generator[Block, None, int]
"""Blocks, and the position of the next token."""


def decode(data: bytes, name: str) -> tuple[str, tuple[Diagnostic, ...]]:
    r"""Return the text of a file with `\n` line ends, whatever wrote it.

    Shape: no BOM, no NUL; bytes that are no UTF-8 are read as Latin-1, and a diagnostic says so.
    """
    text, found = _decode(data, name)
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        found += (_warning("LK-R103", "NUL characters are left out", Span(name, line)),)
        text = text.replace("\0", "")
    bidi = _BIDI.search(text)
    if bidi is not None:
        line = text.count("\n", 0, bidi.start()) + 1
        message = "characters that change the writing direction can hide what a line says"
        found += (_warning("LK-R104", message, Span(name, line)),)
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
    reader = _Reader(name, _without_front_matter(text).split("\n"))
    blocks = tuple(reader.blocks())
    document = Document(name=name, owner=owner, line_count=count, blocks=blocks)
    return document, tuple(reader.found)


@lru_cache(maxsize=8192)
def plain(text: str) -> str:
    """Return inline Markdown as the reader of the page sees it: no emphasis, links or tags."""
    text, rest = text[:_MAX_MARKUP], text[_MAX_MARKUP:]
    text = _TAG.sub("", _LINK.sub(r"\1", text))
    for _ in range(3):
        text, changed = _EMPHASIS.subn(r"\2", text)
        if not changed:
            break
    return html.unescape(text + rest).strip()


def _decode(data: bytes, name: str) -> tuple[str, tuple[Diagnostic, ...]]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        found = _warning("LK-R101", "the file is UTF-16, UTF-8 is expected", Span(name, 1))
        return data.decode("utf-16", errors="replace"), (found,)
    try:
        return data.decode("utf-8-sig"), ()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = "the file is not UTF-8, it is read as Latin-1"
        return data.decode("latin-1"), (_warning("LK-R102", message, Span(name, line)),)


def _warning(code: str, message: str, place: Span) -> Diagnostic:
    return Diagnostic(code, Severity.WARNING, message, place)


def _without_front_matter(text: str) -> str:
    match = _FRONT_MATTER.match(text)
    if match is None or ":" not in match[0]:
        return text
    return "\n" * match[0].count("\n") + text[match.end() :]


def _uncommented(text: str) -> str:
    """Take HTML comments out and keep the number of lines."""
    kept, position = [], 0
    while (start := text.find("<!--", position)) >= 0:
        end = text.find("-->", start + 4)
        if end < 0:
            break
        kept += [text[position:start], "\n" * text.count("\n", start, end)]
        position = end + 3
    return "".join([*kept, text[position:]])


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"maxNesting": _MAX_NESTING}).enable("table")
    parser.disable("reference")
    parser.core.ruler.enableOnly(["normalize", "block"])
    return parser


_PARSER: Final = _parser()


def _end_of_unclosed(lines: Sequence[str], opened: int, limit: int) -> int:
    pairs = pairwise(range(opened + 1, limit))
    ends = (
        line for above, line in pairs if not lines[above].strip() and _HEADING.match(lines[line])
    )
    return next(ends, limit)


def _is_closed(token: Token, lines: Sequence[str], offset: int) -> bool:
    first, end = token.map or (0, 1)
    last = lines[offset + end - 1].strip(" \t>") if end - first > 1 else ""
    return len(last) >= len(token.markup) and not last.strip(token.markup[0])


def _inner_opening(token: Token) -> int | None:
    """Return the 0-based content line that opens another fence: this one was never closed."""
    if token.markup not in token.content or _language(token.info) in _ABOUT_MARKDOWN:
        return None
    for index, line in enumerate(token.content.split("\n")):
        match = _FENCE.fullmatch(line)
        if match is not None and match[1].startswith(token.markup):
            return index
    return None


class _Reader:
    """Walks the tokens of one document; the headings above are its only state."""

    def __init__(self, name: str, lines: Sequence[str]) -> None:
        self.name = name
        self.lines = lines
        self.found: list[Diagnostic] = []
        self.headings: list[tuple[int, str]] = []

    def blocks(self) -> Iterator[Block]:
        start = 0
        for _ in range(_MAX_UNCLOSED):
            tokens = _PARSER.parse("\n".join(self.lines[start:]))
            cut = self._cut(tokens, start)
            if cut is None or cut >= len(self.lines):
                yield from _Walk(self, tokens, start).blocks()
                return
            tokens = _PARSER.parse("\n".join(self.lines[start:cut]) + "\n")
            yield from _Walk(self, tokens, start).blocks()
            start = cut
        tokens = _PARSER.parse("\n".join(self.lines[start:]))
        yield from _Walk(self, tokens, start).blocks()

    def _cut(self, tokens: Sequence[Token], start: int) -> int | None:
        """Return the line where the first fence that nobody closed should have ended."""
        for token in tokens:
            if token.type != "fence" or token.map is None:
                continue
            opened = start + token.map[0]
            inner = _inner_opening(token)
            if inner is None and _is_closed(token, self.lines, start):
                continue
            message = "this fence is never closed; it is read up to the next heading or fence"
            self.found.append(_warning("LK-R110", message, Span(self.name, opened + 1)))
            limit = len(self.lines) if inner is None else opened + 1 + inner
            return _end_of_unclosed(self.lines, opened, limit)
        return None

    def section(self) -> tuple[str, ...]:
        return tuple(text for _, text in self.headings)

    def enter(self, level: int, text: str) -> None:
        while self.headings and self.headings[-1][0] >= level:
            self.headings.pop()
        self.headings.append((level, text))


class _Walk:
    """Turns the flat tokens of a segment into blocks."""

    def __init__(self, reader: _Reader, tokens: Sequence[Token], offset: int) -> None:
        self.reader = reader
        self.tokens = tokens
        self.offset = offset
        self.lead = ""
        self.items: list[tuple[str, str, bool]] = []
        """Of each open list: text of the item that is open, lead of the list, ordered."""

    def blocks(self) -> Iterator[Block]:
        position = 0
        while position < len(self.tokens):
            token = self.tokens[position]
            read = getattr(self, f"_{token.type}", None)
            if read is None:
                position += 1
            else:
                position = yield from read(position)

    def _span(self, token: Token) -> Span:
        first, last = token.map or (0, 1)
        line = self.reader.lines[self.offset + first]
        column = len(line) - len(line.lstrip()) + 1
        return Span(
            self.reader.name, self.offset + first + 1, self.offset + max(last, first + 1), column
        )

    def _heading_open(self, position: int) -> _Step:
        token = self.tokens[position]
        text = _uncommented(self.tokens[position + 1].content).strip()
        self.reader.enter(int(token.tag[1:]), plain(text.replace("\n", " ")))
        self.lead = ""
        yield Heading(
            span=self._span(token),
            section=self.reader.section(),
            level=int(token.tag[1:]),
            text=text,
        )
        return position + 3

    def _paragraph_open(self, position: int) -> _Step:
        text = _uncommented(self.tokens[position + 1].content)
        if text.strip():
            yield Paragraph(
                span=self._span(self.tokens[position]), section=self.reader.section(), text=text
            )
            self.lead = text.strip()
        return position + 3

    def _fence(self, position: int) -> _Step:
        token = self.tokens[position]
        span = self._span(token)
        first = span.line + (token.type == "fence")
        yield Fence(
            span=span,
            section=self.reader.section(),
            language=_language(token.info),
            text=token.content,
            line=first,
            lead=self._lead_here(),
        )
        self.lead = ""
        return position + 1

    _code_block = _fence

    def _html_block(self, position: int) -> _Step:
        yield from ()
        return position + 1

    def _blockquote_open(self, position: int) -> _Step:
        token = self.tokens[position]
        span = self._span(token)
        lines = self.reader.lines[span.line - 1 : span.end_line]
        text = "\n".join(re.sub(r"^[ \t]*>[ \t]?", "", line) for line in lines)
        yield Quote(span=span, section=self.reader.section(), text=_uncommented(text))
        self.lead = ""
        return self._behind(position, "blockquote_close")

    def _behind(self, position: int, closing: str) -> int:
        level = self.tokens[position].level
        while position < len(self.tokens):
            token = self.tokens[position]
            position += 1
            if token.type == closing and token.level == level:
                break
        return position

    def _bullet_list_open(self, position: int) -> _Step:
        yield from ()
        lead = self.items[-1][0] if self.items else self.lead
        self.items.append(("", lead, self.tokens[position].type == "ordered_list_open"))
        return position + 1

    _ordered_list_open = _bullet_list_open

    def _bullet_list_close(self, position: int) -> _Step:
        yield from ()
        self.items.pop()
        self.lead = ""
        return position + 1

    _ordered_list_close = _bullet_list_close

    def _list_item_open(self, position: int) -> _Step:
        token, following = self.tokens[position], self.tokens[position + 1]
        has_text = following.type == "paragraph_open"
        text = _uncommented(self.tokens[position + 2].content) if has_text else ""
        task = _TASK.match(text)
        text = text[task.end() :] if task else text
        _, lead, ordered = self.items[-1]
        self.items[-1] = (text, lead, ordered)
        self.lead = ""
        span = self._span(following if has_text else token)
        if text.strip():
            yield Item(
                span=Span(
                    span.file, self._span(token).line, span.end_line, self._span(token).column
                ),
                section=self.reader.section(),
                text=text,
                depth=len(self.items) - 1,
                ordered=ordered,
                checked=None if task is None else task[1] != " ",
                lead=lead,
            )
        return position + (4 if has_text else 1)

    def _table_open(self, position: int) -> _Step:
        end = self._behind(position, "table_close")
        rows = tuple(self._rows(position, end))
        yield Table(
            span=self._span(self.tokens[position]),
            section=self.reader.section(),
            header=rows[0].cells,
            rows=rows[1:],
            lead=self._lead_here(),
        )
        self.lead = ""
        return end

    def _rows(self, position: int, end: int) -> Iterator[Row]:
        cells: list[str] = []
        for token in self.tokens[position:end]:
            if token.type == "tr_open":
                cells, line = [], self._span(token).line
            elif token.type == "inline":
                cells.append(_uncommented(token.content).strip())
            elif token.type == "tr_close":
                yield Row(cells=tuple(cells), line=line)

    def _lead_here(self) -> str:
        return self.lead or (self.items[-1][0] if self.items else "")


def _language(info: str) -> str:
    match = re.match(r"[{\s.]*([A-Za-z0-9_+#-]*)", info)
    return match[1].lower() if match else ""

"""The tokens of a Markdown parser as blocks; a fence that nobody closed costs nothing else."""

import re
from bisect import bisect_left
from collections.abc import Generator, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.token import Token

from luke_cli.docs import drawn_tables, html_tables
from luke_cli.docs.definitions import definitions
from luke_cli.docs.document import Block, Fence, Heading, Item, Paragraph, Quote, Row, Table
from luke_cli.docs.inline import plain, unadorned, uncommented, without_bullet
from luke_cli.source import Diagnostic, Severity, Span

_MAX_NESTING: Final = 60
_MAX_UNCLOSED: Final = 50
_ABOUT_MARKDOWN: Final = ("markdown", "md", "mdx")
_FENCE: Final = re.compile(r"[ \t]*(`{3,}|~{3,})[ \t]*[A-Za-z][\w+#-]*[ \t]*")
_HEADING: Final = re.compile(r"#{1,6}[ \t]+\S")
_FOOTNOTE: Final = re.compile(r"[ \t]{0,3}\[\^[\w-]{1,20}\]:[ \t]*")
_TASK: Final = re.compile(r"\[([ xX])\]\s+")
_Step = Generator[Block, None, int]
"""Blocks, and the position of the next token."""


def _footnotes(span: Span, text: str) -> Iterator[tuple[Span, str]]:
    """Part a paragraph into its footnotes, `[^1]: ...` each; one without any stays whole."""
    lines = text.split("\n")
    starts = [at for at, line in enumerate(lines) if _FOOTNOTE.match(line)]
    if not starts:
        yield span, text
        return
    for start, end in pairwise(sorted({0, *starts, len(lines)})):
        part = _FOOTNOTE.sub("", "\n".join(lines[start:end]), count=1)
        yield replace(span, line=span.line + start, end_line=span.line + end - 1), part


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


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"maxNesting": _MAX_NESTING}).enable("table")
    parser.disable("reference")
    parser.core.ruler.enableOnly(["normalize", "block"])
    return parser


_PARSER: Final = _parser()


class Reader:
    """Walks the tokens of one document; the headings above are its only state."""

    def __init__(self, name: str, lines: Sequence[str]) -> None:
        self.name = name
        self.lines = lines
        self.found: list[Diagnostic] = []
        self.headings: list[tuple[int, str]] = []
        self.ends: list[int] | None = None
        """The lines where HTML tables end, once somebody asks."""

    def blocks(self) -> Iterator[Block]:
        """Return the blocks in order; `found` has what was wrong."""
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
            self.found.append(
                Diagnostic("LK-D115", Severity.WARNING, message, Span(self.name, opened + 1))
            )
            limit = len(self.lines) if inner is None else opened + 1 + inner
            return _end_of_unclosed(self.lines, opened, limit)
        return None

    def end_of_table(self, span: Span) -> int:
        """Return the line where the HTML table ends that begins in a block: its last, if it is open."""
        if self.ends is None:
            self.ends = [
                at for at, line in enumerate(self.lines, 1) if html_tables.CLOSES.search(line)
            ]
        at = bisect_left(self.ends, span.line)
        return self.ends[at] if at < len(self.ends) else span.end_line

    def section(self) -> tuple[str, ...]:
        """Return the headings above, outermost first."""
        return tuple(text for _, text in self.headings)

    def enter(self, level: int, text: str) -> None:
        """Begin the section of a heading."""
        while self.headings and self.headings[-1][0] >= level:
            self.headings.pop()
        self.headings.append((level, text))


class _Walk:
    """Turns the flat tokens of a segment into blocks."""

    def __init__(self, reader: Reader, tokens: Sequence[Token], offset: int) -> None:
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
        text = unadorned(uncommented(self.tokens[position + 1].content).strip())
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
        text = uncommented(self.tokens[position + 1].content)
        span = self._span(self.tokens[position])
        for one in (found := definitions(text)):
            place = replace(span, line=span.line + one.first, end_line=span.line + one.last)
            text = f"{one.term}:\n{one.said}"
            yield Item(
                span=place, section=self.reader.section(), text=text, depth=0, lead=self.lead
            )
        if found:
            return position + 3
        for place, part in _footnotes(span, text):
            if part.strip():
                yield Paragraph(span=place, section=self.reader.section(), text=part)
                self.lead = part.strip()
        return position + 3

    def _fence(self, position: int) -> _Step:
        token = self.tokens[position]
        span = self._span(token)
        first = span.line + (token.type == "fence")
        is_plain = _language(token.info) in drawn_tables.LANGUAGES
        rows = drawn_tables.rows_of(token.content, first) if is_plain else ()
        yield (
            self._table(span, rows)
            if rows
            else Fence(
                span=span,
                section=self.reader.section(),
                language=_language(token.info),
                text=token.content,
                line=first,
                lead=self._lead_here(),
            )
        )
        self.lead = ""
        return position + 1

    _code_block = _fence

    def _html_block(self, position: int) -> _Step:
        token = self.tokens[position]
        if not html_tables.OPENS.search(token.content):
            return position + 1
        span = self._span(token)
        end = self.reader.end_of_table(span)
        rows = html_tables.rows_of("\n".join(self.reader.lines[span.line - 1 : end]), span.line)
        if len(rows) > 1:
            yield self._table(replace(span, end_line=end), rows)
            self.lead = ""
        return self._from_line(position, end)

    def _from_line(self, position: int, line: int) -> int:
        """Return the position of the first token behind one that is no part of lines up to `line`."""
        level = self.tokens[position].level
        behind = position + 1
        for at in range(position + 1, len(self.tokens)):
            token = self.tokens[at]
            starts = token.map is not None and self.offset + token.map[0] >= line
            if token.level < level or (starts and token.level == level):
                break
            behind = at + 1
        return behind

    def _blockquote_open(self, position: int) -> _Step:
        token = self.tokens[position]
        span = self._span(token)
        lines = self.reader.lines[span.line - 1 : span.end_line]
        text = "\n".join(re.sub(r"^[ \t]*>[ \t]?", "", line) for line in lines)
        yield Quote(span=span, section=self.reader.section(), text=uncommented(text))
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
        text = uncommented(self.tokens[position + 2].content) if has_text else ""
        task = _TASK.match(text)
        text = without_bullet(text[task.end() :] if task else text)
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
        yield self._table(self._span(self.tokens[position]), tuple(self._rows(position, end)))
        self.lead = ""
        return end

    def _table(self, span: Span, rows: tuple[Row, ...]) -> Table:
        return Table(
            span=span,
            section=self.reader.section(),
            header=rows[0].cells,
            rows=rows[1:],
            lead=self._lead_here(),
        )

    def _rows(self, position: int, end: int) -> Iterator[Row]:
        cells: list[str] = []
        for token in self.tokens[position:end]:
            if token.type == "tr_open":
                cells, line = [], self._span(token).line
            elif token.type == "inline":
                cells.append(uncommented(token.content).strip())
            elif token.type == "tr_close":
                yield Row(cells=tuple(cells), line=line)

    def _lead_here(self) -> str:
        return self.lead or (self.items[-1][0] if self.items else "")


def _language(info: str) -> str:
    match = re.match(r"[{\s.]*([A-Za-z0-9_+#-]*)", info)
    return match[1].lower() if match else ""

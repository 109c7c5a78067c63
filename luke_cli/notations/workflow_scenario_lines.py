"""Scenarios of a document, clause by clause: of a fence, of a paragraph, of the items of a list.

Scenario: Taking a ticket               - **Given** a ticket that is new
  Given a ticket in the state "new"     - **When** an agent takes it
  When an agent takes it                - **Then** it is open
  Then ...                              Given ..., when ..., then ...
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from luke_cli.docs.document import Block, Document, Fence, Item, Paragraph
from luke_cli.docs.markdown import plain
from luke_cli.source import Span


class Clause(NamedTuple):
    """What follows `Given`, `When` or `Then`, and where."""

    part: str
    text: str
    place: Span


class Scenario(NamedTuple):
    """Clauses in their order, and the headings above."""

    clauses: tuple[Clause, ...]
    section: tuple[str, ...]


_GHERKIN: Final = frozenset(("gherkin", "feature", "cucumber"))
_PLAIN: Final = frozenset(("", "text", "txt", "plaintext"))
_TITLE: Final = re.compile(
    r"^\s*(?:(Scenario(?: Outline| Template)?|Example)|(Examples|Scenarios)|Feature|Rule|(Background))"
    r"\s*:"
)
_LINE: Final = re.compile(r"^[\s*+-]*(Given|When|Then|And|But|\*)\s+(.*)$")
_BEGINS: Final = re.compile(
    r"^(?:[\w.-]{1,12}[.:)–—-]?\s+)?(?P<part>given|when|then|and|but)\b[,:]?\s+", re.IGNORECASE
)
_INLINE: Final = re.compile(r"(?:^|[\s,;.–—:])(given|when|then)\b[,:]?\s+", re.IGNORECASE)
_CODE: Final = re.compile(r"`([\w -]{2,40})`")
_HOLE: Final = re.compile(r"<([^<>]{1,40})>")
_MAX: Final = 3000
_MAX_ROWS: Final = 60


def scenarios(document: Document) -> Iterator[Scenario]:
    """Yield the scenarios of a document."""
    clauses: list[Clause] = []
    section: tuple[str, ...] = ()
    for block in document.blocks:
        if isinstance(block, Fence) and _is_feature(block):
            yield from _in_fence(block)
            continue
        found = _in_block(block) if isinstance(block, Paragraph | Item) else []
        if clauses and (not found or found[0].part == "given" or block.section != section):
            yield Scenario(tuple(clauses), section)
            clauses = []
        if found and (clauses or found[0].part == "given"):
            section = block.section
            clauses += [c._replace(part=c.part or clauses[-1].part) for c in found]
    if clauses:
        yield Scenario(tuple(clauses), section)


def is_scenario(block: Block) -> bool:
    """Tell whether a block is a scenario or a part of one."""
    text = getattr(block, "text", "")[:200]
    return bool(isinstance(block, Paragraph | Item) and _is_given(plain(text)))


def _is_feature(fence: Fence) -> bool:
    if fence.language in _GHERKIN:
        return True
    lines = fence.text.split("\n")
    return fence.language in _PLAIN and any(
        _LINE.match(line) and line.strip().startswith("Given") for line in lines
    )


def _is_given(text: str) -> bool:
    match = _BEGINS.match(text)
    return match is not None and match["part"].lower() == "given"


def _in_block(block: Paragraph | Item) -> list[Clause]:
    """Part a block at `given`, `when`, `then`; the part of `And` is "" at the beginning."""
    # What stands in backticks stays a name: it may be a state.
    text = plain(_CODE.sub(r'"\1"', block.text))
    begins = _BEGINS.match(text) if len(text) <= _MAX else None
    if begins is None:
        return []
    marks = [(begins.end(), begins["part"].lower())]
    marks += [(m.end(), m[1].lower()) for m in _INLINE.finditer(text, begins.end())]
    found, part = list[Clause](), ""
    for number, (start, word) in enumerate(marks):
        part = part if word in ("and", "but") else word
        end = marks[number + 1][0] if number + 1 < len(marks) else len(text)
        line = block.span.line + text.count("\n", 0, start)
        found += _split(part, text[start:end], line, block.span.file)
    return found


def _split(part: str, text: str, line: int, file: str) -> Iterator[Clause]:
    for offset, said in enumerate(text.split("\n")):
        bare = re.sub(r"^\s*[*+-]*\s*(?:and|but)\s+", "", said, flags=re.IGNORECASE)
        bare = re.sub(r"[\s,;]*\b(?:given|when|then)\b[,:]?\s*$", "", bare, flags=re.IGNORECASE)
        if bare.strip():
            yield Clause(part, bare.strip(" .,;"), Span(file, line + offset))


def _in_fence(fence: Fence) -> Iterator[Scenario]:
    clauses, rows, state = list[Clause](), list[tuple[int, list[str]]](), ""
    part = ""
    for offset, line in enumerate([*fence.text.split("\n"), "Scenario:"]):
        title = _TITLE.match(line)
        if title is not None and title[2]:
            state, rows = "examples", []
        elif title is not None:
            yield from _filled(clauses, rows, fence.section)
            clauses, rows, part = [], [], ""
            state = "background" if title[3] else ""
        elif state == "examples" and line.strip().startswith("|"):
            rows.append(
                (fence.line + offset, [cell.strip() for cell in line.strip(" |\t").split("|")])
            )
        elif (match := _LINE.match(line)) is not None and state != "background":
            part = part if match[1] in ("And", "But", "*") else match[1].lower()
            place = Span(fence.span.file, fence.line + offset)
            if part == "given" and match[1] == "Given" and any(c.part != "given" for c in clauses):
                # Scenarios without titles.
                yield from _filled(clauses, rows, fence.section)
                clauses, rows = [], []
            clauses.append(Clause(part, match[2].strip(" .,;"), place))


def _filled(
    clauses: Sequence[Clause], rows: Sequence[tuple[int, Sequence[str]]], section: tuple[str, ...]
) -> Iterator[Scenario]:
    """Yield a scenario, or one for each row of its examples."""
    if not clauses:
        return
    if not rows:
        yield Scenario(tuple(clauses), section)
        return
    names = rows[0][1]
    for line, cells in rows[1:_MAX_ROWS]:
        values = dict(zip(names, cells, strict=False))
        yield Scenario(
            tuple(
                Clause(
                    clause.part,
                    _HOLE.sub(lambda hole: values.get(hole[1], hole[0]), clause.text),  # noqa: B023
                    Span(clause.place.file, line) if _HOLE.search(clause.text) else clause.place,
                )
                for clause in clauses
            ),
            section,
        )

"""Relations in words, below a heading that speaks of data.

- A Member has many Loans          - Loan belongs to Member
- Member 1:N Loan                  - Book many-to-many Tag (through BookTag)
- Member (1) — (N) Loan            - Each Loan has one Receipt
Loans.member_id → Members.id       | `members` → `loans` | 1 : N |
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from luke_cli.docs.document import Block, Document, Fence, Item, Paragraph, Table
from luke_cli.docs.markdown import plain
from luke_cli.names import singular, snake
from luke_cli.notations.context import about_data, is_client_side
from luke_cli.source import Diagnostic, Span
from luke_cli.spec.facts import Authority, Fact, RelationFact

_NAME: Final = r"[`*]{0,3}([A-Z][A-Za-z]*(?: [A-Z][a-z]+)?|[a-z]+(?:_[a-z]+)+|`[a-z]+`)[`*]{0,3}"
_DETERMINER: Final = (
    r"(?:(?i:an?|each|every|one|the|many|multiple|zero or more|exactly one|at most one)\s+)?"
)
_VERBS: Final = (
    (
        (
            r"(?:has|have|can have|owns?|contains?)\s+(?:zero or more|one or more|many|multiple|"
            r"several)"
        ),
        "one-to-many",
    ),
    (r"(?:has|have|can have|owns?)\s+(?:exactly |at most |only )?one", "one-to-one"),
    (r"belongs?\s+to(?:\s+(?:exactly )?one)?", "many-to-one"),
    (
        (
            r"(?:is |are )?(?:in a )?many[- ]to[- ]many(?: relation(?:ship)?)?(?: with| to)?|"
            r"belongs? to many|[NM*]\s*[:—–→-]+\s*[NM*]|\([NM*]\)\s*[:—–→-]+>?\s*\([NM*]\)"
        ),
        "many-to-many",
    ),
    (
        (
            r"one[- ]to[- ]many(?: with| to)?|1\s*[:—–→-]+>?\s*[NM*]|"
            r"\(1\)\s*[:—–→-]+>?\s*\([NM*]\)|1\s*(?:→|->)\s*[NM*]"
        ),
        "one-to-many",
    ),
    (
        (
            r"many[- ]to[- ]one(?: with| to)?|[NM*]\s*[:—–→-]+>?\s*1|"
            r"\([NM*]\)\s*[:—–→-]+>?\s*\(1\)|[NM*]\s*(?:→|->)\s*1"
        ),
        "many-to-one",
    ),
    (r"one[- ]to[- ]one(?: with| to)?|1\s*[:—–→-]+>?\s*1|\(1\)\s*[:—–→-]+>?\s*\(1\)", "one-to-one"),
)
_FORMS: Final = tuple(
    (
        re.compile(
            rf"^\W*{_DETERMINER}{_NAME}\s*[:,]?\s+(?:{verb})\s+{_DETERMINER}{_NAME}(?:\W|$)"
        ),
        kind,
    )
    for verb, kind in _VERBS
)
_COLON: Final = re.compile(
    rf"^\W*{_NAME}\s*(?:→|->|—|–|-|to|<->|↔)\s*{_NAME}\W+\(?(one-to-many|many-to-one|one-to-one|"
    rf"many-to-many|1:N|N:1|1:1|N:M|M:N|N:N)\b",
    re.IGNORECASE,
)
_COLUMN: Final = re.compile(
    r"^\W*`?([A-Za-z]\w*)\.(\w+)`?\s*(?:→|->|references)\s*`?([A-Za-z]\w*)\.\w+`?\s*$"
)
"""`Bookings.room_id → Rooms.room_id`."""
_ARROWED: Final = re.compile(r"→|->|↔|<->")
_LONGEST: Final = 300
_SHORT: Final = {"1:n": "one-to-many", "n:1": "many-to-one", "1:1": "one-to-one"}


def recognise(document: Document) -> Iterator[Fact | Diagnostic]:
    """Find sentences that relate two entities."""
    if is_client_side(document.owner):
        return
    for block in document.blocks:
        is_plain = isinstance(block, Fence) and block.language in ("", "text", "txt")
        if (isinstance(block, Item | Paragraph) or is_plain) and about_data(block.section):
            yield from _in_lines(block)
        elif isinstance(block, Table):
            yield from _in_table(block)


def _in_lines(block: Block) -> Iterator[Fact]:
    first = block.line if isinstance(block, Fence) else block.span.line
    for offset, text in enumerate(getattr(block, "text", "").split("\n")):
        if len(text) >= _LONGEST:
            continue
        column = _COLUMN.match(text)
        if column is not None:
            entity, target = _named(column[1]), _named(column[3])
            yield _fact(block, first + offset, entity, "many-to-one", target, column[2])
        elif found := _related(plain(text)):
            yield _fact(block, first + offset, *found)


def _in_table(table: Table) -> Iterator[Fact]:
    """Read `| `customers` → `vehicles` | 1 : N |`, wherever it stands."""
    for row in table.rows:
        for cell, following in pairwise(row.cells):
            kind = re.sub(r"\s*:\s*", ":", following.replace("0..1", "1").replace("0..N", "N"))
            names = re.sub(r"\([^()]*\)", "", cell)
            found = _related(f"{names.strip()}: {kind.strip()}") if _ARROWED.search(cell) else None
            if found:
                yield _fact(table, row.line, *found)


def _fact(
    block: Block, line: int, entity: str, kind: str, target: str, field: str = ""
) -> RelationFact:
    return RelationFact(
        place=Span(block.span.file, line),
        authority=Authority.LIST,
        section=block.section,
        entity=entity,
        target=target,
        kind=kind,
        field=field,
    )


def _related(text: str) -> tuple[str, str, str] | None:
    for form, kind in _FORMS:
        match = form.match(text)
        if match is not None:
            return _named(match[1]), kind, _named(match[2])
    match = _COLON.match(text)
    if match is None:
        return None
    kind = match[3].lower()
    return (
        _named(match[1]),
        _SHORT.get(kind, kind if "-" in kind else "many-to-many"),
        _named(match[2]),
    )


def _named(name: str) -> str:
    """Return the name in the singular: `has many Loans`."""
    bare = name.strip("`*")
    return bare if singular(snake(bare)) == snake(bare) or "_" in bare else bare.removesuffix("s")

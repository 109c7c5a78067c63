"""Relations in words, below a heading that speaks of data.

- A Member has many Loans          - Loan belongs to Member
- Member 1:N Loan                  - Book many-to-many Tag (through BookTag)
- Member (1) — (N) Loan            - Each Loan has one Receipt
"""

import re
from collections.abc import Iterator
from typing import Final

from luke_cli.docs.document import Block, Document, Fence, Item, Paragraph
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
_SHORT: Final = {"1:n": "one-to-many", "n:1": "many-to-one", "1:1": "one-to-one"}


def recognise(document: Document) -> Iterator[Fact | Diagnostic]:
    """Find sentences that relate two entities."""
    if is_client_side(document.owner):
        return
    for block in document.blocks:
        is_plain = isinstance(block, Fence) and block.language in ("", "text", "txt")
        if (isinstance(block, Item | Paragraph) or is_plain) and about_data(block.section):
            yield from _in_lines(block)


def _in_lines(block: Block) -> Iterator[Fact]:
    first = block.line if isinstance(block, Fence) else block.span.line
    for offset, text in enumerate(getattr(block, "text", "").split("\n")):
        if len(text) < 300 and (found := _related(plain(text))):
            entity, kind, target = found
            yield RelationFact(
                place=Span(block.span.file, first + offset),
                authority=Authority.LIST,
                section=block.section,
                entity=entity,
                target=target,
                kind=kind,
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

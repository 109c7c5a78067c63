"""Headers of requests in code blocks: contracts, and requests as they are sent.

- in: header            POST /orders                      curl -H "Idempotency-Key: $KEY" ...
  name: Idempotency-Key   Idempotency-Key: 8e03978e
"""

import re
from collections.abc import Iterator
from typing import Final

from luke_cli.docs.document import Document, Fence
from luke_cli.source import Diagnostic, Span
from luke_cli.spec.facts import Authority, Fact, HeaderFact

_KNOWN: Final = ("Idempotency-Key",)
_NAMED: Final = re.compile(
    rf"""(?:^|["'\s,{{(])(?P<name>{"|".join(_KNOWN)})["']?\s*(?:[:=,}})\]]|$)""", re.IGNORECASE
)
_COMMENT: Final = re.compile(r"\s*(?:#|//|--|\*)")


def recognise(document: Document) -> Iterator[Fact | Diagnostic]:
    """Find the first line of each code block that names a header which luke knows."""
    for block in document.blocks:
        if not isinstance(block, Fence):
            continue
        for number, line in enumerate(block.text.splitlines(), block.line):
            match = _NAMED.search(line)
            if match and not _COMMENT.match(line):
                yield HeaderFact(
                    place=Span(document.name, number),
                    authority=Authority.CODE,
                    section=block.section,
                    name=match["name"],
                )
                break

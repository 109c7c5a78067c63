"""Workflows that are told beside the paths of steps: from which states each may be taken.

- `POST /permits/{id}/grant`: grants a permit that is in review
- `POST /permits/{id}/revoke`: only for granted permits          | POST | /permits/{id}/refuse | only while in review |
"""

import re
from collections.abc import Collection, Iterator
from typing import Final

from luke_cli.docs.document import Document, Item, Paragraph, Table
from luke_cli.docs.markdown import plain
from luke_cli.names import singular, snake
from luke_cli.notations.paths import STEP
from luke_cli.notations.workflow_beside import Member, told_into
from luke_cli.notations.workflow_words import words_of
from luke_cli.source import Span
from luke_cli.spec.facts import WorkflowFact

_PATH: Final = re.compile(
    r"`?\s*(?:(?:POST|PUT|PATCH)\s+)?(?P<path>(?:/[\w{}<>:$.-]+){2,})`?\s*(?:[:–—-]|\b)?\s*"
)


def steps_of_endpoints(document: Document, known: Collection[str]) -> Iterator[WorkflowFact]:
    """Yield the steps that are told beside paths; `known`: the states."""
    by_act = words_of(frozenset(known)).by_act
    for section, path, text, place in _described(document):
        step = STEP.search(path)
        state = by_act.get(snake(step["verb"]), "") if step else ""
        if step is not None and state:
            thing = singular(snake(step["thing"])).replace("_", " ")
            member = Member(state, plain(text), place)
            yield from told_into(member, section, thing, frozenset(known))


def _described(document: Document) -> Iterator[tuple[tuple[str, ...], str, str, Span]]:
    """Yield each path with its section, with what is said of it, and where."""
    for block in document.blocks:
        if isinstance(block, Item | Paragraph) and (found := _PATH.match(block.text)):
            place = Span(block.span.file, block.span.line)
            yield block.section, found["path"], block.text[found.end() :], place
        for row in block.rows if isinstance(block, Table) else ():
            paths = [found for cell in row.cells if (found := _PATH.match(cell))]
            cells = ". ".join(cell for cell in row.cells if cell and not _PATH.match(cell))
            if len(paths) == 1:
                place = Span(block.span.file, row.line)
                yield block.section, paths[0]["path"], cells, place

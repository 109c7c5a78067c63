"""States that the drawing of a screen shows as tabs, chips or radio buttons.

Tabs by status:
[ Draft ] [ On hold ] [ Paid ]        ( ) Draft   (o) Paid   ( ) Lost
"""

import re
from collections.abc import Iterator
from typing import Final

from luke_cli.docs.document import Document, Fence
from luke_cli.docs.markdown import plain
from luke_cli.notations.context import is_client_side
from luke_cli.notations.status_lists import state_names
from luke_cli.notations.workflow_chains import HAS_ARROW
from luke_cli.source import Diagnostic, Span
from luke_cli.spec.facts import Authority, Fact, RuleFact

_OF_STATES: Final = re.compile(
    r"\b(?:status(?:es)?|states?|estados?|zust[aä]nde?|statuts?|[ée]tats?|stat[oi]|situa[cç](?:[oõ]es|[aã]o))\b",
    re.IGNORECASE,
)
_SHOWN: Final = re.compile(
    r"\b(?:tabs?|chips?|filters?|pills?|badges?|radio|screens?|forms?|pestañas|reiter|onglets|abas|schede)\b",
    re.IGNORECASE,
)
_TAB: Final = re.compile(r"\[\s*([^\W\d_][^\[\]|\n]{1,30}?)\s*\]")
_RADIO: Final = re.compile(r"[(\[][ox*•●○✓ ]?[)\]]\s?([^\W\d_][\w-]*(?: [\w-]+){0,2})")
_FEWEST: Final = 3


def recognise(document: Document) -> Iterator[Fact | Diagnostic]:
    """Find the drawings of states in the documents of screens, and of screens in others."""
    is_client = is_client_side(document.owner)
    for block in document.blocks:
        if isinstance(block, Fence) and not HAS_ARROW.search(block.text):
            above = _above(block)
            if _OF_STATES.search(above) and (is_client or _SHOWN.search(above)):
                yield from _drawn(block)


def _above(fence: Fence) -> str:
    """Return the words that say what is drawn: the paragraph above, or else the heading."""
    return plain(fence.lead) or (plain(fence.section[-1]) if fence.section else "")


def _drawn(fence: Fence) -> Iterator[Fact]:
    for form in (_TAB, _RADIO):
        labels = [*form.finditer(fence.text)]
        values = state_names([label[1] for label in labels])
        if len(values) >= _FEWEST:
            line = fence.line + fence.text.count("\n", 0, labels[0].start())
            yield RuleFact(
                place=Span(fence.span.file, line),
                authority=Authority.PROSE,
                section=fence.section,
                entity="",
                field="status",
                values=values,
            )

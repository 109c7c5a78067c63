"""Steps between states that one document lists and another speaks of in sentences.

`state: OPEN ACCEPTED` in a schema; then `the assignment moves from open to accepted` is a step.
"""

from collections.abc import Iterable, Sequence

from luke_cli.docs.document import Document
from luke_cli.names import snake
from luke_cli.notations import workflows
from luke_cli.notations.states import folded
from luke_cli.source import Diagnostic
from luke_cli.spec.facts import EnumFact, Fact, FieldFact, WorkflowFact

Found = list[Fact | Diagnostic]
_ENDS = ("status", "state", "stage", "phase", "estado", "zustand")


def with_known_states(documents: Sequence[Document], found: Sequence[Found]) -> list[Found]:
    """Add to what was found in each document the steps between states of another."""
    listed = [frozenset(_states(items)) for items in found]
    everywhere = frozenset().union(*listed) if listed else frozenset()
    return [
        _again(document, items, everywhere - own) if _speaks(document, everywhere - own) else items
        for document, items, own in zip(documents, found, listed, strict=True)
    ]


def _states(found: Iterable[Fact | Diagnostic]) -> Iterable[str]:
    for one in found:
        if isinstance(one, EnumFact | FieldFact) and snake(one.name).endswith(_ENDS):
            yield from map(folded, one.values)


def _speaks(document: Document, states: frozenset[str]) -> bool:
    """Tell whether a document has at least two of the states in its words."""
    if not states:
        return False
    text = " ".join(getattr(block, "text", "") for block in document.blocks).lower()
    text = text.replace("-", " ").replace("_", " ")
    return sum(1 for state in states if state.replace("_", " ") in text) > 1


def _again(document: Document, items: Found, states: frozenset[str]) -> Found:
    before = {item for item in items if isinstance(item, WorkflowFact)}
    read = workflows.recognise(document, states)
    more = [item for item in read if isinstance(item, WorkflowFact) and item not in before]
    return sorted([*items, *more], key=lambda item: item.place.line if item.place else 0)

"""Steps between states that a schema lists and sentences, drawings or cells of tables speak of.

`state: OPEN ACCEPTED` in a schema; then `the assignment moves from open to accepted` is a step, in
the document of the schema or in another.
"""

from collections.abc import Iterable, Sequence

from luke_cli.docs.document import Document, Table
from luke_cli.notations import workflow_tables, workflows
from luke_cli.notations.states import folded, is_state_field
from luke_cli.source import Diagnostic
from luke_cli.spec.facts import EnumFact, Fact, FieldFact, RuleFact, WorkflowFact

Found = list[Fact | Diagnostic]


def with_known_states(documents: Sequence[Document], found: Sequence[Found]) -> list[Found]:
    """Add to what was found in each document the steps between states that a schema lists."""
    states = states_of(item for items in found for item in items)
    return [
        _again(document, items, states) if _speaks(document, states) else items
        for document, items in zip(documents, found, strict=True)
    ]


def states_of(found: Iterable[Fact | Diagnostic]) -> frozenset[str]:
    """Return the states that schemas list."""
    return frozenset(_states(found))


def _states(found: Iterable[Fact | Diagnostic]) -> Iterable[str]:
    for one in found:
        name = one.name if isinstance(one, EnumFact | FieldFact) else ""
        name = one.field if isinstance(one, RuleFact) else name
        if isinstance(one, EnumFact | FieldFact | RuleFact) and is_state_field(name):
            yield from map(folded, one.values)


def _speaks(document: Document, states: frozenset[str]) -> bool:
    """Tell whether a document has at least two of the states in its words."""
    if not states:
        return False
    texts = [getattr(block, "text", "") for block in document.blocks]
    tables = [block for block in document.blocks if isinstance(block, Table)]
    texts += [cell for table in tables for row in table.rows for cell in row.cells]
    text = " ".join(texts).lower().replace("-", " ").replace("_", " ")
    return sum(1 for state in states if state.replace("_", " ") in text) > 1


def _again(document: Document, items: Found, states: frozenset[str]) -> Found:
    before = {item for item in items if isinstance(item, WorkflowFact)}
    read = (*workflows.recognise(document, states), *workflow_tables.recognise(document, states))
    more = [item for item in read if isinstance(item, WorkflowFact) and item not in before]
    return sorted([*items, *more], key=lambda item: item.place.line if item.place else 0)

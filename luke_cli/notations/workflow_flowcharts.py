"""Workflows that are drawn as a flowchart of Mermaid below a heading about a status.

flowchart LR
  A[New] -->|assign| B[Assigned]
  B --> C(Solved) --> D[Closed]
"""

import re
from collections.abc import Iterator
from typing import Final

from luke_cli.docs.document import Fence
from luke_cli.notations.states import (
    STATE_NAME,
    STATUS,
    Where,
    context_of,
    entity_of,
    is_state,
    transition_fact,
)
from luke_cli.source import Span
from luke_cli.spec.facts import WorkflowFact

_KIND: Final = re.compile(r"^\s*(?:flowchart|graph)\b[^\n;]*", re.MULTILINE)
_NODE: Final = re.compile(
    r"\s*(?P<id>[A-Za-z_][\w]*)(?:\s*(?:\[\[|\[\(|\(\(|\(\[|\[|\(|\{\{|\{|>)\s*\"?(?P<title>[^\"\[\](){}]{1,60}?)\"?\s*"
    r"(?:\]\]|\)\]|\)\)|\]\)|\]|\)|\}\}|\}))?(?:::?:?\w+)?\s*"
)
_EDGE: Final = re.compile(
    r"(?:--\s*(?P<inside>[A-Za-z][^->|]{0,40}?)\s*-->|(?:-{2,}|={2,}|-\.+-)>)(?:\s*\|\s*\"?(?P<label>[^|\"]{0,60})\"?\s*\|)?"
)
_MAX: Final = 8000


def steps_in_flowchart(fence: Fence) -> Iterator[WorkflowFact]:
    """Yield the steps of a flowchart whose nodes are states."""
    kind = _KIND.search(fence.text) if len(fence.text) <= _MAX else None
    if kind is None or not any(map(STATUS.search, context_of(fence))):
        return
    titles: dict[str, str] = {}
    edges: list[tuple[int, str, str, str]] = []
    for offset, line in enumerate(fence.text.split("\n")):
        for part in line.split(";"):
            edges += [(offset, *edge) for edge in _edges(part, titles)]
    names = {node: titles.get(node, node) for _, *ends in edges for node in ends[:2]}
    usual = sum(map(is_state, names.values()))
    if usual * 2 < len(names):
        return
    for offset, source, target, label in edges:
        if STATE_NAME.fullmatch(names[source]) and STATE_NAME.fullmatch(names[target]):
            place = Span(fence.span.file, fence.line + offset)
            where = Where(place, fence.section, entity_of(fence))
            yield transition_fact(where, names[source], names[target], label)


def _edges(text: str, titles: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    """Yield the arrows of `A[New] --> B --> C`; notes what the nodes are called."""
    node = _NODE.match(text)
    while node is not None:
        if node["title"]:
            titles[node["id"]] = node["title"].strip()
        edge = _EDGE.match(text, node.end())
        following = _NODE.match(text, edge.end()) if edge else None
        if edge is not None and following is not None:
            yield node["id"], following["id"], (edge["inside"] or edge["label"] or "").strip()
        node = following

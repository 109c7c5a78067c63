"""Workflows that are drawn as a flowchart of Mermaid or a graph of Graphviz.

flowchart LR                                    digraph order {
  A[New] -->|assign| B{spare part?}               new -> assigned [label="assign (agent)"];
  B -->|no| C(Solved) --> D[Closed]               assigned -> { solved closed }
  B -->|yes| E[Waiting]                         }

A diamond is passed through. Charts show many things: the nodes of these are states.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from luke_cli.docs.document import Fence
from luke_cli.notations.state_diagrams import steps_of
from luke_cli.notations.state_lines import EDGE, Arrow, Drawing
from luke_cli.notations.states import STATE_NAME, STATUS, context_of, entity_of, is_state
from luke_cli.spec.facts import Fact

_KIND: Final = re.compile(r"^\s*(?:flowchart|graph)\b[^\n;]*", re.MULTILINE)
_DIGRAPH: Final = re.compile(r"^\s*(?:strict\s+)?digraph\b", re.MULTILINE)
_NODE: Final = re.compile(
    r"\s*(?P<id>[A-Za-z_][\w]*)(?:\s*(?P<open>\[\[|\[\(|\(\(|\(\[|\[|\(|\{\{|\{|>)\s*\"?(?P<title>[^\"\[\](){}]{1,60}?)\"?\s*"
    r"(?:\]\]|\)\]|\)\)|\]\)|\]|\)|\}\}|\}))?(?:::?:?\w+)?\s*"
)
_EDGE: Final = re.compile(
    r"(?:--\s*\"?(?P<inside>[A-Za-z][^->|\"]{0,40}?)\"?\s*-->|(?:-{2,}|={2,}|-\.+-)>)(?:\s*\|\s*\"?(?P<label>[^|\"]{0,60})\"?\s*\|)?"
)
_PEN: Final = re.compile(
    r"(?P<from>\"[^\"]{1,60}\"|\w{1,60})(?P<rest>(?:\s*->\s*(?:\"[^\"]{1,60}\"|\w{1,60}|\{[^{}]{1,200}\})){1,20})"
    r"\s*(?:\[(?P<made>[^\[\]]{0,200})\])?"
)
_DOT_NODE: Final = re.compile(r"(?P<id>\"[^\"]{1,60}\"|\w{1,60})\s*\[(?P<made>[^\[\]]{0,200})\]")
_LABEL: Final = re.compile(r"\blabel\s*=\s*\"([^\"]{0,80})\"")
_DIAMOND: Final = re.compile(r"\bshape\s*=\s*\"?(?:diamond|Mdiamond)")
_POINT: Final = re.compile(r"\bshape\s*=\s*\"?(?:point|none)|^(?:start|end|stop|begin)$")
_ENDS: Final = re.compile(r"start|begin|end|stop|finish", re.IGNORECASE)
_DONE: Final = re.compile(r"[a-z]{2,}ed")
"""What something became is a state, whatever the domain: `appealed`, `waived`."""
_MAX: Final = 8000
_FEWEST: Final = 3


@dataclass(slots=True)
class _Chart:
    """A chart while it is read."""

    titles: dict[str, str] = field(default_factory=dict)
    passed: set[str] = field(default_factory=set)
    edges: list[tuple[int, str, str, str]] = field(default_factory=list)

    def called(self, node: str) -> str:
        """Return what a node is called, or that it is where the chart begins or ends."""
        title = self.titles.get(node, node)
        return EDGE if _ENDS.fullmatch(title) else title


def steps_in_flowchart(fence: Fence) -> Iterator[Fact]:
    """Yield the steps of a chart whose nodes are states."""
    if len(fence.text) > _MAX:
        return
    chart = _Chart()
    if _KIND.search(fence.text):
        for offset, line in enumerate(fence.text.split("\n")):
            for part in line.split(";"):
                _read(chart, part, fence.line + offset)
    elif _DIGRAPH.search(fence.text):
        _read_dot(chart, fence)
    if not _shows_states(chart, fence):
        return
    arrows = (
        Arrow(chart.called(source), chart.called(target), label, line, ())
        for line, source, target, label in chart.edges
    )
    drawn = Drawing(tuple(arrows), frozenset(map(chart.called, chart.passed)))
    yield from steps_of(drawn, fence, entity_of(fence))


def _shows_states(chart: _Chart, fence: Fence) -> bool:
    ends = {end for _, *ends in chart.edges for end in ends[:2]}
    names = {chart.called(end) for end in ends - chart.passed} - {EDGE}
    if not names or not all(map(STATE_NAME.fullmatch, names)):
        return False
    usual = sum(is_state(name) or _DONE.fullmatch(name) is not None for name in names)
    if any(map(STATUS.search, context_of(fence))):
        return usual * 2 >= len(names)
    return usual >= _FEWEST and usual * 4 >= len(names) * 3


def _read(chart: _Chart, text: str, line: int) -> None:
    """Read the arrows of `A[New] --> B & C --> D`."""
    sources, position = _nodes(chart, text, 0)
    while sources:
        edge = _EDGE.match(text, position)
        targets, position = _nodes(chart, text, edge.end()) if edge else ([], position)
        label = ((edge["inside"] or edge["label"] or "") if edge else "").strip()
        chart.edges += [(line, one, other, label) for one in sources for other in targets]
        sources = targets


def _nodes(chart: _Chart, text: str, position: int) -> tuple[list[str], int]:
    """Return the nodes of `A[New] & B`, and where what follows them begins."""
    found: list[str] = []
    node = _NODE.match(text, position)
    while node is not None:
        found.append(node["id"])
        position = node.end()
        if node["title"]:
            chart.titles[node["id"]] = node["title"].strip()
        if node["open"] in ("{", "{{"):
            chart.passed.add(node["id"])
        node = _NODE.match(text, position + 1) if text[position : position + 1] == "&" else None
    return found, position


def _read_dot(chart: _Chart, fence: Fence) -> None:
    for node in _DOT_NODE.finditer(fence.text):
        name, made = node["id"].strip('"'), node["made"]
        label = _LABEL.search(made)
        if label is not None and label[1]:
            chart.titles[name] = label[1]
        if _DIAMOND.search(made):
            chart.passed.add(name)
        if _POINT.search(made) or _POINT.search(name):
            chart.titles[name] = "start"
    for pen in _PEN.finditer(fence.text):
        line = fence.line + fence.text.count("\n", 0, pen.start())
        label = _LABEL.search(pen["made"] or "")
        sources = [pen["from"].strip('"')]
        for part in re.split(r"\s*->\s*", pen["rest"])[1:]:
            targets = [one or other for one, other in re.findall(r"\"([^\"]+)\"|(\w+)", part)]
            text = label[1] if label else ""
            chart.edges += [(line, one, other, text) for one in sources for other in targets]
            sources = targets

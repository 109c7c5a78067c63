"""Steps of a workflow that a scenario tells.

Given an invoice that is open            Given a confirmed order
When the bookkeeper marks it as paid     When the driver arrives
Then it leaves the list                  Then the order becomes delivered
"""

import re
from collections.abc import Iterator
from typing import Final

from luke_cli.docs.document import Item, Paragraph
from luke_cli.docs.markdown import plain
from luke_cli.notations.states import Where, folded, is_state, transition_fact
from luke_cli.source import Span
from luke_cli.spec.facts import WorkflowFact

_LINE: Final = re.compile(r"\s*\b(Given|When|Then|And|But)\s+(.*)")
_STATE: Final = r"((?:in|on|under|written)?\s?[a-z][\w-]*)"
_THAT_IS: Final = re.compile(
    rf"\b(?:an?|the|my|their)\s+([a-z]\w*)\s+(?:that|which)\s+is\s+{_STATE}"
)
_IN_STATE: Final = re.compile(r"\b(?:an?|the|my|their)\s+([a-z][\w-]*)\s+([a-z]\w*)\b")
_MARKS: Final = re.compile(
    rf"\b(?:marks|sets|moves)\s+(?:(it|them)|(?:the|that)\s+([a-z]\w*))\s+(?:as|to)\s+{_STATE}"
)
_BECOMES: Final = re.compile(
    rf"\b(?:(it)|(?:the|that|my)\s+([a-z]\w*))\s+(?:is|becomes|turns\s+into|moves\s+to)\s+{_STATE}$"
)


def scenario_steps(block: Paragraph | Item) -> Iterator[WorkflowFact]:
    """Yield what leads from the state of `Given` to the one of `When` or `Then`."""
    text = plain(block.text)
    if not text.startswith("Given"):
        return
    part, things = "", dict[str, str]()
    for offset, line in enumerate(text.split("\n")):
        match = _LINE.match(line)
        if match is None:
            continue
        part = match[1] if match[1] in ("Given", "When", "Then") else part
        said = match[2].strip(" .,;")
        if part == "Given":
            things.update(_given(said))
            continue
        for form in (_MARKS, _BECOMES):
            step = form.search(said)
            # `it` is the last thing that has a state.
            thing = "" if step is None else (step[2] or next(reversed(things), ""))
            if step is not None and thing in things and _leads(things[thing], step[3]):
                place = Span(block.span.file, block.span.line + offset)
                where = Where(place, block.section, thing)
                yield transition_fact(where, things.pop(thing), step[3], "")


def _given(said: str) -> Iterator[tuple[str, str]]:
    """Yield each thing with its state: `an invoice that is open`, `a confirmed order`."""
    for match in _THAT_IS.finditer(said):
        if is_state(match[2]):
            yield match[1], match[2].strip()
    for match in _IN_STATE.finditer(said):
        if is_state(match[1]):
            yield match[2], match[1]


def _leads(source: str, target: str) -> bool:
    return is_state(target) and folded(source) != folded(target)

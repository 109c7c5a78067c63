"""Workflows that code writes down: which states may follow each, or one record a step.

const LOAN_TRANSITIONS = {                  transitions:
  open: ['returned', 'lost'],                 open: [returned, lost]
  [LoanStatus.LOST]: [LoanStatus.FOUND],      lost:
}                                               - found
{ from: 'open', to: 'lost', action: 'lose' }
@transition(field=status, source="open", target="lost")
"""

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from luke_cli.docs.document import Fence
from luke_cli.notations.states import (
    STATUS,
    Where,
    context_of,
    entity_of,
    is_state,
    transition_fact,
)
from luke_cli.source import Span
from luke_cli.spec.facts import WorkflowFact

_NAME: Final = re.compile(
    r"^(?P<indent>[ \t]*)(?:[\w.<>,?\[\]]+[ \t]+){0,6}[\"']?(?P<name>\w*transitions?\w*|next_?states?\w*)\b",
    re.IGNORECASE | re.MULTILINE,
)
_ONE: Final = r"[\[\"'`:]*(?:[A-Za-z_]\w*(?:\.|::))*[A-Za-z_][\w-]*[\"'`\]]*"
_ITEM: Final = r"[\"'`:]*(?:[A-Za-z_]\w*(?:\.|::))*[A-Za-z_][\w-]*[\"'`]*"
_ENTRY: Final = re.compile(
    rf"(?P<key>{_ONE})\s*(?::|=>|,)\s*(?:(?:new\s+)?[A-Za-z.]+(?=[\[{{(]))?[\[{{(]{{1,2}}\s*(?P<list>{_ITEM}(?:\s*,\s*{_ITEM})*)?\s*,?\s*[\]}})]"
)
_BLOCK: Final = re.compile(r"^\s*[\"']?(?P<key>[A-Za-z_][\w-]*)[\"']?\s*:\s*$")
_DASH: Final = re.compile(r"^\s*-\s+[\"']?([A-Za-z_][\w-]*)[\"']?\s*(?:#.*)?$")
_MANY: Final = rf"(?:[\[{{(]\s*(?P<many>{_ITEM}(?:\s*,\s*{_ITEM})*)|(?P<one>{_ITEM}))"
_FROM: Final = re.compile(rf"\b(?:from|source)[\"']?\s*[:=]\s*{_MANY}", re.IGNORECASE)
_TO: Final = re.compile(rf"\b(?:to|dest|target)[\"']?\s*[:=]\s*{_MANY}", re.IGNORECASE)
_ACTION: Final = re.compile(
    r"\b(?:action|event|trigger|name|verb|on)[\"']?\s*[:=]\s*[\"'`]?(?P<action>[A-Za-z_]\w*)|\bdef\s+(?P<method>\w+)",
    re.IGNORECASE,
)
_OWNER: Final = re.compile(r"\b([A-Z][A-Za-z]+?)(?:Status|State|Stage)(?:es)?\b")
_IN_NAME: Final = re.compile(
    r"(?:allowed|valid|status|states?|possible|transitions?|map|table|next|^[A-Z]?_)", re.IGNORECASE
)
_WIDE: Final = 160
_MAX: Final = 20000
_MOST: Final = 20
_DATA: Final = frozenset(
    ("sql", "mermaid", "gherkin", "plantuml", "http", "bash", "sh", "css", "html")
)


def steps_in_code(fence: Fence) -> Iterator[WorkflowFact]:
    """Yield the steps that a fence of code writes down."""
    if len(fence.text) > _MAX or fence.language in _DATA:
        return
    maps = islice(_NAME.finditer(fence.text), _MOST)
    steps = [step for found in maps for step in _below(fence.text, found)]
    is_about = bool(steps) or any(map(STATUS.search, context_of(fence)))
    records = list(_records(fence.text)) if is_about or "transition" in fence.text else []
    states = [word for _, source, target, _ in (*steps, *records) for word in (source, target)]
    known = sum(map(is_state, states))
    if not states or known * 3 < len(states):
        return
    owner = _owner(fence.text) or entity_of(fence)
    for position, source, target, action in dict.fromkeys((*steps, *records)):
        line = fence.line + fence.text.count("\n", 0, position)
        where = Where(Span(fence.span.file, line), fence.section, owner)
        if source != target:
            yield transition_fact(where, source, target, action)


def _below(text: str, found: re.Match[str]) -> Iterator[tuple[int, str, str, str]]:
    """Yield the steps of a map, up to the line that closes it."""
    end = len(text)
    at = text.find("\n", found.end())
    closes = re.compile(rf"^(?![ \t]{{{len(found['indent']) + 1},}})[ \t]*\S", re.MULTILINE)
    if at >= 0 and (last := closes.search(text, at + 1)):
        end = last.start()
    opened = text.find("=", found.end(), at if at >= 0 else end)
    start = opened + 1 if opened >= 0 else found.end()
    for entry in _ENTRY.finditer(text, start, end):
        for target in _words(entry["list"] or ""):
            yield entry.start(), _words(entry["key"])[0], target, ""
    key, position = "", start
    for line in text[start:end].split("\n"):
        block, dash = _BLOCK.match(line), _DASH.match(line)
        if block is not None:
            key = block["key"]
        elif dash is not None and key:
            yield position, key, dash[1], ""
        position += len(line) + 1


def _records(text: str) -> Iterator[tuple[int, str, str, str]]:
    """Yield a step for each `from` with a `to` behind it."""
    found = list(_FROM.finditer(text))
    for number, one in enumerate(found):
        end = found[number + 1].start() if number + 1 < len(found) else len(text)
        end = min(end, one.end() + _WIDE)
        target = _TO.search(text, one.end(), end)
        if target is None:
            continue
        begin = max(text.rfind("\n", 0, one.start()), text.rfind("{", 0, one.start()), 0)
        action = _ACTION.search(text, begin, one.start()) or _ACTION.search(text, target.end(), end)
        label = (action["action"] or action["method"]) if action else ""
        for source in _words(one["many"] or one["one"]):
            for state in _words(target["many"] or target["one"]):
                yield one.start(), source, state, label.replace("_", " ").lower()


def _words(text: str) -> list[str]:
    """Return `returned` for `LoanStatus.RETURNED`, and each of several."""
    parts = (re.split(r"\.|::", part.strip("[]\"'`: \n\t"))[-1] for part in text.split(","))
    return [part.strip("[]\"'`: \n\t") for part in parts if part.strip("[]\"'`: \n\t")]


def _owner(text: str) -> str:
    """Return whose states they are: of `LoanStatus.OPEN` or of `LOAN_TRANSITIONS`."""
    names = [
        name for name in _OWNER.findall(text) if name.lower() not in ("allowed", "valid", "next")
    ]
    if names:
        return str(names[0])
    named: Sequence[str] = [found["name"] for found in _NAME.finditer(text)]
    bare = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", named[0]) if named else ""
    words = [word for word in bare.split("_") if word and not _IN_NAME.fullmatch(word)]
    return "_".join(words).lower()

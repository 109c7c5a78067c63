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
    STATE_NAME,
    STATUS,
    Where,
    context_of,
    entity_of,
    is_state,
    transition_fact,
)
from luke_cli.notations.workflow_code import CodedStep, bare_words, coded_steps
from luke_cli.source import Span
from luke_cli.spec.facts import WorkflowFact

_NAME: Final = re.compile(
    r"^(?P<indent>[ \t]*)(?:[\w.<>,?\[\]]+[ \t]+){0,6}[\"']?(?P<name>\w*transitions?\w*|next_?states?\w*|"
    r"\w*(?:steps|flows?|moves|successors|follows|followed_?by|lifecycle)(?=[^\n=]*\bRecord<\w*(?:Status|State|Stage)\b|\s*[:=]?\s*=?\s*\{))\b",
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
_FROM: Final = re.compile(
    rf"\b(?:from|source|src)[\"']?\s*[:=]>?\s*(?:\[\]\w{{1,20}}(?={{))?{_MANY}", re.IGNORECASE
)
_TO: Final = re.compile(rf"\b(?:to|dest|dst|target)[\"']?\s*[:=]>?\s*{_MANY}", re.IGNORECASE)
_ACTION: Final = re.compile(
    r"\b(?:action|event|trigger|name|verb|on)[\"']?\s*[:=]>?\s*[\"'`]?([A-Za-z_]\w*)", re.IGNORECASE
)
_KEYED: Final = re.compile(r"(\w+)[\"']?\s*(?:=>|:|=)\s*[\[{(]\s*[\"']?$")
_METHOD: Final = re.compile(r"\bdef\s+(\w+)")
_NO_STATE: Final = re.compile(
    r"from|to|source|sources|target|dest|src|dst|roles?|by|actors?|requires|needs|guards?|states|places|"
    r"transitions?|events?|actions?",
    re.IGNORECASE,
)
_OWNER: Final = re.compile(r"\b([A-Z][A-Za-z]+?)(?:Status|State|Stage)(?:es)?\b")
_IN_NAME: Final = re.compile(
    r"(?:allowed|valid|status|states?|possible|transitions?|map|table|next|steps|flows?|moves|successors|follows|followed_?by"
    r"|lifecycle|^[A-Z]?_)",
    re.IGNORECASE,
)
_WIDE: Final = 160
_MAX: Final = 20000
_MOST: Final = 20
_DATA: Final = frozenset(("mermaid", "gherkin", "plantuml", "http", "bash", "sh", "css", "html"))


def steps_in_code(fence: Fence) -> Iterator[WorkflowFact]:
    """Yield the steps that a fence of code writes down."""
    if len(fence.text) > _MAX or fence.language in _DATA:
        return
    steps = _steps(fence)
    if not _are_states(steps):
        return
    owner = _owner(fence.text) or entity_of(fence) or _class(fence.text)
    for position, source, target, action in dict.fromkeys(steps):
        line = fence.line + fence.text.count("\n", 0, position)
        where = Where(Span(fence.span.file, line), fence.section, owner)
        if source != target:
            yield transition_fact(where, source, target, action)


def _steps(fence: Fence) -> list[CodedStep]:
    if coded := coded_steps(fence.text):
        return coded
    maps = islice(_NAME.finditer(fence.text), _MOST)
    steps = [step for found in maps for step in _below(fence.text, found)]
    is_about = bool(steps) or any(map(STATUS.search, context_of(fence)))
    is_about = is_about or "transition" in fence.text or "fsm." in fence.text
    return [*steps, *(_records(fence.text) if is_about else ())]


def _are_states(steps: Sequence[CodedStep]) -> bool:
    """Tell whether the words are states: usual ones, or each step leads on to the next."""
    states = [word for _, source, target, _ in steps for word in (source, target)]
    if not states or not all(map(STATE_NAME.fullmatch, states)):
        return False
    leads_on = {source for _, source, _, _ in steps} & {target for _, _, target, _ in steps}
    return sum(map(is_state, states)) * 3 >= len(states) or len(leads_on) > 1


def _below(text: str, found: re.Match[str]) -> Iterator[CodedStep]:
    """Yield the steps of a map, up to the line that closes it."""
    end = len(text)
    at = text.find("\n", found.end())
    closes = re.compile(rf"^(?![ \t]{{{len(found['indent']) + 1},}})[ \t]*\S", re.MULTILINE)
    if at >= 0 and (last := closes.search(text, at + 1)):
        end = last.start()
    opened = text.find("=", found.end(), at if at >= 0 else end)
    start = opened + 1 if opened >= 0 else found.end()
    for entry in _ENTRY.finditer(text, start, end):
        key = bare_words(entry["key"])[0]
        for target in bare_words(entry["list"] or "") if not _NO_STATE.fullmatch(key) else ():
            yield entry.start(), key, target, ""
    key, position = "", start
    for line in text[start:end].split("\n"):
        block, dash = _BLOCK.match(line), _DASH.match(line)
        if block is not None:
            key = "" if _NO_STATE.fullmatch(block["key"]) else block["key"]
        elif dash is not None and key:
            yield position, key, dash[1], ""
        position += len(line) + 1


def _records(text: str) -> Iterator[CodedStep]:
    """Yield a step for each `from` with a `to` behind it."""
    found = list(_FROM.finditer(text))
    for number, one in enumerate(found):
        end = found[number + 1].start() if number + 1 < len(found) else len(text)
        end = min(end, one.end() + _WIDE)
        target = _TO.search(text, one.end(), end)
        if target is None:
            continue
        label = _label(text, one, target, end)
        for source in bare_words(one["many"] or one["one"]):
            for state in bare_words(target["many"] or target["one"]):
                yield one.start(), source, state, label.replace("_", " ").lower()


def _label(text: str, source: re.Match[str], target: re.Match[str], end: int) -> str:
    """Return what a record is called: inside, by its key, or by the function that it stands above."""
    begin = max(text.rfind("\n", 0, source.start()), text.rfind("{", 0, source.start()), 0)
    before = _ACTION.search(text, begin, source.start())
    keyed = _KEYED.search(text, max(0, source.start() - _WIDE), source.start())
    closes = re.compile(r"[}\])]|\n\s*[-\[{]").search(text, target.end(), end)
    behind = _ACTION.search(text, target.end(), closes.start() if closes else end)
    named = _METHOD.search(text, target.end(), end)
    found = before or keyed or behind or named
    return str(found[1]) if found else ""


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


def _class(text: str) -> str:
    """Return the class that a machine is written in: `Loan` of `class LoanMachine`."""
    match = re.search(r"^\s*(?:public\s+)?class\s+([A-Z]\w{1,60})", text, re.MULTILINE)
    return re.sub(r"(?:State)?(?:Machine|Workflow|Flow)$", "", match[1]) if match else ""

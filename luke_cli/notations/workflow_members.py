"""Workflows that stand beside the states where code or a list of values names them.

enum LoanStatus {                              - status: enum
  ASKED    // becomes LENT or REFUSED            - asked: then `lent`, or refused by the desk
  LENT     // -> RETURNED                        - lent: falls back to asked after two days
  RETURNED                                       - withdrawn (from any state except lent)
}
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from typing import Final, NamedTuple

from luke_cli.docs.document import Document, Fence, Item
from luke_cli.names import singular
from luke_cli.notations.states import Where, folded, transition_fact, whose
from luke_cli.notations.workflow_beside import Member, told_beside
from luke_cli.notations.workflow_lists import DEAD
from luke_cli.source import Span
from luke_cli.spec.facts import WorkflowFact
from luke_cli.spec.field_spellings import STATE_FIELDS

_FEWEST: Final = 2
_STORY: Final = 3
"""So many numbered states are steps, if something happens in between."""
_EVENT: Final = re.compile(r"\b(?:once|when|after|as\s+soon\s+as|until)\b", re.IGNORECASE)
_COMMENT: Final = r"(?://+|#+|--(?=\s)|/\*+|\[note:)\s*(?P<text>.*?)\s*(?:\*/|\]\s*)?$"
_MEMBER: Final = re.compile(
    rf"^\s*(?:\|\s*)?['\"]?(?P<state>[A-Za-z]\w*)['\"]?[ \w]*?(?:=\s*['\"]?(?P<value>[^,;/#\n\"'-]+?)['\"]?)?\s*[,;|]?\s*{_COMMENT}"
)
"""`SENT = "sent",  // becomes PAID`"""
_BARE: Final = re.compile(
    r"^\s*(?:\|\s*)?['\"]?(?P<state>[A-Za-z]\w*)['\"]?[ \w]*?(?:=\s*['\"]?(?P<value>[^,;/#\n\"'-]+?)['\"]?)?[,;|]?\s*$"
)
_ABOVE: Final = re.compile(rf"^\s*{_COMMENT}")
_NAMED: Final = re.compile(
    r"^\s*(?:export\s+|public\s+|pub\s+|create\s+)*(?:const\s+)?(?:enum|type|class)\s+(?:class\s+)?['\"`]?(\w+)",
    re.IGNORECASE,
)
_HEAD: Final = re.compile(
    r"^[`*_\"“]{0,3}(?P<state>[A-Za-z][\w-]*(?: [a-z][\w-]*)?)[`*_\"”]{0,3}\s*(?:$|[:,(\n–—=]|\.\s|\s-\s)"
)


class _Listed(NamedTuple):
    """A state of a list, and whose states the list has."""

    thing: str
    member: Member


def steps_of_members(document: Document, known: Collection[str]) -> Iterator[WorkflowFact]:
    """Yield the steps that are told beside the states of a type, a field or a list; `known`: the states."""
    lists: dict[tuple[tuple[str, ...], int, str], list[Item]] = {}
    for block in document.blocks:
        if isinstance(block, Fence):
            yield from _told(block.section, [*_in_code(block, known)], known)
        if isinstance(block, Item):
            lists.setdefault((block.section, block.depth, block.lead), []).append(block)
    for items in lists.values():
        yield from _in_list(items, known)


def _in_list(items: Sequence[Item], known: Collection[str]) -> Iterator[WorkflowFact]:
    """Read the bullets of a list that each begin with a state."""
    listed = [*_begun(items, known)]
    if len(listed) == len(items):
        yield from _told(items[0].section, listed, known)
    if items[0].ordered and len(listed) >= _STORY and any(_EVENT.search(i.text) for i in items):
        for (thing, one), (_, other) in pairwise(listed):
            if one.state not in DEAD:
                where = Where(other.place, items[0].section, thing)
                yield transition_fact(where, one.state, other.state, "")


def _begun(items: Sequence[Item], known: Collection[str]) -> Iterator[_Listed]:
    """Yield the states that the first items of a list begin with, each once."""
    seen: set[str] = set()
    for item in items:
        head = _HEAD.match(item.text)
        state = folded(head["state"]) if head else ""
        if head is None or state not in known or state in seen:
            return
        seen.add(state)
        text = item.text[head.end() :].replace("*", "").strip()
        yield _Listed(_owner(item), Member(state, text, _place(item, item.span.line)))


def _owner(item: Item) -> str:
    """Return whose states a list has, as far as what stands above it says."""
    lead = whose(item.lead.rpartition("\n")[2]) or whose(item.section[-1] if item.section else "")
    return "" if folded(lead) in STATE_FIELDS else singular(lead.lower())


def _place(block: Item | Fence, line: int) -> Span:
    return Span(block.span.file, line)


def _in_code(fence: Fence, known: Collection[str]) -> Iterator[_Listed]:
    """Yield the members of code with the comments beside and above them."""
    thing, above = "", ""
    for offset, line in enumerate(fence.text.split("\n")):
        if named := _NAMED.match(line):
            thing, above = _thing(named[1]), ""
            continue
        alone = _ABOVE.match(line)
        if alone is not None:
            above = f"{above} {alone['text']}".strip()
            continue
        member = _MEMBER.match(line) or _BARE.match(line)
        names = [folded(member[part] or "") for part in ("state", "value")] if member else []
        state = next((name for name in names if name in known), "")
        if member is not None and state:
            beside = member.groupdict().get("text") or ""
            text = ". ".join(filter(None, (above, beside)))
            yield _Listed(thing, Member(state, text, _place(fence, fence.line + offset)))
        above = ""


def _thing(name: str) -> str:
    """Return `loan` for `LoanStatus`."""
    parts = folded(name).split("_")
    return " ".join(part for part in parts if part not in STATE_FIELDS)


def _told(
    section: tuple[str, ...], listed: Iterable[_Listed], known: Collection[str]
) -> Iterator[WorkflowFact]:
    for thing, group in groupby(listed, key=lambda one: one.thing):
        members = [one.member for one in group]
        if len(members) >= _FEWEST and any(member.text for member in members):
            yield from told_beside(members, section, thing, frozenset(known))

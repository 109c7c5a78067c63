"""PlantUML: entities, classes, enums, relations and states.

    @startuml
    entity "Loan" as loan {
      * id : uuid <<PK>>
      --
      * due_date : date
      note : varchar(200)
    }
    enum LoanStatus { OPEN RETURNED }
    member "1" -- "0..*" loan : borrows
    [*] --> Open
    Open --> Returned : return
    @enduml

Component and sequence diagrams are left alone.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from luke_cli.docs.document import Document, Fence
from luke_cli.notations import diagrams, state_diagrams
from luke_cli.notations.braces import Braced, read_braced
from luke_cli.notations.context import is_client_side
from luke_cli.notations.states import whose
from luke_cli.source import Diagnostic
from luke_cli.spec.facts import Fact, RelationFact

_HEAD: Final = re.compile(
    rf"^(?:abstract\s+)?(entity|class|table|enum|Table|Entity)\b\s*\(?\s*({diagrams.NAME})(?:\s*,\s*\"[^\"]*\")?\s*\)?(?:\s+as\s+({diagrams.NAME}))?\s*((?:<<[^<>]*>>\s*|#\w+\s*|(?:extends|implements)\s+\w+\s*)*)$"
)
_SEQUENCE: Final = re.compile(
    r"^\s*(?:actor|participant|boundary|control|database|collections|autonumber|activate)\b",
    re.MULTILINE,
)
_HAS_STATES: Final = re.compile(r"^\s*\[\*\]\s*-|^\s*state\s+[\"\w]", re.MULTILINE)


def recognise(document: Document) -> Iterator[Fact | Diagnostic]:
    """Find entities, relations and states in the PlantUML diagrams of a document."""
    if is_client_side(document.owner):
        return
    for block in document.blocks:
        if isinstance(block, Fence) and (
            block.language in ("plantuml", "puml", "uml") or "@startuml" in block.text[:200]
        ):
            yield from diagrams.linked(_read(block))


def _read(fence: Fence) -> Iterator[Fact]:
    if _HAS_STATES.search(fence.text):
        title = re.search(r"^\s*title\s+(.+)$", fence.text, re.MULTILINE)
        named = re.search(r"^\s*@startuml[ \t]+(\S[^\n(]*)", fence.text, re.MULTILINE)
        above = (fence.lead, *reversed(fence.section[-2:]))
        texts = (
            title[1] if title else "",
            re.sub(r"[_-]+", " ", named[1]) if named else "",
            *above,
        )
        yield from state_diagrams.states(
            fence, next((name for name in map(whose, texts) if name), "")
        )
        return
    names: dict[str, str] = {}
    text = re.sub(r"^([ \t]*)'(?!')[^\n]*", r"\1", fence.text, flags=re.MULTILINE)
    for block in read_braced(text, fence.line, _HEAD):
        yield from _box(fence, block, names)
    if _SEQUENCE.search(fence.text) and not names:
        return
    for offset, line in enumerate(fence.text.split("\n")):
        relation = diagrams.relation(fence, line, fence.line + offset)
        if relation is not None and relation.entity in names and relation.target in names:
            yield _named(relation, names)


def _named(relation: RelationFact, names: dict[str, str]) -> RelationFact:
    return replace(relation, entity=names[relation.entity], target=names[relation.target])


def _box(fence: Fence, block: Braced, names: dict[str, str]) -> Iterator[Fact]:
    head = _HEAD.match(block.head)
    if head is None:
        return
    shown, alias, stereotypes = head[2].strip('"`'), (head[3] or "").strip('"`'), head[4] or ""
    name = alias if alias and not re.fullmatch(r"[A-Za-z_]\w*", shown) and len(alias) > 3 else shown
    if head[1].lower() == "enum":
        values = tuple(
            dict.fromkeys(w for line in block.lines for w in re.findall(r"[\w-]+", line.text))
        )
        if values:
            yield diagrams.enum(fence, name, values, block.line)
        return
    phrases = [
        (line.line, diagrams.member(line.text, type_first=False))
        for line in block.lines
        if line.depth == 0
    ]
    found = [(at, phrase) for at, phrase in phrases if phrase is not None]
    if not found or not diagrams.is_stored(name, stereotypes, (phrase for _, phrase in found)):
        return
    names |= {shown: name, alias or shown: name}
    yield diagrams.entity(fence, name, block.line)
    for at, phrase in found:
        yield from diagrams.fields(fence, name, phrase, at)

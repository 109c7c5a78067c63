"""Mermaid: erDiagram, classDiagram and stateDiagram.

erDiagram
  MEMBER ||--o{ LOAN : "borrows (member_id)"
  LOAN {
    uuid id PK
    varchar(20) status "ENUM(open, returned)"
    uuid member_id FK "who has it"
  }
classDiagram
  class LoanStatus { <<enumeration>> OPEN RETURNED }
  class Loan { +UUID id  +Date dueDate  +renew() }
stateDiagram-v2
  [*] --> Open
  Open --> Returned : return (Librarian)
"""

import re
from collections.abc import Iterator
from typing import Final

from luke_cli.docs.document import Document, Fence
from luke_cli.notations import diagrams, state_diagrams
from luke_cli.notations.context import is_client_side
from luke_cli.notations.field_phrases import qualify
from luke_cli.notations.phrase import Phrase
from luke_cli.notations.states import whose
from luke_cli.notations.types import read_type
from luke_cli.source import Diagnostic
from luke_cli.spec.facts import Fact, RelationFact

_KINDS: Final = re.compile(
    r"^\s*(erDiagram|classDiagram(?:-v2)?|stateDiagram(?:-v2)?)\b", re.MULTILINE
)
_OPENS: Final = re.compile(
    rf"^\s*({diagrams.NAME})\s*(?:\[\s*\"?([^\]\"]*)\"?\s*\])?\s*(?::::\w+\s*)?\{{\s*(.*)$"
)
_ATTRIBUTE: Final = re.compile(
    r"^\s*([\w.\[\]()<>,~-]+(?:\s*\([\d\s,]+\))?)\s+(\*?[\w.-]+)\s*((?:(?:PK|FK|UK|UQ|NN|"
    r"AK)\b\s*,?\s*)*)\s*(?:\"([^\"]*)\"?)?\s*(.*)$",
    re.IGNORECASE,
)
_FOREIGN: Final = re.compile(r"\s*\S+\s+\S+\s+(?:[A-Z]{2}\s*,\s*)*FK\b", re.IGNORECASE)
_KEYS: Final = frozenset(("PK", "FK", "UK", "UQ", "NN", "AK"))
_CLASS: Final = re.compile(
    r"^\s*class\s+(\w+)(?:\[[^\]]*\]|~\w+~|\s*:::\s*\w+)*\s*(?:<<(\w+)>>)?\s*(\{)?\s*(.*)$"
)
_COLON_MEMBER: Final = re.compile(r"^\s*(\w+)\s*:\s*(.+)$")


def recognise(document: Document) -> Iterator[Fact | Diagnostic]:
    """Find entities, relations and states in the Mermaid diagrams of a document."""
    if is_client_side(document.owner):
        return
    for block in document.blocks:
        if not isinstance(block, Fence) or block.language not in ("mermaid", "", "mmd", "text"):
            continue
        kind = _KINDS.search(block.text)
        if kind is None or (
            block.text[: kind.start()].strip() and block.language not in ("mermaid", "mmd")
        ):
            continue
        if kind[1] == "erDiagram":
            foreign: set[tuple[str, str]] = set()
            yield from diagrams.linked(_er(block, foreign), foreign)
        elif kind[1].startswith("class"):
            yield from _classes(block)
        else:
            yield from state_diagrams.states(block, _entity_of(block))


def _entity_of(fence: Fence) -> str:
    texts = (fence.lead.rpartition("\n")[2], *reversed(fence.section[-2:]))
    return next((name for name in map(whose, texts) if name), "")


def _lines(fence: Fence) -> Iterator[tuple[int, str]]:
    for offset, text in enumerate(fence.text.split("\n")):
        bare = re.sub(r"%%.*$", "", text)
        if bare.strip():
            yield fence.line + offset, bare


def _er(fence: Fence, foreign: set[tuple[str, str]]) -> Iterator[Fact]:
    """Read a diagram; `foreign` takes up which fields it marks as foreign keys."""
    current = ""
    said: set[str] = set()
    mentioned: list[tuple[str, int]] = []
    for line, text in _lines(fence):
        relation = None if current else diagrams.relation(fence, text, line)
        if relation is not None:
            mentioned += [(relation.entity, line), (relation.target, line)]
            yield relation
            continue
        opened = None if current else _OPENS.match(text)
        if opened is not None:
            current = opened[1].strip('"`')
            if current not in said:
                yield diagrams.entity(fence, current, line)
            said.add(current)
        elif not current and (
            bare := re.fullmatch(rf"\s*({diagrams.NAME})\s*(?:\[[^\]]*\])?\s*", text)
        ):
            mentioned.append((bare[1], line))
            continue
        text = opened[3] if opened else text  # noqa: PLW2901
        parts = _parts(text)
        for part in parts if current else ():
            phrase = _attribute(part)
            if phrase is not None:
                foreign |= {(current, name) for name in phrase.names if _FOREIGN.match(part)}
                yield from diagrams.fields(fence, current, phrase, line)
        current = "" if _closes(text) else current
    yield from _mentioned(fence, mentioned, said)


def _parts(text: str) -> list[str]:
    """Split at `;` and `}` outside of quotes."""
    found = re.findall(r"(?:[^\";}]|\"[^\"]*\"?)+", text)
    return [part for part in found if part.strip()]


def _closes(text: str) -> bool:
    return "}" in re.sub(r"\"[^\"]*\"?", "", text)


def _mentioned(fence: Fence, names: list[tuple[str, int]], said: set[str]) -> Iterator[Fact]:
    for name, line in names:
        if name not in said and name not in ("erDiagram", "direction", "title"):
            said.add(name)
            yield diagrams.entity(fence, name, line, partial=True)


def _attribute(text: str) -> Phrase | None:
    match = _ATTRIBUTE.match(text)
    if match is None or not text.strip():
        return None
    type_text, name, keys, comment = match[1], match[2].strip("*"), match[3].upper(), match[4] or ""
    if name.upper() in _KEYS:
        type_text, name, keys = "", type_text, f"{name.upper()} {keys}"
    elif read_type(name).type is not None and not _is_type(type_text):
        type_text, name = name, type_text
    phrase = Phrase((name,))
    array = re.fullmatch(r"(\w+?)_(?:arr|array|list)", type_text)
    bare = re.sub(r"~([^~]*)~", r"<\1>", type_text)
    reading = read_type((array[1] + "[]") if array else bare)
    phrase.reading, phrase.many, phrase.generated = reading, reading.many, reading.generated
    phrase.type_text = reading.word if reading.type is None else type_text
    phrase.key = "PK" in keys or match[2].startswith("*")
    phrase.unique = True if re.search(r"UK|UQ|AK", keys) else None
    phrase.required = True if "NN" in keys else None
    if comment:
        qualify(phrase, comment)
    return phrase


def _is_type(text: str) -> bool:
    return read_type(text).type is not None and text.lower() != "id"


def _classes(fence: Fence) -> Iterator[Fact]:
    boxes: dict[str, tuple[int, str, list[tuple[int, str]]]] = {}
    relations: list[RelationFact] = []
    current = ""
    for line, text in _lines(fence):
        opened = None if current else _CLASS.match(text)
        if opened is not None:
            boxes.setdefault(opened[1], (line, opened[2] or "", []))
            if not opened[3]:
                continue
            current = opened[1]
        text = opened[4] if opened else text  # noqa: PLW2901
        if current:
            boxes[current][2].extend((line, part) for part in _parts(text))
            current = "" if _closes(text) else current
        elif (inline := _COLON_MEMBER.match(text)) is not None:
            boxes.setdefault(inline[1], (line, "", []))[2].append((line, inline[2]))
        elif (relation := diagrams.relation(fence, text, line)) is not None:
            relations.append(relation)
    stored = set()
    for name, (line, stereotype, members) in boxes.items():
        facts = list(_box(fence, name, line, stereotype, members))
        stored |= {name} if facts else set()
        yield from facts
    yield from (r for r in relations if {r.entity, r.target} <= stored)


def _box(
    fence: Fence, name: str, line: int, stereotype: str, members: list[tuple[int, str]]
) -> Iterator[Fact]:
    marks = " ".join([stereotype, *(text for _, text in members if "<<" in text)])
    rest = [(at, text) for at, text in members if not re.fullmatch(r"\s*<<.*>>\s*", text)]
    if re.search(r"enum", marks, re.IGNORECASE):
        values = tuple(
            dict.fromkeys(word for _, text in rest for word in re.findall(r"[\w-]+", text))
        )
        if values:
            yield diagrams.enum(fence, name, values, line)
        return
    phrases = [(at, diagrams.member(text, type_first=True)) for at, text in rest]
    found = [(at, phrase) for at, phrase in phrases if phrase is not None]
    if not found or not diagrams.is_stored(name, marks, (phrase for _, phrase in found)):
        return
    yield diagrams.entity(fence, name, line)
    for at, phrase in found:
        yield from diagrams.fields(fence, name, phrase, at)

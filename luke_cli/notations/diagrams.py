"""What Mermaid and PlantUML share: members of classes, relations, states."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from luke_cli.docs.document import Fence
from luke_cli.names import singular, snake
from luke_cli.notations.class_names import SENT, is_stored_name
from luke_cli.notations.field_facts import field_facts
from luke_cli.notations.field_phrases import qualify
from luke_cli.notations.phrase import Phrase
from luke_cli.notations.types import read_type
from luke_cli.source import Span
from luke_cli.spec.facts import Authority, EntityFact, EnumFact, Fact, FieldFact, RelationFact

NAME: Final = r"(?:\"[^\"]+\"|`[^`]+`|[\w.-]+)"
_LEFT: Final = (
    r"(?:\|\||\|o|o\||\}o|\}\||one or (?:more|many)|zero or (?:more|many|one)|only one|1\+|0\+|1)"
)
_RIGHT: Final = (
    r"(?:\|\||o\||\|o|o\{|\|\{|one or (?:more|many)|zero or (?:more|many|one)|only one|1\+|0\+|1)"
)
CROW: Final = re.compile(
    rf"^\s*({NAME})\s*({_LEFT})\s*(?:--|\.\.|-+|to|optionally "
    rf"to)\s*({_RIGHT})\s*({NAME})\s*(?::\s*(.*))?$"
)
_CARDINALITY: Final = r"(?:\s*\"([^\"]*)\")?"
ARROW: Final = re.compile(
    rf"^\s*({NAME}){_CARDINALITY}\s*([<o*|]*[<|]?[-.]+(?:\w+)?[-.]*[|>o*]*>?){_CARDINALITY}\s*({NAME})\s*(?::\s*(.*))?$"
)
_MEMBER: Final = re.compile(
    r"^\s*(?:\{\w+\}\s*)*([+#~-]?)\s*(\*?)\s*(?:\{\w+\}\s*)*(?:([A-Za-z_]\w*\??)\s*:\s*(.+)|"
    r"([A-Za-z_][\w.\[\](),|]*\??)\s+([A-Za-z_]\w*\??)(.*)|([A-Za-z_]\w*)\s*(<<.*>>)?)\s*$"
)
_STEREOTYPE: Final = re.compile(r"<<\s*([^<>]*?)\s*>>|«\s*([^«»]*?)\s*»")
_SENT: Final = re.compile(rf"(?:{SENT}|Base|Mixin|Interface)$")
_NOT_STORED: Final = re.compile(
    r"service|interface|controller|repository|abstract|component|boundary|utility|dto|"
    r"value ?object|external|ui|screen|\bviews?\b|view ?model|read ?model|projection|"
    r"\bvues?\b|\bvistas?\b|\bansicht|\bsicht\b|\bvisão\b",
    re.IGNORECASE,
)
_METHOD: Final = re.compile(r"\w\s*\((?!\s*\d[\d\s,]*\))")
_MAYBE: Final = re.compile(
    r"^(?:optional|maybe|nullable|option)\[([^\]]+)\]|\?$|\|\s*null$", re.IGNORECASE
)
_MANY: Final = re.compile(r"\*|n|m|\d+\.\.(?:\*|n|m)|many", re.IGNORECASE)


def member(text: str, *, type_first: bool) -> Phrase | None:
    """Read `+name: Type <<PK>>`, `* name : type` or `+Type name`; None for methods."""
    stereotypes = [a or b for a, b in _STEREOTYPE.findall(text)]
    bare = _STEREOTYPE.sub("", text).strip().rstrip(";,").strip()
    bare = re.sub(r"~\s*(\d+(?:\s*,\s*\d+)?)\s*~|<\s*(\d+(?:\s*,\s*\d+)?)\s*>", _size, bare)
    optional = re.search(r"\s*\[0\.\.1\]$", bare)
    bare = bare[: optional.start()] if optional else bare
    # In angle brackets it would be taken for a tag of HTML.
    bare = re.sub(r"~([^~]*)~|(?<=\w)<([^<>]*)>", lambda of: f"[{of[1] or of[2]}]", bare)
    match = None if _METHOD.search(bare) else _MEMBER.match(bare)
    if match is None:
        return None
    name, type_text = match[3], match[4]
    if name is None and match[8]:
        name, type_text = match[8], ""
    elif name is None:
        first, second, tail = match[5], match[6], match[7]
        is_swapped = (
            not type_first and read_type(second).type is not None and read_type(first).type is None
        )
        name, type_text = (first, second + tail) if is_swapped else (second, first + tail)
    phrase = Phrase((name.rstrip("?"),))
    if name.endswith("?") or optional:
        phrase.required = False
    reading = read_type(type_text or "")
    if reading.required is False:
        phrase.required, type_text = False, _MAYBE.sub(r"\1", (type_text or "").strip())
    if reading.many and reading.type is None:
        phrase.many, phrase.type_text, type_text = True, reading.word, ""
    qualify(phrase, re.sub(r"\s*=\s*(\S+)$", r", default \1", type_text or ""))
    if phrase.type is None and not phrase.type_text:
        phrase.type_text, phrase.comment = phrase.comment, ""
    for stereotype in stereotypes:
        qualify(phrase, stereotype)
    if match[2]:
        phrase.required = True
    return phrase


def _size(match: re.Match[str]) -> str:
    """Write the length of `String~80~` as other notations do."""
    return f"({match[1] or match[2]})"


def is_stored(name: str, stereotypes: str, members: Iterable[Phrase]) -> bool:
    """Tell whether a box of a diagram can be an entity."""
    found = tuple(members)
    keyed = any(one.key or one.names[0] in ("id", "_id", "uuid") for one in found)
    # A key that is marked as one is that of a table, which a `TestResult` may be as well.
    is_table = any(one.key for one in found) and not name.startswith("_") and not _SENT.search(name)
    named = is_table or is_stored_name(name, keyed=keyed)
    return named and not _NOT_STORED.search(stereotypes)


def entity(
    fence: Fence, name: str, line: int, *, table: str = "", partial: bool = False
) -> EntityFact:
    """Say that a diagram shows an entity."""
    return EntityFact(
        place=Span(fence.span.file, line),
        authority=Authority.LIST,
        section=fence.section,
        name=name.strip('"`'),
        table=table,
        partial=partial,
    )


def fields(fence: Fence, name: str, phrase: Phrase, line: int) -> Iterator[Fact]:
    """Say what a line of a box says."""
    return field_facts(name.strip('"`'), phrase, Span(fence.span.file, line), fence.section)


def enum(fence: Fence, name: str, values: tuple[str, ...], line: int) -> EnumFact:
    """Say that a box is an enumeration."""
    return EnumFact(
        place=Span(fence.span.file, line),
        authority=Authority.LIST,
        section=fence.section,
        name=name.strip('"`'),
        values=values,
    )


def relation(fence: Fence, text: str, line: int) -> RelationFact | None:
    """Read `users ||--o{ loans : "has (user_id)"` or `User "1" --> "*" Loan : has`."""
    crow = CROW.match(text)
    if crow is not None:
        left, right = _is_many(crow[2]), _is_many(crow[3])
        ends = (crow[1], crow[4], crow[5] or "")
        required = None if left else "o" not in crow[2] and "zero" not in crow[2]
    else:
        arrow = ARROW.match(text)
        if arrow is None or (arrow[2] is None and arrow[4] is None):
            return None
        left, right = (bool(_MANY.search(arrow[i] or "1")) for i in (2, 4))
        ends, required = (arrow[1], arrow[5], arrow[6] or ""), None
    label = ends[2].strip().strip('"')
    named = re.search(r"\(?\b(\w+_id)\b\)?", label)
    kind = {
        (False, True): "one-to-many",
        (True, False): "many-to-one",
        (True, True): "many-to-many",
        (False, False): "one-to-one",
    }[left, right]
    return RelationFact(
        place=Span(fence.span.file, line),
        authority=Authority.LIST,
        section=fence.section,
        entity=ends[0].strip('"`'),
        target=ends[1].strip('"`'),
        kind=kind,
        field=named[1] if named else "",
        required=required,
    )


def _is_many(mark: str) -> bool:
    return "{" in mark or "}" in mark or "+" in mark or "more" in mark or "many" in mark


def linked(
    found: Iterable[Fact], foreign: Collection[tuple[str, str]] = frozenset()
) -> Iterator[Fact]:
    """Give a foreign key the entity that a relation of the diagram connects it with."""
    facts = [*_by_name(found)]
    left = _left_over(facts, foreign)
    for fact in facts:
        is_left = isinstance(fact, FieldFact) and (fact.entity, fact.name) in foreign
        if is_left and isinstance(fact, FieldFact) and not fact.target:
            yield replace(fact, target=left.get(fact.entity, ""))
        else:
            yield fact


def _left_over(facts: Iterable[Fact], foreign: Collection[tuple[str, str]]) -> dict[str, str]:
    """Return what the keys mean whose names do not say it: the one thing that no other key means."""
    fields: dict[str, list[str]] = {}
    parents: dict[str, list[str]] = {}
    for fact in facts:
        if isinstance(fact, FieldFact) and (fact.entity, fact.name) in foreign:
            fields.setdefault(fact.entity, []).append(fact.target)
        elif isinstance(fact, RelationFact):
            one, other = fact.entity, fact.target
            child, parent = (one, other) if fact.kind == "many-to-one" else (other, one)
            if fact.kind != "many-to-many":
                parents.setdefault(child, []).append(parent)
    left: dict[str, str] = {}
    for entity, targets in fields.items():
        others = list(parents.get(entity, ()))
        for target in filter(None, targets):
            if target in others:
                others.remove(target)
        if len(set(others)) == 1 and len(others) == targets.count(""):
            left[entity] = others[0]
    return left


def _by_name(found: Iterable[Fact]) -> Iterator[Fact]:
    facts = list(found)
    others: dict[str, list[tuple[str, str]]] = {}
    for fact in facts:
        if isinstance(fact, RelationFact):
            others.setdefault(fact.entity, []).append((fact.target, fact.field))
            others.setdefault(fact.target, []).append((fact.entity, fact.field))
    for fact in facts:
        if isinstance(fact, FieldFact) and not fact.target and fact.name.lower().endswith("_id"):
            yield replace(fact, target=_target(fact.name, others.get(fact.entity, [])))
        else:
            yield fact


def _target(field: str, others: Sequence[tuple[str, str]]) -> str:
    stem = snake(field).removesuffix("_id")
    by_label = {there for there, by in others if by == field}
    by_name = {there for there, _ in others if singular(snake(there)) == stem}
    by_end = {there for there, _ in others if _ends_alike(singular(snake(there)), stem)}
    found = by_label or by_name or by_end
    return found.pop() if len(found) == 1 else ""


def _ends_alike(name: str, stem: str) -> bool:
    return name.endswith("_" + stem) or stem.endswith("_" + name)

"""Fields in bullets, below the name of what they belong to, and in sentences that list columns.

    #### Loan                             **Author**
    - id (UUID)                           - id: uuid, primary key
    - email (unique)                      - born_on (date, optional)
    - `priority` (enum: low, high)
    - status: draft | sent | paid         - **Branch**: id, name, city (string)

Colors, layouts, figures, environment variables and the bodies of requests are lists too. Bullets
are taken only where the headings speak of data, or where the bullets themselves have types.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from typing import Final

from luke_cli.docs.document import Document, Item, Paragraph
from luke_cli.docs.markdown import plain
from luke_cli.notations.context import about_data, entity_name, is_client_side
from luke_cli.notations.enums import SAYS_ENUM, values_of
from luke_cli.notations.field_facts import entity_fact, field_facts
from luke_cli.notations.field_groups import (
    Line,
    are_fields,
    group_facts,
    inline_entity,
    is_of_values,
    one_line,
    owner_of,
    read_listed,
)
from luke_cli.notations.field_phrases import qualify, read_phrase
from luke_cli.notations.owners import Above
from luke_cli.notations.phrase import TEXTS, Phrase, split_outside
from luke_cli.notations.states import STATUS, context_of, is_state
from luke_cli.source import Diagnostic, Span
from luke_cli.spec.facts import Fact, FieldFact

_ENTITIES: Final = re.compile(
    r"\b(?:entit(?:y|ies)|tables|collections|aggregates|domain objects|domain models?|data models?)"
    r"\b\W*$|实体|エンティティ|엔티티",
    re.IGNORECASE,
)
_NAMED: Final = re.compile(
    r"^\W*(\*\*`?[A-Z]\w*(?: [A-Z]\w*)?`?\*\*|`[A-Za-z_]\w*`)\W*[:：–—-]\W*(.*)$"
)
_LABELLED: Final = re.compile(
    r"[^`:]{2,40}[:：]\s*(`\w+(?:\[\])?`(?:\s*,\s*`\w+(?:\[\])?`)*)\s*[.;]?"
)
_TYPED: Final = re.compile(
    r"[*_]{1,3}\w+[*_]{1,3}\s*\((?:enum|string|text|required|optional|one of)\b", re.IGNORECASE
)
"""`**kind** (enum, required): ...`: what follows are its values."""
_CODES: Final = re.compile(r"\((`?[a-z]\w*_\w+`?(?:\s*,\s*`?[a-z]\w*`?)+)\)")
_COLUMNS: Final = re.compile(
    r"\b(?:key |notable |main |important |other )?(?:columns?|fields?|"
    r"attributes?)\b(?:\s+\w+)?\s*:\s*(?P<list>`.*)",
    re.IGNORECASE | re.DOTALL,
)
_LEAD: Final = re.compile(r"(?:\*\*|__|`)[A-Za-z][\w ]{0,40}(?:\*\*|__|`)")
_ARROW: Final = re.compile(
    r"`(\w+)`?\s*(?:→|->)\s*`?(?!ON\b)(\w+)(?:\((\w+)\))?(?:\s+ON DELETE (CASCADE|SET NULL|"
    r"RESTRICT))?"
)
_OF_FIELD: Final = re.compile(
    r"[`*_]{0,3}(?P<key>(?:data )?type|required|nullable|optional|unique|default|max(?:imum)?(?:[ _]?length)?|"
    r"min(?:imum)?(?:[ _]?length)?|format|values|allowed values|references|length)[`*_]{0,3}\s*[:=]\s*"
    r"(?P<what>\S.*)",
    re.IGNORECASE,
)
"""What a bullet says of the field that it is nested in."""
_TYPES: Final = frozenset(("type", "data type", "format"))
_DENIED: Final = {"required": "optional", "nullable": "required", "optional": "required"}
_LEADS_ON: Final = re.compile(
    r"\s*[,:(–-]?\s*\b(?:one of|either|any of|values?)\W*$", re.IGNORECASE
)
_ONE_OF: Final = re.compile(r"^\W*(?:one of|either|any of|values?)\b\W*|\.$", re.IGNORECASE)
_POINTS: Final = re.compile(r"(?:_id|Id|ID|_by|By|_ref|_no)$")
_KEYS: Final = re.compile(r"\b(?:FKs?|[Ff]oreign keys?|references)\b", re.ASCII)
"""`sent` → `paid` is a step; `owner_id` → `users` points."""

_CONVINCING: Final = 2
_FEWEST: Final = 3
_KEY: Final = re.compile(r"\W{0,3}(?:id|uuid|[a-z]+_id)\b[^,.\n]{0,40},")
_STEP: Final = re.compile(r"[`*]{0,2}(\w+)[`*]{0,2}\s*(?:→|[-=]>)\s*[`*]{0,2}(\w+)")


def recognise(document: Document) -> Iterator[Fact | Diagnostic]:
    """Find entities and fields in the lists of a document."""
    if is_client_side(document.owner):
        return
    found = [*_found(document)]
    marks = [fact.required for fact in found if isinstance(fact, FieldFact)]
    # Where only what may be missing is marked, the others may not.
    is_told = marks.count(False) >= _CONVINCING and True not in marks
    for fact in found:
        if is_told and isinstance(fact, FieldFact) and fact.required is None:
            yield replace(fact, required=True)
        else:
            yield fact


def _found(document: Document) -> Iterator[Fact]:
    above = Above()
    for is_items, run in groupby(document.blocks, key=lambda block: isinstance(block, Item)):
        blocks = list(run)
        if is_items:
            yield from _in_items([item for item in blocks if isinstance(item, Item)], above)
            continue
        for block in blocks:
            above = above.below(block)
            if isinstance(block, Paragraph):
                yield from _in_paragraph(block, above)


def _in_items(items: Sequence[Item], above: Above) -> Iterator[Fact]:
    """Read the lists of a run of items: in one line, as groups of fields, as named entities."""
    inline = {item.span.line: facts for item in items if (facts := _inline_item(item))}
    described = set(inline)
    groups = list(_groups(items))
    below = {parent.span.line: group for parent, group in groups if parent is not None}
    for parent, group in groups:
        fields = [item for item in group if item.span.line not in inline]
        facts = list(_in_group(fields, parent, above, below)) if fields else []
        if facts and parent is not None:
            described.add(parent.span.line)
        yield from facts
    for facts in inline.values():
        yield from facts
    yield from _named_entities([item for item in items if item.span.line not in described])


def _groups(items: Sequence[Item]) -> Iterator[tuple[Item | None, list[Item]]]:
    """Yield each list with the item that it is nested in."""
    groups: dict[tuple[int, int, str, bool], tuple[Item | None, list[Item]]] = {}
    open_items: list[Item] = []
    for item in items:
        while open_items and open_items[-1].depth >= item.depth:
            open_items.pop()
        parent = open_items[-1] if open_items else None
        key = (parent.span.line if parent else 0, item.depth, item.lead, item.ordered)
        groups.setdefault(key, (parent, []))[1].append(item)
        open_items.append(item)
    yield from groups.values()


def _named_entities(items: Sequence[Item]) -> Iterator[Fact]:
    """`- **Order**: what it is (total_price, paid_at)` where entities are listed."""
    named = [(item, match) for item in items if (match := _NAMED.match(one_line(item.text)))]
    said = [pair for pair in named if _lists_entities(pair[0]) and entity_name(pair[1][1])]
    if len(said) < 2:
        return
    for item, match in said:
        name, place = entity_name(match[1]), Span(item.span.file, item.span.line)
        yield replace(entity_fact(name, place, item.section), comment=plain(match[2]))
        for inside in _CODES.findall(match[2]):
            for part in inside.split(","):
                phrase = Phrase((part.strip(" `"),))
                yield from field_facts(name, phrase, place, item.section)


def _lists_entities(item: Item) -> bool:
    texts = (item.lead.rpartition("\n")[2], *item.section[-1:])
    return item.depth == 0 and bool(about_data(item.section)) and any(map(_ENTITIES.search, texts))


def _inline_item(item: Item) -> list[Fact]:
    return list(inline_entity(item, item.text, item.span.line))


def _in_group(
    group: Sequence[Item],
    parent: Item | None,
    above: Above,
    below: Mapping[int, Sequence[Item]],
) -> Iterator[Fact]:
    first = group[0]
    owner = owner_of(first, parent, above)
    if not owner.name or is_of_values(first, parent) or _are_steps(group):
        return
    about = about_data(first.section)
    lines = [
        Line(i.text, i.span.line, i.span.end_line, _phrase(i, below.get(i.span.line, ())))
        for i in group
    ]
    if are_fields(lines, about=about):
        yield from group_facts(owner, lines, first)


def _phrase(item: Item, inner: Sequence[Item]) -> Phrase | None:
    """Read a bullet of a field, and what the bullets nested in it list or say of it."""
    text = _LEADS_ON.sub("", item.text) if inner else item.text
    phrase = read_phrase(_named(text), loose=True)
    if phrase is None or not inner:
        return phrase
    said = [match for one in inner if (match := _OF_FIELD.fullmatch(one_line(one.text)))]
    if len(said) == len(inner):
        for match in said:
            qualify(phrase, _said(match["key"].lower(), match["what"].strip()))
        return phrase
    of = phrase.type
    is_open = of is not None and of.name in TEXTS and not (phrase.values or of.enum)
    is_said = is_open or SAYS_ENUM.search(item.text) or _LEADS_ON.search(item.text)
    values = (values_of(inner) or _in_one(inner)) if is_said and not phrase.values else ()
    if values:
        phrase.values = values
        if of is None:
            phrase.type_text, phrase.comment = "enum", ""
    return phrase


def _in_one(inner: Sequence[Item]) -> tuple[str, ...]:
    """Return the values that one bullet lists: `- `mon`, `tue`, `wed`` below an enum."""
    for item in inner:
        probe = Phrase(("",), type_text="enum")
        qualify(probe, _ONE_OF.sub("", one_line(item.text)))
        if probe.values and not probe.comment:
            return probe.values
    return ()


def _said(key: str, what: str) -> str:
    """Return what `required: yes` says in the words of a field in one line."""
    if key in _TYPES:
        return what
    if what.lower() in ("yes", "true", "y"):
        return key
    if what.lower() in ("no", "false", "n"):
        return _DENIED.get(key, "")
    return f"{key} {what}"


def _are_steps(group: Sequence[Item]) -> bool:
    """Tell whether bullets lead from state to state: `sent -> paid` below `Order status`."""
    steps = [match for item in group if (match := _STEP.match(item.text))]
    # What is pointed at is no field that points; a step is where another one begins.
    leads_on = {step[1] for step in steps} & {step[2] for step in steps}
    is_said = bool(leads_on) or any(map(STATUS.search, context_of(group[0])))
    usual = [step for step in steps if is_state(step[1]) or is_state(step[2])]
    return is_said and len(steps) > 1 and len(usual) * 2 >= len(steps)


def _named(text: str) -> str:
    """Return what a bullet says of fields: what stands behind the label of `Contact: `email`, `phone``."""
    line = one_line(text)
    labelled = _LABELLED.fullmatch(line)
    return labelled[1] if labelled and not _TYPED.match(line) else line


def _in_paragraph(block: Paragraph, above: Above) -> Iterator[Fact]:
    """`Columns: `a`, `b` (JSONB)` below a heading that names a table; `**Loan**: id, due_on`."""
    inline = [*_inline(block), *_bare(block, above)]
    if inline:
        yield from inline
        return
    if not about_data(block.section) or "`" not in block.text:
        return
    owner = above.owner(block, "")
    if not owner.name:
        return
    facts: list[Fact] = []
    for match in _ARROW.finditer(block.text):
        if not (match[3] or match[4] or _POINTS.search(match[1]) or _KEYS.search(block.text)):
            continue
        line = block.span.line + block.text.count("\n", 0, match.start())
        phrase = Phrase((match[1],), target=match[2], on_delete=(match[4] or "").lower())
        facts += field_facts(owner.name, phrase, Span(block.span.file, line), block.section)
    columns = _COLUMNS.search(block.text)
    if columns is not None:
        facts += _listed(block, owner.name, columns["list"], columns.start("list"))
    if facts:
        yield entity_fact(owner.name, owner.place, block.section, table=owner.table)
        yield from facts


def _inline(block: Paragraph) -> Iterator[Fact]:
    """Read the entities that a paragraph defines, each from a line that its name leads."""
    lines = block.text.split("\n")
    starts = [at for at, line in enumerate(lines) if _LEAD.match(line)]
    if not starts or starts[0] != 0:
        return
    for start, end in pairwise([*starts, len(lines)]):
        yield from inline_entity(block, "\n".join(lines[start:end]), block.span.line + start)


def _bare(block: Paragraph, above: Above) -> Iterator[Fact]:
    """Read `id uuid PK, email unique, display name (max 80)` below the heading of a thing.

    A key comes first, or it could be any list of words.
    """
    parts = split_outside(one_line(block.text).rstrip(" ."), ",") if _KEY.match(block.text) else []
    owner = above.owner(block, "") if len(parts) >= _FEWEST else None
    if owner is None or not owner.name:
        return
    phrases = [read_listed(part, loose=True) for part in parts]
    good = [one for one in phrases if one is not None and len(one.names) == 1]
    if len(good) < len(parts) or sum(bool(one.known) for one in good) < _CONVINCING:
        return
    yield entity_fact(owner.name, owner.place, block.section, table=owner.table)
    offset = 0
    for part, phrase in zip(parts, good, strict=True):
        start = offset + len(part) - len(part.lstrip())
        line = block.span.line + block.text.count("\n", 0, start)
        offset += len(part) + 1
        yield from field_facts(owner.name, phrase, Span(block.span.file, line), block.section)


def _listed(block: Paragraph, name: str, text: str, start: int) -> Iterator[Fact]:
    end = re.search(r"\.\s|\n\*\*|\*\*\w", text)
    text = text[: end.start()] if end else text
    offset = 0
    for part in split_outside(text, ","):
        lead = len(part) - len(part.lstrip())
        line = block.span.line + block.text.count("\n", 0, start + offset + lead)
        offset += len(part) + 1
        match = re.match(
            r"\s*(?:and\s+|both\s+)?((?:`\w+`\s*[/+&]\s*)*`\w+`(?:\s*\(.*\))?)", part, re.DOTALL
        )
        phrase = read_phrase(one_line(match[1])) if match else None
        if phrase is not None:
            yield from field_facts(name, phrase, Span(block.span.file, line), block.section)

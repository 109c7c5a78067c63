"""Enums in lists, lines and fences.

### Enums                                      enum LoanStatus { open, returned }
- LoanStatus: open, returned                   Priority = LOW | NORMAL | HIGH
- **Priority**: `low` | `normal` | `high`
                                               ### LoanStatus (enum)
- **Genre** (enum)                             - `open`: the book is out
  - novel                                      - `returned`: the book is back
  - poem
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from luke_cli.docs.document import Block, Document, Fence, Heading, Item, Paragraph
from luke_cli.docs.markdown import plain
from luke_cli.notations.context import about_data, is_client_side
from luke_cli.source import Diagnostic, Span
from luke_cli.spec.facts import Authority, EnumFact, Fact

SAYS_ENUM: Final = re.compile(
    r"\benum(?:s|erations?|erated types?)?\b|枚举|列挙|열거", re.IGNORECASE
)
"""A heading or a lead with this word stands over values, not over fields."""
ENUM_NAME: Final = re.compile(
    r"(?:status|state|type|role|roles|kind|priority|level|severity|category|gender|purpose|reason|"
    r"mode|method|channel|enum)$",
    re.IGNORECASE,
)
"""A name with this end beside plain words is an enum."""
_VALUE: Final = re.compile(r"[A-Za-z_][\w-]*(?: [\w-]+){0,2}")
_NAMED: Final = re.compile(
    r"^\s*(?:[-*+•]\s+)?(?:(?:enum|type)\s+)?[`*_]{0,3}([A-Za-z_]\w*)[`*_]{0,3}\s*(?:\(enum\)|"
    r"enum)?\s*(?:[:：=]|\s[-–—]\s|→)\s*[\[{(]?(.+?)[\])}]?\s*[.;]?\s*$",
    re.IGNORECASE,
)
_IN_BRACKETS: Final = re.compile(
    r"^\s*(?:[-*+•]\s+)?[`*_]{0,3}([A-Za-z_]\w*)[`*_]{0,3}\s*(?:enum\s*)?[({\[]([^(){}\[\]]+)[)}\]]\s*[.;]?\s*$",
    re.IGNORECASE,
)
_LEAD: Final = re.compile(
    r"(?:(?:the|possible|valid|allowed|available|supported)\s+)*((?:[\w-]+\s+){0,2}(?:status(?:es)?|states?|"
    r"sources?|types?|kinds?|roles?|categor(?:y|ies)|priorit(?:y|ies)|levels?|methods?|channels?|modes?|"
    r"genders?|reasons?))(?:\s+(?:values|are|enum))?\s*[:：]",
    re.IGNORECASE,
)
_BARE: Final = re.compile(r"[`*]*[A-Za-z_]\w*[`*]*:?")
_KEYWORD: Final = re.compile(
    r"^\s*enum\s+(?:class\s+)?(\w+)\s*(?::\s*\w+\s*)?\{([^{}]*)\}", re.MULTILINE
)
_MAX_TEXT: Final = 1000
_PLAIN_FENCES: Final = frozenset(("", "text", "txt", "plaintext", "plain", "none"))


def recognise(document: Document) -> Iterator[Fact | Diagnostic]:
    """Find enums in the lists, sentences and plain fences of a document."""
    if is_client_side(document.owner):
        return
    heading: Heading | None = None
    run: list[Item] = []
    for block in document.blocks:
        if run and not (isinstance(block, Item) and block.section == run[-1].section):
            yield from _in_list(run, heading)
            run = []
        if isinstance(block, Heading):
            heading = block
        elif isinstance(block, Item):
            run.append(block)
        elif isinstance(block, Fence) and block.language in _PLAIN_FENCES:
            yield from _in_fence(block)
        elif isinstance(block, Paragraph) and SAYS_ENUM.search(block.text[:80]):
            yield from _in_paragraph(block)
    yield from _in_list(run, heading)


def listed_values(text: str) -> tuple[str, ...]:
    """Return the values of `a, b`, `a | b` or `a / b`; () if the text is no list of values."""
    if len(text) > _MAX_TEXT:
        return ()
    bare = re.sub(r"\s*\([^()]*\)", "", text.replace("`", "").replace("*", ""))
    parts = [
        part.strip(" '\".")
        for part in re.split(r"\s*[,|;/、，·•]\s*(?:or\s+|and\s+)?|\s+(?:or|and)\s+", bare)
    ]
    parts = [part for part in parts if part]
    return (
        tuple(dict.fromkeys(parts)) if len(parts) > 1 and all(map(_VALUE.fullmatch, parts)) else ()
    )


def named_enum(text: str) -> tuple[str, tuple[str, ...]]:
    """Return name and values of `LoanStatus: open, returned`; the name is "" if it is no enum."""
    for form in (_IN_BRACKETS, _NAMED) if len(text) < _MAX_TEXT else ():
        match = form.match(text)
        values = listed_values(match[2]) if match else ()
        if match is not None and values and "id" not in values:
            return match[1], values
    return "", ()


def _in_list(items: Sequence[Item], heading: Heading | None) -> Iterator[Fact]:
    for number, item in enumerate(items):
        text = " ".join(item.text.split("\n"))
        is_said = _is_said(item)
        name, values = named_enum(text)
        if name and (is_said or (about_data(item.section) and _is_enum_name(name))):
            yield _fact(item, item.span.line, name, values)
        elif not values and (SAYS_ENUM.search(text[:60]) or (is_said and _BARE.fullmatch(text))):
            yield from _nested(items[number:])
    yield from _below_heading(items, heading)


def _is_enum_name(name: str) -> bool:
    """`LoanStatus` is one; `Status` and `status` are fields."""
    return bool(ENUM_NAME.search(name) and re.match(r"[A-Z][a-z]+[A-Z]", name))


def _is_said(block: Block) -> bool:
    texts = (*block.section[-1:], getattr(block, "lead", "").rpartition("\n")[2])
    return any(SAYS_ENUM.search(text) for text in texts)


def _nested(items: Sequence[Item]) -> Iterator[Fact]:
    """Read the items below one that says that it is an enum."""
    first = items[0]
    name = re.match(r"[`*_]*([A-Za-z_]\w*)", first.text)
    inner: list[Item] = []
    for item in items[1:]:
        if item.depth <= first.depth:
            break
        inner.append(item)
    values = values_of(inner)
    if name is not None and values:
        yield _fact(first, first.span.line, name[1], values)


def values_of(items: Sequence[Item]) -> tuple[str, ...]:
    """Return the values that bullets list, one each; () if one is no value."""
    heads = [
        re.split(r"\s*[:：(=]|\s+[-–—]\s", plain(item.text), maxsplit=1)[0].strip("` '\"")
        for item in items
    ]
    return (
        tuple(dict.fromkeys(heads)) if len(heads) > 1 and all(map(_VALUE.fullmatch, heads)) else ()
    )


def _below_heading(items: Sequence[Item], heading: Heading | None) -> Iterator[Fact]:
    """`### LoanStatus (enum)` over one bullet a value."""
    if not items or heading is None or heading.section != items[0].section or items[0].lead:
        return
    match = re.search(
        r"`?\b([A-Z][A-Za-z]+|[a-z]+_[a-z_]+)`?\W*(?:\W\s*enum(?:eration)?\W*)?$", heading.text
    )
    if match is None or not (SAYS_ENUM.search(heading.text) or ENUM_NAME.search(match[1])):
        return
    if SAYS_ENUM.fullmatch(match[1]) or not (
        SAYS_ENUM.search(heading.text) or any(map(SAYS_ENUM.search, heading.section))
    ):
        return
    values = values_of(items)
    if values and not any(named_enum(item.text)[0] for item in items):
        yield _fact(items[0], heading.span.line, match[1], values)


def _in_fence(fence: Fence) -> Iterator[Fact]:
    said = {line: (name, values) for line, name, values in _keywords(fence)}
    if not said and (listed := _listed(fence)):
        said[fence.span.line] = listed
    if _is_said(fence) or about_data(fence.section):
        for offset, text in enumerate(fence.text.split("\n")):
            match = re.match(r"^([A-Z]\w*|\w+_(?:status|type|role|kind))\s*(?:=|:|\{|\()", text)
            name, values = named_enum(text) if match and len(text) < 400 else ("", ())
            if name and (_is_said(fence) or ENUM_NAME.search(name)):
                said.setdefault(fence.line + offset, (name, values))
    for line, (name, values) in sorted(said.items()):
        yield _fact(fence, line, name, values)


def _listed(fence: Fence) -> tuple[str, tuple[str, ...]] | None:
    """Read one value a line below `Room status:`."""
    lead = plain(fence.lead.rpartition("\n")[2]).strip()
    match = _LEAD.fullmatch(lead)
    lines = [line.strip(" \t,;-*•'\"") for line in fence.text.split("\n") if line.strip()]
    if match is None or len(lines) < 2 or not all(map(_VALUE.fullmatch, lines)):
        return None
    return match[1].strip(), tuple(dict.fromkeys(lines))


def _keywords(fence: Fence) -> Iterator[tuple[int, str, tuple[str, ...]]]:
    for match in _KEYWORD.finditer(fence.text):
        text = re.sub(r"//[^\n]*", "", match[2])
        values = tuple(dict.fromkeys(re.findall(r"(\w+)(?:\s*=\s*[^,\n]+)?", text)))
        if values:
            yield fence.line + fence.text.count("\n", 0, match.start()), match[1], values


def _in_paragraph(block: Paragraph) -> Iterator[Fact]:
    for offset, text in enumerate(block.text.split("\n")):
        name, values = named_enum(re.sub(r"^\W*enum\s+", "", text, flags=re.IGNORECASE))
        if name and SAYS_ENUM.search(text) and not SAYS_ENUM.fullmatch(name):
            yield _fact(block, block.span.line + offset, name, values)


def _fact(block: Block, line: int, name: str, values: tuple[str, ...]) -> EnumFact:
    return EnumFact(
        place=Span(block.span.file, line),
        authority=Authority.LIST,
        section=block.section,
        name=name,
        values=values,
    )

"""Workflows with a place for each state, where it says what comes next.

### `draft`                                  - **draft**
Next: `sent`, when the clerk sends it.         - can go to *sent* (the clerk sends it)
Next: `dropped`, when a week is over.        - **sent**: waits for the guest. Leads to `paid` or `lost`.
"""

import re
from collections.abc import Container, Iterator, Sequence
from typing import Final

from luke_cli.docs.document import Document, Heading, Item, Paragraph
from luke_cli.docs.markdown import plain
from luke_cli.names import singular
from luke_cli.notations.states import (
    FLOW,
    STATE_NAME,
    STATUS,
    Where,
    folded,
    is_done,
    is_state,
    transition_fact,
    whose,
)
from luke_cli.source import Span
from luke_cli.spec.facts import WorkflowFact

_NAME: Final = r"[`*_\"“]{0,3}[A-Za-z][\w-]*(?: [a-z][\w-]*)?[`*_\"”]{0,3}"
_ROW: Final = rf"{_NAME}(?:\s*(?:,\s*(?:or\s+|and\s+)?|\s+or\s+|\s+and\s+|[/|]\s*){_NAME}){{0,6}}?"
_LEADS: Final = (
    r"(?:next(?:\s+(?:states?|status|steps?))?\s*(?:is|are|[:=–—-])|(?:then|afterwards|later|followed\s+by|exits?|exits?\s+to|transitions?|"
    r"transitions?\s+to|successors?|on\s+to|back\s+to|to)\s*:|(?:from\s+here\s+)?(?:it\s+)?(?:(?:can|may|must)\s+(?:only\s+|also\s+|then\s+|"
    r"either\s+)*(?:go|move|change|pass|turn|lead|become|be|return)|goes|moves|leads|becomes|changes|turns|passes|returns)\s*"
    r"(?:(?:on|back)\s+)?(?:(?:in)?to\b)?\s*:?|[→⟶➔➜⇒]|[-=]>)"
)
_NEXT: Final = re.compile(
    rf"(?:^|[.;]\s+|\n)\s*{_LEADS}\s*(?:either\s+)?(?P<targets>{_ROW})(?=\s*(?:$|[.;,:(\n–—]|\s-\s|(?:when|if|once|after|as|by|on)\b))"
    r"(?P<rest>[^\n;]{0,200})",
    re.IGNORECASE,
)
_BARE: Final = re.compile(
    rf"^(?P<targets>{_ROW})\s*(?=$|[:(–—,]|\s-\s|(?:when|if|once|after|by)\b)(?P<rest>[^\n]{{0,200}})"
)
_ABOVE: Final = re.compile(
    r"^\W*(?:next(?:\s+(?:states?|status|steps?))?|(?:possible\s+|allowed\s+)?transitions?|exits?|(?:can|may)\s+(?:go|move|become|lead)(?:\s+to)?|"
    r"leads?\s+to|goes\s+to|what\s+can\s+follow)\W*$",
    re.IGNORECASE,
)
_HEAD: Final = re.compile(
    r"^(?P<marks>[`*_]{0,4})(?P<name>[A-Za-z][\w -]{1,30}?)(?P=marks)?[`*_]{0,4}\s*(?:$|[:.(\n]|[–—]|\s-\s)"
)
_SPLIT: Final = re.compile(r"\s*[,/|]\s*(?:or\s+|and\s+)?|\s+(?:or|and)\s+")
_ACTOR: Final = re.compile(
    r"^(?:only\s+)?(?:the|an?|by\s+the|by\s+an?|by)\s+(?P<who>[a-z]+(?:[ -][a-z]+){0,3}?)(?:\s*(?:$|[;,.)])|\s+(?P<verb>[a-z]{3,}s)\b(?:\s+(?P<what>[a-z]+))?)",
    re.IGNORECASE,
)
_ACTORS: Final = re.compile(
    r"^(?:only\s+)?(?P<who>[a-z]+(?:\s+or\s+[a-z]+){0,3})\s*(?:$|[;)])", re.IGNORECASE
)
_LIGHT: Final = frozenset(
    "make have get want do put set move mark give say see decide agree pas reach".split()
)
_THING: Final = re.compile(
    r"\b(?:an?|the|each|every|of)\s+([a-z][\w-]*(?:\s[a-z][\w-]*)?)(?=\s+(?:can|may|goes|is|has|moves|passes)\b|\s*:?\s*$)",
    re.IGNORECASE,
)
_LED: Final = re.compile(r"\n\s*(?:[→⟶➔➜⇒]|[-=]+>)")
"""Lines of a drawing, each from the state above it."""
_MAX: Final = 1500


def placed_steps(document: Document, known: Container[str]) -> Iterator[WorkflowFact]:
    """Yield the steps that are told in the place of a state: below its heading or its bullet."""
    headings = _state_headings(document, known)
    above: list[Item] = []
    for block in document.blocks:
        if not isinstance(block, Paragraph | Item):
            above = []
            continue
        if isinstance(block, Item):
            above = [
                item for item in above if item.depth < block.depth and item.section == block.section
            ]
        if len(block.text) <= _MAX:
            yield from _in_block(block, above, headings, known)
        above = [*above, block] if isinstance(block, Item) else []


def _in_block(
    block: Paragraph | Item,
    above: Sequence[Item],
    headings: Container[tuple[str, ...]],
    known: Container[str],
) -> Iterator[WorkflowFact]:
    parent = _head(above[-1].text, known) if above else ""
    own = _head(block.text, known)
    source, text = parent, block.text
    if not source and block.section in headings:
        source = folded(block.section[-1])
    elif not source and own:
        source, text = own, re.sub(r"^[^:.(\n–—]*[:.(\n–—]\s*|^.*?\s-\s", "", block.text, count=1)
    if not source or (isinstance(block, Paragraph) and _LED.search(block.text)):
        return
    forms = [_NEXT.finditer(text)]
    if isinstance(block, Item) and _ABOVE.match(block.lead) and not parent:
        forms.append(_BARE.finditer(text))
    for match in (match for form in forms for match in form):
        targets = [folded(part.strip(' `*_"“”')) for part in _SPLIT.split(match["targets"])]
        if all(
            _is_state(target, known) or f"`{target}`" in match[0] or f"*{target}*" in match[0]
            for target in targets
        ):
            line = block.span.line + block.text.count("\n", 0, block.text.find(match[0].strip()))
            where = Where(Span(block.span.file, line), block.section, _thing(block, above, source))
            for target in targets:
                if target != source:
                    yield transition_fact(where, source, target, _label(match["rest"]))


def _state_headings(document: Document, known: Container[str]) -> frozenset[tuple[str, ...]]:
    """Return the sections of which each tells of one state."""
    siblings: dict[tuple[str, ...], list[Heading]] = {}
    for block in document.blocks:
        if isinstance(block, Heading) and len(block.section) > 1:
            siblings.setdefault(block.section[:-1], []).append(block)
    found = set[tuple[str, ...]]()
    for parent, group in siblings.items():
        states = [one for one in group if STATE_NAME.fullmatch(one.section[-1])]
        usual = [one for one in states if _is_state(folded(one.section[-1]), known)]
        about = STATUS.search(parent[-1]) or FLOW.search(parent[-1])
        if (
            len(states) > 1
            and len(usual) * 2 >= len(states)
            and (about or len(usual) == len(group))
        ):
            found.update(one.section for one in states)
    return frozenset(found)


def _head(text: str, known: Container[str]) -> str:
    """Return the state that begins a bullet or a paragraph: `**draft**: ...`."""
    match = _HEAD.match(text)
    if match is None or not STATE_NAME.fullmatch(match["name"]):
        return ""
    name = folded(match["name"])
    is_alone = match.end() >= len(text.rstrip()) and bool(match["marks"])
    return name if is_alone or _is_state(name, known) else ""


def _is_state(name: str, known: Container[str]) -> bool:
    return is_state(name) or is_done(name) or name in known


def _thing(block: Paragraph | Item, above: Sequence[Item], state: str) -> str:
    """Return whose states they are: of the lead of the list, or of the heading above."""
    lead = above[0].lead if above else getattr(block, "lead", "")
    told = _THING.search(plain(lead).rpartition("\n")[2])
    if told is not None:
        return told[1]
    return next(
        (
            name
            for name in map(whose, reversed(block.section[-2:]))
            if name and folded(name) != state and not is_state(name)
        ),
        "",
    )


def _label(rest: str) -> str:
    """Return what is done and by whom, as a label: `, when the clerk sends it` -> `send (clerk)`."""
    text = re.sub(
        r"^[\s:(,–—-]*(?:when|if|once|as\s+soon\s+as|after|by(?=\s+the|\s+an?))?\s*",
        "",
        plain(rest),
    )
    match = _ACTOR.match(text)
    if match is None:
        several = _ACTORS.match(text)
        return f"({several['who']})" if several else ""
    verb = singular((match["verb"] or "").lower())
    is_plain = match["what"] is None or match["what"].lower() in ("it", "them", "this", "again")
    action = verb if verb not in _LIGHT and is_plain else ""
    return f"{action} ({match['who']})".strip()

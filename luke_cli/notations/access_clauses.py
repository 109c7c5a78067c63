"""Lists below a role, of which each line goes on with the sentence that its name begins.

**Ranger**                               ### Warden                    - Auditor
- reads, starts and ends own patrols     1. approves patrols             - read all ledgers
- may not revoke permits                 2. never deletes a patrol       - has no right to close one

- **Lead** - all of the above, plus
  - approves patrols
- **Guest** - for the press, sees the start page
- Porter
  - Items: the lines below a thing may be verbs alone
    - registers items, views them
    - correct (own)

A thing before a colon is another form (`access_below`), and so is a heading whose lines say `can`.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from luke_cli.docs.document import Document, Item
from luke_cli.docs.markdown import plain
from luke_cli.notations.access_below import OF_ROLES
from luke_cli.notations.access_sentences import is_about_rights, role_of
from luke_cli.notations.access_told import Told, clauses_told, is_clause
from luke_cli.notations.inheritance import inherited_below, inherited_from
from luke_cli.notations.permission_cells import is_role
from luke_cli.notations.permission_lists import listed
from luke_cli.notations.permission_things import thing_titled
from luke_cli.notations.permission_words import Right, Stated
from luke_cli.notations.role_words import is_role_word, role_name
from luke_cli.source import Span
from luke_cli.spec.facts import Authority, Fact, RoleFact

_NAME: Final = re.compile(
    r"\W*(?:\d+(?:\.\d+)*[.)]?\s+)?(?:(?:an?|the|every|each|as an?|roles?:?)\s+)?"
    r"(?P<name>[^\W\d][\w-]*(?:[ /][\w-]+){0,3}?)(?:\s+roles?)?\s*(?:\([^()]*\))?\W*",
    re.IGNORECASE,
)
_ABOVE: Final = re.compile(r"(?:all|everything)\s+(?:of\s+)?(?:the\s+)?above\b", re.IGNORECASE)
"""Who comes after another in a list, and may do what that one may."""
_END: Final = re.compile(r"\.\s|\s[–—]\s|\n|,\s+not\s+even\b|,\s+(?:because|since|as)\s")
_COLON: Final = re.compile(r"[^:]{1,40}:\s")
_LONGEST: Final = 60
"""Characters of a line that is a name."""
_BOLD: Final = re.compile(r"\s*(?:\*\*|__|`)")
_HALF: Final = 2


class _Line(NamedTuple):
    item: Item
    thing: str
    """What it stands below where that is not the role itself."""

    @property
    def text(self) -> str:
        return plain(self.item.text).strip()

    @property
    def place(self) -> Span:
        return Span(self.item.span.file, self.item.span.line)


class _Named(NamedTuple):
    role: str
    also: str = ""
    """What is said behind the name: `all of the above, plus`."""


class _List(NamedTuple):
    name: str
    section: tuple[str, ...]
    """The headings that it has in common with the lists beside it."""
    lines: list[_Line]
    place: Span
    also: str = ""


def clauses_below(document: Document, known: frozenset[str]) -> Iterator[Fact]:
    """Yield the roles that lists of clauses stand below, with what these give and deny."""
    lists = [one for one in _lists(document) if _are_clauses(one.lines)]
    beside: dict[tuple[str, ...], list[str]] = {}
    for one in lists:
        counts = bool(one.lines) or is_role_word(one.name)
        beside.setdefault(one.section, []).extend([one.name] if counts else ())
    before: dict[tuple[str, ...], str] = {}
    for one in lists:
        names = beside[one.section]
        said = bool(one.section) and OF_ROLES.search(one.section[-1]) is not None
        usual = [name for name in names if is_role(name.lower(), known) or is_role_word(name)]
        is_usual = is_role(one.name.lower(), known) or is_role_word(one.name)
        fits = bool(one.lines) or (len(names) > 1 and is_usual)
        if fits and (said or _HALF * len(usual) >= len(names)):
            yield from _facts(one, before.get(one.section, ""))
            before[one.section] = one.name


def _lists(document: Document) -> Iterator[_List]:
    found: dict[tuple[tuple[str, ...], str], _List] = {}
    for block, top in _items(document):
        if not is_about_rights(block.section):
            continue
        place = Span(block.span.file, block.span.line)
        alone = _named(top) if block.depth == 0 and _BOLD.match(block.text) else None
        if alone and alone.also:
            one = _List(alone.role, block.section, [], place, alone.also)
            found.setdefault((block.section, alone.role), one)
        lead = plain(block.lead).strip().rpartition("\n")[2]
        thing = thing_titled(lead) if block.depth > 1 else ""
        named = _named(top if thing else lead)
        above = named or (None if block.depth else _named(plain(block.section[-1])))
        if above:
            section = block.section if named else block.section[:-1]
            one = _List(above.role, section, [], place, above.also)
            found.setdefault((section, above.role), one).lines.append(_Line(block, thing))
    yield from found.values()


def _items(document: Document) -> Iterator[tuple[Item, str]]:
    """Yield the bullets, each with the outermost one around it; of nested ones only the last."""
    top = ""
    for block, after in pairwise((*document.blocks, None)):
        if not isinstance(block, Item):
            continue
        top = top if block.depth else plain(block.text).strip()
        is_around = isinstance(after, Item) and after.depth > block.depth > 0
        if not is_around:
            yield block, top


def _named(text: str) -> _Named | None:
    name, dash, also = text.partition(" - ") if " - " in text else text.partition(" – ")
    match = _NAME.fullmatch(name) if len(name) <= _LONGEST else None
    return _Named(role_of(role_name(match["name"])), also if dash else "") if match else None


def _are_clauses(lines: Sequence[_Line]) -> bool:
    """Tell whether at least half of some lines start with a verb of what may be done."""
    return _HALF * sum(map(_is_clause, lines)) >= len(lines)


def _is_clause(line: _Line) -> bool:
    if inherited_below(line.text) or _verbs_alone(line):
        return True
    return is_clause(line.text) and not _COLON.match(line.text)


def _verbs_alone(line: _Line) -> tuple[Right, ...]:
    return listed(line.text, line.thing) if line.thing else ()


def _facts(one: _List, before: str) -> Iterator[Fact]:
    """Yield a role with its rights; `before`: the role that the list has above it."""
    told = [(line, right) for line in one.lines for right in _told(one.name, line)]
    if one.lines and not told:
        return
    above = before if _ABOVE.match(one.also) else inherited_from(one.also)
    below = (inherited_below(line.text) for line in one.lines)
    yield RoleFact(
        place=one.lines[0].place if one.lines else one.place,
        authority=Authority.LIST,
        section=one.section,
        name=one.name,
        inherits=tuple(name for name in (above, *below) if name),
    )
    for line, (_, right, _, allowed, is_listed) in told:
        yield Stated(
            line.place,
            line.item.section,
            Authority.LIST if is_listed else Authority.PROSE,
        ).fact(one.name, right, allowed=allowed)


def _told(role: str, line: _Line) -> Iterator[Told]:
    """Yield the rights of `reads customers; edits them`, each part with the things before it."""
    if alone := _verbs_alone(line):
        yield from (Told(role, right, 0, allowed=True, listed=True) for right in alone)
    elif not _COLON.match(line.text):
        parts = re.split(r";\s+", _END.split(line.text, maxsplit=1)[0])
        yield from clauses_told(role, (part.strip(" .!") for part in parts), is_list=True)

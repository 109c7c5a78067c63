"""Rights in lists below the name of the one thing that they are about.

### Hut                                   **stay**                       - deposit
- allow `hiker`: read                     - read: hiker (own), warden      - treasurer may read, settle
- warden -> read, update (own)            - confirm, decline: warden       - hiker: none

- Stay: create - hiker (own); read - hiker (own), warden; confirm - warden
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final, NamedTuple

from luke_cli.docs.document import Document, Item, Paragraph
from luke_cli.docs.markdown import plain
from luke_cli.names import snake
from luke_cli.notations.access_below import (
    Group,
    Line,
    all_within,
    below_roles,
    is_nothing,
    rights_below,
)
from luke_cli.notations.access_clauses import clauses_below
from luke_cli.notations.access_sentences import RIGHTS_SECTION
from luke_cli.notations.permission_cells import ROLES, is_everybody, is_role, roles_in
from luke_cli.notations.permission_lists import listed
from luke_cli.notations.permission_things import thing_titled
from luke_cli.notations.permission_verbs import action_of
from luke_cli.notations.permission_words import Right, Stated
from luke_cli.notations.role_words import is_role_word
from luke_cli.source import Diagnostic, Span
from luke_cli.spec.facts import Authority, Fact, RoleFact

_SECTION: Final = re.compile(
    r"polic(?:y|ies)|\bwho\b|\brules\b|\bmatrix\b|\broles?\b", re.IGNORECASE
)
"""Headings of rights beside those of `RIGHTS_SECTION`, where all that is below them is one."""
_LINE: Final = re.compile(
    r"(?:(?P<allow>allow(?:ed)?|permit|grant|let)|(?P<deny>deny|forbid|refuse))?[ \t]*"
    r"(?P<head>[^\W\d][^:=→–—>\n]{0,60}?)\s*(?:(?P<sep>::?|=>?|->|→|\s[–—-]\s)"
    r"|(?<=\s)(?P<may>(?:may|can)(?:\s+(?:only|also))?|to|(?P<not>may\s+not|cannot|can\s+not|must\s+not))\s)\s*"
    r"(?P<rest>[^\n]{1,200})",
    re.IGNORECASE,
)
_ONE_LINE: Final = re.compile(
    r"(?P<thing>[^\W\d][\w-]*(?:[ -][\w-]+){0,2}):\s+(?P<rest>[a-z][\w -]{0,40}?\s*(?:-|–|—|->|→|=|:)\s.+)",
    re.DOTALL,
)
_DESCRIBED: Final = re.compile(r"\W*(?P<name>[^\W\d][\w-]*(?: [\w-]+){0,2}?)\s*(?:[:(]|\s[–—-]\s)")
_VERB: Final = re.compile(r"[a-z]{3,15}(?:[ -](?:in|out|off|on|up|down|back))?")
_LONGEST: Final = 60
"""Characters of a line that names a thing."""
_LEAST: Final = 2
"""Of one line nobody can tell what it is a list of."""


class _Held(NamedTuple):
    role: str
    right: Right
    place: Span
    allowed: bool


def recognise(
    document: Document, known: frozenset[str] = frozenset()
) -> Iterable[Fact | Diagnostic]:
    """Read the lists of rights below things; `known`: roles that the documents list."""
    yield from clauses_below(document, known)
    groups = [*_groups(document), *_in_one_line(document)]
    of_roles = below_roles(groups, known)
    yield from (fact for number in sorted(of_roles) for fact in rights_below(groups[number]))
    groups = [one for number, one in enumerate(groups) if number not in of_roles]
    known |= _often_named(groups, known)
    for group in groups:
        thing, held = group.name, _all_held(group)
        names = [one.role for one in held]
        usual = [name for name in names if name == "everyone" or is_role(name.lower(), known)]
        is_whole = group.lines[0].is_whole
        is_thing = is_whole or is_role_word(thing) or not is_role(thing.lower(), known)
        if is_thing and len(usual) >= ROLES * len(names):
            yield from _facts(held, group.section)


def _often_named(groups: Sequence[Group], known: frozenset[str]) -> frozenset[str]:
    """Return whom the rights to two things name, where one of all of them is known to be a role."""
    below: dict[str, set[str]] = {}
    for group in groups:
        for one in _all_held(group):
            below.setdefault(one.role.lower(), set()).add(group.name)
    often = {name for name, things in below.items() if len(things) > 1}
    return frozenset(often if any(is_role(name, known) for name in below) else ())


def _all_held(group: Group) -> list[_Held]:
    """Return what the lines below a thing say; nothing where one of them is about something else."""
    lines = group.lines
    held = [_held(line, group.name) for line in lines]
    enough = len(lines) >= _LEAST or lines[0].is_whole or _says_allow(lines)
    found = [one for some in held for one in some] if enough and all(held) else []
    verbs = [one.right.action for one in found if one.right.action]
    # `owner: Mike` has the form of a right, and names no verb that any document knows.
    known = [verb for verb in verbs if verb == "*" or action_of(verb) or lines[0].is_whole]
    return found if 2 * len(known) >= len(verbs) else []


def _facts(held: list[_Held], section: tuple[str, ...]) -> Iterator[Fact]:
    for role in dict.fromkeys(one.role for one in held if one.role != "everyone"):
        place = next(one.place for one in held if one.role == role)
        yield RoleFact(place=place, authority=Authority.LIST, section=section, name=role)
    for one in held:
        if one.right.action:
            yield Stated(one.place, section, Authority.LIST).fact(
                one.role, one.right, allowed=one.allowed
            )


def _groups(document: Document) -> Iterator[Group]:
    """Yield the lines that stand below one name where rights are the subject."""
    for (thing, section), found in groupby(_lines(document), key=lambda one: one[0]):
        lines = [line for _, line in found]
        # A heading is one of rights for what stands below it, a name in bold as well.
        is_title = thing == _title(section) and not lines[0].is_nested
        around = (section[-3:-1] or section) if is_title else section[-2:]
        if thing and (_are_about_rights(around) or _says_allow(lines)):
            yield Group(thing, section, lines)


def _in_one_line(document: Document) -> Iterator[Group]:
    """Yield the things whose rights stand behind a colon: `Stay: create - hiker; read - warden`."""
    items = [block for block in document.blocks if isinstance(block, Item)]
    for section, found in groupby(items, key=lambda item: item.section):
        matches = [(item, _ONE_LINE.fullmatch(plain(item.text).strip(" ."))) for item in found]
        told = [(item, match) for item, match in matches if match]
        if len(told) < _LEAST or not any(map(RIGHTS_SECTION.search, section[-2:])):
            continue
        for item, match in told:
            place = Span(item.span.file, item.span.line)
            parts = match["rest"].replace("\n", " ").split(";")
            lines = [Line(part.strip(), place, is_whole=True) for part in parts if part.strip()]
            yield Group(match["thing"], section, lines)


def _lines(document: Document) -> Iterator[tuple[tuple[str, tuple[str, ...]], Line]]:
    """Yield every line, with the thing that it stands below and its headings."""
    for block in document.blocks:
        if isinstance(block, Item):
            is_parent = block.depth == 0 and _LINE.fullmatch(plain(block.text)) is None
            above = "" if is_parent else _above(block)
            place = Span(block.span.file, block.span.line)
            text = plain(block.text).strip(" .;")
            yield (above, block.section), Line(text, place, is_nested=block.depth > 0)
        elif isinstance(block, Paragraph):
            for offset, text in enumerate(plain(block.text).split("\n")):
                place = Span(block.span.file, block.span.line + offset)
                yield (_title(block.section), block.section), Line(text.strip(" .;"), place)
        else:
            yield ("", ()), Line("", block.span)


def _above(item: Item) -> str:
    """Return the thing that a bullet stands below: its parent, what leads to the list, the heading."""
    lead = plain(item.lead).strip().rpartition("\n")[2]
    above = thing_titled(lead) if len(lead) < _LONGEST else ""
    # `**clerk** - all that a helper may, and` leads to a list as `**clerk**` does.
    named = _DESCRIBED.match(lead) if item.depth and not above else None
    if named and is_role_word(named["name"]):
        return named["name"]
    return above or ("" if item.depth else _title(item.section))


def _title(section: tuple[str, ...]) -> str:
    return thing_titled(plain(section[-1])) if section else ""


def _are_about_rights(titles: tuple[str, ...]) -> bool:
    return any(RIGHTS_SECTION.search(title) or _SECTION.search(title) for title in titles)


def _says_allow(lines: Sequence[Line]) -> bool:
    matches = [_LINE.fullmatch(line.text) for line in lines]
    return all(match and (match["allow"] or match["deny"]) for match in matches)


def _held(line: Line, thing: str) -> list[_Held]:
    """Return who has which rights by a line; nothing where it says something else."""
    match = _LINE.fullmatch(line.text)
    if match is None:
        return []
    allowed = not (match["deny"] or match["not"])
    head, rest = match["head"].strip(" *`"), match["rest"].strip(" *`.")
    verbs = listed(head, thing) if match["sep"] and action_of(re.split(r"\W", head)[0]) else ()
    if line.is_whole and not verbs and _VERB.fullmatch(head):
        # A list that is one of rights may have verbs that no other document has.
        verbs = (Right(thing, snake(head)),)
    who, rights = (rest, verbs) if verbs else (head, _rights(rest, thing))
    return [
        _Held(role, Right(one.resource, one.action, scope or one.scope), line.place, allowed)
        for role, scope in _roles(who)
        for one in rights
    ]


def _rights(text: str, thing: str) -> tuple[Right, ...]:
    if is_nothing(text):
        return (Right(thing, ""),)
    if whole := all_within(text, thing):
        return (whole,)
    return listed(re.sub(r"^(?:may|can|to)\s+", "", text), thing, is_sure=True)


def _roles(text: str) -> list[tuple[str, str]]:
    if is_everybody(text):
        return [("everyone", "")]
    found = roles_in(re.sub(r"^(?:the\s+|an?\s+|roles?\s+)", "", text, flags=re.IGNORECASE))
    return found if all(name for name, _ in found) else []

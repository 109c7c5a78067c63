"""Lists below a role, of which each line names a thing and what the role may do with it.

### 4.2 Kennel keeper                     **Front desk**
- **Kennel:** read, update                1. Booking: create, read (own), check in
- **Feeding plan:** create (own)          2. Kennel: none

The same form stands below things, with roles before the colon: the side that knows more roles has them.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final, NamedTuple

from luke_cli.docs.markdown import plain
from luke_cli.notations.marks import mark_of
from luke_cli.notations.permission_cells import is_role
from luke_cli.notations.permission_lists import listed
from luke_cli.notations.permission_verbs import action_of
from luke_cli.notations.permission_words import Right, Stated
from luke_cli.notations.role_words import is_role_word, role_name
from luke_cli.source import Span
from luke_cli.spec.facts import Authority, Fact, RoleFact

_LINE: Final = re.compile(
    r"(?P<thing>[^\W\d][\w-]*(?: [\w-]+){0,3})\s*(?::|→|->|=>?|\s[–—-]\s)\s*(?P<rest>\S.*)",
    re.DOTALL,
)
_NOTHING: Final = re.compile(
    r"(?:none|nothing|no(?: access| rights?)?|not allowed|[-–—])(?: at all)?"
    r"(?:\s*\([^()]*\)|[.;,:]?\s+[–—-]\s.*|[.;]\s.*)?",
    re.IGNORECASE | re.DOTALL,
)
"""`none`, also with the reason behind it; `nothing but read` is to read."""
OF_ROLES: Final = re.compile(
    r"\b(?:by|per|of(?: the| each)?|for(?: each)?) roles?\b|^roles?\b", re.IGNORECASE
)
"""A heading that says that those below it are roles."""
_END: Final = re.compile(r"\s*[;.]\s+|\s+\((?=[^()]{30})|\n")
_HALF: Final = 2


class Line(NamedTuple):
    """A line of such a list."""

    text: str
    place: Span
    is_whole: bool = False
    """It is all that is said of what it stands below."""
    is_nested: bool = False
    """It stands below another line, and not below a heading."""


class Group(NamedTuple):
    """The lines below one name, and the headings around them."""

    name: str
    section: tuple[str, ...]
    lines: Sequence[Line]

    @property
    def around(self) -> tuple[str, ...]:
        """The headings that this list has in common with those beside it."""
        is_title = bool(self.section) and self.name in plain(self.section[-1])
        return self.section[:-1] if is_title else self.section


def below_roles(groups: Sequence[Group], known: frozenset[str]) -> frozenset[int]:
    """Return which of the lists, in their order, stand below roles."""
    found: set[int] = set()
    for around, numbered in groupby(enumerate(groups), key=lambda one: one[1].around):
        some = [*numbered]
        heads = {name for _, one in some for name in _heads(one)}
        titled = _share({one.name for _, one in some}, known)
        said = bool(around) and OF_ROLES.search(around[-1]) is not None
        others = _share(heads, known)
        if (said and _HALF * others < 1) or (titled > others and _HALF * titled >= 1):
            found |= {number for number, _ in some}
    return frozenset(found)


def rights_below(group: Group) -> Iterator[Fact]:
    """Yield the role that a list stands below with its rights; nothing where a line is none."""
    role = role_name(group.name)
    found = [(line, right) for line in group.lines for right in _rights(line.text)]
    verbs = [right.action for _, (right, _) in found]
    usual = [verb for verb in verbs if verb == "*" or action_of(verb)]
    read = {id(line) for line, _ in found}
    if not found or _HALF * len(usual) < len(verbs) or _HALF * len(read) < len(group.lines):
        return
    first = found[0][0].place
    yield RoleFact(place=first, authority=Authority.LIST, section=group.section, name=role)
    for line, (right, allowed) in found:
        yield Stated(line.place, group.section, Authority.LIST).fact(role, right, allowed=allowed)


def is_nothing(text: str) -> bool:
    """Tell whether what stands behind a name gives nothing."""
    return _NOTHING.fullmatch(text) is not None


def all_within(text: str, thing: str) -> Right | None:
    """Return the right of a text that is a mark: everything, as far as it reaches."""
    mark = mark_of(text)
    if mark is None or not (mark.allowed and mark.certain) or mark.actions:
        return None
    return Right(thing, "*", mark.scope)


def _heads(group: Group) -> Iterator[str]:
    matches = (_LINE.fullmatch(line.text) for line in group.lines)
    yield from (match["thing"] for match in matches if match)


def _share(names: set[str], known: frozenset[str]) -> float:
    """Return how many of some names are those of roles, also by their last word: `visiting vet`."""
    named = [name for name in names if is_role(name, known) or is_role_word(name.split()[-1])]
    return len(named) / len(names) if names else 0.0


def _rights(text: str) -> Iterator[tuple[Right, bool]]:
    """Yield the rights of `Visit: read, update (own); nothing else`, and whether they are given."""
    match = _LINE.fullmatch(text)
    if match is None:
        return
    thing, rest = match["thing"], match["rest"].strip(" *`.")
    if is_nothing(rest):
        yield Right(thing, "*"), False
        return
    if whole := all_within(rest, thing):
        yield whole, True
        return
    # A sentence behind the verbs says more of them; it is read as a sentence.
    parts = (rest, _END.split(rest)[0])
    given = next((rights for part in parts if (rights := listed(part, thing, is_sure=True))), ())
    yield from ((right, True) for right in given if right.resource == thing)

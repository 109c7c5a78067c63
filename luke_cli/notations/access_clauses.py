"""Lists below a role, of which each line goes on with the sentence that its name begins.

**Ranger**                               ### Warden                    - Auditor
- reads, starts and ends own patrols     1. approves patrols             - read all ledgers
- may not revoke permits                 2. never deletes a patrol       - has no right to close one

A thing before a colon is another form (`access_below`), and so is a heading whose lines say `can`.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from luke_cli.docs.document import Document, Item
from luke_cli.docs.markdown import plain
from luke_cli.notations.access_below import OF_ROLES
from luke_cli.notations.access_sentences import is_about_rights, role_of
from luke_cli.notations.access_told import Told, clauses_told, is_clause
from luke_cli.notations.permission_cells import is_role
from luke_cli.notations.permission_words import Stated
from luke_cli.notations.role_words import is_role_word, role_name
from luke_cli.source import Span
from luke_cli.spec.facts import Authority, Fact, RoleFact

_NAME: Final = re.compile(
    r"\W*(?:\d+(?:\.\d+)*[.)]?\s+)?(?:(?:an?|the|every|each|as an?|roles?:?)\s+)?"
    r"(?P<name>[^\W\d][\w-]*(?:[ /][\w-]+){0,3}?)(?:\s+roles?)?\s*(?:\([^()]*\))?\W*",
    re.IGNORECASE,
)
_END: Final = re.compile(r"\.\s|\s[–—]\s|\n|,\s+not\s+even\b|,\s+(?:because|since|as)\s")
_COLON: Final = re.compile(r"[^:]{1,40}:\s")
_LONGEST: Final = 60
"""Characters of a line that is a name."""
_HALF: Final = 2


class _List(NamedTuple):
    name: str
    section: tuple[str, ...]
    """The headings that it has in common with the lists beside it."""
    lines: list[Item]


def clauses_below(document: Document, known: frozenset[str]) -> Iterator[Fact]:
    """Yield the roles that lists of clauses stand below, with what these give and deny."""
    lists = [one for one in _lists(document) if _are_clauses(one.lines)]
    beside: dict[tuple[str, ...], list[str]] = {}
    for one in lists:
        beside.setdefault(one.section, []).append(one.name)
    for one in lists:
        names = beside[one.section]
        said = bool(one.section) and OF_ROLES.search(one.section[-1]) is not None
        usual = [name for name in names if is_role(name.lower(), known) or is_role_word(name)]
        if said or _HALF * len(usual) >= len(names):
            yield from _facts(one)


def _lists(document: Document) -> Iterator[_List]:
    found: dict[tuple[tuple[str, ...], str], _List] = {}
    for block in document.blocks:
        if not isinstance(block, Item) or not is_about_rights(block.section):
            continue
        lead = plain(block.lead).strip().rpartition("\n")[2]
        named = _named(lead)
        above = named or ("" if block.depth else _named(plain(block.section[-1])))
        if above:
            section = block.section if named else block.section[:-1]
            found.setdefault((section, above), _List(above, section, [])).lines.append(block)
    yield from found.values()


def _named(text: str) -> str:
    match = _NAME.fullmatch(text) if len(text) <= _LONGEST else None
    return role_of(role_name(match["name"])) if match else ""


def _are_clauses(lines: Sequence[Item]) -> bool:
    """Tell whether at least half of some lines start with a verb of what may be done."""
    texts = [plain(line.text).strip() for line in lines]
    clauses = [text for text in texts if is_clause(text) and not _COLON.match(text)]
    return _HALF * len(clauses) >= len(texts)


def _facts(one: _List) -> Iterator[Fact]:
    told = [(line, right) for line in one.lines for right in _told(one.name, line)]
    if not told:
        return
    first = Span(one.lines[0].span.file, one.lines[0].span.line)
    yield RoleFact(place=first, authority=Authority.LIST, section=one.section, name=one.name)
    for line, (_, right, _, allowed, listed) in told:
        yield Stated(
            Span(line.span.file, line.span.line),
            line.section,
            Authority.LIST if listed else Authority.PROSE,
        ).fact(one.name, right, allowed=allowed)


def _told(role: str, line: Item) -> Iterator[Told]:
    """Yield the rights of `reads customers; edits them`, each part with the things before it."""
    text = plain(line.text).strip()
    if not _COLON.match(text):
        parts = re.split(r";\s+", _END.split(text, maxsplit=1)[0])
        yield from clauses_told(role, (part.strip(" .!") for part in parts), is_list=True)

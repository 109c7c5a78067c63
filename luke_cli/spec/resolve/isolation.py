"""Words by which documents keep rows apart: `each clinic sees only its own data`.

A wall stands between the rows of all; a view is what those of one may see. Both name the thing that
they go by, in any of its spellings; `multi-tenant` names none.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from enum import IntEnum
from functools import lru_cache
from typing import Final

from luke_cli.names import plural, singular, snake
from luke_cli.spec.facts import PermissionFact
from luke_cli.spec.resolve.said import Line, Said


class Kept(IntEnum):
    """How far words go that keep the rows of one from those of another."""

    NOT = 0
    NAMED = 1
    """It stands beside words that name nothing: `multi-tenant, one row space for each club`."""
    VIEW = 2
    """Nobody sees what is of another one."""
    WALL = 3
    """All rows are of one."""


_THING: Final = "thingthing"
"""What stands for the thing in question, and so for whoever uses the system."""
_WHO: Final = "whowho"
_N: Final = rf"{_THING}(?:'s|')?"
_DATA: Final = r"(?:data|rows?|records?|information|everything|entit(?:y|ies)|objects?|resources?)"
_FILLERS: Final = (
    r"(?:(?:the|an?|each|every|all|any|its|their|his|her|our|one|own|only|exactly|precisely|just|single|"
    r"same|other|another|different|multiple|several|individual|respective|current|caller's|user's|"
    r"boundar(?:y|ies)|borders?|of)\s+)*"
)
_KEY: Final = r"<N>(?:[_ ]?ids?\b)?"
_SEEN: Final = (
    r"(?:see[ns]?|access(?:es)?|reads?|views?|reach(?:es)?|finds?|lists?|quer(?:y|ies)|gets?|works?|manages?|"
    r"handles?|visible|data|rows?|records?|objects?|information|belongs?)"
)
_NOT: Final = (
    r"(?:no|not|never|nobody|none|nothing|neither|cannot|can't|without|invisible|hidden|den(?:y|ied)|"
    r"refused|rejected|forbidden|prohibited|impossible|prevent\w*|unable|40[34])"
)
_UNIVERSAL: Final = (
    "users user people person persons everyone everybody anyone anybody somebody callers caller"
).split()
_STAFF: Final = (
    "staff employees employee members member colleagues accounts account logins login".split()
)
_BELONG: Final = (
    rf"\b(?:all|every|each|any)\s+(?:\w+\s+)?{_DATA}\b[^.;|]{{0,40}}\bbelongs?\s+to\s+{_FILLERS}<N>\b",
    rf"\beverything\s+(?:\w+\s+)?belongs?\s+to\s+{_FILLERS}<N>\b",
    (
        rf"\b(?:nothing|no\s+(?:\w+\s+)?{_DATA}|{_DATA}\s+(?:is|are)\s+(?:never|not))\b[^.;|]{{0,30}}"
        rf"\bshared?\s+(?:between|across|among|with)\s+{_FILLERS}<N>\b"
    ),
)
_WALLS: Final = (
    *_BELONG,
    (
        rf"\b(?:isolat(?:ed?|es|ion)|segregat\w+|kept\s+apart|walled(?:\s+off)?|siloed)\b[^.;]{{0,50}}?"
        rf"\b(?:by|per|between|across|for|from|on|among)\s+{_FILLERS}{_KEY}"
    ),
    (
        rf"\b{_DATA}\b[^.;|]{{0,40}}\b(?:separat(?:ed?|ion)|partitioned)\b[^.;]{{0,30}}?"
        rf"\b(?:by|per|between|across|for|from|on|among)\s+{_FILLERS}{_KEY}"
    ),
    r"<N>[- ](?:level[- ]|based[- ])?(?:isolation|segregation|scoped\s+(?:data|access|rows|queries))\b",
    (
        rf"<N>(?:\s+{_DATA})?\s+(?:is|are|stays?|remains?|must\s+be)\s+(?:kept\s+)?(?:\w+ly\s+)?"
        r"(?:isolated|segregated|apart|walled|siloed|(?<=ly\s)separated?|(?<=kept\s)separate)\b"
    ),
    (
        rf"\b(?:every|each|all)\s+(?:\w+\s+)?(?:quer(?:y|ies)|requests?|reads?|rows?|data|statements?|lists?)\s+"
        rf"(?:is|are|must\s+be)\s+(?:always\s+)?(?:limited|restricted|scoped|filtered|confined|bound)\s+(?:to|by)\s+{_FILLERS}{_KEY}"
    ),
    rf"\bqueries\s+(?:are\s+)?(?:always\s+)?(?:limited|restricted|scoped|filter(?:ed)?|confined)\s+(?:to|by|on)\s+{_FILLERS}{_KEY}",
    rf"\b(?:no|never|not|nothing|cannot)\b[^.;|]{{0,30}}\b{_DATA}\b[^.;|]{{0,20}}\bcross(?:es|ing)?\s+{_FILLERS}<N>",
    rf"\b(?:no|never|not|nothing|cannot)\b[^.;|]{{0,30}}\bcross(?:es|ing)?\s+{_FILLERS}<N>\s+(?:boundar|border)",
    (
        rf"\b(?:no|never|not|nothing|cannot)\b[^.;|]{{0,40}}\b(?:visible|readable|accessible|leaks?|seen|flows?)\b"
        rf"[^.;|]{{0,15}}\b(?:across|between)\s+{_FILLERS}<N>"
    ),
    rf"\bcross-<N>\b(?=[^.;|]*\b{_NOT}\b)|\b{_NOT}\b[^.;|]{{0,30}}\bcross-<N>\b",
    rf"<N>\s+(?:is|are|acts?\s+as|serves?\s+as|=)\s+{_FILLERS}tenants?\b(?!\s+of)",
    rf"\b(?:tenants?|tenancy)\s*(?:is|are|=|:|\||\()\s*(?:\w+\s+){{0,2}}?(?:per\s+|by\s+)?{_FILLERS}{_KEY}",
    rf"\b(?:tenancy|multi-?\s?tenan\w+)\b[^.;]{{0,50}}\b(?:per|by)\s+{_FILLERS}{_KEY}",
    r"\bcreate\s+policy\b.*\busing\b.*\b<N>_id\b",
)
_VIEWS: Final = (
    rf"(?:\b(?:each|every|an?|any|one)\s+)?<N>\s+(?:\w+\s+){{0,3}}?(?=[^.;|]*\bonly\b){_SEEN}[^.;|]{{0,20}}\b(?:its|their)\s+own\b",
    rf"<N>\s+(?:\w+\s+){{0,3}}?only\s+(?:ever\s+)?{_SEEN}[^.;|]{{0,20}}\b(?:its|their)\s+own\b",
    r"<N>\b[^.;|]{0,30}\b(?:cannot|can't|never|not|don't|no)\b[^.;|]{0,40}\b(?:each\s+other|one\s+another)",
    rf"\b{_NOT}\b[^.;|]{{0,40}}\b(?:visib\w+|access)\b[^.;|]{{0,20}}\bbetween\s+{_FILLERS}<N>\b",
    r"\b<N>[_ ]?ids?\b[^.;|]{0,60}\b(?:never|not)\b[^.;|]{0,40}\b(?:body|bodies|requests?|clients?|payloads?|input)\b",
)
_OF_ALL: Final = (
    # Of whoever uses the system: of a role, the same words are a right.
    (
        r"\b<WHO>\b[^.;|]{0,40}\b(?:only|just|exclusively|solely|nothing\s+but)\b[^.;|]{0,60}?"
        r"\b(?:of|in|from|within|inside|to|for|at)\s+(?:(?:their|his|her|its|one's|the|your|our|same|own|respective|current)\s+)+<N>\b"
    ),
    rf"\b<WHO>\b[^.;|]{{0,40}}\b(?:only|just|exclusively|solely)\b[^.;|]{{0,30}}\b(?:their|his|her|its)\s+(?:own\s+)?{_THING}(?:'s|')\s",
    rf"\b{_NOT}\b[^;|]*\b(?:other|another|different|foreign)\s+<N>\b",
    rf"\b(?:other|another|different|foreign)\s+<N>\b[^;|]*\b{_NOT}\b",
)
_LISTED: Final = (
    r"\b(?:every|each|all)\s+(?=[^.;|]*<WHO>[^.;|]*\bbelongs?\b)"
    r"(?:[\w-]+(?:\s[\w-]+)?(?:,\s*(?:and\s+)?|\s+and\s+)(?:(?:every|each|all)\s+)?)+[\w-]+(?:\s[\w-]+)?"
    rf"\s+belongs?\s+to\s+{_FILLERS}<N>\b"
)
"""`Every user, product and order belongs to exactly one firm`."""
_PLAIN: Final = re.compile(
    r"\bmulti-?\s?tenan|\btenant[- ](?:isolation|scoped|separation)|row[- ]level[- ]security|\bRLS\b|"
    r"\b(?:every|each|all) (?:quer(?:y|ies)|requests?|reads?|rows?|statements?) (?:is|are) (?:always )?"
    r"(?:limited|restricted|scoped|filtered|confined|bound) (?:to|by) |"
    r"\b(?:data|rows?|records?)\b[^.;|]{0,30}\b(?:strictly|fully|completely|logically) "
    r"(?:isolated|separated?|segregated)\b|"
    r"mandantenf\w+|mandantentrennung|multi-?inquilin\w+|multi-?locat\w+|multi-?tenencia",
    re.IGNORECASE,
)
"""Isolation, whatever it goes by."""
_AMONG_USERS: Final = re.compile(
    r"multi-?\s?user|\b(?:per|by|each|every|own|other) users?\b|\buser_id\b", re.IGNORECASE
)
_CUE: Final = re.compile(
    r"isolat|segregat|separat|partition|\bapart\b|walled|silo|\bonly\b|\bjust\b|exclusively|solely|"
    r"nothing but|\bother\b|another|different|foreign|cross|\bshared?\b|token|jwt|\bclaim|session|"
    r"principal|tenan|belongs? to|scoped|limited|restricted|filter|confined|\bbound\b|create policy|"
    r"\bbetween\b",
    re.IGNORECASE,
)
_DENIED: Final = re.compile(
    r"\b(?:no|not|non|without|isn't|instead of|rather than|need for|avoid\w*)\b[^.;|:]{0,25}"
    r"(?:multi-?\s?tenan|tenant|row[- ]level|RLS)|single[- ]tenant|out of scope|non-?goals?\b|"
    r"\b(?:later|future|roadmap|considered|dropped|discussed|not planned|not needed|not supported|not required|phase [2-9])\b",
    re.IGNORECASE,
)
_ELSEWHERE: Final = re.compile(
    r"out of scope|not in scope|non-?goals?|future|later|roadmap|alternatives|rejected|considered|glossary",
    re.IGNORECASE,
)
"""Headings below which stands what is not built."""
_NO_DATA: Final = re.compile(
    r"\b(?:environments?|isolation levels?|transactions?|process(?:es)?|network|containers?|sandbox\w*|"
    r"firewall|vlan|subnet|tests?)\b",
    re.IGNORECASE,
)
_DATA_SEEN: Final = re.compile(rf"\b{_SEEN}\b", re.IGNORECASE)
_SUBJECT: Final = 30
"""So many characters hold the subject of a sentence, who may be a role."""
_RENTS: Final = re.compile(r"(?<!multi)(?<!multi[- ])\btenan(?:ts?|cy|cies)\b", re.IGNORECASE)
"""Somebody with a lease, where that is who uses the system."""
_SENTENCES: Final = re.compile(r"(?<=[.;!?])\s+")


@dataclass(frozen=True, slots=True)
class Isolation:
    """What documents say of rows that are kept apart."""

    sentences: tuple[Line, ...]
    """Where whoever uses the system is called by one word."""
    plain: tuple[Line, ...]
    """Those that speak of isolation and may name nothing that it goes by."""
    roles: re.Pattern[str]
    """Names of roles, which are not everybody."""
    _known: dict[frozenset[str], tuple[Kept, tuple[Line, ...]]] = field(
        default_factory=dict, compare=False, repr=False
    )
    """What has been looked for: several ways to a tenant ask for the same names."""

    def by(self, names: Collection[str]) -> tuple[Kept, tuple[Line, ...]]:
        """Return how far rows are kept apart by what is called so, and where that is said."""
        key = frozenset(names)
        if key not in self._known:
            self._known[key] = self._by(names)
        return self._known[key]

    def _by(self, names: Collection[str]) -> tuple[Kept, tuple[Line, ...]]:
        found = [(self._how(line, text), line) for line, text in self._about(names)]
        best = max((kept for kept, _ in found), default=Kept.NOT)
        return best, tuple(line for kept, line in found if kept is best and kept)

    def belongs(self, name: str) -> tuple[Line, ...]:
        """Return the sentences that say of all rows that each is of one."""
        return tuple(line for line, text in self._about((name,)) if _BELONGING.search(text))

    def _about(self, names: Collection[str]) -> Iterator[tuple[Line, str]]:
        """Yield the sentences about a thing, with one word for it."""
        called = noun(tuple(sorted(names)))
        for line in self.sentences:
            text, times = called.subn(_THING, line.text)
            if times:
                yield line, text

    def _how(self, line: Line, text: str) -> Kept:
        if _WALL.search(text) and not _NO_DATA.search(text):
            return Kept.WALL
        if _VIEW.search(text):
            return Kept.VIEW
        if (
            _SIGHT.search(text)
            and _DATA_SEEN.search(text)
            and not self.roles.search(text[:_SUBJECT])
        ):
            return Kept.VIEW
        return Kept.NAMED if line in self.plain else Kept.NOT


def isolation_of(said: Said, account: str) -> Isolation:
    """Return what documents say of rows that are kept apart; `account` is who signs in."""
    roles = {snake(right.role) for right in said.of(PermissionFact) if right.role}
    everybody = {*_UNIVERSAL, *(one for one in _STAFF if singular(one) not in roles)}
    if (name := snake(account)) and name not in roles:
        everybody |= {name, plural(name)}
    named = {form for role in roles for form in (role, plural(role))} - everybody
    who = re.compile(_any_of(everybody), re.IGNORECASE)
    passages: Iterable[Line] = said.passages
    if "tenant" in roles:
        passages = (replace(one, text=_RENTS.sub("renter", one.text)) for one in passages)
    sentences = [line for passage in passages for line in _spoken(passage)]
    return Isolation(
        tuple(replace(line, text=who.sub(_WHO, line.text)) for line in sentences),
        tuple(
            replace(line, text=who.sub(_WHO, line.text))
            for line in sentences
            if _is_plain(line.text)
        ),
        re.compile(_any_of(named) if named else r"(?!)", re.IGNORECASE),
    )


def is_shared(said: Said, names: Collection[str]) -> bool:
    """Tell whether documents say that rows are for all, whichever thing of that name they are of."""
    called = noun(tuple(sorted(names)))
    texts = (called.subn(_THING, line.text) for line in said.passages)
    return any(times and _OPEN.search(text) for text, times in texts)


def _any_of(names: Iterable[str]) -> str:
    words = sorted((name.replace("_", " ") for name in names), key=lambda one: (-len(one), one))
    return rf"\b(?:{'|'.join(map(re.escape, words))})\b"


def _spoken(passage: Line) -> Iterator[Line]:
    """Yield the sentences that may speak of isolation, and do not say that there is none."""
    if any(map(_ELSEWHERE.search, passage.section)) or _DENIED.search(passage.text):
        return
    for text in _SENTENCES.split(passage.text):
        if _CUE.search(text) or _PLAIN.search(text):
            yield replace(passage, text=text)


def _is_plain(text: str) -> bool:
    """Tell whether a sentence speaks of isolation, and not of that among users."""
    return _PLAIN.search(text) is not None and not (
        _AMONG_USERS.search(text) or _NO_DATA.search(text)
    )


@lru_cache(maxsize=1024)
def noun(names: tuple[str, ...]) -> re.Pattern[str]:
    """Return the pattern of a thing in all its spellings, one or many."""
    forms = {form for name in names for form in _forms(name)}
    spelled = (r"[ _-]?".join(map(re.escape, form.split("_"))) for form in forms)
    either = "|".join(sorted(spelled, key=lambda one: (-len(one), one)))
    return re.compile(rf"(?<![A-Za-z0-9_])(?:{either})(?![A-Za-z0-9])", re.IGNORECASE)


def _forms(name: str) -> Iterable[str]:
    one = singular(snake(name))
    return (snake(name), one, plural(one))


def _compiled(*patterns: str) -> re.Pattern[str]:
    filled = (one.replace("<WHO>", _WHO).replace("<N>", _N) for one in patterns)
    return re.compile("|".join(f"(?:{one})" for one in filled), re.IGNORECASE)


_OPEN: Final = _compiled(
    rf"(?<!not )\b(?:visible|seen|found|shared|holds?|see|search\w*|access\w*|reads?|valid|known)\b[^.;|]{{0,30}}"
    rf"\b(?:across|in|by|between|among|of|at)\s+(?:all|each|every|any)\s+(?:the\s+)?{_THING}",
    rf"(?<!not )\b(?:visible|seen|shared|holds?|valid|access\w*|works?)\s+(?:across|between)\s+{_THING}",
)
_WALL: Final = _compiled(*_WALLS)
_BELONGING: Final = _compiled(*_BELONG)
_VIEW: Final = _compiled(*_VIEWS, _LISTED)
_SIGHT: Final = _compiled(*_OF_ALL)

"""Paragraphs that say of one role, or of one thing, who does what, in the words that are defined.

**Clerk.** Clerks register clients, read them and update them. Invoices they may read.
**Bookings.** Guests see their own bookings only. The desk sees all of them.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final

from luke_cli.docs.document import Document, Heading, Item, Paragraph
from luke_cli.docs.markdown import plain
from luke_cli.names import singular
from luke_cli.notations.access_sentences import is_about_rights
from luke_cli.notations.access_subjects import NO_ROLE, NOBODY_BUT, is_nobody_else, nobody_first
from luke_cli.notations.clauses_of_rights import Claim, Reader
from luke_cli.notations.context import is_client_side
from luke_cli.notations.inheritance import inherited_from
from luke_cli.notations.known_right_names import roles_by_form, spoken
from luke_cli.notations.marks import scope_in
from luke_cli.notations.permission_words import Right, Stated
from luke_cli.notations.right_words import Words, words_of
from luke_cli.notations.role_lists import ROLES_SECTION
from luke_cli.notations.role_words import is_role_word, role_name
from luke_cli.source import Diagnostic, Span
from luke_cli.spec.facts import (
    Authority,
    Fact,
    PermissionFact,
    RoleFact,
)

Found = list[Fact | Diagnostic]
_LEAD: Final = re.compile(
    r"\s*(?:\*\*|__)(?P<name>[^\W\d][\w /-]{1,40}?)\s*(?:[.:]\s*(?:\*\*|__)|(?:\*\*|__)\s*(?:[.:]|\s[–—-](?=\s)))\s+(?=[A-Za-z])"
)
_SENTENCE: Final = re.compile(r"(?<=[.!?])\s+")
_SECURITY: Final = frozenset(("security engineer", ""))
_ALSO: Final = re.compile(
    r"\W*(?:so\s+(?:may|can|do(?:es)?|is|are)"
    r"|(?:(?:this|that|it|the\s+same|all\s+(?:of\s+)?this)\s+)?(?:holds|applies|goes|counts|is\s+true)"
    r"(?:\s+(?:good|true|also|too|as\s+well|equally))*\s+(?:for|to))\s+",
    re.IGNORECASE,
)
"""`... and so may the mechanic`, `The same goes for clerks`: they do what was just said."""
_LIMITED: Final = re.compile(r"(?:of|in|at|on|from|with|who|that|whose|if|when|while)\b")
_EVERYBODY: Final = re.compile(r"\W*every(?:one|body)\s+", re.IGNORECASE)
_EXCEPT: Final = re.compile(
    r"[,\s]+(?:but|except(?:\s+(?:for|by))?|other\s+than|apart\s+from|save|unless)\s+",
    re.IGNORECASE,
)
_JOINT: Final = re.compile(r"(?=,?\s+(?:and|but|while|whereas)\s|,\s|;\s)(?<![,;])")
_JOINS: Final = re.compile(r"^[\s,;]*(?:(?:and|but|while|whereas)\s+)?")
_REFERS: Final = re.compile(
    r"\s*[,(;–-]\s*(?:but\s+)?see\s+(?=[\"“„'`§\dA-Z]|(?:also|section|chapter|below|above|there)\b).*$"
)
"""`..., see "retired" in the design`: nobody sees anything by it."""
_WHILE: Final = re.compile(r"[\s,;]*(?:but|while|whereas)\s")
_SAYS: Final = re.compile(r"(?:may|can|cannot|must|is|are|has|have|do|does)\b|[a-z]+s\b")
"""What stands behind somebody who does something: he is not one of several."""
_SUBJECT_WORDS: Final = re.compile(
    r"\W*(?:(?:an?|the|only|all|each|every)\s+)*(?P<two>(?P<one>[a-z][\w-]*)(?:\s+[a-z][\w-]*)?)",
    re.IGNORECASE,
)
_SECURE: Final = re.compile(r"\b(?:security|access|rights|roles|permissions)\b", re.IGNORECASE)
_MOST: Final = 400
"""Characters of a sentence."""
_LEAST: Final = 2


def with_portraits(documents: Sequence[Document], found: Sequence[Found]) -> list[Found]:
    """Add to what was found in each document what its paragraphs about roles and things say."""
    words = words_of(item for items in found for item in items)
    if words is None:
        return [*found]
    roles = roles_by_form(item for items in found for item in items)
    return [_again(one, items, words, roles) for one, items in zip(documents, found, strict=True)]


def _again(document: Document, items: Found, words: Words, roles: Mapping[str, str]) -> Found:
    if is_client_side(document.owner):
        return items
    paragraphs = [*_paragraphs(document)]
    more = [fact for some in _of_one_section(paragraphs) for fact in _portraits(some, words, roles)]
    return sorted([*items, *more], key=lambda one: one.place.line if one.place else 0)


_Told = tuple[str, str, Paragraph | Item]
"""The name in bold, what follows it, and the block."""


def _paragraphs(document: Document) -> Iterator[_Told]:
    titles = (plain(one.text) for one in document.blocks if isinstance(one, Heading))
    is_secure = document.owner in _SECURITY and _SECURE.search(next(titles, "")) is not None
    for block in document.blocks:
        if not isinstance(block, Paragraph | Item) or not block.section:
            continue
        lead = _LEAD.match(block.text)
        if not lead:
            continue
        is_of_roles = ROLES_SECTION.search(plain(block.section[-1])) is not None
        stands = is_secure or is_about_rights(block.section)
        stands |= is_of_roles and document.owner in _SECURITY
        if stands:
            yield lead["name"].strip(), block.text[lead.end() :], block


def _of_one_section(paragraphs: Iterable[_Told]) -> Iterator[list[_Told]]:
    sections: dict[tuple[str, ...], list[_Told]] = {}
    for one in paragraphs:
        sections.setdefault(one[2].section, []).append(one)
    yield from (some for some in sections.values() if len(some) >= _LEAST)


def _portraits(some: list[_Told], words: Words, roles: Mapping[str, str]) -> Iterator[Fact]:
    """Yield what the paragraphs of a section say: all are about roles, or all about things."""
    names = [spoken(role_name(name)) for name, _, _ in some]
    of_roles = [name for name in names if name in roles or is_role_word(name)]
    of_things = [name for name in names if name in words.things]
    if len(of_roles) * _LEAST > len(names) and len(of_roles) >= len(of_things):
        for name, text, block in some:
            yield from _of_role(role_name(name), text, block, words, roles)
    elif len(of_things) == len(names):
        for name, text, block in some:
            yield from _of_thing(words.things[spoken(role_name(name))], text, block, words, roles)


def _sentences(text: str, block: Paragraph | Item) -> Iterator[tuple[str, Span]]:
    """Yield the sentences of a paragraph behind its lead, each with its place."""
    before = block.text[: len(block.text) - len(text)]
    line = block.span.line + before.count("\n")
    for sentence in _SENTENCE.split(text):
        if len(sentence) <= _MOST:
            yield _REFERS.sub("", " ".join(plain(sentence).split())), Span(block.span.file, line)
        line += sentence.count("\n")


def _of_role(
    role: str, text: str, block: Paragraph | Item, words: Words, roles: Mapping[str, str]
) -> Iterator[Fact]:
    reader = Reader(words, spoken(role))
    claims = [
        (claim, place)
        for sentence, place in _sentences(text, block)
        for claim in reader.read(sentence)
    ]
    above = inherited_from(plain(text))
    above = above if spoken(above) in roles or is_role_word(above) else ""
    if not claims and not above:
        return
    yield RoleFact(
        place=Span(block.span.file, block.span.line),
        authority=Authority.LIST,
        section=block.section,
        name=role,
        inherits=(above,) if above else (),
    )
    for claim, place in claims:
        yield _permission(role, claim, place, block)


def _of_thing(
    thing: str, text: str, block: Paragraph | Item, words: Words, roles: Mapping[str, str]
) -> Iterator[Fact]:
    about = _About(thing, words, roles)
    for sentence, place in _sentences(text, block):
        for part in _clauses(sentence, roles, words):
            who, claims = about.read(part)
            for claim in claims:
                if claim.action:
                    yield from (_permission(role, claim, place, block) for role in who)


class _About:
    """Reads the clauses about one thing, of which a later one may go on with those before it."""

    def __init__(self, thing: str, words: Words, roles: Mapping[str, str]) -> None:
        self.thing = thing
        self.words = words
        self.roles = roles
        self.reader = Reader(words, "", thing)
        self.who: list[str] = []
        """Whom a clause without a subject is about."""
        self.claims: list[Claim] = []
        """What `the same` is."""

    def read(self, part: str) -> tuple[list[str], list[Claim]]:
        """Return whom a clause is about, and what it says that they do or never do."""
        if also := _ALSO.match(part):
            self.who, rest = _subjects(f"{part[also.end() :].rstrip(' .!)')} .", self.roles)
            return [] if _LIMITED.match(rest) else self.who, self.claims
        if nobody := nobody_first(part):
            return self._of_nobody(part, *nobody)
        if verbs := _gerunds(part, self.words):
            self.who = _named(part, self.roles)
            scope = scope_in(part)
            self.claims = [
                Claim(self.thing, self.words.action(verb, self.thing), scope, allowed=True)
                for verb in verbs
            ]
        elif no := NO_ROLE.match(part):
            named, what = _subjects(part[no.end() :], self.roles)
            self._say(what, allowed=False)
            return named, self.claims
        elif everybody := _EVERYBODY.match(part):
            what = part[everybody.end() :]
            self._begin([] if _LIMITED.match(what) or what.startswith("else") else ["everyone"])
            self._say(what)
        else:
            named, what = _subjects(part, self.roles)
            if named or _is_another(part):
                self._begin(named)
            self._say(what)
        return self.who, self.claims

    def _of_nobody(self, part: str, who: str, what: str) -> tuple[list[str], list[Claim]]:
        """Read `Nobody deletes one` and `Nobody but the owner cancels one`.

        Whoever the clauses before it are about goes on to be whom those behind it are about.
        """
        if but := NOBODY_BUT.match(part):
            named, what = _subjects(part[but.end() :], self.roles)
            self._begin(named)
            self._say(what)
            return self.who, self.claims
        if is_nobody_else(who):
            # That the sentence before is about the only ones.
            return [], []
        if but := _EXCEPT.search(what):
            only, rest = _subjects(f"{what[but.end() :].rstrip(' .!)')} .", self.roles)
            self._say(what[: but.start()])
            return [] if _LIMITED.match(rest) else only, self.claims
        self._say(what, allowed=False)
        return ["everyone"], self.claims

    def _begin(self, who: list[str]) -> None:
        """Go on with others: `them` are no more those that somebody else has of his own."""
        self.who = who
        self.reader.last = [(self.thing, "")]

    def _say(self, what: str, *, allowed: bool = True) -> None:
        found = [claim for claim in self.reader.read(what) if claim.thing == self.thing]
        self.claims = found if allowed else [one._replace(allowed=False) for one in found]


def _is_another(part: str) -> bool:
    """Tell whether a clause begins with a role that no document lists: nobody knows its rights."""
    words = _SUBJECT_WORDS.match(part)
    return words is not None and any(is_role_word(one) for one in (words["one"], words["two"]))


def _clauses(sentence: str, roles: Mapping[str, str], words: Words) -> Iterator[str]:
    """Split `members may see them, and so may the clerk` where somebody else begins."""
    clause = ""
    for part in _JOINT.split(sentence):
        rest = _JOINS.sub("", part)
        named, what = _subjects(f"{rest} .", roles)
        # `while the keeper and the desk see them`: the second goes on with the first.
        says = _SAYS.match(what) or words.is_verb(what.partition(" ")[0]) or _WHILE.match(part)
        begins = _ALSO.match(rest) or nobody_first(rest) or NO_ROLE.match(rest) or (named and says)
        is_whole = _subjects(f"{NOBODY_BUT.sub('', clause)} .", roles)[1] not in (".", "")
        if clause and ((begins and is_whole) or part.startswith(";")):
            yield clause
            clause = rest
        else:
            clause += part
    yield clause


def _gerunds(part: str, words: Words) -> list[str]:
    """Return the verbs of `Accepting and declining is about one's own`; [] for other sentences."""
    found: list[str] = []
    for word in re.findall(r"[a-z]+|,", part.lower()):
        if word in words.doing:
            found.append(words.doing[word])
        elif word not in (",", "and", "or"):
            break
    return found


def _named(part: str, roles: Mapping[str, str]) -> list[str]:
    """Return the roles that a sentence names, wherever they stand."""
    spoken = re.findall(r"[a-z][\w-]*", part.lower())
    pairs = [" ".join(pair) for pair in pairwise(spoken)]
    return list(dict.fromkeys(roles[one] for one in (*pairs, *spoken) if one in roles))


def _subjects(sentence: str, roles: Mapping[str, str]) -> tuple[list[str], str]:
    """Return the roles that a sentence begins with, and the rest."""
    found: list[str] = []
    rest = sentence.strip()
    while match := re.match(
        r"(?:(?:and|or|nor|,|the|an?|only|both|each|every|all)\s+)*(?P<who>[a-z][\w-]*(?: [a-z][\w-]*)?)[\s,]+",
        rest,
        re.IGNORECASE,
    ):
        name = match["who"].lower()
        one = name if name in roles else name.partition(" ")[0]
        if one not in roles:
            break
        found.append(roles[one])
        rest = rest[match.start("who") + len(one) :].lstrip(" ,")
    return found, rest


def _permission(role: str, claim: Claim, place: Span, block: Paragraph | Item) -> PermissionFact:
    return Stated(place, block.section, Authority.PROSE).fact(
        role, Right(singular(claim.thing), claim.action, claim.scope), allowed=claim.allowed
    )

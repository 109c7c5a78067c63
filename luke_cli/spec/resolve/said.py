"""What the documents say, by kind of claim, and how far each claim is trusted."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeVar

from luke_cli.docs.document import Block, Document, Fence, Heading, Item, Paragraph, Quote, Table
from luke_cli.names import singular, snake
from luke_cli.source import Span
from luke_cli.spec.facts import EndpointFact, Fact, PermissionFact, RequirementFact
from luke_cli.spec.model import Source, Sources
from luke_cli.spec.resolve.role_names import is_anybody

_RIGHTS: Final = re.compile(
    r"\b(?:rights|permissions?|privileges|polic(?:y|ies)|authori[sz]ation|rbac|abac|acls?|abilities|"
    r"access(?! tokens?| logs?)|visibility|who (?:may|can|is allowed|does|sees)|may do|can do)\b",
    re.IGNORECASE,
)
"""Headings below which a line about a thing is about who may do what with it."""
_NOTE: Final = re.compile(
    r"(?:--|//|%%|(?<!\S)#).*|\bnote\s*:.*|\bcreate\s+policy\b.*", re.IGNORECASE
)
"""Words beside code: a comment, a note of a diagram, a policy of a database."""
_MINE: Final = re.compile(
    r"\b(?:see|view|read|list|cancel|change|edit|manage|withdraw)\b[^.;]*\bmy\b"
)
_WORD: Final = re.compile(r"[a-z]+")
_MARKS: Final = str.maketrans({"*": "", "`": "", "\u2019": "'"})
F = TypeVar("F", bound=Fact)

SECURITY = "security engineer"
PRODUCT = "product owner"
CLIENTS = ("web designer", "mobile designer")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text in a document, for claims that have no notation of their own."""

    place: Span
    text: str
    section: tuple[str, ...] = ()
    """The headings above it, where these matter."""
    header: tuple[str, ...] = ()
    """The titles of the cells of a row, where these matter."""


@dataclass(frozen=True, slots=True)
class Said:
    """All claims, in the order of the documents."""

    by_kind: Mapping[type[Fact], tuple[Fact, ...]]
    lines: tuple[Line, ...]
    ranks: Mapping[str, int]
    """Document to its place in reading order."""
    owners: Mapping[str, str]
    rights: tuple[Line, ...] = ()
    """What stands below headings about rights: a row, or a block that is read as a whole."""
    passages: tuple[Line, ...] = ()
    """What is said in words, a paragraph, an item or a row as a whole; notes in code too."""
    signed: frozenset[str] = frozenset()
    """Names that elsewhere mean those without a token: here they have rows of their own."""
    _mentioned: dict[re.Pattern[str], tuple[Line, ...]] = field(
        default_factory=dict, compare=False, repr=False
    )
    """What has been looked for: a document of many things is not read once for each."""
    _placed: dict[tuple[str, int], tuple[Line, ...]] = field(
        default_factory=dict, compare=False, repr=False
    )
    """The lines by their place, once somebody asks for one."""
    _asked: dict[re.Pattern[str], tuple[RequirementFact, ...]] = field(
        default_factory=dict, compare=False, repr=False
    )
    _sentences: list[tuple[Line, str]] = field(default_factory=list, compare=False, repr=False)
    _by_word: dict[str, list[int]] = field(default_factory=dict, compare=False, repr=False)
    """In which of the sentences each word stands."""

    def of(self, kind: type[F]) -> tuple[F, ...]:
        """Return the claims of a kind, in the order of the documents."""
        return self.by_kind.get(kind, ())  # type: ignore[return-value]

    def sources(self, said: Iterable[Fact | Line]) -> Sources:
        """Return the places of claims: by document, the most formal claim first."""
        ordered = sorted(said, key=lambda one: (self._rank(one), -_formality(one), one.place.line))
        return tuple(dict.fromkeys(_source(one.place) for one in ordered))

    def trusted(self, facts: Iterable[F], owner: str = "") -> list[F]:
        """Return claims, the most trusted first; those of `owner`'s document win."""
        return sorted(facts, key=lambda fact: self.distrust(fact, owner))

    def distrust(self, fact: Fact, owner: str = "") -> tuple[bool, int, int, int]:
        """Return what sorts claims by trust."""
        foreign = not owner or self.owners.get(fact.place.file) != owner
        return foreign, -fact.authority, self._rank(fact), fact.place.line

    def is_anybody(self, name: str) -> bool:
        """Tell whether a name means those who have not signed in."""
        return is_anybody(name) and snake(name) not in self.signed

    def mentions(self, pattern: re.Pattern[str]) -> tuple[Line, ...]:
        """Return the lines of text that a pattern is found in."""
        if pattern not in self._mentioned:
            found = (line for line in self.lines if pattern.search(line.text))
            self._mentioned[pattern] = tuple(found)
        return self._mentioned[pattern]

    def at(self, file: str, line: int) -> tuple[Line, ...]:
        """Return what stands in a line of a document: mostly one text, or none."""
        if not self._placed:
            for one in self.lines:
                here = (one.place.file, one.place.line)
                self._placed[here] = (*self._placed.get(here, ()), one)
        return self._placed.get((file, line), ())

    def asked(self, pattern: re.Pattern[str]) -> tuple[RequirementFact, ...]:
        """Return the requirements that a pattern is found in."""
        if pattern not in self._asked:
            found = (one for one in self.of(RequirementFact) if pattern.search(one.text))
            self._asked[pattern] = tuple(found)
        return self._asked[pattern]

    def sentences(self, words: Iterable[str]) -> tuple[tuple[Line, str], ...]:
        """Return the sentences in which any of `words` (lower case) stands, each with its line."""
        if not self._sentences:
            for line in self.passages:
                for sentence in _sentences(line):
                    for word in dict.fromkeys(_WORD.findall(sentence.lower())):
                        self._by_word.setdefault(word, []).append(len(self._sentences))
                    self._sentences.append((line, sentence))
        places = sorted({place for word in words for place in self._by_word.get(word, ())})
        return tuple(self._sentences[place] for place in places)

    def _rank(self, one: Fact | Line) -> int:
        return self.ranks.get(one.place.file, len(self.ranks))


def gather(facts: Iterable[Fact], documents: Sequence[Document]) -> Said:
    """Sort what the documents say by kind."""
    by_kind: dict[type[Fact], list[Fact]] = {}
    for fact in facts:
        by_kind.setdefault(type(fact), []).append(fact)
    return Said(
        by_kind={kind: tuple(found) for kind, found in by_kind.items()},
        lines=tuple(line for document in documents for line in _lines(document)),
        ranks={document.name: rank for rank, document in enumerate(documents)},
        owners={document.name: document.owner for document in documents},
        signed=frozenset(_signed(by_kind)),
        rights=tuple(line for document in documents for line in _about_rights(document)),
        passages=tuple(line for document in documents for line in _passages(document)),
    )


def _sentences(line: Line) -> Iterator[str]:
    """Yield the sentences of a passage, each cell of a row by itself, without what numbers them."""
    for cell in line.text.split(" | "):
        for part in re.split(r"(?<=[.;!?])\s+", cell):
            yield re.sub(r"^(?:[A-Z]{1,4}-?)?\d{1,3}[a-z]?[.:)]\s+", "", part.strip())


def _formality(one: Fact | Line) -> int:
    return int(one.authority) if isinstance(one, Fact) else 0


def _source(place: Span) -> Source:
    end = place.end_line if place.end_line > place.line else 0
    return Source(place.file, place.line, end)


def _lines(document: Document) -> Iterator[Line]:
    for block in document.blocks:
        yield from _block_lines(document.name, block)


def _block_lines(name: str, block: Block) -> Iterator[Line]:
    if isinstance(block, Table):
        for row in block.rows:
            yield Line(Span(name, row.line), " | ".join(row.cells))
    elif isinstance(block, Heading | Item | Paragraph | Quote):
        for offset, text in enumerate(block.text.splitlines()):
            yield Line(Span(name, block.span.line + offset), text)


def _passages(document: Document) -> Iterator[Line]:
    for block in document.blocks:
        if isinstance(block, Table):
            for row in block.rows:
                place = Span(document.name, row.line)
                text = _bare(" | ".join(row.cells))
                yield Line(place, text, block.section, block.header)
        elif isinstance(block, Fence):
            for number, text in enumerate(block.text.splitlines(), block.line):
                if note := _NOTE.search(text):
                    place = Span(document.name, number)
                    yield Line(place, _bare(note[0]), block.section)
        elif isinstance(block, Heading | Item | Paragraph | Quote):
            place = Span(document.name, block.span.line)
            yield Line(place, _bare(block.text), block.section)


def _bare(text: str) -> str:
    """Return words without marks of emphasis, with one kind of blank and of apostrophe."""
    return " ".join(text.translate(_MARKS).split())


def _signed(by_kind: Mapping[type[Fact], Iterable[Fact]]) -> Iterator[str]:
    """Yield the guests that have something of their own: a token says whose it is."""
    for fact in by_kind.get(PermissionFact, ()):
        if isinstance(fact, PermissionFact) and fact.allowed and fact.scope == "own":
            yield snake(fact.role)
            yield singular(snake(fact.role))
    for fact in by_kind.get(RequirementFact, ()):
        if isinstance(fact, RequirementFact) and fact.role and _MINE.search(fact.goal):
            yield singular(snake(fact.role))
    for fact in by_kind.get(EndpointFact, ()):
        for role, scope in fact.scopes if isinstance(fact, EndpointFact) else ():
            if scope == "own":
                yield snake(role)
                yield singular(snake(role))


def _about_rights(document: Document) -> Iterator[Line]:
    for block in document.blocks:
        if not any(map(_RIGHTS.search, block.section[-2:])):
            continue
        if isinstance(block, Table):
            for row in block.rows:
                text = " | ".join((*block.header, *row.cells))
                yield Line(Span(document.name, row.line, row.line), text)
        elif isinstance(block, Item | Paragraph | Quote | Fence):
            end = block.span.line + block.text.count("\n")
            place = Span(document.name, block.span.line, max(block.span.end_line, end))
            yield Line(place, block.text)

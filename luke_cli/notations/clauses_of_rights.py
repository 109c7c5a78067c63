"""What sentences say that somebody does, by the things and verbs that the documents define.

They create orders, read them and may update their own.     Invoices they draft (create) and send.
With claims they have the same rights: create, read.        She reads all bills but does not pay them.

A verb goes with the things behind it, or with those that stand before its subject; `them` is the
last thing. Words that nobody defines say nothing.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from luke_cli.notations.known_right_names import in_both_numbers
from luke_cli.notations.marks import scope_in
from luke_cli.notations.right_words import Words

_TOKEN: Final = re.compile(r"[a-z][\w'’-]*|[,;:()]")
_SUBJECTS: Final = frozenset("they he she we you i".split())
_OBJECTS: Final = frozenset("them it those these theirs either both any ones".split())
_NOT: Final = frozenset("not never cannot no nothing nor neither none".split())
_REASONS: Final = frozenset(
    "when if because since unless while until once before after so as to without than where".split()
)
_LIMITS: Final = frozenset(
    "that which who whom of in at from on for by within with into about what".split()
)
"""Words behind which stands which of the things are meant, and perhaps whose."""
_GLUE: Final = _OBJECTS | frozenset(", and or".split())
_FRONTS: Final = frozenset("with for of on".split())
"""Words that a thing before the subject begins with: `with deadlines they may ...`."""
_OF_ALL: Final = frozenset(
    "all any each either both some most those one list lists details overview".split()
)
_JOINTS: Final = frozenset(", and or but".split())
_LIGHT: Final = frozenset(
    "they he she we you may can must also only then even and or but to not never do does is are still always both".split()
)
_GRAMMAR: Final = (
    _REASONS
    | _LIMITS
    | _LIGHT
    | frozenset(
        "only too themselves there here again directly alone will be has have had together first later itself".split()
    )
)
_BEFORE_NOUN: Final = frozenset(
    "the a an their his her its your our this that every each own new".split()
)
_ALLOWED: Final = frozenset("allowed permitted able right rights".split())
_EVERY: Final = frozenset(
    "all any every everybody's everyone's everybody’s everyone’s anyone's".split()
)
_SMALL: Final = _GRAMMAR | _BEFORE_NOUN
_CLOSES: Final = _REASONS | _LIMITS
_BEFORE_VERB: Final = _SUBJECTS | {"may", "can"}
_LONGEST: Final = 4


class Claim(NamedTuple):
    """Something that is done, or never done."""

    thing: str
    action: str
    scope: str
    allowed: bool


@dataclass(slots=True)
class _Clause:
    """What was read since the last verb had all its things."""

    verbs: list[str] = field(default_factory=list)
    things: list[tuple[str, str]] = field(default_factory=list)
    """Each with how far it reaches."""
    parted: int = 0
    """So many of the things stand before the last comma."""
    scope: str = ""
    denied: bool = False
    is_strange: bool = False
    """Behind its verbs stands a word that nobody defines, perhaps what they are done to."""


class Reader:
    """Reads the sentences of one text, of which a later one may speak of `them`."""

    def __init__(self, words: Words, role: str, thing: str = "") -> None:
        self.words = words
        self.role = in_both_numbers(role)
        """In words; where it is also a thing, its name at the start is no object."""
        self.thing = thing
        """What the text is about where no sentence says it."""
        self.last: list[tuple[str, str]] = [(thing, "")] if thing else []
        self.fronted: list[tuple[str, str]] = []
        self.clause = _Clause()

    def read(self, sentence: str) -> Iterator[Claim]:
        """Yield what a sentence says."""
        tokens = _TOKEN.findall(sentence.lower())
        self.fronted, self.clause = [], _Clause()
        at = 0
        while at < len(tokens):
            at, claims = self._step(tokens, at)
            yield from claims
        yield from self._end()

    def _step(self, tokens: Sequence[str], at: int) -> tuple[int, list[Claim]]:
        word, clause = tokens[at], self.clause
        size = self._thing_at(tokens, at)
        if size:
            clause.things.append(
                (self.words.things[" ".join(tokens[at : at + size])], clause.scope)
            )
            clause.scope = ""
            return at + size, []
        if word == "(":
            return self._gloss(tokens, at)
        if self._is_limit(tokens, at):
            return self._limited(tokens, at)
        if self._is_verb(tokens, at):
            claims = self._end() if clause.things and clause.verbs else []
            self.clause.denied |= bool(_NOT & {*tokens[max(0, at - 2) : at]})
            self.clause.verbs.append(word)
            return at + 1, claims
        return at + 1, self._small(tokens, at)

    def _small(self, tokens: Sequence[str], at: int) -> list[Claim]:
        """Read a word that is no name of anything."""
        word, clause = tokens[at], self.clause
        if word in _SUBJECTS:
            return self._subject()
        if word in (";", "but"):
            return self._end()
        if word in _JOINTS and clause.is_strange and not clause.things:
            return self._end()
        if word == ",":
            clause.parted = len(clause.things)
        elif word in _EVERY:
            clause.scope = "all"
        if word in _OBJECTS and clause.verbs and not clause.things:
            scope = clause.scope
            clause.things = [(thing, scope or whose) for thing, whose in self.last]
        elif word == "own":
            clause.scope = "own"
            following = tokens[at + 1 : at + 2]
            if not following or following[0] in _GRAMMAR or following[0] in ",;:":
                clause.things += [(thing, "own") for thing, _ in self.last] if clause.verbs else []
        elif word not in _SMALL:
            clause.is_strange |= bool(clause.verbs) and word.isalpha()
        return []

    def _thing_at(self, tokens: Sequence[str], at: int) -> int:
        """Return how many words from here are the name of a thing."""
        for size in range(min(_LONGEST, len(tokens) - at), 0, -1):
            if " ".join(tokens[at : at + size]) not in self.words.things:
                continue
            following = tokens[at + size : at + size + 1]
            is_part = bool(following) and not self._stands_alone(following[0])
            if self._is_subject(tokens, at, size) or is_part or self._acts(tokens, at, size):
                return 0
            return size
        return 0

    def _stands_alone(self, following: str) -> bool:
        return following in _GRAMMAR or not following[0].isalpha() or self.words.is_verb(following)

    def _is_subject(self, tokens: Sequence[str], at: int, size: int) -> bool:
        name = " ".join(tokens[at : at + size])
        return not self.clause.verbs and name in self.role

    def _acts(self, tokens: Sequence[str], at: int, size: int) -> bool:
        """Tell whether a word that is also a thing is a verb here: `they order parts`."""
        before = tokens[at - 1] if at else ""
        return size == 1 and before in _BEFORE_VERB and self.words.is_verb(tokens[at])

    def _is_verb(self, tokens: Sequence[str], at: int) -> bool:
        before = tokens[at - 1] if at else ""
        return self.words.is_verb(tokens[at]) and before not in _BEFORE_NOUN

    def _gloss(self, tokens: Sequence[str], at: int) -> tuple[int, list[Claim]]:
        """Skip what stands in brackets; a verb there is what the one before is called elsewhere."""
        end = next((i for i in range(at, len(tokens)) if tokens[i] == ")"), len(tokens))
        inside = [one for one in tokens[at + 1 : end] if one not in _GLUE]
        clause, claims = self.clause, []
        if inside and all(map(self.words.is_verb, inside)):
            # `files (creates)` is one verb, `keeps accounts (creates and reads them)` has several.
            kept, things = (
                ([], clause.things[clause.parted :]) if clause.things else (clause.verbs[:-1], [])
            )
            clause.things = clause.things[: clause.parted]
            claims = self._end() if clause.things else []
            self.clause = _Clause([*kept, *inside], things)
        elif scope := scope_in(" ".join(tokens[at + 1 : end])):
            clause.things = [(thing, whose or scope) for thing, whose in clause.things]
        return end + 1, claims

    def _is_limit(self, tokens: Sequence[str], at: int) -> bool:
        word, before = tokens[at], tokens[at - 1] if at else ""
        if word == "of" and before in _OF_ALL:
            return False
        if word == "to" and before in _ALLOWED:
            return False
        is_first = not self.clause.verbs and not self.clause.things
        is_fronted = is_first or before in _JOINTS
        return word in _CLOSES and not (is_fronted and word in _FRONTS)

    def _limited(self, tokens: Sequence[str], at: int) -> tuple[int, list[Claim]]:
        """Skip what says when, why or of what; it may say whose the things are."""
        end = at + 1
        is_first = not self.clause.verbs and not self.clause.things
        while end < len(tokens) and not self._goes_on(tokens, end):
            if is_first and tokens[end] in _SUBJECTS:
                # `On top of that they ...`: what stands before the subject limits nothing.
                return end, []
            end += 1
        scope = scope_in(" ".join(tokens[at:end])) if tokens[at] in _LIMITS else ""
        clause = self.clause
        if scope and not clause.things and clause.verbs:
            clause.scope = clause.scope or scope
        clause.things = [(thing, whose or scope) for thing, whose in clause.things]
        return end, self._end()

    def _goes_on(self, tokens: Sequence[str], at: int) -> bool:
        """Tell whether the sentence goes on with a verb here, behind what limits the one before."""
        if tokens[at] in (";", ":"):
            return True
        if tokens[at] not in _JOINTS:
            return False
        behind = at + 1
        while behind < len(tokens) and tokens[behind] in _LIGHT:
            behind += 1
        return behind < len(tokens) and self._is_verb(tokens, behind)

    def _subject(self) -> list[Claim]:
        """Begin a clause: the things that stand before its subject are those of its verbs."""
        clause = self.clause
        before, after = clause.things[: clause.parted], clause.things[clause.parted :]
        claims: list[Claim] = []
        if clause.verbs and (before or not after):
            clause.things = before
            claims = self._end()
            self.fronted = after
        elif clause.verbs:
            claims = self._end()
        elif clause.things:
            self.fronted = clause.things
        self.last = self.fronted or self.last
        self.clause = _Clause()
        return claims

    def _end(self) -> list[Claim]:
        """Return what the clause says, and begin another one."""
        clause = self.clause
        self.clause = _Clause(denied=clause.denied and bool(clause.verbs))
        if not clause.verbs:
            self.fronted = self.fronted or clause.things
            return []
        things = clause.things or self.fronted
        if not things:
            only = self.thing or self.words.only_of(clause.verbs)
            things = [(only, clause.scope)] if only else []
        self.last = things or self.last
        return [
            Claim(thing, action, scope, not clause.denied)
            for thing, scope in things
            for verb in dict.fromkeys(clause.verbs)
            if (action := self.words.action(verb, thing))
        ]

"""Sentences with marks in the place of the things and fields that the documents define.

The chip number of a dog may be left blank.      ⟨L0⟩ may be left blank.        0: chip_number of Dog
Name, breed and size are mandatory.              ⟨L0 1 2⟩ are mandatory.
A kennel cannot be added without a code.         ⟨E0⟩ cannot be added without ⟨L0⟩.
"""

import itertools
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import itemgetter
from typing import Final

from luke_cli.names import plural, singular, snake
from luke_cli.notations.known_owners import is_vague
from luke_cli.spec.facts import EntityFact, Fact

_LABEL: Final = re.compile(r"^\W*[:*(]")
"""Around the label of a control: a form lists `Mission: picker` for `mission_id`."""
_WORD: Final = re.compile(r"[A-Za-z]\w*")
_THAT_VERY: Final = re.compile(r"\b(?:same|very)\s+$", re.IGNORECASE)
_VERBAL: Final = re.compile(
    r"\s+(?:with|at|in|from|when|after|before|as|by|once|only|again|to|out|off)\b", re.IGNORECASE
)
_VERBS: Final = frozenset("starts ends begins opens closes expires departs arrives leaves".split())
"""Names of moments that are verbs behind a thing: `a course starts with 10 seats`."""
_TWO: Final = re.compile(r"\b(?P<first>[A-Za-z][\w-]*)\s+(?:and|or)\s+(?:(?:an?|the|its)\s+)?$")
_IN_BRACKETS: Final = re.compile(r"\b(?P<tail>[A-Za-z]+)\s*\((?P<heads>[\w ,-]{3,120})\)")
_BEFORE: Final = 40
"""Characters before a name in which another one shares its last word."""
_LONGEST: Final = 4
"""Words of a name."""
_FIELD: Final = r"⟨F(\d+)⟩"
_THING: Final = r"⟨E(\d+)⟩"
_DETERMINER: Final = re.compile(
    r"\b(?:an?|the|each|every|all|any|its|their|his|her|your|our|this|that|these|those|both|whose)\s+(?=⟨)",
    re.IGNORECASE,
)
_QUOTED: Final = re.compile(r"[\"'“”‘’`*]*(⟨[EF]\d+⟩)(?:[\"“”`*]+|['’](?!s\b))*")
_AROUND: Final = re.compile(
    r"\b(?:text ?area|text ?box|text field|input(?: field)?|field|column|attribute|property|value)\s+"
    r"(?:for\s+|of\s+|called\s+|named\s+)?(?=⟨F)|(?<=⟩)\s+(?:form\s+)?(?:fields?|inputs?|box|column|attribute|property|numbers?|addresse?s?|values?)\b",
    re.IGNORECASE,
)
_OF_ONE: Final = re.compile(rf"{_FIELD}\s+(?:of|for|on|per)\s+(?:new\s+|one\s+)?{_THING}")
_OF_ANOTHER: Final = re.compile(
    rf"{_FIELD}(?=\s+of\s+(?!more\b|less\b|at\b|up\b|max|min|exactly|between|no\b|not\b|over\b|under\b)"
    r"(?:an?\s+|the\s+|each\s+|every\s+)?[a-z])"
)
_OWN: Final = re.compile(rf"{_THING}(?:['’]s?)?\s+{_FIELD}(?![\w-])")
_JOIN: Final = re.compile(
    r"⟨L([\d ]+)⟩(?:\s*,\s*(?:and\s+|or\s+)?|\s+(?:and|or|as well as)\s+|\s*[&/]\s*)⟨L([\d ]+)⟩"
)


def things_in(facts: Iterable[Fact]) -> dict[str, str]:
    """Return each spelling of a thing in snake_case, to the name in its definition."""
    return {
        form: one.name
        for one in facts
        if isinstance(one, EntityFact) and not one.partial
        for name in (one.title, one.table, one.name)
        if name
        for form in (singular(snake(name)), plural(singular(snake(name))))
    }


@dataclass(frozen=True, slots=True)
class Mention:
    """A field in a sentence."""

    key: str
    """Its name in snake_case, as said."""
    words: str
    """As written."""
    thing: str = ""
    """What it is of, as its definition calls it; "" where the words do not say."""
    start: int = 0
    """Where it stands in the sentence."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A sentence with marks, and what they stand for."""

    text: str
    mentions: tuple[Mention, ...]
    things: tuple[str, ...]
    """In order, as their definitions call them."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What the things and fields of the documents are called, in snake_case."""

    things: Mapping[str, str]
    """Each spelling of a thing to the name in its definition."""
    fields: Mapping[str, Collection[str]]
    """Each name of a field to the things that have one."""
    parts: Mapping[str, str]
    """Each word that one thing alone begins or ends with, to that thing: `gear` to GearItem."""
    beginnings: frozenset[str]
    """The first words of all names."""
    tails: Mapping[str, Mapping[str, str]]
    """Of each thing the last words that one of its fields alone has, to that field."""

    def named(self, words: str) -> Iterator[str]:
        """Yield the things that a heading names, then those of which it has a part of the name."""
        yield from self.marked(words).things
        for word in _WORD.findall(words):
            if (key := snake(word)) in self.parts:
                yield self.parts[key]

    def marked(self, sentence: str) -> Marked:
        """Put marks into a sentence."""
        mentions: list[Mention] = []
        things: list[str] = []
        parts: list[str] = []
        done = 0
        runs = [*self.runs(sentence)]
        runs += self._shared(sentence, runs)
        for key, start, end in sorted((*runs, *self._tailed(sentence, runs)), key=itemgetter(1)):
            parts.append(sentence[done:start])
            done = end
            if key in _VERBS and self._is_verb(parts, sentence[end:]):
                parts.append(sentence[start:end])
                continue
            is_label = key in self.fields and _LABEL.match(sentence[:start] + sentence[end:][:2])
            if " " in key:
                thing, _, field = key.partition(" ")
                parts.append(f"⟨F{len(mentions)}⟩")
                mentions.append(Mention(field, sentence[start:end], thing, start))
            elif key in self.things and not is_label:
                parts.append(f"⟨E{len(things)}⟩")
                things.append(self.things[key])
            else:
                parts.append(f"⟨F{len(mentions)}⟩")
                mentions.append(Mention(key, sentence[start:end], start=start))
        text = "".join((*parts, sentence[done:]))
        return self._parted(text, mentions, things)

    @staticmethod
    def _is_verb(before: Sequence[str], behind: str) -> bool:
        is_behind = len(before) > 1 and before[-1] == " " and before[-2].startswith("⟨E")
        return is_behind and _VERBAL.match(behind) is not None

    def _shared(
        self, sentence: str, runs: Sequence[tuple[str, int, int]]
    ) -> Iterator[tuple[str, int, int]]:
        """Yield the heads of names that share their last word: `a pick-up and a drop-off address`."""
        taken = {at for _, start, end in runs for at in range(start, end)}
        for key, start, _ in runs:
            head = _TWO.search(sentence, max(0, start - _BEFORE), start) if "_" in key else None
            whole = snake(f"{head['first']} {key.rpartition('_')[2]}") if head else ""
            if head and whole in self.fields and head.start("first") not in taken:
                yield whole, head.start("first"), head.end("first")
        for found in _IN_BRACKETS.finditer(sentence):
            for head in _WORD.finditer(found["heads"]):
                whole = f"{snake(head[0])}_{singular(snake(found['tail']))}"
                at = found.start("heads")
                if whole in self.fields and at + head.start() not in taken:
                    yield whole, at + head.start(), at + head.end()

    def _tailed(
        self, sentence: str, runs: Sequence[tuple[str, int, int]]
    ) -> Iterator[tuple[str, int, int]]:
        """Yield the words that are the end of the name of a field of one of the things that are named."""
        named = dict.fromkeys(self.things[key] for key, _, _ in runs if key in self.things)
        if not named or any(key in self.fields and key not in self.things for key, _, _ in runs):
            return
        within = {at for _, start, end in runs for at in range(start, end)}
        for word in _WORD.finditer(sentence):
            tail, at = snake(word[0]), word.start()
            meant = [
                f"{one} {of[tail]}" for one in named if tail in (of := self.tails.get(one, {}))
            ]
            is_told = not is_vague(tail) or _THAT_VERY.search(sentence, max(0, at - 10), at)
            if len(meant) == 1 and at not in within and is_told:
                yield meant[0], at, word.end()

    def _parted(self, text: str, mentions: list[Mention], things: list[str]) -> Marked:
        """Give fields what they are of, and join lists of fields."""
        text = _AROUND.sub("", _DETERMINER.sub("", _QUOTED.sub(r"\1", text)))

        def bound(field: str, thing: str, whole: str) -> str:
            mention, of = mentions[int(field)], things[int(thing)]
            if of not in self.fields[mention.key]:
                return whole
            mentions[int(field)] = replace(mention, thing=of)
            return f"⟨L{field}⟩"

        text = _OF_ONE.sub(lambda m: bound(m[1], m[2], m[0]), text)
        text = _OWN.sub(lambda m: bound(m[2], m[1], m[0]), text)
        text = _OF_ANOTHER.sub(lambda m: mentions[int(m[1])].words, text)
        text = re.sub(_FIELD + r"(?:\.(?=\s*[:(]))?", r"⟨L\1⟩", text)
        before = ""
        while before != text:
            before, text = text, _JOIN.sub(r"⟨L\1 \2⟩", text)
        return Marked(text, tuple(mentions), tuple(things))

    def runs(self, text: str) -> Iterator[tuple[str, int, int]]:
        """Yield each longest run of words that is a name: its key, its start and its end."""
        words = [*_WORD.finditer(text)]
        at = 0
        while at < len(words):
            size = self._size(text, words, at)
            if size:
                start, end = words[at].start(), words[at + size - 1].end()
                yield snake(text[start:end]), start, end
            at += size or 1

    def _size(self, text: str, words: Sequence[re.Match[str]], at: int) -> int:
        if snake(words[at][0]).partition("_")[0] not in self.beginnings:
            return 0
        for size in range(min(_LONGEST, len(words) - at), 0, -1):
            run = words[at : at + size]
            gaps = (text[a.end() : b.start()] for a, b in itertools.pairwise(run))
            if all(gap in (" ", "-") for gap in gaps):
                key = snake(text[run[0].start() : run[-1].end()])
                if key in self.fields or key in self.things:
                    return size
        return 0

"""Which states a part of a sentence leaves, and which it reaches, among those that are known.

An open ticket goes back to the desk.    leaves open         the clerk marks it as paid    reaches paid
"""

import re
from dataclasses import dataclass
from typing import Final

from luke_cli.names import singular
from luke_cli.notations.workflow_clauses import ASIDE, BESIDE, blank, masked
from luke_cli.notations.workflow_forms import NEVER
from luke_cli.notations.workflow_words import Words

_MOVED: Final = re.compile(r"[a-z]+\s+(?:the|an?|each|any)\s+([a-z-]+)\b", re.IGNORECASE)
_IT: Final = frozenset("it they this which that one ones status state them and then".split())


@dataclass(frozen=True, slots=True)
class Target:
    """A state that is reached, and where the words of it stand."""

    states: tuple[str, ...]
    start: int
    is_back: bool
    at: int = 0
    """Where the first state itself stands."""


@dataclass(slots=True)
class Ends:
    """What is known of the thing that a text tells of, while its parts are read."""

    words: Words
    section: tuple[str, ...]
    thing: str = ""
    current: str = ""
    """The state that the thing of the story is in; "" if that is not known."""
    before: tuple[str, ...] = ()
    """The states that the last step led from."""
    is_named: bool = False
    """A sentence says what the thing is, not only the heading."""

    def name(self, thing: str, *, is_new: bool = False) -> None:
        """Take a noun for the thing that the section tells of."""
        if thing in _IT:
            return
        if thing and not self.is_thing(thing) and (is_new or not self.is_named):
            self.thing, self.current, self.before = thing, "", ()
        self.is_named = self.is_named or bool(thing)

    def row(self, text: str) -> tuple[str, ...]:
        """Return the states in a text, in their order."""
        return tuple(self.words.state(match[0]) for match in self.words.row.finditer(text))

    def sources(self, text: str) -> tuple[tuple[str, ...], str, str]:
        """Return the states that a thing leaves, what it is, and the text without them."""
        found: list[tuple[str, tuple[str, ...]]] = []
        rest = text
        for form in self.words.leaves:
            for match in form.finditer(rest):
                said = singular((match.groupdict().get("thing") or "").lower())
                thing = self.thing if said in ("", "one") else said
                if not self.is_thing(thing) and BESIDE.search(rest, 0, match.start()):
                    continue
                found.append((thing, self.row(match["row"])))
                rest = masked(rest, match)
        own = [one for one in found if self.is_thing(one[0])]
        if found:
            thing, states = (own or found)[0]
            self.name(thing)
            return states, self.thing if self.is_thing(thing) else thing, rest
        for form in self.words.while_in:
            said_in = form.search(text)
            if said_in is not None:
                return self.row(said_in["row"]), self.thing, masked(text, said_in)
        return (), "", text

    def is_thing(self, word: str) -> bool:
        """Tell whether a word is the thing that the text tells of."""
        return bool(word) and self.thing.split(" ")[-1] == word.rsplit(" ", maxsplit=1)[-1]

    def targets(self, text: str, thing: str) -> list[Target]:
        """Return the states that the text says are reached, in their order."""
        found: dict[int, Target] = {}
        bare = ASIDE.sub(blank, text)
        reaches = [
            (form, bare) for form in (self.words.moves, *self.words.reaches, self.words.acts)
        ]
        for form, said in reaches:
            for match in form.finditer(said):
                states = self._reached(match, thing)
                chunk = (
                    max(said.rfind(",", 0, match.start()), said.rfind("(", 0, match.start())) + 1
                )
                if states and not NEVER.search(said, chunk, match.end()):
                    at = match.start("to") if match.groupdict().get("to") else 0
                    is_back = " back" in f" {match[0].lower()}"
                    found.setdefault(match.end(), Target(states, match.start(), is_back, at))
        said_states: set[tuple[str, ...]] = set()
        for match in self.words.also.finditer(bare, min(found, default=len(bare))):
            found.setdefault(match.end(), Target(self.row(match["to"]), match.start("to"), False))
        ordered = []
        for _, target in sorted(found.items()):
            if target.states not in said_states:
                ordered.append(target)
            said_states.add(target.states)
        return ordered

    def _reached(self, match: re.Match[str], thing: str) -> tuple[str, ...]:
        """Return the states of a match; () if it speaks of something else than the thing."""
        said = match.groupdict()
        if said.get("act"):
            noun = singular((said["thing"] or "").lower())
            if noun and not thing:
                self.name(noun)
            is_it = said["it"] or "§" in match[0] or noun == (thing or self.thing).split(" ")[-1]
            return (self.words.by_act[said["act"].lower()],) if is_it else ()
        moved = _MOVED.match(match[0]) if match.re is self.words.moves and not thing else None
        if moved is not None:
            self.name(singular(moved[1].lower()))
        subject = said.get("subject")
        if subject and not (thing or self.thing):
            self.name(singular(subject.lower()))
        if subject is not None and not self._is_subject(subject, thing or self.thing):
            return ()
        return self.row(said.get("to") or said.get("placed") or "")

    def _is_subject(self, word: str, about: str) -> bool:
        word = word.lower()
        return (
            word.startswith("§")
            or word in _IT
            or singular(word) == about.rsplit(" ", maxsplit=1)[-1]
        )

"""In which states a row may be edited or deleted, as sentences say it.

Only drafts can be edited.    A claim can only be deleted while it is a draft or rejected.
Submitted claims cannot be changed.    Once submitted, a claim is read-only.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from luke_cli.names import last_word, plural, snake
from luke_cli.spec.model import Entity, Kind
from luke_cli.spec.resolve.verbs import noun, participles, verb_of

_ACTS: Final[Mapping[Kind, str]] = {
    Kind.UPDATE: r"edit(?:ed|able)?|updat(?:ed?|able)|chang(?:ed?|eable)|modif(?:y|ied|iable)|amend(?:ed)?|alter(?:ed)?",
    Kind.DELETE: r"delet(?:ed?|able)|remov(?:ed?|able)|discard(?:ed)?",
}
CHANGE_WORDS: Final = frozenset(
    "edited editable updated updatable changed changeable modified modifiable amended altered "
    "deleted deletable removed removable discarded read immutable locked frozen unchangeable".split()
)
"""One of these stands wherever something is said about what may be edited or deleted."""
_ANY_ACT: Final = "|".join(_ACTS.values())
_LOCKED: Final = r"(?:read-?only|immutable|locked|frozen|unchangeable)"
_NOT: Final = r"(?:can ?not|can't|may not|must not|can no longer|may no longer|are not|is not|are no longer|is no longer|never)"
_WHILE: Final = r"(?:while|when|if|as long as|so long as|in|before it is|until)"


@dataclass(frozen=True, slots=True)
class Bound:
    """Which kinds of changes are let through in which states only."""

    kinds: tuple[Kind, ...]
    states: tuple[str, ...]


class Bounds:
    """The forms of sentences about the states of one entity."""

    def __init__(
        self, entity: Entity, states: Sequence[str], steps: Iterable[tuple[str, str]], first: str
    ) -> None:
        self.states = tuple(states)
        self.steps = tuple(steps)
        """Where each step comes from and leads."""
        self.first = first
        spelled = {form: state for state in states for form in _forms(state)}
        self.by_form = spelled
        one = "|".join(sorted(map(re.escape, spelled), key=len, reverse=True)) or "(?!)"
        row = rf"(?P<row>(?:{one})(?:(?:,\s+(?:or\s+|and\s+)?|\s+(?:or|and)\s+)(?:an?\s+)?(?:{one}))*)"
        name, short = snake(entity.name), last_word(entity.name)
        nouns = {name, plural(name), short, plural(short)}
        thing = "|".join(
            re.escape(each).replace("_", "[ _-]") for each in sorted(nouns, key=len, reverse=True)
        )
        acts = rf"(?P<acts>(?:{_ANY_ACT})(?:(?:,\s+(?:or\s+|and\s+)?|\s+(?:or|and)\s+)(?:be\s+)?(?:{_ANY_ACT}))*)"
        it = rf"(?:(?:the|an?|each|every|its|their|own)\s+)*(?:{thing}|it|they)"
        be = r"(?:(?:it|they)\s+(?:is|are)\s+)?(?:still\s+)?(?:in\s+)?(?:(?:the\s+)?(?:status|state)\s+(?:is\s+|of\s+)?)?(?:an?\s+)?(?:in\s+)?"
        self.only = _made(
            rf"only\s+(?:{row}\s+(?:{thing})|{row.replace('<row>', '<alone>')})\s+(?:can|may)\s+be\s+{acts}",
            rf"{it}\s+(?:can|may)\s+only\s+be\s+{acts}\s+{_WHILE}\s+{be}{row}(?:\s+(?:status|state))?",
            rf"{it}\s+(?:(?:can|may)\s+be|is|are)\s+{acts}\s+only\s+{_WHILE}\s+{be}{row}(?:\s+(?:status|state))?",
        )
        self.never = _made(
            rf"(?:(?:the|an?|all|any)\s+)?{row}\s+(?:{thing})\s+{_NOT}\s+(?:be\s+)?{acts}(?:\s+(?:any ?more|any longer))?",
            rf"(?:(?:the|an?|all|any)\s+)?{row}\s+(?:{thing})\s+(?:are|is|become|becomes|stay|remain)s?\s+(?P<locked>{_LOCKED})",
        )
        self.since = _made(
            rf"(?:once|when|after)\s+(?:(?:{it})\s+(?:is|are|has been|have been)\s+|(?:it is\s+)?|being\s+)?{row},?\s+(?:{it})\s+"
            rf"(?:{_NOT}\s+(?:be\s+)?{acts}|(?:is|are|becomes?)\s+(?P<locked>{_LOCKED}))(?:\s+(?:any ?more|any longer))?",
            rf"{it}\s+(?:{_NOT}\s+(?:be\s+)?{acts}|(?:is|are|becomes?)\s+(?P<locked>{_LOCKED}))\s+(?:once|after|as soon as)\s+"
            rf"(?:(?:it|they)\s+(?:is|are|has been|have been)\s+|being\s+)?{row}",
        )

    def told(self, sentence: str) -> Bound | None:
        """Return what a sentence says; None if it says nothing of the kind."""
        text = " ".join(re.sub(r"[`*]", "", sentence).strip(" .;!-").split())
        for forms, states in (
            (self.only, self._named),
            (self.never, self._others),
            (self.since, self._before),
        ):
            match = next((one for form in forms if (one := form.fullmatch(text))), None)
            if match is not None:
                given = match.groupdict()
                found = states(given["row"] or given.get("alone") or "")
                return Bound(_kinds(given), found) if 0 < len(found) < len(self.states) else None
        return None

    def _named(self, row: str) -> tuple[str, ...]:
        words = re.findall(
            "|".join(sorted(map(re.escape, self.by_form), key=len, reverse=True)), row.lower()
        )
        meant = {self.by_form[word] for word in words}
        return tuple(state for state in self.states if state in meant)

    def _others(self, row: str) -> tuple[str, ...]:
        return tuple(state for state in self.states if state not in self._named(row))

    def _before(self, row: str) -> tuple[str, ...]:
        """Return the states that a row comes to without ever having been in those of a row of words."""
        passed = set(self._named(row))
        reached = {self.first} - passed
        while more := {to for by, to in self.steps if by in reached} - reached - passed:
            reached |= more
        return tuple(state for state in self.states if state in reached)


def _made(*patterns: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)


def _kinds(given: Mapping[str, str | None]) -> tuple[Kind, ...]:
    acts = given.get("acts")
    if not acts:
        return tuple(_ACTS)
    return tuple(
        kind for kind, words in _ACTS.items() if re.search(rf"\b(?:{words})\b", acts, re.IGNORECASE)
    )


def _forms(state: str) -> Iterable[str]:
    """Return what a state is called: `draft`, `drafts`, `in review`, `submission`."""
    words = state.replace("_", " ").lower()
    act = noun(verb_of(state))
    is_done = state in participles(verb_of(state))
    return dict.fromkeys((words, plural(words), *((act,) if act and is_done else ())))

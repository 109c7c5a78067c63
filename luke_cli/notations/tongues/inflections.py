"""The states of the code as a sentence bends them: `une demande acceptée`, `ein befristeter Mangel`.

« acceptée » -> `acceptee`         en cours -> `en_cours`          angefragter Auftrag -> `angefragt` Auftrag

Only where a text speaks of two states or more: `offen` alone may be any word.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from luke_cli.names import singular, snake
from luke_cli.notations.states import is_state_field
from luke_cli.spec.facts import EntityFact, EnumFact, Fact, FieldFact, RoleFact

_FEWEST: Final = 2
_CODE: Final = re.compile(r"`[^`\n]*`")
_SHORTEST: Final = 3
"""Letters that a word has before its ending."""


@dataclass(frozen=True, slots=True)
class Inflections:
    """Each form of a state, in lower case without accents, to the state as the code spells it."""

    states: Mapping[str, str]
    pattern: re.Pattern[str] | None

    def marked(self, text: str) -> str:
        """Put each state into backticks, as long as the code spells it; code stays as it is."""
        if self.pattern is None:
            return text
        flat = _CODE.sub(lambda code: "`" * len(code[0]), _flat(text))
        found = [*self.pattern.finditer(flat)]
        states = {self._state(match) for match in found}
        told = {one for one in self.states.values() if f"`{one}`" in text}
        if len(states | told) < _FEWEST:
            return text
        for match in reversed(found):
            text = f"{text[: match.start()]}`{self._state(match)}`{text[match.end() :]}"
        return text

    def _state(self, match: re.Match[str]) -> str:
        return self.states[re.sub("[ -]", "_", match["state"])]


def inflections_of(facts: Sequence[Fact], endings: Collection[str]) -> Inflections:
    """Return the forms of the states that fields list.

    `endings`: those that stand for one another, as `o/a/os/as`, or that may be added: `+e/er/es`.
    """
    known = {name for one in facts for name in _names(one)}
    listed = {value for one in facts for value in _values(one)} - known
    states = {_flat(state): state for state in sorted(listed)}
    for state in sorted(listed):
        for form in _forms(_flat(state), endings):
            if form not in known:
                states.setdefault(form, state)
    ordered = sorted(states, key=lambda one: (-len(one), one))
    spelled = "|".join(re.escape(one).replace("_", "[ _-]") for one in ordered)
    pattern = (
        rf"(?P<open>[«„“\"‚‘']\s?)?(?<![\w/.-])(?P<state>{spelled})(?![\w/-])(?(open)\s?[»”“\"’'])"
    )
    return Inflections(states, re.compile(pattern) if states else None)


def _names(fact: Fact) -> Iterator[str]:
    """Yield what is called so and is no state."""
    if isinstance(fact, EntityFact):
        yield from (singular(snake(name)) for name in (fact.name, fact.table) if name)
    elif isinstance(fact, FieldFact | RoleFact):
        yield snake(fact.name)


def _values(fact: Fact) -> Iterator[str]:
    is_list = isinstance(fact, EnumFact | FieldFact) and is_state_field(fact.name)
    if is_list and isinstance(fact, EnumFact | FieldFact):
        yield from (snake(value) for value in fact.values if re.fullmatch(r"[^\W\d]\w+", value))


def _forms(state: str, endings: Iterable[str]) -> Iterator[str]:
    """Yield `acceptes` and `acceptee` for `accepte`, `offene` and `offener` for `offen`."""
    for group in endings:
        ends = sorted(group.lstrip("+").split("/"), key=len, reverse=True)
        end = "" if group[0] == "+" else next((one for one in ends if state.endswith(one)), None)
        stem = state[: len(state) - len(end)] if end is not None else ""
        if len(stem) >= _SHORTEST and "_" not in state:
            yield from (stem + one for one in ends)
            return


def _flat(text: str) -> str:
    """Return a text in lower case without accents, as long as before."""
    if text.isascii():
        return text.lower()
    parts = (unicodedata.normalize("NFD", char)[0].lower() for char in text)
    return "".join(part if len(part) == 1 else char for part, char in zip(parts, text, strict=True))

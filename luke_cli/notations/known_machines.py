"""The states that the things of the documents can be in, and the verbs that lead to them."""

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from typing import Final

from luke_cli.names import plural, singular, snake
from luke_cli.notations.states import is_state_field
from luke_cli.notations.verb_forms import bases_of, forms_of
from luke_cli.spec.facts import EnumFact, Fact, FieldFact, WorkflowFact

_WORD: Final = re.compile(r"[A-Za-z]\w*")
_MOST_WORDS: Final = 3
_FEWEST: Final = 3
"""Steps that tell what states a thing has of which no field lists them."""


def states_by_thing(facts: Iterable[Fact], things: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Return the states of each thing: those of a field, else those of the steps that are drawn."""
    facts = tuple(facts)
    enums = {snake(one.name): one.values for one in facts if isinstance(one, EnumFact)}
    found: dict[str, tuple[str, ...]] = {}
    for fact in facts:
        if isinstance(fact, FieldFact) and is_state_field(fact.name):
            values = fact.values or enums.get(snake(fact.type_text), ())
            thing = things.get(singular(snake(fact.entity)))
            if thing and len(values) > 1:
                found.setdefault(thing, tuple(map(snake, values)))
    drawn: dict[str, dict[tuple[str, str], None]] = {}
    for fact in facts:
        thing = things.get(singular(snake(fact.entity))) if isinstance(fact, WorkflowFact) else None
        if isinstance(fact, WorkflowFact) and thing and thing not in found and fact.target:
            drawn.setdefault(thing, {})[snake(fact.source), snake(fact.target)] = None
    for thing, pairs in drawn.items():
        if len(pairs) >= _FEWEST:
            states = (state for pair in pairs for state in pair if re.fullmatch(r"[a-z]\w+", state))
            found[thing] = tuple(dict.fromkeys(states))
    return found


def tails(things: Mapping[str, str]) -> dict[str, str]:
    """Return the last words that one thing alone has: `slips` for order slips."""
    found: dict[str, set[str]] = {}
    for spelled, name in things.items():
        found.setdefault(spelled.rpartition("_")[2], set()).add(name)
    return {tail: next(iter(of)) for tail, of in found.items() if len(of) == 1}


def verbs_to(state: str) -> Iterator[str]:
    """Yield the verbs that lead to a state: `cancel` to cancelled, `check_in` to checked_in."""
    head, _, tail = state.partition("_")
    stems = [head[:-2], head[:-1]] if head.endswith("ed") else bases_of(head)
    stems += [head[:-3]] if re.search(r"([^aeiou])\1ed$", head) else []
    stems += [f"{head[:-3]}y"] if head.endswith("ied") else []
    for stem in stems:
        if state in _done(stem, tail):
            for form in dict.fromkeys((stem, plural(stem), *forms_of(stem).doing)):
                yield "_".join(filter(None, (form, tail)))


def _done(verb: str, tail: str) -> tuple[str, ...]:
    return tuple("_".join(filter(None, (one, tail))) for one in forms_of(verb).done)


def runs_in(text: str, known: Container[str]) -> Iterator[tuple[str, int, int]]:
    """Yield each longest run of words that is known: its key, its start and its end."""
    words = [*_WORD.finditer(text)]
    at = 0
    while at < len(words):
        size = 1
        for one in range(min(_MOST_WORDS, len(words) - at), 0, -1):
            start, end = words[at].start(), words[at + one - 1].end()
            if (key := snake(text[start:end])) in known and "." not in text[start:end]:
                yield key, start, end
                size = one
                break
        at += size

"""What a table or a list is about, told by the codes in it: the fields or the states of one thing.

### Ficha de socio                       ### Reserva
| Campo | Tipo |                         - `booked` → `attended`
|---|---|                                - `booked` → `cancelled`
| `full_name` | Texto |
"""

import re
from collections.abc import Iterable
from typing import Final

from luke_cli.docs.document import Block, Item, Table
from luke_cli.names import singular, snake
from luke_cli.notations.paths import STEP
from luke_cli.spec.facts import EndpointFact, EntityFact, Fact, FieldFact
from luke_cli.spec.field_spellings import STATE_FIELDS

_CODE: Final = re.compile(r"`(\w+)`")
_FEWEST: Final = 2


class Scopes:
    """The fields and the states of each thing."""

    def __init__(self, facts: Iterable[Fact]) -> None:
        listed = tuple(facts)
        things = {
            snake(name): singular(snake(one.table or one.name))
            for one in listed
            if isinstance(one, EntityFact) and not one.partial
            for name in (one.name, one.table)
        }
        self._fields: dict[str, set[str]] = {}
        self._states: dict[str, set[str]] = {}
        for fact in listed:
            thing = things.get(snake(fact.entity)) if isinstance(fact, FieldFact) else None
            if isinstance(fact, FieldFact) and thing:
                self._fields.setdefault(thing, set()).add(snake(fact.name))
                if snake(fact.name) in STATE_FIELDS:
                    self._states.setdefault(thing, set()).update(map(snake, fact.values))

        self._names = frozenset(things) | frozenset(things.values())
        acted: dict[str, set[str]] = {}
        for fact in listed:
            if isinstance(fact, EndpointFact) and (step := STEP.search(fact.path)):
                acted.setdefault(snake(step["verb"]), set()).add(step["thing"])
        verbs = sorted(verb for verb, owners in acted.items() if len(owners) == 1)
        self._acted = re.compile(
            rf"\b({'|'.join(verbs) or '(?!)'})\s+(?:an?|the|its|each|this)\s+([^\W\d_]+)(?![\w`])",
            re.IGNORECASE,
        )

    def done_to(self, text: str) -> str:
        """Return a text in English where steps that one thing has are done to that: `refund it`.

        `refund a cobro` names what no document binds to anything in the code.
        """
        return self._acted.sub(lambda m: m[0] if snake(m[2]) in self._names else f"{m[1]} it", text)

    def thing_of(self, block: Block) -> str:
        """Return the one thing that a block is about; "" if none, or several."""
        first = _first(block) if isinstance(block, Table) else []
        return _one(self._fields, first) or self.by_states(block)

    def by_states(self, block: Block) -> str:
        """Return the one thing that has all the states in a bullet or in the codes of a table."""
        if isinstance(block, Item):
            return _one(self._states, _CODE.findall(block.text))
        if not isinstance(block, Table) or not _first(block):
            return ""
        cells = " ".join(cell for row in block.rows for cell in row.cells)
        return _one(self._states, _CODE.findall(cells))


def _first(table: Table) -> list[str]:
    """Return the codes of the first column; nothing if a row begins with something else."""
    first = [_CODE.match(row.cells[0].strip("* ")) for row in table.rows]
    return [match[1] for match in first if match] if all(first) else []


def _one(known: dict[str, set[str]], codes: Iterable[str]) -> str:
    names = set(map(snake, codes))
    having = [thing for thing, own in known.items() if names <= own]
    return having[0] if len(names) >= _FEWEST and len(having) == 1 else ""

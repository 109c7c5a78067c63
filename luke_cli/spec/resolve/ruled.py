"""Rules that sentences and screens state about fields, as claims of the fields that they mean.

The title of an event has at most 200 characters.      Name (required) below `Owner form`
A lesson is planned, held or cancelled.                Species are dog, cat and reptile.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from luke_cli.names import singular, snake
from luke_cli.spec.facts import Authority, EnumFact, FieldFact, RuleFact
from luke_cli.spec.field_spellings import STATE_FIELDS, list_names, spellings, stems
from luke_cli.spec.model import TypeName
from luke_cli.spec.resolve.fields import is_secret
from luke_cli.spec.resolve.first_states import first_states
from luke_cli.spec.resolve.ruled_names import (
    Form,
    beginnings,
    field_named,
    form_of,
    subject,
    things_of_forms,
    within,
)
from luke_cli.spec.resolve.ruled_types import TEXTS, claimed_type
from luke_cli.spec.resolve.ruled_values import spelled_as
from luke_cli.spec.resolve.said import Said
from luke_cli.spec.resolve.state_owners import is_near, values_of
from luke_cli.spec.resolve.things import Thing, Things, index, key_of

_USUAL: Final = frozenset(
    "name title description note comment message text status state date time type kind number code url email phone password "
    "user content body subject label value key id search query username login address".split()
)
"""Names that also what nobody keeps has: the title of a page."""
_MOST_WORDS: Final = 3
_SHORT: Final = 2


def with_rules(said: Said, things: Things) -> Things:
    """Return things whose fields have the claims of the rules that mean them."""
    rules = said.of(RuleFact)
    # What a table says of a field by its name is known before a sentence is compared with it.
    things = _added(said, things, _claims(said, things, filter(_is_row, rules)))
    told = _claims(said, things, (rule for rule in rules if not _is_row(rule)))
    return _added(said, things, [*told, *first_states(said, things)])


def _is_row(rule: RuleFact) -> bool:
    """Tell whether a rule is the row of a table that names the field and whose it is."""
    return rule.authority is Authority.LIST and bool(rule.entity)


_Claimed = tuple[Thing, FieldFact]


def _claims(said: Said, things: Things, rules: Iterable[RuleFact]) -> list[_Claimed]:
    finder = _finder(said, things)
    spelled = (replace(rule, values=spelled_as(rule.values, finder.listed)) for rule in rules)
    found = ((rule, finder.find(rule)) for rule in spelled)
    return [(meant[0], _claim(rule, *meant)) for rule, meant in found if meant is not None]


def _added(said: Said, things: Things, claims: Iterable[_Claimed]) -> Things:
    more: dict[str, dict[str, list[FieldFact]]] = {}
    for thing, claim in claims:
        more.setdefault(thing.key, {}).setdefault(claim.name, []).append(claim)
    if not more:
        return things
    changed = (_with(said, thing, more.get(thing.key, {})) for thing in things.by_key.values())
    return index(changed, things.aliases, things.account)


def _with(said: Said, thing: Thing, more: dict[str, list[FieldFact]]) -> Thing:
    fields = {
        name: tuple(
            sorted(said.trusted((*claims, *more.get(name, ()))), key=lambda f: -f.authority)
        )
        for name, claims in thing.fields.items()
    }
    return replace(thing, fields=fields) if more else thing


def _claim(rule: RuleFact, thing: Thing, name: str) -> FieldFact:
    if any(claim.type and claim.type.name in TEXTS for claim in thing.fields[name]):
        # `max 60` of a text is a number of characters.
        rule = replace(
            rule,
            minimum="",
            maximum="",
            min_length=rule.min_length or _count(rule.minimum),
            max_length=rule.max_length or _count(rule.maximum),
        )
    return FieldFact(
        place=rule.place,
        authority=rule.authority,
        section=rule.section,
        entity=thing.name,
        name=name,
        type=claimed_type(rule, thing.fields[name]),
        required=rule.required,
        unique=rule.unique,
        unique_per=rule.unique_per,
        default=_literal(rule.default),
        values=rule.values,
        minimum=rule.minimum,
        maximum=rule.maximum,
        over=rule.over,
        under=rule.under,
        min_length=rule.min_length,
        max_length=rule.max_length,
        ruled=True,
        closed=bool(rule.values) and key_of(rule.field) != thing.key,
    )


def _count(text: str) -> int | None:
    return int(text) if text.isdecimal() and int(text) else None


def _literal(text: str) -> str:
    is_canonical = re.fullmatch(r"-?\d+(?:\.\d+)?|true|false|\w+\(\)|\[\]|\{\}|\".*\"|", text)
    return text if is_canonical else f'"{text}"'


_INSIDE: Final = re.compile(
    r"(?P<field>[\w -]+?)\s+(?:in|on|for|at)\s+(?:an?|the|each|every)\s+(?P<entity>[\w -]+)"
)
"""`occupation in a training contract`."""


@dataclass(frozen=True, slots=True)
class _Finder:
    """Finds the field that the words of a rule mean."""

    things: Things
    enums: Mapping[str, tuple[str, ...]]
    """Values by the snake_case name of the type."""
    owners: Mapping[str, Sequence[Thing]]
    """The things that have a field, by its name."""
    listed: Mapping[str, Sequence[tuple[Thing, str]]]
    """Fields with a closed list, by each of its values."""
    longer: Mapping[str, Sequence[Thing]]
    """Things of several words, by those that they begin or end with."""
    forms: Mapping[Form, Thing]

    def find(self, rule: RuleFact) -> tuple[Thing, str] | None:
        """Return a thing and the name of its field; None if the words mean none."""
        parted = _INSIDE.fullmatch(rule.field)
        if parted is not None and not rule.entity and self._thing(parted["entity"]):
            rule = replace(rule, field=parted["field"], entity=parted["entity"])
        if rule.entity:
            thing = self._thing(rule.entity, rule.authority)
            found = self._of(thing, rule.field, rule) if thing else self._unnamed(rule)
            # `The kinds of fruit are apple and pear` is of no thing, but of one list.
            return found or (None if thing else self._listed(rule))
        found = self._compound(rule) or self._below(rule)
        if found is None and singular(snake(rule.field)) != "role":
            # A list of roles is one of people, also of those without an account.
            found = self._only(rule) or self._listed(rule)
        return found

    def _thing(self, words: str, authority: Authority = Authority.PROSE) -> Thing | None:
        """Return the thing that words name, or begin with: `event in the shop`; code names it whole."""
        if authority is not Authority.PROSE:
            return self.things.find(words)
        return next((t for part in beginnings(words) if (t := self.things.find(part))), None)

    def _longer(self, rule: RuleFact) -> tuple[Thing, str] | None:
        """Find the field in the one thing that is called by more words: the card of a `courier`."""
        things = self.longer.get(key_of(rule.entity), ())
        longer = [found for thing in things if (found := self._of(thing, rule.field, rule))]
        return longer[0] if len(longer) == 1 else None

    def _unnamed(self, rule: RuleFact) -> tuple[Thing, str] | None:
        """Find the field of what has another name; a `child` is what has the name of a child."""
        found = self._longer(rule)
        only = None if found else self._only(replace(rule, entity=""))
        key = f"{key_of(rule.entity)}_"
        if only is not None and any(name.startswith(key) for name in only[0].fields):
            found = only
        return found

    def _of(self, thing: Thing, words: str, rule: RuleFact) -> tuple[Thing, str] | None:
        name = field_named(thing, words) or self._valued(thing, words, rule.values)
        if name and is_secret(name) and name != snake(words):
            # What is typed as a password is not what is kept of it.
            return None
        return (thing, name) if name and self._fits(thing, name, rule) else None

    def _valued(self, thing: Thing, words: str, values: Sequence[str]) -> str:
        """Return which of the fields of one word has the values: the `milk_kind` of `raw_milk`."""
        named = set(stems(words))
        found = [
            name
            for name in (thing.fields if values else ())
            if named & set(name.split("_")) and _overlap(values_of(self.enums, thing, name), values)
        ]
        return found[0] if len(found) == 1 else ""

    def _compound(self, rule: RuleFact) -> tuple[Thing, str] | None:
        """Part `purchase order states`; a thing alone with values has a state."""
        words = rule.field.split()
        for at in range(len(words) - 1, 0, -1):
            owner, field = " ".join(words[:at]), " ".join(words[at:])
            thing = self.things.find(owner)
            part = replace(rule, entity=owner, field=field)
            if found := self._of(thing, field, rule) if thing else self._longer(part):
                return found
        thing = self.things.find(rule.field)
        if thing is not None and rule.values:
            return self._of(thing, "status", rule)
        return None

    def _below(self, rule: RuleFact) -> tuple[Thing, str] | None:
        """Find the field in what the headings speak of, the nearest first."""
        for heading in reversed(rule.section[1:] or rule.section):
            for words in within(heading):
                thing = self.things.find(words)
                if thing and (found := self._of(thing, rule.field, rule)):
                    return found
        return self._below_a_part(rule) or self._in_a_form(rule)

    def _below_a_part(self, rule: RuleFact) -> tuple[Thing, str] | None:
        """Find the field in the one thing of which a heading has the last word: `R1 Requests`."""
        for heading in reversed(rule.section[1:] or rule.section):
            for word in re.findall(r"[A-Za-z]{4,}", heading):
                thing = self.things.by_key.get(self.things.tails.get(key_of(word), ""))
                if thing and (found := self._of(thing, rule.field, rule)):
                    return found
            part = subject(heading)
            if part and not self.things.find(part):
                # The `Cast list` has the fields of a cast member.
                found = self._longer(replace(rule, entity=part))
                if found and found[0].key.startswith(f"{key_of(part)}_"):
                    return found
        return None

    def _in_a_form(self, rule: RuleFact) -> tuple[Thing, str] | None:
        """Find the field in the one thing that has all fields of the form."""
        thing = self.forms.get(form_of(rule))
        return self._of(thing, rule.field, rule) if thing else None

    def _only(self, rule: RuleFact) -> tuple[Thing, str] | None:
        """Return the one field of all that has exactly this name of its own."""
        name = singular(snake(rule.field))
        owners = [
            (thing, spelled)
            for spelled in dict.fromkeys((name, snake(rule.field), *spellings(name)))
            for thing in self.owners.get(spelled, ())
        ]
        # An abbreviation says as much as two words: `IBAN`.
        is_telling = "_" in name or (rule.field.isupper() and len(rule.field) > _SHORT)
        is_telling = is_telling or bool(
            (rule.max_length or rule.min_length or rule.type) and name not in _USUAL
        )
        is_ranged = bool(rule.minimum and rule.maximum) and any(
            _has_range(thing, spelled) for thing, spelled in owners
        )
        if len(owners) != 1 or not (is_telling or is_ranged or rule.values):
            return None
        return owners[0] if self._fits(*owners[0], rule) else None

    def _listed(self, rule: RuleFact) -> tuple[Thing, str] | None:
        """Return the one field whose known values are mostly those of the rule."""
        if not rule.values:
            return None
        meets = _overlap if re.search(r"(?:stat|kind|type|level|value)", rule.field) else is_near
        near = {
            (thing.key, name): (thing, name)
            for value in rule.values
            for thing, name in self.listed.get(snake(value), ())
        }
        fitting = [one for one in near.values() if meets(values_of(self.enums, *one), rule.values)]
        named = {self._enum(*one) for one in fitting}
        # Fields of one named type have one list.
        return fitting[0] if len(fitting) == 1 or (len(named) == 1 and "" not in named) else None

    def _enum(self, thing: Thing, name: str) -> str:
        """Return the named type of a field; "" if it has none."""
        types = (snake(claim.type_text) for claim in thing.fields[name])
        return next((one for one in types if one in self.enums), "")

    def _fits(self, thing: Thing, name: str, rule: RuleFact) -> bool:
        """Tell whether a rule about values is about those of a field, and not about something else."""
        claims = thing.fields[name]
        # Beside a definition the same is said twice; beside a rule it is another column.
        defining = (c for c in claims if c.authority is not Authority.PROSE and not c.ruled)
        if any(claim.place == rule.place for claim in defining):
            return False
        known = values_of(self.enums, thing, name)
        is_row = _is_row(rule)
        is_life = (
            name in STATE_FIELDS and rule.field in STATE_FIELDS and not (rule.values or is_row)
        )
        if rule.default and (known or is_life) and snake(rule.default) not in map(snake, known):
            return False
        if not rule.values:
            return True
        if known:
            return _overlap(known, rule.values)
        # `order.channel | one of web, phone` in a table of rules says which there are.
        return name in STATE_FIELDS or is_row


def _finder(said: Said, things: Things) -> _Finder:
    enums: dict[str, tuple[str, ...]] = {}
    for enum in said.of(EnumFact):
        enums.setdefault(snake(enum.name), enum.values)
    owners: dict[str, list[Thing]] = {}
    listed: dict[str, list[tuple[Thing, str]]] = {}
    for thing in things.by_key.values():
        for name, claims in thing.fields.items():
            owners.setdefault(name, []).append(thing)
            if any(claim.type and claim.type.name is TypeName.ENUM for claim in claims):
                kinds = list_names(thing.key, name, things.by_key)
                if kind := next((kind for kind in kinds if kind in enums), ""):
                    enums.setdefault(f"{thing.key}_{name}", enums[kind])
            for value in values_of(enums, thing, name):
                listed.setdefault(snake(value), []).append((thing, name))
    forms = things_of_forms(said.of(RuleFact), owners, things)
    return _Finder(things, enums, owners, listed, _by_parts(things), forms)


def _by_parts(things: Things) -> dict[str, list[Thing]]:
    found: dict[str, list[Thing]] = {}
    for thing in things.by_key.values():
        words = thing.key.split("_")
        cuts = range(1, min(len(words), _MOST_WORDS + 1))
        parts = {"_".join(part) for at in cuts for part in (words[:at], words[-at:])}
        for part in parts:
            found.setdefault(part, []).append(thing)
    return found


def _has_range(thing: Thing, name: str) -> bool:
    """Tell whether a field is known to lie between two numbers."""
    return any(claim.minimum and claim.maximum for claim in thing.fields[name])


def _overlap(known: Iterable[str], values: Iterable[str]) -> bool:
    left, right = {snake(value) for value in known}, {snake(value) for value in values}
    return len(left & right) * 2 >= min(len(left), len(right)) and len(left & right) > 1

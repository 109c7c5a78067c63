"""What any sentence says of a field that the documents define: the field is found first, then what is said.

`chip_number VARCHAR(15) NOT NULL` of a dog makes a claim of each of these, whatever their form is:

The owner may leave the chip number blank.      Name, breed and chip number are mandatory.
Two dogs may share a chip number.               The chip number: a field of 12 characters with a mask.

No other thing or field is ever taken for one.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from luke_cli.docs.document import Document, Fence
from luke_cli.names import last_word, plural, singular, snake
from luke_cli.notations.known_claims import claims_in
from luke_cli.notations.known_defaults import is_unsaid
from luke_cli.notations.known_marks import Marked, Mention, Vocabulary, things_in
from luke_cli.notations.known_names import bare_name, forms, parts_of
from luke_cli.notations.known_owners import Meant, Owner, fitting, implied, is_number, tails_of
from luke_cli.notations.known_sizes import is_refusal
from luke_cli.notations.known_values import Choice, by_value, listed_in
from luke_cli.notations.known_views import denied, views_in
from luke_cli.notations.rule_facts import rule_fact
from luke_cli.notations.rule_presets import is_of_defaults
from luke_cli.notations.rule_words import Rule
from luke_cli.notations.said import Said, said_in, unwrapped
from luke_cli.source import Diagnostic, Span
from luke_cli.spec.facts import Authority, EnumFact, Fact, FieldFact, RuleFact
from luke_cli.spec.field_spellings import list_names
from luke_cli.spec.model import TypeName

Found = list[Fact | Diagnostic]
_MOST: Final = 400
"""Characters of a sentence."""
_AROUND: Final = 300
"""Characters of what stands above a list."""
_END: Final = re.compile(r"(?<=[.!?])\s+(?=[A-Z\d`*\"'(“])|(?<=;)\s+(?!(?:all|both)\b)|\n")
_USUAL: Final = frozenset(
    "name title description note comment message text status state date time type kind number code url email phone password "
    "user content body subject label value key id search query username login address size role level order active version "
    "category group action reason result start end from to by on at".split()
)
"""Names that are said of much beside the one thing that has such a field."""
_ELSEWHERE: Final = re.compile(
    r"\b(?:updat\w+|search|filter|quer(?:y|ies)|look-?up|find|sort|response|import|param(?:eter)?s?|GET|PATCH|PUT|DELETE|"
    r"header|e-?mail templates?|out of scope|logs|logging|metric|environment)\b",
    re.IGNORECASE,
)
"""Headings below which a field is no field of a row that somebody writes."""
_SIGN_UP: Final = re.compile(
    r"\b(?:sign-?\s?up|regist(?:er|ration)|profile|my account|account settings)\b", re.IGNORECASE
)
_STEP: Final = re.compile(r"\s*(?:Given|When|Then|And|But)\s+")
_PRONOUN: Final = re.compile(
    r"^(?:it|this|they|the\s+(?:field|value|input|text)|this\s+(?:field|value))\s+(?=\w)",
    re.IGNORECASE,
)
_LACKING: Final = re.compile(
    r"\b(?:without|(?:that\s+|which\s+|who\s+)?(?:lacks?|lacking|misses))\s+(?:it|one|them|this|that)(?=\s*(?:[.,;:)]|$)|\s+(?:is|are|cannot|can|does|do|may|must|will)\b)",
    re.IGNORECASE,
)
_MARK: Final = re.compile(r"⟨L([\d ]+)⟩")


def with_known_fields(documents: Sequence[Document], found: Sequence[Found]) -> list[Found]:
    """Add to what was found in each document what its sentences say of fields that are defined."""
    names = known_fields([item for items in found for item in items])
    if not names.vocabulary.things:
        return [*found]
    return [_again(one, items, names) for one, items in zip(documents, found, strict=True)]


def _again(document: Document, items: Found, names: "KnownFields") -> Found:
    defined = {
        one.place.line
        for one in items
        if isinstance(one, FieldFact | EnumFact) and one.authority is not Authority.PROSE
    }
    more: list[RuleFact] = []
    found: set[tuple[int, str]] = set()
    told: set[tuple[int, str, str]] = set()
    for said in (*said_in(document), *_scenarios(document)):
        if said.line in defined:
            continue
        is_elsewhere = _is_elsewhere(said)
        for fact in names.read(said):
            if is_elsewhere and not fact.values:
                # A filter names all values that there are, and needs none.
                continue
            aspects = {(fact.place.line, aspect) for aspect in _aspects(fact)}
            of_field = {(*one, fact.field) for one in aspects}
            if not of_field <= told:
                told |= of_field
                found |= aspects
                more.append(fact)
    more += [fact for fact in names.viewed(document) if fact.place.line not in defined]
    kept = [one for one in items if not _is_found(one, found)]
    return sorted([*kept, *more], key=lambda one: one.place.line if one.place else 0)


def _scenarios(document: Document) -> Iterator[Said]:
    """Yield the steps of the scenarios in fences, a line each."""
    for block in document.blocks:
        if isinstance(block, Fence) and block.language in ("gherkin", "feature", "cucumber"):
            for at, line in enumerate(block.text.split("\n")):
                step = _STEP.match(line)
                if step is not None:
                    words = line[step.end() :]
                    yield Said(block.span.file, block.line + at, words, line, block.section)


def _is_found(one: Fact | Diagnostic, found: Collection[tuple[int, str]]) -> bool:
    """Tell whether all that a rule says is known, and of which field of which thing."""
    if not isinstance(one, RuleFact):
        return False
    aspects = _aspects(one)
    return bool(aspects) and all((one.place.line, aspect) in found for aspect in aspects)


def _is_elsewhere(said: Said) -> bool:
    near = (*said.section[-1:], said.lead[-60:], said.label.partition(":")[2])
    return any(_ELSEWHERE.search(words) for words in near)


def _aspects(fact: RuleFact) -> frozenset[str]:
    """Return what a fact says of which field, so that nothing is said twice of one line."""
    name = singular(last_word(fact.field))
    sizes = (fact.min_length, fact.max_length, fact.minimum, fact.maximum)
    said = {
        "required": fact.required is not None,
        "unique": fact.unique is not None or bool(fact.unique_per),
        "size": any(sizes),
        "bound": bool(fact.over or fact.under),
        "default": bool(fact.default),
        "type": fact.type is not None,
    }
    aspects = {f"{name} {aspect}" for aspect, is_said in said.items() if is_said}
    return frozenset(aspects | ({"values"} if fact.values else set()))


@dataclass(frozen=True, slots=True)
class KnownFields:
    """The things, fields and lists that the documents define, by what they are called."""

    vocabulary: Vocabulary
    owners: Mapping[str, Mapping[str, Owner]]
    """The fields of each name, by their thing."""
    fields: Mapping[str, Sequence[Owner]]
    """The fields of each thing."""
    choices: Mapping[str, Sequence[Choice]]
    """Fields with a closed list, by each of its values."""
    account: str
    """The thing that signs in; "" if none."""

    def viewed(self, document: Document) -> Iterator[RuleFact]:
        """Yield what the types of clients say of fields."""
        for view in views_in(document):
            thing = self.vocabulary.things.get(view.thing, "")
            owner = self.owners.get(view.field, {}).get(thing)
            kind = denied(view.written, view.field, owner.kind) if owner else None
            if owner is not None and kind is not None:
                place = Span(document.name, view.line)
                yield rule_fact(Rule(kind=kind), (owner.thing, owner.field), place, ())

    def read(self, said: Said) -> Iterator[RuleFact]:
        """Yield what the sentences of a text say of fields."""
        text, before = unwrapped(said.text), self.row(said)
        before += "default " if before and is_of_defaults(said.label.partition(": ")[2]) else ""
        start, last, recent = 0, "", ""
        for sentence in _END.split(text):
            start = max(text.find(sentence, start), start)
            if not 0 < len(sentence.strip()) <= _MOST or sentence.rstrip().endswith("?"):
                continue
            whole = before + self._resumed(sentence, last)
            marked = self._marked(whole)
            around = (whole, recent, said.lead[-_AROUND:], *reversed(said.section))
            for owner, rule, at in self._told(marked, around):
                # A pronoun is shorter than what it stands for.
                within = min(max(at - len(before), 0), len(sentence))
                place = said.place(start + within)
                yield rule_fact(rule, (owner.thing, owner.field), place, said.section)
            for choice, values in self._lists(whole, marked, around):
                named = choice.thing, choice.field
                yield rule_fact(Rule(values=values), named, said.place(start), said.section)
            names = {one.key for one in marked.mentions}
            last = marked.mentions[0].words if len(names) == 1 else "" if names else last
            recent = marked.things[0] if marked.things else recent

    def row(self, said: Said) -> str:
        """Return the field that a row of a table is about: `Bank account (IBAN)` is the `iban`."""
        first, is_row, _ = said.label.partition(": ")
        names = (
            (first, *re.findall(r"\(([^()]+)\)", first), first.partition("(")[0]) if is_row else ()
        )
        named = next((one for one in names if snake(one) in self.vocabulary.fields), "")
        return f"{named.strip()}: " if named else ""

    def _resumed(self, sentence: str, last: str) -> str:
        """Return a sentence with the field of the one before: `it may be empty`, `whoever leaves it gets 5`."""
        sentence = self._with_noun(sentence, last)
        if not last:
            return sentence
        whole = _PRONOUN.sub(f"{last} ", sentence)
        names_none = whole == sentence and (is_unsaid(sentence) or is_refusal(sentence))
        if names_none and not self.vocabulary.marked(sentence).mentions:
            whole = f"{last}: {sentence}"
        return whole

    def _with_noun(self, sentence: str, last: str) -> str:
        """Return a sentence with the field that it lacks: `no card is printed without it`."""
        lacking = _LACKING.search(sentence)
        if lacking is None:
            return sentence
        before = self.vocabulary.marked(sentence[: lacking.start()]).mentions
        noun = before[-1].words if before else last
        start, end = lacking.span()
        return f"{sentence[:start]}without the {noun}{sentence[end:]}" if noun else sentence

    def _marked(self, whole: str) -> Marked:
        """Put marks into a sentence, also for the field that its verb speaks of."""
        marked = self.vocabulary.marked(whole)
        meant = implied(marked.text, [self.fields.get(one, ()) for one in marked.things])
        if meant is None or any(self._is_number(one, meant) for one in marked.mentions):
            return marked
        # What else has the name of a field stands in words: `the day it is sent`.
        head, text = (
            _MARK.sub(lambda m: marked.mentions[int(m[1].split()[0])].words, part)
            for part in (marked.text[: meant.at], marked.text[meant.at :])
        )
        mention = Mention(meant.owner.field, meant.owner.field, meant.owner.thing)
        return Marked(f"{head} ⟨L0⟩{text}", (mention,), marked.things)

    def _is_number(self, mention: Mention, meant: Meant) -> bool:
        owner = self.owners[mention.key].get(mention.thing or meant.owner.thing)
        return owner is not None and is_number(owner)

    def _told(self, marked: Marked, around: Sequence[str]) -> Iterator[tuple[Owner, Rule, int]]:
        for rule, fields, unit in claims_in(marked.text, self._later(marked)):
            mentions = [marked.mentions[index] for index in fields]
            named = next((one.thing for one in mentions if one.thing), "")
            for mention in mentions:
                owner = self.owner(mention, (named, *marked.things), around)
                fits = fitting(rule, owner, unit) if owner else Rule()
                if owner is not None and fits != Rule():
                    yield owner, fits, mention.start

    def _later(self, marked: Marked) -> frozenset[str]:
        """Return the states that things of a sentence come to be in: all but the first of each list."""
        things = {*marked.things, *(one.thing for one in marked.mentions)} - {""}
        things = things or {one for it in marked.mentions for one in self.owners[it.key]}
        lists = (one.values for thing in things for one in self.fields.get(thing, ()))
        return frozenset(snake(value) for values in lists for value in values[1:])

    def owner(self, mention: Mention, told: Sequence[str], around: Sequence[str]) -> Owner | None:
        """Return the field that a name means, of the things that are told or stand around."""
        owners = self.owners[mention.key]
        if mention.thing:
            return owners.get(mention.thing)
        found = next((owners[one] for one in told if one in owners), None)
        found = found or next(self._longer(owners, told), None)
        found = found or next((owners[n] for n in self._near(told, around) if n in owners), None)
        only = next(iter(owners.values())) if len(owners) == 1 else None
        if found is None and only is not None and not {mention.key, only.field} & _USUAL:
            found = only
        return found

    def _longer(self, owners: Mapping[str, Owner], told: Sequence[str]) -> Iterator[Owner]:
        """Yield the one field of a thing whose name ends with what is said: the `contact_email` of a shop."""
        names = {one.field for one in owners.values()}
        for thing in told:
            ends = [
                one
                for one in self.fields.get(thing, ())
                if any(one.field.endswith(f"_{name}") for name in names)
            ]
            if len(ends) == 1:
                yield ends[0]

    def _near(self, told: Sequence[str], around: Sequence[str]) -> Iterator[str]:
        """Yield the things that a sentence and the words around it name, the nearest first."""
        yield from (one for one in told if one)
        for words in around:
            yield from self.vocabulary.named(words)
            if self.account and _SIGN_UP.search(words):
                yield self.account

    def _lists(
        self, text: str, marked: Marked, around: Sequence[str]
    ) -> Iterator[tuple[Choice, tuple[str, ...]]]:
        for choices, values in listed_in(text, self.choices):
            named = {one.key for one in marked.mentions}
            spoken = {*named, *map(singular, named)}
            is_one = len({one.values for one in choices}) == 1
            if is_one and not marked.things and {singular(one.field) for one in choices} <= spoken:
                # Fields of one list are contradicted alike; one with several values has no column.
                yield min(choices, key=lambda one: one.field == plural(one.field)), values
                continue
            near = [*self._near(marked.things, around)]
            meant = [one for one in choices if one.thing in near] or choices
            meant = [one for one in meant if {one.field, plural(one.field)} & spoken] or meant
            if len(meant) == 1:
                yield meant[0], values


def known_fields(found: Iterable[Fact | Diagnostic]) -> KnownFields:
    """Collect what the documents define; a thing that only sentences name defines nothing."""
    facts = [one for one in found if isinstance(one, Fact) and one.authority > Authority.PROSE]
    things = things_in(facts)
    enums = {snake(one.name): one.values for one in facts if isinstance(one, EnumFact)}
    owners: dict[str, dict[str, Owner]] = {}
    fields: dict[str, list[Owner]] = {}
    choices: list[Choice] = []
    account = ""
    for fact in facts:
        thing = things.get(singular(snake(fact.entity))) if isinstance(fact, FieldFact) else None
        if not isinstance(fact, FieldFact) or thing is None or fact.ruled:
            continue
        name = snake(fact.name)
        values = fact.values or enums.get(snake(fact.type_text), ())
        if not values and fact.type and fact.type.name is TypeName.ENUM:
            kinds = list_names(singular(snake(fact.entity)), name, things)
            values = next((enums[kind] for kind in kinds if kind in enums), ())
        kind = TypeName.ENUM if values else fact.type.name if fact.type else None
        if len(values) > 1 and not {*name.split("_"), singular(snake(thing))} & {"role", "roles"}:
            choices.append(Choice(thing, name, values))
        if name in ("password_hash", "hashed_password", "password"):
            account = thing
        owner = Owner(thing, name, kind, tuple(values))
        fields.setdefault(thing, []).append(owner)
        for form in forms(name, things):
            owners.setdefault(form, {}).setdefault(thing, owner)
    begins = frozenset(name.partition("_")[0] for name in (*things, *owners))
    bare = {one.field: bare_name(one.field) for of in fields.values() for one in of}
    vocabulary = Vocabulary(things, owners, parts_of(things), begins, tails_of(fields, bare))
    return KnownFields(vocabulary, owners, fields, by_value(dict.fromkeys(choices)), account)

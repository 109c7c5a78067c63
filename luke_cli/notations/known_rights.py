"""Sentences of any document about rights that a list, a table or a path elsewhere defines.

`curator: accession:deaccession` in a table makes `a technician may deaccession the accession` a claim
about a right, wherever it is said:

... and a technician may deaccession it from here.     Requests are approved by a curator.
Approving requests is reserved for curators.           The button *Approve* is only shown to curators.

No other role, verb or thing is ever taken for one.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from luke_cli.docs.document import Document
from luke_cli.names import singular, snake
from luke_cli.notations.known_roles import ROLES, all_of
from luke_cli.notations.marks import scope_in
from luke_cli.notations.role_words import role_name
from luke_cli.notations.said import Said, said_in
from luke_cli.notations.verb_forms import VerbForms, forms_of
from luke_cli.source import Diagnostic
from luke_cli.spec.facts import (
    Authority,
    EndpointFact,
    EntityFact,
    EnumFact,
    Fact,
    FieldFact,
    PermissionFact,
    RoleFact,
)

Found = list[Fact | Diagnostic]
_USUAL: Final = frozenset("read create update delete manage list * view edit write".split())
_STEP: Final = re.compile(r"/(?P<thing>[a-z][\w-]*)/\{[^{}]*\}/(?P<verb>[a-z][\w-]*)/?$")
_SENTENCE: Final = re.compile(r"(?<=[.!?;])\s+|\n(?=\s*[-*•])")
_DETERMINER: Final = r"(?:(?:an?|the|any|all|each|every|their|his|her|its|own|other|such|this|these|that|our|new)\s+)*"
_IN_ONE_CASE: Final = re.compile(
    r"\b(?:if|when|unless|after|once|until|while|as\s+(?:long|soon)\s+as|during|within|except|more\s+than|before|"
    r"without|anywhere\s+else|here|this\s+(?:page|screen))\b",
    re.IGNORECASE,
)
_QUESTION: Final = re.compile(r"\?\s*$|^\W*(?:as\s+an?|whether)\b", re.IGNORECASE)
_MOST: Final = 400
"""Characters of a sentence."""
_MOST_FORMS: Final = 200
"""Names that a sentence is looked through for: nobody writes sentences about more."""


def with_known_rights(documents: Sequence[Document], found: Sequence[Found]) -> list[Found]:
    """Add to what was found in each document its sentences about rights that are defined."""
    grammar = _grammar([item for items in found for item in items])
    if grammar is None:
        return [*found]
    return [_again(one, items, grammar) for one, items in zip(documents, found, strict=True)]


def _again(document: Document, items: Found, grammar: "_Grammar") -> Found:
    told = {
        (one.place.line, snake(one.role), one.action)
        for one in items
        if isinstance(one, PermissionFact)
    }
    more = []
    for said in said_in(document):
        for fact in grammar.read(said):
            key = (fact.place.line, snake(fact.role), fact.action)
            if key not in told:
                told.add(key)
                more.append(fact)
    return sorted([*items, *more], key=lambda one: one.place.line if one.place else 0)


@dataclass(frozen=True, slots=True)
class _Grammar:
    """The sentences that can be made of the roles, verbs and things that the documents define."""

    forms: tuple[re.Pattern[str], ...]
    verbs: dict[str, str]
    """Each form of a verb to the action."""
    actions: dict[str, frozenset[str]]
    """The things that an action is defined for."""
    things: dict[str, str]
    """What a thing is called in words, to its name."""
    roles: dict[str, str]

    def read(self, said: Said) -> Iterator[PermissionFact]:
        """Yield the rights that the sentences of a text give or deny."""
        text = " ".join(said.text.split("\n"))
        start = 0
        for sentence in _SENTENCE.split(text):
            at = text.find(sentence, start)
            start = max(at, start)
            if len(sentence) <= _MOST and not _QUESTION.search(sentence):
                yield from self._sentence(said, sentence, start)

    def _sentence(self, said: Said, sentence: str, start: int) -> Iterator[PermissionFact]:
        for form in self.forms:
            for match in form.finditer(sentence):
                parts = match.groupdict()
                allowed = not parts.get("no")
                if not allowed and _IN_ONE_CASE.search(sentence):
                    continue
                for verb in _listed(parts["verb"]):
                    action = self.verbs.get(verb.lower(), "")
                    thing = self._thing(action, parts.get("thing") or "", said)
                    for role in self._named(parts["who"]) if thing else ():
                        yield PermissionFact(
                            place=said.place(start + match.start("who")),
                            authority=Authority.PROSE,
                            section=said.section,
                            role=role,
                            resource=thing,
                            action=action,
                            scope=scope_in(parts.get("thing") or "") if allowed else "",
                            allowed=allowed,
                        )

    def _named(self, who: str) -> Iterator[str]:
        """Yield the roles that words name; one whose name is cut apart by them is none of these."""
        for words in _listed(who):
            plain = " ".join(re.split(r"[\s_-]+", words.lower()))
            role = self.roles.get(_spoken(words)) or self.roles.get(plain)
            if role:
                yield role

    def _thing(self, action: str, words: str, said: Said) -> str:
        """Return the thing that words behind a verb mean; "" if they mean another."""
        known = self.actions.get(action, frozenset())
        bare = re.sub(rf"^{_DETERMINER}", "", words.strip().lower(), flags=re.IGNORECASE)
        named = re.findall(r"[a-z][\w-]*", bare)[:3]
        for size in range(len(named), 0, -1):
            thing = self.things.get(" ".join(named[:size]), "")
            if thing:
                return thing if thing in known else ""
        if named and named[0] not in _PRONOUNS:
            return ""
        titles = (self.things.get(word, "") for title in said.section[-1:] for word in _runs(title))
        above = next((thing for thing in titles if thing in known), "")
        return above or (next(iter(known)) if len(known) == 1 else "")


_PRONOUNS: Final = frozenset(
    "it them one this that here there from in on at with by for too again and or directly as".split()
)


def _runs(title: str) -> Iterator[str]:
    words = re.findall(r"[a-z][\w-]*", title.lower())
    for size in (3, 2, 1):
        yield from (" ".join(words[at : at + size]) for at in range(len(words) - size + 1))


def _listed(text: str) -> list[str]:
    parts = re.split(r"\s*,\s*(?:and\s+|or\s+)?|\s+(?:and|or)\s+", text)
    bare = (re.sub(rf"^(?:also\s+|by\s+)?{_DETERMINER}", "", p, flags=re.IGNORECASE) for p in parts)
    return [part for part in bare if part]


def _spoken(role: str) -> str:
    return snake(role).replace("_", " ")


def _grammar(found: Iterable[Fact | Diagnostic]) -> _Grammar | None:
    """Collect the roles, verbs and things; None if there is nothing to speak of."""
    facts = tuple(found)
    roles = {form: name for name in _roles(facts) for form in _number(name)}
    actions: dict[str, set[str]] = {}
    for thing, action in _pairs(facts):
        actions.setdefault(action, set()).add(thing)
    if not roles or not actions or len(roles) > _MOST_FORMS or len(actions) > _MOST_FORMS:
        return None
    names = {thing for things in actions.values() for thing in things}
    names |= {singular(snake(one.name)) for one in facts if isinstance(one, EntityFact)}
    verbs = {action: forms_of(action) for action in actions}
    return _Grammar(
        forms=_forms(roles, verbs),
        verbs={form: action for action, all_of in verbs.items() for form in all_of.all},
        actions={action: frozenset(things) for action, things in actions.items()},
        things=_spellings(names),
        roles=roles,
    )


def _roles(facts: Iterable[Fact | Diagnostic]) -> Iterator[str]:
    for one in facts:
        if isinstance(one, RoleFact):
            yield role_name(one.name)
        elif isinstance(one, PermissionFact) and one.authority >= Authority.LIST:
            yield role_name(one.role)
        elif isinstance(one, EnumFact | FieldFact) and snake(one.name).endswith(ROLES):
            yield from one.values


def _number(name: str) -> tuple[str, str]:
    spoken = _spoken(name)
    return spoken, all_of(spoken)


def _pairs(facts: Iterable[Fact | Diagnostic]) -> Iterator[tuple[str, str]]:
    """Yield each thing with a step of it that has a right or a path of its own."""
    for one in facts:
        if isinstance(one, PermissionFact) and one.authority >= Authority.LIST:
            thing, action = singular(snake(one.resource)), snake(one.action)
        elif isinstance(one, EndpointFact) and one.method in ("POST", "PUT", "PATCH"):
            step = _STEP.search(one.path)
            thing, action = (singular(snake(step[1])), snake(step[2])) if step else ("", "")
        else:
            continue
        is_noun = singular(action) != action
        if thing and action and action not in _USUAL and "_" not in action and not is_noun:
            yield thing, action


def _spellings(names: Iterable[str]) -> dict[str, str]:
    """Return the words for each thing, also its last word where no other ends with it."""
    found: dict[str, str] = {}
    for name in names:
        for form in _number(name):
            found[form] = name
    tails: dict[str, set[str]] = {}
    for name in found.values():
        tails.setdefault(name.rpartition("_")[2], set()).add(name)
    for tail, owners in tails.items():
        for form in _number(tail) if len(owners) == 1 else ():
            found.setdefault(form, next(iter(owners)))
    return found


def _forms(roles: Iterable[str], verbs: dict[str, VerbForms]) -> tuple[re.Pattern[str], ...]:
    role = _any(form.replace(" ", "[ _-]") for form in roles)
    one = rf"(?:(?:an?|the|any|each|every|all)\s+)?(?:{role})"
    who = (
        rf"(?P<who>{one}(?:(?:\s*,\s*(?:and\s+|or\s+)?|\s+(?:and|or)\s+)(?:by\s+)?{one})*)(?![\w-])"
    )
    base = _any(v.base for v in verbs.values())
    done = _any(form for v in verbs.values() for form in v.done)
    doing = _any(form for v in verbs.values() for form in v.doing)
    thing = r"(?P<thing>[^,.;:()]{0,60})"
    things = r"(?P<thing>(?:[A-Za-z][\w-]*\s+){0,3}?[A-Za-z][\w-]*)"
    some = r"(?:also\s+|still\s+|even\s+|now\s+|then\s+|always\s+|only\s+|both\s+)*"
    modal = (
        r"(?:(?P<no>(?:may|can|must|shall|should)\s+(?:not|never)|cannot|can['’]t|mustn['’]t|(?:is|are)\s+not\s+(?:allowed|permitted)\s+to|"
        r"(?:has|have)\s+no\s+right\s+to)|(?:may|can|must|shall|will\s+be\s+able\s+to|(?:is|are)\s+(?:allowed|permitted|able)\s+to|"
        r"(?:has|have)\s+(?:the\s+right\s+)?to))"
    )
    button = rf"(?:\bbutton\s+[\"“*`]?|[\"“*`])(?P<verb>{base})[\"”*`]?(?:\s+button)?(?P<thing>)\s+"
    shown = r"(?:visible|shown|offered|available|enabled|active|there|up|displayed)"
    kept = (
        r"(?:allowed|possible|permitted|reserved|restricted|limited|open|up|left|a\s+matter|"
        r"the\s+(?:job|business|right|task)|for)"
    )
    does = _any(v.does for v in verbs.values())
    may = r"(?:(?:may|can|must|shall)(?P<no>\s+(?:not|never))?\s+"
    forms = (
        rf"(?<![\w-]){who}\s+{modal}\s+{some}(?P<verb>(?:{base})(?:(?:\s*,\s*|\s+(?:and|or)\s+)(?:{base}))*)(?![\w-]){thing}",
        rf"(?<![\w-]){things}\s+{may}{some}be|is|are|gets?)\s+{some}(?P<verb>{done})\s+(?:only\s+|solely\s+)?by\s+(?:only\s+)?{who}",
        rf"(?<![\w-])(?P<verb>{doing})\s+{things}\s+(?:is|are|stays|remains)\s+(?P<no>not\s+)?{some}{kept}\s*(?:only\s+)?(?:for|to|of)?\s+(?:only\s+)?{who}",
        rf"(?<![\w-])(?<!\bas )(?<!\bas an )(?<!\bas a ){who}\s+{some}(?P<verb>{does})\s+(?P<thing>(?:an?|the|each|every|any|their|all)\s+[^,.;:()]{{3,60}})",
        rf"{button}(?:(?:is|are|appears?|shows?|stands?)\s+)?{some}{shown}?\s*(?:only\s+|just\s+)?(?:to|for)\s+{who}",
    )
    return tuple(re.compile(form, re.IGNORECASE) for form in forms)


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(set(words), key=lambda one: (-len(one), one))) or "(?!)"

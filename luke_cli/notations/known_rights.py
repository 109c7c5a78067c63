"""Sentences of any document about rights that a list, a table or a path elsewhere defines.

`curator: accession:deaccession` in a table makes `a technician may deaccession the accession` a claim
about a right, wherever it is said:

... and a technician may deaccession it from here.     Requests are approved by a curator.
Approving requests is reserved for curators.           The button *Approve* is only shown to curators.
Curators have no access to the list of loans.          | Button | Who |  above  | Approve | Curator |

What is common to all things, such as to delete, is of the thing that is named. No other role, verb or thing is ever taken for one.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from luke_cli.docs.document import Document, Table
from luke_cli.docs.markdown import plain
from luke_cli.names import singular, snake
from luke_cli.notations.known_right_forms import (
    READ,
    form_of_acts,
    form_of_names,
    form_of_no_roles,
    forms_of_rights,
)
from luke_cli.notations.known_right_names import (
    denied_in,
    objects_of,
    roles_by_form,
    spellings,
    spoken,
    steps_of_things,
)
from luke_cli.notations.marks import scope_in
from luke_cli.notations.permission_words import Right, Stated
from luke_cli.notations.said import Said, said_in
from luke_cli.notations.verb_forms import forms_of
from luke_cli.source import Diagnostic, Span
from luke_cli.spec.facts import (
    Authority,
    EntityFact,
    Fact,
    PermissionFact,
)
from luke_cli.spec.guards import asked_above

Found = list[Fact | Diagnostic]
_COMMON: Final = {
    "create": "create add enter",
    "update": "update edit change correct amend",
    "delete": "delete remove",
    "read": "see view",
}
"""Verbs of what any thing has."""
_BUTTON_HEAD: Final = re.compile(
    r"(?:buttons?|actions?|controls?|commands?|menu items?)(?: labels?)?", re.IGNORECASE
)
_WHO_HEAD: Final = re.compile(
    r"who(?: (?:may|can|sees it|uses it|has it))?|(?:for |visible |shown )?roles?|(?:visible|shown|available|offered|enabled) (?:to|for)|"
    r"(?:for|used by|allowed for)",
    re.IGNORECASE,
)
_SENTENCE: Final = re.compile(r"(?<=[.!?;])\s+|\n(?=\s*[-*•])")
_DETERMINER: Final = r"(?:(?:an?|the|any|all|each|every|their|his|her|its|own|other|such|this|these|that|our|new)\s+)*"
_IN_ONE_CASE: Final = re.compile(
    r"\b(?:if|when|unless|after|once|until|while|as\s+(?:long|soon)\s+as|during|within|except|more\s+than|before|"
    r"without|anywhere\s+else|here|this\s+(?:page|screen))\b",
    re.IGNORECASE,
)
_QUESTION: Final = re.compile(r"\?\s*$|^\W*(?:as\s+an?|whether)\b", re.IGNORECASE)
_NO: Final = re.compile(r"\bno\s+(?:other\s+)?$", re.IGNORECASE)
"""`No clerk may ...`"""
_SHORT: Final = 12
_BOTH: Final = re.compile(
    r"\b(?:both|either|each)(?:\s+of\s+(?:them|these|the\s+two))?\s+(?=(?:may|can|(?:is|are)\s+allowed)\b)",
    re.IGNORECASE,
)
"""Those who were named before."""
_BUTTON: Final = re.compile(r"[A-Z][a-z]+(?:\s[a-z]+){0,2}")
_BUTTONS: Final = re.compile(
    rf"\b(?:finds?|sees?|has|have|gets?)\s+(?:also\s+|only\s+)?(?:the\s+buttons\s+)?"
    rf"(?P<labels>{_BUTTON.pattern}(?:(?:,\s+(?:and\s+|or\s+)?|\s+(?:and|or)\s+){_BUTTON.pattern}){{1,6}})"
)
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
    tables = (block for block in document.blocks if isinstance(block, Table))
    offered = (fact for table in tables for fact in grammar.buttons(table))
    for fact in (*(fact for said in said_in(document) for fact in grammar.read(said)), *offered):
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
    acts: re.Pattern[str]
    """What somebody does, which is a claim where a list denies it to him."""
    denied: frozenset[tuple[str, str, str]]
    """Role, thing and action."""
    names: re.Pattern[str]
    no_roles: re.Pattern[str]
    objects: dict[tuple[str, str], str]
    """An action and what an endpoint says it is done to, to the thing: `approve`, `hours`."""

    def read(self, said: Said) -> Iterator[PermissionFact]:
        """Yield the rights that the sentences of a text give or deny."""
        text = " ".join(said.text.split("\n"))
        start = 0
        before = ""
        for sentence in _SENTENCE.split(text):
            at = text.find(sentence, start)
            start = max(at, start)
            if len(sentence) <= _MOST and not _QUESTION.search(sentence):
                given = [*self._sentence(said, sentence, start)]
                given += self._next_buttons(said, sentence, start)
                given += self._of_both(said, sentence, start, before)
                yield from given
                yield from self._not_so(sentence, given)
                yield from self._acts(said, sentence, start)
            before = sentence[-_MOST:]

    def _sentence(self, said: Said, sentence: str, start: int) -> Iterator[PermissionFact]:
        if not self.names.search(sentence) or asked_above(sentence):
            return
        for form in self.forms:
            for match in form.finditer(sentence):
                parts = match.groupdict()
                is_no = _NO.search(sentence[max(0, match.start() - _SHORT) : match.start()])
                allowed = not (parts.get("no") or is_no)
                if not allowed and _IN_ONE_CASE.search(sentence):
                    continue
                for verb in _listed(parts.get("verb") or READ):
                    action = self.verbs.get(verb.lower(), "")
                    titled = bool(parts.get("offered"))
                    thing = self._thing(
                        action, parts.get("thing") or "", said.section, titled=titled
                    )
                    for role in self._named(parts["who"]) if thing else ():
                        yield Stated(
                            said.place(start + match.start("who")), said.section, Authority.PROSE
                        ).fact(
                            role,
                            Right(thing, action, scope_in(parts.get("thing") or "")),
                            allowed=allowed,
                        )

    def _next_buttons(self, said: Said, sentence: str, start: int) -> Iterator[PermissionFact]:
        """Read `A clerk finds *Close* and *Issue notice* there`: each of several buttons."""
        told = _BUTTONS.search(sentence)
        who = self.names.search(sentence) if told else None
        if told is None or who is None or who.start() > told.start():
            return
        for label in _BUTTON.findall(told["labels"])[1:]:
            for fact in self._sentence(said, f"{who[0]} finds {label}", 0):
                yield replace(fact, place=said.place(start))

    def _of_both(
        self, said: Said, sentence: str, start: int, before: str
    ) -> Iterator[PermissionFact]:
        """Read `The bin is there for clerks and heads: both can delete an entry`."""
        both = _BOTH.search(sentence)
        here = f"{before} {sentence[: both.start()]}" if both else ""
        named = list(dict.fromkeys(match["who"] for match in self.names.finditer(here)))
        if both is None or not named:
            return
        meant = f"{', '.join(named)} {sentence[both.end() :]}"
        for fact in self._sentence(said, meant, 0):
            yield replace(fact, place=said.place(start + both.start()))

    def _not_so(self, sentence: str, given: Sequence[PermissionFact]) -> Iterator[PermissionFact]:
        """Deny what a sentence gives to those of whom it says: `no inspector may do so`."""
        match = self.no_roles.search(sentence) if given else None
        who = next((one for one in match.groups() if one), "") if match else ""
        rights = {(one.resource, one.action): one for one in given if one.allowed}
        for role in self._named(who):
            yield from (
                replace(one, role=role, scope="", allowed=False)
                for one in rights.values()
                if one.role != role
            )

    def _acts(self, said: Said, sentence: str, start: int) -> Iterator[PermissionFact]:
        """Yield what a sentence says that a role does, where a list says that it may not."""
        if not self.denied:
            return
        match = self.acts.search(sentence)
        if match is None or _IN_ONE_CASE.search(sentence[: match.end("verb")]):
            return
        action = self.verbs.get(match["verb"].lower(), "")
        words = re.findall(r"[a-z][\w-]*", match["thing"].lower())[:5]
        runs = (" ".join(words[at : at + size]) for at in (0, 1, 2) for size in (3, 2, 1))
        thing = next((self.things[run] for run in runs if run in self.things), "")
        for role in self._named(match["who"]) if thing else ():
            if any((spoken(role), thing, one) in self.denied for one in (action, "*")):
                yield Stated(
                    said.place(start + match.start("who")), said.section, Authority.PROSE
                ).fact(role, Right(thing, action))

    def buttons(self, table: Table) -> Iterator[PermissionFact]:
        """Yield the rights of a table of buttons that says who has each."""
        heads = [plain(cell).strip() for cell in table.header]
        who = next((i for i, head in enumerate(heads) if i and _WHO_HEAD.fullmatch(head)), 0)
        if not who or not _BUTTON_HEAD.fullmatch(heads[0]):
            return
        for row in table.rows:
            verb, _, rest = plain(row.cells[0]).strip(" \"“”'*`").partition(" ")
            action = self.verbs.get(verb.lower(), "")
            thing = self._thing(action, rest, table.section, titled=True) if action else ""
            for role in self._named(plain(row.cells[who])) if thing else ():
                yield Stated(Span(table.span.file, row.line), table.section, Authority.PROSE).fact(
                    role, Right(thing, action)
                )

    def _named(self, who: str) -> Iterator[str]:
        """Yield the roles that words name; one whose name is cut apart by them is none of these."""
        for words in _listed(who):
            plain = " ".join(re.split(r"[\s_-]+", words.lower()))
            role = self.roles.get(spoken(words)) or self.roles.get(plain)
            if role:
                yield role

    def _thing(
        self, action: str, words: str, section: tuple[str, ...], *, titled: bool = False
    ) -> str:
        """Return the thing that words behind a verb mean; "" if they mean another.

        What is common to all things is of the one that is named, or (`titled`) of that of the heading.
        """
        known = self.actions.get(action, frozenset())
        bare = re.sub(rf"^{_DETERMINER}", "", words.strip().lower(), flags=re.IGNORECASE)
        named = re.findall(r"[a-z][\w-]*", bare)[:3]
        for size in range(len(named), 0, -1):
            phrase = " ".join(named[:size])
            if done_to := self.objects.get((action, phrase)):
                return done_to
            thing = self.things.get(phrase, "")
            if thing:
                return thing if thing in known else ""
        is_common = action in _COMMON
        if (named and named[0] not in _PRONOUNS) or (is_common and not titled):
            return ""
        titles = (self.things.get(word, "") for title in section[-1:] for word in _runs(title))
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


def _grammar(found: Iterable[Fact | Diagnostic]) -> _Grammar | None:
    """Collect the roles, verbs and things; None if there is nothing to speak of."""
    facts = tuple(found)
    roles = roles_by_form(facts)
    actions: dict[str, set[str]] = {}
    for thing, action in steps_of_things(facts):
        actions.setdefault(action, set()).add(thing)
    if not roles or not actions or len(roles) > _MOST_FORMS or len(actions) > _MOST_FORMS:
        return None
    names = {thing for things in actions.values() for thing in things}
    verbs = {action: forms_of(action) for action in actions}
    stored = {singular(snake(one.name)) for one in facts if isinstance(one, EntityFact)}
    common = {verb: action for action, all_of in _COMMON.items() for verb in all_of.split()}
    usual = {verb: forms_of(verb) for verb in common}
    spelled = {form: action for action, all_of in verbs.items() for form in all_of.all}
    spelled |= {form: common[verb] for verb, all_of in usual.items() for form in all_of.all}
    held = dict.fromkeys(_COMMON, names | stored) | actions
    names |= stored
    return _Grammar(
        forms=forms_of_rights(roles, verbs.values(), usual.values()),
        verbs=spelled,
        actions={action: frozenset(things) for action, things in held.items()},
        things=spellings(names),
        roles=roles,
        acts=form_of_acts(roles, (*verbs.values(), *usual.values())),
        denied=frozenset(denied_in(facts)),
        names=form_of_names(roles),
        no_roles=form_of_no_roles(roles),
        objects=dict(objects_of(facts)),
    )

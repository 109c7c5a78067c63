"""The roles, things and verbs that documents define, as the words of sentences name them."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from luke_cli.names import singular, snake
from luke_cli.notations.known_right_names import in_both_numbers, spellings, steps_of_things
from luke_cli.notations.verb_forms import forms_of
from luke_cli.source import Diagnostic
from luke_cli.spec.facts import EntityFact, Fact, WorkflowFact

_COMMON: Final = {
    "read": "read see view browse get",
    "create": "create add register enter record file draft open write raise log",
    "update": "update edit change correct modify maintain replace",
    "delete": "delete remove erase",
    "manage": "manage administer",
}
"""Verbs of what any thing has, each with what sentences call it."""
_ACCOUNTS: Final = ("user account", "account", "login")
_MOST: Final = 600


@dataclass(frozen=True, slots=True)
class Words:
    """What the words of a sentence may stand for."""

    things: Mapping[str, str]
    """`time entries`, `entries`: to the name of the thing."""
    steps: Mapping[str, Mapping[str, str]]
    """A form of a verb, to the things that have it as a step, each with its name there."""
    common: Mapping[str, str]
    doing: Mapping[str, str]
    """`approving`, to a form that `steps` and `common` know."""

    def action(self, form: str, thing: str) -> str:
        """Return what a verb is to do to a thing; "" if nobody says that it can be done."""
        return self.steps.get(form, {}).get(thing, "") or self.common.get(form, "")

    def is_verb(self, form: str) -> bool:
        """Tell whether a word may be a verb of a right."""
        return form in self.common or form in self.steps

    def only_of(self, forms: Iterable[str]) -> str:
        """Return the one thing that has all of some steps; "" if several do, or none."""
        shared = [set(self.steps.get(form, ())) for form in forms]
        common = set.intersection(*shared) if shared else set()
        return next(iter(common)) if len(common) == 1 else ""


def words_of(found: Iterable[Fact | Diagnostic]) -> Words | None:
    """Collect the words; None where the documents store nothing."""
    facts = tuple(found)
    names = {singular(snake(one.name)) for one in facts if isinstance(one, EntityFact)}
    if not names or len(names) > _MOST:
        return None
    steps: dict[str, dict[str, str]] = {}
    doing: dict[str, str] = {}
    for thing, action in (*steps_of_things(facts), *_moves(facts)):
        forms = forms_of(action)
        for form in (forms.base, forms.does):
            steps.setdefault(form, {})[thing] = action
        doing |= dict.fromkeys(forms.doing, action)
    common: dict[str, str] = {}
    for action, verbs in _COMMON.items():
        for verb in verbs.split():
            forms = forms_of(verb)
            common |= {forms.base: action, forms.does: action}
            doing = dict.fromkeys(forms.doing, verb) | doing
    return Words(_accounts(names) | spellings(names), steps, common, doing)


def _moves(facts: Iterable[Fact | Diagnostic]) -> Iterator[tuple[str, str]]:
    """Yield each thing with a step that takes it from one state to another."""
    for one in facts:
        if isinstance(one, WorkflowFact) and re.fullmatch(r"[a-z]+", snake(one.action)):
            yield singular(snake(one.entity)), snake(one.action)


def _accounts(names: Iterable[str]) -> dict[str, str]:
    """Return the words for the thing that people log in with, whatever the documents call it."""
    account = next((one for one in ("user", "account") if one in names), "")
    forms = (form for name in _ACCOUNTS for form in in_both_numbers(name))
    return dict.fromkeys(forms, account) if account else {}

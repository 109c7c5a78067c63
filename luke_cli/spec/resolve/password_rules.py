"""Rules of passwords: all that any document asks for holds; what cannot be built is a question."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from luke_cli.spec.facts import SettingFact
from luke_cli.spec.model import Assumption, Entity, Question, Setting
from luke_cli.spec.passwords import CHANGED, CHARACTERS, MAX_AGE, RULES, changed_at
from luke_cli.spec.resolve.said import Said
from luke_cli.spec.values import is_value, items

KEY: Final = "password_rules"
_ASSUMPTION: Final = "A-password-age"
_OPEN: Final = {
    "strong": "Which characters has a strong password?",
    "some of": "Is a part of the kinds of characters enough, whichever it is?",
    "not breached": "Which list tells that a password was breached?",
    "not in order": "How many characters in a row are too many?",
    "not a word": "Which dictionary tells that a password is a word?",
}
"""What is asked for and not built, and what has to be answered first."""


def rule_settings(
    said: Said, chosen: Mapping[str, Setting], assumptions: list[Assumption]
) -> Iterator[Setting]:
    """Yield the rules that are built, of all documents together."""
    facts = list(_facts(said, RULES))
    found = {name for fact in facts for name in items(fact.value)}
    if facts:
        value = ", ".join(name for name in RULES if name in found)
        yield Setting(KEY, value, said.sources(facts))
    if MAX_AGE in chosen:
        assumptions.append(
            Assumption(
                name=_ASSUMPTION,
                about=f"#{MAX_AGE}",
                proposal="whoever has an older password may only change it or sign out, in any role",
                why="the documents do not say what happens to an older one",
                sources=chosen[MAX_AGE].sources,
            )
        )


def rule_questions(said: Said) -> tuple[Question, ...]:
    """Return one question about all rules that cannot be built."""
    facts = list(_facts(said, _OPEN))
    named = {name for fact in facts for name in items(fact.value)}
    if any(_facts(said, CHARACTERS)):
        named -= {"strong"}
    told = [question for name, question in _OPEN.items() if name in named]
    if not told:
        return ()
    return (
        Question(
            name="Q-password-rules",
            about=f"#{KEY}",
            meanwhile=f"{' '.join(told)} That is not checked.",
            ask="security engineer",
            sources=said.sources(f for f in facts if named & {*items(f.value)}),
        ),
    )


def with_age(said: Said, account: Entity) -> Entity:
    """Return the account with the moment that the age of its password is counted from."""
    if not any(fact.key == MAX_AGE and is_value(fact.value) for fact in said.of(SettingFact)):
        return account
    known = changed_at(account)
    if known is None:
        field = replace(CHANGED, basis=(_ASSUMPTION,))
        return replace(account, fields=(*account.fields, field))
    counted = replace(CHANGED, name=known.name, sources=known.sources, basis=known.basis)
    return replace(
        account, fields=tuple(counted if field is known else field for field in account.fields)
    )


def _facts(said: Said, names: Iterable[str]) -> Iterator[SettingFact]:
    wanted = {*names}
    for fact in said.of(SettingFact):
        if fact.key == KEY and wanted & {*items(fact.value)}:
            yield fact

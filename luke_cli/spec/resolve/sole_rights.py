"""Rights that a sentence gives to one role and to nobody else, against those who have it elsewhere.

Claims are approved by the finance officer only.        Refunds are made by managers and nobody else.
Only a keeper may release a crate.                      Lists are closed by the warden alone.

Where the sentence stands in the document that decides rights, nobody else has the right then.
"""

import re
from collections.abc import Iterator
from typing import Final

from luke_cli.names import kebab, singular, snake
from luke_cli.spec.facts import Authority, Fact, PermissionFact
from luke_cli.spec.model import Decision, Side
from luke_cli.spec.resolve.rights_table import Right, Rights
from luke_cli.spec.resolve.role_names import is_everybody
from luke_cli.spec.resolve.said import SECURITY, Said

_SENTENCE: Final = re.compile(r"(?<=[.;:!?])\s+")
_IN_ONE_CASE: Final = re.compile(
    r"\b(?:if|when|whenever|once|after|before|until|unless|while|during|within|except|above|over|more\s+than|own)\b",
    re.IGNORECASE,
)
"""What is so in one case only: `once it is shipped, an order is cancelled by managers only`."""
_ARTICLE: Final = r"(?:(?:the|an?|any|our)\s+)?"
_SOLE: Final = r"\s+(?:only|alone|exclusively|and\s+(?:by\s+)?(?:nobody|no[ -]one|none)\s+else)\b"
_STEM: Final = 4


def with_sole_rights(said: Said, rights: Rights) -> tuple[Decision, ...]:
    """Return a decision for each right that others have too; take it from them where it is decided."""
    found = []
    for key in tuple(rights.granted):
        sole: dict[str, list[Fact]] = {
            role: [
                fact
                for fact in right.facts
                if isinstance(fact, PermissionFact) and _is_sole(said, fact, key[1])
            ]
            for role, right in rights.granted[key].items()
        }
        sole = {role: facts for role, facts in sole.items() if facts}
        others = dict(_others(rights, key, sole)) if sole else {}
        if others:
            found.append(_decision(said, rights, key, sole, others))
    return tuple(found)


def _others(
    rights: Rights, key: tuple[str, str], sole: dict[str, list[Fact]]
) -> Iterator[tuple[str, Right]]:
    """Yield who else is given the right by name, in another place."""
    places = {fact.place for facts in sole.values() for fact in facts}
    for role, right in rights.granted[key].items():
        named = [fact for fact in right.facts if isinstance(fact, PermissionFact)]
        is_apart = named and not any(
            fact.place in places or is_everybody(fact.role) for fact in named
        )
        if role not in sole and role not in rights.masters and is_apart:
            yield role, right


def _is_sole(said: Said, fact: PermissionFact, action: str) -> bool:
    if fact.authority is not Authority.PROSE:
        return False
    role = r"[\s_-]".join(map(re.escape, singular(snake(fact.role)).split("_")))
    sole = re.compile(
        rf"\bby\s+{_ARTICLE}{role}(?:e?s)?{_SOLE}|\b(?:only|nobody\s+but|no[ -]one\s+but)\s+(?:by\s+)?{_ARTICLE}{role}(?:e?s)?\b|"
        rf"\b{role}(?:e?s)?\s+(?:alone|exclusively)\b",
        re.IGNORECASE,
    )
    stem = action.replace("_", " ")[: max(_STEM, len(action) - 2)]
    lines = (said.at(fact.place.file, fact.place.line + more) for more in (0, 1))
    text = " ".join(line.text for here in lines for line in here)
    return any(
        stem in sentence.lower() and sole.search(sentence) and not _IN_ONE_CASE.search(sentence)
        for sentence in _SENTENCE.split(text)
    )


def _decision(
    said: Said,
    rights: Rights,
    key: tuple[str, str],
    sole: dict[str, list[Fact]],
    others: dict[str, Right],
) -> Decision:
    resource, action = key
    words = [fact for facts in sole.values() for fact in facts]
    against = [fact for right in others.values() for fact in right.facts if isinstance(fact, Fact)]
    best = said.trusted((*words, *against), SECURITY)[0]
    only = Side(f"{' and '.join(sole)} only", said.sources(words))
    also = Side(f"also {' and '.join(others)}", said.sources(against))
    is_sole = best in words
    if is_sole:
        rights.granted[key] = {
            role: right for role, right in rights.granted[key].items() if role not in others
        }
    return Decision(
        name=f"D-{kebab(resource)}-{kebab(action)}-only",
        about=f"{resource}:{action}",
        taken=only if is_sole else also,
        aside=(also if is_sole else only,),
        why="the security document decides rights"
        if said.owners.get(best.place.file) == SECURITY
        else "the more formal claim decides",
    )

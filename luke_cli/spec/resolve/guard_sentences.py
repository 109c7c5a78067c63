"""Sentences that say under which condition a step is taken, and what they say.

A claim can only be submitted if it has at least one line.     Submission requires a receipt.
A claim cannot be submitted without a receipt.                 Claims above 500 EUR need a finance lead.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from luke_cli.names import last_word, plural, snake
from luke_cli.spec.guards import asked_above
from luke_cli.spec.model import Entity, Guard, Spec
from luke_cli.spec.resolve.role_names import known
from luke_cli.spec.resolve.row_conditions import conditions, lacking
from luke_cli.spec.resolve.verbs import noun, participles

_IF: Final = r"(?:only\s+)?(?:if|when|once|while|provided(?:\s+that)?|as long as|so long as)"
_ONLY: Final = re.compile(
    rf"(?P<main>.*\b(?:only|must|requires? that)\b.*?)\b{_IF}\s+(?P<condition>.+)"
    rf"|(?P<first>.*?\bonly\b.*?)\bwith\s+(?P<having>.+)",
    re.IGNORECASE,
)
_ONLY_THOSE: Final = re.compile(
    r"only\s+[\w -]{2,40}?\s+(?P<having>with|having|that have|which have|whose)\s+(?P<condition>.+?)\s+(?P<main>(?:can|may|is|are)\s+.+)",
    re.IGNORECASE,
)
_NEVER: Final = re.compile(
    r"(?P<main>.*\b(?:can ?not|can't|may not|must not|shall not|never|not (?:be )?(?:allowed|possible|permitted)|nobody|refused|"
    r"rejected|blocked|fails)\b.*?)\b(?P<word>if|when|while|as long as|unless|until|without|with no)\s+(?P<condition>.+)",
    re.IGNORECASE,
)
_NEEDS: Final = re.compile(
    r"(?P<main>.+?)\b(?:requires?|needs?|must have|has to have|demands?)\s+(?P<condition>.+)",
    re.IGNORECASE,
)
_BEFORE: Final = re.compile(
    r"(?P<condition>.+?)\s+(?:before\s+(?:it|they|the \w+)\s+(?:can|may)\s+be|before\s+being|(?:in order )?to be|before)\s+(?P<main>\w+.*)",
    re.IGNORECASE,
)
_IF_ROLE: Final = re.compile(
    r"^(?:if|when)\s+(?P<condition>.+?),?\s+(?:(?:it|this|the step)\s+)?(?:then\s+)?(?P<need>(?:[a-z][a-z -]{0,40}?\s)?(?:needs?|requires?|must|only|can only)\b.+)",
    re.IGNORECASE,
)
_ROLE_TAIL: Final = re.compile(
    r".*\b(?:by|of|from|role|an?|the|needs?|requires?)\s+(?:the\s+|an?\s+)?(?P<role>[a-z][\w -]{2,30}?)s?(?:\s+role|\s+approval)?$",
    re.IGNORECASE,
)
_WORDS: Final = re.compile(r"[a-z0-9]+")
_OF_ANOTHER: Final = re.compile(r"(?:an?|the|each|every|any|only|no)\s+\w", re.IGNORECASE)
_MODAL: Final = re.compile(
    r"^(?:it|they|the \w+|an? \w+|each \w+|every \w+)\s+(?:must|has to|have to|needs to)\s+(?:have\s+)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Act:
    """A step, and how sentences call it."""

    entity: Entity
    verb: str
    named: re.Pattern[str]
    """What is done: `submit`, `submitted`, `submission`."""
    things: tuple[str, ...]
    """What it is done to, in lower case."""
    alone: bool = False
    """Nothing else takes a step of this name."""

    def is_in(self, text: str) -> bool:
        """Tell whether a text names the step."""
        return bool(self.named.search(text))

    def is_about(self, text: str) -> bool:
        """Tell whether a text is about the thing: it names that, or nothing that could be another."""
        return self.names_thing(text) or (self.alone and not _OF_ANOTHER.match(text))

    def names_thing(self, text: str) -> bool:
        """Tell whether a text names what the step is done to."""
        return _names(text, self.things)


def _names(text: str, names: Iterable[str]) -> bool:
    """Tell whether one of some names in small letters stands in a text as words of its own."""
    plain = f" {' '.join(_WORDS.findall(text.lower()))} "
    return any(f" {name} " in plain for name in names)


def act_of(entity: Entity, verb: str, *, alone: bool = False) -> Act:
    """Return a step as sentences call it."""
    name, short = snake(entity.name), last_word(entity.name)
    things = (name, plural(name), short, plural(short))
    told = tuple(dict.fromkeys(one.replace("_", " ") for one in things))
    return Act(entity, verb, _named(verb), told, alone)


@lru_cache(maxsize=1024)
def _named(verb: str) -> re.Pattern[str]:
    spelled = "|".join(re.escape(one) for one in sorted(_spellings(verb), key=len, reverse=True))
    return re.compile(rf"\b(?:{spelled})(?:s|es)?\b", re.IGNORECASE)


@lru_cache(maxsize=1024)
def words_of(verb: str) -> frozenset[str]:
    """Return the words of which one stands wherever a step is named."""
    first = {one.partition(" ")[0] for one in _spellings(verb)}
    return frozenset(f"{word}{end}" for word in first for end in ("", "s", "es"))


def _spellings(verb: str) -> frozenset[str]:
    stem, doubled = verb.removesuffix("e"), verb + verb[-1]
    forms = (
        verb,
        *participles(verb),
        noun(verb) or verb,
        f"{stem}ing",
        f"{doubled}ing",
        f"{doubled}ed",
    )
    return frozenset(form.replace("_", " ") for form in forms)


def told_guards(spec: Spec, act: Act, sentence: str) -> tuple[Guard, ...]:
    """Return what a sentence asks of a row before a step; none if it is not understood as a whole."""
    text = _plain(sentence)
    if not act.is_in(text) or not act.is_about(text):
        return ()
    for read in (_above, _never, _only, _those, _needs, _before):
        guards = read(spec, act, text)
        if guards:
            return guards
    return ()


def cell_guards(spec: Spec, entity: Entity, cell: str) -> tuple[Guard, ...]:
    """Return what the cell of a condition asks of a row; none if it is not understood as a whole."""
    text = _plain(cell)
    bare = re.sub(rf"^{_IF}\s+", "", text, flags=re.IGNORECASE)
    found = _of_role(spec, entity, text) or conditions(spec, entity, bare)
    if found:
        return found
    without = re.match(r"(?:not|never)\s+without\s+(?P<condition>.+)", text, re.IGNORECASE)
    return lacking(spec, entity, without["condition"]) if without else ()


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[`*]", "", text).strip(" .;:!-").split())


def _of_role(spec: Spec, entity: Entity, text: str) -> tuple[Guard, ...]:
    """Read `if amount > 500 needs role finance_lead`: whoever has the role is free of it."""
    match = _IF_ROLE.match(text)
    role = _role(spec, match["need"]) if match else ""
    if match is None or not role:
        return ()
    return _free(spec, entity, match["condition"], role)


def _free(spec: Spec, entity: Entity, text: str, role: str) -> tuple[Guard, ...]:
    """Return what has to hold of a row for all but a role: the opposite of a condition."""
    found = conditions(spec, entity, text, negated=True)
    return tuple(replace(guard, role=role) for guard in found)


def _role(spec: Spec, text: str) -> str:
    """Return the role at the end of a text; "" if it names another one before, whose right is not told."""
    match = _ROLE_TAIL.search(text.strip(" ."))
    names = tuple(role.name for role in spec.roles)
    found = known(names, match["role"].strip()) if match else ()
    spoken = [name.replace("_", " ") for name in names if name not in found]
    others = (*spoken, *map(plural, spoken))
    return found[0] if match and found and not _names(text[: match.start("role")], others) else ""


def _above(spec: Spec, act: Act, text: str) -> tuple[Guard, ...]:
    """Read `claims above 500 EUR can only be approved by a finance lead`."""
    by_if = _of_role(spec, act.entity, text)
    match = asked_above(text)
    if by_if or match is None:
        return by_if
    role = _role(spec, match["need"])
    if not role or not (act.is_in(match["need"]) or act.is_in(text[: match.start()])):
        return ()
    # `Over 10 days` is about the field `days`, and a number alone about the main one.
    limit = f"{match['unit'] or ''} {match['limit']}".strip()
    return _free(spec, act.entity, limit, role)


def _only(spec: Spec, act: Act, text: str) -> tuple[Guard, ...]:
    match = _ONLY.fullmatch(text)
    if match is None or not act.is_in(match["main"] or match["first"]):
        return ()
    condition = match["condition"]
    if condition is None:
        return lacking(spec, act.entity, match["having"])
    return conditions(spec, act.entity, condition)


def _those(spec: Spec, act: Act, text: str) -> tuple[Guard, ...]:
    """Read `only claims with a receipt can be submitted`."""
    match = _ONLY_THOSE.fullmatch(text)
    if match is None or not act.is_in(match["main"]):
        return ()
    if match["having"].lower() == "whose":
        return conditions(spec, act.entity, match["condition"])
    return lacking(spec, act.entity, match["condition"])


def _never(spec: Spec, act: Act, text: str) -> tuple[Guard, ...]:
    match = _NEVER.fullmatch(text)
    if match is None or not act.is_in(match["main"]):
        return ()
    word, condition = match["word"].lower(), match["condition"]
    if word in ("without", "with no"):
        return lacking(spec, act.entity, condition)
    return conditions(spec, act.entity, condition, negated=word not in ("unless", "until"))


def _needs(spec: Spec, act: Act, text: str) -> tuple[Guard, ...]:
    match = _NEEDS.fullmatch(text)
    before = _BEFORE.fullmatch(match["condition"]) if match else None
    if match is None or _NEVER.search(text):
        return ()
    if before is not None and act.is_in(before["main"]):
        return conditions(spec, act.entity, before["condition"])
    return conditions(spec, act.entity, match["condition"]) if act.is_in(match["main"]) else ()


def _before(spec: Spec, act: Act, text: str) -> tuple[Guard, ...]:
    """Read `a claim must have a receipt before it can be submitted`."""
    match = _BEFORE.fullmatch(text)
    if match is None or not act.is_in(match["main"]) or not _MODAL.match(match["condition"]):
        return ()
    return conditions(spec, act.entity, _MODAL.sub("", match["condition"]))

"""Sentences that list the values of one thing of what the text is about: its kinds, its states.

There are three sorts of bed: raised, flat or potted.    The colour is red, green or blue.
A bed is either free, planted or resting.                It says yes, no or later.
"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from luke_cli.names import singular
from luke_cli.notations.enums import listed_values
from luke_cli.notations.prose_lists import Named, noun
from luke_cli.notations.prose_words import DETERMINERS, STATES_ALONE, STOPS


class Told(NamedTuple):
    """What a sentence tells of something; `of` is what."""

    of: str
    field: Named
    sure: bool = False
    """Every one of them has it."""


NAME: Final = r"[a-z][a-z-]*(?: (?:of )?[a-z-]+){0,2}?"
COUNT: Final = (
    r"(?:two|three|four|five|six|seven|eight|nine|ten|\d+|several|these|the\s+following|different)"
)
_KIND: Final = r"(?:kinds?|sorts?|types?|categor(?:y|ies)|class(?:es)?|groups?|flavou?rs?)"
_KINDS: Final = (
    re.compile(
        rf"^\W*(?:there\s+(?:are|is)|we\s+(?:have|know|distinguish|offer|keep|use|sell|run))\s+(?:only\s+)?{COUNT}\s+"
        rf"(?P<kind>{_KIND})\s+of\s+(?P<of>[a-z][a-z -]{{1,40}}?)\s*:\s*(?P<rest>.+)$",
        re.IGNORECASE,
    ),
    re.compile(
        rf"^\W*(?:an?\s+|the\s+|each\s+|every\s+|all\s+)?(?P<of>{NAME})\s+(?:is|are|comes?|belongs?|falls?|has|have|can be|may be)\s+"
        rf"(?:in|into|to|of)?\s*(?:(?:always|exactly)\s+)?(?:one\s+of\s+|either\s+of\s+)?{COUNT}\s+(?P<kind>[a-z]+s)\s*:\s*(?P<rest>.+)$",
        re.IGNORECASE,
    ),
    re.compile(
        rf"^\W*(?:an?\s+|the\s+|each\s+|every\s+)?(?P<of>{NAME})\s+(?:is|are|has|have|belongs?\s+to)\s+(?:always\s+)?one\s+of\s+(?:the\s+)?(?P<kind>[a-z]+s)\s*:?\s+(?P<rest>.+)$",
        re.IGNORECASE,
    ),
)
_BARE_KINDS: Final = re.compile(
    rf"^\W*(?:there\s+(?:are|is)|we\s+(?:have|know|distinguish|use))\s+(?:only\s+)?{COUNT}\s+(?P<kind>[a-z]+s)\s*:\s*(?P<rest>[a-z-]+(?:,\s[a-z-]+)*,?\s(?:and|or)\s[a-z-]+)\W*$",
    re.IGNORECASE,
)
"""`There are five levels: seahorse, bronze, ...`"""
_ONE_OF: Final = re.compile(
    rf"^\W*the\s+(?P<of>{NAME})\s+(?:is|must\s+be|can\s+be)\s+one\s+of\s+(?P<rest>[\w-]+(?:,?\s(?:or\s|and\s)?[\w-]+){{1,12}})\W*$",
    re.IGNORECASE,
)
_STATE: Final = re.compile(
    rf"^\W*(?P<the>the\s+|an?\s+|each\s+|every\s+|all\s+)?(?P<of>{NAME})\s+(?:is|are|can\s+be|may\s+be|will\s+be)\s+"
    r"(?P<wide>always\s+|only\s+|either\s+|one\s+of\s+|for\s+|(?:marked|written|noted|given|shown)\s+as\s+)*(?P<rest>[\w-]+(?:\s[\w-]+)?(?:,\s[\w -]{2,30}){0,9},?\sor\s(?:being\s)?[\w-]+(?:\s(?!to\b|by\b|for\b)[\w-]+)?)(?:\s(?:to|by|for)\s[\w -]{2,40}|,\s+and\s.*)?\W*$",
    re.IGNORECASE,
)
_SAYS: Final = re.compile(
    rf"^\W*(?:(?:an?\s+|the\s+|each\s+|every\s+)?(?P<of>{NAME})\s+(?:says|reads)|(?:an?|each|every)\s+(?P<on>{NAME})\s+is\s+either)\s+"
    r"(?P<rest>yes\b,?[\w ,-]{2,60})\W*$",
    re.IGNORECASE,
)
_PARTS: Final = frozenset("piece item one unit copy entry record".split())
"""What stands for a thing that was named before: `each piece`."""
_KIND_WORDS: Final = frozenset("kind sort type category class group flavour flavor".split())
_OTHERS: Final = ("others", "rest")
"""What is no field: `the others are half plots or full plots`."""
_BEING: Final = frozenset("draft new paid done sold out held lost broken begun ready free".split())


_AWAY: Final = frozenset("over out off up down back in not away again".split())
"""What goes with a state: `handed over`."""


def is_part(name: str) -> bool:
    """Tell whether a word stands for what was named before: `each piece`."""
    return name in _PARTS


def subject_of(words: str | None, about: str) -> str:
    """Return what the subject of a sentence stands for."""
    bare = (words or "it").lower().split()
    if bare[-1] in ("it", "they", "this", "each", "them") or bare[-1] in _PARTS:
        return about
    return noun(" ".join(bare))


def is_plain(words: str) -> bool:
    """Tell whether words name something and hold no verb or pronoun."""
    parts = words.lower().split()
    return bool(parts) and not any(part in STOPS or part in DETERMINERS for part in parts)


def kinds(text: str, about: str) -> Iterator[Told]:
    """Yield the values of what a sentence calls kinds, sizes or levels."""
    bare = _BARE_KINDS.match(text) or _ONE_OF.match(text)
    values = listed_values(bare["rest"].strip(" .")) if bare else ()
    if bare is not None and values:
        name = singular(bare.groupdict().get("kind") or bare["of"]).lower()
        if about and name not in DETERMINERS:
            yield Told(about, Named("kind" if name in _KIND_WORDS else name, values))
        return
    for form in _KINDS:
        match = form.match(text)
        values = listed_values(match["rest"].strip(" .")) if match else ()
        if match is None or not values:
            continue
        kind = singular(match["kind"].lower())
        name = "kind" if kind in _KIND_WORDS else kind
        if subject := subject_of(match["of"], about):
            yield Told(subject, Named(name, _bare(values)), sure=True)
        return


def _bare(values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(re.sub(r"^(?:an?|the)\s+", "", value, flags=re.IGNORECASE) for value in values)


def states(text: str, about: str) -> Iterator[Told]:
    """Yield the states of a thing, or the values of one of its fields."""
    match = _STATE.match(text)
    values = listed_values(match["rest"]) if match else ()
    words = [word for value in values for word in value.lower().split()]
    if match is not None and words[1:] == ["not"]:
        # `It is either heated or not`: a thing is so or it is not.
        if (subject := subject_of(match["of"], about)) and is_plain(words[0]):
            yield Told(subject, Named(f"is {words[0]}"))
        return
    if match is None or not values or any(w in DETERMINERS or w in STOPS - _AWAY for w in words):
        return
    subject = "" if match["of"].lower() in _OTHERS else subject_of(match["of"], about)
    the = (match["the"] or "").strip().lower()
    if the == "the" and about and subject and subject != about:
        # `The colour is red or blue`: of what the text is about.
        if is_plain(match["of"]):
            yield Told(about, Named(match["of"].lower(), values))
    elif subject and "for" not in (match["wide"] or ""):
        explicit = the in ("a", "an", "each", "every")
        is_state = any(w.endswith("ed") or w in STATES_ALONE or w in _BEING for w in words)
        yield Told(
            subject, Named("status" if is_state else "kind", values), sure=explicit and is_state
        )


def says(text: str, about: str) -> Iterator[Told]:
    """Read `It says yes, no or later`."""
    match = _SAYS.match(text)
    values = listed_values(match["rest"].strip(" .")) if match else ()
    subject = subject_of(match["of"] or match["on"], about) if match else ""
    if subject and values:
        yield Told(subject, Named(subject, values))

"""Sentences that a model wrote about a plan: a section before all others, which builds nothing.

    ## Overview
    *Written by a model; ...*

    Employees ask for trips.
    A manager of the team approves them.

A sentence that names what the plan does not is left out, by every run: prose never outlives its plan.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from luke_cli.names import singular, words
from luke_cli.plan import text
from luke_cli.plan.render import render
from luke_cli.spec.export import to_json
from luke_cli.spec.model import Spec

Paragraphs = Sequence[Sequence[str]]

_HEADING: Final = "## Overview"
_NOTE: Final = "*Written by a model. Every name and number in it is one of this plan; it is no part of what is built.*"
_FIRST: Final = "\n## Read first\n"
_SECTION: Final = re.compile(rf"\n{_HEADING}\n.*?(?=\n## )", re.DOTALL)

_MOST: Final = 300
"""Characters of a sentence."""
_SENTENCE: Final = re.compile(r"[A-Z][^\n|#<>]*[.]")
_PATH: Final = re.compile(r"(?<!\w)/[\w{}./-]*[\w}]")
_NUMBER: Final = re.compile(r"\d+(?:[.,]\d+)*")
_NAME: Final = re.compile(r"[^\W\d]\w*(?:[.:_-]\w+)*")
_JOINED: Final = re.compile(r"[_:.]")
_PLACES: Final = ("sources", "basis")
_COMMON: Final = frozenset(
    "a all an and any as at because before behind both by each every for from how if in it its no"
    " nobody none of on only once one other others since so some such than that the their then"
    " there these they this those to until what when where which while who whoever with".split()
)
"""Words that may begin a sentence and name nothing."""
_COUNTS: Final = frozenset(
    "two three four five six seven eight nine ten eleven twelve dozen hundred thousand".split()
)


@dataclass(frozen=True, slots=True)
class Known:
    """What a sentence about a plan may speak of."""

    names: frozenset[str]
    """As they stand: `Trip`, `Trip.budget`, `trip:approve`, `access_token_ttl`."""
    words: frozenset[str]
    """In lower case, of everything that the plan says."""
    paths: frozenset[str]
    """With `{}` for each parameter."""
    numbers: frozenset[str]


def known_of(spec: Spec) -> Known:
    """Return what a plan speaks of."""
    said = tuple(_texts(to_json(spec)))
    fields = (f"{entity.name}.{field.name}" for entity in spec.entities for field in entity.fields)
    paths = (operation.path for operation in spec.operations)
    base = spec.setting("base_path")
    return Known(
        frozenset((*said, *fields)),
        frozenset(map(singular, words(render(spec)))),
        frozenset(_bare(one) for path in paths for one in (path, f"{base}{path}")) | {base},
        frozenset(number for one in said for number in _NUMBER.findall(one)),
    )


def unknown(sentence: str, known: Known) -> str:
    """Return what a sentence speaks of that the plan does not; "" if there is nothing of the kind."""
    if not _SENTENCE.fullmatch(sentence) or len(sentence) > _MOST:
        return "what is no plain sentence"
    for path in _PATH.findall(sentence):
        if _bare(path) not in known.paths:
            return str(path)
    rest = _PATH.sub(" ", sentence)
    for number in _NUMBER.findall(rest):
        if number not in known.numbers:
            return str(number)
    return next((name for name in _named(rest) if not _is_known(name, known)), "")


def section(paragraphs: Paragraphs) -> str:
    """Return sentences as a section of a plan, one a line; "" if there are none."""
    shown = ["\n".join(map(text.escape, sentences)) for sentences in paragraphs if sentences]
    return "\n" + "\n\n".join((f"{_HEADING}\n{_NOTE}", *shown)) + "\n" if shown else ""


def section_of(plan: str) -> str:
    """Return the section of a plan that a model wrote, "" if there is none."""
    found = _SECTION.search(plan)
    return found[0] if found else ""


def with_section(plan: str, said: str) -> str:
    """Return a plan that has none with such a section."""
    return plan.replace(_FIRST, f"{said}{_FIRST}", 1)


def sentences_of(said: str) -> Paragraphs:
    """Return the sentences of such a section."""
    _, *shown = said.strip("\n").split("\n\n") if said else [""]
    return [[text.unescape(line) for line in lines.split("\n")] for lines in shown]


def holding(paragraphs: Paragraphs, known: Known) -> Paragraphs:
    """Return the sentences that speak of nothing else than the plan does."""
    return [[one for one in sentences if not unknown(one, known)] for sentences in paragraphs]


def _named(sentence: str) -> Iterator[str]:
    """Yield the words of a sentence that are names, or may be."""
    for number, name in enumerate(_NAME.findall(sentence)):
        lower = name.lower()
        begins = number == 0 and lower not in _COMMON
        is_proper = number > 0 and name != lower
        if begins or is_proper or lower in _COUNTS or _JOINED.search(name):
            yield name


def _is_known(name: str, known: Known) -> bool:
    if name in known.names:
        return True
    return not _JOINED.search(name) and all(singular(one) in known.words for one in words(name))


def _bare(path: str) -> str:
    return re.sub(r"\{[^}]*\}", "{}", path)


def _texts(value: Any) -> Iterable[str]:
    """Yield every text and number of a spec, but not the places that it came from."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key not in _PLACES:
                yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)
    elif isinstance(value, str | int | float) and not isinstance(value, bool):
        yield str(value)

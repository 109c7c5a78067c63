"""Sentences that a model wrote about a plan: a section before all others, which builds nothing.

    ## Overview
    *Written by a model; ...*

    Employees ask for trips.
    A manager of the team approves them.

A sentence that names what the plan does not is left out, by every run: prose never outlives its plan.
So is one with a word for a thing or an act that neither the plan nor a document has, and a rule about a
thing (`each voucher`, `a voucher may`) that is not in the plan.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import dropwhile
from typing import Any, Final

from luke_cli.names import singular, words
from luke_cli.plan import text
from luke_cli.plan.ordinary import is_grammar, is_ordinary, is_quality, root
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
_SENTENCE: Final = re.compile(
    r"[A-Z](?:(?![|#<>])[ -~\u00a1-\u00ac\u00ae-\u024f\u2010-\u2027\u20ac])*[.]"
)
"""Latin letters and what stands between them: nothing unseen, no letter that looks like another one."""
_PATH: Final = re.compile(r"(?<!\w)/[\w{}./-]*[\w}]")
_NUMBER: Final = re.compile(r"\d+(?:[.,]\d+)*")
_NAME: Final = re.compile(r"[^\W\d]\w*(?:[.:_-]\w+)*")
_JOINED: Final = re.compile(r"[_:.]")
_WORD: Final = re.compile(r"(?<![^\W_])[^\W\d_]+(?![^\W_])")
_QUANTIFIERS: Final = frozenset("all any each every no".split())
_DETERMINERS: Final = frozenset("a an its the their this that these those".split())
_MODALS: Final = frozenset("can cannot could may must shall should will would".split())
_PLACES: Final = ("sources", "basis")
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
    roots: frozenset[str]
    """Of these words."""
    told: frozenset[str]
    """Roots of the words that documents write in lower case: no names."""
    paths: frozenset[str]
    """With `{}` for each parameter."""
    numbers: frozenset[str]


def known_of(spec: Spec, documents: Iterable[str]) -> Known:
    """Return what a plan speaks of, and the texts of the documents that it was made of."""
    said = tuple(_texts(to_json(spec)))
    fields = (f"{entity.name}.{field.name}" for entity in spec.entities for field in entity.fields)
    paths = (operation.path for operation in spec.operations)
    base = spec.setting("base_path")
    shown = words(render(spec))
    return Known(
        frozenset((*said, *fields)),
        frozenset(map(singular, shown)),
        frozenset(map(root, shown)),
        frozenset(map(root, _in_lower_case(documents))),
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
    names = (name for name in _named(rest, known) if not _is_known(name, known))
    return next(names, "") or next(_claimed(rest, known), "")


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


def _named(sentence: str, known: Known) -> Iterator[str]:
    """Yield the words of a sentence that are names, or may be."""
    for number, name in enumerate(_NAME.findall(sentence)):
        lower = name.lower()
        begins = number == 0 and not is_ordinary(lower) and root(lower) not in known.told
        is_proper = number > 0 and name != lower
        if begins or is_proper or lower in _COUNTS or _JOINED.search(name):
            yield name


def _is_known(name: str, known: Known) -> bool:
    if name in known.names:
        return True
    return not _JOINED.search(name) and all(singular(one) in known.words for one in words(name))


def _claimed(sentence: str, known: Known) -> Iterator[str]:
    """Yield the words of a sentence that claim something which nobody has said."""
    said = _WORD.findall(sentence)
    ruled = set(_ruled([word.lower() for word in said]))
    for word in said:
        lower, roots = word.lower(), set(map(root, words(word)))
        may_be = lower not in ruled and (is_ordinary(lower) or roots <= known.told)
        if not (is_grammar(lower) or may_be or roots <= known.roots):
            yield word


def _ruled(said: Sequence[str]) -> Iterator[str]:
    """Yield the things that a rule is about: `voucher` of `each new voucher`, of `a voucher may`."""
    if said[1:] and said[1] in _MODALS:
        yield said[0]
    for number, word in enumerate(said):
        if word in _QUANTIFIERS | _DETERMINERS:
            behind = dropwhile(is_quality, said[number + 1 :])
            thing, modal = next(behind, ""), next(behind, "")
            if word in _QUANTIFIERS or modal in _MODALS:
                yield thing


def _in_lower_case(documents: Iterable[str]) -> Iterator[str]:
    return (word for one in documents for word in _WORD.findall(one) if word.islower())


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

"""Terms that a glossary explains: what a definition says that one has.

## Glossary
**Absence.** A time in which a child does not come. Has a first day, a last day and a reason.
- **Dish**: something that can be cooked. It has a name and a price in euros.
"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from luke_cli.notations.enums import listed_values
from luke_cli.notations.prose_lists import Named, fields_of, is_list, noun
from luke_cli.notations.prose_words import HAVING

_TERM: Final = re.compile(
    r"\s*(?:[-*]\s+)?(?:\*\*|__)(?P<term>[^*_\n]{2,40}?)(?P<end>[.:]?)(?:\*\*|__)\s*"
    r"(?P<sign>\([^()\n]*\)\s*)?(?P<dash>[.:]|[-–—]|=)?\s+(?=\S)"
)
_GLOSSARY: Final = re.compile(
    r"\b(?:glossary|words we use|terms(?: and definitions)?|terminology|definitions|vocabulary|"
    r"(?:ubiquitous|domain) language|concepts|nomenclature|dictionary)\b",
    re.IGNORECASE,
)
_SAYS: Final = re.compile(
    rf"^\W*(?:(?:it|they|this|each(?: one)?|(?:an?|each|every|the|one)\s+(?P<of>[a-z-]+(?: [a-z-]+)?))\s+)?"
    rf"(?:also\s+)?(?:{HAVING}|names|says|states|gives|shows|holds|tells|bears|knows)\s+(?P<rest>.+)$",
    re.IGNORECASE | re.DOTALL,
)
_THERE: Final = re.compile(
    r"^\W*there\s+(?:may|can|might|must|should)\s+(?:also\s+)?be\s+(?P<rest>.+)$",
    re.IGNORECASE | re.DOTALL,
)
_KEPT: Final = re.compile(
    r"^\W*(?:we|the\s+(?:system|app|application|software))\s+(?:also\s+)?(?:keeps?|stores?|records?|knows?|"
    r"remembers?|notes?|saves?)\s+(?P<rest>.+)$",
    re.IGNORECASE | re.DOTALL,
)
_OF_WHOM: Final = re.compile(
    r"(?<=\w)\s(?<!\bnot\s)(?:one|an?|each|exactly\s+one)\s+([a-z]+)\b(?![\s-](?:of|time|day))",
    re.IGNORECASE,
)
_STATES: Final = re.compile(
    r"^\W*(?:it|(?:an?|each|every|the)\s+[a-z-]+)\s+(?:is|can\s+be|may\s+be)\s+(?:either\s+|an?\s+)?"
    r"(?P<values>[\w-]+(?:\s[\w-]+)?(?:,\s[\w -]+)*,?\sor\s[\w -]+?)\W*$",
    re.IGNORECASE,
)
_AGAIN: Final = re.compile(r":\s+(?P<rest>(?:it|they|we)\s.+)$", re.IGNORECASE | re.DOTALL)
_COLON: Final = re.compile(
    r":\s+(?P<rest>(?:an?|the|its|one|two|some)\s.+)$", re.IGNORECASE | re.DOTALL
)


class Term(NamedTuple):
    """A term, and where its definition begins in the words."""

    name: str
    start: int


def term_of(raw: str, text: str, section: tuple[str, ...]) -> Term | None:
    """Return the term that a paragraph or bullet defines; None if it defines none."""
    match = _TERM.match(raw)
    if match is None:
        return None
    marked = bool(match["end"] or match["dash"] or match["sign"])
    if not marked and not any(map(_GLOSSARY.search, section)):
        return None
    name = noun(match["term"])
    start = text.find(match["term"])
    return Term(name, start + len(match["term"])) if name and start >= 0 else None


def in_glossary(section: tuple[str, ...]) -> bool:
    """Tell whether the headings say that terms are explained here."""
    return any(map(_GLOSSARY.search, section))


def had(sentence: str, term: str) -> Iterator[Named]:
    """Yield what a sentence of the definition of a term says that one has."""
    says = _SAYS.match(sentence) or _THERE.match(sentence)
    of = says.groupdict().get("of") if says else None
    says = says or _KEPT.match(sentence)
    if says is not None and (of is None or noun(of) == term):
        yield from fields_of(says["rest"])
        return
    if states := _STATES.match(sentence):
        if values := listed_values(states["values"]):
            yield Named("status", values)
        return
    if again := _AGAIN.search(sentence):
        yield from had(again["rest"], term)
        return
    colon = _COLON.search(sentence)
    rest = colon["rest"] if colon else sentence if says is None and is_list(sentence) else ""
    yield from fields_of(rest) if rest else ()


def of_whom(sentence: str) -> Iterator[str]:
    """Yield what the thing that a sentence explains may be of: `Money from one parent`."""
    for match in _OF_WHOM.finditer(sentence):
        if name := noun(match[1]):
            yield name

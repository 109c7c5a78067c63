"""Things that a sentence says are shown, sent or computed, and never stored.

`DueRow` is what the mail prints. It is computed, never stored.       `PinLayer` lives in the browser only.
There is no table behind `Basket`.              `Forecast` and `Slot` are view models of the app.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from luke_cli.docs.document import Document
from luke_cli.names import singular, snake
from luke_cli.notations.row_types import row_types
from luke_cli.notations.said import said_in
from luke_cli.notations.unstored import clauses
from luke_cli.source import Diagnostic
from luke_cli.spec.facts import (
    Authority,
    EntityFact,
    Fact,
    FieldFact,
    IndexFact,
    RelationFact,
)

_NAME: Final = r"`[A-Z]\w{2,40}(?:\[\])?`"
_NAMES: Final = rf"(?P<names>{_NAME}(?:\s*(?:,|,?\s*and|or|&|/)\s*{_NAME}){{0,6}})"
_NOT: Final = r"(?:never|not|nowhere)"
_KEPT: Final = r"(?:stored|saved|persisted|kept|written|a\s+table|in\s+the\s+database|(?:a\s+)?database\s+tables?)"
_WHERE: Final = r"(?:phone|browser|app|client|device|memory|cache|front-?end|ui|page|screen|tablet|tab|view|session)"
_KIND: Final = (
    r"(?:view[ -]?models?|read[ -]?models?|dtos?|projections?|wrappers?|envelopes?|messages?|payloads?|commands?"
    r"|(?:answer|response|request)\s+types?|client[- ]side\s+\w+|shapes?\s+of\s+(?:the\s+|an?\s+)?(?:answers?|responses?))"
)
_ENDS: Final = r"(?=\s*(?:[.;,:)]|$|\band\b|\bonly\b|\banywhere\b|\bat\s+all\b|\bby\s+us\b|\bon\s+(?:the|our)\s+server\b))"
_SAID: Final = re.compile(
    rf"(?:(?P<subject>{_NAMES}|\b(?:it|they|this|these|both|all\s+of\s+them|neither|none\s+of\s+(?:them|these)))\s+"
    rf"(?:[^.;!?`]{{0,40}}[\s,(])?(?:(?:is|are|gets?|was|were)\s+)?(?:(?:[a-z]+\s+){{0,2}}(?:,|and|but)\s+)?"
    rf"(?:{_NOT}\s+(?:(?:itself|themselves|ever|is|are)\s+)?{_KEPT}{_ENDS}"
    rf"|(?:(?:lives?|exists?|stays?|remains?)(?:\s+only)?|(?:is|are)\s+only)\s+(?:in|on|inside)\s+(?:(?:the|its|their|an?)\s+)?{_WHERE}\b"
    rf"|(?:is|are)\s+(?:an?\s+|the\s+|only\s+|just\s+|mere\s+|pure\s+){{0,2}}{_KIND}\b"
    rf"|(?:is|are)\s+(?:only\s+)?(?:computed|calculated|assembled|derived|put\s+together)\b(?:\s+(?:on\s+the\s+fly|for\s+each|at\s+read|on\s+read)\b|\s*(?=[.;)]|$|,\s*(?:never|not)\b)))"
    rf"|\b(?:no|not\s+a)\s+(?:table|collection|row)s?\s+(?:behind|for|of|is\s+kept\s+for)\s+(?P<of>{_NAME}))",
    re.IGNORECASE,
)
_CODE: Final = re.compile(r"`([A-Z]\w*)(?:\[\])?`")


def without_unstored(
    documents: Sequence[Document], found: Iterable[Fact | Diagnostic]
) -> list[Fact | Diagnostic]:
    """Return what was found, without what is said of things that are never stored."""
    items = [*found]
    schema = {_key(one.name) for one in items if isinstance(one, EntityFact) and _is_schema(one)}
    names = {_key(name) for document in documents for name in _unstored(document)} - schema
    names |= row_types(items)
    return [one for one in items if not names or _key(entity_of(one)) not in names]


def _is_schema(fact: EntityFact) -> bool:
    return fact.authority is Authority.SCHEMA or bool(fact.table)


def _unstored(document: Document) -> Iterator[str]:
    for said in said_in(document):
        if "`" in said.raw:
            before: list[str] = []
            for sentence in clauses(" ".join(said.raw.split())):
                yield from _named(sentence, before)
                before = _subject(sentence) or before


def _named(sentence: str, before: list[str]) -> Iterator[str]:
    """Yield what a sentence says is not stored; `before`: what the one before was about."""
    for match in _SAID.finditer(sentence):
        if match["of"]:
            yield from _CODE.findall(match["of"])
        elif match["names"]:
            yield from _CODE.findall(match["names"])
        elif sentence[: match.start()].strip(" *-") == "":
            yield from before


def _subject(sentence: str) -> list[str]:
    match = re.match(rf"\W*?(?:the\s+|an?\s+)?{_NAMES}", sentence, re.IGNORECASE)
    return _CODE.findall(match["names"]) if match else []


def entity_of(one: Fact | Diagnostic) -> str:
    """Return the thing that a fact about what is stored is of; "" for other facts."""
    if isinstance(one, EntityFact):
        return one.name
    return one.entity if isinstance(one, FieldFact | IndexFact | RelationFact) else ""


def _key(name: str) -> str:
    return singular(snake(name))

"""Bounds, lengths, defaults and uniqueness that only the comment beside a field gives.

quantity  Int     // seeds, min 10, max 500          rating SMALLINT -- 1 to 5
nickname: string; // unique, at most 40 characters   score = Column(Integer)  # 0..100 points, default 50
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from luke_cli.docs.document import Document
from luke_cli.notations.defaults import canonical
from luke_cli.notations.rule_cells import read_clauses
from luke_cli.notations.rule_presets import default_in
from luke_cli.notations.rule_words import Rule
from luke_cli.notations.value_comments import comments_of
from luke_cli.source import Diagnostic
from luke_cli.spec.facts import Authority, Fact, FieldFact
from luke_cli.spec.model import NUMBERS, TypeName

_TEXTS: Final = (TypeName.STRING, TypeName.TEXT)
_SIMPLE: Final = (*NUMBERS, TypeName.BOOLEAN)
_WRITTEN: Final = (Authority.SCHEMA, Authority.CODE)
_DOTS: Final = re.compile(
    r"(?<=\d)\s*(?:\.\.\.?|…)\s*(?P<high>-?\d[\d_]*(?:\.\d+)?)(?:\s+[a-z]+){0,4}(?=\s*(?:[,;.()]|$))",
    re.IGNORECASE,
)
"""`20..120 above ground`."""
_IN_ONE_CASE: Final = re.compile(
    r"\b(?:if|when|unless|until|per|usually|about|typically|often|e\.g|old|was)\b", re.IGNORECASE
)


def with_bounds_beside(
    document: Document, found: Iterable[Fact | Diagnostic]
) -> Iterator[Fact | Diagnostic]:
    """Give fields of code and of schemas the bounds that their comments state."""
    comments = comments_of(document)
    for fact in found:
        if isinstance(fact, FieldFact):
            comment = fact.comment or comments.get(fact.place.line, "")
            yield _with_comment(fact, comment) if comment else fact
        else:
            yield fact


def _with_comment(fact: FieldFact, comment: str) -> FieldFact:
    """Give a field what its comment says: what bounds it, what it starts with, that it is unique."""
    if fact.authority not in _WRITTEN or _IN_ONE_CASE.search(comment):
        return fact
    rule = read_clauses(_DOTS.sub(lambda match: f" to {match['high']}", comment)) or Rule()
    if rule.unique and fact.unique is None:
        fact = replace(fact, unique=True)
    if rule.unique_per and fact.unique is None:
        fact = replace(fact, unique_per=rule.unique_per)
    return _started(_bounded(fact, rule), comment)


def _bounded(fact: FieldFact, rule: Rule) -> FieldFact:
    if fact.type is None:
        return fact
    if fact.type.name in NUMBERS:
        return replace(
            fact,
            minimum=fact.minimum if fact.over else fact.minimum or rule.minimum,
            maximum=fact.maximum if fact.under else fact.maximum or rule.maximum,
        )
    if fact.type.name in _TEXTS and not fact.type.length:
        return replace(
            fact,
            min_length=fact.min_length or rule.min_length,
            max_length=fact.max_length or rule.max_length,
        )
    return fact


def _started(fact: FieldFact, comment: str) -> FieldFact:
    said = "" if fact.default else default_in(comment)
    is_known = fact.type is not None and fact.type.name in _SIMPLE
    if said and (is_known or said in fact.values or f"'{said}'" in comment):
        fact = replace(fact, default=canonical(said, fact.type))
    return fact

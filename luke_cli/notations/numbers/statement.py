"""A single statement: a sentence, a cell, a key with its value, a line of code."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final

from luke_cli.names import words
from luke_cli.notations.numbers.named_values import UNNAMED, Named
from luke_cli.notations.numbers.number_words import ORDINAL, WORD
from luke_cli.source import Span
from luke_cli.spec.facts import Authority

_A_NUMBER: Final = re.compile(
    rf"\d|\b{WORD}\b|\b{ORDINAL}\b|\b(?:an?|une?|una|eine[rmn]?)\s+(?:minut|hour|day|week|month|year|stund|tag|"
    r"woche|monat|jahr|heure|jour|semaine|mois|hora|d[ií]a|semana|mes\b|año|an\b)",
    re.IGNORECASE,
)
_SENTENCE: Final = re.compile(
    r"(?<!\bmax)(?<!\bmin)(?<!\bapprox)(?<!\bno)(?<!\bca)(?<!\bvs)(?<!\bincl)(?<!e\.g)(?<!i\.e)"
    r"(?<!z\.B)(?<!\betc)(?<!\bbzw)[.!?]\s+(?=[\"'`*(]*[^\W_])|(?<=\dmin)\.\s+(?=[A-Z])|"
    r"(?<=\d min)\.\s+(?=[A-Z])|。",
    re.IGNORECASE,
)
"""The end of a sentence; behind an abbreviation there is none."""
_FOLLOWS: Final = re.compile(
    r"(?:(?:who(?:ever)?|(?:any|some)(?:body|one)[ ]who|if[ ](?:you|(?:any|some)(?:body|one)))[ ]\w+[ ])?"
    r"(?:they|it|these|this|those|each|both|such)\b|(?:(?:please|you[ ](?:can|may))[ ])?try[ ]again\b|(?:the[ ]|without[ ](?:an?[ ])?)?`?(?:(?:page_?)?size|limit|per_?page|page_?limit|take|top)`?[ ]",
    re.IGNORECASE,
)
"""A sentence that goes on with what the one before is about."""


@dataclass(frozen=True)
class Statement:
    """Some words with a number or a fact about configuration in them."""

    file: str
    line: int
    text: str
    """One line; newlines became blanks."""
    section: tuple[str, ...]
    authority: Authority
    lead: str = ""
    keys: tuple[str, ...] = ()
    """Of YAML and JSON: the keys above the value, itself last."""
    value: str = ""
    """Of YAML and JSON."""
    siblings: dict[str, tuple[str, int]] = field(default_factory=dict)
    newlines: tuple[int, ...] = ()
    is_code: bool = False
    column: str = ""
    """The header over a value that says nothing of what the value is of, lower case: `how long`."""
    named: Named = UNNAMED
    """Of a line of configuration or code, a leaf of YAML, a row that names a variable."""

    def place(self, offset: int = 0) -> Span:
        """Return the line of a position of the text."""
        return Span(self.file, self.line + sum(1 for at in self.newlines if at < offset))

    @cached_property
    def has_number(self) -> bool:
        """Tell whether there is a number in digits or words."""
        return bool(_A_NUMBER.search(self.text))

    @cached_property
    def around(self) -> str:
        """The headings and words above, lower case."""
        return " / ".join((*self.section[-3:], self.lead[-200:], *self.keys[:-1])).lower()

    @cached_property
    def name(self) -> str:
        """The words of the name that a value has in configuration, lower case."""
        return " ".join(words(" ".join(self.named.names)))

    @cached_property
    def lower(self) -> str:
        """The words, lower case, of the same length."""
        lowered = self.text.lower()
        return lowered if len(lowered) == len(self.text) else self.text


def sentences(whole: Statement) -> Iterator[Statement]:
    """Cut a statement into its sentences: what one of them is about says nothing of the next."""
    start, before = 0, ""
    for end in (*(m.end() for m in _SENTENCE.finditer(whole.text)), len(whole.text)):
        text = whole.text[start:end].rstrip()
        if text:
            follows = bool(_FOLLOWS.match(text))
            yield replace(
                whole,
                text=text,
                line=whole.line + sum(1 for at in whole.newlines if at < start),
                lead=f"{whole.lead} {before}" if follows else whole.lead,
                newlines=tuple(at - start for at in whole.newlines if at >= start),
            )
            before = text
        start = end

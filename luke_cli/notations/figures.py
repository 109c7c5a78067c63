"""Times and numbers that sentences tell, whatever of: to be held against those of other documents.

The Dispute button goes away 48 hours after the report.        48 h after; dispute, button, report
The button is disabled once 3 proxy holders were entered.      3 proxy holders; button, disabled, ...

Luke cannot tell what each of them limits. That two documents speak of the same with different
figures can be told from their words.
"""

import re
from collections.abc import Iterator
from typing import Final

from luke_cli.notations.limit_words import Abstract, is_limiting
from luke_cli.notations.numbers.statement import Statement
from luke_cli.spec.facts import FigureFact

UNITS: Final = frozenset(
    "character characters char chars letter letters digit digits sign signs symbol symbols word words line lines row rows "
    "column columns item items entry entries request requests attempt attempts try tries time times second seconds minute "
    "minutes hour hours day days week weeks month months year years point points star stars euro euros dollar dollars cent "
    "cents percent people person persons user users page pages step steps per value values decimal decimals place places "
    "kilogram kilograms kg gram grams litre litres liter liters metre metres meter meters km kilometre kilometres cm mm "
    "degree degrees version versions node nodes replica replicas worker workers connection connections core cores retry "
    "retries call calls click clicks tap taps screen screens test tests review-rounds zeichen ziffern stellen caracteres "
    "caractere signos letras palabras mots lettres chiffres caratteri lettere parole znakow tekens pixel pixels px".split()
)
"""What is counted of a text, a machine or a screen, and is no thing that anybody has."""
_MEANINGLESS: Final = frozenset(
    "the and for into after before until time times day days are can may per not that which who has have had was were "
    "been its they them you she his her our your their this these those then than such there here from with out down "
    "within more most least less only also all any each every one two shows show shown must shall should will would "
    "cannot does did get gets got hour hours minute minutes week weeks month months year years max maximum min minimum "
    "user users system screen page field list default nothing nobody somebody anybody what when where how half once "
    "start starts begin begins end ends last new now still already "
    "der die das und ist sind wird werden ein eine einen einem einer den dem des von vor nach mit bis fur oder nicht "
    "kann muss darf zum zur auf bei pro tage stunden minuten wochen monate jahre tag stunde minute woche monat jahr "
    "las los una uno del que por para con son sus como mas cada dia dias hora horas mes meses ano anos semana semanas "
    "les des est sont pour par dans sur une qui pas aux plus jour jours heure heures mois semaine semaines ans "
    "jusqu hasta debe puede peut doit".split()
)
_TOKEN: Final = re.compile(r"q(?P<kind>[dn])\d+")
_WORD: Final = re.compile(r"(?<!\w)[a-z]{3,}")
_COUNTED: Final = re.compile(r" (?P<things>[a-z][a-z-]+(?: [a-z][a-z-]+)?)")
_BOUND: Final = re.compile(
    r"\b(?:at (?:the )?most|up to|(?:no|not) more|more than|max(?:imum)?|only|once|until|at least|min(?:imum)?|reach\w*|"
    r"disab\w+|disappear\w*|vanish\w*|full|remaining|between|limit\w*|fewer|less|goes away|needs?|after|whose|"
    r"allowed|can|may|must|ends? at|al llegar|jusqu'a|bis zu|ab)\b"
)
_PASSING: Final = re.compile(r"(?:\b(?:last|past|previous|next|coming|every|each|other)|\+) ?$")
_CLOCK: Final = re.compile(r"\b(?:at|um|a|as|a las|alle|om) $")
_BEFORE: Final = re.compile(
    r" (?:before|ahead|in advance|prior|earlier|beforehand|vor|vorher|antes|avant)\b"
)
_AFTER: Final = re.compile(r" (?:after|since|later|nach|danach|despues|apres)\b")
_AFTERWARDS: Final = re.compile(r"\b(?:after|nach|despues de|apres|tras|for|fur|pour|durante) $")
_LEFT: Final = re.compile(r" (?:left|remaining)\b")
_EXAMPLE: Final = re.compile(r"\b(?:e\.g\.|for example|for instance|example|z\.b\.|p\. ?ex\.)")
_APART: Final = re.compile(
    r"\b(?:alerting|alerts? and|monitoring|metrics?|risks?|test(?:s|ing)|performance|backups?|data migration|"
    r"sla|slo|availability|operability)\b",
    re.IGNORECASE,
)
"""Headings below which numbers are of machines and of the project."""


def figures_of(statement: Statement, said: Abstract) -> Iterator[FigureFact]:
    """Yield the times and counts of things that a sentence tells, with the words around them."""
    is_apart = any(_APART.search(heading) for heading in statement.section[-2:])
    if is_apart or _EXAMPLE.search(said.text):
        return
    words = tuple(dict.fromkeys(one for one in _WORD.findall(said.text) if one not in _MEANINGLESS))
    for match in _TOKEN.finditer(said.text):
        counted = _counted(said.text, match) if match["kind"] == "n" else ""
        told = counted if match["kind"] == "n" else _is_told(said.text, match)
        value = said.value(match[0])
        if told and is_limiting(value):
            yield FigureFact(
                place=statement.place(said.start(match[0])),
                authority=statement.authority,
                section=statement.section,
                value=value,
                words=words,
                counted=counted,
                when="" if counted else _when(said.text, match),
            )


def _counted(text: str, match: re.Match[str]) -> str:
    """Return the things that a number is of; "" if it counts none, or limits nothing."""
    found = _COUNTED.match(text, match.end())
    if not found or not _BOUND.search(text):
        return ""
    things = found["things"].split()
    if things[-1] in _MEANINGLESS or len(things[-1]) < len("box"):
        things.pop()
    is_none = not things or things[0] in _MEANINGLESS or UNITS.intersection(things)
    return "" if is_none else " ".join(things)


def _is_told(text: str, match: re.Match[str]) -> bool:
    """Tell whether a time is told of something: no time of the day, not `the last 30 days`."""
    before = text[: match.start()]
    passes = _PASSING.search(before) or _CLOCK.search(before) or _LEFT.match(text, match.end())
    return passes is None


def _when(text: str, match: re.Match[str]) -> str:
    if _BEFORE.match(text, match.end()):
        return "before"
    is_after = _AFTER.match(text, match.end()) or _AFTERWARDS.search(text[: match.start()])
    return "after" if is_after else ""

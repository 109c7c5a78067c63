"""Sentences about a field whose subject is not the field.

Sixty characters is the maximum for the name of an apiary.     Each item has a unique SKU of at most
The country is mandatory for every film.                       32 characters.
Without a birthday a member cannot be saved.                   He types the title, which may have up
There are three moods: calm, nervous, angry.                   to 80 characters.
One grades a test with 0 to 20 points.
The dot says whether an order is open, paid or sent.           Status of a job: open, done, paid
"""

import re
from collections.abc import Iterator
from typing import Final

from luke_cli.notations.numbers.quantities import NUMBER, number
from luke_cli.notations.rule_words import Rule, Said, read_rule

_NAME: Final = r"[A-Za-z][\w'’-]*(?:\s[\w'’-]+){0,2}?"
_CHARACTERS: Final = r"(?:characters?|chars?|letters|digits|signs|symbols)"
_LIMIT_OF: Final = re.compile(
    rf"(?P<n>{NUMBER})\s+{_CHARACTERS}\s+(?:is|are)\s+the\s+(?P<which>maximum|limit|most|longest|upper "
    r"limit|minimum|least|lower limit)(?:\s+(?:allowed|permitted|length))?\s+(?:for|of)\s+"
    rf"(?:an?\s+|the\s+|every\s+|each\s+)?(?P<field>{_NAME})"
    rf"(?:\s+of\s+(?:an?|the|each|every)\s+(?P<entity>{_NAME}))?(?=\s*(?:,|$|\b(?:since|because|as|so)\b))",
    re.IGNORECASE,
)
_WITH_LENGTH: Final = re.compile(
    rf"^(?:an?|the|each|every|all|any)\s+(?P<entity>{_NAME})\s+(?:has|have|gets?|carr(?:y|ies)|needs?)\s+"
    rf"(?:an?|the|its|exactly one|one)\s+(?P<unique>unique\s+)?(?P<field>(?!max|min|limit|length)"
    rf"{_NAME})\s+(?:of|with)\s+(?P<rest>(?:[a-z]+\s+){{0,4}}(?:{NUMBER}\s*(?:-|–|to|and)\s*)?{NUMBER}\s+"
    rf"{_CHARACTERS}\b[^,.]*)",
    re.IGNORECASE,
)
_WITH_RANGE: Final = re.compile(
    r"\b(?:an?|the|each|every)\s+(?P<entity>[A-Za-z][\w-]*(?:\s[a-z][\w-]*)?)\s+(?:with|gets|has|takes)\s+"
    r"(?P<low>-?\d[\d.]*)\s*(?:-|–|to)\s*(?P<high>-?\d[\d.]*)\s+(?P<field>[a-z][\w-]*)"
    r"(?=\s*(?:,|$|\band\b|\bas\b))",
    re.IGNORECASE,
)
_WHICH: Final = re.compile(
    rf"\b(?:an?|the|its|their)\s+(?P<field>{_NAME}),\s+which\s+(?P<verb>may|can|must|has|is|cannot)\s+"
    r"(?P<rest>[^,]+)",
    re.IGNORECASE,
)
_FOR_EVERY: Final = re.compile(
    rf"^(?:(?:an?|the|its)\s+)?(?P<field>[A-Za-z].{{0,40}}?)\s+(?:is|are)\s+(?P<how>required|mandatory|compulsory|"
    rf"obligatory|optional|not (?:required|mandatory|needed))\s+(?:for|on|in)\s+(?:every|each|all|any|an?)\s+(?P<entity>{_NAME})"
    r"(?:\s+(?:in|of|on)\s+(?:the|our)\s+(?:system|database|app|application|platform|register|catalogue|list))?"
    r"(?:,\s+(?!if\b|unless\b|when\b|except\b|but\b|only\b|and\b).*)?$",
    re.IGNORECASE,
)
_KEPT: Final = (
    r"(?:cannot|can['’]t|can not|may not|must not|is not|is never)\s+(?:be\s+)?"
    r"(?:saved|stored|created|added|recorded|registered|entered)"
)
_WITHOUT: Final = (
    re.compile(
        rf"\bwithout\s+(?:an?\s+|the\s+|its\s+)?(?P<field>{_NAME}),?\s+(?:an?\s+|the\s+|no\s+)?"
        rf"(?P<entity>[A-Za-z][\w-]*(?:\s[a-z][\w-]*)?)\s+{_KEPT}\b",
        re.IGNORECASE,
    ),
    re.compile(
        rf"^(?:an?|the|every|each|no)\s+(?P<entity>{_NAME})\s+(?:{_KEPT}|(?<=\s)(?:can|may)\s+be\s+(?:saved|"
        rf"stored|created|added))\s+without\s+(?:an?|the|its|their)\s+(?P<field>{_NAME})$",
        re.IGNORECASE,
    ),
)
_MUST_GIVE: Final = re.compile(
    rf"^(?:an?|every|each|all)\s+(?P<entity>{_NAME})\s+(?:(?:must|shall|has\s+to|have\s+to)\s+(?:always\s+)?(?:give|have|provide|"
    rf"enter|state|leave|name|carry|contain|include|bear|come\s+with)|(?<!\bnot\s)(?:needs?|requires?))\s+(?:an?|the|their|his|her|its|one)\s+(?P<field>{_NAME})$",
    re.IGNORECASE,
)
_WE_NEED: Final = re.compile(
    r"^(?:we|you|they|one|staff|the\s+[a-z]+)\s+(?:always\s+|really\s+|also\s+)*(?:need|needs|require|requires|"
    r"must\s+have|must\s+know|insists?\s+on)\s+(?:always\s+)?(?:the|an?)\s+"
    rf"(?P<field>{_NAME})\s+(?:of|from|for|with)\s+(?:an?|each|every|all|the|any)\s+(?P<entity>{_NAME})"
    r"(?=\s*(?:$|,\s*(?!if\b|when|unless|only|but)|\bbecause\b|\bsince\b))(?!.*\b(?:if|when|unless|only|before)\b)",
    re.IGNORECASE,
)
"""`We always need the phone number of a guest.`"""
_OFFERS: Final = re.compile(
    r"\bthe\s+(?P<field>[a-z][\w-]*)\s+(?:filter|badge|chip|column|menu|drop-?down|select|picker|selector)\s+"
    r"(?:offers|has|shows|lists|contains|knows)\s+(?P<list>[^.:]+,[^.:]+)$",
    re.IGNORECASE,
)
_WHETHER: Final = re.compile(
    rf"\b(?:whether|if)\s+(?:an?|the|each|its)\s+(?P<field>{_NAME})\s+is\s+(?P<list>[^.:]+,[^.:]+)$",
    re.IGNORECASE,
)
_THERE_ARE: Final = re.compile(
    rf"^there\s+are\s+(?:(?:only|exactly)\s+)?{NUMBER}\s+(?P<field>{_NAME})\s*:\s*(?P<list>[^.:]+)$",
    re.IGNORECASE,
)
_STATUS_OF: Final = re.compile(
    r"\b(?P<field>status|state|stage|phase|kind|type|level|priority)(?:es|s)?\s+of\s+"
    rf"(?:(?:an?|the|each|every|all)\s+)?(?P<entity>{_NAME})\s*:\s*(?P<list>[^.:]+)$",
    re.IGNORECASE,
)
_FEWEST: Final = 3
_SUBJECT: Final = re.compile(r"(?:an?|each|every)\s+([a-z][\w-]*)\s", re.IGNORECASE)
_HEADWORD: Final = re.compile(r"[A-Z][\w-]*(?:\s[A-Za-z][\w-]*){0,2}")
_ITS: Final = re.compile(
    r"^it\s+(?:has|gets|carries|needs)\s+(?:an?|its|one)\s+(?P<unique>unique\s+)?"
    rf"(?P<field>{_NAME})\s+(?:of|with)\s+(?P<rest>(?:[a-z]+\s+){{0,4}}(?:{NUMBER}\s*(?:-|–|to|and)\s*)?"
    rf"{NUMBER}\s+{_CHARACTERS}\b)",
    re.IGNORECASE,
)
"""`It has a name of at most 60 characters`, behind what it is."""


def subject_of(sentence: str, subject: str) -> str:
    """Return what `it` means in the next sentence: `colony` for `Every colony needs a queen`."""
    match = _SUBJECT.match(sentence)
    if match is not None:
        return match[1]
    # The headword of a glossary: `**Dish.** Something that can be cooked.`
    return subject or (sentence if is_headword(sentence) else "")


def is_headword(text: str) -> bool:
    """Tell whether words stand for a thing that the sentences behind them explain."""
    return _HEADWORD.fullmatch(text) is not None


def read_sentence(text: str, subject: str) -> Iterator[Said]:
    """Yield what a sentence says; `subject` is what the one before it speaks of."""
    for limit in _LIMIT_OF.finditer(text):
        count = int(float(number(limit["n"])))
        is_least = limit["which"].lower() in ("minimum", "least", "lower limit")
        rule = Rule(min_length=count) if is_least else Rule(max_length=count)
        yield Said(rule, limit["entity"] or "", limit["field"])
    yield from _long(text, subject)
    for ranged in _WITH_RANGE.finditer(text):
        rule = Rule(minimum=ranged["low"], maximum=ranged["high"])
        yield Said(rule, ranged["entity"], ranged["field"])
    for which in _WHICH.finditer(text):
        found = read_rule(which["verb"], which["rest"])
        if found is not None and not found.values and not found.default:
            yield Said(found, "", which["field"])
    if given := _MUST_GIVE.match(text.partition(",")[0]) or _WE_NEED.match(text):
        yield Said(Rule(required=True), given["entity"], given["field"])
    every = _FOR_EVERY.match(text)
    if every is not None:
        rule = Rule(required=not every["how"].lower().startswith(("optional", "not")))
        yield Said(rule, every["entity"], every["field"])
    yield from _needed(text, subject)
    yield from _listed(text)


def _long(text: str, subject: str) -> Iterator[Said]:
    for form in (_WITH_LENGTH, _ITS):
        match = form.match(text)
        found = read_rule("has", match["rest"]) if match else None
        entity = match.groupdict().get("entity") or subject if match else ""
        if match is not None and found is not None and entity:
            unique = True if match["unique"] else None
            yield Said(found._replace(unique=unique), entity, match["field"])


def is_of_another(text: str) -> bool:
    """Tell whether the field of a sentence is not what stands before its verb."""
    return any(form.search(text) for form in (_LIMIT_OF, _WITH_LENGTH, _WHETHER, _ITS))


def _needed(text: str, subject: str) -> Iterator[Said]:
    for form in _WITHOUT:
        match = form.search(text)
        if match is None or (form is _WITHOUT[1] and not _is_negative(text)):
            continue
        entity = match["entity"]
        if entity.lower() in ("it", "they"):
            entity = subject
        yield Said(Rule(required=True), entity, match["field"])
        return


def _is_negative(text: str) -> bool:
    """`No film can be saved without a title`; not `A film can be saved without a poster`."""
    return text.lower().startswith("no ") or re.search(rf"\b{_KEPT}\b", text) is not None


def _listed(text: str) -> Iterator[Said]:
    for form in (_WHETHER, _THERE_ARE, _STATUS_OF, _OFFERS):
        match = form.search(text)
        rule = read_rule("is", match["list"]) if match else None
        if match is not None and rule is not None and len(rule.values) >= _FEWEST:
            yield Said(rule, match.groupdict().get("entity") or "", match["field"])
            return

"""Names in words: the noun of a phrase, a list of what something has, what a screen is about.

a name, a length and a width in centimetres          status (stored, claimed, returned)
A list of problems with photo, description and plot. Code and room of each shelf.
"""

import re
from typing import Final, NamedTuple

from luke_cli.names import singular
from luke_cli.notations.context import entity_name
from luke_cli.notations.enums import listed_values
from luke_cli.notations.prose_clauses import clause_name, is_aside, is_unnamed
from luke_cli.notations.prose_parts import BEGINS, INSIDE, has_more, name_of, parts_of
from luke_cli.notations.prose_words import (
    ACTIONS,
    ADJECTIVES,
    ADVERBS,
    COMPOUNDS,
    DETERMINERS,
    ENTERED,
    HEADINGS,
    MAKING,
    NUMERALS,
    SHOWN,
    SIZES,
    STATES_ALONE,
    STOPS,
    TRAILING,
    TRAILING_STATES,
)


class Named(NamedTuple):
    """What something has, and the values that it can have where they are listed."""

    name: str
    values: tuple[str, ...] = ()


_WORD: Final = re.compile(r"[^\W\d_][\w'’/-]*")
_SCREEN: Final = re.compile(
    r"\b(?:list|form|page|screen|details?|view|overview|editor|dialog|table|card|profile)\b",
    re.IGNORECASE,
)
_LIST_WITH: Final = re.compile(
    r"^\W*(?:an?\s+|the\s+)?(?:list|table|grid|overview|form|cards?|rows?|tiles?|lines?|entry)"
    r"(?:\s+of\s+(?:the\s+|all\s+)?(?P<of>[a-z -]{2,40}?))?\s+(?:with|showing)\s+(?P<rest>.+)$",
    re.IGNORECASE,
)
_ROW_EACH: Final = re.compile(
    r"^\W*(?:one|an?)\s+(?:row|line|card|tile|entry)\s+(?:each|(?:per|for\s+(?:each|every))\s+(?P<of>[a-z -]{2,30}?))(?:,[^:]{0,40})?:\s+(?P<rest>.+)$",
    re.IGNORECASE,
)
"""`One row each, newest first: reference and title.`"""
_OPENED: Final = re.compile(
    r"(?:^\W*[a-z]+ing\s+(?:on\s+)?(?:an?|the|one|each|any)\s+(?P<of>[a-z]+)\s+)?\b(?:opens?|shows?|brings?\s+up)\s+(?:an?|the|its)\s+(?:[a-z]+\s+)?(?:panel|page|dialog|window|sheet|drawer|card|form|view|pop-?up|tab)\b"
    r"[^:]{0,40}?\s(?:with|showing)\s+(?P<rest>.+)$",
    re.IGNORECASE,
)
_GIVES: Final = re.compile(r"^\W*(?:an?|each|every)\s+[a-z-]+\s+(?:gives|states)\s", re.IGNORECASE)
"""`An applicant gives a name` tells of applicants, whatever stands above."""
_ROW: Final = re.compile(r"^(?:row|tile|card|entry|line|item|one|name|title)$", re.IGNORECASE)
_OF_EACH: Final = re.compile(
    r"^\W*(?P<rest>[a-z][\w -]*?(?:,| and )[\w ,-]+?)\s+of\s+(?:each|every|an?|all)\s+(?P<of>[a-z][\w -]*)$",
    re.IGNORECASE,
)
_CONTROLS: Final = re.compile(
    r"^\W*(?:buttons?|actions?|filters?|tabs?|links?|menu|icons?|navigation|sort(?:ed|ing)?|search(?:able)?|"
    r"(?:out|in) of scope|later|not now)\b[\w ]{0,20}:",
    re.IGNORECASE,
)
"""What stands on a screen and is none of what it shows."""
_EXAMPLE: Final = re.compile(
    r"\s*(?:e\.g\b|i\.e\b|for example|for instance|like|such as|[\"“'])", re.IGNORECASE
)
_AFTER: Final = re.compile(
    r"\s+(?:->|→|[–—-])\s.*$|\s+(?:optional(?:ly)?|mandatory|required|too|as well)\W*$",
    re.IGNORECASE,
)
"""What is said of a field behind its name."""
_COLUMNS: Final = re.compile(
    r"^(?:the\s+)?(?:following\s+)?(?:columns|fields|data|attributes)\s*:?\s+", re.IGNORECASE
)
_ACTS: Final = re.compile(
    r"\W*(?:" + "|".join(verbs for _, verbs in ACTIONS) + r")\s+(?:an?|the|it|them|one|new)\b",
    re.IGNORECASE,
)
_AMOUNT: Final = re.compile(
    r"\W*(?:at (?:most|least(?! one\b))|no (?:more|less|fewer|longer)|up to|exactly|more than|\d+)\b",
    re.IGNORECASE,
)
"""`The title has at most 60 characters` tells of its length."""
_AT_LEAST: Final = re.compile(r"^\W*at least one\s+", re.IGNORECASE)
_IT_IS: Final = re.compile(r"^\W*(?:it|this)\s+is\s+(?:one\s+of\s+|either\s+)?", re.IGNORECASE)
_FORM: Final = re.compile(
    r"^\W*(?:form|screen|page|dialog|view|window)\s*[:–-]?\s*[\"“«'‘]+\s*(?=\w)", re.IGNORECASE
)
"""`Form "New crate"`"""
_STATED: Final = re.compile(
    r"^[^,(]*\b(?:is|are|was|were|can|must|may|has|have|will|should)\b", re.IGNORECASE
)
"""What begins so is a sentence of its own."""
_CODE: Final = re.compile(
    r"^\W*(?:(?:[A-Z]{1,3}[-.]?)?\d{1,3}(?:\.\d{1,2})*[a-z]?[.:)]?|(?:story|screen|epic|view)\s+\w{1,3}\b)\s*"
    r"(?:[-–—:.]\s*)?(?=[A-Za-z])(?:(?:one|new|a single|single|add|edit|an?)\s+(?P<one>))?",
    re.IGNORECASE,
)
"""`W8 Singers` is the screen of singers, `3. One singer` that of one."""
_ASKED: Final = re.compile(
    r"^\W*(?:what\s+(?:is|are)\s+(?:(?:kept|stored|recorded|known|saved|noted)\s+(?:about|of|for)\s+)?|what\s+(?:do|does|must|should)\s+"
    r"(?:\w+\s+){1,2}(?:(?:need|want|have)\s+)?(?:to\s+)?(?:know|keep|store|note|record|need|write\s+down)\s+(?:about|of|for|on)\s+|(?:and|what\s+about)\s+the\s+)"
    r"(?:an?\s+|each\s+|every\s+|the\s+|our\s+)?(?P<of>[a-z][a-z -]{1,30}?)(?:\s+(?:in|to|for|here)\b.*)?\W*$",
    re.IGNORECASE,
)
"""`What do you know about a horse?` is answered by what one has."""
_AND_WE: Final = re.compile(
    r"^\W*we\s+(?:also\s+)?(?:keep|note|store|remember|record|(?:need|want|have)\s+to\s+(?:know|see|note|record))\s+",
    re.IGNORECASE,
)
_SIZED: Final = re.compile(
    r"\s+(?:of|with)\s+(?:at (?:most|least)|up to|no more than|max(?:imum)?\.?|exactly|between|\d)\b.*$",
    re.IGNORECASE,
)
_WHICH: Final = re.compile(r"\b(?:at|in|on|for|by|to) which\b", re.IGNORECASE)
_PART_OF: Final = re.compile(
    r"^\W*(?:(?:an?|the|each|every|new|one|all)\s+)*(?:pieces?|items?|units?)\s+of\s+(?=[a-z])",
    re.IGNORECASE,
)
"""A piece of kit is kit."""
_LEADING: Final = DETERMINERS | ADJECTIVES | NUMERALS
_FEWEST: Final = 2
_MOST_WORDS: Final = 4


def noun(text: str) -> str:
    """Return what a noun phrase is about: `all my upcoming plant orders` is `plant orders`."""
    words = [w.lower() for w in _WORD.findall(_PART_OF.sub("", text))]
    while len(words) > 1 and words[0] in SIZES:
        words.pop(0)
    while words and (words[0] in _LEADING or words[0].endswith(("ly", "-like"))):
        words.pop(0)
    while len(words) > 1 and words[-1] in TRAILING_STATES:
        words.pop()
    while (
        len(words) > 1
        and words[-1] in TRAILING
        and words[-2] not in STATES_ALONE
        and " ".join(words[-2:]) not in COMPOUNDS
    ):
        words.pop()
    if not words or len(words) > 3 or any(map(_is_no_noun, words)):
        return ""
    return " ".join(words[-2:])


def _is_no_noun(word: str) -> bool:
    odd = word in STOPS or word in ADVERBS or word in DETERMINERS
    return odd or "'" in word or "’" in word or word.endswith("thing")


def fields_of(text: str) -> tuple[Named, ...]:
    """Return the names of a list in words, up to the first part that is none."""
    found: dict[str, Named] = {}
    is_open = False
    for part in parts_of(text):
        if found and (is_aside(part) or is_unnamed(part)):
            continue
        if is_open and not BEGINS.match(part):
            # It goes on with the clause of the part before: `a lamp that is washed, dried and stored`.
            continue
        if not part.strip():
            continue
        bare = _AFTER.sub("", _SIZED.sub("", _AND_WE.sub("", INSIDE.sub("", part))))
        clause = clause_name(bare)
        name = clause or _name(bare)
        if not name:
            break
        inside = INSIDE.search(part)
        found.setdefault(name, Named(name, _values(inside[1]) if inside else ()))
        is_open = not clause and not _WHICH.search(bare) and has_more(bare)
    return tuple(found.values())


def _values(inside: str) -> tuple[str, ...]:
    return () if _EXAMPLE.match(inside) else listed_values(_IT_IS.sub("", inside))


def _name(part: str) -> str:
    if _ACTS.match(part) or _AMOUNT.match(part):
        return ""
    return name_of(_AT_LEAST.sub("", part))


def asked_of(heading: str) -> str:
    """Return what a heading asks about: `What do you know about a horse?`."""
    asked = _ASKED.match(heading)
    return noun(asked["of"]) if asked else ""


def subject_of(heading: str) -> str:
    """Return what a heading or a label is about: `Planting form`, `Register an item`, `Problems`."""
    if asked := asked_of(heading):
        return asked
    heading = _FORM.sub("", heading)
    code = _CODE.match(heading)
    heading = heading[code.end() :] if code else heading
    words = [w for w in _WORD.findall(heading) if w.lower() not in ("screen", "page", "the")]
    if not words or len(words) > _MOST_WORDS:
        return ""
    making = MAKING.match(heading)
    if making:
        return noun(heading[making.end() :])
    if _SCREEN.search(heading):
        return noun(" ".join(words))
    last = words[-1].lower()
    is_one = code is not None and code["one"] is not None
    is_plural = is_one or (singular(last) != last and last not in HEADINGS)
    return noun(" ".join(words)) if is_plural and entity_name(heading) else ""


def of_screen(heading: str) -> str:
    """Return what a screen of its own shows; "" for a heading that names no screen."""
    return subject_of(heading) if _SCREEN.search(heading) else ""


def shown(sentence: str, subject: str, item: str = "") -> tuple[str, tuple[Named, ...]]:
    """Return of what a sentence lists the parts, and those.

    `subject` is what stands above it, `item` what the bullet before was about.
    """
    if _CONTROLS.match(sentence) or _GIVES.match(sentence):
        return "", ()
    for form in (_ROW_EACH, _LIST_WITH, _OF_EACH):
        match = form.match(sentence)
        if match is not None and (fields := fields_of(_COLUMNS.sub("", match["rest"]))):
            return noun(match["of"] or "") or subject, fields
    labelled = SHOWN.match(sentence)
    if labelled:
        fields = fields_of(sentence[labelled.end() :])
        is_list = ":" in labelled[0] or len(fields) >= _FEWEST
        return subject, fields if is_list else ()
    opened = _OPENED.search(sentence)
    if opened and subject and _ROW.search(opened["of"] or "row"):
        return subject, fields_of(opened["rest"])
    entered = ENTERED.search(sentence)
    if entered:
        return item or subject, fields_of(sentence[entered.end() :])
    return subject, _bare(sentence) if subject else ()


def _bare(sentence: str) -> tuple[Named, ...]:
    """Read `Name, phone number, joined on`."""
    return fields_of(sentence) if is_list(sentence) else ()


def is_list(sentence: str) -> bool:
    """Tell whether a sentence is nothing but a list of names."""
    fields = fields_of(sentence)
    parts = [part for part in parts_of(sentence) if not is_unnamed(part)]
    whole = len(fields) == len(parts) > _FEWEST and not _STATED.search(sentence)
    return whole and not any(MAKING.match(f"{field.name} ") for field in fields)

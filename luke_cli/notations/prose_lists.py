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
_AND: Final = re.compile(r"\s*(?:,\s*(?:and|or)\b|,|\band\b|\bor\b|&)\s*", re.IGNORECASE)
_UNIT: Final = re.compile(
    r"\s+\b(?:in|of|as|from|between|up to|per|needed|required)\b\s*.*$|\s*\(.*$", re.IGNORECASE
)
_NUMBER: Final = re.compile(r"\b(?:number|date|day|time|place|type|kind) of\b", re.IGNORECASE)
_TAIL: Final = re.compile(r"\s+(?:for|from|to|by|at|needed|required)\b.*$", re.IGNORECASE)
_INSIDE: Final = re.compile(r"\s*\(([^()]*)\)")
_SCREEN: Final = re.compile(
    r"\b(?:list|form|page|screen|details?|view|overview|editor|dialog|table|card|profile)\b",
    re.IGNORECASE,
)
_LIST_WITH: Final = re.compile(
    r"^\W*(?:an?\s+|the\s+)?(?:list|table|grid|overview|form|cards?|rows?)"
    r"(?:\s+of\s+(?:the\s+|all\s+)?(?P<of>[a-z -]{2,40}?))?\s+(?:with|showing)\s+(?P<rest>.+)$",
    re.IGNORECASE,
)
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
    r"\s+(?:->|→|[–—-])\s.*$|\s+(?:optional(?:ly)?|mandatory|required)\W*$", re.IGNORECASE
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
    r"\W*(?:at (?:most|least)|no (?:more|less|fewer|longer)|up to|exactly|more than|\d)\b",
    re.IGNORECASE,
)
"""`The title has at most 60 characters` tells of its length."""
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
    r"(?:\w+\s+){1,2}(?:know|keep|store|note|record|need|write\s+down)\s+(?:about|of|for|on)\s+|(?:and|what\s+about)\s+the\s+)"
    r"(?:an?\s+|each\s+|every\s+|the\s+|our\s+)?(?P<of>[a-z][a-z -]{1,30}?)(?:\s+(?:in|to|for|here)\b.*)?\W*$",
    re.IGNORECASE,
)
"""`What do you know about a horse?` is answered by what one has."""
_AND_WE: Final = re.compile(
    r"^\W*we\s+(?:also\s+)?(?:keep|note|store|remember|record)\s+", re.IGNORECASE
)
_CHIPS: Final = re.compile(
    r"(?<=[,\s])([A-Za-z][\w-]*)\s+(?:as(?:\s+[\w-]+){1,3}|with\s+the\s+(?:choices|options|values)\s*)?:\s+"
    r"([\w -]+(?:,\s[\w -]+)+)\W*$"
)
"""`day, reason as three chips: illness, trip, other`: what has values stands last."""
_SIZED: Final = re.compile(
    r"\s+(?:of|with)\s+(?:at (?:most|least)|up to|no more than|max(?:imum)?\.?|exactly|between|\d)\b.*$",
    re.IGNORECASE,
)
_WHICH: Final = re.compile(r"\b(?:at|in|on|for|by|to) which\b", re.IGNORECASE)
_LISTED: Final = re.compile(r"\b([a-z][a-z ]*):\s+([\w -]+(?:,\s[\w -]+)*,?\sor\s[\w -]+)")
"""`a course: starter, main or dessert`: what one has, and its values."""
_WHICH_IS: Final = re.compile(
    r"\b([a-z]+),? which (?:is|can be|may be) (?:one of |either )?([\w-]+(?:,\s[\w-]+)*,?\sor\s[\w-]+)"
)
"""`the size, which is small, middle or large`."""
_LEADING: Final = DETERMINERS | ADJECTIVES | NUMERALS
_FEWEST: Final = 2
_MOST_WORDS: Final = 4


def noun(text: str) -> str:
    """Return what a noun phrase is about: `all my upcoming plant orders` is `plant orders`."""
    words = [w.lower() for w in _WORD.findall(text)]
    while words and (words[0] in _LEADING or words[0].endswith("ly")):
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
    for part in _parts(text):
        if found and (is_aside(part) or is_unnamed(part)):
            continue
        bare = _AFTER.sub("", _SIZED.sub("", _AND_WE.sub("", part)))
        clause = clause_name(bare)
        name = clause or _name(bare)
        if not name:
            break
        inside = _INSIDE.search(part)
        found.setdefault(name, Named(name, _values(inside[1]) if inside else ()))
        if _TAIL.search(_INSIDE.sub("", bare)) and not clause and not _WHICH.search(bare):
            break
    return tuple(found.values())


def _values(inside: str) -> tuple[str, ...]:
    return () if _EXAMPLE.match(inside) else listed_values(inside)


def _parts(text: str) -> list[str]:
    """Split a list at its commas and `and`, but not within brackets."""
    text = _CHIPS.sub(r"\1 (\2)", text) if "," in text.partition(":")[0] else text
    text = _WHICH_IS.sub(r"\1 (\2)", _LISTED.sub(r"\1 (\2)", text))
    kept = _INSIDE.sub(lambda match: match[0].replace(",", "\x00").replace(" or ", "\x01"), text)
    parts = _AND.split(kept.strip(" .:"))
    return [part.replace("\x00", ",").replace("\x01", " or ") for part in parts]


def _name(part: str) -> str:
    if _ACTS.match(part) or _AMOUNT.match(part):
        return ""
    bare = _TAIL.sub("", _INSIDE.sub("", part))
    words = _WORD.findall(bare if _NUMBER.search(bare) else _UNIT.sub("", bare))
    while words and words[0].lower() in DETERMINERS:
        words.pop(0)
    while len(words) > 1 and words[0].lower() in SIZES:
        words.pop(0)
    words = [word for word in words if word.lower() not in ("the", "a", "an")]
    known = all(word.lower() not in STOPS - {"of", "on", "at"} for word in words)
    return " ".join(words) if words and len(words) <= _MOST_WORDS and known else ""


def subject_of(heading: str) -> str:
    """Return what a heading or a label is about: `Planting form`, `Register an item`, `Problems`."""
    if asked := _ASKED.match(heading):
        return noun(asked["of"])
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


def shown(sentence: str, subject: str) -> tuple[str, tuple[Named, ...]]:
    """Return of what a sentence lists the parts, and those; `subject` is what stands above it."""
    if _CONTROLS.match(sentence):
        return "", ()
    for form in (_LIST_WITH, _OF_EACH):
        match = form.match(sentence)
        if match is not None and (fields := fields_of(_COLUMNS.sub("", match["rest"]))):
            return noun(match["of"] or "") or subject, fields
    labelled = SHOWN.match(sentence)
    if labelled:
        fields = fields_of(sentence[labelled.end() :])
        is_list = ":" in labelled[0] or len(fields) >= _FEWEST
        return subject, fields if is_list else ()
    entered = ENTERED.search(sentence)
    if entered:
        return subject, fields_of(sentence[entered.end() :])
    return subject, _bare(sentence) if subject else ()


def _bare(sentence: str) -> tuple[Named, ...]:
    """Read `Name, phone number, joined on`."""
    return fields_of(sentence) if is_list(sentence) else ()


def is_list(sentence: str) -> bool:
    """Tell whether a sentence is nothing but a list of names."""
    fields = fields_of(sentence)
    parts = [part for part in _parts(sentence) if not is_unnamed(part)]
    whole = len(fields) == len(parts) > _FEWEST and not _STATED.search(sentence)
    return whole and not any(MAKING.match(f"{field.name} ") for field in fields)

"""Sentences that say what is kept of one thing, in whatever order they say it.

For each lesson I note the horse and the rider.     Shifts: stand, begins at, number of people
We schedule a visit: patient, room and hour.        For each zone, a code and a name shall be stored.
The clerk stores the following data of a crate: weight, owner.
"""

import re
from collections.abc import Callable
from typing import Final, NamedTuple

from luke_cli.notations.prose_lists import Named, fields_of, is_list, noun
from luke_cli.notations.prose_words import ACTIONS, BEFORE_NOUNS, HAVING, MAKING

_KEEPING: Final = (
    r"(?:keeps?|stores?|records?|notes?(?: down)?|needs?|remembers?|saves?|knows?|captures?|tracks?|logs?|"
    r"documents?|writes? down|enters?|fills? in|asks? for|collects?|registers?|(?:wants?|needs?|likes?) to (?:know|see|record|store|note|keep)|takes? down|jots? down|leaves?|tells?(?: us)?|provides?|wants?|gives?|states?)"
)
_KEPT: Final = (
    r"(?:stored|recorded|kept|noted|entered|saved|captured|documented|collected|logged|tracked|given|"
    r"filled in|required|mandatory|needed|asked for)"
)
_MODAL: Final = (
    r"(?:(?:must|shall|should|can|may|will|have to|has to|need to|needs to|want to|wants to|would like to|"
    r"also|always|only|just)\s+){0,2}"
)
_WHO: Final = r"(?:we|i|you|he|she|they|one|it|(?:the|an?|our|my)\s+[a-z-]+(?:\s[a-z-]+)?|[a-z]+s)"
_NAME: Final = r"[a-z][a-z-]*(?: [a-z-]+){0,2}?"
_ONE: Final = r"(?:an?|each|every|any|the|all|our|one)"
_DATA: Final = r"(?:the\s+)?(?:following\s+)?(?:data|information|details|fields|attributes|properties|particulars)"
_SCREEN: Final = r"(?:form|dialog(?:ue)?|screen|page|window|sheet|wizard|panel|list|table|overview|card|view|tile|row|template)"
_SHOWS: Final = (
    r"(?:asks?\s+for|wants?|has(?:\s+the)?(?:\s+(?:fields|columns))?|shows?|contains?|needs?|collects?|lists?|displays?|gives?|"
    r"consists\s+of|comes\s+with|with)"
)
_VALUES: Final = (
    r"date|day|time|weight|number|name|title|amount|price|text|code|place|temperature|value"
)
_LEAD: Final = r"^(?:\W*(?:[a-z ]{0,40}\bthat|decision|agreed|result|note)\b:?\s+)?\W*"
_HAS: Final = re.compile(
    rf"{_LEAD}(?:each|every|(?:such\s+)?an?|the|all|our)?\s*(?P<of>{_NAME})\s+{_MODAL}(?:{HAVING}|says|states|names|mentions|bears)\s+(?P<rest>.+)$",
    re.IGNORECASE,
)
_OF_ONE: Final = re.compile(rf"{_LEAD}(?:each|every|(?:such\s+)?an?|one|all|it)\b", re.IGNORECASE)
_FORMS: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # For every boat a survey is noted: the day and the result.
        (
            rf"^\W*(?:of|for|about|per)\s+{_ONE}\s+(?P<above>[a-z][a-z-]*(?: [a-z-]+)?),?\s+(?:an?|one)\s+(?P<of>{_NAME})\s+"
            rf"{_MODAL}(?:is|be)\s+(?:{_KEPT}|made|written)(?:\s+down)?\s*:\s+(?P<rest>.+)$"
        ),
        # Each survey is recorded: the boat, the day and the result.
        (
            rf"^\W*(?:each|every|an?|one)\s+(?P<of>{_NAME})\s+{_MODAL}(?:is|be|gets)\s+(?:{_KEPT}|written\s+down)\s*"
            r"(?::\s+|,?\s+with\s+(?=(?:the|an?|its)\s))(?P<rest>.+)$"
        ),
        # The notice goes to the owner, says what is wrong and until when.
        (
            rf"^\W*(?:the|each|every|an?)\s+(?P<of>{_NAME})\s+(?:goes|is\s+(?:sent|given|handed))\s+to\s+(?:the|an?|one)\s+(?P<above>[a-z-]+)"
            r"(?:,|\s+and|,\s+and)\s+(?:it\s+)?(?:says|states|names|contains|gives)\s+(?P<rest>.+)$"
        ),
        # We must know who has which lamp, since when, and whether it is lit.
        (
            rf"^\W*{_WHO}\s+{_MODAL}(?:{_KEEPING}|know|see|tell)\s+(?:exactly\s+)?who\s+(?:has|holds|owns|keeps|got|uses)\s+which\s+(?P<of>[a-z-]+)"
            r"(?P<rest>),?\s*(?:and\s+)?(?P<more>.*)$"
        ),
        # An applicant gives name, telephone and the day.
        rf"^\W*(?:an?|each|every)\s+(?P<of>{_NAME})\s+(?:gives|states|provides|leaves)\s+(?P<rest>(?:(?:an?|the|his|her|their|its)\s+)?[a-z-]+(?:\s[a-z-]+)?,\s.+)$",
        # Of a singer we keep the name and the voice.
        (
            rf"^(?:\W*|[^:]{{3,120}},\s+so\s+)(?:of|for|about|per|with)\s+{_ONE}\s+(?P<of>[a-z][a-z-]*(?: [a-z-]+)??)"
            r"(?:\s+(?:with|of|in|at|by|from)\s+(?:an?|the|one)\s+[a-z-]+)?,?\s+"
            rf"(?:{_WHO}\s+{_MODAL}{_KEEPING}|there\s+(?:is|are))\s*:?\s+(?P<rest>.+)$"
        ),
        # For each zone, a code and a name shall be stored.
        (
            rf"^\W*(?:of|for|about|per)\s+{_ONE}\s+(?P<of>[a-z][a-z-]*(?: [a-z-]+)?),?\s+"
            rf"(?P<rest>(?:the|an?|its|their)\s.+?)\s+{_MODAL}(?:is|are|be)\s+{_KEPT}\b.*$"
        ),
        # When adding a zone, the code and the name are required.
        (
            rf"^\W*(?:when|while|to|on|upon)\s+(?:{_WHO}\s+)?(?:add|creat|register|record|book|enter|submit)(?:s|ing|es|e)?\s+"
            rf"{_ONE}\s+(?P<of>[a-z][a-z-]*(?: [a-z-]+)?),\s+(?:then\s+)?(?P<rest>.+?)\s+{_MODAL}(?:is|are|be)\s+{_KEPT}\b.*$"
        ),
        # The clerk stores the following data of a crate: weight, owner.
        (
            rf"^\W*(?:{_WHO}\s+)?{_MODAL}{_KEEPING}\s+{_DATA}\s+(?:of|for|about|on)\s+(?:{_ONE}\s+)?(?P<of>{_NAME})\s*"
            r"(?::\s*|,\s*(?:namely|such as)\s+)(?P<rest>.+)$"
        ),
        # The following data of a crate are stored: weight, owner.
        (
            rf"^\W*{_DATA}\s+(?:of|for|about|on)\s+(?:{_ONE}\s+)?(?P<of>{_NAME})(?:\s+{_MODAL}(?:is|are|be)\s+{_KEPT})?"
            r"\s*:\s*(?P<rest>.+)$"
        ),
        # It keeps its name; we also note for each crate the weight.
        (
            rf"^(?:\W*|[^:]{{3,120}},\s+so\s+|\W*(?:when|once|after|afterwards)\b[^:,]{{0,60}}?,?\s+)(?:we|the (?:system|app|application|software)|it|he|she|they|you|one)\s+{_MODAL}{_KEEPING}\s+"
            rf"(?:(?:of|for|about) {_ONE} (?P<of>[a-z][a-z-]*(?: [a-z-]+)??)\s+)?"
            r"(?!(?:the|an?)\s(?:list|log|record|register|file|history)\sof\b)"
            r"(?P<rest>(?:(?:the|an?|its|their|which|also|when|whether|who|how|where|what|(?:in|on|at)\s+which)\s|"
            r"(?:[a-z]+\s)?[a-z-]+,\s).+)$"
        ),
        # A lease ends when both want it, and then we write the last day and the reason into it.
        (
            r"^(?:.{0,160}?[,\s])?(?:we|they|he|she)\s+(?:write|note|put|enter)\s+(?P<of>)(?P<rest>(?:the|an?|its|their)\s.+?)\s+(?:into|on|in)\s+it\W*$"
        ),
        # Volunteers register with name, phone and postcode.
        (
            rf"^\W*(?:(?:every|each|an?|new)\s+)?(?P<of>{_NAME})\s+(?:registers?|signs?\s+up|enrols?|joins?|appl(?:y|ies))\s+with\s+"
            r"(?P<rest>(?:(?:an?|the|their|its)\s+)?[a-z][\w -]*(?:,|\sand\s).+)$"
        ),
        # Below it the last ten loans with member and taken at.
        (
            r"^.{0,200}?\b(?:last|latest|recent|next|all|its|their)\s+(?:(?:three|five|ten|twenty|\d+)\s+)?(?P<of>[a-z-]+s)\s+with\s+"
            r"(?P<rest>[a-z][\w -]*(?:,|\sand\s).+)$"
        ),
        # A weighing is a date and a weight in grams.
        (
            rf"^\W*(?:an?|each|every)\s+(?P<of>{_NAME})\s+is\s+(?P<rest>an?\s+(?:(?:short|exact)\s+)?(?:[a-z]+\s)?(?:{_VALUES})\b[^.]*\sand\s+an?\s.+)$"
        ),
        # The day on which it was sown is kept.
        (
            rf"^\W*(?P<of>)(?P<rest>(?:(?:when|whether|who|how)\s|the\s+(?:{_VALUES})\b).{{3,80}}?)\s+(?:is|are)\s+(?:also\s+|always\s+)?"
            r"(?:kept|noted|recorded|stored|remembered|saved|written\s+down|filled\s+in|added|entered)(?:\s+(?:later|afterwards|too|as\s+well))?(?:\s*$|(?=,\s+and\b))"
        ),
        # The form for a new crate asks for name and weight.
        (
            rf"^\W*(?:the\s+|an?\s+)?{_SCREEN}\s+(?:for|of|to\s+(?:add|create|register|record|enter|edit|book|report))\s+(?:{_ONE}\s+)?(?:new\s+)?"
            rf"(?P<of>{_NAME})\s+{_SHOWS}\s*:?\s+(?P<rest>.+)$"
        ),
        (
            rf"^\W*(?:the|each|every|an?|our)\s+(?P<of>{_NAME})(?:'s|’s)?\s+{_SCREEN}\s+{_SHOWS}\s*:?\s+(?P<rest>.+)$"
        ),
        # A team plays in one division, has a name and a captain.
        (
            rf"^\W*(?:each|every|an?)\s+(?P<of>{_NAME})\s+(?:is|can|may|must|belongs|[a-z]+s)\s[^,;:]{{2,60}},\s+(?:and\s+)?"
            rf"(?:it\s+)?{_MODAL}{HAVING}\s+(?P<rest>.+)$"
        ),
        # Suppliers are firms, we keep their name and their number.
        (
            rf"^\W*(?P<of>{_NAME})\s+(?:is|are)\b[^,;:]*[,;:]\s+(?:and\s+)?{_WHO}\s+{_MODAL}{_KEEPING}\s+"
            r"(?P<rest>(?:its|their)\s.+)$"
        ),
    )
)
_TIES: Final = re.compile(
    r"^\W*(?:each|every|an?)\s+(?P<of>[a-z][a-z-]*(?: [a-z-]+)?)\s+(?:ties|links|connects|joins)\s+"
    r"(?:an?|one|the)\s+(?P<one>[a-z][a-z-]*)\s+(?:to|with|and)\s+(?:an?|one|the)\s+"
    r"(?P<other>[a-z][a-z-]*)",
    re.IGNORECASE,
)
_ACTOR: Final = re.compile(
    r"^\W*the\s+[a-z-]+(?:\s[a-z-]+)?\s+(?:records|notes|stores|remembers|enters)\s(?!ha|is|are|can|may|must)",
    re.IGNORECASE,
)
"""`The inspector records the date`: of what the text is about."""
_PERFECT: Final = re.compile(r"\W*(?:[a-z]+ed|been|no|not|never|to)\b", re.IGNORECASE)
"""`has verified` says what happened, `has no` what is not there."""
_COLON: Final = re.compile(r"^(?P<head>[^:]{3,120}?)\s*:\s+(?P<rest>.+)$")
_TOLD: Final = re.compile(rf"^(?:{_WHO}|[A-Z][a-z]+)\s+{_MODAL}{_KEEPING}\s+")
_ASIDE: Final = re.compile(r"\s*\([^()]*\)")
_MAKES: Final = re.compile(
    r"\b(?:"
    + "|".join(verbs for kind, verbs in ACTIONS if kind in ("create", "update", "manage"))
    + rf"|fill(?:s|ing)? in|{_KEEPING}|sends?(?:\s+(?:each|every|the|an?)\s+[a-z-]+(?=\s+an?\s))?|shows?|lists?|below (?:it )?(?:is|are)|there (?:is|are))\s+(?:(?:an?|the) list of\s+)?(?=\w)",
    re.IGNORECASE,
)
_OBJECT: Final = re.compile(
    r"(?:(?:an?|the|each|every|its|our|my|their|new)\s+){0,2}(?P<name>[a-z][a-z-]*(?:\s[a-z-]+)??)"
    r"(?=\s*(?:$|\b(?:on|in|at|with|by|for|of|from)\b|,))",
    re.IGNORECASE,
)
_TELLING: Final = re.compile(
    r"(?:^|.*[\s_-])(?:name|title|date|day|time|number|no|code|phone|mobile|e-?mail|address|notes?|description|text|"
    r"price|amount|cost|fee|status|state|type|kind|category|size|weight|capacity|from|until|on|at|photo|reason|id|"
    r"label|place|location|quantity|remarks?|subject|comment|birth|year|room|position|duration|severity)s?$",
    re.IGNORECASE,
)
_ON: Final = re.compile(
    r"(?<=s)\s+(?:on|in|of|for|per|at)\s+(?:an?\s+|the\s+|each\s+)?[a-z-]+$", re.IGNORECASE
)
"""`stops on route: name, time`"""
_THERE_ARE: Final = re.compile(r"\W*(?:there (?:are|is)|we (?:have|know|use))\s", re.IGNORECASE)
_THOUSANDS: Final = re.compile(r"(?<=\d),(?=\d{3}\b)")
_UNKEPT: Final = re.compile(
    r"\bwhich\s+(?:we|nobody|the\s+system)\s+(?:neither\s+\w+\s+nor\s+(?:keep|store|need)s?"
    r"|(?:do(?:es)?\s+not|do(?:es)?n['’]t|never)\s+(?:keep|store|need|record)s?)\b",
    re.IGNORECASE,
)
"""`A file has a key and a code, which we do not keep.`"""
_MANY: Final = 3
"""So many fields are no remark in passing."""
_LEAST: Final = 2


class Had(NamedTuple):
    """What a sentence says one has; `passing` if it is not about every one of them."""

    name: str
    fields: tuple[Named, ...]
    passing: bool = False


def had_by(text: str, about: str) -> Had | None:
    """Return what a sentence says that something has; `about` is what `it` stands for."""
    if _UNKEPT.search(text):
        return None
    readers: tuple[Callable[[str, str], Had | None], ...] = (_tied, _formed, _having, _listed)
    text = _THOUSANDS.sub("", text)
    return next((had for read in readers if (had := read(text, about))), None)


def _tied(text: str, _about: str) -> Had | None:
    tied = _TIES.match(text)
    return Had(noun(tied["of"]), fields_of(f"{tied['one']} and {tied['other']}")) if tied else None


def _formed(text: str, about: str) -> Had | None:
    for form in _FORMS:
        match = form.match(text)
        if match is None:
            continue
        name = noun(match["of"]) if match["of"] else about
        fields = _also(match) + fields_of(match["rest"])
        if name and fields:
            return Had(name, fields)
    return None


def _also(match: re.Match[str]) -> tuple[Named, ...]:
    """Return what a form names beside its list: what one is of, who has it."""
    said = match.groupdict()
    above = (Named(noun(said["above"])),) if noun(said.get("above") or "") else ()
    return above if said.get("more") is None else (Named("holder"), *fields_of(said["more"]))


def _having(text: str, about: str) -> Had | None:
    match = _HAS.match(text)
    if match is None or _PERFECT.match(match["rest"]):
        return None
    name = about if match["of"].lower() in ("it", "each", "one", "they") else noun(match["of"])
    if name != about and _ACTOR.match(text):
        name = about
    fields = fields_of(match["rest"])
    if not name or not fields:
        return None
    return Had(name, fields, not _OF_ONE.match(text) and len(fields) < _MANY)


def _listed(text: str, _about: str) -> Had | None:
    """Read `Shifts: stand, begins at` and `We book a room: guest, from and until`."""
    match = _COLON.match(text)
    if match is None:
        return None
    rest = _TOLD.sub("", match["rest"])
    fields = fields_of(rest)
    telling = sum(bool(_TELLING.match(field.name)) for field in fields)
    name, bare = _head(_ASIDE.sub("", match["head"]).strip(" -*•"))
    # Names with capitals are examples: `We run two huts: Birch and Larch`.
    # What somebody makes is told with its parts; a mere word before a colon may be anything.
    named = all(field.name[:1].isupper() for field in fields)
    if not telling and (_THERE_ARE.match(match["head"]) or named):
        return None
    shown = (telling and len(fields) >= _LEAST) or (not bare and len(fields) >= _MANY)
    if not name or not shown or (bare and telling < _LEAST and not is_list(rest)):
        return None
    return Had(name, fields)


def _head(head: str) -> tuple[str, bool]:
    """Return what the words before a colon are about, and whether they are nothing but its name."""
    made = [verb for verb in _MAKES.finditer(head) if not _is_noun(head, verb.start())]
    for verb in made[:1]:
        if thing := _OBJECT.match(head, verb.end()):
            return noun(thing["name"]), False
    bare = "" if made or MAKING.match(f"{head} ") else noun(_ON.sub("", head))
    return bare, True


def _is_noun(text: str, start: int) -> bool:
    words = text[:start].split()
    return bool(words) and words[-1].lower() in BEFORE_NOUNS

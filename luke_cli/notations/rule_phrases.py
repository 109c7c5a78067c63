"""Phrases inside of any sentence that say how a field must be.

Titles longer than 80 characters are refused.        A dialog asks for a reason of 10 to 200 characters.
Required fields: name, e-mail. Optional: note.       The form has a title and an optional remark.
All fields except the remark are mandatory.          The remark has a counter 0/500.
"""

import re
from collections.abc import Iterator
from typing import Final

from luke_cli.notations.numbers.quantities import NUMBER, number
from luke_cli.notations.rule_cells import read_clauses
from luke_cli.notations.rule_words import Rule, Said

_NAME: Final = r"[A-Za-z][\w'’-]*(?:\s[A-Za-z][\w'’-]*){0,2}?"
_CHARACTERS: Final = r"(?:characters?|chars?|letters|digits|signs|symbols)"
_OF: Final = rf"(?:\s+of\s+(?:an?|the|each|every)\s+(?P<entity>{_NAME}))?"
_REFUSED: Final = re.compile(
    rf"(?:^|[,;:]\s+|\b(?:an?|the|any|all)\s+)(?P<field>{_NAME}){_OF}\s+"
    rf"(?:(?P<over>(?:of|with)\s+(?:more|over)\s+than|longer\s+than|over|above|exceeding|beyond)|"
    rf"(?:of|with)\s+(?:less|fewer)\s+than|shorter\s+than|under|below)\s+(?P<n>{NUMBER})\s+{_CHARACTERS}\s+"
    r"(?:is|are|gets?|will\s+be|must\s+be)\s+(?:not\s+(?:allowed|accepted|possible|saved|valid)|refused|rejected|"
    r"cut(?:\s+off)?|truncated|shortened|invalid|declined|turned\s+down|an?\s+error)",
    re.IGNORECASE,
)
_SIZED: Final = re.compile(
    rf"\b(?:an?|the|its|their|one)\s+(?P<field>{_NAME}){_OF}\s+(?:of|with|\()\s*(?P<size>(?:(?:a\s+)?max(?:imum)?\.?"
    r"(?:\s+(?:length\s+)?of)?|at\s+most|at\s+least|up\s+to|(?:no|not)\s+more\s+than|min(?:imum)?\.?|exactly|"
    rf"between)?\s*(?:{NUMBER}\s*(?:-|–|to|and)\s*)?{NUMBER}\s+{_CHARACTERS})\b",
    re.IGNORECASE,
)
_LIMITED: Final = re.compile(
    r"max|most|least|up\s+to|more|min|exactly|between|\d\s*(?:-|–|to)\s*\d", re.IGNORECASE
)
_ENOUGH: Final = re.compile(
    rf"^(?:(?:for\s+)?(?:the|an?|its)\s+)?(?P<field>{_NAME}){_OF}\s*[,:–—-]\s+(?P<n>{NUMBER})\s+{_CHARACTERS}\s+(?:is|are|should\s+be|will\s+do|must\s+do)"
    r"(?:\s+(?:plenty|enough|sufficient|fine|the\s+(?:limit|maximum|most)))?\b",
    re.IGNORECASE,
)
"""`Team name, 40 characters are plenty`."""
_COUNTER: Final = re.compile(
    rf"(?:^|\b(?:the|an?|its)\s+)(?P<field>{_NAME}){_OF}(?:\s+(?:field|box|area))?\s+(?:is\s+[\w-]+\s+)?(?:has|with|shows)\s+"
    r"(?:an?\s+)?(?:character\s+)?counter\s*[:(]?\s*\(?0\s*/\s*(?P<n>\d{1,6})\b",
    re.IGNORECASE,
)
_STOPS: Final = re.compile(
    rf"(?:^|\b(?:the|an?|its)\s+)(?P<field>{_NAME}){_OF}(?:\s+(?:field|box|area|input))?\s+"
    r"(?:[a-z ]{0,40}\band\s+)?(?:stops|ends|is\s+cut(?:\s+off)?|cuts\s+off)\s+(?:at|after)\s+"
    rf"(?P<n>\d{{1,6}})\s+{_CHARACTERS}",
    re.IGNORECASE,
)
_FIELDS: Final = re.compile(
    r"^(?:(?:the|all)\s+)?(?P<how>required|mandatory|compulsory|obligatory|optional)"
    r"(?:\s+(?:form\s+)?(?:fields?|inputs?|entries|data))?(?:\s+(?:are|is))?\s*:\s*(?P<names>[^:;.()]{2,200})$",
    re.IGNORECASE,
)
_ALL_BUT: Final = re.compile(
    r"\b(?:all|every)\s+(?:other\s+)?(?:fields?|inputs?|entries)\s+(?:except|but|besides|apart\s+from|other\s+than)"
    r"\s+(?:for\s+)?(?P<names>[^:;.()]{2,120}?)\s+(?:is|are|must\s+be)\s+(?P<how>required|mandatory|compulsory|"
    r"filled(?:\s+(?:in|out))?|optional)\b(?!\s+(?:if|when|unless|for)\b)",
    re.IGNORECASE,
)
_BUT: Final = re.compile(
    r"\b(?:all|every)\s+(?:other\s+)?(?:fields?|inputs?|entries)\s+(?:is|are|must\s+be)\s+(?P<how>required|mandatory|compulsory|filled(?:\s+(?:in|out))?|optional)"
    r",?\s+(?:except|but|besides|apart\s+from|other\s+than)\s+(?:for\s+)?(?P<names>(?:the\s+)?[^:;.()]{2,120})$",
    re.IGNORECASE,
)
_OPTIONAL: Final = re.compile(
    r"\b(?:an?|the|one|with|and)\s+(?P<how>optional|mandatory|compulsory)\s+"
    r"(?P<field>[a-z][\w-]*(?:\s[a-z][\w-]*)?)(?=[,;)]|$|\s+(?:and|or|with|plus|for|of|in)\b)",
    re.IGNORECASE,
)
_LONGEST: Final = re.compile(
    r"\b(?P<which>max(?:imum|imal|\.)?|min(?:imum|imal|\.)?)\s+(?:length|number\s+of\s+characters|size)\s+"
    rf"(?:of|for)\s+(?P<field>[A-Za-z][^:=.,;]{{1,60}}?)\s*(?:\bis\b|:|=)\s*(?P<n>{NUMBER})(?:\s+{_CHARACTERS})?"
    r"(?![\w%]|\s+(?:[km]i?b|bytes?|[ap]m)\b)",
    re.IGNORECASE,
)
_ROOM: Final = re.compile(
    rf"(?P<least>\b(?:at\s+least|min(?:imum)?\.?)\s+)?(?P<n>{NUMBER})\s+{_CHARACTERS}\s+"
    r"(?:(?:at\s+most|max(?:imum)?|are|is|allowed|available|reserved)\s+){0,2}(?:for|in)\s+"
    r"(?P<field>(?:the|an?)\s+[A-Za-z][^:=.,;]{1,50}?)(?=\s*(?:,|;|$|\band\b))",
    re.IGNORECASE,
)
_OF_ITS: Final = re.compile(
    r"^(?!(?:the\s+|an?\s+)?(?:max|min|length|number))(?P<field>(?:(?:the|an?|each|every)\s+)?[A-Za-z][\w'’ -]{0,40}?(?:\s+of\s+|['’]s\s+)[A-Za-z][\w'’ -]{0,40}):"
    r"\s+(?P<rest>\S.{0,100})$",
    re.IGNORECASE,
)
_WITHOUT: Final = (
    (
        True,
        re.compile(
            rf"^no\s+(?P<entity>{_NAME})\s+without\s+(?:an?|the|its)\s+(?P<field>{_NAME})$",
            re.IGNORECASE,
        ),
    ),
    (
        False,
        re.compile(
            rf"^(?:an?|each|every|the)\s+(?P<entity>{_NAME})\s+(?:(?:does|do)\s+not\s+(?:need|require|have\s+to\s+"
            rf"have)|need\s+not\s+have)\s+(?:an?|the|its)\s+(?P<field>{_NAME})$",
            re.IGNORECASE,
        ),
    ),
    (
        False,
        re.compile(
            rf"^(?:an?|each|every|the)\s+(?P<entity>{_NAME})\s+(?:can|may)\s+(?:also\s+)?be\s+(?:saved|stored|"
            rf"created|added|recorded|entered)\s+without\s+(?:an?|the|its)\s+(?P<field>{_NAME})$",
            re.IGNORECASE,
        ),
    ),
)
_TOPIC: Final = re.compile(
    rf"^(?:an?|each|every|the|all)\s+(?P<entity>{_NAME})\s+(?:has|have|needs?|carries|carry|gets?|consists?|"
    r"contains?|must\s+have|can\s+have|may\s+have)\b",
    re.IGNORECASE,
)
_HOLDER: Final = re.compile(
    r"(?:forms?|dialogs?|screens?|pages?|sheets?|drawers?|cards?|rows?|lists?|entry|entries|wizards?|modals?|views?|"
    r"panels?|records?|windows?|steps?|sections?|tables?|app|system|user|fields?)",
    re.IGNORECASE,
)
"""What shows a thing, and is none."""
_JOINED: Final = re.compile(r"\s*,\s*(?:and\s+)?|\s+and\s+|\s*&\s*")
_ARTICLE: Final = re.compile(r"^(?:the|an?|its|their)\s+", re.IGNORECASE)
_ANSWERS: Final = ("yes", "no", "true", "false", "none", "all", "always", "never")
_WHOLE: Final = re.compile(r"[A-Za-z][\w'’-]*(?:\s[\w'’-]+){0,2}")


def read_phrases(text: str) -> Iterator[Said]:
    """Yield what the phrases of a sentence say."""
    for match in _REFUSED.finditer(text):
        count = int(float(number(match["n"])))
        rule = Rule(max_length=count) if match["over"] else Rule(min_length=count)
        yield Said(rule, match["entity"] or "", match["field"])
    for match in _SIZED.finditer(text):
        found = read_clauses(match["size"]) if _LIMITED.search(match["size"]) else None
        if found is not None:
            yield Said(found, match["entity"] or "", match["field"])
    if enough := _ENOUGH.match(text):
        count = int(float(number(enough["n"])))
        yield Said(Rule(max_length=count), enough["entity"] or "", enough["field"])
    for match in (*_COUNTER.finditer(text), *_STOPS.finditer(text)):
        yield Said(Rule(max_length=int(match["n"]) or None), match["entity"] or "", match["field"])
    yield from _sized(text)
    yield from _needed(text)


def topic_of(text: str) -> str:
    """Return the thing that a sentence says to have something; "" if it is a form or a page."""
    match = _TOPIC.match(text)
    return match["entity"] if match and not _HOLDER.fullmatch(match["entity"].split()[-1]) else ""


def _sized(text: str) -> Iterator[Said]:
    for form in (_LONGEST, _ROOM):
        for match in form.finditer(text):
            count = int(float(number(match["n"])))
            said = match.groupdict()
            is_least = bool(said.get("least")) or (said.get("which") or "").lower().startswith(
                "min"
            )
            yield Said(
                Rule(min_length=count) if is_least else Rule(max_length=count), "", match["field"]
            )
    its = _OF_ITS.match(text)
    found = read_clauses(its["rest"]) if its else None
    if its is not None and found is not None:
        yield Said(found, "", its["field"])


def is_list_of_fields(text: str) -> bool:
    """Tell whether a sentence lists what is required or optional: the names are no values."""
    return _FIELDS.match(text) is not None


def _needed(text: str) -> Iterator[Said]:
    listed = _FIELDS.match(text)
    if listed is not None:
        required = listed["how"].lower() != "optional"
        yield from (Said(Rule(required=required), "", name) for name in _names(listed["names"]))
    but = _ALL_BUT.search(text) or _BUT.search(text)
    if but is not None:
        required = but["how"].lower() == "optional"
        yield from (Said(Rule(required=required), "", name) for name in _names(but["names"]))
    for is_needed, form in _WITHOUT:
        if without := form.match(text):
            yield Said(Rule(required=is_needed), without["entity"], without["field"])
    for match in _OPTIONAL.finditer(text):
        yield Said(Rule(required=match["how"].lower() != "optional"), "", match["field"])


def _names(text: str) -> Iterator[str]:
    parts = [_ARTICLE.sub("", part.strip(" *`")) for part in _JOINED.split(text)]
    if all(map(_WHOLE.fullmatch, parts)) and parts[0].lower() not in _ANSWERS:
        yield from parts

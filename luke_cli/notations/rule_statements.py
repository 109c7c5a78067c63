"""Statements of stories and criteria about the first state of a thing, its days, and how long a text is.

A certificate that has just been made has the status issued.      Every order starts out as draft.
The day on which a file becomes public is mandatory.              The first status of a claim is open.
Serial numbers with a length of up to 30 characters are accepted.
"""

import re
from collections.abc import Iterator
from itertools import product
from typing import Final

from luke_cli.notations.rule_cells import read_clauses
from luke_cli.notations.rule_words import Rule, Said, read_rule

_ENTITY: Final = r"(?!(?:it|they|this|that|these|those|he|she|we|you|who|which|there|what)\b)[A-Za-z][\w-]*(?:\s(?!(?:is|are|has|have|gets?|starts?|begins?|that|which|with|of|in|to|on|as|can|may|must)\b)[a-z][\w-]*)?"
_FIELD: Final = r"(?P<field>status|state|stage|phase)"
_A: Final = r"(?:an?|the|each|every|any|all|its)"
_WORD: Final = (
    r"(?:[`'\"“*_]{1,2}(?P<value>[A-Za-z][\w -]{1,30}?)[`'\"”*_]{1,2}|"
    r"(?P<bare>[A-Za-z][\w-]*(?:\s(?!(?:and|or|until|when|if|by|after|before|as|with|for|in|at|unless|once|but|so|not|then|right|immediately|initially|from)\b)[a-z][\w-]*)?))"
)
_END: Final = r"(?=\s*(?:$|[,;:.()–—]|\b(?:and|until|when|if|by|after|before|unless|once|but|so|not|then|for|in|as|at|with|right|immediately|initially|from)\b))"
_MADE: Final = (
    r"(?:created|made|added|entered|opened|written|recorded|registered|saved|drawn\s+up|issued|filed|stored|put\s+in|"
    r"captured|started|taken\s+in|typed\s+in|set\s+up|raised|booked|placed)"
)
_STARTS: Final = (
    rf"(?:(?:is|are|gets?)\s+{_MADE}|is|are|has|have|gets?|starts?(?:\s+(?:out|off|(?:its\s+)?life))?|begins?(?:\s+(?:its\s+)?life)?|"
    rf"comes?\s+in|goes\s+in|opens?|enters?|is\s+born)"
    rf"(?:\s+(?:always|first|then|at\s+first|automatically))?\s+(?:(?:as|in|with|to|at|on)\s+)?(?:{_A}\s+)?"
)
_NEW: Final = (
    rf"(?:(?:{_A}\s+)?(?:brand[ -])?(?:new|fresh|newly\s+{_MADE}|freshly\s+{_MADE}|just\s+{_MADE})\s+(?P<entity>{_ENTITY})|"
    rf"{_A}\s+(?P<made>{_ENTITY})\s+(?:that|which)\s+(?:has|was|is|have|were|are)\s+(?:only\s+)?(?:just|newly|freshly|recently)\s+(?:been\s+)?{_MADE})"
)
_FIRSTS: Final = (
    # `a new order is open`, `an order that has just been made has the status open`
    re.compile(rf"^{_NEW}\s+{_STARTS}(?:{_FIELD}\s+)?{_WORD}{_END}", re.IGNORECASE),
    # `every order starts out as draft`, `orders begin in the state draft`
    re.compile(
        rf"^(?:{_A}\s+)?(?P<entity>{_ENTITY})\s+(?:always\s+)?(?:starts?(?:\s+(?:out|off|(?:its\s+)?life))?|begins?(?:\s+(?:its\s+)?life)?|"
        rf"(?:is|are)\s+(?:first\s+|always\s+)?{_MADE}|is\s+born)\s+(?:as|in|with|at)\s+(?:{_A}\s+)?(?:{_FIELD}\s+)?{_WORD}{_END}",
        re.IGNORECASE,
    ),
    # `when an order is made, its status is open`, `after it is made an order is open`
    re.compile(
        rf"^(?:when|once|after|as\s+soon\s+as|directly\s+after|right\s+after)\s+{_A}\s+(?P<entity>{_ENTITY})\s+(?:is|has\s+been|was|gets?)\s+"
        rf"(?:first\s+|just\s+)?{_MADE},?\s+(?:(?:its|the)\s+{_FIELD}\s+is|it\s+(?:is|has|gets|starts)(?:\s+(?:as|in|with))?(?:\s+{_A}\s+"
        rf"(?:status|state))?)\s+(?:set\s+to\s+)?{_WORD}{_END}",
        re.IGNORECASE,
    ),
    # `when created, an order is open`
    re.compile(
        rf"^(?:when|once|after)\s+(?:it\s+is\s+)?{_MADE},\s+{_A}\s+(?P<entity>{_ENTITY})\s+(?:is|starts\s+as)\s+{_WORD}{_END}",
        re.IGNORECASE,
    ),
    # `the first status of an order is open`, `initial state of an order: open`
    re.compile(
        rf"^(?:the\s+|its\s+)?(?:first|initial|start(?:ing)?|opening|default)\s+{_FIELD}(?:\s+(?:of|for)\s+(?:{_A}\s+)?(?P<entity>{_ENTITY}))?\s*"
        rf"(?:is|:|=)\s*(?:always\s+)?{_WORD}{_END}",
        re.IGNORECASE,
    ),
    # `draft is the first state of an order`
    re.compile(
        rf"^{_WORD}\s+is\s+the\s+(?:first|initial|starting)\s+{_FIELD}\s+of\s+(?:{_A}\s+)?(?P<entity>{_ENTITY}){_END}",
        re.IGNORECASE,
    ),
    # `saving an order sets its status to open`
    re.compile(
        rf"^(?:creating|making|adding|saving|entering|opening|recording|registering|booking)\s+{_A}\s+(?P<entity>{_ENTITY})\s+(?:sets|puts|gives)\s+"
        rf"(?:it(?:s)?\s+|the\s+)?{_FIELD}\s+(?:to\s+|on\s+|in\s+)?{_WORD}{_END}",
        re.IGNORECASE,
    ),
)
_WHICH_DAY: Final = re.compile(
    rf"^(?:the\s+)?(?:exact\s+)?(?:day|date|time|moment|hour|month|year|point\s+in\s+time)\s+(?:on|at|from|in|until|since|by|after)\s+which\s+{_A}\s+"
    r"(?P<entity>[a-z][\w-]*(?:\s[a-z][\w-]*)?)\s+(?:becomes?|is|was|gets?|goes|went|turns?|has\s+been|will\s+be|can\s+be|must\s+be)\s+"
    r"(?P<field>[a-z][\w-]*)\s+(?P<verb>is|are|must|may|can|has|need|needs|cannot)\s+(?P<rest>.+)$",
    re.IGNORECASE,
)
_OF_LENGTH: Final = re.compile(
    r"^(?:(?:the|an?|all|any|each|every)\s+)?(?P<field>[A-Za-z][\w'’-]*(?:\s[a-z][\w'’-]*){0,3}?)\s+"
    r"(?:(?:with|of|having)\s+|(?:can|may|must|should)\s+(?:have|reach|be\s+of)\s+|ha(?:s|ve)\s+)(?:an?\s+|the\s+)?(?:total\s+)?"
    r"(?P<size>(?:(?:max(?:imum|imal)?|min(?:imum|imal)?)\s+)?(?:length|size)\s+of\s+(?:[a-z]+\s+){0,3}(?:\d+\s*(?:-|–|to|and)\s*)?\d+\s+"
    r"(?:characters?|chars?|letters|digits|signs|symbols))\b",
    re.IGNORECASE,
)
_CLAUSE: Final = re.compile(r"[,;:]\s+(?:(?:and|then|so)\s+)?|\b(?:and|then)\s+")
_GIVEN: Final = (
    # `the weight is a must for every slip`
    (
        True,
        re.compile(
            rf"^(?:the\s+|an?\s+)?(?P<field>[A-Za-z][\w'’-]*(?:\s[a-z][\w'’-]*){{0,2}}?)\s+is\s+(?:an?\s+|absolutely\s+)?(?:must|obligatory|indispensable|"
            rf"a\s+must-have)(?:\s+(?:for|on|in|with)\s+{_A}\s+(?P<entity>{_ENTITY}))?$",
            re.IGNORECASE,
        ),
    ),
    # `saving is refused as long as the weight is missing`, `the form complains when the weight is empty`
    (
        True,
        re.compile(
            r"\b(?:refused|refuses|rejected|rejects|complains?|blocked|blocks|disabled|grey(?:ed)?(?:\s+out)?|grayed(?:\s+out)?|not\s+possible|impossible|4(?:00|22)|"
            r"an?\s+error)\b[^.;]{0,30}?\s(?:as\s+long\s+as|while|when|if)\s+(?:the|an?|its)\s+(?P<field>[a-z][\w-]*(?:\s[a-z][\w-]*)?)"
            rf"(?:\s+of\s+{_A}\s+(?P<entity>{_ENTITY}))?\s+is\s+(?:still\s+)?(?:missing|empty|blank|not\s+(?:given|set|filled\s+in)|left\s+(?:out|empty|blank))$",
            re.IGNORECASE,
        ),
    ),
    # `an account without an affiliation is refused`
    (
        True,
        re.compile(
            rf"^(?:{_A}\s+|no\s+)?(?P<entity>{_ENTITY})\s+(?:without|that\s+has\s+no|with\s+no)\s+(?:an?\s+|the\s+|its\s+|their\s+)?"
            r"(?P<field>[a-z][\w-]*(?:\s[a-z][\w-]*){0,2}?)\s+(?:is|are|gets?|will\s+be)\s+(?:always\s+)?"
            r"(?:refused|rejected|declined|turned\s+(?:away|down)|not\s+(?:accepted|allowed|saved|possible)|invalid|an?\s+error|sent\s+back)\b",
            re.IGNORECASE,
        ),
    ),
    # `slips may come without a serial number`, `a slip without a serial number is fine`
    (
        False,
        re.compile(
            rf"^(?!no\b)(?:{_A}\s+)?(?P<entity>{_ENTITY})\s+(?:may|can)\s+(?:also\s+)?(?:come|exist|live|go|start)\s+without\s+(?:an?\s+|the\s+|its\s+|their\s+)?"
            r"(?P<field>[a-z][\w-]*(?:\s[a-z][\w-]*){0,2})$",
            re.IGNORECASE,
        ),
    ),
    (
        False,
        re.compile(
            rf"^(?!no\b)(?:{_A}\s+)?(?P<entity>{_ENTITY})\s+without\s+(?:an?\s+|the\s+|its\s+|their\s+)?(?P<field>[a-z][\w-]*(?:\s[a-z][\w-]*){{0,2}}?)\s+(?:is|are)\s+"
            r"(?:fine|ok(?:ay)?|allowed|accepted|possible|normal|no\s+problem|saved\s+(?:too|as\s+well))$",
            re.IGNORECASE,
        ),
    ),
)
_MOST: Final = 250


def read_statements(text: str) -> Iterator[Said]:
    """Yield what a statement says of the first state, of a day, of a length."""
    bare = text[:_MOST]
    yield from _first(bare)
    day = _WHICH_DAY.match(bare)
    rule = read_rule(day["verb"], day["rest"]) if day else None
    if day is not None and rule is not None:
        yield Said(rule, day["entity"], day["field"])
    for required, form in _GIVEN:
        if given := form.search(bare):
            yield Said(Rule(required=required), given["entity"] or "", given["field"])
            break
    sized = _OF_LENGTH.match(bare)
    found = _length(sized["size"]) if sized else None
    if sized is not None and found is not None:
        yield Said(found, "", sized["field"])


def _length(words: str) -> Rule | None:
    """Read `length of up to 30 characters`, `maximum length of 30 characters`."""
    which = re.match(r"(?:(max|min)\w*\s+)?(?:length|size)\s+of\s+", words, re.IGNORECASE)
    size = words[which.end() :] if which else words
    return read_clauses(f"{which[1]} {size}" if which and which[1] else size)


def _first(text: str) -> Iterator[Said]:
    """Yield the first state that a clause tells, the first one that does."""
    starts = [0, *(clause.end() for clause in _CLAUSE.finditer(text))]
    for start, form in product(starts, _FIRSTS):
        match = form.match(text[start:])
        if match is None:
            continue
        said = match.groupdict()
        value = (said["value"] or said["bare"] or "").strip()
        entity = said.get("entity") or said.get("made") or ""
        if value:
            yield Said(Rule(default=value), entity, said.get("field") or "status")
        return

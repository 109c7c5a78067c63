"""How sentences limit something: forms of English with tokens for their quantities (`limit_words`)."""

import re
from typing import Final, NamedTuple

from luke_cli.notations.limit_words import COUNT, TIME


class Limit(NamedTuple):
    """What a sentence or a name limits; see `LimitFact`."""

    measure: str
    value: str
    """In a sentence the token that stands for it."""
    subject: str = ""
    what: str = ""
    verb: str = ""
    bound: str = ""
    per: str = ""


class Form(NamedTuple):
    """What a part of a sentence says; of which thing, a group `what` or the words in front tell."""

    measure: str
    pattern: re.Pattern[str]
    bound: str = ""
    is_left: bool = False
    """It waits for somebody; whether that ends it, the rest of the sentence tells."""


_MOST: Final = (
    r"(?:at (?:the )?most|up to|(?:no|not) (?:more|longer) than|a maximum of|max(?:imum|\.)?|only|"
    r"for at most|for up to|for (?:no|not) (?:more|longer) than)"
)
_LEAST: Final = (
    r"(?:at least|(?:no|not) (?:less|fewer) than|a minimum of|min(?:imum|\.)?|for at least)"
)
_EITHER: Final = rf"(?: {_MOST}| {_LEAST})?"
_AT_END: Final = r" (?:at (?:the )?(?:most|maximum)|maximum|max\.?|or less|or fewer|tops)\b"
_MODAL: Final = r"(?:can|may|must|shall|should|will|ha(?:s|ve) to|(?:is|are) allowed to)"
_NEVER: Final = (
    r"(?:(?:nobody|no one) (?:can|may)|cannot|can not|can't|"
    r"(?:may|must|shall|should|can) (?:not|never)|(?:is|are) not allowed to)"
)
_ANY_MODAL: Final = rf"(?:{_MODAL}|{_NEVER}) (?:not |only |also |still |always )*"
_NO_NAME: Final = (
    r"(?!(?:at|per|an?|each|every|in|on|for|from|of|to|if|when|while|before|and|or|but|with|who|"
    r"that|is|are|has|have|can|may|must|as|so|than|by|then|because|long|the)\b)"
)
THINGS: Final = rf"(?P<what>[a-z][a-z-]+(?: {_NO_NAME}[a-z][a-z-]+){{0,2}})"
_OBJECT: Final = r"(?:(?:the|an?|each|every|any|all|his|her|their|its|our|your) )?(?:own )?(?P<what>(?:[a-z-]+ ){1,3}?)"
_DONE: Final = r"(?P<verb>[a-z-]+(?:ed|en|nt|wn|ld|ut)|made|cancel|renew|change)"
_GONE: Final = (
    r"(?:is|are|be|gets?) (?:automatically |permanently |finally )?"
    r"(?:deleted|erased|removed|purged|destroyed|wiped|discarded|shredded|thrown away)"
)
_DELETES: Final = r"\b(?:deletes?|erases?|removes?|purges?|discards?)"
_STAYS: Final = r"(?:is|are|be|stays?|remains?) (?:only |then )?"
_AHEAD: Final = r"(?:before|ahead|in advance|beforehand|prior|earlier)\b"
_TIL: Final = (
    r"(?P<til>up to|until|at least|(?:no|not) later than|at the latest|at most|"
    r"(?:no|not) more than|less than|more than|fewer than|later than|within|only)"
)
_SO_EARLY: Final = rf"{_TIL} {TIME} {_AHEAD}"
_SO_OFTEN: Final = rf"{COUNT} times\b(?! (?:a|per|each|every)\b)"
_TOO_LONG: Final = r"(?:over|above|(?:longer|more|greater) than|exceeding|beyond)"

FORMS: Final = tuple(
    Form(measure.removesuffix("?"), re.compile(form), bound, measure.endswith("?"))
    for measure, bound, form in (
        ("duration", "max", rf"(?:lasts?|runs?|goes on) {_MOST} {TIME}"),
        ("duration", "max", rf"(?:lasts?|runs?|goes on)(?: for)? {TIME}{_AT_END}"),
        ("duration", "max", rf"(?:is|are|be) {_MOST} {TIME} long"),
        (
            "duration",
            "max",
            rf"{_NEVER} (?:last|run|be|exceed|take)(?: for)?(?: (?:longer|more) than)? {TIME}",
        ),
        ("duration", "min", rf"(?:lasts?|runs?|goes on) {_LEAST} {TIME}"),
        ("duration", "min", rf"(?:is|are|be) {_LEAST} {TIME} long"),
        ("duration", "min", rf"{_NEVER} (?:last|run|be)(?: for)? (?:shorter|less) than {TIME}"),
        (
            "duration",
            "max",
            (
                r"\bno (?P<what>[a-z-]+(?: [a-z-]+)?) (?:(?:is|lasts?|runs?)|(?:may|can|must) "
                rf"(?:be|last|run))(?: for)? (?:longer|more) than {TIME}"
            ),
        ),
        (
            "duration",
            "max",
            # Who refuses is not what lasts.
            rf"(?:reject|refus|declin)\w* (?P<what>)(?:[a-z-]+ ){{0,5}}?{_TOO_LONG} {TIME}",
        ),
        (
            "ttl",
            "",
            (
                r"(?:expires?|laps(?:es?|ed)|times? out|runs? out|becomes? (?:void|invalid))"
                rf"(?: [a-z]+){{0,4}}? after {TIME}"
            ),
        ),
        ("ttl", "", rf"{_STAYS}(?:valid|good|open|reserved|held)(?: for)?(?: {_MOST})? {TIME}"),
        (
            "ttl",
            "",
            (
                r"(?:is|are|be) (?:automatically )?(?:cancelled|released|withdrawn|closed|dropped|"
                rf"freed)(?: automatically| by itself| again)? after {TIME}"
            ),
        ),
        (
            "ttl?",
            "",
            (
                r"(?:that |which )?(?:has|have) (?:stood|been|stayed|remained|lain) (?:open|unanswered|"
                rf"unconfirmed|pending|unpaid|idle|untouched)(?: for)?(?: (?:more|longer) than)? {TIME}"
            ),
        ),
        (
            "ttl?",
            "",
            (
                r"(?:that |which )?(?:(?:has|have|is|are|was|were) not (?:been |being )?"
                rf"\w+(?:ed|en|id|t)|nobody \w+(?: for)?)(?: [a-z]+){{0,3}}? within {TIME}"
            ),
        ),
        (
            "ttl?",
            "",
            (
                r"(?:without (?:an? )?(?:answer|reply|payment|confirmation)|unanswered|unpaid|"
                rf"unconfirmed) (?:after|for|within) {TIME}"
            ),
        ),
        (
            "period",
            "",
            rf"\b(?P<what>[a-z][a-z-]{{1,30}}) (?:period|term) (?:is|of|lasts)(?: exactly)? {TIME}",
        ),
        ("period", "", rf"(?:is|are) (?:lent|loaned|let|rented)(?: out)? for {TIME}"),
        ("period", "", rf"\bruns? for {TIME}"),
        (
            "retention",
            "",
            (
                rf"(?<!may )(?<!can ){_STAYS}(?:kept|retained|stored|preserved)"
                rf"(?: (?!by)[a-z]+){{0,4}}?(?: for)?{_EITHER} {TIME}(?! before)"
            ),
        ),
        ("retention", "", rf"{_GONE}(?: [a-z]+){{0,4}}? after(?: more than)? {TIME}"),
        ("retention", "", rf"{_GONE}(?: [a-z]+){{0,3}}? {TIME} after"),
        ("retention", "", rf"(?:vanish(?:es)?|disappears?)(?: [a-z]+){{0,3}}? after {TIME}"),
        ("retention", "", rf"(?:vanish(?:es)?|disappears?)(?: [a-z]+){{0,3}}? {TIME} after"),
        (
            "retention",
            "",
            (
                r"(?:^|\b(?:we|system|service|server|app|application|platform|backend|shall|must) )"
                rf"(?:keeps?|retains?|stores?|preserves?) {_OBJECT}for{_EITHER} {TIME}"
            ),
        ),
        ("retention", "", rf"(?:that |which )?(?:are |is )?older than {TIME} {_GONE}"),
        ("retention", "", rf"{_DELETES} {_OBJECT}(?:after|older than) {TIME}"),
        ("retention", "", rf"{_DELETES} {_OBJECT}{TIME} after"),
        (
            "notice",
            "",
            rf"(?:{_ANY_MODAL}|needs to )be {_DONE}(?: [a-z]+){{0,5}}? (?:{_TIL} )?{TIME} {_AHEAD}",
        ),
        ("notice", "", rf"(?:is|are) {_DONE}(?: [a-z]+){{0,3}}? {_SO_EARLY}"),
        (
            "notice",
            "",
            (
                r"(?:is|are) (?P<verb>announced|published|planned)(?: [a-z]+){0,3}? "
                rf"{TIME} {_AHEAD}"
            ),
        ),
        ("notice", "", rf"{_ANY_MODAL}(?P<verb>start|begin) {_SO_EARLY}"),
        (
            "notice",
            "",
            rf"{_ANY_MODAL}(?!be )(?P<verb>[a-z]+) {_OBJECT}(?:[a-z]+ ){{0,4}}?{_SO_EARLY}",
        ),
        ("notice", "", rf"{_MODAL} (?!be )(?P<verb>[a-z]+) (?P<what>){_SO_EARLY}"),
        (
            "notice",
            "",
            (
                r"(?P<verb>cancellation|renewal|withdrawal|extension|change|reschedul|cancel|postpone|"
                rf"mov)(?:s|ing|ling)? (?:of )?(?:{_OBJECT})?(?:[a-z]+ ){{0,3}}?{_SO_EARLY}"
            ),
        ),
        (
            "notice",
            "",
            (
                r"\b(?P<verb>cancellation|renewal|withdrawal|announcement|change|booking|registration)"
                rf" (?:notice|deadline)(?: period)? (?P<what>)(?:is|of){_EITHER} {TIME}"
            ),
        ),
        ("times", "max", rf"{_ANY_MODAL}be (?P<verb>[a-z]+)(?: {_MOST})? {_SO_OFTEN}"),
        ("times", "max", rf"{_NEVER} be (?P<verb>[a-z]+) more than {_SO_OFTEN}"),
        ("times", "max", rf"{_ANY_MODAL}(?!be )(?P<verb>[a-z]+) {_OBJECT}(?:{_MOST} )?{_SO_OFTEN}"),
    )
)
"""The first that reads a quantity says what it is."""

COUNTS: Final = tuple(
    Form("count", re.compile(form), bound)
    for bound, form in (
        (
            "max",
            (
                rf"{_MOST} {COUNT} {THINGS} (?:per|for each|for every|an?) (?P<subject>"
                r"(?!(?:day|week|month|year|hour|time)\b)[a-z][a-z-]+(?: [a-z-]+)?)"
                r"(?=[.,;:)]|$| at\b| and\b| in\b| can\b)"
            ),
        ),
        (
            "max",
            (
                rf"(?:{_MODAL} (?:only |also )?)?(?P<verb>have|has|holds?|owns?|keeps?|gets?|possess|"
                rf"borrows?|books?|reserves?|rents?|carr(?:y|ies)|takes?) {_MOST} {COUNT} {THINGS}"
            ),
        ),
        ("max", rf"{_MODAL} (?:only |also )?(?P<verb>[a-z]+) {_MOST} {COUNT} {THINGS}"),
        ("max", rf"{_MODAL} (?P<verb>[a-z]+) {COUNT} {THINGS}{_AT_END}"),
        ("max", rf"(?P<verb>has|have|holds?) {COUNT} {THINGS}{_AT_END}"),
        ("max", rf"{_NEVER} (?P<verb>[a-z]+) more than {COUNT} {THINGS}"),
        (
            "min",
            rf"(?:{_MODAL} )?(?P<verb>needs?|requires?|has|have) {_LEAST} {COUNT} {THINGS}",
        ),
        ("min", rf"(?P<verb>needs?|requires?) {COUNT} {THINGS}"),
    )
)
FEWER: Final = re.compile(rf"(?:fewer|less) than {COUNT} {THINGS}")
"""What is too few where something is refused."""

"""Sentences that tell one thing of what the text is about: a kind, a state, a tie, a value of its own.

There are three sorts of bed: raised, flat or potted.    A harvest is about one planting.
A bed is either free, planted or resting.                The remark is optional.
Each bed lies in exactly one section.                    A member can be blocked.
"""

import re
from collections.abc import Iterator
from typing import Final

from luke_cli.names import singular, snake
from luke_cli.notations.enums import listed_values
from luke_cli.notations.prose_lists import Named, noun
from luke_cli.notations.prose_values import NAME, Told, is_plain, kinds, says, states, subject_of

_EACH_PAIR: Final = re.compile(
    r"^\W*(?:for|per)\s+(?:each|every)\s+(?P<a>[a-z-]+(?:\s[a-z-]+)?)\s+and\s+(?:(?:each|every)\s+)?(?P<b>[a-z-]+(?:\s[a-z-]+)?),?\s+"
    r"(?:we\s+(?:keep|store|record|note|have)|there\s+is)\s+(?:exactly\s+|only\s+)?(?:one|an?)\s+(?P<of>[a-z-]+(?:\s[a-z-]+)?)(?:\s*:\s*(?P<rest>.+))?$",
    re.IGNORECASE,
)
"""`For every child and lesson we keep one attendance: present or missing.`"""
_MANY_PER: Final = re.compile(
    r"^\W*(?:[^.:]{0,60}\b)?(?:there\s+(?:are|can\s+be|may\s+be)\s+)(?:many|several|dozens\s+of|any\s+number\s+of|up\s+to\s+\w+|at\s+(?:most|least)\s+\w+|\w+)\s+"
    r"(?P<of>[a-z-]+s)\s+(?:for|per|of|on|in)\s+(?:each|every|one)\s+(?P<a>[a-z-]+(?:\s[a-z-]+)??)(?:\s*$|\s+(?:over|in|a|per|and|on|at)\b|[,;])",
    re.IGNORECASE,
)
"""`There are several weighings for each animal.`"""
_ONE_PER: Final = re.compile(
    r"^\W*(?:there\s+is\s+)?(?:only|exactly|at\s+most|just)\s+one\s+(?P<of>[a-z-]+)\s+(?:per|for\s+(?:each|every))\s+(?P<a>[a-z-]+(?:\s[a-z-]+)?)\W*$",
    re.IGNORECASE,
)
_GETS: Final = re.compile(
    rf"^\W*(?:(?:each|every|an?)\s+(?P<of>{NAME})|it)\s+(?:gets|receives|is\s+given|is\s+assigned)\s+(?:an?|its|one)\s+(?:own\s+|unique\s+)*"
    r"(?P<field>(?:[a-z]+\s)?(?:number|code|label|name|reference|colour|color|token|date|price|position|rank|grade|status|deadline))\b",
    re.IGNORECASE,
)
"""`Every booking gets a code.`"""
_GOES_WITH: Final = re.compile(
    r"^\W*(?:an?|one)\s+(?P<field>[a-z-]+(?:\s[a-z-]+)?)\s+(?:goes|comes|is\s+kept|is\s+stored)\s+with\s+(?:it|each|them|every\s+one)\W*$",
    re.IGNORECASE,
)
"""`A photo goes with it.`"""
_IF_WANTED: Final = re.compile(
    r"^\W*(?:whether|if)\s+(?:an?|the)\s+[a-z-]+\s+(?P<verb>wants|needs|has)\s+an?\s+(?P<what>[a-z-]+),?\s+(?:(?:that|this|it)\s+)?is\s+(?:also\s+)?"
    r"(?:noted|kept|recorded|marked|ticked|stored|written\s+down)\b",
    re.IGNORECASE,
)
"""`If the donor wants a receipt, that is noted too.`"""
_THEY_ADD: Final = re.compile(
    r"^\W*(?:they|he|she)\s+(?:can|may|must|should)\s+(?:also\s+|then\s+)?(?:add|enter|give|leave|state|set|change)\s+(?:an?|the|their|his|her)\s+"
    r"(?P<field>(?:[a-z-]+\s)?(?:number|name|address|photo|picture|description|code|date|language|birthday|phone|e-?mail|website|colour))\b",
    re.IGNORECASE,
)
_PAIRED: Final = re.compile(
    r"^\W*it\s+(?:ties|links|connects|joins)\s+(?:an?|one|the)\s+(?P<a>[a-z][a-z-]*)\s+(?:to|with|and)\s+(?:an?|one|the)\s+(?P<b>[a-z][a-z-]*)",
    re.IGNORECASE,
)
_DONE_BY: Final = (
    r"(?:run|led|made|written|done|carried\s+out|taught|given|driven|signed|held|owned|managed|chaired|filled\s+in|kept|"
    r"(?!related|limited|needed|required|described|identified|defined|followed|accompanied)[a-z]{2,}ed)"
)
_STANDS: Final = r"(?:stands|hangs|lies|lives|sits|happens|takes\s+place|plays|starts|works|is\s+(?:kept|stored|held|parked|planted|found|located)|belongs)"
_ONE: Final = r"(?:exactly\s+one|only\s+one|just\s+one|one|an?)"
_TARGET: Final = r"(?P<{0}>[a-z][a-z-]*(?:\s(?:of\s)?[a-z-]+)??)"
_TIES: Final = tuple(
    re.compile(
        rf"^\W*(?:it\s+also|(?:an?\s+|each\s+|every\s+)?(?P<of>{NAME}))\s+(?:always\s+)?{pattern}"
        rf"(?:\s*(?:$|[,.(:])|\s+(?:and|on|at|in|for|to|from|by|with|who|which|that|when|as)\b)",
        re.IGNORECASE,
    )
    for pattern in (
        # An answer is from one member to one event.
        (
            rf"(?:is|are)\s+(?:always\s+)?(?:about|for|from|of|to)\s+{_ONE}\s+{_TARGET.format('a')}\s+(?:and\s+)?"
            rf"(?:about|for|from|of|to|with)\s+{_ONE}\s+{_TARGET.format('b')}"
        ),
        rf"(?:is|are)\s+(?:always\s+)?(?:about|for|from|of)\s+{_ONE}\s+{_TARGET.format('a')}\s+and\s+{_ONE}\s+{_TARGET.format('b')}",
        rf"(?:is|are)\s+(?:always\s+)?(?:(?:written|made|meant|issued|kept|opened|created)\s+)?(?:about|for|from|of)\s+{_ONE}\s+{_TARGET.format('a')}",
        rf"(?:is|are)\s+(?:always\s+)?{_DONE_BY}\s+by\s+{_ONE}\s+{_TARGET.format('a')}",
        rf"belongs?\s+to\s+(?:exactly\s+)?{_ONE}\s+{_TARGET.format('a')}\s+and\s+{_ONE}\s+{_TARGET.format('b')}",
        rf"belongs?\s+to\s+(?:exactly\s+)?{_ONE}\s+{_TARGET.format('a')}",
        rf"is\s+one\s+{_TARGET.format('a')}\s+(?:on|in|at|of|with|for|to)\s+one\s+{_TARGET.format('b')}",
        rf"(?:refers\s+to|concerns|relates\s+to|is\s+linked\s+to|comes\s+from)\s+(?:exactly\s+)?{_ONE}\s+{_TARGET.format('a')}",
        rf"(?:is|{_STANDS})\s+(?:in|on|at)\s+(?:exactly\s+|only\s+)?one\s+{_TARGET.format('a')}\s+at\s+a\s+time",
        rf"{_STANDS}\s+(?:in|on|at|to|for|with)\s+(?:exactly\s+|only\s+|just\s+)?one\s+{_TARGET.format('a')}",
    )
)
_ACTOR: Final = re.compile(
    r"^\W*(?:exactly\s+|only\s+)?one\s+(?P<a>[a-z][a-z-]*(?:\s[a-z-]+)?)\s+[a-z]+s\s+(?:it|them)\b",
    re.IGNORECASE,
)
"""`One trainer gives it.`"""
_TYPED: Final = re.compile(
    rf"^\W*(?:the|an?|its|their|free|further)\s+(?P<field>{NAME})(?:\s+of\s+(?:the|an?|each|every)\s+(?P<of>[a-z-]+))?\s+(?:differs\b|varies\b|counts\s+up\b|(?:is|are|must|may|can|has\s+to|have\s+to|should)\s+"
    r"(?:always\s+|only\s+|be\s+|also\s+)*(?:optional|mandatory|compulsory|obligatory|required|unique|(?:not\s+)?needed|voluntary|different|given|"
    r"filled\s+in\b|entered\b(?!\s+by)|(?:written|kept|noted|entered|stored|given|typed)\s+(?:as|in)\s|kept\b|noted\b|stored\b|recorded\b|unknown|missing|left\s+(?:out|empty)|empty|"
    r"an?\s+(?:whole\s+|decimal\s+|positive\s+|round\s+|free\s+|short\s+|long\s+)*(?:number|integer|amount|decimal|date|day|time|text|percentage|yes\s+or\s+no)\b|"
    r"(?:in|measured\s+in|given\s+in)\s+(?:whole\s+)?(?:metres|meters|euros|pounds|dollars|kilos?|kilograms?|grams?|litres|minutes|hours|days|cm|centimetres)\b|"
    r"free\s+text|plain\s+text|between\s+\d|at\s+(?:most|least)\s+\d|negative|zero|positive|possible|assigned|generated|calculated|counted))",
    re.IGNORECASE,
)
_OWNED: Final = re.compile(
    r"^\W*(?:an?|each|every|the)\s+(?P<of>[a-z-]+(?:\s[a-z-]+)?)(?:'s|’s)\s+(?P<field>[a-z][a-z-]*(?:\s[a-z-]+)?)\s+"
    r"(?:is|are|must|may|can|has\s+to|should)\s+(?:only\s+|never\s+|always\s+|be\s+|not\s+)*(?:seen|shown|visible|hidden|kept|stored|optional|"
    r"required|mandatory|unique|needed|entered|known|noted|recorded|checked|printed|an?\b|in\b|between)",
    re.IGNORECASE,
)
"""`A singer's phone number is only seen by the board.`"""
_SEASON: Final = r"(?:january|february|march|april|may|june|july|august|september|october|november|december|spring|summer|autumn|winter)"
_SPANS: Final = tuple(
    (
        re.compile(
            rf"^\W*(?:(?:an?|each|every|the)\s+)?(?P<of>{NAME})\s+(?:[^.:]{{0,60}}?(?:,|\band)\s+)??(?:may\s+|can\s+|must\s+)?{pattern}",
            re.IGNORECASE,
        ),
        names,
    )
    for pattern, names in (
        (
            r"(?:lasts?|runs?|goes|is\s+valid|is\s+open)\s+from\s+(?:one|an?)\s+(?:date|day)\s+(?:to|until|till)\s+(?:another|one|an?)\b",
            ("starts on", "ends on"),
        ),
        (
            r"(?:lasts?|runs?|goes|is\s+open)\s+from\s+(?:one|an?)\s+(?:time|hour)\s+(?:to|until|till)\s+(?:another|one|an?)\b",
            ("starts at", "ends at"),
        ),
        (
            r"(?:starts?|begins?)\s+on\s+(?:one|an?)\s+(?:date|day)\s+and\s+(?:\w+\s+)?ends?\s+on\b",
            ("starts on", "ends on"),
        ),
        (
            r"(?:starts?|begins?)\s+at\s+(?:one|an?)\s+(?:time|hour)\s+and\s+(?:\w+\s+)?ends?\s+at\b",
            ("starts at", "ends at"),
        ),
        (
            rf"(?:starts?|begins?)\s+in\s+{_SEASON}\s+and\s+(?:\w+\s+)?ends?\s+in\b",
            ("starts on", "ends on"),
        ),
        (r"(?:has\s+a\s+start\s+and\s+an\s+end)\b", ("starts at", "ends at")),
        (r"(?:takes?\s+place|is\s+held|happens?)\s+on\s+(?:one|an?)\s+(?:date|day)\b", ("date",)),
        (r"(?:starts?|begins?)\s+on\s+(?:one|an?)\s+(?:date|day)\b", ("starts on",)),
        (r"(?:starts?|begins?)\s+at\s+(?:one|an?)\s+(?:time|hour)\b", ("starts at",)),
    )
)
_SOME: Final = re.compile(
    r"^\W*some\s+(?:of\s+(?:them|these|the\s+(?P<of>[a-z-]+))|(?P<which>[a-z-]+s))\s+(?P<verb>have|are|need)\s+(?:not\s+|no\s+|an?\s+)?(?P<what>[a-z-]+)"
    r"(?=.*(?:\b(?:and|but)\s+(?:some|others)\b|\bnot\s+all\b|\bwe\s+(?:tick|mark|note|flag|write)\b|,\s+others\b))",
    re.IGNORECASE,
)
"""`Some of them have floodlights and some do not.`"""
_KEPT_WITH: Final = re.compile(
    r"(?:^\W*|,\s+(?:and\s+)?)(?:the|these|this|its|their)\s+(?P<field>[a-z-]+(?:\s[a-z-]+)?)\s+(?:is|are)\s+(?:kept|stored|noted|recorded|saved|written)\s+"
    r"(?:with|on|for|at)\s+(?:the|each|every|an?)\s+(?P<of>[a-z-]+(?:\s[a-z-]+)??)(?:\s*$|[,;.]|\s+(?:so|and|as|for|because|to|in)\b)",
    re.IGNORECASE,
)
"""`These points are kept with the team.`"""
_SWITCH: Final = re.compile(
    rf"^\W*(?:an?\s+|the\s+|each\s+|every\s+|some\s+)?(?P<of>{NAME})\s+(?:[a-z, ]{{0,60}}\s)??(?:can|may|is|are)\s+(?:also\s+|be\s+|then\s+)*"
    r"(?:marked|flagged|ticked|tagged)\s+(?:as\s+)?(?P<state>[a-z]+)\b",
    re.IGNORECASE,
)
_TURNED: Final = re.compile(
    rf"^\W*(?:an?\s+|the\s+|each\s+|every\s+)?(?P<of>{NAME})\s+(?:[a-z, ]{{0,50}}\s)??(?:(?:can|may)\s+(?:also\s+)?be|gets?|becomes?|is(?=\s+(?:locked|blocked|hidden|suspended)\s+until\b))\s+"
    r"(?P<state>archived|blocked|retired|suspended|locked|hidden|frozen|banned|pinned|disabled|deactivated|closed)\b",
    re.IGNORECASE,
)
_ENDS: Final = frozenset(("number", "name", "result"))
"""Words that are a value with another before them."""
_OF_ONE: Final = re.compile(r"\W*(?:an?|each|every|it)\s.*\bone\b", re.IGNORECASE)
_NO_FIELDS: Final = frozenset(
    "password link page screen button app system session list form file backup rule order same other thing login "
    "account user answer question result reason_why number name".split()
)


def told_by(text: str, about: str) -> tuple[Told, ...]:
    """Return what a sentence tells of `about`, or of what its own subject names."""
    for read in (_asides, kinds, _pairs, says, _spans, _ties, states, _typed, _switched):
        if found := tuple(read(text, about)):
            return found
    return ()


def is_of_field(text: str) -> bool:
    """Tell whether a sentence is about a value of what was named before: `A photo is optional`."""
    return (_TYPED.match(text) or _GOES_WITH.match(text)) is not None


def _asides(text: str, about: str) -> Iterator[Told]:
    """Read what only some have, and what is kept with something."""
    if some := _SOME.match(text):
        subject = noun(some["of"] or some["which"] or "") or about
        head = (
            "is"
            if some["verb"].lower() == "are"
            else "has"
            if some["verb"].lower() == "have"
            else "needs"
        )
        what = some["what"].lower()
        if subject and is_plain(what):
            yield Told(subject, Named(f"{head} {singular(what) if head == 'is' else what}"))
    elif wanted := _IF_WANTED.match(text):
        if about and is_plain(wanted["what"]):
            yield Told(about, Named(f"{wanted['verb']} {wanted['what']}".lower()))
    elif (
        kept := _GOES_WITH.match(text)
        or _KEPT_WITH.search(text)
        or _GETS.match(text)
        or _THEY_ADD.match(text)
    ):
        subject = noun(kept.groupdict().get("of") or "") or about
        if subject and is_plain(kept["field"]):
            yield Told(subject, Named(kept["field"].lower()))


def _pairs(text: str, about: str) -> Iterator[Told]:
    """Read what is there once for two things, or many times for one."""
    if paired := _PAIRED.match(text):
        names = [noun(paired["a"]), noun(paired["b"])]
        yield from (Told(about, Named(name), sure=True) for name in names if about and name)
    elif pair := _EACH_PAIR.match(text):
        subject = noun(pair["of"])
        values = listed_values((pair["rest"] or "").strip(" ."))
        names = [noun(pair["a"]), noun(pair["b"])]
        if subject and all(names):
            yield from (Told(subject, Named(name), sure=True) for name in names)
            yield from (Told(subject, Named("status", values)) for _ in values[:1])
    elif many := _MANY_PER.match(text) or _ONE_PER.match(text):
        subject, of = noun(many["of"]), noun(many["a"])
        if subject and of:
            yield Told(subject, Named(of))


def _ties(text: str, about: str) -> Iterator[Told]:
    if actor := _ACTOR.match(text):
        if about and is_plain(actor["a"]) and (name := noun(actor["a"])):
            yield Told(about, Named(name))
        return
    for form in _TIES:
        match = form.match(text)
        if match is None:
            continue
        subject = subject_of(match["of"], about)
        names = [noun(match[key]) for key in ("a", "b") if match.groupdict().get(key)]
        if subject and all(names):
            sure = _OF_ONE.match(text) is not None
            yield from (Told(subject, Named(name), sure) for name in names)
            return


def _spans(text: str, about: str) -> Iterator[Told]:
    """Read `It lasts from one day to another`."""
    found: dict[str, Told] = {}
    for form, names in _SPANS:
        match = form.match(text)
        if match is not None and (subject := subject_of(match["of"], about)):
            found |= {
                name: Told(subject, Named(name), sure=True) for name in names if name not in found
            }
    yield from found.values()


def _typed(text: str, about: str) -> Iterator[Told]:
    if owned := _OWNED.match(text):
        if (
            (subject := noun(owned["of"]))
            and is_plain(owned["field"])
            and snake(owned["field"]) not in _NO_FIELDS
        ):
            yield Told(subject, Named(owned["field"].lower()))
        return
    match = _TYPED.match(text)
    if match is None:
        return
    field = match["field"].lower()
    subject = noun(match["of"]) if match["of"] else about
    bare = [word for word in field.split() if word != "of"]
    if (
        not subject
        or snake(field) in _NO_FIELDS
        or bare[-1] in _NO_FIELDS - _ENDS
        or noun(field) == subject
    ):
        return
    if is_plain(" ".join(bare)):
        yield Told(subject, Named(field))


def _switched(text: str, about: str) -> Iterator[Told]:
    match = _SWITCH.match(text) or _TURNED.match(text)
    subject = subject_of(match["of"], about) if match else ""
    if match is not None and subject and is_plain(match["state"]):
        yield Told(subject, Named(f"is {match['state'].lower()}"))

"""Idioms for what a field must have, may lack, holds and starts with.

Nobody can save a depot without a postcode.       No two suppliers have the same code.
In the remark you can type 200 characters.        A ticket can do without a remark.
The grade goes from 1 to 6.                       The default priority is medium.
"""

import re
from collections.abc import Iterator
from typing import Final

from luke_cli.notations.numbers.quantities import NUMBER, number
from luke_cli.notations.rule_words import Rule, Said

_NAME: Final = r"[A-Za-z][\w'’-]*(?:\s[\w'’-]+){0,2}?"
_ENTITY: Final = r"[A-Za-z][\w-]*(?:\s[a-z][\w-]*)?"
_OF: Final = rf"(?:\s+of\s+(?:an?|the|each|every)\s+(?P<entity>{_ENTITY}))?"
_CHARACTERS: Final = r"(?:characters?|chars?|letters|digits|signs|symbols)"
_KEEP: Final = r"(?:save|register|create|add|enter|store|record|book|submit|file)"
_REFUSES: Final = (
    r"(?:refuses|rejects|declines|(?:does\s+not|doesn['’]t|will\s+not)\s+(?:accept|take|save))"
)
_KEPT: Final = (
    r"(?:saved|registered|created|added|entered|stored|recorded|booked|submitted|filed|sent|posted)"
)
_REFUSED: Final = (
    r"(?:refuses?d?|rejects?|rejected|declines?|declined|answers?\s+(?:with\s+)?4\d\d|returns?\s+4\d\d|not\s+(?:accept|accepted|save|saved|"
    r"allow|allowed|store|stored|possible)|invalid|fails?|an?\s+error)"
)
_NOT_IF: Final = r"(?!.*\b(?:if|when|unless|except|only)\b)"
_NEEDED: Final = (
    (
        True,
        re.compile(
            rf"^(?:(?:you|we|one|the\s+[a-z]+|[a-z]+s)\s+(?:cannot|can\s*not|can['’]t|may\s+not|must\s+not)|(?:nobody|no\s+one)\s+(?:can|may))"
            rf"\s+{_KEEP}\s+(?:an?|the|any)\s+(?P<entity>{_ENTITY})\s+without\s+(?:an?|the|its|their)\s+(?P<field>{_NAME})$",
            re.IGNORECASE,
        ),
    ),
    (
        True,
        re.compile(
            rf"^the\s+(?:form|app|system|server|api|backend|desk)\s+{_REFUSES}\s+(?:an?|any|every|all)\s+(?P<entity>{_ENTITY})\s+"
            rf"(?:(?:which|that)\s+(?:has|have)\s+no|without\s+(?:an?|the|its))\s+(?P<field>{_NAME})$",
            re.IGNORECASE,
        ),
    ),
    (
        True,
        re.compile(
            rf"^(?:if|when|whenever|should)\s+(?:an?|the|any)\s+(?P<entity>{_ENTITY})\s+(?:(?:is|are|gets?|has\s+been|be)\s+{_KEPT}\s+"
            rf"(?:without|with\s+no)|(?:has|have|comes?\s+with|carries)\s+no|lacks|is\s+missing)\s+(?:(?:an?|the|its|any)\s+)?"
            rf"(?P<field>{_NAME}),\s+(?:then\s+)?[^,]{{0,60}}?\b{_REFUSED}\b",
            re.IGNORECASE,
        ),
    ),
    (
        True,
        re.compile(
            rf"^(?P<field>{_NAME})(?P<entity>):\s+(?:is\s+)?(?:always\s+)?(?:mandatory|required|compulsory|obligatory)\b{_NOT_IF}",
            re.IGNORECASE,
        ),
    ),
    (
        False,
        re.compile(
            rf"^(?:an?|each|every|the)\s+(?P<entity>{_ENTITY})\s+can\s+do\s+without\s+(?:an?|the|its)\s+(?P<field>{_NAME})$",
            re.IGNORECASE,
        ),
    ),
    (
        False,
        re.compile(
            rf"^it\s+is\s+(?:fine|ok|okay|allowed|possible|no\s+problem)\s+to\s+leave\s+(?:out\s+)?the\s+(?P<field>{_NAME}){_OF}"
            rf"(?:\s+(?:out|empty|blank|open))?$",
            re.IGNORECASE,
        ),
    ),
    (
        False,
        re.compile(
            rf"^(?:the\s+)?(?P<field>{_NAME}){_OF}\s+is\s+(?:only\s+)?nice\s+to\s+have$",
            re.IGNORECASE,
        ),
    ),
)
_UNIQUE: Final = re.compile(
    rf"^(?:no\s+two\s+(?P<entity>{_ENTITY})\s+(?:may\s+|can\s+|must\s+)?(?:have|share|carry|use)|two\s+(?P<other>{_ENTITY})\s+"
    r"(?:never|cannot|must\s+not|may\s+not)\s+(?:have|share|carry|use))\s+"
    rf"(?:the\s+same|an?|one|the)\s+(?P<field>{_NAME})$",
    re.IGNORECASE,
)
_ROOM: Final = (
    re.compile(
        rf"\bin(?:to)?\s+the\s+(?P<field>{_NAME}){_OF}\s+(?:you|one|users?|people|they)\s+can\s+(?:type|write|enter|put)\s+"
        rf"(?:up\s+to\s+|at\s+most\s+)?(?P<n>{NUMBER})\s+{_CHARACTERS}",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?P<n>{NUMBER})\s+{_CHARACTERS}\s+fit\s+(?:into|in|on)\s+the\s+(?P<field>{_NAME}){_OF}$",
        re.IGNORECASE,
    ),
    re.compile(
        rf"^(?:the\s+)?(?P<field>{_NAME}){_OF}(?:\s+(?:field|box|area))?\s+(?:counts\s+down\s+from\s+|shows\s+0\s*/\s*)(?P<n>{NUMBER})\b",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?:input|field|box)\s+for\s+the\s+(?P<field>{_NAME}){_OF}\s+is\s+limited\s+to\s+(?P<n>{NUMBER})\s+{_CHARACTERS}",
        re.IGNORECASE,
    ),
    re.compile(
        rf"^(?:the\s+)?(?P<field>{_NAME}){_OF},\s+(?:at\s+most|up\s+to|no\s+more\s+than)\s+(?P<n>{NUMBER})\s+{_CHARACTERS}$",
        re.IGNORECASE,
    ),
)
_ASKED: Final = re.compile(
    rf"^(?:an?|each|every|the)\s+(?P<entity>{_ENTITY})\s+(?:asks?\s+for|has|have|needs?|takes?|accepts?|allows?|carries|holds?|gets?|offers?|"
    rf"contains?|comes?\s+with)\s+(?:an?|the|its|one)\s+(?P<field>{_NAME})\s+(?:of\s+)?(?:between|from|in\s+the\s+range(?:\s+of|\s+from)?)\s+"
    r"(?P<low>-?\d[\d.]*)\s*(?:and|to|-|–)\s*(?P<high>-?\d[\d.]*\d|\d)\b(?!\s*(?:characters|letters|digits|chars))",
    re.IGNORECASE,
)
_MEASURED: Final = re.compile(
    rf"^(?:an?|each|every|the|all|any)\s+(?P<entity>{_ENTITY})\s+(?:(?:can|may|must)\s+)?(?:holds?|takes?|has|have|seats?|weighs?|lasts?|needs?|"
    r"measures?|fits?|carr(?:y|ies)|is|are)\s+(?:only\s+)?(?:(?P<most>at\s+most|up\s+to|no\s+more\s+than)\s+|(?P<least>at\s+least)\s+|"
    r"(?:between\s+|from\s+)?(?P<low>\d[\d.]*)\s*(?:and|to|-|–)\s*)(?P<high>\d[\d.]*\d|\d)\s+"
    rf"(?P<field>(?!{_CHARACTERS}|hours|days|weeks|months|years|times|of|per)[a-z]{{3,}})(?:\s+(?:long|heavy|high|wide|deep|old|each))?$",
    re.IGNORECASE,
)
"""`A kiln holds 20 to 900 litres`: the unit is in the name of the field."""
_RANGE: Final = re.compile(
    rf"^(?:the\s+|an?\s+)?(?P<field>{_NAME}){_OF}\s+(?:goes|go|ranges?|runs?|is\s+given|are\s+given|can\s+be\s+set|"
    r"(?:is|are)\s+an?\s+(?:whole\s+)?(?:number|integer|slider|scale|value|stepper|rating))\s+(?:in|from|between)\s+"
    r"(?P<low>-?\d[\d.]*)\s*(?:to|and|-|–)\s*(?P<high>-?\d[\d.]*\d|\d)(?:\s+(?:stars?|points?|percent|%))?$",
    re.IGNORECASE,
)
_WORD: Final = r"[`'\"“]?(?P<value>[A-Za-z][\w-]*)[`'\"”]?"
_DEFAULTS: Final = (
    re.compile(rf"^(?:the\s+)?default\s+(?P<field>{_NAME}){_OF}\s+is\s+{_WORD}$", re.IGNORECASE),
    re.compile(
        rf"^(?:if|when|where)\s+nothing\s+is\s+(?:chosen|selected|given|said|set|picked),\s+(?:the\s+)?(?P<field>{_NAME}){_OF}\s+is\s+{_WORD}$",
        re.IGNORECASE,
    ),
    re.compile(
        rf"^(?:an?\s+|all\s+|every\s+)?new\s+(?P<entity>{_ENTITY})\s+(?:gets?|has|have|starts?\s+with)\s+the\s+"
        rf"(?P<field>[a-z][\w-]*)\s+{_WORD}$",
        re.IGNORECASE,
    ),
)


def read_idioms(text: str) -> Iterator[Said]:
    """Yield what the idioms of a sentence say."""
    for required, form in _NEEDED:
        if match := form.match(text):
            yield Said(Rule(required=required), match["entity"] or "", match["field"])
            break
    if alike := _UNIQUE.match(text):
        yield Said(Rule(unique=True), alike["entity"] or alike["other"], alike["field"])
    for form in _ROOM:
        if match := form.search(text):
            count = int(float(number(match["n"])))
            yield Said(Rule(max_length=count or None), match["entity"] or "", match["field"])
            break
    yield from _ranged(text)
    yield from _starting(text)


def _ranged(text: str) -> Iterator[Said]:
    if ranged := _RANGE.match(text) or _ASKED.match(text):
        rule = Rule(minimum=ranged["low"].rstrip("."), maximum=ranged["high"])
        yield Said(rule, ranged["entity"] or "", ranged["field"])
    if measured := _MEASURED.match(text):
        rule = Rule(minimum=measured["low"] or "", maximum=measured["high"])
        if measured["least"]:
            rule = Rule(minimum=measured["high"])
        yield Said(rule, measured["entity"], measured["field"])


def _starting(text: str) -> Iterator[Said]:
    for form in _DEFAULTS:
        if match := form.match(text):
            yield Said(Rule(default=match["value"]), match["entity"] or "", match["field"])
            break

"""What stories, criteria, glossaries and comments say of a field in passing.

It starts as a draft.       Serial numbers of up to 40 characters go in uncut.
Payment days - how long one may take; we start everybody at 14.       Loan.copies runs from 1 to 8.
Every new member leaves a phone number.           Grade - how it is, one of good, fair and poor.
The party size is at most 8, larger groups ring.
"""

import re
from collections.abc import Iterator
from typing import Final

from luke_cli.notations.numbers.quantities import NUMBER, number
from luke_cli.notations.rule_words import Rule, Said, read_rule

_NAME: Final = r"[A-Za-z][\w'’-]*(?:\s[\w'’-]+){0,2}?"
_THING: Final = r"[A-Za-z][\w-]*(?:\s[a-z][\w-]*){0,2}?"
_CHARACTERS: Final = r"(?:characters?|chars?|letters|digits|signs|symbols)"
_ENDS: Final = r"(?=\s*(?:[,;.)]|$|\band\b|\bor\b|\buntil\b|\bthen\b|\bbefore\b|\bbut\b))"
_MARK: Final = r"[\"“'*`_]{0,2}"
_STARTS: Final = (
    r"(?:starts?(?:\s+(?:out|off|life|its\s+life))?|begins?(?:\s+(?:life|its\s+life))?|is\s+(?:first\s+|initially\s+|always\s+)?(?:created|born|stored|"
    r"saved|made|opened|filed|entered)|comes?\s+in|arrives?|enters?)"
)
_IT_BEGINS: Final = re.compile(
    rf"^it\s+(?:always\s+)?{_STARTS}\s+(?:as|in)\s+(?:(?:the\s+)?(?:status|state)\s+|an?\s+)?{_MARK}(?P<value>[A-Za-z][\w-]*){_MARK}{_ENDS}",
    re.IGNORECASE,
)
_AT_FIRST: Final = re.compile(
    r"\b(?:(?:we|you|the\s+office|the\s+system)\s+)?(?:starts?|begins?|sets?|puts?)\s+(?:(?:everybody|everyone|everything|each|all|them|it|"
    r"(?:an?\s+|every\s+)?new\s+\w+)\s+)?(?:at|with|to|from)\s+(?P<value>\d[\d.]*)(?=\s*(?:[,;.)%]|$|\band\b|\bdays?\b|\bmonths?\b|\bhours?\b|\bminutes?\b))|"
    r"\b(?:is|are)\s+(?P<at>\d[\d.]*)\s+(?:at\s+first|to\s+begin\s+with|by\s+default|for\s+(?:everybody|everyone|a\s+new\s+\w+))\b|"
    r"\bunless\s+(?:told|said|set|agreed)\s+otherwise,?\s+(?:it\s+is\s+)?(?P<told>\d[\d.]*)\b",
    re.IGNORECASE,
)
_PLURAL: Final = re.compile(
    rf"(?:^|[,;:]\s+|\b(?:that|and)\s+)(?P<field>[A-Za-z][\w'’-]*(?:\s[a-z][\w'’-]*){{0,2}}s)\s+(?:of|with)\s+(?P<size>(?:up\s+to|at\s+most|at\s+least|"
    rf"(?:no|not)\s+more\s+than|(?:no|not)\s+(?:less|fewer)\s+than|max(?:imum)?\.?|min(?:imum)?\.?)\s+{NUMBER})\s+{_CHARACTERS}\b",
    re.IGNORECASE,
)
_LEAVES: Final = re.compile(
    rf"^(?:every|each)\s+(?:new\s+)?(?P<entity>{_THING})\s+(?:always\s+)?(?:leaves|gives|provides|states|brings|has\s+to\s+(?:have|give|leave|carry)|"
    rf"always\s+(?:has|carries|names))\s+(?:us\s+)?(?:an?|the|his|her|their|its)\s+(?P<field>{_NAME})(?=\s*(?:[,;.]|$|\bwhen\s+(?:signing|joining|booking)\b|\bat\s+(?:sign|the)\b))",
    re.IGNORECASE,
)
_RANGE: Final = re.compile(
    r"^(?:the\s+|an?\s+)?(?P<field>[A-Za-z][\w.'’-]*(?:\s[a-z][\w'’-]*){0,2}?)\s+(?:always\s+)?(?:runs?|goes|lies|ranges|counts)\s+(?:from|between)\s+"
    r"(?P<low>-?\d[\d.]*)\s*(?:to|and|-|–|up\s+to)\s+(?P<high>-?\d[\d.]*\d|\d)\b(?!\s*(?:o['’]clock|h\b|:|am\b|pm\b))",
    re.IGNORECASE,
)
_MOST: Final = re.compile(
    r"^(?:the\s+|an?\s+)?(?P<field>[A-Za-z][\w.'’-]*(?:\s[a-z][\w'’-]*){0,2}?)\s+(?:is|are|must\s+be)\s+(?:(?P<most>at\s+most|no\s+more\s+than|never\s+(?:more|higher|above)"
    r"(?:\s+than)?|limited\s+to|capped\s+at)|at\s+least|no\s+less\s+than)\s+(?P<n>-?\d[\d.]*\d|\d)(?=\s*(?:,|$|\bbecause\b|\bsince\b|\bpeople\b|\bpersons\b|%|per\s*cent))",
    re.IGNORECASE,
)
_ONE_OF: Final = re.compile(
    r"(?:^|[,:]\s+|\b(?:is|are|as)\s+)(?:always\s+)?(?:(?:exactly\s+)?one\s+of|either|(?:we\s+)?(?:know|use|have)\s+(?:\w+):|(?:it\s+is|can\s+be))\s+(?P<list>[A-Za-z][\w -]{1,24}"
    r"(?:,\s+[\w -]{2,24}){1,9},?\s+(?:and|or)\s+[A-Za-z][\w -]{1,24})$",
    re.IGNORECASE,
)
_FEWEST: Final = 3


def read_told(text: str, subject: str) -> Iterator[Said]:
    """Yield what a sentence says in passing; `subject`: the headword or thing that it goes on about."""
    if subject and (match := _IT_BEGINS.match(text)):
        yield Said(Rule(default=match["value"]), subject, "status")
    if match := _LEAVES.match(text):
        yield Said(Rule(required=True), match["entity"], match["field"])
    for match in _PLURAL.finditer(text):
        found = read_rule("has", f"{match['size']} characters")
        if found is not None:
            yield Said(found, "", match["field"])
    yield from _bounded(text)
    if subject[:1].isupper():
        yield from _of_headword(text, subject)


def _bounded(text: str) -> Iterator[Said]:
    if match := _RANGE.match(text):
        yield Said(Rule(minimum=match["low"], maximum=match["high"]), "", match["field"])
    if match := _MOST.match(text):
        bound = number(match["n"].rstrip("."))
        rule = Rule(maximum=bound) if match["most"] else Rule(minimum=bound)
        yield Said(rule, "", match["field"])


def _of_headword(text: str, subject: str) -> Iterator[Said]:
    """Yield what the explanation of a word says: `how long one may pay; we start everybody at 14`."""
    if match := _AT_FIRST.search(text):
        value = match["value"] or match["at"] or match["told"]
        yield Said(Rule(default=value.rstrip(".")), "", subject)
    match = _ONE_OF.search(text)
    rule = read_rule("is", match["list"]) if match else None
    if rule is not None and len(rule.values) >= _FEWEST:
        yield Said(rule, "", subject)

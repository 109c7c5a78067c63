"""What a sentence with marks (see `known_marks`) says of the fields in it.

⟨E0⟩ cannot be added without ⟨L0⟩      ⟨L0 1 2⟩ are mandatory      owners may leave ⟨L0⟩ blank
two ⟨E0⟩ may share ⟨L0⟩                ⟨L0⟩ is stored in whole cents

What must be there in one case need not be there at all; what may be missing in one case may be missing.
"""

import re
from collections.abc import Collection, Iterator
from typing import Final, NamedTuple

from luke_cli.notations.known_defaults import defaults_in
from luke_cli.notations.known_forms import THING, compiled
from luke_cli.notations.known_sizes import sizes_in
from luke_cli.notations.known_types import kinds_in
from luke_cli.notations.known_uniqueness import uniqueness_in
from luke_cli.notations.rule_words import Rule

_L: Final = r"⟨L(?P<fields>[\d ]+)⟩"
_ADVERB: Final = r"(?:(?:always|also|all|both|each|still|even|then|now|therefore|absolutely|strictly|explicitly)\s+)*"
_NEEDED: Final = (
    r"(?:required|mandatory|compulsory|obligatory|needed|necessary|must(?=\s*(?:$|[.,;)])))"
)
_SPARE: Final = r"(?:optional|nullable|voluntary|dispensable)"
_FILLED: Final = (
    r"(?:given|provided|set|filled(?:\s+(?:in|out))?|present|entered|stated|supplied|specified|known|chosen|selected|"
    r"recorded|assigned|there|captured|noted|picked|typed\s+in)"
)
_EMPTY: Final = (
    r"(?:empty|blank|null|missing|open|out|unset|unknown|undefined|omitted|skipped|unfilled|"
    r"left\s+(?:out|empty|blank|open|off|unset))"
)
_GIVE: Final = (
    r"(?:enter|give|provide|state|specify|fill\s+(?:in|out)|choose|select|pick|supply|type(?:\s+in)?|record|include|"
    r"contain|carry|have|name|come\s+with|bear)"
)
_MADE: Final = (
    r"(?:saved?|stored?|created?|add(?:ed)?|record(?:ed)?|register(?:ed)?|enter(?:ed)?|made?|submit(?:ted)?|book(?:ed)?|"
    r"accept(?:ed)?|opened|placed|exists?|insert(?:ed)?|kept|complete|valid)"
)
_NO: Final = (
    r"(?:cannot|can\s?not|can['’]t|(?:must|may|shall|should)\s+not|mustn['’]t|(?:is|are)\s+(?:not|never)|(?:may|can|must)\s+never|"
    r"(?:does|do|did|will)\s+not|(?:doesn|don|won)['’]t|refuses?\s+to|impossible|nobody|no\s+one|not)"
)
_MUST: Final = (
    r"(?:must|shall|has\s+to|have\s+to|needs?\s+to|(?:is|are)\s+(?:required|obliged)\s+to)"
)
_MAY: Final = r"(?:may|can|might|could|(?:is|are)\s+allowed\s+to)"
_NEED_NOT: Final = (
    r"(?:no\s+need\s+to|(?:does|do)\s+not\s+(?:have|need)\s+to|need(?:s)?\s+not|needn['’]t|"
    r"(?:is|are)\s+not\s+(?:required|obliged|forced)\s+to)"
)
_GAP: Final = r"[^.;⟨]{0,60}?"
_NONE_OF: Final = r"(?:if|when|where|until|while|as\s+long|once|unless|after|before|we|you|they|users?|people|no)\b"
"""Begins what is said of one case, or of people."""
_UNLESS: Final = r"\s+(?:unless|until)\s+(?:it|they|this|there|⟨E\d+⟩)\s+(?:has|have|is|are|contains?|carries|comes\s+with)"
_SUCH: Final = (
    r"(?:(?!(?:no|not|nor|or|and|but|different|another|other|same|more|fewer|if|when|in|for|to|with|of|on|at|from|by|as|than|after|"
    r"before|between|either)\b)[a-z]+\s+){0,2}"
)
"""Words before a field that say which: `a working phone`."""
_REFUSED_AS: Final = (
    r"(?:is|are|gets?|will\s+be)\s+(?:always\s+|simply\s+|at\s+once\s+)?"
    r"(?:refused|rejected|turned\s+(?:away|down)|invalid|incomplete|sent\s+back|thrown\s+out|declined)\b"
)


_STATED: Final = compiled(
    # `⟨L⟩ are mandatory`; of `⟨L⟩ (optional)` only the last
    rf"{_L}\s*(?:\([^()]*\)\s*)?(?:(?P<verb>(?:is|are|being|remains?|stays?)\s+|[:=]\s*)|[(,]\s*|\s[–—-]\s+)?"
    rf"(?:(?:treated|marked|shown|considered|regarded)\s+as\s+)?(?:an?\s+)?{_ADVERB}(?P<no>not\s+(?:always\s+)?|never\s+|no\s+longer\s+)?{_ADVERB}"
    rf"(?:(?P<needed>{_NEEDED})|(?P<spare>{_SPARE}))(?![\w-])(?!\s+(?:by|to|in\s+order)\b)",
    # `mandatory fields: ⟨L⟩`, `an optional ⟨L⟩`
    r"(?P<no>\bnot\s+)?\b(?:(?P<needed>required|mandatory|compulsory|obligatory)|(?P<spare>optional(?:ly)?))"
    r"(?:\s+(?:form\s+)?(?:fields?|inputs?|entries|data|attributes?|values?|with))?"
    rf"\s*(?:(?:are|is)\s*:?|:)?\s*{_L}(?!\s*(?:is|are)\b)",
)
_REQUIRED: Final = compiled(
    rf"{_L}\s+{_MUST}\s+{_ADVERB}be\s+{_ADVERB}{_FILLED}\b",
    rf"{_L}\s+(?:is|are)\s+{_ADVERB}to\s+be\s+{_FILLED}\b",
    rf"{_L}\s+(?:{_NO}|is\s+never|are\s+never)\s+(?:(?:be|stay|remain)\s+)?(?:left\s+)?{_EMPTY}\b",
    rf"\b(?:{_NO}|no)\b{_GAP}(?:{THING}{_GAP})?\b{_MADE}\b{_GAP}(?:{THING}{_GAP})?\bwithout\s+{_L}",
    rf"\bno\s+{THING}\s+without\s+{_L}",
    rf"\b(?:{_NO}|no|nothing)\b{_GAP}(?:{THING}{_GAP})?\b{_MADE}{_UNLESS}\s+(?:both\s+|at\s+least\s+)?{_SUCH}{_L}",
    rf"\b(?:{_NO}|no|nothing)\b{_GAP}(?:{THING}{_GAP})?\b{_MADE}\s+(?:unless|until)\s+{_L}\s+(?:is|are|has\s+been|have\s+been)\s+{_FILLED}\b",
    rf"\bwithout\s+{_L},?{_GAP}(?:{THING}\s+)?{_NO}\s+(?:be\s+)?{_MADE}\b",
    rf"{THING}\s+(?:{_MUST}\s+{_ADVERB}{_GIVE}|always\s+(?:has|have|carries|carry|needs?)|{_ADVERB}(?:needs?|requires?|demands?))\s+"
    rf"(?:(?:exactly|at\s+least)\s+)?(?:one\s+)?{_SUCH}{_L}",
    rf"{THING}\s+{_MUST}\s+{_ADVERB}(?:leave|keep|put|deposit)\s+{_SUCH}{_L}\s+(?:on|in)\s+(?:file|record|the\s+(?:system|file|record))\b",
    rf"\bwithout\s+{_L},?{_GAP}(?:{THING}\s+)?{_REFUSED_AS}",
    rf"\b(?:form|dialog|page|wizard|sheet|screen)\s+{_NO}\s+(?:be\s+)?(?:sent|submitted|left|closed|sent\s+off)\s+without\s+{_L}",
    rf"\b{_MUST}\s+{_ADVERB}{_GIVE}\s+{_L}",
    rf"\b(?:we|you|they|one|form|dialog|page|screen|system|wizard|server)\s+{_ADVERB}(?:insists?\s+on|needs?|requires?|demands?)\s+{_L}",
    rf"{_L}[;,:]\s+(?:all|both)(?:\s+(?:of\s+them|of\s+these|two|three|four))?\s+(?:{_MUST}\s+be\s+{_FILLED}|are\s+{_NEEDED})\b",
)
_OPTIONAL: Final = compiled(
    rf"{_L}:?\s+{_MAY}\s+(?:also\s+|sometimes\s+)?(?:(?:be|stay|remain)\s+)?(?:left\s+)?{_EMPTY}\b",
    rf"\b{_MAY}\s+(?:also\s+)?(?:omit|skip|leave(?:\s+out)?)\s+{_L}",
    rf"\b{_NEED_NOT}\s+{_GIVE}\s+{_L}",
    rf"{_L}\s+{_NEED_NOT}\s+be\s+{_FILLED}\b",
    rf"{THING}\s+(?:(?:does|do)\s+not\s+(?:need|require)|(?:needs?|requires?)\s+no)\s+{_L}",
    rf"{_L}\s+{_MAY}\s+be\s+(?:{_FILLED}|added)\s+(?:later|afterwards|at\s+any\s+time|any\s+time)\b",
    rf"{THING}\s+{_MAY}\s+(?:optionally\s+|also\s+)*(?:have|carry|bear|include)\s+{_L}",
    rf"\bnot\s+(?:every\s+|all\s+)?{THING}\s+(?:have|has|carry|carries|come\s+with)\s+{_L}",
    rf"\b(?:some|many|most|several|a\s+few|older|other|(?:one|none|half)\s+or\s+\w+)\s+(?:of\s+)?{THING}\s+(?:\w+\s+)?(?:have|has|carry|carries|come\s+with)\s+no\s+{_L}",
    # `gift cards and samples have no ⟨L⟩`: what they are is in no other word of the code
    rf"^(?!{_NONE_OF})[^.;:?⟨]{{3,120}}?[a-z]s\s+(?:[^.;:,?⟨]{{1,40}}\s)??(?:have|carry|bear)\s+no\s+{_L}(?=\s*(?:$|[.,;!)]))",
    rf"\b(?:only\s+)?(?:some|few)\s+(?:of\s+)?{THING}\s+(?:have|has|carry|carries|come\s+with)\s+{_L}",
    rf"{_L}\s+(?:simply\s+|then\s+|just\s+|often\s+|sometimes\s+)*(?:stays?|remains?|(?:is|are)\s+(?:simply\s+|just\s+|often\s+)?left|(?:is|are)\s+then)\s+(?:empty|blank|unset|open)\b",
    rf"(?<!\bno\s⟨E\d⟩\s)\b{_MAY}\s+be\s+{_MADE}\s+without\s+{_L}",
    rf"\b(?:{_MAY}|possible\s+to)\s+{_MADE}\s+(?:{THING}\s+)?without\s+{_L}",
    rf"\bwithout\s+{_L}\s+(?:is|are)\s+(?:fine|ok|okay|allowed|accepted|valid|possible|normal|shown|listed)\b",
)
_IF_ANY: Final = re.compile(
    r"(?P<fields>\d+)⟩,?\s*\(?(?:if|where|when)\s+(?:any|known|available|given|present|applicable|there\s+is\s+(?:one|any))\b",
    re.IGNORECASE,
)
"""Said of the last of a list."""
_IF_EMPTY: Final = compiled(
    rf"\b(?:if|when|while|as\s+long\s+as|until|where|whenever)\s+{_L}\s+(?:is|are|has|have)\s+(?:still\s+)?"
    rf"(?:not\s+(?:yet\s+)?(?:been\s+)?{_FILLED}|{_EMPTY})",
    rf"\b(?:if|when|while|where|whenever)\s+(?:there\s+is\s+)?no\s+{_L}",
    rf"\bleav(?:es|ing)\s+{_L}\s+(?:empty|blank|out|open|unset)\b",
)
_IN_ONE_CASE: Final = re.compile(
    r"\b(?:if|when|whenever|unless|until|once|only|except|while|where|after|before|otherwise|upon|"
    r"for\s+(?!⟨E\d+⟩(?!\s+(?:with|that|in|which|who))|every\b|each\b|all\b|any\b|⟨L|us\b|example|legal|contact|reasons?|the\s+(?:sake|record))\w+)",
    re.IGNORECASE,
)
_REFUSED: Final = re.compile(
    r"error|refus|reject|cannot|can['’]t|not\s+(?:be\s+)?(?:saved|possible|allowed|accepted|valid)|invalid|block|disabled|"
    r"highlight|\bred\b|warn|message|\b4(?:00|22)\b",
    re.IGNORECASE,
)
_BEFORE_SAVING: Final = re.compile(
    rf",?\s+before\s+(?:it|they|this|{THING})\s+(?:(?:can|may)\s+be|is|are|gets?)\s+{_MADE}\b|"
    rf"\b{_MADE}(?:{_UNLESS}|\s+(?:unless|until)(?=\s+⟨L[\d ]+⟩\s+(?:is|are|has|have)\b))",
    re.IGNORECASE,
)
"""`before it can be saved`, `cannot be saved unless it has` are each time."""
_STEP: Final = re.compile(rf"\b{_MADE}\b", re.IGNORECASE)
_MOST_FIELDS: Final = 12


class Claim(NamedTuple):
    """What is said, and of which fields: the numbers of their marks."""

    rule: Rule
    fields: tuple[int, ...]
    unit: str = ""
    """Of a number."""


def claims_in(text: str, later: Collection[str] = ()) -> Iterator[Claim]:
    """Yield what a sentence with marks says; of one field the first of two claims that differ.

    `later` has the states that its things are not in from the beginning: what must be there before
    an offer is `accepted` may be missing until then.
    """
    if "⟨L" not in text:
        return
    for rule, fields, unit in (*_unmeasured(text, later), *sizes_in(text), *defaults_in(text)):
        numbers = tuple(map(int, fields.split()))
        if len(numbers) <= _MOST_FIELDS:
            yield Claim(rule, numbers, unit)


def _unmeasured(text: str, later: Collection[str]) -> Iterator[tuple[Rule, str, str]]:
    for rule, fields in (*_needs(text, later), *uniqueness_in(text), *kinds_in(text)):
        yield rule, fields, ""


def _needs(text: str, later: Collection[str]) -> Iterator[tuple[Rule, str]]:
    """Yield what must be there and what may be missing."""
    spare = {match["fields"] for form in _OPTIONAL for match in form.finditer(text)}
    spare |= {match["fields"] for match in _IF_ANY.finditer(text)}
    if not _REFUSED.search(text):
        spare |= {match["fields"] for form in _IF_EMPTY for match in form.finditer(text)}
    yield from ((Rule(required=False), fields) for fields in sorted(spare))
    needed = {
        match["fields"]
        for form in _REQUIRED
        for match in form.finditer(text)
        if not any(step.lower() in later for step in _STEP.findall(match[0]))
    } - spare
    for form in _STATED:
        for match in form.finditer(text):
            is_needed = bool(match["needed"]) != bool(match["no"])
            is_of_all = match.groupdict().get("verb", "") is not None
            fields = match["fields"] if is_of_all else match["fields"].split()[-1]
            if not is_needed and fields not in spare:
                yield Rule(required=False), fields
            elif is_needed:
                needed.add(fields)
    if not _IN_ONE_CASE.search(_BEFORE_SAVING.sub("", text)):
        yield from ((Rule(required=True), fields) for fields in sorted(needed - spare))

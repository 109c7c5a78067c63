"""Whether two things may have the same value, in a sentence with marks (see `known_marks`).

two ⟨E0⟩ may share ⟨L0⟩        ⟨L0⟩ are reused        ⟨L0⟩ start again at 001 for each ⟨E0⟩
no two ⟨E0⟩ have the same ⟨L0⟩  ⟨L0⟩ is never given twice
several ⟨E0⟩ have the same ⟨L0⟩ ⟨E0⟩ are kept under the same ⟨L0⟩

What is the same only at one place or at one time says nothing of all.
"""

import re
from collections.abc import Iterator
from typing import Final

from luke_cli.notations.known_forms import THING, compiled
from luke_cli.notations.rule_words import Rule

_L: Final = r"⟨L(?P<fields>\d+)⟩"
_OF: Final = (
    rf"(?:\s+(?:of|from|in|at|with|for|on)\s+(?:[a-z]+\s+){{0,2}}?(?:{THING}|⟨L\d+⟩|[a-z]+))?"
)
_MAY: Final = r"(?:may|can|might|could|(?:is|are)\s+allowed\s+to)(?:\s+(?:[a-z]+ly|well|very|quite|also|still|even|thus|therefore|both|all))*"
_HAVE: Final = r"(?:share|have|has|use|carry|carries|bear|get|receive|hold|show|wear)"
_AGAIN: Final = r"(?:twice|again|repeatedly|anew|more\s+than\s+once|(?:several|many|more|two)\s+times|to\s+(?:two|several|many|another)\b)"
_GIVEN: Final = r"(?:used|given(?:\s+out)?|assigned|issued|handed\s+out|taken|printed)"
_ONE_OF_THEM: Final = r"(?:number|code|name|value|one|id|label|title|reference)"
_SEVERAL: Final = (
    r"(?:two|three|some|several|many|multiple|(?:more|other)\s+than\s+one|different|various)"
)
_ALL: Final = r"(?!\s+(?:at|on|in|per|within|for|during|inside|of|under|as|and|or)\b|,?\s+(?:if|when|unless|while|only)\b)"
_IN_ONE_PLACE: Final = re.compile(
    r"\b(?:per|within|inside|(?:in|of|at|for)\s+(?:the\s+same|one|an?|each|every)|at\s+(?:the\s+same|one)\s+time|overlap\w*|simultaneous\w*|if|when|unless|while)\b",
    re.IGNORECASE,
)


_SHARED: Final = compiled(
    rf"(?<!\bno\s)\b{_SEVERAL}\s+(?:\w+\s+)?{THING}{_OF}\s+{_MAY}\s+(?:\w+\s+)?"
    rf"{_HAVE}\s+(?:the\s+)?(?:same\s+)?{_L}",
    rf"{_L}\s+(?:needs?\s+not|(?:does|do)\s+not\s+(?:have|need)\s+to|(?:is|are)\s+not\s+required\s+to)\s+be\s+unique\b",
    rf"{_L}\s+(?:is|are)\s+not\s+(?:necessarily\s+|always\s+)?unique\b",
    rf"{_L}\s+{_MAY}\s+(?:repeat|recur|(?:occur|appear|exist|be\s+{_GIVEN})\s+(?:{_AGAIN}|several|more)|be\s+(?:shared|re-?used|recycled|used\s+by\s+several))\b",
    rf"\b(?:same|duplicate)\s+{_L}\s+(?:(?:{_MAY}\s+be|is|are)\s+(?:used|given|allowed|accepted|fine|shared|possible|{_GIVEN})|{_MAY}\s+(?:belong|occur|appear|exist|stand))\b",
    rf"(?<!\bno\s){_L}\s+(?:is|are|gets?)\s+(?:often\s+|sometimes\s+|later\s+)?(?:re-?used|recycled|repeated|shared|(?:{_GIVEN})\s+{_AGAIN})",
    # `⟨L⟩ start again at 001 for each ⟨E⟩`; what starts again each year may have the year in it
    rf"{_L}\s+(?:always\s+)?(?:(?:starts?|begins?|counts?)\s+(?:over|again|anew|afresh|from\s+scratch)|restarts?)\b[^.;⟨]{{0,40}}?"
    rf"\b(?:per|in|at|for|with)\s+{THING}",
    # `..., so the same number may be given twice`
    rf"{_L}[^;⟨]{{0,80}}?\bsame\s+{_ONE_OF_THEM}\s+{_MAY}\s+(?:\w+\s+){{0,2}}?{_AGAIN}",
)
_SAME: Final = compiled(
    # said as what is so
    rf"\b(?:{_SEVERAL}|both)\s+(?:\w+\s+)?(?:{THING}|[a-z]+){_OF}\s+(?:\w+\s+)?"
    rf"(?:share|have|use|carry|bear|get|receive|hold|show|wear)\s+(?:the\s+)?same\s+{_L}",
    # `both ⟨E⟩ of a pair share ⟨L⟩`
    rf"\b(?:[a-z]+s|(?:{THING}|[a-z]+)\s+and\s+(?:the\s+)?(?:\w+\s+)?(?:{THING}|[a-z]+)|{THING}){_OF}\s+share\s+(?:one\s+)?{_L}",
    rf"{THING}{_OF}\s+(?:is|are|stays?|remains?)\s+[^.;⟨]{{0,50}}?\b(?:under|with|by)\s+(?:(?:that|this|the|one)\s+)?(?:very|same)(?:\s+same)?\s+{_L}",
)
_DENIED: Final = re.compile(
    r"\b(?:no|not|never|cannot|if|when|unless|whether|until|in\s+case|error\w*|refus\w+|reject\w*|warn\w*|prevent\w*|avoid\w*|check\w*|forbid\w*|merge\w*)\b|n['’]t\b",
    re.IGNORECASE,
)
_UNIQUE: Final = compiled(
    rf"\bno\s+two\s+(?:\w+\s+)?{THING}\s+(?:\w+\s+)?{_HAVE}\s+(?:the\s+)?(?:same\s+)?{_L}{_ALL}",
    rf"\bno\s+{_L}\s+(?:is|are)\s+(?:ever\s+)?(?:{_GIVEN}\s+{_AGAIN}|re-?used|shared){_ALL}",
    rf"{_L}\s+(?:is|are)\s+never\s+(?:{_GIVEN}\s+{_AGAIN}|re-?used|shared){_ALL}",
    rf"{_L}\s+(?:occurs?|exists?|appears?|(?:is|are|may\s+be|can\s+be)\s+{_GIVEN})\s+(?:only|exactly)\s+once\b",
    rf"{_L}\s+(?:must\s+not|may\s+not|cannot|must\s+never|may\s+never)\s+(?:repeat|occur\s+{_AGAIN}|be\s+(?:{_GIVEN}\s+{_AGAIN}|shared|re-?used|duplicated)){_ALL}",
    rf"{_L}\s+(?:is|are|must\s+be)\s+(?:globally\s+|always\s+)?unique\b{_ALL}",
)


def uniqueness_in(text: str) -> Iterator[tuple[Rule, str]]:
    """Yield whether fields are unique, with their numbers."""
    for form in _SHARED:
        if match := form.search(text):
            yield Rule(unique=False), match["fields"]
            return
    if not _DENIED.search(text):
        for form in _SAME:
            if match := form.search(text):
                yield Rule(unique=False), match["fields"]
                return
    if not _IN_ONE_PLACE.search(text):
        for form in _UNIQUE:
            if match := form.search(text):
                yield Rule(unique=True), match["fields"]
                return

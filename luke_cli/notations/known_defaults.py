"""What a sentence with marks (see `known_marks`) says that a field starts with.

⟨E0⟩ are ⟨L0⟩ by default      ⟨L0⟩: checkbox, checked by default      ⟨L0⟩: slider, preset to 10
unless somebody changes it, ⟨L0⟩ goes out 3 days ahead                ⟨L0⟩ defaults to 5 days
"""

import re
from collections.abc import Iterator
from typing import Final

from luke_cli.notations.known_forms import SAID, compiled
from luke_cli.notations.known_units import BEHIND
from luke_cli.notations.numbers.quantities import number
from luke_cli.notations.rule_words import Rule

_FIRST: Final = (
    r"(?:by\s+default|initially|from\s+the\s+start|at\s+first|to\s+(?:begin|start)\s+with|out\s+of\s+the\s+box|"
    r"(?:when|as\s+soon\s+as)\s+(?:the\s+)?(?:page|form|dialog|screen|sheet|drawer|wizard|window)\s+(?:opens|is\s+opened))"
)
_ON: Final = r"(?:checked|ticked|on|enabled|active|set|selected|pre-?selected|true|yes|activated|switched\s+on|turned\s+on)"
_OFF: Final = r"(?:unchecked|unticked|off|disabled|inactive|unset|not\s+(?:set|checked|ticked|selected)|false|no|switched\s+off|turned\s+off|empty)"
_AT_ONCE: Final = (
    r"(?:right\s+away|at\s+once|immediately|straight\s+away|from\s+the\s+(?:first\s+)?(?:moment|day|beginning)|"
    r"(?:when|as\s+soon\s+as)\s+(?:it|they)\s+(?:is|are)\s+(?:added|created|entered|made))\b"
)
_SWITCH_ON: Final = r"\b(?:(?:switch|turn)(?:es|s|ed)?\s+(?:it\s+|them\s+)?on|tick(?:s|ed)?|checks?|activat\w+|enabl\w+|opt(?:s|ed)?\s+in|subscrib\w+)\b"
_SWITCH_OFF: Final = r"\b(?:(?:switch|turn)(?:es|s|ed)?\s+(?:it\s+|them\s+)?off|untick(?:s|ed)?|unchecks?|deactivat\w+|disabl\w+|opt(?:s|ed)?\s+out|unsubscrib\w+)\b"
_SWITCHED: Final = compiled(
    rf"⟨L(?P<fields>\d+)⟩[^.;⟨]{{0,40}}?\b(?:(?P<off>{_OFF})|(?P<on>{_ON}))\s+{_FIRST}",
    r"⟨L(?P<fields>\d+)⟩[^.;⟨]{0,40}?\b(?:(?:is|are)\s+)?(?:already\s+|pre-?)(?:(?P<off>unchecked|unticked)|(?P<on>checked|ticked|selected|set|enabled|filled))\b(?!\s+(?:to|with|at)\b)",
    rf"⟨E\d+⟩\s+(?:is|are)\s+(?P<off>not\s+)?⟨L(?P<fields>\d+)⟩\s+{_FIRST}",
    rf"⟨E\d+⟩\s+(?:is|are)\s+(?P<off>not\s+)?⟨L(?P<fields>\d+)⟩\s+{_AT_ONCE}",
    rf"⟨L(?P<fields>\d+)⟩\s+(?:is|are)\s+(?:(?P<off>{_OFF})|(?P<on>{_ON}))\s+for\s+(?:every\s+)?new\s+⟨E\d+⟩",
    rf"(?P<off>\b(?:not|no|never)\b)[^.;⟨]{{0,30}}?⟨L(?P<fields>\d+)⟩[^.;⟨]{{0,30}}?\b(?:unless|until)\b[^.;⟨]{{0,30}}?{_SWITCH_ON}",
    rf"⟨L(?P<fields>\d+)⟩[^.;⟨]{{0,40}}?\b(?:unless|until)\b[^.;⟨]{{0,30}}?{_SWITCH_OFF}",
    r"⟨L(?P<fields>\d+)⟩[^.;⟨]{0,30}?\bdefaults?\s*(?:to|is|:|=)?\s+(?:(?P<off>false|no|off|unchecked|disabled)|(?P<on>true|yes|on|checked|enabled))\b",
    r"⟨L(?P<fields>\d+)⟩[^.;⟨]{0,30}?\b(?:(?P<off>false|no|off)|(?P<on>true|yes|on))\s+(?:is|as)\s+(?:the\s+)?default\b",
)
_VALUE: Final = (
    rf"(?:(?P<n>{SAID})(?![\w.,:]*\d){BEHIND}|[`'\"“*]*(?P<word>[a-z](?:[\w-]*\w)?)[`'\"”*]*)"
)
"""A number, or one word: that it is a value of the field is looked up."""
_TO: Final = r"\s*(?:to|is|at|with|of|as|on|being|:|=|,)?\s*"
_NEAR: Final = r"⟨L(?P<fields>\d+)⟩(?:[^;⟨.]|\.(?=\d)){0,60}?"
_VALUED: Final = compiled(
    # `⟨L⟩ defaults to 5`, `⟨L⟩: stepper, preset to 10`, `⟨L⟩ is initially 5`
    (
        rf"{_NEAR}\b(?:defaults?(?:\s+(?:value|choice|setting))?|pre-?(?:set|filled|selected)|initiali[sz]ed|initial(?:ly)?(?:\s+value)?|"
        rf"starts?\s+(?:out|off)){_TO}{_VALUE}"
    ),
    # `⟨L⟩ starts with low`; a number that it starts with may be its smallest
    rf"{_NEAR}\bstarts?\s+(?:with|as)\s+(?:the\s+)?(?!{SAID}){_VALUE}",
    # `⟨L⟩ is 5 by default`, `⟨L⟩ stands at 90 when the form opens`
    rf"{_NEAR}\b(?:is|are|stands?|starts?|set|shows?|opens?|begins?){_TO}{_VALUE}\s*,?\s+{_FIRST}",
    rf"{_NEAR}(?<![\w.,-]){_VALUE}\s*\(?\s*(?:(?:is|are|as|being)\s+(?:the\s+)?(?:default|preset|pre-?(?:selected|set|filled))|\((?:the\s+)?(?:default|preset)|pre-?selected)\b",
    # `a new ⟨E⟩ starts with ⟨L⟩ of 5`
    (
        rf"\bnew\s+⟨E\d+⟩\s+(?:starts?|begins?|opens?|comes?|(?:is|are)\s+(?:created|made|added))\s+(?:out\s+|off\s+)?with\s+"
        rf"⟨L(?P<fields>\d+)⟩\s+of\s+{_VALUE}"
    ),
    # `the default for ⟨L⟩ is 5`, `default ⟨L⟩: 5`
    (
        rf"\b(?:default|preset|initial|standard)(?:\s+(?:value|setting|choice))?\s+(?:(?:of|for)\s+)?⟨L(?P<fields>\d+)⟩(?:\s+(?:of|for|in)\s+⟨E\d+⟩)?"
        rf"\s*(?:is|are|:|=|of)\s*{_VALUE}"
    ),
    rf"(?<![\w.,-]){_VALUE}\s+(?:is|are)\s+the\s+(?:default|preset)(?:\s+value)?\s+(?:of|for)\s+⟨L(?P<fields>\d+)⟩",
)
_SAYS: Final = (
    r"(?:chang|set|say|said|agree|enter|giv|stat|specif|pick|choos|chos|otherwise|other|differ|overrid|adjust|told|tell|want|decid|touch|"
    r"fill|mention|request|wish|configur|need|ask)"
)
_UNSAID: Final = re.compile(
    rf"\b(?:unless\s+(?:\S+\s+){{0,5}}?{_SAYS}\w*(?:\s+(?:otherwise|it|this|that|them|differently|else|something\s+else|another\s+\w+))*|"
    rf"(?:if|when|where|as\s+long\s+as)\s+(?:(?:nobody|no\s+one|no-one|nothing|none|no\s+(?:other\s+)?\w+)\s+(?:\S+\s+){{0,4}}?{_SAYS}\w*|"
    rf"(?:\S+\s+){{1,4}}?(?:{_SAYS}\w*\s+(?:nothing|none|no\s+other)|(?:is|are|has|have|does|do|did)\s+not\s+{_SAYS}\w*|(?:doesn|don|didn)['’]t\s+{_SAYS}\w*|leaves?\s+(?:it|this|that)(?:\s+(?:alone|open|empty|blank))?))(?:\s+(?:it|this|else|otherwise|in|there|special))*|"
    r"(?:whoever|anyone\s+who|who)\s+(?:leaves\s+(?:it|this|⟨L\d+⟩|the\s+\w+)\s+(?:alone|untouched|as\s+it\s+is|unchanged)|"
    rf"(?:does\s+not|doesn['’]t)\s+{_SAYS}\w*(?:\s+(?:it|anything|this|⟨L\d+⟩))*|{_SAYS}\w*\s+nothing)|"
    r"without\s+(?:any\s+)?(?:other|further|special|different)\s+\w+)",
    re.IGNORECASE,
)
"""What holds unless somebody says something else is what a field starts with."""
_ONE: Final = re.compile(rf"(?<![\w.,:⟨-])(?P<n>{SAID})(?![\w.,:]*\d)(?!⟩){BEHIND}", re.IGNORECASE)
_FIELD: Final = re.compile(r"⟨L(?P<fields>[\d ]+)⟩")
_MOST: Final = 2
"""Fields of a sentence, of which one is a number."""


def defaults_in(text: str) -> Iterator[tuple[Rule, str, str]]:
    """Yield what fields start with, with their numbers and the unit of a value."""
    for form in _SWITCHED:
        if match := form.search(text):
            yield Rule(default="false" if match["off"] else "true"), match["fields"], ""
            break
    for form in _VALUED:
        if match := form.search(text):
            value = number(match["n"]) if match["n"] else match["word"]
            yield Rule(default=value), match["fields"], match["unit"] or ""
            return
    yield from _unless_said(text)


def is_unsaid(text: str) -> bool:
    """Tell whether a sentence says what holds unless somebody says something else."""
    return _UNSAID.search(text) is not None


def _unless_said(text: str) -> Iterator[tuple[Rule, str, str]]:
    """Read the one number beside `unless somebody changes it`, of the fields that it can be of."""
    fields = _FIELD.findall(text)
    if not 0 < len(fields) <= _MOST or not _UNSAID.search(text):
        return
    values = [*_ONE.finditer(_UNSAID.sub(" ", text))]
    if len(values) == 1:
        rule = Rule(default=number(values[0]["n"]))
        yield from ((rule, one, values[0]["unit"] or "") for one in fields if " " not in one)

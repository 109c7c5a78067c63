"""The forms of sentences that speak of steps, with marks for states, things and verbs (see `known_steps`).

⟨S0⟩ ⟨E0⟩ can still be ⟨S1⟩      once ⟨S0⟩, ⟨E0⟩ cannot be ⟨S1⟩      if the clerk ⟨V1⟩ ⟨E0⟩ that is ⟨S0⟩
"""

import re
from typing import Final

from luke_cli.notations.known_forms import compiled

S: Final = r"⟨S(\d+)⟩"
_IT: Final = r"(?:⟨E\d+⟩|it|they|one|this|which)"
_STILL: Final = r"(?:(?:still|also|even|always|then|later|again|directly|immediately|automatically|only|very|well|perfectly|easily|simply|just)\s+)*"
_THAT: Final = r"⟨E\d+⟩\s+(?:(?:that|which)\s+(?:is|are|was|were|has\s+been|have\s+been|has|have)\s+|in\s+(?:the\s+)?(?:status\s+|state\s+)?|with\s+(?:the\s+)?(?:status|state)\s+)?"
"""The thing before its state: `slips that are ⟨S⟩`, `slips ⟨S⟩`."""
_CAN: Final = rf"(?:can|may|might|could)\s+{_STILL}be\s+{_STILL}"
_CANNOT: Final = (
    rf"(?:cannot|can\s?not|can['’]t|may\s+not|must\s+not|shall\s+not|should\s+not|can\s+never|may\s+never|must\s+never|shall\s+never)\s+(?:any\s?more\s+|longer\s+)?be\s+{_STILL}|"
    r"can\s+no\s+longer\s+be\s+|(?:is|are)\s+never\s+"
)
_WHILE: Final = r"(?:while|as\s+long\s+as|if|when|until|once|after|from|in|only)"
_STATE_OF: Final = r"(?:(?:the\s+)?(?:status|state)\s+(?:is\s+|of\s+)?)?"


_WHO: Final = r"(?:⟨E\d+⟩|[a-z]+(?:\s+[a-z]+){0,3})"
_BY_SOMEBODY: Final = rf"\b(?:once|after|when|as\s+soon\s+as)\s+{_WHO}\s+(?:has|have)\s+(?:already\s+)?{S}(?:\s+{_IT})?,?\s+{_IT}\s+"
"""`once a driver has accepted, a ride ...`"""
STEPS: Final = compiled(
    rf"{_BY_SOMEBODY}{_CAN}{S}",
    rf"\bfrom\s+{_STATE_OF}{S}\s+(?:back\s+|straight\s+|directly\s+|over\s+)*(?:in)?to\s+{_STATE_OF}{S}",
    rf"{S}\s+⟨E\d+⟩\s+{_CAN}{S}",
    rf"{_THAT}{S}\s+{_CAN}{S}",
    rf"\b(?:once|after|when|even\s+if|even\s+when)\s+(?:{_IT}\s+(?:is|are|was|were|has\s+been)\s+)?{S},?\s+{_IT}\s+{_CAN}{S}",
    rf"{S}\s+(?:⟨E\d+⟩\s+)?(?:can|may)\s+{_STILL}(?:go|move|return|change|switch|pass|fall|be\s+(?:set|moved|put|changed|switched))\s+(?:back\s+|straight\s+|directly\s+)*(?:in)?to\s+{_STATE_OF}{S}",
    rf"{S}\s+(?:becomes?|turns?\s+(?:in)?to)\s+{S}",
    # `⟨S⟩ ⟨E⟩ can be opened once more, ..., and is then ⟨S⟩ again`
    rf"{S}\s+(?:⟨E\d+⟩\s+)?{_CAN}(?:re-?|un-?|taken\s+|brought\s+|put\s+|sent\s+|opened\s+|started\s+)[^.;⟨]{{0,100}}?,?\s+(?:and|it|which)\s+(?:then\s+)?"
    rf"(?:is|becomes|goes|turns|counts\s+as)\s+(?:(?:then|back|again|once\s+more)\s+)*(?:(?:in)?to\s+)?{S}",
    rf"{S}\s+(?:⟨E\d+⟩\s+)?(?:goes|go|moves?|returns?|changes?|switches|falls|comes?)\s+(?:back\s+|straight\s+|directly\s+)*(?:in)?to\s+{S}",
)
_AGAIN: Final = r"(?:re[- ]?opened|re-?activated|re-?started|revived|opened\s+again)"
AGAIN: Final = re.compile(_AGAIN)
REOPENED: Final = compiled(
    rf"{S}\s+⟨E\d+⟩\s+{_CAN}{_AGAIN}\b",
    rf"\b(?:once|after|when|even\s+if|even\s+when)\s+(?:{_IT}\s+(?:is|are|was|were|has\s+been)\s+)?{S},?\s+{_IT}\s+{_CAN}{_AGAIN}\b",
)
"""`a ⟨S⟩ ⟨E⟩ can still be reopened`: something leaves the state, whatever it leads to."""
_BACK: Final = (
    r"(?:go|goes|move|moves|return|returns|change|changes|switch|switches|fall|falls|come|comes|get|gets|pass|passes)\s+"
    r"(?:back\s+|straight\s+|directly\s+|again\s+)*(?:in)?to\s+"
)
INTO: Final = re.compile(rf"\b{_BACK}(?:an?\s+|the\s+)?$", re.IGNORECASE)
LIST: Final = r"⟨S\d+⟩(?:(?:\s*,\s*(?:or\s+|and\s+)?|\s+(?:or|and|as\s+well\s+as)\s+)(?:from\s+|in\s+)?⟨S\d+⟩)*"
VERBS: Final = compiled(
    rf"(?:can|may|to|button|action)\s+{_STILL}⟨V(\d+)⟩\s+⟨E\d+⟩\s+(?:that|which)\s+(?:is|are)\s+(?:still\s+|either\s+)*(?P<origins>{LIST})",
    rf"(?:can|may)\s+{_STILL}⟨V(\d+)⟩\s+(?P<origins>{LIST})\s+⟨E\d+⟩",
    rf"⟨V(\d+)⟩\s+⟨E\d+⟩\s+(?:that|which)\s+(?:is|are|has|have)\s+(?:been\s+|already\s+)*(?P<origins>{LIST})\s+is\s+(?:also\s+|still\s+)*(?:possible|allowed|permitted|fine)\b",
    rf"⟨V(\d+)⟩\s+(?:button\s+)?(?:is|appears)\s+(?:only\s+)?(?:shown|visible|enabled|available|active|there|offered)\s+(?:only\s+)?(?:for|on|in|while|when|as\s+long\s+as)\s+"
    rf"(?:⟨E\d+⟩\s+(?:is\s+|are\s+|in\s+|that\s+(?:is|are)\s+|with\s+)?)?(?:(?:the\s+)?(?:status|state)\s+)?(?P<origins>{LIST})",
    rf"⟨V(\d+)⟩\s+(?:⟨E\d+⟩\s+)?is\s+(?:also\s+|still\s+|only\s+)*(?:possible|allowed|permitted)\b[^.;⟨]{{0,60}}?\b(?:from|in|while|when|for)\s+(?:it\s+is\s+|{_STATE_OF})?(?P<origins>{LIST})",
)
IF_DONE: Final = compiled(
    rf"\b(?:if|when|whenever|where)\s+{_WHO}\s+⟨V(\d+)⟩\s+⟨E\d+⟩\s+(?:that|which)\s+(?:is|are|was|were|has\s+been)\s+(?:already\s+|still\s+)*(?P<origins>{LIST})",
    rf"\b(?:if|when|whenever|where)\s+{_WHO}\s+⟨V(\d+)⟩\s+(?P<origins>{LIST})\s+⟨E\d+⟩",
)
"""`if the desk cancels an order that is already sent, ...`: it can, unless that is refused."""
REFUSED: Final = re.compile(
    r"\b(?:refus|reject|error|4\d\d\b|not\s+(?:possible|allowed|permitted)|cannot|can['’]t|warn|nothing\s+happens|ignored|disabled|hidden|hint|message\s+says)",
    re.IGNORECASE,
)
NO_STEPS: Final = compiled(
    rf"{_BY_SOMEBODY}(?:{_CANNOT}){S}",
    rf"{S}\s+⟨E\d+⟩\s+(?:{_CANNOT}){S}",
    rf"{_THAT}{S}\s+(?:{_CANNOT}){S}",
    rf"{S}\s+(?:⟨E\d+⟩\s+)?(?:{_CANNOT})(?:put|sent|set|taken|moved|brought|returned|turned)\s+(?:back\s+)?(?:(?:in)?to\s+)?{_STATE_OF}{S}",
    rf"\b(?:once|after|when|if)\s+(?:{_IT}\s+(?:is|are|was|were|has\s+been)\s+)?{S},?\s+{_IT}\s+(?:{_CANNOT}){S}",
    rf"{_IT}\s+(?:{_CANNOT}){S}\s+(?:any\s?more\s+|any\s+longer\s+)?(?:once|after|when|if)\s+(?:{_IT}\s+(?:is|are|was|were|has\s+been)\s+)?{S}(?P<turned>)",
    rf"{S}\s+(?:⟨E\d+⟩\s+)?(?:can(?:not|\s+never|\s+not|\s+no\s+longer)|never|(?:must|may|does|do|will)\s+(?:not|never)|won['’]t)\s+(?:again\s+|ever\s+)?{_BACK}{_STATE_OF}{S}",
    rf"\bno\s+(?:way|step|transition)\s+(?:leads\s+)?(?:back\s+)?from\s+{S}\s+(?:back\s+)?to\s+{S}",
)
UNTIL: Final = compiled(
    rf"⟨V(\d+)⟩\s+(?:⟨E\d+⟩|it|them)\s+(?:(?:at\s+)?any\s?time\s+|freely\s+|again\s+)?(?:until|till|as\s+long\s+as|up\s+to\s+when)\s+"
    rf"(?:{_IT}\s*)(?:is|are|has\s+been|gets?|['’]s)\s+(?P<not>not\s+(?:yet\s+)?)?{S}",
)
"""`⟨V⟩ a request at any time until it is ⟨S⟩`: from each state that comes before."""
ONLY: Final = compiled(
    rf"{_IT}\s+(?:can|may)\s+(?:only\s+)?be\s+(?:only\s+)?{S}\s+(?:only\s+)?{_WHILE}\s+(?:{_IT}\s+(?:is|are)\s+)?(?:still\s+)?{_STATE_OF}"
    rf"(?P<origins>{LIST})",
    rf"\bonly\s+(?P<origins>{LIST})\s+⟨E\d+⟩\s+(?:can|may)\s+be\s+{S}",
)
FINAL: Final = compiled(
    rf"(?P<states>{LIST})\s+(?:(?:is|are|stay|stays|remain|remains)\s+)(?:a\s+|an\s+|both\s+|all\s+)?"
    r"(?:final|terminal|an?\s+end|end)(?:\s+states?|\s+status(?:es)?)?\b",
    rf"\b(?:final|terminal|end)\s+(?:states?|status(?:es)?)\s*(?:is|are|:)\s*(?P<states>{LIST})",
)
ALONE: Final = compiled(
    rf"(?:{S}\s+⟨E\d+⟩|{_THAT}{S})\s+(?:(?:can|may)\s+(?:then\s+|now\s+)?only\s+(?:still\s+)?(?:be\s+(?:set\s+to\s+|put\s+back\s+to\s+|moved\s+(?:back\s+)?to\s+)?|"
    rf"{_BACK}{_STATE_OF})|only\s+{_BACK}{_STATE_OF})(?P<targets>{LIST})(?=\s*(?:$|[.,;:)])|\s+(?:to|and|any\s?more|again|now|then)\b)",
)
"""`⟨S⟩ ⟨E⟩ can only be ⟨S⟩ ...`, where nothing is said of when or by whom: no other state follows."""
_ONCE: Final = rf"\b(?:once|after|when|if)\s+(?:{_IT}\s+(?:is|are|was|were|has\s+been)\s+)?{S},?\s+"
ACTIVE: Final = (
    (re.compile(rf"{_ONCE}(?!{_IT}\s|no)[^.;,⟨]{{1,40}}?\scan\s+{_STILL}⟨V(\d+)⟩\s+{_IT}", re.IGNORECASE), True),
    (re.compile(rf"{_ONCE}(?:nobody|no[\s-]one)\s+(?:can|may)\s+{_STILL}⟨V(\d+)⟩\s+{_IT}", re.IGNORECASE), False),
)  # fmt: skip
"""`once ⟨S⟩, the clerk can still ⟨V⟩ it`; what one role cannot do another may."""

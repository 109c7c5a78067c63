"""The forms of the sentences that tell a workflow: how a thing begins, becomes, goes from and to."""

import re
from typing import Final

SENTENCE: Final = re.compile(r"[.!?]\s+(?=[A-Z`*\"(])|;\s+")
ARROW: Final = re.compile(r"\s*(?:[→⟶➔➜⇒]|[-=]+>)\s*")
CLAUSE: Final = re.compile(
    r",?\s+(?:and|(?=or\s+it\s))\s*(?=(?:or\s+)?(?:it\s+)?(?:is|becomes?|moves?|goes|turns?|into)\s)|"
    r",\s+(?:and|but)\s+(?=(?:an?|the|only|from)\s)|,\s+or\s+(?=from\s)",
    re.IGNORECASE,
)
NUMBER: Final = re.compile(r"^(?:[A-Z]{1,4}-?)?\d{1,3}[a-z]?(?:\.\d+)*[.:)]?\s+")
BRACKETS: Final = re.compile(r"\s*\([^()]*\)")
DRAWN: Final = re.compile(
    r"\(\s*([a-z][\w-]*)\s*(?:[→⟶➔➜⇒]|[-=]+>)\s*([a-z][\w-]*)\s*\)", re.IGNORECASE
)
"""`The person accepts it (open → accepted).`"""
_THING: Final = r"(?P<thing>[a-z][\w-]*(?: [a-z][\w-]*)?)"
STATE: Final = r"((?:(?:in|on|under|checked)[ -])?[a-z][\w-]*(?:(?<=ed)[ -](?:out|off|up|(?:back|over)(?!\s+(?:in)?to\b))(?![\w-]))?)"
SUBJECT: Final = re.compile(
    r"(?:an?|each|every)\s+(?:[a-z]+['’]s\s+(?!life|status|state|course|path|way|journey|story|flow))?(?:new\s+)?([a-z][\w-]*?)(?:['’]s)?\s",
    re.IGNORECASE,
)
_ARTICLE: Final = r"(?:(?:an?|the|each|every|any|some|all)\s+)?"
_BEFORE: Final = r"(?<![\w'’-])"
BEGINS: Final = (
    re.compile(
        rf"{_BEFORE}{_ARTICLE}(?:new\s+)?{_THING}\s+(?:begins|starts)(?:\s+(?:out|off|its life))?\s+(?:as|in)\s+"
        rf"(?:an?\s+)?(?:state\s+)?{STATE}\b",
        re.IGNORECASE,
    ),
    re.compile(
        rf"{_BEFORE}{_ARTICLE}(?:new\s+)?{_THING}\s+is\s+{STATE}\s+(?:at first|first|initially|to begin with|"
        r"in the beginning)\b",
        re.IGNORECASE,
    ),
    re.compile(
        rf"{_BEFORE}{_ARTICLE}(?:new\s+)?{_THING}\s+is\s+(?:at first|first|initially|then)\s+{STATE}$",
        re.IGNORECASE,
    ),
    re.compile(
        rf"{_BEFORE}{_ARTICLE}(?:new\s+)?{_THING}\s+(?:is|are)\s+(?:always\s+|first\s+)?(?:written|created|born|made|"
        rf"opened|recorded|entered|added|saved)\s+(?:as|in)\s+(?:an?\s+|the\s+)?(?:state\s+)?{STATE}\b",
        re.IGNORECASE,
    ),
)
ROW: Final = re.compile(
    rf"^{_ARTICLE}{_THING}\s+is\s+(?:first\s+)?(?P<row>{STATE}(?:\s*,?\s*(?:and\s+)?(?:then|finally|"
    rf"lastly|at last|in the end)\s+{STATE})+)",
    re.IGNORECASE,
)
_MOVES: Final = (
    r"(?:goes|moves|changes|passes|turns|switches|falls|returns|comes|(?:takes|passes|moves|brings|puts|sets|pulls|"
    r"sends|pushes)\s+(?:it|them|the\s+[a-z]+))(?:\s+(?:on|back|over|straight))?"
)
FROM: Final = re.compile(
    rf"(?:\b{_MOVES}\s+from\s+{STATE}\s+(?:back\s+)?(?:in)?to\s+{STATE})|"
    rf"(?:\bfrom\s+{STATE}\s*,?\s+(?:it|the [a-z]+)\s+(?:(?:\w+\s+)?(?:goes|moves|changes|passes|turns)"
    rf"\s+(?:on\s+)?(?:in)?to|(?:can|may)\s+(?:also\s+)?(?:be|become|go\s+to))\s+{STATE})",
    re.IGNORECASE,
)
_COMES: Final = (
    r"(?:becomes?|(?:is|are)\s+(?:then\s+|now\s+)?(?:marked(?:\s+as)?|(?:set|changed|moved|switched)\s+to)|turns?\s+into|turns|(?:goes|moves|changes|passes|falls|switches|returns)\s+(?:on\s+|back\s+)?"
    r"(?:in)?to|starts)"
)
IT: Final = re.compile(
    rf"(?:\b(?:(?:it|they)|(?:its|their|the)\s+(?:status|state))\s+(?:then\s+)?(?P<verb>{_COMES}|is|are)|\bmakes?\s+(?P<made>it|them)|^(?P<on>{_COMES}|is|into))\s+"
    rf"(?:then\s+|finally\s+)?{STATE}\b(?=\s+(?:once|when|whenever|as soon as|after|if|in the end|"
    r"again|by|on|at)\b|[,.)]|$)",
    re.IGNORECASE,
)
OR: Final = re.compile(rf"\s*,?\s*or\s+{STATE}\b", re.IGNORECASE)
_MAY: Final = (
    r"(?:can|may)\s+(?:also\s+|still\s+|only\s+)?(?:be(?:\s+(?:(?:marked|reported|declared|recorded|flagged)\s+as|(?:set|moved|put)\s+to))?|become|(?:go|move|return)\s+(?:on\s+|back\s+)?to|"
    r"turn\s+into)"
)
REACHES: Final = re.compile(
    rf"\b(?P<verb>{_COMES}|{_MAY}|is|are)\s+(?:then\s+|finally\s+|also\s+)?(?:an?\s+)?{STATE}\b",
    re.IGNORECASE,
)
CHAIN: Final = re.compile(
    rf"\b(?:goes|go|moves?|changes?|pass(?:es)?|turns?)\s+from\s+(?P<chain>{STATE}(?:\s*,?\s*(?:and\s+)?"
    rf"(?:then\s+|finally\s+|on\s+)?(?:in)?to\s+{STATE}){{2,}})",
    re.IGNORECASE,
)
ONCE: Final = re.compile(
    rf"^(?:once|when|if|while|as long as)\s+(?:it\s+is\s+)?{STATE},\s+(?:it|an?\s+{_THING}|the\s+"
    rf"(?P<other>[a-z]+))\s+(?={_COMES}|is|can|may)",
    re.IGNORECASE,
)
THAT_IS: Final = re.compile(
    rf"^{_ARTICLE}{_THING}\s+(?:(?:that|which)\s+(?:is|are|has\s+been|have\s+been)|(?:in|with)\s+(?:the\s+)?(?:status|state))"
    rf"\s+(?:still\s+)?{STATE}\s+(?=(?:can|may|becomes?|turns?|goes|is|are)\b)",
    re.IGNORECASE,
)
BEHIND: Final = re.compile(
    rf"^(?:an?|the|each|every|any)\s+(?P<thing>[a-z][\w-]*)\s+{STATE}\s+(?=(?:{_COMES}|{_MAY})\s)",
    re.IGNORECASE,
)
"""`An article in_review becomes scheduled.`"""
WHAT_IS: Final = re.compile(
    rf"^(?:what(?:ever)?|everything|anything|(?:those|all|any)(?:\s+[a-z]+)?)\s+(?:that\s+|which\s+)?(?:is|are)\s+"
    rf"(?:still\s+)?{STATE}\b(?=[^,]{{0,60}}?\s(?:can|may|becomes?|turns?|goes?|is|are)\b)",
    re.IGNORECASE,
)
STATED: Final = re.compile(
    rf"(?:^|,\s+|\b(?:that|then)\s+)(?:only\s+)?(?:(?:an?|the|each|every|any|all)\s+)?(?P<row>{STATE}(?:(?:\s+(?:and|or)"
    rf"|,(?:\s+(?:and|or))?)\s+{STATE})*)\s+(?P<thing>(?!is\b|are\b|can\b|may\b)[a-z][\w-]*)\s+(?:(?:that|which|whose)\s[^,]{{1,60}}?\s)?(?=(?:{_COMES}|{_MAY})\s)",
    re.IGNORECASE,
)
"""`Active and paused plans can be ...`: the states stand before a thing that nobody spoke of yet."""
WHILE: Final = re.compile(
    rf"\b(?:{_ARTICLE}(?P<thing>[a-z][\w-]*))\s+(?:can|may|must)\s+(?:only\s+|still\s+|also\s+)?(?:be|become)\s+"
    rf"{STATE}(?:\s+[\w-]+){{0,6}}?,?\s+(?:only\s+)?(?:as long as|so long as|while|if|when|whenever)\s+(?:it|they|the\s"
    rf"+[a-z]+)\s+(?:is|are)\s+(?:still\s+|either\s+)?(?P<row>{STATE}(?:(?:\s+or|,(?:\s+or)?)\s+{STATE})*)",
    re.IGNORECASE,
)
"""`A plan can be cancelled as long as it is new or open.`"""
PULLS: Final = re.compile(
    rf"\b(?:pulls?|moves?|sends?|sets?|puts?|brings?|takes?|returns?|resets?|rolls?|turns?|changes?|switch(?:es)?)\s+"
    rf"(?:an?|the|any|every)\s+{STATE}\s+(?P<thing>[a-z][\w-]*)\s+(?:back\s+|over\s+|on\s+)?(?:in)?to\s+(?:an?\s+)?{STATE}\b",
    re.IGNORECASE,
)
"""`The editor may pull a published page back to draft.`"""
ANY_OF: Final = re.compile(
    r"\bfrom\s+(?:any|each|every one|all|both)\s+(?:of\s+)?(?:these|them)", re.IGNORECASE
)
ACT: Final = re.compile(
    r"\b(?:can|may)\s+(?:also\s+|still\s+)?be\s+([a-z]+ed)(?=,?\s+(?:and\s+)?(?:it\s+)?(?:is\s+then|then\s+(?:is|becomes|goes)|becomes)\b)"
)
"""`A rejected claim can be reopened, it is then open`: what is done, no state."""
NEVER: Final = re.compile(
    r"\b(?:cannot|can\s+not|never|not|no\s+longer|nobody|nothing|none|neither|nor|without|refuses?|forbidden)\b|n['’]t\b",
    re.IGNORECASE,
)
EARLIER: Final = re.compile(
    r"\b(?:as\s+long\s+as|so\s+long\s+as|while|if)\s+(?:it|they|(?:an?|the)\s+[a-z]+)\s+(?:is|are|has|have)(?:\s+not|n['’]t)\s+(?:yet\s+)?(?:been\s+)?(?P<one>[\w-]+)|"
    r"\b(?:can|may|could)\b[^.;]*\b(?:before|until|till|unless)\s+(?:it|they|(?:an?|the)\s+[a-z]+)\s+(?:is|are|becomes?|(?:has|have)\s+been|gets)\s+(?P<other>[\w-]+)",
    re.IGNORECASE,
)
"""`as long as it has not been closed`: it may be in any state before."""
IF_NOT: Final = re.compile(
    r"^\W*(?:if|unless)\b[^,]*?(?:\b(?:not|never|no|nobody)\b|n['’]t\b)", re.IGNORECASE
)
"""`If it does not come back, it becomes lost`: from where is not the state before."""
NEXT: Final = re.compile(r"(?:\s+(?:and|or)|,(?:\s+(?:and|or))?)\s+", re.IGNORECASE)
"""Parts the states of a row."""

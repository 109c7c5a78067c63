"""Where the states of a workflow stand in a sentence: which one a thing leaves, and which it reaches.

The patterns are made of the states that are known, so that no other word is ever taken for one.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from luke_cli.notations.states import folded

_IRREGULAR: Final = {
    "sent": "send",
    "paid": "pay",
    "withdrawn": "withdraw",
    "held": "hold",
    "upheld": "uphold",
    "taken": "take",
    "given": "give",
    "sold": "sell",
    "lent": "lend",
    "lost": "lose",
    "won": "win",
    "built": "build",
    "written": "write",
    "hidden": "hide",
    "frozen": "freeze",
    "void": "void",
    "drawn": "draw",
    "shut": "shut",
    "sown": "sow",
    "shot": "shoot",
    "let": "let",
}
_NO_NOUN: Final = (
    r"(?!(?:is|are|was|were|be|been|can|may|must|could|will|shall|should|has|have|had|when|if|once|while|until|unless|by|"
    r"or|and|but|to|into|in|on|at|as|it|they|then|again|for|from|of|with|the|an?|after|before|because|so|that|which|who|"
    r"not|only|also|now|becomes?|goes|moves|turns|state|states|status|"
    r"ends?|leads?|lands?|starts?|begins?|comes?|falls?|returns?|proceeds?|finish(?:es)?)\b)"
)
_NOUN: Final = rf"\b(?P<thing>{_NO_NOUN}[a-z][a-z-]+)"
_STILL: Final = r"(?:(?:still|either|already|currently|only|both)\s+)*"
_STATE: Final = r"(?:(?:the\s+)?(?:status|state)\s+(?:of\s+)?)?"
_SUBJECT: Final = r"(?:it|they|this|(?:the|an?|its|their|that)\s+[a-z-]+(?:\s+(?!is\b|are\b|has\b|have\b)[a-z-]+|\s+of\s+it)?)"
_MOVES: Final = (
    r"(?:go|goes|moves?|moved|falls?|returns?|comes?|pass(?:es)?|changes?|changed|switch(?:es)?|turns?|puts?|sets?|sends?|"
    r"brings?|brought|takes?|pulls?|push(?:es)?|marks?|marked|reported|counts?|transitions?|advances?|reverts?|resets?|"
    r"rolls?|lands?|ends?(?:\s+up)?|leads?|leaves?|proceeds?|declared|considered|treated|starts?|begins?)"
)
_AFTER: Final = (
    r"(?![\w-])(?:\s+(?:status|state)\b)?(?=\s*(?:$|[,.;:)(!–—§-]|(?:when|whenever|once|if|as|by|after|until|unless|again|and|or|on|with|within|at|"
    r"because|for|from|automatically|immediately|directly|too|instead|then|while|in|but|until|before|since|where|without|"
    r"straight|right|at\s+once)\b))"
)
_CAN: Final = r"(?:can|may|must|could|will|shall|should)\s+(?:(?:then|also|still|only|even|later|always|now|either)\s+)*"
_HOW: Final = r"(?:(?:then|now|again|back|finally|also|automatically|immediately|either|only|ever|at\s+last|normally|usually|mostly|eventually|simply)\s+)*"


@dataclass(frozen=True, slots=True)
class Words:
    """Patterns for one set of states."""

    row: re.Pattern[str]
    """One state."""
    bracketed: re.Pattern[str]
    """`can be called off (cancelled)`."""
    quoted: re.Pattern[str]
    """One state in quotation marks."""
    listed: re.Pattern[str]
    """All states in a row, which tells no step."""
    drawn: re.Pattern[str]
    pairs: re.Pattern[str]
    """`from open back to draft or lost`."""
    leaves: tuple[re.Pattern[str], ...]
    """`an open ticket`, `a ticket in review`, `from open`."""
    while_in: tuple[re.Pattern[str], ...]
    """`as long as it is open`, `once open, ...`."""
    onward: re.Pattern[str]
    """`then to sent`, `and finally to paid`."""
    anywhere: re.Pattern[str]
    """`in any state except closed`."""
    earlier: tuple[re.Pattern[str], ...]
    """`as long as it has not been closed`, `before it is closed`."""
    moves: re.Pattern[str]
    """`goes back to draft`."""
    reaches: tuple[re.Pattern[str], ...]
    """`is then closed`, `→ closed`, `calls a hearing`."""
    required: re.Pattern[str]
    """`only while it is open`, `must be open`: of an act."""
    also: re.Pattern[str]
    """`or cancelled`, behind a state that is reached."""
    acts: re.Pattern[str]
    """`can cancel it`, `closes the ticket`."""
    by_act: dict[str, str]
    """The state that each form of a verb leads to."""

    @staticmethod
    def state(said: str) -> str:
        """Return a state in snake_case as it is listed, of `into review` too."""
        return re.sub(r"^into_", "in_", folded(said))

    def drawn_out(self, text: str) -> str:
        """Draw an arrow to what brackets say that an act leads to, in as many characters."""
        return self.bracketed.sub(_drawn_out, text)

    def unquoted(self, text: str) -> str:
        """Return a text without quotation marks around states."""
        return self.quoted.sub(r"\1", text)


@lru_cache(maxsize=16)
def words_of(states: frozenset[str]) -> Words:
    """Return the patterns for some states in snake_case."""
    spelled = [_spelled(state) for state in sorted(states, key=lambda s: (-len(s), s))]
    one = rf"(?<![\w-])(?:{'|'.join(spelled) or '(?!)'})(?![\w-])"
    placed = [s for s in spelled if re.match(r"(?:in(?:\(\?:to\)\?)?|on|under|out)\[", s)]
    begins_with = rf"(?<![\w-])(?:{'|'.join(placed) or '(?!)'})(?![\w-])"
    row = rf"(?P<row>{one}(?:(?:\s*,\s*(?:or\s+|and\s+)?|\s+(?:or|and)\s+){_STILL}(?:(?:an?|the)\s+)?(?:in\s+)?{one})*)"
    either = rf"(?P<to>{one}(?:(?:\s*,\s*(?:or\s+)?|\s+or\s+)(?:(?:is|becomes?|as|in|(?:back\s+)?(?:in)?to)\s+)?{one})*)"
    acts = {form: state for state in sorted(states) for form in _acts(state)}
    return Words(
        row=_made(one),
        bracketed=_made(rf"(\b(?:can|may|must|will|could)\s[^.;()]{{3,80}})\(({one})\)"),
        quoted=_made(rf"[«„“\"‚‘'`]\s?({one})\s?[»”“\"’'`]"),
        listed=_made(
            rf"(?:\b(?:{_NOUN}\s+(?:(?:shall|must|can|may|will)\s+(?=have\b))?(?:is|are|can\s+be|may\s+be|(?:has|have)\s+(?:one\s+of\s+)?the\s+(?:status|states?))|of|are|status|states?)\s+(?:either\s+)?"
            rf"{one}(?:\s*[,/|]\s*{one}){{1,}}|:\s+{one}\s*[,/|]\s*{one})\s*(?:[,/|]|,?\s+(?:or|and))\s+{one}"
        ),
        drawn=_made(rf"{one}\s*(?:[→⟶➔➜⇒]|[-=]+>)"),
        pairs=_made(
            rf"\b(?:from|out\s+of)\s+{_STATE}(?:either\s+)?{row},?\s+{_HOW}(?:(?:straight|directly|on|over)\s+)?(?:in)?to\s+{_STATE}"
            rf"(?:either\s+)?(?P<to>{row.replace('?P<row>', '?:')}(?:,?\s+or\s+(?:back\s+)?(?:in)?to\s+{one})*)"
        ),
        onward=_made(
            rf"(?:,|\band)\s+(?:then|finally|later|afterwards|from\s+there)\s+(?:on\s+)?(?:in)?to\s+{_STATE}{either}"
        ),
        leaves=_leaving(one, row, begins_with),
        while_in=_staying(row),
        anywhere=_made(
            r"\b(?:in|from|at)\s+(?:any|every|all|each)\s+(?:of\s+(?:these|the|its)\s+)?(?:(?:open|active|other|earlier|"
            r"unfinished|non-?final)\s+)?(?:states?|status(?:es)?|stages?|point)\b(?:\s*,?\s*(?:except|but|other\s+than|apart\s+from|besides)"
            rf"\s+(?:(?:for|in|during|from|the)\s+)*(?P<row>{one}(?:(?:\s*,\s*|\s+(?:and|or)\s+){one})*))?"
        ),
        earlier=_earlier(row),
        moves=_made(
            rf"\b{_MOVES}(?:\s+(?!(?:and|or|but|when|if|is|are)\b)[\w§'-]+){{0,6}}?\s+(?:(?:to|into|in|on|as)\s+{_STATE}(?:being\s+)?"
            rf"{either}|(?P<placed>{begins_with})){_AFTER}"
        ),
        reaches=_reaching(either),
        required=_made(
            rf"\b(?:(?:must|has\s+to|have\s+to|needs\s+to)\s+(?:still\s+)?be|requires?|unless|(?:only|allowed|possible)\s+(?:only\s+)?"
            rf"(?:if|in|for|from|on|when|while|as\s+long\s+as))\s+(?:(?:the\s+|an?\s+)?[a-z-]+\s+(?:that\s+)?(?:is|are|to\s+be|in)\s+)?{_STILL}(?:in\s+)?{_STATE}{row}(?![\w-])"
        ),
        also=_made(
            rf"\bor(?:,\s[^,.;]{{3,40}},)?\s+(?:(?:is|are|be|becomes?|gets?|as|(?:back\s+)?(?:in)?to)\s+)?{_HOW}{either}{_AFTER}"
        ),
        acts=_made(
            rf"(?:\b{_CAN}|(?<=[a-z§] )|(?<=[–—:] )|(?<=\bor )|^)(?P<act>{'|'.join(map(re.escape, acts)) or '(?!)'})\s+(?:(?P<it>it|them|§\w*|one)\b|"
            rf"(?:an?|the|any|every|each|our|this|that|their|his|her)\s+(?:(?:own|whole|new)\s+)?(?:§\w*|{_NOUN}))"
        ),
        by_act=acts,
    )


def _drawn_out(match: re.Match[str]) -> str:
    is_said = match[1].rstrip().lower().endswith(match[2].lower())
    return match[0] if is_said else f"{match[1]}→{match[2]} "


def _spelled(state: str) -> str:
    return re.sub(r"^in(?=\[)", "in(?:to)?", state.replace("_", "[ _-]"))


def _made(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def _leaving(one: str, row: str, placed: str) -> tuple[re.Pattern[str], ...]:
    return (
        _made(
            rf"(?:\b(?:an?|the|any|every|each|only|all|our|my|that|both)\s+(?:own\s+|still\s+)?|^|(?<=, )|(?<=\bor ))"
            rf"{row}\s+(?:own\s+)?{_NOUN}(?![\w-])"
        ),
        _made(
            rf"{_NOUN}\s+(?:(?:that|which)\s+(?:is|are|(?:has|have)\s+been)\s+{_STILL}(?:in\s+)?{_STATE}|"
            rf"(?:in|with)\s+{_STATE}|(?={placed})){row}"
        ),
        _made(rf"\b(?:from|out\s+of|leaves)\s+{_STATE}(?:being\s+)?(?:an?\s+|the\s+)?{row}"),
        _made(
            rf"(?:^|[:,]\s+|\bthen\s+)(?P<row>{one})"
            r"(?=\s+(?:turns|becomes|goes|moves|changes|can|may|leads)\b)"
        ),
        _made(rf"\bafter\s+(?:an?|the)\s+{row}(?=\s+(?:it|they|the)\b|,)"),
        _made(
            rf"(?:^|[:,]\s+|\b(?:then|so\s+(?:can|may|is|does))\s+)(?:an?|any|every|each)\s+{row}(?=\s+(?:becomes|turns|goes|moves|can|may|is)\b|[\s.]*$)"
        ),
    )


def _staying(row: str) -> tuple[re.Pattern[str], ...]:
    return (
        _made(
            rf"\b(?:as\s+long\s+as|so\s+long\s+as|while|whilst|when|whenever|if|once|provided(?:\s+that)?)\s+{_SUBJECT}\s+"
            rf"(?:is|are|(?:has|have)\s+been|remains?|stays?)\s+{_STILL}(?:in\s+)?{_STATE}{row}{_AFTER}"
        ),
        _made(rf"^(?:once|when|while|if)\s+{_STILL}(?:in\s+)?{row}\s*,"),
        _made(
            rf"^(?:what(?:ever)?|everything|anything|those)\s+(?:that\s+)?(?:is|are)\s+"
            rf"{_STILL}{row}{_AFTER}"
        ),
    )


def _earlier(row: str) -> tuple[re.Pattern[str], ...]:
    end = rf"(?:{_AFTER}|(?=\s+(?:it|they|an?|the)\s))"
    return (
        _made(
            rf"\b(?:as\s+long\s+as|so\s+long\s+as|while|whilst|when|if|provided(?:\s+that)?)\s+{_SUBJECT}\s+"
            rf"(?:is|are|has|have)(?:\s+not|n['’]t)\s+(?:yet\s+)?(?:been\s+)?(?:in\s+)?{_STATE}{row}{end}"
        ),
        _made(
            rf"\b(?:at\s+any\s+(?:time|point|moment)\s+)?(?:before|until|till|unless)\s+{_SUBJECT}\s+(?:(?:is|are|gets|(?:has|have)\s+been)\s+(?:already\s+)?|"
            rf"becomes?\s+|turns\s+|reaches\s+)(?:in\s+)?{_STATE}{row}{end}"
        ),
    )


def _reaching(either: str) -> tuple[re.Pattern[str], ...]:
    return (
        _made(
            rf"(?:^|(?P<subject>[\w§'-]+)\s+)(?:then\s+|now\s+)?(?:{_CAN}(?:be|become|get)|is|are|gets|becomes?|counts?|turns)"
            rf"\s+{_HOW}(?:(?:as|in|to|into|set\s+to|put\s+to)\s+)?(?:(?<=becomes\s)an?\s+|(?<=become\s)an?\s+)?{_STATE}{either}{_AFTER}"
        ),
        _made(
            rf"\b(?:makes?|made|declares?|declared|renders?|calls|gets|marks?|marked)\s+(?P<subject>it|them|§\w*|(?:the|an?|that)\s+[a-z-]+)"
            rf"\s+{_HOW}(?:an?\s+)?{either}{_AFTER}"
        ),
        _made(rf"(?:[→⟶➔➜⇒]|[-=]>)\s*{either}"),
        _made(
            rf"(?:^|,\s+)(?:and\s+|or\s+)?(?:then|next|afterwards|later)[:,]?\s+{either}{_AFTER}"
        ),
        _made(rf"^(?:otherwise|else|if\s+not),?\s+(?:(?:as|to)\s+)?{_STATE}{either}{_AFTER}"),
        _made(rf"(?<=\w):\s+{either}\s*(?:$|[.,;)])"),
        _made(rf"\b(?:calls?|opens?|schedules?|orders?|starts?)\s+(?:an?|the)\s+{either}{_AFTER}"),
    )


def _acts(state: str) -> list[str]:
    """Return `cancel` and `cancels` for `cancelled`; some are no words and harm nothing."""
    if state in _IRREGULAR:
        bases = [_IRREGULAR[state]]
    elif state.endswith("ied"):
        bases = [f"{state[:-3]}y"]
    elif re.fullmatch(r"[a-z]{2,}ed", state):
        bases = [state[:-2], state[:-1]]
        bases += [state[:-3]] if state[-3:-2] == state[-4:-3] else []
    else:
        return []
    return [form for base in bases for form in (base, _third(base))]


def _third(base: str) -> str:
    if re.search(r"(?:s|sh|ch|x|z)$", base):
        return f"{base}es"
    return f"{base[:-1]}ies" if re.search(r"[^aeiou]y$", base) else f"{base}s"

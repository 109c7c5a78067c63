"""Sentences that say how two values of a row stand to each other.

The end date must be after the start date.       ends_on >= starts_on       CHECK (ends_on > starts_on)
A stay's check-out must not be before its check-in.      min_amount may not exceed max_amount

Only what is understood as a whole is a comparison; which fields the words mean is found elsewhere.
"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

MIRRORED: Final = {">": "<", ">=": "<=", "<": ">", "<=": ">="}
"""What the other says of the one: `a > b` is `b < a`."""
_NEGATED: Final = {">": "<=", ">=": "<", "<": ">=", "<=": ">"}
_MARKS: Final = {">": ">", "<": "<", ">=": ">=", "<=": "<=", "≥": ">=", "≤": "<="}
_GREATER: Final = r"(?:later|greater|larger|higher|bigger|longer|more)"
_LESS: Final = r"(?:earlier|less|lower|smaller|shorter|sooner)"
_SAME: Final = r"(?:equal(?:s|\s+to)?|the\s+same(?:\s+day)?(?:\s+as)?|on|at)"
_SIGNS: Final = (
    (">=", (rf">=|≥|at\s+least|(?:no|not)\s+(?:{_LESS}\s+than|before)|(?:on|at)\s+or\s+after|after\s+or\s+{_SAME}|"
           rf"{_SAME}\s+or\s+(?:after|{_GREATER}\s+than)|{_GREATER}\s+than\s+or\s+{_SAME}")),
    ("<=", (rf"<=|≤|at\s+most|(?:no|not)\s+(?:{_GREATER}\s+than|after|above)|(?:on|at)\s+or\s+before|before\s+or\s+{_SAME}|"
           rf"{_SAME}\s+or\s+(?:before|{_LESS}\s+than)|{_LESS}\s+than\s+or\s+{_SAME}")),
    (">", rf">|after|{_GREATER}\s+than|above|exceeds?|follow|over"),
    ("<", rf"<|before|{_LESS}\s+than|below|precede|under"),
)  # fmt: skip
_MUST: Final = (
    r"(?:(?:must|has\s+to|have\s+to|needs?\s+to|should|shall)(?:\s+(?:only|always))?|(?:is|are)\s+always|"
    r"can\s+only|may\s+only)(?:\s+be)?(?:\s+strictly)?"
)
_NEVER: Final = (
    r"(?:(?:must|should|shall|can|may|do|does|is|are)\s*(?:not|never)|(?:can|must|do|does)n?['\u2019]t|never)"
    r"(?:\s+be)?(?:\s+set)?"
)
_SAID: Final = tuple(
    (sign, re.compile(
        rf"(?P<left>(?:(?!\b(?:if|when|unless|while|until)\b).)*?)\s*(?<!\w)(?:(?P<never>{_NEVER})|{_MUST})\s+"
        rf"(?:{words})(?!\w)\s*(?P<right>.+)", re.IGNORECASE))
    for sign, words in _SIGNS
)  # fmt: skip
_NAME: Final = r"[A-Za-z]\w*(?:\.\w+)?"
_BARE: Final = tuple(
    (sign, re.compile(rf"(?:is\s+|be\s+)?(?:{words})(?!\w)\s*(?P<right>{_NAME})", re.IGNORECASE))
    for sign, words in _SIGNS
)
_CODED: Final = re.compile(rf"(?P<left>{_NAME})\s*(?P<sign>>=|<=|[<>≥≤])\s*(?P<right>{_NAME})")
_CHECK: Final = re.compile(
    r"\bCHECK\s*\(\s*(?P<left>\w+)\s*(?P<sign>>=|<=|[<>])\s*(?P<right>\w+)\s*\)", re.IGNORECASE
)
_LEAD: Final = re.compile(
    r"^(?:(?:--|//|%%|#|\*)\s*|(?:[A-Z]{1,4}-?)?\d{1,3}(?:\.\d+)*[.:)]?\s+|[A-Z]{1,4}-\d{1,3}[.:)]?\s+)*"
)
_LABEL: Final = re.compile(r"^(?P<label>[A-Z][\w -]{1,30}):\s+")
_FOR: Final = re.compile(
    r"^(?:for|in|of|on)\s+(?:an?|the|each|every|all|any)\s+(?P<entity>[\w -]{2,40}),\s+",
    re.IGNORECASE,
)
_IF_THERE: Final = re.compile(
    r",?\s+(?:if|when|where|whenever|once)\s+(?:(?:it|both|they|either|one|that)\s+)?(?:is\s+|are\s+)?(?:both\s+)?"
    r"(?:set|given|present|there|known|provided|filled(?: in)?)$",
    re.IGNORECASE,
)
_ANSWERED: Final = re.compile(
    r"\s*(?:[,;:(\u2013\u2014]|->|→|=>|\s-\s|\bor\s+else\b|\botherwise\b)(?![^()]*\b(?:if|unless|when|except)\b)"
    r"[^()]*\b(?:4\d\d|refus\w*|reject\w*|errors?|invalid|fails?|messages?)\b.*$",
    re.IGNORECASE,
)
_OF_REQUESTS: Final = re.compile(
    r"\b(?:filter|search|quer(?:y|ies)|parameters?|reports?)\w*", re.IGNORECASE
)
_LONGEST: Final = 200


class Compared(NamedTuple):
    """Words for a value, how it stands to another, and words for that."""

    left: str
    """"" is the field that the words stand beside."""
    sign: str
    right: str
    about: str = ""
    """Words before it that say what it is about."""


def compared_in(sentence: str) -> Compared | None:
    """Return what a sentence says of two values; None if it says anything else."""
    check = _CHECK.search(sentence)
    if check is not None:
        return Compared(check["left"], check["sign"], check["right"])
    text = _LEAD.sub("", " ".join(sentence.split())).strip(" .!")
    if len(text) > _LONGEST or is_of_requests(text):
        return None
    about = ""
    for lead, name in ((_LABEL, "label"), (_FOR, "entity")):
        if match := lead.match(text):
            about, text = match[name], text[match.end() :]
    found = _read(text)
    return found and found._replace(about=about)


def compared_beside(comment: str) -> Iterator[Compared]:
    """Yield what the words beside a field say of it, and of another."""
    for clause in re.split(r"[;.,]\s+|\n|\s+[\u2013\u2014-]\s+|\band\s+(?=must\b)", comment):
        text = clause.strip(" .()")
        found = compared_in(text)
        if found is not None:
            yield found
            continue
        for sign, pattern in _BARE:
            if match := pattern.fullmatch(text):
                yield Compared("", sign, match["right"])
                break


def is_of_requests(text: str) -> bool:
    """Tell whether words are about what is asked for, and not about what is kept."""
    return bool(_OF_REQUESTS.search(text))


def _read(text: str) -> Compared | None:
    text = _IF_THERE.sub("", _ANSWERED.sub("", text)).strip(" .!)")
    coded = _CODED.fullmatch(text)
    if coded is not None:
        return Compared(coded["left"], _MARKS[coded["sign"]], coded["right"])
    for sign, pattern in _SAID:
        match = pattern.fullmatch(text)
        if match is not None:
            meant = _NEGATED[sign] if match["never"] else sign
            return Compared(match["left"].strip(), meant, match["right"].strip())
    return None

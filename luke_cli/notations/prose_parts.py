"""The parts of a list in words, and the name that stands at the head of each.

the price that was agreed -> price              the number of copies we own -> number of copies
the first and the last day -> first day, last day     a colour, which is red or green -> colour (red, green)
"""

import re
from typing import Final

from luke_cli.notations.prose_words import DETERMINERS, SIZES, STOPS

INSIDE: Final = re.compile(r"\s*\(([^()]*)\)")
"""What is said of a part in brackets."""
BEGINS: Final = re.compile(
    r"\W*(?:an?|the|its|their|his|her|our|whether|which|what|who|when|how|where|one|two|number|e-?mail)\b",
    re.IGNORECASE,
)
"""What begins so is a part of its own, also behind a part with a clause."""
_POSSESSIVE: Final = re.compile(r"(?<=[a-z])(?:'s|’s)(\s)")
_WORD: Final = re.compile(r"[^\W\d_][\w'’/-]*")
_AND: Final = re.compile(r"\s*(?:,\s*(?:and|or)\b|,|\band\b|\bor\b|&)\s*", re.IGNORECASE)
_UNIT: Final = re.compile(
    r"\s+\b(?:(?:in|of|as|from|between|up to|per)\s+\S|needed\b|required\b).*$|\s*\(.*$",
    re.IGNORECASE,
)
_MEASURE: Final = re.compile(
    r"\s+\b(?:in|as|from|between|up to|per|needed|required)\b.*$", re.IGNORECASE
)
_NUMBER: Final = re.compile(
    r"^\W*(?:(?:the|an?|its|their|his|her|exact|planned|total|maximum|minimum|expected)\s+)*"
    r"(?:number|date|day|time|place|type|kind|year|town|country) of\s+",
    re.IGNORECASE,
)
_TAIL: Final = re.compile(
    r"\s+(?:(?:for|from|to|by|at)\s+\S|needed\b|required\b).*$", re.IGNORECASE
)
_MORE: Final = re.compile(
    r"""(?<=[\w)])\s+(?:
        (?:(?:at|in|on|for|by|to|from|until|of|with)\s+)?(?:that|which|whom|whose)\s.*
      | (?:who|where|when|until|till|while|because|if)\s.*
      | (?:such\ as|like|for\ example|for\ instance|called|named)\s.*
      | (?:we|they|he|she|you|i|somebody|someone)\s+[a-z]+\b.*
      | it\s+(?:is|was|has|had|can|may|must|[a-z]+s|[a-z]+ed)\b.*
      | (?:the|an?|our|their|its|his|her)\s+[a-z-]+(?:\s[a-z-]+)?\s+
        (?:is|are|was|were|has|have|had|can|could|must|may|should|will|would|[a-z]+ed|[a-z]{3,}s)\b.*
      | [a-z]+ed\s+(?:by|with|to|for|in|at|on|from|before|after|under)\s.*
      | (?:on|as|with|behind|under|below|above|next\ to)\s+(?:an?|the|its|two|three|four|five)\s.*
    )$""",
    re.IGNORECASE | re.VERBOSE,
)
"""What a clause says of the head before it."""
_ACTING: Final = re.compile(
    r"\b[a-z]+(?:s|ed)\s+(?:the|an?|its|their|them|it|him|her|his|one|all|every|each)\b",
    re.IGNORECASE,
)
"""`the gardener waters the bed` is a sentence."""
_VERB: Final = re.compile(
    r"^\W*(?:has|have|costs?|carries|bears|gets|contains|includes|records|needs)\s+(?=(?:an?|the|its|one|some)\b)",
    re.IGNORECASE,
)
"""`a name, costs a fee`"""
_PERHAPS: Final = re.compile(
    r"^\W*(?:perhaps|maybe|possibly|sometimes|optionally)\s+", re.IGNORECASE
)
"""`perhaps an e-mail`"""
_GERUND: Final = re.compile(
    r"\W*[a-z]+ing\s+(?:an?|the|on|it)\b|\W*[a-z]+ing$(?<!rating)", re.IGNORECASE
)
_FROM_UNTIL: Final = re.compile(
    r"\b([a-z-]+)(?:\s+(window|period|time))?\s*\((from|start)(?:\s+and\s+|,\s*|\s*/\s*)(until|till|to|end)\)",
    re.IGNORECASE,
)
"""`a pick-up window (from and until)`"""
_CHIPS: Final = re.compile(
    r"(?<=[,\s])([A-Za-z][\w-]*)\s+(?:as(?:\s+[\w-]+){1,3}|with\s+the\s+(?:choices|options|values)\s*)?:\s+"
    r"([\w -]+(?:,\s[\w -]+)+)\W*$"
)
"""`day, reason as three chips: illness, trip, other`: what has values stands last."""
_LISTED: Final = re.compile(
    r"\b([a-z][a-z ]*)(?::|\s[–—-])\s+([\w -]+(?:,\s[\w -]+)*,?\sor\s[\w -]+)"
)
"""`a course: starter, main or dessert`: what one has, and its values."""
_WHICH_IS: Final = re.compile(
    r"\b([a-z]+)(?:,? (?:which|that) (?:is|can be|may be) (?:always )?(?:one of |either )?|, (?:either|one of) )"
    r"((?:an?\s)?[\w-]+(?:(?:,\s|\sor\s)(?:an?\s)?[\w-]+)*,?\sor\s(?:an?\s)?[\w-]+)"
)
"""`the size, which is small, middle or large`."""
_IN_WHICH_WAY: Final = re.compile(
    r"\bwhether\s+(?:it|they|the\s+money)\s+(?:came|comes|(?:was|were|is|are)\s+(?:paid|sent|given|made|received))\s+"
    r"((?:in|by|with)\s+[a-z ]+?(?:,\s(?:(?:in|by|with)\s)?[a-z ]+?)*,?\sor\s(?:(?:in|by|with)\s)?[a-z-]+(?:\s[a-z-]+)?)(?=\W*$|,)",
    re.IGNORECASE,
)
"""`whether it came in cash, by bank transfer or by card`"""
_AND_GIVES: Final = re.compile(
    r"(?<=\w)\s+and\s+(?:it\s+)?(?:also\s+)?(?:gives|states|names|says|mentions)\s+(?=(?:the|an?|its|which|whether)\s)",
    re.IGNORECASE,
)
"""`says which crate it is about and gives the name`: one list with two verbs."""
_FOR_WHEN: Final = re.compile(
    r"(?<=[a-z])\s+(?:for|on|at)\s+(?=an?\s+(?:[a-z]+\s+)?(?:date|day|time|hour)\b)", re.IGNORECASE
)
"""`with a horse for a day`: two things of a lesson."""
_MADE_OF: Final = re.compile(
    r"\b(?:an?|the|its)\s+[a-z-]+,?\s+which\s+(?:is|means|consists\s+of)\s+(?=an?\s+[a-z-]+\s+and\s+an?\b)",
    re.IGNORECASE,
)
"""`a place, which is a latitude and a longitude`."""
_OR_MORE: Final = re.compile(r"\s+or\s+(?:two|three|more|so|several)\b", re.IGNORECASE)
_OR_NOT: Final = re.compile(
    r"\b((?:whether|if)\s+[a-z ]{2,30}\s(?:is|are|was|were)\s+[a-z-]+)\s+or\s+(?!an?\b)[a-z-]+(?=\W*$|,|\s+and\b)",
    re.IGNORECASE,
)
"""`whether it is wet or dry` tells one thing."""
_HALVES: Final = frozenset(
    "first last start end starting ending begin beginning opening closing minimum maximum min max lowest highest "
    "lower upper planned actual incoming outgoing gross net earliest latest minimal maximal left right front".split()
)
"""`the first and the last day` are two days."""
_KINDS: Final = frozenset(
    "home away morning afternoon evening billing shipping delivery work private back old new".split()
)
"""Words that are also names of their own: only `home and away team` are two teams."""
_ENDINGS: Final = frozenset("from until to by at on in since".split())
"""`valid until` is a name."""
_MOST_WORDS: Final = 4


def parts_of(text: str) -> list[str]:
    """Split a list at its commas and `and`, but not within brackets."""
    text = _FOR_WHEN.sub(", ", _AND_GIVES.sub(", ", _IN_WHICH_WAY.sub(_ways, text)))
    text = _CHIPS.sub(r"\1 (\2)", text) if "," in text.partition(":")[0] else text
    text = _FROM_UNTIL.sub(_from_until, text)
    text = _MADE_OF.sub("", _OR_NOT.sub(r"\1", _OR_MORE.sub("", text)))
    text = _WHICH_IS.sub(_values, _LISTED.sub(r"\1 (\2)", text))
    kept = INSIDE.sub(
        lambda match: (
            match[0].replace(",", "\x00").replace(" or ", "\x01").replace(" and ", "\x02")
        ),
        text,
    )
    parts = _AND.split(kept.strip(" .:"))
    for mark, word in (("\x00", ","), ("\x01", " or "), ("\x02", " and ")):
        parts = [part.replace(mark, word) for part in parts]
    return _whole(parts)


def _values(match: re.Match[str]) -> str:
    values = re.sub(r"\ban?\s", "", match[2])
    return f"{match[1]} ({values})"


def _ways(match: re.Match[str]) -> str:
    """Return the ways in which something came as the values of a method."""
    return f"the method ({re.sub(r'(?:(?<=^)|(?<=[ ,]))(?:in|by|with) ', '', match[1])})"


def _whole(parts: list[str]) -> list[str]:
    """Give `the first` of `the first and the last day` its noun."""
    for index in range(len(parts) - 2, -1, -1):
        said = [word.lower() for word in _WORD.findall(parts[index])]
        words = [word for word in said if word not in DETERMINERS]
        if len(words) == 1 and (words[0] in _HALVES or said[0] in _KINDS):
            noun = name_of(parts[index + 1]).split()
            if len(noun) > 1:
                parts[index] = f"{words[0]} {noun[-1]}"
    return parts


def _from_until(match: re.Match[str]) -> str:
    """Return the two ends of a span: `the period (from, until)` is `period from` and `period until`."""
    head = match[2] if match[1].lower() in DETERMINERS else match[1]
    return f"{head} {match[3]}, the {head} {match[4]}" if head else match[0]


def has_more(part: str) -> bool:
    """Tell whether something is said of the head of a part behind it."""
    bare = INSIDE.sub("", part)
    return bool(_TAIL.search(bare) or _MORE.search(bare))


def _folded(word: str) -> str:
    """Return `ph` for `pH`, which is no name of two words."""
    return word.lower() if word[:1].islower() else word


def name_of(part: str) -> str:
    """Return the name that a part begins with; "" if it is none."""
    bare = _TAIL.sub("", _MORE.sub("", INSIDE.sub("", part)))
    bare = _VERB.sub("", _PERHAPS.sub("", bare))
    if _ACTING.search(bare) or _GERUND.match(bare):
        return ""
    counted = _NUMBER.search(bare)
    if counted is not None:
        bare = bare[: counted.end()] + _MEASURE.sub("", bare[counted.end() :])
    words = _WORD.findall(_POSSESSIVE.sub(r"\1", bare if counted else _UNIT.sub("", bare)))
    while words and words[0].lower() in DETERMINERS:
        words.pop(0)
    while len(words) > 1 and words[0].lower() in SIZES:
        words.pop(0)
    words = [_folded(word) for word in words if word.lower() not in ("the", "a", "an")]
    known = all(word.lower() not in STOPS - {"of", "on", "at"} for word in words[:-1])
    ends = bool(words) and words[-1].lower() in STOPS - (_ENDINGS if len(words) > 1 else set())
    return " ".join(words) if words and len(words) <= _MOST_WORDS and known and not ends else ""

"""How the sentences of a workflow part: at what, what stands aside in them, and what they say of the state before.

`a standby can be cancelled | and so can an active one`, `it is paid (when the money is there)`.
"""

import re
from typing import Final

from luke_cli.notations.states import whose

REMARK: Final = re.compile(
    r"\((?![^()]*(?:[→⟶➔➜⇒:.]|[-=]>|\bfrom\s))[^()]{0,200}\)|,\s+(?:and|but)\s+(?:only|not\s+before|never\s+before)\s+(?:then|that)(?=,)"
)
SEGMENT: Final = re.compile(
    r";\s+|\.\s+(?=\()|,?\s+(?:and|but)\s+(?=(?:an?|only|from|every|any|so\s+(?:can|may)|likewise)\s)|,\s+(?=otherwise\b)"
)
SO: Final = re.compile(
    r"^\W*(?:(?:and\s+)?so\s+(?:can|may|is|does)|(?:and\s+)?likewise|the\s+same\s+(?:goes|holds|is\s+true|applies)\s+(?:for|of|to))\s+",
    re.IGNORECASE,
)
"""`... can be cancelled, and so can an active one.`"""
BESIDE: Final = re.compile(r"\b(?:with|by|of|for|on|at|to|through|via|without)\s+$", re.IGNORECASE)
"""Before a thing that a sentence is not about: `is completed with | the submitted review`."""
FROM: Final = re.compile(
    r"^\W*(?:only\s+)?from\s|\bonly\s|\b(?:possible|reached|allowed)\s+(?:\w+\s+)?from\s",
    re.IGNORECASE,
)
"""Beside a state: what leads to it."""
MAY: Final = re.compile(r"\b(?:can|may|could|might|possible|allowed)\b", re.IGNORECASE)
WISH: Final = re.compile(r"\bI\s+(?:want|would\s+like|wish|need)\b")
"""A story of its own: the one before it does not tell what the thing is in."""
USUALLY: Final = re.compile(r"\b(?:normally|usually|mostly|as\s+a\s+rule)\b", re.IGNORECASE)
ASIDE: Final = re.compile(
    r"\b(?:when|once|if|unless|after|before|until|till|because|as\s+soon\s+as|as\s+long\s+as|whenever|while|in\s+case)"
    r"(?:\s+[^\s,;)]+){2,60}?(?=\s*(?:[,;)]|$)|\s(?:then\s+)?the\s+\w+\s+shall\b|\s(?:it|they)\s+(?:then\s+)?(?:becomes?|counts?|goes|moves|turns|can|may|is|are)\b)|"
    r"\b(?:who|that|which(?!\s+(?:puts|makes|sets|moves|turns|brings|takes|is\s+then)\b))(?:\s+[^\s,;)]+){2,60}?"
    r"(?=\s*(?:[,;)]|$)|\s(?:is|are|can|may|becomes?|goes|moves)\s)",
    re.IGNORECASE,
)
FINAL: Final = re.compile(
    r"\bnothing\s+(?:more\s+)?(?:becomes|happens|comes|changes|follows)\b|\bnothing\s+can\s+(?:happen|become|follow)\b|\bfor\s+good\b|\bforever\b|"
    r"\b(?:is|are|stays?|remains?)\s+(?:final|as\s+(?:it\s+is|they\s+are))\b",
    re.IGNORECASE,
)
"""`Nothing becomes of a lost one.`"""
MOVING: Final = re.compile(
    r"\b(?:an?|the|each|every|any)\s+(?:[a-z-]+\s+)?([a-z-]+)(?:\s+(?:can|may|must|shall|will))?(?:\s+(?:only|then|also))?\s+"
    r"(?:be\s+(?:moved|set|put|changed)|go(?:es)?|moves?|pass(?:es)?|changes?|turns?|switch(?:es)?|transitions?|advances?|falls?|comes?)\s+$",
    re.IGNORECASE,
)
"""`The order goes` before `from draft to sent`."""
AGAIN: Final = re.compile(
    r"^\W*(?:(?:and|which)\s+)?(?:it|they|the\s+\w+(?:\s\w+)?)\s+(?:is|are|counts\s+as)\s+(?:then|thereby|thus|afterwards|from\s+then\s+on)\b",
    re.IGNORECASE,
)
"""`; it is then approved or declined` says what the part before has led to."""
OTHERWISE: Final = re.compile(
    r"^\W*(?:otherwise|else|alternatively|if\s+not\b|had\b|or\b|side\s+path)|\bcould\s+(?:also|still)\b|\bwould\s+have\b",
    re.IGNORECASE,
)


def blank(match: re.Match[str]) -> str:
    """Return as many spaces as a match has characters."""
    return " " * len(match[0])


def masked(text: str, match: re.Match[str]) -> str:
    """Put a mark for the thing in place of what says in which state it is."""
    size = match.end() - match.start()
    return f"{text[: match.start()]}§{'_' * (size - 1)}{text[match.end() :]}"


def thing_of(heading: str) -> str:
    """Return what a heading is the story of: `What happens to a claim`, `Claim: states`."""
    told = re.search(
        r"\b(?:of|to|for|with)\s+(?:an?|the|each|every|your)\s+([a-z-]+(?: [a-z-]+)?)\s*$",
        heading,
        re.IGNORECASE,
    )
    return told[1].lower() if told else whose(heading).lower()

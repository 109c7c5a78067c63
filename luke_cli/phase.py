"""Which phase a person asks for, told from flags and words.

Strongest first: a flag (`--design`, `--develop`), a tag (`[DESIGN PHASE]`), the leading word
(`implement user authentication`), any keyword (`please build the login`). Whole words, any case.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from luke_cli.errors import UsageError


class NoPhaseError(UsageError):
    """No word names a phase."""


class Phase(StrEnum):
    """What luke is asked to do."""

    DESIGN = "design"
    """Documents to BACKEND-DEV.md."""
    DEVELOP = "develop"
    """BACKEND-DEV.md to a backend."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A phase, and what the person said about it."""

    phase: Phase
    prompt: str = ""
    """The words without those that told the phase."""


KEYWORDS: Final = {
    "design": Phase.DESIGN,
    "develop": Phase.DEVELOP,
    "implement": Phase.DEVELOP,
    "code": Phase.DEVELOP,
    "build": Phase.DEVELOP,
}
"""Words and, with two dashes, flags."""

_TAG: Final = re.compile(
    r"\[\s*(design|develop(?:ment)?|implement(?:ation)?|code|build)\s+phase\s*\]", re.IGNORECASE
)
_TAG_STEM: Final = re.compile(r"ment$|ation$")
_WORD: Final = re.compile(r"\w+(?:[-'\u2019]\w+)*")
_EXAMPLES: Final = (
    'say it with a flag: `luke --design` or `luke --develop`; or with words: `luke "[DESIGN PHASE] '
    'plan the backend"` or `luke implement user authentication`'
)


def detect(flags: Iterable[str], words: Sequence[str]) -> Asked:
    """Tell the phase that flags (`design`, `build`, ...) and words ask for.

    Raises: UsageError if two phases are asked for at the same strength; NoPhaseError for none.
    """
    text = " ".join(" ".join(words).split())
    return _flagged(flags, text) or _tagged(text) or _led(text) or _mentioned(text)


def _flagged(flags: Iterable[str], text: str) -> Asked | None:
    given = sorted(set(flags))
    phase = _one([KEYWORDS[flag] for flag in given], [f"--{flag}" for flag in given])
    return Asked(phase, _TAG.sub(" ", text).strip()) if phase else None


def _tagged(text: str) -> Asked | None:
    tags = list(_TAG.finditer(text))
    said = [KEYWORDS[_stem(tag[1].lower())] for tag in tags]
    phase = _one(said, [tag[0] for tag in tags])
    return Asked(phase, _joined(text, tags)) if phase else None


def _stem(word: str) -> str:
    return word if word in KEYWORDS else _TAG_STEM.sub("", word)


def _led(text: str) -> Asked | None:
    first = _WORD.search(text)
    phase = KEYWORDS.get(first[0].lower()) if first else None
    return Asked(phase, _joined(text, [first])) if first and phase else None


def _mentioned(text: str) -> Asked:
    found = [word for word in _WORD.finditer(text) if word[0].lower() in KEYWORDS]
    phase = _one([KEYWORDS[word[0].lower()] for word in found], [word[0] for word in found])
    if phase is None:
        raise NoPhaseError(f"no phase is named in `{text}`", hint=_EXAMPLES)
    return Asked(phase, _joined(text, found))


def _one(phases: Sequence[Phase], said: Sequence[str]) -> Phase | None:
    """Return the only phase, or None; `said` are the words that named them."""
    if len(set(phases)) > 1:
        shown = " and ".join(dict.fromkeys(f"`{word}`" for word in said))
        raise UsageError(f"two phases are asked for at once: {shown}", hint=_EXAMPLES)
    return phases[0] if phases else None


def _joined(text: str, left_out: Iterable[re.Match[str]]) -> str:
    """Return the text without some matches."""
    for match in reversed(list(left_out)):
        text = text[: match.start()] + " " + text[match.end() :]
    return " ".join(text.split()).lstrip(":,.;- ")

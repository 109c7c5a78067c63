"""The grammar of a language as a table: its words, and the English words that say the same.

puede quedar vací(o|a) = may be left empty          hasta = up to          darf nicht = may not

A text is put into English word by word, so that what reads English sentences about known names reads
these too; nothing else is made of the result. Names, codes and unknown words stay as they are.
"""

import itertools
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

_CODE: Final = re.compile(r"(`[^`\n]*`|https?://\S+|(?<![\w/])/[\w{}/:.-]+)")
_THOUSANDS: Final = re.compile(r"(?<![\d.,])[1-9]\d{0,2}(?:[.\u00a0\u202f' ]\d{3})+(?![\d.,]*\d)")
_FRACTION: Final = re.compile(r"(?<![\d.,(])(\d+),(\d{1,2})(?![\d,.]*\d)")
_CHOICE: Final = re.compile(r"\(([^()]*)\)")


@dataclass(frozen=True, slots=True)
class Tongue:
    """A language that documents are written in."""

    name: str
    common: frozenset[str]
    """Small words that tell the language."""
    articles: frozenset[str]
    of: frozenset[str]
    """Words between a noun and what it is of."""
    endings: tuple[str, ...]
    """What the plural and the cases add to a noun."""
    phrases: Mapping[str, str]
    """Each phrase, in lower case with single spaces, to the English one."""
    cells: Mapping[str, str]
    """What means so only where it is all of a head or a cell."""
    pattern: re.Pattern[str]
    """Any of the phrases, the longest first."""
    shapes: tuple[tuple[re.Pattern[str], str], ...]
    """Parts of sentences whose words stand in another order."""
    elided: re.Pattern[str] | None
    """Short words that lose their end before a vowel: `l'auteur`."""

    def english(self, text: str, names: Callable[[str], str]) -> str:
        """Put a text into English; `names` replaces what is called by names of its own."""
        whole = self.cells.get(text.strip(" *:?¿").lower())
        if whole is not None:
            return whole.capitalize()
        parts = _CODE.split(names(self.parted(text)))
        parts[::2] = [self._words(part) for part in parts[::2]]
        whole = "".join(parts)
        for shape, said in self.shapes:
            whole = shape.sub(said, whole)
        return whole

    def parted(self, text: str) -> str:
        """Return a text with a space behind each elided word: `l' auteur`."""
        return self.elided.sub(r"\1' ", text) if self.elided else text

    def _words(self, text: str) -> str:
        plain = _THOUSANDS.sub(lambda m: re.sub(r"\D", ",", m[0]), text)
        return self.pattern.sub(self._phrase, _FRACTION.sub(r"\1.\2", plain))

    def _phrase(self, match: re.Match[str]) -> str:
        said = self.phrases[" ".join(match[0].lower().split())]
        # Lines stay where they are.
        breaks = match[0].count("\n")
        said = said.replace(" ", "\n", breaks) if breaks else said
        return said[:1].upper() + said[1:] if match[0][0].isupper() else said


def tongue(name: str, grammar: Mapping[str, str], shapes: str, phrases: str, cells: str) -> Tongue:
    """Make a language of its tables.

    Shape: `grammar` has `common`, `articles`, `of` and `endings`, each words in a row; the others
    have `words = English`, parted by `;` or lines. Of phrases, `vací(o|a)` stands for both spellings.
    """
    table = dict(_expanded(phrases))
    ordered = sorted(table, key=lambda one: (-len(one), one))
    elided = [one[:-1] for one in table if re.fullmatch(r"\w+'", one)]
    spelled = "|".join(re.escape(one).replace(r"\ ", r"\s+") for one in ordered)
    return Tongue(
        name=name,
        common=frozenset(grammar["common"].split()),
        articles=frozenset(grammar["articles"].split()),
        of=frozenset(grammar["of"].split()),
        endings=("", *grammar["endings"].split()),
        phrases=table,
        cells=dict(_expanded(cells)),
        pattern=re.compile(rf"(?<![\w’'/{{.-])(?:{spelled})(?![\w/}}-])", re.IGNORECASE),
        shapes=tuple(
            (re.compile(form, re.IGNORECASE), said) for form, said in _lines(shapes, "=>")
        ),
        elided=re.compile(rf"\b({'|'.join(elided)})['’](?=[^\W\d_])", re.IGNORECASE)
        if elided
        else None,
    )


def _lines(text: str, between: str) -> Iterator[tuple[str, str]]:
    for line in text.strip().split("\n"):
        form, _, said = line.partition(f" {between} ") if line.strip() else ("", "", "")
        if form.strip():
            yield form.strip(), said.strip()


def _expanded(text: str) -> Iterator[tuple[str, str]]:
    for form, said in _lines(text.replace(";", "\n"), "="):
        parts = _CHOICE.split(form)
        parts[1::2] = [f"({part})" for part in parts[1::2]]
        choices = [part[1:-1].split("|") if part[:1] == "(" else [part] for part in parts]
        for spelling in itertools.product(*choices):
            yield " ".join("".join(spelling).split()), said

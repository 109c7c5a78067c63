"""The grammar of a language as a table: its words, and the English words that say the same.

puede quedar vací(o|a) = may be left empty          hasta = up to          darf nicht = may not

A text is put into English word by word, so that what reads English sentences about known names reads
these too; nothing else is made of the result. Names, codes and unknown words stay as they are.
"""

import itertools
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial
from typing import Final

_CODE: Final = re.compile(r"(`[^`\n]*`|https?://\S+|(?<![\w/])/[\w{}/:.-]+)")
_THOUSANDS: Final = re.compile(r"(?<![\d.,])[1-9]\d{0,2}(?:[.\u00a0\u202f' ]\d{3})+(?![\d.,]*\d)")
_FRACTION: Final = re.compile(r"(?<![\d.,(])(\d+),(\d{1,2})(?![\d,.]*\d)")
_NOUNS: Final = frozenset("state states status field fields value values role roles".split())
"""English words for what is of something: `der Status der Buchung`."""
_CHOICE: Final = re.compile(r"\(([^()]*)\)")


_SHARED: Final = r"""
\b(an?|the|each|all|only|one|no) (\w+) (`\w+`(?:(?:,| or| and) `\w+`)*)(?= (?:also |only |still |then |already )*(?:can|may|must|change|return|become|go|turn)) => \1 \3 \2
\bone (`\w+`) (can|may|changes|returns|becomes|goes) => a \1 one \2
(?-i:O)f (`\w+`) (?:it )?(changes|returns|becomes|goes|can|may) => From \1 it \2
((?:^|[,;:.(]|\b(?:and|or|also)) )of (`\w+`) (?:it )?(changes|returns|becomes|goes|can|may) => \1from \2 it \3
\b(can|may|must) (`\w+`)(?=[,.;)\n]|$| (?:by|when|if|while|once|from)\b) => \1 be \2
\bof (`\w+`) (?:to|for) (`\w+`) => from \1 to \2
\bbetween ([\d.,]+) to ([\d.,]+) => between \1 and \2
\bof ([\d.,]+) to ([\d.,]+) => from \1 to \2
((?:^|[,;:.]|\b(?:and|or|also|again)) )of ([a-z]\w{2,}) (?:again |back )*to ([a-z]\w{2,})(?!\w) => \1from \2 to \3
\b(is|are) (by default|initially) (\w+) => \1 \3 \2
"""
"""Shapes of every language."""


@dataclass(frozen=True, eq=False, slots=True)
class Grammar:
    """The tables of a language, as written.

    Shape: `words` has `common`, `articles`, `of`, `endings` and `participles`, each words in a row, and may have
    `genitive`, the articles of what a noun is of, in a language whose nouns are capitals; `shapes`
    has `pattern => replacement` in each line, for what is in English already; the others have
    `words = English`, parted by `;` or lines. Of phrases, `vací(o|a)` stands for both spellings.
    """

    name: str
    words: Mapping[str, str]
    shapes: str
    phrases: str
    cells: str
    """What means so only where it is all of a head or a cell."""


@dataclass(frozen=True, slots=True)
class Tongue:
    """A language that documents are written in."""

    name: str
    common: frozenset[str]
    """Small words that tell the language."""
    articles: frozenset[str]
    of: frozenset[str]
    """Words between a noun and what it is of."""
    participles: tuple[str, ...]
    """Endings of a participle that stand for one another: `o/a/os/as`."""
    endings: tuple[tuple[str, str], ...]
    """What a noun ends with, and what the plural and the cases make of it."""
    phrases: Mapping[str, str]
    """Each phrase, in lower case with single spaces, to the English one."""
    cells: Mapping[str, str]
    """What means so only where it is all of a head or a cell."""
    pattern: re.Pattern[str]
    """Any of the phrases, the longest first."""
    shapes: tuple[tuple[re.Pattern[str], str], ...]
    """Parts of sentences whose words stand in another order."""
    genitive: re.Pattern[str] | None
    """A noun, and the article of what it is of."""
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
            whole = shape.sub(partial(_shaped, said), whole)
        return unaccented(whole)

    def parted(self, text: str) -> str:
        """Return a text with a space behind each elided word: `l' auteur`."""
        return self.elided.sub(r"\1' ", text) if self.elided else text

    def _words(self, text: str) -> str:
        if self.genitive is not None:
            text = self.genitive.sub(self._owned, text)
        plain = _THOUSANDS.sub(lambda m: re.sub(r"\D", ",", m[0]), text)
        return self.pattern.sub(self._phrase, _FRACTION.sub(r"\1.\2", plain))

    def _owned(self, match: re.Match[str]) -> str:
        word = match[1].lower()
        is_noun = self.phrases.get(word, "status") in _NOUNS and word not in self.common
        return f"{match[1]} of {match[2]} " if is_noun else match[0]

    def _phrase(self, match: re.Match[str]) -> str:
        # Letters that only look alike, such as a long s, match and are no phrase.
        said = self.phrases.get(" ".join(match[0].lower().split()), match[0])
        if said == match[0]:
            return said
        # Lines stay where they are.
        breaks = match[0].count("\n")
        said = said.replace(" ", "\n", breaks) + "\n" * (breaks - said.count(" "))
        return said[:1].upper() + said[1:] if match[0][0].isupper() else said


def _shaped(said: str, match: re.Match[str]) -> str:
    """Return a part of a sentence in another order, over as many lines as before."""
    whole = match.expand(said)
    return whole + "\n" * (match[0].count("\n") - whole.count("\n"))


def unaccented(text: str) -> str:
    """Spell `préstamo` as code does: `prestamo`."""
    if text.isascii():
        return text
    parts = unicodedata.normalize("NFD", text.replace("ß", "ss"))
    return unicodedata.normalize("NFC", "".join(c for c in parts if not unicodedata.combining(c)))


@cache
def phrases_of(grammar: Grammar) -> Mapping[str, str]:
    """Return each phrase of a language, in all its spellings, with the English one."""
    return dict(_expanded(grammar.phrases))


@cache
def tongue_by(grammar: Grammar) -> Tongue:
    """Make a language of its tables, once: patterns of hundreds of words take their time."""
    words = grammar.words
    table = phrases_of(grammar)
    ordered = sorted(table, key=lambda one: (-len(one), one))
    genitive = words.get("genitive", "")
    elided = [one[:-1] for one in table if re.fullmatch(r"\w+'", one)]
    spelled = "|".join(re.escape(one).replace(r"\ ", r"\s+") for one in ordered)
    return Tongue(
        name=grammar.name,
        common=frozenset(words["common"].split()),
        articles=frozenset(words["articles"].split()),
        of=frozenset(words["of"].split()),
        participles=tuple(words["participles"].split()),
        endings=tuple(_pair(one) for one in words["endings"].split()),
        phrases=table,
        cells=dict(_expanded(grammar.cells)),
        pattern=re.compile(rf"(?<![\w’'/{{.-])(?:{spelled})(?![\w/}}-])", re.IGNORECASE),
        shapes=tuple(
            (re.compile(form.replace(" ", r"[ \n]"), re.IGNORECASE), said)
            for form, said in _lines(_SHARED + grammar.shapes, "=>")
        ),
        genitive=re.compile(rf"(?<!\w)([A-ZÄÖÜ]\w+) ({'|'.join(genitive.split())}) (?=[A-ZÄÖÜ])")
        if genitive
        else None,
        elided=re.compile(rf"\b({'|'.join(elided)})['’](?=[^\W\d_])", re.IGNORECASE)
        if elided
        else None,
    )


def _pair(ending: str) -> tuple[str, str]:
    one, _, more = ending.partition("-")
    return one, more


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

"""Searches by words: a row is found if each word that is sent begins one of its own.

Words are made of letters and digits, whatever stands between them. Capitals, accents and strokes
make no difference: `GRÖSSE`, `große` and `grosse` are one word. Text without blanks, as in
Chinese, is one word. What has no word finds nothing; blanks alone are no search.

`words_of` and `has_words` are functions of the database: a revision makes those of PostgreSQL,
where an index holds the words, and SQLite is given these here. Both find the same rows.
"""

# ruff: noqa: RUF001 - letters that look alike

import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Annotated, Any, Final

from pydantic import AfterValidator, Field
from sqlalchemy import Boolean, ColumnElement, Text, bindparam, func
from sqlalchemy.orm import InstrumentedAttribute

from backend.fields import Line

_MARKS: Final = re.compile(r"[\u0300-\u036f]+")
_BETWEEN: Final = re.compile(
    r"[\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00a9\u00ab-\u00b1\u00b4\u00b6-\u00b8\u00bb\u00bf\u00d7\u00f7\u02c2-\u02df\u02e5-\u02ff\u0375\u055a-\u055f\u0589-\u058f\u05be\u05c0\u05c3\u05c6\u05f3\u05f4\u0600-\u060f\u061b-\u061f\u066a-\u066d\u06d4\u0964\u0965\u0e3f\u0e4f\u0e5a\u0e5b\u104a-\u104f\u1680\u2000-\u206f\u20a0-\u20cf\u2100-\u2bff\u2e00-\u2e7f\u2ff0-\u3004\u3008-\u3020\u3030\u303d-\u303f\u30fb\ue000-\uf8ff\ufe00-\ufe1f\ufff0-\uffff\U0001f000-\U0001faff\U000e0000-\U000e0fff]+"
)
_ALIKE: Final = {
    "ß": "ss",
    "ẞ": "ss",
    "æ": "ae",
    "œ": "oe",
    "þ": "th",
    "ø": "o",
    "đ": "d",
    "ð": "d",
    "ł": "l",
    "ħ": "h",
    "ŧ": "t",
    "ŋ": "n",
    "ı": "i",
}
"""Letters that nobody takes apart, and what people type for them."""


def _small(letter: str) -> str:
    folded = letter.casefold()
    return folded if len(folded) == 1 else letter


_LETTERS: Final = {
    ord(letter): _ALIKE.get(_small(letter), _small(letter))
    for letter in (*map(chr, range(1424)), *_ALIKE)
}


def words_of(said: str) -> str:
    """Return the words of a text, a blank between them."""
    # As PostgreSQL can hold them: an index has no room for more of one row, or of one word.
    text = unicodedata.normalize("NFKD", said)[:50_000]
    words = _BETWEEN.split(_MARKS.sub("", text).translate(_LETTERS))
    return " ".join(word[:100] for word in words if word)


def words_in(
    name: str, *columns: ColumnElement[Any] | InstrumentedAttribute[Any]
) -> ColumnElement[bool]:
    """Return the condition that columns have the words that are bound to a name."""
    first, *rest = (func.words_of(column, type_=Text()) for column in columns)
    said: ColumnElement[str] = first
    for one in rest:
        said = said.concat(one)
    return func.has_words(said, bindparam(name), type_=Boolean())


def _words_of(said: str | None) -> str:
    return f" {words_of(said or '')} "


def _has_words(said: str, words: str) -> bool:
    return bool(words) and all(f" {word}" in said for word in words.split(" "))


ON_SQLITE: Final[Mapping[str, Callable[..., Any]]] = {
    "words_of": _words_of,
    "has_words": _has_words,
}
"""The functions that SQLite is given, by name."""


def _sought(said: str | None) -> str | None:
    return said if said and said.strip() else None


Sought = Annotated[Annotated[Line, Field(max_length=200)] | None, AfterValidator(_sought)]
"""What somebody types to find rows; blanks alone are nothing."""

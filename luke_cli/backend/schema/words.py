r"""The words of a text: where they begin and end, and which letters are the same.

Both databases must answer a search alike, whatever their locale is: all that matters is written out
here, and becomes a function of PostgreSQL (in a revision) and one of Python (for SQLite).

Source: PostgreSQL, `array_to_tsvector`: lexemes as they are given; `to_tsvector` would have its own
idea of words, which takes `1.5e3` or `a/b` for one.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import reduce
from typing import Final

MARKS: Final = r"[\u0300-\u036f]+"
"""What stands above or below a letter, once it is taken apart."""
BETWEEN: Final = (
    r"[\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00a9\u00ab-\u00b1\u00b4\u00b6-\u00b8\u00bb\u00bf"
    r"\u00d7\u00f7\u02c2-\u02df\u02e5-\u02ff\u0375\u055a-\u055f\u0589-\u058f\u05be\u05c0\u05c3\u05c6"
    r"\u05f3\u05f4\u0600-\u060f\u061b-\u061f\u066a-\u066d\u06d4\u0964\u0965\u0e3f\u0e4f\u0e5a\u0e5b"
    r"\u104a-\u104f\u1680\u2000-\u206f\u20a0-\u20cf\u2100-\u2bff\u2e00-\u2e7f\u2ff0-\u3004"
    r"\u3008-\u3020\u3030\u303d-\u303f\u30fb\ue000-\uf8ff\ufe00-\ufe1f\ufff0-\uffff"
    r"\U0001f000-\U0001faff\U000e0000-\U000e0fff]+"
)
"""What no word has: signs, blanks and pictures; a regular expression of Python and PostgreSQL."""
ALIKE: Final = {"ß": "ss", "ẞ": "ss", "æ": "ae", "œ": "oe", "þ": "th"} | dict(
    zip("øđðłħŧŋı", "oddlhtni", strict=True)
)
"""Small letters that nobody takes apart, and what people type for them."""
CASES: Final = 0x590
"""Behind the last letter that may be a capital: Latin, Greek, Cyrillic and Armenian are before."""
LONGEST_TEXT: Final = 50_000
"""Characters that are searched: a tsvector of PostgreSQL holds 1 MB."""
LONGEST_WORD: Final = 100
"""Characters of a word that are compared: a lexeme of PostgreSQL holds 2 KB."""

_COLUMN: Final = re.compile(r"words_of\((\w+)\)")


def expression(columns: Sequence[str]) -> str:
    """Return the words of some columns as SQL; in brackets as PostgreSQL writes them."""
    words = (f"words_of({column})" for column in columns)
    return reduce(lambda whole, one: f"({whole} || {one})", words)


def columns_in(said: str) -> tuple[str, ...]:
    """Return the columns of an expression, none of anything else."""
    return tuple(_COLUMN.findall(said))


def functions() -> tuple[str, str]:
    """Return what makes the functions of PostgreSQL: a text to its words, and whether it has some.

    `has_words(words_of(title), 'gre ide')` is inlined, and finds the index of `words_of(title)`.
    """
    letters = {c: to for c in map(chr, range(CASES)) if (to := _one_for(c)) != c}
    steps = (
        f"said = left(normalize(coalesce(said, ''), NFKD), {LONGEST_TEXT});",
        f"said = regexp_replace(said, '{MARKS}', '', 'g');",
        f"said = translate(said, '{''.join(letters)}', '{''.join(letters.values())}');",
        *(f"said = replace(said, '{c}', '{to}');" for c, to in ALIKE.items() if len(to) > 1),
        f"said = regexp_replace(said, '{BETWEEN}', ' ', 'g');",
        rf"said = regexp_replace(said, '([^ ]{{{LONGEST_WORD}}})[^ ]+', '\1', 'g');",
        "RETURN array_to_tsvector(array_remove(string_to_array(said, ' '), ''));",
    )
    prefixes = r"replace(regexp_replace(words, '[^ ]+', '''\&'':*', 'g'), ' ', ' & ')"
    return (
        _function("words_of(said text)", "tsvector", "plpgsql", "BEGIN", *steps, "END"),
        _function(
            "has_words(said tsvector, words text)",
            "boolean",
            "sql",
            f"SELECT said @@ CAST({prefixes} AS tsquery)",
        ),
    )


def _function(head: str, gives: str, language: str, *body: str) -> str:
    return "\n".join(
        (
            f"CREATE OR REPLACE FUNCTION {head} RETURNS {gives}",
            f"LANGUAGE {language} IMMUTABLE PARALLEL SAFE AS $$",
            *body,
            "$$",
        )
    )


def _one_for(letter: str) -> str:
    """Return the one letter that stands for another: a small one, without its stroke."""
    if unicodedata.normalize("NFKD", letter) != letter:
        return letter  # it never comes: it is taken apart before
    folded = letter.casefold()
    small = folded if len(folded) == 1 else letter
    alike = ALIKE.get(small, small)
    return alike if len(alike) == 1 else small

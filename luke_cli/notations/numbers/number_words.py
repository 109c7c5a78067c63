"""Numbers in words: `five`, `forty-five`, `two hundred`, `fünfzehn`, `treinta`."""

import re
from typing import Final

_ONES: Final = dict(
    zip("one two three four five six seven eight nine".split(), range(1, 10), strict=True)
)
_TENS: Final = dict(
    zip(
        "twenty thirty forty fifty sixty seventy eighty ninety".split(),
        range(20, 100, 10),
        strict=True,
    )
)
_LARGE: Final = {"hundred": 100, "thousand": 1000}
_ALONE: Final = {
    "zero": 0,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "fifteen": 15,
    "eighteen": 18,
    "zwei": 2,
    "drei": 3,
    "vier": 4,
    "fünf": 5,
    "sechs": 6,
    "sieben": 7,
    "acht": 8,
    "neun": 9,
    "zehn": 10,
    "zwölf": 12,
    "fünfzehn": 15,
    "zwanzig": 20,
    "dreißig": 30,
    "sechzig": 60,
    "neunzig": 90,
    "hundert": 100,
    "deux": 2,
    "trois": 3,
    "quatre": 4,
    "cinq": 5,
    "sept": 7,
    "huit": 8,
    "neuf": 9,
    "dix": 10,
    "douze": 12,
    "quinze": 15,
    "vingt": 20,
    "trente": 30,
    "soixante": 60,
    "dos": 2,
    "tres": 3,
    "cuatro": 4,
    "cinco": 5,
    "seis": 6,
    "siete": 7,
    "ocho": 8,
    "nueve": 9,
    "diez": 10,
    "doce": 12,
    "veinte": 20,
    "treinta": 30,
    "sesenta": 60,
    "noventa": 90,
    "cien": 100,
}
_ORDINALS: Final = {
    **{
        word: value
        for value, word in enumerate(
            "second third fourth fifth sixth seventh eighth ninth tenth".split(), 2
        )
    },
    "twelfth": 12,
    "fifteenth": 15,
    "twentieth": 20,
    **{
        f"{word}{ending}": value
        for value, word in enumerate(
            "zweit dritt viert fünft sechst siebt acht neunt zehnt".split(), 2
        )
        for ending in ("en", "er", "e")
    },
    "segundo": 2,
    "tercer": 3,
    "cuarto": 4,
    "quinto": 5,
    "sexto": 6,
    "troisième": 3,
    "quatrième": 4,
    "cinquième": 5,
    "sixième": 6,
    "dixième": 10,
}
_A_ONE: Final = "|".join(_ONES)
WORD: Final = (
    rf"(?:(?:{'|'.join(_TENS)})(?:[ -](?:{_A_ONE}))?|"
    rf"(?:(?:{_A_ONE})[ -])?(?:{'|'.join(_LARGE)})|{_A_ONE}|{'|'.join(_ALONE)})"
)
"""Needs `re.IGNORECASE` and word boundaries on both sides."""
ORDINAL: Final = rf"(?:\d{{1,2}}(?:st|nd|rd|th)|{'|'.join(_ORDINALS)})"
"""`fifth`, `5th`; needs the same."""


def digits_of(text: str) -> str:
    """Return `200` for `two hundred`; "" for what is no number in words."""
    total = 0
    if ordinal := re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)", text.lower()):
        return ordinal[1]
    if text.lower() in _ORDINALS:
        return str(_ORDINALS[text.lower()])
    for word in re.split(r"[ -]", text.lower()):
        if word in _LARGE:
            total = (total or 1) * _LARGE[word]
        elif (value := (_ONES | _TENS | _ALONE).get(word)) is not None:
            total += value
        else:
            return ""
    return str(total)

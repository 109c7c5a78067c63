"""Units behind a number in a sentence, and the fields whose name says that they are measured in them.

`duration_minutes` takes `15 to 180 minutes`, and neither `2 hours` nor `30 %`; what has no unit in its
name takes no time and no part of a hundred, as a dialog is open for 30 seconds.
"""

from typing import Final

from luke_cli.names import last_word

_SAME: Final = (
    ("s", "s", "sec", "secs", "second", "seconds"),
    ("min", "min", "mins", "minute", "minutes"),
    ("h", "h", "hr", "hrs", "hour", "hours"),
    ("d", "d", "day", "days"),
    ("w", "week", "weeks"),
    ("mo", "month", "months"),
    ("y", "year", "years"),
    ("pct", "pct", "percent", "percentage", "cent", "%"),
    ("m", "m", "metre", "metres", "meter", "meters"),
    ("km", "km", "kilometre", "kilometres", "kilometer", "kilometers"),
    ("cm", "cm", "centimetre", "centimetres", "centimeter", "centimeters"),
    ("mm", "mm", "millimetre", "millimetres", "millimeter", "millimeters"),
    ("kg", "kg", "kilo", "kilos", "kilogram", "kilograms"),
    ("g", "g", "gram", "grams", "gramme", "grammes"),
    ("l", "l", "litre", "litres", "liter", "liters"),
    ("cents", "cents", "pence", "rappen"),
    ("eur", "eur", "euro", "euros", "€"),
    ("usd", "usd"),
    ("chf", "chf"),
    ("gbp", "gbp"),
    ("m2", "sqm", "m2"),
    ("ha", "ha"),
    ("ml", "ml"),
    ("bar", "bar"),
    ("kwh", "kwh"),
    ("kw", "kw"),
    ("celsius", "celsius"),
    ("t", "tons", "tonnes"),
)
_UNIT: Final = {word: one[0] for one in _SAME for word in one[1:]}
_PERIODS: Final = frozenset("second minute hour week month year".split())
MEASURES: Final = tuple(word for word in _UNIT if word.isalnum() and word not in _PERIODS)
"""At the end of a name: `weight_kg` is a weight, but `birth_month` is no birth."""
_CENT: Final = "cent"
_OF_OTHERS: Final = frozenset("s min h pct".split())
"""What is said of much that is no field."""
BEHIND: Final = (
    r"(?:\s*(?P<unit>%|€|(?:per\s+)?(?:"
    + "|".join(sorted((word for word in _UNIT if word.isalpha()), key=len, reverse=True))
    + r")\b))?"
)
"""A unit in a pattern, right behind a number."""


def suits(unit: str, name: str) -> bool:
    """Tell whether a number with a unit ("" if it has none) can be said of a field."""
    said = _UNIT.get(unit.lower().split()[-1], "") if unit.strip() else ""
    tail = last_word(name)
    own = "cents" if tail == _CENT else _UNIT.get(tail, "")
    return not said or (said == own if own else said not in _OF_OTHERS)

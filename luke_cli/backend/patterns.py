"""Texts that a regular expression takes: found by walking it, proved by matching.

`^[A-Z]{3}$` -> `AAA`, `AAB`, ...
"""

import re
import string
from importlib import import_module
from typing import Any, Final

Places = list[str]
"""For each character of a text the characters that may stand there."""

_CATEGORIES: Final = {
    "CATEGORY_DIGIT": string.digits,
    "CATEGORY_WORD": string.ascii_lowercase + string.digits,
    "CATEGORY_SPACE": " ",
    "CATEGORY_NOT_DIGIT": string.ascii_lowercase,
    "CATEGORY_NOT_WORD": "-",
    "CATEGORY_NOT_SPACE": string.ascii_lowercase,
}
_ANY: Final = string.ascii_lowercase + string.digits
_REPEATS: Final = 3
"""How much more than the least a quantifier is tried with."""
_BAD: Final = (re.error, RecursionError, OverflowError)


def matches(pattern: str, text: str) -> bool:
    """Tell whether a pattern provably takes a text as a whole."""
    try:
        return re.fullmatch(pattern, text) is not None
    except _BAD:
        return False


def example_of(pattern: str, shortest: int, longest: int, *, nth: int = 0) -> str | None:
    """Return a text that a pattern takes, of a length between the two; None if none is found."""
    try:
        tree = import_module("re._parser").parse(pattern)
    except _BAD:
        return None
    for more in range(_REPEATS + 1):
        places = _places(tree, more, longest)
        if places is None:
            continue
        text = _pick(places, nth)
        if shortest <= len(text) <= longest and matches(pattern, text):
            return text
    return None


def finds(pattern: str, text: str) -> bool:
    """Tell whether a pattern may take a part of a text."""
    try:
        return re.search(pattern, text) is not None
    except _BAD:
        return True


def _pick(places: Places, nth: int) -> str:
    text = []
    for choices in reversed(places):
        nth, place = divmod(nth, len(choices))
        text.append(choices[place])
    return "".join(reversed(text))


def _places(tree: Any, more: int, longest: int) -> Places | None:
    places: Places = []
    for operator, argument in tree:
        found = _place(str(operator), argument, more, longest)
        if found is None or len(places) + len(found) > longest:
            return None
        places += found
    return places


def _place(operator: str, argument: Any, more: int, longest: int) -> Places | None:
    if operator == "AT":
        return []
    if operator in ("LITERAL", "NOT_LITERAL", "ANY", "IN"):
        choices = _single(operator, argument)
        return [choices] if choices else None
    if operator == "SUBPATTERN":
        return _places(argument[-1], more, longest)
    if operator == "BRANCH":
        return _places(argument[1][0], more, longest)
    return _repeated(argument, more, longest) if operator.endswith("_REPEAT") else None


def _single(operator: str, argument: Any) -> str:
    if operator == "LITERAL":
        return chr(argument)
    if operator == "NOT_LITERAL":
        return _ANY.replace(chr(argument), "")
    return _ANY if operator == "ANY" else _choices(argument)


def _repeated(argument: Any, more: int, longest: int) -> Places | None:
    least, most, tree = argument
    times = min(int(least) + more, int(most))
    if times > longest:
        return None
    places = _places(tree, more, longest)
    return None if places is None else places * times


def _choices(items: Any) -> str:
    chosen, negated = "", False
    for operator, argument in items:
        match str(operator):
            case "NEGATE":
                negated = True
            case "LITERAL":
                chosen += chr(argument)
            case "RANGE":
                low, high = argument
                chosen += "".join(map(chr, range(low, min(high, low + 127) + 1)))
            case "CATEGORY":
                chosen += _CATEGORIES.get(str(argument), "")
    if negated:
        return "".join(letter for letter in _ANY if letter not in chosen)
    return "".join(letter for letter in chosen if letter.isprintable())

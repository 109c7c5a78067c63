r"""Whether a regular expression may go into a backend: both engines take it, and none hangs on it.

The backend matches with an engine that never goes back, luke and its tests with one that does: on
`^(a+)+$` the second takes longer than anybody waits.

    ^[A-Z]{3}-\d+$          taken
    ^[a-z]+(-[a-z]+)*$      taken: each round of the loop begins with a `-` of its own
    ^(a+)+$   (\w+\s?)*     refused: one text, very many ways to read it
    (?=a)b   \1   \p{L}     refused: only one of the engines knows it
"""

import re
import warnings
from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib import import_module
from typing import Any, Final

MAX_LENGTH: Final = 500
_MAX_COST: Final = 5_000_000
"""Half of the bytes to which the engine of the backend compiles a pattern at most."""
_MAX_WIDE: Final = 4
_OTHER: Final = 128
"""Stands for every character that is not ASCII."""
_ALL: Final = frozenset(range(_OTHER + 1))
_DIGITS: Final = frozenset(map(ord, "0123456789"))
_WORD: Final = frozenset(code for code in range(_OTHER) if chr(code).isalnum()) | {ord("_"), _OTHER}
_SPACE: Final = frozenset(map(ord, " \t\n\r\f\v"))
_CATEGORIES: Final = {
    "CATEGORY_DIGIT": _DIGITS,
    "CATEGORY_NOT_DIGIT": _ALL - _DIGITS,
    "CATEGORY_WORD": _WORD,
    "CATEGORY_NOT_WORD": _ALL - _WORD | {_OTHER},
    "CATEGORY_SPACE": _SPACE,
    "CATEGORY_NOT_SPACE": _ALL - _SPACE,
}
_TOKEN: Final = re.compile(
    r"\\.?|\[\^?\]?|\{\d+(?:,\d*)?\}|\(\?(?:P<|:|[ims]+[:)])?|&&|--|~~|.", re.DOTALL
)
_ESCAPES_OF_ONE: Final = frozenset("ZNpP0123456789")
_NOT_INSIDE: Final = frozenset("AbB<>")
"""What the engine of the backend does not take between brackets."""
_LOOPS: Final = ("MAX_REPEAT", "MIN_REPEAT")
_SINGLE: Final = ("LITERAL", "NOT_LITERAL", "ANY", "IN")
Chars = frozenset[int]


@lru_cache(maxsize=256)
def pattern_trouble(pattern: str) -> str:
    """Return why a pattern cannot be kept, "" if it can."""
    if len(pattern) > MAX_LENGTH:
        return f"it is longer than {MAX_LENGTH} characters"
    if not pattern.isprintable():
        return "it has characters that cannot be seen"
    try:
        return _trouble(pattern)
    except RecursionError:
        return "it is nested too deeply"
    except (re.error, OverflowError) as error:
        return f"it is no regular expression: {error}"


def _trouble(pattern: str) -> str:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        tree = import_module("re._parser").parse(pattern)
    if not _is_shared(pattern) or not all(_is_known(one) for one in _walk(tree)):
        return "it uses what not every engine knows"
    if _cost(tree) > _MAX_COST:
        return "its repetitions are too large"
    wide = sum(_is_wide(one) for one in _walk(tree))
    if wide > _MAX_WIDE or not _is_plain(tree, (), looped=False):
        return "a text can match it in too many ways, which would take for ever"
    return ""


def _is_shared(pattern: str) -> bool:
    """Tell whether every spelling in a pattern means the same to both engines."""
    inside = False
    for match in _TOKEN.finditer(pattern):
        part = match[0]
        if part[0] == "\\":
            if part[1:] in _ESCAPES_OF_ONE or not part.isascii():
                return False
            if inside and part[1:] in _NOT_INSIDE:
                return False
        elif inside:
            if part[0] == "[" or part in ("&&", "--", "~~"):
                return False
            inside = part != "]"
        elif part in ("{", "(?"):
            return False
        else:
            inside = part[0] == "["
    return True


def _walk(tree: Any) -> Iterator[tuple[str, Any]]:
    for operator, argument in tree:
        yield str(operator), argument
        for inner in _inner(str(operator), argument):
            yield from _walk(inner)


def _inner(operator: str, argument: Any) -> Sequence[Any]:
    if operator == "BRANCH":
        return tuple(argument[1])
    return (argument[-1],) if operator in (*_LOOPS, "SUBPATTERN") else ()


def _is_known(one: tuple[str, Any]) -> bool:
    return one[0] in (*_SINGLE, *_LOOPS, "AT", "SUBPATTERN", "BRANCH")


def _is_wide(one: tuple[str, Any]) -> bool:
    operator, argument = one
    if operator not in _LOOPS or int(argument[1]) < MAX_LENGTH:
        return False
    return any(len(_chars(*each)) > _OTHER // 2 for each in _walk(argument[2]))


def _cost(tree: Any) -> int:
    """Return about how many bytes a pattern is compiled to."""
    total = 0
    for operator, argument in tree:
        name = str(operator)
        times = 1
        if name in _LOOPS:
            least, most = int(argument[0]), int(argument[1])
            times = max(most if most < 2**31 else least + 1, 1)
        plain = 70 if name == "LITERAL" else 2_000
        if name == "IN" and "CATEGORY_" in str(argument):
            plain = 40_000 if "WORD" in str(argument) else 12_000
        total += times * (plain + sum(_cost(inner) for inner in _inner(name, argument)))
    return total


def _chars(operator: str, argument: Any) -> Chars:
    """Return the characters that a single place takes."""
    if operator == "LITERAL":
        return frozenset({min(argument, _OTHER)})
    if operator == "NOT_LITERAL":
        return _ALL - {argument}
    if operator != "IN":
        return _ALL if operator == "ANY" else frozenset()
    found: set[int] = set()
    negated = False
    for kind, value in argument:
        match str(kind):
            case "NEGATE":
                negated = True
            case "LITERAL":
                found.add(min(value, _OTHER))
            case "RANGE":
                found.update(range(min(value[0], _OTHER), min(value[1], _OTHER) + 1))
            case _:
                found |= _CATEGORIES.get(str(value), _ALL)
    return (_ALL - found) | {_OTHER} if negated else frozenset(found)


def _every(tree: Any) -> Chars:
    return frozenset().union(*(_chars(*one) for one in _walk(tree)))


def _needed(tree: Any) -> tuple[Chars, ...]:
    """Return what has to come, place by place; what may be missing is left out."""
    needed: list[Chars] = []
    for operator, argument in tree:
        name = str(operator)
        if name in _SINGLE:
            needed.append(_chars(name, argument))
        elif name == "SUBPATTERN" or (name in _LOOPS and argument[0]):
            needed += _needed(argument[-1])
        elif name == "BRANCH":
            firsts = [_needed(each)[:1] for each in argument[1]]
            if all(firsts):
                needed.append(frozenset().union(*(first[0] for first in firsts)))
    return tuple(needed)


def _is_plain(tree: Any, after: tuple[Chars, ...], *, looped: bool) -> bool:
    """Tell whether within a loop every part knows where it ends: something else has to follow."""
    items = list(tree)
    for index, (operator, argument) in enumerate(items):
        name, follows = str(operator), (*_needed(items[index + 1 :]), *after)
        if name in _LOOPS:
            least, most, body = int(argument[0]), int(argument[1]), argument[2]
            own = _every(body)
            if looped and least != most and all(own & other for other in follows):
                return False
            within = (_needed(body), True) if most > 1 else (follows, looped)
            if not _is_plain(body, within[0], looped=within[1]):
                return False
        elif name == "BRANCH":
            if looped and not _are_apart(argument[1]):
                return False
            if not all(_is_plain(each, follows, looped=looped) for each in argument[1]):
                return False
        elif name == "SUBPATTERN" and not _is_plain(argument[-1], follows, looped=looped):
            return False
    return True


def _are_apart(alternatives: Sequence[Any]) -> bool:
    firsts = [_needed(each)[:1] for each in alternatives]
    if sum(not first for first in firsts) > 1:
        return False
    known = [first[0] for first in firsts if first]
    return sum(map(len, known)) == len(frozenset().union(*known))

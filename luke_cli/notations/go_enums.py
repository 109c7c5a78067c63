"""Closed lists of Go: a named type, and constants of it.

type LoanState string
const (
    LoanOpen     LoanState = "open"
    LoanReturned LoanState = "returned"
)
type Level int
const ( LevelLow Level = iota; LevelHigh )
"""

import re
from collections.abc import Iterator
from typing import Final

from luke_cli.names import snake

_TYPE: Final = re.compile(
    r"^[ \t]*(?:type[ \t]+)?(\w+)[ \t]+(?:string|u?int\d*|byte)[ \t]*(?://.*)?$", re.MULTILINE
)
_CONSTANT: Final = re.compile(
    r"^[ \t]*(?:const[ \t]+)?(?:\([ \t]*)?(\w+)(?:[ \t]+(\w+))?(?:[ \t]*=[ \t]*"
    r"(?:(\w+)\()?(?:\"([^\"\n]*)\"|(iota|-?\d+))[^\n]*)?[ \t]*(?://.*)?$"
)


def enums_of(text: str) -> Iterator[tuple[str, tuple[str, ...], int]]:
    """Yield name, values and offset of the line of each closed list."""
    types = {match[1]: text.count("\n", 0, match.start(1)) for match in _TYPE.finditer(text)}
    found: dict[str, list[tuple[str, str]]] = {}
    current = ""
    for line in text.replace(";", "\n").split("\n") if types else ():
        match = _CONSTANT.match(line)
        named = (match[2] or match[3] or "") if match else ""
        if match is None or (named and named not in types):
            current = ""
        elif named and (match[4] is not None or match[5]):
            current = named if match[5] == "iota" else ""
            found.setdefault(named, []).append((match[1], match[4] or ""))
        elif current and match[1] not in ("const", "type"):
            found[current].append((match[1], ""))
    for name, constants in found.items():
        values = _values(constants)
        if len(values) > 1:
            yield name, values, types[name]


def _values(constants: list[tuple[str, str]]) -> tuple[str, ...]:
    """Return the texts, or the names of numbered constants without what they share."""
    if all(text for _, text in constants):
        return tuple(dict.fromkeys(text for _, text in constants))
    words = [snake(constant).split("_") for constant, _ in constants if constant != "_"]
    while words and all(len(one) > 1 for one in words) and len({one[0] for one in words}) == 1:
        words = [one[1:] for one in words]
    return tuple(dict.fromkeys("_".join(one) for one in words))

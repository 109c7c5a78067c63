"""How a value stands in a cell: for each kind of cell, writing and reading side by side.

A reader gets the cell without the blanks around it and raises `CellError` with the offset of the
first character that it cannot take.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from typing import Final, Generic, TypeVar

from luke_cli.plan import text
from luke_cli.spec.values import is_value

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)


class CellError(ValueError):
    """A cell cannot be read."""

    def __init__(self, code: str, message: str, *, at: int = 0, hint: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.at = at
        """Offset in the cell."""
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Cell(Generic[T]):
    """A kind of cell."""

    write: Callable[[T], str]
    read: Callable[[str], T]
    """Raises: CellError."""


_LONGEST_NAME: Final = 80
"""Nothing longer is a misspelt name, and likeness takes long to tell."""


def nearest(name: str, known: Iterable[str]) -> str:
    """Return `did you mean ...?` for the known name that is most like another, else ""."""
    folded = {each.lower(): each for each in known} if len(name) <= _LONGEST_NAME else {}
    found = get_close_matches(name.lower(), folded, n=1, cutoff=0.6)
    return f"did you mean `{folded[found[0]]}`?" if found else ""


def named(what: str, pattern: str, example: str, code: str = "LK-P109") -> Cell[str]:
    """Return the kind of cell that holds one name of a fixed spelling."""
    spelling = re.compile(pattern, re.ASCII)

    def read(raw: str) -> str:
        if spelling.fullmatch(raw):
            return raw
        said = f"`{raw}` is no {what}" if raw else f"{what} is missing"
        raise CellError(code, f"{said}; expected for example `{example}`")

    return Cell(str, read)


def worded(what: str, words: Iterable[str], code: str = "LK-P107") -> Cell[str]:
    """Return the kind of cell that holds one of a few words."""
    known = tuple(words)

    def read(raw: str) -> str:
        if raw in known:
            return raw
        said = f"`{raw}` is no {what}" if raw else f"{what} is missing"
        expected = ", ".join(f"`{word}`" for word in known)
        raise CellError(code, f"{said}; expected {expected}", hint=nearest(raw, known))

    return Cell(str, read)


def member(what: str, kind: type[E]) -> Cell[E]:
    """Return the kind of cell that holds a member of an enumeration."""
    word = worded(what, kind)
    return Cell(lambda item: item.value, lambda raw: kind(word.read(raw)))


def listed(item: Cell[T], separator: str = ",") -> Cell[tuple[T, ...]]:
    """Return the kind of cell that holds any number of items."""

    def read(raw: str) -> tuple[T, ...]:
        if not raw:
            return ()
        return tuple(at(offset, item.read, part) for offset, part in split(raw, separator))

    return Cell(lambda items: f"{separator} ".join(map(item.write, items)), read)


def at(offset: int, read: Callable[[str], T], part: str) -> T:
    """Read a part of a cell; what is wrong with it is placed in the whole cell."""
    try:
        return read(part)
    except CellError as error:
        error.at += offset
        raise


_TOKEN: Final = re.compile(
    r"""
      "(?:[^"\\]|\\.)*+(?:"|\\?\Z)      # to the end where it is never closed: no second look
    | (?<!`)(`+)(?!`).+?(?<!`)\1(?!`)
    | [()\[\]{}]
    """,
    re.VERBOSE,
)
_DEPTH: Final = {"(": 1, "[": 1, "{": 1, ")": -1, "]": -1, "}": -1}


def split(raw: str, separator: str) -> Iterator[tuple[int, str]]:
    """Yield the parts of a cell with their offsets.

    A separator within quotes, code or brackets separates nothing.
    """
    start = 0
    for end in (*_separators(raw, separator), len(raw)):
        part = raw[start:end]
        yield start + len(part) - len(part.lstrip(" ")), part.strip(" ")
        start = end + 1


def _separators(raw: str, separator: str) -> Iterator[int]:
    if not any(mark in raw for mark in '"`([{'):
        yield from (index for index, letter in enumerate(raw) if letter == separator)
        return
    depth = last = 0
    for match in _TOKEN.finditer(raw):
        if not depth:
            yield from _between(raw, separator, last, match.start())
        depth = max(0, depth + _DEPTH.get(match[0], 0))
        last = match.end()
    if not depth:
        yield from _between(raw, separator, last, len(raw))


def _between(raw: str, separator: str, start: int, end: int) -> Iterator[int]:
    return (index for index in range(start, end) if raw[index] == separator)


# One kind of cell a line or two.

TEXT: Final = Cell(text.escape, text.unescape)

ENTITY: Final = named("entity", r"[A-Z][A-Za-z0-9]*", "ExpenseReport")
ENUM: Final = named("enum", r"[A-Z][A-Za-z0-9]*", "ExpenseStatus")
FIELD: Final = named("field", r"[a-z][a-z0-9_]*", "due_date")
TABLE: Final = named("table", r"[a-z_][a-z0-9_]*", "expense_reports")
ROLE: Final = named("role", r"[a-z][a-z0-9_]*", "team_lead")
INDEX: Final = named("index", r"[A-Za-z_][A-Za-z0-9_]*", "tasks_due_date")
FEATURE: Final = named("feature", r"[a-z][a-z0-9_]*", "expense_approval")
SETTING: Final = named("setting", r"[a-z][a-z0-9_]*(?:\.[a-z0-9_]+)*", "rate_limit.auth.login")
OPERATION: Final = named("operation", r"[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*", "expense.approve")
PERMISSION: Final = named(
    "permission", r"[a-z][a-z0-9_.-]*:[a-z0-9][a-z0-9_.*-]*", "expense:approve"
)
REQUIREMENT: Final = named("requirement id", r"[A-Za-z][A-Za-z0-9_.-]*", "R-submit-expense")
DECISION: Final = named("decision id", r"D-[A-Za-z0-9_.-]+", "D-roles")
SCREEN: Final = named("screen id", r"S-[A-Za-z0-9_.-]+", "S-expense-list")
ASSUMPTION: Final = named("assumption id", r"A-[A-Za-z0-9_.-]+", "A-team")
QUESTION: Final = named("question id", r"Q-[A-Za-z0-9_.-]+", "Q-payment")

BASIS: Final = listed(
    named("basis", r"default|[DAQ]-[A-Za-z0-9_.-]+", "D-roles`, `A-team`, `Q-payment` or `default")
)


def _read_value(raw: str) -> str:
    value = text.uncode(raw)
    if is_value(value):
        return value
    said = f"`{value}` is no value" if value else "the value is missing"
    expected = "expected a word, a number with a unit, a rate, a list of them or a JSON literal"
    raise CellError("LK-P107", f"{said}; {expected}")


def _coded(value: str) -> str:
    """Return a literal as it is if nothing in it is special to Markdown, else in a code span."""
    return value if re.fullmatch(r'[A-Za-z0-9 _.,:/()%"+-]*', value) else text.code(value)


VALUE: Final = Cell(_coded, _read_value)

_FUNCTIONS: Final = ("now()", "today()", "uuid()", "me", "null", "result")


def _read_literal(raw: str) -> str:
    value = text.uncode(raw)
    if value in _FUNCTIONS or _is_json(value):
        return value
    said = f"`{value}` is no literal" if value else "a literal is missing"
    quoted = f'did you mean `"{value}"`?' if re.fullmatch(r"[\w -]+", value) else ""
    expected = 'expected JSON (`"text"`, `20`, `true`) or `now()`, `today()`, `uuid()`, `me`'
    raise CellError("LK-P107", f"{said}; {expected}", hint=quoted)


def _is_json(value: str) -> bool:
    try:
        json.loads(value)
    except (ValueError, RecursionError):
        return False
    return True


LITERAL: Final = Cell(_coded, _read_literal)


def _write_pattern(pattern: str) -> str:
    if pattern.isprintable() and "\\|" not in pattern and pattern[:1] != '"':
        return text.code(pattern)
    return text.code(json.dumps(pattern).replace("|", "\\u007c"))


def _read_pattern(raw: str) -> str:
    pattern = text.uncode(raw)
    if not pattern:
        raise CellError("LK-P107", "a pattern is missing; expected for example `^[A-Z]{3}$`")
    if pattern[:1] == '"' and _is_json(pattern):
        return str(json.loads(pattern))
    return pattern


PATTERN: Final = Cell(_write_pattern, _read_pattern)
"""A regular expression in a code span; as a JSON string where it would break out of the table."""


_BARE: Final = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.+/-]*")


def _write_choice(value: str) -> str:
    return value if _BARE.fullmatch(value) else _coded(_quoted(value))


def _quoted(value: str) -> str:
    return json.dumps(value).replace("|", "\\u007c")


def _read_choice(raw: str) -> str:
    value = text.uncode(raw)
    if value[:1] == '"' and _is_json(value):
        return str(json.loads(value))
    if _BARE.fullmatch(value):
        return value
    said = f"`{value}` is no value of an enum" if value else "a value is missing"
    raise CellError("LK-P109", f"{said}; expected for example `in_review`")


CHOICE: Final = Cell(_write_choice, _read_choice)
"""A value of an enum."""


_ONE: Final = r'`.+?`|"(?:[^"\\]|\\.)*"|[^\s`"]+'
_WAS: Final = re.compile(f"({_ONE}) was ({_ONE})")


def _write_renamed(said: tuple[str, str]) -> str:
    return " was ".join(_write_choice(value) for value in said if value)


def _read_renamed(raw: str) -> tuple[str, str]:
    said = _WAS.fullmatch(raw) or _WAS.fullmatch(text.uncode(raw))
    if said is None:
        return _read_choice(raw), ""
    return _read_choice(said[1]), at(said.start(2), _read_choice, said[2])


RENAMED: Final = Cell(_write_renamed, _read_renamed)
"""A value of an enum and what it was called before, "" if nothing else: `new was old`."""


def integer(raw: str, what: str) -> int:
    """Read a number of characters or digits."""
    if not re.fullmatch(r"[0-9]{1,9}", raw):
        raise CellError("LK-P107", f"`{raw}` is no {what}; expected a whole number")
    return int(raw)

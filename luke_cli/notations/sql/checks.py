"""CHECK conditions that a field can carry: bounds, lengths, values, patterns, another field."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from luke_cli.notations.sql.tokens import Token, joined

_COLUMN: Final = r"[\(\s]*(?P<column>[^\W\d][\w$]*)[\)\s]*(?:::[\w ]+)?"
_NUMBER: Final = r"\(?'?(?P<number>-? ?\d+(?:\.\d+)?)'?\)?(?:::[\w ]+)?"
_LENGTH: Final = (
    r"(?:char_length|character_length|length|len|octet_length)\(\s*(?:trim\(|btrim\()?"
    + _COLUMN
    + r"\)?\s*\)?"
)
_OPERATOR: Final = r"\s*(?P<operator>>=|<=|<>|!=|=|<|>)\s*"
_COMPARE: Final = re.compile(_COLUMN + _OPERATOR + _NUMBER, re.IGNORECASE)
_COMPARE_OTHER: Final = re.compile(
    r"\(*(?P<column>[^\W\d][\w$]*)\)*\s*(?P<operator>>=|<=|<|>)\s*\(*(?P<other>[^\W\d][\w$]*)\)*"
)
_IS_NULL: Final = re.compile(r"\b([^\W\d][\w$]*)\s+IS\s+NULL\b", re.IGNORECASE)
_REVERSED: Final = re.compile(_NUMBER + _OPERATOR + _COLUMN, re.IGNORECASE)
_BETWEEN: Final = re.compile(
    _COLUMN + r"\s+BETWEEN\s+(?P<low>-? ?\d+(?:\.\d+)?)\s+AND\s+(?P<high>-? ?\d+(?:\.\d+)?)",
    re.IGNORECASE,
)
_LENGTHS: Final = re.compile(_LENGTH + _OPERATOR + _NUMBER, re.IGNORECASE)
_LENGTH_BETWEEN: Final = re.compile(
    _LENGTH + r"\s+BETWEEN\s+(?P<low>\d+)\s+AND\s+(?P<high>\d+)", re.IGNORECASE
)
_IN: Final = re.compile(
    _COLUMN + r"\s*(?:IN\s*\(|=\s*ANY\s*\(+\s*ARRAY\s*\[)(?P<values>.*)\)?[^']*",
    re.IGNORECASE | re.DOTALL,
)
_EQUALS: Final = re.compile(
    _COLUMN + r"\s*=\s*'(?P<value>(?:[^']|'')*)'(?:::[\w ]+)?\)*", re.IGNORECASE
)
_MATCHES: Final = re.compile(
    _COLUMN + r"\s*(?P<operator>~\*?|REGEXP|RLIKE|SIMILAR TO)\s*'(?P<pattern>(?:[^']|'')*)'.*",
    re.IGNORECASE,
)
_MATCH_CALL: Final = re.compile(
    r"REGEXP_LIKE\(\s*" + _COLUMN + r"\s*,\s*'(?P<pattern>(?:[^']|'')*)'.*\)", re.IGNORECASE
)
_NOT_EMPTY: Final = re.compile(
    r"(?:trim\(|btrim\()?" + _COLUMN + r"\)?\s*(?:<>|!=)\s*''.*", re.IGNORECASE
)
_STRING: Final = re.compile(r"'((?:[^']|'')*)'")


@dataclass(frozen=True, slots=True)
class Bound:
    """What a condition says about one column; an empty `column` says nothing we can keep."""

    column: str
    minimum: str = ""
    maximum: str = ""
    over: str = ""
    under: str = ""
    min_length: int | None = None
    max_length: int | None = None
    values: tuple[str, ...] = ()
    pattern: str = ""
    sign: str = ""
    """How the column stands to another: `<`, `<=`, `>` or `>=`."""
    other: str = ""
    text: str = ""
    """The condition as written."""


def read_check(tokens: Sequence[Token]) -> list[Bound]:
    """Read the condition of a CHECK: one bound for each part that is joined with AND."""
    text = stripped(joined(tokens))[:4000]
    return list(_read(text))


def _read(text: str) -> Iterator[Bound]:
    alternatives = split_at(text, "OR")
    if len(alternatives) > 1:
        yield from _read_alternatives(alternatives, text)
        return
    for part in conjuncts(text):
        yield _read_single(stripped(part))


def _read_alternatives(parts: list[str], text: str) -> Iterator[Bound]:
    rest = [part for part in parts if not re.search(r"\bIS\s+NULL\s*\)*$", part, re.IGNORECASE)]
    if len(rest) == 1:
        absent = {name for part in parts if part != rest[0] for name in _IS_NULL.findall(part)}
        for bound in _read(stripped(rest[0])):
            # Where one of the two is absent nothing is compared; another column makes it another condition.
            is_kept = not bound.other or absent <= {bound.column, bound.other}
            yield bound if is_kept else Bound("", text=text)
        return
    equal = [_EQUALS.fullmatch(stripped(part)) for part in rest]
    columns = {match["column"] for match in equal if match}
    if all(equal) and len(columns) == 1:
        values = tuple(match["value"] for match in equal if match)
        yield Bound(columns.pop(), values=values)
    else:
        yield Bound("", text=text)


def _read_single(text: str) -> Bound:
    for form, make in _FORMS:
        match = form.fullmatch(text)
        if match is not None:
            return make(match)
    return Bound("", text=text)


def _compare(match: re.Match[str]) -> Bound:
    return _bound(match["column"], match["operator"], match["number"].replace(" ", ""), match[0])


def _reversed(match: re.Match[str]) -> Bound:
    operator = match["operator"].translate(str.maketrans("<>", "><"))
    return _bound(match["column"], operator, match["number"].replace(" ", ""), match[0])


def _bound(column: str, operator: str, number: str, text: str) -> Bound:
    names = {">=": "minimum", "<=": "maximum", ">": "over", "<": "under"}
    if operator not in names:
        return Bound("", text=text)
    return Bound(column, **{names[operator]: number})  # type: ignore[arg-type]


def _compare_other(match: re.Match[str]) -> Bound:
    return Bound(match["column"], sign=match["operator"], other=match["other"], text=match[0])


def _lengths(match: re.Match[str]) -> Bound:
    number = int(float(match["number"].replace(" ", "")))
    column, operator = match["column"], match["operator"]
    if operator in (">", ">="):
        return Bound(column, min_length=number + (operator == ">"))
    if operator in ("<", "<="):
        return Bound(column, max_length=number - (operator == "<"))
    return Bound(column, min_length=number, max_length=number)


def _between(match: re.Match[str]) -> Bound:
    low, high = (match[name].replace(" ", "") for name in ("low", "high"))
    return Bound(match["column"], minimum=low, maximum=high)


def _length_between(match: re.Match[str]) -> Bound:
    return Bound(match["column"], min_length=int(match["low"]), max_length=int(match["high"]))


def _in(match: re.Match[str]) -> Bound:
    values = tuple(value.replace("''", "'") for value in _STRING.findall(match["values"]))
    return Bound(match["column"], values=values) if values else Bound("", text=match[0])


def _matches(match: re.Match[str]) -> Bound:
    folded = "(?i)" if match.groupdict().get("operator") == "~*" else ""
    return Bound(match["column"], pattern=folded + match["pattern"].replace("''", "'"))


_FORMS: Final = (
    (_COMPARE, _compare),
    (_REVERSED, _reversed),
    (_BETWEEN, _between),
    (_COMPARE_OTHER, _compare_other),
    (_LENGTHS, _lengths),
    (_LENGTH_BETWEEN, _length_between),
    (_NOT_EMPTY, lambda match: Bound(match["column"], min_length=1)),
    (_IN, _in),
    (_EQUALS, lambda match: Bound(match["column"], values=(match["value"],))),
    (_MATCHES, _matches),
    (_MATCH_CALL, _matches),
)


def stripped(text: str) -> str:
    """Take off parentheses that enclose all of it."""
    text = text.strip()
    while text.startswith("(") and _closing(text) == len(text) - 1:
        text = text[1:-1].strip()
    return text


def _closing(text: str) -> int:
    depth = 0
    for position, character in enumerate(text):
        depth += {"(": 1, ")": -1}.get(character, 0)
        if depth == 0:
            return position
    return -1


def split_at(text: str, word: str) -> list[str]:
    """Split a condition where a word joins its parts."""
    parts, depth, start = [], 0, 0
    for match in re.finditer(rf"'(?:[^']|'')*'|[()]|\b{word}\b", text, re.IGNORECASE):
        if match[0] in "()":
            depth += 1 if match[0] == "(" else -1
        elif depth == 0 and match[0].upper() == word:
            parts.append(text[start : match.start()].strip())
            start = match.end()
    return [*parts, text[start:].strip()]


def conjuncts(text: str) -> list[str]:
    """Return the parts of a condition that AND joins."""
    parts: list[str] = []
    for part in split_at(text, "AND"):
        if parts and re.search(r"\bBETWEEN\s+\S+$", parts[-1], re.IGNORECASE):
            parts[-1] += " AND " + part
        else:
            parts.append(part)
    return parts

"""Object literals of JavaScript: entries, each with its line, as mappers and validators take them."""

import re
from typing import Final, NamedTuple

_TOKEN: Final = re.compile(
    r"""//[^\n]* | /\*.*?\*/ | "(?:[^"\\\n]|\\.)*" | '(?:[^'\\\n]|\\.)*' | `[^`]*`
        | [()\[\]{},\n] | [^"'`()\[\]{},\n/]+ | .""",
    re.VERBOSE | re.DOTALL,
)
_KEY: Final = re.compile(r"\s*(?:['\"]?([A-Za-z_$][\w$]*)['\"]?)\s*:\s*(.*)", re.DOTALL)
_CALL: Final = re.compile(r"\s*\.?\s*([A-Za-z_$][\w$]*)\s*", re.DOTALL)
_QUOTED: Final = re.compile(r"['\"`]([^'\"`]*)['\"`]")
_LONGEST: Final = 3000
"""Characters of one entry that are read."""


class Entry(NamedTuple):
    """`key: value` in an object."""

    key: str
    value: str
    line: int
    end: int
    comment: str


class Call(NamedTuple):
    """One link of a chain, `.max(80)`."""

    name: str
    inside: str


def entries_of(text: str, line: int) -> tuple[list[Entry], str]:
    """Read the object that opens at the start of a text, and what stands behind it."""
    found: list[Entry] = []
    depth, held, start, at, position = 0, "", line, line, 0
    for match in _TOKEN.finditer(text):
        piece, position = match.group(), match.end()
        if piece.startswith(("//", "/*")):
            if found and not held.strip() and at == found[-1].end and piece.startswith("//"):
                found[-1] = found[-1]._replace(comment=piece.strip("/ "))
            piece = ""
        depth -= piece in ("}", "]", ")")
        if depth == 0 and piece == "}":
            found += _entry(held, start, at, text, match.start())
            break
        if depth == 1 and piece == ",":
            found += _entry(held, start, at, "", 0)
            held, piece = "", ""
        if depth and (held or piece.strip()):
            start = start if held else at
            held += piece
        depth += piece in ("{", "[", "(")
        at += match.group().count("\n")
    return found, text[position:]


def _entry(held: str, start: int, end: int, text: str, position: int) -> list[Entry]:
    match = _KEY.fullmatch(held.rstrip()[:_LONGEST])
    if match is None:
        return []
    note = re.search(r"(?<!:)//[ ]*([^\n]*)\n\s*$", text[:position][-200:])
    last = start + held.rstrip().count("\n")
    return [Entry(match[1], match[2].strip(), start, min(last, end), note[1] if note else "")]


def options_of(text: str) -> dict[str, str]:
    """Return the entries of an object by key; none for what is no object."""
    text = text.strip()[:_LONGEST]
    return {e.key: e.value for e in entries_of(text, 0)[0]} if text.startswith("{") else {}


def chain_of(text: str) -> list[Call]:
    """Return the links of `varchar('code', { length: 12 }).notNull()`."""
    text, found = text[:_LONGEST], list[Call]()
    while match := _CALL.match(text):
        text = text[match.end() :]
        inside = ""
        if text.startswith("("):
            inside, text = _rounded(text)
        found.append(Call(match[1], inside.strip()))
    return found


def _rounded(text: str) -> tuple[str, str]:
    depth = 0
    for match in _TOKEN.finditer(text):
        depth += (match.group() in ("(", "[", "{")) - (match.group() in (")", "]", "}"))
        if depth == 0:
            return text[1 : match.start()], text[match.end() :]
    return text[1:], ""


def quoted(text: str) -> str:
    """Return the first text in quotes; "" if there is none."""
    found = _QUOTED.search(text)
    return found[1] if found else ""


def all_quoted(text: str) -> tuple[str, ...]:
    """Return the texts in quotes."""
    return tuple(dict.fromkeys(_QUOTED.findall(text)))

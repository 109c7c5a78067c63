r"""Words of documents as Markdown that shows them and can open nothing; read back without loss.

    <b>, a | b, *x*, [x](y)    \<b>, a \| b, \*x\*, \[x\](y)
    two lines                  first<br>second
    zero-width space           &#x200B;
    `code`                     `code`

Any other character stands for itself.
"""

import re
from collections.abc import Iterator
from typing import Final

_TO_ESCAPE: Final = re.compile(
    r"""
      (?<!`)`[^`\\\n]+`(?!`)              # a code span, kept if it is plain
    | \n
    | [\\`*<\[\]~|]
    | (?<![A-Za-z0-9])_ | _(?![A-Za-z0-9])
    | &(?=\#|[A-Za-z][A-Za-z0-9]*;)
    | :(?=//) | (?<=www)\.                # would become a link by itself
    | (?:\A|(?<=[ \n]))[ ] | [ ](?=\n|\Z) # a blank that Markdown would drop
    | [^ -~\n]                            # perhaps not printable
    """,
    re.VERBOSE,
)
_ESCAPED: Final = re.compile(
    r"""
      \\([!-/:-@\[-`{-~])
    | (?<!`)(`+)(?!`)(?:.+?)(?<!`)\2(?!`)
    | (<br[ ]?/?>)
    | &\#x([0-9A-Fa-f]{1,6});
    """,
    re.VERBOSE,
)
_LAST_CODE_POINT: Final = 0x10FFFF


def escape(text: str, also: str = "") -> str:
    """Return Markdown that shows a text; the characters in `also` are escaped, too."""
    escaped = _TO_ESCAPE.sub(_escaped, text)
    return _escape_outside_code(escaped, also) if also else escaped


def unescape(raw: str) -> str:
    """Return the text that a cell shows."""
    return _ESCAPED.sub(_unescaped, raw)


def split(raw: str, separator: str) -> Iterator[tuple[int, str]]:
    """Yield the parts of a cell between unescaped separators, each with its offset."""
    start = 0
    for at in (*_positions(raw, separator), len(raw)):
        part = raw[start:at]
        yield start + len(part) - len(part.lstrip(" ")), part.strip(" ")
        start = at + len(separator)


def code(text: str) -> str:
    """Return a code span that shows a text without line breaks."""
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if text.strip() and {text[0], text[-1]} & {"`", " "} else ""
    return f"{fence}{pad}{text}{pad}{fence}".replace("|", "\\|")


def uncode(raw: str) -> str:
    """Return the text in a code span, or the cell as it is."""
    plain = raw.replace("\\|", "|")
    fence = re.match("`+", plain)
    if fence is None or len(plain) < 2 * len(fence[0]) + 1 or not plain.endswith(fence[0]):
        return plain
    inner = plain[len(fence[0]) : -len(fence[0])]
    return inner[1:-1] if inner[0] == inner[-1] == " " and inner.strip() else inner


def _escaped(match: re.Match[str]) -> str:
    found = match[0]
    if found == "\n":
        return "<br>"
    if len(found) > 1:
        return _code_span(found)
    if found == " ":
        return "&#x20;"
    if found < "\x80" and found.isprintable():
        return f"\\{found}"
    return found if found.isprintable() else f"&#x{ord(found):X};"


def _code_span(found: str) -> str:
    if found.isprintable() and found.strip("` "):
        return found.replace("|", "\\|")
    return f"\\`{_TO_ESCAPE.sub(_escaped, found[1:-1])}\\`"


def _unescaped(match: re.Match[str]) -> str:
    punctuation, fence, line_break, number = match.groups()
    if punctuation:
        return punctuation
    if line_break:
        return "\n"
    if fence:
        return match[0].replace("\\|", "|")
    value = int(number, 16)
    return chr(value) if value <= _LAST_CODE_POINT else match[0]


def _escape_outside_code(escaped: str, also: str) -> str:
    for character in also:
        parts = list(_positions(escaped, character))
        for at in reversed(parts):
            escaped = f"{escaped[:at]}\\{escaped[at:]}"
    return escaped


def _positions(raw: str, separator: str) -> Iterator[int]:
    """Yield where a separator stands outside of escapes and code spans."""
    at = 0
    for match in _ESCAPED.finditer(raw):
        yield from _finds(raw, separator, at, match.start())
        at = match.end()
    yield from _finds(raw, separator, at, len(raw))


def _finds(raw: str, separator: str, start: int, end: int) -> Iterator[int]:
    at = raw.find(separator, start, end)
    while at >= 0:
        yield at
        at = raw.find(separator, at + len(separator), end)

"""Where blocks of code begin and end: brackets, and the `end` of Ruby.

if (user.isAdmin()) { can('manage', 'all'); }        if user.admin? ... elsif ... end
"""

import re
from collections.abc import Iterator
from typing import Final

_PIECE: Final = re.compile(
    r"""//[^\n]* | (?<![\w$])\#[^\n{\[]*$ | /\*.*?\*/ | "(?:\\.|[^"\\\n])*" | '(?:\\.|[^'\\\n])*'
    | `(?:\\.|[^`\\])*` | (?P<bracket>[{}()\[\]])""",
    re.DOTALL | re.VERBOSE | re.MULTILINE,
)
_CLOSES: Final = {"}": "{", ")": "(", "]": "["}
_OPENS: Final = re.compile(
    r"^[ \t]*(?:(?:if|unless|case|while|until|for|begin|def(?![^\n]*[)?\w]\s*=\s)|class|module)\b|[^\n#]*?\bdo\b(?:\s*\|[^|\n]*\|)?\s*$)"
)
_END: Final = re.compile(r"^[ \t]*end\b")


def matched(text: str) -> dict[int, int]:
    """Return for each open bracket outside of texts and comments where it is closed."""
    found: dict[int, int] = {}
    opened: list[tuple[str, int]] = []
    for match in _PIECE.finditer(text):
        bracket = match["bracket"]
        if bracket and bracket not in _CLOSES:
            opened.append((bracket, match.start()))
        elif bracket and opened and opened[-1][0] == _CLOSES[bracket]:
            found[opened.pop()[1]] = match.start()
    return found


def ruby_blocks(text: str) -> Iterator[tuple[int, int]]:
    """Yield for each line that opens a block its start, and where the line with the `end` starts."""
    opened: list[int] = []
    position = 0
    for line in text.split("\n"):
        if _END.match(line):
            if opened:
                yield opened.pop(), position
        elif _OPENS.match(line) and not re.search(r"\bend\s*$", line):
            opened.append(position)
        position += len(line) + 1

"""SQL text as words with lines; every dialect's quotes, no dialect's grammar."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

_TOKEN: Final = re.compile(
    r"""
      (?P<space>\s+)
    | (?P<comment>--[^\n]*|/\*(?:(?!\*/).)*(?:\*/)?|(?m:^)\#[^\n]*)
    | (?P<dollar>\$(?P<tag>\w*)\$.*?\$(?P=tag)\$)
    | (?P<string>[NEnebBxX]?'(?:[^'\n\\]|''|\\.)*')
    | (?P<quoted>"(?:[^"\n]|"")*"|`[^`\n]*`|\[[A-Za-z_][^\[\]\n]*\])
    | (?P<dots>\.{3,}|…)
    | (?P<word>[^\W\d][\w$]*|@{1,2}\w+|\#{1,2}\w+)
    | (?P<number>\d+(?:\.\d+)?)
    | (?P<mark>::|<=|>=|<>|!=|\|\||->>?|!?~\*?|.)
    """,
    re.VERBOSE | re.DOTALL,
)
_STARTS: Final = {
    "CREATE": """
        TABLE TYPE INDEX UNIQUE VIEW OR MATERIALIZED POLICY FUNCTION TRIGGER EXTENSION SCHEMA DOMAIN
        DATABASE SEQUENCE TEMP TEMPORARY UNLOGGED GLOBAL FOREIGN EXTERNAL CLUSTERED NONCLUSTERED
        FULLTEXT SPATIAL ROLE USER PROCEDURE RULE VIRTUAL STATISTICS PUBLICATION COLUMNSTORE
    """.split(),
    "ALTER": "TABLE TYPE INDEX DOMAIN DATABASE SEQUENCE DEFAULT ROLE".split(),
    "DROP": "TABLE TYPE INDEX VIEW DATABASE SCHEMA".split(),
    "COMMENT": ["ON"],
    "INSERT": ["INTO"],
}


class Token(NamedTuple):
    """A word, a quoted name, a string, a number or a mark."""

    kind: str
    """`word`, `quoted`, `string`, `number`, `mark` or `dots`."""
    text: str
    """Without the quotes."""
    line: int
    first: bool
    """Nothing but space stands before it on its line."""

    @property
    def upper(self) -> str:
        """The keyword that it may be; "" for what is no bare word."""
        return self.text.upper() if self.kind == "word" else ""

    @property
    def is_name(self) -> bool:
        """It can name a table or a column."""
        return self.kind in ("word", "quoted")

    @property
    def raw(self) -> str:
        """As SQL again: a string has its quotes back."""
        return "'" + self.text.replace("'", "''") + "'" if self.kind == "string" else self.text


class Comment(NamedTuple):
    """A comment, one line of it."""

    text: str
    line: int
    beside: bool
    """Something stands before it on its line."""


@dataclass(frozen=True, slots=True)
class Script:
    """A run of statements."""

    statements: tuple[tuple[Token, ...], ...]
    comments: tuple[Comment, ...]


def read_script(text: str, line: int) -> Script:
    """Split SQL into statements; `line` is that of the first line of `text`."""
    tokens, comments = _scan(text, line)
    return Script(tuple(_statements(tokens)), tuple(comments))


def _scan(text: str, line: int) -> tuple[list[Token], list[Comment]]:
    tokens: list[Token] = []
    comments: list[Comment] = []
    first = True
    for match in _TOKEN.finditer(text):
        kind, raw = match.lastgroup or "", match[0]
        kind = "dollar" if kind == "tag" else kind
        if kind == "comment":
            comments += _comment_lines(raw, line, beside=not first)
        elif kind != "space":
            tokens.append(
                Token("string" if kind == "dollar" else kind, _bare(kind, raw), line, first)
            )
            first = False
        breaks = raw.count("\n")
        line += breaks
        first = first or bool(breaks)
    return tokens, comments


def _comment_lines(raw: str, line: int, *, beside: bool) -> Iterator[Comment]:
    for offset, part in enumerate(raw.split("\n")):
        text = part.strip().strip("-/*#=~ \t")
        if text:
            yield Comment(text, line + offset, beside and not offset)


def _bare(kind: str, raw: str) -> str:
    if kind == "string":
        return raw[raw.index("'") + 1 : -1].replace("''", "'")
    if kind == "quoted":
        return raw[1:-1].replace('""', '"')
    return raw


def _statements(tokens: Sequence[Token]) -> Iterator[tuple[Token, ...]]:
    current: list[Token] = []
    for index, token in enumerate(tokens):
        is_end = token.kind == "mark" and token.text == ";"
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        if current and (is_end or _is_start(token, following)):
            yield tuple(current)
            current = []
        if not is_end:
            current.append(token)
    if current:
        yield tuple(current)


def _is_start(token: Token, following: Token | None) -> bool:
    if not token.first or following is None:
        return False
    return token.upper == "GO" or following.upper in _STARTS.get(token.upper, ())


def split(tokens: Sequence[Token], mark: str) -> list[tuple[Token, ...]]:
    """Split at a mark outside of parentheses."""
    parts: list[list[Token]] = [[]]
    depth = 0
    for token in tokens:
        depth += _step(token)
        if depth == 0 and token.kind == "mark" and token.text == mark:
            parts.append([])
        else:
            parts[-1].append(token)
    return [tuple(part) for part in parts]


def _step(token: Token) -> int:
    if token.kind != "mark":
        return 0
    return {"(": 1, ")": -1}.get(token.text, 0)


def group(tokens: Sequence[Token], start: int) -> tuple[tuple[Token, ...], int, bool]:
    """Return what stands in the parentheses that open at `start`.

    Shape: the inner tokens, the position behind the closing parenthesis, and whether there is one.
    """
    depth = 0
    for position in range(start, len(tokens)):
        depth += _step(tokens[position])
        if depth == 0:
            return tuple(tokens[start + 1 : position]), position + 1, True
    return tuple(tokens[start + 1 :]), len(tokens), False


def opens(tokens: Sequence[Token], position: int) -> bool:
    """Tell whether a parenthesis opens here."""
    return (
        position < len(tokens) and tokens[position].kind == "mark" and tokens[position].text == "("
    )


def name_at(tokens: Sequence[Token], position: int) -> tuple[str, int]:
    """Return the last part of a dotted name (`public.users`), and the position behind it."""
    name = ""
    while position < len(tokens) and tokens[position].is_name:
        name = tokens[position].text
        position += 1
        if position < len(tokens) and tokens[position].text == "." and not tokens[position].first:
            position += 1
        else:
            break
    return name, position


def joined(tokens: Sequence[Token]) -> str:
    """Write tokens as one line of SQL."""
    text = " ".join(filter(None, (token.raw for token in tokens)))
    text = re.sub(r"(?<=\w) \((?!\s*SELECT\b)", "(", text)
    return re.sub(r" ([,)\]])|([(\[]|::) +| +(::|\[)", lambda m: m[1] or m[2] or m[3], text)

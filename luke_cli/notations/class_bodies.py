"""Classes of Java, Kotlin and C#: a head, and the statements in the braces behind it.

@Entity @Table(name = "loans", indexes = {@Index(columnList = "day")})
public class Loan {
    @Column(length = 80)
    private String title = "";           // a statement ends at `;`, in Kotlin at the line
    public int Copies { get; set; } = 1; // or is a block
}
record Shelf(Guid Id, string Name);
"""

import re
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from luke_cli.notations.phrase import bracketed, split_outside

_TOKEN: Final = re.compile(
    r"""//[^\n]* | /\*.*?\*/ | "{3}.*?"{3} | "(?:[^"\\\n]|\\.)*" | '(?:[^'\\\n]|\\.)*'
        | [()\[\]{};\n] | [^"'()\[\]{};\n/]+ | .""",
    re.VERBOSE | re.DOTALL,
)
HEAD: Final = re.compile(
    r"\b(?P<before>enum|data|annotation|companion)?\s*\b(?P<kind>class|record|enum|interface|struct)"
    r"\s+(?P<name>[A-Z]\w*)\s*(?P<rest>(?:[<(:{]|extends\b|implements\b|permits\b|where\b|$).*)",
    re.DOTALL,
)
_MARKS: Final = re.compile(r"\s*(?:@[\w.:]+(?:\s*\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\))?\s*)+")
_NOTE: Final = re.compile(r"//[^\n]*")
_MARK: Final = re.compile(r"\s*@(?:\w+:)?([\w.]+)\s*")


_LONGEST: Final = 4000
"""Characters of a statement that are read."""


class Statement(NamedTuple):
    """What stands between two semicolons (or on a line of Kotlin)."""

    text: str
    line: int
    comment: str

    def line_of(self, *names: str) -> int:
        """Return the first line that spells one of the names, else the last."""
        for number, text in enumerate(self.text.lower().split("\n"), self.line):
            if any(re.search(rf"\b{re.escape(name.lower())}\b", text) for name in names if name):
                return number
        return self.end

    @property
    def end(self) -> int:
        """The last line."""
        return self.line + self.text.count("\n")


@dataclass(slots=True)
class Body:
    """A class, an interface or an enum."""

    head: re.Match[str]
    text: str
    """All of the head, annotations and attributes included."""
    line: int
    """Of the name."""
    comment: str = ""
    statements: list[Statement] = field(default_factory=list)

    @property
    def name(self) -> str:
        """Its name."""
        return self.head["name"]

    @property
    def is_enum(self) -> bool:
        """It is a closed list."""
        return "enum" in (self.head["before"], self.head["kind"])

    @property
    def before(self) -> str:
        """What stands before the keyword."""
        return self.text[: self.head.start()]

    @property
    def bases(self) -> list[str]:
        """The names behind `extends` and `:`."""
        rest = self.head["rest"]
        rest = bracketed(rest)[1] if rest.startswith("(") else rest
        return re.findall(r"\b[A-Z]\w*", rest)

    def parameters(self) -> list[Statement]:
        """Read the constructor that stands in the head of a record or a Kotlin class."""
        rest = self.head["rest"]
        if not rest.startswith("("):
            return []
        inside = bracketed(rest)[0]
        line = self.line + self.head.group().partition("(")[0].count("\n")
        notes = enumerate(inside.split("\n"), line)
        comments = {number: text.partition("//")[2].strip() for number, text in notes}
        found = []
        for part in split_outside(_NOTE.sub("", inside), ","):
            blank = part[: len(part) - len(part.lstrip())]
            at = line + blank.count("\n")
            bare = part.strip()
            found.append(Statement(bare, at, comments.get(at + bare.count("\n"), "")))
            line += part.count("\n")
        return found


def read_bodies(text: str, line: int, *, by_line: bool = False) -> list[Body]:
    """Find the classes; `line` is that of the first line, `by_line`: lines end statements."""
    reader = _Reader(line, by_line)
    for piece in _TOKEN.findall(text):
        reader.take(piece)
    reader.flush()
    return reader.found + [body for body in reader.stack if body]


def marks_of(text: str) -> tuple[dict[str, str], str]:
    """Return the annotations at the start by name, `@Size(max = 9)`, and what stands behind."""
    marks: dict[str, str] = {}
    text = text[:_LONGEST]
    while match := _MARK.match(text):
        text = text[match.end() :]
        inside = ""
        if text.startswith("("):
            inside, text = bracketed(text)
        marks[match[1].rpartition(".")[2]] = inside
    return marks, text.strip()


class _Reader:
    """Collects the statements of the class that is open."""

    def __init__(self, line: int, by_line: bool) -> None:
        self.line = self.start = self.flushed = line
        self.by_line = by_line
        self.text = self.comment = ""
        self.round = 0
        self.stack: list[Body | None] = []
        self.found: list[Body] = []
        self.is_behind = False
        """Behind a block that may end the statement."""

    def take(self, piece: str) -> None:
        if piece.startswith(("//", "/*")):
            self.note(piece)
        elif piece == "\n":
            self.end_line()
        elif self.round or piece in ("(", "[") or (self.stack and self.stack[-1] is None):
            self.inside(piece)
        elif piece == "{":
            self.open()
        elif piece == "}":
            self.close()
        elif piece == ";":
            self.flush()
        else:
            self.add(piece)
        self.line += piece.count("\n")

    def add(self, piece: str) -> None:
        if self.is_behind and piece.strip():
            self.is_behind = False
            if not piece.lstrip().startswith("="):
                self.flush()
        if not self.text.strip() and piece.strip():
            self.text, self.start = "", self.line
        self.text += piece

    def inside(self, piece: str) -> None:
        """Take what stands in brackets, or in the body of a method."""
        if piece in ("(", "["):
            self.add(piece)
            self.round += 1
            return
        if piece in (")", "]"):
            self.round = max(0, self.round - 1)
        elif not self.round and piece == "{":
            self.stack.append(None)
        elif not self.round and piece == "}":
            self.stack.pop()
            self.is_behind = not (self.stack and self.stack[-1] is None)
        self.text += piece

    def open(self) -> None:
        self.add("")
        head = HEAD.search(self.text)
        if head is not None:
            self.stack.append(self.body(head))
            self.text = self.comment = ""
        else:
            self.stack.append(None)
            self.text += "{"

    def close(self) -> None:
        self.flush()
        body = self.stack.pop() if self.stack else None
        if body is not None:
            self.found.append(body)

    def body(self, head: re.Match[str]) -> Body:
        line = self.start + self.text[: head.start("name")].count("\n")
        return Body(head, self.text, line, self.comment)

    def flush(self) -> None:
        text, self.text, self.is_behind = self.text.rstrip(), "", False
        comment, self.comment = self.comment, ""
        if not text:
            return
        if self.stack and self.stack[-1] is not None:
            self.stack[-1].statements.append(Statement(text, self.start, comment))
            self.flushed = self.line
        head = HEAD.search(text)
        if head is not None and head["rest"].startswith("("):
            self.text, self.comment = text, comment
            self.found.append(self.body(head))
            self.text = self.comment = ""

    def note(self, piece: str) -> None:
        if self.round and piece.startswith("//"):
            self.text += piece
            return
        said = " ".join(piece.strip("/* \n").replace("\n *", " ").split())
        body = self.stack[-1] if self.stack else None
        is_trailing = body and body.statements and self.flushed == self.line
        if body and is_trailing and not self.text.strip():
            body.statements[-1] = body.statements[-1]._replace(comment=said)
        elif self.stack[-1:] != [None]:
            self.comment = said

    def end_line(self) -> None:
        ends = self.by_line and not self.round and self.stack[-1:] != [None]
        bare = self.text.strip()
        if ends and bare and not _MARKS.fullmatch(bare) and bare[-1] not in ",=:+(":
            self.flush()
        elif self.text:
            self.text += "\n"
        if not self.text.strip():
            self.is_behind = False

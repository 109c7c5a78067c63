"""The members of an interface or class of TypeScript, with the decorators above each."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from luke_cli.notations.braces import Braced, Line

_MEMBER: Final = re.compile(
    r"^(?:(?:public|private|protected|readonly|static|"
    r"declare)\s+)*[\"']?(\w+)[\"']?\s*([?!]?)\s*:\s*(.+?)\s*(?:=\s*([^=>].*?))?\s*[;,]?\s*$",
    re.DOTALL,
)
_DECORATOR: Final = re.compile(r"@(\w+)(\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\))?")
_OPTION: Final = (
    r"\b{name}\s*:\s*(?:'([^']*)'|\"([^\"]*)\"|`([^`]*)`|\(\)\s*=>\s*([\w.'\"()]+)|([\w.-]+))"
)


@dataclass(slots=True)
class Member:
    """A member of an interface or class, with the decorators above it."""

    name: str
    mark: str
    type_text: str
    default: str
    line: int
    comment: str
    decorators: dict[str, str] = field(default_factory=dict)

    def option(self, name: str) -> str:
        """Return an option of the decorators, `{ name: value }`."""
        for inside in self.decorators.values():
            match = re.search(_OPTION.format(name=name), inside)
            if match is not None:
                return next(group for group in match.groups() if group is not None)
        return ""


def members_of(block: Braced) -> Iterator[Member]:
    """Read the members of an interface or class; what is nested belongs to none."""
    decorators: dict[str, str] = {}
    pending = ""
    for line in block.lines:
        text = (pending + " " + line.text).strip() if pending else line.text
        if text.count("(") > text.count(")"):
            pending = text
            continue
        pending = ""
        if line.depth:
            continue
        for found in _DECORATOR.finditer(text):
            decorators[found[1]] = found[2] or ""
        bare = _DECORATOR.sub("", text).strip()
        if not bare:
            continue
        yield from _one_line(bare, line, decorators)
        decorators = {}


def _one_line(text: str, line: Line, decorators: dict[str, str]) -> Iterator[Member]:
    for part in (
        re.split(r"[;,]\s*(?=(?:readonly\s+)?[\w\"']+\??\s*:)", text) if "(" not in text else [text]
    ):
        match = _MEMBER.match(part)
        if match is not None and "=>" not in part and not re.search(r"^\w+\s*\(", part):
            yield Member(
                match[1],
                match[2],
                match[3].rstrip("; "),
                match[4] or "",
                line.line,
                line.comment,
                decorators,
            )

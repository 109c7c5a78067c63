"""The tools of a model that writes code: Read, Write, Edit, Glob, Grep, TodoWrite and Bash."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from luke_cli.engines.anthropic.hands.programs import ForbiddenError, Programs
from luke_cli.engines.anthropic.hands.staging import Staging, ToolError
from luke_cli.engines.anthropic.redact import redacted
from luke_cli.engines.anthropic.shown import visible
from luke_cli.spec.patterns import pattern_trouble

_LINES: Final = 800
_SHOWN: Final = 100_000
"""Characters of a file that are shown at once: what is shown is paid for in every later request."""
_SAID: Final = 120_000
"""Characters of what a call has to say at all: some say again what they were called with."""
_FOUND: Final = 100
_PATTERN: Final = 200
_WRONG: Final = 2_000
"""Characters of what is wrong with a call."""
_UNSTABLE: Final = (
    (re.compile(r"\b\d+(?:\.\d+)?s\b"), "N s"),
    (re.compile(r"0x[0-9a-f]{6,}"), "0x"),
    (re.compile(r"/\S*luke-hands-\w+(?:/scratch)?"), "/scratch"),
)
"""What is another in each run: an answer that is repeated must have been asked the same."""


@dataclass(frozen=True, slots=True)
class Tool:
    """A tool as a model sees it."""

    name: str
    says: str
    takes: Mapping[str, str]
    """Name to type, `string` or `integer`; those that end in `?` may be left out."""

    @property
    def schema(self) -> dict[str, Any]:
        """The tool as the Messages API takes it."""
        members = {name.rstrip("?"): _member(kind) for name, kind in self.takes.items()}
        needed = [name for name in self.takes if not name.endswith("?")]
        return {
            "name": self.name,
            "description": self.says,
            "input_schema": {
                "type": "object",
                "properties": members,
                "required": needed,
                "additionalProperties": False,
            },
        }


def _member(kind: str) -> dict[str, Any]:
    return {"type": "array", "items": {"type": "string"}} if kind == "strings" else {"type": kind}


TOOLS: Final = (
    Tool(
        "Read",
        "Show a file of the backend, with line numbers; `first` is the line to begin with.",
        {"path": "string", "first?": "integer"},
    ),
    Tool("Write", "Write a file of your task anew.", {"path": "string", "text": "string"}),
    Tool(
        "Edit",
        "Replace a piece of text in a file of your task; `before` stands in it exactly once.",
        {"path": "string", "before": "string", "after": "string"},
    ),
    Tool("Glob", "List the files whose path matches, `backend/**/*.py`.", {"pattern": "string"}),
    Tool(
        "Grep",
        "List the lines that a regular expression is found in, below `path`.",
        {"pattern": "string", "path?": "string"},
    ),
    Tool("TodoWrite", "Keep a list of what is to be done.", {"todos": "strings"}),
    Tool(
        "Bash",
        "Run one program on the copy, without a shell: pytest, ruff check, ruff format, mypy,"
        " alembic, python -m backend.NAME. No pipes, no redirections, no network.",
        {"command": "string"},
    ),
)


@dataclass
class Hands:
    """Does what a model calls for, on a copy of the backend."""

    staging: Staging
    programs: Programs
    todos: Sequence[str] = field(default_factory=tuple)

    def use(self, name: str, given: Mapping[str, Any]) -> tuple[str, bool]:
        """Return what a call has to say, and whether it is an error that the call can be mended of."""
        tool = next((one for one in TOOLS if one.name == name), None)
        try:
            _check(tool, name, given)
            return self._stable(_DOES[name](self, given)), False
        except (ToolError, ForbiddenError) as error:
            return self._stable(str(error))[:_WRONG], True

    def _stable(self, text: str) -> str:
        plain = text.replace(f"{self.staging.folder.resolve()}/", "")
        for pattern, word in _UNSTABLE:
            plain = pattern.sub(word, plain)
        safe = redacted(visible(plain))
        return safe if len(safe) <= _SAID else f"{safe[:_SAID]}\n(the rest is left out)"

    def read(self, given: Mapping[str, Any]) -> str:
        """Show lines of a file."""
        lines = _text(self.staging.to_read(given["path"])).split("\n")
        first = max(1, given.get("first", 1))
        shown = lines[first - 1 : first - 1 + _LINES]
        more = len(lines) - first + 1 - len(shown)
        said = "\n".join(f"{number}| {line}" for number, line in enumerate(shown, first))
        if len(said) > _SHOWN:
            return f"{said[:_SHOWN]}\n(its lines are too long to be shown whole; Grep finds words in them)"
        return f"{said}\n({more} lines more)" if more > 0 else said

    def write(self, given: Mapping[str, Any]) -> str:
        """Write a file of the task."""
        path = self.staging.to_write(given["path"], given["text"])
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(given["text"], encoding="utf-8")
        return f"wrote {given['path']}"

    def edit(self, given: Mapping[str, Any]) -> str:
        """Replace a piece of text."""
        text = _text(self.staging.to_read(given["path"]))
        count = text.count(given["before"]) if given["before"] else 0
        if count != 1:
            how = "Read the file and copy the text" if not count else "give more lines around it"
            raise ToolError(f"`before` stands {count} times in {given['path']}: {how}")
        changed = text.replace(given["before"], given["after"])
        self.staging.to_write(given["path"], changed).write_text(changed, encoding="utf-8")
        return f"changed {given['path']}"

    def glob(self, given: Mapping[str, Any]) -> str:
        """List files."""
        try:
            found = [name for name in self._files() if Path(name).match(given["pattern"])]
        except ValueError:
            raise ToolError("the pattern is empty: give one such as `backend/**/*.py`") from None
        return _listed(found)

    def grep(self, given: Mapping[str, Any]) -> str:
        """List lines."""
        pattern = _pattern(given["pattern"])
        below = given.get("path", "").strip("/")
        if below:
            self.staging.to_read(below)
        found = [
            f"{name}:{number}: {line[:_PATTERN]}"
            for name in self._files()
            if not below or name == below or name.startswith(f"{below}/")
            for number, line in enumerate(_text(self.staging.folder / name).split("\n"), 1)
            if pattern.search(line[:_PATTERN])
        ]
        return _listed(found)

    def keep(self, given: Mapping[str, Any]) -> str:
        """Keep the list."""
        self.todos = tuple(given["todos"])
        return "\n".join(f"- {todo}" for todo in self.todos)

    def bash(self, given: Mapping[str, Any]) -> str:
        """Run a program; what it changes beside the files of the task is undone."""
        code, said = self.programs.run(given["command"])
        undone = self.staging.put_back()
        note = f"\n(not of this task, put back: {', '.join(undone[:5])})" if undone else ""
        return f"exit {code}\n{said}{note}"

    def _files(self) -> list[str]:
        found = []
        for path in sorted(self.staging.folder.rglob("*")):
            name = path.relative_to(self.staging.folder)
            if path.is_file() and not path.is_symlink():
                found.append(name.as_posix())
        return found


def _check(tool: Tool | None, name: str, given: Mapping[str, Any]) -> None:
    if tool is None:
        known = ", ".join(one.name for one in TOOLS)
        raise ToolError(f"there is no tool `{name}`; there are {known}")
    kinds: Mapping[str, Callable[[Any], bool]] = {
        "string": _is_text,
        "integer": lambda value: isinstance(value, int),
        "strings": lambda value: isinstance(value, list) and all(map(_is_text, value)),
    }
    for member, kind in tool.takes.items():
        plain = member.rstrip("?")
        if plain not in given and member.endswith("?"):
            continue
        if plain not in given or not kinds[kind](given[plain]):
            raise ToolError(f"{tool.name} needs `{plain}`, of type {kind}")


def _is_text(value: Any) -> bool:
    """Tell whether a value is a text that files and programs take: no half of a character, no NUL."""
    whole = isinstance(value, str) and value.encode("utf-8", "ignore").decode("utf-8") == value
    return whole and "\0" not in value


def _text(path: Path) -> str:
    if not path.is_file():
        raise ToolError(f"`{path.name}` is a folder; Glob lists what is in it")
    return path.read_text(encoding="utf-8", errors="replace")


def _pattern(text: str) -> re.Pattern[str]:
    # One that takes for ever to match would hang luke itself.
    trouble = pattern_trouble(text)
    if trouble:
        raise ToolError(f"`{text[:_PATTERN]}` cannot be looked for: {trouble}")
    return re.compile(text)


def _listed(found: Sequence[str]) -> str:
    if not found:
        return "nothing is found"
    more = f"\n... and {len(found) - _FOUND} more" if len(found) > _FOUND else ""
    return "\n".join(found[:_FOUND]) + more


_DOES: Final[Mapping[str, Callable[[Hands, Mapping[str, Any]], str]]] = {
    "Read": Hands.read,
    "Write": Hands.write,
    "Edit": Hands.edit,
    "Glob": Hands.glob,
    "Grep": Hands.grep,
    "TodoWrite": Hands.keep,
    "Bash": Hands.bash,
}

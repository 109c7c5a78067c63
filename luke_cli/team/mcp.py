"""`luke mcp`: what a program may ask of one project, over stdio; nothing is written.

Source: the Model Context Protocol, tools (modelcontextprotocol.io).
"""

import os
import signal
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from threading import Lock
from types import FrameType
from typing import Annotated, Any, Final, cast

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.types import ToolAnnotations
from pydantic import Field
from typing_extensions import TypedDict

from luke_cli import __version__
from luke_cli.config import Options
from luke_cli.errors import LukeError
from luke_cli.formats.document import as_data
from luke_cli.pipeline import as_answered
from luke_cli.result import Outcome, Part, failed
from luke_cli.source import Diagnostic
from luke_cli.spec.export import to_json
from luke_cli.spec.model import Spec
from luke_cli.team.wire import every_answer
from luke_cli.trace.why import why

_ABOUT: Final = (
    "luke compiles the design documents in app/design to the plan app/design/BACKEND-DEV.md and to a"
    " backend in app/impl. These tools only look; `luke --design` and `luke --develop` write."
)
_READS: Final = ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False)
_PARTS: Final = [key for key in to_json(Spec("")) if key != "schema"]

Verb = Callable[[Path, Options], Outcome]


class Fact(TypedDict):
    """Something that luke tells."""

    word: str
    text: str
    details: list[str]


class Finding(TypedDict):
    """Something that is wrong, with its place; paths are relative to the project."""

    severity: str
    code: str
    message: str
    file: str | None
    line: int | None
    column: int | None
    hint: str | None


class File(TypedDict):
    """A file that a run of luke would write."""

    path: str
    action: str


class Source(TypedDict):
    """A line of a document below `app/design`."""

    file: str
    line: int


class Changed(TypedDict):
    """A difference between two plans, and what it means."""

    sign: str
    kind: str
    name: str
    said: str
    breaks: str | None
    migration: str | None
    data: str | None
    sources: list[Source]


class Answer(TypedDict):
    """What luke answers: parts of `luke.result/1`."""

    status: str
    exit_code: int
    facts: list[Fact]
    diagnostics: list[Finding]
    files: list[File]
    changes: list[Changed]


_Place = Annotated[
    str, Field(description="FILE:LINE of a document, the plan or the backend: app/design/PRD.md:88")
]
_Against = Annotated[
    str,
    Field(description="A revision of git; else the last commit, or what luke wrote last."),
]
_Part = Annotated[
    str,
    Field(description="The only part to return; else all.", json_schema_extra={"enum": _PARTS}),
]
_Name = Annotated[
    str,
    Field(
        description="Of the part, only the items whose first member is this: an entity, an operation,"
        " a role, a key or an id, as in Task, task.create, admin."
    ),
]


class Project:
    """The one project that is asked about; each public method is a tool, its docstring says so."""

    def __init__(self, root: Path, verbs: Mapping[str, Verb]) -> None:
        self._root = root
        self._verbs = verbs
        # Tools run in threads, and luke was never meant to do two things at once.
        self._one_at_a_time = Lock()

    def status(self) -> Answer:
        """Tell what is there, what is stale, what is open, and what to run next."""
        return self._answer(lambda: self._verbs["status"](self._root, Options()))

    def why(self, place: _Place) -> Answer:
        """Tell where a line of the plan or backend came from and what proves it, or what came of a line of a document."""
        return self._answer(lambda: why(self._root, self._root, place))

    def diff(self, against: _Against = "") -> Answer:
        """Tell what changed in the plan, what of it breaks clients, and what needs data migrated."""
        return self._answer(lambda: self._verbs["diff"](self._root, Options(against=against)))

    def check(self) -> Answer:
        """Tell whether plan and backend still say what they are made of: stale files, drift, old evidence."""
        return self._answer(lambda: self._verbs["check"](self._root, Options(check=True)))

    def spec(self, part: _Part = "", name: _Name = "") -> dict[str, Any]:
        """Return what the plan says, as `luke.spec/1`: entities, operations, rights, settings and more."""
        if part not in ("", *_PARTS) or (name and not part):
            raise ToolError(f"say which part: one of {', '.join(_PARTS)}")
        with self._looking():
            data = to_json(as_answered(self._root))
        if not part:
            return data
        found = data[part]
        return {"schema": data["schema"], part: [*_called(name, found)] if name else found}

    def _answer(self, ask: Callable[[], Outcome]) -> Answer:
        with self._looking():
            outcome = ask()
        if outcome.message:
            raise _refused(outcome)
        written = tuple(change for change in outcome.changes if change.writes)
        data = as_data(Part(replace(outcome, changes=written, only_looked=False, spec=None)))
        return cast("Answer", {key: data[key] for key in Answer.__annotations__})

    @contextmanager
    def _looking(self) -> Iterator[None]:
        with self._one_at_a_time:
            try:
                yield
            except LukeError as error:
                raise _refused(failed(error)) from error


def serve(root: Path, verbs: Mapping[str, Verb]) -> None:
    """Answer what a program asks about a project, until it ends; stdout is the protocol."""
    project = Project(root.resolve(), verbs)
    server = MCPServer("luke", version=__version__, instructions=_ABOUT, log_level="ERROR")
    for tool in (project.status, project.why, project.diff, project.check, project.spec):
        server.add_tool(tool, annotations=_READS, structured_output=True)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _end)
    with every_answer():
        server.run("stdio")


def _end(number: int, _frame: FrameType | None) -> None:
    """End at once: nothing is half done here, and the thread that waits for input can wait for ever."""
    os._exit(128 + number)


def _called(name: str, items: Iterable[Any]) -> Iterator[Any]:
    """Yield the items of a part whose first member is a name; a part without items has none."""
    members = ((one, next(iter(one.values()), "")) for one in items if isinstance(one, dict))
    yield from (one for one, first in members if first == name)


def _refused(outcome: Outcome) -> ToolError:
    """Return why there is no answer, as a console would say it."""
    found = (line for one in outcome.diagnostics for line in _lines(one))
    return ToolError("\n".join((outcome.message, *filter(None, (outcome.hint,)), *found)))


def _lines(found: Diagnostic) -> Iterator[str]:
    yield found.told()
    if found.hint:
        yield f"    {found.hint}"

"""Whether a written operation may be kept: nothing else is changed, and the checks of the backend hold."""

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from luke_cli.engines.anthropic.hands.expected import Open
from luke_cli.engines.anthropic.hands.foreign import foreign
from luke_cli.engines.anthropic.hands.programs import Programs
from luke_cli.engines.anthropic.hands.reach import packages_of
from luke_cli.engines.anthropic.hands.staging import Staging

_SHOWN: Final = 6_000
"""Characters of a failure that the model is shown: its end tells most."""
_PASSED: Final = re.compile(r"^\d+ passed.*\s*\Z", re.MULTILINE)
"""The last line of tests that have come to their end: a process may be ended by what is tested."""


@dataclass(frozen=True, slots=True)
class Proof:
    """Checks the files of a task on a copy of their own, so that nothing left behind helps them."""

    task: Open
    staging: Staging
    """The copy that is made for the proof."""
    programs: Programs
    """They may write nothing of the copy: the tests that are read are those that luke has made."""
    tests: tuple[str, ...]
    """The modules of tests that are about the operation."""

    def __call__(self, texts: Mapping[str, str]) -> str:
        """Return what does not hold, "" if everything does."""
        wrong = "\n".join(self._changed(texts))
        if wrong:
            return wrong
        self.staging.lay(texts)
        for command in self._commands(texts):
            code, said = self.programs.run(command)
            if code or (command.startswith("pytest") and not _PASSED.search(said)):
                return f"$ {command}\n{said[-_SHOWN:]}"
        return ""

    def _commands(self, texts: Mapping[str, str]) -> Iterator[str]:
        files = " ".join(texts)
        yield f"ruff check {files}"
        yield f"ruff format --check {files}"
        yield "mypy"
        yield f"pytest -x {' '.join(self.tests)}"

    def _changed(self, texts: Mapping[str, str]) -> Iterator[str]:
        """Yield what is wrong with the files before anything of them is run."""
        name = self.task.operation.name
        now = {**self.staging.texts, **texts}
        if any(f'NotWrittenError("{name}")' in text for text in now.values()):
            yield f"{name} still raises NotWrittenError"
        route = _route(self.staging.texts[self.task.route], name)
        if not _does_something(now[self.task.route], route):
            yield f"`{route}` does nothing: it calls nothing, and reads and writes no row"
        own = [
            t
            for p, t in self.staging.texts.items()
            if p.startswith("backend/") and p.endswith(".py")
        ]
        packages = packages_of(own)
        for path, text in texts.items():
            before = self.staging.texts.get(path, "")
            yield from (f"{path}: {wrong}" for wrong in foreign(before, text, route, packages))


def _does_something(text: str, route: str) -> bool:
    """Tell whether a function calls anything; one that is not there is no concern of this."""
    try:
        body = ast.parse(text).body
    except (SyntaxError, ValueError):
        return True
    found = [one for one in body if isinstance(one, ast.AsyncFunctionDef) and one.name == route]
    calls = (node for one in found for part in one.body for node in ast.walk(part))
    return not found or any(isinstance(node, ast.Call) for node in calls)


def _route(text: str, name: str) -> str:
    """Return the function that answers 501 for an operation."""
    for node in ast.parse(text).body:
        raised = f"NotWrittenError('{name}')"
        if isinstance(node, ast.AsyncFunctionDef) and raised in ast.unparse(node):
            return node.name
    return ""

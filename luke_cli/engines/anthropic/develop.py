"""What a plan leaves open, written by a model: one operation after the other, each on a copy.

    backend as it will be -> copy -> work -> proof on another copy -> the files of the operation

Nothing but files of an operation whose proof holds comes back, and the tests that expect it now.
"""

import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Final

from luke_cli import templating
from luke_cli.engines.anthropic.batch import PostponedError
from luke_cli.engines.anthropic.exchange import Request
from luke_cli.engines.anthropic.hands.expected import (
    Open,
    expecting,
    held,
    opened,
    tests_of,
)
from luke_cli.engines.anthropic.hands.programs import confinement
from luke_cli.engines.anthropic.hands.tools import TOOLS
from luke_cli.engines.anthropic.hands.work import Worked, work
from luke_cli.engines.anthropic.hands.workshop import Workshop
from luke_cli.engines.anthropic.redact import redacted
from luke_cli.engines.anthropic.session import Session, UnaskedError, session_of
from luke_cli.engines.anthropic.settings import settings_of
from luke_cli.engines.anthropic.shown import mark_of, visible
from luke_cli.engines.anthropic.told import spent
from luke_cli.engines.values import Run, Written
from luke_cli.errors import LukeError
from luke_cli.files import FileTree
from luke_cli.plan.cells_api import FAILURES, SHAPE
from luke_cli.project import IMPL, PLAN
from luke_cli.source import Diagnostic, Severity, Span
from luke_cli.spec.model import Spec

_MAX_TOKENS: Final = 32_000
_SHARED: Final = ("access.py", "database.py", "errors.py", "policies.py", "scopes.py")
"""Modules that every operation is written with, and none may change."""
_BESIDE: Final = ("routes.py", "service.py", "schemas.py")
_ALWAYS: Final = ("tests/test_access.py", "tests/test_openapi.py")


def write(spec: Spec, tree: FileTree, run: Run) -> Written:
    """Write the operations of a spec that still answer 501; `tree` is the backend as it will be.

    Raises: BudgetError; ProviderError; UsageError; each with what was used so far.
    """
    settings = settings_of(run.options.model, os.environ)
    session = session_of(settings, run.root, sends=run.options.writes)
    inside = f"{IMPL}/"
    texts = {path.removeprefix(inside): text for path, text in tree.items()}
    with tempfile.TemporaryDirectory(prefix="luke-work-") as folder:
        writing = _Writing(session, spec, texts, _prefix(texts), Workshop(Path(folder), texts))
        try:
            for task in opened(spec, texts):
                writing.write(task)
            session.settle()
        except LukeError as error:
            error.usage = session.usage
            raise
    still = len(opened(spec, {**texts, **writing.made}))
    return Written(
        texts={f"{inside}{path}": text for path, text in sorted(writing.made.items())},
        diagnostics=(*writing.found, *(_unconfined() if session.usage.requests else ())),
        told=_told(session, still, writing.unasked),
        usage=session.usage,
        unasked=bool(writing.unasked),
        unanswered=bool(writing.failed),
    )


@dataclass
class _Writing:
    """The operations of a run, and what was made of them.

    Each is written on the backend as it was, beside those of its own folder alone: so what its
    programs and searches say is the same, whichever others are written by now.
    """

    session: Session
    spec: Spec
    texts: Mapping[str, str]
    prefix: str
    workshop: Workshop
    made: dict[str, str] = field(default_factory=dict)
    found: list[Diagnostic] = field(default_factory=list)
    unasked: int = 0
    failed: int = 0
    _beside: dict[str, dict[str, str]] = field(default_factory=dict)
    """By folder, what is made in it."""
    _waiting: set[str] = field(default_factory=set)
    """Folders in which an operation waits for a batch; the others of it come later."""

    def write(self, task: Open) -> None:
        """Let the model write an operation. Raises: LukeError."""
        folder = _folder(task)
        beside = self._beside.setdefault(folder, {})
        if folder in self._waiting:
            return
        now = {**self.texts, **beside}
        try:
            worked, expected = self._worked(task, now)
        except UnaskedError:
            self.unasked += 1
            return
        except PostponedError:
            self._waiting.add(folder)
            return
        if worked.why:
            self.session.forget(_name(task))
            self.found.append(_unwritten(task, worked))
            self.failed += 1
            return
        self.found.append(_to_read(self.spec, task, expected))
        beside |= {**expected, **worked.texts}
        self.made |= {**expecting({**self.texts, **self.made}, task), **worked.texts}

    def _worked(self, task: Open, texts: Mapping[str, str]) -> tuple[Worked, Mapping[str, str]]:
        """Let the model write one operation; returns what it wrote, and what expects it now."""
        expected = expecting(texts, task)
        now = {**texts, **expected}
        mine = frozenset(
            f"{_folder(task)}/{name}" for name in (*_BESIDE, f"{task.operation.verb}.py")
        )
        own = {p: text for p, text in expected.items() if p.startswith("tests/")}
        near = {path: now[path] for path in sorted(mine) if path in now}
        request = self._request(task, mine, near, tuple(tests_of(own, task)))
        # Nothing is set up for a question that is not put.
        self.session.known(request)
        tests = (p for p in expected if p.startswith("tests/") and p not in _ALWAYS)
        with self.workshop.open(task, now, mine, (*_ALWAYS, *tests)) as (hands, proof):
            return work(self.session, request, hands, proof), expected

    def _request(
        self, task: Open, mine: frozenset[str], near: Mapping[str, str], tests: Sequence[str]
    ) -> Request:
        question = _question(self.spec, task, mine, near, tests)
        return Request(
            task=_name(task),
            model=self.session.settings.model,
            effort=self.session.settings.effort,
            system=templating.prompt("develop.md.j2"),
            prefix=redacted(self.prefix),
            question=redacted(question),
            tools=tuple(tool.schema for tool in TOOLS),
            own=self.prefix + question,
            max_tokens=_MAX_TOKENS,
        )


def _folder(task: Open) -> str:
    return PurePosixPath(task.route).parent.as_posix()


def _prefix(texts: Mapping[str, str]) -> str:
    """Return what stands before every question of a run: it is paid for once."""
    shared = [(f"backend/{name}", texts.get(f"backend/{name}", "")) for name in _SHARED]
    mark = mark_of(repr((sorted(texts), shared)))
    return visible(templating.prompt("code.md.j2", mark=mark, paths=sorted(texts), files=shared))


def _question(
    spec: Spec, task: Open, mine: frozenset[str], near: Mapping[str, str], tests: Sequence[str]
) -> str:
    """Return what a model is told of an operation: all that it is likely to look for first."""
    operation = task.operation
    contract = spec.contract(operation.name)
    sides = (contract.takes, contract.gives) if contract else ()
    requirements = [r.text for r in spec.requirements if operation.name in r.served_by]
    questions = [q.meanwhile for q in spec.questions if q.name in operation.basis]
    said = templating.prompt(
        "operation.md.j2",
        mark=mark_of(repr((requirements, questions, tests, near))),
        task=task,
        rights=operation.permissions,
        sides=tuple(map(SHAPE.write, sides)),
        fails=FAILURES.write(contract.fails) if contract else "",
        requirements=requirements,
        questions=questions,
        mine=sorted(mine),
        tests=tests,
        files=near.items(),
    )
    return visible(said)


def _name(task: Open) -> str:
    return f"develop {task.operation.name}"


def _told(session: Session, still: int, unasked: int) -> str:
    if unasked and not session.usage.requests and not session.repeated:
        return f"{unasked} operations would be put to {session.settings.model}; nothing is sent"
    return f"{still} operations are still open\n{spent(session)}"


def _unwritten(task: Open, worked: Worked) -> Diagnostic:
    return Diagnostic(
        "LK-M301",
        Severity.WARNING,
        f"{task.operation.name} is not written: {redacted(worked.why)[:300]}",
        Span(PLAN, 1),
        "it answers 501 as before; say more about it in a document, or write it by hand",
    )


def _to_read(spec: Spec, task: Open, expected: Mapping[str, str]) -> Diagnostic:
    tests = dict(held(expected, task))
    known = {name for names in tests.values() for name in names}
    served = [r.name for r in spec.requirements if task.operation.name in r.served_by]
    rest = [name for name in served if name not in known]
    what = f"of {', '.join(rest)} " if rest else "" if served else "of what it has to do "
    return Diagnostic(
        "LK-M303",
        Severity.WARNING,
        f"{task.operation.name} is written by a model: its rights hold"
        + (f", as do {', '.join(tests)}" if tests else "")
        + (f"; no test tells {what.rstrip()}" if what else ""),
        Span(f"{IMPL}/{task.route}", 1),
        "read it as you would a colleague's, then: luke verify",
    )


def _unconfined() -> Iterator[Diagnostic]:
    """Say what programs could do that this system cannot keep them from."""
    open_to = [name for name, held in confinement().items() if not held]
    if open_to:
        yield Diagnostic(
            "LK-M302",
            Severity.WARNING,
            f"this system cannot keep programs of the model from: {', '.join(open_to)}",
            None,
            "run luke in a container that has neither network nor secrets",
        )

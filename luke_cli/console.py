"""The terminal: facts on stderr, results on stdout; colour only helps, it never carries meaning."""

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from difflib import unified_diff
from io import StringIO
from pathlib import Path
from threading import Timer
from typing import TYPE_CHECKING, Final

from luke_cli.config import TEXT, Options, wants_color
from luke_cli.formats import WRITERS
from luke_cli.phase import Phase
from luke_cli.result import Line, Outcome, Part, placed, tally
from luke_cli.source import Diagnostic, Severity
from luke_cli.workspace.merge import Change

if TYPE_CHECKING:
    from rich.console import Console as Rich

_PLACES: Final = {
    Phase.DESIGN: "(after architect and security-engineer, before qa-tester)",
    Phase.DEVELOP: "(reads BACKEND-DEV.md first; before qa-tester)",
}
_STYLES: Final = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}
_BLINK_S: Final = 0.5
_SHOWN: Final = 20
"""Warnings at most, unless all are asked for."""
_WIDTH: Final = 8
_WIDE: Final = 12


def identity(phase: Phase) -> str:
    """Return the line that says who is at work."""
    return f"Luke - Backend Developer in {phase.upper()} PHASE   {_PLACES[phase]}"


@dataclass(frozen=True, slots=True)
class Console:
    """Where a run speaks; paths are shown relative to where the person stands."""

    options: Options
    root: Path
    here: Path

    def introduce(self, phase: Phase) -> None:
        """Say who is at work."""
        if not self.options.quiet:
            self._tell(identity(phase), "bold")
            self._tell("")

    @contextmanager
    def working(self, what: str) -> Iterator[None]:
        """Show a live line on a terminal when the work takes longer than a blink."""
        if self.options.quiet or not sys.stderr.isatty():
            yield
            return
        status = _rich(color=self._color).status(what)
        timer = Timer(_BLINK_S, status.start)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            status.stop()

    def show(self, outcome: Outcome) -> None:
        """Say what a run came to."""
        if self.options.format == TEXT:
            self._answer(outcome)
        else:
            self._write([Part(outcome)], [self.shown(".")])
        self._facts(outcome)
        sys.stdout.flush()

    def show_all(self, parts: Sequence[Part]) -> None:
        """Say what several projects came to: each below its name, and how they ended in a line."""
        if self.options.format != TEXT:
            self._write(parts, [part.name for part in parts])
        for number, part in enumerate(parts):
            outcome = placed(part.outcome, _folder(part.name))
            self._head(part, gap="\n" if number else "")
            if self.options.format == TEXT:
                self._answer(outcome)
            sys.stdout.flush()
            self._facts(outcome)
        if not self.options.quiet:
            self._tell("")
            self._line(Line("found", tally(parts)))

    def _write(self, parts: Sequence[Part], folders: Sequence[str]) -> None:
        """Write the format that is asked for to stdout."""
        asked = WRITERS[self.options.format]
        if asked.from_here:
            each = zip(parts, folders, strict=True)
            parts = [part._replace(outcome=placed(part.outcome, _folder(at))) for part, at in each]
        sys.stdout.write(asked.write(parts))

    def _head(self, part: Part, *, gap: str) -> None:
        """Say which project is told of next, where it is told of."""
        outcome = part.outcome
        if outcome.answer and self.options.format == TEXT:
            sys.stdout.write(f"{gap}{_visible(part.name)}\n")
        elif not self.options.quiet or outcome.message or any(map(_is_error, outcome.diagnostics)):
            self._tell(f"{gap}{part.name}", "bold")

    def _facts(self, outcome: Outcome) -> None:
        if not self.options.quiet:
            for line in outcome.lines:
                self._line(line)
        # Each line of a comparison says itself what it means.
        if not outcome.plan_changes:
            self._diagnostics(outcome)
        if outcome.message:
            self._tell(f"error: {outcome.message}", _STYLES[Severity.ERROR])
            for part in filter(None, outcome.hint.split("\n")):
                self._tell(f"  {part}")
            self._tell(f"exit {outcome.exit_code.value}, nothing written")

    @property
    def _color(self) -> bool:
        return wants_color(self.options.color)

    def _answer(self, outcome: Outcome) -> None:
        wide = max((len(line.word) + 1 for line in outcome.answer if line.text), default=0)
        wide = max(wide, _WIDE)
        for line in outcome.answer:
            sys.stdout.write(_visible(f"{line.word:<{wide}}{line.text}".rstrip()) + "\n")
            for detail in line.details:
                sys.stdout.write(_visible(f"{'':<{wide}}{detail}") + "\n")
        for change in outcome.changes:
            if self.options.dry_run:
                sys.stdout.write(_diff(change))
            elif outcome.only_looked and change.writes:
                sys.stdout.write(f"{self.shown(change.path)}\t{change.action}\n")

    def _line(self, line: Line) -> None:
        self._tell(f"{line.word:<{_WIDTH}}{line.text}")
        for detail in line.details:
            self._tell(f"{'':<{_WIDTH}}{detail}")

    def _diagnostics(self, outcome: Outcome) -> None:
        wanted = [found for found in outcome.diagnostics if self._is_wanted(found)]
        limit = len(wanted) if self.options.verbose else _SHOWN
        errors = [found for found in wanted if _is_error(found)]
        others = [found for found in wanted if not _is_error(found)]
        if wanted and not self.options.quiet:
            self._tell("")
        for found in (*others[:limit], *errors):
            self._diagnostic(found, outcome)
        if len(others) > limit:
            self._tell(f"… and {len(others) - limit} more; --verbose shows all")

    def _is_wanted(self, found: Diagnostic) -> bool:
        if self.options.quiet:
            return _is_error(found)
        return self.options.verbose or found.severity is not Severity.NOTE

    def _diagnostic(self, found: Diagnostic, outcome: Outcome) -> None:
        file = self.shown(found.place.file) if found.place else ""
        self._tell(found.told(file), _STYLES[found.severity])
        for part in (*_quoted(found, outcome), *filter(None, found.hint.split("\n"))):
            self._tell(f"    {part}")

    def shown(self, path: str) -> str:
        """Return a path of the project as the person would write it here."""
        return Path(os.path.relpath(self.root / path, self.here)).as_posix()

    def _tell(self, text: str, style: str = "") -> None:
        clean = _visible(text)
        if self._color and style and sys.stderr.isatty():
            _rich(color=True).print(
                clean, style=style, markup=False, highlight=False, soft_wrap=True
            )
        else:
            sys.stderr.write(clean + "\n")


def _folder(shown: str) -> str:
    return "" if shown == "." else shown


def _is_error(found: Diagnostic) -> bool:
    return found.severity is Severity.ERROR


def _rich(*, color: bool) -> "Rich":
    """Return rich's console; loaded here only, it takes longer than most runs speak."""
    from rich.console import Console as Rich  # noqa: PLC0415

    return Rich(stderr=True, no_color=not color)


def _quoted(found: Diagnostic, outcome: Outcome) -> Sequence[str]:
    """Return the line that an error is in, and a caret below its column."""
    text = outcome.texts.get(found.place.file) if found.place else None
    if text is None or found.place is None or found.severity is not Severity.ERROR:
        return ()
    lines = text.split("\n")
    if not 0 < found.place.line <= len(lines):
        return ()
    number, line = str(found.place.line), lines[found.place.line - 1]
    start = max(0, found.place.column - 60)
    caret = " " * (found.place.column - 1 - start) + "^"
    return f"{number} | {line[start : start + 100]}", f"{' ' * len(number)} | {caret}"


def _diff(change: Change) -> str:
    """Return a change as a unified diff, "" if there is none."""
    if not change.writes:
        return ""
    before, after = (
        list(StringIO(text or "", newline="\n")) for text in (change.before, change.text)
    )
    names = (
        f"a/{change.path}" if change.before is not None else "/dev/null",
        f"b/{change.path}" if change.text is not None else "/dev/null",
    )
    lines = unified_diff(before, after, *names)
    return "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines
    )


def _visible(text: str) -> str:
    """Return a text whose control characters cannot act on a terminal."""
    return "".join(c if c.isprintable() or c in "\n\t" else repr(c)[1:-1] for c in text)

"""Places in the documents, and what is wrong there."""

import hashlib
import re
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A run of lines in one document; `column` is that of the first line."""

    file: str
    """POSIX name of the document below `app/design`, for example `DESIGN.md`."""
    line: int
    """First line, 1-based."""
    end_line: int = 0
    """Last line, 1-based and inclusive; 0 means the same line."""
    column: int = 1
    """1-based."""

    def __str__(self) -> str:
        """Return `FILE:LINE:COLUMN`."""
        return f"{self.file}:{self.line}:{self.column}"


class Severity(StrEnum):
    """How much a finding matters to the exit code."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


_LINES: Final = re.compile(r"(?<=\w):\d+(?:[:-]\d+)*\b")
"""Line numbers of places that a message names."""


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding: what, where, and what to do about it."""

    code: str
    """Stable, for example `LK-P102`; the letters name the stage that found it."""
    severity: Severity
    message: str
    place: Span | None = None
    hint: str = ""

    @property
    def order(self) -> tuple[str, int, int, str]:
        """The key that sorts findings by place."""
        place = self.place or Span("", 0)
        return place.file, place.line, place.column, self.code

    def told(self, file: str = "") -> str:
        """Return the finding in a line; `file` is its document as whoever reads it would write it."""
        where = f"{replace(self.place, file=file or self.place.file)}: " if self.place else ""
        return f"{where}{self.severity} {self.code}: {self.message}"

    @property
    def fingerprint(self) -> str:
        """What stays the same while a finding only moves to another line.

        Source: SARIF 2.1.0, 3.27.17 (partialFingerprints).
        """
        file = self.place.file if self.place else ""
        said = "\0".join((self.code, file, _LINES.sub("", self.message)))
        return hashlib.sha256(said.encode()).hexdigest()[:16]

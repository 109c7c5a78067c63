"""Findings of writing into a project that people edit."""

from typing import Final

from luke_cli.codes.code import Code

WORKSPACE: Final = (
    Code(
        "LK-W101", "you and luke both changed a file", "Markers are in the file.",
        "Neither change may be lost.",
        "you edited a line of a service, and the plan changes the same line",
        "Settle the markers, then run luke again.",
    ),
    Code(
        "LK-W102", "something else stands where a file belongs", "It is kept.",
        "What luke did not write it does not overwrite.",
        "a folder app/impl/pyproject.toml/",
        "Move it away, then run luke again.",
    ),
    Code(
        "LK-W103", "a file that luke no longer makes was edited", "It is kept as it is.",
        "Your edit would be lost.",
        "an entity was dropped from the plan, its service was edited",
        "Delete the file when nothing in it is needed.",
    ),
    Code(
        "LK-W104", "a file that luke makes was deleted", "It stays deleted.",
        "You deleted it on purpose.",
        "rm app/impl/Dockerfile",
        "Nothing; to have it back, delete its line from app/.luke/base.",
    ),
    Code(
        "LK-W105", "luke makes something else of a file", "Nothing is written, it was only looked at.",
        "The plan does not say what the documents say, or the backend what the plan says.",
        "luke check after an edit of PRD.md",
        "Run luke --design, then luke --develop, and commit what they write.",
    ),
)  # fmt: skip

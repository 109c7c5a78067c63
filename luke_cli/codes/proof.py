"""Findings of the proof of a backend."""

from typing import Final

from luke_cli.codes.code import Code

PROOF: Final = (
    Code(
        "LK-V101", "a check of the proof fails", "The backend does not do what the plan says.",
        "What is not proved is not done.",
        "a test fails, or the API answers without a token",
        "Look at the line of the plan and at the test, mend the backend, run luke verify again.",
    ),
    Code(
        "LK-V102", "the evidence is stale", "Files have changed since the last proof.",
        "It proves something that is no longer there.",
        "service.py was edited after luke verify",
        "Run luke verify again.",
    ),
)  # fmt: skip

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
    Code(
        "LK-V103", "edited code states something else than the plan",
        "A route, its format or who serves it, a right, a scope, a column, also of a revision, a member,"
        " a value, a condition, a call, a setting or a variable of `.env.example` is gone or another.",
        "The plan is what others read: testers, auditors, those who call the API.",
        '@router.post("/tasks", status_code=200)    where the plan says `create`, which is 201',
        "Write it into the plan and run luke --develop, or mend the code; or accept it as it is.",
    ),
)  # fmt: skip

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
        "LK-W105", "a file that luke makes was renamed", "What luke changes goes to the new place.",
        "Your name for it holds, and luke's change would be lost otherwise.",
        "mv app/impl/backend/tasks/service.py app/impl/backend/tasks/rules.py",
        "Nothing; what imports the file is yours to change.",
    ),
    Code(
        "LK-W106", "git would not keep a file that luke makes", "A rule of `.gitignore` names it.",
        "A clone of the project would lack it, and luke would take it for deleted.",
        "a rule `lib/`, and an entity whose folder is app/impl/backend/lib/",
        "Narrow the rule, or add `!` and the path below it.",
    ),
    Code(
        "LK-W107", "git does not commit", "The files are written, and there is no commit of them.",
        "A commit needs an author, and your hooks may refuse it.",
        "git config user.email is not set",
        "Do what git says, then commit app/ yourself.",
    ),
    Code(
        "LK-W108", "luke makes something else of a file", "Nothing is written, it was only looked at.",
        "The plan does not say what the documents say, or the backend what the plan says.",
        "luke check after an edit of PRD.md",
        "Run luke --design, then luke --develop, and commit what they write.",
    ),
    Code(
        "LK-W109", "somebody else's file is where luke's would be installed", "It is left alone.",
        "luke never wrote it: what of it is yours and what is not cannot be told.",
        "a .claude/agents/backend-developer.md of your own, then luke install claude-code",
        "Move it away, run it again, and put into the new file what you want to keep of yours.",
    ),
    Code(
        "LK-W110", "the settings of another program cannot take a hook", "They stay as they are.",
        "The hook shows an agent what luke check finds before it stops.",
        "a comma too many in .claude/settings.json, then luke install claude-code",
        "Mend the file where the finding points, then run luke install again.",
    ),
)  # fmt: skip

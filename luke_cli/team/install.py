"""`luke install claude-code`: luke as a member of a team of agents, from the plugin that it ships."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from luke_cli import assets, summary
from luke_cli.errors import Exit, UsageError
from luke_cli.files import FileTree
from luke_cli.merging import merge_into
from luke_cli.result import Line, Outcome
from luke_cli.source import Diagnostic, Severity, Span
from luke_cli.team.settings import EMPTY, with_hooks
from luke_cli.workspace import base, tree
from luke_cli.workspace.disk import AGENTS
from luke_cli.workspace.merge import NotText
from luke_cli.workspace.texts import plain

PROGRAMS: Final = ("claude-code",)
"""What luke can be installed into: each is a folder of `plugins/`."""

_SETTINGS: Final = f"{AGENTS}/settings.json"
_PARTS: Final = ("agents", "skills")
"""Folders of a plugin that a project may have by itself."""


def install(root: Path, program: str) -> Outcome:
    """Make the agent and the skill of luke in a project, and let its settings run `luke check`.

    What a person edited is merged; a file that luke never wrote is left alone, which is a finding.
    Raises: UsageError for a program that luke does not know; DecisionNeededError on top of markers.
    """
    if program not in PROGRAMS:
        raise UsageError(
            f"luke cannot be installed into `{program}`" if program else "install luke into what?",
            hint="\n".join(f"luke install {known}" for known in PROGRAMS),
        )
    plugin = assets.plugins() / program
    files = _files(plugin)
    yours = tree.read(root, [*files, _SETTINGS])
    foreign = _foreign(root, files, yours)
    added, found = _settings(plugin, yours.get(_SETTINGS))
    own = {path: text for path, text in files.items() if path not in foreign}
    merged = merge_into(root, AGENTS, own, added=added)
    found = (*map(_left_alone, foreign), *found)
    return Outcome(
        exit_code=merged.exit_code or (Exit.FINDINGS if found else Exit.CLEAN),
        lines=(
            *(Line("wrote", summary.one(change)) for change in merged.changes),
            Line("next", "claude --agent backend-developer"),
        ),
        diagnostics=(*found, *merged.diagnostics),
        changes=merged.changes,
        writes=merged.writes,
        seen=merged.seen,
    )


def _files(plugin: Path) -> FileTree:
    return {
        f"{AGENTS}/{path.relative_to(plugin).as_posix()}": path.read_text(encoding="utf-8")
        for part in _PARTS
        for path in sorted((plugin / part).rglob("*.md"))
    }


def _foreign(root: Path, files: FileTree, yours: Mapping[str, str | NotText]) -> list[str]:
    """Return the files that luke makes where somebody has written another one first."""
    known = base.read(root).texts
    return [
        path
        for path, text in files.items()
        if path not in known and isinstance(there := yours.get(path), str) and plain(there) != text
    ]


def _settings(plugin: Path, yours: str | NotText | None) -> tuple[FileTree, tuple[Diagnostic, ...]]:
    """Return the settings with the hooks of the plugin, or why they cannot have them."""
    hooks = json.loads((plugin / "hooks/hooks.json").read_text(encoding="utf-8"))["hooks"]
    text = plain(yours) if isinstance(yours, str) else EMPTY
    # A file with nothing in it says nothing that could be broken.
    before = text if text.strip() else EMPTY
    try:
        return {_SETTINGS: with_hooks(before, hooks)}, ()
    except (ValueError, RecursionError) as error:
        said = f"the hook that runs `luke check` cannot be added: {error}"
        place = Span(_SETTINGS, getattr(error, "lineno", 1), getattr(error, "colno", 1))
        hint = "mend the file, then run this again"
        return {}, (Diagnostic("LK-W110", Severity.WARNING, said, place, hint),)


def _left_alone(path: str) -> Diagnostic:
    said = "there is a file of this name that luke never wrote; it is left alone"
    hint = (
        "move it away, run this again, and put into the new file what you want to keep of yours;"
        " from then on both are merged"
    )
    return Diagnostic("LK-W109", Severity.WARNING, said, Span(path, 1), hint)

"""The revisions of a project: those that stand in it, and what there is to say of the next one."""

from dataclasses import replace
from pathlib import Path
from typing import Final

from luke_cli.backend.revisions.values import FOLDER, Files, Revised
from luke_cli.errors import DecisionNeededError
from luke_cli.plan.show import row
from luke_cli.plan.tables import ASSUMPTIONS
from luke_cli.project import IMPL, PLAN
from luke_cli.source import Diagnostic, Span
from luke_cli.spec.model import State
from luke_cli.workspace import base, tree

_VERSIONS: Final = f"{IMPL}/{FOLDER}"


def standing(root: Path, known: base.Written) -> Files:
    """Return the revisions of a project; those that luke wrote if the whole backend is gone."""
    written = known.below(_VERSIONS)
    paths = [f"{_VERSIONS}/{path.name}" for path in (root / _VERSIONS).glob("*.py")]
    there = {path: text for path, text in tree.read(root, paths).items() if isinstance(text, str)}
    if not there and not tree.read(root, known.below(IMPL)):
        there = {path: texts[0] for path, texts in written.items()}
    return Files(
        {path.removeprefix(f"{IMPL}/"): text for path, text in there.items()},
        {path.removeprefix(f"{IMPL}/"): texts for path, texts in written.items()},
    )


def findings(revised: Revised) -> tuple[Diagnostic, ...]:
    """Return what there is to say, with the place where a person decides."""
    return tuple(replace(found, place=Span(PLAN, 1)) for found in revised.diagnostics)


def refuse_blocked(revised: Revised) -> None:
    """Go on only if there is nothing to decide.

    Raises: DecisionNeededError with every finding, and the rows that would accept them.
    """
    if not revised.is_blocked:
        return
    open_ = (one for one in revised.asks if one.state is not State.ACCEPTED)
    rows = [row(ASSUMPTIONS.row(replace(one, state=State.ACCEPTED))) for one in open_]
    accept = f"to accept it, add to Assumptions of {PLAN}; luke --design does, with `blocking`:"
    raise DecisionNeededError(
        "the next revision of the schema waits for a person; nothing is written",
        hint="\n".join((accept, *rows)) if rows else "see: luke explain CODE",
        diagnostics=findings(revised),
    )

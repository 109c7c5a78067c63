"""The revisions of a project: those that stand in it, and what there is to say of the next one."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final

from luke_cli.backend.revisions.values import FOLDER, Files, Found, Revised
from luke_cli.errors import DecisionNeededError
from luke_cli.plan.places import place_of, places_of
from luke_cli.plan.show import row
from luke_cli.plan.tables import ASSUMPTIONS
from luke_cli.project import IMPL, PLAN
from luke_cli.source import Diagnostic, Span
from luke_cli.spec.model import Spec, State
from luke_cli.workspace import base, tree

_VERSIONS: Final = f"{IMPL}/{FOLDER}"


def standing(root: Path, known: base.Written, features: frozenset[str]) -> Files:
    """Return the revisions of a project; those that luke wrote if the whole backend is gone.

    Of a backend that is gone and built for fewer features there are none: it begins anew.
    """
    written = known.below(_VERSIONS)
    paths = [f"{_VERSIONS}/{path.name}" for path in (root / _VERSIONS).glob("*.py")]
    there = {path: text for path, text in tree.read(root, paths).items() if isinstance(text, str)}
    if not there and not tree.read(root, known.below(IMPL)):
        if not known.features <= features and base.EVERYTHING not in features:
            return Files()
        there = {path: texts[0] for path, texts in written.items()}
    return Files(
        {path.removeprefix(f"{IMPL}/"): text for path, text in there.items()},
        {path.removeprefix(f"{IMPL}/"): texts for path, texts in written.items()},
    )


def findings(revised: Revised, spec: Spec, plan: str) -> tuple[Diagnostic, ...]:
    """Return what there is to say, with the row of the plan, or the revision, that it is about.

    What has no row any more is told where its entity stands.
    """
    places = places_of(plan) if revised.found else {}
    names = {entity.table: entity.name for entity in spec.entities}
    return tuple(_placed(one, names, places) for one in revised.found)


def _placed(one: Found, names: Mapping[str, str], places: Mapping[str, int]) -> Diagnostic:
    if place := one.diagnostic.place:
        return replace(one.diagnostic, place=replace(place, file=f"{IMPL}/{place.file}"))
    table, dot, column = one.about.partition(".")
    line = place_of(places, f"{names.get(table, '')}{dot}{column}")
    return replace(one.diagnostic, place=Span(PLAN, line or 1))


def refuse_blocked(revised: Revised, spec: Spec, plan: str) -> None:
    """Go on only if there is nothing to decide.

    Raises: DecisionNeededError with every finding, and the rows that would accept them.
    """
    if not revised.is_blocked:
        return
    found = findings(revised, spec, plan)
    open_ = (one for one in revised.asks if one.state is not State.ACCEPTED)
    rows = [row(ASSUMPTIONS.row(replace(one, state=State.ACCEPTED))) for one in open_]
    accept = f"to accept it, add to Assumptions of {PLAN}; luke --design does, with `blocking`:"
    raise DecisionNeededError(
        "the next revision of the schema waits for a person; nothing is written",
        hint="\n".join((accept, *rows)) if rows else f"see: luke explain {found[0].code}",
        diagnostics=found,
    )

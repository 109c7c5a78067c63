"""The sections that say why: traceability, decisions, features, and what the tester gets."""

from collections.abc import Iterator
from typing import Final

from luke_cli.plan import text
from luke_cli.plan.front import uncovered
from luke_cli.plan.show import code, derived, sentences
from luke_cli.spec.model import Decision, Kind, Spec, TypeName

_TRUSTED: Final = (("SECURITY.MD", "sign-in, rights and limits"), ("PRD.MD", "goals"))
_TESTER: Final = "QA-TESTING.md"


def traceability(spec: Spec) -> str:
    """Return the lead of section 13."""
    if not spec.requirements:
        return "The documents have no story and no criterion that luke can read: nothing is traced."
    served = {item for requirement in spec.requirements for item in requirement.served_by}
    names = uncovered(spec)
    return sentences(
        "What the documents ask for, and what serves it; the test follows from the operation"
        " (section 9).",
        "`client` is left to the apps." if "client" in served else "",
        "`operations` is left to those who run it." if "operations" in served else "",
        f"Not covered by this plan: {code(names)}." if names else "Everything is covered.",
    )


def screens(spec: Spec) -> str:
    """Return the lead above the screens."""
    if not spec.screens:
        return ""
    lost = [screen.name for screen in spec.screens if "open" in screen.served_by]
    return sentences(
        "What the screens of the designers ask for, and the operations that do it.",
        f"Some of it nothing does: {code(lost)}." if lost else "",
    )


def decisions(spec: Spec) -> str:
    """Return the lead above the contradictions."""
    if not spec.decisions:
        return "No two documents contradict each other."
    trusted = (
        f"{name.removesuffix('.MD')}.md is trusted for {subject}"
        for name, subject in _TRUSTED
        if name in {document.upper() for document in spec.documents}
    )
    formal = (
        "the more formal notation comes first: a schema before a contract, a contract before code,"
        " code before lists, lists before prose"
    )
    order = "; otherwise ".join(filter(None, (", ".join(trusted), formal)))
    return f"The documents contradict each other here. {order[:1].upper()}{order[1:]}."


def assumptions(spec: Spec) -> str:
    """Return the lead above the assumptions."""
    return "" if spec.assumptions else "There is none."


def questions(spec: Spec) -> str:
    """Return the lead above the questions."""
    return "" if spec.questions else "There is none."


def features(spec: Spec) -> str:
    """Return the lead of section 15."""
    if not spec.features:
        return "There is no feature: `luke --develop` builds everything."
    return (
        'What `luke --develop "..."` understands. A feature brings the entities that its operations'
        " touch, sign-in and the rights."
    )


def hand_off(spec: Spec) -> tuple[str, str]:
    """Return the lead and the table of section 16."""
    lead = (
        "Start the backend with its seed (`python -m backend.commands seed`), take the contract"
        " from `/openapi.json`, and test in this order. What section 9 names is tested already."
    )
    steps = list(_steps(spec))
    rows = [(str(number), *step) for number, step in enumerate(steps, 1)]
    return lead, derived(("First", "What", "How"), rows)


def _steps(spec: Spec) -> Iterator[tuple[str, str]]:
    kinds = {operation.kind for operation in spec.operations}
    if spec.permissions:
        yield "rights", "section 5, each cell with an own and a foreign row"
    if any(entity.trait("tenant") for entity in spec.entities):
        yield "tenants", "no row, count or error of another one"
    for entity, field in dict.fromkeys((t.entity, t.field) for t in spec.transitions):
        yield f"workflow of {entity}.{field}", "with two callers at once"
    if any(operation.group == "auth" for operation in spec.operations):
        yield "sign-in", "lockout, refresh tokens that are used twice, a changed password"
    if Kind.UPLOAD in kinds:
        yield "uploads", "size, type, first bytes, a foreign parent"
    if any(f.type.name is TypeName.DECIMAL for e in spec.entities for f in e.fields):
        yield "amounts", "limits and rounding of decimal fields"
    yield "load", "against the targets of section 10"
    if Kind.CUSTOM in kinds:
        yield "operations that answer 501", "not before they are written"
    for decision in spec.decisions:
        words = _difference(decision)
        if words:
            yield f"{decision.name}", words


def _difference(decision: Decision) -> str:
    """Say where a decision sets a line of the tester aside."""
    sides = [
        side
        for side in decision.aside
        if any(source.file.upper() == _TESTER.upper() for source in side.sources)
    ]
    aside = ", ".join(text.escape(side.value) for side in sides)
    taken = text.escape(decision.taken.value)
    return f"{_TESTER} says {aside}; the plan takes {taken}" if sides else ""

"""What a reader needs first: what was read, what is missing, what a person must decide."""

import re
from collections.abc import Iterator
from typing import Final

from luke_cli.plan import text
from luke_cli.plan.show import derived, listed, sentences
from luke_cli.spec.model import Assumption, Decision, Kind, Question, Spec, State

FIVE: Final = ("PRD.md", "DESIGN.md", "SECURITY.md", "WEB-UI.md", "MOBILE-UI.md")
"""The documents that a complete project has."""

_TOO_LITTLE: Final = (
    "**Too little to build from:** no document says what is stored, so what follows is sign-in and nothing else."
    " A page of plain sentences is enough: what is kept, what each has (`A boat has a name, a length and an owner`),"
    " who works with it, and what each of them wants to do."
)
TITLE: Final = "Read first"
_SECTION: Final = re.compile(rf"\n## {TITLE}\n.*?(?=\n## )", re.DOTALL)

_SHOWN: Final = 8
"""Names in a cell, before it says where the others are."""


def head(spec: Spec) -> str:
    """Return the paragraph that says what this file is."""
    read = listed(f"`{name}`" for name in spec.documents) or "no document"
    return (
        f"Written by luke (plan format 1) from {read}. The tables are what `luke --develop` builds:"
        " edit a cell and the backend follows. The quote below a table gives the document lines"
        " of each row. *Basis* is empty where the documents plainly say so (or where a person"
        " wrote the row); otherwise it names a decision (D-), an assumption (A-) or a question"
        " (Q-) of section 14, or `default` for a convention of luke."
    )


def missing(spec: Spec) -> str:
    """Say plainly what the documents leave out, "" if nothing essential."""
    documents = {name.upper() for name in spec.documents}
    absent = [name for name in FIVE if name.upper() not in documents]
    gaps = [words for words, said in _essentials(spec) if not said]
    stored = any(entity.sources for entity in spec.entities if not entity.trait("account"))
    described = stored or any(operation.sources for operation in spec.operations)
    return sentences(
        "" if described or not spec.documents else _TOO_LITTLE,
        f"**Not there:** {listed(absent)}." if absent else "",
        f"**Not described:** {'; '.join(gaps)}." if gaps else "",
    )


def _essentials(spec: Spec) -> Iterator[tuple[str, bool]]:
    entities, operations = spec.entities, spec.operations
    proposed = " (what stands below is luke's proposal)"
    yield (
        f"what is stored{proposed if entities else ''}",
        any(entity.sources for entity in entities),
    )
    yield (
        f"any endpoint{proposed if operations else ''}",
        any(operation.sources for operation in operations),
    )
    yield (
        f"who the users are{proposed if spec.roles else ''}",
        any(role.sources for role in spec.roles),
    )
    yield (
        f"who may do what{proposed if spec.permissions else ''}",
        any(permission.sources for permission in spec.permissions),
    )
    yield "what users want (no story, no criterion)", bool(spec.requirements)


def with_front_of(plan: str, other: str) -> str:
    """Return a plan with what another one says needs a person."""
    found = _SECTION.search(other)
    return _SECTION.sub(lambda _: found[0], plan, count=1) if found else plan


def read_first(spec: Spec) -> tuple[str, str]:
    """Return the lead and the table of what needs a person, the blocking first."""
    blocking = list(_blocking(spec))
    rows = [
        *blocking,
        *_rights(spec),
        *_questions(spec),
        *_proposed(spec),
        *_open(spec),
        *_uncovered(spec),
    ]
    lead = sentences(
        missing(spec),
        "What needs a person, most costly first; the rest of what luke decided is in section 14."
        if rows
        else "Nothing needs a person.",
        "`luke --develop` waits until nothing in section 14 is `blocking`." if blocking else "",
    )
    return lead, derived(("Decide", "Taken meanwhile", "Touches"), rows)


def _blocking(spec: Spec) -> Iterator[tuple[str, str, str]]:
    stopped = [d for d in spec.decisions if d.state is State.BLOCKING]
    for decision in stopped:
        yield _row(spec, decision, "decisions", decision.taken.value)
    for assumption in spec.assumptions:
        if assumption.state is State.BLOCKING:
            yield _row(spec, assumption, "assumptions", assumption.proposal)


def _rights(spec: Spec) -> Iterator[tuple[str, str, str]]:
    """Yield who may do something only because luke decided so."""
    names = {permission.name for permission in spec.permissions}
    for decision in spec.decisions:
        if decision.state is State.OPEN and decision.about in names:
            yield _row(spec, decision, "decisions", decision.taken.value)
    assumed = [
        permission.name
        for permission in spec.permissions
        if not permission.sources and any(base.startswith("A-") for base in permission.basis)
    ]
    if assumed:
        what = "luke's proposal for rights that no document states"
        anchor = "5-authorization-model"
        yield f"[Rights](#{anchor})", what, _some(assumed, anchor)


def _questions(spec: Spec) -> Iterator[tuple[str, str, str]]:
    """Yield the questions whose provisional answer is built; other rows tell of the others."""
    elsewhere = {o.name for o in spec.operations if o.kind is Kind.CUSTOM} | {*uncovered(spec)}
    for question in spec.questions:
        touched = _touched(spec, question.name, question.about)
        if not question.answer and touched and not elsewhere.issuperset(touched):
            yield _row(spec, question, "open-questions", question.meanwhile)


def _row(
    spec: Spec, item: Decision | Assumption | Question, anchor: str, taken: str
) -> tuple[str, str, str]:
    touched = _touched(spec, item.name, item.about)
    return f"[{item.name}](#{anchor})", text.escape(taken), _some(touched, anchor)


def _touched(spec: Spec, name: str, about: str) -> list[str]:
    """Return what an item is about, and what stands on it."""
    fields = ((f"{e.name}.{f.name}", f.basis) for e in spec.entities for f in e.fields)
    named = (
        (item.name, item.basis)
        for items in (spec.operations, spec.permissions, spec.entities, spec.enums, spec.roles)
        for item in items
    )
    settings = ((f"#{s.name}", s.basis) for s in spec.settings)
    based = [key for rows in (named, fields, settings) for key, basis in rows if name in basis]
    return list(dict.fromkeys(filter(None, (about, *based))))


def _some(names: list[str], anchor: str) -> str:
    shown = ", ".join(text.escape(name) for name in names[:_SHOWN])
    return f"{shown}, [and others](#{anchor})" if len(names) > _SHOWN else shown


def _proposed(spec: Spec) -> Iterator[tuple[str, str, str]]:
    names = [e.name for e in spec.entities if any(b.startswith("A-") for b in e.basis)]
    if names:
        what = "luke's proposal for what is referred to and defined nowhere"
        yield "[Entities](#assumptions)", what, _some(names, "assumptions")


def _open(spec: Spec) -> Iterator[tuple[str, str, str]]:
    names = [o.name for o in spec.operations if o.kind is Kind.CUSTOM]
    if names:
        yield "[Operations](#operations)", "contract only, answers 501", _some(names, "operations")


def _uncovered(spec: Spec) -> Iterator[tuple[str, str, str]]:
    names = uncovered(spec)
    if names:
        anchor = "13-traceability"
        yield f"[Traceability](#{anchor})", "nothing is generated", _some(names, anchor)


def uncovered(spec: Spec) -> list[str]:
    """Return the requirements that nothing in the plan serves."""
    return [r.name for r in spec.requirements if not r.served_by or "open" in r.served_by]

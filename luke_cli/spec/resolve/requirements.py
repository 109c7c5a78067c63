"""Stories, criteria, rules and targets, each with what serves it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from luke_cli.spec.facts import RequirementFact
from luke_cli.spec.model import Question, Requirement, Sources, Spec
from luke_cli.spec.resolve.requirement_ids import Names, requirement_id
from luke_cli.spec.resolve.said import Said
from luke_cli.spec.resolve.served_by import served_by
from luke_cli.spec.resolve.served_index import Index, index_of
from luke_cli.spec.resolve.unbuilt import unbuilt
from luke_cli.spec.trail import trail_of

Kept = Mapping[tuple[str, int], Sequence[str]]
"""Fields, `Entity.field`, by the file and the line that say something of them."""
_KINDS: Final = ("story", "criterion", "rule", "target")


def resolve_requirements(
    said: Said, spec: Spec, kept: Mapping[str, Kept]
) -> tuple[tuple[Requirement, ...], tuple[Question, ...]]:
    """Return the requirements, and questions about those that nothing serves.

    `kept`: the fields of which lines say something, by the subject of that.
    """
    index = index_of(spec)
    open_basis = {
        o.name: o.basis for o in spec.operations if any(b.startswith("Q-") for b in o.basis)
    }
    tells = _telling(spec)
    names = Names()
    found = []
    for facts in _together(said.of(RequirementFact)):
        first = facts[0]
        sources = said.sources(facts)
        told = _told_by(spec, tells, sources) or _kept(kept, first, sources)
        served = told or _served(index, first, sources)
        basis = dict.fromkeys(one for name in served for one in open_basis.get(name, ()))
        found.append(
            Requirement(
                name=names.take(requirement_id(first)),
                kind=first.kind if first.kind in _KINDS else "rule",
                text=_text(first),
                served_by=served,
                sources=sources,
                basis=tuple(one for one in basis if one.startswith("Q-")),
            )
        )
    return _asked(found, spec)


def _telling(spec: Spec) -> dict[tuple[str, int], list[int]]:
    """Return the notifications that each line of the documents asks for, by their numbers."""
    found: dict[tuple[str, int], list[int]] = {}
    for number, told in enumerate(spec.notifications):
        for line in _lines(told.sources):
            found.setdefault(line, []).append(number)
    return found


def _told_by(
    spec: Spec, tells: Mapping[tuple[str, int], Iterable[int]], sources: Sources
) -> tuple[str, ...]:
    """Return the operations of which somebody is told because these lines ask for it."""
    numbers = {number for line in _lines(sources) for number in tells.get(line, ())}
    return tuple(dict.fromkeys(spec.notifications[number].operation for number in sorted(numbers)))


def _kept(kept: Mapping[str, Kept], fact: RequirementFact, sources: Sources) -> tuple[str, ...]:
    """Return the fields that a requirement keeps to some roles, or compares."""
    subject = unbuilt(fact.goal or fact.text)
    told = kept.get(subject.name, {}) if subject else {}
    return tuple(dict.fromkeys(name for line in _lines(sources) for name in told.get(line, ())))


def _lines(sources: Sources) -> Iterator[tuple[str, int]]:
    for place in sources:
        for line in range(place.line, max(place.line, place.end_line) + 1):
            yield place.file, line


def _served(index: Index, fact: RequirementFact, sources: Sources) -> tuple[str, ...]:
    """Return what serves a requirement; what is about a thing that is not built is open."""
    text = fact.goal or fact.text
    subject = unbuilt(text)
    if subject is not None and subject.rule:
        return _kept_by(index, subject.name, sources) or ("open",)
    if subject is not None and subject.strong and (kept := _asked_of_rows(index, sources)):
        return kept
    built = subject is None or not subject.strong or subject.name.rstrip("s") in index.groups
    served = served_by(index, fact.kind, text, sources)
    stated = any(name.startswith("#") for name in served)
    return served if built or stated or served == ("client",) else ("open",)


def _kept_by(index: Index, subject: str, sources: Sources) -> tuple[str, ...]:
    """Return what keeps a rule: settings and steps with a need that its own lines state."""
    trail = trail_of(index.spec) if subject == "histories" else None
    if trail is not None:
        return (trail.entity.name,)
    settings = (name for name in index.stated(sources) if name.startswith("#"))
    return (*settings, *_asked_of_rows(index, sources))[:6]


def _asked_of_rows(index: Index, sources: Sources) -> tuple[str, ...]:
    """Return the operations that ask of a row, or of a request, what these lines say."""
    return tuple(name for name in index.stated(sources) if name in index.needing)


def _together(facts: Iterable[RequirementFact]) -> list[list[RequirementFact]]:
    """Fold requirements of the same words together."""
    merged: dict[tuple[str, str, str], list[RequirementFact]] = {}
    for fact in facts:
        text = " ".join((fact.goal or fact.text).lower().split()).rstrip(".")
        merged.setdefault((fact.id, fact.role.lower(), text), []).append(fact)
    return list(merged.values())


def _text(fact: RequirementFact) -> str:
    return f"{fact.role}: {fact.goal}" if fact.role and fact.goal else fact.text


def _asked(
    found: list[Requirement], spec: Spec
) -> tuple[tuple[Requirement, ...], tuple[Question, ...]]:
    """Name the question that stands in the way of each requirement that nothing serves."""
    there = {question.name: question for question in spec.questions}
    made: dict[str, Question] = {}
    requirements = []
    for requirement in found:
        subject = unbuilt(requirement.text) if requirement.served_by == ("open",) else None
        if subject is None:
            requirements.append(requirement)
            continue
        name = f"Q-{subject.name}"
        requirements.append(replace(requirement, basis=(name,)))
        before = made.get(name)
        if before is not None:
            made[name] = replace(before, sources=(*before.sources, *requirement.sources))
        elif name not in there:
            made[name] = Question(
                name, requirement.name, subject.question, subject.ask, sources=requirement.sources
            )
    return tuple(requirements), tuple(made.values())

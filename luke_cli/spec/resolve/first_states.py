"""Where a life begins, as a claim about the default of the field that holds it.

    [*] --> draft                      status ... DEFAULT 'received'

A drawing says it as firmly as a column does; where they differ, somebody has to decide.
"""

from collections.abc import Iterator

from luke_cli.names import snake
from luke_cli.spec.facts import Authority, FieldFact, WorkflowFact
from luke_cli.spec.field_spellings import STATE_FIELDS
from luke_cli.spec.resolve.said import Said
from luke_cli.spec.resolve.things import Thing, Things


def first_states(said: Said, things: Things) -> Iterator[tuple[Thing, FieldFact]]:
    """Yield the state in which a drawing lets a thing begin, where a column begins somewhere."""
    begun: dict[tuple[str, str], list[WorkflowFact]] = {}
    for step in said.of(WorkflowFact):
        if not step.source and step.target and step.authority >= Authority.LIST and step.entity:
            begun.setdefault((things.meant(step.entity), step.place.file), []).append(step)
    for (key, _), steps in begun.items():
        thing = things.by_key.get(key)
        name = next((name for name in STATE_FIELDS if thing and name in thing.fields), "")
        if thing is None or not name or len({snake(step.target) for step in steps}) > 1:
            continue
        if any(claim.default for claim in thing.fields[name]):
            yield thing, _claim(steps[0], thing, name)


def _claim(step: WorkflowFact, thing: Thing, name: str) -> FieldFact:
    return FieldFact(
        place=step.place,
        authority=Authority.PROSE,
        section=step.section,
        entity=thing.name,
        name=name,
        default=f'"{snake(step.target)}"',
        ruled=True,
    )

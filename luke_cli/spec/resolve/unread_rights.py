"""Rights that a document speaks of in words, a layout or a language that nobody here reads.

What such lines are about is not opened by a guess: whoever wrote them meant somebody to be left out.
"""

import re
from collections.abc import Collection, Iterator
from typing import Final

from luke_cli.names import kebab, singular, snake
from luke_cli.spec.facts import (
    EndpointFact,
    EntityFact,
    Fact,
    FieldFact,
    PermissionFact,
    WorkflowFact,
)
from luke_cli.spec.model import Question, Spec
from luke_cli.spec.resolve.ownership import GROUPS
from luke_cli.spec.resolve.said import Line, Said

_SOMEBODY: Final = re.compile(
    r"\b(?:own|owners?|theirs?|self|every(?:one|body)|any(?:one|body)|no(?:body| one)|only|users?|roles?)\b",
    re.IGNORECASE,
)
_EXPLAINS: Final = re.compile(
    r"\bown\b\W{0,4}(?:is|are|means?)?\s*[:=]|\b(?:means|stands for|notation)\b|^\W*[¹²³⁴†‡]|\bown\W+(?:is|are)\b",
    re.IGNORECASE,
)
"""Words about the marks of a table."""
_READ: Final = (PermissionFact, EndpointFact, WorkflowFact, EntityFact, FieldFact)
_LONGEST: Final = 2000


def unread_rights(said: Said, spec: Spec) -> dict[str, list[Line]]:
    """Return the lines about rights that gave none, by the thing that they are about."""
    seen = {(fact.place.file, n) for fact in _facts(said) for n in _lines_of(fact)}
    # `Those of their team` is about whose rows something is, and not about teams.
    whose = {*GROUPS[:8], "tenant", "organization", "company", "account"}
    things = {snake(entity.name) for entity in spec.entities if not entity.trait("account")} - whose
    roles = {role.name for role in spec.roles}
    found: dict[str, list[Line]] = {}
    for line in said.rights:
        span = line.place
        if any((span.file, n) in seen for n in range(span.line, span.end_line + 1)):
            continue
        for thing in _about(line, things, roles):
            found.setdefault(thing, []).append(line)
    return found


def _about(line: Line, things: Collection[str], roles: Collection[str]) -> Iterator[str]:
    """Yield the things whose rights a line speaks of: it names one, and somebody who is not it."""
    if _EXPLAINS.search(line.text):
        return
    told = f"_{'_'.join(map(singular, snake(line.text[:_LONGEST]).split('_')))}_"
    named = [one for one in roles if f"_{one}_" in told]
    somebody = _SOMEBODY.search(line.text) is not None
    for thing in sorted(one for one in things if f"_{one}_" in told):
        others = [role for role in named if role != thing]
        rest = told
        for role in others:
            # A `project manager` is no word about projects.
            rest = rest.replace(f"_{role}_", "__")
        if f"_{thing}_" in rest and (somebody or others):
            yield thing


def asked_about(said: Said, resource: str, lines: list[Line], admins: str) -> Question:
    """Return the question who may do what with a thing."""
    thing = resource.replace("_", " ")
    return Question(
        name=f"Q-{kebab(resource)}-rights",
        about=f"{resource}:read",
        meanwhile=f"Who may do what with {thing}? Words about it are not understood: what they may "
        f"mean is up to {admins}, and others see what is their own.",
        ask="security engineer",
        sources=said.sources(lines[:3]),
    )


def _facts(said: Said) -> Iterator[Fact]:
    for kind in _READ:
        yield from said.of(kind)


def _lines_of(fact: Fact) -> range:
    return range(fact.place.line, max(fact.place.line, fact.place.end_line) + 1)

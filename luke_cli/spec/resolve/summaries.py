"""Figures over the rows of a list, where the documents say which; others stay open.

GET /notifications/unread-count           how many rows are not read
GET /loans/summary?group_by=status        "Number of loans and total amount by status"
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from luke_cli.names import kebab, snake
from luke_cli.spec.facts import BodyFact, ParameterFact
from luke_cli.spec.figures import (
    GROUP_BY,
    Figure,
    Group,
    condition_of,
    figure_of,
    group_of,
    word_of,
)
from luke_cli.spec.model import (
    Assumption,
    Contract,
    Entity,
    Kind,
    Member,
    Parameter,
    Shape,
    Spec,
    Type,
    TypeName,
)
from luke_cli.spec.resolve.drafts import Draft, about
from luke_cli.spec.resolve.said import Said

_VERBS: Final = frozenset("count counts summary stats statistics totals sums".split())
_SUMS: Final = re.compile(r"\b(?:totals?|sums?)(?: of)?(?: the| all)? (\w+)", re.IGNORECASE)
_COUNTS: Final = re.compile(r"\b(?:number|counts?)\b", re.IGNORECASE)
_BY: Final = re.compile(
    r"\b(?:by|per) ((?:\w+)(?:(?:, | and | or |, or |, and )\w+)*)", re.IGNORECASE
)
_GROUPS: Final = ("group_by", "by", "groupby", "period")


def with_summaries(
    said: Said, spec: Spec, drafts: Sequence[Draft]
) -> tuple[tuple[Draft, ...], tuple[Assumption, ...]]:
    """Say what the summaries are whose figures are told."""
    listed = {d.entity.name for d in drafts if d.entity and d.operation.verb == "list"}
    found: list[Draft] = []
    assumptions: list[Assumption] = []
    for draft in drafts:
        figures = _figures(said, spec, draft)
        if not figures or draft.entity is None or draft.entity.name not in listed:
            found.append(draft)
            continue
        name = draft.operation.name
        assumption = Assumption(
            name=f"A-{kebab(name.replace('.', '-'))}",
            about=name,
            proposal=f"{', '.join(figure.name for figure in figures)} over the rows that "
            "the caller may see, with the filters of the list",
            why="no document says whose rows it is about",
            sources=said.sources((*draft.endpoint, *draft.facts)),
        )
        assumptions.append(assumption)
        operation = replace(draft.operation, kind=Kind.SUMMARY, basis=(assumption.name,))
        found.append(replace(draft, operation=operation, action="read"))
    return tuple(found), tuple(assumptions)


def _figures(said: Said, spec: Spec, draft: Draft) -> tuple[Figure, ...]:
    """Return the figures of a summary; none if one of them cannot be told, or what they are by."""
    one, entity = draft.operation, draft.entity
    head, last = word_of(one.verb), one.verb.rpartition("_")[2]
    is_summary = one.method == "GET" and last in _VERBS and "{" not in one.path
    if entity is None or one.kind not in (Kind.CUSTOM, Kind.SUMMARY) or not is_summary:
        return ()
    if head and condition_of(spec, entity, head) is None:
        return ()
    if groups_of(said, draft) is None:
        return ()
    names = _shown(said, draft) or _told(entity, draft) or (["count"] if last == "count" else [])
    figures = [figure_of(spec, entity, name) for name in names]
    return tuple(f for f in figures if f) if all(figures) else ()


def _shown(said: Said, draft: Draft) -> list[str]:
    """Return the members of the answer, where one is shown."""
    return [
        snake(fact.name) if "." not in fact.name and "[" not in fact.name else fact.name
        for fact in about(draft, said.of(BodyFact))
        if fact.direction == "response"
    ]


def _told(entity: Entity, draft: Draft) -> list[str]:
    """Return the figures that the description of an endpoint names."""
    words = _words(draft)
    sums = [f"total_{snake(word)}" for word in _SUMS.findall(words) if entity.field(snake(word))]
    return [*(["count"] if _COUNTS.search(words) else []), *dict.fromkeys(sums)]


def _words(draft: Draft) -> str:
    return " ".join(fact.summary for fact in draft.endpoint)


def groups_of(said: Said, draft: Draft) -> tuple[Group, ...] | None:
    """Return what a summary is grouped by; None if a word for that means no field."""
    entity = draft.entity
    if entity is None:
        return None
    named = [
        value
        for fact in about(draft, said.of(ParameterFact))
        if snake(fact.name) in _GROUPS
        for value in (fact.values or ("",))
    ]
    told = re.split(r", or |, and |, | and | or ", " ".join(_BY.findall(_words(draft))[:1]))
    asked = [snake(word) for word in (*filter(None, named), *told) if word]
    groups = [group_of(entity, word) for word in dict.fromkeys(asked)]
    if not all(groups) or (named and not groups):
        return None
    return tuple(group for group in groups if group)


def summary_parameters(said: Said, draft: Draft, known: Iterable[Parameter]) -> Iterator[Parameter]:
    """Yield the parameters of a summary: the filters of its list, and what it is grouped by."""
    name = draft.operation.name
    for one in known:
        if one.operation == f"{draft.operation.group}.list" and one.means in ("filter", "search"):
            yield replace(one, operation=name, sources=(), basis=("default",))
    groups = groups_of(said, draft) or ()
    if groups:
        yield Parameter(
            operation=name,
            name=GROUP_BY,
            means="option",
            type=Type(TypeName.ENUM, values=tuple(group.name for group in groups)),
            default=f'"{groups[0].name}"',
            sources=said.sources(draft.endpoint),
        )


def summary_contract(said: Said, spec: Spec, draft: Draft) -> Contract:
    """Return what a summary answers with: its figures, for each group if there are some."""
    entity = draft.entity
    members = []
    for figure in _figures(said, spec, draft):
        field = entity.field(figure.field) if entity else None
        whole = field is None or field.type.name is not TypeName.DECIMAL
        kind = Type(TypeName.BIGINT if field else TypeName.INTEGER)
        members.append(Member(figure.name, kind if whole or not field else _wider(field.type)))
    return Contract(
        operation=draft.operation.name,
        takes=Shape(),
        gives=Shape(members=tuple(members)),
        sources=said.sources(draft.endpoint),
        basis=draft.operation.basis,
    )


def _wider(kind: Type) -> Type:
    """Return the type of a sum, which has more digits than what it sums up."""
    return replace(kind, precision=min((kind.precision or 28) + 6, 38))

"""Exports: all rows of a list, as a file that a spreadsheet reads.

GET /expenses/export            the rows of GET /expenses
GET /projects/{id}/export       "Export the tasks of a project": the rows of GET /projects/{id}/tasks
The office exports invoices.    GET /invoices/export
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from luke_cli.names import kebab, snake
from luke_cli.spec.facts import EndpointFact, Fact, ParameterFact, RequirementFact, ScreenFact
from luke_cli.spec.model import Assumption, Entity, Kind, Operation, Parameter, Type, TypeName
from luke_cli.spec.resolve.drafts import Draft
from luke_cli.spec.resolve.endpoints import endpoint_key
from luke_cli.spec.resolve.entity_names import EntityNames
from luke_cli.spec.resolve.ownership import reference_to
from luke_cli.spec.resolve.said import Said

_LAST: Final = frozenset("export exports csv export_csv csv_export export_all".split())
"""Last words of the path of an export."""
_ASKED: Final = re.compile(
    r"(?<![a-z])(?:exports? (?!functional|options?)|exportable|exported|export$|(?:as|in|to) csv\b)",
    re.IGNORECASE,
)
_TABLES: Final = re.compile(r"csv|excel|xlsx?\b|spread-?sheet", re.IGNORECASE)
_OTHERS: Final = re.compile(r"\b(pdf|excel|xlsx?|json|xml)\b", re.IGNORECASE)
_FORMAT: Final = ("format", "type", "file_format", "export_format")
_DEEPEST: Final = 4
"""Parts of `/projects/{id}/tasks/export`."""


class _Rows(NamedTuple):
    entity: Entity
    parent: Entity | None


class Wish(NamedTuple):
    """Rows that somebody wants as a file."""

    entity: Entity
    fact: Fact


def wished(said: Said, names: EntityNames) -> Iterator[Wish]:
    """Yield what stories and screens want exported, each entity once."""
    seen: set[str] = set()
    for text, fact in _texts(said):
        match = _ASKED.search(text)
        if match is None:
            continue
        places = (text[match.end() :], text[: match.start()])
        entity = next((one for words in places if (one := _named(names, words))), None)
        if entity is None and isinstance(fact, ScreenFact):
            entity = next((e for w in reversed(fact.section) if (e := _named(names, w))), None)
        if entity is not None and entity.name not in seen and _is_shown(entity):
            seen.add(entity.name)
            yield Wish(entity, fact)


def _texts(said: Said) -> Iterator[tuple[str, Fact]]:
    for story in said.of(RequirementFact):
        if story.kind != "target":
            yield story.goal or story.text, story
    for screen in said.of(ScreenFact):
        if screen.kind == "export":
            yield " ".join(("export", *screen.words)), screen


def _named(names: EntityNames, words: str) -> Entity | None:
    found = (names.exact.get(snake(word)) for word in re.findall(r"[A-Za-z]{3,}", words))
    return next((one for one in found if one and not one.trait("account")), None)


def _is_shown(entity: Entity) -> bool:
    return not any(entity.trait(name) for name in ("no api", "join", "append-only"))


def with_exports(
    said: Said, names: EntityNames, drafts: Sequence[Draft]
) -> tuple[tuple[Draft, ...], tuple[Assumption, ...]]:
    """Say what the exports are whose rows some list shows; the others stay open."""
    lists = [draft for draft in drafts if draft.operation.kind is Kind.LIST]
    found: list[Draft] = []
    assumptions: list[Assumption] = []
    for draft in drafts:
        rows = _rows_of(said, names, draft)
        shown = _list_of(lists, rows) if rows else None
        if rows is None or shown is None:
            found.append(draft)
            continue
        made = _made(said, draft, rows, shown)
        assumptions.append(made[1])
        found.append(made[0])
    return tuple(found), tuple(assumptions)


def _rows_of(said: Said, names: EntityNames, draft: Draft) -> _Rows | None:
    one, entity = draft.operation, draft.entity
    parts = one.path.strip("/").split("/")
    is_export = one.kind is Kind.CUSTOM and one.method == "GET" and snake(parts[-1]) in _LAST
    if entity is None or not is_export or not _is_table(said, draft):
        return None
    if "{" not in one.path:
        return _Rows(entity, None)
    if one.path.count("{") > 1 or len(parts) > _DEEPEST or not parts[1].startswith("{"):
        return None
    said_of = " ".join(fact.summary for fact in draft.endpoint)
    below = parts[2:-1] or re.findall(r"[A-Za-z]{3,}", said_of)
    for word in below:
        child = names.of_path(word)
        if child and child is not entity and reference_to(child, entity.name):
            return _Rows(child, entity)
    return None


def _is_table(said: Said, draft: Draft) -> bool:
    """Tell whether an endpoint can give rows as text: it does not ask for other formats alone."""
    words = " ".join((*(fact.summary for fact in draft.endpoint), *_formats(said, draft)))
    return bool(_TABLES.search(words)) or not _OTHERS.search(words)


def _formats(said: Said, draft: Draft) -> Iterator[str]:
    one = draft.operation
    for fact in said.of(ParameterFact):
        if snake(fact.name) in _FORMAT and _is_of(fact, draft.endpoint, one):
            yield from fact.values
            yield fact.default


def _is_of(fact: ParameterFact, endpoints: Iterable[EndpointFact], one: Operation) -> bool:
    paths = {one.path, *(endpoint.path for endpoint in endpoints)}
    keys = {endpoint_key(one.method, path) for path in paths}
    return endpoint_key(fact.method, fact.path) in keys


def _list_of(lists: Iterable[Draft], rows: _Rows) -> Operation | None:
    own = [draft for draft in lists if draft.entity and draft.entity.name == rows.entity.name]
    above = rows.parent.name if rows.parent else ""
    near = [d for d in own if (d.parent.name if d.parent else "") == above]
    found = near or [draft for draft in own if draft.operation.verb == "list"]
    return found[0].operation if found else None


def _made(said: Said, draft: Draft, rows: _Rows, shown: Operation) -> tuple[Draft, Assumption]:
    group = snake(rows.entity.name)
    below = f"_of_{snake(rows.parent.name)}" if rows.parent else ""
    name = f"{group}.export{below}" if below else draft.operation.name
    asked = (text for text, _ in _texts(said) if _ASKED.search(text))
    words = " ".join((*(fact.summary for fact in draft.endpoint), *asked))
    others = dict.fromkeys(_OTHERS.findall(words))
    beside = f"; {' and '.join(others)} {'is' if len(others) == 1 else 'are'} not built"
    assumption = Assumption(
        name=f"A-{kebab(name.replace('.', '-'))}",
        about=name,
        proposal=f"CSV with the columns, filters and order of `{shown.name}`",
        why=f"no document names the columns{beside if others else ''}",
        sources=said.sources((*draft.endpoint, *draft.facts)),
    )
    operation = replace(draft.operation, name=name, kind=Kind.EXPORT, basis=(assumption.name,))
    return (
        replace(
            draft,
            operation=operation,
            entity=rows.entity,
            parent=rows.parent,
            resource=group,
            action="export",
        ),
        assumption,
    )


def export_parameters(
    said: Said, draft: Draft, drafts: Iterable[Draft], known: Sequence[Parameter]
) -> Iterator[Parameter]:
    """Yield the parameters of an export: those of its list, and the format where it is asked for."""
    entity, parent = draft.entity, draft.parent
    if entity is None:
        return
    lists = [one for one in drafts if one.operation.kind is Kind.LIST]
    shown = _list_of(lists, _Rows(entity, parent))
    above = reference_to(entity, parent.name) if parent else None
    for one in known:
        given = above is not None and above.name in one.fields and one.means == "filter"
        if shown and one.operation == shown.name and one.means != "option" and not given:
            yield replace(one, operation=draft.operation.name, sources=(), basis=("default",))
    for fact in said.of(ParameterFact):
        name = snake(fact.name)
        if name in _FORMAT and _is_of(fact, draft.endpoint, draft.operation):
            yield Parameter(
                operation=draft.operation.name,
                name=name,
                means="option",
                type=Type(TypeName.ENUM, values=("csv",)),
                default='"csv"',
                sources=said.sources([fact]),
            )

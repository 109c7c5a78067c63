"""What the templates may see of pages that begin behind a cursor."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from luke_cli.backend.code import literal
from luke_cli.backend.samples import STRINGS
from luke_cli.backend.views.columns import key_of, nullable
from luke_cli.backend.views.paths import entity_of, identifier
from luke_cli.backend.views.queries import query_view
from luke_cli.backend.views.schemas import MemberView
from luke_cli.names import snake
from luke_cli.spec.model import Entity, Field, Kind, Spec, TypeName
from luke_cli.spec.paging import NEXT_MEMBERS, NEXT_SETTING, by_cursor
from luke_cli.spec.values import items

_KINDS: Final = {
    **dict.fromkeys((*STRINGS, TypeName.ENUM), "text"),
    TypeName.INTEGER: "number",
    TypeName.BIGINT: "number",
    TypeName.DECIMAL: "decimal",
    TypeName.FLOAT: "float",
    TypeName.DATETIME: "moment",
    TypeName.TIME: "time",
    TypeName.DURATION: "duration",
}
_LONGEST: Final = {TypeName.URL: 2048, TypeName.EMAIL: 254}
_BASE64_OF_LETTER: Final = 8
"""Letters of Base64 that a letter of a text may need: JSON writes some with six."""
_BASE64_OF_REST: Final = 400
"""Letters of Base64 for the sort and the key."""


@dataclass(frozen=True, slots=True)
class CursorView:
    """What is so of cursors only; members are called what clients call them, or have an alias."""

    longest: int
    """Letters of a cursor at most."""
    following: MemberView
    more: MemberView | None
    kinds: frozenset[str]
    """Of values that lists are sorted by, as far as they need care."""
    nullable: bool
    """Some list is sorted by what may be empty."""
    path: tuple[str, ...]
    """Where clients find the next cursor in a page."""
    more_path: tuple[str, ...]
    """Where they find whether there is one; empty without such a member."""


def cursor_view(spec: Spec) -> CursorView | None:
    """Return how lists are paged; None if pages are asked for by number or offset."""
    if not by_cursor(spec):
        return None
    parts = _next_of(spec).split(".")
    path = tuple(dict.fromkeys((parts[0], parts[-1])))
    more = spec.setting("has_more").rpartition(".")[2]
    sorted_by = list(_sorted_by(spec))
    longest = max((_length(field) for _, field in sorted_by), default=0)
    return CursorView(
        longest=_BASE64_OF_LETTER * longest + _BASE64_OF_REST,
        following=given(path[-1], "str | None"),
        more=given(more, "bool") if more else None,
        kinds=frozenset(kind for _, f in sorted_by if (kind := _kind(spec, f))),
        nullable=any(nullable(spec, entity, field) for entity, field in sorted_by),
        path=path,
        more_path=(*path[:-1], more) if more else (),
    )


def _next_of(spec: Spec) -> str:
    """Return where the next cursor stands in a page, with dots between the members."""
    beside = items(spec.setting("list_envelope"))[1:]
    named = (word for word in beside if snake(word) in NEXT_MEMBERS | {"next", "cursor"})
    return spec.setting("next_cursor") or next(named, NEXT_SETTING)


def given(name: str, annotation: str) -> MemberView:
    """Return a member of an answer, which clients know by a name that may be none of Python."""
    attribute = identifier(name)
    alias = "" if attribute == name else f"Field(serialization_alias={literal(name)})"
    return MemberView(attribute, annotation, alias)


def _sorted_by(spec: Spec) -> Iterator[tuple[Entity, Field]]:
    """Yield what cursors hold: all that a list is sorted by, and the keys of its rows."""
    for operation in spec.operations:
        entity = entity_of(spec, operation)
        query = query_view(spec, operation, entity) if operation.kind is Kind.LIST else None
        if entity is None or query is None:
            continue
        names = [word for word, _ in query.sorts]
        names += [] if query.sorts else [query.default_sort.removeprefix("-")]
        yield entity, key_of(entity)
        yield from ((entity, field) for name in names if (field := entity.field(name)))


def _kind(spec: Spec, field: Field) -> str:
    target = spec.entity(field.type.target) if field.type.name is TypeName.REF else None
    if target is not None:
        return _kind(spec, key_of(target))
    return "" if field.type.enum else _KINDS.get(field.type.name, "")


def _length(field: Field) -> int:
    return field.type.length or _LONGEST.get(field.type.name, 255)

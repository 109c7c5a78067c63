"""A field of a class or a table in code, while it is read, and the facts that come of it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from luke_cli.docs.document import Document, Fence
from luke_cli.notations.class_names import is_stored_name
from luke_cli.notations.context import about_data, is_client_side
from luke_cli.source import Span
from luke_cli.spec.facts import Authority, EntityFact, EnumFact, FieldFact, IndexFact
from luke_cli.spec.model import Type, TypeName


@dataclass(slots=True)
class Member:
    """What the statement says; filled while it is read."""

    name: str
    line: int
    end_line: int
    type: Type | None = None
    type_text: str = ""
    required: bool | None = None
    unique: bool | None = None
    key: bool = False
    generated: bool = False
    default: str = ""
    values: tuple[str, ...] = ()
    target: str = ""
    on_delete: str = ""
    minimum: str = ""
    maximum: str = ""
    over: str = ""
    under: str = ""
    min_length: int | None = None
    max_length: int | None = None
    pattern: str = ""
    many: bool = False
    is_mapped: bool = False
    """An object-relational mapper stores it."""
    is_django: bool = False
    comment: str = ""


def field_fact(
    fence: Fence, entity: str, member: Member, authority: Authority = Authority.CODE
) -> FieldFact:
    """Say that an entity has the field of a member."""
    is_own = member.target == "self"
    return FieldFact(
        place=Span(
            fence.span.file, member.line, member.end_line if member.end_line > member.line else 0
        ),
        authority=authority,
        section=fence.section,
        entity=entity,
        name=member.name,
        type=Type(TypeName.REF, target=entity) if is_own else member.type,
        type_text=member.type_text,
        required=member.required,
        unique=member.unique,
        key=member.key,
        generated=member.generated,
        default=member.default,
        values=member.values,
        target=entity if is_own else member.target,
        on_delete=member.on_delete,
        minimum=member.minimum,
        maximum=member.maximum,
        over=member.over,
        under=member.under,
        min_length=member.min_length,
        max_length=member.max_length,
        pattern=member.pattern,
        many=member.many,
        comment=member.comment,
    )


def entity_fact(
    fence: Fence,
    name: str,
    line: int,
    *,
    table: str = "",
    authority: Authority = Authority.CODE,
    partial: bool = False,
    comment: str = "",
) -> EntityFact:
    """Say that a class or a table of a fence is stored."""
    return EntityFact(
        place=Span(fence.span.file, line),
        authority=authority,
        section=fence.section,
        name=name,
        table=table,
        partial=partial,
        comment=comment,
    )


def enum_fact(
    fence: Fence, name: str, values: Iterable[str], line: int, authority: Authority = Authority.CODE
) -> EnumFact:
    """Say that a type of a fence is a closed list."""
    return EnumFact(
        place=Span(fence.span.file, line),
        authority=authority,
        section=fence.section,
        name=name,
        values=tuple(dict.fromkeys(values)),
    )


def index_fact(
    fence: Fence,
    entity: str,
    columns: Iterable[str],
    line: int,
    *,
    kind: str = "btree",
    authority: Authority = Authority.CODE,
) -> IndexFact:
    """Say that columns are indexed, or unique together."""
    return IndexFact(
        place=Span(fence.span.file, line),
        authority=authority,
        section=fence.section,
        entity=entity,
        columns=tuple((name, False) for name in columns),
        kind=kind,
    )


def is_stored(name: str, section: tuple[str, ...], *, mapped: bool, has_id: bool) -> bool:
    """Tell whether a class stands for a stored thing; `mapped`: a mapper of a database knows it."""
    if not is_stored_name(name, keyed=has_id or mapped):
        return False
    about = about_data(section)
    return mapped or (about is not False and (has_id or bool(about)))


def fences_of(
    document: Document, languages: frozenset[str], looks_like: re.Pattern[str]
) -> Iterator[Fence]:
    """Return the fences of some languages ("" is one of none) that look like a notation."""
    if is_client_side(document.owner):
        return
    for block in document.blocks:
        if not isinstance(block, Fence) or block.language not in languages:
            continue
        if looks_like.search(block.text):
            yield block

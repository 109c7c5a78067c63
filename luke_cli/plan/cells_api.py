"""What operations take and give, and what a parameter means, in a cell.

    Expense[]    file    nothing    comments: text, tags?: string(20)[]    (id: uuid, ok: boolean)[]
    summary.total: integer, lines[].amount: decimal(14,2)
    filter amount gte    search title, body    sort -created_at    option enum(csv, pdf); required
    only status eq "overdue"    only read_at ne null

Brackets hold members that come as a list; a dot stands between what holds a member and that.
"""

import re
from collections.abc import Callable
from typing import Any, Final

from luke_cli.plan.cells import (
    LITERAL,
    Cell,
    CellError,
    at,
    listed,
    named,
    nearest,
    split,
    worded,
)
from luke_cli.plan.cells_types import TYPE
from luke_cli.spec.model import Failure, Member, Parameter, Shape, Type

_MEMBER_NAME: Final = r"[A-Za-z_][A-Za-z0-9_-]*"
_MEMBER: Final = re.compile(rf"((?:{_MEMBER_NAME}(?:\[\])?\.)*{_MEMBER_NAME})(\?)?: *")
_ENTITY: Final = re.compile(r"([A-Z][A-Za-z0-9]*)(\[\])?")


def _write_member(member: Member) -> str:
    optional = "" if member.required else "?"
    return f"{member.name}{optional}: {TYPE.write(member.type)}{'[]' if member.many else ''}"


def _read_member(raw: str) -> Member:
    name = _MEMBER.match(raw)
    if name is None:
        expected = (
            "expected for example `comments: text`, `reason?: string(200)` or `lines[].note: text`"
        )
        raise CellError("LK-P107", f"`{raw}` is no member of a body; {expected}")
    many = raw.endswith("[]")
    written = raw[name.end() :].removesuffix("[]")
    kind = at(name.end(), TYPE.read, written)
    return Member(name[1], kind, required=not name[2], many=many)


_MEMBERS: Final = listed(Cell(_write_member, _read_member))


def _write_shape(shape: Shape) -> str:
    many = "[]" if shape.many else ""
    if shape.file:
        return f"file{many}"
    if shape.entity:
        return f"{shape.entity}{many}"
    if not shape.members:
        return "nothing"
    members = _MEMBERS.write(shape.members)
    return f"({members})[]" if many else members


def _read_shape(raw: str) -> Shape:
    if raw in ("", "nothing"):
        return Shape()
    if raw in ("file", "file[]"):
        return Shape(file=True, many=raw != "file")
    entity = _ENTITY.fullmatch(raw)
    if entity:
        return Shape(entity=entity[1], many=bool(entity[2]))
    if raw.startswith("(") and raw.endswith(")[]"):
        return Shape(members=at(1, _MEMBERS.read, raw[1:-3]), many=True)
    return Shape(members=_MEMBERS.read(raw))


SHAPE: Final = Cell(_write_shape, _read_shape)


def _read_failure(raw: str) -> Failure:
    said = re.fullmatch(r"([1-5][0-9]{2}) ([a-z][a-z0-9_]*)", raw)
    if said is None:
        raise CellError("LK-P107", f"`{raw}` is no failure; expected for example `413 too_large`")
    return Failure(int(said[1]), said[2])


FAILURES: Final = listed(Cell(lambda f: f"{f.status} {f.name}", _read_failure))

_PATH: Final = r"[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)*"
_FIELD: Final = named("field", _PATH, "due_date")
_SORT: Final = named("field to sort by", f"-?{_PATH}", "-created_at")
_FIELDS: Final = listed(_FIELD)
_OPERATOR: Final = worded("operator", ("eq", "ne", "in", "lt", "lte", "gt", "gte", "contains"))
_ONLY: Final = re.compile(r"(\S+) +(\S+) +(.+)")
_HAVING: Final = worded("operator", ("eq", "ne"))
_MEANINGS: Final = ("filter", "search", "sort", "option", "only")


def write_meaning(parameter: Parameter) -> str:
    """Return the cell of what a parameter means."""
    told = parameter.default and parameter.means != "only"
    default = _default_of(parameter.means).write(parameter.default) if told else ""
    parts = (
        f"{parameter.means} {_subject(parameter)}".rstrip(" "),
        f"default {default}" if default else "",
        "required" if parameter.required else "",
    )
    return "; ".join(filter(None, parts))


def _subject(parameter: Parameter) -> str:
    if parameter.means == "option":
        return TYPE.write(parameter.type) if parameter.type else ""
    if parameter.means == "only":
        value = LITERAL.write(parameter.default)
        return f"{_FIELDS.write(parameter.fields)} {parameter.operator} {value}"
    return f"{_FIELDS.write(parameter.fields)} {parameter.operator}".strip(" ")


def _default_of(means: str) -> Cell[str]:
    return _SORT if means == "sort" else LITERAL


def read_meaning(raw: str) -> dict[str, Any]:
    """Return the attributes of a parameter that its meaning says."""
    (offset, first), *others = split(raw, ";")
    means, said = at(offset, _read_subject, first)
    for start, part in others:
        said |= at(start, _clause(means), part)
    return said


def _read_subject(part: str) -> tuple[str, dict[str, Any]]:
    means, _, rest = part.partition(" ")
    subject = rest.lstrip(" ")
    start = len(part) - len(subject)
    if means not in _MEANINGS:
        expected = ", ".join(f"`{word}`" for word in _MEANINGS)
        message = f"`{means}` means nothing for a parameter; expected {expected}"
        raise CellError("LK-P107", message, hint=nearest(means, _MEANINGS))
    if means == "option":
        return means, {"means": means, "type": _option(start, subject)}
    if means == "filter":
        return means, {"means": means, **at(start, _read_filter, subject)}
    if means == "only":
        return means, {"means": means, **at(start, _read_only, subject)}
    return means, {"means": means, "fields": at(start, _FIELDS.read, subject)}


def _option(start: int, subject: str) -> Type | None:
    return at(start, TYPE.read, subject) if subject else None


def _read_filter(raw: str) -> dict[str, Any]:
    fields, _, operator = raw.rpartition(" ")
    if not fields:
        message = f"`{raw}` is no filter; expected a field and an operator, such as `status eq`"
        raise CellError("LK-P107", message)
    return {
        "fields": _FIELDS.read(fields.rstrip(" ")),
        "operator": at(len(raw) - len(operator), _OPERATOR.read, operator),
    }


def _read_only(raw: str) -> dict[str, Any]:
    said = _ONLY.fullmatch(raw)
    if said is None:
        message = f'`{raw}` tells no rows apart; expected for example `status eq "overdue"`'
        raise CellError("LK-P107", message)
    return {
        "fields": (_FIELD.read(said[1]),),
        "operator": at(said.start(2), _HAVING.read, said[2]),
        "default": at(said.start(3), LITERAL.read, said[3]),
    }


def _clause(means: str) -> Callable[[str], dict[str, Any]]:
    def read(part: str) -> dict[str, Any]:
        if part == "required":
            return {"required": True}
        if part.startswith("default "):
            rest = part[len("default ") :].lstrip(" ")
            return {"default": at(len(part) - len(rest), _default_of(means).read, rest)}
        message = f"`{part}` is not expected here; expected `default ...` or `required`"
        raise CellError("LK-P107", message)

    return read

"""Types in a cell.

    string(255), decimal(12,2), enum(low, high), uuid, ExpenseStatus, -> Expense, file

A name that is not in the vocabulary is that of an enum.
"""

import re
from typing import Final

from luke_cli.plan.cells import CHOICE, Cell, CellError, at, integer, listed, nearest
from luke_cli.spec.model import Type, TypeName

_CHOICES: Final = listed(CHOICE)
_CALL: Final = re.compile(r"([A-Za-z_ ]+?)\((.*)\)", re.DOTALL)
_PLAIN: Final = frozenset(TypeName) - {TypeName.ENUM, TypeName.REF}
_ENTITY: Final = re.compile(r"[A-Z][A-Za-z0-9]*")
_ELSEWHERE: Final = {
    "varchar": "string",
    "char": "string",
    "str": "string",
    "int": "integer",
    "smallint": "integer",
    "serial": "integer",
    "int4": "integer",
    "int8": "bigint",
    "long": "bigint",
    "bool": "boolean",
    "numeric": "decimal",
    "money": "decimal",
    "number": "decimal",
    "double": "float",
    "real": "float",
    "timestamp": "datetime",
    "timestamptz": "datetime",
    "jsonb": "json",
    "object": "json",
    "blob": "bytes",
    "bytea": "bytes",
    "uri": "url",
    "guid": "uuid",
    "interval": "duration",
}
"""Words of other notations, by what they are called here."""


def _write(kind: Type) -> str:
    if kind.name is TypeName.REF:
        return f"-> {kind.target}"
    if kind.name is TypeName.ENUM:
        return kind.enum or f"enum({_CHOICES.write(kind.values)})"
    sizes = (kind.length, kind.precision, kind.scale)
    written = ",".join(str(size) for size in sizes if size is not None)
    return f"{kind.name}({written})" if written else str(kind.name)


def _read(raw: str) -> Type:
    if raw.startswith("->"):
        return Type(TypeName.REF, target=_target(raw[2:].strip(" ")))
    call = _CALL.fullmatch(raw)
    if call:
        return _with_sizes(raw, call[1], call[2], call.start(2))
    if raw in _PLAIN:
        return Type(TypeName(raw))
    if _ENTITY.fullmatch(raw):
        return Type(TypeName.ENUM, enum=raw)
    raise _unknown(raw)


def _target(name: str) -> str:
    if _ENTITY.fullmatch(name):
        return name
    raise CellError("LK-P102", f"`{name}` is no entity; expected for example `-> Expense`", at=3)


def _with_sizes(raw: str, word: str, inner: str, start: int) -> Type:
    if word == "enum":
        values = at(start, _CHOICES.read, inner)
        return Type(TypeName.ENUM, values=values)
    if word == "string":
        return Type(TypeName.STRING, length=at(start, lambda part: integer(part, "length"), inner))
    if word == "decimal":
        return _decimal(raw, inner)
    raise _unknown(raw)


def _decimal(raw: str, inner: str) -> Type:
    sizes = re.fullmatch(r"([0-9]{1,4})(?:, ?([0-9]{1,4}))?", inner)
    if sizes is None:
        raise CellError("LK-P102", f"`{raw}` is no type; expected `decimal(p,s)`")
    scale = int(sizes[2]) if sizes[2] else None
    return Type(TypeName.DECIMAL, precision=int(sizes[1]), scale=scale)


def _unknown(raw: str) -> CellError:
    if not raw:
        return CellError("LK-P102", "the type is missing; expected for example `string(255)`")
    word, opened, sizes = raw.partition("(")
    known = _ELSEWHERE.get(word.strip(" ").lower())
    sized = opened + sizes if known in ("string", "decimal") else ""
    hint = f"did you mean `{known}{sized}`?" if known else nearest(word, _PLAIN)
    expected = "expected for example `integer`, an enum, or `-> Entity`"
    return CellError("LK-P102", f"unknown type `{raw}`; {expected}", hint=hint)


TYPE: Final[Cell[Type]] = Cell(_write, _read)

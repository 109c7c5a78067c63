"""The rules of a field and the traits of an entity, in a cell.

    required; unique per tenant_id; default "USD"; min 0; length 2..80; on delete cascade; read by admin
    required; > starts_on; >= opens_on, booked_on
    tenant; owner user_id; timestamps; version

A rule that does not hold is not written.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any, Final, NamedTuple

from luke_cli.plan.cells import (
    FIELD,
    LITERAL,
    PATTERN,
    ROLE,
    Cell,
    CellError,
    at,
    integer,
    listed,
    nearest,
    split,
)
from luke_cli.spec.computed import FORM as COMPUTED
from luke_cli.spec.lifetimes import lifetime_of
from luke_cli.spec.model import Field, FieldRole, Trait, Visibility
from luke_cli.spec.traits import KNOWN as TRAITS_KNOWN

Attributes = Mapping[str, Any]
_FIELDS: Final = listed(FIELD)
_ROLES: Final = listed(ROLE)
_NUMBER: Final = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_ON_DELETE: Final = ("cascade", "restrict", "set null")


class _Rule(NamedTuple):
    word: str
    write: Callable[[Field], str | None]
    """What follows the word; None if the rule does not hold."""
    read: Callable[[str], Attributes]


def _flag(word: str, attribute: str) -> _Rule:
    return _Rule(word, lambda f: "" if getattr(f, attribute) else None, _alone({attribute: True}))


def _role(role: FieldRole) -> _Rule:
    return _Rule(role.value, lambda f: "" if f.role is role else None, _alone({"role": role}))


def _seen(visibility: Visibility) -> _Rule:
    return _Rule(
        visibility.value,
        lambda f: "" if f.visibility is visibility else None,
        _alone({"visibility": visibility}),
    )


def _said(word: str, attribute: str, cell: Cell[Any]) -> _Rule:
    def write(field: Field) -> str | None:
        value = getattr(field, attribute)
        return cell.write(value) if value else None

    return _Rule(word, write, lambda rest: {attribute: cell.read(rest)})


def _alone(attributes: Attributes) -> Callable[[str], Attributes]:
    def read(rest: str) -> Attributes:
        if rest:
            raise CellError("LK-P103", f"nothing is expected here, found `{rest}`")
        return attributes

    return read


def _read_number(raw: str) -> str:
    if _NUMBER.fullmatch(raw):
        return raw
    raise CellError("LK-P107", f"`{raw}` is no number")


def _read_on_delete(raw: str) -> str:
    if raw in _ON_DELETE:
        return raw
    expected = ", ".join(f"`{word}`" for word in _ON_DELETE)
    raise CellError("LK-P103", f"`{raw}` is not known; expected {expected}")


def _write_length(field: Field) -> str | None:
    if field.min_length is None and field.max_length is None:
        return None
    ends = ("" if end is None else str(end) for end in (field.min_length, field.max_length))
    return "..".join(ends)


def _read_length(raw: str) -> Attributes:
    ends = re.fullmatch(r"([0-9]*)\.\.([0-9]*)", raw)
    if ends is None or raw == "..":
        raise CellError("LK-P103", f"`{raw}` is no length; expected for example `2..80`")
    low, high = (integer(end, "length") if end else None for end in ends.groups())
    return {"min_length": low, "max_length": high}


def _read_computed(raw: str) -> str:
    if COMPUTED.fullmatch(raw):
        return raw
    raise CellError("LK-P103", f"`{raw}` computes nothing; expected for example `count(Comment)`")


_NUMERIC: Final = Cell(str, _read_number)

RULES_KNOWN: Final = (
    _Rule(
        "key",
        lambda f: "" if f.role is FieldRole.KEY else None,
        lambda rest: {**_alone({"role": FieldRole.KEY})(rest), "required": True},
    ),
    _Rule(
        "required",
        lambda f: "" if f.required and f.role is not FieldRole.KEY else None,
        _alone({"required": True}),
    ),
    _said("unique per", "unique_per", _FIELDS),
    _flag("unique", "unique"),
    _flag("index", "indexed"),
    _said("default", "default", LITERAL),
    _said("min", "minimum", _NUMERIC),
    _said("max", "maximum", _NUMERIC),
    _said("over", "over", _NUMERIC),
    _said("under", "under", _NUMERIC),
    _said(">", "above", _FIELDS),
    _said(">=", "at_least", _FIELDS),
    _Rule("length", _write_length, _read_length),
    _said("pattern", "pattern", PATTERN),
    _said("on delete", "on_delete", Cell(str, _read_on_delete)),
    *(_seen(visibility) for visibility in Visibility if visibility),
    _said("read by", "readers", _ROLES),
    _said("written by", "writers", _ROLES),
    _flag("encrypted", "encrypted"),
    *(_role(role) for role in FieldRole if role is not FieldRole.KEY),
    _said("computed", "computed", Cell(str, _read_computed)),
)
"""In the order in which they are written; `unique per` is tried before `unique`."""


def write_rules(field: Field) -> str:
    """Return the cell of a field's rules."""
    written = ((rule.word, rule.write(field)) for rule in RULES_KNOWN)
    return "; ".join(f"{word} {rest}".rstrip(" ") for word, rest in written if rest is not None)


def read_rules(raw: str) -> dict[str, Any]:
    """Return the attributes of a field that its rules say."""
    said: dict[str, Any] = {}
    for offset, part in split(raw, ";") if raw else ():
        for name, value in at(offset, _read_rule, part).items():
            if name in said and said[name] != value:
                raise CellError("LK-P103", f"`{part}` contradicts another rule", at=offset)
            said[name] = value
    return said


def _read_rule(part: str) -> Attributes:
    for rule in RULES_KNOWN:
        if part == rule.word or part.startswith(f"{rule.word} "):
            rest = part[len(rule.word) :]
            inner = rest.lstrip(" ")
            return at(len(part) - len(inner), rule.read, inner)
    expected = "expected for example `required`, `default 0`, `min 1`, `read-only`"
    words = [rule.word for rule in RULES_KNOWN]
    raise CellError(
        "LK-P103", f"unknown rule `{part}`; {expected}", hint=nearest(part.partition(" ")[0], words)
    )


_SUBJECTS: Final = {
    "entity": r"[A-Z][A-Za-z0-9]*",
    "field": r"[a-z][a-z0-9_]*",
    "path": r"[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)*",
}


def _write_trait(trait: Trait) -> str:
    return f"{trait.name} {trait.subject}".rstrip(" ")


def _read_trait(raw: str) -> Trait:
    for known in TRAITS_KNOWN:
        if raw == known.name or raw.startswith(f"{known.name} "):
            return _with_subject(known.name, known.subject, raw[len(known.name) :].strip(" "))
    names = [known.name for known in TRAITS_KNOWN]
    raise CellError(
        "LK-P103",
        f"unknown trait `{raw}`; expected one of {', '.join(names)}",
        hint=nearest(raw, names),
    )


def _with_subject(name: str, wanted: str, subject: str) -> Trait:
    at_subject = len(name) + 1
    if subject and not wanted:
        raise CellError("LK-P103", f"nothing is expected after `{name}`", at=at_subject)
    if not subject and wanted != "moment" and wanted:
        raise CellError("LK-P103", f"`{name}` has to name a {_called(wanted)}")
    if wanted == "lifetime":
        return _with_lifetime(name, subject)
    if subject and not re.fullmatch(_SUBJECTS.get(wanted, _SUBJECTS["field"]), subject):
        raise CellError("LK-P109", f"`{subject}` is no {_called(wanted)}", at=at_subject)
    return Trait(name, subject)


def _with_lifetime(name: str, subject: str) -> Trait:
    if lifetime_of(subject) is None:
        example = "`kept 30 d after created_at where status = draft`"
        message = f"`{subject}` is no time that rows are kept; expected for example {example}"
        raise CellError("LK-P107", message, at=len(name) + 1)
    return Trait(name, subject)


def _called(wanted: str) -> str:
    return {"entity": "entity", "lifetime": "time"}.get(wanted, "field")


TRAITS: Final = listed(Cell(_write_trait, _read_trait), ";")

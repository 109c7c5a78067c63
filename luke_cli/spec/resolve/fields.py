"""What a field is: the claims of all notations about it, merged by trust."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeVar

from luke_cli.names import snake
from luke_cli.spec.facts import Authority, FieldFact
from luke_cli.spec.model import (
    Decision,
    Field,
    FieldRole,
    Side,
    Type,
    TypeName,
    Visibility,
)
from luke_cli.spec.resolve.said import Said

T = TypeVar("T")

_READ_ONLY: Final = frozenset(
    "last_login_at last_login created_by updated_by last_seen_at email_verified_at "
    "verified_at".split()
)
_SECRETS: Final = ("password_hash", "hashed_password", "password_digest", "passwd")
_ALIKE: Final = (
    {TypeName.STRING, TypeName.TEXT, TypeName.EMAIL, TypeName.URL, TypeName.SLUG, TypeName.ENUM},
    {TypeName.UUID, TypeName.STRING, TypeName.REF},
    {TypeName.INTEGER, TypeName.BIGINT, TypeName.REF},
    {TypeName.DECIMAL, TypeName.FLOAT},
    {TypeName.JSON, TypeName.TEXT},
    {TypeName.BOOLEAN},
    {TypeName.DATE},
    {TypeName.DATETIME},
)
_WHY: Final = {
    Authority.SCHEMA: "the schema comes before code and lists",
    Authority.CONTRACT: "the API contract comes before code and lists",
    Authority.CODE: "code comes before lists and prose",
    Authority.LIST: "the earlier document comes first",
    Authority.PROSE: "the earlier document comes first",
}


@dataclass(frozen=True, slots=True)
class Merged:
    """A field, and the contradictions between its claims."""

    field: Field
    decisions: tuple[Decision, ...] = ()


def merge_claims(said: Said, entity: str, name: str, claims: Sequence[FieldFact]) -> Merged:
    """Return the field that claims describe; the more trusted claim wins, attribute by attribute."""
    ordered = said.trusted(claims)
    typed = [fact for fact in ordered if fact.type and fact.type.name is not TypeName.REF]
    type_ = _refined(name, _widest(typed), ordered)
    field = Field(
        name=name,
        type=type_,
        required=_first(ordered, lambda f: f.required, other=False),
        unique=_first(ordered, lambda f: f.unique, other=False),
        default=_default(ordered, type_),
        minimum=_number(ordered, "minimum", type_),
        maximum=_number(ordered, "maximum", type_),
        over=_number(ordered, "over", type_),
        under=_number(ordered, "under", type_),
        min_length=_first(ordered, lambda f: f.min_length),
        max_length=_length(ordered, type_),
        pattern=_pattern(name, ordered, type_),
        visibility=_visibility(name, ordered),
        encrypted=name == "mfa_secret",
        role=FieldRole.KEY if any(fact.key for fact in ordered) else None,
        sources=said.sources(claims),
    )
    decision = _contradiction(said, entity, name, typed)
    if decision is None:
        return Merged(_bounded(field))
    return Merged(_bounded(replace(field, basis=(decision.name,))), (decision,))


def _first(
    facts: Iterable[FieldFact], read: Callable[[FieldFact], T | None], *, other: T | None = None
) -> T:
    found = (value for fact in facts if (value := read(fact)) is not None)
    return next(found, other)  # type: ignore[return-value]


def _widest(typed: Sequence[FieldFact]) -> Type:
    return typed[0].type or Type(TypeName.STRING) if typed else Type(TypeName.STRING, length=255)


def _refined(name: str, type_: Type, facts: Sequence[FieldFact]) -> Type:
    """Return the type that a name gives away, where the documents only say that it is text."""
    if type_.name is TypeName.STRING:
        last = name.rpartition("_")[2]
        if name == "email" or name.endswith("_email"):
            return Type(TypeName.EMAIL)
        if name == "slug":
            return Type(TypeName.SLUG)
        if last in ("url", "uri") and any(f.authority is Authority.CONTRACT for f in facts):
            return Type(TypeName.URL)
        lengths = [f.type.length for f in facts if f.type and f.type.length]
        limits = [f.max_length for f in facts if f.max_length]
        return replace(type_, length=type_.length or next(iter((*lengths, *limits)), 255))
    if type_.name is TypeName.DECIMAL and type_.precision is None:
        exact = (f.type for f in facts if f.type and f.type.precision)
        return next(exact, Type(TypeName.DECIMAL, precision=12, scale=2))
    return type_


def _default(facts: Sequence[FieldFact], type_: Type) -> str:
    said = next((fact.default for fact in facts if fact.default), "")
    if type_.name is TypeName.DATE and said == "now()":
        return "today()"
    text = (TypeName.STRING, TypeName.TEXT, TypeName.EMAIL, TypeName.URL, TypeName.SLUG)
    if type_.name in text and said and said[0] != '"':
        return ""
    numbers = (TypeName.INTEGER, TypeName.BIGINT, TypeName.DECIMAL, TypeName.FLOAT)
    if type_.name in numbers and not _is_number(said.strip('"')):
        return ""
    if type_.name in numbers:
        return said.strip('"')
    if type_.name is TypeName.BOOLEAN and said not in ("true", "false"):
        return ""
    return said


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return text.lower().strip("+-") not in ("nan", "inf", "infinity")


def _number(facts: Sequence[FieldFact], attribute: str, type_: Type) -> str:
    numbers = (TypeName.INTEGER, TypeName.BIGINT, TypeName.DECIMAL, TypeName.FLOAT)
    if type_.name not in numbers:
        return ""
    return next((v for fact in facts if _is_number(v := getattr(fact, attribute))), "")


def _bounded(field: Field) -> Field:
    """Keep one lower and one upper bound: `over 0` makes `min 0.01` needless."""
    if field.over and field.minimum:
        field = replace(field, minimum="")
    if field.under and field.maximum:
        field = replace(field, maximum="")
    low, high = field.minimum or field.over, field.maximum or field.under
    if low and high and float(low) > float(high):
        return replace(field, minimum="", maximum="", over="", under="")
    return field


def _length(facts: Sequence[FieldFact], type_: Type) -> int | None:
    if type_.name is not TypeName.TEXT:
        return None
    return next((fact.max_length for fact in facts if fact.max_length), None)


def _pattern(name: str, facts: Sequence[FieldFact], type_: Type) -> str:
    if type_.name is not TypeName.STRING:
        return ""
    said = next((fact.pattern for fact in facts if fact.pattern), "")
    iso = name in ("currency", "currency_code") and type_.length == 3
    return said or ("^[A-Z]{3}$" if iso else "")


def _visibility(name: str, facts: Sequence[FieldFact]) -> Visibility:
    if name in _SECRETS or name.endswith(("_secret", "_token_hash", "_hash_password")):
        return Visibility.HIDDEN
    if any(fact.write_only for fact in facts):
        return Visibility.WRITE_ONLY
    if name in _READ_ONLY or any(fact.read_only for fact in facts):
        return Visibility.READ_ONLY
    return Visibility.BOTH


def _contradiction(
    said: Said, entity: str, name: str, typed: Sequence[FieldFact]
) -> Decision | None:
    """Return the decision between claims whose types cannot both be meant."""
    if len(typed) < 2:
        return None
    best = typed[0]
    others = [
        fact for fact in typed[1:] if fact.type and best.type and _differ(best.type, fact.type)
    ]
    if not others:
        return None
    agreeing = [f for f in typed if f.type and best.type and not _differ(best.type, f.type)]
    sides: dict[str, list[FieldFact]] = {}
    for fact in others:
        sides.setdefault(type_text(fact.type), []).append(fact)
    taken = [f for f in agreeing if type_text(f.type) == type_text(best.type)] or [best]
    return Decision(
        name=f"D-{snake(entity)}-{name}".replace("_", "-"),
        about=f"{entity}.{name}",
        taken=Side(type_text(best.type), said.sources(taken)),
        aside=tuple(Side(text, said.sources(facts)) for text, facts in sides.items()),
        why=_WHY[best.authority],
    )


def _differ(one: Type, other: Type) -> bool:
    if one.name is other.name:
        exact = (one.length, one.precision, one.scale)
        facing = (other.length, other.precision, other.scale)
        return any(
            a is not None and b is not None and a != b for a, b in zip(exact, facing, strict=True)
        )
    return not any({one.name, other.name} <= group for group in _ALIKE)


def type_text(type_: Type | None) -> str:
    """Return a type as the plan writes it."""
    if type_ is None:
        return ""
    if type_.name is TypeName.DECIMAL and type_.precision:
        return f"decimal({type_.precision},{type_.scale or 0})"
    if type_.name is TypeName.STRING and type_.length:
        return f"string({type_.length})"
    return str(type_.name)

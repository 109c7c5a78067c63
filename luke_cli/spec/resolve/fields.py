"""What a field is: the claims of all notations about it, merged by trust."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeVar

from luke_cli.names import snake
from luke_cli.spec.facts import Authority, FieldFact
from luke_cli.spec.model import NUMBERS, Decision, Field, FieldRole, Type, TypeName, Visibility
from luke_cli.spec.resolve.guesses import counted, guessed, is_weak, told
from luke_cli.spec.resolve.precedence import choose, decided, decision_id
from luke_cli.spec.resolve.said import Said

T = TypeVar("T")

_READ_ONLY: Final = frozenset(
    "last_login_at last_login created_by updated_by deleted_by last_seen_at email_verified_at "
    "verified_at created_by_id updated_by_id".split()
)
_SECRETS: Final = frozenset(
    "password_hash hashed_password password_digest passwd secret api_secret api_key_hash "
    "token_hash pin_hash".split()
)
_SECRET_ENDS: Final = ("_secret", "_token", "_token_hash", "_password", "_password_hash")
_ALIKE: Final = (
    {TypeName.STRING, TypeName.TEXT, TypeName.EMAIL, TypeName.URL, TypeName.SLUG, TypeName.ENUM},
    {TypeName.UUID, TypeName.STRING, TypeName.REF},
    {TypeName.INTEGER, TypeName.BIGINT, TypeName.REF},
    {TypeName.DECIMAL, TypeName.FLOAT},
    {TypeName.JSON, TypeName.TEXT},
)
_NEVER_TEXT: Final = (TypeName.INTEGER, TypeName.BOOLEAN)
"""Types of values that nobody sends as text."""
_TEXTS: Final = (TypeName.STRING, TypeName.TEXT, TypeName.EMAIL, TypeName.URL, TypeName.SLUG)
_EXPLICIT: Final = (Authority.SCHEMA, Authority.LIST)
"""Notations in which what a field must have is said of the row, not of one message."""


@dataclass(frozen=True, slots=True)
class Merged:
    """A field, and the contradictions between its claims."""

    field: Field
    decisions: tuple[Decision, ...] = ()


def merge_claims(said: Said, entity: str, name: str, claims: Sequence[FieldFact]) -> Merged:
    """Return the field that claims describe; the more trusted wins, attribute by attribute."""
    ordered = said.trusted(claims)
    typed = _typed(ordered)
    type_, is_guess = _type(name, typed, ordered)
    field = Field(
        name=name,
        type=type_,
        required=_first(ordered, lambda f: f.required) or False,
        unique=_first(ordered, lambda f: f.unique) or False,
        default=_default(ordered, type_),
        minimum=_number(ordered, "minimum", type_),
        maximum=_number(ordered, "maximum", type_),
        over=_number(ordered, "over", type_),
        under=_number(ordered, "under", type_),
        min_length=_first(ordered, lambda f: f.min_length) if type_.name in _TEXTS else None,
        max_length=_length(ordered, type_),
        pattern=_pattern(name, ordered, type_),
        visibility=_visibility(name, ordered),
        encrypted=name == "mfa_secret",
        role=FieldRole.KEY if any(fact.key for fact in ordered) else None,
        sources=said.sources(claims),
        basis=("default",) if is_guess else (),
    )
    decisions = tuple(_contradictions(said, entity, name, ordered, typed))
    basis = tuple(decision.name for decision in decisions)
    return Merged(_bounded(replace(field, basis=basis or field.basis)), decisions)


def _typed(ordered: Sequence[FieldFact]) -> list[FieldFact]:
    """Return the claims that say what a value is; `string` in JSON says it of everything."""
    typed = [fact for fact in ordered if fact.type and fact.type.name is not TypeName.REF]
    typed = [fact for fact in typed if not fact.inferred] or typed
    strong = [fact for fact in typed if not is_weak(fact.type)]
    if strong and all(fact.type and fact.type.name in _NEVER_TEXT for fact in strong):
        # Code and contracts have a type for these, and write `string` of what is text.
        written = (Authority.CODE, Authority.CONTRACT)
        return [f for f in typed if f in strong or (f.authority in written and not f.ruled)]
    return strong or typed


def _first(facts: Iterable[FieldFact], read: Callable[[FieldFact], T | None]) -> T | None:
    return next((value for fact in facts if (value := read(fact)) is not None), None)


def _type(name: str, typed: Sequence[FieldFact], facts: Sequence[FieldFact]) -> tuple[Type, bool]:
    """Return the type of a field, and whether only its name says so."""
    if is_list(facts):
        return Type(TypeName.JSON), False
    if not typed or typed[0].type is None:
        return guessed(name) or Type(TypeName.STRING, length=_longest_told(facts) or 255), True
    refined = _refined(name, typed[0].type, facts)
    if typed[0].inferred:
        return (told(name) or refined) if refined.name is TypeName.STRING else refined, True
    if is_weak(typed[0].type) and refined.name is TypeName.STRING:
        limited = any(fact.max_length or (fact.type and fact.type.length) for fact in facts)
        better = None if limited else told(name)
        return better or refined, better is not None
    return refined, False


def _longest_told(facts: Sequence[FieldFact]) -> int | None:
    """Return how long a text may be of which no type is said: `display name (max 80)`."""
    told = (fact.max_length or fact.maximum for fact in facts)
    return next((int(one) for one in told if one and str(one).isdigit() and int(one) > 1), None)


def is_list(facts: Sequence[FieldFact]) -> bool:
    """Tell whether a field holds a list, and no claim says otherwise."""
    return any(fact.many for fact in facts) and all(fact.many for fact in facts if fact.type)


def _refined(name: str, type_: Type, facts: Sequence[FieldFact]) -> Type:
    """Return the type that a name gives away, where the documents only say that it is text."""
    if type_.name is TypeName.STRING:
        return _of_characters(name, type_, facts)
    if type_.name is TypeName.TEXT and name == "email":
        return Type(TypeName.EMAIL)
    if type_.name is TypeName.DECIMAL and type_.precision is None:
        exact = (f.type for f in facts if f.type and f.type.precision)
        type_ = next(exact, Type(TypeName.DECIMAL, precision=12, scale=2))
    if type_.name is TypeName.DECIMAL:
        return Type(TypeName.DECIMAL, precision=type_.precision, scale=type_.scale)
    if type_.name is TypeName.FLOAT and any(f.type_text == "number" for f in facts):
        return counted(name) or type_
    if type_.name in (TypeName.ENUM, TypeName.FILE):
        # A list that nobody fills, or a file in a row: what can be kept is its name.
        return Type(TypeName.STRING, length=255)
    return Type(type_.name)


def _of_characters(name: str, type_: Type, facts: Sequence[FieldFact]) -> Type:
    last = name.rpartition("_")[2]
    if last == "email":
        return Type(TypeName.EMAIL)
    if name == "slug":
        return Type(TypeName.SLUG)
    if last in ("url", "uri"):
        return Type(TypeName.URL)
    lengths = [f.type.length for f in facts if f.type and f.type.length]
    limits = [f.max_length for f in facts if f.max_length]
    return Type(TypeName.STRING, length=type_.length or next(iter((*lengths, *limits)), 255))


def _default(facts: Sequence[FieldFact], type_: Type) -> str:
    said = next((fact.default for fact in facts if fact.default), "")
    if is_list(facts):
        return "[]"
    if type_.name is TypeName.DATE and said == "now()":
        return "today()"
    if type_.name in _TEXTS:
        return said if said[:1] == '"' else ""
    if type_.name in NUMBERS:
        plain = said.strip('"')
        return plain if _is_number(plain) else ""
    if type_.name is TypeName.BOOLEAN:
        return said if said in ("true", "false") else ""
    return said


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return text.lower().strip("+-") not in ("nan", "inf", "infinity")


def _number(facts: Sequence[FieldFact], attribute: str, type_: Type) -> str:
    if type_.name not in NUMBERS:
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
        field = replace(field, minimum="", maximum="", over="", under="")
    longest = field.max_length or field.type.length
    if field.min_length and longest and field.min_length > longest:
        field = replace(field, min_length=None)
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
    if is_secret(name):
        return Visibility.HIDDEN
    if any(fact.write_only and fact.read_only for fact in facts):
        return Visibility.HIDDEN
    if any(fact.write_only for fact in facts):
        return Visibility.WRITE_ONLY
    if name in _READ_ONLY or any(fact.read_only for fact in facts):
        return Visibility.READ_ONLY
    return Visibility.BOTH


def is_secret(name: str) -> bool:
    """Tell whether a field holds what nobody may see: a hash, a token, a secret."""
    plain = name
    for moment in ("_expires_at", "_expires", "_expiry", "_sent_at"):
        plain = plain.removesuffix(moment)
    return plain in _SECRETS or plain.endswith(_SECRET_ENDS)


def _contradictions(
    said: Said, entity: str, name: str, facts: Sequence[FieldFact], typed: Sequence[FieldFact]
) -> Iterator[Decision]:
    """Yield a decision for each aspect of a field on which documents disagree."""
    defaulted = any(fact.default for fact in facts)
    ruled = [fact for fact in facts if fact.ruled and fact.required is not None]
    explicit = (*_EXPLICIT, Authority.CODE) if ruled else _EXPLICIT
    typed_claims = [f for f in facts if (f.type or f.type_text) and not defaulted]
    formal = [f for f in typed_claims if f.authority in explicit]
    if ruled and not formal:
        # A contract alone says it of the row.
        formal = [f for f in typed_claims if f.authority is Authority.CONTRACT]
    formal += ruled if formal or len({fact.place.file for fact in ruled}) > 1 else []
    kinds = [*typed, *_drawn_texts(facts, typed)]
    by_text = {type_text(fact.type): fact.type for fact in kinds if fact.type}
    aspects = (
        ("", choose(said, kinds, lambda f: type_text(f.type), alike=_alike(by_text))),
        ("required", choose(said, formal, _required)),
        ("unique", choose(said, _told_apart(facts), lambda f: _UNIQUE[f.unique])),
        ("length", choose(said, _limited(facts), _longest, alike=_same_number)),
        ("shortest", choose(said, _shortened(facts), _shortest, alike=_same_number)),
        ("default", choose(said, facts, _literal, alike=_same_literal)),
        ("maximum", choose(said, facts, lambda f: f.maximum, alike=_same_number)),
        ("minimum", choose(said, facts, lambda f: f.minimum, alike=_same_number)),
    )
    for aspect, choice in aspects:
        made = choice and decided(
            said, decision_id(snake(entity), name, aspect), f"{entity}.{name}", choice
        )
        if made:
            yield made


def _alike(types: dict[str, Type]) -> Callable[[str, str], bool]:
    return lambda one, other: not _differ(types[one], types[other])


def _limited(facts: Sequence[FieldFact]) -> list[FieldFact]:
    """Return the claims that limit a text; its type alone does where no rule speaks of it."""
    ruled = any(fact.ruled and fact.max_length for fact in facts)
    return [fact for fact in facts if _longest(fact)] if ruled else []


def _drawn_texts(facts: Sequence[FieldFact], typed: Sequence[FieldFact]) -> list[FieldFact]:
    """Return the claims of lists and diagrams that a number is text: nobody has to write that."""
    are_numbers = all(f.type and f.type.name in (*NUMBERS, TypeName.BOOLEAN) for f in typed)
    drawn = [f for f in facts if f.authority is Authority.LIST and not (f.inferred or f.ruled)]
    return [f for f in drawn if are_numbers and f not in typed and f.type and is_weak(f.type)]


def _shortened(facts: Sequence[FieldFact]) -> list[FieldFact]:
    """Return the claims that say how short a text may be, where a rule speaks of it."""
    ruled = any(fact.ruled and fact.min_length for fact in facts)
    return [fact for fact in facts if _shortest(fact)] if ruled else []


def _told_apart(facts: Sequence[FieldFact]) -> list[FieldFact]:
    """Return the claims on whether two rows may have the same, where a rule speaks of it."""
    ruled = any(fact.ruled and fact.unique is not None for fact in facts)
    return [fact for fact in facts if fact.unique is not None] if ruled else []


def _shortest(fact: FieldFact) -> str:
    return str(fact.min_length or "")


def _longest(fact: FieldFact) -> str:
    """Return how many characters a value may have."""
    of = fact.type.length if fact.type and fact.type.name is TypeName.STRING else None
    return str(fact.max_length or of or "")


_UNIQUE: Final = {True: "unique", False: "not unique", None: ""}


def _required(fact: FieldFact) -> str:
    return {True: "required", False: "not required", None: ""}[fact.required]


def _literal(fact: FieldFact) -> str:
    said = fact.default
    return said if said[:1] == '"' or said in ("true", "false") or _is_number(said) else ""


def _same_literal(one: str, other: str) -> bool:
    plain, facing = one.strip('"'), other.strip('"')
    if _is_number(plain) and _is_number(facing):
        return _same_number(plain, facing)
    return snake(plain) == snake(facing) or _is_number(plain) or _is_number(facing)


def _same_number(one: str, other: str) -> bool:
    return not (_is_number(one) and _is_number(other)) or float(one) == float(other)


def _differ(one: Type, other: Type) -> bool:
    if one.name is other.name:
        exact = (one.length, one.precision, one.scale)
        facing = (other.length, other.precision, other.scale)
        pairs = zip(exact, facing, strict=True)
        return any(a is not None and b is not None and a != b for a, b in pairs)
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

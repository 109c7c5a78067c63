"""What the annotations of Java and Kotlin say about a field.

@Column(nullable = false, length = 80, unique = true)   @NotNull   @Size(min = 2, max = 80)
"""

import re
from dataclasses import replace
from typing import Final

from luke_cli.notations.defaults import canonical
from luke_cli.notations.members import Member
from luke_cli.notations.types import read_type
from luke_cli.spec.model import Type, TypeName

POINTERS: Final = frozenset(("ManyToOne", "OneToOne", "DBRef", "DocumentReference"))
FAR_SIDES: Final = frozenset(("OneToMany", "ManyToMany"))
_MAPPED: Final = frozenset(
    "Id Column JoinColumn ManyToOne OneToOne OneToMany ManyToMany Enumerated GeneratedValue Lob "
    "EmbeddedId ElementCollection Temporal CreationTimestamp UpdateTimestamp Basic".split()
)
_NEEDED: Final = frozenset(("NotNull", "NotBlank", "NotEmpty", "NonNull", "Nonnull"))
_NOW: Final = frozenset(("CreationTimestamp", "UpdateTimestamp", "CreatedDate", "LastModifiedDate"))
_BOUNDS: Final = {
    "Min": "minimum",
    "DecimalMin": "minimum",
    "Max": "maximum",
    "DecimalMax": "maximum",
}
_SIGNS: Final = {"Positive": ("over", "0"), "PositiveOrZero": ("minimum", "0")}
_NUMBER: Final = re.compile(r"-?\d{1,15}(?:\.\d{1,6})?")


def option(inside: str, name: str) -> str:
    """Return what `name = value` says, or the sole value, without quotes."""
    pattern = rf"\b{name}\s*=\s*" if name else r"^\s*(?:(?:value|collection)\s*=\s*)?"
    found = re.search(pattern + r"(?:\"([^\"]*)\"|([\w.-]+))", inside)
    return (found[1] if found[1] is not None else found[2]) if found else ""


def qualify(member: Member, marks: dict[str, str]) -> None:
    """Add what the annotations say."""
    member.is_mapped = bool(marks.keys() & _MAPPED)
    of = member.type
    if "Id" in marks or "EmbeddedId" in marks:
        member.key = member.required = True
        is_number = of is not None and of.name in (TypeName.INTEGER, TypeName.BIGINT)
        member.generated = is_number and "GeneratedValue" in marks
        if "GeneratedValue" in marks:
            member.default = ""
    _typed(member, marks)
    if marks.keys() & _NEEDED:
        member.required = True
    if marks.keys() & _NOW:
        member.default = "now()"
    for name in ("Column", "JoinColumn", "ManyToOne", "OneToOne"):
        _column(member, marks.get(name, ""))
    _limits(member, marks)
    if "CASCADE" in marks.get("OnDelete", ""):
        member.on_delete = "cascade"
    if "ColumnDefault" in marks:
        member.default = canonical(option(marks["ColumnDefault"], ""), member.type)


def _typed(member: Member, marks: dict[str, str]) -> None:
    of = member.type
    if "Lob" in marks and of is not None and of.name is TypeName.STRING:
        member.type = Type(TypeName.TEXT)
    if "Temporal" in marks and marks["Temporal"].rpartition(".")[2].strip() == "DATE":
        member.type = Type(TypeName.DATE)
    if "Enumerated" in marks and of is None:
        member.type = Type(TypeName.ENUM, enum=member.type_text)
    if option(marks.get("Indexed", ""), "unique") == "true":
        member.unique = True


def _column(member: Member, inside: str) -> None:
    nullable = option(inside, "nullable") or option(inside, "optional")
    if nullable in ("true", "false"):
        member.required = nullable == "false"
    if option(inside, "unique") == "true":
        member.unique = True
    defined = re.match(r"[^,]*?(?:\([^)]*\))?(?=\s|$)", option(inside, "columnDefinition"))
    reading = read_type(defined[0]) if defined and defined[0] else None
    if reading is not None and reading.type is not None:
        member.type = reading.type
    of = member.type
    length, precision = option(inside, "length"), option(inside, "precision")
    if of is not None and of.name is TypeName.STRING and length.isdigit():
        member.type = replace(of, length=int(length))
    elif of is not None and of.name is TypeName.DECIMAL and precision.isdigit():
        scale = option(inside, "scale")
        member.type = replace(
            of, precision=int(precision), scale=int(scale) if scale.isdigit() else 0
        )


def _limits(member: Member, marks: dict[str, str]) -> None:
    for name in ("Size", "Length"):
        least, most = (option(marks.get(name, ""), end) for end in ("min", "max"))
        if not member.many:
            member.min_length = int(least) if least.isdigit() else member.min_length
            member.max_length = int(most) if most.isdigit() else member.max_length
    for name, bound in _BOUNDS.items():
        number = option(marks.get(name, ""), "").rstrip("Ll")
        if _NUMBER.fullmatch(number):
            setattr(member, bound, number)
    for name, (bound, number) in _SIGNS.items():
        if name in marks:
            setattr(member, bound, number)
    if "Email" in marks and member.type is not None and member.type.length is None:
        member.type = Type(TypeName.EMAIL)
    if "Pattern" in marks:
        member.pattern = option(marks["Pattern"], "regexp").replace("\\\\", "\\")

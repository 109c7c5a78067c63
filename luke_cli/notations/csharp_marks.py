"""What the attributes of C# say about a property.

[Required, MaxLength(80)]   [Column("title", TypeName = "varchar(80)")]   [Range(1, 9)]
"""

import re
from dataclasses import replace
from typing import Final

from luke_cli.notations.members import Member
from luke_cli.notations.phrase import bracketed, split_outside
from luke_cli.notations.types import read_type
from luke_cli.spec.model import Type, TypeName

_MAPPED: Final = frozenset(("Key", "Column", "ForeignKey", "DatabaseGenerated", "Precision"))
_ATTRIBUTE: Final = re.compile(r"\s*(?:\w+:\s*)?([\w.]+)\s*(?:\((.*)\))?\s*", re.DOTALL)
_NUMBER: Final = re.compile(r"-?\d{1,15}(?:\.\d{1,6})?")
_FORMATS: Final = {"EmailAddress": TypeName.EMAIL, "Url": TypeName.URL}


def attributes_of(text: str) -> tuple[dict[str, str], str]:
    """Return the attributes at the start by name, and what stands behind them."""
    found: dict[str, str] = {}
    text = text.strip()[:4000]
    while text.startswith("["):
        inside, text = _squared(text)
        for part in split_outside(inside, ","):
            match = _ATTRIBUTE.fullmatch(part)
            if match is not None:
                found[match[1].removesuffix("Attribute")] = match[2] or ""
        text = text.strip()
    return found, text


def _squared(text: str) -> tuple[str, str]:
    swapped = text.translate(str.maketrans("[]()", "()[]"))
    inside, rest = bracketed(swapped)
    back = str.maketrans("()[]", "[]()")
    return inside.translate(back), rest.translate(back)


def qualify(member: Member, marks: dict[str, str]) -> None:
    """Add what the attributes say."""
    member.is_mapped = bool(marks.keys() & _MAPPED)
    if "Key" in marks:
        member.key = member.required = True
    if "Required" in marks:
        member.required = True
    if "DatabaseGenerated" in marks and "Identity" in marks["DatabaseGenerated"]:
        of = member.type
        member.generated = of is not None and of.name in (TypeName.INTEGER, TypeName.BIGINT)
    named = re.match(r"\s*\"(\w+)\"", marks.get("Column", ""))
    if named is not None:
        member.name = named[1]
    typed = re.search(r"TypeName\s*=\s*\"([^\"]+)\"", marks.get("Column", ""))
    reading = read_type(typed[1]) if typed else None
    if reading is not None and reading.type is not None:
        member.type = reading.type
    for name, of_name in _FORMATS.items():
        if name in marks and member.type is not None:
            member.type = Type(of_name)
    _sizes(member, marks)


def _sizes(member: Member, marks: dict[str, str]) -> None:
    sized = marks.get("MaxLength", "") or marks.get("StringLength", "")
    most = re.match(r"\s*(\d{1,9})", sized)
    least = re.search(r"MinimumLength\s*=\s*(\d{1,9})", sized) or re.match(
        r"\s*(\d{1,9})", marks.get("MinLength", "")
    )
    of = member.type
    if most is not None and of is not None and of.name is TypeName.STRING:
        member.type = replace(of, length=int(most[1]))
    elif most is not None:
        member.max_length = int(most[1])
    if least is not None:
        member.min_length = int(least[1])
    numbers = [one.strip() for one in marks.get("Range", "").split(",")[:2]]
    if len(numbers) > 1 and all(map(_NUMBER.fullmatch, numbers)):
        member.minimum, member.maximum = numbers
    precision = re.match(r"\s*(\d{1,4})(?:\s*,\s*(\d{1,4}))?", marks.get("Precision", ""))
    if precision is not None:
        scale = int(precision[2] or 0)
        member.type = Type(TypeName.DECIMAL, precision=int(precision[1]), scale=scale)
    pattern = re.match(r"\s*@?\"(.*)\"\s*$", marks.get("RegularExpression", ""), re.DOTALL)
    if pattern is not None:
        member.pattern = pattern[1]

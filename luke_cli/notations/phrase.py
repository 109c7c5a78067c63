"""What a few words say about a field, and how such words are split."""

from dataclasses import dataclass, field, replace
from typing import Final

from luke_cli.notations.types import Reading
from luke_cli.spec.model import Type, TypeName

TEXTS: Final = (TypeName.STRING, TypeName.TEXT, TypeName.ENUM)
"""Types that may have values."""


@dataclass(slots=True)
class Phrase:
    """What a phrase says about a field; filled while it is read."""

    names: tuple[str, ...]
    reading: Reading = field(default_factory=lambda: Reading(None))
    type_text: str = ""
    required: bool | None = None
    unique: bool | None = None
    unique_per: str = ""
    """Where a value comes once, as written: `practice`."""
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
    read_only: bool = False
    write_only: bool = False
    many: bool = False
    indexed: bool = False
    comment: str = ""
    known: int = 0
    """How many parts were understood."""
    raw_default: str = ""

    @property
    def is_typed(self) -> bool:
        """It has a type, values or a target."""
        return self.reading.type is not None or bool(self.values or self.target)

    @property
    def type(self) -> Type | None:
        """The type that it says."""
        if self.values and self.reading.type is None:
            return Type(TypeName.ENUM)
        of = self.reading.type
        if of is not None and of.name is TypeName.STRING and of.length is None and self.max_length:
            return replace(of, length=self.max_length)
        return of


def split_outside(text: str, marks: str) -> list[str]:
    """Split at any of the marks outside of brackets and quotes."""
    parts, depth, start = [], 0, 0
    quote = ""
    for position, character in enumerate(text):
        if quote:
            quote = "" if character == quote else quote
        elif character in "\"'" and (not position or not text[position - 1].isalnum()):
            quote = character if character in text[position + 1 :] else ""
        elif character in "([{（<" and not (
            character == "<" and text[position + 1 : position + 2] in " =0123456789"
        ):
            depth += 1
        elif character in ")]}）" or (
            character == ">" and depth and text[position - 1] not in "-= "
        ):
            depth = max(0, depth - 1)
        elif character in marks and depth == 0:
            parts.append(text[start:position])
            start = position + 1
    return [*parts, text[start:]]


def bracketed(text: str) -> tuple[str, str]:
    """Return what stands in the brackets that open at the start, and what stands behind them."""
    depth = 0
    for position, character in enumerate(text):
        depth += (character in "(（[") - (character in ")）]")
        if depth == 0:
            return text[1:position], text[position + 1 :]
    return text[1:], ""

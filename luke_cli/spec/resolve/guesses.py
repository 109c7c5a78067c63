"""What the name of a field gives away where no document states its type."""

import re
from typing import Final

from luke_cli.spec.model import Type, TypeName

_MONEY: Final = Type(TypeName.DECIMAL, precision=12, scale=2)
_GUESSES: Final = tuple(
    (re.compile(pattern), type_)
    for pattern, type_ in (
        (r"id|uuid|.*_(?:id|uuid)", Type(TypeName.UUID)),
        (r"(?:.*_)?e?mail(?:_address)?", Type(TypeName.EMAIL)),
        (r"(?:file_size|size_bytes|byte_size)", Type(TypeName.BIGINT)),
        (r"slug", Type(TypeName.SLUG)),
        (r"(?:.*_)?(?:url|uri)|website|homepage", Type(TypeName.URL)),
        (
            r"(?:.*_(?:at|timestamp|expires|datetime|until)|timestamp|datetime|last_login)",
            Type(TypeName.DATETIME),
        ),
        (
            r"(?:.*_)?date|date_.*|.*_on|day_of_.*|birthday|dob|deadline|.*datum|(?:.*_)?fecha|(?:datum|fecha)_.*",
            Type(TypeName.DATE),
        ),
        (r"(?:.*_)?time", Type(TypeName.TIME)),
        (
            (
                r"(?:is|has|can|may|was|allow|allows)_.*|(?:.*_)?(?:enabled|verified|archived|"
                r"completed|published|blocked|required|active|available|done)"
            ),
            Type(TypeName.BOOLEAN),
        ),
        (
            (
                r"(?:.*_)?(?:amount|price|cost|fee|salary|budget|revenue|turnover|income|balance|subtotal|discount|"
                r"total|betrag|preis|miete|gebuehr|prix|montant|importe|precio)|tax|tax_rate|(?:montant|importe)_total"
            ),
            _MONEY,
        ),
        (
            (
                r"(?:.*_)?(?:count|quantity|qty|position|sequence|stock|capacity|age|years|months|"
                r"days|hours|minutes|seconds|attempts|retries|views|likes|points|rating|score|priority_order|"
                r"sort_order)|total_.*|number_of_.*|num_.*|year"
            ),
            Type(TypeName.INTEGER),
        ),
        (
            (
                r"(?:.*_)?(?:weight|height|width|length|depth|distance|temperature|volume|litres|"
                r"liters|litre|liter|kilometres|kilometers|mileage|area)"
            ),
            Type(TypeName.DECIMAL, precision=10, scale=2),
        ),
        (r"(?:.*_)?(?:latitude|longitude|lat|lng|lon)", Type(TypeName.FLOAT)),
        (r"settings|preferences|metadata|metadata_value|payload|config", Type(TypeName.JSON)),
        (
            (
                r"(?:.*_)?(?:description|bio|body|content|notes?|comments?|message|summary|"
                r"excerpt|reason|instructions|details|text|feedback|beschreibung|bemerkung|notiz|descripcion|remarque|"
                r"observaciones|comentario|commentaire)"
            ),
            Type(TypeName.TEXT),
        ),
    )
)
_TEXTUAL: Final = frozenset(
    {TypeName.TEXT, TypeName.EMAIL, TypeName.SLUG, TypeName.URL, TypeName.DATETIME}
)
_NUMERIC: Final = frozenset({TypeName.INTEGER, TypeName.BIGINT, TypeName.DECIMAL})


def guessed(name: str) -> Type | None:
    """Return the type that a name gives away."""
    return next((type_ for pattern, type_ in _GUESSES if pattern.fullmatch(name)), None)


def told(name: str) -> Type | None:
    """Return the type that a name gives away where it is only known to be characters."""
    type_ = guessed(name)
    return type_ if type_ is not None and type_.name in _TEXTUAL else None


def counted(name: str) -> Type | None:
    """Return the type that a name gives away where it is only known to be a `number`."""
    type_ = guessed(name)
    return type_ if type_ is not None and type_.name in _NUMERIC else None


def is_weak(type_: Type | None) -> bool:
    """Tell whether a type only says that something is characters, as JSON does of everything."""
    return type_ is not None and type_.name is TypeName.STRING and type_.length is None

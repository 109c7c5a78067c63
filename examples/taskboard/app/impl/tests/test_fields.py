"""The kinds of values: the last that each takes, and the first that it refuses."""

import re
from datetime import date
from typing import Annotated, Any

import pytest
from pydantic import Field, TypeAdapter, ValidationError

from backend import fields

CASES: list[tuple[Any, object, object]] = [
    (fields.Line, "", ""),
    (fields.Line, "any\ntext \U0001f642", "any\ntext \U0001f642"),
    (fields.Password, "x" * 12, "x" * 12),
    (fields.Password, "x" * 128, "x" * 128),
    (fields.Email, "Somebody@Example.COM", "somebody@example.com"),
    (fields.Day, "2024-02-29", date(2024, 2, 29)),
    (fields.Day, date(2024, 2, 29), date(2024, 2, 29)),
]
REFUSED: list[tuple[Any, object]] = [
    (fields.Line, "a\0b"),
    (fields.Line, "\ud800"),
    (fields.Line, 1),
    (Annotated[int, fields.Numeric], False),
    (Annotated[float, fields.Numeric], True),
    (fields.Password, "x" * 11),
    (fields.Password, "x" * 129),
    (fields.Email, "somebody"),
    (fields.Email, "somebody@example"),
    (fields.Email, f"{'x' * 243}@example.com"),
    (fields.Day, 0),
    (fields.Day, "2023-02-29"),
    (fields.Day, "2024-02-29T00:00:00"),
]


@pytest.mark.parametrize(("kind", "given", "value"), CASES)
def test_a_kind_takes(kind: Any, given: object, value: object) -> None:  # noqa: ANN401
    assert TypeAdapter(kind).validate_python(given) == value


@pytest.mark.parametrize(("kind", "given"), REFUSED)
def test_a_kind_refuses(kind: Any, given: object) -> None:  # noqa: ANN401
    with pytest.raises(ValidationError):
        TypeAdapter(kind).validate_python(given)


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        (fields.Exact, ("0", "-12.125"), ("", "1.", "1e3", "x")),
        (Annotated[fields.Exact, Field(max_digits=4)], ("0", "-1.125"), ("", "1.", "x")),
        (Annotated[fields.Exact, Field(decimal_places=2)], ("-1000", "0.01"), ("", "1.", "x")),
        (
            Annotated[fields.Exact, Field(ge=0, max_digits=4, decimal_places=2)],
            ("0", "0.00", "99.99"),
            ("", "-1", "0.001", "100"),
        ),
        (
            Annotated[fields.Exact, Field(gt=0, max_digits=4, decimal_places=2)],
            ("0.01", "12", "99.99"),
            ("", "0", "-1", "0.00", "0.001", "100"),
        ),
        (
            Annotated[fields.Exact, Field(max_digits=3, decimal_places=0)],
            ("-999", "0"),
            ("1.0", "1000"),
        ),
    ],
)
def test_decimals_are_described_as_they_are_taken(
    kind: Any,  # noqa: ANN401
    good: tuple[str, ...],
    bad: tuple[str, ...],
) -> None:
    _, text = TypeAdapter(kind).json_schema()["anyOf"]
    assert [one for one in good if not re.search(text["pattern"], one)] == []
    assert [one for one in bad if re.search(text["pattern"], one)] == []
    for one in good:
        TypeAdapter(kind).validate_python(one)


@pytest.mark.parametrize(
    ("bound", "described"),
    [
        ({"gt": 1}, {"exclusiveMinimum": 1}),
        ({"ge": 1}, {"minimum": 1}),
        ({"lt": 5}, {"exclusiveMaximum": 5}),
        ({"le": 5}, {"maximum": 5}),
    ],
)
def test_decimals_with_a_bound_are_described_as_numbers(
    bound: dict[str, Any], described: dict[str, int]
) -> None:
    kind = Annotated[fields.Exact, Field(max_digits=3, decimal_places=1, **bound)]
    digits = {"minimum": -99.9, "maximum": 99.9, "multipleOf": 0.1}
    assert TypeAdapter(kind).json_schema() == {"type": "number", **digits, **described}


def test_decimals_between_bounds_are_described_as_numbers() -> None:
    kind = Annotated[fields.Exact, Field(ge=1, le=5, max_digits=3, decimal_places=1)]
    described = TypeAdapter(kind).json_schema()
    assert described == {"type": "number", "minimum": 1, "maximum": 5, "multipleOf": 0.1}


def test_decimals_go_out_as_text() -> None:
    assert TypeAdapter(fields.Exact).json_schema(mode="serialization")["type"] == "string"

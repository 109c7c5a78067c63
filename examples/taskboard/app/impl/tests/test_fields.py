"""The kinds of values: the last that each takes, and the first that it refuses."""

from datetime import date
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

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

"""Samples keep the rules of a field, edges lie on them, and refused values break them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luke_cli.backend.patterns import example_of
from luke_cli.backend.samples import Case, edges, refused, sample
from luke_cli.spec.model import Field, Type, TypeName

INTEGER = Type(TypeName.INTEGER)
MONEY = Type(TypeName.DECIMAL, precision=12, scale=2)


@pytest.mark.parametrize(
    ("pattern", "texts"),
    [
        ("^[A-Z]{3}$", ["AAA", "AAB"]),
        ("^#[0-9a-fA-F]{6}$", ["#000000", "#000001"]),
        (r"^\+?[1-9]\d{1,14}$", ["10", "11"]),
        (r"^(open|done)-\d+$", ["open-0", "open-1"]),
        (r"\d{3}-\d{4}", ["000-0000", "000-0001"]),
        ("^[^/]+$", ["a", "b"]),
    ],
)
def test_an_example_matches_its_pattern(pattern: str, texts: list[str]):
    assert [example_of(pattern, 0, 255, nth=nth) for nth in (0, 1)] == texts


@pytest.mark.parametrize("pattern", ["(", "(?=a)b", "(a{99999}){99999}", "^a{9}$", "[b-a]"])
def test_a_pattern_that_cannot_be_proved_has_no_example(pattern: str):
    assert example_of(pattern, 0, 8) is None


@given(st.text(max_size=20), st.integers(0, 50))
def test_an_example_is_never_wrong(pattern: str, nth: int):
    text = example_of(pattern, 1, 30, nth=nth)
    assert text is None or (re.fullmatch(pattern, text) and 1 <= len(text) <= 30)


def test_samples_differ_as_far_as_there_is_room():
    short = Field("code", Type(TypeName.STRING, length=1), unique=True)
    assert [sample(short, nth=nth) for nth in (0, 1, 26)] == ["a", "b", "a"]
    rating = Field("rating", INTEGER, minimum="1", maximum="5")
    assert {sample(rating, nth=nth) for nth in range(9)} <= {1, 2, 3, 4, 5}


def test_edges_and_refused_values_meet_at_the_rule():
    amount = Field("amount", MONEY, required=True, over="0", maximum="100")
    assert edges(amount)[0].label == "least"
    assert [str(case.value) for case in edges(amount)] == ["0.01", "100.00"]
    assert refused(amount) == (
        Case("too small", "0.00"),
        Case("too great", "100.01"),
        Case("too fine", "0.011"),
        Case("no number", "many"),
    )
    title = Field("title", Type(TypeName.STRING, length=5), min_length=2)
    assert edges(title) == (Case("shortest", "xx"), Case("longest", "xxxxx"))
    assert refused(title)[:2] == (Case("too short", "x"), Case("too long", "xxxxxx"))

"""The rows of generated tests keep the comparisons of their fields, whatever their numbers."""

from itertools import product
from typing import Any

import pytest

from luke_cli.backend.compared import edges_of, sample_of
from luke_cli.backend.samples import Case
from luke_cli.backend.views.bodies import MemberView
from luke_cli.backend.views.check_comparisons import compared_cases
from luke_cli.spec.model import Entity, Field, Index, Spec, Type, TypeName

NOTHING = Spec("Nothing")
INTEGER = Type(TypeName.INTEGER)
MONEY = Type(TypeName.DECIMAL, precision=12, scale=2)
DATE = Type(TypeName.DATE)
PAIRS = {
    "days": (Field("one", DATE), Field("other", DATE, at_least=("one",))),
    "moments": (
        Field("one", Type(TypeName.DATETIME)),
        Field("other", Type(TypeName.DATETIME), above=("one",)),
    ),
    "times of day": (
        Field("one", Type(TypeName.TIME)),
        Field("other", Type(TypeName.TIME), above=("one",)),
    ),
    "durations": (
        Field("one", Type(TypeName.DURATION)),
        Field("other", Type(TypeName.DURATION), above=("one",)),
    ),
    "numbers": (Field("one", INTEGER), Field("other", INTEGER, above=("one",))),
    "stars": (
        Field("one", INTEGER, minimum="1", maximum="5"),
        Field("other", INTEGER, minimum="1", maximum="5", at_least=("one",)),
    ),
    "shares": (
        Field("one", Type(TypeName.DECIMAL, precision=3, scale=2), minimum="0", maximum="1"),
        Field("other", Type(TypeName.FLOAT), above=("one",)),
    ),
    "a number of either kind": (
        Field("one", MONEY, over="0"),
        Field("other", INTEGER, maximum="1000", above=("one",)),
    ),
}


def entity_of(*fields: Field) -> Entity:
    return Entity("Stay", "stays", (), fields)


@pytest.mark.parametrize("pair", PAIRS.values(), ids=PAIRS)
def test_any_sample_of_one_goes_with_any_of_the_other(pair: tuple[Field, Field]):
    entity = entity_of(*pair)
    lower, upper = (
        [sample_of(NOTHING, entity, f, nth=n) for n in (0, 1, 60, 700, 701)] for f in pair
    )
    compared: list[tuple[Any, Any]] = list(product(lower, upper))
    assert all(one < other for one, other in compared)


@pytest.mark.parametrize("kind", ["no overlap [)", "no overlap []"])
@pytest.mark.parametrize("pair", ["days", "moments"])
def test_the_times_of_rows_that_must_not_overlap_follow_each_other(pair: str, kind: str):
    entity = entity_of(*PAIRS[pair])
    columns = (("room_id", False), ("one", False), ("other", False))
    spec = Spec("Hotel", indexes=(Index("apart", entity.name, columns, kind),))
    found = [
        sample_of(spec, entity, field, nth=nth)
        for nth in (0, 1, 2, 700, 701)
        for field in PAIRS[pair]
    ]
    assert found == sorted(found)
    assert len(set(found)) == len(found)


def test_three_in_a_row_each_have_a_stretch_to_themselves():
    fields = (
        Field("low", INTEGER, minimum="0", maximum="9"),
        Field("middle", INTEGER, above=("low",)),
        Field("high", INTEGER, above=("middle",), at_least=("low",)),
    )
    found = [
        [sample_of(NOTHING, entity_of(*fields), field, nth=nth) for nth in (0, 1, 700)]
        for field in fields
    ]
    assert found == [[3, 3, 3], [6, 6, 6], [10, 11, 710]]


def test_an_edge_that_no_other_value_goes_with_is_not_tried():
    """The least of the greater field lies within the stretch of the other."""
    fields = PAIRS["stars"]
    edges = [edges_of(entity_of(*fields), field) for field in fields]
    assert edges == [(Case("least", 1),), (Case("greatest", 5),)]


def test_bodies_are_tried_on_both_sides_of_a_comparison():
    """The same day is taken, the day before is not; nor is a start one day after the end."""
    entity = entity_of(*PAIRS["days"])
    body = (MemberView('"one"', '"2026-03-02"'), MemberView('"other"', '"2053-07-18"'))
    cases = compared_cases(NOTHING, entity, body, 0)
    assert cases.members == {'"one"', '"other"'}
    assert [(case.member, case.value) for case in cases.taken] == [('"other"', '"2026-03-02"')]
    assert [(case.member, case.value) for case in cases.refused] == [
        ('"other"', '"2026-03-01"'),
        ('"one"', '"2053-07-19"'),
    ]
    assert compared_cases(NOTHING, entity, body[:1], 0).refused == ()

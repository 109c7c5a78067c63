"""The figures of `python -m tests.measure` stay above their floors."""

import pytest

from tests.measure.score import FLOORS, Mark, marks
from tests.measure.truth import truths


@pytest.fixture(scope="module")
def found() -> dict[str, list[Mark]]:
    """What luke got right and wrong, by figure."""
    figures: dict[str, list[Mark]] = {figure: [] for figure in FLOORS}
    for truth in truths():
        for mark in marks(truth):
            figures[mark.figure].append(mark)
    return figures


@pytest.mark.parametrize("figure", FLOORS)
def test_a_figure_is_above_its_floor(figure: str, found: dict[str, list[Mark]]) -> None:
    right = sum(mark.right for mark in found[figure])
    missed = [f"{mark.about} {mark.place}" for mark in found[figure] if not mark.right]
    assert right >= FLOORS[figure] * len(found[figure]), missed

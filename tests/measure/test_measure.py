"""The figures of `python -m tests.measure` stay above their floors."""

from tests.measure.score import FLOORS, Mark, marks
from tests.measure.truth import truths


def test_each_figure_is_above_its_floor() -> None:
    """All in one test: workers that share them would read all sets twice."""
    found: dict[str, list[Mark]] = {figure: [] for figure in FLOORS}
    for truth in truths():
        for mark in marks(truth):
            found[mark.figure].append(mark)
    missed = {
        figure: [f"{mark.about} {mark.place}" for mark in of if not mark.right]
        for figure, of in found.items()
        if sum(mark.right for mark in of) < FLOORS[figure] * len(of)
    }
    assert missed == {}

"""Print how well luke reads the sets: a figure a line, `--misses` for what it got wrong."""

import argparse
from collections import defaultdict

from tests.measure.score import FLOORS, Mark, marks
from tests.measure.truth import truths


def main() -> int:
    """Measure every set; exit code 1 if a figure is below its floor."""
    parser = argparse.ArgumentParser(prog="python -m tests.measure", description=__doc__)
    parser.add_argument("--misses", action="store_true", help="name what was got wrong, and where")
    parser.add_argument("sets", nargs="*", help="only these sets")
    options = parser.parse_args()
    figures: dict[str, list[Mark]] = defaultdict(list)
    for truth in truths():
        if options.sets and truth.name not in options.sets:
            continue
        for mark in marks(truth):
            figures[mark.figure].append(mark)
            if options.misses and not mark.right:
                print(f"{truth.name}: {mark.figure}: {mark.about}  {mark.place}")
    below = [_told(figure, figures[figure]) for figure in FLOORS if figures[figure]]
    return 1 if any(below) else 0


def _told(figure: str, found: list[Mark]) -> bool:
    """Print a figure; tell whether it is below its floor."""
    right = sum(mark.right for mark in found)
    share = right / len(found)
    low = share < FLOORS[figure]
    print(
        f"{figure:26} {share:6.3f}  {right:4}/{len(found):<4}  at least {FLOORS[figure]:.2f}"
        f"{'   too low' if low else ''}"
    )
    return low


if __name__ == "__main__":
    raise SystemExit(main())

"""Whatever is wrong with a plan is said with its line and column, all of it in one run.

`errors.md` beside this file has the cases; below each plan stands what is said about it.
"""

from pathlib import Path

import pytest

from luke_cli.docs.document import Fence, Heading
from luke_cli.docs.markdown import read
from luke_cli.errors import DecisionNeededError, Exit, PlanError
from luke_cli.plan import parse
from luke_cli.source import Diagnostic
from tests.plan.plans import PLAN

CASES = Path(__file__).parent / "errors.md"


def cases() -> dict[str, tuple[str, str]]:
    document, _ = read(CASES.read_text(encoding="utf-8"), name="errors.md", owner="")
    found: dict[str, list[str]] = {}
    for block in document.blocks:
        if isinstance(block, Heading) and block.level == 2:
            found[block.text] = []
        elif isinstance(block, Fence):
            found[block.section[-1]].append(block.text)
    return {name: (plan, said) for name, (plan, said) in found.items()}


def shown(found: Diagnostic, plan: str) -> str:
    """Return a finding, with what stands at its place."""
    assert found.place is not None
    line = plan.split("\n")[found.place.line - 1]
    token = line[found.place.column - 1 :].split(" |")[0]
    hint = f" ({found.hint})" if found.hint else ""
    return (
        f"{found.place.line}:{found.place.column} at `{token}`: {found.code}: {found.message}{hint}"
    )


@pytest.mark.parametrize(("plan", "said"), cases().values(), ids=cases())
def test_every_finding_has_its_place(plan, said):
    """A bad cell costs its row, a bad header its table, and the others are still read."""
    with pytest.raises(PlanError) as error:
        parse(plan)
    assert "\n".join(shown(found, plan) for found in error.value.diagnostics) == said.rstrip("\n")


def test_the_error_names_the_file_and_counts_the_places():
    """What the command line prints."""
    plan = "# T: backend plan\n| Enum | Values | Basis |\n|---|---|---|\n| a | b | |\n"
    with pytest.raises(PlanError) as error:
        parse(plan, file="plan.md")
    assert error.value.message == "plan.md cannot be read: 1 place to mend"
    assert [str(found.place) for found in error.value.diagnostics] == ["plan.md:4:3"]


def test_conflict_markers_need_a_person():
    """A plan in conflict is not read; both markers are named."""
    conflict = "<<<<<<< yours\n| a |\n||||||| base\n=======\n| b |\n>>>>>>> new\n"
    with pytest.raises(DecisionNeededError) as error:
        parse(f"{PLAN}\n{conflict}")
    assert error.value.exit_code is Exit.DECIDE
    lines = [found.place.line for found in error.value.diagnostics if found.place]
    assert lines == [PLAN.count("\n") + offset for offset in (2, 5, 7)]

"""A plan is the spec that it shows: nothing is lost on the way, in either direction."""

from typing import Final

from hypothesis import given, settings
from hypothesis import strategies as st

from luke_cli.errors import LukeError
from luke_cli.plan import parse, render
from luke_cli.spec.normal import normal
from tests.plan.plans import PLAN, SPEC
from tests.strategies import specs, texts

PIECES: Final = (
    "|",
    " | ",
    "\n",
    "\n\n",
    "|---|---|---|\n",
    "### Task\n",
    "```",
    "<!--",
    "; ",
    "*",
    "0",
    " was ",
)

slowly = settings(max_examples=100)


def test_the_small_plan_is_its_spec():
    """Every kind of table is read back."""
    assert parse(PLAN) == SPEC
    assert render(SPEC) == PLAN


def test_fields_that_are_compared_are_read_back():
    """A rule holds several fields; that which must be greater has it."""
    row = "| left_at | datetime | > opened_at, seen_at; >= made_at | |"
    rows = [f"| {name} | datetime | | |" for name in ("opened_at", "seen_at", "made_at")]
    last = next(line for line in PLAN.splitlines() if line.startswith("| closed_at |"))
    spec = parse(PLAN.replace(last, "\n".join((last, *rows, row))))
    field = next(f for e in spec.entities for f in e.fields if f.name == "left_at")
    assert field.comparisons == ((">", "opened_at"), (">", "seen_at"), (">=", "made_at"))
    assert row in render(spec)


@slowly
@given(specs())
def test_a_plan_means_its_spec(spec):
    """What is rendered is read back, and written again it has the same bytes."""
    plan = render(spec)
    assert parse(plan) == spec
    assert render(parse(plan)) == plan


@slowly
@given(specs())
def test_there_is_one_normal_form(spec):
    """The normal form of a normal form is itself."""
    assert normal(spec) == spec


@st.composite
def damaged(draw):
    """Return the small plan with some stretches replaced by anything."""
    plan = PLAN
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(plan)))
        end = start + draw(st.integers(0, 40))
        plan = plan[:start] + draw(st.one_of(texts, st.sampled_from(PIECES))) + plan[end:]
    return plan


@slowly
@given(damaged())
def test_a_damaged_plan_is_read_or_refused(plan):
    """Whatever stands in the file, there is a spec or a report with places in the file."""
    try:
        spec = parse(plan)
    except LukeError as error:
        lines = plan.split("\n")
        assert error.diagnostics  # noqa: PT017
        for found in error.diagnostics:
            assert found.place is not None
            assert found.place.column <= len(lines[found.place.line - 1]) + 2
    else:
        assert parse(render(spec)) == spec


def test_a_long_plan_of_hostile_cells_is_read():
    """Marks that open something and never close it are words; `make bench` tells what they cost."""
    hostile = "`" * 40 + '"' * 41 + "(" * 40 + "\\" * 41 + "[x](y) <br> &#x41; **_ "
    rows = "\n".join(f"| R-{number} | story | {hostile} | open | |" for number in range(1000))
    header = "| Requirement | Kind | Says | Served by | Basis |\n|---|---|---|---|---|"
    spec = parse(f"# T: backend plan\n{header}\n{rows}\n")
    assert len(spec.requirements) == 1000
    assert parse(render(spec)) == spec

"""A plan is the spec that it shows: nothing is lost on the way, in either direction."""

from hypothesis import HealthCheck, given, settings

from luke_cli.plan import parse, render
from luke_cli.spec.normal import normal
from tests.plan.plans import PLAN, SPEC
from tests.strategies import specs

slowly = settings(
    max_examples=100,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def test_the_small_plan_is_its_spec():
    """Every kind of table is read back."""
    assert parse(PLAN) == SPEC
    assert render(SPEC) == PLAN


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

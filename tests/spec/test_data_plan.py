"""Whatever is claimed about data, the plan can show it and be read back."""

from hypothesis import given, settings
from test_data_any import worlds

from luke_cli.plan import parse, render
from luke_cli.spec.facts import Fact
from luke_cli.spec.normal import normal
from luke_cli.spec.resolve.data import resolve_data
from luke_cli.spec.resolve.said import gather


@settings(max_examples=60, deadline=None)
@given(worlds())
def test_the_plan_of_any_claims_about_data_is_read_back(facts: list[Fact]):
    spec = normal(resolve_data(gather(facts, []))[0])
    assert parse(render(spec)) == spec

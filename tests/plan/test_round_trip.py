"""A plan is the spec that it shows: nothing is lost on the way, in either direction."""

import pytest
from hypothesis import HealthCheck, given, settings
from markdown_it import MarkdownIt

from luke_cli.plan import parse, render
from luke_cli.plan.cells_reasons import SIDES, WORDS
from luke_cli.plan.text import escape, unescape
from luke_cli.spec.model import Side, Source
from luke_cli.spec.normal import normal
from tests.strategies import WEIRD, specs, texts

slowly = settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


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


@given(texts)
def test_any_text_fits_in_a_cell(text):
    """A text comes out of a cell as it went in."""
    assert unescape(escape(text)) == text

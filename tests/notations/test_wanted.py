"""What a product owner's lists ask for, without `As a ...`, `shall` or ids."""

import pytest

from luke_cli.docs.markdown import read
from luke_cli.notations import recognise
from luke_cli.spec.facts import RequirementFact

PRD = """\
# Loaner

## What people need
1. A member browses the tools and filters them by category.
2. Members get an e-mail the day before a tool is due.
3. [Sketch](sketch.png)

## Rules
- At most three tools at once for a member.
- The first day is free.
- Photos

## Who
- The crew hands out tools and takes them back.
- Tools and more tools

## Later
- Members rate the tools that they borrowed.

## Phase 2 features
- Import of tools from a spreadsheet
"""


def wanted(text: str, owner: str) -> list[str]:
    document, _ = read(text, name="a.md", owner=owner)
    return [fact.text for fact in recognise([document]).facts if isinstance(fact, RequirementFact)]


def test_items_that_tell_what_somebody_does_or_what_holds() -> None:
    assert wanted(PRD, "product owner") == [
        "A member browses the tools and filters them by category.",
        "Members get an e-mail the day before a tool is due.",
        "At most three tools at once for a member.",
        "The first day is free.",
        "The crew hands out tools and takes them back.",
    ]


@pytest.mark.parametrize("owner", ["architect", "web designer", ""])
def test_others_do_not_ask_for_things_in_passing(owner: str) -> None:
    assert wanted(PRD, owner) == []

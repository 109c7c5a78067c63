"""Sentences that keep a right for one role, against those who have it in a list or a table."""

import pytest
from meant import matrix, meant
from test_contradictions import DESIGN

_LISTED = """
## Who may do what

| Resource | Action | Keeper | Manager |
|---|---|:-:|:-:|
| Work slip | read | ✓ | ✓ |
| Work slip | delete | ✓ | ✓ |
| Work slip | stamp | ✓ | ✓ |
"""


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("Work slips are stamped by managers only.", "work_slip:stamp"),
        ("A work slip is stamped by the manager and nobody else; a keeper once stamped a blank one.", "work_slip:stamp"),
        ("Work slips are stamped by a manager alone.", "work_slip:stamp"),
        ("Only managers may stamp work slips.", "work_slip:stamp"),
        ("Work slips are deleted by managers and by no one else.", "work_slip:delete"),
        ("Work slips are deleted exclusively by managers.", ""),
        ("Work slips are stamped by managers.", ""),
        ("Work slips are stamped by managers and keepers.", ""),
        ("Once a work slip is done, it is stamped by managers only.", ""),
        ("Work slips are stamped by managers. The ink is bought by keepers only.", ""),
        ("Work slips are stamped by managers, and keepers only read them.", ""),
    ],
)  # fmt: skip
def test_what_one_role_alone_may_do(text: str, about: str) -> None:
    """The document that decides rights takes it from the others."""
    spec = meant(DESIGN=DESIGN + _LISTED, SECURITY=f"# Security\n\n## Rights\n\n{text}\n")
    assert [one.about for one in spec.decisions if ":" in one.about] == ([about] if about else [])
    for right in ("work_slip:stamp", "work_slip:delete"):
        held = "manager all" if right == about else "keeper all, manager all"
        assert matrix(spec, "work_slip")[right] == held


def test_a_table_of_the_same_document_is_more_formal() -> None:
    """The sentence is set aside, and a person is told."""
    text = "\n## Four eyes\n\nWork slips are stamped by managers only.\n"
    spec = meant(DESIGN=DESIGN, SECURITY=f"# Security\n{_LISTED}{text}")
    decision = next(one for one in spec.decisions if one.about == "work_slip:stamp")
    assert (decision.taken.value, decision.aside[0].value) == ("also keeper", "manager only")
    assert matrix(spec, "work_slip")["work_slip:stamp"] == "keeper all, manager all"

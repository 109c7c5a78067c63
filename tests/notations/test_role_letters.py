"""Letters of roles in tables, and the legends that explain them."""

import pytest

from luke_cli.docs.document import Table
from luke_cli.docs.markdown import read
from luke_cli.notations.role_letters import explained

TABLE = """

| Call | Access |
|---|---|
| `GET /orders` | O T (own) |
| `GET /readings` | OTA |
| `POST /orders` | O/T |
| `POST /session` | anyone |
"""
LEGENDS = (
    "Who is allowed is the last column (O = office, T = technician, A = auditor).",
    "O: office; T: technician; A: auditor",
    "- **O** — office\n- **T** — technician\n- **A** — auditor",
    "O office · T technician · A auditor",
    "O stands for the office, T for technicians: T = technician, A = auditor",
    "| Letter | Role |\n|---|---|\n| O | office |\n| T | technician |\n| A | auditor |",
    "| Role | Short |\n|---|---|\n| Office | O |\n| Technician | T |\n| Auditor | A |",
    "> O → office, T → technician, A → auditor.",
)
NO_LEGENDS = (
    "The table is sorted by path.",
    "O = optional, T = text, A = amount",
    "A lists what the office sees.",
)


def cells(text: str) -> list[str]:
    """Return the last column of the last table."""
    document, _ = read(text, name="API.md", owner="")
    tables = [one for one in explained(document).blocks if isinstance(one, Table)]
    return [row.cells[-1] for row in tables[-1].rows]


@pytest.mark.parametrize("legend", LEGENDS)
def test_letters_are_the_roles_that_a_legend_names(legend: str) -> None:
    """Alone, with a reach, side by side and joined."""
    assert cells(legend + TABLE) == [
        "office, technician (own)",
        "office, technician, auditor",
        "office, technician",
        "anyone",
    ]


@pytest.mark.parametrize("legend", NO_LEGENDS)
def test_letters_stay_where_nothing_explains_them(legend: str) -> None:
    """A legend of something else is none of roles."""
    assert cells(legend + TABLE) == ["O T (own)", "OTA", "O/T", "anyone"]


def test_letters_head_the_columns_of_a_matrix() -> None:
    """What stands above marks is a role, too."""
    text = (
        "O = office, T = technician\n\n| Right | O | T |\n|---|---|---|\n| Read orders | x | - |\n"
    )
    document, _ = read(text, name="API.md", owner="")
    table = next(one for one in explained(document).blocks if isinstance(one, Table))
    assert table.header == ("Right", "office", "technician")

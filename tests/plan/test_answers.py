"""What a person answers in the plan holds in every later run, whatever the documents say by then."""

import pytest

from tests.documents import DOCUMENTS

PLAN = "app/design/BACKEND-DEV.md"
SECURITY = "app/design/SECURITY.md"


@pytest.fixture
def planned(tree_of, luke):
    """A project whose documents disagree about the lifetime of tokens."""
    root = tree_of(
        {
            "app/design/DESIGN.md": DOCUMENTS["app/design/DESIGN.md"]
            + "\n## Tokens\n\nAccess tokens live for 1 hour.\n",
            SECURITY: "# Security\n\n- Access tokens: 15 minutes\n\n"
            "The destination of a trip has at most 80 characters.\n",
        }
    )
    assert luke("--design").code == 0
    return root


def edit(root, path, old, new):
    text = (root / path).read_text(encoding="utf-8")
    assert old in text
    (root / path).write_text(text.replace(old, new, 1), encoding="utf-8")


def row(root, start):
    text = (root / PLAN).read_text(encoding="utf-8")
    return next(line for line in text.splitlines() if line.startswith(f"| {start} |"))


def cells(root, start):
    return [cell.strip() for cell in row(root, start).strip("| ").split(" | ")]


def test_an_accepted_decision_stays_accepted_when_its_line_moves(planned, luke):
    edit(
        planned,
        PLAN,
        row(planned, "D-access-token-ttl"),
        row(planned, "D-access-token-ttl").replace("| open |", "| accepted |"),
    )
    edit(planned, SECURITY, "# Security\n", "# Security\n\nWho may do what, and for how long.\n")
    assert luke("--design").code == 0
    _, _, taken, aside, _, state = cells(planned, "D-access-token-ttl")
    assert (taken, aside, state) == ("15 min (SECURITY:5)", "1 h (DESIGN:74)", "accepted")


def test_another_value_in_taken_reaches_the_row_it_is_about(planned, luke):
    edit(planned, PLAN, "| 15 min (SECURITY:3) |", "| 1 h |")
    assert luke("--design").code == 0
    assert row(planned, "access_token_ttl").startswith("| access_token_ttl | 1 h |")
    assert cells(planned, "D-access-token-ttl")[-1] == "overridden"
    assert luke("--design", "--check").code == 0


def test_another_value_in_the_row_reaches_the_decision(planned, luke):
    old = row(planned, "access_token_ttl")
    edit(planned, PLAN, old, old.replace("15 min", "45 min"))
    assert luke("--design").code == 0
    assert cells(planned, "D-access-token-ttl")[2] == "45 min"
    assert row(planned, "access_token_ttl").startswith("| access_token_ttl | 45 min |")


def test_a_length_is_answered_like_a_setting(planned, luke):
    edit(planned, PLAN, "| 200 (DESIGN:", "| 80 (DESIGN:")
    assert luke("--design").code == 0
    assert "string(80)" in row(planned, "destination")


def test_the_backend_follows_an_answer_at_once(planned, luke):
    edit(planned, PLAN, "| 15 min (SECURITY:3) |", "| 1 h |")
    assert luke("--develop").code == 0
    settings = (planned / "app/impl/backend/settings.py").read_text(encoding="utf-8")
    assert "access_token_minutes: Annotated[int, Field(ge=1)] = 60" in settings


def test_a_decision_nobody_can_carry_out_says_which_rows_to_edit(planned, luke):
    edit(planned, PLAN, "| 15 min (SECURITY:3) |", "| for ever |")
    said = luke("--design")
    assert "LK-P115" in said.err
    assert "edit the rows about #access_token_ttl" in said.err


def test_answers_to_questions_and_assumptions_stay(planned, luke):
    text = (planned / PLAN).read_text(encoding="utf-8")
    asked = next(line for line in text.splitlines() if line.startswith("| Q-"))
    assumed = next(
        line for line in text.splitlines() if line.startswith("| A-") and line.endswith("| open |")
    )
    edit(planned, PLAN, asked, asked.removesuffix("| |") + "| as they like |")
    edit(planned, PLAN, assumed, assumed.replace("| open |", "| accepted |"))
    edit(planned, SECURITY, "# Security\n", "# Security\n\nOne more line.\n")
    assert luke("--design").code == 0
    assert cells(planned, asked.split(" | ")[0].strip("| "))[-1] == "as they like"
    assert cells(planned, assumed.split(" | ")[0].strip("| "))[-1] == "accepted"


def test_strict_stops_until_everything_is_decided(planned, luke):
    assert luke("--design", "--strict").code == 3
    text = (planned / PLAN).read_text(encoding="utf-8")
    lines = [
        line.replace("| open |", "| accepted |") if line.startswith("| D-") else line
        for line in text.split("\n")
    ]
    (planned / PLAN).write_text("\n".join(lines), encoding="utf-8")
    assert luke("--design", "--strict").code == 0


def test_too_many_assumptions_are_a_finding(planned, luke):
    assert luke("--design", "--max-assumptions", "0").code == 1
    assert luke("--design", "--max-assumptions", "99").code == 0
    assert luke("--design", "--max-assumptions", "few").code == 2


def test_what_is_accepted_needs_no_person_any_more(developed, luke):
    """Neither its row nor the sentence about waiting is left above."""
    edit(developed, "app/design/DESIGN.md", "    destination VARCHAR(200) NOT NULL,\n", "")
    assert luke("--design").code == 0
    name = "A-0002-drop-trips-destination"
    old = row(developed, name)
    edit(developed, PLAN, old, old.replace("| blocking |", "| accepted |"))
    assert luke("--design").code == 0
    text = (developed / PLAN).read_text(encoding="utf-8")
    assert cells(developed, name)[-1] == "accepted"
    assert f"[{name}]" not in text
    assert "waits until" not in text

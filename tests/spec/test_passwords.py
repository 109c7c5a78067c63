"""Passwords: what the documents ask of them together, what is built of it, and what is asked back."""

import pytest
from meant import PEOPLE, meant

from luke_cli.spec.model import Spec, Visibility


def asked(*sentences: str, users: str = PEOPLE) -> Spec:
    lines = "\n".join(f"- {sentence}" for sentence in sentences)
    return meant(DESIGN=users, SECURITY=f"## Passwords\n\n{lines}\n")


def test_rules_of_several_lines_hold_together():
    """One line does not contradict another: a password keeps them all."""
    spec = asked(
        "Passwords contain a digit and a special character.",
        "Passwords must not contain the user's name.",
        "Passwords contain at least one upper-case letter.",
        "Common passwords are refused.",
    )
    assert spec.setting("password_rules") == "uppercase, digit, special, not personal, not common"
    (setting,) = (one for one in spec.settings if one.name == "password_rules")
    assert [source.line for source in setting.sources] == [3, 4, 5, 6]
    assert not spec.decisions
    assert not [one for one in spec.questions if one.name == "Q-password-rules"]


@pytest.mark.parametrize(
    ("sentence", "meanwhile"),
    [
        (
            "Passwords are checked against the list of breached ones.",
            "Which list tells that a password was breached? That is not checked.",
        ),
        (
            "Password complexity is enforced.",
            "Which characters has a strong password? That is not checked.",
        ),
    ],
)
def test_what_cannot_be_built_is_a_question(sentence, meanwhile):
    """And no setting says that it is kept."""
    spec = asked(sentence)
    assert spec.setting("password_rules") == ""
    (question,) = (one for one in spec.questions if one.name == "Q-password-rules")
    assert (question.about, question.meanwhile) == ("#password_rules", meanwhile)
    assert [source.line for source in question.sources] == [3]


def test_complexity_is_what_another_line_says_it_is():
    """Nobody has to be asked which characters."""
    spec = asked("Password complexity is enforced.", "Passwords contain at least one digit.")
    assert spec.setting("password_rules") == "digit"
    assert not [one for one in spec.questions if one.name == "Q-password-rules"]


def test_nothing_is_asked_of_passwords_but_their_length():
    """A denied rule is none."""
    spec = asked("Passwords have at least 14 characters. We do not ask for special characters.")
    assert not [one.name for one in spec.settings if one.name == "password_rules"]
    assert not [one for one in spec.questions if one.name == "Q-password-rules"]


def test_the_age_of_a_password_is_counted_from_a_field():
    """It is an assumption what happens to an old one."""
    spec = asked("Passwords expire after 90 days.")
    field = spec.entity("User").field("password_changed_at")
    assert (field.required, field.default, field.visibility) == (True, "now()", Visibility.HIDDEN)
    assert field.basis == ("A-password-age",)
    (assumption,) = (one for one in spec.assumptions if one.name == "A-password-age")
    assert assumption.about == "#password_max_age"


def test_a_field_of_the_documents_is_taken_for_that():
    """Whatever it is called, somebody who was never asked for another password has a first one."""
    users = PEOPLE.replace(
        "manager_id UUID", "last_password_change TIMESTAMPTZ,\n    manager_id UUID"
    )
    spec = asked("Passwords expire after 90 days.", users=users)
    field = spec.entity("User").field("last_password_change")
    assert (field.required, field.default, field.visibility) == (True, "now()", Visibility.HIDDEN)
    assert spec.entity("User").field("password_changed_at") is None


def test_a_lock_grows_where_the_documents_say_so():
    """How far is an assumption, unless they say that, too."""
    spec = asked("Account lockout with exponential back-off after 4 attempts.")
    assert spec.setting("lockout_backoff") == "doubling"
    (longest,) = (one for one in spec.settings if one.name == "lockout_time_max")
    assert (longest.value, longest.basis) == ("1 d", ("A-lockout-backoff",))
    told = asked("The account is locked for 5 minutes; each further lock doubles, up to 2 hours.")
    (longest,) = (one for one in told.settings if one.name == "lockout_time_max")
    assert (told.setting("lockout_time"), longest.value, longest.basis) == ("5 min", "2 h", ())
    (why,) = (one.why for one in told.assumptions if one.name == "A-lockout-backoff")
    assert "how long it may become" in why
    plain = asked("The account is locked for 5 minutes after 4 attempts.")
    assert not [
        one for one in plain.settings if one.name in ("lockout_backoff", "lockout_time_max")
    ]

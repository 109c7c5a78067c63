"""Names: one and many."""

import pytest

from luke_cli.names import plural, singular, snake


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("foreman", "foremen"),
        ("woman", "women"),
        ("human", "humans"),
        ("specimen", "specimens"),
        ("user_story", "user_stories"),
        ("status", "statuses"),
        ("box", "boxes"),
        ("binding_setting", "binding_settings"),
    ],
)
def test_one_and_many(one: str, many: str) -> None:
    assert (plural(one), singular(many), singular(one), plural(many)) == (many, one, one, many)


def test_letters_of_other_languages_are_spelled_out() -> None:
    assert (snake("Maß nehmen"), snake("Störmeldung")) == ("mass_nehmen", "stormeldung")


def test_settings_alone_are_never_one() -> None:
    assert (singular("settings"), singular("alarm_settings")) == ("settings", "alarm_setting")

"""The phase that flags and words ask for."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luke_cli.errors import Exit, UsageError
from luke_cli.phase import KEYWORDS, Asked, Phase, detect

DESIGN, DEVELOP = Phase.DESIGN, Phase.DEVELOP

SAID = [
    (["design"], [], Asked(DESIGN)),
    (["develop"], [], Asked(DEVELOP)),
    (["implement"], [], Asked(DEVELOP)),
    (["code"], [], Asked(DEVELOP)),
    (["build"], [], Asked(DEVELOP)),
    (["build", "code"], [], Asked(DEVELOP)),
    (["develop"], ["Implement expense approval"], Asked(DEVELOP, "Implement expense approval")),
    (["design"], ["Implement", "it"], Asked(DESIGN, "Implement it")),
    (["design"], ["[DEVELOP PHASE] the login"], Asked(DESIGN, "the login")),
    ([], ["[DESIGN PHASE] Plan the X backend"], Asked(DESIGN, "Plan the X backend")),
    ([], ["[develop phase]: build the X backend"], Asked(DEVELOP, "build the X backend")),
    ([], ["Plan", "it", "[Design  Phase]"], Asked(DESIGN, "Plan it")),
    ([], ["[IMPLEMENTATION PHASE]"], Asked(DEVELOP)),
    ([], ["implement", "user", "authentication"], Asked(DEVELOP, "user authentication")),
    ([], ["Design: the QR code scanner"], Asked(DESIGN, "the QR code scanner")),
    ([], ["Build the design review queue"], Asked(DEVELOP, "the design review queue")),
    ([], ["please build user login"], Asked(DEVELOP, "please user login")),
    ([], ["please DESIGN the api"], Asked(DESIGN, "please the api")),
    ([], ["please code and build it"], Asked(DEVELOP, "please and it")),
]


@pytest.mark.parametrize(("flags", "words", "asked"), SAID)
def test_what_is_asked_for(flags: list[str], words: list[str], asked: Asked) -> None:
    """Flag, tag, leading word, any word, in this order; what remains is the prompt."""
    assert detect(flags, words) == asked


@pytest.mark.parametrize(
    ("flags", "words"),
    [
        ([], []),
        ([], ["make me a backend"]),
        ([], ["redesign the decoder builder"]),
        ([], ["a code-review page"]),
        (["design", "develop"], []),
        (["design", "code"], ["[DESIGN PHASE]"]),
        ([], ["[DESIGN PHASE] and [DEVELOP PHASE]"]),
        ([], ["please design and implement it"]),
    ],
)
def test_no_phase_or_two(flags: list[str], words: list[str]) -> None:
    """An unclear phase stops with exit 2 and shows both ways to say it."""
    with pytest.raises(UsageError) as stopped:
        detect(flags, words)
    assert stopped.value.exit_code is Exit.USAGE
    assert "`luke --design`" in stopped.value.hint
    assert "luke implement user authentication" in stopped.value.hint


PLAIN = st.sampled_from(["plan", "the", "queue,", "codes", "designer", "rebuild"])
SPELT = st.sampled_from([str, str.upper, str.title])


@given(st.sampled_from(sorted(KEYWORDS)), SPELT, st.lists(PLAIN), st.lists(PLAIN))
def test_one_keyword_tells(keyword, spelt, before, after):
    """One keyword in any case and place tells the phase, and the other words remain."""
    asked = detect([], [*before, spelt(keyword), *after])
    assert asked == Asked(KEYWORDS[keyword], " ".join([*before, *after]))


@given(st.sampled_from(sorted(KEYWORDS)), st.lists(st.text()))
def test_a_flag_is_the_strongest(keyword, words):
    """Whatever the words say, the flag holds."""
    assert detect([keyword], words).phase is KEYWORDS[keyword]


@given(
    st.sampled_from(["[DESIGN PHASE]", "[develop phase]"]),
    st.lists(st.sampled_from([*sorted(KEYWORDS), "page"])),
    st.lists(st.sampled_from([*sorted(KEYWORDS), "page"])),
)
def test_a_tag_is_stronger_than_words(tag, before, after):
    """Keywords beside a tag are part of the prompt."""
    said = DESIGN if "DESIGN" in tag else DEVELOP
    assert detect([], [*before, tag, *after]) == Asked(said, " ".join([*before, *after]))


@given(st.lists(st.text()))
def test_any_words_are_told_or_refused(words):
    """No words crash."""
    with suppress(UsageError):
        assert detect([], words).phase in Phase

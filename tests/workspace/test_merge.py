"""One row a situation: what luke wrote last, what is there, what luke makes now."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from luke_cli.workspace.merge import Action, Change, NotText, decide, has_markers, merge

TEXT = "one\ntwo\nthree\nfour\nfive\n"
HERE = "one\ntwo\nthree\nfour\nfive, by hand\n"
THERE = "one, by luke\ntwo\nthree\nfour\nfive\n"
BOTH = "one, by luke\ntwo\nthree\nfour\nfive, by hand\n"
CLASH = "one, otherwise\ntwo\nthree\nfour\nfive\n"
MARKED = """\
<<<<<<< yours
one, otherwise
||||||| luke wrote before
one
=======
one, by luke
>>>>>>> luke writes now
two
three
four
five
"""

SITUATIONS = [
    ("new", None, None, TEXT, Action.NEW, TEXT),
    ("untouched, same", TEXT, TEXT, TEXT, Action.UNCHANGED, TEXT),
    ("untouched, changed by luke", TEXT, TEXT, THERE, Action.UPDATED, THERE),
    ("edited, same from luke", TEXT, HERE, TEXT, Action.KEPT, HERE),
    ("both alike", TEXT, THERE, THERE, Action.UNCHANGED, THERE),
    ("both apart", TEXT, HERE, THERE, Action.MERGED, BOTH),
    ("both the same line", TEXT, CLASH, THERE, Action.CONFLICT, MARKED),
    ("deleted by a person", TEXT, None, THERE, Action.GONE, None),
    ("no longer made, untouched", TEXT, TEXT, None, Action.REMOVED, None),
    ("no longer made, edited", TEXT, HERE, None, Action.ORPHAN, HERE),
    ("there before luke, the same", None, TEXT, TEXT, Action.UNCHANGED, TEXT),
    ("emptied by a person", TEXT, "", TEXT, Action.KEPT, ""),
    ("emptied by luke", TEXT, TEXT, "", Action.UPDATED, ""),
]


@pytest.mark.parametrize(
    ("base", "yours", "new", "action", "text"),
    [row[1:] for row in SITUATIONS],
    ids=[row[0] for row in SITUATIONS],
)
def test_situation(base, yours, new, action, text):
    """What happens to one file."""
    bases = () if base is None else (base,)
    assert decide("f", bases, yours, new) == Change("f", action, text, yours)


def test_made_by_both():
    """A file that a person had before luke keeps both texts between markers."""
    change = decide("f", (), "mine\n", "luke's\n")
    assert change.action is Action.CONFLICT
    assert has_markers(change.text)
    assert {"mine", "luke's"} <= set(change.text.splitlines())


def test_something_else_is_there():
    """A folder, a link or a picture is neither overwritten nor merged."""
    assert decide("f", (TEXT,), NotText("a folder"), THERE) == Change("f", Action.BLOCKED)


@pytest.mark.parametrize(
    ("yours", "merged"),
    [
        (TEXT.replace("\n", "\r\n"), THERE.replace("\n", "\r\n")),
        (HERE.replace("\n", "\r\n"), BOTH.replace("\n", "\r\n")),
        (TEXT.removesuffix("\n") + " at the end", BOTH.replace(", by hand\n", " at the end")),
    ],
    ids=["untouched CRLF", "edited CRLF", "no final newline"],
)
def test_line_ends_are_kept(yours, merged):
    """Line ends and a missing final newline stay as the person has them."""
    assert decide("f", (TEXT,), yours, THERE).text == merged


def test_two_branches_were_joined():
    """With two texts that luke wrote, the one that is there is the base."""
    assert decide("f", (THERE, TEXT), TEXT, BOTH) == Change("f", Action.UPDATED, BOTH, TEXT)


def test_a_tree_that_is_gone_is_made_anew():
    """One deleted file stays deleted; without any file, all are made again."""
    base, new = {"a": [TEXT], "b": [TEXT]}, {"a": TEXT, "b": TEXT}
    assert [c.action for c in merge(base, {"b": TEXT}, new)] == [Action.GONE, Action.UNCHANGED]
    assert [c.action for c in merge(base, {}, new)] == [Action.NEW, Action.NEW]


def test_every_file_once_and_sorted():
    """Made, kept and removed files are one list; what luke never made is not in it."""
    base, yours, new = {"c": [TEXT], "d": [TEXT]}, {"c": TEXT, "x": TEXT}, {"b": TEXT, "a": TEXT}
    assert [(c.path, c.action) for c in merge(base, yours, new)] == [
        ("a", Action.NEW),
        ("b", Action.NEW),
        ("c", Action.REMOVED),
    ]


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        (MARKED, True),
        (MARKED.replace("\n", "\r\n"), True),
        ("Title\n=======\n", False),
        ("git writes `<<<<<<< yours`\n=======\n", False),
    ],
)
def test_markers(text, marked):
    """A conflict is told from a heading and from a text about conflicts."""
    assert has_markers(text) is marked


LINES = st.lists(st.sampled_from(["a", "b", "c", "}", ""]), max_size=8)
MINE = st.integers(min_value=0, max_value=8)


@settings(max_examples=60)
@given(LINES, LINES, st.lists(MINE, min_size=1, max_size=3))
def test_no_line_of_a_person_is_lost(base, new, places):
    """Whatever luke changes meanwhile, each line that a person added is in the result."""
    yours = list(base)
    for number, place in enumerate(places):
        yours.insert(place, f"mine {number}")
    texts = ["".join(f"{line}\n" for line in lines) for lines in (base, yours, new)]
    change = decide("f", texts[:1], *texts[1:])
    assert {f"mine {number}" for number in range(len(places))} <= set(change.text.splitlines())
    assert has_markers(change.text) is (change.action is Action.CONFLICT)

"""One row a situation: what luke wrote last, what is there, what luke makes now."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from luke_cli.workspace import merge as rule
from luke_cli.workspace.conflict import has_markers
from luke_cli.workspace.merge import Action, Change, NotText, decide, is_unsettled, merge

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

LINK = NotText("a link")

TWO = f"<<<<<<< HEAD\none, by luke\n=======\none, otherwise\n>>>>>>> side\n{TEXT[4:]}"
"""What git makes of two branches."""

SITUATIONS = [
    # what, base, yours, new -> action, what stands there afterwards
    ("new", None, None, TEXT, Action.NEW, TEXT),
    ("untouched, same", TEXT, TEXT, TEXT, Action.UNCHANGED, TEXT),
    ("untouched, changed by luke", TEXT, TEXT, THERE, Action.UPDATED, THERE),
    ("untouched, deleted by luke", TEXT, TEXT, None, Action.REMOVED, None),
    ("edited, same from luke", TEXT, HERE, TEXT, Action.KEPT, HERE),
    ("edited, deleted by luke", TEXT, HERE, None, Action.ORPHAN, HERE),
    ("both alike", TEXT, THERE, THERE, Action.UNCHANGED, THERE),
    ("both apart", TEXT, HERE, THERE, Action.MERGED, BOTH),
    ("both the same line", TEXT, CLASH, THERE, Action.CONFLICT, MARKED),
    ("edited back to what luke makes", THERE, TEXT, TEXT, Action.UNCHANGED, TEXT),
    ("deleted by a person, same from luke", TEXT, None, TEXT, Action.GONE, None),
    ("deleted by a person, changed by luke", TEXT, None, THERE, Action.GONE, None),
    ("new by both, the same", None, TEXT, TEXT, Action.UNCHANGED, TEXT),
    ("new by both, nothing in common", None, "a\n", "b\n", Action.CONFLICT, None),
    ("made a link, same from luke", TEXT, LINK, TEXT, Action.KEPT, None),
    ("made a link, changed by luke", TEXT, LINK, THERE, Action.BLOCKED, None),
    ("made a link, deleted by luke", TEXT, LINK, None, Action.ORPHAN, None),
    ("a link before luke came", None, LINK, TEXT, Action.BLOCKED, None),
    ("written by luke on two branches", (THERE, CLASH), TWO, THERE, Action.UPDATED, THERE),
    ("emptied by a person", TEXT, "", TEXT, Action.KEPT, ""),
    ("emptied by luke", TEXT, TEXT, "", Action.UPDATED, ""),
]


def bases_of(base):
    if base is None:
        return ()
    return base if isinstance(base, tuple) else (base,)


@pytest.mark.parametrize(
    ("base", "yours", "new", "action", "text"),
    [row[1:] for row in SITUATIONS],
    ids=[row[0] for row in SITUATIONS],
)
def test_situation(base, yours, new, action, text):
    """What happens to one file."""
    change = decide("f", bases_of(base), yours, new)
    if base is None and action is Action.CONFLICT:
        text = f"<<<<<<< yours\n{yours}||||||| luke wrote before\n=======\n{new}>>>>>>> luke writes now\n"
    assert change == Change("f", action, text, yours if isinstance(yours, str) else None)


def test_every_decision_has_a_situation():
    """A cell of the table without a row here would be a rule that nobody has seen."""
    seen = set()
    for _, base, yours, new, *_ in SITUATIONS:
        bases = bases_of(base)
        seen.add((rule._here(yours, bases, new), rule._made(rule._nearest(bases, yours), new)))
    assert seen == {(here, made) for here, row in rule.DECISIONS.items() for made in row}


def test_made_by_both():
    """A file that a person had before luke keeps both texts between markers."""
    change = decide("f", (), "mine\n", "luke's\n")
    assert change.action is Action.CONFLICT
    assert has_markers(change.text)
    assert {"mine", "luke's"} <= set(change.text.splitlines())


@pytest.mark.parametrize(
    ("yours", "merged"),
    [
        (TEXT.replace("\n", "\r\n"), THERE.replace("\n", "\r\n")),
        (HERE.replace("\n", "\r\n"), BOTH.replace("\n", "\r\n")),
        (TEXT.removesuffix("\n") + " at the end", BOTH.replace(", by hand\n", " at the end")),
        ("\ufeff" + HERE, "\ufeff" + BOTH),
        (HERE.replace("two\n", "two\r\n"), BOTH.replace("two\n", "two\r\n")),
    ],
    ids=["untouched CRLF", "edited CRLF", "no final newline", "byte order mark", "mixed"],
)
def test_line_ends_are_kept(yours, merged):
    """Line ends, a byte order mark and a missing final newline stay as the person has them."""
    assert decide("f", (TEXT,), yours, THERE).text == merged
    assert decide("f", (TEXT,), yours, TEXT).text == yours


def test_a_renamed_file_is_followed():
    """luke's change goes where the person has moved the file; nothing is made at the old place."""
    base, new = {"a.py": [TEXT], "b.py": ["b\n"]}, {"a.py": THERE, "b.py": "b\n"}
    assert merge(base, {"mine.py": HERE, "b.py": "b\n", "other.py": "x\n" * 9}, new) == (
        Change("b.py", Action.UNCHANGED, "b\n", "b\n"),
        Change("mine.py", Action.MERGED, BOTH, HERE, renamed_from="a.py"),
    )


def test_two_branches_were_joined():
    """With two texts that luke wrote, the one that is there is the base."""
    assert decide("f", (THERE, TEXT), TEXT, BOTH) == Change("f", Action.UPDATED, BOTH, TEXT)


def test_the_base_of_two_that_makes_no_conflict_is_taken():
    """An edit of the text of one branch is merged, whichever of the two is named first."""
    other = "other\n" * 5
    for base in ((TEXT, other), (other, TEXT)):
        assert decide("f", base, HERE, THERE) == Change("f", Action.MERGED, BOTH, HERE)


def test_branches_that_luke_alone_wrote_heal():
    """Markers of git between two texts of luke's are made anew; with an edit they are not."""
    base = (THERE, CLASH)
    assert decide("f", base, TWO, BOTH) == Change("f", Action.UPDATED, BOTH, TWO)
    assert not is_unsettled(TWO, base)
    for edited in (TWO.replace("four", "mine"), TWO.replace("four\n", "")):
        assert is_unsettled(edited, base)


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

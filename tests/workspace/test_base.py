"""What luke wrote last, as text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luke_cli.errors import LukeError
from luke_cli.workspace.base import BASE, EVERYTHING, Written, parse, read, render

PATHS = st.text("abc/._ é", min_size=1).filter(lambda path: path.strip() == path)
WRITTEN = st.builds(
    Written,
    st.dictionaries(PATHS, st.lists(st.text(), min_size=1, max_size=2, unique=True).map(tuple)),
    st.frozensets(st.sampled_from(["login", "expense_approval", EVERYTHING])),
)


def as_sets(written):
    return {path: set(texts) for path, texts in written.texts.items()}, written.features


@given(WRITTEN)
def test_what_is_written_is_read(written):
    """Nothing is lost, and the second text is the same as the first."""
    text = render(written)
    assert as_sets(parse(text)) == as_sets(written)
    assert render(parse(text), text) == text


def test_two_branches_are_joined():
    """Lines of both sides and left-over markers are read: a path then has two texts."""
    ours, theirs = (render(Written({"a": (text,)}, frozenset({"login"}))) for text in "xy")
    joined = f"<<<<<<< ours\n{ours}=======\n{theirs}>>>>>>> theirs\n"
    assert as_sets(parse(joined)) == ({"a": {"x", "y"}}, {"login"})


def test_damage_costs_its_line():
    """A line that was cut or changed is no line; the others hold."""
    text = render(Written({"a": ("x",), "b": ("y",)}))
    damaged = text.replace("file b ", "file b 00") + "file c 12 !!!\nfile\n\n"
    assert as_sets(parse(damaged)) == ({"a": {"x"}}, frozenset())


def test_what_cannot_be_read_is_told(tmp_path):
    """A folder in its place is no memory that was never there."""
    assert read(tmp_path) == Written()
    (tmp_path / BASE).mkdir(parents=True)
    with pytest.raises(LukeError, match=f"{BASE} cannot be read"):
        read(tmp_path)


def test_lines_are_taken_over():
    """A file that did not change keeps its line, whatever packed it."""
    text = render(Written({"a": ("x",)}))
    head = text.rsplit(" ", 1)[0]
    assert render(Written({"a": ("x",)}), f"{head} packed-by-another-zlib\n") == (
        f"{head} packed-by-another-zlib\n"
    )


def test_only_one_folder_is_replaced():
    """The plan and the backend are recorded one by one."""
    written = Written({"app/impl/a": ("1",), "app/impl/b": ("2",), "app/implicit": ("3",)})
    after = written.replaced("app/impl", {"app/impl/a": ("4",)}, {"login"})
    assert after == Written({"app/implicit": ("3",), "app/impl/a": ("4",)}, frozenset({"login"}))

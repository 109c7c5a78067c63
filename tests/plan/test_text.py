"""Words of documents can open nothing in the plan."""

import pytest
from hypothesis import given
from markdown_it import MarkdownIt

from luke_cli.plan import render
from luke_cli.plan.cells_reasons import SIDES, WORDS
from luke_cli.plan.text import code, escape, uncode, unescape
from luke_cli.spec.model import Requirement, Side, Source, Spec
from tests.strategies import WEIRD, said, texts

MARKDOWN = MarkdownIt("commonmark").enable("table").enable("strikethrough")
HARMLESS = {"text", "code_inline", "html_inline", "text_special"}


def tokens(cell: str) -> list[tuple[str, str]]:
    """Return what Markdown makes of the second cell of a table."""
    table = f"| Key | Says |\n|---|---|\n| x | {cell} |\n"
    parsed = MARKDOWN.parse(table)
    assert [token.type for token in parsed].count("tr_open") == 2
    inline = [token for token in parsed if token.type == "inline"]
    assert len(inline) == 4
    return [(child.type, child.content) for child in inline[3].children or ()]


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("a | b", "a \\| b"),
        ("`a | b`", "`a \\| b`"),
        ("<img src=x>", "\\<img src=x>"),
        ("[x](http://y.z)", "\\[x\\](http\\://y.z)"),
        ("*very* _much_ snake_case", "\\*very\\* \\_much\\_ snake_case"),
        ("two\nlines", "two<br>lines"),
        ("back\\slash", "back\\\\slash"),
        ("R&D &lt;", "R&D \\&lt;"),
        ("zero\u200bwidth", "zero&#x200B;width"),
        ("one ` tick", "one \\` tick"),
    ],
)
def test_a_text_is_shown_as_it_is(text, cell):
    """What has a meaning in Markdown is escaped, the rest is left alone."""
    assert escape(text) == cell
    assert unescape(cell) == text


@given(texts)
def test_any_text_comes_back(text):
    """A text comes out of a cell as it went in, and the plan can be written as UTF-8."""
    assert unescape(escape(text)) == text
    escape(text).encode()


@given(texts)
def test_no_text_opens_anything(text):
    """In Markdown a cell is text, code and line breaks, whatever a document says."""
    kinds = tokens(escape(text))
    assert {kind for kind, _ in kinds} <= HARMLESS
    assert all(content == "<br>" for kind, content in kinds if kind == "html_inline")


@given(texts.filter(lambda text: text and text.isprintable() and "\\|" not in text))
def test_a_code_span_comes_back(text):
    """Patterns and literals stand in code spans, which are no part of them."""
    assert uncode(code(text)) == text


@given(said, texts)
def test_sides_and_words_come_back(one, other):
    """Separators and places inside of a text are not taken for those of the cell."""
    text = one.strip() or "x"
    sides = (Side(text, (Source("a (1).md", 3), Source("PRD.md", 4, 9))), Side(text))
    assert SIDES.read(SIDES.write(sides)) == sides
    words = (text, f"a{other}b")
    assert WORDS.read(WORDS.write(words)) == words


@pytest.mark.parametrize("text", WEIRD)
def test_a_title_stays_a_title(text):
    """The name of a project opens no second heading."""
    plan = render(Spec(text, requirements=(Requirement("R-1", "story", text),)))
    headings = [token for token in MARKDOWN.parse(plan) if token.type == "heading_open"]
    assert [token.tag for token in headings].count("h1") == 1
    assert len(headings) == 21

"""Markdown becomes blocks whose lines are those of the file."""

from textwrap import dedent

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from luke_cli.docs.document import (
    Block,
    Document,
    Fence,
    Heading,
    Item,
    Paragraph,
    Quote,
    Row,
    Table,
)
from luke_cli.docs.markdown import decode, plain, read
from luke_cli.source import Diagnostic, Severity, Span


def blocks(text: str) -> tuple[Block, ...]:
    return read(dedent(text), name="a.md", owner="architect")[0].blocks


def at(line: int, end_line: int = 0, column: int = 1) -> Span:
    return Span("a.md", line, end_line or line, column)


def codes(found: tuple[Diagnostic, ...]) -> list[tuple[str, int]]:
    return [(one.code, one.place.line) for one in found if one.place]


def test_headings_nest() -> None:
    """A heading ends the sections of its level and below; the section has no markup."""
    text = "# The `Shop`\n\n## **Data** [model](x.md)\n### User\nTitle two\n---------\n"
    assert blocks(text) == (
        Heading(span=at(1), section=("The Shop",), level=1, text="The `Shop`"),
        Heading(
            span=at(3), section=("The Shop", "Data model"), level=2, text="**Data** [model](x.md)"
        ),
        Heading(span=at(4), section=("The Shop", "Data model", "User"), level=3, text="User"),
        Heading(span=at(5, 6), section=("The Shop", "Title two"), level=2, text="Title two"),
    )


def test_lists_are_flat() -> None:
    """Items follow each other; the lead is the paragraph above, or the item above."""
    text = """\
        Roles:
        - [x] one
          goes on
          - two
        1. three
        """
    lead = "Roles:"
    assert blocks(text) == (
        Paragraph(span=at(1), text=lead),
        Item(span=at(2, 3), text="one\ngoes on", depth=0, checked=True, lead=lead),
        Item(span=at(4, 4, 3), text="two", depth=1, lead="one\ngoes on"),
        Item(span=at(5), text="three", depth=0, ordered=True),
    )


def test_tables_keep_their_lines() -> None:
    """Every row has its line; cells are unescaped and as many as the header has."""
    text = """\
        Fields:

        | a | b |
        |---|---|
        | `x` | 1 \\| 2 |
        | y |
        """
    rows = (Row(cells=("`x`", "1 | 2"), line=5), Row(cells=("y", ""), line=6))
    table = Table(span=at(3, 6), header=("a", "b"), rows=rows, lead="Fields:")
    assert blocks(text)[1:] == (table,)


def test_fences() -> None:
    """A fence has its language, the line of its first line, and the lead above."""
    text = """\
        Like so:
        ```SQL title="x"
        SELECT 1

        ```

            indented

        - item
          ~~~{.py}
          x
          ~~~
        """
    assert blocks(text)[1:] == (
        Fence(span=at(2, 5), language="sql", text="SELECT 1\n\n", line=3, lead="Like so:"),
        Fence(span=at(7, 7, 5), language="", text="indented\n", line=7),
        Item(span=at(9), text="item", depth=0),
        Fence(span=at(10, 12, 3), language="py", text="x\n", line=11, lead="item"),
    )


def test_quotes_are_text() -> None:
    """A block quote is one block, whatever is in it."""
    assert blocks("> one\n> - two\n") == (Quote(span=at(1, 2), text="one\n- two"),)


def test_comments_and_front_matter_are_not_content() -> None:
    """What the page does not show is not read; lines stay."""
    text = """\
        ---
        title: x
        ---
        one <!-- two --> three

        <!--
        | a |
        |---|
        -->

        four
        """
    assert blocks(text) == (
        Paragraph(span=at(4), text="one  three"),
        Paragraph(span=at(11), text="four"),
    )


@pytest.mark.parametrize(
    ("text", "expected", "code_lines"),
    [
        ("# A\n```sql\nx\n\n## B\ny\n", ["# A", "x\n\n", "## B", "y"], [("LK-D115", 2)]),
        ("```a\nx\n```b\ny\n```\nz\n", ["x\n", "y\n", "z"], [("LK-D115", 1)]),
        ("```\nx\n\n# no heading here", ["x\n\n", "# no heading here"], [("LK-D115", 1)]),
        ("````md\n```a\n```\n````\n", ["```a\n```\n"], []),
        ("```sh\n# comment\n\n# comment\n```\n", ["# comment\n\n# comment\n"], []),
    ],
)
def test_a_fence_that_is_never_closed(
    text: str, expected: list[str], code_lines: list[tuple[str, int]]
) -> None:
    """It costs a diagnostic, not the rest of the document."""
    document, found = read(text, name="a.md", owner="")
    said = [
        "#" * b.level + " " + b.text if isinstance(b, Heading) else b.text for b in document.blocks
    ]  # type: ignore[attr-defined]
    assert (said, codes(found)) == (expected, code_lines)


def test_a_file_in_another_notation_is_one_fence() -> None:
    """`schema.sql` is SQL from its first line on."""
    document, found = read("SELECT 1;\n", name="db/schema.sql", owner="")
    fence = Fence(span=Span("db/schema.sql", 1, 1), language="sql", text="SELECT 1;\n", line=1)
    assert document == Document(name="db/schema.sql", owner="", line_count=1, blocks=(fence,))
    assert found == ()


@pytest.mark.parametrize(
    ("data", "text", "code_lines"),
    [
        (b"a\r\nb\rc", "a\nb\nc", []),
        (b"\xef\xbb\xbfa", "a", []),
        ("ä\n".encode("utf-16"), "ä\n", [("LK-D111", 1)]),
        (b"a\n\xe4", "a\nä", [("LK-D112", 2)]),
        (b"a\nb\0c", "a\nbc", [("LK-D113", 2)]),
        ("a\n\u202eb".encode(), "a\n\u202eb", [("LK-D114", 2)]),
    ],
)
def test_bytes(data: bytes, text: str, code_lines: list[tuple[str, int]]) -> None:
    """Any bytes are text; what was odd is said, with its line."""
    read_text, found = decode(data, "a.md")
    assert (read_text, codes(found)) == (text, code_lines)
    assert all(one.severity is Severity.WARNING for one in found)


def test_plain_text() -> None:
    """Emphasis, links, tags and entities are gone; names keep their underscores."""
    assert (
        plain("**A `b_c`** [d](e) _f_ <b>g</b> &amp; snake_case_name")
        == "A b_c d f g & snake_case_name"
    )


@settings(max_examples=200)
@given(text=st.one_of(st.text(), st.text(alphabet="#-*`~|>1. \n\tab<!", max_size=200)))
@example("```\n\n# a")
@example("- ```\n# a")
@example("> ```\n\n# a")
def test_any_text(text: str) -> None:
    """Blocks come in order and their lines are lines of the file."""
    document, _ = read(text, name="a.md", owner="")
    lines = [block.span.line for block in document.blocks]
    assert lines == sorted(lines)
    assert all(
        1 <= b.span.line <= b.span.end_line <= max(document.line_count, 1) for b in document.blocks
    )


@settings(max_examples=100)
@given(data=st.binary())
def test_any_bytes(data: bytes) -> None:
    """Any bytes can be decoded, and what comes out can be read."""
    text, _ = decode(data, "a.md")
    assert "\r" not in text
    assert "\0" not in text
    read(text, name="a.md", owner="")


def test_tables_in_html() -> None:
    """A table in HTML is a table; what it marks is marked, what covers two rows stands in both."""
    text = """\
        Fields:

        <table>
          <caption>All of them</caption>
          <tr><th>Field</th><th>Type</th></tr>

          <tr>
            <td rowspan="2"><code>id</code></td>
            <td>uuid &amp; <b>key</b></td>
          </tr>
          <!-- <tr><td>old</td></tr> -->
          <tr><td>one<br/>two
          lines</td></tr>
        </table>

        Behind.
        """
    rows = (
        Row(cells=("`id`", "uuid & **key**"), line=8),
        Row(cells=("`id`", "one<br>two lines"), line=12),
    )
    table = Table(span=at(3, 14), header=("Field", "Type"), rows=rows, lead="Fields:")
    assert blocks(text)[1:] == (table, Paragraph(span=at(16), text="Behind."))


def test_html_without_a_table() -> None:
    """What is no table, or none that ends, is read over up to the end of its block."""
    text = "<div>\n<table>\n</div>\n\none\n\n<table><tr><th>a</th></tr></table>\n\ntwo\n"
    assert blocks(text) == (Paragraph(span=at(9), text="two"),)
    assert blocks("<table><tr><td>a\n\none\n") == (Paragraph(span=at(3), text="one"),)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("| a | b |\n|---|---|\n| 1 | 2 |\n", 4),
        ("+---+---+\n| a | b |\n+===+===+\n| 1 | 2 |\n+---+---+\n", 5),
        (
            "+---+---+\n| a | b |\n+---+---+\n| 1 |   |\n|   | 2 |\n+---+---+\n| 3 | 4 |\n+---+---+\n",
            5,
        ),
        (" a | b\n---+---\n 1 | 2\n", 4),
        ("┌───┬───┐\n│ a │ b │\n├───┼───┤\n│ 1 │ 2 │\n└───┴───┘\n", 5),
        ('[cols="1,1"]\n|===\n|a |b\n\n|1\n|2\n|===\n', 6),
    ],
)
def test_tables_drawn_in_a_fence(text: str, line: int) -> None:
    """A plain fence that holds a table and nothing else is that table."""
    found = blocks(f"```\n{text}```\n")[0]
    assert isinstance(found, Table)
    assert (found.header, found.rows[0]) == (("a", "b"), Row(cells=("1", "2"), line=line))


@pytest.mark.parametrize(
    "text", ["a | b\nc | d\n", "|---|---|\n| 1 | 2 |\n", "x\n| a | b |\n|---|---|\n| 1 | 2 |\n"]
)
def test_other_fences_stay(text: str) -> None:
    """A table without a rule below its head, and one with words around it, stay text."""
    assert isinstance(blocks(f"```\n{text}```\n")[0], Fence)
    assert isinstance(blocks("```sql\n a | b\n---+---\n 1 | 2\n```\n")[0], Fence)


def test_definitions_are_items() -> None:
    """A term with what it is below it is an item of a list."""
    text = """\
        Fields:

        weight
        : decimal(6,2)
        : required

        state
        :   open or
            closed
        """
    lead = "Fields:"
    assert blocks(text)[1:] == (
        Item(span=at(3, 5), text="weight:\ndecimal(6,2); required", depth=0, lead=lead),
        Item(span=at(7, 9), text="state:\nopen or\nclosed", depth=0, lead=lead),
    )

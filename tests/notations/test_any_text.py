"""No text makes a notation raise, whatever fence or file it stands in."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from luke_cli.docs.markdown import LANGUAGES, read
from luke_cli.notations import NOTATIONS, recognise
from luke_cli.notations.set_aside import in_force
from luke_cli.spec.facts import Fact

WORDS = st.sampled_from(
    """
    CREATE TABLE TYPE AS ENUM ( ) , ; 'a' "b" `c` [d] -- /* */ ... ALTER ADD COLUMN CONSTRAINT
    PRIMARY KEY
    CHECK BETWEEN AND OR IN DEFAULT NOT NULL REFERENCES ON DELETE INDEX UNIQUE USING GIN
    varchar(20) int id x
    1 -1 99999999999999999999 { } : ? ! | -> → => @id @@map # ## ### - *
    | --- class Enum( Base): = Column( ]
    model enum type interface Table Ref: [pk] <<PK>> |
    |--o{ erDiagram stateDiagram classDiagram [*] --> ~~x~~
    status: Draft Submitted from to (required, default list of Field Type Required User \\ \u0000
    \u202e é 字段
    """.split()
)
SOUP = st.lists(st.one_of(WORDS, st.sampled_from(["\n", " ", "\n\n", "\t"])), max_size=80).map(
    " ".join
)
LANGUAGE = st.sampled_from(
    ["", "sql", "mysql", "python", "ts", "dbml", "prisma", "graphql", "mermaid", "plantuml", "yaml"]
)
NAMES = st.sampled_from(["a.md", *(f"a{suffix}" for suffix in LANGUAGES)])


def facts_of(text: str, name: str) -> list[Fact]:
    document, _ = read(text, name=name, owner="")
    return list(recognise([document]).facts)


@settings(max_examples=150)
@given(text=st.one_of(st.text(), SOUP), name=NAMES)
@example("-\n", "a.md")
@example("```sql\nCREATE TABLE a (id INT", "a.md")
@example("| a |\n|---|\n", "a.md")
def test_any_document(text: str, name: str) -> None:
    """A document of any text is read, and its facts lie in it."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
    assert all(1 <= fact.place.line <= lines for fact in facts_of(text, name))


@settings(max_examples=250)
@given(text=SOUP, language=LANGUAGE)
def test_any_fence(text: str, language: str) -> None:
    """A fence of any text below a data model is read."""
    facts_of(f"# Data model\n\n## User\n\n~~~{language}\n{text}\n~~~\n", "a.md")


@settings(max_examples=250)
@given(cells=st.lists(SOUP, min_size=4, max_size=4))
def test_any_table_and_list(cells: list[str]) -> None:
    """A table and a list of any text below a data model are read."""
    row = " | ".join(cell.replace("\n", " ").replace("|", "\\|") for cell in cells)
    head = "# Data model\n\n## User\n\n| Field | Type | Required | Default |\n|-|-|-|-|\n"
    text = f"{head}| {row} |\n\n"
    facts_of(text + "".join(f"- {cell}\n" for cell in cells), "a.md")


def test_reading_twice_says_the_same() -> None:
    """Notations keep nothing between documents."""
    document, _ = read(
        "# Data model\n\n## User\n- id: uuid\n- email (unique)\n", name="a.md", owner=""
    )
    once = [list(notation(in_force(document))) for notation in NOTATIONS]
    assert once == [list(notation(in_force(document))) for notation in NOTATIONS]

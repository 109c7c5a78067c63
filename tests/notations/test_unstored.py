"""What is said not to be stored is left out; what is only said of the rest is not."""

import pytest

from luke_cli.docs.markdown import read
from luke_cli.notations import recognise
from luke_cli.notations.unstored import is_of_the_rest, is_unstored_comment, leads_to_unstored
from luke_cli.spec.facts import EntityFact

_MODEL = "```python\nclass Kiln(Base):\n    __tablename__ = 'kilns'\n    id = Column(Integer, primary_key=True)\n```\n"


@pytest.mark.parametrize(
    ("lead", "expected"),
    [
        ("The state of the viewer is not stored:", True),
        ("It is computed for each request and never stored.", True),
        ("These things live only in memory.", True),
        ("Nothing below has a table; these are what the client gets.", True),
        ("What it keeps on the phone is not a table of the server:", True),
        ("Never written anywhere, only shown.", True),
        ("Not tables, only what goes out over the wire:", True),
        ("These aren't rows, they are what a screen shows:", True),
        ("This is *their* format. We make it from the award and keep nothing.", True),
        ("La estructura PAGINA acompaña a todo listado y no se almacena:", True),
        ("Diese Strukturen werden nicht gespeichert:", True),
        ("Questi oggetti non vengono salvati:", True),
        ("Ces structures ne sont pas enregistrées:", True),
        ("Deze vormen worden niet opgeslagen:", True),
        ("Passwörter werden nie im Klartext gespeichert:", False),
        ("At the start there are no rows:", False),
        ("Everything that is stored is on this page; if it is not here, it is not stored.", False),
        ("What is missing on this page is not stored.", False),
        ("The page is complete: whatever is not listed here is not stored.", False),
        ("Fields that are not mentioned below are not stored.", False),
        ("Anything else is not stored.", False),
        ("All other data is not persisted.", False),
        ("Card numbers are never stored. The table keeps the token.", False),
        ("Passwords are never stored in plain text:", False),
    ],
)
def test_leads(lead: str, expected: bool) -> None:
    """A sentence sets aside what it points at, by its colon, a pronoun or its place."""
    assert leads_to_unstored(lead) is expected


@pytest.mark.parametrize(
    ("comment", "expected"),
    [
        ("Minutes of a day; never written anywhere.", True),
        ("A row of the catalogue, computed per request.", True),
        ("Calculated on the fly.", True),
        ("A view model - not persisted.", True),
        ("A user. The password is never stored.", False),
        ("An order whose total is computed per request.", False),
        ("One sample of one taxon from one place.", False),
    ],
)
def test_comments(comment: str, expected: bool) -> None:
    """A comment of a type says it of the type, not of what the type has."""
    assert is_unstored_comment(comment) is expected


@pytest.mark.parametrize(
    "lead",
    [
        "Everything that is stored is on this page; if it is not here, it is not stored.",
        "Anything else is out of scope.",
        "Tables not listed are out of scope.",
        "The rest was rejected by the board.",
        "Other tables are deprecated.",
        "If a column isn't mentioned, do not build it.",
    ],
)
def test_a_remark_about_the_rest_drops_nothing(lead: str) -> None:
    """The classes below a remark about what is not there are read."""
    document, _ = read(f"# Data model\n{lead}\n\n{_MODEL}", name="a.md", owner="")
    assert any(is_of_the_rest(part) for part in lead.split("; "))
    names = [fact.name for fact in recognise([document]).facts if isinstance(fact, EntityFact)]
    assert names == ["Kiln"]

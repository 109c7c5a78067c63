"""Rights that sentences speak of, whose roles, verbs and things are defined elsewhere."""

import pytest

from luke_cli.docs.markdown import read
from luke_cli.notations import recognise
from luke_cli.spec.facts import PermissionFact

_RIGHTS = """\
# Access

| Role | Adds |
|---|---|
| assayer | `crucible:read` |
| smith | `crucible:quench`, `mould_order:stamp`, `mould_order:read` |
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("An assayer may quench the crucible from here.", ["assayer crucible quench"]),
        ("A red bar appears, and assayers can quench it.", ["assayer crucible quench"]),
        ("Assayers must not quench a crucible.", ["assayer crucible not quench"]),
        ("A crucible is quenched by an assayer.", ["assayer crucible quench"]),
        ("Crucibles can only be quenched by smiths.", ["smith crucible quench"]),
        ("Quenching a crucible is reserved for smiths.", ["smith crucible quench"]),
        ("Stamping mould orders is not allowed for assayers.", ["assayer mould_order not stamp"]),
        ("The button *Quench* is only shown to assayers.", ["assayer crucible quench"]),
        ("Assayers and smiths may stamp orders.", ["assayer mould_order stamp", "smith mould_order stamp"]),
        ("Assayers are allowed to quench and stamp orders.", ["assayer mould_order stamp"]),
        ("- When the assayer quenches that crucible herself\n- Then it hisses", ["assayer crucible quench"]),
        ("The assayer finds *Weigh it*, *Quench crucible* and *Close* below.", ["assayer crucible quench"]),
        ("An assayer must not quench a crucible while it is hot.", []),
        ("Assayers may quench their thirst.", []),
        ("May an assayer quench the crucible?", []),
        ("Visitors may quench the crucible.", []),
        ("Assayers quench the crucible from the list.", ["assayer crucible quench"]),
        ("The *Quench* button is visible to assayers.", ["assayer crucible quench"]),
        ("The *Delete crucible* button is not shown to smiths.", ["smith crucible not delete"]),
        ("**Quench** (assayer only): cools it.", ["assayer crucible quench"]),
        ("It takes an assayer to quench a crucible.", ["assayer crucible quench"]),
        ("Deleting crucibles is reserved to assayers.", ["assayer crucible delete"]),
        ("Crucibles are added by the assayer.", ["assayer crucible create"]),
        ("Smiths have no access to the list of crucibles.", ["smith crucible not read"]),
        ("The list of mould orders is hidden from assayers.", ["assayer mould_order not read"]),
        ("Deleting notes is reserved to assayers.", []),
        ("Smiths have no access to the list of towels.", []),
        ("The *Delete* button is shown to smiths.", []),
        ("| Button | Who |\n|---|---|\n| Quench | Assayer |", ["assayer crucible quench"]),
        ("## Crucible list\n\n| Button | Who |\n|---|---|\n| Delete | Smith |", ["smith crucible delete"]),
        ("The lever is there for assayers and smiths: both can quench a crucible.", ["assayer crucible quench", "smith crucible quench"]),
        ("*Quench* is for the smith as well as for the assayer; either of them may quench the crucible.", ["smith crucible quench", "assayer crucible quench"]),
        ("It is the smith alone who quenches a crucible, and no assayer may do so.", ["smith crucible quench", "assayer crucible not quench"]),
        ("Only smiths may stamp mould orders, assayers may not do that.", ["smith mould_order stamp", "assayer mould_order not stamp"]),
        ("Crucibles of up to 20 kilos may be quenched by the assayer.", ["assayer crucible quench"]),
        ("Crucibles over 500 EUR must be quenched by the assayer.", []),
        ("An assayer may quench crucibles over 500 EUR, but must say why.", ["assayer crucible quench"]),
        ("No assayer may quench a crucible.", ["assayer crucible not quench"]),
        ("Both may quench a crucible.", []),
        ("## Towels\n\n| Button | Who |\n|---|---|\n| Delete | Smith |", []),
    ],
)  # fmt: skip
def test_sentences(text: str, expected: list[str]) -> None:
    """A sentence is about a right where all three are known, and it holds in every case."""
    rights, _ = read(_RIGHTS, name="ACCESS.md", owner="")
    screens, _ = read(f"# Screens\n\n{text}\n", name="SCREENS.md", owner="web designer")
    told = [
        f"{fact.role.lower()} {fact.resource} {'' if fact.allowed else 'not '}{fact.action}"
        for fact in recognise([rights, screens]).facts
        if isinstance(fact, PermissionFact) and fact.place.file == "SCREENS.md"
    ]
    assert told == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Only smiths may stamp moulds, wholesalers may not do that.", ["wholesaler"]),
        ("A smith may stamp a mould; the wholesaler can never do so.", []),
        ("A smith may stamp a mould, but not the wholesaler.", ["wholesaler"]),
        ("A smith may stamp a mould, and no wholesaler may do so.", ["wholesaler"]),
        ("A smith may stamp a mould, but not the whole lot.", []),
    ],
)
def test_a_role_that_is_spelled_like_a_word_of_grammar(sentence: str, expected: list[str]) -> None:
    """Who may not do it is found by its whole name, whatever letters that has."""
    text = "| Role | Adds |\n|---|---|\n| smith | `mould:stamp` |\n| wholesaler | `mould:read` |\n"
    rights, _ = read(f"# Access\n\n{text}", name="ACCESS.md", owner="")
    screens, _ = read(f"# Screens\n\n{sentence}\n", name="SCREENS.md", owner="")
    told = [
        fact.role
        for fact in recognise([rights, screens]).facts
        if isinstance(fact, PermissionFact) and not fact.allowed
    ]
    assert told == expected


@pytest.mark.parametrize(
    ("role", "sentence"),
    [
        ("new hire", "A new hire may settle the bill."),
        ("QA", "QAs may settle the bill."),
    ],
)
def test_a_role_whose_name_has_a_word_of_grammar(role: str, sentence: str) -> None:
    text = f"| Permission | {role} |\n|---|---|\n| bill:settle | yes |\n\n{sentence}\n"
    document, _ = read(f"# Rights\n\n{text}", name="ACCESS.md", owner="")
    told = [
        fact.role
        for fact in recognise([document]).facts
        if isinstance(fact, PermissionFact) and fact.place.line > 5
    ]
    assert set(told) <= {role}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("- **REQ-7** Clerks correct bill data themselves.", ["clerk bill update"]),
        ("A clerk settles overdue bills right at the desk.", ["clerk bill settle"]),
        ("Clerks also find Settle there; it asks once.", ["clerk bill settle"]),
        ("In the evening the clerk settles the open amounts here.", ["clerk bill settle"]),
        ("Chiefs correct bill data themselves.", []),
        ("If a clerk corrects bill data, nobody is told.", []),
    ],
)
def test_what_somebody_does_that_is_denied(sentence: str, expected: list[str]) -> None:
    """What a role does is a claim about its right where a list denies it."""
    text = (
        "# Access\n\n| Permission | Clerk | Chief |\n|---|---|---|\n| bill:settle | - | yes |\n"
        "| bill:update | - | yes |\n\n| Method | Path | Description |\n|---|---|---|\n"
        "| POST | /bills/{id}/settle | Settle the open amounts |\n"
    )
    rights, _ = read(text, name="ACCESS.md", owner="")
    screens, _ = read(f"# Screens\n\n## Bills\n\n{sentence}\n", name="SCREENS.md", owner="")
    told = [
        f"{fact.role.lower()} {fact.resource} {fact.action}"
        for fact in recognise([rights, screens]).facts
        if isinstance(fact, PermissionFact) and fact.place.file == "SCREENS.md"
    ]
    assert told == expected

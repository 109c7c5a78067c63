"""What of the API serves each screen, and what no operation does."""

from meant import LOANS, PEOPLE, meant

from luke_cli.docs.markdown import read
from luke_cli.notations import recognise
from luke_cli.spec.resolve import resolve

API = """
| Method | Path | Description |
|---|---|---|
| GET | /loans | all loans |
| POST | /loans | a new loan |
| GET | /loans/{id} | one loan |
| POST | /loans/{id}/approve | approve |
"""
WEB = """# Web

## 1. Loan list screen
Filter by status, sort by amount. Export as CSV.

## 2. Loan form

## 3. Approve dialog
"Approve" button.

## 4. Login page

## Palette
Filter by colour.
"""
UPLOAD = "## Loan list screen\nUpload of a scan by drag and drop.\n"


def screens(web: str) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    spec = meant(DESIGN=PEOPLE + LOANS + API, **{"WEB-UI": web})
    return {screen.name: (screen.offers, screen.served_by) for screen in spec.screens}


def test_each_screen_names_the_operations_that_serve_it():
    assert screens(WEB) == {
        "S-loan-list-screen": (("show", "filter", "sort", "export"), ("loan.list", "loan.export")),
        "S-loan-form": (("show",), ("loan.create", "loan.update")),
        "S-approve-dialog": (("show", "action"), ("loan.approve",)),
        "S-login-page": (("show",), ("auth.login",)),
    }


def test_a_screen_that_nothing_serves_is_a_finding_with_its_place():
    documents = [
        read(PEOPLE + LOANS + API, name="DESIGN.md", owner="architect")[0],
        read(UPLOAD, name="WEB-UI.md", owner="web designer")[0],
    ]
    found = resolve(recognise(documents).facts, documents).diagnostics
    assert [(str(one.place), one.message) for one in found if one.code == "LK-R501"] == [
        ("WEB-UI.md:2:1", "`Loan list screen` offers upload, and no operation does that")
    ]

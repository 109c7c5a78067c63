"""Whose rows are kept apart: a tenant under any name, by what refers to it and what is said of it."""

import pytest
from meant import matrix, meant
from stored import fields, traits

from luke_cli.docs.markdown import read
from luke_cli.notations import recognise
from luke_cli.spec.model import Spec
from luke_cli.spec.resolve.isolation import isolation_of
from luke_cli.spec.resolve.ownership import team_by, tenant_of
from luke_cli.spec.resolve.said import gather

CLINICS = """
```sql
CREATE TABLE clinics (id UUID PRIMARY KEY, name TEXT NOT NULL, city TEXT, opened DATE);
CREATE TABLE users (
    id UUID PRIMARY KEY,
    clinic_id UUID NOT NULL REFERENCES clinics(id),
    email TEXT NOT NULL UNIQUE,
    password_hash TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('nurse', 'admin'))
);
CREATE TABLE patients (
    id UUID PRIMARY KEY,
    clinic_id UUID NOT NULL REFERENCES clinics(id),
    born_on DATE NOT NULL
);
CREATE TABLE visits (
    id UUID PRIMARY KEY,
    patient_id UUID NOT NULL REFERENCES patients(id),
    clinic_id UUID NOT NULL REFERENCES clinics(id),
    held_on DATE NOT NULL
);
```
| Permission | Nurse | Admin |
|---|---|---|
| patient:read | yes | all |
| patient:create | yes | all |
| visit:create | yes | all |
"""
BOARDS = """
```sql
CREATE TABLE users (id UUID PRIMARY KEY, email TEXT NOT NULL UNIQUE, password_hash TEXT NOT NULL);
CREATE TABLE boards (id UUID PRIMARY KEY, title TEXT NOT NULL, opened DATE NOT NULL);
CREATE TABLE cards (
    id UUID PRIMARY KEY,
    board_id UUID NOT NULL REFERENCES boards(id) ON DELETE CASCADE,
    title TEXT NOT NULL
);
```
"""


def tenant(spec: Spec) -> str:
    """Return what rows are kept apart by; "" if nothing does."""
    found = tenant_of(spec)
    return found.name if found else ""


def asked(spec: Spec) -> list[str]:
    """Return the questions about it."""
    return [q.name for q in spec.questions if q.name == "Q-tenant" or q.name.endswith("-apart")]


@pytest.mark.parametrize(
    "words",
    [
        "Each clinic sees only its own data.",
        "Clinics only see their own patients.",
        "Users only see data of their clinic.",
        "Nobody sees rows of another clinic.",
        "Data of other clinics\nis never visible.",
        "No data crosses the boundary of a clinic.",
        "Cross-clinic access is forbidden.",
        "Nothing is shared between clinics.",
        "Every user, patient and visit belongs to exactly one clinic.",
        "All records belong to a clinic.",
        "Each clinic's data is kept separate.",
        "Clinics can never see each other's patients.",
        "`clinic_id` comes from the token, never from the request body.",
        "A clinic is a tenant.",
        "The service is multi-tenant.",
        "Der Dienst ist mandantenfähig.",
        "| Quality | Target |\n|---|---|\n| Isolation | strict, per clinic |",
        "| Setting | Value |\n|---|---|\n| tenancy | one row space per clinic |",
        "| ID | Rule |\n|---|---|\n| SR-1 | **Nobody** may read records of a different clinic. |",
        "```sql\nCREATE POLICY apart ON patients USING (clinic_id = current_setting('app.clinic_id'));\n```",
        "```sql\n-- data is isolated per clinic\n```",
    ],
)
def test_words_of_isolation_make_a_tenant(words: str):
    """Whose a row is comes from the token wherever the documents keep rows apart."""
    spec = meant(DESIGN=CLINICS, SECURITY=f"# Rules\n\n{words}\n")
    assert tenant(spec) == "Clinic"
    assert fields(spec, "Visit", "clinic_id") == {
        "clinic_id": "ref Clinic required read-only (tenant)"
    }
    assert asked(spec) == []


def test_a_comment_in_a_file_that_is_no_markdown_has_its_line():
    documents = [
        read(f"# Clinics\n{CLINICS}", name="DESIGN.md", owner="system engineer")[0],
        read("\n-- data is isolated per clinic\n", name="rules.sql", owner="security engineer")[0],
    ]
    said = gather(recognise(documents).facts, documents)
    _, lines = isolation_of(said, "User").by(("Clinic",))
    assert [(line.place.file, line.place.line) for line in lines] == [("rules.sql", 2)]


@pytest.mark.parametrize(
    "words",
    [
        "",
        "Multi-tenancy is out of scope.",
        "A visit belongs to exactly one clinic.",
        "A patient must not be moved to another clinic.",
        "Nurses only see patients of their clinic.",
        "Test environments are strictly isolated.",
        "Each user has exactly one role and belongs to one clinic.",
    ],
)
def test_what_is_no_word_of_isolation_asks(words: str):
    """Who is no administrator would say in a body whose a row is: that is asked, not assumed."""
    spec = meant(DESIGN=CLINICS, SECURITY=f"# Rules\n\n{words}\n")
    assert tenant(spec) == ""
    assert asked(spec) == ["Q-clinic-apart"]
    assert spec.questions[0].name == "Q-clinic-apart"
    assert "a body names the `clinic_id` of a new `Patient`" in spec.questions[0].meanwhile


def test_rows_that_are_for_all_are_not_asked_about():
    spec = meant(DESIGN=CLINICS, SECURITY="Permissions hold across clinics.\n")
    assert (tenant(spec), asked(spec)) == ("", [])


def test_a_key_that_administrators_alone_say_is_not_asked_about():
    spec = meant(DESIGN=CLINICS.replace("create | yes", "create | - "))
    assert asked(spec) == []


@pytest.mark.parametrize(
    ("table", "workspace"),
    [
        ("", "timestamps"),
        ("```sql\nCREATE TABLE workspaces (id UUID PRIMARY KEY, name TEXT);\n```\n", ""),
    ],
)
def test_words_alone_give_every_row_a_key(table: str, workspace: str):
    """Where no row names it, all of them get it, and so does whoever signs in."""
    said = "All data belongs to a workspace; nothing is shared between workspaces.\n"
    spec = meant(DESIGN=f"{said}{BOARDS}{table}")
    assert traits(spec) == {
        "Workspace": workspace,
        "User": "account; tenant",
        "Board": "tenant",
        "Card": "part of Board",
    }
    assert {"A-users-tenant", "A-boards-tenant"} <= {one.name for one in spec.assumptions}


def test_isolation_of_nothing_that_is_stored_is_asked_first():
    spec = meant(DESIGN=f"The system is multi-tenant with strict isolation.\n{BOARDS}")
    assert tenant(spec) == ""
    first = spec.questions[0]
    assert (first.name, first.about) == ("Q-tenant", "User")
    assert "nothing is kept apart" in first.meanwhile


def test_an_account_of_several_is_asked_about():
    """Who is a member of many workspaces has no key of one."""
    members = """
```sql
CREATE TABLE workspaces (id UUID PRIMARY KEY, name TEXT NOT NULL, plan TEXT, since DATE);
CREATE TABLE workspace_members (
    workspace_id UUID NOT NULL REFERENCES workspaces(id),
    user_id UUID NOT NULL REFERENCES users(id),
    PRIMARY KEY (workspace_id, user_id)
);
```
"""
    spec = meant(DESIGN=f"Nothing is shared between workspaces.\n{BOARDS}{members}")
    assert (tenant(spec), asked(spec)) == ("", ["Q-tenant"])


def test_a_team_stays_a_team_beside_a_tenant():
    """Rights to rows of a team are no isolation; those to rows of one's own tenant reach it all."""
    grouped = CLINICS.replace(
        "    email TEXT",
        "    department_id UUID NOT NULL REFERENCES departments(id),\n    email TEXT",
    ).replace(
        "CREATE TABLE patients (\n    id UUID PRIMARY KEY,",
        "CREATE TABLE departments (\n    id UUID PRIMARY KEY,\n"
        "    clinic_id UUID NOT NULL REFERENCES clinics(id),\n    name TEXT NOT NULL\n);\n"
        "CREATE TABLE patients (\n    id UUID PRIMARY KEY,\n"
        "    user_id UUID NOT NULL REFERENCES users(id),",
    )
    rights = """
Users only see data of their clinic.

| Permission | Nurse | Lead | Doctor | Admin |
|---|---|---|---|---|
| patient:update | own | team | own clinic | all |
"""
    spec = meant(DESIGN=grouped, SECURITY=rights)
    assert tenant(spec) == "Clinic"
    assert team_by(spec) == "User.department_id"
    assert matrix(spec, "patient")["patient:update"] == (
        "nurse own, lead team, doctor tenant, admin tenant"
    )


def test_a_home_is_the_key_of_an_account():
    """What names two of them says of neither that it is the one that a row is of."""
    homes = CLINICS.replace(
        "    clinic_id UUID NOT NULL REFERENCES clinics(id),\n    email",
        "    home_clinic_id UUID NOT NULL REFERENCES clinics(id),\n    email",
    ).replace(
        "    clinic_id UUID NOT NULL REFERENCES clinics(id),\n    held_on",
        "    from_clinic_id UUID NOT NULL REFERENCES clinics(id),\n"
        "    to_clinic_id UUID NOT NULL REFERENCES clinics(id),\n    held_on",
    )
    spec = meant(DESIGN=homes, SECURITY="Nobody sees rows of another clinic.\n")
    assert fields(spec, "User", "home_clinic_id") == {
        "home_clinic_id": "ref Clinic required read-only (tenant)"
    }
    assert fields(spec, "Visit", "clinic_id", "to_clinic_id") == {
        "clinic_id": "ref Clinic required read-only (tenant)",
        "to_clinic_id": "ref Clinic required",
    }


def test_an_account_that_may_be_of_none_is_asked_about():
    """Where words only limit what is seen, somebody of no clinic may see those of all."""
    loose = CLINICS.replace(
        "clinic_id UUID NOT NULL REFERENCES clinics(id),\n    email",
        "clinic_id UUID REFERENCES clinics(id),\n    email",
    )
    spec = meant(DESIGN=loose, SECURITY="Nobody sees rows of another clinic.\n")
    assert (tenant(spec), asked(spec)) == ("", ["Q-tenant"])

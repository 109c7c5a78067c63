"""Who may do what, and how far: stated, inherited and derived rights."""

import pytest
from meant import LOANS, PAPERS, PEOPLE, decided, matrix, meant, requests

DATA = PEOPLE + LOANS + PAPERS
SECURITY = """
```yaml
roles:
  Member:
    permissions:
      - loan:create
      - loan:read_own
      - loan:update_own
      - profile:read_own
  Lead:
    inherits: Member
    permissions:
      - loan:read_team
      - loan:approve
  Finance:
    permissions:
      - loan:read_all
      - loan:export
  Admin:
    inherits: Finance
    permissions:
      - user:create
      - system:configure
```
"""


def test_words_of_a_right_become_scopes_and_are_inherited():
    """A right without a scope goes as far as it must: one's own, the team one approves for, all."""
    rights = matrix(meant(DESIGN=DATA, SECURITY=SECURITY), "loan")
    assert {name: rights[name] for name in ("loan:create", "loan:read", "loan:export")} == {
        "loan:create": "member own, lead own",
        "loan:read": "member own, lead team, finance all, admin all",
        "loan:export": "finance all, admin all",
    }
    assert rights["loan:approve"] == "lead team"


def test_every_operation_has_a_right():
    """What nobody names follows a related right, and says so as an assumption."""
    spec = meant(DESIGN=DATA, SECURITY=SECURITY)
    assert matrix(spec, "paper") == {
        "paper:read": "member own, lead team, finance all, admin all",
        "paper:delete": "member own, lead own",
        "paper:upload": "member own, lead own",
    }
    known = {permission.name for permission in spec.permissions} | {"public", "signed-in"}
    assert {name for one in spec.operations for name in one.permissions} <= known
    assert [p.basis for p in spec.permissions if p.name == "paper:delete"] == [("A-paper-rights",)]
    assert next(a for a in spec.assumptions if a.name == "A-paper-rights").proposal == (
        "read: like `loan:read`; delete: like `loan:update`; upload: like `loan:update`"
    )


def test_all_is_all_of_a_tenant():
    """Rows of two companies never mix."""
    spec = meant(
        DESIGN="""
```sql
CREATE TABLE tenants (id UUID PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE users (
    id UUID PRIMARY KEY,
    tenant_id UUID NOT NULL REFERENCES tenants(id),
    email TEXT NOT NULL,
    password_hash TEXT NOT NULL
);
CREATE TABLE notes (
    id UUID PRIMARY KEY,
    tenant_id UUID NOT NULL REFERENCES tenants(id),
    user_id UUID NOT NULL REFERENCES users(id),
    body TEXT NOT NULL
);
```
""",
        SECURITY="""
| Permission | member | admin |
|---|---|---|
| note:read | own | all |
| note:create | yes | yes |
""",
    )
    assert matrix(spec, "note")["note:read"] == "member own, admin tenant"
    assert "A-all-is-tenant" in {a.name for a in spec.assumptions}


def test_a_right_to_ones_own_needs_an_owner():
    """Where nothing says whose a row is, the right opens no row and a question is asked."""
    spec = meant(
        DESIGN=f"{PEOPLE}\n```sql\nCREATE TABLE rooms (id UUID PRIMARY KEY, title TEXT);\n```\n",
        SECURITY="""
| Permission | member | admin |
|---|---|---|
| room:update | own | all |
""",
    )
    assert matrix(spec, "room")["room:update"] == "member own, admin all"
    assert "Q-room-owner" in {q.name for q in spec.questions}


def test_a_story_never_widens_a_right():
    """What a story promises against the security document is a decision; one's own rows are added."""
    spec = meant(
        PRD="""
## Stories
- As a lead, I want to export loans so that I can share them
- As a member, I want to view my analytics so that I save
""",
        DESIGN=DATA,
        SECURITY=SECURITY
        + "\n| Permission | lead | admin |\n|---|---|---|\n| analytics:read | team | all |\n",
    )
    assert matrix(spec)["loan:export"] == "finance all, admin all"
    assert matrix(spec)["analytics:read"] == "member own, lead team, admin all"
    assert decided(spec)["D-export-lead"] == (
        "finance and admin SECURITY.md:18",
        "lead PRD.md:3",
    )


def test_roles_of_an_endpoint_are_its_right():
    """An endpoint that lists its roles says so more formally than a sentence."""
    spec = meant(
        DESIGN=f"""{PEOPLE}
```sql
CREATE TABLE books (id UUID PRIMARY KEY, title TEXT NOT NULL);
```

| Method | Path | Description | Roles |
|---|---|---|---|
| GET | /books | List | public |
| POST | /books | Add | librarian, admin |
| DELETE | /books/{{id}} | Remove | admin |
""",
    )
    assert matrix(spec, "book") == {
        "book:create": "librarian all, admin all",
        "book:delete": "admin all",
        "book:update": "librarian all, admin all",
    }
    assert requests(spec, "book")["book.list"] == "GET /books list public"


def test_a_right_to_everything_covers_what_nobody_names():
    """`all` of a resource includes its steps, and takes them from nobody."""
    spec = meant(
        DESIGN=DATA + "\nLoan status: draft -> submitted -> approved\n",
        SECURITY="""
| Role | Loans |
|---|---|
| Member | create, read own, update own |
| Admin | all |
""",
    )
    assert matrix(spec, "loan")["loan:submit"] == "member own, admin all"


def test_a_right_names_a_thing_by_its_title():
    """The heading says `Fahrzeug`, code says `vehicles`; a plural of either is the same thing."""
    data = """
# Datenmodell
### Fahrzeug (`vehicles`)
| Feld | Typ |
|---|---|
| id | UUID |
| kennzeichen | Text |
"""
    rights = """
# Rechte
| Rolle | Fahrzeuge |
|---|---|
| Mitarbeiter | lesen |
| Admin | alle |
"""
    rows = matrix(meant(DESIGN=data, SECURITY=rights))
    assert rows["vehicle:read"] == "mitarbeiter all, admin all"
    assert rows["vehicle:update"] == "admin all"


CLERKS = """# Rights
- Members can read, update and submit their own loans.
- Clerks can read, update and approve loans.
- Clerks can read papers.
"""
STEPS = """# Loans
```mermaid
stateDiagram-v2
    draft --> submitted : submit
    submitted --> approved : approve
    approved --> paid : nightly job
```
"""


def test_plain_rights_beside_those_to_ones_own_reach_all():
    """`Members read their own, clerks read loans`: the clerks read all."""
    rights = matrix(meant(DESIGN=DATA, SECURITY=CLERKS), "loan")
    assert rights["loan:read"] == "member own, clerk all"
    assert rights["loan:approve"] == "clerk all"


def test_nobody_takes_a_step_of_others_by_being_the_owner():
    """What a job or a payment does is no right of whose row it is, unless somebody says so."""
    rights = matrix(meant(DESIGN=DATA + STEPS, SECURITY=CLERKS), "loan")
    assert rights["loan:submit"] == "member own"
    assert rights["loan:pay"] == "clerk all"


def test_a_table_of_rights_is_not_widened_by_a_sentence():
    """What the table gives to others only, a sentence elsewhere does not add: it is a decision."""
    table = """
## Permissions

| Role | Permissions |
|---|---|
| clerk | loan:read (all) |
| manager | loan:read (all), loan:refund |
"""
    spec = meant(DESIGN=DATA, SECURITY=table, PRD="- R-7 A clerk may refund a loan at the counter.")
    assert matrix(spec, "loan")["loan:refund"] == "manager all"
    assert "D-loan-refund-clerk" in {one.name for one in spec.decisions}


def test_a_denial_of_security_stands_against_a_screen():
    """The security document denies what a screen lets somebody do: it is denied, and said."""
    rights = "## Rights\n\n- Clerks can read loans.\n- Clerks cannot cancel loans.\n"
    screen = "A clerk can cancel a loan here by a swipe."
    spec = meant(DESIGN=DATA, SECURITY=rights, **{"MOBILE-UI": screen})
    assert "clerk" not in matrix(spec, "loan").get("loan:cancel", "")
    assert "D-loan-cancel-clerk" in {one.name for one in spec.decisions}


def test_the_only_reference_to_the_account_says_whose_a_row_is():
    """Rights speak of one's own: a reference with any name says whose, one of an act does not."""
    data = (
        PEOPLE
        + """
```sql
CREATE TABLE surveys (
    id UUID PRIMARY KEY,
    lead_id UUID NOT NULL REFERENCES users(id),
    title VARCHAR(80) NOT NULL
);
CREATE TABLE seals (
    id UUID PRIMARY KEY,
    approved_by UUID NOT NULL REFERENCES users(id),
    title VARCHAR(80) NOT NULL
);
```
"""
    )
    rights = """
## Permissions

| Role | Permissions |
|---|---|
| surveyor | survey:update (own), seal:update (own) |
| manager | survey:read (all) |
"""
    found = matrix(meant(DESIGN=data, SECURITY=rights), "survey", "seal")
    assert found["survey:update"] == "surveyor own"
    assert found["seal:update"] == "surveyor own"


def test_roles_of_an_endpoint_may_have_names_of_their_own():
    """A word in brackets is a role where a document lists it as one; a signature never is."""
    rights = "## Roles\n\n| Role | Who |\n|---|---|\n| porter | ramp |\n| manager | office |\n"
    calls = """
```
GET    /loans                 list the loans (porter, manager)
DELETE /loans/{id}            remove one (porter)
```

| Method | Path | Access |
|---|---|---|
| POST | /hooks/bank | signature |
"""
    spec = meant(DESIGN=DATA + calls, SECURITY=rights)
    assert [role.name for role in spec.roles] == ["porter", "manager"]
    assert matrix(spec, "loan")["loan:delete"].startswith("porter ")


def test_no_endpoint_lets_in_whom_the_security_document_refuses():
    rights = "## Roles\n\n- porter\n- manager\n\nPorters cannot delete a loan.\n"
    calls = (
        "\n| Method | Path | Access |\n|---|---|---|\n| DELETE | /loans/{id} | porter, manager |\n"
    )
    spec = meant(DESIGN=DATA + calls, SECURITY=rights)
    assert "porter" not in matrix(spec, "loan")["loan:delete"]
    assert "D-loan-delete-roles" in [one.name for one in spec.decisions]


_MARKS = """
## Permissions

| Action | Member | Lead | Admin |
|---|---|---|---|
| View loans | own | ✓ | |
| Create loans | ✓ | | |
| Update loans | own | - | |
| Delete loans | | | ✗ |
"""


def test_who_may_do_everything_may_what_no_cell_denies():
    """An empty cell beside `can do everything` denies nothing; a cross does."""
    rights = matrix(meant(DESIGN=DATA, SECURITY=f"{_MARKS}\nAdmins can do everything.\n"), "loan")
    assert {name: "admin all" in cells for name, cells in rights.items()} == {
        "loan:read": True,
        "loan:create": True,
        "loan:update": True,
        "loan:delete": False,
    }


@pytest.mark.parametrize(
    "said",
    [
        "The board has full access.",
        "A board may do anything in the app.",
        '```yaml\nroles:\n  board: ["*"]\n```',
    ],
)
def test_who_may_do_everything_needs_no_column(said: str):
    text = f"{_MARKS}\n## Roles\n\n{said}\n"
    rights = matrix(meant(DESIGN=DATA, SECURITY=text), "loan")
    assert all("board all" in cells for cells in rights.values())


def test_what_one_document_denies_to_whom_another_gives_everything_is_decided():
    """What is said of one right goes before what is said of all of them."""
    spec = meant(
        DESIGN=DATA,
        SECURITY=f"{_MARKS}\nAdmins can do everything.\n",
        PRD="# Rules\n\nAdmins may not update loans.\n",
    )
    assert "admin" not in matrix(spec, "loan")["loan:update"]
    assert decided(spec)["D-loan-update-admin"] == ("not admin PRD.md:3", "admin SECURITY.md:11")


@pytest.mark.parametrize(
    "said",
    [
        "Loans are never deleted by anyone.",
        "Loans are deleted by nobody.",
        "Nobody may delete loans.",
        "No role can delete a loan.",
        "A clerk may not delete loans. A member may never delete loans.",
        "Clerks and members must not delete loans.",
    ],
)
def test_what_a_document_denies_to_all_is_no_part_of_everything(said: str):
    """`Loans: all` gives all but what the same document says in words that nobody may do."""
    text = f"# Rights\n\n## Clerk\n\n- Loans: all\n\n## Member\n\n- Loans: read own\n\n## Rules\n\n{said}\n"
    spec = meant(DESIGN=DATA, SECURITY=text)
    rights = matrix(spec, "loan")
    assert "clerk all" in rights["loan:update"]
    assert rights["loan:delete"] == ""
    row = next(one for one in spec.permissions if one.name == "loan:delete")
    assert ({place.file for place in row.sources}, row.basis) == ({"SECURITY.md"}, ())
    assert not any(
        "delete" in one.proposal for one in spec.assumptions if one.name == "A-loan-rights"
    )


def test_what_nobody_may_do_in_one_case_is_part_of_everything():
    """Who may do everything with loans may delete them, but for those that are paid."""
    said = "Loans are never deleted by anyone once they are paid."
    text = f"# Rights\n\n## Clerk\n\n- Loans: all\n\n## Rules\n\n{said}\n"
    assert "clerk all" in matrix(meant(DESIGN=DATA, SECURITY=text), "loan")["loan:delete"]


def test_an_empty_cell_leaves_a_right_to_be_inherited():
    """A dash denies what a role would inherit; an empty cell of a role that inherits nothing denies."""
    said = "\n- Lead: everything a member can, plus what is marked.\n- Admin inherits from Lead.\n"
    rights = matrix(meant(DESIGN=DATA, SECURITY=_MARKS + said), "loan")
    assert {name: rights[name] for name in ("loan:read", "loan:create", "loan:update")} == {
        "loan:read": "member own, lead all, admin all",
        "loan:create": "member own, lead own, admin own",
        "loan:update": "member own, admin own",
    }


def test_everyone_but_some_adds_nobody_to_whom_the_security_document_names():
    """A sentence that leaves somebody out names the others: it is no more trusted than their names."""
    rights = "## Rights\n\n- member\n- lead\n- board\n\nOnly the board may delete a loan.\n"
    spec = meant(
        DESIGN=DATA + "\n## Roles\n\n- member\n- lead\n- board\n",
        SECURITY=rights,
        PRD="# Rules\n\nEveryone except members may delete loans.\n",
    )
    assert matrix(spec, "loan")["loan:delete"] == "board all"
    assert "D-loan-delete-lead" in decided(spec)


def test_to_write_in_a_sentence_is_no_right_to_delete():
    """A permission string `paper:write` is one, as it is where such strings are usual."""
    said = "\n# Rights\n\nA curator may read papers. The vet may write papers.\n"
    spec = meant(DESIGN=PEOPLE + LOANS + PAPERS, SECURITY=said)
    stated = {one.name for one in spec.permissions if "vet" in dict(one.scopes) and not one.basis}
    assert stated == {"paper:create", "paper:update"}


def test_nobody_approves_what_is_his_own_by_having_all_rights_to_it():
    """An `own` cell in the row of a thing is all that may be done with it, but no decision about it."""
    table = """
# Rights

| | member | boss |
|---|---|---|
| loans | own | all |
| approve loans | | yes |
"""
    rights = matrix(meant(DESIGN=PEOPLE + LOANS, SECURITY=table), "loan")
    assert (rights["loan:update"], rights["loan:approve"]) == ("member own, boss all", "boss all")


LIFE = "\n# Life of a loan\n\n| From | To | Action | By |\n|---|---|---|---|\n| draft | submitted | submit | member |\n| submitted | approved | approve | {} |\n"


@pytest.mark.parametrize(
    ("prd", "aside"),
    [
        (LIFE.format("member, board"), ("board SECURITY.md:5", "member, board PRD.md:7")),
        (LIFE.format("board"), ()),
        (LIFE.format("the system"), ()),
        ("# Loans\n\nThe member presses **Approve** and waits.\n", ("board SECURITY.md:5", "member PRD.md:3")),
        ("# Loans\n\nThe board presses **Approve** and waits.\n", ()),
    ],
)  # fmt: skip
def test_who_takes_a_step_or_presses_a_button_is_held_against_the_rights(prd, aside):
    """Elsewhere the step is somebody's who has no right to it."""
    told = "# Roles and rights\n\n- A member can submit loans and read loans.\n\n- The board can approve loans and read loans.\n"
    spec = meant(DESIGN=PEOPLE + LOANS, SECURITY=told, PRD=prd)
    found = [one for name, one in decided(spec).items() if "approve" in name]
    assert found == ([aside] if aside else [])

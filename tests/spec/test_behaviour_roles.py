"""Who there is: the roles, what each inherits, and where lists of them disagree."""

import pytest
from meant import PEOPLE, decided, meant

from luke_cli.spec.model import Role

RIGHTS = """
```yaml
roles:
  Member:
    permissions: [loan:read_own]
  Finance:
    permissions: [loan:read_all]
  Admin:
    inherits: Finance
    permissions: [user:create]
```
"""


def roles(**texts: str) -> dict[str, tuple[str, ...]]:
    return {role.name: role.inherits for role in meant(**texts).roles}


def test_the_security_document_lists_the_roles():
    """A persona that stands for two roles, and a shorter list, are set aside with their places."""
    spec = meant(
        PRD="# Roles\n- **Member**: borrows\n- **Finance/Admin**: pays\n",
        DESIGN=f"{PEOPLE}\n### User\n- email: string, required\n- role (enum: member, admin)\n",
        SECURITY=RIGHTS,
    )
    assert [(role.name, role.inherits) for role in spec.roles] == [
        ("member", ()),
        ("finance", ()),
        ("admin", ("finance",)),
    ]
    assert decided(spec)["D-roles"] == (
        "member, finance, admin SECURITY.md:4 SECURITY.md:6 SECURITY.md:8",
        "member, admin DESIGN.md:13",
        "Member, Finance/Admin PRD.md:2 PRD.md:3",
    )


def test_the_account_gets_the_roles_as_its_enum():
    """The values of the field are the roles; who signs up starts with the least."""
    spec = meant(DESIGN=PEOPLE, SECURITY=RIGHTS)
    account = spec.entity("User")
    assert account is not None
    role = account.field("role")
    assert role is not None
    enum = spec.enum(role.type.enum)
    assert enum is not None
    assert (role.required, role.default) == (True, '"member"')
    assert enum.values == ("member", "finance", "admin")


def test_spellings_of_a_role_are_one():
    """`ROLE_ADMIN`, `Administrators` and `admin` are the same."""
    assert roles(
        DESIGN=PEOPLE,
        SECURITY="""
| Right | ROLE_USER | ROLE_ADMIN |
|---|---|---|
| read users | no | yes |

Roles: Users, Administrators
""",
    ) == {"user": (), "admin": ()}


def test_guests_are_no_role():
    """Who has not signed in needs no role: what they may do is public."""
    spec = meant(
        DESIGN=f"{PEOPLE}\n```sql\nCREATE TABLE books (id UUID PRIMARY KEY, title TEXT);\n```\n",
        SECURITY="""
| Permission | Guest | Member | Admin |
|---|---|---|---|
| book:read | yes | yes | yes |
| book:create | no | no | yes |
""",
    )
    assert [role.name for role in spec.roles] == ["member", "admin"]
    assert [o.permissions for o in spec.operations if o.name == "book.list"] == [("public",)]


def test_without_roles_there_are_two():
    """Somebody has to look after what belongs to nobody."""
    spec = meant(DESIGN=PEOPLE)
    assert spec.roles == (
        Role("user", basis=("A-roles",)),
        Role("admin", basis=("A-roles",)),
    )
    assert [a.name for a in spec.assumptions if a.about == "UserRole"] == ["A-roles"]


def test_an_administrator_is_called_as_the_documents_do():
    """`administrator` stays; where both spellings are used, the short one is the role."""
    alone = "Roles: member, administrator.\n"
    both = "Roles: member, administrator.\n\n| Role | Permissions |\n|---|---|\n| admin | loan:read |\n"
    assert [role.name for role in meant(SECURITY=alone).roles] == ["member", "administrator"]
    assert [role.name for role in meant(SECURITY=both).roles] == ["member", "admin"]


def test_whoever_registers_has_the_role_that_may_do_least():
    """A list that begins with the owner makes nobody an owner."""
    spec = meant(
        DESIGN=f"{PEOPLE}\n### User\n- email: string, required\n- role: owner | clerk | musician\n"
        "### Room\n- name: string, required\n",
        SECURITY="# Rights\n\n| Right | owner | clerk | musician |\n|---|---|---|---|\n"
        "| room:update | yes | no | no |\n| room:read | yes | yes | no |\n",
    )
    account = spec.entity("User")
    assert account is not None
    role = account.field("role")
    assert role is not None
    assert role.default == '"musician"'


def test_who_only_sentences_speak_of_is_a_role_beside_who_inherits():
    """Two of the four are named by an inheritance; the others have rights all the same."""
    told = """
# Who may do what

A walker may see the dogs. A carer may see and register dogs. The vet may write examinations.
The manager may do everything a carer may, and may create kennels.
"""
    found = roles(DESIGN=PEOPLE, SECURITY=told)
    assert found == {"walker": (), "carer": (), "vet": (), "manager": ("carer",)}


POSTS = """
```sql
CREATE TABLE hires (id UUID PRIMARY KEY, post TEXT CHECK (post IN ('teller', 'keeper', 'auditor')));
CREATE TABLE invites (id UUID PRIMARY KEY, role TEXT CHECK (role IN ('teller', 'keeper')));
```
"""


@pytest.mark.parametrize(
    ("more", "aside"), [("", ()), ("| guard | |\n", ("teller, keeper, auditor DESIGN.md:12",))]
)
def test_a_field_by_another_name_that_lists_the_roles_is_held_against_them(more, aside):
    """The values of a `post` are roles; whom an invitation may name is no list of them."""
    told = "# Roles\n\n| Role | Remark |\n|---|---|\n| teller | |\n| keeper | |\n| auditor | |\n"
    spec = meant(DESIGN=PEOPLE + POSTS, SECURITY=told + more)
    assert decided(spec).get("D-roles", ())[1:] == aside


def test_a_sentence_that_counts_the_roles_is_held_against_the_list():
    """Where it counts right, it stands with those that agree; parts of the roles are no count."""
    lists = "# Roles\n\n{}\n\n- **Member**: lends\n- **Clerk**: reads\n- **Admin**: adds\n"
    found = {
        words: decided(meant(PRD=lists.format(words), DESIGN=PEOPLE)).get("D-roles", ())
        for words in (
            "There are four roles.",
            "Shed has exactly three roles.",
            "It takes two roles.",
        )
    }
    assert [one[1:] for one in found.values()] == [("4 roles PRD.md:3",), (), ()]


def test_a_role_that_only_has_rights_is_shown_with_their_place():
    """Who has a right and stands in no list is why the lists do not agree."""
    spec = meant(
        DESIGN=f"{PEOPLE}\n### User\n- email: string, required\n- role: clerk | admin\n",
        SECURITY="# Rights\n\n- As a clerk I can see users.\n- As a guide I can see users.\n",
    )
    taken, aside = decided(spec)["D-roles"]
    assert (taken, aside) == ("clerk, admin, guide SECURITY.md:4", "clerk, admin DESIGN.md:13")

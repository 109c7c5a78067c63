"""What can be done: endpoints under one base path, steps, and what completes them."""

import pytest
from meant import LOANS, PAPERS, PEOPLE, decided, matrix, meant, requests, settings

from luke_cli.spec.model import Kind

BOOKS = "\n```sql\nCREATE TABLE books (id UUID PRIMARY KEY, title TEXT NOT NULL);\n```\n"


def test_one_endpoint_under_several_prefixes():
    """`/api/v1/books` and `/books` are one; two prefixes are a decision."""
    spec = meant(
        DESIGN=f"{PEOPLE}{BOOKS}\nBase URL: `/api/v1`\n\n- GET /api/v1/books\n- GET /books/{{id}}\n",
        NOTES="\n- GET /v1/books\n",
    )
    assert settings(spec, "base_path") == {"base_path": "/api/v1"}
    assert decided(spec)["D-base-path"] == ("/api/v1 DESIGN.md:15 DESIGN.md:17", "/v1 NOTES.md:2")
    listed = next(o for o in spec.operations if o.name == "book.list")
    assert [(place.file, place.line) for place in listed.sources] == [
        ("DESIGN.md", 17),
        ("NOTES.md", 2),
    ]


def test_what_is_stored_can_be_managed():
    """List, read, create, change and remove are there by convention."""
    spec = meant(DESIGN=PEOPLE + BOOKS)
    assert requests(spec, "book") == {
        "book.list": "GET /books list book:read",
        "book.create": "POST /books create book:create",
        "book.read": "GET /books/{id} read book:read",
        "book.update": "PATCH /books/{id} update book:update",
        "book.delete": "DELETE /books/{id} delete book:delete",
    }
    assert {o.basis for o in spec.operations if o.group == "book"} == {("default",)}


def test_files_hang_below_what_they_belong_to():
    """A file is uploaded below its parent and read on its own."""
    spec = meant(DESIGN=PEOPLE + LOANS + PAPERS)
    assert requests(spec, "paper") == {
        "paper.list": "GET /loans/{loan_id}/papers list paper:read",
        "paper.upload": "POST /loans/{loan_id}/papers upload paper:upload",
        "paper.read": "GET /papers/{id} read paper:read",
        "paper.download": "GET /papers/{id}/file download paper:read",
        "paper.delete": "DELETE /papers/{id} delete paper:delete",
    }


def test_two_paths_for_one_thing():
    """What only a test plan names gives way; both places are named."""
    spec = meant(
        DESIGN=f"{PEOPLE}{LOANS}{PAPERS}\n### POST /loans/{{loan_id}}/papers\n",
        **{"QA-TESTING": "## Endpoints\n- POST /papers/upload\n"},
    )
    assert requests(spec, "paper")["paper.upload"].startswith("POST /loans/{loan_id}/papers ")
    assert decided(spec)["D-paper-upload-path"] == (
        "POST /loans/{loan_id}/papers DESIGN.md:36",
        "POST /papers/upload QA-TESTING.md:2",
    )


def test_many_to_many():
    """A pair of references is attached, detached and listed; no rows of its own."""
    spec = meant(
        DESIGN=f"""{PEOPLE}{BOOKS}
```sql
CREATE TABLE tags (id UUID PRIMARY KEY, label TEXT NOT NULL);
CREATE TABLE book_tags (
    book_id UUID REFERENCES books(id), tag_id UUID REFERENCES tags(id),
    PRIMARY KEY (book_id, tag_id)
);
```
""",
    )
    made = requests(spec)
    assert made["book.attach_tag"] == "PUT /books/{book_id}/tags/{tag_id} attach book:update"
    assert made["book.detach_tag"] == "DELETE /books/{book_id}/tags/{tag_id} detach book:update"
    assert made["tag.list_of_book"] == "GET /books/{book_id}/tags list tag:read"
    assert not any(name.startswith("book_tag.") for name in made)


def test_a_path_may_call_a_parent_as_a_field_does():
    """Only the field of the child says whose rows these are."""
    spec = meant(
        DESIGN=f"""{PEOPLE}{BOOKS}
```sql
CREATE TABLE notes (
    id UUID PRIMARY KEY, volume_id UUID NOT NULL REFERENCES books(id), body TEXT NOT NULL
);
```
- GET /volumes/{{volume_id}}/notes
- POST /volumes/{{volume_id}}/notes
"""
    )
    made = requests(spec, "note")
    assert made["note.list"].startswith("GET /volumes/{volume_id}/notes list ")
    assert made["note.create"].startswith("POST /volumes/{volume_id}/notes create ")


def test_a_literal_path_stands_before_one_that_swallows_it():
    """`/books/export` is not the book with the key `export`."""
    spec = meant(DESIGN=f"{PEOPLE}{BOOKS}\n- GET /books/{{id}}\n- GET /books/export\n")
    paths = [o.path for o in spec.operations if o.method == "GET" and o.group == "book"]
    assert paths == ["/books", "/books/export", "/books/{id}"]


def test_what_cannot_be_derived_is_open():
    """It has its route, its right and a question; nothing is pretended."""
    spec = meant(
        DESIGN=f"{PEOPLE}{BOOKS}\n- POST /books/import\n- GET /statistics\n",
    )
    opened = {o.name: (o.path, o.basis) for o in spec.operations if o.kind is Kind.CUSTOM}
    assert opened == {
        "book.import": ("/books/import", ("Q-book-import",)),
        "statistic.list": ("/statistics", ("Q-statistic-analytics",)),
    }
    assert {basis for _, found in opened.values() for basis in found} <= {
        question.name for question in spec.questions
    }


def test_signing_in():
    """Paths are as the documents have them; what they leave out follows."""
    spec = meant(
        DESIGN=f"""{PEOPLE}
- POST /users/login
- GET /users/me
- POST /auth/forgot-password
- POST /auth/google
""",
        PRD="## Stories\n- As a visitor, I want to register so that I can borrow books\n",
    )
    assert requests(spec, "auth") == {
        "auth.login": "POST /users/login auth public",
        "auth.me": "GET /users/me auth signed-in",
        "auth.forgot_password": "POST /auth/forgot-password auth public",
        "auth.reset_password": "POST /auth/reset-password auth public",
        "auth.google": "POST /auth/google custom public",
        "auth.refresh": "POST /auth/refresh auth public",
        "auth.logout": "POST /auth/logout auth signed-in",
        "auth.update_me": "PATCH /users/me auth signed-in",
        "auth.change_password": "POST /auth/change-password auth signed-in",
        "auth.register": "POST /auth/register auth public",
    }


@pytest.mark.parametrize(
    ("endpoints", "asks", "takes"),
    [
        (
            "- POST /auth/password-reset\n- POST /auth/password-reset/confirm\n",
            "/auth/password-reset",
            "/auth/password-reset/confirm",
        ),
        ("- POST /auth/password/forgot\n", "/auth/password/forgot", "/auth/password/reset"),
        ("- POST /auth/reset-password\n", "/auth/forgot-password", "/auth/reset-password"),
        ("- POST /users/forgot-password\n", "/users/forgot-password", "/users/reset-password"),
        ("- POST /auth/recover\n", "/auth/recover", "/auth/reset-password"),
    ],
)
def test_a_forgotten_password_has_two_halves(endpoints, asks, takes):
    """One asks for a link, one takes it; what the documents leave out follows."""
    made = requests(meant(DESIGN=f"{PEOPLE}\n{endpoints}"), "auth")
    halves = [made["auth.forgot_password"], made["auth.reset_password"]]
    assert halves == [f"POST {asks} auth public", f"POST {takes} auth public"]


def test_a_wish_for_a_new_password_is_both_halves():
    spec = meant(
        PRD="## Stories\n- As a member, I want to reset my password so that I can sign in again\n",
        DESIGN=PEOPLE,
    )
    made = requests(spec, "auth")
    assert [made["auth.forgot_password"], made["auth.reset_password"]] == [
        "POST /auth/password/forgot auth public",
        "POST /auth/password/reset auth public",
    ]


def test_nobody_without_an_address_gets_mail():
    """It stays open how the link is delivered."""
    design = PEOPLE.replace("email VARCHAR(255)", "username VARCHAR(255)")
    made = requests(meant(DESIGN=f"{design}\n- POST /auth/forgot-password\n"), "auth")
    found = {name: request for name, request in made.items() if "password" in request}
    assert found["auth.forgot_password"].endswith(" custom public")
    assert "auth.reset_password" not in found


def test_health_is_no_operation():
    """Where the process says that it lives is a setting."""
    spec = meant(DESIGN=f"{PEOPLE}\n- GET /healthz\n- GET /metrics\n")
    assert settings(spec, "liveness_path", "metrics_path") == {
        "liveness_path": "/healthz",
        "metrics_path": "/metrics",
    }
    assert not any("health" in o.path for o in spec.operations)


def test_a_record_of_steps_is_only_read():
    """Who took a step, and when, is written by the step."""
    spec = meant(
        DESIGN=f"""{PEOPLE}{LOANS}
```sql
CREATE TABLE approvals (
    id UUID PRIMARY KEY,
    loan_id UUID NOT NULL REFERENCES loans(id) ON DELETE CASCADE,
    approver_id UUID NOT NULL REFERENCES users(id),
    status VARCHAR(20) NOT NULL CHECK (status IN ('approved', 'rejected')),
    comments TEXT
);
```

- POST /loans/{{id}}/approve
""",
    )
    assert requests(spec, "approval") == {
        "approval.list": "GET /loans/{loan_id}/approvals list approval:read",
        "approval.read": "GET /approvals/{id} read approval:read",
    }
    assert matrix(spec, "approval") == {"approval:read": "user own, admin all"}


def test_one_act_in_two_documents_is_one_endpoint():
    """Another method, another spelling, a singular: the list is taken, both places are named."""
    spec = meant(
        DESIGN=f"{PEOPLE}{BOOKS}\n"
        "- GET /books\n- POST /books/{id}/assign\n- POST /books/{id}/hand-back\n"
        "- POST /books/{id}/like\n- DELETE /books/{id}/like\n",
        **{
            "MOBILE-UI": "# App\n\nPicking one sends `PUT /books/{id}/assign`, the door `POST /books/{id}/handback`.\n\n"
            "The shelf comes from `GET /book`.\n"
        },
    )
    assert {name: said for name, said in decided(spec).items() if name.startswith("D-")} == {
        "D-book-assign-method": (
            "POST /books/{id}/assign DESIGN.md:16",
            "PUT /books/{id}/assign MOBILE-UI.md:3",
        ),
        "D-book-hand-back-path": (
            "POST /books/{id}/hand-back DESIGN.md:17",
            "POST /books/{id}/handback MOBILE-UI.md:3",
        ),
        "D-book-list-path": ("GET /books DESIGN.md:15", "GET /book MOBILE-UI.md:5"),
    }
    assert "DELETE /books/{id}/like" in {f"{o.method} {o.path}" for o in spec.operations}


def test_a_screen_calls_what_the_list_has_under_another_path():
    """What the words beside a call mean is built once, and the screen is told."""
    spec = meant(
        DESIGN=f"{PEOPLE}{BOOKS}{LOANS}\n"
        "- GET /books\n- POST /books\n- GET /loans\n- POST /loans\n- POST /loans/{id}/extend\n- POST /loans/{id}/approve\n",
        **{
            "WEB-UI": "# Web\n\nA button *Extend* calls `PATCH /loans/{id}`. New books: `POST /rare-books`.\n\n"
            "A click on an empty shelf adds a loan: `POST /shelves`. *OK* sends `POST /loans/{id}/approval`.\n"
        },
    )
    assert {name: said for name, said in decided(spec).items() if name.startswith("D-")} == {
        "D-book-create-path": ("POST /books DESIGN.md:31", "POST /rare-books WEB-UI.md:3"),
        "D-loan-approve-path": (
            "POST /loans/{id}/approve DESIGN.md:35",
            "POST /loans/{id}/approval WEB-UI.md:5",
        ),
        "D-loan-create-path": ("POST /loans DESIGN.md:33", "POST /shelves WEB-UI.md:5"),
        "D-loan-extend-method": (
            "POST /loans/{id}/extend DESIGN.md:34",
            "PATCH /loans/{id} WEB-UI.md:3",
        ),
    }
    assert not any("shelves" in one.path or "rare" in one.path for one in spec.operations)


def test_nobody_registers_where_somebody_adds_accounts():
    """Staff whom a director adds do not sign up, though no role is called admin."""
    spec = meant(
        DESIGN=f"""{PEOPLE}
## Roles
- Curator: keeps the collection
- Director: keeps accounts

| Endpoint | Who |
|---|---|
| `GET /users` | director |
| `POST /users` | director |
"""
    )
    assert "auth.register" not in requests(spec, "auth")

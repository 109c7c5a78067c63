"""Numbers and words that configure the backend: one value, the others in a decision."""

import pytest
from meant import PEOPLE, decided, meant, settings

from luke_cli.spec.rated import routes_of, unplaced

BOOKS = "\n```sql\nCREATE TABLE books (id UUID PRIMARY KEY, title TEXT NOT NULL);\n```\n"


def test_the_security_document_decides_about_sign_in():
    """A token that lives an hour in one document and 15 minutes in another."""
    spec = meant(
        DESIGN=f"{PEOPLE}\n- Access tokens expire after 1 hour\n",
        SECURITY="\n- Access tokens expire after 15 minutes\n- 5 failed login attempts lock it\n",
    )
    assert settings(spec, "access_token_ttl", "lockout_attempts") == {
        "access_token_ttl": "15 min",
        "lockout_attempts": "5",
    }
    assert decided(spec)["D-access-token-ttl"] == ("15 min SECURITY.md:2", "1 h DESIGN.md:11")


def test_a_limit_of_a_path_is_one_of_its_operation():
    """`/auth/login` is `auth.login`, `/books` is every operation on books."""
    spec = meant(
        DESIGN=PEOPLE + BOOKS,
        SECURITY="""
Rate limiting: 100 requests per minute

```yaml
rate_limits:
  /auth/login:
    rate: 5/minute
  /api/v1/books:
    rate: 60/minute
```
""",
    )
    names = ("rate_limit", "rate_limit.auth.login", "rate_limit.book")
    assert settings(spec, *names) == {
        "rate_limit": "100/min",
        "rate_limit.auth.login": "5/min",
        "rate_limit.book": "60/min",
    }


def test_what_is_built_is_what_the_plan_says():
    """One service, argon2id: what the documents name instead is set aside."""
    spec = meant(DESIGN=f"{PEOPLE}\n- Passwords are hashed with bcrypt\n")
    assert settings(spec, "password_hash") == {"password_hash": "argon2id"}
    assert decided(spec)["D-password-hash"] == ("argon2id", "bcrypt DESIGN.md:11")


def test_a_team_is_what_the_account_refers_to():
    """Only where rights speak of a team."""
    rights = "\n| Permission | member | lead |\n|---|---|---|\n| book:read | own | team |\n"
    assert settings(meant(DESIGN=PEOPLE, SECURITY=rights), "team_by") == {
        "team_by": "User.manager_id"
    }
    assert settings(meant(DESIGN=PEOPLE), "team_by") == {}


def test_a_team_is_the_one_thing_that_every_account_is_of():
    """Whatever that is called, if other rows are of it, too; a legend of the scope leaves it one."""
    design = """
```sql
CREATE TABLE harbours (id uuid PRIMARY KEY, name varchar(40) NOT NULL);
CREATE TABLE users (id uuid PRIMARY KEY, harbour_id uuid NOT NULL REFERENCES harbours (id), email varchar(200) NOT NULL, password_hash text NOT NULL);
CREATE TABLE buoys (id uuid PRIMARY KEY, harbour_id uuid NOT NULL REFERENCES harbours (id), name varchar(40) NOT NULL);
```
"""
    rights = """
# Access rights

`team` is the harbour of the user. `all` is all.

| Resource | Action | pilot | master |
|---|---|---|---|
| Buoy | read | team | all |
| Buoy | update | - | team |
"""
    spec = meant(DESIGN=design, SECURITY=rights)
    assert settings(spec, "team_by") == {"team_by": "User.harbour_id"}
    (update,) = (one for one in spec.permissions if one.name == "buoy:update")
    assert update.scopes == (("master", "team"),)


def test_conventions_fill_in_what_every_backend_needs():
    """They say so."""
    spec = meant(DESIGN=PEOPLE)
    found = {s.name: s.value for s in spec.settings if s.basis == ("default",)}
    assert found == {
        "base_path": "/api/v1",
        "paging": "page, limit",
        "page_size": "20",
        "page_size_max": "100",
        "list_envelope": "items",
        "validation_status": "422",
        "database": "postgresql",
        "login_by": "email",
        "access_token_ttl": "15 min",
        "refresh_token_ttl": "7 d",
        "refresh_rotation": "yes",
        "password_hash": "argon2id",
        "password_min_length": "12",
        "lockout_attempts": "5",
        "lockout_time": "15 min",
        "port": "8000",
        "liveness_path": "/health/live",
        "readiness_path": "/health/ready",
        "log_format": "json",
        "request_id_header": "X-Request-ID",
        "metrics": "prometheus",
        "metrics_path": "/metrics",
    }


@pytest.mark.parametrize(
    ("said", "times"),
    [
        ("Cache books for 5 minutes.", {".book": "5 min"}),
        ("The list of new books is cached for 90 seconds.", {".book.list": "90 s"}),
        (
            "Books are cached for 1 min, book details for 5 min.",
            {".book": "1 min", ".book.read": "5 min"},
        ),
        ("- `GET /api/v1/books/{id}`: cached for 2 minutes", {".book.read": "2 min"}),
        (
            "| Data | TTL | Invalidation |\n|---|---|---|\n| Book list | 30 s | on write |",
            {".book.list": "30 s"},
        ),
        (
            "| Method | Path | Cache |\n|---|---|---|\n| GET | /books | 45 s |\n| GET | /books/{id} | - |",
            {".book.list": "45 s"},
        ),
        (
            "```yaml\ncache: {books_ttl: 60, default_ttl: 30}\n```",
            {".book": "1 min", ".default": "30 s"},
        ),
        ("Answers to GET may be cached for 5 minutes.", {"": "5 min"}),
        ("The list of open stalls is cached for 90 seconds.", {".list_open_stalls": "90 s"}),
    ],
)
def test_a_cache_is_named_after_what_it_answers(said, times):
    """A thing is all reads of it; what no operation reads keeps its words, and all has no name."""
    api = "\n| Method | Path |\n|---|---|\n| GET | /books |\n| GET | /books/{id} |\n"
    spec = meant(DESIGN=f"{PEOPLE}{BOOKS}{api}\n## Caching\n\n{said}\n")
    found = {s.name: s.value for s in spec.settings if s.name.startswith("cache_ttl")}
    assert found == {f"cache_ttl{name}": value for name, value in times.items()}


def test_what_a_client_caches_is_the_clients():
    """Nothing of it is kept by the backend."""
    spec = meant(
        DESIGN=PEOPLE + BOOKS,
        **{"MOBILE-UI": "\n## Caching\n\nBooks are cached for 5 minutes.\n"},
    )
    assert {s.name for s in spec.settings if "cache" in s.name} == set()


def test_a_limit_behind_a_method_is_one_of_that_operation():
    """What reads does not count against what adds; uploads are one kind wherever they are."""
    spec = meant(
        DESIGN=f"""{PEOPLE}{BOOKS}
## Rate limits

- POST /books: 10 per minute per user
- `GET /books/{{id}}`: 30 per minute per IP
- Uploads: 5 per hour per user
"""
    )
    assert {s.name: s.value for s in spec.settings if s.name.startswith("rate_limit.")} == {
        "rate_limit.book.create": "10/min per user",
        "rate_limit.book.read": "30/min per address",
        "rate_limit.upload": "5/h per user",
    }
    assert unplaced(spec) == ("rate_limit.upload",)


def test_a_limit_of_a_group_counts_all_of_it():
    """What most of it have in common, and each of its requests that lies elsewhere."""
    spec = meant(
        DESIGN=f"""{PEOPLE}{BOOKS}
- `POST /auth/login`: sign in
- `POST /auth/refresh`: refresh the tokens
- `GET /books`: list the books
- `PATCH /books/{{id}}`: change a book

Authentication endpoints: 7 requests per minute per IP. Requests to `/books`: 60 per minute.
"""
    )
    assert routes_of(spec, "auth")[0] == ("", "/auth/**")
    assert routes_of(spec, "book") == (("", "/books/**"),)

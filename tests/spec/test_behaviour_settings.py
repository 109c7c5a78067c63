"""Numbers and words that configure the backend: one value, the others in a decision."""

from meant import PEOPLE, decided, meant, settings

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


def test_a_single_cache_needs_no_name():
    """`cache_ttl` says it; two caches are told apart."""
    one = "\n## Caching\n\n- The list of open stalls is cached for 90 seconds\n"
    two = f"{one}- Prices are cached for 5 minutes\n"
    assert settings(meant(DESIGN=PEOPLE + one), "cache_ttl") == {"cache_ttl": "90 s"}
    found = {s.name for s in meant(DESIGN=PEOPLE + two).settings if "cache" in s.name}
    assert found == {"cache_ttl.list_open_stalls", "cache_ttl.prices"}

"""Who may call an endpoint, by words beside it that only the roles of the documents explain."""

import pytest
from meant import matrix, meant

BOATS = """
```sql
CREATE TABLE users (
    id UUID PRIMARY KEY,
    email VARCHAR(255) NOT NULL UNIQUE,
    password_hash VARCHAR(255) NOT NULL
);
CREATE TABLE trips (
    id UUID PRIMARY KEY,
    user_id UUID NOT NULL REFERENCES users(id),
    note TEXT
);
```

## Roles

- paddler
- steward
- admin
"""


@pytest.mark.parametrize(
    ("words", "meant_by"),
    [
        ("### DELETE /trips/{id}\nWho: steward", "steward own"),
        ("### DELETE /trips/{id}\nAuth: paddler (own) | admin", "paddler own, admin all"),
        (
            "### DELETE /trips/{id}\nAllowed: paddlers (their trips) and admins",
            "paddler own, admin all",
        ),
        ("### DELETE /trips/{id}\nRequires: paddler, only for trips of their own", "paddler own"),
        (
            "### DELETE /trips/{id}\n- **Access:** paddlers drop their own, stewards drop all",
            "paddler own, steward all",
        ),
        ("### DELETE /trips/{id} (owner or steward)", "paddler own, steward all, admin own"),
        ("- `DELETE /trips/{id}` - own trips only", "paddler own, steward own, admin own"),
        ("- `DELETE /trips/{id}` - the paddler who made it, or an admin", "paddler own, admin all"),
        ("- `DELETE /trips/{id}` (paddler: own, steward: all)", "paddler own, steward all"),
        ("- `DELETE /trips/{id}` - steward+", "steward own"),
    ],
)
def test_words_beside_an_endpoint(words: str, meant_by: str):
    """Each role reaches what is said of it; an owner that is no role is whoever made the row."""
    spec = meant(DESIGN=f"{BOATS}\n## Endpoints\n\n{words}\n")
    assert matrix(spec, "trip")["trip:delete"] == meant_by


def test_an_owner_that_is_a_role_is_one():
    """Where the documents list an owner among the roles, that is who they mean."""
    roles = BOATS.replace("- steward", "- owner")
    spec = meant(DESIGN=f"{roles}\n## Endpoints\n\n- DELETE /trips/{{id}} (owner only)\n")
    assert list(matrix(spec, "trip")["trip:delete"].split(" ")) == ["owner", "own"]

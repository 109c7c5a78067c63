"""Names that sentences write with an umlaut or an accent, and schemas without."""

from meant import matrix, meant

GERMAN = """
## Tabellen

```sql
CREATE TABLE benutzer (
    id UUID PRIMARY KEY,
    email VARCHAR(120) NOT NULL UNIQUE,
    rolle VARCHAR(20) NOT NULL CHECK (rolle IN ('meister', 'buero'))
);
CREATE TABLE feuerstaette (id UUID PRIMARY KEY, bezeichnung VARCHAR(80) NOT NULL);
```

## Wege

- `GET /feuerstaetten`
- `POST /feuerstaetten/{id}/ankuendigen`
"""
RIGHTS = """
## Rechte

### Büro

- Feuerstätten: lesen, ankündigen

### Meister

Der Meister hat alle Rechte des Büros und außerdem:

- Feuerstätten: anlegen
"""
FRENCH = """
## Tables

```sql
CREATE TABLE utilisateurs (
    id UUID PRIMARY KEY,
    courriel VARCHAR(120) NOT NULL UNIQUE,
    role VARCHAR(20) NOT NULL CHECK (role IN ('gardien', 'elu'))
);
CREATE TABLE etat_des_lieux (id UUID PRIMARY KEY, remarques TEXT);
```
"""


def test_an_umlaut_is_a_letter_or_two():
    """The office is a `buero` of the schema, and has its rights by either spelling."""
    spec = meant(DESIGN=GERMAN, SECURITY=RIGHTS)
    assert {role.name: role.inherits for role in spec.roles} == {"meister": ("buero",), "buero": ()}
    stated = {name: who for name, who in matrix(spec, "feuerstaette").items() if "buero" in who}
    assert stated == {
        "feuerstaette:read": "meister all, buero all",
        "feuerstaette:ankuendigen": "meister all, buero all",
    }
    assert [one.name for one in spec.operations if "ank" in one.name] == [
        "feuerstaette.ankuendigen"
    ]


def test_an_accent_is_none_in_the_schema():
    spec = meant(DESIGN=FRENCH, SECURITY="## Droits\n\nL'élu peut consulter les états des lieux.\n")
    assert matrix(spec, "etat_des_lieux")["etat_des_lieux:read"] == "elu all"

"""Lives that sentences tell of a thing whose states its own document lists, in several languages."""

import pytest
from meant import PEOPLE, meant

SCHEMA = """
## {heading}

```sql
CREATE TABLE {table} (
    id UUID PRIMARY KEY,
    nota VARCHAR(80) NOT NULL,
    estado VARCHAR(20) NOT NULL CHECK (estado IN ({states}))
);
```

## {told}

{text}
"""


def pairs(text: str) -> set[tuple[str, str]]:
    """Return each step of a document."""
    spec = meant(DESIGN=PEOPLE + text)
    return {(origin, step.target) for step in spec.transitions for origin in step.origins}


def listed(heading: str, table: str, states: str, told: str, text: str) -> str:
    """Return a document with a table of SQL and a sentence about its states."""
    quoted = ", ".join(f"'{state}'" for state in states.split())
    return SCHEMA.format(heading=heading, table=table, states=quoted, told=told, text=text)


SPANISH = (
    "Los envíos y sus estados",
    "envio",
    "creado enviado perdido archivado",
    "Estados de los envíos",
)
GERMAN = (
    "Die Lieferungen und ihre Zustände",
    "lieferung",
    "offen bezahlt verloren abgelegt",
    "Zustände der Lieferung",
)
FRENCH = ("Les dépôts et leurs états", "depot", "ouvert paye perdu range", "Les états du dépôt")
PORTUGUESE = (
    "As remessas e os seus estados",
    "remessa",
    "preparada enviada perdida guardada",
    "Estados da remessa",
)


@pytest.mark.parametrize(
    ("words", "text", "steps"),
    [
        (SPANISH, "Un envío pasa de creado a enviado al salir del almacén, de creado a perdido y de enviado a perdido cuando nadie lo encuentra.", "creado enviado, creado perdido, enviado perdido"),
        (SPANISH, "El envío pasa de creado a enviado, y de enviado a archivado al cerrar el año.", "creado enviado, enviado archivado"),
        (SPANISH, "Cada envío pasa de enviado a perdido al vencer el plazo; de perdido a archivado tras un mes.", "enviado perdido, perdido archivado"),
        (GERMAN, "Die Lieferung wechselt von offen nach bezahlt, von offen nach verloren und von bezahlt nach abgelegt, wenn das Jahr vorbei ist.", "offen bezahlt, offen verloren, bezahlt abgelegt"),
        (GERMAN, "Eine Lieferung wechselt von bezahlt zu abgelegt und von verloren zu abgelegt.", "bezahlt abgelegt, verloren abgelegt"),
        (FRENCH, "Le dépôt passe de ouvert à perdu quand personne ne vient, et de perdu à range.", "ouvert perdu, perdu range"),
        (PORTUGUESE, "A remessa passa de preparada para enviada ao sair do armazém, de enviada para perdida e de enviada para guardada.", "preparada enviada, enviada perdida, enviada guardada"),
    ],
)  # fmt: skip
def test_several_steps_in_one_sentence(
    words: tuple[str, str, str, str], text: str, steps: str
) -> None:
    """Accents in the words, and none in the code, are one name."""
    found = {(one.split()[0], one.split()[1]) for one in steps.split(", ")}
    assert found <= pairs(listed(*words, text))


TABLE = """
### 2.1 Voucher

| Field | Type | Note |
|---|---|---|
| id | uuid | |
| title | varchar(80) | |
| status | enum | see below |

## Voucher states

| From | Event | To |
|---|---|---|
| draft | hand over | with_buyer |
| with_buyer | redeem | redeemed |
| with_buyer | void | voided |
| draft | void | voided |
"""


@pytest.mark.parametrize(
    "scenario",
    [
        'Given a voucher in "draft"\nWhen the desk hands over the voucher\nThen it is "with_buyer"',
        'Given a voucher in "draft"\nWhen the desk hands over the voucher\nAnd the buyer redeems it\nThen the voucher is "redeemed"',
        'Given a voucher in "with_buyer"\nWhen the desk voids it\nThen the voucher is "voided"',
        'Given a voucher in "draft"\nWhen the desk hands over the voucher\nThen it is "with_buyer"\nWhen the buyer redeems it\nThen it is "redeemed"',
    ],
)
def test_a_scenario_passes_some_of_the_states_that_a_table_draws(scenario: str) -> None:
    """The table has them all, also where the scenario is read before it; two acts are two steps."""
    prd = f"# Vouchers\n\n```gherkin\nFeature: Vouchers\n\nScenario: One\n{scenario}\n```\n"
    spec = meant(PRD=prd, DESIGN=PEOPLE + TABLE)
    steps = {(origin, one.target) for one in spec.transitions for origin in one.origins}
    assert steps == {
        ("draft", "with_buyer"),
        ("with_buyer", "redeemed"),
        ("with_buyer", "voided"),
        ("draft", "voided"),
    }
    assert not [one.about for one in spec.decisions if "status" in one.about]

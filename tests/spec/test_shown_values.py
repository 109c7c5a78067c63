"""Lists of values as screens, filters and short paragraphs give them, against those of the model."""

import pytest
from meant import PEOPLE, meant
from test_contradictions import decided


@pytest.mark.parametrize(
    ("document", "text", "about"),
    [
        ("API", "### GET /work-slips\n\nFilter `status`, one of `open`, `under_way`, `shelved`, `called_off`.", "WorkSlip.status"),
        ("API", "### GET /work-slips\n\nFilters by mood: calm, tense, wild or sleepy.", "WorkSlip.mood"),
        ("WEB-UI", "## Slips\n\nTabs per status: open, under way, done, shelved and called off.", "WorkSlip.status"),
        ("WEB-UI", "## Slips\n\nChips by mood: calm, tense, wild, sleepy.", "WorkSlip.mood"),
        ("WEB-UI", "## Work slip\n\n| Label | Control | Check |\n|---|---|---|\n| Title | text | required |\n| Mood | select | calm, tense, wild, sleepy |", "WorkSlip.mood"),
        ("WEB-UI", "## Work slip\n\n| Field | Input | Rules |\n|---|---|---|\n| Mood | radio buttons | required, calm, tense, wild, half asleep |", "WorkSlip.mood"),
        ("PRD", "## Mood of a slip\n\nValues: `calm`, `tense`, `wild`, `sleepy`.", "WorkSlip.mood"),
        ("PRD", "A worker tells whether it is a calm slip, a tense slip, a wild slip or a sleepy one.", "WorkSlip.mood"),
        ("PRD", "R1. Slips are graded as calm, tense, wild or sleepy.", "WorkSlip.mood"),
        ("WEB-UI", "## Slips\n\nBehind the gear: calm mood, tense mood, wild mood, sleepy mood.", "WorkSlip.mood"),
        ("PRD", "## 3.1 Work slip mood\n\nPossible values: calm, tense, wild, sleepy.", "WorkSlip.mood"),
    ],
)  # fmt: skip
def test_what_a_screen_or_a_filter_lists_is_compared(document: str, text: str, about: str) -> None:
    """Wherever the list stands, and however the field is named beside it."""
    assert about in decided(**{document: f"# Slips\n\n{text}\n"})


@pytest.mark.parametrize(
    ("document", "text"),
    [
        ("API", "### GET /work-slips\n\nFilter `mood`, one of `calm`, `tense`, `wild`."),
        ("API", "### GET /work-slips\n\nFilters: `status`, `mood`, `priority`."),
        ("WEB-UI", "## Work slip\n\n| Label | Control | Check |\n|---|---|---|\n| Mood | select | calm, tense, wild |"),
        ("WEB-UI", "## Work slip\n\n| Label | Control | Check |\n|---|---|---|\n| Mood | select | shown, sorted, searched |"),
        ("PRD", "## Mood of a slip\n\nValues: `calm`, `tense`, `wild`."),
        ("PRD", "Whoever is calm, tense or wild gets tea."),
        ("PRD", "A slip is calm, tense or wild, and required."),
        ("PRD", "The list shows how many calm, tense and wild slips there are, title and mood."),
        ("PRD", "## What we hold dear\n\nValues: honesty, patience, good coffee."),
    ],
)  # fmt: skip
def test_the_same_list_or_another_thing_is_no_contradiction(document: str, text: str) -> None:
    """Names of filters, what a control does and the values of a company are no values of a field."""
    assert decided(**{document: f"# Slips\n\n{text}\n"}) == {}


ORDERS = """
## {order}

```sql
CREATE TABLE {table} (
    id UUID PRIMARY KEY,
    estado VARCHAR(20) NOT NULL CHECK (estado IN ({states}))
);
```
"""


@pytest.mark.parametrize(
    ("order", "table", "states", "screen"),
    [
        ("Los pedidos de la casa y sus estados", "pedido", "abierto pagado enviado perdido", "## Los pedidos\n\nPestañas por estado: abiertos, pagados, enviados, perdidos y anulados. Cada pestaña lleva su número."),
        ("Las reservas de la casa y sus estados", "reserva", "pendiente aprobada servida", "## Las reservas\n\nFiltros por estado: pendientes, aprobadas, servidas y anuladas. El filtro no se guarda."),
        ("Os pedidos da casa e os seus estados", "pedido", "aberto pago enviado perdido", "## Os pedidos\n\nAbas por estado: abertos, pagos, enviados, perdidos e anulados. Cada aba tem o seu número."),
        ("Die Aufträge und ihre Zustände", "auftrag", "offen bezahlt versandt verloren", "## Die Aufträge\n\nDie Liste zeigt den Status des Auftrags als Punkt: offen (grau), bezahlt (blau), versandt (grün), storniert (rot)."),
    ],
)  # fmt: skip
def test_many_are_the_plural_of_one(order: str, table: str, states: str, screen: str) -> None:
    """`Pendientes` on a tab are rows that are `pendiente`."""
    quoted = ", ".join(f"'{state}'" for state in states.split())
    design = PEOPLE + ORDERS.format(order=order, table=table, states=quoted)
    spec = meant(DESIGN=design, **{"WEB-UI": f"# {order}\n\n{screen}\n"})
    taken = [one.taken.value for one in spec.decisions if one.about.endswith(".estado")]
    assert taken == [", ".join(states.split())]


def test_a_paragraph_of_values_is_named_beside_the_table_that_draws_them() -> None:
    """Both say which states there are."""
    text = (
        "### Parcel\n\n| Field | Type | Note |\n|---|---|---|\n| id | uuid | |\n| status | enum | see below |\n\n"
        "## Status of the parcel\n\nValues: `packed`, `sent`, `lost`.\n\n"
        "| From | To | By |\n|---|---|---|\n| packed | sent | clerk |\n| sent | lost | clerk |\n"
    )
    spec = meant(
        DESIGN=PEOPLE + text,
        **{"WEB-UI": "# Parcels\n\nTabs per status: packed, sent, burnt, lost.\n"},
    )
    taken = next(one.taken for one in spec.decisions if one.about == "Parcel.status")
    lines = (PEOPLE + text).splitlines()
    cited = {lines[place.line - 1] for place in taken.sources}
    assert "Values: `packed`, `sent`, `lost`." in cited
    assert "| packed | sent | clerk |" in cited


@pytest.mark.parametrize(
    ("document", "text"),
    [
        ("API", "## Work slip\n\n| Field | Constraints |\n|---|---|\n| status | NOT NULL, one of `open`, `under_way`, `done`, `called_off`, DEFAULT `open` |"),
        ("WEB-UI", "## Work slip\n\nThe status filter, shown to managers, offers Open, Under way, Done and Called off."),
        ("WEB-UI", "## Work slip\n\nTabs: All, Open, Under way, Done, Called off."),
        ("WEB-UI", "## Work slip\n\nThe colour follows its status, which is open, under way, done or called off."),
        ("WEB-UI", "## Work slip\n\nTabs by status:\n\n```\n[ Open ] [ Under way ] [ Done ] [ Called off ]\n```"),
    ],
)  # fmt: skip
def test_what_is_said_beside_values_is_none(document: str, text: str) -> None:
    """Words that lead to a list, and what else a cell says of the field."""
    assert decided(**{document: f"# Slips\n\n{text}\n"}) == {}


def test_the_drawing_of_a_screen_is_held_against_the_states() -> None:
    """A tab of its own is a state that the model does not have."""
    drawn = "# Slips\n\n## Work slip\n\nTabs by status:\n\n```\n[ Open ] [ Sent ] [ Done ] [ Called off ]\n```\n"
    assert decided(**{"WEB-UI": drawn})["WorkSlip.status"][1] == "open, sent, done, called_off"


def test_a_list_that_is_called_after_the_end_of_a_thing_is_compared() -> None:
    """`reason` of a StockMove is left open; `MoveReason` is its list, which a body has one more of."""
    design = PEOPLE + (
        "### StockMove\n\n| Field | Type |\n|---|---|\n| id | uuid |\n| reason | enum |\n\n"
        "| Enum | Values |\n|---|---|\n| MoveReason | `receipt`, `sale`, `loss` |\n"
    )
    body = "### POST /stock-moves\n\n| Body field | Type | Rule |\n|---|---|---|\n| reason | enum | one of {} |\n"
    found = [
        meant(DESIGN=design, API=body.format(values)).decisions
        for values in ("`receipt`, `sale`, `loss`, `gift`", "`receipt`, `sale`, `loss`")
    ]
    assert [[side.value for one in some for side in one.aside] for some in found] == [
        ["receipt, sale, loss, gift"],
        [],
    ]

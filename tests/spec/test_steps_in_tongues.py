"""Steps between states that are words of the language of the documents, as its sentences bend them."""

from typing import Final

import pytest
from meant import meant, steps

TABLE: Final = """
```sql
CREATE TABLE {table} (
  id uuid PRIMARY KEY,
  {text} varchar(80) NOT NULL,
  {field} varchar(20) NOT NULL CHECK ({field} IN ({states}))
);
```

"""
TOLD: Final = {
    "German": (
        ("auftraege", "titel", "status", "angefragt angeboten beauftragt in_arbeit abgelehnt"),
        """Ein Auftrag beginnt als „angefragt“. Macht das Büro ein Angebot, so geht er von „angefragt“ in
„angeboten“ über. Nimmt der Kunde an, wird aus „angeboten“ „beauftragt“, andernfalls „abgelehnt“. Sobald jemand
begonnen hat, wechselt er von „beauftragt“ zu „in_arbeit“. Ein angefragter oder angebotener Auftrag kann vom Büro
abgelehnt werden.
""",
        {
            *("angefragt -> angeboten", "angeboten -> beauftragt", "beauftragt -> in_arbeit"),
            "angefragt, angeboten -> abgelehnt",
        },
    ),
    "French": (
        ("emprunts", "outil", "statut", "demande confirme en_cours rendu perdu annule"),
        """Un emprunt est d'abord « demande ». Le bénévole le confirme : il passe de « demande » à « confirme ».
Lorsque l'outil est retiré, il passe à « en_cours ». Au retour, il devient « rendu ». Un emprunt en cours peut être
perdu. Un emprunt demandé ou confirmé peut être annulé par l'emprunteur.
""",
        {
            *("demande -> confirme", "confirme -> en_cours", "en_cours -> rendu"),
            *("en_cours -> perdu", "demande, confirme -> annule"),
        },
    ),
    "Spanish": (
        ("ensayos", "sala", "estado", "previsto confirmado celebrado aplazado anulado"),
        """Un ensayo previsto puede ser confirmado por la dirección o anulado. De `confirmado` pasa a `celebrado`
cuando termina. Un ensayo confirmado también puede aplazarse (`aplazado`), y uno aplazado vuelve a `previsto`.
""",
        {
            *("previsto -> confirmado", "previsto -> anulado", "confirmado -> celebrado"),
            *("confirmado -> aplazado", "aplazado -> previsto"),
        },
    ),
    "Italian": (
        ("segnalazioni", "testo", "stato", "aperta assegnata risolta chiusa respinta"),
        """Una segnalazione nasce come `aperta`. L'amministratore la assegna a un tecnico e passa da `aperta` a
`assegnata`, oppure la respinge: da `aperta` a `respinta`. Una segnalazione assegnata può essere risolta. Una
segnalazione risolta può tornare ad `assegnata` se il problema non è sparito; altrimenti diventa `chiusa`.
""",
        {
            *("aperta -> respinta", "assegnata -> risolta"),
            *("risolta -> chiusa", "aperta, risolta -> assegnata"),
        },
    ),
}
"""What the table is called, its text, its field and its states; the sentences; the steps."""


@pytest.mark.parametrize("language", TOLD)
def test_states_are_known_however_a_sentence_bends_them(language: str) -> None:
    """`Ein angefragter Auftrag` is one in the state angefragt, `demandé` is the state demande."""
    (table, text, field, states), told, expected = TOLD[language]
    listed = ", ".join(f"'{state}'" for state in states.split())
    schema = TABLE.format(table=table, text=text, field=field, states=listed)
    assert {*steps(meant(DESIGN=schema + told)).values()} == expected


def test_a_label_in_another_script_names_no_act() -> None:
    """`open → paid (клиент оплатил)` is a step whose act is called after the state."""
    schema = TABLE.format(table="orders", text="client", field="status", states="'open', 'paid'")
    drawn = "## Order status\n\n- `open` → `paid` (клиент оплатил)\n"
    assert steps(meant(DESIGN=schema + drawn)) == {"order.pay": "open -> paid"}


def test_a_state_that_is_listed_only_where_its_steps_are():
    """`estado` refers to a section, and what stands there is its list."""
    spec = meant(
        DESIGN="""# Diseño

## 3.1. Solicitud

| Campo | Tipo | Oblig. | Descripción |
|---|---|---|---|
| id | UUID | S | Clave primaria |
| numero | Texto | S | |
| estado | Enumerado | S | Véase el apartado 4.1 |

# 4. Estados

## 4.1. Solicitud

| Estado origen | Suceso | Estado destino | Quién |
|---|---|---|---|
| registrada | Admitir | admitida | operador |
| admitida | Anular | anulada | operador |
"""
    )
    assert steps(spec) == {
        "solicitud.admitir": "registrada -> admitida",
        "solicitud.anular": "admitida -> anulada",
    }
    assert ("registrada", "admitida", "anulada") in [one.values for one in spec.enums]

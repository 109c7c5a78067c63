"""Whole documents in other languages about a schema in English: forms, settings, steps and rights."""

from typing import Final

import pytest
from meant import LOANS, PEOPLE, matrix, meant, settings, steps

SCHEMA: Final = """
```sql
CREATE TABLE users (
  id UUID PRIMARY KEY, email VARCHAR(255) NOT NULL, password_hash VARCHAR(255) NOT NULL,
  role VARCHAR(20) NOT NULL CHECK (role IN ('member', 'coach', 'manager'))
);
CREATE TABLE bookings (
  id UUID PRIMARY KEY,
  user_id UUID NOT NULL REFERENCES users(id),
  full_name VARCHAR(120) NOT NULL,
  phone VARCHAR(20) NOT NULL,
  room VARCHAR(40) NOT NULL,
  cancel_reason VARCHAR(250) NULL COMMENT '{reason}',
  status ENUM('open','paid','lost','closed') NOT NULL DEFAULT 'open'
);
```
"""
"""What is called in English in every language."""
GYMS: Final = {
    "Spanish": {
        "DESIGN": """
# Diseño

### Reserva

| Estado actual | Evento | Estado siguiente |
|---|---|---|
| `open` | pago | `paid` |
| `open` | | `lost` |
| `paid` | cerrar (`close`) | `closed` |

Los estados `lost` y `closed` son finales.

| Método | Ruta | Descripción | Roles |
|---|---|---|---|
| GET | `/bookings` | Lista de reservas | todos |
| POST | `/bookings/{id}/close` | Cierra una reserva | manager |
"""
        + SCHEMA.replace("{reason}", "motivo de la baja"),
        "PRD": """
# Requisitos

| Persona | Rol en el sistema | Quién es |
|---|---|---|
| Socio | `member` | reserva |
| Entrenador | `coach` | acompaña |
| Gerente | `manager` | decide |

- El motivo de la baja admite hasta 500 caracteres.
- Una reserva `lost` puede volver a `open`.
- La cuenta se bloquea tras 3 intentos fallidos.
- Un entrenador puede cerrar una plaza.
""",
        "SECURITY": """
# Seguridad

| Parámetro | Valor |
|---|---|
| Intentos fallidos antes del bloqueo | 5 |
| Duración del bloqueo | 30 minutos |

| Recurso | Acción | `member` | `coach` | `manager` |
|---|---|:-:|:-:|:-:|
| `bookings` | Consultar | propio | ✓ | ✓ |
| `bookings` | Cerrar (`close`) | - | - | ✓ |
""",
        "WEB-UI": """
# Interfaz

## Ficha

| Campo | Tipo | Obligatorio | Validación |
|---|---|---|---|
| `full_name` | Texto | Sí | Máximo 80 caracteres |
| `phone` | Teléfono | No | - |
| `room` | Entero | Sí | el número de la puerta |
""",
    },
    "German": {
        "DESIGN": """
# Entwurf

### Buchung

| Aktueller Zustand | Ereignis | Nächster Zustand |
|---|---|---|
| `open` | Zahlung | `paid` |
| `open` | | `lost` |
| `paid` | abschließen (`close`) | `closed` |

Die Zustände `lost` und `closed` sind endgültig.

| Methode | Pfad | Beschreibung | Rollen |
|---|---|---|---|
| GET | `/bookings` | Liste der Buchungen | alle |
| POST | `/bookings/{id}/close` | Schließt eine Buchung | manager |
"""
        + SCHEMA.replace("{reason}", "Grund der Absage"),
        "PRD": """
# Anforderungen

| Persona | Rolle im System | Wer das ist |
|---|---|---|
| Mitglied | `member` | bucht |
| Trainer | `coach` | betreut |
| Leitung | `manager` | entscheidet |

- Der Grund der Absage darf bis zu 500 Zeichen lang sein.
- Eine Buchung `lost` kann wieder in `open` wechseln.
- Das Konto wird nach 3 Fehlversuchen gesperrt.
- Ein Trainer darf eine Reise abschließen.
""",
        "SECURITY": """
# Sicherheit

| Parameter | Wert |
|---|---|
| Fehlversuche bis zur Sperre | 5 |
| Dauer der Sperre | 30 Minuten |

| Ressource | Aktion | `member` | `coach` | `manager` |
|---|---|:-:|:-:|:-:|
| `bookings` | Ansehen | eigene | ✓ | ✓ |
| `bookings` | Abschließen (`close`) | - | - | ✓ |
""",
        "WEB-UI": """
# Oberfläche

## Maske

| Feld | Typ | Pflicht | Prüfung |
|---|---|---|---|
| `full_name` | Text | Ja | höchstens 80 Zeichen |
| `phone` | Telefon | Nein | - |
| `room` | Ganzzahl | Ja | die Nummer an der Tür |
""",
    },
    "French": {
        "DESIGN": """
# Conception

### Réservation

| État actuel | Événement | État suivant |
|---|---|---|
| `open` | paiement | `paid` |
| `open` | | `lost` |
| `paid` | clôturer (`close`) | `closed` |

Les états `lost` et `closed` sont finaux.

| Méthode | Chemin | Description | Rôles |
|---|---|---|---|
| GET | `/bookings` | Liste des réservations | tous |
| POST | `/bookings/{id}/close` | Clôt une réservation | manager |
"""
        + SCHEMA.replace("{reason}", "motif de l''annulation"),
        "PRD": """
# Exigences

| Persona | Rôle dans le système | Qui est-ce |
|---|---|---|
| Adhérent | `member` | réserve |
| Entraîneur | `coach` | encadre |
| Gérant | `manager` | décide |

- Le motif de l'annulation peut contenir jusqu'à 500 caractères.
- Une réservation `lost` peut revenir à `open`.
- Le compte est bloqué après 3 tentatives échouées.
- Un entraîneur peut clôturer un voyage.
""",
        "SECURITY": """
# Sécurité

| Paramètre | Valeur |
|---|---|
| Tentatives échouées avant le blocage | 5 |
| Durée du blocage | 30 minutes |

| Ressource | Action | `member` | `coach` | `manager` |
|---|---|:-:|:-:|:-:|
| `bookings` | Consulter | propre | ✓ | ✓ |
| `bookings` | Clôturer (`close`) | - | - | ✓ |
""",
        "WEB-UI": """
# Interface

## Fiche

| Champ | Type | Obligatoire | Validation |
|---|---|---|---|
| `full_name` | Texte | Oui | 80 caractères au maximum |
| `phone` | Téléphone | Non | - |
| `room` | Entier | Oui | le numéro de la porte |
""",
    },
    "Italian": {
        "DESIGN": """
# Progetto

### Prenotazione

| Stato attuale | Evento | Stato successivo |
|---|---|---|
| `open` | pagamento | `paid` |
| `open` | | `lost` |
| `paid` | chiudere (`close`) | `closed` |

Gli stati `lost` e `closed` sono finali.

| Metodo | Percorso | Descrizione | Ruoli |
|---|---|---|---|
| GET | `/bookings` | Elenco delle prenotazioni | tutti |
| POST | `/bookings/{id}/close` | Chiude una prenotazione | manager |
"""
        + SCHEMA.replace("{reason}", "motivo della disdetta"),
        "PRD": """
# Requisiti

| Persona | Ruolo nel sistema | Chi è |
|---|---|---|
| Socio | `member` | prenota |
| Allenatore | `coach` | segue |
| Direttore | `manager` | decide |

- Il motivo della disdetta può avere fino a 500 caratteri.
- Una prenotazione `lost` può tornare a `open`.
- L'account viene bloccato dopo 3 tentativi falliti.
- Un allenatore può chiudere un viaggio.
""",
        "SECURITY": """
# Sicurezza

| Parametro | Valore |
|---|---|
| Tentativi falliti prima del blocco | 5 |
| Durata del blocco | 30 minuti |

| Risorsa | Azione | `member` | `coach` | `manager` |
|---|---|:-:|:-:|:-:|
| `bookings` | Consultare | proprio | ✓ | ✓ |
| `bookings` | Chiudere (`close`) | - | - | ✓ |
""",
        "WEB-UI": """
# Interfaccia

## Modulo

| Campo | Tipo | Obbligatorio | Validazione |
|---|---|---|---|
| `full_name` | Testo | Sì | Massimo 80 caratteri |
| `phone` | Telefono | No | - |
| `room` | Intero | Sì | il numero della porta |
""",
    },
}


@pytest.mark.parametrize("language", GYMS)
def test_forms_tables_and_rights_of_other_languages_are_compared(language: str) -> None:
    """Forms, settings, steps and rights are about what the schema calls in English."""
    spec = meant(**GYMS[language])
    assert [entity.name for entity in spec.entities] == ["User", "Booking"]
    assert [role.name for role in spec.roles] == ["member", "coach", "manager"]
    assert {one.name: (one.taken.value, one.aside[0].value) for one in spec.decisions} == {
        "D-booking-cancel-reason-length": ("250", "500"),
        "D-booking-close-coach": ("not coach", "coach"),
        "D-booking-full-name-length": ("120", "80"),
        "D-booking-phone-required": ("required", "not required"),
        "D-booking-room": ("string(40)", "integer"),
        "D-booking-status-lost-to-open-step": ("no step lost -> open", "lost -> open"),
        "D-lockout-attempts": ("5", "3"),
    }
    assert sorted(steps(spec).values()) == ["open -> lost", "open -> paid", "paid -> closed"]
    assert settings(spec, "lockout_attempts", "lockout_time") == {
        "lockout_attempts": "5",
        "lockout_time": "30 min",
    }
    assert {name: matrix(spec, "booking")[name] for name in ("booking:read", "booking:close")} == {
        "booking:read": "member own, coach all, manager all",
        "booking:close": "manager all",
    }


def test_a_summary_of_an_endpoint_titles_what_its_path_is_about():
    """`Auftrag anlegen` beside `/jobs`: then `Aufträge` are jobs, wherever they are spoken of."""
    calls = (
        "\n| Methode | Pfad | Zweck |\n|---|---|---|\n"
        "| GET | /loans | Ausleihen auflisten |\n| POST | /loans | Ausleihe anlegen |\n"
    )
    rights = "## Berechtigungen\n\nLeiter dürfen Ausleihen sehen. Helfer dürfen Ausleihen nicht löschen.\n"
    roles = "\n## Rollen\n\n| Rolle | Wer |\n|---|---|\n| Leiter | Büro |\n| Helfer | Theke |\n"
    spec = meant(DESIGN=PEOPLE + LOANS + calls, SECURITY=rights + roles)
    found = matrix(spec, "loan")
    assert found["loan:read"] == "leiter all"
    assert "helfer" not in found["loan:delete"]


TABLES: Final = """
```sql
CREATE TABLE {people} (
  id UUID PRIMARY KEY, email VARCHAR(200) NOT NULL UNIQUE, password_hash VARCHAR(255) NOT NULL,
  {role} VARCHAR(20) NOT NULL CHECK ({role} IN ({roles}))
);
CREATE TABLE {thing} (id UUID PRIMARY KEY, {people}_id UUID NOT NULL REFERENCES {people}(id));
```

| Path | What |
|---|---|
| GET /{paths} | all |
| POST /{paths}/{{id}}/{step} | one step |
"""


@pytest.mark.parametrize(
    ("tables", "rights", "read"),
    [
        (
            {"people": "usuario", "role": "rol", "roles": "'lector', 'jefa'", "thing": "peticion"}
            | {"paths": "peticiones", "step": "archivar"},
            (
                "## Permisos\n\nEl lector puede ver sus propias peticiones. La jefa puede ver todas las peticiones. "
                "Puede archivar peticiones."
            ),
            {"read": "lector own, jefa all", "archivar": "jefa all"},
        ),
        (
            {"people": "benutzer", "role": "rolle", "roles": "'leser', 'wirtin'", "thing": "zusatz"}
            | {"paths": "zusaetze", "step": "sperren"},
            (
                "## Rechte\n\nDer Leser darf eigene Zusätze sehen. Die Wirtin darf alle Zusätze sehen. "
                "Außerdem darf sie Zusätze sperren."
            ),
            {"read": "leser own, wirtin all", "sperren": "wirtin all"},
        ),
        (
            {
                "people": "utilisateur",
                "role": "role",
                "roles": "'lecteur', 'gardienne'",
                "thing": "canal",
            }
            | {"paths": "canaux", "step": "fermer"},
            (
                "## Droits\n\nLe lecteur peut voir ses propres canaux. La gardienne peut voir tous les canaux "
                "et les fermer."
            ),
            {"read": "lecteur own, gardienne all", "fermer": "gardienne all"},
        ),
        (
            {
                "people": "pessoa",
                "role": "role",
                "roles": "'leitor', 'diretora'",
                "thing": "petição",
            }
            | {"paths": "peticoes", "step": "arquivar"},
            (
                "## Permissões\n\nO leitor pode ver as suas próprias petições. A diretora pode ver todas as petições. "
                "Também pode arquivá-las."
            ),
            {"read": "leitor own, diretora all"},
        ),
    ],
)
def test_paths_and_sentences_name_things_in_the_plural_of_their_language(tables, rights, read):
    """`/peticiones` holds what the table `peticion` does, and so does a sentence about `peticiones`."""
    spec = meant(DESIGN=TABLES.format(**tables) + rights)
    thing = spec.entities[1].name.lower()
    held = {name.partition(":")[2]: who for name, who in matrix(spec, thing).items()}
    assert {action: held.get(action) for action in read} == read


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("El registro de accesos se conserva 4 años.", "#audit_retention"),
        ("El registro de auditoría se conservará 3 años.", "#audit_retention"),
        ("La auditoría se guarda durante 5 años en el sótano.", "#audit_retention"),
        ("El registro de auditoría se conserva 6 años.", ""),
        ("Si pesa más, se avisa: «El fichero es demasiado grande (máximo 20 MB)».", "#upload_max_size"),
        ("Si pesa más, se avisa: «El archivo es demasiado grande (máximo 50 MB)».", ""),
    ],
)  # fmt: skip
def test_a_limit_in_spanish_against_one_in_english(text: str, about: str) -> None:
    """Both are the same setting, whichever words name it."""
    security = "# Security\n\n- The audit log is kept for 6 years.\n- Files of up to 50 MB may be uploaded.\n"
    prd = f"# Qué se espera\n\nEl archivo de la casa guarda los papeles de todos los vecinos desde hace un siglo.\n\n{text}\n"
    spec = meant(DESIGN=PEOPLE + LOANS, SECURITY=security, PRD=prd)
    assert [one.about for one in spec.decisions if one.about[0] == "#"] == (
        [about] if about else []
    )

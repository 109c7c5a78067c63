"""Sentences and forms in other languages that speak of a field which a schema defines in English."""

from typing import Final

import pytest
from meant import meant
from test_known_fields import KENNEL, PEOPLE

from luke_cli.docs.markdown import read
from luke_cli.notations.tongues.languages import tongue_of
from luke_cli.notations.tongues.spanish import SPANISH as SPANISH_TABLES
from luke_cli.notations.tongues.tongue import tongue_by

SPANISH: Final = """
## Glosario

| Término | En el código |
|---|---|
| Reserva | `booking` |
| Perro | `dog` |
| Raza | `breed` |
| Nota | `note` |
| Noches | `nights` |
| Precio | `price` |
| Tamaño | `size` |
| Pequeño | `small` |
| Grande | `large` |

## Reglas
"""
GERMAN: Final = """
## Begriffe

- **Buchung**: `booking`, ein Aufenthalt im Zwinger
- **Hund**: `dog`
- **Rasse**: `breed`
- **Notiz**: `note`
- **Chipnummer**: `chip_number`
- **Nächte**: `nights`
- **Preis**: `price`
- **Größe**: `size`
- **Beginn**: `start_date`
- **klein**: `small`
- **groß**: `large`
- **geimpft**: `vaccinated`

## Regeln
"""
FRENCH: Final = """
Chaque réservation (`booking`) est celle d'un chien (`dog`). On y trouve la note (`note`), les nuits (`nights`) et le prix (`price`) ;
du chien on garde la race (`breed`), la taille (`size`) et le numéro de puce (`chip_number`).

## Règles
"""
PORTUGUESE: Final = """
## Formulário do cão

| Campo | Rótulo | Tipo |
|---|---|---|
| `breed` | Raça | Texto |
| `chip_number` | Número do chip | Texto |
| `dog` | Cão | |
| `booking` | Reserva | |
| `note` | Nota | Texto |
| `nights` | Noites | Inteiro |

## Regras
"""
ITALIAN: Final = """
## Glossario

| Nome | Codice |
|---|---|
| prenotazione | `booking` |
| cane | `dog` |
| razza | `breed` |
| nota | `note` |
| notti | `nights` |
| prezzo | `price` |

## Regole
"""


def decided(words: str, text: str) -> dict[str, str]:
    """Return what is set aside of the words of a product owner, by the id of the decision."""
    spec = meant(DESIGN=KENNEL + PEOPLE, PRD=f"# Kennel\n{words}\n{text}\n")
    return {one.name: one.aside[0].value for one in spec.decisions}


@pytest.mark.parametrize(
    ("words", "text", "about", "aside"),
    [
        (SPANISH, "- La nota de una reserva admite hasta 1.000 caracteres.", "booking-note-length", "1000"),
        (SPANISH, "- La raza de un perro, de 90 caracteres como máximo, se ve debajo.", "dog-breed-length", "90"),
        (SPANISH, "- Las noches de una reserva están entre 1 y 30.", "booking-nights-maximum", "30"),
        (SPANISH, "- La raza y el tamaño de un perro son obligatorios.", "dog-breed-required", "required"),
        (SPANISH, "- No se puede guardar una reserva sin nota.", "booking-note-required", "required"),
        (SPANISH, "- El precio de una reserva puede quedar vacío.", "booking-price-required", "not required"),
        (SPANISH, "- El tamaño de un perro solo puede ser pequeño o grande.", "dog-size", "small, large"),
        (SPANISH, "- El precio se guarda en céntimos, como número entero.", "booking-price", "integer"),
        (SPANISH, "- La clave del chip (`chip_number`) no es obligatoria.", "dog-chip-number-required", "not required"),
        (GERMAN, "- Die Notiz einer Buchung darf bis zu 1.000 Zeichen lang sein.", "booking-note-length", "1000"),
        (GERMAN, "- Die Rasse des Hundes darf maximal 90 Zeichen haben.", "dog-breed-length", "90"),
        (GERMAN, "- Eine Buchung umfasst 1 bis 30 Nächte.", "booking-nights-maximum", "30"),
        (GERMAN, "- Rasse und Größe eines Hundes sind Pflichtfelder.", "dog-breed-required", "required"),
        (GERMAN, "- Die Rasse eines Hundes muss angegeben werden.", "dog-breed-required", "required"),
        (GERMAN, "- Eine Buchung kann nicht ohne Notiz angelegt werden.", "booking-note-required", "required"),
        (GERMAN, "- Ohne Notiz kann keine Buchung gespeichert werden.", "booking-note-required", "required"),
        (GERMAN, "- Die Chipnummer muss nicht angegeben werden.", "dog-chip-number-required", "not required"),
        (GERMAN, "- Zwei Hunde dürfen dieselbe Chipnummer haben.", "dog-chip-number-unique", "not unique"),
        (GERMAN, "- Die Größe eines Hundes ist entweder klein oder groß.", "dog-size", "small, large"),
        (GERMAN, "- Der Beginn einer Buchung ist ein Datum mit Uhrzeit.", "booking-start-date", "datetime"),
        (GERMAN, "- Die Nächte einer Buchung werden mit einer Nachkommastelle eingegeben.", "booking-nights", "decimal"),
        (GERMAN, "- Hunde sind standardmäßig geimpft.", "dog-vaccinated-default", "true"),
        (FRENCH, "- La note d'une réservation ne dépasse pas 300 caractères.", "booking-note-length", "300"),
        (FRENCH, "- La note d'une réservation peut contenir jusqu'à 1 000 caractères.", "booking-note-length", "1000"),
        (FRENCH, "- Les nuits d'une réservation sont comprises entre 1 et 30.", "booking-nights-maximum", "30"),
        (FRENCH, "- La race d'un chien doit être renseignée.", "dog-breed-required", "required"),
        (FRENCH, "- Une réservation ne peut pas être créée sans note.", "booking-note-required", "required"),
        (FRENCH, "- Le numéro de puce est facultatif.", "dog-chip-number-required", "not required"),
        (FRENCH, "- Deux chiens peuvent partager le même numéro de puce.", "dog-chip-number-unique", "not unique"),
        (FRENCH, "- Le prix est un nombre entier.", "booking-price", "integer"),
        (PORTUGUESE, "- A nota de uma reserva pode ter até 1.000 caracteres.", "booking-note-length", "1000"),
        (PORTUGUESE, "- A raça de um cão é obrigatória.", "dog-breed-required", "required"),
        (PORTUGUESE, "- O número do chip pode ficar em branco.", "dog-chip-number-required", "not required"),
        (PORTUGUESE, "- Dois cães podem compartilhar o mesmo número do chip.", "dog-chip-number-unique", "not unique"),
        (ITALIAN, "- La nota di una prenotazione può avere fino a 1.000 caratteri.", "booking-note-length", "1000"),
        (ITALIAN, "- Le notti di una prenotazione sono comprese tra 1 e 30.", "booking-nights-maximum", "30"),
        (ITALIAN, "- Una prenotazione non può essere creata senza nota.", "booking-note-required", "required"),
        (ITALIAN, "- Il prezzo è facoltativo.", "booking-price-required", "not required"),
    ],
)  # fmt: skip
def test_what_a_sentence_says_of_a_field_is_compared(
    words: str, text: str, about: str, aside: str
) -> None:
    assert decided(words, text) == {f"D-{about}": aside}


@pytest.mark.parametrize(
    ("words", "text"),
    [
        # it agrees
        (SPANISH, "- La nota de una reserva admite hasta 500 caracteres."),
        (GERMAN, "- Die Rasse des Hundes darf leer bleiben."),
        (FRENCH, "- La race d'un chien est facultative."),
        (ITALIAN, "- La razza di un cane può restare vuota."),
        # it is said of one case only
        (SPANISH, "- La raza es obligatoria si el perro es grande."),
        (GERMAN, "- Die Rasse ist Pflicht, wenn der Hund groß ist."),
        (FRENCH, "- La race est obligatoire si le chien est grand."),
        # no document says that the words mean a field
        (SPANISH, "- El apodo del perro admite hasta 1.000 caracteres."),
        (GERMAN, "- Der Kommentar einer Buchung darf 20 Zeichen lang sein."),
        (PORTUGUESE, "- O apelido do cão é obrigatório."),
        # not all values are listed
        (SPANISH, "Los perros de tamaño pequeño o grande comparten jaula."),
        (GERMAN, "Die Liste zeigt kleine und große Hunde."),
    ],
)
def test_what_says_nothing_else_is_no_contradiction(words: str, text: str) -> None:
    assert decided(words, text) == {}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("La nota admite hasta 500 caracteres y no es obligatoria.", "Spanish"),
        ("Die Notiz darf bis zu 500 Zeichen lang sein.", "German"),
        ("La note peut contenir jusqu'à 500 caractères.", "French"),
        ("A nota de uma reserva não pode ficar em branco.", "Portuguese"),
        ("Il nome della razza non è obbligatorio.", "Italian"),
        ("The note may be up to 500 characters long.", ""),
        ("`id`, `name`, `data`, `lista`, `per_page`, `come_from`: columns, hidden", ""),
        ("Gerente, socio y entrenador are the names of the roles in the app.", ""),
    ],
)
def test_small_words_tell_the_language(text: str, language: str) -> None:
    document = read(f"# Kennel\n\n{text}\n", name="PRD.md", owner="")[0]
    tongue = tongue_of(document)
    assert (tongue.name if tongue else "") == language


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("El motivo puede dejarse en\nblanco.", "The motivo may be\nleft blank."),
        ("El código tiene al\nmenos 2.000 letras.", "The codigo has at\nleast 2,000 letters."),
        ("Se guarda como en\nblanco", "Is stored como blank\n"),
        ("`hasta` y /hasta/{id}", "`hasta` and /hasta/{id}"),
    ],
)
def test_lines_and_code_stay_where_they_are(text: str, english: str) -> None:
    assert tongue_by(SPANISH_TABLES).english(text, str) == english

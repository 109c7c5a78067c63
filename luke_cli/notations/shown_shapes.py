"""Types that only show what is stored: a page of a list, the envelope of an answer, the view of a thing.

class Paginated(BaseModel):        interface Envelope<T> { success: boolean;        FeeChargeView:
    items: list                        data: T; error?: string }                      amount: { type: integer }
    page: int                                                                         customerName: { type: string }

A page and an envelope are told by all that they have, a view by its name and by the thing that it is called
after. A table of a database is none of them. What the view of a contract says of its thing stays a claim.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from luke_cli.names import singular, snake
from luke_cli.notations.named_unstored import entity_of
from luke_cli.source import Diagnostic
from luke_cli.spec.facts import Authority, EntityFact, Fact, FieldFact

_LISTS: Final = frozenset(
    """
    items item results result data rows records entries elements content contents list values payload nodes edges
    contenido elementos resultados datos lista registros conteudo itens dados contenu elements resultats donnees
    liste elementi risultati dati contenuto eintraege daten inhalt liste ergebnisse resultaten gegevens lijst
    elementy dane wyniki lista
    """.split()
)
_PAGES: Final = frozenset(
    """
    page pages page_number page_size page_count per_page size limit offset total total_count total_pages
    total_items total_elements count next next_page next_cursor next_token cursor prev previous previous_page
    prev_cursor has_more has_next has_prev first last links meta pagination took number
    pagina paginas tamano total_paginas siguiente anterior pagine totale totali prossima paginas seguinte tamanho
    suivant precedent taille seite seiten gesamt anzahl naechste totaal aantal volgende strona strony razem liczba
    """.split()
)
_ANSWERS: Final = frozenset(
    """
    success ok data result payload error errors message messages meta code status status_code timestamp
    request_id trace_id path warnings links
    """.split()
)
_TOLD: Final = frozenset(("success", "ok", "error", "errors"))
"""What an answer says of itself, and no row."""
_KEYS: Final = frozenset(("id", "_id", "uuid"))
_VIEWS: Final = (
    *(
        "view",
        "view_model",
        "list_view",
        "list_item",
        "list_row",
        "list_entry",
        "preview",
        "overview",
    ),
    *("projection", "excerpt", "vista", "ansicht", "vue", "visao", "widok", "weergave"),
)
_SHORT: Final = ("summary", "brief", "short", "compact", "light", "lite", "mini")
"""Ends of views as well, unless they have a key of their own."""
_FEWEST: Final = 2
"""Fields of a page or an envelope."""


def without_shown(found: Iterable[Fact | Diagnostic]) -> list[Fact | Diagnostic]:
    """Return what was found, without the types that only show; a view's claims are those of its thing."""
    items = [*found]
    fields: dict[str, set[str]] = {}
    for one in items:
        if isinstance(one, EntityFact | FieldFact):
            fields.setdefault(_key(entity_of(one)), set())
        if isinstance(one, FieldFact):
            fields[_key(one.entity)].add(snake(one.name))
    stored = {_key(one.name) for one in items if isinstance(one, EntityFact) and _is_table(one)}
    shown = {
        name: _thing_of(name, fields)
        for name, own in fields.items()
        if name not in stored and (_is_envelope(own) or _thing_of(name, fields))
    }
    return [kept for one in items if (kept := _kept(one, shown, fields)) is not None]


def _is_table(fact: EntityFact) -> bool:
    return fact.authority is Authority.SCHEMA or bool(fact.table)


def _is_envelope(own: set[str]) -> bool:
    if len(own) < _FEWEST:
        return False
    is_page = own <= _LISTS | _PAGES and bool(own & _LISTS) and bool(own & _PAGES)
    return is_page or (own <= _ANSWERS and bool(own & _TOLD))


def _thing_of(name: str, fields: Mapping[str, set[str]]) -> str:
    """Return the thing that a type of this name is a view of; "" if it is none."""
    own = fields[name]
    ends = _VIEWS if own & _KEYS else (*_VIEWS, *_SHORT)
    stems = (name.removesuffix(f"_{end}") for end in ends if name.endswith(f"_{end}"))
    things = (_key(stem) for stem in stems)
    # A `PageView` that names its page is what happened to the page, and a row.
    return next((one for one in things if one in fields and f"{one}_id" not in own), "")


def _kept(
    one: Fact | Diagnostic, shown: Mapping[str, str], fields: Mapping[str, set[str]]
) -> Fact | Diagnostic | None:
    name = _key(entity_of(one))
    if not name or name not in shown:
        return one
    thing = shown[name]
    if not isinstance(one, FieldFact) or one.authority is not Authority.CONTRACT:
        return None
    # What a view leaves out or always has is no claim about the row.
    claim = replace(one, entity=thing, required=None, default="", key=False)
    return claim if snake(one.name) in fields.get(thing, ()) else None


def _key(name: str) -> str:
    return singular(snake(name))

"""Sentences in German, French and Spanish that say what is kept of one thing, or what somebody makes.

Ein Kunde hat einen Namen und eine Adresse.       Zu jedem Auftrag speichern wir das Datum und den Preis.
Chaque commande contient une date et un client.   Pour chaque livraison, nous notons la date et le chauffeur.
Una planta tiene un nombre y un precio.           Como jardinero quiero registrar una plantación.
"""

import re
from typing import Final, NamedTuple

from luke_cli.notations.enums import listed_values
from luke_cli.notations.prose_grammars import GERMAN, LANGUAGES, Language
from luke_cli.notations.prose_lists import Named


class Heard(NamedTuple):
    """What a sentence says of something: what it has, or what is done to it."""

    name: str
    fields: tuple[Named, ...] = ()
    action: str = ""
    own: bool = False
    weak: bool = False


_HINT: Final = re.compile(
    r"\b(?:ein|eine|jede[rsmn]?|der|die|das|zu|für|von|als|wir|une?|chaque|les?|la|pour|je|una|cada|el|los|las|para|como|quiero|möchte|nous|on|si|es|er|sie|elle|il|pro|über|haben|guardamos|registramos|anotamos|tiene|también|además)\b",
    re.IGNORECASE,
)
_AND: Final = re.compile(
    r"\s*(?:,\s*(?:und|oder|et|ou|y|e)\s+|,|\s(?:und|sowie|et|ainsi\s+que|y|e)\s)\s*", re.IGNORECASE
)
_INSIDE: Final = re.compile(r"\s*\(([^()]*)\)")
_WORD: Final = re.compile(r"[^\W\d_][\w-]*(?:['’](?=\w))?")
_ELIDED: Final = re.compile(r"\b[ldnsmj]['’](?=\w)", re.IGNORECASE)
_REASON: Final = re.compile(
    r"[\s,]+(?:damit|um\s|sodass|afin\s|pour\s+(?:que|ne)|para\s+(?:que|no|poder)|a\s+fin\s+de)\b.*$",
    re.IGNORECASE,
)
_VIEW_OF: Final = re.compile(
    r"^(?:den|die|das|le|la|el|les)?\s*(?:stand|status|liste|übersicht|état|statut|suivi|lista|estado|historial|historique|verlauf|details?)\s+"
    r"(?:(?:de|des|del|von)\s+|d['’]|(?=(?:meine[rs]|aller?|der|des)\b))",
    re.IGNORECASE,
)
"""`den Stand meines Auftrags sehen` is about an Auftrag."""
_GENITIVE_S: Final = re.compile(
    r"\b(meines|seines|ihres|eines|des)\s+(\w{3,}?)e?s\b", re.IGNORECASE
)
_PLURAL: Final = re.compile(r"^(?:(?:alle|meine|unsere|neue|offene|die)\s+)?[A-ZÄÖÜ][\wäöüß-]+$")
"""What stands without `ein`, `den` or `das` in front is several."""
_GERMAN_PLURALS: Final = (
    (re.compile(r"(?i)(ung|heit|keit|schaft|ion|ur|ant|ent)en$"), r"\1"),
    (re.compile(r"(?i)äu([^aeiouäöü]{1,3})er?$"), r"au\1"),
    (re.compile(r"(?i)ä([^aeiouäöü]{1,3})er?$"), r"a\1"),
    (re.compile(r"(?i)ö([^aeiouäöü]{1,3})er$"), r"o\1"),
    (re.compile(r"(?i)ü([^aeiouäöü]{1,3})e?r?$"), r"u\1"),
    (re.compile(r"(?i)(glied|bild|kind|feld)er$"), r"\1"),
    (re.compile(r"(?i)(min|rät|gramm|trag|projekt|dokument|objekt|bericht|besuch|tag)e$"), r"\1"),
)
_HAS: Final = re.compile(
    r"^(?:hat|haben|besitzt|enthält|a|ont|possède|contient|tiene|contiene|incluye)\s+",
    re.IGNORECASE,
)
_PART_OF: Final = frozenset(("de", "du", "des", "del", "d"))
_GIVEN: Final = frozenset("datum name nummer art anzahl tag ort zeitpunkt beginn ende".split())
"""German words that mean little without what follows in the genitive."""
_GENITIVE: Final = re.compile(r"^(?P<head>[\w-]+)\s+(?:der|des)\s+(?P<rest>[\w-]+)$", re.IGNORECASE)
_ESZETT: Final = str.maketrans({"ß": "ss"})
_STATES: Final = frozenset("status zustand stand état statut estado".split())
_WITH: Final = re.compile(
    r",?\s+(?:mit|avec|con)\s+(?=(?:[A-ZÄÖÜ]|un|le|la|el|los|las|der|die|dem|einem|einer)).*$"
)
_NOTHING: Final = frozenset(
    "system anwendung app seite startseite oberfläche software programm nutzer benutzer système application page écran site logiciel "
    "utilisateur sistema aplicación página pantalla usuario sitio liste lista übersicht état estado".split()
)
_MOST: Final = 4
_SURE: Final = 2
_DEFINITE: Final = frozenset("der die das alle le la les l' l’ el los las".split())


def heard_in(sentence: str, about: str = "") -> tuple[Heard, ...]:
    """Return what a sentence in one of these languages says of things; `about` is what `sie` stands for."""
    text = sentence.strip(" .\t-*•").translate(_ESZETT)
    if not _HINT.search(text[:200]):
        return ()
    for language in LANGUAGES:
        if found := _read(text, language, about):
            return found
    return ()


def _read(text: str, language: Language, about: str) -> tuple[Heard, ...]:
    if wish := language.wish.search(text):
        heard = _wished(wish["rest"], language)
        return (heard,) if heard else ()
    if about and (also := language.also.match(text)):
        fields = _fields(also["rest"], language)
        return (Heard(about, fields, weak=True),) if fields else ()
    for form in (language.state, language.has, *language.kept):
        match = form.match(text)
        name = _noun(match["of"], language) if match else ""
        if match is None or not name:
            continue
        if form is language.state:
            values = listed_values(_values(match["rest"]))
            name = about if name in _STATES else name
            return (Heard(name, (Named("status", values),), weak=True),) if values and name else ()
        fields = _fields(match["rest"], language)
        weak = (
            form is language.has
            and (match["each"] or "der").lower() in _DEFINITE
            and len(fields) < _SURE
        )
        return (Heard(name, fields, weak=weak),) if fields else ()
    return ()


def _values(text: str) -> str:
    return re.sub(r"\s+(?:oder|ou|o|u)\s+(?:soit\s+)?|,\s+soit\s+", ", ", text, flags=re.IGNORECASE)


def _wished(rest: str, language: Language) -> Heard | None:
    """Read `einen Auftrag anlegen`, `enregistrer une plantation`, `ver mis pedidos`."""
    rest = _REASON.sub("", rest).strip(" .,;")
    told = _WITH.search(rest)
    fields = (
        _fields(re.sub(r"^,?\s+\w+\s+", "", told[0]), language) if told and "," in told[0] else ()
    )
    rest = rest[: told.start()] if told and fields else rest
    for action, verb in language.verbs:
        match = verb.match(rest)
        if match is None:
            continue
        what = _GENITIVE_S.sub(r"\1 \2", _VIEW_OF.sub("", _ELIDED.sub("", match["what"])))
        own = bool(re.match(r"\W*(?:mein|mon\b|ma\b|mes\b|mi\b|mis\b)", what, re.IGNORECASE))
        what = language.cut.sub("", what)
        if language is GERMAN:
            what = _singular(what) if _PLURAL.match(what) else what
            # What is written small behind the noun says how: `ein Kind krank melden`.
            what = re.sub(r"(?<=[A-ZÄÖÜ])([\wäöüß-]*)\s+[a-zäöü][\wäöüß ]*$", r"\1", what)
        name = _noun(what, language)
        return Heard(name, fields, action, own) if name else None
    return None


def _singular(what: str) -> str:
    """Return `Beitrag` for `Beiträge`, where what stands before says that there are several."""
    for form, one in _GERMAN_PLURALS:
        if form.search(what):
            return form.sub(one, what)
    return what


def _noun(text: str, language: Language) -> str:
    words = [word.lower() for word in _WORD.findall(_ELIDED.sub("", text))]
    while words and words[0] in language.leading:
        words.pop(0)
    if not words or len(words) > _MOST - 1 or words[0] in _NOTHING:
        return ""
    words[0] = _one(words[0], language)
    kept = [word for word in words if word not in _PART_OF]
    return " ".join(kept[:2]) if len(kept) == len(words) or len(kept) > 1 else ""


def _fields(text: str, language: Language) -> tuple[Named, ...]:
    found: dict[str, Named] = {}
    shielded = _INSIDE.sub(lambda match: match[0].replace(",", "\x00"), text.strip(" .:"))
    for part in _AND.split(shielded):
        bare = _INSIDE.sub("", part).strip()
        inside = _INSIDE.search(part)
        name = _name(bare, language)
        if not name:
            break
        values = listed_values(_values(inside[1].replace("\x00", ","))) if inside else ()
        found.setdefault(name, Named(name, values))
    return tuple(found.values())


def _name(part: str, language: Language) -> str:
    if whether := language.whether.match(part):
        of = whether.groupdict().get("of") or ""
        return " ".join(filter(None, ("is", of, whether["a"]))).lower()
    part = _HAS.sub("", _ELIDED.sub("", part))
    words = part.split()
    while words and words[0].lower() in language.leading:
        words.pop(0)
    bare = " ".join(words)
    genitive = _GENITIVE.match(bare)
    if genitive and genitive["head"].lower() in _GIVEN:
        return f"{genitive['head']} {genitive['rest']}".lower()
    bare = language.cut.sub("", bare)
    kept = [word.lower() for word in _WORD.findall(bare) if word.lower() not in language.leading]
    if not kept or len(kept) > _MOST:
        return ""
    if language is GERMAN:
        kept[-1] = _one(kept[-1], language)
    return " ".join(kept)


def _one(word: str, language: Language) -> str:
    plural = next((form for form in language.plural if form[0].search(word)), None)
    return plural[0].sub(plural[1], word) if plural else word

"""Who may do what, in sentences of other languages than English.

Mitglieder dürfen Boote sehen, Buchungen anlegen und eigene Buchungen stornieren.
Los empleados pueden ver platos y cancelar sus propias reservas.     Les membres ne peuvent pas ...
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from luke_cli.docs.document import Document, Heading
from luke_cli.names import singular, snake
from luke_cli.notations.context import is_client_side
from luke_cli.notations.marks import actions_named, scope_in
from luke_cli.notations.permission_words import Right, Stated
from luke_cli.notations.role_words import is_role_word
from luke_cli.notations.said import Said, said_of
from luke_cli.source import Diagnostic
from luke_cli.spec.facts import Authority, Fact, PermissionFact

_SECTION: Final = re.compile(
    r"\brechte\b|berechtigung|zugriff|\bpermisos?\b|\bderechos\b|\bdroits\b|\bpermissions?\b|"
    r"\bautorisations?\b|\bpermiss(?:ão|ões)\b|\bdireitos\b|\bdiritti\b|\bpermessi\b",
    re.IGNORECASE,
)
_SENTENCE: Final = re.compile(
    r"(?:^|[.;!]\s+)\W*(?P<only>nur\s+|solo\s+|sólo\s+|seul(?:e?s)?\s+|só\s+|apenas\s+|soltanto\s+)?"
    r"(?:(?:der|die|das|ein|eine|jeder|jede|alle|el|la|los|las|un|una|le|les|une|o|a|os|as|um|uma|"
    r"il|lo|i|gli)\s+)?(?P<who>[^\W\d][\w -]{1,40}?)\s+(?P<no>no\s+|não\s+|non\s+|ne\s+)?"
    r"(?P<modal>dürfen|darf|können|kann|pueden|puede|peuvent|peut|podem|pode|possono|può)\s+"
    r"(?P<what>[^.;\n]{4,200})",
    re.IGNORECASE,
)
_GERMAN: Final = frozenset(("dürfen", "darf", "können", "kann"))
_PRONOUN: Final = re.compile(
    r"sie|er|ellos|ellas|él|ella|ils?|elles?|eles|elas|ele|ela|essi|esse", re.IGNORECASE
)
"""Whom the sentence before is about."""
_BEHIND: Final = re.compile(
    r"nur\s+(?:(?:der|die|das|ein|eine)\s+)?(?P<only>[A-ZÄÖÜ]\w+)\s+(?=[a-zäöü])"
    r"|(?:(?:der|die|das|ein|eine)\s+)?(?P<one>[A-ZÄÖÜ]\w+)\s+(?=(?:nur|nicht|auch)\s+[a-zäöü])"
)
"""The subject of a sentence that begins with its things."""
_ONLY_THAT: Final = re.compile(
    r",?\s*(?:\b(?:und|y|et|e)\s+)?\b(?:(?:mehr|sonst)\s+nichts?|nichts\s+(?:anderes|weiter|sonst)|nada\s+más|rien\s+d['’]autre"
    r"|nada\s+mais|nient['’]altro|niente\s+altro)\W*$",
    re.IGNORECASE,
)
"""What underlines that there is no more: it denies nothing that was said."""
_BUT_NOT: Final = re.compile(
    r",\s*(?:(?:aber|jedoch|und)\s+)?(?:nicht|keine?n?)\s+|\s+(?:aber|jedoch)\s+(?:nicht|keine?n?)\s+"
    r"|,?\s+(?:mais\s+pas|pero\s+no|mas\s+não|ma\s+non)\s+",
    re.IGNORECASE,
)
_NOT: Final = re.compile(r"\b(?:nicht|keine?n?|pas)\b", re.IGNORECASE)
_INFINITIVE: Final = re.compile(r"r$|re$")
_WHOSE: Final = re.compile(
    r"(?<=\w)\s+(?:(?:aus|in|von)\s+)?(?:(?:ihre[rmns]?|seine[rmns]?)(?:\s+eigenen)?|(?:der|des)\s+eigenen)\s+(?P<of>[A-ZÄÖÜ]\w+)"
    r"|(?<=\w)\s+(?:de|d['’]|del|de la|de los|du|da|do|das|dos|della|dello|en|dans|na|no)\s*(?:(?:su|sus|leurs?|son|sa|sua|seu|suas|seus|loro)\s+)"
    r"(?:(?:propi|própri|propri|propre)\w*\s+)?(?P<their>\w+)"
    r"|(?<=\w)\s+(?:de\s+la|del|da|do|della|de\s+l['’])\s*(?:propi|própri|propri|propre)\w*\s+(?P<own>\w+)"
)
"""Whose the things are: `Aufträge ihrer eigenen Filiale`, `pedidos de su sucursal`."""
_GROUP: Final = re.compile(
    r"filialen?|abteilung|team|standorte?s?|station|niederlassung|zweigstelle|gruppe|bereichs?|region|schule|klinik|lagers?|betriebs?"
    r"|geschäftsstelle|einrichtung|werkstatt|sucursal|sede|tienda|departamento|equipo|almacén|agence|magasin|service|équipe"
    r"|site|établissement|filial|loja|unidade|equipe|escola|reparto|filiale|squadra|negozio",
    re.IGNORECASE,
)
_AND: Final = re.compile(r"\s*(?:,|\b(?:und|sowie|oder|y|o|e|et|ou|ed)\b)\s*", re.IGNORECASE)
_BESIDE: Final = frozenset(
    "der die das den dem ein eine einen eigene eigenen eigener eigenes ihre ihren ihrer seine seinen "
    "nur alle allen auch kein keine keinen el la los las un una unos unas sus su propio propia propios propias solo sólo "
    "todos todas también le les des du de une ses son sa leurs leur propres propre seulement tous "
    "toutes aussi o a os as um uma seus suas próprios próprias apenas i gli lo il propri proprie "
    "pas nicht del al".split()
)
_EVERYTHING: Final = frozenset("alles todo tout tudo tutto".split())
"""What is said of one verb only: `alles sehen`."""
_ALL: Final = re.compile(
    r"(?:(?:hacer|faire|fazer|fare)\s+)?(?:alles|todo|tout|tudo|tutto)(?:\s+(?:tun|machen|faire))?",
    re.IGNORECASE,
)
"""Everything there is to do."""
_USUAL: Final = ("read", "create", "update", "delete", "manage", "list")
"""What is a right wherever a sentence gives it to a role."""
_MOST: Final = 4
"""Words of a part that is a verb and a thing."""


class _Told(NamedTuple):
    action: str
    thing: str
    scope: str


def recognise(
    document: Document, known: frozenset[str] = frozenset()
) -> Iterable[Fact | Diagnostic]:
    """Read the sentences about rights; `known`: roles that the documents list."""
    if is_client_side(document.owner):
        return
    for block in document.blocks:
        if not isinstance(block, Heading):
            for said in said_of(block):
                is_about = any(map(_SECTION.search, said.section[-2:]))
                found = _rights(said, known)
                yield from (one for one in found if is_about or one.action in _USUAL)


def _rights(said: Said, known: frozenset[str]) -> Iterator[PermissionFact]:
    role = ""
    for match in _SENTENCE.finditer(said.text):
        what, fronted = _ONLY_THAT.sub("", match["what"].strip()), ""
        if _PRONOUN.fullmatch(match["who"].strip()):
            pass
        elif _is_role(match["who"].strip(), known):
            role = match["who"].strip()
        else:
            role, what = _fronted(match, known) or ("", what)
            fronted = match["who"].strip()
        if role:
            yield from _of_role(said, match, role, what, fronted)


def _fronted(match: re.Match[str], known: frozenset[str]) -> tuple[str, str] | None:
    """Read `Rechnungen dürfen Kunden nur sehen`: the things stand first, the role behind the verb."""
    told = _BEHIND.match(match["what"]) if match["modal"].lower() in _GERMAN else None
    who = (told["only"] or told["one"]) if told else ""
    return (who, match["what"][told.end() :]) if told and _is_role(who, known) else None


def _of_role(
    said: Said, match: re.Match[str], role: str, what: str, fronted: str
) -> Iterator[PermissionFact]:
    """Yield what a sentence gives a role, and what it denies it, both or either."""
    last = match["modal"].lower() in _GERMAN
    but = _BUT_NOT.search(what)
    given, taken = (what[: but.start()], what[but.end() :]) if but else (what, "")
    denied = match["no"] is not None or bool(_NOT.search(given))
    place = said.place(match.start("who"))
    if not denied and _ALL.fullmatch(given):
        yield Stated(place, said.section, Authority.LIST).fact(role, Right("*", "*", "all"))
        return
    stated = Stated(place, said.section, Authority.PROSE)
    told = [*_told(given, last=last, things=(fronted,) if fronted else ())]
    for one in told:
        yield stated.fact(role, Right(one.thing, one.action, one.scope), allowed=not denied)
    before = tuple(dict.fromkeys(one.thing for one in told))
    for one in _told(taken, last=last, things=before) if taken and not denied else ():
        yield stated.fact(role, Right(one.thing, one.action), allowed=False)


def _is_role(words: str, known: frozenset[str]) -> bool:
    """Tell whether words name a role, in whichever number."""
    forms = {words.lower(), singular(words.lower())}
    forms |= {
        words.lower().removesuffix(ending) for ending in ("e", "en", "n", "er", "innen", "es")
    }
    return any(is_role_word(form) or form in known for form in forms)


def _told(what: str, *, last: bool, things: tuple[str, ...] = ()) -> Iterator[_Told]:
    """Yield what each part says; the verb stands last in German, first elsewhere.

    `things`: what verbs alone are about, as long as no part names another thing.
    """
    waiting: list[str] = []
    before: list[str] = []
    held = [(thing, "") for thing in things]
    verbs: list[str] = []
    for part in _AND.split(what):
        whose = _WHOSE.search(part)
        bare = f"{part[: whose.start()]} {part[whose.end() :]}" if whose else part
        words = [word for word in re.findall(r"[\w-]+", bare) if word.lower() not in _BESIDE]
        if not 0 < len(words) <= _MOST:
            return
        scope = _scope(part, whose)
        if last and len(words) == 1 and words[0][:1].isupper():
            # German writes nouns with a capital: a thing whose verb is still to come.
            before.append(words[0])
            continue
        if not last and verbs and len(words) == 1 and not _INFINITIVE.search(words[0].lower()):
            # `ver pedidos y clientes`: one thing more of the same verbs.
            held = [(words[0], scope)]
            yield from _each(verbs, held)
            continue
        verb, rest = (words[-1], words[:-1]) if last else (words[0], words[1:])
        if not re.search(r"n$" if last else _INFINITIVE, verb.lower()):
            return
        if rest:
            held = [(thing, scope) for thing in (*before, " ".join(rest))]
            before = []
        if any(thing.lower() in _EVERYTHING for thing, _ in held):
            return
        if not held:
            waiting.append(verb)
            continue
        verbs = [*(waiting if rest or not verbs else ()), verb]
        yield from _each(verbs, held)
        waiting = []


def _each(verbs: Iterable[str], things: Iterable[tuple[str, str]]) -> Iterator[_Told]:
    for thing, scope in things:
        for verb in verbs:
            yield from (_Told(action, thing, scope) for action in _actions(verb))


def _scope(part: str, whose: re.Match[str] | None) -> str:
    """Return how far a part reaches: to one's own, or to what one's own branch has."""
    of = (whose["of"] or whose["their"] or whose["own"]) if whose else ""
    is_group = _GROUP.fullmatch(of) is not None
    return "team" if is_group else scope_in(part) or ("own" if whose else "")


def _actions(verb: str) -> tuple[str, ...]:
    named = [action for action in actions_named(verb) if action in _USUAL]
    return tuple(named) or (snake(verb) or verb.lower(),)

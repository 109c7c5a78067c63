"""What somebody may do, in clauses of other languages than English.

Boote sehen, Buchungen anlegen und eigene Buchungen stornieren      ver platos y archivarlos
sieht Boote, legt Buchungen an                                      modifica libros, acepta peticiones

The verb stands last in German, before its things elsewhere, and first in both where it is in the
present; `them` is the last thing.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from luke_cli.names import snake
from luke_cli.notations.marks import actions_named, scope_in

_INFINITIVE: Final = re.compile(r"r$|re$")
_VERB_LAST: Final = re.compile(r"^[a-zäöü]\w*n$")
"""German writes no verb with a capital."""
_WITH_THEM: Final = re.compile(r"(?<=[áâéêíaeio]r)l[oaie]s?$|(?<=[áâéêíaei])-[ln]?[oa]s?$")
"""A pronoun that is part of its verb: `archivarlas`, `arquivá-las`."""
_WITH_ZU: Final = re.compile(r"(?<=\w)zu(?=\w{3,}n\b)")
_WHOSE: Final = re.compile(
    r"(?<=\w)\s+(?:(?:aus|in|von)\s+)?(?:(?:ihre[rmns]?|seine[rmns]?)(?:\s+eigenen)?|(?:der|des)\s+eigenen)\s+(?P<of>[A-ZÄÖÜ]\w+)"
    r"|(?<=\w)\s+(?:de|d['’]|del|de la|de los|du|da|do|das|dos|della|dello|en|dans|na|no)\s*(?:(?:su|sus|leurs?|son|sa|sua|seu|suas|seus|loro)\s+)"
    r"(?:(?:propi|própri|propri|propre)\w*\s+)?(?P<their>\w+)"
    r"|(?<=\w)\s+(?:de\s+la|del|da|do|della|de\s+l['’])\s*(?:propi|própri|propri|propre)\w*\s+(?P<own>\w+)"
)
"""Whose the things are: `Aufträge ihrer eigenen Filiale`, `pedidos de su sucursal`."""
_THEIRS: Final = re.compile(
    r"\W*(?:\w+\s+)?(?:ihre[rnms]?|seine[rnms]?|ses|son|sa|leurs?|sus|su|suas?|seus?|i\s+suoi|le\s+sue)\s+\w",
    re.IGNORECASE,
)
"""`consulte ses amendes`: those that are his."""
_GROUP: Final = re.compile(
    r"filialen?|abteilung|team|standorte?s?|station|niederlassung|zweigstelle|gruppe|bereichs?|region|schule|klinik|lagers?|betriebs?"
    r"|geschäftsstelle|einrichtung|werkstatt|sucursal|sede|tienda|departamento|equipo|almacén|agence|magasin|service|équipe"
    r"|site|établissement|filial|loja|unidade|equipe|escola|reparto|filiale|squadra|negozio",
    re.IGNORECASE,
)
_AND: Final = re.compile(r"\s*(?:,|\b(?:und|sowie|oder|y|o|e|et|ou|ed)\b)\s*", re.IGNORECASE)
_BESIDE: Final = frozenset(
    "der die das den dem ein eine einen eigene eigenen eigener eigenes ihre ihren ihrer seine seinen "
    "nur alle allen auch kein keine keinen zu el la los las un una unos unas sus su propio propia propios propias solo sólo "
    "todos todas también le les des du de une ses son sa leurs leur propres propre seulement tous "
    "toutes aussi o a os as um uma seus suas próprios próprias apenas i gli lo il propri proprie "
    "pas nicht del al sie l anche zusätzlich außerdem ferner".split()
)
_WITHIN: Final = frozenset("de des du del da do dos das di della".split())
"""What holds the words of a name together: `états des lieux`."""
_EVERYTHING: Final = frozenset("alles todo tout tudo tutto".split())
"""What is said of one verb only: `alles sehen`."""
USUAL: Final = ("read", "create", "update", "delete", "manage", "list")
"""What is a right wherever a sentence gives it to a role."""
_MOST: Final = 4
"""Words of a part that is a verb and a thing."""
_LONG: Final = 6
"""Letters of a verb that no noun ends like: `charlas` is none."""
_UNACCENTED: Final = str.maketrans("áâéêí", "aaeei")
_PARTICLES: Final = frozenset("an ab auf aus ein frei vor zurück zu weiter um".split())
_IRREGULAR: Final = {
    "sieht": "sehen",
    "liest": "lesen",
    "gibt": "geben",
    "vê": "ver",
    "lit": "lire",
    "voit": "voir",
    "visto": "ver",
    "vista": "ver",
    "vistos": "ver",
    "vistas": "ver",
    "lida": "ler",
    "gelesen": "lesen",
    "gesehen": "sehen",
    "angesehen": "ansehen",
    "angelegt": "anlegen",
    "freigegeben": "freigeben",
    "eingesehen": "einsehen",
}
_BETWEEN: Final = re.compile(
    r"(\s*,\s*(?:(?:und|y|e|et)\s+)?|\s+(?:und|sowie|oder|y|o|e|et|ou)\s+)"
)
_ITS: Final = re.compile(
    r"(?:une?|les?|la|des|ses|sa|son|leurs?|tous|toutes|l['’])(?:\s|(?<=['’]))"
)
_PRESENT: Final = (
    ("", "r"),
    ("", "re"),
    ("ent", "er"),
    ("et", "en"),
    ("t", "en"),
    ("rt", "rn"),
    ("lt", "ln"),
)
"""Of the third person and of the infinitive."""
_DONE: Final = (
    *((f"ad{ending}", "ar") for ending in ("o", "a", "os", "as")),
    *((f"id{ending}", form) for ending in ("o", "a", "os", "as") for form in ("er", "ir")),
    *((f"at{ending}", "are") for ending in "oaie"),
    *((ending, "er") for ending in ("é", "ée", "és", "ées")),
    *(("et", "en"), ("t", "en"), ("rt", "rn"), ("lt", "ln")),
)
"""Of the participle and of the infinitive."""


class Claim(NamedTuple):
    """A right that a clause tells of."""

    action: str
    thing: str
    scope: str


def claims_in(what: str, *, last: bool, things: tuple[str, ...] = ()) -> Iterator[Claim]:
    """Yield what each part says; `last`: the verb stands last in it, as in German.

    `things`: what verbs alone are about, as long as no part names another thing.
    """
    waiting: list[str] = []
    before: list[str] = []
    # What stands behind verbs alone says whose the things before them are: `ver y cancelar solo las propias`.
    narrow = scope_in(what) if things and scope_in(what) in ("own", "team") else ""
    held = [(thing, narrow) for thing in things]
    verbs: list[str] = []
    for part in _AND.split(_WITH_ZU.sub("", what) if last else what):
        whose = _WHOSE.search(part)
        bare = f"{part[: whose.start()]} {part[whose.end() :]}" if whose else part
        words = _words(bare)
        if not words:
            return
        scope = _scope(part, whose)
        if last and len(words) == 1 and words[0][:1].isupper():
            # German writes nouns with a capital: a thing whose verb is still to come.
            before.append(words[0])
            continue
        if not last:
            words[0] = _alone(words[0])
        if not last and verbs and len(words) == 1 and not _INFINITIVE.search(words[0].lower()):
            # `ver pedidos y clientes`: one thing more of the same verbs.
            held = [(words[0], scope)]
            yield from _each(verbs, held)
            continue
        verb, rest = (words[-1], words[:-1]) if last else (words[0], words[1:])
        if not (_VERB_LAST.search(verb) if last else _INFINITIVE.search(verb.lower())):
            return
        if rest:
            held = [(thing, scope) for thing in (*before, " ".join(rest))]
            before = []
        if any(thing.lower() in _EVERYTHING for thing, _ in held):
            reads = rest and "read" in _actions(verb)
            yield from (Claim("read", "*", "all"),) if reads else ()
            return
        if not held:
            waiting.append(verb)
            continue
        verbs = [*(waiting if rest or not verbs else ()), verb]
        yield from _each(verbs, held)
        waiting = []


def in_infinitives(what: str, *, german: bool) -> str:
    """Return `ver platos, aceptar pedidos` for `ve platos, acepta pedidos`; "" if it is no present.

    What stands first has to be a verb that every reader knows; `legt Buchungen an` gets it last.
    """
    parts = _BETWEEN.split(what.strip())
    for at in range(0, len(parts), 2):
        first, space, rest = parts[at].partition(" ")
        things, _, particle = rest.rpartition(" ")
        if not (german and particle in _PARTICLES):
            things, particle = rest, ""
        known = infinitive(first, _PRESENT, particle)
        follows = parts[at + 2].partition(" ")[2] if not rest and at + 2 < len(parts) else ""
        if not (known or german) and first.endswith("e") and _ITS.match(rest or follows):
            # French says `un` or `les` with each thing: what stands before is a verb.
            known = f"{first}r"
        if not known and at == 0:
            return ""
        if german:
            # Verbs alone go with the things that follow, in front of which they stand.
            parts[at] = f"{things}{space}{known}" if known else parts[at]
        elif known or (space and re.search(r"[^aeiou]a$", first)):
            parts[at] = f"{known or f'{first}r'}{space}{rest}"
    return "".join(parts)


def done(participle: str) -> str:
    """Return the infinitive of a verb that every reader knows; of another, where that is regular."""
    known = infinitive(participle, _DONE)
    other = re.fullmatch(r"(?P<stem>\w{3,})ad[oa]s?", participle)
    return known or (f"{other['stem']}ar" if other else "")


def infinitive(word: str, endings: Iterable[tuple[str, str]], particle: str = "") -> str:
    """Return the usual verb that a form is of, by what endings are of which; "" if it is of none."""
    lower = word.lower()
    forms = [_IRREGULAR[lower]] if lower in _IRREGULAR else []
    forms += [lower.removesuffix(old) + new for old, new in endings if lower.endswith(old)]
    return next((f"{particle}{one}" for one in forms if actions_named(f"{particle}{one}")), "")


def _words(part: str) -> list[str]:
    """Return a verb and its thing without what stands around them; `états des lieux` is one thing."""
    words = re.findall(r"[\w-]+", part)
    said = [at for at, word in enumerate(words) if word.lower() not in _BESIDE]
    if not 0 < len(said) <= _MOST:
        return []
    inside = range(said[min(1, len(said) - 1)], said[-1])
    return [
        word
        for at, word in enumerate(words)
        if at in said or (at in inside and word.lower() in _WITHIN)
    ]


def _alone(verb: str) -> str:
    """Return a verb without the pronoun that is part of it."""
    cut = _WITH_THEM.search(verb.lower())
    bare = verb[: cut.start()] if cut else verb
    if cut and cut[0].startswith("-"):
        return bare.translate(_UNACCENTED) + "r"
    if len(bare) < _LONG and not actions_named(bare):
        return verb
    return f"{bare}e" if cut and cut[0] in ("le", "li") else bare


def _each(verbs: Iterable[str], things: Iterable[tuple[str, str]]) -> Iterator[Claim]:
    for thing, scope in things:
        for verb in verbs:
            yield from (Claim(action, thing, scope) for action in _actions(verb))


def _scope(part: str, whose: re.Match[str] | None) -> str:
    """Return how far a part reaches: to one's own, or to what one's own branch has."""
    of = (whose["of"] or whose["their"] or whose["own"]) if whose else ""
    is_group = _GROUP.fullmatch(of) is not None
    is_theirs = whose or _THEIRS.match(part)
    return "team" if is_group else scope_in(part) or ("own" if is_theirs else "")


def _actions(verb: str) -> tuple[str, ...]:
    named = [action for action in actions_named(verb) if action in USUAL]
    return tuple(named) or (snake(verb) or verb.lower(),)

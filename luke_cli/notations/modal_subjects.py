"""Whom a clause about rights is about, in other languages than English.

El empleado puede ver platos. También puede crear reservas.      Außerdem darf der Leiter ...
Los empleados pueden:                                            - **Empleado**: ver platos
- ver platos                                                     ### Empleado
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from luke_cli.docs.markdown import plain
from luke_cli.notations.inheritance import beyond
from luke_cli.notations.modal_clauses import done, in_infinitives
from luke_cli.notations.role_lists import NAMED
from luke_cli.notations.said import Said, unwrapped

EVERYBODY: Final = "everyone"
_ARTICLE: Final = (
    r"(?:(?:der|die|das|ein|eine|jeder|jede|el|la|los|las|un|una|le|les|une|o|a|os|as|um|uma|"
    r"il|lo|i|gli|cada|chaque|ogni)\s+|l['’])"
)
_ALL: Final = r"(?:(?:alle|tod[oa]s|tous|toutes|tutti|tutte)\s+)"
_ONLY: Final = r"(?:(?:nur|s[oó]lo|[uú]nicamente|solamente|seule?s?|seulement|só|apenas|somente|soltanto|que)\s+)"
_ADVERB: Final = r"(?:también|además|asimismo|aussi|également|en outre|de plus|também|além disso|anche|inoltre|auch)"
_MODAL: Final = (
    r"(?P<modal>(?P<german>dürfen|darf|können|kann|(?:ist|sind)\s+berechtigt,|(?:hat|haben)\s+das\s+Recht,)"
    r"|pueden|puede|podrán|podrá|peuvent|peut|pourront|pourra|podem|pode|poderão|poderá|possono|può|potranno|potrà"
    r"|(?:tienen?|têm|tem)\s+(?:permiso|derecho|permissão|direito)\s+(?:para|a|de)"
    r"|(?:están?|estão)\s+autorizad[oa]s?\s+(?:a|para)|(?:sont|est)\s+autorisée?s?\s+à"
    r"|(?:ont|a)\s+le\s+droit\s+d(?:e\s|['’])|(?:hanno|ha)\s+il\s+(?:diritto|permesso)\s+di)"
)
_NO: Final = r"(?:(?P<no>no|não|non|ne)\s+)?"
_NAME: Final = r"[^\W\d][\w -]{1,40}?"
_SUBJECT: Final = rf"\W*{_ONLY}?(?P<all>{_ALL})?{_ARTICLE}?(?:(?P<who>{_NAME})\s+)??"
_SENTENCE: Final = re.compile(rf"{_SUBJECT}{_NO}{_MODAL}\s*(?P<what>.{{4,200}})", re.IGNORECASE)
_LEAD: Final = re.compile(rf"{_SUBJECT}{_NO}{_MODAL}(?:\s+{_ADVERB})?\s*[:…]\W*", re.IGNORECASE)
_BARE: Final = re.compile(rf"\W*(?:{_ADVERB}\s+)?{_NO}{_MODAL}\s*", re.IGNORECASE)
_TURNED: Final = re.compile(
    r"\W*(?:außerdem|zusätzlich|ferner|zudem|daneben|darüber hinaus|weiterhin|dazu)\s+"
    rf"(?P<modal>(?P<german>dürfen|darf|können|kann))\s+{_ARTICLE}?(?P<who>\w+)\s+(?P<what>.{{4,200}})",
    re.IGNORECASE,
)
"""German puts the verb before its subject behind an adverb."""
_PASSIVE: Final = re.compile(
    rf"\W*{_ARTICLE}?(?P<things>[^\W\d][\w ,-]{{2,60}}?)\s+(?P<no>ne\s+)?{_ONLY}?(?:pueden|puede|podrán|podrá|podem|pode"
    rf"|peuvent|peut|possono|può)\s+{_ONLY}?(?:ser|être|essere)\s+{_ONLY}?"
    rf"(?P<verbs>\w+(?:(?:,| y| e| et| o| ou)+ \w+){{0,3}})\s+{_ONLY}?"
    r"(?:por|par|da|dal|dalla|dai|dalle|pelas?|pelos?)\b\s*(?P<who>.{3,120})",
    re.IGNORECASE,
)
_PASSIVE_LAST: Final = re.compile(
    rf"\W*{_ARTICLE}?(?P<things>[^\W\d][\w ,-]{{2,60}}?)\s+(?:dürfen|darf|können|kann)\s+(?:nur\s+)?(?:von|vom|durch)\s+"
    r"(?P<who>[\w ,]{3,80}?)\s+(?P<verbs>[a-zäöü]+(?:(?:,| und)+ [a-zäöü]+){0,3})\s+werden\b",
    re.IGNORECASE,
)
_PRONOUN: Final = re.compile(
    rf"(?:sie|er|ellos|ellas|él|ella|ils?|elles?|eles|elas|ele|ela|essi|esse|lui|lei)?\s*(?:seule?s?|solo|sola|só|allein)?\s*{_ADVERB}?",
    re.IGNORECASE,
)
"""Whom the sentence before is about, also where nobody is named."""
_GOES_ON: Final = re.compile(
    rf"\W*(?:sie|er|ellos|ellas|él|ella|ils?|elles?|eles|elas|ele|ela|lui|lei)\s+(?:{_ADVERB}\s+)?(?P<what>[^\W\d].*)",
    re.IGNORECASE | re.DOTALL,
)
"""`Die Leiterin darf Bücher anlegen; sie sieht alle Ausleihen.`"""
_NOBODY: Final = re.compile(r"niemand|keiner|nadie|ninguno|personne|ninguém|nessuno", re.IGNORECASE)
_ROLES: Final = re.compile(
    r"(?:roles?|rollen|rôles?|papéis|perfis|perfiles|ruoli|usuarios|benutzer|utilisateurs|usuários|utenti)?",
    re.IGNORECASE,
)
_BEHIND: Final = re.compile(
    r"nur\s+(?:(?:der|die|das|ein|eine)\s+)?(?P<only>[A-ZÄÖÜ]\w+)\s+(?=[a-zäöü])"
    r"|(?:(?:der|die|das|ein|eine)\s+)?(?P<one>[A-ZÄÖÜ]\w+)\s+(?=(?:nur|nicht|auch)\s+[a-zäöü])"
)
"""The subject of a sentence that begins with its things."""
_LABEL: Final = re.compile(
    rf"\W*(?P<who>{_NAME})(?:\s*\([^()]*\))?\s*(?::|(?<=\s)[–—-])\s+", re.IGNORECASE
)
_ALONE: Final = re.compile(rf"\W*(?P<who>{_NAME})\s*(?:\([^()]*\)\s*)?:?", re.IGNORECASE)
"""The name of a role above a list of what it may do."""
_THING_FIRST: Final = re.compile(
    r"\W*(?P<thing>[^\W\d][\w'’ -]{1,40}?)\s*:\s+(?P<what>\S.*)", re.DOTALL
)
_GERMAN: Final = re.compile(
    r"\W*(?:[a-zäöü]+\s+)?[A-ZÄÖÜ]\w+\s.*\b[a-zäöü]+(?:e|r|l)n\W*", re.DOTALL
)
"""An item whose things have capitals and whose verb stands last."""
_DOES: Final = rf"\W*{_ONLY}?{_ARTICLE}?(?P<who>\w+(?:\s\w+){{%d}})\s+(?P<no>(?:no|não|non|ne)\s+)?(?P<what>[^\W\d].*)"
_MOST: Final = 2
"""Words of the name of a role behind the first."""
_SPLIT: Final = re.compile(r"[^.;!\n]+")
_LIST: Final = re.compile(
    r"\s*(?:,|\b(?:y|e|et|o|ou|und|oder)\b)\s*(?:(?:por|par|von|vom|da|dal|pel[oa]s?)\s+)?",
    re.IGNORECASE,
)
IsRole = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Spoken:
    """Somebody, and what he may do in words of the document."""

    role: str
    what: str
    start: int
    """Where in the text of what was said."""
    german: bool
    """Its verbs stand last."""
    denied: bool = False
    things: tuple[str, ...] = ()
    """What verbs alone are about: it stands before them."""


def spoken_in(said: Said, is_role: IsRole, *, about: bool, german: bool) -> Iterator[Spoken]:
    """Yield who may do what, sentence by sentence.

    `about`: the section is about rights, so that items without `may` are rights too; `german`: the
    document is, which such items do not tell.
    """
    text = unwrapped(said.text)
    role, start = _above(said, is_role) if about else ("", 0)
    is_listed = bool(role) and said.depth is not None
    label = None if role else _LABEL.match(text)
    if label and is_role(label["who"]) and (about or _BARE.match(text, label.end())):
        role, start, is_listed = label["who"], label.end(), True
    things: tuple[str, ...] = ()
    for match in _SPLIT.finditer(text, start):
        found = [*_said(match[0], match.start(), role, is_role, about=about, german=german)]
        if not found and role and is_listed:
            item = beyond(match[0])
            found = [*_item(role, item, match.start(), german=german, things=things)]
            things = found[-1].things if found else ()
        role = found[-1].role if found else role if is_listed else ""
        yield from found


def _above(said: Said, is_role: IsRole) -> tuple[str, int]:
    """Return the role of the lead or the heading that a text stands below, "" if there is none."""
    named = _ALONE.fullmatch(said.lead.rpartition("\n")[2]) if said.depth is not None else None
    if named is not None and is_role(named["who"]):
        return named["who"], 0
    lead = _LEAD.search(said.lead) if said.depth is not None else None
    if lead is not None and lead["who"] and not lead["no"]:
        return (lead["who"], 0) if is_role(lead["who"]) else ("", 0)
    heading = NAMED.match(plain(said.section[-1])) if said.section else None
    name = heading["name"].strip() if heading else ""
    return (name, 0) if name and is_role(name) else ("", 0)


def _said(
    sentence: str, start: int, before: str, is_role: IsRole, *, about: bool, german: bool
) -> Iterator[Spoken]:
    passive = _PASSIVE.fullmatch(sentence) or _PASSIVE_LAST.match(sentence)
    if passive is not None:
        yield from _done_by(passive, start, is_role)
        return
    match = _TURNED.match(sentence) or _SENTENCE.match(sentence)
    if match is not None:
        yield from _modal(match, start, before, is_role, about=about)
    elif about:
        goes_on = _GOES_ON.match(sentence) if before else None
        what = in_infinitives(goes_on["what"], german=german) if goes_on else ""
        yield from [Spoken(before, what, start, german)] if what else []
        yield from () if what else _does(sentence, start, is_role, german=german)


def _modal(
    match: re.Match[str], start: int, before: str, is_role: IsRole, *, about: bool
) -> Iterator[Spoken]:
    groups = match.groupdict()
    who, what = (groups["who"] or "").strip(), beyond(match["what"].strip())
    german, denied = bool(groups["german"]), bool(groups.get("no"))
    if _PRONOUN.fullmatch(who) and not groups.get("all"):
        yield from [Spoken(before, what, start, german, denied)] if before else []
    elif is_role(who):
        yield Spoken(who, what, start, german, denied)
    elif about and _NOBODY.fullmatch(who):
        yield Spoken(EVERYBODY, what, start, german, denied=True)
    elif about and groups.get("all") and _ROLES.fullmatch(who):
        yield Spoken(EVERYBODY, what, start, german, denied)
    elif german and (told := _BEHIND.match(what)):
        # `Rechnungen dürfen Kunden nur sehen`: the things stand first, the role behind the verb.
        role = told["only"] or told["one"]
        rest = what[told.end() :]
        yield from [Spoken(role, rest, start, german, denied, (who,))] if is_role(role) else []


def _does(sentence: str, start: int, is_role: IsRole, *, german: bool) -> Iterator[Spoken]:
    """Read `El empleado consulta los platos y crea reservas`, whose first verb everybody knows."""
    for more in range(_MOST + 1):
        match = re.match(_DOES % more, sentence, re.IGNORECASE)
        if match and is_role(match["who"]):
            if what := in_infinitives(match["what"], german=german):
                yield Spoken(match["who"], what, start, german, bool(match["no"]))
            return


def _item(
    role: str, text: str, start: int, *, german: bool, things: tuple[str, ...] = ()
) -> Iterator[Spoken]:
    """Read an item of what one role may do: with `may`, in the infinitive or in the present.

    `things`: what the verbs before a semicolon are about, and those behind it too.
    """
    german = german or _GERMAN.fullmatch(text) is not None
    named = None if german else _THING_FIRST.match(text)
    if named is not None:
        yield Spoken(role, named["what"].lower(), start, german, False, (named["thing"],))
        return
    bare = _BARE.match(text)
    what = text[bare.end() :] if bare else text.strip()
    what = what[:1].lower() + what[1:] if not german else what
    present = "" if bare else in_infinitives(what, german=german)
    yield Spoken(role, present or what, start, german, bool(bare and bare["no"]), things)


def _done_by(match: re.Match[str], start: int, is_role: IsRole) -> Iterator[Spoken]:
    """Read `Los pedidos pueden ser aceptados por el gerente`."""
    verbs = [done(verb) for verb in re.findall(r"\w{3,}", match["verbs"])]
    if not all(verbs):
        return
    things = tuple(one.strip() for one in _LIST.split(match["things"]))
    for part in _LIST.split(match["who"]):
        who = re.sub(rf"^{_ONLY}?{_ARTICLE}?", "", part.strip(), flags=re.IGNORECASE)
        if is_role(who):
            german = match.re is _PASSIVE_LAST
            yield Spoken(who, ", ".join(verbs), start, german, False, things)

"""Who may do what, in sentences of other languages than English.

Mitglieder dürfen Boote sehen, Buchungen anlegen und eigene Buchungen stornieren.
Los empleados pueden ver platos y cancelar sus propias reservas.     Les membres ne peuvent pas ...
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from luke_cli.docs.document import Document, Heading
from luke_cli.notations.context import is_client_side
from luke_cli.notations.marks import scope_in
from luke_cli.notations.modal_clauses import USUAL, Claim, claims_in
from luke_cli.notations.modal_subjects import Spoken, spoken_in
from luke_cli.notations.permission_words import Right, Stated
from luke_cli.notations.role_words import names_role
from luke_cli.notations.said import Said, said_of
from luke_cli.notations.tongues.languages import tongue_of
from luke_cli.source import Diagnostic
from luke_cli.spec.facts import Authority, Fact, PermissionFact

_SECTION: Final = re.compile(
    r"\brechte\b|berechtigung|befugniss|zugriff|\bpermisos?\b|\bderechos\b|\bdroits\b|\bpermissions?\b|"
    r"\bautori[sz]a[tc]ion(?:e?s|i)?\b|\bpermiss(?:ão|ões)\b|\bdireitos\b|\bdiritti\b|\bpermessi\b|\bhabilitations?\b|"
    r"\b(?:wer|quién(?:es)?|qui|quem|chi)\s+(?:(?:was|qué|o\s+que|cosa|che)\s+)?(?:darf|kann|puede|peut|pode|può)\b|"
    r"\b(?:quién|qui|quem|chi)\s+(?:puede|peut|pode|può)\b|\bwer\s+darf\b|\bfacultades\b|\batribuciones\b|\bcompetencias\b",
    re.IGNORECASE,
)
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
_ASIDE: Final = re.compile(r"\s*\([^()]*\)")
_NOT: Final = re.compile(r"\b(?:nicht|keine?n?|pas)\b", re.IGNORECASE)
_ALL: Final = re.compile(
    r"(?:(?:hacer|faire|fazer|fare)\s+)?(?:alles|todo|tout|tudo|tutto)(?:\s+(?:tun|machen|faire))?",
    re.IGNORECASE,
)
"""Everything there is to do."""


def recognise(
    document: Document, known: frozenset[str] = frozenset()
) -> Iterable[Fact | Diagnostic]:
    """Read the sentences about rights; `known`: roles that the documents list."""
    if is_client_side(document.owner):
        return
    tongue = tongue_of(document)
    german = tongue is not None and tongue.name == "German"
    for block in document.blocks:
        if not isinstance(block, Heading):
            for said in said_of(block):
                about = any(map(_SECTION.search, said.section[-2:]))
                found = _rights(said, known, about=about, german=german)
                yield from (one for one in found if about or one.action in USUAL)


def _rights(
    said: Said, known: frozenset[str], *, about: bool, german: bool
) -> Iterator[PermissionFact]:
    def is_role(words: str) -> bool:
        return names_role(words, known)

    for spoken in spoken_in(said, is_role, about=about, german=german):
        yield from _of_role(said, spoken)


def _of_role(said: Said, spoken: Spoken) -> Iterator[PermissionFact]:
    """Yield what somebody is given, and what is denied to them, both or either."""
    what = _ONLY_THAT.sub("", _ASIDE.sub(_whose_only, spoken.what.strip()))
    but = _BUT_NOT.search(what)
    given, taken = (what[: but.start()], what[but.end() :]) if but else (what, "")
    denied = spoken.denied or bool(_NOT.search(given))
    place = said.place(spoken.start)
    if not denied and _ALL.fullmatch(given):
        yield Stated(place, said.section, Authority.LIST).fact(spoken.role, Right("*", "*", "all"))
        return
    stated = Stated(place, said.section, Authority.PROSE)
    told = [*_claims(spoken, given, spoken.things)]
    for one in told:
        right = Right(one.thing, one.action, one.scope)
        yield stated.fact(spoken.role, right, allowed=not denied)
    before = tuple(dict.fromkeys(one.thing for one in told))
    for one in _claims(spoken, taken, before) if taken and not denied else ():
        yield stated.fact(spoken.role, Right(one.thing, one.action), allowed=False)


def _whose_only(aside: re.Match[str]) -> str:
    """Return what brackets say of whose the things are; anything else they say is another sentence."""
    return aside[0] if scope_in(aside[0]) else ""


def _claims(spoken: Spoken, what: str, things: tuple[str, ...]) -> Iterator[Claim]:
    yield from claims_in(what, last=spoken.german, things=things)

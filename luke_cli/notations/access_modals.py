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
_AND: Final = re.compile(r"\s*(?:,|\b(?:und|sowie|oder|y|o|e|et|ou|ed)\b)\s*", re.IGNORECASE)
_BESIDE: Final = frozenset(
    "der die das den dem ein eine einen eigene eigenen eigener eigenes ihre ihren ihrer seine seinen "
    "nur alle allen auch el la los las un una unos unas sus su propio propia propios propias solo sólo "
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
    for match in _SENTENCE.finditer(said.text):
        role = match["who"].strip()
        if not _is_role(role, known):
            continue
        denied = match["no"] is not None or re.search(r"\b(?:nicht|keine?n?|pas)\b", match["what"])
        if not denied and _ALL.fullmatch(match["what"].strip()):
            stated = Stated(said.place(match.start("who")), said.section, Authority.LIST)
            yield stated.fact(role, Right("*", "*", "all"))
            continue
        for told in _told(match["what"], last=match["modal"].lower() in _GERMAN):
            yield Stated(said.place(match.start("who")), said.section, Authority.PROSE).fact(
                role, Right(told.thing, told.action, told.scope), allowed=not denied
            )


def _is_role(words: str, known: frozenset[str]) -> bool:
    """Tell whether words name a role, in whichever number."""
    forms = {words.lower(), singular(words.lower())}
    forms |= {
        words.lower().removesuffix(ending) for ending in ("e", "en", "n", "er", "innen", "es")
    }
    return any(is_role_word(form) or form in known for form in forms)


def _told(what: str, *, last: bool) -> Iterator[_Told]:
    """Yield what each part says; the verb stands last in German, first elsewhere."""
    waiting: list[str] = []
    before: list[str] = []
    thing = scope = ""
    for part in _AND.split(what):
        words = [word for word in re.findall(r"[\w-]+", part) if word.lower() not in _BESIDE]
        if not 0 < len(words) <= _MOST:
            return
        if last and len(words) == 1 and words[0][:1].isupper():
            # German writes nouns with a capital: a thing whose verb is still to come.
            before.append(words[0])
            continue
        verb, rest = (words[-1], words[:-1]) if last else (words[0], words[1:])
        if not re.search(r"n$" if last else r"r$|re$", verb.lower()):
            return
        if rest:
            thing, scope = " ".join(rest), scope_in(part)
        if thing.lower() in _EVERYTHING:
            return
        if not thing:
            waiting.append(verb)
            continue
        things = (*before, thing)
        for one in (*waiting, verb):
            yield from (_Told(action, each, scope) for action in _actions(one) for each in things)
        waiting, before = [], []


def _actions(verb: str) -> tuple[str, ...]:
    named = [action for action in actions_named(verb) if action in _USUAL]
    return tuple(named) or (snake(verb) or verb.lower(),)

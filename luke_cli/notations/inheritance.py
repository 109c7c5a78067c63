"""Roles that have the rights of others, in sentences.

A supervisor may do everything that a picker may.      The admin inherits all rights of the editor.
Supervisor (everything a picker does, plus corrections)
"""

import itertools
import re
from collections.abc import Iterator
from typing import Final

from luke_cli.notations.role_words import role_name

_INHERITS: Final = re.compile(
    r"\b(?:an?\s+|the\s+|every\s+)?(?P<who>[A-Za-z][\w ,-]{2,60}?)\s+(?:(?:both|all|each)\s+)?(?:"
    r"(?:includes?|contains?|covers?|comprises?|encompass(?:es)?|gets?|keeps?|have|has)\s+(?:(?:everything|all(?=\s+that\b)|all\s+(?:the\s+)?"
    r"(?:rights|permissions|privileges))(?:\s+(?:of|from|that|which))?|whatever)|"
    r"inherits?\s+(?:everything|all(?:\s+\w+){0,2}|the\s+\w+)?\s*(?:from|of)?|"
    r"(?:can|may|is\s+allowed\s+to)\s+(?:also\s+)?(?:do\s+)?(?:everything|all|anything|whatever)"
    r"(?:\s+that|\s+which)?|"
    r"has\s+(?:all|every|the)\s+(?:the\s+)?(?:rights?|permissions?|privileges|access)\s+(?:of|from)|"
    r"extends)\s+(?:an?\s+|the\s+|every\s+)?(?P<above>[A-Za-z][\w-]*(?:\s[\w-]+)??)"
    r"(?=\s+(?:can|may|does|has|is)\b|\s*[.,;:(]|\s*$|\s+(?:and|plus)\b)",
    re.IGNORECASE,
)
_IS_ALSO: Final = re.compile(
    r"(?:^|[.;]\s+)(?:an?\s+|the\s+|every\s+)?(?P<who>[A-Za-z][\w-]*(?:\s[\w-]+){0,2}?)\s+(?:is|are)\s+"
    r"(?:(?P<also>also\s+)(?:an?\s+)?|an?\s+)(?P<above>[A-Za-z][\w-]*(?:\s[\w-]+){0,2}?)"
    r"(?(also)(?=\s*[.,;]|\s+(?:and|too|as)\b|$)|\s+(?:too|as\s+well)\b)",
    re.IGNORECASE,
)
"""An editor is also a reader: he may what a reader may."""
_OTHER_TONGUES: Final = re.compile(
    r"(?:^|[.;!]\s+)\W*(?:(?:der|die|das|eine?|jede[rs]?|le|la|l['’]|les|une?|el|los|las|unos?|unas?|o|a|os|as|uma?|il|lo|i|gli)\s+)?"
    r"(?P<who>[^\W\d][\w-]*(?:\s[\w-]+)?)\s+(?:auch\s+)?(?:"
    r"(?:hat|haben|bekommt|erhält|besitzt|erbt|erben)\s+(?:auch\s+)?(?:alle|sämtliche|die)\s+(?:Rechte|Berechtigungen)\s+(?:der|des|eines|einer|von)"
    r"|(?:erbt|erben)\s+(?:alles\s+)?(?:von|vom)(?:\s+(?:der|dem|den|einem|einer))?"
    r"|(?:darf|dürfen|kann|können)\s+alles,?\s+was\s+(?:auch\s+)?(?:der|die|das|eine?)?"
    r"|(?:a|ont|possède|hérite\s+de)\s+tous\s+les\s+droits\s+(?:du|des|d['’]une?|de\s+la|de\s+l['’]|de)"
    r"|(?:hérite|héritent)\s+(?:du|des|d['’]une?|de\s+la|de\s+l['’]|de)"
    r"|(?:tiene|tienen|hereda|heredan)\s+todos\s+los\s+(?:derechos|permisos)\s+(?:de\s+los|de\s+las|de\s+la|del|de\s+una?|de)"
    r"|(?:hereda|heredan)\s+(?:todo\s+)?(?:de\s+la|del|de\s+una?|de)"
    r"|(?:tem|têm|herda|herdam)\s+tod[oa]s\s+[oa]s\s+(?:direitos|permissões)\s+(?:d[oa]s?|de\s+uma?|de)"
    r"|(?:herda|herdam)\s+(?:tudo\s+)?(?:d[oa]s?|de)"
    r")\s*(?P<above>[^\W\d][\w-]*)(?=\s*(?:[.,;:(!]|$)|\s+(?:und|et|y|e|darf|kann|dürfen|können|sowie)\b)",
    re.IGNORECASE,
)
"""Who has the rights of whom, in other languages than English."""
_AND: Final = re.compile(
    r"(?:,\s*(?:and\s+)?|\s+and\s+|^)(?:(?:an?|the|every|both)\s+)?", re.IGNORECASE
)
"""Between several who have the rights of the same role."""
_SIGNS: Final = re.compile(r"\s+([<>⊂⊃])\s+")
_FIRST: Final = re.compile(r"[A-Za-z][\w-]*(?: [\w-]+){0,2}$")
_RUNG: Final = re.compile(r"[A-Za-z][\w-]*(?: [\w-]+){0,2}")
_LONGEST_LADDER: Final = 400
"""Letters of a line; a longer one is no ladder of roles."""
_ALL_OF_ANOTHER: Final = (
    r"(?:\b(?:alles,?\s+was\s+(?:auch\s+)?(?:(?:der|die|das|eine?)\s+)?(?P<de>[^\W\d][\w-]*)\s+(?:darf|kann|tut)\b"
    r"|tout\s+ce\s+que\s+(?:peut(?:\s+faire)?|fait)\s+(?:(?:une?|le|la)\s+|l['’])(?P<fr>[^\W\d][\w-]*)"
    r"|todo\s+lo\s+que\s+(?:puede(?:\s+hacer)?|hace)\s+(?:una?|el|la)\s+(?P<es>[^\W\d][\w-]*)"
    r"|tudo\s+o\s+que\s+(?:pode(?:\s+fazer)?|faz)\s+(?:uma?|o|a)\s+(?P<pt>[^\W\d][\w-]*)"
    r"|tutto\s+(?:ciò|quello)\s+che\s+(?:può(?:\s+fare)?|fa)\s+(?:una?|il|la|lo)\s+(?P<it>[^\W\d][\w-]*)"
    r"|alles\s+wat\s+(?:een|de)\s+(?P<nl>[^\W\d][\w-]*)\s+(?:mag|kan))"
    r"|^\W*wie\s+(?:(?:der|die|das|eine?)\s+)?(?P<wie>[A-ZÄÖÜ][\w-]*)(?=\W*(?:$|,|und\b|plus\b)))"
)
"""Everything that another role may do, in other languages than English."""
_BEYOND: Final = re.compile(
    rf"\W*{_ALL_OF_ANOTHER}\s*,?\s*(?:(?:und|sowie|plus|y|et|e|en)\s+)?"
    r"(?:(?:außerdem|zusätzlich|dazu|ferner|en\s+plus|de\s+plus|además|también|aussi|inoltre|anche|também|além\s+disso|ook|bovendien)\b)?\s*",
    re.IGNORECASE,
)
_EVERYTHING_OF: Final = re.compile(
    r"\b(?:everything|all|anything|whatever)\s+(?:that\s+|which\s+|what\s+|of\s+)?(?:an?\s+|the\s+)?"
    r"(?P<above>[A-Za-z][\w-]*(?:\s[\w-]+)??)\s+(?:can|may|does|do|has)\b|"
    r"\b(?:everything|all(?:\s+(?:the\s+)?(?:rights|permissions|privileges))?)\s+(?:of|from)\s+(?:an?\s+|the\s+)?(?P<all_of>[A-Za-z][\w-]*(?:\s[\w-]+)??)"
    r"(?=\s*[,.;:()]|\s*$|\s+(?:and|plus)\b)|"
    r"\b(?:on top of|in addition to|besides|beyond|plus)\s+(?:all\s+)?(?:the\s+rights\s+of\s+(?:an?\s+|the\s+)?"
    r"(?P<of>[A-Za-z][\w-]*(?:\s[\w-]+)?)|(?:the\s+|an?\s+)?(?P<whose>[A-Za-z][\w-]*(?:\s[\w-]+)?)['’]s?"
    r"\s+(?:own\s+)?(?:rights|permissions))|"
    r"\b(?:same as|like|inherits(?: from)?|extends)\s+(?:an?\s+|the\s+)?"
    r"(?!(?:everything|anything|all|whatever|rights|permissions)\b)(?P<same>[A-Za-z][\w-]*)\b|"
    + _ALL_OF_ANOTHER,
    re.IGNORECASE,
)
_MAY_ALL: Final = re.compile(
    r"\W*(?:(?:may|can|is\s+allowed\s+to|has)\s+(?:do\s+)?(?:everything|anything|all)"
    r"|everything\s+(?:of|from|an?|the)|on\s+top\s+of"
    r"|alles,?\s+wa[st]|tout\s+ce\s+que|todo\s+lo\s+que|tudo\s+o\s+que|tutto\s+(?:ciò|quello)\s+che|wie)\b",
    re.IGNORECASE,
)


def inheritances(text: str) -> Iterator[tuple[str, str, int]]:
    """Yield who inherits from whom, and where in the text it is said."""
    for match in _INHERITS.finditer(text):
        for who in filter(None, _AND.split(match["who"])):
            yield role_name(who), role_name(match["above"]), match.start("who")
    for match in (*_IS_ALSO.finditer(text), *_OTHER_TONGUES.finditer(text)):
        yield role_name(match["who"]), role_name(match["above"]), match.start("who")
    yield from _ladders(text)


def _ladders(text: str) -> Iterator[tuple[str, str, int]]:
    """Read `Hierarchy: picker < packer < manager`, and the other way round."""
    start = 0
    for line in text.split("\n"):
        parts = _SIGNS.split(line.rstrip(" \t\r.,;:!)`*_")) if len(line) <= _LONGEST_LADDER else []
        rungs = parts[::2]
        first = (
            _FIRST.search(rungs[0]) if 2 <= len(rungs) <= 9 and len(set(parts[1::2])) == 1 else None
        )
        if first is not None and all(map(_RUNG.fullmatch, rungs[1:])):
            names = [first[0], *rungs[1:]]
            for one, other in itertools.pairwise(names):
                low, high = (one, other) if parts[1] in "<⊂" else (other, one)
                yield role_name(high), role_name(low), start + first.start()
        start += len(line) + 1


def inherited_from(description: str) -> str:
    """Return the role whose rights a role has by its description; "" if it names none."""
    match = _EVERYTHING_OF.search(description)
    found = next((one for one in match.groups() if one), "") if match else ""
    return role_name(found)


def beyond(text: str) -> str:
    """Return what a clause gives beyond all that another role may do; the clause if it names none."""
    match = _BEYOND.match(text)
    return text[match.end() :] if match else text


def inherited_below(text: str) -> str:
    """Return the role that a line below the heading of another names: `may do all a clerk may`."""
    return inherited_from(text) if _MAY_ALL.match(text) else ""

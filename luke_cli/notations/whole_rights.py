"""Words that give a role everything there is.

Admins can do everything except delete orders.      The admin has full access.      **Admin**: all permissions
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final, NamedTuple

from luke_cli.docs.document import Document, Heading
from luke_cli.docs.markdown import plain
from luke_cli.notations.access_sentences import is_about_rights
from luke_cli.notations.access_told import exceptions, rights_told
from luke_cli.notations.permission_words import Right, Stated
from luke_cli.notations.role_lists import ROLES_SECTION
from luke_cli.notations.role_words import is_role_word, role_name, role_names
from luke_cli.notations.said import Said, said_of, unwrapped
from luke_cli.source import Diagnostic
from luke_cli.spec.facts import Authority, Fact, PermissionFact

_EVERYTHING: Final = (
    r"(?:(?:absolutely\s+)?(?:everything|anything|all\s+of\s+(?:it|this|the\s+above))"
    r"|(?:all|every|any)\s+(?:the\s+|possible\s+|available\s+)?"
    r"(?:rights?|permissions?|privileges?|actions?|operations?|functions?))"
)
_FULL: Final = (
    r"(?:full|complete|total|unrestricted|unlimited)\s+(?:system\s+|admin(?:istrative)?\s+)?"
    r"(?:access|control|rights|permissions|privileges)"
)
_WHERE: Final = (
    r"(?:\s+(?:to|in|on|within|of|across|over|for|with)\s+(?:(?:the|our|this)\s+)?(?:(?:whole|entire|complete)\s+)?"
    r"(?:everything|(?:all|every|any)\s+(?:the\s+)?(?:data|resources?|records?|features?|functions?|modules?|areas?"
    r"|entit(?:y|ies)|endpoints?|tables?|operations?)|system|application|app|platform|site|software"
    r"|product|service|api|backend|portal|tool))?"
)
_THING: Final = (
    rf"(?:{_WHERE}|\s+(?:with|on|over|to|about|of|for)\s+"
    r"(?P<thing>(?:(?:the|an?|all|any|every|their|his|her|own)\s+){0,3}[a-z][\w-]*(?:[ -][a-z][\w-]*)?))"
)
"""What everything is done with: all there is, or one thing."""
_SUPER: Final = r"(?:an?\s+|the\s+)?super[ -]?users?"
_BUT: Final = (
    r"(?:,?\s+(?:except(?:\s+for|\s+to)?|apart\s+from|other\s+than|save(?:\s+for)?|but(?!\s+(?:must(?!\s+(?:not|never))|has|have|is|are|needs?|should|also)\b)"
    r"(?:\s+(?:not|never|(?:they\s+)?(?:cannot|can['’]t|(?:can|may|must|shall)\s+(?:not|never))))?)\s+(?P<but>[^.;\n]{3,120}))?"
)
_END: Final = (
    r"(?=\s*(?:[.;!)\n]|$)|,\s+(?:and|including|even|also|so|but)\b|\s+(?:and|including)\b)"
)
_DO: Final = (
    r"(?:(?:do|perform|access|manage|change|see\s+and\s+do|read\s+and\s+(?:write|change|edit))\s+)?"
)
_HAS: Final = (
    rf"(?:(?:also\s+)?(?:can|may|(?:is|are)\s+(?:able|allowed|permitted)\s+to)\s+(?:also\s+)?{_DO}{_EVERYTHING}"
    rf"|(?:has|have|gets?|holds?|(?:is|are)\s+(?:given|granted)|with)\s+(?:{_EVERYTHING}|{_FULL})"
    rf"|(?:is|are)\s+{_SUPER})"
)
_SENTENCE: Final = re.compile(
    rf"(?:^\W*|[.;:!]\s+)(?P<who>[^\W\d][\w ,&/-]{{1,60}}?)\s+{_HAS}{_THING}{_BUT}{_END}",
    re.IGNORECASE,
)
_ENTRY: Final = re.compile(
    rf"^\W*(?P<who>[^\W\d][\w /&-]{{1,40}}?)\s*(?:[:：]|\s(?:->|=>|→|[-–—])|\((?=[^()]*\)))\s*"
    rf"(?:(?:can|may|has|have)\s+)?{_DO}(?:{_EVERYTHING}|{_FULL}|{_SUPER}){_THING}{_BUT}{_END}",
    re.IGNORECASE,
)
"""`**Admin**: full access`, an entry of a list."""
_BELOW: Final = re.compile(
    rf"^\W*(?:(?:can|may|has|have)\s+)?{_DO}(?:{_EVERYTHING}|{_FULL}){_THING}{_BUT}\s*[.;!]?\s*$",
    re.IGNORECASE,
)
"""`Full access to everything.` below the heading of a role."""


class _Whole(NamedTuple):
    role: str
    given: Right
    denied: tuple[Right, ...]
    start: int


def recognise(
    document: Document, known: frozenset[str] = frozenset()
) -> Iterable[Fact | Diagnostic]:
    """Read who may do everything; `known`: roles that the documents list."""
    for block in document.blocks:
        if isinstance(block, Heading):
            continue
        for said in said_of(block):
            if not said.label:
                yield from _facts(said, known)


def _facts(said: Said, known: frozenset[str]) -> Iterator[PermissionFact]:
    is_listed = is_about_rights(said.section) or any(
        ROLES_SECTION.search(plain(title)) for title in said.section[-2:]
    )
    for whole in _wholes(said, known):
        stated = Stated(
            said.place(whole.start), said.section, Authority.LIST if is_listed else Authority.PROSE
        )
        # What is taken from everything with one thing goes before it.
        is_all = whole.given.resource == "*"
        given = [stated.fact(whole.role, whole.given)]
        denied = [stated.fact(whole.role, one, allowed=False) for one in whole.denied]
        yield from (*given, *denied) if is_all else (*denied, *given)


def _wholes(said: Said, known: frozenset[str]) -> Iterator[_Whole]:
    text = unwrapped(said.text)
    heading = role_name(plain(said.section[-1])) if said.section else ""
    below = _BELOW.match(text) if heading and _is_role(heading, known) else None
    found = [(below, heading)] if below else []
    entry = None if below else _ENTRY.match(text)
    matches = [entry] if entry else [] if below else [*_SENTENCE.finditer(text)]
    found += [(match, match["who"]) for match in matches]
    for match, who in found:
        names = role_names(who)
        given = _given(match["thing"] or "")
        denied = _exceptions(match["but"], given) if match["but"] else ()
        if denied is None or given is None or not names:
            continue
        if all(_is_role(name, known) for name in names):
            start = 0 if match is below else match.start("who")
            yield from (_Whole(name, given, denied, start) for name in names)


def _is_role(name: str, known: frozenset[str]) -> bool:
    return is_role_word(name) or name.lower() in known


def _given(thing: str) -> Right | None:
    """Return the right to everything, or to everything with a thing; None if that is no thing."""
    if not thing:
        return Right("*", "*", "all")
    told = [*rights_told(f"manage {thing}")]
    one = told[0] if len(told) == 1 else None
    return replace(one, action="*", scope=one.scope or "all") if one else None


def _exceptions(told: str, given: Right | None) -> tuple[Right, ...] | None:
    """Return what is taken from everything; None where it is not understood, so that nothing is given."""
    last = (given,) if given and given.resource != "*" else ()
    return tuple(replace(right, scope="") for right in exceptions(told, last)) or None

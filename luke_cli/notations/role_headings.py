"""Roles of the headings of a document: who it was written with, and for whom its parts are.

## Ines, treasurer, since 2011                 ### For the treasurer
She alone enters fees.                         ### For the warden
## Jo (warden)                                 A keeper sees their own hives.

One such heading may be anything: several beside each other, of which half name usual roles, are roles.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from luke_cli.docs.document import Document, Heading, Paragraph
from luke_cli.docs.markdown import plain
from luke_cli.notations.access_sentences import role_of
from luke_cli.notations.access_told import rights_told
from luke_cli.notations.permission_words import Right, Stated
from luke_cli.notations.role_words import is_role_word
from luke_cli.notations.said import unwrapped
from luke_cli.source import Diagnostic, Span
from luke_cli.spec.facts import Authority, Fact, RoleFact

_NUMBER: Final = r"\W*(?:\d+(?:\.\d+)*[.)]?\s+)?"
_ROLE: Final = r"(?P<role>[a-z][a-z-]*(?: [a-z][a-z-]*){0,2}?)"
PERSON: Final = re.compile(
    rf"{_NUMBER}(?:(?:Mr|Mrs|Ms|Dr)\.?\s+)?[A-Z][\w'’-]+(?:\s[A-Z][\w'’.-]*)?\s*(?:,\s*|\(|\s[–—-]\s)"
    rf"(?:the\s+|our\s+|an?\s+)?{_ROLE}\s*(?:[,()–—:;].*)?"
)
"""A person, and what they are: `Ines, treasurer, since 2011`."""
_PART: Final = re.compile(
    rf"{_NUMBER}(?:(?:[Ff]or|[Aa]s)\s+(?:the\s+|an?\s+)?{_ROLE}|(?:The\s+)?(?P<whose>[A-Za-z][a-z-]*(?: [a-z-]+)?)['’]s?\s+"
    r"(?:pages?|screens?|views?|desk|menu))\W*"
)
_NOBODY: Final = frozenset(
    "everybody everyone all both others developers developer testers you us me them example now later".split()
)
_ALONE: Final = re.compile(
    r"(?:^|[.!?;]\s+|\n)(?:He|She|They)\s+(?:alone|and\s+nobody\s+else)\s+(?:may\s+|can\s+)?(?P<what>[a-z]+[^.;\n]{3,120})"
)
_SEES_OWN: Final = re.compile(
    r"(?:^|[.!?;]\s+|\n)(?:(?:An?|Each|Every|The)\s+(?P<role>[a-z]+(?: [a-z]+)?)\s+sees|(?P<many>[A-Z][a-z]+s)\s+(?:should\s+)?see)\s+"
    r"(?:only\s+)?(?P<own>(?:their|his|her)\s+own\s[^.!?;\n]{3,160})"
)
_OWN: Final = re.compile(
    r"\b(?:their|his|her)\s+own\s+(?P<thing>[a-z][a-z-]*)\b(?=\s*(?:[,.;]|$|and\b))"
)
_FEWEST: Final = 2


def recognise(
    document: Document, known: frozenset[str] = frozenset()
) -> Iterable[Fact | Diagnostic]:
    """Read whom the headings name, what they alone do, and who else sees what is their own.

    `known`: roles that other documents list.
    """
    headed = _headed(document)
    for block in document.blocks:
        if isinstance(block, Heading) and block.section in headed:
            yield _role(headed[block.section], block.span, block.section)
        elif isinstance(block, Paragraph) and headed:
            yield from _alone(block, headed)
            yield from _others(block, known)


def _headed(document: Document) -> dict[tuple[str, ...], str]:
    """Return the sections whose heading names a role, with that role."""
    found: dict[tuple[str, ...], str] = {}
    for form in (PERSON, _PART):
        beside: dict[tuple[str, ...], dict[tuple[str, ...], str]] = {}
        for block in document.blocks:
            if isinstance(block, Heading) and (name := _named(form, block)):
                beside.setdefault(block.section[:-1], {})[block.section] = name
        for roles in beside.values():
            usual = sum(is_role_word(name) for name in roles.values())
            if len({*roles.values()}) >= _FEWEST and 2 * usual >= len(roles):
                found |= roles
    return found


def _named(form: re.Pattern[str], heading: Heading) -> str:
    match = form.fullmatch(plain(heading.text))
    groups = match.groupdict() if match else {}
    name = (groups.get("role") or groups.get("whose") or "").strip().lower()
    return "" if name in _NOBODY else role_of(name) if name else ""


def _alone(block: Paragraph, headed: dict[tuple[str, ...], str]) -> Iterator[Fact]:
    """Read `She alone enters fees` below the heading that says who she is."""
    role = headed.get(block.section, "")
    text = unwrapped(plain(block.text))
    for match in _ALONE.finditer(text) if role else ():
        place = Span(
            block.span.file, block.span.line + plain(block.text).count("\n", 0, match.start("what"))
        )
        stated = Stated(place, block.section, Authority.PROSE)
        yield from (stated.fact(role, right) for right in rights_told(match["what"]))


def _others(block: Paragraph, known: frozenset[str]) -> Iterator[Fact]:
    """Read `A keeper sees their own hives` in a document that speaks of roles."""
    text = unwrapped(plain(block.text))
    for match in _SEES_OWN.finditer(text):
        role = match["role"] or role_of(match["many"].lower())
        if is_role_word(role) or role in known:
            line = block.span.line + plain(block.text).count("\n", 0, match.start("own"))
            stated = Stated(Span(block.span.file, line), block.section, Authority.PROSE)
            yield _role(role, stated.place, block.section)
            for own in _OWN.finditer(match["own"]):
                yield stated.fact(role, Right(own["thing"], "read", "own"))


def _role(name: str, place: Span, section: tuple[str, ...]) -> RoleFact:
    return RoleFact(
        place=Span(place.file, place.line), authority=Authority.PROSE, section=section, name=name
    )

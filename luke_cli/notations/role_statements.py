"""Sentences that give all roles there are: a list that claims to be whole.

Every user has exactly one role; the roles are courier, planner and admin.      A role is courier, planner or admin.
There are three roles: courier, planner, admin.      Users have one of the roles courier, planner and admin.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from luke_cli.docs.document import Document
from luke_cli.notations.access_sentences import role_of
from luke_cli.notations.role_words import is_role_word, role_names
from luke_cli.notations.said import said_in
from luke_cli.source import Diagnostic, Span
from luke_cli.spec.facts import Authority, EnumFact, Fact

_NUMBER: Final = r"(?:two|three|four|five|six|seven|eight|\d)"
_COUNT: Final = rf"{_NUMBER}\s+(?:(?:user|different|distinct|possible)\s+)?"
_FORMS: Final = re.compile(
    rf"""
      \b(?:the|our|these|possible|available|only|all|user)[ ](?:{_COUNT})?roles[ ]are\b:?
    | \b(?:exactly|only|always|just)[ ]one[ ](?:role|of[ ](?:the[ ])?(?:{_COUNT})?roles)\b:?(?=[ ]\w+,)
    | \b(?:those|people|the[ ](?:people|ones))[ ](?:who|that)[ ](?:may[ ]|can[ ])?(?:sign|log)[ ]in[ ]are\b:?
    | \bone[ ]of[ ](?:the|these|our)[ ](?:{_COUNT})?roles\b:?
    | \bthere[ ]are[ ](?:only[ ]|exactly[ ]|just[ ])?(?:{_COUNT})?roles\s*[:,–—-]
    | \b(?:knows?|distinguish(?:es)?|have|has|uses?)[ ](?:only[ ]|exactly[ ]|just[ ])?{_COUNT}roles\s*[:,–—-]
    | \b(?:a|the|each|every|user['’]s|users?)[ ]role[ ](?:of[ ](?:an?|the|each|every)[ ]\w+[ ])?(?:is|can[ ]be|must[ ]be|may[ ]be)[ ]
      (?:always[ ]|only[ ])?(?:either[ ]|one[ ]of[ ]|exactly[ ]one[ ]of[ ])?:?
    """,
    re.IGNORECASE | re.VERBOSE,
)
_BELOW_ROLES: Final = re.compile(
    r"\b(?:we\s+have|there\s+are|it\s+has|we\s+(?:know|distinguish|need))\s+(?:only\s+|exactly\s+|just\s+)?"
    rf"{_NUMBER}\s*[:,–—-]",
    re.IGNORECASE,
)
"""`We have five: ...` where the heading says of what."""
_HEADING: Final = re.compile(r"\W*(?:[\d.]+\s+)?(?:(?:the|user|our)\s+)?roles\W*", re.IGNORECASE)
_LIST: Final = re.compile(r"\s*(?P<names>[^.;:\n]{3,200})")
_NAME: Final = re.compile(r"[A-Za-z][\w-]*(?: [a-z][\w-]*){0,2}", re.IGNORECASE)
_SOME: Final = re.compile(
    r"\b(?:such\s+as|for\s+example|e\.g\.|among\s+others|etc|mainly|mostly|involved|affected|here|"
    r"allowed|new)\b|…|\.\.\.",
    re.IGNORECASE,
)
_FEWEST: Final = 2


def recognise(document: Document) -> Iterable[Fact | Diagnostic]:
    """Find the sentences of a document that list all roles."""
    for said in said_in(document):
        is_below = bool(said.section) and _HEADING.fullmatch(said.section[-1]) is not None
        text = " ".join(said.text.split("\n"))
        for names, start in whole_lists(text, is_below_roles=is_below):
            place = said.place(start)
            yield EnumFact(
                place=Span(place.file, place.line),
                authority=Authority.PROSE,
                section=said.section,
                name="role",
                values=names,
            )


def whole_lists(
    text: str, *, is_below_roles: bool = False
) -> Iterator[tuple[tuple[str, ...], int]]:
    """Yield the roles of each sentence that gives all of them, and where it begins."""
    headed = _BELOW_ROLES.finditer(text) if is_below_roles else ()
    for match in (*_FORMS.finditer(text), *headed):
        listed = _LIST.match(text, match.end())
        if listed is None or _SOME.search(listed["names"]):
            continue
        names = tuple(map(role_of, role_names(re.sub(r"\([^()]*\)", "", listed["names"]))))
        usual = [name for name in names if is_role_word(name)]
        if len(names) >= _FEWEST and usual and all(map(_NAME.fullmatch, names)):
            yield names, match.start()

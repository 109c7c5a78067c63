"""Roles that only sentences about rights introduce, by what they are called there.

Linguists can read texts. Linguists can also ...     A walker may see the dogs.
The manager may do everything a carer may.
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final, NamedTuple

from luke_cli.docs.document import Document, Heading
from luke_cli.names import singular
from luke_cli.notations.access_sentences import is_about_rights, modal_subjects
from luke_cli.notations.inheritance import inheritances
from luke_cli.notations.permission_verbs import ACTIONS
from luke_cli.notations.role_words import role_name, role_names
from luke_cli.notations.said import Said, said_of

_NOBODY: Final = frozenset(
    """
    it they we you he she this that these those there which who what one system app application
    server service api client browser token session request response page screen list field value
    database job email link password file everything nothing nobody anyone anybody everyone
    everybody somebody somewhere here requirement rule role right permission access data object
    entity record row endpoint route resource line section document table
    """.split()
)
_ACTS: Final = re.compile(r"[a-z]{3,}(?:[^aeiou]er|or|ist|ian|eer)")
"""What those are called who do something."""
_THINGS: Final = frozenset(
    """
    order number folder paper letter newsletter counter timer filter header footer parameter buffer cluster container
    docker router printer computer scanner reader_app theater quarter semester chapter register ledger
    sensor error color colour floor door motor monitor calendar voucher banner marker
    """.split()
)
"""What is called like that and does nothing."""


class _Subject(NamedTuple):
    word: str
    line: int
    weight: int
    """How plainly it is a role: one that is said twice is."""


def subjects_of(document: Document) -> dict[str, int]:
    """Return who is plainly the subject of rights, with the line: `Linguists can ...` is a role.

    It takes a section about rights: elsewhere `Charts can show` what they like.
    """
    seen: Counter[str] = Counter()
    lines: dict[str, int] = {}
    for block in document.blocks:
        for said in said_of(block) if not isinstance(block, Heading) else ():
            for one in _subjects(said) if is_about_rights(said.section) else ():
                seen[one.word] += one.weight
                lines.setdefault(one.word, one.line)
    return {word: lines[word] for word, count in seen.items() if count > 1}


def _subjects(said: Said) -> Iterator[_Subject]:
    label = re.fullmatch(r"\*\*([A-Za-z]+s)\*\*:?", said.raw.strip())
    told = [(label[1], "")] if label else [*modal_subjects(said)]
    told += [(one, "") for who, above, _ in inheritances(said.text) for one in (who, above)]
    for who, what in told:
        for name in role_names(who):
            word = singular(role_name(name).lower())
            if re.fullmatch(r"[a-z]{3,20}", word) and word not in _NOBODY:
                # A name in bold is one that the document gives.
                plainly = f"**{name}**" in said.raw or _is_agent(word, what)
                yield _Subject(word, said.line, 2 if plainly else 1)


def _is_agent(word: str, what: str) -> bool:
    """Tell whether a name is that of somebody who does what rights are about."""
    verb = re.match(r"[a-z]+", what)
    does = verb is not None and verb[0] in ACTIONS
    return does and word not in _THINGS and _ACTS.fullmatch(word) is not None

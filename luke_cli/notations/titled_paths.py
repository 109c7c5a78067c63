"""What documents in another language call the things that endpoints with English paths are about.

| POST | /fault-reports | Störmeldung anlegen |      GET /fault-reports  Listar averías
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from luke_cli.names import singular, snake
from luke_cli.notations.marks import actions_named
from luke_cli.notations.permission_verbs import ACTIONS
from luke_cli.source import Diagnostic
from luke_cli.spec.facts import EndpointFact, EntityFact, Fact

_PATH: Final = re.compile(r"/(?P<things>[a-z][\w-]*)(?:/\{\w+\})?")
_TITLE: Final = re.compile(r"[^\W\d]{4,30}")


def with_titles(found: Iterable[Fact | Diagnostic]) -> list[Fact | Diagnostic]:
    """Add to what was found the titles that summaries of endpoints give to entities."""
    facts = [*found]
    names = {
        singular(snake(name))
        for one in facts
        if isinstance(one, EntityFact)
        for name in (one.name, one.table)
    }
    return [*facts, *dict.fromkeys(_titles(facts, names))]


def _titles(facts: Iterable[Fact | Diagnostic], names: set[str]) -> Iterator[EntityFact]:
    for one in facts:
        path = _PATH.fullmatch(one.path) if isinstance(one, EndpointFact) else None
        if path is None or not isinstance(one, EndpointFact):
            continue
        name, title = singular(snake(path["things"])), _title(one.summary)
        if title and name in names and singular(snake(title)) not in names:
            yield EntityFact(
                place=one.place,
                authority=one.authority,
                section=one.section,
                name=name,
                partial=True,
                title=title,
            )


def _title(summary: str) -> str:
    """Return the thing of `Störmeldung anlegen`; "" where an English verb or more words stand."""
    words = summary.strip(" .").split()
    if len(words) == 2:
        for verb, thing in (words, words[::-1]):
            is_foreign = actions_named(verb) and verb.lower() not in ACTIONS
            if is_foreign and _TITLE.fullmatch(thing):
                return thing
    return ""

"""How lists are paged: one way for all of them, as the documents ask for it.

Cursor-based pagination.  GET /events?after=x&first=20     ->  paging, after, first
... and elsewhere: GET /users?page=2&per_page=20           ->  a decision with both places
... and nowhere a word on the other lists                  ->  an assumption: all have cursors
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from luke_cli.names import snake
from luke_cli.spec.facts import Authority, ParameterFact, SettingFact
from luke_cli.spec.model import Assumption, Decision, Kind, Operation, Setting, TypeName
from luke_cli.spec.paging import (
    MORE_SETTING,
    NEXT_SETTING,
    TOTAL_MEMBERS,
    asked,
    is_cursor,
    of_cursor,
)
from luke_cli.spec.resolve.endpoints import endpoint_key, relative
from luke_cli.spec.resolve.isolation import noun
from luke_cli.spec.resolve.said import Said
from luke_cli.spec.values import items

KEY: Final = "paging"
_FOR_ALL_LISTS: Final = "A-paging"
_WITHOUT_COUNT: Final = "A-list-envelope"
_USUAL_SIZE: Final = "limit"
_SAID_OF_ALL: Final = re.compile(
    r"\b(?:all|every|each|any|always|everywhere)\b|\blists (?:use|are|take|come|have|work)\b",
    re.IGNORECASE,
)
"""What is said of lists as such, even if one stands there for an example."""
_NO_PAGE: Final = (TypeName.DATE, TypeName.DATETIME, TypeName.ENUM)
Found = dict[str, list[SettingFact]]


def with_paging(said: Said, found: Found) -> Found:
    """Return the settings with one spelling for each way of paging.

    What only cursors have a use for goes where the most trusted claim is another way.
    """
    facts = _spelled(said, [*found.get(KEY, ()), *_of_parameters(said)])
    others = {
        name: those
        for name, those in found.items()
        if name not in (KEY, NEXT_SETTING, MORE_SETTING)
    }
    if not facts:
        return others
    if of_cursor(said.trusted(facts)[0].value):
        others |= {
            name: _nested(found[name]) for name in (NEXT_SETTING, MORE_SETTING) if name in found
        }
    return {**others, KEY: facts}


def paging_settings(
    said: Said,
    chosen: Mapping[str, Setting],
    operations: Sequence[Operation],
    base_path: str,
    assumptions: list[Assumption],
) -> Iterator[Setting]:
    """Yield what a page calls the next cursor; assume that all lists have cursors if some have."""
    paging = chosen.get(KEY)
    if paging is None or not of_cursor(paging.value):
        return
    yield Setting(NEXT_SETTING, NEXT_SETTING, basis=("default",))
    assumptions += _uncounted(chosen.get("list_envelope"))
    if paging.basis:
        return  # a decision says that there were two ways
    facts = [fact for fact in said.of(SettingFact) if fact.key == KEY and of_cursor(fact.value)]
    lists = [one for one in operations if one.kind is Kind.LIST and one.group != "auth"]
    told = {name for fact in facts for name in _lists_of(said, fact, lists, base_path)}
    others = [one.name for one in lists if one.name not in told]
    if others and told:
        assumptions.append(
            Assumption(
                name=_FOR_ALL_LISTS,
                about=f"#{KEY}",
                proposal=f"all lists have cursors, also {', '.join(others)}",
                why="the documents speak of cursors for other lists only, and all lists are paged"
                " in one way",
                sources=paging.sources,
            )
        )


def _uncounted(envelope: Setting | None) -> Iterator[Assumption]:
    """Yield what is left out of a page that the documents show with a number of all rows."""
    counts = (
        [one for one in items(envelope.value) if snake(one) in TOTAL_MEMBERS] if envelope else []
    )
    if envelope and counts:
        yield Assumption(
            name=_WITHOUT_COUNT,
            about="#list_envelope",
            proposal=f"a page does not hold `{counts[0]}`",
            why="lists have cursors, and to count all rows takes longer than to fetch a page",
            sources=envelope.sources,
        )


def in_one_way(decision: Decision) -> Decision:
    """Say of a decision between ways of paging that all lists get the same."""
    if decision.about != f"#{KEY}":
        return decision
    return replace(decision, why=f"all lists are paged in one way: {decision.why}")


def _of_parameters(said: Said) -> Iterator[SettingFact]:
    """Yield how the parameters of endpoints ask for pages."""
    queries: dict[tuple[str, str], dict[str, ParameterFact]] = {}
    for fact in said.of(ParameterFact):
        if may_page(fact):
            queries.setdefault((fact.method, fact.path), {}).setdefault(fact.name, fact)
    for query in queries.values():
        for value in asked(list(query)):
            fact = query[value.partition(",")[0]]
            yield SettingFact(place=fact.place, authority=fact.authority, key=KEY, value=value)


def may_page(fact: ParameterFact) -> bool:
    """Tell whether a parameter can ask for a page: a day cannot, nor can one of a few values."""
    return not fact.values and (fact.type is None or fact.type.name not in _NO_PAGE)


def _spelled(said: Said, facts: Sequence[SettingFact]) -> list[SettingFact]:
    """Return the claims in the words of the most trusted one that says the same way."""
    by_cursor = any(of_cursor(fact.value) for fact in facts)
    ordered = said.trusted(facts)
    words = [fact.value for fact in ordered if ", " in fact.value]
    spelled = []
    # "Page numbers" only say something where they stand against cursors.
    for fact in facts if by_cursor else (one for one in facts if one.value != "page"):
        alike = (one for one in words if _says(one, fact.value))
        whole = fact.value if ", " in fact.value else next(alike, f"{fact.value}, {_USUAL_SIZE}")
        spelled.append(replace(fact, value=whole))
    return list(dict.fromkeys(spelled))


def _says(words: str, way: str) -> bool:
    """Tell whether the words of a query are of a way: `after, first` of `cursor`."""
    first = words.partition(",")[0]
    return first == way or (way == "cursor" and is_cursor(first))


def _nested(facts: Sequence[SettingFact]) -> list[SettingFact]:
    """Return the names of a member, each as the one that also says what it is nested in."""
    dotted = [fact.value for fact in facts if "." in fact.value]
    whole = {value.rpartition(".")[2]: value for value in reversed(dotted)}
    return [replace(fact, value=whole.get(fact.value, fact.value)) for fact in facts]


def _lists_of(
    said: Said, fact: SettingFact, lists: Sequence[Operation], base_path: str
) -> Iterable[str]:
    """Return the names of the lists that a claim is about; it may be about all."""
    every = [one.name for one in lists]
    if fact.authority is Authority.CONTRACT:
        return _at(said, fact, lists, base_path)
    text = " ".join((*fact.section[-1:], *_lines(said, fact)))
    if _SAID_OF_ALL.search(text):
        return every
    paths = [one.name for one in lists if _mentions_path(text, one.path)]
    named = [one.name for one in lists if noun((one.group,)).search(text)]
    return paths or _at(said, fact, lists, base_path) or named or every


def _at(said: Said, fact: SettingFact, lists: Sequence[Operation], base_path: str) -> list[str]:
    """Return the lists whose parameter stands in the line of a claim."""
    paths = {
        endpoint_key("GET", relative(one.path, base_path))
        for one in said.of(ParameterFact)
        if (one.place.file, one.place.line) == (fact.place.file, fact.place.line)
    }
    return [one.name for one in lists if endpoint_key("GET", one.path) in paths]


def _lines(said: Said, fact: SettingFact) -> Iterator[str]:
    yield from (line.text for line in said.at(fact.place.file, fact.place.line))


def _mentions_path(text: str, path: str) -> bool:
    return bool(re.search(rf"{re.escape(path)}(?![\w/{{-])", text))

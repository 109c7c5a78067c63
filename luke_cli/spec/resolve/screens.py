"""What of the API serves each screen of the designers, and what no operation does.

Expense list: filters, export   ->   expense.list, expense.export
Publish dialog                  ->   event.publish
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from luke_cli.names import kebab, singular, snake
from luke_cli.source import Diagnostic, Severity
from luke_cli.spec.facts import ScreenFact
from luke_cli.spec.model import OFFERS, Entity, Kind, Operation, Screen, Spec
from luke_cli.spec.resolve.entity_names import EntityNames
from luke_cli.spec.resolve.parameters import with_fields
from luke_cli.spec.resolve.said import Said

_OF_LISTS: Final = ("filter", "sort", "search", "page")
_SIGNS_IN: Final = re.compile(
    r"\b(?:log ?-?in|sign ?-?in|sign ?-?up|registration|register|forgot|reset|password|welcome|onboarding)\b",
    re.IGNORECASE,
)
_OF_ONESELF: Final = re.compile(r"\b(?:profile|account|settings|preferences)\b", re.IGNORECASE)
_NO_SCREEN: Final = re.compile(
    r"\b(?:splash|loading|empty|error|offline|404|not found|navigation|menu|layout|theme|toast|styles?|"
    r"breakpoints?|palette|typography|components?|design system|accessibility|phase|tests?|testing|"
    r"performance|support|matrix|protocol|achievements|summary|guidelines|principles|requirements|"
    r"architecture|strategy|browsers?|devices?|specific|features|personas?|readers?|challenges|"
    r"considerations|goals|transitions?|designs?|specifications?|journeys?|flows?|sizes?|colou?rs?|icons?|animations?|gestures?|platforms?)\b|\d+ ?px",
    re.IGNORECASE,
)
"""A heading of a designer's document that is about no screen with rows."""
_NUMBER: Final = re.compile(
    r"^\W*(?:(?:screen|page|view)\s+)?(?:[A-Z]{1,3}-?)?\d+(?:\.\d+)*\s*[.:)-]?\s+|^\W*(?:screen|page|view)\s*[:-]\s+",
    re.IGNORECASE,
)
_WRITES: Final = re.compile(
    r"\b(?:form|create|new|add|edit|register|capture|submission|entry|wizard|composer?)\b",
    re.IGNORECASE,
)
_READS: Final = re.compile(r"\b(?:details?|review|preview|profile|card|sheet)\b", re.IGNORECASE)
_MOST: Final = 60
"""Screens of a project; more are headings that were misread."""


def resolve_screens(
    said: Said, spec: Spec, names: EntityNames
) -> tuple[tuple[Screen, ...], tuple[Diagnostic, ...]]:
    """Return the screens with what serves them, and a finding for what nothing serves."""
    screens: list[Screen] = []
    found: list[Diagnostic] = []
    taken: set[str] = set()
    for title, facts in _grouped(said).items():
        if len(screens) == _MOST:
            break
        entity = _subject(spec, names, title, facts)
        kinds = _kinds(facts)
        if entity is None and not ({"show", "export", "upload", "bulk"} & set(kinds)):
            continue
        served = {kind: tuple(_serves(spec, entity, title, kind, facts)) for kind in kinds}
        lost = [kind for kind, operations in served.items() if not operations and kind != "action"]
        screens.append(_screen(said, title, facts, served, taken))
        found += (_finding(title, facts, kind) for kind in lost)
    return tuple(screens), tuple(found)


def _grouped(said: Said) -> Mapping[str, list[ScreenFact]]:
    """Return what is said of each screen, by its heading."""
    groups: dict[str, list[ScreenFact]] = {}
    for fact in said.of(ScreenFact):
        title = _NUMBER.sub("", fact.screen).strip(" #*`:")
        if title and title.lower() != "overview" and not _NO_SCREEN.search(title):
            groups.setdefault(title, []).append(fact)
    return groups


def _subject(spec: Spec, names: EntityNames, title: str, facts: list[ScreenFact]) -> Entity | None:
    """Return what a screen shows: what its title names, else what has the fields it speaks of."""
    words = [word for word in re.findall(r"[A-Za-z]+", title) if len(word) > 2]
    runs = [" ".join(words[at : at + size]) for size in (3, 2, 1) for at in range(len(words))]
    for run in dict.fromkeys(runs):
        found = names.find(run)
        if found and (not found.trait("account") or singular(snake(run)) == snake(found.name)):
            return found
    said = [word for fact in facts if fact.kind in _OF_LISTS for word in fact.words]
    found = names.within(title)
    if found and not found.trait("account"):
        return found
    return with_fields(spec, said) if said else None


def _kinds(facts: Iterable[ScreenFact]) -> list[str]:
    said = {fact.kind for fact in facts}
    return [kind for kind in OFFERS if kind in said]


def _serves(
    spec: Spec, entity: Entity | None, title: str, kind: str, facts: Iterable[ScreenFact]
) -> Iterator[str]:
    """Yield the operations that do what a screen offers; `client` where it needs none."""
    if kind == "offline":
        yield "client"
    elif entity is None:
        yield from _without_rows(spec, title, kind)
    else:
        own = [one for one in spec.operations if one.group == snake(entity.name)]
        if kind == "show":
            yield from (one.name for one in _shown(own, title))
        else:
            yield from (one.name for one in _of_kind(spec, entity, own, kind, facts))


def _without_rows(spec: Spec, title: str, kind: str) -> Iterator[str]:
    if kind == "show" and _SIGNS_IN.search(title):
        yield from (o.name for o in spec.operations if o.name in ("auth.login", "auth.register"))
    elif kind == "show" and _OF_ONESELF.search(title):
        yield from (o.name for o in spec.operations if o.name in ("auth.me", "auth.update_me"))
    elif kind == "show":
        words = {snake(word) for word in re.findall(r"[A-Za-z]+", title)}
        yield from (one.name for one in spec.operations if _is_named(one, words))
    elif kind in _OF_LISTS:
        yield "client"


def _is_named(operation: Operation, words: set[str]) -> bool:
    """Tell whether words name an operation: its verb, or what its path is called."""
    if operation.kind in (
        Kind.RESTORE,
        Kind.TRANSITION,
        Kind.BULK,
        Kind.EXPORT,
        Kind.SUMMARY,
        Kind.CUSTOM,
    ):
        parts = {snake(part) for part in operation.path.split("/") if part[:1] != "{"}
        return bool({operation.verb, operation.group, *parts} & words)
    return False


def _shown(own: list[Operation], title: str) -> Iterator[Operation]:
    """Yield what a screen calls by its title: a list, a row, a form, a step."""
    words = {snake(word) for word in re.findall(r"[A-Za-z]+", title)}
    steps = [one for one in own if one.verb in words and one.kind not in (Kind.LIST, Kind.READ)]
    kinds: tuple[Kind, ...] = (Kind.LIST,)
    if _WRITES.search(title):
        kinds = (Kind.CREATE, Kind.UPLOAD, Kind.UPDATE)
    elif _READS.search(title):
        kinds = (Kind.READ,)
    asked = [one for one in own if one.kind in kinds]
    yield from steps or asked or [one for one in own if one.kind in (Kind.LIST, Kind.READ)][:1]


def _of_kind(
    spec: Spec,
    entity: Entity,
    own: list[Operation],
    kind: str,
    facts: Iterable[ScreenFact],
) -> Iterator[Operation]:
    if kind in _OF_LISTS:
        lists = [one for one in own if one.kind is Kind.LIST]
        yield from lists[:1] or [one for one in own if one.kind is Kind.READ][:1]
    elif kind == "upload":
        parts = {
            snake(e.name)
            for e in spec.entities
            if (t := e.trait("file of")) and t.subject == entity.name
        }
        groups = {snake(entity.name), *parts}
        yield from (o for o in spec.operations if o.kind is Kind.UPLOAD and o.group in groups)
    elif kind in ("export", "bulk"):
        word = re.compile("export|download|report" if kind == "export" else "bulk|batch|many")
        yield from (one for one in own if word.search(one.verb))
    else:
        verbs = {snake(word).partition("_")[0] for f in facts if f.kind == kind for word in f.words}
        yield from (one for one in own if one.verb.partition("_")[0] in verbs)


def _screen(
    said: Said,
    title: str,
    facts: list[ScreenFact],
    served: Mapping[str, tuple[str, ...]],
    taken: set[str],
) -> Screen:
    name = f"S-{kebab(title)[:40].strip('-') or 'screen'}"
    while name in taken:
        name += "-2"
    taken.add(name)
    operations = dict.fromkeys(one for found in served.values() for one in found)
    lost = [kind for kind, found in served.items() if not found and kind != "action"]
    plain = (
        tuple(operations) if len(operations) == 1 else tuple(o for o in operations if o != "client")
    )
    return Screen(
        name=name,
        text=title,
        offers=tuple(served),
        served_by=(*plain, *(("open",) if lost or not plain else ())),
        sources=said.sources(facts)[:4],
    )


def _finding(title: str, facts: list[ScreenFact], kind: str) -> Diagnostic:
    fact = next(one for one in facts if one.kind == kind)
    what = "rows" if kind == "show" else kind
    return Diagnostic(
        "LK-R501",
        Severity.NOTE if kind == "show" else Severity.WARNING,
        f"`{title}` offers {what}, and no operation does that",
        fact.place,
        "add the endpoint to DESIGN.md, or drop it from the screen",
    )

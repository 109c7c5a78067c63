"""What a cache is said to hold, as the operations that it answers: `list of tasks` -> `task.list`."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from luke_cli.names import singular, snake
from luke_cli.spec.cached import READS, STEM
from luke_cli.spec.facts import SettingFact
from luke_cli.spec.model import Kind, Operation
from luke_cli.spec.resolve.endpoints import endpoint_key, relative

_KINDS: Final = {
    Kind.LIST: "list lists listing listings",
    Kind.READ: "detail details single",
    Kind.SUMMARY: "summary summaries dashboard dashboards statistic statistics stats analytics "
    "total totals figure figures report reports aggregate aggregates",
}
_BY_WORD: Final = {word: kind for kind, words in _KINDS.items() for word in words.split()}
_EVERYTHING: Final = frozenset(
    "all answer answers any each endpoint endpoints every everything get gets read reads request "
    "requests route routes query queries".split()
)
_EMPTY: Final = frozenset(
    "by cache data entity id info information object objects of page pages per profile profiles "
    "record records row rows screen this view".split()
)
"""Words beside the name of a thing that tell nothing more."""


def cache_names(
    found: dict[str, list[SettingFact]], base_path: str, operations: Sequence[Operation]
) -> dict[str, list[SettingFact]]:
    """Rename the times of caches after what they hold.

    What no operation reads keeps its words; a time for whatever has none is no wish to keep all.
    """
    reads = [operation for operation in operations if operation.kind in READS]
    named: dict[str, list[SettingFact]] = {}
    for name, facts in found.items():
        if not re.match(rf"{STEM}(?:[.@]|$)", name):
            named[name] = facts
            continue
        targets = _targets(name, base_path, reads) or [f"{STEM}.{snake(name.removeprefix(STEM))}"]
        for target in targets:
            named.setdefault(target, []).extend(facts)
    if STEM in named and any(name.startswith(f"{STEM}.") for name in named):
        named[f"{STEM}.default"] = named.pop(STEM)
    return named


def _targets(name: str, base_path: str, reads: Sequence[Operation]) -> list[str]:
    """Return the settings of the operations that a name means; none if it means none of them."""
    _, at, path = name.partition("@")
    if at:
        wanted = endpoint_key("", relative(path.partition("?")[0], base_path))
        return [f"{STEM}.{o.name}" for o in reads if endpoint_key("", o.path) == wanted]
    words = name.removeprefix(STEM).strip(".").split("_")
    told = [word for word in words if word and word not in _EMPTY]
    if all(word in _EVERYTHING for word in told):
        return [STEM]
    kinds = {_BY_WORD[word] for word in told if word in _BY_WORD}
    thing = [word for word in told if word not in _BY_WORD and word not in _EVERYTHING]
    if not thing:
        return _of_kinds(kinds, [word for word in told if word in _BY_WORD], reads)
    group = _group(thing, reads)
    if not group or not kinds:
        return [f"{STEM}.{group}"] if group else []
    mine = [o for o in reads if o.group == group and o.kind in kinds]
    return [f"{STEM}.{operation.name}" for operation in mine]


def _of_kinds(kinds: set[Kind], words: Iterable[str], reads: Sequence[Operation]) -> list[str]:
    """Return the operations of some kinds: the ones that are called so, else all of them."""
    mine = [operation for operation in reads if operation.kind in kinds]
    pattern = re.compile(rf"\b(?:{'|'.join(map(singular, words))})", re.IGNORECASE)
    called = [o for o in mine if pattern.search(f"{o.group} {o.verb} {o.path}".replace("_", " "))]
    return [f"{STEM}.{operation.name}" for operation in called or mine]


def _group(words: Sequence[str], reads: Sequence[Operation]) -> str:
    """Return the group that some words name.

    Whole, by their last word (`open stalls`), by things before other words (`stalls near`), or by
    the end of its name if no other ends so (`categories`).
    """
    groups = list(dict.fromkeys(operation.group for operation in reads))
    wanted = singular("_".join(words))
    if wanted in groups:
        return wanted
    head = singular(words[-1])
    if head in groups:
        return head
    first = ("_".join(words[:count]) for count in range(len(words) - 1, 0, -1))
    many = next((one for one in first if singular(one) != one and singular(one) in groups), "")
    if many:
        return singular(many)
    longer = [group for group in groups if group.endswith(f"_{wanted}")]
    return longer[0] if len(longer) == 1 else ""

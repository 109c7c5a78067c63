"""Stories that promise a role more than the rights give it.

As a manager, I want to export expense reports  ->  a decision, if only finance may export
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from luke_cli.names import kebab, plural
from luke_cli.spec.facts import Fact, PermissionFact, RequirementFact, RoleFact
from luke_cli.spec.heirs import inherited
from luke_cli.spec.model import Decision, Side, Spec
from luke_cli.spec.resolve.drafts import Draft
from luke_cli.spec.resolve.rights import CRUD, Rights
from luke_cli.spec.resolve.role_names import is_everybody, known
from luke_cli.spec.resolve.said import Line, Said
from luke_cli.spec.resolve.standing import Standing

_VERBS: Final = {
    "read": r"view|see|access|read|check|browse",
    "export": r"export",
    "approve": r"approve",
    "reject": r"reject",
    "delete": r"delete|remove",
    "update": r"update|edit|change|correct",
    "create": r"create|add",
    "generate": r"generate",
}
_WHOSE: Final = re.compile(
    r"\s(?:of|in|for|from|on|by|to) (?:(?:my|our|the|their|an?) )?\w+", re.IGNORECASE
)
"""Of `see the tasks of my team`, the part that tells which tasks: nobody wants to see the team."""
_OWN: Final = re.compile(r"\b(?:my|own)\b", re.IGNORECASE)


def against_endpoints(
    said: Said, spec: Spec, rights: Rights, standing: Standing, drafts: Iterable[Draft]
) -> tuple[Decision, ...]:
    """Return a decision for each story of a role that an endpoint leaves out.

    Only where no document states the right itself: else the stories are held against that.
    """
    listed: dict[tuple[str, str], dict[str, list[Fact]]] = {}
    for draft in drafts:
        key = draft.resource, draft.action
        if not draft.roles or draft.public or key in rights.granted:
            continue
        for name in draft.roles:
            meant = standing.roles if is_everybody(name) else known(standing.roles, name)
            for role in meant:
                listed.setdefault(key, {}).setdefault(role, []).extend(draft.endpoint)
    above = inherited(spec)
    nouns = _nouns(listed)
    decisions: dict[str, Decision] = {}
    for story in said.of(RequirementFact):
        roles = known(standing.roles, story.role) if story.role and story.goal else ()
        if len(roles) != 1:
            continue
        reached = {roles[0], *(one for name, one in above if name == roles[0])}
        for key in _named(nouns, story.goal):
            held = listed[key]
            if reached.isdisjoint({*held, *rights.masters}) and _promises(story.goal, key):
                stated = [fact for facts in held.values() for fact in facts]
                found = _refused(said, story, key, roles[0], (*held,), stated)
                decisions.setdefault(found.name, found)
    return tuple(decisions.values())


def with_stories(
    said: Said, spec: Spec, rights: Rights, standing: Standing, drafts: Iterable[Draft]
) -> tuple[Decision, ...]:
    """Add the rights to their own rows that stories give; return a decision for each wider promise.

    What an endpoint lists with the role is held against the rights there.
    """
    decisions: dict[str, Decision] = {}
    nouns = _nouns(rights.granted)
    listed = {
        (draft.resource, draft.action, role)
        for draft in drafts
        for name in draft.roles
        for role in known(standing.roles, name)
    }
    for story in said.of(RequirementFact):
        roles = known(standing.roles, story.role) if story.role and story.goal else ()
        if len(roles) != 1:
            continue
        for key in _named(nouns, story.goal):
            is_held = (*key, roles[0]) in listed or _holds(spec, rights, key, roles[0])
            if _promises(story.goal, key) and not is_held:
                holders = [r for r in standing.roles if _holds(spec, rights, key, r)]
                decision = _decision(said, rights, story, key, roles[0], holders)
                decisions.setdefault(decision.name, decision)
    return tuple(decisions.values())


def _nouns(keys: Iterable[tuple[str, str]]) -> dict[str, list[tuple[str, str]]]:
    """Return the rights to each thing by what it is called."""
    nouns: dict[str, list[tuple[str, str]]] = {}
    for resource, action in keys:
        word = resource.replace("_", " ")
        for noun in dict.fromkeys((word, plural(word))):
            nouns.setdefault(noun, []).append((resource, action))
    return nouns


def _named(nouns: Mapping[str, list[tuple[str, str]]], goal: str) -> Iterator[tuple[str, str]]:
    """Yield the rights to what a goal names."""
    words = re.findall(r"[a-z0-9]+", goal.lower())
    spans = ((at, at + length) for length in (1, 2, 3) for at in range(len(words) - length + 1))
    phrases = dict.fromkeys(" ".join(words[start:end]) for start, end in spans)
    yield from (key for phrase in phrases for key in nouns.get(phrase, ()))


def _promises(goal: str, key: tuple[str, str]) -> bool:
    resource, action = key
    verbs = _VERBS.get(action) or re.escape(action.replace("_", " "))
    wanted = _WHOSE.sub("", goal)
    noun = resource.replace("_", " ")
    return bool(
        re.match(
            rf"(?:be able to )?(?:{verbs})\b.*\b(?:{noun}|{plural(noun)})\b", wanted, re.IGNORECASE
        )
    )


def _holds(spec: Spec, rights: Rights, key: tuple[str, str], role: str) -> bool:
    cells = rights.granted[key]
    above = {one for name, one in inherited(spec) if name == role}
    return role in cells or role in rights.masters or bool(above & set(cells))


def _decision(
    said: Said,
    rights: Rights,
    story: RequirementFact,
    key: tuple[str, str],
    role: str,
    holders: list[str],
) -> Decision:
    resource, action = key
    stated = [fact for right in rights.granted[key].values() for fact in right.facts]
    if _OWN.search(story.goal) and action == "read":
        rights.grant(key, role, "own", [story])
        places: list[Fact] = [
            f for f in said.of(RoleFact) if known([role], f.name) and f.authority > 1
        ]
        missing = places or [f for f in said.of(PermissionFact) if known([role], f.role)]
        return Decision(
            name=f"D-{kebab(role)}-{kebab(resource)}",
            about=f"{resource}:{action}",
            taken=Side(f"{role}: own", said.sources([story])),
            aside=(Side(f"{role}: none", said.sources(missing[:1] or stated)),),
            why="a story may add a right to the caller's own rows",
        )
    return _refused(said, story, key, role, holders, stated)


def _refused(
    said: Said,
    story: RequirementFact,
    key: tuple[str, str],
    role: str,
    holders: Sequence[str],
    stated: Iterable[Fact | Line],
) -> Decision:
    resource, action = key
    what = kebab(action) if action not in CRUD else f"{kebab(resource)}-{action}"
    return Decision(
        name=f"D-{what}-{kebab(role)}",
        about=f"{resource}:{action}",
        taken=Side(" and ".join(holders), said.sources(stated)),
        aside=(Side(role, said.sources([story])),),
        why="a story never adds a right to the rows of others; denied by default",
    )

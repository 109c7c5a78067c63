"""Rights that only stories give: who wants to do something may, where nobody says who may what.

As a setter, I want to strip a route  ->  `route:strip` is the setter's
"""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from luke_cli.names import snake
from luke_cli.spec.facts import PermissionFact, RequirementFact
from luke_cli.spec.model import Entity, Spec
from luke_cli.spec.resolve.entity_names import EntityNames
from luke_cli.spec.resolve.rights_table import CREATES, CRUD, SYNONYMS, Rights, actions_of
from luke_cli.spec.resolve.role_names import known
from luke_cli.spec.resolve.said import Said
from luke_cli.spec.resolve.verbs import STATES

_STORY: Final = re.compile(
    r"\bAs an? (?P<role>[^,.;:]{2,40}?),? I want to (?P<goal>[^.;]+?)"
    r"(?=,? (?:so that|because|in order to|when)\b|[.;]|$)",
    re.IGNORECASE,
)
_OF_TEAM: Final = re.compile(
    r"\b(?:of|from|in|by|at|on|for|within|belonging to) (?:my|our) (?:own )?(?:team|department|group|branch"
    r"|unit|site|location|store|shop|division|region|district|depot|station|squad|crew|office)\b"
)
_OF_ME: Final = re.compile(r"\b(?:my|mine|myself|me)\b|\bour (?!own (?:team|branch)\b)|\bi\b")
"""What makes a thing the caller's: `that I issued`, `assigned to me`, `of my customers`."""
_BINDING: Final = re.compile(
    r"\bstories\b.{0,60}\b(?:say|tell|define|state|determine|decide)s?\b.{0,30}\bwho\s+"
    r"(?:can|may|is\s+allowed)\b",
    re.IGNORECASE | re.DOTALL,
)
_WISH: Final = re.compile(
    r"(?P<verbs>[a-z]+(?:(?:,| and| or|, and|, or) [a-z]+){0,3}) "
    r"(?:(?:(?P<whose>my own|my|our|any|every|all)|an?|the|new|another) )?(?:new |own )?"
    r"(?P<thing>[a-z]+(?: [a-z]+){0,2})"
)


def only_stories(
    said: Said, spec: Spec, names: EntityNames, acts: Mapping[str, list[str]], rights: Rights
) -> None:
    """Read who may do what from the stories, where no document states the right.

    As a setter, I want to strip a route  ->  `route:strip` is the setter's, and nobody else's

    Who may read is not taken from them: a story tells who looks, never that others must not; only
    where a document says that the stories tell who may do what, they tell that too, beside what
    else is stated.
    """
    stories = said.of(RequirementFact)
    places = {(one.place.file, one.place.line) for one in stories if one.role}
    stated = [f for f in said.of(PermissionFact) if (f.place.file, f.place.line) not in places]
    binding = bool(said.mentions(_BINDING))
    if stated and not binding:
        return
    settled = {*rights.granted, *rights.denied}
    roles = [role.name for role in spec.roles]
    made_by = _makings(spec)
    for story, role, goal in (told for fact in stories for told in _each(fact)):
        meant = known(roles, role) if role and goal else ()
        for verb, thing, scope in _wishes(goal) if len(meant) == 1 else ():
            if (made := made_by.get(_stem(verb))) and thing.startswith(("in ", "for ")):
                # To enrol in a course is to make an enrolment, and that is one's own.
                rights.entities[snake(made.name)] = made
                rights.grant((snake(made.name), "create"), meant[0], "own", [story])
                continue
            entity = _entity(names, thing)
            if entity is None:
                continue
            resource = snake(entity.name)
            done = acts.get(resource, [])
            usual = verb in (*done, *CREATES, *SYNONYMS, *CRUD) or _leads(spec, entity, verb)
            for action in actions_of(verb, entity, done) if usual else ():
                if (action != "read" or binding) and (resource, action) not in settled:
                    rights.entities[resource] = entity
                    rights.grant((resource, action), meant[0], scope, [story])


def narrow_reads(said: Said, spec: Spec, names: EntityNames) -> dict[str, dict[str, str]]:
    """Return how far stories say that roles look, by thing and role, where that is not at all rows.

    As a clerk, I want to view the orders of my branch  ->  no guess may show a clerk the others.
    """
    roles = [role.name for role in spec.roles]
    found: dict[str, dict[str, str]] = {}
    for _, role, goal in (told for fact in said.of(RequirementFact) for told in _each(fact)):
        meant = known(roles, role) if role and goal else ()
        for verb, thing, scope in _wishes(goal) if len(meant) == 1 else ():
            entity = _entity(names, thing) if scope in ("own", "team") else None
            if entity is not None and "read" in actions_of(verb, entity, []):
                found.setdefault(snake(entity.name), {})[meant[0]] = scope
    return found


def wished_actions(said: Said, names: EntityNames) -> Iterator[tuple[Entity, str]]:
    """Yield what stories want to do to which thing: `update` of a wall to `edit my wall`."""
    for _, _, goal in (told for fact in said.of(RequirementFact) for told in _each(fact)):
        for verb, thing, _ in _wishes(goal):
            if (entity := _entity(names, thing)) is not None:
                yield from ((entity, action) for action in actions_of(verb, entity, []))


def _each(story: RequirementFact) -> Iterator[tuple[RequirementFact, str, str]]:
    """Yield role and goal of every story in a text: lines without bullets are one paragraph."""
    found = [*_STORY.finditer(story.text)]
    if len(found) < 2:
        yield story, story.role, story.goal
        return
    yield from ((story, match["role"], " ".join(match["goal"].split())) for match in found)


def _makings(spec: Spec) -> dict[str, Entity]:
    """Return what verbs make, by their stem: `enrol` an `Enrolment`, `apply` an `Application`."""
    made: dict[str, Entity] = {}
    for entity in spec.entities:
        name = snake(entity.name)
        for size in (4, 5) if name.endswith(("ment", "tion")) else ():
            made.setdefault(name[:size], entity)
    return made


def _stem(verb: str) -> str:
    """Return what a verb and the name of what it makes have in common; "" if it is too short."""
    return verb[:5].removesuffix("y") if len(verb) > 4 else ""


def _leads(spec: Spec, entity: Entity, verb: str) -> bool:
    """Tell whether a verb leads to a state that the entity has: `strip`, if it may be stripped."""
    named = (spec.enum(field.type.enum) for field in entity.fields if field.type.enum)
    states = {value for enum in named if enum for value in enum.values}
    ends = (f"{verb}ed", f"{verb}d", f"{verb}n", f"{verb}{verb[-1]}ed", *STATES.get(verb, ()))
    return not states.isdisjoint(ends)


def _wishes(goal: str) -> Iterator[tuple[str, str, str]]:
    """Yield verb, thing and scope of each clause: `create and edit walls, and to close my wall`."""
    text = re.sub(r"^be able to ", "", goal.lower())
    for clause in re.split(r",? (?:and|or) to ", text):
        match = _WISH.match(clause)
        if match:
            scope = "all" if match["whose"] in ("any", "every", "all") else ""
            scope = "own" if _OF_ME.search(clause) else scope
            scope = "team" if _OF_TEAM.search(clause) else scope
            for verb in re.findall(r"[a-z]+", match["verbs"]):
                if verb not in ("and", "or"):
                    yield verb, match["thing"], scope


def _entity(names: EntityNames, thing: str) -> Entity | None:
    """Return the entity that a clause is about: the longest name that it starts with."""
    words = thing.split()
    for length in (3, 2, 1):
        found = names.find(" ".join(words[:length])) if len(words) >= length else None
        if found:
            return found
    return None

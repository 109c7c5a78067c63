"""The table of rights, and the words that name its rows: what a verb means for a resource."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from luke_cli.names import folded, singular, snake
from luke_cli.spec.facts import Fact, PermissionFact
from luke_cli.spec.model import Entity
from luke_cli.spec.resolve.drafts import Draft
from luke_cli.spec.resolve.entity_names import EntityNames
from luke_cli.spec.resolve.said import Line
from luke_cli.spec.resolve.verbs import JUDGES

SCOPES: Final = ("own", "team", "tenant", "all")
CRUD: Final = ("read", "create", "update", "delete")
SYNONYMS: Final = {
    "view": ("read",),
    "list": ("read",),
    "see": ("read",),
    "get": ("read",),
    "browse": ("read",),
    "access": ("read",),
    "edit": ("update",),
    "modify": ("update",),
    "change": ("update",),
    "remove": ("delete",),
    "drop": ("delete",),
    "add": ("create",),
    "new": ("create",),
    "write": ("create", "update", "delete"),
    "manage": CRUD,
    "crud": CRUD,
    "configure": ("configure",),
}
_SAME: Final = tuple(
    frozenset(verbs.split())
    for verbs in (
        "ban block",
        "complete finish",
        "approve authorize authorise",
        "reject refuse deny",
        "submit send",
        "assign allocate",
        "generate run",
        "activate enable",
        "deactivate disable",
        "book reserve",
        "order buy purchase",
        "respond reply answer",
        "upload attach",
        "enroll enrol",
    )
)
"""Verbs of one meaning."""
CREATES: Final = frozenset(
    "create book place raise post register file lodge open submit log record plan schedule request set".split()
)


@dataclass(slots=True)
class Right:
    """What one role may do, as far as it is said."""

    scope: str
    """"" where nobody says how far."""
    facts: dict[Fact | Line, None]
    """Who says so, in order."""


@dataclass(slots=True)
class Rights:
    """The table of rights; keys are resource and action."""

    granted: dict[tuple[str, str], dict[str, Right]] = field(default_factory=dict)
    actions: dict[str, list[str]] = field(default_factory=dict)
    """The actions of each resource that somebody may do."""
    denied: dict[tuple[str, str], dict[str, list[Fact]]] = field(default_factory=dict)
    anybody: dict[tuple[str, str], list[Fact]] = field(default_factory=dict)
    """What needs no token."""
    entities: dict[str, Entity | None] = field(default_factory=dict)
    masters: dict[str, list[PermissionFact]] = field(default_factory=dict)
    """Roles that may do everything, each with who says so."""
    readers: list[str] = field(default_factory=list)
    """Roles that see everything."""
    overruled: list[tuple[tuple[str, str], str, PermissionFact]] = field(default_factory=list)
    """What a claim says of a role, against a claim that is trusted more."""
    whole: dict[str, dict[str, str]] = field(default_factory=dict)
    """Roles that may do everything with a resource, and how far; also what nobody has named."""
    reached: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """How far a role reaches by the endpoints of a resource, by resource and role."""

    def grant(
        self, key: tuple[str, str], role: str, scope: str, facts: Iterable[Fact | Line]
    ) -> None:
        """Add a right; the wider scope wins."""
        if key not in self.granted:
            self.actions.setdefault(key[0], []).append(key[1])
        right = self.granted.setdefault(key, {}).setdefault(role, Right(scope, {}))
        right.facts |= dict.fromkeys(facts)
        if _rank(scope) > _rank(right.scope):
            right.scope = scope

    def by_whole(self, resource: str, action: str) -> Iterator[tuple[str, str]]:
        """Yield who may do something because he may do everything with a thing, and how far.

        Nobody approves a row because it is his own.
        """
        for role, scope in self.whole.get(resource, {}).items():
            if scope != "own" or action not in JUDGES:
                yield role, scope


def _rank(scope: str) -> int:
    return SCOPES.index(scope) if scope in SCOPES else -1


def wider(one: str, other: str) -> str:
    """Return the wider of two scopes; "" is none."""
    return one if _rank(one) >= _rank(other) else other


_STEM: Final = 5
_SHORTEST: Final = 4
"""So long is a verb that a noun is made of."""
_ABOUT: Final = frozenset(
    "all any own other the a an of and or their its data record records information info details "
    "management administration module section area access rights table list lists entries objects "
    "resources pages screens".split()
)
"""Words beside a name that say nothing of what is done."""


def resource_of(names: EntityNames, word: str) -> tuple[str, Entity | None]:
    """Return the plain name of a resource and the entity that it is."""
    entity = names.of_path(word) or names.find(_each_singular(word)) or names.within(word)
    return (snake(entity.name), entity) if entity else (singular(snake(word)) or "thing", None)


def asked_right(names: EntityNames, permission: str) -> tuple[str, str]:
    """Return the resource and the action of a right that an endpoint asks for: `expense:create`.

    The action is "" where none is written, the resource too where no right is.
    """
    word, _, action = permission.replace(".", ":").partition(":")
    if not action:
        return "", ""
    return resource_of(names, word)[0], snake(action.partition(":")[0])


def acts_of(names: EntityNames, drafts: Iterable[Draft]) -> dict[str, list[str]]:
    """Return what can be done with each resource: by its operations, and by the rights that they ask for."""
    acts: dict[str, list[str]] = {}
    for draft in drafts:
        acts.setdefault(draft.resource, []).append(draft.action)
        resource, action = asked_right(names, draft.permission)
        if action:
            acts.setdefault(resource, []).append(action)
    return acts


def made_by(
    names: EntityNames, resource: str, entity: Entity | None, verb: str, acts: Iterable[str]
) -> Entity | None:
    """Return what an act makes: to request a swap a swap request, to book a boat a booking."""
    if entity is None:
        return names.find(f"{resource}_{verb}")
    stem = snake(verb).removesuffix("e")
    if snake(verb) in acts or len(stem) < _SHORTEST:
        return None
    nouns = (f"{stem}ing", f"{stem}ation", f"{stem}ment")
    made = next((one for word in nouns if (one := names.find(word))), None)
    return made if made is not entity else None


def beside(names: EntityNames, word: str, entity: Entity) -> str:
    """Return what a row says beside the name of an entity, as an action; "" if it is the name."""
    if names.of_path(word) is not None or names.find(_each_singular(word)) is not None:
        return ""
    told = snake(entity.name).split("_")
    words = [one for one in snake(word).split("_") if singular(one) not in told and one not in told]
    said = [one for one in words if one not in _ABOUT]
    return said[0] if said and len(words) < len(snake(word).split("_")) else ""


def is_amiss(names: EntityNames, fact: PermissionFact, entity: Entity | None) -> bool:
    """Tell whether a sentence was cut in the wrong place, or denies some rows only: `lost books`."""
    if entity is None:
        return " " in fact.resource.strip()
    return not fact.allowed and bool(beside(names, fact.resource, entity))


def _each_singular(words: str) -> str:
    """Return the `part used` that `parts used` are."""
    return "_".join(singular(word) for word in snake(words).split("_"))


def actions_of(word: str, entity: Entity | None, acts: list[str]) -> tuple[str, ...]:
    """Return what a verb means for a resource: an operation of that name, or what it stands for."""
    action = snake(word) if word != "*" else "*"
    if action == "*":
        return (*CRUD, "upload") if "upload" in acts else CRUD
    if action in acts:
        return (action,)
    if action == "manage" and entity is not None and entity.trait("file of"):
        return (*CRUD, "upload")
    if action in CREATES and entity is not None and action not in acts:
        return ("create",)
    other = same_act(action, acts)
    return (other,) if other else SYNONYMS.get(action, (action or "use",))


def same_act(action: str, acts: Iterable[str]) -> str:
    """Return the act that a verb of the same meaning names: `finish` for `complete`; "" if none."""
    group = next((verbs for verbs in _SAME if action in verbs), frozenset[str]())
    known = tuple(acts)
    same = next((act for act in known if act in group), "")
    # `cancelar` is how another language spells `cancel`.
    word = folded(action)
    alike = (act for act in known if _begins(folded(act), word) or _begins(word, folded(act)))
    return same or next(alike, "")


def _begins(one: str, other: str) -> bool:
    return len(other) >= _STEM and one.startswith(other)

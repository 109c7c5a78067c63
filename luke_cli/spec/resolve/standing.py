"""What each role is to the system: who runs it, who sees everybody's rows, who only their own."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from luke_cli.spec.facts import Fact, PermissionFact
from luke_cli.spec.heirs import inherited
from luke_cli.spec.model import Spec
from luke_cli.spec.resolve.drafts import Draft
from luke_cli.spec.resolve.ownership import team_by, widest
from luke_cli.spec.resolve.rights_table import SCOPES, Rights
from luke_cli.spec.resolve.role_names import is_admin, is_end_user, known

_LEADERS: Final = frozenset(
    "director manager head owner chief office coordinator president chair vorstand leiter leitung "
    "direktor jefe gerente encargado responsable directeur gestionnaire diretor".split()
)


@dataclass(frozen=True, slots=True)
class Standing:
    """What each role is to the system, as far as its stated rights tell."""

    roles: tuple[str, ...]
    admins: frozenset[str]
    """Those who run the system."""
    wide: frozenset[str]
    """Those who see everybody's rows."""
    team: frozenset[str]
    """Those who see the rows of their team."""
    widest: str
    has_team: bool

    def reads(self, role: str) -> str:
        """Return how far a role sees rows that have an owner."""
        if role in self.admins or role in self.wide:
            return self.widest
        return "team" if role in self.team and self.has_team else "own"


def standing_of(spec: Spec, rights: Rights, drafts: Iterable[Draft]) -> Standing:
    """Tell the roles apart: those who run the system, those who see all, and the others."""
    names = tuple(role.name for role in spec.roles)
    admins = {name for name in names if is_admin(name)} | set(rights.masters)
    admins |= set(rights.granted.get(("system", "configure"), {}))
    if not admins:
        makers = rights.granted.get(("user", "create"), {})
        admins = {name for name in makers if not is_end_user(name)} or {
            _strongest(spec, rights, drafts)
        }
    held = [
        (role, right.scope) for cells in rights.granted.values() for role, right in cells.items()
    ]
    return Standing(
        roles=names,
        admins=frozenset(admins - {""}),
        wide=frozenset(role for role, scope in held if scope in ("tenant", "all"))
        | frozenset((*_by_contrast(rights), *rights.readers)),
        team=frozenset(role for role, scope in held if scope == "team"),
        widest=widest(spec),
        has_team=bool(team_by(spec)),
    )


def _strongest(spec: Spec, rights: Rights, drafts: Iterable[Draft]) -> str:
    """Return the role that reaches furthest, never one that others build upon; "" if none does.

    A student, or who has rights to what is their own and no other, runs the system only where
    nobody else is left: that has less than the others, and would be given all the accounts.
    """
    below = {above for _, above in inherited(spec)}
    # Whose rows are meant is unsaid: more than one's own where another role's right says `own`.
    order = {scope: rank for rank, scope in enumerate(("own", "", *SCOPES[1:]), 1)}
    reached = {role.name: [0] * len(order) for role in spec.roles if role.name not in below}
    for cells in rights.granted.values():
        for role, right in cells.items():
            if role in reached:
                reached[role][-order[right.scope]] += 1
    served = {name: row for name, row in reached.items() if not is_end_user(name)} or reached
    own_only = {name for name, row in served.items() if row[-order["own"]] == sum(row) > 0}
    convincing = {name: row for name, row in served.items() if name not in own_only} or served
    names = tuple(role.name for role in spec.roles)
    called = Counter(
        role for draft in drafts for written in draft.roles for role in known(names, written)
    )
    # Who reaches everybody's rows comes first; where none does, who is called a leader.
    return max(
        convincing,
        key=lambda name: (
            convincing[name][:2],
            bool(_LEADERS & set(name.split("_"))),
            convincing[name],
            called[name],
        ),
        default="",
    )


def _by_contrast(rights: Rights) -> Iterator[str]:
    """Yield the roles of whom no document says `own`, and of others where it speaks of them."""
    own = {
        role for cells in rights.granted.values() for role, r in cells.items() if r.scope == "own"
    }
    for key, cells in rights.granted.items():
        for role, right in cells.items():
            plain = not right.scope and role not in own and not is_end_user(role)
            if plain and key[1] != "create" and is_contrasted(rights, key, role):
                yield role


def is_contrasted(rights: Rights, key: tuple[str, str], role: str) -> bool:
    """Tell whether the same document says `own` of what others may do with the same thing.

    `Members can read their own loans. Clerks can read loans.`: the clerks read all.
    """
    here = {fact.place.file for fact in rights.granted[key][role].facts if isinstance(fact, Fact)}
    return any(
        other != role and isinstance(fact, PermissionFact) and fact.scope == "own"
        for action in rights.actions.get(key[0], ())
        for other, right in rights.granted[key[0], action].items()
        for fact in right.facts
        if isinstance(fact, Fact) and fact.place.file in here
    )

"""People that endpoints name by what they are to a row: the borrower of a loan has no role so called.

POST /loans/{id}/pickup | borrower      Loan.borrower_id -> users      roles: member, coordinator
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from luke_cli.names import singular, snake
from luke_cli.spec.facts import EndpointFact, PermissionFact
from luke_cli.spec.model import Entity, Spec, TypeName
from luke_cli.spec.resolve.ownership import account_of
from luke_cli.spec.resolve.role_names import known
from luke_cli.spec.resolve.roles import listed_roles
from luke_cli.spec.resolve.said import Said

_EVERYBODY: Final = "any user"
_FEWEST: Final = 2
"""So many roles are a list of those that there are."""


def with_people_apart(said: Said, data: Spec) -> Said:
    """Let endpoints say `own` where they name whose a row is by the field that says so.

    Only where the documents list the roles, and no right is given to one of that name.
    """
    roles = listed_roles(said, data)
    if len(roles) < _FEWEST:
        return said
    holders = [right.role for right in said.of(PermissionFact)]
    world = _World((*roles, *holders), _owners(data))
    facts = tuple(map(world.apart, said.of(EndpointFact)))
    return replace(said, by_kind={**said.by_kind, EndpointFact: facts})


@dataclass(frozen=True, slots=True)
class _World:
    """What tells a role from what somebody is to a row."""

    roles: tuple[str, ...]
    owners: Mapping[str, str]
    """What a thing calls its owner, by the name of the thing: `borrower`, by `loan`."""

    def apart(self, endpoint: EndpointFact) -> EndpointFact:
        """Return an endpoint that names no owner among its roles."""
        person = self.owners.get(_thing(endpoint.path), "")
        people = [
            role
            for role in endpoint.roles
            if person and snake(role) == person and not known(self.roles, role)
        ]
        if not people:
            return endpoint
        rest = [role for role in endpoint.roles if role not in people]
        return replace(
            endpoint,
            roles=tuple(dict.fromkeys((*rest, _EVERYBODY))),
            scopes=(
                *(one for one in endpoint.scopes if one[0] not in (*people, _EVERYBODY)),
                (_EVERYBODY, "own"),
            ),
        )


def _owners(data: Spec) -> dict[str, str]:
    account = account_of(data)
    found = {entity: _owner(entity) for entity in data.entities} if account else {}
    return {
        name: person
        for entity, person in found.items()
        if person
        for name in (snake(entity.name), singular(entity.table))
    }


def _owner(entity: Entity) -> str:
    """Return what a thing calls the account that its rows belong to; "" if nobody owns them."""
    trait = entity.trait("owner")
    field = entity.field(trait.subject) if trait else None
    if field is None or field.type.name is not TypeName.REF:
        return ""
    return snake(field.name).removesuffix("_id")


def _thing(path: str) -> str:
    """Return the thing whose one row a path is about; "" if it is about none."""
    before, found, _ = path.rpartition("{")
    return singular(snake(before.strip("/").rpartition("/")[2])) if found else ""

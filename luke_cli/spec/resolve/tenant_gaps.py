"""What nobody said of rows that look as if they were kept apart: the caller names whose they are."""

from collections.abc import Iterator

from luke_cli.names import kebab, snake
from luke_cli.spec.model import Entity, Field, Kind, Question, Spec, Visibility
from luke_cli.spec.resolve.isolation import is_shared
from luke_cli.spec.resolve.ownership import account_of, reference_to, tenant_of
from luke_cli.spec.resolve.role_names import is_admin
from luke_cli.spec.resolve.said import SECURITY, Said
from luke_cli.spec.resolve.tenant_found import covered

_TAKEN = (Visibility.BOTH, Visibility.IMMUTABLE, Visibility.WRITE_ONLY)


def resolve_tenant_gaps(said: Said, spec: Spec) -> tuple[Question, ...]:
    """Ask whether rows are kept apart by what the account and most of the rest belong to.

    No document says so; and who is no administrator may say in a body whose a new row is.
    """
    account = account_of(spec)
    if account is None or tenant_of(spec) is not None:
        return ()
    for field in account.fields:
        target = spec.entity(field.type.target) if field.type.target else None
        if target is not None and target is not account and field.required and field.role is None:
            named = list(_named(spec, account, target))
            if named and not is_shared(said, (target.name,)):
                return (_question(target, named),)
    return ()


def _named(spec: Spec, account: Entity, target: Entity) -> Iterator[tuple[Entity, Field]]:
    """Yield the things whose rows anybody may say to be of one or the other, if most are of one."""
    others = [one for one in spec.entities if one not in (account, target)]
    others = [one for one in others if not one.trait("lookup")]
    having = [one for one in others if reference_to(one, target.name)]
    if len(having) < 2 or 2 * len(covered(others, target.name)) < len(others):
        return
    for entity in having:
        field = reference_to(entity, target.name)
        if field and field.visibility in _TAKEN and _is_anybodys(spec, entity):
            yield entity, field


def _is_anybodys(spec: Spec, entity: Entity) -> bool:
    """Tell whether somebody who runs nothing may make a row."""
    rights = {right.name: right for right in spec.permissions}
    made = [o for o in spec.operations if o.group == snake(entity.name) and o.kind is Kind.CREATE]
    held = (rights[name] for one in made for name in one.permissions if name in rights)
    return any(not is_admin(role) for right in held for role, _ in right.scopes)


def _question(target: Entity, named: list[tuple[Entity, Field]]) -> Question:
    thing = snake(target.name).replace("_", " ")
    key = named[0][1].name
    bodies = ", ".join(f"`{entity.name}`" for entity, _ in named)
    return Question(
        name=f"Q-{kebab(target.name)}-apart",
        about=target.name,
        meanwhile=f"Are rows of one {thing} kept from the accounts of another? No document says so: "
        f"rights alone tell who sees a row, and a body names the `{key}` of a new {bodies}.",
        ask=SECURITY,
        sources=named[0][1].sources[:1],
    )

"""Which roles have the rights of which others."""

from collections.abc import Collection, Iterator

from luke_cli.spec.model import Spec


def inherited(spec: Spec) -> Iterator[tuple[str, str]]:
    """Yield each role with each role whose rights it has too, however far up."""
    above = {role.name: role.inherits for role in spec.roles}
    for role in spec.roles:
        seen: list[str] = []
        todo = list(role.inherits)
        while todo:
            one = todo.pop(0)
            if one not in seen and one != role.name:
                seen.append(one)
                todo += above.get(one, ())
        yield from ((role.name, one) for one in seen)


def with_heirs(spec: Spec, named: Collection[str]) -> tuple[str, ...]:
    """Return roles with all that inherit from them, in the order of the plan."""
    heirs = {role for role, one in inherited(spec) if one in named}
    return tuple(role.name for role in spec.roles if role.name in heirs or role.name in named)

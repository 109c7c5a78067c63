"""How far roles reach by the endpoints of one thing: who is plain where another is `(own)` reaches all.

GET /farms      farmer (own), underwriter
POST /farms     underwriter                  -> an underwriter: all farms
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from luke_cli.spec.resolve.drafts import Draft
from luke_cli.spec.resolve.role_names import is_end_user, is_everybody, known

_NARROW: Final = ("own", "team")


def reached_by(roles: Sequence[str], drafts: Iterable[Draft]) -> Mapping[tuple[str, str], str]:
    """Return how far roles reach, by resource and role, where the endpoints of the resource tell.

    `roles`: all there are. Who is held to his own anywhere, or whom a system is there for, is in
    none of them.
    """
    held: dict[str, set[str]] = {}
    plain: dict[str, set[str]] = {}
    for draft in drafts:
        scopes = dict(draft.scopes)
        for name in draft.roles:
            scope = scopes.get(name, "")
            sort = held if scope in _NARROW else plain
            if not is_everybody(name):
                sort.setdefault(draft.resource, set()).update(known(roles, name))
    return {
        (resource, role): "all"
        for resource, own in held.items()
        for role in sorted(plain.get(resource, set()) - own)
        if not is_end_user(role)
    }

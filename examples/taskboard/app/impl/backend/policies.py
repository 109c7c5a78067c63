"""Who may do what, and how far it reaches: the one table a security review has to read.

An empty cell means 403. Rows outside the scope of a cell do not exist for the caller: 404.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from backend.enums import UserRole


class Scope(StrEnum):
    """How far a permission reaches, from narrow to wide."""

    OWN = "own"
    TEAM = "team"
    ALL = "all"


NONE: Final = None
OWN: Final = Scope.OWN
TEAM: Final = Scope.TEAM
ALL: Final = Scope.ALL

# fmt: off
_TABLE: Final[Mapping[str, tuple[Scope | None, ...]]] = {
    # member, lead, admin
    "signed-in": (ALL, ALL, ALL),
    "project:read": (TEAM, TEAM, ALL),
    "task:create": (OWN, OWN, NONE),
    "task:read": (TEAM, TEAM, ALL),
    "task:update": (OWN, TEAM, NONE),
    "task:delete": (OWN, OWN, NONE),
    "task:start": (OWN, OWN, NONE),
    "task:submit": (OWN, OWN, NONE),
    "label:read": (ALL, ALL, ALL),
    "profile:read": (OWN, OWN, OWN),
    "project:create": (NONE, OWN, NONE),
    "project:update": (NONE, OWN, NONE),
    "task:accept": (NONE, TEAM, NONE),
    "task:return": (NONE, TEAM, NONE),
    "task:archive": (NONE, TEAM, NONE),
    "task:export": (NONE, TEAM, NONE),
    "user:read": (NONE, TEAM, ALL),
    "user:create": (NONE, NONE, ALL),
    "user:update": (NONE, NONE, ALL),
    "label:create": (NONE, NONE, ALL),
    "label:update": (NONE, NONE, ALL),
    "label:delete": (NONE, NONE, ALL),
    "team:create": (NONE, NONE, ALL),
    "team:read": (NONE, NONE, ALL),
    "team:update": (NONE, NONE, ALL),
    "team:delete": (NONE, NONE, ALL),
    "user:delete": (NONE, NONE, ALL),
    "comment:read": (TEAM, TEAM, ALL),
    "comment:create": (OWN, TEAM, NONE),
    "attachment:read": (TEAM, TEAM, ALL),
    "attachment:upload": (OWN, TEAM, NONE),
}
# fmt: on

POLICIES: Final[Mapping[str, Mapping[UserRole, Scope]]] = {
    action: {role: scope for role, scope in zip(UserRole, row, strict=True) if scope is not None}
    for action, row in _TABLE.items()
}

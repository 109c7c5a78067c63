"""Requests that happen once however often they are sent: which operations take an Idempotency-Key."""

import re
from typing import Final

from luke_cli.names import snake
from luke_cli.spec.model import Kind, Operation, Spec, TypeName, Visibility
from luke_cli.spec.notifications import subject_of
from luke_cli.spec.trail import WRITES
from luke_cli.spec.values import seconds

SETTING: Final = "idempotency_ttl"
DEFAULT: Final = "24 h"
_CHANGES: Final = (*WRITES, Kind.BULK, Kind.CUSTOM)
_TELLS: Final = (Kind.CREATE, Kind.UPDATE, Kind.RESTORE, Kind.TRANSITION, Kind.UPLOAD)
"""Those that answer with the row."""
_TEXTS: Final = (TypeName.STRING, TypeName.TEXT, TypeName.UUID)
_SECRET: Final = re.compile(
    r"(?:^|_)(?:tokens?|secrets?|passwords?|passphrase|pin|otp|(?:api|private|access)_?keys?|"
    r"(?:recovery|backup)_codes?)$"
)


def kept_s(spec: Spec) -> float:
    """Return how long an answer is kept for its key; 0 if the plan asks for no keys."""
    try:
        return seconds(spec.setting(SETTING))
    except ValueError:
        return 0


def changes(operation: Operation) -> bool:
    """Tell whether an operation changes something."""
    return operation.kind in _CHANGES


def takes_key(spec: Spec, operation: Operation) -> bool:
    """Tell whether an operation takes a key: a POST of somebody that changes something.

    Its answer is kept, so one that may hold a secret is not among them.
    """
    return (
        kept_s(spec) > 0
        and operation.method == "POST"
        and changes(operation)
        and operation.group != "auth"
        and "public" not in operation.permissions
        and not any(map(_SECRET.search, _told(spec, operation)))
    )


def _told(spec: Spec, operation: Operation) -> set[str]:
    """Return the names of the texts that an answer holds."""
    contract = spec.contract(operation.name) if operation.kind is Kind.CUSTOM else None
    named = spec.entity(contract.gives.entity) if contract else None
    members = contract.gives.members if contract else ()
    entity = subject_of(spec, operation) if operation.kind in _TELLS else named
    shown = [
        field
        for field in (entity.fields if entity else ())
        if field.visibility not in (Visibility.HIDDEN, Visibility.WRITE_ONLY)
    ]
    told = [(one.name, one.type) for one in members] + [(one.name, one.type) for one in shown]
    return {snake(name) for name, kind in told if kind.name in _TEXTS}

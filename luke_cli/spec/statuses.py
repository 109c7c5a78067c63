"""The status of a success: what an operation does decides it, where no document states another."""

from typing import Final

from luke_cli.spec.model import Kind, Operation

CREATED: Final = (Kind.CREATE, Kind.UPLOAD)
"""Answer 201."""
SILENT: Final = (Kind.DELETE, Kind.ATTACH, Kind.DETACH, Kind.MARK)
"""Answer 204, without a body."""
NO_CONTENT: Final = 204
_OF_SIGN_IN: Final = {
    **dict.fromkeys(("register", "enrol_mfa", "create_api_key", "accept_invitation"), 201),
    **dict.fromkeys(("forgot_password", "resend_verification", "invite"), 202),
    **dict.fromkeys(("logout", "logout_all", "end_session", "revoke_api_key"), NO_CONTENT),
    **dict.fromkeys(("change_password", "reset_password", "verify_email"), NO_CONTENT),
}
_SHOWN: Final = (200, 201, 202)
"""What a change may answer that shows what came of it."""
_OTHERS: Final = {
    Kind.CREATE: _SHOWN,
    Kind.UPLOAD: _SHOWN,
    Kind.UPDATE: (*_SHOWN, NO_CONTENT),
    Kind.RESTORE: (*_SHOWN, NO_CONTENT),
    Kind.TRANSITION: (*_SHOWN, NO_CONTENT),
    Kind.BULK: (*_SHOWN, 207),
    Kind.CUSTOM: (*_SHOWN, NO_CONTENT, 207),
    **dict.fromkeys(SILENT, (200, 202, NO_CONTENT)),
}
"""What a kind may answer; a kind that is not here only reads, or signs somebody in: as luke says."""


def success(operation: Operation) -> int:
    """Return the status with which an operation succeeds."""
    return operation.status or usual(operation)


def usual(operation: Operation) -> int:
    """Return the status with which an operation succeeds where nobody says another."""
    if operation.kind is Kind.AUTH:
        return _OF_SIGN_IN.get(operation.verb, 200)
    if operation.kind in CREATED:
        return 201
    return NO_CONTENT if operation.kind in SILENT else 200


def statuses_of(operation: Operation) -> tuple[int, ...]:
    """Return the statuses with which an operation may succeed."""
    return _OTHERS.get(operation.kind, (usual(operation),))

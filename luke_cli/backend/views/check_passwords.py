"""What `test_passwords.py` may see: the doors where a password is set, and what they refuse."""

from collections.abc import Mapping

from luke_cli.backend.views.application import ApplicationView
from luke_cli.backend.views.check_writes import create_checks, operation_of
from luke_cli.backend.views.checks import CreateChecks
from luke_cli.backend.views.columns import key_of
from luke_cli.backend.views.suite import SignInView
from luke_cli.backend.views.world import World
from luke_cli.spec.model import Kind


def password_checks(world: World, app: ApplicationView, auth: SignInView) -> Mapping[str, object]:
    """Return what the tests of the rules of passwords need."""
    added = added_account(world)
    doors = {
        "change": ("new_password", auth.password_path),
        "register": ("password", auth.register_path if auth.register_body else ""),
        "reset": ("password", auth.reset_path),
        "create": ("password", added.path if added else ""),
    }
    return {
        "auth": auth,
        "password": app.password,
        "doors": [(door, member) for door, (member, path) in doors.items() if path],
        "added": added,
        "me": dict(auth.principal)["user_id"],
        "key": key_of(world.account).name,
    }


def added_account(world: World) -> CreateChecks | None:
    """Return how somebody adds an account; None if nobody can."""
    operation = operation_of(world, world.account, Kind.CREATE)
    check = create_checks(world, world.account, operation) if operation else None
    return None if check is None or check.blocked else check

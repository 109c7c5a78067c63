"""What `test_passwords.py` may see: the doors where a password is set, and what they refuse."""

from collections.abc import Mapping

from luke_cli.backend.views.application import ApplicationView
from luke_cli.backend.views.columns import key_of
from luke_cli.backend.views.suite import SignInView
from luke_cli.backend.views.world import World


def password_checks(world: World, app: ApplicationView, auth: SignInView) -> Mapping[str, object]:
    """Return what the tests of the rules of passwords need."""
    doors = {
        "change": ("new_password", auth.password_path),
        "register": ("password", auth.register_path if auth.register_body else ""),
        "reset": ("password", auth.reset_path),
    }
    return {
        "auth": auth,
        "password": app.password,
        "doors": [(door, member) for door, (member, path) in doors.items() if path],
        "me": dict(auth.principal)["user_id"],
        "key": key_of(world.account).name,
    }

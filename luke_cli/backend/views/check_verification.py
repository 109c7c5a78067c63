"""What `test_verification.py` may see: where an address is confirmed, and where it is changed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from luke_cli.backend.code import literal
from luke_cli.backend.views.actors import actor_of
from luke_cli.backend.views.application import ApplicationView
from luke_cli.backend.views.calls import path_code
from luke_cli.backend.views.check_passwords import added_account
from luke_cli.backend.views.paths import entity_of
from luke_cli.backend.views.schemas import taken_fields
from luke_cli.backend.views.suite import SignInView
from luke_cli.backend.views.world import World
from luke_cli.spec.model import FieldRole, Kind, Operation
from luke_cli.spec.statuses import NO_CONTENT, success


@dataclass(frozen=True, slots=True)
class MovingView:
    """A change of somebody's address; all but the words is Python."""

    words: str
    """Whose it is, in the name of a test."""
    caller: str
    method: str
    path: str


def verification_checks(
    world: World, app: ApplicationView, auth: SignInView
) -> Mapping[str, object]:
    """Return what the tests of the confirmation of an address need."""
    verbs = {
        verb: f'{app.auth.by_verb[verb].method}("{app.settings.base_path}{view.path[1:]}'
        for verb in ("verify_email", "resend_verification")
        for view in [app.auth.by_verb[verb]]
    }
    return {
        "auth": auth,
        "verification": app.verification,
        "confirm": verbs["verify_email"],
        "resend": verbs["resend_verification"],
        "me": dict(auth.principal)["user_id"],
        "added": added_account(world),
        "moving": tuple(_moving(world, app, auth)),
    }


def _moving(world: World, app: ApplicationView, auth: SignInView) -> Iterator[MovingView]:
    """Yield who may change the address of an account: of any without a version, and their own."""
    found = next((o for o in world.spec.operations if _moves(world, o)), None)
    actor = actor_of(world, found) if found else None
    if found and actor:
        yield MovingView("the", literal(actor.name), "patch", path_code(world, found, actor.of))
    if any(member.name == "email" for member in app.auth.changes):
        yield MovingView("ones_own", auth.name, auth.update_method, auth.update_path)


def _moves(world: World, operation: Operation) -> bool:
    account = world.account
    told = success(operation) != NO_CONTENT
    if operation.kind is not Kind.UPDATE or operation.method != "PATCH" or not told:
        return False
    named = {field.name for field in taken_fields(world.spec, account, creating=False)}
    locked = any(field.role is FieldRole.LOCK for field in account.fields)
    return entity_of(world.spec, operation) is account and "email" in named and not locked

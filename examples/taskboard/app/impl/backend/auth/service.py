"""Logins: one row each, whose refresh token changes with every use.

Source: RFC 9700 section 4.14 (a refresh token that comes twice was stolen once).
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID, uuid4

from sqlalchemy import Executable, bindparam, delete, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from backend.access import Access, Principal, RecentPrincipals
from backend.auth.model import LoginFailure, LoginSession
from backend.auth.schemas import Credentials, PasswordChange, ProfileUpdate, TokenPair
from backend.database import Database, Source, Transaction, columns_of, now
from backend.errors import ForbiddenError, LockedOutError, UnauthenticatedError
from backend.security import Security, fingerprint, new_refresh_secret
from backend.settings import Settings
from backend.users.model import User
from backend.users.schemas import UserRead

_ACCOUNT: Final = select(User.id.label("id"), User.password_hash).where(
    User.email == bindparam("login"),
    User.is_active.is_(True),
)
_FAILURES: Final = select(LoginFailure.count, LoginFailure.locked_until).where(
    LoginFailure.fingerprint == bindparam("login")
)
_FORGET_FAILURES: Final = delete(LoginFailure).where(LoginFailure.fingerprint == bindparam("login"))
_ROTATE: Final = (
    update(LoginSession)
    .where(
        LoginSession.id == bindparam("session_id"),
        LoginSession.refresh_fingerprint == bindparam("shown"),
        LoginSession.revoked_at.is_(None),
        LoginSession.expires_at > bindparam("moment"),
        LoginSession.user_id.in_(
            select(User.id).where(
                User.is_active.is_(True),
            )
        ),
    )
    .values(refresh_fingerprint=bindparam("next_fingerprint"))
)
_REVOKE: Final = (
    update(LoginSession)
    .where(LoginSession.id == bindparam("session_id"), LoginSession.revoked_at.is_(None))
    .values(revoked_at=bindparam("moment"))
)
_SHOWN: Final = columns_of(User, UserRead)
_ME: Final = select(*_SHOWN).where(User.id == bindparam("_caller"))


class Logins:
    """Open, prolong and end logins.

    Each step is a transaction of its own: what a refusal writes must outlive the refusal.
    """

    def __init__(
        self,
        settings: Settings,
        database: Database,
        security: Security,
        known: RecentPrincipals,
    ) -> None:
        self._settings = settings
        self._database = database
        self._security = security
        self._known = known

    async def log_in(self, credentials: Credentials) -> TokenPair:
        """Check a password and open a login."""
        name = credentials.email
        await self._refuse_locked(name)
        found = await self._database.queries.rows(_ACCOUNT, {"login": name})
        password_hash = found[0]["password_hash"] if found else None
        if not await self._security.verify_password(credentials.password, password_hash):
            await self._count_failure(name)
            raise UnauthenticatedError("The name or the password is wrong.")
        await self._refuse_locked(name)  # of many guesses at once, the right one may be too late
        session_id, secret = uuid4(), new_refresh_secret()
        login = {
            "id": session_id,
            "user_id": found[0]["id"],
            "refresh_fingerprint": fingerprint(secret),
            "expires_at": now() + timedelta(minutes=self._settings.refresh_token_minutes),
        }
        async with self._database.transaction() as transaction:
            await transaction.run(_FORGET_FAILURES, {"login": fingerprint(name)})
            await transaction.run(insert(LoginSession), login)
        return self._pair(session_id, secret)

    async def refresh(self, refresh_token: str) -> TokenPair:
        """Trade a refresh token for the next pair; end the login if the token was used before."""
        try:
            key, _, shown = refresh_token.partition(".")
            session_id = UUID(key)
        except ValueError as error:
            raise UnauthenticatedError(_BAD_REFRESH_TOKEN) from error
        secret = new_refresh_secret()
        rotation = {
            "session_id": session_id,
            "shown": fingerprint(shown),
            "next_fingerprint": fingerprint(secret),
            "moment": now(),
        }
        async with self._database.transaction() as transaction:
            rotated = await transaction.run(_ROTATE, rotation)
        if not rotated:
            await self._revoke(session_id)
            raise UnauthenticatedError(_BAD_REFRESH_TOKEN)
        return self._pair(session_id, secret)

    async def log_out(self, principal: Principal) -> None:
        """End the login of the caller."""
        await self._revoke(principal.session_id)

    async def change_password(self, principal: Principal, change: PasswordChange) -> None:
        """Give the caller another password, and end all their other logins."""
        account, key = User, principal.user_id
        before = await self._prove_password(key, change.current_password)
        password_hash = await self._security.hash_password(change.new_password)
        others = update(LoginSession).where(
            LoginSession.user_id == key,
            LoginSession.id != principal.session_id,
            LoginSession.revoked_at.is_(None),
        )
        async with self._database.transaction() as transaction:
            changed = update(account).where(
                account.id == key, account.password_hash == before["password_hash"]
            )
            if not await transaction.run(changed.values(password_hash=password_hash), {}):
                # Another change came first: what was shown is the current password no longer.
                raise ForbiddenError(_WRONG_PASSWORD)
            await transaction.run(others.values(revoked_at=now()), {})
        self._known.clear()

    async def _prove_password(self, user_id: UUID, password: str) -> dict[str, Any]:
        """Refuse a wrong password of the caller, as a login does; return what is kept of them."""
        stored = select(User.password_hash, User.email.label("login"))
        mine = stored.where(User.id == user_id)
        found = await self._database.queries.rows(mine, {})
        if not found:
            raise UnauthenticatedError(_GONE)
        name = str(found[0]["login"])
        await self._refuse_locked(name)
        if not await self._security.verify_password(password, found[0]["password_hash"]):
            await self._count_failure(name)
            raise ForbiddenError(_WRONG_PASSWORD)
        await self._refuse_locked(name)
        return found[0]

    async def _refuse_locked(self, name: str) -> None:
        found = await self._database.queries.rows(_FAILURES, {"login": fingerprint(name)})
        locked_until: datetime | None = found[0]["locked_until"] if found else None
        if locked_until is not None and locked_until > now():
            raise LockedOutError(_LOCKED)

    async def _count_failure(self, name: str) -> None:
        """Count a failure; one too many is told that alone, so that guesses at once learn no more."""
        known = fingerprint(name)
        try:
            is_counted = await self._add_failure(known)
        except IntegrityError:
            # Two first failures at once: the other one has made the row.
            is_counted = await self._add_failure(known)
        if not is_counted:
            raise LockedOutError(_LOCKED)

    async def _add_failure(self, known: str) -> bool:
        """Count a failure of a name, and lock it if that was the last attempt; not if it is locked."""
        failure, moment = LoginFailure.fingerprint == known, now()
        until = LoginFailure.locked_until
        one = update(LoginFailure).where(failure, or_(until.is_(None), until <= moment))
        full = LoginFailure.count >= self._settings.lockout_attempts
        locked_until = moment + timedelta(minutes=self._settings.lockout_minutes)
        lock = update(LoginFailure).where(failure, full)
        async with self._database.transaction() as transaction:
            if not await transaction.rows(_FAILURES, {"login": known}):
                await transaction.run(insert(LoginFailure), {"fingerprint": known, "count": 0})
            is_counted = await transaction.run(one.values(count=LoginFailure.count + 1), {})
            await transaction.run(lock.values(count=0, locked_until=locked_until), {})
        return bool(is_counted)

    async def _revoke(self, session_id: UUID) -> None:
        async with self._database.transaction() as transaction:
            ended = await transaction.run(_REVOKE, {"session_id": session_id, "moment": now()})
        if ended:
            self._known.clear()

    def _pair(self, session_id: UUID, secret: str) -> TokenPair:
        return TokenPair(
            access_token=self._security.sign(session_id),
            refresh_token=f"{session_id}.{secret}",
            expires_in=self._settings.access_token_minutes * 60,
        )


async def show_me(source: Source, access: Access) -> UserRead:
    """Return the account of the caller."""
    return await _mine(source, _ME, access.bind())


async def change_me(transaction: Transaction, access: Access, changes: ProfileUpdate) -> UserRead:
    """Change what the caller may say of themselves."""
    me = User.id == bindparam("_caller")
    values = {"id": User.id}
    statement = update(User).where(me).values(values).returning(*_SHOWN)
    return await _mine(transaction, statement, access.bind(**changes))


async def _mine(source: Source, statement: Executable, parameters: Mapping[str, Any]) -> UserRead:
    """Return the account of the caller, who may be gone since the token was last looked up."""
    found = await source.optional(UserRead, statement, parameters)
    if found is None:
        raise UnauthenticatedError(_GONE)
    return found


_GONE: Final = "There is no such account any more."
_LOCKED: Final = "Too many failed logins; try again later."
_BAD_REFRESH_TOKEN: Final = "The refresh token is not valid."  # noqa: S105
_WRONG_PASSWORD: Final = "The current password is wrong."  # noqa: S105

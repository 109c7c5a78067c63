"""Commands for whoever runs the backend: `python -m backend.commands --help`."""

import argparse
import asyncio
import os
import sys
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from getpass import getpass
from typing import Any, Final
from uuid import uuid4

from sqlalchemy import insert, select

from backend.database import Database, Transaction
from backend.enums import UserRole
from backend.models import Team, User
from backend.security import Security
from backend.settings import Settings

_LEAST: Final = 12
"""Characters of a password."""


async def _add_account(
    transaction: Transaction,
    *,
    name: str,
    role: UserRole,
    password_hash: str,
) -> None:
    team_id = await _first_teams(transaction)
    values: dict[str, Any] = {
        "email": name,
        "password_hash": password_hash,
        "role": role,
        "team_id": team_id,
        "display_name": "Display name",
    }
    await transaction.run(insert(User), values)


async def _first_teams(transaction: Transaction) -> Any:  # noqa: ANN401
    there = select(Team.id.label("key")).limit(1)
    found = await transaction.rows(there, {})
    if found:
        return found[0]["key"]
    values = {
        "name": uuid4().hex[:32],
    }
    made = insert(Team).returning(Team.id.label("key"))
    return (await transaction.rows(made, values))[0]["key"]


@asynccontextmanager
async def _database(settings: Settings) -> AsyncGenerator[Database]:
    database = Database(settings)
    try:
        yield database
    finally:
        await database.close()


async def create_admin(settings: Settings, name: str, password: str) -> None:
    """Make the first account that may do everything."""
    password_hash = await Security(settings).hash_password(password)
    async with _database(settings) as database, database.transaction() as transaction:
        await _add_account(
            transaction,
            name=name,
            role=UserRole.ADMIN,
            password_hash=password_hash,
        )


async def seed(settings: Settings, password: str) -> list[str]:
    """Make one account a role; return their names."""
    password_hash = await Security(settings).hash_password(password)
    made: list[str] = []
    async with _database(settings) as database, database.transaction() as transaction:
        for role in UserRole:
            name = f"{role}@start.example"
            await _add_account(transaction, name=name, role=role, password_hash=password_hash)
            made.append(name)
    return made


def _password() -> str:
    given = os.environ.get("APP_PASSWORD") or getpass("Password: ")
    if len(given) < _LEAST:
        sys.exit(f"The password needs at least {_LEAST} characters.")
    return given


def main() -> None:
    """Run one command; the password comes from APP_PASSWORD or the terminal."""
    parser = argparse.ArgumentParser(prog="python -m backend.commands")
    commands = parser.add_subparsers(dest="command", required=True)
    admin = commands.add_parser("create-admin", help="make the first account")
    admin.add_argument("name", help="the email to sign in with")
    commands.add_parser("seed", help="make one account a role, to try things out")
    arguments = parser.parse_args()
    if arguments.command == "seed":
        for name in asyncio.run(seed(Settings(), _password())):
            print(name)
    else:
        asyncio.run(create_admin(Settings(), arguments.name, _password()))
        print(f"{arguments.name} may sign in.")


if __name__ == "__main__":
    main()

"""Loads a backend in a process of its own, which has the libraries of backends already.

They take three times as long to load as what luke makes.
"""

import importlib
import os
import sys
import traceback
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path
from typing import Final

LIBRARIES: Final = (
    *("alembic", "fastapi", "httpx2", "jwt", "pwdlib.hashers.argon2", "pydantic_settings"),
    *("redis.asyncio", "sqlalchemy.ext.asyncio", "structlog"),
)


@contextmanager
def loading() -> Iterator[ProcessPoolExecutor]:
    """Return what loads backends, each in a copy of a process that has seen no other."""
    context = get_context("forkserver")
    context.set_forkserver_preload(list(LIBRARIES))
    with ProcessPoolExecutor(1, mp_context=context, max_tasks_per_child=1) as processes:
        yield processes


def load(folder: Path) -> str:
    """Load the backend of a folder and describe its API; return what went wrong, "" else."""
    os.environ["APP_JWT_SECRET"] = "for tests alone, 32 bytes or more"  # noqa: S105
    os.chdir(folder)
    sys.path.insert(0, str(folder))
    try:
        importlib.import_module("backend.main").create_app().openapi()
    except BaseException:  # noqa: BLE001 - whatever it is, the test shows it
        return traceback.format_exc()
    return ""

"""The Redis or Valkey that all processes share; no request fails because it is away."""

from collections.abc import Awaitable
from time import monotonic
from typing import Final, TypeVar

import structlog
from redis.asyncio import Redis
from redis.exceptions import RedisError

_PATIENCE_S: Final = 0.5
"""How long the server may take, and how long it is left alone after it did not answer."""
_log: Final = structlog.get_logger(__name__)
Answer = TypeVar("Answer")


class SharedServer:
    """A server, and whether it answers."""

    def __init__(self, url: str) -> None:
        self.client = Redis.from_url(
            url, socket_connect_timeout=_PATIENCE_S, socket_timeout=_PATIENCE_S
        )
        self._away_until_s = 0.0

    @property
    def is_away(self) -> bool:
        """It did not answer a moment ago."""
        return monotonic() < self._away_until_s

    async def ask(self, question: Awaitable[Answer]) -> Answer | None:
        """Return what the server says; None if it does not answer."""
        try:
            return await question
        except (RedisError, OSError) as error:
            self._away_until_s = monotonic() + _PATIENCE_S
            _log.warning("the shared server is away", error=repr(error))
            return None

    async def answers(self) -> bool:
        """Tell whether the server is there."""
        return await self.ask(self.client.ping()) is not None

    async def close(self) -> None:
        """Let go of the server."""
        await self.client.aclose()

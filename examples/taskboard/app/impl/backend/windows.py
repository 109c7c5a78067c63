"""Where requests are counted: in a server that all processes share, or in each process alone."""

from time import monotonic
from typing import Final, Protocol

import structlog
from redis.asyncio import Redis
from redis.exceptions import RedisError

from backend.settings import Settings

_SIZE: Final = 100_000
"""Windows to remember in a process; beyond that all are forgotten."""
_PATIENCE_S: Final = 0.5
"""How long the server may take, and how long it is left alone after it did not answer."""
_COUNT: Final = """
local count = redis.call('INCR', KEYS[1])
if count == 1 then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
return {count, redis.call('PTTL', KEYS[1])}
"""
_log: Final = structlog.get_logger(__name__)


class Windows(Protocol):
    """Something that counts."""

    async def count(self, name: str, window_s: int) -> tuple[int, float]:
        """Count once more; return the count of this window, and the seconds to its end."""

    async def close(self) -> None:
        """Let go of the server."""


class LocalWindows:
    """Windows of this process."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[float, int]] = {}

    async def count(self, name: str, window_s: int) -> tuple[int, float]:
        """Count once more."""
        now_s = monotonic()
        end_s, count = self._kept.get(name, (0.0, 0))
        if now_s >= end_s:
            end_s, count = now_s + window_s, 0
        if name not in self._kept and len(self._kept) >= _SIZE:
            self._kept.clear()
        self._kept[name] = (end_s, count + 1)
        return count + 1, end_s - now_s

    async def close(self) -> None:
        """There is nothing to let go of."""


class SharedWindows:
    """Windows in a Redis or Valkey; while that is away each process counts for itself."""

    def __init__(self, url: str) -> None:
        self._client = Redis.from_url(
            url, socket_connect_timeout=_PATIENCE_S, socket_timeout=_PATIENCE_S
        )
        self._count = self._client.register_script(_COUNT)
        self._alone = LocalWindows()
        self._away_until_s = 0.0

    async def count(self, name: str, window_s: int) -> tuple[int, float]:
        """Count once more."""
        if monotonic() >= self._away_until_s:
            try:
                count, left_ms = await self._count(keys=[name], args=[window_s * 1000])
            except (RedisError, OSError) as error:
                self._away_until_s = monotonic() + _PATIENCE_S
                _log.warning("requests are counted by each process alone", error=repr(error))
            else:
                return count, left_ms / 1000
        return await self._alone.count(name, window_s)

    async def close(self) -> None:
        """Let go of the server."""
        await self._client.aclose()


def windows_of(settings: Settings) -> Windows:
    """Return the windows that the settings name."""
    url = settings.redis_url.get_secret_value()
    return SharedWindows(url) if url else LocalWindows()

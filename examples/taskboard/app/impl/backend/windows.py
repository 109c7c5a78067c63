"""Where requests are counted: in a server that all processes share, or in each process alone."""

from time import monotonic
from typing import Final, Protocol

from backend.settings import Settings
from backend.shared import SharedServer

_SIZE: Final = 100_000
"""Windows to remember in a process; beyond that all are forgotten."""
_COUNT: Final = """
local count = redis.call('INCR', KEYS[1])
if count == 1 then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
return {count, redis.call('PTTL', KEYS[1])}
"""


class Windows(Protocol):
    """Something that counts."""

    async def count(self, name: str, window_s: int) -> tuple[int, float]:
        """Count once more; return the count of this window, and the seconds to its end."""

    async def answers(self) -> bool:
        """Tell whether the server is there."""

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

    async def answers(self) -> bool:
        """Say yes: a process is always there for itself."""
        return True

    async def close(self) -> None:
        """There is nothing to let go of."""


class SharedWindows:
    """Windows in a Redis or Valkey; while that is away each process counts for itself."""

    def __init__(self, url: str) -> None:
        self._server = SharedServer(url)
        self._count = self._server.client.register_script(_COUNT)
        self._alone = LocalWindows()

    async def count(self, name: str, window_s: int) -> tuple[int, float]:
        """Count once more."""
        if not self._server.is_away:
            asked = self._count(keys=[name], args=[window_s * 1000])
            counted: tuple[int, int] | None = await self._server.ask(asked)
            if counted is not None:
                count, left_ms = counted
                return count, left_ms / 1000
        return await self._alone.count(name, window_s)

    async def answers(self) -> bool:
        """Tell whether the server is there."""
        return await self._server.answers()

    async def close(self) -> None:
        """Let go of the server."""
        await self._server.close()


def windows_of(settings: Settings) -> Windows:
    """Return the windows that the settings name."""
    url = settings.redis_url.get_secret_value()
    return SharedWindows(url) if url else LocalWindows()

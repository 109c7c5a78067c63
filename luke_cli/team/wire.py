"""The lines of a protocol over stdio: whoever stops asking still hears the answers to what was asked.

The server ends where its input ends, and what it is working on then with it. So its input ends only
when every request has its answer.
"""

import json
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import IO, Any, Final

_STDIN: Final = 0
_STDOUT: Final = 1


@contextmanager
def every_answer() -> Iterator[None]:
    """Put pipes in the place of stdin and stdout while the block runs; luke reads and writes the real ones."""
    asked, answers = os.fdopen(os.dup(_STDIN), "rb"), os.fdopen(os.dup(_STDOUT), "wb")
    taken, to_server = os.pipe()
    from_server, given = os.pipe()
    for end, place in ((taken, _STDIN), (given, _STDOUT)):
        os.dup2(end, place)
        os.close(end)
    open_requests = _Open()
    for work, source, target in (
        (_ask, asked, os.fdopen(to_server, "wb")),
        (_answer, os.fdopen(from_server, "rb"), answers),
    ):
        # Nobody waits for them: one may wait for input for ever.
        threading.Thread(target=work, args=(source, target, open_requests), daemon=True).start()
    yield
    answers.flush()


class _Open:
    """The requests that have no answer yet."""

    def __init__(self) -> None:
        self._ids: set[str] = set()
        self._is_over = False
        self._changed = threading.Condition()

    def asked(self, message: dict[str, Any]) -> None:
        """Note a request, or that one is taken back."""
        if message.get("method") == "notifications/cancelled":
            self._done((message.get("params") or {}).get("requestId"))
        elif "method" in message and message.get("id") is not None:
            with self._changed:
                self._ids.add(json.dumps(message["id"]))

    def answered(self, message: dict[str, Any]) -> None:
        """Note an answer."""
        if "method" not in message:
            self._done(message.get("id"))

    def _done(self, name: Any) -> None:
        with self._changed:
            self._ids.discard(json.dumps(name))
            self._changed.notify_all()

    def forget(self) -> None:
        """Expect no answer any more."""
        with self._changed:
            self._is_over = True
            self._changed.notify_all()

    def wait(self) -> None:
        """Wait until there is none."""
        with self._changed:
            self._changed.wait_for(lambda: self._is_over or not self._ids)


def _ask(source: IO[bytes], target: IO[bytes], open_requests: _Open) -> None:
    with target:
        for line in source:
            _told(line, open_requests.asked)
            target.write(line)
            target.flush()
        open_requests.wait()


def _answer(source: IO[bytes], target: IO[bytes], open_requests: _Open) -> None:
    for line in source:
        try:
            target.write(line)
            target.flush()
        except OSError:
            # Nobody listens any more.
            open_requests.forget()
            return
        # Noted when it is out: the process may end then.
        _told(line, open_requests.answered)


def _told(line: bytes, note: Callable[[dict[str, Any]], None]) -> None:
    """Note a message; what is none the server has to say."""
    try:
        message = json.loads(line)
    except ValueError:
        return
    for one in message if isinstance(message, list) else [message]:
        if isinstance(one, dict):
            note(one)

"""The only door to the library `anthropic`; it is loaded when the first request is made.

Credentials are found by the library itself: nothing here reads, keeps or shows a key.
"""

import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile
from threading import Timer
from typing import Any, Final

from luke_cli.engines.anthropic.exchange import Reply, Request
from luke_cli.engines.anthropic.failures import (
    BusyError,
    Failure,
    error_of,
    failure_of,
    no_credentials,
    unreached,
)
from luke_cli.engines.anthropic.received import events_of, message_of, reply_of, usage_of
from luke_cli.errors import LukeError
from luke_cli.usage import Usage

_SILENCE_S: Final = 300.0
"""So long nothing may come in mid-stream."""
_COUNTING_S: Final = 30.0


@dataclass
class Client:
    """Sends requests; what comes back is a value or an error of ours."""

    base_url: str = ""

    def send(self, request: Request, *, max_tokens: int, left_s: float) -> Reply:
        """Return the answer to a request.

        Raises: BusyError where asking again may help, else LukeError.
        """
        ends_s = time.monotonic() + left_s
        with (
            self._failing(request.model) as seen,
            self._stream(request, max_tokens, left_s) as got,
            _ending(got, left_s),
        ):
            for event in events_of(got):
                if event.type == "message_start":
                    seen.usage = usage_of(request.model, event.message.usage)
                if time.monotonic() > ends_s:
                    raise _late(seen.usage)
            message = message_of(got)
        if message.stop_reason is None:
            raise _cut(usage_of(message.model, message.usage))
        return reply_of(message)

    def count(self, request: Request, *, left_s: float) -> int | None:
        """Return how many tokens a request has, None where the provider does not count.

        A gateway may know nothing but messages; what else is wrong, the request itself will tell.
        """
        body = request.body()
        try:
            with self._failing(request.model):
                counted = self._sdk.messages.count_tokens(
                    timeout=_seconds(left_s, _COUNTING_S), **body
                )
        except (BusyError, LukeError):
            return None
        return int(counted.input_tokens)

    def post(self, questions: Mapping[str, tuple[Request, int]], *, left_s: float) -> str:
        """Put questions into a batch, each with the tokens of its answer; return its name.

        Raises: as `send` does.
        """
        asked = [
            {"custom_id": key, "params": {**request.body(), "max_tokens": most}}
            for key, (request, most) in questions.items()
        ]
        model = next(request.model for request, _ in questions.values())
        with self._failing(model):
            made = self._sdk.messages.batches.create(
                requests=asked, timeout=_seconds(left_s, _SILENCE_S)
            )
        return str(made.id)

    def newest_batch(self, *, left_s: float) -> str:
        """Return the name of the batch that was put last, "" if there is none.

        Raises: as `send` does.
        """
        with self._failing(""):
            return next((str(one.id) for one in self._batches(left_s)), "")

    def find_batch(self, keys: Iterable[str], behind: str, *, left_s: float) -> str | None:
        """Return the name of the batch that holds questions, among those put after another one.

        "" if there is none; None while one with as many questions is not ended, which it may be:
        until then the provider does not say what is in it. Raises: as `send` does.
        """
        with self._failing(""):
            wanted = set(keys)
            newer = takewhile(lambda one: one.id != behind, self._batches(left_s))
            alike = [one for one in newer if _size(one) == len(wanted)]
            ended = [one for one in alike if one.processing_status == "ended"]
            for one in ended:
                results = self._sdk.messages.batches.results(one.id)
                if {result.custom_id for result in results} == wanted:
                    return str(one.id)
            return "" if len(ended) == len(alike) else None

    def collect(
        self, batch: str, model: str, *, left_s: float
    ) -> Mapping[str, Reply | BusyError | LukeError] | None:
        """Return what came of each question of a batch to a model, None while it is not ended.

        Nothing came of one that the provider does not keep any more. Raises: as `send` does.
        """
        with self._failing(model):
            batches = self._sdk.with_options(timeout=_seconds(left_s, _SILENCE_S)).messages.batches
            try:
                if batches.retrieve(batch).processing_status != "ended":
                    return None
                return {one.custom_id: _came(one.result, model) for one in batches.results(batch)}
            except self._library.NotFoundError:
                return {}

    def _batches(self, left_s: float) -> Iterator[Any]:
        """Yield the batches of the account, the newest one first; none where nobody knows of them."""
        try:
            yield from self._sdk.messages.batches.list(timeout=_seconds(left_s, _SILENCE_S))
        except self._library.NotFoundError:
            return

    @cached_property
    def _library(self) -> Any:
        # A second of loading, which no other command of luke is to pay for.
        import anthropic  # noqa: PLC0415

        return anthropic

    @cached_property
    def _broken(self) -> type[Exception]:
        # What is below the library: a connection that breaks off in mid-stream comes from there.
        import httpx2  # noqa: PLC0415

        broken: type[Exception] = httpx2.TransportError
        return broken

    @cached_property
    def _sdk(self) -> Any:
        # It asks again by itself, but not within a stream, and knows no limit of ours.
        return self._library.Anthropic(base_url=self.base_url or None, max_retries=0)

    def _stream(self, request: Request, max_tokens: int, left_s: float) -> Any:
        return self._sdk.messages.stream(
            max_tokens=max_tokens, timeout=_seconds(left_s, _SILENCE_S), **request.body()
        )

    @contextmanager
    def _failing(self, model: str) -> Iterator[BusyError]:
        """Turn what the library raises into errors of ours; yields where usage is noted."""
        seen = BusyError("the connection broke off")
        library = self._library
        try:
            yield seen
        except library.APIStatusError as error:
            found = error_of(
                Failure(
                    status=error.status_code,
                    type=error.type or "",
                    code=error.error_code or "",
                    message=error.api_message or error.message,
                    headers=error.response.headers,
                    model=model,
                )
            )
            if isinstance(found, BusyError):
                found.usage = seen.usage
            raise found from None
        except library.APIConnectionError as error:
            raise unreached(late=isinstance(error, library.APITimeoutError)) from None
        except self._broken:
            raise seen from None
        except library.CredentialsError:
            raise no_credentials() from None
        except ValueError as error:
            if "tool parameter JSON" not in str(error):
                raise
            raise _unread(seen.usage) from None
        except TypeError as error:
            if "authentication method" in str(error):
                raise no_credentials() from None
            raise


@contextmanager
def _ending(stream: Any, left_s: float) -> Iterator[None]:
    """Break a stream off when the time is over: signs of life alone are no events, and no silence."""
    timer = Timer(max(left_s, 0.0), stream.close)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _size(batch: Any) -> int:
    """Return how many questions a batch has."""
    return sum(batch.request_counts.model_dump().values())


def _seconds(left_s: float, most_s: float) -> float:
    return min(most_s, max(left_s, 1.0))


def _came(result: Any, model: str) -> Reply | BusyError | LukeError:
    """Return what a question of a batch has come to."""
    if result.type == "succeeded":
        try:
            return reply_of(result.message)
        except BusyError as error:
            return error
    if result.type == "errored":
        return error_of(failure_of(result.error.error.type, result.error.error.message, model))
    return BusyError(f"the question was {result.type} in its batch")


def _late(usage: Usage) -> BusyError:
    late = BusyError("the time is over")
    late.usage = usage
    return late


def _cut(usage: Usage) -> BusyError:
    cut = BusyError("the answer broke off")
    cut.usage = usage
    return cut


def _unread(usage: Usage) -> BusyError:
    unread = BusyError("the model calls a tool with what is no JSON")
    unread.usage = usage
    return unread

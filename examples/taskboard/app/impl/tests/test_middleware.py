"""What happens around every request: its log, a limit to its body, and failures nobody expected."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionError
from starlette.types import Message

from backend.main import create_app
from backend.middleware import UPLOADS
from tests.answers import is_problem
from tests.conftest import SETTINGS, client_of

ReadLog = Callable[[], list[dict[str, Any]]]
SECRET = "a secret that no log may hold"


class Cause(Exception):  # noqa: N818 - what a driver raised
    """The error of a database driver, with what it tells beside its words."""

    def __init__(self, **told: str) -> None:
        super().__init__("The database refuses")
        vars(self).update(told)


AWAY = OperationalError("INSERT", {"password": SECRET}, Cause(sqlstate="57P01"))


async def _echo(body: dict[str, str]) -> dict[str, str]:
    return body


async def _fail(body: dict[str, str]) -> None:
    raise RuntimeError(f"{len(body)} members are too many")


async def _break_off() -> StreamingResponse:
    async def chunks() -> AsyncIterator[str]:
        yield "the first half"
        raise RuntimeError("There is no second half")

    return StreamingResponse(chunks())


async def _collide(name: str, code: str) -> None:
    raise IntegrityError("INSERT", {}, Cause(**{name: code}))


def _app(**settings: object) -> FastAPI:
    """Return the application with some endpoints that go wrong."""
    app = create_app(SETTINGS.model_copy(update=settings))
    app.post("/echo")(_echo)
    app.post("/fail")(_fail)
    app.get("/break-off")(_break_off)
    app.get("/collide")(_collide)
    return app


@pytest.fixture
def read_log(capsys: pytest.CaptureFixture[str]) -> ReadLog:
    """Return what reads the log of the application."""
    return lambda: [json.loads(line) for line in capsys.readouterr().out.splitlines()]


async def _halves(text: str) -> AsyncIterator[bytes]:
    middle = len(text) // 2
    yield text[:middle].encode()
    yield text[middle:].encode()


async def test_a_body_above_the_limit_is_refused() -> None:
    """Whether its size is announced or it only comes."""
    whole = json.dumps({"text": "x" * 87})
    headers = {"Content-Type": "application/json"}
    async with client_of(_app(max_body_bytes=len(whole))) as client:

        async def statuses(text: str) -> list[int]:
            contents = (text, _halves(text))
            calls = [await client.post("/echo", content=c, headers=headers) for c in contents]
            assert all("Content-Length" in call.request.headers for call in calls[:1])
            assert "Content-Length" not in calls[1].request.headers
            return [call.status_code for call in calls]

        assert await statuses(whole) == [200, 200]
        assert await statuses(f"{whole} ") == [413, 413]
        refused = await client.post("/echo", content=f"{whole} ", headers=headers)
        assert is_problem(refused, 413)


async def test_only_what_takes_a_file_takes_more() -> None:
    """To say that something is a form is no way around the limit."""
    form = {"Content-Type": "multipart/form-data; boundary=x"}
    app = _app(max_body_bytes=100, max_upload_bytes=200)
    upload = UPLOADS[0].pattern.replace("[^/]+", "x")
    async with client_of(app) as client:

        async def statuses(path: str, size: int) -> set[int]:
            begun = "--x\r\na: ".ljust(size, "x")
            contents = (begun, _halves(begun))
            calls = [await client.post(path, content=c, headers=form) for c in contents]
            return {call.status_code for call in calls}

        assert 413 not in await statuses(upload, 300)
        assert await statuses(upload, 301) == {413}
        assert await statuses("/echo", 101) == {413}


async def test_a_body_that_is_no_text_is_not_valid() -> None:
    async with client_of(_app()) as client:
        headers = {"Content-Type": "application/json"}
        answer = await client.post("/echo", content=b'"\xff"', headers=headers)
    assert is_problem(answer, 422)


async def test_an_unexpected_failure_tells_the_caller_nothing(read_log: ReadLog) -> None:
    """The log tells, by the id of the request, but holds no secret of it."""
    headers = {"X-Request-ID": "abc-1", "Authorization": f"Bearer {SECRET}"}
    async with client_of(_app()) as client:
        answer = await client.post("/fail", json={"password": SECRET}, headers=headers)
    assert is_problem(answer, 500)
    assert answer.json() == {"type": "about:blank", "title": "Internal Server Error", "status": 500}
    assert answer.headers["X-Request-ID"] == "abc-1"
    (line,) = read_log()
    assert (line["level"], line["event"], line["request_id"]) == (
        "error",
        "request failed",
        "abc-1",
    )
    assert "1 members are too many" in line["exception"]
    assert SECRET not in str(line)


async def test_an_answer_that_fails_halfway_breaks_off(read_log: ReadLog) -> None:
    """It has begun as a success: only its end can tell that it is none."""
    async with client_of(_app()) as client:
        with pytest.raises(RuntimeError, match="no second half"):
            await client.get("/break-off")
    assert [line["event"] for line in read_log()] == ["request failed"]


async def test_requests_are_logged_without_their_secrets(read_log: ReadLog) -> None:
    headers = {"X-Request-ID": "abc-2", "Authorization": f"Bearer {SECRET}"}
    async with client_of(_app(log_requests=True)) as client:
        await client.post(f"/echo?token={SECRET}", json={"password": SECRET}, headers=headers)
    (line,) = read_log()
    told = {"event": "request", "method": "POST", "path": "/echo", "status": 200}
    assert told.items() <= line.items()
    assert (line["route"], line["request_id"]) == ("/echo", "abc-2")
    assert SECRET not in str(line)


@pytest.mark.parametrize(
    ("name", "code", "detail"),
    [
        ("sqlstate", "23503", "Another record is missing or still in use."),
        (
            "sqlite_errorname",
            "SQLITE_CONSTRAINT_FOREIGNKEY",
            "Another record is missing or still in use.",
        ),
        ("sqlstate", "23505", "A record with these values exists already."),
        (
            "sqlite_errorname",
            "SQLITE_CONSTRAINT_UNIQUE",
            "A record with these values exists already.",
        ),
    ],
)
async def test_what_the_database_refuses_is_a_conflict(name: str, code: str, detail: str) -> None:
    async with client_of(_app()) as client:
        answer = await client.get("/collide", params={"name": name, "code": code})
    assert is_problem(answer, 409)
    assert answer.json()["detail"] == detail


@pytest.mark.parametrize("error", [NoConnectionError("no connection is free"), AWAY])
async def test_a_database_that_does_not_answer_is_asked_later(
    read_log: ReadLog, error: Exception
) -> None:
    app = _app()

    async def ask() -> None:
        raise error

    app.get("/ask")(ask)
    async with client_of(app) as client:
        answer = await client.get("/ask")
    assert is_problem(answer, 503)
    assert answer.headers["Retry-After"] == "1"
    (line,) = read_log()
    assert (line["level"], line["event"]) == ("warning", "the database does not answer")
    assert SECRET not in str(line)


async def test_a_request_that_is_not_answered_in_time_is_given_up() -> None:
    """What it does is cancelled, and undone if it is a change."""
    app = _app(request_timeout_seconds=0.05)
    ended: list[str] = []

    async def dawdle() -> None:
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            ended.append("cancelled")
            raise

    app.get("/dawdle")(dawdle)
    async with client_of(app) as client:
        answer = await client.get("/dawdle")
    assert is_problem(answer, 503)
    assert answer.headers["Retry-After"] == "1"
    assert ended == ["cancelled"]


async def test_an_answer_that_has_begun_may_take_its_time() -> None:
    app = _app(request_timeout_seconds=0.05)

    async def drip() -> StreamingResponse:
        async def chunks() -> AsyncIterator[str]:
            for chunk in ("slow", "ly"):
                yield chunk
                await asyncio.sleep(0.1)

        return StreamingResponse(chunks())

    app.get("/drip")(drip)
    async with client_of(app) as client:
        assert (await client.get("/drip")).text == "slowly"


async def test_another_timeout_is_an_unexpected_failure(read_log: ReadLog) -> None:
    """Only a request that took too long may be tried again."""
    app = _app()

    async def ask() -> None:
        raise TimeoutError

    app.get("/ask")(ask)
    async with client_of(app) as client:
        assert is_problem(await client.get("/ask"), 500)
    assert [line["event"] for line in read_log()] == ["request failed"]


async def test_a_server_starts_and_ends_the_application() -> None:
    """As uvicorn does: a lifespan is no request, and passes all that stands around requests."""
    asked = iter([{"type": "lifespan.startup"}, {"type": "lifespan.shutdown"}])
    answered: list[str] = []

    async def receive() -> Message:
        return next(asked)

    async def send(message: Message) -> None:
        answered.append(message["type"])

    await _app()({"type": "lifespan", "state": {}}, receive, send)
    assert answered == ["lifespan.startup.complete", "lifespan.shutdown.complete"]

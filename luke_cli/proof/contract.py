"""The live API: it starts, describes what the plan says and nothing else, and lets in no stranger."""

import json
import re
import signal
import subprocess
import time
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from typing import Any, Final
from urllib.parse import quote

from luke_cli.backend.views.settings import settings_view
from luke_cli.proof.bench import Bench
from luke_cli.proof.check import Check, Failure
from luke_cli.proof.databases import urls
from luke_cli.proof.servers import free_port
from luke_cli.spec.model import Operation, Spec

_METHODS: Final = frozenset("get post put patch delete".split())
_PARAMETER: Final = re.compile(r"\{[^{}]*\}")
_START_S: Final = 60.0
_END_S: Final = 20.0
_ANYTHING: Final = "00000000-0000-4000-8000-000000000000"
_OPEN: Final = frozenset(("public",))

Described = Mapping[tuple[str, str], Mapping[str, Any]]
"""Operations of an OpenAPI document by method and path, `{}` in place of each parameter."""


def contract(bench: Bench, spec: Spec) -> Check:
    """Start the backend on PostgreSQL, read how it describes itself, and ask without a token."""
    port = free_port()
    settings = settings_view(spec)
    try:
        with _served(bench, port, settings.readiness_path):
            status, text = _ask(port, "GET", "/openapi.json")
            if status != 200:
                return _failed(Failure("GET /openapi.json", f"answers {status}"))
            platform = {settings.readiness_path, settings.liveness_path}
            described = _described(text, platform)
            failures = (*_differences(spec, described), *_let_in(port, spec))
    except _NotStartedError as error:
        return _failed(Failure("uvicorn --factory backend.main:create_app", str(error)))
    guarded = sum(not _is_open(operation) for operation in spec.operations)
    counts = {"operations": len(spec.operations), "refused_without_token": guarded}
    said = f"{len(spec.operations)} operations as planned, {guarded} refuse a stranger"
    return Check("contract", f"{len(failures)} differences" if failures else said, counts, failures)


def _failed(failure: Failure) -> Check:
    return Check("contract", "not started", {}, (failure,))


class _NotStartedError(Exception):
    """The backend does not answer."""


@contextmanager
def _served(bench: Bench, port: int, ready: str) -> Iterator[None]:
    """Serve the backend; it has to end by itself when it is told to."""
    asked = ["-m", "uvicorn", "--factory", "backend.main:create_app", "--port", str(port)]
    url = urls(bench)["PostgreSQL"]
    log = bench.scratch / "server.log"
    with (
        log.open("w", encoding="utf-8") as said,
        bench.programs.start(
            [str(bench.environment.python), *asked, "--no-access-log"],
            cwd=bench.folder,
            env=bench.environ(
                APP_DATABASE_URL=url, APP_RATE_LIMITS="false", APP_MFA_ENFORCED="false"
            ),
            stdout=said,
            stderr=subprocess.STDOUT,
        ) as server,
    ):
        try:
            if not _answers(server, port, ready):
                end = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()[-8:]
                raise _NotStartedError("\n".join(end) or "it does not answer")
            yield
            server.send_signal(signal.SIGTERM)
            server.wait(_END_S)
        except subprocess.TimeoutExpired as error:
            raise _NotStartedError("it does not end when it is told to") from error


def _answers(server: "subprocess.Popen[bytes]", port: int, ready: str) -> bool:
    deadline_s = time.monotonic() + _START_S
    while server.poll() is None and time.monotonic() < deadline_s:
        try:
            if _ask(port, "GET", ready)[0] == 200:
                return True
        except (OSError, HTTPException):
            pass
        time.sleep(0.1)
    return False


def _ask(port: int, method: str, path: str) -> tuple[int, bytes]:
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request(method, quote(path))
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def _described(text: bytes, platform: Collection[str]) -> Described:
    return {
        (method.upper(), _PARAMETER.sub("{}", path)): operation
        for path, methods in json.loads(text)["paths"].items()
        if path not in platform
        for method, operation in methods.items()
        if method in _METHODS
    }


def _differences(spec: Spec, described: Described) -> Iterator[Failure]:
    planned = {_request(spec, operation): operation for operation in spec.operations}
    for (method, path), operation in planned.items():
        found = described.get((method, path))
        what = f"{method} {path}"
        if found is None:
            yield Failure(what, "the API does not have it", operation.name)
            continue
        taken = {one["name"] for one in found.get("parameters", ()) if one["in"] == "query"}
        for parameter in spec.parameters_of(operation.name):
            if parameter.name not in taken and parameter.means != "only":
                said = f"the query parameter {parameter.name} is missing"
                yield Failure(what, said, f"{operation.name}.{parameter.name}")
        if bool(found.get("security")) is _is_open(operation):
            says = "asks for" if _is_open(operation) else "does not ask for"
            yield Failure(what, f"it {says} a token", operation.name)
    for method, path in sorted(described.keys() - planned.keys()):
        yield Failure(f"{method} {path}", "the plan does not have it")


def _let_in(port: int, spec: Spec) -> Iterator[Failure]:
    """Yield what answers anything but 401 to somebody without a token."""
    for operation in spec.operations:
        method, path = _request(spec, operation)
        if not _is_open(operation):
            status, _ = _ask(port, method, path.replace("{}", _ANYTHING))
            if status != 401:
                said = f"answers {status} without a token, not 401"
                yield Failure(f"{method} {path}", said, operation.name)


def _request(spec: Spec, operation: Operation) -> tuple[str, str]:
    path = f"{spec.setting('base_path')}{operation.path}"
    return operation.method, _PARAMETER.sub("{}", path)


def _is_open(operation: Operation) -> bool:
    return bool(_OPEN & set(operation.permissions))

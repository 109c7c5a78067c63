"""From the documents of the example to a backend that is proved to run.

    make demo

Copies the documents to build/demo, runs both phases of luke there, then proves what came out:
migrates a database, starts the server, signs in, creates something, is refused without a token,
and runs the backend's own tests.
"""

import hashlib
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "examples/taskboard/app/design"
DEMO = ROOT / "build/demo"
IMPL = DEMO / "app/impl"
PASSED = ROOT / "build/demo.passed"

PASSWORD = "a-long-demo-password-1"  # noqa: S105 - of an account that lives in build/demo
EMAIL = "admin@example.com"
ENVIRON = os.environ | {
    "APP_JWT_SECRET": "only-for-this-demo-" + "0" * 32,
    "APP_PASSWORD": PASSWORD,
}
START_S = 20


def main() -> None:
    copy_documents()
    luke("--design")
    luke("--develop")
    step("migrates")
    run("alembic", "upgrade", "head")
    done("a new SQLite database, to the head of migrations/")
    prove_it_answers()
    step("passes its own tests")
    prove_its_tests()
    say_how_to_serve_it()


def copy_documents() -> None:
    """Start from a fresh folder with the documents and nothing else."""
    shutil.rmtree(DEMO, ignore_errors=True)
    keep_out = shutil.ignore_patterns("BACKEND-DEV.md")
    shutil.copytree(EXAMPLE, DEMO / "app/design", ignore=keep_out)


def luke(*arguments: str) -> None:
    """Run luke in the demo as a person would."""
    print(f"\n$ luke {' '.join(arguments)}", flush=True)
    subprocess.run(
        [sys.executable, "-m", "luke_cli", *arguments], cwd=DEMO, env=with_luke(), check=True
    )


def with_luke() -> dict[str, str]:
    return ENVIRON | {"PYTHONPATH": str(ROOT)}


def run(module: str, *arguments: str) -> str:
    """Run a module of the environment in the backend; return what it says, unless it fails."""
    ran = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=IMPL,
        env=ENVIRON,
        check=False,
        capture_output=True,
        text=True,
    )
    if ran.returncode:
        sys.exit(f"{module} failed:\n{ran.stdout}{ran.stderr}")
    return ran.stdout


def step(what: str) -> None:
    print(f"\nproof   {what}", flush=True)


def done(what: str) -> None:
    print(f"        {what}", flush=True)


class Answer(NamedTuple):
    status: int
    body: Any


class Api(NamedTuple):
    """A running backend."""

    address: str

    def call(self, method: str, path: str, body: Any = None, token: str = "") -> Answer:
        """Return status and JSON of an answer, errors included."""
        request = urllib.request.Request(self.address + path, method=method)
        if body is not None:
            request.data = json.dumps(body).encode()
            request.add_header("Content-Type", "application/json")
        if token:
            request.add_header("Authorization", f"Bearer {token}")
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                return Answer(answer.status, json.loads(answer.read() or b"null"))
        except urllib.error.HTTPError as refused:
            return Answer(refused.code, json.loads(refused.read() or b"null"))


@contextmanager
def served() -> Iterator[Api]:
    """Serve the backend on a free port as long as the block runs."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "uvicorn", "--factory", "backend.main:create_app"]
    with (DEMO / "server.log").open("w", encoding="utf-8") as log:
        server = subprocess.Popen(
            [*command, "--port", str(port)], cwd=IMPL, env=ENVIRON, stdout=log, stderr=log
        )
        try:
            wait_for(port, server)
            yield Api(f"http://127.0.0.1:{port}")
        finally:
            server.terminate()
            server.wait(timeout=10)


def wait_for(port: int, server: "subprocess.Popen[bytes]") -> None:
    end = time.monotonic() + START_S
    while time.monotonic() < end and server.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    sys.exit(f"the server does not start:\n{(DEMO / 'server.log').read_text(encoding='utf-8')}")


def prove_it_answers() -> None:
    """Boot the server and call it as an administrator, and as nobody."""
    run("backend.commands", "create-admin", EMAIL)
    step("boots and answers")
    with served() as api:
        expect(api.call("GET", "/health/live"), 200, "is alive: GET /health/live")
        expect(api.call("GET", "/health/ready"), 200, "is ready: GET /health/ready")
        document = api.call("GET", "/openapi.json").body
        login = next(path for path in document["paths"] if path.endswith("/login"))
        signed_in = api.call("POST", login, {"email": EMAIL, "password": PASSWORD})
        expect(signed_in, 200, f"{EMAIL} signs in: POST {login}")
        token = signed_in.body["access_token"]
        wrong = {"email": EMAIL, "password": f"{PASSWORD}, wrong"}
        expect(api.call("POST", login, wrong), 401, "a wrong password is refused")
        path, body = something_to_create(document)
        created = api.call("POST", path, body, token)
        expect(created, 201, f"creates {json.dumps(body)}: POST {path}")
        listed = api.call("GET", path, token=token)
        expect(listed, 200, f"finds it again: GET {path}")
        expect(api.call("GET", path), 401, "without a token it is refused")
        expect(api.call("POST", path, {}, token), 422, "an empty body is refused")


def expect(answer: Answer, status: int, what: str) -> None:
    """Go on only if the answer is the expected one."""
    if answer.status != status:
        sys.exit(f"        {what}: expected {status}, got {answer.status} {answer.body}")
    done(f"{status} {what}")


def something_to_create(document: Any) -> tuple[str, dict[str, Any]]:
    """Return the first collection whose required members are plain values, and such a body."""
    for path, methods in document["paths"].items():
        if "post" in methods and "get" in methods and "{" not in path:
            content = methods["post"].get("requestBody", {}).get("content", {})
            schema = resolved(content.get("application/json", {}).get("schema", {}), document)
            members = schema.get("properties", {})
            body = {
                name: plain(resolved(members[name], document))
                for name in schema.get("required", ())
            }
            if body and None not in body.values():
                return path, body
    sys.exit("nothing can be created with plain values")


def resolved(schema: Any, document: Any) -> Any:
    """Follow a reference inside of the document."""
    name = schema.get("$ref", "").rpartition("/")[2]
    return document["components"]["schemas"][name] if name else schema


def plain(schema: Any) -> Any:
    """Return a value of a schema, None if only another row could be one."""
    if "enum" in schema:
        return schema["enum"][0]
    known = {"date": "2026-03-02", "date-time": "2026-03-02T12:00:00Z", "email": "a@example.com"}
    if schema.get("format"):
        return known.get(schema["format"])
    return {"string": "First of its kind", "integer": 1, "number": 1, "boolean": True}.get(
        schema.get("type", "")
    )


def prove_its_tests() -> None:
    """Run the backend's own tests, unless the very same files have passed them before."""
    made = fingerprint()
    known = PASSED.read_text(encoding="utf-8") if PASSED.exists() else ""
    if known.startswith(made):
        done(f"{known.removeprefix(made).strip()}, when the same files were made before")
        done(f"(to run them again: rm {PASSED.relative_to(ROOT)})")
        return
    last = run("pytest", "-n", "2").strip().splitlines()[-1].strip("= ")
    done(last)
    PASSED.write_text(f"{made}\n{last}\n", encoding="utf-8")


def fingerprint() -> str:
    """Return a digest of everything that luke made, and of what it runs on."""
    made = [path for path in sorted(IMPL.rglob("*")) if path.suffix in (".py", ".toml", ".ini")]
    digest = hashlib.sha256(sys.version.encode())
    for path in (ROOT / "requirements-dev.lock", *made):
        digest.update(path.relative_to(ROOT).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()


def say_how_to_serve_it() -> None:
    here = IMPL.relative_to(ROOT)
    python = Path(os.path.relpath(sys.executable, IMPL))
    setting = "APP_JWT_SECRET=$(head -c 36 /dev/urandom | base64)"
    print(f"""
next    cd {here}
        {setting} {python} -m uvicorn --factory backend.main:create_app
        then open http://127.0.0.1:8000/docs and sign in as {EMAIL}, password {PASSWORD}
        the plan is {(DEMO / "app/design/BACKEND-DEV.md").relative_to(ROOT)}""")


if __name__ == "__main__":
    main()

"""Strangers' attacks on the running backend of documents: what wapiti and sqlmap find, nothing else.

    make scan                          the example
    DOCUMENTS=app/design make scan     other documents
    ROLES=admin make scan              as that role only; as nobody and as each role if not said

The backend runs on PostgreSQL as it is delivered, with its seed. Its own description tells the
scanners what there is, with the keys of rows that exist, so that they get as far as the database.
A second factor would keep them at the door and a rate limit would let them try little: both are
off. Exit code 1 if anything is found.
"""

import csv
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx2
from backends import PASSWORD, built, documents, serving

from luke_cli.proof.servers import postgres

SETTINGS = {
    "APP_RATE_LIMITS": "false",
    "APP_MFA_ENFORCED": "false",
    "APP_ARGON2_MEMORY_KIB": "32",
    "APP_ARGON2_PASSES": "1",
}
ATTACKS = "file,cookieflags,csp,sql,timesql,exec,xss,permanentxss,redirect,http_headers,upload,crlf"
"""Those of wapiti that need no server of its makers."""
PARTING = ("logout", "sessions", "password")
"""What ends the login of whoever attacks, by words of its path."""


@dataclass(frozen=True)
class Target:
    """A running backend."""

    url: str
    scanners: Path
    """The environment of the scanners."""
    scratch: Path
    description: dict[str, Any]
    """Its OpenAPI document."""

    def login(self, name: str) -> dict[str, str]:
        """Sign in; return the header that says so."""
        paths = self.description["paths"]
        path = next(path for path in paths if path.endswith("/login"))
        body = paths[path]["post"]["requestBody"]["content"]["application/json"]["schema"]
        fields = self.description["components"]["schemas"][body["$ref"].rpartition("/")[2]]
        by = next(field for field in fields["properties"] if field != "password")
        answer = httpx2.post(self.url + path, json={by: name, "password": PASSWORD})
        return {"Authorization": f"Bearer {answer.raise_for_status().json()['access_token']}"}

    def knows(self, headers: dict[str, str]) -> bool:
        """Tell whether a login still holds."""
        paths = self.description["paths"]
        path = next(path for path in paths if path.endswith(("/me", "/profile")))
        return httpx2.get(self.url + path, headers=headers).status_code != 401

    def run(self, program: str, *words: str) -> None:
        command = [str(self.scanners / "bin" / program), *words]
        with (self.scratch / f"{program}.log").open("a", encoding="utf-8") as log:
            subprocess.run(command, check=True, stdin=subprocess.DEVNULL, stdout=log, stderr=log)


def attacked(target: Target, headers: dict[str, str]) -> dict[str, Any]:
    """Return the description without what ends a login, with keys of rows that the caller sees."""
    kept = {
        path: operations
        for path, operations in json.loads(json.dumps(target.description["paths"])).items()
        if not any(word in path for word in PARTING)
    }
    seen = {path: _first_key(target.url + path, headers) for path in kept if "{" not in path}
    for path, operations in kept.items():
        key = seen.get(path.partition("/{")[0])
        for operation in operations.values():
            for parameter in operation.get("parameters", ()):
                if key and parameter["in"] == "path":
                    parameter["example"] = key
    return {**target.description, "paths": kept}


def _first_key(url: str, headers: dict[str, str]) -> str:
    """Return the key of a row of a list, "" if there is none."""
    answer = httpx2.get(url, headers=headers)
    try:
        members = answer.json().values() if answer.is_success else ()
    except (ValueError, AttributeError):
        return ""
    lists = [one for one in members if isinstance(one, list) and one and isinstance(one[-1], dict)]
    return str(lists[0][-1].get("id", "")) if lists else ""


def by_wapiti(target: Target, description: Path, headers: dict[str, str]) -> list[str]:
    report = description.with_suffix(".wapiti.json")
    target.run(
        "wapiti",
        *("-u", f"{target.url}/", "--swagger", str(description), "-m", ATTACKS),
        *(word for name, value in headers.items() for word in ("-H", f"{name}: {value}")),
        *("--store-session", str(target.scratch), "--store-config", str(target.scratch)),
        *("--flush-session", "--no-bugreport", "-f", "json", "-o", str(report)),
    )
    told = json.loads(report.read_text(encoding="utf-8"))
    return [
        f"{kind}: {one['method']} {urlsplit(one['path']).path}: {one['info']}"
        for part in ("vulnerabilities", "anomalies")
        for kind, found in told[part].items()
        for one in found
    ]


def by_sqlmap(target: Target, description: Path, headers: dict[str, str]) -> list[str]:
    report = description.with_suffix(".sqlmap.csv")
    report.unlink(missing_ok=True)
    target.run(
        "sqlmap",
        *(f"--openapi={description}", f"--openapi-base={target.url}", "--batch", "--offline"),
        *(f"--headers={name}: {value}" for name, value in headers.items()),
        *("--flush-session", "--disable-coloring", "--dbms=PostgreSQL"),
        *(f"--output-dir={target.scratch / 'sqlmap'}", f"--results-file={report}"),
    )
    if not report.exists():
        return []
    with report.open(encoding="utf-8", newline="") as rows:
        return [
            f"{row['Target URL']}: {row['Place']} {row['Parameter']}: {row['Technique(s)']}"
            for row in csv.DictReader(rows)
            if row["Parameter"]
        ]


def parts(description: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield a description for each group of paths: a scan of all outlasts a login."""
    groups: dict[str, dict[str, Any]] = {}
    for path, operations in description["paths"].items():
        tags = {tag for one in operations.values() for tag in one.get("tags", ())}
        groups.setdefault(min(tags, default=""), {})[path] = operations
    for paths in groups.values():
        yield {**description, "paths": paths}


def scanned(target: Target, caller: str) -> Iterator[tuple[str, list[str]]]:
    """Yield what each scanner finds as a caller, "" for nobody.

    Raises: RuntimeError if the login ended before the scan: most of it was refused at the door.
    """
    path = target.scratch / f"{caller or 'nobody'}.json"
    for scanner in (by_wapiti, by_sqlmap):
        found: list[str] = []
        whole = attacked(target, target.login(caller) if caller else {})
        for part in [whole] if scanner is by_wapiti else parts(whole):
            headers = target.login(caller) if caller else {}
            path.write_text(json.dumps(part), encoding="utf-8")
            found += scanner(target, path, headers)
            if headers and not target.knows(headers):
                raise RuntimeError(f"{caller} was signed out by {scanner.__name__}")
        yield scanner.__name__, found


def main() -> int:
    scanners = Path(sys.argv[1]).absolute()
    count = 0
    with ExitStack() as stack:
        scratch = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        backend = built(scratch / "project", documents())
        database = stack.enter_context(postgres())
        server = stack.enter_context(serving(backend, database, SETTINGS))
        description = httpx2.get(f"{server.url}/openapi.json").json()
        target, names = Target(server.url, scanners, backend.parent, description), server.names
        wanted = os.environ.get("ROLES", "").split()
        callers = ["", *names] if not wanted else [n for n in names if n.split("@")[0] in wanted]
        for caller in callers:
            for scanner, found in scanned(target, caller):
                print(f"{scanner:<10} {caller or 'nobody':<28} {len(found)} findings")
                print("".join(f"  {line}\n" for line in found), end="", flush=True)
                count += len(found)
    return 1 if count else 0


if __name__ == "__main__":
    raise SystemExit(main())

"""What callers of a backend send, told by its own description: reads, writes and steps that work."""

import itertools
import random
import re
from collections import deque
from collections.abc import Iterator
from typing import Any, NamedTuple

from backends import PASSWORD

KINDS = {"read": 70, "create": 12, "step": 10, "edit": 6, "delete": 2}
"""How often each is sent, of a hundred."""
_NUMBERS = itertools.count(1)


class Call(NamedTuple):
    """An operation that is called."""

    method: str
    path: str
    kind: str
    """One of KINDS."""
    body: dict[str, Any] | None
    """The schema of what it takes as JSON."""
    query: tuple[tuple[str, dict[str, Any]], ...]
    """The parameters that it must have, with their schemas."""
    is_versioned: bool
    """It asks which version is changed."""

    @property
    def rows(self) -> str:
        """What its rows are called: the last word of its path that is not a row's."""
        path = self.path if self.kind == "create" else self.path.partition("/{")[0]
        return path.rpartition("/")[2]

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


class Api:
    """The description of a running backend."""

    def __init__(self, document: dict[str, Any]) -> None:
        self._document = document
        self.login = next(path for path in document["paths"] if path.endswith("/login"))
        body = self._json(document["paths"][self.login]["post"])
        names = (name for name in self._resolved(body or {})["properties"] if name != "password")
        self.login_name = next(names)
        self.calls = tuple(self._calls())

    def credentials(self, name: str) -> dict[str, str]:
        return {self.login_name: name, "password": PASSWORD}

    def _calls(self) -> Iterator[Call]:
        door = self.login.rpartition("/")[0]
        for path, operations in self._document["paths"].items():
            if path.startswith(f"{door}/") or path.count("{") > 1:
                continue  # who signs in does so once; a row of a row is reached by its own path
            for method, operation in operations.items():
                told = [self._resolved(one) for one in operation.get("parameters", ())]
                body = self._json(operation)
                if "requestBody" in operation and body is None:
                    continue  # files are no traffic of every second
                yield Call(
                    method.upper(),
                    path,
                    _kind(method, path),
                    body and self._resolved(body),
                    tuple(
                        (one["name"], one["schema"])
                        for one in told
                        if one["in"] == "query" and one.get("required")
                    ),
                    any(one["name"].lower() == "if-match" for one in told),
                )

    def _json(self, operation: dict[str, Any]) -> dict[str, Any] | None:
        content = operation.get("requestBody", {}).get("content", {})
        schema: dict[str, Any] | None = content.get("application/json", {}).get("schema")
        return schema

    def _resolved(self, schema: dict[str, Any]) -> dict[str, Any]:
        if "$ref" not in schema:
            return schema
        found: dict[str, Any] = self._document
        for word in schema["$ref"].removeprefix("#/").split("/"):
            found = found[word]
        return found

    def value(self, schema: dict[str, Any], name: str, rows: "Rows") -> Any:
        """Return something that a schema takes; a new one each time."""
        schema = self._resolved(schema)
        options = [one for one in schema.get("anyOf", ()) if one.get("type") != "null"]
        if options:
            return self.value(options[0], name, rows)
        if schema.get("type") == "object":
            parts = schema.get("properties", {})
            wanted = schema.get("required", ())
            return {key: self.value(parts[key], key, rows) for key in wanted}
        if schema.get("type") == "array":
            count = schema.get("minItems", 0)
            return [self.value(schema["items"], name, rows) for _ in range(count)]
        return rows.named(name) or _scalar(schema, name)


class Rows:
    """The rows that callers know: what they were shown, and what they made."""

    def __init__(self) -> None:
        self.seen: dict[str, deque[Any]] = {}
        self.made: dict[str, deque[Any]] = {}

    def note(self, call: Call, told: Any) -> None:
        """Remember the keys in an answer."""
        lists = (
            [one for one in told.values() if isinstance(one, list)]
            if isinstance(told, dict)
            else [told]
        )
        items = lists[0] if lists else None
        if isinstance(items, list) and call.kind == "read":
            keys = [one["id"] for one in items if isinstance(one, dict) and "id" in one]
            self.seen.setdefault(call.rows, deque(maxlen=100)).extend(keys)
        elif call.kind == "create" and isinstance(told, dict) and "id" in told:
            for known in (self.seen, self.made):
                known.setdefault(call.rows, deque(maxlen=100)).append(told["id"])

    def key(self, call: Call) -> Any:
        """Return a row that a call may be about, None if there is none; what is changed was made."""
        known = self.seen if call.kind in ("read", "create") else self.made
        keys = known.get(call.path.partition("/{")[0].rpartition("/")[2])
        return random.choice(keys) if keys else None  # noqa: S311

    def named(self, name: str) -> Any:
        """Return a row that a member points at, None if it points at none."""
        if not name.endswith("_id"):
            return None
        stem = name.removesuffix("_id").rpartition("_")[2][:-1]
        known = [keys for rows, keys in self.seen.items() if stem in rows and keys]
        return random.choice(known[-1]) if known else None  # noqa: S311


def _kind(method: str, path: str) -> str:
    if method == "post":
        # `/tasks/{id}/submit` moves a row, `/tasks/{id}/comments` adds one.
        last = path.rpartition("/")[2]
        return "step" if "{" in path and not last.endswith("s") else "create"
    return {"get": "read", "delete": "delete"}.get(method, "edit")


def _scalar(schema: dict[str, Any], name: str) -> Any:
    if "enum" in schema or "const" in schema:
        return random.choice(schema.get("enum") or [schema["const"]])  # noqa: S311
    if schema.get("type") == "boolean":
        return True
    is_number = schema.get("type") in ("integer", "number")
    return _number(schema) if is_number else _text(schema, name)


def _number(schema: dict[str, Any]) -> float:
    least = schema.get("minimum", schema.get("exclusiveMinimum", 0))
    most = schema.get("maximum", schema.get("exclusiveMaximum", least + 100))
    return int(min(least + 1, most))


def _text(schema: dict[str, Any], name: str) -> str:
    number = next(_NUMBERS)
    known = {
        "date": "2026-03-02",
        "date-time": "2026-03-02T12:00:00Z",
        "time": "12:00:00",
        "email": f"load{number}@example.com",
        "uri": f"https://example.com/{number}",
    }
    if "password" in name:
        return PASSWORD
    if "email" in name:
        return known["email"]
    if schema.get("format") in known:
        return known[schema["format"]]
    if re.fullmatch(r"\^?\[A-Z\]\{3\}\$?", schema.get("pattern", "")):
        return "EUR"
    text = f"Load {number}".ljust(schema.get("minLength", 0), "x")
    return text[: schema.get("maxLength", len(text))]

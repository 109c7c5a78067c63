"""Exchanges that are kept: the journal of a project, and records to repeat a run from.

    design-PRD.md-1f0c....jsonl      one file a task, one line an exchange, only ever added to
    {"schema": "luke.exchange/1", "key": "...", "task": "...", "asked": {...}, "reply": {...}}

Of the documents only a digest is kept, of secrets nothing.
"""

import json
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from luke_cli.engines.anthropic.exchange import Reply, Request, digest
from luke_cli.engines.anthropic.received import content_of
from luke_cli.engines.anthropic.redact import redacted_in
from luke_cli.errors import UsageError
from luke_cli.usage import Usage

SCHEMA: Final = "luke.exchange/1"
_UNSAFE: Final = re.compile(r"[^A-Za-z0-9.]+")
_NAME: Final = 60


@dataclass
class Tape:
    """A folder of exchanges."""

    folder: Path
    _read: dict[str, dict[str, Reply]] = field(default_factory=dict)
    """What stands in it, by task and key."""

    def find(self, request: Request) -> Reply | None:
        """Return the answer that was given to a request, if it was."""
        return self._of(request.task).get(request.key)

    def add(self, request: Request, reply: Reply) -> None:
        """Keep an exchange: it is on the disk when this returns."""
        if self.find(request) is not None:
            return
        self._of(request.task)[request.key] = reply
        usage = reply.usage
        self._append(
            request.task,
            {
                "schema": SCHEMA,
                "key": request.key,
                "task": request.task,
                "asked": _asked(request),
                "reply": {
                    "content": reply.content,
                    "stop": reply.stop,
                    "model": usage.model,
                    "usage": {
                        "input_tokens": usage.input_tokens,
                        "cache_write_tokens": usage.cache_write_tokens,
                        "cache_read_tokens": usage.cache_read_tokens,
                        "output_tokens": usage.output_tokens,
                    },
                },
            },
        )

    def forget(self, task: str) -> None:
        """Let a task that came to nothing be asked anew in the next run."""
        if self._of(task):
            self._append(task, {"schema": SCHEMA, "task": task, "void": True})
        self._read[task] = {}

    def _of(self, task: str) -> dict[str, Reply]:
        if task not in self._read:
            found: dict[str, Reply] = {}
            path = self._path(task)
            try:
                for line in _lines(path):
                    if line.get("void"):
                        found.clear()
                    else:
                        found[line["key"]] = _reply(line["reply"])
            except (LookupError, TypeError, ValueError):
                raise UsageError(
                    f"{path.name} holds what luke did not write", hint="delete the file"
                ) from None
            self._read[task] = found
        return self._read[task]

    def _path(self, task: str) -> Path:
        name = _UNSAFE.sub("-", task)[:_NAME]
        return self.folder / f"{name}-{digest(task)[:8]}.jsonl"

    def _append(self, task: str, line: Mapping[str, Any]) -> None:
        path = self._path(task)
        path.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps(redacted_in(dict(line)), ensure_ascii=False, sort_keys=True)
        # A line that a killed run left unfinished ends where the next one begins.
        torn = path.is_file() and not path.read_bytes().endswith(b"\n")
        with path.open("ab") as file:
            file.write((b"\n" if torn else b"") + text.encode() + b"\n")
            file.flush()
            os.fsync(file.fileno())


def recorded(folder: Path) -> Tape:
    """Return a record that is to be repeated; raises UsageError if there is none."""
    if not folder.is_dir():
        raise UsageError(f"--replay {folder} is no folder", hint="make it with --record DIR")
    return Tape(folder)


def _asked(request: Request) -> dict[str, Any]:
    return {
        "model": request.model,
        "effort": request.effort,
        "system": request.system,
        "documents_sha256": digest(request.prefix),
        "question": request.question,
        "later": list(request.later),
    }


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the whole lines of a file; what a killed run left half written was never answered."""
    if not path.is_file():
        return
    for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").split("\n")):
        try:
            found = json.loads(line)
        except ValueError:
            continue
        if not isinstance(found, dict) or found.get("schema") != SCHEMA:
            raise UsageError(f"{path.name}:{number + 1} is no exchange of {SCHEMA}")
        yield found


def _reply(kept: Mapping[str, Any]) -> Reply:
    usage = Usage(model=kept["model"], requests=1, **kept["usage"])
    return Reply(content_of(kept["content"], kept["stop"]), kept["stop"], usage)

"""What an engine made of the same input last time, so that a second run need not make it again.

`app/.luke/cache` holds the digest of the input with what came out. The input is everything that
decides: luke itself and its libraries, the engine, the documents or the plan. It is not for git,
and may be deleted at any time: what does not fit exactly is made anew.
"""

import hashlib
import json
import platform
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from luke_cli import assets
from luke_cli.backend.revisions.values import FOLDER, Revised
from luke_cli.docs.document import Document
from luke_cli.engines import Engine
from luke_cli.engines.values import Designed
from luke_cli.errors import LukeError
from luke_cli.files import FileTree
from luke_cli.plan import parse, render
from luke_cli.project import IMPL, PLAN, Found
from luke_cli.source import Diagnostic, Severity, Span
from luke_cli.spec.model import Spec
from luke_cli.workspace import base, tree

_DESIGN: Final = "design"
_DEVELOP: Final = "develop"
_LIBRARIES: Final = ("jinja2", "markdown-it-py", "pyyaml", "ruff", "sqlglot")
_BROKEN: Final = (ValueError, TypeError, KeyError, AttributeError, LukeError)
"""What reading a damaged memory raises."""

Writes = Mapping[str, str | None]


def design(root: Path, engine: Engine, files: Sequence[Found]) -> tuple[Designed, Writes]:
    """Return what documents mean, and what is to be written to know it the next time.

    Shape: of the documents only what is said of them, without their blocks.
    """
    key = _digest((*_maker(engine), *(part for file in files for part in _parts(file))))
    records = _read(root)
    known = _restored(records.get(_DESIGN), key)
    if known is not None:
        return known, {}
    designed = engine.design(files)
    told = tuple(replace(document, blocks=()) for document in designed.documents)
    designed = replace(designed, documents=told)
    record = json.loads(json.dumps({"key": key, **_record(designed)}))
    # What would not come back as it is now is made anew the next time.
    kept = record if _restored(record, key) == designed else None
    return designed, _writes(records | {_DESIGN: kept})


def develop(
    root: Path, engine: Engine, spec: Spec, revised: Revised, made_of: Iterable[str]
) -> tuple[FileTree, Writes]:
    """Return the backend of a spec, and what is to be written to know it the next time.

    `made_of` is all that decides about the spec. The texts stand in what luke wrote last; where a
    revision is to come, nothing is known yet.
    """
    maker = (*_maker(engine), *(part.encode() for part in made_of))
    records = _read(root)
    key = _digest((*maker, *_of_revisions(revised.kept)))
    known = None if revised.next else _written(root, records.get(_DEVELOP), key)
    if known is not None:
        return known, {}
    made = engine.develop(spec, revised)
    files = {path: _digest([text.encode()]) for path, text in made.items()}
    below = f"{IMPL}/"
    key = _digest((*maker, *_of_revisions({p.removeprefix(below): t for p, t in made.items()})))
    return made, _writes(records | {_DEVELOP: {"key": key, "files": files}})


def _of_revisions(tree: FileTree) -> Iterator[bytes]:
    """Yield the revisions among some files."""
    for path, text in sorted(tree.items()):
        if path.startswith(f"{FOLDER}/"):
            yield from (path.encode(), text.encode())


def _read(root: Path) -> dict[str, Any]:
    text = tree.read(root, [base.CACHE]).get(base.CACHE)
    try:
        records = json.loads(text) if isinstance(text, str) else {}
    except ValueError:
        return {}
    return records if isinstance(records, dict) else {}


def _writes(records: Mapping[str, Any]) -> Writes:
    return {base.CACHE: json.dumps(records, indent=0, sort_keys=True) + "\n"}


def _record(designed: Designed) -> dict[str, Any]:
    return {
        "plan": render(designed.spec),
        "documents": [asdict(document) for document in designed.documents],
        "diagnostics": [asdict(found) for found in designed.diagnostics],
    }


def _restored(record: Any, key: str) -> Designed | None:
    try:
        if record["key"] != key:
            return None
        return Designed(
            parse(record["plan"], file=PLAN),
            tuple(Document(**{**told, "blocks": ()}) for told in record["documents"]),
            tuple(map(_diagnostic, record["diagnostics"])),
        )
    except _BROKEN:
        return None


def _diagnostic(told: Mapping[str, Any]) -> Diagnostic:
    place = Span(**told["place"]) if told["place"] else None
    return Diagnostic(**{**told, "severity": Severity(told["severity"]), "place": place})


def _written(root: Path, record: Any, key: str) -> FileTree | None:
    """Return the files that luke wrote last, if they are all that it makes now."""
    try:
        if record["key"] != key:
            return None
        texts = base.read(root).texts
        return {path: _of_digest(texts[path], told) for path, told in record["files"].items()}
    except _BROKEN:
        return None


def _of_digest(texts: Iterable[str], digest: str) -> str:
    """Return the text of a digest; raises KeyError."""
    return {_digest([text.encode()]): text for text in texts}[digest]


def _parts(file: Found) -> tuple[bytes, bytes, bytes]:
    return file.name.encode(), file.owner.encode(), file.data


def _digest(parts: Iterable[bytes]) -> str:
    """Return a digest of parts, in their order and each for itself."""
    whole = hashlib.sha256()
    for part in parts:
        whole.update(len(part).to_bytes(8, "big") + part)
    return whole.hexdigest()


def _maker(engine: Engine) -> tuple[bytes, ...]:
    return engine.name.encode(), _luke()


@cache
def _luke() -> bytes:
    """Return what tells this luke from every other: its files, its libraries, its Python."""
    versions = (f"{name} {version(name)}" for name in _LIBRARIES)
    told = (platform.python_version(), *versions)
    return _digest((*(one.encode() for one in told), *_shipped())).encode()


def _shipped() -> Iterator[bytes]:
    package = Path(__file__).parent
    for folder in (package, assets.templates()):
        for path in sorted(folder.rglob("*")):
            if "__pycache__" not in path.parts and path.is_file():
                yield path.relative_to(folder).as_posix().encode()
                yield path.read_bytes()

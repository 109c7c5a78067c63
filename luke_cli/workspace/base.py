"""What luke wrote last, kept in the project as `app/.luke/base`, so that every clone merges alike.

    feature expense_approval
    file app/impl/backend/main.py 9f86d081884c7d65 eNpLys8HAAKEAUU=

One line a fact, sorted, no date: two branches collide only where they made different things, and
then both lines stay (`merge=union`): a path may have two texts. A line that is no such line, as a
conflict marker, is no line of ours.
"""

import base64
import binascii
import hashlib
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from luke_cli.errors import LukeError

FOLDER: Final = "app/.luke"
BASE: Final = f"{FOLDER}/base"
ATTRIBUTES: Final = f"{FOLDER}/.gitattributes"
ATTRIBUTES_TEXT: Final = "accepted merge=union\nbase -diff merge=union linguist-generated\n"
CACHE: Final = f"{FOLDER}/cache"
IGNORES: Final = f"{FOLDER}/.gitignore"
IGNORES_TEXT: Final = "cache\nlock\npending/\n"
"""What is of this machine and this moment."""

EVERYTHING: Final = "*"
"""The feature that stands for the whole plan."""

_MAX_TEXT: Final = 16 * 1024**2


@dataclass(frozen=True, slots=True)
class Written:
    """What luke wrote last."""

    texts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By path; more than one where two branches were joined."""
    features: frozenset[str] = frozenset()
    """Names of features of the plan, or `EVERYTHING`."""

    def below(self, folder: str) -> dict[str, tuple[str, ...]]:
        """Return the texts at or below a path."""
        inside = f"{folder}/"
        return {
            path: texts
            for path, texts in self.texts.items()
            if path == folder or path.startswith(inside)
        }

    def replaced(
        self, folder: str, texts: Mapping[str, tuple[str, ...]], features: Iterable[str]
    ) -> "Written":
        """Return this with other texts at or below a path."""
        replaced = self.below(folder)
        kept = {path: text for path, text in self.texts.items() if path not in replaced}
        return Written(kept | dict(texts), frozenset(features))


def parse(text: str) -> Written:
    """Read what luke wrote last; what is no line of ours is left out."""
    texts: dict[str, tuple[str, ...]] = {}
    features: set[str] = set()
    for line in text.splitlines():
        match line.split(" "):
            case ["feature", name]:
                features.add(name)
            case ["file", *path, digest, packed] if (
                content := _unpacked(packed, digest)
            ) is not None:
                name = " ".join(path)
                texts[name] = (*texts.get(name, ()), content)
            case _:
                continue
    return Written(texts, frozenset(features))


def render(written: Written, previous: str = "") -> str:
    """Write it as text; a line that stands in the previous text is taken over as it is."""
    known = _by_identity(previous)
    lines = [f"feature {name}" for name in written.features]
    for path, texts in written.texts.items():
        for content in texts:
            head = f"file {path} {_digest(content)} "
            lines.append(known.get(head) or head + _packed(content))
    return "".join(f"{line}\n" for line in sorted(set(lines)))


def read(root: Path) -> Written:
    """Return what luke wrote last into a project; nothing if it never did."""
    return parse(_text(root, BASE))


def writes(root: Path, written: Written) -> dict[str, str]:
    """Return what is to be written so that the next run knows."""
    previous = _text(root, BASE)
    wanted = {
        BASE: render(written, previous),
        ATTRIBUTES: ATTRIBUTES_TEXT,
        IGNORES: IGNORES_TEXT,
    }
    return {path: text for path, text in wanted.items() if _text(root, path) != text}


def _text(root: Path, path: str) -> str:
    try:
        return (root / path).read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return ""
    except OSError as error:
        told = f"{path} cannot be read: {error.strerror}"
        raise LukeError(told, hint="it is luke's memory: put the file back that git has") from error


def _by_identity(text: str) -> dict[str, str]:
    lines = (line for line in text.splitlines() if line.startswith("file "))
    return {line[: line.rindex(" ") + 1]: line for line in lines}


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _packed(text: str) -> str:
    return base64.b64encode(zlib.compress(text.encode(), 9)).decode("ascii")


def _unpacked(packed: str, digest: str) -> str | None:
    try:
        unpacker = zlib.decompressobj()
        data = unpacker.decompress(base64.b64decode(packed, validate=True), _MAX_TEXT)
        text = data.decode()
    except (ValueError, binascii.Error, zlib.error):
        return None
    return text if _digest(text) == digest else None

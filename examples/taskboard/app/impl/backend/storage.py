"""Where uploaded files are kept; the name of a file is made here, never by a client."""

import hashlib
import os
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Final, NamedTuple, Protocol

import anyio
from fastapi import UploadFile

from backend.errors import TooLargeError, WrongTypeError

CHUNK: Final = 64 * 1024
"""Bytes that are in memory of a file."""


class FileType(NamedTuple):
    """A type of file that may be uploaded, and how its content begins."""

    media_type: str
    beginning: bytes
    suffix: str


FILE_TYPES: Final = (
    FileType("application/pdf", b"%PDF-", ".pdf"),
    FileType("image/jpeg", b"\xff\xd8\xff", ".jpg"),
    FileType("image/png", b"\x89PNG\r\n\x1a\n", ".png"),
)


class Examined(NamedTuple):
    """What is known of a file after it was read."""

    media_type: str
    size_bytes: int
    sha256: str


class Storage(Protocol):
    """A place for files."""

    async def write(self, key: str, upload: UploadFile) -> None:
        """Keep an upload under a key."""

    async def has(self, key: str) -> bool:
        """Tell whether there is a file of that key."""

    def read(self, key: str) -> AsyncIterator[bytes]:
        """Give a file back in chunks."""

    async def remove(self, key: str) -> None:
        """Forget a file; it is no error if there is none."""

    async def answers(self) -> bool:
        """Tell whether files can be kept now."""


class LocalStorage:
    """Files in a folder of this machine."""

    def __init__(self, folder: str) -> None:
        self._folder = Path(folder)

    async def write(self, key: str, upload: UploadFile) -> None:
        """Keep an upload under a key; half a file is never seen."""
        path = anyio.Path(self._folder / key)
        await path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_suffix(".part")
        try:
            async with await partial.open("wb") as file:
                await upload.seek(0)
                while chunk := await upload.read(CHUNK):
                    await file.write(chunk)
            await partial.rename(path)
        finally:
            await partial.unlink(missing_ok=True)

    async def has(self, key: str) -> bool:
        """Tell whether there is a file of that key."""
        return await anyio.Path(self._folder / key).is_file()

    async def read(self, key: str) -> AsyncIterator[bytes]:
        """Give a file back in chunks."""
        async with await anyio.open_file(self._folder / key, "rb") as file:
            while chunk := await file.read(CHUNK):
                yield chunk

    async def remove(self, key: str) -> None:
        """Forget a file."""
        await anyio.Path(self._folder / key).unlink(missing_ok=True)

    async def answers(self) -> bool:
        """Tell whether the folder is there, or can be made, and may be written to."""
        try:
            await anyio.Path(self._folder).mkdir(parents=True, exist_ok=True)
        except OSError:
            return False
        return os.access(self._folder, os.W_OK)


class Place(NamedTuple):
    """Where uploads go, and how large they may be."""

    storage: Storage
    max_bytes: int


async def examine(upload: UploadFile, max_bytes: int) -> Examined:
    """Read an upload to its end and check its type and its size.

    Raises: WrongTypeError if the first bytes are not those of the declared type; TooLargeError.
    """
    chunk = await upload.read(CHUNK)
    file_type = _type_of(upload.content_type or "", chunk)
    digest = hashlib.sha256()
    size_bytes = 0
    while chunk:
        size_bytes += len(chunk)
        if size_bytes > max_bytes:
            raise TooLargeError(f"A file may have {max_bytes} bytes.")
        digest.update(chunk)
        chunk = await upload.read(CHUNK)
    return Examined(file_type.media_type, size_bytes, digest.hexdigest())


def _type_of(declared: str, first: bytes) -> FileType:
    for file_type in FILE_TYPES:
        if file_type.media_type == declared and first.startswith(file_type.beginning):
            return file_type
    allowed = ", ".join(file_type.media_type for file_type in FILE_TYPES)
    raise WrongTypeError(f"Only these types are taken: {allowed}.")

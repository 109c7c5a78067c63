"""Rows as a file of comma-separated values, which spreadsheets read.

Source: RFC 4180 (the format), OWASP "CSV Injection" (what a spreadsheet takes for a formula).
"""

import csv
import json
import re
from collections.abc import AsyncGenerator, Iterator
from contextlib import ExitStack, aclosing
from tempfile import SpooledTemporaryFile
from typing import IO, Any, Final

from fastapi.concurrency import run_in_threadpool
from fastapi.responses import StreamingResponse
from pydantic import BaseModel

_IN_MEMORY_BYTES: Final = 1_048_576
_CHUNK_CHARACTERS: Final = 65_536
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
_NEGATIVE: Final = re.compile(r"-\d+(\.\d+)?")

Rows = list[dict[str, Any]]


class CsvResponse(StreamingResponse):
    """An answer of comma-separated values."""

    media_type = "text/csv"


async def csv_of(name: str, schema: type[BaseModel], batches: AsyncGenerator[Rows]) -> CsvResponse:
    """Return a file of rows, as `schema` shows them.

    All rows are read before the answer begins: a slow client holds no connection to the database,
    and what fails is an error instead of half a file.
    """
    with ExitStack() as stack:
        file: IO[str] = stack.enter_context(
            SpooledTemporaryFile(_IN_MEMORY_BYTES, "w+", encoding="utf-8", newline="")
        )
        writer = csv.writer(file)
        writer.writerow(schema.model_fields)
        async with aclosing(batches):
            async for rows in batches:
                await run_in_threadpool(writer.writerows, _lines(schema, rows))
        file.seek(0)
        stack.pop_all()
    headers = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
    return CsvResponse(_chunks(file), headers=headers)


def cell(value: object) -> str:
    """Return what stands in a cell; no spreadsheet takes it for a formula."""
    if value is None:
        return ""
    if isinstance(value, str):
        harmless = not value.startswith(_FORMULA) or _NEGATIVE.fullmatch(value)
        return value if harmless else f"'{value}"
    return json.dumps(value, ensure_ascii=False)


def _lines(schema: type[BaseModel], rows: Rows) -> Iterator[list[str]]:
    for row in rows:
        shown = schema.model_validate(row).model_dump(mode="json")
        yield [cell(value) for value in shown.values()]


def _chunks(file: IO[str]) -> Iterator[str]:
    with file:
        while chunk := file.read(_CHUNK_CHARACTERS):
            yield chunk

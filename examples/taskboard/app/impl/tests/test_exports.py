"""Files of comma-separated values: how a cell is written, and how many rows are read at a time."""

from collections.abc import AsyncGenerator

import pytest
from fastapi import FastAPI
from pydantic import BaseModel
from sqlalchemy import select

from backend import database, models
from backend.exports import CsvResponse, Rows, cell, csv_of
from tests.world import PEOPLE


class Thing(BaseModel):
    """What is exported."""

    name: str
    number: int | None = None


async def _batches(*batches: Rows | Exception) -> AsyncGenerator[Rows]:
    for batch in batches:
        if isinstance(batch, Exception):
            raise batch
        yield batch


async def _text(answer: CsvResponse) -> str:
    return "".join([str(chunk) async for chunk in answer.body_iterator])


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1+1", "--1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "-"]
)
def test_formula_is_a_text(text: str) -> None:
    assert cell(text) == f"'{text}"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (True, "true"),
        (-5, "-5"),
        ("-5.20", "-5.20"),
        ("a=b", "a=b"),
        ({"a": "é"}, '{"a": "é"}'),
    ],
)
def test_value_stays_as_it_is(value: object, text: str) -> None:
    assert cell(value) == text


async def test_cells_are_quoted_where_needed() -> None:
    first: Rows = [{"name": 'a, "b"\r\nc', "number": 1}, {"name": "=1+1"}]
    answer = await csv_of("things", Thing, _batches(first, [{"name": "d"}]))
    assert await _text(answer) == ('name,number\r\n"a, ""b""\r\nc",1\r\n\'=1+1,\r\nd,\r\n')


async def test_nothing_is_a_line_of_names() -> None:
    assert await _text(await csv_of("things", Thing, _batches())) == "name,number\r\n"


async def test_half_a_file_is_no_answer() -> None:
    with pytest.raises(OSError, match="gone"):
        await csv_of("things", Thing, _batches([{"name": "a"}], OSError("gone")))


async def test_rows_come_in_batches(app: FastAPI, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "BATCH_ROWS", 2)
    queries = app.state.database.queries
    batches = [rows async for rows in queries.batches(select(models.User), {})]
    assert {len(rows) for rows in batches[:-1]} == {2}
    assert sum(map(len, batches)) == len(PEOPLE)

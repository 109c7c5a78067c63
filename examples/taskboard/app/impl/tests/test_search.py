"""Words of a search: the same rows are found on either database, and no syntax gets through."""

# ruff: noqa: RUF001 - letters that look alike

import random
from typing import Any

import pytest
from fastapi import FastAPI
from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, bindparam, select

from backend.search import Sought, words_in, words_of

TEXT = "Ärger über Großes: O'Hara & Sohn, 50% off_line (a|b) :* Žluťoučký Łódź Москва 東京タワー ½"
NASTY = "aÀßøŁıİςΣЖѐéﬁ①ﷺ東ガ한🎉\u0301\u200d\ufe0f%_\\'\"&|!:*()<>@-.  \t\n"


async def _finds(app: FastAPI, asked: str, *said: str | None) -> bool:
    names = [f"said_{number}" for number, _ in enumerate(said)]
    columns: list[ColumnElement[Any]] = [bindparam(name) for name in names]
    condition = words_in("words", *columns)
    bound = {**dict(zip(names, said, strict=True)), "words": words_of(asked)}
    return bool(await app.state.database.queries.rows(select(1).where(condition), bound))


@pytest.mark.parametrize(
    "asked",
    [
        "arger",
        "ÄRGER uber",
        "über är",  # the first letters, in any order
        "grosses",
        "GROSSES GROẞES",
        "o'hara",
        "hara o",
        "sohn & 50%",
        "off line",
        "a b",
        "!sohn",  # no word of a syntax
        "zlutoucky lodz",
        "МОСК",
        "東京",
        "2",  # of a half
    ],
)
async def test_words_that_begin_words_are_found(app: FastAPI, asked: str) -> None:
    assert await _finds(app, asked, TEXT)
    assert await _finds(app, asked, None, TEXT)


@pytest.mark.parametrize(
    "asked",
    [
        "rger",  # within a word
        "ohara",
        "arger missing",
        "sohn | missing",
        "timeout",
        "タワー",  # without a blank before it
        "%",
        "_",
        "':*",
        "🎉",
        "\\",
        "",
    ],
)
async def test_other_words_are_not(app: FastAPI, asked: str) -> None:
    assert not await _finds(app, asked, TEXT)


async def test_words_may_stand_in_several_columns(app: FastAPI) -> None:
    assert await _finds(app, "left right", "the left", "Right one")
    assert not await _finds(app, "leftright", "left", "right")


async def test_any_word_of_a_text_is_found(app: FastAPI) -> None:
    some = random.Random(1)  # noqa: S311 - the same texts each time
    for _ in range(60):
        said = "".join(some.choices(NASTY, k=25))
        for word in words_of(said).split():
            assert await _finds(app, word, said), (said, word)
            assert not await _finds(app, f"{word}zq", said), (said, word)


async def test_long_texts_and_long_words_are_cut(app: FastAPI) -> None:
    some = random.Random(1)  # noqa: S311 - the same text each time
    said = " ".join(chr(some.randrange(0x20000, 0x2A000)) * 3 for _ in range(90_000))
    assert await _finds(app, said[:3], said, said, said, said)
    assert await _finds(app, "x" * 200, "x" * 5_000)


def test_blanks_are_no_search() -> None:
    sought = TypeAdapter(Sought)
    assert [sought.validate_python(one) for one in (None, "", "  ", "a")] == [None, None, None, "a"]

"""Lists in pages, each with the number of all items."""

from functools import cache
from typing import Annotated, Any, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import Select, bindparam, func, select

from backend.database import Parameters, Source

Item = TypeVar("Item", bound=BaseModel)


class PageQuery(BaseModel):
    """Which page."""

    model_config = ConfigDict(extra="forbid")

    page: Annotated[int, Field(ge=1, le=10_000)] = 1
    limit: Annotated[int, Field(ge=1, le=100)] = 20


class Page(BaseModel, Generic[Item]):
    """One page, and how many items there are in all."""

    items: list[Item]
    page: int
    limit: int
    total: int


async def fetch_page(
    source: Source,
    schema: type[Item],
    statement: Select[Any],
    parameters: Parameters,
    query: PageQuery,
) -> Page[Item]:
    """Run the ordered `statement` for one page, and count its rows."""
    (counted,) = await source.rows(_count(statement), parameters)
    window = {
        "_limit": query.limit,
        "_offset": (query.page - 1) * query.limit,
    }
    items = await source.all(schema, _window(statement), {**parameters, **window})
    return Page(
        items=items,
        page=query.page,
        limit=query.limit,
        total=counted["total"],
    )


@cache
def _count(statement: Select[Any]) -> Select[Any]:
    return select(func.count().label("total")).select_from(statement.order_by(None).subquery())


@cache
def _window(statement: Select[Any]) -> Select[Any]:
    return statement.limit(bindparam("_limit")).offset(bindparam("_offset"))

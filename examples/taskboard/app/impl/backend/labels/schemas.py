"""What the API says about label rows."""

from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, StringConstraints
from typing_extensions import TypedDict

from backend.fields import (
    Line,
)


class LabelRead(BaseModel):
    """A label, as shown."""

    id: UUID
    name: str
    color: str


class LabelCreate(BaseModel):
    """A label that is to be made."""

    model_config = ConfigDict(extra="forbid")

    name: Annotated[Line, StringConstraints(max_length=50)]
    color: Annotated[Line, StringConstraints(max_length=7)] = "#808080"


class LabelUpdate(TypedDict, total=False):
    """The fields to change."""

    __pydantic_config__ = ConfigDict(extra="forbid")  # type: ignore[misc]

    name: Annotated[Line, StringConstraints(max_length=50)]
    color: Annotated[Line, StringConstraints(max_length=7)]

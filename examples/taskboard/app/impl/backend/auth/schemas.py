"""What signing in takes and gives."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints
from typing_extensions import TypedDict

from backend.fields import (
    Email,
    Line,
    Password,
)

ShownPassword = Annotated[Line, Field(max_length=128)]
"""One that somebody has; whether it is good is not asked again."""


class Credentials(BaseModel):
    """How somebody proves who they are."""

    model_config = ConfigDict(extra="forbid")

    email: Email
    password: ShownPassword


class RefreshRequest(BaseModel):
    """The refresh token of the last answer."""

    model_config = ConfigDict(extra="forbid")

    refresh_token: Annotated[Line, Field(max_length=200)]


class TokenPair(BaseModel):
    """A short-lived token for requests, and one to get the next pair with."""

    access_token: str
    refresh_token: str
    token_type: Literal["bearer"] = "bearer"  # noqa: S105 - the kind of token, not a token
    expires_in: int
    """Seconds until the access token ends."""


class ProfileUpdate(TypedDict, total=False):
    """What somebody may change of themselves."""

    __pydantic_config__ = ConfigDict(extra="forbid")  # type: ignore[misc]

    display_name: Annotated[Line, StringConstraints(max_length=100)]


class PasswordChange(BaseModel):
    """The password so far, and the next one."""

    model_config = ConfigDict(extra="forbid")

    current_password: ShownPassword
    new_password: Password

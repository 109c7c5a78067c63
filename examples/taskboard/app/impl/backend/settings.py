"""Everything that differs between two deployments, read once from the environment."""

import re
from typing import Annotated, Final, Self

from pydantic import Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

_SECRET_CHARACTERS: Final = 10
"""Different characters of a secret, at least."""
_PLACEHOLDER: Final = re.compile(
    r"change.?(?:me|this|it)|your.?secret|example|placeholder", re.IGNORECASE
)


class Settings(BaseSettings):
    """Environment variables start with `APP_`, for example `APP_DATABASE_URL`."""

    model_config = SettingsConfigDict(env_prefix="APP_", env_file=".env", extra="ignore")

    database_url: str = "sqlite+aiosqlite:///./app.db"
    """SQLAlchemy URL with its driver; `postgresql+asyncpg://...` in production."""
    database_pool_size: Annotated[int, Field(ge=1)] = 10

    jwt_secret: Annotated[SecretStr, Field(min_length=32)]
    access_token_minutes: Annotated[int, Field(ge=1)] = 15
    refresh_token_minutes: Annotated[int, Field(ge=1)] = 10080
    lockout_attempts: Annotated[int, Field(ge=1)] = 5
    lockout_minutes: Annotated[int, Field(ge=1)] = 15
    principal_cache_seconds: Annotated[float, Field(ge=0)] = 5.0
    """How long a revoked login or a changed role may go unnoticed; 0 asks the database always."""

    argon2_memory_kib: Annotated[int, Field(ge=32)] = 65_536
    argon2_passes: Annotated[int, Field(ge=1)] = 3

    cors_origins: list[str] = []
    """Web pages of these origins may call the API."""
    max_body_bytes: Annotated[int, Field(ge=1)] = 1_000_000
    request_timeout_seconds: Annotated[float, Field(gt=0)] = 30
    """A request whose answer has not begun by then is given up."""
    upload_folder: str = "uploads"
    """Where uploaded files are kept."""
    max_upload_bytes: Annotated[int, Field(ge=1)] = 5242880
    upload_timeout_seconds: Annotated[float, Field(gt=0)] = 300
    """The same for a request that brings a file, which may come over a slow line."""
    rate_limits: bool = True
    redis_url: SecretStr = SecretStr("")
    """`redis://host:6379/0`: where all processes count requests together; each alone if empty."""
    log_requests: bool = True
    workers: Annotated[int, Field(ge=1, validation_alias="WEB_CONCURRENCY")] = 1
    """Processes that uvicorn starts."""

    @model_validator(mode="after")
    def _secrets_are_hard_to_guess(self) -> Self:
        secrets = {"JWT_SECRET": self.jwt_secret}
        for name, secret in secrets.items():
            value = secret.get_secret_value()
            if len(set(value)) < _SECRET_CHARACTERS or _PLACEHOLDER.search(value):
                raise ValueError(
                    f"APP_{name} is easy to guess: let `secrets.token_urlsafe(48)` make one"
                )
        return self

    @model_validator(mode="after")
    def _workers_share_what_they_need(self) -> Self:
        if self.workers > 1 and self.database_url.startswith("sqlite"):
            raise ValueError("several workers need a PostgreSQL: set APP_DATABASE_URL")
        if self.workers > 1 and self.rate_limits and not self.redis_url.get_secret_value():
            raise ValueError(
                "several workers need a place for their rate limits: set APP_REDIS_URL"
            )
        return self

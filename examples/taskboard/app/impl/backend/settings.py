"""Everything that differs between two deployments, read once from the environment."""

from typing import Annotated

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


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
    upload_folder: str = "uploads"
    """Where uploaded files are kept."""
    max_upload_bytes: Annotated[int, Field(ge=1)] = 5242880
    rate_limits: bool = True
    log_requests: bool = True

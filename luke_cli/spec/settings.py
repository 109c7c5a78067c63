"""The settings that a plan knows, by the section they stand in."""

from typing import Final, NamedTuple


class Known(NamedTuple):
    """A setting of luke's vocabulary; a name may go on with `.GROUP` or `.OPERATION`."""

    name: str
    section: int
    """Number of the section of the plan, 1 to 12."""
    form: str
    """`duration`, `size`, `rate`, `count`, `percent`, `list`, `flag`, `word` or `text`."""
    default: str = ""
    """Taken with basis `default` where the documents say nothing; "" leaves the setting out."""


LIMIT: Final = "limit"
"""The stem of what a team limits in its own words: `limit.member.shares_max`."""
BUCKETS: Final = ("s3", "minio", "r2", "object storage")
"""Words of `file_storage` for servers that speak S3."""
KNOWN: Final = (
    Known("base_path", 1, "word", "/api/v1"),
    Known("api", 1, "text"),
    Known("services", 1, "word"),
    Known("update_method", 1, "word"),
    Known("paging", 1, "list", "page, limit"),
    Known("next_cursor", 1, "word"),
    Known("has_more", 1, "word"),
    Known("page_size", 1, "count", "20"),
    Known("page_size_max", 1, "count", "100"),
    Known("list_envelope", 1, "list", "items"),
    Known("validation_status", 1, "count", "422"),
    Known("concurrency", 1, "word"),
    Known("idempotency_ttl", 1, "duration"),
    Known("job_queue", 1, "word"),
    Known("database", 2, "word", "postgresql"),
    Known("soft_delete_retention", 2, "duration"),
    Known("purge_interval", 2, "duration"),
    Known("login_by", 4, "word", "email"),
    Known("registration", 4, "word"),
    Known("access_token_ttl", 4, "duration", "15 min"),
    Known("refresh_token_ttl", 4, "duration", "7 d"),
    Known("refresh_rotation", 4, "flag", "yes"),
    Known("token_revocation", 4, "flag"),
    Known("password_hash", 4, "word", "argon2id"),
    Known("password_min_length", 4, "count", "12"),
    Known("password_max_length", 4, "count"),
    Known("password_rules", 4, "list"),
    Known("password_history", 4, "count"),
    Known("password_max_age", 4, "duration"),
    Known("lockout_attempts", 4, "count", "5"),
    Known("lockout_time", 4, "duration", "15 min"),
    Known("lockout_backoff", 4, "word"),
    Known("lockout_time_max", 4, "duration"),
    Known("session_idle", 4, "duration"),
    Known("mfa_methods", 4, "list"),
    Known("mfa_required", 4, "flag"),
    Known("mfa_roles", 4, "list"),
    Known("reset_token_ttl", 4, "duration"),
    Known("email_verification", 4, "word"),
    Known("verify_token_ttl", 4, "duration"),
    Known("team_by", 4, "word"),
    Known("invite_token_ttl", 4, "duration"),
    Known("api_keys", 4, "flag"),
    Known("api_key_header", 4, "word"),
    Known("api_key_ttl", 4, "duration"),
    Known(LIMIT, 6, "text"),
    Known("rate_limit", 7, "rate"),
    Known("rate_limit_tenant", 7, "rate"),
    Known("rate_limit_key", 7, "rate"),
    Known("upload_max_size", 7, "size"),
    Known("upload_types", 7, "list"),
    Known("upload_max_pixels", 7, "list"),
    Known("upload_strip_metadata", 7, "flag"),
    Known("upload_virus_scan", 7, "word"),
    Known("quarantine_retention", 7, "duration"),
    Known("file_access", 7, "word"),
    Known("file_url_ttl", 7, "duration"),
    Known("encryption", 7, "word"),
    Known("encryption_key_rotation", 7, "duration"),
    Known("audit_trail", 7, "word"),
    Known("audit_retention", 7, "duration"),
    Known("body_max_size", 7, "size"),
    Known("cors_origins", 7, "list"),
    Known("cache", 8, "word"),
    Known("cache_ttl", 8, "duration"),
    Known("coverage_min", 9, "percent"),
    Known("mutation_score_min", 9, "percent"),
    Known("latency_p95_max", 10, "duration"),
    Known("latency_p99_max", 10, "duration"),
    Known("throughput_min", 10, "rate"),
    Known("error_rate_max", 10, "percent"),
    Known("concurrent_users", 10, "count"),
    Known("export_time_max", 10, "duration"),
    Known("receipt_processing_max", 10, "duration"),
    Known("processing_max", 10, "duration"),
    Known("request_timeout", 10, "duration"),
    Known("db_pool_size", 10, "count"),
    Known("db_pool_overflow", 10, "count"),
    Known("db_pool_timeout", 10, "duration"),
    Known("db_pool_recycle", 10, "duration"),
    Known("port", 11, "count", "8000"),
    Known("postgresql", 11, "text"),
    Known("redis", 11, "text"),
    Known("replicas_min", 11, "count"),
    Known("replicas_max", 11, "count"),
    Known("scale_at", 11, "list"),
    Known("liveness_path", 11, "word", "/health/live"),
    Known("readiness_path", 11, "word", "/health/ready"),
    Known("file_storage", 11, "word"),
    Known("availability_min", 11, "percent"),
    Known("recovery_max", 11, "list"),
    Known("backup_retention", 11, "duration"),
    Known("log_format", 12, "word", "json"),
    Known("request_id_header", 12, "word", "X-Request-ID"),
    Known("metrics", 12, "word", "prometheus"),
    Known("metrics_path", 12, "word", "/metrics"),
    Known("tracing", 12, "word"),
    Known("log_retention", 12, "duration"),
    Known("alert_error_rate_increase", 12, "percent"),
    Known("alert_latency_increase", 12, "percent"),
)


def section_of(name: str) -> int:
    """Return the section that a setting stands in; an unknown one stands in section 1."""
    stem = name.partition(".")[0]
    return next((known.section for known in KNOWN if known.name in (name, stem)), 1)

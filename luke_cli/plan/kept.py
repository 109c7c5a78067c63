"""Which settings the generated backend acts on, so that no lead claims more than it keeps."""

from typing import Final

from luke_cli.plan.show import code
from luke_cli.spec import api_keys
from luke_cli.spec.api_keys import has_keys
from luke_cli.spec.cached import STEM as CACHE
from luke_cli.spec.cached import unread
from luke_cli.spec.invitations import LIFETIME as INVITATION
from luke_cli.spec.invitations import invites
from luke_cli.spec.model import Setting, Spec
from luke_cli.spec.once import SETTING as KEYS
from luke_cli.spec.once import takes_key
from luke_cli.spec.passwords import MAX_AGE, RULES, counts_age
from luke_cli.spec.rated import unplaced
from luke_cli.spec.restored import RETENTION, keeps_deleted
from luke_cli.spec.settings import BUCKETS, section_of
from luke_cli.spec.trail import SETTINGS as TRAIL
from luke_cli.spec.trail import trail_of
from luke_cli.spec.values import items
from luke_cli.spec.verification import LIFETIME, MODE, verifies

FOLLOWED: Final = frozenset(
    [
        "base_path",
        "api",
        "paging",
        "next_cursor",
        "has_more",
        "page_size",
        "page_size_max",
        "list_envelope",
        "idempotency_ttl",
        "validation_status",
        "login_by",
        "access_token_ttl",
        "refresh_token_ttl",
        "reset_token_ttl",
        "verify_token_ttl",
        INVITATION,
        "email_verification",
        "lockout_attempts",
        "lockout_time",
        "lockout_status",
        "lockout_time_max",
        "mfa_required",
        "mfa_roles",
        "password_min_length",
        "password_max_length",
        "password_history",
        "password_max_age",
        "team_by",
        "registration",
        "update_method",
        "rate_limit",
        "rate_limit_tenant",
        "rate_limit_key",
        "api_key_header",
        "api_key_ttl",
        "upload_max_size",
        "upload_types",
        "upload_max_pixels",
        "port",
        "liveness_path",
        "replicas_max",
        "replicas_min",
        "scale_at",
        "readiness_path",
        "request_id_header",
        "metrics_path",
        "audit_retention",
        RETENTION,
        CACHE,
    ]
)
"""Whatever their value; names below them (`rate_limit.auth.login`) included."""

BUILT: Final = {
    "cache": ("redis", "valkey"),
    "api_keys": ("yes",),
    "services": ("one",),
    "concurrency": ("if-match",),
    "database": ("postgresql", "sqlite"),
    "refresh_rotation": ("yes",),
    "token_revocation": ("yes",),
    "password_hash": ("argon2id", "argon2"),
    "log_format": ("json",),
    "metrics": ("prometheus",),
    "file_storage": ("local", "disk", *BUCKETS),
    "audit_trail": ("append-only",),
    "job_queue": ("outbox",),
    "tracing": ("opentelemetry", "otlp", "jaeger"),
    "mfa_methods": ("totp",),
    "password_rules": RULES,
    "lockout_backoff": ("doubling",),
}
"""What a generated backend can do: such a setting is kept if it asks for nothing else."""


def is_kept(setting: Setting) -> bool:
    """Tell whether the generated backend does what a setting says."""
    stem = setting.name.partition(".")[0]
    if setting.name in BUILT:
        return all(one in BUILT[setting.name] for one in items(setting.value))
    return stem in FOLLOWED or setting.value == "no"


def told(spec: Spec, section: int) -> str:
    """Say which settings of a section the generated backend acts on, "" if on all of them."""
    mine = [setting for setting in spec.settings if section_of(setting.name) == section]
    lacking = {
        *(() if trail_of(spec) else TRAIL),
        *(() if counts_age(spec) else (MAX_AGE,)),
        *(() if _takes_keys(spec) else (KEYS,)),
        *(() if verifies(spec) else (MODE, LIFETIME)),
        *(() if invites(spec) else (INVITATION,)),
        *(() if keeps_deleted(spec) else (RETENTION,)),
        *unread(spec),
        *unplaced(spec),
        *(() if has_keys(spec) else _OF_KEYS),
    }
    kept = [s.name for s in mine if is_kept(s) and s.name not in lacking]
    other = [setting.name for setting in mine if setting.name not in kept]
    if not other:
        return ""
    if not kept:
        return "The settings below are recorded; the generated backend does not act on them."
    if len(kept) < len(other):
        return f"The generated backend acts on {code(kept)}; the other settings are recorded only."
    return f"Recorded only, the generated backend does not act on it: {code(other)}."


_OF_KEYS: Final = (api_keys.MODE, api_keys.HEADER, api_keys.LIFETIME, api_keys.RATE)


def _takes_keys(spec: Spec) -> bool:
    return any(takes_key(spec, operation) for operation in spec.operations)

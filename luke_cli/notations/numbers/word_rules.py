"""The table of words that configure something."""

import json
import re
from collections.abc import Callable
from typing import Final, NamedTuple


class Word(NamedTuple):
    """A pattern that says a setting; `value` is fixed or made of the match."""

    key: str
    pattern: re.Pattern[str]
    value: str | Callable[[re.Match[str]], str]
    needs: re.Pattern[str] | None = None
    unless: re.Pattern[str] | None = None


def _word(
    key: str,
    pattern: str,
    value: str | Callable[[re.Match[str]], str],
    needs: str = "",
    unless: str = "",
) -> Word:
    return Word(
        key,
        re.compile(pattern, re.IGNORECASE),
        value,
        re.compile(needs, re.IGNORECASE) if needs else None,
        re.compile(unless, re.IGNORECASE) if unless else None,
    )


def _lower(match: re.Match[str]) -> str:
    return " ".join(next(group for group in match.groups() if group).lower().split())


def _hash(match: re.Match[str]) -> str:
    return {"argon2": "argon2id", "argon": "argon2id"}.get(match[1].lower(), match[1].lower())


def _every(match: re.Match[str]) -> str:
    every = {
        "daily": "1 d",
        "weekly": "7 d",
        "monthly": "30 d",
        "yearly": "365 d",
        "annually": "365 d",
        "hourly": "1 h",
    }
    return every[match[1].lower()]


def _database(match: re.Match[str]) -> str:
    name = match[1].lower()
    return "postgresql" if name.startswith("postgres") else name


def _path(match: re.Match[str]) -> str:
    return next(group for group in match.groups() if group).rstrip("/.") or "/"


def _origins(match: re.Match[str]) -> str:
    found = re.findall(r"https?://[\w.*:-]*[\w*]", match[0])
    return ", ".join(json.dumps(origin) for origin in dict.fromkeys(found))


_STORE: Final = r"(?:file|object|image|media|document|receipt|blob)s?[ _]?storage"
WORDS: Final = (
    _word(
        "password_hash",
        r"\b(bcrypt|argon2(?:id|i|d)?|scrypt|pbkdf2)\b",
        _hash,
        r"hash|password|crypt",
        r"fernet|\bimport\b",
    ),
    _word(
        "refresh_rotation",
        r"refresh[ _-]?tokens? (?:\w+ ){0,2}rotat\w+|rotat\w+ (?:of )?refresh[ _-]?tokens?|"
        r"rotating refresh[ _-]?tokens?",
        "yes",
        unless=r"no rotation|not rotated|without rotation",
    ),
    _word(
        "token_revocation",
        r"tokens? (?:revocation|revoked|black-?list\w*|deny-?list\w*)|"
        r"revok\w+ (?:\w+ ){0,2}tokens?",
        "yes",
    ),
    _word(
        "mfa_required",
        r"\b(?:mfa|2fa|two[- ]factor(?: authentication)?|"
        r"multi[- ]factor(?: authentication)?)\b[^.;]{0,30}\b(?:required|mandatory|enforced)",
        "yes",
        unless=r"optional|not required",
    ),
    _word(
        "mfa_required",
        r"\boptional (?:mfa|2fa|two[- ]factor|multi[- ]factor)|\b(?:mfa|2fa|"
        r"two[- ]factor(?: authentication)?|multi[- ]factor(?: "
        r"authentication)?)\b[^.;]{0,20}\boptional",
        "no",
    ),
    _word(
        "login_by",
        r"\b(?:log|sign)(?:s|ged|ging)?[ -]?in (?:with|using|via|by) (?:their |an? |"
        r"your )?(?:work )?(e-?mail|username|user name)\b",
        lambda m: "email" if m[1].lower().startswith("e") else "username",
    ),
    _word(
        "login_by",
        r"\b(e-?mail|username)(?: address)?(?:\s*(?:/|\+|and|&)\s*)password\b (?:login|"
        r"authentication|sign[- ]?in)|\b(?:login|authentication|sign[- ]?in)\b (?:with|using|"
        r"via|by) (email|username)(?: address)? and password",
        lambda m: "email" if (m[1] or m[2]).lower().startswith("e") else "username",
    ),
    _word(
        "registration",
        r"\b(?:self[- ]registration|self[- ]service sign-?up|open registration|(?:users|"
        r"visitors|anyone|guests) (?:can|may) (?:sign up|register))\b",
        "open",
        unless=r"\bno self|cannot|not allowed|disabled",
    ),
    _word(
        "registration",
        r"\binvit(?:e|ation)[- ]only\b|\bby invitation only\b|\bno (?:self[- ]registration|"
        r"public (?:registration|sign-?up))\b|\bonly admin\w* (?:can )?(?:create|"
        r"invite)s? (?:users|accounts)\b",
        "invitation",
    ),
    _word(
        "concurrency",
        r"\boptimistic (?:concurrency|lock\w*)\b|\bif-match\b|\betags?\b",
        "if-match",
        unless=r"optimistic ui|optimistic updates?",
    ),
    _word(
        "database",
        r"^(?:primary |main |relational )?(?:database|db|datenbank|base de datos|"
        r"basis data)\b[^:]{0,30}:\s*(?:\w+:\s*)?(?:\w+ )?(postgres(?:ql)?|mysql|mariadb|"
        r"sqlite|mongodb|sql server|oracle)",
        _database,
    ),
    _word(
        "cache",
        r"^(?:cach(?:e|ing)|session store)[^:]{0,30}:[^.]{0,40}\b(redis|memcached|valkey)\b|"
        r"\b(redis|memcached)\b(?:\s*\(?(?:for |as |based )?\s*)cach\w*",
        _lower,
    ),
    _word(
        "job_queue",
        r"\b(celery|redis queue|\brq\b|arq|dramatiq|sidekiq|bullmq|rabbitmq|redis streams|kafka)\b",
        _lower,
        r"queue|background|job|task|worker",
        r"alternativ",
    ),
    _word(
        "log_format",
        r"\b(?:structured|json)[- ](?:json[- ])?logg?(?:ing|s)\b|\bjsonrenderer\b|"
        r"\blogs? (?:are |in |as )?(?:\w+ )?json\b",
        "json",
    ),
    _word("metrics", r"\bprometheus\b", "prometheus", unless=r"alternativ"),
    _word(
        "tracing",
        r"\bopentelemetry\b|\botel\b|\botlp\b|\bdistributed trac(?:ing|es)\b|\btraceparent\b",
        "opentelemetry",
        unless=r"alternativ|\bno\b|\bnot\b|without|\blater\b|future|out of scope",
    ),
    _word("tracing", r"\b(?:jaeger|zipkin)\b", lambda m: m[0].lower(), r"trac"),
    _word(
        "file_storage",
        rf"{_STORE}[^:|]{{0,20}}[:|][^.]{{0,30}}\b(s3|minio|gcs|google cloud storage|"
        rf"azure blob|local disk|cloudinary|r2)\b",
        _lower,
    ),
    _word(
        "file_storage",
        r"\b(?:files?|images?|photos?|pictures?|attachments?|documents?|uploads?|scans?|receipts?)\b"
        r"[^.|]{0,40}\b(?:stored|kept|saved|go(?:es)?|uploaded|lives?)\b[^.|]{0,30}"
        r"\b(s3|minio|r2|gcs|cloudinary)\b",
        _lower,
        unless=r"alternativ|backups?\b",
    ),
    _word("upload_virus_scan", r"\b(clamav)\b", _lower),
    _word(
        "upload_virus_scan",
        r"\b(?:virus|malware)[ -]scan\w*",
        "yes",
        unless=r"clamav|signature|update",
    ),
    _word(
        "upload_strip_metadata",
        r"\bmetadata strip\w*|\bstrip\w* (?:of )?(?:exif|image |all )?\s?(?:metadata|exif)|"
        r"\bexif (?:data )?(?:is |are )?(?:stripped|removed)|\bremove (?:exif|image metadata)",
        "yes",
    ),
    _word(
        "file_access",
        r"\b(?:pre-?)?signed urls?\b",
        "signed url",
        r"access|download|file|cdn|upload|image|receipt",
    ),
    _word(
        "encryption",
        r"\b(aes-?(?:128|256)(?:-gcm|-cbc)?)\b",
        lambda m: re.sub(r"aes-?", "aes-", m[1].lower()),
        r"at rest|encrypt",
    ),
    _word(
        "encryption_key_rotation",
        r"\bkeys? rotat\w*[: ]+(?:is |every )?(daily|weekly|monthly|yearly|annually)",
        _every,
    ),
    _word(
        "audit_trail",
        r"\b(?:immutable|append-only|tamper-(?:evident|proof)) (?:audit )?(?:audit|logs?|"
        r"trails?|event)\w*",
        "append-only",
    ),
    _word(
        "purge_interval",
        r"\bpurge(?:d|[_ ](?:schedule|interval|job))\W{1,4}(?:runs )?(daily|weekly|monthly|"
        r"yearly|hourly)",
        _every,
    ),
    _word("request_id_header", r"\b(X-(?:Request|Correlation|Trace)-ID)\b", lambda m: m[1]),
    _word(
        "metrics_path",
        r"(?<![\w/])(/(?:api/)?(?:internal/)?metrics)\b",
        _path,
        r"prometheus|scrape|metrics endpoint|exposes?",
    ),
    _word(
        "liveness_path",
        r"(?:liveness|livenessprobe|healthcheck)[^/\n]{0,40}(?<![\w/])(/[a-z][\w/-]*)",
        _path,
    ),
    _word(
        "readiness_path",
        r"(?:readiness|readinessprobe)[^/\n]{0,40}(?<![\w/])(/[a-z][\w/-]*)",
        _path,
    ),
    _word(
        "cors_origins",
        r"(?:cors|\ballow(?:ed)?[ _]?origins?|\borigins? (?:is|are|allowed)\b)[^\n]{0,60}?https?://[\w.*:-]+"
        r"(?:(?:[\"'`,\s]|\b(?:and|or|und|y|et)\b)+https?://[\w.*:-]+)*",
        _origins,
    ),
    _word(
        "cors_origins",
        r"https?://[\w.*:-]+(?:(?:[\"'`,\s]|\b(?:and|or|und|y|et)\b)+https?://[\w.*:-]+)*[\s,;(]{1,4}cors\b",
        _origins,
    ),
    _word(
        "cors_origins",
        r"https?://[\w.*:-]+(?:(?:[\"'`,;\s]|\b(?:and|or|und|y|et)\b)+https?://[\w.*:-]+)*(?!/?\w)",
        _origins,
        r"\bcors\b|\bcross[- ]origin|\borigins?\b.{0,60}\b(?:browser|allow|accept|permit)|"
        r"\b(?:browser|allow|accept|permit)\w*\b.{0,60}\borigins?\b",
        r"\bsee\b|\bdocs?\.|wikipedia|mozilla|owasp|/[\w-]+/|\bnot (?:allow|accept|permit)",
    ),
    _word(
        "postgresql",
        r"\bpostgres(?:ql)?[: ]v?(\d{1,2})(?:\.\d+)?\b",
        lambda m: json.dumps(m[1]),
        unless=r"port",
    ),
    _word(
        "redis",
        r"\bredis[: ]v?(\d)(?:\.\d+)?(?:[-+. ]|$)",
        lambda m: json.dumps(m[1]),
        unless=r"port|6379",
    ),
    _word(
        "services",
        r"\bmicroservices?[ -](?:architecture|based|pattern)\b",
        "many",
        unless=r"alternativ|not |rejected|instead",
    ),
    _word(
        "services",
        r"\b(?:modular )?monolith(?:ic)?(?: architecture)?\b|\bsingle (?:service|deployable)\b",
        "one",
        unless=r"alternativ|rejected|not a |avoid|less flexible",
    ),
)

"""Words that configure something: how passwords are hashed, how logs look, where files lie."""

import re
from collections.abc import Iterator
from typing import Final

from luke_cli.notations.numbers.durations import Found
from luke_cli.notations.numbers.statement import Statement
from luke_cli.notations.numbers.word_rules import WORDS

_HINT: Final = re.compile(
    r"crypt|argon|pbkdf2|token|factor|mfa|2fa|g in|n in|in with|in by|password|kennwort|"
    r"contraseñ|regist|sign|invit|optimistic|"
    r"if-match|etag|database|\bdb\b|datenbank|basis|base de|redis|memcached|valkey|celery|"
    r"\brq\b|arq|dramatiq|sidekiq|bullmq|"
    r"rabbitmq|kafka|log|json|prometheus|telemetry|otel|otlp|trac|jaeger|zipkin|storage|clamav|scan|"
    r"metadata|exif|aes|key|immutable|"
    r"append|tamper|purge|x-|metrics|liveness|readiness|health|path:|cors|origin|postgres|"
    r"microservice|monolith|single|\bs3\b|minio|\br2\b|gcs|cloudinary"
)
_MFA: Final = (
    ("totp", re.compile(r"\btotp\b|authenticator apps?|google authenticator")),
    ("sms", re.compile(r"\bsms\b|text message")),
    ("email", re.compile(r"\be-?mail (?:codes?|otp|verification codes?)")),
    ("push", re.compile(r"\bpush notifications?\b")),
    ("webauthn", re.compile(r"\bwebauthn\b|\bpasskeys?\b|\bfido2?\b|security keys?")),
    ("hardware", re.compile(r"hardware (?:tokens?|keys?)|yubikeys?")),
)
_MFA_ABOUT: Final = re.compile(
    r"\bmfa\b|\b2fa\b|two[- ]factor|multi[- ]factor|second factor|\btotp\b", re.IGNORECASE
)


def read(statement: Statement) -> Iterator[Found]:
    """Yield the settings that the words of a statement say."""
    text = statement.text
    if not _HINT.search(statement.lower):
        return
    whole = f"{text} {statement.around}"
    said: set[str] = set()
    for word in WORDS:
        match = word.pattern.search(text)
        if match is None or word.key in said:
            continue
        if (word.needs and not word.needs.search(whole)) or (
            word.unless and word.unless.search(text)
        ):
            continue
        value = word.value if isinstance(word.value, str) else word.value(match)
        if value:
            said.add(word.key)
            yield word.key, value, match.start()
    yield from _probes(statement)


def _probes(statement: Statement) -> Iterator[Found]:
    if statement.keys[-1:] == ("path",) and statement.value.startswith("/"):
        joined = " ".join(statement.keys).lower()
        if "liveness" in joined:
            yield "liveness_path", statement.value, 0
        elif "readiness" in joined:
            yield "readiness_path", statement.value, 0


def mfa_methods(statement: Statement) -> tuple[list[str], int]:
    """Return the second factors that a statement names, and where the first stands."""
    text = statement.lower
    near = " ".join((text, *statement.section[-1:], statement.lead))
    if not _MFA_ABOUT.search(near) or re.search(
        r"\bfor (?:status|approval|expense)|biometric", text
    ):
        return [], 0
    found = [
        (match.start(), name) for name, pattern in _MFA for match in [pattern.search(text)] if match
    ]
    return [name for _, name in found], min(found)[0] if found else 0

"""Secrets, left out of whatever leaves the process: what is sent, kept or shown.

    api_key = sk-ant-api03-...   ->   api_key = [redacted]

A secret is known by its form, the key of the run whatever its form; what else has none is not found.
"""

import os
import re
from typing import Any, Final

REDACTED: Final = "[redacted]"

_KEYS: Final = ("ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN")
_SHORTEST: Final = 8
"""Characters of a key: what is shorter is a placeholder, and stands in every text."""

_SECRET: Final = re.compile(
    r"""
      \bsk-(?:ant-)?[A-Za-z0-9_-]{16,}
    | \b(?:gh[pousr]|github_pat)_[A-Za-z0-9_]{20,} | \bglpat-[A-Za-z0-9_-]{16,}
    | \bxox[abprs]-[A-Za-z0-9-]{10,}
    | \b(?:AKIA|ASIA)[A-Z0-9]{16}\b
    | \b[rs]k_live_[A-Za-z0-9]{16,}
    | \beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}
    | -----BEGIN[ A-Z]*PRIVATE[ ]KEY-----(?:\s*[A-Za-z0-9+/=]{16,})*(?:\s*-----END[ A-Z]*PRIVATE[ ]KEY-----)?
    | (?<=://)[^\s:/@]+:[^\s:/@]+(?=@)
    | (?<=Bearer[ ])[A-Za-z0-9._~+/=-]{16,}
    """,
    re.VERBOSE,
)


def redacted(text: str) -> str:
    """Return a text without what looks like a secret; it has as many lines as before."""
    for key in (os.environ.get(name, "").strip() for name in _KEYS):
        text = text.replace(key, REDACTED) if len(key) >= _SHORTEST else text
    return _SECRET.sub(lambda match: REDACTED + "\n" * match[0].count("\n"), text)


def redacted_in(value: Any) -> Any:
    """Return a value of JSON without what looks like a secret in any of its texts."""
    if isinstance(value, str):
        return redacted(value)
    if isinstance(value, dict):
        return {key: redacted_in(one) for key, one in value.items()}
    return [redacted_in(one) for one in value] if isinstance(value, list | tuple) else value

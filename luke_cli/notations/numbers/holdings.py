"""What a cache holds for a time, as the end of the name of a setting.

- Expense categories are cached for 5 minutes     -> .expense_categories
- GET /expenses/{id}: cached for 1 min            -> @/expenses/{id}
- Cache for 60 s: the dashboard                   -> .dashboard
"""

import re
from collections.abc import Sequence
from typing import Final

from luke_cli.names import snake
from luke_cli.notations.numbers.quantities import Quantity
from luke_cli.notations.numbers.statement import Statement

_BESIDE: Final = re.compile(
    r"(?i)\b(?:the|cached?|caching|caches|ttl|time to live|is|are|for|of|to|redis|"
    r"read|query|http|default|set|expires?|data|api|responses?|results?|memory|layer|l\d|with|a|an|"
    r"may|can|be|should|must|which|that|life ?times?|entries|entry|keeps?|kept|stays?|lives?|and|"
    r"we|our|it|its|they|them|this|these|those|get)\b|[^\w ]|\d"
)
"""Words around a time that do not say what is cached."""
_NAMED: Final = re.compile(
    r"\b(?:cach\w*|ttls?|time|live|to|life ?time|age|max|expir\w*|seconds?|secs?|minutes?|mins?|hours?|ms|"
    r"default|redis|config|settings|duration|app|backend|server|s|layers?)\b"
)
"""The same in the name of a value."""
_FURTHER: Final = re.compile(
    r"(?i)\b(?:in|on|at|by|from|per|as|so|because|since|when|while|using|via|server)\b"
)
"""What goes on behind the name of what is cached."""
_WORDS: Final = 4
"""Of such a name, at most."""
_PATH: Final = re.compile(r"(?<![\w/])/[a-z][\w/{}:.*-]*", re.IGNORECASE)
_BEHIND: Final = re.compile(r"(?:[ ,:]|\bfor\b|\bof\b)*([\w' -]+)", re.IGNORECASE)
_KEY: Final = re.compile(
    r"^(?:ttl|cache_?ttl|expir\w*|time|max_?age|seconds|duration)$", re.IGNORECASE
)
_NO_NAME: Final = re.compile(r"cach|ttl|redis|layers?|config|settings", re.IGNORECASE)


def held(statement: Statement, quantity: Quantity, all_found: Sequence[Quantity]) -> str:
    """Return `.expense` or `@/expenses/{id}` for a time of a cache; "" if nothing is named."""
    if statement.keys:
        return _named(_of_keys(statement.keys))
    start = max((q.end for q in all_found if q.end <= quantity.start), default=0)
    before = statement.text[start : quantity.start]
    path = _PATH.search(before)
    if path is not None:
        return f"@{path[0].rstrip('.,:')}"
    words = _BESIDE.sub(" ", re.split(r"[:=(–—-]", before, maxsplit=1)[0]).split()
    if words or start:
        return _named(" ".join(words))
    end = min((q.start for q in all_found if q.start >= quantity.end), default=len(statement.text))
    behind = _BEHIND.match(statement.text, quantity.end, end)
    return _named(" ".join(_BESIDE.sub(" ", behind[1]).split())) if behind else ""


def held_by_name(name: str) -> str:
    """Return the same for the name of a value: `.zone` for `cache zone ttl seconds`."""
    return _named(" ".join(_NAMED.sub(" ", name).split()))


def _of_keys(keys: tuple[str, ...]) -> str:
    """Return the key that names what is held: `expense_ttl`, `expense: {ttl: 300}`."""
    prefix = re.match(r"(\w+?)_(?:cache_)?ttl(?:_\w+)?$", keys[-1])
    if prefix is not None and not re.search(r"cach|default", prefix[1]):
        return prefix[1]
    names = [key for key in keys if not _KEY.fullmatch(key) and not _NO_NAME.search(key)]
    return names[-1] if names else ""


def _named(name: str) -> str:
    words = snake(_FURTHER.split(name, maxsplit=1)[0]).split("_")[:_WORDS]
    return f".{'_'.join(words)}" if words[0] else ""

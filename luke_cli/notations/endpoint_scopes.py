"""How far each role reaches that may call an endpoint, where the words beside its name say so.

guest (own), host      warden: all, guest: own      host; guests own only      owner, or the guest themself
warden (plots of their site)      guest, only for their own stays
"""

import re
from collections.abc import Iterable
from typing import Final

from luke_cli.notations.permission_lists import reach_told
from luke_cli.notations.role_words import is_role_word, role_names

_INSIDE: Final = re.compile(r"\s*[(\[](?P<inside>[^()\[\]]{2,60})[)\]]")
_WHOSE: Final = (
    r"(?:only\s+)?(?:for\s+)?(?:their\s+|his\s+|her\s+|its\s+|the\s+)?"
    r"(?:own(?:\s+\w+){0,2}|any|all(?:\s+\w+)?|team)(?:\s+only)?"
    r"|who\s+(?:has\s+)?(?:made|created|owns?|wrote|booked|submitted|placed|filed|raised|uploaded)\s+(?:it|them)"
    r"|(?:them|him|her|it)sel(?:f|ves)|(?:only\s+)?mine"
)
_END: Final = r"(?=\s*(?:[,;/|&+.)\]]|\band\b|\bor\b|$))"
_BARE: Final = re.compile(rf"(?<=\w)(?:\s*[:=–-]\s*|\s+)(?:{_WHOSE}){_END}", re.IGNORECASE)
_LIMIT: Final = re.compile(
    r"[,;–-]?\s*\b(?:but\s+)?(?:only|limited\s+to|restricted\s+to)\s+(?:(?:for|of|on|in|if|to|within)\s+)?"
    r"(?P<whose>[^,;.()]{0,30}\b(?:their|his|her|own|assigned|theirs)\b[^,;.()]{0,40})\W*$",
    re.IGNORECASE,
)
"""What stands at the end and is said of all that stands before."""
_OTHER: Final = re.compile(
    r"\b(?:auth\w*|tokens?|requires?d?|public\w*|log\w*|sign\w*|jwt|any(?:one|body)|every\w+)\b",
    re.IGNORECASE,
)
"""Words in brackets that say how somebody calls, and not whose rows they reach."""
Scopes = tuple[tuple[str, str], ...]
"""Roles that do not reach everything, as written, each with how far it does."""


def without_scopes(text: str) -> str:
    """Return words about who may call with nothing but the names of who."""
    bare = _INSIDE.sub(lambda match: "" if _reach(match["inside"]) else match[0], text)
    limit = _LIMIT.search(bare)
    return _BARE.sub("", bare[: limit.start()] if limit else bare)


def scopes_beside(text: str, roles: Iterable[str]) -> Scopes:
    """Return how far each of some roles reaches by the words beside its name."""
    limit = _LIMIT.search(_INSIDE.sub("", text))
    whole = reach_told(limit["whose"]) if limit else ""
    found = ((role, _beside(text, role) or whole) for role in roles)
    return tuple((role, scope) for role, scope in found if scope)


def _beside(text: str, role: str) -> str:
    name = r"[\s_-]+".join(map(re.escape, re.split(r"[\s_-]+", role)))
    behind = re.compile(
        rf"\b{name}s?[*`\"']*(?:\s*[(\[](?P<inside>[^()\[\]]{{2,60}})[)\]]"
        rf"|(?:\s*[:=–-]\s*|\s+)(?P<bare>{_WHOSE}){_END})",
        re.IGNORECASE,
    )
    match = behind.search(text)
    if match is None:
        return ""
    said = match["inside"] or match["bare"]
    return _reach(said) or ("own" if re.search(r"sel(?:f|ves)\b|^who\b", said) else "")


def _reach(words: str) -> str:
    """Return how far words in brackets reach; "" where they name roles: `(owner, warden)`."""
    if _OTHER.search(words):
        return ""
    names = role_names(_BARE.sub("", words))
    if names and all(map(is_role_word, names)) and not re.match(r"own\b", words, re.IGNORECASE):
        return ""
    return reach_told(words)

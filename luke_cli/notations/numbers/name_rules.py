"""The table of names that configure something: `login failure limit`, `auth lockout attempts`."""

import re
from typing import Final, NamedTuple


class NameRule(NamedTuple):
    """The words of a name, and the form of the value that it then has."""

    key: str
    form: str
    """`count`, `duration`, `size`, `types`, `origins`, `hash`, `login` or `factors`."""
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None = None
    low: int = 1
    high: int = 10**9


def _rule(
    key: str, form: str, pattern: str, unless: str = "", low: int = 1, high: int = 10**9
) -> NameRule:
    return NameRule(
        key, form, re.compile(pattern), re.compile(unless) if unless else None, low, high
    )


_SIGNING: Final = r"(?:log ?ins?|sign ?ins?|auth\w*|passwords?|lock ?outs?|lock(?:ed|ing)?|axes|accounts?|brute ?force)"
_LOCKED: Final = r"(?:lock ?outs?|cool ?(?:off|down)|ban(?:ned)?|suspension)"
_ACCESS: Final = r"(?:log ?ins?|sign ?ins?|auth\w*|passwords?|accounts?|users?|axes|brute ?force)"
_TIME: Final = (
    r"(?:ttl|life ?times?|life|expir\w*|expires|validity|valid|max age|age|duration|time ?outs?|"
    r"time|period|milliseconds?|ms|seconds?|secs?|minutes?|mins?|hours?|hrs?|days?)"
)
_KEPT: Final = rf"(?:retention|retain(?:ed)?|keep|kept|purge|{_TIME})"
_RATED: Final = (
    r"\brates?\b|\bthrottl|\bper (?:second|minute|hour|day|min|s|m|h|d)\b|\bwindow\b|"
    r"\botp\b|\bpin\b|webhook|retry|job|queue|worker"
)
_PAGED: Final = r"(?:pages?|paging|pagination|paginat\w+|paginator|lists?|listing|per page)"
_FILES: Final = (
    r"(?:uploads?|files?|attachments?|images?|photos?|pictures?|media|documents?|avatars?|scans?)"
)
_NO_LIMIT: Final = (
    r"\blog\b|\blogs\b|total|quota|disk|cache|storage (?:size|limit|max)|memory|heap|export|rotat"
)
_POOLS: Final = r"thread|worker|redis|http|overflow|time ?out|recycle|idle|\bmin\b|minimum|wait"

NAMES: Final = (
    _rule(
        "lockout_attempts",
        "count",
        rf"\b{_SIGNING}\b.*\b(?:attempts?|failures?|tries|retries|threshold|fail(?:ed)?)\b|"
        rf"\b(?:failed|failures?|wrong|invalid|bad|max) (?:attempts?|{_SIGNING})\b(?!.*\b(?:length|age|size)\b)|"
        rf"\block ?out (?:after|limit|max|count|at)$|\b{_LOCKED} after(?: attempts?)?$",
        rf"{_RATED}|{_LOCKED}.*\b(?:duration|minutes?|seconds?|hours?|time|period)\b|\breset\b",
        2,
        100,
    ),
    _rule(
        "lockout_time",
        "duration",
        rf"\b{_LOCKED}\b.*\b{_TIME}\b|\block(?:ed)? out for\b|"
        rf"\b{_ACCESS}\b.*\b(?:un)?lock(?:ed|ing)? (?:for$|(?:for )?{_TIME}\b)|\b{_SIGNING} {_LOCKED}$",
        r"\b(?:row|db|database|job|task|lease|distributed|mutex|statement|redis|wait|edit\w*)\b|scale|scaling",
    ),
    _rule(
        "password_history",
        "count",
        r"\bpasswords?\b.*\b(?:history|reuse|remembered)\b|\b(?:history|remember\w*) (?:of )?passwords?\b",
        r"\bdays\b|\bmin\w*\b",
        1,
        50,
    ),
    _rule(
        "password_max_length",
        "count",
        r"\bpasswords?\b.*\bmax\w*\b(?:.*\b(?:length|len|chars?|characters|size)\b)|"
        r"\bmax\w* passwords? (?:length|len)\b",
        r"\bage\b|upper|lower|digit|special|symbol|attempts?",
        8,
        1024,
    ),
    _rule(
        "password_min_length",
        "count",
        r"\bpasswords?\b.*\bmin\w*\b(?:.*\b(?:length|len|chars?|characters|size)\b)?|"
        r"\bmin\w* passwords?\b|\bpasswords? (?:length|len)$",
        r"\bage\b|upper|lower|digit|special|symbol|classes|score|number|minutes?",
        4,
        128,
    ),
    _rule(
        "password_max_age",
        "duration",
        r"\bpasswords?\b.*\b(?:max age|expir\w*|rotation|age|lifetime|max days)\b",
        r"reset|token|link|session|forgot|recover",
    ),
    _rule(
        "page_size_max",
        "count",
        rf"\b{_PAGED}\b.*\bmax\w*\b|\b(?:max\w*|largest|biggest|highest)\b.*\b(?:paging|pagination|page|per page|lists? (?:size|limit|length))\b",
        rf"{_FILES}\b|{_RATED}|pool|body|upload|days|max\w* pages?$|lockout|words|length",
        5,
        10000,
    ),
    _rule(
        "page_size",
        "count",
        rf"\bpage (?:size|length|limit)\b|\b(?:rows|items|entries|results) (?:on|per|in|of) (?:an? |one |each )?page\b|\bper page\b|\b{_PAGED} (?:default )?(?:size|limit|default)\b|"
        rf"\b{_PAGED} default\b|\bdefault (?:page|limit|list)\b",
        rf"\bmax\w*\b|\bmin\w*\b|{_RATED}|upload|file|options|number|start",
        2,
        10000,
    ),
    _rule("db_pool_overflow", "count", r"\bmax overflow\b", "", 0, 5000),
    _rule(
        "db_pool_size",
        "count",
        r"\bpool (?:max )?(?:size|max|connections?|limit)\b|\b(?:max|maximum)\w* pool\b|"
        r"\b(?:db|database|sql|postgres\w*|pg|hikari|datasource) (?:max |pool )+(?:connections?|size|max)\b|"
        r"\b(?:db|database|postgres\w*|pg) (?:connection )?pool$|\bconnection pool$",
        _POOLS,
        1,
        5000,
    ),
    _rule("concurrent_users", "count", r"\b(?:concurrent|simultaneous) (?:users|people)\b", "", 2),
    _rule(
        "refresh_token_ttl",
        "duration",
        rf"\brefresh(?: tokens?)?\b.*\b{_TIME}\b|^(?:jwt )?refresh$",
        r"interval|rotation|grace|leeway|poll|cache|view|board",
    ),
    _rule(
        "reset_token_ttl",
        "duration",
        rf"\b(?:password )?(?:reset|recovery|forgot\w*)(?: password)?(?: tokens?| links?| codes?| mails?| urls?)?\b.*\b{_TIME}\b",
        r"attempt|lock|counter|refresh|window",
    ),
    _rule(
        "verify_token_ttl",
        "duration",
        rf"\b(?:verif\w+|confirm\w*|activation)(?: tokens?| links?| codes?| mails?| emails?)\b.*\b{_TIME}\b",
    ),
    _rule(
        "invite_token_ttl",
        "duration",
        rf"\binvit\w*(?: tokens?| links?| codes?)?\b.*\b{_TIME}\b",
    ),
    _rule(
        "session_idle",
        "duration",
        r"\b(?:idle|inactiv\w+)\b|\bsessions? (?:time ?out|expir\w*|ttl|idle|life ?time|max idle|minutes|cookie age)\b|\bauto log ?out\b",
        r"pool|connection|db|database|absolute|socket|keep ?alive|worker|job|redis|http|tcp|proxy|scale",
    ),
    _rule(
        "access_token_ttl",
        "duration",
        rf"\baccess(?: tokens?)?\b.*\b{_TIME}\b|\bjwt (?:tokens? )?(?:access |expir\w*|ttl|{_TIME})|"
        rf"^(?:auth |jwt )?access$|^(?:auth |bearer )?tokens? {_TIME}\b",
        r"refresh|reset|invit|verif|log|leeway|skew|clock",
    ),
    _rule(
        "request_timeout",
        "duration",
        r"\b(?:requests?|http|api|server|gunicorn|uvicorn|gateway|handler) (?:read )?time ?out\b|"
        r"\btime ?out (?:of|for) (?:an? |the |every |each )?(?:requests?|calls?)\b",
        r"connect|pool|db|idle|client|keep ?alive|smtp|health|probe|body",
    ),
    _rule("audit_retention", "duration", rf"\baudit\b.*\b{_KEPT}\b|\b{_KEPT} (?:of )?audit\b"),
    _rule(
        "backup_retention",
        "duration",
        rf"\bbackups?\b.*\b{_KEPT}\b|\b(?:retention|keep|retain)(?: days?)?(?: of)? (?:\w+ )?backups?\b",
        r"interval|every|schedule|window|start|rto|rpo",
    ),
    _rule(
        "log_retention",
        "duration",
        rf"\blogs?\b.*\b{_KEPT}\b|\b(?:retention|keep|retain)(?: days?)?(?: of)? (?:\w+ )?(?:logs?|logging)\b",
        r"audit|\blog (?:in|out)\b|flush|rotat|interval|rate|slow",
    ),
    _rule(
        "cache_ttl",
        "duration",
        rf"\bcach\w*\b.*\b{_TIME}\b|\bcach\w*$",
        r"lock|key set|jwks|size|prefix|warm|refresh|connect",
    ),
    _rule("idempotency_ttl", "duration", rf"\bidempoten\w+\b.*\b{_KEPT}\b"),
    _rule(
        "file_url_ttl",
        "duration",
        rf"\b(?:pre)?signed urls?\b.*\b{_TIME}\b|\bdownload (?:url|link)s?\b.*\b{_TIME}\b",
    ),
    _rule(
        "upload_max_size",
        "size",
        rf"\b{_FILES}\b.*\b(?:max\w*|limit|size|mb|kb|gb|bytes)\b|\b(?:max\w*|limit)\b.*\b{_FILES}\b",
        rf"{_NO_LIMIT}|chunk|part|multipart threshold|in memory|count|width|height|min|body|request",
    ),
    _rule(
        "body_max_size",
        "size",
        r"\b(?:body|requests?|payload|json|content length)\b.*\b(?:max\w*|limit|size|bytes|mb|kb)\b|"
        r"\bmax\w* (?:client |http |request )*(?:body|payload|requests?|content length|json)\b",
        rf"{_NO_LIMIT}|upload|file|header|response",
    ),
    _rule(
        "upload_types",
        "types",
        rf"\b{_FILES}\b.*\b(?:types?|extensions?|formats?|mimes?|mime ?types?|accept\w*|allow\w*)\b|"
        rf"\b(?:allowed|accepted|permitted|valid)\b.*\b(?:mime ?types?|extensions|{_FILES} types?|content types)\b",
        r"export|download|report|response|icon|log|output|thumbnail",
    ),
    _rule(
        "cors_origins",
        "origins",
        r"\bcors\b|\b(?:allow\w*|trusted|permitted) (?:cors )?origins?\b|\borigins? allow\w*\b",
        r"csrf|methods|headers|credentials|age",
    ),
    _rule(
        "password_hash",
        "hash",
        r"\bpasswords?\b.*\b(?:hash\w*|algorithm|algo|encoder|scheme)\b|\bpassword hashers?\b|"
        r"\bhash\w* (?:algorithm|algo|password|scheme)\b|^(?:auth )?hash(?:er|ing)?$",
    ),
    _rule(
        "login_by",
        "login",
        r"\b(?:log ?in|sign ?in|auth\w*|username|account) (?:by|with|field|method|identifier|attribute|key)\b",
        r"token|header",
    ),
    _rule(
        "mfa_methods",
        "factors",
        r"\b(?:mfa|2 ?fa|two factor|multi factor|second factors?|otp)\b.*\b(?:methods?|factors?|types?|providers?|allowed)\b|"
        r"\bsecond factors?$",
        r"required|enforced|optional",
    ),
)
"""The first whose words fit and whose value can be read says it."""

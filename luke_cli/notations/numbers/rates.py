"""Rate limits and throughput: how many, in which time, for whom, on what."""

import re
from collections.abc import Iterator
from typing import Final

from luke_cli.names import words
from luke_cli.notations.numbers import rate_names
from luke_cli.notations.numbers.durations import Found
from luke_cli.notations.numbers.quantities import Quantity, rates
from luke_cli.notations.numbers.statement import Statement
from luke_cli.notations.paths import folded_path, is_path

_LIMIT: Final = re.compile(
    r"rate|limit|throttl|quota|max(?:imum|imal)?\b|höchstens|máximo|maksimal|maximaal|"
    r"at most|up to|no more than|burst|accepts?\b|lets? through|answers at|限流|频率|ограничен"
)
_THROUGHPUT: Final = re.compile(
    r"throughput|sustain|handles?\b|support|capacity|\bload\b|process(?:es)?\b|scal(?:e|"
    r"able)|\brps\b|durchsatz|\bp9\d\b[^.;]{0,40}\bat\b"
)
_PER: Final = (
    (
        "key",
        re.compile(r"\b(?:per|(?:for )?(?:each|every))[ _-](?:api|access)[ _-](?:key|token)\b"),
    ),
    (
        "user",
        re.compile(
            r"\b(?:per|(?:for )?(?:each|every))[ _-](?:authenticated |logged-in |signed-in |active )?"
            r"(?:user|account|customer|member|client(?! ?ip)|token|session)\b|/\s?user\b|"
            r"\b(?:and|und|y|et) (?:user|account|session|(?:be)?nutzer|usuario|utilisateur)\b|"
            r"\b(?:from|for|by) (?:one|the same|a single|each) (?:user|account|login)\b|"
            r"\b(?:an?|one|any) (?:\w+ )?(?:user|account|customer|member|client) (?:may|can|gets?|has|"
            r"sends?|is (?:allowed|limited))\b|"
            r"\b(?:por(?: cada)?|cada) (?:usuario|cuenta|sesión)\b|"
            r"\b(?:pro|je|für jeden) (?:(?:be)?nutzer(?:konto)?|konto|sitzung)\b|"
            r"\bpar (?:utilisateur|compte|session)\b|\bper pengguna\b|for (?:authenticated|logged-in|"
            r"registered) (?:users|requests|clients)|(?<!un)authenticated users|"
            r"на пользователя|每个?用户|ユーザーごと"
        ),
    ),
    (
        "tenant",
        re.compile(
            r"\bper[ _-](?:tenant|organi[sz]ation|org|company|workspace|customer account)\b|"
            r"/\s?tenant\b"
        ),
    ),
    (
        "address",
        re.compile(
            r"\b(?:per|(?:for |from )?(?:each|every))[ _-](?:client |source |remote )?"
            r"(?:ip(?:[ -]address)?|address|host|device)\b|/\s?ip\b|"
            r"\b(?:por(?: cada)?|pro|je|par) (?:ip|dirección ip|adresse ip)\b|\bby ip\b|"
            r"\b(?:and|und|y|et) (?:ip|address|adresse|dirección)\b|"
            r"\bfrom (?:one|the same|a single|each) (?:ip|address)\b|на ip|"
            r"每个?ip|for (?:unauthenticated|anonymous|guest)|unauthenticated|anonymous"
        ),
    ),
)
_ANONYMOUS: Final = re.compile(r"unauthenticated|anonymous|guests?\b|not logged in")
_GROUPS: Final = (
    (
        "auth.login",
        re.compile(
            r"\blog-?ins?\b|\bsign-?ins?\b|\b(?:to|when|while) (?:log|sign)(?:ging|ing)?[ -]in\b|\b(?:logging|signing)[ -]in\b|/login\b|anmeld|\bsign in\b|\blog in\b"
        ),
    ),
    ("auth.register", re.compile(r"\bregist(?:er|ration)\b|\bsign-?ups?\b")),
    (
        "auth.forgot_password",
        re.compile(r"forgot(?:ten)?[ _-]password|password[ _-]reset|reset[ _-]password"),
    ),
    ("auth.refresh", re.compile(r"token refresh|\brefresh\b")),
    ("auth", re.compile(r"\bauth(?:entication)?\b(?! ?ed)")),
    ("upload", re.compile(r"\b(?:file |image )?uploads?\b")),
    ("export", re.compile(r"\bexports?\b")),
    ("search", re.compile(r"\bsearch(?:es)?\b")),
    ("write", re.compile(r"\bwrites?\b(?: operations| requests)?|\bmutations?\b")),
    ("read", re.compile(r"\breads?\b(?: operations| requests)")),
)
_PATH: Final = re.compile(
    r"(?<![\w/.:])(?:(?P<method>get|post|put|patch|delete)[\s`*]+)?(?P<path>/[a-z][\w\-/{}:.*]*)",
    re.IGNORECASE,
)
_LOCKED: Final = re.compile(r"\block-?(?:ed\b|s\b|ing\b)?(?: ?out)?\b|\bsperr|\bgesperrt|\bbloque")
"""`lockout: 5 attempts / 15 minutes` slows nobody down."""
_ELSE: Final = re.compile(
    r"\b(?:everything|anything|all|any) (?:else|other)|\bthe rest\b|\bothers?\b"
)
_COUNTED_PER: Final = re.compile(
    r"\b(?:requests?|calls|log-?ins?|sign-?ins?|attempts)\b[^.;:]{0,20}\b(?:per|from|for|by)\s+"
    r"(?:each |every |one |an? )?(?:\w+ )?(?:users?|accounts?|ip|address|clients?|session|tenant)\b"
)
"""`Requests per user: 150 per minute`"""
_BURST: Final = re.compile(
    r"burst[\s_-]*(?:capacity|limit|size|rate|allowance|up)?\s*(?:of|to|:|=|up to|"
    r"\()*\s*(\d{1,6})|(\d{1,6})\s*(?:requests?\s*)?burst"
)
_WINDOW: Final = re.compile(
    r"window_?ms\"?\s*[:=]\s*(?P<factors>\d+(?:\s*\*\s*\d+)*)", re.IGNORECASE
)
_MAX: Final = re.compile(r"\b(?:max|limit)\"?\s*[:=]\s*(\d+)", re.IGNORECASE)
_OTHER_THINGS: Final = re.compile(
    r"messages?|emails?|uploads?|search(?:es)?|quer(?:y|ies)|exports?|transactions?|"
    r"operations?|ops|hits|tries"
)
_TRIED: Final = frozenset(("tries", "logins", "log-ins", "sign-ins", "signins"))
_REQUESTS: Final = re.compile(r"\W*(?:api )?(?:requests?|calls)\W{1,3}\d")
_KONG: Final = {"second": "s", "minute": "min", "hour": "h", "day": "d"}


def read(statement: Statement) -> Iterator[Found]:
    """Yield the rates of a statement."""
    kong = _kong(statement)
    if kong:
        yield kong
        return
    text = statement.lower
    parts = rate_names.by_parts(statement)
    if parts:
        yield from _limit(statement, Quantity(parts, 0, len(text)), text)
        return
    if text.startswith(("burst:", "burst :")) and statement.keys:
        return
    found = list(rates(statement.text))
    is_limiting = False
    for index, quantity in enumerate(found):
        clause = _clause(text, found, index)
        goes_on = is_limiting and bool(_ELSE.search(clause))
        if _is_throughput(statement, clause):
            yield "throughput_min", quantity.value, quantity.start
        elif goes_on or _is_limit(statement, quantity, clause):
            is_limiting = True
            yield from _limit(statement, quantity, clause)


def burst(statement: Statement) -> tuple[str, int] | None:
    """Return how many more may come at once, where a statement of its own says so."""
    match = _BURST.search(statement.lower)
    if match is None or list(rates(statement.text)):
        return None
    return match[1] or match[2], match.start()


def express(text: str) -> Iterator[tuple[str, int]]:
    """Yield the limits of `windowMs: 15 * 60 * 1000, max: 100` with their positions."""
    for window in _WINDOW.finditer(text):
        product = 1
        for factor in window["factors"].split("*"):
            product *= int(factor.strip()[:9])
        count = _MAX.search(text, window.end(), window.end() + 120) or _MAX.search(
            text, max(0, window.start() - 120), window.start()
        )
        minutes, rest = divmod(product, 60_000)
        if count is not None and not rest and minutes:
            yield f"{count[1]}/" + (f"{minutes} min" if minutes > 1 else "min"), window.start()


def _clause(text: str, found: list[Quantity], index: int) -> str:
    start = found[index - 1].end if index else 0
    end = found[index + 1].start if index + 1 < len(found) else len(text)
    before = (
        re.split(r"[,;.]\s", text[start : found[index].start])[-1]
        if index
        else text[: found[index].start]
    )
    after = re.split(r"[;]\s|[.]\s(?!\d)|,\s(?=\d|and \d)", text[found[index].end : end])[0]
    if index + 1 < len(found):
        after = _before_next(after)
    return before + text[found[index].start : found[index].end] + after


def _before_next(text: str) -> str:
    """Cut off what the next rate is of: `per user, sign-in to` goes on with another limit."""
    cuts = list(re.finditer(r",\s|\s(?:and|but|while|und|y|et)\s", text))
    for cut, following in zip(cuts, [*cuts[1:], None], strict=False):
        part = text[cut.end() : following.start() if following else len(text)]
        if _ELSE.search(part) or any(pattern.search(part) for _, pattern in _GROUPS):
            return text[: cut.start()]
    return text


def _is_throughput(statement: Statement, clause: str) -> bool:
    if re.search(
        r"rate[ _-]?limit|limited|throttl|per (?:user|ip|tenant)",
        f"{clause} {statement.lead.lower()}",
    ):
        return False
    return bool(_THROUGHPUT.search(clause)) and not re.search(r"\blimits?\b|attempts|login", clause)


def _is_limit(statement: Statement, quantity: Quantity, clause: str) -> bool:
    around = f"{statement.around} {' '.join(statement.keys).lower()}"
    said = f"{statement.name} {clause}"
    says = bool(re.search(r"rate|limit|throttl|attempts|burst|限流", said))
    if _LOCKED.search(clause) and not re.search(r"rate|limit|throttl|限流", said):
        return False
    if quantity.what and not _OTHER_THINGS.fullmatch(quantity.what):
        return (
            says
            or bool(_LIMIT.search(around) or _LIMIT.search(clause))
            or any(p.search(clause) for _, p in _PER)
        )
    tried = quantity.what in _TRIED and bool(_GROUPS[0][1].search(clause) or _LIMIT.search(clause))
    if quantity.what:
        return says or tried or bool(re.search(r"rate|throttl|limits?\b", around))
    if _COUNTED_PER.search(clause) or _REQUESTS.match(clause):
        return True
    return bool(re.search(r"rate|limit|throttl|限流", said)) or bool(
        re.search(r"rate|limit|throttl|限流", around)
    )


def _limit(statement: Statement, quantity: Quantity, clause: str) -> Iterator[Found]:
    clause = " ".join((rate_names.whom(statement, quantity.start), clause)).strip()
    per = next((name for name, pattern in _PER if pattern.search(clause)), "")
    if not per:
        per = next(
            (name for name, pattern in _PER if pattern.search(statement.lead.lower()[-80:])), ""
        )
    path = _path(statement, clause, quantity)
    match = _BURST.search(clause)
    beside = statement.siblings.get("burst")
    extra = (
        (match[1] or match[2]) if match else beside[0] if beside and beside[0].isdecimal() else ""
    )
    group = "" if path else _group(statement, quantity, clause)
    if path:
        key = f"rate_limit@{path}"
    elif per == "tenant" and not group:
        key = "rate_limit_tenant"
    elif per == "key" and not group:
        key = "rate_limit_key"
    elif _ANONYMOUS.search(clause) and not group:
        key = "rate_limit.anonymous"
    else:
        key = f"rate_limit.{group}" if group else "rate_limit"
    value = quantity.value + (f" burst {extra}" if extra else "") + (f" per {per}" if per else "")
    yield key, value, quantity.start


def _path(statement: Statement, clause: str, quantity: Quantity) -> str:
    """Return the path that a limit is of, behind the method where one is said."""
    named = [key for key in statement.keys if key.startswith("/")]
    if named:
        return folded_path(named[-1])
    without = clause.replace(statement.lower[quantity.start : quantity.end], "0")
    match = _PATH.search(without)
    path = folded_path(match["path"].rstrip(".,:)*")) if match else ""
    is_whole = path in ("/api", "/")
    if match is None or not is_path(path) or is_whole or "/" not in path or len(path) <= 2:
        return ""
    return f"{match['method'].upper()} {path}" if match["method"] else path


def _group(statement: Statement, quantity: Quantity, clause: str) -> str:
    names = " ".join(words(" ".join((statement.named.names or statement.keys)[-2:])))
    text = f"{names} {clause}" if names else clause
    text = re.sub(r"(?:un)?authenticated(?: users?| requests?| clients?)?|authenticated", " ", text)
    found = [
        (match.start(), name)
        for name, pattern in _GROUPS
        for match in [pattern.search(text)]
        if match
    ]
    if found:
        return min(found, key=lambda item: (item[0], -len(item[1])))[1]
    if quantity.what.startswith(("attempt", "tries", "login", "попыт")):
        return "auth.login"
    heading = statement.section[-1].lower() if statement.section else ""
    if re.search(r"rate|limit", heading):
        return next((name for name, pattern in _GROUPS[:6] if pattern.search(heading)), "")
    return ""


def _kong(statement: Statement) -> Found | None:
    """Read `minute: 100` of a gateway's plug-in for rate limits."""
    if (
        not statement.keys
        or statement.keys[-1] not in _KONG
        or not re.fullmatch(r"\d{1,7}", statement.value)
    ):
        return None
    if not re.search(r"rate|limit|plugins|throttl", " ".join((*statement.keys, statement.around))):
        return None
    return "rate_limit", f"{statement.value}/{_KONG[statement.keys[-1]]}", 0

"""Sizes, counts and percentages that configure something."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from luke_cli.notations.numbers.durations import Found
from luke_cli.notations.numbers.quantities import (
    NUMBER,
    durations,
    large,
    number,
    of_bytes,
    percents,
    sizes,
)
from luke_cli.notations.numbers.statements import Statement


class Rule(NamedTuple):
    """A pattern whose group `n` is the value."""

    key: str
    pattern: re.Pattern[str]
    needs: re.Pattern[str] | None = None
    """Must be found in the statement or around it."""
    unless: re.Pattern[str] | None = None
    """Must not be found in the statement."""
    low: int = 1
    high: int = 10**9


def _rule(
    key: str, pattern: str, needs: str = "", unless: str = "", low: int = 1, high: int = 10**9
) -> Rule:
    return Rule(
        key,
        re.compile(pattern.replace("#N", f"(?P<n>{NUMBER})"), re.IGNORECASE),
        re.compile(needs, re.IGNORECASE) if needs else None,
        re.compile(unless, re.IGNORECASE) if unless else None,
        low,
        high,
    )


_FAILED: Final = (
    r"(?:(?:consecutive|failed|unsuccessful|invalid|incorrect|wrong|bad|login|log-in|"
    r"sign-in|authentication|password|fehlgeschlagene\w*|intentos|percobaan|"
    r"tentatives?|неудачн\w+)\s+){0,3}(?:attempts|failures|tries|logins|\w*versuchen?|"
    r"intentos|percobaan|tentatives?|попыт\w*)"
)
_PAGE: Final = r"\bpag(?:e|es|ed|ing|inat\w*)\b|per[ _-]?page|\blimit\b|page_?size|\blists?\b"
RULES: Final = (
    _rule(
        "lockout_attempts",
        rf"(?:after|max(?:imum)?(?: of)?|within|nach|setelah|tras|après|после|:)\s*#N\s+{_FAILED}",
        r"lock|block|suspend|disab|sperr|bloque|kunci|verrou|блокир",
        r"per (?:minute|hour)",
        2,
        100,
    ),
    _rule(
        "lockout_attempts",
        rf"#N\s+{_FAILED}",
        r"lock(?!file)|account.{0,20}(?:block|suspend)|sperr|bloque|terkunci",
        r"\b(?:per|/)\s*(?:minute|hour|min|h)\b",
        2,
        100,
    ),
    _rule(
        "lockout_attempts",
        r"(?:max_?(?:failed_?)?(?:login_?)?attempts|lockout_?(?:threshold|attempts)|"
        r"failed_?login_?(?:limit|attempts))\W{1,5}#N",
        "",
        "",
        2,
        100,
    ),
    _rule(
        "password_min_length",
        r"(?:at least|min(?:imum)?(?: length)?(?: of)?|mindestens|mínimo(?: de)?|minimal|"
        r"au moins|минимум|>=|≥)\s*[:=]?\s*#N\+?\s*(?:characters?|chars?|zeichen|caracteres|"
        r"karakter|caractères|символ\w*|signs|letters)",
        r"password|passwor|contraseña|kata sandi|mot de passe|senha|парол|passphrase",
        "",
        4,
        128,
    ),
    _rule(
        "password_min_length",
        r"#N\+?\s*(?:\+\s*)?(?:-?\s?characters?|chars?)(?:\s+(?:or more|minimum|min\b|long|"
        r"mindest))?",
        r"password(?!.{0,60}max)",
        r"max|up to|at most|username|first|name",
        4,
        128,
    ),
    _rule("password_min_length", r"password\w*\s*\(\s*min\w*\s*[:=]?\s*#N", "", "", 4, 128),
    _rule(
        "password_min_length",
        r"(?:password_?min_?(?:length)?|min_?password_?length)\W{1,5}#N",
        "",
        "",
        4,
        128,
    ),
    _rule(
        "page_size_max",
        r"(?:\blimit|page[_ ]?size|per[_ ]?page|\bsize|"
        r"\btake)\b[^.;|]{0,40}?\bmax(?:imum)?\W{0,4}(?:is |of |value )?\W{0,3}#N",
        "",
        r"file|upload|image|payload|\bMB\b|\bKB\b|length|rate",
        5,
        10000,
    ),
    _rule(
        "page_size",
        r"(?:\blimit|page[_ ]?size|per[_ ]?page|\bsize|\btake|"
        r"pagination)\b[^.;|]{0,40}?\bdefaults?\W{0,4}(?:is |to |of |value )?\W{0,3}#N",
        "",
        r"file|upload|image|payload|\bMB\b|\bKB\b|rate|timeout",
        2,
        10000,
    ),
    _rule(
        "page_size",
        r"\bdefault (?:page size|limit|page limit|per page)\W{0,4}(?:is |of |to )?#N",
        _PAGE,
        r"rate|file|upload",
        2,
        10000,
    ),
    _rule(
        "page_size_max",
        r"\bmax(?:imum|\.)? (?:page size|limit|items? per page|results? per page|per page|"
        r"of)\W{0,4}(?:is |of |to )?#N(?:\s+(?:items|results|records|rows|"
        r"entries)?\s*per page)?",
        r"\bpag(?:e|ing|inat\w*)\b|per[ _-]?page",
        r"rate|file|upload|\bMB\b",
        5,
        10000,
    ),
    _rule(
        "page_size",
        r"(?<!max )(?<!maximum )(?<!up to )(?<!at most )#N\s+(?:\w+\s+)?(?:items?|results?|"
        r"records?|rows?|entries|elements|\w+s)?\s*(?:per|/|each|pro|por|par)\s*page",
        "",
        r"\bmax|up to|at most",
        2,
        10000,
    ),
    _rule(
        "page_size",
        r"(?:paginat\w*|page size)\W{1,3}(?:of )?#N\b(?!\s*[,/]\s*\d)",
        "",
        r"options|rate",
        2,
        10000,
    ),
    _rule(
        "db_pool_size",
        r"(?:\bpool_?size|connection pool(?:\s+(?:size|of|with))?|max_?pool_?size|"
        r"maximumpoolsize)\W{1,5}(?:of |to )?#N",
        "",
        r"thread|worker",
        1,
        5000,
    ),
    _rule("db_pool_overflow", r"max_?overflow\W{1,5}#N", "", "", 0, 5000),
    _rule("replicas_min", r"(?:minreplicas|min_?replicas|min_capacity)\W{1,4}#N", "", "", 1, 1000),
    _rule("replicas_max", r"(?:maxreplicas|max_?replicas|max_capacity)\W{1,4}#N", "", "", 1, 10000),
    _rule("replicas_min", r"^replicas\W{1,3}#N", "", "", 1, 1000),
    _rule(
        "replicas_min",
        r"(?:at least|minimum(?: of)?|\bmin)\s+#N\s+(?:replicas|instances|pods)",
        "",
        "",
        1,
        1000,
    ),
    _rule(
        "replicas_min", r"\b#N\s*(?:-|–|to)\s*\d+\s+(?:replicas|instances|pods)", "", "", 1, 1000
    ),
    _rule(
        "replicas_max", r"\b\d+\s*(?:-|–|to)\s*#N\s+(?:replicas|instances|pods)", "", "", 1, 10000
    ),
    _rule(
        "port",
        r"(?:containerport|^expose|^(?:app_?|api_?|server_?)?port)\W{1,4}#N",
        "",
        r"redis|postgres|db_port|mysql|smtp",
        80,
        65535,
    ),
    _rule(
        "port",
        r"\b(?:api|backend|server|service|app(?:lication)?|uvicorn|"
        r"fastapi)\b[^.;]{0,40}\b(?:on|port)\s+(?:port\s+)?:?#N\b",
        "",
        r"redis|postgres|mysql|mongo|frontend|vite|react|next",
        1024,
        65535,
    ),
)
_HINT: Final = re.compile(
    r"lock|attempt|failures|failed|tries|versuch|intento|percobaan|tentativ|попыт|passw|"
    r"char|zeichen|caracter|karakter|caractère|символ|page|limit|"
    r"pagin|pool|overflow|replica|instance|pods|capacity|port|expose|size|take|on :|on \d"
)
_CONCURRENT: Final = re.compile(
    r"(?P<n>\d[\d,.]*\s?[kKmM]?)\+?[\s_]*(?:concurrent|simultaneous|parallel|gleichzeitige|"
    r"usuarios concurrentes)[\s_]*(?:active\s+)?(?:users?|sessions?|connections?|nutzer|"
    r"benutzer)?|(?:concurrent|simultaneous)[\s_]users?\W{1,4}(?P<m>\d[\d,.]*\s?[kKmM]?)\b"
)
_USERS: Final = re.compile(r"(?P<n>\d[\d,.]*[kKmM]?)[\s_]*users\b")
_UPLOAD: Final = re.compile(
    r"upload|\bfiles?\b|image|receipt|photo|picture|attachment|document|avatar|logo|media|"
    r"video|size_?limit|max(?:imum)?[ _-]?(?:file[ _-]?)?size|datei|archivo|fichier|файл|"
    r"berkas|文件|ファイル|scan"
)
_BODY: Final = re.compile(
    r"payload|request[ _]body|json body|\bbody\b|body[- _](?:size|limit|parser)|"
    r"express\.json|urlencoded|request size"
)
_NOT_SIZE: Final = re.compile(
    r"storage|disk|memory|\bram\b|database|backup|bundle|heap|cache|bandwidth|\blogs?\b|"
    r"volume|total|quota|requests?:|limits?: *\{|image_size|docker|growth|per (?:month|"
    r"year|day|tenant)|usage|cpu|data_volumes|test data"
)
_KINDS: Final = (
    ("avatar", re.compile(r"avatar|profile (?:picture|photo|image)")),
    ("logo", re.compile(r"\blogo")),
    ("video", re.compile(r"\bvideo")),
)
_TYPE: Final = (
    r"jpe?g|png|pdf|gif|webp|heic|heif|svg|docx?|xlsx?|csv|txt|mp4|mov|zip|bmp|tiff?|"
    r"pptx?|md|rtf|odt|mp3|wav|avif|epub|json|xml"
)
_A_TYPE: Final = re.compile(rf"\b(?:{_TYPE})\b")
_TYPES: Final = re.compile(
    rf"(?<![\w.])\.?(?:image/|application/|text/|video/)?(?:{_TYPE})\b(?:\s*(?:,|/|\||&|\+|"
    rf"and|or|und|oder|y|o|dan|,\s*(?:and|or))\s*\.?(?:image/|application/|text/|"
    rf"video/)?(?:{_TYPE})\b)*",
    re.IGNORECASE,
)
_TYPE_SUBJECT: Final = re.compile(
    r"upload|\bfile (?:types?|formats?)|image (?:types?|formats?)|formats?\b|allowed types|"
    r"attach|receipt|photo|picture|avatar|mime|accept|file type|dateitypen|"
    r"tipos? de archivo|форматы|allowed_?(?:types|extensions|mime\w*)|supported"
)
_NOT_TYPES: Final = re.compile(
    r"export|report|download|chart|icons?\b|generate|render|asset|illustration|compress|"
    r"response format|import|log|data format|documentation|content-type"
)
_PIXELS: Final = re.compile(
    r"(?P<w>\d{3,5})\s*(?:px)?\s*[x×*]\s*(?P<h>\d{3,5})\s*(?:px|pixels?)?", re.IGNORECASE
)
_PERCENT_KEYS: Final = (
    (
        "alert_error_rate_increase",
        re.compile(r"error[ _-]rates?[ _-](?:increase|spike|above|>)|increase in error rate"),
    ),
    (
        "alert_latency_increase",
        re.compile(
            r"(?:response[ _-]time|latency)[ _-](?:degradation|increase|spike)|(?:degradation|"
            r"increase) in (?:response time|latency)"
        ),
    ),
    (
        "mutation_score_min",
        re.compile(r"mutation(?:[ _-]testing)?[ _-]score|mutation (?:testing|coverage)"),
    ),
    (
        "coverage_min",
        re.compile(
            r"(?:code|test|unit|line|statement|unit[ _-]test|backend|overall|"
            r"minimum)?[ _-]?(?:test[ _-])?coverage|testabdeckung|cobertura|couverture|cakupan|"
            r"покрыти"
        ),
    ),
    ("error_rate_max", re.compile(r"error[ _-]rates?|fehlerrate|tasa de error|5xx")),
    (
        "availability_min",
        re.compile(
            r"\bup-?time\b|availab\w+|verfügbarkeit|disponib\w+|ketersediaan|доступность|可用性|"
            r"稼働率|\bsla\b"
        ),
    ),
)
_NOT_PERCENT: Final = {
    "coverage_min": re.compile(
        r"endpoint|story|stories|browser|device|feature|automation|branch|requirement|market|"
        r"screen|insurance"
    ),
    "error_rate_max": re.compile(r"data entry|reduce|ocr|human|typing|increase"),
    "availability_min": re.compile(r"drop|target of|alert|below"),
}
_OPTIONS: Final = re.compile(
    r"(?:page size|rows per page|items per page|per page)(?: options?|"
    r" choices?)?\D{0,6}(?P<list>\d{1,4}(?:\s*[,/]\s*\d{1,4})+)",
    re.IGNORECASE,
)


def read(statement: Statement) -> Iterator[Found]:
    """Yield the counts, sizes and percentages of a statement."""
    yield from _by_rule(statement)
    yield from _sizes(statement)
    yield from _percents(statement)
    yield from _users(statement)
    yield from _pixels(statement)
    yield from _options(statement)
    yield from types(statement)


def _by_rule(statement: Statement) -> Iterator[Found]:
    if not _HINT.search(statement.lower):
        return
    seen: set[tuple[str, int]] = set()
    whole = f"{statement.text} {statement.around}"
    for rule in RULES:
        if rule.key == "port" and "ports" in statement.keys[:-1] and statement.keys[-1] == "port":
            continue
        if rule.unless is not None and rule.unless.search(statement.text):
            continue
        if rule.needs is not None and not rule.needs.search(whole):
            continue
        for match in rule.pattern.finditer(statement.text):
            value = number(match["n"])
            at = match.start("n")
            if (
                not value.isdecimal()
                or not rule.low <= int(value) <= rule.high
                or (rule.key, at) in seen
            ):
                continue
            seen.add((rule.key, at))
            yield rule.key, value, at


def _sizes(statement: Statement) -> Iterator[Found]:
    text = statement.lower
    near = f"{text} {' '.join(statement.section[-1:])} {statement.lead}".lower()
    if _NOT_SIZE.search(f"{text} {' '.join(statement.keys)}".lower()):
        return
    found = [(q.value, q.start) for q in sizes(statement.text)]
    bare = re.search(
        r"(?:max_?(?:upload|file)_?size|upload_?(?:max_?)?(?:size|"
        r"limit))(?:_?bytes)?\W{1,5}(\d{5,11})\b(?!\s*[*\d])",
        text,
    )
    if bare is not None:
        found.append((of_bytes(bare[1]), bare.start(1)))
    product = re.search(
        r"(?:max_?(?:upload|file)_?size|file_?size|upload_?limit)\w*\W{1,5}"
        r"(\d{1,4})\s*\*\s*1024\s*\*\s*1024",
        text,
    )
    if product is not None:
        found.append((f"{product[1]} MB", product.start(1)))
    for value, at in found:
        if _BODY.search(text) and not re.search(r"upload|\bfile\b|image|receipt", text):
            yield "body_max_size", value, at
        elif _UPLOAD.search(near) and re.search(
            r"max|limit|up to|size|≤|<=|<|at most|bis zu|hasta|jusqu|не более|maksimal|under|"
            r"exceed|each|per file|\(",
            near,
        ):
            kind = next((name for name, pattern in _KINDS if pattern.search(text)), "")
            yield f"upload_max_size.{kind}" if kind else "upload_max_size", value, at


def _percents(statement: Statement) -> Iterator[Found]:
    text = statement.lower
    for quantity in percents(statement.text):
        before = text[: quantity.start]
        after = text[quantity.end : quantity.end + 40]
        found = [
            (-m.end(), key)
            for key, pattern in _PERCENT_KEYS
            for m in list(pattern.finditer(before))[-1:]
        ]
        found = found or [
            (m.start(), key) for key, pattern in _PERCENT_KEYS for m in [pattern.search(after)] if m
        ]
        if not found:
            continue
        key = min(found, key=lambda item: item[0])[1]
        unwanted = _NOT_PERCENT.get(key)
        if unwanted is not None and unwanted.search(f"{text} {' '.join(statement.keys)}".lower()):
            continue
        value = float(quantity.value.split(" ")[0])
        if (
            (key == "availability_min" and value < 90)
            or (key == "error_rate_max" and value > 20)
            or (key == "coverage_min" and value < 20)
        ):
            continue
        yield key, quantity.value, quantity.start


def _users(statement: Statement) -> Iterator[Found]:
    match = _CONCURRENT.search(statement.text)
    if match is None and any("concurrent" in key for key in statement.keys):
        match = _USERS.search(statement.text)
    if match is None or re.search(
        r"upload|request|connection pool|session limit|max_?connections", statement.lower
    ):
        return
    value = large(match.groupdict().get("n") or match.groupdict().get("m") or "")
    if (
        value
        and int(value) > 1
        and re.search(r"user|session", statement.lower + " ".join(statement.keys))
    ):
        yield "concurrent_users", value, match.start()


def _pixels(statement: Statement) -> Iterator[Found]:
    if not re.search(
        r"max|limit|dimension|resolution|up to|at most|larger", statement.lower
    ) or not re.search(
        r"image|photo|picture|dimension|pixel|avatar|upload|receipt|scan",
        f"{statement.lower} {statement.around}",
    ):
        return
    for match in _PIXELS.finditer(statement.text):
        yield "upload_max_pixels", f"{int(match['w'])} px, {int(match['h'])} px", match.start()


def types(statement: Statement) -> Iterator[Found]:
    """Yield the types of files that may be uploaded."""
    text = statement.lower
    if not _A_TYPE.search(text) or not _TYPE_SUBJECT.search(f"{text} {statement.lead.lower()}"):
        return
    near = f"{text} {' '.join(statement.section[-1:])}".lower()
    if _NOT_TYPES.search(text) or not re.search(
        r"upload|receipt|image|photo|attach|file|avatar|document|picture|mime", near
    ):
        return
    for match in _TYPES.finditer(statement.text):
        names = [
            re.sub(r"^(?:jpg)$", "jpeg", name.lower())
            for name in re.findall(rf"(?:{_TYPE})\b", match[0], re.IGNORECASE)
        ]
        names = list(dict.fromkeys(names))
        if len(names) > 1 or re.search(r"\bonly\b|allowed|accept|file types?", text):
            yield "upload_types", ", ".join(names), match.start()
            return


def _options(statement: Statement) -> Iterator[Found]:
    match = _OPTIONS.search(statement.text)
    if match is not None:
        options = re.findall(r"\d+", match["list"])
        yield "page_size", options[0], match.start("list")
        yield "page_size_max", max(options, key=int), match.start("list")


def recovery(statement: Statement) -> dict[str, tuple[str, int]]:
    """Return the recovery time (`rto`) and recovery point (`rpo`) of a statement."""
    text = statement.lower
    found: dict[str, tuple[str, int]] = {}
    if "rto" not in text and "rpo" not in text and "recovery" not in text:
        return found
    quantities = list(durations(statement.text))
    for name, pattern in (
        ("rto", r"\brto\b|recovery[ _]time(?:[ _]objective)?"),
        ("rpo", r"\brpo\b|recovery[ _]point(?:[ _]objective)?"),
    ):
        for match in re.finditer(pattern, text):
            after = [q for q in quantities if 0 <= q.start - match.end() < 25]
            before = [q for q in quantities if 0 <= match.start() - q.end < 4]
            if after or before:
                nearest = (after or before)[0]
                found[name] = (nearest.value, nearest.start)
                break
    return found

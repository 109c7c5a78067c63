"""The table of counts that configure something."""

import re
from typing import Final, NamedTuple

from luke_cli.notations.numbers.quantities import NUMBER


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
        r"(?:max_?(?:failed_?)?(?:login_?)?attempts|lockout_?(?:threshold|attempts|after)|"
        r"failed_?login_?(?:limit|attempts))\W{1,5}#N",
        "",
        "",
        2,
        100,
    ),
    _rule(
        "lockout_attempts",
        rf"(?:{_FAILED}|lock\w*)\s+(?:before|until|to|bis zur?|avant|antes del?|hasta)\s+(?:the\s+|a\s+|el\s+|le\s+)?"
        r"(?:account\s+)?(?:lock\w*|block\w*|sperr\w*|bloque\w*|verrou\w*)\W{1,4}#N",
        "",
        r"\b(?:per|/)\s*(?:minute|hour|min|h)\b",
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
    _rule(
        "lockout_attempts",
        r"\bmax(?:imum)?\.? (?:failed |invalid )?(?:log-?ins?|sign-?ins?)(?: attempts)?\D{1,20}#N",
        "",
        r"\b(?:per|/)\s*(?:minute|hour|min|h)\b",
        2,
        100,
    ),
    _rule(
        "password_min_length",
        r"(?:min(?:imum|\.)? )?password (?:min(?:imum|\.)? )?length\D{1,20}#N",
        "",
        r"max",
        4,
        128,
    ),
    _rule("password_min_length", r"^min_?(?:length|len|chars|size)\W{1,4}#N", r"passw", "", 4, 128),
    _rule(
        "page_size",
        r"\bpages? sizes?(?: is| of|:)?\s+#N\b(?!\s*[,/]\s*\d)",
        "",
        r"rate|max",
        2,
        10000,
    ),
    _rule(
        "page_size_max",
        r"\bpages? sizes?\b[^.;|]{0,30}(?:at most|max\w*|up to|no more than)\W{0,3}#N",
        "",
        r"file|upload|rate",
        5,
        10000,
    ),
    _rule(
        "page_size_max",
        r"(?<![A-Za-z])max(?:imum)?[ _]page[ _]?size\W{1,4}(?:is |of )?#N",
        "",
        r"file|upload|rate",
        5,
        10000,
    ),
    _rule(
        "page_size",
        r"\bdefault_?(?:limit|page_?size|size|per_?page)\W{1,4}#N",
        _PAGE,
        r"rate|file|upload|pool",
        2,
        10000,
    ),
    _rule(
        "page_size_max",
        r"\bmax_?(?:limit|page_?size|per_?page)\W{1,4}#N",
        _PAGE,
        r"rate|file|upload|pool",
        5,
        10000,
    ),
    _rule(
        "page_size",
        r"#N\s+(?:rows|items|results|records|entries)?\s*by default",
        _PAGE,
        r"rate|file|upload|pool",
        2,
        10000,
    ),
    _rule(
        "page_size_max",
        r"#N\s+(?:rows|items|results|records|entries)?\s*at most",
        _PAGE,
        r"rate|file|upload|pool",
        5,
        10000,
    ),
    _rule("replicas_min", r"\bbetween #N and \d+ (?:replicas|instances|pods)", "", "", 1, 1000),
    _rule("replicas_max", r"\bbetween \d+ and #N (?:replicas|instances|pods)", "", "", 1, 10000),
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
        r"pagination)\b[^.;|]{0,40}?(?<!by )\bdefaults?\W{0,4}(?:is |to |of |value )?\W{0,3}#N",
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
        r"(?<!max )(?<!max\. )(?<!maximum )(?<!maximum of )(?<!up to )(?<!at most )"
        r"#N\s+(?:\w+\s+)?(?:items?|results?|"
        r"records?|rows?|entries|elements|\w+s)?\s*(?:per|/|each|pro|por|par)\s*page",
        "",
        "",
        2,
        10000,
    ),
    _rule(
        "page_size",
        r"(?:paginat\w*|(?<!max )(?<!maximum )page size)\W{1,3}(?:of )?#N\b(?!\s*[,/]\s*\d)",
        "",
        r"options|rate",
        2,
        10000,
    ),
    _rule(
        "db_pool_size",
        r"(?:(?<![A-Za-z])pool_?size|connection pool(?:\s+(?:size|of|with))?|max_?pool_?size|"
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

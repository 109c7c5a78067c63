"""The table of counts that configure something."""

from typing import Final

from luke_cli.notations.numbers.page_rules import PAGES
from luke_cli.notations.numbers.rules import rule

_WRONG: Final = (
    r"(?:consecutive|successive|failed|unsuccessful|invalid|incorrect\w*|wrong|bad|mistaken|login|"
    r"log-in|sign-in|authentication|password|fehlgeschlagene\w*|falsche\w*|ungültige\w*|intentos|"
    r"percobaan|tentatives?|неудачн\w+)"
)
_FAILED: Final = (
    rf"(?:(?:{_WRONG}\s+){{0,3}}(?:attempts|failures|fails|tries|log-?ins|sign-?ins|\w*versuchen?|"
    r"intentos|percobaan|tentatives?|попыт\w*)|"
    rf"(?:{_WRONG}\s+){{1,3}}(?:passwords|pass(?:codes|phrases)|pins|codes|guesses|entries|credentials|"
    r"passw[öo]rte?r?n?|kennw[öo]rte?r?n?|eingaben|anmeldungen)|"
    r"(?:contraseñas|mots de passe)\s+(?:incorrect\w+|erron\w+|faux))"
)
"""`10 wrong passwords`, `failed attempts`; a password alone is no failure."""
_A_FAILURE: Final = (
    rf"(?:(?:{_WRONG}\s+){{0,3}}(?:attempt|failure|try|\w*versuch\w*|intento|tentative)|"
    rf"(?:{_WRONG}\s+){{1,3}}(?:log-?in|sign-?in|password|pass(?:code|phrase)|pin|code|guess|entry|time|"
    r"passwort|kennwort|eingabe|anmeldung))"
)
_SIGNING: Final = (
    r"^(?=.*(?:passw|kennw|log.?in|sign|account|credential|konto|anmeld|contraseñ|mot de passe))"
    r"(?=.*(?:lock|\bwait|block|suspend|disab|sperr|gesperrt|warten|bloqu|verrou|esperar))"
)
_AT_LEAST: Final = (
    r"(?:at (?:the )?(?:very )?least|min(?:imum|imal|\.)?(?: length)?(?: of| de)?|mindestens|"
    r"al menos|(?:como )?mínimo(?: de)?|au moins|au minimum|(?:no|not) (?:less|fewer|shorter) than|"
    r"минимум|>=|≥)"
)
_AT_MOST: Final = (
    r"(?:at (?:the )?(?:very )?most|max(?:imum|imal|\.)?(?: length)?(?: of| de)?|höchstens|maximal|"
    r"como máximo|au plus|up to|(?:no|not) (?:more|longer) than|<=|≤)"
)
_CHARACTERS: Final = (
    r"(?:characters?|chars?|zeichen|caracteres|karakter|caractères|символ\w*|signs|letters)"
)
_OF_PASSWORDS: Final = r"passw|kennw|contraseña|kata sandi|mots? de passe|senha|парол|passphrase|argon2|bcrypt|scrypt|pbkdf2"
RULES: Final = (
    rule(
        "lockout_attempts",
        rf"(?:after|max(?:imum)?(?: of)?|within|nach|setelah|tras|après|после|:)\s*#N\s+{_FAILED}",
        r"lock|block|suspend|disab|sperr|bloque|kunci|verrou|блокир",
        r"per (?:minute|hour)",
        2,
        100,
    ),
    rule(
        "lockout_attempts",
        rf"#N\s+{_FAILED}",
        r"lock(?!file)|account.{0,20}(?:block|suspend|closed|frozen|disabled|sleeps|paused|barred)|sperr|bloque|terkunci|"
        r"(?:tries|attempts|passwords|log-?ins|guesses),? (?:and )?then\b.{0,30}\b(?:nothing|wait|pause)",
        r"\b(?:per|/)\s*(?:minute|hour|min|h)\b",
        2,
        100,
    ),
    rule(
        "lockout_attempts",
        r"(?:max_?(?:failed_?)?(?:login_?)?attempts|lock-?out[ _-]?(?:threshold|attempts|after|limit)|"
        r"failed_?login_?(?:limit|attempts))\W{1,5}#N",
        "",
        "",
        2,
        100,
    ),
    rule(
        "lockout_attempts",
        rf"(?:{_FAILED}|lock\w*)\s+(?:before|until|to|bis zur?|avant|antes del?|hasta)\s+(?:the\s+|a\s+|el\s+|le\s+)?"
        r"(?:account\s+)?(?:lock\w*|block\w*|sperr\w*|bloque\w*|verrou\w*)\W{1,4}#N",
        "",
        r"\b(?:per|/)\s*(?:minute|hour|min|h)\b",
        2,
        100,
    ),
    rule(
        "lockout_attempts",
        rf"#O\s+{_A_FAILURE}\b(?:\s+fallido|\s+échouée)?",
        r"lock(?!file)|account.{0,20}(?:block|suspend)|sperr|bloque|verrou",
        r"\b(?:per|/)\s*(?:minute|hour|min|h)\b",
        2,
        100,
    ),
    rule(
        "password_min_length",
        rf"{_AT_LEAST}\s*[:=]?\s*#N\+?\s*{_CHARACTERS}",
        _OF_PASSWORDS,
        "",
        4,
        128,
    ),
    rule(
        "password_min_length",
        rf"{_AT_LEAST}\s*#N\s*(?:,|and|but|und|y|et)\s*{_AT_MOST}\s*\d+\s*{_CHARACTERS}",
        _OF_PASSWORDS,
        "",
        4,
        128,
    ),
    rule(
        "password_min_length",
        rf"(?<!to )(?<!-)(?<!- )(?<!–)(?<!bis )(?<!and )(?<!und )#N\+?\s*(?:\+\s*)?(?:or more\s+)?-?\s?{_CHARACTERS}\b",
        rf"(?:{_OF_PASSWORDS})(?!.{{0,60}}(?:\bmax|höchstens|au plus))",
        r"max|up to|at most|höchstens|au plus|username|first|name|nombre\b",
        4,
        128,
    ),
    rule(
        "lockout_attempts",
        r"\bmax(?:imum)?\.? (?:failed |invalid )?(?:log-?ins?|sign-?ins?)(?: attempts)?\D{1,20}#N",
        "",
        r"\b(?:per|/)\s*(?:minute|hour|min|h)\b",
        2,
        100,
    ),
    rule(
        "password_min_length",
        r"(?:min(?:imum|\.)? )?password (?:min(?:imum|\.)? )?length\D{1,20}#N",
        "",
        r"max",
        4,
        128,
    ),
    rule(
        "password_min_length",
        rf"#N\s*(?:to|-|–|bis|and|und|à|et|a|y)\s*\d+\s*{_CHARACTERS}",
        _OF_PASSWORDS,
        r"username|first|name|nombre\b",
        4,
        128,
    ),
    rule(
        "password_min_length",
        r"(?:min(?:imum|imal|\.)? length|mindestlänge|longitud mínima|longueur minimale)"
        rf"[^.;|\d]{{0,20}}(?:{_OF_PASSWORDS})\D{{1,12}}#N",
        "",
        "",
        4,
        128,
    ),
    rule(
        "password_history",
        r"\b(?:last|previous|past|recent|former|letzten|vorherigen|últimas|dernier\w*)\s+#N\b(?:\s+|$|[.,;)])"
        r"(?!(?:failed|wrong|log-?ins?|attempts|minutes?|hours?|days?|months?|years?|characters)\b)",
        rf"^(?=.*(?:{_OF_PASSWORDS}))(?=.*(?:re-?us|again|differ|repeat|same|histor|not be|never|wieder|distint|réutilis))",
        r"lock|attempt|rate|token",
        1,
        50,
    ),
    rule(
        "password_history",
        r"passwords?[ _-]?(?:history|reuse)(?:[ _-]?(?:size|count|length|depth|limit))?\W{1,5}(?:of |last |is )*#N",
        "",
        "",
        1,
        50,
    ),
    rule(
        "password_history",
        r"#N\s+(?:\w+\s+)?(?:last|previous|former|old|past|most recent|recent)\s+(?:passwords|ones)\b",
        _OF_PASSWORDS,
        "",
        1,
        50,
    ),
    rule(
        "password_max_length",
        rf"{_AT_MOST}\s*[:=]?\s*#N\s*{_CHARACTERS}",
        _OF_PASSWORDS,
        r"username|first|name|nombre\b",
        8,
        1024,
    ),
    rule(
        "password_max_length",
        rf"\d+\s*(?:to|-|–|bis|and|und|à|et|a|y)\s*#N\s*{_CHARACTERS}",
        _OF_PASSWORDS,
        r"username|first|name|nombre\b",
        8,
        1024,
    ),
    rule("password_min_length", r"^min_?(?:length|len|chars|size)\W{1,4}#N", r"passw", "", 4, 128),
    rule(
        "page_size",
        r"\bpages? sizes?(?: is| of|:)?\s+#N\b(?!\s*[,/]\s*\d)",
        "",
        r"rate|max",
        2,
        10000,
    ),
    rule("replicas_min", r"\bbetween #N and \d+ (?:replicas|instances|pods)", "", "", 1, 1000),
    rule("replicas_max", r"\bbetween \d+ and #N (?:replicas|instances|pods)", "", "", 1, 10000),
    rule("password_min_length", r"password\w*\s*\(\s*min\w*\s*[:=]?\s*#N", "", "", 4, 128),
    rule(
        "password_min_length",
        r"(?:password_?min_?(?:length)?|min_?password_?length)\W{1,5}#N",
        "",
        "",
        4,
        128,
    ),
    rule(
        "db_pool_size",
        r"(?:(?<![A-Za-z])pool[_ ]?size|connection pool(?:\s+(?:size|of|with))?|max_?pool_?size|"
        r"maximumpoolsize)\W{1,5}(?:of |to |is )?#N",
        "",
        r"thread|worker",
        1,
        5000,
    ),
    rule("db_pool_overflow", r"max_?overflow\W{1,5}#N", "", "", 0, 5000),
    rule("replicas_min", r"(?:minreplicas|min_?replicas|min_capacity)\W{1,4}#N", "", "", 1, 1000),
    rule("replicas_max", r"(?:maxreplicas|max_?replicas|max_capacity)\W{1,4}#N", "", "", 1, 10000),
    rule("replicas_min", r"^replicas\W{1,3}#N", "", "", 1, 1000),
    rule(
        "replicas_min",
        r"(?:at least|minimum(?: of)?|\bmin)\s+#N\s+(?:replicas|instances|pods)",
        "",
        "",
        1,
        1000,
    ),
    rule("replicas_min", r"\b#N\s*(?:-|–|to)\s*\d+\s+(?:replicas|instances|pods)", "", "", 1, 1000),
    rule(
        "replicas_max", r"\b\d+\s*(?:-|–|to)\s*#N\s+(?:replicas|instances|pods)", "", "", 1, 10000
    ),
    rule(
        "port",
        r"(?:containerport|^expose|^(?:app_?|api_?|server_?)?port)\W{1,4}#N",
        "",
        r"redis|postgres|db_port|mysql|smtp",
        80,
        65535,
    ),
    rule(
        "port",
        r"\b(?:api|backend|server|service|app(?:lication)?|uvicorn|"
        r"fastapi)\b[^.;]{0,40}\b(?:on|port)\s+(?:port\s+)?:?#N\b",
        "",
        r"redis|postgres|mysql|mongo|frontend|vite|react|next",
        1024,
        65535,
    ),
    rule(
        "lockout_attempts",
        r"\b(?:wrong|incorrect\w*|fail\w*|mistyp\w*|falsch\w*)\s+(?:\w+\s+){0,4}?#N\s*"
        r"(?:times|mal\b|fois|veces|in a row)",
        _SIGNING,
        r"\bretr(?:y|ies)|deliver|webhook",
        2,
        100,
    ),
    rule(
        "lockout_attempts",
        r"#N\s*(?:times|mal|fois|veces)\s+(?:\w+\s+){0,3}?"
        r"(?:wrong|incorrect\w*|fail\w*|falsch\w*|erron\w*)",
        _SIGNING,
        r"\bretr(?:y|ies)|deliver|webhook",
        2,
        100,
    ),
    rule(
        "db_pool_size",
        r"\bpool\b[^.;|\d]{0,30}?(?:\b(?:of|holds?|has|have|keeps?|with|contains?|is|are|to|at|allows?)|:)\s+"
        r"(?:up to |at most |max\w*\.? )?#N\s+(?:\w+\s+)?"
        r"(?:connections?|verbindungen|conexiones|connexions)",
        "",
        r"thread|worker|redis",
        1,
        5000,
    ),
    rule(
        "db_pool_size",
        r"#N\s+connections? to (?:the )?(?:database|db|postgres\w*|mysql|mariadb)\b",
        "",
        r"thread|worker|redis|replica",
        1,
        5000,
    ),
    rule(
        "db_pool_size",
        r"#N\s+(?:\w+\s+)?connections? (?:in|per|from|of) (?:the |each |an? )?(?:\w+ )?pool\b",
        "",
        r"thread|worker|redis",
        1,
        5000,
    ),
    rule(
        "db_pool_size",
        r"\b(?:size of (?:the )?|tamaño del? |tamanho do |taille du |größe des )(?:\w+[ -])?"
        r"(?:pools?|verbindungspools?)\b[^.;|\d]{0,25}\W#N",
        "",
        r"thread|worker|redis",
        1,
        5000,
    ),
    *PAGES,
)

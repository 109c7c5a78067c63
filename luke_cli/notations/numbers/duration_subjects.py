"""The words that tell what a duration is of."""

import re
from typing import Final

_KEYED: Final = (
    (
        "refresh_token_ttl",
        (
            r"refresh[ _-]?tokens?|\(refresh\b|refresh_(?:expir\w*|ttl|lifetime)|jwt_refresh\w*|"
            r"\brefresh\W{0,3}$|\brefresh (?:for|after|within|:|=|is|lasts|lives)\b|(?:tokens?|jetons?) de (?:actualización|refresco|rafra[iî]chissement|renouvellement|actualisation|renovação|renovaci[oó]n|atualização|rinnovo|aggiornamento)|"
            r"(?:auffrischungs|aktualisierungs|erneuerungs|wiederholungs)-?tokens?|\b(?:los|las|el) de (?:actualización|refresco|renovación)|\brefresh ones\b|"
            r"jetons? (?:d'actualisation|de rafraîchissement)|токен\w* обновления|刷新令牌|リフレッシュトークン|"
            r"리프레시 토큰"
        ),
    ),
    (
        "reset_token_ttl",
        (
            r"(?:password[ _-])?reset[ _-](?:tokens?|links?|codes?|(?:e-?)?mails?|urls?|expir\w*)|"
            r"forgot[ -]password (?:tokens?|links?)|jwt_reset\w*|\blinks? (?:for|to) (?:a |the |your )?(?:password[ -]reset|resetting (?:a |the |your )?password)|"
            r"\blinks? for (?:\w+ )?(?:new|forgotten|"
            r"lost) passwords?|\blinks? to (?:re)?(?:set|choose|change|renew|new|cover) [^.;,]{0,20}"
            r"\bpasswords?|passwor[dt]-?links?|zurücksetz\w*|"
            r"(?:enlaces?|liens?) de (?:re(?:stablecimiento|cuperación)|réinitialisation)"
        ),
    ),
    (
        "verify_token_ttl",
        (
            r"(?:e-?mail[ _-])?(?:verif\w+|confirmation|activation)[ _-](?:tokens?|links?|codes?|"
            r"e-?mails?)|(?:magic|sign-?in|log-?in)[ -]links?|\bcodes? (?:sent|mailed|e-?mailed)\b|bestätigungs-?(?:links?|codes?|mails?)|"
            r"(?:enlaces?|liens?|códigos?|codes?) de (?:confirmation|confirmación|verificación|"
            r"vérification)|one[- ]time (?:passwords?|codes?)|\botps?\b"
        ),
    ),
    (
        "invite_token_ttl",
        (
            r"invit\w*[ _-](?:tokens?|links?|codes?|e-?mails?)|\binvitations?\b|einladung\w*|invitaci\w+|\binvites?\b|"
            r"\binvited (?:people|persons?|users?|staff|members?|colleagues?)\b[^.;]{0,60}\blinks?\b"
        ),
    ),
    (
        "file_url_ttl",
        (
            r"\b(?:pre-?|self-)?sign(?:ed|ature)[ _-](?:download |upload |file |photo |image )?(?:urls?|links?|addresses)|"
            r"\b(?:download|upload|file|photo|image|picture|document|attachment|media|video|pdf|blob|object|storage|bucket|s3|"
            r"temporary|temp|time-limited|short-lived|expiring|presigned)[ _-](?:links?|urls?|tokens?)\b|share[ _-]?links?|"
            r"\b(?:links?|urls?) (?:to|for|of|on) (?:(?:an?|the|each|every|all|one|any|its|their|stored|uploaded|\w+) ){0,2}"
            r"(?:files?|photos?|images?|pictures?|documents?|attachments?|downloads?|scans?|recordings?|videos?|pdfs?|uploads?|"
            r"objects?|media|reports?|exports?)\b|"
            r"\b(?:links?|urls?) (?:is|are) (?:pre-?)?signed\b|\bsignatures? of (?:an? |the )?(?:links?|urls?)\b"
        ),
    ),
    (
        "password_max_age",
        (
            r"password[ _-](?:rotation|expir\w+|max[ _-]?age|age|lifetime|change)|(?:rotate|"
            r"change) passwords?|\b(?:must|ha(?:s|ve) to|should) change (?:them|it)\b|passwords?\b(?![ _-](?:reset|link|mail))[^.;]{0,80}\b(?:changed|rotated|renewed|replaced|expire)|"
            r"\bpasswords?\b[^.;]{0,80}\bnew one (?:after|every|each|at least every)\b|\bnew passwords? (?:is|are) (?:needed|"
            r"required|asked for|due) (?:after|every)\b|\bnew passwords? every\b"
        ),
    ),
    (
        "api_key_ttl",
        (
            r"\b(?:api|(?<!s3 )access)[ _-]?keys?\b(?:[ _-](?:is |are |must be |should be |have to be |will be )?"
            r"(?:rotat\w+|expir\w*|valid\w*|li[fv]e\w*|ttl))?|\bpersonal access tokens?\b"
        ),
    ),
    (
        "encryption_key_rotation",
        (r"keys?[ _-]rotat\w+|rotat\w+ (?:of )?(?:encryption |master |data )?keys?"),
    ),
    (
        "lockout_time",
        (
            r"\b(?:un)?lock(?:ed|s|out|ing)?(?:[ _-]?out)?\b|(?<=_)lock(?:ed|out)?\b|cool[ -]?down|"
            r"temporarily (?:blocked|disabled|suspended)|\btry (?:it )?again (?:in|after)\b|"
            r"\b(?:accounts?|users?|members?|log-?ins?|address(?:es)?|ip|password)\b[^.;]{0,40}\bblock(?:s|ed)?\b|"
            r"\b(?:accounts?|log-?ins?)\b[^.;]{0,30}\b(?:closed|frozen|suspended|disabled|shut|sleeps?|paused|barred) for\b|"
            r"\b(?:wrong|failed|incorrect) (?:tries|attempts|passwords|log-?ins|guesses)\b,? (?:and )?then\b|"
            r"\bblocks? (?:the |an? |an )?(?:accounts?|log-?ins?|address|ip)\b|"
            r"\b(?:wrong|fail\w*|attempts?|incorrect\w*|mistyp\w*)\b[^.;]{0,40}\b(?:(?:has to|have to|must|needs? to) wait|waits)\b|"
            r"\bgesperrt|\bsperr(?:t|en|zeit|dauer)\b|bloque\w+|verrouill\w+"
        ),
    ),
    (
        "session_idle",
        (
            r"ina[ck]tiv\w+|untätig\w*|\bidle\b|session[ _-]?(?:time-?out|expir\w*)|\bsessions? (?:time|expire|"
            r"end)s?\b|auto(?:matic)?[- ]?(?:log|sign)[- ]?(?:out|off)|"
            r"\bsessions?\b[^.;]{0,40}\b(?:nothing|not (?:used|touched|active)|unused|untouched)\b|"
            r"\b(?:signed-in|logged-in|log-?in|user|web|browser|open|unattended) sessions?\b[^.;]{0,50}\b(?:close[ds]?|nobody|no one|end(?:s|ed)?)\b|"
            r"\bsessions? (?:that|which) (?:nobody|no one)\b|\baway from (?:the |their )?(?:keyboard|desk|screen)\b|"
            r"\b(?:does|do|did) nothing\b|"
            r"\b(?:browsers?|tabs?|screens?|windows?|terminals?|apps?) (?:that |which )?(?:nobody|no one|is not|goes un)\b|"
            r"\b(?:signs?|logs?|kicks?|throws?) (?:you|users?|people|them|him|her|everybody) out\b|"
            r"\bwithout (?:a|any|one) (?:click|tap|action|request|key ?press)\b|"
            r"\bwithout (?:any )?(?:use|activity|input|touch\w*)\b|\bdoing nothing\b|\b(?:signed|logged) (?:\w+ )?out after\b|"
            r"\b(?:abgemeldet|ausgeloggt) nach\b|sin actividad|"
            r"sans activité|ohne (?:aktivität|eingabe|nutzung)"
        ),
    ),
    (
        "access_token_ttl",
        (
            r"access[ _-]?tokens?|\bjwts?\b|(?:auth(?:entication)?|bearer|id|session)[ _-]tokens?|"
            r"(?<!refresh[ _-])(?<!reset[ _-])(?<!verification[ _-])\btokens?[ _-](?:expir\w*|"
            r"validity|lifetime|ttl|life)|\bexpires?[_ ]?in\b|"
            r"\baccess\W{0,3}$|jwt_access\w*|access_ttl\w*|tokens? de ac(?:ceso|cès|esso)|zugriffs-?tokens?|"
            r"jetons? d'accès|токен\w* доступа|访问令牌|アクセストークン|액세스 토큰|"
            r"(?<!refresh[ _-])(?<!reset[ _-])\btokens? (?:are |is |will )?"
            r"(?:valid|expires?|lasts?|good|lives?)|"
            r"\btokens? (?:(?:ist|sind|bleib\w+|läuft|laufen)\b|gilt\b|gelten\b|caduca\w*|expira\w*|"
            r"est valable|sont valables)|jwt_expir\w*|access_expir\w*|(?<![\w ])tokens?\b"
        ),
    ),
    ("db_pool_timeout", r"pool[ _]?timeout|connection timeout|acquire timeout"),
    ("db_pool_recycle", r"pool[ _]?recycle|max[ _]?lifetime"),
    ("quarantine_retention", r"quarantin\w+"),
    (
        "audit_retention",
        (
            r"audit[ _-](?:logs?|trails?|records?|events?|entries)(?:[ _-]retention|"
            r"(?: (?:is|are|must be|will be))? (?:retained|kept|stored|archived))?|\baudit(?: data)?:? *$"
        ),
    ),
    (
        "log_retention",
        (
            r"(?<!audit )\blogs?[ _-]retention|(?:request|access|server|app(?:lication)?|system|error|"
            r"debug)[ -]logs?\b|(?<!audit[ -])\blogs? (?:stays?|remains?|live|werden)\b|(?<!audit[ -])\blogs?(?: for|:) *$|(?:^|[,;:(/|]\s*|\b(?:keep|store|retain) )logs *$|"
            r"\b(?:los registros|les journaux|protokolle)\b|(?:retain|keep|store)s? logs|\blogs (?:are )?(?:retained|kept|"
            r"stored|archived)"
        ),
    ),
    (
        "backup_retention",
        (
            r"backups?[ _-](?:retention|retained|kept|are (?:kept|retained|stored))|(?:retain|"
            r"keep)s? (?:\w+ )?backups?|backups?,? (?:\w+ ){0,2}(?:kept|retained|stored)\b|\bbackups?(?: for)?:? *$|\bbackups? (?:stay|remain|live)s?\b|"
            r"\b(?:backups?|sicherung(?:en|skopien)) (?:werden|bleiben)\b|sicherungs?aufbewahrung|"
            r"copias de seguridad|respaldos|sauvegardes|backup_retention\w*"
        ),
    ),
    (
        "soft_delete_retention",
        (
            r"soft[ _-]delet\w+|deleted (?:records?|data|items?|rows?|accounts?|users?|\w+s)\b|"
            r"retention(?:[ _-]period)?|\bretained\b|permanently (?:deleted|removed)|purged?\b"
        ),
    ),
    ("idempotency_ttl", r"idempotency[ _-]keys?"),
    (
        "request_timeout",
        (
            r"(?:request|api|http|server)[ _-]?time-?outs?|\brequests? (?:time out|timeout|(?:is|are) "
            r"(?:cut off|aborted|cancelled|canceled|stopped|killed|ended|given up|abandoned|dropped|terminated))|\brequests? (?:that )?"
            r"(?:runs?|takes?|lasts?|running|taking) (?:\w+ )?(?:longer|more) than|"
            r"\b(?:requests?|calls?) (?:which|that) (?:need|take|run|last)s? (?:longer|more) than"
        ),
    ),
    (
        "export_time_max",
        (
            r"(?:export|report)s?[ _-](?:generation|creation|processing|time|rendering)|"
            r"\bexports?\b(?: \([^()]{2,40}\))? (?:is|are|must be|has to be|takes?|comes?) (?:(?:finished|ready|done|there|complete|available|produced|made|written) )?"
            r"(?:within|in|after)\b|"
            r"\bexports?\b(?: of [^.;:]{2,40})?\W{1,3}(?:under|below|within|in (?:under|less)|less than|"
            r"at most|max|takes?|<)|"
            r"\bexports?\b(?: (?:of|for|to) [^.;:]{2,60})?:\W{1,3}$|"
            r"\bas (?:an? |one )?(?:pdf|zip|csv|xlsx?|excel(?: file| sheet)?|spreadsheet|archive)\b\W{1,3}(?:is (?:there|ready|done|made) )?"
            r"(?:(?:within|under|below|in|at most|max\w*|less than|takes?|up to|no more than|not longer than)\b|<|≤|$)|"
            r"generat\w+ (?:of )?(?:reports?|exports?)"
        ),
    ),
    (
        "processing_max",
        (
            r"(?:receipts?|images?|files?|documents?|uploads?|photos?|videos?)[ _-](?:processing|"
            r"upload|scanning)(?![ _-]?(?:size|limit))"
        ),
    ),
    ("cache_ttl", r"\bcach\w+|\bttl\b|time[ -]to[ -]live"),
)
SUBJECTS: Final = tuple((key, re.compile(pattern)) for key, pattern in _KEYED)
"""Setting, and what it is called beside a duration; the earlier where two stand equally near."""
CONTEXTS: Final = (
    (
        "access_token_ttl",
        re.compile(
            r"\bjwts?\b[^/]*$|\baccess tokens?\b[^/]*$|\btokens?\b[^/]*$|token (?:management|"
            r"security|generation|lifetimes?|expir\w*) /[^/]*$"
        ),
        re.compile(r"expir|valid|lifetime|ttl|short[- ]lived"),
    ),
    ("cache_ttl", re.compile(r"\bcach\w*|\bttls?\b"), re.compile(r"")),
    ("lockout_time", re.compile(r"lock-?out"), re.compile(r"duration|period|time|minutes")),
    ("quarantine_retention", re.compile(r"quarantine"), re.compile(r"clean-?up|delet|after|remov")),
    (
        "soft_delete_retention",
        re.compile(r"data[ _](?:retention|deletion)|retention policy"),
        re.compile(r"delet|retention_period|retain"),
    ),
)
"""Setting, what stands above the statement, and what the statement itself says."""
OTHERS: Final = {
    # `must change them` is about passwords only where they are spoken of.
    "password_max_age": re.compile(r"^(?!.*passw)"),
    "access_token_ttl": re.compile(
        r"clock skew|leeway|rotate (?:\w+ )?(?:keys?|secrets?)|\brate\b|requests|cach"
    ),
    "api_key_ttl": re.compile(
        r"\brate\b|limit|requests|calls|throttl|cach|retr(?:y|ies)|time-?out|used in|unused|revo\w+ (?:with)?in|warn|remind|"
        r"log|alert|overlap|grace"
    ),
    "cache_ttl": re.compile(r"throttl|\brate\b|load|response time|p9\d|\bhits?\b|latency"),
    "soft_delete_retention": re.compile(
        r"\blogs?\b|backup|metrics|employee|customer retention|user retention|quarantine|cach|"
        r"respon"
    ),
    "lockout_time": re.compile(
        r"optimistic|(?<!in a )row[ -]lock|lock timeout|auto-?lock|database lock|deadlock"
    ),
    "idempotency_ttl": re.compile(r"(?:answer|respon|repl|process)\w* (?:with)?in\b|time-?outs?\b"),
    "session_idle": re.compile(r"pool|connection|database"),
    "audit_retention": re.compile(r"respon|within|\breviewed\b|\breviews? (?:every|each)\b"),
}
"""What a statement about a setting never says."""
KEPT: Final = re.compile(
    r"\b(?:kept|keeps?|retain(?:ed|s)?|retention|stor(?:ed|es?)|archived?|held|preserved?|deleted?|"
    r"removed?|erased?|purged?|thrown away|discarded|wiped|gone|go away|stays?|remains?|lives?|rotated?|aufbewahrt|bleib(?:t|en)|aufgehoben|"
    r"gelöscht|gespeichert|conserv\w+|guard\w+|se borran|eliminad?\w+|supprim\w+)\b"
)
"""What is done with what a retention is of."""
RETAINED: Final = (
    (
        "audit_retention",
        re.compile(
            r"\baudit\b|\baudit-?(?:log|trail|eintr)\w*|auditor[ií]a|\b(?:change|activity) log\b|"
            r"\b(?:changes?|edits|accesses|actions|deeds) (?:(?:is|are) )?(?:logged|recorded)\b|"
            r"\bwho (?:has )?(?:read|saw|seen|did|done|changed|edited|opened|touched|booked|looked at) (?:what|which|each|every|the)\b|"
            r"\b(?:änderungs|prüf|revisions)-?protokoll\w*|\bwer (?:was|wann|welche[nrs]?)\b[^.;]{0,40}\b"
            r"(?:ge(?:ändert|lesen|sehen|macht|tan|löscht|bucht)|angelegt|bearbeitet)\b"
        ),
    ),
    (
        "backup_retention",
        re.compile(
            r"\bback-?ups?\b|\bdumps\b|\b(?:nightly|daily|hourly|weekly|database) dump\b|\bdatabase snapshots?\b|\bsnapshots of the (?:data|db)\w*|"
            r"sicherung(?:en|skopien?)\b|copias de seguridad|respaldos|sauvegardes"
        ),
    ),
    (
        "log_retention",
        re.compile(
            r"(?<!audit )(?<!audit-)\b(?:logs(?! (?:in|out|off|on)\b)|"
            r"(?:web|access|request|server|app\w*|error|system) log|log ?(?:files?|entries|lines|data|records))\b|"
            r"\bprotokolldateien\b|\blogdateien\b|\blos registros\b|\bles journaux\b"
        ),
    ),
)
"""What is kept for a time, said before or behind it."""

"""Default values of all notations as canonical text (see `Field.default` of the spec).

'USD' -> "USD"    TRUE -> true    CURRENT_TIMESTAMP -> now()    gen_random_uuid() -> uuid()
"""

import json
import re
from itertools import accumulate
from typing import Final

from luke_cli.spec.model import Type, TypeName

_NOW: Final = re.compile(
    r"""(?:now|current_timestamp|localtimestamp|getdate|getutcdate|sysdate|sysdatetime|sysutcdatetime
        |sysdatetimeoffset|utc_timestamp|statement_timestamp|clock_timestamp|transaction_timestamp
        |unixepoch|systimestamp|(?:sa\.)?func\.now|datetime\.(?:utc)?now|timezone\.now|date\.now
        |auto_now(?:_add)?
        |timestamp|current[ ](?:time|timestamp|date[ ]and[ ]time)|new[ ]date
        |datetime\.datetime\.(?:utc)?now
        |lambda:\s*datetime\.(?:utc)?now|server[ ]time
        |creation[ ]time)\s*(?:\([^()]*(?:\([^()]*\))?[^()]*\))?
        (?:\s+at\s+time\s+zone\s+.*)? | datetime\(\s*'now'.*\) | strftime\(.*'now'.*\)""",
    re.IGNORECASE | re.VERBOSE,
)
_TODAY: Final = re.compile(
    r"(?:current_date|curdate|today|date\.today|current date)\s*(?:\(\s*\))?|date\(\s*'now'\s*\)",
    re.IGNORECASE,
)
_UUID: Final = re.compile(
    r"""(?:(?:public\.)?(?:gen_random_uuid|uuid_generate_v[1-7](?:mc)?|newid|newsequentialid|uuidv[47]|uuid_v[47]
        |generate_uuid|random_uuid|sys_guid|gen_uuid|uuid|uuid\.uuid[147]|uuid[147]|uuidv4
        |auto-?uuid
        |crypto\.randomuuid|dbgenerated\(.*uuid.*\)))\s*(?:\(\s*\))*""",
    re.IGNORECASE | re.VERBOSE,
)
_NONE: Final = frozenset("null none undefined nil - — – n/a no nothing".split())
_CAST: Final = re.compile(r"""\s*::\s*["\w. ]+(?:\([\d, ]*\))?(?:\s*\[\s*\])*\s*$""")
_QUOTED: Final = re.compile(r"""[NnEeBb]?(?:'((?:[^']|'')*)'|"([^"]*)"|`([^`]*)`|“([^”]*)”)""")
_NUMBER: Final = re.compile(r"[-+]?\d{1,40}(?:\.\d{1,40})?")
_MEMBER: Final = re.compile(r"[A-Z]\w*\.([A-Za-z_]\w*)(?:\.value)?")
_WORD: Final = re.compile(r"[^\W\d][\w .+/-]{0,60}")
_EMPTY: Final = {"dict": "{}", "list": "[]", "array": "[]", "set": "[]", "map": "{}"}


def canonical(text: str, of: Type | None = None) -> str:
    """Return the canonical text of a default; "" for none and for what the spec cannot say."""
    text = _unwrapped(text)
    quoted = _QUOTED.fullmatch(text)
    if quoted is not None:
        return _of_string(next(g for g in quoted.groups() if g is not None).replace("''", "'"), of)
    if text.lower() in _NONE:
        return ""
    if text.lower() in ("true", "false", "yes"):
        return {"yes": "true"}.get(text.lower(), text.lower())
    if _NUMBER.fullmatch(text):
        return _of_number(text.lstrip("+"), of)
    return _call(text) or _bare(text, of)


def _unwrapped(text: str) -> str:
    text = text.strip().rstrip(";,").strip()[:300]
    for _ in range(4):
        shorter = _CAST.sub("", text).strip()
        if _is_enclosed(shorter):
            shorter = shorter[1:-1].strip()
        if shorter == text:
            break
        text = shorter
    return text


def _is_enclosed(text: str) -> bool:
    if not (text.startswith("(") and text.endswith(")")):
        return False
    depths = accumulate({"(": 1, ")": -1}.get(character, 0) for character in text[:-1])
    return min(depths, default=0) > 0


def _of_string(value: str, of: Type | None) -> str:
    if of is not None and of.name is TypeName.JSON:
        return _json(value) or json.dumps(value, ensure_ascii=False)
    if of is not None and of.name is TypeName.BOOLEAN:
        return {"t": "true", "1": "true", "true": "true", "y": "true"}.get(value.lower(), "false")
    if of is not None and of.name in (
        TypeName.INTEGER,
        TypeName.BIGINT,
        TypeName.DECIMAL,
        TypeName.FLOAT,
    ):
        return value if _NUMBER.fullmatch(value) else ""
    if value == "{}" and of is not None and of.name is not TypeName.STRING:
        return "[]"
    if of is not None and of.name in (TypeName.DATETIME, TypeName.DATE, TypeName.UUID):
        return _call(value) or json.dumps(value, ensure_ascii=False)
    return json.dumps(value, ensure_ascii=False)


def _json(value: str) -> str:
    try:
        return json.dumps(json.loads(value), ensure_ascii=False)
    except (ValueError, RecursionError):
        return ""


def _of_number(text: str, of: Type | None) -> str:
    if of is not None and of.name is TypeName.BOOLEAN:
        return "true" if float(text) else "false"
    if of is not None and of.name in (TypeName.STRING, TypeName.TEXT, TypeName.ENUM):
        return json.dumps(text)
    whole, dot, fraction = text.partition(".")
    sign = "-" if whole.startswith("-") else ""
    return sign + (whole.lstrip("-").lstrip("0") or "0") + dot + fraction


def _call(text: str) -> str:
    if _NOW.fullmatch(text):
        return "now()"
    if _TODAY.fullmatch(text):
        return "today()"
    if _UUID.fullmatch(text):
        return "uuid()"
    empty = re.fullmatch(r"(dict|list|set|array|map)(?:\(\s*\)|\[\s*\])?", text, re.IGNORECASE)
    if empty is not None:
        return _EMPTY[empty[1].lower()]
    return re.sub(r"\s", "", text) if re.fullmatch(r"\{\s*\}|\[\s*\]", text) else ""


def _bare(text: str, of: Type | None) -> str:
    member = _MEMBER.fullmatch(text)
    if member is not None:
        return json.dumps(member[1])
    if of is not None and of.name is TypeName.JSON and text[:1] in "[{":
        return _json(text)
    if "(" in text or not _WORD.fullmatch(text):
        return ""
    return json.dumps(text, ensure_ascii=False)

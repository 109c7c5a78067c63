"""What the verb and the words behind it say of a field.

has at most 200 characters      is required      may be empty      must be unique
is draft, sent or paid          is between 1 and 5                 defaults to 7
"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from luke_cli.notations.field_forms import WITHIN
from luke_cli.notations.numbers.quantities import NUMBER, number
from luke_cli.spec.model import TypeName


class Rule(NamedTuple):
    """What is said; `None` and "" where it is not."""

    required: bool | None = None
    unique: bool | None = None
    unique_per: str = ""
    """Within what its values come once, as written."""
    min_length: int | None = None
    max_length: int | None = None
    minimum: str = ""
    maximum: str = ""
    over: str = ""
    under: str = ""
    default: str = ""
    values: tuple[str, ...] = ()
    kind: TypeName | None = None
    """Whether a number is whole."""


class Said(NamedTuple):
    """What a sentence says of a field, and of which; the entity is "" where it is not said."""

    rule: Rule
    entity: str
    field: str


class Ruled(NamedTuple):
    """What a row or a bullet says of a field."""

    field: str
    """As written: `crate.label`."""
    rule: Rule
    line: int


def once(within: str | None) -> Rule:
    """Return the rule that values come once, or once within something."""
    return Rule(unique_per=within.strip()) if within else Rule(unique=True)


def joined(rule: Rule, more: Rule | None) -> Rule:
    """Return a rule with what another says in addition."""
    said = more._asdict() if more else {}
    added = {
        name: value
        for name, value in said.items()
        if value not in (None, "", ()) and getattr(rule, name) in (None, "", ())
    }
    return rule._replace(**added)


_FILLED: Final = r"(?:given|provided|set|filled(?:\s+(?:in|out))?|present|entered|stated|supplied|specified|known)"
_EMPTY: Final = r"(?:empty|blank|null|missing|left\s+(?:out|empty|blank|open)|omitted|skipped)"
_REQUIRED: Final = re.compile(
    r"^(?:(?:is|are|must be|should be)\s+(?:always\s+|also\s+)?(?:required|mandatory|compulsory|obligatory|"
    r"not (?:optional|nullable)|never (?:empty|blank|null|optional)|an?\s+(?:must|(?:required|mandatory)\s+field))|"
    rf"(?:must|may|should)\s+(?:not|never)\s+be\s+{_EMPTY}|(?:must|should)\s+always\s+have\s+a\s+value|"
    rf"(?:must|has\s+to|have\s+to|needs?\s+to)\s+(?:always\s+)?be\s+{_FILLED}|"
    rf"(?:cannot|can['’]t|can not|can never|may not)\s+be\s+{_EMPTY})\b"
    r"(?!\s+(?:by|for|to|when|if|unless|that|of|in|on|only|above|over|below|under|from|with|at|per|during|as\s+(?:an?|the|soon|part))\b)",
    re.IGNORECASE,
)
_OPTIONAL: Final = re.compile(
    r"^(?:(?:is|are)\s+(?:optional|voluntary|not (?:required|mandatory|needed|compulsory|obligatory)|nullable|"
    r"an?\s+optional\s+field)|"
    rf"(?:may|can)\s+(?:also\s+)?(?:be|stay|remain)\s+(?:{_EMPTY}|open)|"
    rf"(?:does|do)\s+not\s+(?:have|need)\s+to\s+be\s+{_FILLED}|needs?\s+not\b)",
    re.IGNORECASE,
)
_CONDITION: Final = re.compile(
    r"\b(?:if|unless|when(?:ever)?|except|once|until|before|after|while|as soon as|in case|depending|only|"
    r"as long as|provided)\b",
    re.IGNORECASE,
)
_FILLED_IN: Final = re.compile(
    r"\b(?:generat\w+|automatic\w*|default\w*|server|pre-?filled|computed|otherwise|then|"
    r"(?:if|when)\s+(?:left\s+)?(?:empty|blank|missing|omitted))\b",
    re.IGNORECASE,
)
_REASON: Final = re.compile(
    r",?\s+(?:since|because|as|so|otherwise|or else|for the|and|but)\b|:\s+(?!if\b|when|unless\b|only\b|except\b)",
    re.IGNORECASE,
)
_UNIQUE: Final = re.compile(
    rf"^(?:is|are|must be)\s+(?:globally\s+|always\s+)?unique\b(?:\s+{WITHIN}|(?!\s+(?:per|within|in)\b))",
    re.IGNORECASE,
)
_LENGTH: Final = re.compile(
    rf"(?:(?P<low>{NUMBER})\s*(?:-|–|to|and)\s*)?(?P<n>{NUMBER})\s*(?:[a-z-]+\s)?"
    r"(?:characters?|chars?|letters|digits|signs|symbols)\b(?P<after>.*)$",
    re.IGNORECASE,
)
_MOST: Final = re.compile(
    r"\b(?:at most|up to|no more than|not more than|max\w*|exceed|limited|longer than|under|"
    r"(?<!no )(?<!not )(?<!never )fewer than|or (?:less|fewer|shorter)|tops|"
    r"accepts?|allows?|holds?|takes?|fits?|cut|truncated|(?:can|may) (?:have|type|write|enter|hold|contain|take)|plenty|enough)\b",
    re.IGNORECASE,
)
_UNDER: Final = re.compile(
    r"\b(?:must|has to|have to|should)\s+be\s+(?:shorter|less|fewer)\s+than\s+\w+$", re.IGNORECASE
)
_LEAST: Final = re.compile(
    r"\b(?:at least|min\w*|shorter than|(?:no|not|never) (?:fewer|less|shorter) than|or more|more than)\b",
    re.IGNORECASE,
)
_BETWEEN: Final = re.compile(
    r"^(?:is|are|must be|may be|can be|must lie|lies)\s+(?:always\s+)?between\s+(-?\d[\d.]*)\s+and\s+(-?\d[\d.]*)\b(?!\s*\w+\s+(?:long|characters))",
    re.IGNORECASE,
)
_AT_MOST: Final = re.compile(
    r"^(?:is|are|must be|may be|can be)\s+(?P<which>at most|no more than|at least|no less than)\s+"
    r"(?P<n>-?\d[\d.]*)\s*%?$",
    re.IGNORECASE,
)
_EXCEED: Final = re.compile(
    r"^(?:must|may|can|should)(?:\s*not|\s+never)\s+(?:exceed|be\s+(?:more|higher|greater|larger|above|over)(?:\s+than)?)\s+"
    r"(?P<n>-?\d[\d.]*)\s*%?$",
    re.IGNORECASE,
)
_DEFAULT: Final = re.compile(
    r"^(?:defaults?\s+to\s+|(?:is|are)\s+)[`'\"]?(?P<value>[\w.-]+)[`'\"]?(?P<by>\s+by\s+default)?$",
    re.IGNORECASE,
)
_VALUES: Final = re.compile(
    r"^(?:is|are|can be|may be|must be|should be|has|have|takes?)\s+(?:(?:always|therefore|thus|hence|then)\s+)?"
    r"(?:(?:either|one of|the (?:values?|states?))\s*:?\s*)?(?P<list>.+)$",
    re.IGNORECASE,
)
_VALUE: Final = re.compile(r"[A-Za-z][\w-]*(?:\s[a-z][\w-]*)?")
_NOT_VALUES: Final = re.compile(
    r"^(?!in (?:progress|review|transit|repair|stock|use)$|on (?:hold|sale|loan|order|time)$|"
    r"to do$|not started$)(?:the|an?|its|their|his|her|to|in|on|at|by|for|with|from|of|not|only|also|then|never|be|"
    r"been|able|allowed|used|shown|stored|sent|kept|more|less|what|who|how)\b(?=\s)|"
    r"\b(?:can|may|must|should|will|is|are|has|have|was|were|the)\b",
    re.IGNORECASE,
)
_EVERY: Final = ("all", "any", "everything")
"""What a filter offers besides the values."""
_FEWEST: Final = 2


def read_rule(verb: str, rest: str) -> Rule | None:
    """Read what stands behind the subject of a sentence; None if it says nothing of a field."""
    said = f"{verb} {rest.strip(' .')}"
    return _needed(said) or _long(said) or _bounded(said) or _defaulted(said) or _listed(said)


def is_filled(text: str) -> bool:
    """Tell whether the server gives what nobody has to type: a row is never without it."""
    return _FILLED_IN.search(text) is not None


def _needed(said: str) -> Rule | None:
    for form, required in ((_OPTIONAL, False), (_REQUIRED, True)):
        match = form.match(said)
        if match is not None:
            rest = said[match.end() :]
            if _CONDITION.search(_REASON.split(rest, maxsplit=1)[0]):
                # What holds in one case only says nothing of the rows.
                return None
            if not required and is_filled(rest):
                return None
            is_unique = required and re.search(r"\band unique\b", said) is not None
            return Rule(required=required, unique=True if is_unique else None)
    unique = _UNIQUE.match(said)
    return once(unique["within"]) if unique else None


def _long(said: str) -> Rule | None:
    match = _LENGTH.search(said)
    if match is None:
        return None
    count = int(float(number(match["n"])))
    if match["low"]:
        return Rule(min_length=int(float(number(match["low"]))), max_length=count)
    if _UNDER.search(said[: match.start()] + match["n"]):
        return Rule(max_length=count - 1) if count > 1 else None
    around = f"{said[: match.start()]} {match['after']}"
    if _MOST.search(around):
        return Rule(max_length=count)
    if _LEAST.search(around):
        return Rule(min_length=count)
    return Rule(min_length=count, max_length=count)


def _bounded(said: str) -> Rule | None:
    between = _BETWEEN.match(said)
    if between is not None:
        return Rule(minimum=between[1].rstrip("."), maximum=between[2].rstrip("."))
    over = _EXCEED.match(said)
    if over is not None:
        return Rule(maximum=over["n"].rstrip("."))
    one = _AT_MOST.match(said)
    if one is None:
        return None
    bound = one["n"].rstrip(".")
    is_upper = one["which"].lower() in ("at most", "no more than")
    return Rule(maximum=bound) if is_upper else Rule(minimum=bound)


def _defaulted(said: str) -> Rule | None:
    match = _DEFAULT.match(said)
    if match is None or not (match["by"] or said.lower().startswith("default")):
        return None
    return Rule(default=match["value"])


def _listed(said: str) -> Rule | None:
    match = _VALUES.match(said)
    values = tuple(dict.fromkeys(_values(match["list"]))) if match else ()
    return Rule(values=values) if len(values) >= _FEWEST else None


def _values(text: str) -> Iterator[str]:
    """Yield the values of `draft, sent and paid`; nothing if the words are more than a list."""
    parts = re.split(r"\s*,\s*(?:or\s+|and\s+)?|\s+(?:or|and)\s+|\s*[|/]\s*", text.strip(" ."))
    bare = [part.strip(" `'\"*") for part in parts]
    bare = [part for part in bare if part.lower() not in _EVERY]
    if all(_VALUE.fullmatch(part) and not _NOT_VALUES.search(part) for part in bare):
        yield from bare

"""A condition on a row, in words or as code, and what of the row it asks.

amount is greater than 0     total >= 10      the budget is positive       exceeds 500 EUR
has at least one line item   lines.length > 0 without a receipt            due_date is set

Only what is understood as a whole is a condition; anything else is none.
"""

import re
from collections.abc import Iterator
from typing import Final

from luke_cli.names import last_word, singular, snake
from luke_cli.spec.guards import MONEY, counted_by
from luke_cli.spec.model import NUMBERS, Entity, Field, Guard, Spec, TypeName

_COUNTS: Final = {
    word: str(number)
    for number, words in enumerate(("", "a an one any some", "two", "three", "four", "five"))
    for word in words.split()
}
_NUMBER: Final = (
    rf"(?:{MONEY}\s?)?(?P<number>-?\d+(?:[,\u202f]\d{{3}})*(?:\.\d+)?|zero)(?:\s?{MONEY})?"
)
_MUST: Final = r"(?:must be |has to be |have to be |should be )?"
_SIGNS: Final = (
    (">=", ">=|≥", r"(?:is |are )?(?:at least|no less than|not less than|a minimum of|greater than or equal to)"),
    ("<=", "<=|≤", (r"(?:is |are )?(?:at most|no more than|not more than|up to|a maximum of|less than or equal to"
                    r"|not (?:above|over|greater than|more than|higher than))|does not exceed")),
    ("<>", "!==?|<>|≠", r"(?:is |are )?(?:not equal to|other than|not)|differs from"),
    (">", ">", (r"(?:is |are )?(?:(?:greater|more|higher|larger|bigger|longer|later) than|above|over|beyond|after)"
                r"|exceed(?:s|ing)?")),
    ("<", "<", r"(?:is |are )?(?:(?:less|lower|smaller|fewer|earlier|shorter) than|below|under|before)"),
    ("=", "===?|=", r"(?:is |are )?(?:equal to|exactly)|equals|matches|is|are"),
)  # fmt: skip
_COMPARED: Final = tuple(
    (sign, re.compile(rf"(?P<left>.*?)\s*(?:{marks}|(?<!\w){_MUST}(?:{words})(?!\w))\s*(?P<right>.+)", re.IGNORECASE))
    for sign, marks, words in _SIGNS
)  # fmt: skip
_NEGATED: Final = {"=": "<>", "<>": "=", ">": "<=", "<=": ">", "<": ">=", ">=": "<",
                   "is set": "is not set", "is not set": "is set"}  # fmt: skip
_ARTICLE: Final = re.compile(
    r"^(?:(?:it|they|there|that|which|the|a|an|its|their|his|her|this|each|every|any|all|is|are|has|have|having|had|"
    r"contains?|includes?|carr(?:y|ies)|exists?|with|of)\s+)+",
    re.IGNORECASE,
)
_PARTS: Final = re.compile(
    r"(?:(?:at least|no fewer than|a minimum of|>=?|not less than)\s+)?"
    r"(?P<count>a|an|one|two|three|four|five|any|some|\d{1,2})\s+(?:or more\s+)?(?P<noun>[a-z_][\w -]{1,40}?)(?:\(s\))?"
    r"(?:\s+(?:is|are|has been|have been|exists?))?(?:\s+(?:attached|uploaded|added|recorded|present|given|entered))?",
    re.IGNORECASE,
)
_CODED_PARTS: Final = re.compile(
    r"(?:(?P<noun>\w+)(?:\.(?:length|size|count)(?:\(\))?)|(?:count|len|size)\((?P<inner>\w+)\))\s*(?P<sign>>=|>|!=)\s*(?P<count>\d{1,2})"
)
_THERE: Final = re.compile(
    r"(?P<field>.+?)\s+(?:is|are|has been|have been|was)\s+(?P<not>not\s+)?(?P<how>set|given|filled(?: in)?|present|provided|attached|"
    r"uploaded|entered|recorded|known|assigned|stated|there|specified|missing|empty|blank|null|unset|unassigned)"
    r"|(?P<coded>\w+)\s*(?P<sign>!==?|<>|==?=?|is not|is)\s*(?:null|none|nil|empty|''|\"\")",
    re.IGNORECASE,
)
_ABSENT: Final = ("missing", "empty", "blank", "null", "unset", "unassigned")
_POSITIVE: Final = re.compile(
    r"(?:a |the )?(?:positive|non-?zero) (?P<before>[\w ]+)|(?P<after>[\w ]+?) (?:is|must be) (?:positive|non-?zero|greater than zero)",
    re.IGNORECASE,
)
_TAILS: Final = (
    "",
    "_id",
    "_url",
    "_path",
    "_file",
    "_key",
    "_name",
    "_amount",
    "_date",
    "_at",
    "_on",
)
_MAIN: Final = ("amount", "total", "total_amount", "price", "cost", "sum", "budget", "value")
_LONGEST: Final = 120


def conditions(
    spec: Spec, entity: Entity, text: str, *, negated: bool = False
) -> tuple[Guard, ...]:
    """Return what a condition asks of a row; none if any part of it is not understood.

    `negated`: nothing may happen where the text holds, so that the guards are its opposite.
    """
    joint = r"\s+or\s+" if negated else r",?\s+and\s+|\s*&&\s*|;\s*|,\s+"
    parts = [part.strip(" .;:!") for part in re.split(joint, text[:_LONGEST], flags=re.IGNORECASE)]
    if len(text) > _LONGEST or not all(parts):
        return ()
    found = [_atom(spec, entity, part, negated=negated) for part in parts]
    return tuple(guard for guard in found if guard) if all(found) else ()


def lacking(spec: Spec, entity: Entity, text: str) -> tuple[Guard, ...]:
    """Return what `without a receipt` asks of a row: that it has one."""
    parts = re.split(r"\s+(?:and|or)\s+", text.strip(" ."), flags=re.IGNORECASE)
    found = [_counted(spec, entity, one) or _having(spec, entity, _bare(one)) for one in parts]
    return tuple(guard for guard in found if guard) if all(found) else ()


def _atom(spec: Spec, entity: Entity, text: str, *, negated: bool) -> Guard | None:
    without = re.match(
        r"(?:it\s+)?(?:has|have|there (?:is|are)|with)\s+(?:no|not any)\s+(.+)", text, re.IGNORECASE
    )
    if without:
        found = lacking(spec, entity, without[1])
        return found[0] if found and negated else None
    guard = (
        _counted(spec, entity, text)
        or _there(entity, text)
        or _positive(entity, text)
        or _compared(entity, text)
        or _having(spec, entity, _bare(text))
    )
    if guard is None or not negated:
        return guard
    if guard.of.startswith("count(") or guard.sign not in _NEGATED:
        return None
    return Guard(guard.of, _NEGATED[guard.sign], guard.value)


def _counted(spec: Spec, entity: Entity, text: str) -> Guard | None:
    coded = _CODED_PARTS.fullmatch(text.strip())
    told = _PARTS.fullmatch(_bare(text, keep_count=True))
    match = coded or told
    if match is None:
        return None
    part = part_named(spec, entity, match["noun"] or (match["inner"] if coded else ""))
    least = _COUNTS.get(match["count"].lower(), match["count"])
    if part is None or not least.isdigit():
        return None
    more = coded is not None and coded["sign"] != ">="
    return Guard(f"count({part.name})", ">=", str(int(least) + more) if more else least)


def _having(spec: Spec, entity: Entity, text: str) -> Guard | None:
    """Read `a receipt`, of what has one: rows of a part, or a field that is set."""
    noun = re.sub(
        r"\s+(?:attached|uploaded|added|recorded|set|given)$", "", text, flags=re.IGNORECASE
    )
    part = part_named(spec, entity, noun)
    if part is not None:
        return Guard(f"count({part.name})", ">=", "1")
    field = field_named(entity, noun)
    return Guard(field.name, "is set") if field and not field.required else None


def _there(entity: Entity, text: str) -> Guard | None:
    match = _THERE.fullmatch(text.strip())
    field = field_named(entity, _bare(match["field"] or match["coded"])) if match else None
    if match is None or field is None:
        return None
    if match["coded"]:
        absent = match["sign"].lower() in ("==", "=", "===", "is")
    else:
        absent = (match["how"].lower() in _ABSENT) is not bool(match["not"])
    return Guard(field.name, "is not set" if absent else "is set")


def _positive(entity: Entity, text: str) -> Guard | None:
    match = _POSITIVE.fullmatch(_bare(text))
    field = field_named(entity, _bare(match["before"] or match["after"])) if match else None
    return Guard(field.name, ">", "0") if field and field.type.name in NUMBERS else None


def _compared(entity: Entity, text: str) -> Guard | None:
    for sign, pattern in _COMPARED:
        match = pattern.fullmatch(text.strip())
        if match is not None:
            return _comparison(entity, sign, match["left"], match["right"])
    return None


def _comparison(entity: Entity, sign: str, left: str, right: str) -> Guard | None:
    named = _bare(f"{left} ").strip()
    field = field_named(entity, named) if named else main_number(entity)
    if field is None:
        return None
    number = re.fullmatch(_NUMBER, right.strip(), re.IGNORECASE)
    if number and field.type.name in NUMBERS:
        plain = number["number"].lower().replace(",", "").replace("\u202f", "").replace("zero", "0")
        return Guard(field.name, sign, plain)
    if field.type.name is TypeName.BOOLEAN and right.strip().lower() in (
        "true",
        "false",
        "yes",
        "no",
    ):
        true = (right.strip().lower() in ("true", "yes")) is (sign == "=")
        return Guard(field.name, "=", "true" if true else "false")
    other = field_named(entity, _bare(right))
    alike = other is not None and other is not field and other.type.name is field.type.name
    return Guard(field.name, sign, other.name) if other and alike else None


def main_number(entity: Entity) -> Field | None:
    """Return the number that is meant where none is named: `a loan above 500 EUR`."""
    numbers = [f for f in entity.fields if f.type.name in NUMBERS and not (f.role or f.computed)]
    money = [f for f in numbers if f.type.name is TypeName.DECIMAL]
    named = [f for f in numbers if f.name in _MAIN]
    return next((found[0] for found in (named, money, numbers) if len(found) == 1), None)


def field_named(entity: Entity, words: str) -> Field | None:
    """Return the field that words name, if they name one of an entity only."""
    name = snake(words.strip("`* "))
    spelled = (f"{name}{tail}" for tail in _TAILS)
    exact = next((f for one in spelled if (f := entity.field(one))), None)
    if exact is not None or not name:
        return exact if exact is not None and not exact.computed else None
    bare = name.removeprefix(f"{snake(entity.name)}_")
    near = [
        f for f in entity.fields if {*bare.split("_")} <= {*f.name.split("_")} and not f.computed
    ]
    return near[0] if len(near) == 1 and not near[0].role else None


def part_named(spec: Spec, entity: Entity, words: str) -> Entity | None:
    """Return the entity whose rows belong to one of another, as words name them."""
    name = singular(
        re.sub(r"_(?:items?|entr(?:y|ies)|records?|rows?)$", "", snake(words.strip("`* ")))
    )
    whole = singular(snake(words.strip("`* ")))
    own = snake(entity.name)
    found = [
        part
        for part in spec.entities
        if part is not entity
        and not (part.trait("account") or part.trait("join"))
        and counted_by(part, entity)
        and {name, whole} & {*_spellings(part, own)}
    ]
    return found[0] if len(found) == 1 else None


def _spellings(part: Entity, own: str) -> Iterator[str]:
    name = snake(part.name)
    yield from (name, name.removeprefix(f"{own}_"), last_word(name), singular(part.table))


def _bare(text: str, *, keep_count: bool = False) -> str:
    """Return words without what stands before a noun: `it has a receipt` is `receipt`."""
    if keep_count:
        return re.sub(
            r"^(?:(?:it|they|there|is|are|has|have|contains?|includes?|with|must|the)\s+)+",
            "",
            text.strip(),
            flags=re.IGNORECASE,
        )
    return _ARTICLE.sub("", f"{text.strip()} ").strip()

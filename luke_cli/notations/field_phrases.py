"""A field in a few words, as bullets, fences and table cells say it.

id (UUID, primary key)                 status: draft | sent | paid
email: string, unique, max 255         priority (enum: low, high; default low)
owner_id (FK -> users, on delete cascade)   rating: integer 1-5    tags: string[]
"""

import re
from collections.abc import Iterator
from typing import Final

from luke_cli.docs.markdown import plain
from luke_cli.notations.defaults import canonical
from luke_cli.notations.field_words import LOOSE_TYPES, read_part
from luke_cli.notations.phrase import TEXTS, Phrase, bracketed, split_outside
from luke_cli.notations.types import Reading, read_type
from luke_cli.spec.model import Type, TypeName

_IDENT: Final = r"[A-Za-z_][\w$]*(?:\.[\w$]+)?"
_NAMES: Final = re.compile(
    rf"\s*(?P<names>[`*]{{0,4}}{_IDENT}\??[`*]{{0,4}}(?:\s*(?:,|/|&|\+|"
    rf"\band\b)\s*[`*]{{0,4}}{_IDENT}\??[`*]{{0,4}})*)"
    r"(?P<rest>\s*(?:[:：(（\[{=]|[-–—]{1,2}\s|→|->).*|\s*|\s+\S.*)",
    re.DOTALL,
)
_WORDS_NAME: Final = re.compile(
    r"\s*(?P<names>[`*]{0,4}[^\W\d][\w'’/-]*(?:[ ][\w'’/-]+){1,3}[`*]{0,4})"
    r"(?P<rest>\s*(?:[:：(（]|[-–—]{1,2}\s).*|\s*)",
    re.DOTALL,
)
_ENUM_PREFIX: Final = re.compile(
    r"(?:string\s+)?(?:enum(?:eration)?(?:\s+of)?|one\s+of|any\s+of|allowed(?:\s+values)?|"
    r"possible\s+values|valid\s+values|aufzählung|enumeraci[oó]n|énumération|enumeração|"
    r"enumerazione|lista\s+de\s+valores|"
    r"(?:choice\s+of|choose\s+from|one\s+out\s+of|selection(?:\s+of)?|(?:fixed|closed)\s+list|list\s+of\s+values|"
    r"permitted(?:\s+values)?|auswahl(?:\s+aus)?|eine?[rs]?\s+(?:von|aus)|un[oae]?\s+(?:de|parmi)|l['’]un\s+des|"
    r"lista|liste)\s*(?=[:：])|"
    r"перечисление|枚举|枚舉|列挙型?|열거형?|values?|options?|choices?|either|werte|valores|valeurs|"
    r"значения|取值|可选值|値)(?![a-z])\s*[:=：]?\s*(?=[\[({`'\"\w])",
    re.IGNORECASE,
)
_ENUMISH: Final = re.compile(
    r"(?:^|_)(?:status|state|role|type|kind|priority|level|severity|gender|visibility|method|mode|"
    r"source|channel|tier|plan|frequency|stage|phase|condition|outcome|result|scope|theme|size|"
    r"direction|platform|category|species|unit|currency|language|locale|format|access|action|"
    r"rating|difficulty|intensity|urgency|quality)$",
    re.IGNORECASE,
)
_CAPITALS: Final = re.compile(r"[(（:]\s*([A-Z][A-Z0-9_]+(?:\s*[,/|]\s*[A-Z][A-Z0-9_]+)+)\s*[)）]?")
_COMMA_TYPE: Final = re.compile(
    rf"^(`?{_IDENT}`?),\s*((?:string|str|varchar|char|datetime|timestamp|timestamptz|integer|int|bigint|"
    r"boolean|bool|uuid|decimal|numeric|float|double|json|jsonb|enum)\b)"
)
"""`title, string, max 140`: a comma where others write a colon."""
_ARROW_NOTE: Final = re.compile(r"(?:→|->)\s*`?(?P<to>\w+)`?\s*[(（](?P<note>[^()（）]*)[)）]")
"""`owner → User (who added it)`"""
_NAMED_TYPE: Final = re.compile(r"(?:[A-Z]\w*[a-z]\w*|[a-z]+(?:_[a-z]+)+)(?:\[\])?")
"""A type that is defined elsewhere: `OrderStatus`, `order_status`, `Item[]`."""
_LIKE: Final = re.compile(
    r"(?:unique|optional|required|mandatory|nullable|hidden|secret|read-?only|write-?only|encrypted|hashed|indexed|immutable|"
    r"references?|refers\s+to|points\s+to|links?\s+to|belongs\s+to|foreign\s+key|FK)\b",
    re.IGNORECASE,
)
_PIPED: Final = re.compile(r"[\w'\"-]{1,30}\s*\|\s*[\w'\"-]{1,30}\s*\|?")
_PARTED: Final = re.compile(r"[,/|，、]|\bor\b")
_VALUE: Final = re.compile(r"[`'\"*]*[^\W_][\w +&./'’-]{0,38}[`'\"*]*")


def read_phrase(text: str, *, loose: bool = False) -> Phrase | None:
    """Read one field; None if the text does not begin with a name.

    `loose` allows names of several words (`First name`).
    """
    text = _COMMA_TYPE.sub(r"\1: \2", text.strip()[:600])
    match = _NAMES.fullmatch(text)
    if match is None or not _is_rest(match["rest"], is_code="`" in match["names"]):
        match = _WORDS_NAME.fullmatch(text) if loose else None
    if match is None:
        return None
    names = (
        match["names"]
        if _is_words(match)
        else re.split(r"\s*(?:,|/|&|\+|\band\b)\s*", match["names"])
    )
    names = [names] if isinstance(names, str) else names
    bare = tuple(name.strip("`*_? \"'") if name.strip("`* ") != "_id" else "_id" for name in names)
    phrase = Phrase(tuple(name for name in bare if name))
    if any(name.rstrip("`*").endswith("?") for name in names):
        phrase.required = False
    _read_rest(phrase, match["rest"].strip())
    return phrase if phrase.names else None


def _is_words(match: re.Match[str]) -> bool:
    return match.re is _WORDS_NAME


def _is_rest(rest: str, *, is_code: bool) -> bool:
    """After a bare name, further words must begin with a type: `id uuid pk`.

    After a name in ticks they may also say what it is like, or what it may be.
    """
    rest = rest.strip()
    if not rest or rest[0] in ":：(（[{=-–—→":
        return True
    if is_code and (_LIKE.match(rest) or _ENUM_PREFIX.match(rest) or _PIPED.match(rest)):
        return True
    head = re.split(r"[\s,;(]", rest, maxsplit=1)[0]
    return (read_type(head).type is not None and head.lower() not in LOOSE_TYPES) or head.isupper()


def _read_rest(phrase: Phrase, rest: str) -> None:
    comment = ""
    rest = re.sub(r"^([:：]\s*)?->", r"\1→", rest)
    if rest[:2] == "[]":
        phrase.many, rest = True, rest[2:].strip()
    if rest[:1] in "(（[" and rest:
        inside, behind = bracketed(rest)
        qualify(phrase, inside)
        rest = behind.strip()
        if rest[:1] in ":：-–—":
            comment = rest.lstrip(":：-–— ")
            if not phrase.is_typed:
                qualify(phrase, comment)
                comment = ""
        elif rest:
            comment = rest
    elif arrow := _ARROW_NOTE.fullmatch(rest):
        qualify(phrase, f"→ {arrow['to']}")
        qualify(phrase, arrow["note"])
    elif rest:
        qualify(phrase, rest.lstrip(":：-–— "))
    if comment:
        _behind(phrase, comment)
    _shouted(phrase)
    phrase.default = phrase.default or canonical(phrase.raw_default, phrase.type)


def _shouted(phrase: Phrase) -> None:
    """Take the values of a description that writes them in capitals: `Role (ADMIN, COACH)`."""
    match = _CAPITALS.search(phrase.comment)
    if match is None or phrase.values or (phrase.type and phrase.type.name not in TEXTS):
        return
    phrase.values = tuple(dict.fromkeys(re.split(r"\s*[,/|]\s*", match[1])))


def _behind(phrase: Phrase, comment: str) -> None:
    """Read what stands behind the brackets: the values, or else a description."""
    if not phrase.values and phrase.type is not None and phrase.type.name in TEXTS:
        values = ticked_values(comment)
        if values:
            phrase.values = values
            return
    phrase.comment = " ".join(filter(None, (phrase.comment, plain(comment))))


def ticked_values(text: str) -> tuple[str, ...]:
    """Return the values of `draft`, `sent`, `paid`; () if there is more than that."""
    bare = text.strip().rstrip(".")
    if not re.fullmatch(r"`[^`]+`(?:\s*(?:[,/|]|\bor\b|,\s*or\b)\s*`[^`]+`)+", bare):
        return ()
    return tuple(dict.fromkeys(value.strip("'\" ") for value in re.findall(r"`([^`]+)`", bare)))


_MEASURE: Final = re.compile(
    r"\b(?:letters?|digits?|characters?|chars|max|min|ISO|RFC|UTC|optional|required)\b|"
    r"^\W*(?:see|siehe|voir|véase|vedi|cf|default|vorgabe|standard(?:wert)?|por\s+defecto|par\s+défaut|predeterminado|padrão)\b(?!\W*$)",
    re.IGNORECASE,
)
"""What a value is never called: `ISO 639-1, two letters` says what one looks like."""


def values_in(cell: str) -> tuple[str, ...]:
    """Return the values of a cell: in ticks, or with any separator; () if it is no list."""
    bare = ticked_values(cell)
    if bare:
        return bare
    parts = [part.strip(" `'\"") for part in re.split(r"[,|;/、，·•]|<br\s*/?>", cell)]
    parts = [part for part in parts if part]
    return (
        tuple(dict.fromkeys(parts))
        if len(parts) > 1 and all(len(p.split()) < 4 and not _MEASURE.search(p) for p in parts)
        else ()
    )


def qualify(phrase: Phrase, text: str) -> None:
    """Read types, constraints and values into the phrase; the rest becomes its comment."""
    unknown: list[str] = []
    for segment in split_outside(text.replace("`", ""), ";；"):
        unknown += _read_segment(phrase, segment, is_first=not phrase.known and not unknown)
    if len(unknown) == 1 and not phrase.is_typed and _NAMED_TYPE.fullmatch(unknown[0]):
        phrase.type_text = unknown.pop()
        phrase.many = phrase.many or phrase.type_text.endswith("[]")
    values = _values_of(phrase, unknown)
    if values:
        phrase.values = values
        phrase.known += 1
    elif unknown:
        comment = plain(", ".join(unknown))
        phrase.comment = " ".join(filter(None, (phrase.comment, comment)))


def _read_segment(phrase: Phrase, segment: str, *, is_first: bool) -> list[str]:
    segment = segment.strip()
    enum = _ENUM_PREFIX.match(segment)
    if enum is not None:
        return _read_enum(phrase, segment[enum.end() :], segment)
    head, dash, behind = _at_dash(segment)
    if dash:
        unread = _read_segment(phrase, head, is_first=is_first)
        phrase.comment = " ".join(filter(None, (phrase.comment, plain(behind))))
        return unread
    if "|" in segment and not re.search(r"\|\s*(?:null|none|undefined)\b", segment, re.IGNORECASE):
        return _read_piped(phrase, segment)
    return _read_parts(phrase, segment, is_first=is_first)


def _read_parts(phrase: Phrase, segment: str, *, is_first: bool) -> list[str]:
    """Read part by part, up to the values: `not null, one of draft, sent`."""
    unknown: list[str] = []
    at = 0
    for number, part in enumerate(split_outside(segment, ",，、")):
        rest = segment[at:].strip()
        enum = _ENUM_PREFIX.match(rest) if number and not unknown else None
        if enum is not None and _PARTED.search(rest):
            others = _read_enum(phrase, rest[enum.end() :], rest)
            if others != [rest]:
                return others
        at += len(part) + 1
        unknown += _unread(phrase, part, is_first=is_first and not number)
    return unknown


def _unread(phrase: Phrase, part: str, *, is_first: bool = False) -> list[str]:
    """Read a part; return it if nobody understands it."""
    inside = read_part(phrase, part.strip(), is_first=is_first)
    if inside:
        qualify(phrase, inside)
    return [part.strip()] if inside is None and part.strip() else []


def _at_dash(segment: str) -> tuple[str, str, str]:
    match = re.search(r"\s+[-–—]{1,2}\s+(?!\d)", segment)
    if match is None:
        return segment, "", ""
    return segment[: match.start()], match[0], segment[match.end() :]


def _read_enum(phrase: Phrase, rest: str, whole: str) -> list[str]:
    opened = rest[:1] in "[({"
    inside, behind = _enclosed(rest) if opened else (rest, "")
    separator = "|" if "|" in inside else "/" if _is_slashed(inside) else ",，、"
    values: list[str] = []
    others: list[str] = []
    if separator != ",，、" and not opened:
        inside, *others = split_outside(inside, ",，、")
    for part in split_outside(inside, separator):
        bare = part.strip().removeprefix("or ").strip()
        if values and not opened and _is_qualifier(bare):
            others.append(bare)
        elif bare:
            values.append(bare)
    values = [v for value in values for v in _default_marked(phrase, value)]
    if len(values) < 2 or not all(_VALUE.fullmatch(value) for value in values):
        if len(values) == 1 and re.fullmatch(_IDENT, values[0]) and not opened:
            phrase.reading, phrase.type_text = (
                Reading(Type(TypeName.ENUM, enum=values[0])),
                values[0],
            )
            phrase.known += 1
            return others
        return [whole]
    phrase.values = tuple(dict.fromkeys(value.strip("`'\"* ") for value in values))
    phrase.reading = Reading(Type(TypeName.ENUM))
    phrase.known += 1
    parts = (*others, *split_outside(behind, ",;"))
    return [unread for part in parts for unread in _unread(phrase, part)]


def _is_slashed(text: str) -> bool:
    """Tell whether strokes part the values, and commas at most what else is said."""
    first, *others = split_outside(text, ",，、")
    return "/" in first and all(_is_qualifier(part.strip()) for part in others)


def _default_marked(phrase: Phrase, value: str) -> Iterator[str]:
    marked = re.fullmatch(r"(.+?)\s*(?:[(\[]\s*default\s*[)\]]|\bby default)", value, re.IGNORECASE)
    if marked is not None:
        phrase.raw_default = marked[1].strip("`'\"* ")
        yield marked[1]
    else:
        yield from (part.strip() for part in re.split(r"\s+or\s+", value))


def _enclosed(text: str) -> tuple[str, str]:
    closing = {"[": "]", "(": ")", "{": "}"}[text[0]]
    end = text.find(closing)
    return (text[1:end], text[end + 1 :]) if end > 0 else (text[1:], "")


def _read_piped(phrase: Phrase, segment: str) -> list[str]:
    parts = [part.strip() for part in segment.split("|")]
    last = split_outside(parts[-1], ",")
    parts[-1], others = last[0].strip(), last[1:]
    if " " in parts[-1] and " " not in "".join(parts[:-1]):
        parts[-1], _, tail = parts[-1].partition(" ")
        others = [tail.strip("() "), *others]
    parts = [value for part in parts for value in _default_marked(phrase, part)]
    if not all(_VALUE.fullmatch(part) for part in parts):
        return [segment]
    phrase.values = tuple(dict.fromkeys(part.strip("`'\"* ") for part in parts))
    phrase.known += 1
    return [unread for part in others for unread in _unread(phrase, part)]


def _values_of(phrase: Phrase, unknown: list[str]) -> tuple[str, ...]:
    """`status (Draft, Sent)`: words that nothing else explains, beside a name that has values."""
    if (
        phrase.values
        or phrase.target
        or (phrase.reading.type and phrase.reading.type.name not in TEXTS)
    ):
        return ()
    parts = unknown
    if len(parts) == 1 and re.fullmatch(r"[\w-]+(?:\s?/\s?[\w-]+)+", parts[0]):
        parts = re.split(r"\s?/\s?", parts[0])
    if parts and re.search(r"\bor\b", parts[-1]):
        parts = [*parts[:-1], *re.split(r"\s*\bor\b\s*", parts[-1])]
    marked = [value for part in parts for value in _default_marked(phrase, part) if value]
    if len(marked) < 2 or not all(_VALUE.fullmatch(v) and len(v.split()) < 4 for v in marked):
        return ()
    if any(map(_MEASURE.search, marked)):
        return ()
    name = phrase.names[0] if phrase.names else ""
    folded = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name)
    are_constants = all(re.fullmatch(r"[A-Z][A-Z0-9_]+|'.*'|\".*\"", value) for value in marked)
    of = phrase.type
    is_enum = phrase.type_text.lower() == "enum" or (of is not None and of.name is TypeName.ENUM)
    if not (_ENUMISH.search(folded) or are_constants or is_enum):
        return ()
    return tuple(dict.fromkeys(value.strip("`'\"* ") for value in marked))


def _is_qualifier(part: str) -> bool:
    """Tell whether a part says something else than a value; `short` is a size, not a type here."""
    probe = Phrase(())
    return read_part(probe, part, is_first=False) is not None and (
        probe.reading.type is None or not part.isalpha()
    )

"""A field in a few words, as bullets, fences and table cells say it.

id (UUID, primary key)                 status: draft | sent | paid
email: string, unique, max 255         priority (enum: low, high; default low)
owner_id (FK -> users, on delete cascade)   rating: integer 1-5    tags: string[]
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from luke_cli.docs.markdown import plain
from luke_cli.notations.defaults import canonical
from luke_cli.notations.types import Reading, read_type
from luke_cli.spec.model import Type, TypeName

_IDENT: Final = r"[A-Za-z_][\w$]*(?:\.[\w$]+)?"
_NAME: Final = rf"[`*_\"']{{0,4}}(?P<name>{_IDENT})(?P<optional>\??)[`*_\"']{{0,4}}(?P<star>\*?)"
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
    r"possible\s+values|"
    r"valid\s+values|values?|options?|choices?|either|werte|valores|valeurs|значения|取值|可选值|"
    r"値)(?![a-z])\s*[:=：]?\s*(?=[\[({`'\"\w])",
    re.IGNORECASE,
)
_ENUMISH: Final = re.compile(
    r"(?:^|_)(?:status|state|role|type|kind|priority|level|severity|gender|visibility|method|mode|"
    r"source|channel|tier|plan|frequency|stage|phase|condition|outcome|result|scope|theme|size|"
    r"direction|platform|category|species|unit|currency|language|locale|format|access|action|"
    r"rating|difficulty|intensity|urgency|quality)$",
    re.IGNORECASE,
)
_NAMED_TYPE: Final = re.compile(r"(?:[A-Z]\w*[a-z]\w*|[a-z]+(?:_[a-z]+)+)(?:\[\])?")
"""A type that is defined elsewhere: `OrderStatus`, `order_status`, `Item[]`."""
_VALUE: Final = re.compile(r"[`'\"*]*[^\W_][\w +&./'’-]{0,38}[`'\"*]*")
_PREPOSITION: Final = re.compile(
    r"(?:for|with|of|in|as|to|that|which|storing|containing|holding|from|when|at)\b", re.IGNORECASE
)
_LOOSE_TYPES: Final = frozenset(
    "number count list set amount link id counter image file year any map".split()
)


@dataclass(slots=True)
class Phrase:
    """What a phrase says about a field; filled while it is read."""

    names: tuple[str, ...]
    reading: Reading = field(default_factory=lambda: Reading(None))
    type_text: str = ""
    required: bool | None = None
    unique: bool | None = None
    key: bool = False
    generated: bool = False
    default: str = ""
    values: tuple[str, ...] = ()
    target: str = ""
    on_delete: str = ""
    minimum: str = ""
    maximum: str = ""
    over: str = ""
    under: str = ""
    min_length: int | None = None
    max_length: int | None = None
    pattern: str = ""
    read_only: bool = False
    write_only: bool = False
    many: bool = False
    indexed: bool = False
    comment: str = ""
    known: int = 0
    """How many parts were understood."""
    raw_default: str = ""

    @property
    def is_typed(self) -> bool:
        """It has a type, values or a target."""
        return self.reading.type is not None or bool(self.values or self.target)

    @property
    def type(self) -> Type | None:
        """The type that it says."""
        if self.values and self.reading.type is None:
            return Type(TypeName.ENUM)
        of = self.reading.type
        if of is not None and of.name is TypeName.STRING and of.length is None and self.max_length:
            return replace(of, length=self.max_length)
        return of


_TEXTS: Final = (TypeName.STRING, TypeName.TEXT, TypeName.ENUM)


def read_phrase(text: str, *, loose: bool = False) -> Phrase | None:
    """Read one field; None if the text does not begin with a name.

    `loose` allows names of several words (`First name`).
    """
    text = text.strip()[:600]
    match = _NAMES.fullmatch(text)
    if match is None or not _is_rest(match["rest"]):
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


def _is_rest(rest: str) -> bool:
    """After a bare name, further words must begin with a type: `id uuid pk`."""
    rest = rest.strip()
    if not rest or rest[0] in ":：(（[{=-–—→":
        return True
    head = re.split(r"[\s,;(]", rest, maxsplit=1)[0]
    return (read_type(head).type is not None and head.lower() not in _LOOSE_TYPES) or head.isupper()


def _read_rest(phrase: Phrase, rest: str) -> None:
    comment = ""
    if rest[:1] in "(（[":
        inside, behind = _bracketed(rest)
        qualify(phrase, inside)
        rest = behind.strip()
        if rest[:1] in ":：-–—":
            comment = rest.lstrip(":：-–— ")
            if not phrase.is_typed:
                qualify(phrase, comment)
                comment = ""
        elif rest:
            comment = rest
    elif rest:
        qualify(phrase, rest.lstrip(":：-–— ") if rest[:1] != "→" and rest[:2] != "->" else rest)
    if comment:
        _behind(phrase, comment)
    phrase.default = phrase.default or canonical(phrase.raw_default, phrase.type)


def _behind(phrase: Phrase, comment: str) -> None:
    """What stands behind the brackets is a description, or the values."""
    if not phrase.values and phrase.type is not None and phrase.type.name in _TEXTS:
        values = ticked_values(comment)
        if values:
            phrase.values = values
            return
    phrase.comment = " ".join(filter(None, (phrase.comment, plain(comment))))


def ticked_values(text: str) -> tuple[str, ...]:
    """Return the values of `draft`, `sent`, `paid` (or with / or |); () if there is more than that."""
    bare = text.strip().rstrip(".")
    if not re.fullmatch(r"`[^`]+`(?:\s*(?:[,/|]|\bor\b|,\s*or\b)\s*`[^`]+`)+", bare):
        return ()
    return tuple(dict.fromkeys(value.strip("'\" ") for value in re.findall(r"`([^`]+)`", bare)))


def _bracketed(text: str) -> tuple[str, str]:
    depth = 0
    for position, character in enumerate(text):
        depth += (character in "(（[") - (character in ")）]")
        if depth == 0:
            return text[1:position], text[position + 1 :]
    return text[1:], ""


def qualify(phrase: Phrase, text: str) -> None:
    """Read types, constraints and values into the phrase; the rest becomes its comment."""
    unknown: list[str] = []
    for segment in _split(text.replace("`", ""), ";；"):
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
    enum = _ENUM_PREFIX.match(segment)
    if enum is not None:
        return _read_enum(phrase, segment[enum.end() :], segment)
    head, dash, behind = _at_dash(segment)
    if dash:
        unknown = _read_segment(phrase, head, is_first=is_first)
        phrase.comment = " ".join(filter(None, (phrase.comment, plain(behind))))
        return unknown
    if "|" in segment and not re.search(r"\|\s*(?:null|none|undefined)\b", segment, re.IGNORECASE):
        return _read_piped(phrase, segment)
    unknown = []
    for number, part in enumerate(_split(segment, ",，、")):
        if not _read_part(phrase, part.strip(), is_first=is_first and not number):
            unknown.append(part.strip())
    return [part for part in unknown if part]


def _at_dash(segment: str) -> tuple[str, str, str]:
    match = re.search(r"\s+[-–—]{1,2}\s+(?!\d)", segment)
    if match is None:
        return segment, "", ""
    return segment[: match.start()], match[0], segment[match.end() :]


def _read_enum(phrase: Phrase, rest: str, whole: str) -> list[str]:
    opened = rest[:1] in "[({"
    inside, behind = _enclosed(rest) if opened else (rest, "")
    separator = "|" if "|" in inside else "/" if "," not in inside and "/" in inside else ",，、"
    values: list[str] = []
    others: list[str] = []
    for part in _split(inside, separator):
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
    unknown = []
    for part in (*others, *_split(behind, ",;")):
        if part.strip() and not _read_part(phrase, part.strip(), is_first=False):
            unknown.append(part.strip())
    return unknown


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
    last = _split(parts[-1], ",")
    parts[-1], others = last[0].strip(), last[1:]
    if " " in parts[-1] and " " not in "".join(parts[:-1]):
        parts[-1], _, tail = parts[-1].partition(" ")
        others = [tail.strip("() "), *others]
    parts = [value for part in parts for value in _default_marked(phrase, part)]
    if not all(_VALUE.fullmatch(part) for part in parts):
        return [segment]
    phrase.values = tuple(dict.fromkeys(part.strip("`'\"* ") for part in parts))
    phrase.known += 1
    return [
        p.strip() for p in others if p.strip() and not _read_part(phrase, p.strip(), is_first=False)
    ]


def _values_of(phrase: Phrase, unknown: list[str]) -> tuple[str, ...]:
    """`status (Draft, Sent)`: words that nothing else explains, beside a name that has values."""
    if (
        phrase.values
        or phrase.target
        or (phrase.reading.type and phrase.reading.type.name not in _TEXTS)
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
    name = phrase.names[0] if phrase.names else ""
    folded = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name)
    are_constants = all(re.fullmatch(r"[A-Z][A-Z0-9_]+|'.*'|\".*\"", value) for value in marked)
    if not (_ENUMISH.search(folded) or are_constants):
        return ()
    return tuple(dict.fromkeys(value.strip("`'\"* ") for value in marked))


def _is_qualifier(part: str) -> bool:
    probe = Phrase(())
    return _read_part(probe, part, is_first=False)


def _split(text: str, marks: str) -> list[str]:
    parts, depth, start = [], 0, 0
    quote = ""
    for position, character in enumerate(text):
        if quote:
            quote = "" if character == quote else quote
        elif character in "\"'" and (not position or not text[position - 1].isalnum()):
            quote = character if character in text[position + 1 :] else ""
        elif character in "([{（<" and not (
            character == "<" and text[position + 1 : position + 2] in " =0123456789"
        ):
            depth += 1
        elif character in ")]}）" or (
            character == ">" and depth and text[position - 1] not in "-= "
        ):
            depth = max(0, depth - 1)
        elif character in marks and depth == 0:
            parts.append(text[start:position])
            start = position + 1
    return [*parts, text[start:]]


def _read_part(phrase: Phrase, part: str, *, is_first: bool) -> bool:
    """Read a part; nothing is taken over unless all of it is understood."""
    part = plain(part).strip(" .*`")
    if not part:
        return True
    rest, effects = part, []
    while rest:
        effect = _next(rest)
        if effect is None:
            break
        effects.append(effect[0])
        rest = rest[effect[1] :].strip(" ,+&")
        rest = re.sub(r"^and\b\s*", "", rest)
    is_typed = bool(effects) and is_first and _starts_with_type(part)
    if rest and not (is_typed and (_PREPOSITION.match(rest) or rest[0] in "([")):
        return False
    for effect_of in effects:
        effect_of(phrase)
    phrase.known += 1
    if rest[:1] == "(":
        inside, rest = _bracketed(rest)
        qualify(phrase, inside)
    if rest:
        phrase.comment = rest.strip("()[] ")
    return True


def _starts_with_type(part: str) -> bool:
    head = re.split(r"[\s(]", part, maxsplit=1)[0]
    return read_type(head).type is not None and head.lower() not in _LOOSE_TYPES


Effect = Callable[[Phrase], None]


def _next(text: str) -> tuple[Effect, int] | None:
    for form, make in _FORMS:
        match = form.match(text)
        if match is not None:
            return make(match), match.end()
    return _next_type(text)


def _next_type(text: str) -> tuple[Effect, int] | None:
    match = _TYPE.match(text)
    while match is not None:
        reading = read_type(match[0])
        if reading.type is not None:
            return _typed(reading, match[0].strip()), match.end()
        shorter = match[0].rstrip().rpartition(" ")[0]
        match = re.compile(re.escape(shorter)).match(text) if shorter else None
    return None


_TYPE: Final = re.compile(
    r"""(?:(?:array|list|set)\s+of\s+\w+ | \[\s*\w+\s*\] | [A-Za-zА-я\u3040-\uffdc][\wА-я/-]*(?:[ ](?:precision|varying|text|string|
        number|unsigned|with(?:out)?[ ]time[ ]?zone|zone|array|list|object|data|address|type|v\d
        |e|y|hora|id))*)
        (?:\s*\(\s*(?:[\d\s,]+(?:char|byte)?|max|'[^()]*)\s*\)|<[^<>]*(?:<[^<>]*>)?[^<>]*>
        |\[[^\[\]]*\])*\??(?:\s+(?:unsigned|with\s+time\s+zone))?
        (?:\s*\|\s*(?:null|undefined|none))?""",
    re.IGNORECASE | re.VERBOSE,
)


def _typed(reading: Reading, text: str) -> Effect:
    def apply(phrase: Phrase) -> None:
        if phrase.reading.type is not None and phrase.reading.type.name is not TypeName.STRING:
            return
        phrase.reading, phrase.type_text = reading, text
        phrase.many = phrase.many or reading.many
        phrase.generated = phrase.generated or reading.generated
        phrase.values = phrase.values or reading.values
        if reading.required is False:
            phrase.required = False

    return apply


def _sets(**values: object) -> Callable[[re.Match[str]], Effect]:
    def make(_: re.Match[str]) -> Effect:
        def apply(phrase: Phrase) -> None:
            for name, value in values.items():
                setattr(phrase, name, value)

        return apply

    return make


def _refers(match: re.Match[str]) -> Effect:
    target = next((group for group in match.groups() if group), "")

    def apply(phrase: Phrase) -> None:
        phrase.target = phrase.target or target.split(".")[0]

    return apply


def _deletes(match: re.Match[str]) -> Effect:
    action = " ".join(match[1].lower().split())

    def apply(phrase: Phrase) -> None:
        phrase.on_delete = {"no action": "restrict"}.get(action, action)

    return apply


def _defaults(match: re.Match[str]) -> Effect:
    def apply(phrase: Phrase) -> None:
        phrase.raw_default = match[1].strip()

    return apply


def _bounds(low: str, high: str, unit: str | None) -> Effect:
    def apply(phrase: Phrase) -> None:
        if unit or (
            phrase.reading.type is not None
            and phrase.reading.type.name in (*_TEXTS, TypeName.EMAIL)
        ):
            phrase.min_length = int(float(low)) if low else phrase.min_length
            phrase.max_length = int(float(high)) if high else phrase.max_length
        else:
            phrase.minimum, phrase.maximum = low or phrase.minimum, high or phrase.maximum

    return apply


def _compares(match: re.Match[str]) -> Effect:
    operator = {"≥": ">=", "≤": "<="}.get(match[1], match[1])
    name = {">=": "minimum", "<=": "maximum", ">": "over", "<": "under"}[operator]
    return _sets(**{name: match[2]})(match)


def _number(text: str) -> str:
    return text.replace(",", "").replace("_", "")


_N: Final = r"(-?\d[\d_]*(?:\.\d+)?)"
_UNIT: Final = (
    r"\s*(characters?|chars?|letters?|zeichen|caracteres|caractères|символов|字符|文字|자|digits)?"
)
_FORMS: Final[tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Effect]], ...]] = tuple(
    (re.compile(form, re.IGNORECASE), make)
    for form, make in (
        (
            r"(?:primary[ -]?key|pk)\b|主键|主キー|기본 ?키|первичный ключ|primärschlüssel|clave primaria|"
            r"chave primária|clé primaire",
            _sets(key=True),
        ),
        (
            r"(?:foreign[ -]?key|fk|fremdschlüssel|clave foránea|chave estrangeira|clé étrangère|"
            r"外键|外部キー)\b\s*"
            r"(?:(?:references?|refs?|to|auf|ke|of|a|для|vers|para|links to|pointing to)\b|→|->|"
            r"=>|:|\()*\s*(?:the\s+)?([A-Za-z_][\w.]*)?(?:\s*\(\s*\w*\s*\))?\)?(?:\s+table\b)?",
            _refers,
        ),
        (
            r"(?:(?:references?|refs?|pointer|link)(?:\s+to)?|belongs to|links to|refers to|"
            r"links?|relation to|points to|→|->|=>)\s*:?\s*"
            r"(?:the\s+|an?\s+)?(?!null\b|none\b|on\b)([A-Za-z_][\w.]*)(?:\s*\(\s*\w*\s*\))?(?:\s+table\b)?",
            _refers,
        ),
        (r"on delete:?\s+(cascade|restrict|set null|no action|set default)", _deletes),
        (
            r"on update:?\s+(?:cascade|restrict|set null|no action|current_timestamp|now\(\))",
            _sets(),
        ),
        (r"(?:indexed|index|idx)\b", _sets(indexed=True)),
        (
            r"(?:not[ -]?null(?:able)?|nn|required|mandatory|non[ -]?null|obligatory|always|"
            r"pflicht(?:feld)?|erforderlich|"
            r"obligatorio|requerido|obrigatório|obligatoire|requis|обязательн\w*|wajib)\b|必填|必須|"
            r"必须|필수",
            _sets(required=True),
        ),
        (
            r"(?:optional|nullable|null|not required|may be (?:null|empty)|can be (?:null|empty)|"
            r"opcional|optionnel|facultatif|"
            r"необязательн\w*|opsional)\b|可选|可空|任意|선택",
            _sets(required=False),
        ),
        (r"(?:not unique)\b", _sets(unique=False)),
        (
            r"(?:(?:globally |must be )?unique(?: key| constraint| index| value)?|uk|uq|eindeutig|"
            r"único|unico|уникальн\w*|unik)\b|唯一|一意|고유",
            _sets(unique=True),
        ),
        (
            r"(?:auto[- _]?(?:increment(?:ing|ed)?|generated?|number)|generated(?: always)?|"
            r"identity|serial|"
            r"system[- ]generated|auto|autoinkrement|自增|自動採番)\b",
            _sets(generated=True),
        ),
        (r"(?:read[- ]?only|computed|calculated|derived)\b", _sets(read_only=True)),
        (r"(?:write[- ]?only)\b", _sets(write_only=True)),
        (
            r"(?:immutable|hashed|encrypted|internal|primary|sensitive|pii|hidden|private|public|"
            r"sortable|filterable|bcrypt|argon2|utc|iso[- ]?8601|case[- ]insensitive|lowercase|"
            r"trimmed)\b",
            _sets(),
        ),
        (
            r"(?:default(?:s|ed)?(?: value)?(?:\s+to|\s+is)?|standard|por defecto|padrão|par "
            r"défaut|по умолчанию|默认|デフォルト|기본값)\s*[:=：]?\s*"
            r"('[^']*'|\"[^\"]*\"|\{\}|\[\]|[\w.+-]+(?:\(\s*\))?|-?\d[\d.]*)",
            _defaults,
        ),
        (r"=\s*('[^']*'|\"[^\"]*\"|\{\}|\[\]|[\w.+-]+(?:\(\s*\))?)$", _defaults),
        (
            rf"(?:between\s+|range:?\s*|from\s+)?{_N}\s*(?:-|–|—|to|and|\.\.\.?|~|bis|bis zu|a|à|"
            rf"до)\s*{_N}{_UNIT}(?!\w)",
            lambda m: _bounds(_number(m[1]), _number(m[2]), m[3]),
        ),
        (
            rf"(?:min(?:imum)?[ -]?length|minlength|minlen|länge min)\s*[:=]?\s*{_N}{_UNIT}",
            lambda m: _bounds(_number(m[1]), "", "c"),
        ),
        (
            rf"(?:max(?:imum)?[ -]?(?:length|len)|maxlength|maxlen|up to|at most(?= \d+ c)|länge|"
            rf"length|len)\s*[:=≤]?\s*(?:<=\s*)?{_N}(?!\s*(?:-|–)\s*\d)\s*(characters?|chars?|"
            rf"letters?)",
            lambda m: _bounds("", _number(m[1]), "c"),
        ),
        (
            rf"(?:max(?:imum)?[ -]?(?:length|len)|maxlength|maxlen)\s*[:=]?\s*{_N}{_UNIT}",
            lambda m: _bounds("", _number(m[1]), "c"),
        ),
        (
            rf"(?:min(?:imum)?(?:\s+value)?|at least|mindestens|mínimo|"
            rf"mín)\s*[:=.]?\s*{_N}{_UNIT}(?!\s*(?:mb|kb|%))",
            lambda m: _bounds(_number(m[1]), "", m[2]),
        ),
        (
            rf"(?:max(?:imum)?(?:\s+value)?|at most|up to|no more than|höchstens|máximo|"
            rf"máx)\s*[:=.]?\s*{_N}{_UNIT}(?!\s*(?:mb|kb|%))",
            lambda m: _bounds("", _number(m[1]), m[2]),
        ),
        (rf"length\s*[:=]?\s*{_N}", lambda m: _bounds("", _number(m[1]), "c")),
        (
            rf"{_N}\s*(characters|chars)(?:\s+(?:max|maximum))?",
            lambda m: _bounds("", _number(m[1]), "c"),
        ),
        (rf"(>=|<=|≥|≤|>|<)\s*{_N}", _compares),
        (r"(?:must be )?(?:strictly )?positive\b", _sets(over="0")),
        (r"non[- ]?negative\b", _sets(minimum="0")),
        (
            r"(?:pattern|regex|format|matches)\s*[:=]?\s*(?:/(.+)/|(\^.+\$))$",
            lambda m: _sets(pattern=m[1] or m[2])(m),
        ),
        (r"(?:check)\s*\(\s*\w+\s*(>=|<=|>|<)\s*" + _N + r"\s*\)", _compares),
    )
)

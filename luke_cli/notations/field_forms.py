"""The clauses that qualify a field, each a pattern and what it means.

not null    unique    primary key    FK -> users    on delete cascade    default 0    max 255
1-5    >= 0    2-50 chars    auto-generated    read-only    pattern ^[a-z]+$
"""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from luke_cli.notations.phrase import TEXTS, Phrase
from luke_cli.notations.sql.checks import read_check
from luke_cli.notations.sql.tokens import read_script
from luke_cli.spec.model import Type, TypeName

_DIGITS: Final = 12
"""Of a decimal of which only the places are said."""
Effect = Callable[[Phrase], None]
"""Takes over what a clause says."""


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
            phrase.reading.type is not None and phrase.reading.type.name in (*TEXTS, TypeName.EMAIL)
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


def _checks(match: re.Match[str]) -> Effect:
    """Read the condition as SQL has it; a nameless `IN (...)` is about the field."""
    text = match[1] if match[1].startswith("(") else f"(x {match[1]})"
    statements = read_script(text, 1).statements
    bounds = read_check(statements[0]) if statements else []

    def apply(phrase: Phrase) -> None:
        for bound in bounds:
            for name in ("minimum", "maximum", "over", "under", "pattern", "values"):
                setattr(phrase, name, getattr(bound, name) or getattr(phrase, name))
            phrase.min_length = bound.min_length or phrase.min_length
            phrase.max_length = bound.max_length or phrase.max_length

    return apply


_COUNTS: Final = {
    word: number
    for number, words in enumerate(
        (
            "zero no keine",
            "one a eine un uno una une",
            "two zwei dos deux",
            "three drei tres trois",
            "four vier cuatro quatre",
        )
    )
    for word in words.split()
}
_COUNT: Final = rf"[0-6]|{'|'.join(_COUNTS)}"


def _has_places(match: re.Match[str]) -> Effect:
    """`decimal, 2 places`: the project's usual digits, of which so many are behind the point."""
    scale = _COUNTS.get(match[1].lower()) if match[1].isalpha() else int(match[1])

    def apply(phrase: Phrase) -> None:
        of = phrase.reading.type
        if of is None or of.name is TypeName.DECIMAL or phrase.reading.word == "number":
            digits = (of and of.precision) or _DIGITS
            phrase.reading = replace(
                phrase.reading, type=Type(TypeName.DECIMAL, precision=digits, scale=scale)
            )

    return apply


_N: Final = r"(-?(?!0\d)\d[\d_]*(?:\.\d+)?)"
_TARGET: Final = r"(?!(?:on|not|null|nullable|unique|indexed|required|optional|default|cascade)\b)[A-Za-z_][\w.]*"
"""What a key points at, and no clause about it: `FK on delete cascade`."""
EVERYWHERE: Final = (
    r"(?:\s+(?:across|throughout|over|within|in)\s+(?:all|the\s+(?:whole|entire))\s+\w+|"
    r"\s+(?:across|throughout|within|in)\s+the\s+(?:system|platform|app(?:lication)?|service|database|installation)\b|"
    r"\s+across\s+\w+s\b)"
)
"""Behind `unique`: `across all rooms`; within one project it is not."""
WITHIN: Final = (
    r"(?:(?:per|within|inside|among|for\s+(?:each|every|one))\s+(?:(?:the|an?|one|each|every|any|a\s+single|the\s+same|their|its)\s+)?|"
    r"in\s+(?:each|every|one|the\s+same|a\s+single)\s+)(?P<within>[A-Za-z_]\w*(?:[ ](?!and\b|or\b|not\b|when\b|if\b|where\b)[a-z_]\w*)?)"
)
"""Behind `unique`, where it is so: `per practice`, `within the show`."""
_UNIT: Final = (
    r"\s*(characters?|chars?|letters?|zeichen|caracteres|caractères|символов|字符|文字|자|digits)?"
)
FORMS: Final[tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Effect]], ...]] = tuple(
    (re.compile(form, re.IGNORECASE), make)
    for form, make in (
        (
            (
                r"(?:primary[ -]?key|pk)\b|主键|主キー|기본 ?키|первичный ключ|primärschlüssel|"
                r"clave primaria|chave primária|clé primaire"
            ),
            _sets(key=True),
        ),
        (
            (
                r"(?:foreign[ -]?key|fk|fremdschlüssel|clave foránea|chave estrangeira|clé "
                r"étrangère|外键|外部キー)\b\s*(?:(?:references?|refs?|to|auf|ke|of|a|для|vers|"
                r"para|links to|pointing to)\b|→|->|=>|:|"
                rf"\()*\s*(?:the\s+)?({_TARGET})?(?:\s*\(\s*\w*\s*\))?\)?(?:\s+table\b)?"
            ),
            _refers,
        ),
        (
            (
                r"(?:(?:references?|refs?|pointer|link)\b(?:\s+to)?|belongs to|links to|refers to|"
                r"(?:referenz|verweis)\s+(?:auf|zu)|referencia\s+al?|référence\s+(?:à|a|vers)|"
                r"refer[eê]ncia\s+(?:a|para|ao?s?)|riferimento\s+a|ссылка\s+на|引用|参照|参考|참조|"
                r"links?|relation to|points to|→|->|=>)\s*:?\s*"
                r"(?:the\s+|an?\s+)?(?!null\b|none\b|on\b)([A-Za-z_][\w.]*)(?:\s*\(\s*\w*\s*\))?(?:\s+table\b)?"
            ),
            _refers,
        ),
        (r"on delete:?\s+(cascade|restrict|set null|no action|set default)", _deletes),
        (r"(cascade)(?:s|d)?(?: delete[sd]?| on delete)?\b", _deletes),
        (
            r"on update:?\s+(?:cascade|restrict|set null|no action|current_timestamp|now\(\))",
            _sets(),
        ),
        (r"(?:indexed|index|idx)\b", _sets(indexed=True)),
        (
            (
                r"(?:not[ -]?null(?:able)?|nn|required|mandatory|non[ -]?null|obligatory|always(?: set)?|"
                r"(?:never|not|(?:must not|may not|cannot) be) (?:null|empty|blank)|nicht leer|"
                r"pflicht(?:feld)?|erforderlich|obligatorio|requerido|obrigatório|obligatoire|"
                r"requis|обязательн\w*|wajib)\b|必填|必須|必须|필수"
            ),
            _sets(required=True),
        ),
        (
            (
                r"(?:optional|nullable|null|not (?:required|needed|mandatory)|(?:may|can) be (?:null|"
                r"empty|blank|missing|absent|omitted|left (?:out|empty|blank))|or (?:null|empty|nothing|"
                r"none)|(?:kann|darf) (?:leer sein|leer bleiben|fehlen)|puede (?:ser nulo|estar vac[ií]o|"
                r"faltar)|peut être (?:vide|nul|omis)|"
                r"opcional|optionnel|facultatif|необязательн\w*|opsional)\b|可选|可空|任意|"
                r"선택"
            ),
            _sets(required=False),
        ),
        (r"(?:not unique)\b", _sets(unique=False)),
        (rf"(?:must be )?unique\s+{WITHIN}", lambda m: _sets(unique_per=m["within"].strip())(m)),
        (
            (
                rf"(?:(?:globally |must be )?unique(?: key| constraint| index| value)?{EVERYWHERE}?|uk|uq|"
                r"eindeutig|único|unico|уникальн\w*|unik)\b|唯一|一意|고유"
            ),
            _sets(unique=True),
        ),
        (
            (
                r"(?:auto[- _]?(?:increment(?:ing|ed)?|generated?|number)|generated(?: always)?|"
                r"identity|system[- ]generated|auto|autoinkrement|自增|自動採番)\b"
            ),
            _sets(generated=True),
        ),
        (r"(?:read[- ]?only|computed|calculated|derived)\b", _sets(read_only=True)),
        (r"hidden\b", _sets(read_only=True, write_only=True)),
        (
            r"(?:write[- ]?only|never (?:shown|returned|sent back|exposed)|not (?:returned|exposed))\b",
            _sets(write_only=True),
        ),
        (
            (
                r"(?:immutable|hashed|encrypted|internal|primary|sensitive|pii|private|"
                r"public|sortable|filterable|bcrypt|argon2|utc|iso[- ]?8601|case[- ]insensitive|"
                r"lowercase|trimmed)\b"
            ),
            _sets(),
        ),
        (
            (
                r"(?:default(?:s|ed)?(?: value)?(?:\s+to\b|\s+is\b)?|(?:starts?|begins?)(?: out)? (?:as|with)|initially|initial value|standard|por defecto|padrão|par "
                r"défaut|по умолчанию|默认|デフォルト|기본값)\s*[:=：]?\s*"
                r"('[^']*'|\"[^\"]*\"|\{\}|\[\]|[\w.+-]+(?:\(\s*\))?|-?\d[\d.]*)"
            ),
            _defaults,
        ),
        (r"=\s*('[^']*'|\"[^\"]*\"|\{\}|\[\]|[\w.+-]+(?:\(\s*\))?)$", _defaults),
        (
            (
                rf"(?:with\s+|to\s+|mit\s+|con\s+|avec\s+)?({_COUNT})\s+(?:(?:decimal|fraction)\s+"
                rf"(?:places?|digits?)|decimals?|places?\b(?! to)|digits?\s+after\s+the\s+(?:decimal\s+)?"
                rf"(?:point|comma)|(?:nachkomma|dezimal)?stellen?|decimal(?:es)?|décimales?)\b"
            ),
            _has_places,
        ),
        (
            (
                rf"(?:between\s+|range:?\s*|from\s+|von\s+|de\s+|entre\s+|zwischen\s+)?{_N}\s*(?:-|–|—|to|and|\.\.\.?|~|bis|bis zu|"
                rf"a|à|et|y|und|до)\s*{_N}{_UNIT}(?!\w)"
            ),
            lambda m: _bounds(_number(m[1]), _number(m[2]), m[3]),
        ),
        (
            rf"(?:min(?:imum)?[ -]?length|minlength|minlen|länge min)\s*[:=]?\s*{_N}{_UNIT}",
            lambda m: _bounds(_number(m[1]), "", "c"),
        ),
        (
            (
                rf"(?:max(?:imum)?[ -]?(?:length|len)|maxlength|maxlen|up to|at most(?= \d+ c)|"
                rf"länge|length|len)\s*[:=≤]?\s*(?:<=\s*)?{_N}(?!\s*(?:-|–)\s*\d)\s*(characters?|"
                rf"chars?|letters?)"
            ),
            lambda m: _bounds("", _number(m[1]), "c"),
        ),
        (
            rf"(?:max(?:imum)?[ -]?(?:length|len)|maxlength|maxlen)\s*[:=]?\s*{_N}{_UNIT}",
            lambda m: _bounds("", _number(m[1]), "c"),
        ),
        (
            (
                rf"(?:min(?:imum)?(?:\s+value)?|at least|mindestens|mínimo|"
                rf"mín)\s*[:=.]?\s*{_N}{_UNIT}(?!\s*(?:mb|kb|%))"
            ),
            lambda m: _bounds(_number(m[1]), "", m[2]),
        ),
        (
            (
                rf"(?:(?:of )?(?:max(?:imum)?(?:\s+value)?|at most|up to|no more than)|not longer than|höchstens|"
                rf"maximal|bis(?: zu)?|máximo|máx|hasta|jusqu'à)\s*[:=.]?\s*{_N}{_UNIT}(?!\s*(?:mb|kb|%))"
            ),
            lambda m: _bounds("", _number(m[1]), m[2]),
        ),
        (rf"length\s*[:=]?\s*{_N}", lambda m: _bounds("", _number(m[1]), "c")),
        (
            rf"{_N}\s*(characters|chars|zeichen|caracteres|caractères)(?:\s+(?:max|maximum|at most|máx)\b\.?)?",
            lambda m: _bounds("", _number(m[1]), "c"),
        ),
        (rf"(>=|<=|≥|≤|>|<)\s*{_N}", _compares),
        (r"(?:must be )?(?:strictly )?positiv(?:e|o|a|)\b|positif\b", _sets(over="0")),
        (r"non[- ]?negative\b", _sets(minimum="0")),
        (
            r"(?:pattern|regex|format|matches)\s*[:=]?\s*(?:/(.+)/|(\^.+\$))$",
            lambda m: _sets(pattern=m[1] or m[2])(m),
        ),
        (r"check\s*:?\s*(?=[<>≥≤]|between\s+\d|-?\d)", _sets()),
        (r"check\s*:?\s*(\(.+\)|\w*\s*in\s*\(.+\))$", _checks),
    )
)
"""In order: the first that matches counts."""

"""Type words of all notations: SQL, field lists, programming languages, schema languages.

VARCHAR(255)  DECIMAL(12,2)  TIMESTAMP WITH TIME ZONE  TEXT[]  BIGSERIAL  Optional[str]
string | null  list of integers  e-mail  ENUM('a', 'b')  `[User!]!`
"""

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from luke_cli.spec.model import Type, TypeName

_WORDS: Final = {
    TypeName.STRING: """
        string str varchar varchar2 nvarchar nvarchar2 char nchar character bpchar citext
        character_varying national_varchar short_text shorttext sysname charfield unicode
        autoslugfield genericipaddressfield ipaddressfield filefield filepathfield imagefield inet
        cidr macaddr ip ip_address phone phone_number password objectid object_id ulid cuid nanoid
        ksuid set image file filepath file_path color colour fulltext_string chararray zeichenkette
        zeichen zeichenfolge cadena texto_corto chaîne chaine texte_court texto_curto testo_breve stringa
        korte_tekst tekenreeks krótki_tekst ciąg_znaków napis carácter caracteres caractères alfanumérico
        alfanumerico alphanumérique alphanumerisch alfanumeriek alfanumeryczny строка 字符串 文字列 문자열
    """,
    TypeName.TEXT: """
        text longtext mediumtext tinytext clob nclob ntext long_text textfield markdown rich_text
        richtext html multiline_text multiline string_long long_string longstring tsvector xml
        freitext langtext langer_text texto texto_largo texto_longo texte texte_long testo testo_lungo tekst lange_tekst
        długi_tekst текст 文本 テキスト 텍스트 teks
    """,
    TypeName.INTEGER: """
        integer int int2 int4 int16 int32 smallint tinyint mediumint smallserial serial serial4
        integerfield smallintegerfield positiveintegerfield positivesmallintegerfield autofield
        smallautofield uint uint8 uint16 uint32 int8_t int32_t i16 i32 u8 u16 u32 short byte year
        whole_number count counter autonumber auto_number ganzzahl ganze_zahl entero numero_entero
        número_entero entier nombre_entier inteiro numero_inteiro número_inteiro intero numero_intero
        geheel_getal całkowita liczba_całkowita целое целое_число 整数 整型 정수 smallinteger
    """,
    TypeName.BIGINT: """
        bigint int8 int64 bigserial serial8 long biginteger bigintegerfield bigautofield
        positivebigintegerfield uint64 i64 u64 big_integer long_integer
    """,
    TypeName.DECIMAL: """
        decimal numeric dec money smallmoney number_decimal decimalfield bigdecimal fixed currency
        amount percentage percent decimal128 dezimalzahl dezimal decimales décimal décimale
        decimale monto importe importo montant moeda valuta geldbetrag decimaal decimaal_getal dziesiętny dziesiętna liczba_dziesiętna kwota
        bedrag betrag 小数 десятичное
    """,
    TypeName.FLOAT: """
        float double double_precision real float4 float8 float32 float64 f32 f64 number floatfield
        binary_float binary_double gleitkommazahl zahl número numero nombre getal liczba число 浮点数 数字 数値
        浮動小数点数 숫자 실수
    """,
    TypeName.BOOLEAN: """
        boolean bool bit booleanfield nullbooleanfield flag yes/no true/false boolesch
        wahrheitswert booleano booleana booléen booleen booleaans lógico logico logique logisch logiczny
        sí/no sì/no sim/não oui/non ja/nein ja/nee tak/nie vrai/faux verdadero/falso vero/falso логический булево 布尔 布尔值 真偽値 ブール 불리언
    """,
    TypeName.DATE: """
        date datefield localdate date_only datum fecha data дата 日期 日付 날짜 tanggal
    """,
    TypeName.TIME: """
        time timetz timefield localtime time_of_day uhrzeit hora heure ora tijd godzina время 时间 時刻
    """,
    TypeName.DATETIME: """
        datetime timestamp timestamptz datetime2 datetimeoffset smalldatetime datetimefield instant
        date-time date_time date/time localdatetime zoneddatetime offsetdatetime iso8601 iso_8601
        iso_date iso-date iso_datetime isodate time_stamp datetime_utc utc_datetime naivedatetime
        zeitstempel fecha_y_hora fecha/hora data_hora data/hora data_e_hora data_e_ora data/ora date_et_heure
        date/heure datum_und_uhrzeit datum_en_tijd datum/tijd tijdstempel data_i_godzina data_i_czas
        znacznik_czasu horodatage дата_и_время дата/время
        日期时间 时间戳 日時 タイムスタンプ 일시 timestamp_ntz timestampntz timestampltz
    """,
    TypeName.DURATION: """
        duration interval timedelta durationfield period time_span timespan
        dauer zeitdauer duración durée duração durata длительность 时长 期間
    """,
    TypeName.UUID: """
        uuid guid uniqueidentifier uuid4 uuidv4 uuidv7 uuid_v4 uuidfield id
    """,
    TypeName.JSON: """
        json jsonb jsonfield object dict map hstore record any json_object struct mixed variant
        dictionary hash jsonvalue geometry geography point geojson nested_object embedded objekt
        objeto objet объект 对象 オブジェクト 객체
    """,
    TypeName.BYTES: """
        bytea blob longblob mediumblob tinyblob binary varbinary bytes binary_data buffer raw
        binaryfield binaryblob bytearray uint8array largebinary
    """,
    TypeName.EMAIL: """
        email e-mail emailstr emailfield email_address e-mail_address
    """,
    TypeName.URL: """
        url uri urlfield httpurl anyurl anyhttpurl link hyperlink web_address
    """,
    TypeName.SLUG: "slug slugfield",
    TypeName.ENUM: """
        enum enumeration choice choices aufzählung auswahl enumerado enumerada enumeración enumeração
        enumerazione enumerato énuméré énumération enumeratie keuze opsomming wyliczenie wyliczeniowy 枚举 列挙型 перечисление
    """,
}
_NAMES: Final = {word: name for name, text in _WORDS.items() for word in text.split()}
_GENERATED: Final = frozenset(
    "serial smallserial bigserial serial4 serial8 autofield bigautofield smallautofield autonumber "
    "auto_number".split()
)
_LOOSE: Final = frozenset(
    "currency amount percentage percent count counter image file filepath file_path color colour "
    "link "
    "year phone phone_number password period flag money point ip slug duration".split()
)
"""Words that name a type in a list, and something of the project in code."""
_SQL_WORDS: Final = frozenset("image money point set year".split())
_SQL_TEXTS: Final = frozenset("longtext mediumtext tinytext clob nclob ntext".split())
_WITHOUT_LENGTH: Final = frozenset("file image set ulid cuid objectid sysname".split())
_SIZED: Final = re.compile(r"([^()]+?)\s*\(\s*([^()]*?)\s*\)\s*(.*)", re.DOTALL)
_LIST: Final = re.compile(
    r"""(?:(?:(?:readonly)?array|list|set|sequence|vec|collection|iterable|slice|tuple|liste|lista)\s*
        (?:<\s*(?P<angle>.+?)\s*> | \[\s*(?P<square>.+?)\s*\] | \(\s*(?P<round>.+?)\s*\)
        | \s+of\s+(?P<words>.+)) | \[\s*(?P<list>[^\[\]]+?)\s*\]!?
        | (?P<suffix>.+?)\s*(?:\[\s*\d*\s*\])+ | (?P<array>.+?)\s+(?:array|list))""",
    re.IGNORECASE | re.VERBOSE,
)
_OPTIONAL: Final = re.compile(
    r"""(?:optional|maybe|nullable|option)\s*(?:\[(.+)\]|<(.+)>|\((.+)\))
        | (.+?)\s*\|\s*(?:null|none|undefined|nil)(?:\s*\|\s*(?:null|none|undefined))?
        | (?:null|none|undefined)\s*\|\s*(.+) | (.+?)\?""",
    re.IGNORECASE | re.VERBOSE,
)
_MAPPING: Final = re.compile(r"(?:dict|map|mapping|record|hash|object)\s*[<\[(]", re.IGNORECASE)
_QUOTED: Final = re.compile(r"""N?'((?:[^']|'')*)'|"([^"]*)\"""")
_NOISE: Final = re.compile(
    r"\b(?:unsigned|signed|zerofill|(?:with|without) (?:local )?time ?zone|utc|field|type)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a type text says."""

    type: Type | None
    """None if no notation knows the word (then it may name an enum or an entity)."""
    many: bool = False
    required: bool | None = None
    """False for `X?`, `Optional[X]` and `X | null`."""
    generated: bool = False
    values: tuple[str, ...] = ()
    """Of an enum that is written out."""
    unsigned: bool = False
    word: str = ""
    """The bare word, without list, optional and size."""


@lru_cache(maxsize=4096)
def read_type(text: str) -> Reading:
    """Read a type as any notation writes it."""
    text = " ".join(text.strip().strip("`").split())[:300]
    if _MAPPING.match(text):
        return Reading(Type(TypeName.JSON), word="map")
    optional = _OPTIONAL.fullmatch(text)
    if optional is not None:
        inner = next(group for group in optional.groups() if group)
        return replace(read_type(inner), required=False)
    many = _LIST.fullmatch(text)
    if many is not None and not text.lower().startswith(("set(", "enum(")):
        inner = next(group for group in many.groups() if group)
        inner = _singular(inner.rstrip("!").strip())
        return replace(read_type(inner), many=True, required=None)
    return _read_single(text.rstrip("!").strip())


def read_code_type(text: str) -> Reading:
    """Read a type of a programming or schema language, where `Currency` is a class."""
    reading = read_type(text)
    return replace(reading, type=None) if reading.word in _LOOSE else reading


def read_sql_type(text: str) -> Reading:
    """Read a type of SQL, where `percentage` is a domain of the project and no decimal."""
    reading = read_type(text)
    is_own = reading.word in _LOOSE and reading.word not in _SQL_WORDS
    return replace(reading, type=None) if is_own else reading


def is_type(text: str) -> bool:
    """Tell whether some notation knows this as a type."""
    return read_type(text).type is not None


def _read_single(text: str) -> Reading:
    sized = _SIZED.fullmatch(text)
    head, inside, tail = (sized[1], sized[2], sized[3]) if sized else (text, "", "")
    unsigned = bool(re.search(r"\bunsigned\b", f"{head} {tail}", re.IGNORECASE))
    tail = _NOISE.sub("", tail).strip(" ,")
    if tail:
        return Reading(None, word=text)
    word = _word(head)
    name = _NAMES.get(word)
    if name is None:
        return Reading(None, word=text)
    if name is TypeName.ENUM or word == "set":
        values = enum_values(inside)
        enum = Type(TypeName.ENUM, enum="" if values else inside.strip())
        return Reading(enum, values=values, many=word == "set", word=word)
    return Reading(
        _sized(name, word, inside),
        generated=word in _GENERATED,
        unsigned=unsigned,
        word=word,
    )


def _word(head: str) -> str:
    words = _NOISE.sub("", head.lower()).split()
    return "_".join(words) if len(words) > 1 else "".join(words).rpartition(".")[2]


def _singular(word: str) -> str:
    """`list of integers` names the type in the plural."""
    return (
        word[:-1]
        if word.lower() not in _NAMES and word.lower().endswith("s") and word.lower()[:-1] in _NAMES
        else word
    )


def _sized(name: TypeName, word: str, inside: str) -> Type:
    numbers = [int(n) for n in re.findall(r"\d{1,9}", inside)]
    if name is TypeName.STRING and re.fullmatch(r"max", inside, re.IGNORECASE):
        return Type(TypeName.TEXT)
    if name is TypeName.TEXT and numbers and word not in _SQL_TEXTS:
        name = TypeName.STRING
    if name is TypeName.STRING and numbers and word not in _WITHOUT_LENGTH:
        return Type(name, length=numbers[0] or None)
    if name is TypeName.DECIMAL and numbers and word not in ("money", "smallmoney"):
        return Type(name, precision=numbers[0], scale=numbers[1] if len(numbers) > 1 else 0)
    return _sized_number(word, numbers) if numbers else Type(name)


def _sized_number(word: str, numbers: list[int]) -> Type:
    if word == "tinyint" and numbers == [1]:
        return Type(TypeName.BOOLEAN)
    if word == "bit" and numbers[0] > 1:
        return Type(TypeName.BYTES)
    return _oracle_number(numbers) if word == "number" else Type(_NAMES[word])


def _oracle_number(numbers: list[int]) -> Type:
    if len(numbers) > 1 and numbers[1]:
        return Type(TypeName.DECIMAL, precision=numbers[0], scale=numbers[1])
    return Type(TypeName.BIGINT if numbers[0] > 9 else TypeName.INTEGER)


def enum_values(text: str) -> tuple[str, ...]:
    """Return the values of `'a', 'b'`, `a | b`, `a, b` or `a / b`; () if it is no list."""
    quoted = [single.replace("''", "'") or double for single, double in _QUOTED.findall(text)]
    if quoted:
        return tuple(dict.fromkeys(quoted))
    parts = [part.strip(" `*\"'") for part in re.split(r"\s*[|,/;、，·•]\s*|\s+or\s+", text)]
    return tuple(dict.fromkeys(part for part in parts if part)) if len(parts) > 1 else ()

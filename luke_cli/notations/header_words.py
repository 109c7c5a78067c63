"""Header words of Markdown tables, in the languages that teams write in.

English, German, Spanish, French, Portuguese, Italian, Dutch, Polish, Turkish, Indonesian, Russian,
Chinese, Japanese, Korean; singular and plural, with and without accents.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Final

NAME: Final = "name"
TYPE: Final = "type"
REQUIRED: Final = "required"
NULLABLE: Final = "nullable"
UNIQUE: Final = "unique"
KEY: Final = "key"
DEFAULT: Final = "default"
LENGTH: Final = "length"
CONSTRAINTS: Final = "constraints"
VALUES: Final = "values"
TARGET: Final = "target"
DESCRIPTION: Final = "description"
EXAMPLE: Final = "example"
ENTITY: Final = "entity"
FIELDS: Final = "fields"
ENUM: Final = "enum"
VALUE: Final = "value"
RIGHTS: Final = "rights"
"""Who sees or sets a field, which is read elsewhere."""

_WORDS: Final = {
    NAME: """
        field; fields; column; columns; name; path; field path; json path; key path; attribute; attributes; property; properties;
        field name; column name; attribute name; property name; db column; database column;
        db field; feld; feldname; spalte; spaltenname; attribut; attribute; eigenschaft;
        bezeichnung; campo; campos; columna; columnas; nombre; atributo; atributos; propiedad;
        nombre del campo; nombre de campo; champ; champs; colonne; nom; attribut; attributs;
        propriété; nom du champ; coluna; colunas; nome; nome do campo; nome da coluna; propriedade;
        colonna; veld; kolom; pole; kolumna; nazwa; alan; sütun; ad; nama; nama kolom; nama field;
        atribut; поле; поля; столбец; колонка; имя; название; атрибут; имя поля; название поля;
        свойство; 字段; 字段名; 字段名称; 列名; 列; 名称; 属性; 属性名; 栏位; 欄位; 欄位名稱; 名稱;
        フィールド; フィールド名; カラム; カラム名; 列名; 項目; 項目名; 名前; 名称; 物理名; 属性;
        属性名; 필드; 필드명; 컬럼; 컬럼명; 열; 이름; 속성; 속성명; 항목; 항목명
    """,
    TYPE: """
        type; data type; datatype; types; field type; column type; sql type; db type; format type; format;
        formato; typ; datentyp; tipo; tipo de dato; tipo de datos; tipo de dados; tipo dato;
        type de données; type de donnee; gegevenstype; typ danych; tür; veri tipi; tipe; tipe data;
        jenis; тип; тип данных; 类型; 数据类型; 字段类型; 類型; 資料型別; 型; 型名; データ型;
        タイプ; 種類; 種別; 타입; 자료형; 데이터 타입; 데이터타입; 유형; 형식
    """,
    REQUIRED: """
        required; mandatory; required?; is required; not null; req; req.; obligatory; must have;
        oblig.; obrig.; obblig.; obbl.; verpl.; wym.; obow.; obowiązkowe; wymagany; obligatoria; obrigatória;
        obbligatoria; requerida; pflicht; pflichtfeld; erforderlich; notwendig; obligatorio; requerido; ¿requerido?;
        ¿obligatorio?; obligatoire; requis; obrigatório; obbligatorio; verplicht; wymagane;
        zorunlu; wajib; обязательное; обязательный; обязательность; обязательно; обяз.; 必填;
        是否必填; 必须; 必需; 非空; 必選; 必須; 必須項目; 필수; 필수 여부; 필수여부
    """,
    NULLABLE: """
        nullable; null; null?; nullable?; is nullable; allow null; allows null; optional;
        optional?; nulo; acepta nulos; permite nulo; anulável; nullable (null); может быть пустым;
        null допустим; 可空; 允许为空; 是否为空; 是否可空; 可为空; null許可; null 許可; 널 허용;
        null 허용; null 여부; 选填
    """,
    UNIQUE: """
        unique; unique?; is unique; once only; no duplicates; distinct; eindeutig; único; unico; уникальный; уникальность; 唯一; 一意;
        ユニーク; 고유; 유니크
    """,
    KEY: """
        key; keys; pk; pk/fk; key type; schlüssel; clave; llave; clé; chave; ключ; 键; 主键;
        主キー; キー; 키; 기본키; index
    """,
    DEFAULT: """
        default; default value; defaults; preset; initial value; initially; if not given; standard; standardwert; vorgabe; vorgabewert;
        por defecto; valor por defecto; predeterminado; valor predeterminado; défaut; par défaut;
        valeur par défaut; padrão; valor padrão; predefinito; standaard; domyślna; domyślnie;
        varsayılan; bawaan; nilai default; по умолчанию; значение по умолчанию; 默认; 默认值;
        預設值; デフォルト; デフォルト値; 既定値; 初期値; 기본값; 디폴트
    """,
    LENGTH: """
        length; size; max length; max; maximum length; len; länge; max. länge; longitud; long.; long. máx.;
        tamaño; tam.; longueur; long. max.; taille; tamanho; comprimento; compr.; lunghezza; lungh.; lengte;
        max. lengte; długość; dług.; dł.; длина; размер; 长度; 長度; 長さ; 桁数; 桁; 길이
    """,
    CONSTRAINTS: """
        constraint; constraints; extra; rules; validation; validations; validation rules; modifiers;
        attributes/constraints; constraints / notes; constraints/notes; restrictions; flags;
        options; key constraints; settings; einschränkungen; einschränkung; bedingungen; regeln;
        validierung; restricciones; restricción; reglas; validación; contraintes; contrainte;
        règles; restrições; restrição; regras; validação; vincoli; ograniczenia; kısıtlar; batasan;
        ограничения; ограничение; правила; валидация; 约束; 约束条件; 限制; 規則; 校验; 制約;
        制約条件; バリデーション; 제약; 제약조건; 제약 조건; 규칙; 검증
    """,
    VALUES: """
        values; allowed; permitted; permitted values; choices; allowed values; possible values; enum values; valid values; options; enum; werte;
        erlaubte werte; valores; valores permitidos; valores posibles; valeurs; valeurs possibles;
        valori; значения; допустимые значения; 取值; 取值范围; 可选值; 枚举值; 値; 取りうる値;
        列挙値; 値一覧; 값; 허용값; 허용 값; nilai
    """,
    TARGET: """
        references; reference; foreign key; fk; refers to; related to; relation; relationship; ref;
        verweis; fremdschlüssel; referencia; clave foránea; référence; clé étrangère; referência;
        внешний ключ; ссылка; 外键; 关联; 参照; 外部キー; 참조; 외래키
    """,
    DESCRIPTION: """
        description; notes; note; comment; comments; purpose; meaning; remark; remarks; details; desc;
        usage; explanation; beschreibung; bemerkung; anmerkung; hinweis; kommentar; bedeutung;
        zweck; detalle; detalles; detail; detalhe; detalhes; descripción; notas; comentario; observaciones; descriptions; remarque; remarques;
        commentaire; descrição; observação; observações; comentário; descrizione; omschrijving;
        opis; açıklama; deskripsi; keterangan; catatan; описание; примечание; комментарий;
        назначение; 描述; 说明; 备注; 注释; 含义; 說明; 備註; 説明; 備考; 概要; 意味; コメント;
        설명; 비고; 의미
    """,
    EXAMPLE: """
        example; examples; sample; beispiel; ejemplo; exemple; exemplo; пример; 示例; 例; 例子;
        サンプル; 예; 예시
    """,
    ENTITY: """
        entity; entities; table; tables; model; models; collection; collections; table name;
        entity name; aggregate; resource; object; domain object; entität; tabelle; tabellen;
        objekt; entidad; tabla; modelo; entidades; colección; entité; modèle; objet; entidade;
        tabela; coleção; entità; tabel; entitas; varlık; сущность; таблица; модель; объект; 实体;
        表; 表名; 数据表; 模型; 實體; エンティティ; テーブル; テーブル名; モデル; 엔티티; 테이블;
        테이블명; 모델
    """,
    FIELDS: """
        fields; key fields; main fields; attributes; key attributes; columns; key columns;
        main columns; important fields; properties; felder; attribute; campos; campos clave;
        campos principales; atributos; champs; champs clés; поля; ключевые поля; основные поля;
        字段; 主要字段; フィールド; 主なフィールド; 필드; 주요 필드
    """,
    ENUM: """
        enum; enum name; enumeration; enum type; enumerations; aufzählung; enumeración;
        énumération; перечисление; 枚举; 列挙; 列挙型; 열거형
    """,
    RIGHTS: """
        visible to; visible for; readable by; read by; viewable by; viewed by; seen by; shown to; read access; who sees it;
        who can see it; who may see it; who may read it; editable by; writable by; writeable by; written by; changeable by;
        changed by; edited by; updated by; set by; write access; who can edit it; who may edit it; who may change it;
        sichtbar für; bearbeitbar durch
    """,
    VALUE: """
        value; status; state; code; constant; option; level; priority; wert; zustand; estado;
        valor; statut; état; valeur; situação; состояние; статус; значение; 状态; 状態; 值; 値;
        ステータス; 상태; 값; kode; durum
    """,
}


_QUESTION: Final = 6
"""Words of a header that asks something, at most."""
_SAID: Final = (
    (
        REQUIRED,
        r"""\b(?:can\s?not|can't|may\s+not|must\s+not|never|not|no|non)[ -](?:be\s+)?(?:null|empty|blank|omitted|left)
        | \b(?:nicht\s+leer|darf\s+nicht\s+(?:leer|fehlen)|no\s+(?:nulo|vac[ií]o)|non\s+(?:nul|vide))\b""",
    ),
    (
        NULLABLE,
        r"""\b(?:may|can|could|might|allowed\s+to|ok\s+to)\s+(?:be|stay|remain)\s+(?:\w+\s+)?
        (?:null|none|empty|left|missing|absent|omitted|blank|skipped|unset|unknown)\b
        | \b(?:leave|omit|skip)(?:\s+(?:out|empty|blank))?\s*\?? $ | ^nulls?\b | ^(?:empty|blank|omittable)\b
        | \b(?:null|empty|blank|missing)s?\s+(?:ok(?:ay)?|allowed|possible|permitted)\b | ^opt(?:\.|\b)
        | \bnot\s+(?:required|needed|mandatory|obligatory|necessary)\b
        | ^(?:kann|darf)\s+(?:leer|fehlen|null)\b | \bleer\s+(?:erlaubt|möglich)\b
        | ^puede\s+(?:ser\s+nul|estar\s+vac|quedar\s+vac|faltar|ir\s+vac) | ^(?:admite|permite)\s+(?:nul|vac)
        | ^peut\s+être\s+(?:vide|nul|omis|absent) | ^(?:facultati[fv]|vac[ií]o|vide\b|opcional|optionnel)""",
    ),
    (
        REQUIRED,
        r"""\b(?:needed|mandatory|required|compulsory|obligatory|obligation|necessary|presence|must)\b
        | ^(?:always|has\s+to\s+be)\s+(?:there|present|set|filled|given)\b
        | ^(?:[mr]\s?[/|]\s?o(?:\s?[/|]\s?c)?|o\s?[/|]\s?[mr]|req|mand|card|mult)\b
        | ^(?:cardinality|multiplicity|occurr?(?:s|ences?)|kardinalität|cardinalidad|cardinalité)\b
        | \b(?:nötig|benötigt|zwingend|muss|pflicht|muß)\b
        | \b(?:obligatori[oa]|necesari[oa]|requerid[oa]|exigid[oa]|obligatoire|requise?|nécessaire)\b""",
    ),
    (UNIQUE, r"^(?:only\s+once|must\s+be\s+unique|unique(?:ness)?)\b | ^(?:eindeutig|einmalig)\b"),
    (
        DEFAULT,
        r"^(?:if\s+(?:missing|not\s+given|left\s+out)|initial(?:\s+value)?|starts?\s+(?:as|with))\b",
    ),
)
_SAID_FORMS: Final = tuple((meaning, re.compile(form, re.VERBOSE)) for meaning, form in _SAID)
"""What a header says that asks a question: `May be left out?`; the first counts."""
_NOT_OF_FIELDS: Final = re.compile(
    r"\b(?:roles?|permissions?|rights?|scopes?|auth\w*|log-?in|sign|states?|skills?|approval|documents?|by|for|who|"
    r"when|from|until|tokens?)\b"
)
"""`Required role` asks for something else."""


def _folded(text: str) -> str:
    text = unicodedata.normalize("NFKC", re.sub(r"[`*_]+", " ", text)).strip().lower()
    return re.sub(r"\s+", " ", text)


def _bare(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text)
    return "".join(character for character in plain if not unicodedata.combining(character))


_MEANINGS: Final[dict[str, frozenset[str]]] = {}
for _meaning, _text in _WORDS.items():
    for _word in _text.split(";"):
        for _spelling in {_folded(_word), _bare(_folded(_word))}:
            _MEANINGS[_spelling] = _MEANINGS.get(_spelling, frozenset()) | {_meaning}


@lru_cache(maxsize=4096)
def meanings(header: str) -> frozenset[str]:
    """Return what a header cell can mean, in any language; empty if nothing that we know."""
    text = _folded(header[:100])
    for form in (text, re.sub(r"\s*[(（\[].*$", "", text).strip(), text.rstrip("?:")):
        found = _MEANINGS.get(form) or _MEANINGS.get(_bare(form))
        if found:
            return found
    parts = [
        _MEANINGS.get(part.strip(), frozenset())
        for part in re.split(r"\s*(?:/|&|\band\b|\bund\b)\s*", text)
    ]
    if len(parts) > 1 and all(parts):
        return parts[0]
    return _asked(text.lstrip("¿ "))


def _asked(text: str) -> frozenset[str]:
    if len(text.split()) > _QUESTION or _NOT_OF_FIELDS.search(text):
        return frozenset()
    said = next((meaning for meaning, form in _SAID_FORMS if form.search(text)), None)
    return frozenset({said} if said else ())

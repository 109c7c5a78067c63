"""What a place in a document is about, from the headings and the sentence above it.

The same bullets are a data model under `### User`, and noise under `### Colors`.
"""

import re
from functools import lru_cache
from typing import Final

from luke_cli.docs.markdown import plain
from luke_cli.names import singular, snake

_DATA_MODEL: Final = re.compile(
    r"""
      \bdata[ -]?(?:models?|base(?![ ](?:access|conn|conf|perf|tun|optim|back|migr|secur|sett
      |pool))|requirements?|elements?|objects?|definitions?|structures?
      |dictionary|schemas?|types?|entit(?:y|ies)|storage|layer[ ]schema)\b
    | ^persist(?:ence|ent[ ]data)\b
    | \b(?:core|main|key|domain|business|database|db|persistent)[ ](?:models?|entit(?:y|ies)
    |objects?|tables?|schemas?)\b
    | \b(?:entit(?:y|ies)|schemas?|tables|collections|erd?|models|aggregates)\b | \bdomain\b$
    | \b(?:entity|er)[ -]relationship\b | \btable[ ](?:reference|definitions?|specifications?
    |structures?)\b
    | ^(?:the[ ])?(?:domain|database|models?|data|information[ ]model)$
    | ^what[ ](?:is|gets|we|it)[ ](?:store[sd]?|keeps?|kept|saved?|persist(?:ed)?)$ | ^(?:table[ ]|model[ ])?(?:relationships?|associations)$
    | \bcolumns\b
    | \bdatenmodell\b | \bdatenbank | \bentit(?:ä|ae)t(?:en)?\b | \btabellen\b
    | \bmodello[ ](?:dei[ ])?dati\b | \bgegevensmodel\b | \bmodel[ ]danych\b
    | \bmodelo[ ]de[ ](?:datos|dados)\b | \bbase[ ]de[ ](?:datos|dados)\b
    | \bbanco[ ]de[ ]dados\b | \bentidad(?:e?s)?\b
    | \btablas\b | \btabelas\b | \besquema\b | \bmod(?:è|e)les?[ ]de[ ]donn(?:é|e)es\b
    | \bbase[ ]de[ ]donn(?:é|e)es\b
    | \bentit(?:é|e)s?\b | \bмодел[ьи][ ]данных\b | \bбаз[аы][ ]данных\b | \bсущност[ьи]\b
    | \bтаблиц[аы]\b
    | 数据模型 | 数据库 | 数据表 | 实体 | 表结构
    | データモデル | データベース | エンティティ | テーブル
    | 데이터[ ]?모델 | 데이터베이스 | 엔티티 | 테이블 | \bbasis[ ]data\b | \bskema\b | \btabel\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_NOT_A_MODEL: Final = re.compile(
    r"""
      \b(?:request|response|payload|query|path|url|headers?|parameters?|params|body|bodies)\b
    | \b(?:endpoints?|rest|webhooks?|routes?|api[ ](?:design|reference|specification|endpoints?
    |contract))\b
    | \b(?:GET|POST|PUT|PATCH|DELETE)[ ]+/ | ^/\w
    | \b(?:env(?:ironment)?|config(?:uration)?|secrets?)\b | \b(?:jwt|token)[ ]?(?:claims|payload
    |structure|contents?)\b | \bclaims\b
    | \b(?:palette|colou?rs?|typography|spacing|fonts?|icons?|layouts?|wireframes?|mock-?ups?
    |breakpoints?)\b
    | \b(?:screens?|pages|ui|ux|user[ ]interface|components?|widgets?|props|forms?|dialogs?
    |modals?|frontend|front-end)\b
    | \b(?:view[ ]?models?|state[ ]management|redux|zustand|stores?[ ]slices?|client[ -]side
    |flutter|react|vue|swiftui)\b
    | \b(?:kpis?|metrics|success[ ]criteria|slas?|slos?|monitoring|alerts?|dashboards?
    |analytics[ ]events?|tracking[ ]events?)\b
    | \b(?:third[ -]party|external|vendor|partner)[ ](?:apis?|payloads?|data|services?|systems?
    |objects?)\b
    | \b(?:stripe|paypal|twilio|sendgrid|salesforce|hubspot|slack|github|google|facebook|plaid
    |shopify)\b
    | \b(?:error[ ](?:codes?|responses?|format)|status[ ]codes?|error[ ]handling)\b | \b(?:cache
    |redis)[ ](?:keys?|entries|structure)\b
    | \b(?:kafka|rabbitmq|event[ ](?:bus|payloads?|schemas?|types?)|domain[ ]events?
    |messages?[ ]formats?|queues?|topics)\b
    | \b(?:browsers?|devices?|test[ ](?:data|cases?|plan)|personas?|infrastructure|deployment
    |kubernetes|terraform|ci/cd)\b
    | \b(?:rate[ ]limits?|limits|quotas|pricing|permissions?|roles?[ ]matrix)\b
    | \b(?:log(?:ging)?[ ](?:format|fields?|entry)|structured[ ]logging|tech(?:nology)?[ ]stack
    |dependencies|technologies)\b
    | \b(?:dto|dtos|data[ ]transfer|serializers?|cli|command[ -]line|options|localstorage
    |local[ ]storage|indexeddb|cookies?)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_KIND: Final = (
    r"table|tables|entity|model|collection|object|document|aggregate(?: root)?|class|record|"
    r"resource|struct|type|relation|tabelle|tabella|tabel|tabla|tabela|entità|entität|entitaet|entidad|entidade|"
    r"entité|entite|modell|modelo|modèle|koleksi|entitas|сущность|таблица|модель|коллекция|实体|"
    r"数据表|表|モデル|エンティティ|テーブル|엔티티|테이블|모델"
)
_NUMBERING: Final = re.compile(r"^\W*(?:(?:[A-Z]|\d{1,3})(?:\.\d{1,3})*[.):]?\s+|[ivx]+[.)]\s+)?")
_PREFIX: Final = re.compile(
    rf"^(?:the\s+)?(?:(?:new|proposed|updated|existing|"
    rf"modified)\s+)?(?:{_KIND})(?:\s+\d+)?\s*[:：.\-–—]?\s+",
    re.IGNORECASE,
)
_FIELDS_OF: Final = re.compile(
    r"^(?:fields|attributes|columns|properties|felder|attribute|spalten|eigenschaften|campos|"
    r"atributos|champs|attributs|colonnes|campi|поля|атрибуты)\s+(?:of|for|in|eine[srm]|eines|des|"
    r"der|von|vom|del?|de\s+la|de\s+l['’]|d['’]une?|du|des|d[oae]s?|di|della)\s*"
    r"(?:(?:the|an?|each|every|una?|une?|um|uma|l['’])\s+)?",
    re.IGNORECASE,
)
_PREFIX_CJK: Final = re.compile(
    r"^(?:实体|数据表|表|エンティティ|テーブル|모델|엔티티|테이블)\s*[:：]\s*"
)
_SUFFIX: Final = re.compile(
    rf"\s*[-–—:：]?\s*\b(?:{_KIND}|schema|fields?|attributes?|columns?|properties|definitions?|"
    rf"structure|"
    r"sheet|worksheet|spreadsheet|data model|data|details|specification|felder|attribute|campos|champs|atributos|attributs|"
    r"поля|字段|フィールド|필드|表)$",
    re.IGNORECASE,
)
_BRACKETS: Final = re.compile(r"\s*[(（\[]([^()（）\[\]]*)[)）\]]\s*")
_CUT: Final = re.compile(r"\s+[-–—]\s+|\s*[:：]\s+|\s*[:：]$|\s*[,;→].*$")
_TICKED: Final = re.compile(r"`([A-Za-z_][\w.]*)`")
_NAME: Final = re.compile(r"[A-Za-z_][\w-]*(?: [A-Za-z_][\w-]*){0,3}")
_GENERIC: Final = frozenset(
    """
    overview fields attributes entities entity data model models schema schemas tables table
    columns enums enum enumerations relationships relations relationship notes indexes indices
    constraints validation rules properties types type introduction summary description database
    domain collections documents objects definitions example examples core main key common shared
    base general other additional details requirements features roles permissions api endpoints
    users_and storage structure erd diagram design architecture security performance migration
    migrations seed sample audit_fields conventions naming purpose scope goals glossary terms
    reference business logic status statuses states workflow workflows lifecycle lifecycles values
    value postgresql mysql mongodb sqlite redis sql nosql prisma orm appendix primary_keys
    foreign_keys required optional field name required_fields optional_fields request response body
    headers entities_and_relationships entity_relationships data_model data_models data_types
    core_entities key_entities domain_model database_schema database_design schema_design
    table_definitions main_entities core_tables audit index suggested proposed following additional
    new current existing extensions key_fields relations_and_keys triggers views technology
    technologies services components modules functions assumptions dependencies
    """.split()
)
_CODE_NAME: Final = re.compile(r"[A-Z][A-Za-z0-9]*")
_HUMPS: Final = re.compile(r"[a-z0-9][A-Z]")
_EVENT: Final = re.compile(
    r"[a-z](?:Created|Updated|Deleted|Placed|Paid|Completed|Cancelled|Canceled|Changed|Submitted|"
    r"Approved|Rejected|Published|Registered|Added|Removed|Sent|Received|Failed|Expired|Started|"
    r"Finished|Assigned|Event)$"
)
"""`LoanReturned` is what happened, not what is stored."""
_ABSTRACT: Final = re.compile(
    r"\b(?:format|access|configuration|config|strategy|overview|architecture|requirements?|design|"
    r"guidelines?|criteria|metrics|limits|flow|process|workflow|rules|validation|pipeline|system|"
    r"infrastructure|deployment|integration|endpoints?|api|implementation|considerations|testing|"
    r"performance|security|monitoring|caching|logging|handling|management|layer|services?|"
    r"features?|optimization|indexes|stack|principles?|patterns?|examples?|notes?|summary)$",
    re.IGNORECASE,
)
"""`Order handling` is a chapter, not a thing."""
_MAX_NAME: Final = 200
"""Characters of a heading that can still name something."""
_MAX_LEAD_WORDS: Final = 3
"""A lead with more of them is a sentence."""
_PRONOUN: Final = re.compile(r"(?:the|we|it|they|you|this|these|their|our|all)\b", re.IGNORECASE)
_SAYS: Final = re.compile(r"\b(?:also|shows?|displays?|needs?|gets?)\b")
"""No name has such a word: `A ticket shows:`."""
_SENTENCE: Final = re.compile(
    r"""(?:^|[.!?]\s+)(?:an?|each|every|the|one|all)\s+[`*_]*([A-Za-z_]\w*(?:[ -][A-Z]\w*)?)[`*_]*
        (?:\s+(?:table|entity|model|collection|record|object|document))?
        \s+(?:also\s+(?:shows?|carr(?:y|ies)|gives?|returns?)|(?:also\s+)?(?:has|have|contains?|stores?|includes?|consists\s+of|holds?|is\s+described\s+by|records(?!\s+(?:of|with|that|which|are)\b)|keeps?))\b""",
    re.IGNORECASE | re.VERBOSE,
)
_OF: Final = re.compile(
    r"""\b(?:fields?|attributes?|columns?|properties)\s+(?:of|for|in|on)\s+(?:the|an?|each|every)?\s*[`*_]*
        ([A-Za-z_]\w*(?:[ ][A-Z]\w*)?)[`*_]*""",
    re.IGNORECASE | re.VERBOSE,
)
_CLIENT_OWNERS: Final = frozenset(("web designer", "mobile designer", "qa-tester"))


def is_client_side(owner: str) -> bool:
    """Tell whether who wrote the document describes screens or tests, not what is stored."""
    return owner in _CLIENT_OWNERS


@lru_cache(maxsize=4096)
def about_data(section: tuple[str, ...]) -> bool | None:
    """Tell whether the headings speak of stored data; None if they do not say.

    The innermost heading that says anything decides.
    """
    for heading in reversed(section):
        text = heading[:200]
        if _is_named_kind(text) or _DATA_MODEL.search(text):
            return not _is_contract(text)
        if _NOT_A_MODEL.search(text):
            return False
    return None


def _is_contract(text: str) -> bool:
    return bool(
        re.search(r"\b(?:request|response|payload|event|error|message)s?\b", text, re.IGNORECASE)
    ) and not (_is_named_kind(text))


def _is_named_kind(text: str) -> bool:
    bare = _NUMBERING.sub("", text)
    return bool(_PREFIX.match(bare) or re.search(r"\b(?:table|entity)\W*$", bare, re.IGNORECASE))


@lru_cache(maxsize=4096)
def entity_name(text: str) -> str:
    """Return the entity that a heading (as written) names; "" if it names none."""
    if len(text) > _MAX_NAME:
        return ""
    ticked = _TICKED.findall(text)
    if len(ticked) == 1 and _words_around(text, ticked[0]) <= 4:
        return _valid(ticked[0].rpartition(".")[2])
    if len(ticked) > 1:
        return ""
    bare = _NUMBERING.sub("", plain(text)).strip()
    inside = [part.strip() for part in _BRACKETS.findall(bare)]
    bare = _FIELDS_OF.sub("", _BRACKETS.sub(" ", bare).strip())
    if coded := _code_name(bare, inside):
        return coded
    bare = _PREFIX_CJK.sub("", _PREFIX.sub("", bare))
    parts = [part for part in _CUT.split(bare) if part]
    bare = parts[0].strip() if parts else ""
    for _ in range(2):
        bare = _SUFFIX.sub("", bare).strip() or bare
    found = _valid(bare)
    if found:
        return found
    return next((name for name in map(_valid, inside) if name and " " not in name), "")


def _code_name(title: str, inside: list[str]) -> str:
    """Return what code calls it: `LoanRequest` in `Fields of a request for a loan (LoanRequest)`."""
    is_foreign = not title.isascii()
    names = [part for part in inside if _CODE_NAME.fullmatch(part)]
    if len(names) != 1 or not (is_foreign or len(title.split()) > 1 or _HUMPS.search(names[0])):
        return ""
    return _valid(names[0]) if is_foreign or _HUMPS.search(names[0]) else ""


def title_of(heading: str, name: str) -> str:
    """Return what a heading calls the entity that it names in code: `### Fahrzeug (`vehicles`)`."""
    coded = {part.strip(" `") for part in _BRACKETS.findall(heading[:_MAX_NAME])}
    if not name or name not in coded:
        return ""
    bare = _PREFIX.sub("", _NUMBERING.sub("", plain(_BRACKETS.sub(" ", heading))).strip()).strip()
    is_other = singular(snake(bare)) != singular(snake(name)) and name not in bare
    return bare if is_other and re.fullmatch(r"[^\W\d_]+(?:[ -][^\W\d_]+){0,2}", bare) else ""


def table_name(text: str) -> str:
    """Return the table that a heading names in brackets or backticks: `User (users)`.

    `Member (socio)` says the word of another language.
    """
    title = singular(snake(_BRACKETS.sub(" ", plain(text))))
    coded = (part for part in _BRACKETS.findall(text) if _is_code(part, title))
    inside = [part.strip(" `") for part in coded]
    inside = [re.sub(r"^(?:table|collection)\W+", "", part, flags=re.IGNORECASE) for part in inside]
    names = [part for part in inside if re.fullmatch(r"[a-z][a-z0-9_]*", part)]
    return next((name for name in names if name not in _GENERIC and name not in _KIND), "")


def _is_code(part: str, title: str) -> bool:
    bare = part.strip()
    said = (
        bare.startswith("`")
        or "_" in bare
        or re.match(r"(?:table|collection)\W", bare, re.IGNORECASE)
    )
    return bool(said) or not title or title.endswith(singular(snake(bare)))


def _words_around(text: str, ticked: str) -> int:
    bare = _NUMBERING.sub("", text.replace(f"`{ticked}`", ""))
    return len(re.findall(r"\w+", _BRACKETS.sub(" ", bare)))


def _valid(name: str) -> str:
    name = name.strip(" *_`\"'.")
    if not _NAME.fullmatch(name) or len(name) > 60:
        return ""
    if _EVENT.search(name) or (" " in name and _ABSTRACT.search(name)):
        return ""
    folded = name.lower().replace(" ", "_")
    return "" if folded in _GENERIC or len(folded) < 2 else name


@lru_cache(maxsize=4096)
def entity_in_lead(lead: str) -> str:
    """Return the entity that the paragraph above a list or table names; "" if it names none."""
    last = lead.strip().rpartition("\n")[2][-240:].strip()
    bold = re.fullmatch(r"(?:[-*]\s+)?(?:\*\*|__)(.+?)(?:\*\*|__)\s*:?\s*(?:[-–—(].*)?", last)
    if bold is not None:
        return entity_name(bold[1].strip().rstrip(":"))
    sentence = _SENTENCE.search(last) or _OF.search(last)
    if sentence is not None:
        return _valid(sentence[1])
    if len(last) < 50 and not last.endswith((".", "!", "?")):
        name = entity_name(last.rstrip(":"))
        is_sentence = _PRONOUN.match(name) or _SAYS.search(name)
        return "" if len(name.split()) > _MAX_LEAD_WORDS or is_sentence else name
    ticked = set(_TICKED.findall(last))
    has_kind = re.search(r"\b(?:table|entity|model|collection)\b", last, re.IGNORECASE)
    return _valid(ticked.pop()) if len(ticked) == 1 and has_kind else ""

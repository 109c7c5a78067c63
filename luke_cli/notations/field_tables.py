"""Markdown tables of fields.

    ### Loan
    | Field | Type | Required | Default | Description |
    |-------|------|----------|---------|-------------|
    | id | UUID | yes | | primary key |
    | status | enum(open, returned) | no | open | |
    | member_id | UUID | yes | | references members |

The header words may be in any language of `header_words.py`; a column may also name the entity.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from luke_cli.docs.document import Document, Row, Table
from luke_cli.docs.markdown import plain
from luke_cli.notations import header_words as words
from luke_cli.notations.context import (
    about_data,
    entity_name,
    is_client_side,
)
from luke_cli.notations.defaults import canonical
from luke_cli.notations.field_facts import entity_fact, field_facts
from luke_cli.notations.field_phrases import qualify, read_phrase, ticked_values, values_in
from luke_cli.notations.field_words import typed
from luke_cli.notations.owners import Above
from luke_cli.notations.phrase import Phrase
from luke_cli.notations.types import read_type
from luke_cli.source import Diagnostic, Span
from luke_cli.spec.facts import Fact, FieldFact
from luke_cli.spec.model import Type, TypeName

_YES: Final = re.compile(
    r"(?:y|yes|true|x|✓|✔️?|✅|☑️?|●|required|mandatory|not null|1|m|ja|pflicht|sí|si|oui|sim|да|"
    r"обязательно|是|必填|必须|はい|必須|○|◯|예|네|필수|o|ya|wajib|tak|evet|yes\b.*)",
    re.IGNORECASE,
)
_NO: Final = re.compile(
    r"(?:n|no|false|✗|✘|❌|☐|–|-|—|optional|nullable|null|0|nein|non|não|нет|否|いいえ|任意|×|✕|아니오|아니요|"
    r"선택|tidak|nie|hayır|no\b.*|)",
    re.IGNORECASE,
)
_NAME_CELL: Final = re.compile(r"[A-Za-z_][\w$]*(?:\[\]|\?|\*)?(?:\s*[,/&]\s*[A-Za-z_]\w*)*")
_WORDS_CELL: Final = re.compile(r"[A-Za-z][\w-]*(?: [\w-]+){1,3}")
_WIDE: Final = 3
"""A table of more columns may have one that nobody knows."""
_ENV: Final = re.compile(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+")
_FIELD_MEANINGS: Final = (
    words.TYPE,
    words.REQUIRED,
    words.NULLABLE,
    words.UNIQUE,
    words.KEY,
    words.DEFAULT,
    words.LENGTH,
    words.CONSTRAINTS,
    words.VALUES,
    words.TARGET,
)
_EXAMPLES: Final = re.compile(
    r"\W*(?:e\.? ?g\b|for (?:example|instance)|such as|example|like|es\.|esempio|z\. ?b\.|bsp|beispiel|"
    r"p\. ?ej|por ejemplo|ejemplo|par exemple|p\. ?ex|например|例えば|例如|例[:：]|예[:：])",
    re.IGNORECASE,
)
"""A description that begins so shows values; it does not list them."""
_POINTED: Final = re.compile(r"\W*(?:→|->)\s*`?([A-Za-z_]\w*)(?:\._?\w+)?`?\s*(?:$|[,;(])")
_MEANT: Final = (
    (
        re.compile(r"\bcalendar day\b|\bYYYY-MM-DD\b(?!T)|\bISO date\b(?! ?time)", re.IGNORECASE),
        TypeName.DATE,
    ),
    (re.compile(r"\btime of (?:the )?day\b|\bHH:mm\b(?!:ss.*Z)", re.IGNORECASE), TypeName.TIME),
)
"""What a text is by its description where a database has no better type."""
_SAID: Final = re.compile(
    r"\b(?:primary key|unique(?!\s+\w)|not null|(?:foreign key|fk|references?|ref)\b\s*(?:to|→|->|"
    r":)?\s*`?[A-Za-z_][\w.]*`?|(?:one of|enum|values?|allowed|options?)\s*[:：(]\s*[^.;]+|"
    r"one of\s+`[^.;]+|"
    r"default(?:s to)?:?\s+`?['\"]?[\w.]+['\"]?`?)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column of a table means what; the first column of a meaning counts."""

    of: dict[str, int]

    def cell(self, row: Row, meaning: str) -> str:
        """Return the cell of a row, "" if the table has no such column."""
        index = self.of.get(meaning)
        return row.cells[index].strip() if index is not None and index < len(row.cells) else ""


def recognise(document: Document) -> Iterator[Fact | Diagnostic]:
    """Find entities and their fields in the tables of a document."""
    if is_client_side(document.owner):
        return
    above = Above()
    for block in document.blocks:
        above = above.below(block)
        if isinstance(block, Table):
            columns = _columns([words.meanings(cell) for cell in block.header])
            if _is_of_fields(block, columns):
                yield from _as_bson(block, _fields(block, columns, above))


def _as_bson(table: Table, found: Iterator[Fact]) -> Iterator[Fact]:
    """Take the `Date` of MongoDB for a moment, in a table that has an `ObjectId`."""
    is_bson = any("ObjectId" in cell for row in table.rows for cell in row.cells)
    for fact in found:
        of = fact.type if isinstance(fact, FieldFact) else None
        if is_bson and of and isinstance(fact, FieldFact) and fact.type_text.strip("`") == "Date":
            yield replace(fact, type=Type(TypeName.DATETIME))
        else:
            yield fact


def _columns(found: Sequence[frozenset[str]]) -> Columns:
    """Give each column one meaning; a name comes before anything else."""
    of: dict[str, int] = {}
    name = next((i for i, m in enumerate(found) if words.NAME in m), None)
    if name is not None:
        of[words.NAME] = name
    for index, meanings in enumerate(found):
        if index == name:
            continue
        for meaning in (words.ENTITY, *_FIELD_MEANINGS, words.DESCRIPTION, words.EXAMPLE):
            if meaning in meanings and meaning not in of:
                of[meaning] = index
                break
    return Columns(of)


def _is_of_fields(table: Table, columns: Columns) -> bool:
    """Tell a table of fields: it has names, and types or a place that speaks of data."""
    about = about_data(table.section)
    if words.NAME not in columns.of or about is False or not table.rows:
        return False
    names = [plain(columns.cell(row, words.NAME)).strip("`* ") for row in table.rows]
    named = [name for name in names if _NAME_CELL.fullmatch(name) or _WORDS_CELL.fullmatch(name)]
    if len(named) < 0.7 * len(names) or (not about and all(_ENV.fullmatch(name) for name in named)):
        return False
    if words.TYPE in columns.of:
        cells = [columns.cell(row, words.TYPE).strip("` ") for row in table.rows]
        typed = [cell for cell in cells if _is_type_cell(cell)]
        unknown = sum(1 for cell in table.header if not words.meanings(cell))
        is_known = bool(about) or unknown == 0 or (unknown == 1 and len(table.header) > _WIDE)
        return is_known and len(typed) >= (0.3 if about else 0.6) * len(cells)
    said = [meaning for meaning in _FIELD_MEANINGS if meaning in columns.of]
    return bool(about) and (bool(said) or words.DESCRIPTION in columns.of) and _are_codes(named)


def _is_type_cell(cell: str) -> bool:
    probe = Phrase(())
    qualify(probe, cell)
    return probe.is_typed


def _are_codes(names: Sequence[str]) -> bool:
    codes = [name for name in names if re.fullmatch(r"[a-z_]\w*(?:\s*[,/&]\s*[a-z_]\w*)*", name)]
    return len(codes) >= 0.7 * len(names)


def _fields(table: Table, columns: Columns, above: Above) -> Iterator[Fact]:
    owner = above.owner(table, table.lead)
    if words.ENTITY in columns.of:
        yield from _fields_by_entity(table, columns)
        return
    if not owner.name:
        return
    yield entity_fact(owner.name, owner.place, table.section, table=owner.table)
    for row in table.rows:
        yield from _row_facts(owner.name, table, columns, row)


def _fields_by_entity(table: Table, columns: Columns) -> Iterator[Fact]:
    current = ""
    for row in table.rows:
        cell = entity_name(columns.cell(row, words.ENTITY))
        if cell and cell != current:
            current = cell
            yield entity_fact(current, Span(table.span.file, row.line), table.section)
        if current:
            yield from _row_facts(current, table, columns, row)


def _row_facts(name: str, table: Table, columns: Columns, row: Row) -> Iterator[Fact]:
    cell = columns.cell(row, words.NAME)
    phrase = read_phrase(_name_only(cell), loose=True)
    if phrase is None or (re.fullmatch(r"\W*", cell)):
        return
    if re.search(r"(?:🔑|\bPK\b)", cell):
        phrase.key = True
    _read_cells(phrase, columns, row)
    yield from field_facts(name, phrase, Span(table.span.file, row.line), table.section)


def _name_only(cell: str) -> str:
    bare = plain(cell).strip()
    bare = re.sub(r"\s*\((?:PK|FK|pk|fk|🔑)\)", "", bare)
    return re.sub(r"\s*[🔑*]+\s*$", "", bare)


def _read_cells(phrase: Phrase, columns: Columns, row: Row) -> None:
    if type_text := columns.cell(row, words.TYPE):
        reading = read_type(plain(type_text))
        if reading.type is not None:
            typed(reading, plain(type_text))(phrase)
        else:
            qualify(phrase, type_text)
        if phrase.type is None and not phrase.type_text:
            phrase.type_text, phrase.comment = plain(type_text), ""
    if constraints := columns.cell(row, words.CONSTRAINTS):
        qualify(phrase, constraints)
    for meaning in (words.KEY, words.VALUES, words.TARGET):
        if cell := columns.cell(row, meaning):
            _read_special(phrase, meaning, cell)
    _read_flags(phrase, columns, row)
    if not columns.of.keys() & {words.TYPE, words.CONSTRAINTS}:
        qualify(phrase, columns.cell(row, words.DESCRIPTION))
        phrase.comment = ""
    if length := re.fullmatch(r"(\d{1,6})", columns.cell(row, words.LENGTH)):
        phrase.max_length = phrase.max_length or int(length[1])
    _read_default(phrase, columns.cell(row, words.DEFAULT))
    _describe(phrase, columns.cell(row, words.DESCRIPTION))


def _read_special(phrase: Phrase, meaning: str, cell: str) -> None:
    bare = plain(cell).strip()
    if meaning == words.KEY:
        phrase.key = (
            phrase.key
            or bool(re.search(r"\b(?:PK|PRI|primary)\b|主", bare, re.IGNORECASE))
            or bare in ("✓", "✅", "yes")
        )
        if re.search(r"\b(?:UK|UQ|UNI|unique)\b", bare, re.IGNORECASE):
            phrase.unique = True
        if match := re.search(
            r"\b(?:FK|foreign key)\b\W*(?:to|→|->|references)?\s*([A-Za-z_]\w*)?",
            bare,
            re.IGNORECASE,
        ):
            phrase.target = phrase.target or match[1] or ""
    elif meaning == words.TARGET:
        if match := re.search(r"([A-Za-z_]\w*)(?:[.(]\w+\)?)?", bare):
            phrase.target = phrase.target or match[1]
    elif values := values_in(cell):
        phrase.values = phrase.values or values


def _read_flags(phrase: Phrase, columns: Columns, row: Row) -> None:
    if words.REQUIRED in columns.of:
        cell = plain(columns.cell(row, words.REQUIRED)).strip()
        phrase.required = (
            True if _YES.fullmatch(cell) else False if _NO.fullmatch(cell) else phrase.required
        )
    elif words.NULLABLE in columns.of:
        cell = plain(columns.cell(row, words.NULLABLE)).strip()
        if re.fullmatch(r"not null|nn|required", cell, re.IGNORECASE):
            phrase.required = True
        elif cell:
            phrase.required = (
                False
                if _YES.fullmatch(cell) or cell.lower() == "null"
                else True
                if _NO.fullmatch(cell)
                else None
            )
    if words.UNIQUE in columns.of:
        cell = plain(columns.cell(row, words.UNIQUE)).strip()
        phrase.unique = True if cell and _YES.fullmatch(cell) else phrase.unique


def _read_default(phrase: Phrase, cell: str) -> None:
    text = cell or phrase.raw_default
    if text.strip("` ").lower() in (
        "auto",
        "auto-generated",
        "auto increment",
        "serial",
        "generated",
        "autoincrement",
    ):
        phrase.generated = True
    elif text:
        phrase.default = canonical(text.strip("` ") if cell.startswith("`") else text, phrase.type)
    if phrase.raw_default and not phrase.default:
        phrase.default = canonical(phrase.raw_default, phrase.type)


def _describe(phrase: Phrase, text: str) -> None:
    """Take what a description says in passing; it never overrules a cell of its own."""
    if not text:
        return
    bare = plain(text)
    if _EXAMPLES.match(bare):
        phrase.comment = bare
        return
    probe = Phrase(phrase.names)
    if len(bare.split()) < 12:
        qualify(probe, text)
    for said in _SAID.findall(bare):
        qualify(probe, said)
    phrase.key = phrase.key or probe.key
    if not re.search(r"\bunique\s+(?:id|identifier|key)\b", bare, re.IGNORECASE):
        phrase.unique = phrase.unique or probe.unique
    phrase.required = probe.required if phrase.required is None else phrase.required
    phrase.target = phrase.target or probe.target
    phrase.generated = phrase.generated or probe.generated
    if phrase.type is None or phrase.type.name in (TypeName.STRING, TypeName.TEXT, TypeName.ENUM):
        phrase.values = phrase.values or probe.values or _ticked(phrase, text)
    if phrase.type is not None and phrase.type.name is TypeName.ENUM and not phrase.type.enum:
        phrase.values = phrase.values or values_in(re.split(r"[;.]\s|;$", text)[0])
    for name in ("minimum", "maximum", "over", "under", "min_length", "max_length"):
        setattr(phrase, name, getattr(phrase, name) or getattr(probe, name))
    phrase.default = phrase.default or canonical(probe.raw_default, phrase.type)
    _narrow(phrase, text, bare)
    phrase.comment = bare


def _narrow(phrase: Phrase, text: str, bare: str) -> None:
    """Take what a description points at, and the type that a database has no word for."""
    if pointed := _POINTED.match(text):
        phrase.target = phrase.target or pointed[1]
    if phrase.type is not None and phrase.type.name is TypeName.STRING:
        narrow = next((name for form, name in _MEANT if form.search(bare)), None)
        phrase.reading = replace(phrase.reading, type=Type(narrow)) if narrow else phrase.reading


def _ticked(phrase: Phrase, text: str) -> tuple[str, ...]:
    whole = ticked_values(text)
    inside = re.search(r"[(（:]\s*(`[^`]+`(?:\s*(?:[,/|]|\bor\b)\s*`[^`]+`)+)", text)
    enumish = re.search(
        r"(?:status|state|role|type|kind|category|priority|level|method|gender|unit)$",
        phrase.names[0],
        re.IGNORECASE,
    )
    return whole or (ticked_values(inside[1]) if inside and enumish else ())

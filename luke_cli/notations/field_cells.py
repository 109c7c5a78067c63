"""What the cells of one row, or the labels below one field, say about the field."""

import re
from dataclasses import replace
from typing import Final

from luke_cli.docs.document import Row
from luke_cli.docs.markdown import plain
from luke_cli.notations import header_words as words
from luke_cli.notations.defaults import canonical
from luke_cli.notations.field_columns import Columns
from luke_cli.notations.field_flags import is_yes
from luke_cli.notations.field_phrases import qualify, ticked_values, values_in
from luke_cli.notations.phrase import Phrase
from luke_cli.notations.type_cells import read_type_cell
from luke_cli.spec.model import Type, TypeName

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
_LENGTH: Final = re.compile(
    r"(?:(\d{1,5})\s?(?:-|–|\.\.\.?|to)\s?|(?:max\.?|up to|at most|<=|≤)\s?)?(\d{1,6})"
    r"(?:\s?(?:chars?|characters|zeichen|caracteres|caractères)\.?)?",
    re.IGNORECASE,
)

_LONG: Final = re.compile(r"long|lang|larg|lung|dług|clob|medium|tiny|multi|free|libre|\bntext\b")
"""Words of a text that has no short form, whatever its length."""


def read_cells(phrase: Phrase, columns: Columns, row: Row) -> None:
    """Take over what the cells of a row say about a field."""
    if type_text := columns.cell(row, words.TYPE):
        read_type_cell(phrase, type_text)
    if constraints := columns.cell(row, words.CONSTRAINTS):
        qualify(phrase, constraints)
    for meaning in (words.KEY, words.VALUES, words.TARGET):
        if cell := columns.cell(row, meaning):
            _read_special(phrase, meaning, cell)
    _read_flags(phrase, columns, row)
    if not columns.of.keys() & {words.TYPE, words.CONSTRAINTS}:
        qualify(phrase, columns.cell(row, words.DESCRIPTION))
        phrase.comment = ""
    _read_length(phrase, columns.cell(row, words.LENGTH))
    _read_default(phrase, columns.cell(row, words.DEFAULT))
    _describe(phrase, columns.cell(row, words.DESCRIPTION))


def _read_length(phrase: Phrase, cell: str) -> None:
    """`80`, `max. 80`, `2-40`; `10,2` says the digits of a decimal."""
    of = phrase.reading.type
    digits = re.fullmatch(r"(\d{1,2})\s?[,.]\s?(\d)", cell)
    if digits and of is not None and of.name is TypeName.DECIMAL and not of.precision:
        exact = Type(TypeName.DECIMAL, precision=int(digits[1]), scale=int(digits[2]))
        phrase.reading = replace(phrase.reading, type=exact)
    elif length := _LENGTH.fullmatch(plain(cell).strip()):
        phrase.min_length = phrase.min_length or (int(length[1]) if length[1] else None)
        phrase.max_length = phrase.max_length or int(length[2])
        if of is not None and of.name is TypeName.TEXT and not _LONG.search(phrase.reading.word):
            # A column of lengths counts the characters of short texts: `text | 80`.
            phrase.reading = replace(phrase.reading, type=Type(TypeName.STRING))


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
    if columns.flags is not None:
        meaning = words.REQUIRED if words.REQUIRED in columns.of else words.NULLABLE
        said = columns.flags.required(plain(columns.cell(row, meaning)).strip())
        phrase.required = phrase.required if said is None else said
    if words.UNIQUE in columns.of:
        cell = plain(columns.cell(row, words.UNIQUE)).strip()
        phrase.unique = True if is_yes(cell) else phrase.unique


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
        first = re.split(r"[;.]\s|;$", text)[0]
        ticked = tuple(dict.fromkeys(re.findall(r"`([^`\s]+)`", first)))
        # `one of` stands before the first value in any language.
        phrase.values = phrase.values or (ticked if len(ticked) > 1 else values_in(first))
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

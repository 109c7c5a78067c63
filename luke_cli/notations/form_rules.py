"""What forms say of their fields: tables of inputs with their checks, and bullets.

| Field | Input | Rule |                 - Name: free text, at most 80 characters
|-------|-------|------|                 - **Phone** (optional)
| Label | text  | 3-30 chars |           - Reason*: 10 to 200 characters

A table that says what is stored has types; the fields of such a table are read elsewhere.
"""

import re
from collections.abc import Iterator
from typing import Final

from luke_cli.docs.document import Document, Item, Paragraph, Quote, Table
from luke_cli.docs.markdown import plain
from luke_cli.notations.constraint_rows import constraints_of
from luke_cli.notations.context import is_client_side
from luke_cli.notations.rule_cells import read_cell, read_clauses
from luke_cli.notations.rule_choices import choices_among, choices_of, is_choice_of
from luke_cli.notations.rule_presets import default_below
from luke_cli.notations.rule_words import Rule, Ruled, joined

_SCREENS: Final = re.compile(
    r"(?:^|[/_ -])(?:UI|UX|GUI)\b|\b(?:screens?|wireframes?|mock-?ups?|forms?|frontend)\b",
    re.IGNORECASE,
)
_FIELD: Final = re.compile(
    r"(?:form\s+)?(?:fields?|inputs?|controls?|labels?|elements?|widgets?|attributes?|properties|property|"
    r"names?|entry|item|question|what|columns?)(?:\s+(?:name|label))?",
    re.IGNORECASE,
)
_CHECK: Final = re.compile(
    r"(?:client[- ]side\s+|input\s+)?(?:checks?|rules?|validations?|constraints?|conditions?|restrictions?|"
    r"limits?|requirements?)(?:\s+rules?)?",
    re.IGNORECASE,
)
_CONTROL: Final = re.compile(
    r"(?:form\s+)?(?:controls?|inputs?|widgets?|elements?|components?)", re.IGNORECASE
)
_MUST: Final = re.compile(
    r"(?:required|mandatory|needed|obligatory|compulsory|must)\s*\??", re.IGNORECASE
)
_MAY: Final = re.compile(r"optional\s*\??", re.IGNORECASE)
_NULL: Final = re.compile(
    r"(?:can\s+be\s+|may\s+be\s+)?null(?:able)?\s*\??|empty\s*\??", re.IGNORECASE
)
_LENGTH: Final = re.compile(
    r"(?:max(?:imum|\.)?\s*)?(?:length|len|chars?|characters?)", re.IGNORECASE
)
_BOUND: Final = re.compile(r"(?:max|min)(?:imum|\.)?(?:\s+value)?", re.IGNORECASE)
"""Of a number; of a text it counts characters."""
_STORED: Final = re.compile(r"(?:data\s*)?types?|format|db|key", re.IGNORECASE)
_APART: Final = re.compile(
    r".*\b(?:message|text|error|placeholder|help|hint|example|default|value)s?\b.*", re.IGNORECASE
)
"""Columns whose numbers are no limits."""
_YES: Final = re.compile(
    r"\W*(?:y|yes|x|m|✓|✔️?|✅|●|•|true|required|mandatory|always|1)\W*|[✓✔✅●•*]+", re.IGNORECASE
)
_NO: Final = re.compile(r"\W*(?:n|no|o|false|optional|never|0|✗|✘|❌)\W*|[-–—✗✘❌]", re.IGNORECASE)
_ORDINAL: Final = re.compile(r"(?:no\.?|nr\.?|n°|nº|#|pos\.?|step|order)?", re.IGNORECASE)
"""Heads a column that only counts the rows."""
_DIGITS: Final = 7
_CODE: Final = r"`[a-z]\w*(?:\.[a-z]\w*)?`"
_CODED: Final = re.compile(rf"{_CODE}(?:\s*[/,&]\s*{_CODE})*", re.IGNORECASE)
"""What the code calls one field, or several that have one label: `street`, `town`"""
_NAMES: Final = re.compile(r"\s*(?:/|,|&|\band\b)\s*")
_NAME: Final = re.compile(r"(?:[^\W\d]\w*\.)?[^\W\d][\w'’-]*(?:\s[\w'’-]+){0,4}")
_BULLET: Final = re.compile(
    r"(?P<name>(?!(?:the|an?|each|every|all|any|no|one|if|when|it)\b)"
    r"(?:(?:date|day|place|time|country|year|number|name|type|proof|reason)\s(?:of|for)\s)?[^\W\d_][\w'’-]*(?:\s(?!(?:of|with|for|in|on|at|by|from|"
    r"and|or|is|are|has|have|can|may|must|to)\b)[\w'’-]+){0,3}?(?:\s(?:on|at|by|from|until))?)(?P<star>\s*\*)?\s*(?::|\s[–—-]\s|(?=\())\s*(?P<rest>\S.*)",
    re.DOTALL | re.IGNORECASE,
)
_SEVERAL: Final = re.compile(r"\([^()]*\).*\(|\A[^():]*\([^()]*\)\s*,")
"""`Name (required), phone (optional)` are two fields."""
_GROUP: Final = re.compile(
    r"(?:^|[.,;:]\s+|\band\s+|\bund\s+)(?P<name>[^\W\d_][\w'’-]*(?:\s(?!(?:and|und)\b)[\w'’-]+){0,3})\s*\((?P<rest>[^()]{3,160})\)"
)
"""`Full name (required). Date of birth (optional).`"""
_BEHIND_COMMA: Final = re.compile(
    r"(?P<name>(?!(?:the|an?|each|every|all|any|no|one|if|when|it|then|after|before)\b)[^\W\d_][\w'’-]*(?:\s[\w'’-]+){0,2})(?P<star>),\s+"
    r"(?P<rest>(?:max(?:imum|\.)?|min(?:imum|\.)?|at\s+(?:most|least)|up\s+to|no\s+more\s+than|required|mandatory|optional)\b.*)",
    re.IGNORECASE,
)
"""`Description, max. 500 characters, dictation is possible`"""
_ASPECT: Final = re.compile(
    rf"(?:{_CHECK.pattern})|(?:{_MUST.pattern})|(?:{_MAY.pattern})|(?:{_LENGTH.pattern})|(?:{_BOUND.pattern})",
    re.IGNORECASE,
)


def is_of_screens(document: Document) -> bool:
    """Tell whether a document is about what people see and fill in."""
    return is_client_side(document.owner) or bool(_SCREENS.search(document.name))


def rules_of(table: Table, *, on_screen: bool) -> Iterator[Ruled]:
    """Yield what a table of inputs says; nothing if it is another table."""
    constraints = [*constraints_of(table)]
    yield from constraints
    if constraints:
        return
    heads = [plain(head).strip(" *:") for head in table.header]
    first = _first(table, heads)
    label, others = heads[first : first + 1], heads[first + 1 :]
    if not label or not _FIELD.fullmatch(label[0]):
        return
    checks = any(_CHECK.fullmatch(head) or _CONTROL.fullmatch(head) for head in others)
    if not (checks or on_screen) or (not on_screen and any(map(_STORED.fullmatch, others))):
        return
    coded = next((i for i in range(first + 1, len(heads)) if _is_coded(table, i)), first)
    for row in table.rows:
        if len(row.cells) <= first:
            continue
        starred = _names(row.cells[first])[1]
        names, _ = _names(row.cells[coded])
        rule = Rule(required=True) if starred else Rule()
        beside = [*zip(others, row.cells[first + 1 :], strict=False)]
        is_choice = any(_CONTROL.fullmatch(head) and is_choice_of(cell) for head, cell in beside)
        for head, cell in beside:
            rule = joined(rule, _of_cell(head, cell))
            if is_choice and _CHECK.fullmatch(head) and (values := choices_among(cell)):
                rule = joined(rule, Rule(values=values))
        for name in names if rule != Rule() else ():
            yield Ruled(name, rule, row.line)


def _first(table: Table, heads: list[str]) -> int:
    """Return the first column that does more than count the rows."""
    counts = bool(heads) and _ORDINAL.fullmatch(heads[0])
    numbered = counts and all(
        row.cells[:1] and row.cells[0].strip(" .").isdecimal() for row in table.rows
    )
    return 1 if numbered else 0


def _is_coded(table: Table, column: int) -> bool:
    """Tell whether a column beside the labels has what the code calls each field: `plate`."""
    cells = [row.cells[column].strip() for row in table.rows if len(row.cells) > column]
    return bool(cells) and all(_CODED.fullmatch(cell) for cell in cells)


def rule_of(block: Item | Paragraph | Quote) -> Iterator[Ruled]:
    """Yield what the lines of a form say: `Name*: at most 80 characters`."""
    for number, line in enumerate(block.text.replace("**", "").split("\n")):
        text = plain(line).strip()
        place = block.span.line + number
        if _SEVERAL.search(text):
            yield from _groups(text, place)
            continue
        match = _BULLET.fullmatch(text) or _BEHIND_COMMA.fullmatch(text)
        field = match["name"].strip() if match else ""
        rule = _of_rest(match["rest"]) if match else None
        if match is not None and match["star"]:
            rule = joined(Rule(required=True), rule)
        if isinstance(block, Item) and (rule is None or _ASPECT.fullmatch(field)):
            field, rule = _above(block), _aspect(field, match["rest"] if match else text)
        if field and rule is not None:
            yield Ruled(field, rule, place)


def _groups(text: str, line: int) -> Iterator[Ruled]:
    for match in _GROUP.finditer(text):
        if (rule := _of_rest(match["rest"])) is not None:
            yield Ruled(match["name"].strip(), rule, line)


def _of_rest(text: str) -> Rule | None:
    rule = read_cell(text)
    return rule if rule != Rule() else None


def _above(item: Item) -> str:
    """Return the field that the bullet or the heading above a bullet names; "" if none."""
    lead = plain(item.lead).rpartition("\n")[2] if item.lead else ""
    name = (lead if item.depth else "" if lead else item.section[-1] if item.section else "").strip(
        " *:`"
    )
    return name if _NAME.fullmatch(name) else ""


def _aspect(label: str, text: str) -> Rule | None:
    """Read `Required: yes`, `Max length: 80` and a bare `max. 80 characters` below a field."""
    if not label or _CHECK.fullmatch(label):
        return read_clauses(text)
    return _of_cell(label, text.strip()) if _ASPECT.fullmatch(label) else None


def _names(cell: str) -> tuple[tuple[str, ...], bool]:
    """Return the names in a cell, and whether a star marks them as required."""
    text = plain(cell).strip().strip('`"“”')
    bare = re.sub(r"\s*\([^()]*\)", "", text)
    names = (part.strip(' *`"“”:') for part in _NAMES.split(bare))
    return tuple(name for name in names if _NAME.fullmatch(name)), bare.endswith("*")


def _of_cell(head: str, cell: str) -> Rule | None:
    text = plain(cell).strip()
    if _MUST.fullmatch(head) or _MAY.fullmatch(head) or _NULL.fullmatch(head):
        said = True if _YES.fullmatch(text) else False if text and _NO.fullmatch(text) else None
        return Rule(required=said if _MUST.fullmatch(head) or said is None else not said)
    if preset := default_below(head, text):
        return Rule(default=preset)
    if _BOUND.fullmatch(head) and text.isdecimal() and len(text) < _DIGITS:
        return Rule(minimum=text) if head.lower().startswith("min") else Rule(maximum=text)
    if _LENGTH.fullmatch(head) and text.isdecimal() and len(text) < _DIGITS:
        return Rule(max_length=int(text) or None)
    if _APART.fullmatch(head):
        return None
    return read_cell(cell, choices_of(text.partition(";")[0].strip()))

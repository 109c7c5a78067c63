"""Names with types and rules beside an endpoint: bullets, cells and tables of parameters.

- `status` (string, optional) - filter by status (`draft`, `sent`)
`page,limit,search,sort(rating|newest)`    `name, email, password(min8), phone?`
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

from luke_cli.docs.document import Table
from luke_cli.docs.markdown import plain
from luke_cli.notations.defaults import canonical
from luke_cli.notations.types import read_type
from luke_cli.spec.model import Type, TypeName

_BULLET: Final = re.compile(
    r"^\s*[`*\"'?]*(?P<name>[A-Za-z_][\w.\[\]-]*)(?P<optional>\?)?[`*\"']*\s*(?:\("
    r"(?P<inside>[^()]*(?:\([^()]*\)[^()]*)*)\))?\s*(?:[:：=–—-]\s*(?P<rest>.*))?$",
    re.DOTALL,
)
_NAME: Final = re.compile(
    r"(?P<name>[A-Za-z_]\w*)(?P<optional>\?)?(?:\((?P<inside>[^()]*)\))?(?P<array>\[\])?"
)
_DEFAULT: Final = re.compile(
    r"\bdefaults?(?:\s+(?:to|is|value))?\s*[:=]?\s*[`\"']?([\w.-]+)", re.IGNORECASE
)
_MINIMUM: Final = re.compile(r"\bmin(?:imum)?\s*[:=]?\s*(\d+)", re.IGNORECASE)
_MAXIMUM: Final = re.compile(r"\bmax(?:imum)?\s*[:=]?\s*(\d+)", re.IGNORECASE)
_BETWEEN: Final = re.compile(r"(?<![\d-])(\d+)\s*[-–]\s*(\d+)(?![\d-])")
_VALUES: Final = re.compile(
    r"[`\"']?\b([A-Za-z_]\w*)[`\"']?(?:\s*[|/,]\s*[`\"']?([A-Za-z_]\w*)[`\"']?)+"
)
_HEADS: Final = re.compile(
    r"^(?:parameter|param|name|field|query|attribute|property|key|argument|feld|campo|"
    r"champ|nama|parámetro|paramètre|параметр|参数|字段|パラメータ|매개변수)s?\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Note:
    """The rules beside a name."""

    values: tuple[str, ...] = ()
    default: str = ""
    minimum: str = ""
    maximum: str = ""
    comment: str = ""


class Named(NamedTuple):
    """A parameter, or a member of a body."""

    name: str
    type: Type | None = None
    required: bool | None = None
    note: Note = Note()
    line: int = 0
    example: str = ""


def fields_of(text: str) -> list[Named]:
    """Read a bullet that describes one name; empty if it is a sentence."""
    match = _BULLET.match(text.strip())
    if match is None or (not match["inside"] and match["rest"] is None and "`" not in text):
        return []
    inside = plain(match["inside"] or "")
    rest = plain(match["rest"] or "")
    type_, required = _type_and_need(inside)
    if type_ is None:
        type_, need = _type_and_need(rest.partition(" - ")[0].partition(",")[0])
        required = need if required is None else required
    if match["optional"]:
        required = False
    return [Named(match["name"], type_, required, _note(inside, rest))]


def listed(text: str) -> list[Named]:
    """Read names in a cell: `name, email, phone?, role(admin|user)`."""
    found: list[Named] = []
    for part in _parts(text):
        match = _NAME.fullmatch(part.strip(" `*{}\"'"))
        if match is None:
            continue
        inside = match["inside"] or ""
        type_, _ = _type_and_need(inside)
        note = _note(inside, "")
        if note.values:
            type_ = Type(TypeName.ENUM, values=note.values)
        found.append(Named(match["name"], type_, not match["optional"], note))
    return found


def rows_of(table: Table) -> Iterator[Named]:
    """Yield the rows of a table of parameters."""
    if not table.header or not _HEADS.search(plain(table.header[0])):
        return
    heads = [plain(cell).lower() for cell in table.header]
    for row in table.rows:
        cells = dict(zip(heads, row.cells, strict=False))
        name = plain(row.cells[0]).strip("?: ")
        if not re.fullmatch(r"[A-Za-z_][\w.\[\]-]*", name):
            continue
        written = next(
            (cells[h] for h in heads[1:] if re.match(r"typ|tipo|tipe|тип|类型|型|유형", h)), ""
        )
        need = next(
            (
                cells[h]
                for h in heads[1:]
                if re.match(r"requ|mandat|oblig|wajib|pflicht|обяз|必", h)
            ),
            "",
        )
        default = next((plain(cells[h]) for h in heads[1:] if h.startswith("default")), "")
        words = " ".join(
            plain(cells[h]) for h in heads[1:] if cells[h] not in (written, need, default)
        )
        note = _note("", words)
        type_ = read_type(plain(written)).type if written else None
        if default and default not in ("-", "–", "—"):
            note = Note(
                note.values, canonical(default, type_), note.minimum, note.maximum, note.comment
            )
        yield Named(name, type_, _need(plain(need)), note, row.line)


def names_of(value: str) -> Type | None:
    """Guess the type of an example value in a query string."""
    if re.fullmatch(r"\d{1,9}", value):
        return Type(TypeName.INTEGER)
    if value in ("true", "false"):
        return Type(TypeName.BOOLEAN)
    if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return Type(TypeName.DATE)
    return Type(TypeName.STRING) if re.fullmatch(r"[A-Za-z][\w .-]*", value) else None


def _parts(text: str) -> Iterator[str]:
    """Split at commas outside of brackets."""
    depth, start = 0, 0
    for index, character in enumerate(text):
        if character in "([":
            depth += 1
        elif character in ")]":
            depth -= 1
        elif character in ",;、，" and depth <= 0:
            yield text[start:index]
            start = index + 1
    yield text[start:]


def _need(text: str) -> bool | None:
    if re.match(
        r"(?:yes|y|true|required|✓|✔|✅|ya|ja|si|sí|oui|да|是|必|x)\b|[✓✔✅]", text, re.IGNORECASE
    ):
        return True
    if re.match(r"(?:no|n|false|optional|tidak|nein|non|нет|否)\b|[-–—✗❌]", text, re.IGNORECASE):
        return False
    return None


def _type_and_need(text: str) -> tuple[Type | None, bool | None]:
    required: bool | None = None
    type_: Type | None = None
    for part in re.split(r"\s*[,;]\s*", text):
        if re.search(r"\brequired\b|\bmandatory\b", part, re.IGNORECASE):
            required = True
        elif re.search(r"\boptional\b", part, re.IGNORECASE):
            required = False
        word = re.sub(r"\b(?:required|optional|mandatory)\b", "", part, flags=re.IGNORECASE).strip()
        if type_ is None and word and len(word) < 40:
            type_ = read_type(word).type
    return type_, required


def _note(inside: str, rest: str) -> Note:
    words = f"{inside} {rest}"
    between = _BETWEEN.search(inside)
    minimum, maximum = _MINIMUM.search(words), _MAXIMUM.search(words)
    default = _DEFAULT.search(words)
    return Note(
        values=_enum(inside, rest),
        default=canonical(default[1]) if default else "",
        minimum=minimum[1] if minimum else between[1] if between else "",
        maximum=maximum[1] if maximum else between[2] if between else "",
        comment=" ".join(rest.split())[:200],
    )


def _enum(inside: str, rest: str) -> tuple[str, ...]:
    if "|" in inside:
        parts = [part.strip(" `\"'") for part in inside.split("|")]
        return tuple(parts) if all(re.fullmatch(r"[\w-]+", part) for part in parts) else ()
    bracket = re.search(
        r"\(([^()]*)\)|:\s*([\w-]+(?:\s*[|,/]\s*[\w-]+)+)\s*\.?$|\bone of:?\s+(.+)$", rest
    )
    if bracket is None:
        return ()
    text = next(group for group in bracket.groups() if group is not None)
    parts = [part.strip(" `\"'.") for part in re.split(r"\s*[,|/]\s*|\s+or\s+", text)]
    is_list = len(parts) > 1 and all(re.fullmatch(r"[A-Za-z_][\w-]*", part) for part in parts)
    return tuple(parts) if is_list else ()

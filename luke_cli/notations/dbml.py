"""DBML, the language of dbdiagram.

Table loans [note: 'who has what'] {
  id uuid [pk, default: `gen_random_uuid()`]
  book_id uuid [not null, ref: > books.id]
  status loan_status [not null, default: 'open', note: 'see below']
  indexes {
    (book_id, member_id) [unique, name: 'one_loan']
  }
}
Enum loan_status { open returned }
Ref: loans.member_id > members.id [delete: cascade]
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from luke_cli.docs.document import Document, Fence
from luke_cli.notations.braces import Braced, Line, read_braced
from luke_cli.notations.defaults import canonical
from luke_cli.notations.types import read_type
from luke_cli.source import Diagnostic, Span
from luke_cli.spec.facts import (
    Authority,
    EntityFact,
    EnumFact,
    Fact,
    FieldFact,
    IndexFact,
    RelationFact,
)

_HEAD: Final = re.compile(
    r"(Table|Enum|Ref|TableGroup|Project|TablePartial|Note)\b(.*)", re.IGNORECASE | re.DOTALL
)
_PART: Final = r'(?:"[^"]+"|`[^`]+`|[\w$-]+)'
_NAME: Final = rf"{_PART}(?:\.{_PART})*"
_TABLE: Final = re.compile(rf"\s*({_NAME})(?:\s+as\s+({_PART}))?", re.IGNORECASE)
_COLUMN: Final = re.compile(
    rf"({_PART})\s+((?:\"[^\"]+\"|[\w.]+)(?:\s*\([^()]*\))?(?:\[\])*)\s*(?:\[(.*)\])?\s*$",
    re.DOTALL,
)
_REF: Final = re.compile(rf"({_NAME})\s*(<>|<|>|-)\s*({_NAME})\s*(?:\[(.*)\])?")
_REF_LINE: Final = re.compile(r"^Ref\b[^:{]*:\s*(.+)$", re.IGNORECASE)
_SETTING_REF: Final = re.compile(rf"ref\s*:\s*(<>|<|>|-)\s*({_NAME})", re.IGNORECASE)
_INDEX: Final = re.compile(r"(\([^()]*(?:\([^()]*\)[^()]*)*\)|`[^`]+`|[\w\"]+)\s*(?:\[(.*)\])?")
_LOOKS_LIKE_DBML: Final = re.compile(r"^\s*(?:Table|Enum)\s+[\w.\"]+[^\n;(]*\{\s*$", re.MULTILINE)
_KINDS: Final = {">": "many-to-one", "<": "one-to-many", "-": "one-to-one", "<>": "many-to-many"}


def recognise(document: Document) -> Iterator[Fact | Diagnostic]:
    """Find the tables, enums and references of DBML."""
    for block in document.blocks:
        if isinstance(block, Fence) and _is_dbml(block):
            yield from _Reader(block).read()


def _is_dbml(fence: Fence) -> bool:
    return fence.language in ("dbml", "dbdiagram") or (
        fence.language in ("", "text", "sql") and bool(_LOOKS_LIKE_DBML.search(fence.text))
    )


class _Reader:
    """Reads one fence; the short names of its tables are its state."""

    def __init__(self, fence: Fence) -> None:
        self.fence = fence
        self.aliases: dict[str, str] = {}

    def read(self) -> Iterator[Fact]:
        """Read the blocks, and the references that stand between them."""
        for block in read_braced(self.fence.text, self.fence.line, _HEAD):
            head = _HEAD.match(block.head)
            word = head[1].lower() if head else ""
            if word == "table":
                yield from self._table(block, head[2] if head else "")
            elif word == "enum":
                yield from self._enum(block, head[2] if head else "")
            elif word == "ref":
                for line in block.lines:
                    yield from self._ref(line.text, line.line)
        for offset, text in enumerate(self.fence.text.split("\n")):
            match = _REF_LINE.match(text.strip())
            if match is not None:
                yield from self._ref(match[1], self.fence.line + offset)

    def _place(self, line: int) -> Span:
        return Span(self.fence.span.file, line)

    def _table(self, block: Braced, head: str) -> Iterator[Fact]:
        match = _TABLE.match(head)
        if match is None:
            return
        name = _last(match[1])
        if match[2]:
            self.aliases[match[2].strip('"')] = name
        yield EntityFact(
            place=self._place(block.line),
            authority=Authority.SCHEMA,
            section=self.fence.section,
            name=name,
            table=name,
            comment=_note(block.lines) or _setting(_settings(head[match.end() :]), "note"),
        )
        in_indexes = False
        for line in block.lines:
            if line.depth == 0:
                in_indexes = line.text.lower().startswith("indexes")
                if not line.text.endswith("{"):
                    yield from self._column(name, line)
            elif in_indexes:
                yield from self._index(name, line)

    def _column(self, table: str, line: Line) -> Iterator[Fact]:
        match = _COLUMN.match(line.text)
        if match is None or match[1].lower() == "note":
            return
        settings = _settings(f"[{match[3] or ''}]")
        flags = {" ".join(s.lower().split()) for s in settings}
        reading = read_type(match[2].strip('"'))
        ref = _SETTING_REF.search(match[3] or "")
        is_key = bool(flags & {"pk", "primary key"})
        yield FieldFact(
            place=self._place(line.line),
            authority=Authority.SCHEMA,
            section=self.fence.section,
            entity=table,
            name=match[1].strip('"`'),
            type=reading.type,
            type_text=match[2].strip('"'),
            required="not null" in flags or is_key,
            unique=True if "unique" in flags else None,
            key=is_key,
            generated=bool(flags & {"increment"}) or reading.generated,
            default=canonical(_default(settings), reading.type),
            values=reading.values,
            target=self._target(ref[2]) if ref and ref[1] in (">", "-") else "",
            on_delete=_on_delete(settings),
            many=reading.many,
            comment=_setting(settings, "note") or line.comment,
        )

    def _target(self, name: str) -> str:
        parts = [part.strip('"`') for part in name.split(".")]
        table = parts[-2] if len(parts) > 1 else parts[0]
        return self.aliases.get(table, table)

    def _index(self, table: str, line: Line) -> Iterator[Fact]:
        match = _INDEX.match(line.text)
        if match is None:
            return
        settings = _settings(f"[{match[2] or ''}]")
        flags = {s.lower().strip() for s in settings}
        names = [part.strip(' `"') for part in match[1].strip("()").split(",")]
        kind = "key" if "pk" in flags else "unique" if "unique" in flags else "btree"
        yield IndexFact(
            place=self._place(line.line),
            authority=Authority.SCHEMA,
            section=self.fence.section,
            entity=table,
            columns=tuple((name, False) for name in names if name),
            name=_setting(settings, "name"),
            kind=kind,
        )

    def _enum(self, block: Braced, head: str) -> Iterator[Fact]:
        match = _TABLE.match(head)
        texts = [re.sub(r"\[.*?\]", "", line.text) for line in block.lines if line.depth == 0]
        values = [v for text in texts for v in re.findall(r'"([^"]+)"|([\w-]+)', text)]
        if match is not None and values:
            yield EnumFact(
                place=self._place(block.line),
                authority=Authority.SCHEMA,
                section=self.fence.section,
                name=_last(match[1]),
                values=tuple(dict.fromkeys(quoted or bare for quoted, bare in values)),
            )

    def _ref(self, text: str, line: int) -> Iterator[Fact]:
        match = _REF.search(text)
        if match is None:
            return
        left, mark, right = match[1], match[2], match[3]
        if mark == "<":
            left, mark, right = right, ">", left
        if mark == "<>" or "." not in left:
            yield self._relation(left, right, _KINDS[mark], line)
            return
        parts = [part.strip('"`') for part in left.split(".")]
        yield FieldFact(
            place=self._place(line),
            authority=Authority.SCHEMA,
            section=self.fence.section,
            entity=self.aliases.get(parts[-2], parts[-2]),
            name=parts[-1],
            unique=True if mark == "-" else None,
            target=self._target(right),
            on_delete=_on_delete(_settings(f"[{match[4] or ''}]")),
        )

    def _relation(self, left: str, right: str, kind: str, line: int) -> RelationFact:
        return RelationFact(
            place=self._place(line),
            authority=Authority.SCHEMA,
            section=self.fence.section,
            entity=self._target(left),
            target=self._target(right),
            kind=kind,
        )


def _last(name: str) -> str:
    return name.rsplit(".", maxsplit=1)[-1].strip('"`')


def _settings(text: str) -> list[str]:
    inside = re.search(r"\[(.*)\]", text, re.DOTALL)
    return re.findall(r"""(?:[^,'"`]|'[^']*'|"[^"]*"|`[^`]*`)+""", inside[1]) if inside else []


def _setting(settings: Sequence[str], name: str) -> str:
    for setting in settings:
        key, colon, value = setting.partition(":")
        if colon and key.strip().lower() == name:
            return value.strip().strip("'\"`")
    return ""


def _default(settings: Sequence[str]) -> str:
    for setting in settings:
        key, colon, value = setting.partition(":")
        if colon and key.strip().lower() == "default":
            value = value.strip()
            return value[1:-1] if value.startswith("`") else value
    return ""


def _on_delete(settings: Sequence[str]) -> str:
    action = _setting(settings, "delete").lower()
    return {"no action": "restrict"}.get(action, action)


def _note(lines: Sequence[Line]) -> str:
    notes = (
        line.text for line in lines if line.depth == 0 and line.text.lower().startswith("note")
    )
    return next((note.partition(":")[2].strip().strip("'\"") for note in notes), "")

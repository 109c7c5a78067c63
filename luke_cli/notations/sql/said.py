"""What the statements of one fence say, while they are read."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from luke_cli.docs.document import Fence
from luke_cli.notations.sql.checks import Bound
from luke_cli.notations.sql.columns import Column
from luke_cli.notations.sql.partial import read_where
from luke_cli.notations.sql.tables import Keys
from luke_cli.notations.sql.tokens import Script, Token, read_script
from luke_cli.source import Diagnostic, Severity, Span
from luke_cli.spec.facts import (
    Authority,
    ComparisonFact,
    EntityFact,
    EnumFact,
    Fact,
    FieldFact,
    IndexFact,
)

_APPEND_ONLY: Final = re.compile(
    r"append[- _]only|event[- _](?:store|sourc)|immutable|audit[- _](?:log|trail|event)"
    r"|write[- _]once|insert[- _]only|never (?:be )?(?:updated|changed|modified)",
    re.IGNORECASE,
)
_IS_CODE: Final = re.compile(r";|\b(?:CREATE|ALTER|DROP)\s+(?:TABLE|TYPE|INDEX)\b", re.IGNORECASE)
_MAX_COMMENT_LINES: Final = 5


class Said:
    """The facts of a fence; its comments, enums and domains are the context of each."""

    def __init__(self, fence: Fence) -> None:
        self.fence = fence
        self.script: Script = read_script(fence.text, fence.line)
        self.beside = {c.line: c for c in self.script.comments if c.beside}
        self.above = {c.line: c.text for c in self.script.comments if not c.beside}
        self.tables = sum(map(_creates_table, self.script.statements))
        self.enums: dict[str, tuple[str, ...]] = {}
        self.added: dict[str, tuple[str, ...]] = {}
        """Values that are added to types of other fences."""
        self.domains: dict[str, Column] = {}
        self.comments: dict[tuple[str, ...], str] = {}
        """Of COMMENT ON, by table or by table and column."""
        self.facts: list[Fact | Diagnostic] = []
        self._columns: dict[str, list[str]] = {}

    def place(self, line: int, end_line: int = 0) -> Span:
        """Return the place of lines of the fence."""
        return Span(self.fence.span.file, line, end_line if end_line > line else 0)

    def find(self, code: str, line: int, message: str) -> None:
        """Note what could not be read; what could not be kept is only a note."""
        severity = Severity.NOTE if code in ("LK-N103", "LK-N105") else Severity.WARNING
        self.facts.append(Diagnostic(code, severity, message, self.place(line)))

    def entity(self, name: str, line: int, last_line: int, comment: str) -> None:
        """Say that a table is created."""
        self.facts.append(
            EntityFact(
                place=self.place(line),
                authority=Authority.SCHEMA,
                section=self.fence.section,
                name=name,
                table=name,
                append_only=self._is_append_only(name, line, last_line),
                comment=comment or self._comment_above(line),
            )
        )

    def partial(self, name: str, line: int, position: int) -> None:
        """Say, before what was said since, that a table is only mentioned."""
        fact = EntityFact(
            place=self.place(line),
            authority=Authority.SCHEMA,
            section=self.fence.section,
            name=name,
            table=name,
            partial=True,
        )
        self.facts.insert(position, fact)

    def enum(self, name: str, values: tuple[str, ...], line: int) -> None:
        """Say that a type is a list of values."""
        self.facts.append(
            EnumFact(
                place=self.place(line),
                authority=Authority.SCHEMA,
                section=self.fence.section,
                name=name,
                values=values,
            )
        )

    def index(self, entity: str, keys: Keys) -> None:
        """Say that a table has an index or a composite key."""
        where, conditions = read_where(keys.where)
        self.facts.append(
            IndexFact(
                place=self.place(keys.line),
                authority=Authority.SCHEMA,
                section=self.fence.section,
                entity=entity,
                columns=keys.columns,
                name=keys.name,
                kind=keys.kind,
                where=where,
                conditions=conditions,
            )
        )

    def comparison(self, entity: str, bound: Bound, line: int) -> None:
        """Say that two columns of a row are compared."""
        self.facts.append(
            ComparisonFact(
                place=self.place(line),
                authority=Authority.SCHEMA,
                section=self.fence.section,
                entity=entity,
                field=bound.column,
                sign=bound.sign,
                other=bound.other,
            )
        )

    def column(self, entity: str, column: Column) -> None:
        """Say that a table has a column."""
        self._complete(column)
        self._columns.setdefault(entity.lower(), []).append(column.name)
        self.facts.append(
            FieldFact(
                place=self.place(column.line, column.end_line),
                authority=Authority.SCHEMA,
                section=self.fence.section,
                entity=entity,
                name=column.name,
                type=column.reading.type,
                type_text=column.type_text,
                required=column.required,
                unique=column.unique,
                key=column.key,
                generated=column.generated,
                expression=column.expression,
                default=column.default,
                values=column.values,
                target=column.target,
                on_delete=column.on_delete,
                minimum=column.minimum,
                maximum=column.maximum,
                over=column.over,
                under=column.under,
                min_length=column.min_length,
                max_length=column.max_length,
                pattern=column.pattern,
                many=column.reading.many,
                comment=column.comment,
            )
        )

    def columns_of(self, entity: str) -> Sequence[str]:
        """Return the columns that were said of a table."""
        return self._columns.get(entity.lower(), ())

    def finished(self) -> Iterator[Fact | Diagnostic]:
        """Return the facts, with what later statements said of types and comments."""
        for fact in self.facts:
            if isinstance(fact, EnumFact):
                yield replace(fact, values=self.enums.get(fact.name.lower(), fact.values))
            elif isinstance(fact, EntityFact) and not fact.partial:
                comment = self.comments.get((fact.name.lower(),), fact.comment)
                yield replace(fact, comment=comment) if comment != fact.comment else fact
            elif isinstance(fact, FieldFact):
                key = (fact.entity.lower(), fact.name.lower())
                yield replace(fact, comment=self.comments[key]) if key in self.comments else fact
            else:
                yield fact

    def extend(self, added: Mapping[str, tuple[str, ...]]) -> None:
        """Add the values that other fences give to the types of this one."""
        for name, values in added.items():
            if name in self.enums:
                self.enums[name] = tuple(dict.fromkeys((*self.enums[name], *values)))

    def _complete(self, column: Column) -> None:
        """Give a column of a domain what the domain says."""
        domain = self.domains.get(column.reading.word.lower())
        if domain is None or column.reading.type is not None:
            return
        column.reading = domain.reading
        for name in ("minimum", "maximum", "over", "under", "pattern", "values"):
            setattr(column, name, getattr(column, name) or getattr(domain, name))
        column.min_length = column.min_length or domain.min_length
        column.max_length = column.max_length or domain.max_length
        column.required = column.required or bool(domain.required)

    def _is_append_only(self, name: str, line: int, last_line: int) -> bool:
        own = [self.above[at] for at in range(line, last_line + 1) if at in self.above]
        if any(_APPEND_ONLY.search(t) for t in (name, self._comment_above(line), *own)):
            return True
        context = (*self.fence.section[-1:], self.fence.lead)
        return self.tables == 1 and any(_APPEND_ONLY.search(text) for text in context)

    def _comment_above(self, line: int) -> str:
        texts: list[str] = []
        while line - 1 in self.above:
            line -= 1
            texts.append(self.above[line])
        said = " ".join(reversed(texts))
        return "" if len(texts) > _MAX_COMMENT_LINES or _IS_CODE.search(said) else said


def _creates_table(tokens: tuple[Token, ...]) -> bool:
    words = [token.upper for token in tokens[:8]]
    return words[0] == "CREATE" and "TABLE" in words[1:4] and "OF" not in words[4:8]

"""Classes of Python that are stored: SQLAlchemy, SQLModel, Django, Pydantic, dataclasses; enums.

    class Loan(Base):
        __tablename__ = "loans"
        id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
        book_id = Column(ForeignKey("books.id", ondelete="CASCADE"), nullable=False)
        status = models.CharField(max_length=20, choices=Status.choices, default="open")

    class LoanStatus(str, Enum):
        OPEN = "open"

A snippet need not be whole: it is cut into classes, and a line that is no Python is left out.
"""

import ast
import re
import textwrap
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from luke_cli.docs.document import Document, Fence
from luke_cli.notations.class_names import bare_name, is_stored_name
from luke_cli.notations.context import about_data, is_client_side
from luke_cli.notations.members import Member, field_fact
from luke_cli.notations.python_django import (
    ENUM_BASES,
    auto_field,
    choice_lists,
    implied,
    values_of,
)
from luke_cli.notations.python_fields import read_member
from luke_cli.source import Diagnostic, Span
from luke_cli.spec.facts import Authority, EntityFact, EnumFact, Fact, IndexFact
from luke_cli.spec.model import Type

LANGUAGES: Final = frozenset("python py python3 py3 sqlalchemy django pydantic".split())
_CLASS: Final = re.compile(r"class\s+(\w+)\s*[:(]")
_LOOKS_LIKE_PYTHON: Final = re.compile(r"^class \w+(?:\([\w., =]*\))?:\s*$", re.MULTILINE)
_SHAPES: Final = ("Serializer", "Schema", "Form", "View", "ViewSet", "Admin")
"""Ends of classes that show or check what others store."""
_CALLED: Final = re.compile(
    r"^(?P<name>[A-Z]\w*)\s*=\s*(?:\w+\.)?(?:Str|Int|Py)?(?:Enum|TextChoices)\(\s*[\"']\w+[\"']\s*,\s*"
    r"(?:[\"'](?=[^\"'\n]*[ ,])|[\[(])(?P<values>[\w ,\"'\n]{3,400}?)(?:[\"']\s*\)|[\])])",
    re.MULTILINE,
)
"""An enum that is made by a call."""
_MODELS: Final = frozenset(("BaseModel", "SQLModel"))
_KEYS: Final = ("id", "_id", "uuid")
_MAX_REPAIRS: Final = 8
_MAX_MIXINS: Final = 50
_NOT_A_FIELD: Final = re.compile(r"^_|^(?:model_config|Config|metadata|registry|objects|query)$")


@dataclass(frozen=True, slots=True)
class Class:
    """A class of a snippet."""

    node: ast.ClassDef
    offset: int
    """Line of the document above the first line of the parsed text."""

    @property
    def line(self) -> int:
        """Its line in the document."""
        return self.offset + self.node.lineno

    @property
    def bases(self) -> tuple[str, ...]:
        """The last names of its bases."""
        return tuple(_last(base) for base in self.node.bases)

    def keyword(self, name: str) -> bool:
        """Tell whether `name=True` stands beside the bases."""
        return any(k.arg == name and getattr(k.value, "value", False) for k in self.node.keywords)


def recognise(document: Document) -> Iterator[Fact | Diagnostic]:
    """Find stored classes and enums in the Python of a document."""
    if is_client_side(document.owner):
        return
    fences = [block for block in document.blocks if isinstance(block, Fence) and is_python(block)]
    known = [(fence, found) for fence in fences for found in classes_in(fence)]
    mixins = {found.node.name: found for _, found in known}
    key = auto_field(block for block in document.blocks if isinstance(block, Fence))
    for fence in fences:
        yield from _called_enums(fence)
    are_marked = any(found.keyword("table") for _, found in known)
    for fence, found in known:
        if set(found.bases) & ENUM_BASES:
            yield from _enum(fence, found)
        elif not (are_marked and _is_unmarked(found, mixins)):
            yield from _entity(fence, found, mixins, key)


def is_python(fence: Fence) -> bool:
    """Tell whether a fence has classes of Python."""
    if fence.language in LANGUAGES:
        return "class " in fence.text or _CALLED.search(fence.text) is not None
    return not fence.language and bool(_LOOKS_LIKE_PYTHON.search(fence.text))


def classes_in(fence: Fence) -> Iterator[Class]:
    """Parse each class of a snippet by itself."""
    lines = textwrap.dedent(fence.text).split("\n")
    starts = [i for i, line in enumerate(lines) if _CLASS.match(line)]
    for start, following in pairwise([*starts, len(lines)]):
        end = next((i for i in range(start + 1, following) if _ends_class(lines[i])), following)
        node = _parse(lines[start:end])
        if node is not None:
            yield Class(node, fence.line - 1 + start)


def _ends_class(line: str) -> bool:
    return bool(line.strip()) and line[0] not in " \t#)]}"


def _parse(lines: Sequence[str]) -> ast.ClassDef | None:
    """Parse a class; lines that are no Python become `pass`."""
    lines = [re.sub(r"^(\s*)(?:\.\.\.|…).*$", r"\1pass", line) for line in lines]
    for _ in range(_MAX_REPAIRS):
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                body = ast.parse("\n".join([*lines, "    pass"])).body
        except SyntaxError as error:
            line = min((error.lineno or 1) - 1, len(lines) - 1)
            if line == 0:
                return None
            indent = len(lines[line]) - len(lines[line].lstrip())
            lines[line] = " " * (indent or 4) + "pass"
        except (ValueError, RecursionError, MemoryError):
            return None
        else:
            return body[0] if body and isinstance(body[0], ast.ClassDef) else None
    return None


def _last(node: ast.expr) -> str:
    if isinstance(node, ast.Subscript):
        node = node.value
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def _called_enums(fence: Fence) -> Iterator[Fact]:
    """Read `Status = models.TextChoices("Status", "draft sent paid")` and `Enum("Level", ["low", "high"])`."""
    for match in _CALLED.finditer(fence.text):
        values = tuple(dict.fromkeys(re.findall(r"\w+", match["values"])))
        line = fence.line + fence.text.count("\n", 0, match.start())
        if len(values) > 1:
            yield EnumFact(
                place=Span(fence.span.file, line),
                authority=Authority.CODE,
                section=fence.section,
                name=match["name"],
                values=values,
            )


def _enum(fence: Fence, found: Class) -> Iterator[Fact]:
    values = values_of(found.node)
    if values:
        yield EnumFact(
            place=Span(fence.span.file, found.line),
            authority=Authority.CODE,
            section=fence.section,
            name=found.node.name,
            values=values,
        )


def _entity(fence: Fence, found: Class, known: dict[str, Class], key: Type) -> Iterator[Fact]:
    members = members_of(found, known, set())
    members = [*implied(found.bases, members, found.line, key), *members]
    table = _table(found)
    if not members or not _is_stored(found, members, table, fence.section):
        return
    name = bare_name(found.node.name, " ".join(found.bases))
    is_mapped = any(member.is_mapped for member in members)
    yield EntityFact(
        place=Span(fence.span.file, found.line),
        authority=Authority.CODE,
        section=fence.section,
        name=name,
        table=table,
        partial=is_mapped
        and not table
        and not any(member.key or member.is_django for member in members),
        comment=(ast.get_docstring(found.node) or "").split("\n")[0],
    )
    for member in members:
        yield field_fact(fence, name, member)
    yield from _indexes(fence, found, name)


def members_of(found: Class, known: Mapping[str, Class], seen: set[str]) -> list[Member]:
    """Read the fields, those of mixins of the document included."""
    seen.add(found.node.name)
    members: dict[str, Member] = {}
    for base in found.bases:
        mixin = known.get(base)
        if mixin and base not in seen and len(seen) < _MAX_MIXINS and not _table(mixin):
            members |= {m.name: m for m in members_of(mixin, known, seen)}
    lists = choice_lists(found.node)
    for statement in found.node.body:
        member = _member(statement, found.offset)
        if member is not None and not _NOT_A_FIELD.match(member.name):
            member.values = member.values or lists.get(member.type_text, ())
            members[member.name] = member
    return list(members.values())


def _is_unmarked(found: Class, known: Mapping[str, Class]) -> bool:
    """Tell whether a class is sent or inherited, where SQLModel marks the tables: it has no key either."""
    if found.keyword("table") or _table(found) or not {*found.bases} & {*_MODELS, *known}:
        return False
    return not any(m.key or m.name in _KEYS for m in members_of(found, known, set()))


def _member(statement: ast.stmt, offset: int) -> Member | None:
    try:
        return read_member(statement, offset)
    except RecursionError:
        return None


def _table(found: Class) -> str:
    for statement in found.node.body:
        if isinstance(statement, ast.Assign) and _last(statement.targets[0]) == "__tablename__":
            return _text(statement.value)
        if isinstance(statement, ast.ClassDef) and statement.name == "Meta":
            for inner in statement.body:
                if isinstance(inner, ast.Assign) and _last(inner.targets[0]) == "db_table":
                    return _text(inner.value)
    return ""


def _text(node: ast.expr) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def _is_stored(
    found: Class, members: Sequence[Member], table: str, section: tuple[str, ...]
) -> bool:
    if _is_abstract(found) or any(base.endswith(_SHAPES) for base in found.bases):
        return False
    if table or found.keyword("table"):
        return True
    has_id = any(member.name in _KEYS for member in members)
    named = is_stored_name(found.node.name, keyed=has_id)
    if any(member.is_mapped for member in members):
        is_row = has_id and not re.search(r"Mixin|Abstract", found.node.name)
        return named or is_row or any(member.is_django for member in members)
    if not named or any(not is_stored_name(b) for b in found.bases if b != "BaseModel"):
        return False
    has_methods = any(
        isinstance(s, ast.FunctionDef | ast.AsyncFunctionDef) for s in found.node.body
    )
    about = about_data(section)
    return about is not False and (has_id or bool(about and not has_methods))


def _is_abstract(found: Class) -> bool:
    for node in ast.walk(found.node):
        if isinstance(node, ast.Assign) and _last(node.targets[0]) in ("abstract", "__abstract__"):
            return bool(getattr(node.value, "value", False))
    return found.node.name.endswith(("Mixin", "Base")) or found.node.name.startswith(
        ("Abstract", "Base")
    )


def _indexes(fence: Fence, found: Class, entity: str) -> Iterator[IndexFact]:
    """`UniqueConstraint("a", "b")` and `Index("name", "a")` of `__table_args__` or `Meta`."""
    for node in ast.walk(found.node):
        if not isinstance(node, ast.Call) or _last(node.func) not in ("UniqueConstraint", "Index"):
            continue
        names = [_text(arg) for arg in node.args if _text(arg)]
        for keyword in node.keywords:
            if keyword.arg == "fields" and isinstance(keyword.value, ast.List | ast.Tuple):
                names += [_text(element) for element in keyword.value.elts]
        is_unique = _last(node.func) == "UniqueConstraint"
        name = next((_text(k.value) for k in node.keywords if k.arg == "name"), "")
        if not is_unique and names and node.args:
            name, names = names[0], names[1:]
        if names:
            yield IndexFact(
                place=Span(fence.span.file, found.offset + node.lineno),
                authority=Authority.CODE,
                section=fence.section,
                entity=entity,
                columns=tuple((n.lstrip("-"), n.startswith("-")) for n in names),
                name=name,
                kind="unique" if is_unique else "btree",
            )

"""One field of a Python class: an annotation, a `Column(...)`, a `models.CharField(...)`."""

import ast
import re
from typing import Final

from luke_cli.notations.defaults import canonical
from luke_cli.notations.members import Member
from luke_cli.notations.types import read_code_type, read_type
from luke_cli.spec.model import Type, TypeName

_COLUMNS: Final = frozenset(("Column", "mapped_column"))
_PLAIN: Final = frozenset(("Field", "field", "PrivateAttr"))
_FOREIGN: Final = frozenset(("ForeignKey", "OneToOneField", "ForeignKeyField", "ManyToManyField"))
_GENERATED: Final = frozenset(("Identity", "Sequence", "Computed"))
_WRAPPERS: Final = frozenset(
    ("Mapped", "Annotated", "Required", "NotRequired", "ClassVar", "Final")
)
_DELETES: Final = {
    "CASCADE": "cascade",
    "PROTECT": "restrict",
    "RESTRICT": "restrict",
    "SET_NULL": "set null",
    "SET NULL": "set null",
    "DO_NOTHING": "",
}
_BOUNDS: Final = {"ge": "minimum", "gt": "over", "le": "maximum", "lt": "under"}
_BETWEEN: Final = re.compile(
    r"\bBETWEEN\s+(?P<low>-?\d+(?:\.\d+)?)\s+AND\s+(?P<high>-?\d+(?:\.\d+)?)", re.IGNORECASE
)


def read_member(statement: ast.stmt, offset: int) -> Member | None:
    """Read a statement of a class body; None if it is no field."""
    if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
        member = _member(statement.target.id, statement, offset)
        if _called(statement.annotation) == "ClassVar" or not _annotated(
            member, statement.annotation
        ):
            return None
        return _with_value(member, statement.value) if statement.value else _without_value(member)
    if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name):
        member = _member(statement.targets[0].id, statement, offset)
        if isinstance(statement.value, ast.Call):
            return _mapped(member, statement.value)
    return None


def read_column(node: ast.expr, offset: int) -> Member | None:
    """Read the `Column("name", ...)` of a table; None if it is something else."""
    if not isinstance(node, ast.Call) or _called(node) not in _COLUMNS:
        return None
    end = node.end_lineno or node.lineno
    return _mapped(Member("", offset + node.lineno, offset + end), node)


def choices_of(value: ast.expr) -> tuple[str, ...]:
    """Return the values of a list of choices, `[("open", "Open")]`; () if it is none."""
    if not isinstance(value, ast.List | ast.Tuple):
        return ()
    pairs = [e.elts[0] if isinstance(e, ast.Tuple) and e.elts else e for e in value.elts]
    return tuple(str(p.value) for p in pairs if isinstance(p, ast.Constant))


def _member(name: str, node: ast.stmt, offset: int) -> Member:
    return Member(name, offset + node.lineno, offset + (node.end_lineno or node.lineno))


def _called(node: ast.expr) -> str:
    if isinstance(node, ast.Call | ast.Subscript):
        node = node.func if isinstance(node, ast.Call) else node.value
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def _annotated(member: Member, node: ast.expr) -> bool:
    """Read an annotation; False for the far side of a relation."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        try:
            node = ast.parse(node.value, mode="eval").body
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return False
    if isinstance(node, ast.Subscript) and _called(node) in _WRAPPERS:
        inner = node.slice
        for extra in inner.elts[1:] if isinstance(inner, ast.Tuple) else ():
            if isinstance(extra, ast.Call):
                _keywords(member, extra)
        first = inner.elts[0] if isinstance(inner, ast.Tuple) and inner.elts else inner
        return _annotated(member, first)
    if isinstance(node, ast.Subscript) and _called(node) == "Literal":
        literals = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
        member.values = tuple(str(e.value) for e in literals if isinstance(e, ast.Constant))
        member.type, member.type_text = Type(TypeName.ENUM), "Literal"
        return True
    if isinstance(node, ast.Call):
        member.type_text = _called(node)
        _keywords(member, node)
        reading = read_type(
            {"constr": "str", "conint": "int", "condecimal": "Decimal"}.get(_called(node), "")
        )
        member.type = reading.type
        return True
    text = ast.unparse(node).replace("'", "").replace('"', "")
    reading = read_code_type(text)
    member.type_text, member.type, member.many = (
        text,
        _python_type(reading.word, reading.type),
        reading.many,
    )
    if reading.required is False:
        member.required = False
        member.type_text = reading.word or text
    if reading.type is None:
        member.type_text = reading.word
    return True


def _python_type(word: str, of: Type | None) -> Type | None:
    last = word.rpartition(".")[2]
    if last == "date":
        return Type(TypeName.DATE)
    return of


def _without_value(member: Member) -> Member:
    if member.required is None:
        member.required = True
    return member


def _with_value(member: Member, value: ast.expr) -> Member | None:
    if isinstance(value, ast.Call):
        name = _called(value)
        if name in ("relationship", "Relationship", "RelationshipProperty"):
            return None
        if name in _COLUMNS:
            return _mapped(member, value)
        if name in _PLAIN:
            return _plain(member, value)
    member.default = canonical(_unparsed(value), member.type)
    if isinstance(value, ast.Constant) and value.value is None:
        member.required = False
    elif member.required is None and isinstance(value, ast.Constant) and value.value is ...:
        member.required = True
    return member


def _unparsed(value: ast.expr) -> str:
    if isinstance(value, ast.Lambda):
        value = value.body
    if isinstance(value, ast.Call) and _called(value) in ("partial", "text"):
        value = value.args[0] if value.args else value
        if isinstance(value, ast.Constant):
            return str(value.value)
    return ast.unparse(value)


def _plain(member: Member, call: ast.Call) -> Member:
    """`Field(default, max_length=...)` of Pydantic and SQLModel, `field(default=...)`."""
    if call.args:
        first = call.args[0]
        if isinstance(first, ast.Constant) and first.value is ...:
            member.required = True
        else:
            member.default = canonical(_unparsed(first), member.type)
    _keywords(member, call)
    if not call.args and member.required is None and not member.default:
        has_default = any(k.arg in ("default", "default_factory") for k in call.keywords)
        member.required = None if has_default else True
    return member


def _mapped(member: Member, call: ast.Call) -> Member | None:
    """`Column(String(255), nullable=False)`, `mapped_column(...)`, `models.CharField(...)`."""
    name = _called(call)
    if name in _FOREIGN:
        return _django_relation(member, call, name)
    reading = read_type(name)
    if name in _COLUMNS:
        member.is_mapped = True
        was_annotated = bool(member.type_text)
        for argument in call.args:
            _column_argument(member, argument)
        _keywords(member, call)
        if member.required is None:
            member.required = member.key or was_annotated
        return member
    if not name.endswith("Field") or reading.type is None:
        return None
    member.is_mapped = member.is_django = True
    member.type, member.type_text, member.generated = reading.type, name, reading.generated
    member.required = True
    _keywords(member, call)
    return member


def _column_argument(member: Member, argument: ast.expr) -> None:
    name = _called(argument)
    if name == "ForeignKey" and isinstance(argument, ast.Call):
        if argument.args and isinstance(argument.args[0], ast.Constant):
            parts = str(argument.args[0].value).split(".")
            member.target = parts[-2] if len(parts) > 1 else parts[0]
        elif argument.args:
            member.target = ast.unparse(argument.args[0]).split(".")[0]
        _keywords(member, argument)
    elif name in ("Enum", "SQLEnum", "SAEnum") and isinstance(argument, ast.Call):
        _enum_argument(member, argument)
    elif name == "CheckConstraint" and isinstance(argument, ast.Call):
        _check_argument(member, argument)
    elif name in _GENERATED:
        member.generated = True
    elif name == "ARRAY" and isinstance(argument, ast.Call) and argument.args:
        _column_argument(member, argument.args[0])
        member.many = True
    elif not isinstance(argument, ast.Constant):
        _column_type(member, argument, name)
    elif isinstance(argument.value, str):
        member.name = argument.value


def _check_argument(member: Member, call: ast.Call) -> None:
    """Take the bounds of `CheckConstraint("digits BETWEEN 4 AND 8")`."""
    first = call.args[0] if call.args else None
    text = str(first.value) if isinstance(first, ast.Constant) else ""
    if between := _BETWEEN.search(text):
        member.minimum, member.maximum = between["low"], between["high"]


def _column_type(member: Member, argument: ast.expr, name: str) -> None:
    sizes = ("length", "precision", "scale")
    named = [k.value for k in getattr(argument, "keywords", []) if k.arg in sizes]
    given = [*getattr(argument, "args", []), *named]
    digits = [str(a.value) for a in given if isinstance(a, ast.Constant) and str(a.value).isdigit()]
    text = name + (f"({','.join(digits)})" if digits else "")
    reading = read_type(text)
    if reading.type is None and name.startswith("Encrypted"):
        reading = read_type("String" + (f"({digits[0]})" if digits else ""))
    if name:
        member.type, member.type_text = reading.type, text
        member.generated = member.generated or reading.generated


def _enum_argument(member: Member, call: ast.Call) -> None:
    values = tuple(
        str(a.value) for a in call.args if isinstance(a, ast.Constant) and isinstance(a.value, str)
    )
    named = next((ast.unparse(a) for a in call.args if isinstance(a, ast.Name | ast.Attribute)), "")
    member.values = values
    member.type = Type(TypeName.ENUM, enum="" if values else named)
    member.type_text = named or "Enum"


def _django_relation(member: Member, call: ast.Call, name: str) -> Member:
    member.is_mapped = member.is_django = True
    first = (
        call.args[0] if call.args else next((k.value for k in call.keywords if k.arg == "to"), None)
    )
    if first is not None:
        text = first.value if isinstance(first, ast.Constant) else ast.unparse(first)
        member.target = str(text).split(".")[-1].replace("AUTH_USER_MODEL", "User")
        member.target = "User" if member.target == "get_user_model()" else member.target
    member.type, member.type_text = Type(TypeName.REF, target=member.target), name
    member.many = name == "ManyToManyField"
    member.unique = True if name == "OneToOneField" else None
    member.required = None if member.many else True
    _keywords(member, call)
    return member


def _keywords(member: Member, call: ast.Call) -> None:
    for keyword in call.keywords:
        value = keyword.value.value if isinstance(keyword.value, ast.Constant) else None
        if keyword.arg in ("primary_key", "unique", "nullable", "null", "autoincrement"):
            _flag(member, keyword.arg, value)
        elif keyword.arg in ("default", "server_default", "default_factory"):
            text = _unparsed(keyword.value)
            member.default = canonical(text, member.type) or member.default
        elif keyword.arg in ("ondelete", "on_delete"):
            text = (
                str(value) if value is not None else ast.unparse(keyword.value).rpartition(".")[2]
            )
            member.on_delete = _DELETES.get(text.upper(), "")
        elif keyword.arg in _BOUNDS and isinstance(value, int | float):
            setattr(member, _BOUNDS[keyword.arg], str(value))
        elif keyword.arg in ("auto_now", "auto_now_add") and value:
            member.default = "now()"
        elif keyword.arg == "choices":
            _choices(member, keyword.value)
        elif keyword.arg == "foreign_key" and isinstance(value, str):
            member.target = value.split(".")[0]
        else:
            _size(member, keyword.arg or "", value)


def _flag(member: Member, name: str, value: object) -> None:
    if name == "primary_key" and value:
        member.key, member.required = True, True
    elif name == "unique" and value:
        member.unique = True
    elif name in ("nullable", "null") and isinstance(value, bool):
        member.required = not value
    elif name == "autoincrement" and value is True:
        member.generated = True


def _size(member: Member, name: str, value: object) -> None:
    if name in ("max_length", "max_digits", "decimal_places") and isinstance(value, int):
        of = member.type or Type(TypeName.STRING)
        if of.name is TypeName.STRING:
            member.type = Type(TypeName.STRING, length=value)
        elif of.name is TypeName.DECIMAL:
            is_scale = name == "decimal_places"
            precision = of.precision if is_scale else value
            member.type = Type(
                TypeName.DECIMAL, precision=precision, scale=value if is_scale else of.scale
            )
        elif name == "max_length":
            member.max_length = value
    elif name == "min_length" and isinstance(value, int):
        member.min_length = value
    elif name in ("pattern", "regex") and isinstance(value, str):
        member.pattern = value


def _choices(member: Member, value: ast.expr) -> None:
    if isinstance(value, ast.List | ast.Tuple):
        member.values = choices_of(value)
    elif isinstance(value, ast.Name):
        member.type, member.type_text = Type(TypeName.ENUM, enum=value.id), value.id
    elif isinstance(value, ast.Attribute):
        member.type = Type(TypeName.ENUM, enum=ast.unparse(value.value))
        member.type_text = ast.unparse(value.value)

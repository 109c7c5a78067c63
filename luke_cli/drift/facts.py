"""What the modules of a backend state: routes, rights, columns, members, values, what services do.

Read from the syntax tree, so that layout, comments and order say nothing.
"""

import ast
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from http import HTTPStatus
from typing import Final, NamedTuple

from luke_cli.drift.statements import Named, done_by, holders

_METHODS: Final = frozenset("get post put patch delete".split())
_PARAMETER: Final = re.compile(r"\{[^{}]*\}")
_TABLE: Final = "_TABLE"
_PUBLIC: Final = "PUBLIC"
_STATED: Final = frozenset(("primary_key", "unique", "nullable", "index", "default", "onupdate"))
"""What a column may say that the plan says, too; how a key is made is nobody's concern."""
_CONFIG: Final = frozenset(("model_config", "__pydantic_config__"))
_STATUS: Final = re.compile(r"\bHTTP_(\d{3})|\bHTTPStatus\.([A-Z_]+)")
_WHOLE: Final = {
    ast.FunctionDef: "a function",
    ast.AsyncFunctionDef: "a function",
    ast.AnnAssign: "a statement",
}


class Fact(NamedTuple):
    """Something that a module states."""

    name: str
    """The same in every version of the module: `POST /tasks`, `tasks.title`, `task:create`."""
    value: str
    line: int
    """1-based."""
    inside: str = ""
    """The name of the fact that it is a part of, as a condition is of a statement."""
    by: str = ""
    """The function that serves a route."""


def facts_of(text: str, folder: str = "") -> tuple[Fact, ...]:
    """Return what a module states; nothing of one that cannot be parsed.

    With a `folder`, what its functions and statements do as well, by names below that of the folder.
    """
    try:
        tree = ast.parse(text)
    except SyntaxError:
        return ()
    return (*_facts(tree), *(_done(tree, folder) if folder else ()))


def _done(tree: ast.Module, folder: str) -> Iterator[Fact]:
    for name, node in holders(tree.body):
        if name in _CONSTANTS:
            continue
        holder = f"{folder}.{name}"
        done = tuple(done_by(node))
        if done:
            yield Fact(holder, _WHOLE[type(node)], node.lineno)
        yield from (Fact(f"{holder} {one.what}", one.value, one.line, holder) for one in done)


def _facts(tree: ast.Module) -> Iterator[Fact]:
    prefix, schemas = next(_prefixes(tree), ""), {*_imported(tree, "schemas")}
    for node in tree.body:
        if isinstance(node, Named):
            yield from _routes(node, prefix, schemas)
        elif isinstance(node, ast.ClassDef):
            yield from _of_class(node)
        else:
            yield from _of_constant(node)


def _prefixes(tree: ast.Module) -> Iterator[str]:
    for node in tree.body:
        call = node.value if isinstance(node, ast.Assign) else None
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "APIRouter":
            yield from (_text(one.value) for one in call.keywords if one.arg == "prefix")


def _imported(tree: ast.Module, module: str) -> Iterator[str]:
    """Yield the names that come from modules of a name."""
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[-1] == module:
            yield from (alias.asname or alias.name for alias in node.names)


def _routes(node: Named, prefix: str, schemas: Collection[str]) -> Iterator[Fact]:
    for call in node.decorator_list:
        if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute)):
            continue
        if call.func.attr in _METHODS and call.args:
            path = _PARAMETER.sub("{}", prefix + _text(call.args[0]))
            stated = {one.arg: ast.unparse(one.value) for one in call.keywords}
            value = f"status {_status(stated.get('status_code', '200'))}, {_needs(node, call)}"
            name = f"{call.func.attr.upper()} {path}"
            yield Fact(name, value, call.lineno, by=node.name)
            answer = ast.unparse(node.returns) if node.returns else "None"
            answer = stated.get("response_model", answer)
            yield Fact(f"the answer of {name}", answer, node.lineno, name)
            yield from _taken(node, name, schemas)


def _taken(node: Named, route: str, schemas: Collection[str]) -> Iterator[Fact]:
    """Yield the schemas of what a route takes; what a person adds to its arguments is no matter."""
    for argument in node.args.args:
        kind = argument.annotation
        if isinstance(kind, ast.Subscript) and isinstance(kind.slice, ast.Tuple):
            kind = kind.slice.elts[0]
        if isinstance(kind, ast.Name) and kind.id in schemas:
            yield Fact(f"{route} with {kind.id}", "a request", argument.lineno, route)


def _status(code: str) -> str:
    """Return the number of a status, however a person writes it."""
    said = _STATUS.search(code)
    if said is None:
        return code
    known = HTTPStatus.__members__.get(said[2] or "")
    return said[1] or (str(known.value) if known else code)


def _needs(node: Named, route: ast.Call) -> str:
    inside = (*ast.walk(node.args), *ast.walk(route))
    calls = (one for one in inside if isinstance(one, ast.Call))
    allowed = [one for one in calls if ast.unparse(one.func).endswith("allow")]
    actions = sorted({_text(action) for call in allowed for action in call.args})
    return f"needs {' or '.join(actions)}" if allowed else "needs no right"


def _of_class(node: ast.ClassDef) -> Iterator[Fact]:
    table = next((_text(value) for name, value in _assigned(node) if name == "__tablename__"), "")
    bases = {ast.unparse(base) for base in node.bases}
    yield Fact(node.name, "a class", node.lineno)
    if bases & {"StrEnum", "Enum"}:
        for name, value in _assigned(node):
            said = f"{node.name} {_text(value) or name}"
            yield Fact(said, "a value", value.lineno, node.name)
        return
    for base in bases:
        yield Fact(f"{node.name}({base})", "a base", node.lineno, node.name)
    if table:
        yield Fact(table, "a table", node.lineno, node.name)
    for name, value in _assigned(node):
        if name in _CONFIG and isinstance(value, ast.Call):
            said = ", ".join(sorted(map(ast.unparse, value.keywords)))
            yield Fact(f"{node.name}.{name}", said, value.lineno, node.name)
        elif name == "__table_args__" and isinstance(value, ast.Tuple):
            yield from _rules(value, table)
    owner = table or node.name
    for member in node.body:
        if isinstance(member, ast.AnnAssign) and isinstance(member.target, ast.Name):
            said = _column(member) if table else _member(member)
            yield Fact(f"{owner}.{member.target.id}", said, member.lineno, owner)


def _rules(arguments: ast.Tuple, table: str) -> Iterator[Fact]:
    """Yield the constraints and indexes of a table."""
    for one in arguments.elts:
        call = one
        while isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute):
            call = call.func.value  # `Index(...).ddl_if(...)`
        if isinstance(call, ast.Call):
            named = [word.value for word in call.keywords if word.arg == "name"]
            name = next((_text(word) for word in (*named, *call.args)), "")
            yield Fact(f"{name} of {table}", ast.unparse(one), one.lineno, table)


def _column(member: ast.AnnAssign) -> str:
    kind = ast.unparse(member.annotation).removeprefix("Mapped[").removesuffix("]")
    if not isinstance(member.value, ast.Call):
        return kind
    stated = [ast.unparse(argument) for argument in member.value.args]
    words = {one.arg: ast.unparse(one) for one in member.value.keywords if one.arg in _STATED}
    if "primary_key" in words:
        words.pop("default", None)
    return " ".join((kind, *stated, *words.values()))


def _member(member: ast.AnnAssign) -> str:
    default = f" = {ast.unparse(member.value)}" if member.value else ""
    return ast.unparse(member.annotation) + default


def _assigned(node: ast.ClassDef) -> Iterator[tuple[str, ast.expr]]:
    for member in node.body:
        if isinstance(member, ast.Assign) and isinstance(member.targets[0], ast.Name):
            yield member.targets[0].id, member.value


def _of_constant(node: ast.stmt) -> Iterator[Fact]:
    if not (isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name)):
        return
    read = _CONSTANTS.get(node.target.id)
    if read is not None and node.value is not None:
        yield from read(node.value)


def _rights(value: ast.expr) -> Iterator[Fact]:
    if isinstance(value, ast.Dict):
        for key, row in zip(value.keys, value.values, strict=True):
            if key is not None:
                yield Fact(_text(key), ast.unparse(row), key.lineno)


def _public(value: ast.expr) -> Iterator[Fact]:
    names = sorted(_text(one) for one in ast.walk(value) if isinstance(one, ast.Constant))
    yield Fact("operations without a token", ", ".join(names), value.lineno)


_CONSTANTS: Final[Mapping[str, Callable[[ast.expr], Iterator[Fact]]]] = {
    _TABLE: _rights,
    _PUBLIC: _public,
}


def _text(node: ast.expr) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""

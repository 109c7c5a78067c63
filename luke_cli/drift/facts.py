"""What the modules of a backend state: routes, rights, columns, members, values, what services do.

Read from the syntax tree, so that layout, comments and order say nothing.
"""

import ast
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from http import HTTPStatus
from typing import Final

from luke_cli.drift.statements import Named, done_by, functions_of, holders, reached
from luke_cli.drift.values import Fact

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


def facts_of(text: str, folder: str = "", written: str | None = None) -> tuple[Fact, ...]:
    """Return what a module states; nothing of one that cannot be parsed.

    With a `folder`, what its functions and statements do as well, by names below that of the folder.
    Where luke has `written` the module otherwise, functions that are new are part of what calls them.
    """
    try:
        tree = ast.parse(text)
        before = functions_of(ast.parse(text if written is None else written))
    except SyntaxError:
        return ()
    new = {name: node for name, node in functions_of(tree).items() if name not in before}
    return (*_facts(tree, new), *(_done(tree, folder, new) if folder else ()))


def _done(tree: ast.Module, folder: str, new: dict[str, Named]) -> Iterator[Fact]:
    for name, node in holders(tree.body):
        if name in _CONSTANTS:
            continue
        holder = f"{folder}.{name}"
        done = tuple(done_by(reached(node, new)))
        if done:
            yield Fact(holder, _WHOLE[type(node)], node.lineno)
        yield from (Fact(f"{holder} {one.what}", one.value, one.line, holder) for one in done)


def _facts(tree: ast.Module, new: dict[str, Named]) -> Iterator[Fact]:
    prefix, schemas = next(_prefixes(tree), ""), {*_imported(tree, "schemas")}
    called_otherwise = _renamed(tree)
    for node in tree.body:
        if isinstance(node, Named):
            calls = dict(_calls(reached(node, new), called_otherwise))
            for route in _routes(node, prefix, schemas):
                yield route
                # The fact of a route itself is the one that says who serves it.
                for name, line in calls.items() if route.by else ():
                    yield Fact(f"{route.name} calls {name}", "a call", line, route.name)
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


def _renamed(tree: ast.Module) -> Mapping[str, str]:
    """Return the names that imports have given to what is called otherwise."""
    imports = (node for node in tree.body if isinstance(node, ast.ImportFrom))
    return {one.asname: one.name for node in imports for one in node.names if one.asname}


def _calls(nodes: Sequence[ast.stmt], renamed: Mapping[str, str]) -> Iterator[tuple[str, int]]:
    """Yield the names of the functions that a route calls: what serves it, and what tags it."""
    inner = (
        one for node in nodes if isinstance(node, Named) for st in node.body for one in ast.walk(st)
    )
    for call in (one for one in inner if isinstance(one, ast.Call)):
        name = ast.unparse(call.func).rpartition(".")[2]
        if name[:1].islower():
            yield renamed.get(name, name), call.lineno


def _routes(node: Named, prefix: str, schemas: Collection[str]) -> Iterator[Fact]:
    for call in node.decorator_list:
        if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute)):
            continue
        if call.func.attr in _METHODS and call.args:
            path = _PARAMETER.sub("{}", prefix + _text(call.args[0]))
            stated = {one.arg: ast.unparse(one.value) for one in call.keywords}
            value = f"status {_status(stated.get('status_code', '200'))}, {_needs(node, call)}"
            value += _format(stated.get("response_class", ""))
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


def _format(kind: str) -> str:
    """Return what a route gives that is no JSON."""
    name = kind.rpartition(".")[2]
    return "" if not name or name.endswith("JSONResponse") else f", gives {name}"


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

"""Which item of the plan a line of the backend is about: told by the names around it."""

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Final

from luke_cli.backend.naming import due_function_of, function_of, module_of
from luke_cli.names import snake
from luke_cli.proof.subjects import Subjects
from luke_cli.spec.lifetimes import forgotten
from luke_cli.spec.model import Operation, Spec

_Named = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
_FIELD_MODULES: Final = frozenset(("model.py", "schemas.py"))
_STATEMENTS: Final = {"fetch": "read", "remove": "delete", "create": "create", "update": "update"}
"""The operation that each private statement of a service is of."""
_OF_STATEMENTS: Final = ("_guards", "_filters", "_sorts", "_groups", "_below", "_parent", "_query")
"""How names of what an operation's statement is made of end."""
_DUE: Final = "due.py"
"""The module of the steps that time takes."""
_ROWS: Final = "_rows"
"""How names of the functions end that say which rows of an entity there are."""
_APPLICATION: Final = "backend/main.py"
_ROUTER: Final = re.compile(r"\b(\w+)\.router\b")
_OF_SETTINGS: Final = {
    "backend/limits.py": "rate_limit",
    "backend/paging.py": "page_size",
    "backend/settings.py": "",
}
"""Modules about settings of the plan: the setting, "" if each member is about one of its own."""
_UNITS: Final = frozenset("minutes seconds days bytes size ttl time".split())
"""Words of names that the code and the plan choose apart."""


def item_at(path: str, text: str, line: int, spec: Spec) -> str:
    """Return the name of the item that a line of a file of the backend is about, "" if of none.

    `path` is below `app/impl`.
    """
    try:
        tree = ast.parse(text)
    except SyntaxError:
        return ""
    around = list(_around(tree, line))
    if path.startswith("tests/"):
        return _of_test(path, around, spec)
    if path.startswith("migrations/"):
        return _of_migration(tree, line, spec)
    if path == _APPLICATION:
        return _of_application(text.split("\n")[line - 1], spec)
    if path in _OF_SETTINGS:
        member = next(iter(_assigned(around[0].body, line)), "") if around else ""
        return _OF_SETTINGS[path] or setting_of(member, spec)
    return _of_module(PurePosixPath(path), around, tree, line, spec)


def _around(tree: ast.Module, line: int) -> Iterator[_Named]:
    """Yield the classes and functions that a line stands in, the outermost first."""
    inside: Sequence[ast.stmt] = tree.body
    while True:
        found = next((node for node in inside if _holds(node, line)), None)
        if not isinstance(found, _Named):
            return
        yield found
        inside = found.body


def _holds(node: ast.stmt, line: int) -> bool:
    decorators = node.decorator_list if isinstance(node, _Named) else ()
    first = min([node.lineno, *(decorator.lineno for decorator in decorators)])
    return first <= line <= (node.end_lineno or node.lineno)


def _of_test(path: str, around: Sequence[_Named], spec: Spec) -> str:
    return Subjects(spec).of(f"{path}::{around[0].name}") if around else ""


def _of_module(
    path: PurePosixPath, around: Sequence[_Named], tree: ast.Module, line: int, spec: Spec
) -> str:
    names = [node.name for node in around] + [n for n in _assigned(tree.body, line) if not around]
    steps = (*((s.operation, s.operation) for s in spec.timed), *_ends(spec))
    timed = next((item for step, item in steps if due_function_of(step) in names), "")
    if timed and path.name == _DUE:
        return timed
    about = (path.parent.name, *(snake(name) for name in names if name.endswith(_ROWS)))
    entity = next(
        (e for e in spec.entities if {module_of(e), snake(e.name) + _ROWS} & {*about}), None
    )
    group = snake(entity.name) if entity else path.parent.name
    operation = _operation(names, group, spec)
    if path.name in _FIELD_MODULES and around:
        member = next(iter(_assigned(around[-1].body, line)), "")
        known = ((p.operation, p.name) for p in spec.parameters)
        if operation is not None and (operation.name, member) in known:
            return f"{operation.name}.{member}"
        if entity is not None and entity.field(member) is not None:
            return f"{entity.name}.{member}"
    if operation is not None:
        return operation.name
    return entity.name if entity else ""


def _of_application(line: str, spec: Spec) -> str:
    """Return the entity whose router stands in a line, or the setting that the line is about."""
    if (router := _ROUTER.search(line)) and "include_router" not in line:
        return next((e.name for e in spec.entities if module_of(e) == router[1]), "")
    return "rate_limit" if "RateLimit" in line else "base_path" if "prefix=" in line else ""


def setting_of(member: str, spec: Spec) -> str:
    """Return the setting of the plan that a member of `Settings` takes its default from, "" if none."""
    words = {*member.split("_")} - _UNITS
    alike = (one.name for one in spec.settings if {*one.name.split("_")} - _UNITS == words)
    return next(alike, "")


def _ends(spec: Spec) -> Iterator[tuple[str, str]]:
    """Yield how rows end by time, and the entity whose row in the plan says so."""
    return ((one.name, one.entity.name) for one in forgotten(spec))


def _operation(names: Sequence[str], group: str, spec: Spec) -> Operation | None:
    """Return the operation whose function, statement or schema has one of the names."""
    known = _functions(spec)
    stems = [_stem(name) for name in names]
    for stem in stems:
        if stem in known and known[stem].group == group:
            return known[stem]
    wanted = {_STATEMENTS.get(stem, stem).replace("_", "") for stem in stems}
    own = (one for one in spec.operations if one.group == group)
    return next((one for one in own if one.verb.replace("_", "") in wanted), None)


def _stem(name: str) -> str:
    stem = snake(name.strip("_"))
    return next((stem.removesuffix(end) for end in _OF_STATEMENTS if stem.endswith(end)), stem)


def _functions(spec: Spec) -> Mapping[str, Operation]:
    entities = {snake(entity.name): entity for entity in spec.entities}
    return {function_of(o, entities.get(o.group)): o for o in spec.operations}


def _assigned(body: Sequence[ast.stmt], line: int) -> Iterator[str]:
    """Yield the names that the statement on a line gives a value to."""
    for node in body:
        if not _holds(node, line):
            continue
        targets = [node.target] if isinstance(node, ast.AnnAssign) else getattr(node, "targets", [])
        yield from (target.id for target in targets if isinstance(target, ast.Name))


def _of_migration(tree: ast.Module, line: int, spec: Spec) -> str:
    """Return the field of the column, or the entity of the table, that a step is about."""
    found = ""
    for node in ast.walk(tree):
        # A batch is about its table, in every line of it.
        call = node.items[0].context_expr if isinstance(node, ast.With) else node
        if not isinstance(call, ast.Call) or not _spans(node, line):
            continue
        first = call.args[0] if call.args else None
        word = first.value if isinstance(first, ast.Constant) else None
        entity = next((e for e in spec.entities if e.table == word), None)
        if entity is not None:
            found = entity.name
        elif found and isinstance(word, str):
            owner = next(e for e in spec.entities if e.name == found.split(".")[0])
            found = f"{owner.name}.{word}" if owner.field(word) else found
    return found


def _spans(node: ast.AST, line: int) -> bool:
    if not isinstance(node, ast.expr | ast.stmt):
        return False
    return node.lineno <= line <= (node.end_lineno or node.lineno)

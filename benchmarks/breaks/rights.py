"""Breaks of the table of rights, of what a scope opens, and of what a route asks for."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from breaks.source import Module, Mutant, module, modules

TRUE = '__import__("sqlalchemy").true()'
SCOPES = ("OWN", "TEAM", "TENANT", "ALL")
POLICIES = "backend/policies.py"


def rights(backend: Path) -> Iterator[Mutant]:
    """Give a role the next wider scope of a right."""
    text = module(backend, POLICIES).text
    known = [scope for scope in SCOPES if re.search(rf"^{scope}: Final", text, re.MULTILINE)]
    reaching = scoped(backend)
    for line in re.finditer(
        r'^    "(?P<right>[\w:]+)": \((?P<cells>[^()]*)\),', text, re.MULTILINE
    ):
        cells = [cell.strip() for cell in line["cells"].split(",") if cell.strip()]
        for column, cell in enumerate(cells):
            is_same = cell in known and line["right"] not in reaching
            if line["right"] == "signed-in" or cell == known[-1] or is_same:
                continue
            wider = known[known.index(cell) + 1] if cell in known else known[-1]
            changed = [wider if n == column else one for n, one in enumerate(cells)]
            broken = (
                f"{text[: line.start('cells')]}{', '.join(changed)},{text[line.end('cells') :]}"
            )
            name = f"right {line['right']} of role {column + 1}: {cell} -> {wider}"
            yield Mutant(name, POLICIES, broken, broken)


def field_rights(backend: Path) -> Iterator[Mutant]:
    """Show a field to a role that may not see it, or let one set it that only sees it."""
    policies = module(backend, POLICIES)
    for node in policies.tree.body:
        if isinstance(node, ast.AnnAssign) and ast.unparse(node.target) == "_FIELDS":
            for cell in ast.walk(node.value) if node.value else ():
                if isinstance(cell, ast.Constant) and cell.value in ("-", "r"):
                    wider = {"-": "r", "r": "rw"}[str(cell.value)]
                    yield policies.broken(cell, f'"{wider}"', f"a cell {cell.value} -> {wider}")


def scoped(backend: Path) -> set[str]:
    """Return the rights whose scope a statement asks for; to create a row is the same in each."""
    found: set[str] = set()
    for routes in modules(backend, "*/routes.py"):
        path = routes.path.replace("routes.py", "service.py")
        asking = asking_functions(module(backend, path)) if (backend / path).exists() else set()
        for node in routes.tree.body:
            said = ast.unparse(node)
            if asking & set(re.findall(r"service\.(\w+)", said)):
                found |= set(re.findall(r"'([\w]+:\w+)'", said))
    return found


def asking_functions(service: Module) -> set[str]:
    """Return the functions of a service of which a statement depends on the scope."""
    body = service.tree.body
    reaching = {
        ast.unparse(node.target)
        for node in body
        if isinstance(node, ast.AnnAssign)
        and re.search(r"Reference\([\w.]+, \w+, ", ast.unparse(node))
    }
    functions = [node for node in body if isinstance(node, ast.AsyncFunctionDef)]
    asking = {one.name for one in functions if "access.scope" in ast.unparse(one)}
    for one in functions:
        said = ast.unparse(one)
        if set(re.findall(r"\w+", said)) & (asking | reaching):
            asking.add(one.name)
    return asking


def whole_scopes(backend: Path) -> Iterator[Mutant]:
    """Open a whole scope: without its tenant, without its owner, with what was removed."""
    scopes = module(backend, "backend/scopes.py")
    for node in ast.walk(scopes.tree):
        match node:
            case ast.Compare(ops=[ast.Is() | ast.IsNot()]):
                continue
            case ast.Compare() | ast.Call(func=ast.Attribute(attr="in_" | "is_" | "is_not")):
                yield scopes.broken(node, TRUE)


def policies(backend: Path) -> dict[str, set[str]]:
    """Return the scopes that some role has of each right."""
    rows = re.findall(
        r'^    "([\w:-]+)": \(([^()]*)\),', module(backend, POLICIES).text, re.MULTILINE
    )
    return {right: {cell.strip() for cell in row.split(",") if cell.strip()} for right, row in rows}


def routes(backend: Path) -> Iterator[Mutant]:
    """Let a route ask for nothing but a token; what everybody may do to all rows is the same."""
    cells = policies(backend)
    for one in modules(backend, "*/routes.py"):
        for node in ast.walk(one.tree):
            if not (isinstance(node, ast.Call) and ast.unparse(node.func) == "allow"):
                continue
            asked = [arg.value for arg in node.args if isinstance(arg, ast.Constant)]
            if any(cells.get(str(right)) != cells["signed-in"] for right in asked):
                rest = "".join(f", {one.said(keyword)}" for keyword in node.keywords)
                yield one.broken(node, f'allow("signed-in"{rest})')


def factors(backend: Path) -> Iterator[Mutant]:
    """Let in whoever has no second factor and must have one."""
    has_factors = "enrols" in module(backend, "backend/access.py").text
    for one in modules(backend, "*/routes.py") if has_factors else ():
        for node in ast.walk(one.tree):
            if not (isinstance(node, ast.Call) and ast.unparse(node.func) == "allow"):
                continue
            args = [one.said(arg) for arg in node.args]
            if not node.keywords:
                yield one.broken(node, f"allow({', '.join([*args, 'enrols=True'])})")
            else:
                yield one.broken(node, f"allow({', '.join(args)})")

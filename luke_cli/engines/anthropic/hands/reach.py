"""What the code of an operation may get hold of: values, not the process that runs it nor its tests.

Denied unless allowed: it imports the backend, packages that the backend imports as well, and of the
standard library what computes. A module is used by its members alone: `json.dumps`, never `x = json`,
so that what is behind a name can be read where the name stands.
"""

import ast
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

_STANDARD: Final = (
    "__future__ abc array base64 bisect calendar cmath collections contextlib copy csv dataclasses "
    "datetime decimal difflib email enum fractions functools graphlib gzip hashlib heapq hmac html "
    "io ipaddress itertools json logging math mimetypes numbers operator random re secrets "
    "statistics string struct textwrap time typing unicodedata urllib.parse uuid xml zipfile zlib "
    "zoneinfo"
).split()
"""Modules that reach neither the machine nor the interpreter."""
_MAY_BE: Final = (
    "an operation is written with the backend, the packages that it imports, and of the standard"
    f" library {', '.join(_STANDARD[1:])}"
)
_REACHES: Final = frozenset(
    "atexit attrgetter builtins ctypes gc importlib inspect methodcaller multiprocessing os pathlib "
    "posix pytest runpy shutil signal socket subprocess sys tests threading unittest".split()
)
"""By which code reaches the process that runs it, and its tests: no operation needs them."""
_RUNS: Final = frozenset(
    "__builtins__ __import__ breakpoint compile delattr eval exec exit globals input locals open "
    "quit setattr vars".split()
)
_FRAMES: Final = frozenset(
    "f_back f_builtins f_globals f_locals tb_frame gi_frame cr_frame".split()
)
_PLAIN: Final = frozenset("__doc__ __init__ __members__ __name__ __table__ __tablename__".split())
"""Members with such names that give nothing away."""


@dataclass(frozen=True, slots=True)
class _Names:
    """The names that a module has imported."""

    modules: frozenset[str]
    """Those of `import x`."""
    members: frozenset[str]
    """Those of `from x import y`: what is lower case may be a module as well."""

    def may_be_module(self, name: str) -> bool:
        """Tell whether a name may stand for a module: a class, which may have a column `os`, is none."""
        return name in self.modules or (name in self.members and name.islower())


def reaching(nodes: Sequence[ast.stmt], said: set[str], packages: frozenset[str]) -> Iterator[str]:
    """Yield what the new statements of a module may not have; `said` are those that were there, dumped.

    `packages` are those of the backend.
    """
    names = _Names(_imported(nodes, ast.Import), _imported(nodes, ast.ImportFrom))
    fresh = [part for node in nodes if ast.dump(node) not in said for part in ast.walk(node)]
    bare = set(_bare(fresh, names))
    for part in fresh:
        for name in (one for one in _sources(part) if not _is_allowed(one, packages)):
            yield f"`{name}` may not be imported: {_MAY_BE}"
        for name in _wrong(part, names, is_loose=bool(bare)):
            yield f"`{name}` is not what an operation needs"
    for name in sorted(bare & names.modules):
        yield f"`{name}` is a module: use it by its members, `{name}.NAME`"


def packages_of(texts: Iterable[str]) -> frozenset[str]:
    """Return the packages that some modules import, those of the standard library left out."""
    parts = (part for text in texts for part in ast.walk(ast.parse(text)))
    found = {name.partition(".")[0] for part in parts for name in _sources(part)}
    return frozenset(found - sys.stdlib_module_names)


def _imported(
    nodes: Sequence[ast.stmt], kind: type[ast.Import] | type[ast.ImportFrom]
) -> frozenset[str]:
    imports = (part for node in nodes for part in ast.walk(node) if isinstance(part, kind))
    return frozenset(
        alias.asname or alias.name.partition(".")[0] for one in imports for alias in one.names
    )


def _sources(part: ast.AST) -> Iterator[str]:
    """Yield what an import asks for, in full: `urllib.parse.quote`."""
    if isinstance(part, ast.Import):
        yield from (alias.name for alias in part.names)
    if isinstance(part, ast.ImportFrom):
        module = "backend" if part.level else part.module
        yield from (f"{module}.{alias.name}" for alias in part.names)


def _is_allowed(name: str, packages: frozenset[str]) -> bool:
    known = (*_STANDARD, "backend", *packages)
    return any(name == one or name.startswith(f"{one}.") for one in known)


def _bare(parts: Sequence[ast.AST], names: _Names) -> Iterator[str]:
    """Yield the names that may be modules and are neither called nor asked for a member."""
    used = {id(one) for part in parts for one in _users(part)}
    for part in parts:
        if isinstance(part, ast.Name) and id(part) not in used and names.may_be_module(part.id):
            yield part.id


def _users(part: ast.AST) -> Iterator[ast.AST]:
    """Yield what a part of some code calls, or asks for a member."""
    if isinstance(part, ast.Attribute):
        yield part.value
    if isinstance(part, ast.Call):
        yield part.func
    yield from getattr(part, "decorator_list", ())


def _wrong(part: ast.AST, names: _Names, *, is_loose: bool) -> Iterator[str]:
    """Yield what a part of some code may get hold of; `is_loose` if any name may be a module."""
    if isinstance(part, ast.Import | ast.ImportFrom):
        asked = (word for name in _sources(part) for word in name.split(".")[1:])
        yield from (word for word in asked if word in _REACHES)
    if isinstance(part, ast.Name) and part.id in _RUNS:
        yield part.id
    if isinstance(part, ast.Attribute):
        yield from _wrong_member(part, names, is_loose=is_loose)
    if isinstance(part, ast.MatchClass):
        yield from (name for name in part.kwd_attrs if _gives_away(name) or name in _REACHES)
    if isinstance(part, ast.Call) and isinstance(part.func, ast.Name) and part.func.id == "getattr":
        yield from _wrong_name(part, names)


def _wrong_member(part: ast.Attribute, names: _Names, *, is_loose: bool) -> Iterator[str]:
    root = _root(part)
    may_be = names.may_be_module(root) or (is_loose and not root[:1].isupper())
    if _gives_away(part.attr) or (may_be and part.attr in _REACHES):
        yield part.attr
    elif not isinstance(part.ctx, ast.Load) and root in names.modules | names.members:
        yield ast.unparse(part)


def _wrong_name(call: ast.Call, names: _Names) -> Iterator[str]:
    """Yield what `getattr` asks for; of what may be a module, only what can be read here."""
    asked, said = call.args[:1], [one for one in call.args[1:2] if isinstance(one, ast.Constant)]
    if not said and any(isinstance(one, ast.Name) and names.may_be_module(one.id) for one in asked):
        yield "getattr"
    words = (one.value for one in said if isinstance(one.value, str))
    yield from (word for word in words if word in _REACHES or _gives_away(word))


def _gives_away(name: str) -> bool:
    """Tell whether a member leads to the code of a thing, and by that to all modules."""
    is_inner = name.startswith("__") and name.endswith("__")
    return name in _FRAMES or (is_inner and name not in _PLAIN)


def _root(part: ast.Attribute) -> str:
    """Return the name that a chain of attributes begins with, "" if it begins with something else."""
    value = part.value
    while isinstance(value, ast.Attribute):
        value = value.value
    return value.id if isinstance(value, ast.Name) else ""

"""The tests of an operation that is to be written: what expects 501 of it expects an answer then.

Only luke changes them: who writes the operation can read them, and nothing else.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final

from luke_cli.spec.model import Operation, Spec
from luke_cli.spec.statuses import success

_NOT_YET: Final = "## Not written yet"
_APART: Final = "\n\n\n"
"""What stands between two tests."""
_OF_OPEN: Final = re.compile(
    r"(?:is_written|starts_from|gives_a_file|sums_up_what_the_caller_sees|says_nothing_of_strangers"
    r"|finds_no_row_out_of_reach|needs_each_member|holds_\w+)\("
)
_MARK: Final = re.compile(r"@pytest\.mark\.xfail\((?:[^\n]*|\n(?: [^\n]*\n)*)\)\n")
"""In a line, or in several; what a test is run with stands below it."""
_IMPORT: Final = re.compile(r"^import pytest\n(?:(?<=\n\nimport pytest\n)\n)?", re.MULTILINE)
"""With the blank line behind it where nothing stands beside it."""
_NAME: Final = re.compile(r"async def (\w+)\(")
_HOLDS: Final = re.compile(r"\"\"\"Holds ([^\"\n]*)\.(?:\"\"\"|\n)")


@dataclass(frozen=True, slots=True)
class Open:
    """An operation that answers 501, and the module of its route."""

    operation: Operation
    request: str
    """Method and path as called: `POST /api/v1/trips/export`."""
    route: str
    """Path of the module, below the backend."""
    title: str
    """Method and path as the plan has them."""


def opened(spec: Spec, texts: Mapping[str, str]) -> list[Open]:
    """Return the operations that still answer 501, in the order of the plan."""
    found = []
    base = spec.setting("base_path")
    for operation in spec.operations:
        raised = f'NotWrittenError("{operation.name}")'
        route = next((p for p, text in texts.items() if raised in text), "")
        if route:
            title = f"{operation.method} {operation.path}"
            request = f"{operation.method} {base}{operation.path}"
            found.append(Open(operation, request, route, title))
    return found


def expecting(texts: Mapping[str, str], task: Open) -> dict[str, str]:
    """Return the files of a backend that say that an operation is written, where they change."""
    changed = {}
    for path, text in texts.items():
        after = next((one(text, task) for name, one in _REWRITES if re.fullmatch(name, path)), text)
        if after != text:
            changed[path] = after
    return changed


def tests_of(texts: Mapping[str, str], task: Open) -> Iterator[str]:
    """Yield the tests of an operation among some modules, each as it stands there."""
    for block in (one for text in texts.values() for one in text.split(_APART)):
        _, _, behind = block.partition(_begins(task))
        if _OF_OPEN.match(behind):
            yield block.strip("\n")


def held(texts: Mapping[str, str], task: Open) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the names of the tests of an operation, each with the requirements that it holds."""
    for block in tests_of(texts, task):
        name, told = _NAME.search(block), _HOLDS.search(block)
        if name:
            yield name[1], tuple(told[1].split(", ")) if told else ()


def _begins(task: Open) -> str:
    return f"async def test_{task.operation.verb}_"


def _description(text: str, task: Open) -> str:
    method, _, path = task.request.partition(" ")
    plain = re.sub(r"\{[^}]*\}", "{}", path)
    begins = f'    ("{method}", "{plain}"): ['
    lines = (
        line.replace(', "501"', "") if line.startswith(begins) else line
        for line in text.split("\n")
    )
    return "\n".join(lines)


def _access(text: str, task: Open) -> str:
    begins = text.find(f'"{task.operation.name}": Call(')
    at = text.find("        501,\n", begins)
    ends = text.find("\n    ),", begins)
    if begins < 0 or not begins < at < ends:
        return text
    return text[:at] + text[at:].replace("501,", f"{success(task.operation)},", 1)


def _own(text: str, task: Open) -> str:
    after = _APART.join(map(partial(_expecting, task), text.split(_APART)))
    return after if "pytest." in after else _IMPORT.sub("", after, count=1)


def _expecting(task: Open, block: str) -> str:
    """Return a test of the operation without the mark that it fails while nothing is written."""
    marks, found, behind = block.partition(_begins(task))
    mark = _MARK.match(marks)
    is_open = found and mark and "501" in mark[0]
    return block[mark.end() :] if mark and is_open and _OF_OPEN.match(behind) else block


def _contract(text: str, task: Open) -> str:
    named = re.escape(task.request)
    block = rf'\n\[\[operations\]\]\n#[^\n]*501[^\n]*\ninclude-name = "{named}"\n[^\[]*'
    return re.sub(block, "\n", text)


def _readme(text: str, task: Open) -> str:
    rest = re.sub(rf"\| {re.escape(task.operation.name)} \| [^\n]*\n", "", text)
    before, found, section = rest.partition(f"\n{_NOT_YET}\n")
    return rest if not found or "\n| `" in section or "| `" in section else f"{before.rstrip()}\n"


_REWRITES: Final[tuple[tuple[str, Callable[[str, Open], str]], ...]] = (
    (r"tests/test_openapi\.py", _description),
    (r"tests/test_access\.py", _access),
    (r"tests/test_\w+\.py", _own),
    (r"schemathesis\.toml", _contract),
    (r"README\.md", _readme),
)

"""What a generated test is about: an operation of the plan, or else a whole section of it."""

import re
from typing import Final

from luke_cli.backend.views.groups import module_of_group
from luke_cli.spec.model import Operation, Spec

_MODULE: Final = re.compile(r"tests/(\w+)\.py::(?:test_)?(\w+)")
_ACCESS: Final = re.compile(r"\[(?P<operation>\w+\.\w+)")
_SECTIONS: Final = {
    "test_access": "5. Authorization Model",
    "test_auth": "4. Authentication System",
    "test_commands": "11. Deployment Configuration",
    "test_limits": "7. Security Implementation",
    "test_migrations": "2. Database Design",
    "test_openapi": "3. API Endpoints",
    "test_platform": "12. Monitoring & Logging",
}


def subject_of(test: str, spec: Spec) -> str:
    """Return the operation that a test is about, "" if it is about no single one."""
    cell = _ACCESS.search(test)
    if cell and any(operation.name == cell["operation"] for operation in spec.operations):
        return cell["operation"]
    match = _MODULE.match(test)
    if match is None:
        return ""
    name = match[2]
    group = [o for o in spec.operations if _module(o, spec) == match[1]]
    named = [o for o in group if name == o.verb or name.startswith(f"{o.verb}_")]
    return max(named, key=lambda operation: len(operation.verb)).name if named else ""


def tests_of(operation: str, tests: list[str], spec: Spec) -> list[str]:
    """Return the tests that are about an operation."""
    return [test for test in tests if subject_of(test, spec) == operation]


def section_of(test: str) -> str:
    """Return the section of the plan that a module of tests is about, "" if it is one group's."""
    match = _MODULE.match(test)
    return _SECTIONS.get(match[1], "") if match else ""


def _module(operation: Operation, spec: Spec) -> str:
    return "test_auth" if operation.group == "auth" else module_of_group(operation.group, spec)

"""What a generated test is about: an operation of the plan, or else a whole section of it."""

import re
from typing import Final

from luke_cli.backend.naming import module_of_tests, open_group
from luke_cli.names import snake
from luke_cli.spec.model import Operation, Spec

_MODULE: Final = re.compile(r"tests/(\w+)\.py::(?:test_)?(\w+)")
_ACCESS: Final = re.compile(r"\[(?P<operation>\w+\.\w+)")
_SECTIONS: Final = {
    "test_access": "5. Authorization Model",
    "test_auth": "4. Authentication System",
    "test_cache": "8. Caching Strategy",
    "test_cache_store": "8. Caching Strategy",
    "test_commands": "11. Deployment Configuration",
    "test_limits": "7. Security Implementation",
    "test_migrations": "2. Database Design",
    "test_openapi": "3. API Endpoints",
    "test_platform": "12. Monitoring & Logging",
}


class Subjects:
    """The operations of a plan, by the modules of their tests."""

    def __init__(self, spec: Spec) -> None:
        tables = {snake(entity.name): entity.table for entity in spec.entities}
        self._names = {operation.name for operation in spec.operations}
        self._by_module: dict[str, list[Operation]] = {}
        for operation in spec.operations:
            group = operation.group
            module = module_of_tests(tables.get(group) or open_group(group))
            module = "test_auth" if group == "auth" else module
            self._by_module.setdefault(module, []).append(operation)

    def of(self, test: str) -> str:
        """Return the operation that a test is about, "" if it is about no single one."""
        cell = _ACCESS.search(test)
        if cell and cell["operation"] in self._names:
            return cell["operation"]
        match = _MODULE.match(test)
        if match is None:
            return ""
        name, group = match[2], self._by_module.get(match[1], ())
        named = [o for o in group if name == o.verb or name.startswith(f"{o.verb}_")]
        return max(named, key=lambda operation: len(operation.verb)).name if named else ""


def section_of(test: str) -> str:
    """Return the section of the plan that a module of tests is about, "" if it is one group's."""
    match = _MODULE.match(test)
    return _SECTIONS.get(match[1], "") if match else ""

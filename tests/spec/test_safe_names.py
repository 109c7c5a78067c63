"""Names that the generated code has for itself."""

import re
from pathlib import Path
from typing import Final

import pytest

from luke_cli.spec.safe_names import is_free_entity, is_free_table

_BACKEND: Final = Path(__file__).parents[2] / "templates" / "impl" / "backend"
_TABLE: Final = re.compile(
    r'class (\w+)\(Base\):(?:(?!\nclass ).)*?__tablename__ = "(\w+)"', re.DOTALL
)
_OWN: Final = [
    found
    for path in sorted(_BACKEND.rglob("*.j2"))
    for found in _TABLE.findall(path.read_text(encoding="utf-8"))
]


@pytest.mark.parametrize(("name", "table"), _OWN)
def test_what_the_backend_keeps_for_itself_is_not_free(name: str, table: str):
    """Two classes of one name, or two tables, do not start."""
    assert not is_free_entity(name)
    assert not is_free_table(table)


def test_all_of_the_backend_is_looked_at():
    """A table that the pattern misses would be free by accident."""
    texts = [path.read_text(encoding="utf-8") for path in _BACKEND.rglob("*.j2")]
    assert len(_OWN) == sum(len(re.findall(r'__tablename__ = "\w', text)) for text in texts) > 0

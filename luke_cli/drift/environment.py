"""What `.env.example` says: the variables that somebody who deploys has to know.

    # APP_REDIS_URL=redis://localhost:6379/0

names one, whether it is set or only shown; which value it shows is nobody's concern.
"""

import re
from collections.abc import Mapping
from typing import Final

from luke_cli.drift.values import Compared, Fact, Placed
from luke_cli.project import IMPL

EXAMPLE: Final = f"{IMPL}/.env.example"
_NAMED: Final = re.compile(r"[\s#]*(?:export\s+)?([A-Z][A-Z0-9_]*)\s*=")


def compared(written: str, there: str) -> Compared:
    """Compare the variables that luke's file names with those that the file there names."""
    return Compared(_variables(written), _variables(there), {EXAMPLE: written})


def _variables(text: str) -> Mapping[str, tuple[Placed]]:
    lines = enumerate(text.splitlines(), 1)
    named = ((match[1], number) for number, line in lines if (match := _NAMED.match(line)))
    return {name: ((EXAMPLE, Fact(name, "a variable", number)),) for name, number in named}

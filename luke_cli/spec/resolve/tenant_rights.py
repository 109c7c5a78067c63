"""Rights to what is of one's own tenant: `own clinic` is as far as the clinic goes, not oneself."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from luke_cli.names import singular, snake
from luke_cli.spec.facts import PermissionFact
from luke_cli.spec.resolve.isolation import noun
from luke_cli.spec.resolve.said import Line, Said

_NARROW: Final = ("own", "team")
_TO_FEW: Final = re.compile(
    r"\b(?:own|self|mine|theirs?|owners?|assigned|personal|team|department|dept|group|branch|reports?)\b",
    re.IGNORECASE,
)
"""Words for less than what is of a tenant."""
_WHOSE: Final = r"\b(?:(?:of|in|at|for|from|within|to)\s+)?(?:(?:only|own|their|his|her|its|the|same|my|this|that|home)\s+)+"


def with_rights_of_tenant(said: Said, tenant: str) -> Said:
    """Let rights reach as far as the tenant where documents call it by its name."""
    if not tenant:
        return said
    pattern = re.compile(_WHOSE + noun((tenant,)).pattern, re.IGNORECASE)
    lines = {(line.place.file, line.place.line): line for line in _about(said, pattern)}
    if not lines:
        return said
    rights = tuple(
        replace(right, scope="tenant")
        if right.scope in _NARROW
        and (line := lines.get((right.place.file, right.place.line)))
        and _reaches(line, right, pattern)
        else right
        for right in said.of(PermissionFact)
    )
    return replace(said, by_kind={**said.by_kind, PermissionFact: rights})


def _about(said: Said, pattern: re.Pattern[str]) -> Iterator[Line]:
    """Yield the lines that name the tenant as whose rows are meant; rows of tables come last."""
    yield from said.mentions(pattern)
    yield from (line for line in said.passages if line.header and pattern.search(line.text))


def _reaches(line: Line, right: PermissionFact, pattern: re.Pattern[str]) -> bool:
    """Tell whether the words about a right name the tenant, and say nothing narrower beside it."""
    cells = [cell.strip() for cell in line.text.split("|")] if line.header else [line.text]
    own = [
        cell
        for title, cell in zip(line.header, cells, strict=False)
        if singular(snake(title)) == singular(snake(right.role))
    ]
    told = own or [cell for cell in cells if _TO_FEW.search(cell)]
    return bool(told) and all(
        pattern.search(cell) and not _TO_FEW.search(pattern.sub("", cell)) for cell in told
    )

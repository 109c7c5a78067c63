"""Roles that a sentence names as such: ``The role `warden` sees a second tab``."""

import re
from collections.abc import Iterator
from typing import Final

_SPOKEN_OF: Final = re.compile(
    r"\bthe\s+role\s+`(?P<one>[a-z]\w{2,30})`\s+(?:sees?|can|cannot|may|has|gets?|opens?|is\s+allowed|must|only)\b|"
    r"\b(?:users?|people|staff|those|everybody|anybody|accounts?)\s+with\s+(?:the\s+)?role\s+`(?P<with>[a-z]\w{2,30})`",
    re.IGNORECASE,
)
_OF_CONTROLS: Final = frozenset(
    "alert alertdialog application banner button cell checkbox combobox dialog form grid heading img link list listbox listitem "
    "log main menu menuitem navigation none note option presentation progressbar radio region row search separator slider "
    "status switch tab table tablist textbox timer toolbar tooltip tree".split()
)
"""Roles of what is on a page, to those who cannot see it."""


def roles_named(raw: str) -> Iterator[tuple[str, int]]:
    """Yield the roles that a text names as roles, with their positions."""
    for match in _SPOKEN_OF.finditer(raw):
        name = match["one"] or match["with"]
        if name.lower() not in _OF_CONTROLS:
            yield name, match.start()

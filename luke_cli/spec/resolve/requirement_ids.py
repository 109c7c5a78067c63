"""Permanent names of requirements: the document's own, else made of the words."""

import re
import zlib
from typing import Final

from luke_cli.names import words
from luke_cli.spec.facts import RequirementFact

_EMPTY: Final = frozenset(
    "a an the my our their his her its all any each every some i we you they he she it to in "
    "of for "
    "with and or on is are be been by from at as so that this these those into via per able can "
    "should must shall will would want need which when where while if then than app system users "
    "user s t re ve ll".split()
)


def requirement_id(fact: RequirementFact) -> str:
    """Return `R-FR-12` or `R-capture-receipt-photos`."""
    own = re.sub(r"[^A-Za-z0-9_.-]+", "-", fact.id).strip("-.")
    if own:
        return f"R-{own}"
    text = re.sub(r"(?<=\w)['\u2019-](?=\w)", "", fact.goal or fact.text)
    found = [word for word in words(text) if word not in _EMPTY][:3] or words(text)[:3]
    if found:
        return f"R-{'-'.join(found)}"[:60].rstrip("-")
    return f"R-{zlib.crc32(fact.text.encode()):08x}"


class Names:
    """Hands out names; twins get `-2`."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def take(self, name: str) -> str:
        """Return the name, or its next twin."""
        made, count = name, 1
        while made.lower() in self._taken:
            count += 1
            made = f"{name}-{count}"
        self._taken.add(made.lower())
        return made

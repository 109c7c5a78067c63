"""Types of clients that are called as a stored thing is, and what they say of its fields.

interface OrderSlip { seatNumber: string | null; pages: number }      type Job = { version: string; };

Such a type defines nothing. That a number is text in it, or a text a number, is a claim; a day, a
moment, a key and an exact amount are text in JSON, and no claim.
"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from luke_cli.docs.document import Document, Fence
from luke_cli.names import singular, snake
from luke_cli.spec.model import WHOLE, TypeName

_LANGUAGES: Final = frozenset("ts typescript tsx js javascript".split())
_TYPE: Final = re.compile(
    r"\b(?:interface|type)\s+(?P<name>[A-Z]\w*?)(?:Dto|DTO|View|Response|Model)?\s*(?:extends\s+[\w, <>]+)?=?\s*\{(?P<body>[^{}]{1,4000})\}"
)
_MEMBER: Final = re.compile(
    r"^[ \t]*(?:readonly\s+)?(?P<name>\w+)\??:\s*(?P<type>[\w |]+?)\s*[;,]?\s*(?://.*)?$",
    re.MULTILINE,
)
_NOTHING: Final = re.compile(r"\s*\|\s*(?:null|undefined)\b")
_KEY: Final = re.compile(r"(?:^|_)id$")


class Viewed(NamedTuple):
    """A member of a type, and the line that has it."""

    thing: str
    """As the type is called, in snake_case and the singular."""
    field: str
    written: str
    line: int


def views_in(document: Document) -> Iterator[Viewed]:
    """Yield the members of the types in the fences of a document."""
    for block in document.blocks:
        if isinstance(block, Fence) and block.language in _LANGUAGES:
            for match in _TYPE.finditer(block.text):
                first = block.line + block.text.count("\n", 0, match.start("body"))
                for member in _MEMBER.finditer(match["body"]):
                    line = first + match["body"].count("\n", 0, member.start("name"))
                    written = _NOTHING.sub("", member["type"]).strip()
                    yield Viewed(
                        singular(snake(match["name"])), snake(member["name"]), written, line
                    )


def denied(written: str, field: str, kind: TypeName | None) -> TypeName | None:
    """Return of what kind a member says that a field is, where that cannot be; else None."""
    if _KEY.search(field):
        return None
    if written == "string" and kind in (*WHOLE, TypeName.BOOLEAN):
        return TypeName.TEXT
    return TypeName.INTEGER if written == "number" and kind is TypeName.STRING else None

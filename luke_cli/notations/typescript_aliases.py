"""Names that TypeScript gives to plain types, and what they say beyond `string` and `number`.

/** 2025-03-31 */
type IsoDate = string;
type Cents = number;          // whole cents
type UserId = string & { readonly brand: 'UserId' };
"""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from luke_cli.docs.document import Fence
from luke_cli.names import snake
from luke_cli.notations.types import read_code_type, read_type
from luke_cli.spec.model import Type, TypeName

NARROWER: Final = {
    TypeName.STRING: (
        *(TypeName.UUID, TypeName.DATETIME, TypeName.DATE, TypeName.TIME, TypeName.EMAIL),
        *(TypeName.URL, TypeName.DECIMAL, TypeName.TEXT, TypeName.SLUG),
    ),
    TypeName.FLOAT: (TypeName.INTEGER, TypeName.BIGINT, TypeName.DECIMAL),
    TypeName.INTEGER: (TypeName.BIGINT,),
}
"""What a name or a comment may say of `string` and of `number`."""
_ALIAS: Final = re.compile(
    r"^(?:[ \t]*(?:/\*\*?[ ]?(?P<above>[^\n]{0,200}?)[ ]?\*/|//[ ]?(?P<line>[^\n]{0,200}))[ \t]*\n)?"
    r"[ \t]*(?:export[ ]+)?type[ ]+(?P<name>\w+)[ ]*=[ ]*(?P<base>string|number|Date|boolean|bigint)\b"
    r"(?:[ ]*&[^;\n]*)?[ ]*;?[ ]*(?://[ ]?(?P<behind>[^\n]{0,200}))?$",
    re.MULTILINE,
)
_SHAPE: Final = re.compile(
    r"^[ \t]*(?:export[ ]+)?type[ ]+(?P<name>\w+)[ ]*=[ ]*\{(?P<body>[^{}]{0,600})\}", re.MULTILINE
)
"""An object without a name of its own: `type Polygon = { type: "Polygon"; coordinates: number[][] }`."""
_KEYED: Final = re.compile(r"(?:\b|_)(?:id|uuid)\??\s*:|[a-z]Id\??\s*:")
_SAMPLES: Final = (
    (re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d"), TypeName.DATETIME),
    (re.compile(r"\d{4}-\d\d-\d\d"), TypeName.DATE),
    (re.compile(r"\d\d:\d\d(?::\d\d)?"), TypeName.TIME),
    (re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-", re.IGNORECASE), TypeName.UUID),
)
_WHOLE: Final = frozenset(
    "cents pence minor_units integer int whole_number count seconds minutes hours days".split()
)


def aliases_of(fences: Iterable[Fence]) -> Mapping[str, Type]:
    """Return what the names of plain types mean, by the name."""
    found: dict[str, Type] = {}
    for fence in fences:
        found |= {match["name"]: _meaning(match) for match in _ALIAS.finditer(fence.text)}
        found |= {
            match["name"]: Type(TypeName.JSON)
            for match in _SHAPE.finditer(fence.text)
            if not _KEYED.search(match["body"])
        }
    return found


def _meaning(match: re.Match[str]) -> Type:
    said = " ".join(match[group] or "" for group in ("above", "line", "behind")).strip()
    base = Type(TypeName.DATETIME) if match["base"] == "Date" else read_type(match["base"]).type
    narrower = NARROWER.get(base.name, ()) if base else ()
    for sample, name in _SAMPLES:
        if sample.search(said) and name in narrower:
            return Type(name)
    words = snake(match["name"]).split("_")
    for start in range(len(words)):
        tail = "_".join(words[start:])
        found = Type(TypeName.INTEGER) if tail in _WHOLE else read_type(tail).type
        named = found is not None and found.name in narrower and tail != "id"
        if named and found is not None and not (start == 0 and tail == "iso_date"):
            return found
    first = read_code_type(re.split(r"[,;:.(]", said, maxsplit=1)[0].strip())
    if first.type is not None and first.type.name in narrower:
        return first.type
    return base or Type(TypeName.STRING)

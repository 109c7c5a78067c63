"""Types of Go: `*string`, `[]byte`, `time.Time`, `sql.NullInt64`, `decimal.Decimal`."""

import re
from dataclasses import replace
from typing import Final

from luke_cli.notations.types import Reading, read_code_type
from luke_cli.spec.model import Type, TypeName

_WORDS: Final = {
    "time.Time": TypeName.DATETIME,
    "time.Duration": TypeName.DURATION,
    "civil.Date": TypeName.DATE,
    "datatypes.Date": TypeName.DATE,
    "datatypes.Time": TypeName.TIME,
    "datatypes.JSON": TypeName.JSON,
    "json.RawMessage": TypeName.JSON,
    "json.Number": TypeName.DECIMAL,
    "big.Int": TypeName.BIGINT,
    "big.Float": TypeName.DECIMAL,
    "net.IP": TypeName.STRING,
    "url.URL": TypeName.URL,
    "any": TypeName.JSON,
    "int": TypeName.INTEGER,
    "uint": TypeName.INTEGER,
    "rune": TypeName.INTEGER,
    "primitive.ObjectID": TypeName.STRING,
}
_ARRAYS: Final = {
    "StringArray": TypeName.STRING,
    "Int64Array": TypeName.BIGINT,
    "Int32Array": TypeName.INTEGER,
    "BoolArray": TypeName.BOOLEAN,
    "Float64Array": TypeName.FLOAT,
}
_BYTES: Final = ("[]byte", "[]uint8")
_NULL: Final = re.compile(r"(?:sql\.Null|null\.|pgtype\.|zero\.)\[?([\w.]+)\]?")


def read_go_type(text: str) -> Reading:
    """Read a type of Go; a type of the project is of none."""
    if text.startswith("*"):
        return replace(read_go_type(text[1:]), required=False)
    null = _NULL.fullmatch(text)
    if null is not None:
        word = {"Time": "time.Time", "Timestamptz": "time.Time", "Byte": "int"}.get(
            null[1], null[1]
        )
        return replace(read_go_type(word.removesuffix("4") or word), required=False)
    if text.startswith("[]") and text not in _BYTES:
        return replace(read_go_type(text[2:]), many=True, required=None)
    return _single(text)


def _single(text: str) -> Reading:
    if text in _BYTES:
        return Reading(Type(TypeName.BYTES))
    if text.startswith(("map[", "struct{", "datatypes.JSONType", "datatypes.JSONMap", "JSONB")):
        return Reading(Type(TypeName.JSON))
    array = _ARRAYS.get(text.rpartition(".")[2])
    if array is not None:
        return Reading(Type(array), many=True)
    name = _WORDS.get(text)
    return Reading(Type(name), word=text) if name else read_code_type(text)

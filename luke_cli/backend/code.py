"""Words and values as Python source: nothing that a document says can become code."""

import json
from collections.abc import Iterable, Mapping

from luke_cli.spec.model import Sources


def literal(value: object) -> str:
    """Return a value as a Python literal."""
    if isinstance(value, str) and value.isascii() and value.isprintable():
        return json.dumps(value)
    return repr(value)


def prose(text: str) -> str:
    """Return words of the documents as one line that may stand in a docstring or a comment."""
    clean = "".join(letter if letter.isprintable() else " " for letter in text)
    return " ".join(clean.replace("\\", "/").replace('"""', "'''").split()).rstrip('"')


def sentence(text: str) -> str:
    """Return `prose` as a sentence: a capital first, a full stop last."""
    line = prose(text)
    if not line:
        return ""
    return line[0].upper() + line[1:] + ("" if line[-1] in ".!?" else ".")


def call(name: str, positional: Iterable[str], named: Mapping[str, str] | None = None) -> str:
    """Return a call as Python; arguments without a value are left out."""
    arguments = [argument for argument in positional if argument]
    arguments += [f"{key}={value}" for key, value in (named or {}).items() if value]
    return f"{name}({', '.join(arguments)})"


def cited(sources: Sources) -> tuple[str, ...]:
    """Return the line of a docstring that names the documents which say so.

    `luke why` tells the lines: in the code they would change with every line above them.
    """
    files = list(dict.fromkeys(source.file for source in sources))[:3]
    return (f"Source: {', '.join(files)}",) if files else ()

"""Words and values as Python source: nothing that a document says can become code."""

import json


def literal(value: object) -> str:
    """Return a value as a Python literal."""
    if isinstance(value, str) and value.isascii() and value.isprintable():
        return json.dumps(value)
    return repr(value)

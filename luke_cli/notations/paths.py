"""Paths of endpoints: one spelling of parameters, hosts taken off, query strings apart."""

import re
from functools import lru_cache
from typing import Final
from urllib.parse import unquote

_PARAMETER: Final = re.compile(
    r""":(?P<colon>[A-Za-z_][\w-]*)\??(?:\([^()]*\))?
    | <(?:[\w.]+:)?(?P<angle>[A-Za-z_][\w -]*)>
    | \{\{?\*{0,2}(?P<brace>[A-Za-z_][\w .-]*?)\??(?::[^{}]*)?\}?\}
    | \[(?:\.\.\.)?(?P<square>[A-Za-z_][\w-]*)\]
    | \$\{?(?P<dollar>[A-Za-z_][\w.]*)\}?""",
    re.VERBOSE,
)
_EXAMPLE: Final = re.compile(
    r"(?<=/)(?:\d+|[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F-]{8,}|[0-9a-fA-F]{24}|X{2,}|x{3,}|"
    r"(?=[a-f]*\d)(?=\d*[a-f])[0-9a-f]{4,}(?:…|\.{3})?|[A-Z]{1,5}-\d[\w-]*|(?=\d*[A-Z])\d[0-9A-Z]{4,}|[a-z]{2,4}_(?=[0-9A-Za-z]*\d)[0-9A-Za-z]{4,}|"
    r"[\w-]{2,}(?:…|\.{3}))(?=/|$)"
)
"""An id as an example shows it: `42`, `5b0c…`, `HF-2019-417`, `ord_8f3a`."""
_ESCAPED: Final = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
_PRINTED: Final = re.compile(r"(?<=/)%[sdiv](?=/|$)")
"""A parameter as a format of print has it: `/users/%s`."""
_VALID: Final = re.compile(r"/(?:[\w\-.~@+:]|\{\w+\}|/)*")
_HOST: Final = re.compile(
    r"(?P<host>(?:https?|HTTPS?)://[^/\s`\"']*|\{\{?[\w .-]+\}?\}|\$\{?\w+\}?)(?=/|$)"
)
_OWN_HOST: Final = re.compile(
    r"""//(?:localhost|127\.|0\.0\.0\.0|\[::1\]|10\.|192\.168\.|host\.docker|api\.(?:local|test
    |dev)\b
    |[\w.-]*example\.(?:com|org|net|io)|[\w.-]*\.example\b
    |api\.(?!(?:stripe|paypal|openai|anthropic|github|gitlab|twilio|sendgrid|mailgun|telegram|slack
        |google\w*|facebook|twitter|x|linkedin|shopify|cloudinary|hubspot|mailchimp|plaid|zoom
        |notion|airtable|openweathermap|mapbox|square\w*|adyen|braintree\w*|amazon\w*)\.)
        [\w-]+\.(?:com|io|org|net|app|dev|co|de|eu|uk)\b
    |[\w.-]*\.(?:local|test|localhost|internal)\b|<|\{|\$|%
    |(?:your|my)[\w-]*\.|[\w.-]*yourdomain|[\w.-]*your-)""",
    re.IGNORECASE | re.VERBOSE,
)
_LOCAL: Final = re.compile(r"//(?:localhost|127\.|0\.0\.0\.0|\[::1\])", re.IGNORECASE)

STEP: Final = re.compile(r"/(?P<thing>[a-z][\w-]*)/\{[^{}]*\}/(?P<verb>[a-z][\w-]*)/?$")
"""The end of a folded path at which something is done to one thing: `/loans/{id}/approve`."""


@lru_cache(maxsize=4096)
def folded_path(text: str) -> str:
    """Return `/users/{id}` for `/users/:id`, `/users/<int:id>`, `/users/[id]/` and `/users/42`.

    What a browser has escaped is written out: `/stra%C3%9Fen` is `/straßen`.
    """
    text = text.partition("?")[0].partition("#")[0].strip()
    text = _PRINTED.sub("{id}", _ESCAPED.sub(_unescaped, text))
    text = _PARAMETER.sub(_braced, text)
    text = _EXAMPLE.sub("{id}", text)
    return re.sub(r"/{2,}", "/", text).rstrip("/") or "/"


def is_path(path: str) -> bool:
    """Tell whether a folded path can be one of an API."""
    return bool(_VALID.fullmatch(path)) and not re.search(r"\.\.|\*", path)


def split_host(text: str) -> tuple[str, str]:
    """Return host (with scheme, or a variable) and path of what stands behind a method."""
    match = _HOST.match(text)
    return (match["host"], text[match.end() :] or "/") if match else ("", text)


def is_own_host(host: str) -> bool:
    """Tell whether a host is that of the project itself, as far as the name tells."""
    return not host or not host.lower().startswith("http") or bool(_OWN_HOST.search(host))


def is_local(host: str) -> bool:
    """Tell whether a host is the machine of whoever reads the document."""
    return bool(_LOCAL.search(host))


def query_names(text: str) -> tuple[tuple[str, str], ...]:
    """Return the names and example values of a query string."""
    query = text.partition("?")[2].partition("#")[0]
    parts = (part.partition("=") for part in re.split(r"[&;]", query) if part)
    return tuple(
        (name.strip("[]{}` "), value.strip("` "))
        for name, _, value in parts
        if re.fullmatch(r"[\[{]?[A-Za-z_][\w.\[\]-]*[}\]]?", name)
    )


def _unescaped(match: re.Match[str]) -> str:
    letters = unquote(match[0])
    return letters if re.fullmatch(r"[\w{}:-]+", letters) else match[0]


def _braced(match: re.Match[str]) -> str:
    name = next(group for group in match.groups() if group)
    return "{" + re.sub(r"\W+", "_", name.strip().rpartition(".")[2] or name).strip("_") + "}"

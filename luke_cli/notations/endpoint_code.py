"""Routes in code: decorators, router calls, annotations, curl.

@router.post("/loans", status_code=201)        app.get('/books/:id', auth, handler)
@PostMapping("/loans")        r.GET("/books", list)        Route::put('/books/{id}', ...)
curl -X POST http://localhost:8000/api/loans -d '{"book_id": 1}'
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from luke_cli.notations.endpoint_guards import UNGUARDED, Guard, guard_of, matchers
from luke_cli.notations.paths import folded_path, is_own_host, is_path, query_names, split_host

LANGUAGES: Final = frozenset(
    """
    python py python3 javascript js jsx typescript ts tsx java kotlin kt go golang rust rs php
    ruby rb csharp cs c# scala elixir
    """.split()
)
SHELL: Final = frozenset(
    """
    bash sh shell zsh console curl powershell cmd terminal http text
    """.split()
)
_QUOTE: Final = r"""["'`](?P<path>[^"'`\s]*)["'`]"""
_VERB: Final = r"(?P<method>get|post|put|patch|delete)"
_ROUTES: Final = (
    re.compile(
        rf"^\s*@(?P<owner>\w+)\.{_VERB}\(\s*(?:path\s*=\s*)?{_QUOTE}", re.IGNORECASE | re.MULTILINE
    ),
    re.compile(
        rf"(?<![\w.@])(?P<owner>app|server|fastify|router|routes?|\w*[Rr]outer|\w+_bp|bp|e|r|g|"
        rf"mux|v\d|api|group|\w+Group)"
        rf"\.{_VERB}(?:<[^<>()]*>)?\(\s*{_QUOTE}\s*,",
        re.IGNORECASE,
    ),
    re.compile(rf"Route::{_VERB}\(\s*{_QUOTE}", re.IGNORECASE),
    re.compile(rf"\.Map{_VERB}\(\s*{_QUOTE}", re.IGNORECASE),
    re.compile(
        rf"""@(?:{_VERB})Mapping\b(?:\(\s*(?:(?:value|path)\s*=\s*)?(?:{_QUOTE})?)?""",
        re.IGNORECASE,
    ),
    re.compile(
        r"""^\s*@(?P<method>Get|Post|Put|Patch|Delete)\(\s*(?:["'`](?P<path>[^"'`\s]*)["'`])?\s*\)""",
        re.MULTILINE,
    ),
    re.compile(rf"""\[Http{_VERB}(?:\(\s*{_QUOTE})?""", re.IGNORECASE),
    re.compile(r"""HandleFunc\(\s*"(?P<method>GET|POST|PUT|PATCH|DELETE) (?P<path>/[^"\s]*)\""""),
    re.compile(rf"""HandleFunc\(\s*{_QUOTE}[^\n]*\.Methods\(\s*"(?P<method>\w+)\""""),
)
_FLASK: Final = re.compile(rf"@(?P<owner>\w+)\.route\(\s*{_QUOTE}(?P<rest>[^\n]*)", re.IGNORECASE)
_AXUM: Final = re.compile(rf"\.route\(\s*{_QUOTE}\s*,\s*(?P<rest>[^\n]*)")
_CLIENT: Final = re.compile(
    rf"(?:client|request\(app\)|request|agent|supertest\(\w+\)|test_client|"
    rf"api_client)\s*\.{_VERB}\(\s*f?{_QUOTE}",
    re.IGNORECASE,
)
_PREFIX: Final = re.compile(
    rf"""(?P<owner>\w+)\s*(?::\s*\w+\s*)?=\s*(?:APIRouter|Blueprint|\w*[Rr]outer)
    \([^()]*?(?:url_)?prefix\s*=\s*{_QUOTE}""",
    re.VERBOSE,
)
_MOUNT: Final = re.compile(
    rf"""\.(?:use\(\s*{_QUOTE}\s*,[^\n)]*?(?P<owner>\w+)\s*\)
    | include_router\(\s*(?P<fast>[\w.]+)\s*,[^()]*?prefix\s*=\s*["'](?P<prefix>[^"']*)["'])""",
    re.VERBOSE,
)
_MOUNTED: Final = re.compile(rf"(?<![\w.@])(?P<owner>\w+)\.{_VERB}\(\s*{_QUOTE}\s*,", re.IGNORECASE)
_CLASS_PREFIX: Final = re.compile(
    rf"""@(?:RequestMapping|Controller|Path|Route)\(\s*(?:(?:value|path)\s*=\s*)?{_QUOTE}
    | \[Route\(\s*"(?P<net>[^"]*)\"""",
    re.VERBOSE,
)
_HANDLER: Final = re.compile(r"(?:async\s+)?(?:def|fun|function)\s+(\w+)")
_STATUS: Final = re.compile(r"status_code\s*=\s*(?:status\.HTTP_)?(20\d)")
_CURL: Final = re.compile(
    r"^[^\n#]*?\bcurl\b(?P<words>(?:[^\n\\]|\\\n?)*(?:'[^']*'[^\n]*)*)", re.MULTILINE
)
_CURL_METHOD: Final = re.compile(r"(?:-X|--request)[ =]?\s*['\"]?(GET|POST|PUT|PATCH|DELETE)\b")
_CURL_URL: Final = re.compile(
    r"""["']?((?:https?://|\$\{?\w+\}?/|\{\{?\w+\}\}?/|localhost[:/])[^\s"'\\]+)"""
)
_CURL_DATA: Final = re.compile(
    r"(?<!\w)(?:-d|--data(?:-raw|-binary)?|--json)\s+(?:@-\s+)?['\"]?(?=\s*[{\[])"
)


@dataclass(frozen=True, slots=True)
class Route:
    """An endpoint that code declares or calls."""

    method: str
    path: str
    line: int
    """0-based, below the first line of the text."""
    words: str = ""
    """The line, for notes about access."""
    handler: str = ""
    status: int | None = None
    tested: bool = False
    """A test or an example calls it."""
    body_at: int | None = None
    """Where a JSON body starts in the text."""
    query: tuple[tuple[str, str], ...] = ()
    upload: bool = False
    guard: Guard = UNGUARDED
    """Who may call it, as the code beside it says."""


def routes(text: str) -> Iterator[Route]:
    """Yield the routes that a piece of code declares, and those that its tests call."""
    if not re.search(r"get|post|put|patch|delete|route", text, re.IGNORECASE):
        return
    prefixes = _prefixes(text)
    base = _CLASS_PREFIX.search(text)
    outer = (base["path"] or base["net"] or "").strip("/") if base else ""
    for pattern in _ROUTES:
        for match in pattern.finditer(text):
            owner = match.groupdict().get("owner")
            prefix = outer if owner is None else prefixes.get(owner, "")
            yield from _route(text, match, match["method"], prefix)
    for match in _MOUNTED.finditer(text) if prefixes else ():
        if match["owner"] in prefixes:
            yield from _route(text, match, match["method"], prefixes[match["owner"]])
    yield from _listed(text, prefixes)
    for match, guard in matchers(text):
        line = text.count("\n", 0, match.start())
        yield Route(match["method"], folded_path(match["path"]), line, guard=guard)
    for match in _CLIENT.finditer(text):
        yield from _route(text, match, match["method"], "", tested=True)


def _prefixes(text: str) -> dict[str, str]:
    """Return the path under which each router lives, by the name of its variable."""
    found: dict[str, str] = {match["owner"]: match["path"] for match in _PREFIX.finditer(text)}
    for match in _MOUNT.finditer(text):
        owner = match["owner"] or match["fast"].rpartition(".")[2]
        outside = (match["path"] or match["prefix"] or "").rstrip("/")
        found[owner] = outside + "/" + found.get(owner, "").lstrip("/")
    return found


def _listed(text: str, prefixes: dict[str, str]) -> Iterator[Route]:
    """Yield the routes of Flask and Axum, which name several methods at once."""
    for match in _FLASK.finditer(text):
        named = re.findall(r"GET|POST|PUT|PATCH|DELETE", match["rest"])
        for method in named or ["GET"]:
            yield from _route(text, match, method, prefixes.get(match["owner"], ""))
    for match in _AXUM.finditer(text):
        for method in re.findall(r"\b(get|post|put|patch|delete)\(", match["rest"]):
            yield from _route(text, match, method, "")


def curls(text: str) -> Iterator[Route]:
    """Yield the requests of curl lines to our own hosts."""
    for match in _CURL.finditer(text):
        words = match["words"]
        url = _CURL_URL.search(words)
        if url is None:
            continue
        target = (
            url[1] if "://" in url[1] or not url[1].startswith("localhost") else "http://" + url[1]
        )
        host, rest = split_host(target)
        path = folded_path(rest)
        if not is_own_host(host) or not is_path(path):
            continue
        method = _CURL_METHOD.search(words)
        data = _CURL_DATA.search(words)
        is_form = re.search(r"(?<!\w)(?:-F|--form)\s", words) is not None
        default = "POST" if data or is_form or re.search(r"(?<!\w)(?:-d|--data)", words) else "GET"
        start = match.start("words")
        yield Route(
            method=method[1] if method else default,
            path=path,
            line=text.count("\n", 0, match.start()),
            tested=True,
            body_at=start + data.end() if data else None,
            query=query_names(url[1]),
            upload=is_form,
        )


def _route(
    text: str, match: re.Match[str], method: str, prefix: str, *, tested: bool = False
) -> Iterator[Route]:
    written = (match["path"] or "") if "path" in match.re.groupindex else ""
    if "://" in written:
        return
    joined = "/" + "/".join(part.strip("/") for part in (prefix, written) if part.strip("/"))
    path = folded_path(joined)
    if not is_path(path) or (not written.startswith("/") and "." in written):
        return
    if not prefix and written and not written.startswith("/") and "owner" in match.re.groupindex:
        return
    below = text[match.end() : match.end() + 600]
    handler = _HANDLER.search(below)
    status = _STATUS.search(below.partition("def ")[0])
    end = text.find("\n", match.end())
    yield Route(
        method=method.upper(),
        path=path,
        line=text.count("\n", 0, match.start() + len(match[0]) - len(match[0].lstrip())),
        words=text[match.end() : end if end >= 0 else len(text)],
        handler=handler[1] if handler and below[: handler.start()].count("\n") <= 6 else "",
        status=int(status[1]) if status else None,
        tested=tested,
        query=query_names(written),
        guard=UNGUARDED if tested else guard_of(text, match.start(), match.end()),
    )

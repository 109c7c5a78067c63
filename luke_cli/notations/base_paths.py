"""The path under which all endpoints live, said in words.

Base URL: `https://api.example.com/api/v1`        All endpoints are prefixed with `/api`
| Environment | Base URL                    |     The version is part of the path: `/api/v1/...`
"""

import re
from collections.abc import Iterable
from typing import Final
from urllib.parse import urlsplit

from luke_cli.docs.document import Document, Fence
from luke_cli.notations.said import Said, said_in
from luke_cli.source import Diagnostic, Span
from luke_cli.spec.facts import Authority, Fact, SettingFact

_LABEL: Final = re.compile(
    r"""\b(?:base|root|api)[ -]?(?:url|uri|path|route|endpoint|prefix|root)\b | \broot[ ]of[ ](?:the|our|this)[ ]api\b | \b(?:url|path|route|api
    |global)[ ]prefix\b
    | \b(?:everything|routes?|endpoints?|paths?|calls?|urls?|requests?|resources?|apis?|server|backend
      |service)\b(?:[ ](?:in|of|from|to|on)[ ](?:(?:this|the|our|a)[ ])?\w+(?:[ ]\w+)?)?
      (?:[ ](?:is|are|lives?|lies?|sits?|stays?|hangs?|runs?|must|should|all|always|be|can[ ]be)){0,3}[ ]
      (?:under|below|beneath|behind|relative[ ]to|(?:starts?|begins?)[ ]with|at
      |(?:mounted|served|exposed|hosted|rooted|published|located|found|reachable|available)[ ]
       (?:at|on|under|below))\b
    | \b(?:mounted|served|exposed|hosted|rooted|published)[ ](?:under|below|at|on)\b
    | \balways[ ](?:lives?[ ])?(?:under|below)\b
    | \b(?:json|(?-i:REST)|https?)\b[^./\n]{0,40}\b(?:under|below|beneath)\b
    | ^(?:all|all[ ]of[ ](?:it|them|this)|everything|they[ ]all)[ ](?:(?:is|are|lives?|lies?|sits?)[ ])?(?:below|under|on)\b
    | ^(?:the[ ]|our[ ]|a[ ]|common[ ]|fixed[ ]|single[ ]){0,3}prefix(?:[ ]is|[ ]stays|[ ]reads)?(?:[ ]always)?\W{1,3}(?=/)
    | ^base(?:[ ]is)?\W{1,3}(?=/)
    | \bprefix(?:ed)?[ ](?:(?:for|of)[ ](?:all|every|each|the)[ ]\w+[ ])?(?:with|by|of|is)\b
    | (?:^|[.;:!]\s+)(?:alle|sämtliche)[ ](?:pfade|endpunkte|routen|adressen|aufrufe)[ ](?:\w+[ ]){0,2}(?:unter|mit)\b
    | (?:^|[.;:!]\s+)(?:todas[ ]las[ ]rutas|todos[ ]los[ ]endpoints|toutes[ ]les[ ]routes|tous[ ]les[ ]endpoints
      |todas[ ]as[ ]rotas|todos[ ]os[ ]endpoints)\b
    | \b(?:api|schnittstelle|dienst|interfaz|servicio|interface|serviço|backend|serveur|servidor)\b
      (?:[ ]\w+){1,3}[ ](?:unter|sous|bajo|en|em|sob|sotto|su|à|por)\b(?=[ ]`?/)
    | \b(?:basis|grund)-?(?:url|pfad)\b | \burl[ ]base\b | \burl[ ]de[ ]base\b
    | \b(?:préfixe|prefijo|prefisso|prefixo|präfix|prefiks|voorvoegsel)\b
    | \bбазовый[ ](?:url|путь)\b | 基础路径 | 基础[ ]?URL | ベース[ ]?URL | 기본[ ]?URL
    | \bversion(?:ing|ed)?\b.{0,60}\b(?:url|path|uri)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_TARGET: Final = re.compile(
    r"(?:https?://[^\s`'\"<>)|,]*(?:<[^<>\s]*>)?[^\s`'\"<>)|,]*|(?<![\w/.<])/(?:api|v\d|"
    r"rest|[\w-]+/v\d)[\w./-]*)",
    re.IGNORECASE,
)
_PATH: Final = re.compile(r"(?:/[A-Za-z0-9_-][A-Za-z0-9._-]*){1,4}")
_CODE: Final = re.compile(
    r"""(?:(?:api|global|url|route)_?(?:v\d_?)?prefix | API_V1_STR | base_?(?:url|path)
    | setGlobalPrefix | contextPath | context-path | BASE_PATH)["']?\s*(?::\s*str\s*)?[=:(]\s*["']?
    (?P<path>(?:https?://[^\s"'/]+)?/?[\w./-]+)""",
    re.IGNORECASE | re.VERBOSE,
)
_ROUTER: Final = re.compile(
    r"""(?:\b(?:Route|Group|Mount|mount|group|use|register|register_blueprint|include_router|APIRouter|Blueprint|nest|scope
    |RequestMapping|MapGroup|prefix)\b[^\n"'`]{0,40}["'`](?P<path>(?:/(?:api|rest))(?:/v\d{1,2})?|/v\d{1,2})/?["'`])""",
    re.VERBOSE,
)


def recognise(document: Document) -> Iterable[Fact | Diagnostic]:
    """Read the base path from sentences, tables and configuration in fences."""
    for said in said_in(document):
        about = f"{said.label} {said.text}" if said.label else said.text
        if ("/" in said.text) and (
            _LABEL.search(about)
            or _LABEL.search(" ".join(said.section[-1:]) + " " + said.lead[-60:])
        ):
            yield from _said(said, is_labelled=bool(_LABEL.search(about)))
    for block in document.blocks:
        if isinstance(block, Fence) and block.language not in ("sql", "mermaid"):
            yield from _configured(block)
            yield from _routed(block)


def _said(said: Said, *, is_labelled: bool) -> Iterable[SettingFact]:
    for match in _TARGET.finditer(said.raw):
        path = _path_of(match[0])
        if path and (is_labelled or match[0].startswith("http")):
            place = Span(said.file, said.line + said.raw.count("\n", 0, match.start()))
            yield _fact(path, place, said.section, Authority.LIST)


def _configured(fence: Fence) -> Iterable[SettingFact]:
    for match in _CODE.finditer(fence.text):
        path = _path_of(
            match["path"] if match["path"].startswith(("/", "http")) else "/" + match["path"]
        )
        if path and re.search(r"/api\b|/v\d", path):
            line = fence.line + fence.text.count("\n", 0, match.start("path"))
            yield _fact(path, Span(fence.span.file, line), fence.section, Authority.CODE)


def _routed(fence: Fence) -> Iterable[SettingFact]:
    """Read the router below which all others hang; a path of its own is no prefix of all."""
    for match in _ROUTER.finditer(fence.text):
        line = fence.line + fence.text.count("\n", 0, match.start("path"))
        yield _fact(match["path"], Span(fence.span.file, line), fence.section, Authority.CODE)


def _path_of(target: str) -> str:
    target = target.rstrip(".…*/").removesuffix("/..").rstrip("/.")
    try:
        path = urlsplit(target).path if target.lower().startswith("http") else target
    except ValueError:
        return ""
    return path if _PATH.fullmatch(path) else ""


def _fact(path: str, place: Span, section: tuple[str, ...], authority: Authority) -> SettingFact:
    return SettingFact(
        place=place, authority=authority, section=section, key="base_path", value=path
    )

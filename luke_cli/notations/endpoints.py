"""Endpoints in headings, lines, bullets, requests and code.

    ### POST /loans                        `GET /api/books/:id`
    - GET /books - list books (public)     - `DELETE /books/{id}` (admin only)
    @app.post("/auth/login")               curl -X POST http://localhost:8000/loans -d '{...}'
    User -> API : POST /loans

Notes, JSON examples and lists of parameters below an endpoint belong to it.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from luke_cli.docs.document import Block, Document, Fence, Heading, Item, Paragraph, Quote, Table
from luke_cli.docs.markdown import plain
from luke_cli.notations.endpoint_bodies import direction_of, members
from luke_cli.notations.endpoint_facts import Endpoints, Open, noted, summary_of
from luke_cli.notations.endpoint_fences import read_fence
from luke_cli.notations.endpoint_lines import Call, call_above, calls, label_before, words_after
from luke_cli.notations.endpoint_notes import read_notes
from luke_cli.notations.endpoint_parameters import Named, fields_of, rows_of
from luke_cli.notations.loose_json import read_json
from luke_cli.source import Diagnostic
from luke_cli.spec.facts import Authority, EndpointFact, Fact

_RELATIVE: Final = re.compile(r"\b(?:GET|POST|PUT|PATCH|DELETE)\s+/[:{<]")
_SENTENCE_END: Final = re.compile(r"(?:[.:;!?。：]\W{0,9}|[ ]{2}|\\)$")
_ALL_OF: Final = re.compile(
    r"\b(?:all|every|each|semua|alle|todos|tous|все)\b.{0,60}"
    r"\b(?:endpoint|route|require|need|membutuhkan)|\(all ",
    re.IGNORECASE,
)
_QUERY_LEAD: Final = re.compile(
    r"\b(?:query|url|search|filter)\b.{0,20}\b(?:param|string|arg)|\bquery\b|\bfilters?\b\W*$"
    r"|abfrageparameter|parámetros de consulta",
    re.IGNORECASE,
)
_PATH_LEAD: Final = re.compile(r"\b(?:path|url|route)\b.{0,12}\bparam", re.IGNORECASE)
_HEADER_LEAD: Final = re.compile(r"\bheaders?\b", re.IGNORECASE)
_FIELDS: Final = re.compile(
    r"\b(?P<kind>required|optional|accepted|allowed|mandatory)\s+(?:body\s+|request\s+)?"
    r"(?:fields?|parameters?|attributes?)\s*:\s*(?P<names>.+)",
    re.IGNORECASE,
)
_NOT_A_NAME: Final = re.compile(r"\b(?:as|an?|array|of|strings?|and|or)\b")
_BODY: Final = re.compile(
    r"\b(?P<label>(?:request |response )?body|payload|request|response|returns)\b[^{\n`]{0,30}`?"
    r"(?P<json>\{[^`\n]+\})",
    re.IGNORECASE,
)
_QUERY_MARK: Final = re.compile(r"`\?([A-Za-z_][\w.\[\]-]*)=([^`]*)`")


def recognise(document: Document) -> Iterable[Fact | Diagnostic]:
    """Read the endpoints of a document outside of tables of endpoints."""
    found = Endpoints(document)
    for block in document.blocks:
        if isinstance(block, Heading):
            _heading(found, block)
        elif isinstance(block, Item):
            _item(found, block)
        elif isinstance(block, Paragraph | Quote):
            _paragraph(found, block, block.text)
        elif isinstance(block, Fence):
            read_fence(found, block)
        elif isinstance(block, Table):
            _table(found, block)
    return found.facts


def _heading(found: Endpoints, block: Heading) -> None:
    if found.current(block) is None or (found.open and block.section == found.open.section):
        found.open = None
    named = [call for call in calls(block.text) if not found.is_foreign(block, call)]
    if named:
        _declare(found, block, (block.text, block.span.line), named)
    elif found.open:
        found.open.words = block.text
    if not named and _ALL_OF.search(block.text):
        found.notes[block.section] = read_notes(plain(block.text))


def _item(found: Endpoints, block: Item) -> None:
    if found.open and found.open.depth is not None and block.depth <= found.open.depth:
        found.open = None
    if not _lines(found, block, block.text):
        _belongs(found, block, block.text, plain(block.lead))


def _paragraph(found: Endpoints, block: Block, text: str) -> None:
    if found.open and (found.current(block) is None or found.open.depth is not None):
        found.open = None
    if _lines(found, block, text):
        return
    if _ALL_OF.search(text):
        found.notes[block.section] = read_notes(plain(text))
    _belongs(found, block, text, "")


def _lines(found: Endpoints, block: Block, text: str) -> bool:
    """Take the endpoints of a bullet or paragraph; tell whether it declares any."""
    declared, starts = False, True
    shortened = bool(_RELATIVE.search(text))
    for index, line in enumerate(text.split("\n")):
        named = [call for call in calls(line) if not found.is_foreign(block, call, line)]
        opening = [call for call in named if call.opens and (starts or _is_alone(line, call))]
        starts = bool(opening) or bool(_SENTENCE_END.search(line[-20:]))
        number = block.span.line + index
        if opening:
            _declare(found, block, (line, number), opening)
            declared = True
            if len(named) > 1:
                found.open = None
        for call in named:
            if call not in opening and _is_mention(call, shortened=shortened):
                found.call(block, call, found.base(block, number, Authority.PROSE))
    return declared


def _is_alone(line: str, call: Call) -> bool:
    return not line[call.end :].strip(" `*_") and not line[: call.start].strip(" `*_")


def _is_mention(call: Call, *, shortened: bool) -> bool:
    is_short = shortened and call.path.count("/") == 1
    return call.quoted and len(call.methods) == 1 and not is_short


def _declare(found: Endpoints, block: Block, line: tuple[str, int], named: list[Call]) -> None:
    text, number = line
    depth = block.depth if isinstance(block, Item) else None
    for call in named:
        after, label = plain(words_after(text, call)), plain(label_before(text, call))
        label = re.split(r"\*\*|\s[-–—]\s", label)[-1]
        summary = summary_of(after) or summary_of(label)
        if not summary and isinstance(block, Paragraph) and block.section:
            summary = summary_of(block.section[-1])
        base = found.base(block, number, Authority.LIST, f"{label} {after}")
        at = found.call(block, call, replace(base, summary=summary))
        if at is not None and len(named) == 1 and len(call.methods) == 1:
            found.open = Open(at, block.section, depth)


def _belongs(found: Endpoints, block: Block, text: str, lead: str) -> None:
    """Take a sentence or bullet as words about the open endpoint."""
    fact = found.current(block)
    if fact is None or found.open is None:
        return
    words = plain(text)
    if isinstance(block, Item) and _member(found, block, fact, lead or found.open.words):
        return
    found.open.words = words[-200:]
    _fields(found, block, fact, words)
    for match in _QUERY_MARK.finditer(text):
        line = block.span.line + text.count("\n", 0, match.start())
        here = replace(fact, place=replace(fact.place, line=line))
        found.query(block, here, [(match[1], match[2])])
    _inline_body(found, block, fact, text)
    fact = noted(fact, read_notes(words))
    if isinstance(block, Paragraph) and not fact.summary:
        fact = replace(fact, summary=_told(words))
    found.update(fact)


def _member(found: Endpoints, block: Item, fact: EndpointFact, lead: str) -> bool:
    """Take a bullet as a parameter or a member of a body, if what stands above says so."""
    if _PATH_LEAD.search(lead) or _HEADER_LEAD.search(lead):
        return not re.search(r"bearer|auth", block.text, re.IGNORECASE)
    is_query, direction = bool(_QUERY_LEAD.search(lead)), direction_of(lead)
    if not is_query and direction not in ("request", "response"):
        return False
    named = [field._replace(line=block.span.line) for field in fields_of(block.text)]
    for field in named:
        if is_query:
            found.parameter(block, fact, field)
        else:
            found.member(block, fact, direction, field)
    return bool(named)


def _fields(found: Endpoints, block: Block, fact: EndpointFact, words: str) -> None:
    """Take `Required fields: title, body`."""
    for match in _FIELDS.finditer(words):
        line = block.span.line + words.count("\n", 0, match.start())
        required = match["kind"].lower() in ("required", "mandatory")
        for name in re.findall(r"[A-Za-z_]\w*", _NOT_A_NAME.sub(" ", match["names"])):
            found.member(block, fact, "request", Named(name, required=required, line=line))


def _inline_body(found: Endpoints, block: Block, fact: EndpointFact, text: str) -> None:
    """Take `Body: { "reason": "late" }`."""
    for match in _BODY.finditer(text[:2000]):
        direction = direction_of(match["label"])
        if direction in ("request", "response"):
            line = block.span.line + text.count("\n", 0, match.start("json"))
            for member in members(read_json(match["json"], line)):
                named = Named(member.name, member.type, line=member.line, example=member.example)
                found.member(block, fact, direction, named, inferred=True)


def _table(found: Endpoints, table: Table) -> None:
    """Take a table of parameters or fields below an endpoint."""
    above = call_above(table.lead)
    if above is not None and not found.is_foreign(table, above):
        base = found.base(table, table.span.line, Authority.PROSE)
        fact: EndpointFact | None = replace(base, method=above.methods[0], path=above.path)
        words = " ".join((plain(table.lead), *table.header[:1]))
    else:
        fact = found.current(table)
        words = " ".join(
            (plain(table.lead), found.open.words if found.open else "", *table.header[:1])
        )
    if fact is None:
        return
    direction = direction_of(words)
    is_query = bool(_QUERY_LEAD.search(words))
    if _PATH_LEAD.search(words):
        return
    for named in rows_of(table):
        if "{" + named.name + "}" in fact.path:
            continue
        if direction in ("request", "response") and not is_query:
            found.member(table, fact, direction, named)
        elif is_query or fact.method in ("GET", "DELETE"):
            found.parameter(table, fact, named)
        else:
            found.member(table, fact, "request", named)


def _told(words: str) -> str:
    """Return a sentence that says what an endpoint does; "" for labels and notes."""
    line = re.split(r"(?<=[.!。])\s", words.partition("\n")[0])[0]
    is_note = line.endswith(":") or "?" in line or re.match(r"[\w /()]{1,30}:", line)
    if len(line) < 12 or is_note or direction_of(line):
        return ""
    return summary_of(line)

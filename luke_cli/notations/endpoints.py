"""Endpoints in headings, lines, bullets, requests and code.

    ### POST /loans                        `GET /api/books/:id`
    - GET /books - list books (public)     - `DELETE /books/{id}` (admin only)
    @app.post("/auth/login")               curl -X POST http://localhost:8000/loans -d '{...}'
    User -> API : POST /loans

Notes, JSON examples and lists of parameters below an endpoint belong to it.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from luke_cli.docs.document import Block, Document, Fence, Heading, Item, Paragraph, Quote, Table
from luke_cli.docs.markdown import plain
from luke_cli.notations.endpoint_bodies import Member, direction_of, members
from luke_cli.notations.endpoint_code import LANGUAGES, SHELL, Route, curls, routes
from luke_cli.notations.endpoint_lines import Call, calls, label_before, words_after
from luke_cli.notations.endpoint_notes import Notes, read_notes
from luke_cli.notations.endpoint_parameters import fields_of, names_of, rows_of
from luke_cli.notations.trees import read_json
from luke_cli.source import Diagnostic, Span
from luke_cli.spec.facts import Authority, BodyFact, EndpointFact, Fact, ParameterFact
from luke_cli.spec.model import Type

_RELATIVE: Final = re.compile(r"\b(?:GET|POST|PUT|PATCH|DELETE)\s+/[:{<]")
_SENTENCE_END: Final = re.compile(r"(?:[.:;!?。：]\W*|[ ]{2,}|\\)$")
_TESTS: Final = re.compile(
    r"\b(?:test(?:s|ing|ed)?|qa|quality assurance|scenarios?)\b", re.IGNORECASE
)
_EXTERNAL: Final = re.compile(
    r"""\b(?:third[ -]party|external|upstream|vendor|partner)[ ](?:apis?|services?|systems?
    |endpoints?|integrations?)\b
    | \b(?:stripe|paypal|twilio|sendgrid|mailgun|xero|quickbooks|plaid|slack|hubspot
    |salesforce|shopify|zendesk|keycloak[ ]admin
    |auth0|okta|firebase|openai|anthropic|algolia|mapbox|google[ ](?:maps|vision|drive
    |calendar)|aws|azure|github|gitlab|jira|docusign)
    (?:[ ](?:rest[ ])?(?:api|apis|endpoints?|integration|service|calls?))?\b""",
    re.IGNORECASE | re.VERBOSE,
)
_ALL_OF: Final = re.compile(
    r"\b(?:all|every|each|semua|alle|todos|tous|все)\b.{0,60}\b(?:endpoint|route|require|"
    r"need|membutuhkan)|\(all ",
    re.IGNORECASE,
)
_QUERY_LEAD: Final = re.compile(
    r"\b(?:query|url|search|filter)\b.{0,20}\b(?:param|string|arg)|\bquery\b|"
    r"\bfilters?\b\W*$|abfrageparameter|parámetros de consulta",
    re.IGNORECASE,
)
_PATH_LEAD: Final = re.compile(r"\b(?:path|url|route)\b.{0,12}\bparam", re.IGNORECASE)
_HEADER_LEAD: Final = re.compile(r"\bheaders?\b", re.IGNORECASE)
_FIELDS: Final = re.compile(
    r"\b(?P<kind>required|optional|accepted|allowed|mandatory)\s+(?:body\s+|"
    r"request\s+)?(?:fields?|parameters?|attributes?)\s*:\s*(?P<names>.+)",
    re.IGNORECASE,
)
_QUERY_MARK: Final = re.compile(r"`\?([A-Za-z_][\w.\[\]-]*)=([^`]*)`")
_MESSAGE: Final = re.compile(
    r"""^\s*(?P<from>[\w" ]+?)\s*-{1,2}[->x)]*>{0,2}[+-]?\s*(?P<to>[\w" ]+?)\s*:\s*(?P<text>.+)$"""
)
_ALIAS: Final = re.compile(
    r"""(?:participant|actor|boundary|control|entity|database)\s+
    (?:"(?P<quoted>[^"]+)"\s+as\s+(?P<short>\w+) | (?P<name>\w+)\s+as\s+(?P<label>.+))""",
    re.VERBOSE,
)
_MERMAID: Final = ("mermaid", "plantuml", "puml", "uml", "sequence")


@dataclass(slots=True)
class _Open:
    """The endpoint that the next blocks speak of."""

    at: int
    """Position of its fact."""
    section: tuple[str, ...]
    depth: int | None
    """Of the bullet that declares it."""
    heading: bool = False
    words: str = ""
    """The latest words that introduce a body."""
    has_request: bool = False


def recognise(document: Document) -> Iterable[Fact | Diagnostic]:
    """Read the endpoints of a document outside of tables of endpoints."""
    return _Reader(document).read()


class _Reader:
    """Walks the blocks; the endpoint that is open is its only state."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.facts: list[Fact] = []
        self.open: _Open | None = None
        self.below: dict[tuple[str, ...], Notes] = {}
        self.seen: set[tuple[str, str, int]] = set()

    def read(self) -> list[Fact]:
        """Return the facts in the order of the lines."""
        for block in self.document.blocks:
            if isinstance(block, Heading):
                self._heading(block)
            elif isinstance(block, Item):
                self._item(block)
            elif isinstance(block, Paragraph | Quote):
                self._paragraph(block, block.text)
            elif isinstance(block, Fence):
                self._fence(block)
            elif isinstance(block, Table):
                self._table(block)
        return self.facts

    def _heading(self, block: Heading) -> None:
        if self.open and block.section[: len(self.open.section)] != self.open.section:
            self.open = None
        if self.open and block.section == self.open.section:
            self.open = None
        found = [call for call in calls(block.text) if not self._is_foreign(block, call)]
        if found:
            self._declare(block, block.text, found, block.span.line)
            if self.open:
                self.open.heading = True
        elif self.open:
            self.open.words = block.text
        if not found and re.search(r"\(|\ball\b|public|auth", block.text, re.IGNORECASE):
            notes = read_notes(plain(block.text)) if _ALL_OF.search(block.text) else Notes()
            self.below[block.section] = notes

    def _item(self, block: Item) -> None:
        if self.open and self.open.depth is not None and block.depth <= self.open.depth:
            self.open = None
        if not self._lines(block, block.text, depth=block.depth):
            self._belongs(block, block.text, plain(block.lead))

    def _paragraph(self, block: Block, text: str) -> None:
        is_below = (
            self.open is not None and block.section[: len(self.open.section)] == self.open.section
        )
        if self.open and (not is_below or self.open.depth is not None):
            self.open = None
        if self._lines(block, text):
            return
        if _ALL_OF.search(text):
            self.below[block.section] = read_notes(plain(text))
        self._belongs(block, text, "")

    def _lines(self, block: Block, text: str, *, depth: int | None = None) -> bool:
        """Take the endpoints of a bullet or paragraph; tell whether it declares any."""
        declared, starts = False, True
        shortened = bool(_RELATIVE.search(text))
        for index, line in enumerate(text.split("\n")):
            found = [call for call in calls(line) if not self._is_foreign(block, call)]
            opening = [call for call in found if call.opens and starts]
            starts = bool(opening) or bool(_SENTENCE_END.search(line))
            if opening:
                self._declare(block, line, opening, block.span.line + index, depth)
                declared = True
            for call in found:
                if call not in opening and self._is_mention(call, shortened=shortened):
                    self._add(block, call, block.span.line + index, Authority.PROSE, Notes(), "")
        return declared

    def _is_mention(self, call: Call, *, shortened: bool) -> bool:
        is_short = shortened and call.path.count("/") == 1
        return call.quoted and len(call.methods) == 1 and not is_short

    def _declare(
        self, block: Block, line: str, found: list[Call], number: int, depth: int | None = None
    ) -> None:
        for call in found:
            after = plain(words_after(line, call))
            label = plain(label_before(line, call))
            summary = _summary(after) or _summary(label)
            if not summary and not isinstance(block, Heading) and depth is None and block.section:
                summary = _summary(block.section[-1])
            self._add(block, call, number, Authority.LIST, read_notes(f"{label} {after}"), summary)
        if len(found) == 1 and len(found[0].methods) == 1:
            self.open = _Open(len(self.facts) - 1, block.section, depth)
            self._move_to_endpoint()

    def _move_to_endpoint(self) -> None:
        if self.open is not None:
            at = (i for i in range(self.open.at, -1, -1) if isinstance(self.facts[i], EndpointFact))
            self.open.at = next(at, self.open.at)

    def _add(
        self, block: Block, call: Call, line: int, authority: Authority, notes: Notes, summary: str
    ) -> None:
        notes = _with(notes, self._notes_above(block.section))
        for method in call.methods:
            if (method, call.path, line) in self.seen:
                continue
            self.seen.add((method, call.path, line))
            self.facts.append(
                EndpointFact(
                    place=Span(block.span.file, line),
                    authority=authority,
                    section=block.section,
                    method=method,
                    path=call.path,
                    summary=summary,
                    roles=notes.roles,
                    permission=notes.permission,
                    public=notes.public,
                    status=notes.status,
                    failures=notes.failures,
                    upload=_is_upload(method, call.path, notes, summary),
                    tested_only=self._is_tested(block.section),
                )
            )
            self._query(block, method, call.path, call.query, line)

    def _query(
        self,
        block: Block,
        method: str,
        path: str,
        query: Iterable[tuple[str, str]],
        line: int,
    ) -> None:
        for name, value in query:
            self.facts.append(_parameter(block, method, path, name, line, type_=names_of(value)))

    def _notes_above(self, section: tuple[str, ...]) -> Notes:
        for length in range(len(section), 0, -1):
            if section[:length] in self.below:
                return self.below[section[:length]]
        return Notes()

    def _is_tested(self, section: tuple[str, ...]) -> bool:
        if self.document.owner == "qa-tester":
            return True
        return any(_TESTS.search(heading) for heading in section[-2:])

    def _is_foreign(self, block: Block, call: Call) -> bool:
        if call.host.startswith("http") or re.match(r"/(?:api|webhooks?|callbacks?)\b", call.path):
            return False
        if re.search(r"webhook|callback|/(?:auth|oauth|integrations?|sso)\b", call.path):
            return False
        return any(_EXTERNAL.search(heading) for heading in block.section[-1:])

    def _belongs(self, block: Block, text: str, lead: str) -> None:
        """Take a sentence or bullet as words about the open endpoint."""
        if self.open is None or block.section[: len(self.open.section)] != self.open.section:
            return
        fact = self.facts[self.open.at]
        if not isinstance(fact, EndpointFact):
            return
        words = plain(text)
        is_member = isinstance(block, Item) and self._member(
            block, fact, words, lead or self.open.words
        )
        if is_member:
            return
        self.open.words = words[-200:]
        self._fields(block, fact, words)
        for match in _QUERY_MARK.finditer(text):
            line = block.span.line + text.count("\n", 0, match.start())
            self._query(block, fact.method, fact.path, [(match[1], match[2])], line)
        fact = _noted(fact, read_notes(words))
        if isinstance(block, Paragraph) and not fact.summary:
            fact = replace(fact, summary=_told(words))
        self.facts[self.open.at] = fact

    def _member(self, block: Item, fact: EndpointFact, words: str, lead: str) -> bool:
        """Take a bullet as a parameter or a member of a body, if what stands above says so."""
        if _PATH_LEAD.search(lead) or _HEADER_LEAD.search(lead):
            return not re.search(r"bearer|auth", words, re.IGNORECASE)
        is_query, direction = bool(_QUERY_LEAD.search(lead)), direction_of(lead)
        if not is_query and direction not in ("request", "response"):
            return False
        found = fields_of(block.text)
        for name, type_, required, note in found:
            if is_query:
                self.facts.append(
                    replace(
                        _parameter(
                            block, fact.method, fact.path, name, block.span.line, type_=type_
                        ),
                        values=note.values,
                        required=bool(required),
                        default=note.default,
                        minimum=note.minimum,
                        maximum=note.maximum,
                        comment=note.comment,
                    )
                )
            else:
                self._body(
                    block, fact, direction, Member(name, type_, block.span.line), required=required
                )
        return bool(found)

    def _fields(self, block: Block, fact: EndpointFact, words: str) -> None:
        for match in _FIELDS.finditer(words):
            line = block.span.line + words.count("\n", 0, match.start())
            required = match["kind"].lower() in ("required", "mandatory")
            for name in re.findall(
                r"[A-Za-z_]\w*",
                re.sub(r"\b(?:as|an?|array|of|strings?|and|or)\b", " ", match["names"]),
            ):
                self._body(
                    block,
                    fact,
                    "request",
                    Member(name, None, line),
                    required=required,
                    inferred=False,
                )

    def _body(
        self,
        block: Block,
        fact: EndpointFact,
        direction: str,
        member: Member,
        *,
        required: bool | None = None,
        inferred: bool = False,
    ) -> None:
        self.facts.append(
            BodyFact(
                place=Span(block.span.file, member.line),
                authority=Authority.LIST if not inferred else Authority.CODE,
                section=block.section,
                method=fact.method,
                path=fact.path,
                direction=direction,
                name=member.name,
                type=member.type,
                required=required,
                inferred=inferred,
            )
        )

    def _fence(self, fence: Fence) -> None:
        if fence.language in LANGUAGES:
            self._routes(fence, routes(fence.text), Authority.CODE)
        elif fence.language in _MERMAID:
            self._messages(fence)
        elif fence.language in SHELL and "curl" in fence.text:
            self._routes(fence, curls(fence.text), Authority.CODE)
        elif not self._requests(fence) and self.open is not None:
            fact = self.facts[self.open.at]
            if (
                isinstance(fact, EndpointFact)
                and fence.section[: len(self.open.section)] == self.open.section
            ):
                self._example(fence, fact, fence.text, fence.line, plain(fence.lead))

    def _routes(self, fence: Fence, found: Iterator[Route], authority: Authority) -> None:
        for route in sorted(found, key=lambda route: route.line):
            line = fence.line + route.line
            if (route.method, route.path, line) in self.seen:
                continue
            self.seen.add((route.method, route.path, line))
            notes = (
                read_notes(route.words)
                if authority is Authority.CODE and not route.tested
                else Notes()
            )
            fact = EndpointFact(
                place=Span(fence.span.file, line),
                authority=Authority.PROSE if route.tested else authority,
                section=fence.section,
                method=route.method,
                path=route.path,
                operation_id=route.handler,
                roles=notes.roles,
                permission=notes.permission,
                public=notes.public,
                status=route.status,
                upload=route.upload or _is_upload(route.method, route.path, Notes(), ""),
                tested_only=self._is_tested(fence.section)
                or (route.tested and fence.language in LANGUAGES),
            )
            self.facts.append(fact)
            self._query(fence, route.method, route.path, route.query, line)
            if route.body_at is not None:
                first = fence.line + fence.text.count("\n", 0, route.body_at)
                self._members(fence, fact, "request", fence.text[route.body_at :], first)

    def _messages(self, fence: Fence) -> None:
        """Take the requests of a sequence diagram, but those to others."""
        names = {
            m["short"] or m["name"]: m["quoted"] or m["label"] for m in _ALIAS.finditer(fence.text)
        }
        for index, line in enumerate(fence.text.split("\n")):
            message = _MESSAGE.match(line[:500])
            if message is not None:
                to = message["to"].strip()
                if _EXTERNAL.search(names.get(to, to)):
                    continue
            elif not _ALIAS.search(line):
                continue
            for call in calls(line):
                self._add(fence, call, fence.line + index, Authority.PROSE, Notes(), "")

    def _requests(self, fence: Fence) -> bool:
        """Take the lines of a fence that start with a method; tell whether there are any."""
        found: list[tuple[int, Call, str]] = []
        for index, line in enumerate(fence.text.split("\n")):
            call = next((c for c in calls(line) if c.opens), None)
            if call is not None and not self._is_foreign(fence, call):
                found.append((index, call, re.sub(r"\s*HTTP/\d(?:\.\d)?\s*$", "", line)))
        for index, call, line in found:
            after = plain(words_after(line, call))
            notes = read_notes(f"{plain(label_before(line, call))} {after}")
            summary = _summary(after)
            if not summary and len(found) == 1 and fence.section:
                summary = _summary(fence.section[-1])
            self._add(fence, call, fence.line + index, Authority.LIST, notes, summary)
        for position, (index, call, _) in enumerate(found):
            self._request_body(fence, found, position, index, call)
        return bool(found)

    def _request_body(
        self,
        fence: Fence,
        found: list[tuple[int, Call, str]],
        position: int,
        index: int,
        call: Call,
    ) -> None:
        fact = self._fact_at(call, fence.line + index)
        if fact is None:
            return
        lines = fence.text.split("\n")
        end = found[position + 1][0] if position + 1 < len(found) else len(lines)
        body = [i for i in range(index + 1, end) if lines[i].lstrip()[:1] in ("{", "[")]
        if body:
            text = "\n".join(lines[body[0] : end])
            self._members(fence, fact, "request", text, fence.line + body[0])
        if len(found) == 1:
            self.open = _Open(self.facts.index(fact), fence.section, None, has_request=True)

    def _fact_at(self, call: Call, line: int) -> EndpointFact | None:
        for fact in reversed(self.facts):
            if (
                isinstance(fact, EndpointFact)
                and fact.place.line == line
                and fact.path == call.path
            ):
                return fact
        return None

    def _example(self, fence: Fence, fact: EndpointFact, text: str, line: int, lead: str) -> None:
        """Take a JSON example below an endpoint as its body."""
        if self.open is None or text.lstrip()[:1] not in ("{", "["):
            return
        direction = direction_of(lead) or direction_of(self.open.words)
        if not direction:
            takes_body = fact.method in ("POST", "PUT", "PATCH") and not self.open.has_request
            direction = "request" if takes_body else "response"
        if direction == "error":
            return
        self.open.has_request = self.open.has_request or direction == "request"
        self._members(fence, fact, direction, text, line)

    def _members(
        self, fence: Fence, fact: EndpointFact, direction: str, text: str, line: int
    ) -> None:
        start = len(text) - len(text.lstrip())
        tree = read_json(text[start:], line + text.count("\n", 0, start))
        for member in members(tree):
            self._body(fence, fact, direction, member, inferred=True)

    def _table(self, table: Table) -> None:
        """Take a table of parameters or fields below an endpoint."""
        if self.open is None or table.section[: len(self.open.section)] != self.open.section:
            return
        fact = self.facts[self.open.at]
        if not isinstance(fact, EndpointFact):
            return
        words = " ".join((plain(table.lead), self.open.words, *table.header[:1]))
        direction = direction_of(words)
        for name, type_, required, note, line in rows_of(table):
            if _PATH_LEAD.search(words) or "{" + name + "}" in fact.path:
                continue
            if direction in ("request", "response") and not _QUERY_LEAD.search(words):
                self._body(table, fact, direction, Member(name, type_, line), required=required)
            elif _QUERY_LEAD.search(words) or fact.method in ("GET", "DELETE"):
                self.facts.append(
                    replace(
                        _parameter(table, fact.method, fact.path, name, line, type_=type_),
                        values=note.values,
                        required=bool(required),
                        default=note.default,
                        minimum=note.minimum,
                        maximum=note.maximum,
                        comment=note.comment,
                    )
                )
            else:
                self._body(table, fact, "request", Member(name, type_, line), required=required)


def _parameter(
    block: Block, method: str, path: str, name: str, line: int, *, type_: Type | None
) -> ParameterFact:
    return ParameterFact(
        place=Span(block.span.file, line),
        authority=Authority.LIST,
        section=block.section,
        method=method,
        path=path,
        name=name,
        type=type_,
    )


def _with(notes: Notes, above: Notes) -> Notes:
    if notes.public is None and not notes.roles and not notes.permission:
        return replace(notes, public=above.public, roles=above.roles, permission=above.permission)
    return notes


def _noted(fact: EndpointFact, notes: Notes) -> EndpointFact:
    says = notes.public is not None and (fact.public is None or bool(notes.roles))
    return replace(
        fact,
        public=notes.public if says else fact.public,
        roles=fact.roles or notes.roles,
        permission=fact.permission or notes.permission,
        status=fact.status or notes.status,
        failures=tuple(sorted({*fact.failures, *notes.failures})),
        upload=fact.upload or (notes.upload and fact.method in ("POST", "PUT", "PATCH")),
    )


def _summary(words: str) -> str:
    words = re.sub(
        r"\s*[(\[][^()\[\]]*\b(?:auth|only|public|required|role|token|jwt)\b[^()\[\]]*[)\]]\s*$",
        "",
        words,
        flags=re.IGNORECASE,
    )
    words = re.sub(r"^[\d.]+\s+|^HTTP/\d\S*\s*", "", words).strip(" -–—:#/*`|>").split("\n")[0]
    if words.startswith(("{", "[", "(", "<", "$", "?")) or not re.search(r"[^\W\d]{2}", words):
        return ""
    return words[:200]


def _told(words: str) -> str:
    """Return a sentence that says what an endpoint does; "" for labels and notes."""
    line = words.partition("\n")[0]
    if (
        len(line) < 12
        or line.endswith(":")
        or re.match(r"[\w /()]{1,30}:|\W*\?", line)
        or "?" in line
    ):
        return ""
    return _summary(line)


def _is_upload(method: str, path: str, notes: Notes, summary: str) -> bool:
    if method not in ("POST", "PUT", "PATCH"):
        return False
    return notes.upload or path.endswith("/upload") or read_notes(summary).upload

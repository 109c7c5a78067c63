"""The endpoints that a document has named so far, and the one that its next words are about."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from luke_cli.docs.document import Block, Document
from luke_cli.notations.endpoint_lines import Call
from luke_cli.notations.endpoint_notes import Notes, read_notes
from luke_cli.notations.endpoint_parameters import Named, names_of
from luke_cli.notations.foreign import (
    EXTERNAL,
    is_below_others,
    is_host_of_others,
    is_of_others,
    is_offered,
    is_ours,
)
from luke_cli.notations.paths import is_local
from luke_cli.source import Span
from luke_cli.spec.facts import Authority, BodyFact, EndpointFact, Fact, ParameterFact

_RATE: Final = re.compile(
    r"(?:\d+\s+)?(?:requests?|attempts?|calls?)\b.{0,20}\bper\b", re.IGNORECASE
)
_TESTS: Final = re.compile(
    r"\b(?:test(?:s|ing|ed)?|qa|quality assurance|scenarios?)\b", re.IGNORECASE
)


@dataclass(slots=True)
class Open:
    """The endpoint that the next blocks speak of."""

    at: int
    """Position of its fact."""
    section: tuple[str, ...]
    depth: int | None = None
    """Of the bullet that declares it."""
    words: str = ""
    """The latest words that introduce a body."""
    has_request: bool = False


class Endpoints:
    """Facts in the order of the document."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.facts: list[Fact] = []
        self.open: Open | None = None
        self.notes: dict[tuple[str, ...], Notes] = {}
        """What a heading or a sentence says about all endpoints of its section."""
        self._seen: set[tuple[str, str, int]] = set()
        self._told: dict[tuple[str, ...], str] = {}
        """What each section says, once a call asks whose host it goes to."""

    def current(self, block: Block) -> EndpointFact | None:
        """Return the open endpoint if a block lies in its section."""
        if self.open is None or block.section[: len(self.open.section)] != self.open.section:
            return None
        fact = self.facts[self.open.at]
        return fact if isinstance(fact, EndpointFact) else None

    def update(self, fact: EndpointFact) -> None:
        """Replace the open endpoint by what is known now."""
        if self.open is not None:
            self.facts[self.open.at] = fact

    def call(self, block: Block, call: Call, base: EndpointFact) -> int | None:
        """Add the endpoints of a call; return the position of the last one that is new."""
        notes = self._above(block.section)
        if base.public is None and not base.roles and not base.permission and notes is not None:
            base = replace(
                base,
                public=notes.public,
                roles=notes.roles,
                scopes=notes.scopes,
                permission=notes.permission,
            )
        at = None
        for method in call.methods:
            upload = is_upload(method, call.path, base)
            fact = replace(base, method=method, path=call.path, upload=upload)
            at = self.add(block, fact, call.query) if self.is_new(fact) else at
        return at

    def is_new(self, fact: EndpointFact) -> bool:
        """Tell whether no fact says the same about the same line."""
        key = (fact.method, fact.path, fact.place.line)
        is_new = key not in self._seen
        self._seen.add(key)
        return is_new

    def add(self, block: Block, fact: EndpointFact, query: Iterable[tuple[str, str]]) -> int:
        """Add an endpoint and the parameters of its query string; return its position."""
        self.facts.append(fact)
        at = len(self.facts) - 1
        self.query(block, fact, query)
        return at

    def query(self, block: Block, fact: EndpointFact, query: Iterable[tuple[str, str]]) -> None:
        """Add the parameters of a query string."""
        for name, value in query:
            self.parameter(block, fact, Named(name, names_of(value), line=fact.place.line))

    def parameter(self, block: Block, fact: EndpointFact, named: Named) -> None:
        """Add a query parameter."""
        self.facts.append(
            ParameterFact(
                place=Span(block.span.file, named.line),
                authority=Authority.LIST,
                section=block.section,
                method=fact.method,
                path=fact.path,
                name=named.name,
                type=named.type,
                values=named.note.values,
                required=bool(named.required),
                default=named.note.default,
                minimum=named.note.minimum,
                maximum=named.note.maximum,
                comment=named.note.comment,
            )
        )

    def member(
        self,
        block: Block,
        fact: EndpointFact,
        direction: str,
        named: Named,
        *,
        inferred: bool = False,
    ) -> None:
        """Add a member of a body."""
        self.facts.append(
            BodyFact(
                place=Span(block.span.file, named.line),
                authority=Authority.CODE if inferred else Authority.LIST,
                section=block.section,
                method=fact.method,
                path=fact.path,
                direction=direction,
                name=named.name,
                type=named.type,
                required=named.required,
                inferred=inferred,
                example=named.example,
            )
        )

    def base(self, block: Block, line: int, authority: Authority, text: str = "") -> EndpointFact:
        """Return an endpoint without method and path, with what the words beside it say."""
        notes = read_notes(text) if text else Notes()
        return EndpointFact(
            place=Span(block.span.file, line),
            authority=authority,
            section=block.section,
            method="",
            path="",
            roles=notes.roles,
            scopes=notes.scopes,
            access=notes.access,
            permission=notes.permission,
            public=notes.public,
            status=notes.status,
            failures=notes.failures,
            upload=notes.upload,
            tested_only=self._is_tested(block.section),
        )

    def is_foreign(self, block: Block, call: Call, line: str = "") -> bool:
        """Tell whether a call goes to somebody else's API, by the words around it or above."""
        before = line[: call.start]
        if line and is_of_others(before, line[call.end :]):
            return True
        if is_ours(call.path) or is_local(call.host) or is_offered(before):
            return False
        if is_below_others(block.section) or self._is_on_their_host(block, call):
            return True
        return not call.host.startswith("http") and any(map(EXTERNAL.search, block.section[-1:]))

    def _is_on_their_host(self, block: Block, call: Call) -> bool:
        if not call.host.startswith("http") or not block.section:
            return False
        return is_host_of_others(call.host, self._told_in(block.section))

    def _told_in(self, section: tuple[str, ...]) -> str:
        """Return the heading and the texts of a section."""
        if not self._told:
            texts: dict[tuple[str, ...], list[str]] = {}
            for one in self.document.blocks:
                texts.setdefault(one.section, [*one.section[-1:]]).append(getattr(one, "text", ""))
            self._told = {where: " ".join(here) for where, here in texts.items()}
        return self._told[section]

    def _above(self, section: tuple[str, ...]) -> Notes | None:
        lengths = range(len(section), 0, -1)
        return next((self.notes[section[:n]] for n in lengths if section[:n] in self.notes), None)

    def _is_tested(self, section: tuple[str, ...]) -> bool:
        if self.document.owner == "qa-tester":
            return True
        return any(_TESTS.search(heading) for heading in section[-2:])


def noted(fact: EndpointFact, notes: Notes) -> EndpointFact:
    """Add to an endpoint what words below it say."""
    says = notes.public is not None and (fact.public is None or bool(notes.roles))
    return replace(
        fact,
        public=notes.public if says else fact.public,
        roles=fact.roles or notes.roles,
        scopes=fact.scopes if fact.roles else notes.scopes,
        access=fact.access or notes.access,
        permission=fact.permission or notes.permission,
        status=fact.status or notes.status,
        failures=tuple(sorted({*fact.failures, *notes.failures})),
        upload=fact.upload or (notes.upload and fact.method in ("POST", "PUT", "PATCH")),
    )


def is_upload(method: str, path: str, fact: EndpointFact) -> bool:
    """Tell whether an endpoint takes a file."""
    if method not in ("POST", "PUT", "PATCH"):
        return False
    return fact.upload or path.endswith("/upload") or read_notes(fact.summary).upload


def summary_of(words: str) -> str:
    """Return words as a summary: one line without notes about access; "" if they say nothing."""
    words = re.sub(
        r"\s*[(\[][^()\[\]]*\b(?:auth|only|public|required|role|token|jwt)\b[^()\[\]]*[)\]]\s*$",
        "",
        words,
        flags=re.IGNORECASE,
    )
    words = (
        re.sub(r"^\d+(?:\.\d+)*[.)]?\s+(?=[^\W\d])|^HTTP/\d\S*\s*", "", words)
        .strip(" -–—:#/*`|>")
        .split("\n")[0]
    )
    if (
        words.startswith(("{", "[", "(", "<", "$", "?", ";", ","))
        or _RATE.match(words)
        or not re.search(r"[^\W\d]{2}", words)
    ):
        return ""
    return words[:200]

"""Stories, acceptance criteria, rules and targets.

As a member, I want to borrow a book so that I can read it at home.      **US-3**: As a ...
**Acceptance Criteria:**                     FR-12: The system shall send a reminder.
- Mandatory comment for rejections           Given a draft, When I submit it, Then it is locked
- **Response time**: < 200 ms for 95% of requests
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Final

from luke_cli.docs.document import Document, Fence, Heading, Quote, Table
from luke_cli.docs.markdown import plain
from luke_cli.notations.context import is_client_side
from luke_cli.notations.role_words import is_role_word
from luke_cli.notations.said import Said, said_of
from luke_cli.notations.story_fences import read_fence
from luke_cli.notations.story_forms import CRITERIA, ID, numbered, one_line, requirement, story_in
from luke_cli.source import Diagnostic, Span
from luke_cli.spec.facts import Fact, RequirementFact

_NOT_CRITERIA: Final = re.compile(
    r"success criteria|quality gates?|release criteria|exit criteria|entry criteria|"
    r"performance acceptance",
    re.IGNORECASE,
)
_RULES: Final = re.compile(
    r"(?<!non-)(?<!non )\bfunctional requirements?\b|\bbusiness (?:rules?|requirements|"
    r"logic)\b|\b(?:system|user|software|product|api|feature|detailed|core|"
    r"key) requirements\b|^\W*(?:[\d.]+\s*)?requirements\W*$|\bvalidation rules\b|"
    r"\bgeneral functionality\b|\bfunktionale anforderungen\b|\brequisitos funcionales\b|"
    r"\bexigences fonctionnelles\b|\brequisitos funcionais\b|\bkebutuhan fungsional\b|"
    r"функциональные требования|功能需求|機能要件",
    re.IGNORECASE,
)
_TARGETS: Final = re.compile(
    r"\bnon[- ]?functional\b|\bnfrs?\b|\bquality (?:attributes?|requirements?)\b|"
    r"\bservice levels?\b|\bsla\b|\bslos?\b|\bnicht-?funktionale\b|"
    r"\brequisitos no funcionales\b|\brequisitos não funcionais\b|нефункциональн|非功能|非機能",
    re.IGNORECASE,
)
_TARGET_TOPICS: Final = re.compile(
    r"^\W*(?:[\d.]+\s*)?(?:performance|scalability|availability|reliability|security|"
    r"usability|capacity)(?: (?:requirements?|targets?|goals?))\W*$",
    re.IGNORECASE,
)
_WANTED: Final = re.compile(
    r"\brules?\b|\bfeatures?\b|\buse cases?\b|\bfunctionality\b|\bcapabilities\b|\bbehaviou?rs?\b|"
    r"\b(?:must|should|could)[- ]haves?\b|\bin scope\b|^\W*(?:[\d.]+\s*)?(?:scope|mvp)\W*$|"
    r"\bwhat\b.*\b(?:needs?|wants?|do|does|can|has to|is for)\b|\bhow it works\b",
    re.IGNORECASE,
)
"""Headings of a product owner above what the product has to do."""
_NOT_WANTED: Final = re.compile(
    r"\b(?:not|never|later|future|out of|non-?goals?|risks?|metrics?|success|nice|phases?|months?|"
    r"weeks?|sprints?|milestones?|roadmap|timeline|releases?|open questions?)\b",
    re.IGNORECASE,
)
_MUST: Final = re.compile(
    r"\b(?:shall|must)(?:\s+not)?\s+(?:\w+)|\b(?:is|are) (?:required|mandatory)\b", re.IGNORECASE
)
_NO_MUST: Final = re.compile(
    r"\byou\b|\bwe\b|\bmust[- ]have|\bmust be (?:installed|regenerat)|\bcontributors?\b|"
    r"\blicen[sc]e\b|\bimplementations?\b|\bpull request",
    re.IGNORECASE,
)
_GIVEN: Final = re.compile(r"\bgiven\b.{3,}?\bwhen\b.{3,}?\bthen\b", re.IGNORECASE | re.DOTALL)
_REQUIREMENT_HEAD: Final = re.compile(
    r"requirement|story|description|criteri|rule|feature|anforderung|requisito|exigence|需求|"
    r"要件|target|metric|goal",
    re.IGNORECASE,
)
_NFR: Final = re.compile(r"NFR|PERF|RNF|N-?\d")
_FR: Final = re.compile(r"FR|REQ|BR|US|RF")
_SUBJECT: Final = re.compile(
    r"\W*(?:(?:an?|the|each|every|any|all|only)\s+)*(?P<who>[a-z][\w-]*(?:\s[a-z][\w-]*)??)\s+"
    r"(?:can(?:not)?|may|must|shall|will|should|do|does|never|always|[a-z]+s|(?<=s\s)[a-z]+)\s+\S+\s+\S",
    re.IGNORECASE,
)
"""`A member browses the tools`, `Members get an e-mail`."""
_SENTENCE: Final = re.compile(r"[^.!?。]+(?:[.!?](?=\w)[^.!?]*)*[.!?]?")
_TOLD: Final = re.compile(r"\W*(?:As\s+an?|Als|Como|En\s+tant\s+qu(?:e|['’]\w+))\s+\w")
"""The beginning of a story."""
_SEVERAL: Final = 2
_FEWEST: Final = 4
"""Words of an item that says something."""


def recognise(document: Document) -> Iterable[Fact | Diagnostic]:
    """Read what a document asks for, each statement once."""
    return _Reader(document).read()


def _numbered_lines(said: Said) -> Iterator[Said]:
    """Part a paragraph whose lines begin with ids or tell stories: `REQ-1: ...`, and below it `REQ-2: ...`."""
    raws, texts = said.raw.split("\n"), said.text.split("\n")
    starts = [i for i, line in enumerate(texts) if ID.match(line) or _TOLD.match(line)]
    if len(starts) < _SEVERAL or starts[0] != 0 or len(raws) != len(texts):
        yield said
        return
    for start, end in pairwise([*starts, len(texts)]):
        yield replace(
            said,
            line=said.line + start,
            text="\n".join(texts[start:end]),
            raw="\n".join(raws[start:end]),
        )


class _Reader:
    """Remembers the id of a heading: the story below it has it."""

    def __init__(self, document: Document) -> None:
        self.document = document
        titles = (b.section for b in document.blocks if isinstance(b, Heading) and b.level == 1)
        self.title = next(titles, ())
        self.pending: tuple[tuple[str, ...], str] = ((), "")

    def read(self) -> Iterator[Fact]:
        """Yield the requirements in order."""
        for block in self.document.blocks:
            if isinstance(block, Heading):
                yield from self._heading(block)
            elif isinstance(block, Fence):
                yield from read_fence(block)
            elif isinstance(block, Table):
                yield from self._table(block)
            else:
                for said in said_of(block):
                    for part in _numbered_lines(said):
                        yield from self._said(part, is_quote=isinstance(block, Quote))

    def _heading(self, block: Heading) -> Iterator[Fact]:
        text = plain(block.text)
        number, _ = numbered(text)
        self.pending = (block.section, number) if number else ((), "")
        said = Said(block.span.file, block.span.line, text, block.text, block.section)
        yield from self._story(said)

    def _said(self, said: Said, *, is_quote: bool) -> Iterator[Fact]:
        story = self._story(said)
        if story:
            yield from story
            return
        is_item = said.depth is not None
        is_label = said.text.rstrip().endswith(":") and said.depth == 0 and len(said.text) < 40
        kind = "" if is_label else self._kind(said, is_item=is_item)
        if kind:
            number, rest = numbered(said.text)
            place = said.place(0, len(said.text))
            yield requirement(kind, rest, place, said.section, number)
        elif not is_quote and not is_label:
            yield from self._sentences(said)

    def _kind(self, said: Said, *, is_item: bool) -> str:
        """Tell what a statement is, by what stands above it."""
        if _GIVEN.search(said.text[:1000]):
            return "criterion"
        number, _ = numbered(said.text)
        if not (is_item or number) or len(said.text.split()) < 2:
            return ""
        above = self._headings(said.section)
        around = (*above, said.lead[-160:])
        topical = bool(above) and _TARGET_TOPICS.search(above[-1]) and re.search(r"\d", said.text)
        if _in(around, CRITERIA, _NOT_CRITERIA):
            return "criterion"
        if _in(above, _TARGETS) or topical or _NFR.match(number):
            return "target"
        return "rule" if number or _in(around, _RULES) or self._is_wanted(said) else ""

    def _is_wanted(self, said: Said) -> bool:
        """Tell whether an item of a product owner's list says what somebody does, or what holds."""
        if self.document.owner != "product owner" or said.depth:
            return False
        above = self._headings(said.section)
        subject = _SUBJECT.match(said.text)
        told = subject is not None and is_role_word(subject["who"])
        if _in(above, _NOT_WANTED):
            return False
        is_link = "](" in said.raw or len(said.text.split()) < _FEWEST
        return told or (_in(above[-1:], _WANTED) and not is_link)

    def _headings(self, section: tuple[str, ...]) -> tuple[str, ...]:
        """Return the headings above, without the title of the document."""
        below = section[1:] if self.title and section[:1] == self.title[:1] else section
        return below[-3:]

    def _sentences(self, said: Said) -> Iterator[Fact]:
        """Read the sentences with `shall` or `must`."""
        if is_client_side(self.document.owner):
            return
        for match in _SENTENCE.finditer(said.text):
            sentence = match[0].strip()
            is_rule = _MUST.search(sentence) and not _NO_MUST.search(sentence)
            if is_rule and 4 < len(sentence.split()) < 60:
                start = match.start() + len(match[0]) - len(match[0].lstrip())
                yield requirement("rule", sentence, said.place(start, match.end()), said.section)

    def _story(self, said: Said) -> list[RequirementFact]:
        number, text = numbered(said.text)
        story = story_in(text)
        if story is None:
            return []
        section, pending = self.pending
        if not number and pending and said.section[: len(section)] == section:
            number, self.pending = pending, ((), "")
        offset = len(said.text) - len(text)
        place = said.place(offset + story.start, offset + story.end)
        fact = requirement("story", text[story.start : story.end], place, said.section, number)
        role, goal, reason = (
            one_line(part).rstrip(" .,;") for part in (story.role, story.goal, story.reason)
        )
        return [replace(fact, role=role, goal=goal, reason=reason)]

    def _table(self, table: Table) -> Iterator[Fact]:
        heads = [plain(cell) for cell in table.header]
        wanted = next((i for i, head in enumerate(heads) if _REQUIREMENT_HEAD.search(head)), None)
        for row in table.rows:
            cells = [plain(cell) for cell in row.cells]
            number = next((m["id"] for cell in cells if (m := ID.fullmatch(cell))), "")
            said = (Said(table.span.file, row.line, c, c, table.section) for c in cells)
            stories = [story for one in said for story in self._story(one)]
            yield from (replace(story, id=story.id or number) for story in stories)
            if stories or wanted is None or cells[wanted] in ("", number):
                continue
            kind = self._row_kind(table, number)
            if kind:
                told = cells[wanted] if wanted else ": ".join(cell for cell in cells if cell)
                place = Span(table.span.file, row.line)
                yield requirement(kind, told, place, table.section, number)

    def _row_kind(self, table: Table, number: str) -> str:
        around = (*self._headings(table.section), plain(table.lead)[-100:])
        if _in(around, CRITERIA, _NOT_CRITERIA):
            return "criterion"
        if _in(around, _TARGETS) or _NFR.match(number):
            return "target"
        return "rule" if number and (_in(around, _RULES) or _FR.match(number)) else ""


def _in(
    texts: tuple[str, ...], wanted: re.Pattern[str], unwanted: re.Pattern[str] | None = None
) -> bool:
    found = [text for text in texts if wanted.search(text)]
    return bool(found) and not (unwanted is not None and any(unwanted.search(t) for t in found))

"""Stories, acceptance criteria, rules and targets.

As a member, I want to borrow a book so that I can read it at home.      **US-3**: As a ...
**Acceptance Criteria:**                     FR-12: The system shall send a reminder.
- Mandatory comment for rejections           Given a draft, When I submit it, Then it is locked
- **Response time**: < 200 ms for 95% of requests
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from luke_cli.docs.document import Document, Fence, Heading, Item, Paragraph, Table
from luke_cli.docs.markdown import plain
from luke_cli.notations.said import Said, said_of
from luke_cli.notations.trees import Items, Leaf, read_yaml, walk
from luke_cli.source import Diagnostic, Span
from luke_cli.spec.facts import Authority, Fact, RequirementFact

_ID: Final = re.compile(
    r"""^\W*(?P<id>
        (?:US|FR|NFR|REQ|AC|BR|UC|SR|TR|PR|DR|IR|SEC|PERF|STORY|EPIC|FEAT|RULE|RF|RNF|HU
    |CA|STK|FUNC)
        (?:[-_.][A-Z]{2,8})?[-_. ]?\d{1,4}(?:[.-]\d{1,3}){0,3}[a-z]?
      | [RFSNQ]-\d{1,4}(?:\.\d{1,3})* | [RFSN]\d{1,3}(?:\.\d{1,3})*(?=\s*[:.)–—]\s))
    (?![\w.])\s*(?:\([^()]{1,20}\)\s*)?[\])*_`]*\s*[:.)–—|-]*\s*""",
    re.VERBOSE,
)
_STORY: Final = re.compile(
    r"""\b(?:As|Acting\ as)\s+(?:an?|the)\s+(?P<role>[^,.;:\n]{2,60}?)\s*,?\s+(?:I|we)\s+
    (?:want(?:\s+to)?|would\s+like(?:\s+to)?|need(?:\s+to)?|can|could
    |should\s+be\s+able\s+to|must\s+be\s+able\s+to|wish(?:\s+to)?|am\s+able\s+to
    |expect(?:\s+to)?|['’]d\s+like(?:\s+to)?)\s+
    (?P<goal>.+?)(?:[\s,;]+(?:so\s+that|so\s+(?=(?:I|we|they|the|that|my|it|our|users?
    |employees?|managers?|\w+s?\b))|in\s+order\s+to|because)\s*(?P<reason>.+))?$""",
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
_FOREIGN: Final = (
    re.compile(
        r"\bAls\s+(?P<role>[^,\n]{2,60}?)\s*,?\s+(?:möchte|will|muss|kann|"
        r"brauche)\s+ich\s+(?P<goal>.+?)(?:[\s,]+(?:damit|um|sodass)\s+(?P<reason>.+))?$",
        re.IGNORECASE | re.DOTALL,
    ),
    re.compile(
        r"\bComo\s+(?:un[ao]?\s+|uma?\s+)?(?P<role>[^,\n]{2,60}?)\s*,\s*(?:eu\s+)?(?:quiero|"
        r"quero|necesito|preciso|deseo|desejo|puedo|posso)\s+(?P<goal>.+?)(?:[\s,]+(?:para"
        r"(?:\s+que)?|a\s+fin\s+de|a\s+fim\s+de)\s+(?P<reason>.+))?$",
        re.IGNORECASE | re.DOTALL,
    ),
    re.compile(
        r"\bEn\s+tant\s+qu(?:e\s+|['’])(?P<role>[^,\n]{2,60}?)\s*,\s*je\s+(?:veux|souhaite|"
        r"dois|peux|voudrais)\s+(?P<goal>.+?)(?:[\s,]+(?:afin\s+(?:de|que)|"
        r"pour(?:\s+que)?)\s+(?P<reason>.+))?$",
        re.IGNORECASE | re.DOTALL,
    ),
    re.compile(
        r"\bSebagai\s+(?:seorang\s+)?(?P<role>[^,\n]{2,60}?)\s*,\s*saya\s+(?:ingin|mau|dapat|"
        r"bisa|perlu)\s+(?P<goal>.+?)(?:[\s,]+(?:agar|supaya|sehingga|"
        r"untuk)\s+(?P<reason>.+))?$",
        re.IGNORECASE | re.DOTALL,
    ),
    re.compile(
        r"\bКак\s+(?P<role>[^,\n]{2,60}?)\s*,\s*я\s+(?:хочу|могу|должен|"
        r"должна)\s+(?P<goal>.+?)(?:[\s,]+чтобы\s+(?P<reason>.+))?$",
        re.IGNORECASE | re.DOTALL,
    ),
    re.compile(
        r"作为(?:一名|一个)?(?P<role>[^，,]{1,30})[，,]\s*我(?:想|希望|想要|需要|可以|"
        r"能够)(?P<goal>.+?)(?:[，,]\s*(?:以便|从而|这样)(?P<reason>.+))?$",
        re.DOTALL,
    ),
)
_STORY_HINT: Final = re.compile(
    r"\b(?:as an?|as the|acting as|als|como|en tant qu\w*|sebagai|как)\b|作为", re.IGNORECASE
)
_CRITERIA: Final = re.compile(
    r"accept(?:ance)?[ _-]?criteri|\bcriteria\b|definition of done|"
    r"conditions of satisfaction|akzeptanzkriteri|criterios? de aceptaci|"
    r"critères? d['’]acceptation|critérios? de aceita|kriteria penerimaan|критери|验收标准|"
    r"受け入れ条件|인수 조건",
    re.IGNORECASE,
)
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
_MUST: Final = re.compile(
    r"\b(?:shall|must)(?:\s+not)?\s+(?:\w+)|\b(?:is|are) (?:required|mandatory)\b", re.IGNORECASE
)
_NO_MUST: Final = re.compile(
    r"\byou\b|\bwe\b|\bmust[- ]have|\bmust be (?:installed|regenerat)|\bcontributors?\b|"
    r"\blicen[sc]e\b|\bimplementations?\b|\bpull request",
    re.IGNORECASE,
)
_GIVEN: Final = re.compile(r"\bgiven\b.{3,}?\bwhen\b.{3,}?\bthen\b", re.IGNORECASE | re.DOTALL)
_STEP: Final = re.compile(r"^\W*(?P<word>Given|When|Then|And|But)\b", re.IGNORECASE)
_SCENARIO: Final = re.compile(r"^\s*(?:Scenario(?: Outline)?|Example)\s*:\s*(?P<name>.+)$")
_GHERKIN: Final = ("gherkin", "feature", "cucumber")
_REQUIREMENT_HEAD: Final = re.compile(
    r"requirement|story|description|criteri|rule|feature|anforderung|requisito|exigence|需求|"
    r"要件|target|metric|goal",
    re.IGNORECASE,
)


def recognise(document: Document) -> Iterable[Fact | Diagnostic]:
    """Read what a document asks for, each statement once."""
    return _Reader(document).read()


class _Reader:
    """Remembers the id of a heading: the story below it has it."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.title = next(
            (b.section for b in document.blocks if isinstance(b, Heading) and b.level == 1), ()
        )
        self.pending: tuple[tuple[str, ...], str] = ((), "")
        self.section_lead: tuple[tuple[str, ...], str] = ((), "")
        self.said_lines: set[int] = set()

    def read(self) -> Iterator[Fact]:
        """Yield the requirements in order."""
        for block in self.document.blocks:
            if isinstance(block, Heading):
                yield from self._heading(block)
            elif isinstance(block, Fence):
                yield from self._fence(block)
            elif isinstance(block, Table):
                yield from self._table(block)
            else:
                for said in said_of(block):
                    yield from self._said(
                        said,
                        is_item=isinstance(block, Item),
                        is_paragraph=isinstance(block, Paragraph),
                    )

    def _heading(self, block: Heading) -> Iterator[Fact]:
        text = plain(block.text)
        match = _ID.match(text)
        self.pending = (block.section, match["id"]) if match else ((), "")
        yield from self._story(
            Said(block.span.file, block.span.line, text, block.text, block.section)
        )

    def _id(self, said: Said) -> tuple[str, str]:
        """Return the id and the rest of a statement."""
        match = _ID.match(said.text)
        if match is not None:
            return match["id"].strip(), said.text[match.end() :]
        return "", said.text

    def _said(self, said: Said, *, is_item: bool, is_paragraph: bool) -> Iterator[Fact]:
        story = list(self._story(said))
        if story:
            yield from story
            return
        if is_item and said.text.rstrip().endswith(":") and said.depth == 0 and len(said.text) < 40:
            return
        kind = self._kind(said, is_item=is_item)
        if kind:
            number, rest = self._id(said)
            yield self._fact(kind, rest, said.place(0, len(said.text)), said.section, number)
        elif is_paragraph or is_item:
            yield from self._sentences(said)

    def _kind(self, said: Said, *, is_item: bool) -> str:
        """Tell what a bullet is, by what stands above it."""
        if _GIVEN.search(said.text):
            return "criterion"
        has_id = _ID.match(said.text) is not None
        if not (is_item or has_id) or len(said.text.split()) < 2:
            return ""
        headings = self._headings(said.section)
        lead = said.lead[-160:]
        if (_CRITERIA.search(lead) and not _NOT_CRITERIA.search(lead)) or self._in(
            headings, _CRITERIA, _NOT_CRITERIA
        ):
            return "criterion"
        if self._in(headings, _TARGETS) or (
            headings and _TARGET_TOPICS.search(headings[-1]) and re.search(r"\d", said.text)
        ):
            return "target"
        if has_id and re.match(r"NFR|PERF|RNF|N-?\d", _ID.match(said.text)["id"]):  # type: ignore[index]
            return "target"
        if has_id or _RULES.search(lead) or self._in(headings, _RULES):
            return "rule"
        return ""

    def _headings(self, section: tuple[str, ...]) -> tuple[str, ...]:
        """Return the headings above, without the title of the document."""
        below = section[1:] if self.title and section[:1] == self.title[:1] else section
        return below[-3:]

    def _in(
        self,
        headings: tuple[str, ...],
        wanted: re.Pattern[str],
        unwanted: re.Pattern[str] | None = None,
    ) -> bool:
        found = [h for h in headings if wanted.search(h)]
        return bool(found) and not (unwanted is not None and any(unwanted.search(h) for h in found))

    def _sentences(self, said: Said) -> Iterator[Fact]:
        """Read the sentences with `shall` or `must`."""
        if self.document.owner in ("web designer", "mobile designer", "qa-tester"):
            return
        for match in re.finditer(r"[^.!?。]+(?:[.!?](?=\d|\w)[^.!?]*)*[.!?]?", said.text):
            sentence = match[0].strip()
            if (
                _MUST.search(sentence)
                and not _NO_MUST.search(sentence)
                and 4 < len(sentence.split()) < 60
            ):
                start = match.start() + len(match[0]) - len(match[0].lstrip())
                yield self._fact("rule", sentence, said.place(start, match.end()), said.section, "")

    def _story(self, said: Said) -> Iterator[RequirementFact]:
        if not _STORY_HINT.search(said.text):
            return
        number, text = self._id(said)
        offset = len(said.text) - len(text)
        for pattern in (_STORY, *_FOREIGN):
            match = pattern.search(text.strip())
            if match is None or match.start() > 60:
                continue
            if (
                not number
                and self.pending[0]
                and said.section[: len(self.pending[0])] == self.pending[0]
            ):
                number, self.pending = self.pending[1], ((), "")
            start = offset + match.start()
            yield self._fact(
                "story",
                match[0],
                said.place(start, offset + match.end()),
                said.section,
                number,
                parts=(match["role"], match["goal"], match["reason"] or ""),
            )
            return

    def _fact(
        self,
        kind: str,
        text: str,
        place: Span,
        section: tuple[str, ...],
        number: str,
        *,
        parts: tuple[str, str, str] = ("", "", ""),
    ) -> RequirementFact:
        role, goal, reason = (_one_line(part).rstrip(" .,;") for part in parts)
        return RequirementFact(
            place=place,
            authority=Authority.PROSE,
            section=section,
            kind=kind,
            text=_one_line(text),
            id=number,
            role=role,
            goal=goal,
            reason=reason,
        )

    def _table(self, table: Table) -> Iterator[Fact]:
        heads = [plain(cell) for cell in table.header]
        wanted = next((i for i, head in enumerate(heads) if _REQUIREMENT_HEAD.search(head)), None)
        for row in table.rows:
            cells = [plain(cell) for cell in row.cells]
            number = next((m["id"] for cell in cells if (m := _ID.fullmatch(cell))), "")
            place = Span(table.span.file, row.line)
            told = False
            for cell in cells:
                said = Said(table.span.file, row.line, cell, cell, table.section)
                for fact in self._story(said):
                    told = True
                    yield replace(fact, id=fact.id or number)
            if told or wanted is None or not cells[wanted] or number == cells[wanted]:
                continue
            kind = self._row_kind(table, number)
            if kind:
                text = (
                    cells[wanted]
                    if kind == "rule" or wanted > 0
                    else ": ".join(c for c in cells if c)
                )
                yield self._fact(kind, text, place, table.section, number)

    def _row_kind(self, table: Table, number: str) -> str:
        headings = (*self._headings(table.section), plain(table.lead)[-100:])
        if self._in(headings, _CRITERIA, _NOT_CRITERIA):
            return "criterion"
        if self._in(headings, _TARGETS) or re.match(r"NFR|PERF|RNF", number):
            return "target"
        return (
            "rule"
            if number and (self._in(headings, _RULES) or re.match(r"FR|REQ|BR|US|RF", number))
            else ""
        )

    def _fence(self, fence: Fence) -> Iterator[Fact]:
        if fence.language in _GHERKIN or (
            fence.language in ("", "text") and _SCENARIO.search(fence.text)
        ):
            yield from self._scenarios(fence)
        elif fence.language in ("yaml", "yml"):
            yield from self._yaml(fence)
        elif fence.language in ("", "text") and _STORY_HINT.search(fence.text):
            for index, line in enumerate(fence.text.split("\n")):
                yield from self._story(
                    Said(
                        fence.span.file, fence.line + index, line.strip(" -*"), line, fence.section
                    )
                )

    def _scenarios(self, fence: Fence) -> Iterator[Fact]:
        steps: list[str] = []
        first: int | None = None
        name = ""
        for index, line in enumerate([*fence.text.split("\n"), "Scenario: "]):
            scenario = re.match(r"\s*(?:Scenario(?: Outline)?|Example)\s*:\s*(.*)$", line)
            if scenario is not None:
                if steps and first is not None:
                    text = f"{name}: {' '.join(steps)}" if name else " ".join(steps)
                    place = Span(fence.span.file, fence.line + first, fence.line + index - 1)
                    yield self._fact("criterion", text, place, fence.section, "")
                steps, first, name = [], index, scenario[1].strip()
            elif _STEP.match(line):
                first = index if first is None else first
                steps.append(line.strip(" -*"))
        yield from self._spread_story(fence)

    def _spread_story(self, fence: Fence) -> Iterator[Fact]:
        """Read the story above the scenarios, one clause a line."""
        above = fence.text.partition("Scenario")[0]
        match = re.search(r"^[ \t]*(?=As an?\b)", above, re.MULTILINE | re.IGNORECASE)
        if match is not None:
            story = re.sub(r"\s+", " ", above[match.end() :]).strip()
            line = fence.line + above.count("\n", 0, match.end())
            yield from self._story(Said(fence.span.file, line, story, story, fence.section))

    def _yaml(self, fence: Fence) -> Iterator[Fact]:
        has_story = bool(_STORY_HINT.search(fence.text))
        if not has_story and not _CRITERIA.search(fence.text):
            return
        for tree in read_yaml(fence.text, fence.line)[0]:
            for keys, value in walk(tree):
                if isinstance(value, Leaf) and has_story:
                    yield from self._story(
                        Said(fence.span.file, value.line, value.text, value.text, fence.section)
                    )
                elif isinstance(value, Items) and keys and _CRITERIA.search(keys[-1]):
                    for item in value.items:
                        if isinstance(item, Leaf) and len(item.text.split()) > 1:
                            yield self._fact(
                                "criterion",
                                item.text,
                                Span(fence.span.file, item.line),
                                fence.section,
                                "",
                            )


def _one_line(text: str) -> str:
    return " ".join(text.split()).strip(" *_`\"'“”")

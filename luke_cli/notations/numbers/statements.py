"""The statements of a document that may configure something."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from luke_cli.docs.document import Block, Document, Fence, Heading, Item, Paragraph, Quote, Table
from luke_cli.docs.markdown import plain
from luke_cli.notations.numbers.fenced import of_fence, quoted_in
from luke_cli.notations.numbers.named_values import UNNAMED, named_by
from luke_cli.notations.numbers.statement import Statement, sentences
from luke_cli.notations.said import Said, said_of
from luke_cli.spec.facts import Authority

_NOT_READ: Final = frozenset(
    """
    sql mermaid plantuml puml dart swift css scss html jsx tsx vue graphql prisma dbml diff
    http svg xml gherkin
    """.split()
)
_NOT_BUILT: Final = re.compile(
    r"\b(?:roadmap|timeline|milestones?|sprints?|(?:implementation|development|"
    r"project) (?:phases?|plan|schedule|roadmap)|(?:incident|bug|defect)s? (?:response|severit\w+|priorit\w+|triage|tracking|"
    r"tracker|levels?|class\w*|handling|management|reports?|policy|budget)|severity (?:levels?|class\w*|matrix)|"
    r"support plan|pricing|budget|risk assessment|success metrics|business metrics|kpis?|"
    r"typography|animations?|spacing|palette|colou?rs?|breakpoints?|responsive|glossary|"
    r"changelog|personas?|assumptions?|stakeholders?)\b",
    re.IGNORECASE,
)
_GENERIC: Final = re.compile(
    r": (?:how (?:long|much|many|big)|(?:kept|stored|retained) for|values?|defaults?|default values?|settings?|limits?|rules?|targets?|requirements?|numbers?|figures?|amounts?|goals?|production|prod|wert|vorgabe|valor|valeur|значение|值|値|값)$",
    re.IGNORECASE,
)
"""The header of a column that says nothing of what its cells are about."""
_TOKEN: Final = re.compile(r"(?:kind of )?tokens?(?: type| kind)?", re.IGNORECASE)
_MANY: Final = re.compile(
    r"(?:rate |request )?limit|(?:max(?:imum)?\.? )?(?:number of )?(?:requests|calls|attempts)|quota|max(?:imum)?|count|threshold"
)
_WITHIN: Final = re.compile(
    r"(?:time )?(?:window|period|interval|span|frame)|timeframe|per|within|in"
)
_RUNS: Final = re.compile(r"prod(?:uction|uktion|ucción)?\b|live\b")
_ELSEWHERE: Final = re.compile(r": (?:dev\w*|local|tests?|testing|staging|stage|ci|qa)$")
_NUMBER_OR_METHOD: Final = re.compile(
    r"GET|POST|PUT|PATCH|DELETE|#?(?:[A-Za-z]{1,6}[-_. ]?){0,2}\d{1,4}(?:\.\d{1,3})*[a-z]?\.?|#?"
)
_VARIABLE: Final = re.compile(r"^`?[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+`?(?=:|$)")
"""A row of a table of variables configures the program, as a line of code does."""


def statements(document: Document) -> Iterator[Statement]:
    """Yield the statements of a document that may configure something, in order."""
    for block in document.blocks:
        if any(_NOT_BUILT.search(heading) for heading in block.section[-2:]) and not isinstance(
            block, Fence
        ):
            continue
        if isinstance(block, Paragraph | Item | Quote | Table):
            for said in said_of(_of_rates(_of_tokens(_without_numbers(block)))):
                if _is_elsewhere(block, said):
                    continue
                yield from sentences(
                    _of_words(said, is_listed=not isinstance(block, Paragraph | Quote))
                )
        elif isinstance(block, Heading):
            continue
        elif isinstance(block, Fence) and block.language == "gherkin":
            yield from quoted_in(block)
        elif isinstance(block, Fence) and block.language not in _NOT_READ:
            yield from of_fence(block)


def _without_numbers(block: Block) -> Block:
    """Drop the first column of a table if the next says what its rows are of.

    It only counts them, or says the method of what has a path.
    """
    if (
        isinstance(block, Table)
        and len(block.header) > 2
        and block.rows
        and all(_NUMBER_OR_METHOD.fullmatch(row.cells[0].strip("*` ")) for row in block.rows)
    ):
        rows = tuple(replace(row, cells=row.cells[1:]) for row in block.rows)
        return replace(block, header=block.header[1:], rows=rows)
    return block


def _of_tokens(block: Block) -> Block:
    """Say of each row of a table of tokens that it is one: `Access` below `Token`."""
    if not isinstance(block, Table) or not _TOKEN.fullmatch(plain(block.header[0]).strip()):
        return block
    rows = tuple(
        replace(row, cells=(f"{row.cells[0]} token", *row.cells[1:]))
        if row.cells[0].strip() and "token" not in row.cells[0].lower()
        else row
        for row in block.rows
    )
    return replace(block, rows=rows)


def _of_rates(block: Block) -> Block:
    """Put how many and in which time into one cell: `Limit | Window` with `120 requests | 1 minute`."""
    if not isinstance(block, Table):
        return block
    heads = [plain(head).strip().lower() for head in block.header]
    many = next((i for i, head in enumerate(heads) if i and _MANY.fullmatch(head)), 0)
    within = next((i for i, head in enumerate(heads) if i and _WITHIN.fullmatch(head)), 0)
    if not (many and within):
        return block

    def joined(cells: tuple[str, ...]) -> tuple[str, ...]:
        count, time = plain(cells[many]).strip(), plain(cells[within]).strip()
        if not re.search(r"\d", count) or not re.search(r"[a-z]", time, re.IGNORECASE):
            return cells
        what = f"{count} requests" if count.isdecimal() else count
        whole = {many: f"{what} / {time.removeprefix('per ')}", within: ""}
        return tuple(whole.get(i, cell) for i, cell in enumerate(cells))

    return replace(block, rows=tuple(replace(r, cells=joined(r.cells)) for r in block.rows))


def _is_elsewhere(block: Block, said: Said) -> bool:
    """Tell whether a cell is of another environment than the one that counts."""
    if not isinstance(block, Table):
        return False
    headers = [plain(header).lower() for header in block.header]
    return bool(_ELSEWHERE.search(said.label.lower())) and any(map(_RUNS.match, headers))


def _of_words(said: Said, *, is_listed: bool) -> Statement:
    first = _GENERIC.sub("", said.label)
    is_value = is_listed and (not said.label or first != said.label)
    label = f"{first}: " if said.label else ""
    text = label + said.text.replace("\n", " ")
    return Statement(
        file=said.file,
        line=said.line,
        text=text[:2000],
        section=said.section,
        authority=_authority(said, is_listed=is_listed),
        lead=said.lead,
        column=said.label[len(first) :].removeprefix(":").strip().lower(),
        newlines=tuple(len(label) + m.start() for m in re.finditer("\n", said.text)),
        named=named_by(first, said.text) if is_value else UNNAMED,
    )


def _authority(said: Said, *, is_listed: bool) -> Authority:
    if _VARIABLE.search(said.label):
        return Authority.CODE
    return Authority.LIST if is_listed else Authority.PROSE

"""Lists of the states of a thing on screens: chips, badges, filters, tables of colours.

Filter chips, one per status: draft, sent, paid.        The badge shows the status of a bill:
Possible values of a bill's status: draft, sent         - draft: grey
                                                        - sent: blue
| Bill status | Colour |             **Bill.** What a guest pays. It is open, paid or lost.
|---|---|
| draft | grey |

Such a list defines nothing: resolve compares it with the values that the field has.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from luke_cli.docs.document import Block, Document, Fence, Item, Paragraph, Table
from luke_cli.docs.markdown import plain
from luke_cli.notations.context import is_client_side
from luke_cli.notations.states import STATE_NAME, is_done, is_state
from luke_cli.source import Diagnostic, Span
from luke_cli.spec.facts import Authority, Fact, RuleFact

_STATUS: Final = re.compile(
    r"(?:\b(?P<owner>[A-Za-z][\w-]*(?:\s[a-z][\w-]*)?)['’]s\s+|\b(?P<before>[A-Za-z][\w-]*)\s+)?\b(?:status(?:es)?|states?)\b"
    r"(?!\s*(?:codes?|bars?|lines?|pages?|messages?|machines?|management|diagrams?))"
    r"(?:\s+(?:of\s+(?:an?|the|each|every|this|its)?\s*|(?:der|des|einer|eines|jeder|jedes)\s+)"
    r"(?P<of>[A-Za-z][\w-]*(?:\s(?!(?:is|are|has|have|can|in|on|with|as|als|im|mit|und|ist|wird|an|am|auf|"
    r"shows?|and|or|to|from|by|at|which|that|must|may|looks?|gets?|changes?|appears?|below|above)\b)[a-z][\w-]*)?))?",
    re.IGNORECASE,
)
_SENTENCE: Final = re.compile(
    rf"{_STATUS.pattern}(?P<between>[^.:;()|]{{0,60}})(?::\s*|\()(?P<list>[^.;:()]{{5,300}})",
    re.IGNORECASE,
)
_STATE: Final = r"(?:an?\s+)?[a-z][\w-]*(?:\s[a-z][\w-]*)?"
_DEFINED: Final = re.compile(
    rf"(?:^|[.;]\s+)(?:(?:An?|Each|Every)\s+(?P<thing>[a-z][\w-]*(?:\s[a-z][\w-]*)?)|It)\s+(?:is|can\s+be|may\s+be)\s+"
    rf"(?:either\s+|always\s+)?(?P<list>{_STATE}(?:,\s+{_STATE}){{1,9}},?\s+or\s+{_STATE})(?=[.;]|$)"
)
"""`A menu is a draft, published or closed.`"""
_PER: Final = re.compile(
    r"\b(?:chip|badge|pill|label|tag|dot|icon|colou?r)s?\s+(?:per|(?:for|on|of)\s+(?:each|every|an?|the))\s+"
    r"(?P<thing>[a-z]+)\s*[:(]\s*(?P<list>[^.;:()]{5,300})",
    re.IGNORECASE,
)
_BY: Final = re.compile(
    r"\b(?:group(?:ed|s)?|filter(?:ed|s)?|tabs?|split)\s+by\s+(?P<thing>[a-z]+)\s*[:(]\s*(?P<list>[^.;:()]{5,300})",
    re.IGNORECASE,
)
"""`Encumbrances are grouped by kind: mortgage, lien`."""
_HEADWORD: Final = re.compile(r"\s*(?:\*\*|__)([A-Za-z][\w -]{1,30}?)[.:]?(?:\*\*|__)")
_SHOWN: Final = re.compile(
    r"\b(?:badges?|chips?|pills?|tags?|labels?|colou?rs?|filters?|tabs?|dots?|icons?|markers?|lozenges?|columns?|lanes?|"
    r"swatch(?:es)?|punkte?|farben?|reiter|spalten?)\b",
    re.IGNORECASE,
)
_HEAD: Final = re.compile(
    r"(?:[A-Za-z][\w-]*\s+)?(?:status(?:es)?|states?)(?:\s+(?:value|label|badge|chip))?",
    re.IGNORECASE,
)
_SHOWN_HEAD: Final = re.compile(r"(?:badge|chip|pill|tag|label|value|text)s?", re.IGNORECASE)
_PAINT: Final = re.compile(
    r"(?:colou?rs?|icons?|symbols?|dots?|swatch(?:es)?|marks?|markers?|signs?|emoji|hex)",
    re.IGNORECASE,
)
_MEANS: Final = re.compile(
    r"(?:meaning|means|stands\s+for|shown\s+(?:for|when)|used\s+(?:for|when)|for|when|what\s+it\s+means)",
    re.IGNORECASE,
)
_LEADS_ON: Final = re.compile(
    r"to|next|(?:next|new|target|end)\s.*|(?:allowed|possible|valid)\s.*|transitions?.*|becomes?|then|actions?|events?|"
    r"from|owner|date|due|milestones?|phase",
    re.IGNORECASE,
)
_NO_OWNER: Final = frozenset(
    "per the a an its their his her this that by of each one and with every current possible all for new show shows "
    "in is has as order_by on ui http screen page loading network sync api payment_provider different valid "
    "der den dem ein einen einem jeder jeden sein seinen ihr ihren nach je pro".split()
)
_COLOURS: Final = (
    r"(?:(?:light|dark|pale|bright|deep)[ -]?)?(?:gr[ea]y|green|red|blue|yellow|orange|black|white|purple|violet|pink|brown|"
    r"amber|gold(?:en)?|silver|teal|cyan|turquoise|magenta|beige|striped|hatched|dashed|lilac|indigo|crimson)(?:ish)?"
)
_COLOUR: Final = re.compile(
    rf"^{_COLOURS}\s+(?:for\s+|=\s*)?|\s+(?:(?:is|in|are)\s+|[-–:=(]\s*)?{_COLOURS}$", re.IGNORECASE
)
_PAINTED: Final = re.compile(r"[.:;()]\s*|\s[–—-]\s|$")
_ARE: Final = re.compile(
    r"\b(?:chips?|badges?|pills?|tabs?|columns|lanes?|colou?rs?|labels?)\s*(?:are\b)?\s*:\s*(?P<list>[^.;:()]{5,300})",
    re.IGNORECASE,
)
"""`Grouped by status. Chips are: draft, sent, paid.`"""
_NOT_A_STATE: Final = re.compile(
    r"(?:all|any|no|my)(?:\s.*)?|none|everything|mine|total|others?|and so on|etc|loading|empty|error|success|hover|"
    r"focus(?:ed)?|pressed|default|normal|offline|online|idle|disabled|enabled|selected|checked|unchecked|filled",
    re.IGNORECASE,
)
"""What a list of filters or of the looks of a control has besides the states of a thing."""
_REMARK: Final = re.compile(r" \([^()\n]{1,30}\)(?=\s*(?:[,;.]|$|(?:or|and)\b))")
_IN_CELL: Final = re.compile(r"(?:^|[:(])\s*(?P<list>[^:()]{5,300})\)?$")
_ONE_OF: Final = re.compile(
    r"^\s*(?:(?:is\s+)?(?:one\s+of|either|any\s+of)|values?|enum)\b\s*:?", re.IGNORECASE
)
_IN_CODE: Final = re.compile(
    r"\b(?P<before>[A-Za-z]*?)_?(?:status|state)(?:es|s)?_?(?:colou?rs?|labels?|badges?|icons?|variants?|styles?|chips?|"
    r"tones?|map|config)?\b[^\n={]{0,80}=?\s*(?P<body>\{[^{}]{5,1500}(?:\{[^{}]{0,300}\}[^{}]{0,300}){0,30}\}|(?:\s*\|?\s*['\"]\w+['\"]"
    r"(?=\s*[|;\n])){3,20})",
    re.IGNORECASE,
)
_KEY: Final = re.compile(r"(?:^|[{,;\n])\s*['\"]?([A-Za-z]\w*)['\"]?\s*:")
_CASE: Final = re.compile(r"[A-Za-z]\w*")
_SPLIT: Final = re.compile(r"\s*(?:[,/|·•]|\s(?:or|and)\s)\s*(?:(?:or|and)\s+)?")
_NAME_END: Final = re.compile(r"\s*[:：=(→]|\s+[-–—]+\s|\s*,")
_GERMAN_DONE: Final = re.compile(
    r"(?:[a-zäöü]{0,6}ge[a-zäöü]{3,}(?:t|en)|[a-zäöü]{3,}iert)(?<!ment)", re.IGNORECASE
)
"""`gebacken`, `freigegeben`, `storniert`"""
_FEWEST: Final = 3
_MAX: Final = 1500


def recognise(document: Document) -> Iterator[Fact | Diagnostic]:
    """Find the lists of states in a document."""
    is_client = is_client_side(document.owner)
    before: Block | None = None
    run: list[Item] = []
    for block in document.blocks:
        is_next = isinstance(block, Item) and (not run or block.depth >= run[0].depth)
        if run and not is_next:
            yield from _in_items(run, before, is_client=is_client)
            before, run = run[-1], []
        if isinstance(block, Item):
            run.append(block)
        elif isinstance(block, Table):
            yield from _in_table(block, before)
            yield from _in_legend(block)
            yield from _in_cells(block)
        elif isinstance(block, Fence) and is_client:
            yield from _in_code(block)
        if isinstance(block, Paragraph | Item):
            yield from _in_sentence(block, is_client=is_client)
            yield from _in_definition(block)
            yield from _in_chips(block) if is_client else ()
        before = before if run else block
    yield from _in_items(run, before, is_client=is_client)


def _in_sentence(block: Paragraph | Item, *, is_client: bool) -> Iterator[Fact]:
    text = plain(block.text)
    if len(text) > _MAX:
        return
    if len(_REMARK.findall(text)) >= _FEWEST:
        # `Draft (grey), sent (blue), paid (green)`
        text = _REMARK.sub("", text)
    for match in _SENTENCE.finditer(text.replace("\n", " ")):
        values = state_names(_SPLIT.split(match["list"].strip()))
        is_shown = (
            is_client or _SHOWN.search(match["between"]) or _SHOWN.search(text[: match.start()])
        )
        if values and is_shown:
            line = block.span.line + text.count(
                "\n", 0, match.start() + len(match[0]) - len(match[0].lstrip())
            )
            yield _fact(block, line, match, values)


def _in_chips(block: Paragraph | Item) -> Iterator[Fact]:
    """Read `a coloured chip per article: draft, in review, published`."""
    text = plain(block.text).replace("\n", " ")
    forms = (_PER, _BY, _ARE) if len(text) <= _MAX else ()
    for match in (match for form in forms for match in form.finditer(text)):
        thing = match.groupdict().get("thing") or "status"
        yield from _chips(block, match["list"], match.start("list"), thing)
    start = 0
    for end in _PAINTED.finditer(text) if len(text) <= _MAX else ():
        words = _SPLIT.split(text[start : end.start()].strip())
        if len(words) >= _FEWEST and all(map(_COLOUR.search, words)):
            yield from _chips(block, text[start : end.start()], start, "status")
        start = end.end()


def _chips(block: Paragraph | Item, listed: str, at: int, thing: str) -> Iterator[Fact]:
    words = _SPLIT.split(listed.strip())
    values = state_names(words)
    if len(values) >= _FEWEST and len(values) == len(words):
        line = block.span.line + plain(block.text).count("\n", 0, at)
        head = _HEADWORD.match(block.text)
        yield RuleFact(
            place=Span(block.span.file, line),
            authority=Authority.PROSE,
            section=(*block.section, head[1]) if head else block.section,
            entity="",
            field=thing,
            values=values,
        )


def _in_definition(block: Paragraph | Item) -> Iterator[Fact]:
    """Read what a thing is said to be; `It` is the word that the block explains."""
    text = plain(block.text).replace("\n", " ")
    for match in _DEFINED.finditer(text) if len(text) <= _MAX else ():
        words = _SPLIT.split(match["list"])
        values = state_names([re.sub(r"^an?\s", "", word) for word in words])
        head = _HEADWORD.match(block.text)
        thing = match["thing"] or (head[1] if head else "")
        is_new = match["thing"] is None or any(word.startswith(("a ", "an ")) for word in words)
        if thing and is_new and len(values) == len(words):
            line = block.span.line + plain(block.text).count("\n", 0, match.start("list"))
            yield RuleFact(
                place=Span(block.span.file, line),
                authority=Authority.PROSE,
                section=block.section,
                entity="",
                field=thing,
                values=values,
            )


def _in_items(items: Sequence[Item], before: Block | None, *, is_client: bool) -> Iterator[Fact]:
    """Read one state an item below a lead or a heading that speaks of the status."""
    if len(items) < _FEWEST:
        return
    outer = [item for item in items if item.depth == items[0].depth]
    values = state_names([_NAME_END.split(plain(item.text), maxsplit=1)[0] for item in outer])
    said = _lead(items[0], before)
    if values and said is not None and (is_client or _SHOWN.search(said[2])):
        yield _fact(items[0], said[1], said[0], values)


def _in_table(table: Table, before: Block | None) -> Iterator[Fact]:
    """Read one state a row: below `Status`, or below `Badge` where the lead speaks of the status."""
    heads = [plain(head).strip("` ") for head in table.header]
    if len(table.rows) < _FEWEST or any(map(_LEADS_ON.fullmatch, heads[1:])):
        return
    values = state_names([row.cells[0] for row in table.rows])
    if not values:
        return
    own = _STATUS.search(heads[0]) if _HEAD.fullmatch(heads[0]) else None
    said = _lead(table, before)
    if own is not None and (own["before"] or said is None):
        yield _fact(table, table.span.line, own, values)
    elif said is not None and (own is not None or _SHOWN_HEAD.fullmatch(heads[0])):
        yield _fact(table, said[1], said[0], values)


def _in_legend(table: Table) -> Iterator[Fact]:
    """Read what each colour means: `| Colour | Meaning |`, `| Icon | Stands for |`."""
    heads = [plain(head).strip("` ") for head in table.header]
    means = [at for at, head in enumerate(heads) if _MEANS.fullmatch(head)]
    if len(means) != 1 or not any(map(_PAINT.fullmatch, heads)):
        return
    cells = [row.cells[means[0]] for row in table.rows]
    values = state_names(cells)
    if len(values) == len(cells):
        yield RuleFact(
            place=table.span,
            authority=Authority.PROSE,
            section=table.section,
            entity="",
            field="status",
            values=values,
        )


def _in_cells(table: Table) -> Iterator[Fact]:
    """Read the row of the status in a table of columns: `Status | chip: draft, sent, paid`."""
    for row in table.rows:
        name = plain(row.cells[0]).strip("` ")
        own = _STATUS.search(name) if _HEAD.fullmatch(name) else None
        for cell in row.cells[1:] if own is not None else ():
            bare = _ONE_OF.sub("", plain(cell))
            said = _IN_CELL.search(bare) if len(cell) < _MAX else None
            values = state_names(_SPLIT.split(said["list"].strip())) if said else ()
            if own is not None and values:
                yield _fact(table, row.line, own, values)


def _in_code(fence: Fence) -> Iterator[Fact]:
    """Read the colours of each state, and what the app takes for its states, in the code of an app."""
    for match in _IN_CODE.finditer(fence.text) if len(fence.text) < _MAX * 4 else ():
        body = match["body"]
        keys = _KEY.findall(re.sub(r"(?<=.)\{[^{}]*\}", "", body, flags=re.DOTALL))
        if keys and "status" not in fence.text[match.start() : match.start("body")].lower():
            # What a form remembers: `type FormState = { name: string }`.
            continue
        is_enum = not keys and re.search(r"\benum\b[^\n]*$", fence.text[: match.start("body")])
        words = re.sub(r"\bcase\b|=\s*['\"]?\w+['\"]?|//[^\n]*", "", body)
        values = state_names(keys or (_CASE.findall(words) if is_enum or "|" in body else []))
        if values:
            line = fence.line + fence.text.count("\n", 0, match.start())
            owner = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", match["before"])
            yield RuleFact(
                place=Span(fence.span.file, line),
                authority=Authority.PROSE,
                section=fence.section,
                entity="",
                field=f"{owner} status".strip(),
                values=values,
            )


def _lead(block: Item | Table, before: Block | None) -> tuple[re.Match[str], int, str] | None:
    """Return where the lead, or else the heading, speaks of the status; its line; and the text."""
    if isinstance(before, Paragraph) and block.lead and len(before.text) <= _MAX:
        text = plain(before.text)
        found = list(_STATUS.finditer(text))
        if found:
            last = found[-1]
            return last, before.span.line + text.count("\n", 0, last.end()), text
    heading = plain(block.section[-1]) if block.section else ""
    own = _STATUS.search(heading)
    return (own, block.span.line, heading) if own is not None else None


def state_names(texts: Sequence[str]) -> tuple[str, ...]:
    """Return the texts that are names of states; () if they are something else."""
    bare = [re.sub(r"^[^\w]+|[^\w]+$", "", plain(text)).strip() for text in texts]
    painted = [_COLOUR.sub("", text).strip(" -–:=(") for text in bare]
    if all(one != text for one, text in zip(painted, bare, strict=True)):
        # `draft grey, sent blue`
        bare = painted
    named = [text for text in bare if text and not _NOT_A_STATE.fullmatch(text)]
    named = list(dict.fromkeys(named))
    if len(named) < _FEWEST or not all(map(STATE_NAME.fullmatch, named)):
        return ()
    usual = sum(
        bool(is_state(name) or is_done(name) or _GERMAN_DONE.fullmatch(name)) for name in named
    )
    return tuple(named) if usual > 1 and usual * _FEWEST >= len(named) else ()


def _fact(block: Block, line: int, said: re.Match[str], values: tuple[str, ...]) -> RuleFact:
    words = (said["owner"] or said["of"] or "").split()
    while words and words[0].lower() in _NO_OWNER:
        words.pop(0)
    entity = " ".join(words)
    before = said["before"] or ""
    is_owner = not entity and before and before.lower() not in _NO_OWNER
    return RuleFact(
        place=Span(block.span.file, line),
        authority=Authority.PROSE,
        section=block.section,
        entity=entity,
        field=f"{before} status" if is_owner else "status",
        values=values,
    )

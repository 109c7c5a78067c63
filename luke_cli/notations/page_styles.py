"""How lists come in pages: behind a cursor, by number or by offset, and what answers call it.

Lists use cursor-based pagination (`?cursor=...&limit=50`).      GET /events?after=abc&first=20
{"data": [], "pagination": {"next_cursor": "b3Jk", "has_more": true}}     nextPageToken?: string
"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from luke_cli.docs.document import Document, Fence
from luke_cli.names import snake
from luke_cli.notations.context import is_client_side
from luke_cli.notations.loose_json import read_json
from luke_cli.notations.said import Said, said_in, unwrapped
from luke_cli.notations.trees import Items, Leaf, Mapping, Pair, Tree, pairs_of
from luke_cli.source import Diagnostic, Span
from luke_cli.spec.facts import Authority, Fact, SettingFact
from luke_cli.spec.paging import (
    ITEM_MEMBERS,
    MORE_MEMBERS,
    MORE_SETTING,
    NEXT_MEMBERS,
    NEXT_SETTING,
    asked,
    of_cursor,
)
from luke_cli.spec.values import is_value

_OTHER: Final = frozenset(
    "sql mermaid plantuml puml graphql gql prisma dbml css scss html xml diff svg dart swift".split()
)
"""Fences that are about no requests and no answers."""
_TYPED: Final = frozenset("ts typescript tsx js javascript python py kotlin java csharp go".split())
_SENTENCE: Final = re.compile(r"(?<=[.;!?])\s+|\n")
_ABOUT: Final = re.compile(
    r"\b(?:pag(?:e[sd]?|ing|inat\w+|inier\w+|inaci\w+)|seite\w*|p[aá]gin\w+|lists?|listings?|collections?|"
    r"results?|response\w*|envelopes?|feeds?|cursors?|keyset)\b",
    re.IGNORECASE,
)
_ASKED: Final = re.compile(
    r"\b(?:pag(?:ed|ing|inat\w+|inier\w+|inaci\w+)|cursors?|keyset|parameters?|quer(?:y|ies)|requests?|"
    r"endpoints?)\b",
    re.IGNORECASE,
)
_IN_URL: Final = re.compile(r"[?&](?P<name>[A-Za-z][\w-]*)(?==|\b)")
_IN_CODE: Final = re.compile(r"`\??(?P<name>[A-Za-z]\w*)(?:\??\s*[=:][^`]*)?`")
_CODE: Final = re.compile(r"`[^`]*`")
_TOLD: Final = re.compile(r"(?<![?&\w./])[A-Za-z]\w*(?:\.[A-Za-z]\w*)?(?![\w(/])")
_BY_CURSOR: Final = re.compile(
    r"\bcursor[- ]?(?:bas\w+|style|driven)\b|\bcursor[- ]?(?:pag\w+|seiten\w*)"
    r"|\b(?:paginat\w+|paging|paged|pages?|lists?|listings?|collections?|endpoints?|feeds?|pagin\w+|p[aá]gin\w+)\b"
    r"[^.;]{0,60}\bcursor(?:e?s)?\b"
    r"|\bcursor(?:e?s)?\b[^.;]{0,60}\b(?:paginat\w+|paging|pages?|lists?|pagin\w+|p[aá]gin\w+)\b"
    r"|\bkey-?set\b|\bseek (?:method|pag\w+)|\bopaque (?:cursor|page token)",
    re.IGNORECASE,
)
_BY_NUMBER: Final = re.compile(
    r"\b(?P<offset>offset[- ]?(?:bas\w+|pag\w+)|limit\W{1,3}offset|offset\W{1,3}limit)\b"
    r"|\bpage[- ](?:numbers?|numbered|based|number[- ]based)\b|\bnumbered pages\b",
    re.IGNORECASE,
)
_DENIED: Final = re.compile(
    r"\b(?:no|not|never|without|instead of|rather than|don't|doesn't|isn't|aren't|avoids?|neither|nor|"
    r"unlike|over|replac\w+|drop\w*|kein\w*|statt|nicht)\b",
    re.IGNORECASE,
)
_IS_NOT: Final = re.compile(
    r"\b(?:is|are|was|were) (?:not|never)\b|\b(?:isn't|aren't|avoided|forbidden|nicht)\b",
    re.IGNORECASE,
)
_LATER: Final = re.compile(
    r"\b(?:later|future|someday|phase \d|out of scope|won't|next version|not yet|planned)\b",
    re.IGNORECASE,
)
_ELSEWHERE: Final = re.compile(
    r"\b(?:database|db|server-side|mouse|text|blinking|sync) cursors?\b|\bcursor:|\bfetch(?:es)? from (?:the )?cursor",
    re.IGNORECASE,
)
_SCHEMA: Final = frozenset("$schema properties openapi swagger paths components type".split())
_OPENED: Final = re.compile(r"^(\{)", re.MULTILINE)
_NEAR: Final = 120
"""Characters that hold four words."""
_LONGEST: Final = 20_000
"""Characters of an example of an answer."""
_DECLARED: Final = re.compile(
    r"^\s*(?:readonly |public |private |val |var )*(?P<name>[A-Za-z]\w*)\??\s*:\s*(?:str\b|string\b|String\b|Optional\[str)",
    re.MULTILINE,
)


class _Around(NamedTuple):
    """What the whole of a text is about."""

    tells: bool
    """Of pages."""
    asks: bool
    """How they are asked for."""
    is_client: bool


def recognise(document: Document) -> Iterator[Fact | Diagnostic]:
    """Read how pages are asked for and answered from sentences, cells, requests and examples."""
    for said in said_in(document):
        yield from _said(said, is_client=is_client_side(document.owner))
    for block in document.blocks:
        if isinstance(block, Fence) and block.language not in _OTHER:
            yield from _fence(block)


def _said(said: Said, *, is_client: bool) -> Iterator[SettingFact]:
    raw, start, seen = unwrapped(said.raw), 0, set[tuple[str, str]]()
    plainly = _CODE.sub("", f"{said.context} {said.label} {raw}")
    around = _Around(bool(_ABOUT.search(plainly)), bool(_ASKED.search(plainly)), is_client)
    line = said.line
    for part in (*_SENTENCE.finditer(raw), None):
        sentence = raw[start : part.start() if part else None]
        for key, value in _of_sentence(sentence, around):
            if (key, value) not in seen and is_value(value):
                seen.add((key, value))
                place = Span(said.file, line)
                yield _fact(place, said.section, Authority.LIST, key, value)
        end = part.end() if part else start
        line += said.raw.count("\n", start, end)
        start = end


def _of_sentence(text: str, around: _Around) -> Iterator[tuple[str, str]]:
    if _LATER.search(text) or _ELSEWHERE.search(text):
        return
    in_url = [match for match in _IN_URL.finditer(text) if not _is_denied(text, match)]
    told = _IN_CODE.finditer(text) if around.asks else ()
    in_code = [match for match in told if not _is_denied(text, match)]
    names = [match["name"] for match in in_url]
    names += [match["name"] for match in in_code if snake(match["name"]) not in NEXT_MEMBERS]
    worded = list(asked(names, sure=bool(in_url)))
    yield from (("paging", value) for value in worded)
    if around.tells:
        yield from _named(text)
    by_cursor = _BY_CURSOR.search(text)
    if by_cursor and not _is_denied(text, by_cursor) and not any(map(of_cursor, worded)):
        yield "paging", "cursor"
    by_number = None if around.is_client else _BY_NUMBER.search(text)
    if by_number and not _is_denied(text, by_number) and all(map(of_cursor, worded)):
        yield "paging", "offset" if by_number["offset"] else "page"


def _is_denied(text: str, match: re.Match[str]) -> bool:
    """Tell whether the words around, or those in between, say that it is not so."""
    start, end = match.span()
    before = re.split(r"[,:(]", text[max(0, start - _NEAR) : start])[-1].split()[-4:]
    behind = re.split(r"[,:(]", text[end : end + _NEAR])[0].split()[:4]
    is_not = _IS_NOT.search(" ".join(behind))
    return bool(is_not or _DENIED.search(" ".join([*before, match[0]])))


def _named(text: str) -> Iterator[tuple[str, str]]:
    """Yield what a sentence calls the members of a page: `meta.next_cursor`."""
    for match in _TOLD.finditer(text):
        word = snake(match[0].rpartition(".")[2])
        if not re.search(r"_|[a-z][A-Z]", match[0]) or _is_denied(text, match):
            continue
        if word in NEXT_MEMBERS:
            yield "paging", "cursor"
            yield NEXT_SETTING, match[0]
        elif word in MORE_MEMBERS:
            yield MORE_SETTING, match[0]


def _fence(fence: Fence) -> Iterator[SettingFact]:
    for number, text in enumerate(fence.text.splitlines(), fence.line):
        names = [match["name"] for match in _IN_URL.finditer(text)]
        for words in asked(names):
            place = Span(fence.span.file, number)
            yield _fact(place, fence.section, Authority.LIST, "paging", words)
    for match, line in _found(fence, _OPENED):
        tree = read_json(fence.text[match.start() : match.start() + _LONGEST], line)
        for key, value, at in _envelope(tree):
            if is_value(value):
                yield _fact(Span(fence.span.file, at), fence.section, Authority.CODE, key, value)
    yield from _declared(fence) if fence.language in _TYPED else ()


def _declared(fence: Fence) -> Iterator[SettingFact]:
    """Yield what the type of a page calls the next cursor."""
    for match, line in _found(fence, _DECLARED):
        if snake(match["name"]) in NEXT_MEMBERS:
            for key, value in (("paging", "cursor"), (NEXT_SETTING, match["name"])):
                place = Span(fence.span.file, line)
                yield _fact(place, fence.section, Authority.CODE, key, value)


def _found(fence: Fence, pattern: re.Pattern[str]) -> Iterator[tuple[re.Match[str], int]]:
    """Yield where a pattern is found, each time with the line of its first group."""
    done, line = 0, fence.line
    for match in pattern.finditer(fence.text):
        line += fence.text.count("\n", done, match.start(1))
        done = match.start(1)
        yield match, line


def _envelope(tree: Tree | None) -> Iterator[tuple[str, str, int]]:
    """Yield what an example of an answer calls its parts, each with its line."""
    pairs = pairs_of(tree)
    if _SCHEMA & {pair.key for pair in pairs}:
        return
    lists = [pair for pair in pairs if isinstance(pair.value, Items)]
    members = [("", pair) for pair in pairs]
    members += [
        (f"{pair.key}.", inner)
        for pair in pairs
        if isinstance(pair.value, Mapping)
        for inner in pairs_of(pair.value)
    ]
    found = [(path, pair) for path, pair in members if _is_next(pair, listed=bool(lists))]
    for path, pair in found[:1]:
        yield "paging", "cursor", pair.line
        yield NEXT_SETTING, path + pair.key, pair.line
        for above, more in members:
            if above == path and snake(more.key) in MORE_MEMBERS:
                yield MORE_SETTING, path + more.key, more.line
        if len(lists) == 1 and snake(lists[0].key) in ITEM_MEMBERS:
            others = [pair.key for pair in pairs if pair is not lists[0]]
            yield "list_envelope", ", ".join([lists[0].key, *others]), lists[0].line


def _is_next(pair: Pair, *, listed: bool) -> bool:
    """Tell whether a member is a cursor: a link to the next page is none, nor is its number."""
    if not isinstance(pair.value, Leaf):
        return False
    word, value = snake(pair.key), pair.value.text
    if re.match(r"https?:|/|\?", value) or value.isdigit():
        return False
    return word in NEXT_MEMBERS or (
        listed and (word == "cursor" or (word == "next" and pair.value.quoted))
    )


def _fact(
    place: Span, section: tuple[str, ...], authority: Authority, key: str, value: str
) -> SettingFact:
    return SettingFact(place=place, authority=authority, section=section, key=key, value=value)

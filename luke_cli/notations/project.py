"""The name of the project, from titles and first sentences.

# ExpenseFlow - Comprehensive Requirements Document      # Product Requirements: Taskboard
# REST API Reference - VetConnect Ibafo                  **Project:** Library Desk
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from luke_cli.docs.document import Document, Heading, Item, Paragraph
from luke_cli.docs.markdown import plain
from luke_cli.source import Diagnostic, Span
from luke_cli.spec.facts import Authority, Fact, ProjectFact

_KIND: Final = re.compile(
    r"""(?:comprehensive|complete|full|detailed|high[- ]level|low[- ]level|initial|final|the|of
    |for|and|&|to|a|an|our|project|product|system|software|technical|functional|
    business|requirements?|specifications?|spec|specs|documents?|documentation|docs?|prd
    |brd|srs|trd|hld|lld|rfc|adr|architecture|architectural|design|security|
    threat|model|plan|planning|strategy|testing|test|tests|qa|quality|assurance|mobile|web
    |ui|ux|ui/ux|user|interface|interaction|experience|dashboard|app|application|guide
    |guidelines|
    overview|api|apis|rest|restful|reference|contract|backend|back-end|frontend|front-end
    |server|data|database|schema|erd|entity|relationship|entity-relationship|notes|readme
    |backlog|stories|
    roadmap|vision|brief|summary|proposal|policy|development|engineering|implementation
    |deployment|operations|report|analysis|wireframes?|screens?|flows?|style|components?|
    dokumentasi|spesifikasi|arsitektur|sistem|skema|basis|rest-api|datenmodell|architektur
    |anforderungen|dokumentation|sicherheit|lastenheft|pflichtenheft|
    requisitos|documento|arquitectura|arquitetura|diseño|especificación|exigences|cahier
    |des|charges|de|del|do|da|v?\d+(?:\.\d+)*|version|draft|mvp|\(mvp\)|phase)""",
    re.IGNORECASE | re.VERBOSE,
)
_SEPARATOR: Final = re.compile(r"\s+[-–—|:·]+\s+|\s*[:：|]\s+|\s+[-–—]\s*|\s*[—–]\s*")
_SAID: Final = re.compile(
    r"^\W*(?:project|product|system|application|app)(?:[ -]?name|"
    r"[ -]title)?\s*[:：]\s*(?P<name>[^\n]{2,60}?)\s*$",
    re.IGNORECASE,
)
_FOR: Final = re.compile(
    r"\b(?:for|of)\s+(?:the\s+)?(?P<name>[A-Z][\w']*(?:[ -][A-Z0-9][\w']*){0,3})(?:\s+"
    r"(?:app|application|system|platform|backend|api))?\W*$"
)
_SENTENCE: Final = re.compile(
    r"^\W*(?:\*\*|__)(?P<name>[A-Z][\w' -]{1,40}?)(?:\*\*|__)\s+(?:is|lets|helps|provides|"
    r"allows|enables|offers)\b"
)


def recognise(document: Document) -> Iterable[Fact | Diagnostic]:
    """Read the names that a document gives the project, title first."""
    seen: set[str] = set()
    for fact in _names(document):
        if fact.name.lower() not in seen:
            seen.add(fact.name.lower())
            yield fact


def _names(document: Document) -> Iterator[ProjectFact]:
    titles = 0
    for block in document.blocks[:60]:
        if isinstance(block, Heading) and block.level == 1:
            titles += 1
            name = name_in_title(plain(block.text)) if titles == 1 else ""
            if name:
                yield _fact(name, block.span, block.section)
        elif isinstance(block, Paragraph | Item):
            for index, line in enumerate(block.text.split("\n")):
                match = _SAID.match(plain(line)) or _SENTENCE.match(line)
                if match is not None and _is_name(plain(match["name"])):
                    place = Span(block.span.file, block.span.line + index)
                    yield _fact(plain(match["name"]), place, block.section)


def name_in_title(title: str) -> str:
    """Return the part of a title that names a thing, "" if it only names a kind of document."""
    title = re.sub(r"^\W+", "", title).strip()
    parts = [part.strip() for part in _SEPARATOR.split(title) if part.strip()]
    kept = [part for part in (_without_kinds(part) for part in parts) if part]
    if len(parts) > 1:
        own = [part for part in parts if not _is_kind(part) and _is_name(part)]
        whole = [part for part in own if _without_kinds(part) == part]
        return (whole or [k for k in kept if _is_name(k)] or [""])[0]
    match = _FOR.search(title)
    if match is not None and not _is_kind(match["name"]):
        return match["name"]
    return kept[0] if kept and _is_name(kept[0]) else ""


def _is_kind(text: str) -> bool:
    return all(_KIND.fullmatch(word.strip("().,")) for word in text.split())


def _without_kinds(text: str) -> str:
    """Take the words for kinds of documents off both ends."""
    words = re.sub(r"\s*\([^()]*\)\s*$", "", text).split()
    while words and _KIND.fullmatch(words[-1].strip("().,")):
        words.pop()
    while words and _KIND.fullmatch(words[0].strip("().,")):
        words.pop(0)
    return " ".join(words).strip(" -–—:")


def _is_name(text: str) -> bool:
    return (
        bool(re.fullmatch(r"[^\W\d_][\w'’.&+ -]{1,50}", text))
        and len(text.split()) <= 4
        and not _is_kind(text)
    )


def _fact(name: str, place: Span, section: tuple[str, ...]) -> ProjectFact:
    return ProjectFact(
        place=Span(place.file, place.line), authority=Authority.PROSE, section=section, name=name
    )

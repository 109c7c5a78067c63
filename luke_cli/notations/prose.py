"""Things to be kept, where only sentences speak of them.

As a gardener, I want to record each planting in a bed, with the plant, the date and the variety.
A bed has a name, a length and a width in centimetres.        ## Planting form
Coordinators can invite members by email.                     Fields: plant, planted on, notes.

What a sentence says of one thing is a mention; whether it is stored, the mentions decide together.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from luke_cli.docs.document import Document, Heading
from luke_cli.notations.prose_words import (
    ACTIONS,
    ADJECTIVES,
    CONTAINERS,
    DETERMINERS,
    ENTERED,
    HAVING,
    MINE,
    SHOWN,
    STOPS,
    TRAILING,
)
from luke_cli.notations.said import Said, said_of
from luke_cli.source import Diagnostic
from luke_cli.spec.facts import Authority, Fact, MentionFact

_SENTENCE: Final = re.compile(r"[^.!?;\n]+(?:\.(?=\w)[^.!?;\n]*)*")
_VERB: Final = re.compile(
    r"\b(?:" + "|".join(f"(?P<{kind or 'other'}>{verbs})" for kind, verbs in ACTIONS) + r")\s+",
    re.IGNORECASE,
)
_PASSIVE: Final = re.compile(
    r"(?P<words>(?:[a-z-]+ ){1,5})(?:can|must|may|should|shall|will|are|is) (?:then )?(?:be )?"
    r"(?:(?P<make>created|added|recorded|registered|uploaded|booked|submitted|scheduled)|"
    r"(?P<use>edited|updated|deleted|removed|cancelled|listed|shown|filtered|assigned))\b",
    re.IGNORECASE,
)
_HAS: Final = re.compile(
    rf"^\W*(?:each|every|an?|the|all)?\s*(?P<name>[a-z][a-z-]*(?: [a-z-]+){{0,2}}?)\s+{HAVING}\s+"
    r"(?P<rest>.+)$",
    re.IGNORECASE,
)
_WITH: Final = re.compile(
    r"[\s,(]*\b(?:with|including|giving|stating|by entering) "
    r"(?=(?:its|their|an?|the)\b|[a-z]+ and\b|[a-z]+(?: [a-z]+)?,)",
    re.IGNORECASE,
)
_WITHIN: Final = re.compile(
    r"\s*\b(?:in|on|to|for|of|under|below|at|from|into)\s+(?=(?:an?|the|my|one|each|every|any|our|their|"
    r"this)\b)",
    re.IGNORECASE,
)
_WORD: Final = re.compile(r"[^\W\d_][\w'’/-]*")
_BREAK: Final = re.compile(r"[,;:.()\"“”]|\s[–—-]\s")
_SO: Final = re.compile(
    r"\b(?:so that|so i|in order to|because|when|if|which|while)\b.*", re.IGNORECASE
)
_AND: Final = re.compile(r"\s*(?:,\s*(?:and|or)\b|,|\band\b|\bor\b|&)\s*", re.IGNORECASE)
_UNIT: Final = re.compile(
    r"\s+\b(?:in|of|as|from|between|up to|per)\b\s+.*$|\s*\(.*$", re.IGNORECASE
)
_NUMBER: Final = re.compile(r"\b(?:number|date|time|place|type|kind) of\b", re.IGNORECASE)
_SCREEN: Final = re.compile(
    r"\b(?:list|form|page|screen|details?|view|overview|editor|dialog|table|card|profile)\b",
    re.IGNORECASE,
)
_UNREAD: Final = frozenset(("qa-tester", "security engineer"))


def recognise(document: Document) -> Iterable[Fact | Diagnostic]:
    """Read the sentences, bullets and screens of a document."""
    if document.owner in _UNREAD:
        return
    for block in document.blocks:
        for said in said_of(block):
            if isinstance(block, Heading):
                yield from _screen(said)
            else:
                yield from _said(said)


def _screen(said: Said) -> Iterator[MentionFact]:
    """Read `Planting form`: a screen of its own speaks of what it shows."""
    name = _of_screen(said.text)
    if name:
        yield _mention(said, name, 0)


def _of_screen(heading: str) -> str:
    if not _SCREEN.search(heading):
        return ""
    words = [w for w in _WORD.findall(heading) if w.lower() not in ("screen", "page", "the")]
    return _noun(" ".join(words)) if len(words) <= 4 else ""


def _said(said: Said) -> Iterator[MentionFact]:
    subject = _of_screen(said.section[-1]) if said.section else ""
    for match in _SENTENCE.finditer(said.text):
        text = _SO.sub("", match[0])
        shown = SHOWN.match(text)
        if shown and subject:
            fields = _fields(text[shown.end() :])
            if fields:
                yield replace(_mention(said, subject, match.start()), fields=fields)
            continue
        entered = ENTERED.search(text)
        if entered and subject and (fields := _fields(text[entered.end() :])):
            yield replace(_mention(said, subject, match.start()), fields=fields)
            continue
        yield from _sentence(said, text, match.start())


def _sentence(said: Said, text: str, offset: int) -> Iterator[MentionFact]:
    having = _HAS.match(text)
    if having and (name := _noun(having["name"])) and (fields := _fields(having["rest"])):
        yield replace(_mention(said, name, offset), fields=fields)
        return
    for verb in _VERB.finditer(text):
        yield from _object(said, text, verb, offset)
    for passive in _PASSIVE.finditer(text):
        if name := _noun(passive["words"]):
            action = "create" if passive["create"] else ""
            yield replace(_mention(said, name, offset), action=action)


def _object(said: Said, text: str, verb: re.Match[str], offset: int) -> Iterator[MentionFact]:
    """Read what a verb is about, what that has, and what it is part of."""
    words, end = _phrase(text, verb.end())
    scope = "own" if MINE & set(words) else "all" if words[:1] in (["all"], ["every"]) else ""
    name = _noun(" ".join(words))
    if not name:
        return
    action = verb.lastgroup or ""
    action = "" if action == "other" else action
    found = replace(_mention(said, name, offset), action=action, scope=scope)
    rest = text[end:]
    place = _WITHIN.match(rest)
    if place:
        above, stop = _phrase(rest, place.end())
        found = replace(found, within=_noun(" ".join(above)))
        rest = rest[stop:]
    has = _WITH.match(rest)
    if has:
        found = replace(found, fields=_fields(rest[has.end() :]))
    yield found


def _phrase(text: str, start: int) -> tuple[list[str], int]:
    """Return the words of the noun phrase that starts at a place, and where it ends."""
    words: list[str] = []
    end = start
    for match in _WORD.finditer(text, start):
        word = match[0].lower()
        if _BREAK.search(text, end, match.start()) or (word in STOPS and words):
            if (
                word == "of"
                and words
                and words[-1] in CONTAINERS
                and not _BREAK.search(text, end, match.start())
            ):
                words, end = [], match.end()
                continue
            break
        if word in STOPS:
            break
        words.append(word)
        end = match.end()
        if len(words) > 6:
            break
    return words, end


def _noun(text: str) -> str:
    """Return what a noun phrase is about: `all my upcoming plant orders` is `plant orders`."""
    words = [w.lower() for w in _WORD.findall(text)]
    while words and (words[0] in DETERMINERS or words[0] in ADJECTIVES or words[0].endswith("ly")):
        words.pop(0)
    while len(words) > 1 and words[-1] in TRAILING:
        words.pop()
    if not words or len(words) > 3 or any(w in STOPS or "'" in w or "’" in w for w in words):
        return ""
    return " ".join(words[-2:])


def _fields(text: str) -> tuple[str, ...]:
    """Return the names of a list in words: `a name, a length and a width in centimetres`."""
    found = []
    for part in _AND.split(text.strip(" .:")):
        words = _WORD.findall(part if _NUMBER.search(part) else _UNIT.sub("", part))
        while words and words[0].lower() in DETERMINERS:
            words.pop(0)
        if (
            not words
            or len(words) > 4
            or any(word.lower() in STOPS - {"of", "on", "at"} for word in words)
        ):
            break
        found.append(" ".join(words))
    return tuple(dict.fromkeys(found))


def _mention(said: Said, name: str, offset: int) -> MentionFact:
    return MentionFact(
        place=said.place(offset),
        authority=Authority.PROSE,
        section=said.section,
        name=name,
    )

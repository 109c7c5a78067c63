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

from luke_cli.docs.document import Document, Heading, Quote
from luke_cli.names import singular
from luke_cli.notations.context import entity_name
from luke_cli.notations.prose_definitions import Term, had, in_glossary, of_whom, term_of
from luke_cli.notations.prose_having import had_by
from luke_cli.notations.prose_lists import Named, fields_of, noun, of_screen, shown, subject_of
from luke_cli.notations.prose_words import ACTIONS, BEFORE_NOUNS, CONTAINERS, MINE, STOPS
from luke_cli.notations.said import Said, said_of, unwrapped
from luke_cli.source import Diagnostic
from luke_cli.spec.facts import Authority, Fact, MentionFact

_SHORT: Final = re.compile(r"(?<=\b[ei]\.[ge])\.(?=\s)")
"""`e.g.` ends no sentence."""
_SENTENCE: Final = re.compile(r"[^.!?;\n]+(?:\.(?=\w)[^.!?;\n]*)*")
_VERB: Final = re.compile(
    r"\b(?:" + "|".join(f"(?P<{kind or 'other'}>{verbs})" for kind, verbs in ACTIONS) + r")\s+",
    re.IGNORECASE,
)
_COMES: Final = re.compile(r"lead|result|get", re.IGNORECASE)
"""`leads to a fine`: what nobody makes comes about."""
_OTHER: Final = re.compile(
    r"(?:\s*,\s*(?:and\s+|or\s+)?|\s+(?:and|or)\s+)(?P<name>[a-z-]+s)(?=\s*(?:[,.;]|$|and\b|or\b|on\b|in\b))",
    re.IGNORECASE,
)
_PASSIVE: Final = re.compile(
    r"(?P<words>(?:[a-z-]+ ){1,6})(?:can|must|may|should|shall|will|are|is|has to|have to) (?:then )?(?:be )?"
    r"(?:(?P<make>created|added|recorded|registered|uploaded|booked|submitted|scheduled|saved|stored|"
    r"logged|filed|issued|documented)|"
    r"(?P<use>edited|updated|deleted|removed|cancelled|listed|shown|filtered|assigned|confirmed|"
    r"approved|accepted|rejected|declined|refused|closed|archived|completed|reopened))\b",
    re.IGNORECASE,
)
_EACH: Final = re.compile(
    r"^\W*(?:each|every|an?)\s+(?P<name>[a-z][a-z-]*(?: [a-z-]+)??)\s+(?:is|can|may|must|[a-z]+s)\b",
    re.IGNORECASE,
)
_WITH: Final = re.compile(
    r"(?:\s+as well)?[\s,(]*\b(?:with|including|giving|stating|by entering) "
    r"(?=(?:its|their|an?|the|my|his|her)\b|[a-z]+ and\b|[a-z]+(?:[- ][a-z]+)?,)",
    re.IGNORECASE,
)
_WITHIN: Final = re.compile(
    r"\s*\b(?:in|on|to|for|of|under|below|at|from|into)\s+(?=(?:an?|the|my|one|each|every|any|our|their|"
    r"this)\b)",
    re.IGNORECASE,
)
_WORD: Final = re.compile(r"[^\W\d_][\w'’/-]*")
_LABEL: Final = re.compile(
    r"\s*(?:\*\*|__)(?P<label>[^*_\n]{2,60}?)[.:?]?(?:\*\*|__)[.:]?\s+(?=\S)"
)
"""A label that is set before what it stands over: `**Items.** A list with ...`."""
_BREAK: Final = re.compile(r"[,;:.+()\"“”]|\s[–—-]\s")
_BEFORE_LAST: Final = re.compile(
    r"\b(?:an?|the|my|our|their|his|her|each|every|given|when|then|and|that|if|but|also)\s+",
    re.IGNORECASE,
)
_SO: Final = re.compile(
    r"\b(?:so that|so i|in order to|because|which)\b[^:]*|(?<=\S )\b(?:when|if|while)\b[^:]*",
    re.IGNORECASE,
)
_RELATED: Final = re.compile(
    r"^\W*(?:(?P<belongs>belongs to|is part of|lives in)|has (?:many|one|several)|owns?(?: many| one)?|"
    r"contains(?: many)?)\s+(?:an?\s+|one\s+|many\s+)?(?P<other>[a-z][\w-]*(?: [\w-]+)?)\W*$",
    re.IGNORECASE,
)
_WISH: Final = re.compile(
    r"\b(?:wants?|would like|can|may|must|should|shall|will|could|needs?|able|allow(?:s|ed)?|lets?|to|"
    r"possible)\b",
    re.IGNORECASE,
)
_WHO: Final = re.compile(r"\b[a-z-]{2,}s\s+(?:also\s+|then\s+)?$", re.IGNORECASE)
"""`Coordinators invite ...`: those who do it as a rule."""
_ROWS: Final = 3
"""So many lines of a quote are a list."""
_MAKES: Final = ("create", "update", "manage")
_DEFINED: Final = 2
"""A definition of fewer fields explains a word."""
_BESIDES: Final = re.compile(
    r"(?:^|[.!?]\s+)(?:besides|further(?:more)?|moreover|also|in addition|then there (?:is|are)|"
    r"we (?:also )?(?:keep|store|note|record)|(?:it|each|every|an?|the)\b[^.:]{0,40}\b(?:has|have|knows|keeps))\s*:\s*$",
    re.IGNORECASE,
)
_LONGEST: Final = 600
"""Characters of a sentence; a longer one is data."""
_UNREAD: Final = frozenset(("qa-tester", "security engineer"))


def recognise(document: Document) -> Iterable[Fact | Diagnostic]:
    """Read the sentences, bullets and screens of a document."""
    if document.owner in _UNREAD:
        return
    for block in document.blocks:
        for said in said_of(block):
            if isinstance(block, Heading):
                yield from _screen(said)
            elif isinstance(block, Quote) and (had := _rows(said)):
                yield had
            else:
                yield from _said(said)


def _screen(said: Said) -> Iterator[MentionFact]:
    """Read `Planting form`: a screen of its own speaks of what it shows."""
    name = of_screen(said.text)
    if name:
        yield _mention(said, name, 0)


def _rows(said: Said) -> MentionFact | None:
    """Read a quote of one name a line below the heading of a thing: what its screen shows."""
    subject = subject_of(said.section[-1]) if said.section else ""
    rows = said.text.split("\n")
    if not subject or len(rows) < _ROWS or any(row.endswith((".", "!", "?")) for row in rows):
        return None
    fields = tuple(field for row in rows for field in fields_of(row))
    return _with(_mention(said, subject, 0), fields)


def _said(said: Said) -> Iterator[MentionFact]:
    label = _LABEL.match(said.raw)
    subject = subject_of(label["label"] if label else said.section[-1] if said.section else "")
    subject = subject or _aim(said)
    about = _thing_above(said)
    term = term_of(said.raw, said.text, said.section)
    if term is not None:
        about = term.name
    for match in _SENTENCE.finditer(_SHORT.sub(" ", unwrapped(said.text))):
        if len(match[0]) > _LONGEST:
            continue
        if (related := _RELATED.match(match[0])) and (above := _thing_above(said)):
            yield from _related(said, above, related, match.start())
            continue
        text = _SO.sub("", match[0])
        if term is not None and match.end() > term.start + 1:
            found = tuple(_defined(said, term, match))
            yield from found
            if any(mention.fields for mention in found):
                continue
        of, fields = _beside(said, text) or shown(text, subject)
        if of and fields:
            yield _with(_mention(said, of, match.start()), fields)
        else:
            about = _subject(text) or about
            yield from _sentence(said, text, match.start(), about)


def _aim(said: Said) -> str:
    """Return what the story above makes: the steps below `I want to offer a meal` are about it."""
    for above in (said.lead, said.section[-1] if said.section else ""):
        for verb in _VERB.finditer(above):
            if verb.lastgroup in _MAKES and _is_meant(above, verb.start()):
                return noun(" ".join(_phrase(above, verb.end())[0]))
    return ""


def _defined(said: Said, term: Term, match: re.Match[str]) -> Iterator[MentionFact]:
    """Read a sentence of the definition of a term: what one has, or else whose one is."""
    sentence = match[0][max(term.start - match.start(), 0) :]
    found = _mention(said, term.name, match.start())
    found = replace(found, defined=in_glossary(said.section))
    if fields := tuple(had(sentence, term.name)):
        yield replace(_with(found, fields), weak=len(fields) < _DEFINED)
    elif found.defined and not _SENTENCE.search(said.text, term.start + 1, match.start()):
        yield from (replace(found, within=name, weak=True) for name in of_whom(sentence))


def _beside(said: Said, text: str) -> tuple[str, tuple[Named, ...]] | None:
    """Read a bullet below `Besides:` in the section of a thing: one more field of it."""
    if said.depth is None or not _BESIDES.search(said.lead):
        return None
    thing, fields = _thing_above(said), fields_of(text)[:1]
    return (thing, fields) if thing and fields else None


def _subject(text: str) -> str:
    """Return what `Every route hangs on one wall` is about: the next sentence may call it `it`."""
    match = _EACH.match(text)
    return noun(match["name"]) if match else ""


def _sentence(said: Said, text: str, offset: int, about: str) -> Iterator[MentionFact]:
    """Read a sentence; `about` is what `it` stands for."""
    had = had_by(text, about)
    if had is not None and had.name:
        yield replace(_with(_mention(said, had.name, offset), had.fields), weak=had.passing)
        return
    for verb in _VERB.finditer(text):
        if not _is_noun(text, verb.start()):
            yield from _object(said, text, verb, offset)
    for passive in _PASSIVE.finditer(text):
        if name := _last_noun(passive["words"]):
            action = "create" if passive["make"] else ""
            yield replace(_mention(said, name, offset), action=action)


def _last_noun(words: str) -> str:
    """Return the noun before a verb: what stands behind the last article, else behind a conjunction."""
    behind = _BEFORE_LAST.split(words)
    return noun(behind[-1])


def _is_noun(text: str, start: int) -> bool:
    """Tell whether what looks like a verb is the noun: `the order`, `a parent's order`."""
    if text[start:].lstrip().partition(" ")[2].startswith("of "):
        return False
    before = text[:start].rstrip()
    word = before[before.rfind(" ") + 1 :].lower().strip("\"'“‘(")
    return word in BEFORE_NOUNS or word.endswith(("'s", "’s", "s'", "s’"))


def _is_meant(text: str, start: int) -> bool:
    """Tell whether somebody wants or may do what a verb says, and does not do it in passing."""
    before = text[:start]
    who = _WHO.search(before)
    first = _VERB.match(text.lstrip(' -*•"“'))
    return (
        first is not None
        or not before.strip(' -*•"“')
        or bool(_WISH.search(before))
        or who is not None
    )


def _thing_above(said: Said) -> str:
    """Return what the heading above names: `it` of the first sentence."""
    return noun(entity_name(said.section[-1])) if said.section else ""


def _related(said: Said, above: str, related: re.Match[str], offset: int) -> Iterator[MentionFact]:
    """Read `has many cards` and `belongs to a list` below the heading of a thing."""
    other = noun(related["other"])
    if other:
        parent, child = (other, above) if related["belongs"] else (above, other)
        found = replace(_mention(said, parent, offset), action="manage")
        yield from (found, replace(found, name=child, within=parent))


def _with(mention: MentionFact, fields: Iterable[Named]) -> MentionFact:
    listed = tuple((field.name, field.values) for field in fields if field.values)
    return replace(mention, fields=tuple(field.name for field in fields), values=listed)


def _object(said: Said, text: str, verb: re.Match[str], offset: int) -> Iterator[MentionFact]:
    """Read what a verb is about, what that has, and what it is part of."""
    words, end = _phrase(text, verb.end())
    scope = "own" if MINE & set(words) else "all" if words[:1] in (["all"], ["every"]) else ""
    name = noun(" ".join(words))
    if not name:
        return
    action = verb.lastgroup or ""
    action = "" if action == "other" else action
    is_meant = _is_meant(text, verb.start()) and not _COMES.match(verb[0])
    found = replace(
        _mention(said, name, offset),
        action=action,
        scope=scope,
        weak=action != "manage" and not is_meant,
        verb=verb[0].strip().lower(),
    )
    rest = text[end:]
    place = _WITHIN.match(rest)
    if place:
        above, stop = _phrase(rest, place.end())
        found = replace(found, within=noun(" ".join(above)))
        rest = rest[stop:]
    has = _WITH.match(rest)
    if has:
        found = _with(found, fields_of(rest[has.end() :]))
    yield replace(found, weak=found.weak and len(found.fields) < _DEFINED)
    if singular(words[-1]) != words[-1]:
        for other in _others(text, end):
            yield replace(found, name=other, fields=(), values=(), within="")


def _others(text: str, end: int) -> Iterator[str]:
    """Yield the other nouns that one verb makes: `creates routes, stops and school years`."""
    while other := _OTHER.match(text, end):
        if _VERB.match(f"{other['name']} ") or not (name := noun(other["name"])):
            return
        yield name
        end = other.end()


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


def _mention(said: Said, name: str, offset: int) -> MentionFact:
    return MentionFact(
        place=said.place(offset),
        authority=Authority.PROSE,
        section=said.section,
        name=name,
    )

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
from luke_cli.notations.prose_attributes import is_of_field, told_by
from luke_cli.notations.prose_definitions import Term, had, in_glossary, of_whom, term_of
from luke_cli.notations.prose_foreign import Heard, heard_in
from luke_cli.notations.prose_having import had_by
from luke_cli.notations.prose_lists import Named, fields_of, noun, of_screen, shown, subject_of
from luke_cli.notations.prose_phrases import VERB, is_meant, is_noun, last_noun, phrase
from luke_cli.notations.prose_topics import Topics, thing_above
from luke_cli.notations.prose_values import is_part
from luke_cli.notations.prose_words import MINE, VALUES
from luke_cli.notations.said import Said, said_of, unwrapped
from luke_cli.source import Diagnostic
from luke_cli.spec.facts import Authority, Fact, MentionFact

_SHORT: Final = re.compile(r"(?<=\b[ei]\.[ge])\.(?=\s)")
"""`e.g.` ends no sentence."""
_SENTENCE: Final = re.compile(r"[^.!?;\n]+(?:\.(?=\w)[^.!?;\n]*)*")
_COMES: Final = re.compile(r"lead|result|get|bring", re.IGNORECASE)
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
_IT: Final = re.compile(r"\W*it\s", re.IGNORECASE)
_AND_HAS: Final = re.compile(
    r"(?:,?\s+and\s+(?:it\s+)?|,\s+(?:it\s+)?|(?<=[a-z]):\s+(?:each|every)(?:\s+one)?\s+(?=is\s))(?=(?:has|is|belongs to|refers to|concerns|stays|remains|can be|may be|consists of|carries|contains|needs|gets|states|remembers|comprises)\s)",
    re.IGNORECASE,
)
_MANY: Final = re.compile(
    r"^\W*(?:all\s+)?(?P<name>[A-Z][a-z-]+s)\s+(?:take|are|have|come|can|may|must|happen|run|last|begin|start)\b"
)
"""`Inspections take place twice a year.`"""
_OPENING: Final = re.compile(
    r"^\W*(?:so|then|also|besides|further(?:more)?|moreover|in addition|of course|normally|usually|finally|first|later|otherwise|"
    r"yes|no|well|afterwards|that is why),?\s+(?=\w)",
    re.IGNORECASE,
)
"""`So a lesson has a date.`"""
_STEP: Final = re.compile(
    r"^\W*(?:first|then|next|after that|finally|last|at the end|below it|besides)\s*,?\s+(?:comes?\s+)?"
    r"(?P<rest>(?:the|an?|its)\s(?!.*\b(?:is|are|was|has|have|can|must|may|will|should|gets?|[a-z]+s\s+(?:the|an?|it|them))\b).+)$",
    re.IGNORECASE,
)
"""`Then the date, and a grade.`: what a form asks for, one after the other."""
_WITH: Final = re.compile(
    r"(?:\s+as well)?[\s,(]*\b(?:with|including|giving|stating|by entering) "
    r"(?=(?:its|their|an?|the|my|his|her)\b|[a-z]+ and\b|[a-z]+(?:[- ][a-z]+)?,)",
    re.IGNORECASE,
)
_WITH_LATER: Final = re.compile(
    r"[^.:,]{0,60},\s+(?:with|including|stating|giving|namely)\s+(?=(?:an?|the|its|their|my)\b)",
    re.IGNORECASE,
)
"""`report an incident after a walk, with the place and the time`"""
_WITHIN: Final = re.compile(
    r"\s*\b(?:in|on|to|for|of|under|below|at|from|into)\s+(?=(?:an?|the|my|one|each|every|any|our|their|"
    r"this)\b)",
    re.IGNORECASE,
)
_LABEL: Final = re.compile(
    r"\s*(?:\*\*|__)(?P<label>[^*_\n]{2,60}?)[.:?]?(?:\*\*|__)[.:]?\s+(?=\S)"
)
"""A label that is set before what it stands over: `**Items.** A list with ...`."""
_SO: Final = re.compile(r"\b(?:so that|so i|in order to|because)\b[^:]*", re.IGNORECASE)
_BESIDE: Final = re.compile(r"\bwhich\b[^:]*|(?<=\S )\b(?:when|if|while)\b[^:]*", re.IGNORECASE)
"""Clauses in which nobody does what the sentence is about."""
_RELATED: Final = re.compile(
    r"^\W*(?:(?P<belongs>belongs to|is part of|lives in)|has (?:many|one|several)|owns?(?: many| one)?|"
    r"contains(?: many)?)\s+(?:an?\s+|one\s+|many\s+)?(?P<other>[a-z][\w-]*(?: [\w-]+)?)\W*$",
    re.IGNORECASE,
)
_KEPT_OF: Final = re.compile(
    r"^\W*(?:of|for|about)\s+(?:an?|each|every|one|the)\s+[a-z][a-z -]{1,40}?,?\s+(?:we|they|the\s+system)\s",
    re.IGNORECASE,
)
"""`Of a boat we keep the name`: a sentence of its own, also below the heading of boats."""
_UNDECIDED: Final = re.compile(r"\W*whether\s+to\b", re.IGNORECASE)
_NOBODY: Final = re.compile(r"\b(?:nobody|no\s?one)\b[^,;:]*$", re.IGNORECASE)
_ROWS: Final = 3
"""So many lines of a quote are a list."""
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


_ENDPOINT: Final = re.compile(
    r"^\W*(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)\s+`?/.*$", re.MULTILINE
)


def recognise(document: Document) -> Iterable[Fact | Diagnostic]:
    """Read the sentences, bullets and screens of a document."""
    if document.owner in _UNREAD:
        return
    topics = Topics()
    for block in document.blocks:
        for words in said_of(block):
            said = topics.placed(block, words)
            if isinstance(block, Heading):
                yield from _screen(said)
            elif isinstance(block, Quote) and (had := _rows(said)):
                yield had
            else:
                yield from _said(said, topics)


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


def _prose(text: str) -> str:
    """Return a text with blanks for the lines that are endpoints: `GET /lockers   all lockers`."""
    return _ENDPOINT.sub(lambda line: " " * len(line[0]), text)


def _said(said: Said, topics: Topics) -> Iterator[MentionFact]:
    label = _LABEL.match(said.raw)
    subject = subject_of(label["label"] if label else said.section[-1] if said.section else "")
    subject = subject or topics.wanted(said)
    about = start = topics.above(said)
    term = term_of(said.raw, said.text, said.section)
    if term is not None:
        about = term.name
    for match in _SENTENCE.finditer(_SHORT.sub(" ", unwrapped(_prose(said.text)))):
        if len(match[0]) > _LONGEST or _UNDECIDED.match(match[0]):
            continue
        if (related := _RELATED.match(match[0])) and (above := thing_above(said)):
            yield from _related(said, above, related, match.start())
            continue
        if foreign := heard_in(match[0], about):
            about = foreign[0].name
            yield from (_heard(said, match.start(), one) for one in foreign)
            continue
        text = _SO.sub("", match[0])
        if term is not None and match.end() > term.start + 1:
            found = tuple(_defined(said, term, match))
            yield from found
            if any(mention.fields for mention in found):
                continue
        seen = "" if _KEPT_OF.match(text) else _BESIDE.sub("", text)
        of, fields = _beside(said, text) or shown(seen, subject, topics.item_of(said))
        if of and fields:
            yield _with(_mention(said, of, match.start()), fields)
        else:
            about = _subject(text) or about
            for part in _joined(text):
                found = tuple(_sentence(said, part, match.start(), about))
                about = _left_by(found) or about
                yield from found
    topics.note(said, about if about != start else "")


def _left_by(found: Iterable[MentionFact]) -> str:
    """Return what the next sentence may call `it`: what was described, or else made."""
    described = next((one.name for one in found if one.fields), "")
    return described or next((one.name for one in found if one.action == "create"), "")


def _heard(said: Said, offset: int, heard: Heard) -> MentionFact:
    """Return what a sentence in another language says as a mention."""
    found = _with(_mention(said, heard.name, offset), heard.fields)
    return replace(found, action=heard.action, scope="own" if heard.own else "", weak=heard.weak)


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
    thing, fields = thing_above(said), fields_of(text)[:1]
    return (thing, fields) if thing and fields else None


def _joined(text: str) -> list[str]:
    """Part `A bed lies in one section and has a name` where its second verb begins."""
    if step := _STEP.match(text):
        return [f"it has {step['rest']}"]
    text = _OPENING.sub("", text)
    if not _EACH.match(text) and not _IT.match(text) and ": each" not in text:
        return [text]
    first, *others = _AND_HAS.split(text)
    return [first, *(f"it {other}" for other in others)]


def _subject(text: str) -> str:
    """Return what `Every route hangs on one wall` is about: the next sentence may call it `it`."""
    text = _OPENING.sub("", text)
    match = _EACH.match(text) or _MANY.match(text)
    name = noun(match["name"]) if match and not is_of_field(text) else ""
    return "" if is_part(name) else name


def _sentence(said: Said, text: str, offset: int, about: str) -> Iterator[MentionFact]:
    """Read a sentence; `about` is what `it` stands for."""
    told = told_by(text, about)
    for one in told:
        mention = _with(_mention(said, one.of, offset), (one.field,))
        yield replace(mention, weak=not one.sure)
    had = None if told else had_by(text, about)
    if had is not None and had.name:
        yield replace(_with(_mention(said, had.name, offset), had.fields), weak=had.passing)
        return
    text = _BESIDE.sub("", text)
    for verb in VERB.finditer("" if told else text):
        if not is_noun(text, verb.start()) and not _NOBODY.search(text[: verb.start()]):
            yield from _object(said, text, verb, offset, about)
    for passive in _PASSIVE.finditer(text):
        if name := last_noun(passive["words"]):
            action = "create" if passive["make"] else ""
            yield replace(_mention(said, name, offset), action=action)


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


def _object(
    said: Said, text: str, verb: re.Match[str], offset: int, about: str
) -> Iterator[MentionFact]:
    """Read what a verb is about, what that has, and what it is part of."""
    words, end = phrase(text, verb.end())
    scope = "own" if MINE & set(words) else "all" if words[:1] in (["all"], ["every"]) else ""
    name = noun(" ".join(words))
    if not name:
        return
    if words[-1] in VALUES and about and not _WITHIN.match(text[end:]):
        # `The clerk may leave a remark`: it is one of what the text is about.
        yield replace(_with(_mention(said, about, offset), (Named(name),)), weak=True)
        return
    action = verb.lastgroup or ""
    action = "" if action == "other" else action
    meant = is_meant(text, verb.start()) and not _COMES.match(verb[0])
    found = replace(
        _mention(said, name, offset),
        action=action,
        scope=scope,
        weak=action != "manage" and not meant,
        verb=verb[0].strip().lower(),
    )
    rest = text[end:]
    place = _WITHIN.match(rest)
    if place:
        above, stop = phrase(rest, place.end())
        found = replace(found, within=noun(" ".join(above)))
        rest = rest[stop:]
    has = _WITH.match(rest) or _WITH_LATER.match(rest)
    if has:
        found = _with(found, fields_of(rest[has.end() :]))
    yield replace(found, weak=found.weak and len(found.fields) < _DEFINED)
    if singular(words[-1]) != words[-1]:
        for other in _others(text, end):
            yield replace(found, name=other, fields=(), values=(), within="")


def _others(text: str, end: int) -> Iterator[str]:
    """Yield the other nouns that one verb makes: `creates routes, stops and school years`."""
    while other := _OTHER.match(text, end):
        if VERB.match(f"{other['name']} ") or not (name := noun(other["name"])):
            return
        yield name
        end = other.end()


def _mention(said: Said, name: str, offset: int) -> MentionFact:
    return MentionFact(
        place=said.place(offset),
        authority=Authority.PROSE,
        section=said.section,
        name=name,
    )

"""Who is told of what happens: sentences, stories and rows of a table.

When a trip is approved, the employee is notified by e-mail.
An e-mail is sent to the managers whenever an order is placed or cancelled.
As an employee, I want to get a mail when my trip is rejected.

| Event         | Recipient | Channel |
|---------------|-----------|---------|
| Trip approved | Employee  | e-mail  |
"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from luke_cli.docs.document import Document, Fence, Heading, Table
from luke_cli.docs.markdown import plain
from luke_cli.notations.said import Said, said_of, unwrapped
from luke_cli.notations.story_forms import story_in
from luke_cli.source import Diagnostic, Span
from luke_cli.spec.facts import Authority, Fact, NotificationFact

_SENTENCE: Final = re.compile(r"[^.;!?\n]+(?:[.](?=\w)[^.;!?\n]*)*[.;!?]?")
_WHEN: Final = (
    r"(?:(?:right|immediately|directly|shortly)\s+)?"
    r"(?:when(?:ever)?|once|after|as\s+soon\s+as|(?:every|each)\s+time|if)"
)
_MAIL: Final = r"e-?\s?mails?|mails?"
_MODAL: Final = (
    r"(?:(?:will|must|shall|should|has\s+to|have\s+to|needs?\s+to|is\s+to|are\s+to)\s+)?"
)
_HOW: Final = r"(?:(?:also|then|always|automatically|immediately|additionally)\s+)*"
_THING: Final = (
    rf"(?P<what>(?:[\w-]+\s+){{0,3}}?(?:{_MAIL}|notifications?|messages?|alerts?|sms|webhooks?)\b)"
)
_TOLD: Final = r"(?P<told>[^;:]{2,120}?)"
_BE: Final = r"(?:is|are|gets?|be)"
_NOTIFIED: Final = r"(?:notified|informed|alerted|told|(?P<mailed>e-?mailed|mailed))\b"
_TAIL: Final = r"(?P<tail>(?:\s+.*)?)"
_US: Final = r"(?:the\s+(?:system|backend|application|app|service|server)|we|it)"
_ENDS: Final = r"(?=\s+(?:by|via|with|about|containing)\b|[.;!?\s]*$)"
_SENT: Final = (
    rf"(?:(?:is|are|gets?|be)\s+{_HOW}(?:sent|delivered|posted)(?:\s+out)?|go(?:es)?(?:\s+out)?)"
)
_HOOK: Final = r"(?P<what>(?:[\w-]+\s+){0,3}?web-?hooks?(?:\s+(?:calls?|requests?|events?))?)"
_FIRES: Final = r"(?:posts?|sends?|fires?|delivers?|triggers?|emits?|calls?)"
_FIRED: Final = r"(?:sent|delivered|posted|fired|triggered|emitted|published)(?:\s+out)?"
_TELLS: Final = r"(?:notif(?:y|ies)|informs?|alerts?|(?P<mailed>e-?mails?|mails?))"
_CLAUSES: Final = tuple(
    re.compile(rf"\s*(?:then\s+)?{form}{_TAIL}[.;!?]?\s*", re.IGNORECASE | re.DOTALL)
    for form in (
        rf"{_TOLD}\s+{_MODAL}{_HOW}{_BE}\s+{_HOW}{_NOTIFIED}",
        rf"{_TOLD}\s+{_MODAL}{_HOW}(?:receives?|gets?)\s+(?:an?\s+|the\s+)?{_THING}",
        rf"(?:an?\s+|the\s+)?{_THING}\s+{_MODAL}{_HOW}{_SENT}\s+to\s+{_TOLD}{_ENDS}",
        rf"{_US}\s+{_MODAL}{_HOW}sends?\s+(?:an?\s+|the\s+)?{_THING}\s+to\s+{_TOLD}{_ENDS}",
        rf"{_US}\s+{_MODAL}{_HOW}{_TELLS}\s+{_TOLD}{_ENDS}",
        rf"(?:{_US}\s+{_MODAL}{_HOW})?{_FIRES}\s+(?:an?\s+|the\s+)?{_HOOK}(?:\s+to\s+{_TOLD})?{_ENDS}",
        rf"(?:an?\s+|the\s+)?{_HOOK}\s+{_MODAL}{_HOW}{_BE}\s+{_HOW}{_FIRED}{_ENDS}",
    )
)
_INCOMING: Final = re.compile(
    r"(?:us|we|our)\b|the\s+(?:system|backend|server|application|api)\b"
    r"|.*\bby\s+(?!us\b|our\b|the\s+(?:system|backend|server|application|api)\b)",
    re.IGNORECASE | re.DOTALL,
)
"""Who gets a webhook, or who sends it, if it comes in."""
_WISHES: Final = tuple(
    re.compile(rf"\s*{form}{_TAIL}[.;!?]?\s*", re.IGNORECASE | re.DOTALL)
    for form in (
        rf"(?:(?P<told>(?:the|my|our|all)\s+[^,;:]{{2,60}}?)\s+)?(?:to\s+)?be\s+{_HOW}{_NOTIFIED}",
        rf"(?:(?P<told>(?:the|my|our|all)\s+[^,;:]{{2,60}}?)\s+)?(?:to\s+)?(?:receive|get|have)\s+(?:an?\s+|the\s+)?{_THING}",
    )
)
"""What the goal of a story may be: somebody wants to be told, or that another one is."""
_LATER: Final = re.compile(rf"(?P<main>.+?),?\s+{_WHEN}\s+(?P<event>.+)", re.IGNORECASE | re.DOTALL)
_FIRST: Final = re.compile(rf"\W*{_WHEN}\s+", re.IGNORECASE)
_SOMEBODY: Final = re.compile(
    r",\s*(?:then\s+)?(?:the|an?|all|every|each|its|their|his|her|my|our|any|both|we|it)\b",
    re.IGNORECASE,
)
"""The comma behind which somebody is told."""
_GOES_ON: Final = re.compile(r",\s*(?:(?:or|and)\b|\w+(?:ed|en)\b)", re.IGNORECASE)
"""A comma within what happens: `approved, rejected or withdrawn`."""
_REASON: Final = re.compile(
    r"[\s,]+(?:so\s+that|in\s+order\s+to|because|so\s+(?:I|we|they|that)\b).*", re.DOTALL
)
_NOT: Final = re.compile(
    r"\b(?:not|never|nobody|no[ -]one|no|without|later|future|phase\s+\d|out\s+of\s+scope|unless|could|might)\b",
    re.IGNORECASE,
)
_CHANNELS: Final = (
    ("push", re.compile(r"\bpush\b", re.IGNORECASE)),
    ("sms", re.compile(r"\bsms\b|\btext\s+messages?\b", re.IGNORECASE)),
    ("chat", re.compile(r"\bslack\b|\bteams\s+message|\bwhats\s?app\b|\btelegram\b", re.IGNORECASE)),
    ("in-app", re.compile(r"\bin[- ]app\b|\binbox\b|\bin\s+the\s+app(?:lication)?\b", re.IGNORECASE)),
    ("webhook", re.compile(r"\bweb-?hooks?\b", re.IGNORECASE)),
    ("mail", re.compile(rf"\b(?:{_MAIL})\b", re.IGNORECASE)),
)  # fmt: skip
_HEADERS: Final = {
    "event": re.compile(r"\b(?:events?|triggers?|when|occasion|happens)\b", re.IGNORECASE),
    "told": re.compile(r"\b(?:recipients?|receivers?|who|to|told|notif\w+|audience)\b", re.IGNORECASE),
    "channel": re.compile(r"\b(?:channels?|via|by|medium|how)\b", re.IGNORECASE),
}  # fmt: skip
_ABOUT: Final = re.compile(
    rf"notif|{_MAIL}|messag|alert|sms|webhook|recipient|inform|\btold\b", re.IGNORECASE
)
_LONGEST: Final = 400
"""Characters of a sentence that says one thing."""


class _Told(NamedTuple):
    event: str
    told: str
    channels: tuple[str, ...]


def recognise(document: Document) -> Iterator[Fact | Diagnostic]:
    """Find who is told of what, over which channels."""
    for block in document.blocks:
        if isinstance(block, Table):
            yield from _table(block)
        elif not isinstance(block, Heading | Fence):
            for said in said_of(block):
                yield from _said(said)


def _said(said: Said) -> Iterator[NotificationFact]:
    if _ABOUT.search(said.text) is None:
        return
    text = unwrapped(said.text)
    for match in _SENTENCE.finditer(text):
        sentence = match[0].strip()
        if _ABOUT.search(sentence) is None:
            continue
        start = match.start() + len(match[0]) - len(match[0].lstrip())
        place = said.place(start, start + len(sentence))
        for told in _read(sentence):
            yield from _facts(told, place, said.section)


def _read(sentence: str) -> Iterator[_Told]:
    if len(sentence) > _LONGEST:
        return
    story = story_in(sentence)
    if story is not None:
        found = _of_story(story.role, story.goal)
    else:
        found = _when_first(sentence) or _when_last(sentence, _CLAUSES, "")
    if found and not _NOT.search(found.told):
        yield found


def _of_story(role: str, goal: str) -> _Told | None:
    return _when_last(_REASON.sub("", goal), _WISHES, role)


def _when_first(sentence: str) -> _Told | None:
    """Read `When a trip is approved, the employee is notified`; the event may have commas in it."""
    first = _FIRST.match(sentence)
    if first is None:
        return None
    ends = [comma.start() for comma in re.finditer(",", sentence)]
    ends = [end for end in ends if not _GOES_ON.match(sentence, end)]
    ends.sort(key=lambda end: _SOMEBODY.match(sentence, end) is None)
    for end in ends:
        found = _clause(sentence[end + 1 :], _CLAUSES, "")
        if found:
            return found._replace(event=sentence[first.end() : end].strip())
    return None


def _when_last(sentence: str, forms: tuple[re.Pattern[str], ...], role: str) -> _Told | None:
    later = _LATER.fullmatch(sentence)
    found = _clause(later["main"], forms, role) if later else None
    if later is None or found is None:
        return None
    event = _REASON.sub("", later["event"]).rstrip(".;!? ")
    also = _channels_in(event) if not found.channels else ()
    return found._replace(event=event, channels=found.channels or also)


def _clause(text: str, forms: tuple[re.Pattern[str], ...], role: str) -> _Told | None:
    for form in forms:
        match = form.fullmatch(text)
        if match:
            named = match.groupdict()
            how = " ".join(filter(None, (named.get("what"), named.get("mailed"), match["tail"])))
            told = " ".join((named.get("told") or role).split())
            channels = _channels_in(how)
            if "webhook" in channels and any(map(_INCOMING.match, (told, match["tail"]))):
                return None
            return _Told("", told, channels)
    return None


def _channels_in(text: str) -> tuple[str, ...]:
    return tuple(name for name, pattern in _CHANNELS if pattern.search(text))


def _table(table: Table) -> Iterator[NotificationFact]:
    columns = {
        name: next((i for i, head in enumerate(table.header) if pattern.search(head)), None)
        for name, pattern in _HEADERS.items()
    }
    event, told, channel = columns["event"], columns["told"], columns["channel"]
    around = " ".join((*table.section[-2:], table.lead, *table.header))
    if event is None or told is None or event == told or not _ABOUT.search(around):
        return
    for row in table.rows:
        how = row.cells[channel] if channel not in (None, event, told) else around
        place = Span(table.span.file, row.line)
        said = _Told(plain(row.cells[event]), plain(row.cells[told]), _channels_in(how))
        if said.event and said.told and not _NOT.search(said.told):
            yield from _facts(said, place, table.section, Authority.LIST)


def _facts(
    told: _Told, place: Span, section: tuple[str, ...], authority: Authority = Authority.PROSE
) -> Iterator[NotificationFact]:
    for channel in told.channels or ("",):
        yield NotificationFact(
            place=place,
            authority=authority,
            section=section,
            event=" ".join(told.event.split()),
            told=told.told,
            channel=channel,
        )

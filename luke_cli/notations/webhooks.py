"""Which events others are told of by webhook, where no sentence says who they are.

## Webhooks

- `order.paid` - an order was paid

| Event | Payload |
|---|---|
| order.created | the order |

A signed webhook is sent for `order.paid` and `order.created`.
"""

import re
from collections.abc import Iterator
from typing import Final

from luke_cli.docs.document import Document, Fence, Heading, Item, Table
from luke_cli.docs.markdown import plain
from luke_cli.notations.said import Said, said_of
from luke_cli.source import Diagnostic, Span
from luke_cli.spec.facts import Authority, Fact, NotificationFact
from luke_cli.spec.webhooks import CHANNEL, SUBSCRIBERS

_HOOK: Final = re.compile(r"\bweb-?hooks?\b", re.IGNORECASE)
_HEADING: Final = re.compile(
    r"(?:[\d.]+\s+)?(?:outgoing|outbound|partner|signed)?\s*web-?hooks?(?:\s+(?:events?|subscriptions?))?",
    re.IGNORECASE,
)
"""A section that is about webhooks that go out; one of a provider is about those that come in."""
_OUT: Final = re.compile(
    r"\b(?:outgoing|outbound|subscri\w+|sends?|sent|posts?|posted|delivers?|delivered|fires?|fired|emits?|"
    r"emitted|publish\w*|signed)\b",
    re.IGNORECASE,
)
_IN: Final = re.compile(
    r"\b(?:incoming|inbound|receiv\w+\s+from|from|to\s+(?:us|our)|handlers?|handled|we\s+receive|not|no|never|"
    r"later|future|phase\s+\d|out\s+of\s+scope)\b",
    re.IGNORECASE,
)
_NAME: Final = r"[a-z][a-z0-9_]*[.:][a-z][a-z0-9_]*"
_BULLET: Final = re.compile(rf"(?P<name>{_NAME})\s*(?:$|[-–—:(,].*)", re.DOTALL)
_QUOTED: Final = re.compile(rf"`({_NAME})`")
_EVENT: Final = re.compile(r"\b(?:events?|triggers?|topics?)\b", re.IGNORECASE)
_TOLD: Final = re.compile(
    r"\b(?:recipients?|receivers?|who|to|told|notif\w+|audience|handled|action|effect|reaction)\b",
    re.IGNORECASE,
)
_SENTENCE: Final = re.compile(r"[^;!?\n]+?(?:[.](?=\s|$)|[;!?]|$)")


def recognise(document: Document) -> Iterator[Fact | Diagnostic]:
    """Find the events that go out as webhooks."""
    for block in document.blocks:
        if isinstance(block, Table):
            yield from _table(block)
        elif isinstance(block, Item) and _goes_out(block.section[-2:], block.lead):
            yield from _bullet(block)
        elif not isinstance(block, Heading | Fence):
            for said in said_of(block):
                yield from _sentences(said)


def _goes_out(section: tuple[str, ...], lead: str) -> bool:
    """Tell whether what stands in a section goes out as a webhook."""
    if any(_HEADING.fullmatch(heading.strip()) for heading in section):
        return not _IN.search(lead)
    around = " ".join((*section, lead))
    return bool(_HOOK.search(around) and _OUT.search(around)) and not _IN.search(around)


def _bullet(item: Item) -> Iterator[NotificationFact]:
    match = _BULLET.fullmatch(plain(item.text).strip())
    if match:
        yield _fact(match["name"], item.span, item.section)


def _table(table: Table) -> Iterator[NotificationFact]:
    column = next((i for i, head in enumerate(table.header) if _EVENT.search(head)), None)
    told = any(_TOLD.search(head) for head in table.header)
    if column is None or told or not _goes_out(table.section[-2:], table.lead):
        return
    for row in table.rows:
        event = plain(row.cells[column]).strip()
        if event:
            yield _fact(event, Span(table.span.file, row.line), table.section, Authority.LIST)


def _sentences(said: Said) -> Iterator[NotificationFact]:
    if not _HOOK.search(said.raw):
        return
    for sentence in _SENTENCE.finditer(said.raw):
        text = sentence[0]
        if _HOOK.search(text) and _OUT.search(text) and not _IN.search(text):
            for name in _QUOTED.findall(text):
                at = max(said.text.find(name), 0)
                yield _fact(name, said.place(at), said.section)


def _fact(
    event: str, place: Span, section: tuple[str, ...], authority: Authority = Authority.PROSE
) -> NotificationFact:
    return NotificationFact(
        place=place,
        authority=authority,
        section=section,
        event=event,
        told=SUBSCRIBERS,
        channel=CHANNEL,
    )

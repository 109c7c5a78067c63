"""Whose a list, a table or a fence is: the heading or the sentence above it says so."""

import re
from dataclasses import dataclass, replace
from typing import Final

from luke_cli.docs.document import Block, Heading, Paragraph
from luke_cli.docs.markdown import plain
from luke_cli.names import singular, snake
from luke_cli.notations.context import entity_in_lead, entity_name, table_name
from luke_cli.source import Span

ABOUT_FIELDS: Final = re.compile(
    r"\W*(?:.*\b)?(?:fields|attributes|columns|properties|schema|structure)\b", re.IGNORECASE
)
"""A lead or heading that stands over fields without naming whose they are."""
_OTHER_LISTS: Final = re.compile(
    r"\b(?:index(?:es)?|indices|relation(?:ship)?s?|rules?|constraints?|methods?|operations?|"
    r"actions?|endpoints?|permissions?|validations?|notes?|behaviou?rs?|invariants?|queries|"
    r"responsibilit\w+|features?|examples?|transitions?|triggers?|hooks?|effects?|use cases?|logic|"
    r"access|assumptions?|policies|events?|parameters?|request|response|filters?|benefits?|steps?|"
    r"goals?|requirements?|criteria|stories|challenges|considerations?|services?)\W*$",
    re.IGNORECASE,
)


_FOREIGN: Final = re.compile(
    r"\b(?:providers?|vendors?|third[ -]part(?:y|ies)|partners?|upstream|external|gateway|webhooks?)\b"
    r".*\b(?:sends?|push(?:es)?|returns?|answers?|delivers?|calls?|posts?|provides?|gives?|payload)\b|"
    r"\b(?:answer|response|payload|reply|message|callback)s?\s+(?:of\s+theirs|from\s+(?:them|the\s+"
    r"(?:provider|vendor|partner|service)))\b|"
    r"\b(?:the|their|an?)\s+(?:(?:[\w-]+\s+){1,3}(?:service|system|platform|network|office|exchange|company|app)|"
    r"(?:[\w-]+\s+){0,3}(?:broker|bank|carrier|agency|authority|registry|logger|sensor|device|scanner|printer|"
    r"terminal|institute|portal|supplier|insurer|bureau|machine|scale|meter|processor|courier|queue))s?\s+"
    r"(?:wants?|expects?|asks?\s+for|takes?|accepts?|answers?|repl(?:y|ies)|returns?|sends?|push(?:es)?|posts?|"
    r"mails?|hands?|gives?|delivers?|understands?|speaks?)\b[^.!?]{0,80}:\s*$",
    re.IGNORECASE,
)
"""What stands below is what somebody else keeps, sends or wants."""
_DEFINES: Final = re.compile(r"(?:\*\*|__)[\w ]+(?:\*\*|__)\s*[:–—-]?\s*\(`\w+`\)\s*[:.]?")
"""`**Order** (`orders`)`"""


@dataclass(frozen=True, slots=True)
class Owner:
    """The entity that a block describes."""

    name: str
    """"" if nothing above names one."""
    place: Span
    """Where it is named."""
    table: str = ""


@dataclass(frozen=True, slots=True)
class Above:
    """The headings and the paragraph that stand above a block."""

    headings: tuple[Heading, ...] = ()
    paragraph: Paragraph | None = None

    def below(self, block: Block) -> "Above":
        """Return what stands above the block behind this one."""
        if isinstance(block, Heading):
            outer = tuple(heading for heading in self.headings if heading.level < block.level)
            return Above((*outer, block))
        return replace(self, paragraph=block) if isinstance(block, Paragraph) else self

    def owner(self, block: Block, lead: str) -> Owner:
        """Return whose the block is; a heading that says the same as the lead is the place.

        A lead with a name and a table of its own is nearer than a heading over several.
        """
        by_heading = self._by_heading(block)
        if coded := self._coded(lead):
            by_heading = replace(by_heading, name=coded)
        if not lead or coded:
            return by_heading
        name = entity_in_lead(lead)
        last = lead.rpartition("\n")[2]
        if _FOREIGN.search(last):
            return Owner("", block.span)
        if name and not _OTHER_LISTS.search(name):
            if _folded(name) == _folded(by_heading.name) and not _DEFINES.fullmatch(last.strip()):
                return replace(by_heading, table=by_heading.table or table_name(f"({name})"))
            return Owner(name, self._place_of(lead, block.span), table_name(last))
        if _OTHER_LISTS.search(last[-80:]) and not ABOUT_FIELDS.search(last):
            return Owner("", block.span)
        return by_heading

    def _coded(self, lead: str) -> str:
        """Return what both the brackets of the heading and the lead call it: `Tarifa (Tariff)`."""
        heading = plain(self.headings[-1].text) if self.headings else ""
        named = set(re.findall(r"`([A-Z]\w*)`", lead))
        return next((name for name in sorted(named) if f"({name})" in heading), "")

    def _by_heading(self, block: Block) -> Owner:
        heading = self.headings[-1] if self.headings else None
        if heading is None or heading.section != block.section:
            return Owner("", block.span)
        name = entity_name(heading.text)
        if not name and len(self.headings) > 1 and ABOUT_FIELDS.fullmatch(plain(heading.text)):
            heading = self.headings[-2]
            name = entity_name(heading.text)
        return Owner(name, heading.span, table_name(heading.text) if name else "")

    def _place_of(self, lead: str, otherwise: Span) -> Span:
        """Return the place of a lead: its last line."""
        if self.paragraph is None or self.paragraph.text.strip() != lead:
            return otherwise
        return Span(self.paragraph.span.file, self.paragraph.span.end_line)


def _folded(name: str) -> str:
    return singular(snake(name))

"""The life of a thing in prose: the states that it has one after the other, and how it leaves them.

A concert is planned, then it is announced, then it is over.     A planned or announced concert can be called off.
A loan is open, then returned; it can be lost until it is returned.
"""

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from luke_cli.docs.document import Document, Item, Paragraph
from luke_cli.docs.markdown import plain
from luke_cli.names import singular
from luke_cli.notations.said import unwrapped
from luke_cli.notations.states import Where, is_state, transition_fact
from luke_cli.source import Diagnostic, Span
from luke_cli.spec.facts import Fact

_STATE: Final = (
    r"(?:(?:called|taken|handed|put|sent|paid|given|written|laid) (?:off|out|back|in|over|down|up)"
    r"|(?!an?\b|the\b|not\b|only\b|always\b|never\b|also\b|it\b|its\b|one\b)[a-z]{3,14}(?![\w-]))"
)
_WHEN: Final = r"(?:\s+(?:when|once|as\s+soon\s+as|after|by|over|from|at)\s[^,;.]*)?"
_THEN: Final = (
    r",?\s+(?:and\s+)?(?:then|later|finally|afterwards|after\s+that|in\s+the\s+end)\s+"
    r"(?:(?:it|they)\s+)?(?:(?:is|are|becomes?)\s+)?"
)
_AND: Final = r",?\s+and\s+(?:finally\s+)?(?:(?:it\s+)?is\s+)?"
_CHAIN: Final = re.compile(
    rf"(?:^|[.!?;:]\s+)(?:An?|Each|Every|The)\s+(?P<thing>[a-z]+(?: [a-z]+)?)\s+(?:is|starts?\s+(?:out\s+)?as)\s+(?:at\s+)?(?:first\s+)?"
    rf"(?P<first>{_STATE}){_WHEN}(?P<more>(?:{_THEN}{_STATE}{_WHEN})+(?:{_AND}{_STATE}{_WHEN})?)(?=\s*[.;!,]|$)"
)
_NEXT: Final = re.compile(rf"(?:{_THEN}|{_AND})(?P<state>{_STATE}){_WHEN}")
_OUT: Final = re.compile(
    rf"(?:^|[.!?;]\s+)(?:An?|Any|Every)\s+(?P<states>{_STATE}(?:(?:,\s+|,?\s+or\s+){_STATE})*)\s+(?P<thing>[a-z]+(?: [a-z]+)?)\s+"
    rf"(?:can|may)\s+(?:still\s+|also\s+)?be\s+(?P<to>{_STATE})"
)
_UNTIL: Final = re.compile(
    rf"(?:^|[.!?;]\s+)(?:(?:The|An?)\s+[a-z]+(?: [a-z]+)?|[Ii]t)\s+(?:can|may)\s+be\s+(?P<to>{_STATE})\s+"
    rf"(?P<while>until|before|while|as\s+long\s+as)\s+(?:it|that)\s+is\s+(?:still\s+)?(?P<states>{_STATE}(?:\s+or\s+{_STATE})*)"
)
_WORD: Final = re.compile(_STATE)
_CERTAIN: Final = 3
"""So many states are a life, whatever they are called."""


def recognise(document: Document) -> Iterable[Fact | Diagnostic]:
    """Read the lives that paragraphs and items tell."""
    for block in document.blocks:
        if isinstance(block, Paragraph | Item):
            text = unwrapped(plain(block.text)).replace("\n", " ")
            for match in _CHAIN.finditer(text):
                states = [match["first"], *(m["state"] for m in _NEXT.finditer(match["more"]))]
                if len(states) >= _CERTAIN or all(map(is_state, states)):
                    yield from _life(block, text, match, states)


def _life(
    block: Paragraph | Item, text: str, match: re.Match[str], states: Sequence[str]
) -> Iterator[Fact]:
    thing = singular(match["thing"].replace(" ", "_"))

    def where(start: int) -> Where:
        line = block.span.line + plain(block.text).count("\n", 0, start)
        return Where(Span(block.span.file, line), block.section, thing)

    for source, target in itertools.pairwise(states):
        yield transition_fact(where(match.start("thing")), source, target, "")
    for out in _OUT.finditer(text):
        named = [one for one in _WORD.findall(out["states"]) if one != "or"]
        if singular(out["thing"].replace(" ", "_")) == thing and set(named) <= set(states):
            yield from (
                transition_fact(where(out.start("to")), one, out["to"], "") for one in named
            )
    for out in _UNTIL.finditer(text, match.end() - 1):
        named = [one for one in re.split(r"\s+or\s+", out["states"]) if one in states]
        if out["while"] in ("until", "before"):
            named = list(states[: states.index(named[0])]) if named else []
        yield from (transition_fact(where(out.start("to")), one, out["to"], "") for one in named)

"""Sentences and screens that say how a field must be that is defined elsewhere.

The title of an event has at most 200 characters.      A crew member's passport is optional.
Purchase order states: draft, sent, received.          A lesson is planned, held or cancelled.
The chip number of a patient has 15 digits and is unique.      Room names have up to 40 characters.
Name (required, max 80 characters), e-mail, phone (required)

Nothing becomes a field by such words: resolve looks for the field that they mean.
"""

import re
from collections.abc import Iterator
from typing import Final

from luke_cli.docs.document import Block, Document, Item, Paragraph, Quote, Table
from luke_cli.docs.markdown import plain
from luke_cli.notations.field_phrases import qualify
from luke_cli.notations.phrase import Phrase
from luke_cli.notations.rule_sentences import is_of_another, read_sentence, subject_of
from luke_cli.notations.rule_words import Rule, read_rule
from luke_cli.source import Diagnostic, Span
from luke_cli.spec.facts import Authority, Fact, RuleFact

_END: Final = re.compile(r"[.!?]\s+(?=[A-Z`*\"(])|;\s+|\s+[–—]\s+")
_MAX_SENTENCE: Final = 300
_REQUIREMENT: Final = re.compile(
    r"\b(?:requirements?|rules?|statement|user story|story|acceptance criteri(?:a|on))\b",
    re.IGNORECASE,
)
_VERB: Final = re.compile(
    r"\s+(?P<verb>has|have|is|are|must|may|can|cannot|can['’]t|should|takes?|contains?|needs?|"
    r"defaults?)\b\s*"
)
_LISTED: Final = re.compile(
    r"(?:^|[,:]\s+|\bthe\s+|\bwith\s+|\band\s+|\bhas\s+an?\s+)(?P<name>[A-Za-z][\w'’-]*(?:\s[a-z][\w'’-]*){0,2})"
    r"(?:\s+\((?P<inside>[^()]{3,160})\)|:\s+(?P<values>[a-z][\w-]*(?:\s[\w-]+)?"
    r"(?:\s*,\s*[\w -]+){1,12}(?:,?\s+(?:or|and)\s+[\w -]+)?)\s*$)"
)
_SHOWING: Final = re.compile(
    r"^(?:(?:it|the \w+)\s+)?(?:shows?|displays?|lists?|contains?|fields?|columns?|inputs?)\b\s*:?\s*",
    re.IGNORECASE,
)
_SHOWN: Final = re.compile(
    r"^(?P<name>(?:[A-Za-z][\w'’-]*\s){0,3}(?:states?|statuses|status|values|kinds?|types?|levels?|"
    r"categories|priorities))\s*(?:are|is)?\s*:\s*(?P<values>.+)$",
    re.IGNORECASE,
)
_OF: Final = re.compile(
    r"^(?P<field>.+?)\s+of\s+(?:an?|the|each|every|any|all|their|its)?\s*(?P<entity>[A-Za-z].*)$",
    re.IGNORECASE,
)
_OWNED: Final = re.compile(r"^(?P<entity>.+?)(?:['’]s|s['’])\s+(?P<field>.+)$")
_DETERMINER: Final = re.compile(
    r"^(?:(?:the|an?|each|every|any|all|its|their|our|his|her|one|both|and|with|in|on)\s+)+",
    re.IGNORECASE,
)
_SUBJECT: Final = re.compile(r"[^\W\d][\w'’/-]*(?:\s[\w'’/-]+){0,6}")


def recognise(document: Document) -> Iterator[Fact | Diagnostic]:
    """Find what the words of a document say of fields."""
    for block in document.blocks:
        if isinstance(block, Paragraph | Item | Quote):
            yield from _in_text(block, block.text, block.span.line)
        elif isinstance(block, Table):
            yield from _in_requirements(block)


def _in_requirements(table: Table) -> Iterator[Fact]:
    """Read the sentences of a table of requirements; those of other tables are notes."""
    columns = [i for i, head in enumerate(table.header) if _REQUIREMENT.search(plain(head))]
    for row in table.rows if columns else ():
        for column in columns:
            yield from _in_text(table, row.cells[column], row.line)


def _in_text(block: Block, text: str, first: int) -> Iterator[Fact]:
    subject = ""
    for sentence, line in _sentences(text, first):
        place = Span(block.span.file, line)
        if not is_of_another(sentence):
            for rule, words in _rules(sentence):
                entity, field = _parted(words)
                yield _fact(rule, entity, field, place, block.section)
        for said in read_sentence(sentence, subject):
            yield _fact(said.rule, said.entity, said.field, place, block.section)
        subject = subject_of(sentence) or subject


def _sentences(block_text: str, line: int) -> Iterator[tuple[str, int]]:
    text = plain(block_text)
    flat = text.replace("\n", " ")
    start = 0
    for end in (*(match.end() for match in _END.finditer(flat)), len(flat)):
        sentence = flat[start:end].strip(" .;–—")
        lead = len(flat[start:end]) - len(flat[start:end].lstrip())
        if sentence and len(sentence) <= _MAX_SENTENCE:
            yield sentence, line + text.count("\n", start, start + lead)
        line += text.count("\n", start, end)
        start = end


def _rules(text: str) -> Iterator[tuple[Rule, str]]:
    """Yield what a sentence says and the words that it says it of."""
    shown = _SHOWN.match(text)
    if shown is not None and (rule := read_rule("is", shown["values"])):
        yield rule, shown["name"]
        return
    verb = _VERB.search(text)
    if verb is not None and verb.start():
        subject = _DETERMINER.sub("", text[: verb.start()].strip())
        if _SUBJECT.fullmatch(subject):
            for part in re.split(
                r",?\s+and\s+(?=(?:is|are|has|have|must|may|can)\s)", text[verb.start() :]
            ):
                name, _, rest = part.strip().partition(" ")
                if rule := read_rule(name, rest):
                    yield rule, subject
    yield from _listed(text)


def _listed(text: str) -> Iterator[tuple[Rule, str]]:
    """Read `phone (required)` and `the status: pending, approved or rejected` in a list."""
    for match in _LISTED.finditer(_SHOWING.sub("", text)):
        if match["values"]:
            if rule := read_rule("is", match["values"]):
                yield rule, match["name"]
            continue
        probe = Phrase((match["name"],))
        qualify(probe, match["inside"])
        limited = probe.max_length or probe.maximum or probe.minimum
        if probe.known and (probe.required is not None or probe.values or limited):
            rule = Rule(
                required=probe.required,
                unique=probe.unique,
                min_length=probe.min_length,
                max_length=probe.max_length,
                minimum=probe.minimum,
                maximum=probe.maximum,
                values=probe.values,
            )
            yield rule, _DETERMINER.sub("", match["name"])


def _parted(subject: str) -> tuple[str, str]:
    """Return the entity and the field of `the title of an event`, `an event's title`."""
    for form in (_OF, _OWNED):
        match = form.match(subject)
        if match is not None:
            field = _DETERMINER.sub("", match["field"])
            return _DETERMINER.sub("", match["entity"]).strip(), field.strip()
    return "", _DETERMINER.sub("", subject).strip()


def _fact(rule: Rule, entity: str, field: str, place: Span, section: tuple[str, ...]) -> RuleFact:
    return RuleFact(
        place=place,
        authority=Authority.PROSE,
        section=section,
        entity=entity,
        field=field,
        required=rule.required,
        unique=rule.unique,
        min_length=rule.min_length,
        max_length=rule.max_length,
        minimum=rule.minimum,
        maximum=rule.maximum,
        default=rule.default,
        values=rule.values,
    )

"""Sentences and screens that say how a field must be that is defined elsewhere.

The title of an event has at most 200 characters.      A crew member's passport is optional.
Purchase order states: draft, sent, received.          A lesson is planned, held or cancelled.
The chip number of a patient has 15 digits and is unique.      Room names have up to 40 characters.
Name (required, max 80 characters), e-mail, phone (required)

Nothing becomes a field by such words: resolve looks for the field that they mean.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from luke_cli.docs.document import Block, Document, Fence, Item, Paragraph, Quote, Table
from luke_cli.docs.markdown import plain
from luke_cli.notations.field_phrases import qualify
from luke_cli.notations.form_rules import is_of_screens, rule_of, rules_of
from luke_cli.notations.glossaries import words_of
from luke_cli.notations.phrase import Phrase
from luke_cli.notations.rule_cells import read_clauses
from luke_cli.notations.rule_choices import read_choices
from luke_cli.notations.rule_comments import bounds_in, remarks_of, values_of_examples
from luke_cli.notations.rule_facts import rule_fact
from luke_cli.notations.rule_headed import headed
from luke_cli.notations.rule_idioms import read_idioms
from luke_cli.notations.rule_kinds import read_kinds
from luke_cli.notations.rule_names import DETERMINER, parted
from luke_cli.notations.rule_phrases import is_list_of_fields, read_phrases, topic_of
from luke_cli.notations.rule_sentences import is_headword, is_of_another, read_sentence, subject_of
from luke_cli.notations.rule_statements import read_statements
from luke_cli.notations.rule_told import read_told
from luke_cli.notations.rule_words import Rule, Ruled, Said, is_filled, joined, read_rule
from luke_cli.source import Diagnostic, Span
from luke_cli.spec.facts import Authority, Fact, RuleFact

_END: Final = re.compile(r"[.!?]\s+(?=[A-Z`*\"(])|;\s+|\s+[–—]\s+|(?<=[a-z])\s-\s(?=[a-z])")
_MAX_SENTENCE: Final = 300
_MAX_LEAD: Final = 120
_MAX_TITLE: Final = 60
_SEARCH: Final = re.compile(r"\b(?:search|filter|quer|look-?up|find|updat)\w*", re.IGNORECASE)
"""A form that finds or changes rows: what it requires, or can do without, a row need not."""
_SEARCHES: Final = re.compile(
    r"(?:the\s+)?(?:\w+\s+)?(?:search|filter)\w*(?:\s+[a-z]+)?\s*(?::|[–—-]\s|has\b|with\b)",
    re.IGNORECASE,
)
_REQUIREMENT: Final = re.compile(
    r"\b(?:requirements?|rules?|statement|user story|story|acceptance criteri(?:a|on))\b",
    re.IGNORECASE,
)
_WANTED: Final = re.compile(
    r"(?:must|should|could|shall|may|won['’]t|later|nice to have|must have|should have|m|s|c|w|high|mid|medium|low|p?[0-4])\b.*",
    re.IGNORECASE,
)
_NUMBER: Final = re.compile(
    r"^(?:[A-Z]{1,4}-?\d{1,3}(?:\.\d{1,3})*[a-z]?[.:)]?\s+|\(?\d{1,3}(?:\.\d{1,3})*[.)]\s+)",
    re.IGNORECASE,
)
"""In front of a sentence: `R-7 The name ...`."""
_LABEL: Final = re.compile(
    r"(?P<label>[A-Z][\w -]{1,30}):\s+(?=(?:the|an?|each|every|all|its|no)\s|"
    r"[A-Za-z][\w-]*(?:\s[a-z][\w-]*){0,2}\s(?:takes?|accepts?|allows?|holds?|may|must|can|cannot|is|are)\s)",
    re.IGNORECASE,
)
"""`Visitors: the name ...`"""
_IN_ONE_CASE: Final = re.compile(
    r"(?:if|when|whenever|for|after|before|in|on|at|with|without|during|unless|once|while|until|where|only|"
    r"otherwise|then)\b",
    re.IGNORECASE,
)
_CLAUSE: Final = re.compile(
    r"(?:(?:[,:;]|\s[–—-])\s+(?:(?:but|and|though|although|as|that)\s+)?|"
    r"(?P<reason>,?\s+(?:since|because|so)\s+(?:that\s+)?))(?=(?:the|an?|its|their|each|every)\s)",
    re.IGNORECASE,
)
_OPENING: Final = re.compile(
    r"^(?:so|thus|hence|therefore|then|and|but|also|finally|in\s+short|in\s+other\s+words),?\s+(?=(?:the|an?|each|every)\s)",
    re.IGNORECASE,
)
"""`So the status of an animal is ...`"""
_MAX_SUBJECT: Final = 5
_NOBODY: Final = ("there", "it", "they", "this", "that", "these", "we", "you")
_VERB: Final = re.compile(
    r"\s+(?P<verb>has|have|is|are|accepts?|allows?|holds?|consists?|must|may|can|cannot|can['’]t|should|takes?|contains?|needs?|"
    r"defaults?|do(?:es)?(?=\s+not\b))\b\s*"
)
_LISTED: Final = re.compile(
    r"(?:^|[,:]\s+|\bthe\s+|\bwith\s+|\band\s+|\bhas\s+an?\s+)(?P<name>[A-Za-z][\w'’-]*(?:\s[a-z][\w'’-]*){0,2}"
    r"(?:\sof\s(?:an?|the|each|every)\s[a-z][\w-]*)?)"
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
_SUBJECT: Final = re.compile(r"[^\W\d][\w'’/-]*(?:\s[\w'’/-]+){0,6}")


def recognise(document: Document) -> Iterator[Fact | Diagnostic]:
    """Find what the words of a document say of fields."""
    on_screen = is_of_screens(document)
    for block in document.blocks:
        for fact in dict.fromkeys(map(headed, _in_block(block, on_screen=on_screen))):
            searched = fact.section and _SEARCH.search(fact.section[-1])
            found = replace(fact, required=None) if searched else fact
            if found != rule_fact(Rule(), (found.entity, found.field), found.place, found.section):
                yield found


def _in_block(block: Block, *, on_screen: bool) -> Iterator[RuleFact]:
    if isinstance(block, Fence):
        yield from _in_remarks(block)
    if isinstance(block, Item | Table):
        yield from _in_glossary(block)
    if isinstance(block, Paragraph | Item | Quote):
        ruled = tuple(rule_of(block)) if on_screen else ()
        is_form = bool(ruled) and (
            isinstance(block, Item) or len(ruled) > block.text.strip().count("\n")
        )
        yield from _of_form(block, ruled if is_form else ())
        told = _in_text(block, block.text, block.span.line)
        yield from (fact for fact in told if fact.values or not is_form)
    elif isinstance(block, Table):
        yield from _in_requirements(block)
        authority = Authority.PROSE if on_screen else Authority.LIST
        for fact in _of_form(block, rules_of(block, on_screen=on_screen)):
            yield replace(fact, authority=authority)


def _with_lead(block: Block) -> tuple[str, ...]:
    """Return the headings above, and a title that stands directly above a list: `**A-1 Orders**`."""
    lead = plain(block.lead).strip() if isinstance(block, Item) else ""
    is_title = 0 < len(lead) <= _MAX_TITLE and "\n" not in lead
    return (*block.section, lead) if is_title else block.section


def _of_form(block: Block, ruled: Iterable[Ruled]) -> Iterator[RuleFact]:
    """Take what a form says; the words above it name the form as a heading does."""
    said = block.lead if isinstance(block, Item | Table) else ""
    lead = plain(said).rpartition("\n")[2].strip()[-_MAX_LEAD:]
    section = (*block.section, lead) if lead else block.section
    for one in ruled:
        yield rule_fact(one.rule, ("", one.field), Span(block.span.file, one.line), section)


def _in_glossary(block: Item | Table) -> Iterator[RuleFact]:
    """Read what a list of words says of each: of what the word is, or the rows of its thing."""
    for word, told, line in words_of(block):
        section = (*block.section, word)
        for sentence, at in _sentences(told, line):
            for rule, entity, field in _told(sentence, word):
                yield rule_fact(rule, (entity, field), Span(block.span.file, at), section)


def _in_remarks(fence: Fence) -> Iterator[RuleFact]:
    """Read what comments and notes say of `Entity.field`, and the values beside a key."""
    for remark in remarks_of(fence):
        place = Span(fence.span.file, remark.line)
        if bounds := bounds_in(remark):
            yield rule_fact(bounds[0], (remark.thing, bounds[1]), place, fence.section)
            continue
        for rule, entity, field in _told(remark.text, ""):
            yield rule_fact(rule, (entity or remark.thing, field), place, fence.section)
    for rule, field, line in values_of_examples(fence):
        yield rule_fact(rule, ("", field), Span(fence.span.file, line), fence.section)


def _in_requirements(table: Table) -> Iterator[RuleFact]:
    """Read the sentences of a table of requirements; those of other tables are notes."""
    columns = [i for i, head in enumerate(table.header) if _REQUIREMENT.search(plain(head))]
    columns = columns or _wished(table)
    for row in table.rows if columns else ():
        for column in columns:
            yield from _in_text(table, row.cells[column], row.line)


def _wished(table: Table) -> list[int]:
    """Return the column of what is wanted, in a table that says of each row how much."""
    columns = list(zip(*(row.cells for row in table.rows), strict=False))
    if not any(all(_WANTED.fullmatch(plain(cell).strip()) for cell in cells) for cells in columns):
        return []
    longest = max(range(len(columns)), key=lambda i: sum(map(len, columns[i])))
    return [longest]


def _in_text(block: Block, text: str, first: int) -> Iterator[RuleFact]:
    subject = ""
    around = _with_lead(block)
    for whole, line in _sentences(text, first):
        label = _LABEL.match(_NUMBER.sub("", whole))
        sentence = _NUMBER.sub("", whole)[label.end() if label else 0 :]
        # A headword or a label says of what the words are, as a heading does.
        above = label["label"] if label else subject if is_headword(subject) else ""
        section = (*around, above) if above else around
        for rule, entity, field in _told(sentence, subject):
            found = rule._replace(required=None) if _SEARCHES.match(sentence) else rule
            yield rule_fact(found, (entity, field), Span(block.span.file, line), section)
        subject = subject_of(sentence, subject)


def _told(sentence: str, subject: str) -> Iterator[Said]:
    """Yield what a sentence says, whatever its form is."""
    if not is_of_another(sentence) and not is_list_of_fields(sentence):
        yield from (Said(rule, *parted(words)) for rule, words in _rules(sentence))
    topic = topic_of(sentence)
    told = [*read_sentence(sentence, subject)]
    told += [] if any(one.rule.values for one in told) else [*read_choices(sentence)]
    told += [*read_kinds(sentence)]
    told += [*read_told(sentence, subject)]
    told += [more for more in read_idioms(sentence) if not _is_told(more, told)]
    told = [*read_statements(sentence), *told]
    told += [more for more in read_phrases(sentence) if not _is_told(more, told)]
    for said in told:
        entity, field = (said.entity, said.field) if said.entity else parted(said.field)
        field = DETERMINER.sub("", field)
        yield Said(said.rule, entity or ("" if topic == field else topic), field)
    yield from (Said(rule, *parted(words)) for rule, words in _clauses(sentence))


def _is_told(more: Said, told: Iterable[Said]) -> bool:
    """Tell whether the length or the bounds that a phrase gives are those of the whole sentence."""
    size = _sizes(more)
    return any(size) and any(size == _sizes(one) for one in told)


def _sizes(said: Said) -> tuple[int | str | None, ...]:
    rule = said.rule
    return rule.min_length, rule.max_length, rule.minimum, rule.maximum


def _clauses(text: str) -> Iterator[tuple[Rule, str]]:
    """Yield what a later clause says: `write small, a shelf mark may have up to 9 characters`."""
    in_one_case = _IN_ONE_CASE.match(text) is not None
    found = [match for match in _CLAUSE.finditer(text) if match["reason"] or not in_one_case]
    ends = [match.start() for match in found[1:]]
    for start, end in zip((match.end() for match in found), (*ends, len(text)), strict=False):
        verb = _VERB.search(text, start, end)
        subject = DETERMINER.sub("", text[start : verb.start()]).strip() if verb else ""
        if verb is None or not _SUBJECT.fullmatch(subject) or len(subject.split()) > _MAX_SUBJECT:
            continue
        rule = read_rule(verb["verb"], text[verb.end() : end])
        if rule is not None and not rule.values and not rule.default:
            yield rule, subject


def _sentences(block_text: str, line: int) -> Iterator[tuple[str, int]]:
    text = plain(block_text)
    flat = text.replace("\n", " ")
    start = 0
    for end in (*(match.end() for match in _END.finditer(flat)), len(flat)):
        sentence = flat[start:end].strip(" .;–—*_")
        lead = len(flat[start:end]) - len(flat[start:end].lstrip())
        if sentence and len(sentence) <= _MAX_SENTENCE:
            yield _OPENING.sub("", sentence), line + text.count("\n", start, start + lead)
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
        subject = DETERMINER.sub("", text[: verb.start()].strip())
        is_denied = text.lower().startswith("no ")
        if _SUBJECT.fullmatch(subject) and subject.lower().split()[-1] not in _NOBODY:
            for part in re.split(
                r",?\s+and\s+(?=(?:is|are|has|have|must|may|can)\s)", text[verb.start() :]
            ):
                name, _, rest = part.strip().partition(" ")
                rule = read_rule(name, rest)
                if rule and (not is_denied or rule.max_length or rule.min_length):
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
        clauses = read_clauses(match["inside"])
        if clauses or (probe.known and (probe.required is not None or probe.values or limited)):
            rule = Rule(
                required=probe.required,
                unique=probe.unique,
                unique_per=probe.unique_per,
                min_length=probe.min_length,
                max_length=probe.max_length,
                minimum=probe.minimum,
                maximum=probe.maximum,
                values=probe.values,
            )
            rule = joined(clauses, rule) if clauses else rule
            if rule.required is False and is_filled(match["inside"]):
                rule = rule._replace(required=None)
            yield rule, DETERMINER.sub("", match["name"])

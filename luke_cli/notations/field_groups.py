"""Lists of fields, wherever they stand: whose they are, and whether they are fields at all."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from luke_cli.docs.document import Block, Fence, Item
from luke_cli.docs.markdown import plain
from luke_cli.names import singular
from luke_cli.notations.context import about_data, entity_name
from luke_cli.notations.enums import ENUM_NAME, SAYS_ENUM, named_enum
from luke_cli.notations.field_facts import entity_fact, field_facts
from luke_cli.notations.field_phrases import read_phrase
from luke_cli.notations.owners import ABOUT_FIELDS, Above, Owner
from luke_cli.notations.phrase import Phrase, split_outside
from luke_cli.notations.types import is_type
from luke_cli.source import Span
from luke_cli.spec.facts import Fact

_INLINE: Final = re.compile(
    r"^\s*(?:[-*+•]\s+)?[`*_]{0,4}([A-Za-z_][\w ]{0,40}?)[`*_]{0,4}\s*"
    r"(?:(?:[:：]|\s[-–—]|→)\s*[`*_]{0,4}\s*(?P<rest>.*)|\((?P<inside>.*)\)\s*[.;]?\s*)$",
    re.DOTALL,
)
_VERB: Final = re.compile(
    r"^(?:(?:it\s+)?(?:stores?|contains?|has|have|holds?|includes?|with|fields?|attributes?|"
    r"columns?|keeps?|tracks?|records?|"
    r"key fields|main fields)\s*:?\s+)+(?:an?\s+|the\s+)?",
    re.IGNORECASE,
)
_SENTENCE: Final = re.compile(r"\.\s+[A-Z][a-z']*\s")
_HOW: Final = frozenset("required optional nullable unique mandatory indexed".split())
_RULE: Final = re.compile(
    r"unique|uniqueness|index(?:es)?|constraints?|checks?|primary[ _]key|foreign[ _]keys?",
    re.IGNORECASE,
)
_ADJECTIVE: Final = re.compile(
    r"^(\s*[a-z][\w ]{0,30}?)\s+((?:unique|optional|nullable|required|not null)\b.*)$",
    re.IGNORECASE,
)
"""`email unique`: what a field is like, behind its name."""
_IDENT_NAME: Final = re.compile(
    r"[a-z_][A-Za-z0-9_]*|[A-Z][A-Z0-9]*_[A-Z0-9_]+|[A-Z][a-z0-9]+(?:[A-Z][a-z0-9]*)*|[A-Z]{2,}"
)


@dataclass(frozen=True, slots=True)
class Line:
    """A candidate for a field."""

    text: str
    line: int
    end_line: int
    phrase: Phrase | None


def read_listed(part: str, *, loose: bool = False) -> Phrase | None:
    """Read one field of a list in one line: `email unique`, `due_on date not null`."""
    phrase = read_phrase(part, loose=loose)
    if phrase is not None and phrase.known:
        return phrase
    return read_phrase(_ADJECTIVE.sub(r"\1: \2", part), loose=loose)


def is_of_values(block: Item | Fence, parent: Item | None) -> bool:
    """Tell whether the place speaks of an enum."""
    texts = (*block.section[-1:], block.lead.rpartition("\n")[2], parent.text if parent else "")
    return any(SAYS_ENUM.search(text) for text in texts)


def one_line(text: str) -> str:
    """Join the lines of a text."""
    return " ".join(text.split("\n"))


def owner_of(block: Item | Fence, parent: Item | None, above: Above) -> Owner:
    """Return the entity that a list is about: the item above it, a sentence or a heading."""
    if parent is None:
        return above.owner(block, block.lead)
    head = re.split(r"[:：]|\s[-–—]\s|\s*\(", parent.text, maxsplit=1)[0]
    name = entity_name(head) if len(plain(head).split()) <= 4 else ""
    if name and not _is_plain_lower(name, parent.text):
        return Owner(name, parent.span)
    if name or not ABOUT_FIELDS.match(parent.text):
        return Owner("", parent.span)
    return above.owner(block, "")


def _is_plain_lower(name: str, text: str) -> bool:
    return name[0].islower() and "`" not in text and "_" not in name


def are_fields(lines: Sequence[Line], *, about: bool | None) -> bool:
    """Tell a list of fields from any other list."""
    if about is False:
        return False
    phrases = [line.phrase for line in lines if line.phrase is not None]
    good = [p for p in phrases if _is_field_like(p)]
    typed = [p for p in good if p.is_typed or p.known]
    names = [n for p in phrases for n in p.names]
    if any(re.fullmatch(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+", n) for n in names) and not about:
        return False
    if len(names) > 2 and not typed and all(map(_is_table_name, names)):
        return False
    if about:
        return len(good) >= max(1, 0.6 * len(lines)) and (len(good) > 1 or bool(typed))
    coded = [p for p in typed if all(_IDENT_NAME.fullmatch(name) for name in p.names)]
    return len(coded) >= 2 and len(coded) >= 0.6 * len(lines)


def _is_field_like(phrase: Phrase) -> bool:
    if all(_IDENT_NAME.fullmatch(name) for name in phrase.names):
        if phrase.known or phrase.type_text:
            return True
        is_code = any("_" in n or re.search(r"[a-z][A-Z]", n) for n in phrase.names)
        return is_code or (phrase.names[0][0].islower() and len(phrase.comment.split()) < 16)
    return bool(phrase.is_typed and phrase.known)


def _is_rule(phrase: Phrase) -> bool:
    """Tell `unique: one tour per day` and `indexes: due_on` among fields from a field."""
    return phrase.reading.type is None and bool(_RULE.fullmatch(" ".join(phrase.names)))


def group_facts(owner: Owner, lines: Sequence[Line], block: Block) -> Iterator[Fact]:
    """Say that an entity has the fields of a group."""
    yield entity_fact(owner.name, owner.place, block.section, table=owner.table)
    for line in lines:
        if line.phrase is not None and _is_field_like(line.phrase) and not _is_rule(line.phrase):
            end = line.end_line if line.end_line > line.line else 0
            at = Span(block.span.file, line.line, end)
            yield from field_facts(owner.name, line.phrase, at, block.section)


def inline_entity(block: Block, text: str, line: int) -> Iterator[Fact]:
    """`**Loan**: id, book_id, due_date` where the headings speak of data."""
    # What stands before the first comma says what is listed; a field behind it may be an enum.
    if not about_data(block.section) or SAYS_ENUM.search(
        " ".join((*block.section[-1:], text[:80].split(",", maxsplit=1)[0]))
    ):
        return
    match = _INLINE.fullmatch(one_line(text))
    if match is None:
        return
    name = entity_name(match[1])
    rest = re.sub(r"^\W*\([^()]*\)\s*", "", match["rest"] or match["inside"] or "")
    rest = _without_sentences(_VERB.sub("", rest)).rstrip(".")
    # Where semicolons part the fields, commas part what is said of one.
    mark = ";" if len(split_outside(rest, ";")) > 1 else ","
    parts = [part.strip().removeprefix("and ") for part in split_outside(rest, mark)]
    is_marked = bool(re.match(r"\s*(?:[-*+•]\s+)?[`*_]", text))
    has_key = any(re.match(r"`?(?:id|\w+_id)\b", part) for part in parts)
    is_title = name[:1].isupper() or is_marked
    if ENUM_NAME.search(name) and named_enum(text)[0]:
        return
    if not name or not is_title or not (is_marked or has_key) or len(parts) < 2:
        return
    if not has_key and _is_something_else(name, parts):
        return
    phrases = [read_listed(part) for part in parts]
    good = [p for p in phrases if p is not None and _is_inline_field(p)]
    if len(good) < 0.8 * len(parts):
        return
    place = Span(block.span.file, line)
    yield entity_fact(name, place, block.section)
    for phrase in good:
        yield from field_facts(name, phrase, place, block.section)


def _without_sentences(text: str) -> str:
    """Return a list without what is said of all of it, behind the last field."""
    sentence = _SENTENCE.search(text, text.rfind(";") + 1)
    return text[: sentence.start()] if sentence else text


def _is_something_else(name: str, parts: Sequence[str]) -> bool:
    """Tell a group of tables, and a field that a list describes, from an entity."""
    if all(_is_table_name(part.strip(" `*")) for part in parts):
        return True
    return name[:1].islower() and any(map(_says_how, parts))


def _is_table_name(word: str) -> bool:
    """Tell whether a name is that of a table: a group of tables is no entity."""
    return bool(re.fullmatch(r"[a-z]+(?:_[a-z]+)*", word)) and singular(word) != word


def _says_how(part: str) -> bool:
    """Tell whether a part of a list says what a field is like, as a type does."""
    bare = part.strip(" `*")
    return is_type(bare) or bare.lower() in _HOW


def _is_inline_field(phrase: Phrase) -> bool:
    return len(phrase.names) == 1 and bool(re.fullmatch(r"[a-z_][A-Za-z0-9_]*", phrase.names[0]))

"""What the documents call the things, fields, roles and states of the code in their own language.

El motivo de la cancelación (`cancel_reason`) ...        | Reserva | `reservation` |
`cancel_reason` VARCHAR(250) COMMENT 'motivo'             - **Reserva**: `reservation`, una plaza

Only where words and code stand together are they bound; words that are bound to two codes to neither.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from luke_cli.docs.document import Block, Document, Heading, Item, Paragraph, Quote, Table
from luke_cli.docs.markdown import plain
from luke_cli.names import singular, snake
from luke_cli.notations.paths import STEP
from luke_cli.notations.tongues.inflections import Inflections, inflections_of
from luke_cli.notations.tongues.scopes import Scopes
from luke_cli.notations.tongues.tongue import Tongue
from luke_cli.source import Diagnostic
from luke_cli.spec.facts import (
    EndpointFact,
    EntityFact,
    EnumFact,
    Fact,
    FieldFact,
    RoleFact,
)

_IN_BRACKETS: Final = re.compile(r"(?P<before>[^`()\n]{1,80}?)[*_\"“”»]*\s*\(`(?P<code>\w+)`\)")
_BEHIND: Final = re.compile(r"`(?P<code>\w+)`[*_]*\s*\((?P<word>[^`()\n,;:]{2,40})\)")
_EXPLAINED: Final = re.compile(
    r"[*_]{0,2}(?P<word>[^`*_()\n:=–—]{2,40}?)[*_:]{0,3}\s*[:=–—]\s*`(?P<code>\w+)`\s*(?:$|[,.;(–—])"
)
_CODE: Final = re.compile(r"\s*[*_]*`(?P<code>\w+)`[*_]*\s*")
_WORDS: Final = re.compile(r"[^\W\d_][^\W_]*(?:(?:[’'-] ?| )[^\W\d_][^\W_]*){0,4}")
_WORD: Final = re.compile(r"[^\W\d_][\w’'-]*|[^\w\s]")
_REMARK: Final = re.compile(r"[:.(–—]")
_LISTED: Final = re.compile(r"[,;=/]")
"""In a comment that says more than what something is called."""
_LABEL: Final = re.compile(
    r"(?:name|nombre|nom|nome|bezeichnung|label|etiqueta|beschriftung|libellé|rótulo|etichetta|text|texto|texte|testo|"
    r"anzeige\w*|título|titre|titel|título|titolo|término|termino|begriff|terme|termo|termine|palabra|wort|mot|parola|"
    r"persona|rolle|significado|bedeutung|deutsch|español|français|português|italiano)"
    r"(?:\s+\S+){0,3}",
    re.IGNORECASE,
)
"""Heads of columns that say what people call something."""
_NUMBERED: Final = re.compile(r"^\W*(?:\d+(?:\.\d+)*[.)]?\s*)?")
_BRACKETED: Final = re.compile(r"\s*\([^()]*\)")
_ABOUT_STATES: Final = re.compile(
    r"\b(?:states?|status(?:es)?|lifecycles?|transitions?)\b", re.IGNORECASE
)
_STEM: Final = 3
"""Letters of a word without what is taken away from it."""
_MOST: Final = 5
_SHORT: Final = 3
"""Words of a heading that is a name."""


@dataclass(frozen=True, slots=True)
class Bonds:
    """Words of one language to names of the code."""

    codes: dict[str, str]
    """Each spelling, in lower case, to the name."""
    pattern: re.Pattern[str] | None
    states: Inflections

    def named(self, text: str) -> str:
        """Replace words by the names that they are bound to; code stays as it is."""
        text = self.states.marked(text)
        if self.pattern is None:
            return text
        parts = re.split(r"(`[^`\n]*`)", text)
        parts[::2] = [self.pattern.sub(self._code, part) for part in parts[::2]]
        return re.sub(r"\b(\w+)(\s+\(`\1`\))", r"`\1`", "".join(parts))

    def code(self, words: str) -> str:
        """Return the name that words are bound to; the words themselves if none."""
        return self.codes.get(" ".join(words.lower().split()), words)

    def _code(self, match: re.Match[str]) -> str:
        code = self.code(match[0])
        if code == match[0]:
            return code
        code += "\n" * match[0].count("\n")
        return code[:1].upper() + code[1:] if match[0][0].isupper() else code


def bonds_of(
    documents: Sequence[Document], facts: Sequence[Fact], tongue: Tongue, scopes: Scopes
) -> Bonds:
    """Collect what the documents of a language, and the comments of the code, bind together."""
    known = _Known(facts)
    told: dict[str, set[str]] = {}
    headed = _headed(documents, facts, tongue, scopes)
    for words, code in (*_written(documents, tongue), *headed, *known.remarks()):
        name = known.name(code)
        bare = _bare(words, tongue)
        if name and bare and bare != name.lower():
            told.setdefault(bare, set()).add(name)
    codes: dict[str, str] = {}
    for words, names in sorted(told.items()):
        if len(names) == 1 and words not in tongue.phrases:
            for spelled in _spellings(words, tongue):
                codes.setdefault(spelled, next(iter(names)))
    ordered = sorted(codes, key=lambda one: (-len(one), one))
    spelled = "|".join(re.escape(one).replace(r"\ ", r"\s+") for one in ordered)
    pattern = re.compile(rf"(?<![\w/.-])(?:{spelled})(?![\w/-])", re.IGNORECASE)
    states = inflections_of(facts, tongue.participles)
    return Bonds(codes, pattern if codes else None, states)


class _Known:
    """The names of the code, and what its comments call them."""

    def __init__(self, facts: Iterable[Fact | Diagnostic]) -> None:
        self._names: dict[str, str] = {}
        self._remarks: list[tuple[str, str]] = []
        for fact in facts:
            for name, remark in _named(fact):
                key = snake(name)
                self._names.setdefault(key, name)
                if remark and not _LISTED.search(remark):
                    self._remarks.append((_REMARK.split(remark)[0].strip(), name))

    def name(self, code: str) -> str:
        """Return the name that a code means, things in the singular; "" if nothing has it."""
        key = snake(code)
        if key in self._names:
            return self._names[key]
        return next((self._names[one] for one in (singular(key),) if one in self._names), "")

    def remarks(self) -> Iterator[tuple[str, str]]:
        yield from self._remarks


def _named(fact: Fact | Diagnostic) -> Iterator[tuple[str, str]]:
    """Yield the names that a fact gives, each with what its comment calls it."""
    if isinstance(fact, EntityFact) and not fact.partial:
        one = singular(snake(fact.table or fact.name))
        yield from ((one, fact.comment), (snake(fact.table or fact.name), ""))
    elif isinstance(fact, FieldFact):
        yield fact.name, fact.comment
        yield from ((value, "") for value in fact.values)
    elif isinstance(fact, EnumFact):
        yield from ((value, "") for value in fact.values)
    elif isinstance(fact, RoleFact):
        yield fact.name, ""
    elif isinstance(fact, EndpointFact) and (step := STEP.search(fact.path)):
        yield snake(step["verb"]), ""


def _headed(
    documents: Sequence[Document], facts: Sequence[Fact], tongue: Tongue, scopes: Scopes
) -> Iterator[tuple[str, str]]:
    """Yield headings over the states of one thing, or over its one definition, and the thing."""
    for document in documents:
        for block in document.blocks:
            if thing := scopes.by_states(block):
                yield _headword(block.section[-1] if block.section else "", tongue), thing
    defined: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for fact in facts:
        if isinstance(fact, EntityFact) and not fact.partial and fact.section:
            defined.setdefault((fact.place.file, fact.section), []).append(fact.table or fact.name)
    names = {document.name for document in documents}
    for (file, section), things in defined.items():
        if len(things) == 1 and file in names:
            yield _headword(section[-1], tongue), singular(snake(things[0]))


def _headword(heading: str, tongue: Tongue) -> str:
    """Return what a heading is about: `reserva` of `3.2 Estados de la reserva`."""
    bare = _NUMBERED.sub("", _BRACKETED.sub("", plain(heading)))
    if _ABOUT_STATES.search(tongue.english(bare, str)):
        words = tongue.parted(bare).split()
        last = max((at for at, word in enumerate(words) if word.lower() in tongue.of), default=-1)
        bare = " ".join(words[last + 1 :]) if last >= 0 else ""
    return bare if len(bare.split()) <= _SHORT else ""


def _written(documents: Sequence[Document], tongue: Tongue) -> Iterator[tuple[str, str]]:
    """Yield words and the codes that stand beside them."""
    for document in documents:
        for block in document.blocks:
            if isinstance(block, Table):
                yield from _in_table(block, tongue)
            else:
                yield from _in_text(_text_of(block), tongue)


def _text_of(block: Block) -> str:
    return block.text if isinstance(block, Heading | Paragraph | Item | Quote) else ""


def _in_text(text: str, tongue: Tongue) -> Iterator[tuple[str, str]]:
    if "`" not in text:
        return
    whole = tongue.parted(text)
    for match in _IN_BRACKETS.finditer(whole):
        yield _noun_before(match["before"], tongue), match["code"]
    for match in _BEHIND.finditer(whole):
        yield match["word"], match["code"]
    for line in whole.split("\n"):
        if explained := _EXPLAINED.match(line.strip()):
            yield explained["word"], explained["code"]


def _in_table(table: Table, tongue: Tongue) -> Iterator[tuple[str, str]]:
    heads = [plain(head).strip(" *:") for head in table.header]
    for row in table.rows:
        codes = [_CODE.fullmatch(cell) for cell in row.cells]
        for cell in row.cells:
            yield from _in_text(cell, tongue)
        for at, match in enumerate(codes):
            beside = {0} if at == 1 else {1} if at == 0 else set()
            for other, cell in enumerate(row.cells) if match else ():
                is_called = other in beside and (other == 0 or bool(_LABEL.fullmatch(heads[other])))
                is_called = is_called or (other != at and bool(_LABEL.fullmatch(heads[other])))
                if is_called and codes[other] is None and match is not None:
                    yield plain(cell).strip(" *_"), match["code"]


def _noun_before(text: str, tongue: Tongue) -> str:
    """Return the noun that a text ends with, and what it is of; "" if that is long."""
    words = _WORD.findall(plain(re.split(r"[.:;!?,]\s", text)[-1]))
    taken: list[str] = []
    at = len(words) - 1
    while at >= 0 and re.match(r"[^\W\d_]", words[at]):
        word = words[at].lower()
        before = words[at - 1] if at else ""
        if taken and word in tongue.of and _may_have(before, tongue):
            taken.insert(0, words[at])
        elif taken and word in tongue.articles:
            if before.lower() not in tongue.of or tongue.phrases.get(word) == "a":
                break
            taken.insert(0, words[at])
        else:
            taken.insert(0, words[at])
        at -= 1
        if len(taken) > _MOST:
            return ""
    return " ".join(taken)


def _may_have(word: str, tongue: Tongue) -> bool:
    """Tell whether a word is a noun that something may stand behind; German ones are capitals."""
    is_noun = word[:1].isupper() or tongue.name != "German"
    return bool(word) and is_noun and word.lower() not in (tongue.of | tongue.articles)


def _bare(words: str, tongue: Tongue) -> str:
    """Return words in lower case without an article; "" if they are no name."""
    parts = tongue.parted(words).strip().split()
    while parts and parts[0].lower() in tongue.articles:
        parts.pop(0)
    bare = " ".join(parts).strip(" *_.")
    return bare.lower() if _WORDS.fullmatch(bare) and len(bare) > 2 else ""


def _spellings(words: str, tongue: Tongue) -> Iterator[str]:
    """Yield a name in the singular and the plural, as far as endings tell."""
    yield words
    head, _, last = words.rpartition(" ")
    for of in words.split():
        if of in tongue.of and " " in words:
            # `forma de pago`: the first word has the number.
            first, _, rest = words.partition(" ")
            yield from (f"{one} {rest}" for one in _numbers(first, tongue))
            return
    yield from (f"{head} {one}".strip() for one in _numbers(last, tongue))


def _numbers(word: str, tongue: Tongue) -> Iterator[str]:
    for one, more in tongue.endings:
        for old, new in ((one, more), (more, one)):
            if word.endswith(old) and len(word) - (0 if new else len(old)) >= _STEM:
                yield word.removesuffix(old) + new

"""Words and what they mean: tables of two columns, and definitions below a word.

| Word | Meaning |                        **Condition grade**
|------|---------|                        : How a work is, one of good, fair and poor.
| Party | at most 8 people |
"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from luke_cli.docs.document import Item, Table
from luke_cli.docs.markdown import plain

_WORD_HEAD: Final = re.compile(
    r"(?:words?|terms?|names?|concepts?|notions?|expressions?|begriffe?|término|terme)",
    re.IGNORECASE,
)
_MEANS_HEAD: Final = re.compile(
    r"(?:meanings?|means|definitions?|explanations?|what (?:it|this|we) (?:means?|is)(?: by it)?|description|in our words|"
    r"bedeutung|significado|signification)",
    re.IGNORECASE,
)
_SECTION: Final = re.compile(
    r"glossary|\bwords\b|\bterms\b|vocabulary|definitions|language|begriffe", re.IGNORECASE
)
_EXPLAINED: Final = re.compile(
    r"(?:\*\*|__)(?P<word>[A-Z][^\n*_:.]{1,40})[:.]?(?:\*\*|__)[ \t]*(?:[:\u2013\u2014-][ \t]*)?\n?(?P<means>\S.{3,1500})",
    re.DOTALL,
)


class Word(NamedTuple):
    """A word that a document explains."""

    word: str
    means: str
    line: int


def words_of(block: Item | Table) -> Iterator[Word]:
    """Yield the words that a block explains."""
    if isinstance(block, Table):
        heads = [plain(head).strip(" *:") for head in block.header]
        named = (
            len(heads) > 1 and _WORD_HEAD.fullmatch(heads[0]) and _MEANS_HEAD.fullmatch(heads[1])
        )
        is_glossary = named and (
            heads[1].lower() != "description" or any(map(_SECTION.search, block.section[-1:]))
        )
        for row in block.rows if is_glossary else ():
            yield Word(plain(row.cells[0]).strip(" *`"), plain(row.cells[1]), row.line)
        return
    match = _EXPLAINED.fullmatch(block.text.strip())
    if match is not None and any(map(_SECTION.search, block.section[-1:])):
        line = block.span.line + block.text.count("\n", 0, match.start("means"))
        yield Word(match["word"].strip(), plain(match["means"]), line)

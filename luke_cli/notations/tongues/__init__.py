"""Documents in other languages, put into English for what reads sentences about known names.

El motivo (`cancel_reason`) admite hasta 500 caracteres.      The `cancel_reason` accepts up to 500 characters.

Only the grammar is put into English, and what the documents call by a name of the code: nothing is
guessed, and nothing that anybody reads is made of the result.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from luke_cli.docs.document import (
    Block,
    Document,
    Fence,
    Heading,
    Item,
    Paragraph,
    Quote,
    Table,
)
from luke_cli.notations.tongues.bonds import Bonds, bonds_of
from luke_cli.notations.tongues.languages import tongue_of
from luke_cli.notations.tongues.scopes import Scopes
from luke_cli.notations.tongues.tongue import Tongue
from luke_cli.source import Diagnostic
from luke_cli.spec.facts import Fact


class Told(NamedTuple):
    """A document in English."""

    document: Document
    bonds: Bonds


def in_english(
    documents: Sequence[Document], found: Iterable[Fact | Diagnostic]
) -> list[Told | None]:
    """Return each document in English, line by line; None for one that is in English.

    `found`: what the documents say, for the names of the code.
    """
    tongues = [tongue_of(document) for document in documents]
    if not any(tongues):
        return [None for _ in documents]
    facts = [one for one in found if isinstance(one, Fact)]
    scopes = Scopes(facts)
    named = {tongue.name: tongue for tongue in tongues if tongue is not None}
    bonds = {
        name: bonds_of(
            [one for one, of in zip(documents, tongues, strict=True) if of is tongue],
            facts,
            tongue,
            scopes,
        )
        for name, tongue in named.items()
    }
    return [
        Told(_put(document, tongue, bonds[tongue.name], scopes), bonds[tongue.name])
        if tongue
        else None
        for document, tongue in zip(documents, tongues, strict=True)
    ]


def _put(document: Document, tongue: Tongue, bonds: Bonds, scopes: Scopes) -> Document:
    @cache
    def said(text: str) -> str:
        return scopes.done_to(tongue.english(text, bonds.named))

    def put(block: Block) -> Block:
        thing = scopes.thing_of(block)
        section = (*map(said, block.section), *([thing] if thing else []))
        block = replace(block, section=section)
        if isinstance(block, Heading | Paragraph | Quote):
            return replace(block, text=said(block.text))
        if isinstance(block, Item):
            return replace(block, text=said(block.text), lead=said(block.lead))
        if isinstance(block, Table):
            rows = (replace(row, cells=tuple(map(said, row.cells))) for row in block.rows)
            return replace(
                block,
                header=tuple(map(said, block.header)),
                rows=tuple(rows),
                lead=said(block.lead),
            )
        return replace(block, lead=said(block.lead)) if isinstance(block, Fence) else block

    return replace(document, blocks=tuple(map(put, document.blocks)))

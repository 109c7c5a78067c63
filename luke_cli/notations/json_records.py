"""One stored record, shown as a JSON example; types are inferred from its values.

### Tool loans
A loan as it is stored:                         { "_id": "ObjectId(...)", "tool_id": 17,
                                                  "due_on": "2025-03-22", "deposit": "20.00" }
An example of a request, an answer, a message or a setting is none.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from luke_cli.docs.document import Document, Fence
from luke_cli.names import snake
from luke_cli.notations.context import about_data, is_client_side
from luke_cli.notations.endpoint_bodies import direction_of, type_of
from luke_cli.notations.loose_json import read_json
from luke_cli.notations.owners import Above, Owner
from luke_cli.notations.trees import Items, Leaf, Mapping, Pair
from luke_cli.notations.types import is_type
from luke_cli.source import Diagnostic, Span
from luke_cli.spec.facts import Authority, EntityFact, Fact, FieldFact
from luke_cli.spec.model import Type, TypeName

_LANGUAGES: Final = frozenset(("json", "jsonc", "json5", "javascript", "js", "bson", "mongodb"))
_STORED: Final = re.compile(
    r"\b(?:stored|kept|saved|persisted|gespeichert|guardad[oa]|enregistr[ée]e?|armazenad[oa])\b|"
    r"\bin\s+the\s+(?:database|collection|table)\b|"
    r"\b(?:example|sample|typical|one)\s+(?:document|record|row)s?\b|"
    r"\b(?:document|record|row)\s+(?:example|sample|structure|shape|layout)\b|\bcollection\b",
    re.IGNORECASE,
)
_NOT_STORED: Final = re.compile(
    r"\b(?:not|never)\s+(?:\w+\s+)?(?:stored|kept|saved|persisted)\b|\b(?:events?|messages?|webhooks?|tokens?|"
    r"claims|jwt|configs?|configuration|settings|logs?|cache|sessions?|local\s?storage|errors?|problem|"
    r"envelopes?|manifests?|package\.json)\b",
    re.IGNORECASE,
)
_CALL: Final = re.compile(
    r"\b(?:new\s+)?(ObjectId|ISODate|Date|NumberDecimal|NumberLong|NumberInt|UUID)\(\s*(['\"]?)([^'\"()\n]*)\2\s*\)"
)
_OF_CALLS: Final = {
    "ISODate": "<datetime>",
    "Date": "<datetime>",
    "UUID": "<uuid>",
    "NumberDecimal": "<decimal>",
    "NumberLong": "<integer>",
    "NumberInt": "<integer>",
}
_EXTENDED: Final = {
    "$oid": TypeName.UUID,
    "$date": TypeName.DATETIME,
    "$numberDecimal": TypeName.DECIMAL,
    "$numberLong": TypeName.BIGINT,
    "$numberInt": TypeName.INTEGER,
    "$numberDouble": TypeName.FLOAT,
    "$uuid": TypeName.UUID,
}
"""Values as MongoDB exports them."""
_EXACT: Final = re.compile(r"-?\d+\.\d{2}")
_FEWEST: Final = 3
_TYPED: Final = 0.6
"""An object with such a share of type words is a list of fields, and read as that."""


def recognise(document: Document) -> Iterator[Fact | Diagnostic]:
    """Find examples of stored records in a document."""
    if is_client_side(document.owner):
        return
    above = Above()
    for block in document.blocks:
        above = above.below(block)
        if isinstance(block, Fence) and (block.language in _LANGUAGES or _is_bare(block)):
            yield from _in_fence(block, above)


def _is_bare(fence: Fence) -> bool:
    return not fence.language and fence.text.lstrip()[:1] == "{"


def _in_fence(fence: Fence, above: Above) -> Iterator[Fact]:
    lead = fence.lead[-400:]
    heading = fence.section[-1] if fence.section else ""
    about = about_data(fence.section)
    says = _STORED.search(lead) is not None
    if about is False or direction_of(lead) or not (says or about):
        return
    if _NOT_STORED.search(lead) or _NOT_STORED.search(heading):
        return
    owner = above.owner(fence, fence.lead)
    if not owner.name and above.headings:
        # The lead says how a record looks, the heading of what.
        owner = above.owner(fence, "")
    text = _CALL.sub(lambda call: f'"{_OF_CALLS.get(call[1], "<string>")}"', fence.text)
    tree = read_json(text, fence.line) if owner.name else None
    tree = tree.items[0] if isinstance(tree, Items) and tree.items else tree
    if isinstance(tree, Mapping) and _is_record(tree, snake(owner.name), says=says):
        yield from _facts(fence, owner, tree)


def _is_record(tree: Mapping, name: str, *, says: bool) -> bool:
    leaves = [pair.value for pair in tree.pairs if isinstance(pair.value, Leaf)]
    typed = [leaf for leaf in leaves if leaf.quoted and is_type(leaf.text)]
    keys = {pair.key for pair in tree.pairs}
    has_key = bool(keys & {"id", "_id", "uuid", f"{name}_id", f"{name}Id"})
    plain = all(re.fullmatch(r"[A-Za-z_]\w*", key) for key in keys)
    few = len(tree.pairs) < _FEWEST or len(typed) >= _TYPED * len(tree.pairs)
    return plain and not few and (has_key or says)


def _facts(fence: Fence, owner: Owner, tree: Mapping) -> Iterator[Fact]:
    yield EntityFact(
        place=owner.place,
        authority=Authority.LIST,
        section=fence.section,
        name=owner.name,
        table=owner.table,
    )
    for pair in tree.pairs:
        yield _field(fence, owner.name, pair)


def _field(fence: Fence, entity: str, pair: Pair) -> FieldFact:
    value = pair.value
    fact = FieldFact(
        place=Span(fence.span.file, pair.line),
        authority=Authority.LIST,
        section=fence.section,
        entity=entity,
        name="id" if pair.key == "_id" else pair.key,
        inferred=True,
    )
    if isinstance(value, Mapping):
        extended = [_EXTENDED.get(inner.key) for inner in value.pairs]
        return replace(fact, type=Type(next(filter(None, extended), TypeName.JSON)))
    if isinstance(value, Items):
        first = value.items[0] if value.items else None
        of = type_of(first) if isinstance(first, Leaf) else Type(TypeName.JSON)
        return replace(fact, type=of, many=True)
    if value.text in ("null", "None") and not value.quoted:
        return replace(fact, required=False)
    if value.quoted and _EXACT.fullmatch(value.text.strip()):
        return replace(fact, type=Type(TypeName.DECIMAL))
    return replace(fact, type=type_of(value))

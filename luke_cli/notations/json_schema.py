"""JSON Schema of one stored thing, in JSON or YAML.

{ "title": "Loan", "type": "object", "required": ["id"],
  "properties": { "id": { "type": "string", "format": "uuid" },
                  "title": { "type": "string", "maxLength": 80 } } }

The title names the entity, or else the heading above. Schemas of requests, events and settings
are not stored.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from luke_cli.docs.document import Document, Fence
from luke_cli.names import pascal
from luke_cli.notations.context import about_data, is_client_side
from luke_cli.notations.loose_json import read_json
from luke_cli.notations.openapi.references import Library
from luke_cli.notations.openapi.schemas import Schemas
from luke_cli.notations.owners import Above
from luke_cli.notations.trees import Leaf, Mapping, Pair, Tree
from luke_cli.source import Diagnostic
from luke_cli.spec.facts import Authority, Fact

_LANGUAGES: Final = frozenset(("json", "jsonc", "json5", "jsonschema", ""))
_SCHEMA: Final = re.compile(r"\"properties\"\s*:\s*\{")
_OTHER: Final = re.compile(r"\"(?:openapi|swagger|paths|components|definitions)\"\s*:")
_NAME: Final = re.compile(r"[A-Za-z]\w*(?: [A-Za-z]\w*){0,2}")


def is_schema(text: str) -> bool:
    """Tell whether the text of a fence is the schema of an object."""
    is_object = bool(re.search(r"\"type\"\s*:\s*\"object\"", text))
    return is_object and bool(_SCHEMA.search(text)) and not _OTHER.search(text)


def recognise(document: Document) -> Iterator[Fact | Diagnostic]:
    """Find the schemas of stored things in a document."""
    if is_client_side(document.owner):
        return
    above = Above()
    for block in document.blocks:
        above = above.below(block)
        if isinstance(block, Fence) and block.language in _LANGUAGES and is_schema(block.text):
            yield from _in_fence(block, above, document.name)


def _in_fence(fence: Fence, above: Above, file: str) -> Iterator[Fact]:
    about = about_data(fence.section)
    tree = read_json(fence.text, fence.line) if about is not False else None
    if not isinstance(tree, Mapping):
        return
    title = tree.get("title")
    named = title.text if isinstance(title, Leaf) and _NAME.fullmatch(title.text) else ""
    name = pascal(named) if named else above.owner(fence, fence.lead).name
    properties = tree.get("properties")
    keys = {pair.key for pair in properties.pairs} if isinstance(properties, Mapping) else set()
    if not name or not (about or keys & {"id", "_id", "uuid"}):
        return
    root = Mapping(tree.line, (Pair("definitions", tree.line, _named(name, tree)),))
    for fact in Schemas(Library(file, [root])).facts():
        yield replace(fact, authority=Authority.CODE, section=fence.section)


def _named(name: str, tree: Tree) -> Mapping:
    return Mapping(tree.line, (Pair(name, tree.line, tree),))

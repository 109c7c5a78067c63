"""OpenAPI 3 and Swagger 2, YAML or JSON, whole files or fragments in fences.

openapi: 3.0.3
servers:
  - url: https://api.example.com/v1
paths:
  /loans/{loan_id}:
    get:
      responses:
        '200': {content: {application/json: {schema: {$ref: '#/components/schemas/Loan'}}}}
components:
  schemas:
    Loan: {type: object, properties: {id: {type: string, format: uuid}}}
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from luke_cli.docs.document import Document, Fence
from luke_cli.notations.loose_json import read_json
from luke_cli.notations.openapi.operations import (
    facts_of,
    is_path_item,
    is_secured,
    operations_of,
)
from luke_cli.notations.openapi.references import Library
from luke_cli.notations.openapi.schemas import Schemas
from luke_cli.notations.openapi.settings import settings_of
from luke_cli.notations.trees import Mapping, Trouble, pairs_of, read_yaml
from luke_cli.source import Diagnostic, Severity, Span
from luke_cli.spec.facts import Fact

_LANGUAGES: Final = ("yaml", "yml", "json", "jsonc", "json5", "openapi", "swagger", "")
_HINT: Final = re.compile(
    r"""^[ \t{]*["']?(?:openapi|swagger|paths|components|definitions)["']?[ \t]*:
    | ^[ \t]*["']?/[\w{}/.-]*["']?[ \t]*:[ \t]*(?:\#.*)?$""",
    re.MULTILINE | re.VERBOSE,
)

_ABOUT: Final = re.compile(
    r"^(?:(?:openapi|swagger|asyncapi)[ \t]*:[ \t]*[\"']?\d|info[ \t]*:[ \t]*\n[ \t]+(?:title|version|description)[ \t]*:)",
    re.MULTILINE,
)
"""How a description begins that goes on in other fences."""


@dataclass(frozen=True, slots=True)
class _Root:
    tree: Mapping
    fence: Fence
    troubles: tuple[Trouble, ...]


def recognise(document: Document) -> Iterable[Fact | Diagnostic]:
    """Read every OpenAPI block of a document; a reference may go from one block to another."""
    roots = [
        root for block in document.blocks if isinstance(block, Fence) for root in _roots(block)
    ]
    if not roots:
        return
    library = Library(document.name, [root.tree for root in roots])
    schemas = Schemas(library)
    for root in roots:
        for found in _facts(root, schemas):
            yield replace(found, section=root.fence.section)
        yield from (_warning(trouble, document.name) for trouble in root.troubles)
    yield from _stored(roots, schemas)
    yield from library.found.values()


def is_described(fence: Fence) -> bool:
    """Tell whether a fence is a piece of an API's description, which says by itself what is stored."""
    return bool(_ABOUT.search(fence.text)) or any(_roots(fence))


def _facts(root: _Root, schemas: Schemas) -> Iterator[Fact]:
    operations = list(operations_of(root.tree, schemas.library))
    secured = is_secured(root.tree, operations)
    yield from settings_of(root.tree, operations, schemas)
    for operation in operations:
        yield from facts_of(operation, root.tree, schemas, is_secured=secured)


def _stored(roots: list[_Root], schemas: Schemas) -> Iterator[Fact]:
    for fact in schemas.facts():
        fences = (root.fence for root in roots if root.fence.line <= fact.place.line)
        section = max(fences, key=lambda fence: fence.line).section
        yield replace(fact, section=section)


def _roots(fence: Fence) -> Iterator[_Root]:
    if fence.language not in _LANGUAGES or not _HINT.search(fence.text):
        return
    if fence.text.lstrip().startswith("{"):
        tree = read_json(fence.text, fence.line)
        if isinstance(tree, Mapping) and _is_openapi(tree):
            yield _Root(tree, fence, ())
        return
    trees, troubles = read_yaml(fence.text, fence.line)
    found = [tree for tree in trees if isinstance(tree, Mapping) and _is_openapi(tree)]
    for index, tree in enumerate(found):
        yield _Root(tree, fence, troubles if index == 0 else ())


def _is_openapi(tree: Mapping) -> bool:
    if tree.get("openapi") or tree.get("swagger"):
        return True
    paths = pairs_of(tree.get("paths")) or tuple(p for p in tree.pairs if p.key.startswith("/"))
    if any(is_path_item(pair.value) for pair in paths):
        return True
    components = tree.get("components")
    named = (
        components.get("schemas") if isinstance(components, Mapping) else tree.get("definitions")
    )
    return any(_is_schema(pair.value) for pair in pairs_of(named))


def _is_schema(tree: object) -> bool:
    return isinstance(tree, Mapping) and any(
        tree.get(key) is not None for key in ("properties", "type", "allOf", "enum")
    )


def _warning(trouble: Trouble, file: str) -> Diagnostic:
    return Diagnostic("LK-N204", Severity.WARNING, trouble.message, Span(file, trouble.line))

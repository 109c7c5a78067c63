"""The `paths` of an OpenAPI block: endpoints, query parameters and bodies."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from luke_cli.names import pascal, singular, snake
from luke_cli.notations.endpoint_notes import Notes, callers_told
from luke_cli.notations.openapi.references import Library
from luke_cli.notations.openapi.schemas import Schemas, default_of, is_true
from luke_cli.notations.paths import folded_path
from luke_cli.notations.trees import Leaf, Mapping, Pair, Tree, items_of, pairs_of, text_of
from luke_cli.source import Span
from luke_cli.spec.facts import Authority, BodyFact, EndpointFact, Fact, ParameterFact
from luke_cli.spec.model import Type, TypeName

_READS: Final = frozenset(("GET", "HEAD"))
METHODS: Final = ("get", "post", "put", "patch", "delete")
_ROLES: Final = ("x-roles", "x-required-roles", "x-role", "x-allowed-roles")
_PERMISSIONS: Final = ("x-permission", "x-permissions", "x-required-permission")
_MAX_DEPTH: Final = 4
_MAX_MEMBERS: Final = 200


@dataclass(frozen=True, slots=True)
class Operation:
    """One method of a path item."""

    method: str
    path: str
    pair: Pair
    shared: tuple[Tree, ...]
    """Parameters of the path item."""

    @property
    def tree(self) -> Mapping:
        """The operation object."""
        value = self.pair.value
        return value if isinstance(value, Mapping) else Mapping(self.pair.line, ())


def operations_of(root: Mapping, library: Library) -> Iterator[Operation]:
    """Yield the operations of a root: whole, only `paths`, or bare path items."""
    paths = pairs_of(library.follow(root.get("paths")))
    bare = tuple(pair for pair in root.pairs if pair.key.startswith("/"))
    for pair in paths or bare:
        item = library.follow(pair.value)
        if not pair.key.startswith("/") or not isinstance(item, Mapping):
            continue
        shared = items_of(item.get("parameters"))
        for method in item.pairs:
            if method.key.lower() in METHODS:
                yield Operation(method.key.upper(), folded_path(pair.key), method, shared)


def facts_of(
    operation: Operation, root: Mapping, schemas: Schemas, *, is_secured: bool
) -> Iterator[Fact]:
    """Yield what an operation says; `is_secured`: other operations of the root have `security`."""
    reader = _Reader(operation, root, schemas, is_secured=is_secured)
    yield reader.endpoint()
    yield from reader.parameters()
    yield from reader.bodies()


def success_of(operation: Operation, library: Library) -> tuple[int | None, Tree | None]:
    """Return the first success status, and the schema of its body."""
    for pair in pairs_of(operation.tree.get("responses")):
        if re.fullmatch(r"2(\d\d|XX)", pair.key, re.IGNORECASE):
            status = int(pair.key) if pair.key.isdecimal() else 200
            return status, content_schema(library.follow(pair.value), library)
    return None, None


def content_schema(tree: Tree | None, library: Library) -> Tree | None:
    """Return the schema of a request body or response (OpenAPI 3, Swagger 2)."""
    if not isinstance(tree, Mapping):
        return None
    media = pairs_of(library.follow(tree.get("content")))
    chosen = next((pair for pair in media if "json" in pair.key), media[0] if media else None)
    if chosen is not None:
        value = library.follow(chosen.value)
        return value.get("schema") if isinstance(value, Mapping) else None
    return tree.get("schema")


class _Reader:
    def __init__(
        self, operation: Operation, root: Mapping, schemas: Schemas, *, is_secured: bool
    ) -> None:
        self.is_secured = is_secured
        self.operation = operation
        self.root = root
        self.schemas = schemas
        self.library = schemas.library
        self.section: tuple[str, ...] = ()

    def endpoint(self) -> EndpointFact:
        tree = self.operation.tree
        status, schema = success_of(self.operation, self.library)
        responses = pairs_of(tree.get("responses"))
        failures = {int(p.key) for p in responses if re.fullmatch(r"[45]\d\d", p.key)}
        permission = next(iter(_words(tree, *_PERMISSIONS) or self._scopes()), "")
        roles, public = _words(tree, *_ROLES), self._public()
        # What the words of an operation say counts where nothing of it says so in the form.
        told = Notes() if permission or roles or public is not None else callers_told(_told(tree))
        return EndpointFact(
            place=Span(self.library.file, self.operation.pair.line),
            authority=Authority.CONTRACT,
            method=self.operation.method,
            path=self.operation.path,
            summary=_summary(tree),
            operation_id=text_of(tree.get("operationId")),
            entity=self._entity(schema),
            roles=roles or told.roles,
            scopes=told.scopes,
            access=told.access,
            permission=permission or told.permission,
            public=told.public if public is None else public,
            status=status,
            failures=tuple(sorted(failures)),
            upload=self._is_upload(),
        )

    def _security(self) -> Tree | None:
        own = self.operation.tree.get("security")
        return own if own is not None else self.root.get("security")

    def _scopes(self) -> tuple[str, ...]:
        pairs = (pair for item in items_of(self._security()) for pair in pairs_of(item))
        return tuple(text_of(scope) for pair in pairs for scope in items_of(pair.value))

    def _public(self) -> bool | None:
        security = self._security()
        if security is not None:
            options = items_of(security)
            return not options or any(not pairs_of(option) for option in options)
        # Whoever forgets to protect a change has not said that everybody may make it.
        return True if self.is_secured and self.operation.method in _READS else None

    def _entity(self, schema: Tree | None, depth: int = 0) -> str:
        name = self.library.name(schema)
        if name and (self.schemas.is_resource(name) or name not in self.schemas.named):
            return name
        tree = self.library.follow(schema)
        if not isinstance(tree, Mapping) or depth > 2:
            return ""
        if text_of(tree.get("type")) == "array":
            return self._entity(tree.get("items"), depth + 1)
        properties = [pair for pair, _ in self.schemas.properties(tree)[:6]]
        found = (self._entity(pair.value, depth + 1) for pair in properties)
        held = (pascal(singular(snake(pair.key))) for pair in properties)
        return next((name for name in (*found, *held) if self.schemas.is_resource(name)), "")

    def _is_upload(self) -> bool:
        body = self.library.follow(self.operation.tree.get("requestBody"))
        media = self.library.pairs(body, "content")
        if any(re.match(r"multipart/|image/|application/(octet-stream|pdf)", m.key) for m in media):
            return True
        return any(text_of(p.get("type")) == "file" for p in self._parameter_trees())

    def _parameter_trees(self) -> list[Mapping]:
        return _parameter_trees(self.operation, self.library)

    def parameters(self) -> Iterator[ParameterFact]:
        """Yield the query parameters; one of the operation replaces that of the path item."""
        query = parameters_of(self.operation, self.library)
        for name, tree in query.items():
            yield self._parameter(name, tree)

    def _parameter(self, name: str, tree: Mapping) -> ParameterFact:
        schema = tree.get("schema") or tree
        followed = self.library.follow(schema)
        says = followed if isinstance(followed, Mapping) else tree
        shape = self.schemas.shape(schema)
        named = tree.pair("name")
        return ParameterFact(
            place=Span(self.library.file, named.line if named else tree.line),
            authority=Authority.CONTRACT,
            method=self.operation.method,
            path=self.operation.path,
            name=name,
            type=shape.type,
            values=shape.values,
            required=is_true(tree, "required"),
            default=default_of(says.get("default"), shape.type),
            minimum=text_of(says.get("minimum")),
            maximum=text_of(says.get("maximum")),
            comment=" ".join(text_of(tree.get("description")).split()),
        )

    def bodies(self) -> Iterator[BodyFact]:
        """Yield the members of the request and of the successful response."""
        body = self.library.follow(self.operation.tree.get("requestBody"))
        request = content_schema(body, self.library) or self._body_parameter()
        members = list(self._members(request, "", 0, set(), None))
        for name, type_, required, line in members[:_MAX_MEMBERS]:
            yield self._body("request", name, type_, required, line)
        for tree in self._parameter_trees():
            if text_of(tree.get("in")) == "formData":
                shape = self.schemas.shape(tree)
                name = text_of(tree.get("name"))
                yield self._body("request", name, shape.type, is_true(tree, "required"), tree.line)
        _, schema = success_of(self.operation, self.library)
        given = list(self._members(schema, "", 0, set(), None)) or list(self._file(schema))
        for name, type_, required, line in given[:_MAX_MEMBERS]:
            yield self._body("response", name, type_, required, line)

    def _file(self, schema: Tree | None) -> Iterator[tuple[str, Type | None, bool | None, int]]:
        """Yield an answer that is a file as a whole."""
        kind = self.schemas.shape(schema).type if schema else None
        if schema and kind and kind.name is TypeName.FILE:
            yield "", kind, None, schema.line

    def _body_parameter(self) -> Tree | None:
        found = (t for t in self._parameter_trees() if text_of(t.get("in")) == "body")
        tree = next(found, None)
        return tree.get("schema") if tree else None

    def _body(
        self, direction: str, name: str, type_: Type | None, required: bool | None, line: int
    ) -> BodyFact:
        return BodyFact(
            place=Span(self.library.file, line),
            authority=Authority.CONTRACT,
            method=self.operation.method,
            path=self.operation.path,
            direction=direction,
            name=name,
            type=type_,
            required=required,
        )

    def _members(
        self, tree: Tree | None, prefix: str, depth: int, seen: set[str], required: bool | None
    ) -> Iterator[tuple[str, Type | None, bool | None, int]]:
        """Yield the leaves below a schema; a stored thing is one leaf, a reference to it."""
        if tree is None:
            return
        name = self.library.name(tree)
        shape = self.schemas.shape(tree)
        if shape.target and not shape.many:
            yield prefix, shape.type, required, tree.line
            return
        followed = self.library.follow(tree)
        if not isinstance(followed, Mapping) or depth > _MAX_DEPTH or name in seen:
            return
        seen = seen | {name} if name else seen
        if shape.many:
            yield from self._members(
                followed.get("items"), f"{prefix}[]", depth + 1, seen, required
            )
            return
        properties = self.schemas.properties(followed)
        if not properties and prefix:
            yield prefix, shape.type, required, tree.line
        for pair, is_required in properties:
            inner = f"{prefix}.{pair.key}" if prefix else pair.key
            needed = is_required if required is not False else False
            for member in self._members(pair.value, inner, depth + 1, seen, needed):
                at = pair.line if member[0] in (inner, f"{inner}[]") else member[3]
                yield member[0], member[1], member[2], at


def _summary(tree: Mapping) -> str:
    text = text_of(tree.get("summary")) or text_of(tree.get("description"))
    return next((line.strip() for line in text.splitlines() if line.strip()), "")


def _told(tree: Mapping) -> str:
    """Return the words of an operation, a line for its title and one for each of its description."""
    return "\n".join(text for key in ("summary", "description") if (text := text_of(tree.get(key))))


def _words(tree: Mapping, *keys: str) -> tuple[str, ...]:
    for key in keys:
        value = tree.get(key)
        if isinstance(value, Leaf):
            return tuple(word for word in re.split(r"\s*,\s*", value.text) if word)
        if value is not None:
            return tuple(text_of(item) for item in items_of(value) if text_of(item))
    return ()


def parameters_of(operation: Operation, library: Library) -> dict[str, Mapping]:
    """Return the query parameters by name; one of the operation replaces one of the path."""
    found = _parameter_trees(operation, library)
    query = {text_of(t.get("name")): t for t in found if text_of(t.get("in")) == "query"}
    return {name: tree for name, tree in query.items() if name}


def _parameter_trees(operation: Operation, library: Library) -> list[Mapping]:
    written = (*operation.shared, *items_of(operation.tree.get("parameters")))
    trees = [library.follow(tree) for tree in written]
    return [tree for tree in trees if isinstance(tree, Mapping)]


def is_secured(root: Mapping, operations: Sequence[Operation]) -> bool:
    """Tell whether a root protects some operations, so that the others are public."""
    # `security: []` says of one operation that it is public, not of those without a word.
    has_own = any(items_of(operation.tree.get("security")) for operation in operations)
    return has_own or root.get("securityDefinitions") is not None


def is_path_item(tree: Tree | None) -> bool:
    """Tell whether a value has the form of a path item."""
    pairs = pairs_of(tree)
    return any(pair.key.lower() in METHODS and isinstance(pair.value, Mapping) for pair in pairs)

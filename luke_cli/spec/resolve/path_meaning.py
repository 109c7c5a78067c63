"""What an endpoint does, read from its method and path.

GET /expenses -> expense.list        POST /expenses/{id}/approve -> expense.approve
"""

from dataclasses import dataclass, replace
from typing import Final

from luke_cli.names import kebab, plural, singular, snake
from luke_cli.spec.model import Entity, FieldRole, Kind, Spec
from luke_cli.spec.resolve.endpoints import Endpoint
from luke_cli.spec.resolve.entity_names import EntityNames
from luke_cli.spec.resolve.lookups import entity_of
from luke_cli.spec.resolve.ownership import is_tenant, joins_of, reference_to

_ONE: Final = {
    "GET": ("read", Kind.READ),
    "PUT": ("update", Kind.UPDATE),
    "PATCH": ("update", Kind.UPDATE),
    "DELETE": ("delete", Kind.DELETE),
}
_MANY: Final = {"GET": ("list", Kind.LIST), "POST": ("create", Kind.CREATE)}
_FILE_WORDS: Final = frozenset("file download content raw image data stream".split())
_QUALIFIERS: Final = frozenset("admin administration public private internal management".split())
_NESTED: Final = 3
"""Parts of a path to the rows below a row."""
_METHOD_VERBS: Final = {
    "GET": "read",
    "POST": "create",
    "PUT": "update",
    "PATCH": "update",
    "DELETE": "delete",
}


@dataclass(frozen=True, slots=True)
class Meaning:
    """What an endpoint does."""

    group: str
    verb: str
    kind: Kind
    entity: Entity | None = None
    parent: Entity | None = None
    """The entity that it is nested below."""
    step: bool = False
    """It has the form of a step of a workflow: POST /things/{id}/verb."""


@dataclass(frozen=True, slots=True)
class _Part:
    word: str
    parameter: bool
    entity: Entity | None


def meaning_of(spec: Spec, names: EntityNames, endpoint: Endpoint) -> Meaning:
    """Return what an endpoint does; kind `custom` where that cannot be told."""
    parts = _referred(spec, _parts(names, endpoint.path))
    qualifier = ""
    while len(parts) > 1 and parts[0].word in _QUALIFIERS and parts[0].entity is None:
        qualifier = parts[0].word
        parts = parts[1:]
    meaning = _entity_meaning(spec, endpoint, parts) or _free(endpoint.method, parts)
    if qualifier and meaning.kind is Kind.CUSTOM and not meaning.step:
        return replace(meaning, verb=f"{meaning.verb}_for_{qualifier}")
    return meaning


def collection(entity: Entity) -> str:
    """Return the path segment of an entity: `expense-categories`."""
    return kebab(plural(snake(entity.name)))


def join_of(spec: Spec, one: Entity, other: Entity) -> Entity | None:
    """Return the pure many-to-many between two entities."""
    return next(
        (j for j in joins_of(spec) if reference_to(j, one.name) and reference_to(j, other.name)),
        None,
    )


def far_side(spec: Spec, join: Entity, near: Entity) -> Entity | None:
    """Return the other entity of a many-to-many."""
    targets = [
        f.type.target for f in join.fields if f.type.target and f.role is not FieldRole.TENANT
    ]
    return next((entity_of(spec, target) for target in targets if target != near.name), None)


def _parts(names: EntityNames, path: str) -> list[_Part]:
    parts = []
    for segment in path.strip("/").split("/"):
        if segment.startswith("{"):
            parts.append(_Part(segment.strip("{}"), True, None))
        else:
            parts.append(_Part(snake(segment) or "x", False, names.of_path(segment)))
    return parts


def _referred(spec: Spec, parts: list[_Part]) -> list[_Part]:
    """Say whose rows come first where only a field below them calls them so: `/lines/{line_id}`."""
    if len(parts) < _NESTED or parts[0].entity is not None or not parts[1].parameter:
        return parts
    child = parts[2].entity
    field = child.field(snake(parts[1].word)) if child else None
    target = entity_of(spec, field.type.target) if field and field.type.target else None
    return [replace(parts[0], entity=target), *parts[1:]] if target else parts


def _entity_meaning(spec: Spec, endpoint: Endpoint, parts: list[_Part]) -> Meaning | None:
    first, *rest = parts
    entity = first.entity
    if entity is None or entity.trait("no api"):
        return None
    if not rest:
        return _collection_meaning(spec, endpoint, entity, first.word)
    if rest[0].parameter:
        return _keyed_meaning(spec, endpoint, entity, rest)
    if rest[0].entity not in (None, entity) and rest[0].word == plural(rest[0].word):
        return _entity_meaning(spec, endpoint, rest)
    group = snake(entity.name)
    if len(rest) == 1 and rest[0].word == "upload" and entity.trait("file of"):
        return Meaning(group, "upload", Kind.UPLOAD, entity)
    return Meaning(group, _custom_verb(endpoint.method, rest), Kind.CUSTOM, entity)


def _keyed_meaning(
    spec: Spec, endpoint: Endpoint, entity: Entity, rest: list[_Part]
) -> Meaning | None:
    """Return the meaning of a path with a key: of the entity, or of one that it refers to."""
    if len(rest) == 1 and _is_of_another(spec, entity, rest[0].word):
        verb = f"{_METHOD_VERBS[endpoint.method]}_of_{rest[0].word.removesuffix('_id')}"
        return Meaning(snake(entity.name), verb, Kind.CUSTOM, entity)
    return _row_meaning(spec, endpoint, entity, rest[1:])


def _is_of_another(spec: Spec, entity: Entity, parameter: str) -> bool:
    """Tell whether a parameter is the key of another entity: `/availability/{clinic_id}`."""
    stem = parameter.removesuffix("_id")
    if stem == parameter or snake(entity.name).endswith(stem):
        return False
    targets = (f.type.target for f in entity.fields if f.type.target not in ("", entity.name))
    return (
        any(snake(target) == stem for target in targets) and entity_of(spec, entity.name) is entity
    )


def _collection_meaning(spec: Spec, endpoint: Endpoint, entity: Entity, word: str) -> Meaning:
    group = snake(entity.name)
    single = entity.trait("account") is not None or is_tenant(spec, entity)
    alone = single and word == singular(word) != plural(word) and word != entity.table
    if endpoint.method == "POST" and entity.trait("file of"):
        return Meaning(group, "upload", Kind.UPLOAD, entity)
    if endpoint.method in _MANY and not (alone and endpoint.method == "GET"):
        verb, kind = _MANY[endpoint.method]
        return Meaning(group, verb, kind, entity)
    verb = f"{_METHOD_VERBS.get(endpoint.method, 'call')}_{'current' if alone else 'all'}"
    return Meaning(group, verb, Kind.CUSTOM, entity)


def _row_meaning(
    spec: Spec, endpoint: Endpoint, entity: Entity, rest: list[_Part]
) -> Meaning | None:
    group, method = snake(entity.name), endpoint.method
    if not rest:
        verb, kind = _ONE.get(method, ("act", Kind.CUSTOM))
        return Meaning(group, verb, kind, entity)
    head, *tail = rest
    if head.parameter:
        return Meaning(group, _custom_verb(method, rest), Kind.CUSTOM, entity)
    if head.entity is not None:
        nested = _nested_meaning(spec, endpoint, entity, head, tail)
        if nested:
            return nested
    if not tail:
        return _act_meaning(endpoint, entity, head.word)
    return Meaning(group, _custom_verb(method, rest), Kind.CUSTOM, entity)


def _act_meaning(endpoint: Endpoint, entity: Entity, word: str) -> Meaning:
    group, method = snake(entity.name), endpoint.method
    if method == "GET":
        download = word in _FILE_WORDS and entity.trait("file of") is not None
        if download:
            return Meaning(group, "download", Kind.DOWNLOAD, entity)
        return Meaning(group, _custom_verb(method, [_Part(word, False, None)]), Kind.CUSTOM, entity)
    if method == "DELETE":
        return Meaning(group, f"remove_{word}", Kind.CUSTOM, entity)
    noun = plural(singular(word)) == word != singular(word)
    verb = _custom_verb(method, [_Part(word, False, None)]) if noun else word
    return Meaning(group, verb, Kind.CUSTOM, entity, step=not noun)


def _nested_meaning(
    spec: Spec, endpoint: Endpoint, entity: Entity, head: _Part, tail: list[_Part]
) -> Meaning | None:
    child = head.entity
    if child is None:
        return None
    join = child if child.trait("join") and reference_to(child, entity.name) else None
    other = far_side(spec, join, entity) if join else child
    join = join or join_of(spec, entity, child)
    if join and other and not reference_to(other, entity.name):
        return _many_to_many(endpoint.method, entity, other, tail)
    if not reference_to(child, entity.name):
        return None
    if not tail:
        return _nested_collection(endpoint, entity, child)
    if tail[0].parameter:
        found = _row_meaning(spec, endpoint, child, tail[1:])
        return replace(found, parent=entity) if found else None
    return None


def _has_one(entity: Entity, file: Entity) -> bool:
    """Tell whether a row has one file of a kind: what is at its path is no list."""
    field = reference_to(file, entity.name) if file.trait("file of") else None
    return field is not None and field.unique


def _nested_collection(endpoint: Endpoint, entity: Entity, child: Entity) -> Meaning | None:
    group = snake(child.name)
    if endpoint.method != "POST" and _has_one(entity, child):
        return None
    if endpoint.method == "POST" and (child.trait("file of") or endpoint.upload):
        kind = Kind.UPLOAD if child.trait("file of") else Kind.CUSTOM
        return Meaning(group, "upload", kind, child, parent=entity)
    if endpoint.method in _MANY:
        verb, kind = _MANY[endpoint.method]
        return Meaning(group, verb, kind, child, parent=entity)
    return Meaning(group, f"replace_of_{snake(entity.name)}", Kind.CUSTOM, child, parent=entity)


def _many_to_many(method: str, entity: Entity, other: Entity, tail: list[_Part]) -> Meaning | None:
    group, far = snake(entity.name), snake(other.name)
    if not tail:
        if method == "GET":
            return Meaning(far, f"list_of_{group}", Kind.LIST, other, parent=entity)
        return Meaning(group, f"add_{far}", Kind.CUSTOM, entity)
    if len(tail) == 1 and tail[0].parameter:
        if method in ("PUT", "POST"):
            return Meaning(group, f"attach_{far}", Kind.ATTACH, entity, parent=other)
        if method == "DELETE":
            return Meaning(group, f"detach_{far}", Kind.DETACH, entity, parent=other)
    return Meaning(
        group, _custom_verb(method, [_Part(far, False, None), *tail]), Kind.CUSTOM, entity
    )


def _free(method: str, parts: list[_Part]) -> Meaning:
    """Return the meaning of a path that starts with no entity."""
    words = [part.word for part in parts if not part.parameter]
    group = singular(words[0]) if words else "api"
    group = group if group[0].isalpha() else f"x_{group}"
    many = method == "GET" and not parts[-1].parameter and words[0] != group
    if len(words) < 2:
        return Meaning(group, "list" if many else _METHOD_VERBS.get(method, "call"), Kind.CUSTOM)
    return Meaning(group, _custom_verb(method, parts[1:]), Kind.CUSTOM)


def _custom_verb(method: str, parts: list[_Part]) -> str:
    """Return `list_members`, `add_member`, `export` or `bulk_approve`."""
    words = [part.word for part in parts if not part.parameter]
    if not words:
        return _METHOD_VERBS.get(method, "call")
    if "bulk" in words and len(words) > 1:
        words = ["bulk", *(word for word in words if word != "bulk")]
    last = words[-1]
    noun = plural(singular(last)) == last != singular(last)
    one = parts[-1].parameter or method != "GET"
    verb = "_".join([*words[:-1], singular(last) if one else last] if noun else words)
    if method in ("PUT", "PATCH", "DELETE"):
        verb = f"{_METHOD_VERBS[method]}_{verb}"
    elif noun:
        verb = f"{'add' if method == 'POST' else 'read' if one else 'list'}_{verb}"
    return verb if verb[0].isalpha() else f"x_{verb}"

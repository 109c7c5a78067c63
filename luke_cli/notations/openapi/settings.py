"""What an OpenAPI block says about the whole API: base path, paging, envelope, title."""

import json
import re
from collections.abc import Iterator, Sequence
from typing import Final
from urllib.parse import urlsplit

from luke_cli.names import plural, singular, snake
from luke_cli.notations.openapi.operations import Operation, parameters_of, success_of
from luke_cli.notations.openapi.schemas import Schemas
from luke_cli.notations.trees import Mapping, Pair, Tree, items_of, pairs_of, text_of
from luke_cli.source import Span
from luke_cli.spec.facts import Authority, SettingFact
from luke_cli.spec.model import TypeName
from luke_cli.spec.paging import (
    CURSORS,
    ITEM_MEMBERS,
    MORE_MEMBERS,
    MORE_SETTING,
    NEXT_MEMBERS,
    NEXT_SETTING,
    NUMBERS,
    OFFSETS,
    SIZES,
    TOTAL_MEMBERS,
    asked,
)

_PLACES: Final = frozenset((*NUMBERS, *OFFSETS, *CURSORS, *NEXT_MEMBERS, *MORE_MEMBERS))
_OF_PAGES: Final = frozenset(
    (
        *_PLACES,
        *SIZES,
        *TOTAL_MEMBERS,
        *ITEM_MEMBERS,
        *"pages total_pages next prev previous".split(),
    )
)
"""Members of a page of rows, of which the place of the page is one."""


def settings_of(
    root: Mapping, operations: Sequence[Operation], schemas: Schemas
) -> Iterator[SettingFact]:
    """Yield the settings of one root, each once a place."""
    say = _Sayer(schemas.library.file)
    yield from _title(root, say)
    yield from _base_paths(root, say)
    yield from _paging(operations, schemas, say)
    yield from _described_pages(schemas, say)
    yield from _envelopes(operations, schemas, say)
    yield from _validation(operations, schemas, say)
    yield from _api_keys(root, say)


class _Sayer:
    def __init__(self, file: str) -> None:
        self.file = file
        self.said: set[tuple[str, str, int]] = set()

    def say(self, key: str, value: str, line: int) -> Iterator[SettingFact]:
        if (key, value, line) not in self.said:
            self.said.add((key, value, line))
            place = Span(self.file, line)
            yield SettingFact(place=place, authority=Authority.CONTRACT, key=key, value=value)


def _title(root: Mapping, say: _Sayer) -> Iterator[SettingFact]:
    info = root.get("info")
    if isinstance(info, Mapping) and (title := info.pair("title")) is not None:
        parts = [text_of(info.get("title")), text_of(info.get("version"))]
        value = ", ".join(
            json.dumps(" ".join(part.split()), ensure_ascii=False) for part in parts if part
        )
        yield from say.say("api", value, title.line)


def _base_paths(root: Mapping, say: _Sayer) -> Iterator[SettingFact]:
    for server in items_of(root.get("servers")):
        if isinstance(server, Mapping) and (url := server.pair("url")) is not None:
            path = _path_of(text_of(url.value), server.get("variables"))
            if path:
                yield from say.say("base_path", path, url.line)
    base = root.pair("basePath")
    if base is not None and (path := _path_of(text_of(base.value), None)):
        yield from say.say("base_path", path, base.line)


def _path_of(url: str, variables: Tree | None) -> str:
    for pair in pairs_of(variables):
        default = text_of(pair.value.get("default")) if isinstance(pair.value, Mapping) else ""
        url = url.replace("{" + pair.key + "}", default)
    try:
        path = urlsplit(url).path.rstrip("/")
    except ValueError:
        return ""
    return path if re.fullmatch(r"(?:/[A-Za-z0-9._-]+)+", path) else ""


def _paging(
    operations: Sequence[Operation], schemas: Schemas, say: _Sayer
) -> Iterator[SettingFact]:
    for operation in operations:
        query = parameters_of(operation, schemas.library)
        for name, tree in query.items():
            if snake(name) in SIZES:
                yield from _page_size(tree, schemas, say)
        names = [name for name, tree in query.items() if not _is_moment(tree, schemas)]
        for value in asked(names):
            yield from say.say("paging", value, query[value.partition(",")[0]].line)


def _described_pages(schemas: Schemas, say: _Sayer) -> Iterator[SettingFact]:
    """Yield the sizes that the schema of a page gives: `PageMeta: limit, default 40, maximum 160`."""
    for named in schemas.named.values():
        own = named.value.get("properties") if isinstance(named.value, Mapping) else None
        members = {snake(pair.key): pair.value for pair in pairs_of(own)}
        if members.keys() & SIZES and members.keys() & _PLACES and members.keys() <= _OF_PAGES:
            for name in sorted(members.keys() & SIZES):
                yield from _page_size(members[name], schemas, say)


def _is_moment(parameter: Mapping, schemas: Schemas) -> bool:
    """Tell whether `after` asks for rows after a day."""
    return _format(parameter.get("schema") or parameter, schemas) in ("date", "date-time")


def _is_link(tree: Tree, schemas: Schemas) -> bool:
    """Tell whether `next` is the URL of the next page, or the number of one."""
    shape = schemas.shape(tree)
    is_text = shape.type is not None and shape.type.name is TypeName.STRING
    return not is_text or _format(tree, schemas) in ("uri", "url", "uri-reference")


def _format(tree: Tree | None, schemas: Schemas) -> str:
    schema = schemas.library.follow(tree)
    return text_of(schema.get("format")) if isinstance(schema, Mapping) else ""


def _page_size(parameter: Tree, schemas: Schemas, say: _Sayer) -> Iterator[SettingFact]:
    inner = parameter.get("schema") if isinstance(parameter, Mapping) else None
    schema = schemas.library.follow(inner or parameter)
    for word, key in (("default", "page_size"), ("maximum", "page_size_max")):
        pair = schema.pair(word) if isinstance(schema, Mapping) else None
        if pair is not None and re.fullmatch(r"[1-9]\d{0,5}", text_of(pair.value)):
            yield from say.say(key, text_of(pair.value), pair.line)


def _envelopes(
    operations: Sequence[Operation], schemas: Schemas, say: _Sayer
) -> Iterator[SettingFact]:
    for operation in operations:
        if operation.method != "GET" or operation.path.endswith("}"):
            continue
        _, schema = success_of(operation, schemas.library)
        properties = [pair for pair, _ in schemas.properties(schema)]
        lists = [pair for pair in properties if schemas.shape(pair.value).many]
        if lists:
            yield from _behind(properties, schemas, say)
        if len(lists) != 1 or _names_resource(lists[0].key, operation.path):
            continue
        others = [pair.key for pair in properties if pair is not lists[0]]
        yield from say.say("list_envelope", ", ".join([lists[0].key, *others]), lists[0].line)


def _behind(
    properties: Sequence[Pair], schemas: Schemas, say: _Sayer, above: str = ""
) -> Iterator[SettingFact]:
    """Yield what an answer calls the cursor of the next page, and whether there is one."""
    for pair in properties:
        path, word = f"{above}{pair.key}", snake(pair.key)
        inner = [] if above else [one for one, _ in schemas.properties(pair.value)]
        if word in NEXT_MEMBERS and not inner:
            yield from say.say(NEXT_SETTING, path, pair.line)
            yield from say.say("paging", "cursor", pair.line)
        elif word in ("next", "cursor") and not inner and not _is_link(pair.value, schemas):
            yield from say.say(NEXT_SETTING, path, pair.line)
        elif word in MORE_MEMBERS and not inner:
            yield from say.say(MORE_SETTING, path, pair.line)
        elif inner and not schemas.shape(pair.value).many:
            yield from _behind(inner, schemas, say, f"{path}.")


def _names_resource(key: str, path: str) -> bool:
    """`articles` in the answer of `/articles/feed` names what it holds; it is no envelope."""
    segments = {snake(part) for part in path.split("/")}
    word = snake(key)
    return word in segments or plural(singular(word)) in segments or word not in ITEM_MEMBERS


def _validation(
    operations: Sequence[Operation], schemas: Schemas, say: _Sayer
) -> Iterator[SettingFact]:
    found: dict[str, int] = {}
    for operation in operations:
        for pair in pairs_of(operation.tree.get("responses")):
            response = schemas.library.follow(pair.value)
            text = text_of(response.get("description")) if isinstance(response, Mapping) else ""
            if pair.key == "422" or (
                pair.key == "400" and re.search(r"valid", text, re.IGNORECASE)
            ):
                found.setdefault(pair.key, pair.line)
    for status, line in found.items():
        yield from say.say("validation_status", status, line)


def _api_keys(root: Mapping, say: _Sayer) -> Iterator[SettingFact]:
    for pair in _schemes(root):
        tree = pair.value
        if not isinstance(tree, Mapping) or text_of(tree.get("type")).lower() != "apikey":
            continue
        if (
            text_of(tree.get("name")).lower() not in ("authorization", "")
            and text_of(tree.get("in")) != "cookie"
        ):
            yield from say.say("api_keys", "yes", pair.line)
            if text_of(tree.get("in")) == "header":
                yield from say.say("api_key_header", text_of(tree.get("name")), pair.line)


def _schemes(root: Mapping) -> tuple[Pair, ...]:
    components = root.get("components")
    named = components.get("securitySchemes") if isinstance(components, Mapping) else None
    return pairs_of(named) or pairs_of(root.get("securityDefinitions"))

"""Objects of rules that check what people write into fields that are defined elsewhere.

{ "name": { "required": true, "maxLength": 60 }, "size": { "enum": ["small", "large"] } }
{ "dog": { "name": { "minLength": 2, "maxLength": 60 } } }
{ "form": "dog", "fields": [{ "name": "name", "type": "text", "maxLength": 60, "required": true }] }
{ "title": "CreateDog", "type": "object", "required": ["name"], "properties": { "name": { "maxLength": 60 } } }
const dogRules = { name: { required: 'Say a name', maxLength: { value: 60, message: 'Too long' } } };
register('name', { required: true, maxLength: 60 })            'name' => 'required|string|max:60'

A schema of what is stored, and one of OpenAPI, are read as such elsewhere.
"""

import re
from collections.abc import Iterator
from typing import Final

from luke_cli.docs.document import Document, Fence
from luke_cli.notations import json_schema
from luke_cli.notations.checked_names import checked, code_fences
from luke_cli.notations.loose_json import read_json
from luke_cli.notations.rule_words import Rule
from luke_cli.notations.trees import Items, Leaf, Mapping, Pair, Tree, items_of, read_yaml, text_of
from luke_cli.source import Diagnostic
from luke_cli.spec.facts import Fact
from luke_cli.spec.model import TypeName

_DATA: Final = frozenset(("json", "jsonc", "json5", "yaml", "yml"))
_CODE: Final = frozenset("javascript js typescript ts mjs jsx tsx vue svelte php".split())
_LOOKS_LIKE: Final = re.compile(
    r"(?:min|max)_?len|\b(?:required|optional|nullable|max|min|maximum|minimum|enum)\b",
    re.IGNORECASE,
)
_OTHER: Final = re.compile(
    r"\b(?:openapi|swagger|paths|components|definitions|services|apiVersion|\$defs|requestBody|responses|jobs|inputs)[\"']?\s*:|^\s*[\"']?/\w",
    re.MULTILINE,
)
_OBJECT: Final = re.compile(
    r"\b(?P<name>\w*(?:[rR]ules|[vV]alidations?|[cC]onstraints|[sS]chema))\s*(?:(?::[^=;{}\n]{0,200})?=|:)\s*(?=\{)"
)
_REGISTERED: Final = re.compile(r"\bregister\(\s*['\"](?P<name>[\w.]+)['\"]\s*,\s*(?=\{)")
_PIPED: Final = re.compile(
    r"['\"](?P<name>[A-Za-z_]\w*)['\"]\s*(?:=>|:)\s*(?:['\"](?P<said>(?:required|nullable|sometimes|string|integer|numeric|boolean|in:)[^'\"\n]{0,200})['\"]"
    r"|\[(?P<listed>(?:\s*['\"][^'\"\n]*['\"]\s*,?)+)\])"
)
_CLASS: Final = re.compile(r"\bclass\s+(\w+Request)\b")
_MUST: Final = ("required", "mandatory")
_MAY: Final = ("optional", "nullable", "allownull", "allowempty")
_LONGEST: Final = ("maxlength", "maxlen", "maxchars")
_SHORTEST: Final = ("minlength", "minlen", "minchars")
_HIGH: Final = ("max", "maximum", "lte")
_LOW: Final = ("min", "minimum", "gte")
_LISTS: Final = ("enum", "oneof", "in", "values", "allowed", "allowedvalues", "choices", "options")
_TELLING: Final = frozenset(
    (*_MUST, *_MAY, *_LONGEST, *_SHORTEST, *_HIGH, *_LOW, *_LISTS, "unique")
)
_BESIDE: Final = frozenset(
    "type format pattern regex default message messages error errormessage errormessages label placeholder title description help "
    "hint trim example examples length step widget control input name email multipleof exclusiveminimum field key id".split()
)
_PARTS: Final = frozenset(
    "fields properties body rules validation validations schema schemas constraints forms form models entities".split()
)
"""Keys above rules that name no thing."""
_KINDS: Final = {
    "integer": TypeName.INTEGER,
    "int": TypeName.INTEGER,
    "number": TypeName.FLOAT,
    "numeric": TypeName.FLOAT,
    "boolean": TypeName.BOOLEAN,
    "bool": TypeName.BOOLEAN,
    "string": TypeName.STRING,
    "uuid": TypeName.UUID,
    "date-time": TypeName.DATETIME,
    "datetime": TypeName.DATETIME,
    "date": TypeName.DATE,
}
_DEEPEST: Final = 6
_MOST: Final = 4000
"""Characters of an object in code that are read."""
Said = tuple[str, Rule, int]


def recognise(document: Document) -> Iterator[Fact | Diagnostic]:
    """Find what objects of rules say of fields."""
    fences = [*code_fences(document, _DATA | _CODE | {""}, _LOOKS_LIKE)]
    found = json_schema.recognise(document) if fences else ()
    defined = {one.place.line for one in found if isinstance(one, Fact)}
    for fence in fences:
        for name, rules in _in_fence(fence):
            of = checked(fence, name)
            if of is not None and not defined & {line for _, _, line in rules}:
                yield from of.facts(fence, rules)


def _in_fence(fence: Fence) -> Iterator[tuple[str, list[Said]]]:
    """Yield what is said of the fields of each name."""
    if _OTHER.search(fence.text):
        return
    if fence.language in ("yaml", "yml"):
        for tree in read_yaml(fence.text, fence.line)[0]:
            yield from _in_tree(tree, "", 0)
    elif fence.text.lstrip().startswith("{"):
        yield from _in_tree(read_json(fence.text, fence.line), "", 0)
    elif fence.language in _CODE:
        for match in _OBJECT.finditer(fence.text):
            yield from _in_tree(_tree(fence, match.end()), match["name"], 0)
        yield "", [*_registered(fence)]
    request = _CLASS.search(fence.text)
    yield (request[1].removesuffix("Request") if request else ""), [*_piped(fence)]


def _line(fence: Fence, position: int) -> int:
    return fence.line + fence.text.count("\n", 0, position)


def _tree(fence: Fence, position: int) -> Tree | None:
    return read_json(fence.text[position : position + _MOST], _line(fence, position))


def _registered(fence: Fence) -> Iterator[Said]:
    for match in _REGISTERED.finditer(fence.text):
        tree = _tree(fence, match.end())
        if isinstance(tree, Mapping):
            yield match["name"].rpartition(".")[2], _rule(tree), _line(fence, match.start())


def _piped(fence: Fence) -> Iterator[Said]:
    for match in _PIPED.finditer(fence.text):
        said = match["said"] or "|".join(re.findall(r"['\"]([^'\"]*)['\"]", match["listed"]))
        parts = dict(part.partition(":")[::2] for part in said.split("|"))
        if not parts.keys() & {"required", "nullable", "max", "min", "in", "between"}:
            continue
        values = tuple(part.strip() for part in parts.get("in", "").split(",") if part.strip())
        rule = Rule(
            required=True if "required" in parts else False if "nullable" in parts else None,
            minimum=_number(parts.get("min", "")),
            maximum=_number(parts.get("max", "")),
            values=values if len(values) > 1 else (),
            kind=next((_KINDS[part] for part in parts if part in _KINDS), None),
        )
        yield match["name"], rule, _line(fence, match.start())


def _in_list(tree: Items, name: str) -> Iterator[tuple[str, list[Said]]]:
    """Read a list of fields, each with its name and its rules; another list says nothing."""
    named = [
        Pair(text_of(one.get("name")) or text_of(one.get("field")), one.line, one)
        for one in tree.items
        if isinstance(one, Mapping)
    ]
    if len(named) == len(tree.items) and all(pair.key.isidentifier() for pair in named):
        ruled = [pair for pair in named if _is_ruled(pair)]
        yield name, [(pair.key, _rule(pair.value), pair.line) for pair in ruled]


def _in_tree(tree: Tree | None, name: str, depth: int) -> Iterator[tuple[str, list[Said]]]:
    if isinstance(tree, Items) and depth:
        yield from _in_list(tree, name)
    if not isinstance(tree, Mapping) or depth > _DEEPEST:
        return
    properties = tree.get("properties")
    if isinstance(properties, Mapping):
        yield text_of(tree.get("title")) or name, [*_of_properties(tree, properties)]
        return
    ruled = [pair for pair in tree.pairs if _is_ruled(pair)]
    if ruled and len(ruled) == len(tree.pairs):
        yield name, [(pair.key, _rule(pair.value), pair.line) for pair in ruled]
        return
    name = text_of(tree.get("form")) or text_of(tree.get("entity")) or name
    for pair in tree.pairs:
        is_name = pair.key.isidentifier() and pair.key.lower() not in _PARTS
        below = pair.key if is_name else name
        yield from _in_tree(pair.value, below, depth + 1)


def _of_properties(tree: Mapping, properties: Mapping) -> Iterator[Said]:
    needed = tree.get("required")
    names = {text_of(item) for item in items_of(needed)}
    for pair in properties.pairs:
        rule = _rule(pair.value)
        if isinstance(needed, Items):
            rule = rule._replace(required=pair.key in names and rule.required is not False)
        yield pair.key, rule._replace(required=None) if rule.default else rule, pair.line


def _is_ruled(pair: Pair) -> bool:
    """Tell whether a key has rules, and nothing else."""
    if not isinstance(pair.value, Mapping):
        return False
    keys = {_key(one.key) for one in pair.value.pairs}
    return bool(keys & _TELLING) and keys <= _TELLING | _BESIDE


def _key(text: str) -> str:
    return re.sub(r"[^a-z]", "", text.lower())


def _rule(tree: Tree) -> Rule:
    """Return what the keys of an object say."""
    if not isinstance(tree, Mapping):
        return Rule()
    said = {_key(pair.key): _value(pair.value) for pair in tree.pairs}
    lists = (said[key] for key in _LISTS if isinstance(said.get(key), Items))
    listed = next((items_of(one) for one in lists), ())
    values = tuple(text for item in listed if (text := text_of(item)) and text != "null")
    types = [text_of(item) for item in items_of(said.get("type"))] or [text_of(said.get("type"))]
    kind = _KINDS.get(text_of(said.get("format"))) or _KINDS.get(types[0].lower())
    is_free = bool({"pattern", "regex"} & said.keys())
    required = _required(said)
    return Rule(
        required=False if "null" in types else required,
        unique=True if text_of(said.get("unique")) == "true" else None,
        min_length=_count(_first(said, _SHORTEST)),
        max_length=_count(_first(said, _LONGEST)),
        minimum=_first(said, _LOW),
        maximum=_first(said, _HIGH),
        default=text_of(said.get("default")),
        values=values if len(values) > 1 else (),
        kind=None if values or is_free or types[0] == "array" else kind,
    )


def _value(tree: Tree) -> Tree:
    """Return what a rule is set to: `{ value: 60, message: 'Too long' }` to 60."""
    return (tree.get("value") or tree) if isinstance(tree, Mapping) else tree


def _required(said: dict[str, Tree]) -> bool | None:
    for keys, meaning in ((_MUST, True), (_MAY, False)):
        for key in keys:
            leaf = said.get(key)
            if not isinstance(leaf, Leaf):
                continue
            if leaf.text in ("true", "false"):
                return meaning if leaf.text == "true" else not meaning
            if meaning and leaf.quoted and leaf.text:
                return True
    return None


def _first(said: dict[str, Tree], keys: tuple[str, ...]) -> str:
    return next((found for key in keys if (found := _number(text_of(said.get(key))))), "")


def _count(text: str) -> int | None:
    return int(text) or None if re.fullmatch(r"\d{1,6}", text) else None


def _number(text: str) -> str:
    return text if re.fullmatch(r"-?\d{1,12}(?:\.\d{1,6})?", text) else ""

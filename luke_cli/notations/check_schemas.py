"""Schemas of Zod, Yup and Joi that check what people write into fields that are defined elsewhere.

const createDogSchema = z.object({ name: z.string().min(1).max(60), size: z.enum(['small', 'large']) });
const dogForm = yup.object({ name: yup.string().required().max(60), age: yup.number().integer().min(0) });
const dogBody = Joi.object({ name: Joi.string().max(60).required(), breed: Joi.string().allow(null) });
const UpdateDog = z.object({ name: z.string().max(60) }).partial();     // says nothing of what is required

A schema that stands for what is stored is read as such elsewhere.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from luke_cli.docs.document import Document, Fence
from luke_cli.notations.checked_names import checked, code_fences
from luke_cli.notations.code_lists import Named, named_in
from luke_cli.notations.rule_words import Rule
from luke_cli.notations.script_chains import defined_lines
from luke_cli.notations.script_objects import Call, Entry, chain_of, entries_of
from luke_cli.source import Diagnostic
from luke_cli.spec.facts import Fact
from luke_cli.spec.model import TypeName

_LANGUAGES: Final = frozenset("javascript js typescript ts mjs jsx tsx vue svelte".split()) | {""}
_LOOKS_LIKE: Final = re.compile(
    r"\b(?:z|[yY]up|[jJ]oi)\s*\.\s*\w+\(|from\s+['\"](?:yup|joi|zod)['\"]"
)
_OBJECT: Final = re.compile(
    r"(?:\b(?P<var>[A-Za-z_$][\w$]*)\s*(?::[^=;{}\n]{0,60})?=\s*(?:\([^()]*\)\s*=>\s*)?|(?P<key>\w+)['\"]?\s*:\s*)?"
    r"(?<![\w.])(?:(?:(?P<lib>z|[yY]up|[jJ]oi)\s*\.\s*)?(?:strictObject|looseObject|object)\s*(?:<[^<>(){}]*>)?"
    r"\(\s*(?:\)\s*\.\s*(?:shape|keys)\(\s*)?|\w+\s*\.\s*(?:extend|safeExtend|keys|concat)\(\s*)(?=\{)"
)
_PARTIAL: Final = re.compile(
    r"\s*\)(?:\s*\.\s*\w+\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\))*?\s*\.\s*(?:deepP|p)artial\("
)
_WRAPPED: Final = frozenset(("body", "params", "query", "headers", "cookies"))
"""The parts of a request that one schema holds together."""
_INSIDE: Final = frozenset(("optional", "nullable", "nullish", "preprocess", "lazy", "pipe"))
_LIBRARIES: Final = frozenset(("z", "yup", "Yup", "joi", "Joi", "coerce", "iso"))
_OPEN: Final = frozenset("array object tuple record map set any unknown custom lazy union".split())
"""Kinds of which the length is none of characters, or that say nothing of a value."""
_KINDS: Final = {
    "string": TypeName.STRING,
    "number": TypeName.FLOAT,
    "int": TypeName.INTEGER,
    "integer": TypeName.INTEGER,
    "int32": TypeName.INTEGER,
    "boolean": TypeName.BOOLEAN,
    "bool": TypeName.BOOLEAN,
    "uuid": TypeName.UUID,
    "guid": TypeName.UUID,
    "datetime": TypeName.DATETIME,
    "email": TypeName.STRING,
    "url": TypeName.STRING,
}
_FREE: Final = frozenset("regex pattern matches transform pipe refine".split())
"""A text of a form of its own may be a number."""
_LOW: Final = ("min", "gte", "minimum")
_HIGH: Final = ("max", "lte", "maximum")


@dataclass(frozen=True, slots=True)
class _Schema:
    """An object of checks."""

    name: str
    entries: Sequence[Entry]
    line: int
    is_partial: bool
    is_zod: bool
    says_required: bool
    """Some of its fields are marked as required: the others are not."""


def recognise(document: Document) -> Iterator[Fact | Diagnostic]:
    """Find what schemas of Zod, Yup and Joi say of fields."""
    fences = [*code_fences(document, _LANGUAGES, _LOOKS_LIKE)]
    named = named_in(fences)
    defined = defined_lines(document) if fences else frozenset[int]()
    for fence in fences:
        for schema in _schemas(fence):
            of = checked(fence, schema.name)
            if of is None or schema.line in defined:
                continue
            of = replace(of, is_change=of.is_change or schema.is_partial)
            rules = (
                (entry.key, rule, entry.line)
                for entry in schema.entries
                if (rule := _rule(entry.value, schema, named)) is not None
            )
            yield from of.facts(fence, rules)


def _schemas(fence: Fence) -> Iterator[_Schema]:
    """Yield the objects of a fence; what stands within one is no other."""
    behind = 0
    for match in _OBJECT.finditer(fence.text):
        if match.start() < behind:
            continue
        line = fence.line + fence.text.count("\n", 0, match.end())
        entries, rest = entries_of(fence.text[match.end() :], line)
        behind = len(fence.text) - len(rest)
        body = next((entry for entry in entries if entry.key == "body"), None)
        if body is not None and {entry.key for entry in entries} <= _WRAPPED:
            inner = _OBJECT.match(body.value)
            line = body.line
            entries = entries_of(body.value[inner.end() :], body.line)[0] if inner else []
        text = fence.text[match.start() : behind]
        is_zod = match["lib"] == "z" or bool(re.search(r"\bz\s*\.\s*\w+\(", text))
        yield _Schema(
            match["var"] or match["key"] or "",
            entries,
            fence.line + fence.text.count("\n", 0, match.start()),
            bool(_PARTIAL.match(rest[:2000])),
            is_zod,
            bool(re.search(r"\.\s*required\(", text)) and not re.search(r"\bpresence\s*:", text),
        )


def _rule(value: str, schema: _Schema, named: Named) -> Rule | None:
    """Return what a chain of calls says; None where it is none."""
    calls = _unwrapped(value, named)
    root = next((call for call in calls if call.name not in _LIBRARIES | _INSIDE), None)
    if root is None or value.startswith("..."):
        return None
    said = {call.name: call.inside for call in calls}
    rule = Rule(
        required=_required(said, schema), default=_default(said), values=_values(said, named)
    )
    if root.name in _OPEN:
        return rule._replace(required=None) if root.name != "union" else rule
    kind = None if rule.values else _kind(root.name, said)
    return _sized(rule._replace(kind=kind), root.name, said, named)


def _unwrapped(value: str, named: Named) -> list[Call]:
    """Return the calls of a chain, with those that a name stands for and those within a wrapper."""
    calls = chain_of(value)
    if calls and calls[0].name in named.checks:
        calls = [*chain_of(named.checks[calls[0].name]), *calls[1:]]
    outer = next((call for call in calls[:2] if call.name in _INSIDE and "(" in call.inside), None)
    if outer is None:
        return calls
    inside = re.sub(r"^[^,]*=>[^,]*,\s*|^\(\)\s*=>\s*", "", outer.inside)
    return [*chain_of(inside), *calls]


def _required(said: dict[str, str], schema: _Schema) -> bool | None:
    if {"default", "when", "catch", "prefault"} & said.keys():
        return None
    is_open = {"optional", "nullable", "nullish", "notRequired"} & said.keys()
    if is_open or "null" in said.get("allow", ""):
        return False
    if "or" in said or "allow" in said:
        # An empty text may stand for none.
        return None
    if schema.is_zod or {"required", "nonempty"} & said.keys():
        return True
    return False if schema.says_required else None


def _default(said: dict[str, str]) -> str:
    match = re.fullmatch(
        r"['\"]([^'\"]*)['\"]|(-?\d+(?:\.\d+)?|true|false)", said.get("default", "")
    )
    return (match[1] or match[2] or "") if match else ""


def _values(said: dict[str, str], named: Named) -> tuple[str, ...]:
    for name in ("enum", "nativeEnum", "oneOf", "valid", "union"):
        if name in said and (name != "union" or "literal" in said[name]):
            found = named.values_in(said[name].replace("z.literal", ""))
            return found if len(found) > 1 else ()
    return ()


def _kind(root: str, said: dict[str, str]) -> TypeName | None:
    if root == "date" and "iso" in said:
        return TypeName.DATE
    kind = _KINDS.get(root)
    if kind is TypeName.STRING:
        if {"uuid", "guid"} & said.keys():
            return TypeName.UUID
        if "datetime" in said:
            return TypeName.DATETIME
        if "date" in said:
            return TypeName.DATE
        return None if said.keys() & _FREE else kind
    is_whole = kind is TypeName.FLOAT and {"int", "integer"} & said.keys()
    return TypeName.INTEGER if is_whole else kind


def _sized(rule: Rule, root: str, said: dict[str, str], named: Named) -> Rule:
    exact = named.number_in(said.get("length", ""))
    low = next((found for name in _LOW if (found := named.number_in(said.get(name, "")))), exact)
    high = next((found for name in _HIGH if (found := named.number_in(said.get(name, "")))), exact)
    if _KINDS.get(root) is TypeName.STRING:
        shortest = int(low) if low.isdecimal() else 1 if "nonempty" in said else None
        longest = int(high) if high.isdecimal() else None
        return rule._replace(min_length=shortest or None, max_length=longest or None)
    if _KINDS.get(root) not in (TypeName.FLOAT, TypeName.INTEGER):
        return rule
    if not low and "nonnegative" in said:
        low = "0"
    if not low and "positive" in said and rule.kind is TypeName.INTEGER:
        low = "1"
    return rule._replace(minimum=low, maximum=high)

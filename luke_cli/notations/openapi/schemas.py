"""JSON Schema as OpenAPI uses it: types, and the component schemas that stand for stored things."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from luke_cli.notations.class_names import SENT, is_stored_name
from luke_cli.notations.field_forms import EVERYWHERE
from luke_cli.notations.openapi.references import Library
from luke_cli.notations.openapi.sent_bodies import sent_only
from luke_cli.notations.trees import Leaf, Mapping, Pair, Tree, items_of, pairs_of, text_of
from luke_cli.source import Span
from luke_cli.spec.facts import Authority, EntityFact, EnumFact, Fact, FieldFact
from luke_cli.spec.model import Type, TypeName

_FORMATS: Final = {
    "uuid": TypeName.UUID,
    "date": TypeName.DATE,
    "date-time": TypeName.DATETIME,
    "datetime": TypeName.DATETIME,
    "time": TypeName.TIME,
    "duration": TypeName.DURATION,
    "email": TypeName.EMAIL,
    "uri": TypeName.URL,
    "url": TypeName.URL,
    "binary": TypeName.FILE,
    "byte": TypeName.BYTES,
    "decimal": TypeName.DECIMAL,
    "money": TypeName.DECIMAL,
    "currency": TypeName.DECIMAL,
    "float": TypeName.FLOAT,
    "double": TypeName.FLOAT,
    "int64": TypeName.BIGINT,
    "int32": TypeName.INTEGER,
}
_TYPES: Final = {
    "string": TypeName.STRING,
    "integer": TypeName.INTEGER,
    "int": TypeName.INTEGER,
    "number": TypeName.FLOAT,
    "boolean": TypeName.BOOLEAN,
    "object": TypeName.JSON,
    "file": TypeName.FILE,
}
_ENVELOPE: Final = re.compile(
    rf"""(?:{SENT}|Responses|Body|Error
    |Errors
    |ErrorModel|Pagination|Paginated|Page|PageMeta|Meta|List|Collection|Result|Results|Query
    |Filter|Filters|Envelope|Links|Summary|Stats|Problem|ProblemDetails|Form|Credentials|Tokens?
    |TokenPair|Login|Register|Registration|Event|Message|Status|Health)$""",
    re.VERBOSE,
)
_BEFORE: Final = re.compile(
    r"(?:Create|Update|Patch|New|Edit|Login|Register|Signup|SignUp|Paginated|Multiple|Single"
    r"|Generic|Validation|Http|HTTP)(?=[A-Z])"
)
_VIEW: Final = re.compile(
    r"(?:Brief|Short|Mini|Compact|Ref|Reference|Item|View|Full|Extended|Base)$"
)
_OF_ERRORS: Final = frozenset(
    """
    code message error errors detail details title type status instance field fields path timestamp
    time trace_id traceId request_id requestId correlation_id correlationId reason hint help docs
    status_code statusCode error_code errorCode
    """.split()
)
"""Properties of what an answer says when something went wrong."""
_IS_UNIQUE: Final = re.compile(
    rf"(?:^|[,;.]\s+)(?:is\s+|must\s+be\s+)?(?:globally\s+)?unique{EVERYWHERE}?(?=\s*(?:$|[,;.]))",
    re.IGNORECASE,
)
_MAX_DEPTH: Final = 6


@dataclass(frozen=True, slots=True)
class Shape:
    """What a schema says about a value."""

    type: Type | None = None
    many: bool = False
    nullable: bool = False
    values: tuple[str, ...] = ()
    target: str = ""


class Schemas:
    """The component schemas of a document, and how to read any schema."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.named = {pair.key: pair for pair in self._components()}
        self.sent = sent_only(library.roots)

    def _components(self) -> Iterator[Pair]:
        for root in self.library.roots:
            yield from self.library.pairs(root.get("components"), "schemas")
            yield from pairs_of(root.get("definitions"))

    def is_resource(self, name: str) -> bool:
        """Tell whether a component schema stands for something that is stored."""
        pair = self.named.get(name)
        if pair is None or not self.properties(pair.value) or self._is_error(pair.value):
            return False
        if name in self.sent and not self._has_key(pair.value):
            return False
        if _BEFORE.match(name) or not is_stored_name(name):
            return (
                self._has_key(pair.value) and not _ENVELOPE.search(name) and not _BEFORE.match(name)
            )
        if _ENVELOPE.search(name) and not (
            self._has_key(pair.value) and not _is_view(name, self.named)
        ):
            return False
        return not _is_view(name, self.named)

    def _is_error(self, tree: Tree) -> bool:
        keys = {pair.key for pair, _ in self.properties(tree)}
        told = keys & {"message", "detail", "error", "errors"}
        return keys <= _OF_ERRORS and bool(told) and bool(keys - told - {"title"} or keys == told)

    def _has_key(self, tree: Tree) -> bool:
        return any(pair.key in ("id", "_id", "uuid", "slug") for pair, _ in self.properties(tree))

    def properties(self, tree: Tree | None, depth: int = 0) -> list[tuple[Pair, bool | None]]:
        """Return the properties of an object, those of `allOf` included, and whether required."""
        tree = self.library.follow(tree)
        if not isinstance(tree, Mapping) or depth > _MAX_DEPTH:
            return []
        found: dict[str, tuple[Pair, bool | None]] = {}
        for part in items_of(tree.get("allOf")):
            found |= {pair.key: (pair, req) for pair, req in self.properties(part, depth + 1)}
        required = {text_of(item) for item in items_of(tree.get("required"))}
        says = tree.get("required") is not None and bool(required)
        for pair in pairs_of(self.library.follow(tree.get("properties"))):
            found[pair.key] = (pair, pair.key in required if says else None)
        for key in required & found.keys():
            found[key] = (found[key][0], True)
        return list(found.values())

    def shape(self, tree: Tree | None, depth: int = 0) -> Shape:
        """Read the type of any schema."""
        name = self.library.name(tree)
        if name and name not in self.named:
            self.library.follow(tree)
        if name and (self.is_resource(name) or name not in self.named):
            return Shape(Type(TypeName.REF, target=name), target=name)
        followed = self.library.follow(tree)
        if not isinstance(followed, Mapping) or depth > _MAX_DEPTH:
            return Shape()
        if name and followed.get("enum") is not None:
            return Shape(Type(TypeName.ENUM, enum=name))
        return self._inline(followed, depth)

    def _inline(self, tree: Mapping, depth: int) -> Shape:
        for key in ("oneOf", "anyOf", "allOf"):
            parts = [part for part in items_of(tree.get(key)) if not _is_null(part)]
            if parts:
                shape = self.shape(parts[0], depth + 1)
                nullable = len(parts) < len(items_of(tree.get(key))) or is_true(tree, "nullable")
                return (
                    replace(shape, nullable=nullable) if len(parts) == 1 or shape.type else Shape()
                )
        word, nullable = _type_word(tree)
        nullable = nullable or is_true(tree, "nullable") or is_true(tree, "x-nullable")
        if word == "array":
            return replace(self.shape(tree.get("items"), depth + 1), many=True, nullable=nullable)
        values = enum_values(tree)
        if values and word in ("", "string"):
            return Shape(Type(TypeName.ENUM, values=values), nullable=nullable, values=values)
        if not word and (tree.get("properties") or tree.get("additionalProperties")):
            word = "object"
        return Shape(_simple(tree, word), nullable=nullable)

    def facts(self) -> Iterator[Fact]:
        """Yield what the component schemas say about stored things and enums."""
        for name, pair in self.named.items():
            tree = self.library.follow(pair.value)
            place = Span(self.library.file, pair.line)
            section = ()
            if not isinstance(tree, Mapping):
                continue
            values = enum_values(tree)
            if values:
                yield EnumFact(
                    place=place,
                    authority=Authority.CONTRACT,
                    section=section,
                    name=name,
                    values=values,
                )
            elif self.is_resource(name):
                yield EntityFact(
                    place=place,
                    authority=Authority.CONTRACT,
                    section=section,
                    name=name,
                    comment=_first_line(tree.get("description")),
                )
                for field, required in self.properties(tree):
                    yield self._field(name, field, required=required)

    def _field(self, entity: str, pair: Pair, *, required: bool | None) -> FieldFact:
        shape = self.shape(pair.value)
        tree = self.library.follow(pair.value)
        says = tree if isinstance(tree, Mapping) else Mapping(pair.line, ())
        minimum, over = _bound(says, "minimum", "exclusiveMinimum")
        maximum, under = _bound(says, "maximum", "exclusiveMaximum")
        of = shape.type
        if of is not None and of.name is TypeName.FILE:
            # It is kept with the row: only a message has a file of its own.
            of = replace(of, name=TypeName.BYTES)
        return FieldFact(
            place=Span(self.library.file, pair.line),
            authority=Authority.CONTRACT,
            entity=entity,
            name=pair.key,
            type=of,
            type_text=text_of(says.get("type")),
            unique=_unique(says),
            required=False if shape.nullable else required,
            default=default_of(says.get("default"), shape.type),
            values=shape.values,
            target=shape.target,
            minimum=minimum,
            maximum=maximum,
            over=over,
            under=under,
            min_length=_number(says, "minLength"),
            max_length=None if shape.type and shape.type.length else _number(says, "maxLength"),
            pattern=text_of(says.get("pattern")),
            read_only=is_true(says, "readOnly"),
            write_only=is_true(says, "writeOnly"),
            many=shape.many,
            comment="" if shape.target else _first_line(says.get("description")),
        )


def is_true(tree: Mapping, key: str) -> bool:
    """Tell whether a key is set to true."""
    return text_of(tree.get(key)).lower() == "true"


def enum_values(tree: Mapping) -> tuple[str, ...]:
    """Return the values of an enum as written, without null."""
    leaves = [item for item in items_of(tree.get("enum")) if isinstance(item, Leaf)]
    return tuple(
        dict.fromkeys(leaf.text for leaf in leaves if leaf.quoted or leaf.text not in ("null", "~"))
    )


def default_of(tree: Tree | None, of: Type | None) -> str:
    """Return a default as canonical text; "" for none and for structures that hold something."""
    if isinstance(tree, Mapping):
        return "" if tree.pairs else "{}"
    if not isinstance(tree, Leaf):
        return "" if tree is None or tree.items else "[]"
    if not tree.quoted and tree.text in ("null", "~", ""):
        return ""
    textual = of is None or of.name in (
        TypeName.STRING,
        TypeName.TEXT,
        TypeName.ENUM,
        TypeName.EMAIL,
    )
    if not tree.quoted and (
        re.fullmatch(r"true|false", tree.text)
        or (re.fullmatch(r"-?\d{1,30}(\.\d{1,30})?", tree.text) and not (of and textual))
    ):
        return tree.text
    return json.dumps(tree.text, ensure_ascii=False)


def _is_view(name: str, named: dict[str, Pair]) -> bool:
    base = _VIEW.sub("", name) if _VIEW.search(name) else _ENVELOPE.sub("", name)
    return base != name and base in named


def _is_null(tree: Tree) -> bool:
    return isinstance(tree, Mapping) and text_of(tree.get("type")) == "null"


def _unique(tree: Mapping) -> bool | None:
    """Read `x-unique: true` and `description: year and number, unique in the whole house`; JSON Schema has neither."""
    is_said = _IS_UNIQUE.search(text_of(tree.get("description"))) is not None
    return True if is_said or is_true(tree, "x-unique") else None


def _type_word(tree: Mapping) -> tuple[str, bool]:
    written = tree.get("type")
    if isinstance(written, Leaf):
        return written.text.lower(), False
    words = [text_of(item).lower() for item in items_of(written)]
    return next((word for word in words if word != "null"), ""), "null" in words


def _simple(tree: Mapping, word: str) -> Type | None:
    name = _TYPES.get(word)
    form = _FORMATS.get(text_of(tree.get("format")).lower())
    if name in (TypeName.STRING, None) and form in (TypeName.FLOAT, TypeName.INTEGER):
        form = None
    step = text_of(tree.get("multipleOf"))
    if word == "number" and form is None and re.fullmatch(r"0\.0*1", step):
        return Type(TypeName.DECIMAL, precision=12, scale=len(step) - 2)
    found = form or name
    if found is TypeName.STRING:
        return Type(found, length=_number(tree, "maxLength"))
    return Type(found) if found else None


def _number(tree: Mapping, key: str) -> int | None:
    text = text_of(tree.get(key))
    return int(text) if re.fullmatch(r"\d{1,9}", text) else None


def _bound(tree: Mapping, key: str, exclusive: str) -> tuple[str, str]:
    inclusive, other = text_of(tree.get(key)), text_of(tree.get(exclusive))
    if other.lower() == "true":
        return "", _plain_number(inclusive)
    return _plain_number(inclusive), _plain_number(other)


def _plain_number(text: str) -> str:
    return text if re.fullmatch(r"-?\d{1,30}(\.\d{1,30})?", text) else ""


def _first_line(tree: Tree | None) -> str:
    return next((line.strip() for line in text_of(tree).splitlines() if line.strip()), "")

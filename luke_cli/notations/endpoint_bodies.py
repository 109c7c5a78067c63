"""JSON examples and lists of fields as members of a body; types are guessed from values."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from luke_cli.notations.trees import Items, Leaf, Mapping, Tree
from luke_cli.notations.types import read_type
from luke_cli.spec.model import Type, TypeName

_MAX_DEPTH: Final = 5
_MAX_EXAMPLE: Final = 60
_NAME: Final = re.compile(r"[A-Za-z_$][\w$.-]*")
_PATTERNS: Final = (
    (TypeName.UUID, re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")),
    (TypeName.DATETIME, re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d.*")),
    (TypeName.DATE, re.compile(r"\d{4}-\d\d-\d\d|YYYY-MM-DD")),
    (TypeName.TIME, re.compile(r"[0-2]\d:[0-5]\d(?::[0-5]\d)?")),
    (TypeName.EMAIL, re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
    (TypeName.URL, re.compile(r"https?://\S*")),
)
_PLACEHOLDER: Final = re.compile(
    r"[<{(\[]?(uuid|guid|string|text|number|integer|int|float|decimal|boolean|bool|date|"
    r"datetime|timestamp|email|url)[>})\]]?",
    re.IGNORECASE,
)
_DIRECTIONS: Final = (
    ("error", re.compile(r"\berrors?\b|\bfail|\b[45]\d\d\b|fehler", re.IGNORECASE)),
    (
        "response",
        re.compile(
            r"respon|respuesta|réponse|resposta|antwort|ответ|响应|返回|レスポンス|응답|\breturns?\b|"
            r"\boutput\b|\b20[0-6]\b|\bresult",
            re.IGNORECASE,
        ),
    ),
    (
        "request",
        re.compile(
            r"request|\bbody\b|payload|\binput\b|\bsend|anfrage|petici[oó]n|solicitud|"
            r"requ[eê]te|requisi|запрос|请求|リクエスト|요청|permintaan",
            re.IGNORECASE,
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Member:
    """A member of a body, dotted."""

    name: str
    type: Type | None
    line: int
    example: str = ""
    """The value, as written."""


def direction_of(words: str) -> str:
    """Return `request`, `response`, `error`, or "" if the words do not say."""
    return next((name for name, pattern in _DIRECTIONS if pattern.search(words)), "")


def members(tree: Tree | None, prefix: str = "", depth: int = 0) -> Iterator[Member]:
    """Yield the leaves of an example, of a list those of its first item."""
    if tree is None or depth > _MAX_DEPTH:
        return
    if isinstance(tree, Items):
        if tree.items:
            yield from members(tree.items[0], f"{prefix}[]", depth + 1)
        elif prefix:
            yield Member(f"{prefix}[]", None, tree.line)
    elif isinstance(tree, Mapping):
        yield from _inner(tree, prefix, depth)
    elif prefix:
        yield Member(prefix, type_of(tree), tree.line, tree.text[:_MAX_EXAMPLE])


def _inner(tree: Mapping, prefix: str, depth: int) -> Iterator[Member]:
    if not tree.pairs and prefix:
        yield Member(prefix, Type(TypeName.JSON), tree.line)
    for pair in tree.pairs:
        if _NAME.fullmatch(pair.key):
            name = f"{prefix}.{pair.key}" if prefix else pair.key
            for member in members(pair.value, name, depth + 1):
                is_own = member.name in (name, f"{name}[]")
                yield replace(member, line=pair.line) if is_own else member


def type_of(leaf: Leaf) -> Type | None:
    """Guess a type from a value: `"2026-01-02"` is a date, `19.99` a decimal."""
    text = leaf.text.strip()
    if not leaf.quoted:
        return _type_of_word(text)
    placeholder = _PLACEHOLDER.fullmatch(text)
    if placeholder is not None:
        return read_type(placeholder[1]).type
    found = (name for name, pattern in _PATTERNS if pattern.fullmatch(text))
    return Type(next(found, TypeName.STRING))


def _type_of_word(text: str) -> Type | None:
    if text in ("true", "false", "True", "False"):
        return Type(TypeName.BOOLEAN)
    if re.fullmatch(r"-?\d+", text):
        return Type(TypeName.INTEGER)
    if re.fullmatch(r"-?\d+\.\d+", text):
        return Type(TypeName.DECIMAL)
    placeholder = _PLACEHOLDER.fullmatch(text)
    return read_type(placeholder[1]).type if placeholder else None

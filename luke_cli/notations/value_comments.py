"""Values that only the comment beside a field lists.

state varchar(12) [note: 'raw, fired, glazed']       state String // raw, fired or glazed
state = CharField(max_length=12)  # raw | fired      phase text -- draft → sent → paid
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from luke_cli.docs.document import Document, Fence
from luke_cli.notations.phrase import TEXTS
from luke_cli.source import Diagnostic
from luke_cli.spec.facts import Authority, Fact, FieldFact

_SEPARATOR: Final = r"\s*(?:[|/,]\s*(?:(?:or|and)\b\s*)?|(?:→|->|=>)\s*|\bor\b\s*)"
_LISTED: Final = re.compile(
    r"(?:enum|(?:possible |allowed |valid )?values?|(?:is )?one of|either|allowed|options?|states?|"
    r"z\.?\s?b\.?|e\.?g\.?)?\s*[:(\[]?\s*"
    rf"(?P<list>['`\"]?[\w-]+['`\"]?(?:{_SEPARATOR}['`\"]?[\w-]+['`\"]?)+)\s*[)\]]?\.?",
    re.IGNORECASE,
)
_LISTED_NAME: Final = re.compile(
    r"(?:^|_)(?:status|state|type|kind|role|priority|level|severity|category|method|mode|source|"
    r"channel|tier|gender|visibility|phase|stage|scope|action|frequency|direction|result|outcome)$"
)
_ONE_OF: Final = re.compile(r"(?:enum|(?:possible |allowed |valid )?values?|(?:is )?one of)\b")
_QUALIFIER: Final = re.compile(
    r"unique|optional|required|mandatory|nullable|null|indexed|read-?only|immutable|computed|fk|pk",
    re.IGNORECASE,
)
_STRING: Final = re.compile(r"\"[^\"\n]*\"|'[^'\n]*'")
_LONGEST: Final = 300


def values_beside(name: str, comment: str) -> tuple[str, ...]:
    """Return the values of a field if its comment is a bare list of words."""
    if len(comment) > _LONGEST:
        return ()
    first = re.split(r"[;.]\s", comment.strip(), maxsplit=1)[0]
    match = _LISTED.fullmatch(first)
    if match is None:
        return ()
    is_said = "'" in first or "|" in first or _ONE_OF.match(first.lower())
    if not (is_said or _LISTED_NAME.search(name.lower())):
        return ()
    words = [word for word in re.split(_SEPARATOR, match["list"]) if word]
    quoted = [word for word in words if word[0] in "'`\""]
    if len(quoted) not in (0, len(words)) or any(map(_QUALIFIER.fullmatch, words)):
        return ()
    return tuple(dict.fromkeys(word.strip("'`\"") for word in words))


def with_values_beside(
    document: Document, found: Iterable[Fact | Diagnostic]
) -> Iterator[Fact | Diagnostic]:
    """Give fields of code the values that only the comment beside them lists."""
    comments = comments_of(document)
    for one in found:
        is_open = (
            isinstance(one, FieldFact)
            and one.authority >= Authority.CODE
            and not (one.values or one.target or one.many)
            and one.type is not None
            and one.type.name in TEXTS
            and not one.type.enum
        )
        if is_open and isinstance(one, FieldFact):
            comment = one.comment or comments.get(one.place.line, "")
            values = values_beside(one.name, comment)
            yield replace(one, values=values) if values else one
        else:
            yield one


def comments_of(document: Document) -> dict[int, str]:
    """Return what stands behind the lines of Python, whose reader drops it."""
    return {
        fence.line + offset: _STRING.sub("", text).partition("#")[2].strip()
        for fence in document.blocks
        if isinstance(fence, Fence) and fence.language in ("python", "py")
        for offset, text in enumerate(fence.text.split("\n"))
        if "#" in text
    }

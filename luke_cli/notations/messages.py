"""Types of code that the comment above calls a message: what an endpoint takes or gives, no row.

// LoanCard is what GET /loans returns for each row.       /** Body of POST /loans */
type LoanCard struct { ID string; Title string }           interface LoanDraft { id: string; title: string }
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from luke_cli.docs.document import Document, Fence
from luke_cli.names import snake
from luke_cli.notations.named_unstored import entity_of
from luke_cli.notations.unstored import is_unstored_comment
from luke_cli.source import Diagnostic
from luke_cli.spec.facts import Authority, EntityFact, Fact

_METHOD: Final = r"(?:GET|POST|PUT|PATCH|DELETE)\b|/[a-z][\w/{}:-]*"
_SIDE: Final = (
    r"(?:the\s+|an?\s+|every\s+|each\s+|this\s+|our\s+)?(?:[\w-]+\s+)?"
    rf"(?:APIs?|endpoints?|routes?|servers?|clients?|apps?|front-?end|browsers?|callers?|screens?|{_METHOD})"
)
_MESSAGE: Final = re.compile(
    rf"""
      \b(?:what|as|that|which)[ ]{_SIDE}[ ](?:also[ ])?(?:returns?|answers?|sends?|takes?|accepts?|expects?|gives?|gets?|
        receives?|delivers?|shows?|responds?|wants?|reads?|posts?)\b
    | \b(?:returned|sent|answered|accepted|taken|expected|received|delivered|given|served|posted)[ ](?:back[ ])?
        (?:by|from|to|in|with|as|for|at)[ ](?:the[ ](?:body|answer)[ ]of[ ])?{_SIDE}
    | \b(?:body|payload|answer|reply|response|request|message|json|shape|row|item|card|projection|input|output)[ ](?:of|for|to|in|from|behind)[ ]
        (?:the[ ](?:list[ ]of[ ])?)?(?:{_METHOD})
    | \b(?:response|request)[ ](?:body|model|type|object|payload|message|shape|schema)\b | \bwire[ ](?:format|type|model)\b
    | \b(?:view|read|list|response|request)[ ]models?\b | \bdtos?\b | \bdata[ ]transfer\b
    | \bonly[ ](?:in[ ]memory|on[ ]the[ ]wire|in[ ]the[ ]browser|over[ ]the[ ]wire|for[ ](?:the[ ])?transport)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_COMMENT: Final = re.compile(r"\s*(?:///?|/?\*+/?|#(?!\[)|--)\s?(?P<text>.*)")
_MARK: Final = re.compile(r"\s*(?:@\w|\[\w|#\[)")
_NONE: Final = ("", (), "")
_MOST: Final = 400
"""Characters of a comment that are looked at."""


def without_messages(
    document: Document, found: Iterable[Fact | Diagnostic]
) -> Iterator[Fact | Diagnostic]:
    """Leave out the types of code that are said to be messages, with their fields."""
    facts = list(found)
    entities = [one for one in facts if _is_of_code(one) and isinstance(one, EntityFact)]
    fences = [block for block in document.blocks if isinstance(block, Fence)] if entities else []
    dropped = {
        (one.place.file, one.section, snake(one.name))
        for one in entities
        if _is_message(f"{one.comment} {_above(fences, one)}".strip()[:_MOST])
    }
    for one in facts:
        if not (dropped and _is_of_code(one) and _key(one) in dropped):
            yield one


def _is_message(comment: str) -> bool:
    return bool(_MESSAGE.search(comment)) or is_unstored_comment(comment)


def _is_of_code(one: Fact | Diagnostic) -> bool:
    is_told = isinstance(one, Fact) and one.authority is Authority.CODE and bool(entity_of(one))
    return is_told and not getattr(one, "table", "")


def _key(one: Fact | Diagnostic) -> tuple[str, tuple[str, ...], str]:
    return (one.place.file, one.section, snake(entity_of(one))) if isinstance(one, Fact) else _NONE


def _above(fences: Iterable[Fence], entity: EntityFact) -> str:
    """Return the comment that stands directly above a type."""
    line = entity.place.line
    for fence in fences:
        lines = fence.text.split("\n")
        at = line - fence.line
        if fence.span.file == entity.place.file and 0 < at < len(lines):
            told: list[str] = []
            while at > 0 and (match := _COMMENT.match(lines[at - 1]) or _MARK.match(lines[at - 1])):
                told.append(match.groupdict().get("text") or "")
                at -= 1
            return " ".join(reversed(told))
    return ""

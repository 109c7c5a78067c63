"""Rights that policies state: Casbin, CASL, CanCan, Pundit, Laravel, OPA and SQL.

p, clerk, parcel, read               can('update', 'Parcel', { senderId: user.id })
allow if { input.user.role == "clerk"; input.action == "read" }
CREATE POLICY mine ON parcels FOR SELECT TO courier USING (courier_id = current_user_id())
"""

from collections.abc import Iterable, Iterator
from typing import Final

from luke_cli.docs.document import Document, Fence
from luke_cli.notations import (
    policy_calls,
    policy_lines,
    policy_methods,
    policy_rules,
    policy_sql,
)
from luke_cli.notations.denied import without_denied
from luke_cli.notations.permission_words import Stated
from luke_cli.notations.policy_said import Above, Policy, Reader
from luke_cli.source import Diagnostic, Span
from luke_cli.spec.facts import Authority, Fact, RoleFact

_READERS: Final[tuple[Reader, ...]] = (
    policy_lines.read,
    policy_calls.read,
    policy_methods.read,
    policy_rules.read,
    policy_sql.read,
)


def recognise(
    document: Document, known: frozenset[str] = frozenset()
) -> Iterable[Fact | Diagnostic]:
    """Read the policies in the fences of a document.

    `known`: roles that the documents list.
    """
    for block in document.blocks:
        if isinstance(block, Fence):
            yield from without_denied(_facts(block, known))


def _facts(fence: Fence, known: frozenset[str]) -> Iterator[Fact]:
    for read in _READERS:
        for one in read(fence.language, fence.text, known):
            yield _fact(fence, one)


def _fact(fence: Fence, one: Policy | Above) -> Fact:
    place = Span(fence.span.file, fence.line + one.line)
    if isinstance(one, Above):
        return RoleFact(
            place=place,
            authority=Authority.CODE,
            section=fence.section,
            name=one.role,
            inherits=(one.above,),
        )
    return Stated(place, fence.section, Authority.CODE).fact(
        one.role, one.right, allowed=one.allowed
    )

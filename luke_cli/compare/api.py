"""What changes of operations mean for clients: paths, statuses, rights, bodies and steps."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final, NamedTuple

from luke_cli.compare.change import FINE, Pair, Verdict
from luke_cli.compare.fields import is_wider
from luke_cli.spec.model import Kind, Member, Operation, Parameter, Shape, Sources, Transition
from luke_cli.spec.statuses import success

_PARAMETER: Final = re.compile(r"\{[^{}]*\}")
_SCOPES: Final = ("", "own", "team", "tenant", "all")
"""The nearest first."""


class Reach(NamedTuple):
    """How far a right reaches for a role."""

    permission: str
    role: str
    scope: str
    sources: Sources


def operation_removed(pair: Pair) -> Verdict:
    """Judge an operation that is gone; one that answered 501 is missed by nobody."""
    return FINE if pair.before.kind is Kind.CUSTOM else Verdict("clients that call it get 404")


def request_changed(pair: Pair) -> Verdict:
    """Judge another method or path; what a parameter is called no client sees."""
    was, now = (_request(operation) for operation in (pair.before, pair.after))
    return Verdict("changed path") if was != now else FINE


def _request(operation: Operation) -> str:
    return f"{operation.method} {_PARAMETER.sub('{}', operation.path)}"


def kind_changed(pair: Pair) -> Verdict:
    """Judge another kind of operation, or another status, by that of its success.

    What is not written yet answers 501 until somebody writes it, with the status of the plan.
    """
    both = (pair.before, pair.after)
    written = pair.before.kind is not Kind.CUSTOM
    if not written and pair.after.kind is not Kind.CUSTOM:
        return FINE
    was, now = (_status(operation) if written else success(operation) for operation in both)
    return Verdict(f"status {was} -> {now}" if was != now else "another kind of answer")


def _status(operation: Operation) -> int:
    return 501 if operation.kind is Kind.CUSTOM else success(operation)


def permissions_changed(pair: Pair) -> Verdict:
    """Judge other rights to call an operation: one of them is enough."""
    if "public" in pair.before.permissions and "public" not in pair.after.permissions:
        return Verdict("a token is needed")
    lost = [one for one in pair.before.permissions if one not in pair.after.permissions]
    is_open = {"public", "signed-in"} & set(pair.after.permissions)
    return FINE if is_open or not lost else Verdict(f"{', '.join(lost)} is no longer enough")


def access_removed(pair: Pair) -> Verdict:
    """Judge a right that a role has lost."""
    return Verdict(f"for {pair.before.role}")


def access_changed(pair: Pair) -> Verdict:
    """Judge a right that reaches less far, or farther."""
    was, now = (_SCOPES.index(reach.scope) for reach in (pair.before, pair.after))
    return Verdict(f"for {pair.before.role}") if now < was else FINE


def parameter_added(pair: Pair) -> Verdict:
    """Judge a new query parameter, or that a list shows only some of its rows."""
    if pair.after.means == "only":
        return Verdict("other rows are left out")
    return Verdict("requests must bring it" if pair.after.required else "")


def parameter_removed(pair: Pair) -> Verdict:
    """Judge a query parameter that is gone: it is refused as unknown."""
    if pair.before.means == "only":
        return Verdict("shows other rows, too")
    return Verdict("requests with it are refused")


def parameter_changed(pair: Pair) -> Verdict:
    """Judge what a query parameter means; more fields to sort by or to search in are none."""
    was: Parameter = pair.before
    now: Parameter = pair.after
    if now.required and not was.required:
        return Verdict("requests must bring it")
    if was.means == now.means == "sort" and set(was.fields) <= set(now.fields):
        return FINE
    alike = (was.means, was.operator, was.type) == (now.means, now.operator, now.type)
    if was.means == now.means == "only" and was.default != now.default:
        return Verdict("shows other rows")
    if alike and set(was.fields) <= set(now.fields):
        return FINE
    return Verdict("the parameter means something else")


def contract_changed(_: Pair) -> Verdict:
    """Judge bodies of an operation that came from its kind, or do so from now on."""
    return Verdict("other bodies")


def takes_changed(pair: Pair) -> Verdict:
    """Judge another body of requests."""
    was, now = pair.before.takes, pair.after.takes
    if _frame(was) != _frame(now):
        return Verdict("another body of requests")
    before, after = _members(was.members), _members(now.members)
    new = [name for name, m in after.items() if m.required and not _has(before, name)]
    if new:
        return Verdict(f"requests must bring {', '.join(new)}")
    gone = sorted({*before} - {*after})
    if gone:
        return Verdict(f"requests with {', '.join(gone)} are refused")
    other = [n for n, m in before.items() if not _still(m, after[n])]
    return Verdict(f"another type of {', '.join(other)}" if other else "")


def gives_changed(pair: Pair) -> Verdict:
    """Judge another body of answers."""
    was, now = pair.before.gives, pair.after.gives
    if _frame(was) != _frame(now):
        return Verdict("another body of answers")
    before, after = _members(was.members), _members(now.members)
    gone = [name for name, m in before.items() if m.required and not _has(after, name)]
    if gone:
        return Verdict(f"answers may lack {', '.join(gone)}")
    other = [n for n, m in before.items() if n in after and not _still(m, after[n])]
    return Verdict(f"another type of {', '.join(other)}" if other else "")


def _frame(shape: Shape) -> tuple[str, bool, bool]:
    return shape.entity, shape.many, shape.file


def _members(members: Iterable[Member]) -> Mapping[str, Member]:
    return {member.name: member for member in members}


def _has(members: Mapping[str, Member], name: str) -> bool:
    return name in members and members[name].required


def _still(was: Member, now: Member) -> bool:
    return was.many == now.many and (was.type == now.type or is_wider(was.type, now.type))


def origins_changed(pair: Pair) -> Verdict:
    """Judge the states that a step starts from; time is refused by nobody."""
    if pair.after.due:
        return FINE
    gone = [one for one in pair.before.origins if one not in pair.after.origins]
    return Verdict(f"refused from {', '.join(gone)}" if gone else "")


def target_changed(_: Pair) -> Verdict:
    """Judge the state that a step leads to."""
    return Verdict("answers hold another state")


def precondition_added(_: Pair) -> Verdict:
    """Judge that something has to hold of a row before an operation changes it."""
    return Verdict("refuses more")


def guards_changed(pair: Pair) -> Verdict:
    """Judge what has to hold of a row before an operation changes it."""
    known = pair.before.guards
    # What held for everybody is no more than that where a role need not mind it.
    new = [one for one in pair.after.guards if not {one, replace(one, role="")} & {*known}]
    return Verdict("refuses more" if new else "")


def needs_changed(pair: Pair) -> Verdict:
    """Judge the guards of a step: fields that must come with the request, and refusals."""
    step: Transition = pair.after
    new = [need for need in step.needs if need not in pair.before.needs]
    if not new:
        gone = [need for need in pair.before.needs if need not in step.needs and " " not in need]
        return Verdict(f"requests with {', '.join(gone)} are refused" if gone else "")
    brought = [need for need in new if " " not in need]
    return Verdict(f"requests must bring {', '.join(brought)}" if brought else "refuses more")

"""Which requests a rate limit of the plan counts."""

from collections import Counter
from collections.abc import Iterator, Sequence
from posixpath import commonpath
from typing import Final

from luke_cli.spec.model import Kind, Operation, Spec

STEMS: Final = ("rate_limit", "rate_limit_tenant", "rate_limit_key")
"""What the settings of rates are called, before the target."""


def routes_of(spec: Spec, target: str) -> tuple[tuple[str, str], ...]:
    """Return method and path of what a target means: "" for any, `/**` for all below a path.

    A target is an operation, a group of them, `upload`, or "" for every request; nothing else.
    """
    if not target:
        return (("", ""),)
    operation = spec.operation(target)
    if operation is not None:
        return ((operation.method, operation.path),)
    group = spec.operations_of(target)
    if group:
        return tuple(_below(group))
    uploads = [one for one in spec.operations if one.kind is Kind.UPLOAD]
    return tuple((one.method, one.path) for one in uploads if target in ("upload", "uploads"))


def _below(group: Sequence[Operation]) -> Iterator[tuple[str, str]]:
    """Yield all below the path that most of a group share, and each that is elsewhere."""
    roots = Counter(one.path.split("/")[1] for one in group)
    (root, _), *_ = roots.most_common(1)
    inside = [one.path for one in group if one.path.split("/")[1] == root]
    shared = commonpath([path.partition("{")[0] for path in inside]).rstrip("/")
    yield "", f"{shared}/**"
    yield from ((one.method, one.path) for one in group if one.path.split("/")[1] != root)


def unplaced(spec: Spec) -> tuple[str, ...]:
    """Return the rates of which no request of the plan is meant."""
    return tuple(
        setting.name
        for setting in spec.settings
        if setting.name.partition(".")[0] in STEMS
        and not routes_of(spec, setting.name.partition(".")[2])
    )

"""Locks that grow: what is taken where the documents say that they do, and not how."""

from collections.abc import Iterator, Mapping
from typing import Final

from luke_cli.spec.model import Assumption, Setting

_NAME: Final = "A-lockout-backoff"
_LONGEST: Final = "1 d"


def lockout_settings(
    chosen: Mapping[str, Setting], assumptions: list[Assumption]
) -> Iterator[Setting]:
    """Yield how long a lock may become."""
    grows, longest = chosen.get("lockout_backoff"), chosen.get("lockout_time_max")
    if grows is None:
        return
    most = longest.value if longest else _LONGEST
    said = ", and leave a part of this"
    if longest:
        said = " and how long it may become, and leave a part of the rest"
    assumptions.append(
        Assumption(
            name=_NAME,
            about="#lockout_backoff",
            proposal="each lock in a row lasts twice as long as the one before, at most"
            f" {most}; a good login begins anew",
            why=f"the documents say that the lock grows{said} out",
            sources=grows.sources,
        )
    )
    if longest is None:
        yield Setting("lockout_time_max", _LONGEST, grows.sources, (_NAME,))

"""Which reads are answered from a cache, and for how long."""

from typing import Final

from luke_cli.spec.model import Kind, Operation, Spec
from luke_cli.spec.settings import section_of
from luke_cli.spec.values import seconds

READS: Final = (Kind.LIST, Kind.READ, Kind.SUMMARY)
"""What a cache may answer; a file is sent as it is read."""
STEM: Final = "cache_ttl"
"""The setting: of everything, `cache_ttl.GROUP` of one thing, `cache_ttl.OPERATION` of one read."""

_SECTION: Final = 8


def cached_s(spec: Spec, operation: Operation) -> int:
    """Return for how many seconds an answer is kept; 0 if it is always read anew."""
    if operation.kind not in READS:
        return 0
    for name in (f"{STEM}.{operation.name}", f"{STEM}.{operation.group}", STEM):
        value = spec.setting(name)
        if value:
            return max(0, round(seconds(value)))
    return 0


def caches(spec: Spec) -> bool:
    """Tell whether any answer is kept."""
    return any(cached_s(spec, operation) for operation in spec.operations)


def unread(spec: Spec) -> tuple[str, ...]:
    """Return the settings of caches that hold nothing which is read."""
    reads = [operation for operation in spec.operations if operation.kind in READS]
    answered = {name for o in reads for name in (STEM, f"{STEM}.{o.group}", f"{STEM}.{o.name}")}
    told = [setting.name for setting in spec.settings if section_of(setting.name) == _SECTION]
    times = tuple(name for name in told if name.startswith(STEM) and name not in answered)
    return times if caches(spec) else (*times, "cache")

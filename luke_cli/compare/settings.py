"""What changes of settings mean for clients and for data: one table."""

from collections.abc import Callable, Mapping
from typing import Final

from luke_cli.compare.change import FINE, Data, Pair, Verdict
from luke_cli.spec.values import quantity

_BYTES: Final = {"B": 1, "KB": 1024, "MB": 1024**2, "GB": 1024**3}


def setting_changed(pair: Pair) -> Verdict:
    """Judge another value of a setting, a new one, or one that is gone."""
    judge = _JUDGES.get(pair.name)
    # A plan without operations has no clients.
    return judge(pair) if judge and pair.old.operations else FINE


def _always(breaks: str) -> Callable[[Pair], Verdict]:
    return lambda _: Verdict(breaks)


def _lower(breaks: str) -> Callable[[Pair], Verdict]:
    def judge(pair: Pair) -> Verdict:
        if pair.after is None:
            return FINE
        is_lower = pair.before is None or _size(pair.after.value) < _size(pair.before.value)
        return Verdict(breaks if is_lower else "")

    return judge


def _higher(breaks: str) -> Callable[[Pair], Verdict]:
    def judge(pair: Pair) -> Verdict:
        if pair.after is None:
            return FINE
        is_higher = pair.before is None or _size(pair.after.value) > _size(pair.before.value)
        return Verdict(breaks if is_higher else "")

    return judge


def _size(value: str) -> float:
    try:
        number, unit = quantity(value)
    except ValueError:
        return 0.0
    return number * _BYTES.get(unit, 1)


def _fewer(breaks: str) -> Callable[[Pair], Verdict]:
    def judge(pair: Pair) -> Verdict:
        if pair.after is None:
            return FINE
        gone = {*_listed(pair.before.value)} - {*_listed(pair.after.value)} if pair.before else ()
        return Verdict(breaks if gone or pair.before is None else "")

    return judge


def _listed(value: str) -> list[str]:
    return value.split(", ")


def _stored(pair: Pair) -> Verdict:
    said = "stored values must be written again"
    return Verdict("", said, Data.NEEDED) if pair.before and pair.after else FINE


_REFUSED: Final = "requests are refused that were taken"
_JUDGES: Final[Mapping[str, Callable[[Pair], Verdict]]] = {
    "base_path": _always("changed path of every operation"),
    "update_method": _always("another method of every change"),
    "paging": _always("other parameters of every list"),
    "next_cursor": _always("another member of every list"),
    "has_more": _always("another member of every list"),
    "list_envelope": _always("other members of every list"),
    "validation_status": _always("another status of refused bodies"),
    "concurrency": _always("another way to change a row"),
    "login_by": _always("another body of the sign-in"),
    "api_key_header": _always("another header"),
    "request_id_header": _always("another header"),
    "page_size_max": _lower(_REFUSED),
    "upload_max_size": _lower(_REFUSED),
    "body_max_size": _lower(_REFUSED),
    "upload_types": _fewer(_REFUSED),
    "password_min_length": _higher("new passwords are refused that were taken"),
    "encryption": _stored,
}
"""What a client or a row notices; all other settings it need not know."""

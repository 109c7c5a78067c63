"""What changes of settings mean for clients and for data: one table."""

from collections.abc import Callable, Mapping
from typing import Final

from luke_cli.compare.change import FINE, Data, Pair, Verdict
from luke_cli.spec.values import BYTES, items, quantity


def setting_changed(pair: Pair) -> Verdict:
    """Judge another value of a setting, a new one, or one that is gone."""
    judge = _JUDGES.get(pair.name)
    # A plan without operations has no clients.
    return judge(pair) if judge and pair.old.operations else FINE


def _always(breaks: str) -> Callable[[Pair], Verdict]:
    return lambda _: Verdict(breaks)


def _tighter(breaks: str, is_tighter: Callable[[str, str], bool]) -> Callable[[Pair], Verdict]:
    def judge(pair: Pair) -> Verdict:
        if pair.after is None:
            return FINE
        is_new = pair.before is None
        return Verdict(breaks if is_new or is_tighter(pair.before.value, pair.after.value) else "")

    return judge


def _is_lower(was: str, now: str) -> bool:
    return _size(now) < _size(was)


def _is_higher(was: str, now: str) -> bool:
    return _size(now) > _size(was)


def _has_fewer(was: str, now: str) -> bool:
    return not {*items(was)} <= {*items(now)}


def _size(value: str) -> float:
    try:
        number, unit = quantity(value)
    except ValueError:
        return 0.0
    return number * BYTES.get(unit, 1)


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
    "page_size_max": _tighter(_REFUSED, _is_lower),
    "upload_max_size": _tighter(_REFUSED, _is_lower),
    "body_max_size": _tighter(_REFUSED, _is_lower),
    "upload_types": _tighter(_REFUSED, _has_fewer),
    "password_min_length": _tighter("new passwords are refused that were taken", _is_higher),
    "encryption": _stored,
}
"""What a client or a row notices; all other settings it need not know."""

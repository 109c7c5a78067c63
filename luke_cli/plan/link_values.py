"""Whether the value of a setting has the form that its name asks for."""

from collections.abc import Callable
from typing import Final

from luke_cli.spec import values
from luke_cli.spec.model import Setting
from luke_cli.spec.settings import KNOWN

_FLAGS: Final = ("yes", "no")
_FORMS: Final = {known.name: known.form for known in KNOWN}


def setting_trouble(setting: Setting) -> str:
    """Return what is wrong with the value of a known setting, "" if nothing is."""
    form = _FORMS.get(setting.name, _FORMS.get(setting.name.partition(".")[0], ""))
    reader = _READERS.get(form)
    if reader is None:
        return ""
    try:
        reader(setting.value)
    except ValueError as error:
        return f"{setting.name}: {error}"
    return ""


def _count(text: str) -> None:
    number, unit = values.quantity(text)
    if unit or number < 0:
        raise ValueError(f"{text!r} is no number without a unit; expected for example `20`")


def _percent(text: str) -> None:
    if values.quantity(text)[1] != "%":
        raise ValueError(f"{text!r} is no share; expected for example `80 %`")


def _flag(text: str) -> None:
    if text not in _FLAGS:
        raise ValueError(f"{text!r} is not `yes` or `no`")


_READERS: Final[dict[str, Callable[[str], object]]] = {
    "duration": values.seconds,
    "size": values.size_bytes,
    "rate": values.rate,
    "count": _count,
    "percent": _percent,
    "flag": _flag,
}

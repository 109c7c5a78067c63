"""Whether requests leave traces."""

from typing import Final

from luke_cli.spec.model import Spec

_NONE: Final = frozenset({"", "none", "no", "off", "false"})


def traces(spec: Spec) -> bool:
    """Tell whether the documents, or a person in the plan, ask for traces."""
    return spec.setting("tracing").strip().lower() not in _NONE

"""What the fields are called from when and to when a row takes something."""

import re
from typing import Final

_START: Final = r"(?:start|starts|begin|begins|from|check_?in|pick_?up|departure|departs|leaves|valid_from|opens)"
_END: Final = (
    r"(?:end|ends|until|to|till|check_?out|return|returns|drop_?off|arrival|arrives|due|finish|"
    r"finishes|valid_to|valid_until|closes)"
)
_WHEN: Final = r"(?:_(?:at|on|date|time|datetime|day))?"
_STARTS: Final = re.compile(
    rf"(?:.*_)?{_START}{_WHEN}|(?:start|begin)(?:ning)?_?(?:at|on|date|time)"
)
_ENDS: Final = re.compile(rf"(?:.*_)?{_END}{_WHEN}|end(?:ing)?_?(?:at|on|date|time)")


def is_start(name: str) -> bool:
    """Tell whether a field is called as what something begins at."""
    return bool(_STARTS.fullmatch(name))


def is_end(name: str) -> bool:
    """Tell whether a field is called as what something ends at."""
    return bool(_ENDS.fullmatch(name))

"""What a sentence with marks (see `known_marks`) says that a field starts with, where it is yes or no.

⟨E0⟩ are ⟨L0⟩ by default      ⟨L0⟩: checkbox, checked by default      ⟨L0⟩ is switched on initially
"""

import re
from collections.abc import Iterator
from typing import Final

from luke_cli.notations.rule_words import Rule

_FIRST: Final = r"(?:by\s+default|initially|from\s+the\s+start|at\s+first|when\s+the\s+(?:page|form|dialog)\s+opens|to\s+begin\s+with)"
_ON: Final = r"(?:checked|ticked|on|enabled|active|set|selected|pre-?selected|true|yes|activated|switched\s+on|turned\s+on)"
_OFF: Final = r"(?:unchecked|unticked|off|disabled|inactive|unset|not\s+(?:set|checked|ticked|selected)|false|no|switched\s+off|turned\s+off|empty)"
_FORMS: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"⟨L(?P<fields>\d+)⟩[^.;⟨]{{0,40}}?\b(?:(?P<off>{_OFF})|(?P<on>{_ON}))\s+{_FIRST}",
        r"⟨L(?P<fields>\d+)⟩[^.;⟨]{0,40}?\b(?:(?:is|are)\s+)?(?:already\s+|pre-?)(?:(?P<off>unchecked|unticked)|(?P<on>checked|ticked|selected|set|enabled|filled))\b",
        rf"⟨E\d+⟩\s+(?:is|are)\s+(?P<off>not\s+)?⟨L(?P<fields>\d+)⟩\s+{_FIRST}",
        r"⟨L(?P<fields>\d+)⟩[^.;⟨]{0,30}?\bdefaults?\s*(?:to|is|:|=)?\s+(?:(?P<off>false|no|off|unchecked|disabled)|(?P<on>true|yes|on|checked|enabled))\b",
        r"⟨L(?P<fields>\d+)⟩[^.;⟨]{0,30}?\b(?:(?P<off>false|no|off)|(?P<on>true|yes|on))\s+(?:is|as)\s+(?:the\s+)?default\b",
    )
)


def defaults_in(text: str) -> Iterator[tuple[Rule, str]]:
    """Yield what fields start with, with their numbers."""
    for form in _FORMS:
        if match := form.search(text):
            yield Rule(default="false" if match["off"] else "true"), match["fields"]
            return

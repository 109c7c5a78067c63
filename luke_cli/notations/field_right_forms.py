"""The forms of sentences about who alone sees or sets a field: `⟨L0⟩` a field, `⟨R0⟩` roles."""

import re
from typing import Final

_SEE: Final = (
    "see|sees|seen|view|views|viewed|read|reads|visible|readable|viewable|shown|displayed|look at"
)
_SET: Final = (
    "change|changes|changed|changeable|edit|edits|edited|editable|set|sets|update|updates|updated|modify|modifies|modified|"
    "write|writes|written|writable|adjust|adjusts|adjusted|correct|corrects|corrected|fill in|fills in|filled in"
)
VERBS: Final = (
    ("read", re.compile(rf"\b(?:{_SEE})\b", re.IGNORECASE)),
    ("write", re.compile(rf"\b(?:{_SET})\b", re.IGNORECASE)),
)
HEADS: Final = (
    (
        "read",
        re.compile(
            r"(?:visible|shown) (?:to|for)|(?:readable|read|viewable|viewed|seen) by|read access|sichtbar für"
            r"|who (?:(?:can|may) )?(?:sees?|views?|reads?)(?: it)?"
        ),
    ),
    (
        "write",
        re.compile(
            r"(?:editable|write?able|written|changeable|changed|edited|updated|set) by|write access|bearbeitbar durch"
            r"|who (?:(?:can|may) )?(?:edits?|changes?|sets?|updates?|writes?)(?: it)?"
        ),
    ),
)
"""What columns are called, in small letters."""
NOBODY: Final = re.compile(
    r"\W*(?:nobody|no one|none|never|(?:the )?(?:system|server|backend))\W*", re.IGNORECASE
)

_FIELD: Final = r"⟨L(?P<fields>[\d ]+)⟩(?:\s+of\s+⟨E\d+⟩)?"
_WHO: Final = r"⟨R(?P<who>\d+)⟩(?:\s+(?:users?|role|team|department|staff|people))?"
_VERB: Final = rf"(?:{_SEE}|{_SET})"
_VERBS: Final = rf"(?P<verbs>\b{_VERB}\b(?:(?:\s*,\s*|\s*/\s*|\s+)(?:and\s+|or\s+)?{_VERB}\b)*)"
_ONLY: Final = (
    r"\b(?:only|solely|just|(?:nobody|no\s+one|none)\s+(?:but|except|other\s+than|besides)|nobody\s+else\s+than)\s+"
    r"(?:for\s+)?(?:users\s+(?:with|in)\s+the\s+role\s+)?(?:the\s+)?"
)
_MAY: Final = r"\s+(?:(?:may|can|must|shall|is\s+allowed\s+to|are\s+allowed\s+to|is\s+able\s+to|are\s+able\s+to)\s+)?"
_NOT: Final = (
    r"\s+(?:(?:may|can|must|shall|do|does|should)\s*(?:not|never)\s+(?:ever\s+)?(?:be\s+able\s+to\s+)?|cannot\s+|can['’]t\s+|never\s+"
    r"|(?:is|are)\s+not\s+(?:allowed|able|permitted)\s+to\s+)"
)
_BE: Final = r"\s*:?\s*(?:(?:is|are|stays?|remains?|(?:may|can|must|shall)(?:\s+be)?|gets?)\s+)?"
_LONE: Final = r"(?:only|solely|exclusively|just)"
_KEPT: Final = (
    r"(?:reserved\s+for|restricted\s+to|limited\s+to|confidential\s+to|internal\s+to|for)"
)
_BOTH: Final = ("read", "write")


def _form(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)


FORMS: Final[tuple[tuple[re.Pattern[str], tuple[str, ...], bool], ...]] = (
    # Only finance may see the salary.
    (_form(rf"{_ONLY}{_WHO}{_MAY}{_VERBS}\s+(?:the\s+)?{_FIELD}"), (), True),
    # The salary is only visible to finance; may be changed only by admins; `salary`: visible to HR only.
    (_form(rf"{_FIELD}{_BE}{_LONE}\s+(?:be\s+)?{_VERBS}\s*(?:to|by|for)?\s+{_WHO}"), (), True),
    (_form(rf"{_FIELD}{_BE}{_VERBS}\s*(?:to|by|for)?\s+{_LONE}\s+(?:to\s+|by\s+|for\s+)?{_WHO}"), (), True),
    (_form(rf"{_FIELD}{_BE}{_VERBS}\s*(?:to|by|for)?\s+{_WHO}\s+(?:only|alone)\b"), (), True),
    # The salary is for finance only; is reserved for finance.
    (_form(rf"{_FIELD}{_BE}(?:{_LONE}\s+)?{_KEPT}\s+{_WHO}\s+(?:only|alone)\b"), _BOTH, True),
    (_form(rf"{_FIELD}{_BE}(?:{_LONE}\s+{_KEPT}|(?:reserved|restricted|limited|confidential|internal)\s+(?:for|to))\s+{_WHO}"), _BOTH, True),
    # Members never see the note; no member may see it.
    (_form(rf"{_WHO}{_NOT}{_VERBS}\s+(?:the\s+)?{_FIELD}"), (), False),
    (_form(rf"\bno\s+{_WHO}{_MAY}{_VERBS}\s+(?:the\s+)?{_FIELD}"), (), False),
    # The cost price is hidden from viewers, never shown to them, read-only for them.
    (_form(rf"{_FIELD}{_BE}(?:hidden\s+from|invisible\s+(?:to|for)|concealed\s+from)\s+{_WHO}"), ("read",), False),
    (_form(rf"{_FIELD}{_BE}(?:not|never)\s+(?:be\s+)?{_VERBS}\s*(?:to|by|for)?\s+{_WHO}"), (), False),
    (_form(rf"{_FIELD}\s+(?:may|can|must)\s*(?:not|never)\s+be\s+{_VERBS}\s*(?:to|by|for)?\s+{_WHO}"), (), False),
    (_form(rf"{_FIELD}{_BE}read-only\s+(?:to|for)\s+{_WHO}"), ("write",), False),
)  # fmt: skip
"""Each form, which rights it is about (none: its verbs tell), and whether it lets in those alone."""

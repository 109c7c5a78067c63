"""What tells that each lock in a row lasts longer than the one before.

The lock time doubles with each further lock.     Account lockout with exponential back-off
"""

import re
from collections.abc import Iterator
from typing import Final

from luke_cli.notations.numbers.statement import Statement

GROWS: Final = re.compile(
    r"\b(?:lock|wait|block)\w*\b[^.;]{0,80}\b(?:doubl\w+|twice (?:as long|the)|exponential\w*|"
    r"progressive\w*|grows?|longer (?:each|every|with|after))\b"
    r"|\b(?:lock|block)\w*\b.{0,60}; (?:the |that |each )?(?:time|lock|it)\b[^.]{0,20}\bdoubl\w+"
    r"|\b(?:exponential|progressive|increasing)(?:ly)? (?:longer )?(?:back-?off|lock-?outs?|locks?)\b"
    r"|\bdoubl\w+[^.;]{0,40}\block"
)
_SIGNING: Final = re.compile(r"log-?in|sign|passw|account|lock-?out|credential|attempts?|brute")
_OTHER: Final = re.compile(
    r"\bretr(?:y|ies|ied)|webhook|deliver|payment|\bjobs?\b|queue|circuit|connection|\brows?\b"
    r"|\b(?:no|not|never|without) (?:\w+ )?(?:exponential|progressive|grow|doubl|longer)"
)


def read(statement: Statement) -> Iterator[tuple[str, str, int]]:
    """Yield that locks grow, if a statement says so."""
    match = GROWS.search(statement.lower)
    if match is None or _OTHER.search(statement.lower):
        return
    if _SIGNING.search(f"{statement.lower} {statement.around}"):
        yield "lockout_backoff", "doubling", match.start()

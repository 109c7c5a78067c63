"""What a finding means: `luke explain LK-X103`."""

import re
from difflib import get_close_matches
from typing import Final

from luke_cli.codes import CODES, STAGES, meaning
from luke_cli.errors import UsageError
from luke_cli.result import Line, Outcome

_CODE: Final = re.compile(r"(?:LK-?)?[A-Z]\d{3}", re.IGNORECASE)


def asked(words: str) -> str | None:
    """Return the code that `explain LK-X103` asks for, "" for all; None if it asks for no code."""
    verb, _, rest = words.partition(" ")
    code = rest.strip()
    if verb.lower() != "explain" or (code and not _CODE.fullmatch(code)):
        return None
    return code.upper().replace("LK-", "").replace("LK", "")


def explain(code: str) -> Outcome:
    """Say what a code means, why it matters, what brings it about and how to cure it.

    Raises: UsageError for a code that there is not.
    """
    if not code:
        return Outcome(answer=tuple(Line(one.code, one.title) for one in CODES))
    found = meaning(code)
    if found is None:
        near = get_close_matches(f"LK-{code}", [one.code for one in CODES], n=3, cutoff=0.5)
        raise UsageError(
            f"there is no code LK-{code}",
            hint=f"near it: {', '.join(near)}\nall of them: luke explain",
        )
    stage = STAGES[found.code[3]]
    return Outcome(
        answer=(
            Line(found.code, f"{found.title}   ({stage})"),
            Line("means", found.meaning),
            Line("why", found.why),
            Line("example", found.example.split("\n")[0], tuple(found.example.split("\n")[1:])),
            Line("cure", found.cure),
        )
    )

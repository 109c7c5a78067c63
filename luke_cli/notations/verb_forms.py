"""The forms of a verb that a step is called by: `submit`, `submits`, `submitted`, `submitting`."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

_DONE: Final = {
    "send": "sent", "pay": "paid", "withdraw": "withdrawn", "hold": "held", "take": "taken",
    "give": "given", "sell": "sold", "lend": "lent", "lose": "lost", "win": "won", "build": "built",
    "write": "written", "hide": "hidden", "freeze": "frozen", "void": "voided", "draw": "drawn",
    "shut": "shut", "set": "set", "put": "put", "let": "let", "sow": "sown", "read": "read",
    "undo": "undone", "redo": "redone", "do": "done", "make": "made", "split": "split",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class VerbForms:
    """How a verb is written in sentences; a form that is no word harms nothing."""

    base: str
    done: tuple[str, ...]
    doing: tuple[str, ...]
    does: str

    @property
    def all(self) -> tuple[str, ...]:
        """Every form."""
        return (self.base, self.does, *self.done, *self.doing)


def bases_of(done: str) -> list[str]:
    """Return the verbs of which an irregular form is: `withdraw` for withdrawn."""
    return [base for base, form in _DONE.items() if form == done]


@lru_cache(maxsize=1024)
def forms_of(base: str) -> VerbForms:
    """Return the forms of a verb: `deny` is `denied` and `denying`."""
    stems: tuple[str, ...] = (base,)
    if base.endswith("e"):
        stems = (base[:-1],)
    elif re.search(r"[^aeiou][aeiou][^aeiouwxy]$", base):
        stems = (base + base[-1], base)
    done = tuple(f"{stem}ed" for stem in stems)
    if re.search(r"[^aeiou]y$", base):
        done = (f"{base[:-1]}ied",)
    doing = tuple(f"{stem}ing" for stem in stems)
    return VerbForms(base, (_DONE[base],) if base in _DONE else done, doing, _third(base))


def _third(base: str) -> str:
    if re.search(r"[^aeiou]y$", base):
        return f"{base[:-1]}ies"
    return f"{base}es" if re.search(r"(?:s|x|z|ch|sh|[^aeiou]o)$", base) else f"{base}s"

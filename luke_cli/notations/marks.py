"""Cells of a table of rights: ✓, no, `own`, CRUD, `R/W`, read-only."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

_YES: Final = re.compile(
    r"(?:✓|✔️?|✅|☑️?|🟢|●|⬤|⚫|◉|■|★|👍|\[x\]|yes|y|true|allow(?:ed)?|full(?: access)?|all|"
    r"granted?|always|si|sí|ja|oui|sim|ya|да|是|有|可|はい|○|◯|예|가능)",
    re.IGNORECASE,
)
_NO: Final = re.compile(
    r"(?:✗|✘|❌|✖️?|✕|×|⛔|🚫|🔴|—|–|-|--|\[ \]|no|n|false|none|deny|denied|never|n/?a|nein|"
    r"non|não|tidak|нет|否|无|無|不可|いいえ|아니오|불가)",
    re.IGNORECASE,
)
_EX: Final = re.compile(r"x", re.IGNORECASE)
_SCOPES: Final = (
    (
        "own",
        re.compile(
            r"\b(?:own|self|mine|their own|owner|assigned|personal|only own|eigene|propios?|"
            r"propres?|sendiri|self only)\b|本人|自己",
            re.IGNORECASE,
        ),
    ),
    (
        "team",
        re.compile(
            r"\b(?:team|department|dept|direct reports?|group|branch|abteilung|equipo|équipe|"
            r"tim)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "tenant",
        re.compile(
            r"\b(?:tenant|organi[sz]ation|org|company|workspace|account|firma|empresa)\b",
            re.IGNORECASE,
        ),
    ),
    ("all", re.compile(r"\b(?:all|any|global|everything|alle|todos?|tous|semua)\b", re.IGNORECASE)),
)
_LETTERS: Final = {
    "c": "create",
    "r": "read",
    "u": "update",
    "d": "delete",
    "l": "list",
    "a": "approve",
    "e": "export",
    "x": "execute",
}
_WORDS: Final = re.compile(
    r"(?:create|read|update|delete|write|view|edit|manage|approve|list|add|remove|export|"
    r"submit|comment|modify|see)s?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Mark:
    """What a cell grants."""

    allowed: bool
    scope: str = ""
    actions: tuple[str, ...] = ()
    """Of cells that say which; empty if the row says it."""
    certain: bool = True
    """The cell is a mark; False for an `x`, which is yes or no by its neighbours."""


def scope_in(text: str) -> str:
    """Return `own`, `team`, `tenant` or `all` if the words say how far a right reaches."""
    return next((name for name, pattern in _SCOPES if pattern.search(text)), "")


@lru_cache(maxsize=4096)
def mark_of(cell: str) -> Mark | None:
    """Read a cell; None if it is no mark."""
    text = cell.strip(" \t*`_").strip()
    if not text or len(text) > 60:
        return None if text else Mark(allowed=False)
    if _EX.fullmatch(text):
        return Mark(allowed=True, certain=False)
    letters = _letters(re.sub(r"\([^()]*\)", "", text), text)
    return letters or _yes_or_no(text) or _scoped(text) or _worded(text)


def _yes_or_no(text: str) -> Mark | None:
    head, inside = _split(text)
    if _NO.fullmatch(head):
        return Mark(allowed=False)
    if _YES.fullmatch(head):
        return Mark(allowed=True, scope="all" if head.lower() == "all" else scope_in(inside))
    return _letters(head, inside)


def _split(text: str) -> tuple[str, str]:
    match = re.fullmatch(r"([^\s(]+(?: access)?)\s*[(\s/:-]\s*(.*?)\)?", text)
    return (match[1], match[2]) if match else (text, "")


def _letters(head: str, inside: str) -> Mark | None:
    bare = re.sub(r"[\s,/+&-]", "", head)
    if not re.fullmatch(r"[CRUDLAEXW]{1,7}|[crudlw]{2,6}|[rwx-]{2,3}", bare) or len(
        set(bare)
    ) != len(bare):
        return None
    actions: list[str] = []
    for letter in bare.lower():
        actions += ["create", "update"] if letter == "w" else [_LETTERS[letter]]
    return Mark(allowed=True, scope=scope_in(inside), actions=tuple(dict.fromkeys(actions)))


def _scoped(text: str) -> Mark | None:
    if len(text.split()) > 4 or _WORDS.search(text):
        return None
    scope = scope_in(text)
    return Mark(allowed=True, scope=scope) if scope else None


def _worded(text: str) -> Mark | None:
    parts = [
        part
        for part in re.split(r"\s*[,/+&]\s*|\s+and\s+", re.sub(r"\([^()]*\)|[- ]only\b", "", text))
        if part
    ]
    verbs = [part.split()[0].lower() for part in parts if part.split()]
    if (
        not verbs
        or not all(_WORDS.fullmatch(verb) for verb in verbs)
        or any(len(p.split()) > 3 for p in parts)
    ):
        return (
            Mark(allowed=True, certain=False)
            if text
            in (
                "↺",
                "△",
                "▲",
                "◐",
                "~",
                "*",
                "↺*",
                "partial",
                "limited",
                "Partial",
                "Limited",
                "conditional",
                "Conditional",
            )
            else None
        )
    actions: list[str] = []
    for verb in verbs:
        actions += (
            ["create", "update"]
            if verb == "write"
            else [
                {
                    "view": "read",
                    "see": "read",
                    "edit": "update",
                    "modify": "update",
                    "add": "create",
                    "remove": "delete",
                }.get(verb, verb)
            ]
        )
    return Mark(allowed=True, scope=scope_in(text), actions=tuple(dict.fromkeys(actions)))

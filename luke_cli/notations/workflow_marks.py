"""Words of a section that are states, by their form or by their place: in backticks or italics, or moved between.

The clerk marks it as `sent`.         The desk moves a booking from open to lent.
"""

import re
from collections.abc import Collection, Sequence
from typing import Final

from luke_cli.docs.document import Item, Paragraph
from luke_cli.docs.markdown import plain
from luke_cli.names import singular
from luke_cli.notations.states import are_switched, folded, is_done, is_state
from luke_cli.notations.workflow_forms import BEGINS

_MARKED: Final = re.compile(
    r"`([\w -]{2,30})`|(?<![\w*])[*_]{1,2}([A-Za-z][\w-]{1,30})[*_]{1,2}(?!\w)"
)
_PLACE: Final = re.compile(
    r"(?:[→⟶➔➜⇒:]|[-=]>|\b(?:is|are|becomes?|be|to|into|from|now|as|in|again|back|then))[\s*_]+$",
    re.IGNORECASE,
)
_RUN: Final = re.compile(
    r"`[A-Za-z][\w -]{1,30}`(?:\s*(?:,|,?\s+(?:or|and)|/|\|)\s*`[A-Za-z][\w -]{1,30}`){2,20}"
)
_LIFE: Final = 3
"""So many states of one thing make what is told of it its life."""
_BEFORE: Final = re.compile(
    r"\b(?:an?|any|every|each|the|only)\s+(?P<state>[a-z][a-z_-]{2,20})\s+"
    r"(?P<thing>one\b|[a-z][a-z-]+(?=\s+(?:can|may|is|are|becomes|turns|goes|moves)\b))",
    re.IGNORECASE,
)
"""`A planned trip is ...`"""
_AFTER: Final = re.compile(
    r"\b(?P<thing>it|they|(?:an?|the|each|every)\s+(?:(?P<own>[a-z-]+)\s+)?[a-z-]+)\s+(?:(?:can|may|could|must)\s+(?:also\s+|still\s+)?be|is|are|"
    r"becomes?)\s+(?:(?:then|now|either|normally|usually|again|finally)\s+)*(?P<state>[a-z][a-z_-]{2,20})\b(?:\s+or\s+(?P<other>[a-z]{3,20})\b)?|"
    r"\bmakes\s+(?P<made>it|them|the\s+[a-z-]+)\s+(?P<as>[a-z][a-z_-]{2,20})\b",
    re.IGNORECASE,
)
"""`It can be called off`, `makes it ready`."""
_PLACED: Final = re.compile(
    r"\b(?:it|they|(?:an?|the|each|every)\s+(?P<thing>[a-z-]+))\s+(?:is|are)\s+(?:in|on|under|out|at)\s",
    re.IGNORECASE,
)
_NO_STEP: Final = frozenset(
    "described shown displayed stored called named used needed required allowed identified linked counted sorted based".split()
)
_NO_STATE: Final = re.compile(r"(?:an?|the|it|its|one|part|soon|and)", re.IGNORECASE)
_WORD: Final = r"([a-z][a-z_-]{2,30})"
_MOVED: Final = re.compile(
    r"\b(?:moves?|goes|go|sets?|puts?|takes?|brings?|pass(?:es)?|changes?|turns?|switch(?:es)?|transitions?|advances?|returns?|falls?)"
    rf"\b[^.;:\n]{{0,60}}?\bfrom\s+{_WORD}\s+(?:back\s+)?(?:in)?to\s+{_WORD}(?:\s+or\s+{_WORD})?"
    rf"(?:[^.;:\n]{{0,60}}?\bfrom\s+{_WORD}\s+(?:back\s+)?(?:in)?to\s+{_WORD}(?:\s+or\s+{_WORD})?)?"
)


def marked_in(blocks: Sequence[Paragraph | Item]) -> frozenset[str]:
    """Return the words in backticks or italics that are states, by their form or by their place."""
    usual, placed = set[str](), set[str]()
    for block in blocks:
        usual |= _lived(plain(block.text).replace("\n", " "))
        for match in _MARKED.finditer(block.text):
            word = folded(match[1] or match[2])
            if is_state(word) or is_done(word):
                usual.add(word)
            elif match[1] and _PLACE.search(block.text, max(0, match.start() - 20), match.start()):
                placed.add(word)
        for moved in _MOVED.finditer(block.text):
            words = set(filter(None, moved.groups()))
            if not are_switched(words) and _are_usual(words):
                usual |= words
        for run in _RUN.finditer(block.text):
            words = set(map(folded, re.findall(r"`([^`]+)`", run[0])))
            if sum(is_state(word) or is_done(word) for word in words) * 2 >= len(words):
                usual |= words
    return frozenset(usual | placed if len(usual) > 1 else usual)


def _lived(text: str) -> set[str]:
    """Return the states of a thing whose life a block tells: `begins as`, `a planned trip is usually ...`."""
    begun = [m for form in BEGINS for m in form.finditer(text) if not _NO_STATE.fullmatch(m[2])]
    lives = {_noun(m["thing"]): folded(m[2]) for m in begun}
    before = [(_noun(m["thing"]), folded(m["state"])) for m in _BEFORE.finditer(text)]
    placed = {m["thing"] and _noun(m["thing"]) for m in _PLACED.finditer(text)}
    found = set[str]()
    for thing in dict.fromkeys([*lives, *(thing for thing, _ in before)]):
        own = {state for noun, state in before if noun in (thing, "one")}
        told, done = _told_of(thing, lives.get(thing, thing), text)
        usual = {state for state in own | told if is_state(state)} | done
        if placed & {None, thing} or not usual:
            # `It is on sale`: a state that no word of the list of states tells, so others would be led past it.
            continue
        if thing in lives:
            found |= usual | {lives[thing]}
        elif len(usual) >= _LIFE and usual & own & told and not are_switched(usual):
            found |= set() if any(map(is_done, told - usual)) else usual
    return found


def _told_of(thing: str, first: str, text: str) -> tuple[set[str], set[str]]:
    """Return what a text says a thing is, and what of it are states by their form and place."""
    told, done = set[str](), set[str]()
    for match in _AFTER.finditer(text):
        if _noun(match["thing"] or match["made"]) in ("it", "they", "them", thing, first):
            state = folded(match["state"] or match["as"])
            told |= {state, *filter(is_state, [match["other"] or ""])}
            is_step = is_state(match["own"] or "") or _are(state, thing, text)
            done |= {state} if is_step and is_done(state) and state not in _NO_STEP else set()
    return told, done


def _noun(said: str) -> str:
    return singular(said.lower().split(" ")[-1])


def _are(state: str, thing: str, text: str) -> bool:
    """Tell whether a text speaks of `postponed trips`."""
    return re.search(rf"\b{state}\s+{thing}s?\b", text, re.IGNORECASE) is not None


def _are_usual(words: Collection[str]) -> bool:
    return all(is_state(word) or is_done(word) for word in words) and any(map(is_state, words))

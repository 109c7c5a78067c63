"""Two changes of one text in one: by members, rows and cells, and what is in these by lines."""

import re
from collections.abc import Callable, Hashable, Iterable
from pathlib import PurePosixPath
from typing import Final, NamedTuple

from luke_cli.workspace import imports, members, tables
from luke_cli.workspace.conflict import has_markers, marked, sides
from luke_cli.workspace.git import merge_file
from luke_cli.workspace.parts import Part, joined, keys
from luke_cli.workspace.texts import lines_of

_WORD: Final = re.compile(r"[^\s|,()\[\]{}\"']+")
"""Without what a formatter adds, removes or writes otherwise."""


class _Grammar(NamedTuple):
    """How the texts of a kind are taken apart, and how a part is joined better than by lines."""

    parts: Callable[[str], tuple[Part, ...] | None]
    joined: Callable[[Part, Part, Part], str | None]
    said: Callable[[str], Hashable]
    """What a text says however it is laid out, None if nobody can tell."""


def _python(base: Part, yours: Part, new: Part) -> str | None:
    is_import = yours.key.startswith("from ")
    return imports.joined(base.text, yours.text, new.text) if is_import else None


def _markdown(base: Part, yours: Part, new: Part) -> str | None:
    return tables.joined(base.text, yours.text, new.text) if tables.is_table(yours) else None


_GRAMMARS: Final = {
    ".py": _Grammar(members.parts, _python, members.said),
    ".md": _Grammar(tables.parts, _markdown, lambda _: None),
}


def join(path: str, base: str, yours: str, new: str) -> str:
    """Return a text with both changes, with markers where they exclude each other.

    Raises: LukeError if git is missing.
    """
    grammar = _GRAMMARS.get(PurePosixPath(path).suffix)
    trees = [grammar.parts(text) for text in (base, yours, new)] if grammar else [None]
    if grammar is None or None in trees:
        return _by_lines(base, yours, new)
    before, mine, now = (tree or () for tree in trees)
    known = keys(mine) | keys(now)
    parted = joined(before, mine, now, lambda *parts: _part(grammar, *parts))
    if parted is not None and all(
        (
            _is_sound(grammar, parted, known),
            _has_all(parted, base, yours),
            _has_all(parted, base, new),
        )
    ):
        return parted
    lined = _settled(grammar, _by_lines(base, yours, new), base, yours, new)
    return (
        lined
        if has_markers(lined) or _is_sound(grammar, lined, known)
        else marked(yours, base, new)
    )


def _part(grammar: _Grammar, base: Part, yours: Part, new: Part) -> str:
    """Join a part that both changed, and nothing around it."""
    better = grammar.joined(base, yours, new)
    if yours.parts and new.parts and (base.parts or not base.text):
        better = joined(base.parts, yours.parts, new.parts, lambda *parts: _part(grammar, *parts))
    if better is None:
        better = _by_lines(base.text, yours.text, new.text)
    return _settled(grammar, better, base.text, yours.text, new.text)


def _settled(grammar: _Grammar, merged: str, base: str, yours: str, new: str) -> str:
    """Return one side of a conflict if the other one has only laid its text out anew.

    A formatter may do that again; markers would ask a person about nothing.
    """
    said = grammar.said(base) if has_markers(merged) else None
    if said is None:
        return merged
    return new if grammar.said(yours) == said else yours if grammar.said(new) == said else merged


def _by_lines(base: str, yours: str, new: str) -> str:
    merged, _ = merge_file(yours.encode(), base.encode(), new.encode())
    return merged.decode()


def _is_sound(grammar: _Grammar, text: str, known: set[str]) -> bool:
    """Tell whether a text can be read whichever side a person takes, with no part twice.

    Two members of one name are no conflict of lines, but one of them would be lost.
    """
    for side in set(sides(text)):
        parts = grammar.parts(side)
        if parts is None or not keys(parts) <= known:
            return False
    return True


def _has_all(text: str, base: str, side: str) -> bool:
    """Tell whether every line that a side added is in a text, or at least what is new in it."""
    before, after = set(lines_of(base)), set(lines_of(side))
    words = _words(after - before - set(lines_of(text))) - _words(before - after)
    return all(word in text for word in words)


def _words(lines: Iterable[str]) -> set[str]:
    return {word for line in lines for word in _WORD.findall(line)}

"""Which roles a place in code is for: the branches that it stands in.

if (user.role === 'clerk') { here }      switch (user.role) { case 'clerk': here; break; }
clerk: ({ can }) => { here }             return unless user.clerk?  # from here
"""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final, NamedTuple

from luke_cli.notations.code_blocks import matched, ruby_blocks
from luke_cli.notations.conditions import Way, both, ways

_IF: Final = re.compile(r"(?P<else>\belse\s*)?\bif\s*(?=\()")
_ELSE: Final = re.compile(r"\belse\s*(?=\{)")
_SWITCH: Final = re.compile(r"\bswitch\s*(?=\()")
_CASE: Final = re.compile(r"\bcase\s+[\"']?(?:\w+\.)*(?P<name>\w+)[\"']?\s*:|\bdefault\s*:")
_LEAVES: Final = re.compile(r"\b(?:break|return)\b")
_OF_ROLE: Final = re.compile(
    r"(?:^|[{,;])\s*(?:\[\s*)?[\"']?(?:\w+\.)*(?P<name>\w+)[\"']?\s*\]?\s*(?::\s*)?(?:async\s+)?(?:function\s*)?"
    r"(?=\([^()]*\b(?:can|builder|ability|rules|allow)\b[^()]*\))",
    re.MULTILINE,
)
_FUNCTION: Final = re.compile(
    r"\b(?:function\s+|const\s+|def\s+)?(?:define|rules|abilit\w+|grant)\w*?(?:For|_for_)(?P<name>\w+?)(?:s|Rules|Abilities)?\s*"
    r"(?:=\s*)?(?=\()"
)
_GUARD: Final = re.compile(r"\s*\{?\s*return\b[^;}\n]*;?\s*\}?")
_NO_ROLES: Final = frozenset(
    "if for while switch function catch return constructor user users any the".split()
)
_RUBY: Final = re.compile(
    r"^(?P<indent>[ \t]*)(?:(?P<word>if|elsif|else|when|unless)\b[ \t]*(?P<condition>[^\n]*)"
    r"|return(?:\s+\w+)?[ \t]+(?P<guard>unless|if)[ \t]+(?P<asked>[^\n]+))",
    re.MULTILINE,
)

_MOST: Final = 200
"""Branches of one form."""


class _Branch(NamedTuple):
    """A part of the code that is only for some."""

    start: int
    end: int
    ways: tuple[Way, ...]
    """() where nobody knows for whom."""
    switch: int = -1
    """Where the choice begins of which it is one case: a place may be in several."""


class Branches:
    """The branches of a text."""

    def __init__(self, text: str, known: frozenset[str], *, is_ruby: bool) -> None:
        self.text = text
        self.known = known
        self.closes = matched(text)
        self.found = [*(self._ruby() if is_ruby else self._braced())]

    def at(self, position: int) -> tuple[Way, ...]:
        """Return the ways to come to a place."""
        found: tuple[Way, ...] = (Way(()),)
        cases: dict[int, tuple[Way, ...]] = {}
        for branch in self.found:
            if not branch.start <= position < branch.end:
                continue
            if branch.switch >= 0:
                cases[branch.switch] = cases.get(branch.switch, ()) + branch.ways
            else:
                found = _joined(found, branch.ways)
        for one in cases.values():
            found = _joined(found, one)
        return found

    def _braced(self) -> Iterator[_Branch]:
        for match in islice(_IF.finditer(self.text), _MOST):
            yield from self._if(match)
        for match in _ELSE.finditer(self.text):
            yield _Branch(match.end(), self.closes.get(match.end(), match.end()), ())
        for match in islice(_SWITCH.finditer(self.text), _MOST):
            yield from self._cases(match)
        for match in (*_OF_ROLE.finditer(self.text), *_FUNCTION.finditer(self.text)):
            if match["name"].lower() not in _NO_ROLES:
                yield self._of_role(match)

    def _if(self, match: re.Match[str]) -> Iterator[_Branch]:
        close = self.closes.get(match.end())
        if close is None:
            return
        condition, behind = self.text[match.end() + 1 : close], close + 1
        guard = _GUARD.match(self.text, behind)
        if guard and not self.text[guard.end() :].lstrip().startswith("else"):
            told = self._negated(condition)
            yield _Branch(guard.end(), self._end_around(match.start()), told)
            return
        opened = re.compile(r"\s*\{").match(self.text, behind)
        start = opened.end() if opened else behind
        end = self.closes.get(start - 1, start) if opened else self._end_of_line(behind)
        yield _Branch(start, end, ways(condition, self.known))

    def _negated(self, condition: str) -> tuple[Way, ...]:
        """Return who goes on where those leave whom a condition means."""
        bare = condition.strip()
        if bare.startswith("!") and not bare.startswith("!="):
            return ways(bare[1:], self.known)
        turned, count = re.subn(r"!==?", "==", bare)
        return (
            ways(turned, self.known) if count == 1 and "&&" not in bare and "||" not in bare else ()
        )

    def _cases(self, match: re.Match[str]) -> Iterator[_Branch]:
        close = self.closes.get(match.end(), match.end())
        is_of_roles = re.search(r"role|type", self.text[match.end() : close], re.IGNORECASE)
        opened = self.text.find("{", close)
        end = self.closes.get(opened, opened)
        for case in _CASE.finditer(self.text, opened, max(end, opened)):
            leaves = _LEAVES.search(self.text, case.end(), end)
            told = (Way((case["name"],)),) if case["name"] and is_of_roles else ()
            yield _Branch(case.end(), leaves.start() if leaves else end, told, match.start())

    def _of_role(self, match: re.Match[str]) -> _Branch:
        close = self.closes.get(match.end(), match.end())
        opened = re.compile(r"[^\n{]{0,80}\{").match(self.text, close + 1)
        start = opened.end() if opened else close + 1
        end = self.closes.get(start - 1, start) if opened else self._end_of_line(start)
        return _Branch(start, end, (Way((match["name"],)),))

    def _end_around(self, position: int) -> int:
        ends = (end for start, end in self.closes.items() if start < position < end)
        return min(ends, default=len(self.text))

    def _end_of_line(self, position: int) -> int:
        found = re.compile(r"\s*[^\n]*").match(self.text, position)
        return found.end() if found else position

    def _ruby(self) -> Iterator[_Branch]:
        blocks = dict(ruby_blocks(self.text))
        for match in islice(_RUBY.finditer(self.text), _MOST):
            if match["guard"]:
                told = ways(match["asked"], self.known) if match["guard"] == "unless" else ()
                ends = (end for start, end in blocks.items() if start < match.start() < end)
                yield _Branch(match.end(), min(ends, default=len(self.text)), told)
                continue
            same = re.compile(rf"^{match['indent']}(?:elsif|else|when|end)\b", re.MULTILINE)
            end = same.search(self.text, match.end())
            told = () if match["word"] in ("else", "unless") else self._asked(match)
            yield _Branch(match.end(), end.start() if end else len(self.text), told)

    def _asked(self, match: re.Match[str]) -> tuple[Way, ...]:
        if match["word"] == "when":
            names = re.findall(r"[\"':]?(\w+)", match["condition"])
            return (Way(tuple(names)),) if names else ()
        return ways(match["condition"], self.known)


def _joined(found: tuple[Way, ...], more: tuple[Way, ...]) -> tuple[Way, ...]:
    return tuple(one for a in found for b in more if (one := both(a, b)))

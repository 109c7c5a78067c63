"""The manual: a page for each thing that luke can be asked for, `luke help VERB`."""

import textwrap
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from typing import Final

from luke_cli.errors import UsageError
from luke_cli.manual.page import Flag, Page, Said
from luke_cli.manual.pages import PAGES

__all__ = ["COMMON", "NAMES", "PAGES", "Flag", "Page", "Said", "overview", "page_of", "rendered"]

NAMES: Final = tuple(page.name for page in PAGES)
_ALSO: Final = dict.fromkeys(("implement", "code", "build"), "develop")
"""Other words for what a page is about."""
COMMON: Final = "root jobs shard format json quiet verbose no-color help"
"""Options that everything knows."""
_EXITS: Final = {2: "the command line or an input cannot be used as it is", 7: "a bug in luke"}
_ENDED: Final = {130: "interrupted", 143: "terminated"}
_WIDTH: Final = 92
_INDENT: Final = " " * 4
_CALL: Final = 45


def page_of(name: str) -> Page:
    """Return the page of a verb or a phase; raises UsageError if there is none."""
    wanted = _ALSO.get(name.lower(), name.lower())
    if wanted not in NAMES:
        near = get_close_matches(wanted, (*NAMES, *_ALSO), n=3)
        hint = f"did you mean {', '.join(near)}?\n" if near else ""
        raise UsageError(f"there is no help on `{name}`", hint=f"{hint}all of it: luke --help")
    return PAGES[NAMES.index(wanted)]


def overview() -> str:
    """Return every way to ask, a line each."""
    said = (one for page in PAGES for one in page.calls)
    return "\n".join(f"  {one.call:<{_CALL}}{one.does}" for one in said)


def rendered(page: Page, flags: Sequence[Flag]) -> str:
    """Return a page as it is read on a terminal."""
    own, common = _named(page.options, flags), _named(COMMON, flags)
    exits = {0: "clean", **_EXITS, **page.exits}
    sections = {
        "USAGE": [f"luke {page.usage}"],
        "DESCRIPTION": "\n\n".join(
            textwrap.fill(one, _WIDTH, break_on_hyphens=False) for one in page.about
        ).split("\n"),
        "OPTIONS": [line for flag in own for line in _option(flag)],
        "OPTIONS OF EVERYTHING": [line for flag in common for line in _option(flag)],
        "EXIT CODES": [f"{code:<4}{said}" for code, said in sorted({**exits, **_ENDED}.items())],
        "EXAMPLES": [line for one in page.examples for line in (one.call, f"    {one.does}")],
    }
    blocks = [f"luke {page.name} - {page.calls[0].does}"]
    blocks += [f"{title}\n{_indented(lines)}" for title, lines in sections.items() if lines]
    return "\n\n".join(blocks) + "\n"


def _named(names: str, flags: Sequence[Flag]) -> list[Flag]:
    return [flag for name in names.split() for flag in flags if f"--{name}" in flag.names]


def _option(flag: Flag) -> Iterator[str]:
    yield f"{', '.join(flag.names)} {flag.value}".rstrip()
    yield from (f"    {line}" for line in textwrap.wrap(flag.says, _WIDTH))


def _indented(lines: Sequence[str]) -> str:
    return "\n".join(f"{_INDENT}{line}".rstrip() for line in lines)

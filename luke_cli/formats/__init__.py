"""What a run came to, for programs and for pages: a format a module, one table of all."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final, NamedTuple

from luke_cli.formats.document import document
from luke_cli.formats.github import github
from luke_cli.formats.junit import junit
from luke_cli.formats.markdown import markdown
from luke_cli.formats.sarif import sarif
from luke_cli.result import Part


class Format(NamedTuple):
    """How a run is written to stdout."""

    write: Callable[[Sequence[Part]], str]
    from_here: bool = True
    """Places are relative to where luke was started, else to the root of the project."""


WRITERS: Final[Mapping[str, Format]] = {
    "json": Format(document, from_here=False),
    "markdown": Format(markdown),
    "github": Format(github),
    "sarif": Format(sarif),
    "junit": Format(junit),
}
"""By name; `text`, which the console speaks itself, is none of them."""

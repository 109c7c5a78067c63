"""What a run came to, for programs and for pages: a format a module, one table of all."""

from collections.abc import Callable, Mapping
from typing import Final

from luke_cli.formats.document import document
from luke_cli.formats.markdown import markdown
from luke_cli.result import Outcome

WRITERS: Final[Mapping[str, Callable[[Outcome], str]]] = {
    "json": document,
    "markdown": markdown,
}
"""What each writes to stdout; `text`, which the console speaks itself, is none of them."""

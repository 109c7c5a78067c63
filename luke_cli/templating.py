"""The one door to Jinja2."""

import sys
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined
from jinja2.bccache import Bucket

from luke_cli import assets

_COMPILED: Final = Path(__file__).parent / "__pycache__"


def render(name: str, **view: object) -> str:
    """Fill the template `name` (POSIX path below `templates/`) with the attributes of a view."""
    return _environment(assets.templates()).get_template(name).render(**view)


def prompt(name: str, **view: object) -> str:
    """Fill the prompt `name` (POSIX path below `prompts/`) with the attributes of a view."""
    return _environment(assets.prompts()).get_template(name).render(**view)


class _Compiled(FileSystemBytecodeCache):
    """Compiled templates, where Python keeps compiled modules and in the same manner.

    Compiling takes a quarter of the develop phase; what cannot be written is compiled again.
    """

    def dump_bytecode(self, bucket: Bucket) -> None:
        if not sys.dont_write_bytecode:
            with suppress(OSError):
                _COMPILED.mkdir(exist_ok=True)
                super().dump_bytecode(bucket)


@cache
def _environment(folder: Path) -> Environment:
    # Markdown and Python come out, never HTML: the views have escaped what documents said.
    return Environment(  # noqa: S701
        loader=FileSystemLoader(folder),
        bytecode_cache=_Compiled(str(_COMPILED)),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )

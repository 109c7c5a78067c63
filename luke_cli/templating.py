"""The one door to Jinja2."""

from functools import cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from luke_cli import assets


def render(name: str, **view: object) -> str:
    """Fill the template `name` (POSIX path below `templates/`) with the attributes of a view."""
    return _environment().get_template(name).render(**view)


@cache
def _environment() -> Environment:
    # Markdown and Python come out, never HTML: the views have escaped what documents said.
    return Environment(  # noqa: S701
        loader=FileSystemLoader(assets.templates()),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )

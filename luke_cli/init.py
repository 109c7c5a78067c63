"""`luke init`: the documents of a new project, from the example or empty."""

from pathlib import Path

from luke_cli import assets, templating
from luke_cli.errors import UsageError
from luke_cli.names import words
from luke_cli.project import AUTHORS, DESIGN, PLAN, find
from luke_cli.result import Line, Outcome

_EXAMPLE = "taskboard"


def init(root: Path, *, empty: bool) -> Outcome:
    """Make documents where there are none; `empty` ones have headings and hints only.

    Raises: UsageError where there are documents.
    """
    if find(root).documents:
        raise UsageError(
            f"there are documents in {DESIGN}, init changes none", hint="read them: luke --design"
        )
    texts = _empty(root) if empty else _example()
    lines = [Line("wrote", path) for path in texts]
    then = "fill them, then    luke --design" if empty else "luke --design"
    return Outcome(lines=(*lines, Line("next", then)), writes=texts)


def _empty(root: Path) -> dict[str, str]:
    project = " ".join(word.capitalize() for word in words(root.resolve().name)) or "Project"
    return {
        f"{DESIGN}/{author.document}": templating.render(
            f"empty/{author.document}.j2", project=project
        )
        for author in AUTHORS
        if author.named
    }


def _example() -> dict[str, str]:
    example = assets.examples() / _EXAMPLE
    return {
        path.relative_to(example).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted((example / DESIGN).glob("*.md"))
        if path.relative_to(example).as_posix() != PLAN
    }

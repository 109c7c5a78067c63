"""Schemas that only the body of a step is made of: they are sent, and not stored.

/remakes/{id}/decide:
  post: {requestBody: {content: {application/json: {schema: {$ref: "#/components/schemas/RemakeDecision"}}}}}

`/remakes` with a `Remake` is another matter: what is sent there is what is stored.
"""

from collections.abc import Iterable, Iterator

from luke_cli.names import singular, snake
from luke_cli.notations.trees import Items, Mapping, Tree, pairs_of, text_of


def sent_only(roots: Iterable[Mapping]) -> frozenset[str]:
    """Return the schemas that bodies of steps refer to, and nothing else."""
    sent: set[str] = set()
    other: set[str] = set()
    for root in roots:
        for name, path in _references(root):
            (sent if path and not _is_of(path, name) else other).add(name)
    return frozenset(sent - other)


def _is_of(path: str, name: str) -> bool:
    """Tell whether a path is that of the things which a schema describes."""
    fixed = [part for part in path.split("/") if part and not part.startswith(("{", ":"))]
    last = singular(snake(fixed[-1])) if fixed else ""
    thing = snake(name)
    return not last or thing == last or thing.endswith(f"_{last}") or last.endswith(f"_{thing}")


def _references(root: Mapping) -> Iterator[tuple[str, str]]:
    """Yield the schema of each reference, and the path whose body it stands in, or ""."""
    paths = pairs_of(root.get("paths"))
    below = {id(pair.value): pair.key for pair in paths}
    todo: list[tuple[Tree, str, bool]] = [(root, "", False)]
    while todo:
        tree, path, is_body = todo.pop()
        path = below.get(id(tree), path)
        if isinstance(tree, Mapping):
            reference = text_of(tree.get("$ref"))
            if reference:
                yield reference.rpartition("/")[2], path if is_body else ""
            todo += [
                (pair.value, path, is_body or pair.key == "requestBody") for pair in tree.pairs
            ]
        elif isinstance(tree, Items):
            todo += [(item, path, is_body) for item in tree.items]

"""What screens call that no document of the API has, though it has what they mean.

`DELETE /bookings/{id}` behind a button `Cancel`, where the API has `POST /bookings/{id}/cancel`;
`POST /cheese-batches` where it has `POST /batches`: who calls what is not built gets a 404.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from luke_cli.names import singular, snake
from luke_cli.spec.facts import Authority, EndpointFact
from luke_cli.spec.resolve.endpoint_conflicts import Conflict
from luke_cli.spec.resolve.endpoints import Endpoint
from luke_cli.spec.resolve.said import CLIENTS, Said

_FEWEST: Final = 3
"""Endpoints that make a list of what the API has."""
_STEM: Final = 5
_WRITES: Final = ("POST", "PUT", "PATCH", "DELETE")
_VERBS: Final = {
    "POST": r"add|creat|mak|enter|register|open|sav|record|submit|new",
    "PUT": r"chang|edit|updat|sav|renam|correct",
    "PATCH": r"chang|edit|updat|sav|renam|correct",
    "DELETE": r"delet|remov|throw|eras",
}
_IN_PATH: Final = {
    **dict.fromkeys(("delete", "remove", "destroy"), ("DELETE",)),
    **dict.fromkeys(("update", "edit", "modify", "save"), ("PATCH", "PUT")),
    **dict.fromkeys(("create", "add", "new"), ("POST",)),
}
"""What a method says of a path, as a word in it."""
_PARAMETER: Final = re.compile(r"\{\w+\}")
_SENTENCE: Final = re.compile(r"[.!?]\s+(?=[A-Z*\"`])")


def called_otherwise(
    said: Said, endpoints: Iterable[Endpoint]
) -> tuple[tuple[Endpoint, ...], tuple[Conflict, ...]]:
    """Return the endpoints without those that only screens call for what the API has, and those."""
    all_ = tuple(endpoints)
    called = [one for one in all_ if one.method in _WRITES and _is_called_only(said, one)]
    served = [one for one in all_ if _is_served(said, one)]
    if not called or len(served) < _FEWEST:
        return all_, ()
    conflicts = tuple(
        Conflict(meant, one) for one in called if (meant := _meant(said, one, served)) is not None
    )
    aside = {id(conflict.aside) for conflict in conflicts}
    return tuple(one for one in all_ if id(one) not in aside), conflicts


def _is_called_only(said: Said, one: Endpoint) -> bool:
    return not one.tested_only and all(_is_of_client(said, fact) for fact in one.facts)


def _is_served(said: Said, one: Endpoint) -> bool:
    return any(
        fact.authority >= Authority.LIST and not fact.tested_only and not _is_of_client(said, fact)
        for fact in one.facts
    )


def _is_of_client(said: Said, fact: EndpointFact) -> bool:
    return said.owners.get(fact.place.file) in CLIENTS


def _meant(said: Said, one: Endpoint, served: Sequence[Endpoint]) -> Endpoint | None:
    """Return the one endpoint of the API that a call means; None if none or several."""
    sentence = _sentence(said, one)
    for found in (
        [*_plain(one, served)],
        [*_acts(one, served, sentence)],
        [*_spelled(one, served)],
        [*_told(one, served, sentence)],
    ):
        if len(found) == 1:
            return found[0]
    return None


def _plain(one: Endpoint, served: Iterable[Endpoint]) -> Iterator[Endpoint]:
    """Yield `DELETE /glazes/{id}` for `POST /glazes/{id}/delete`, `POST /glazes` for `/glazes/create`."""
    row, _, last = _bare(one.path).rpartition("/")
    methods = _IN_PATH.get(last, ())
    for other in served:
        if other.method in methods and _bare(other.path) == row:
            yield other


def _acts(one: Endpoint, served: Iterable[Endpoint], sentence: str) -> Iterator[Endpoint]:
    """Yield the acts on the same row that the words beside the call, or its last word, name."""
    row, _, last = one.path.rpartition("/")
    is_row = _PARAMETER.fullmatch(last) is not None
    for other in served:
        above, _, act = other.path.rpartition("/")
        if other.method not in _WRITES or _PARAMETER.fullmatch(act) or "{" not in above:
            continue
        if (is_row and _bare(above) == _bare(one.path) and _speaks_of(sentence, act)) or (
            not is_row and _bare(above) == _bare(row) and _is_alike(act, last)
        ):
            yield other


def _spelled(one: Endpoint, served: Iterable[Endpoint]) -> Iterator[Endpoint]:
    """Yield what differs in a word before or behind the name of the rows: `/cheese-batches`."""
    parts = _bare(one.path).split("/")
    for other in served:
        facing = _bare(other.path).split("/")
        if other.method != one.method or len(facing) != len(parts):
            continue
        differing = [(a, b) for a, b in zip(parts, facing, strict=True) if a != b]
        if len(differing) == 1 and _is_longer(*differing[0]):
            yield other


def _told(one: Endpoint, served: Iterable[Endpoint], sentence: str) -> Iterator[Endpoint]:
    """Yield what the sentence says is made or changed, where the call names something else."""
    shape = [part == "{}" for part in _bare(one.path).split("/")]
    for other in served:
        parts = _bare(other.path).split("/")
        names = [part for part in parts if part not in ("", "{}")]
        if other.method != one.method or [part == "{}" for part in parts] != shape or not names:
            continue
        name = re.escape(singular(snake(names[-1]))).replace("_", "[ _-]")
        form = rf"\b(?:{_VERBS[one.method]})\w*\s+(?:(?:an?|the|new|another|this|that)\s+){{0,2}}{name}s?\b"
        if re.search(form, sentence, re.IGNORECASE):
            yield other


def _sentence(said: Said, one: Endpoint) -> str:
    """Return the sentence in which a call stands, with the words that lead to it."""
    place = one.facts[0].place
    around = (place.line - 1, place.line)
    text = " ".join(
        line.text
        for line in said.lines
        if line.place.file == place.file and line.place.line in around
    )
    at = max(text.find(one.facts[0].path), 0)
    starts = [match.end() for match in _SENTENCE.finditer(text, 0, at)]
    # `A button *Cancel*. It asks, and then calls ...`
    return text[(starts[-2] if len(starts) > 1 else 0) : at]


def _speaks_of(sentence: str, act: str) -> bool:
    stem = snake(act).replace("_", " ")[: max(_STEM, len(act) - 1)]
    return re.search(rf"\b{re.escape(stem)}", sentence, re.IGNORECASE) is not None


def _is_alike(act: str, other: str) -> bool:
    """Tell whether `approval` is the act `approve`."""
    return len(act) > _STEM and len(other) > _STEM and act[:_STEM] == other[:_STEM] and act != other


def _is_longer(one: str, other: str) -> bool:
    left, right = singular(snake(one)), singular(snake(other))
    return left.endswith(f"_{right}") or right.endswith(f"_{left}")


def _bare(path: str) -> str:
    return _PARAMETER.sub("{}", path.rstrip("/")).lower()

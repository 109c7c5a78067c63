"""Which proposals become facts: those that a document says, word for word.

A quotation that is not there is refused. A proposal without one, or whose quotation does not speak
of it, may only add what nobody has said, and stands in the plan as an assumption; who may do what
is never assumed.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from luke_cli.docs.orders import orders
from luke_cli.engines.anthropic.claims import MalformedError, fact_of
from luke_cli.engines.anthropic.forms import Proposal
from luke_cli.engines.anthropic.pages import Page, quoted
from luke_cli.names import singular, snake, words
from luke_cli.source import Diagnostic, Severity, Span
from luke_cli.spec.facts import Fact
from luke_cli.spec.model import Spec

ASSUMED: Final = "(model)"
"""The document of what no document says; its lines number the proposals."""

_MAY_BE_ASSUMED: Final = ("entity", "field", "endpoint", "parameter")
_STEM: Final = 4
"""Letters by which a word is known again: `approve` in `approval`."""
_TELLS: Final[Mapping[str, tuple[tuple[str, ...], ...]]] = {
    "entity": (("name",),),
    "field": (("name",),),
    "relation": (("entity",), ("target",)),
    "endpoint": (("path", "summary"),),
    "parameter": (("name",),),
    "role": (("name",),),
    "right": (("role",), ("resource", "action")),
    "step": (("target", "action"),),
    "setting": (("value",),),
    "requirement": (("text",),),
    "notification": (("event", "told"),),
}
"""Members of which each group has to be told of by the quotation, by kind."""
_LISTS: Final = ("roles", "inherits", "values")
_BOUNDS: Final = ("minimum", "maximum")
_NUMBER: Final = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Accepted:
    """A proposal that becomes a fact."""

    proposal: Proposal
    fact: Fact

    @property
    def is_assumed(self) -> bool:
        """No document says so."""
        return self.fact.place.file == ASSUMED


class RefusedError(Exception):
    """A proposal becomes no fact."""

    def __init__(self, code: str, why: str, place: Span | None = None) -> None:
        super().__init__(why)
        self.code = code
        self.why = why
        self.place = place


@dataclass(frozen=True, slots=True)
class Judged:
    """What became of the proposals about all documents."""

    accepted: tuple[Accepted, ...]
    refused: tuple[Diagnostic, ...]


def judge(proposals: Iterable[Proposal], pages: Mapping[str, Page], spec: Spec) -> Judged:
    """Return the proposals that become facts, and why others do not; `spec` is what is said so far."""
    accepted: list[Accepted] = []
    refused: list[Diagnostic] = []
    for number, proposal in enumerate(dict.fromkeys(map(_Key, proposals)), 1):
        try:
            accepted.append(_judged(proposal.proposal, pages, spec, number))
        except RefusedError as error:
            refused.append(_finding(error, proposal.proposal))
    return Judged(tuple(accepted), tuple(refused))


@dataclass(frozen=True, slots=True)
class _Key:
    """A proposal by what it says: the same one about two documents is one."""

    proposal: Proposal

    def __hash__(self) -> int:
        return hash((self.proposal.kind, self.proposal.file, self.proposal.quote))


def _judged(proposal: Proposal, pages: Mapping[str, Page], spec: Spec, number: int) -> Accepted:
    place = _place(proposal, pages)
    if place is not None and _tells_of(proposal):
        grounded = _grounded(proposal)
    elif proposal.kind not in _MAY_BE_ASSUMED:
        raise RefusedError("LK-M102", f"no document says so, and a {proposal.kind} is not assumed")
    elif _is_said(proposal, spec):
        raise RefusedError("LK-M103", "it is said already, and nothing that is said is overridden")
    else:
        grounded, place = _bare(proposal), Span(ASSUMED, number)
    try:
        return Accepted(grounded, fact_of(grounded, place))
    except MalformedError as error:
        raise RefusedError("LK-M104", str(error)) from None


def _place(proposal: Proposal, pages: Mapping[str, Page]) -> Span | None:
    if not proposal.quote.strip():
        return None
    page = pages.get(proposal.file)
    place = quoted(proposal.quote, page, proposal.line) if page else None
    if page is None or place is None:
        raise RefusedError("LK-M101", "the quotation is not in the document")
    lines = range(place.line, (place.end_line or place.line) + 1)
    if page.orders.intersection(lines) or any(orders(proposal.quote, page.name)):
        raise RefusedError("LK-M102", "the quotation speaks to a language model", place)
    return place


def _tells_of(proposal: Proposal) -> bool:
    """Tell whether the quotation speaks of what is proposed."""
    groups = _TELLS[proposal.kind]
    return all(
        any(_is_told(proposal.text(name), proposal.quote) for name in group) for group in groups
    )


def _is_told(text: str, quote: str) -> bool:
    numbers = _NUMBER.findall(text)
    if numbers:
        return set(numbers) <= set(_NUMBER.findall(quote))
    said = {word[:_STEM] for word in words(quote)}
    return any(word[:_STEM] in said for word in words(text) if len(word) > 1)


def _grounded(proposal: Proposal) -> Proposal:
    """Return a proposal without what its quotation does not tell of."""
    said = dict(proposal.said)
    for name in _LISTS:
        if name in said:
            said[name] = [one for one in said[name] if _is_told(one, proposal.quote)]
    for name in _BOUNDS:
        if name in said and not _is_told(said[name], proposal.quote):
            said[name] = ""
    return replace(proposal, said=said)


def _bare(proposal: Proposal) -> Proposal:
    """Return a proposal that nobody says without the rights in it."""
    said = {name: [] if name == "roles" else value for name, value in proposal.said.items()}
    return replace(proposal, said=said, quote="")


def _is_said(proposal: Proposal, spec: Spec) -> bool:
    if proposal.kind == "entity":
        return _entity_key(proposal.text("name")) in _entities(spec)
    if proposal.kind == "field":
        fields = _entities(spec).get(_entity_key(proposal.text("entity")), frozenset())
        return snake(proposal.text("name")) in fields
    method, path = proposal.said["method"], _path_key(spec, proposal.text("path"))
    found = [o for o in spec.operations if (o.method, _path_key(spec, o.path)) == (method, path)]
    if proposal.kind == "endpoint" or not found:
        return bool(found)
    names = {snake(one.name) for one in spec.parameters_of(found[0].name)}
    return snake(proposal.text("name")) in names


def _entities(spec: Spec) -> Mapping[str, frozenset[str]]:
    return {
        _entity_key(entity.name): frozenset(field.name for field in entity.fields)
        for entity in spec.entities
    }


def _entity_key(name: str) -> str:
    return singular(snake(name))


def _path_key(spec: Spec, path: str) -> str:
    return re.sub(r"\{[^}]*\}", "{}", path.removeprefix(spec.setting("base_path")))


def _finding(error: RefusedError, proposal: Proposal) -> Diagnostic:
    said = ", ".join(f"{value}" for value in proposal.said.values() if value and value != [])
    quote = " ".join(proposal.quote.split())[:80]
    message = f"a model proposes the {proposal.kind} {said[:80]}: {error.why}"
    return Diagnostic(
        error.code, Severity.NOTE, message, error.place, f"its quotation: {quote}" if quote else ""
    )

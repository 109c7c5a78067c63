"""Who is believed where documents disagree: one table of trust, with its reasons.

SECURITY.md for sign-in, rights and limits; PRD.md for goals;
otherwise the schema, the API contract, code, lists, prose;
between equals the document that is read first.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from luke_cli.names import kebab
from luke_cli.spec.facts import Authority, Fact
from luke_cli.spec.model import Decision, Side
from luke_cli.spec.resolve.said import PRODUCT, SECURITY, Said

F = TypeVar("F", bound=Fact)

TRUST: Final = {
    Authority.SCHEMA: "the schema",
    Authority.CONTRACT: "the API contract",
    Authority.CODE: "code",
    Authority.LIST: "a list",
    Authority.PROSE: "prose",
    Authority.MODEL: "what a model has read",
}
"""From the most to the least formal notation, as reasons name them."""

OWNERS: Final = {
    SECURITY: "the security document decides sign-in, rights and limits",
    PRODUCT: "the product document decides goals",
}
"""Whose word is believed before any notation, for the subjects that are theirs."""

EARLIER: Final = "the earlier document comes first"


@dataclass(frozen=True, slots=True)
class Choice(Generic[F]):
    """What is taken of several values, and what is set aside."""

    value: str
    facts: tuple[F, ...]
    others: tuple[tuple[str, tuple[F, ...]], ...]
    why: str


def choose(
    said: Said,
    claims: Iterable[F],
    read: Callable[[F], str],
    *,
    owner: str = "",
    alike: Callable[[str, str], bool] = str.__eq__,
) -> Choice[F] | None:
    """Return the value of the most trusted claim and those of the others; None if nobody says.

    `read` gives the value of a claim, "" if it has none; `owner` is who decides the subject;
    values that are `alike` do not contradict each other.
    """
    ordered = [fact for fact in said.trusted(claims, owner) if read(fact)]
    if not ordered:
        return None
    sides: dict[str, list[F]] = {}
    for fact in ordered:
        sides.setdefault(read(fact), []).append(fact)
    value, *rest = sides
    aside = [other for other in rest if not alike(value, other)]
    return Choice(
        value=value,
        facts=tuple(sides[value]),
        others=tuple((other, tuple(sides[other])) for other in aside),
        why=reason(said, ordered[0], [sides[other][0] for other in aside], owner),
    )


def reason(said: Said, best: Fact, others: Sequence[Fact], owner: str = "") -> str:
    """Say why a claim is believed rather than others."""
    theirs = owner in OWNERS and said.owners.get(best.place.file) == owner
    if theirs and any(said.owners.get(fact.place.file) != owner for fact in others):
        return OWNERS[owner]
    below = [other.authority for other in others if other.authority < best.authority]
    return f"{TRUST[best.authority]} comes before {TRUST[max(below)]}" if below else EARLIER


def decided(said: Said, name: str, about: str, choice: Choice[F]) -> Decision | None:
    """Return a choice as a decision; None if nothing was set aside."""
    if not choice.others:
        return None
    return Decision(
        name=name,
        about=about,
        taken=Side(choice.value, said.sources(choice.facts)),
        aside=tuple(Side(value, said.sources(facts)) for value, facts in choice.others),
        why=choice.why,
    )


def decision_id(*words: str) -> str:
    """Return the id of a decision: `D-expense-amount`."""
    return f"D-{'-'.join(kebab(word) for word in words if word)}"

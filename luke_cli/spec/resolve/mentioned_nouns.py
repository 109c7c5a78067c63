"""Things that are called by what somebody does: who reviews a meal writes a review of it."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from luke_cli.spec.facts import MentionFact
from luke_cli.spec.resolve.things import key_of

_NOUNS: Final = {
    "review": "review",
    "report": "report",
    "order": "order",
    "request": "request",
    "rate": "rating",
    "book": "booking",
    "reserve": "reservation",
    "register": "registration",
    "inspect": "inspection",
    "lend": "loan",
    "borrow": "loan",
    "rent": "rental",
    "invite": "invitation",
    "pay": "payment",
    "offer": "offer",
    "comment": "comment",
    "apply for": "application",
    "repair": "repair",
    "return": "return",
    "deliver": "delivery",
}


def _forms() -> Iterator[tuple[str, str]]:
    for verb, noun in _NOUNS.items():
        stem, _, rest = verb.partition(" ")
        behind = f" {rest}" if rest else ""
        bare = stem.removesuffix("e")
        thirds = f"{stem[:-1]}ies" if stem.endswith("ply") else f"{stem}s"
        yield from ((f"{form}{behind}", noun) for form in (stem, thirds, f"{bare}ing"))
    yield "pay for", "payment"


_BY_FORM: Final = dict(_forms())


def with_nouns(mentions: Sequence[MentionFact], lives: Container[str]) -> tuple[MentionFact, ...]:
    """Add the making of what a verb is called by, where the documents speak of that as of a thing.

    `I want to report a meal` makes a report if reports are spoken of and meals are made otherwise.
    """
    groups: dict[str, list[MentionFact]] = {}
    for mention in mentions:
        groups.setdefault(key_of(mention.name), []).append(mention)
    found: list[MentionFact] = []
    for mention in mentions:
        noun = _BY_FORM.get(mention.verb, "")
        if noun and _is_of_its_own(mention, noun, groups, lives):
            found.append(replace(mention, action="", fields=(), values=(), weak=True))
            found.append(replace(mention, name=noun, action="create", within=mention.name, verb=""))
        else:
            found.append(mention)
    return tuple(found)


def _is_of_its_own(
    mention: MentionFact,
    noun: str,
    groups: Mapping[str, Iterable[MentionFact]],
    lives: Container[str],
) -> bool:
    key = key_of(mention.name)
    if key == noun or (noun not in groups and noun not in lives):
        return False
    others = (one for one in groups[key] if one.place != mention.place)
    is_made = any((one.made and _BY_FORM.get(one.verb) != noun) or one.fields for one in others)
    return is_made or (noun in lives and key not in lives)

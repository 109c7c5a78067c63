"""Rights in words and strings: what may be done to what, and how far it reaches.

expense:read_own   expense.read.own   read:expenses   users:*   can_approve_expense
Manage own animals   Approve/reject expenses of their team   Create, edit and delete tasks
"""

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from luke_cli.notations.marks import scope_in, scope_named
from luke_cli.notations.permission_verbs import ACTIONS, VERB_LIST, starts_verb, verbs_of
from luke_cli.source import Span
from luke_cli.spec.facts import Authority, PermissionFact

_SCOPES: Final = {
    "own": "own",
    "self": "own",
    "mine": "own",
    "me": "own",
    "my": "own",
    "team": "team",
    "department": "team",
    "dept": "team",
    "group": "team",
    "reports": "team",
    "tenant": "tenant",
    "org": "tenant",
    "organization": "tenant",
    "organisation": "tenant",
    "company": "tenant",
    "workspace": "tenant",
    "all": "all",
    "any": "all",
    "global": "all",
    "everyone": "all",
}
_STRING: Final = re.compile(r"[A-Za-z*][\w*-]*(?:[:./][A-Za-z*][\w*-]*){1,3}")
_STRINGS: Final = re.compile(
    r"(?<![\w:./*-])(?P<right>[A-Za-z*][\w*-]*(?:[:.][A-Za-z*][\w*-]*){1,3})"
    r"(?:\s*[(\[{](?P<scope>[^()\[\]{}]{1,40})[)\]}]|\s*@\s*(?P<at>\w{2,20}))?"
)
_ALL_OWN: Final = re.compile(
    r"\b(?:for|on|of|only)\s+(?:only\s+)?(?:their\s+|his\s+|her\s+|the\s+)?own\b(?:\s+\w+)?\W*$"
    r"|,?\s+own(?:\s+ones)?\s+only\W*$",
    re.IGNORECASE,
)
_SNAKE: Final = re.compile(r"(?:can_|may_|perm_|allow_)?[A-Za-z]+(?:_[A-Za-z]+){1,4}")
_ARTICLES: Final = re.compile(
    r"\b(?:the|an?|their|his|her|its|own|all|any|every|each|other|others['’]?|new|existing|"
    r"everyone['’]?s|team['’]?s?|my|in|within|of|for|from|to|by|with|on|at|assigned|only|"
    r"twice|once|again|also|too|as well|directly|anytime|ever|themselves|here)\b",
    re.IGNORECASE,
)
_TEAMS: Final = re.compile(
    r"(?:(?:all|any|every|each|new|existing|other|the|their|his|her|own)\s+)*teams|(?:an?|new)\s+team",
    re.IGNORECASE,
)
"""Teams that something is done to, and not whose the other things are."""
_TAIL: Final = re.compile(
    r"""\s*(?:\([^()]*\) | :\s.* | (?<=\w)\s+to\s.* | \b(?:of|for|in|from|by|within|on|at|that|which|who|when|if|with|without
    |via|through|using|as|into|after|before|until|per|during|across|so|unless|where|between
    |because|based|they|he|she)\b.*) $""",
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
_CLAUSES: Final = re.compile(
    r"\s*[,;]\s*(?:\b(?:or|and)\b)?\s*|\s+(?:and|or|und|dan)\s+", re.IGNORECASE
)
_MOST: Final = 10
"""Things that one verb is said of; more of them are a text."""
_NO_NOUN: Final = re.compile(r"(?:nothing|what|who|whatever|how|where|can|may)\b", re.IGNORECASE)
_NOT_THINGS: Final = frozenset(["login", "logout", "register", "sign-in", "sign-up", "none"])


@dataclass(frozen=True, slots=True)
class Right:
    """Something that may be done."""

    resource: str
    """As written, without articles."""
    action: str
    scope: str = ""


@dataclass(frozen=True, slots=True)
class Stated:
    """Where rights are stated, and how formally."""

    place: Span
    section: tuple[str, ...]
    authority: Authority

    def fact(
        self, role: str, right: Right, *, allowed: bool = True, blank: bool = False
    ) -> PermissionFact:
        """Return that a role has a right, or has it not: what is denied is denied of every row."""
        return PermissionFact(
            place=self.place,
            authority=self.authority,
            section=self.section,
            role=role,
            resource=right.resource,
            action=right.action,
            scope=right.scope if allowed else "",
            allowed=allowed,
            blank=blank,
        )


def right_of(text: str) -> Right | None:
    """Read a permission string; None if it is none."""
    text = text.strip(" `\"',;")
    if text in ("*", "*:*", "*.*", "all"):
        return Right("*", "*", "all")
    if _STRING.fullmatch(text) or re.fullmatch(r"[A-Za-z][\w-]*[:.]\*", text):
        return _joined(re.split(r"[:./]", text))
    scoped = _STRINGS.fullmatch(text)
    return _scoped(scoped) if scoped else None


def strings_in(text: str) -> Iterator[Right]:
    """Yield the permission strings of a text: `order:read (own), order:close [all], user:*`."""
    bare = text.replace("`", " ")
    things = frozenset(_things_first(bare))
    for part in bare.split(";"):
        reach = _ALL_OWN.search(part)
        for match in _STRINGS.finditer(part):
            right = _scoped(match, things)
            if right is not None:
                # `x:read and x:cancel for own cases` is said of each string before it.
                narrow = reach is not None and match.end() <= reach.start()
                yield replace(right, scope="own") if narrow and not right.scope else right


def _things_first(text: str) -> Iterator[str]:
    """Yield what stands before a verb, though it looks like one: `pick:weigh`, `pick:read`."""
    for match in _STRINGS.finditer(text):
        first, *_, last = re.split(r"[:./]", match["right"].lower())
        if first in ACTIONS and last in ACTIONS:
            yield first


def _scoped(match: re.Match[str], things: Container[str] = ()) -> Right | None:
    right = _joined(re.split(r"[:./]", match["right"]), things)
    said = match["scope"] or match["at"] or ""
    return replace(right, scope=scope_named(said) or right.scope) if right and said else right


def named_right(text: str) -> Right | None:
    """Read `create_post`, `can_approve_expenses`, `DELETE_OWN_TASK`, where rights are listed."""
    text = text.strip(" `\"'*,;")
    if not _SNAKE.fullmatch(text):
        return None
    parts = [
        part
        for part in text.lower().split("_")
        if part not in ("can", "may", "perm", "allow", "permission")
    ]
    scopes = [part for part in parts if part in _SCOPES]
    rest = [part for part in parts if part not in _SCOPES]
    if rest[1:] == ["only"]:
        return None
    if len(rest) > 1 and rest[0] in ACTIONS:
        return Right("_".join(rest[1:]), ACTIONS[rest[0]], _SCOPES[scopes[0]] if scopes else "")
    if len(rest) > 1 and rest[-1] in ACTIONS:
        return Right("_".join(rest[:-1]), ACTIONS[rest[-1]], _SCOPES[scopes[0]] if scopes else "")
    return None


def _joined(parts: list[str], things: Container[str] = ()) -> Right | None:
    scope = ""
    if len(parts) > 2 and parts[-1].lower() in _SCOPES:
        scope = _SCOPES[parts.pop().lower()]
    first, last = parts[0], parts[-1]
    head = last.lower().split("_")
    if len(head) > 1 and head[-1] in _SCOPES and not scope:
        scope = _SCOPES[head[-1]]
        last = "_".join(last.split("_")[:-1])
    is_verb = first.lower() in ACTIONS and first.lower() not in things
    if is_verb and last.lower() not in ACTIONS and last != "*":
        first, last = last, first
    resource = "_".join(parts[:-1]) if len(parts) > 2 else first
    if not re.fullmatch(r"[\w*-]+", resource):
        return None
    return Right(resource, last.lower(), scope)


@lru_cache(maxsize=4096)
def rights_in(text: str, *, is_told: bool = False) -> tuple[Right, ...]:
    """Read a phrase that starts with verbs: every verb with every thing it names.

    `is_told`: it follows `can`; then it starts with a verb, whatever that is, and what is one's
    own is `them`: `update only their own`.
    """
    text = re.sub(r"\s+", " ", text.strip(" .;:!*`")).strip()
    string = right_of(text)
    if string is not None and re.search(r"[:.]", text):
        return (string,)
    verbs, rest = verbs_of(text, is_told=is_told)
    if not verbs:
        return ()
    scope = scope_in(rest)
    things = list(_things(rest))[:_MOST]
    if not things and is_told and scope and not _ARTICLES.sub("", rest).strip():
        things = ["them"]
    return tuple(Right(thing, verb, scope) for verb in verbs[:6] for thing in things)


def phrases(text: str, *, is_told: bool = False) -> Iterator[str]:
    """Split `Create tasks, view own tasks and delete comments` before each verb."""
    start = 0
    for match in _CLAUSES.finditer(text):
        here = match.end()
        if starts_verb(text[here : here + 80], is_told=is_told):
            verbs, rest = verbs_of(text[start : here + 80].rstrip(), is_told=is_told)
            before = text[start : match.start()]
            has_thing = (
                len(text[start : here + 80].rstrip()) - len(rest) < len(before)
                if verbs
                else any(len(part.split()) > 1 for part in VERB_LIST.split(before))
            )
            if has_thing:
                yield before
                start = here
    yield text[start:]


def _things(rest: str) -> Iterator[str]:
    """Yield the things of `clinic availability / blocks`, without what qualifies them."""
    of_team = re.match(
        r"(?:all |their |own |the )*([\w -]+?)\s+(?:of|from|by)\s+(?:their|the|own)?\s*team",
        rest,
        re.IGNORECASE,
    )
    text = of_team[1] if of_team else _TAIL.sub("", rest)
    for part in re.split(r"\s*(?:[,/&+]|\band\b|\bor\b)\s*", text):
        is_team = _TEAMS.fullmatch(part.strip(" '’`*_-")) is not None
        thing = "team" if is_team else " ".join(_ARTICLES.sub(" ", part).split())
        thing = thing.strip(" '’`*_-")
        if (
            re.fullmatch(r"[A-Za-z][\w' -]{1,40}", thing)
            and len(thing.split()) <= 3
            and thing.lower() not in _NOT_THINGS
            and not _NO_NOUN.match(thing)
        ):
            yield thing

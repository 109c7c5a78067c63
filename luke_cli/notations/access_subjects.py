"""Who a sentence about rights is about, where that is not simply a role.

In addition a clerk may ...     She may also ...     No role can ...     Nobody but the owner may ...
"""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from luke_cli.notations.said import Said

_MAY: Final = (
    r"(?P<verb>can(?:not|['’]t|\s+not)?|may(?:\s+not|\s+only|\s+never)?|must\s+(?:not|never)"
    r"|am\s+(?:not\s+)?(?:allowed|permitted|able)\s+to)\s+"
)
_FIRST_PERSON: Final = re.compile(
    rf"(?P<before>^\W*(?:(?:[A-Z]{{1,6}}[ -]?)?\d[\d.]*[.:)]?\s+)?|[.;!]\s+)as\s+(?P<who>(?:(?:an?|the)\s+)?[A-Za-z][\w -]{{1,40}}?),?\s+I\s+{_MAY}",
    re.IGNORECASE,
)
_I: Final = re.compile(rf"(?P<before>^\W*|[.;!]\s+)I\s+{_MAY}")
_NUMBER: Final = re.compile(r"^\W*(?:[A-Z]{1,6}[ -]?\d[\d.]*|\d+(?:\.\d+)*)[.:)]?\s+(?=\S)")
"""The number of a requirement: `R-22 A clerk may ...`."""
_ADORNS: Final = re.compile(
    r"^(?:in addition|additionally|likewise|similarly|equally|also|besides|moreover|furthermore"
    r"|finally|of course|apart from (?:that|this)|on top of (?:that|this)|beyond (?:that|this)"
    r"|by default|normally|usually|here|then|again|conversely|in contrast|by contrast|however"
    r"|on the other hand|at the moment|for now)\b,?\s*(?:to (?:that|this),?\s+)?",
    re.IGNORECASE,
)
_ARTICLE: Final = re.compile(r"^(?:an?|the|any|all|each|every)\s+", re.IGNORECASE)
_PRONOUN: Final = re.compile(
    r"(?:he|she|they|he or she|she or he|s?he/s?he)(?: also)?", re.IGNORECASE
)
_NEXT: Final = re.compile(r"[\s.;!,]*(?:(?:and|but|while)\s+)?")
"""Between two clauses of which the second goes on about the same."""
_NOBODY: Final = re.compile(
    r"(?:nobody|no[ -]one|no (?:role|user|account|person)s?|none of (?:them|these|the roles|us))",
    re.IGNORECASE,
)
_NOBODY_ELSE: Final = re.compile(r"(?:nobody|no[ -]one|none) else", re.IGNORECASE)
_NOBODY_FIRST: Final = re.compile(
    rf"\W*(?P<who>{_NOBODY_ELSE.pattern}(?=\b)|{_NOBODY.pattern}(?!['’\w]))", re.IGNORECASE
)
NO_ROLE: Final = re.compile(
    r"\W*(?:no(?!\s+one\b)|not\s+even|none\s+of|neither|nor)\s+", re.IGNORECASE
)
"""What makes those behind it the ones that may not: `no clerk may`, `neither clerks nor heads may`."""
NOBODY_BUT: Final = re.compile(
    r"^(?:nobody|no[ -]one)(?: else)? (?:but|except(?: for)?|other than|apart from|save)\s+"
    r"(?:an?\s+|the\s+)?",
    re.IGNORECASE,
)
"""What makes the role behind it the only one that may."""

_ALL_BUT: Final = re.compile(
    r"(?:(?:every(?:body|one)|anybody|anyone|all|(?:(?:all|any|every)\s+)?(?:of\s+the\s+)?(?:roles?|users?|others))\s+)?"
    r"(?:except(?:\s+for)?|but|apart\s+from|other\s+than|save(?:\s+for)?)\s+(?P<who>\w.*)",
    re.IGNORECASE,
)


def all_but(who: str) -> str:
    """Return whom `everyone except the guests` leaves out; "" where it leaves out nobody."""
    match = _ALL_BUT.fullmatch(who.strip())
    return match["who"] if match else ""


def unadorned(who: str) -> str:
    """Return the subject of a sentence without the adverb that joins it to the one before."""
    text = _ADORNS.sub("", _NUMBER.sub("", who))
    text = re.sub(r"\s+(?:alone|themselves|too|in turn)$", "", text, flags=re.IGNORECASE)
    return text if text == who else _ARTICLE.sub("", text)


def is_nobody(who: str) -> bool:
    """Tell whether a sentence is about nobody: what it tells is denied to all."""
    return _NOBODY.fullmatch(who.strip()) is not None


def is_nobody_else(who: str) -> bool:
    """Tell whether a sentence only underlines the one before: `nobody else can do it`."""
    return _NOBODY_ELSE.fullmatch(who.strip()) is not None


def nobody_first(sentence: str) -> tuple[str, str] | None:
    """Return the subject of a sentence about nobody and what follows it; None if it has another."""
    match = _NOBODY_FIRST.match(sentence)
    return (match["who"], sentence[match.end() :]) if match else None


def is_pronoun(who: str, between: str) -> bool:
    """Tell whether a subject is that of the sentence before; `between`: what stands since then.

    `They` may be the things of any sentence in between, `she` is a person.
    """
    if not _PRONOUN.fullmatch(who.strip()):
        return False
    is_next = _NEXT.fullmatch(between) is not None
    return is_next or not who.lower().startswith("they")


def says_i_may(said: Said) -> bool:
    """Tell whether somebody says what `I may` do, as nobody does who only wishes for something."""
    found = _FIRST_PERSON.search(said.text) or _I.search(said.text)
    return found is not None and found["verb"].lower().startswith(("may", "must", "am"))


def in_third_person(said: Said, speaker: Callable[[Said], str]) -> Said:
    """Return `As a clerk, I can read my own bills` as said of a clerk.

    `speaker`: returns who says `I` below a heading that names him, "" where none does.
    """
    told = _FIRST_PERSON.search(said.text)
    who = speaker(said) if not told and _I.match(said.text) else ""
    if not told and not who:
        return said
    text = _FIRST_PERSON.sub(lambda match: _of_them(match, match["who"].capitalize()), said.text)
    subjects = iter(() if told else (f"The {who}",))
    text = _I.sub(lambda match: _of_them(match, next(subjects, "They")), text)
    text = re.sub(r"\bI\s+(?=(?:can|may|cannot|must)\b)", "", text)
    return replace(said, text=re.sub(r"\bmy(?:\s+own)?\b", "their own", text))


def _of_them(match: re.Match[str], who: str) -> str:
    verb = re.sub(r"^am\b", "is", match["verb"], flags=re.IGNORECASE)
    return f"{match['before']}{who} {verb} "

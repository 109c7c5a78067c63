"""What a sentence says may be done, where who may do it is known.

create courses, edit them or cancel them      read all cases, but update only their own
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final, NamedTuple

from luke_cli.names import snake
from luke_cli.notations.access_subjects import unadorned
from luke_cli.notations.marks import scope_in
from luke_cli.notations.permission_verbs import ACTIONS, MARKS, action_of
from luke_cli.notations.permission_words import Right, phrases, rights_in
from luke_cli.notations.verb_forms import forms_of

_BUT_NOT: Final = re.compile(
    r",?\s+but\s+(?:(?:he|she|they)\s+)?(?:not\b|never\b|cannot\b|can['’]t|(?:can|may|must|shall)\s+(?:not|never)\b|do(?:es)?\s+not)"
    r"|,\s+(?:and\s+)?(?:(?:he|she|they)\s+)?(?:never\b(?!\s+(?:any|those|that|the\s+ones)\b)|cannot\b|(?:may|can|must|shall)\s+(?:not|never)\b)",
    re.IGNORECASE,
)
_BUT_MAY: Final = re.compile(
    r",?\s+but\s+(?:(?:he|she|they)\s+)?(?:can|may)\s+(?!not\b|never\b)(?:also\s+|only\s+)?",
    re.IGNORECASE,
)
"""What is allowed behind what is not."""
_MODAL: Final = re.compile(r"(?P<and>\b(?:and|or)|,)\s+(?:may|can)\s+(?:also\s+|only\s+)?")
_ADVERB: Final = re.compile(
    r"^(?:only|also|then|fully|additionally|always|even|in addition|as well)\s+", re.IGNORECASE
)
_TAIL_SCOPE: Final = re.compile(
    r",?\s+(?:but\s+only\s+)?for\s+(?P<whose>(?:(?:their|his|her|its|his/her)\s+own|any|all|every"
    r"|themsel\w+|himself|herself)\b[\w /]*)$"
    r"|,?\s+(?:as\s+long\s+as|so\s+long\s+as|while|if|where|provided)\s+(?:that\s+)?"
    r"(?:it|they|those|these)\s+(?:is|are|belongs?\s+to)\s+"
    r"(?P<theirs>his|hers|theirs|them|him|her|(?:his|her|their)\s+own)$",
    re.IGNORECASE,
)
_LIMIT: Final = re.compile(
    r"(?:,\s*(?:but\s+|and\s+|though\s+)?|\s+but\s+|\s*\()(?:only|limited\s+to|restricted\s+to)\s+"
    r"(?:(?:for|of|on|in|within|from|if)\s+)?"
    r"(?P<whose>(?:the\s+|those\s+|they\s+are\s+|it\s+is\s+)?(?:(?:of|in|from|that)\s+)?"
    r"(?:(?:their|his|her|its|his/her|his\s+or\s+her|the)\s+)?"
    r"(?:own|team|department|branch|group|theirs|(?:are\s+)?assigned)\b[\w /]{0,40})\)?\W*$",
    re.IGNORECASE,
)
"""What stands behind rights and says whose rows they are for: `..., but only their own`."""
_NOT_OTHERS: Final = re.compile(
    r"\s*(?:,|\bbut\b|\band\b)\s*(?:but\s+)?(?:never|not)\s+(?:any\s+of\s+)?(?:those|the\s+ones|that|any)\s+"
    r"(?:of|from|by)\s+[\w' ]{2,40}\W*$",
    re.IGNORECASE,
)
"""Who never sees those of others sees what is his own."""
_OWNS: Final = re.compile(r"sel(?:f|ves)\b|^(?:his|hers|theirs|them|him|her)$|theirs\b")
_BUT: Final = re.compile(r",?\s+but\s+", re.IGNORECASE)
_THEM: Final = frozenset("them it those these they ones one".split())
_SELF: Final = re.compile(r"(?:them|him|her|it|my|your|one)sel(?:f|ves)\b", re.IGNORECASE)
_ENROL: Final = re.compile(
    r"(?P<verb>enroll?|regist(?=er))\w*\s+(?:(?:them|him|her|my)sel\w+|in|for)\b",
    re.IGNORECASE,
)
_MADE_BY: Final = {"enrol": "enrolment", "enroll": "enrollment", "regist": "registration"}
"""What somebody makes who does it to themselves: to enrol oneself is to make an enrolment."""
_ALL_OF_IT: Final = re.compile(
    r"\b(?:do|does)\s+(?:everything|anything|all)\s+(?:with|to|about|around|on)\s+",
    re.IGNORECASE,
)
_EXCEPT: Final = re.compile(
    r",?\s+(?:except(?:\s+(?:for|to))?|apart\s+from|other\s+than|save(?:\s+for)?|but(?:\s+not)?)\s+(?=[a-z])",
    re.IGNORECASE,
)
"""What takes something away from everything."""
_DOING: Final = {form: verb for verb in ACTIONS for form in forms_of(verb).doing}
_BEGINS: Final = re.compile(r"(?P<before>^|(?:,|\bor|\band)\s+)(?P<doing>[a-z]+ing)\b")
_VERBS_ALONE: Final = re.compile(r"[a-z]+(?:(?:,| or| and)+ [a-z]+)*")
_ONES: Final = re.compile(
    r"(?<=[a-z] )(?!(?:other|some|any|no|only)\b)[a-z]+(?:ed|able|ing|en) ones\b"
)
"""`return expired ones`: some of those that were spoken of."""
_GLOSSED: Final = re.compile(r"\b[a-z]+\s+\((?P<verb>create|read|update|delete)\)\s+(?=[a-z])")
"""`report (create) a defect`: what a verb of the trade is called elsewhere."""
_CALLED: Final = re.compile(r"\s*\((?P<verb>[a-z]+(?:_[a-z]+)*)\)")
_APART: Final = re.compile(
    r"\b(?P<verb>[a-z]{3,8}?)(?:s|es)?\s+(?P<it>them|it)\s+(?P<up>up|out|in|back|off|down|over)\b"
)
_SUBJECT: Final = r"(?:(?:he|she|they|who)\s+)?"
_NOT: Final = re.compile(
    rf"{_SUBJECT}(?:(?:may|can|must|shall|should)\s+(?:not|never)|cannot|(?:can|must|do|does)n?['’]t|do(?:es)?\s+not"
    r"|never|not|(?:(?:is|are)\s+)?not\s+(?:allowed|permitted|able)\s+to|(?:is|are)\s+forbidden\s+to"
    r"|(?:has|have)\s+no\s+(?:right|permission|business)\s+to|no\s+right\s+to)\s+",
    re.IGNORECASE,
)
_MAY: Final = re.compile(
    rf"{_SUBJECT}(?:(?:can|may)(?:\s+also|\s+only)?|(?:(?:is|are)\s+)?(?:allowed|permitted|able)\s+to"
    r"|(?:has|have)\s+(?:the\s+)?(?:right|permission)\s+to)\s+",
    re.IGNORECASE,
)
_SAYS_MAY: Final = re.compile(
    r"\b(?:can(?:not|['’]t)?|may|must\s+not|(?:allowed|permitted|able)\s+to)\s", re.IGNORECASE
)
_OTHERS: Final = re.compile(r"\bothers?\b|\banother\b|\belse\b", re.IGNORECASE)
"""What is denied of others is not denied."""
IN_ONE_CASE: Final = re.compile(
    r"\b(?:if|when|unless|after|once|until|while|as\s+(?:long|soon)\s+as|during|within|except|more\s+than)\b",
    re.IGNORECASE,
)
"""What is forbidden in one case only is allowed in the others."""
_NOBODY_ELSE: Final = re.compile(
    r",?\s*(?:and,?\s+)?(?:as\s+the\s+only\s+one|(?:nobody|no[ -]one)\s+else)\s*,?\s*",
    re.IGNORECASE,
)


_VERBS: Final = re.compile(
    r"(?:[A-Za-z]+(?:\s*,\s*(?:(?:and|or)\s+)?|\s+(?:and|or)\s+)){0,6}[A-Za-z]+(?=[ ,])"
)
"""`weighs, views and corrects parcels`: as many words as the list of its verbs has."""


class Told(NamedTuple):
    """A right that a sentence gives a role, or denies it."""

    role: str
    right: Right
    start: int
    allowed: bool

    listed: bool = False
    """It is an item of a list of rights, which is as good as a row of a table."""


def rights_described(text: str) -> Iterator[tuple[Right, bool]]:
    """Yield the rights of `Works at the desk. Can open cases. Also closes cases.`, and if allowed.

    It tells of one role, whose name stands elsewhere, and has to say once that something may be.
    """
    if not _SAYS_MAY.search(text):
        return
    sentences = (one.strip(" .;!") for one in re.split(r"(?<=[.;!])\s+|\n|<br\s*/?>", text))
    clauses = (_NOBODY_ELSE.sub(", ", unadorned(one)) for one in sentences)
    yield from ((told.right, told.allowed) for told in clauses_told("", clauses))


def clauses_told(role: str, clauses: Iterable[str], *, is_list: bool = False) -> Iterator[Told]:
    """Yield the rights that clauses without a subject give a role, each with the things before it.

    `is_list`: they stand in a list of what somebody may do, so that a verb may be any.
    """
    last: tuple[Right, ...] = ()
    for clause in clauses:
        found = [*_clause_told(role, clause, last, is_list=is_list)]
        yield from found
        last = tuple(told.right for told in found if told.allowed)[-1:] or last


def _clause_told(
    role: str, clause: str, last: tuple[Right, ...], *, is_list: bool
) -> Iterator[Told]:
    modal, what = _bare(clause)
    denied = _NOT.match(clause) is not None
    if denied and (IN_ONE_CASE.search(what) or _OTHERS.search(what)):
        return
    present = re.match(r"[a-z]+s\b", what)
    is_verb = bool(present and action_of(present[0]))
    is_verb |= is_list and is_clause(what)
    if modal or is_verb:
        told = each_told([role], what, 0, not denied, last, is_told=is_list or bool(modal))
        # Whether a verb that no other text has is one of a right, only `may` tells.
        yield from (
            one._replace(listed=bool(is_list and (modal or action_of(one.right.action))))
            for one in told
        )


def is_clause(text: str) -> bool:
    """Tell whether a text starts with verbs of which one is of what may be done, also behind `may`."""
    verbs = _VERBS.match(hand_in(_bare(text)[1]))
    return verbs is not None and any(map(action_of, re.findall(r"[A-Za-z]+", verbs[0])))


def _bare(clause: str) -> tuple[str, str]:
    """Return what says whether something may be done, and what that is."""
    modal = _NOT.match(clause) or _MAY.match(clause)
    what = _ADVERB.sub("", clause[modal.end() :] if modal else clause).strip()
    return modal[0] if modal else "", what[:1].lower() + what[1:]


def each_told(
    names: list[str],
    what: str,
    start: int,
    allowed: bool,
    last: tuple[Right, ...] = (),
    *,
    is_told: bool = False,
) -> Iterator[Told]:
    """Yield the rights that a sentence gives some roles, or denies them; `last`: those before it."""
    if not names:
        return
    is_whole = _ALL_OF_IT.match(what) is not None
    cut = (_BUT_NOT if allowed else _BUT_MAY).search(what)
    cut = (_EXCEPT.search(what) if is_whole and allowed else None) or cut
    given = [*_given(what[: cut.start()] if cut else what, last, is_told=is_told)]
    if is_whole:
        given = [_whole(right) if right.action == "manage" else right for right in given]
    others = exceptions(what[cut.end() :], tuple(given[-1:])) if cut else ()
    told = [*((right, allowed) for right in given), *((right, not allowed) for right in others)]
    # What is taken from everything goes before it.
    told = sorted(told, key=lambda one: one[1]) if is_whole else told
    for name in names:
        yield from (Told(name, right, start, may) for right, may in told)


def _whole(right: Right) -> Right:
    return replace(right, action="*", scope=right.scope or "all")


def exceptions(told: str, last: tuple[Right, ...] = ()) -> tuple[Right, ...]:
    """Return what `send or delete them`, `sending it` and `delete` take away; `last`: from what."""
    text = told.strip().rstrip(" .;!")
    text = _BEGINS.sub(lambda m: m["before"] + _DOING.get(m["doing"], m["doing"]), text)
    if last and _VERBS_ALONE.fullmatch(text):
        text = f"{text} them"
    return tuple(rights_told(text, last))


def _given(what: str, last: tuple[Right, ...], *, is_told: bool) -> Iterator[Right]:
    """Yield the rights of `read all cases, but update only their own`."""
    if _LIMIT.search(what):
        yield from rights_told(what, last, is_told=is_told)
        return
    for number, part in enumerate(_BUT.split(what)):
        can = re.match(r"(?:can|may)\s+", part) if number else None
        word = re.match(r"[a-z]+", part)
        if number and not can and not (word and action_of(word[0])):
            continue
        found = [*rights_told(part[can.end() :] if can else part, last, is_told=is_told)]
        yield from found
        last = tuple({right.resource: right for right in found}.values()) or last


def rights_told(
    what: str, last: tuple[Right, ...] = (), *, is_told: bool = False
) -> Iterator[Right]:
    """Yield the rights of `create courses, edit them or cancel them`: them is the last thing."""
    text = hand_in(_MODAL.sub(lambda m: f"{m['and']} ", what.strip()))
    others = _NOT_OTHERS.search(text)
    text = text[: others.start()] if others else text
    tail = _TAIL_SCOPE.search(text) or _LIMIT.search(text)
    whose = next((one for one in tail.groups() if one), "") if tail else ""
    reach = "own" if _OWNS.search(whose) else scope_in(whose)
    text = text[: tail.start()] if tail else text
    for phrase in phrases(_ADVERB.sub("", text), is_told=is_told):
        made = _ENROL.match(phrase.strip())
        if made and made["verb"].lower() in _MADE_BY:
            yield Right(_MADE_BY[made["verb"].lower()], "create", "own")
            continue
        found: list[Right] = []
        if marked := MARKS.match(phrase.strip()):
            yield from _marked(marked, phrase, last, reach)
            continue
        for right in rights_in(re.sub(r"^(\w+) only ", r"\1 ", phrase), is_told=is_told):
            if _SELF.search(right.resource):
                continue
            if right.resource.lower() in _THEM:
                found += [Right(o.resource, right.action, right.scope or o.scope) for o in last]
            else:
                # Who hands something in for himself reaches what is his own.
                whose = right.scope or reach or ("own" if _SELF.search(phrase) else "")
                whose = "own" if others and whose in ("", "all") else whose
                found.append(replace(right, scope=whose))
        yield from found
        last = tuple({right.resource: right for right in found}.values()) or last


def _marked(
    marked: re.Match[str], phrase: str, last: tuple[Right, ...], reach: str
) -> Iterator[Right]:
    """Read `mark bills as paid`, and `mark it as paid (pay)`, which is called so elsewhere."""
    thing = re.sub(r"^(?:(?:their|his|her|own|all|an?|the)\s+)+", "", marked["thing"])
    called = _CALLED.match(phrase.strip(), marked.end())
    verb = snake(called["verb"] if called else marked["state"])
    if thing.lower() in _THEM:
        yield from (Right(one.resource, verb, reach or one.scope) for one in last)
    else:
        yield Right(thing, verb, scope_in(marked["thing"]) or reach)


def hand_in(text: str) -> str:
    """Return the text with one word for verbs of two: `set up` is to manage, `pick them up` to pick up."""
    text = re.sub(r"\b(dispose)s?\s+of\b", r"\1", text, flags=re.IGNORECASE)
    text = re.sub(r"\blooks?\s+at\b", "read", text, flags=re.IGNORECASE)
    text = re.sub(r"\bhand(?:s|ing)?\s+in\b", "submit", text, flags=re.IGNORECASE)
    text = _ALL_OF_IT.sub("manage ", text)
    text = _GLOSSED.sub(lambda m: f"{m['verb']} ", text)
    text = _ONES.sub("them", text)
    text = _APART.sub(lambda m: f"{m['verb']} {m['up']} {m['it']}", text)
    return re.sub(r"\bset(?:s|ting)?[ -]up\b", "manage", text, flags=re.IGNORECASE)

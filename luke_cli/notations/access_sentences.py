"""Rights that whole sentences give: who, whether, and what.

Only the office may create courses, edit them or cancel them.       Clerks may not delete files.
A teacher sees the enrolments of their own courses but can't change them.      (about rights)
Lessons can be read by the office and by students.       Anyone logged in may read courses.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final, NamedTuple

from luke_cli.docs.document import Document, Heading
from luke_cli.names import singular
from luke_cli.notations.marks import scope_in
from luke_cli.notations.permission_words import Right, action_of, phrases, rights_in
from luke_cli.notations.role_words import is_role_word, role_name, role_names
from luke_cli.notations.said import Said, said_of

RIGHTS_SECTION: Final = re.compile(
    r"\brights\b|\bpermissions?\b|\bwho (?:may|can|is allowed)\b|\baccess(?: control| rules)?\W*$|"
    r"\bauthori[sz]ation\b|\bprivileges\b",
    re.IGNORECASE,
)
_CAN: Final = re.compile(
    r"""(?:^|[.;!]\s+|,\s+(?:and|while|but)\s+|\b(?:that|where|and|but)\s+
    |^\W+)(?P<only>only\s+)?(?:an?\s+|the\s+|any\s+|all\s+|each\s+|every\s+)?
    (?P<who>[A-Za-z_][\w /,&-]{1,60}?)\s+(?P<verb>cannot|can(?:['’]t|\s+not|\s+only)?
    |may(?:\s+not|\s+only)?|must\s+not|(?:is|are)\s+(?:not\s+)?(?:allowed|permitted|able)\s+to
    |(?:has|have)\s+(?:the\s+)?(?:permission|right|access|ability)\s+to)\s+
    (?P<what>
        (?:(?!,\s+(?:and|while|but)\s+[\w ]{2,30}\s(?:can|may|cannot|must)\b)[^.;\n]){3,200}
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_SENTENCE: Final = re.compile(r"(?:^\W*|(?<=[.;!])\s+)(?P<all>[A-Za-z][^.;]{8,240})")
_DOES: Final = re.compile(
    r"(?P<of>of\s+(?:the|that|their|a)\s+\w+\s+)?"
    r"(?P<not>(?:do|does)\s+not\s+|(?:do|does)n['’]t\s+|never\s+)?(?P<what>[a-z].*)",
    re.DOTALL,
)
_PASSIVE: Final = re.compile(
    r"(?:^\W*|(?<=[.;!])\s+)(?P<things>[A-Za-z][\w ,]{2,60}?)\s+(?:can|may)\s+(?:only\s+)?be\s+"
    r"(?P<verbs>[a-z]+(?:(?:,| and| or)+ [a-z]+){0,3})\s+(?:only\s+)?by\s+(?P<who>[^.;]{3,160})",
    re.IGNORECASE,
)
_LOGGED_IN: Final = re.compile(
    r"^(?:any(?:one|body)|every(?:one|body)|whoever|all|users?|people)\s+(?:who\s+(?:is|are)\s+)?"
    r"(?:logged|signed)[ -]in$",
    re.IGNORECASE,
)
_BUT_NOT: Final = re.compile(
    r",?\s+but\s+(?:not\b|never\b|cannot\b|can(?:['’]t|\s+not)|may\s+not|must\s+not|do(?:es)?\s+not)",
    re.IGNORECASE,
)
_MODAL: Final = re.compile(r"(?P<and>\b(?:and|or)|,)\s+(?:may|can)\s+(?:also\s+|only\s+)?")
_ADVERB: Final = re.compile(r"^(?:only|also|then|fully)\s+", re.IGNORECASE)
_TAIL_SCOPE: Final = re.compile(
    r",?\s+(?:but\s+only\s+)?for\s+(?P<whose>(?:(?:their|his|her|its|his/her)\s+own|any|all|every"
    r"|themsel\w+|himself|herself)\b[\w /]*)$",
    re.IGNORECASE,
)
_THEM: Final = frozenset("them it those these they".split())
_SELF: Final = re.compile(r"(?:them|him|her|it|my|your|one)sel(?:f|ves)\b", re.IGNORECASE)
_ENROL: Final = re.compile(
    r"(?P<verb>enroll?|regist(?=er))\w*\s+(?:(?:them|him|her|my)sel\w+|in|for)\b",
    re.IGNORECASE,
)
_MADE_BY: Final = {"enrol": "enrolment", "enroll": "enrollment", "regist": "registration"}
"""What somebody makes who does it to themselves: to enrol oneself is to make an enrolment."""
_NOBODY: Final = frozenset(
    """
    it they we you he she this that these those there which who what one system app application
    server service api client browser token session request response page screen list field value
    database job email link password file everything nothing nobody anyone anybody everyone
    everybody somebody somewhere here requirement rule role right permission access data object
    entity record row endpoint route resource line section document table
    """.split()
)
_IRREGULAR: Final = {
    "seen": "see",
    "read": "read",
    "made": "make",
    "written": "write",
    "set": "set",
}


class Told(NamedTuple):
    """A right that a sentence gives a role, or denies it."""

    role: str
    right: Right
    start: int
    allowed: bool

    listed: bool = False
    """It is an item of a list of rights, which is as good as a row of a table."""


IsRole = Callable[[str], bool]


def told_in(said: Said, is_role: IsRole) -> Iterator[Told]:
    """Yield the rights in the sentences of a text, in order; `is_role` tells whose they may be."""
    is_listed = said.depth == 0 and is_about_rights(said.section)
    for told in _modal(said, is_role):
        # `Users can` is said of all of them, which is no role.
        named = told.role.lower() not in ("user", "logged in") and is_listed
        yield told._replace(listed=named and len(told.right.resource.split()) < 3)
    if is_about_rights(said.section):
        yield from _passive(said, is_role)
        yield from _present(said, is_role)


def is_about_rights(section: tuple[str, ...]) -> bool:
    """Tell whether a heading says that the sentences below are about who may do what."""
    return any(RIGHTS_SECTION.search(title) for title in section[-2:])


def subjects_of(document: Document) -> dict[str, int]:
    """Return who is twice the subject of a right, with the line: `Linguists can ...` is a role.

    It takes a section about rights: elsewhere `Charts can show` what they like.
    """
    seen: Counter[str] = Counter()
    lines: dict[str, int] = {}
    for block in document.blocks:
        if isinstance(block, Heading):
            continue
        for said in said_of(block):
            if not is_about_rights(said.section):
                continue
            label = re.fullmatch(r"\*\*([A-Za-z]+s)\*\*:?", said.raw.strip())
            found = (
                [label[1]] if label else [m["who"] for m in _CAN.finditer(_unwrapped(said.text))]
            )
            for name in found:
                word = singular(role_name(name).lower())
                if re.fullmatch(r"[a-z]{3,20}", word) and word not in _NOBODY:
                    seen[word] += 1
                    lines.setdefault(word, said.line)
    return {word: lines[word] for word, count in seen.items() if count > 1}


def _modal(said: Said, is_role: IsRole) -> Iterator[Told]:
    for match in _CAN.finditer(_unwrapped(said.text)):
        names = _names(match["who"], is_role)
        allowed = not re.search(r"not|n['’]t", match["verb"].lower())
        if names and not re.match(r"be\s", match["what"]):
            yield from _told(names, match["what"], match.start("who"), allowed=allowed)


def _names(who: str, is_role: IsRole) -> list[str]:
    if _LOGGED_IN.match(who):
        return ["logged in"]
    is_list = " and " in who or " or " in who
    found = role_names(who.rpartition(",")[2] if "," in who and not is_list else who)
    return [_named(name) for name in found if is_role(name)]


def _named(name: str) -> str:
    """Return a role in the singular, also one that only this document knows."""
    name = role_name(name)
    return name if is_role_word(name) else singular(name)


def _unwrapped(text: str) -> str:
    """Return a text whose sentences are on one line each; every character stays in its place."""
    return re.sub(r"\n(?=[a-z])", " ", text)


def _present(said: Said, is_role: IsRole) -> Iterator[Told]:
    """Read `A teacher sees the enrolments of their own courses`, where rights are the subject."""
    last: tuple[Right, ...] = ()
    for match in _SENTENCE.finditer(_unwrapped(said.text)):
        name, rest = _subject(match["all"], is_role)
        does = _DOES.match(rest)
        if not name or does is None or not action_of(_hand_in(does["what"]).split()[0]):
            continue
        found = [*_told([name], does["what"], match.start("all"), not does["not"], last)]
        for told in found:
            # The teacher of the course is one of them, not every teacher.
            narrow = does["of"] and told.right.scope in ("", "own")
            yield told._replace(right=replace(told.right, scope="own")) if narrow else told
        last = tuple(told.right for told in found if told.allowed)[-1:] or last


def _subject(sentence: str, is_role: IsRole) -> tuple[str, str]:
    """Return the role that a sentence starts with, and the rest; "" where it starts with none."""
    text = re.sub(r"^(?:only\s+)?(?:an?|the|every|each|all)\s+", "", sentence, flags=re.IGNORECASE)
    for length in (3, 2, 1):
        match = re.match(rf"((?:[A-Za-z-]+\s+){{{length}}})(.+)", text, re.DOTALL)
        name = " ".join(match[1].split()) if match else ""
        verb_inside = any(re.fullmatch(r"of|and|or|for|to|in", word) for word in name.split())
        if match and not verb_inside and is_role(name):
            return _named(name), match[2]
    return "", ""


def _passive(said: Said, is_role: IsRole) -> Iterator[Told]:
    """Read `Lessons and assignments can be read by the office and by students`."""
    for match in _PASSIVE.finditer(_unwrapped(said.text)):
        verbs = " and ".join(_infinitive(v) for v in re.findall(r"[a-z]+", match["verbs"]))
        rights = rights_in(f"{verbs.replace(' and and ', ' and ')} {match['things']}")
        for part in re.split(r",?\s*(?:\band\s+)?\bby\s+|,\s*(?:and\s+)?", match["who"]):
            head = re.split(r"\s+(?:with|of|who|that|in|whose)\b", part)
            # `students with a seat in it` and `the course's teacher` are not all of them.
            narrow = len(head) > 1 or bool(re.search(r"\w['’]s\s", head[0]))
            for name in role_names(re.sub(r"^.*['’]s\s+", "", head[0])):
                if is_role(name):
                    for right in rights:
                        scoped = replace(right, scope="own" if narrow else right.scope)
                        yield Told(_named(name), scoped, match.start(), allowed=True)


def _infinitive(word: str) -> str:
    stems = (_IRREGULAR.get(word, ""), word.removesuffix("ed"), word.removesuffix("d"))
    return next((stem for stem in stems if stem and action_of(stem)), word)


def _told(
    names: list[str], what: str, start: int, allowed: bool, last: tuple[Right, ...] = ()
) -> Iterator[Told]:
    if not names:
        return
    cut = _BUT_NOT.search(what)
    given = [
        *rights_told(re.split(r",?\s+but\s+", what)[0] if not cut else what[: cut.start()], last)
    ]
    denied = [*rights_told(what[cut.end() :].strip(), tuple(given[-1:]))] if cut and allowed else []
    for name in names:
        yield from (Told(name, right, start, allowed) for right in given)
        yield from (Told(name, right, start, allowed=False) for right in denied)


def rights_told(what: str, last: tuple[Right, ...] = ()) -> Iterator[Right]:
    """Yield the rights of `create courses, edit them or cancel them`: them is the last thing."""
    text = _hand_in(_MODAL.sub(lambda m: f"{m['and']} ", what.strip()))
    tail = _TAIL_SCOPE.search(text)
    whose = tail["whose"] if tail else ""
    reach = "own" if _SELF.search(whose) else scope_in(whose)
    text = text[: tail.start()] if tail else text
    for phrase in phrases(_ADVERB.sub("", text)):
        made = _ENROL.match(phrase.strip())
        if made and made["verb"].lower() in _MADE_BY:
            yield Right(_MADE_BY[made["verb"].lower()], "create", "own")
            continue
        found: list[Right] = []
        for right in rights_in(re.sub(r"^(\w+) only ", r"\1 ", phrase)):
            if _SELF.search(right.resource):
                continue
            if right.resource.lower() in _THEM:
                found += [Right(o.resource, right.action, right.scope or o.scope) for o in last]
            else:
                # Who hands something in for himself reaches what is his own.
                whose = right.scope or reach or ("own" if _SELF.search(phrase) else "")
                found.append(replace(right, scope=whose))
        yield from found
        last = tuple({right.resource: right for right in found}.values()) or last


def _hand_in(text: str) -> str:
    """Return the text with one word for verbs of two: `set up` is to manage."""
    text = re.sub(r"\bhand(?:s|ing)?\s+in\b", "submit", text, flags=re.IGNORECASE)
    return re.sub(r"\bset(?:s|ting)?[ -]up\b", "manage", text, flags=re.IGNORECASE)

"""Rights that whole sentences give: who, whether, and what.

Only the office may create courses, edit them or cancel them.       Clerks may not delete files.
A teacher sees the enrolments of their own courses but can't change them.      (about rights)
Lessons can be read by the office and by students.       Anyone logged in may read courses.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final

from luke_cli.names import singular
from luke_cli.notations.access_subjects import (
    NO_ROLE,
    NOBODY_BUT,
    all_but,
    is_nobody,
    is_nobody_else,
    is_pronoun,
    unadorned,
)
from luke_cli.notations.access_told import IN_ONE_CASE, Told, each_told, hand_in
from luke_cli.notations.permission_verbs import ACTIONS, action_of
from luke_cli.notations.permission_words import Right, rights_in
from luke_cli.notations.role_words import is_role_word, role_name, role_names
from luke_cli.notations.said import Said

RIGHTS_SECTION: Final = re.compile(
    r"\brights\b|\bpermissions?\b|\bwho (?:may|can|is allowed)\b|\baccess(?: control| rules)?\W*$|"
    r"\bauthori[sz]ations?\b|\bprivileges\b|\b(?:access|roles?|rights) matrix\b|^\W*(?:[A-Z\d][.\d]*[.)]?\s+)?matrix\W*$|\bwhat (?:[a-z]+ ){1,3}may\b",
    re.IGNORECASE,
)
_WHOLE: Final = re.compile(
    r"(?:^|[-–—:|] )\W*(?:[\d.]+\s*)?security(?: notes?)?\W*$", re.IGNORECASE
)
"""The title of a document, or of a section without any below, that says all there is of security."""
_CAN: Final = re.compile(
    r"""(?:^|[.;:!]\s+|,\s+(?:and|while|but)\s+|\b(?:that|where|and|but)\s+
    |^\W+|^\W*(?:[A-Z]{1,6}[ -]?)?\d[\d.]*[a-z]?[:.)]\s+)(?P<only>only\s+)?(?:an?\s+|the\s+|any\s+|all\s+|each\s+|every\s+)?
    (?P<who>[A-Za-z_][\w /,&-]{1,60}?)\s+(?P<verb>cannot|can(?:['’]t|\s+not|\s+never|\s+only)?
    |may(?:\s+not|\s+never|\s+only)?|(?:must|shall)\s+not|(?:must|shall|should)\s+never
    |(?:shall|should|must|will)\s+be\s+(?:able|allowed|permitted)\s+to|(?:is|are)\s+(?:not\s+)?(?:allowed|permitted|able)\s+to
    |(?:has|have)\s+(?:the\s+)?(?:permission|right|access|ability)\s+to)\s+
    (?P<what>
        (?:(?!,\s+(?:and|while|but)\s+[\w ]{2,30}\s(?:can|may|cannot|must)\b)[^.;\n]){3,200}
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_SENTENCE: Final = re.compile(r"(?:^\W*|(?<=[.;!])\s+)(?P<all>[A-Za-z][^.;]{8,240})")
_DOES: Final = re.compile(
    r"(?P<of>of\s+(?:the|that|their|a)\s+\w+\s+)?"
    r"(?:also\s+|additionally\s+|always\s+)?(?P<not>(?:do|does)\s+not\s+|(?:do|does)n['’]t\s+|never\s+)?(?P<what>[a-z].*)",
    re.DOTALL,
)
_PASSIVE: Final = re.compile(
    r"(?:^\W*|(?<=[.;!])\s+)(?P<things>[A-Za-z][\w ,]{2,60}?)\s+(?:can|may)\s+(?:only\s+)?be\s+"
    r"(?P<verbs>[a-z]+(?:(?:,| and| or)+ [a-z]+){0,3})\s+(?:only\s+)?by\s+(?P<who>[^.;]{3,160})",
    re.IGNORECASE,
)
_LEADS: Final = re.compile(
    r"(?:^|[.;!]\s+)(?P<led>(?:only\s+)?[A-Za-z_][\w ,/&-]{1,60}?\s+"
    r"(?:(?:can|may)(?:\s+(?:not|only|also))?|cannot|must\s+not"
    r"|(?:is|are)\s+(?:not\s+)?(?:allowed|permitted|able)\s+to))\s*(?::|…|\.{3})\W*$",
    re.IGNORECASE,
)
"""`A station lead may:` above a list."""
_NOT_EITHER: Final = re.compile(
    r"(?<=[.;!])\s+(?:an?\s+|the\s+|all\s+)?(?P<who>[A-Za-z_][\w ,/&-]{1,60}?)\s+"
    r"(?:(?:may|must|can|do)\s+not|cannot|(?:can|do)n?['’]t)(?:\s+do\s+(?:so|this|that|it))?\s*(?=[.;!]|$)",
    re.IGNORECASE,
)
"""`Keepers may create a checkout. Inspectors may not.`"""
_ALL_ROLES: Final = re.compile(r"(?:(?:\w+|of\s+the)\s+){0,2}roles?", re.IGNORECASE)
_ALL: Final = re.compile(r"\b(?:any|all|each|every)\s+$", re.IGNORECASE)
_EVERYBODY: Final = re.compile(r"every(?:one|body)", re.IGNORECASE)
_NEVER: Final = re.compile(
    r"(?:^\W*|(?<=[.;!])\s+)(?:an?\s+|the\s+)?(?P<things>[A-Za-z][a-z]+(?:\s[a-z]+){0,2}?)\s+"
    r"(?:(?:(?:is|are)|(?:may|can|must|shall)\s+be)\s+never|(?:may|can|must|shall)\s+(?:never|not)\s+be|cannot\s+be)\s+"
    r"(?P<verb>[a-z]{3,})\s+by\s+any(?:body|one|\s+(?:role|user|person))\b",
    re.IGNORECASE,
)
"""`Invoices are never deleted by anybody.`"""
_BY_NOBODY: Final = re.compile(
    r"(?:^\W*|(?<=[.;!])\s+)(?:an?\s+|the\s+)?(?P<things>[A-Za-z][a-z]+(?:\s[a-z]+){0,2}?)\s+"
    r"(?:is|are|(?:may|can|must|shall)\s+be)\s+(?P<verb>[a-z]{3,})\s+by\s+"
    r"(?:nobody|none|no(?:[ -]one|\s+(?:role|user|person)))\b(?!\s+(?:but|except|other|else|save|apart))",
    re.IGNORECASE,
)
"""`Invoices are deleted by nobody.`"""
_WHO: Final = (
    r"^(?:any(?:one|body)|every(?:one|body)|whoever|all|users?|people)\s+(?:who\s+(?:is|are)\s+)?"
    r"(?:logged|signed)[ -]in"
)
_LOGGED_IN: Final = re.compile(rf"{_WHO}$", re.IGNORECASE)
_LOGGED_IN_SUBJECT: Final = re.compile(rf"{_WHO}\s+", re.IGNORECASE)
_IRREGULAR: Final = {
    "seen": "see",
    "read": "read",
    "made": "make",
    "written": "write",
    "set": "set",
}
_USUAL: Final = frozenset((*ACTIONS.values(), "*"))
IsRole = Callable[[str], bool]


def told_in(said: Said, is_role: IsRole, *, is_told: bool = False) -> Iterator[Told]:
    """Yield the rights in the sentences of a text, in order; `is_role` tells whose they may be.

    `is_told`: it tells of rights, whatever the headings are.
    """
    is_listed = said.depth == 0 and (is_told or is_about_rights(said.section))
    given = [*_modal(said, is_role, is_told=is_told)]
    for told in (*given, *_not_either(said, given, is_role), *_led(said, is_role)):
        # `Users can` is said of all of them, which is no role.
        named = told.role.lower() not in ("user", "logged in", "everyone") and is_listed
        usual = told.right.action in _USUAL and len(told.right.resource.split()) < 3
        yield told._replace(listed=named and usual)
    yield from _never(said)
    if is_about_rights(said.section):
        yield from _passive(said, is_role)
        yield from _present(said, is_role)


def is_about_rights(section: tuple[str, ...]) -> bool:
    """Tell whether a heading says that the sentences below are about who may do what."""
    whole = bool(section) and _WHOLE.search(section[-1]) is not None
    return whole or any(RIGHTS_SECTION.search(title) for title in section[-2:])


def modal_subjects(said: Said) -> Iterator[tuple[str, str]]:
    """Yield who can or may do something, as written, and what; also `A station lead may:`, with ""."""
    text = _unwrapped(said.text)
    lead = _LEADS.search(text)
    leads = _CAN.finditer(f"{lead['led']} do it") if lead else ()
    yield from ((match["who"], match["what"]) for match in _CAN.finditer(text))
    yield from ((match["who"], "") for match in leads)


def _modal(said: Said, is_role: IsRole, *, is_told: bool = False) -> Iterator[Told]:
    text = _unwrapped(said.text)
    is_told = is_told or is_about_rights(said.section)
    before: list[str] = []
    last: tuple[Right, ...] = ()
    end = 0
    for match in _CAN.finditer(text):
        who = unadorned(match["who"])
        between = text[end : match.start("who")]
        if is_nobody_else(who):
            continue
        left_out = _names(all_but(who), is_role)
        names = before if is_pronoun(who, between) else _names(who, is_role)
        are_all = not names and _are_all(who, text[: match.start("who")], is_told=is_told)
        if left_out or are_all:
            names = ["everyone"]
        allowed = not re.search(r"not|never|n['’]t", match["verb"].lower())
        if is_nobody(who) and allowed:
            names, allowed = ["everyone"], False
        elif (no := NO_ROLE.match(who)) and allowed:
            names, allowed = _names(who[no.end() :].replace(" nor ", " or "), is_role), False
        before, end = names, match.end()
        if not allowed and IN_ONE_CASE.search(match["what"]):
            continue
        if names and not re.match(r"be\s", match["what"]):
            start = match.start("who")
            # What is forbidden starts with a verb, whichever it is: nobody gets a right by it.
            is_verb = is_told or not allowed
            found = [*each_told(names, match["what"], start, allowed, last, is_told=is_verb)]
            if allowed:
                # What is said of some goes before what is said of all: it has to come first.
                yield from (
                    told._replace(role=name, allowed=False) for told in found for name in left_out
                )
            yield from found
            last = tuple(told.right for told in found)[-1:] or last


def _are_all(who: str, before: str, *, is_told: bool) -> bool:
    """Tell whether a subject is every role: `all four roles`, and `everyone` where rights are told."""
    if is_told and _EVERYBODY.fullmatch(who):
        return True
    return bool(_ALL_ROLES.fullmatch(who) and _ALL.search(before))


def _not_either(said: Said, given: list[Told], is_role: IsRole) -> Iterator[Told]:
    """Deny what the sentence before gives: `Keepers may create a checkout. Inspectors may not`."""
    text = _unwrapped(said.text)
    for match in _NOT_EITHER.finditer(text):
        start = max((t.start for t in given if t.start < match.start()), default=-1)
        rights = dict.fromkeys(t.right for t in given if t.start == start and t.allowed)
        for name in _names(unadorned(match["who"]), is_role):
            yield from (Told(name, right, match.start("who"), allowed=False) for right in rights)


def _led(said: Said, is_role: IsRole) -> Iterator[Told]:
    """Read an item below `A station lead may:` as if it went on with that sentence."""
    lead = _LEADS.search(_unwrapped(said.lead)) if said.depth is not None else None
    if lead is None:
        return
    what = said.text[:1].lower() + said.text[1:].partition("\n")[0]
    for told in _modal(replace(said, text=f"{lead['led']} {what}"), is_role):
        yield told._replace(start=0)


def _names(who: str, is_role: IsRole) -> list[str]:
    if _LOGGED_IN.match(who):
        return ["logged in"]
    who = NOBODY_BUT.sub("", who)
    is_list = " and " in who or " or " in who
    found = role_names(who.rpartition(",")[2] if "," in who and not is_list else who)
    return [role_of(name) for name in found if is_role(name)]


def role_of(name: str) -> str:
    """Return a role in the singular, also one that only this document knows."""
    name = role_name(name)
    return name if is_role_word(name) else singular(name)


def _unwrapped(text: str) -> str:
    """Return a text whose sentences are on one line each; every character stays in its place."""
    return re.sub(r"\n(?=[a-z])", " ", text)


def _present(said: Said, is_role: IsRole) -> Iterator[Told]:
    """Read `A teacher sees the enrolments of their own courses`, where rights are the subject."""
    last: tuple[Right, ...] = ()
    clauses = (
        (clause, match.start("all"))
        for match in _SENTENCE.finditer(_unwrapped(said.text))
        for clause in _clauses(match["all"], is_role)
    )
    for clause, start in clauses:
        name, rest = _subject(clause, is_role)
        does = _DOES.match(rest)
        if not name or does is None or not action_of(hand_in(does["what"]).split()[0].rstrip(",")):
            continue
        found = [*each_told([name], does["what"], start, not does["not"], last)]
        for told in found:
            # The teacher of the course is one of them, not every teacher.
            narrow = does["of"] and told.right.scope in ("", "own")
            yield told._replace(right=replace(told.right, scope="own")) if narrow else told
        last = tuple(told.right for told in found if told.allowed)[-1:] or last


def _clauses(sentence: str, is_role: IsRole) -> list[str]:
    """Split `Guests see their own stays, clerks see all stays` where another role does something."""
    found: list[str] = []
    for part in re.split(r"(?<=\w),\s+(?:(?:and|while|but)\s+)?", sentence):
        name, rest = _subject(part, is_role) if found else ("", "")
        does = _DOES.match(rest) if name else None
        if not found or (does and action_of(hand_in(does["what"]).split()[0].rstrip(","))):
            found.append(part)
        else:
            found[-1] = f"{found[-1]}, {part}"
    return found


def _subject(sentence: str, is_role: IsRole) -> tuple[str, str]:
    """Return the role that a sentence starts with, and the rest; "" where it starts with none."""
    everybody = _LOGGED_IN_SUBJECT.match(sentence)
    if everybody:
        return "logged in", sentence[everybody.end() :]
    text = re.sub(r"^(?:only\s+)?(?:an?|the|every|each|all)\s+", "", sentence, flags=re.IGNORECASE)
    for length in (3, 2, 1):
        match = re.match(rf"((?:[A-Za-z-]+\s+){{{length}}})(.+)", text, re.DOTALL)
        name = " ".join(match[1].split()) if match else ""
        verb_inside = any(re.fullmatch(r"of|and|or|for|to|in", word) for word in name.split())
        if match and not verb_inside and is_role(name):
            return role_of(name), match[2]
    return "", ""


def _passive(said: Said, is_role: IsRole) -> Iterator[Told]:
    """Read `Lessons and assignments can be read by the office and by students`."""
    for match in _PASSIVE.finditer(_unwrapped(said.text)):
        verbs = " and ".join(_infinitive(v) for v in re.findall(r"[a-z]+", match["verbs"]))
        told = f"{verbs.replace(' and and ', ' and ')} {match['things']}"
        rights = rights_in(told, is_told=True)
        for part in re.split(r",?\s*(?:\band\s+)?\bby\s+|,\s*(?:and\s+)?", match["who"]):
            head = re.split(r"\s+(?:with|of|who|that|in|whose)\b", part)
            # `students with a seat in it` and `the course's teacher` are not all of them.
            narrow = len(head) > 1 or bool(re.search(r"\w['’]s\s", head[0]))
            for name in role_names(re.sub(r"^.*['’]s\s+", "", head[0])):
                if is_role(name):
                    for right in rights:
                        scoped = replace(right, scope="own" if narrow else right.scope)
                        yield Told(role_of(name), scoped, match.start(), allowed=True)


def _never(said: Said) -> Iterator[Told]:
    """Yield what is denied to everybody; `paid invoices` are not all of them."""
    text = _unwrapped(said.text)
    for match in (*_NEVER.finditer(text), *_BY_NOBODY.finditer(text)):
        verb = _infinitive(match["verb"].lower())
        rest = re.split(r"[.;!]", text[match.end() :], maxsplit=1)[0]
        if IN_ONE_CASE.search(rest):
            continue
        if action_of(verb) and not re.search(r"ed\b", match["things"]):
            for right in rights_in(f"{verb} {match['things'].lower()}", is_told=True):
                yield Told("everyone", right, match.start(), allowed=False)


def _infinitive(word: str) -> str:
    stems = (_IRREGULAR.get(word, ""), word.removesuffix("ed"), word.removesuffix("d"))
    known = next((stem for stem in stems if stem and action_of(stem)), "")
    return known or re.sub(r"(?<=[a-z]{3})ed$", "", word)

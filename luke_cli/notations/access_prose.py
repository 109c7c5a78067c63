"""Roles and rights in sentences, bullets and headings.

Roles: **Owner**, **Member**, **Guest** (no token)        ### 1.2 Manager (Approver)
- **Librarian**: can add, edit and remove books           Only admins may delete users.
Managers can approve expenses of their team.              - `ROLE_ADMIN`: Administrative privileges
A supervisor may do everything that a picker may.         **Auditor**: reads what others book
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from luke_cli.docs.document import Document, Heading
from luke_cli.docs.markdown import plain
from luke_cli.names import plural
from luke_cli.notations.access_introduced import subjects_of
from luke_cli.notations.access_lines import thing_first
from luke_cli.notations.access_sentences import (
    RIGHTS_SECTION,
    is_about_rights,
    role_of,
    told_in,
)
from luke_cli.notations.access_subjects import in_third_person, says_i_may
from luke_cli.notations.access_told import each_told, rights_told
from luke_cli.notations.inheritance import inheritances, inherited_below, inherited_from
from luke_cli.notations.permission_verbs import ACTIONS
from luke_cli.notations.permission_words import Right, Stated, strings_in
from luke_cli.notations.role_lists import (
    NAMED,
    ROLES_SECTION,
    Person,
    counted_roles,
    forms_of,
    headed,
    is_named,
    listed_roles,
    people_of,
    role_lists,
)
from luke_cli.notations.role_mentions import roles_named
from luke_cli.notations.role_paragraphs import definitions, marked_lines, told_lines
from luke_cli.notations.role_words import is_role_word, names_role, role_name
from luke_cli.notations.said import Said, said_of
from luke_cli.source import Diagnostic, Span
from luke_cli.spec.facts import Authority, Fact, PermissionFact, RoleFact

_LEAD: Final = re.compile(
    r"\b(?:following|these|two|three|four|five|several|user|system|available|supported|dua|"
    r"tiga|following user)\b[^.\n]{0,40}\b(?:roles?|user types?|personas?|otorisasi|"
    r"access levels?)\b[^.\n]{0,30}:?\s*$|^\W*(?:user |available |system )?roles?\W*$",
    re.IGNORECASE,
)
_LEADS: Final = re.compile(
    r"permission|can\b|may\b|capabilit|access|rights|allowed|privilege"
    r"|(?:\bin addition|\bplus|\bonly)\W*$",
    re.IGNORECASE,
)
"""What leads to the rights of the role that a heading names."""
_OWN_CAN: Final = re.compile(
    r"^\W*(?P<verb>cannot|can(?:['’]t|not)?|may(?:\s+not|\s+never)?|(?:must|shall)\s+(?:not|never)|allowed to|able to|berhak|"
    r"dapat)\s+(?P<what>.{3,200})",
    re.IGNORECASE | re.DOTALL,
)
_MAY: Final = re.compile(
    r"\W*(?:(?P<no>cannot|can['’]t|(?:can|may|must|shall)\s+(?:not|never)|never)|can|may)\s+",
    re.IGNORECASE,
)
_REQUIRED: Final = re.compile(
    r": (?:(?:functional |business )?requirements?|rules?|statements?|wish(?:es)?|what we (?:want|need))$",
    re.IGNORECASE,
)
"""The column of a table whose cells are sentences like those of a list."""


def recognise(
    document: Document, known: frozenset[str] = frozenset()
) -> Iterable[Fact | Diagnostic]:
    """Read what the words of a document say about roles; `known`: those that others list."""
    return _Reader(known).read(document)


class _Reader:
    """Remembers the roles found so far: a later sentence about them is about rights."""

    def __init__(self, known: frozenset[str]) -> None:
        self.known: set[str] = set(known)
        self.current: tuple[tuple[str, ...], str] | None = None
        self.parent: tuple[int, str] | None = None
        self.lists: frozenset[tuple[tuple[str, ...], str]] = frozenset()
        """Sections and leads of the lists of which half the names are usual ones of roles."""
        self.people: dict[int, list[Person]] = {}
        self.told: dict[tuple[str, ...], set[str]] = {}

    def read(self, document: Document) -> Iterator[Fact]:
        """Yield roles and permissions in order."""
        self.lists = role_lists(document, self._has_rights)
        self.people = people_of(document)
        self.told = headed(document)
        self.known |= {name for names in self.told.values() for name in names}
        self.known |= {
            form for people in self.people.values() for one in people for form in forms_of(one.name)
        }
        subjects = subjects_of(document)
        self.known |= {form for word in subjects for form in (word, plural(word))}
        for block in document.blocks:
            if isinstance(block, Heading):
                yield from self._heading(block)
                continue
            for said in said_of(block):
                if not said.label:
                    for word, line in subjects.items():
                        if line == said.line and not is_role_word(word):
                            yield self._role(word, Span(said.file, line), said.section, "")
                    yield from self._said(said)
                elif _REQUIRED.search(said.label):
                    yield from self._sentences(said)

    def _heading(self, block: Heading) -> Iterator[Fact]:
        above = block.section[-2] if len(block.section) > 1 else ""
        if self.current and block.section[: len(self.current[0])] != self.current[0]:
            self.current = None
        is_of_rights = RIGHTS_SECTION.search(above) is not None or block.section[:-1] in self.told
        if not (is_of_rights or ROLES_SECTION.search(above)):
            return
        match = NAMED.match(
            re.sub(r"\s+(?:required|only|access)\W*$", "", plain(block.text), flags=re.IGNORECASE)
        )
        trusted = bool(re.search("role|persona", above, re.IGNORECASE))
        if match is None or not (
            is_named(match["name"], trusted=trusted)
            or (is_of_rights and match["name"].strip().lower() in self.known)
        ):
            return
        name = match["name"].strip()
        if is_of_rights and not self._has_rights(name):
            return
        self.current = (block.section, name)
        yield self._role(name, block.span, block.section, match["inside"] or match["rest"] or "")

    def _said(self, said: Said) -> Iterator[Fact]:
        is_told = says_i_may(said)
        if is_told or is_about_rights(said.section):
            said = in_third_person(said, self._speaker)
        yield from self._listed(said)
        if said.depth is None:
            for offset in range(said.text.count("\n") + 1):
                for one in self.people.get(said.line + offset, ()):
                    yield self._role(one.name, Span(said.file, one.line), said.section, one.rest)
        for name, start in roles_named(said.raw):
            yield self._role(name, said.place(start), said.section, "")
        named = [*(self._bullet(said) if said.depth is not None else self._marked(said))]
        yield from named
        if not named:
            yield from self._sentences(said, is_told=is_told)
            yield from () if is_told else self._under_role(said)
        yield from self._inherited(said, is_named=any(isinstance(o, RoleFact) for o in named))

    def _speaker(self, said: Said) -> str:
        """Return the role of the heading that a text stands below, who may say `I` there."""
        match = NAMED.match(plain(said.section[-1])) if said.section else None
        name = role_name(match["name"].strip()) if match else ""
        return name if name and self._has_rights(name.lower()) else ""

    def _marked(self, said: Said) -> Iterator[Fact]:
        """Read the lines `**Auditor**: reads what others book` below a heading about roles."""
        if not said.section:
            return
        is_listed = ROLES_SECTION.search(said.section[-1]) is not None
        if is_listed:
            for entry in (e for e in marked_lines(said.raw) if is_named(e.name, trusted=True)):
                name, place = role_name(entry.name), Span(said.file, said.line + entry.line)
                parent = inherited_from(entry.rest.strip("()"))
                above = (parent,) if parent and self._are_roles(parent) else ()
                yield self._role(name, place, said.section, "" if above else entry.rest, above)
                for right in rights_told(plain(entry.rest)):
                    yield self._permission(name, right, place, said.section, allowed=True)
        if is_listed or is_about_rights(said.section):
            yield from self._defined(said)
        if is_about_rights(said.section):
            yield from self._lines(said)

    def _lines(self, said: Said) -> Iterator[Fact]:
        """Read the lines `auditors: read ledgers, close own ledgers` of one paragraph."""
        for entry in told_lines(said.raw):
            if self._are_roles(entry.name) or self._are_roles(role_name(entry.name)):
                line = replace(said, line=said.line + entry.line)
                found = self._rights(role_of(entry.name), entry.rest, line, 0)
                yield from (replace(one, authority=Authority.LIST) for one in found)

    def _defined(self, said: Said) -> Iterator[Fact]:
        """Read the definition `Auditor`, and below it `: reads what others book`."""
        for entry in definitions(said.raw):
            name, line = role_name(entry.name), said.line + entry.line
            if not (is_named(name, trusted=True) or line in self.people):
                continue
            parent = inherited_from(entry.rest)
            above = (parent,) if parent and self._are_roles(parent) else ()
            if above or line not in self.people:
                yield self._role(name, Span(said.file, line), said.section, entry.rest, above)
            yield from self._rights(name, entry.rest, replace(said, line=line + 1), 0)

    def _inherited(self, said: Said, *, is_named: bool) -> Iterator[Fact]:
        """Read `The supervisor inherits everything of the picker`; `is_named`: of whom is read already."""
        for who, above, start in inheritances(said.text):
            if self._are_roles(who, above):
                yield self._role(who, said.place(start), said.section, "", (above,))
        label = NAMED.match(said.text) if not is_named else None
        told = (label["inside"] or label["rest"] or "") if label else ""
        if label and (above := inherited_from(told)) and self._are_roles(label["name"], above):
            yield self._role(label["name"], said.place(), said.section, "", (above,))
        heading = role_name(said.section[-1]) if said.section else ""
        if (above := inherited_below(said.text)) and self._are_roles(heading, above):
            yield self._role(heading, said.place(), said.section, "", (above,))

    def _are_roles(self, *names: str) -> bool:
        return all(names_role(one, self.known) for one in names)

    def _listed(self, said: Said) -> Iterator[Fact]:
        """Read `Roles: Owner, Member, Guest`."""
        counted = [*counted_roles(said.text)]
        for name, start in counted:
            role = self._role(name, said.place(start), said.section, "")
            yield replace(role, authority=Authority.LIST)
        for name, start in listed_roles(said.text) if not counted else ():
            yield self._role(name, said.place(start), said.section, "")

    def _bullet(self, said: Said) -> Iterator[Fact]:
        """Read `- **Librarian**: can add and remove books` where roles are listed."""
        people = self.people.get(said.line)
        found = (people[0].name, people[0].rest, "") if people else self._named_in(said)
        if said.depth or found is None:
            return
        name, rest, inside = found
        strings = [*strings_in(rest)]
        parent = inherited_from(f"{inside} {rest}")
        inherits = (parent,) if parent and self._are_roles(parent) else ()
        self.parent = (said.line, role_name(name))
        first = rest.partition("\n")[0]
        yield self._role(role_name(name), said.place(), said.section, first, inherits)
        for right in strings:
            fact = self._permission(
                role_name(name), right, said.place(), said.section, allowed=True
            )
            yield replace(fact, authority=Authority.LIST)
        if not strings:
            yield from self._rights(role_name(name), rest, said, 0)

    def _named_in(self, said: Said) -> tuple[str, str, str] | None:
        """Return the usual role of an item of a list, what stands behind it, and in brackets."""
        match = NAMED.match(said.text)
        if match is None:
            return None
        is_in = said.section and ROLES_SECTION.search(said.section[-1])
        is_of_rights = match["rest"] is not None and (said.section, said.lead) in self.lists
        name = match["name"].strip()
        is_marked = bool(re.match(r"\W*(?:\*\*|__|`)", said.raw)) or match["rest"] is not None
        is_listed = (said.section, said.lead) in self.lists and is_marked
        stands = is_in or _LEAD.search(said.lead) or is_of_rights
        usual = is_listed or is_named(name, trusted=True)
        if not (stands and usual and (is_marked or is_role_word(name))):
            return None
        return name, match["rest"] or "", match["inside"] or ""

    def _rights(self, role: str, text: str, said: Said, offset: int) -> Iterator[Fact]:
        text = re.sub(
            r"^\W*(?:who\s+)?(?:can|may|is able to|are able to|has access to|able to|"
            r"allowed to)\s+",
            "",
            text.strip(),
            flags=re.IGNORECASE,
        )
        for told in re.split(r"[.;]\s+|\n", text):
            modal = _MAY.match(told)
            sentence = told[modal.end() :] if modal else told
            allowed = not ((modal and modal["no"]) or re.match(r"\s*no ", told, re.IGNORECASE))
            # A list of what somebody may do has verbs that no other text would have.
            first = re.match(r"[a-z]+", sentence.strip())
            is_told = is_about_rights(said.section) and bool(first and first[0] in ACTIONS)
            given = [(right, allowed) for right in thing_first(sentence)] or [
                (one.right, one.allowed)
                for one in each_told([role], sentence, 0, allowed, is_told=is_told)
            ]
            for right, may in given:
                yield self._permission(role, right, said.place(offset), said.section, allowed=may)

    def _sentences(self, said: Said, *, is_told: bool = False) -> Iterator[Fact]:
        for told in told_in(said, self._has_rights, is_told=is_told):
            place = said.place(told.start)
            fact = self._permission(
                told.role, told.right, place, said.section, allowed=told.allowed
            )
            yield replace(fact, authority=Authority.LIST) if told.listed else fact

    def _has_rights(self, name: str) -> bool:
        return is_role_word(name) or name.lower() in self.known

    def _under_role(self, said: Said) -> Iterator[Fact]:
        """Read `- Can approve expenses` below the heading or the bullet of a role."""
        if said.depth is None:
            return
        role = ""
        if said.depth > 0 and self.parent is not None:
            lead = NAMED.match(said.lead)
            if lead is not None and role_name(lead["name"].strip()) == self.parent[1]:
                role = self.parent[1]
        elif self.current is not None and said.section[: len(self.current[0])] == self.current[0]:
            role = self.current[1]
        if not role:
            return
        can = _OWN_CAN.match(said.text)
        is_rights = _LEADS.search(said.lead) or is_about_rights(said.section[:-1])
        labelled = re.match(
            r"\W*(?:permissions?|capabilities|access|rights|can)\s*:\s*(.+)",
            said.text,
            re.IGNORECASE | re.DOTALL,
        )
        what = (
            labelled[1]
            if labelled
            else said.text
            if can or is_rights or (self.parent and said.depth)
            else ""
        )
        if what:
            yield from self._rights(role, what, said, 0)

    def _role(
        self,
        name: str,
        place: Span,
        section: tuple[str, ...],
        comment: str,
        inherits: tuple[str, ...] = (),
    ) -> RoleFact:
        self.known.add(name.lower())
        return RoleFact(
            place=Span(place.file, place.line),
            authority=Authority.PROSE,
            section=section,
            name=name,
            inherits=inherits,
            comment=" ".join(comment.split())[:200],
        )

    def _permission(
        self, role: str, right: Right, place: Span, section: tuple[str, ...], *, allowed: bool
    ) -> PermissionFact:
        return Stated(place, section, Authority.PROSE).fact(role, right, allowed=allowed)

"""Who alone sees or sets a field that the documents define, said in a sentence or a column.

Only finance may see the `salary`.            The cost price is hidden from viewers.
Nobody but admins changes the credit limit.   | Field  | Visible to  | Editable by |
Members never see the note of a loan.         | salary | HR, finance | HR          |

That a field is visible to somebody says nothing about the others, unless a column says it of each.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from luke_cli.docs.document import Document, Row, Table
from luke_cli.docs.markdown import plain
from luke_cli.names import singular, snake
from luke_cli.notations import header_words
from luke_cli.notations.field_right_forms import FORMS, HEADS, NOBODY, VERBS
from luke_cli.notations.known_fields import KnownFields, known_fields
from luke_cli.notations.known_marks import Mention
from luke_cli.notations.known_owners import Owner
from luke_cli.notations.known_right_forms import form_of_names
from luke_cli.notations.known_right_names import roles_by_form
from luke_cli.notations.permission_cells import is_everybody, roles_in
from luke_cli.notations.said import Said, said_in, unwrapped
from luke_cli.source import Diagnostic, Span
from luke_cli.spec.facts import Authority, Fact, FieldRightFact, PermissionFact

Found = list[Fact | Diagnostic]
_MOST: Final = 400
"""Characters of a sentence."""
_MOST_ROLES: Final = 100
_END: Final = re.compile(r"(?<=[.!?;])\s+|\n")
_IN_ONE_CASE: Final = re.compile(
    r"\b(?:if|when|unless|after|once|until|while|as\s+long\s+as|during|before|own|their|his|her)\b",
    re.IGNORECASE,
)
"""What is said of some rows or some moments only."""
_ROLE: Final = re.compile(r"⟨R(\d+)⟩")
_LIST: Final = re.compile(r"\s*,\s*(?:and\s+|or\s+)?|\s+(?:and|or)\s+")
_DETERMINER: Final = re.compile(r"^(?:by\s+)?(?:(?:an?|the|any|each|every|all)\s+)?", re.IGNORECASE)
_DOTTED: Final = re.compile(r"([A-Za-z]\w*)\.([A-Za-z]\w*)")


def with_known_field_rights(documents: Sequence[Document], found: Sequence[Found]) -> list[Found]:
    """Add to what was found in each document who alone sees or sets the fields that are defined."""
    everything = [item for items in found for item in items]
    roles = roles_by_form(everything)
    fields = known_fields(everything)
    if not fields.vocabulary.things or not 0 < len(roles) <= _MOST_ROLES:
        return [*found]
    grammar = _Grammar(fields, roles, form_of_names(roles))
    return [grammar.again(one, items) for one, items in zip(documents, found, strict=True)]


@dataclass(frozen=True, slots=True)
class _Grammar:
    """The fields and roles that the documents define."""

    fields: KnownFields
    roles: Mapping[str, str]
    """What a role is called in words, to its name."""
    names: re.Pattern[str]

    def again(self, document: Document, items: Found) -> Found:
        """Add to what was found in a document; what is a field is no thing with rights."""
        more = [*self.read(document)]
        lines = {(fact.place.line, singular(snake(fact.field))) for fact in more}
        kept = [one for one in items if not _is_of_field(one, lines)]
        return sorted([*kept, *more], key=lambda one: one.place.line if one.place else 0)

    def read(self, document: Document) -> Iterator[FieldRightFact]:
        """Yield what a document says of who sees and sets which field, each once."""
        told: set[tuple[int, str, str, str]] = set()
        for fact in (*self._tables(document), *self._sentences(document)):
            key = (fact.place.line, fact.entity, fact.field, fact.access)
            if key not in told:
                told.add(key)
                yield fact

    def _sentences(self, document: Document) -> Iterator[FieldRightFact]:
        for said in said_in(document):
            text, before, start = unwrapped(said.text), self.fields.row(said), 0
            for sentence in _END.split(text):
                start = max(text.find(sentence, start), start)
                if 0 < len(sentence.strip()) <= _MOST and not sentence.rstrip().endswith("?"):
                    yield from self._sentence(said, before + sentence, start)

    def _sentence(self, said: Said, sentence: str, start: int) -> Iterator[FieldRightFact]:
        groups: list[tuple[str, ...]] = []

        def marked(match: re.Match[str]) -> str:
            groups.append(self._named(match["who"]))
            return f"⟨R{len(groups) - 1}⟩"

        text = self.names.sub(marked, sentence)
        if not groups or _IN_ONE_CASE.search(text):
            return
        known = self.fields.vocabulary.marked(text)
        around = (sentence, said.lead[-_MOST:], *reversed(said.section))
        for form, accesses, allowed in FORMS:
            for match in form.finditer(known.text):
                roles = groups[int(match["who"])]
                mentions = [known.mentions[int(one)] for one in match["fields"].split()]
                owners = (self.fields.owner(one, known.things, around) for one in mentions)
                for owner in owners:
                    for access in accesses or _accesses(match["verbs"]):
                        if owner is not None:
                            yield _fact(
                                said.place(start), said.section, owner, access, roles, allowed
                            )

    def _named(self, who: str) -> tuple[str, ...]:
        parts = (_DETERMINER.sub("", part).lower() for part in _LIST.split(who))
        words = (re.sub(r"[\s_-]+", " ", part).strip() for part in parts)
        return tuple(dict.fromkeys(self.roles[one] for one in words if one in self.roles))

    def _tables(self, document: Document) -> Iterator[FieldRightFact]:
        for block in document.blocks:
            if isinstance(block, Table):
                heads = [plain(cell).strip().lower().rstrip("?") for cell in block.header]
                for access, form in HEADS:
                    at = next((i for i, head in enumerate(heads) if i and form.fullmatch(head)), 0)
                    for row in block.rows if at else ():
                        yield from self._row(block, row, at, access)

    def _row(self, table: Table, row: Row, at: int, access: str) -> Iterator[FieldRightFact]:
        cell = plain(row.cells[at]).strip()
        owner = self._owner(table, row)
        if owner is None or not re.search(r"\w", cell) or is_everybody(cell):
            return
        named = [] if NOBODY.fullmatch(cell) else [name for name, _ in roles_in(cell)]
        named = [re.sub(r"\s+only$", "", name.strip()) for name in named]
        roles = tuple(self.roles.get(re.sub(r"[\s_-]+", " ", one.lower()), one) for one in named)
        if access == "write" or roles:
            place = Span(table.span.file, row.line)
            yield _fact(place, table.section, owner, access, roles, True, Authority.LIST)

    def _owner(self, table: Table, row: Row) -> Owner | None:
        """Return the field that a row is about."""
        heads = [header_words.meanings(cell) for cell in table.header]
        name = next((i for i, found in enumerate(heads) if header_words.NAME in found), 0)
        entity = next((i for i, found in enumerate(heads) if header_words.ENTITY in found), None)
        words = plain(row.cells[name]).strip("` *")
        of = plain(row.cells[entity]).strip("` *") if entity is not None else ""
        if dotted := _DOTTED.fullmatch(words):
            of, words = dotted.groups()
        thing = self.fields.vocabulary.things.get(singular(snake(of)), "") if of else ""
        if snake(words) not in self.fields.owners or (of and not thing):
            return None
        mention = Mention(snake(words), words, thing)
        return self.fields.owner(mention, (), (table.lead, *reversed(table.section)))


def _is_of_field(one: Fact | Diagnostic, lines: Collection[tuple[int, str]]) -> bool:
    """Tell whether a sentence about a field was taken for one about rows: `see the salary`."""
    if not isinstance(one, PermissionFact) or one.authority is not Authority.PROSE:
        return False
    return (one.place.line, singular(snake(one.resource))) in lines


def _accesses(verbs: str) -> Iterable[str]:
    return [access for access, form in VERBS if form.search(verbs)]


def _fact(
    place: Span,
    section: tuple[str, ...],
    owner: Owner,
    access: str,
    roles: tuple[str, ...],
    allowed: bool,
    authority: Authority = Authority.PROSE,
) -> FieldRightFact:
    return FieldRightFact(
        place=place,
        authority=authority,
        section=section,
        entity=owner.thing,
        field=owner.field,
        access=access,
        roles=roles,
        allowed=allowed,
    )

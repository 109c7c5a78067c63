"""Claims of the documents, as read: loose, possibly contradictory, each with its place.

A notation makes facts; `resolve` makes a spec of them. A name in a fact is as the document spells
it; resolve folds spellings together. "" and `None` mean that the document does not say.
"""

from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from luke_cli.names import snake
from luke_cli.source import Span
from luke_cli.spec.model import Type

ANY_USER: Final = "any user"
"""How claims about rights name whoever has signed in, whatever the role."""


class Authority(IntEnum):
    """How formal the notation of a claim is; the higher wins where claims disagree."""

    MODEL = 0
    """A sentence as a language model has read it."""
    PROSE = 1
    """A sentence, a story, a screen."""
    LIST = 2
    """A bullet, a field list in a fence, a Markdown table."""
    CODE = 3
    """A class in a programming language, GraphQL, a JSON example."""
    CONTRACT = 4
    """OpenAPI."""
    SCHEMA = 5
    """SQL DDL, DBML, Prisma: what the database is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A claim and its place."""

    place: Span
    authority: Authority
    section: tuple[str, ...] = ()
    """The headings above, outermost first: context for resolve, never parsed again as a notation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityFact(Fact):
    """Something is stored."""

    name: str
    table: str = ""
    """The table name, where the notation has one."""
    partial: bool = False
    """It only mentions the entity (an `ALTER TABLE`, a schema that shows a part of it)."""
    append_only: bool = False
    comment: str = ""
    title: str = ""
    """What the heading calls it beside its name in code: `Fahrzeug` of `vehicles`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldFact(Fact):
    """An entity has a field."""

    entity: str
    name: str
    type: Type | None = None
    """`Type.enum` and `Type.target` as the document spells them."""
    type_text: str = ""
    """As written, for messages and for types that are defined elsewhere (`user_role`)."""
    required: bool | None = None
    unique: bool | None = None
    unique_per: str = ""
    """The thing or field within which its values come once, as written: `practice`."""
    key: bool = False
    generated: bool = False
    """The database makes the value (identity, serial, GENERATED ALWAYS AS)."""
    expression: str = ""
    """Of a generated column, as written."""
    default: str = ""
    """Canonical text as in `model.Field.default`."""
    values: tuple[str, ...] = ()
    """The values of an enum stated with the field, as written."""
    target: str = ""
    """The table or entity that it refers to."""
    on_delete: str = ""
    minimum: str = ""
    maximum: str = ""
    over: str = ""
    under: str = ""
    min_length: int | None = None
    max_length: int | None = None
    pattern: str = ""
    read_only: bool = False
    write_only: bool = False
    many: bool = False
    """A list: of values, or the far side of a relation."""
    ruled: bool = False
    """It is a rule about a field that is defined elsewhere."""
    closed: bool = False
    """A rule says of the field itself that it has these values: it is `one of` them."""
    inferred: bool = False
    """Its type is that of an example value: whatever is stated is better."""
    comment: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleFact(Fact):
    """Words say how a field must be that is defined elsewhere."""

    entity: str
    """As written, without determiners; "" where only the headings tell."""
    field: str
    """As written; the entity too where the words do not part them: `purchase order states`."""
    required: bool | None = None
    unique: bool | None = None
    unique_per: str = ""
    """As in `FieldFact`."""
    min_length: int | None = None
    max_length: int | None = None
    minimum: str = ""
    maximum: str = ""
    over: str = ""
    under: str = ""
    default: str = ""
    """As written, or canonical."""
    values: tuple[str, ...] = ()
    """As written."""
    type: Type | None = None
    """Of a number: whether it is whole. `string`, `float` and `boolean`: what JSON carries."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonFact(Fact):
    """Two fields of a row are compared."""

    entity: str
    field: str
    sign: str
    """`<`, `<=`, `>` or `>=`."""
    other: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EnumFact(Fact):
    """A named type is a closed list of values."""

    name: str
    values: tuple[str, ...]
    """As written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexFact(Fact):
    """An index, a composite uniqueness or a composite key."""

    entity: str
    columns: tuple[tuple[str, bool], ...]
    """Column or expression as written, and whether descending."""
    name: str = ""
    kind: str = "btree"
    """`btree`, `unique`, `key`, `search`, or one of `spec.overlaps`."""
    where: str = ""
    """The condition of the rows that it holds, as written; "" for all."""
    conditions: tuple[tuple[str, str, str], ...] = ()
    """Column, sign and value of each part of it; none if it says more than these."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationFact(Fact):
    """Two entities belong together, said without a column (Mermaid, prose)."""

    entity: str
    target: str
    kind: str
    """From `entity` to `target`: `many-to-one`, `one-to-many`, `one-to-one` or `many-to-many`."""
    field: str = ""
    required: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EndpointFact(Fact):
    """There is an endpoint."""

    method: str
    """Upper case."""
    path: str
    """As written, with `{name}` for each parameter (`:id` and `<id>` are folded)."""
    summary: str = ""
    operation_id: str = ""
    entity: str = ""
    """What it answers with, where the notation says so."""
    roles: tuple[str, ...] = ()
    """Roles that may call it, as written."""
    scopes: tuple[tuple[str, str], ...] = ()
    """Those of them that do not reach everything, each with `own`, `team`, `tenant` or `all`."""
    access: str = ""
    """Words that may say who may call it, where they name no role that every document knows."""
    permission: str = ""
    public: bool | None = None
    status: int | None = None
    """Of success."""
    failures: tuple[int, ...] = ()
    upload: bool = False
    """Takes a multipart body with a file."""
    tested_only: bool = False
    """A test plan names it; nobody specified it."""

    @property
    def told_verb(self) -> str:
        """The word that its description begins with, in snake_case: `archive` of a DELETE."""
        return snake(self.summary.partition(" ")[0])


@dataclass(frozen=True, slots=True, kw_only=True)
class ParameterFact(Fact):
    """An endpoint takes a query parameter."""

    method: str
    path: str
    name: str
    type: Type | None = None
    values: tuple[str, ...] = ()
    required: bool = False
    default: str = ""
    minimum: str = ""
    maximum: str = ""
    comment: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeaderFact(Fact):
    """Requests carry a header that luke knows: an `Idempotency-Key`."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyFact(Fact):
    """An endpoint takes or gives a member in its body."""

    method: str
    path: str
    direction: str
    """`request` or `response`."""
    name: str
    """Dotted where it is nested, `[]` behind a list: `data[].id`."""
    type: Type | None = None
    required: bool | None = None
    inferred: bool = False
    """The type was guessed from an example."""
    example: str = ""
    """Its value, as written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleFact(Fact):
    """A user can be this."""

    name: str
    inherits: tuple[str, ...] = ()
    comment: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PermissionFact(Fact):
    """A role may (or may not) do something."""

    role: str
    resource: str
    action: str
    """`read`, `create`, `approve`, ...; `*` is every action."""
    scope: str = ""
    """`own`, `team`, `tenant`, `all`; "" where the document does not say."""
    allowed: bool = True
    blank: bool = False
    """Its cell is empty: denied unless the role has it from another role, or with all rights."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldRightFact(Fact):
    """Only some roles see or set a field, or some do not."""

    entity: str
    """As its definition spells it; so is the field."""
    field: str
    access: str
    """`read` or `write`."""
    roles: tuple[str, ...]
    """As written; none is nobody."""
    allowed: bool = True
    """These only; else all but these."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkflowFact(Fact):
    """A state follows another, or (with `target` empty) a state exists."""

    entity: str
    """As far as the context tells, else ""."""
    source: str
    """State as written; "" for the initial state."""
    target: str
    action: str = ""
    roles: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    """What a row has to be for the step, as written: `amount > 0`."""
    effects: tuple[str, ...] = ()
    """What the step sets, as written: `approved_by = current user`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoStepFact(Fact):
    """A state never follows another, or (with `target` empty) none follows a state."""

    entity: str
    source: str
    target: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingFact(Fact):
    """A number with a unit, or a word, that configures something."""

    key: str
    """A name of luke's settings, for example `access_token_ttl`; see `spec/settings.py`."""
    value: str
    """Canonical text, see `spec/values.py`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitFact(Fact):
    """Words limit something of which luke has no setting: how long, how many, how early."""

    measure: str
    """`ttl`, `retention`, `duration`, `period`, `notice`, `ahead`, `count` or `times`."""
    value: str
    """Canonical text, see `spec/values.py`."""
    subject: str = ""
    """Of what, as written without determiners; "" where the words around tell."""
    what: str = ""
    """What is counted, as written, or done: `shares`, `cancel`."""
    verb: str = ""
    """Of a count: how the subject has them, `borrow`; "" if it just has them."""
    bound: str = ""
    """`max` or `min`; "" where the measure says so itself."""
    per: str = ""
    """Of a count: the time in which it starts again, `d`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureFact(Fact):
    """A sentence tells a time or a number; of what, only its words can tell."""

    value: str
    """Canonical text, see `spec/values.py`."""
    words: tuple[str, ...]
    """Of the sentence, lower case and without accents, but those that mean little."""
    counted: str = ""
    """The things that a number is of, as written; "" of a time."""
    when: str = ""
    """Of a time: `before` or `after` something; "" where the sentence leaves it open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesFact(Fact):
    """A sentence names three things or more in a row."""

    items: tuple[str, ...]
    """As written; the first and the last may begin with what leads to them (`priority is low`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RequirementFact(Fact):
    """A story, a criterion, a rule or a target."""

    kind: str
    """`story`, `criterion`, `rule` or `target`."""
    text: str
    """One line, without the bullet."""
    id: str = ""
    """The document's own id, for example `FR-12`."""
    role: str = ""
    """Of a story: who wants it."""
    goal: str = ""
    """Of a story: what they want (`submit expenses offline and sync when connected`)."""
    reason: str = ""
    """Of a story: why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotificationFact(Fact):
    """Somebody is told when something happens."""

    event: str
    """What happens, as written: `a trip is approved`."""
    told: str
    """Who is told, as written: `the employee and their manager`."""
    channel: str = ""
    """`mail`, `webhook`, `in-app`, `push`, `sms` or `chat`; "" if nobody says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreenFact(Fact):
    """A screen offers something: a filter, a sort, a bulk action, an export, a button."""

    screen: str
    kind: str
    """`filter`, `sort`, `search`, `page`, `bulk`, `export`, `upload`, `offline` or `action`."""
    words: tuple[str, ...]
    """What it names, one each: `Date range`, `Amount range`, `Approve`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MentionFact(Fact):
    """A sentence speaks of something as of rows: they are made, listed, changed or described."""

    name: str
    """The noun as written, without determiners."""
    action: str = ""
    """What is done to it: `create`, `upload`, `read`, `update`, `delete` or `manage`; "" if else."""
    fields: tuple[str, ...] = ()
    """What one has, each as written."""
    values: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """The closed lists among the fields, each with its values."""
    within: str = ""
    """The noun of what it is part of, as written."""
    scope: str = ""
    """`own` where it is somebody's own, `all` where all of them are meant."""
    weak: bool = False
    """It is told in passing: nobody wants it, and no sentence is about it."""
    defined: bool = False
    """A glossary says what it is."""
    verb: str = ""
    """What is done to it, as a noun: `order` of `order lunch`."""

    @property
    def made(self) -> bool:
        """The sentence is about making one."""
        return self.action in ("create", "upload", "manage")


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectFact(Fact):
    """The project is called this."""

    name: str

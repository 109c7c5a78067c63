"""The backend as it is meant: frozen, linked and complete.

Nothing after the spec looks back at text. The plan shows exactly this, and the generator reads
exactly this. Order is that of the documents unless a field says otherwise.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from luke_cli.spec.lookup import Lookup


@dataclass(frozen=True, slots=True)
class Source:
    """A place in a document that says so."""

    file: str
    line: int
    """1-based."""
    end_line: int = 0
    """Last line, inclusive; 0 means the same line."""


Sources = tuple[Source, ...]
"""Grouped by document in reading order; within a document the most telling line first."""

Basis = tuple[str, ...]
"""Why an item is here if not because the documents plainly say so.

Empty: the documents (see `sources`) or a person say so. Else ids of decisions (`D-`), assumptions
(`A-`) or questions (`Q-`), or the single word `default` for a convention of luke.
"""


class TypeName(StrEnum):
    """The vocabulary of types."""

    STRING = "string"
    TEXT = "text"
    INTEGER = "integer"
    BIGINT = "bigint"
    DECIMAL = "decimal"
    FLOAT = "float"
    BOOLEAN = "boolean"
    DATE = "date"
    TIME = "time"
    DATETIME = "datetime"
    DURATION = "duration"
    UUID = "uuid"
    JSON = "json"
    BYTES = "bytes"
    EMAIL = "email"
    URL = "url"
    SLUG = "slug"
    ENUM = "enum"
    REF = "ref"
    FILE = "file"
    """Only in contracts: a part of a multipart body, or a binary answer."""


WHOLE: Final = (TypeName.INTEGER, TypeName.BIGINT)
NUMBERS: Final = (*WHOLE, TypeName.DECIMAL, TypeName.FLOAT)


@dataclass(frozen=True, slots=True)
class Type:
    """A type of the vocabulary with its parameters."""

    name: TypeName
    length: int | None = None
    """Characters, of a string."""
    precision: int | None = None
    scale: int | None = None
    enum: str = ""
    """Name of an `Enum` of the spec."""
    values: tuple[str, ...] = ()
    """The values of an inline enum, in contracts and parameters only."""
    target: str = ""
    """Name of the `Entity` that a reference points at."""


class FieldRole(StrEnum):
    """What a field is to its entity, beyond carrying a value."""

    KEY = "key"
    TENANT = "tenant"
    OWNER = "owner"
    LOCK = "lock"
    CREATED = "created"
    UPDATED = "updated"
    DELETED = "deleted"


class Visibility(StrEnum):
    """Whether a field comes in or goes out over the API."""

    BOTH = ""
    IMMUTABLE = "immutable"
    """Comes in when the row is created, never after."""
    READ_ONLY = "read-only"
    """Never comes in."""
    WRITE_ONLY = "write-only"
    """Never goes out."""
    HIDDEN = "hidden"
    """Neither."""


@dataclass(frozen=True, slots=True)
class Field:
    """A column of an entity."""

    name: str
    """snake_case; the column has the same name."""
    type: Type
    required: bool = False
    unique: bool = False
    unique_per: tuple[str, ...] = ()
    """Unique together with these fields of the same entity."""
    indexed: bool = False
    default: str = ""
    """Canonical text: a JSON literal (`"USD"`, `20`, `true`, `{}`) or `now()`, `today()`, `uuid()`, `me`; "" is none."""
    minimum: str = ""
    """Inclusive, a number as text; "" is none."""
    maximum: str = ""
    over: str = ""
    """Exclusive minimum."""
    under: str = ""
    """Exclusive maximum."""
    above: tuple[str, ...] = ()
    """Fields of the same entity than which it is greater, or later; where one is empty, anything goes."""
    at_least: tuple[str, ...] = ()
    """Fields of the same entity than which it is not less, or not earlier."""
    min_length: int | None = None
    """Characters; the maximum length is in the type, or in `max_length` for text."""
    max_length: int | None = None
    pattern: str = ""
    on_delete: str = ""
    """`cascade`, `restrict` or `set null`; only for references."""
    visibility: Visibility = Visibility.BOTH
    readers: tuple[str, ...] = ()
    """The only roles that see it, of those that may read the row; () is all of these."""
    writers: tuple[str, ...] = ()
    """The only roles that set it, of those that may make or change the row; () is all of these."""
    encrypted: bool = False
    role: FieldRole | None = None
    computed: str = ""
    """`count(Part)`, `sum(Part.field)` or `exists(Part)`, as `spec.computed` reads it; no column."""
    implied: bool = False
    """The traits of the entity say all of it; the plan does not repeat it in a row."""
    sources: Sources = ()
    basis: Basis = ()
    was: str = ""
    """The name that it had before, so that rows keep its values."""

    @property
    def comparisons(self) -> tuple[tuple[str, str], ...]:
        """How it stands to other fields of its row: a sign, `>` or `>=`, and the other."""
        return (*((">", one) for one in self.above), *((">=", one) for one in self.at_least))

    @property
    def has_index(self) -> bool:
        """Its column has an index without being given one: keys, references, what is unique."""
        is_named = self.role is FieldRole.KEY or self.type.name is TypeName.REF
        return is_named or self.unique or self.indexed


OWNER: Final = "owner"
"""The trait that says whose a row is, and the sign of a guard that asks for one of several owners."""


@dataclass(frozen=True, slots=True)
class Trait:
    """A property of an entity that stands for rows; `subject` is the field or entity it names.

    `tenant`, `owner PATH` (once for each owner), `timestamps`, `created`, `version`,
    `soft delete [FIELD]`, `append-only FIELD`, `kept TIME after FIELD [where ...]`, `tree FIELD`, `file of ENTITY`, `part of ENTITY`, `lookup`,
    `inbox` (keeps what its owner is told within the application), `webhook` (subscribes to events),
    `account` (the entity that signs in), `join` (a pure many-to-many table), `no api`.
    """

    name: str
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Entity:
    """A thing that is stored."""

    name: str
    """PascalCase, singular."""
    table: str
    traits: tuple[Trait, ...]
    fields: tuple[Field, ...]
    """All of them, those that traits imply included: the key first, then as in the documents."""
    sources: Sources = ()
    basis: Basis = ()
    was: str = ""
    """The name that it had before, so that its rows stay."""

    def trait(self, name: str) -> Trait | None:
        """Return the trait of that name, if the entity has it."""
        return next((t for t in self.traits if t.name == name), None)

    @property
    def owners(self) -> tuple[str, ...]:
        """The paths to those whom a row belongs to; the first one is a field of the row."""
        return tuple(t.subject for t in self.traits if t.name == OWNER)

    def field(self, name: str) -> Field | None:
        """Return the field of that name, if the entity has it."""
        return next((f for f in self.fields if f.name == name), None)


@dataclass(frozen=True, slots=True)
class Enum:
    """A closed list of values; order matters."""

    name: str
    """PascalCase."""
    values: tuple[str, ...]
    """snake_case."""
    sources: Sources = ()
    basis: Basis = ()
    was: tuple[tuple[str, str], ...] = ()
    """New and old of each value that had another name before, so that rows follow it."""


@dataclass(frozen=True, slots=True)
class Condition:
    """What a field of a row has to be."""

    field: str
    sign: str
    """`=`, `<>`, `is null` or `is not null`."""
    value: str = ""
    """A value of an enum, a word, a number, `true` or `false`."""


@dataclass(frozen=True, slots=True)
class Index:
    """An index or a composite uniqueness."""

    name: str
    entity: str
    columns: tuple[tuple[str, bool], ...]
    """Field and whether it is descending."""
    kind: str = "btree"
    """`btree`, `unique`, `search`, or one of `spec.overlaps`."""
    where: tuple[Condition, ...] = ()
    """All of these hold for the rows that it holds."""
    sources: Sources = ()
    basis: Basis = ()


@dataclass(frozen=True, slots=True)
class Role:
    """What a user can be."""

    name: str
    """snake_case."""
    inherits: tuple[str, ...] = ()
    sources: Sources = ()
    basis: Basis = ()


@dataclass(frozen=True, slots=True)
class Permission:
    """A right, and how far it reaches for each role; inheritance is already applied."""

    name: str
    """`resource:action`."""
    scopes: tuple[tuple[str, str], ...]
    """Role and `own`, `team`, `tenant` or `all`, in the order of the roles; no entry is a denial."""
    sources: Sources = ()
    basis: Basis = ()


class Kind(StrEnum):
    """What an operation does."""

    LIST = "list"
    READ = "read"
    CREATE = "create"
    UPDATE = "update"
    DELETE = "delete"
    RESTORE = "restore"
    """It brings back a row that is marked as deleted."""
    TRANSITION = "transition"
    ATTACH = "attach"
    DETACH = "detach"
    BULK = "bulk"
    UPLOAD = "upload"
    DOWNLOAD = "download"
    EXPORT = "export"
    SUMMARY = "summary"
    MARK = "mark"
    """A notice, or all of the caller, was read."""
    AUTH = "auth"
    CUSTOM = "custom"
    """The contract is known, the behaviour is open: it answers 501."""


@dataclass(frozen=True, slots=True)
class Operation:
    """One endpoint."""

    name: str
    """`group.verb`; the group is the snake_case name of the entity it acts on, or `auth`, `report`..."""
    method: str
    path: str
    """Below `base_path`, parameters as `{name}`."""
    kind: Kind
    permissions: tuple[str, ...]
    """`resource:action`, or one of `signed-in` and `public`."""
    sources: Sources = ()
    basis: Basis = ()
    status: int = 0
    """Of a success; 0 where it follows from the kind."""

    @property
    def group(self) -> str:
        """The part before the dot."""
        return self.name.partition(".")[0]

    @property
    def verb(self) -> str:
        """The part behind the dot."""
        return self.name.partition(".")[2]


@dataclass(frozen=True, slots=True)
class Parameter:
    """A query parameter of an operation, or what its rows have in common.

    Exactly one of five meanings: `filter` (field and operator), `search` (fields), `sort`
    (fields, and `default` with an optional leading `-`), `option` (a typed value), or `only`
    (field, operator and, in `default`, the value): nobody sends it, all rows have it.
    """

    operation: str
    name: str
    means: str
    """`filter`, `search`, `sort`, `option` or `only`."""
    fields: tuple[str, ...] = ()
    operator: str = ""
    """Of a filter: eq, ne, in, lt, lte, gt, gte, contains; of `only`: eq or ne."""
    type: Type | None = None
    """Of an option."""
    default: str = ""
    """Canonical text as in `Field.default`; of a sort, the field."""
    required: bool = False
    sources: Sources = ()
    basis: Basis = ()


@dataclass(frozen=True, slots=True)
class Member:
    """A member of a body."""

    name: str
    """Within others behind theirs: `summary.total`, and `lines[].amount` of each in a list."""
    type: Type
    required: bool = True
    many: bool = False
    """A list of them."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A body: an entity (one or a list), some members, a file, or nothing.

    At most one of `entity` and `members` is given; all empty is nothing.
    """

    entity: str = ""
    many: bool = False
    members: tuple[Member, ...] = ()
    file: bool = False


@dataclass(frozen=True, slots=True)
class Failure:
    """A status beyond the standard ones of a kind."""

    status: int
    name: str
    """snake_case, for example `payment_failed`."""


@dataclass(frozen=True, slots=True)
class Contract:
    """The bodies of an operation, where they do not follow from fields, transition or kind."""

    operation: str
    takes: Shape
    gives: Shape
    fails: tuple[Failure, ...] = ()
    sources: Sources = ()
    basis: Basis = ()


@dataclass(frozen=True, slots=True)
class Effect:
    """What a transition sets: `field = value`, or a row written to a part (`writes Entity.value`)."""

    field: str = ""
    value: str = ""
    """Canonical text: a literal, `now()`, `today()`, `me`, `null` or `result`."""
    writes_entity: str = ""
    writes_value: str = ""


@dataclass(frozen=True, slots=True)
class Due:
    """When time takes a step of a row: so long after a moment that the row keeps."""

    field: str
    """A date or a datetime of the row; where it is empty, the step is never due."""
    after: str = ""
    """Canonical text of a duration, `48 h`; "" is at once. A day has passed when it is over."""


@dataclass(frozen=True, slots=True)
class Transition:
    """A step of a workflow: one operation of kind `transition` (or `custom`), or what time takes."""

    operation: str
    """Of a step that time takes a name of the same form, and no operation."""
    entity: str
    field: str
    """The field of `entity` that holds the state."""
    origins: tuple[str, ...]
    target: str
    needs: tuple[str, ...] = ()
    """Guards: a field that must come with the request, or `not owner`: of several the first one."""
    effects: tuple[Effect, ...] = ()
    sources: Sources = ()
    basis: Basis = ()
    due: Due | None = None
    """Given if nobody but time takes the step."""


@dataclass(frozen=True, slots=True)
class Guard:
    """What has to hold of a row before an operation changes it."""

    of: str
    """A field of the entity, or `count(Part)`: how many rows of a part it has; of `owner` a path."""
    sign: str
    """`=`, `<>`, `<`, `<=`, `>`, `>=`, `in`, `is set` or `is not set`; `owner`: of several owners of
    the row a right to one's own is that of this one only."""
    value: str = ""
    """Canonical text: a number, a JSON string, `true`, `false` or the name of another field; of `in`
    values of an enum with `, ` between them."""
    role: str = ""
    """Whoever has this role may do it all the same; "" is nobody."""


@dataclass(frozen=True, slots=True)
class Precondition:
    """What has to hold of a row, beside its state, before an operation changes or removes it."""

    operation: str
    guards: tuple[Guard, ...]
    """All of them."""
    sources: Sources = ()
    basis: Basis = ()


CHANNELS: Final = ("mail", "in-app", "webhook")
"""How somebody is told of something."""


@dataclass(frozen=True, slots=True)
class Notification:
    """Who is told, over one channel, that an operation has succeeded."""

    operation: str
    channel: str
    """Of `CHANNELS`."""
    to: tuple[str, ...]
    """`role NAME`: its accounts that may read the row; else a path of fields from the row to an
    account or, of mail, to an e-mail address: `user_id`, `user_id.manager_id` or `guest_email`;
    of webhooks `subscribers`, or a receiver that the settings know by that name."""
    sources: Sources = ()
    basis: Basis = ()


@dataclass(frozen=True, slots=True)
class Setting:
    """A number or a word that configures something."""

    name: str
    """Dotted snake_case, for example `rate_limit.auth.login`."""
    value: str
    """Canonical text, see `values.py`: `15 min`, `10 MB`, `100/min burst 200 per user`, `jpeg, png`, `"1.0"`."""
    sources: Sources = ()
    basis: Basis = ()


@dataclass(frozen=True, slots=True)
class Requirement:
    """What a document asks for, and what of the plan serves it."""

    name: str
    """`R-...`: the document's own id, else made from its words."""
    kind: str
    """`story`, `criterion`, `rule` or `target`."""
    text: str
    served_by: tuple[str, ...] = ()
    """Operation, `#setting`, `Entity` or `Entity.field`; or the single word `client`, `operations` or `open`."""
    sources: Sources = ()
    basis: Basis = ()


OFFERS: Final = (
    "show", "filter", "sort", "search", "page", "export", "upload", "bulk", "action", "offline",
)  # fmt: skip
"""What a screen may offer, in the order in which it is listed."""


@dataclass(frozen=True, slots=True)
class Screen:
    """A screen of the designers, what it offers, and what of the plan serves that."""

    name: str
    """`S-...`, made from its heading."""
    text: str
    """The heading."""
    offers: tuple[str, ...] = ()
    """Of `OFFERS`."""
    served_by: tuple[str, ...] = ()
    """Operations; or the single word `client` or `open`."""
    sources: Sources = ()
    basis: Basis = ()


@dataclass(frozen=True, slots=True)
class Side:
    """What one side of a contradiction says, and where."""

    value: str
    sources: Sources = ()


class State(StrEnum):
    """What a person has said about a decision or an assumption."""

    OPEN = "open"
    BLOCKING = "blocking"
    ACCEPTED = "accepted"
    OVERRIDDEN = "overridden"


@dataclass(frozen=True, slots=True)
class Decision:
    """A contradiction between documents, and what luke took meanwhile."""

    name: str
    """`D-...`."""
    about: str
    """The plan item: `Entity.field`, `#setting`, an operation, a permission, `Entity` or an enum."""
    taken: Side
    aside: tuple[Side, ...]
    why: str
    state: State = State.OPEN


@dataclass(frozen=True, slots=True)
class Assumption:
    """What luke decided because nobody said."""

    name: str
    """`A-...`."""
    about: str
    proposal: str
    why: str
    state: State = State.OPEN
    sources: Sources = ()


@dataclass(frozen=True, slots=True)
class Question:
    """What no document answers."""

    name: str
    """`Q-...`."""
    about: str
    meanwhile: str
    """The question, and what holds until it is answered."""
    ask: str
    """Who can answer: `product owner`, `architect`, `security engineer`, ..."""
    answer: str = ""
    sources: Sources = ()


@dataclass(frozen=True, slots=True)
class Feature:
    """A slice of the plan that `luke --develop "..."` understands."""

    name: str
    """snake_case."""
    words: tuple[str, ...]
    operations: tuple[str, ...]
    """Operations, or `group.*`."""
    sources: Sources = ()
    basis: Basis = ()


@dataclass(frozen=True, slots=True)
class Spec:
    """Everything that the plan says."""

    project: str
    """The name for people, for example `ExpenseFlow`."""
    documents: tuple[str, ...] = ()
    """In reading order."""
    entities: tuple[Entity, ...] = ()
    enums: tuple[Enum, ...] = ()
    indexes: tuple[Index, ...] = ()
    roles: tuple[Role, ...] = ()
    permissions: tuple[Permission, ...] = ()
    operations: tuple[Operation, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    contracts: tuple[Contract, ...] = ()
    transitions: tuple[Transition, ...] = ()
    preconditions: tuple[Precondition, ...] = ()
    notifications: tuple[Notification, ...] = ()
    settings: tuple[Setting, ...] = ()
    requirements: tuple[Requirement, ...] = ()
    screens: tuple[Screen, ...] = ()
    decisions: tuple[Decision, ...] = ()
    assumptions: tuple[Assumption, ...] = ()
    questions: tuple[Question, ...] = ()
    features: tuple[Feature, ...] = ()

    @property
    def timed(self) -> tuple[Transition, ...]:
        """The steps that time takes."""
        return tuple(step for step in self.transitions if step.due)

    @property
    def account(self) -> Entity | None:
        """The entity that signs in."""
        return next((entity for entity in self.entities if entity.trait("account")), None)

    def entity(self, name: str) -> Entity | None:
        """Return the entity of that name."""
        return _ENTITIES.first(self.entities, name)

    def enum(self, name: str) -> Enum | None:
        """Return the enum of that name."""
        return _ENUMS.first(self.enums, name)

    def operation(self, name: str) -> Operation | None:
        """Return the operation of that name."""
        return _OPERATIONS.first(self.operations, name)

    def permission(self, name: str) -> Permission | None:
        """Return the permission of that name."""
        return _PERMISSIONS.first(self.permissions, name)

    def contract(self, operation: str) -> Contract | None:
        """Return the contract of an operation, if the plan has one."""
        return _CONTRACTS.first(self.contracts, operation)

    def transition(self, operation: str) -> Transition | None:
        """Return the transition that an operation takes, if it takes one."""
        return _TRANSITIONS.first(self.transitions, operation)

    def asked_before(self, operation: str) -> tuple[Guard, ...]:
        """Return all that is asked before an operation changes a row, whose it is included."""
        found = _PRECONDITIONS.first(self.preconditions, operation)
        return found.guards if found else ()

    def guards_of(self, operation: str) -> tuple[Guard, ...]:
        """Return what has to hold of a row before an operation changes it."""
        return tuple(guard for guard in self.asked_before(operation) if guard.sign != OWNER)

    def parameters_of(self, operation: str) -> tuple[Parameter, ...]:
        """Return the query parameters of an operation."""
        return _PARAMETERS.all(self.parameters, operation)

    def notifications_of(self, operation: str) -> tuple[Notification, ...]:
        """Return who is told of an operation, a row a channel."""
        return _NOTIFICATIONS.all(self.notifications, operation)

    def operations_of(self, group: str) -> tuple[Operation, ...]:
        """Return the operations of a group."""
        return _OF_GROUP.all(self.operations, group)

    def setting(self, name: str) -> str:
        """Return the canonical value of a setting, "" if the plan has none."""
        return next((s.value for s in self.settings if s.name == name), "")


_ENTITIES: Final[Lookup[str, Entity]] = Lookup(lambda entity: [entity.name])
_ENUMS: Final[Lookup[str, Enum]] = Lookup(lambda enum: [enum.name])
_OPERATIONS: Final[Lookup[str, Operation]] = Lookup(lambda operation: [operation.name])
_OF_GROUP: Final[Lookup[str, Operation]] = Lookup(lambda operation: [operation.group])
_CONTRACTS: Final[Lookup[str, Contract]] = Lookup(lambda contract: [contract.operation])
_TRANSITIONS: Final[Lookup[str, Transition]] = Lookup(lambda step: [step.operation])
_PRECONDITIONS: Final[Lookup[str, Precondition]] = Lookup(lambda one: [one.operation])
_PARAMETERS: Final[Lookup[str, Parameter]] = Lookup(lambda parameter: [parameter.operation])
_NOTIFICATIONS: Final[Lookup[str, Notification]] = Lookup(lambda told: [told.operation])
_PERMISSIONS: Final[Lookup[str, Permission]] = Lookup(lambda permission: [permission.name])

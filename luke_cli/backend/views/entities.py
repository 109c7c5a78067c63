"""What the templates of an entity may see."""

from dataclasses import dataclass

from luke_cli.backend.code import literal, sentence
from luke_cli.backend.naming import article, member_of, words_of
from luke_cli.backend.views.columns import key_of, nullable, python_type
from luke_cli.backend.views.operations import (
    OperationView,
    operation_view,
    read_action,
    rows_function,
)
from luke_cli.backend.views.paths import entity_of, parameters_of
from luke_cli.backend.views.schemas import (
    MemberView,
    change_members,
    create_members,
    replace_members,
    shown,
    taken_fields,
    taken_type,
)
from luke_cli.backend.views.tables import TableView, table_of
from luke_cli.backend.views.world import parent_of, reference_to, tenant_of
from luke_cli.names import plural, snake
from luke_cli.spec.model import (
    Effect,
    Entity,
    Field,
    FieldRole,
    Kind,
    Operation,
    Spec,
    Transition,
    TypeName,
    Visibility,
)


@dataclass(frozen=True, slots=True)
class ReferenceView:
    """A reference in a body, and the rows that it may name."""

    field: str
    """In quotes."""
    model: str
    module: str
    key: str
    rows: str
    action: str
    """In quotes; "" lets in all rows of the tenant."""


@dataclass(frozen=True, slots=True)
class SetView:
    """A column and the value that the server gives it; both are Python."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class WrittenView:
    """The row that a transition writes to a part."""

    model: str
    module: str
    parent: str
    values: tuple[SetView, ...]
    position: str
    """The field that counts the rows; "" if none."""


@dataclass(frozen=True, slots=True)
class TransitionView:
    """A transition, beside its operation."""

    operation: OperationView
    statement: str
    """Function that makes the UPDATE."""
    field: str
    origins: tuple[str, ...]
    target: str
    values: tuple[SetView, ...]
    """What the statement sets, beyond the state."""
    four_eyes: bool
    body: tuple[MemberView, ...]
    stored: tuple[str, ...]
    """Members of the body that the entity keeps."""
    written: WrittenView | None

    @property
    def moment(self) -> bool:
        """Its statement sets a moment."""
        return any('"_now"' in value.value for value in self.values)

    @property
    def day(self) -> bool:
        """Its statement sets a day."""
        return any('"_today"' in value.value for value in self.values)


@dataclass(frozen=True, slots=True)
class FileView:
    """Which fields of a file entity tell what."""

    name: str
    size: str
    media_type: str
    digest: str
    url: str
    made_key: bool
    """The key is known before the row is stored."""
    download: str
    """Path of the download below the base path, with `{key}`; "" if there is none."""
    required_url: bool


@dataclass(frozen=True, slots=True)
class LinkView:
    """Attach or detach: two rows become, or cease to be, a pair."""

    operation: OperationView
    first: str
    """Parameter of the row of this entity."""
    second: str
    join: str
    join_module: str
    join_first: str
    join_second: str
    reference: ReferenceView
    attach: bool
    other_type: str


@dataclass(frozen=True, slots=True)
class ModelView:
    """Where a model is."""

    name: str
    module: str


@dataclass(frozen=True, slots=True)
class EntityView:
    """An entity, as models, schemas, services and routes need it."""

    name: str
    module: str
    noun: str
    nouns: str
    words: str
    docstring: str
    says: tuple[str, ...]
    table: TableView
    key: str
    key_type: str
    tenant: str
    """Column of the tenant; "" if none. So for the following."""
    owner: str
    version: str
    deleted: str
    updated: str
    password: bool
    rows: str
    shown: tuple[MemberView, ...]
    creates: tuple[MemberView, ...]
    replaces: tuple[MemberView, ...]
    changes: tuple[MemberView, ...]
    sets_on_create: tuple[SetView, ...]
    sets_on_update: tuple[SetView, ...]
    references: tuple[ReferenceView, ...]
    rights: tuple[str, ...]
    """Fields of an account that somebody may not change for themselves or their team."""
    narrow: tuple[str, ...]
    """The scopes that reach no further than those, of the permission to change it."""
    moved: tuple[ReferenceView, ...]
    """The reference that the path of a create gives and the body of an update may change."""
    operations: tuple[OperationView, ...]
    transitions: tuple[TransitionView, ...]
    links: tuple[LinkView, ...]
    file: FileView | None
    nested: str
    """The reference that the path of a create gives; "" if the body does."""

    answered: tuple[ModelView, ...]
    """Other entities that open operations answer with."""
    touched: tuple[ModelView, ...]
    """All models that its statements are about."""
    scope_functions: tuple[str, ...]

    def has(self, kind: str) -> bool:
        """Tell whether an operation of that kind acts on the entity."""
        return any(operation.kind == kind for operation in self.operations)

    @property
    def creates_for_caller(self) -> bool:
        """A create has to know who asks."""
        return bool(self.sets_on_create or self.references)

    @property
    def replaced(self) -> bool:
        """A change replaces all fields."""
        return any(o.kind == Kind.UPDATE and not o.partial for o in self.operations)

    @property
    def changed(self) -> bool:
        """A change names only some fields."""
        return any(o.kind == Kind.UPDATE and o.partial for o in self.operations)

    @property
    def served(self) -> bool:
        """Some operation is more than a contract."""
        return any(o.kind != Kind.CUSTOM for o in self.operations)

    @property
    def answers(self) -> bool:
        """Some operation shows its rows."""
        silent = (Kind.DELETE, Kind.ATTACH, Kind.DETACH, Kind.CUSTOM)
        return any(o.kind not in silent for o in self.operations)

    @property
    def keyed(self) -> bool:
        """Some operation is about one row."""
        whole = (Kind.LIST, Kind.CREATE, Kind.UPLOAD, Kind.CUSTOM)
        return any(o.kind not in whole for o in self.operations)

    @property
    def fetches(self) -> bool:
        """Some operation reads one row."""
        locked = bool(self.version) and self.has(Kind.UPDATE)
        return locked or any(map(self.has, (Kind.READ, Kind.DOWNLOAD, Kind.TRANSITION)))


def entity_view(spec: Spec, entity: Entity) -> EntityView:
    """Return what the templates see of an entity."""
    own = [o for o in spec.operations if entity_of(spec, o) is entity and o.group != "auth"]
    views = tuple(operation_view(spec, o) for o in sorted(own, key=_literal_first))
    nested = _nested(spec, entity, own)
    noun = snake(entity.name)
    key = key_of(entity)
    key_type = python_type(spec, key.type)
    references = _references(spec, entity, nested)
    moved = _moved(spec, entity, own, nested)
    transitions = tuple(_transitions(spec, entity, views))
    links = tuple(_links(spec, entity, own, views))
    return EntityView(
        name=entity.name,
        module=entity.table,
        noun=noun,
        nouns=plural(noun),
        words=words_of(entity),
        docstring=sentence(article(words_of(entity))),
        says=_says(entity),
        table=table_of(spec, entity),
        key=key.name,
        key_type=key_type,
        tenant=_with_role(entity, FieldRole.TENANT),
        owner=owner_of(entity),
        version=_with_role(entity, FieldRole.LOCK),
        deleted=_with_role(entity, FieldRole.DELETED),
        updated=_with_role(entity, FieldRole.UPDATED),
        password=entity.trait("account") is not None,
        rows=rows_function(entity),
        shown=shown(spec, entity),
        creates=create_members(spec, entity, frozenset({nested} - {""})),
        replaces=replace_members(spec, entity),
        changes=change_members(spec, entity),
        sets_on_create=_sets(spec, entity, creating=True),
        sets_on_update=_sets(spec, entity, creating=False),
        references=references,
        rights=_rights(spec, entity) if _narrow(spec, own) else (),
        narrow=_narrow(spec, own),
        moved=moved,
        operations=views,
        transitions=transitions,
        links=links,
        file=_file(spec, entity),
        nested=nested,
        answered=answered(spec, [o for o in own if o.kind is Kind.CUSTOM], entity),
        touched=_touched(entity, views, (*references, *moved), transitions, links),
        scope_functions=_scope_functions(entity, views, (*references, *moved), links),
    )


def answered(
    spec: Spec, operations: list[Operation], entity: Entity | None = None
) -> tuple[ModelView, ...]:
    """Return the entities that open operations answer with, beside their own."""
    names = {o.name for o in operations}
    given = {c.gives.entity for c in spec.contracts if c.operation in names}
    return tuple(
        ModelView(e.name, e.table) for e in spec.entities if e.name in given and e is not entity
    )


def _touched(
    entity: Entity,
    operations: tuple[OperationView, ...],
    references: tuple[ReferenceView, ...],
    transitions: tuple[TransitionView, ...],
    links: tuple[LinkView, ...],
) -> tuple[ModelView, ...]:
    found = {entity.name: entity.table}
    found |= {r.model: r.module for r in references}
    found |= {s.written.model: s.written.module for s in transitions if s.written}
    for link in links:
        found |= {link.join: link.join_module, link.reference.model: link.reference.module}
    for parent in (o.parent for o in operations):
        if parent:
            found[parent.model] = parent.module
            if parent.join:
                found[parent.join] = parent.join_module
    return tuple(ModelView(name, module) for name, module in sorted(found.items()))


def _scope_functions(
    entity: Entity,
    operations: tuple[OperationView, ...],
    references: tuple[ReferenceView, ...],
    links: tuple[LinkView, ...],
) -> tuple[str, ...]:
    found = {rows_function(entity), *(r.rows for r in references)}
    found |= {o.parent.rows for o in operations if o.parent}
    found |= {link.reference.rows for link in links}
    return tuple(sorted(found))


def owner_of(entity: Entity) -> str:
    """Return the column that names the owner: of an account it is its key."""
    if entity.trait("account"):
        return key_of(entity).name
    trait = entity.trait("owner")
    return trait.subject if trait else ""


def _literal_first(operation: Operation) -> tuple[int, ...]:
    return tuple(int(part.startswith("{")) for part in operation.path.split("/"))


def _with_role(entity: Entity, role: FieldRole) -> str:
    return next((field.name for field in entity.fields if field.role is role), "")


def _says(entity: Entity) -> tuple[str, ...]:
    places = [f"{source.file}:{source.line}" for source in entity.sources[:3]]
    return (f"Source: {', '.join(places)}",) if places else ()


def _nested(spec: Spec, entity: Entity, operations: list[Operation]) -> str:
    """Return the reference that the path of a create or an upload gives."""
    for operation in operations:
        if operation.kind in (Kind.CREATE, Kind.UPLOAD):
            for parameter in parameters_of(spec, operation):
                field = reference_to(entity, parameter.entity) if parameter.entity else None
                if field:
                    return field.name
    return ""


def _sets(spec: Spec, entity: Entity, *, creating: bool) -> tuple[SetView, ...]:
    """Return what the server fills in by itself."""
    account = next((e for e in spec.entities if e.trait("account")), None)
    found = []
    for field in entity.fields:
        if field.computed:
            continue
        if creating and field.role is FieldRole.TENANT and tenant_of(spec):
            found.append(SetView(field.name, "access.principal.tenant_id"))
        elif account and field.type.target == account.name and _is_caller(field, creating):
            found.append(SetView(field.name, "access.principal.user_id"))
    return tuple(found)


def _is_caller(field: Field, creating: bool) -> bool:
    if not creating:
        return field.name == "updated_by"
    if field.role is FieldRole.OWNER or field.default == "me" or field.name == "created_by":
        return True
    return field.visibility is Visibility.READ_ONLY and field.required


def _references(spec: Spec, entity: Entity, nested: str) -> tuple[ReferenceView, ...]:
    return tuple(
        reference_view(spec, field, entity)
        for field in taken_fields(spec, entity, creating=True)
        if field.type.name is TypeName.REF and field.name != nested
    )


def _rights(spec: Spec, entity: Entity) -> tuple[str, ...]:
    """Return the fields of an account that say what it may do, or whose team it is in."""
    if entity.trait("account") is None:
        return ()
    return tuple(f.name for f in taken_fields(spec, entity, creating=False) if _gives_right(f))


def _gives_right(field: Field) -> bool:
    if field.type.name is TypeName.BOOLEAN:
        return field.name.startswith(("is_", "can_", "has_"))
    if field.type.name is TypeName.ENUM:
        return field.name in ("role", "status", "type", "kind", "plan", "tier", "level")
    return field.type.name is TypeName.REF


def _narrow(spec: Spec, operations: list[Operation]) -> tuple[str, ...]:
    used = {p for o in operations if o.kind is Kind.UPDATE for p in o.permissions}
    found = {scope for p in spec.permissions if p.name in used for _, scope in p.scopes}
    return tuple(scope.upper() for scope in ("own", "team") if scope in found)


def _moved(
    spec: Spec, entity: Entity, operations: list[Operation], nested: str
) -> tuple[ReferenceView, ...]:
    if not any(operation.kind is Kind.UPDATE for operation in operations):
        return ()
    fields = taken_fields(spec, entity, creating=False)
    return tuple(
        reference_view(spec, field, entity)
        for field in fields
        if field.name == nested and field.type.name is TypeName.REF
    )


def reference_view(spec: Spec, field: Field, entity: Entity | None = None) -> ReferenceView:
    """Return the rows that a reference of an entity may name.

    A part reaches as far as its own rights; other rows of persons as far as those to read them.
    """
    target = next(e for e in spec.entities if e.name == field.type.target)
    personal = target.trait("owner") or parent_of(spec, target)
    action = read_action(spec, target)
    up = parent_of(spec, entity) if entity and not entity.trait("owner") else None
    part = up is not None and up[1] is field
    return ReferenceView(
        field=literal(field.name),
        model=target.name,
        module=target.table,
        key=key_of(target).name,
        rows=rows_function(target),
        action=literal("" if part else action) if personal else "",
    )


def _transitions(
    spec: Spec, entity: Entity, views: tuple[OperationView, ...]
) -> list[TransitionView]:
    found = []
    for view in views:
        transition = next((t for t in spec.transitions if t.operation == view.name), None)
        field = entity.field(transition.field) if transition else None
        if view.kind == Kind.TRANSITION and transition and field:
            found.append(_transition(spec, entity, view, transition, field))
    return found


def _transition(
    spec: Spec, entity: Entity, view: OperationView, transition: Transition, field: Field
) -> TransitionView:
    enum = field.type.enum
    needs = [need for need in transition.needs if need != "not owner"]
    writes = next((e for e in transition.effects if e.writes_entity), None)
    part = spec.entity(writes.writes_entity) if writes else None
    return TransitionView(
        operation=view,
        statement=f"_{view.function}",
        field=field.name,
        origins=tuple(f"{enum}.{member_of(origin)}" for origin in transition.origins),
        target=f"{enum}.{member_of(transition.target)}",
        values=tuple(_effect(entity, e) for e in transition.effects if entity.field(e.field)),
        four_eyes="not owner" in transition.needs and bool(owner_of(entity)),
        body=tuple(_needed(spec, entity, part, need) for need in needs),
        stored=tuple(need for need in needs if entity.field(need)),
        written=_written(spec, entity, part, writes, needs) if part and writes else None,
    )


def _needed(spec: Spec, entity: Entity, part: Entity | None, need: str) -> MemberView:
    field = entity.field(need) or (part.field(need) if part else None)
    text = "Annotated[Line, Field(min_length=1, max_length=2_000)]"
    return MemberView(need, taken_type(spec, field) if field and not _is_text(field) else text)


def _is_text(field: Field) -> bool:
    return field.type.name in (TypeName.TEXT, TypeName.STRING) and not field.pattern


def _effect(entity: Entity, effect: Effect) -> SetView:
    values = {
        "now()": 'bindparam("_now")',
        "today()": 'bindparam("_today")',
        "me": 'bindparam("_caller")',
        "null": "None",
        "true": "True",
        "false": "False",
    }
    field = entity.field(effect.field)
    if field and field.type.enum and effect.value.startswith('"'):
        return SetView(effect.field, f"{field.type.enum}.{member_of(effect.value.strip(chr(34)))}")
    if field and field.type.name is TypeName.DATE and effect.value == "now()":
        return SetView(effect.field, 'bindparam("_today")')
    return SetView(effect.field, values.get(effect.value, effect.value or "None"))


def _written(
    spec: Spec, entity: Entity, part: Entity, effect: Effect, needs: list[str]
) -> WrittenView | None:
    parent = reference_to(part, entity)
    if parent is None:
        return None
    values = []
    position = ""
    for field in part.fields:
        value = _part_value(spec, part, field, effect, needs)
        if field is not parent and value:
            values.append(SetView(field.name, value))
        if field.required and field.name in ("sequence_order", "sequence", "position", "step"):
            position = field.name
    return WrittenView(part.name, part.table, parent.name, tuple(values), position)


def _part_value(spec: Spec, part: Entity, field: Field, effect: Effect, needs: list[str]) -> str:
    account = next(e for e in spec.entities if e.trait("account"))
    enum = spec.enum(field.type.enum)
    if field.role is FieldRole.TENANT:
        return "access.principal.tenant_id"
    if field is reference_to(part, account):
        return "access.principal.user_id"
    if enum and effect.writes_value in enum.values:
        return f"{enum.name}.{member_of(effect.writes_value)}"
    if field.name in needs:
        return f"body.{field.name}"
    if field.name in (f"{effect.writes_value}_at", "decided_at") and not field.role:
        return "now()"
    return ""


def _links(
    spec: Spec, entity: Entity, operations: list[Operation], views: tuple[OperationView, ...]
) -> list[LinkView]:
    found = []
    for operation in operations:
        rows = [p for p in parameters_of(spec, operation) if p.entity]
        view = next(v for v in views if v.name == operation.name)
        if operation.kind not in (Kind.ATTACH, Kind.DETACH) or len(rows) != 2:
            continue
        other = rows[1].entity
        join = next(
            (
                e
                for e in spec.entities
                if other and e.trait("join") and reference_to(e, entity) and reference_to(e, other)
            ),
            None,
        )
        if join and other:
            found.append(
                _link(spec, entity, other, join, view, attach=operation.kind is Kind.ATTACH)
            )
    return found


def _link(
    spec: Spec, entity: Entity, other: Entity, join: Entity, view: OperationView, *, attach: bool
) -> LinkView:
    first, second = reference_to(join, entity), reference_to(join, other)
    return LinkView(
        operation=view,
        first=view.path_parameters[0].name,
        second=view.path_parameters[1].name,
        join=join.name,
        join_module=join.table,
        join_first=first.name if first else "",
        join_second=second.name if second else "",
        reference=reference_view(spec, second) if second else _nothing(),
        attach=attach,
        other_type=python_type(spec, key_of(other).type),
    )


def _nothing() -> ReferenceView:
    raise ValueError("a many-to-many needs two references")


_FILE_FIELDS = {
    "name": ("file_name", "filename", "original_name", "original_filename", "name", "title"),
    "size": ("file_size", "size_bytes", "size", "byte_size", "filesize"),
    "media_type": ("mime_type", "media_type", "content_type", "file_type"),
    "digest": ("file_hash", "sha256", "checksum", "hash", "digest"),
    "url": ("file_url", "url", "storage_path", "file_path", "path", "storage_key", "s3_key"),
}


def _file(spec: Spec, entity: Entity) -> FileView | None:
    if entity.trait("file of") is None:
        return None
    found = {
        part: next((name for name in names if entity.field(name)), "")
        for part, names in _FILE_FIELDS.items()
    }
    download = next(
        (o for o in spec.operations if o.kind is Kind.DOWNLOAD and entity_of(spec, o) is entity),
        None,
    )
    base_path = spec.setting("base_path") or "/api/v1"
    url = entity.field(found["url"])
    path = ""
    if download:
        parameter = parameters_of(spec, download)[-1].name
        path = base_path + download.path.replace(f"{{{parameter}}}", "{key}")
    return FileView(
        **found,
        made_key=key_of(entity).type.name is TypeName.UUID,
        download=path,
        required_url=bool(url and not nullable(spec, entity, url)),
    )

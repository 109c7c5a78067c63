"""What the templates of an entity may see."""

from dataclasses import dataclass

from luke_cli.backend.code import cited, sentence
from luke_cli.backend.naming import article, module_of, variable_of, words_of
from luke_cli.backend.views.belonging import reference_to, tenant_of
from luke_cli.backend.views.columns import key_of, owner_of, python_type
from luke_cli.backend.views.computed import ComputedView, computed_views
from luke_cli.backend.views.field_rights import KeptFieldsView, kept_fields_view
from luke_cli.backend.views.guards import GuardsView, guards_view
from luke_cli.backend.views.inbox import ReadMarkView, read_mark
from luke_cli.backend.views.links import LinkView, links_of
from luke_cli.backend.views.models import ModelView, answered, touched
from luke_cli.backend.views.operations import OperationView, operation_view
from luke_cli.backend.views.overlaps import OverlapView, overlap_views
from luke_cli.backend.views.parents import changed_rows, rows_function
from luke_cli.backend.views.paths import parameters_of
from luke_cli.backend.views.references import (
    ReferenceView,
    moved_references,
    narrow_scopes,
    references_of,
    rights_of,
)
from luke_cli.backend.views.restores import RestoreView, every_row, restore_view
from luke_cli.backend.views.schemas import (
    MemberView,
    change_members,
    create_members,
    replace_members,
    shown,
)
from luke_cli.backend.views.tables import TableView, table_of
from luke_cli.backend.views.trails import is_trailed
from luke_cli.backend.views.transitions import SetView, TransitionView, transitions_of
from luke_cli.backend.views.uploads import FileView, file_view
from luke_cli.backend.views.windows import WindowView, window_views
from luke_cli.names import plural, snake
from luke_cli.spec.model import (
    Entity,
    Field,
    FieldRole,
    Kind,
    Operation,
    Spec,
    Visibility,
)


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
    password: bool
    rows: str
    updated_rows: str
    """Function of `scopes.py`: which rows are changed. So for the following."""
    removed_rows: str
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
    update_guards: GuardsView | None
    """What has to hold of a row before it is changed; None if nothing. So for the following."""
    delete_guards: GuardsView | None
    guards: tuple[GuardsView, ...]
    """Those, and those of its steps."""
    overlaps: tuple[OverlapView, ...]
    """What its rows never take at the same time."""
    windows: tuple[WindowView, ...]
    """How far ahead the moments may be that a request brings."""
    restores: RestoreView | None
    """How its deleted rows come back; None if they do not."""
    file: FileView | None
    nested: str
    """The reference that the path of a create gives; "" if the body does."""

    kept: KeptFieldsView
    trailed: bool
    """Changes of its rows are written down."""
    answered: tuple[ModelView, ...]
    """Other entities that open operations answer with."""
    touched: tuple[ModelView, ...]
    """All models that its statements are about."""
    scope_functions: tuple[str, ...]
    computed: tuple[ComputedView, ...]
    """Members of its answers that are counted."""
    read: ReadMarkView | None
    """What says that its owner has read a row; None if nothing does."""

    def has(self, kind: str) -> bool:
        """Tell whether an operation of that kind acts on the entity."""
        return any(operation.kind == kind for operation in self.operations)

    @property
    def creates_for_caller(self) -> bool:
        """A create has to know who asks."""
        told = self.sets_on_create or self.references or self.trailed or self.kept.made
        return bool(told) or self.counts_of_caller

    @property
    def counts_of_caller(self) -> bool:
        """An answer depends on who asks, beyond which rows it shows."""
        return any(one.of_caller for one in self.computed)

    @property
    def counts_same(self) -> bool:
        """Rows count others of their own table."""
        return any(one.of_same for one in self.computed)

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
        silent = (
            Kind.DELETE,
            Kind.ATTACH,
            Kind.DETACH,
            Kind.MARK,
            Kind.BULK,
            Kind.SUMMARY,
            Kind.CUSTOM,
        )
        return any(o.kind not in silent for o in self.operations)

    @property
    def once(self) -> bool:
        """Some operation happens once, with an Idempotency-Key."""
        return any(operation.once for operation in self.operations)

    @property
    def keyed(self) -> bool:
        """Some statement is about one row."""
        whole = (
            Kind.LIST,
            Kind.EXPORT,
            Kind.SUMMARY,
            Kind.BULK,
            Kind.CREATE,
            Kind.UPLOAD,
            Kind.CUSTOM,
        )
        one = (o for o in self.operations if o.kind != Kind.MARK or o.key)
        return bool(self.overlaps) or any(o.kind not in whole for o in one)

    @property
    def holds(self) -> bool:
        """Some operation looks at a row that it is about to change."""
        changing = (Kind.UPDATE, Kind.DELETE, Kind.TRANSITION)
        return self.trailed and any(map(self.has, changing))

    @property
    def fetches(self) -> bool:
        """Some operation reads one row."""
        locked = bool(self.version) and self.has(Kind.UPDATE)
        return (
            self.holds
            or locked
            or bool(self.guards)
            or any(map(self.has, (Kind.READ, Kind.DOWNLOAD, Kind.RESTORE, Kind.TRANSITION)))
        )


def entity_view(spec: Spec, entity: Entity) -> EntityView:
    """Return what the templates see of an entity."""
    own = [o for o in spec.operations_of(snake(entity.name)) if o.group != "auth"]
    views = tuple(operation_view(spec, o) for o in sorted(own, key=_literal_first))
    references = references_of(spec, entity, nested := _nested(spec, entity, own))
    moved = moved_references(spec, entity, own, nested)
    named, links = (*references, *moved), tuple(links_of(spec, entity, own, views))
    transitions = tuple(transitions_of(spec, entity, views))
    rows, key = _own_rows(spec, entity, own), key_of(entity)
    update, delete = (_guards(spec, entity, own, kind) for kind in (Kind.UPDATE, Kind.DELETE))
    computed, overlaps = computed_views(spec, entity), overlap_views(spec, entity)
    guards = tuple(filter(None, (update, delete, *(step.guards for step in transitions))))
    return EntityView(
        name=entity.name,
        module=module_of(entity),
        noun=variable_of(entity),
        nouns=plural(snake(entity.name)),
        words=words_of(entity),
        docstring=sentence(article(words_of(entity))),
        says=cited(entity.sources),
        table=table_of(spec, entity),
        key=key.name,
        key_type=python_type(spec, key.type),
        tenant=_with_role(entity, FieldRole.TENANT),
        owner=owner_of(entity),
        version=_with_role(entity, FieldRole.LOCK),
        deleted=_with_role(entity, FieldRole.DELETED),
        password=entity.trait("account") is not None,
        rows=rows[0],
        updated_rows=rows[1],
        removed_rows=rows[2],
        shown=shown(spec, entity),
        creates=create_members(spec, entity, frozenset({nested} - {""})),
        replaces=replace_members(spec, entity),
        changes=change_members(spec, entity),
        sets_on_create=_sets(spec, entity, creating=True),
        sets_on_update=_sets(spec, entity, creating=False),
        references=references,
        rights=rights_of(spec, entity) if narrow_scopes(spec, own) else (),
        narrow=narrow_scopes(spec, own),
        moved=moved,
        operations=views,
        transitions=transitions,
        links=links,
        update_guards=update,
        delete_guards=delete,
        guards=guards,
        overlaps=overlaps,
        windows=window_views(spec, entity),
        restores=restore_view(spec, entity),
        file=file_view(spec, entity),
        nested=nested,
        kept=kept_fields_view(spec, entity),
        trailed=is_trailed(spec, entity),
        answered=answered(spec, [o for o in own if o.kind is Kind.CUSTOM], entity),
        computed=computed,
        touched=touched(entity, views, (*named, *overlaps), transitions, links, guards, computed),
        scope_functions=_scope_functions(rows, views, transitions, named, links),
        read=read_mark(spec, entity),
    )


def _guards(spec: Spec, entity: Entity, own: list[Operation], kind: Kind) -> GuardsView | None:
    return guards_view(spec, entity, kind, [one.name for one in own if one.kind is kind])


def _own_rows(spec: Spec, entity: Entity, own: list[Operation]) -> tuple[str, ...]:
    """Return the functions of `scopes.py`: which rows there are, are changed, removed, brought back."""
    updated, removed = (
        changed_rows(spec, entity, [one.name for one in own if one.kind is kind])
        for kind in (Kind.UPDATE, Kind.DELETE)
    )
    back = (every_row(entity),) if any(one.kind is Kind.RESTORE for one in own) else ()
    return rows_function(entity), updated, removed, *back


def _scope_functions(
    own: tuple[str, ...],
    operations: tuple[OperationView, ...],
    steps: tuple[TransitionView, ...],
    references: tuple[ReferenceView, ...],
    links: tuple[LinkView, ...],
) -> tuple[str, ...]:
    found = {*own, *(step.rows for step in steps), *(r.rows for r in references)}
    found |= {o.parent.rows for o in operations if o.parent}
    found |= {link.reference.rows for link in links}
    return tuple(sorted(found))


def _literal_first(operation: Operation) -> tuple[int, ...]:
    return tuple(int(part.startswith("{")) for part in operation.path.split("/"))


def _with_role(entity: Entity, role: FieldRole) -> str:
    return next((field.name for field in entity.fields if field.role is role), "")


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
    account = spec.account
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

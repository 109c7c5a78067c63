"""What the templates of the application as a whole may see."""

from collections.abc import Iterable
from dataclasses import dataclass

from luke_cli.backend.code import literal
from luke_cli.backend.views.accounts import (
    AccountView,
    AuthView,
    TenantView,
    account_view,
    auth_view,
    factor_roles,
    tenant_view,
)
from luke_cli.backend.views.api_keys import KeysView, keys_view
from luke_cli.backend.views.belonging import team_of, tenant_of, widest_scope
from luke_cli.backend.views.columns import is_big, role_enum_of
from luke_cli.backend.views.comparisons import ComparisonView, comparison_views
from luke_cli.backend.views.due import DueView, due_views
from luke_cli.backend.views.entities import EntityView, entity_view
from luke_cli.backend.views.enums import EnumView, enum_view
from luke_cli.backend.views.field_rights import FieldPolicyView, field_policies
from luke_cli.backend.views.forgotten import forgotten_views
from luke_cli.backend.views.invitations import InvitationsView, invitations_view
from luke_cli.backend.views.limits import LimitView, SharedView, limits_of, shared_view
from luke_cli.backend.views.notifications import TellsView, tells_view
from luke_cli.backend.views.open_groups import GroupView, open_groups
from luke_cli.backend.views.operations import operation_view
from luke_cli.backend.views.parents import ParentView
from luke_cli.backend.views.passwords import PasswordView, password_view
from luke_cli.backend.views.policies import (
    SCOPES,
    PolicyView,
    RowsView,
    asked_rows,
    policies_of,
    used_scopes,
)
from luke_cli.backend.views.references import ReferenceView
from luke_cli.backend.views.settings import SettingsView, settings_view
from luke_cli.backend.views.trails import TrailView, trail_view
from luke_cli.backend.views.uploads import keeps_in_bucket, upload_paths
from luke_cli.backend.views.verification import VerificationView, verification_view
from luke_cli.backend.views.words import WordsView
from luke_cli.names import kebab
from luke_cli.spec.bulk import MOST
from luke_cli.spec.model import Kind, Spec
from luke_cli.spec.tracing import traces
from luke_cli.spec.values import items


@dataclass(frozen=True, slots=True)
class ApplicationView:
    """The application."""

    title: str
    version: str
    settings: SettingsView
    entities: tuple[EntityView, ...]
    enums: tuple[EnumView, ...]
    role_enum: str
    roles: tuple[str, ...]
    scopes: tuple[str, ...]
    widest: str
    policies: tuple[PolicyView, ...]
    field_policies: tuple[FieldPolicyView, ...]
    public: tuple[str, ...]
    rows: tuple[RowsView, ...]
    account: AccountView
    password: PasswordView
    verification: VerificationView | None
    invitations: InvitationsView | None
    api_keys: KeysView | None
    tenant: TenantView | None
    team: str
    """`manager`, `group`, `join` or ""."""
    team_field: str
    team_join: str
    team_group_field: str
    auth: AuthView
    factor_roles: tuple[str, ...]
    """The roles that must have a second factor."""
    groups: tuple[GroupView, ...]
    limits: tuple[LimitView, ...]
    shared: SharedView
    """What processes do together on a server."""
    big_keys: bool
    uploads: tuple[str, ...]
    """Patterns of the paths that take a file, as Python."""
    bucket: bool
    """Uploads may go to a server that speaks S3."""
    locks: bool
    likes: bool
    """Some list is narrowed by a part of a text."""
    words: WordsView | None
    """What is a word, where rows are searched."""
    comparisons: tuple[ComparisonView, ...]
    references: bool
    guarded: bool
    """Some reference may name only rows that a right reaches."""
    sights: bool
    """Some nested operation asks for the right to read the row above."""
    needs: bool
    """Some operation cannot go on without another row."""
    removes: bool
    days: bool
    """Something is set to the current day."""
    open: bool
    exports: bool
    traces: bool
    """Requests have spans that go to a collector."""
    service: str
    """What the service is called in them, Python."""
    trail: TrailView | None
    tells: TellsView | None
    """Who is told of what; None if nobody is."""
    timed: tuple[DueView, ...]
    """The steps that time takes; those that end rows come last."""
    periods: bool
    """Rows are summed up by days, months or years."""
    bulk_most: int
    """Rows of one bulk operation; 0 if there is none."""

    @property
    def cached(self) -> bool:
        """Some answer is kept for a while."""
        return self.shared.cached

    @property
    def helped(self) -> bool:
        """It works with something beside its database."""
        return bool(self.shared.words or self.uploads)

    @property
    def owned(self) -> bool:
        """Some right reaches no further than the rows of a person or a team."""
        return "OWN" in self.scopes or "TEAM" in self.scopes

    @property
    def led(self) -> bool:
        """Some row belongs to whom another row names."""
        return self.owned and any(way.through for rows in self.rows for way in rows.ways)

    @property
    def scoped(self) -> tuple[EntityView, ...]:
        """The entities that tell whose rows are whose."""
        found = {model for rows in self.rows for model in rows.models}
        if self.owned:
            found |= {self.account.entity.name, self.team_join}
        return tuple(entity for entity in self.entities if entity.name in found)

    @property
    def recovers(self) -> bool:
        """Somebody who forgot a password gets a link by mail."""
        return "forgot_password" in self.auth.by_verb

    @property
    def mails(self) -> bool:
        """Something writes letters."""
        return self.links or self.tells_by_mail

    @property
    def links(self) -> bool:
        """Somebody gets a link by mail that is good for one thing."""
        return self.recovers or self.verification is not None or self.invitations is not None

    @property
    def tells_by_mail(self) -> bool:
        """Somebody gets mail about what has happened."""
        return self.tells is not None and self.tells.mails

    @property
    def queued(self) -> bool:
        """A worker sends what stands in an outbox."""
        return self.tells is not None and self.tells.queued

    @property
    def visited(self) -> bool:
        """Somebody who is not signed in works with rows."""
        return any(
            o.may == "VISIT" and o.kind != Kind.CUSTOM for e in self.entities for o in e.operations
        )

    @property
    def once(self) -> bool:
        """Some request happens once, however often it is sent."""
        return any(one.once for one in self.entities) or any(one.once for one in self.groups)

    @property
    def forgets(self) -> bool:
        """Entries of the trail may go after a while."""
        return self.trail is not None and bool(self.trail.kept_days and self.trail.moment)

    @property
    def second_factor(self) -> bool:
        """An account may have a second factor."""
        return "complete_login" in self.auth.by_verb

    @property
    def limited(self) -> str:
        """What an operation of signing in answers above a rate, beside its other problems."""
        return ", 429" if self.limits else ""

    @property
    def exempt(self) -> tuple[str, ...]:
        """What an operation may be that those can call who have to do something first."""
        flags = {"enrols": self.factor_roles, "renews": self.password.days}
        return tuple(name for name, needed in flags.items() if needed)

    @property
    def always(self) -> str:
        """What lets in those, whatever they have to do first."""
        return "".join(f", {name}=True" for name in self.exempt)

    @property
    def renews(self) -> str:
        """What lets in those whose password is too old."""
        return ", renews=True" if self.password.days else ""

    @property
    def asks(self) -> bool:
        """Some operation looks at how far another right reaches."""
        return self.guarded or self.sights

    @property
    def exported(self) -> tuple[str, ...]:
        """The names of all models."""
        own = {"LoginFailure", "LoginSession", *(["ResetToken"] if self.recovers else [])}
        own |= {"VerificationToken"} if self.verification else set()
        own |= {"InvitationToken"} if self.invitations else set()
        own |= {"ApiKey"} if self.api_keys else set()
        own |= {"PastPassword"} if self.password.history else set()
        if self.second_factor:
            own |= {"LoginChallenge", "RecoveryCode", "SecondFactor"}
        own |= {"KeptAnswer"} if self.once else set()
        if self.queued:
            own.add("OutboxEntry")
        return tuple(sorted({*own, *(entity.name for entity in self.entities)}))


def application_view(spec: Spec) -> ApplicationView:
    """Return what the templates see of a spec; it has an account and roles."""
    entities = tuple(entity_view(spec, entity) for entity in spec.entities)
    by_name = {view.name: view for view in entities}
    account = next(e for e in spec.entities if e.trait("account"))
    tenant, team = tenant_of(spec), team_of(spec, account)
    used, bound = used_scopes(spec), _bound(entities)
    auth, signs_in = auth_view(spec, account), account_view(spec, account, by_name[account.name])
    return ApplicationView(
        title=literal(spec.project),
        version=literal(_version(spec)),
        settings=settings_view(spec),
        entities=entities,
        enums=tuple(map(enum_view, spec.enums)),
        role_enum=role_enum_of(account),
        roles=tuple(role.name for role in spec.roles),
        scopes=tuple(scope.upper() for scope in SCOPES if scope in used | {widest_scope(spec)}),
        widest=widest_scope(spec).upper(),
        policies=policies_of(spec),
        field_policies=field_policies(spec),
        public=_public(spec),
        rows=asked_rows(spec, [f for e in entities if e.served for f in e.scope_functions]),
        account=signs_in,
        password=password_view(spec, account),
        verification=verification_view(spec, account),
        invitations=invitations_view(spec, account, auth, signs_in),
        api_keys=keys_view(spec),
        tenant=tenant_view(spec, tenant, by_name[tenant.name]) if tenant else None,
        team=str(team.by) if "team" in used else "",
        team_field=team.field,
        team_join=team.join,
        team_group_field=team.group_field,
        auth=auth,
        factor_roles=factor_roles(spec, account),
        groups=open_groups(spec),
        limits=limits_of(spec),
        shared=shared_view(spec),
        big_keys=any(is_big(f) for e in spec.entities for f in e.fields),
        uploads=upload_paths(spec),
        bucket=keeps_in_bucket(spec),
        locks=any(view.version and view.answers for view in entities),
        likes="like" in bound,
        words=WordsView() if "words_of" in bound else None,
        comparisons=comparison_views(spec),
        references=any(view.references or view.moved or view.links for view in entities),
        guarded=any(reference.action for reference in _references(entities)),
        sights=any(parent.action and not parent.public for parent in _parents(entities)),
        needs=bool(_parents(entities)) or any(view.links for view in entities),
        removes=_removes(spec, entities),
        days=any(map(_has_days, entities)),
        open=any(o.kind is Kind.CUSTOM for o in spec.operations),
        trail=trail_view(spec),
        tells=tells_view(spec, account),
        timed=(*due_views(spec), *forgotten_views(spec)),
        periods=any(o.summary.by_period for e in entities for o in e.operations if o.summary),
        bulk_most=MOST if any(o.kind is Kind.BULK for o in spec.operations) else 0,
        traces=traces(spec),
        service=literal(kebab(spec.project) or "backend"),
        exports=any(o.kind is Kind.EXPORT for o in spec.operations),
    )


def _removes(spec: Spec, views: Iterable[EntityView]) -> bool:
    """Tell whether something answers 404 when there is nothing to change."""
    ends = any(not link.attach for view in views for link in view.links)
    return ends or any(o.kind in (Kind.DELETE, Kind.MARK) for o in spec.operations)


def _public(spec: Spec) -> tuple[str, ...]:
    anybody = (one for one in spec.operations if "public" in one.permissions)
    return tuple(operation_view(spec, one).function for one in anybody)


def _bound(views: Iterable[EntityView]) -> set[str]:
    """Return the functions that make what is bound of what is sent."""
    queries = (o.query for view in views for o in view.operations if o.query)
    return {one.bound for query in queries for one in query.filters}


def _references(views: Iterable[EntityView]) -> list[ReferenceView]:
    return [
        reference
        for view in views
        for reference in (
            *view.references,
            *view.moved,
            *(link.reference for link in view.links if link.attach),
        )
    ]


def _parents(views: Iterable[EntityView]) -> list[ParentView]:
    return [o.parent for view in views for o in view.operations if o.parent]


def _has_days(view: EntityView) -> bool:
    values = [member.value for member in (*view.sets_on_create, *view.sets_on_update)]
    defaults = [column.arguments for column in view.table.columns]
    return (
        any(step.day for step in view.transitions)
        or any("today()" in value for value in values)
        or any("default=today" in arguments for arguments in defaults)
    )


def _version(spec: Spec) -> str:
    words = [word.strip('"') for word in items(spec.setting("api"))]
    return next((word for word in reversed(words) if word[:1].isdigit()), "1.0.0")

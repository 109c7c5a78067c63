"""The tables of the backend itself, which belong to no entity of the plan."""

from dataclasses import replace

from luke_cli.backend.views.accounts import has_second_factor, recovers
from luke_cli.backend.views.belonging import tenant_field, tenant_of
from luke_cli.backend.views.columns import IN_MIGRATION, ColumnView, columns_of, key_of
from luke_cli.backend.views.passwords import keeps_passwords
from luke_cli.backend.views.settings import settings_view
from luke_cli.backend.views.tables import TableView
from luke_cli.spec.api_keys import has_keys
from luke_cli.spec.invitations import invites
from luke_cli.spec.model import Spec
from luke_cli.spec.notifications import QUEUED, tells_by
from luke_cli.spec.once import takes_key
from luke_cli.spec.verification import verifies


def system_tables(spec: Spec) -> tuple[TableView, ...]:
    """Return the tables that no entity of the plan is."""
    return (*_auth_tables(spec), *_outbox_tables(spec))


def _auth_tables(spec: Spec) -> tuple[TableView, ...]:
    """Return the tables of logins, which belong to the backend and not to the plan."""
    account = spec.account
    if account is None:
        return ()
    users = columns_of(spec, account)
    owner = next(column for column in users if column.name == key_of(account).name)
    moment, code = "sa.DateTime(timezone=True)", "sa.String(64)"
    sessions = (
        _plain("id", "sa.Uuid()", key=True),
        replace(
            _plain("user_id", owner.migrated),
            arguments="index=True",
            references=f"{account.table}.{owner.name}",
            on_delete="CASCADE",
        ),
        _plain("refresh_fingerprint", code),
        _plain("created_at", moment),
        _plain("expires_at", moment),
        _plain("revoked_at", moment, nullable=True),
    )
    failures = (
        _plain("fingerprint", code, key=True),
        _plain("count", "sa.Integer()"),
        _plain("locked_until", moment, nullable=True),
        *((_plain("locks", "sa.Integer()"),) if settings_view(spec).lockout_minutes_max else ()),
    )
    # Nobody has two links: whoever asks twice at once gets one letter.
    resets = (
        _plain("fingerprint", code, key=True),
        replace(sessions[1], arguments="unique=True"),
        *sessions[3:5],
    )
    past = (
        replace(sessions[1], key=True, arguments=""),
        _plain("password_hash", "sa.String(255)", key=True),
        _plain("replaced_at", moment),
    )
    links = (resets[0], _plain("email", "sa.String(254)"), *resets[1:])
    once = any(takes_key(spec, operation) for operation in spec.operations)
    return (
        TableView("login_sessions", sessions, (), (), ()),
        *((_keys(sessions[1]),) if has_keys(spec) else ()),
        *((TableView("past_passwords", past, (), (), ()),) if keeps_passwords(spec) else ()),
        *((TableView("reset_tokens", resets, (), (), ()),) if recovers(spec) else ()),
        *((_invitations(spec, resets),) if invites(spec) else ()),
        *((TableView("verification_tokens", links, (), (), ()),) if verifies(spec) else ()),
        *(_second_factor(sessions[1]) if has_second_factor(spec) else ()),
        *((_answers(sessions[1]),) if once else ()),
        TableView("login_failures", failures, (), (), ()),
    )


def _invitations(spec: Spec, links: tuple[ColumnView, ...]) -> TableView:
    """Return the table of invitations: `links` are the columns of what works once."""
    fingerprint, inviter, *moments = links
    email = _plain("email", "sa.String(254)")
    host = _host(spec)
    columns = (
        fingerprint,
        email if host else replace(email, arguments="unique=True"),
        *host,
        _plain("role", "sa.String(64)"),
        replace(inviter, arguments="index=True"),
        *moments,
    )
    uniques = (("email", host[0].name),) if host else ()
    return TableView("invitation_tokens", columns, uniques, (), ())


def _host(spec: Spec) -> tuple[ColumnView, ...]:
    """Return the column of the tenant that a guest is invited to, if there are tenants."""
    tenant, account = tenant_of(spec), spec.account
    if tenant is None or account is None or tenant_field(account) is None:
        return ()
    key = next(c for c in columns_of(spec, tenant) if c.name == key_of(tenant).name)
    column = _plain("tenant_id", key.migrated)
    references = f"{tenant.table}.{key.name}"
    return (replace(column, arguments="index=True", references=references, on_delete="CASCADE"),)


def _keys(account: ColumnView) -> TableView:
    """Return the table of keys of the API."""
    moment = "sa.DateTime(timezone=True)"
    columns = (
        _plain("id", "sa.Uuid()", key=True),
        account,
        _plain("name", "sa.String(100)"),
        replace(_plain("prefix", "sa.String(12)"), arguments="unique=True"),
        _plain("fingerprint", "sa.String(64)"),
        _plain("scopes", IN_MIGRATION["JSON_VALUE"], nullable=True),
        _plain("created_at", moment),
        _plain("expires_at", moment),
        _plain("last_used_at", moment, nullable=True),
        _plain("revoked_at", moment, nullable=True),
    )
    return TableView("api_keys", columns, (), (), ())


def _second_factor(account: ColumnView) -> tuple[TableView, ...]:
    """Return the tables of second factors: `account` refers to whose they are."""
    moment, code = "sa.DateTime(timezone=True)", "sa.String(64)"
    challenges = (
        _plain("fingerprint", code, key=True),
        account,
        _plain("attempts", "sa.Integer()"),
        _plain("expires_at", moment),
    )
    factors = (
        replace(account, key=True, arguments=""),
        _plain("secret", "sa.String(120)"),
        _plain("last_step", "sa.Integer()"),
        _plain("created_at", moment),
        _plain("confirmed_at", moment, nullable=True),
    )
    return (
        TableView("login_challenges", challenges, (), (), ()),
        TableView("second_factors", factors, (), (), ()),
        TableView("recovery_codes", (challenges[0], account), (), (), ()),
    )


def _answers(account: ColumnView) -> TableView:
    """Return the table of answers that are kept for requests with a key."""
    columns = (
        replace(account, key=True, arguments=""),
        _plain("key_hash", "sa.String(64)", key=True),
        _plain("request_hash", "sa.String(64)"),
        _plain("status", "sa.Integer()", nullable=True),
        _plain("headers", IN_MIGRATION["JSON_VALUE"], nullable=True),
        _plain("body", "sa.LargeBinary()", nullable=True),
        replace(_plain("expires_at", IN_MIGRATION["UTC_DATETIME"]), arguments="index=True"),
    )
    return TableView("kept_answers", columns, (), (), ())


def _outbox_tables(spec: Spec) -> tuple[TableView, ...]:
    """Return the table of what is to be sent, if a worker sends something."""
    if not tells_by(spec, *QUEUED):
        return ()
    moment = IN_MIGRATION["UTC_DATETIME"]
    outbox = (
        _plain("id", "sa.Uuid()", key=True),
        _plain("event", "sa.String(150)"),
        _plain("row_id", "sa.String(255)"),
        _plain("channel", "sa.String(16)"),
        _plain("recipient", "sa.String(2048)"),
        _plain("attempts", "sa.Integer()"),
        _plain("created_at", moment),
        replace(_plain("due_at", moment, nullable=True), arguments="index=True"),
        _plain("error", "sa.String(500)", nullable=True),
    )
    return (TableView("outbox_entries", outbox, (), (), ()),)


def _plain(name: str, type_: str, *, key: bool = False, nullable: bool = False) -> ColumnView:
    return ColumnView(name, "", "", type_, nullable, key, "", "", "")

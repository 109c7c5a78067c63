"""The first sentences of the sections that say how the backend is protected, proved and run."""

from luke_cli.plan.kept import told
from luke_cli.plan.show import code, sentences
from luke_cli.spec.cached import cached_s, caches
from luke_cli.spec.inbox import CHANNEL as IN_APP
from luke_cli.spec.inbox import inbox_of
from luke_cli.spec.lifetimes import forgotten
from luke_cli.spec.model import OWNER, Kind, Spec
from luke_cli.spec.notifications import QUEUED, ROLE
from luke_cli.spec.once import takes_key
from luke_cli.spec.tracing import traces
from luke_cli.spec.trail import trail_of
from luke_cli.spec.webhooks import CHANNEL as WEBHOOK
from luke_cli.spec.webhooks import addresses_of, subscriptions_of


def preconditions(spec: Spec) -> str:
    """Return the lead above the preconditions."""
    if not spec.preconditions:
        return ""
    return sentences(
        "What has to hold of a row before it is changed or removed, checked by the statement that"
        " changes it; whatever does not hold is answered with 409 and named.",
        "Of a row that is made it is asked how far ahead a moment is that the request brings, and of a"
        " change that brings it; what is not in time is answered with `validation_status`."
        if any(o.kind is Kind.CREATE and spec.guards_of(o.name) for o in spec.operations)
        else "",
        "`count(Part)` is how many rows of a part it has; `or role` names who may do it all the same.",
        "`owner` names the one of several owners to whom a right to rows of one's own opens it; to the"
        " others the row is out of reach: 404."
        if any(guard.sign == OWNER for one in spec.preconditions for guard in one.guards)
        else "",
    )


def notifications(spec: Spec) -> str:
    """Return the lead above the notifications."""
    if not spec.notifications:
        return ""
    roles = any(one.startswith(ROLE) for told in spec.notifications for one in told.to)
    channels = {told.channel for told in spec.notifications}
    inbox = inbox_of(spec) if IN_APP in channels else None
    subscriptions = subscriptions_of(spec)
    owned = subscriptions is not None and bool(subscriptions.owner)
    return sentences(
        "Who is told that an operation has succeeded; of one that is refused or undone nobody is.",
        "What there is to send is written to the table `outbox_entries` in the transaction of the change,"
        " and a worker (`python -m backend.commands work`, any number of them) sends it at least"
        " once, with an id that tells a second one; what fails is tried again after ever longer"
        " pauses, and kept as dead after the last attempt."
        if channels & set(QUEUED)
        else "",
        f"What is told within the application is a row of {inbox.entity.name}, written for its owner"
        " in the transaction of the change."
        if inbox
        else "",
        "A webhook is a signed POST to a public https address, which gets what the owner of a"
        " subscription may read; it is never redirected."
        if WEBHOOK in channels and owned
        else "A webhook is a signed POST to a public https address; it is never redirected."
        if WEBHOOK in channels
        else "",
        "A role is its accounts that may read the row." if roles else "",
        "Mail is printed until `APP_MAIL_SERVER` names a server." if "mail" in channels else "",
    )


def security(spec: Spec) -> str:
    """Return the lead of section 7."""
    uploads = any(operation.kind is Kind.UPLOAD for operation in spec.operations)
    limits = any(s.name.startswith("rate_limit") for s in spec.settings)
    trail = trail_of(spec)
    return sentences(
        "A body is checked against its schema before any query; one with an unknown member, or a"
        " too large one, is refused.",
        "Every value reaches the database as a parameter.",
        "A reference to a row that does not exist or that the caller's tenant does not own gets one"
        " and the same refusal."
        if any(entity.trait("tenant") for entity in spec.entities)
        else "",
        "Uploads are read in chunks and checked for size, declared type and first bytes; their"
        " names are luke's, never the client's."
        if uploads
        else "",
        "Processes count requests together on the Redis or Valkey of `APP_REDIS_URL`, each for itself"
        " without one or while it is away; above a rate the answer is 429 with Retry-After."
        if limits
        else "No rate is limited: no document states one.",
        f"Each change leaves an entry in {trail.entity.name}, with what was and what is, in its"
        " transaction; personal members are held back."
        if trail
        else "",
        "Answers carry security headers; CORS is closed until origins are set.",
        told(spec, 7),
    )


def caching(spec: Spec) -> str:
    """Return the lead of section 8."""
    wanted = any(setting.name.startswith("cache") for setting in spec.settings)
    kept = [operation.name for operation in spec.operations if cached_s(spec, operation)]
    of = " for its tenant" if any(entity.trait("tenant") for entity in spec.entities) else ""
    none = "Answers are not cached: every one says `Cache-Control: no-store`."
    some = sentences(
        f"What the database answers to {code(kept)} is kept for the times below, on the Redis or"
        " Valkey of `APP_REDIS_URL`, or in the process where there is none; clients keep nothing"
        " (`Cache-Control: no-store`).",
        "It is kept by the statement and its parameters, and these say whose rows it reads: nobody"
        " gets what they could not ask for themselves.",
        f"Before a change is answered, all that was read from its table{of} is let go; while the"
        " server is away the database answers.",
    )
    remembered = (
        "A process remembers the account of an access token for seconds, so that not every request"
        " asks for it; a changed role or an ended login is noticed after that time."
    )
    asks = "" if wanted else "No document asks for a cache."
    return sentences(some if kept else none, asks, remembered, told(spec, 8))


def testing(spec: Spec) -> str:
    """Return the lead of section 9."""
    kinds = {operation.kind for operation in spec.operations}
    proved = (
        "each operation with its good path, without a token and with bad bodies" if kinds else "",
        "each cell of section 5 with an own and a foreign row" if spec.permissions else "",
        "a row with several owners by each of them alone"
        if any(entity.owners[1:] for entity in spec.entities)
        else "",
        "each step of a workflow also from the states that refuse it" if spec.transitions else "",
        "each step of time on a row that is due, and on rows that are not" if spec.timed else "",
        "rows that are kept no longer, and those that stay" if forgotten(spec) else "",
        "rows of another tenant, which nobody sees"
        if any(entity.trait("tenant") for entity in spec.entities)
        else "",
        "a request with a key, sent again, at once and by another account"
        if any(takes_key(spec, operation) for operation in spec.operations)
        else "",
        "each kept answer, asked by everybody in turn and after a change" if caches(spec) else "",
        "migrations up, down and up",
        "the OpenAPI document, which names every status",
    )
    return sentences(
        f"luke makes the tests from the tables above: {'; '.join(filter(None, proved))}.",
        "They run on SQLite, and on PostgreSQL when it is named.",
        "The test of a `custom` operation is expected to fail until somebody writes it."
        if Kind.CUSTOM in kinds
        else "",
        "Tests of an operation stand in `tests/test_<group>.py`." if kinds else "",
        told(spec, 9),
    )


def performance(spec: Spec) -> str:
    """Return the lead of section 10."""
    measured = any(s.name.startswith(("latency", "throughput")) for s in spec.settings)
    return sentences(
        "A page is two statements: one reads the shown columns, one counts.",
        "Targets are for a load test; the generated tests do not measure them."
        if measured
        else "The documents state no target for answers.",
        "`APP_DATABASE_POOL_SIZE` sets the connections of a process.",
        told(spec, 10),
    )


def deployment(spec: Spec) -> str:
    """Return the lead of section 11."""
    factor = spec.operation("auth.complete_login")
    seeds = ("APP_MFA_KEY",) if factor and factor.kind is Kind.AUTH else ()
    shared = caches(spec) or any(s.name.startswith("rate_limit") for s in spec.settings)
    beside = "a PostgreSQL and a Valkey" if shared else "a PostgreSQL"
    signs = (f"APP_WEBHOOK_{name.upper()}_SECRET" for name in addresses_of(spec))
    secrets = code(("APP_JWT_SECRET", *seeds, *signs, "APP_DATABASE_URL"))
    return sentences(
        "One image; what differs between deployments comes from environment variables that start"
        " with `APP_`.",
        f"Secrets are not in this file: {secrets}.",
        "Migrations run once, before a rollout: `alembic upgrade head`.",
        f"`compose.yaml` starts the image with {beside}; `deploy/` runs it in Kubernetes, and"
        " `.github/` checks each change.",
        told(spec, 11),
    )


def monitoring(spec: Spec) -> str:
    """Return the lead of section 12."""
    return sentences(
        "A log line is one JSON object with the request id, never with a body or a token.",
        "`liveness_path` asks the process only, `readiness_path` the database, too.",
        "`metrics_path` gives the duration of requests by route and status to Prometheus.",
        "Requests and their statements have spans, without any value: `APP_OTLP_ENDPOINT` names the"
        " collector; the trace of a caller who sends `traceparent` goes on."
        if traces(spec)
        else "",
        told(spec, 12),
    )

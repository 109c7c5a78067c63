"""The first sentences of the sections that say what is built: true of this plan, or not said."""

from collections.abc import Iterable
from typing import Final

from luke_cli.names import snake
from luke_cli.plan.fold import CRUD, fold, update_method
from luke_cli.plan.kept import told
from luke_cli.plan.show import code, listed, sentences
from luke_cli.spec.bulk import MOST
from luke_cli.spec.lifetimes import KEPT
from luke_cli.spec.model import Entity, FieldRole, Kind, Spec, Transition
from luke_cli.spec.once import changes, takes_key
from luke_cli.spec.paging import by_cursor
from luke_cli.spec.restored import RETENTION
from luke_cli.spec.settings import LIMIT
from luke_cli.spec.statuses import CREATED, SILENT


def api(spec: Spec) -> str:
    """Return the lead of section 1."""
    lists = any(operation.kind is Kind.LIST for operation in spec.operations)
    return sentences(
        "One FastAPI service with one module for each entity, and a database.",
        "Every list answers in pages, with the members of `list_envelope`." if lists else "",
        _cursors() if lists and by_cursor(spec) else "",
        "Every error is `application/problem+json` (RFC 9457).",
        _if_match(spec),
        _once(spec),
        told(spec, 1),
    )


def _cursors() -> str:
    return (
        "The next page is asked for with the member of the last answer that `next_cursor` names, null on"
        " the last page: no row appears twice or gets lost because others come and go in between. A"
        " cursor is good for the order that it was made for; any other is refused like a value that"
        " is not valid. Rows are not counted."
    )


def _once(spec: Spec) -> str:
    """Say which requests happen once, and which of those that change something do not."""
    keyed = {operation.name for operation in spec.operations if takes_key(spec, operation)}
    if not keyed:
        return ""
    posts = [o for o in spec.operations if o.method == "POST" and o.group != "auth"]
    others = [o.name for o in posts if changes(o) and o.name not in keyed]
    return sentences(
        "A POST that changes something may carry an `Idempotency-Key` (1 to 255 visible ASCII"
        " characters): sent again by the same account within `idempotency_ttl`, it happens once and"
        " gets the first answer, with `Idempotency-Replayed: true`; for another request the same key"
        " is refused with 422. A refusal is not kept, so it can be sent again."
        " `python -m backend.commands forget-answers` removes the answers that are older.",
        f"No key is taken where there is no account or where the answer holds a secret: {code(others)}."
        if others
        else "",
    )


def _if_match(spec: Spec) -> str:
    groups = {o.group for o in spec.operations if o.kind in (Kind.UPDATE, Kind.DELETE)}
    locked = [
        entity.name
        for entity in spec.entities
        if entity.trait("version") and snake(entity.name) in groups
    ]
    if not locked:
        return ""
    return (
        f"A change to {listed(locked, last='or')} needs `If-Match` with the ETag of what was read:"
        " without it the answer is 428, with an old one 412."
    )


def database(spec: Spec) -> str:
    """Return the lead of section 2."""
    if not spec.entities:
        return "The documents describe nothing that is stored."
    return sentences(
        _tenants(spec),
        "Columns stand in section 6, each once.",
        "References are foreign keys with an index; times are stored in UTC.",
        _with_trait(spec, "append-only", "Nobody changes or deletes rows of {}."),
        _with_trait(
            spec,
            KEPT,
            "Time deletes rows of {} that are `kept` no longer, by the command `take-due`; those that"
            " other rows refer to stay until these are gone.",
        ),
        _with_trait(
            spec, "soft delete", "A deleted row of {} is marked and vanishes from the API."
        ),
        _restored(spec),
        _searches(spec),
        "The backend runs on SQLite until it is given the URL of a PostgreSQL.",
        told(spec, 2),
    )


def _searches(spec: Spec) -> str:
    if not any(parameter.means == "search" for parameter in spec.parameters):
        return ""
    return (
        "A search finds the rows in which each of its words begins a word: letters and digits count,"
        " capitals, accents and their order do not; PostgreSQL has an index of the words. What has"
        " no word finds nothing, blanks alone are no search."
    )


def _tenants(spec: Spec) -> str:
    owned = [entity for entity in spec.entities if entity.trait("tenant")]
    keys = (f for entity in owned for f in entity.fields if f.role is FieldRole.TENANT)
    key = next(keys, None)
    if key is None:
        return ""
    tenant = key.type.target or "tenant"
    others = [e for e in spec.entities if not e.trait("tenant") and e.name != key.type.target]
    parts = [e.name for e in others if e.trait("part of") or e.trait("file of")]
    shared = [e.name for e in others if e.name not in parts]
    belong = "belongs" if len(parts) == 1 else "belong"
    return sentences(
        f"A row with the trait `tenant` belongs to one {tenant}, which comes from the token and is"
        " part of every query.",
        f"{listed(parts)} {belong} to it through what they are part of." if parts else "",
        f"Common to all: {listed(shared)}." if shared else "",
    )


def _restored(spec: Spec) -> str:
    names = [one.name for one in spec.operations if one.kind is Kind.RESTORE]
    if not names:
        return ""
    within = f", within {code([RETENTION])}: later it answers 404"
    until = within if spec.setting(RETENTION) else ""
    return f"By {code(names)} it comes back{until}; what is not deleted answers 409."


def _with_trait(spec: Spec, trait: str, sentence: str) -> str:
    names = [entity.name for entity in spec.entities if entity.trait(trait)]
    return sentence.format(listed(names)) if names else ""


def endpoints(spec: Spec) -> str:
    """Return the lead of section 3."""
    if not spec.operations:
        return "There is no operation."
    kinds = {operation.kind for operation in spec.operations}
    made = [kind.value for kind in CREATED if kind in kinds]
    gone = [kind.value for kind in SILENT if kind in kinds]
    statuses = (
        f"{listed(made)} 201" if made else "",
        f"{listed(gone)} 204" if gone else "",
        "the others 200",
    )
    crud = any(line.kind == CRUD for line in fold(spec.operations, update_method(spec)))
    return sentences(
        "Paths stand below `base_path`.",
        f"Success follows from Kind: {', '.join(filter(None, statuses))}{_beside(spec)}.",
        "Refusals are 401, 403, 404, 409 and `validation_status` where they can happen.",
        _crud(spec) if crud else "",
        "`custom` is a known contract with open behaviour: it answers 501."
        if Kind.CUSTOM in kinds
        else "",
        "`export` gives all rows of its list as CSV." if Kind.EXPORT in kinds else "",
        f"`bulk` takes up to {MOST} rows and answers with the status of each."
        if Kind.BULK in kinds
        else "",
        "`mark` says that a notice was read, or all of the caller." if Kind.MARK in kinds else "",
        "Sign-in is in section 4, who may call what in section 5; bodies follow from section 6.",
    )


def _beside(spec: Spec) -> str:
    stated = any(operation.status for operation in spec.operations)
    return "; a status beside it is what a document states" if stated else ""


def _crud(spec: Spec) -> str:
    return (
        "`crud` is list and create on the path, read, update"
        f" ({update_method(spec)}) and delete below it; its first permission is for reading,"
        " its last one for writing."
    )


_REACH: Final[dict[str, str]] = {
    "own": "`own` rows that the caller owns",
    "tenant": "`tenant` all rows of the caller's tenant",
    "all": "`all` every row",
}


def authorization(spec: Spec) -> str:
    """Return the lead of section 5."""
    if not spec.roles:
        return sentences(
            "There are no roles.",
            "Deny by default: the backend does not start with a route that states no permission.",
            told(spec, 5),
        )
    used = {scope for permission in spec.permissions for _, scope in permission.scopes}
    reach = _REACH | {"team": f"`team` also {_team(spec)}"}
    words = (reach[scope] for scope in ("own", "team", "tenant", "all") if scope in used)
    return sentences(
        "Deny by default: the backend does not start with a route that states no permission.",
        "A cell is the effective right, inheritance already applied:"
        f" {', '.join((*words, '`-` nothing'))}.",
        "A row with several owners (section 2) is `own` to each of them."
        if any(entity.owners[1:] for entity in spec.entities)
        else "",
        "The scope is part of the query, so a row out of reach answers 404.",
        _unused(spec),
        told(spec, 5),
    )


def _team(spec: Spec) -> str:
    entity, _, name = spec.setting("team_by").partition(".")
    known = spec.entity(entity)
    field = known.field(name) if known and name else None
    if field is None:
        return f"those of accounts that share a {entity} with the caller" if known else "the team's"
    if field.type.target == entity:
        return f"those of accounts whose `{name}` is the caller"
    return f"those of accounts with the caller's `{name}`"


def _unused(spec: Spec) -> str:
    used = {name for operation in spec.operations for name in operation.permissions}
    names = [permission.name for permission in spec.permissions if permission.name not in used]
    return f"No operation needs {code(names, last='or')}." if names else ""


_IMPLIED: Final = {
    "tenant": "the key of the tenant",
    "timestamps": "`created_at` and `updated_at`",
    "created": "`created_at`",
    "soft delete": "`deleted_at`",
    "version": "`version`",
    "lookup": "`name`",
}


def models(spec: Spec) -> str:
    """Return the lead of section 6."""
    if not spec.entities:
        return "There is no entity."
    traits = {trait.name for entity in spec.entities for trait in entity.traits}
    follow = [
        f"{_fields_of(spec, trait, words)} from `{trait}`"
        for trait, words in _IMPLIED.items()
        if trait in traits
    ]
    every = listed(["`id` (uuid) of every entity", *follow])
    return sentences(
        "A field is required only where its row says so; `read-only` never comes in, `write-only`"
        " never goes out, `hidden` neither.",
        f"Some fields need no row, because they follow from section 2: {every}.",
        "A row here overrides them.",
        "`encrypted` is recorded only: the generated backend keeps such a value as it is."
        if any(field.encrypted for entity in spec.entities for field in entity.fields)
        else "",
        f"What the documents limit in their own words is a setting `{LIMIT}.<of what>.<what>`: it is"
        " recorded only; the generated backend checks it where a row of `Only if` or a trait names it."
        if any(setting.name.startswith(f"{LIMIT}.") for setting in spec.settings)
        else "",
    )


def _fields_of(spec: Spec, trait: str, words: str) -> str:
    role = {"tenant": FieldRole.TENANT, "soft delete": FieldRole.DELETED}.get(trait)
    if role is None:
        return words
    found = {f.name: None for e in spec.entities for f in e.fields if f.role is role}
    return code(found) if role is FieldRole.DELETED else f"`{next(iter(found), 'tenant_id')}`"


def workflow(spec: Spec, entity: Entity | None, steps: Iterable[Transition]) -> str:
    """Return the lead of a workflow."""
    known = tuple(steps)
    name = known[0].field
    field = entity.field(name) if entity else None
    first = field.default.strip('"') if field else ""
    values = spec.enum(field.type.enum) if field else None
    reached = {step.target for step in known} | {first}
    timed = [step.operation for step in known if step.due]
    lost = [state for state in (values.values if values else ()) if state not in reached]
    return sentences(
        f"It starts as `{first}`." if first else "",
        "Only these steps change it; of two callers at once, one gets 409.",
        f"Time takes {code(timed)}: the command `take-due` moves what is due." if timed else "",
        f"Nothing leads to {code(lost)}." if lost else "",
    )

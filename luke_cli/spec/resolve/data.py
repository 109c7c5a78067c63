"""The data half of a spec: entities with their fields, enums and indexes, as a list of passes."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Final

from luke_cli.source import Diagnostic, Severity
from luke_cli.spec.model import Assumption, Entity, Spec
from luke_cli.spec.normal import normal_entities
from luke_cli.spec.resolve.account import completed, with_account
from luke_cli.spec.resolve.beginnings import with_beginnings
from luke_cli.spec.resolve.belonging import with_belongings
from luke_cli.spec.resolve.body_conflicts import with_body_conflicts
from luke_cli.spec.resolve.claims import fold
from luke_cli.spec.resolve.computing import with_computed
from luke_cli.spec.resolve.draft import Data
from luke_cli.spec.resolve.entities import Found, entities_of
from luke_cli.spec.resolve.inbox import with_inbox
from luke_cli.spec.resolve.indexes import with_indexes
from luke_cli.spec.resolve.keys import with_keys
from luke_cli.spec.resolve.limits import with_limits
from luke_cli.spec.resolve.mentioned import assumed
from luke_cli.spec.resolve.moments import with_moments
from luke_cli.spec.resolve.outputs import with_outputs
from luke_cli.spec.resolve.password_rules import with_age
from luke_cli.spec.resolve.references import assumed_entity, assumed_tenant, assumption_of
from luke_cli.spec.resolve.relations import with_parents, with_relations
from luke_cli.spec.resolve.ruled import with_rules
from luke_cli.spec.resolve.said import Said
from luke_cli.spec.resolve.series import with_series
from luke_cli.spec.resolve.tenancy import with_rows_apart, with_tenancy
from luke_cli.spec.resolve.trail import with_trail
from luke_cli.spec.resolve.uniqueness import with_unique_apart, with_unique_within
from luke_cli.spec.resolve.uploaded_files import with_uploaded_files
from luke_cli.spec.resolve.verification import with_verified
from luke_cli.spec.resolve.webhooks import with_subscriptions

PASSES: Final[tuple[Callable[[Data], Data], ...]] = (
    with_uploaded_files,  # what is uploaded and kept nowhere
    with_tenancy,  # whose rows are kept apart
    with_keys,  # one key a row; a table of two references joins
    with_moments,  # created, changed, deleted, version, logs
    with_outputs,  # what a contract gives and never takes
    with_belongings,  # short lists, owners, parts, files, trees
    with_computed,  # what is counted from other rows
    with_rows_apart,  # what refers to rows of a tenant is of one
    with_limits,  # nothing that no database could keep
    with_body_conflicts,  # what a request gives another type
    with_series,  # what words name beside the values of a list
)


def resolve_data(said: Said) -> tuple[Spec, tuple[Diagnostic, ...]]:
    """Return a spec with entities, enums and indexes, and what was found on the way."""
    data = _linked(said)
    for make in PASSES:
        data = make(data)
    data = with_indexes(replace(data, entities=normal_entities(data.entities)))
    data = with_beginnings(data)  # no circle of required references, those of keys included
    data = with_unique_apart(with_unique_within(data))
    entities, told, asked = assumed(said, data.entities)
    spec = Spec(
        project="",
        entities=entities,
        enums=data.enums,
        indexes=data.indexes,
        decisions=data.decisions,
        assumptions=(*data.assumptions, *told),
        questions=(*data.questions, *asked),
    )
    spec = with_inbox(said, with_trail(said, spec))
    return with_subscriptions(said, spec), data.diagnostics


def _linked(said: Said) -> Data:
    """Fold the claims into things, and the things into entities that refer to each other."""
    things, notes = fold(said)
    nothing = () if things.by_key else (_nothing(),)
    things = with_rules(said, with_relations(said, things))
    things, parents = with_parents(said, things)
    things, account = with_account(said, things)
    entities, found = entities_of(said, things)
    signing = things.by_key[things.account]
    whole, more = completed(said, signing, next(e for e in entities if e.name == signing.name))
    whole = with_verified(said, with_age(said, whole))
    data = Data(
        said=said,
        things=things,
        entities=tuple(whole if e.name == whole.name else e for e in entities),
        by_thing={key: thing.name for key, thing in things.by_key.items()},
        enums=tuple(found.enums.by_name.values()),
        decisions=(*found.decisions, *found.enums.decisions),
        assumptions=(*account, *more, *parents, *found.enums.assumptions.values()),
        diagnostics=(*nothing, *notes, *found.diagnostics),
        account=whole.name,
    )
    return _with_missing(_with_reasons(data, parents), found)


def _with_reasons(data: Data, assumptions: Iterable[Assumption]) -> Data:
    """Give fields that are only assumed their reason."""
    reasons = {assumption.about: (assumption.name,) for assumption in assumptions}
    if not reasons:
        return data
    return data.each(
        lambda entity: replace(
            entity,
            fields=tuple(
                replace(f, basis=reasons.get(f"{entity.name}.{f.name}", f.basis))
                for f in entity.fields
            ),
        )
    )


def _with_missing(data: Data, found: Found) -> Data:
    """Propose what is referred to and never defined: a name to choose from."""
    known = {entity.name for entity in data.entities}
    tables = {entity.table for entity in data.entities}
    proposed: list[Entity] = []
    for key, claims in found.missing.items():
        make = assumed_tenant if key == "tenant" else assumed_entity
        entity = make(key, tables)
        if entity.name in known:
            continue
        known.add(entity.name)
        tables.add(entity.table)
        assumption = assumption_of(data.said, key, claims)
        proposed.append(replace(entity, sources=assumption.sources))
        data = data.assuming([assumption])
    return replace(data, entities=(*data.entities, *proposed))


def _nothing() -> Diagnostic:
    return Diagnostic(
        "LK-R301",
        Severity.WARNING,
        "the documents define nothing to store",
        hint="describe the data: SQL, a diagram, or a list of fields below a heading",
    )

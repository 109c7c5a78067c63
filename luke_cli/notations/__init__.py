"""The notations that luke reads, one module each, and what they say together."""

import importlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final, cast

from luke_cli.docs.document import Document
from luke_cli.names import singular, snake
from luke_cli.notations import (
    access,
    access_modals,
    access_prose,
    access_things,
    api_keys,
    append_only,
    base_paths,
    check_objects,
    check_schemas,
    checked_classes,
    checked_inputs,
    checked_models,
    csharp_classes,
    dbml,
    drawn_states,
    ecto,
    endpoint_tables,
    endpoints,
    entity_tables,
    enums,
    field_fences,
    field_lists,
    field_rules,
    field_tables,
    go_structs,
    graphql,
    headers,
    index_lines,
    json_records,
    json_schema,
    jvm_entities,
    laravel,
    mermaid,
    notifications,
    numbers,
    openapi,
    page_styles,
    permission_tables,
    plantuml,
    policies,
    prisma,
    project,
    python_classes,
    python_tables,
    rails,
    rails_models,
    relational,
    relations,
    role_headings,
    role_statements,
    rust_structs,
    screens,
    script_chains,
    script_models,
    series,
    sql,
    stated_limits,
    status_lists,
    stories,
    typescript,
    webhooks,
    whole_rights,
    workflow_tables,
    workflows,
)
from luke_cli.notations.bound_comments import with_bounds_beside
from luke_cli.notations.endpoint_roles import with_roles
from luke_cli.notations.known_field_rights import with_known_field_rights
from luke_cli.notations.known_fields import with_known_fields
from luke_cli.notations.known_rights import with_known_rights
from luke_cli.notations.known_roles import with_known
from luke_cli.notations.known_states import with_known_states
from luke_cli.notations.known_steps import with_known_steps
from luke_cli.notations.messages import without_messages
from luke_cli.notations.named_unstored import entity_of, without_unstored
from luke_cli.notations.role_letters import explained
from luke_cli.notations.role_portraits import with_portraits
from luke_cli.notations.set_aside import in_force
from luke_cli.notations.shown_shapes import without_shown
from luke_cli.notations.titled_paths import with_titles
from luke_cli.notations.told_in_english import with_told
from luke_cli.notations.tongues import in_english
from luke_cli.notations.unstored import is_unstored_comment
from luke_cli.notations.value_comments import with_values_beside
from luke_cli.source import Diagnostic
from luke_cli.spec.facts import EntityFact, Fact

Notation = Callable[[Document], Iterable[Fact | Diagnostic]]
"""Finds what it knows in a document and leaves the rest alone."""

NOTATIONS: Final[tuple[Notation, ...]] = (
    sql.recognise,
    dbml.recognise,
    prisma.recognise,
    graphql.recognise,
    python_classes.recognise,
    python_tables.recognise,
    rails.recognise,
    rails_models.recognise,
    go_structs.recognise,
    jvm_entities.recognise,
    csharp_classes.recognise,
    laravel.recognise,
    ecto.recognise,
    rust_structs.recognise,
    typescript.recognise,
    script_models.recognise,
    script_chains.recognise,
    mermaid.recognise,
    plantuml.recognise,
    field_tables.recognise,
    entity_tables.recognise,
    field_lists.recognise,
    field_fences.recognise,
    json_records.recognise,
    json_schema.recognise,
    relational.recognise,
    index_lines.recognise,
    append_only.recognise,
    field_rules.recognise,
    check_schemas.recognise,
    checked_classes.recognise,
    checked_inputs.recognise,
    checked_models.recognise,
    check_objects.recognise,
    status_lists.recognise,
    drawn_states.recognise,
    enums.recognise,
    relations.recognise,
    workflows.recognise,
    workflow_tables.recognise,
    openapi.recognise,
    endpoints.recognise,
    endpoint_tables.recognise,
    headers.recognise,
    api_keys.recognise,
    base_paths.recognise,
    page_styles.recognise,
    access.recognise,
    permission_tables.recognise,
    policies.recognise,
    access_prose.recognise,
    access_modals.recognise,
    role_headings.recognise,
    role_statements.recognise,
    access_things.recognise,
    whole_rights.recognise,
    stories.recognise,
    notifications.recognise,
    webhooks.recognise,
    numbers.recognise,
    stated_limits.recognise,
    screens.recognise,
    series.recognise,
    project.recognise,
)
"""In the order in which their facts about one line are listed."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """Everything that the documents say, and what could not be read."""

    facts: tuple[Fact, ...]
    diagnostics: tuple[Diagnostic, ...]


def recognise(documents: Sequence[Document]) -> Recognised:
    """Read every notation in every document.

    Shape: facts in the order of the documents, by line within one; diagnostics by place.
    """
    valid = [explained(in_force(document)) for document in documents]
    read = with_known(valid, [_recognise(document) for document in valid])
    read = with_known_states(valid, read)
    told = in_english(valid, (item for items in read for item in items))
    read = with_told(told, read)
    spoken = [one.document if one else also for one, also in zip(told, valid, strict=True)]
    read = with_known_steps(spoken, read)
    read = with_portraits(spoken, read)
    read = with_known_rights(spoken, read)
    read = with_known_fields(spoken, read)
    read = with_known_field_rights(spoken, read)
    found = without_shown(without_unstored(valid, (item for items in read for item in items)))
    if not any(isinstance(item, EntityFact) and not _signs_in(item) for item in found):
        # Sentences say far less than a list of fields: only where there is none are they asked.
        found += [fact for tell in _of_prose() for document in valid for fact in tell(document)]
    found = [*with_titles(with_roles(found))]
    facts = tuple(item for item in found if isinstance(item, Fact))
    diagnostics = (item for item in found if isinstance(item, Diagnostic))
    return Recognised(facts, tuple(sorted(diagnostics, key=lambda found: found.order)))


def _of_prose() -> tuple[Notation, ...]:
    # Loaded here: their patterns take a tenth of the time that luke needs to start.
    rooms = ("prose", "prose_lives")
    modules = (importlib.import_module(f"luke_cli.notations.{room}") for room in rooms)
    return tuple(cast("Notation", module.recognise) for module in modules)


def _recognise(document: Document) -> list[Fact | Diagnostic]:
    found = [item for notation in NOTATIONS for item in notation(document)]
    found = [*without_messages(document, with_values_beside(document, found))]
    found = [*with_bounds_beside(document, _stored(found))]
    return sorted(found, key=lambda item: item.place.line if item.place else 0)


def _stored(found: Iterable[Fact | Diagnostic]) -> Iterable[Fact | Diagnostic]:
    """Leave out the types whose comment says that they are not stored."""
    facts = tuple(found)
    unstored = {
        fact.name
        for fact in facts
        if isinstance(fact, EntityFact) and not fact.table and is_unstored_comment(fact.comment)
    }
    return [fact for fact in facts if entity_of(fact) not in unstored]


def _signs_in(fact: EntityFact) -> bool:
    return fact.partial or singular(snake(fact.name)) in ("user", "account", "admin")

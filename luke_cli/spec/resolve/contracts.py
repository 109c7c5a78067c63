"""Bodies of operations that do not follow from an entity: those that are still open."""

from collections.abc import Iterable
from typing import Final

from luke_cli.spec.bulk import IDS
from luke_cli.spec.facts import BodyFact
from luke_cli.spec.model import (
    Contract,
    Failure,
    FieldRole,
    Kind,
    Member,
    Shape,
    Spec,
    Type,
    TypeName,
)
from luke_cli.spec.resolve.body_members import members_of
from luke_cli.spec.resolve.bulk import ids_name
from luke_cli.spec.resolve.drafts import Draft
from luke_cli.spec.resolve.endpoints import endpoint_key, relative
from luke_cli.spec.resolve.entity_names import EntityNames
from luke_cli.spec.resolve.said import Said
from luke_cli.spec.resolve.summaries import summary_contract

_STANDARD: Final = frozenset((400, 401, 403, 404, 409, 412, 415, 422, 428, 429, 500, 503))
_NAMES: Final = {
    402: "payment_required",
    405: "method_not_allowed",
    408: "timed_out",
    410: "gone",
    413: "too_large",
    423: "locked",
    424: "failed_dependency",
    501: "not_implemented",
    502: "upstream_failed",
    504: "upstream_timed_out",
}


def resolve_contracts(
    said: Said, spec: Spec, names: EntityNames, drafts: Iterable[Draft], base_path: str
) -> tuple[Contract, ...]:
    """Return the contract of each open operation whose bodies the documents show."""
    bodies: dict[tuple[str, str], list[BodyFact]] = {}
    for fact in said.of(BodyFact):
        key = endpoint_key(fact.method, relative(fact.path, base_path))
        bodies.setdefault(key, []).append(fact)
    found = []
    for draft in drafts:
        one = draft.operation
        facts = bodies.get(endpoint_key(one.method, one.path), [])
        if one.kind is Kind.CUSTOM:
            contract = _contract(said, spec, names, draft, facts)
            if contract:
                found.append(contract)
        elif one.kind is Kind.SUMMARY:
            found.append(summary_contract(said, spec, draft))
        elif one.kind is Kind.BULK and (name := ids_name([f.name for f in facts])) != IDS:
            found.append(_of_rows(said, draft, name, facts))
    return tuple(found)


def _of_rows(said: Said, draft: Draft, name: str, facts: list[BodyFact]) -> Contract:
    """Return the contract of an operation on several rows that calls their keys otherwise."""
    fields = draft.entity.fields if draft.entity else ()
    key = next((field.type for field in fields if field.role is FieldRole.KEY), None)
    keys = Member(name, Type(key.name if key else TypeName.UUID), many=True)
    return Contract(
        operation=draft.operation.name,
        takes=Shape(members=(keys,)),
        gives=Shape(members=(Member("results", Type(TypeName.JSON), many=True),)),
        sources=said.sources(facts),
        basis=draft.operation.basis,
    )


def _contract(
    said: Said, spec: Spec, names: EntityNames, draft: Draft, facts: list[BodyFact]
) -> Contract | None:
    statuses = {status for fact in draft.endpoint for status in fact.failures}
    fails = tuple(
        Failure(status, _NAMES.get(status, f"status_{status}"))
        for status in sorted(statuses - _STANDARD)
        if 400 <= status < 600
    )
    takes = _shape(spec, names, [f for f in facts if f.direction == "request"])
    gives = _shape(spec, names, [f for f in facts if f.direction == "response"])
    if not facts and not fails:
        return None
    return Contract(
        operation=draft.operation.name,
        takes=takes if draft.operation.method != "GET" else Shape(),
        gives=gives,
        fails=fails,
        sources=said.sources(facts or draft.endpoint),
        basis=draft.operation.basis,
    )


def _shape(spec: Spec, names: EntityNames, facts: list[BodyFact]) -> Shape:
    whole = next((f for f in facts if f.name in ("", "[]") and f.type), None)
    if whole and whole.type:
        entity = names.find(whole.type.target) if whole.type.target else None
        if entity:
            return Shape(entity=entity.name, many=whole.name == "[]")
        if whole.type.name is TypeName.FILE:
            return Shape(file=True)
    listed = [fact for fact in facts if fact.name.startswith("[].")]
    many = bool(listed) and len(listed) == len(facts) and facts[0].direction == "response"
    said = [(fact.name.removeprefix("[].") if many else fact.name, fact) for fact in facts]
    return Shape(members=members_of(spec, said), many=many)

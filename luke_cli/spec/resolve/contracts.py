"""Bodies of operations that do not follow from an entity: those that are still open."""

from collections.abc import Iterable
from typing import Final

from luke_cli.names import snake
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
            contract = _contract(said, names, draft, facts)
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
    said: Said, names: EntityNames, draft: Draft, facts: list[BodyFact]
) -> Contract | None:
    statuses = {status for fact in draft.endpoint for status in fact.failures}
    fails = tuple(
        Failure(status, _NAMES.get(status, f"status_{status}"))
        for status in sorted(statuses - _STANDARD)
        if 400 <= status < 600
    )
    takes = _shape(names, [f for f in facts if f.direction == "request"])
    gives = _shape(names, [f for f in facts if f.direction == "response"])
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


def _shape(names: EntityNames, facts: list[BodyFact]) -> Shape:
    whole = next((f for f in facts if f.name in ("", "[]") and f.type), None)
    if whole and whole.type:
        entity = names.find(whole.type.target) if whole.type.target else None
        if entity:
            return Shape(entity=entity.name, many=whole.name == "[]")
        if whole.type.name is TypeName.FILE:
            return Shape(file=True)
    members: dict[str, Member] = {}
    for fact in facts:
        member = _member(fact)
        if member:
            members.setdefault(member.name, member)
    return Shape(members=tuple(members.values()))


def _member(fact: BodyFact) -> Member | None:
    """Return a member of a body; what lies deeper is one JSON value."""
    first, _, deeper = fact.name.partition(".")
    many = first.endswith("[]")
    name = snake(first.removesuffix("[]"))
    if not name or not name[0].isalpha():
        return None
    if deeper:
        return Member(name, Type(TypeName.JSON), many=many)
    required = fact.required is not False
    return Member(name, _plain(fact.type), required=required, many=many)


def _plain(kind: Type | None) -> Type:
    if kind is None:
        return Type(TypeName.JSON)
    if kind.name is TypeName.REF:
        return Type(TypeName.UUID) if not kind.target else Type(TypeName.JSON)
    if kind.name is TypeName.ENUM:
        values = tuple(dict.fromkeys(filter(None, map(snake, kind.values))))
        return Type(TypeName.ENUM, values=values) if values else Type(TypeName.STRING, length=255)
    if kind.name is TypeName.DECIMAL and kind.precision is None:
        return Type(TypeName.DECIMAL, precision=14, scale=2)
    if kind.name is TypeName.STRING and kind.length is None:
        return Type(TypeName.STRING, length=255)
    return kind

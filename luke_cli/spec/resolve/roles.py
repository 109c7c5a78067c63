"""Who there is: the roles, what each inherits, and the enum of the account that lists them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import Final

from luke_cli.names import pascal, singular, snake
from luke_cli.spec.facts import (
    EndpointFact,
    Fact,
    PermissionFact,
    RequirementFact,
    RoleFact,
)
from luke_cli.spec.model import (
    Assumption,
    Decision,
    Entity,
    Enum,
    Field,
    Role,
    Side,
    Sources,
    Spec,
    Type,
    TypeName,
)
from luke_cli.spec.resolve.ownership import account_of
from luke_cli.spec.resolve.role_listings import (
    ROLE_FIELDS,
    Listing,
    counted,
    in_steps,
    listings_of,
    with_rights,
)
from luke_cli.spec.resolve.role_names import (
    fold,
    is_admin,
    is_compound,
    known,
)
from luke_cli.spec.resolve.said import Line, Said

DECISION: Final = "D-roles"
ASSUMPTION: Final = "A-roles"
_NO_ROLES: Final = frozenset(
    "developer product_owner tester qa system team business company stakeholder api_client client "
    "engineer designer architect maintainer contributor".split()
)
"""Who tells stories and signs in nowhere."""
_WEIGHTS: Final = {"own": 1, "team": 10, "tenant": 100, "all": 100}
"""How much a right counts when roles are told apart by what they may do."""


def resolve_roles(said: Said, spec: Spec) -> Spec:
    """Find the roles and write them into the account."""
    listings = listings_of(said, spec, _role_enum(spec))
    names = fold([*_chosen(listings), *with_rights(said)], said.signed)
    listed = any(listing.closed or listing.formal for listing in listings)
    if not (listed and len(names) > 1) and not any(_story_tellers(said)):
        names = fold([*names, *_in_sentences(said)], said.signed)
    if len(names) < 2:
        return _assumed(said, spec, names)
    decision = _decision(said, spec, listings, names)
    basis = (DECISION,) if decision.aside else ()
    decided = _without(spec.decisions, _role_enum(spec))
    decided = _without(decided, _role_place(spec)) if decision.aside else decided
    spec = replace(
        spec,
        roles=tuple(_role(said, names, name, basis, listings) for name in names),
        decisions=(*decided, decision) if decision.aside else decided,
    )
    return _into_account(spec, said, basis)


def _chosen(listings: list[Listing]) -> tuple[str, ...]:
    listings = [listing for listing in listings if not listing.shown] or listings
    if not listings:
        return ()
    first = listings[0]
    if first.closed or (first.formal and len(first.names) > 1):
        return first.names
    return tuple(name for listing in listings for name in listing.names)


def _in_sentences(said: Said) -> Iterator[str]:
    """Yield who may do something, where only sentences say so."""
    yield from (right.role for right in said.of(PermissionFact) if right.allowed)


def _decision(said: Said, spec: Spec, listings: list[Listing], names: tuple[str, ...]) -> Decision:
    agreeing: list[Listing] = []
    aside: dict[str, list[Fact | Line]] = {}
    for listing in listings:
        if _agrees(listing, names):
            agreeing.append(listing)
        else:
            aside.setdefault(", ".join(listing.names), []).extend(listing.facts)
    for count, line in counted(said):
        if count != len(names):
            aside.setdefault(f"{count} roles", []).append(line)
    for name, step in in_steps(said, spec, names):
        aside.setdefault(name, []).append(step)
    return Decision(
        name=DECISION,
        about=_role_enum(spec) or "permissions",
        taken=Side(", ".join(names), _places(said, agreeing, names, aside.values())),
        aside=tuple(Side(value, said.sources(facts)) for value, facts in aside.items()),
        why=_why(listings),
    )


def _places(
    said: Said,
    agreeing: Sequence[Listing],
    names: tuple[str, ...],
    aside: Iterable[Iterable[Fact | Line]],
) -> Sources:
    """Return where the roles are listed or counted, and where those are named that no list has."""
    against = {one.place for facts in aside for one in facts}
    facts: list[Fact | Line] = [
        fact for one in agreeing for fact in one.facts if fact.place not in against
    ]
    facts += [line for count, line in counted(said) if count == len(names)]
    listed = fold([name for one in agreeing for name in one.names], said.signed)
    others = (_role(said, names, name).sources for name in names if name not in listed)
    more = (place for places in others for place in places)
    return tuple(dict.fromkeys((*said.sources(facts), *more)))


def _agrees(listing: Listing, names: tuple[str, ...]) -> bool:
    meant = [known(names, name) for name in listing.names]
    if any(len(one) != 1 for one in meant) or any(map(is_compound, listing.names)):
        return False
    return not listing.closed or {one[0] for one in meant} == set(names)


def _why(listings: list[Listing]) -> str:
    if listings and listings[0].trusted:
        return "the security document decides rights"
    return "the most formal list decides; roles that have rights are kept"


def _role(
    said: Said,
    names: tuple[str, ...],
    name: str,
    basis: tuple[str, ...] = (),
    listings: Iterable[Listing] = (),
) -> Role:
    facts = [fact for fact in said.of(RoleFact) if known(names, fact.name) == (name,)]
    above = (one for fact in facts for other in fact.inherits for one in known(names, other))
    rights = (r for r in said.of(PermissionFact) if known(names, r.role) == (name,))
    endpoints = (
        endpoint
        for endpoint in said.of(EndpointFact)
        if any(known(names, role) == (name,) for role in endpoint.roles)
    )
    places: list[Fact] = [*facts]
    stories = (one for one in said.of(RequirementFact) if known(names, one.role) == (name,))
    lists = (f for one in listings if name in fold(one.names, said.signed) for f in one.facts[:1])
    for others in (rights, endpoints, stories, lists):
        places = places or [*others][:1]
    return Role(
        name, tuple(dict.fromkeys(one for one in above if one != name)), said.sources(places), basis
    )


def _assumed(said: Said, spec: Spec, names: tuple[str, ...]) -> Spec:
    """Return the spec with the roles that stories speak for: the documents name one or none."""
    told = fold([*names, *_story_tellers(said)], said.signed)
    plain = tuple(name for name in told if not is_admin(name)) or ("user",)
    admins = tuple(name for name in told if is_admin(name)) or ("admin",)
    chosen = (*plain, *admins)
    roles = tuple(
        replace(_role(said, chosen, name, ()), basis=() if name in names else (ASSUMPTION,))
        for name in chosen
    )
    missing = f"only `{names[0]}` is named" if names else "no document lists the roles"
    stories = f"; stories speak for {', '.join(plain)}" if len(told) > len(names) else ""
    assumption = Assumption(
        name=ASSUMPTION,
        about=_role_enum(spec) or "permissions",
        proposal=f"roles {', '.join(chosen[:-1])} and {chosen[-1]}",
        why=f"{missing}{stories}; somebody has to look after what belongs to nobody",
        sources=said.sources(said.of(RoleFact)[:1]),
    )
    spec = replace(spec, roles=roles, assumptions=(*spec.assumptions, assumption))
    return _into_account(spec, said, (ASSUMPTION,))


def _story_tellers(said: Said) -> Iterator[str]:
    """Yield who the stories are told by, the first four: more is no list of roles."""
    told = (s.role for s in said.of(RequirementFact) if s.role and s.goal)
    named = (name for name in told if singular(snake(name)) not in _NO_ROLES)
    yield from islice((name for name in dict.fromkeys(named) if len(name.split()) <= 2), 4)


def _role_field(account: Entity) -> Field | None:
    named = filter(None, map(account.field, ROLE_FIELDS))
    return next((f for f in named if f.type.name is not TypeName.REF and not f.computed), None)


def _role_enum(spec: Spec) -> str:
    account = account_of(spec)
    field = _role_field(account) if account else None
    if account is None:
        return ""
    return field.type.enum if field and field.type.enum else f"{account.name}Role"


def _role_place(spec: Spec) -> str:
    """Return what decisions about the list of the account's field are about."""
    account = account_of(spec)
    field = _role_field(account) if account else None
    return f"{account.name}.{field.name}" if account and field else ""


def _into_account(spec: Spec, said: Said, basis: tuple[str, ...]) -> Spec:
    """Give the account a field `role` whose values are the roles."""
    account = account_of(spec)
    if account is None:
        return spec
    enum = _enum_of(spec, said, basis)
    old = _role_field(account)
    field = _field(spec, old, enum.name, basis)
    if old:
        fields = tuple(field if f is old else f for f in account.fields)
    else:
        fields = (*account.fields, field)
    account_now = replace(account, fields=fields)
    listed = any(e.name == enum.name for e in spec.enums)
    enums = tuple(enum if e.name == enum.name else e for e in spec.enums)
    return replace(
        spec,
        entities=tuple(account_now if e is account else e for e in spec.entities),
        enums=enums if listed else (enum, *enums),
    )


def _enum_of(spec: Spec, said: Said, basis: tuple[str, ...]) -> Enum:
    name = pascal(_role_enum(spec))
    old = spec.enum(name)
    sources = tuple(source for role in spec.roles for source in role.sources)
    places = (*(old.sources if old else ()), *sources)
    ordered = sorted(dict.fromkeys(places), key=lambda place: said.ranks.get(place.file, 99))
    return Enum(name, tuple(role.name for role in spec.roles), tuple(ordered), basis)


def _field(spec: Spec, old: Field | None, enum: str, basis: tuple[str, ...]) -> Field:
    names = [role.name for role in spec.roles]
    said = known(names, old.default.strip('"')) if old and old.default else ()
    made = Field(
        name="role",
        type=Type(TypeName.ENUM, enum=enum),
        required=True,
        default=f'"{said[0]}"' if said else "",
        basis=basis or ("default",),
    )
    if old is None:
        return made
    return replace(made, sources=old.sources, indexed=old.indexed, basis=old.basis or basis)


def with_first_role(spec: Spec) -> Spec:
    """Say which role a new account has where no document does: the one that may do least.

    Whoever registers has it, so a list of roles that begins with the owner must not decide.
    """
    account = account_of(spec)
    field = _role_field(account) if account else None
    if account is None or field is None or field.default or not spec.roles:
        return spec
    reach = {
        role.name: sum(
            _WEIGHTS.get(scope, 0)
            for p in spec.permissions
            for name, scope in p.scopes
            if name == role.name
        )
        for role in spec.roles
    }
    plain = [role.name for role in spec.roles if not is_admin(role.name)] or [*reach]
    least = replace(field, default=f'"{min(plain, key=reach.__getitem__)}"')
    fields = tuple(least if one is field else one for one in account.fields)
    return replace(
        spec,
        entities=tuple(
            replace(account, fields=fields) if one is account else one for one in spec.entities
        ),
    )


def _without(decisions: tuple[Decision, ...], about: str) -> tuple[Decision, ...]:
    return tuple(one for one in decisions if not about or one.about != about)

"""Random specs, linked and in normal form."""

import json
from dataclasses import replace
from typing import Any, Final

from hypothesis import strategies as st

from luke_cli.names import snake
from luke_cli.spec.field_rights import may_be_kept
from luke_cli.spec.guards import CHANGES
from luke_cli.spec.model import (
    OFFERS,
    Assumption,
    Condition,
    Contract,
    Decision,
    Due,
    Effect,
    Entity,
    Enum,
    Failure,
    Feature,
    Field,
    FieldRole,
    Guard,
    Index,
    Kind,
    Member,
    Notification,
    Operation,
    Parameter,
    Permission,
    Precondition,
    Question,
    Requirement,
    Role,
    Screen,
    Setting,
    Shape,
    Side,
    Source,
    Spec,
    State,
    Trait,
    Transition,
    Type,
    TypeName,
    Visibility,
)
from luke_cli.spec.normal import normal
from luke_cli.spec.notifications import ROLE, address_of, is_trigger, readers_of, subject_of
from luke_cli.spec.sound import sound

DOCUMENTS: Final = ("PRD.md", "DESIGN.md", "docs/api notes (1).md", "schema.sql", "ÄNDERUNG.md")

WEIRD: Final = (
    "a | b",
    "`code | span`",
    "`unclosed",
    "``two`` and `one",
    "\\|",
    "\\",
    "<script>alert(1)</script>",
    "[x](javascript:alert(1))",
    "![x](http://x.y/z.png)",
    "https://example.com www.example.com",
    "*bold* _it_ snake_case __x__ ~~gone~~",
    "first\nsecond\n\n# heading\n| a | b |\n|---|---|",
    "&lt; &#x41; &amp R&D",
    "trailing blank ",
    "  leading",
    "a\u200bb\u202ec\u00a0d\te\x00f",
    "emoji 👩‍👩‍👧 and e\u0301",
    "1 (PRD:3)",
    "x; y (a; b), z",
    "",
    "---",
    "> quote",
    "was that",
    "{{ 7 * 7 }} {% raw %}",
)

texts = st.one_of(
    st.sampled_from(WEIRD),
    st.text(max_size=30),
    st.text(alphabet="ab `|\\<>;,()*_&#x", max_size=20),
)
said = texts.filter(lambda text: text.strip() != "")

_LOWER: Final = "amount title status due_date owner_ref note a1 x total_sum kind label".split()
_UPPER: Final = "Order Task Team Item2 Note Label Board".split()


@st.composite
def sources(draw: st.DrawFn) -> tuple[Source, ...]:
    places = draw(
        st.lists(
            st.tuples(st.sampled_from(DOCUMENTS), st.integers(1, 3000), st.integers(0, 3)),
            max_size=3,
        )
    )
    return tuple(Source(file, line, line + more if more else 0) for file, line, more in places)


bases = st.sampled_from(((), (), ("default",), ("D-x",), ("A-some-thing", "Q-2"), ("D-a.b", "D-c")))
literals = st.one_of(
    st.sampled_from(("now()", "today()", "uuid()", "me", "{}", "[1, 2]", "true", "null", "-1.50")),
    texts.map(lambda text: json.dumps(text, ensure_ascii=False)),
)
numbers = st.sampled_from(("0", "-1", "1.50", "100"))
choices = st.sampled_from(("draft", "open", "in_review", "done", "2fa", "x"))
odd_choices = st.one_of(choices, st.sampled_from(("Last 30 days", 'a"b', "a|b", "c,d", "`q`")))


def rarely(value: st.SearchStrategy[Any], otherwise: Any) -> st.SearchStrategy[Any]:
    return st.one_of(st.just(otherwise), st.just(otherwise), value)


def simple_types() -> st.SearchStrategy[Type]:
    names = [n for n in TypeName if n not in (TypeName.ENUM, TypeName.REF, TypeName.FILE)]
    return st.one_of(
        st.sampled_from(names).map(Type),
        st.integers(1, 9999).map(lambda length: Type(TypeName.STRING, length=length)),
        st.integers(2, 30).map(lambda p: Type(TypeName.DECIMAL, precision=p, scale=2)),
        st.just(Type(TypeName.DECIMAL, precision=9)),
    )


@st.composite
def types(draw: st.DrawFn, entities: list[str], enums: list[str]) -> Type:
    options = [simple_types()]
    if entities:
        options.append(st.sampled_from(entities).map(lambda e: Type(TypeName.REF, target=e)))
    if enums:
        options.append(st.sampled_from(enums).map(lambda e: Type(TypeName.ENUM, enum=e)))
    return draw(st.one_of(options))


@st.composite
def fields(draw: st.DrawFn, name: str, entities: list[str], enums: list[Enum]) -> Field:
    kind = draw(types(entities, [enum.name for enum in enums]))
    values = next((e.values for e in enums if e.name == kind.enum), ())
    default = st.sampled_from([json.dumps(v) for v in values]) if values else literals
    field = Field(
        name,
        kind,
        required=draw(st.booleans()),
        unique=draw(rarely(st.just(True), False)),
        indexed=draw(rarely(st.just(True), False)),
        default=draw(rarely(default, "")),
        minimum=draw(rarely(numbers, "")),
        maximum=draw(rarely(numbers, "")),
        over=draw(rarely(numbers, "")),
        under=draw(rarely(numbers, "")),
        min_length=draw(rarely(st.integers(0, 99), None)),
        max_length=draw(rarely(st.integers(0, 99), None)),
        pattern=draw(rarely(texts, "")),
        on_delete=draw(st.sampled_from(("cascade", "restrict", "set null"))) if kind.target else "",
        visibility=draw(st.sampled_from(list(Visibility))),
        encrypted=draw(rarely(st.just(True), False)),
        role=draw(
            rarely(st.sampled_from([r for r in FieldRole if r is not FieldRole.TENANT]), None)
        ),
        sources=draw(sources()),
        basis=draw(bases),
        was=draw(rarely(st.sampled_from(("old_name", "x9")), "")),
    )
    return sound(field)[0]


@st.composite
def traits(draw: st.DrawFn, names: list[str], entities: list[str]) -> tuple[Trait, ...]:
    plain = (
        "tenant",
        "timestamps",
        "created",
        "version",
        "lookup",
        "join",
        "no api",
    )
    made = [Trait(name) for name in plain if draw(rarely(st.just(True), False))]
    if names and draw(st.booleans()):
        made.append(Trait("owner", draw(st.sampled_from(names))))
    if draw(rarely(st.just(True), False)):
        made.append(Trait("append-only", draw(st.sampled_from(("", "occurred_at")))))
    if draw(rarely(st.just(True), False)):
        made.append(Trait("soft delete", draw(st.sampled_from(("", "archived_at")))))
    if draw(rarely(st.just(True), False)):
        made.append(Trait("part of", draw(st.sampled_from(entities))))
    return tuple(made)


@st.composite
def entity_lists(draw: st.DrawFn, enums: list[Enum]) -> tuple[Entity, ...]:
    named = draw(st.lists(st.sampled_from([*_UPPER, "Tenant"]), unique=True, max_size=4))
    made = []
    for index, name in enumerate(named):
        own = draw(st.lists(st.sampled_from(_LOWER), unique=True, max_size=5))
        made.append(
            Entity(
                name,
                f"table_{index}",
                draw(traits(own, named)),
                tuple(draw(fields(field, named, enums)) for field in own),
                draw(sources()),
                draw(bases),
                draw(rarely(st.just("Former"), "")),
            )
        )
    if made and draw(rarely(st.just(True), False)):
        made = [_with_tenant(entity, named[-1]) for entity in made]
    made = [draw(counting(entity, made)) for entity in made]
    if made and draw(st.booleans()):
        first = made[0]
        made[0] = Entity(
            first.name,
            first.table,
            (*first.traits, Trait("account")),
            first.fields,
            first.sources,
            first.basis,
        )
    return tuple(made)


@st.composite
def counting(draw: st.DrawFn, entity: Entity, others: list[Entity]) -> Entity:
    """Give an entity a member that counts rows which refer to it, if there are any."""
    by = [(e, f) for e in others for f in e.fields if f.type.target == entity.name]
    if not by or entity is others[0] or not draw(st.booleans()):
        return entity
    part, field = draw(st.sampled_from(by))
    rows = Field(
        "rows_below",
        Type(TypeName.INTEGER),
        computed=f"count({part.name}.{field.name})",
        sources=draw(sources()),
        basis=draw(bases),
    )
    return replace(entity, fields=(*entity.fields, rows))


def _with_tenant(entity: Entity, tenant: str) -> Entity:
    """Say the tenant in a row, under a name of its own."""
    key = Field(
        "company_id",
        Type(TypeName.REF, target=tenant),
        required=True,
        on_delete="cascade",
        role=FieldRole.TENANT,
    )
    rest = tuple(trait for trait in entity.traits if trait.name != "tenant")
    if entity.name == tenant:
        return Entity(entity.name, entity.table, rest, entity.fields, entity.sources, entity.basis)
    return Entity(
        entity.name,
        entity.table,
        (Trait("tenant"), *rest),
        (key, *entity.fields),
        entity.sources,
        entity.basis,
    )


@st.composite
def conditions(draw: st.DrawFn, entity: Entity) -> tuple[Condition, ...]:
    """Conditions of a partial index: of nothing, of a value, of whether there is one."""
    names = [f.name for f in entity.fields if f.type.name is TypeName.INTEGER]
    if not names or draw(st.booleans()):
        return ()
    said = st.one_of(
        st.tuples(st.sampled_from(("=", "<>")), st.integers(-9, 9).map(str)),
        st.tuples(st.sampled_from(("is null", "is not null")), st.just("")),
    )
    return tuple(Condition(name, *draw(said)) for name in names[:2])


@st.composite
def enum_lists(draw: st.DrawFn) -> list[Enum]:
    named = draw(st.lists(st.sampled_from(("OrderStatus", "Level", "X2")), unique=True))
    values = st.lists(odd_choices, unique_by=snake, min_size=1, max_size=4).map(tuple)
    return [Enum(name, draw(values), draw(sources()), draw(bases)) for name in named]


@st.composite
def crud(draw: st.DrawFn, group: str, needs: st.SearchStrategy[Any]) -> list[Operation]:
    read, write = draw(needs), draw(needs)
    basis = draw(bases)
    same = draw(sources()) if draw(st.booleans()) else None
    update = draw(st.sampled_from(("PATCH", "PUT")))
    base, one = f"/{group}", f"/{group}/{{id}}"
    rows = (
        (Kind.LIST, "GET", base, read),
        (Kind.CREATE, "POST", base, write),
        (Kind.READ, "GET", one, read),
        (Kind.UPDATE, update, one, write),
        (Kind.DELETE, "DELETE", one, write),
    )
    return [
        Operation(
            f"{group}.{kind.value}",
            method,
            path,
            kind,
            permission,
            draw(sources()) if same is None else same,
            basis,
        )
        for kind, method, path, permission in rows
    ]


_OTHER_STATUSES: Final = {
    Kind.CREATE: (200, 202),
    Kind.DELETE: (200,),
    Kind.TRANSITION: (202,),
    Kind.CUSTOM: (202, 204),
}

segments = st.one_of(
    st.sampled_from(("straßen", "données", "заказы", "v1.2", "a:b", "~x")),
    st.text(st.characters(categories=("L", "N"), include_characters="_.~:@-"), min_size=1),
)
"""Words between the slashes of a path, in any script."""


@st.composite
def operation_lists(
    draw: st.DrawFn, entities: tuple[Entity, ...], permissions: list[str]
) -> tuple[Operation, ...]:
    groups = ["auth", "report", *(snake(entity.name) for entity in entities)]
    made: dict[str, Operation] = {}
    needs = st.sampled_from([("signed-in",), ("public",), *((name,) for name in permissions)])
    for group in draw(st.lists(st.sampled_from(groups), unique=True, max_size=3)):
        if draw(st.booleans()):
            made |= {o.name: o for o in draw(crud(group, needs))}
        verbs = draw(st.lists(st.sampled_from(("approve", "list", "export", "x9")), unique=True))
        for verb in verbs:
            kind = draw(st.sampled_from([one for one in Kind if one is not Kind.MARK]))
            made.setdefault(
                f"{group}.{verb}",
                Operation(
                    f"{group}.{verb}",
                    draw(st.sampled_from(("GET", "POST", "PUT", "PATCH", "DELETE"))),
                    f"/{group}/{verb}/{draw(segments)}/{{id}}",
                    kind,
                    draw(needs),
                    draw(sources()),
                    draw(bases),
                    draw(st.sampled_from((0, *_OTHER_STATUSES.get(kind, ())))),
                ),
            )
    return tuple(made.values())


@st.composite
def members(draw: st.DrawFn, entities: list[str], enums: list[str]) -> tuple[Member, ...]:
    names = draw(
        st.lists(
            st.sampled_from(
                ("id", "someName", "file", "x_1", "sum.total", "lines[].a.b", "lines[].c")
            ),
            unique=True,
            min_size=1,
        )
    )
    kinds = st.one_of(
        types(entities, enums),
        st.just(Type(TypeName.FILE)),
        st.lists(odd_choices, unique=True, min_size=1, max_size=3).map(
            lambda values: Type(TypeName.ENUM, values=tuple(values))
        ),
    )
    return tuple(
        Member(name, draw(kinds), required=draw(st.booleans()), many=draw(st.booleans()))
        for name in names
    )


@st.composite
def shapes(draw: st.DrawFn, entities: list[str], enums: list[str]) -> Shape:
    many = draw(st.booleans())
    kind = draw(st.sampled_from(("nothing", "file", "entity", "members")))
    if kind == "entity" and entities:
        return Shape(entity=draw(st.sampled_from(entities)), many=many)
    if kind == "members":
        return Shape(members=draw(members(entities, enums)), many=many)
    return Shape(file=True, many=many) if kind == "file" else Shape()


@st.composite
def parameters(
    draw: st.DrawFn, operation: str, name: str, known: list[str], *, listed: bool
) -> Parameter:
    every = ("filter", "search", "sort", "option", *(("only",) if listed else ()))
    means = draw(st.sampled_from(every if known else ("option",)))
    shown: dict[str, Any] = {}
    if means != "option":
        some = st.lists(st.sampled_from(known), unique=True, min_size=1)
        shown["fields"] = tuple(draw(some))
    if means == "filter":
        shown = {
            "fields": shown["fields"][:1],
            "operator": draw(st.sampled_from(("eq", "in", "gte", "contains"))),
        }
    default = draw(rarely(literals, ""))
    if means == "only":
        shown = {"fields": shown["fields"][:1], "operator": draw(st.sampled_from(("eq", "ne")))}
        default = "null"
    if means == "sort":
        default = draw(st.sampled_from(("", "-"))) + shown["fields"][0]
    if means == "option":
        shown["type"] = draw(simple_types())
    return Parameter(
        operation,
        name,
        means,
        default=default,
        required=draw(st.booleans()),
        sources=draw(sources()),
        basis=draw(bases),
        **shown,
    )


@st.composite
def transitions(
    draw: st.DrawFn, operation: str, entities: tuple[Entity, ...], enums: list[Enum]
) -> Transition:
    entity = draw(st.sampled_from(entities))
    field = draw(st.sampled_from(entity.fields))
    values = next((e.values for e in enums if e.name == field.type.enum), ())
    states = st.sampled_from(values) if values else choices
    known = [f.name for f in entity.fields]
    effects = st.one_of(
        st.tuples(st.sampled_from(known), literals).map(lambda pair: Effect(*pair)),
        st.just(Effect(writes_entity=entity.name, writes_value="approved")),
    )
    return Transition(
        operation,
        entity.name,
        field.name,
        tuple(draw(st.lists(states, unique=True, max_size=2))),
        draw(states),
        tuple(draw(st.lists(st.sampled_from(("not owner", "comments")), unique=True))),
        tuple(draw(st.lists(effects, max_size=3))),
        draw(sources()),
        draw(bases),
    )


@st.composite
def timed(draw: st.DrawFn, entities: tuple[Entity, ...], enums: list[Enum]) -> Transition | None:
    """A step that time takes, where an entity has a moment and a state."""
    able = [
        (entity, moment, state, enum.values)
        for entity in entities
        for moment in entity.fields
        if moment.type.name in (TypeName.DATE, TypeName.DATETIME) and not moment.computed
        for state in entity.fields
        for enum in enums
        if state.type.enum == enum.name and enum.values[1:]
    ]
    if not able:
        return None
    entity, moment, state, values = draw(st.sampled_from(able))
    effects = st.sampled_from([f.name for f in entity.fields]).map(lambda f: Effect(f, "now()"))
    return Transition(
        f"{snake(entity.name)}.when_due",
        entity.name,
        state.name,
        (values[0],),
        values[1],
        (),
        tuple(draw(st.lists(effects, max_size=1))),
        draw(sources()),
        draw(bases),
        Due(moment.name, draw(st.sampled_from(("", "48 h", "30 d")))),
    )


def _guarded(operation: Operation, entities: tuple[Entity, ...]) -> Entity | None:
    same = (entity for entity in entities if snake(entity.name) == operation.group)
    return next(same, None) if operation.kind in CHANGES else None


@st.composite
def preconditions(
    draw: st.DrawFn, operation: str, entity: Entity, roles: list[str]
) -> Precondition:
    strange = (TypeName.JSON, TypeName.BYTES, TypeName.FILE)
    known = [f.name for f in entity.fields if not f.computed and f.type.name not in strange]
    guards = [
        Guard(
            name,
            draw(st.sampled_from(("is set", "is not set"))),
            role=draw(st.sampled_from(("", *roles))),
        )
        for name in known
        if draw(st.booleans())
    ]
    return Precondition(operation, tuple(guards), draw(sources()), draw(bases))


_SETTINGS: Final = {
    "base_path": ("/api/v1",),
    "update_method": ("put", "patch"),
    "api": ('"The | API", "1.0"', '"`x`"'),
    "rate_limit": ("100/min burst 200 per user",),
    "rate_limit.auth.login": ("5/min per address",),
    "upload_max_size": ("10 MB",),
    "upload_types": ("jpeg, png, pdf",),
    "availability_min": ("99.9 %",),
    "access_token_ttl": ("15 min",),
    "cache_ttl.user": ("30 min",),
    "team_by": ("User.manager_id",),
    "unheard_of": ("yes", "4000 px, 4000 px", "a-b/c.d_e"),
}


@st.composite
def settings(draw: st.DrawFn) -> tuple[Setting, ...]:
    names = draw(st.lists(st.sampled_from(list(_SETTINGS)), unique=True))
    return tuple(
        Setting(name, draw(st.sampled_from(_SETTINGS[name])), draw(sources()), draw(bases))
        for name in names
    )


def _ids(prefix: str) -> st.SearchStrategy[list[str]]:
    names = [f"{prefix}-{name}" for name in ("a", "expense-amount", "x.y_2", "B")]
    return st.lists(st.sampled_from(names), unique=True, max_size=3)


def _fields_of(operation: str, entities: tuple[Entity, ...]) -> list[str]:
    group = operation.partition(".")[0]
    entity = next((e for e in entities if snake(e.name) == group), None)
    return [field.name for field in entity.fields] if entity else ["anything", "else.where"]


@st.composite
def sides(draw: st.DrawFn) -> Side:
    return Side(draw(said), draw(sources()))


@st.composite
def kept_fields(draw: st.DrawFn, entity: Entity, roles: list[str]) -> Entity:
    """The same entity, some of its fields for some roles only."""
    some = rarely(
        st.lists(st.sampled_from(roles), unique=True).map(tuple) if roles else st.just(()), ()
    )
    fields = (
        replace(field, readers=draw(some), writers=draw(some)) if may_be_kept(field) else field
        for field in entity.fields
    )
    return replace(entity, fields=tuple(fields))


@st.composite
def specs(draw: st.DrawFn) -> Spec:
    enums = draw(enum_lists())
    entities = draw(entity_lists(enums))
    names, enum_names = [e.name for e in entities], [e.name for e in enums]
    roles = draw(st.lists(st.sampled_from(("admin", "team_lead", "member")), unique=True))
    permissions = draw(st.lists(st.sampled_from(("x:read", "a_b:write", "z:do-it")), unique=True))
    operations = draw(operation_lists(entities, permissions))
    called = [operation.name for operation in operations]
    lists = {operation.name for operation in operations if operation.kind is Kind.LIST}
    scopes = st.sampled_from(("", "own", "team", "tenant", "all"))
    with_fields = tuple(entity for entity in entities if entity.fields and not entity.trait("join"))
    served = [
        "client",
        "operations",
        "open",
        *called,
        *names,
        *(f"{e.name}.{f.name}" for e in entities for f in e.fields),
    ]
    states = st.sampled_from(list(State))
    spec = Spec(
        draw(texts),
        DOCUMENTS,
        tuple(draw(kept_fields(entity, roles)) for entity in entities),
        tuple(enums),
        tuple(
            Index(
                f"ix_{index}",
                entity.name,
                tuple((f.name, draw(st.booleans())) for f in entity.fields[:2]),
                draw(st.sampled_from(("btree", "unique", "search"))),
                draw(conditions(entity)),
                draw(sources()),
                draw(bases),
            )
            for index, entity in enumerate(entities)
            if entity.fields and draw(st.booleans())
        ),
        tuple(
            Role(role, tuple(roles[:i]), draw(sources()), draw(bases))
            for i, role in enumerate(roles)
        ),
        tuple(
            Permission(
                name,
                tuple((role, scope) for role in roles if (scope := draw(scopes))),
                draw(sources()),
                draw(bases),
            )
            for name in permissions
        ),
        operations,
        tuple(
            draw(parameters(name, parameter, _fields_of(name, entities), listed=name in lists))
            for name in called
            for parameter in draw(st.lists(st.sampled_from(("q", "dateFrom", "x.y")), unique=True))
        ),
        tuple(
            Contract(
                name,
                draw(shapes(names, enum_names)),
                draw(shapes(names, enum_names)),
                tuple(draw(st.lists(st.just(Failure(502, "payment_failed")), max_size=1))),
                draw(sources()),
                draw(bases),
            )
            for name in called
            if draw(st.booleans())
        ),
        (
            *(
                draw(transitions(name, with_fields, enums))
                for name in called
                if with_fields and draw(st.booleans())
            ),
            *((late,) if (late := draw(timed(with_fields, enums))) else ()),
        ),
        tuple(
            draw(preconditions(operation.name, entity, roles))
            for operation in operations
            if (entity := _guarded(operation, with_fields)) and draw(st.booleans())
        ),
        (),
        draw(settings()),
        tuple(
            Requirement(
                name,
                draw(st.sampled_from(("story", "criterion", "rule", "target"))),
                draw(texts),
                tuple(draw(st.lists(st.sampled_from(served), unique=True, max_size=3))),
                draw(sources()),
                draw(bases),
            )
            for name in draw(_ids("R"))
        ),
        tuple(
            Screen(
                name,
                draw(texts),
                tuple(draw(st.lists(st.sampled_from(OFFERS), unique=True, max_size=3))),
                tuple(draw(st.lists(st.sampled_from(served), unique=True, max_size=3))),
                draw(sources()),
                draw(bases),
            )
            for name in draw(_ids("S"))
        ),
        tuple(
            Decision(
                name,
                draw(texts),
                draw(sides()),
                tuple(draw(st.lists(sides(), max_size=3))),
                draw(texts),
                draw(states),
            )
            for name in draw(_ids("D"))
        ),
        tuple(
            Assumption(name, draw(texts), draw(texts), draw(texts), draw(states), draw(sources()))
            for name in draw(_ids("A"))
        ),
        tuple(
            Question(name, draw(texts), draw(texts), draw(texts), draw(texts), draw(sources()))
            for name in draw(_ids("Q"))
        ),
        tuple(
            Feature(
                name,
                tuple(draw(st.lists(said, max_size=3))),
                tuple(draw(st.lists(st.sampled_from(called), unique=True))) if called else (),
                draw(sources()),
                draw(bases),
            )
            for name in draw(st.lists(st.sampled_from(("sign_in", "reports", "f3")), unique=True))
        ),
    )
    return normal(replace(spec, notifications=tuple(draw(notifications(spec)))))


@st.composite
def notifications(draw: st.DrawFn, spec: Spec) -> list[Notification]:
    found = []
    for operation in spec.operations:
        entity = subject_of(spec, operation)
        if entity is None or not is_trigger(spec, operation) or draw(st.booleans()):
            continue
        paths = [f.name for f in entity.fields if address_of(spec, entity, f.name)]
        able = [*(f"{ROLE}{role}" for role in readers_of(spec, operation)), *paths]
        to = draw(st.lists(st.sampled_from(able), unique=True, min_size=1)) if able else []
        if to:
            told = Notification(operation.name, "mail", tuple(to), draw(sources()), draw(bases))
            found.append(told)
        if draw(st.booleans()):
            to = draw(st.lists(st.sampled_from(("partner", "bank")), unique=True, min_size=1))
            found.append(Notification(operation.name, "webhook", tuple(to), draw(sources())))
    return found

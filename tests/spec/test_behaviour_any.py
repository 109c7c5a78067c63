"""Whatever is claimed, the behaviour is whole: no claim makes a pass raise."""

from hypothesis import given, settings
from hypothesis import strategies as st

from luke_cli.source import Span
from luke_cli.spec.facts import (
    Authority,
    BodyFact,
    EndpointFact,
    EntityFact,
    Fact,
    FieldFact,
    ParameterFact,
    PermissionFact,
    RequirementFact,
    RoleFact,
    ScreenFact,
    SettingFact,
    WorkflowFact,
)
from luke_cli.spec.model import Spec, Type, TypeName
from luke_cli.spec.resolve import resolve
from luke_cli.spec.resolve.ownership import is_owned, team_by

WORDS = st.sampled_from(
    "user users loan Loans receipt status admin manager Guest everyone approve reject submit pay "
    "read_own * manage all own team tenant_id user_id loan_id 🦄 été / Finance/Admin A&B book "
    "auth login me export bulk q sort date_from amount page 1st _ - draft approved paid".split()
)
PATH = st.lists(
    st.one_of(WORDS.map(lambda word: f"/{word}"), WORDS.map(lambda word: f"/{{{word}}}")),
    max_size=5,
).map("".join)
METHOD = st.sampled_from("GET POST PUT PATCH DELETE WS".split())
SCOPE = st.sampled_from(["", "own", "team", "tenant", "all"])
NAMES = st.lists(WORDS, max_size=3).map(tuple)
WHERE = {
    "place": st.builds(
        Span, st.sampled_from(["PRD.md", "SECURITY.md", "x.md"]), st.integers(1, 99)
    ),
    "authority": st.sampled_from(Authority),
    "section": NAMES,
}
TYPE = st.one_of(
    st.none(),
    st.builds(Type, st.sampled_from(TypeName)),
    st.builds(Type, st.just(TypeName.REF), target=WORDS),
    st.builds(Type, st.just(TypeName.ENUM), values=st.just(("draft", "approved", "paid"))),
)
FACT: st.SearchStrategy[Fact] = st.one_of(
    st.builds(EntityFact, name=WORDS, table=st.just(""), **WHERE),
    st.builds(FieldFact, entity=WORDS, name=WORDS, type=TYPE, required=st.booleans(), **WHERE),
    st.builds(RoleFact, name=WORDS, inherits=NAMES, **WHERE),
    st.builds(
        PermissionFact,
        role=WORDS,
        resource=WORDS,
        action=WORDS,
        scope=SCOPE,
        allowed=st.booleans(),
        **WHERE,
    ),
    st.builds(
        EndpointFact,
        method=METHOD,
        path=PATH,
        roles=NAMES,
        permission=WORDS,
        public=st.sampled_from([None, True, False]),
        upload=st.booleans(),
        tested_only=st.booleans(),
        **WHERE,
    ),
    st.builds(ParameterFact, method=METHOD, path=PATH, name=WORDS, values=NAMES, **WHERE),
    st.builds(
        BodyFact,
        method=METHOD,
        path=PATH,
        direction=st.sampled_from(["request", "response"]),
        name=WORDS,
        type=TYPE,
        **WHERE,
    ),
    st.builds(
        WorkflowFact, entity=WORDS, source=WORDS, target=WORDS, action=WORDS, needs=NAMES, **WHERE
    ),
    st.builds(
        SettingFact,
        key=st.one_of(WORDS, PATH.map(lambda path: f"rate_limit@{path}")),
        value=st.sampled_from(["5/min", "yes", "15 min", "", "|"]),
        **WHERE,
    ),
    st.builds(
        RequirementFact,
        kind=st.sampled_from(["story", "criterion", "rule", "target", "?"]),
        text=NAMES.map(" ".join),
        goal=NAMES.map(" ".join),
        role=WORDS,
        id=st.sampled_from(["", "FR 1", "🦄"]),
        **WHERE,
    ),
    st.builds(
        ScreenFact,
        screen=WORDS,
        kind=st.sampled_from(["filter", "sort", "search", "action", "bulk", "export"]),
        words=NAMES,
        **WHERE,
    ),
)


def owned_scopes(spec: Spec) -> set[tuple[str, str]]:
    """Return the rights to one's own or a team's rows of things that have no owner."""
    groups = {"_".join(_snake(e.name)): e for e in spec.entities}
    return {
        (permission.name, scope)
        for permission in spec.permissions
        for _, scope in permission.scopes
        if (entity := groups.get(permission.name.partition(":")[0]))
        and (
            (scope in ("own", "team") and not is_owned(spec, entity))
            or (scope == "team" and not team_by(spec))
        )
    }


def _snake(name: str) -> list[str]:
    from luke_cli.names import words

    return words(name)


@settings(max_examples=150)
@given(st.lists(FACT, max_size=25))
def test_any_claims(facts: list[Fact]):
    """Operations have rights that exist, names are unique, a scope can be enforced or is asked about."""
    spec = resolve(facts, []).spec
    rights = {permission.name for permission in spec.permissions} | {"public", "signed-in"}
    assert all(o.permissions and set(o.permissions) <= rights for o in spec.operations)
    names = [operation.name for operation in spec.operations]
    requests = [(operation.method, operation.path) for operation in spec.operations]
    assert len(set(names)) == len(names)
    assert len(set(requests)) == len(requests)
    asked = {question.name for question in spec.questions}
    things = {name.partition(":")[0].replace("_", "-") for name, _ in owned_scopes(spec)}
    assert {f"Q-{thing}-owner" for thing in things} <= asked
    reasons = {one.name for one in (*spec.decisions, *spec.assumptions, *spec.questions)}
    based = (*spec.roles, *spec.permissions, *spec.operations, *spec.settings, *spec.requirements)
    assert {b for one in based for b in one.basis} <= reasons | {"default"}
    assert {t.operation for t in spec.transitions} <= set(names)


@settings(max_examples=50)
@given(st.lists(FACT, max_size=20))
def test_the_same_claims_mean_the_same(facts: list[Fact]):
    """Nothing depends on what is not in the documents."""
    assert resolve(facts, []) == resolve(tuple(facts), [])

"""No text makes a notation of behaviour raise, and what it says lies in the document."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from luke_cli.docs.markdown import LANGUAGES, read
from luke_cli.notations import (
    access,
    access_prose,
    base_paths,
    endpoint_tables,
    endpoints,
    numbers,
    openapi,
    permission_tables,
    project,
    screens,
    stories,
)
from luke_cli.notations.loose_json import read_json
from luke_cli.notations.set_aside import in_force
from luke_cli.notations.trees import read_yaml, walk
from luke_cli.source import Diagnostic
from luke_cli.spec.facts import BodyFact, EndpointFact, ParameterFact, SettingFact
from luke_cli.spec.values import is_value

BEHAVIOUR = (
    openapi,
    endpoints,
    endpoint_tables,
    base_paths,
    access,
    permission_tables,
    access_prose,
    stories,
    numbers,
    screens,
    project,
)
WORDS = st.sampled_from(
    """
    GET POST DELETE /loans /loans/:id /{a}/<int:b> ?x=1&y= https://localhost:8000/a
    https://b.example/c curl -X -d '{"a": [1]}' @app.get("/x") router.post('/y', openapi:
    paths: components: schemas: get: post: responses: '200': $ref: '#/components/schemas/A'
    '#/paths' type: object array properties: items: & * <<: &a *a !!python/object:x { } [ ] ,
    : " ' ` | --- ## ### - 1. **b** (auth required) admin only public Roles: Admin Member
    Owner can cannot approve own team all expense:read_own *:* permissions: inherits: roles:
    As a member, I want to read so that Given When Then shall must Acceptance Criteria: FR-1
    US-2 15 minutes 900 7d 10MB 99.9% 100 requests/minute per user burst 200 5 failed attempts
    lock token refresh expires_in ttl cache limit: >5% p95 200 ms 4000x4000 jpeg, png
    pool_size = 20 Filters: Sort ✓ ✗ CRUD R/W # Project: … ... \\ \u0000 \u202e é 字段
    """.split()
)
SOUP = st.lists(
    st.one_of(WORDS, st.sampled_from(["\n", " ", "\n  ", "\t", ": "])), max_size=60
).map(" ".join)
LANGUAGE = st.sampled_from(
    ["", "yaml", "json", "http", "bash", "python", "js", "mermaid", "gherkin", "env", "text", "ts"]
)
OWNER = st.sampled_from(["", "product owner", "web designer", "qa-tester"])


def read_all(text: str, name: str = "a.md", owner: str = "") -> None:
    """Read a text with every notation of behaviour, and check what holds for all facts."""
    document, _ = read(text, name=name, owner=owner)
    last = text.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
    for notation in BEHAVIOUR:
        for found in notation.recognise(in_force(document)):
            assert found.place is not None
            assert 1 <= found.place.line <= last
            if isinstance(found, Diagnostic):
                continue
            if isinstance(found, SettingFact):
                assert is_value(found.value), found
            if isinstance(found, EndpointFact | ParameterFact | BodyFact):
                assert found.method in ("GET", "POST", "PUT", "PATCH", "DELETE")
                assert found.path.startswith("/")


@settings(max_examples=150)
@given(
    text=st.one_of(st.text(), SOUP), name=st.sampled_from(["a.md", *(f"a{s}" for s in LANGUAGES)])
)
@example("```yaml\n" + "a: &a [" * 60 + "\n```", "a.md")
@example("openapi: 3.0.0\npaths: {/a: {get: {responses: {'200': &x {$ref: '#/paths'}}}}}", "a.yaml")
def test_any_document(text: str, name: str) -> None:
    """A document of any text is read."""
    read_all(text, name)


@settings(max_examples=250)
@given(text=SOUP, language=LANGUAGE, owner=OWNER)
def test_any_fence(text: str, language: str, owner: str) -> None:
    """A fence of any text below an endpoint is read."""
    read_all(f"# Roles\n\n### POST /loans\nRequest:\n\n~~~{language}\n{text}\n~~~\n", owner=owner)


@settings(max_examples=200)
@given(
    cells=st.lists(SOUP, min_size=4, max_size=4), head=st.sampled_from(["Role", "Method", "Action"])
)
def test_any_table_and_list(cells: list[str], head: str) -> None:
    """A table and a list of any text are read."""
    row = " | ".join(cell.replace("\n", " ").replace("|", "\\|") for cell in cells)
    top = f"# Roles\n\n| {head} | Path | Admin | Member |\n|-|-|-|-|\n"
    text = f"{top}| {row} |\n| GET | /a | ✓ | own |\n\n"
    read_all(text + "".join(f"- {cell}\n" for cell in cells))


def test_aliases_do_not_explode() -> None:
    """Aliases of aliases cost a warning, not the memory of the machine."""
    levels = "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 12))
    trees, troubles = read_yaml("a0: &a0 [x, x, x]\n" + levels, 1)
    assert sum(1 for tree in trees for _ in walk(tree)) < 2_000_000
    assert [t.message for t in troubles if "aliases" in t.message]


def test_deep_nesting_ends() -> None:
    """A tower of brackets is cut at a depth, in both readers."""
    assert read_json("[" * 50_000, 1) is not None
    assert read_yaml("[" * 50_000, 1)[1]

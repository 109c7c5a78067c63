"""A spec becomes a tree of files: complete, safe, and only what the plan needs."""

import ast
import re
from dataclasses import replace

import pytest

from luke_cli import assets
from luke_cli.backend.generate import generate
from luke_cli.errors import UsageError
from luke_cli.plan import parse
from luke_cli.spec.model import Kind, Spec, Trait

HOSTILE = 'He said """stop""" \\ {{ 7 * 7 }} {% raw %} \' # <b>\u2028'


@pytest.fixture(scope="module")
def taskboard() -> Spec:
    plan = assets.examples() / "taskboard/app/design/BACKEND-DEV.md"
    return parse(plan.read_text(encoding="utf-8"))


def _without(spec: Spec, *kinds: Kind) -> Spec:
    operations = tuple(o for o in spec.operations if o.kind not in kinds)
    kept = {o.name for o in operations}
    return replace(
        spec,
        operations=operations,
        transitions=tuple(t for t in spec.transitions if t.operation in kept),
        contracts=tuple(c for c in spec.contracts if c.operation in kept),
    )


def test_the_same_spec_gives_the_same_bytes(taskboard: Spec) -> None:
    assert generate(taskboard) == generate(taskboard)


def test_every_entity_has_a_folder(taskboard: Spec) -> None:
    tree = generate(taskboard)
    for entity in taskboard.entities:
        assert f"class {entity.name}(Base):" in tree[f"app/impl/backend/{entity.table}/model.py"]


def test_a_plan_without_uploads_has_no_storage(taskboard: Spec) -> None:
    tree = generate(_without(taskboard, Kind.UPLOAD, Kind.DOWNLOAD))
    assert "app/impl/backend/storage.py" not in tree
    assert "upload" not in tree["app/impl/backend/settings.py"]
    assert "python-multipart" not in tree["app/impl/pyproject.toml"]


def test_a_plan_without_limits_has_none(taskboard: Spec) -> None:
    settings = tuple(s for s in taskboard.settings if not s.name.startswith("rate_limit"))
    tree = generate(replace(taskboard, settings=settings))
    assert "app/impl/backend/limits.py" not in tree
    assert "app/impl/tests/test_limits.py" not in tree
    assert "rate_limits" not in tree["app/impl/tests/conftest.py"]


def test_fields_holds_the_kinds_of_values_that_are_taken(taskboard: Spec) -> None:
    tree = generate(taskboard)
    path = "app/impl/backend/fields.py"
    code = "".join(text for at, text in tree.items() if "/backend/" in at and at != path)
    kinds = re.findall(r'^    "(\w+)",$', tree[path], re.MULTILINE)
    assert {"Line", "Email", "Password"} <= set(kinds)
    assert [kind for kind in kinds if not re.search(rf"\b{kind}\b", code)] == []
    assert "Base64" not in tree[path] + tree["app/impl/tests/test_fields.py"]


def test_a_plan_without_tenants_has_no_tenant_code(taskboard: Spec) -> None:
    tree = generate(taskboard)
    code = {path: text for path, text in tree.items() if path.startswith("app/impl/backend/")}
    assert [path for path, text in code.items() if "tenant_id" in text] == []


def test_words_of_the_documents_stay_words(taskboard: Spec) -> None:
    task = taskboard.entity("Task")
    assert task is not None
    title = task.field("title")
    assert title is not None
    worded = replace(title, default='"\\"\\"\\" {{ x }} \\\\"', pattern="^[\"'\\\\{}]*$")
    entities = tuple(
        replace(e, fields=tuple(worded if f is title else f for f in e.fields)) if e is task else e
        for e in taskboard.entities
    )
    questions = tuple(replace(q, meanwhile=HOSTILE) for q in taskboard.questions)
    tree = generate(replace(taskboard, project=HOSTILE, entities=entities, questions=questions))
    for path, text in tree.items():
        if path.endswith(".py"):
            ast.parse(text, path)


def test_nobody_can_sign_in_without_an_account(taskboard: Spec) -> None:
    entities = tuple(
        replace(e, traits=tuple(t for t in e.traits if t != Trait("account")))
        for e in taskboard.entities
    )
    with pytest.raises(UsageError, match="nobody could sign in"):
        generate(replace(taskboard, entities=entities))

"""`luke --develop "..."` builds what a prompt names, and what that needs."""

import pytest

from luke_cli import assets
from luke_cli.backend.slices import features_of, restrict
from luke_cli.errors import UsageError
from luke_cli.plan import parse
from luke_cli.spec.model import Spec


@pytest.fixture(scope="module")
def taskboard() -> Spec:
    plan = assets.examples() / "taskboard/app/design/BACKEND-DEV.md"
    return parse(plan.read_text(encoding="utf-8"))


@pytest.mark.parametrize("prompt", ["", "everything", "Implement the whole plan"])
def test_no_feature_is_the_whole_plan(taskboard: Spec, prompt: str) -> None:
    assert features_of(taskboard, prompt) == ()


def test_a_feature_is_found_by_its_words(taskboard: Spec) -> None:
    for feature in taskboard.features:
        prompt = f"Implement {feature.name.replace('_', ' ')}"
        assert feature.name in features_of(taskboard, prompt)


def test_words_that_fit_nothing_list_the_features(taskboard: Spec) -> None:
    with pytest.raises(UsageError, match="no feature of the plan matches") as caught:
        features_of(taskboard, "Implement teleportation")
    assert "all features" in caught.value.hint


def test_a_slip_of_the_pen_builds_nothing(taskboard: Spec) -> None:
    name = next(f.name for f in taskboard.features if f.name == "authentication")
    with pytest.raises(UsageError) as caught:
        features_of(taskboard, f"Implement {name.replace('i', '', 1)}")
    assert f"did you mean  {name}" in caught.value.hint


def test_a_slice_brings_what_it_refers_to_and_no_more(taskboard: Spec) -> None:
    feature = next(f for f in taskboard.features if any("label" in o for o in f.operations))
    part = restrict(taskboard, [feature.name])
    names = {entity.name for entity in part.entities}
    for entity in part.entities:
        assert {f.type.target for f in entity.fields} - {""} <= names
    groups = {operation.group for operation in part.operations}
    assert "auth" in groups
    assert len(part.operations) < len(taskboard.operations)

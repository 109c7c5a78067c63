"""What is delivered around the code: manifests that a cluster takes, a workflow that runs."""

import re
import tomllib
from dataclasses import replace

import kubernetes_validate
import pytest
import yaml

from luke_cli import assets
from luke_cli.backend.generate import generate
from luke_cli.backend.requirements import lock_of
from luke_cli.spec.model import Due, Field, Notification, Setting, Transition, Type, TypeName
from luke_cli.spec.notifications import is_trigger, readers_of
from tests.backend.specs import LABORATORY

KUBERNETES = "1.31"
LOCKS = assets.templates() / "impl/locks"


def manifests(spec):
    """Return the manifests of a backend by file name."""
    tree = generate(spec)
    files = {path.rpartition("/")[2]: text for path, text in tree.items() if "/deploy/" in path}
    return {name: yaml.safe_load(text) for name, text in files.items()}


def setting(spec, **values):
    """Return a spec with other settings."""
    kept = tuple(one for one in spec.settings if one.name not in values)
    return replace(
        spec, settings=(*kept, *(Setting(name, value) for name, value in values.items()))
    )


@pytest.mark.parametrize("part", sorted(LOCKS.glob("*.in")), ids=lambda path: path.stem)
def test_what_a_part_needs_is_pinned(part):
    """With digests, and from no index in particular."""
    wanted = {re.split(r"[\[><=;]", line)[0] for line in part.read_text().splitlines()}
    lock = lock_of([part.stem])
    pinned = re.findall(r"^([\w.-]+)==\S+.*\n    --hash=sha256:[0-9a-f]{64}", lock, re.MULTILINE)
    assert wanted <= set(pinned)
    assert "://" not in lock


def test_a_backend_is_locked_to_what_it_uses():
    tree = generate(LABORATORY)
    wanted = depended_on(tree["app/impl/pyproject.toml"])
    pinned = set(re.findall(r"^([\w.-]+)==", tree["app/impl/requirements.lock"], re.MULTILINE))
    assert wanted <= pinned
    assert "boto3" not in pinned


def depended_on(project):
    """Return the names of what a project depends on."""
    lines = tomllib.loads(project)["project"]["dependencies"]
    return {re.split(r"[\[><=;]", line)[0] for line in lines}


@pytest.mark.parametrize("project", ["Lab", "9 lives", "Ünï çødé", "x" * 90, "--", "A.B/C: {d}"])
def test_manifests_fit_their_schema(project):
    """Whatever the project is called."""
    found = manifests(replace(LABORATORY, project=project))
    listed = found.pop("kustomization.yaml")["resources"]
    assert set(listed) == found.keys() - {"migration.yaml"}
    for manifest in found.values():
        kubernetes_validate.validate(manifest, KUBERNETES, strict=True)


def test_the_autoscaler_does_what_the_plan_says():
    scaled = setting(LABORATORY, replicas_min="3", replicas_max="20", scale_at="70 %, 80 %")
    found = manifests(scaled)["autoscaler.yaml"]["spec"]
    assert (found["minReplicas"], found["maxReplicas"]) == (3, 20)
    percent = {one["resource"]["name"]: one["resource"]["target"] for one in found["metrics"]}
    assert [percent[name]["averageUtilization"] for name in ("cpu", "memory")] == [70, 80]


@pytest.mark.parametrize(
    ("least", "most", "expected"),
    [("", "", (2, 6)), ("9", "", (9, 9)), ("5", "2", (5, 5)), ("0", "many", (2, 6))],
)
def test_replicas_make_sense(least, most, expected):
    found = manifests(setting(LABORATORY, replicas_min=least, replicas_max=most))["autoscaler.yaml"]
    assert (found["spec"]["minReplicas"], found["spec"]["maxReplicas"]) == expected


def test_secrets_are_named_and_not_written():
    """A manifest is committed; a secret is not."""
    found = manifests(LABORATORY)
    container = found["deployment.yaml"]["spec"]["template"]["spec"]["containers"][0]
    assert [list(one) for one in container["envFrom"]] == [["configMapRef"], ["secretRef"]]
    assert not {"APP_JWT_SECRET", "APP_DATABASE_URL"} & found["configuration.yaml"]["data"].keys()


def test_a_worker_runs_where_somebody_is_told():
    """In the cluster and beside the application, with probes at a port of its own."""
    operation = next(one for one in LABORATORY.operations if is_trigger(LABORATORY, one))
    to = tuple(f"role {role}" for role in readers_of(LABORATORY, operation))
    email = Field("email", Type(TypeName.EMAIL), required=True)
    entities = (
        replace(entity, fields=(*entity.fields, email)) if entity.trait("account") else entity
        for entity in LABORATORY.entities
    )
    told = replace(
        LABORATORY,
        entities=tuple(entities),
        notifications=(Notification(operation.name, "mail", to),),
    )
    assert "worker.yaml" not in manifests(LABORATORY)
    found = manifests(told)
    assert "worker.yaml" in found["kustomization.yaml"]["resources"]
    kubernetes_validate.validate(found["worker.yaml"], KUBERNETES, strict=True)
    container = found["worker.yaml"]["spec"]["template"]["spec"]["containers"][0]
    tree = generate(told)
    compose = yaml.safe_load(tree["app/impl/compose.yaml"])["services"]["worker"]
    assert (
        container["command"] == compose["command"] == ["python", "-m", "backend.commands", "work"]
    )
    port = container["ports"][0]["containerPort"]
    assert f":{port}/" in compose["healthcheck"]["test"][-1]
    assert f"= {port}\n" in tree["app/impl/backend/settings.py"]


def test_time_has_a_job_where_it_takes_a_step():
    """In the cluster and beside the application; a backend without such a step knows nothing of it."""
    spoil = Transition(
        "sample.spoil", "Sample", "state", ("fresh",), "spent", due=Due("thrown_at", "30 d")
    )
    timed = replace(LABORATORY, transitions=(*LABORATORY.transitions, spoil))
    assert not [path for path, text in generate(LABORATORY).items() if "take-due" in text]
    found = manifests(timed)
    assert "due.yaml" in found["kustomization.yaml"]["resources"]
    kubernetes_validate.validate(found["due.yaml"], KUBERNETES, strict=True)
    job = found["due.yaml"]["spec"]["jobTemplate"]["spec"]["template"]["spec"]
    command = ["python", "-m", "backend.commands", "take-due"]
    assert job["containers"][0]["command"] == command
    compose = yaml.safe_load(generate(timed)["app/impl/compose.yaml"])["services"]["due"]
    assert " ".join(command) in compose["command"][-1]


def test_the_workflow_runs_both_databases():
    text = generate(LABORATORY)["app/impl/.github/workflows/backend.yaml"]
    steps = yaml.safe_load(text)["jobs"]["check"]["steps"]
    assert sum("pytest" in step.get("run", "") for step in steps) == 2

"""Pipelines that use luke: the lines of their shells are run as they stand."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
import yaml

from luke_cli.cli import _EPILOG
from luke_cli.errors import Exit

ROOT = Path(__file__).parent.parent
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
SPEC, JOBS = yaml.safe_load_all((ROOT / "ci/luke.gitlab-ci.yml").read_text(encoding="utf-8"))


@pytest.fixture
def shell(tmp_path_factory, developed):
    """Return a function that runs lines of a shell where `luke` is a program."""
    programs = tmp_path_factory.mktemp("bin")
    luke = programs / "luke"
    luke.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m luke_cli "$@"\n', encoding="utf-8")
    luke.chmod(0o755)
    path = f"{programs}{os.pathsep}{os.environ['PATH']}"

    def run(lines: str, **variables: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", lines],
            cwd=developed,
            env=os.environ | {"PATH": path, "PYTHONPATH": str(ROOT)} | variables,
            capture_output=True,
            text=True,
            check=False,
        )

    return run


def step(name: str) -> dict[str, Any]:
    return next(one for one in ACTION["runs"]["steps"] if one.get("name") == name)


def variables(name: str, **inputs: str) -> dict[str, str]:
    """Return the variables of a step, its inputs filled in as GitHub does."""
    given = {key: one.get("default", "") for key, one in ACTION["inputs"].items()} | inputs
    wanted = re.compile(r"\$\{\{ inputs\.([\w-]+) \}\}")
    return {
        key: wanted.sub(lambda found: given[found[1]], value)
        for key, value in step(name)["env"].items()
    }


def test_no_input_of_the_action_is_part_of_a_command():
    """A root such as `$(rm -rf .)` is a name."""
    for one in ACTION["runs"]["steps"]:
        assert "${{" not in one.get("run", "")


def test_the_action_checks(shell, developed):
    """Stale: exit 1, an annotation, a log with a result, and the code as an output."""
    output = developed / "output"
    known = variables("Check") | {"GITHUB_OUTPUT": str(output)}
    security = developed / "app/design/SECURITY.md"
    text = security.read_text(encoding="utf-8").replace("100 requests", "90 requests")
    security.write_text(text, encoding="utf-8")
    stale = shell(step("Check")["run"], **known)
    assert stale.returncode == 1
    assert "::warning file=app/design/BACKEND-DEV.md,line=1,col=1,title=LK-W108::" in stale.stdout
    log = json.loads((developed / "luke.sarif").read_text(encoding="utf-8"))
    assert "LK-W108" in {one["ruleId"] for one in log["runs"][0]["results"]}
    assert output.read_text(encoding="utf-8") == "exit-code=1\n"


def test_the_action_tells_what_changed(shell, developed):
    """What breaks clients is in the summary and fails nothing; an unknown revision does."""
    who = "git -c user.name=Will -c user.email=will@example.org"
    assert shell(f"git init -q && git add -A && {who} commit -qm Plan").returncode == 0
    plan = developed / "app/design/BACKEND-DEV.md"
    text = plan.read_text(encoding="utf-8")
    plan.write_text(text.replace("| destination | string(200) ", "| destination | string(90) "))
    summary = developed / "summary.md"
    lines = step("Tell what changed")["run"]
    known = {"GITHUB_STEP_SUMMARY": str(summary)}
    ran = shell(lines, **variables("Tell what changed", against="HEAD"), **known)
    assert ran.returncode == 0, ran.stderr
    assert "| changed | field `Trip.destination` |" in summary.read_text(encoding="utf-8")
    hostile = variables("Tell what changed", against="$(touch forged)")
    assert shell(lines, **hostile, **known).returncode == 2
    assert not (developed / "forged").exists()


def test_the_action_installs_what_it_belongs_to():
    assert step("Install luke")["run"].endswith('"$GITHUB_ACTION_PATH"')
    assert (ROOT / "pyproject.toml").is_file()


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook["id"])
def test_hooks(shell, hook):
    """Nothing to do in a project that is whole: exit 0, and no file name is asked for."""
    assert not hook["pass_filenames"]
    assert re.match(hook["files"], "app/design/PRD.md")
    ran = shell(hook["entry"])
    assert ran.returncode == 0, ran.stderr


def test_gitlab(shell, developed, monkeypatch):
    """The job leaves a report where GitLab looks for it."""
    job = JOBS["luke"]
    assert set(SPEC["spec"]["inputs"]) == {"root", "parallel", "stage", "package"}
    monkeypatch.delenv("CI_NODE_INDEX", raising=False)
    ran = shell("\n".join(job["script"]), LUKE_ROOT=".")
    assert ran.returncode == 0, ran.stderr
    report = developed / job["artifacts"]["reports"]["junit"]
    assert ET.parse(report).getroot().get("failures") == "0"  # noqa: S314 - of our own making


def test_shards(shell, developed):
    """A job of many checks its part of the projects: here the second of two has none."""
    root = f"../{developed.name}*"
    known = variables("Check", root=root, shard="2/2") | {
        "GITHUB_OUTPUT": str(developed / "output")
    }
    ran = shell(step("Check")["run"], **known)
    assert (ran.returncode, ran.stderr.splitlines()[-1]) == (0, "found   0 projects")
    job = {"LUKE_ROOT": root, "CI_NODE_INDEX": "2", "CI_NODE_TOTAL": "2"}
    ran = shell("\n".join(JOBS["luke"]["script"]), **job)
    assert ran.returncode == 0, ran.stderr
    report = (developed / "luke.junit.xml").read_text(encoding="utf-8")
    assert '<testsuites name="luke" tests="0" failures="0">' in report


def test_exit_codes_are_documented():
    """README and help name each code that luke ends with, and no other."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    table = readme[readme.index("| Exit code | |") :].split("\n\n")[0]
    rows = (row.split("|")[1] for row in table.splitlines()[2:])
    assert {int(code) for row in rows for code in re.findall(r"\d+", row)} == {*map(int, Exit)}
    helped = _EPILOG[_EPILOG.index("Exit codes:") :]
    assert {int(code) for code in re.findall(r"(?<![\w.])\d+\b", helped)} == {*map(int, Exit)}

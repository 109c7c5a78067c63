"""`luke install claude-code`: an agent, a skill and a hook, beside what a project has of its own."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from luke_cli import __version__, assets
from luke_cli.errors import Exit
from luke_cli.workspace import base

PLUGIN = assets.plugins() / "claude-code"
AGENT = ".claude/agents/backend-developer.md"
SKILL = ".claude/skills/design-to-backend/SKILL.md"
SETTINGS = ".claude/settings.json"
MANIFEST = json.loads((PLUGIN / ".claude-plugin/plugin.json").read_text(encoding="utf-8"))
HOOK = json.loads((PLUGIN / "hooks/hooks.json").read_text(encoding="utf-8"))["hooks"]["Stop"][0]


def front(text: str) -> dict[str, Any]:
    """Return what stands between the first two lines of dashes."""
    return yaml.safe_load(text.split("---\n")[1])


def test_it_installs_what_the_plugin_has(tmp_path, luke, files_of):
    """One source for both: the agent and the skill are the files of the plugin, the hook is its hook."""
    said = luke("install", "claude-code")
    assert (said.code, said.out) == (0, "")
    files = files_of(tmp_path)
    assert set(files) == {AGENT, SKILL, SETTINGS}
    for path in (AGENT, SKILL):
        assert files[path] == (PLUGIN / path.removeprefix(".claude/")).read_text(encoding="utf-8")
    assert json.loads(files[SETTINGS]) == {"hooks": {"Stop": [HOOK]}}
    assert [line for line in said.err.splitlines() if SETTINGS in line] == [
        f"wrote   {SETTINGS}   new, {files[SETTINGS].count(chr(10))} lines"
    ]


def test_the_agent_and_the_skill_say_who_they_are():
    """Claude Code finds them by their front matter, and the plugin by its manifest."""
    agent, skill = (
        front((PLUGIN / path.removeprefix(".claude/")).read_text(encoding="utf-8"))
        for path in (AGENT, SKILL)
    )
    assert agent["name"] == Path(AGENT).stem
    assert agent["tools"] == "Read, Write, Edit, Bash, TodoWrite, Grep, Glob"
    assert skill["name"] == Path(SKILL).parent.name
    assert all(0 < len(one["description"]) <= 1024 for one in (agent, skill))
    assert (MANIFEST["name"], MANIFEST["version"]) == ("luke", __version__)
    market = json.loads((PLUGIN.parent.parent / ".claude-plugin/marketplace.json").read_text())
    assert [(one["name"], one["source"]) for one in market["plugins"]] == [
        (MANIFEST["name"], "./plugins/claude-code")
    ]


def test_the_agent_knows_every_exit_code():
    text = (PLUGIN / "agents/backend-developer.md").read_text(encoding="utf-8")
    table = text[text.index("| Code |") :].split("\n\n")[0]
    rows = (row.split("|")[1] for row in table.splitlines()[2:])
    assert {int(code) for row in rows for code in re.findall(r"\d+", row)} == {*map(int, Exit)}


@pytest.mark.parametrize("asked", [["--check"], ["--dry-run"]], ids=" ".join)
def test_looking_writes_nothing(tmp_path, luke, files_of, asked):
    said = luke("install", "claude-code", *asked)
    assert said.code == (1 if "--check" in asked else 0)
    assert all(path in said.out for path in (AGENT, SKILL, SETTINGS))
    assert [*tmp_path.iterdir()] == []


def test_a_second_time_changes_nothing(tmp_path, luke):
    luke("install", "claude-code")
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    assert luke("install", "claude-code").code == 0
    assert luke("install", "claude-code", "--check").code == 0
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == before


def test_settings_of_a_person_stay(tree_of, luke):
    """The hook is added once, with the line ends of the file; the rest is as it was."""
    mine = '{\r\n  "model": "opus",\r\n  "env": {"B": "1", "A": "2"}\r\n}\r\n'
    path = tree_of({SETTINGS: mine}) / SETTINGS
    assert luke("install", "claude-code").code == 0
    text = path.read_bytes().decode()
    assert text.startswith(mine[: mine.rindex("\r\n}")] + ',\r\n  "hooks": {\r\n')
    assert "\n" not in text.replace("\r\n", "")
    assert json.loads(text)["hooks"] == {"Stop": [HOOK]}
    assert SETTINGS not in base.read(path.parent.parent).texts


@pytest.mark.parametrize("text", ["", "\n", "\ufeff"])
def test_empty_settings_say_nothing(tree_of, luke, files_of, text):
    """They are as good as none."""
    root = tree_of({SETTINGS: text})
    assert luke("install", "claude-code").code == 0
    assert json.loads(files_of(root)[SETTINGS].removeprefix("\ufeff"))["hooks"] == {"Stop": [HOOK]}


def test_settings_that_cannot_be_read_are_left_alone(tree_of, luke, files_of):
    """The finding points at the place; the rest is installed."""
    root = tree_of({SETTINGS: '{\n  "model": "opus",\n}\n'})
    said = luke("install", "claude-code")
    assert said.code == 1
    assert f"{SETTINGS}:3:1: warning LK-W110: " in said.err
    assert files_of(root)[SETTINGS] == '{\n  "model": "opus",\n}\n'
    assert set(files_of(root)) == {AGENT, SKILL, SETTINGS}


def test_an_edit_and_a_newer_luke_are_merged(tmp_path, luke):
    """What luke wrote last is remembered: what a person added since stays in the newer text."""
    luke("install", "claude-code")
    newer = (tmp_path / AGENT).read_text(encoding="utf-8")
    older = newer.replace("You are Luke, the backend developer", "You are Luke, a developer")
    known = base.read(tmp_path)
    known = known.replaced(AGENT, {AGENT: (older,)}, known.features)
    (tmp_path / base.BASE).write_text(base.render(known), encoding="utf-8")
    (tmp_path / AGENT).write_text(f"{older}\nMind the style guide.\n", encoding="utf-8")
    said = luke("install", "claude-code")
    assert said.code == 0
    assert "merged with your edits" in said.err
    text = (tmp_path / AGENT).read_text(encoding="utf-8")
    assert text == f"{newer}\nMind the style guide.\n"


def test_an_agent_that_luke_never_wrote_is_left_alone(tree_of, luke, files_of):
    """The finding tells what to do, and doing it ends the finding."""
    root = tree_of({AGENT: "---\nname: backend-developer\n---\nOurs.\n"})
    said = luke("install", "claude-code")
    assert said.code == 1
    assert f"{AGENT}:1:1: warning LK-W109: " in said.err
    assert files_of(root)[AGENT].endswith("Ours.\n")
    (root / AGENT).unlink()
    assert luke("install", "claude-code").code == 0
    (root / AGENT).write_text(files_of(root)[AGENT] + "\nOurs.\n", encoding="utf-8")
    assert luke("install", "claude-code").code == 0
    assert files_of(root)[AGENT].endswith("\nOurs.\n")


@pytest.mark.parametrize("link", [".claude", ".claude/agents"])
def test_a_link_out_of_the_project_is_not_followed(tmp_path, tmp_path_factory, luke, link):
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (tmp_path / link).parent.mkdir(exist_ok=True)
    (tmp_path / link).symlink_to(elsewhere, target_is_directory=True)
    assert luke("install", "claude-code").code in (2, 3)
    assert [*elsewhere.iterdir()] == []


@pytest.mark.parametrize("words", [["install"], ["install", "emacs"]])
def test_what_it_can_be_installed_into_is_told(luke, words):
    said = luke(*words)
    assert said.code == 2
    assert "  luke install claude-code\n" in said.err


@pytest.fixture
def stop(tmp_path, tmp_path_factory):
    """Return a function that runs the hook as Claude Code does when an agent is about to stop."""
    programs = tmp_path_factory.mktemp("bin")
    (programs / "luke").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m luke_cli "$@"\n')
    (programs / "luke").chmod(0o755)

    def run(*, active: bool = False, path: Path = programs) -> "subprocess.CompletedProcess[str]":
        told = {"hook_event_name": "Stop", "last_assistant_message": '"stop_hook_active": true'}
        variables = {
            "PATH": f"{path}{os.pathsep}/usr/bin{os.pathsep}/bin",
            "PYTHONPATH": str(PLUGIN.parent.parent),
            "CLAUDE_PROJECT_DIR": str(tmp_path),
        }
        return subprocess.run(
            ["sh", "-c", HOOK["hooks"][0]["command"]],
            cwd="/",
            env=variables,
            input=json.dumps({**told, "stop_hook_active": active}),
            capture_output=True,
            text=True,
            check=False,
        )

    return run


def test_the_hook_lets_an_agent_stop_where_all_is_well(developed, stop):
    ran = stop()
    assert (ran.returncode, ran.stdout) == (0, "")


def test_the_hook_shows_an_agent_the_findings_once(developed, stop):
    """Exit 2 and stderr are what an agent sees; it is not held a second time."""
    plan = developed / "app/design/BACKEND-DEV.md"
    plan.write_text(plan.read_text(encoding="utf-8").replace("string(200)", "strnig(200)"))
    ran = stop()
    assert (ran.returncode, ran.stdout) == (2, "")
    assert re.search(r"BACKEND-DEV\.md:\d+:\d+: error LK-P\d+: ", ran.stderr)
    assert stop(active=True).returncode == 0


def test_the_hook_asks_for_no_backend_in_the_design_phase(developed, stop):
    """Between the phases only the plan is looked at; before them nothing is."""
    for path in sorted((developed / "app/impl").rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    (developed / "app/impl").rmdir()
    assert stop().returncode == 0
    prd = developed / "app/design/PRD.md"
    prd.write_text(prd.read_text(encoding="utf-8") + "\n- Trips are searched by destination.\n")
    ran = stop()
    assert ran.returncode == 2
    assert "app/design/BACKEND-DEV.md\tupdated" in ran.stderr
    (developed / "app/design/BACKEND-DEV.md").unlink()
    assert stop().returncode == 0


def test_the_hook_is_silent_where_luke_is_not_installed(developed, stop, tmp_path_factory):
    (developed / "app/design/BACKEND-DEV.md").write_text("nothing of a plan")
    ran = stop(path=tmp_path_factory.mktemp("empty"))
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")

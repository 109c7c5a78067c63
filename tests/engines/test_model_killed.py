"""A run that is killed, at whatever exchange, goes on where it was: to the same bytes, and nothing is paid twice."""

import json
import os
import signal
import subprocess
import sys
import time

import pytest
import yaml

from tests.documents import DOCUMENTS
from tests.engines.test_model_design import MONEY, NOTHING, PLAN, PRD, about_prd, field
from tests.engines.test_model_develop import NOTE, SESSION
from tests.messages_server import serving

ASKED = ("--engine", "anthropic", "--record", "kept")


def hanging(turns):
    """Return a script in which each exchange hangs once before it is answered."""
    return [
        one
        for turn in turns
        for one in ({"hang_s": 600, **{k: turn[k] for k in turn if k == "when"}}, turn)
    ]


def killed_at_each(root, turns, *arguments):
    """Run luke until it is through, killed each time that the server hangs; return what was sent."""
    command = [sys.executable, "-m", "luke_cli", *arguments, *ASKED]
    with serving(json.dumps(hanging(turns))) as server:
        environ = {
            **os.environ,
            "ANTHROPIC_BASE_URL": server.url,
            "PYTHONPATH": os.pathsep.join(sys.path),
        }
        for number in range(1, len(turns) + 1):
            run = subprocess.Popen(command, cwd=root, env=environ, stderr=subprocess.DEVNULL)
            ends_s = time.monotonic() + 300
            while len(server.requests) < 2 * number - 1 and time.monotonic() < ends_s:
                assert run.poll() is None, "it ended before it could be killed"
                time.sleep(0.02)
            run.send_signal(signal.SIGKILL)
            run.wait()
        ended = subprocess.run(
            command, cwd=root, env=environ, capture_output=True, text=True, check=False
        )
        assert ended.returncode == 0, ended.stderr
        return server.requests


def undisturbed(root, turns, luke, monkeypatch, *arguments):
    monkeypatch.chdir(root)
    with serving(json.dumps(turns)) as server:
        monkeypatch.setenv("ANTHROPIC_BASE_URL", server.url)
        assert luke(*arguments, *ASKED).code == 0


def replayed(root, record, luke, monkeypatch, *arguments):
    """Repeat a record with no key and no socket."""
    monkeypatch.chdir(root)
    with monkeypatch.context() as alone:
        alone.delenv("ANTHROPIC_API_KEY")
        alone.setattr("socket.socket", None)
        assert luke(*arguments, "--engine", "anthropic", "--replay", str(record)).code == 0


def written_in(root):
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and not {"kept", "cache", "journal"} & set(path.relative_to(root).parts)
    }


TRIPS = {**DOCUMENTS, PRD: DOCUMENTS[PRD] + MONEY}
PROPOSED = yaml.safe_load(about_prd(field()))


@pytest.mark.parametrize(
    ("documents", "before", "phase", "turns"),
    [
        pytest.param(TRIPS, (), "--design", PROPOSED, id="design"),
        pytest.param(
            {"app/design/DESIGN.md": NOTE}, ("--design",), "--develop", SESSION, id="develop"
        ),
    ],
)
def test_a_run_that_is_killed_at_each_exchange(
    tmp_path, luke, monkeypatch, documents, before, phase, turns
):
    """The same bytes as in one go and as repeated; what was answered is never sent again."""
    roots = [tmp_path / name for name in ("killed", "whole", "repeated")]
    for root in roots:
        for path, text in documents.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text, encoding="utf-8")
        for flag in before:
            assert luke("--root", str(root), flag).code == 0
    killed, whole, repeated = roots
    sent = killed_at_each(killed, turns, phase)
    undisturbed(whole, turns, luke, monkeypatch, phase)
    replayed(repeated, killed / "kept", luke, monkeypatch, phase)
    assert written_in(killed) == written_in(whole) == written_in(repeated)
    bodies = [json.dumps(one, sort_keys=True) for one in sent]
    unanswered, answered = bodies[::2], bodies[1::2]
    assert unanswered == answered
    assert len(set(answered)) == len(turns)


def test_a_run_that_is_interrupted_while_it_waits(tree_of, luke, monkeypatch):
    """Ctrl-C ends it at once with nothing written; what was answered is not asked again."""
    root = tree_of(DOCUMENTS)
    answered, waiting, last = yaml.safe_load(NOTHING)
    script = [answered, {"when": waiting["when"], "hang_s": 600}, waiting, last]
    asks = ("--design", "--engine", "anthropic")
    with serving(json.dumps(script)) as server:
        monkeypatch.setenv("ANTHROPIC_BASE_URL", server.url)
        environ = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
        command = [sys.executable, "-m", "luke_cli", *asks]
        with subprocess.Popen(command, cwd=root, env=environ, stderr=subprocess.DEVNULL) as run:
            ends_s = time.monotonic() + 120
            while len(server.requests) < 2 and time.monotonic() < ends_s:
                time.sleep(0.02)
            run.send_signal(signal.SIGINT)
            assert run.wait(60) == 130
        assert not (root / PLAN).exists()
        assert luke(*asks).code == 0
    assert [one["messages"][0]["content"][1]["text"][:40] for one in server.requests] == [
        f"The document in question is {name}"[:40]
        for name in ("DESIGN.md. Use", "PRD.md. Use the", "PRD.md. Use the", "SECURITY.md. Use")
    ]

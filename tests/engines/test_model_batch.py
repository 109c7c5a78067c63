"""Questions in batches: for half the price, collected when luke is called again."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time

import pytest

from luke_cli.config import ModelOptions
from luke_cli.engines.anthropic.batch import PostponedError, WaitingError
from luke_cli.engines.anthropic.session import JOURNAL, session_of
from luke_cli.engines.anthropic.settings import settings_of
from luke_cli.errors import BudgetError, ProviderError, UsageError
from tests.documents import DOCUMENTS
from tests.engines.test_model_design import MONEY, PLAN, PRD, about_prd, field
from tests.engines.test_model_develop import NOTE, call, edit
from tests.engines.test_model_session import REQUEST, numbered
from tests.messages_server import serving

ONE, TWO = numbered(REQUEST, 1), numbered(REQUEST, 2)


@pytest.fixture
def called(tmp_path, monkeypatch):
    """Return a function that puts questions as one call of luke does; None is no answer yet."""

    def call(server, *questions, **options):
        monkeypatch.setenv("ANTHROPIC_BASE_URL", server.url)
        settings = settings_of(ModelOptions(batch=True, **options), os.environ)
        run = session_of(settings, tmp_path, sends=True)
        said = []
        for question in questions:
            try:
                said.append(run.exchange(question).text)
            except PostponedError:
                said.append(None)
        try:
            run.settle()
        except WaitingError as waiting:
            return [*said, str(waiting)], run
        return said, run

    return call


def test_a_round_is_one_batch_that_the_next_call_collects(called, tmp_path):
    """Half the price, the right answer to each question, and nothing is put twice."""
    script = "[{say: two, output: 1000}, {say: one, output: 1000}]"
    with serving(script, slow=1) as server:
        said, run = called(server, ONE, TWO)
        assert said[:2] == [None, None]
        assert said[2].startswith("2 questions are put: round 1, batch msgbatch_1;")
        assert run.usage.cost_usd == 0
        (kept,) = (tmp_path / JOURNAL).glob("batch-*.json")
        assert sorted(json.loads(kept.read_text())["asked"].values()) == ["task 1", "task 2"]
        with pytest.raises(WaitingError, match="2 questions are not answered yet: round 1") as told:
            called(server, ONE, TWO)
        assert told.value.exit_code == 4
        said, run = called(server, ONE, TWO)
        assert said == ["one", "two"]
        usage = run.usage
        paid = (
            usage.input_tokens * 2 + usage.cache_write_tokens * 2.5 + usage.cache_read_tokens * 0.1
        )
        assert usage.cost_usd == pytest.approx((paid + 2000 * 10) / 1_000_000 / 2)
        assert not kept.exists()
        assert called(server, ONE, TWO)[0] == ["one", "two"]
        assert len(server.batches) == 1


def test_what_came_to_nothing_is_asked_again(called):
    """Expired, canceled and overloaded questions go into the next round, six times at most."""
    script = """
    - {say: two}
    - batch: expired
    - batch: canceled
    - {batch: errored, error: overloaded_error}
    - {say: one}
    """
    with serving(script) as server:
        called(server, ONE, TWO)
        rounds = [called(server, ONE, TWO)[0] for _ in range(4)]
        assert [said[:2] for said in rounds] == [[None, "two"]] * 3 + [["one", "two"]]
        assert [len(asked) for asked in server.batches.values()] == [2, 1, 1, 1]
    with serving("\n".join(["- batch: expired"] * 6)) as server:
        for _ in range(6):
            called(server, numbered(REQUEST, 3))
        with pytest.raises(ProviderError, match="expired in its batch, in 6 batches in a row"):
            called(server, numbered(REQUEST, 3))


def test_an_error_of_one_question_ends_the_run_and_keeps_the_others(called):
    """It says what to do; the next call asks it alone again."""
    script = """
    - {say: two}
    - {batch: errored, error: billing_error}
    - {batch: errored, error: not_found_error}
    - {say: one}
    """
    with serving(script) as server:
        called(server, ONE, TWO)
        with pytest.raises(ProviderError, match="spend limit"):
            called(server, ONE, TWO)
        assert called(server, ONE, TWO)[0][:2] == [None, "two"]
        with pytest.raises(UsageError, match="no model `claude-sonnet-5-5`"):
            called(server, ONE, TWO)
        assert called(server, ONE, TWO)[0][:2] == [None, "two"]
        assert called(server, ONE, TWO)[0] == ["one", "two"]


def test_a_batch_that_is_gone_is_put_again(called):
    """The provider keeps results for some weeks only; a changed question is another one."""
    with serving("[{say: one}]") as server:
        called(server, ONE)
    with serving("[{say: one}]") as server:
        assert called(server, ONE)[0][0] is None
        assert called(server, ONE)[0] == ["one"]


def test_a_batch_whose_name_never_came_is_found_again(called, tmp_path):
    """It is put once: looked for by its keys, and what others have put is not taken for it."""
    with serving("[{say: two}, {say: one}]", slow=1) as server:
        called(server, numbered(REQUEST, 3))
        (tmp_path / JOURNAL / "batch-task.json").unlink()
        server.lost = 1
        said, _ = called(server, ONE, TWO)
        assert said[2].startswith(
            "2 questions may be put, in a batch that is not answered: round 1"
        )
        assert len(server.batches) == 2
        server.slow = 0
        assert called(server, ONE, TWO)[0] == ["one", "two"]
        assert len(server.batches) == 2


def test_a_batch_that_was_never_put_is_put(called, tmp_path):
    """A round that is only written down is none: that of others is as large, and not the same."""
    with serving("[{say: other}, {say: one}]") as server:
        called(server, ONE)
        (kept,) = (tmp_path / JOURNAL).glob("batch-*.json")
        intent = {**json.loads(kept.read_text()), "id": ""}
        kept.unlink()
        server.batches.clear()
        called(server, TWO)
        kept.write_text(json.dumps(intent))
        said, _ = called(server, ONE)
        assert said[1].startswith("1 questions are put: round 1, batch msgbatch_2;")
        assert called(server, ONE)[0] == ["one"]


def killed_after(server, answers, root, asks):
    """Run luke until the server has given so many answers, and kill it then; return its exit code."""
    server.answers, silent = answers, server.silent
    environ = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-m", "luke_cli", *asks]
    with subprocess.Popen(command, cwd=root, env=environ, stderr=subprocess.DEVNULL) as run:
        ends_s = time.monotonic() + 120
        while run.poll() is None and server.silent == silent and time.monotonic() < ends_s:
            time.sleep(0.02)
        run.kill()
    server.answers = None
    return run.returncode


def test_a_run_with_batches_that_is_killed_at_each_exchange(tree_of, luke, monkeypatch):
    """Whatever was asked for was done, and its answer never came: one batch, and the plan as ever."""
    root = tree_of({**DOCUMENTS, PRD: DOCUMENTS[PRD] + MONEY})
    asks = ("--design", "--engine", "anthropic", "--batch")
    with serving(about_prd(field())) as server:
        monkeypatch.setenv("ANTHROPIC_BASE_URL", server.url)
        codes = [killed_after(server, answers, root, asks) for answers in range(5)]
        assert codes == [*[-signal.SIGKILL] * 4, 0]
        asked = [json.dumps(one, sort_keys=True) for one in server.requests]
        assert (len(server.batches), len(asked), len(set(asked))) == (1, 3, 3)
    assert not list((root / JOURNAL).glob("batch-*"))
    in_batches = (root / PLAN).read_bytes()
    shutil.rmtree(root / "app/.luke")
    (root / PLAN).unlink()
    with serving(about_prd(field())) as server:
        monkeypatch.setenv("ANTHROPIC_BASE_URL", server.url)
        assert luke("--design", "--engine", "anthropic").code == 0
    assert (root / PLAN).read_bytes() == in_batches


def test_batches_of_two_services_whose_run_is_killed(tree_of, luke, monkeypatch):
    """Killed where the batch of one is put, and that of the other: each is put once, and collected."""
    services = ("services/rooms", "services/trips")
    root = tree_of({f"{one}/{PRD}": f"# {one}\n\nA Room has a name.\n" for one in services})
    asks = ("--design", "--engine", "anthropic", "--batch", "--jobs", "1")
    roots = [word for one in services for word in ("--root", one)]
    script = json.dumps([{"json": {"proposals": []}}] * 2)
    with serving(script) as server:
        monkeypatch.setenv("ANTHROPIC_BASE_URL", server.url)
        codes = [killed_after(server, answers, root, (*roots, *asks)) for answers in (1, 7)]
        assert codes == [-signal.SIGKILL] * 2
        assert luke(*roots, *asks).code == 0
        asked = [json.dumps(one, sort_keys=True) for one in server.requests]
        assert (len(server.batches), len(asked), len(set(asked))) == (2, 2, 2)
    for one in services:
        assert (root / one / PLAN).is_file()
        assert not list((root / one / JOURNAL).glob("batch-*"))


def test_a_batch_costs_no_more_than_a_run_may(called, tmp_path):
    """All questions of a round are counted together: what could go beyond is not put."""
    with serving("[]") as server:
        with pytest.raises(BudgetError, match="beyond 1 requests"):
            called(server, ONE, TWO, max_turns=1)
        assert server.batches == {}
    (tmp_path / JOURNAL).mkdir(parents=True)
    (tmp_path / JOURNAL / "batch-task.json").write_text("[]")
    with serving("[]") as server, pytest.raises(UsageError, match="what luke did not write"):
        called(server, ONE)


def test_the_design_phase_in_a_batch(tree_of, luke, monkeypatch):
    """Nothing is written while answers are to come: exit 4; then the same plan as in one go."""
    root = tree_of({**DOCUMENTS, PRD: DOCUMENTS[PRD] + MONEY})
    asks = ("--design", "--engine", "anthropic", "--batch")
    with serving(about_prd(field()), slow=1) as server:
        monkeypatch.setenv("ANTHROPIC_BASE_URL", server.url)
        said = luke(*asks)
        assert (said.code, "3 questions are put" in said.err) == (4, True)
        said = luke(*asks)
        assert (said.code, "not answered yet" in said.err) == (4, True)
        assert not (root / PLAN).exists()
        said = luke(*asks)
        assert (said.code, "1 quoted and taken" in said.err) == (0, True), said.err
        assert len(server.batches) == 1
    in_batches = (root / PLAN).read_bytes()
    (root / PLAN).unlink()
    said = luke("--design", "--engine", "anthropic")
    assert (said.code, (root / PLAN).read_bytes()) == (0, in_batches), "the journal has all answers"


def test_the_develop_phase_in_batches(tree_of, luke, monkeypatch, files_of):
    """Each call does what the tools are called for, and puts the next turn into a batch.

    Killed where it puts a batch, and where it collects one: each turn is put once.
    """
    root = tree_of({"app/design/DESIGN.md": NOTE})
    luke("--design")
    luke("--develop")
    before = files_of(root)
    reads = call("Read", path="backend/notes/service.py")
    script = [
        {"tools": [reads, edit(", 501),", "),")]},
        {"when": "changed backend/notes/routes.py", "stop": "refusal"},
    ]
    with serving(json.dumps(script), steady=True) as server:
        monkeypatch.setenv("ANTHROPIC_BASE_URL", server.url)
        asks = ("--develop", "--engine", "anthropic", "--batch")
        calls, kills = [], []
        for answers in (1, 2):
            kills.append(killed_after(server, answers, root, asks))
            calls.append(luke(*asks))
        asked = [json.dumps(one, sort_keys=True) for one in server.requests]
    assert kills == [-signal.SIGKILL] * 2
    assert [said.code for said in calls] == [4, 1]
    assert "round 2" in calls[0].err
    assert "note.overview is not written: the model refuses to go on" in calls[1].err
    assert (len(server.batches), len(asked), len(set(asked))) == (2, 2, 2)
    assert files_of(root) == before


def test_a_batch_is_of_a_model(luke, tree_of):
    """The deterministic engine asks nobody; what a batch would cost is told as half."""
    tree_of(DOCUMENTS)
    assert luke("--design", "--batch").code == 2
    whole, half = (
        float(luke("--design", "--engine", "anthropic", "--dry-run", *more).err.rpartition("most $")[2].split(";")[0])
        for more in ((), ("--batch",))
    )  # fmt: skip
    assert half == pytest.approx(whole / 2, abs=0.01)

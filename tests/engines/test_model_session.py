"""Asking a model: what is sent, what it costs, when it is asked again, and when it ends."""

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace

import pytest

from luke_cli.config import ModelOptions
from luke_cli.engines.anthropic.ask import NoAnswerError, UnreadableError, ask
from luke_cli.engines.anthropic.client import Client
from luke_cli.engines.anthropic.exchange import Request
from luke_cli.engines.anthropic.failures import BusyError
from luke_cli.engines.anthropic.redact import redacted
from luke_cli.engines.anthropic.session import JOURNAL, UnaskedError, session_of
from luke_cli.engines.anthropic.settings import settings_of
from luke_cli.errors import BudgetError, ProviderError, UsageError
from tests.engines.conftest import KEY
from tests.messages_server import serving

REQUEST = Request(
    task="design PRD.md",
    model="claude-sonnet-5-5",
    effort="",
    system="You read documents.",
    prefix="the documents " * 50,
    question="What is in PRD.md?",
    schema={"type": "object", "properties": {}, "additionalProperties": False},
    own="PRD.md as it is",
)


@pytest.fixture
def session(tmp_path, monkeypatch):
    """Return a function that begins a run in a project."""

    def begin(server, *, sends=True, **options):
        if server is not None:
            monkeypatch.setenv("ANTHROPIC_BASE_URL", server.url)
        settings = settings_of(ModelOptions(**options), os.environ)
        return session_of(settings, tmp_path, sends=sends)

    return begin


def numbered(question, number):
    return replace(question, task=f"task {number}", own=f"text {number}")


def test_an_answer_and_what_it_costs(session):
    """Tokens are counted as the provider counts them, and priced by the table."""
    with serving("[{say: hello, output: 1000}, {say: again, output: 1000}]") as server:
        run = session(server)
        assert run.exchange(REQUEST).text == "hello"
        assert run.exchange(numbered(REQUEST, 2)).text == "again"
    usage = run.usage
    assert (usage.model, usage.requests, usage.output_tokens) == ("claude-sonnet-5-5", 2, 2000)
    assert usage.cache_write_tokens == usage.cache_read_tokens > 0
    assert len(server.cached) == 1
    paid = usage.input_tokens * 2 + usage.cache_write_tokens * 2.5 + usage.cache_read_tokens * 0.1
    assert usage.cost_usd == pytest.approx((paid + 2000 * 10) / 1_000_000)
    assert server.paths == ["/v1/messages/count_tokens", "/v1/messages", "/v1/messages"]


def test_what_was_answered_is_not_asked_again(session):
    """The journal answers the next run; a question about another text is asked."""
    with serving("[{say: first}, {say: second}]") as server:
        assert session(server).exchange(REQUEST).text == "first"
        later = session(server)
        assert later.exchange(replace(REQUEST, question="as it is put now")).text == "first"
        assert (later.usage.requests, later.usage.repeated, later.usage.cost_usd) == (0, 1, 0)
        assert later.exchange(replace(REQUEST, own="PRD.md has changed")).text == "second"
    assert len(server.requests) == 2


def test_a_killed_run_pays_nothing_twice(session, tmp_path):
    """An answer is on the disk before the next question; half a line is left alone."""
    script = (
        "import os, sys; from pathlib import Path; from dataclasses import replace\n"
        "from tests.engines.test_model_session import REQUEST, numbered\n"
        "from luke_cli.config import ModelOptions\n"
        "from luke_cli.engines.anthropic.session import session_of\n"
        "from luke_cli.engines.anthropic.settings import settings_of\n"
        "run = session_of(settings_of(ModelOptions(), os.environ), Path(sys.argv[1]), sends=True)\n"
        "run.exchange(numbered(REQUEST, 1)); run.exchange(numbered(REQUEST, 2))\n"
    )
    with serving("[{say: one}, {say: two, hang_s: 30}, {say: two}]") as server:
        run = session(server)
        environ = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
        killed = subprocess.Popen([sys.executable, "-c", script, str(tmp_path)], env=environ)
        ends_s = time.monotonic() + 30
        while len(server.requests) < 2 and time.monotonic() < ends_s:
            time.sleep(0.02)
        killed.send_signal(signal.SIGKILL)
        killed.wait()
        torn = next((tmp_path / JOURNAL).glob("task-1-*.jsonl"))
        torn.write_bytes(torn.read_bytes() + b'{"schema": "luke.exch')
        said = [run.exchange(numbered(REQUEST, number)).text for number in (1, 2)]
        assert said == ["one", "two"]
    assert (run.usage.requests, run.usage.repeated) == (1, 1)


@pytest.mark.parametrize("blocks", ['"abc"', "[1]", '[{"type": "text"}]', '[{"type": []}]', "null"])
def test_a_journal_that_holds_no_answer(session, tmp_path, blocks):
    """Whoever has written into it: the file is named, and what to do with it."""
    with serving("[{say: hello}]") as server:
        session(server).exchange(REQUEST)
        (path,) = (tmp_path / JOURNAL).glob("*.jsonl")
        answer = '[{"text": "hello", "type": "text"}]'
        text = path.read_text(encoding="utf-8")
        assert answer in text
        path.write_text(text.replace(answer, blocks), encoding="utf-8")
        with pytest.raises(UsageError, match="what luke did not write"):
            session(server).exchange(REQUEST)


def test_a_busy_provider_is_asked_again(session):
    """429, 529, 500, errors in mid-stream and cut connections pass; their tokens are counted."""
    script = """
    - {say: half, error: overloaded_error, after: 2}
    - {say: half, cut: 2}
    - {status: 429, retry_after_ms: 1}
    - {status: 529, retry_after_ms: 1}
    - {status: 500, retry_after: 0}
    - say: whole
    """
    with serving(script) as server:
        run = session(server)
        assert run.exchange(REQUEST).text == "whole"
    assert len(server.requests) == 6
    assert run.usage.requests == 3, "two broke off and are billed for what they read"


def test_a_call_that_is_no_json_is_asked_for_again(session):
    """Nobody can tell what was meant; what it cost is counted."""
    with serving("[{tools: [{name: Read, input: '}{'}]}, {say: whole}]") as server:
        run = session(server)
        assert run.exchange(REQUEST).text == "whole"
    assert run.usage.requests == 2


def test_a_provider_that_stays_busy(session):
    """Six times in a row is enough: exit code 5."""
    with serving("\n".join(["- {status: 529, retry_after_ms: 1}"] * 9)) as server:
        with pytest.raises(ProviderError, match="overloaded, 6 times"):
            session(server).exchange(REQUEST)
        assert len(server.requests) == 6


@pytest.mark.parametrize("url", ["gateway.example", "http://127.0.0.1:9"])
def test_a_provider_that_cannot_be_reached(url):
    """It is no address, or nobody listens there: what to look at is said."""
    with pytest.raises(BusyError, match="cannot be reached") as told:
        Client(url).send(REQUEST, max_tokens=1, left_s=5)
    assert "ANTHROPIC_BASE_URL" in told.value.do


def test_a_provider_may_name_the_hour_to_ask_again(session):
    """A date that is past by now is no reason to wait, one far away to end."""
    past, far = "Mon, 02 Nov 2026 12:00:00 GMT", "Tue, 02 Nov 2077 12:00:00 GMT"
    with serving(f"[{{status: 429, retry_after: '{past}'}}, {{say: whole}}]") as server:
        assert session(server).exchange(REQUEST).text == "whole"
    with serving(f"[{{status: 429, retry_after: '{far}'}}]") as server:
        with pytest.raises(BudgetError, match="beyond 30 minutes"):
            session(server).exchange(numbered(REQUEST, 2))
        assert len(server.requests) == 1


def test_no_wait_outlasts_the_run(session):
    """A provider that asks for more patience than there is time ends the run at once."""
    with serving("[{status: 429, retry_after: 3600}]") as server:
        began_s = time.monotonic()
        with pytest.raises(BudgetError, match="beyond 30 minutes"):
            session(server).exchange(REQUEST)
        assert time.monotonic() - began_s < 20


def test_a_slow_answer_ends_with_the_time(session):
    """Minutes hold within an answer too."""
    with serving("[{say: late, hang_s: 3}, {say: late}]") as server:
        run = session(server, max_minutes=0.03)
        with pytest.raises(BudgetError, match="minutes"):
            run.exchange(REQUEST)


def test_signs_of_life_are_no_answer(session):
    """Minutes hold for a provider that says nothing and never falls silent."""
    with serving("[{say: late, pings_s: 120}]") as server:
        began_s = time.monotonic()
        with pytest.raises(BudgetError, match="minutes"):
            session(server, max_minutes=0.03).exchange(REQUEST)
        assert time.monotonic() - began_s < 60


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"max_usd": 0.001}, r"beyond \$0.001"),
        ({"max_tokens": 200}, "beyond 200 tokens"),
        ({"max_turns": 0}, "beyond 0 requests"),
        ({"max_minutes": 0}, "beyond 0 minutes"),
    ],
)
def test_a_limit_ends_the_run_before_it_is_passed(session, options, said):
    """What could go beyond a limit is not even begun: exit code 4."""
    with serving("[{say: never}]") as server:
        with pytest.raises(BudgetError, match=said) as told:
            session(server, **options).exchange(REQUEST)
        assert (told.value.exit_code, server.requests) == (4, [])


def test_a_gateway_that_does_not_count(session):
    """What a request has is estimated then; the question is put all the same."""
    with serving("[{say: hello}]", counts=False) as server:
        assert session(server).exchange(REQUEST).text == "hello"
    assert server.paths == ["/v1/messages/count_tokens", "/v1/messages"]


def test_a_model_that_costs_nothing(session, tmp_path, monkeypatch):
    """A price may be 0: a model of one's own is bound by the other limits alone."""
    config = tmp_path / "config.toml"
    config.write_text("[prices.ours]\ninput = 0\noutput = 0\n")
    monkeypatch.setenv("LUKE_CONFIG", str(config))
    with serving("[{say: free}]") as server:
        run = session(server, model="ours", max_usd=0)
        assert run.exchange(replace(REQUEST, model="ours")).text == "free"
    assert (run.usage.cost_usd, server.requests[0]["max_tokens"]) == (0, REQUEST.max_tokens)


def test_dollars_bound_the_length_of_an_answer(session):
    """The last answer may be as long as the rest of the money pays for."""
    with serving("[{say: short}]") as server:
        run = session(server, max_usd=0.02)
        run.exchange(REQUEST)
    assert 512 <= server.requests[0]["max_tokens"] < 2000


@pytest.mark.parametrize(
    ("turn", "error", "said"),
    [
        ("{status: 401}", ProviderError, "does not accept the key"),
        ("{status: 403}", ProviderError, "may not do this"),
        ("{status: 402}", ProviderError, "spend limit"),
        ("{status: 429, code: enforced_spend_limit_reached}", ProviderError, "spend limit"),
        ("{status: 400, message: Your credit balance is too low}", ProviderError, "spend limit"),
        ("{status: 413}", ProviderError, "larger than one request"),
        ("{status: 400, message: 'prompt is too long: 9 > 8'}", ProviderError, "context"),
        ("{status: 404, message: 'model: claude-sonnet-5-5'}", UsageError, "no model `claude-s"),
        ("{status: 400, message: no}", ProviderError, "refuses the request"),
    ],
)
def test_what_does_not_pass_by_itself(session, turn, error, said):
    """Each kind of error says what it is and what to do, and is not asked again."""
    with serving(f"[{turn}]") as server:
        with pytest.raises(error, match=said) as told:
            session(server).exchange(REQUEST)
        assert len(server.requests) == 1
        assert told.value.hint
        assert error is ProviderError or "others are claude-sonnet-5, " in told.value.hint


def test_without_a_key(session, monkeypatch):
    """What to set is said; nothing is sent."""
    monkeypatch.delenv("ANTHROPIC_API_KEY")
    monkeypatch.setenv("ANTHROPIC_CONFIG_DIR", "/nowhere")
    with serving("[{say: never}]") as server:
        with pytest.raises(UsageError, match="no key for the model") as told:
            session(server).exchange(REQUEST)
        assert "ANTHROPIC_API_KEY" in told.value.hint
        assert server.paths == []


def test_an_answer_that_cannot_be_read_is_asked_for_twice_more(session):
    """The model is told what is wrong; its third failure ends the question."""

    def read(text):
        if text != "good":
            raise UnreadableError("it is bad")
        return text

    with serving("[{say: bad}, {stop: max_tokens, say: b}, {say: good}]") as server:
        assert ask(session(server), REQUEST, read) == "good"
        told = [one["messages"][-1]["content"][-1]["text"] for one in server.requests[1:]]
        assert "it is bad" in told[0]
        assert "cut off" in told[1]
    with serving("[{say: bad}, {say: bad}, {say: bad}]") as server:
        with pytest.raises(NoAnswerError, match="it is bad"):
            ask(session(server), numbered(REQUEST, 2), read)
        assert len(server.requests) == 3


def test_refusals_and_pauses(session):
    """A refusal is not asked again, a pause goes on if anything came, a full context says what to do."""

    def read(text):
        raise UnreadableError(f"`{text}` is no JSON")

    script = """
    - {stop: pause_turn, say: 'on the '}
    - {say: whole}
    - {stop: refusal}
    - {stop: model_context_window_exceeded, say: half}
    - {stop: pause_turn}
    """
    with serving(script) as server:
        run = session(server)
        assert ask(run, REQUEST, str) == "whole"
        assert server.requests[1]["messages"][-1]["role"] == "assistant"
        with pytest.raises(NoAnswerError, match="refuses to answer"):
            ask(run, numbered(REQUEST, 2), str)
        with pytest.raises(ProviderError, match="context"):
            ask(run, numbered(REQUEST, 3), str)
        with pytest.raises(NoAnswerError, match="cannot be read"):
            ask(run, numbered(REQUEST, 4), read)


def test_a_record_is_repeated_without_key_and_network(session, tmp_path, monkeypatch):
    """Every exchange is kept; what is repeated opens no socket."""
    with serving("[{say: once, output: 7}]") as server:
        first = session(server, record=tmp_path / "kept").exchange(REQUEST)
    monkeypatch.delenv("ANTHROPIC_API_KEY")
    monkeypatch.setattr("socket.socket", None)
    run = session(None, replay=tmp_path / "kept")
    assert run.exchange(REQUEST).content == first.content
    assert run.usage.cost_usd == 0
    with pytest.raises(UsageError, match=r"no answer for `design PRD\.md`"):
        run.exchange(replace(REQUEST, own="changed"))
    with pytest.raises(UsageError, match="is no folder"):
        session(None, replay=tmp_path / "nowhere")


def test_a_record_that_lacks_something_asks_for_it_alone(session, tmp_path):
    """Recording again asks only what is not there; the journal of the project counts."""
    with serving("[{say: one}, {say: two}]") as server:
        session(server).exchange(numbered(REQUEST, 1))
        run = session(server, record=tmp_path / "kept")
        assert [run.exchange(numbered(REQUEST, n)).text for n in (1, 2)] == ["one", "two"]
    assert run.usage.requests == 1
    assert len(list((tmp_path / "kept").iterdir())) == 2


def test_a_run_that_only_looks_sends_nothing(session):
    """What nobody answered is named instead."""
    with serving("[{say: never}]") as server, pytest.raises(UnaskedError, match=r"design PRD\.md"):
        session(server, sends=False).exchange(REQUEST)
    assert server.paths == []


def test_no_secret_is_kept(session, tmp_path):
    """Neither the key of the run nor one that stands in a document or an answer."""
    leaked = "ghp_0123456789abcdefghijKLMNOP"
    asked = replace(REQUEST, question=f"Is {leaked} a key?")
    with serving(f"[{{say: 'yes: {leaked}'}}]") as server:
        assert session(server).exchange(asked).text == "yes: [redacted]"
        assert server.keys[-1] == KEY
    kept = "".join(path.read_text(encoding="utf-8") for path in tmp_path.rglob("*.jsonl"))
    assert json.loads(kept)["asked"]["question"] == "Is [redacted] a key?"
    assert KEY not in kept
    assert leaked not in kept


def test_no_key_is_kept_whatever_its_form(session, tmp_path, monkeypatch):
    """A token of a gateway looks like nothing: it is known because it is the key of the run."""
    monkeypatch.delenv("ANTHROPIC_API_KEY")
    monkeypatch.setenv("ANTHROPIC_AUTH_TOKEN", "correct horse battery")
    script = "[{say: 'correct horse battery'}, {status: 401, message: not correct horse battery}]"
    with serving(script) as server:
        run = session(server)
        assert run.exchange(REQUEST).text == "[redacted]"
        with pytest.raises(ProviderError, match=r"\(not \[redacted\]\)"):
            run.exchange(numbered(REQUEST, 2))
        assert server.keys[-1] == "correct horse battery"
    kept = "".join(path.read_text(encoding="utf-8") for path in tmp_path.rglob("*.jsonl"))
    assert "correct" not in kept


def test_secrets_are_known_by_their_form():
    """The text keeps its lines, words that are no secrets stay."""
    pem = "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0\n-----END PRIVATE KEY-----"
    text = (
        f"url: postgres://app:hunter2@db/app\n{pem}\nsk-learn and task-queue, AKIA0123456789ABCDEF"
    )
    assert redacted(text) == (
        "url: postgres://[redacted]@db/app\n[redacted]\n\n\nsk-learn and task-queue, [redacted]"
    )


def test_options_before_environment_before_configuration(tmp_path):
    """The configuration is a person's own; the project has no say in it."""
    config = tmp_path / "config.toml"
    config.write_text(
        '[model]\nname = "claude-opus-5-5"\neffort = "low"\nmax_usd = 1\n'
        'base_url = "https://gateway.example.com"\n[prices.ours]\ninput = 1.0\noutput = 5.0\n'
    )
    environ = {"LUKE_CONFIG": str(config)}
    known = settings_of(ModelOptions(), environ)
    assert (known.model, known.effort, known.limits.usd) == ("claude-opus-5-5", "low", 1)
    assert known.base_url == "https://gateway.example.com"
    known = settings_of(ModelOptions(), environ | {"LUKE_MODEL": "ours", "LUKE_EFFORT": "max"})
    assert (known.model, known.effort) == ("ours", "max")
    assert known.bands[0].cache_write == pytest.approx(1.25)
    known = settings_of(ModelOptions(model="claude-haiku-5-5", max_usd=9), environ)
    assert (known.model, known.limits.usd) == ("claude-haiku-5-5", 9)


def test_projects_of_one_call_share_what_it_may_cost():
    """Dollars and tokens evenly; the clock and the turns are those of each."""
    limits = settings_of(ModelOptions(max_tokens=100, sharers=3), {}).limits
    assert (limits.usd, limits.tokens) == (pytest.approx(5 / 3), 33)
    assert (limits.minutes, limits.turns) == (30, 100)


@pytest.mark.parametrize(
    ("options", "config", "said"),
    [
        ({"model": "claude-sonet-5-5"}, "", "nothing is known of the model"),
        ({"effort": "huge"}, "", "no effort `huge`"),
        ({}, "model = 3", "is no table"),
        ({}, "[model]\nmax_usd = -1", "is no number"),
        ({}, "[model]\nmax_turns = inf", "is no number"),
        ({}, "[model]\nmax_usd = nan", "is no number"),
        ({}, "[model]\nname = 3", "is no text"),
        ({}, "[model", "cannot be read"),
        ({"model": "ours"}, "[prices.ours]\ninput = 1", "lacks `input` or `output`"),
    ],
)
def test_settings_that_cannot_be_used(tmp_path, options, config, said):
    """Whatever is wrong is said before anything is sent."""
    file = tmp_path / "config.toml"
    file.write_text(config)
    with pytest.raises(UsageError, match=said) as told:
        settings_of(ModelOptions(**options), {"LUKE_CONFIG": str(file)})
    assert options.get("model") != "claude-sonet-5-5" or "claude-sonnet-5-5" in told.value.hint

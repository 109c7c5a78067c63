"""`luke mcp`: asked by the client of the protocol's own package, in a process of its own."""

import asyncio
import json
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from mcp import Client, StdioServerParameters, stdio_client

ROOT = Path(__file__).parent.parent.parent
PLAN = "app/design/BACKEND-DEV.md"
CALLS = {
    "status": {},
    "why": {"place": "app/design/DESIGN.md:23"},
    "diff": {},
    "check": {},
    "spec": {},
}
"""Each tool with arguments that it takes."""
HELLO = {
    "jsonrpc": "2.0",
    "id": 1,
    "method": "initialize",
    "params": {
        "protocolVersion": "2025-11-25",
        "capabilities": {},
        "clientInfo": {"name": "test", "version": "1"},
    },
}


def started(root: Path) -> StdioServerParameters:
    words = ["-m", "luke_cli", "mcp", "--root", str(root)]
    return StdioServerParameters(
        command=sys.executable, args=words, env={"PYTHONPATH": str(ROOT)}, cwd="/"
    )


@pytest.fixture
def ask():
    """Return a function that starts a server for a project and asks it some things in turn."""

    def run(root, *calls):
        async def asked():
            async with Client(stdio_client(started(root))) as client:
                return [await client.call_tool(name, given) for name, given in calls]

        return asyncio.run(asked())

    return run


def bytes_of(root):
    """Read everything of a project, luke's own records included."""
    return {
        path.relative_to(root): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in root.rglob("*")
        if path.is_file()
    }


def said(answer):
    """Return the text of an answer that is an error."""
    assert answer.is_error
    return answer.content[0].text


def test_its_tools_only_read(tmp_path):
    """Each says what it does, what it takes, what it answers, and that it changes nothing."""

    async def asked():
        async with Client(stdio_client(started(tmp_path))) as client:
            return (await client.list_tools()).tools

    tools = {tool.name: tool for tool in asyncio.run(asked())}
    assert set(tools) == set(CALLS)
    for tool in tools.values():
        hints = tool.annotations
        assert (hints.read_only_hint, hints.open_world_hint) == (True, False)
        assert tool.description
        assert tool.output_schema["type"] == "object"
        assert all(one["description"] for one in tool.input_schema["properties"].values())
    assert tools["why"].input_schema["required"] == ["place"]
    assert "operations" in tools["spec"].input_schema["properties"]["part"]["enum"]


def test_answers_and_no_byte_changes(developed, ask):
    """Each tool answers with data that its own schema describes; the project is as it was."""
    before = bytes_of(developed)
    status, why, diff, check, spec = ask(developed, *CALLS.items())
    assert bytes_of(developed) == before
    assert {"word": "project", "text": "TripDesk", "details": []} in status.structured_content[
        "facts"
    ]
    assert any("DESIGN.md:23" in fact["text"] for fact in why.structured_content["facts"])
    assert (diff.structured_content["status"], diff.structured_content["changes"]) == ("clean", [])
    assert (check.structured_content["status"], check.structured_content["files"]) == ("clean", [])
    assert spec.structured_content["schema"] == "luke.spec/1"
    assert json.loads(spec.content[0].text) == spec.structured_content


def test_what_was_changed_is_seen(developed, ask):
    """The server reads the project anew each time: stale files, findings, and what they mean."""
    plan = developed / PLAN
    plan.write_text(plan.read_text(encoding="utf-8").replace("string(200)", "string(80)"))
    before = bytes_of(developed)
    check, diff, part, item, none = ask(
        developed,
        ("check", {}),
        ("diff", {}),
        ("spec", {"part": "entities"}),
        ("spec", {"part": "entities", "name": "Trip"}),
        ("spec", {"part": "documents", "name": "Trip"}),
    )
    assert bytes_of(developed) == before
    assert check.structured_content["status"] == "findings"
    assert check.structured_content["files"] == [{"path": PLAN, "action": "merged"}]
    (change,) = diff.structured_content["changes"]
    assert (change["name"], change["said"]) == ("Trip.destination", "string(200) -> string(80)")
    assert change["breaks"]
    assert set(part.structured_content) == {"schema", "entities"}
    assert [one["name"] for one in item.structured_content["entities"]] == ["Trip"]
    assert none.structured_content["documents"] == []


def test_it_does_not_look_out_of_the_project(developed, ask):
    """Not by a path, not through a link, and not where a plan says that something was said there."""
    outside = developed.parent / "outside.md"
    outside.write_text("secret\n" * 99, encoding="utf-8")
    (developed / "app/design/link.md").symlink_to(outside)
    plan = developed / PLAN
    text = plan.read_text(encoding="utf-8")
    places = [str(outside), "../outside.md", "app/design/link.md"]
    named = re.sub(r"DESIGN\.md: ", f"../../../{outside.name}: ", text)
    plan.write_text(named, encoding="utf-8")
    row = named[: named.index("| destination |")].count("\n") + 1
    answers = ask(
        developed,
        *(("why", {"place": f"{place}:1"}) for place in places),
        ("why", {"place": f"{PLAN}:{row}"}),
    )
    assert all("there is no file" in said(answer) for answer in answers[:-1])
    assert "../outside.md" in answers[-1].content[0].text
    assert "secret" not in "".join(answer.content[0].text for answer in answers)


def test_errors_are_answers(developed, ask):
    """What cannot be done is told with its diagnostics, and the server goes on."""
    plan = developed / PLAN
    plan.write_text(plan.read_text(encoding="utf-8").replace("string(200)", "strnig(200)"))
    answers = ask(
        developed,
        ("diff", {}),
        ("diff", {"against": "--output=x"}),
        ("why", {"place": "a\0b:1"}),
        ("why", {"place": "nowhere"}),
        ("why", {}),
        ("spec", {"part": "secrets"}),
        ("spec", {"name": "Trip"}),
        ("status", {}),
    )
    texts = [said(answer) for answer in answers[:-1]]
    assert f"{PLAN}:" in texts[0]
    assert "error LK-P" in texts[0]
    assert "is no place" in texts[2]
    assert "`nowhere` is no place" in texts[3]
    assert "place" in texts[4]
    assert all("say which part: one of project, documents" in text for text in texts[5:])
    assert not answers[-1].is_error


def test_a_project_without_anything(tmp_path, ask):
    """It says what is not there, and makes nothing."""
    status, check, spec = ask(tmp_path, ("status", {}), ("check", {}), ("spec", {}))
    assert not status.is_error
    assert "there is no document in app/design" in said(check)
    assert "there is no plan" in said(spec)
    assert [*tmp_path.iterdir()] == []


def test_what_was_asked_is_answered(developed):
    """Whoever asks and closes stdin at once, as a script does, still hears all answers."""
    server = started(developed)
    lines = [HELLO, {"jsonrpc": "2.0", "method": "notifications/initialized"}]
    for number, name in enumerate(("check", "status", "nothing"), 2):
        asked = {"name": name, "arguments": {}}
        lines.append({"jsonrpc": "2.0", "id": number, "method": "tools/call", "params": asked})
    ran = subprocess.run(
        [server.command, *server.args],
        env=server.env,
        input="".join(f"{json.dumps(line)}\n" for line in lines),
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    answers = {one["id"]: one for one in map(json.loads, ran.stdout.splitlines())}
    assert sorted(answers) == [1, 2, 3, 4]
    assert answers[2]["result"]["structuredContent"]["exit_code"] == 0


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT, None], ids=["term", "int", "end"])
def test_it_ends_when_it_is_told_to(tmp_path, how):
    """By a signal or by the end of its input, at once; nothing else than the protocol is on stdout."""
    server = started(tmp_path)
    with subprocess.Popen(
        [server.command, *server.args],
        env=server.env,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        process.stdin.write(json.dumps(HELLO) + "\n")
        process.stdin.flush()
        first = process.stdout.readline()
        assert json.loads(first)["result"]["serverInfo"]["name"] == "luke"
        begun = time.monotonic()
        if how:
            process.send_signal(how)
            process.wait(timeout=30)
        else:
            process.stdin.close()
        assert process.wait(timeout=30) == {signal.SIGTERM: 143, signal.SIGINT: 130, None: 0}[how]
        assert time.monotonic() - begun < 10
        assert process.stdout.read() == ""


def test_without_the_extra(run_python, tmp_path):
    """The error says what to install; everything else works."""
    script = "import sys; sys.modules['mcp'] = None; from luke_cli.__main__ import main; "
    ran = run_python(script + "sys.exit(main(['mcp', '--root', sys.argv[1]]))", str(tmp_path))
    assert ran.returncode == 2
    assert "`luke mcp` needs the package mcp, an extra of luke" in ran.stderr
    assert "pip install 'luke-backend[mcp]'" in ran.stderr


def test_only_this_verb_loads_it(run_python):
    script = "import sys, luke_cli.commands, luke_cli.team.install; "
    loaded = "print([m for m in sys.modules if m.split('.')[0] in ('mcp', 'pydantic')])"
    assert run_python(script + loaded).stdout == "[]\n"


def test_stdout_is_the_protocol(luke):
    assert luke("mcp", "--json").code == 2
    assert "`--check` and `--dry-run` are for" in luke("mcp", "--check").err

"""What a model may do while it writes code, and what it gets when it tries more."""

import os
import sys
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from luke_cli.config import ModelOptions
from luke_cli.engines.anthropic.exchange import Request
from luke_cli.engines.anthropic.hands.programs import (
    ForbiddenError,
    Most,
    Programs,
    argv,
    confinement,
)
from luke_cli.engines.anthropic.hands.staging import Staging
from luke_cli.engines.anthropic.hands.tools import TOOLS, Hands
from luke_cli.engines.anthropic.hands.work import IDLE, work
from luke_cli.engines.anthropic.session import session_of
from luke_cli.engines.anthropic.settings import settings_of
from luke_cli.errors import BudgetError
from tests.messages_server import serving

TEXTS = {
    "backend/__init__.py": "",
    "backend/trips.py": "def export() -> None:\n    raise NotImplementedError\n",
    "backend/users.py": "def read() -> int:\n    return 1\n",
    "tests/test_trips.py": "from backend.trips import export\n\n\ndef test_export():\n    export()\n",
}
MINE = frozenset(["backend/trips.py", "backend/export.py"])
REQUEST = Request(
    task="develop trip.export",
    model="claude-sonnet-5-5",
    effort="",
    system="You write code.",
    prefix="the code",
    question="Write it.",
    tools=tuple(tool.schema for tool in TOOLS),
    own="as it is",
)


@pytest.fixture
def hands(tmp_path):
    """The tools, on a copy of a small backend."""
    staging = Staging(tmp_path / "copy", TEXTS, MINE)
    staging.lay({})
    return Hands(staging, Programs(staging.folder, Path(sys.executable), Most(seconds=20)))


def copy_of(hands):
    folder = hands.staging.folder
    return {p.relative_to(folder).as_posix(): p.read_text() for p in folder.rglob("*.py")}


def test_a_call_is_not_answered_with_all_that_it_was_called_with(hands):
    """What is said again is paid for again, in every request that follows."""
    said, is_error = hands.use("TodoWrite", {"todos": ["x" * 1_000_000]})
    assert (len(said) < 130_000, is_error) == (True, False)
    for name, given in {"Read": {"path": "../" * 100_000}, "y" * 100_000: {}}.items():
        said, is_error = hands.use(name, given)
        assert (len(said) <= 2_000, is_error) == (True, True)


def test_reading_and_writing_the_files_of_a_task(hands):
    """Read shows lines, Edit and Write change a file of the task, Glob and Grep find."""
    assert hands.use("Read", {"path": "backend/trips.py"}) == (
        "1| def export() -> None:\n2|     raise NotImplementedError\n3| ",
        False,
    )
    edit = {"path": "backend/trips.py", "before": "raise NotImplementedError", "after": "return"}
    assert hands.use("Edit", edit) == ("changed backend/trips.py", False)
    assert hands.use("Write", {"path": "backend/export.py", "text": "A = 1\n"})[1] is False
    assert hands.use("Glob", {"pattern": "backend/*.py"})[0].split("\n") == [
        "backend/__init__.py", "backend/export.py", "backend/trips.py", "backend/users.py",
    ]  # fmt: skip
    assert hands.use("Grep", {"pattern": r"def \w+", "path": "backend"})[0].split("\n") == [
        "backend/trips.py:1: def export() -> None:", "backend/users.py:1: def read() -> int:",
    ]  # fmt: skip
    assert hands.use("TodoWrite", {"todos": ["write", "test"]}) == ("- write\n- test", False)
    assert hands.staging.written() == {
        "backend/export.py": "A = 1\n",
        "backend/trips.py": "def export() -> None:\n    return\n",
    }


@pytest.mark.parametrize(
    ("name", "given", "said"),
    [
        ("Write", {"path": "backend/users.py", "text": ""}, "not of this task"),
        ("Write", {"path": "tests/test_trips.py", "text": ""}, "not of this task"),
        ("Write", {"path": "../out.py", "text": ""}, "leads out of the copy"),
        ("Write", {"path": "/etc/passwd", "text": ""}, "leads out of the copy"),
        ("Write", {"path": "backend/trips.py", "text": "x" * 300_000}, "is not source code"),
        ("Read", {"path": "/etc/passwd"}, "leads out of the copy"),
        ("Read", {"path": "~/.ssh/id_rsa"}, "leads out of the copy"),
        ("Read", {"path": "backend/../../x"}, "leads out of the copy"),
        ("Read", {"path": "backend"}, "is a folder"),
        ("Read", {"path": "backend/nothing.py"}, "there is no"),
        ("Read", {}, "needs `path`"),
        ("Edit", {"path": "backend/trips.py", "before": "zz", "after": ""}, "stands 0 times"),
        ("Edit", {"path": "backend/users.py", "before": "1", "after": "2"}, "not of this task"),
        ("Grep", {"pattern": "(a+)+$"}, "cannot be looked for"),
        ("Shell", {"command": "ls"}, "there is no tool `Shell`"),
        ("Bash", {"command": "pytest tests\0"}, "needs `command`"),
        ("Write", {"path": "backend/trips.py", "text": "A = '\ud800'\n"}, "needs `text`"),
        ("Read", {"path": "backend/" + "x" * 5_000}, "is no name that a file can have"),
        ("Read", {"path": "a/" * 5_000}, "is no name that a file can have"),
        ("Write", {"path": "backend/TRIPS.py", "text": ""}, "not of this task"),
        ("Write", {"path": "backend/\uff0e\uff0e/trips.py", "text": ""}, "not of this task"),
        ("Write", {"path": "backend/trips.py\u200b", "text": ""}, "not of this task"),
        ("Write", {"path": "conftest.py", "text": ""}, "not of this task"),
        ("Write", {"path": "Backend/trips.py", "text": ""}, "not of this task"),
        ("Write", {"path": "backend/tr\u0456ps.py", "text": ""}, "not of this task"),
        ("Write", {"path": "backend/%2e%2e/tests/x.py", "text": ""}, "not of this task"),
        ("Write", {"path": "backend\\..\\x.py", "text": ""}, "not of this task"),
        ("Write", {"path": "sitecustomize.py", "text": ""}, "not of this task"),
        ("Write", {"path": ".git/hooks/pre-commit", "text": ""}, "not of this task"),
        ("Write", {"path": "pyproject.toml", "text": ""}, "not of this task"),
        ("Write", {"path": "backend/export.py/x", "text": ""}, "not of this task"),
        ("Write", {"path": ["backend/trips.py"], "text": ""}, "needs `path`"),
        ("Read", {"path": "backend/trips.py", "first": "1"}, "needs `first`"),
        ("Write", {"path": "backend/trips.py/.", "text": "x" * 300_000}, "is not source code"),
        ("Glob", {"pattern": ""}, "the pattern is empty"),
        ("Bash", {"command": "pytest -k " + "x" * 200_000}, "at most 8,000 characters"),
    ],
)
def test_a_call_that_may_not_be_says_how_to_mend_it(hands, name, given, said):
    """Nothing happens, and the model reads why."""
    before = copy_of(hands)
    told, is_error = hands.use(name, given)
    assert is_error
    assert said in told
    assert copy_of(hands) == before


def test_links_are_not_followed(hands, tmp_path):
    """Neither to read nor to write, whoever made them."""
    (tmp_path / "secret").write_text("key")
    (hands.staging.folder / "backend/export.py").symlink_to(tmp_path / "secret")
    (hands.staging.folder / "away").symlink_to(tmp_path)
    for call in (
        ("Read", {"path": "backend/export.py"}),
        ("Write", {"path": "backend/export.py", "text": "mine"}),
        ("Read", {"path": "away/secret"}),
    ):
        told, is_error = hands.use(*call)
        assert (is_error, "goes over a link" in told) == (True, True)
    assert (tmp_path / "secret").read_text() == "key"
    assert hands.staging.written() == {}


LINKING = """
import os
os.unlink("backend/trips.py")
os.link("tests/test_trips.py", "backend/trips.py")
"""


def test_a_second_name_of_a_file_is_none_to_write_it_by(hands):
    """A program makes a test and a file of the task one file: they are two again when it ends."""
    hands.use("Write", {"path": "backend/export.py", "text": LINKING})
    hands.use("Bash", {"command": "python -m backend.export"})
    hands.use("Write", {"path": "backend/trips.py", "text": "EVIL = 1\n"})
    assert copy_of(hands) == {
        **TEXTS,
        "backend/export.py": LINKING,
        "backend/trips.py": "EVIL = 1\n",
    }


def test_what_is_too_long_to_be_shown_is_cut(hands):
    """A program writes a line of 20 MB into a file of the task: the next request is no longer for it."""
    long = "open('backend/trips.py', 'w').write('x' * 20_000_000)"
    hands.use("Write", {"path": "backend/export.py", "text": long})
    hands.use("Bash", {"command": "python -m backend.export"})
    said, is_error = hands.use("Read", {"path": "backend/trips.py"})
    assert (is_error, len(said) < 101_000, "too long to be shown" in said) == (False, True, True)


def test_a_program_reads_of_the_folder_of_its_python_only_what_is_python(hands, tmp_path):
    """`~/bin/python` makes nothing else of a home readable."""
    (tmp_path / "bin").mkdir()
    (tmp_path / "secret").write_text("key")
    python = tmp_path / "bin/python"
    python.symlink_to(sys.executable)
    hands.programs = replace(hands.programs, python=python)
    code, said = ran(hands, f"open({str(tmp_path / 'secret')!r})")
    assert (code, "PermissionError" in said) == (1, True), said


@pytest.mark.parametrize(
    "command",
    [
        "pytest | tee out",
        "pytest > out",
        "pytest; id",
        "pytest && id",
        "pytest $(id)",
        "pytest `id`",
        "pytest $HOME",
        "pytest\nid",
        "curl http://example.com",
        "bash -c id",
        "python -c 1",
        "python backend/trips.py",
        "python -m http.server",
        "python -m pip install x",
        "git push",
        "pytest /etc",
        "pytest ../..",
        "pytest --rootdir=/",
        "pytest -p evil",
        "pytest -k -pevil",
        "pytest --pyargs os",
        "ruff check --config=x.toml",
        "ruff clean",
        "mypy --python-executable=x",
        "alembic -c other.ini upgrade head",
        "",
        "pytest 'unclosed",
    ],
)
def test_what_may_not_be_run(command):
    """No shell, no other program, no path out of the copy, no option that leads elsewhere."""
    with pytest.raises(ForbiddenError):
        argv(command)


@pytest.mark.parametrize(
    ("command", "arguments"),
    [
        ("pytest -q -x -k export tests", "pytest -p no:cacheprovider -q -x -k export tests"),
        ("ruff check --fix backend/trips", "ruff check --fix backend/trips"),
        ("mypy", "mypy"),
        ("alembic upgrade head", "alembic upgrade head"),
        ("python -m pytest -q", "pytest -p no:cacheprovider -q"),
        ("python -m backend.commands seed", "backend.commands seed"),
    ],
)
def test_what_may_be_run(command, arguments):
    """The tools of the backend, as modules of its own python."""
    assert argv(command) == ["-m", *arguments.split()]


HOSTILE = """
import ctypes, os, socket, subprocess, sys, time
from pathlib import Path
def called(name, *given):
    if getattr(ctypes.CDLL(None, use_errno=True), name)(*given) < 0:
        raise PermissionError(name)
def tried(name, what):
    try:
        print(name, "got", what())
    except BaseException as error:
        print(name, "refused", type(error).__name__)
tried("network", lambda: socket.create_connection(("127.0.0.1", int(sys.argv[1])), 2))
tried("outside", lambda: Path(sys.argv[2], "pwned").write_text("x"))
tried("secret", lambda: Path(sys.argv[2], "secret").read_text())
tried("key", lambda: os.environ["ANTHROPIC_API_KEY"])
tried("parent", lambda: b"ANTHROPIC" in Path(f"/proc/{sys.argv[3]}/environ").read_bytes())
tried("machine", lambda: open("/etc/passwd").read())
tried("socket", lambda: socket.socket(socket.AF_UNIX))
tried("datagrams", lambda: socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM))
tried("clock", lambda: time.clock_settime(time.CLOCK_REALTIME, time.time()))
tried("name", lambda: socket.sethostname(socket.gethostname()))
tried("device", lambda: os.mknod("backend/null", 0o20600, os.makedev(1, 3)))
tried("shared", lambda: called("shmget", 0, 4096, 0o1600))
tried("unowned", lambda: os.memfd_create("x"))
tried("keys", lambda: called("syscall", 250, 0, -3, 1))
tried("apart", lambda: called("unshare", 0x10000000))
tried("rights", lambda: os.chmod(sys.argv[2] + "/secret", 0o666))
tried("owner", lambda: os.chown(sys.argv[2] + "/secret", os.getuid(), os.getgid()))
tried("age", lambda: os.utime(sys.argv[2] + "/secret"))
tried("marks", lambda: os.setxattr(sys.argv[2] + "/secret", "user.luke", b"1"))
tried("watching", lambda: called("inotify_init1", 0))
tried("presence", lambda: os.stat(sys.argv[2] + "/secret"))
tried("links", lambda: os.readlink(f"/proc/{sys.argv[3]}/cwd"))
tried("handles", lambda: os.open(sys.argv[2] + "/secret", os.O_PATH))
tried("accounts", lambda: os.stat("/etc/passwd"))
tried("others", lambda: os.stat(f"/proc/{sys.argv[3]}"))
tried("memory", lambda: len(bytearray(64 << 30)))
Path("tests/test_trips.py").write_text("def test_export(): pass")
Path("conftest.py").write_text("evil = 1")
Path("backend/users.py").unlink()
os.symlink("/etc", "backend/etc")
if os.fork() == 0:
    os.setsid()
    time.sleep(60)
"""


def test_a_program_gets_nothing(hands, tmp_path):
    """No network, no file outside, no variable, no process left; what it broke is put back."""
    held = confinement()
    if not all(held.values()):
        pytest.skip(f"this system cannot confine programs: {held}")
    (tmp_path / "secret").write_text("key")
    hands.use("Write", {"path": "backend/export.py", "text": HOSTILE})
    with serving("[]") as server:
        # Paths are no arguments that a model may give: the test gives them in the file.
        port, folder = server.url.rpartition(":")[2], str(tmp_path)
        told = HOSTILE.replace("sys.argv[1]", port).replace("sys.argv[2]", repr(folder))
        told = told.replace("sys.argv[3]", str(os.getpid()))
        hands.use("Write", {"path": "backend/export.py", "text": told})
        said, is_error = hands.use("Bash", {"command": "python -m backend.export"})
    assert is_error is False
    told = {
        line.split()[0]: line.split()[1]
        for line in said.split("\n")
        if " refused" in line or " got" in line
    }
    tried = (
        *("network", "outside", "secret", "key", "parent", "machine", "socket", "datagrams"),
        *("clock", "name", "device", "shared", "unowned", "keys", "apart", "memory"),
        *("rights", "owner", "age", "marks", "watching"),
        *("presence", "links", "handles", "accounts", "others"),
    )
    assert told == dict.fromkeys(tried, "refused")
    assert "put back: " in said
    assert server.paths == []
    assert not (tmp_path / "pwned").exists()
    assert copy_of(hands) == {**TEXTS, "backend/export.py": copy_of(hands)["backend/export.py"]}
    assert not (hands.staging.folder / "backend/etc").exists()


def test_a_program_of_a_proof_changes_no_test(hands):
    """What is imported before the tests are read cannot write others in their place."""
    held = confinement()
    if not held["files"]:
        pytest.skip(f"this system cannot confine programs: {held}")
    easy = "from pathlib import Path\nPath('tests/test_trips.py').write_text('def test_export(): pass')"
    hands.use("Write", {"path": "backend/export.py", "text": easy})
    code, said = replace(hands.programs, writes=False).run("python -m backend.export")
    assert (code, "PermissionError" in said) == (1, True)
    assert copy_of(hands)["tests/test_trips.py"] == TEXTS["tests/test_trips.py"]


def test_a_program_ends_in_time_and_says_no_more_than_fits(hands):
    """An endless loop is ended, endless words are cut in their middle."""
    loud = "print('x' * 100_000)\nwhile True:\n    pass\n"
    hands.use("Write", {"path": "backend/export.py", "text": loud})
    brief = replace(hands.programs, most=Most(seconds=2, output_bytes=2000))
    code, said = brief.run("python -m backend.export")
    assert code != 0
    assert "did not end within 2 s" in said
    assert "characters are left out" in said
    assert len(said) < 3000


BOMB = """
import os, sys, time
while True:
    try:
        if os.fork() == 0:
            time.sleep(60)
    except OSError:
        time.sleep(60)
"""


def test_a_program_starts_no_more_processes_than_it_may(hands):
    """A fork bomb is ended with all that it has started."""
    code, said = ran(hands, BOMB)
    assert (code != 0, "started more than 64 processes and was ended" in said) == (True, True)


def ran(hands, text):
    """Run a module; returns its exit code, and what it said."""
    held = confinement()
    if not held["processes"]:
        pytest.skip(f"this system cannot confine programs: {held}")
    hands.use("Write", {"path": "backend/export.py", "text": text})
    return hands.programs.run("python -m backend.export")


MANY = """
import os, time
for _ in range(4):
    if os.fork() == 0:
        held = b"x" * (100 << 20)
        time.sleep(20)
time.sleep(20)
"""
FILES = """
for number in range(60):
    with open(f"backend/{number}", "wb") as file:
        file.write(b"x" * (1 << 20))
import time; time.sleep(20)
"""
NAMELESS = """
import os, time
held = [open("backend/x", "wb") for _ in range(60) if not os.path.exists("backend/x") or os.unlink("backend/x") is None]
for file in held:
    file.write(b"x" * (1 << 20)); file.flush()
time.sleep(20)
"""


@pytest.mark.parametrize(
    ("text", "said"), [(MANY, "of memory"), (FILES, "of files"), (NAMELESS, "of files")]
)
def test_all_that_a_program_has_started_takes_no_more_than_one_may(hands, text, said):
    """Each process and each file is small enough, all of them together are not."""
    most = Most(seconds=20, memory_mb=300, disk_mb=30)
    hands.programs = replace(hands.programs, most=most)
    code, told = ran(hands, text)
    assert (code != 0, f"{said} and was ended" in told) == (True, True), told


LEAVING = """
import os, signal, time
if os.fork() == 0:
    if os.fork() == 0:
        os.setsid()
        print("left", flush=True)
        time.sleep(60)
    time.sleep(1)
    os.kill(0, signal.SIGKILL)
time.sleep(2)
"""


def test_a_signal_to_its_group_ends_nobody_but_the_program(hands):
    """Who watches is in another group: nothing is left behind that nobody watches."""
    assert ran(hands, LEAVING) == (0, "left\n")
    assert not [p for p in Path("/proc").glob("[0-9]*/cmdline") if is_ours(p)]


def is_ours(path):
    try:
        return b"backend.export" in path.read_bytes()
    except OSError:
        return False


DEEP = """
import os
open(b"backend/\\xff\\xfe", "w").close()
for folder in ("backend", os.environ["TMPDIR"]):
    os.chdir(folder)
    for _ in range(1100):
        os.mkdir("d")
        os.chdir("d")
    os.mkdir("shut", 0)
    os.chdir(os.environ["PYTHONPATH"])
os.rename("tests", "moved")
os.mkdir("tests", 0)
"""


def test_what_no_path_reaches_is_removed(hands):
    """A folder in a folder in a folder, names that are no text, files without rights."""
    hands.use("Write", {"path": "backend/export.py", "text": DEEP})
    said, is_error = hands.use("Bash", {"command": "python -m backend.export"})
    assert (said, is_error) == (
        "exit 0\n\n(not of this task, put back: backend/d, backend/\ufffd\ufffd, moved, tests/test_trips.py)",
        False,
    )
    assert copy_of(hands) == {**TEXTS, "backend/export.py": DEEP}
    assert sorted(p.name for p in hands.staging.folder.iterdir()) == ["backend", "tests"]


def test_endless_output_fills_no_disk(hands):
    """A gigabyte is not even written."""
    loud = "import sys\nfor _ in range(1024):\n    sys.stdout.write('x' * 2**20)\nprint('all tests passed')\n"
    hands.use("Write", {"path": "backend/export.py", "text": loud})
    code, said = hands.programs.run("python -m backend.export")
    assert code != 0
    assert len(said) < 30_000
    assert "all tests passed" not in said


@pytest.fixture
def worked(hands, tmp_path, monkeypatch):
    """Return a function that lets a scripted model work; its work is proved by a word in a file."""

    def run(turns, **options):
        with serving(yaml.safe_dump(turns)) as server:
            monkeypatch.setenv("ANTHROPIC_BASE_URL", server.url)
            settings = settings_of(ModelOptions(**options), os.environ)
            session = session_of(settings, tmp_path, sends=True)
            found = work(session, REQUEST, hands, prove)
        return found, server

    def prove(texts):
        return "" if "return" in texts.get("backend/trips.py", "") else "export does not return"

    return run


def call(name, **given):
    return {"tools": [{"name": name, "input": given}]}


def edit(before, after):
    return call("Edit", path="backend/trips.py", before=before, after=after)


def test_work_ends_when_it_is_proved(worked):
    """Tools, a failure that is told, another try, and the proof."""
    found, server = worked(
        [
            call("Read", path="backend/trips.py"),
            edit("raise NotImplementedError", "pass"),
            {"say": "done"},
            edit("pass", "return"),
            {"say": "now it is done"},
        ]
    )
    assert (found.why, found.turns) == ("", 5)
    assert found.texts == {"backend/trips.py": "def export() -> None:\n    return\n"}
    told = [one["messages"][-1]["content"][-1] for one in server.requests[1:]]
    assert told[0]["content"].startswith("1| def export()")
    assert "export does not return" in told[2]["text"]
    assert len({one["tools"][0]["name"] for one in server.requests}) == 1


@pytest.mark.parametrize(
    ("turns", "why"),
    [
        ([{"stop": "refusal", "tools": [{"name": "Bash", "input": {"command": "id"}}]}], "refuses"),
        ([edit("raise NotImplementedError", "pass"), {"say": "a"}, {"say": "b"}], "same failure"),
        (
            [
                edit("raise NotImplementedError", "pass"),
                {"stop": "model_context_window_exceeded", "say": "and"},
            ],
            "does not fit into the context of the model",
        ),
        ([call("Bash", command="cat /etc/passwd")] * IDLE, "changed no file"),
        ([call("Write", path="tests/test_trips.py", text="")] * IDLE, "changed no file"),
        ([call("Read", path="../../.ssh/id_rsa")] * IDLE, "changed no file"),
        ([{"stop": "pause_turn", "say": "hm"}] * IDLE, "changed no file"),
        ([call("Shell", command="rm -rf /")] * IDLE, "changed no file"),
        ([{"tools": [{"name": "Read", "input": ["no", "object"]}]}] * IDLE, "changed no file"),
        ([{"say": "all tests passed"}] * 2, "same failure"),
        ([{"tools": call("Bash", command="mypy")["tools"] * 10_000}], "calls 10,000 tools at once"),
    ],
)
def test_work_that_gets_nowhere_ends_with_why(worked, hands, turns, why):
    """Refusals, the same failure again, calls that may not be: nothing is kept, and it is said."""
    found, _ = worked(turns)
    assert found.texts == {}
    assert why in found.why
    assert copy_of(hands)["tests/test_trips.py"] == TEXTS["tests/test_trips.py"]


def test_an_answer_that_is_cut_off_does_nothing(worked):
    """Half of what was meant may be a whole call: the model is told, and does less at once."""
    found, server = worked(
        [
            {"stop": "max_tokens", **call("Write", path="backend/export.py", text="A = 1\n")},
            edit("raise NotImplementedError", "return"),
            {"say": "done"},
        ]
    )
    assert found.texts == {"backend/trips.py": "def export() -> None:\n    return\n"}
    told = server.requests[1]["messages"][-1]["content"][0]
    assert (told["is_error"], "cut off before its end" in told["content"]) == (True, True)


def test_an_empty_answer_is_not_sent_back(worked):
    """A model may end without a word; the API takes no message without content."""
    found, server = worked(
        [
            edit("raise NotImplementedError", "pass"),
            {"say": ""},
            edit("pass", "return"),
            {"say": "done"},
        ]
    )
    assert (found.why, found.turns) == ("", 4)
    assert all(one["content"] for asked in server.requests for one in asked["messages"])


def test_work_that_costs_too_much(worked):
    """The budget ends it."""
    with pytest.raises(BudgetError):
        worked([call("Read", path="backend/trips.py")] * 3, max_turns=2)


def test_work_that_was_done_before_is_repeated(worked, hands, tmp_path):
    """What a program says is the same in another copy at another time: nothing is asked again."""
    turns = [
        call("Bash", command="pytest -q tests"),
        edit("raise NotImplementedError", "return"),
        {"say": "done"},
    ]
    first, _ = worked(turns)
    hands.staging = replace(hands.staging, folder=tmp_path / "elsewhere")
    hands.staging.lay({})
    hands.programs = replace(hands.programs, folder=tmp_path / "elsewhere")
    again, server = worked([])
    assert (again.texts, again.why) == (first.texts, "")
    assert server.requests == []

"""All files or none, even for a run that dies."""

import json
import shutil
import signal
import socket
import stat
import subprocess
import sys
from pathlib import Path
from tempfile import mkdtemp
from typing import NamedTuple

import pytest

from luke_cli.errors import LukeError
from luke_cli.workspace.apply import apply, is_interrupted, recover

BEFORE = {"app/impl/a.py": "a = 1\n", "app/impl/b/c.py": "c = 1\n", "app/notes.md": "mine\n"}
WRITES = {"app/impl/a.py": "a = 2\n", "app/impl/b/c.py": None, "app/impl/d/e.py": "e = 1\n"}
AFTER = {"app/impl/a.py": "a = 2\n", "app/impl/d/e.py": "e = 1\n", "app/notes.md": "mine\n"}


@pytest.fixture
def before(tree_of, tmp_path):
    tree_of(BEFORE)
    return tmp_path


def test_texts_are_written_and_removed(before, files_of):
    """A removed file takes its empty folder along; nothing of luke's is left behind."""
    apply(before, WRITES)
    assert files_of(before) == AFTER
    assert not (before / "app/impl/b").exists()
    assert not is_interrupted(before)


def test_modes_are_kept(before):
    """A script stays a script."""
    script = before / "app/impl/a.py"
    script.chmod(0o755)
    apply(before, WRITES)
    assert stat.S_IMODE(script.stat().st_mode) == 0o755


@pytest.mark.parametrize(
    "path", ["README.md", "app/../x", "/etc/x", "app/link/x", ".claude", ".claude/../x"]
)
def test_never_outside_of_app(before, files_of, path):
    """No path, whatever it is made of, leads out of app/."""
    (before / "elsewhere").mkdir()
    (before / "app/link").symlink_to(before / "elsewhere")
    with pytest.raises(LukeError, match="outside of app/"):
        apply(before, {**WRITES, path: "x"})
    assert files_of(before) == BEFORE


MANY_BEFORE = {**BEFORE, **{f"app/impl/m{n}.py": f"m = {n}\n" for n in range(8)}}
MANY = {
    **WRITES,
    **{f"app/impl/m{n}.py": f"m = {n + 1}\n" for n in range(8)},
    **{f"app/impl/n/{n}/new.py": f"n = {n}\n" for n in range(3)},
}


@pytest.fixture
def dying(tmp_path):
    """Return a function that applies a change again and again, each time with another end."""
    memory = Path("/dev/shm")  # noqa: S108 - a disk is only slower
    scratch = Path(mkdtemp(dir=memory if memory.is_dir() else tmp_path))

    def run(way, before, texts):
        done = subprocess.run(
            [sys.executable, Path(__file__).with_name("dying.py"), scratch, way],
            input=json.dumps({"before": before, "texts": texts}),
            capture_output=True,
            text=True,
            check=True,
        )
        return [Ended(*json.loads(line)) for line in done.stdout.splitlines()]

    yield run
    shutil.rmtree(scratch, ignore_errors=True)


class Ended(NamedTuple):
    code: int
    at_once: dict
    healed: str
    after: dict
    again: dict
    left: list
    interrupted: bool


def test_a_kill_at_any_call(dying):
    """Whenever the process dies, the next run ends in the old tree or the new one, then the new."""
    runs = dying("kill", MANY_BEFORE, MANY)
    old, new = runs[0].at_once, runs[-1].at_once
    assert len(runs) > 100
    assert {run.code for run in runs[:-1]} == {-signal.SIGKILL}
    assert all(run.after in (old, new) for run in runs)
    assert all(run.again == new and not run.left and not run.interrupted for run in runs)
    is_new = [run.after == new for run in runs]
    assert is_new == sorted(is_new), "there is one point of no return"
    assert {run.healed for run in runs} == {
        "",
        "an interrupted run was rolled back",
        "an interrupted run was finished",
    }


def test_a_disk_that_refuses_any_call(dying):
    """A call that fails is an error with the old tree, or one that the new tree does without."""
    runs = dying("full", BEFORE, WRITES)
    old, new = runs[0].at_once, runs[-1].at_once
    assert {run.code for run in runs[:-1]} == {0, 2}
    assert all(run.at_once == (old if run.code == 2 else new) for run in runs)
    assert all(run.again == new and not run.left for run in runs)


def test_a_disk_that_refuses_from_some_call_on(dying):
    """Where nothing can be put back either, the next run does it."""
    runs = dying("stuck", BEFORE, WRITES)
    old, new = runs[0].at_once, runs[-1].at_once
    assert {run.code for run in runs[:-1]} == {0, 2}
    assert all(run.after in (old, new) for run in runs)
    assert all(run.again == new and not run.left for run in runs)


LIMITED = """
import os, resource, sys
from pathlib import Path
from luke_cli.errors import LukeError
from luke_cli.workspace.apply import apply
os.chdir(sys.argv[1])
root, how = Path(), sys.argv[2]
if how == "full":
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
elif os.getuid() == 0:
    os.setuid(65534)
try:
    apply(root, {"app/impl/a.py": "a = 2\\n", "app/impl/big.py": "#" * 9000})
except LukeError as stopped:
    print(stopped.exit_code.value, stopped.message)
"""


@pytest.mark.parametrize(
    ("how", "told"),
    [("full", "nothing is written: File too large"), ("read-only", "Permission denied")],
)
def test_a_disk_that_is_full_or_read_only(before, files_of, run_python, how, told):
    """The system's own refusals are an error with exit code 2, and nothing has changed."""
    if how == "read-only":
        for folder in (before, before / "app"):
            folder.chmod(0o555)
    done = run_python(LIMITED, str(before), how)
    for folder in (before, before / "app"):
        folder.chmod(0o755)
    assert done.stdout.startswith("2 "), done.stderr
    assert told in done.stdout
    assert files_of(before) == BEFORE
    assert not (before / "app/.luke").exists()


def test_a_file_held_open(before, files_of):
    """Who has a file open keeps what was in it; the path has the new content."""
    with (before / "app/impl/a.py").open(encoding="utf-8") as held_open:
        apply(before, WRITES)
        assert held_open.read() == "a = 1\n"
    assert files_of(before) == AFTER


def test_what_changed_meanwhile_is_not_overwritten(before, files_of):
    """A file that is no longer what the run has read stops it before anything is written."""
    (before / "app/impl/a.py").write_text("a = 3\n")
    with pytest.raises(LukeError, match=r"app/impl/a.py has changed while luke was at work"):
        apply(before, WRITES, {"app/impl/a.py": "a = 1\n", "app/impl/b/c.py": "c = 1\n"})
    assert files_of(before) == {**BEFORE, "app/impl/a.py": "a = 3\n"}


def test_a_folder_that_came_meanwhile(before, files_of):
    """A folder where a file is to be written stays, and is named."""
    (before / "app/impl/d/e.py").mkdir(parents=True)
    with pytest.raises(LukeError, match=r"app/impl/d/e.py is no file"):
        apply(before, WRITES)
    assert files_of(before) == BEFORE
    assert (before / "app/impl/d/e.py").is_dir()


HOLDER = """
import sys
from pathlib import Path
from luke_cli.workspace.lock import held
with held(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_two_at_once(before, files_of):
    """The second is told who the first is; of a first that was killed nothing is left."""
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, before], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert holder.stdout.readline() == b"held\n"
    for run in (lambda: apply(before, WRITES), lambda: recover(before)):
        with pytest.raises(LukeError) as stopped:
            run()
        who = f"process {holder.pid} on {socket.gethostname()}"
        assert stopped.value.message == f"another luke is writing here: {who}; nothing is written"
        assert stopped.value.exit_code == 2
    assert files_of(before) == BEFORE
    holder.kill()
    holder.communicate()
    assert (before / "app/.luke/lock").exists()
    assert recover(before) == ""
    assert not (before / "app/.luke").exists()
    apply(before, WRITES)
    assert files_of(before) == AFTER


def interrupted(root, run_python, writes=WRITES):
    """Leave a run behind that died with its journal written and nothing moved."""
    killed = (
        "import os, sys, json; from pathlib import Path; from luke_cli.workspace import apply;"
        "apply._move = lambda *_: os._exit(9);"
        "apply.apply(Path(sys.argv[1]), json.loads(sys.argv[2]))"
    )
    assert run_python(killed, str(root), json.dumps(writes)).returncode == 9
    assert is_interrupted(root)


def test_what_agents_read_is_written_as_well(before, files_of, run_python):
    """`.claude` is the other folder that luke makes; a run that died there is finished."""
    interrupted(before, run_python, {".claude/agents/a.md": "a\n"})
    assert recover(before) == "an interrupted run was finished"
    assert files_of(before) == {**BEFORE, ".claude/agents/a.md": "a\n"}


def test_a_person_was_here_meanwhile(before, files_of, run_python):
    """A file that somebody edits after the death keeps the edit; the rest is rolled back."""
    interrupted(before, run_python)
    (before / "app/impl/b/c.py").write_text("c = 3\n")
    assert recover(before) == "an interrupted run was rolled back"
    assert files_of(before) == {**BEFORE, "app/impl/b/c.py": "c = 3\n"}


def test_what_is_staged_is_checked(before, files_of, run_python):
    """Where the machine lost what was staged, there is no way forward."""
    interrupted(before, run_python)
    (before / "app/.luke/pending/new/0000").write_text("")
    assert recover(before) == "an interrupted run was rolled back"
    assert files_of(before) == BEFORE


@pytest.mark.parametrize("path", ["../outside", "app/../../outside", "app/link/outside"])
def test_a_journal_that_leads_out(before, files_of, run_python, path):
    """A project comes from anybody: what its journal says is no reason to write outside of app/."""
    (before.parent / "outside").write_text("kept")
    (before / "app/link").symlink_to(before.parent)
    interrupted(before, run_python)
    journal = before / "app/.luke/pending/journal"
    journal.write_text(journal.read_text().replace("app/impl/a.py", path))
    with pytest.raises(LukeError, match="is nothing that luke wrote"):
        recover(before)
    assert (before.parent / "outside").read_text() == "kept"


def test_a_memory_that_leads_out(before, files_of):
    """`app/.luke` may be a link to anywhere: nothing is written through it."""
    (before / "elsewhere").mkdir()
    (before / "app/.luke").symlink_to(before / "elsewhere")
    with pytest.raises(LukeError, match="outside of app/"):
        apply(before, WRITES)
    assert list((before / "elsewhere").iterdir()) == []


def test_a_memory_that_is_a_link(before, files_of):
    """What another run would have left is not looked for behind a link."""
    (before / "app/.luke").mkdir()
    (before / "app/.luke/pending").symlink_to(before / "app/impl")
    with pytest.raises(LukeError, match="nothing is written"):
        apply(before, WRITES)
    assert files_of(before) == BEFORE

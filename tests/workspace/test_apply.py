"""All files or none, even for a run that dies."""

import json
import os
import stat

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


class Died(BaseException):
    """The machine stops."""


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


@pytest.mark.parametrize("path", ["README.md", "app/../x", "/etc/x", "app/link/x"])
def test_never_outside_of_app(before, files_of, path):
    """No path, whatever it is made of, leads out of app/."""
    (before / "elsewhere").mkdir()
    (before / "app/link").symlink_to(before / "elsewhere")
    with pytest.raises(LukeError, match="outside of app/"):
        apply(before, {**WRITES, path: "x"})
    assert files_of(before) == BEFORE


def failing_once(monkeypatch, count, error):
    """Let the disk refuse one change, after so many that it took."""
    left = [count]

    def counted(real):
        def call(*args, **kwargs):
            left[0] -= 1
            if left[0] == -1:
                raise error
            return real(*args, **kwargs)

        return call

    for name in ("rename", "replace", "unlink", "mkdir", "rmdir", "open"):
        monkeypatch.setattr(os, name, counted(getattr(os, name)))


@pytest.mark.parametrize("count", range(20))
def test_a_full_disk_leaves_the_old_tree(before, files_of, monkeypatch, count):
    """A write that fails at any point is a clear error, and nothing has changed."""
    with monkeypatch.context() as patched:
        failing_once(patched, count, OSError(28, "No space left on device"))
        try:
            apply(before, WRITES)
            expected = AFTER
        except LukeError as stopped:
            expected = BEFORE
            assert stopped.message == "nothing is written: No space left on device"  # noqa: PT017
    assert files_of(before) == expected
    recover(before)
    assert files_of(before) == expected


KILLED = """
import os, sys
from pathlib import Path
from luke_cli.workspace.apply import apply
import json
left = int(sys.argv[2])

def watch(event, args):
    global left
    changing = event in ("os.rename", "os.remove", "os.mkdir", "os.rmdir", "shutil.copymode")
    if changing or (event == "open" and isinstance(args[1], str) and "w" in args[1]):
        left -= 1
        if left < 0:
            os._exit(9)

sys.addaudithook(watch)
apply(Path(sys.argv[1]), json.loads(sys.argv[3]))
"""


def test_a_kill_at_any_write(tmp_path, files_of, run_python):
    """Whenever the process dies, the next run ends in the old tree or in the new one."""
    seen = []
    for count in range(40):
        root = tmp_path / str(count)
        for path, text in BEFORE.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text)
        code = run_python(KILLED, str(root), str(count), json.dumps(WRITES)).returncode
        recover(root)
        assert files_of(root) in (BEFORE, AFTER)
        assert not is_interrupted(root)
        seen.append(files_of(root) == AFTER)
        if code == 0:
            break
    assert code == 0
    assert seen == sorted(seen)
    assert {False, True} <= set(seen)


def test_a_person_was_here_meanwhile(before, files_of, run_python):
    """A file that somebody edits after the death keeps the edit; the rest is rolled back."""
    for count in range(40):
        code = run_python(KILLED, str(before), str(count), json.dumps(WRITES)).returncode
        if (before / "app/.luke/pending/journal").exists() or code == 0:
            break
        recover(before)
    assert code == 9
    (before / "app/impl/b/c.py").write_text("c = 3\n")
    assert recover(before) == "an interrupted run was rolled back"
    assert files_of(before) == {**BEFORE, "app/impl/b/c.py": "c = 3\n"}

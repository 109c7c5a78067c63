"""Where the tasks of a run are worked on: a copy to work in, another one for the proof.

Both begin with what mypy knows of the backend before anything of a task is written: without it,
every check would read all libraries anew, which takes most of its time.
"""

import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from luke_cli.engines.anthropic.hands.expected import Open
from luke_cli.engines.anthropic.hands.programs import Most, Programs
from luke_cli.engines.anthropic.hands.proof import Proof
from luke_cli.engines.anthropic.hands.staging import Staging
from luke_cli.engines.anthropic.hands.tools import Hands
from luke_cli.proof.environment import Environment, alone, environment_for

_PATIENCE: Final = Most(seconds=900.0)
"""Of the proof: work that holds must not be lost because the machine is busy; its CPU time is limited."""


@dataclass
class Workshop:
    """The place of one run."""

    folder: Path
    texts: Mapping[str, str]
    """The backend as luke has made it."""
    _known: Path | None = field(default=None)
    """What mypy knows, once there was a task."""

    @contextmanager
    def open(
        self, task: Open, now: Mapping[str, str], mine: frozenset[str], tests: Sequence[str]
    ) -> Iterator[tuple[Hands, Proof]]:
        """Set up a task on the backend as it is `now`: the tools for it, and its proof."""
        with tempfile.TemporaryDirectory(prefix="luke-task-", dir=self.folder) as folder:
            copy, proved = (Staging(Path(folder, name), now, mine) for name in ("copy", "proof"))
            copy.lay({})
            environment = environment_for(copy.folder)
            if self._known is None:
                self._known = _remembered(self.texts, environment, self.folder)
            python, known = environment.python, self._known
            hands = Hands(copy, Programs(copy.folder, python, types=known))
            programs = Programs(proved.folder, python, _PATIENCE, types=known, writes=False)
            yield hands, Proof(task, proved, programs, tuple(tests))


def _remembered(texts: Mapping[str, str], environment: Environment, folder: Path) -> Path:
    """Check a backend, beginning with what its proofs have left; return what mypy keeps of it."""
    kept, copy = folder / "types", Staging(folder / "backend", texts, frozenset())
    proofs = environment.cache / "types"
    with alone(proofs):
        if proofs.is_dir():
            shutil.copytree(proofs, kept)
    copy.lay({})
    command = [str(environment.python), "-m", "mypy", "--cache-dir", str(kept)]
    # What it finds is no concern of this: whoever writes an operation is told of it.
    subprocess.run(command, cwd=copy.folder, capture_output=True, check=False)
    kept.mkdir(exist_ok=True)
    return kept

"""What a scripted model makes of the open operations of a project, and what it would cost.

    make open                                             a small project and its script
    python benchmarks/open_operations.py FOLDER SCRIPT

FOLDER has `app/design`; it is copied. SCRIPT is YAML as `tests/messages_server.py` reads it. Prints
what is written, the tokens of each task by the count of the server, which insists on one cached
prefix, and whether the proof holds.
"""

import os
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from luke_cli.__main__ import main as luke  # noqa: E402 - a script has only its own folder
from tests.documents import LODGE  # noqa: E402
from tests.messages import tokens  # noqa: E402
from tests.messages_server import Messages, serving  # noqa: E402

SCRIPT = Path(__file__).with_name("lodge.yaml")
DESIGN = "app/design"


def main(documents: dict[str, str], script: str) -> int:
    """Let the model work on a copy of a project; return the exit code of the proof."""
    with tempfile.TemporaryDirectory(prefix="luke-open-") as there:
        for path, text in documents.items():
            Path(there, path).parent.mkdir(parents=True, exist_ok=True)
            Path(there, path).write_text(text, encoding="utf-8")
        luke(["--root", there, "--quiet", "--design"])
        began_s = time.monotonic()
        with serving(script, steady=True) as server:
            os.environ |= {"ANTHROPIC_BASE_URL": server.url, "ANTHROPIC_API_KEY": "of-no-worth-123"}
            code = luke(["--root", there, "--develop", "--engine", "anthropic"])
        print(f"develop   exit {code} after {time.monotonic() - began_s:.0f} s")
        count(server)
        return luke(["--root", there, "verify"])


def count(server: Messages) -> None:
    """Print the tokens that are sent for each task; the prefix, which is written once, apart."""
    prefix = max(map(tokens, server.cached))
    tasks: dict[str, list[dict[str, int]]] = {}
    for task, used in server.used:
        tasks.setdefault(task.partition(":")[0], []).append(used)
    print(f"prefix    {prefix:,} tokens, {len(server.cached)} in the whole run")
    for number, (task, used) in enumerate(tasks.items()):
        fresh = sum(one["input_tokens"] + one["cache_creation_input_tokens"] for one in used)
        fresh -= 0 if number else prefix
        read = sum(one["cache_read_input_tokens"] for one in used)
        print(f"{len(used):2d} requests {fresh:7,d} tokens uncached {read:9,d} cached   {task}")


def documents_of(folder: Path) -> dict[str, str]:
    """Return the documents of a project."""
    found = sorted((folder / DESIGN).glob("*.md"))
    return {
        f"{DESIGN}/{one.name}": one.read_text("utf-8") for one in found if "BACKEND" not in one.name
    }


if __name__ == "__main__":
    if len(sys.argv) > 2:
        sys.exit(main(documents_of(Path(sys.argv[1])), Path(sys.argv[2]).read_text("utf-8")))
    sys.exit(main(LODGE, SCRIPT.read_text("utf-8")))

"""What becomes of edits when the documents change: kept, asked about between markers, or lost.

    make edits                two hundred edits of the example's plan and backend
    EDITS=2000 SEED=7 make edits

Edits of one round meet one change of the documents; `lost` must be 0.
"""

import os
import sys
from collections import Counter
from pathlib import Path
from random import Random

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from tests.workspace import edits as made_up  # noqa: E402 - a script has only its own folder

EDITS = int(os.environ.get("EDITS", "200"))
SEED = int(os.environ.get("SEED", "1"))
A_ROUND = 20
DOCUMENTS = ROOT / "examples/taskboard/app/design"


def main() -> int:
    documents = {path.name: path.read_text("utf-8") for path in sorted(DOCUMENTS.glob("*.md"))}
    del documents["BACKEND-DEV.md"]
    before = made_up.made(documents)
    changes = (made_up.ADDED_FIELDS, made_up.ADDED_OPERATIONS, made_up.OTHER_ENTITIES)
    news = [made_up.made(documents, change) for change in changes]
    news.append(made_up.made(documents, *changes))
    pick = Random(SEED)  # noqa: S311 - the same edits again
    seen: dict[str, Counter[str]] = {}
    files: Counter[str] = Counter()
    done = 0
    while done < EDITS:
        new = news[done // A_ROUND % len(news)]
        yours, edits = made_up.edited(before, new, pick, min(A_ROUND, EDITS - done))
        result = made_up.outcome(before, yours, new)
        files.update(change.action.value for change in result.values())
        for edit in edits:
            asked = made_up.in_conflict(edit, result)
            lost = made_up.lost(edit, yours, result)
            said = "lost" if lost else "marked" if asked else "kept"
            seen.setdefault(edit.kind, Counter())[said] += 1
            if lost:
                print(f"lost: {edit}")
        done += len(edits)
    total = sum(seen.values(), Counter())
    print(f"{done} edits of {len(before)} files, seed {SEED}")
    for kind, counts in (*sorted(seen.items()), ("all", total)):
        told = "   ".join(f"{counts[said]:4} {said}" for said in ("kept", "marked", "lost"))
        print(f"  {kind:<16} {told}")
    print(f"  files: {', '.join(f'{count} {action}' for action, count in files.most_common())}")
    return bool(total["lost"])


if __name__ == "__main__":
    sys.exit(main())

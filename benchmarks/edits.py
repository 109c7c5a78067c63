"""What becomes of edits when the documents change: kept, asked about between markers, or lost.

    make edits                two hundred edits of the example's plan and backend
    EDITS=2000 SEED=7 make edits
    DOCUMENTS=my-shop/app/design make edits     of other documents, with changes at random places

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
EXAMPLE = ROOT / "examples/taskboard/app/design"
DOCUMENTS = Path(os.environ.get("DOCUMENTS") or EXAMPLE)


def changes(documents: made_up.Texts, pick: Random) -> list[made_up.Texts]:
    """Return what luke makes of the documents once they have changed, in one way and another."""
    if DOCUMENTS == EXAMPLE:
        told = (made_up.ADDED_FIELDS, made_up.ADDED_OPERATIONS, made_up.OTHER_ENTITIES)
        return [*(made_up.made(documents, one) for one in told), made_up.made(documents, *told)]
    return [made_up.made(made_up.changed(documents, pick, count)) for count in (1, 2, 4, 8)]


def main() -> int:
    documents = {path.name: path.read_text("utf-8") for path in sorted(DOCUMENTS.glob("*.md"))}
    documents.pop("BACKEND-DEV.md", None)
    pick = Random(SEED)  # noqa: S311 - the same edits again
    before, news = made_up.made(documents), changes(documents, pick)
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
    touched = sum(new.get(path) != before.get(path) for new in news for path in {*before, *new})
    print(f"{done} edits of {len(before)} files, seed {SEED}; {len(news)} changes of documents")
    print(f"  {touched} files made otherwise")
    for kind, counts in (*sorted(seen.items()), ("all", total)):
        told = "   ".join(f"{counts[said]:4} {said}" for said in ("kept", "marked", "lost"))
        print(f"  {kind:<16} {told}")
    print(f"  files: {', '.join(f'{count} {action}' for action, count in files.most_common())}")
    return bool(total["lost"])


if __name__ == "__main__":
    sys.exit(main())

"""Makes the plan and the backend of every example again, from its documents alone.

make golden
"""

import shutil
import sys
from pathlib import Path

from luke_cli.__main__ import main as luke

EXAMPLES = sorted(Path(__file__).parent.glob("*/app"))


def main() -> int:
    for app in EXAMPLES:
        (app / "design/BACKEND-DEV.md").unlink(missing_ok=True)
        for made in (app / "impl", app / ".luke"):
            shutil.rmtree(made, ignore_errors=True)
        for phase in ("--design", "--develop"):
            code = luke(["--root", str(app.parent), phase])
            if code:
                return code
    return 0


if __name__ == "__main__":
    sys.exit(main())

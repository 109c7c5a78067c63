"""How the time of a phase grows with its input: about 1.0 is linear, 4.0 would be quadratic.

    make bench

Each figure is the CPU time of four times the input, divided by four times that of the input: the
median of a few rounds, each in a process of its own.
"""

import os
import statistics
import sys
import tempfile
from pathlib import Path

from phases import cpu_s

ROUNDS = int(os.environ.get("ROUNDS", "5"))
SMALL = int(os.environ.get("ENTITIES", "250"))

TABLE = """
## Thing {n}
```sql
CREATE TABLE thing_{n} (
  id UUID PRIMARY KEY, name VARCHAR(100) NOT NULL, state VARCHAR(20) DEFAULT 'open',
  amount DECIMAL(10,2) CHECK (amount > 0), thing_id UUID REFERENCES thing_{before}(id)
);
```
- GET /thing-{n}: list the things {n}
- As a member, I want to archive a thing {n} so that it is out of the way.
"""
HOSTILE = "`" * 40 + '"' * 41 + "(" * 40 + "\\" * 41 + "[x](y) <br> &#x41; **_ "
PARSE = "import sys; from luke_cli.plan import parse; parse(open(sys.argv[1]).read())"


def documents(count: int) -> str:
    return "# Things\n" + "".join(TABLE.format(n=n, before=max(0, n - 1)) for n in range(count))


LINES = (
    "The title of thing {n} has at most 200 characters.",
    "- A manager can approve orders of the team: status pending, paid.",
    "- As a manager, I want to approve orders so that they ship.",
    "- Access tokens: 15 minutes",
    "- `GET /orders/{{id}}/lines-{n}` returns lines",
    "draft -> submitted -> approved",
    "{n} " + "x" * 60,
)
"""What a document of words is made of; one long line of each, too."""


def words(count: int) -> str:
    lines = [line.format(n=n) for n in range(count) for line in LINES]
    return "# Words\n\n" + "\n".join(lines) + "\n\n" + " ".join(lines) + "\n"


def plan(count: int) -> str:
    rows = "\n".join(f"| R-{n} | story | {HOSTILE} | open | |" for n in range(count))
    return f"# T: backend plan\n| Requirement | Kind | Says | Served by | Basis |\n|---|---|---|---|---|\n{rows}\n"


def design_s(scratch: Path, count: int) -> float:
    return designed_s(scratch / f"design-{count}", documents(count))


def words_s(scratch: Path, count: int) -> float:
    return designed_s(scratch / f"words-{count}", words(count))


def designed_s(root: Path, text: str) -> float:
    folder = root / "app/design"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "DESIGN.md").write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "luke_cli", "-q", "--design", "--dry-run"]
    return cpu_s([*command, "--root", str(root)])


def parse_s(scratch: Path, count: int) -> float:
    path = scratch / f"plan-{count}.md"
    path.write_text(plan(count), encoding="utf-8")
    return cpu_s([sys.executable, "-c", PARSE, str(path)])


def main() -> None:
    with tempfile.TemporaryDirectory() as scratch:
        kinds = (
            ("design", design_s, SMALL),
            ("words", words_s, SMALL * 2),
            ("parse", parse_s, SMALL * 8),
        )
        for name, took, small in kinds:
            start_s = statistics.median(took(Path(scratch), 1) for _ in range(ROUNDS))
            ratios = []
            for _ in range(ROUNDS):
                one, four = took(Path(scratch), small), took(Path(scratch), small * 4)
                ratios.append((four - start_s) / (4 * (one - start_s)))
            print(f"{name:<8} {small} to {small * 4}: {statistics.median(ratios):.2f}")


if __name__ == "__main__":
    main()

"""Several projects in one call: the bytes of single calls, side by side, and one result of all."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from luke_cli.config import ModelOptions, Options, Shard
from luke_cli.errors import Exit, strongest
from luke_cli.several import jobs_of
from tests.messages_server import serving
from tests.test_signals import PATIENCE_S

PLAN = "app/design/BACKEND-DEV.md"
NAMES = ["services/billing", "services/orders", "services/stock"]
ALL = ("--root", "services/*")
DOCUMENT = """
# {name}

```sql
CREATE TABLE things (id UUID PRIMARY KEY, {name}_name VARCHAR({long}) NOT NULL);
```

- GET /things: list things
- POST /things: add a thing
"""


@pytest.fixture
def services(tree_of):
    """Three small projects, and folders that are none."""
    texts = {
        f"{name}/app/design/DESIGN.md": DOCUMENT.format(name=name.split("/")[1], long=number + 50)
        for number, name in enumerate(NAMES)
    }
    return tree_of({**texts, "services/docs/README.md": "x", "services/notes.md": "x"})


def headed(said: str) -> list[str]:
    return [line for line in said.splitlines() if line.startswith("services/")]


def test_the_bytes_of_single_calls(services, luke, files_of):
    """Neither who else is worked on nor how many processes there are decides about a byte."""
    phases = ("--design", "--develop")
    made = {}
    for name in NAMES:
        said = [luke("--root", name, phase, "--json").json for phase in phases]
        made[name] = said, files_of(services / name)
    for jobs in ("1", "2"):
        for name in NAMES:
            for path in (services / name).rglob("*"):
                if path.is_file() and path.name != "DESIGN.md":
                    path.unlink()
        both = [luke(*ALL, "--jobs", jobs, phase, "--json").json for phase in phases]
        for number, name in enumerate(NAMES):
            said = [dict(one["projects"][number]) for one in both]
            assert [one.pop("root") for one in said] == [name, name]
            assert (said, files_of(services / name)) == made[name]


def test_each_is_told_below_its_name_and_all_in_a_line(services, luke):
    said = luke(*ALL, "--design")
    assert (said.code, said.out) == (0, "")
    assert headed(said.err) == NAMES
    assert said.err.count("in DESIGN PHASE") == 1
    assert said.err.count("wrote   app/design/BACKEND-DEV.md   new") == 3
    assert said.err.endswith("\nfound   3 projects \N{MIDDLE DOT} 3 clean\n")
    looked = luke(*ALL, "doctor", "-q")
    assert (headed(looked.out), looked.err) == (NAMES, "")
    assert looked.out.count("documents   ok       DESIGN.md\n") == 3


def names_of(here: Path, *roots: str, **given: Any) -> list[str]:
    return list(jobs_of(Options(roots=roots, **given), here))


def test_names_and_patterns_give_each_project_once(services, monkeypatch):
    """Sorted by the path from here, by whatever way a project is named."""
    assert names_of(services, *ALL[1:]) == NAMES
    here = services / "services"
    monkeypatch.chdir(here)
    asked = ("stock", "../services/b*", str(here / "billing"), "./stock", "**/")
    assert names_of(here, *asked) == ["billing", "orders", "stock"]
    assert names_of(here, "b*") == ["billing"]
    (here / "[b]*").mkdir()
    assert names_of(here, "[b]*") == ["[b]*"]


def test_shards_are_disjoint_and_all(services):
    """Each machine takes its part, for which there may be none."""
    parts = [names_of(services, *ALL[1:], shard=Shard(number, 4)) for number in range(1, 5)]
    assert parts == [[NAMES[0]], [NAMES[1]], [NAMES[2]], []]
    halves = [names_of(services, *ALL[1:], shard=Shard(number, 2)) for number in (1, 2)]
    assert halves == [[NAMES[0], NAMES[2]], [NAMES[1]]]


def test_projects_share_what_a_model_may_cost(services):
    """Evenly, those of other shards included; each keeps its exchanges in a folder of its own."""
    model = ModelOptions(max_usd=0.3, record=Path("kept"))
    given = {"engine": "anthropic", "model": model, "shard": Shard(2, 3)}
    asked = jobs_of(Options(roots=ALL[1:], **given), services)["services/orders"].options.model
    assert (asked.max_usd, asked.sharers) == (0.3, 3)
    assert asked.record == Path("kept/services/orders")
    assert asked.replay is None
    outside = jobs_of(Options(roots=("../*",), **given), services / "services/docs")
    assert [one.options.model.record for one in outside.values()] == [Path("kept/up/orders")]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("--root nothing/* status", "--root `nothing/*` matches no project"),
        ("--root services/* --root nowhere status", "--root nowhere is no folder"),
        ("--root services/* --shard 0/3 status", "--shard `0/3` is no part"),
        ("--root services/* --shard 4/3 status", "--shard `4/3` is no part"),
        ("--root services/* --shard a/b status", "--shard `a/b` is no part"),
        ("--shard 1/2 status", "none is named"),
        ("--root services/* --jobs 0 status", "--jobs `0` is no number of projects\n  --jobs 1, 2"),
        ("--root services/* --jobs x status", "--jobs `x` is no number of projects"),
        ("--root services/* why PRD.md:1", "`luke why` is not for several projects"),
        ("--root services/* explain LK-X103", "`luke explain` is not for several projects"),
        ("--root services/* init", "`luke init` is not for several projects"),
        ("--root services/* check --accept all", "`--accept` is not for several projects"),
        ("--root services/* --design --commit", "`--commit` is not for several projects"),
        ("--root services/billing services/orders --design", "quote a pattern"),
    ],
)
def test_what_several_cannot_be_asked(services, luke, files_of, asked, said):
    """Nothing is written in any of them."""
    before = files_of(services)
    ran = luke(*asked.split())
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert files_of(services) == before


@pytest.fixture
def mixed(services, luke):
    """One project that is whole, one that has lost its documents, one that is stale."""
    assert luke(*ALL, "--design").code == 0
    (services / "services/orders/app/design/DESIGN.md").unlink()
    stock = services / "services/stock/app/design/DESIGN.md"
    stock.write_text(stock.read_text("utf-8").replace("VARCHAR(52)", "VARCHAR(9)"), "utf-8")
    return services


def test_one_that_fails_stops_no_other(mixed, luke):
    """The others are told of in full; the strongest exit code is that of the call."""
    said = luke(*ALL, "--design", "--check")
    assert said.code == 2
    assert headed(said.err) == NAMES
    assert "error: there is no document in app/design" in said.err
    assert said.out == f"services/stock/{PLAN}\tupdated\n"
    tally = "3 projects · 1 clean · 1 findings (services/stock) · 1 usage (services/orders)"
    assert said.err.endswith(f"found   {tally}\n")


def test_a_diff_can_be_applied_from_where_luke_was_started(mixed, luke):
    said = luke(*ALL, "--design", "--dry-run", "--jobs", "1")
    lines = [line for line in said.out.splitlines() if line.startswith(("---", "+++"))]
    path = f"services/stock/{PLAN}"
    assert lines == [f"--- a/{path}", f"+++ b/{path}"]


def test_which_exit_code_speaks_for_all():
    """What could not be looked at, before what was found; what a person must do, before luke."""
    assert strongest([]) is Exit.CLEAN
    assert strongest([Exit.CLEAN, Exit.FINDINGS]) is Exit.FINDINGS
    assert strongest([Exit.UNPROVEN, Exit.DECIDE, Exit.FINDINGS]) is Exit.DECIDE
    assert strongest([Exit.DECIDE, Exit.BUDGET]) is Exit.BUDGET
    assert strongest([Exit.PROVIDER, Exit.USAGE]) is Exit.USAGE
    assert strongest([Exit.USAGE, Exit.BUG, Exit.CLEAN]) is Exit.BUG
    assert all(strongest([code]) is code for code in Exit)


@pytest.fixture
def _key(monkeypatch):
    for name in [one for one in os.environ if one.startswith(("ANTHROPIC_", "LUKE_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("ANTHROPIC_API_KEY", "sk-ant-api03-0123456789abcdef0123")
    monkeypatch.setenv("NO_PROXY", "*")


@pytest.mark.usefixtures("_key")
def test_a_signal_ends_all_of_them(services, files_of):
    """In the midst of their work; every tree is whole."""
    before = files_of(services)
    with serving("[{say: x, hang_s: 60}, {say: x, hang_s: 60}]") as server:
        environ = os.environ | {"ANTHROPIC_BASE_URL": server.url}
        asked = [*ALL, "--design", "--engine", "anthropic", "--jobs", "2"]
        with subprocess.Popen(
            [sys.executable, "-m", "luke_cli", *asked],
            cwd=services,
            env=environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            stderr=subprocess.PIPE,
            text=True,
        ) as run:
            until_s = time.monotonic() + 60
            while len(server.requests) < 2 and time.monotonic() < until_s:
                time.sleep(0.02)
            asked_s = time.monotonic()
            run.send_signal(signal.SIGTERM)
            _, said = run.communicate(timeout=20)
    assert time.monotonic() - asked_s < PATIENCE_S
    assert run.returncode == Exit.TERMINATED
    assert said.endswith(f"nothing is left half written\nexit {run.returncode}\n")
    assert "Traceback" not in said
    assert files_of(services) == before

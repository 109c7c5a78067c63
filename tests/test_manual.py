"""The manual and the completion of shells: complete, true, and both from one table."""

import re
import shlex
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
import typer

from luke_cli import cli
from luke_cli.commands import VERBS, Task, asked, welcome
from luke_cli.completion import SHELLS, VALUES
from luke_cli.engines import ENGINES
from luke_cli.engines.anthropic.settings import EFFORTS
from luke_cli.errors import Exit
from luke_cli.manual import COMMON, NAMES, PAGES

COMMAND = typer.main.get_command(cli._app)
CONTEXT = typer.Context(COMMAND, info_name="luke", **COMMAND.context_settings)
FLAGS = {
    name
    for one in COMMAND.get_params(CONTEXT)
    for name in one.opts
    if name.startswith("-") and name not in ("--design", "--develop")
}
TOLD_AT_ONCE = ("init", "explain", "completion", "help")


def understood(call: str, here) -> Task:
    """Return what a command line asks for, without doing it."""
    words = shlex.split(call)
    assert words[0] == "luke"
    given, _, _ = COMMAND.make_parser(CONTEXT).parse_args(words[1:])
    return asked(cli._options(**given), here)


def test_every_verb_has_a_page():
    """A page more is about something that there is not."""
    others = ("design", "develop", "why", "explain", "install", "completion", "help")
    assert {*NAMES} == {*VERBS, *others}
    assert len(NAMES) == len(PAGES)
    for page in PAGES:
        assert all((page.calls, page.usage, page.about, page.examples))
        assert {*page.exits} <= {*map(int, Exit)}


def test_every_option_is_on_a_page():
    pages = " ".join((COMMON, *(page.options for page in PAGES)))
    assert {f"--{name}" for name in pages.split()} == {one for one in FLAGS if one[:2] == "--"}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_examples_ask_for_what_their_page_is_about(page, tmp_path, luke):
    """Each is a command line that luke takes; what costs nothing is run."""
    for call, _ in (*page.calls, *page.examples):
        if page.name in TOLD_AT_ONCE:
            for path in tmp_path.glob("app/design/*.md"):
                path.unlink()
            said = luke(*shlex.split(call)[1:])
            assert said.code == 0, said.err
            continue
        task = understood(call, tmp_path)
        if page.name in ("design", "develop"):
            assert task.phase == page.name
        else:
            assert task.phase is None
            assert page.name in ("why", "install") or task.verb in (VERBS[page.name], welcome)


def test_ways_to_ask_for_help(luke):
    """By a verb, by a flag, in any place; `luke help` is `luke --help`."""
    page = luke("help", "check")
    assert page.out.startswith("luke check - would either phase change anything?\n\nUSAGE\n")
    assert luke("check", "--help") == luke("-h", "check") == page
    assert luke("--build", "--help") == luke("help", "develop") == luke("implement", "-h", "--code")
    assert luke("implement", "user", "authentication", "--help") == luke("--help")
    assert luke("help", "--design").out.startswith("luke design - ")
    assert luke("help") == luke("--help")
    assert all(f"  {call}" in luke("--help").out for page in PAGES for call, _ in page.calls)
    wrong = luke("help", "chek")
    assert (wrong.code, "did you mean check?" in wrong.err) == (2, True)
    assert luke("help", "me", "nobody").code == 2
    assert luke("help", "implement") == luke("help", "develop")
    assert "did you mean implement?" in luke("help", "implment").err


def test_words_behind_a_verb_that_takes_none(luke):
    """They are named; a wish in words, which has a phase in it, stays one."""
    for words, said in (
        ("help check extra", "`extra` is not expected behind `luke help check`"),
        ("help check build", "`build` is not expected behind `luke help check`"),
        ("mcp extra words", "`extra words` is not expected behind `luke mcp`"),
    ):
        refused = luke(*words.split())
        assert (refused.code, said in refused.err) == (2, True), refused.err


def test_options_that_a_verb_has_no_use_for(luke, tmp_path):
    """None is ignored in silence, and nothing is written."""
    for line in (
        ["install", "claude-code", "--commit"],
        ["check", "--commit"],
        ["init", "--check"],
        ["mcp", "--dry-run"],
        ["check", "--root", ""],
    ):
        assert luke(*line).code == 2, line
    assert [*tmp_path.iterdir()] == []


def test_a_page_says_everything(luke):
    said = luke("help", "design").out
    titles = re.findall("^[A-Z][A-Z ]+$", said, re.MULTILINE)
    everything = "OPTIONS OF EVERYTHING"
    assert titles == ["USAGE", "DESCRIPTION", "OPTIONS", everything, "EXIT CODES", "EXAMPLES"]
    assert "    --max-usd USD\n        Exit 4 before more is spent.\n" in said
    assert "    143 terminated\n" in said
    assert max(map(len, said.splitlines())) <= 100


def test_what_completion_offers_is_what_luke_takes():
    assert VALUES["--engine"] == tuple(engine.name for engine in ENGINES)
    assert VALUES["--effort"] == EFFORTS


@pytest.fixture
def bash(luke, tmp_path):
    """Return a function that asks bash what comes next on a command line."""
    (tmp_path / "luke.bash").write_text(luke("completion", "bash").out, encoding="utf-8")
    (tmp_path / "services").mkdir()
    ask = (
        'source ./luke.bash; COMP_WORDS=(luke "$@"); COMP_CWORD=$#; _luke; '
        'printf "%s\\n" "${COMPREPLY[@]}"'
    )

    def offered(*words: str) -> list[str]:
        ran = subprocess.run(
            ["bash", "--noprofile", "--norc", "-c", ask, "bash", *words],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=True,
        )
        assert ran.stderr == ""
        return ran.stdout.split()

    return offered


def test_bash_completes(bash):
    """Verbs, flags, values of flags and what comes behind a verb."""
    assert bash("") == [*NAMES]
    assert bash("c") == ["check", "completion"]
    assert bash("check", "--fro") == ["--frozen"]
    assert set(bash("-")) == FLAGS | {"--design", "--develop"}
    assert bash("check", "--format", "j") == ["json", "junit"]
    assert bash("check", "--format", "=", "s") == ["sarif"]
    assert bash("explain", "LK-X10")[:2] == ["LK-X101", "LK-X102"]
    assert bash("--json", "help", "ver") == ["verify"]
    assert bash("completion", "") == [*SHELLS]
    assert bash("install", "") == ["claude-code"]
    assert bash("--root", "ser") == ["services"]
    assert bash("why", "luke.b") == ["luke.bash"]
    assert bash("--max-usd", "") == []


def test_bash_runs_nothing_that_stands_in_the_name_of_a_branch(bash, git, tmp_path):
    """Names come from whoever pushes: they are offered as words, which a shell takes as they are."""
    (tmp_path / "README.md").write_text("services", encoding="utf-8")
    git("add", "README.md")
    git("commit", "--quiet", "-m", "Begin")
    for name in ("main-2", "$(touch${IFS}made)", "a;b"):
        git("branch", name)
    before = {*tmp_path.iterdir()}
    assert bash("diff", "--against", "ma") == ["main", "main-2"]
    assert [shlex.split(one) for one in bash("diff", "--against", "")][:2] == [
        ["$(touch${IFS}made)"],
        ["a;b"],
    ]
    assert {*tmp_path.iterdir()} == before


def by_fish(line: str, folder: Path) -> list[str]:
    said = run(
        "fish", "--no-config", "-c", f"source luke.fish; complete -C '{line}'", folder=folder
    )
    return [one.split("\t")[0] for one in said.splitlines()]


def by_zsh(line: str, folder: Path) -> list[str]:
    shutil.copy(folder / "luke.zsh", folder / "_luke")
    said = run("zsh", "-f", str(Path(__file__).parent / "offered.zsh"), line, folder=folder)
    return [word for one in re.findall(r"offered (.+)", said) for word in one.split()]


def run(*command: str, folder: Path) -> str:
    ran = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=True, timeout=60
    )
    assert ran.stderr == ""
    return ran.stdout


@pytest.mark.parametrize(("shell", "by"), [("fish", by_fish), ("zsh", by_zsh)])
def test_other_shells_complete(
    shell: str, by: Callable[[str, Path], list[str]], luke, git, tmp_path
):
    """Where the shell is on this machine: verbs, flags, values of flags, what comes behind a verb."""
    if not shutil.which(shell):
        pytest.skip(f"no {shell} on this machine")
    (tmp_path / f"luke.{shell}").write_text(luke("completion", shell).out, encoding="utf-8")
    git("commit", "--quiet", "--allow-empty", "-m", "Begin")
    git("branch", "$(touch${IFS}made)")
    lines = {
        "luke ": {*NAMES},
        "luke ch": {"check"},
        "luke check --fro": {"--frozen"},
        "luke --root services st": {"status"},
        "luke check --format s": {"sarif"},
        "luke --json help ver": {"verify"},
        "luke install ": {"claude-code"},
        "luke diff --against m": {"main"},
    }
    assert {line: {*by(line, tmp_path)} for line in lines} == lines
    assert not (tmp_path / "made").exists()


def test_the_long_name_of_an_option_comes_first(luke):
    """However the names of an option are kept, every call prints the same."""
    assert "    --help, -h\n" in luke("help", "check").out
    assert "complete -c luke -l help -s h " in luke("completion", "fish").out
    for name in ("--help", "-h", "--quiet", "-q"):
        assert f"        '{name}[" in luke("completion", "zsh").out


@pytest.mark.parametrize("shell", SHELLS)
def test_every_shell_knows_every_verb_and_option(luke, shell):
    said = luke("completion", shell)
    assert said.code == 0
    for name in (*NAMES, *(flag.lstrip("-") for flag in FLAGS if flag[:2] == "--"), "LK-X103"):
        assert name in said.out
    assert luke("completion", shell.upper()) == said


def test_no_other_shell(luke):
    for words in (["completion"], ["completion", "cmd"]):
        assert luke(*words).code == 2
    assert "luke completion bash" in luke("completion", "cmd").err

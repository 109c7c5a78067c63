"""The command line: words and flags to options. What they ask for is done in `commands.py`."""

import importlib
import re
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any, Final

import typer
from typer.core import TyperOption

from luke_cli import __version__, manual
from luke_cli.config import FORMATS, TEXT, ModelOptions, Options, Shard
from luke_cli.errors import Exit, LukeError, UsageError, unexpected

_HELP: Final = f"""
Luke - Backend Developer: reads the design documents in app/design and builds a FastAPI backend.

\b
{manual.overview()}
"""

_EPILOG = """
\b
Strongest first: a flag, a tag, the first word, any word (design; develop, implement, code, build).
Facts are on stderr, results on stdout. luke help VERB, or luke VERB --help, says more.

\b
Exit codes: 0 clean; 1 findings (something would change); 2 usage, or an input that cannot be used;
3 a person must decide (conflict, blocking decision); 4 a limit of what a model may cost is reached,
or answers of --batch are still to come; 5 the provider of the model refuses or fails;
6 the backend failed its proof; 7 a bug in luke; 130, 143 interrupted.
"""

_WITH_ITS_PAGE: Final = 2
"""Words: `help check`."""
_PHASES: Final = ("design", "develop", "implement", "code", "build")

_app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)


def run(arguments: Sequence[str]) -> int:
    """Read the command line, do what it says and return the exit code."""
    command = typer.main.get_command(_app)
    context = typer.Context(command, info_name="luke", **command.context_settings)
    try:
        # Only parsed, not run: typer would load pydantic to turn flags and words into themselves,
        # which takes a fifth of a whole phase.
        given, _, _ = command.make_parser(context).parse_args(list(arguments))
    except typer.TyperException as error:
        return _refuse(arguments, UsageError(error.format_message(), hint="see luke --help"))
    if given.pop("version", False):
        typer.echo(f"luke {__version__}")
        return Exit.CLEAN
    try:
        flags = [
            manual.Flag(tuple(sorted(one.opts)), one.metavar or "", one.help or "")
            for one in command.get_params(context)
            if isinstance(one, TyperOption)
        ]
        said = _told(given, flags, whole=lambda: command.get_help(context))
        if said:
            typer.echo(said.rstrip("\n"))
            return Exit.CLEAN
        options = _options(**given)
    except UsageError as error:
        return _refuse(arguments, error)
    # Loaded here: the answers above need none of the rooms that do the work.
    room = "several" if options.is_several else "commands"
    code: int = importlib.import_module(f"luke_cli.{room}").run(options)
    return code


def _told(given: dict[str, Any], flags: Sequence[manual.Flag], *, whole: Callable[[], str]) -> str:
    """Return what luke tells of its command line, if it is asked for that; "" else."""
    is_help, words = given.pop("help", False), list(given.get("words") or ())
    first, second = (*words, "", "")[:2]
    if first.lower() == "help" and len(words) > _WITH_ITS_PAGE and second.lower() in manual.NAMES:
        raise unexpected(f"help {second}", " ".join(words[2:]))
    asked = first.lower() if len(words) <= 2 and not is_help else ""
    if asked == "completion":
        script: str = importlib.import_module("luke_cli.completion").script(second.lower(), flags)
        return script
    if not (is_help or asked == "help"):
        return ""
    name = (second or _page(given, "")) if asked else _page(given, first)
    return manual.rendered(manual.page_of(name), flags) if name else whole()


def _page(given: dict[str, Any], first: str) -> str:
    """Return the page that help beside a phase or a verb is asked for, "" for all of it."""
    phase = next((name for name in _PHASES if given.get(name)), "")
    name = "develop" if phase and phase != "design" else phase or first.lower()
    return name if name in manual.NAMES else ""


def _count(text: str, option: str) -> int | None:
    if not text or text.isdecimal():
        return int(text) if text else None
    raise UsageError(f"{option} `{text}` is no whole number", hint=f"{option} 0, 1, 2, ...")


def _wish(words: Iterable[str] | None, *given: bool) -> dict[str, Any]:
    phases = (name for name, is_given in zip(_PHASES, given, strict=True) if is_given)
    return {"phases": tuple(phases), "words": tuple(words or ())}


def _projects(roots: Iterable[str] | None, jobs: str, shard: str) -> dict[str, Any]:
    """Return what `Options` holds of where to work, and how many at once."""
    if jobs and not re.fullmatch(r"0*[1-9]\d{0,5}", jobs, re.ASCII):
        raise UsageError(f"--jobs `{jobs}` is no number of projects", hint="--jobs 1, 2, 3, ...")
    if not all(roots or ()):
        raise UsageError(
            "--root names no folder",
            hint="--root DIR; without it, the nearest folder upwards with app/design",
        )
    count = int(jobs) if jobs else None
    return {"roots": tuple(roots or ()), "jobs": count, "shard": _shard(shard)}


def _shard(text: str) -> Shard | None:
    if not text:
        return None
    found = re.fullmatch(r"(\d{1,6})/(\d{1,6})", text, re.ASCII)
    shard = Shard(int(found[1]), int(found[2])) if found else Shard(0, 0)
    if not 1 <= shard.number <= shard.of:
        raise UsageError(f"--shard `{text}` is no part", hint="--shard 1/3, 2/3 or 3/3")
    return shard


def _amount(text: str, option: str) -> float | None:
    if not text or re.fullmatch(r"\d{1,9}(?:\.\d{1,9})?", text):
        return float(text) if text else None
    raise UsageError(f"{option} `{text}` is no number", hint=f"{option} 0.5, 2, ...")


def _asked(
    model: str, effort: str, most: Iterable[str], tapes: Iterable[str], *, batch: bool
) -> ModelOptions:
    usd, tokens, minutes, turns = most
    record, replay = tapes
    return ModelOptions(
        model=model,
        effort=effort,
        max_usd=_amount(usd, "--max-usd"),
        max_tokens=_count(tokens, "--max-tokens"),
        max_minutes=_amount(minutes, "--max-minutes"),
        max_turns=_count(turns, "--max-turns"),
        record=_folder(record),
        replay=_folder(replay),
        batch=batch,
    )


def _folder(text: str) -> Path | None:
    return Path(text) if text else None


def _refuse(arguments: Sequence[str], error: LukeError) -> int:
    options = Options(format=_asked_format(arguments), color="--no-color" not in arguments)
    code: int = importlib.import_module("luke_cli.commands").refuse(options, error)
    return code


def _asked_format(arguments: Sequence[str]) -> str:
    """Return the format that a command line asks for which cannot be understood."""
    if "--json" in arguments:
        return "json"
    joined = [part for argument in arguments for part in argument.split("=", 1)]
    asked = (word for flag, word in pairwise(joined) if flag == "--format")
    return next((word for word in asked if word in FORMATS), TEXT)


def _output(form: str, *, json: bool, quiet: bool, verbose: bool, no_color: bool) -> dict[str, Any]:
    shown = {"quiet": quiet, "verbose": verbose, "color": not no_color}
    return {"format": _format(form, json=json), **shown}


def _format(given: str, *, json: bool) -> str:
    """Return the format that is asked for; `--json` is the short way to say `--format json`."""
    if json and given not in ("", "json"):
        raise UsageError(f"`--json` and `--format {given}` are two formats", hint="leave one out")
    if given not in ("", *FORMATS):
        raise UsageError(f"there is no format `{given}`", hint=f"one of {', '.join(FORMATS)}")
    return "json" if json else given or TEXT


def _flag(name: str, says: str) -> Any:
    return typer.Option(name, help=says)


def _text(says: str, name: str, shown: str) -> Any:
    return typer.Option(name, help=says, metavar=shown)


_Words = Annotated[
    list[str] | None,
    typer.Argument(help="What to do, in words; or a verb of those above.", metavar="WORDS"),
]
_Roots = Annotated[
    list[str] | None,
    _text(
        "The project; else the nearest folder upwards with app/design. Several, or a quoted "
        "pattern such as 'services/*': each project, side by side.",
        "--root",
        "DIR",
    ),
]
_Jobs = Annotated[str, _text("So many projects at once; else one a core.", "--jobs", "N")]
_ShardOf = Annotated[str, _text("Part I of N of the projects, for machine I.", "--shard", "I/N")]
_Accept = Annotated[
    str, _text("Record findings as looked at: all, a code or FILE:LINE.", "--accept", "F")
]
_Against = Annotated[str, _text("What diff compares with: a revision of git.", "--against", "REF")]
_Format = Annotated[str, _text(f"{', '.join(FORMATS)}.", "--format", "F")]
_ModelName = Annotated[str, _text("Of anthropic; else LUKE_MODEL.", "--model", "NAME")]
_Effort = Annotated[str, _text("low, medium, high, xhigh or max.", "--effort", "E")]
_MaxUsd = Annotated[str, _text("Exit 4 before more is spent.", "--max-usd", "USD")]
_MaxTokens = Annotated[str, _text("Exit 4 before more are used.", "--max-tokens", "N")]
_MaxMinutes = Annotated[str, _text("Exit 4 after so many.", "--max-minutes", "M")]
_MaxTurns = Annotated[str, _text("Exit 4 before more answers.", "--max-turns", "N")]
_Record = Annotated[str, _text("Keep every exchange with the model.", "--record", "DIR")]
_Replay = Annotated[str, _text("Take its answers from there.", "--replay", "DIR")]
_Version = Annotated[bool, typer.Option("--version", "-V", help="Version.")]


@_app.command(
    help=_HELP,
    epilog=_EPILOG,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
def _options(  # noqa: PLR0913 - one parameter an option
    words: _Words = None,
    *,
    design: Annotated[bool, _flag("--design", "Design: documents to plan.")] = False,
    develop: Annotated[bool, _flag("--develop", "Develop: plan to backend.")] = False,
    implement: Annotated[bool, _flag("--implement", "The same as --develop.")] = False,
    code: Annotated[bool, _flag("--code", "The same as --develop.")] = False,
    build: Annotated[bool, _flag("--build", "The same as --develop.")] = False,
    agent: Annotated[str, _text("Accepted: backend-developer.", "--agent", "NAME")] = "",
    root: _Roots = None,
    jobs: _Jobs = "",
    shard: _ShardOf = "",
    engine: Annotated[str, _text("template or anthropic.", "--engine", "N")] = "template",
    model: _ModelName = "",
    effort: _Effort = "",
    max_usd: _MaxUsd = "",
    max_tokens: _MaxTokens = "",
    max_minutes: _MaxMinutes = "",
    max_turns: _MaxTurns = "",
    batch: Annotated[bool, _flag("--batch", "Ask in batches, for half; call again.")] = False,
    record: _Record = "",
    replay: _Replay = "",
    check: Annotated[bool, _flag("--check", "Write nothing; exit 1 on a change.")] = False,
    dry_run: Annotated[bool, _flag("--dry-run", "Write nothing; changes as a diff.")] = False,
    strict: Annotated[bool, _flag("--strict", "Exit 3 on open contradictions.")] = False,
    prose: Annotated[bool, _flag("--prose", "A model writes an overview of the plan.")] = False,
    frozen: Annotated[bool, _flag("--frozen", "Exit 3 instead of deciding anything new.")] = False,
    accept: _Accept = "",
    max_assumptions: Annotated[str, _text("Exit 1 on more.", "--max-assumptions", "N")] = "",
    verify: Annotated[bool, _flag("--verify", "Prove what --develop has written.")] = False,
    commit: Annotated[bool, _flag("--commit", "Commit what the phase has written.")] = False,
    empty: Annotated[bool, _flag("--empty", "Of init: headings and hints only.")] = False,
    against: _Against = "",
    format_: _Format = "",
    json: Annotated[bool, _flag("--json", "The same as --format json.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Errors only.")] = False,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Every note.")] = False,
    no_color: Annotated[bool, _flag("--no-color", "As NO_COLOR does.")] = False,
    version: _Version = False,  # noqa: ARG001 - answered by `run`
) -> Options:
    most, tapes = (max_usd, max_tokens, max_minutes, max_turns), (record, replay)
    return Options(
        **_projects(root, jobs, shard),
        engine=engine,
        model=_asked(model, effort, most, tapes, batch=batch),
        agent=agent,
        check=check,
        dry_run=dry_run,
        strict=strict,
        max_assumptions=_count(max_assumptions, "--max-assumptions"),
        prose=prose,
        frozen=frozen,
        accept=accept,
        empty=empty,
        verify=verify,
        commit=commit,
        against=against,
        **_output(format_, json=json, quiet=quiet, verbose=verbose, no_color=no_color),
        **_wish(words, design, develop, implement, code, build),
    )

"""What a shell needs to complete a command line of luke, as a script that never starts luke."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from luke_cli.codes import CODES
from luke_cli.config import FORMATS
from luke_cli.errors import UsageError
from luke_cli.manual import PAGES, Flag

_CODES: Final = tuple(code.code for code in CODES)
_VERBS: Final = {page.name: page.calls[0].does for page in PAGES}

VALUES: Final[Mapping[str, Sequence[str]]] = {
    "--format": FORMATS,
    "--engine": ("template", "anthropic"),
    "--effort": ("low", "medium", "high", "xhigh", "max"),
    "--agent": ("backend-developer",),
    "--accept": ("all", *_CODES),
}
"""Options that take one of some words."""

_FOLDERS: Final = ("--root", "--record", "--replay")
_REVISIONS: Final = ("--against",)
_BASH: Final = """\
_luke() {{
    local IFS=$'\\n' word verb= cur=${{COMP_WORDS[COMP_CWORD]}} before=${{COMP_WORDS[COMP_CWORD-1]}}
    # bash takes `--format=js` for three words.
    if [[ $cur == "=" ]]; then cur=
    elif [[ $before == "=" ]]; then before=${{COMP_WORDS[COMP_CWORD-2]}}
    fi
    for word in "${{COMP_WORDS[@]:1:COMP_CWORD-1}}"; do
        case $word in {verbs_or}) verb=$word; break;; esac
    done
    COMPREPLY=()
    case $before in
{values}
        {folders_or}) compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -d -- "$cur")); return;;
        # Not `compgen -W`: it would run what stands in the name of a branch.
        {revisions_or}) for word in $(git for-each-ref '--format=%(refname:short)' 2>/dev/null); do
            [[ $word == "$cur"* ]] && COMPREPLY+=("$(printf %q "$word")")
        done; return;;
        {others_or}) return;;
    esac
    case $cur in -*) COMPREPLY=($(compgen -W $'{flags}' -- "$cur")); return;; esac
    case $verb in
        "") COMPREPLY=($(compgen -W $'{verbs}' -- "$cur"));;
{arguments}
        why) compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$cur"));;
    esac
}}
complete -F _luke luke
"""
_ZSH: Final = """\
#compdef luke
_luke_verbs() {{
    local -a verbs=({verbs})
    _describe verb verbs
}}
_luke_words() {{
    case $line[1] in
{arguments}
        why) _files;;
    esac
}}
_luke_revisions() {{ compadd -- ${{(f)"$(git for-each-ref '--format=%(refname:short)' 2>/dev/null)"}} }}
_luke() {{
    local -a line
    # One colon behind the star: with two, no option is offered behind a verb.
    _arguments -S \\
{flags}
        '1: :_luke_verbs' '*: :_luke_words'
}}
# In a folder of $fpath this is the body of the function itself; sourced, it is not.
if [[ $funcstack[1] == _luke ]]; then _luke "$@"; else compdef _luke luke; fi
"""
_FISH: Final = """\
# Not `__fish_use_subcommand`: it takes the folder of `--root` for a verb.
function __luke_has_no_verb
    not __fish_seen_subcommand_from {verbs}
end
complete -c luke -f"""
_NAMES_OF_REVISIONS: Final = 'git for-each-ref "--format=%(refname:short)" 2>/dev/null'


def script(shell: str, flags: Sequence[Flag]) -> str:
    """Return the script of a shell; raises UsageError if there is none."""
    if shell not in SHELLS:
        hint = "\n".join(f"luke completion {name}" for name in SHELLS)
        raise UsageError(f"there is no completion for `{shell}`", hint=hint)
    return SHELLS[shell](flags)


def _bash(flags: Sequence[Flag]) -> str:
    known = {*VALUES, *_FOLDERS, *_REVISIONS}
    others = [name for flag in flags if flag.value for name in flag.names if name not in known]
    return _BASH.format(
        verbs_or="|".join(_VERBS),
        folders_or="|".join(_FOLDERS),
        revisions_or="|".join(_REVISIONS),
        others_or="|".join(others),
        values="\n".join(
            f"        {name}) {_of(words)}; return;;" for name, words in VALUES.items()
        ),
        flags=r"\n".join(name for flag in flags for name in flag.names),
        verbs=r"\n".join(_VERBS),
        arguments="\n".join(
            f"        {verb}) {_of(words)};;" for verb, words in _ARGUMENTS.items()
        ),
    )


def _of(words: Sequence[str]) -> str:
    listed = r"\n".join(words)
    return f"COMPREPLY=($(compgen -W $'{listed}' -- \"$cur\"))"


def _zsh(flags: Sequence[Flag]) -> str:
    verbs = (_quoted(f"{name}:{does}") for name, does in _VERBS.items())
    return _ZSH.format(
        verbs=" ".join(verbs),
        arguments="\n".join(
            f"        {verb}) compadd {' '.join(words)};;" for verb, words in _ARGUMENTS.items()
        ),
        flags="\n".join(
            f"        {_argument(name, flag)} \\" for flag in flags for name in flag.names
        ),
    )


def _argument(name: str, flag: Flag) -> str:
    """Return what `_arguments` is told of one name of an option."""
    says = flag.says.replace("[", "(").replace("]", ")").replace(":", "\\:")
    repeated = "*" if name == "--root" else ""
    if not flag.value:
        return _quoted(f"{name}[{says}]")
    values = f"({' '.join(VALUES[name])})" if name in VALUES else ""
    values = "_files -/" if name in _FOLDERS else values
    values = "_luke_revisions" if name in _REVISIONS else values
    return _quoted(f"{repeated}{name}=[{says}]:{flag.value.replace(':', '-')}:{values or ' '}")


def _fish(flags: Sequence[Flag]) -> str:
    begin = "complete -c luke -n __luke_has_no_verb -x -a"
    lines = [f"{begin} {name} -d {_quoted(does)}" for name, does in _VERBS.items()]
    seen = "complete -c luke -n '__fish_seen_subcommand_from"
    lines += [f"{seen} {verb}' -x -a '{' '.join(words)}'" for verb, words in _ARGUMENTS.items()]
    lines += [f"{seen} why' -F", *map(_completed, flags)]
    return "\n".join((_FISH.format(verbs=" ".join(_VERBS)), *lines, ""))


def _completed(flag: Flag) -> str:
    """Return how fish is told of an option."""
    name = flag.names[0]
    values = f" -a '{' '.join(VALUES[name])}'" if name in VALUES else ""
    values = " -a '(__fish_complete_directories)'" if name in _FOLDERS else values
    values = f" -a '({_NAMES_OF_REVISIONS})'" if name in _REVISIONS else values
    short = "".join(f" -s {one[1:]}" for one in flag.names[1:])
    takes = " -x" if flag.value else ""
    return f"complete -c luke -l {name[2:]}{short}{takes}{values} -d {_quoted(flag.says)}"


def _quoted(text: str) -> str:
    """Return a text as one word of a shell; an apostrophe is a typographic one."""
    return "'" + text.replace("'", "\N{RIGHT SINGLE QUOTATION MARK}") + "'"


SHELLS: Final[Mapping[str, Callable[[Sequence[Flag]], str]]] = {
    "bash": _bash,
    "zsh": _zsh,
    "fish": _fish,
}
_ARGUMENTS: Final[Mapping[str, Sequence[str]]] = {
    "explain": _CODES,
    "install": ("claude-code",),
    "help": tuple(_VERBS),
    "completion": tuple(SHELLS),
}
"""What comes behind a verb."""

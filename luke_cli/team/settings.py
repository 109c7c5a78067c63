"""Hooks in the settings of Claude Code: added to the text, in which every other byte stays.

{"model": "opus"}  ->  {"model": "opus", "hooks": {"Stop": [...]}}
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

EMPTY: Final = "{}\n"

_DECODER: Final = json.JSONDecoder()
_SPACE: Final = " \t\n\r"
_SPACES: Final = re.compile(f"[{_SPACE}]*")
_INDENTED: Final = re.compile(r"\n([ \t]+)\S")
_CHECKS: Final = re.compile(r"\bluke\b[^;&|]*\bcheck\b")
"""A command that runs `luke check`, whatever a person has made of the rest of it."""

Hooks = Mapping[str, Sequence[Mapping[str, Any]]]
"""Groups of hooks by the name of their event."""


def with_hooks(text: str, hooks: Hooks) -> str:
    """Return settings with hooks that run `luke check`; an event that has such a hook stays as it is.

    Raises: ValueError if the text is no JSON, or has something else where hooks belong.
    """
    for event, groups in hooks.items():
        if any(_CHECKS.search(command) for command in _commands(json.loads(text), event)):
            continue
        for group in groups:
            text = _appended(text, ("hooks", event), group)
    return text


def _commands(settings: Any, event: str) -> Iterator[str]:
    """Yield the commands that run at an event; raises ValueError where there is something else."""
    try:
        groups = settings.get("hooks", {}).get(event, [])
        if not isinstance(groups, list):
            raise ValueError(f"`hooks.{event}` is no list")  # noqa: TRY004 - of a text, not a type
        for group in groups:
            yield from (str(hook.get("command", "")) for hook in group.get("hooks", []))
    except (AttributeError, TypeError) as error:
        raise ValueError(f"`hooks.{event}` holds something else than hooks") from error


def _appended(text: str, path: Sequence[str], value: Any) -> str:
    """Return JSON with one more value in the list at a path; what is missing of the path is made."""
    start = _past_space(text, 0)
    for depth, key in enumerate(path):
        members = _members(text, start)
        if key not in members:
            made: Any = [value]
            for inner in reversed(path[depth + 1 :]):
                made = {inner: made}
            return _inserted(text, start, depth + 1, f"{json.dumps(key)}: ", made)
        start = members[key]
    return _inserted(text, start, len(path) + 1, "", value)


def _members(text: str, start: int) -> dict[str, int]:
    """Return where the value of each member begins, of the object that begins at `start`."""
    found, at = {}, _past_space(text, start + 1)
    while text[at] == '"':
        key, at = _DECODER.raw_decode(text, at)
        found[key] = _past_space(text, _past_space(text, at) + 1)
        _, at = _DECODER.raw_decode(text, found[key])
        at = _past_space(text, at)
        if text[at] == ",":
            at = _past_space(text, at + 1)
    return found


def _inserted(text: str, start: int, depth: int, name: str, value: Any) -> str:
    """Return JSON with something more at the end of the object or list that begins at `start`."""
    close = _DECODER.raw_decode(text, start)[1] - 1
    last = len(text[:close].rstrip(_SPACE))
    found = _INDENTED.search(text)
    unit = found[1] if found else "  "
    lines = f"{name}{json.dumps(value, indent=unit, ensure_ascii=False)}".split("\n")
    more = "".join(f"\n{unit * depth}{line}" for line in lines)
    is_open = last > start + 1
    tail = text[last:] if "\n" in text[last:close] else f"\n{unit * (depth - 1)}{text[close:]}"
    return f"{text[:last]}{',' if is_open else ''}{more}{tail}"


def _past_space(text: str, at: int) -> int:
    found = _SPACES.match(text, at)
    return found.end() if found else at

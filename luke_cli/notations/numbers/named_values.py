"""Names with values as configuration writes them: variables, properties, sections, code, rows.

LOGIN_FAILURE_LIMIT=6            app.lockout.max-attempts=6       const PAGE_SIZE = 30;
[auth.lockout]                   | `auth.lockout.attempts` | 6 |  'PAGE_SIZE': 30,
attempts = 6  # then locked
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from luke_cli.names import words

_PAIR: Final = re.compile(
    r"""(?:(?:export|set|env|const|let|var|val|final|static|public|private|readonly|int|long)[ ]+){0,4}
    ["'`]?(?P<name>[A-Za-z][\w.-]{0,80})["'`]?[ ]*
    (?::[ ]*(?:int|str|float|number|string|bool|timedelta|list\[str\])[ ]*(?==))?
    (?:=(?![=>])|:(?![:=/]))[ ]*(?P<value>\S.{0,300})$""",
    re.IGNORECASE | re.VERBOSE,
)
_REMARK: Final = re.compile(r"[ \t]+(?:#|//|--|;)[ \t]*(?P<remark>.{0,200})$")
_SECTION: Final = re.compile(r"\[{1,2}[ ]*(?P<name>[\w.:\" -]{1,80}?)[ ]*\]{1,2}[ ]*(?:[#;].*)?$")
_OPENED: Final = re.compile(
    r"(?:[\"'`]?(?P<name>[A-Za-z][\w-]{0,60})[\"'`]?[ ]{0,4}[:=]?[ ]{0,4})?(?:[\w.]{0,40}\()?[{\[(]$"
)
_CLOSED: Final = re.compile(r"[}\])]")
_MAX_DEPTH: Final = 40
_LONGEST: Final = 400
_MAX_BESIDE: Final = 40
_IDENTIFIER: Final = re.compile(
    r"[A-Za-z][A-Za-z0-9]*(?:(?:[._-]|__|:)[A-Za-z0-9]+)+|[a-z]+(?:[A-Z][a-z0-9]+)+|[A-Z]{3,}"
)


class Named(NamedTuple):
    """A value with its name, the outermost part first; `remark` stands in a comment behind it."""

    names: tuple[str, ...] = ()
    value: str = ""
    remark: str = ""


UNNAMED: Final = Named()


def named_in(line: str, above: str = "") -> Named:
    """Return the name and value of a line of configuration or code; empty if it is neither."""
    if len(line) > _LONGEST:
        return UNNAMED
    remark = _REMARK.search(line)
    text = line[: remark.start()] if remark else line
    match = _PAIR.match(text.strip())
    if match is None:
        return UNNAMED
    names = (*_parts(above), *_parts(match["name"]))
    value = match["value"].rstrip(",; ").strip("\"'`")
    return Named(names, value, remark["remark"] if remark else "")


def section_in(line: str) -> str | None:
    """Return what a line like `[auth.lockout]` opens; None for any other line."""
    match = _SECTION.match(line.strip()) if len(line) <= _LONGEST else None
    return match["name"] if match else None


def named_by(label: str, text: str) -> Named:
    """Return the name and value of a row or an item whose first words are an identifier."""
    if label:
        return Named(_parts(label), text.strip()) if _IDENTIFIER.fullmatch(label) else UNNAMED
    found = named_in(text)
    name = ".".join(found.names)
    return found if _IDENTIFIER.fullmatch(name) else UNNAMED


def _parts(name: str) -> tuple[str, ...]:
    return tuple(part for part in re.split(r"[.:]|__", name.strip("\"'` ")) if part)


def named_lines(lines: list[str]) -> Iterator[tuple[str, Named]]:
    """Yield the lines with what they name, below the section and the braces they stand in."""
    section, braces = "", [""]
    for line in lines:
        opened = section_in(line)
        section = section if opened is None else opened
        text = line.strip()
        if _CLOSED.match(text) and len(braces) > 1:
            braces.pop()
        yield line, named_in(line, ".".join(part for part in (section, *braces[-4:]) if part))
        opens = _OPENED.search(text[-_LONGEST:])
        if opens and len(braces) < _MAX_DEPTH:
            braces.append(opens["name"] or "")


def beside(found: Sequence[Named]) -> list[dict[str, str]]:
    """Return for each name the ends and values of those that begin alike: `window` of `limit`."""
    split = [tuple(words(" ".join(one.names))) for one in found]
    below: dict[tuple[str, ...], dict[str, str]] = {}
    for one, parts in zip(found, split, strict=True):
        for end in range(max(1, len(parts) - 3), len(parts)):
            near = below.setdefault(parts[:end], {})
            if len(near) < _MAX_BESIDE:
                near[" ".join(parts[end:])] = one.value
    return [below.get(parts[:-1], {}) | below.get(parts, {}) if parts else {} for parts in split]

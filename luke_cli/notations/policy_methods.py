"""Rights that methods of policies tell: Laravel, Pundit, gates, and functions that ask who may.

class ParcelPolicy { function update(User $user, Parcel $parcel) { return $user->id === $parcel->sender_id; } }
Gate::define('delete-parcel', fn (User $user) => $user->isAdmin());
def destroy? = user.admin?        const canEditParcel = (user, parcel) => parcel.senderId === user.id
"""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

from luke_cli.names import snake
from luke_cli.notations.code_blocks import matched, ruby_blocks
from luke_cli.notations.conditions import Way, ways
from luke_cli.notations.permission_words import Right, named_right
from luke_cli.notations.policy_said import Above, Policy, action_named, by_ways

_LANGUAGES: Final = frozenset(
    "php ruby rb python py javascript js typescript ts java kotlin kt csharp cs".split()
)
_POLICY: Final = re.compile(r"\bclass\s+(?P<name>[A-Z]\w*?)Policy\b(?!\w)")
_METHOD: Final = re.compile(
    r"^[ \t]*(?:(?:export|default|public|private|protected|static|async|override|fun|bool|boolean)\s+)*(?:function\s+)?(?P<name>[a-z]\w*)\s*"
    r"(?P<open>\()[^()\n]*\)(?:\s*:\s*\??\w+)?\s*(?P<body>\{|=>)",
    re.MULTILINE,
)
_PYTHON: Final = re.compile(
    r"^(?P<indent>[ \t]*)def\s+(?P<name>\w+)\((?P<takes>[^()\n]*)\)(?:\s*->\s*\w+)?:[ \t]*(?P<rest>[^\n]*)"
    r"(?P<body>(?:\n(?:(?P=indent)[ \t]+[^\n]*|[ \t]*(?=\n)))*)",
    re.MULTILINE,
)
_RUBY: Final = re.compile(
    r"^[ \t]*def[ \t]+(?P<name>\w+)\?(?:\([^)\n]*\))?[ \t]*(?:(?:=[ \t]*|;[ \t]*)(?P<short>[^\n;]+)(?:;[ \t]*end)?)?$",
    re.MULTILINE,
)
_GATE: Final = re.compile(
    r"Gate::define\(\s*['\"](?P<name>[\w.: -]+)['\"]\s*,\s*(?:static\s+)?(?P<how>fn|function)\s*\("
)
_ARROW: Final = re.compile(
    r"\b(?:const|let|var)\s+(?P<name>can[A-Z]\w*)\s*(?::[^=\n]{0,80})?=\s*(?:async\s*)?(?:\([^()\n]*\)|\w+)(?:\s*:\s*\w+)?\s*=>\s*"
)
_RETURNED: Final = re.compile(r"\s*(?:return\b\s*)?(?P<what>[^;{}]+?)\s*;?\s*", re.DOTALL)
_BRANCH: Final = re.compile(
    r"\s*return\s+true\s+if\s+(?P<asked>[^\n]+)|\s*if\s*\(?(?P<condition>[^{}:;]+?)\)?\s*(?:\{\s*return\s+true\s*;?\s*\}|:?\s*\n?\s*return\s+[Tt]rue\b;?)"
)
_STRING: Final = re.compile(r"(?:#|//)[^\n]*")
_HELPERS: Final = frozenset(
    "initialize constructor resolve scope build __construct register boot handle".split()
)
_MOST: Final = 200


def read(language: str, text: str, known: frozenset[str]) -> Iterator[Policy | Above]:
    """Yield what the methods and functions of a text grant."""
    if language not in _LANGUAGES:
        return
    policies = [(match.start(), match["name"]) for match in _POLICY.finditer(text)]
    for name, body, position in islice(_bodies(language, text), _MOST):
        thing = next((one for start, one in reversed(policies) if start < position), "")
        right = _right(name, thing)
        if right is not None:
            line = text.count("\n", 0, position)
            yield from by_ways(_ways(body, known), [right], line)


def _right(name: str, thing: str) -> Right | None:
    """Return the right that a method tells: of a policy its verb, else the name is the whole."""
    spelled = snake(name)
    if thing and spelled in _HELPERS:
        return None
    if thing:
        spelled = spelled.removeprefix("can_")
        own = f"_{snake(thing)}"
        return Right(thing, "*" if spelled == "before" else action_named(spelled.removesuffix(own)))
    return (
        named_right(spelled)
        if re.match(r"can_|may_", spelled) or "-" in name or "." in name
        else None
    )


def _bodies(language: str, text: str) -> Iterator[tuple[str, str, int]]:
    """Yield the name and the body of each method, and where it stands."""
    if language in ("ruby", "rb"):
        yield from _ruby(text)
        return
    if language in ("python", "py"):
        for match in _PYTHON.finditer(text):
            yield match["name"], f"{match['rest']}{match['body']}", match.start("name")
        return
    closes = matched(text)
    for match in _METHOD.finditer(text):
        at = match.start("body")
        body = (
            text[at + 1 : closes.get(at, at)]
            if match["body"] == "{"
            else _expression(text, match.end())
        )
        yield match["name"], body, match.start("name")
    for match in _GATE.finditer(text):
        close = closes.get(match.end() - 1, match.end())
        opened = re.compile(r"[^{}=;]*(?:=>|\{)").match(text, close + 1)
        if opened:
            at = opened.end() - 1
            body = (
                _expression(text, opened.end())
                if text[at] == ">"
                else text[at + 1 : closes.get(at, at)]
            )
            yield match["name"], body, match.start()
    for match in _ARROW.finditer(text):
        at = match.end()
        body = (
            text[at + 1 : closes.get(at, at)] if text[at : at + 1] == "{" else _expression(text, at)
        )
        yield match["name"], body, match.start("name")


def _expression(text: str, start: int) -> str:
    """Return an expression up to its semicolon, the bracket around it, or an empty line."""
    depth = 0
    for at in range(start, min(len(text), start + 600)):
        character = text[at]
        depth += (character in "([{") - (character in ")]}")
        ends = depth < 0 or (depth == 0 and character in ";,") or text.startswith("\n\n", at)
        if ends:
            return text[start:at]
    return text[start : start + 600]


def _ruby(text: str) -> Iterator[tuple[str, str, int]]:
    blocks = dict(ruby_blocks(text))
    for match in _RUBY.finditer(text):
        start = match.start() + (match[0].startswith("\n"))
        body = match["short"] or text[match.end() : blocks.get(start, match.end())]
        yield match["name"], body, match.start("name")


def _ways(body: str, known: frozenset[str]) -> list[Way]:
    """Return the ways in which a body says yes: its expression, and `if ... return true` before it."""
    rest = _STRING.sub("", body).strip()
    found: list[Way] = []
    while (branch := _BRANCH.match(rest)) is not None:
        found += ways((branch["condition"] or branch["asked"]).strip(), known)
        rest = rest[branch.end() :].strip()
    last = _RETURNED.fullmatch(rest)
    if not rest or last is None:
        return found if not rest else []
    what = " ".join(last["what"].split())
    if what.lower() in ("false", "null", "nil", "none"):
        return found
    return [*found, *ways(what, known)]

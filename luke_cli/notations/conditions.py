"""Conditions of code that say who may do something: by the role, by what belongs to whom.

user.role === 'clerk' || parcel.senderId === user.id     input.user.role in {"clerk", "courier"}
$user->isAdmin()     current_user.clerk?     courier_id = current_user_id()     sender: user

What a condition also asks for is not known here: where anything else is asked, nobody is meant.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from luke_cli.notations.marks import scope_named
from luke_cli.notations.role_words import is_role_word

_ROLE_WORDS: Final = frozenset(
    """
    role roles user users current name code input subject sub principal auth jwt claims token
    session request req ctx context me actor account member includes include in array any has some
    contains is of an all one check get setting app my this self the true text raw type types identity http
    group groups exists x y to string lower value values slug key id i g u
    """.split()
)
"""What stands around the names of roles in a test of a role."""
_QUOTED: Final = re.compile(
    r"\"(?P<double>[^\"\n]{1,60})\"|'(?P<single>[^'\n]{1,60})'"
    r"|(?<![\w.])(?:\w*[Rr]oles?(?:\.|::))(?P<member>[A-Za-z]\w{1,40})(?!\w|\s*[(.])"
    r"|(?<![\w:.)\]]):(?P<symbol>[a-z]\w{1,40})|%[iw][\[(](?P<words>[\w ]{1,80})[\])]"
    r"|\bROLE_(?P<constant>[A-Z_]{2,40})\b"
)
_SETTING: Final = re.compile(r"[./]|(?:^|_)roles?$", re.IGNORECASE)
_NEGATED: Final = re.compile(r"!|\bnot\b|<>|\bunless\b|\bexcept\b", re.IGNORECASE)
_COMPARED: Final = re.compile(
    r"\s*(?:={2,3}|(?<![<>=!:])=(?![=>~])|:(?![:=])|\beq\b|\bis\b)\s*", re.IGNORECASE
)
_IS_ROLE: Final = re.compile(
    r"(?:[\w$@]+(?:\(\))?(?:\.|->|::|&\.|\?\.))*(?:(?:is_?|has_?)?(?P<role>[A-Za-z]\w{2,30}?)(?P<asks>\?)?)"
    r"(?:\(\s*[\w$.@]*\s*\))?",
    re.IGNORECASE,
)
_IS_PREFIX: Final = re.compile(r"^(?:is_(?=[a-z])|is(?=[A-Z]))")
_ME: Final = re.compile(
    r"""[(]*\$?@?(?:(?:this|self|input|context|ctx|req|request|session|token|principal|authentication|ability|r)
    (?:\.|->|\[["']?))* (?:
      (?:current[_.]?)?(?:user|principal|subject|sub|actor|account|member|viewer|caller|me)
      (?:\(\))?(?:(?:\.|->|\?\.|&\.|::)(?:id|user_?id|sub|uid|pk|key|email|username|getKey\(\)|getId\(\)))?
      | auth(?:entication)?\(?\)?(?:\.|->|::)(?:uid|id|user|sub|name)(?:\(\))?(?:(?:\.|->)id)?
      | (?:user_?id|sub|uid|my_?id|current_?user_?id|get_?current_?user_?id|auth_?uid|auth_?user_?id)(?:\(\))?
      | current_setting\(\s*'[\w.]*(?:user|account|member|uid|sub)[\w.]*'\s*(?:,\s*\w+)?\s*\)
      | jwt\.sub
    )["'\])]* (?:::\w+)?[)]*""",
    re.VERBOSE | re.IGNORECASE,
)
"""What the code calls the one who asks, or the id of that."""
_COLUMN: Final = re.compile(r"(?:user|member|account)(?:_?id)?", re.IGNORECASE)
"""A field that is called as who asks is: `auth.uid() = user_id`, `user: user`."""
_THING: Final = re.compile(
    r"\$?@?[A-Za-z_]\w*(?:(?:\.|->|\?\.|&\.|::)[A-Za-z_]\w*(?:\(\))?){0,5}(?:::\w+)?", re.IGNORECASE
)
_OF_ME: Final = re.compile(
    r"\$?@?(?:(?:this|self|input|context|ctx|req|request|session|auth)(?:\.|->))*(?:current_?)?"
    r"(?:user|principal|subject|actor|account|member|viewer|caller|me)(?:\(\))?(?:\.|->|\?\.|&\.)"
    r"(?P<what>[A-Za-z]\w{1,30}?)(?:_?id)?",
    re.IGNORECASE,
)
_GROUP_SET: Final = re.compile(
    r"current_setting\(\s*'[\w.]*?(?P<what>[A-Za-z]+)(?:_id)?'\s*(?:,\s*\w+)?\s*\)", re.IGNORECASE
)
_CAST: Final = re.compile(r"::\w+")
_SELECTED: Final = re.compile(r"\(\s*select\s+([\w.]+\(\))\s*\)", re.IGNORECASE)
_OWNS: Final = re.compile(
    r"(?:[\w$@]+(?:\.|->|&\.))*(?:is_?)?(?:owner|own|owns|owned(?:_?by)?|author)(?:_?of)?\??"
    r"(?:\([^()]{0,60}\))?",
    re.IGNORECASE,
)
_PRESENT: Final = re.compile(
    r"(?:\$?@?(?:current_)?user|auth\.uid\(\)|auth|me|session)(?:\.present\?|(?:\s*!==?\s*(?:null|undefined|nil|None))"
    r"|\s+is\s+not\s+n(?:ull|one)|\.is_authenticated|\.isAuthenticated)?|true|1",
    re.IGNORECASE,
)
"""Somebody asks: that is so whenever a right is asked for."""
_HEAD: Final = re.compile(
    r"^(?:(?:async\s+)?(?:fn\s*|function\s*)?(?:\([^()]{0,120}\)|\w{1,40})(?:\s*:\s*\w+)?\s*=>\s*|lambda\b[^:\n]{0,80}:\s*"
    r"|return\s+|->\s*\{?\s*)"
)
"""What makes a condition a function of who asks and of what."""
_MOST: Final = 1000
_DEEPEST: Final = 12
_MOST_WAYS: Final = 24


class Way(NamedTuple):
    """One way to be allowed something."""

    roles: tuple[str, ...]
    """Any of them; () where it does not depend on a role."""
    scope: str = ""


@lru_cache(maxsize=2048)
def ways(text: str, known: frozenset[str] = frozenset()) -> tuple[Way, ...]:
    """Return the ways to meet a condition that are fully understood; the others grant nothing.

    `known`: roles that the documents list.
    """
    return tuple(_ways(text[: _MOST + 1], known, 0)) if len(text) <= _MOST else ()


def _ways(text: str, known: frozenset[str], depth: int) -> list[Way]:
    text = _bare(text)
    if depth > _DEEPEST:
        return []
    if len(parts := split(text, _OR)) > 1:
        return [way for part in parts for way in _ways(part, known, depth + 1)][:_MOST_WAYS]
    if len(parts := split(text, _AND)) > 1:
        found = [Way(())]
        for part in parts:
            right = _ways(part, known, depth + 1)
            found = [one for left in found for other in right if (one := both(left, other))]
            found = found[:_MOST_WAYS]
        return found
    way = _atom(text, known)
    return [way] if way else []


def both(left: Way, right: Way) -> Way | None:
    """Return the way that is two at once; None where it asks for two roles."""
    if left.roles and right.roles:
        return None
    order = ("own", "team", "tenant", "all", "")
    return Way(left.roles or right.roles, min(left.scope, right.scope, key=order.index))


def _atom(text: str, known: frozenset[str]) -> Way | None:
    if _PRESENT.fullmatch(text):
        return Way(())
    if scope := _reach(text):
        return Way((), scope)
    roles = roles_tested(text, known)
    return Way(roles) if roles else None


def roles_tested(text: str, known: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """Return the roles that a condition asks for, if it asks for nothing else."""
    if _NEGATED.search(text):
        return ()
    names = [*_quoted(text)]
    rest = re.sub(r"\b[Rr]oles?\b(?=\s*[,)])", "role", _QUOTED.sub(" ", text))
    words = [word.lower() for word in re.findall(r"[A-Z]+(?![a-z])|[A-Za-z][a-z]*", rest)]
    # `current_setting('app.role') = 'clerk'` names the setting first.
    roles = tuple(name for name in names if not _SETTING.search(name))
    is_about = len(roles) < len(names) or bool({"role", "roles", "group", "groups"} & set(words))
    if roles and is_about and all(word in _ROLE_WORDS for word in words):
        return roles
    match = _IS_ROLE.fullmatch(text.strip())
    if match is None:
        return ()
    name = _IS_PREFIX.sub("", match["role"])
    says_so = match["asks"] or re.search(rf"(?:^|[^a-z])is_?{re.escape(name)}", text, re.IGNORECASE)
    is_role = is_role_word(name) or name.lower() in known
    return (
        (name,) if says_so and is_role and name.lower() not in ("user", "owner", "author") else ()
    )


def _quoted(text: str) -> Iterator[str]:
    for match in _QUOTED.finditer(text):
        if match["words"]:
            yield from match["words"].split()
        else:
            yield match[match.lastgroup or 0].strip()


def _reach(text: str) -> str:
    """Return how far an equation of something of the thing and something of who asks reaches."""
    text = _CAST.sub("", _SELECTED.sub(r"\1", text))
    if _OWNS.fullmatch(text):
        return "own"
    sides = _COMPARED.split(text)
    if len(sides) != len(("left", "right")) or _NEGATED.search(text):
        return ""
    left, right = (side.strip() for side in sides)
    for mine, other in ((right, left), (left, right)):
        is_column = _COLUMN.fullmatch(other) and (mine == other or not _COLUMN.fullmatch(mine))
        is_other = _THING.fullmatch(other) and (is_column or not _ME.fullmatch(other))
        if is_other and _ME.fullmatch(mine):
            return "own"
        group = _OF_ME.fullmatch(mine) or _GROUP_SET.fullmatch(mine)
        if group and _THING.fullmatch(other) and _ends_alike(group["what"], other):
            named = scope_named(group["what"].rstrip("_"))
            return named if named in ("team", "tenant") else ""
    return ""


def _ends_alike(what: str, other: str) -> bool:
    def last(name: str) -> str:
        part = re.split(r"\.|->|::", name.replace("()", ""))[-1]
        return re.sub(r"_?id$", "", part, flags=re.IGNORECASE).replace("_", "").lower()

    return last(other) == last(what)


_OR: Final = re.compile(r"\|\||\bor\b|\bOR\b")
_AND: Final = re.compile(r"&&|\band\b|\bAND\b|(?<!;);(?!;)|\n")


def split(text: str, joint: re.Pattern[str]) -> list[str]:
    """Split a text where a joint stands outside of brackets and quotes."""
    parts, start, depth, position = [], 0, 0, 0
    quote = ""
    joints = {match.start(): match.end() for match in joint.finditer(text)}
    while position < len(text):
        character = text[position]
        if quote:
            quote = "" if character == quote else quote
        elif character in "\"'`":
            quote = character
        elif character in "([{":
            depth += 1
        elif character in ")]}":
            depth -= 1
        elif position in joints and depth <= 0:
            parts.append(text[start:position])
            position = start = joints[position]
            continue
        position += 1
    return [part for part in (*parts, text[start:]) if part.strip()]


def _bare(text: str) -> str:
    """Return a text without the brackets that stand around all of it."""
    text = _HEAD.sub("", text.strip(), count=1).rstrip(";").strip()
    for _ in range(_DEEPEST):
        if not (text.startswith("(") and text.endswith(")")):
            break
        depth, inner = 0, text[1:-1]
        lowest = min((depth := depth + (c == "(") - (c == ")")) for c in inner) if inner else 0
        if lowest < 0:
            break
        text = _HEAD.sub("", inner.strip(), count=1)
    return text

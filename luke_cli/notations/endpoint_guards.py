"""Who may call a route, by the guards beside it in code.

@PreAuthorize("hasAnyRole('CLERK', 'MANAGER')")     [Authorize(Roles = "Clerk,Manager")]     @Roles(Role.Admin)
user = Depends(require_role("clerk"))               ->middleware('role:clerk|manager')       [AllowAnonymous]
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import Final, NamedTuple

from luke_cli.notations.code_blocks import matched
from luke_cli.notations.role_words import is_role_word

_MARK: Final = re.compile(r"\s*(?:@|\[[A-Z]|#\[)")
_CHAINED: Final = re.compile(r"\s*(?:->|\.\w)")
_MARK_ABOVE: Final = re.compile(
    r"\s*(?:@(?!\w+\.(?:get|post|put|patch|delete|route)\b)|\[(?!Http)[A-Z]|#\[)"
)
_ROUTE: Final = re.compile(
    r"\s*(?:@\w+\.(?:get|post|put|patch|delete|route)\b|@(?:Get|Post|Put|Patch|Delete)\w*\b|\[Http|Route::|"
    r"\w+\.(?:get|post|put|patch|delete)\()",
    re.IGNORECASE,
)
_ENDS: Final = re.compile(r".*(?:[;{]|\)\s*(?:->[^:]*)?:|=>\s*\S.*)\s*(?:\.\.\.)?\s*$")
_CLASS: Final = re.compile(
    r"^[ \t]*(?:(?:export|public|abstract|default|final|internal|sealed)\s+)*class\s+\w+",
    re.MULTILINE,
)
_OF_ROLES: Final = re.compile(
    r"\b(?P<name>\w*[Rr]oles?\w*|RolesAllowed|Secured|authorize|Authorize|restrictTo|permitOnly|allowOnly|HasRole)\s*"
    r"(?:\(\s*(?P<inside>[^()]{0,200})\)|[:=]\s*\[(?P<listed>[^\]\n]{0,200})\])"
)
_OF_PERMISSIONS: Final = re.compile(
    r"\b\w*(?:[Pp]ermissions?|[Ss]copes?|[Aa]uthorit(?:y|ies)|[Pp]rivileges?)\w*\s*(?:\(\s*|=\s*\[?\s*)(?P<inside>[^()\]]{1,200})"
)
_MIDDLEWARE: Final = re.compile(
    r"['\"](?P<kind>role|permission|can|scopes?|ability):(?P<names>[\w|,.: -]{2,100})['\"]"
)
_NAMED: Final = re.compile(
    r"\b(?:require|ensure|get_current|getCurrent|current|is|only)_?(?P<one>[A-Za-z]+?)(?:_?[Uu]ser)?\b(?!\s*=)"
    r"|\b(?P<two>[a-z]+)_?(?:[Oo]nly|[Rr]equired)\b"
)
_PUBLIC: Final = re.compile(
    r"@Public\b|\bAllowAnonymous\b|\bpermitAll\b|\bPermitAll\b|\bAllowAny\b|@Anonymous\b|\bskipAuth\w*|\bno_auth\b"
)
_PRIVATE: Final = re.compile(
    r"\blogin_required\b|\[Authorize\b|@Authorized?\b|\bisAuthenticated\b|\bIsAuthenticated\b|\bget_current_(?:active_)?user\b|"
    r"\bjwt_required\b|AuthGuard\b|\bauthenticate\w*\b|['\"]auth(?::\w+)?['\"]|\brequire_?[Aa]uth\w*|\btoken_required\b"
)
_QUOTED: Final = re.compile(r"[\"']([^\"'\n]{1,60})[\"']|\b\w*[Rr]oles?\.([A-Za-z_]\w*)")
_ROLE: Final = re.compile(r"(?:ROLE_)?(?P<name>[A-Za-z][\w -]{1,40})")
_RIGHT: Final = re.compile(r"(?:SCOPE_)?(?P<name>[A-Za-z][\w-]*[:.][\w*-]+(?:[:.]\w+)?)")
_OR: Final = re.compile(r"\s(?:or|\|\|)\s", re.IGNORECASE)
_MATCHER: Final = re.compile(
    r"\.(?:requestMatchers|antMatchers|mvcMatchers)\(\s*(?:HttpMethod\.)?(?P<method>GET|POST|PUT|PATCH|DELETE)\s*,\s*"
    r"\"(?P<path>/[^\"*\s]*)\"\s*\)\s*\.(?P<guard>\w+\([^()]*\))"
)
_GROUP: Final = re.compile(r"Route::[^;{}]{0,300}->group\([^;{}]{0,80}\{")
_MOST: Final = 100
_ABOVE: Final = 6
_BELOW: Final = 10


class Guard(NamedTuple):
    """What the code beside a route says of who may call it."""

    roles: tuple[str, ...] = ()
    permission: str = ""
    public: bool | None = None


UNGUARDED: Final = Guard()


def guard_of(text: str, start: int, end: int) -> Guard:
    """Return what guards the route that stands between two positions of a text."""
    lines = text[end : end + 2000].split("\n")
    depth = text.count("(", start, end) - text.count(")", start, end)
    is_marked = _MARK.match(text[start:end]) is not None
    own = read_guard(
        "\n".join([*_above(_before(text, start)), *_below(lines, 99 if is_marked else depth)])
    )
    if own != UNGUARDED:
        return own
    around = [guard for first, last, guard in _groups(text) if first < start < last]
    if around:
        return around[-1]
    classes = _classes(text)
    last = bisect_right(classes, start) - 1
    return read_guard("\n".join(_above(_before(text, classes[last])))) if last >= 0 else UNGUARDED


def _before(text: str, position: int) -> list[str]:
    return text[max(0, position - 1500) : position].split("\n")


@lru_cache(maxsize=16)
def _classes(text: str) -> tuple[int, ...]:
    return tuple(match.start() for match in _CLASS.finditer(text))


@lru_cache(maxsize=16)
def _groups(text: str) -> tuple[tuple[int, int, Guard], ...]:
    """Return the groups of routes that share a guard: where they begin and end."""
    closes = matched(text) if _GROUP.search(text) else {}
    found = ((match, closes.get(match.end() - 1)) for match in islice(_GROUP.finditer(text), _MOST))
    return tuple(
        (match.end(), end, guard)
        for match, end in found
        if end and (guard := read_guard(match[0])) != UNGUARDED
    )


def matchers(text: str) -> Iterator[tuple[re.Match[str], Guard]]:
    """Yield the paths that a configuration guards one by one."""
    for match in _MATCHER.finditer(text):
        yield match, read_guard(match["guard"])


def read_guard(text: str) -> Guard:
    """Read the guards in a piece of code."""
    if _PUBLIC.search(text):
        return Guard(public=True)
    permission = next(_permissions(text), "")
    roles = tuple(dict.fromkeys(_roles(text)))
    if _OR.search(text) and (permission or re.search(r"#\w|principal|\bis\w+\(", text)):
        # Who else may call is told in a way that is not read here.
        roles, permission = (), ""
        return Guard(public=False)
    is_private = bool(roles or permission or _PRIVATE.search(text))
    return Guard(roles, "" if roles else permission, public=False if is_private else None)


def _above(lines: list[str]) -> Iterator[str]:
    for line in reversed(lines[-_ABOVE - 1 : -1]):
        if not _MARK_ABOVE.match(line) or _ROUTE.match(line):
            return
        yield line


def _below(lines: list[str], depth: int) -> Iterator[str]:
    """Yield the rest of a route, and what stands between it and the body of its function.

    `depth`: brackets that are open before; of a mark, which a function follows, more than there are.
    """
    for count, line in enumerate(lines[:_BELOW]):
        is_over = count and (depth <= 0 and not _CHAINED.match(line))
        if is_over or (count and (not line.strip() or _ROUTE.match(line))):
            return
        yield line
        depth += line.count("(") - line.count(")")
        if (count and _ENDS.match(line)) or (not count and line.rstrip().endswith(";")):
            return


def _roles(text: str) -> Iterator[str]:
    for match in _OF_ROLES.finditer(text):
        for quoted, member in _QUOTED.findall(match["inside"] or match["listed"] or ""):
            for name in [member] if member else re.split(r"\s*[,|]\s*", quoted):
                found = _ROLE.fullmatch(name.strip())
                if found and ":" not in name:
                    yield found["name"]
    for match in _MIDDLEWARE.finditer(text):
        if match["kind"] == "role":
            yield from re.split(r"\s*[,|]\s*", match["names"])
    for match in _NAMED.finditer(text):
        name = match["one"] or match["two"]
        if is_role_word(name) and name.lower() not in ("user", "users", "owner", "author"):
            yield name.lower()


def _permissions(text: str) -> Iterator[str]:
    for match in _OF_PERMISSIONS.finditer(text):
        for quoted, _ in _QUOTED.findall(match["inside"]):
            found = _RIGHT.fullmatch(quoted)
            if found:
                yield found["name"]
    for match in _MIDDLEWARE.finditer(text):
        words = re.split(r"[\s,|]+", match["names"])
        if match["kind"] != "role" and _RIGHT.fullmatch(words[0]):
            yield words[0]
        elif match["kind"] == "can" and len(words) > 1:
            yield f"{words[1].rpartition('.')[2]}:{words[0]}"

"""Rights that a database enforces: policies of rows, and grants.

CREATE POLICY own ON parcels FOR SELECT TO courier USING (courier_id = current_user_id());
GRANT SELECT, INSERT ON parcels TO clerk;        REVOKE DELETE ON parcels FROM clerk;
"""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

from luke_cli.notations.code_blocks import matched
from luke_cli.notations.conditions import Way, both, ways
from luke_cli.notations.permission_words import Right
from luke_cli.notations.policy_said import Above, Policy, action_named, by_ways
from luke_cli.notations.role_words import is_role_word

_LANGUAGES: Final = frozenset("sql postgresql postgres pgsql psql plpgsql".split())
_NAME: Final = r"[\"`]?(?:\w+[\"`]?\.[\"`]?)?(?P<table>\w+)[\"`]?"
_POLICY: Final = re.compile(
    rf"\bCREATE\s+POLICY\s+(?:\"[^\"\n]{{1,80}}\"|\w+)\s+ON\s+{_NAME}(?P<rest>[^;]{{0,2000}})",
    re.IGNORECASE,
)
_GRANT: Final = re.compile(
    r"\b(?P<what>GRANT|REVOKE)\s+(?P<acts>[A-Z, \t\n]+?)\s+ON\s+(?:TABLE\s+)?(?P<tables>(?!ALL\b|SCHEMA\b|DATABASE\b|"
    r"FUNCTION\b|SEQUENCE\b)[\w\". ,\n]{1,200}?)\s+(?:TO|FROM)\s+(?P<roles>[\w\", ]{1,120})(?=\s*;|\s*$|\s+WITH\b)",
    re.IGNORECASE | re.MULTILINE,
)
_FOR: Final = re.compile(r"\bFOR\s+(?P<act>ALL|SELECT|INSERT|UPDATE|DELETE)\b", re.IGNORECASE)
_TO: Final = re.compile(r"\bTO\s+(?P<roles>[\w\", ]+?)(?=\s+(?:USING|WITH)\b|\s*$)", re.IGNORECASE)
_CHECK: Final = re.compile(r"\b(?:USING|(?P<check>WITH\s+CHECK))\s*(?=\()", re.IGNORECASE)
_RESTRICTIVE: Final = re.compile(r"\bAS\s+RESTRICTIVE\b", re.IGNORECASE)
_TECHNICAL: Final = re.compile(
    r"(?:app|api|db|service|web|backend|readonly|read_?only|postgres|public|authenticated|anon|current_user|session_user"
    r"|migrat\w*|report\w*|grafana|owner)(?:_.*)?|.*_(?:app|rw|ro|svc|service|readonly|user|role_app)",
    re.IGNORECASE,
)
"""Those who sign in to the database, not to the program."""
_EVERYBODY: Final = frozenset(("public", "authenticated", "app_user", "api_user", "web_user"))
_MOST: Final = 200


def read(language: str, text: str, known: frozenset[str]) -> Iterator[Policy | Above]:
    """Yield what the policies and grants of a script allow."""
    if language not in _LANGUAGES:
        return
    closes = matched(text)
    policies = [*islice(_POLICY.finditer(text), _MOST)]
    for match in policies:
        if not _RESTRICTIVE.search(match["rest"]):
            yield from _policy(text, closes, match, known)
    # What a policy leaves to a role is less than what is granted to it on the table.
    ruled = {match["table"].lower() for match in policies}
    for match in islice(_GRANT.finditer(text), _MOST):
        yield from _grant(match, text.count("\n", 0, match.start()), known, ruled)


def _policy(
    text: str, closes: dict[int, int], match: re.Match[str], known: frozenset[str]
) -> Iterator[Policy]:
    act, to = _FOR.search(match["rest"]), _TO.search(match["rest"])
    end = match.end()
    found: tuple[Way, ...] = (Way(()),)
    for check in _CHECK.finditer(text, match.start("rest"), end):
        told = ways(text[check.end() + 1 : closes.get(check.end(), check.end())].strip(), known)
        found = tuple(one for a in found for b in told if (one := _same(a, b)))
    names = re.findall(r"\w+", to["roles"]) if to else []
    roles = tuple(name for name in names if _is_role(name, known))
    if len(roles) < len(names) and not all(name.lower() in _EVERYBODY for name in names):
        return
    found = tuple(one for way in found if (one := _same(Way(roles), way)))
    action = action_named((act["act"] if act else "ALL").lower())
    line = text.count("\n", 0, match.start())
    yield from by_ways(found, [Right(match["table"], action)], line)


def _same(left: Way, right: Way) -> Way | None:
    """Return two ways as one; `USING` and `WITH CHECK` often ask for the same roles."""
    if left.roles and left.roles == right.roles:
        return both(Way((), left.scope), right)
    return both(left, right)


def _grant(
    match: re.Match[str], line: int, known: frozenset[str], ruled: set[str]
) -> Iterator[Policy]:
    allowed = match["what"].upper() == "GRANT"
    roles = [name for name in re.findall(r"\w+", match["roles"]) if _is_role(name, known)]
    acts = [one.strip().lower() for one in match["acts"].split(",")]
    acts = ["all" if one.startswith("all") else one for one in acts]
    for table in match["tables"].split(","):
        name = table.strip().strip('"').rpartition(".")[2].strip('"')
        if name.lower() in ruled and allowed:
            continue
        for role in roles:
            for act in acts:
                if act in ("all", "select", "insert", "update", "delete"):
                    yield Policy(role, Right(name, action_named(act)), line, allowed)


def _is_role(name: str, known: frozenset[str]) -> bool:
    if name.lower() in known:
        return True
    return is_role_word(name) and not _TECHNICAL.fullmatch(name)

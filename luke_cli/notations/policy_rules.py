"""Rights that rules of policy engines state: OPA, Cedar and Firestore.

allow if { input.user.role == "clerk"; input.action == "read"; input.resource.type == "parcel" }
permit (principal in Role::"clerk", action == Action::"read", resource is Parcel);
match /parcels/{id} { allow read: if request.auth.token.role == "clerk"; }
"""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

from luke_cli.notations.code_blocks import matched
from luke_cli.notations.conditions import Way, both, ways
from luke_cli.notations.permission_words import Right
from luke_cli.notations.policy_said import (
    Above,
    Policy,
    action_named,
    by_ways,
    of_path,
    resource_named,
)

_LANGUAGES: Final = frozenset("rego opa cedar firestore rules javascript js text".split()) | {""}
_RULE: Final = re.compile(
    r"^(?P<name>[a-z]\w*)(?:\[[^\]\n]*\])?(?:[ \t]*:?=[ \t]*true)?(?:[ \t]+contains\b[^\n{]*)?[ \t]*"
    r"(?:(?:if[ \t]*)?(?P<open>\{)|if[ \t]+(?P<short>[^\n{]+)$)",
    re.MULTILINE,
)
_ABOUT: Final = re.compile(
    r"(?:input|request)\.(?P<what>action|operation|verb|method|(?:resource|object|entity)(?:\.(?:type|kind|name))?|path)"
    r"\s*(?:==|=|in)\s*(?P<value>.+)|(?P<set>[{\[].+[}\]])\[(?:input|request)\.(?P<of>action|method|resource)\]"
)
_WORDS: Final = re.compile(r"\"([^\"\n]{1,60})\"")
_COMMENT: Final = re.compile(r"(?<!\S)#[^\n]*")
_PERMIT: Final = re.compile(
    r"\b(?P<effect>permit|forbid)\s*\(\s*principal\s*(?P<who>[^,()]*),\s*action\s*(?P<action>[^,()]*(?:\[[^\]]*\])?),"
    r"\s*resource\s*(?P<thing>[^,()]*)\)\s*(?P<when>(?:(?:when|unless)\s*\{[^{}]*\}\s*)*);"
)
_MATCH: Final = re.compile(r"\bmatch\s+/(?P<path>[\w/{}=*]+)\s*(?=\{)")
_ALLOW: Final = re.compile(
    r"\ballow\s+(?P<acts>[a-z, ]+?)\s*(?::\s*if\s+(?P<condition>[^;{}]+))?;", re.IGNORECASE
)
_WRITES: Final = ("create", "update", "delete")
_MOST: Final = 200


def read(language: str, text: str, known: frozenset[str]) -> Iterator[Policy | Above]:
    """Yield what the rules of a text allow."""
    if language not in _LANGUAGES:
        return
    if re.search(r"^package\s|^default\s+allow\b|^allow\b", text, re.MULTILINE):
        yield from _rego(text, known)
    for match in islice(_PERMIT.finditer(text), _MOST):
        yield from _cedar(match, text.count("\n", 0, match.start()))
    if _MATCH.search(text):
        yield from _firestore(text, known)


def _rego(text: str, known: frozenset[str]) -> Iterator[Policy]:
    closes = matched(text)
    rules: list[tuple[str, str, int]] = []
    for match in islice(_RULE.finditer(text), _MOST):
        at = match.start("open")
        body = match["short"] or text[at + 1 : closes.get(at, at)]
        rules.append((match["name"], _COMMENT.sub("", body), text.count("\n", 0, match.start())))
    helpers = {name: body for name, body, _ in rules if name not in ("allow", "deny")}
    for name, body, line in rules:
        if name in ("allow", "deny"):
            for policy in _rule(body, helpers, known, line):
                narrow = name == "deny" and policy.right.scope
                if not narrow:
                    yield policy._replace(allowed=name == "allow")


def _rule(body: str, helpers: dict[str, str], known: frozenset[str], line: int) -> Iterator[Policy]:
    """Yield what a rule allows; nothing where a line of it is not understood."""
    found: tuple[Way, ...] = (Way(()),)
    said: dict[str, list[str]] = {}
    for part in _conditions(body, helpers):
        about = _ABOUT.fullmatch(part)
        if about:
            what = (about["what"] or about["of"]).partition(".")[0]
            said.setdefault(what, []).extend(_WORDS.findall(about["value"] or about["set"]))
            continue
        found = tuple(w for a in found for b in ways(part, known) if (w := both(a, b)))
    rights = [*_rights(said)]
    # A rule that asks for no role and for nothing else is not about rights: who signs in may call.
    yield from by_ways(found, rights, line, everybody=bool(said))


def _conditions(body: str, helpers: dict[str, str]) -> Iterator[str]:
    for part in re.split(r"\n|;(?![^{\[]*[}\]])", body):
        name = part.strip()
        if name in helpers:
            yield from (one.strip() for one in re.split(r"\n|;", helpers[name]) if one.strip())
        elif name:
            yield name


def _rights(said: dict[str, list[str]]) -> Iterator[Right]:
    actions = [
        word for key in ("action", "operation", "verb", "method") for word in said.get(key, ())
    ] or ["*"]
    things = [word for key in ("resource", "object", "entity") for word in said.get(key, ())]
    path = said.get("path", [])
    if path:
        yield from (one for a in actions if (one := of_path("/".join(path[:1]), a)))
        return
    for thing in things or ["*"]:
        yield from (Right(resource_named(thing), action_named(action)) for action in actions)


def _cedar(match: re.Match[str], line: int) -> Iterator[Policy]:
    found: tuple[Way, ...] = (Way(()),)
    for condition in re.findall(r"(\w+)\s*\{([^{}]*)\}", match["when"]):
        told = ways(condition[1].strip()) if condition[0] == "when" else ()
        found = tuple(one for a in found for b in told if (one := both(a, b)))
    roles = tuple(_WORDS.findall(match["who"]))
    is_role = re.search(r"role|group", match["who"], re.IGNORECASE)
    if match["who"].strip() and not (roles and is_role):
        return
    found = tuple(one for way in found if (one := both(Way(roles), way)))
    things = re.findall(r"\bis\s+(?:\w+::)*(\w+)", match["thing"]) or ["*"]
    if match["thing"].strip() and things == ["*"]:
        return
    actions = _WORDS.findall(match["action"]) or ["*"]
    rights = [
        Right(t, action_named(re.sub(rf"(?i)_?{t}s?$", "", a) or a))
        for t in things
        for a in actions
    ]
    for policy in by_ways(found, rights, line, everybody=things != ["*"]):
        if match["effect"] == "permit" or not policy.right.scope:
            yield policy._replace(allowed=match["effect"] == "permit")


def _firestore(text: str, known: frozenset[str]) -> Iterator[Policy]:
    closes = matched(text)
    for match in islice(_MATCH.finditer(text), _MOST):
        names = [part for part in match["path"].split("/") if re.fullmatch(r"\w+", part)]
        end = closes.get(match.end(), match.end())
        inner = text.find("match ", match.end(), end)
        if not names or names == ["databases", "documents"]:
            continue
        for allow in _ALLOW.finditer(text, match.end(), inner if inner >= 0 else end):
            acts = [action_named(one.strip()) for one in allow["acts"].split(",")]
            acts = [one for act in acts for one in (_WRITES if act == "write" else (act,))]
            told = ways(allow["condition"].strip(), known) if allow["condition"] else ()
            line = text.count("\n", 0, allow.start())
            yield from by_ways(told, [Right(names[-1], act) for act in acts], line)

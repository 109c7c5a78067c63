"""Rights in words and strings: what may be done to what, and how far it reaches.

expense:read_own   expense.read.own   read:expenses   users:*   can_approve_expense
Manage own animals   Approve/reject expenses of their team   Create, edit and delete tasks
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from luke_cli.notations.marks import scope_in

_ACTIONS: Final = {
    verb: action
    for action, verbs in {
        "read": (
            "read view see list get access browse watch inspect retrieve show look query fetch "
            "monitor track check"
        ),
        "create": (
            "create add post new register author write_new raise make enter record log insert place"
        ),
        "update": "update edit modify change put patch amend correct adjust rename",
        "delete": "delete remove destroy erase purge drop",
        "manage": "manage administer admin maintain control full_access oversee handle crud",
        "write": "write",
        "approve": "approve authorize authorise",
        "accept": "accept",
        "confirm": "confirm",
        "reject": "reject deny refuse",
        "decline": "decline",
        "submit": "submit send",
        "export": "export",
        "import": "import",
        "upload": "upload attach",
        "download": "download",
        "publish": "publish",
        "unpublish": "unpublish",
        "archive": "archive",
        "restore": "restore",
        "assign": "assign allocate",
        "unassign": "unassign",
        "invite": "invite",
        "cancel": "cancel",
        "close": "close",
        "reopen": "reopen",
        "complete": "complete finish",
        "generate": "generate run",
        "configure": "configure setup",
        "share": "share",
        "comment": "comment",
        "review": "review",
        "verify": "verify",
        "moderate": "moderate",
        "suspend": "suspend",
        "activate": "activate enable",
        "deactivate": "deactivate disable",
        "book": "book reserve",
        "reschedule": "reschedule",
        "pay": "pay",
        "refund": "refund",
        "search": "search",
        "execute": "execute",
        "grant": "grant",
        "revoke": "revoke",
        "transfer": "transfer",
        "respond": "respond reply answer",
        "rate": "rate",
        "follow": "follow",
        "like": "like",
        "vote": "vote",
        "borrow": "borrow",
        "return": "return",
        "renew": "renew",
        "order": "order buy purchase",
        "sell": "sell",
        "issue": "issue",
        "sign": "sign",
        "join": "join",
        "leave": "leave",
        "delegate": "delegate",
        "schedule": "schedule",
        "triage": "triage",
        "grade": "grade",
        "enroll": "enroll enrol",
        "checkout": "checkout",
        "ban": "ban",
        "block": "block",
        "open": "open",
        "reset": "reset",
        "set": "set define",
        "move": "move",
        "process": "process",
        "adopt": "adopt",
        "apply": "apply",
        "hold": "hold",
        "match": "match",
        "link": "link",
        "unlink": "unlink",
        "scan": "scan",
        "plan": "plan",
        "start": "start",
        "stop": "stop",
        "pause": "pause",
        "resume": "resume",
        "lock": "lock",
        "unlock": "unlock",
        "merge": "merge",
        "split": "split",
        "ship": "ship",
        "pack": "pack",
        "pick": "pick",
        "receive": "receive",
        "deliver": "deliver",
        "dispatch": "dispatch",
        "resolve": "resolve",
        "escalate": "escalate",
        "acknowledge": "acknowledge",
        "withdraw": "withdraw",
        "extend": "extend",
        "print": "print",
        "request": "request",
    }.items()
    for verb in verbs.split()
}
_SCOPES: Final = {
    "own": "own",
    "self": "own",
    "mine": "own",
    "me": "own",
    "my": "own",
    "team": "team",
    "department": "team",
    "dept": "team",
    "group": "team",
    "reports": "team",
    "tenant": "tenant",
    "org": "tenant",
    "organization": "tenant",
    "organisation": "tenant",
    "company": "tenant",
    "workspace": "tenant",
    "all": "all",
    "any": "all",
    "global": "all",
    "everyone": "all",
}
_STRING: Final = re.compile(r"[A-Za-z*][\w*-]*(?:[:./][A-Za-z*][\w*-]*){1,3}")
_SNAKE: Final = re.compile(r"(?:can_|may_|perm_|allow_)?[A-Za-z]+(?:_[A-Za-z]+){1,4}")
_ARTICLES: Final = re.compile(
    r"\b(?:the|an?|their|his|her|its|own|all|any|every|each|other|others['’]?|new|existing|"
    r"everyone['’]?s|team['’]?s?|my|in|within|of|for|from|to|by|with|on|at|assigned|only|"
    r"twice|once|again|also|directly|anytime)\b",
    re.IGNORECASE,
)
_TAIL: Final = re.compile(
    r"""\s*(?:\([^()]*\) | \b(?:of|for|in|from|by|within|on|at|that|which|who|when|if|with|without
    |via|through|using|as|into|after|before|until|per|during|across|so|unless|where|between
    |because|based)\b.*) $""",
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
_CLAUSES: Final = re.compile(
    r"\s*[,;]\s*(?:\b(?:or|and)\b)?\s*|\s+(?:and|or|und|dan)\s+", re.IGNORECASE
)
_DETERMINER: Final = re.compile(r"(?:an?|the|their|his|her|new|own)\s", re.IGNORECASE)
"""What stands behind a verb that is a noun elsewhere: `file a claim`, not `file storage`."""
_NOT_THINGS: Final = frozenset(["login", "logout", "register", "sign-in", "sign-up"])
_VERB_LIST: Final = re.compile(
    r"\s*(?:[,/&+|]|\band\b|\bor\b|\bund\b)\s*(?:\bor\b|\band\b)?\s*", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Right:
    """Something that may be done."""

    resource: str
    """As written, without articles."""
    action: str
    scope: str = ""


def right_of(text: str) -> Right | None:
    """Read a permission string; None if it is none."""
    text = text.strip(" `\"',;")
    if text in ("*", "*:*", "*.*", "all"):
        return Right("*", "*", "all")
    if _STRING.fullmatch(text) or re.fullmatch(r"[A-Za-z][\w-]*[:.]\*", text):
        return _joined(re.split(r"[:./]", text))
    return None


def named_right(text: str) -> Right | None:
    """Read `create_post`, `can_approve_expenses`, `DELETE_OWN_TASK`, where rights are listed."""
    text = text.strip(" `\"'*,;")
    if not _SNAKE.fullmatch(text):
        return None
    parts = [
        part
        for part in text.lower().split("_")
        if part not in ("can", "may", "perm", "allow", "permission")
    ]
    scopes = [part for part in parts if part in _SCOPES]
    rest = [part for part in parts if part not in _SCOPES]
    if len(rest) > 1 and rest[0] in _ACTIONS:
        return Right("_".join(rest[1:]), _ACTIONS[rest[0]], _SCOPES[scopes[0]] if scopes else "")
    if len(rest) > 1 and rest[-1] in _ACTIONS:
        return Right("_".join(rest[:-1]), _ACTIONS[rest[-1]], _SCOPES[scopes[0]] if scopes else "")
    return None


def _joined(parts: list[str]) -> Right | None:
    scope = ""
    if len(parts) > 2 and parts[-1].lower() in _SCOPES:
        scope = _SCOPES[parts.pop().lower()]
    first, last = parts[0], parts[-1]
    head = last.lower().split("_")
    if len(head) > 1 and head[-1] in _SCOPES and not scope:
        scope = _SCOPES[head[-1]]
        last = "_".join(last.split("_")[:-1])
    if first.lower() in _ACTIONS and last.lower() not in _ACTIONS and last != "*":
        first, last = last, first
    resource = "_".join(parts[:-1]) if len(parts) > 2 else first
    if not re.fullmatch(r"[\w*-]+", resource):
        return None
    return Right(resource, last.lower(), scope)


@lru_cache(maxsize=4096)
def rights_in(text: str) -> tuple[Right, ...]:
    """Read a phrase that starts with verbs: every verb with every thing it names."""
    text = re.sub(r"\s+", " ", text.strip(" .;:!*`")).strip()
    string = right_of(text)
    if string is not None and re.search(r"[:.]", text):
        return (string,)
    verbs, rest = _verbs(text)
    if not verbs:
        return ()
    scope = scope_in(rest)
    things = list(_things(rest))[:4]
    return tuple(Right(thing, verb, scope) for verb in verbs[:6] for thing in things)


def phrases(text: str) -> Iterator[str]:
    """Split `Create tasks, view own tasks and delete comments` before each verb."""
    start = 0
    for match in _CLAUSES.finditer(text):
        after = re.match(r"[A-Za-z]+", text[match.end() :])
        before = text[start : match.start()]
        starts_verb = after is not None and action_of(after[0]) != ""
        has_thing = any(len(piece.split()) > 1 for piece in _VERB_LIST.split(before))
        if starts_verb and has_thing:
            yield before
            start = match.end()
    yield text[start:]


def action_of(word: str) -> str:
    """Return the action of a verb in any of its forms, "" if it is none."""
    lower = word.lower()
    for form in (
        lower,
        lower.removesuffix("s"),
        lower.removesuffix("es"),
        lower.removesuffix("ing"),
        lower.removesuffix("ing") + "e",
    ):
        if form in _ACTIONS:
            return _ACTIONS[form]
    return ""


def _verbs(text: str) -> tuple[list[str], str]:
    found: list[str] = []
    rest = text
    while True:
        match = re.match(r"(?:fully\s+|also\s+)?([A-Za-z]+(?:-[a-z]+)?)\b[\s]*", rest)
        if match is None:
            break
        action = action_of(match[1].replace("-", "_")) or action_of(match[1].partition("-")[0])
        if match[1] == "file" and _DETERMINER.match(rest[match.end() :]):
            action = "create"
        if not action:
            break
        found.append(action)
        rest = rest[match.end() :]
        separator = re.match(_VERB_LIST, rest)
        if separator is None or separator.end() == 0:
            break
        following = re.match(r"[A-Za-z]+", rest[separator.end() :])
        if following is None or not action_of(following[0]):
            last = re.match(r"([a-z]+-[a-z]+)\s+(?=[a-z])", rest[separator.end() :], re.IGNORECASE)
            if last is not None and "/" in separator[0]:
                found.append(last[1].lower().replace("-", "_"))
                rest = rest[separator.end() + last.end() :]
            break
        rest = rest[separator.end() :]
    return list(dict.fromkeys(found)), rest.strip()


def _things(rest: str) -> Iterator[str]:
    """Yield the things of `clinic availability / blocks`, without what qualifies them."""
    of_team = re.match(
        r"(?:all |their |own |the )*([\w -]+?)\s+(?:of|from|by)\s+(?:their|the|own)?\s*team",
        rest,
        re.IGNORECASE,
    )
    text = of_team[1] if of_team else _TAIL.sub("", rest)
    for part in re.split(r"\s*(?:[,/&+]|\band\b|\bor\b)\s*", text):
        thing = " ".join(_ARTICLES.sub(" ", part).split()).strip(" '’`*_-")
        if (
            re.fullmatch(r"[A-Za-z][\w' -]{1,40}", thing)
            and len(thing.split()) <= 3
            and thing.lower() not in _NOT_THINGS
        ):
            yield thing

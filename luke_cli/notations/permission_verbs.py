"""Verbs of rights: what each means, and the verbs that a phrase starts with.

read, edit and cancel ...     approve/reject ...     hand back and withdraw ...     read and contest ...
"""

import re
from typing import Final

ACTIONS: Final = {
    verb: action
    for action, verbs in {
        "read": (
            "read view see list get access browse watch inspect retrieve show look query fetch "
            "monitor track check"
        ),
        "create": ("create add post new author write_new raise make enter record log insert place"),
        "update": "update edit modify change put patch amend correct adjust rename",
        "delete": "delete remove destroy erase purge",
        "drop": "drop",
        "manage": "manage administer admin maintain full_access oversee handle crud",
        "write": "write",
        "approve": "approve authorize authorise",
        "accept": "accept",
        "confirm": "confirm",
        "reject": "reject deny refuse",
        "decline": "decline",
        "submit": "submit",
        "send": "send",
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
        "register": "register",
        "cancel": "cancel",
        "close": "close",
        "reopen": "reopen",
        "complete": "complete",
        "finish": "finish",
        "generate": "generate",
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
        "release": "release",
        "waive": "waive",
        "void": "void",
        "settle": "settle",
        "lend": "lend",
        "discharge": "discharge",
        "dispense": "dispense",
        "prescribe": "prescribe",
        "postpone": "postpone",
        "redeem": "redeem",
        "retire": "retire",
        "dispose": "dispose",
        "certify": "certify",
        "quarantine": "quarantine",
        "fulfil": "fulfil fulfill",
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
"""Each verb with the action that it names."""
USUAL: Final = frozenset(("read", "create", "update", "delete", "manage"))
"""What may be done with any thing; a verb that means one of these needs no name of its own."""
VERB_LIST: Final = re.compile(
    r"\s*(?:[,/&+|]|\band\b|\bor\b|\bund\b)\s*(?:\bor\b|\band\b)?\s*"
    r"(?:\((?:once|when|if|while|as\s+long\s+as|after|before|until)\b[^()]{1,80}\)\s*)?",
    re.IGNORECASE,
)
"""What stands between two verbs."""
_WORD: Final = re.compile(
    r"(?:(?i:fully|also|then|only|even|afterwards)\s+)*([A-Za-z]+(?:-[a-z]+)?)\b\s*"
)
_DETERMINER: Final = re.compile(r"(?:an?|the|their|his|her|new|own)\s", re.IGNORECASE)
"""What stands behind a verb that is a noun elsewhere: `file a claim`, not `file storage`."""
_CERTAIN: Final = frozenset(
    """
    read view see list create add edit update modify delete remove manage approve reject cancel
    submit publish archive upload download assign
    """.split()
)
"""Verbs that are no nouns: what follows `read and` is a verb too, whatever it is."""
_PARTICLE: Final = re.compile(
    r"(?P<particle>back|up|over|off|out|down|away|in)(?![\w-])"
    r"(?!\s+(?:office|end|to|of|payments?|orders?|logs?|time|issues?)\b)\s*",
    re.IGNORECASE,
)
_INTO: Final = frozenset("check clock log punch sign opt".split())
"""Verbs that go with `in`: elsewhere it starts the words that say where."""
_HANDLES: Final = frozenset("hand take give bring put turn write fill send pay pick drop".split())
"""Verbs, also where a title starts with them, if a particle follows."""
_PHRASAL: Final = {"look_up": "read", "look_over": "read", "set_up": "manage"}
_NO_VERB: Final = frozenset(
    """
    the their his her its own all any every each other others my our your this that these those
    them they who what not never only both new some more most one two with without for from of
    in on at by to as it an also then but
    """.split()
)
_OBJECT: Final = re.compile(
    r"\s+(?:(?:them|it|those|these|their|his|her|own|all|the|any|every|each|an?)\b"
    r"|(?:back|up|over|off|out|down|away)\s+[a-z])",
    re.IGNORECASE,
)
"""What stands behind a verb, and behind no noun of a list."""
MARKS: Final = re.compile(
    r"(?:mark|flag|declare)s?\s+(?P<thing>[a-z][a-z ]{1,40}?)\s+as\s+(?P<state>[a-z]+(?:[-_ ][a-z]+)?)\b",
    re.IGNORECASE,
)
"""To mark bookings as no-show is a step that is called after where it leads."""
_BEHIND_A_NOUN: Final = re.compile(
    r"\s*(?:$|[,.;:)]|(?:and|or|of|for|in|from|by|within|on|at|that|which|who|when|if|with|to|may"
    r"|can|as)\b)",
    re.IGNORECASE,
)
_DOES_TO_THEM: Final = re.compile(
    r"(?:\s*,|\s+(?:and|or))\s+[a-z]+s\s+(?:them|it|these|those)\b", re.IGNORECASE
)
"""`views bids, accepts and rejects them`: both are what somebody does."""
_RUNS: Final = re.compile(
    r"(?:\w+\s+){0,3}(?:reports?|exports?|imports?|jobs?|backups?|queries|analys[ei]s|scripts?"
    r"|statistics|batch(?:es)?|payrolls?|evaluations?|checks?)\b",
    re.IGNORECASE,
)


def action_of(word: str) -> str:
    """Return the action of a verb in any of its forms, "" if it is none."""
    lower = word.lower()
    for form in _forms(lower):
        if form in ACTIONS:
            return ACTIONS[form]
    return ""


def is_noun(text: str) -> bool:
    """Tell whether a text starts with the plural of a noun that looks like a verb: `reviews of`."""
    word = re.match(r"[A-Za-z]+", text)
    if word is None or word[0].lower() in ACTIONS or not word[0].lower().endswith("s"):
        return False
    behind = text[word.end() :]
    return _BEHIND_A_NOUN.match(behind) is not None and not _DOES_TO_THEM.match(behind)


def starts_verb(text: str, *, is_told: bool) -> bool:
    """Tell whether the next verb of a list of rights starts here; `is_told`: who may is said."""
    word = re.match(r"[A-Za-z]+", text)
    if word is None:
        return False
    if action_of(word[0]):
        return not is_noun(text)
    if MARKS.match(text):
        return True
    is_present = re.search(r"[^s]s$", word[0]) is not None
    if is_told == is_present or not _may_be_verb(word[0]):
        return False
    return _OBJECT.match(text[word.end() :]) is not None


def verbs_of(text: str, *, is_told: bool = False) -> tuple[list[str], str]:
    """Return the actions of the verbs that a phrase starts with, and what follows them.

    `is_told`: it follows `can`, so that it starts with a verb, whatever that is.
    """
    found: list[str] = []
    rest, is_certain = text, is_told
    while (word := _WORD.match(rest)) is not None:
        action, behind = _verb(word[1], rest[word.end() :], follows=is_certain)
        if not action:
            break
        found.append(action)
        is_certain = is_certain or _stem(word[1].lower()) in _CERTAIN
        rest = behind
        separator = re.match(VERB_LIST, rest)
        if separator is None or separator.end() == 0:
            break
        following = rest[separator.end() :]
        if not _goes_on(following, follows=is_certain):
            last = re.match(r"([a-z]+-[a-z]+)\s+(?=[a-z])", following, re.IGNORECASE)
            if last is not None and "/" in separator[0]:
                found.append(last[1].lower().replace("-", "_"))
                rest = following[last.end() :]
            break
        rest = following
    return list(dict.fromkeys(found)), rest.strip()


def _goes_on(text: str, *, follows: bool) -> bool:
    word = _WORD.match(text)
    return word is not None and bool(_verb(word[1], text[word.end() :], follows=follows)[0])


def _verb(word: str, behind: str, *, follows: bool) -> tuple[str, str]:
    """Return the action of a verb and what follows it; `follows`: another verb stands before."""
    lower = word.lower()
    action = action_of(lower.replace("-", "_")) or action_of(lower.partition("-")[0])
    if lower == "file" and _DETERMINER.match(behind):
        action = "create"
    if _stem(lower) == "run":
        action = "generate" if _RUNS.match(behind) else ""
    particle = _PARTICLE.match(behind)
    is_unknown = not action and (
        (follows and _may_be_verb(word)) or (particle is not None and _stem(lower) in _HANDLES)
    )
    if particle and (action or is_unknown) and _is_phrasal(_stem(lower), particle["particle"]):
        name = f"{_stem(lower)}_{particle['particle'].lower()}"
        return _PHRASAL.get(name, name), behind[particle.end() :]
    if is_unknown and re.match(r"(?:[,/&+|]\s*)?[A-Za-z]", behind):
        action = _stem(lower)
    return action, behind


def _may_be_verb(word: str) -> bool:
    return re.fullmatch(r"[a-z]{3,14}", word) is not None and word not in _NO_VERB


def _is_phrasal(stem: str, particle: str) -> bool:
    if particle.lower() == "in":
        return stem in _INTO
    if stem in _HANDLES:
        return True
    return stem in ("check", "look") or ACTIONS.get(stem) not in ("read", "create", "delete")


def _stem(word: str) -> str:
    """Return a verb as it is named: `finishes` is to finish."""
    known = next((form for form in _forms(word) if form in ACTIONS), "")
    return known or re.sub(r"(?<=[^s])s$", "", word)


def _forms(word: str) -> tuple[str, ...]:
    return (
        word,
        word.removesuffix("s"),
        word.removesuffix("es"),
        word.removesuffix("ing"),
        word.removesuffix("ing") + "e",
    )

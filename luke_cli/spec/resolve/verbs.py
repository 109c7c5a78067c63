"""Verbs and the states that they lead to: approve, approved, approval, approver."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

STATES: Final[dict[str, tuple[str, ...]]] = {
    "start": ("in_progress", "started", "active", "ongoing", "running", "processing", "open"),
    "begin": ("in_progress", "started", "active", "ongoing"),
    "process": ("processing", "in_progress", "processed"),
    "resume": ("active", "in_progress", "running"),
    "activate": ("active", "enabled"),
    "enable": ("active", "enabled"),
    "deactivate": ("inactive", "disabled", "suspended"),
    "disable": ("inactive", "disabled"),
    "complete": ("completed", "complete", "done", "finished"),
    "finish": ("finished", "completed", "complete", "done"),
    "close": ("closed", "resolved", "done"),
    "pay": ("paid", "reimbursed", "settled"),
    "reimburse": ("reimbursed", "paid"),
    "settle": ("settled",),
    "send": ("sent",),
    "ship": ("shipped", "in_transit"),
    "dispatch": ("dispatched", "shipped", "in_transit"),
    "hold": ("on_hold", "held", "paused"),
    "pause": ("paused", "on_hold"),
    "withdraw": ("withdrawn",),
    "recall": ("recalled",),
    "reopen": ("reopened", "open", "in_progress", "todo"),
    "open": ("open", "opened"),
    "review": ("in_review", "under_review", "reviewing", "reviewed", "review"),
    "request_changes": ("changes_requested", "needs_changes", "revision_requested"),
    "request_info": ("info_requested", "needs_info", "more_info"),
    "queue": ("queued", "pending"),
    "schedule": ("scheduled", "planned"),
    "plan": ("planned", "scheduled"),
    "unpublish": ("unpublished", "draft", "hidden"),
    "restore": ("restored", "active"),
    "lose": ("lost",),
    "win": ("won",),
    "void": ("void", "voided"),
    "decline": ("declined", "rejected"),
    "deny": ("denied", "rejected"),
    "reject": ("rejected", "declined", "denied"),
    "confirm": ("confirmed",),
    "cancel": ("cancelled", "canceled"),
    "mark_no_show": ("no_show",),
    "no_show": ("no_show",),
    "check_in": ("checked_in",),
    "check_out": ("checked_out",),
    "return": ("returned",),
    "borrow": ("borrowed", "on_loan", "active"),
    "go_live": ("live",),
    "launch": ("live", "launched"),
    "fulfil": ("fulfilled",),
    "fulfill": ("fulfilled",),
    "moderate": (),
    "triage": ("triaged",),
    "accept": ("accepted",),
}
"""Verbs whose state is not only their participle, the likeliest state first."""

_REGULAR: Final = tuple(
    "approve submit publish archive assign resolve suspend verify hide flag block expire renew "
    "deliver receive refund sign escalate release merge revoke invite validate ban unassign issue "
    "prepare collect pick pack draft lock unlock book reserve delegate transfer export import "
    "register terminate discontinue retire delete remove acknowledge fail cancel quote invoice "
    "print post reconcile dispute appeal accept confirm return triage reschedule enroll redeem "
    "graduate dismiss snooze award qualify disqualify convert contact admit discharge examine "
    "install inspect repair dispose allocate adopt foster rent lease vacate raise grade mark "
    "shortlist interview hire onboard nominate endorse ratify file lodge settle capture authorize "
    "authorise charge ship dispatch decline deny reject close complete finish start pause plan "
    "schedule restore void process queue review open reopen withdraw launch fulfil settle".split()
)
_IRREGULAR: Final = {
    "pay": ("paid",),
    "send": ("sent",),
    "hide": ("hidden",),
    "withdraw": ("withdrawn",),
    "lose": ("lost",),
    "win": ("won",),
    "hold": ("held",),
    "begin": ("begun",),
    "take": ("taken",),
    "give": ("given",),
    "write": ("written",),
    "sell": ("sold",),
    "lend": ("lent",),
    "void": ("void", "voided"),
    "set": ("set",),
    "put": ("put",),
    "draw": ("drawn",),
    "undo": ("undone",),
    "do": ("done",),
    "make": ("made",),
}
_DOUBLED: Final = frozenset(
    ("submit", "ship", "cancel", "ban", "admit", "plan", "stop", "transfer")
)
_NOUNS: Final = {
    "approve": "approval",
    "submit": "submission",
    "reject": "rejection",
    "pay": "payment",
    "reimburse": "reimbursement",
    "publish": "publication",
    "complete": "completion",
    "cancel": "cancellation",
    "resolve": "resolution",
    "close": "closing",
    "return": "return",
    "verify": "verification",
    "confirm": "confirmation",
    "suspend": "suspension",
    "deliver": "delivery",
    "ship": "shipment",
    "start": "start",
    "assign": "assignment",
    "withdraw": "withdrawal",
    "sign": "signature",
    "expire": "expiry",
    "renew": "renewal",
    "dismiss": "dismissal",
    "decline": "decline",
    "deny": "denial",
    "accept": "acceptance",
    "review": "review",
    "refund": "refund",
    "release": "release",
    "delegate": "delegation",
    "activate": "activation",
    "terminate": "termination",
    "inspect": "inspection",
    "register": "registration",
    "escalate": "escalation",
    "archive": "archival",
}

JUDGES: Final = frozenset(
    "approve accept reject deny decline endorse ratify verify authorize authorise confirm".split()
)
"""Verbs that decide about the rows of others."""

NEGATIVE: Final = frozenset(
    "rejected declined denied cancelled canceled failed expired withdrawn suspended blocked void "
    "voided revoked terminated lost no_show hidden flagged deleted removed inactive disabled "
    "archived retired dismissed refunded overdue banned abandoned on_hold paused returned "
    "unpublished disputed bounced disqualified dropped".split()
)
"""States that lie beside the way from the first state to the last."""

DECLINING: Final = frozenset(("rejected", "declined", "denied", "disqualified", "dismissed"))
"""States that a refusal leads to: the other end of an approval."""


@lru_cache(maxsize=512)
def participles(verb: str) -> tuple[str, ...]:
    """Return `approved` for `approve`; two spellings where English has two."""
    head, _, tail = verb.partition("_")
    rest = f"_{tail}" if tail else ""
    found = _IRREGULAR.get(head) or _regular(head)
    return tuple(form + rest for form in found)


def noun(verb: str) -> str:
    """Return `approval` for `approve`, "" if it is not known."""
    return _NOUNS.get(verb, "")


def doing(verb: str) -> str:
    """Return `approving` for `approve`."""
    past = participles(verb)[0]
    stem = f"{past[:-3]}y" if past.endswith("ied") else past.removesuffix("ed")
    return f"{stem if stem != past else verb.removesuffix('e')}ing"


@lru_cache(maxsize=512)
def agents(verb: str) -> tuple[str, ...]:
    """Return `approver` for `approve`."""
    stem = verb.removesuffix("e")
    return (f"{stem}er", f"{stem}or")


_INFINITIVE: Final = re.compile(r"(?:ar|er|ir|re|are|ere|ire|en)$")
_STEM: Final = 4
_PARTICLE: Final = re.compile(r"(?<=[a-z]{3})(in|out|off|up|down|over|back)$")


def state_of(verb: str, states: Iterable[str]) -> str:
    """Return the state that a verb leads to, "" if it is none of `states`."""
    known = tuple(states)
    found = next((form for form in states_after(apart(verb)) if form in known), "")
    return found or (_of_one_stem(verb, known) if not is_verb(verb) else "")


def apart(verb: str) -> str:
    """Return `check_in` for `checkin`, as paths spell it."""
    return _PARTICLE.sub(r"_\1", verb) if not is_verb(verb) else verb


def _of_one_stem(verb: str, states: tuple[str, ...]) -> str:
    """Return the only state with the stem of a verb of another language: `cancelar`, `cancelada`."""
    stem = _INFINITIVE.sub("", verb)
    if len(stem) < _STEM:
        return ""
    # German puts a `ge` into what was done: `ablehnen`, `abgelehnt`.
    forms = {state: (state, state.replace("ge", "", 1)) for state in states}
    fitting = [state for state in states if any(form.startswith(stem) for form in forms[state])]
    return fitting[0] if len(fitting) == 1 and stem != verb else ""


def states_after(verb: str) -> tuple[str, ...]:
    """Return the states that a verb may lead to, the likeliest first."""
    return (*participles(verb), *STATES.get(verb, ()))


@lru_cache(maxsize=512)
def verb_of(state: str) -> str:
    """Return a verb that leads to a state; `mark_STATE` if none is known."""
    for verb in (*_REGULAR, *_IRREGULAR):
        if state in participles(verb):
            return verb
    for verb, states in STATES.items():
        if state in states:
            return verb
    return f"mark_{state}"


def is_verb(word: str) -> bool:
    """Tell whether a word is a verb of workflows."""
    return word in STATES or word in _REGULAR or word in _IRREGULAR


def _regular(verb: str) -> tuple[str, ...]:
    if verb == "cancel":
        return ("cancelled", "canceled")
    if verb in _DOUBLED:
        return (f"{verb}{verb[-1]}ed",)
    if verb.endswith("e"):
        return (f"{verb}d",)
    if verb.endswith("y") and verb[-2:-1] not in "aeiou":
        return (f"{verb[:-1]}ied",)
    return (f"{verb}ed",)

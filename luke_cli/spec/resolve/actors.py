"""Who takes a step, where the label of an arrow says that, and not only what is done.

requested -> approved : manager approves      approved -> active (borrower, when picked up)
active -> overdue (automatic)                 active -> returned (owner of the tool)
"""

import re
from collections.abc import Collection
from dataclasses import replace
from typing import Final

from luke_cli.names import snake
from luke_cli.spec.facts import WorkflowFact
from luke_cli.spec.model import Entity, Spec, TypeName
from luke_cli.spec.resolve.ownership import account_of
from luke_cli.spec.resolve.role_names import known
from luke_cli.spec.resolve.verbs import apart, participles

_WHEN: Final = re.compile(r"\s*,\s*|\s+(?=(?:when|once|after|as soon as|if)\b)", re.IGNORECASE)
_NOBODY: Final = re.compile(
    r"(?:by (?:the |an? )?)?(?:auto(?:matic(?:ally)?)?|system|timer|time-?\s?out|scheduler|scheduled|"
    r"cron(?:[ -]?job)?|(?:(?:background|nightly|daily|scheduled|hourly)[ -])?job)",
    re.IGNORECASE,
)
_OWNER: Final = re.compile(
    r"(?:by )?(?:the )?(?:[\w-]+ |[\w-]+['\u2019]s )?owner(?: of (?:the |an? |its )?[\w-]+)?",
    re.IGNORECASE,
)


def people_of(spec: Spec, entity: Entity) -> frozenset[str]:
    """Return what a thing calls the accounts that it refers to: `borrower`, by its `borrower_id`."""
    account = account_of(spec)
    names = (
        snake(field.name).removesuffix("_id")
        for field in entity.fields
        if account and field.type.name is TypeName.REF and field.type.target == account.name
    )
    return frozenset(names)


def without_actor(
    arrow: WorkflowFact, roles: tuple[str, ...], people: Collection[str], called: Collection[str]
) -> WorkflowFact:
    """Return an arrow whose action is what is done, with the roles that its label names.

    `called` are the verbs of the thing's endpoints: what is left of a label may be one of them.
    """
    who, *when = _WHEN.split(arrow.action, maxsplit=1)
    act = act_beside(arrow.action, called)
    if not who:
        return replace(arrow, action=act) if when else arrow
    if _NOBODY.fullmatch(who) and not known(roles, who):
        return replace(arrow, action=act)
    words = who.removeprefix("by ").removeprefix("the ").split()
    for size in range(min(len(words), 3), 0, -1):
        name, rest = " ".join(words[:size]), words[size:]
        named = known(roles, name)
        if named or snake(name) in people:
            done = rest[0] if len(rest) == 1 else act
            return replace(arrow, action=done, roles=(*arrow.roles, *named))
    return replace(arrow, action=act) if _OWNER.fullmatch(who) else arrow


def act_beside(label: str, called: Collection[str]) -> str:
    """Return the verb of an endpoint that a label names beside who acts: `borrower, when picked up`."""
    words = _WHEN.split(label, maxsplit=1)[1:]
    if not words:
        return ""
    said = "_".join(snake(words[0]).split("_")[-2:])
    forms = {
        form.replace("_", ""): verb for verb in called for form in (verb, *participles(apart(verb)))
    }
    ends = (said, said.rpartition("_")[2])
    return next((forms[end.replace("_", "")] for end in ends if end.replace("_", "") in forms), "")

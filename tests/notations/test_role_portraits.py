"""Paragraphs about one role, or about one thing, in the words that the documents define."""

import pytest

from luke_cli.docs.markdown import read
from luke_cli.notations import recognise
from luke_cli.spec.facts import PermissionFact, RoleFact

_DESIGN = """# Design

### Booking

| Field | Type |
|---|---|
| id | uuid |
| status | enum: requested, confirmed, cancelled |

### FeedingPlan

| Field | Type |
|---|---|
| id | uuid |
| food | string |

### Kennel

| Field | Type |
|---|---|
| id | uuid |
| name | string |

### User

| Field | Type |
|---|---|
| id | uuid |
| email | string |

## API

| Method | Path | Roles |
|---|---|---|
| GET | /bookings | owner, keeper, desk |
| POST | /bookings/{id}/confirm | desk |
| POST | /bookings/{id}/cancel | owner, desk |
"""


def _told(text: str) -> list[str]:
    design, _ = read(_DESIGN, name="DESIGN.md", owner="architect")
    security, _ = read(
        f"# Security\n\n## Roles\n\n{text}\n", name="SECURITY.md", owner="security engineer"
    )
    told = [
        f"{fact.role.lower()} {'' if fact.allowed else 'not '}{fact.resource}:{fact.action}"
        + (f" {fact.scope}" if fact.scope else "")
        for fact in recognise([design, security]).facts
        if isinstance(fact, PermissionFact) and fact.place.file == "SECURITY.md"
    ]
    return list(dict.fromkeys(told))


_ROLES = [
    ("Keepers write feeding plans and read them.", ["create", "read"]),
    ("Feeding plans they draft (create) and read.", ["create", "read"]),
    ("They create feeding plans and may update their own.", ["create", "update own"]),
    ("They read feeding plans but do not change or remove any of them.", ["read", "!update", "!delete"]),
    ("With feeding plans they have the same rights as a desk: create, read.", ["create", "read"]),
    ("Feeding plans are her field: she enters and reads them.", ["create", "read"]),
    ("They update feeding plans that they have written.", ["update own"]),
    ("They open the door, and read all feeding plans.", ["read all"]),
    ("They keep the feeding plans (create, read and update them).", ["create", "read", "update"]),
    ("The feeding plans of colleagues are none of their business.", []),
    ("They read the food of a feeding plan.", []),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "expected"), _ROLES)
def test_what_a_role_does(sentence: str, expected: list[str]) -> None:
    """Verbs go with the things behind them, or with those that stand before their subject."""
    text = f"**Keeper.** {sentence}\n\n**Desk.** The desk confirms bookings.\n"
    told = [
        one.removeprefix("keeper ").replace("feeding_plan:", "").replace("not ", "!")
        for one in _told(text)
        if one.startswith("keeper ") and "feeding_plan" in one
    ]
    assert told == expected


_THINGS = [
    ("Owners see their own bookings only.", ["owner booking:read own"]),
    ("Cancelling is always about one's own booking, for owners.", ["owner booking:cancel own"]),
    ("The desk confirms for anyone; owners may change only their own.",
     ["desk booking:confirm", "owner booking:update own"]),
    ("Edit your own, no one else's. That goes for owners and keepers alike.",
     ["owner booking:update own", "keeper booking:update own"]),
    ("Owners see their own bookings only. The same goes for keepers.",
     ["owner booking:read own", "keeper booking:read own"]),
    ("Owners see their own bookings. The same holds for deleting.", ["owner booking:read own"]),
    ("The desk sees all bookings, and so does the keeper while on duty.", ["desk booking:read all"]),
    ("The desk confirms bookings. Nobody deletes one. May also see them.",
     ["desk booking:confirm", "everyone not booking:delete", "desk booking:read"]),
    ("Nobody deletes one. Confirming is done daily, and they may cancel it.",
     ["everyone not booking:delete"]),
    ("Nobody except the owner cancels a booking.", ["owner booking:cancel"]),
    ("No one but the owner and the desk may cancel a booking.",
     ["owner booking:cancel", "desk booking:cancel"]),
    ("Nobody cancels a booking except the owner.", ["owner booking:cancel"]),
    ("Nobody cancels a booking unless it is late.", []),
    ("Nobody but the visitor cancels a booking.", []),
    ("The desk confirms bookings. Nobody else may. It also cancels them.",
     ["desk booking:confirm", "desk booking:cancel"]),
    ("No role may delete a booking.", ["everyone not booking:delete"]),
    ("None of them deletes a booking.", ["everyone not booking:delete"]),
    ("The desk confirms bookings. No keeper may cancel one.",
     ["desk booking:confirm", "keeper not booking:cancel"]),
    ("The desk confirms bookings. Neither the owner nor the keeper deletes one.",
     ["desk booking:confirm", "owner not booking:delete", "keeper not booking:delete"]),
    ("The desk confirms bookings. Visitors cancel them.", ["desk booking:confirm"]),
    ("Owners cancel their own bookings. Everyone sees them.",
     ["owner booking:cancel own", "everyone booking:read"]),
    ("Owners cancel their own bookings. Everyone else only sees them.", ["owner booking:cancel own"]),
    ("Who cancels a booking is nobody's business. Owners see them.", ["owner booking:read"]),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "expected"), _THINGS)
def test_who_does_it_with_a_thing(sentence: str, expected: list[str]) -> None:
    """A paragraph about a thing says whose of it a role reaches, and who never does something."""
    assert _told(f"**Bookings.** {sentence}\n\n**Kennels.** They are clean.\n") == expected


def test_a_role_that_has_what_another_has() -> None:
    """Whoever a paragraph describes is a role, also with the rights of another one."""
    text = (
        "**Desk.** The desk confirms bookings.\n\n"
        "**Manager.** The manager may do everything the desk can. On top of that he opens new "
        "kennels, removes\nold ones and reads user accounts.\n"
    )
    assert {"manager kennel:create", "manager kennel:delete", "manager user:read"} <= {*_told(text)}
    security, _ = read(f"# Security\n\n## Roles\n\n{text}", name="SECURITY.md", owner="")
    design, _ = read(_DESIGN, name="DESIGN.md", owner="")
    roles = [f for f in recognise([design, security]).facts if isinstance(f, RoleFact)]
    assert ("Manager", ("desk",)) in [(one.name, one.inherits) for one in roles]


def test_several_may_do_something_with_one_thing():
    """Bullets about things in which one sentence is about several, about nobody, or about nobody else."""
    told = _told(
        "\n## Who may do what\n\n- **Kennels**: keepers view all of them; so can the desk. The desk alone registers"
        " or edits one. No one removes a kennel (see chapter 4).\n"
        "- **Bookings** - owners view their own bookings, whereas the keeper and the desk view every"
        " booking. The desk confirms; no one else may."
    )
    assert told == [
        "keeper kennel:read all",
        "desk kennel:read all",
        "desk kennel:create",
        "desk kennel:update",
        "everyone not kennel:delete",
        "owner booking:read own",
        "keeper booking:read all",
        "desk booking:read all",
        "desk booking:confirm",
    ]

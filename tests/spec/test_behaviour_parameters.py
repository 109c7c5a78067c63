"""How lists are narrowed, searched and sorted."""

from meant import LOANS, PEOPLE, meant


def parameters(operation: str, **texts: str) -> dict[str, str]:
    """Return the parameters of an operation as `filter amount gte`."""
    return {
        one.name: " ".join(
            filter(None, (one.means, ", ".join(one.fields), one.operator, one.default))
        )
        for one in meant(**texts).parameters
        if one.operation == operation
    }


def test_words_of_a_request_find_their_fields():
    """Ranges, the owner, states and the order."""
    found = parameters(
        "loan.list",
        DESIGN=f"{PEOPLE}{LOANS}\n"
        "- GET /loans?status=&date_from=&date_to=&min_amount=&max_amount=&user=&q=&sort=&page=\n",
    )
    assert found == {
        "status": "filter status eq",
        "date_from": "filter starts_on gte",
        "date_to": "filter starts_on lte",
        "min_amount": "filter amount gte",
        "max_amount": "filter amount lte",
        "user": "filter user_id eq",
        "q": "search title",
        "sort": "sort title, amount, starts_on, status, submitted_at, created_at -created_at",
        "user_id": "filter user_id eq",
    }


def test_screens_ask_for_filters():
    """A filter on a screen is one of the list that the screen shows."""
    found = parameters(
        "loan.list",
        DESIGN=PEOPLE + LOANS,
        **{"WEB-UI": "## Loans\n- Filters: Date range, amount range, Status\n- Sort: Amount\n"},
    )
    assert found == {
        "date_from": "filter starts_on gte",
        "date_to": "filter starts_on lte",
        "amount_min": "filter amount gte",
        "amount_max": "filter amount lte",
        "status": "filter status eq",
        "sort": "sort amount, created_at -created_at",
        "user_id": "filter user_id eq",
    }


def test_every_list_has_an_order():
    """The newest first; states and references narrow it."""
    assert parameters("loan.list", DESIGN=PEOPLE + LOANS) == {
        "status": "filter status eq",
        "user_id": "filter user_id eq",
        "sort": "sort created_at -created_at",
    }

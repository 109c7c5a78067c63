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


PATIENTS = """
# Data model
**patients**: id, first_name varchar(80), last_name varchar(80), phone varchar(30), born_on date

**visits**: id, patient_id FK patients, starts_at timestamptz, status enum('open', 'done'), room varchar(9), note text
"""


def test_sentences_tell_what_a_list_is_searched_and_sorted_by():
    """What means no field, or no thing, tells nothing."""
    told = (
        "# Features\n- **FR-1** Patients are searched by last name or phone; the list is paged and "
        "sorted by last name, or by mood.\n"
        "- **FR-2** Visits can be filtered by patient and room, sorted by room descending.\n"
        "- **FR-3** Everything is found by whoever looks for it.\n"
    )
    patients = parameters("patient.list", DESIGN=PATIENTS, PRD=told)
    assert patients["q"] == "search last_name, phone"
    assert patients["sort"] == "sort last_name, born_on last_name"
    visits = parameters("visit.list", DESIGN=PATIENTS, PRD=told)
    assert visits["room"] == "filter room eq"
    assert visits["sort"] == "sort room, starts_at -room"
    assert "q" not in visits
    assert "room" not in parameters("visit.list", DESIGN=PATIENTS)


def test_the_description_of_an_endpoint_tells_its_filters():
    api = "\n# API\n| Method | Path | Description |\n|---|---|---|\n| GET | /visits | filter by day, room |\n"
    assert parameters("visit.list", DESIGN=PATIENTS + api)["room"] == "filter room eq"

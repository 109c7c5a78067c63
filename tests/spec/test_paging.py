"""How lists are paged: in the words of the documents, in one way, and never silently in another."""

import pytest
from meant import LOANS, PEOPLE, decided, meant, settings

from luke_cli.plan import parse, render
from luke_cli.spec.model import Spec

NAMES = ("paging", "next_cursor", "has_more", "list_envelope")
ANSWER = """
```json
{"data": [{"id": 1}], "total": 9, "pagination": {"next_cursor": "b3Jk", "has_more": true}}
```
"""
CONTRACT = """
```yaml
openapi: 3.0.3
paths:
  /loans:
    get:
      parameters:
        - {name: pageToken, in: query, schema: {type: string}}
        - {name: pageSize, in: query, schema: {type: integer, default: 25, maximum: 50}}
      responses:
        '200':
          content:
            application/json:
              schema:
                properties:
                  items: {type: array, items: {$ref: '#/components/schemas/Loan'}}
                  nextPageToken: {type: string, nullable: true}
components:
  schemas:
    Loan: {type: object, properties: {id: {type: string}}}
```
"""


def asked(text: str) -> Spec:
    return meant(DESIGN=PEOPLE + LOANS + "\n" + text)


def assumed(spec: Spec) -> dict[str, str]:
    return {one.name: one.proposal for one in spec.assumptions if one.name in BY_PAGES}


BY_PAGES = ("A-paging", "A-list-envelope")


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("Nothing of pages.", {"paging": "page, limit", "list_envelope": "items"}),
        (
            "All lists use cursor-based pagination.",
            {"paging": "cursor, limit", "next_cursor": "next_cursor", "list_envelope": "items"},
        ),
        (
            "Lists use keyset pagination (`after`, `first`); answers hold `nextCursor`.",
            {"paging": "after, first", "next_cursor": "nextCursor", "list_envelope": "items"},
        ),
        ("Lists use offset pagination.", {"paging": "offset, limit", "list_envelope": "items"}),
        (
            "Lists: `GET /loans?page=1&per_page=20`",
            {"paging": "page, per_page", "list_envelope": "items"},
        ),
        (
            "Lists have page numbers, never cursors; no `next_cursor`.",
            {"paging": "page, limit", "list_envelope": "items"},
        ),
        (
            f"All lists have cursors for paging; `next_cursor` is empty at the end.\n{ANSWER}",
            {
                "paging": "cursor, limit",
                "next_cursor": "pagination.next_cursor",
                "has_more": "pagination.has_more",
                "list_envelope": "data, total, pagination",
            },
        ),
        (
            CONTRACT,
            {
                "paging": "pageToken, pageSize",
                "next_cursor": "nextPageToken",
                "list_envelope": "items, nextPageToken",
            },
        ),
    ],
)
def test_pages_are_asked_for_as_the_documents_say(said, found):
    """And the plan keeps it."""
    spec = asked(said)
    assert settings(spec, *NAMES) == found
    assert parse(render(spec)) == spec


def test_two_ways_are_a_decision():
    """With both places; what only cursors have a use for is gone where they are set aside."""
    spec = asked(
        "- `GET /loans?cursor=b3Jk&limit=20`: list loans\n"
        "- `GET /users?page=2&per_page=20`: list users\n"
    )
    sides = ("cursor, limit DESIGN.md:26", "page, per_page DESIGN.md:27")
    assert decided(spec)["D-paging"] == sides
    (why,) = (one.why for one in spec.decisions if one.name == "D-paging")
    assert why.startswith("all lists are paged in one way")
    spec = asked(f"Lists have page numbers.\n{CONTRACT.replace('pageToken', 'page')}")
    assert settings(spec, "next_cursor") == {}
    assert decided(spec)["D-paging"][0].startswith("page, pageSize")


def test_what_is_said_of_one_list_is_assumed_of_all():
    """By its path, its name, or its parameter; not where all lists are meant."""
    other = {"A-paging": "all lists have cursors, also user.list"}
    for said in (
        "- `GET /loans?cursor=b3Jk&limit=20`: list loans",
        "The list of loans uses cursor pagination.",
        CONTRACT,
        "### GET /loans\n\n| Parameter | Meaning |\n|---|---|\n| `cursor` | Cursor of the page |\n",
    ):
        assert assumed(asked(said)) == other, said
    assert assumed(asked("Lists use cursors for paging, as in `GET /loans?cursor=b3Jk`.")) == {}


def test_a_number_of_all_rows_beside_cursors_is_left_out_loudly():
    """To count takes longer than to fetch a page."""
    assert assumed(asked(f"All lists have cursors.\n{ANSWER}")) == {
        "A-list-envelope": "a page does not hold `total`"
    }


def test_words_of_pages_are_no_filters():
    """Whatever they are called."""
    loans = LOANS.replace("    title", "    page_no INTEGER,\n    title")
    spec = meant(DESIGN=PEOPLE + loans + "- `GET /loans?page_no=2&max_results=20&status=paid`\n")
    names = [one.name for one in spec.parameters if one.operation == "loan.list"]
    assert "status" in names
    assert not {"page_no", "max_results"} & {*names}


def test_a_day_is_no_cursor():
    """`after` may be one; then it narrows the list."""
    day = CONTRACT.replace("pageToken", "after").replace(
        "name: after, in: query, schema: {type: string}",
        "name: after, in: query, schema: {type: string, format: date}",
    )
    assert settings(asked(day.replace("nextPageToken", "last")), "paging") == {
        "paging": "page, limit"
    }
    filters = [one for one in asked(day).parameters if one.name == "after"]
    assert [(one.means, one.fields, one.operator) for one in filters] == [
        ("filter", ("starts_on",), "gte")
    ]

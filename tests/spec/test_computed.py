"""Members that are counted from other rows: what documents say of them, and what becomes a rule."""

import pytest
from stored import stored

TABLES = """
```sql
CREATE TABLE users (id uuid PRIMARY KEY, email text NOT NULL UNIQUE, password_hash text NOT NULL);
CREATE TABLE recipes (id uuid PRIMARY KEY, title varchar(80) NOT NULL, views_count integer NOT NULL DEFAULT 0);
CREATE TABLE bookmarks (
    id uuid PRIMARY KEY,
    recipe_id uuid NOT NULL REFERENCES recipes(id),
    reader_id uuid NOT NULL REFERENCES users(id)
);
CREATE TABLE steps (
    id uuid PRIMARY KEY,
    recipe_id uuid NOT NULL REFERENCES recipes(id),
    minutes integer NOT NULL,
    cost numeric(8, 2) NOT NULL
);
```

"""


def rules(text):
    """Return what is computed of a recipe, by its name."""
    recipe = stored(TABLES + text).entity("Recipe")
    return {field.name: field.computed for field in recipe.fields if field.computed}


@pytest.mark.parametrize(
    ("said", "rule"),
    [
        ("- bookmarks_count: integer, computed, number of bookmarks", "count(Bookmark)"),
        ("- steps_total: integer (read-only)", "count(Step)"),
        ("- duration: integer, computed: sum of its steps' minutes", "sum(Step.minutes)"),
        ("- cost: decimal(8,2), calculated, the sum of steps.cost", "sum(Step.cost)"),
        ("- bookmarked: boolean", "exists(Bookmark)"),
    ],
)
def test_a_list_says_what_is_counted(said, rule):
    """A member that is called computed is counted where its words or its name say what."""
    assert list(rules(f"### Recipe\n\n- title: string\n{said}\n").values()) == [rule]


def test_an_answer_shows_what_is_counted():
    """What an example answers with, and no document keeps, is counted where a name says what."""
    answer = '{"id": "1", "title": "Soup", "bookmarksCount": 3, "bookmarked": true, "shares": 2}'
    assert rules(f"### GET /recipes/{{id}}\n\n```json\n{answer}\n```\n") == {
        "bookmarks_count": "count(Bookmark)",
        "bookmarked": "exists(Bookmark)",
    }


@pytest.mark.parametrize(
    "said",
    [
        "- views_count: integer",  # a column of the schema
        "- guests: integer, computed, number of guests",  # of things that nobody describes
        "- steps_count: string, computed",
        "- tried: boolean",  # nobody tells who has
    ],
)
def test_what_is_not_counted_stays_a_column(said):
    """A rule is given only where rows and types allow no other meaning."""
    assert rules(f"### Recipe\n\n- title: string\n{said}\n") == {}

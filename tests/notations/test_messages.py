"""Types of code that are no rows, by the comment above them."""

import pytest

from luke_cli.docs.markdown import read
from luke_cli.notations import recognise
from luke_cli.spec.facts import EntityFact


@pytest.mark.parametrize(
    ("comment", "kept"),
    [
        ("A user. The password is never stored.", True),
        ("A book. Deleted ones are not kept.", True),
        ("What GET /cards returns.", False),
        ("Body of POST /cards", False),
        ("Computed for each request, never stored.", False),
    ],
)
def test_a_comment_tells_a_message_from_a_row(comment: str, kept: bool) -> None:
    text = f"# Data\n\n```typescript\n/** {comment} */\ninterface Card {{ id: string; title: string }}\n```\n"
    document, _ = read(text, name="DESIGN.md", owner="architect")
    found = [fact for fact in recognise([document]).facts if isinstance(fact, EntityFact)]
    assert bool(found) is kept

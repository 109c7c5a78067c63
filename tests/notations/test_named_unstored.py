"""Classes that a sentence says are never stored."""

import pytest

from luke_cli.docs.markdown import read
from luke_cli.notations import recognise
from luke_cli.spec.facts import EntityFact

CODE = """## Entities

```csharp
public class Loan { [Key] public Guid Id { get; set; } }
public class Slot { [Key] public Guid Id { get; set; } }
```

"""
NEVER = (
    "`Slot` is what the Monday mail prints. It is computed, never stored.",
    "`Slot` and `Draft` live in the phone only.",
    "`Slot` exists only in memory.",
    "There is no table behind `Slot`.",
    "`Forecast` and `Slot` are view models of the app.",
    "The `Slot` is never persisted.",
    "`Slot` is calculated on the fly from the opening hours.",
    "- `Slot` stays on the device until it is sent.",
    "`Slot` is a DTO and not a table.",
    "`Slot` is assembled for each request.",
)
STORED = (
    "`Slot` is never stored in plain text.",
    "`Slot` is not kept after ten years.",
    "`Slot` is computed from the hours and stored.",
    "`Slot` is kept for 10 days.",
    "`Slot` is shown in the app.",
)


def entities(text: str) -> list[str]:
    """Return the names of what a document stores."""
    document, _ = read(CODE + text + "\n", name="DESIGN.md", owner="")
    return [fact.name for fact in recognise([document]).facts if isinstance(fact, EntityFact)]


@pytest.mark.parametrize("text", NEVER)
def test_what_is_never_stored_is_no_entity(text: str) -> None:
    """A sentence about a class in backticks decides, or the one behind it about `it`."""
    assert entities(text) == ["Loan"]


@pytest.mark.parametrize("text", STORED)
def test_other_words_about_storing_change_nothing(text: str) -> None:
    """How long, where and how often something is kept says that it is."""
    assert entities(text) == ["Loan", "Slot"]

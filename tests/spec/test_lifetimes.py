"""Rows that time deletes: which, from when it is counted, and what is left open."""

import pytest
from meant import PEOPLE, meant

CLAIMS = """
```sql
CREATE TABLE claims (
    id UUID PRIMARY KEY,
    user_id UUID NOT NULL REFERENCES users(id),
    status VARCHAR(20) NOT NULL DEFAULT 'draft' CHECK (status IN ('draft', 'submitted', 'closed')),
    is_test BOOLEAN NOT NULL DEFAULT FALSE,
    closed_at TIMESTAMPTZ,
    created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT now()
);
CREATE TABLE photos (
    id UUID PRIMARY KEY,
    claim_id UUID NOT NULL REFERENCES claims(id) ON DELETE CASCADE,
    file_name VARCHAR(255) NOT NULL,
    mime_type VARCHAR(100) NOT NULL,
    file_size BIGINT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL DEFAULT now()
);
CREATE TABLE readings (
    id UUID PRIMARY KEY,
    user_id UUID NOT NULL REFERENCES users(id),
    value INTEGER NOT NULL,
    taken_on DATE NOT NULL,
    created_at TIMESTAMPTZ NOT NULL DEFAULT now()
);
CREATE TABLE memos (
    id UUID PRIMARY KEY,
    user_id UUID NOT NULL REFERENCES users(id),
    body TEXT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    deleted_at TIMESTAMPTZ
);
```

Claim status: draft -> submitted -> closed
"""


def kept(text: str) -> dict[str, str]:
    """Return how long rows are kept, with what is assumed and what is asked of it."""
    spec = meant(DESIGN=f"# Claims\n{PEOPLE}{CLAIMS}\n{text}")
    assumed = {a.about.partition(".")[0] for a in spec.assumptions if a.name.endswith("retention")}
    found = {
        entity.name: trait.subject + (" (assumed)" if entity.name in assumed else "")
        for entity in spec.entities
        for trait in entity.traits
        if trait.name == "kept"
    }
    asked = {q.about: q.meanwhile for q in spec.questions if q.name.endswith("retention")}
    return found | asked


DRAFTS = "limit.claim.draft_retention after created_at where status = draft"
CLOSED = "limit.claim.closed_retention after closed_at where status = closed"
SENTENCES = {
    "Drafts are deleted after 30 days.": {"Claim": f"{DRAFTS} (assumed)"},
    "Draft claims are deleted 30 days after they were created.": {"Claim": DRAFTS},
    "Drafts of claims must be deleted 30 days after creation.": {"Claim": DRAFTS},
    "Drafts are removed 30 days after the last change.": {
        "Claim": "limit.claim.draft_retention after updated_at where status = draft"
    },
    "Closed claims are deleted 2 years after closing.": {"Claim": CLOSED},
    "Closed claims are purged after 2 years.": {"Claim": f"{CLOSED} (assumed)"},
    "Submitted claims are deleted after 5 years.": {
        "Claim": "limit.claim.submitted_retention after updated_at where status = submitted (assumed)"
    },
    "Test claims are deleted after 3 days.": {
        "Claim": "limit.claim.test_retention after created_at where is_test = true (assumed)"
    },
    "Claims older than 10 years are deleted.": {"Claim": "limit.claim.retention after created_at"},
    "Readings are deleted 90 days after taken_on.": {"Reading": "limit.reading.retention after taken_on"},
    "Raw readings are kept for 60 days.": {"Reading": "limit.reading.retention after created_at (assumed)"},
    "Deleted memos are purged after 14 days.": {"Memo": "limit.memo.deleted_retention after deleted_at"},
}  # fmt: skip


@pytest.mark.parametrize("sentence", SENTENCES, ids=range(len(SENTENCES)))
def test_a_sentence_says_what_time_deletes(sentence: str) -> None:
    """The number is that of the setting; from when it is counted is assumed where nobody says."""
    assert kept(f"- {sentence}\n") == SENTENCES[sentence]


def test_a_table_says_how_long_things_are_kept() -> None:
    """A row is about the thing, or about those of a kind; the audit trail is kept by its own setting."""
    table = "## Retention\n\n| What | How long |\n|---|---|\n| Readings | 60 days |\n| Closed claims | 2 years |\n| Audit log | 7 years |\n"
    assert kept(table) == {
        "Reading": "limit.reading.retention after created_at (assumed)",
        "Claim": f"{CLOSED} (assumed)",
    }


def test_rows_of_two_kinds_are_kept_for_two_times() -> None:
    """Each has a trait of its own."""
    text = "Drafts are deleted after 30 days. Closed claims are deleted 2 years after closing.\n"
    spec = meant(DESIGN=f"# Claims\n{PEOPLE}{CLAIMS}\n{text}")
    claim = spec.entity("Claim")
    assert claim
    assert [t.subject for t in claim.traits if t.name == "kept"] == [DRAFTS, CLOSED]


@pytest.mark.parametrize(
    "sentence",
    [
        "Claims are kept for at least 10 years.",
        "Claims must be kept for 10 years.",
        "Receipts of the claims are deleted after 5 days.",
        "Comments attached to claims are deleted after 5 days.",
        "Claims can be deleted within 30 days.",
        "Claims of people who have left are deleted after 5 years.",
        "Drafts must not be deleted after 30 days.",
        "A reminder of a draft is deleted after 2 days.",
    ],
)
def test_what_only_looks_like_it_deletes_nothing(sentence: str) -> None:
    """What has to be kept, other things, and some of them only."""
    assert kept(f"- {sentence}\n") == {}


ASKED = {
    "Claims are deleted 7 years after payment.": "no row keeps from when the time is counted",
    "Unpaid claims are deleted after 2 days.": "nothing in a row says that it is unpaid",
    "Photos are deleted after 90 days.": "its files are kept outside of the database",
}


@pytest.mark.parametrize("sentence", ASKED, ids=range(len(ASKED)))
def test_what_no_row_tells_is_asked_and_deletes_nothing(sentence: str) -> None:
    """A number alone removes no rows."""
    (question,) = kept(f"- {sentence}\n").values()
    assert question.endswith(f"delete, and when? None: {ASKED[sentence]}.")

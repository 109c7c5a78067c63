"""What the tests of an operation that nobody has written yet ask of it: no more than the documents say."""

import re

from luke_cli.backend.generate import generate
from luke_cli.engines.anthropic.hands.expected import expecting, held, opened
from luke_cli.engines.template.design import design
from luke_cli.plan import render
from luke_cli.project import Found

CLAIMS = """\
# Claims

```sql
CREATE TABLE users (
    id UUID PRIMARY KEY,
    email VARCHAR(255) NOT NULL UNIQUE,
    password_hash VARCHAR(255) NOT NULL,
    role VARCHAR(20) NOT NULL DEFAULT 'clerk' CHECK (role IN ('clerk', 'chief'))
);
CREATE TABLE claims (
    id UUID PRIMARY KEY,
    user_id UUID NOT NULL REFERENCES users(id),
    note TEXT NOT NULL,
    payment_date DATE,
    status VARCHAR(20) NOT NULL DEFAULT 'draft' CHECK (status IN ('draft', 'approved', 'paid'))
);
```

Every change leaves an entry in the audit trail.

| Method | Path | Description | Access |
|--------|------|-------------|--------|
| POST | /auth/login | Log in | public |
| GET | /claims | List claims | clerk (own), chief |
| POST | /claims | Make a claim | clerk, chief |
| POST | /claims/{id}/approve | Approve a claim | chief |

"""


def made(text):
    """Return the spec of a document, and the files of its backend."""
    spec = design([Found("DESIGN.md", "", text.encode())]).spec
    return spec, {path.removeprefix("app/impl/"): text for path, text in generate(spec).items()}


def function(text, name):
    """Return a test with all that stands above it."""
    (found,) = [one for one in text.split("\n\n\n") if f"async def {name}(" in one]
    return found


def test_a_step_starts_where_the_documents_say():
    """A step that is not written yet is tested in each state, and as one that is written then."""
    spec, texts = made(CLAIMS)
    (task,) = opened(spec, texts)
    assert task.request == "POST /api/v1/claims/{id}/pay"
    before = function(texts["tests/test_claims.py"], "test_pay_starts_from")
    assert before.startswith("@pytest.mark.xfail(")
    after = function(expecting(texts, task)["tests/test_claims.py"], "test_pay_starts_from")
    assert before.endswith(after)
    assert re.findall(r'\("(\w+)", (\d+), "(\w+)"\)', after) == [
        ("draft", "409", "draft"),
        ("approved", "200", "paid"),
        ("paid", "409", "paid"),
    ]
    written = function(texts["tests/test_claims.py"], "test_pay_is_written")
    assert 'await execute(app, update(models.Claim).values(status="approved"))' in written
    assert "problems(401, 403, 404, 409, 422, 501)" in texts[task.route]


def test_who_writes_an_operation_decides_whether_it_leaves_an_entry():
    """No test forbids what neighbours do: to write a change into the trail."""
    _, texts = made(CLAIMS)
    access = texts["tests/test_access.py"]
    call = access[access.index('"claim.pay": Call(') :].partition("\n    ),")[0]
    assert "trails=None" in call
    assert "assert trails is None or len(await fetch(app, entries)) ==" in access


def test_what_is_public_is_called_without_a_token():
    """Whoever has no token gets an answer, too, and nothing is sent that names a caller."""
    _, texts = made(f"{CLAIMS}| GET | /claims/widget | A widget for other sites | public |\n")
    written = function(texts["tests/test_claims.py"], "test_widget_is_written")
    assert written.endswith(
        """\
async def test_widget_is_written(anonymous: AsyncClient) -> None:
    answer = await anonymous.request("GET", "/api/v1/claims/widget")
    assert answer.status_code == 200, answer.text
    assert answer.content not in {b"", b"null"}"""
    )


def test_a_stated_status_is_that_of_the_route_and_of_its_tests():
    """What is still open answers 501 with the status of the plan in its description."""
    text = f"{CLAIMS}| POST | /claims/import | Import claims, 202 Accepted | chief |\n"
    _, texts = made(text)
    [task] = [one for one in opened(*made(text)) if one.operation.verb == "import"]
    route = texts[task.route]
    assert '    "/claims/import",\n    status_code=202,\n' in route
    assert "assert answer.status_code == 202" in function(
        texts["tests/test_claims.py"], "test_import_is_written"
    )
    after = expecting(texts, task)
    assert '("POST", "/api/v1/claims/import"): ["202", "401"' in after["tests/test_openapi.py"]
    call = after["tests/test_access.py"].partition('"claim.import": Call(')[2]
    assert "\n        202,\n" in call.partition("\n    ),")[0]


ANALYSIS = """\
| GET | /claims/analysis | Analysis of claims | clerk (own), chief |
| POST | /claims/import | Import claims | chief |

### GET /claims/analysis

Response:

```json
{"summary": {"count": 12, "newest": null}, "by_status": {"draft": 1, "paid": 2},
 "by_note": [{"note": "x", "share": 0.25, "from": "2026-01-02"}]}
```

### POST /claims/import

Request:

```json
{"source": {"url": "https://x.example/a", "lines": [{"note": "x"}]}, "dryRun": true}
```

Response:

```json
[{"id": "0f8fad5b-d9cb-469f-a165-70867728950e", "ok": true}]
```
"""


def test_members_within_others_are_classes_and_asked_for_in_the_answer():
    """The keys of `by_status` are values of a list: there may be more than an example shows."""
    spec, texts = made(CLAIMS.rstrip() + "\n" + ANALYSIS)
    assert "| summary.count: integer, summary.newest: json, by_status: json, " in render(spec)
    schemas = texts["backend/claims/schemas.py"]
    assert schemas[schemas.index("class AnalysisClaimAnswerSummary") :].partition(
        "\n\n\nclass Imp"
    )[0] == (
        '''\
class AnalysisClaimAnswerSummary(BaseModel):
    """What claim.analysis gives, below summary."""

    count: int
    newest: JsonValue


class AnalysisClaimAnswerByNote(BaseModel):
    """What claim.analysis gives, below by_note."""

    note: str
    share: Decimal
    from_: date = Field(alias="from")


class AnalysisClaimAnswer(BaseModel):
    """What claim.analysis gives."""

    summary: AnalysisClaimAnswerSummary
    by_status: JsonValue
    by_note: list[AnalysisClaimAnswerByNote]'''
    )
    own = texts["tests/test_claims.py"]
    assert "".join(function(own, "test_analysis_is_written").split()).endswith(
        'assertnotunlike(answer.json(),{"summary":{"count":int,"newest":object},"by_status":object,'
        '"by_note":[{"note":str,"share":str,"from":str}],},)'
    )
    figures = function(own, "test_analysis_sums_up_what_the_caller_sees")
    assert 'int(answer.json()["summary"]["count"]) == sum(1 for item in items)' in figures


def test_a_body_is_sent_with_all_that_is_within_it_and_may_be_answered_by_a_list():
    _, texts = made(CLAIMS.rstrip() + "\n" + ANALYSIS)
    own = texts["tests/test_claims.py"]
    written = "".join(function(own, "test_import_is_written").split())
    assert '"source":{"url":"https://example.com/0","lines":[{"note":"Note"}]}' in written
    assert written.endswith('assertnotunlike(answer.json(),[{"id":str,"ok":bool}])')
    needed = function(own, "test_import_needs_each_member")
    assert needed.startswith('@pytest.mark.parametrize("member", ["source", "dry_run"])')
    assert ") -> list[ImportClaimAnswer]:" in texts["backend/claims/routes.py"]


SCENARIOS = '''\
| POST | /claims/{id}/scan | Scan a claim | chief, clerk (own) |

- Given a paid claim, when the chief scans it, then the status code is 409 and it stays paid
- Given a draft claim, when the chief scans it, then the status code is 409
- Given a claim with two photos, when the clerk scans it, then "both" and """each""" are read
'''


def test_a_scenario_is_a_test_as_far_as_it_is_certain():
    """Rows of the world are drafts: what would refuse them stays words, as does what no test can tell."""
    spec, texts = made(CLAIMS.rstrip() + "\n" + SCENARIOS)
    task = next(one for one in opened(spec, texts) if one.operation.name == "claim.scan")
    after = expecting(texts, task)["tests/test_claims.py"]
    name = "test_scan_holds_r_given_paid_claim"
    assert (
        function(after, name)
        == '''\
async def test_scan_holds_r_given_paid_claim(app: FastAPI, as_: Login) -> None:
    """Holds R-given-paid-claim.

    Given a paid claim, when the chief scans it, then the status code is 409 and it stays
    paid
    """
    await execute(
        app,
        update(models.Claim).where(models.Claim.id == key("claim of chief")).values(status="paid"),
    )
    answer = await as_("chief").request("POST", f"/api/v1/claims/{key('claim of chief')}/scan")
    assert answer.status_code == 409, answer.text
    assert await fetch(
        app, select(models.Claim.status).where(models.Claim.id == key("claim of chief"))
    ) == [("paid",)]'''
    )
    written = function(after, "test_scan_is_written")
    assert (
        '''\
    """It does what the contract says; what else is asked for:

    R-given-draft-claim: Given a draft claim, when the chief scans it, then the status code
    is 409
    R-given-claim-two: Given a claim with two photos, when the clerk scans it, then "both"
    and \'\'\'each\'\'\' are read
    """'''
        in written
    )
    held_by = dict(held({"tests/test_claims.py": after}, task))
    assert held_by[name] == ("R-given-paid-claim",)

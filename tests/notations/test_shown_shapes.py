"""Pages, envelopes and views store nothing; what is only called like one does."""

from luke_cli.docs.markdown import read
from luke_cli.notations import recognise
from luke_cli.spec.facts import EntityFact, Fact, FieldFact

TABLES = """# Data model
### Table invoices
| Field | Type |
|---|---|
| id | UUID |
| amount | decimal(10,2) |

### {name}
| Field | Type |
|---|---|
{rows}
"""


def found(text: str, name: str = "DESIGN.md") -> tuple[Fact, ...]:
    """Return what a document says."""
    document, _ = read(text, name=name, owner="architect")
    return recognise([document]).facts


def things(name: str, *fields: str) -> list[str]:
    """Return what is stored where a table lists the fields of a type of that name."""
    rows = "\n".join(f"| {field} | string |" for field in fields)
    facts = found(TABLES.format(name=name, rows=rows))
    return [fact.name for fact in facts if isinstance(fact, EntityFact)]


def test_pages_and_envelopes() -> None:
    """All that they have is a list and its place, or what an answer says of itself."""
    assert things("Listing", "items", "page", "pages") == ["invoices"]
    assert things("Listado", "contenido", "pagina", "total") == ["invoices"]
    assert things("Answer", "success", "data", "error", "meta") == ["invoices"]
    assert things("Basket", "id", "items", "total") == ["invoices", "Basket"]
    assert things("Volume", "title", "pages") == ["invoices", "Volume"]


def test_views_are_called_after_a_thing() -> None:
    """A view of a thing is none of its own, unless it names the thing that it happened to."""
    assert things("InvoiceView", "id", "amount", "payer") == ["invoices"]
    assert things("InvoiceSummary", "amount", "payer") == ["invoices"]
    assert things("InvoiceSummary", "id", "amount") == ["invoices", "InvoiceSummary"]
    assert things("InvoiceView", "id", "invoice_id", "seen_by") == ["invoices", "InvoiceView"]
    assert things("StreetView", "id", "street") == ["invoices", "StreetView"]


def test_a_view_of_a_contract_claims_what_its_thing_has() -> None:
    """The type of a field that both have is compared; what only the view shows is no column."""
    text = (
        TABLES.format(name="Notes", rows="| Field | Type |")
        + """
```yaml
openapi: 3.0.3
components:
  schemas:
    InvoiceView:
      type: object
      properties:
        amount: { type: integer }
        payerName: { type: string }
```
"""
    )
    claims = [fact for fact in found(text) if isinstance(fact, FieldFact) and fact.place.line > 15]
    assert [(fact.entity, fact.name) for fact in claims] == [("invoice", "amount")]

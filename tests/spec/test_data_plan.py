"""Whatever is claimed about data, the plan can show it and be read back."""

from hypothesis import given, settings
from meant import meant
from test_data_any import worlds

from luke_cli.plan import parse, render
from luke_cli.spec.facts import Fact
from luke_cli.spec.normal import normal
from luke_cli.spec.resolve.data import resolve_data
from luke_cli.spec.resolve.said import gather


@settings(max_examples=60)
@given(worlds())
def test_the_plan_of_any_claims_about_data_is_read_back(facts: list[Fact]):
    spec = normal(resolve_data(gather(facts, []))[0])
    assert parse(render(spec)) == spec


def test_a_tenant_keeps_its_name_where_an_index_names_it():
    """The rows of the plan leave out what a reader knows: `organization_id` is of Organization."""
    spec = meant(
        DESIGN="""
```sql
CREATE TABLE organizations (id UUID PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE users (
    id UUID PRIMARY KEY,
    organization_id UUID NOT NULL REFERENCES organizations(id),
    email VARCHAR(255) NOT NULL UNIQUE,
    password_hash VARCHAR(255) NOT NULL
);
CREATE TABLE orders (
    id UUID PRIMARY KEY,
    organization_id UUID NOT NULL REFERENCES organizations(id),
    number VARCHAR(20) NOT NULL,
    UNIQUE (organization_id, number)
);
CREATE TABLE parcels (
    id UUID PRIMARY KEY,
    organization_id UUID NOT NULL REFERENCES organizations(id),
    weight_kg INTEGER NOT NULL
);
```
"""
    )
    plan = render(spec)
    assert parse(plan) == spec
    assert "(organization_id, number)" in plan
    assert "| organization_id |" not in plan

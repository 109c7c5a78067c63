"""A spec of a few Markdown documents, and its parts as short text."""

from luke_cli.docs.markdown import read
from luke_cli.notations import recognise
from luke_cli.project import AUTHORS
from luke_cli.spec.model import Spec
from luke_cli.spec.resolve import resolve

OWNERS = {author.document.removesuffix(".md"): author.role for author in AUTHORS}
PEOPLE = """
```sql
CREATE TABLE users (
    id UUID PRIMARY KEY,
    email VARCHAR(255) NOT NULL UNIQUE,
    password_hash VARCHAR(255) NOT NULL,
    manager_id UUID REFERENCES users(id)
);
```
"""
LOANS = """
```sql
CREATE TABLE loans (
    id UUID PRIMARY KEY,
    user_id UUID NOT NULL REFERENCES users(id),
    title VARCHAR(200) NOT NULL,
    amount NUMERIC(10, 2) NOT NULL,
    starts_on DATE NOT NULL,
    status VARCHAR(20) NOT NULL DEFAULT 'draft'
        CHECK (status IN ('draft', 'submitted', 'approved', 'rejected', 'paid')),
    submitted_at TIMESTAMPTZ,
    approved_by UUID REFERENCES users(id),
    created_at TIMESTAMPTZ NOT NULL DEFAULT now()
);
```
"""
PAPERS = """
```sql
CREATE TABLE papers (
    id UUID PRIMARY KEY,
    loan_id UUID NOT NULL REFERENCES loans(id) ON DELETE CASCADE,
    file_name VARCHAR(255) NOT NULL,
    mime_type VARCHAR(100) NOT NULL,
    file_size BIGINT NOT NULL
);
```
"""


def meant(**texts: str) -> Spec:
    """Return what documents mean; `DESIGN` is the text of DESIGN.md."""
    documents = [
        read(text, name=f"{name}.md", owner=OWNERS.get(name, ""))[0] for name, text in texts.items()
    ]
    return resolve(recognise(documents).facts, documents).spec


def matrix(spec: Spec, *resources: str) -> dict[str, str]:
    """Return who has each right, as `member own, admin all`."""
    return {
        permission.name: ", ".join(f"{role} {scope}" for role, scope in permission.scopes)
        for permission in spec.permissions
        if not resources or permission.name.partition(":")[0] in resources
    }


def requests(spec: Spec, *groups: str) -> dict[str, str]:
    """Return each operation as `POST /loans create loan:create`."""
    return {
        one.name: f"{one.method} {one.path} {one.kind} {', '.join(one.permissions)}"
        for one in spec.operations
        if not groups or one.group in groups
    }


def steps(spec: Spec) -> dict[str, str]:
    """Return each transition as `draft, rejected -> submitted; needs; sets`."""
    return {
        step.operation: "; ".join(
            filter(
                None,
                (
                    f"{', '.join(step.origins)} -> {step.target}",
                    ", ".join(step.needs),
                    ", ".join(
                        f"writes {e.writes_entity}.{e.writes_value}"
                        if e.writes_entity
                        else f"{e.field} = {e.value}"
                        for e in step.effects
                    ),
                ),
            )
        )
        for step in spec.transitions
    }


def decided(spec: Spec) -> dict[str, tuple[str, ...]]:
    """Return each decision with what is taken and what is set aside, each with its places."""
    return {
        one.name: tuple(
            " ".join([side.value, *(f"{place.file}:{place.line}" for place in side.sources)])
            for side in (one.taken, *one.aside)
        )
        for one in spec.decisions
    }


def settings(spec: Spec, *names: str) -> dict[str, str]:
    """Return settings with their values."""
    return {one.name: one.value for one in spec.settings if one.name in names}

"""Which roles see and set the fields that not everybody does who has the row: a table for reviewers."""

from luke_cli.plan.show import derived
from luke_cli.spec.field_rights import is_read_by, is_written_by, kept_fields
from luke_cli.spec.model import Field, Spec


def kept(spec: Spec) -> tuple[str, str]:
    """Return a lead and a table of the fields with rights of their own; both "" without any."""
    rows = [
        (f"{entity.name}.{field.name}", *(_cell(field, role.name) for role in spec.roles))
        for entity in spec.entities
        for field in kept_fields(entity)
    ]
    if not rows:
        return "", ""
    lead = (
        "Some fields of a row are for some roles only, as `read by` and `written by` in section 6 say:"
        " for all others a field is left out of every answer and file, and it is 403 to send it, to"
        " filter or to sort by it. Where no token is needed nobody sees it. Search, summaries and the"
        " audit trail never tell the values of a field that is not for everybody. Whoever makes a row"
        " gives it what it cannot be without; a step sets what it needs by its own right."
    )
    return lead, derived(("Field", *(role.name for role in spec.roles)), rows)


def _cell(field: Field, role: str) -> str:
    words = [
        *(["read"] if is_read_by(field, role) else []),
        *(["write"] if is_written_by(field, role) else []),
    ]
    return ", ".join(words) or "-"

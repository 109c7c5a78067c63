"""A rule as a fact: how a field must be that is defined elsewhere."""

from luke_cli.notations.rule_words import Rule
from luke_cli.source import Span
from luke_cli.spec.facts import Authority, RuleFact
from luke_cli.spec.model import Type


def rule_fact(
    rule: Rule,
    said: tuple[str, str],
    place: Span,
    section: tuple[str, ...],
    authority: Authority = Authority.PROSE,
) -> RuleFact:
    """Say what a rule says of a field; `said` is its entity ("" if only headings tell) and its name."""
    entity, field = said
    owner, dot, name = field.partition(".")
    if dot and name:
        # `Parcel.areaSqm` in a table of constraints
        entity, field = owner, name
    return RuleFact(
        place=place,
        authority=authority,
        section=section,
        entity=entity,
        field=field,
        required=rule.required,
        unique=rule.unique,
        unique_per=rule.unique_per,
        min_length=rule.min_length,
        max_length=rule.max_length,
        minimum=rule.minimum,
        maximum=rule.maximum,
        over=rule.over,
        under=rule.under,
        default=rule.default,
        values=rule.values,
        type=Type(rule.kind) if rule.kind else None,
    )

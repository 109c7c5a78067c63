"""Rules whose field only the heading names: `Values: draft, sent` below `Status of the order`."""

import re
from dataclasses import replace
from typing import Final

from luke_cli.docs.markdown import plain
from luke_cli.notations.rule_names import parted
from luke_cli.spec.facts import RuleFact

_VALUES: Final = re.compile(
    r"(?:(?:possible|allowed|valid|all)\s+)?(?:values?|options|choices|states|statuses|werte|zustände|valores|estados|"
    r"valeurs|états|valori|stati)",
    re.IGNORECASE,
)
_NUMBER: Final = re.compile(r"^\W*(?:\d+(?:\.\d+)*[.)]?\s+)?")
_MOST_WORDS: Final = 5


def headed(fact: RuleFact) -> RuleFact:
    """Name the field of a bare list of values by the heading above it."""
    if fact.entity or not fact.values or not fact.section or not _VALUES.fullmatch(fact.field):
        return fact
    heading = _NUMBER.sub("", plain(fact.section[-1])).strip(" .:")
    if not heading or len(heading.split()) > _MOST_WORDS:
        return fact
    entity, field = parted(heading)
    return replace(fact, entity=entity, field=field)
